"""
Readers' comments below a text leave it and become records of their own.

They are told by where they stand and how they are set: a line that heads them ("17 Comments", "Vos réactions"),
names with dates, "Anna says:", "Reply" under each, numbers. What they say does not count: civil prose in the list
goes as well, and the number in the heading never decides how much.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaners import expressions as re
from cleaners.comments.entries import Entry
from cleaners.comments.prompts import prompts
from cleaners.comments.rows import NUMBERED, Row, counted, indent, rows_in
from cleaners.comments.sections import Section, sections
from cleaners.comments.tongues import concerned
from cleaners.comments.words import RULE
from cleaners.document import Comment, Document, Edit, Fact, Finding
from cleaners.spam import judged

__all__ = ["drop_comments"]


def drop_comments(doc: Document) -> Iterator[Finding]:
    r"""
    Edits that take comment sections out, a Comment for each comment in them, and the number the page declares.

    A section must stand below some text, and must show how its comments are set. Interviews, questions and answers,
    a forum whose posts are the content, letters with a name below them and numbered lists stay.

        >>> text = "Le port a rouvert hier. " * 12 + "\n\n2 Comments\n\n  1. Enfin !\n\n  2. Je n’y crois pas.\n"
        >>> doc = Document("d1", text)
        >>> done = doc.after(drop_comments(doc))
        >>> done.text.endswith("hier. \n\n"), [comment.text for comment in done.comments]
        (True, ['Enfin !', 'Je n’y crois pas.'])
    """
    past = 0
    if tongues := concerned(doc):
        rows = rows_in(doc.text, tongues)
        if declared := _declared(rows):
            yield Fact("declared_comments", declared, f"{RULE}.header", "the number in the heading of the comments")
        for section in sections(rows, tongues):
            yield from _taken(doc, rows, section)
            past = _end(doc, rows, section.end)
    yield from prompts(doc, past)


def _declared(rows: list[Row]) -> str:
    for row in rows:
        if row.kind == "header" and (said := counted(row)):
            number = re.sub(r"\D", "", said)
            if number and len(number) < 7:
                return number
    return ""


def _taken(doc: Document, rows: list[Row], section: Section) -> Iterator[Finding]:
    """The edits and the records of one section; together the edits cover it without a hole."""
    depths = _depths(rows, section)
    at = rows[section.start].line.start
    for entry, depth in zip(section.entries, depths, strict=True):
        start, end = rows[entry.start].line.start, _end(doc, rows, entry.end)
        if at < start:
            yield Edit(at, start, "", f"{RULE}.header", section.why)
        said = _said(doc.text, rows, entry)
        if said:
            flag, why = judged(said, doc.get("language"), video=doc.get("kind") == "transcript")
            yield Comment(said, entry.author, entry.published, flag, why, f"{RULE}.section", depth)
        yield Edit(start, end, "", f"{RULE}.section", f"{entry.why}; {section.why}")
        at = end
    if at < (end := _end(doc, rows, section.end)):
        yield Edit(at, end, "", f"{RULE}.form", "belongs to the comments, not to the text")


def _end(doc: Document, rows: list[Row], end: int) -> int:
    return rows[end].line.start if end < len(rows) else len(doc.text)


def _said(text: str, rows: list[Row], entry: Entry) -> str:
    """The words of the comment as they stand, without the blanks and the number before them."""
    first, last = entry.said
    if first >= last:
        return ""
    block = text[rows[first].line.start : rows[last - 1].line.stop]
    said = "\n".join(row.strip() for row in block.split("\n")).strip()
    hit = NUMBERED.match(said) if entry.why == "numbered" else None
    return said[hit.end() :] if hit else said


def _depths(rows: list[Row], section: Section) -> list[int]:
    """How deep each comment stands in the thread, by its indentation."""
    indents = [len(rows[entry.start].line.text) and indent(rows[entry.start].line) for entry in section.entries]
    levels = sorted(set(indents))
    return [levels.index(indent) for indent in indents]
