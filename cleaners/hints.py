"""
Which patterns to try where: hints of the language data are looked for once for all cleaners, in one pass.

A file of patterns names its hints, pieces of words of which every sentence that concerns it holds one. In a line with
a hint a pattern is tried only on a sentence that holds a piece the pattern itself cannot do without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from cleaners.document import Document
from cleaners.evidence import lowered_once, speaks_all, straight
from cleaners.resources import Pattern, languages, patterns, table
from cleaners.search import Finder
from cleaners.text import Span, sentences

TOPICS = ("calls", "comments", "consent", "disclaimers", "notices", "placeholders", "related")
# What others look for in the same pass: words that ask, words of admissions, phrases to hearers, pieces of buttons.
_OTHERS = ("appeals", "admissions", "metadata", "interface")
_SPOKEN = (*TOPICS, *_OTHERS)
# Words that say something in whatever language the text is, by their list in the language data of a topic.
_ANYWHERE = {
    "called": ("comments", "called"), "cookies": ("cookies", "called"), "guarantee": ("metadata", "guarantee"),
    "post": ("metadata", "post"),
}  # fmt: skip

Hit = tuple[int, tuple[str, ...]]
Place = tuple[int, int, str]  # where a word begins and ends, and which it is


_PLACE = itemgetter(0)
_SECOND = itemgetter(1)


def hinted(topic: str, doc: Document) -> list[Hit]:
    """Where the hints of the topic stand, in order, each with the languages whose file has it."""
    return _scanned(doc.text, speaks_all(_SPOKEN, doc)).hits[topic]


def words_at(topic: str, doc: Document) -> list[Place]:
    """
    Where words of `_OTHERS` and `_ANYWHERE` stand, with straight apostrophes, in the order in which they end.

    Those of one pass over the text that is made for all cleaners; the words of `_OTHERS` are those of the document's
    languages.
    """
    return _scanned(doc.text, speaks_all(_SPOKEN, doc)).places[topic]


class _Scan(NamedTuple):
    """What one pass over a text found, by topic."""

    hits: dict[str, list[Hit]]
    places: dict[str, list[Place]]


@lru_cache(maxsize=4)
def _scanned(text: str, spoken: tuple[tuple[str, ...], ...]) -> _Scan:
    """What is found of each topic, kept for the next cleaner, which mostly sees the same text."""
    scan = _Scan({topic: [] for topic in TOPICS}, {topic: [] for topic in (*_OTHERS, *_ANYWHERE)})
    find, owners = _finder(spoken)
    low = lowered_once(text)
    for which, start, end in find(straight(text)):
        for word, topic, codes in owners[which]:
            if codes is None:
                scan.places[topic].append((start, end, word))
            elif low[start:end] == word:  # a hint means its own apostrophe
                scan.hits[topic].append((start, codes))
    for hits in scan.hits.values():
        hits.sort(key=_PLACE)
    return scan


_Owner = tuple[str, str, tuple[str, ...] | None]


@lru_cache(maxsize=32)
def _finder(spoken: tuple[tuple[str, ...], ...]) -> tuple[Finder, list[list[_Owner]]]:
    """What finds the words of all topics in these languages; of each word the topics, and the languages of hints."""
    hints: dict[str, dict[str, tuple[str, ...]]] = {}
    owners: dict[str, list[_Owner]] = {}
    for topic, codes in zip(TOPICS, spoken, strict=False):
        for code in codes:
            for hint in _hints(topic, code):
                of = hints.setdefault(hint, {})
                of[topic] = (*of.get(topic, ()), code)
    for hint, topics in hints.items():
        owners.setdefault(hint.replace("’", "'"), []).extend((hint, *each) for each in topics.items())
    for topic, codes in zip(_OTHERS, spoken[len(TOPICS) :], strict=True):
        for word in dict.fromkeys(word for code in codes for word in _words_of(topic, code)):
            owners.setdefault(word, []).append((word, topic, None))
    for topic, (data, part) in _ANYWHERE.items():
        said = (word.lower() for code in languages(data) for word in _list(table(data, code).get(part, ())))
        for word in dict.fromkeys(word.replace("’", "'") for word in said):
            owners.setdefault(word, []).append((word, topic, None))
    return Finder(owners), list(owners.values())


def _list(words: str | Iterable[str]) -> Iterable[str]:
    """The words of a list; single ones are written with blanks between them."""
    return words.split() if isinstance(words, str) else words


@cache
def _words_of(topic: str, code: str) -> tuple[str, ...]:
    """The words of one of `_OTHERS` in a language, with straight apostrophes."""
    if topic == "appeals":
        from cleaners.concepts import asking  # noqa: PLC0415  where these words are at home

        said: Iterable[str] = asking(code)
    elif topic == "admissions":
        from cleaners.admissions import telling  # noqa: PLC0415  likewise; it asks for hints itself

        said = telling(code)
    elif topic == "interface":
        always = (each for each in patterns(topic, code) if each.rule == "interface.always" and each.needs)
        said = (piece for each in always for piece in each.needs[0])
    else:
        said = table("metadata", code).get("speech", {}).get("channel", ())
    return tuple(word.replace("’", "'") for word in said)


@cache
def _hints(topic: str, code: str) -> tuple[str, ...]:
    return tuple(table(topic, code).get("hints", ()))


def told(topic: str, doc: Document, *, but: str = "") -> Iterator[tuple[Span, tuple[Pattern, ...]]]:
    """
    Sentences in which a pattern of the topic may find something, in order, each with the patterns to try on it.

    Everything else, which is nearly everything, is never looked at closely. Patterns of the rule `but` are left out.
    """
    for said, tries in _told(doc.text, speaks_all(_SPOKEN, doc), topic):
        if left := tuple(each for each in tries if each.rule != but) if but else tries:
            yield said, left


@lru_cache(maxsize=16)
def _told(text: str, spoken: tuple[tuple[str, ...], ...], topic: str) -> tuple[tuple[Span, tuple[Pattern, ...]], ...]:
    """What is told of a topic, kept for the next cleaner that asks."""
    return tuple(_telling(text, _scanned(text, spoken).hits[topic], topic))


def _telling(text: str, places: list[Hit], topic: str) -> Iterator[tuple[Span, tuple[Pattern, ...]]]:
    low = lowered_once(text)
    for start, end, hits in _lines(text, places):
        codes = hits[0][1] if len(hits) == 1 else tuple(sorted({code for _, codes in hits for code in codes}))
        find, owners = _pieces(topic, codes)
        found = find(low[start:end])
        if not found:
            continue
        found.sort(key=_SECOND)
        at = 0
        for said, there in _sentences(text, start, end, hits):
            first, last = said.start - start, said.end - start
            near: set[Pattern] = set()
            while at < len(found) and (begin := found[at][1]) < last:
                if begin >= first and found[at][2] <= last:
                    near.update(owners[found[at][0]])
                at += 1
            if not near:
                continue
            sentence = low[said.start : said.end]
            if near := {each for each in near if each.may_find_more(sentence)}:
                ranks = [_ranks(topic, code) for code in there]
                yield said, tuple(each for rank in ranks for each in sorted(near & rank.keys(), key=rank.__getitem__))


@cache
def _ranks(topic: str, code: str) -> dict[Pattern, int]:
    """The patterns of a file, each with its place in it: of many a sentence has few to try, in this order."""
    return {each: at for at, each in enumerate(patterns(topic, code))}


@cache
def _pieces(topic: str, codes: tuple[str, ...]) -> tuple[Finder, list[list[Pattern]]]:
    """What finds the surest pieces of these files' patterns, and for each piece the patterns that need it."""
    owners: dict[str, list[Pattern]] = {}
    for code in codes:
        for each in patterns(topic, code):
            for piece in each.needs[0] if each.needs else _hints(topic, code):
                owners.setdefault(piece, []).append(each)
    return Finder(owners), list(owners.values())


@lru_cache(maxsize=256)
def found_by(pattern: Pattern, said: str) -> tuple[int, int] | None:
    """Where a pattern finds something in a sentence; kept, as the rules that share a topic ask the same."""
    hit = pattern.regex.search(said)
    return hit.span() if hit else None


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
