"""A sentence of the text set once more in large letters beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.text import Line, key

_QUOTED = re.compile(
    r"“([^“”\n]{40,900})”|«([^«»\n]{40,900})»|\"([^\"\n]{40,900})\"|[„「『]([^„“”「」『』\n]{20,900})[“”」』]"
)
_MARKS = re.compile(r"[“”«»\"„「」『』]")
_STOPS = (".", "!", "?", "…", ":", "。")


def drop_pull_quotes(
    doc: Document, *, shortest: int = 8, longest: int = 80, name: int = 12, below: int = 2
) -> Iterator[Edit]:
    """
    Drop a pull quote: a line without quotation marks that stands word for word inside them elsewhere.

    "We fish less and we sell better", says the harbour master, Ana Ruiz; and between two paragraphs, alone: We fish
    less and we sell better / Ana Ruiz. It goes with the speaker's name and office below it, up to `below` lines of at
    most `name` words, which the text must hold too.
    Left alone: a line with no name below, for then the one in quotation marks may be the pull quote; what is said
    twice without quotation marks (a refrain, a vow, a clause); less than `shortest` words, which may be a heading.
    """
    said = lines_of(doc.text)
    quoted = ""
    for at, line in enumerate(said[:-1]):
        # Hardly any line has one below it that may be a name; what is quoted is looked for when the first one does.
        if len(line.text) < 20 or not _may_name(said[at + 1], name) or _MARKS.search(line.text):
            continue
        quoted = quoted or _quoted(doc.text)
        if not quoted:
            return
        words = key(line.text)
        if not shortest <= _size(words) <= longest or f" {words} " not in quoted:
            continue
        names = list(takewhile(lambda under: _names(under, doc.text, name), said[at + 1 : at + 1 + below]))
        if names:
            yield line.dropped("pull_quotes", "stands in quotation marks in the text too", 0.95)
        for under in names:
            yield under.dropped("pull_quotes", "who said it stands in the text too", 0.9)


def _quoted(text: str) -> str:
    """What stands in quotation marks, word by word, a line each; "" when nothing does."""
    return "\n".join(f" {key(next(filter(None, hit.groups())))} " for hit in _QUOTED.finditer(text))


def _size(words: str) -> int:
    """Count words; of a script without blanks, every other character."""
    return max(words.count(" ") + 1, 0 if words.isascii() else sum(c >= "\u3040" for c in words) // 2)


def _may_name(line: Line, longest: int) -> bool:
    """Tell by its shape whether a line can be a name or an office."""
    said = line.text
    return said[:1].isupper() and not said.endswith(_STOPS) and said.count(" ") < longest and not _MARKS.search(said)


def _names(line: Line, text: str, longest: int) -> bool:
    """Tell whether a line is a name or an office that the text holds too, in the midst of a sentence."""
    if not _may_name(line, longest):
        return False
    around = text[: line.start] + "\n" + text[line.end :]
    inside = re.compile(rf"(?i)[^\W\d_][,;]? {re.escape(line.text)}\b|\b{re.escape(line.text)}[,;]? [^\W\d_]")
    return bool(inside.search(around))
