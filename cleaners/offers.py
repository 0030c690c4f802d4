"""
Offers in words nobody listed: a stretch of speech, or paragraphs at the edge of a page, weighed as a whole.

No sentence of an offer must be one that is known. It is found by what its sentences say together: who pays, what is
run, what is free, where the link is, that somebody uses it; by a name that stands nowhere else in the text; and by
the return to the subject. The words for each of these stand in cleaners/data/offers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from cleaners.concepts import MONEY
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said, lines_of, reported, speaks, straight
from cleaners.pitches import Flow, cuts_of, edges_of, flowing
from cleaners.resources import table
from cleaners.text import Line, code_spans, joins, overlaps, sentences
from cleaners.units import on_whole_lines

# Where a word stands, and its concept; where it begins, and all its concepts.
Hit = tuple[int, int, str]
Told = tuple[int, tuple[str, ...]]

# What an offer says, and how much each counts for a block being one.
_WEIGHTS = {
    "paid": 3.0, "own": 2.0, "code": 2.0, "place": 2.0, "aside": 1.5, "site": 1.5, "deal": 1.5, "named": 1.5,
    "way": 1.0, "go": 0.7, "cipher": 0.5, "ask": 0.7, "praise": 0.7,
}  # fmt: skip
_SAID = {
    "paid": "names who paid", "own": "names what its author runs", "code": "gives so much off",
    "cipher": "gives a code", "place": "says where the link is", "site": "names an address",
    "aside": "stops to speak of it", "deal": "makes an offer",
    "named": "names what nothing else in the text names", "way": "says how to get it", "go": "sends there",
    "ask": "asks to take it", "praise": "praises it",
}  # fmt: skip
# What holds a block together, and what only does so near it; the rest stands in it.
_STRONG = frozenset({"paid", "own", "code", "place", "site"})
_WEAK = frozenset({"deal", "way", "go", "cipher"})
_SITE = re.compile(
    r"(?<![\w@/.-])[a-z0-9][\w-]{1,40}\.(?:com|org|net|io|dev|app|fm|co|ai|tv|me|shop|store|online|club"
    r"|de|fr|es|it|nl|ru|br|id|jp|kr|cn)\b(?!\.\w)"
)
# The same on a page, and from how much on a paragraph goes at its edge, and inside.
_ON_PAGES = {
    "own": 2.0, "code": 1.5, "way": 1.2, "go": 0.8, "deal": 1.0, "place": 1.0, "ask": 1.0, "site": 0.8, "pays": 0.8,
    "you": 0.7, "self": 0.3, "my": 0.5, "goods": 0.5,
}  # fmt: skip
_EDGE, _HEAD, _INSIDE = 3.9, 6.3, 6.5
_OFFERING = ("goods", "way", "go", "deal", "pays")
_OFFERS = frozenset({*_OFFERING, "code", "place"})
# What a window is opened by.
_TELLING = ("backs", "code", "place", "aside", "site")
_CONCEPTS = (
    "talk", "backs", "aside", "my", "self", "made", "goods", "code", "cipher", "deal", "place", "way", "go", "site",
    "ask", "you", "praise", "pays", "back", "about",
)  # fmt: skip
# What one word is enough for.
_ALONE = ("aside", "code", "cipher", "deal", "place", "way", "go", "site", "praise", "you", "pays", "ask", "about")
_TOKEN = re.compile(r"[^\W\d_][\w’'-]{2,}")
# A word that is no part of an address, written or said.
_TEXT_WORD = re.compile(
    r"(?<![\w.@/’'-])[^\W\d_][\w’'-]{2,}(?![\w/@-]|\.\w| (?:dot|slash|punto|punkt|point|ponto|punt)\b)"
)
_QUOTED = re.compile(r"[「『“«\"‘《]([^「」『』“”«»\"‘’《》\n]{2,20})[」』”»\"’》]|'([^'\n]{2,20})'")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LEADS = frozenset("وفبلكا")


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
        hits = _hits(flow.text, codes, _TELLING)
        yield from _spoken(doc, codes, [(flow, list(_windows(hits, len(flow.text))))])
        return
    low = straight(doc.text)
    hits = _hits(low, codes, (*_TELLING, *_OFFERING))
    found: list[Edit] = []
    if there := list(_windows(_worth(low, hits, codes), len(low))):
        flows = [flowing(doc.text, first, last) for first, last in there]
        found = list(_spoken(doc, codes, [(flow, [(0, len(flow.text))]) for flow in flows]))
    yield from found or _written(doc, codes, hits)


def _written(doc: Document, codes: tuple[str, ...], hits: list[Told], *, most: float = 0.45) -> Iterator[Edit]:
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


def _last_alone(text: str, line: Line, hits: list[Told], *, fewest: int = 3, long: int = 120) -> int:
    """Where the last sentence of a paragraph begins, and the blank before it, when it alone offers something; or 0."""
    parts = list(sentences(text, line.start, line.stop))
    if len(parts) < fewest or any(line.start <= at < parts[-1].start for at, _ in hits):
        return 0
    start = parts[-1].start
    return len(text[:start].rstrip()) if start - line.start >= long else 0


def _on_subject(text: str, said: str, *, long: int = 6, often: int = 4, fewest: int = 4, share: float = 0.3) -> bool:
    """Say whether a paragraph speaks of the subject of its text: of its long words many come again and again."""
    words = {word for word in _TOKEN.findall(said.lower()) if len(word) >= long}
    counts = Counter(word for word in _TOKEN.findall(text.lower()) if word in words)
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
        if len(_OFFERS & told) > 1 and len(said[n].text) <= longest and not reported(said[n].text, codes):
            says = _all_says(low, said[n].start, said[n].stop, codes)
            if MONEY.search(said[n].text):
                says.add("deal")
            sure = _offered(says)
            if sure or len(says & {"deal", "ask", "way", "place", "code", "site"}) > 1:
                why = ", ".join(_SAID[each] for each in _WEIGHTS if each in says)
                out[n] = Offer(sure, why, _speaks(says))
    return out


def _all_says(low: str, start: int, stop: int, codes: tuple[str, ...]) -> set[str]:
    """What a paragraph says, and whether in the first person."""
    finder, owners = _finder(codes, _CONCEPTS)
    hits = sorted(
        (start + at, start + past, concept)
        for which, at, past in finder.find_matches_as_indexes(low[start:stop], overlapping=True)
        if _stands(low, start + at, start + past, owners[which][1])
        for concept in owners[which][0]
    )
    says = set(_says(hits, start, low[start:stop]))
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


def _spoken(
    doc: Document, codes: tuple[str, ...], there: list[tuple[Flow, list[tuple[int, int]]]], *, most: float = 0.7
) -> Iterator[Edit]:
    """Blocks of speech, and, in a text of which nothing else says that it is speech, those that surely are spoken."""
    heard = doc.get("kind") == "transcript"
    found = [
        (flow, *block)
        for flow, windows in there
        for block in (_blocks(doc.text, flow, windows, codes, 5.5 if heard else 7.0) if windows else ())
        if heard or _sure_unheard(block[2])
    ]
    if sum(end - start for _, start, end, _ in found) > most * len(doc.text):
        return
    for flow, start, end, says in found:
        why = ", ".join(_SAID[each] for each in _WEIGHTS if each in says)
        yield from cuts_of(doc.text, flow, start, end, why, rule="promo.offer")


def _hits(low: str, codes: tuple[str, ...], wanted: tuple[str, ...]) -> list[Told]:
    """Where words stand that tell of an offer, in order, each with its concepts."""
    finder, owners = _finder(codes, wanted)
    return sorted(
        (start, owners[which][0])
        for which, start, end in finder.find_matches_as_indexes(low, overlapping=True)
        if _stands(low, start, end, owners[which][1])
    )


def _windows(hits: list[Told], size: int, *, before: int = 500, after: int = 1600) -> Iterator[tuple[int, int]]:
    """Where a closer look is worth its time: about who paid, and where two kinds of such words stand near."""
    first = high = -1
    for n, (at, concepts) in enumerate(hits):
        near = (other for start, other in hits[n + 1 : n + 12] if start - at < after)
        if at < high or "backs" in concepts or any(other != concepts for other in near):
            if at - before > high:
                if high >= 0:
                    yield max(0, first), min(size, high)
                first = at - before
            high = at + after
    if high >= 0:
        yield max(0, first), min(size, high)


def _worth(low: str, hits: list[Told], codes: tuple[str, ...], *, after: int = 1600) -> list[Told]:
    """
    The hits of a text that nobody knows for speech that are worth a closer look.

    These are words for who pays near one for what is heard, or words that step aside to where a link is.
    """
    talk, owners = _finder(codes, ("talk",))
    asides = [at for at, concepts in hits if "aside" in concepts]
    ways = [at for at, concepts in hits if not {"place", "code", "site"}.isdisjoint(concepts)]
    kept: list[Told] = []
    for at, concepts in hits if asides or any("backs" in concepts for _, concepts in hits) else ():
        if "backs" in concepts:
            near = low[max(0, at - 110) : at + 130]
            said = talk.find_matches_as_indexes(near, overlapping=True)
            told = any(_stands(near, start, end, owners[which][1]) for which, start, end in said)
            if told or bisect_left(asides, at - 200) < bisect_right(asides, at + 200):
                kept.append((at, ("backs",)))
        elif "aside" in concepts and bisect_left(ways, at) < bisect_right(ways, at + after):
            goods, of_goods = _finder(codes, ("goods",))
            near = low[at : at + after]
            said = goods.find_matches_as_indexes(near, overlapping=True)
            if any(_stands(near, start, end, of_goods[which][1]) for which, start, end in said):
                kept.append((at, ("backs",)))
    return kept


def _stands(low: str, start: int, end: int, free: bool) -> bool:
    """Say whether a phrase stands as words of its own; signs of dense scripts need no blank around them."""
    if start and joins(low[start - 1], low[start]):
        head = start
        while head and low[head - 1].isalpha() and start - head < 4:
            head -= 1
        if not ("\u0600" <= low[start] <= "\u06ff" and start - head < 4 and _LEADS.issuperset(low[head:start])):
            return False
    return free or end >= len(low) or not joins(low[end - 1], low[end])


@cache
def _finder(
    codes: tuple[str, ...], concepts: tuple[str, ...]
) -> tuple[AhoCorasick, list[tuple[tuple[str, ...], bool]]]:
    """What finds the phrases of these concepts, and of each its concepts, whether it goes on."""
    owners: dict[tuple[str, bool], tuple[str, ...]] = {}
    for code in codes:
        for concept in concepts:
            for phrase in table("offers", code)[concept]:
                at = (phrase.rstrip("*"), phrase.endswith("*"))
                owners[at] = tuple(dict.fromkeys((*owners.get(at, ()), concept)))
    kind = Implementation.DFA if len(owners) < 2000 else None
    return AhoCorasick([phrase for phrase, _ in owners], implementation=kind), [
        (concepts, free) for (_, free), concepts in owners.items()
    ]


def small_words(text: str) -> set[str]:
    """The words that stand in small letters and in no address: none of them is a name."""
    return {word for word in _TEXT_WORD.findall(text) if word[0].islower()}


def _blocks(
    doc_text: str, flow: Flow, windows: Sequence[tuple[int, int]], codes: tuple[str, ...], sure: float
) -> Iterator[tuple[int, int, set[str]]]:
    """Each block of an offer, with what it says."""
    firm = edges_of(flow)
    counts: Counter[str] | None = None
    small: set[str] = set()
    for low, high in windows:
        units = list(_units(flow, firm, low, high, codes))
        named: dict[int, set[str]] = {}
        past = 0
        for n, unit in enumerate(units):
            if n < past or unit.says.isdisjoint(_STRONG | {"aside"}):
                continue
            if counts is None:
                counts = Counter(_TOKEN.findall(straight(doc_text)))
                small = small_words(doc_text)
            block = _grown(Talk(doc_text, flow, units, counts, small, named), n, past, sure)
            if block:
                first, last, says = block
                yield units[first].start, units[last].tail, says
                past = last + 1


def _units(
    flow: Flow, firm: list[int], low: int, high: int, codes: tuple[str, ...], *, long: int = 260
) -> Iterator[Unit]:
    """The sentences from `low` to `high`, with what each says; what is `long` without a stop in clauses."""
    finder, owners = _finder(codes, _CONCEPTS)
    text = flow.text
    first = max(0, bisect_right(firm, low) - 1)
    last = min(len(firm) - 1, bisect_left(firm, high))
    for start, end in zip(firm[first:last], firm[first + 1 : last + 1], strict=True):
        hits = [
            (start + at, start + past, concept)
            for which, at, past in finder.find_matches_as_indexes(text[start:end], overlapping=True)
            if _stands(text, start + at, start + past, owners[which][1])
            for concept in owners[which][0]
        ]
        hits.sort()
        edges = [start, end]
        dense = len(_DENSE.findall(text, start, min(end, start + 40))) > 8
        if end - start > (long // 2 if dense else long):
            edges = _clauses(text, start, end, hits, dense=dense)
        for one, other in pairwise(edges):
            here = [hit for hit in hits if one <= hit[0] < other]
            size = (other - one) / (2 if dense else 6)
            yield Unit(
                one, other, _tail(here, other) if len(edges) > 2 else other, _says(here, one, text[one:other]), size
            )


def _tail(hits: list[Hit], end: int) -> int:
    """Where a clause of speech without stops comes back to the subject after all that it offers, or its end."""
    firm = max((past for _, past, concept in hits if concept in _STRONG | _WEAK), default=end)
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


def _says(hits: list[Hit], start: int, said: str) -> frozenset[str]:
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


def _names(talk: Talk, n: int) -> set[str]:
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
    inside = Counter(_TOKEN.findall(said))
    capitals = 100 * sum(map(str.isupper, cased)) > len(cased)
    out: set[str] = set()
    for hit in _TOKEN.finditer(head):
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


class _Limits(NamedTuple):
    """
    How many words may stand between two units of a block.

    `far` since the last of them, `named_far` when the later one names what a sponsor offers; `slack` since the last one
    that tells for sure, when the later one does not, `named_slack` when it names it. Behind `closed` nobody looks on.
    """

    far: float = 42.0
    named_far: float = 100.0
    slack: float = 45.0
    named_slack: float = 180.0
    closed: float = 420.0

    def reach(self, *, named: bool, paid: bool) -> float:
        """How far the unit that comes next may stand."""
        return self.named_far if named and paid else self.far

    def hold(self, since: float, unsure: float, *, strong: bool, named: bool, paid: bool) -> bool:
        """Say whether a unit belongs to a block that far before it, of which the last sure unit stands that far."""
        slack = self.named_slack if named else self.slack
        return since <= self.reach(named=named, paid=paid) and (strong or unsure <= slack)


# Behind thanks that are said again to who paid.
_THANKED = _Limits(45.0, 45.0, 45.0, 45.0, 45.0)


def _grown(talk: Talk, n: int, past: int, sure: float) -> tuple[int, int, set[str]] | None:
    """The block that unit `n` opens: its first and last unit and what it says; None when that is not enough."""
    last, named = _carried(talk, n)
    says = {each for unit in talk.units[n : last + 1] for each in unit.says} | ({"named"} if named > 1 else set())
    if "about" in says or sum(_WEIGHTS.get(each, 0.0) for each in says) < sure or not _offers(says):
        return None
    return _first(talk, n, past, _names(talk, n) | _rare(talk, n)), last, says & {*_WEIGHTS, "heard"}


def _carried(talk: Talk, n: int, *, alone: float = 60.0, longest: int = 500, modest: int = 135) -> tuple[int, int]:
    """
    The last unit of the block that unit `n` opens, and how many of its units name what it offers.

    The block goes on over units that tell nothing, until the talk comes back. Who paid may be thanked twice: then all
    between is theirs. Of `longest` words are those that say who paid, or that it is the speaker's; `modest` all others.
    """
    names, held, limits = _names(talk, n), set(talk.units[n].says), _Limits()
    last, named, shut = n, 0, False
    total = away = weak = 0.0  # words since it began, since a unit that belongs to it, since one that surely does
    for k in range(n, len(talk.units)):
        unit = talk.units[k]
        total, away, weak = total + unit.size, away + unit.size, weak + unit.size
        if total > (longest if held & {"paid", "own"} else modest):
            break
        is_named = bool(names) and _has(talk.flow.text[unit.start : unit.end], names)
        strong, paid = not _STRONG.isdisjoint(unit.says), "paid" in held
        offers = strong or not _WEAK.isdisjoint(unit.says)
        back = k > n and "back" in unit.says and not offers
        shut = shut or (back and not (is_named and away < limits.reach(named=True, paid=paid)))
        since, unsure = away - unit.size, weak - unit.size
        if is_named and paid and "paid" in unit.says and k > n:
            limits, shut = _THANKED, False
        elif not (offers or is_named):
            if away > limits.closed:
                break
            continue
        elif shut or not limits.hold(since, unsure, strong=strong, named=is_named, paid=paid):
            if since > limits.closed:
                break
            continue
        if "paid" in unit.says and not is_named:
            names = _names(talk, k)
        held |= unit.says
        named += is_named
        if offers or away <= alone:
            last = k
        away, weak = 0.0, 0.0 if strong else weak
    return last, named


def _rare(talk: Talk, n: int, *, most: int = 4) -> set[str]:
    """The words of a unit that stand in capitals, never in small letters, and in all the text two to `most` times."""
    unit = talk.units[n]
    return {
        hit[0]
        for hit in _TOKEN.finditer(talk.flow.text, unit.start, unit.end)
        if 1 < talk.counts[hit[0]] <= most
        and hit[0] not in talk.small
        and talk.text[talk.flow.places[hit.start()]].isupper()
    }


def _first(talk: Talk, n: int, past: int, names: set[str], *, far: float = 110.0) -> int:
    """Where a block begins that unit `n` opens: at what stops to speak of it, or names it and offers it before."""
    first, away = n, 0.0
    for k in range(n - 1, max(past, n - 6) - 1, -1):
        unit = talk.units[k]
        if away > far or "back" in unit.says:
            break
        offered = unit.says & {"ask", "deal", "way"} and _has(talk.flow.text[unit.start : unit.end], names)
        if offered or ("aside" in unit.says and n - k <= 3):
            first = k
        away += unit.size
    return first


def _has(said: str, names: set[str]) -> bool:
    """Say whether one of these names stands in what is said, as words of its own."""
    words = set(_TOKEN.findall(said))
    return any(name in words or ((not _TOKEN.fullmatch(name) or name > "\u0590") and name in said) for name in names)


def _sure_unheard(says: set[str]) -> bool:
    """Say whether a block that says these things is spoken, where nothing else says that the text is."""
    there = not says.isdisjoint({"place", "code", "site"})
    return there and ("heard" in says or {"own", "aside", "deal"} <= says)


def _offers(says: set[str]) -> bool:
    """Say whether a block that says these things offers something to those who hear or read it."""
    got = not says.isdisjoint({"place", "code", "site", "way", "go"})
    if "paid" in says:
        return got or "deal" in says
    if "you" not in says or not got:
        return False
    if "own" in says:
        return not says.isdisjoint({"deal", "code"}) or {"ask", "aside"} <= says or {"ask", "place"} <= says
    if "place" in says or "site" in says:
        return "code" in says or ("aside" in says and "deal" in says and "ask" in says)
    return False
