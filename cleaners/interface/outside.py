"""Which lines stand above and below the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaners.interface.levels import EDGE, TEXT
from cleaners.related.told import is_told
from cleaners.text import Line, in_letters


def lines_outside(page: Sequence[Line], levels: list[int], prose: int, *, share: float = 0.2) -> set[int]:
    """
    The lines above and below the text, none when there is too little of it.

    A sentence or two of the page itself ("Thanks! You will hear from us.") may stand between lines of the interface:
    up to a `share` of all that is said.
    """
    low, high = (_first_told(page, levels, order) for order in (range(len(page)), range(len(page) - 1, -1, -1)))
    if low < 0:
        return set()
    ends = in_letters(page[low].text) + in_letters(page[high].text)
    if max(levels[low:high], default=TEXT) < EDGE and ends >= 2 * prose:
        return {*range(low), *range(high + 1, len(page))}
    told = [n for n in range(low, high + 1) if levels[n] < EDGE and is_told(page[n].text)]
    sizes = {n: in_letters(page[n].text) for n in told}
    total = sum(sizes.values())
    if total < prose:
        return set()
    for order in (told, told[::-1]):
        passed = 0
        for here, ahead in pairwise(order):
            passed += sizes[here]
            if passed > share * total:
                break
            if any(levels[n] >= EDGE for n in range(min(here, ahead) + 1, max(here, ahead))):
                low, high = (ahead, high) if order is told else (low, ahead)
    return {*range(low), *range(high + 1, len(page))} - sizes.keys()


def _first_told(page: Sequence[Line], levels: list[int], order: range) -> int:
    """The first line of the text in this order, -1 when there is none."""
    return next((n for n in order if levels[n] < EDGE and is_told(page[n].text)), -1)
