"""Many words looked for in one reading of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from cleaners.resources import Pattern, among
from cleaners.text import joins


class Finder:
    """
    What finds all of some words in a text, also where they overlap: which word, where it begins and where it ends.

    A tree of the words is written at once. One packed closely is read in two thirds of the time and takes ten times as
    long to write, so that is done once the words were looked for `often`. (A table of all steps, faster still where
    nothing else is done, is too large to stay near the processor from one text to the next.)

        >>> Finder(["sea", "seaside"])("by the seaside")
        [(0, 7, 10), (1, 7, 14)]
    """

    __slots__ = ("_left", "_search", "_words")

    def __init__(self, words: Iterable[str], *, often: int = 10) -> None:
        self._words = tuple(words)
        self._left = often
        self._search = AhoCorasick(self._words, implementation=Implementation.NoncontiguousNFA)

    def __call__(self, text: str) -> list[tuple[int, int, int]]:
        """Find them, in the order in which they end."""
        if self._left:
            self._left -= 1
            if not self._left:
                self._search = AhoCorasick(self._words, implementation=Implementation.ContiguousNFA)
        return self._search.find_matches_as_indexes(text, overlapping=True)


class Shapes:
    """
    Several patterns asked at once which of them a line may be: one look for all pieces of which each needs one.

    A line is asked a hundred times whether it has one of some shapes, and nearly none has; to look for each piece by
    itself takes five times as long.
    """

    __slots__ = ("_find", "_free", "_owners", "_patterns")

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        owners: dict[str, set[int]] = {}
        for at, each in enumerate(self._patterns):
            for piece in each.needs[0] if each.needs else ():
                owners.setdefault(piece, set()).add(at)
        self._find = Finder(owners)
        self._owners = list(owners.values())
        self._free = frozenset(at for at, each in enumerate(self._patterns) if not each.needs)

    def near(self, low: str) -> Iterator[Pattern]:
        """Those of the patterns that may find something in a text in small letters, in their order."""
        found = self._find(low) if self._owners else ()
        if found or self._free:
            there = self._free.union(*(self._owners[which] for which, *_ in found))
            for at in sorted(there):
                if self._patterns[at].may_find_more(low):
                    yield self._patterns[at]

    def has(self, text: str, low: str) -> bool:
        """Say whether one of the patterns finds something in a text, of which `low` is its small letters."""
        return any(each.regex.search(text) for each in self.near(low))


@lru_cache(maxsize=256)
def shapes(patterns: tuple[Pattern, ...]) -> Shapes:
    """Some patterns made ready to be asked at once, kept for the next line."""
    return Shapes(patterns)


def stands(low: str, start: int, end: int, *, goes_on: bool) -> bool:
    """
    Say whether a phrase stands as words of its own; signs of dense scripts need no blank around them.

    A word that `goes_on` may have any end.

        >>> stands("the seaside", 4, 7, goes_on=False), stands("the seaside", 4, 7, goes_on=True)
        (False, True)
    """
    if start and joins(low[start - 1], low[start]) and not is_led(low, start):
        return False
    return goes_on or end >= len(low) or not joins(low[end - 1], low[end])


def is_led(low: str, start: int, *, most: int = 3) -> bool:
    """Say whether nothing but the small words that Arabic writes together with the next one stands before it."""
    if not "\u0600" <= low[start] <= "\u06ff":
        return False
    head = start
    while head and low[head - 1].isalpha() and start - head <= most:
        head -= 1
    return start - head <= most and among("affixes", "leads").issuperset(low[head:start])
