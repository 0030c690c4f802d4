"""Which runs of six words stand in a text more than once, and where."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners.grams import Hashes, runs_of

SIZE = 6  # words that must agree in a row
BACK = 4  # places before that each is compared with


class Alike(NamedTuple):
    """
    The 6-grams of a text, `each` in its place, and the `pairs` of places (later, earlier) that say the same.

    First all with the place before that says so, then with the one before that, and so on, up to `BACK` before.
    """

    each: Hashes
    pairs: list[tuple[NDArray[np.int64], NDArray[np.int64]]]


def alike_in(numbers: Hashes) -> Alike:
    """Find the 6-grams that say the same among the words of a text."""
    each = runs_of(numbers, SIZE)
    # Put in order by number, then by place, in one go: the place stands in the lowest bits.
    low = np.uint64((1 << len(each).bit_length()) - 1)
    ordered = each & ~low
    ordered |= np.arange(len(each), dtype=np.uint64)
    ordered.sort()
    ordered &= low
    order = ordered.view(np.int64)
    ordered = each.take(order)
    same = (ordered[1:] == ordered[:-1]).nonzero()[0]
    pairs: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    while len(same) and len(pairs) < BACK:
        pairs.append((order[len(pairs) + 1 :].take(same), order.take(same)))
        # Two pairs on end in that order are three places that say the same: the first goes with the last, too.
        same = same.take((same[1:] - same[:-1] == 1).nonzero()[0])
    return Alike(each, pairs)
