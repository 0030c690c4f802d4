"""References, which laws, manuals and dictionaries make in the words of lead-ins: "See also: Article 4"."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from cleaners.resources import patterns, table


@lru_cache(maxsize=1024)
def refers(head: str, codes: tuple[str, ...]) -> bool:
    """Say whether references are made in these words as well: "See also"."""
    rules = (each for code in codes for each in patterns("related", code) if each.rule == "related.see")
    return any(each.regex.search(f"{head}: X") for each in rules)


@cache
def references(codes: tuple[str, ...]) -> tuple[regex.Pattern[str], ...]:
    """What a text refers to and what is no title of another article, in these languages."""
    return tuple(regex.compile(found) for code in codes if (found := table("related", code).get("reference")))
