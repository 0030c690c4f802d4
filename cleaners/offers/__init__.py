"""
Offers in words nobody listed: a stretch of speech, or paragraphs at the edge of a page, weighed as a whole.

No sentence of an offer must be one that is known. It is found by what its sentences say together: who pays, what is
run, what is free, where the link is, that somebody uses it; by a name that stands nowhere else in the text; and by
the return to the subject. The words for each of these stand in cleaners/data/offers.

Each step has a module of its own:

    hits              where do words stand that tell of an offer, and which stretches are worth a closer look?
    pages             of a page: which paragraphs at its edges are an offer as a whole?
    talk              of a talk: what does each sentence of a stretch say, and what does it name?
    blocks            which sentences belong to one offer, and where does the talk return to its subject?
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document, Edit
from cleaners.evidence import speaks, straight
from cleaners.offers.blocks import spoken_blocks
from cleaners.offers.hits import hits_in, windows_of, worth_a_look
from cleaners.offers.pages import OFFERING, written
from cleaners.pitches.flow import flowing
from cleaners.units import on_whole_lines

# What a window is opened by.
_TELLING = ("backs", "code", "place", "aside", "site")


@on_whole_lines
def drop_offers(doc: Document) -> Iterator[Edit]:
    r"""
    Offers as a whole: a sponsor's read within a talk, and at the edges of a page what its author sells or runs.

    In speech a block begins where the speaker stops to speak of who paid or of something of their own, goes on while
    sentences tell what is free, where the link is, or name what nothing else in the text names, and ends before the
    talk comes back. On a page the paragraphs below the text, above it, or boxes inside it go when each speaks to the
    reader of something of the author's and how to get it; what stands between two of them goes along. A text that
    is about an offer (a review, a release, a lesson, a talk of sponsors) stays: it names it all over, or speaks to
    nobody, and where more than half of a text would go, all of it stays.

        >>> told = "The tide turned at four, and the boats that had waited behind the mole went out one after another."
        >>> doc = Document("d", f"{told}\n\nMy course on tides costs $9 a month, and you can sign up here.")
        >>> doc.after(drop_offers(doc)).text == f"{told}\n\n"
        True
    """
    if doc.get("kind") in ("poem", "law", "legal", "code"):
        return
    codes = speaks("offers", doc)
    spoken = doc.get("kind") == "transcript"
    if spoken:
        flow = flowing(doc.text)
        hits = hits_in(flow.text, codes, _TELLING)
        yield from spoken_blocks(doc, codes, [(flow, list(windows_of(hits, len(flow.text))))])
        return
    low = straight(doc.text)
    hits = hits_in(low, codes, (*_TELLING, *OFFERING))
    found: list[Edit] = []
    if there := list(windows_of(worth_a_look(low, hits, codes), len(low))):
        flows = [flowing(doc.text, first, last) for first, last in there]
        found = list(spoken_blocks(doc, codes, [(flow, [(0, len(flow.text))]) for flow in flows]))
    yield from found or written(doc, codes, hits)
