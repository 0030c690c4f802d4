"""What is known of a text before two places are compared: its words, its lines, and what it says more than once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners.evidence import lines_of
from cleaners.grams import Words, words
from cleaners.repeats.alike import Alike, alike_in
from cleaners.text import Line


class Page(NamedTuple):
    """
    A text with its words, its lines and the 6-grams that say the same.

    `edges` are the first word of each line, and past the last word of all.
    """

    text: str
    words: Words
    lines: tuple[Line, ...]
    edges: NDArray[np.int64]
    alike: Alike

    @classmethod
    def of(cls, text: str) -> Page:
        """Find the words and the lines of a text, and where it says the same."""
        found, said = words(text), lines_of(text)
        heads = [*[line.start for line in said], len(text)]
        return cls(text, found, said, found.start.searchsorted(heads), alike_in(found.hash))

    def said(self, first: int, last: int) -> str:
        """Give the text of the words `first` up to `last`, which is not included."""
        return self.text[self.words.start[first] : self.words.end[last - 1]]
