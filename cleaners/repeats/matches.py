"""How far two places of a text agree, and which of these matches follow each other closely in both places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cleaners.repeats.alike import BACK, SIZE, Alike


class Match(NamedTuple):
    """`size` words in a row that stand at `later` and stood at `earlier` (places in the list of words)."""

    later: int
    earlier: int
    size: int


def matches_of(alike: Alike, least: int, *, distances: int = 8, most: int = 20_000) -> list[Match]:
    """
    Find where 6-grams stood before, stretched as far as they agree; nothing when fewer than `least` do.

    A text that says the same all the time gives more than `most` stretches: then only the longer ones count.
    """
    each, count = alike.each, len(alike.each)
    if not alike.pairs or len(alike.pairs[0][0]) < least:
        return []
    # One number for each pair, by distance and place, so that a stretch is a row of numbers without a gap.
    rows = [(later - earlier) * count + later for later, earlier in alike.pairs]
    if len(rows) == BACK:
        # What is said more often in between is found again along the commonest distances.
        counts = np.bincount(np.concatenate([later - earlier for later, earlier in alike.pairs]))
        known = counts.nonzero()[0]
        commonest = known[np.argsort(-counts[known], kind="stable")[:distances]].tolist()
        rows += [(each[by:] == each[:-by]).nonzero()[0] + by * (count + 1) for by in commonest]
    found = np.concatenate(rows)
    found.sort()
    steps = found[1:] - found[:-1]
    if len(rows) > BACK:  # some were found twice
        found, steps = np.append(found[:1], found[1:][steps > 0]), steps[steps > 0]
    lasts = np.append((steps > 1).nonzero()[0], len(found) - 1)  # the last number of each row
    sizes = lasts + SIZE
    sizes[1:] -= lasts[:-1] + 1
    heads = found.take(lasts) - sizes + SIZE
    shortest = SIZE
    while np.count_nonzero(sizes >= shortest) > most:
        shortest *= 2
    if shortest > SIZE:
        heads, sizes = heads[sizes >= shortest], sizes[sizes >= shortest]
    by, at = np.divmod(heads, count)
    placed = sorted(zip(at.tolist(), (-sizes).tolist(), (at - by).tolist(), strict=True))
    return [Match(later, earlier, -size) for later, size, earlier in placed]


def chained(matches: list[Match], gap: int) -> list[list[Match]]:
    """Join matches into chains: in the same order in both places, at most `gap` words apart."""
    done: list[list[Match]] = []
    active: list[list[Match]] = []
    for match in matches:
        best, least = None, (gap + SIZE + 1, 0)
        past: list[list[Match]] = []
        for chain in active:
            later, earlier, size = chain[-1]
            right = match.later - later - size
            if right > gap:
                past.append(chain)
                continue
            left = match.earlier - earlier - size
            if right > -SIZE and -SIZE < left <= gap and (abs(right - left), right) < least:
                best, least = chain, (abs(right - left), right)
        for chain in past:
            active.remove(chain)
        done += past
        if best:
            best.append(match)
        else:
            active.append([match])
    return done + active


def turns(chain: list[Match], *, shortest: int = 100, verbatim: float = 0.9) -> Iterator[list[Match]]:
    """
    Part a chain that runs on into its own copy: of three copies the third repeats the second, as that does the first.

    Only where the chain is `verbatim` and each turn at least `shortest` words long; else it is a litany: one chain.
    """
    start, end, left, right = reach(chain)
    turn = start - left
    if right <= start + SIZE or turn < shortest or agreeing(chain) < verbatim * (end - start):
        yield chain
        return
    parts: dict[int, list[Match]] = {}
    for later, earlier, size in chain:
        at = 0
        while at < size:
            number = (later + at - start) // turn
            step = min(size - at, start + (number + 1) * turn - later - at)
            if step >= SIZE:
                parts.setdefault(number, []).append(Match(later + at, earlier + at, step))
            at += step
    yield from parts.values()


def reach(chain: list[Match]) -> tuple[int, int, int, int]:
    """From where to where a chain goes: `start`, `end` in the later place, `left`, `right` in the earlier one."""
    (start, left, _), last = chain[0], chain[-1]
    return start, last.later + last.size, left, last.earlier + last.size


def agreeing(chain: list[Match]) -> int:
    """How many 6-grams of the two places agree."""
    return sum(match.size - SIZE + 1 for match in chain)
