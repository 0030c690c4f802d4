"""The page's own title: the headline a reader sees, told from the name of the site beside it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners import expressions as re
from cleaners.read.metadata.page import (
    Element,
    Found,
    Page,
    ld_values,
    meta_values,
    texts_of,
    unescaped,
    words_of,
)

SEPARATOR = re.compile(r"\s+(?:[|·•»«:/\\–—―-]+|::|>)\s+|\s*\|\s*")


def titles(page: Page, site: str) -> Iterator[Found]:
    """Give the titles of the page: the heading that its declared titles agree with, then those titles."""
    declared = [
        Found(_without_site(unescaped(value), site), place)
        for value, place in meta_values(page, "og:title", "twitter:title")
    ]
    headlines = [Found(_without_site(value, site), place) for value, place in ld_values(page, "headline", ranks=2)]
    tag = next((text for text in texts_of(page.tree, ".//head/title")), "") or next(
        (text for text in texts_of(page.tree, ".//title")), ""
    )
    heading = _main_heading(page.tree, [value for value, _ in (*declared, *headlines)] + [tag])
    if heading:
        yield Found(heading, "the heading h1")
    elif part := _part_that_is_a_heading(page.tree, tag):
        yield Found(part, "the heading that the title tag names")
    yield from headlines
    yield from declared
    yield from meta_values(page, "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "citation_title")
    yield from (Found(_without_site(value, site), place) for value, place in ld_values(page, "name", ranks=2))
    if tag:
        yield Found(_without_site(unescaped(tag), site), "the title tag")
    heading = next(texts_of(page.tree, ".//h1"), "") or next(texts_of(page.tree, ".//h2"), "")
    if 0 < len(heading) < 300:
        yield Found(heading, "the first heading")


def _main_heading(tree: Element, declared: list[str]) -> str:
    """The h1 that says what the page declares, wholly or for the most part; a site's name in an h1 does not."""
    wanted = [set(words_of(title)) for title in declared if title]
    best, most = "", 0.0
    for count, said in enumerate(texts_of(tree, ".//h1")):
        if count == 8:
            break
        spoken = set(words_of(said))
        if not spoken or len(said) > 300:
            continue
        shared = max((len(spoken & words) / len(spoken | words) for words in wanted if words), default=0.0)
        if shared > most:
            best, most = said, shared
    return best if most >= 0.5 else ""


def _part_that_is_a_heading(tree: Element, tag: str) -> str:
    """
    The part of "Tide tables - Harbour handbook" that stands on the page as a heading of its own, or "".

    The first part counts when both do: the name of the site comes last.
    """
    parts = [part for part in SEPARATOR.split(tag[:500]) if part]
    if len(parts) < 2:
        return ""
    headings = {"".join(words_of(said)) for level in ("h1", "h2", "h3") for said in _first_texts(tree, f".//{level}")}
    wholes = (tag[:500], parts[0], tag[: tag.rfind(parts[-1])])
    for fewest, said in (*((2, whole) for whole in wholes), *((3, part) for part in parts)):
        told = said.strip(" -|·•–—:»«/\\")
        words = words_of(told)
        if len(words) >= fewest and "".join(words) in headings:
            return told
    return ""


def _first_texts(tree: Element, path: str, *, most: int = 12) -> list[str]:
    return [said for said, _ in zip(texts_of(tree, path), range(most), strict=False)]


def _without_site(title: str, site: str) -> str:
    """
    The title without the name of its site at either end.

        >>> _without_site("Le froid revient | Le Journal du Nord", "Le Journal du Nord")
        'Le froid revient'
        >>> _without_site("Guerre – et paix", "")
        'Guerre – et paix'
    """
    parts = list(SEPARATOR.finditer(title)) if len(title) <= 500 else []
    if not parts:
        return title
    known = set(words_of(site))
    head, tail = title[: parts[0].start()], title[parts[-1].end() :]
    rest_of_head, rest_of_tail = title[parts[0].end() :], title[: parts[-1].start()]
    if known and _names(tail, known) and rest_of_tail.strip():
        return _without_site(rest_of_tail.strip(), site)
    if known and _names(head, known) and rest_of_head.strip():
        return rest_of_head.strip()
    if (
        not known
        and "|" in title[parts[-1].start() : parts[-1].end()]
        and len(words_of(tail)) <= 4 < len(words_of(rest_of_tail))
    ):
        return rest_of_tail.strip()
    return title


def _names(part: str, site: set[str]) -> bool:
    words = set(words_of(part))
    joined = "".join(sorted(site))
    return bool(words) and (
        words <= site or (site <= words and len(words) <= len(site) + 2) or "".join(words_of(part)) == joined
    )
