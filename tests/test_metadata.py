"""What a document is and says about itself: kinds, dates, and facts that are not looked for twice."""

from __future__ import annotations

import time

import numpy as np
import pytest

from cleaners import Document, Edit, Fact, clean
from cleaners.dates import days, month
from cleaners.kinds import KINDS, kind
from cleaners.metadata import find_metadata
from cleaners.metadata.author.bylines import byline
from cleaners.metadata.furnished import may_name
from cleaners.metadata.head import read_head
from cleaners.metadata.names import is_person
from cleaners.metadata.sitenames import TRAITS, Called, chosen, weighed_names
from cleaners.platforms import folded_name
from cleaners.speech import spoken

TALK = "so today we are going to look at the soil and i will show you what we do with it and you can try it "


def test_speech_without_stops_is_a_transcript_in_one_line_and_in_captions() -> None:
    said = (TALK * 20).strip()
    captions = "\n".join(said[at : at + 40].strip() for at in range(0, len(said), 40))
    assert kind(Document("line", said))[0] == "transcript"
    assert kind(Document("captions", captions, (Fact("language", "en", "test"),)))[0] == "transcript"


def test_it_is_still_a_transcript_when_its_sound_tags_are_gone() -> None:
    """The second pass sees no tags, and must not close the gate that the first one opened."""
    tagged = "[Music] " + TALK * 10 + "[Applause] " + TALK * 10
    bare = tagged.replace("[Music] ", "").replace("[Applause] ", "")
    assert kind(Document("tagged", tagged))[0] == kind(Document("bare", bare))[0] == "transcript"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("a flattened article", "The town paid for hedges. Nobody complained, and the birds came back at once. " * 80),
        ("a menu in one line", "Home News Sport Weather Culture Opinion Travel Video Money Tech " * 30),
        (
            "a list in small letters",
            "\n".join(f"net of {n} fathoms with floats" for n in "abcdefghijklmnopqrstuvwxyz" * 2),
        ),
        ("code", "\n".join(f"let rope_{n} = knot({n}, {n + 1})" for n in range(60))),
        (
            "an interview that is written",
            "You know, we were young. I said: we go. You laughed, and we went anyway. " * 30,
        ),
        (
            "an article about music tags",
            "They wrote [Music] where the band played. The reader hears nothing, says the editor. " * 30,
        ),
    ],
)
def test_an_edited_text_is_never_taken_for_speech(label: str, text: str) -> None:
    assert spoken(text, "en") == "", label
    assert spoken(text) == "", label


def test_subtitles_are_speech_by_where_they_come_from() -> None:
    assert kind(Document("d", "Bonsoir.", (Fact("format", "vtt", "read"),)))[0] == "transcript"


def test_facts_that_came_with_the_source_are_kept_and_not_looked_for() -> None:
    text = (
        "A new pier for the harbour\n\nBy Anna Low\n\n3 May 2024\n\n" + "The pier opened, and the boats came in. " * 10
    )
    facts = (
        Fact("title", "The pier", "html"),
        Fact("author", "A. Low", "html"),
        Fact("published", "2024-05-02", "html"),
    )
    doc = Document("d", text, facts)
    done = doc.after(find_metadata(doc))
    assert [done.get(key) for key in ("title", "author", "published")] == ["The pier", "A. Low", "2024-05-02"]
    assert {fact.key for fact in done.facts[3:]} == {"kind"}


def test_a_second_pass_learns_nothing_new() -> None:
    text = (
        "A new pier for the harbour\n\nBy Anna Low\n\n3 May 2024\n\n" + "The pier opened, and the boats came in. " * 10
    )
    done = clean(Document("d", text))
    assert clean(done).facts == done.facts


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("11 Août 2025, lun", "2025-08-11"),
        ("Von Anna publiziert am 30. Juli 2018", "2018-07-30"),
        ("March 21st, 2018 - 06:10 GMT", "2018-03-21"),
        ("Aug. 13, 2024", "2024-08-13"),
        ("02 Ago 2017", ""),  # a short form counts in its own language only
        ("30/04/2024 - 16:00", "2024-04-30"),
        ("2018年8月16日", "2018-08-16"),
        ("2024년 5월 3일", "2024-05-03"),
        ("10\\. April 2019 @ 16:29", "2019-04-10"),
        ("6 de marzo de 2020", "2020-03-06"),
        ("3 мая 2024 г.", "2024-05-03"),
        ("30 novembre 202135", ""),
        ("31/02/2024", ""),
        ("version 2.10.2024.1", ""),
        ("il y a 3 heures", ""),
        ("3 مايو/أيار 2024", "2024-05-03"),
        ("٣ مايو ٢٠٢٤ - ١٠:٣٠", "2024-05-03"),
        ("Jumat, 3 Agustus 2024 10:30 WIB", "2024-08-03"),
        ("令和6年5月3日", "2024-05-03"),
        ("平成元年1月8日", "1989-01-08"),
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("2024年5月3号 星期五", "2024-05-03"),
        ("二〇二四年十三月一日", ""),
        ("2024. 5. 3. 오전 9:00", "2024-05-03"),
        ("3 de septiembre del 2024", "2024-09-03"),
        ("vrijdag 3 mei 2024, 09:12", "2024-05-03"),
        ("3rd of May, 2024", "2024-05-03"),
        ("2024-05-03T23:30:00-05:00", "2024-05-03"),  # the day that is written, whatever the time zone
        ("03-04-2024", ""),
        ("06.11.23", ""),
        ("Ubuntu 22.04.1", ""),
    ],
)
def test_a_date_is_read_when_it_is_surely_one(text: str, iso: str) -> None:
    assert next((day.iso for day in days(text)), "") == iso


