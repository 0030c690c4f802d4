"""
Feeds and sitemaps: the addresses that they list, from bytes that were fetched before.

Nothing here opens a connection or a file: entities are not resolved, a DTD is not loaded, and a broken file gives
what can be read of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from lxml import etree

from cleaners.errors import InputError
from flows.sources.addresses import askable
from flows.sources.decoding import decoded

# An ordinary page is not parsed to learn that it is no feed: what a listing begins with stands in its first bytes.
_HEAD = 4096
_ROOT = re.compile(rb"<(?:[A-Za-z0-9_]+:)?(?:rss|feed|RDF|urlset|sitemapindex)[\s>/]")
_FEEDS = {"rss", "feed", "RDF"}
_SITEMAPS = {"urlset", "sitemapindex"}


class Listing(NamedTuple):
    """What a feed or sitemap lists: pages, further listings (a sitemap index), and whether there are more of them."""

    kind: str
    pages: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    more: bool = False


def listing(
    data: bytes, base: str, *, most: int = 10_000, max_bytes: int = 20 << 20, named: bool = False
) -> Listing | None:
    """
    Read RSS, Atom, RDF, a JSON feed, a sitemap or a sitemap index; None when it is none of these.

    `base` is the address it came from, for relative links. At most `most` addresses are taken, each once. With
    `named`, because someone said that this is a sitemap, a plain list of addresses is one too. Left out are links
    that are no http(s) address, and a feed's links to itself and to media.

    >>> listing(b"<rss><channel><item><link>/a#top</link></item></channel></rss>", "https://example.org/feed")
    Listing(kind='feed', pages=('https://example.org/a',), listings=(), more=False)
    >>> listing(b"<html><body>Bonjour.</body></html>", "https://example.org/") is None
    True
    """
    try:
        plain = decoded(data, "gzip", max_bytes=max_bytes, where=base) if data.startswith(b"\x1f\x8b") else data
    except InputError:
        return None
    start = plain[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{"):
        return _json_feed(plain, base, most) if b"jsonfeed.org/version" in start else None
    if start.startswith(b"<"):
        return _xml(plain, base, most) if _ROOT.search(start) else None
    if named:
        lines = plain.decode("utf-8", "replace").split()
        pages, more = _addresses(lines, base, most)
        return Listing("sitemap", pages, more=more) if pages else None
    return None


def _xml(data: bytes, base: str, most: int) -> Listing | None:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    kind = _name(root) if root is not None else ""
    if kind in _FEEDS:
        pages, more = _addresses(_entries(root), base, most)
        return Listing("feed", pages, more=more)
    if kind in _SITEMAPS:
        found, more = _addresses((node.text or "" for node in root.iter() if _name(node) == "loc"), base, most)
        whole = kind == "urlset"
        return Listing("sitemap", found, more=more) if whole else Listing("sitemap index", (), found, more)
    return None


def _entries(root: Any) -> Iterator[str]:
    """The page of each item of a feed: its link, or its guid where that is an address."""
    for entry in root.iter():
        if _name(entry) not in {"item", "entry"}:
            continue
        link = guid = ""
        for node in entry:
            name = _name(node)
            if name == "link" and not link and node.get("rel", "alternate") == "alternate":
                link = (node.get("href") or node.text or "").strip()
            elif name in {"guid", "id"} and node.get("isPermaLink", "true") == "true":
                guid = (node.text or "").strip()
        if link or guid.startswith(("http://", "https://")):
            yield link or guid


def _json_feed(data: bytes, base: str, most: int) -> Listing | None:
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return None
    items = read.get("items", []) if isinstance(read, dict) else []
    items = items if isinstance(items, list) else []
    found = (item.get("url") or item.get("external_url") or "" for item in items if isinstance(item, dict))
    pages, more = _addresses(found, base, most)
    return Listing("feed", pages, more=more)


def _addresses(found: Iterable[object], base: str, most: int) -> tuple[tuple[str, ...], bool]:
    """Give those that can be asked, each once, in the order in which they stand, and whether there are more."""
    taken: dict[str, None] = {}
    for text in found:
        if len(taken) > most:
            break
        if isinstance(text, str) and text.strip():
            with suppress(InputError):
                taken[askable(text, base)] = None
    return tuple(taken)[:most], len(taken) > most


def _name(node: Any) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
