"""What goes with a copy: its title, in these words or in others, and short lines that the other copy has too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator

from cleaners import expressions as re
from cleaners.document import Document, Edit, Fact
from cleaners.grams import words
from cleaners.repeats.cuts import RULE, Cut
from cleaners.repeats.page import Page
from cleaners.text import Line

_IMAGE = re.compile(r"!\[([^\]\n]*)\]\s?\([^)\n]*\)")


def around(
    doc: Document, page: Page, cuts: list[Cut], low: int, high: int, *, above: int = 5, before: int = 1000
) -> Iterator[Edit | Fact]:
    """
    Find what belongs to the copy that goes: its title, and short lines that the other copy has too.

    The other copy stands at `low`:`high`, its title up to `before` characters above. Looked for between the cuts and
    up to `above` lines before them, as long as each line is one of these. A title in other words is kept as the fact
    alt_title.
    """
    heads = [line.start for line in page.lines]
    gone = {bisect_right(heads, cut.start) - 1 for cut in cuts}
    top, end = min(gone), max(gone)
    others = [at for at in range(bisect_left(heads, low - before), bisect_right(heads, high)) if at not in gone]
    said = _numbers(page)
    known = {numbers: page.lines[at] for at in reversed(others) if (numbers := said(at))}
    for at in range(top + 1, end):
        if at not in gone:
            yield from _twin(page.lines[at], known.get(said(at)))
    for at in range(top - 1, max(top - 1 - above, -1), -1):
        line = page.lines[at]
        again: list[Edit | Fact] = list(_twin(line, known.get(said(at))))
        if not again and low < line.start:
            titles = [doc.get("title"), page.lines[0].text, *[page.lines[n].text for n in others if heads[n] < low]]
            if _reworded(line.text, set(memoryview(said(at)).cast("Q")), titles):
                why = "another title of the same body"
                again = [line.dropped(RULE, why, 0.9), Fact("alt_title", line.text, RULE, why)]
        if not again:
            break
        yield from again


def _numbers(page: Page) -> Callable[[int], bytes]:
    """Make the words of a line a key: the same for lines that say the same; empty for a line without a word."""
    numbers, size = page.words.hash.tobytes(), page.words.hash.itemsize
    edges = (page.edges * size).tolist()
    return lambda at: numbers[edges[at] : edges[at + 1]]


def _twin(line: Line, same: Line | None) -> Iterator[Edit]:
    if same and same.start != line.start:
        yield line.dropped(RULE, f"stands at characters {same.start} to {same.stop} too")


def _reworded(line: str, mine: set[int], titles: Iterable[str], *, shared: float = 0.6) -> bool:
    """Tell whether a line says mostly what a title says: it shares most of its words, and ends like a title."""
    if not 4 <= len(mine) <= 40 or line.endswith((".", ":", ",", "…")):
        return False
    for title in titles:
        alt = _IMAGE.search(title)
        shown = alt[1] if alt else title
        if len(shown) > 40 * len(line):  # a body on one line: its words are not worth counting
            continue
        theirs = set(words(shown).hash.tolist())
        if 2 * len(mine & theirs) >= shared * (len(mine) + len(theirs)):
            return True
    return False
