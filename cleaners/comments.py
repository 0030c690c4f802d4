"""
Readers' comments below a text leave it and become records of their own.

They are told by where they stand and how they are set: a line that heads them ("17 Comments", "Vos réactions"),
names with dates, "Anna says:", "Reply" under each, numbers. What they say does not count: civil prose in the list
goes as well, and the number in the heading never decides how much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from cleaners.dates import days, month
from cleaners.document import Comment, Document, Edit, Fact, Finding
from cleaners.evidence import bare, hinted, line_kind, speaks
from cleaners.resources import languages, patterns, table
from cleaners.spam import judged
from cleaners.text import Line, key, lines, unlinked

RULE = "comments"

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NUMBERED = re.compile(r"(?P<number>\d{1,4})\\?[.)](?:[ \t]+|$)")
_CLOCK = re.compile(
    r"(?:\bT)?\b\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?\s?(?:[ap]\.?\s?m\b\.?)?(?:\s?(?:GMT|UTC|[A-Z]{2,4}T)\b)?"
    r"(?:\s?[+-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
# A day without its year, which needs a time beside it: "Jun 20th at 7:29 am", "Le 9 janvier a 13:06".
_DAY_OF_YEAR = re.compile(
    r"(?:(?P<m>[^\W\d_]{3,10})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?|(?P<d2>\d{1,2})\.? (?P<m2>[^\W\d_]{3,10}))\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:#?\d{1,4}[.)]?\s+|#\d+\s*|[@»«>|·•–—-]+\s*)+")
_STOPPED = re.compile(r"[.!?…。！？؟:;,][\"'”’»)]*$")
_BREAK = re.compile(r"(?<!\b[^\W\d_])[.!?…]\s+\S")  # between two sentences, not in "Anna B."
_HEADING = re.compile(r"#(?!\d)")  # "#2 anna" is a reader
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_COUNT = re.compile(r"\d[\d.,\u202f\u00a0]*")
_SENTENCE = re.compile(r"[.!?…。！？؟][\"'”’»)]*(?:\s|$)|[。！？]|\w,\s\w|-$")
_QUESTION = re.compile(r"[?？؟]")
# A link that a converter broke over two lines: "pm](https://…-" and the rest of its address.
_TORN = re.compile(r"\s*\]\(\S*$")
_TORN_END = re.compile(r"(?:\w{0,4}\]\(https?://\S+|\S+/#?\S*\)|\]\(\S+\)|\[)")
# "Ruby 21:00": only under a heading of comments.
_CLOCKED = re.compile(r"(?P<name>\S.{0,40}?)\s+\d{1,2}:\d{2}(?:\s?[ap]m)?", re.IGNORECASE)
_SNIPPET = re.compile(r"^(?P<name>[^\s:][^:]{1,38}):\s+\S.*(?:…|\.\.\.|\[…\])$")


class Row(NamedTuple):
    """A line and what it is: header, form, reply, sign, says, break, blank or text; a sign says who or when."""

    line: Line
    text: str
    kind: str
    author: str = ""
    published: str = ""
    button: bool = False
    told: bool = False  # a sign that says it is somebody's word: "Anna wrote on 3 May 2018 at 21:14:"


class Entry(NamedTuple):
    """One comment: its rows from start to end (not included), of which the said ones are the comment itself."""

    start: int
    end: int
    said: tuple[int, int]
    author: str
    published: str
    why: str


class Section(NamedTuple):
    """A comment section: the rows it takes, the entries in it, and what gave it away."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    why: str


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
    tongues = _concerned(doc)
    if not tongues:
        return
    rows = [_row(line, tongues) for line in lines(doc.text)]
    if declared := _declared(rows):
        yield Fact("declared_comments", declared, f"{RULE}.header", "the number in the heading of the comments")
    for section in _sections(rows, tongues):
        yield from _taken(doc, rows, section)


