"""Words that are the same letters, glued or clipped: "itToday" and "it Today", "morni" and "morning"."""

from __future__ import annotations

from collections.abc import Iterable

from cleaners.repeats.page import Page


def spelled_alike(here: range, there: range, page: Page) -> tuple[dict[int, int], dict[int, int]]:
    """
    Pair words of `here` with those of `there` that hold all their letters in the same order, and the other way round.

    So "it" and "Today" are found in "itToday", and a clipped "morni" in "morning".
    """
    if len(here) + len(there) > 60:
        return {}, {}
    mine, my = _spelled(here, page)
    theirs, their = _spelled(there, page)
    numbers, others = (page.words.hash[span.start : span.stop].tolist() for span in (here, there))
    shares_words = not set(numbers).isdisjoint(others)
    pairs: dict[int, int] = {}
    back: dict[int, int] = {}
    for a, b, size in _blocks(mine, theirs, shares_words=shares_words):
        whole = my[a : a + size], their[b : b + size]
        for one, other in dict.fromkeys(zip(*whole, strict=True)):
            same = numbers[one - here.start] == others[other - there.start]
            if same or (size >= 4 and one not in pairs and whole[0].count(one) == my.count(one)):
                pairs.setdefault(one, other)
            if same or (size >= 4 and other not in back and whole[1].count(other) == their.count(other)):
                back.setdefault(other, one)
    return pairs, back


def _blocks(mine: str, theirs: str, *, shares_words: bool) -> Iterable[tuple[int, int, int]]:
    """
    What two strings have in common, in the same order: (place in one, place in the other, size), as difflib says it.

    Most of the time one holds the other, or they share nothing: no four letters, and no whole word (`shares_words`).
    """
    if (at := theirs.find(mine)) >= 0:
        return [(0, at, len(mine))]
    if (at := mine.find(theirs)) >= 0:
        return [(at, 0, len(theirs))]
    if not shares_words and not any(mine[at : at + 4] in theirs for at in range(len(mine) - 3)):
        return []
    return in_common(mine, theirs)


def in_common(mine: str, theirs: str) -> list[tuple[int, int, int]]:
    """
    Find the longest stretch of two strings, the first of several, then those before and behind it in the same way.

        >>> in_common("the mill wheel", "a mill's wheel")
        [(3, 1, 5), (8, 8, 6)]
    """
    blocks: list[tuple[int, int, int]] = []
    todo = [(0, len(mine), 0, len(theirs))]
    while todo:
        start, end, left, right = todo.pop()
        at, most, there = start, 0, theirs[left:right]
        for n in range(start, end):
            while n + most < end and mine[n : n + most + 1] in there:
                at, most = n, most + 1
        if most:
            other = theirs.index(mine[at : at + most], left)
            blocks.append((at, other, most))
            todo += [(start, at, left, other), (at + most, end, other + most, right)]
    return sorted(blocks)


def _spelled(span: range, page: Page) -> tuple[str, list[int]]:
    """Spell words as one string of letters, and say for each letter which word it is of."""
    places = zip(*(each[span.start : span.stop].tolist() for each in (page.words.start, page.words.end)), strict=True)
    said = [page.text[start:end].casefold() for start, end in places]
    return "".join(said), [word for word, letters in zip(span, said, strict=True) for _ in letters]
