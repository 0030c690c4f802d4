"""Each comment: where it begins and ends, who wrote it, and when."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.comments.rows import CLOCK, NUMBERED, STOPPED, Row, chars, counted, indent, is_name, name_in
from cleaners.dates import days

# "Ruby 21:00": only under a heading of comments.
_CLOCKED = re.compile(r"(?P<name>\S.{0,40}?)\s+\d{1,2}:\d{2}(?:\s?[ap]m)?", re.IGNORECASE)
_SNIPPET = re.compile(r"^(?P<name>[^\s:][^:]{1,38}):\s+\S.*(?:…|\.\.\.|\[…\])$")

_EDGES = " \t|([{)]},:;—–-•*"
_WORDS = re.compile(r"[^\W\d_]+")
# The name at the end of what is said: behind a dash, or before a word in brackets, with a time or without.
_SIGNED_OFF = re.compile(
    r"(?:\s[–—-]+\s?(?P<name>[^\s–—-][^.!?–—]{0,38}?)|(?<=[.!?…]\s)(?P<before>[^.!?()]{2,38}?) ?\([^()]{2,16}\))"
    r"[\s,]*(?:\d{1,2}:\d\d)?[\s,]*$"
)
_COLON = re.compile(r"(?:[*+•-]\s+)?(?P<name>(?:\w\. )?[^\s:：|][^:：|.!?]{0,30}?)\s?[:：]\s*\S")
# What only a reader is called: "ann_77", "mill.fan", "boatman99".
_HANDLE = re.compile(r"@?(?=\S*[\d_])[^\W\d_]\S{2,24}")


class Entry(NamedTuple):
    """One comment: its rows from start to end (not included), of which the said ones are the comment itself."""

    start: int
    end: int
    said: tuple[int, int]
    author: str
    published: str
    why: str


def signed_entries(rows: list[Row], start: int) -> list[Entry]:
    """Comments with a name and a date, above or below what is said."""
    heads = _heads(rows, start)
    if not heads:
        return []
    if dated := _dated_below(rows, start, heads[-1][1]):
        return _said_above(rows, start, dated)
    first = heads[0][0]
    alone = rows[start].text.removesuffix(".") if first == start + 1 and rows[start].kind == "text" else ""
    if alone and len(alone.split()) <= 2 and is_name(alone, longest=20):
        heads[0] = (start, heads[0][1], heads[0][2] or name_in(alone), heads[0][3])
        first = start  # "Андрей." is who wrote the first
    between = [row for row in rows[start:first] if row.kind == "text" and not is_name(row.text)]
    if between:
        # A comment above its name; a whole text above it is none.
        buttons = any(row.kind == "reply" or row.button for row in rows[first : heads[-1][1] + 2])
        if _has_its_words_below(rows, heads[-1][1]):
            return _said_below(rows, heads)  # "nice pier", "Submitted by Anna on ...": a title of its own
        return _said_above(rows, start, heads) if len(between) <= 12 and (len(heads) > 1 or buttons) else []
    return _said_below(rows, heads)


def clocked_entries(rows: list[Row], start: int) -> list[Entry]:
    """Comments signed with a name and the time of day only."""
    clocked = [
        row._replace(kind="sign", author=name_in(hit["name"]))
        if row.kind == "text" and (hit := _CLOCKED.fullmatch(row.text)) and is_name(hit["name"])
        else row
        for row in rows
    ]
    return signed_entries(clocked, start)


def _heads(rows: list[Row], start: int, *, gap: int = 60) -> list[tuple[int, int, str, str]]:
    """Rows that say who and when, from start to end, with the name and the date; up to where the section breaks off."""
    found: list[tuple[int, int, str, str]] = []
    at = start
    while at < len(rows):
        row = rows[at]
        if (
            found
            and not found[-1][3]
            and rows[found[-1][1] - 1].kind == "says"
            and _dates_what_stands_above(rows, at, found[-1][1])
        ):
            found[-1] = (*found[-1][:3], row.published)
        elif row.kind in ("sign", "says"):
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
            if not author and first > start and is_name(rows[first - 1].text) and rows[first - 1].kind == "text":
                first, author = first - 1, name_in(rows[first - 1].text)
                above = rows[first - 1].text if first > start else ""
                if above and above == rows[first].text:
                    first -= 1
                elif (
                    above
                    and author in {each[2] for each in found}
                    and is_name(above)
                    and rows[first - 1].kind == "text"
                ):
                    # "Karl", then "Anna Low" whom he answers
                    first, author = first - 1, name_in(above)
            found.append((first, end, author, published))
        elif (
            found
            and ((row.kind == "break" and not _goes_on(rows, at)) or (row.kind == "form" and _ends_here(rows, at)))
        ) or at - (found[-1][1] if found else start) > gap:
            break
        at += 1
    return found


def _dates_what_stands_above(rows: list[Row], at: int, since: int) -> bool:
    """Say whether this is the date of the comment above it, whose writer had none: "Anna said...", words, a date."""
    if rows[at].kind != "sign" or rows[at].author or not any(row.kind == "text" for row in rows[since:at]):
        return False
    return at + 1 == len(rows) or rows[at + 1].kind not in ("text", "blank")


def _dated_below(rows: list[Row], start: int, end: int) -> list[tuple[int, int, str, str]]:
    """Dates that stand below what they date, each alone in its line: a name, what is said, a date; nothing after."""
    signs = [n for n in range(start, end) if rows[n].kind == "sign"]
    after = next((row.kind for row in rows[end:] if row.kind not in ("reply", "blank")), "end")
    if len(signs) < 2 or after not in ("end", "form") or any(rows[n].author for n in signs):
        return []
    edges = [start - 1, *signs]
    if any(sum(row.kind == "text" for row in rows[a + 1 : b]) < 2 for a, b in pairwise(edges)):
        return []
    if any(row.kind == "says" for row in rows[start:end]):
        return []
    return [(n, n + 1, "", rows[n].published) for n in signs]


def _has_its_words_below(rows: list[Row], at: int, *, most: int = 6) -> bool:
    """Say whether words follow the last name and date, and then buttons or the form: they belong to the name above."""
    end = at
    while end < len(rows) and rows[end].kind in ("text", "blank"):
        end += 1
    return at < end <= at + most and end < len(rows) and rows[end].kind in ("reply", "form")


def _goes_on(rows: list[Row], at: int, *, within: int = 3) -> bool:
    """A heading within the comments, when a name and a date follow it at once."""
    return any(row.kind == "says" for row in rows[at + 1 : at + 1 + within])


def _ends_here(rows: list[Row], at: int, *, within: int = 4) -> bool:
    """The form ends the section, unless it is the button that stands under each comment."""
    return not any(row.kind in ("sign", "says") for row in rows[at + 1 : at + 1 + within])


def _said_below(rows: list[Row], heads: list[tuple[int, int, str, str]]) -> list[Entry]:
    """Name and date first, then the comment, up to the next name or its buttons."""
    entries = []
    for number, (first, end, author, published) in enumerate(heads):
        stop = heads[number + 1][0] if number + 1 < len(heads) else _last_end(rows, end, heads)
        last = stop
        while last > end and (
            rows[last - 1].kind in ("reply", "blank", "form", "sign") or (last < stop and rows[last - 1].text.isdigit())
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
    if (whole := _to_the_end(rows, start)) > start:
        return whole
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


def _to_the_end(rows: list[Row], start: int, *, most: int = 6, longest: int = 700) -> int:
    """Where the page ends, or the form begins, when that is near and nothing but words stand before it."""
    at = start
    while at < len(rows) and (rows[at].kind in ("text", "blank") or (rows[at].kind == "sign" and not rows[at].author)):
        at += 1
    near = at - start <= most and chars(rows[start:at]) <= longest
    return at if near and (at == len(rows) or rows[at].kind == "form") else start


def _is_menu(rows: list[Row], at: int, start: int, *, run: int = 3) -> bool:
    """Short lines without a stop, several on end: the page goes on."""
    block = rows[at : at + run]
    return (
        at > start and len(block) == run and all(len(row.text) < 40 and not STOPPED.search(row.text) for row in block)
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
            named = not author and first - begin > 1 and is_name(rows[begin].text)
            who = name_in(rows[begin].text) if named else author
            entries.append(Entry(begin, stop, (begin + named, first), who, published, "a name and a date below it"))
        begin = stop
    return entries


def numbered_entries(rows: list[Row], start: int) -> list[Entry]:
    """Comments that are numbered from 1, with nothing else: only under a heading that counts them."""
    if not counted(rows[start - 1]):
        return []
    starts: list[int] = []
    at = start
    while at < len(rows):
        hit = NUMBERED.match(rows[at].line.text)
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
    least = indent(rows[first].line)
    while at < len(rows) and rows[at].kind == "text":
        follows = rows[at - 1].line.end - rows[at - 1].line.stop <= 1
        if not follows and indent(rows[at].line) <= least:
            break
        at += 1
    return at


def snippets(rows: list[Row], start: int, *, fewest: int = 3) -> list[Entry]:
    """The latest comments of a whole site, each cut short: "Anna: I think that …"."""
    entries = []
    at = start
    while at < len(rows) and (hit := _SNIPPET.match(rows[at].text)):
        entries.append(Entry(at, at + 1, (at, at + 1), name_in(hit["name"]), "", "cut short, with a name before it"))
        at += 1
    return entries if len(entries) >= fewest else []


def lined_entries(rows: list[Row], start: int, *, fewest: int = 2, near: int = 4) -> list[Entry]:
    """Comments of a line each: "Anna (12 May 2024, 10:31): well said", "| Anna | 12.05.2024 | well said |"."""
    found = [(n, *told) for n in range(start, len(rows)) if (told := _lined(rows[n]) or _ending(rows[n]))]
    starts = [n for n, _, _ in found]
    if len(found) < fewest or starts[0] - start > near or max(b - a for a, b in pairwise(starts)) > near:
        return []
    ends = [*starts[1:], _item_end(rows, starts[-1])]
    return [
        Entry(at, end, (at, end), author, published, "a name and a date before it")
        for (at, author, published), end in zip(found, ends, strict=True)
    ]


def _lined(row: Row, *, within: int = 60) -> tuple[str, str] | None:
    """Who and when, when the line begins with them and goes on with what is said."""
    day = next(days(row.text[: within + 20]), None) if row.kind == "text" else None
    if day is None or day.start > within:
        return None
    before, after = row.text[: day.start].strip(_EDGES), row.text[day.end :].lstrip(_EDGES)
    clock = CLOCK.match(after)
    after = after[clock.end() :].lstrip(_EDGES) if clock else after
    if not before and (hit := _COLON.match(after)):
        before, after = hit["name"], after[hit.end("name") :].strip(_EDGES)
    said = is_name(before) and len(before.split()) <= 4 and len(after) > 1
    return (name_in(before), day.iso) if said else None


def _ending(row: Row, *, within: int = 45) -> tuple[str, str] | None:
    """Who and when, when the line ends with them: "well said – Anna 4 May 2024 at 10:31", "… Anna (talk) 10:31, …"."""
    if row.kind != "text" or len(row.text) < 2 * within:
        return None
    tail = row.text[-within:]
    day = next(days(tail), None)
    if day is None or not CLOCK.search(tail) or len(_WORDS.findall(CLOCK.sub(" ", tail[day.end :]))) > 1:
        return None
    hit = _SIGNED_OFF.search(row.text[: len(row.text) - within + day.start])
    named = (hit["name"] or hit["before"]) if hit else ""
    return (name_in(named), day.iso) if named and is_name(named) else None


def answered_entries(rows: list[Row], start: int, end: int, *, longest: int = 1500) -> list[Entry]:
    """Comments that end in buttons, as many as the heading counts, up to the end: none has a date."""
    number = counted(rows[start - 1])
    entries: list[Entry] = []
    begin = at = start
    while at < end:
        while at < end and rows[at].kind not in ("reply", "form"):
            at += 1
        stop = at
        while stop < end and rows[stop].kind in ("reply", "form", "blank"):
            stop += 1
        if stop == at or not any(row.kind == "text" for row in rows[begin:at]) or chars(rows[begin:at]) > longest:
            break
        named = at - begin > 1 and is_name(rows[begin].text) and len(rows[begin].text.split()) <= 3
        who = name_in(rows[begin].text) if named else ""
        entries.append(Entry(begin, stop, (begin + named, at), who, "", "buttons below it"))
        begin = at = stop
    return entries if begin >= end and str(len(entries)) == number else []


def colon_entries(rows: list[Row], start: int, end: int) -> list[Entry]:
    """
    Lines that begin with a name and a colon, as many as the heading counts, and nothing else up to the end.

    Under a heading that counts nothing one of the names must be such as only readers have: "ann_77".
    """
    hits = [_COLON.match(rows[n].line.text) for n in range(start, end)]
    names = {hit["name"] for hit in hits if hit and len(hit["name"].split()) <= 3}
    if len(hits) < 2 or not all(hits) or len(names) < 2:
        return []
    if str(len(hits)) != counted(rows[start - 1]) and not _shows_readers(rows[start - 1], names):
        return []
    return [
        Entry(n, n + 1, (n, n + 1), name_in(hit["name"]) if hit else "", "", "a name before it")
        for n, hit in enumerate(hits, start)
    ]


def paired_entries(rows: list[Row], start: int, end: int, *, most: int = 3) -> list[Entry]:
    """
    A name on a line of its own and below it what is said, `most` lines of it, again and again up to the end.

    The heading counts as many, or one of the names is such as only readers have.
    """
    heads = [
        n
        for n in range(start, end - 1)
        if rows[n].kind == "text" and _is_alone(rows[n].text) and not _is_alone(rows[n + 1].text)
    ]
    if len(heads) < 2 or heads[0] != start or any(row.kind != "text" for row in rows[start:end]):
        return []
    if max(stop - at for at, stop in pairwise([*heads, end])) > most + 1:
        return []
    names = {rows[n].text for n in heads}
    if len(names) < 2 or (str(len(heads)) != counted(rows[start - 1]) and not _shows_readers(rows[start - 1], names)):
        return []
    return [
        Entry(at, stop, (at + 1, stop), name_in(rows[at].text), "", "a name above it")
        for at, stop in pairwise([*heads, end])
    ]


def _is_alone(text: str) -> bool:
    """Say whether a line is but a name of up to three words."""
    return len(text) <= 30 and len(text.split()) <= 3 and is_name(text)


def _shows_readers(header: Row, names: Iterable[str]) -> bool:
    """Say whether a heading of one word, its number aside, stands above names of which one only a reader has."""
    words = [word for word in header.text.split() if any(map(str.isalpha, word))]
    return len(words) == 1 and any(_HANDLE.fullmatch(name) for name in names)


def lone_entry(rows: list[Row], start: int, *, most: int = 5, longest: int = 500) -> list[Entry]:
    """A name, a few words, and then the whole form: the only comment."""
    end = start
    while end < len(rows) and rows[end].kind in ("text", "blank", "reply"):
        end += 1
    form = sum(row.kind == "form" for row in rows[end : end + 4])
    named = start + 1 < end <= start + most and is_name(rows[start].text) and len(rows[start].text.split()) <= 3
    if not named or form < 2 or chars(rows[start:end]) > longest or rows[start].text[0].islower():
        return []
    return [Entry(start, end, (start + 1, end), name_in(rows[start].text), "", "a name above it, the form below it")]
