"""Under which rule a line goes, the evidence in words, and, from the trail, whether a page was around a text."""

from __future__ import annotations

from cleaners.document import Document
from cleaners.furniture.page import Page
from cleaners.furniture.series import Bools

_RULES = {
    "related": "related.list", "share": "share.bar", "nav": "nav.menu", "ui": "ui.words", "ad": "ad.line",
    "legal": "legal.notice", "tags": "tags.list", "toc": "toc.list", "comments": "comments.prompt",
    "placeholder": "placeholder.words",
}  # fmt: skip
_OF_PAGES = frozenset((*_RULES.values(), "page.furniture"))


def rules(page: Page, out: Bools, *, far: int = 20) -> list[str]:
    """
    For each line that goes its rule: by its own words, or by the last heading above it in the same run, if it is near.

    What no words name is "page.furniture".
    """
    found = ["page.furniture"] * len(page)
    last, at = "", -far
    for n, kind in enumerate(page.kinds):
        if not out[n]:
            last = ""
        elif kind in ("related", "tags", "share"):
            last, at = kind, n
        near = last if n - at <= far else ""
        found[n] = _RULES.get(kind or near, found[n])
    return found


def reason(page: Page, n: int) -> str:
    """The evidence against a line in words."""

    def shown(name: str) -> float:
        return float(page[name][n])

    before, after, words = shown("text before"), shown("text after"), int(shown("words"))
    place = "before the text" if before < 0.01 else "after the text" if after < 0.01 else "between parts of the text"
    said = [f"{place}, {words} words{'' if shown('stop') else ' without a stop'}"]
    if kind := page.kinds[n]:
        said.append(f"its words are those of {'an ad' if kind == 'ad' else kind}")
    if shown("alike") > 2 and not shown("prose"):
        said.append(f"{int(shown('alike'))} such lines in a row")
    if shown("links") > 0.5:
        said.append("mostly a link")
    if shown("twins") > 1:
        said.append("stands more than once")
    return "; ".join(said)


def stood_on_page(doc: Document, *, fewest: int = 6) -> bool:
    """Say whether a page was around this text: at least so many lines of it went as furniture."""
    return sum(edit.rule in _OF_PAGES for edit in doc.trail) >= fewest
