"""
Lists that go as a whole: the rest of a menu, the most read by their places, titles with dates, ranks between lines.

They stand before the text or after it. What the text counts or lists itself, in its own words, stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re
from cleaners.furniture.around import COLUMNS
from cleaners.furniture.kept import usual_topic
from cleaners.furniture.series import Floats
from cleaners.text import Line

# The place of a title in a list of the most read.
_PLACE = re.compile(r"^\W{0,4}(\d{1,2})(?:\W{0,3}(?:\s|$)|[.、．]\s?(?=\D))")


def carried_on(
    out: NDArray[np.bool_],
    sure: Floats,
    table: Floats,
    page: Sequence[Line],
    *,
    fewest: int = 12,
    words: int = 4,
    longest: int = 40,
    share: float = 0.25,
    mean: float = 0.5,
    last: float = 0.3,
    near: int = 3,
) -> NDArray[np.bool_]:
    """
    The rest of a menu of which a part goes: one or two words a line, line after line, before the text or after it.

    `fewest` such lines in a row, a `share` of which goes, with a mean under `mean`; of its last ones, `near` the text,
    which may be a title and a name, those that are hardly text, under `last`.
    """
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "colon", "digits", "prose")}
    brief = (col["words"] <= words) & ~np.any([col[name] > 0 for name in ("stop", "colon", "digits", "prose")], axis=0)
    text = np.flatnonzero(~out & (col["prose"] > 0) & (sure > 0.5))
    if not len(text):
        return found
    at = np.arange(len(out))
    brief &= (at < text[0]) | (at > text[-1])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], brief.astype(np.int8), [0]])))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start < fewest or out[start:end].mean() < share or sure[start:end].mean() >= mean:
            continue
        told = (sure[start:end] < last) | out[start:end]
        told[:-near] |= sure[start : end - near] < mean
        low = np.flatnonzero(told)
        run = slice(start + int(low[0]), start + int(low[-1]) + 1)
        found[run] = np.array([len(unit.text) <= longest for unit in page[run]])
    return found


def of_others(
    out: NDArray[np.bool_],
    sure: Floats,
    table: Floats,
    page: Sequence[Line],
    *,
    fewest: int = 5,
    share: float = 0.3,
    head: int = 8,
) -> NDArray[np.bool_]:
    """
    Lists of what else the site has, below the text: places of the most read, from 1 on, and titles with their dates.

    At least `fewest` entries, whose longer words stand in the text less than a `share` as often as the text's own
    words stand in the rest of it; so the hits, the results and the sources that a text ends with stay. The line above
    places goes with them when it is a heading of at most `head` words.
    """
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "colon", "prose", "own topic", "dated")}
    prose, topic = col["prose"] > 0, col["own topic"]
    text = np.flatnonzero(~out & prose & (sure > 0.5) & (table[:, COLUMNS.index("main at")] == 0))
    if not len(text):
        return found
    floor = share * usual_topic(topic[text])
    placed = np.array([bool(_PLACE.match(unit.text)) for unit in page])
    text = np.flatnonzero(~out & prose & (sure > 0.5) & (topic > 2 * floor) & ~placed)
    below = int(text[-1]) + 1 if len(text) else len(out)
    n = below
    while n < len(out):
        end, items = _places(page, n, col)
        counted = sum(any(map(str.isdigit, _PLACE.sub("", page[item].text))) for item in items)
        if (
            len(items) >= fewest
            and 2 * counted <= len(items)
            and not (n and col["colon"][n - 1])
            and _apart(topic[items], floor)
        ):
            start = n - 1 if n > below and col["words"][n - 1] <= head and not col["stop"][n - 1] else n
            found[start:end] = True
        n = max(end, n + 1)
    dates = np.flatnonzero((np.arange(len(out)) >= below) & (col["dated"] > 0) & (col["words"] <= 6))
    for part in np.split(dates, np.flatnonzero(np.diff(dates) > 3) + 1):
        start = max(below, int(part[0]) - 1) if len(part) else 0
        if len(part) >= fewest and not prose[start : part[-1] + 1].any() and _apart(topic[start : part[-1] + 1], floor):
            found[start : part[-1] + 1] = True
    return found


def _apart(topic: Floats, floor: float) -> bool:
    """Say whether lines with words of their own speak of something else."""
    told = topic[topic >= 0]
    return bool(len(told) and np.median(told) <= floor)


def _places(page: Sequence[Line], start: int, col: dict[str, Floats], *, longest: int = 40) -> tuple[int, list[int]]:
    """From `start` on, lines that count up from 1, or a line with the count above each: where they end, the titles."""
    items: list[int] = []
    n = start
    while n < len(page):
        place = _PLACE.match(page[n].text)
        if not place or int(place[1]) != len(items) + 1 or col["words"][n] > longest:
            break
        if place.end() >= len(page[n].text.rstrip("*_ ")):
            n += 1
            if n >= len(page) or col["words"][n] > longest or col["words"][n] < 2:
                break
        if col["stop"][n] and col["words"][n] >= 12:
            break
        items.append(n)
        n += 1
    return n, items


def ranks(out: NDArray[np.bool_], page: Sequence[Line], *, longest: int = 4) -> NDArray[np.bool_]:
    """Bare numbers between two lines that go: the places of a list of the most read, a count of shares."""
    found = np.zeros(len(out), np.bool_)
    for n in range(1, len(out) - 1):
        bare_number = len(page[n].text) <= longest and not any(char.isalpha() for char in page[n].text)
        found[n] = bare_number and (out[n - 1] or found[n - 1]) and out[n + 1]
    return found
