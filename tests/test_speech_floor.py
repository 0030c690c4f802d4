"""
Floors for speech, harm first: what clean text may lose and what must be put right.

They run where the shared material lies beside the checkout, and say so where it does not. Lowering one
takes a reason in the commit.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from cleaners import Document, Fact
from cleaners.homophones import fix_homophones
from cleaners.names import fix_names
from cleaners.nonwords import fix_nonwords
from cleaners.sound_tags import drop_sound_tags
from cleaners.stutters import fix_stutters

SPEECH = (drop_sound_tags, fix_stutters, fix_names, fix_homophones, fix_nonwords)
FRENCH = (Fact("kind", "transcript", "test"), Fact("language", "fr", "test"))


def corrected(doc: Document) -> Document:
    for step in SPEECH:
        doc = doc.after(step(doc))
    return doc


def test_clean_french_taken_for_speech_stays_as_it_is(shared: Path) -> None:
    """At most one change in the first 12,000 words, and no name among them."""
    lines = gzip.decompress((shared / "bench/transcript/clean/fr.txt.gz").read_bytes()).decode().split("\n")
    text, words = [], 0
    for line in lines:
        text.append(line)
        words += len(line.split())
        if words > 12_000:
            break
    done = corrected(Document("clean", "\n".join(text), FRENCH))
    assert not [edit for edit in done.trail if edit.rule.startswith("names.")]
    assert len(done.trail) <= 1


def test_the_real_transcript_gets_its_names_and_nothing_wrong(shared: Path) -> None:
    """Fifteen names put right, at least fifteen common words, and every form that is no word spoken of."""
    title, body, description = next((shared / "seeds").glob("000*.txt")).read_text(encoding="utf-8").split("\n\n")[:3]
    told = (Fact("title", title, "test"), Fact("description", description, "test"))
    done = corrected(Document("000", body, (*FRENCH, *told)))
    names = [edit for edit in done.trail if edit.rule.startswith("names.")]
    assert len(names) == 15
    assert {edit.new.split()[-1] for edit in names} == {
        "Bessent", "Lutnick", "Greer", "CPTPP", "Guanajuato", "Prachinburi", "Taïwan", "Asia", "Congrès",
    }  # fmt: skip
    assert sum(edit.rule.startswith(("homophones.", "nonwords.")) for edit in done.trail) >= 18
    assert done.before_cleaning() == body
    again = corrected(done)
    assert again.text == done.text
    assert again.suggestions == done.suggestions


GUESTS = ("Karoline Vestrup", "Neal Dingmann", "Odile Karvenec", "Steven Marlowe", "Prakash Venkataraman")
PAPERS = ("Norvexa", "Halden Bank", "EBITDA", "Metrix", "Consumables", "Tidewater Robotics")
CALL = """
Good morning and welcome to the call. With me are Caroline Vestrup, our chief executive officer, and Steve Marlowe.
Our first question comes from the line of Neil Dingman with Halden Bank. Please go ahead.
Thanks, Carolina. Good morning. Two on the metrics, please, and on consumables. You have been placed on mute.
Our next question comes from Prakash Venkatraman with Tidewater Robotics. Please go ahead.
Thank you. Nor vexa grew well. Steve said that cash was steady, and we accelerate from here.
Our next question comes from Odile Carvenec with Norvexa. Please go ahead. Hi, Steve, it is Odile.
"""


def test_a_call_with_a_list_of_guests_loses_no_word_and_gets_its_names() -> None:
    """The project's own sample: harm first, then at least three of the misheard names."""
    facts = (
        *(Fact("name", guest, "guests", "person") for guest in GUESTS),
        *(Fact("name", name, "papers") for name in PAPERS),
    )
    doc = Document("call", CALL, (Fact("kind", "transcript", "test"), Fact("language", "en", "test"), *facts))
    done = doc.after(fix_names(doc))
    right = {*GUESTS, *PAPERS, "Karoline", "Neal", "Dingmann", "Venkataraman", "Karvenec"}
    assert not [(edit.old, edit.new) for edit in done.trail if edit.new not in right]
    assert sum(name in done.text for name in ("Neal Dingmann", "Prakash Venkataraman", "Odile Karvenec")) == 3
    for kept in ("Steve Marlowe", "on the metrics", "on consumables", "placed on mute", "Hi, Steve", "that cash was"):
        assert kept in done.text
