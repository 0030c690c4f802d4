"""Which of two copies goes: the one that takes more repeated words with it and fewer others, or the worse set one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners.repeats.aligned import Run
from cleaners.repeats.cuts import Cut, cuts_of
from cleaners.repeats.page import Page

# What a worse copy shows: cut ends, leftovers of Markdown; each with what is looked for first, being found sooner.
_DEBRIS = (("…\n", "…"), ("...\n", "..."), ("](", "]"), ("![", "["), ("**", "*"))


class Copies(NamedTuple):
    """For each word of a later copy its twin in an earlier one, and the other way round; -1 for none."""

    twins: NDArray[np.int64]
    echoes: NDArray[np.int64]


def losing(page: Page, copies: Copies, runs: list[Run], covered: float) -> tuple[NDArray[np.int64], list[Cut]]:
    """Weigh the copies: the one whose going takes more repeated words and fewer others goes; else the worse set one."""
    second = cuts_of(page, copies.twins, covered)
    worth = _worth(second)
    slack = max(5, 0.02 * worth)
    later = "\n".join(page.said(run.start, run.end) for run in runs)
    earlier = "\n".join(page.said(run.left, run.right) for run in runs)
    glued = sum(int(np.count_nonzero(run.twins >= 0) - np.count_nonzero(run.echoes >= 0)) for run in runs)
    one, other = _debris(earlier, later)
    first_is_worse = one + glued > other + 1
    if first_is_worse or np.count_nonzero(copies.echoes >= 0) > worth + slack:
        first = cuts_of(page, copies.echoes, covered)
        more = _worth(first) - worth
        if more > slack or (first_is_worse and more >= -slack):
            return copies.echoes, first
    return copies.twins, second


def _worth(cuts: list[Cut], *, price: int = 3) -> int:
    """Count the repeated words that the cuts take, less `price` for each word that stands nowhere else."""
    words_cut = sum(cut.last - cut.first for cut in cuts)
    repeated = sum(cut.hits for cut in cuts)
    return repeated - price * (words_cut - repeated)


def _debris(one: str, other: str) -> tuple[int, int]:
    """Count what spoils each of two copies; to have lost the paragraphs that the other has weighs like ten."""
    lost, other_lost = _is_flat(one) and _is_parted(other), _is_flat(other) and _is_parted(one)
    return _spots(one) + 10 * lost, _spots(other) + 10 * other_lost


def _is_flat(copy: str) -> bool:
    """Tell whether nearly all of a copy is one line: that one must hold its middle."""
    middle = len(copy) // 2
    start, end = copy.rfind("\n", 0, middle) + 1, copy.find("\n", middle)
    return (end if end >= 0 else len(copy)) - start >= 0.8 * len(copy)


def _is_parted(copy: str) -> bool:
    """Tell whether no line is more than half of a copy."""
    return max(map(len, copy.split("\n"))) <= 0.5 * len(copy)


def _spots(copy: str) -> int:
    """Count cut ends and leftovers of Markdown."""
    return sum(copy.count(piece) for piece, sign in _DEBRIS if sign in copy)
