"""Where lines stood that went, in the text as it is now: what a page had around and among what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.headlines import stems
from cleaners.text import WIDE, Line, unlinked

_WORD = re.compile(r"\w+")


class Spot(NamedTuple):
    """A place from which text went: how many words and how many lines, and by which rule."""

    at: int
    words: int
    lines: int
    rule: str


class Part(NamedTuple):
    """
    Lines with nothing gone between them: their words, and the words that went above.

    `above` and `below` are the lines that went right there, `rules` the names of the rules that took those above.
    """

    lines: list[Line]
    words: int
    went: int
    above: int
    below: int
    rules: frozenset[str]


@lru_cache(maxsize=1024)
def words_in(text: str) -> int:
    """
    How many words a text has; two signs of a dense script are one more.

        >>> words_in("The mill turns again."), words_in("水車が回る")
        (4, 3)
    """
    return len(_WORD.findall(text)) + (0 if text.isascii() else len(WIDE.findall(text)) // 2)


def spots(doc: Document, *, since: int = 0) -> list[Spot]:
    r"""
    The places from which text went in the rounds from `since` on, in order.

    Each stands where the next character that is left stands now; blanks that went are none.

        >>> doc = Document("d", "Home\nThe mill turns.\nNews\nIt is old.\n")
        >>> doc = doc.after([Edit(0, 5, "", "nav.menu")])
        >>> doc = doc.after([Edit(16, 21, "", "nav.menu")])
        >>> [(spot.at, doc.text[spot.at :][:5]) for spot in spots(doc)]
        [(0, 'The m'), (16, 'It is')]
    """
    found: list[Spot] = []
    start = next((n for n, edit in enumerate(doc.trail) if edit.round >= since), len(doc.trail))
    for _, edits in groupby(doc.trail[start:], key=lambda edit: edit.round):
        found = _moved(found, list(edits))
    return found


def _moved(found: Sequence[Spot], edits: Sequence[Edit]) -> list[Spot]:
    """The places of earlier rounds after these edits, and those of the edits themselves."""
    moved: list[Spot] = []
    shift = n = 0
    for edit in edits:
        while n < len(found) and found[n].at < edit.start:
            moved.append(_at(found[n], found[n].at - shift))
            n += 1
        while n < len(found) and found[n].at < edit.end:
            moved.append(_at(found[n], edit.start - shift))
            n += 1
        if not edit.new.strip() and (size := _size(edit.old))[0]:
            moved.append(Spot(edit.start - shift, *size, edit.rule))
        shift += len(edit.old) - len(edit.new)
    moved += [_at(spot, spot.at - shift) for spot in found[n:]]
    return moved


@lru_cache(maxsize=4096)
def _size(old: str) -> tuple[int, int]:
    """How many words and how many lines an edit took; kept, as each cleaner that looks at the trail asks for all."""
    words = words_in(old)
    return words, sum(map(bool, map(str.strip, old.split("\n")))) if words else 0


def parted(page: Sequence[Line], gone: Sequence[Spot]) -> list[Part]:
    """The lines that are left, parted where others went."""
    found: list[Part] = []
    n = 0
    for line in page:
        first = n
        while n < len(gone) and gone[n].at <= line.start:
            n += 1
        cut = gone[first:n]
        size, here = words_in(unlinked(line.text)), sum(spot.lines for spot in cut)
        if found and not here:
            found[-1].lines.append(line)
            found[-1] = found[-1]._replace(words=found[-1].words + size)
            continue
        if found:
            found[-1] = found[-1]._replace(below=here)
        rules = frozenset(spot.rule for spot in cut)
        found.append(Part([line], size, sum(spot.words for spot in cut), here, 0, rules))
    if found:
        found[-1] = found[-1]._replace(below=sum(spot.lines for spot in gone[n:]))
    return found


def _at(spot: Spot, at: int) -> Spot:
    """The same at another place; every round moves them all, and `_replace` takes three times as long."""
    return Spot(at, spot.words, spot.lines, spot.rule)


def told_in(parts: Sequence[Part]) -> set[str]:
    """The longer words of these parts, without their endings."""
    return stems(" ".join(line.text for part in parts for line in part.lines))


def on_subject(part: Part, told: set[str], *, alike: float) -> bool:
    """Say whether more than a share `alike` of a part's longer words, but for its addresses, are told elsewhere."""
    own = stems(" ".join(unlinked(line.text) for line in part.lines))
    return len(own & told) > alike * len(own)
