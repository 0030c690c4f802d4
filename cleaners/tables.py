"""What holds no sentences and is the text all the same: tables, code, the quantities of a recipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from cleaners import expressions as re
from cleaners.resources import languages, one_of, table
from cleaners.text import Line

# Between the cells of a row: a bar, a tab, or blanks as wide as a column.
_BAR = re.compile(r"\s*\|\s*|\t+|(?<=\S) {3,}(?=\S)")
_BARS = ("|", "\t", "   ")  # without one of these it finds nothing
_DIGIT = re.compile(r"\d")
_RANK = re.compile(r"\W{0,4}(\d{1,3})\W{0,4}$")
# A number that is no rank and no date: with a sign of money or a share, or a decimal.
_FIGURE = re.compile(r"[$€£¥₩₹₽%]|\d[.,]\d|\d{4,}(?!\d)|^[+-]\d")
_LINK = "]("
# How a line of a program or of data begins and ends, and what is nothing but its brackets.
_KEYED = re.compile(r"[\"'][\w@$.:/-]{1,40}[\"']\s*:\s*[\"'{\[\dtfn-]")
_CLOSES = re.compile(r"(?:[;{}]|\):|\],?|\},?|=>|\\)$")
_CODE = re.compile(
    r"[\w.\[\]\"']{1,60}\s?(?:=|\+=|:=|==)\s?\S|[\w.]{1,60}\([^()]{0,200}\)[;:,]?$|</?[a-z][\w:-]*[\s>]|(?:def|class|"
    r"import|from|return|if|for|while|const|let|var|function|public|private|SELECT|INSERT|sudo|npm|pip|git|docker)\s"
)
_SET = re.compile(r"(?:(?:const|let|var) )?[a-z_][\w.]{0,40}(?:\[[^\]]{1,30}\])? ?(?:=|\+=|:=) \S")
_BRACKETS = re.compile(r"[\]\[{}()<>/;,]{1,4}$")


def is_data(page: Sequence[Line]) -> list[bool]:
    r"""
    For each line whether it is a row of a table, a cell of one, a line of code or a quantity of a recipe.

    Only several together tell, and none of them is a link.

        >>> from cleaners.text import lines
        >>> is_data(list(lines("Pos | Mill | Flour\n1 | Lowmill | 4.5 t\n2 | Weir | 3.1 t\n3 | Quay | 2.9 t\nHome\n")))
        [True, True, True, True, False]
    """
    found = [False] * len(page)
    for some in (_rows, _cells, _code, _measures):
        for start, end in some(page):
            found[start:end] = [True] * (end - start)
    return found


def _rows(page: Sequence[Line], *, fewest: int = 3, most: int = 200) -> Iterator[tuple[int, int]]:
    """Rows on end with the same number of cells, most of them with a number; and the row of names above them."""
    start, size = 0, 0
    for n in range(len(page) + 1):
        text = page[n].text if n < len(page) else ""
        cells = 0
        if len(text) <= most and _LINK not in text:
            cells = len(_BAR.split(text.strip("| "))) if any(map(text.__contains__, _BARS)) else 1
        if n < len(page) and cells == size and size > 1:
            continue
        if size > 1 and n - start > fewest and _figures(page[start + 1 : n]):
            yield start, n
        start, size = n, cells


def _figures(rows: Sequence[Line]) -> bool:
    """Say whether most of these lines hold a figure."""
    return 4 * sum(_FIGURE.search(row.text) is not None for row in rows) >= 3 * len(rows)


def _cells(page: Sequence[Line], *, fewest: int = 6, widest: int = 6, brief: int = 40) -> Iterator[tuple[int, int]]:
    """Cells of a line each: ranks that count up from 1 at the same distance, and a figure below each of them."""
    ranks = {n: int(hit[1]) for n, line in enumerate(page) if len(line.text) <= 8 and (hit := _RANK.match(line.text))}
    for first, rank in ranks.items():
        if rank != 1:
            continue
        for wide in range(2, widest + 1):
            many = 1
            while ranks.get(first + many * wide) == many + 1:
                many += 1
            end = min(first + many * wide, len(page))
            if many < fewest or any(len(line.text) > brief for line in page[first:end]):
                continue
            if all(_figures_in(page[at + 1 : at + wide]) for at in range(first, end, wide)):
                names = first
                while names and first - names < wide and len(page[names - 1].text) <= brief:
                    names -= 1
                yield names, end


def _figures_in(cells: Sequence[Line]) -> bool:
    return any(_FIGURE.search(cell.text) for cell in cells)


def _code(page: Sequence[Line], *, fewest: int = 3, sure: int = 2) -> Iterator[tuple[int, int]]:
    """Lines of a program or of data on end, `sure` of them no sentence of any kind."""
    start, signs = 0, 0
    for n in range(len(page) + 1):
        sign = _is_code(page[n].text) if n < len(page) else 0
        if sign:
            signs += sign - 1
            continue
        if n - start >= fewest and signs >= sure:
            yield start, n
        start, signs = n + 1, 0


def _is_code(text: str) -> int:
    """2 for a line that can only be code, 1 for one that may stand among it, 0 for any other."""
    if len(text) > 300 or (text.startswith(("[", "![", "* [", "#")) and _LINK in text):
        return 0
    if _BRACKETS.match(text):
        return 1
    closes = _CLOSES.search(text, max(0, len(text) - 2)) is not None
    if _KEYED.match(text) or _SET.match(text) or (closes and _CODE.match(text)):
        return 2
    return 1 if closes or _CODE.match(text) else 0


def _measures(page: Sequence[Line], *, fewest: int = 3, apart: int = 3, brief: int = 90) -> Iterator[tuple[int, int]]:
    """Quantities with their units, `fewest` of them at most `apart` lines from each other, and the labels between."""
    last = start = -apart - 1
    many = 0
    for n, line in enumerate(page):
        if len(line.text) > brief or (not _DIGIT.search(line.text[:24]) and not _AMOUNTS.search(line.text[:24])):
            continue
        if not any(each.match(line.text) for each in _units()):
            continue
        if n - last > apart:
            if many >= fewest:
                yield start, last + 1
            start, many = n, 0
        many += 1
        last = n
    if many >= fewest:
        yield start, last + 1


_AMOUNTS = re.compile(r"[½⅓⅔¼¾⅛]")


@cache
def amount() -> str:
    """An expression for a quantity at the start of a line: "2", "1/2", "½", "2-3", "1,5", "2 ½"."""
    some = r"[½⅓⅔¼¾⅛]"
    return (
        rf"(?:\d+(?:[.,/⁄]\d+)?\s?{some}?|{some})"
        rf"(?:\s?(?:[–-]|{one_of('measures', 'to')})\s?(?:\d+(?:[.,/]\d+)?|{some}))?"
    )


@cache
def _units() -> tuple[regex.Pattern[str], ...]:
    """What begins with a quantity and its unit, in each language's words."""
    return tuple(
        regex.compile(table("measures", code)["amount"].replace("N", amount())) for code in languages("measures")
    )
