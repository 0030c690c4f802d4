"""The head of a page: its first lines, and where among them the prose begins."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from cleaners.document import Document
from cleaners.evidence import bare
from cleaners.metadata.words import BETWEEN, SENTENCE_WITHIN, WIDE, WORD
from cleaners.text import Line, key, lines, unlinked

# A cheap look before BETWEEN: a dash or a stroke with a blank before it, or an upright stroke.
_PARTED = re.compile(r"\s[·•«»–—:-]|[|｜]")


class Row:
    """A line of the head of a page: where it stands, what it says without its marks, and its words in one form."""

    __slots__ = ("_key", "_prose", "line", "text")

    def __init__(self, line: Line) -> None:
        """Read one line; its key is made when it is asked for, which for most lines is never."""
        self.line = line
        self.text = plain(line.text) if len(line.text) < 1000 else line.text
        self._key: str | None = None
        self._prose: bool | None = None

    @property
    def key(self) -> str:
        """Letters and digits of the line without case or accents; "" of a paragraph, which is no twin of a title."""
        if self._key is None:
            self._key = key(self.text) if len(self.text) < 300 else ""
        return self._key

    @property
    def is_prose(self) -> bool:
        """A long line with a sentence in it, and not a menu."""
        if self._prose is None:
            self._prose = is_prose(self.text)
        return self._prose


class Head(NamedTuple):
    """The first lines of a document, and which of them begins the prose (the number of lines when none does)."""

    rows: tuple[Row, ...]
    prose: int
    language: str


def read_head(doc: Document, *, near: int = 16, below: int = 8, far: int = 900) -> Head:
    """The first lines: a few when prose begins soon, many when the page begins with menus or has headings."""
    language = doc.get("language").split("-")[0]
    first: list[Row] = []
    prose = near
    for line in islice(lines(doc.text), near + below):
        first.append(Row(line))
        if prose == near:
            found = _first_prose(tuple(first[-3:]))
            prose = len(first) - len(first[-3:]) + found if found < len(first[-3:]) else near
        if len(first) > prose + below:
            break
    soon = prose < near or len(first) < near + below
    if soon and "\n# " not in doc.text and not _stands_later(first[:3], doc.text):
        return Head(tuple(first), _first_prose(tuple(first)), language)
    rows = tuple(Row(line) for line in islice(lines(doc.text), far))
    return Head(rows, _first_prose(rows), language)


def _stands_later(rows: list[Row], text: str) -> bool:
    """Tell whether a part of the first lines, up to a dash or a stroke, stands in the text again."""
    for row in rows:
        said = row.text[:300]
        if not _PARTED.search(said):
            continue
        for hit in BETWEEN.finditer(said):
            title = said[: hit.start()].strip()
            if len(title) >= 8 and title in text[row.line.stop :]:
                return True
    return False


def plain(text: str) -> str:
    """The line without Markdown marks, links and images; what was shown of a link stays."""
    if "](" in text or "![" in text:
        text = unlinked(text)
    if text and text[0].isalpha() and text[-1] not in "*_»›▶►":
        return text
    return bare(text)


def _weight(text: str) -> int:
    """How much the line says: letters, a wide character counted as two and a half."""
    return len(text) if text.isascii() else len(text) + 3 * len(WIDE.findall(text)) // 2


def _first_prose(rows: tuple[Row, ...], *, wrapped: int = 50, together: int = 3) -> int:
    """Where the prose begins: a long line with a sentence in it, or three lines on end that are wrapped prose."""
    run = 0
    for at, row in enumerate(rows):
        if row.is_prose and not row.line.text.startswith(("* [", "[", "+ [", "- [")):
            return at
        run = run + 1 if _weight(row.text) >= wrapped and row.line.text[0] not in "#*-[+" else 0
        if run == together:
            block = " ".join(each.text for each in rows[at - together + 1 : at + 1])
            if SENTENCE_WITHIN.search(block) and not _is_menu(block):
                return at - together + 1
    return len(rows)


def is_prose(text: str, *, long: int = 110) -> bool:
    """A long line with a sentence in it, and not a menu."""
    return _weight(text) >= long and bool(SENTENCE_WITHIN.search(text)) and not _is_menu(text)


def _is_menu(text: str, *, share: float = 0.6, fewest: int = 8) -> bool:
    """Most words begin with a capital: a menu in one line, or a list of names."""
    said = WORD.findall(text, 0, 400)
    if len(said) < fewest:
        return False
    # In a script without capitals every word is written small.
    return sum(map(str.isupper, [word[0] for word in said])) >= share * len(said) and not text.isupper()
