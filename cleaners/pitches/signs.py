"""Signs that speech advertises: who paid, what is on offer, the way to it, a call, the return to the subject."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from cleaners.calls import drop_calls
from cleaners.document import Document
from cleaners.evidence import reported, told_of
from cleaners.pitches.flow import STOP, Flow, words_between
from cleaners.places import Places, Window, about, within
from cleaners.resources import Pattern, patterns

# What opens a stretch by itself, and over how many words its next sign may stand away.
REACH = {
    "sponsor": 60,  # names who paid
    "thanks": 20,  # thanks who paid
    "aside": 110,  # interrupts itself to talk of something, which must follow
    "own": 32,  # what the speaker runs, with the way to it
    "link": 18,  # where the way to it stands
    "code": 25,  # a code, so much off
    "ask": 16,  # a mark, a subscription, a comment
    "plea": 16,  # the same in words that say nothing else
    "call": 16,  # what drop_calls would take by its wording
}
# What somebody else may be told to do, or to have said.
_ASKED = frozenset(("ask", "plea", "go", "own"))


class Sign(NamedTuple):
    """Words that make a stretch of speech a pitch, and where in the flow they stand."""

    start: int
    end: int
    kind: str


def signs_in(flow: Flow, codes: tuple[str, ...], calls: Iterable[Sign], *, far: int = 4000) -> list[Sign]:
    """
    All signs of a pitch in the flow, in order, with the `calls`; what is quoted or told of somebody else is none.

    What opens no stretch is looked for at most `far` characters from what may open one.
    """
    found = {*calls}
    windows = [(code, _expressions(code)[1](flow.text)) for code in codes]
    found.update(_found(flow, codes, windows, [(0, len(flow.text))], opening=True))
    near = about((at for sign in found for at in (sign.start, sign.end)), far, len(flow.text))
    found.update(_found(flow, codes, windows, near, opening=False))
    today = [sign for sign in found if sign.kind == "back"]
    return sorted(sign for sign in found if sign.kind != "aside" or not _on_subject(sign, today))


def _on_subject(aside: Sign, today: list[Sign]) -> bool:
    """Say whether the words that step aside go on with those that name the subject ("today I want to tell you of")."""
    return any(sign.start < aside.start <= sign.end + 1 for sign in today)


def _found(
    flow: Flow, codes: tuple[str, ...], windows: list[tuple[str, list[list[Window]]]], near: list[Window], opening: bool
) -> Iterator[Sign]:
    """Signs that may open a stretch, or the others, within some windows."""
    for code, places in windows:
        for each, where in zip(_expressions(code)[0], places, strict=True):
            for low, high in within(where, near) if (each.rule in REACH) == opening else ():
                for hit in each.regex.finditer(flow.text, low, high):
                    start, end = hit.span()
                    start += flow.text[start:end].startswith(" ")
                    end = _in_row(flow, start, end)
                    if end > start and not (each.rule in _ASKED and _of_others(flow.text, start, codes)):
                        yield Sign(start, end, each.rule)


def _of_others(text: str, start: int, codes: tuple[str, ...], *, back: int = 60, words: int = 5) -> bool:
    """Say whether somebody else is told to do it, or to have said it ("they all tell you to subscribe")."""
    if told_of(text, start, codes):
        return True
    stops = [stop.end() for stop in STOP.finditer(text, max(0, start - back), start)]
    before = text[stops[-1] if stops else max(0, start - back) : start]
    return reported(" ".join(before.split()[-words:]), codes)


def _in_row(flow: Flow, start: int, end: int, *, wide: int = 60, fewest: int = 3) -> int:
    """Where a sign ends that runs into the next line, where lines are clauses: with its line, if that says enough."""
    row = bisect_right(flow.rows, start)
    if row == len(flow.rows) or flow.rows[row] >= end or flow.rows[-1] < wide * (len(flow.rows) - 1):
        return end
    return flow.rows[row] - 1 if words_between(flow.text, start, flow.rows[row] - 1) >= fewest else end


@cache
def _expressions(code: str) -> tuple[tuple[Pattern, ...], Places]:
    """The expressions for signs in a language, and what says where in a flow they may find something."""
    found = patterns("pitches", code)
    return found, Places([each.written for each in found])


def called(doc: Document, flow: Flow) -> Iterator[Sign]:
    """Where no stops are, what is known by its wording is a sign, too; alone it is left to `drop_calls`."""
    for edit in drop_calls(doc):
        start, end = bisect_left(flow.places, edit.start), bisect_left(flow.places, edit.end)
        while end > start and flow.text[end - 1] == " ":
            end -= 1
        sign = Sign(start, end, "call")
        if end > start and flows_on(flow, sign):
            yield sign


def flows_on(flow: Flow, sign: Sign, *, around: int = 200) -> bool:
    """Say whether no stop stands about a sign: speech without any."""
    return not STOP.search(flow.text, max(0, sign.start - around), sign.end + around)
