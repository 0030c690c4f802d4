"""
Which lines go by what the model says of them, and which of these runs hold something that speaks for furniture.

Prose goes only when it is very surely none; close to the text a run goes only for a sign that weighs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners.furniture.around import COLUMNS
from cleaners.furniture.series import Floats
from cleaners.furniture.signs import ANCHORS, means_it, several
from cleaners.text import Line


def decided(sure: Floats, table: Floats, kinds: Sequence[str], below: float, prose_below: float) -> NDArray[np.bool_]:
    """Lines that go: sure ones, beside prose only very sure ones, known ones outside it, doubtful ones between."""
    prose = table[:, COLUMNS.index("prose")] > 0
    said = (table[:, COLUMNS.index("stop")] > 0) & (table[:, COLUMNS.index("words")] >= 5)
    said &= (table[:, COLUMNS.index("furniture")] == 0) & np.array([not kind for kind in kinds])
    beside = np.zeros(len(sure), np.bool_)
    kept = prose & (sure > 0.5)
    near = kept if kept.any() else prose & (sure >= prose_below)
    beside[1:] |= near[:-1]
    beside[:-1] |= near[1:]
    out = np.where(prose, sure < prose_below, np.where(said & beside, sure < prose_below / 2, sure < below))
    out |= _foot(sure, out, prose, kept if kept.any() else prose & ~out, kinds)
    whole = (table[:, COLUMNS.index("known")] == 1.0) & np.array([kind in ANCHORS for kind in kinds])
    edge = (table[:, COLUMNS.index("text before")] < 0.01) | (table[:, COLUMNS.index("text after")] < 0.01)
    out |= whole & edge & (sure < 0.6)
    out |= whole & np.array([kind == "ad" for kind in kinds]) & (sure < 0.9)
    long = table[:, COLUMNS.index("words")] >= 14
    for n in range(1, len(out) - 1):
        if not out[n] and not prose[n] and sure[n] < 0.75 and out[n - 1] and not long[n]:
            ahead = out[n + 1 : n + 4]
            flanked = sure[n] < 0.5 and (ahead.any() or sure[n + 1] < 0.5)
            if flanked or (ahead.all() and not (said[n] and beside[n])):
                out[n] = True
    return out


def _foot(
    sure: Floats, out: NDArray[np.bool_], prose: NDArray[np.bool_], text: NDArray[np.bool_], kinds: Sequence[str]
) -> NDArray[np.bool_]:
    """
    Lines of the foot of the page, once five of them are surely none: there a line is none unless it is very likely one.

    The foot begins below the text, at the first line whose words are furniture: what stands between is a recipe's
    steps, a list that ends the text, the name of who wrote it.
    """
    marks = np.flatnonzero(text)
    last = int(marks[-1]) if len(marks) else len(sure)
    for n in range(last + 1, len(sure)):  # the text may end in short lines
        if n - last > 3:
            break
        if sure[n] > 0.6:
            last = n
    first = next((n for n in range(last + 1, len(sure)) if kinds[n] in ANCHORS), len(sure))
    below = np.arange(len(sure)) >= first
    gone = np.cumsum(out & below)
    found: NDArray[np.bool_] = below & (gone >= 5) & (sure < np.where(prose, 0.25, 0.7))
    return found


def anchored(
    out: NDArray[np.bool_], table: Floats, kinds: Sequence[str], page: Sequence[Line], sure: Floats
) -> NDArray[np.bool_]:
    """
    The runs of `out` that hold something known or stand close to it; close to the text only what weighs.

    Close to the text is all between the last known line above it and the first one below it: there stand its title,
    its tables and lists, the steps of a recipe, and what looks like furniture only because it is short.
    """
    known = np.array([kind in ANCHORS and means_it(unit.text) for kind, unit in zip(kinds, page, strict=True)])
    links = table[:, COLUMNS.index("links")] > 0.5
    heavy = known & np.array([kind == "ad" or several(unit.text) for kind, unit in zip(kinds, page, strict=True)])
    signs = known | links | (table[:, COLUMNS.index("rights")] > 0)
    bullets = table[:, COLUMNS.index("bullet")] > 0
    buttons = known & np.array([kind in ("share", "comments") for kind in kinds])
    crumbs = np.array([_is_crumb(unit, ahead) for unit, ahead in zip(page, (*page[1:], None), strict=True)])
    stops = table[:, COLUMNS.index("stop")] > 0
    low, first, last, high = _close(table, sure, known if known.any() else links)
    place = (np.arange(len(out)) >= low).astype(np.int8) + (np.arange(len(out)) >= high)
    kept = np.zeros(len(out), np.bool_)
    start = 0
    for n in range(len(out) + 1):
        if n == len(out) or out[n] != out[start] or place[n] != place[start]:
            if low <= start < high:  # a list of the text may hold "Corrections", but is not headed by "Share this"
                much, mean, middle = known[start:n].mean(), sure[start:n].mean(), np.median(sure[start:n])
                led = heavy[start : min(n, start + 4)].any() or (heavy[start:n].any() and much >= 0.4)
                led = led or (n - start >= 3 and much >= 0.6 and not bullets[start])
                led = led or (n - start >= 3 and middle < 0.08 and buttons[start:n].any() and not bullets[start])
                led = led or (n <= first and mean < 0.03)
                led = led or (start > last and n - start >= 4 and mean < 0.03 and not stops[start:n].any())
            else:
                led = signs[max(0, start - 3) : n + 3].any()
            kept[start:n] = out[start] and led
            start = n
    kept |= out & crumbs & (np.arange(len(out)) < first)
    return kept


def _close(table: Floats, sure: Floats, known: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Where what stands close to the text begins, its first and its last prose, and the first known line below it."""
    prose = table[:, COLUMNS.index("prose")] > 0
    body = np.flatnonzero(prose & (sure > 0.5))
    if not len(body):
        body = np.flatnonzero(prose & (sure >= 0.1))
    if not len(body):
        return 0, 0, 0, 0
    above, below = np.flatnonzero(known[: body[0]]), np.flatnonzero(known[body[-1] :])
    low, high = int(above[-1]) + 1 if len(above) else 0, int(body[-1] + below[0]) if len(below) else len(sure)
    return low, int(body[0]), int(body[-1]), high


def _is_crumb(unit: Line, ahead: Line | None, *, least: int = 15) -> bool:
    """Say whether a line is the way to this page: "Home ›", or "Home News The title" above the title itself."""
    if unit.text.endswith(("›", "»", ">")):
        return True
    title = ahead.text if ahead else ""
    return least <= len(title) < len(unit.text) <= len(title) + 60 and unit.text.endswith(title)
