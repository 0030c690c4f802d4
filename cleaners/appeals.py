"""
Calls to the reader in words nobody listed: a sentence is weighed by what it is made of, not by how it is worded.

Such a sentence asks for something (subscribe, share, write in) about something of its author's (a channel, a letter),
and often says why (it helps, you liked it, you will be told). cleaners/concepts.py finds these and weighs them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from cleaners.concepts import (
    ADDRESS,
    ARROW,
    ASKS,
    HANDLE,
    STEP,
    Found,
    asked,
    found,
    others_ask,
    sure_of,
    thin,
    told_why,
    traits,
)
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, lines_of, speaks, stepwise, straight
from cleaners.text import Line, Span, code_spans, overlaps, sentences

_TAGS = regex.compile(r"(?:[#＃][\w·-]+\s*)+")
_PRICE = regex.compile(r"\p{Sc}\s?\d|\d\s?\p{Sc}")
_SIGNS = regex.compile(r"[^\p{L}\p{N}]*")
_BREAK = regex.compile(r"(?<=[^\s.!?…:;。！？؟\"”»)])\n(?=[^\s\-*#>|•\[])")


# Who speaks to whom: without any of these a line inside the text may be a heading ("Sign up for an account").
_OURS = {"us", "you", "this", "polite", "liked", "platform"}


class Weighed(NamedTuple):
    """A sentence, how sure it is a call (0 to 1), and the words that say so."""

    said: Span
    sure: float
    why: str
    ours: bool = False


def drop_appeals(
    doc: Document,
    *,
    inside: float = 0.96,
    alone: float = 0.84,
    edge: float = 0.6,
    beside: float = 0.4,
    speech: float = 0.85,
    step: float = 0.98,
    longest: int = 420,
) -> Iterator[Edit]:
    r"""
    Sentences that ask the reader for something, in whatever words ("Trovate tutto sul mio blog, passate parola!").

    A sentence inside a paragraph must be `inside` sure, one that is a line of its own `alone`, one before the first
    paragraph of the text or after its last `edge`, and one next to another call `beside`. Lines of links, networks and
    tags at the edge go with the calls among which they stand. What somebody is told to ask or to have done stays, and
    a step of a manual, code, verse, a law, and anything longer than `longest`.

        >>> doc = Document("d", "Der Yen steigt.\n\nWenn dir der Beitrag gefällt, teile ihn gern mit Freunden!")
        >>> doc.after(drop_appeals(doc)).text
        'Der Yen steigt.\n\n'
    """
    if doc.get("kind") in ("poem", "law", "legal"):
        return
    codes = speaks("appeals", doc)
    places = asked(straight(doc.text), codes)
    if not places:
        return
    spoken = doc.get("kind") == "transcript"
    text = flowing(doc.text) if spoken else doc.text
    lines = lines_of(text)
    weighed = {n: _weighed(text, lines[n], places, codes, longest) for n in _with_asks(lines, places)}
    if not any(one.sure for each in weighed.values() for one in each):
        return
    told = _prose(lines, weighed, edge)
    first, last = (told[0], told[-1]) if told else (0, len(lines))
    near = _called(doc, lines)
    several = _several(weighed)
    code = code_spans(text)
    taken: dict[int, list[Weighed]] = {}
    for n, each in weighed.items():
        if overlaps(code, lines[n].start, lines[n].stop):
            continue
        outer = bool(told) and n > last
        single = len(each) == 1 and not _wrapped(lines, n)
        bound = edge if outer or n in several else speech if spoken else alone if single else inside
        if near & {n - 1, n, n + 1}:
            bound = min(bound, beside if outer or single else alone)
        # Speech without stops has no sentences: there a call goes as far as its own words, in cleaners/calls.py.
        sayable = [one for one in each if not spoken or ends_said(one.said.text)]
        if STEP.match(lines[n].text) and not ADDRESS.search(lines[n].text):
            bound = max(bound, step)
        lax = outer or n in several or n - 1 in near
        sayable = [one for one in sayable if one.ours or (lax and not _PRICE.search(one.said.text))]
        taken[n] = [one for one in sayable if one.sure >= bound and one.sure >= _least(one.said.text, lax=lax)]
    gone = {n for n, each in taken.items() if each and _all(lines[n], each, lax=n > last and not spoken)}
    for n in gone:
        yield lines[n].dropped("promo.appeal", taken[n][0].why, round(max(one.sure for one in taken[n]), 2))
    for n in taken.keys() - gone:
        for one in taken[n]:
            yield Edit(*_reach(text, lines[n], one.said), "", "promo.appeal", one.why, round(one.sure, 2))
    for n in sorted(_beside(lines, gone, first, last, codes)):
        yield lines[n].dropped("promo.appeal", "a line of links or names among calls to the reader", 0.8)


@lru_cache(maxsize=2)
def flowing(text: str) -> str:
    r"""
    Speech with its line breaks inside sentences as blanks, every character still in its place.

        >>> flowing("if you like it\nshare it. Well,\n\nyes")
        'if you like it share it. Well,\n\nyes'
    """
    return _BREAK.sub(" ", text)


def _all(line: Line, taken: list[Weighed], *, lax: bool, share: float = 0.6) -> bool:
    """Say whether these are all sentences of the line, or, after the text, all but a little that leads to them."""
    size = sum(len(one.said.text) for one in taken)
    left = len(line.text) - size - len(taken) + 1
    return left <= 0 or (lax and left < share * size)


def _several(weighed: dict[int, list[Weighed]], *, likely: float = 0.6, reach: int = 2) -> set[int]:
    """Lines that are likely calls with an address or a network, near others: a list of where to follow whom."""
    likely_lines = {
        n
        for n, each in weighed.items()
        if len(each) == 1
        and each[0].sure >= likely
        and (ADDRESS.search(each[0].said.text) or "a network" in each[0].why)
    }
    return {n for n in likely_lines if any(n + k in likely_lines for k in range(-reach, reach + 1) if k)}


def _least(text: str, *, lax: bool, label: int = 26, prose: int = 60) -> float:
    """How sure one must be at least: of a label inside the text quite, of what reads as prose more than of a line."""
    size = len(text) * (2 if text[0] > "\u3000" else 1)
    if size < label and not lax:
        return 0.98
    plain = size >= prose and not (ADDRESS.search(text) or HANDLE.search(text) or ARROW.search(text))
    return 0.75 if plain else 0.0


def _with_asks(lines: tuple[Line, ...], places: list[int]) -> list[int]:
    """Which lines ask for something."""
    out: list[int] = []
    at = 0
    for n, line in enumerate(lines):
        while at < len(places) and places[at] < line.start:
            at += 1
        if at < len(places) and places[at] < line.stop:
            out.append(n)
        if at == len(places):
            break
    return out


def _weighed(text: str, line: Line, places: list[int], codes: tuple[str, ...], longest: int) -> list[Weighed]:
    """The sentences of a line, each with how sure it is a call; one that asks nothing is none."""
    return [
        _sure(said, codes, longest)
        if bisect_left(places, said.start) < bisect_left(places, said.end)
        else Weighed(said, 0.0, "")
        for said in sentences(text, line.start, line.stop)
    ]


def _sure(said: Span, codes: tuple[str, ...], longest: int, *, fewest: int = 2, least: float = 0.3) -> Weighed:
    """
    How sure a sentence is a call, in the language that makes it surest; it holds `fewest` concepts at least.

    Nothing is a call that somebody else is told to ask, nor a step of a manual; that is looked at only from `least` on.
    """
    best = Weighed(said, 0.0, "")
    low = said.text.lower()
    if not 6 <= len(said.text) <= longest or len(low) != len(said.text) or _goes_on(said.text):
        return best
    for code in codes:
        hits = found(low, code)
        if not _asks(hits, fewest) or thin(low, hits):
            continue
        sure = sure_of(traits(said.text, hits))
        if sure > max(best.sure, least) and not others_ask(said.text, hits, codes):
            ours = not _OURS.isdisjoint(hit.concept for hit in hits) or bool(ADDRESS.search(low) or HANDLE.search(low))
            best = Weighed(said, sure, told_why(said.text, hits), ours)
    return best if best.sure and not stepwise(said.text, codes) else Weighed(said, 0.0, "")


def _goes_on(text: str, *, short: int = 40) -> bool:
    """Say whether a few words in small letters are the end of a sentence that a line break cut."""
    return len(text) < short and text[0].islower() and not (ADDRESS.search(text) or HANDLE.search(text))


def _asks(hits: list[Found], fewest: int) -> bool:
    named = {hit.concept for hit in hits}
    return not named.isdisjoint(ASKS) and len(named) >= fewest


def _prose(lines: tuple[Line, ...], weighed: dict[int, list[Weighed]], bound: float) -> list[int]:
    """Where the paragraphs of the text stand: long lines that end as sentences do and ask nothing."""
    return [
        n
        for n, line in enumerate(lines)
        if _long(line.text) and ends_said(line.text) and not any(one.sure >= bound for one in weighed.get(n, ()))
    ]


def _long(text: str, *, long: int = 60) -> bool:
    return len(text) >= (long // 2 if text[len(text) // 2] > "\u3000" else long)


def _called(doc: Document, lines: tuple[Line, ...]) -> set[int]:
    """Lines at which a call has just been taken out by its wording."""
    out: set[int] = set()
    cuts = [edit for edit in doc.trail if edit.round == doc.rounds - 1]
    if not any(edit.rule.startswith("promo.") and edit.rule != "promo.appeal" for edit in cuts):
        return out
    shift = 0
    starts = [line.start for line in lines]
    for edit in cuts:
        at = edit.start + shift
        shift += len(edit.new) - len(edit.old)
        if edit.rule.startswith("promo."):
            here = bisect_right(starts, at) - 1
            if here >= 0 and at < lines[here].end:
                out.add(here)
            out.update(range(bisect_left(starts, at - 2), bisect_right(starts, at + 2)))
    return out


def _wrapped(lines: tuple[Line, ...], n: int) -> bool:
    """Say whether a line is a piece of a sentence that was broken at a column."""
    after = n + 1 < len(lines) and lines[n + 1].text[:1].islower() and not ends_said(lines[n].text)
    before = n > 0 and lines[n].text[:1].islower() and not ends_said(lines[n - 1].text) and len(lines[n - 1].text) > 30
    return after or before


def _reach(text: str, line: Line, said: Span) -> tuple[int, int]:
    """The sentence with the blank after it, or the one before it when it ends its line."""
    start, end = said.start, said.end
    if end < line.stop:
        while text[end] in " \t":
            end += 1
    else:
        while start > line.start and text[start - 1] in " \t":
            start -= 1
    return start, end


def _beside(lines: tuple[Line, ...], gone: set[int], first: int, last: int, codes: tuple[str, ...]) -> set[int]:
    """Short lines at the edge of the text, next to calls, that only name a network, an address or a tag."""
    out: set[int] = set()
    for step in (1, -1):
        for n in sorted(gone, reverse=step < 0):
            at = n + step
            while 0 <= at < len(lines) and at not in gone and _goes_along(lines[at], codes):
                if first <= at <= last and not (
                    all(n in gone or n in out for n in (at - 1, at + 1)) and ADDRESS.search(lines[at].text)
                ):
                    break
                out.add(at)
                at += step
    return out


def _goes_along(line: Line, codes: tuple[str, ...], *, short: int = 70) -> bool:
    text = bare(line.text)
    if not text or _SIGNS.fullmatch(text) or _TAGS.fullmatch(text):
        return len(line.text) < short and not line.text.startswith(("---", "***", "```"))
    plain = ADDRESS.sub("", text)
    if len(plain) > 2 * short or (len(plain) > short and ends_said(text)):
        return False
    if ADDRESS.search(text) or HANDLE.search(text) or ARROW.search(text):
        return len(plain) < short
    low = text.lower()
    names = {hit.concept for code in codes for hit in found(low, code)}
    return len(text) < short and not ends_said(text) and bool(names & {"platform", "label"})
