"""What stands twice at once, how much a line says, and whether it ends as a sentence does."""

from __future__ import annotations

from typing import NamedTuple

from cleaners.document import Edit
from cleaners.text import STOPS, WIDE

ENDS = frozenset(f'{STOPS}…”»"')


class Again(NamedTuple):
    """An edit that takes out what stands at `start`:`stop` too."""

    edit: Edit
    start: int
    stop: int


def weight(text: str) -> int:
    """How long a line is in letters of an alphabet: a sign of Chinese, Japanese or Korean says as much as two."""
    return len(text) * (2 if WIDE.search(text, 0, 40) else 1)


def weighs(text: str, least: int) -> bool:
    """Tell whether a line is at least so long; most are told by their letters alone."""
    return len(text) >= least or (2 * len(text) >= least and weight(text) >= least)


def is_prose(text: str, least: int) -> bool:
    """Tell whether a line has its stop and is at least so long."""
    return text[-1] in ENDS and weighs(text, least)
