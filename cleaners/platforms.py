"""What an address and a platform's name tell: that a text is a post, and which part of a title is the site."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from cleaners.resources import table
from cleaners.text import key

# As between a title and its site; cleaners/metadata/words.py has the same for whole lines.
_BETWEEN = re.compile(r"\s+(?:[|｜·•«»]|[-–—]|::)\s+|\s?[|｜]\s?")
_SLASH = re.compile(r"\s+/\s+(?=[^/]*$)")
_SIGNED = re.compile(r"^(?:by|par|von|por|di|door|oleh) (?P<name>[^\W\d_].{1,40})$", re.IGNORECASE)
# Labels of a host that name no paper: "news.port.example".
_GENERIC = frozenset((
    "blog", "blogs", "en", "forum", "home", "live", "media", "mobile", "news", "online", "shop", "site", "sport",
    "sports", "store", "support", "video", "web", "world",
))  # fmt: skip
# How hosts write them.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa"})
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")


class Parted(NamedTuple):
    """A title without what a page puts behind it: who wrote it, and where."""

    title: str
    author: str = ""
    site: str = ""


def host_of(url: str) -> str:
    """The host of an address, without "www."; "" when it is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def is_posted(url: str) -> bool:
    """
    Tell an address of a platform or a blog.

        >>> is_posted("https://habr.com/ru/articles/1/"), is_posted("https://port.example/blog/quay")
        (True, True)
        >>> is_posted("https://port.example/news/quay")
        False
    """
    host = host_of(url)
    if not host:
        return False
    parts = host.split(".")
    if any(".".join(parts[at:]) in _hosts("posts") for at in range(len(parts) - 1)) or "blogspot" in parts[:-1]:
        return True
    steps = [step for step in url.lower().split("?")[0].split("/")[3:6] if step]
    return not _hosts("own").isdisjoint(parts[:-1]) or not _hosts("own").isdisjoint(steps[:-1])


def is_spoken(url: str) -> bool:
    """Tell an address where speech is published: a video's."""
    host = host_of(url).removeprefix("m.")
    return host in _hosts("spoken")


@cache
def _hosts(what: str) -> frozenset[str]:
    return frozenset(table("platforms", "hosts")[what])


@cache
def _names() -> frozenset[str]:
    return frozenset(map(key, table("platforms", "hosts")["names"]))


@cache
def paper_names() -> frozenset[str]:
    """Names of papers and stations of all languages, folded: letters and digits, no blanks."""
    papers = table("platforms", "papers")
    return frozenset(key(name).replace(" ", "") for names in papers.values() for name in names)


def is_platform(name: str) -> bool:
    """Tell the name of a platform, which no author has: "note（ノート）"."""
    return key(name) in _names()


def parted(title: str, url: str = "", *, most: int = 6, longest: int = 40) -> Parted:
    """
    The title without the site behind its last stroke, when the address has its name or it is a platform.

        >>> parted("The pier | by Anna Low | Medium")
        Parted(title='The pier', author='Anna Low', site='Medium')
        >>> parted("The pier - The Harbour Post", "https://harbourpost.example/pier").site
        'The Harbour Post'
        >>> parted("The pier - and what became of it", "https://harbourpost.example/pier").site
        ''
    """
    gaps = list(_BETWEEN.finditer(title)) + list(_SLASH.finditer(title))
    if not gaps:
        return Parted(title)
    last = gaps[-1]
    head, tail = title[: last.start()].strip(), title[last.end() :].strip()
    if len(head) < 2 or not 1 <= len(tail) <= longest or len(tail.split()) > most:
        return Parted(title)
    if not (is_platform(tail) or key(tail).replace(" ", "") in paper_names() or _is_named_by(host_of(url), tail)):
        return Parted(title)
    author = ""
    pieces = [piece.strip() for piece in _BETWEEN.split(head)]
    for at, piece in enumerate(pieces[1:], 1):
        if signed := _SIGNED.match(piece):
            author = signed["name"]
            head = head[: head.find(piece, len(pieces[0]))].rstrip(" |｜–—-·") if at else head
            break
    return Parted(head, author, tail)


def _is_named_by(host: str, name: str, *, shortest: int = 4) -> bool:
    """Tell a name that one label of the host says, or says a part of: "The Harbour Post", harbourpost.example."""
    spelled = {key(name).replace(" ", ""), key(name.lower().translate(_UMLAUTS)).replace(" ", "")}
    for label in host.split(".")[:-1]:
        whole = label.replace("-", "")
        if whole in spelled:
            return True
        for said in spelled:
            if whole in _GENERIC or min(len(whole), len(said)) < shortest:
                continue
            if said in whole or (whole in said and 2 * len(whole) >= len(said)):
                return True
    return False


def is_cut(title: str) -> bool:
    """Tell a title that a page broke off: "The pier. What two years of…"."""
    return bool(_CUT.search(title))
