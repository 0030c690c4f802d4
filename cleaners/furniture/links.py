"""Links that tell of a page: lines that are but a link, and the sites that links lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaners import expressions as re
from cleaners.platforms import holds_programs, home_among, host_of
from cleaners.text import Line

_LINK_LINE = re.compile(r"^[*+>#•-]*\s*\[[^\]]{0,200}\]\(\S+\)\W*$")
# "[Install](#install)", "[FAQ](docs/faq.md)": a document's own parts.
OWN_LINK = re.compile(r"\]\((?:#|\.{1,2}/|(?![a-z]+:|/|www\.)[^()\s]+\))")
# Where a link leads.
_TARGET = re.compile(r"\]\(([^()\s]*)")


def is_linked(lines: Sequence[Line], *, least: int = 10, share: float = 0.25) -> bool:
    """Say whether many lines are but a link: menus of a page in a language that has no words here."""
    links = sum(bool(_LINK_LINE.match(line.text)) and not OWN_LINK.search(line.text) for line in lines)
    return links >= least and links >= share * len(lines)


def leads_home(lines: Iterable[Line], *, bare: int = 5, fewest: int = 10, own: float = 0.8) -> bool:
    """
    Say whether these lines lead to the page's own site, as menus do and what an author gathered does not.

    Told by `bare` links that name no site ("](/news)", "](javascript:"), or by `fewest` of which `own` name the same,
    which is more than the foot of a clipped page needs: there the rest of the page says which site is its own. Links to
    a host where programs lie are an author's list of them.
    """
    links = "\n".join(line.text for line in lines)
    if sum(target.startswith(("/", "../", "javascript:")) for target in _TARGET.findall(links)) >= bare:
        return True
    hosts = hosts_in(links)
    return len(hosts) >= fewest and home_among(hosts, share=own) != "" and not any(map(holds_programs, hosts))


def hosts_in(text: str) -> list[str]:
    """The sites that the links of some text lead to, in their order."""
    return [host_of(target) for target in _TARGET.findall(text) if target.startswith(("http://", "https://"))]
