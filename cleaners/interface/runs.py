"""Which of the lines that may be the interface's go, by what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import bare, headwords, speaks
from cleaners.interface.built import COLON
from cleaners.interface.heads import heads_of_guide
from cleaners.interface.levels import BESIDE, EDGE, SIGN, SURE, TEXT
from cleaners.interface.rulers import RULER
from cleaners.interface.shapes import BETWEEN, SHOWN
from cleaners.interface.words import DENSE, compared, counted_things
from cleaners.related.heads import is_head
from cleaners.related.told import is_technical, is_title, is_told
from cleaners.text import Line, key
from cleaners.units import BULLET

_BULLET = re.compile(r"^[*+•·▪►▶»›‣◦–-]\s")
# A time or a price at the end of a line, as of the songs of a record or the dishes of a menu.
_MEASURED = re.compile(r"[^\W\d_]\s+\d{1,3}[:.,]\d\d$")
_COUNTER = re.compile(r"\d{1,2}:\d\d(?::\d\d)?|\d{1,3}\s?/\s?\d{1,3}")
_CLOCK = re.compile(r"^\d{1,2}:\d\d(?::\d\d)?\s*/\s*\d{1,2}:\d\d")


def lines_gone(doc: Document, page: Sequence[Line], levels: list[int], outside: set[int]) -> set[int]:
    """The lines that go, by what they say and what stands around them."""
    listed = 2 * sum(level >= EDGE for level in levels) > len(page)
    if listed and not any(is_told(unit.text) for unit, level in zip(page, levels, strict=True) if level < EDGE):
        return set()  # a list of such words
    title, technical = key(doc.get("title")), is_technical(doc.text)
    gone: set[int] = set()
    often = Counter(compared(page[n].text)[0] for n, level in enumerate(levels) if level >= EDGE)
    words = headwords(page) | heads_of_guide(page, doc.get("language"))
    for first, last in _runs(levels):
        run = range(first, last)
        if first in words or _announced(page, first) or _is_part_of_list(page, levels, first, last):
            continue
        if page[last - 1].text.startswith("#") and last < len(page) and is_told(page[last].text):
            continue  # the heading of what is said below it
        if last - first == 1 and first in outside and _heads_titles(doc, page, levels, first):
            continue
        certain = levels[first:last].count(SURE)
        if _is_row_of_buttons(page, levels, first, last, often, alone=not technical):
            gone.update(run)
        elif certain:
            gone.update(
                n
                for n in run
                if levels[n] >= EDGE or n in outside or certain > 1 or _counts_shown(page, n, {first, *gone})
            )
        elif first in outside and _at_edge(page, levels, first, last, title, alone=not technical):
            gone.update(run)
    return _without_loose_signs(page, gone)


def _heads_titles(doc: Document, page: Sequence[Line], levels: list[int], n: int, *, fewest: int = 2) -> bool:
    """Say whether a line below the text heads titles of other articles: they are known by it, and go with it later."""
    below = page[n + 1 : n + 1 + fewest]
    if len(below) < fewest or n < len(page) // 2 or any(levels[n + 1 : n + 1 + fewest]):
        return False
    if any(is_told(unit.text) or not is_title(unit.text) for unit in below):
        return False
    return is_head(bare(page[n].text), speaks("related", doc), speaks("announcing", doc), foot=True)


def _is_row_of_buttons(
    page: Sequence[Line], levels: list[int], first: int, last: int, often: Counter[str], *, alone: bool, least: int = 3
) -> bool:
    """
    Say whether a run inside the text is a row of buttons, as they stand below each post of a board.

    `least` phrases of the interface with a count among them, or one more, and nothing else (not in a manual: not
    `alone`); or two that stand in another such row as well.
    """
    strong = [n for n in range(first, last) if levels[n] >= EDGE]
    if len(strong) < 2 or any(page[n].text[0] == "#" for n in strong):
        return False
    again = sum(often[compared(page[n].text)[0]] > 1 for n in strong)
    if again >= 2:
        return True
    # Three words alone may be what a text says of three buttons; a count among them, or a fourth, says whose they are.
    counts = any(map(str.isdigit, "".join(page[n].text for n in strong)))
    return alone and len(strong) == last - first and len(strong) >= (least if counts else least + 1)


def _runs(levels: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of lines that are not the text's: the first of each, and the one after its last."""
    start = 0
    for n in range(len(levels) + 1):
        if n == len(levels) or (levels[n] > TEXT) != (levels[start] > TEXT):
            if levels[start] > TEXT:
                yield start, n
            start = n


