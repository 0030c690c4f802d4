"""What a robots.txt lets us fetch (RFC 9309), by protego, with two habits of its own put right first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from protego import Protego

# RFC 9309, 2.5: at least this much of the file must be read; more need not be.
MOST = 500 << 10

_TOKEN = re.compile(r"[A-Za-z_-]+")
_FIELD = re.compile(r"\s*([A-Za-z][A-Za-z _-]*?)\s*:\s*([^#\n]*)")
_AGENT = {"user-agent", "useragent", "user agent"}
# What protego takes for a rule, spelling mistakes included; any other line says nothing and ends no group.
_KNOWN = _AGENT | {
    "allow", "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw", "sitemap", "sitemaps", "site-map",
    "crawl-delay", "crawl delay", "request-rate", "request rate", "visit-time", "visit time", "host",
}  # fmt: skip


class Robots(NamedTuple):
    """The rules of one site for one agent."""

    rules: Protego
    agent: str

    def allows(self, url: str) -> bool:
        """Tell whether this address may be fetched."""
        return bool(self.rules.can_fetch(url, self.agent))

    @property
    def delay(self) -> float:
        """Seconds that are asked for between two requests; 0 when nothing is."""
        return float(self.rules.crawl_delay(self.agent) or 0)


def read_robots(text: str, user_agent: str) -> Robots:
    r"""
    Read a robots.txt for an agent, of which only the product token counts.

    >>> rules = read_robots("User-agent: *\nDisallow: /private/\nCrawl-delay: 2", "Limpide/0.1 (corpus builder)")
    >>> rules.allows("https://example.org/private/a"), rules.allows("https://example.org/a"), rules.delay
    (False, True, 2.0)
    """
    return Robots(Protego.parse("\n".join(_plain(text[:MOST]))), token(user_agent))


def token(user_agent: str) -> str:
    """
    Give the product token of a user agent: its letters, hyphens and underscores up to the first other sign.

    >>> token("Limpide/0.1 (corpus builder)")
    'Limpide'
    """
    hit = _TOKEN.match(user_agent.strip())
    return hit[0] if hit else user_agent.strip()


def _plain(text: str) -> Iterator[str]:
    """
    Give the lines as protego should see them.

    A group is named by a product token, so what follows it ("User-agent: Foo Bar") is cut; and a line that nobody
    knows does not end a group, so it goes. Both forbid more than protego alone would.
    """
    for line in text.removeprefix("\ufeff").splitlines():
        hit = _FIELD.match(line)
        field = hit[1].lower() if hit else ""
        if hit and field in _AGENT:
            name = _TOKEN.match(hit[2])
            yield f"User-agent: {name[0]}" if name else line
        elif not hit or field in _KNOWN or "://" in line:
            yield line