def _concerned(doc: Document, *, widest: int = 180) -> tuple[str, ...]:
    """
    Languages whose telling words stand in a line that heads, signs or closes comments.

    Nearly always there is none, and then nothing more is done; that is what makes this fast.
    """
    found = list(hinted(RULE, doc))
    if not found:
        return ()
    there = {code for _, codes in found for code in codes}
    tongues = tuple(code for code in speaks(RULE, doc) if code in there)
    past = -1
    for at in sorted({at for at, _ in found}):
        if at < past:
            continue  # a line is looked at once
        start, past = doc.text.rfind("\n", 0, at) + 1, doc.text.find("\n", at)
        past = len(doc.text) if past < 0 else past
        if 2 < past - start <= 3 * widest:
            line = Line(start, past, doc.text[start:past].strip(), past)
            if _row(line, tongues).kind not in ("text", "break", "blank"):
                return tongues
    return ()


def _declared(rows: list[Row]) -> str:
    for row in rows:
        if row.kind == "header" and (counted := _counted(row)):
            number = re.sub(r"\D", "", counted)
            if number and len(number) < 7:
                return number
    return ""


def _counted(row: Row) -> str:
    """The number of comments that a heading gives ("17 Comments"); the number of a chapter is none ("6. Comments")."""
    bullet = _NUMBERED.match(row.text)
    hit = _COUNT.search(row.text, bullet.end() if bullet else 0, 24)
    return hit[0] if hit else ""


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
    hit = _NUMBERED.match(said) if entry.why == "numbered" else None
    return said[hit.end() :] if hit else said


def _depths(rows: list[Row], section: Section) -> list[int]:
    """How deep each comment stands in the thread, by its indentation."""
    indents = [len(rows[entry.start].line.text) and _indent(rows[entry.start].line) for entry in section.entries]
    levels = sorted(set(indents))
    return [levels.index(indent) for indent in indents]


def _indent(line: Line) -> int:
    return line.stop - line.start - len(line.text)


# What a line is


@cache
def _known(tongues: tuple[str, ...], rule: str) -> regex.Pattern[str]:
    """All patterns of a rule in these languages as one, so that a line is read once."""
    found = [each.regex.pattern for code in tongues for each in patterns(RULE, code) if each.rule == f"{RULE}.{rule}"]
    return regex.compile("(?i)" + "|".join(f"(?:{each.removeprefix('(?i)')})" for each in found or ["(?!)"]))