def _announced(page: Sequence[Line], first: int) -> bool:
    """Say whether the line before the run announces a list."""
    return first > 0 and len(page[first - 1].text) >= 15 and bool(COLON.search(page[first - 1].text))


def _is_part_of_list(page: Sequence[Line], levels: list[int], first: int, last: int) -> bool:
    """Say whether the run is but a part of a list with bullets, or times at its ends, whose other items are text."""
    ends = ((first, first - 1), (last - 1, last))
    return any(
        0 <= n < len(page)
        and not levels[n]
        and any(shape.search(page[own].text) and shape.search(page[n].text) for shape in (_BULLET, _MEASURED))
        and not RULER.match(page[n].text)
        for own, n in ends
    )


def _at_edge(
    page: Sequence[Line], levels: list[int], first: int, last: int, title: str, *, alone: bool, several: int = 3
) -> bool:
    """
    Say whether a run outside the text is the interface's: it holds a phrase of it, or many words of menus.

    One line alone may be a title or a heading: above a sentence that takes it up, or as the first line above one; not
    above the headline. In a manual of programs two phrases are wanted (not `alone`).
    """
    strong = sum(level >= EDGE for level in levels[first:last])
    if first == 0 and last < len(page) and title and key(page[last].text) == title:
        return key(page[0].text) != title  # whatever stands above the headline is none
    if strong and (first, last) == (0, 1) and _is_headline(page):
        return True
    menu = sum(levels[n] == BESIDE and not SIGN.match(page[n].text) for n in range(first, last))
    if not strong:
        named = any(" " in bare(page[n].text) or DENSE.match(page[n].text) for n in range(first, last))
        return menu >= several and named and (first == 0 or last == len(page))
    if not alone and strong < 2:
        return False
    if last - first > 1:
        return True
    said = key(page[first].text)
    ahead = page[last].text if last < len(page) else ""
    if said == title or (ahead and page[first].text.startswith("#")):
        return False
    if any(map(str.isdigit, page[first].text)) and compared(page[first].text)[0] in counted_things():
        return True
    if first == 0 and " " not in said and sum(level >= EDGE for level in levels) == 1:
        return False
    lone = first == 0 and len(BETWEEN.split(page[first].text)) < 3
    return not (ahead and is_told(ahead) and (lone or said in key(ahead[:100])))


def _is_headline(page: Sequence[Line], *, words: int = 4, dense: int = 7) -> bool:
    """Say whether the second line is a headline: longer than the first, and the text begins below it."""
    if len(page) < 3 or page[0].text[0] == "#" or is_told(page[1].text) or COLON.search(page[1].text):
        return False
    one, two = page[0].text, page[1].text
    size = len(two.split()) >= words or len(DENSE.findall(two)) >= dense
    return size and len(two) > len(one) and two[-1] not in ".。" and is_told(page[2].text) and not BULLET.match(two)


def _counts_shown(page: Sequence[Line], n: int, gone: set[int]) -> bool:
    """Say whether a line is how long a recording is, or which of some pictures: below a button, above a sentence."""
    said = page[n].text.strip("() ")
    return bool(_COUNTER.fullmatch(said)) and n - 1 in gone and n + 1 < len(page) and is_told(page[n + 1].text)


def _without_loose_signs(page: Sequence[Line], gone: set[int]) -> set[int]:
    """Those that go, but for the bare numbers and signs that are the last of their run beside the text."""
    kept = set(gone)
    for order in (sorted(gone), sorted(gone, reverse=True)):
        for n in order:
            step = 1 if order[0] > order[-1] else -1
            if (
                page[n].text[:3].strip("([【 ")[:1].isdigit()
                and SIGN.match(page[n].text)
                and not (_CLOCK.match(page[n].text) or SHOWN.fullmatch(page[n].text) or _counts_shown(page, n, kept))
                and n + step not in kept
                and 0 < n < len(page) - 1
            ):
                kept.discard(n)
    return kept