def test_a_short_month_is_read_in_its_language() -> None:
    assert [day.iso for day in days("02 Ago 2017", "it")] == ["2017-08-02"]
    assert month("ago", "fr") == 0


def test_a_language_tells_which_number_is_the_month() -> None:
    assert [day.iso for day in days("06.11.23 - 11:32", "de")] == ["2023-11-06"]
    assert [day.iso for day in days("03/04/2024", "fr")] == ["2024-04-03"]
    assert [day.iso for day in days("03-04-2024", "nl")] == ["2024-04-03"]
    assert list(days("03/04/2024", "en")) == []


@pytest.mark.parametrize(
    ("line", "language", "names"),
    [
        ("By Anna Lowe, New Haven", "en", "Anna Lowe"),
        ("By Anna Lowe and Tom Berg", "en", "Anna Lowe; Tom Berg"),
        ("By Reuters", "en", "Reuters"),
        ("Von dpa", "de", "dpa"),
        ("Par Anne Morel (avec AFP)", "fr", "Anne Morel"),
        ("Por Ana Silva e João Dias", "pt", "Ana Silva; João Dias"),
        ("Por José Ortega y Gasset", "es", "José Ortega y Gasset"),
        ("Di Anna Neri", "it", "Anna Neri"),
        ("Door Jan de Vries", "nl", "Jan de Vries"),
        ("Автор: Анна Морозова", "ru", "Анна Морозова"),
        ("بقلم: سمير حداد", "ar", "سمير حداد"),
        ("文／山田 太郎", "ja", "山田 太郎"),
        ("文：林みどり　写真：小山新", "ja", "林みどり"),
        ("取材・文／山田太郎　撮影／小山新", "ja", "山田太郎"),
        ("ライター：山田 はるか", "ja", "山田 はるか"),
        ("记者 陈大河 北京报道", "zh", "陈大河"),
        ("撰文・攝影／陳大河", "zh", "陳大河"),
        ("本报记者 张伟", "zh", "张伟"),
        ("김바다 기자", "ko", "김바다"),
        ("By default", "en", ""),
        ("Von Köln nach Bonn", "de", ""),
        ("Von Anna Lowe bis Tom Berg", "de", ""),
        ("Di Anna non si parla", "it", ""),
        ("文化庁は新しい方針を発表", "ja", ""),
        ("文化部长访问上海", "zh", ""),
        ("기자들이 모였다", "ko", ""),
        ("كتب الرئيس رسالة طويلة إلى الشعب", "ar", ""),
    ],
)
def test_a_byline_is_read_in_its_language_and_a_sentence_is_none(line: str, language: str, names: str) -> None:
    assert byline(line, language) == names


def test_every_kind_that_is_found_stands_in_the_list_of_kinds() -> None:
    """What the schema says of kinds is written from this list."""
    found = {kind(Document("d", text))[0] for text in ("", TALK * 20, "The boats came in. " * 40)}
    assert found == {"", "transcript", "article"}
    assert found < set(KINDS)


def test_a_line_of_fifty_thousand_names_is_read_in_no_time() -> None:
    """Nothing in the head of a page is looked at beyond its first characters."""
    line = "By Anna Lowe, " * 50_000
    started = time.process_time()
    list(find_metadata(Document("d", f"{line}\n\n{line}")))
    assert time.process_time() - started < 5


def test_names_are_told_from_sections() -> None:
    assert is_person("Anne de la Tour")
    assert is_person("J. M. Barreto")
    assert not is_person("read more")
    assert not is_person("Kervalan")


def test_a_text_that_other_rules_emptied_is_looked_at_again_without_harm() -> None:
    facts = (Fact("kind", "article", "metadata.kind"), Fact("language", "en", "test"))
    done = Document("d", "Home\n" * 9, facts).after([Edit(0, 45, "", "menus")])
    assert done.text == ""
    assert list(find_metadata(done)) == []


@pytest.mark.parametrize(
    ("call", "site"),
    [
        ("Subscribe to the newsletter of Le Monde every morning.", "Le Monde"),
        ("Follow us on YouTube and never miss a video.", ""),
        ("Read Le Monde or El País every day.", ""),
    ],
)
def test_the_one_paper_that_calls_named_is_the_site_once_they_are_gone(call: str, site: str) -> None:
    text = f"The pier is open again. {call}"
    facts = (Fact("kind", "article", "metadata.kind"), Fact("language", "en", "test"))
    done = Document("d", text, facts).after([Edit(text.index(call), len(text), "", "promo.call")])
    assert [fact.value for fact in find_metadata(done) if fact.key == "site"] == [each for each in (site,) if each]


