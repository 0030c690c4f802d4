"""What stands around a place: words of the name's field, its titles, the name itself elsewhere."""

from __future__ import annotations

from typing import NamedTuple

from cleaners.hearing.page import Page
from cleaners.hearing.pairs import Pair
from cleaners.hearing.words import country_words, cues
from cleaners.lexicon import Entry
from cleaners.sounds import alike, spelled_alike


def is_present(page: Page, entry: Entry) -> bool:
    """Say whether the document itself, or who teaches it, has the name: not the lexicon alone."""
    return entry.origin != "lexicon" or page.exact[entry.name] > 0


def is_announced(page: Page, pair: Pair, *, known: float = 2.0, near: float = 0.85, bare: float = 1.0) -> bool:
    """Say whether the words around announce a name of the lexicon, and what was heard is no well-known word."""
    (first, last), form, sound, letters = pair
    told = around(page, first, last, form.entry)
    if form.part != "full" or not (told.role or told.kind or told.country):
        return False
    odd = max((page.common[n] for n in range(first, last) if page.low[n] not in form.words), default=9.0)
    if form.entry.kind in {"place", "company"} and len(form.words) == 1:
        return odd < bare  # there are more towns and firms than any list holds
    return (sound + letters) / 2 >= near or odd < known


class Around(NamedTuple):
    """What the words around a place tell of an entry."""

    role: bool
    kind: bool
    country: bool


def around(page: Page, first: int, last: int, entry: Entry, *, reach: int = 5) -> Around:
    """Whether the office, a word for its kind, or the country of an entry stands beside a place."""
    cue = cues(page.language)
    roles = frozenset().union(*(cue.roles.get(role, frozenset()) for role in entry.roles))
    joined = " " + " ".join(page.low[max(0, first - reach) : first]) + " "
    beside = set(page.low[max(0, first - reach + 1) : first] + page.low[last : last + reach - 1])
    return Around(
        any(f" {each} " in joined for each in roles),
        any(each in cue.kinds.get(entry.kind, ()) for each in page.before(first, 3)),
        bool(entry.country) and not beside.isdisjoint(country_words(page.language, entry.country)),
    )


def near_enough(page: Page, heard: str, word: str, least: float) -> bool:
    """Say whether two words are alike, in letters and in sound together."""
    return (spelled_alike(heard, word) + alike(heard, word, page.language)) / 2 >= least
