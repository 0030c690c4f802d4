"""What asks for comments where there are none: "Be the first to comment", "أرسل تعليقك", at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.comments.rows import Row, closes_in_prose, in_list, is_bare, rows_in, told_in
from cleaners.comments.sections import called_in, with_form
from cleaners.comments.tongues import foot_languages
from cleaners.comments.words import RULE, recent_headers
from cleaners.document import Document, Edit
from cleaners.evidence import bare, line_kind, lines_of, reported
from cleaners.text import key


def prompts(doc: Document, past: int) -> Iterator[Edit]:
    """
    Edits that take out lines which ask for comments, from `past` on: below them there is no more text.

    A prompt above text stays, and so does a page that says nothing else.
    """
    for edit in _latest(doc, past):
        yield edit
        past = max(past, edit.end)
    for each in foot_languages(doc):
        if closes_in_prose(lines_of(doc.text)[-1], each):
            continue
        for edit in _asking(doc.text, past, each):
            yield edit
            past = max(past, edit.end)


def _latest(doc: Document, past: int, *, most: int = 12, longest: int = 500, heading: int = 120) -> Iterator[Edit]:
    """
    Find what readers said last anywhere on the site: a heading for that below the text, and all that follows it.

    They are no comments on this text, and no records. Up to `most` paragraphs, which say less than the text.
    """
    said = lines_of(doc.text)
    tongues = tuple(dict.fromkeys(code for each in foot_languages(doc) for code in each))
    heads = recent_headers(tongues)
    for n in range(max(1, len(said) - most - 1), len(said) - 1):
        shown = bare(said[n].text).rstrip(":： ")
        if len(shown) > heading or key(shown) not in heads or said[n].start < past:
            continue
        below = sum(len(line.text) for line in said[n + 1 :])
        above = sum(len(line.text) for line in said[:n])
        if below < above and all(len(line.text) <= longest for line in said[n + 1 :]):
            why = "what readers said last on the site, below the text"
            yield Edit(said[n].start, len(doc.text), "", f"{RULE}.latest", why, 0.9)
        return


def _asking(text: str, past: int, tongues: tuple[str, ...], *, least: int = 120, enough: int = 400) -> Iterator[Edit]:
    begin = _foot(text)
    rows = rows_in(text[begin:], tongues)
    foot = len(rows)
    while foot and not told_in([rows[foot - 1]]):
        foot -= 1
    if begin < enough and told_in(rows[:foot]) < least:
        return
    at = foot
    last = len(text)
    spoken_of = _speaks_of_them(rows, foot, tongues)
    if spoken_of < len(rows) and begin + rows[spoken_of].line.start >= past:
        last = begin + rows[spoken_of].line.start
        yield Edit(last, len(text), "", f"{RULE}.form", "speaks of comments, to the end")
        rows = rows[:spoken_of]
    while at < len(rows):
        start = begin + rows[at].line.start
        end = with_form(rows, at + 1) if start >= past and _is_prompt(rows, at, tongues) else at
        if end > at:
            stop = begin + rows[end].line.start if end < len(rows) else last
            yield Edit(start, stop, "", f"{RULE}.form", "asks for comments, below the text")
        at = max(end, at + 1)


def _speaks_of_them(
    rows: list[Row], foot: int, tongues: tuple[str, ...], *, most: int = 6, longest: int = 80, fewest: int = 2
) -> int:
    """Where short lines begin that end the page and speak of comments, `fewest` of them; else past the last line."""
    there = [n for n in range(foot, len(rows)) if rows[n].kind != "blank"]
    said = [n for n in there if called_in(rows[n].text, tongues)]
    first = said[0] if said else len(rows)
    block = [n for n in there if n >= first]
    short = all(
        len(rows[n].text) <= longest and not in_list(rows, n) and not rows[n].line.text.startswith(("#", "|"))
        for n in block[1:]
    )
    return first if len(said) >= fewest and len(block) <= most and short and not in_list(rows, first) else len(rows)


def _foot(text: str, *, last: int = 60) -> int:
    """Where the last lines of the text begin, empty ones counted."""
    at = len(text)
    for _ in range(last):
        if (at := text.rfind("\n", 0, at)) < 0:
            return 0
    return at + 1


def _is_prompt(rows: list[Row], at: int, tongues: tuple[str, ...], *, longest: int = 90) -> bool:
    """Tell a line of the form, or a heading of comments with nothing but the form or the foot of the page below it."""
    row = rows[at]
    if len(row.text) > longest or in_list(rows, at):
        return False
    if row.kind == "form":
        return not reported(row.text, tongues)
    after = rows[at + 1] if at + 1 < len(rows) else None
    ends = after is None or after.kind == "form" or line_kind(after.text) in ("related", "nav")
    return row.kind == "header" and ends and is_bare(row, tongues)
