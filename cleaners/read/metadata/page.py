"""What the finders of metadata read: the meta tags and the JSON-LD of a page, and texts of its elements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cleaners import expressions as re

Element = Any


_ARTICLE = re.compile(
    r"(?:article|posting|report|review|recipe|webpage|videoobject|qapage|newsarticle)$", re.IGNORECASE
)


_SITE_TYPES = frozenset(("website", "organization", "newsmediaorganization", "corporation", "person", "breadcrumblist"))


class Found(NamedTuple):
    """One value for one key, and the place on the page that gave it."""

    value: str
    place: str


class Page(NamedTuple):
    """What the finders of this module read: the meta tags by name, the JSON-LD objects, and the tree."""

    tree: Element
    metas: dict[str, list[str]]
    items: list[dict[str, Any]]
    url: str


def declared(tree: Element, url: str = "") -> Page:
    """Gather what the finders of this module read: the meta tags and the JSON-LD of a page, each read once."""
    return Page(tree, _metas(tree), list(json_ld(tree)), url)


def first_of(values: Iterable[Found]) -> str:
    """Give the first value that is not empty, or ""."""
    return next((value for value, _ in values if value), "")


def _metas(tree: Element) -> dict[str, list[str]]:
    """Meta tags by their name in small letters, at most 500 of them."""
    found: dict[str, list[str]] = {}
    for count, meta in enumerate(tree.iter("meta")):
        if count == 500:
            break
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = " ".join((meta.get("content") or "")[:5000].split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def meta_values(page: Page, *names: str) -> Iterator[Found]:
    """Give the contents of the meta tags with these names, in the order of the names."""
    for name in names:
        for content in page.metas.get(name, ()):
            yield Found(content, f"meta {name}")


def json_ld(tree: Element, *, longest: int = 1_000_000, most: int = 3000) -> Iterator[dict[str, Any]]:
    """
    The objects of the page's JSON-LD, those about an article first, at most `most`.

    Broken JSON is mended where a page commonly breaks it (line breaks in strings, a remark around it) and
    otherwise passed over: half a record is worse than none.
    """
    objects: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        loaded = _loaded((script.text or "")[: longest + 1], longest)
        stack = [loaded]
        while stack and len(objects) < most:
            each = stack.pop()
            if isinstance(each, list):
                stack.extend(reversed(each[:most]))
            elif isinstance(each, dict):
                objects.append(each)
                stack.extend(value for key, value in each.items() if key in _NESTED and isinstance(value, dict | list))
    objects.sort(key=rank_of)
    yield from objects


_NESTED = (
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
    "itemListElement",
    "hasPart",
    "subjectOf",
    "isPartOf",
    "publisher",
)


def _loaded(text: str, longest: int) -> Any:
    if len(text) > longest:
        return None
    text = (
        text.strip()
        .removeprefix("<!--")
        .removeprefix("//<![CDATA[")
        .removesuffix("-->")
        .removesuffix("//]]>")
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def types_of(item: dict[str, Any]) -> list[str]:
    """Give the types of a JSON-LD object in small letters, without their address."""
    kinds = item.get("@type", "")
    return [str(kind).rsplit("/", 1)[-1].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]


def rank_of(item: dict[str, Any]) -> int:
    """Say how much a JSON-LD object speaks of the article: 0 is the article, from 4 on something else."""
    kinds = types_of(item)
    if any(kind.endswith(("article", "posting", "report")) for kind in kinds):
        return 0 if item.get("headline") or item.get("datePublished") else 2
    if any(_ARTICLE.search(kind) for kind in kinds):
        return 1 if "webpage" not in kinds else 3
    return 5 if set(kinds) & _SITE_TYPES else 4


def ld_values(page: Page, *keys: str, ranks: int = 3) -> Iterator[Found]:
    """Strings under these keys of the objects about the page, the best object first."""
    for item in page.items:
        if rank_of(item) > ranks:
            return
        for key in keys:
            value = item.get(key)
            if isinstance(value, str) and value.strip():
                kind = item.get("@type")
                yield Found(unescaped(value), f"JSON-LD {kind if isinstance(kind, str) else 'object'} {key}")


def unescaped(text: str) -> str:
    """Give the text without entities, tags and double blanks."""
    from html import unescape  # noqa: PLC0415

    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    return " ".join(text.split())


def texts_of(tree: Element, path: str, *, longest: int = 1000) -> Iterator[str]:
    """Give the texts of the elements on a path, those without words left out."""
    for element in tree.iterfind(path):
        said = " ".join(" ".join(element.itertext()).split())
        if said:
            yield said[:longest]


def words_of(text: str) -> list[str]:
    """Give the words of a text in small letters."""
    return re.findall(r"\w+", text.casefold())


NOT_OF_TEXT = frozenset(("figure", "figcaption", "nav", "footer", "aside"))
