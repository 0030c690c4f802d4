"""Site, addresses, language, description, key words, images and licence of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from cleaners import expressions as re
from cleaners.read.metadata.page import Found, Page, ld_values, meta_values, rank_of, types_of, unescaped


def sites(page: Page) -> Iterator[Found]:
    """Give the names of the site: Open Graph, publisher, application; the host comes last."""
    yield from meta_values(page, "og:site_name")
    for item in page.items:
        publisher = item.get("publisher")
        for each in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(each, dict) and isinstance(each.get("name"), str):
                yield Found(unescaped(each["name"]), "JSON-LD publisher")
        if "website" in types_of(item) and isinstance(item.get("name"), str):
            yield Found(unescaped(item["name"]), "JSON-LD WebSite name")
    yield from meta_values(
        page, "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher", "copyright"
    )
    host = urlsplit(page.url).hostname if page.url else ""
    if host:
        yield Found(host.removeprefix("www."), "the address")


def addresses(page: Page) -> Iterator[Found]:
    """Give the addresses that the page declares as its own, made absolute."""
    for link in page.tree.iterfind(".//link[@rel='canonical']"):
        yield from _absolute(link.get("href") or "", page.url, "the canonical link")
    for value, place in meta_values(page, "og:url", "twitter:url"):
        yield from _absolute(value, page.url, place)
    for value, place in ld_values(page, "url", "mainEntityOfPage", "@id", ranks=2):
        yield from _absolute(value, page.url, place)


def _absolute(address: str, base: str, place: str) -> Iterator[Found]:
    try:
        full = urljoin(base, address.strip()) if address.strip() else ""
        parts = urlsplit(full)
    except ValueError:
        return
    if parts.scheme in ("http", "https") and parts.netloc and len(full) < 2000:
        yield Found(full, place)


_LANGUAGE = re.compile(r"^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$", re.IGNORECASE)


def languages(page: Page) -> Iterator[Found]:
    """Give the languages that the page declares, as two or three letters."""
    declared = [
        Found(
            page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "the html tag"
        )
    ]
    declared += ld_values(page, "inLanguage")
    declared += meta_values(page, "og:locale", "content-language", "dc.language", "dcterms.language", "language")
    for value, place in declared:
        hit = _LANGUAGE.match(value.strip())
        if hit:
            yield Found(hit[1].lower(), f"{place} ({value.strip()[:20]})")


def descriptions(page: Page) -> Iterator[Found]:
    """Give the descriptions of the page, at most 2,000 characters each."""
    for value, place in (
        *ld_values(page, "description", ranks=2),
        *meta_values(page, "og:description", "description", "twitter:description", "dc.description"),
    ):
        yield Found(unescaped(value)[:2000], place)


def key_words(page: Page) -> Iterator[Found]:
    """Key words, joined by "; "; the longest list that is declared comes first."""
    lists: list[Found] = []
    for item in page.items:
        words = item.get("keywords")
        if rank_of(item) <= 2 and words:
            lists.append(Found(_joined(words), "JSON-LD keywords"))
    tags = [value for value, _ in meta_values(page, "article:tag", "og:article:tag")]
    lists += [Found(_joined(tags), "meta article:tag")] if tags else []
    lists += [
        Found(_joined(value), place)
        for value, place in meta_values(page, "keywords", "news_keywords", "parsely-tags", "sailthru.tags")
    ]
    yield from lists[:1]


def _joined(words: Any) -> str:
    parts = words.split(",") if isinstance(words, str) else words if isinstance(words, list) else []
    kept = [unescaped(part) for part in parts[:50] if isinstance(part, str)]
    return "; ".join(dict.fromkeys(part for part in kept if 0 < len(part) <= 80))


def images(page: Page) -> Iterator[Found]:
    """Give the addresses of the image that stands for the page."""
    for value, place in meta_values(page, "og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        yield from _absolute(value, page.url, place)
    for item in page.items:
        image = item.get("image")
        for each in (image if isinstance(image, list) else [image])[:1]:
            address = each.get("url") if isinstance(each, dict) else each
            if rank_of(item) <= 2 and isinstance(address, str):
                yield from _absolute(address, page.url, "JSON-LD image")


_LICENCE = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)/(\d\.\d)|publicdomain/(zero|mark))", re.IGNORECASE)


def licences(page: Page) -> Iterator[Found]:
    """A licence that the page declares by name or link: JSON-LD, meta, rel=license, a Creative Commons address."""
    declared = [*ld_values(page, "license"), *meta_values(page, "dc.rights", "dcterms.license", "license")]
    links = (link for link in page.tree.iter("a", "link") if "license" in (link.get("rel") or "").split())
    declared += [Found(link.get("href") or "", "the link rel=license") for link in links]
    for value, place in declared:
        hit = _LICENCE.search(value)
        if hit:
            name = (
                f"CC-{hit[1].upper()}-{hit[2]}"
                if hit[1]
                else "CC0-1.0"
                if hit[3].lower() == "zero"
                else "Public domain"
            )
            yield Found(name, f"{place} ({value[:80]})")
        elif value.strip():
            yield Found(value.strip()[:200], place)
