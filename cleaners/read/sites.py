"""
Rules for sites whose markup defies judgement, as data: cleaners/data/sites/<site>.toml says what to keep and to drop.

    hosts = ["wiki.example"]
    keep = ["#content"]
    drop = [".editsection", "table.navbox"]

Selectors are CSS, read by Beautiful Soup. Most sites need no rule: this is for the few where a class name says at once
what no block model can know, and each file names the page under tests/pages that shows why.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaners.resources import languages, table


class Site(NamedTuple):
    """What to keep and what to drop on the hosts of one site."""

    hosts: tuple[str, ...]
    keep: tuple[str, ...]
    drop: tuple[str, ...]


@cache
def _sites() -> tuple[Site, ...]:
    rows = (table("sites", name) for name in languages("sites"))
    return tuple(Site(tuple(row["hosts"]), tuple(row.get("keep", ())), tuple(row.get("drop", ()))) for row in rows)


def rule_for(url: str) -> Site | None:
    """The rule for the host of this address, or of the domain above it."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    if not host:
        return None
    return next(
        (site for site in _sites() if any(host == each or host.endswith("." + each) for each in site.hosts)), None
    )


def with_site_rules(source: str, url: str) -> str:
    """The page as the rule of its site leaves it; a page without a rule, or whose rule finds nothing, as it is."""
    site = rule_for(url) if url else None
    if site is None:
        return source
    from bs4 import BeautifulSoup  # noqa: PLC0415  only for sites with a rule

    soup = BeautifulSoup(source, "lxml")
    for selector in site.drop:
        for each in soup.select(selector):
            each.decompose()
    kept: list[Any] = [each for selector in site.keep for each in soup.select(selector)]
    if kept and soup.body is not None:
        body = soup.new_tag("body")
        for each in kept:
            if each.parent is not None and not any(other in kept for other in each.parents):
                body.append(each.extract())
        soup.body.replace_with(body)
    return str(soup)
