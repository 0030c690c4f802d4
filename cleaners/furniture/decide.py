"""
Which lines go by what the model says of them, and which of these runs hold something that speaks for furniture.

Prose goes only when it is very surely none; close to the text a run goes only for a sign that weighs.
"""

from __future__ import annotations

from itertools import zip_longest

import numpy as np

from cleaners.furniture.page import Page
from cleaners.furniture.series import Bools, runs
from cleaners.furniture.signs import ANCHORS, means_it, several
from cleaners.text import Line


def decided(page: Page, below: float, prose_below: float) -> Bools:
    """Lines that go: sure ones, beside prose only very sure ones, known ones outside it, doubtful ones between."""
    sure, prose = page.sure, page.prose
    said = (page["stop"] > 0) & (page["words"] >= 5) & (page["furniture"] == 0) & page.of_kind("")
    kept = prose & (sure > 0.5)
    near = kept if kept.any() else prose & (sure >= prose_below)
    beside = page.none()
    beside[1:] |= near[:-1]
    beside[:-1] |= near[1:]
    told = said & beside
    out = np.where(prose, sure < prose_below, np.where(told, sure < prose_below / 2, sure < below))
    out |= _foot(page, out, kept if kept.any() else prose & ~out)
    whole = page["known"] == 1.0
    edge = (page["text before"] < 0.01) | (page["text after"] < 0.01)
    out |= whole & page.of_kind(*ANCHORS) & edge & (sure < 0.6)
    out |= whole & page.of_kind("ad") & (sure < 0.9)
    brief = ~prose & (page["words"] < 14) & (sure < 0.75)
    for n in range(1, len(out) - 1):
        if brief[n] and out[n - 1] and not out[n]:
            ahead = out[n + 1 : n + 4]
            flanked = sure[n] < 0.5 and (ahead.any() or sure[n + 1] < 0.5)
            out[n] = flanked or (ahead.all() and not told[n])
    return out


def _foot(page: Page, out: Bools, text: Bools) -> Bools:
    """
    Lines of the foot of the page, once five of them are surely none: there a line is none unless it is very likely one.

    The foot begins below the text, at the first line whose words are furniture: what stands between is a recipe's
    steps, a list that ends the text, the name of who wrote it.
    """
    marks = np.flatnonzero(text)
    last = int(marks[-1]) if len(marks) else len(page)
    for n in range(last + 1, len(page)):  # the text may end in short lines
        if n - last > 3:
            break
        if page.sure[n] > 0.6:
            last = n
    first = next((n for n in range(last + 1, len(page)) if page.kinds[n] in ANCHORS), len(page))
    below = np.arange(len(page)) >= first
    gone = np.cumsum(out & below)
    found: Bools = below & (gone >= 5) & (page.sure < np.where(page.prose, 0.25, 0.7))
    return found


def anchored(page: Page, out: Bools) -> Bools:
    """
    The runs of `out` that hold something known or stand close to it; close to the text only what weighs.

    Close to the text is all between the last known line above it and the first one below it: there stand its title,
    its tables and lists, the steps of a recipe, and what looks like furniture only because it is short.
    """
    told = list(zip(page.kinds, page.lines, strict=True))
    known = np.array([kind in ANCHORS and means_it(line.text) for kind, line in told])
    heavy = known & np.array([kind == "ad" or several(line.text) for kind, line in told])
    links = page["links"] > 0.5
    signs = known | links | (page["rights"] > 0)
    low, first, last, high = _close(page, known if known.any() else links)
    at = np.arange(len(page))
    kept = page.none()
    for start, end in runs(4 * out + (at >= low) + (at >= high)):
        if out[start]:
            if low <= start < high:
                kept[start:end] = _weighs(page, slice(start, end), known, heavy, (first, last))
            else:
                kept[start:end] = signs[max(0, start - 3) : end + 3].any()
    crumbs = np.array([_is_crumb(line, ahead) for line, ahead in zip_longest(page.lines, page.lines[1:])])
    kept |= out & crumbs & (at < first)
    return kept


def _weighs(page: Page, run: slice, known: Bools, heavy: Bools, text: tuple[int, int]) -> bool:
    """
    Say whether a run of lines close to the text, which lies between the two of `text`, holds something that weighs.

    A list of the text may hold "Corrections", but is not headed by "Share this". Above and below the text a run that is
    surely none needs no sign.
    """
    size, bullet = run.stop - run.start, page["bullet"][run.start] > 0
    share, sure = known[run].mean(), page.sure[run]
    if heavy[run][:4].any() or (heavy[run].any() and share >= 0.4):
        return True
    if size >= 3 and not bullet:
        buttons = known[run] & page.of_kind("share", "comments")[run]
        if share >= 0.6 or (np.median(sure) < 0.08 and buttons.any()):
            return True
    above = run.stop <= text[0]
    below = run.start > text[1] and size >= 4 and not page["stop"][run].any()
    return bool((above or below) and sure.mean() < 0.03)


def _close(page: Page, known: Bools) -> tuple[int, int, int, int]:
    """Where what stands close to the text begins, its first and its last prose, and the first known line below it."""
    body = np.flatnonzero(page.prose & (page.sure > 0.5))
    if not len(body):
        body = np.flatnonzero(page.prose & (page.sure >= 0.1))
    if not len(body):
        return 0, 0, 0, 0
    above, below = np.flatnonzero(known[: body[0]]), np.flatnonzero(known[body[-1] :])
    low, high = int(above[-1]) + 1 if len(above) else 0, int(body[-1] + below[0]) if len(below) else len(page)
    return low, int(body[0]), int(body[-1]), high


def _is_crumb(line: Line, ahead: Line | None, *, least: int = 15) -> bool:
    """Say whether a line is the way to this page: "Home ›", or "Home News The title" above the title itself."""
    if line.text.endswith(("›", "»", ">")):
        return True
    title = ahead.text if ahead else ""
    return least <= len(title) < len(line.text) <= len(title) + 60 and line.text.endswith(title)
