"""What is left of a page's head above the headline, once its menus are gone: what each entry of a menu is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said
from cleaners.text import Line, key
from cleaners.units import units
from cleaners.went import spots, words_in

# Rules of which `drop_furniture` uses at least one where it finds the menus of a page.
_MENUS = frozenset(("page.furniture", "nav.menu"))
_HEADING = re.compile(r"# +\S")
_LONG = re.compile(r"[^\W\d_]{5,}")


def drop_mastheads(
    doc: Document, *, lines: int = 12, words: int = 60, share: float = 0.25, most: float = 0.5, brief: int = 16
) -> Iterator[Edit]:
    """
    Lines above the headline of a page, when the menus that stood among them went.

    A menu tells what its entries are ("Compensation: Gain the skills to plan what people earn"), and that reads as
    prose, line by line. Above the headline (the first "# " heading, or the line that is the title) at least `lines`
    lines with `words` words must have gone in the step before, `share` of all words there.

    What is left alone: up to three lines of at most `brief` words right above the headline, which may be its kicker or
    its date; two paragraphs one right below the other, or a line that tells in the text's words what the text tells,
    and what stands below them, for there the text has begun; a head that says more than `most` of what stands below
    it. On 1,190 copied pages 4,400 words of such heads went, and 9 of a text.
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code") or doc.get("format") == "html":
        return
    if not doc.trail or doc.trail[-1].round != doc.rounds - 1:
        return
    gone = spots(doc, since=doc.rounds - 1)
    if not any(spot.rule in _MENUS for spot in gone):
        return
    page = units(doc.text)
    at = _headline(page, key(doc.get("title")))
    above = [line for line in gone if at and line.at <= page[at].start]
    size = sum(line.words for line in above)
    if len(above) < lines or size < words:
        return
    head = page[:at]
    told = sum(words_in(line.text) for line in head)
    if size < share * (size + told) or _size(head) > most * _size(page[at + 1 :]):
        return
    last = max(line.at for line in above)
    near = next((n for n, line in enumerate(head) if line.start >= last), at)
    cuts = {line.at for line in above}
    begun = next((n for n in range(1, at) if _go_on(head[n - 1 : n + 1], cuts)), at + 1)
    end = at
    while end > near and at - end < 3 and words_in(head[end - 1].text) <= brief:
        end -= 1
    said = sum(words_in(line.text) for line in head[near:] if _is_told(line))
    if begun <= at or said > share * sum(words_in(line.text) for line in head[near:]):
        end = min(near, begun - 1)
    below = _longer("\n".join(line.text for line in page[at + 1 :]))
    end = next((n for n, line in enumerate(head[:end]) if _sums_up(line.text, below)), end)
    why = f"above the headline, where {len(above)} lines of the page's head went"
    yield from (line.dropped("page.head", why, 0.85) for line in head[:end])


def _headline(page: Sequence[Line], title: str) -> int:
    """The line of the headline; 0 when it is not known, or the first line."""
    marked = next((n for n, line in enumerate(page) if _HEADING.match(line.text)), 0)
    same = next((n for n, line in enumerate(page) if title and key(line.text) == title), 0)
    if marked and same:
        return max(marked, same) if abs(marked - same) <= 3 else same
    return marked or same


def _go_on(two: Sequence[Line], cuts: set[int]) -> bool:
    """Say whether two lines are paragraphs of a text, and nothing went between them."""
    return all(map(_is_told, two)) and cuts.isdisjoint(range(two[0].stop, two[1].start + 1))


def _is_told(line: Line, *, shortest: int = 25) -> bool:
    """Tell a paragraph of a text: as long as one, with a stop, and no link."""
    return ends_said(line.text) and "](" not in line.text and words_in(line.text) >= shortest


def _sums_up(text: str, below: set[str], *, fewest: int = 12, own: int = 6, share: float = 0.6) -> bool:
    """Say whether most of the longer words of a line, `own` of them or more, stand below the headline."""
    if words_in(text) < fewest or "](" in text:
        return False
    mine = _longer(text)
    return len(mine) >= own and len(mine & below) >= share * len(mine)


def _longer(text: str) -> set[str]:
    return set(_LONG.findall(text.lower()))


def _size(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)
