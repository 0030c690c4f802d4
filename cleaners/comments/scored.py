"""Comments of boards where readers mark each other: subject, marks, who, when and a number above each."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from cleaners.comments.entries import Entry
from cleaners.comments.rows import CLOCK, STOPPED, Row, name_in
from cleaners.comments.words import beside, known, listed_words
from cleaners.dates import days

# "(#44576667)", the number of a comment; "(882195)", that of its writer; "(4.00 / 3)", a mark without a word.
_NUMBER = regex.compile(r"\(\s?#\d{1,12}\s?\)|(?<=\s)#\d{3,12}(?!\w)")
_READER = regex.compile(r"(?<=\w)\s*\(\s?\d{2,9}\s?\)")
_MARK = regex.compile(r"\(\s?[+-]?\d{1,2}(?:\.\d{1,2})?(?:\s?/\s?\d{1,3}|,\s?[^\W\d_][^\d(),]{2,20})\s?\)")
# "[–]" folds a comment away; "| parent | next" leads to others.
_FOLD = regex.compile(r"\[\s?(?:[–−-]|\+\d*)\s?\]")
_BAR = regex.compile(r"\s\|\s")
_BROKEN = regex.compile(r"[.!?…]\s+\p{Lu}\p{Ll}+ \p{Ll}")
_AROUND = regex.compile(r"[(\[]\s*$")


class Head(NamedTuple):
    """The rows above one comment, from start to end, who wrote it, and which kinds of marks stand there."""

    start: int
    end: int
    author: str
    published: str
    marks: frozenset[str]


def scored_entries(rows: list[Row], tongues: tuple[str, ...], *, fewest: int = 3) -> list[Entry]:
    """
    Comments under heads that say who, when, and how it was marked: "Reeds (Score:2) by Anna (8821) on 4 May (#60001)".

    A head is one row, or a subject with its mark and the row below it. `fewest` of them are alike, or two that hold
    three marks, and below each stand words; the last goes on to the form or to the end. A list of changes with numbers
    has no words between its lines, and a date alone, as a diary has it, is no head.
    """
    heads = _heads(rows, tongues)
    if not heads:
        return []
    alike = [head for head in heads if len(head.marks & heads[0].marks) >= min(2, len(heads[0].marks))]
    if len(alike) < (2 if len(heads[0].marks) >= 3 else fewest):
        return []
    ends = [head.start for head in alike[1:]]
    last = next((n for n in range(alike[-1].end, len(rows)) if rows[n].kind in ("form", "break", "header")), len(rows))
    entries: list[Entry] = []
    for head, end in zip(alike, [*ends, last], strict=True):
        said = [n for n in range(head.end, end) if rows[n].kind == "text"]
        words = (said[0], said[-1] + 1) if said else (head.end, head.end)
        entries.append(Entry(head.start, end, words, head.author, head.published, "marked by readers"))
    told = sum(one.said[0] < one.said[1] for one in entries)
    return entries if 3 * told >= 2 * len(entries) else []


def _heads(rows: list[Row], tongues: tuple[str, ...], *, longest: int = 160) -> list[Head]:
    """All heads, in order."""
    found: list[Head] = []
    at = 0
    while at < len(rows):
        head = None
        if len(rows[at].text) <= longest and any(map(str.isdigit, rows[at].text)):
            one = _marks(rows[at].text, tongues)
            below = next((n for n in range(at + 1, min(at + 3, len(rows))) if rows[n].kind != "blank"), at)
            if one and not _is_told(rows[at].text):
                head = _head(rows, at, at, tongues)
                if head is None and below > at and len(rows[below].text) <= longest:
                    head = _head(rows, at, below, tongues)
        if head:
            found.append(head)
            at = head.end
        else:
            at += 1
    return found


def may_be_scored(text: str, tongues: tuple[str, ...], *, longest: int = 160) -> bool:
    """Say whether a line alone could be such a head."""
    marks = _marks(text, tongues) if len(text) <= longest else frozenset()
    return (len(marks) >= 2 or "word" in marks) and _when(text, tongues) is not None and not _is_told(text)


def _head(rows: list[Row], at: int, below: int, tongues: tuple[str, ...]) -> Head | None:
    """The head that these rows make: a date or an age among two kinds of marks, or behind a mark with its word."""
    text = rows[below].text
    marks = _marks(rows[at].text, tongues) | _marks(text, tongues)
    when = _when(text, tongues)
    if when is None or not (len(marks) >= 2 or "word" in marks) or _is_told(text):
        return None
    start, published = when
    first = rows[at].text if at == below else text
    return Head(at, below + 1, _author(first, start, tongues), published, marks)


def _is_told(text: str) -> bool:
    """Say whether this is a sentence, or holds more than one."""
    return bool(_BROKEN.search(text)) or (bool(STOPPED.search(text)) and not text.endswith((")", "…")))


def _when(text: str, tongues: tuple[str, ...]) -> tuple[int, str] | None:
    """Where a row says when, and the day."""
    for code in (*tongues, ""):
        if found := list(days(text, code)):
            return found[0].start, found[0].iso
    hit = known(tongues, "ago").search(text)
    return (hit.start(), "") if hit else None


def _marks(text: str, tongues: tuple[str, ...]) -> frozenset[str]:
    """Which kinds of marks a row holds."""
    kinds = {
        "number": _NUMBER, "reader": _READER, "mark": _MARK, "word": _scores(tongues), "fold": _FOLD, "bar": _BAR,
    }  # fmt: skip
    return frozenset(kind for kind, shape in kinds.items() if shape.search(text))


@cache
def _scores(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """A mark with its word: "Score:5", "(score: 2, funny)", "45 points"."""
    words = "|".join(regex.escape(word) for word in listed_words(tongues, "scores")) or "(?!)"
    return regex.compile(rf"(?i)(?<!\w)(?:{words})\s?[:：]?\s?[+-]?\d|(?<![\w.,])[+-]?\d{{1,5}} (?:{words})(?!\w)")


def _author(text: str, when: int, tongues: tuple[str, ...]) -> str:
    """Who: what stands before the day, behind the marks and the small words, up to the next mark."""
    before = CLOCK.sub(" ", text[:when])
    for shape in (_NUMBER, _READER, _MARK, _scores(tongues)):
        before = shape.sub("|", before)
    parts = [beside(tongues).sub("|", part) for part in regex.split(r"[|(),;\[\]]|\s[–—-]\s", _AROUND.sub("", before))]
    named = [name for part in parts for each in part.split("|") if (name := name_in(each)) and not name.isdigit()]
    return named[-1] if named else ""
