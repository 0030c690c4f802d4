"""What each line is: a heading of comments, who and when, a row of buttons, a form, or text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.coding import is_field
from cleaners.comments.glued import is_answer_then_erase, is_pair, may_part, parted
from cleaners.comments.words import (
    beside,
    buttons,
    known,
    listed_words,
    recent_headers,
    reply_words,
    says,
    short_age,
    telling,
)
from cleaners.dates import days, month
from cleaners.evidence import bare, line_kind
from cleaners.text import STOPS, Line, key, unlinked

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
NUMBERED = re.compile(r"(?P<number>\d{1,4})\\?[.)](?:[ \t]+|$)")
CLOCK = re.compile(
    r"(?:\bT)?\b\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?\s?(?:[ap]\.?\s?m\b\.?)?(?:\s?(?:GMT|UTC|[A-Z]{2,4}T)\b)?"
    r"(?:\s?[+-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
# Blogger's name and date without a blank between them: "AnnaMay 12, 2010 at 3:32 PM", "Anna12 mai 2010 à 15:32".
_GLUED_DATE = re.compile(
    r"(?<=[^\s\d(])(?=(?:\d{1,2}\.? (?:de )?[^\W\d_]{3,}\.?,? (?:de )?\d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}"
    r"|\d{4}[年년/.-] ?\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}))"
)
# A day without its year, which needs a time beside it, or is all the line says: "Jun 20th at 7:29 am", "Jan 3 ’22".
_DAY_OF_YEAR = re.compile(
    r"(?:(?P<m>[^\W\d_]{3,10})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?|(?P<d2>\d{1,2})\.? (?P<m2>[^\W\d_]{3,10}))\b"
    r"(?: ['’]\d{2}(?!\d))?",
    re.IGNORECASE,
)
# A date of which nobody can say which is the month ("04/05/2023"): enough to see that there is one.
_NUMERIC = re.compile(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/.-])")
# What stands around the buttons of a comment and says nothing: bullets, counts, thumbs, stars, a place for a picture.
_MUTE = re.compile(
    r"(?:[•·|↑↓▲▼⬆⬇›»←→▾▴–—]+|(?:[\U0001F44D\U0001F44E❤♥\U0001F90D⬆⬇▲▼↑↓+−-]\ufe0f?(?:\s?\d+)?\s*)+|[★☆⭐\s]+"
    r"|level \d+|g?r?avatar|\d{1,5})",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"[^\w\s](?:[\s]*[^\w\s])*")
_AROUND_HEADING = re.compile(r"^[^\w(\[«“„\"'‘「『《]+|[^\w)\]»”“\"'’」』》:…]+$")
_LEAD = re.compile(r"^(?:#?\d{1,4}[.)]?\s+|#\d+\s*|[@»«>|·•–—-]\s*)+")
STOPPED = re.compile(rf"[{STOPS}…:;,][\"'”’»)]*$")
_ITEM = re.compile(r"(?:[*+•·–-]|\d{1,3}[.)])\s")
_INITIAL = re.compile(r"\s[^\W\d_]\.$")  # "Anna B."
_BREAK = re.compile(r"(?<!\b[^\W\d_])[.!?…]\s+\S")  # between two sentences, not in "Anna B."
_HEADING = re.compile(r"#(?!\d)")  # "#2 anna" is a reader
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_NAMING = re.compile(r"[^\W\d_]{3}|[\u3040-\u9fff\uac00-\ud7a3]{2}")
COUNT = re.compile(r"\d[\d.,\u202f\u00a0]*")
_SENTENCE = re.compile(rf"[{STOPS}…][\"'”’»)]*(?:\s|$)|[。！？]|\w,\s\w|-$")
# A link that a converter broke over two lines: "pm](https://…-" and the rest of its address.
_TORN = re.compile(r"\s*\]\(\S*$")
_WHOLE_LINK = re.compile(r"!?\[[^\[\]]+\]\(")
_TORN_END = re.compile(r"(?:\w{0,4}\]\(https?://\S+|(?=\S+?/)\S+\)|\]\(\S+\)|\[)")


# A field of a form, marked as one that must be filled in, or a box to tick.
_MARKED = re.compile(
    r"[^.!?]{1,40}?[ ]?(?:\\?[*＊※]|\(\W{0,2}[^\W\d_][^()]{3,30}\)|（[^（）]{1,20}）)[:：]?"
    r"|(?:\[[ xX]?\]|[☐☑□]) ?\S.{1,140}|Δ"
)


_THUMB = re.compile(r"[\U0001F44D\U0001F44E\u2764\u2665\U0001F90D]\ufe0f? ?\d{1,5}\b")
# "3月4日", a day without its year.
# "river（03-06 · Kervalan）：": the day in brackets behind a name.
_BRACKETED_DAY = re.compile(r"(?<=\S)\**\s?[（(](?P<day>\d\d-\d\d(?: ?[·•] ?[^()（）]{1,16})?)[）)]\s?[:：]?$")
_VERSION = re.compile(r"\W{0,3}(?:[vV]\d+(?:\.\d+)+|\d+\.\d+\.\d+)\S{0,12}\W+(?=\S)")
_DAY_AND_MONTH = re.compile(r"(?<!\d)\d{1,2}[月월] ?\d{1,2}[日일]")


class Row(NamedTuple):
    """A line and what it is: header, form, reply, sign, says, break, blank or text; a sign says who or when."""

    line: Line
    text: str
    kind: str
    author: str = ""
    published: str = ""
    button: bool = False
    told: bool = False  # a sign that says it is somebody's word: "Anna wrote on 3 May 2018 at 21:14:"
    pair: bool = False  # the buttons of a comment, to answer and to take away


def rows_in(text: str, tongues: tuple[str, ...]) -> list[Row]:
    """The lines of a text, each with what it is; buttons that are glued to a line are lines of their own."""
    rows: list[Row] = []
    for line in parted(text, tongues):
        if is_pair(line.text, tongues):
            rows.append(Row(line, line.text, "reply", pair=True))
            continue
        row = row_of(line, tongues)
        if rows and row.kind == "reply" and is_answer_then_erase(rows[-1].text, row.text, tongues):
            row = row._replace(pair=True)
        rows.append(row)
    return _settled(_with_fields(_without_ranks(rows), tongues))


def _without_ranks(rows: list[Row], *, fewest: int = 3, share: float = 0.6, longest: int = 30) -> list[Row]:
    """
    What stands beside nearly every name and date, or among the buttons, says nothing of one comment: "Top contributor".

    With a number in it it is a button itself: "Recommend (3)", "Score: 12".
    """
    signs = sum(row.kind == "sign" for row in rows)
    if signs < fewest:
        return rows
    beside = [
        n
        for n, row in enumerate(rows)
        if row.kind == "text"
        and len(row.text) <= longest
        and _NAMING.search(row.text)
        and not STOPPED.search(row.text)
        and any(0 <= at < len(rows) and rows[at].kind in ("sign", "reply") for at in (n - 1, n + 1))
    ]
    often = Counter(COUNT.sub("0", rows[n].text) for n in beside)
    for n in beside:
        if often[COUNT.sub("0", rows[n].text)] >= max(fewest, share * signs):
            rows[n] = rows[n]._replace(kind="reply" if _DIGIT.search(rows[n].text) else "blank")
    return rows


def _settled(rows: list[Row]) -> list[Row]:
    """
    What says nothing is blank: bullets, counts, thumbs beside buttons, marks above a name and a date.

    A heading above a date alone is a reader's name.
    """
    for at in range(len(rows)):
        row = rows[at]
        if row.kind == "reply":
            for step in (-1, 1):
                near = at + step
                while 0 <= near < len(rows) and rows[near].kind == "text" and _MUTE.fullmatch(rows[near].text):
                    rows[near] = rows[near]._replace(kind="blank")
                    near += step
        elif row.kind == "sign" and at and rows[at - 1].kind == "text" and _UNSAID.fullmatch(rows[at - 1].text):
            rows[at - 1] = rows[at - 1]._replace(kind="blank")
        elif row.kind == "break" and at + 1 < len(rows) and _HEADING.match(row.line.text) and is_name(row.text):
            dated = rows[at + 1].kind == "sign" and not rows[at + 1].author
            rows[at] = row._replace(kind="text") if dated else row
    return rows


def _with_fields(rows: list[Row], tongues: tuple[str, ...]) -> list[Row]:
    """The fields of the form ("Name *", "E-Mail") are lines of the form when they follow one; so is "Comment *"."""
    fields = listed_words(tongues, "fields")
    for at in range(1, len(rows)):
        if rows[at - 1].kind == "form" and rows[at].kind in ("text", "header"):
            if not _is_field(rows[at], fields):
                continue
            follows = rows[at + 1] if at + 1 < len(rows) else None
            if rows[at].kind == "text" or follows is None or follows.kind == "form" or _is_field(follows, fields):
                rows[at] = rows[at]._replace(kind="form")
    return _with_whole_form(rows, tongues)


def _with_whole_form(
    rows: list[Row], tongues: tuple[str, ...], *, fewest: int = 3, gap: int = 4, longest: int = 600
) -> list[Row]:
    """
    What stands between the lines of a form, and the fields that are marked as such ("Security hash *"), is of it.

    `fewest` of its lines must be known or marked, one at least known, with no more than `gap` others between two.
    """
    if not any(row.kind in ("form", "header") for row in rows):
        return rows
    group: list[int] = []
    for at, row in enumerate([*rows, None]):
        part = row is not None and (row.kind == "form" or (bool(group) and _is_marked(row)) or _asks_in(row, tongues))
        if row is not None and not part:
            continue
        between = rows[group[-1] + 1 : at] if group else []
        near = (
            row is not None
            and len(between) <= gap
            and not (told_in(between) and any(_is_marked(rows[n]) for n in group))
        )
        if (
            group
            and near
            and all(each.kind in ("text", "blank", "header") and len(each.text) <= longest for each in between)
        ):
            group.append(at)
            continue
        if _is_form(rows, group, fewest):
            for n in range(group[0], group[-1] + 1):
                rows[n] = rows[n]._replace(kind="form")
        group = [at] if row is not None else []
    return rows


def _is_form(rows: list[Row], group: list[int], fewest: int, *, fields: int = 5) -> bool:
    """Say whether these lines make a form: one is known or many are marked as fields, half of all at least."""
    known_ = sum(rows[n].kind == "form" for n in group)
    enough = len(group) >= fewest and (known_ > 0 or len(group) > fields)
    return enough and 2 * len(group) >= group[-1] - group[0]


def _asks_in(row: Row, tongues: tuple[str, ...]) -> bool:
    """Say whether a heading asks for a comment: "Leave a reply"."""
    return row.kind == "header" and known(tongues, "form").search(row.text) is not None


def _is_marked(row: Row) -> bool:
    return row.kind in ("text", "header", "break", "blank") and bool(_MARKED.fullmatch(row.line.text))


def _is_field(row: Row, fields: tuple[str, ...]) -> bool:
    return row.text.strip(" *＊※:：()[]").lower() in fields


def row_of(line: Line, tongues: tuple[str, ...]) -> Row:
    """Say what this line is, in these languages; long lines are text."""
    return Row(line, *_read(line.text, tongues)[1:])


# Stands for the line where it is not known which one says this.
_NO_LINE = Line(0, 0, "", 0)


@lru_cache(maxsize=2048)
def _read(raw: str, tongues: tuple[str, ...], *, widest: int = 180) -> Row:
    """What a line is by its words; kept, as it is asked for to find comments, to take them out and to look again."""
    line = _NO_LINE
    if len(raw) > 3 * widest:
        return Row(line, raw, "text")
    said = " ".join(_plain(raw).split())
    if len(said) > widest or (raw[0] == '"' and is_field(raw)):
        return Row(line, said, "text")
    bullet = NUMBERED.match(said)
    shown = said[bullet.end() :] if bullet else said
    if not shown or shown.strip("#") == "" or (_TORN_END.fullmatch(raw) and not _WHOLE_LINK.match(raw)):
        return Row(line, said, "blank")
    signed = _signed(said, tongues) or (_signed(shown, tongues) if bullet else None)
    if signed and signed.published and CLOCK.search(said):
        told = len(signed.author.split()) <= 3 and bool(telling(tongues).search(said))
        return Row(line, said, "sign", *signed, told)
    if len(raw) <= 60 and _THUMB.match(raw):
        return Row(line, said, "reply")
    if _is_header(shown, tongues):
        return Row(line, said, "header")
    if known(tongues, "form").search(shown):
        return Row(line, said, "form")
    if buttons(tongues).fullmatch(shown) and _LETTER.search(shown):
        return Row(line, said, "sign" if short_age(tongues).fullmatch(shown) else "reply")
    if signed:
        return Row(line, said, "sign", *signed)
    low = shown.lower()
    hit = says(tongues).search(shown) if any(word in low for word in listed_words(tongues, "says")) else None
    if hit and (shown.endswith((":", "...", "…")) or (len(shown) < 60 and not STOPPED.search(shown))):
        return Row(line, said, "says", name_in(hit["name"]))
    if key(said) in recent_headers(tongues) or _HEADING.match(raw) or line_kind(said) in ("related", "nav"):
        return Row(line, said, "break")
    return Row(line, said, "text")


def closes_in_prose(line: Line, tongues: tuple[str, ...], *, widest: int = 180) -> bool:
    """Say whether the last line is surely prose, whatever stands above it: long, with a sentence, without a button."""
    said = " ".join(_plain(line.text).split()) if len(line.text) <= 3 * widest else line.text
    if len(said) <= widest or not _LETTER.search(said) or not _SENTENCE.search(said):
        return False
    return not may_part(line.text, tongues)


def _plain(text: str) -> str:
    if "](" in text or "![" in text:
        text = unlinked(text)
        text = _TORN.sub("", text)
    elif text and text[0].isalpha() and text[-1] not in "*_»›▶►" and "*" not in text and "\\" not in text:
        return text
    return bare(text.replace("**", " ").replace("__", " ").replace("\\.", ".")).strip()


def _is_header(shown: str, tongues: tuple[str, ...]) -> bool:
    """A heading of comments, perhaps with the link to the form behind it: "Comments Leave a comment"."""
    if shown[0].islower() and ". " in shown:
        return False  # the midst of a text that was broken: "comments on my posts. It then"
    headers, forms = known(tongues, "header"), known(tongues, "form")
    if headers.search(shown):
        return True
    if not (shown[0].isalnum() and shown[-1].isalnum()) and headers.search(_AROUND_HEADING.sub("", shown)):
        return True  # "--- 4 Comments ---"
    words = shown.split()
    if not 3 <= len(words) <= 6:
        return False
    return any(
        headers.search(" ".join(words[:at])) and forms.search(" ".join(words[at:]))
        for at in range(1, min(4, len(words)))
    )


_ADDRESS = ("http://", "https://", "www.")


class Signed(NamedTuple):
    """Who, when, and whether a button stands in the same line."""

    author: str
    published: str
    button: bool


def _signed(said: str, tongues: tuple[str, ...], *, most: int = 6, longest: int = 150) -> Signed | None:
    """Who and when, when a line says just that: "Jean 12 mai 2024 à 10:31", "Tobsen · April 19, 2019", "2y ago"."""
    if len(said) > longest or (not _DIGIT.search(said) and not _ago(said, tongues)):
        return None
    if said.startswith(_ADDRESS):
        return None  # "https://mill.example/weir (15.05.2019)": a reader's source, and when it was looked up
    if CLOCK.search(said):
        said = _GLUED_DATE.sub(" ", said)
    published = ""
    rest = said
    found = list(days(said, tongues[0] if len(tongues) == 1 else ""))
    if not found and len(tongues) > 1 and CLOCK.search(said):
        found = next((hits for code in tongues if (hits := list(days(said, code)))), [])
    if (version := _VERSION.match(said)) and found and found[0].start >= version.end() - 2:
        return None  # "0.15.0 (May 17th, 2022)" heads what changed in a program
    if found:
        published = found[0].iso
        for day in reversed(found):
            rest = rest[: day.start] + " | " + rest[day.end :].removeprefix(".")
    elif hit := _ago(said, tongues) or _day_in(said):
        rest = said[: hit[0]] + " | " + said[hit[1] :]
    else:
        return None
    rest = CLOCK.sub(" ", rest)
    # Its own date; a second one makes it a span of time, a list.
    if len(found) > 1 and len({day.iso for day in found}) > 1:
        return None
    bare_rest = reply_words(tongues).sub(" ", rest)
    left = _WORD.findall(beside(tongues).sub(" ", bare_rest))
    if len(left) > most or _BREAK.search(rest):
        return None
    before, _, after = beside(tongues).sub(" ", bare_rest).partition("|")
    return Signed(name_in(before) or name_in(after), published, bare_rest != rest)


def _ago(said: str, tongues: tuple[str, ...]) -> tuple[int, int] | None:
    hit = known(tongues, "ago").search(said)
    return hit.span() if hit else None


def _day_in(said: str) -> tuple[int, int] | None:
    """A day of which the year or the month is not certain."""
    if hit := _NUMERIC.search(said):
        return hit.span()
    clocked = CLOCK.search(said) is not None
    if clocked and (hit := _DAY_AND_MONTH.search(said)):
        return hit.span()
    if hit := _BRACKETED_DAY.search(said):
        return hit.span()
    for hit in _DAY_OF_YEAR.finditer(said):
        if (clocked or hit[0] == said) and month(hit["m"] or hit["m2"]):
            return hit.span()
    return None


def name_in(text: str) -> str:
    """A name without the marks around it."""
    said = _LEAD.sub("", text.strip())
    return " ".join(said.strip(' \t,;:|·•–—-_*()[]«»"“”#↑').split())[:80]


def is_name(text: str, *, longest: int = 40) -> bool:
    """Tell a line that could be a reader's name: short, and no sentence."""
    said = name_in(text)
    stopped = STOPPED.search(text) and not _INITIAL.search(text)
    return 0 < len(said) <= longest and len(said.split()) <= 5 and not stopped and not said[0].isspace()


