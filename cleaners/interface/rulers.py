"""Tables without a word, and rulers between lines that go."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners import expressions as re
from cleaners.text import Line

_EMPTY_ROW = re.compile(r"^[\s:-]*\|[|\s:-]*\|[|\s:-]*$")
RULER = re.compile(r"^(?:[*_-] ?){3,6}$")


def empty_tables(text: str, page: Sequence[Line]) -> set[int]:
    """Rows of tables that hold no word at all."""
    if "|" not in text:
        return set()
    rows = [("|" in unit.text) + bool(_EMPTY_ROW.match(unit.text)) for unit in page]
    found: set[int] = set()
    start = 0
    for n in range(len(page) + 1):
        apart = n < len(page) and n > 0 and text.count("\n", page[n - 1].stop, page[n].start) > 1
        if n == len(page) or not rows[n] or apart:
            if n > start and all(row == 2 for row in rows[start:n]):
                found.update(range(start, n))
            start = n if n < len(page) and rows[n] else n + 1
    return found


def rulers_between(page: Sequence[Line], gone: set[int], *, cut: bool) -> set[int]:
    """
    Rulers with nothing but lines that go on one side and such a line, or no line, on the other.

    Where lines were `cut` before, the last of two rulers that now follow one another goes, and one at an end.
    """
    found: set[int] = set()
    for n, unit in enumerate(page):
        if not RULER.match(unit.text):
            continue
        before, after = n - 1 in gone or n - 1 in found, n + 1 in gone
        ends = n + 1 == len(page)
        twin = cut and (ends or RULER.match(page[n + 1].text) is not None)
        if (before and (after or ends)) or (n == 0 and after) or twin:
            found.add(n)
    return found
