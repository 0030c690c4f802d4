"""The words of boards in some languages, as lines are compared."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cleaners.resources import keyed


class Words(NamedTuple):
    """What each list of cleaners/data/threads holds; English says what each is for."""

    posts: frozenset[str]
    dates: frozenset[str]
    totals: frozenset[str]
    counts: frozenset[str]
    places: frozenset[str]
    ranks: frozenset[str]
    kinds: frozenset[str]
    buttons: frozenset[str]


@cache
def words(codes: tuple[str, ...]) -> Words:
    """The words of some languages."""
    return Words(*(keyed("threads", part, codes) for part in Words._fields))
