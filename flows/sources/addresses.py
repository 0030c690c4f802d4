"""Web addresses: read as browsers read them (WHATWG, by ada), and a key under which one page is kept once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from ada_url import URL

from cleaners.errors import InputError

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;?]*", re.IGNORECASE)


class BadAddress(InputError):
    """An address that cannot be asked: (where, what, what to do)."""


def is_address(target: object) -> bool:
    """
    Tell whether a target is a web address; anything else is a path.

    >>> is_address("https://example.org/a"), is_address("seeds/a.txt"), is_address("HTTP://example.org")
    (True, False, True)
    """
    return isinstance(target, str) and target.lstrip()[:8].lower().startswith(("http://", "https://"))


def parsed(text: str, base: str | None = None) -> str:
    """
    Read an address, against the page it stood on if it is relative. Raises ValueError when it is none.

    >>> parsed("../b?c", "https://example.org/x/y/z")
    'https://example.org/x/b?c'
    """
    return str((URL(text, base) if base else URL(text)).href)


def askable(text: str, base: str | None = None) -> str:
    """
    Read an address that is to be asked: http or https, without its fragment. Raises BadAddress.

    One that carries a name or password is refused: it would end up in the captures and the corpus.

    >>> askable("http://EXAMPLE.org:80/a#top")
    'http://example.org/a'
    """
    try:
        url = URL(text.strip(), base) if base else URL(text.strip())
    except (ValueError, UnicodeError) as error:
        raise BadAddress(text[:200], "this is no web address", "write it as https://host/path") from error
    if url.username or url.password:
        raise BadAddress(str(url.host), "the address carries a name or password", "leave these out of it")
    if url.protocol not in {"http:", "https:"}:
        raise BadAddress(text[:200], f"{url.protocol} is not asked for", "only http and https are")
    url.hash = ""
    return str(url.href)


def host_of(url: str) -> str:
    """Give the host and port of an address that was read."""
    return str(URL(url).host)


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address that was read: what a robots.txt speaks for."""
    return str(URL(url).origin)


def key(url: str) -> str:
    """
    Give the key under which a page is kept once. The key of a key is itself.

    Dropped are the fragment, session ids and the parameters in trackers.toml; the others are put in order, since
    servers do not care. Escapes that need none are written out. Scheme, host, path and letter case stay: pages
    that differ only in these may be different pages.

    >>> key("HTTPS://example.org:443/a/../b%7e;jsessionid=12?utm_source=x&b=2&a=1#top")
    'https://example.org/b~?a=1&b=2'
    """
    found = URL(url)
    found.hash = ""
    found.pathname = _SESSION.sub("", _plain(found.pathname))
    kept = [part for part in found.search.removeprefix("?").split("&") if part and not _is_tracker(part)]
    found.search = "&".join(sorted(_plain(part) for part in kept))
    href = str(found.href)
    return href.removesuffix("?") if not kept else href


def _plain(escaped: str) -> str:
    """Write escapes in capitals, and out where no escape is needed."""
    return _ESCAPE.sub(_letter, escaped)


def _letter(hit: re.Match[str]) -> str:
    sign = chr(int(hit[1], 16))
    return sign if sign in _UNRESERVED else hit[0].upper()


def _is_tracker(part: str) -> bool:
    name = part.partition("=")[0].lower()
    names, starts = _trackers()
    return name in names or name.startswith(starts)


@cache
def _trackers() -> tuple[frozenset[str], tuple[str, ...]]:
    """The names and the beginnings of names in trackers.toml."""
    listed = tomllib.loads((files("flows") / "sources" / "trackers.toml").read_text(encoding="utf-8"))["parameters"]
    starts = tuple(name.removesuffix("*") for name in listed if name.endswith("*"))
    return frozenset(name for name in listed if not name.endswith("*")), starts
