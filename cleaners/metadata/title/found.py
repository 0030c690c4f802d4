"""What is told of a title that was found."""

from __future__ import annotations

from typing import NamedTuple


class Title(NamedTuple):
    """A title, the row where it stands (-1: nowhere in the text), the site that stands with it, and the evidence."""

    text: str
    at: int
    rule: str
    why: str
    site: str = ""
    author: str = ""
