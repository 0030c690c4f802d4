"""Where words stand that tell of an offer, each with its concepts, and which stretches are worth a closer look."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from cleaners.resources import table
from cleaners.search import stands

Told = tuple[int, tuple[str, ...]]


def hits_in(low: str, codes: tuple[str, ...], wanted: tuple[str, ...]) -> list[Told]:
    """Where words stand that tell of an offer, in order, each with its concepts."""
    finder, owners = finder_of(codes, wanted)
    return sorted(
        (start, owners[which][0])
        for which, start, end in finder.find_matches_as_indexes(low, overlapping=True)
        if stands(low, start, end, goes_on=owners[which][1])
    )


def windows_of(hits: list[Told], size: int, *, before: int = 500, after: int = 1600) -> Iterator[tuple[int, int]]:
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


def worth_a_look(low: str, hits: list[Told], codes: tuple[str, ...], *, after: int = 1600) -> list[Told]:
    """
    The hits of a text that nobody knows for speech that are worth a closer look.

    These are words for who pays near one for what is heard, or words that step aside to where a link is.
    """
    talk, owners = finder_of(codes, ("talk",))
    asides = [at for at, concepts in hits if "aside" in concepts]
    ways = [at for at, concepts in hits if not {"place", "code", "site"}.isdisjoint(concepts)]
    kept: list[Told] = []
    for at, concepts in hits if asides or any("backs" in concepts for _, concepts in hits) else ():
        if "backs" in concepts:
            near = low[max(0, at - 110) : at + 130]
            said = talk.find_matches_as_indexes(near, overlapping=True)
            told = any(stands(near, start, end, goes_on=owners[which][1]) for which, start, end in said)
            if told or bisect_left(asides, at - 200) < bisect_right(asides, at + 200):
                kept.append((at, ("backs",)))
        elif "aside" in concepts and bisect_left(ways, at) < bisect_right(ways, at + after):
            goods, of_goods = finder_of(codes, ("goods",))
            near = low[at : at + after]
            said = goods.find_matches_as_indexes(near, overlapping=True)
            if any(stands(near, start, end, goes_on=of_goods[which][1]) for which, start, end in said):
                kept.append((at, ("backs",)))
    return kept


@cache
def finder_of(
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
