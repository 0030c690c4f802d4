"""A page as the rules see it: its lines, the numbers and the kind of each, and how likely each is text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cleaners.furniture.around import COLUMNS, features
from cleaners.furniture.model import judged
from cleaners.furniture.series import Bools, Floats
from cleaners.text import Line

_AT = {name: n for n, name in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Page:
    """
    The lines of a page, judged; `page["words"]` is a column of their numbers, one for each line.

    `kinds` says what the words of a line make it ("share", "nav"), "" for most; `sure` how likely it is text, 0 to 1.
    """

    lines: Sequence[Line]
    table: Floats
    kinds: Sequence[str]
    sure: Floats

    def __getitem__(self, name: str) -> Floats:
        return self.table[:, _AT[name]]

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def prose(self) -> Bools:
        """What reads as prose, whether it is the text's or not."""
        return self["prose"] > 0

    def having(self, *names: str) -> Bools:
        """Which lines show one of these at least."""
        found: Bools = np.any([self[name] > 0 for name in names], axis=0)
        return found

    def of_kind(self, *kinds: str) -> Bools:
        """Which lines are of one of these kinds; "" for those that are of none."""
        return np.array([kind in kinds for kind in self.kinds], np.bool_)

    def text(self, out: Bools) -> Bools:
        """Which lines are text when those of `out` go: prose that stays and is likelier text than not."""
        return ~out & self.prose & (self.sure > 0.5)

    def none(self) -> Bools:
        """No line at all, for a rule to begin with."""
        return np.zeros(len(self), np.bool_)


def judged_page(lines: Sequence[Line]) -> Page:
    """The page of these lines, with what the model says of them."""
    table, kinds = features(lines)
    return Page(lines, table, kinds, judged(table))
