"""Rows that lead through the chapters of a manual: "Previous | Up | Next"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.interface.addresses import LINK
from cleaners.interface.levels import JOINED
from cleaners.related.told import is_told
from cleaners.resources import keyed
from cleaners.text import Line, key, unlinked

# What parts the ways of a manual's row, and what stands around each of them.
_WAYS = re.compile(r"\s*\|\s*|\t+|(?<=\))\s*(?=\[)|\s+[·•]\s+|\s{3,}")
_AROUND_WAY = " \t*_[]<>«»‹›←→⟵⟶◀▶◄►|.:：-–—"
_CHAPTER = re.compile(r"^([^\W\d_]+\.? )?(\d{1,3})(?:[.:)]|\s|$)")


class Turns(NamedTuple):
    """How pages of a book or a manual call the one before, the one after, and the one above."""

    back: frozenset[str]
    on: frozenset[str]
    up: frozenset[str]


@cache
def _turns(codes: tuple[str, ...]) -> Turns:
    return Turns(*(keyed("interface", name, codes) for name in Turns._fields))


def rows_of_ways(page: Sequence[Line], codes: tuple[str, ...], *, longest: int = 600, ends: int = 6) -> set[int]:
    """
    Rows that lead through the chapters of a manual: "Previous | Up | Next", and their titles in the row beside it.

    A row that names the chapter before this one and the one after it ("Chapter 12. … | | Chapter 14. …") tells by its
    numbers, at the head and at the foot.
    """
    found: set[int] = set()
    for n, unit in enumerate(page):
        led = "|" in unit.text or "\t" in unit.text or (unit.text[0] in "[*-←«<" and "](" in unit.text)
        if not led or len(unit.text) > longest:
            continue
        parts = [part for piece in _WAYS.split(unit.text) if (part := unlinked(piece).strip(_AROUND_WAY))]
        if not 2 <= len(parts) <= 5:
            continue
        if _is_way(parts, codes) or _points_both_ways(unit.text):
            found.add(n)
            found.update(at for at in (n - 1, n + 1) if _is_beside(page, n, at, len(parts)))
        elif (n < ends or n >= len(page) - ends) and _skips_one(parts):
            found.add(n)
    return found


def _is_way(parts: Sequence[str], codes: tuple[str, ...]) -> bool:
    """Say whether all parts of a row lead on from this page, one of them back and one on."""
    turns = _turns(codes)
    sorts = [_turn(part, turns) for part in parts]
    return "back" in sorts and "on" in sorts and "" not in sorts


def _points_both_ways(text: str) -> bool:
    """Say whether a row is two links, the first with an arrow back before its words, the other with one on behind."""
    links = [shown.strip() for shown, _ in LINK.findall(text)]
    if len(links) != 2 or LINK.sub("", text).strip(" *|·-"):
        return False
    return links[0][:1] in tuple("←«‹⟵◀◄⬅") and links[1].rstrip("\ufe0f")[-1:] in tuple("→»›⟶▶►➡")


def _turn(part: str, turns: Turns) -> str:
    """Where a part of a row leads: "back", "on", "up"; "" when it does not say so."""
    said = key(part)
    for sort, known in zip(Turns._fields, turns, strict=True):
        if said in known:
            return sort
    first = key(JOINED.sub(" ", part, count=1)).split(" ", 1)[0]
    return next((sort for sort, known in zip(("back", "on"), turns[:2], strict=True) if first in known), "")


def _is_beside(page: Sequence[Line], n: int, at: int, parts: int) -> bool:
    """Say whether the row beside such a row holds the titles to which it leads."""
    if not 0 <= at < len(page) or "|" not in page[n].text or "|" not in page[at].text:
        return False
    return len([cell for cell in page[at].text.split("|") if cell.strip()]) <= parts + 1 and not is_told(page[at].text)


def _skips_one(parts: Sequence[str]) -> bool:
    """Say whether the first and the last part are numbered alike, with one number left out between them."""
    one, other = _CHAPTER.match(parts[0]), _CHAPTER.match(parts[-1])
    return (
        len(parts) <= 3
        and one is not None
        and other is not None
        and (one[1] or "") == (other[1] or "")
        and int(one[2]) + 2 == int(other[2])
        and len(parts[0]) > one.end()
    )
