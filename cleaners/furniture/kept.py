"""
Lines that stay although the model takes them for furniture, each for something that it cannot see.

They lead to the text, sum it up, go on with its subject, or are its lists, its sources, its data, its author.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cleaners.furniture.around import COLUMNS
from cleaners.furniture.links import hosts_in
from cleaners.furniture.series import Floats
from cleaners.resources import languages
from cleaners.resources import table as read_table
from cleaners.tables import is_data
from cleaners.text import Line, key

# What a line that leads to the text has none of.
_PLAIN = ("furniture", "links", "rights", "dated", "bullet")


def leads_to_text(
    out: NDArray[np.bool_], table: Floats, kinds: Sequence[str], sure: Floats, *, near: int = 5, longest: int = 45
) -> NDArray[np.bool_]:
    """
    What leads to the text: a line that sums it up close above it, a heading right above a part of it, and its number.

    Only lines that show no sign of furniture but their place. Above the first prose they are as long as a sentence and
    not surely none; a heading stands between two parts of the text, and before what is likely one.
    """
    col = {name: table[:, COLUMNS.index(name)] for name in (*_PLAIN, "words", "prose", "text before", "numbered")}
    plain = np.array([not kind for kind in kinds]) & ~np.any([col[name] > 0 for name in _PLAIN], axis=0)
    text = ~out & (col["prose"] > 0) & (sure > 0.5)
    if not text.any():
        return np.zeros(len(out), np.bool_)
    first, at, words = int(np.argmax(text)), np.arange(len(out)), col["words"]
    summed = (at >= first - near) & (at < first) & (words >= 8) & (words <= longest) & (sure >= 0.01)
    heading = np.append(text[1:], False) & (col["text before"] > 0.01) & (words >= 1) & (words <= 16) & (sure >= 0.1)
    found: NDArray[np.bool_] = plain & (summed | heading)
    found |= (words == 1) & (col["numbered"] > 0) & np.append((plain & heading)[1:], False)
    return found


def sums_up(
    out: NDArray[np.bool_],
    table: Floats,
    kinds: Sequence[str],
    sure: Floats,
    *,
    near: int = 25,
    named: float = 0.6,
    share: float = 0.3,
    loud: float = 0.5,
) -> NDArray[np.bool_]:
    """
    A title and what sums the text up right below it, though a signature, buttons or contents stand before the text.

    The title has at least four words, of which most stand in the text; what sums it up is a sentence, or as long as
    one, with words of the text, and another one may follow it.
    """
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "question", "capitals", "dated", "prose")}
    text = ~out & (col["prose"] > 0) & (sure > 0.5)
    if not text.any():
        return found
    first, words = int(np.argmax(text)), col["words"]
    plain = np.array([not kind for kind in kinds])
    plain &= ~np.any([table[:, COLUMNS.index(name)] > 0 for name in ("bullet", "rights")], axis=0)
    plain &= table[:, COLUMNS.index("links")] <= 0.5
    shared = np.maximum(table[:, COLUMNS.index("own topic")], table[:, COLUMNS.index("shared words")])
    stopped = col["stop"] > 0
    title = plain & (words >= 4) & (words <= 25) & (shared >= named) & ~(stopped & (col["question"] == 0))
    told = plain & (words >= 8) & (words <= 80) & (shared >= share) & (sure >= 0.01) & (col["capitals"] < loud)
    told &= (stopped | ((words >= 12) & (col["capitals"] < 0.8 * loud))) & ((col["dated"] == 0) | (words >= 15))
    last = -near
    for n in range(max(0, first - near), first):
        if told[n] and n - last <= 2:
            found[[last, n]] = True
            last = n
        elif title[n]:
            last = n
    return found


def headline(out: NDArray[np.bool_], table: Floats, kinds: Sequence[str], *, longest: int = 20) -> NDArray[np.bool_]:
    """The line right above the first line of text that stays, when nothing speaks for furniture but its place."""
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "furniture", "dated", "links", "rights")}
    first = int(np.argmax(~out & (col["words"] >= 8)))
    n = first - 1
    if n > 0 and out[n] and not kinds[n] and 2 <= col["words"][n] <= longest and not table[n, COLUMNS.index("bullet")]:
        found[n] = not any(col[name][n] > 0 for name in ("stop", "furniture", "dated", "links", "rights"))
    return found


def on_subject(
    table: Floats,
    sure: Floats,
    *,
    least: float = 0.5,
    share: float = 0.25,
    doubtful: float = 0.1,
    long: int = 40,
    alike: float = 0.75,
) -> NDArray[np.bool_]:
    """
    Prose that speaks of what the text speaks of, in its words, and that is not surely none: it goes on with the text.

    Of 600 copied pages it keeps as much text as noise; the noise is mostly what readers and clients say of the subject.
    A paragraph of `long` words needs nothing more than to share as many words with the text as its own parts do.
    """
    topic, prose = table[:, COLUMNS.index("own topic")], table[:, COLUMNS.index("prose")] > 0
    found: NDArray[np.bool_] = prose & (topic >= share) & (sure >= doubtful)
    found &= sure + 0.5 * np.minimum(topic, 0.6) >= least
    usual = usual_topic(topic[prose & (sure > 0.8)])
    if usual > 0:
        found |= prose & (table[:, COLUMNS.index("words")] >= long) & (topic >= alike * usual) & (sure >= doubtful)
    return found


def usual_topic(topic: Floats) -> float:
    """How much the lines of a text speak of what it speaks of, on average."""
    told = topic[topic >= 0]
    return float(told.mean()) if len(told) else 0.0


def announced(table: Floats, kinds: Sequence[str]) -> NDArray[np.bool_]:
    """Lines of a list that the text itself announces: bullets or numbers after a sentence that ends with a colon."""
    col = {name: table[:, COLUMNS.index(name)] for name in ("prose", "colon", "bullet", "numbered", "links", "words")}
    kept = np.zeros(len(table), np.bool_)
    opened = False
    for n in range(len(table)):
        item = col["bullet"][n] or col["numbered"][n]
        if col["words"][n] >= 8 and col["colon"][n] and not kinds[n]:
            opened = True
        elif opened and (item or (col["links"][n] > 0.5 and kept[n - 1])) and not kinds[n]:
            kept[n] = True
        else:
            opened = False
    return kept


def listed(
    out: NDArray[np.bool_],
    table: Floats,
    kinds: Sequence[str],
    sure: Floats,
    *,
    fewest: int = 3,
    longest: int = 20,
    likely: float = 0.2,
    mean: float = 0.1,
) -> NDArray[np.bool_]:
    """
    A list without bullets that a line of the text announces with a colon, and the line, when the text goes on below.

    Its lines are short and none of them known or a link; they are taken together, for a single one tells little.
    """
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "colon", "links", "prose", "furniture")}
    plain = np.array([not kind for kind in kinds]) & (col["links"] < 0.5)
    text = np.flatnonzero(~out & (col["prose"] > 0) & (sure > 0.5))
    if not len(text):
        return found
    leads = plain & (col["colon"] > 0) & (col["words"] >= 5) & (sure >= likely) & (col["furniture"] == 0)
    item = plain & (col["prose"] == 0) & (col["words"] <= longest) & (sure >= 0.02)
    for n in np.flatnonzero(leads & (np.arange(len(out)) < text[-1])).tolist():
        end = n + 1
        while end < len(out) and item[end]:
            end += 1
        if end - n > fewest and end <= text[-1] and sure[n + 1 : end].mean() >= mean:
            found[n:end] = True
    return found


def sources(page: Sequence[Line], table: Floats, kinds: Sequence[str], *, fewest: int = 2) -> NDArray[np.bool_]:
    """The list of a text's sources below its heading: numbers, bullets, quotations, years, links to other sites."""
    found = np.zeros(len(page), np.bool_)
    heads = [n for n, unit in enumerate(page) if len(unit.text) < 60 and key(unit.text) in _source_heads()]
    if not heads:
        return found
    told = np.any([table[:, COLUMNS.index(name)] > 0 for name in ("bullet", "numbered", "dated", "quotes")], axis=0)
    hosts = Counter(host for unit in page for host in hosts_in(unit.text))
    own, times = hosts.most_common(1)[0] if hosts else ("", 0)
    own = own if 3 * times > hosts.total() else ""
    for n in heads:
        end = n + 1
        while end < len(page) and not kinds[end]:
            linked = "](" in page[end].text
            away = [host for host in hosts_in(page[end].text) if host != own]
            if not (away if linked else told[end]):
                break
            end += 1
        if end - n > fewest:
            found[n:end] = True
    return found


