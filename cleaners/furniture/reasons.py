"""Under which rule a line goes, the evidence in words, and, from the trail, whether a page was around a text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners.document import Document
from cleaners.furniture.around import COLUMNS
from cleaners.furniture.series import Floats

RULES = {
    "related": "related.list", "share": "share.bar", "nav": "nav.menu", "ui": "ui.words", "ad": "ad.line",
    "legal": "legal.notice", "tags": "tags.list", "toc": "toc.list", "comments": "comments.prompt",
    "placeholder": "placeholder.words",
}  # fmt: skip
_OF_PAGES = frozenset((*RULES.values(), "page.furniture"))


def headed(out: NDArray[np.bool_], kinds: Sequence[str], *, far: int = 20) -> list[str]:
    """For each line that goes, the kind of the last heading above it in the same run, if it is near."""
    found = [""] * len(out)
    last, at = "", -far
    for n, gone in enumerate(out):
        if not gone:
            last = ""
        elif kinds[n] in ("related", "tags", "share"):
            last, at = kinds[n], n
        elif n - at <= far:
            found[n] = last
    return found


def reason(row: Floats, kind: str) -> str:
    """The evidence in words."""
    before, after = row[COLUMNS.index("text before")], row[COLUMNS.index("text after")]
    words = int(row[0])
    place = "before the text" if before < 0.01 else "after the text" if after < 0.01 else "between parts of the text"
    said = [f"{place}, {words} words{'' if row[1] else ' without a stop'}"]
    if kind:
        said.append(f"its words are those of {'an ad' if kind == 'ad' else kind}")
    if row[COLUMNS.index("alike")] > 2 and not row[COLUMNS.index("prose")]:
        said.append(f"{int(row[COLUMNS.index('alike')])} such lines in a row")
    if row[COLUMNS.index("links")] > 0.5:
        said.append("mostly a link")
    if row[COLUMNS.index("twins")] > 1:
        said.append("stands more than once")
    return "; ".join(said)


def stood_on_page(doc: Document, *, fewest: int = 6) -> bool:
    """Say whether a page was around this text: at least so many lines of it went as furniture."""
    return sum(edit.rule in _OF_PAGES for edit in doc.trail) >= fewest
