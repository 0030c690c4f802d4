"""Edit links of a wiki behind or below its headings: "History [edit]"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from cleaners import expressions as re
from cleaners.document import Edit
from cleaners.resources import one_of, table
from cleaners.text import STOPS, Line, key

_ENDED = re.compile(rf"[{STOPS};،,][\"'”’)\]]*$")


def wiki_marks(page: Sequence[Line], codes: tuple[str, ...], *, longest: int = 90) -> Iterator[tuple[int, Edit]]:
    """Edit links of a wiki: in brackets behind a heading ("History [edit]"), or on lines of their own below it."""
    bracket = _bracketed(codes)
    alone = _mark_lines(codes)
    lone = [n for n, unit in enumerate(page) if len(unit.text) < 40 and key(unit.text) in alone]
    for n, unit in enumerate(page):
        hit = (
            bracket.search(unit.text) if len(unit.text) <= longest and ("[" in unit.text or "［" in unit.text) else None
        )
        if hit and hit.start():
            start = unit.stop - len(unit.text) + hit.start()
            yield n, Edit(start, unit.stop, "", "interface.mark", "the edit link behind a heading of a wiki", 0.95)
    heads = [n for n in lone if n and len(page[n - 1].text) <= longest and not _ENDED.search(page[n - 1].text)]
    if len(heads) >= 2 and len(heads) == len(lone):
        for n in heads:
            yield n, page[n].dropped("interface.mark", "the edit link of a wiki below its heading", 0.9)


@cache
def _mark_lines(codes: tuple[str, ...]) -> frozenset[str]:
    said = [key(mark) for code in codes for mark in table("interface", code)["marks"]]
    return frozenset((*said, *(f"{one} {other}" for one, other in pairwise(said))))


@cache
def _bracketed(codes: tuple[str, ...]) -> re.Pattern[str]:
    one = one_of("interface", "marks", codes)
    link = r"(?:\]\([^()]*(?:\([^()]*\)[^()]*)*\))?"
    return re.compile(rf"(?i)\s*[\[［](?:\s*[\[]?(?:{one}){link}\s*[|/]?)+\s*[\]］]$")
