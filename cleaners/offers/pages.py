"""Paragraphs at the edges of a page in which its author sells or runs something, weighed as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaners.concepts import money
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said, lines_of, reported, straight
from cleaners.offers.hits import Told, finder_of
from cleaners.offers.talk import CONCEPTS, SAID, TOKEN, WEIGHTS, says_of
from cleaners.search import stands
from cleaners.text import Line, code_spans, overlaps, sentences, size_of

# The same on a page, and from how much on a paragraph goes at its edge, and inside.
_ON_PAGES = {
    "own": 2.0, "code": 1.5, "way": 1.2, "go": 0.8, "deal": 1.0, "place": 1.0, "ask": 1.0, "site": 0.8, "pays": 0.8,
    "you": 0.7, "self": 0.3, "my": 0.5, "goods": 0.5,
}  # fmt: skip
_EDGE, _HEAD, _INSIDE = 3.9, 6.3, 6.5
OFFERING = ("goods", "way", "go", "deal", "pays")
_OFFERS = frozenset({*OFFERING, "code", "place"})


def written(doc: Document, codes: tuple[str, ...], hits: list[Told], *, most: float = 0.45) -> Iterator[Edit]:
    """Paragraphs of a page that offer something of its author's: above the text, below it, and boxes inside."""
    if len({concept for _, concepts in hits for concept in concepts}) < 2:
        return
    said = lines_of(doc.text)
    likely = _paragraphs(doc.text, said, codes, hits)
    offers = {n: each for n, each in likely.items() if each.sure >= _EDGE}
    if not offers:
        return
    prose = [n for n, line in enumerate(said) if _is_prose(line.text)]
    body = [n for n in prose if n not in likely]
    if not body or sum(n in offers for n in prose if body[0] < n < body[-1]) > max(2, len(prose) // 8):
        return
    gone = {n for n, each in offers.items() if body[0] < n < body[-1] and each.sure >= _INSIDE}
    gone |= _edge(said, offers, likely, range(len(said) - 1, body[-1], -1))
    heads = {n: each for n, each in offers.items() if n not in prose or (each.near and each.sure >= _HEAD)}
    gone |= _edge(said, heads, likely, range(body[0]))
    gone = {n for n in gone if n > body[-1] or not _on_subject(doc.text, said[n].text)}
    code = code_spans(doc.text)
    taken = [n for n in sorted(gone) if not overlaps(code, said[n].start, said[n].stop)]
    if sum(len(said[n].text) for n in taken) <= most * len(doc.text):
        for n in taken:
            why = offers[n].why if n in offers else "stands among offers of the author’s"
            if start := _last_alone(doc.text, said[n], hits):
                yield Edit(start, said[n].stop, "", "promo.offer", why, 0.8)
            else:
                yield said[n].dropped("promo.offer", why, 0.86)


def _last_alone(text: str, line: Line, hits: list[Told], *, fewest: int = 2, long: int = 120) -> int:
    """Where what a paragraph offers begins, and the blank before it, when `fewest` sentences before it do not; or 0."""
    parts = [said.start for said in sentences(text, line.start, line.stop)]
    first = min((at for at, _ in hits if line.start <= at < line.stop), default=line.start)
    n = bisect_right(parts, first) - 1
    if n < fewest or size_of(text[line.start : parts[n]]) < long:
        return 0
    return len(text[: parts[n]].rstrip())


def _on_subject(text: str, said: str, *, long: int = 6, often: int = 4, fewest: int = 4, share: float = 0.3) -> bool:
    """Say whether a paragraph speaks of the subject of its text: of its long words many come again and again."""
    words = {word for word in TOKEN.findall(said.lower()) if len(word) >= long}
    counts = Counter(word for word in TOKEN.findall(text.lower()) if word in words)
    known = sum(counts[word] >= often for word in words)
    return known >= max(fewest, share * len(words))


class Offer(NamedTuple):
    """How much a paragraph says of an offer, what, and whether one speaks in it to another."""

    sure: float
    why: str
    near: bool


def _paragraphs(
    text: str, said: Sequence[Line], codes: tuple[str, ...], hits: list[Told], *, longest: int = 600
) -> dict[int, Offer]:
    """The paragraphs that may offer something, with how sure that is."""
    low = straight(text)
    starts = [line.start for line in said]
    near: dict[int, set[str]] = {}
    for at, concepts in hits:
        near.setdefault(bisect_right(starts, at) - 1, set()).update(concepts)
    out: dict[int, Offer] = {}
    for n, told in near.items():
        if len(_OFFERS & told) > 1 and len(said[n].text) <= longest:
            says = _all_says(low, said[n].start, said[n].stop, codes)
            if money().search(said[n].text):
                says.add("deal")
            sure = _offered(says)
            telling = sure or len(says & {"deal", "ask", "way", "place", "code", "site"}) > 1
            if telling and not reported(said[n].text, codes):
                why = ", ".join(SAID[each] for each in WEIGHTS if each in says)
                out[n] = Offer(sure, why, _speaks(says))
    return out


def _all_says(low: str, start: int, stop: int, codes: tuple[str, ...]) -> set[str]:
    """What a paragraph says, and whether in the first person."""
    finder, owners = finder_of(codes, CONCEPTS)
    hits = sorted(
        (start + at, start + past, concept)
        for which, at, past in finder.find_matches_as_indexes(low[start:stop], overlapping=True)
        if stands(low, start + at, start + past, goes_on=owners[which][1])
        for concept in owners[which][0]
    )
    says = set(says_of(hits, start, low[start:stop]))
    concepts = {concept for _, _, concept in hits}
    return says | (concepts & {"my", "self", "goods"}) | ({"site"} if "://" in low[start:stop] else set())


def _offered(says: set[str]) -> float:
    """How sure it is that a paragraph that says these things offers something of its author's; 0 when it does not."""
    to_reader = not says.isdisjoint({"you", "ask"})
    theirs = not says.isdisjoint({"own", "my", "self", "place", "way"})
    spoken = not says.isdisjoint({"my", "self", "you"})
    got = not says.isdisjoint({"ask", "way", "go", "place", "code", "site"})
    if "about" in says or not (spoken and to_reader and theirs and got):
        return 0.0
    return sum(weight for each, weight in _ON_PAGES.items() if each in says)


def _speaks(says: set[str]) -> bool:
    """Say whether in a paragraph that says these things its author tells a reader how to get it."""
    return "you" in says and not says.isdisjoint({"my", "self"}) and not says.isdisjoint({"way", "place"})


def _is_prose(text: str, *, long: int = 60) -> bool:
    """Say whether a line reads as a paragraph of a text."""
    return len(text) >= (16 if text[len(text) // 2] > "\u3000" else long) and ends_said(text)


def _is_entry(text: str) -> bool:
    """Say whether a line begins with a sign, as those of lists do."""
    return not text[0].isalnum() and text[0] not in "\"'«“„「『《([<"


def _edge(
    said: Sequence[Line], offers: dict[int, Offer], likely: dict[int, Offer], places: range, *, most: int = 8
) -> set[int]:
    """The lines from an edge of the page inwards that offer something, with those between two that do."""
    gone: set[int] = set()
    between: list[int] = []
    for n in places:
        if n not in offers:
            between.append(n)
            if len(between) > most:
                break
            continue
        if not gone:
            # What tells more of the first offer on the way stands right behind it, seen from the text.
            while between and not all(other in likely or _is_entry(said[other].text) for other in between):
                between.pop(0)
        gone.update([*between, n])
        between = []
    return gone