@cache
def _source_heads() -> frozenset[str]:
    return frozenset(key(head) for code in languages("sources") for head in read_table("sources", code)["heads"])


def data_rows(page: Sequence[Line], kinds: Sequence[str], *, fewest: int = 3) -> NDArray[np.bool_]:
    """Tables, code and quantities, and the line of some words right above them."""
    found = np.array(is_data(page))
    for n in np.flatnonzero(found[1:] & ~found[:-1]).tolist():
        found[n] = not kinds[n] and page[n].text.count(" ") + 1 >= fewest
    return found


def of_a_series(
    out: NDArray[np.bool_], table: Floats, page: Sequence[Line], *, long: int = 30, near: int = 3, often: int = 4
) -> NDArray[np.bool_]:
    """
    Paragraphs among the same lines as paragraphs that stay: "View in list" and "Book now" under each inn of a guide.

    Such a line is short, stands `often` on the page, and beside two paragraphs that stay.
    """
    found = np.zeros(len(out), np.bool_)
    told = (table[:, COLUMNS.index("prose")] > 0) & (table[:, COLUMNS.index("words")] >= long)
    if not (out & told).any():
        return found
    counts = Counter(unit.text for unit in page if len(unit.text) < 40)

    def marks(n: int) -> set[str]:
        return {unit.text for unit in page[max(0, n - near) : n + near + 1] if counts[unit.text] >= often}

    kept = Counter(mark for n in np.flatnonzero(~out & told).tolist() for mark in marks(n))
    for n in np.flatnonzero(out & told).tolist():
        found[n] = any(kept[mark] > 1 for mark in marks(n))
    return found


def is_signed(text: str, author: str, near: NDArray[np.bool_]) -> bool:
    """Say whether this line is the author's name close to text that stays."""
    return len(text) < 100 and author in text and bool(near.any())
