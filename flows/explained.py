"""
A document's trail as a person reads it: each edit with its rule, its reason and its place in the input.

An edit's span counts characters of the text that its rule saw. To say where that was in the input, positions are led
back through the rounds before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from cleaners.document import Document, Edit, Suggestion


class Place(NamedTuple):
    """An edit or suggestion, where it stands in the input (line and column from 1), and the text around it."""

    change: Edit | Suggestion
    line: int
    column: int
    before: str
    after: str


def places(doc: Document, *, around: int = 32) -> list[Place]:
    r"""
    Every edit with its place in the input, in the order of these places.

        >>> doc = Document("a", "un\n\ndeux  trois").after([Edit(0, 4, "", "top")])
        >>> doc = doc.after([Edit(4, 5, "", "spaces")])
        >>> [(each.line, each.column, each.change.rule) for each in places(doc)]
        [(1, 1, 'top'), (3, 5, 'spaces')]
    """
    return _placed(doc, doc.trail, around)


def suggested(doc: Document, *, around: int = 32) -> list[Place]:
    """Every suggestion with its place in the input."""
    return _placed(doc, doc.suggestions, around)


def head_off(text: str, room: int) -> str:
    """
    Give the end of a text, as far as there is room, from a whole word on.

        >>> head_off("the ferry is late", 9), head_off("the ferry", 20)
        ('is late', 'the ferry')
    """
    return tail_off(text[::-1], room)[::-1]


def tail_off(text: str, room: int) -> str:
    """
    Give the beginning of a text, as far as there is room, up to a whole word; a script without blanks is cut anywhere.

        >>> tail_off("the ferry is late", 11), tail_off("the ferry", 2), tail_off("渡し舟は遅れた", 8)
        ('the ferry', '', '渡し舟は')
    """
    if cell_len(text) <= room:
        return text
    shown = text[: len(set_cell_size(text, room).rstrip(" "))]
    if cell_len(shown) > room:
        shown = shown[:-1]
    ends = [at for at, sign in enumerate(text) if sign.isspace() or sign == "⏎"]
    return shown[: max((at for at in ends if at <= len(shown)), default=0)] if ends else shown


def _placed(doc: Document, changes: tuple[Edit, ...] | tuple[Suggestion, ...], around: int) -> list[Place]:
    if not changes:
        return []
    rounds = [list(edits) for _, edits in groupby(doc.trail, key=lambda edit: edit.round)]
    texts = list(_texts(doc, rounds))
    source = texts[0]
    starts = [0, *(at + 1 for at, sign in enumerate(source) if sign == "\n")]
    ways = [_Way(edits) for edits in rounds]
    found = []
    for change in changes:
        at = change.start
        for way in reversed(ways[: change.round]):
            at = way.back(at)
        line = bisect_right(starts, at)
        text = texts[change.round]
        before = head_off(text[max(0, change.start - 2 * around) : change.start], around)
        after = tail_off(text[change.end : change.end + 2 * around], around)
        found.append((at, change.round, Place(change, line, at - starts[line - 1] + 1, before, after)))
    return [place for _, _, place in sorted(found, key=lambda each: each[:2])]


def _texts(doc: Document, rounds: list[list[Edit]]) -> Iterator[str]:
    """The text as each round found it, and as the last one left it."""
    text = doc.before_cleaning()
    for edits in rounds:
        yield text
        parts: list[str] = []
        at = 0
        for edit in edits:
            parts += [text[at : edit.start], edit.new]
            at = edit.end
        text = "".join([*parts, text[at:]])
    yield text


class _Way:
    """The way from positions after a round to positions before it."""

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        self._after: list[int] = []
        shift = 0
        for edit in edits:
            self._after.append(edit.start + shift)
            shift += len(edit.new) - (edit.end - edit.start)

    def back(self, at: int) -> int:
        """Where a position was before the round; within what was put in, where that begins."""
        last = bisect_right(self._after, at) - 1
        if last < 0:
            return at
        edit, start = self._edits[last], self._after[last]
        inside = at - start
        return edit.start + min(inside, 0) if inside < len(edit.new) else edit.end + inside - len(edit.new)
