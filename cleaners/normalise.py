r"""
The same signs for the same things: line ends, composed characters, blanks.

First come `fix_line_ends` and `normalise`, at the very end `tidy`. None of them changes which lines stand directly
under one another, nor any blank that means something: in code, in tables, in columns, at the start of a line.
No-break spaces are French typography and stay.

    >>> doc = Document("d1", "Un  mot.\r\n\r\n\r\nUn e\u0301te\u0301 \u00bb.  ")
    >>> for step in (fix_line_ends, normalise, tidy):
    ...     doc = doc.after(step(doc))
    >>> doc.text
    'Un mot.\n\nUn été ».\n'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.signs import BLANK, BLANKS, BREAK, BREAKS, LINE_FEED, UNSEEN, kinds
from cleaners.text import by_line, code_spans, overlaps

_BREAK = re.compile(f"\r\n|[{BREAKS}]")
# A word that is not written in ASCII alone.
_WORD = re.compile(r"(?<!\S)[^\s\x80-\U0010ffff]*+\S+")
_BLANKS = re.compile(f"[{BLANKS}](?:[{BLANKS}]+|(?=\n|\\Z))")
_ENDS = re.compile(r"\n|\Z")
_INDENTED = re.compile(r" {4}|[ ]{0,3}\t")
_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_COLLAPSIBLE = frozenset(" \u00a0\u202f")
# More than the one blank line that is due.
_BETWEEN = re.compile(r"\n\s+\n")


def fix_line_ends(doc: Document) -> Iterator[Edit]:
    r"""
    One kind of line end: those of Windows and old Macs, form feeds and Unicode's own become a line feed.

        >>> doc = Document("d1", "un\r\ndeux\rtrois\u2029quatre")
        >>> doc.after(fix_line_ends(doc)).text
        'un\ndeux\ntrois\n\nquatre'
    """
    found = kinds(doc.text)
    if BREAK not in found and UNSEEN not in found:
        return
    for hit in _BREAK.finditer(doc.text):
        new = "\n\n" if hit[0] == "\u2029" else "\n"
        yield Edit(*hit.span(), new, "normalise.line_end", "one kind of line end")


def normalise(doc: Document) -> Iterator[Edit]:
    """
    Composed characters (NFC), no blanks at the end of a line, one between two words.

    Two blanks at the end of a line are a line break in Markdown; they go, and the line stays a line of its own.
    Left alone: fenced and `inline` code, lines that begin with four blanks or a tab, rows of tables and of
    columns set with blanks, and whatever stands before the first word of a line.
    """
    text = doc.text
    if not unicodedata.is_normalized("NFC", text):
        for hit in _WORD.finditer(text):
            new = unicodedata.normalize("NFC", hit[0])
            yield Edit(*hit.span(), new, "normalise.nfc", "letters and their accents as one character (NFC)")
    yield from _blanks(text)


def tidy(doc: Document) -> Iterator[Edit]:
    r"""
    One blank line between paragraphs, none before the first, one line end after the last.

    Lines that stand directly under one another keep doing so. Blank lines within fenced code stay.

        >>> Document("d1", "\n- a\n- b\n \n\nc").after(tidy(Document("d1", "\n- a\n- b\n \n\nc"))).text
        '- a\n- b\n\nc\n'
    """
    text = doc.text
    end = len(text.rstrip())
    if not end:
        yield Edit(0, len(text), "", "normalise.blank_lines", "nothing but blanks")
        return
    start = len(text) - len(text.lstrip())
    start = text.rfind("\n", 0, start) + 1  # what stands before the first word of its line stays
    yield Edit(0, start, "", "normalise.blank_lines", "blank lines before the text")
    code: list[tuple[int, int]] | None = None
    for hit in _BETWEEN.finditer(text, start, end):
        code = code_spans(text) if code is None else code
        if not overlaps(code, hit.start(), hit.end()):
            yield Edit(hit.start(), hit.end(), "\n\n", "normalise.blank_lines", "more than one blank line")
    yield Edit(end, len(text), "\n", "normalise.blank_lines", "one line end after the text")


def _blanks(text: str) -> Iterator[Edit]:
    """Blanks at the ends of lines, and more than one of them between two words."""
    found = kinds(text)
    if BLANK + BLANK not in found and BLANK + LINE_FEED not in found and not found.endswith(BLANK):
        return
    code = code_spans(text)
    for (start, end), runs in by_line(text, _BLANKS):
        is_set: bool | None = None
        for run in runs:
            left, right = run.span()
            if overlaps(code, left, right):
                continue
            if _ENDS.match(text, right):
                yield Edit(left, right, "", "normalise.trailing", "blanks at the end of a line")
            elif left > start and set(run[0]) <= _COLLAPSIBLE:
                is_set = _is_set(text, start, end) if is_set is None else is_set
                if not is_set:
                    new = next((blank for blank in run[0] if blank != " "), " ")
                    yield Edit(left, right, new, "normalise.blanks", "more than one blank between two words")


def _is_set(text: str, start: int, end: int, *, widest: int = 400) -> bool:
    """Tell a line whose blanks mean something: indented code, a table's row, columns set with blanks."""
    if end - start > widest:
        return False
    line = text[start:end]
    if _INDENTED.match(line) or "\t" in line.rstrip() or line.count("|") > 1:
        return True
    above = text[text.rfind("\n", max(0, start - widest), max(0, start - 1)) + 1 : max(0, start - 1)]
    stop = text.find("\n", end + 1, end + widest)
    below = text[end + 1 : stop if stop >= 0 else end + widest]
    own = _columns(line)
    return any(own & _columns(other) for other in (above, below))


def _columns(line: str, *, least: int = 3) -> set[int]:
    """Where the cells of a line begin, if there is a gap that no typist leaves between two words."""
    gaps = [hit.span() for hit in _GAP.finditer(line)]
    if not any(right - left >= least for left, right in gaps):
        return set()
    return {right for _, right in gaps}
