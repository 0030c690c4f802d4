"""A stretch of talk, sentence by sentence: what each says of an offer, and what it names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaners.offers.hits import finder_of
from cleaners.pitches.flow import Flow
from cleaners.platforms import endings
from cleaners.resources import one_of
from cleaners.search import stands
from cleaners.text import UNSPACED

# Where a word stands, and its concept; where it begins, and all its concepts.
Hit = tuple[int, int, str]
# What an offer says, and how much each counts for a block being one.
WEIGHTS = {
    "paid": 3.0, "own": 2.0, "code": 2.0, "place": 2.0, "aside": 1.5, "site": 1.5, "deal": 1.5, "named": 1.5,
    "way": 1.0, "go": 0.7, "cipher": 0.5, "ask": 0.7, "praise": 0.7,
}  # fmt: skip
SAID = {
    "paid": "names who paid", "own": "names what its author runs", "code": "gives so much off",
    "cipher": "gives a code", "place": "says where the link is", "site": "names an address",
    "aside": "stops to speak of it", "deal": "makes an offer",
    "named": "names what nothing else in the text names", "way": "says how to get it", "go": "sends there",
    "ask": "asks to take it", "praise": "praises it",
}  # fmt: skip
# What holds a block together, and what only does so near it; the rest stands in it.
STRONG = frozenset({"paid", "own", "code", "place", "site"})
WEAK = frozenset({"deal", "way", "go", "cipher"})
_SITE = re.compile(
    rf"(?<![\w@/.-])[a-z0-9][\w-]{{1,40}}\.(?:{endings('everywhere', 'short', 'apps', 'shops', 'countries')})\b(?!\.\w)"
)
CONCEPTS = (
    "talk", "backs", "aside", "my", "self", "made", "goods", "code", "cipher", "deal", "place", "way", "go", "site",
    "ask", "you", "praise", "pays", "back", "about",
)  # fmt: skip
# What one word is enough for.
_ALONE = ("aside", "code", "cipher", "deal", "place", "way", "go", "site", "praise", "you", "pays", "ask", "about")
_SYLLABLE = re.compile(r"[\uac00-\ud7af]")
TOKEN = re.compile(r"[^\W\d_][\w’'-]{2,}")
_QUOTED = re.compile(r"[「『“«\"‘《]([^「」『』“”«»\"‘’《》\n]{2,20})[」』”»\"’》]|'([^'\n]{2,20})'")


class Unit(NamedTuple):
    """A sentence or a clause of the flow: what it says, how many words it is, at which `tail` a block may end in it."""

    start: int
    end: int
    tail: int
    says: frozenset[str]
    size: float


class Talk(NamedTuple):
    """
    A text, its flow, the units that are looked at, how often each word stands in it, and which stand in small.

    `named` keeps the names found from a unit on, for the units before it ask again.
    """

    text: str
    flow: Flow
    units: list[Unit]
    counts: Counter[str]
    small: set[str]
    named: dict[int, set[str]]


@cache
def _text_word() -> re.Pattern[str]:
    """A word that is no part of an address, written or said."""
    return re.compile(rf"(?<![\w.@/’'-])[^\W\d_][\w’'-]{{2,}}(?![\w/@-]|\.\w| (?:{one_of('offers', 'spelled')})\b)")


def small_words(text: str) -> set[str]:
    """The words that stand in small letters and in no address: none of them is a name."""
    return {word for word in _text_word().findall(text) if word[0].islower()}


def units_of(
    flow: Flow, firm: list[int], low: int, high: int, codes: tuple[str, ...], *, long: int = 260
) -> Iterator[Unit]:
    """The sentences from `low` to `high`, with what each says; what is `long` without a stop in clauses."""
    finder, owners = finder_of(codes, CONCEPTS)
    text = flow.text
    first = max(0, bisect_right(firm, low) - 1)
    last = min(len(firm) - 1, bisect_left(firm, high))
    for start, end in zip(firm[first:last], firm[first + 1 : last + 1], strict=True):
        hits = [
            (start + at, start + past, concept)
            for which, at, past in finder.find_matches_as_indexes(text[start:end], overlapping=True)
            if stands(text, start + at, start + past, goes_on=owners[which][1])
            for concept in owners[which][0]
        ]
        hits.sort()
        edges = [start, end]
        dense = len(UNSPACED.findall(text, start, min(end, start + 40))) > 8
        syllables = len(_SYLLABLE.findall(text, start, min(end, start + 40))) > 8  # a Korean word has three of them
        if end - start > (long // 2 if dense else long):
            edges = _clauses(text, start, end, hits, dense=dense)
        for one, other in pairwise(edges):
            here = [hit for hit in hits if one <= hit[0] < other]
            size = (other - one) / (2 if dense else 3 if syllables else 6)
            yield Unit(
                one, other, _tail(here, other) if len(edges) > 2 else other, says_of(here, one, text[one:other]), size
            )


def _tail(hits: list[Hit], end: int) -> int:
    """Where a clause of speech without stops comes back to the subject after all that it offers, or its end."""
    firm = max((past for _, past, concept in hits if concept in STRONG | WEAK), default=end)
    return next((at for at, _, concept in hits if concept == "back" and at >= firm), end)


def _clauses(text: str, start: int, end: int, hits: list[Hit], *, dense: bool) -> list[int]:
    """Where a long stretch without stops may be parted: at words that come back or step aside, else about each 70."""
    edges = [start]
    marks = sorted({at for at, _, concept in hits if concept == "back"})
    asides = sorted({at for at, _, concept in hits if concept == "aside"})
    step = 14 if dense else 70
    at = start
    while end - at > 2 * step:
        aside = asides[bisect_right(asides, at)] if bisect_right(asides, at) < len(asides) else end
        here = bisect_right(marks, at + step // 2)
        blank = text.find(" ", at + step, at + 3 * step)
        mark = marks[here] if here < len(marks) and marks[here] <= at + 2 * step else blank + 1 or at + 2 * step
        cut = min(aside, mark)
        if cut >= end:
            break
        edges.append(cut)
        at = cut
    edges.append(end)
    return edges


def says_of(hits: list[Hit], start: int, said: str) -> frozenset[str]:
    """What a unit says, from the words in it."""
    at: dict[str, list[tuple[int, int]]] = {}
    for begin, end, concept in hits:
        at.setdefault(concept, []).append((begin, end))
    out: set[str] = {each for each in _ALONE if each in at}
    heard = "backs" in at and ("aside" in at or _close(at, "talk", "backs", 90))
    if heard or _close(at, "my", "backs", 25):
        out |= {"paid", "heard"} if heard else {"paid"}
    if _close(at, "my", "goods", 28, ahead=True) or _close(at, "made", "goods", 60):
        out.add("own")
    if "." in said and _SITE.search(said):
        out.add("site")
    if any(begin == start for begin, _ in at.get("back", ())):
        out.add("back")
    return frozenset(out)


def _close(at: dict[str, list[tuple[int, int]]], one: str, other: str, far: int, *, ahead: bool = False) -> bool:
    """Say whether words of two concepts stand near each other; with `ahead` the first before the second."""
    return any(
        b - d <= far and a - e <= (0 if ahead else far) for a, d in at.get(one, ()) for b, e in at.get(other, ())
    )


def names_in(talk: Talk, n: int) -> set[str]:
    """What a sentence names that nothing else in the text does, found once for each."""
    if n not in talk.named:
        talk.named[n] = _said_often(talk, n)
    return talk.named[n]


def _said_often(talk: Talk, n: int, *, fewest: int = 2, reach: int = 2600) -> set[str]:
    """
    What these sentences say again and again, and the rest of the text hardly ever: the name of a product.

    It stands in one of the first three, in capitals or quoted; in captions without capitals behind who paid.
    """
    flow, units = talk.flow, talk.units[n : n + 3]
    start = units[0].start
    end = min(start + reach, talk.units[-1].end)
    said = flow.text[start:end]
    head = flow.text[start : units[-1].end]
    cased = talk.text[flow.places[start] : flow.places[end - 1] + 1]
    inside = Counter(TOKEN.findall(said))
    capitals = 100 * sum(map(str.isupper, cased)) > len(cased)
    out: set[str] = set()
    for hit in TOKEN.finditer(head):
        word = hit[0]
        if len(word) <= 3 or inside[word] < fewest or talk.counts[word] - inside[word] > inside[word] // 2:
            continue
        sign = talk.text[flow.places[start + hit.start()]]
        if (
            (sign.isupper() and word not in talk.small)
            if capitals
            else (sign > "\u0590" or ("paid" in units[0].says and hit.end() <= units[0].end))
        ):
            out.add(word)
    for hit in _QUOTED.finditer(head):
        name = hit[1] or hit[2]
        if said.count(name) >= fewest and flow.text.count(name) == said.count(name):
            out.add(name)
    return out
