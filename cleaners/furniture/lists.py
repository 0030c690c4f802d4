"""
Lists that go as a whole: the rest of a menu, the most read by their places, titles with dates, ranks between lines.

They stand before the text or after it. What the text counts or lists itself, in its own words, stays.
"""

from __future__ import annotations

import numpy as np

from cleaners import expressions as re
from cleaners.furniture.kept import usual_topic
from cleaners.furniture.page import Page
from cleaners.furniture.series import Bools, Floats, runs

# The place of a title in a list of the most read.
_PLACE = re.compile(r"^\W{0,4}(\d{1,2})(?:\W{0,3}(?:\s|$)|[.、．]\s?(?=\D))")


def carried_on(
    page: Page,
    out: Bools,
    *,
    fewest: int = 12,
    words: int = 4,
    longest: int = 40,
    share: float = 0.25,
    mean: float = 0.5,
    last: float = 0.3,
    near: int = 3,
) -> Bools:
    """
    The rest of a menu of which a part goes: one or two words a line, line after line, before the text or after it.

    `fewest` such lines in a row, a `share` of which goes, with a mean under `mean`; of its last ones, `near` the text,
    which may be a title and a name, those that are hardly text, under `last`.
    """
    found, sure = page.none(), page.sure
    text = np.flatnonzero(page.text(out))
    if not len(text):
        return found
    at = np.arange(len(page))
    brief = (page["words"] <= words) & ~page.having("stop", "colon", "digits", "prose")
    brief &= (at < text[0]) | (at > text[-1])
    for start, end in runs(brief):
        if not brief[start] or end - start < fewest:
            continue
        if out[start:end].mean() < share or sure[start:end].mean() >= mean:
            continue
        told = (sure[start:end] < last) | out[start:end]
        told[:-near] |= sure[start : end - near] < mean
        low = np.flatnonzero(told)
        run = slice(start + int(low[0]), start + int(low[-1]) + 1)
        found[run] = np.array([len(line.text) <= longest for line in page.lines[run]])
    return found


def of_others(page: Page, out: Bools, *, fewest: int = 5, share: float = 0.3) -> Bools:
    """
    Lists of what else the site has, below the text: places of the most read, from 1 on, and titles with their dates.

    At least `fewest` entries, whose longer words stand in the text less than a `share` as often as the text's own
    words stand in the rest of it; so the hits, the results and the sources that a text ends with stay.
    """
    topic, text = page["own topic"], page.text(out)
    main = text & (page["main at"] == 0)
    if not main.any():
        return page.none()
    floor = share * usual_topic(topic[main])
    placed = np.array([bool(_PLACE.match(line.text)) for line in page.lines])
    told = np.flatnonzero(text & (topic > 2 * floor) & ~placed)
    below = int(told[-1]) + 1 if len(told) else len(page)
    return _most_read(page, below, fewest, floor) | _dated(page, below, fewest, floor)


def _most_read(page: Page, below: int, fewest: int, floor: float, *, head: int = 8) -> Bools:
    """
    Titles with their places, from line `below` on, at most half of which count anything else.

    The line above them goes with them when it is a heading of at most `head` words; below a colon they are the text's.
    """
    found, words = page.none(), page["words"]
    n = below
    while n < len(page):
        end, items = _places(page, n)
        counted = sum(any(map(str.isdigit, _PLACE.sub("", page.lines[item].text))) for item in items)
        announced = n > 0 and page["colon"][n - 1] > 0
        if (
            len(items) >= fewest
            and 2 * counted <= len(items)
            and not announced
            and _apart(page["own topic"][items], floor)
        ):
            headed = n > below and words[n - 1] <= head and not page["stop"][n - 1]
            found[n - 1 if headed else n : end] = True
        n = max(end, n + 1)
    return found


def _dated(page: Page, below: int, fewest: int, floor: float, *, apart: int = 3) -> Bools:
    """Titles with their dates, from line `below` on: lines that hardly say more than a date, at most `apart` away."""
    found, topic = page.none(), page["own topic"]
    dates = np.flatnonzero((np.arange(len(page)) >= below) & (page["dated"] > 0) & (page["words"] <= 6))
    for part in np.split(dates, np.flatnonzero(np.diff(dates) > apart) + 1):
        if len(part) >= fewest:
            run = slice(max(below, int(part[0]) - 1), int(part[-1]) + 1)
            found[run] |= not page.prose[run].any() and _apart(topic[run], floor)
    return found


def _apart(topic: Floats, floor: float) -> bool:
    """Say whether lines with words of their own speak of something else."""
    told = topic[topic >= 0]
    return bool(len(told) and np.median(told) <= floor)


def _places(page: Page, start: int, *, longest: int = 40) -> tuple[int, list[int]]:
    """From `start` on, lines that count up from 1, or a line with the count above each: where they end, the titles."""
    items: list[int] = []
    words, n = page["words"], start
    while n < len(page):
        text = page.lines[n].text
        place = _PLACE.match(text)
        if not place or int(place[1]) != len(items) + 1 or words[n] > longest:
            break
        if place.end() >= len(text.rstrip("*_ ")):
            n += 1
            if n >= len(page) or not 2 <= words[n] <= longest:
                break
        if page["stop"][n] and words[n] >= 12:
            break
        items.append(n)
        n += 1
    return n, items


def ranks(page: Page, out: Bools, *, longest: int = 4) -> Bools:
    """Bare numbers between two lines that go: the places of a list of the most read, a count of shares."""
    found = page.none()
    for n in range(1, len(out) - 1):
        if (out[n - 1] or found[n - 1]) and out[n + 1]:
            said = page.lines[n].text
            found[n] = len(said) <= longest and not any(map(str.isalpha, said))
    return found
