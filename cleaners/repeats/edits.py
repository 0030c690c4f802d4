"""The edits that take the losing copy out, each saying where its words still stand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cleaners.document import Document, Edit, Fact
from cleaners.repeats.aligned import Run
from cleaners.repeats.around import around
from cleaners.repeats.cuts import RULE, Cut
from cleaners.repeats.losing import Copies, losing
from cleaners.repeats.page import Page


def dropped(doc: Document, page: Page, runs: list[Run], covered: float) -> Iterator[Edit | Fact]:
    """Take out the copy that goes, of two that these runs are, with what belongs to it."""
    found = page.words
    copies = Copies(np.full(len(found.hash), -1), np.full(len(found.hash), -1))
    for run in reversed(runs):  # the first ones are the surest, and have the last word
        np.copyto(copies.twins[run.start : run.end], run.twins, where=run.twins >= 0)
        np.copyto(copies.echoes[run.left : run.right], run.echoes, where=run.echoes >= 0)
    twins, cuts = losing(page, copies, runs, covered)
    if not cuts:
        return
    places = _ends(twins, cuts)
    starts, ends = found.start.take(places[0]).tolist(), found.end.take(places[1]).tolist()
    for cut, start, end in zip(cuts, starts, ends, strict=True):
        why = f"stands at characters {start} to {end} too"
        yield Edit(cut.start, cut.end, "", RULE, why, round(cut.hits / (cut.last - cut.first), 3))
    yield from around(doc, page, cuts, min(starts), max(ends))


def _ends(twins: NDArray[np.int64], cuts: list[Cut]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find for each cut the first and the last of the words that say it elsewhere."""
    spans = [place for cut in cuts for place in (cut.first, cut.last)]
    said = np.full(len(twins) + 1, -1)
    said[:-1] = twins
    last = np.maximum.reduceat(said, spans)[::2]
    first = np.minimum.reduceat(said.view(np.uint64), spans)[::2].view(np.int64)  # where -1 is the greatest number
    return first, last
