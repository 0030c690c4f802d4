"""A sentence of the text set once more in large letters beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.text import Line, key
from cleaners.units import on_whole_lines

# What opens comes first: the regex engine skips to it.
_QUOTED = re.compile(
    r"[“«\"„「『](?:(?<=“)([^“”\n]{40,900})”|(?<=«)([^«»\n]{40,900})»|(?<=\")([^\"\n]{40,900})\""
    r"|(?<=[„「『])([^„“”「」『』\n]{20,900})[“”」』])"
)
_MARKS = re.compile(r"[“”«»\"„「」『』]")
_STOPS = (".", "!", "?", "…", ":", "。", "؟", "۔", "।")


@on_whole_lines
def drop_pull_quotes(
    doc: Document, *, shortest: int = 8, longest: int = 80, name: int = 12, below: int = 2, most: int = 200
) -> Iterator[Edit]:
    """
    Pull quotes: a line without quotation marks that stands word for word inside them elsewhere.

    "We fish less and we sell better", says the harbour master, Ana Ruiz; and between two paragraphs, alone: We fish
    less and we sell better / Ana Ruiz. It goes with the speaker's name and office below it, up to `below` lines of at
    most `name` words, which the text must hold too.
    Not more than `most` names are looked for in one text.
    Left alone: a line with no name below, for then the one in quotation marks may be the pull quote; what is said
    twice without quotation marks (a refrain, a vow, a clause); less than `shortest` words, which may be a heading.
    """
    said = lines_of(doc.text)
    quoted = ""
    heads: frozenset[str] = frozenset()
    known: dict[str, bool] = {}

    def names_somebody(line: Line) -> bool:
        if line.text not in known:
            known[line.text] = len(known) < most and _may_name(line, name) and _stands_inside(line.text, doc.text)
        return known[line.text]

    for at, line in enumerate(said[:-1]):
        # Hardly any line has one below it that may be a name; what is quoted is looked for when the first one does.
        if len(line.text) < 20 or not _may_name(said[at + 1], name) or _MARKS.search(line.text):
            continue
        words = key(line.text)
        if not shortest <= _size(words) <= longest:
            continue
        quoted = quoted or _quoted(doc.text)
        if not quoted:
            return
        heads = heads or _heads(quoted)
        if _head(words) not in heads or f" {words} " not in quoted:
            continue
        names = list(takewhile(names_somebody, said[at + 1 : at + 1 + below]))
        if names:
            yield line.dropped("pull_quotes", "stands in quotation marks in the text too", 0.95)
        for under in names:
            yield under.dropped("pull_quotes", "who said it stands in the text too", 0.9)


def _quoted(text: str) -> str:
    """What stands in quotation marks, word by word, a line each; "" when nothing does."""
    return "\n".join(f" {key(next(filter(None, hit.groups())))} " for hit in _QUOTED.finditer(text))


def _head(words: str) -> str:
    """The first two words, or the one there is: a quick look before a long one."""
    return " ".join(words.split(" ", 2)[:2])


def _heads(quoted: str) -> frozenset[str]:
    """What a line can begin with that stands in quotation marks."""
    words = quoted.split()
    return frozenset((*words, *map(" ".join, pairwise(words))))


def _size(words: str) -> int:
    """Count words; of a script without blanks, every other character."""
    return max(words.count(" ") + 1, 0 if words.isascii() else sum(c >= "\u3040" for c in words) // 2)


def _may_name(line: Line, longest: int) -> bool:
    """Tell by its shape whether a line can be a name or an office."""
    said = line.text
    return said[:1].isupper() and not said.endswith(_STOPS) and said.count(" ") < longest and not _MARKS.search(said)


def _stands_inside(name: str, text: str) -> bool:
    """Tell whether a text holds a name in the midst of a sentence; where it stands alone does not count."""
    there = re.escape(name)
    return bool(re.search(rf"(?i)[^\W\d_][,;]? {there}\b|\b{there}[,;]? [^\W\d_]", text))
