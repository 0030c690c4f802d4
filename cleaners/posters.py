"""What a board prints beside each post: since when its writer is a member, how much he wrote, where he lives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.resources import among, keyed, listed, one_of
from cleaners.text import code_spans, key, overlaps
from cleaners.units import units

_BULLET = regex.compile(r"^[*+•·▪►»›–-]\s*")
_DIGIT = regex.compile(r"\d")
_STOPPED = (".", "!", "?", "…", "。", "！", "？", "؟", ":", "：")
TEXT, NEAR, WORD, LABEL, FIRM = range(5)


def drop_posters(doc: Document, *, longest: int = 160, least: int = 2) -> Iterator[Edit]:
    r"""
    Lines about who wrote a post, as boards print them: "Joined: 12 Feb 2009", "Posts: 2,114", "Offline", "User avatar".

    `least` different labels with a number or a date stand in one line or in lines on end, and what lies between them is
    a word of boards or a few words without a stop; a line that stands beside another post alike goes as well. The name
    above them stays, and what is posted. A form, a table of data and a letter have other labels; a list in which a
    sentence goes on is the text's.

        >>> doc = Document("d", "Anna\nOffline\nJoined: 3 May 2009\nPosts: 41\nThe pump leaks.\n")
        >>> doc.after(drop_posters(doc)).text
        'Anna\nThe pump leaks.\n'
    """
    if doc.get("kind") in ("transcript", "poem", "legal") or not _may_hold(doc.text):
        return
    page = units(doc.text)
    levels = [_level(unit.text, longest) for unit in page]
    if FIRM not in levels:
        return
    code = code_spans(doc.text)
    told: dict[range, int] = {}
    for first, last in _runs(levels):
        labels = {label for unit in page[first:last] for label in _labels(unit.text)}
        if labels and not any(overlaps(code, unit.start, unit.stop) for unit in page[first:last]):
            told[range(first, last)] = len(labels)
    if max(told.values(), default=0) < least:
        return
    for run in (run for run, labels in told.items() if labels >= least or len(run) >= least):
        yield from (page[n].dropped("nav.poster", "says who wrote a post, as boards do", 0.9) for n in run)


def _runs(levels: list[int]) -> Iterator[tuple[int, int]]:
    """Where lines on end are a board's: from the first that surely is to the last, one doubtful line between two."""
    start = end = -1
    for n, level in enumerate([*levels, TEXT, TEXT]):
        if level >= WORD:
            start = n if start < 0 else start
            end = n + 1
        elif start >= 0 and (level == TEXT or n - end >= 1):
            yield start, end
            start = end = -1


def _level(text: str, longest: int) -> int:
    """How surely a line is a board's: a label with a number, another label, a word of boards, a few words, or text."""
    if len(text) > longest:
        return TEXT
    said = _BULLET.sub("", text)
    if _whole().fullmatch(said):
        return FIRM if _labels(said) else LABEL
    if key(said) in keyed("boards", "words"):
        return WORD
    few = len(said.split()) <= 3 and not said.endswith(_STOPPED) and not text.startswith("#")
    return NEAR if few and len(said) <= 30 else TEXT


def _labels(text: str) -> frozenset[str]:
    """The labels in a line behind or before which a number or a date stands."""
    if len(text) > 160:
        return frozenset()
    hits = _pair().finditer(_BULLET.sub("", text))
    return frozenset(
        key(hit["label"] or hit["counted"]) for hit in hits if hit["counted"] or _DIGIT.search(hit["value"])
    )


@cache
def _pair() -> regex.Pattern[str]:
    """A label with what it says: "Joined: 3 May 2009", "2,815 posts", "LocationVancouver, BC"."""
    firm, more = one_of("boards", "labels"), one_of("boards", "beside")
    value = rf"(?P<value>(?:(?!\b(?:{firm}|{more})\s?[:：])[^.!?\n]|\.(?=\d)){{1,48}}?)"
    ends = rf"(?=\s*[|·•,]?\s*(?:\b(?:{firm}|{more})\s?[:：]|$))"
    counted = rf"(?P<counted>\b\d[\d.,]*\s(?:{one_of('boards', 'counted')}))(?!\w)"
    return regex.compile(rf"(?i)\b(?P<label>{firm})\s?[:：]\s*{value}{ends}|{counted}")


@cache
def _whole() -> regex.Pattern[str]:
    """A line of nothing but labels and what they say."""
    every = f"{one_of('boards', 'labels')}|{one_of('boards', 'beside')}"
    value = rf"(?:(?!\b(?:{every})\s?[:：])(?:[^.!?\n]|\.(?=\S|$))){{0,48}}"
    counted = rf"\d[\d.,]*\s(?:{one_of('boards', 'counted')})"
    return regex.compile(rf"(?i)(?:(?:(?:{every})\s?[:：]{value}|{counted})[\s|·•,]*)+")


def _may_hold(text: str, *, longest: int = 160) -> bool:
    """A cheap look: whether a short line has a label and a colon, or a number before what posts are counted in."""
    short = [line.text for line in lines_of(text) if len(line.text) <= longest]
    low = "\n".join(short).lower()
    if any(map(low.__contains__, among("boards", "counted"))) and any(map(_counted().search, short)):
        return True
    with_colon = "\n".join(said for said in short if ":" in said or "：" in said).lower()
    return any(map(with_colon.__contains__, _firm()))


@cache
def _firm() -> tuple[str, ...]:
    return tuple(label.lower() for label in listed("boards", "labels"))


@cache
def _counted() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)\d\s(?:{one_of('boards', 'counted')})(?!\w)")