def counted(row: Row) -> str:
    """The number of comments that a heading gives ("17 Comments"); the number of a chapter is none ("6. Comments")."""
    bullet = NUMBERED.match(row.text)
    hit = COUNT.search(row.text, bullet.end() if bullet else 0, 24)
    return hit[0] if hit else ""


def told_in(rows: list[Row], *, line: int = 45) -> int:
    """How much prose these rows hold: without text above them, comments are the text, as in a guest book."""
    return sum(
        len(row.text)
        for row in rows
        if row.kind == "text"
        and len(row.text) * (1 if row.text.isascii() else 2) >= line
        and _SENTENCE.search(row.text)
    )


def indent(line: Line) -> int:
    """How far the line is set in."""
    return line.stop - line.start - len(line.text)


def is_bare(row: Row, tongues: tuple[str, ...], *, most: int = 2) -> bool:
    """Tell a heading that says no more than what it heads: "Comments", not "Comment by Anna Low"."""
    return len(row.text.split()) <= most or bool(counted(row)) or known(tongues, "form").search(row.text) is not None


def in_list(rows: list[Row], at: int) -> bool:
    """Say whether this line and the one above are items of one list: the last tip of ten may be to leave a comment."""
    return at > 0 and bool(_ITEM.match(rows[at - 1].line.text) and _ITEM.match(rows[at].line.text))


def chars(rows: Iterable[Row]) -> int:
    """How many characters of text these rows hold; a letter of a script that is not Latin says more and counts two."""
    return sum(len(row.text) * (1 if row.text.isascii() else 2) for row in rows if row.kind == "text")
