"""When the text was published: lines that say a date and little else."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from cleaners.dates import days
from cleaners.metadata.words import DIGIT, SENTENCE_WITHIN, leftover, says

_WIRE_HEAD = re.compile(r"/(?:PRNewswire|PR Newswire|CNW)[^/\n]{0,20}/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE)\)")


class Signature(NamedTuple):
    """What a date line or byline says."""

    author: str = ""
    published: str = ""
    updated: str = ""


def dates_said(text: str, language: str) -> Signature | None:
    """The dates of a line that says little else."""
    if not DIGIT.search(text):
        return None
    found = list(days(text, language))
    if not found:
        return None
    pieces = [
        text[: found[0].start],
        *(text[a.end : b.start] for a, b in pairwise(found)),
        text[found[-1].end :],
    ]
    rest = [word for piece in pieces for word in leftover(piece)]
    if len(rest) > 7 or any(len(SENTENCE_WITHIN.findall(piece)) > 1 for piece in pieces):
        return None
    announced = any(says(piece, "published") or says(piece, "updated") for piece in pieces)
    if len(rest) > 3 and not announced and sum(word[:1].isupper() for word in rest) < len(rest) - 1:
        return None
    published = updated = ""
    for day, before in zip(found, pieces, strict=False):
        if says(before, "updated"):
            updated = updated or day.iso
        else:
            published = published or day.iso
    return Signature("", published, updated)


def wire_date(text: str, language: str, *, reach: int = 300) -> str:
    """The date before the mark of a release service: "PARIS, 13 août 2024 /PRNewswire/ --"."""
    hit = _WIRE_HEAD.search(text, 0, reach)
    if not hit:
        return ""
    found = list(days(" ".join(text[: hit.start()].split()), language))
    return found[-1].iso if found else ""
