"""
Lines that go because of where they stand: beyond furniture that is surely none, above the first prose, below the last.

What goes on with the text (its last list, its sources, a paragraph on its subject) moves these borders outwards.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners.furniture.doubted import overturned
from cleaners.furniture.kept import on_subject
from cleaners.furniture.page import Page
from cleaners.furniture.series import Bools, best_run, means
from cleaners.furniture.traits import is_sentence
from cleaners.text import Line

# What a foot may begin with.
_OPENS_FOOT = frozenset(("related", "comments", "share", "legal"))


def lines_beyond(
    page: Page,
    *,
    firm: float = 0.04,
    few: int = 5,
    below: float = 0.6,
    prose_below: float = 0.35,
    prose_among: float = 0.5,
    head_below: float = 0.35,
    around: float = 0.3,
) -> Bools:
    """
    Lines beyond the text: above its head or below its foot, with furniture that is surely none between.

    The text is the run of lines that speaks most for being one. Above and below it the first two lines together that
    are surely none (under `firm`, and no sentences) end what may belong to it: its headings, its last list, its
    sources. Beyond them, if at least `few` lines are hardly text, a line goes unless it is likely one, and so do lists
    of titles with dates.
    """
    sure, words, prose = page.sure, page["words"], page.prose
    odds = np.clip(np.log((sure + 1e-6) / (1 - sure + 1e-6)), -5, 5).astype(np.float32)
    run = np.flatnonzero(best_run((odds - 1) * np.sqrt(np.minimum(words, 36.0))))
    out = page.none()
    if not len(run):
        return out
    run = _reached(run, np.flatnonzero(on_subject(page)))
    sentence = (page["stop"] > 0) & (words >= 5) & (page["furniture"] == 0) & (page["links"] < 0.5)
    none = (sure < firm) & ~sentence
    marks = np.flatnonzero(none & (np.append(none[1:], True) | np.append([True], none[:-1])))
    above, below_it = marks[marks < run[0]], marks[marks > run[-1]]
    at = np.arange(len(page))
    head = at <= (above[-1] if len(above) else -1)
    foot = at >= (below_it[0] if len(below_it) else len(page))
    mean = 1 / (1 + np.exp(-means(odds, 4)))
    lone = np.where(prose, prose_below, np.where(head, head_below, below))
    among = np.where(prose, np.where(words >= 60, prose_below, prose_among), np.where(head, 2 * head_below, 1.0))
    for side in (head, foot):
        if (side & (sure < 2 * firm)).sum() >= few:
            out |= side & ((sure < lone) | ((mean < around) & (sure < among)))
    out |= _dated_lists(page, head | foot) & (sure < np.where(prose, 0.5, 0.95))
    return page.none() if overturned(page, out) else out


def _reached(run: NDArray[np.intp], more: NDArray[np.intp], *, far: int = 30) -> NDArray[np.intp]:
    """The ends of a run of text, carried on to what goes on with it at most `far` lines away, and so on."""
    start, end = int(run[0]), int(run[-1])
    for n in more[more > end].tolist():
        if n - end > far:
            break
        end = n
    for n in more[more < start][::-1].tolist():
        if start - n > far:
            break
        start = n
    return np.array([start, end])


def _dated_lists(page: Page, where: Bools, *, least: int = 4, apart: int = 4) -> Bools:
    """Lists whose every entry has a line that is hardly more than a date: what a page has beside its text."""
    found = page.none()
    dates = np.flatnonzero(where & (page["dated"] > 0) & (page["words"] <= 6))
    for part in np.split(dates, np.flatnonzero(np.diff(dates) > apart) + 1):
        if len(part) >= least:
            found[max(0, part[0] - 3) : part[-1] + 1] = True
    return found & where


def may_have_edges(
    lines: Sequence[Line], signs: dict[int, str], *, fewest: int = 3, unsigned_fewest: int = 5, told: float = 0.25
) -> bool:
    """
    Say whether `at_an_edge` may find something: a quick look, before the model is asked, at what tells in sentences.

    A text that begins and ends with sentences has no edge, whatever the model would say of its lines.
    """
    sentence = np.array([not line.text.startswith("#") and is_sentence(line.text) for line in lines])
    known = np.array([n in signs for n in range(len(lines))])
    sizes = np.arange(1, len(lines) + 1)
    for said, sign in ((sentence, known), (sentence[::-1], known[::-1])):
        enough = sizes >= np.where(np.maximum.accumulate(sign), fewest, unsigned_fewest)
        if (enough & (np.cumsum(said) <= told * sizes)).any():
            return True
    return False


def at_an_edge(
    page: Page,
    signs: dict[int, str],
    *,
    most: float = 0.3,
    fewest: int = 3,
    unsigned: float = 0.25,
    unsigned_fewest: int = 5,
    told: float = 0.25,
    firm: float = 0.12,
    likely: float = 0.2,
    brief: int = 10,
) -> Bools:
    """
    What stands below the last prose or above the first, where nearly nothing is text: its mean is under `most`.

    Prose that is `likely` text carries the text on while it stands close.
    It begins at a line that is known, or surely none (at most `brief` words, no sentence, under `firm`): what is nearer
    to the text may be a list of it.
    At least `fewest` lines, with a known one among them; without one `unsigned_fewest`, under `unsigned`. Of 898 main
    texts of the HTML benchmark two have such an end, of 60 copied pages nearly all. What tells in sentences, more
    than a share `told` of its lines, stays: a chronicle's entries, a bibliography with notes. So does a foot that
    holds more than a quarter of the prose: it may be the text.
    """
    out = page.none()
    sure, words, prose = page.sure, page["words"], page.prose
    sentence = (page["stop"] > 0) & (words >= 4) & (page["furniture"] == 0)
    sentence &= ~np.array([line.text.startswith("#") for line in page.lines])  # "### Where to berth?" is a title
    text = np.flatnonzero(prose & (sure > 0.5))
    if not len(text):
        return out
    text = _reached(text, np.flatnonzero(prose & (sure >= likely)), far=6)
    said = words * prose
    surely = np.array([n in signs for n in range(len(page))]) | ((sure < firm) & ~sentence & (words <= brief))
    above, under = np.flatnonzero(surely[: text[0]]), np.flatnonzero(surely[text[-1] + 1 :])
    ends = [(0, int(above[-1]) + 1)] if len(above) else []
    ends += [(int(text[-1] + 1 + under[0]), len(page))] if len(under) else []
    ends += [(n, len(page)) for n, kind in signs.items() if n > text[-1] and kind in _OPENS_FOOT][:1]
    for start, end in ends:
        size = end - start
        known = any(start <= n < end for n in signs)
        if size < (fewest if known else unsigned_fewest) or sentence[start:end].sum() > told * size:
            continue
        if sure[start:end].mean() >= (most if known else unsigned) or said.sum() < 4 * said[start:end].sum():
            continue
        out[start:end] = sure[start:end] < np.where((prose | sentence)[start:end], firm, 0.6)
    return out
