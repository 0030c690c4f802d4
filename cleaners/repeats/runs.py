"""Which chains of matches are a stretch of a second copy: no litany, no form filled in twice, no verse or list."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.repeats.aligned import Run, aligned
from cleaners.repeats.alike import SIZE
from cleaners.repeats.matches import Match, agreeing, reach
from cleaners.repeats.page import Page
from cleaners.text import median


def run_of(
    chain: list[Match], page: Page, shortest: int, dense: float, *,
    overlap: float = 0.2, different: float = 0.01, different_short: float = 0.005,
) -> Run | None:  # fmt: skip
    """
    Look closely at a chain, and say whether it is a stretch of a second copy.

    It is not when it repeats itself at once (`overlap` with its own source: a litany), when in more than one place of
    a hundred words the two say `different` things in the same frame (menus, product lists, clauses; half of that
    where the lines are short or lost), or when it is verse, a list or a table; unless all there is is that, twice.
    """
    start, end, left, right = reach(chain)
    size = max(end - start, right - left)
    if min(end - start, right - left) < shortest or right - start > overlap * (end - start):
        return None
    agree = agreeing(chain)
    if agree < dense * (size - SIZE + 1):
        return None
    run = aligned(chain, page, most=1 + different * size)
    if run.filled > 1 + different * size:
        return None
    shapes = [_shape(page.said(first, last)) for first, last in ((start, end), (left, right))]
    prose = [count >= 3 and (middle >= 60 or longest >= 120) for count, middle, longest in shapes]
    if not all(prose) or any(middle < 60 for _, middle, _ in shapes):
        different = different_short
    if run.filled > 1 + different * size:
        return None
    verse = [count >= 4 and middle < 60 and longest < 120 for count, middle, longest in shapes]
    whole = (
        end - start >= 200
        and not run.filled
        and agree > 0.9 * size
        and end - start + right - left > 0.8 * len(page.words.hash)
    )
    return run if whole or any(prose) or not any(verse) else None


def _shape(text: str) -> tuple[int, float, int]:
    """How many lines say something, how long the middle one is, and the longest."""
    sizes = [size for line in text.split("\n") if (size := len(line.strip()))]
    return len(sizes), median(sizes), max(sizes)


def runs_beside(
    runs: list[Run], chains: list[list[Match]], page: Page, *, shortest: int = 12, away: int = 200
) -> Iterator[Run]:
    """Find shorter stretches of the same two copies: before or after a run in both places, at most `away` words off."""
    taken = {(run.start, run.left) for run in runs}
    for chain in chains:
        start, end, left, right = reach(chain)
        if min(end - start, right - left) < shortest or right > start or (start, left) in taken:
            continue
        for run in runs:
            after = run.end <= start <= run.end + away and run.right <= left <= run.right + away
            before = run.start - away <= end <= run.start and run.left - away <= right <= run.left
            if after or before:
                yield aligned(chain, page)
                break
