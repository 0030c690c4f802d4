"""What a speaker advertises: a sponsor's read, a course or a club of their own, where a link stands, a subscription."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document, Edit
from cleaners.evidence import speaks
from cleaners.pitches.flow import cuts_of, flowing, words_between
from cleaners.pitches.signs import REACH, called, signs_in
from cleaners.pitches.stretches import edges_about, joined, stretches_about


def drop_pitches(doc: Document, *, most: float = 0.75) -> Iterator[Edit]:
    """
    Stretches of speech that advertise ("this video is sponsored by …" up to "… now back to the harbour").

    A stretch begins where somebody names or thanks a sponsor, sends to something of their own, says where a link is
    or asks for marks, and reaches as far as such signs follow each other, in whole clauses; a sentence between two
    signs goes, too. It ends where the speaker comes back to the subject or says goodbye, which both stay. Speech
    *about* sponsors, prices and channels has none of the ways in which hearers are addressed; and where more than
    `most` of all words would go, the pitch is the talk, and all of it stays.

        >>> from cleaners.document import Fact
        >>> said = "The tide turns. This video is sponsored by Elmo. Elmo boils. Get ten percent off. Now the moon."
        >>> doc = Document("d", said, (Fact("kind", "transcript", "example"), Fact("language", "en", "example")))
        >>> doc.after(drop_pitches(doc)).text
        'The tide turns. Now the moon.'
    """
    if doc.get("kind") != "transcript":
        return
    codes = speaks("pitches", doc)
    flow = flowing(doc.text)
    signs = signs_in(flow, codes, called(doc, flow))
    if not any(sign.kind in REACH for sign in signs):
        return
    edges = edges_about(flow, signs)
    signs = [sign for sign in signs if sign.kind != "mark"]
    found = joined(stretches_about(flow, signs, edges))
    advertised = sum(words_between(flow.text, start, end) for start, end, _ in found)
    if advertised > most * words_between(flow.text, 0, len(flow.text)):
        return
    for start, end, why in found:
        yield from cuts_of(doc.text, flow, start, end, why)
