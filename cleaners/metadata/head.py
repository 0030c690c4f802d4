"""The head of a page: its first lines, and where among them the prose begins."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_letters
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import bare, lines_of
from cleaners.metadata.words import SENTENCE_WITHIN, STOPPED, WORD
from cleaners.platforms import BETWEEN
from cleaners.text import WIDE, Line, key, unlinked

# A cheap look before BETWEEN: one of its marks.
_PARTING = ("|", "–", "—", "- ", "-\xa0", "·", "•", "«", "»", "｜", "::")
# Of the bytes of UTF-8: small letters as "a", what begins a capital or a character beyond ASCII as "A".
_SHAPES = bytes.maketrans(
    ascii_letters.encode() + bytes(range(0x80, 0x100)), b"a" * 26 + b"A" * 26 + b"." * 0x40 + b"A" * 0x40
)


# A link whose address goes on in the next line: what is shown of it is all that the line says.
_TORN = re.compile(r"(?<!!)\[([^\[\]]{3,})\]\([^()\s]*$")
# A line end within brackets: an address is parted without a blank.
_BROKEN = re.compile(r"\n(?=[^\[\]()\n]{0,120}(?:\n[^\[\]()\n]{0,120}){0,3}([\])]))")


class Row:
    """A line of the head of a page: where it stands, what it says without its marks, and its words in one form."""

    __slots__ = ("_gaps", "_key", "_opening", "_prose", "line", "text")

    def __init__(self, line: Line) -> None:
        """Read one line; its key is made when it is asked for, which for most lines is never."""
        self.line = line
        self.text = plain(line.text) if len(line.text) < 1000 else line.text
        self._key: str | None = None
        self._opening: str | None = None
        self._gaps: list[re.Match[str]] | None = None
        self._prose: bool | None = None

    @property
    def key(self) -> str:
        """Letters and digits of the line without case or accents; "" of a paragraph, which is no twin of a title."""
        if self._key is None:
            self._key = key(self.text) if len(self.text) < 300 else ""
        return self._key

    @property
    def opening(self) -> str:
        """The key of the first characters: most lines are told apart by it."""
        if self._opening is None:
            self._opening = key(self.text[:12])
        return self._opening

    def says(self, wanted: str) -> bool:
        """Tell whether this is the key of the line."""
        return wanted.startswith(self.opening) and self.key == wanted

    def opens_as(self, other: Row) -> bool:
        """Tell whether the two may have the same key."""
        return self.opening.startswith(other.opening) or other.opening.startswith(self.opening)

    @property
    def gaps(self) -> list[re.Match[str]]:
        """Dashes and strokes that part the line: a title and its site, the steps of the way to a page."""
        if self._gaps is None:
            said = self.text[:300]
            self._gaps = list(BETWEEN.finditer(said)) if any(mark in said for mark in _PARTING) else []
        return self._gaps

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
    said = lines_of(doc.text)
    for line in said[: near + below]:
        first.append(Row(line))
        if prose == near:
            last = first[-3:]
            found = first_prose(last)
            prose = len(first) - len(last) + found if found < len(last) else near
        if len(first) > prose + below:
            break
    soon = prose < near or len(first) < near + below
    if soon and not ("#" in doc.text and "\n# " in doc.text) and not _stands_later(first[:3], doc.text):
        return Head(tuple(first), first_prose(first), language)
    rows = (*first, *map(Row, said[len(first) : far]))
    return Head(rows, first_prose(rows), language)


def further_head(
    doc: Document, head: Head, *, fewest: int = 40, near: int = 16, below: int = 8, narrow: int = 45, far: int = 900
) -> Head | None:
    """The head of a page whose first prose is a notice over its menus, down to its own prose; None of others."""
    said = lines_of(doc.text)
    follow = said[head.prose + 1 : head.prose + 1 + below]
    if len(said) < fewest or head.prose > near or sum(len(line.text) <= narrow for line in follow) < below - 2:
        return None
    rows = tuple(map(Row, said[:far]))
    past = head.prose + 1 + below
    prose = past + first_prose(rows[past:])
    return Head(rows, prose, head.language) if prose < len(rows) else None


def _stands_later(rows: list[Row], text: str) -> bool:
    """Tell whether a part of the first lines, up to a dash or a stroke, stands in the text again."""
    for row in rows:
        for hit in row.gaps:
            title = row.text[: hit.start()].strip()
            if len(title) >= 8 and text.find(title, row.line.stop) >= 0:
                return True
    return False


def plain(text: str) -> str:
    """The line without Markdown marks, links and images; what was shown of a link stays."""
    if "](" in text or "![" in text:
        text = _TORN.sub(r"\1", unlinked(text))
    if text and text[0].isalpha() and text[-1] not in "*_»›▶►":
        return text
    return bare(text)


def joined_links(text: str) -> str:
    """Markdown whose links and images were broken at a width, each in one line again."""
    if "](" not in text:
        return text
    return _BROKEN.sub(lambda hit: "" if hit[1] == ")" and text[hit.start() - 1] in "-/_.=&?" else " ", text)


def _weighs(text: str, least: int) -> bool:
    """Tell a line that says at least so much: letters, a wide character counted as two and a half."""
    return len(text) >= least or (not text.isascii() and len(text) + 3 * len(WIDE.findall(text)) // 2 >= least)


def _is_spaced(text: str, *, fewest: int = 3) -> bool:
    """Tell words from an address that was broken at a width: of Latin letters without accents it has few blanks."""
    return text.count(" ") >= fewest or not text.isascii()


def first_prose(rows: Sequence[Row], *, wrapped: int = 50, together: int = 3) -> int:
    """Where the prose begins: a long line with a sentence in it, or three lines on end that are wrapped prose."""
    run = 0
    for at, row in enumerate(rows):
        if row.is_prose and not row.line.text.startswith(("* [", "[", "+ [", "- [")):
            return at
        run = run + 1 if row.line.text[0] not in "#*-[+" and _weighs(row.text, wrapped) and _is_spaced(row.text) else 0
        if run == together:
            block = " ".join(each.text for each in rows[at - together + 1 : at + 1])
            if SENTENCE_WITHIN.search(block) and not _is_menu(block):
                first = at - together + 1
                return first + _stands_alone(rows[first], rows[first + 1])
    return len(rows)


def _stands_alone(row: Row, below: Row) -> bool:
    """Tell a line without a stop and with a blank line below it, above lines that follow each other: a headline."""
    return row.line.end - row.line.stop > 1 >= below.line.end - below.line.stop and not STOPPED.search(row.text)


def is_prose(text: str, *, long: int = 110, fewest: int = 8) -> bool:
    """A long line with a sentence in it, and not a menu."""
    if not _weighs(text, long) or (text.isascii() and text.count(" ") < fewest):
        return False  # an address that was broken at a width has few blanks
    return bool(SENTENCE_WITHIN.search(text)) and not _is_menu(text)


def _is_menu(text: str, *, share: float = 0.6, fewest: int = 8) -> bool:
    """Most words begin with a capital: a menu in one line, or a list of names."""
    shapes = text[:400].encode("utf-8", "surrogatepass").translate(_SHAPES)
    if shapes.count(b"A") * (1 - share) < share * shapes.count(b" a"):
        return False  # whatever else stands there, too many words are written small
    said = WORD.findall(text, 0, 400)
    if len(said) < fewest:
        return False
    # In a script without capitals every word is written small.
    return sum(map(str.isupper, [word[0] for word in said])) >= share * len(said) and not text.isupper()
