"""One number for each line of a page, in a row: what stands before each, after it and around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]


def since(marks: Bools, *, far: float = 40.0) -> Floats:
    """How many lines back the last mark stands, this line counting as 0."""
    at = np.where(marks, np.arange(len(marks)), -1000)
    if not len(marks):
        return np.zeros(0, np.float32)
    back: Floats = np.minimum(np.arange(len(marks)) - np.maximum.accumulate(at), far).astype(np.float32)
    return back


def means(values: Floats, reach: int) -> Floats:
    """The mean over the lines within `reach` on both sides."""
    return within(values[:, None], (reach,))[:, 0]


def within(columns: Floats, reaches: Sequence[int]) -> Floats:
    """The means of each column over the lines within each reach on both sides: all reaches of the first, and so on."""
    rows, wide = columns.shape
    sums = np.zeros((rows + 1, wide))
    sums[1:] = np.cumsum(columns, axis=0)
    at = np.arange(rows)
    means = np.empty((rows, wide, len(reaches)), np.float32)
    for n, reach in enumerate(reaches):
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, rows)
        means[:, :, n] = (sums[high] - sums[low]) / (high - low)[:, None]
    return means.reshape(rows, wide * len(reaches))


def shifted(columns: Floats, *steps: int) -> Floats:
    """The values as many lines further on as each step says (back when negative), side by side; -1 beyond the page."""
    wide = columns[:, None] if columns.ndim == 1 else columns
    count = wide.shape[1]
    out = np.full((len(wide), count * len(steps)), -1.0, np.float32)
    for n, step in enumerate(steps):
        place = slice(n * count, (n + 1) * count)
        if step > 0:
            out[:-step, place] = wide[step:]
        else:
            out[-step:, place] = wide[:step]
    return out[:, 0] if out.shape[1] == 1 else out


def best_run(weighed: Floats) -> Floats:
    """1 for the lines of the run that speaks most for text, 0 outside."""
    out = np.zeros(len(weighed), np.float32)
    best, best_at, total, start = 0.0, (0, 0), 0.0, 0
    for n, value in enumerate(weighed.tolist()):
        if total <= 0:
            total, start = 0.0, n
        total += value
        if total > best:
            best, best_at = total, (start, n + 1)
    out[best_at[0] : best_at[1]] = 1.0
    return out


def runs(values: NDArray[Any]) -> list[tuple[int, int]]:
    """
    Where each run of equal values begins and ends.

        >>> runs(np.array([1, 1, 0, 0, 0, 1]))
        [(0, 2), (2, 5), (5, 6)]
    """
    if not len(values):
        return []
    borders = [0, *(np.flatnonzero(values[1:] != values[:-1]) + 1).tolist(), len(values)]
    return list(pairwise(borders))