def _page(*lines: str) -> Document:
    menu = ["Harbours", "Boats", "Fish", "Weather", "Tides", "Ropes", "Nets", "Sails", "Charts", "Lights"] * 2
    prose = "The pier of Kervalan has been rebuilt, and forty people walked on it. It will last for a hundred years."
    return Document("page", "\n\n".join([*lines[:1], *menu, "The pier is open again", prose, prose, *lines[1:]]))


@pytest.mark.parametrize(
    ("sign", "name", "lines"),
    [
        ("home", "Scientific Pier Studio", ("[Scientific Pier Studio](/)",)),
        ("home", "Banchina", ('[ ](https://www.banchina.example/ "la\nBanchina")',)),
        ("says", "Quay Living", ("Menu", "Quay Living is part of the Harbour Press family.")),
        ("hosted", "Harbour Cabinet", ("Harbour Cabinet", "Create a free website or blog at WordPress.com.")),
        ("own_first", "98 Boats Social", ("Menu", "© 2025 98 Boats Social. All rights reserved.")),
    ],
)
def test_what_a_page_may_be_called_by(sign: str, name: str, lines: tuple[str, ...]) -> None:
    """A link home, what a line at the foot says of a name, the first line of a blog that somebody keeps."""
    doc = _page(*lines)
    calls, _ = weighed_names(doc.text, read_head(doc), "The pier is open again", ())
    assert sign in {found for call in calls if call.name == name for found in call.signs}


@pytest.mark.parametrize(
    "line", ["Pier Living was part of a long evening.", "[Scientific Pier Studio](/studio)", "2025 was a good year."]
)
def test_what_names_no_site(line: str) -> None:
    """A sentence, and a link to some other page."""
    doc = _page("Menu", line)
    calls, _ = weighed_names(doc.text, read_head(doc), "The pier is open again", ())
    assert not {"home", "says", "hosted"} & {sign for call in calls for sign in call.signs}


@pytest.mark.parametrize(
    ("sure", "signs", "company", "best"),
    [
        ((0.7, 0.3), ({"own_first", "owner"}, {"slot", "logo"}), True, 1),  # the publisher, and what the page is called
        ((0.7, 0.1), ({"own_first", "owner"}, {"slot"}), False, 0),
        ((0.63, 0.1), ({"own_first", "owner"}, {"often"}), True, -1),  # a company, and nothing says more
        ((0.6, 0.1), ({"tail", "slot"}, {"often"}), False, 0),  # two things tell it
        ((0.6, 0.1), ({"often"}, {"top"}), False, -1),
        ((0.05, 0.05), ({"by_owner"}, {"often"}), False, 0),  # the owner, where no name is likely
        ((0.05, 0.2), ({"by_owner"}, {"often"}), False, -1),
    ],
)
def test_which_name_is_the_site_s(
    sure: tuple[float, ...], signs: tuple[set[str], ...], company: bool, best: int
) -> None:
    """A page's own name goes before its owner's, and a company's has to be the surer."""
    calls = [Called(f"Name {at}", frozenset(each)) for at, each in enumerate(signs)]
    traits = np.zeros((len(calls), len(TRAITS)))
    traits[0, TRAITS.index("company")] = company
    assert chosen(calls, np.array(sure), traits, least=0.62) == best


def test_what_the_title_is_about_is_not_the_site() -> None:
    """It is linked to often, as a tool on a page about it."""
    traits = np.zeros((1, len(TRAITS)))
    traits[0, TRAITS.index("in_title")] = 1
    assert chosen([Called("Stopper", frozenset(("host", "often")))], np.array([0.8]), traits, least=0.5) == -1
    assert chosen([Called("Stopper", frozenset(("host", "tail")))], np.array([0.8]), traits, least=0.5) == 0


def test_a_year_before_the_name_in_a_line_of_rights_needs_no_mark() -> None:
    end = "\n\n2025 The Pier Gazette. All Rights Reserved."
    text = "The pier is open again\n\n" + "The pier opened, and forty people walked on it. " * 8
    found = clean(Document("d", text + end, (Fact("language", "en", "t"),)))
    assert found.get("site") == "The Pier Gazette"
    assert clean(Document("d", text + "\n\n2025 was a good year.", (Fact("language", "en", "t"),))).get("site") == ""


@pytest.mark.parametrize("name", ["Policy", "The Keepers of", "by Anna Low", "1998", "2024 Quay", "+ Quay"])
def test_what_names_nothing(name: str) -> None:
    assert not may_name(name, folded_name(name), numbered=True)


@pytest.mark.parametrize("name", ["Quay Act", "The Keepers of Kervalan", "98 Boats Social", "Anna by Night"])
def test_what_may_name_a_site(name: str) -> None:
    assert may_name(name, folded_name(name), numbered=True)
