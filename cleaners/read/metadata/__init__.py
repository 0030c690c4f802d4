"""
What a page says about itself: title, authors, dates, site, address, language, description, tags, image, licence.

Read in order of trust: JSON-LD, Open Graph and the other meta tags, then what stands on the page. Every value is
given with the place it came from; where two places differ, both are given, and the first is the one that counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaners.document import Fact
from cleaners.read.metadata.author import authors
from cleaners.read.metadata.days import day_of, published, updates
from cleaners.read.metadata.page import Found, Page, declared, first_of
from cleaners.read.metadata.rest import addresses, descriptions, images, key_words, languages, licences, sites
from cleaners.read.metadata.title import titles
from cleaners.read.metadata.told import about

__all__ = ["Page", "about", "day_of", "declared", "find_metadata"]


def find_metadata(page: Page, *, guess_dates: bool = True) -> Iterator[Fact]:
    """
    Yield the facts that a page tells about itself.

    Each key's best value comes first; values of other places that differ follow it, so a conflict shows.
    `guess_dates` lets htmldate look over the whole page when nothing declares the day.
    """
    site = first_of(sites(page))
    finders = (
        ("title", titles(page, site)),
        ("author", authors(page, site)),
        ("published", published(page, guess=guess_dates)),
        ("updated", updates(page)),
        ("site", sites(page)),
        ("url", addresses(page)),
        ("language", languages(page)),
        ("description", descriptions(page)),
        ("tags", key_words(page)),
        ("image", images(page)),
        ("licence", licences(page)),
    )
    for key, values in finders:
        yield from _facts(key, values)


def _facts(key: str, values: Iterable[Found], *, most: int = 3) -> Iterator[Fact]:
    seen: set[str] = set()
    for value, place in values:
        folded = value.casefold()
        if not value or folded in seen:
            continue
        seen.add(folded)
        why = f"from {place}" + ("; differs from the first" if len(seen) > 1 else "")
        yield Fact(key, value, f"read.html.{key}", why)
        if len(seen) == most:
            return
