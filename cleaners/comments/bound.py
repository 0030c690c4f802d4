"""
Comments of which neither names nor dates are left.

They are known by what bounds them: a heading that counts them ("6 comentarios:"), the buttons between them, the form
after them ("Publicar un comentario"), the end of the page, and by how readers write.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from cleaners.comments.entries import Entry
from cleaners.comments.rows import Row, chars, counted, is_bare, is_name, name_in
from cleaners.comments.words import listed_words
from cleaners.evidence import line_kind

# Smileys, hearts, pictures, laughter in letters, and marks that are written more than once.
_FACES = regex.compile(
    r"[:;=8xX]['’]?-?[)(DdPpo*3/|]+(?!\w)|<3|\^[_.o]?\^|[!?]{2,}|\.{4,}|…{2,}|\p{Extended_Pictographic}|(?i:\b[jhw][aei]){3,}|\)\)+"
)
_AT_NAME = regex.compile(r"^@\w|^[\p{Lu}]\w{1,14}[,!] ")
_LINKED_NAME = regex.compile(r"^(?:[*+\-•]\s+)?(?:!\[[^\]]*\]\([^)]*\)\s*)?\[[^\[\]]{1,40}\]\([^)\s]*\)$")
_BOLD_NAME = regex.compile(r"^(?:[*+\-•]\s+)?(\*\*|__)[^*_]{1,40}\1:?$")


def bound_entries(
    rows: list[Row], header: int, above: int, tongues: tuple[str, ...], *, enough: int = 3
) -> list[Entry]:
    """
    Comments between this heading and what closes them.

    The heading counts them, and ends in a colon as Blogger writes it; a form follows; they are written as readers
    write: three of these are needed. A chapter that is called "Comments" has one, a review of code has two at most.
    """
    if counted(rows[header]) == "0" or _says(rows[header].text, tongues, "none"):
        return []
    end = bound(rows, header + 1)
    said = [n for n in range(header + 1, end) if rows[n].kind == "text"]
    if not said or chars(rows[n] for n in said) > max(5 * above, 4000) or max(len(rows[n].text) for n in said) > 1500:
        return []
    if marks := marks_in(rows, header + 1, end):
        return between(rows, header + 1, marks, end)
    closed = end < len(rows) and rows[end].kind == "form"
    number = counted(rows[header]) or ("1" if _says(rows[header].text, tongues, "one") else "")
    if not number and not (is_bare(rows[header], tongues) and all(_is_short(rows[n]) for n in said)):
        return []
    share = _lively(rows, said, tongues)
    colon = bool(number) and rows[header].text.endswith(":")
    exact = end == len(rows) and len(said) > 2 and str(len(said)) == number
    exact = exact and max(len(rows[n].text) for n in said) <= 120  # else they are the paragraphs of the text
    points = bool(number) + exact + colon + closed + (share >= 0.3) + (share >= 0.6)
    if points < enough or (end < len(rows) and not closed and not _page_goes_on(rows[end])):
        return []
    return _one_by_one(rows, header + 1, end, int(number) if number.isdigit() else 0)


def named_entries(rows: list[Row], header: int, *, near: int = 3, most: int = 12) -> list[Entry]:
    """Comments under a name that is a link or bold, without a date, below a heading that counts them."""
    end = bound(rows, header + 1)
    closed = end < len(rows) and rows[end].kind == "form"
    if not counted(rows[header]):
        return []
    names = [
        n for n in range(header + 1, end - 1) if _is_set_apart(rows[n], bold=closed) and rows[n + 1].kind == "text"
    ]
    if not names or names[0] - header > near or max(b - a for a, b in pairwise([*names, end])) > most:
        return []
    return [
        Entry(at, stop, (at + 1, stop), name_in(rows[at].text), "", "a name above it")
        for at, stop in pairwise([*names, end])
    ]


def marks_in(rows: list[Row], start: int, end: int) -> list[int]:
    """Buttons that stand between comments: pairs ("ReplyDelete"), or at least two lines of buttons."""
    pairs = [n for n in range(start, end) if rows[n].pair]
    if pairs:
        return pairs
    buttons = [n for n in range(start, end) if rows[n].kind == "reply"]
    spread = [n for n in buttons if n > start and rows[n - 1].kind == "text"]
    return spread if len(spread) >= 2 else []


def between(rows: list[Row], start: int, marks: list[int], end: int) -> list[Entry]:
    """The comments between these buttons; what stands after the last is one too, when the page ends there soon."""
    entries = []
    begin = start
    for mark in marks:
        if mark > begin and any(row.kind == "text" for row in rows[begin:mark]):
            entries.append(Entry(begin, mark + 1, (begin, mark), "", "", "buttons below it"))
            begin = mark + 1
        else:
            begin = mark + 1
    stop = rest_of_last(rows, begin, end)
    if stop > begin:
        entries.append(Entry(begin, stop, (begin, stop), "", "", "buttons above it"))
    return entries


def rest_of_last(rows: list[Row], begin: int, end: int, *, most: int = 6, longest: int = 700) -> int:
    """Where what follows the last buttons ends: at the end of the page or the form, when that is near."""
    glued = begin + (begin < end and rows[begin - 1].line.end == rows[begin - 1].line.stop)
    open_end = end < len(rows) and rows[end].kind == "break" and not _page_goes_on(rows[end])
    if end - begin > most or chars(rows[begin:end]) > longest or open_end:
        return glued
    return end


def bound(rows: list[Row], start: int) -> int:
    """Where the comments from here on must end: at a form, a heading, a menu, or with the page."""
    at = start
    while at < len(rows) and rows[at].kind not in ("break", "header"):
        if rows[at].kind == "form" and not any(
            row.kind in ("sign", "says") or row.pair for row in rows[at + 1 : at + 5]
        ):
            break
        at += 1
    return at


def _page_goes_on(row: Row) -> bool:
    """Say whether this is page furniture ("You may also like"), not a heading of the text."""
    return line_kind(row.text) in ("related", "nav")


def _says(text: str, tongues: tuple[str, ...], what: str) -> bool:
    """Say whether the heading says that there is none ("No comments:") or one ("Um comentário:")."""
    return _number_words(tongues, what).search(text) is not None


@cache
def _number_words(tongues: tuple[str, ...], what: str) -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, listed_words(tongues, what)))
    return regex.compile(rf"(?i)(?<![^\W\p{{Lo}}])(?:{words})(?![^\W\p{{Lo}}])" if words else "(?!)")


def _is_short(row: Row, *, longest: int = 300) -> bool:
    """Tell a line that is no statement of the text: under "Comment" a press release quotes who speaks."""
    return len(row.text) <= longest and row.text[0] not in '「『«“„"—–-'


def _is_set_apart(row: Row, *, bold: bool) -> bool:
    if row.kind != "text" or not is_name(row.text) or len(row.text.split()) > 3:
        return False
    return bool(_LINKED_NAME.match(row.line.text) or (bold and _BOLD_NAME.match(row.line.text)))


def _lively(rows: list[Row], said: list[int], tongues: tuple[str, ...], *, short: int = 90, long: int = 300) -> float:
    """How many of these lines are written as readers write: thanks, greetings, laughter, faces, no capital."""
    spoken = _spoken(tongues)
    plain = told = 0
    for n in said:
        text = rows[n].text
        hits = len(_FACES.findall(text)) + bool(_AT_NAME.match(text)) + len(spoken.findall(text))
        if hits > 1 or (hits and chars([rows[n]]) <= long):
            told += 1
        elif len(text) <= short and (text[0].islower() or text.endswith("!") or text[-1].isalpha()):
            plain += 1
    return (told + plain) / len(said) if told else 0.5 * plain / len(said)


@cache
def _spoken(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    words = "|".join(regex.escape(word) for word in listed_words(tongues, "spoken"))
    cased = rf"(?i)(?:(?<![^\W\p{{Lo}}])(?:{words})(?![^\W\p{{Lo}}]))"
    return regex.compile(cased if words else "(?!)")


def _one_by_one(rows: list[Row], start: int, end: int, number: int) -> list[Entry]:
    """As many comments as the heading counts, when paragraphs or lines come out at that; else a line each."""
    firsts = [n for n in range(start, end) if rows[n].kind != "blank"]
    blocks = [n for n in firsts if n == firsts[0] or rows[n - 1].line.end - rows[n - 1].line.stop > 1]
    starts = blocks if len(blocks) == number else firsts
    return [
        Entry(at, stop, (at, stop), "", "", "stands in the list of comments") for at, stop in pairwise([*starts, end])
    ]
