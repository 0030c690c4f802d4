"""
Which patterns to try where: hints of the language data are looked for once for all cleaners, in one pass.

A file of patterns names its hints, pieces of words of which every sentence that concerns it holds one. In a line with
a hint a pattern is tried only on a sentence that holds a piece the pattern itself cannot do without.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter

from ahocorasick_rs import AhoCorasick, Implementation

from cleaners.document import Document
from cleaners.evidence import lowered_once, speaks_all
from cleaners.resources import Pattern, patterns, table
from cleaners.text import Span, sentences

TOPICS = ("calls", "comments", "consent", "disclaimers", "notices", "placeholders", "related")

Hit = tuple[int, tuple[str, ...]]
_PLACE = itemgetter(0)
_SECOND = itemgetter(1)


def hinted(topic: str, doc: Document) -> list[Hit]:
    """Where the hints of the topic stand, in order, each with the languages whose file has it."""
    return _hits(doc.text, speaks_all(TOPICS, doc))[topic]


@lru_cache(maxsize=4)
def _hits(text: str, spoken: tuple[tuple[str, ...], ...]) -> dict[str, list[Hit]]:
    """The hits of each topic, kept for the next cleaner, which mostly sees the same text."""
    found: dict[str, list[Hit]] = {topic: [] for topic in TOPICS}
    finder, owners = _finder(spoken)
    for which, at, _ in finder.find_matches_as_indexes(lowered_once(text), overlapping=True):
        for topic, codes in owners[which]:
            found[topic].append((at, codes))
    for hits in found.values():
        hits.sort(key=_PLACE)
    return found


@lru_cache(maxsize=64)
def _finder(
    spoken: tuple[tuple[str, ...], ...], *, most: int = 1000
) -> tuple[AhoCorasick, list[list[tuple[str, tuple[str, ...]]]]]:
    """What finds the hints of all topics in these languages; for each hint the topics and languages it is from."""
    owners: dict[str, dict[str, tuple[str, ...]]] = {}
    for topic, codes in zip(TOPICS, spoken, strict=True):
        for code in codes:
            for hint in _hints(topic, code):
                of = owners.setdefault(hint, {})
                of[topic] = (*of.get(topic, ()), code)
    # A table of all steps is three times as fast as a tree, but for the words of all languages takes 40 ms to write.
    finder = AhoCorasick(list(owners), implementation=Implementation.DFA if len(owners) < most else None)
    return finder, [list(of.items()) for of in owners.values()]


@cache
def _hints(topic: str, code: str) -> tuple[str, ...]:
    return tuple(table(topic, code).get("hints", ()))


def told(topic: str, doc: Document, *, but: str = "") -> Iterator[tuple[Span, tuple[Pattern, ...]]]:
    """
    Sentences in which a pattern of the topic may find something, in order, each with the patterns to try on it.

    Everything else, which is nearly everything, is never looked at closely. Patterns of the rule `but` are left out.
    """
    low = lowered_once(doc.text)
    for start, end, hits in _lines(doc.text, hinted(topic, doc)):
        codes = hits[0][1] if len(hits) == 1 else tuple(sorted({code for _, codes in hits for code in codes}))
        finder, owners = _pieces(topic, but, codes)
        line = low[start:end]
        found = finder.find_matches_as_indexes(line, overlapping=True)
        if not found or not any(
            _whole(each, line) for which in {which for which, _, _ in found} for each in owners[which]
        ):
            continue
        found.sort(key=_SECOND)
        for said, there in _sentences(doc.text, start, end, hits):
            first, last = said.start - start, said.end - start
            here = found[bisect_left(found, first, key=_SECOND) : bisect_left(found, last, key=_SECOND)]
            near = {each for which, _, past in here if past <= last for each in owners[which]}
            if not near:
                continue
            sentence = low[said.start : said.end]
            if near := {each for each in near if _whole(each, sentence)}:
                yield said, tuple(each for code in there for each in patterns(topic, code) if each in near)


def _whole(pattern: Pattern, low: str) -> bool:
    """Say whether a text with one of the pattern's surest pieces holds the other pieces that it needs, too."""
    for pieces in pattern.needs[1:]:
        for piece in pieces:
            if piece in low:
                break
        else:
            return False
    return True


@cache
def _pieces(topic: str, but: str, codes: tuple[str, ...]) -> tuple[AhoCorasick, list[list[Pattern]]]:
    """What finds the surest pieces of these files' patterns, and for each piece the patterns that need it."""
    owners: dict[str, list[Pattern]] = {}
    for code in codes:
        for each in (each for each in patterns(topic, code) if each.rule != but):
            for piece in each.needs[0] if each.needs else _hints(topic, code):
                owners.setdefault(piece, []).append(each)
    return AhoCorasick(list(owners), implementation=Implementation.DFA), list(owners.values())


def hinted_sentences(topic: str, doc: Document) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Sentences that hold a hint of the topic, in order, each with the languages of its hints."""
    for start, end, hits in _lines(doc.text, hinted(topic, doc)):
        yield from _sentences(doc.text, start, end, hits)


def _lines(text: str, hits: list[Hit]) -> Iterator[tuple[int, int, list[Hit]]]:
    """The lines with hits: start and end of each, and its hits."""
    which = 0
    while which < len(hits):
        first, at = which, hits[which][0]
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        while which < len(hits) and hits[which][0] <= end:
            which += 1
        yield text.rfind("\n", 0, at) + 1, end, hits[first:which]


def _sentences(text: str, start: int, end: int, hits: list[Hit]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The sentences of a line with hits in them, and the languages of these."""
    which = 0
    for said in sentences(text, start, end):
        first = which
        while which < len(hits) and hits[which][0] < said.end:
            which += 1
        if which > first:
            yield said, tuple(dict.fromkeys(code for _, codes in hits[first:which] for code in codes))
        if which == len(hits):
            return