@cache
def _words(tongues: tuple[str, ...], name: str) -> tuple[str, ...]:
    found = {word for code in tongues for word in table(RULE, code).get(name, ())}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _buttons(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """A line of buttons: "Reply", "Like Liked by 25 people", "Daumen hoch 0 Daumen runter Antworten"."""
    words = "|".join(regex.escape(word) for word in (*_words(tongues, "reply"), *_words(tongues, "edited")))
    number = rf"\d{{1,2}}\s?(?:{_ages(tongues)})(?!\w)|[+-]?\d[\d.,]*k?"
    return regex.compile(rf"(?i)(?:(?:{words}|{number}|[\[\]()])(?:[\s.·|,•↓…»]|(?<=\s)[-–/](?=\s))*)+")


@cache
def _ages(tongues: tuple[str, ...]) -> str:
    return "|".join(regex.escape(word) for word in _words(tongues, "ages")) or "(?!)"


@cache
def _aged(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """A row of buttons with an age among them: "Like · Reply · 3h"."""
    words = "|".join(regex.escape(word) for word in _words(tongues, "reply"))
    return regex.compile(rf"(?i)^(?:{words})[\s.·|,•]+(?:\S.*[\s.·|,•])?\d{{1,2}}\s?(?:{_ages(tongues)})(?!\w)")


@cache
def _telling(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """A name that says, or is quoted, before its date: "Anna wrote: ↑", "Anna schrieb am", "Reply from Anna"."""
    says = "|".join(regex.escape(word) for word in _words(tongues, "says"))
    by = "|".join(regex.escape(word) for word in _words(tongues, "told_by"))
    return regex.compile(rf"(?i)^(?:\D\S{{0,38}}(?:\s\S+){{0,2}}?\s(?:{says})(?::|\b.*:$)|(?:{by}):?\s\S)")


@cache
def _says(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    words = "|".join(regex.escape(word) for word in _words(tongues, "says"))
    return regex.compile(rf"(?i)^(?P<name>\S.{{0,58}}?)\s*(?:,\s*)?\b(?:{words})\b[^.!?]{{0,60}}?:?$")


@cache
def _beside(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    found = {*_words(tongues, "between"), *_words(tongues, "says")}
    found |= {day for code in tongues if code in languages("metadata") for day in table("metadata", code)["weekdays"]}
    words = "|".join(regex.escape(word) for word in sorted(found, key=len, reverse=True))
    return regex.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


@cache
def _reply_words(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    words = "|".join(regex.escape(word) for word in _words(tongues, "reply"))
    return regex.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


def _plain(text: str) -> str:
    if "](" in text or "![" in text:
        text = unlinked(text)
        text = _TORN.sub("", text)
    elif text and text[0].isalpha() and text[-1] not in "*_»›▶►" and "*" not in text and "\\" not in text:
        return text
    return bare(text.replace("**", " ").replace("__", " ").replace("\\.", ".")).strip()


def _row(line: Line, tongues: tuple[str, ...], *, widest: int = 180) -> Row:
    raw = line.text
    if len(raw) > 3 * widest:
        return Row(line, raw, "text")
    said = " ".join(_plain(raw).split())
    if len(said) > widest:
        return Row(line, said, "text")
    bullet = _NUMBERED.match(said)
    shown = said[bullet.end() :] if bullet else said
    if not shown or _TORN_END.fullmatch(raw):
        return Row(line, said, "blank")
    signed = _signed(said, tongues) or (_signed(shown, tongues) if bullet else None)
    if signed and signed.published and _CLOCK.search(said):
        told = len(signed.author.split()) <= 3 and bool(_telling(tongues).search(said))
        return Row(line, said, "sign", *signed, told)
    if _is_header(shown, tongues):
        return Row(line, said, "header")
    if _known(tongues, "form").search(shown):
        return Row(line, said, "form")
    if _buttons(tongues).fullmatch(shown) and _LETTER.search(shown):
        return Row(line, said, "reply")
    if signed:
        return Row(line, said, "sign", *signed)
    low = shown.lower()
    hit = _says(tongues).search(shown) if any(word in low for word in _words(tongues, "says")) else None
    if hit and (shown.endswith(":") or (len(shown) < 60 and not _STOPPED.search(shown))):
        return Row(line, said, "says", _name(hit["name"]))
    if key(said) in _recent_headers(tongues) or _HEADING.match(raw) or line_kind(said) in ("related", "nav"):
        return Row(line, said, "break")
    return Row(line, said, "text")


def _is_header(shown: str, tongues: tuple[str, ...]) -> bool:
    """A heading of comments, perhaps with the link to the form behind it: "Comments Leave a comment"."""
    headers, forms = _known(tongues, "header"), _known(tongues, "form")
    if headers.search(shown):
        return True
    words = shown.split()
    if not 3 <= len(words) <= 6:
        return False
    return any(
        headers.search(" ".join(words[:at])) and forms.search(" ".join(words[at:]))
        for at in range(1, min(4, len(words)))
    )


@cache
def _recent_headers(tongues: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key(word) for word in _words(tongues, "recent_header"))


class Signed(NamedTuple):
    """Who, when, and whether a button stands in the same line."""

    author: str
    published: str
    button: bool


def _signed(said: str, tongues: tuple[str, ...], *, most: int = 6, longest: int = 150) -> Signed | None:
    """Who and when, when a line says just that: "Jean 12 mai 2024 à 10:31", "Tobsen · April 19, 2019", "2y ago"."""
    if len(said) > longest or (not _DIGIT.search(said) and not _ago(said, tongues)):
        return None
    published = ""
    rest = said
    found = list(days(said, tongues[0] if len(tongues) == 1 else ""))
    if not found and len(tongues) > 1 and _CLOCK.search(said):
        found = next((hits for code in tongues if (hits := list(days(said, code)))), [])
    if found:
        published = found[0].iso
        for day in reversed(found):
            rest = rest[: day.start] + " | " + rest[day.end :]
    elif (hit := _ago(said, tongues)) or (_CLOCK.search(said) and (hit := _day_of_year(said))):
        rest = said[: hit[0]] + " | " + said[hit[1] :]
    else:
        return None
    rest = _CLOCK.sub(" ", rest)
    # Its own date; a second one makes it a span of time, a list.
    if len(found) > 1 and len({day.iso for day in found}) > 1:
        return None
    bare_rest = _reply_words(tongues).sub(" ", rest)
    left = _WORD.findall(_beside(tongues).sub(" ", bare_rest))
    if len(left) > most or _BREAK.search(rest):
        return None
    before, _, after = _beside(tongues).sub(" ", bare_rest).partition("|")
    return Signed(_name(before) or _name(after), published, bare_rest != rest)


def _ago(said: str, tongues: tuple[str, ...]) -> tuple[int, int] | None:
    hit = _known(tongues, "ago").search(said)
    return hit.span() if hit else None


def _day_of_year(said: str) -> tuple[int, int] | None:
    for hit in _DAY_OF_YEAR.finditer(said):
        if month(hit["m"] or hit["m2"]):
            return hit.span()
    return None


def _name(text: str) -> str:
    """A name without the marks around it."""
    said = _LEAD.sub("", text.strip())
    return " ".join(said.strip(' \t,;:|·•–—-_*()[]«»"“”#↑').split())[:80]


# Sections


def _sections(rows: list[Row], tongues: tuple[str, ...]) -> Iterator[Section]:
    if _is_forum(rows):
        return
    first_told = next((n for n, row in enumerate(rows) if row.told), -1)
    first_aged = next((n for n, row in enumerate(rows) if row.kind == "reply" and _aged(tongues).search(row.text)), -1)
    at = past = 0  # past: where the last section ended
    while at < len(rows):
        section = None
        if rows[at].kind == "header" and (above := _told(rows[:at])) >= 120 and not _answers(rows, at):
            section = _headed(rows, at, above)
        elif at in (first_told, first_aged) or _lists(rows, at, tongues):
            section = _shown(rows, at, tongues)
        if not section and (rows[at].kind == "says" or _has_button(rows, at)) and (above := _told(rows[:at])) >= 400:
            section = _unheaded(rows, at, above)
        if section and section.start >= past:
            yield section
            past = section.end
        at = max(section.end, at + 1) if section else at + 1


def _shown(rows: list[Row], at: int, tongues: tuple[str, ...], *, least: int = 120) -> Section | None:
    """The section that begins here, told by how its comments are set and not by its heading alone."""
    above = _told(rows[:at])
    if above < least:
        return None
    if rows[at].told:
        return _told_by(rows, at, above, tongues)
    if rows[at].kind == "reply" and (section := _aged_section(rows, at, above, tongues)):
        return section
    return _listed(rows, at, above) if _lists(rows, at, tongues) else None


def _answers(rows: list[Row], header: int) -> bool:
    """Say whether "3 answers" stands under a question: then the answers are the text."""
    if not _answer_words().search(rows[header].text) or len(rows[header].text.split()) > 3:
        return False
    said = [row.text for row in rows[:header] if row.kind == "text" and len(row.text) > 3]
    return any(_QUESTION.search(text) for text in (*said[:2], *said[-2:]))


@cache
def _answer_words() -> regex.Pattern[str]:
    words = {word for code in languages(RULE) for word in table(RULE, code).get("answers", ())}
    return regex.compile(rf"(?i)(?<!\w)(?:{'|'.join(sorted(map(regex.escape, words)))})")


def _told(rows: list[Row], *, line: int = 45) -> int:
    """How much prose these rows hold: without text above them, comments are the text, as in a guest book."""
    return sum(
        len(row.text)
        for row in rows
        if row.kind == "text"
        and len(row.text) * (1 if row.text.isascii() else 2) >= line
        and _SENTENCE.search(row.text)
    )


def _is_forum(rows: list[Row], *, least: int = 4, longest: int = 60) -> bool:
    """A forum: its posts are the content. Told by what stands beside each: "Joined", "Posts: 312", "#4"."""
    hits = [hit[1].lower() for row in rows if len(row.text) < longest and (hit := _beside_posts().match(row.text))]
    return len(hits) >= least and len(set(hits)) >= 2


@cache
def _beside_posts() -> regex.Pattern[str]:
    words = {word for code in languages(RULE) for word in table(RULE, code).get("forum", ())}
    ordered = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
    return regex.compile(rf"(?i)(?:[\d.,]+ )?({ordered})(?!\w)[ :#.\d,]*")


def _headed(rows: list[Row], header: int, above: int, *, near: int = 14) -> Section | None:
    """The section under a heading, by the way its comments are set."""
    why = f"stands under “{rows[header].text[:60]}”"
    for way in (_signed_entries, _clocked_entries, _numbered_entries, _snippets):
        entries = way(rows, header + 1)
        if entries and entries[0].start - header <= near and _is_likely(rows, entries, above):
            end = _with_form(rows, entries[-1].end)
            return Section(header, end, tuple(entries), why)
    after = header + 1
    follows = rows[after].kind if after < len(rows) else "end"
    chapter = bool(_NUMBERED.match(rows[header].text))
    if (follows in ("form", "header") and not chapter) or (
        _counted(rows[header]) and not _told(rows[after : after + 1])
    ):
        return Section(header, _with_form(rows, after), (), "a heading of comments with none below it")
    return None


def _is_likely(rows: list[Row], entries: list[Entry], above: int, *, few: int = 3, longest: int = 4000) -> bool:
    """One or two comments must not be longer than the text they are about: then the text is what was taken for them."""
    if len(entries) >= few:
        return True
    said = sum(len(row.text) for entry in entries for row in rows[entry.said[0] : entry.said[1]])
    headings = sum(row.line.text.startswith("#") for entry in entries for row in rows[entry.said[0] : entry.said[1]])
    return said <= min(longest, above) and not headings


def _has_button(rows: list[Row], at: int) -> bool:
    """A name and a date, and a button in that line or the next to it."""
    if rows[at].kind != "sign":
        return False
    return rows[at].button or any(row.kind == "reply" for row in (*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2]))


def _unheaded(rows: list[Row], at: int, above: int) -> Section | None:
    """
    Comments that nothing heads: "Anna says:" and a date, two of them, or one with its buttons and the form below.

    Without "says", three with a button each and a form for comments somewhere: a forum has the buttons as well.
    """
    entries = _signed_entries(rows, at)
    if not entries or at - entries[0].start not in (0, 1, 2) or not _is_likely(rows, entries, above):
        return None
    # "Anna says:" and its date stand together; a forum's quotation, "Anna said:", has no date.
    heads = [{row.kind for row in rows[entry.start : entry.said[0]]} for entry in entries]
    pairs = sum({"says", "sign"} <= head for head in heads)
    buttons = sum(_has_button(rows, number) for number in range(at, entries[-1].end))
    form = entries[-1].end < len(rows) and rows[entries[-1].end].kind == "form"
    if pairs * 2 >= len(entries) and pairs + bool(buttons) + form >= 2 and pairs:
        why = "names that say, with dates"
    elif buttons * 2 >= len(entries) and (form or (buttons >= 3 and any(row.kind == "form" for row in rows))):
        why = "names with dates and buttons"
    else:
        return None
    return Section(entries[0].start, _with_form(rows, entries[-1].end), tuple(entries), why)


def _told_by(rows: list[Row], at: int, above: int, tongues: tuple[str, ...]) -> Section | None:
    """
    Names that say when they wrote, two at least, up to the end of the text or to a heading of the page.

    Messages that an article quotes are followed by its text; in a thread whose posts are the content the first has
    such a line as well, and nothing stands above it.
    """
    entries = _signed_entries(rows, at)
    if len(entries) < 2 or entries[0].start != at or not all(rows[entry.start].told for entry in entries):
        return None
    if not _ends(rows, entries) or not _is_likely(rows, entries, above):
        return None
    start = at - _lists(rows, at - 1, tongues)
    while start and at - start < 2 and rows[start - 1].kind in ("blank", "reply"):
        start -= 1
    if start == at and _COUNT.match(rows[at - 1].text) and _answer_words().search(rows[at - 1].text):
        start -= 1 if len(rows[at - 1].text.split()) <= 3 else 0  # "5 answers"
    return Section(start, _with_form(rows, entries[-1].end), tuple(entries), "names that wrote, with dates and times")


def _ends(rows: list[Row], entries: list[Entry]) -> bool:
    """Say whether the text is over, or the page goes on with a heading or a form, after the last comment."""
    end = entries[-1].end
    return end >= len(rows) or rows[end].kind in ("break", "form", "header")


def _lists(rows: list[Row], at: int, tongues: tuple[str, ...]) -> bool:
    """A heading that may head comments ("Réactions"), with a name, a date and a time in the next line."""
    if at + 1 >= len(rows) or rows[at + 1].kind != "sign" or not (rows[at + 1].author and rows[at + 1].published):
        return False
    text = key(rows[at].text.strip(" :()0123456789"))
    return text in {key(word) for word in _words(tongues, "list_header")} and bool(_CLOCK.search(rows[at + 1].text))


def _listed(rows: list[Row], at: int, above: int) -> Section | None:
    """Two comments at least, with buttons; a heading with times below it may be a report of a day."""
    entries = _signed_entries(rows, at + 1)
    if len(entries) < 2 or entries[0].start != at + 1 or not _is_likely(rows, entries, above):
        return None
    if not all(entry.author for entry in entries) or sum(row.kind == "reply" for row in _within(rows, entries)) < 2:
        return None
    why = f"stands under “{rows[at].text[:60]}”"
    return Section(at, _with_form(rows, entries[-1].end), tuple(entries), why)


def _within(rows: list[Row], entries: list[Entry]) -> list[Row]:
    return rows[entries[0].start : entries[-1].end]


def _aged_section(rows: list[Row], at: int, above: int, tongues: tuple[str, ...], *, most: int = 6) -> Section | None:
    """A name, what it says, and buttons with an age ("Like · Reply · 3h"): two at least, one after the other."""
    marks = [n for n in range(at, len(rows)) if rows[n].kind == "reply" and _aged(tongues).search(rows[n].text)]
    begin = next((n for n in range(at - 2, max(at - most, 0), -1) if _is_reader(rows[n])), -1)
    entries: list[Entry] = []
    for mark in marks:
        if begin < 0 or not 2 <= mark - begin <= most or not _is_reader(rows[begin]):
            break
        said = (begin + 1, mark)
        entries.append(Entry(begin, mark + 1, said, _name(rows[begin].text), "", "a name above it, buttons below it"))
        begin = mark + 1
    if len(entries) < 2 or not _is_likely(rows, entries, above):
        return None
    return Section(entries[0].start, _with_form(rows, entries[-1].end), tuple(entries), "names, and buttons with ages")


def _is_reader(row: Row, *, most: int = 4) -> bool:
    """Tell a line that is a reader's name alone."""
    return row.kind == "text" and _is_name(row.text) and len(row.text.split()) <= most and not row.text[0].islower()


def _with_form(rows: list[Row], at: int, *, most: int = 12) -> int:
    """Where the form and the closing words after the comments end."""
    end = at
    while end < len(rows) and end - at < most and rows[end].kind in ("form", "reply", "blank"):
        end += 1
    while end > at and rows[end - 1].kind == "blank":
        end -= 1
    return end


def _signed_entries(rows: list[Row], start: int) -> list[Entry]:
    """Comments with a name and a date, above or below what is said."""
    heads = _heads(rows, start)
    if not heads:
        return []
    first = heads[0][0]
    between = [row for row in rows[start:first] if row.kind == "text" and not _is_name(row.text)]
    if between:
        # A comment above its name; a whole text above it is none.
        buttons = any(row.kind == "reply" for row in rows[first : heads[-1][1] + 2])
        return _said_above(rows, start, heads) if len(between) <= 12 and (len(heads) > 1 or buttons) else []
    return _said_below(rows, heads)


def _clocked_entries(rows: list[Row], start: int) -> list[Entry]:
    """Comments signed with a name and the time of day only."""
    clocked = [
        row._replace(kind="sign", author=_name(hit["name"]))
        if row.kind == "text" and (hit := _CLOCKED.fullmatch(row.text)) and _is_name(hit["name"])
        else row
        for row in rows
    ]
    return _signed_entries(clocked, start)


def _heads(rows: list[Row], start: int, *, gap: int = 60) -> list[tuple[int, int, str, str]]:
    """Rows that say who and when, from start to end, with the name and the date; up to where the section breaks off."""
    found: list[tuple[int, int, str, str]] = []
    at = start
    while at < len(rows):
        row = rows[at]
        if row.kind in ("sign", "says"):
            first, author, published = at, row.author, row.published
            end = at + 1
            # "Anna says:", then "3 May 2024 at 10:31", with an image or a button between them.
            while end < min(at + 4, len(rows)) and rows[end].kind in ("sign", "says", "reply", "blank"):
                if rows[end].kind in ("sign", "says"):
                    if rows[end].author and author and rows[end].kind == row.kind:
                        break
                    author, published = author or rows[end].author, published or rows[end].published
                    at = end
                end += 1
            end = at + 1
            if not author and first > start and _is_name(rows[first - 1].text) and rows[first - 1].kind == "text":
                first, author = first - 1, _name(rows[first - 1].text)
                above = rows[first - 1].text if first > start else ""
                if above and above == rows[first].text:
                    first -= 1
                elif (
                    above
                    and author in {each[2] for each in found}
                    and _is_name(above)
                    and rows[first - 1].kind == "text"
                ):
                    # "Karl", then "Anna Low" whom he answers
                    first, author = first - 1, _name(above)
            found.append((first, end, author, published))
        elif (
            found
            and ((row.kind == "break" and not _goes_on(rows, at)) or (row.kind == "form" and _ends_here(rows, at)))
        ) or at - (found[-1][1] if found else start) > gap:
            break
        at += 1
    return found


def _goes_on(rows: list[Row], at: int, *, within: int = 3) -> bool:
    """A heading within the comments, when a name and a date follow it at once."""
    return any(row.kind == "says" for row in rows[at + 1 : at + 1 + within])


def _ends_here(rows: list[Row], at: int, *, within: int = 4) -> bool:
    """The form ends the section, unless it is the button that stands under each comment."""
    return not any(row.kind in ("sign", "says") for row in rows[at + 1 : at + 1 + within])


def _is_name(text: str, *, longest: int = 40) -> bool:
    """Tell a line that could be a reader's name: short, and no sentence."""
    said = _name(text)
    return 0 < len(said) <= longest and len(said.split()) <= 5 and not _STOPPED.search(text) and not said[0].isspace()


def _said_below(rows: list[Row], heads: list[tuple[int, int, str, str]]) -> list[Entry]:
    """Name and date first, then the comment, up to the next name or its buttons."""
    entries = []
    for number, (first, end, author, published) in enumerate(heads):
        stop = heads[number + 1][0] if number + 1 < len(heads) else _last_end(rows, end, heads)
        last = stop
        while last > end and (
            rows[last - 1].kind in ("reply", "blank", "form") or (last < stop and rows[last - 1].text.isdigit())
        ):  # a bare number above the buttons counts likes
            last -= 1
        begin = end
        while begin < last and rows[begin].kind in ("reply", "blank"):
            begin += 1
        entries.append(Entry(first, stop, (begin, last), author, published, "a name and a date above it"))
    return entries


def _last_end(rows: list[Row], start: int, heads: list[tuple[int, int, str, str]], *, most: int = 12) -> int:
    """
    Where the last comment ends: at its buttons when the others have them, else before a heading, a form, a menu.

    It is not longer than the longest of the others or three paragraphs: what comes after may be text again.
    """
    spans = [following[0] - each[1] for each, following in pairwise(heads)]
    longest = max([*spans, 3])
    at = start
    while at < len(rows) and rows[at].kind in ("reply", "blank"):
        at += 1
    while at < len(rows):
        row = rows[at]
        if row.kind == "reply":
            while at < len(rows) and rows[at].kind in ("reply", "blank"):
                at += 1
            return at
        if row.kind in ("break", "form", "header") or at - start >= min(longest, most) or _is_menu(rows, at, start):
            break
        at += 1
    return at


def _is_menu(rows: list[Row], at: int, start: int, *, run: int = 3) -> bool:
    """Short lines without a stop, several on end: the page goes on."""
    block = rows[at : at + run]
    return (
        at > start and len(block) == run and all(len(row.text) < 40 and not _STOPPED.search(row.text) for row in block)
    )


def _said_above(rows: list[Row], start: int, heads: list[tuple[int, int, str, str]]) -> list[Entry]:
    """The comment first, then who and when."""
    entries = []
    begin = start
    for first, end, author, published in heads:
        while begin < first and rows[begin].kind in ("blank", "reply", "header", "form", "break"):
            begin += 1
        stop = end
        while stop < len(rows) and rows[stop].kind in ("reply", "blank"):
            stop += 1
        if begin < first:
            entries.append(Entry(begin, stop, (begin, first), author, published, "a name and a date below it"))
        begin = stop
    return entries


def _numbered_entries(rows: list[Row], start: int) -> list[Entry]:
    """Comments that are numbered from 1, with nothing else: only under a heading that counts them."""
    if not _counted(rows[start - 1]):
        return []
    starts: list[int] = []
    at = start
    while at < len(rows):
        hit = _NUMBERED.match(rows[at].line.text)
        if hit and int(hit["number"]) == len(starts) + 1:
            starts.append(at)
        elif not starts and rows[at].kind not in ("reply", "form", "blank", "header"):
            return []
        at += 1
    entries = []
    for number, first in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else _item_end(rows, first)
        entries.append(Entry(first, end, (first, end), "", "", "numbered"))
    return entries


def _item_end(rows: list[Row], first: int) -> int:
    """The last item goes on in lines that are set in deeper, or that follow without a blank line."""
    at = first + 1
    indent = _indent(rows[first].line)
    while at < len(rows) and rows[at].kind == "text":
        follows = rows[at - 1].line.end - rows[at - 1].line.stop <= 1
        if not follows and _indent(rows[at].line) <= indent:
            break
        at += 1
    return at


def _snippets(rows: list[Row], start: int, *, fewest: int = 3) -> list[Entry]:
    """The latest comments of a whole site, each cut short: "Anna: I think that …"."""
    entries = []
    at = start
    while at < len(rows) and (hit := _SNIPPET.match(rows[at].text)):
        entries.append(Entry(at, at + 1, (at, at + 1), _name(hit["name"]), "", "cut short, with a name before it"))
        at += 1
    return entries if len(entries) >= fewest else []
