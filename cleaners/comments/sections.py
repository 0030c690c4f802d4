"""Where comments stand, and what tells that they are comments and not the text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.comments.bound import between, bound, bound_entries, marks_in, named_entries
from cleaners.comments.entries import (
    Entry,
    answered_entries,
    clocked_entries,
    colon_entries,
    lined_entries,
    lone_entry,
    numbered_entries,
    paired_entries,
    signed_entries,
    snippets,
)
from cleaners.comments.rows import (
    CLOCK,
    COUNT,
    NUMBERED,
    Row,
    chars,
    counted,
    in_list,
    is_bare,
    is_name,
    name_in,
    told_in,
)
from cleaners.comments.scored import scored_entries
from cleaners.comments.words import aged, answer_words, beside_posts, listed_words, named
from cleaners.evidence import line_kind
from cleaners.resources import one_of
from cleaners.text import key

# What a writer puts below the form: "Go on, tell me..."
_CALL = re.compile(r".{3,90}(?:\.\.\.|[…!?:])\W*")
_DENSE = frozenset(("ja", "ko", "zh"))
_QUESTION = re.compile(r"[?？؟]")


@cache
def _counted() -> re.Pattern[str]:
    """The number of a comment at its beginning: "#3", "3.", "3楼"."""
    return re.compile(rf"(?:[^\W\d_]{{1,8}} ?)?#?(\d{{1,3}})(?:[.:)]|{one_of('comments', 'floor')}| ?[-–]|\b)")


class Section(NamedTuple):
    """A comment section: the rows it takes, the entries in it, and what gave it away."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    why: str


def sections(rows: list[Row], tongues: tuple[str, ...]) -> Iterator[Section]:
    """Give the sections of comments in a page, in order; a forum has none, its posts are the text."""
    if _is_forum(rows):
        return
    first_told = next((n for n, row in enumerate(rows) if row.told), -1)
    first_aged = next((n for n, row in enumerate(rows) if row.kind == "reply" and aged(tongues).search(row.text)), -1)
    rowed = [n for n, row in enumerate(rows) if row.kind == "reply" and len(row.text.split()) > 1 and not row.pair]
    first_rowed = rowed[0] if len(rowed) > 2 else -1
    enough = (
        60 if _DENSE.intersection(tongues) else 120
    )  # letters of text above; one that stands for a syllable says more
    told = [0, *accumulate(told_in([row]) for row in rows)]
    scored = scored_entries(rows, tongues)
    first_scored = scored[0].start if scored else -1
    at = past = 0  # past: where the last section ended
    while at < len(rows):
        section = None
        heads = rows[at].kind == "header" and not _is_menu_item(rows, at) and not _answers(rows, at)
        if heads and (above := told[at]) >= enough:
            section = _headed(rows, at, above, tongues)
        elif at in (first_told, first_aged, first_rowed) or _lists(rows, at, tongues):
            section = _shown(rows, at, told[at], tongues)
        if not section and at == first_scored and told[at] >= enough:
            section = Section(
                at, with_form(rows, scored[-1].end), tuple(scored), "marked by readers, one after another"
            )
        if not section and _may_head(rows[at]) and is_loose(rows[at].text, tongues):
            section = _loosely_headed(rows, at, told[at], tongues)
        if not section and (rows[at].kind == "says" or _has_button(rows, at)) and (above := told[at]) >= 400:
            section = _unheaded(rows, at, above)
        if not section and rows[at].pair and at - 1 >= past and _is_certain(rows, at):
            section = _paired(rows, at, past)
        if not section and rows[at].kind == "form" and told[at] >= 120:
            section = _form(rows, at)
        if not section and rows[at].kind == "sign" and (above := told[at]) >= enough:
            section = _alike(rows, at, above, tongues)
        if section and section.start >= past:
            start = _form_above(rows, section.start, past)
            yield section._replace(start=start)
            past = section.end
        at = max(section.end, at + 1) if section else at + 1


def _shown(rows: list[Row], at: int, above: int, tongues: tuple[str, ...], *, least: int = 120) -> Section | None:
    """The section that begins here, told by how its comments are set and not by its heading alone."""
    if above < least:
        return None
    if rows[at].told:
        return _told_by(rows, at, above, tongues)
    if rows[at].kind == "reply" and (section := _aged_section(rows, at, above, tongues)):
        return section
    return _listed(rows, at, above) if _lists(rows, at, tongues) else None


def _is_menu_item(rows: list[Row], at: int) -> bool:
    """Say whether a line that may head comments stands amid the items of a list, and counts nothing."""
    return in_list(rows, at) and at + 1 < len(rows) and in_list(rows, at + 1) and not counted(rows[at])


def _answers(rows: list[Row], header: int) -> bool:
    """Say whether "3 answers" stands under a question: then the answers are the text."""
    if not answer_words().search(rows[header].text) or len(rows[header].text.split()) > 3:
        return False
    return _asks(rows[:header])


def _asks(rows: list[Row]) -> bool:
    """Say whether this text begins or ends with a question."""
    said = [row.text for row in rows if row.kind == "text" and len(row.text) > 3]
    return any(_QUESTION.search(text) for text in (*said[:2], *said[-2:]))


def _is_forum(rows: list[Row], *, least: int = 4, longest: int = 60) -> bool:
    """A forum: its posts are the content. Told by what stands beside each: "Joined", "Posts: 312", "#4"."""
    hits = [hit[1].lower() for row in rows if len(row.text) < longest and (hit := beside_posts().match(row.text))]
    return len(hits) >= least and len(set(hits)) >= 2


def _headed(
    rows: list[Row], header: int, above: int, tongues: tuple[str, ...], *, near: int = 14, most: int = 600
) -> Section | None:
    """
    The section under a heading, by the way its comments are set.

    A heading with more than `most` letters of text between it and the first of them counts comments above a text.
    """
    why = f"stands under “{rows[header].text[:60]}”"
    for way in (lined_entries, signed_entries, clocked_entries, numbered_entries, snippets):
        entries = way(rows, header + 1)
        if entries and entries[0].start - header <= near and _is_likely(rows, entries, above):
            if told_in(rows[header + 1 : entries[0].start]) > most:
                return None
            end = with_form(rows, entries[-1].end)
            return Section(header, end, tuple(entries), why)
    entries = named_entries(rows, header) or bound_entries(rows, header, above, tongues)
    if entries := entries or _to_the_end(rows, header, above, tongues):
        return Section(header, with_form(rows, entries[-1].end), tuple(entries), why)
    after = header + 1
    while after < len(rows) and rows[after].text.isdigit():
        after += 1
    follows = rows[after].kind if after < len(rows) else "end"
    chapter = bool(NUMBERED.match(rows[header].text))
    alone = is_bare(rows[header], tongues) and not in_list(rows, header)
    ends = follows in ("form", "header") or (alone and (follows == "end" or _is_furniture(rows, after)))
    if alone and follows == "reply":
        ends = with_form(rows, after) == len(rows)
    if (ends and not chapter) or (counted(rows[header]) and not told_in(rows[after : after + 1])):
        return Section(header, with_form(rows, after), (), "a heading of comments with none below it")
    return None


def _to_the_end(rows: list[Row], header: int, above: int, tongues: tuple[str, ...]) -> list[Entry]:
    """Comments without dates, when the heading counts them or the form follows, and the page ends with them."""
    end = header + 1
    while end < len(rows) and rows[end].kind not in ("break", "header"):
        end += 1
    if end < len(rows) and not _is_furniture(rows, end):
        return []
    entries = (
        answered_entries(rows, header + 1, end)
        or colon_entries(rows, header + 1, end)
        or paired_entries(rows, header + 1, end)
    )
    if not entries and above >= 400 and is_bare(rows[header], tongues):
        entries = lone_entry(rows, header + 1)
    return entries if _is_likely(rows, entries, above) else []


def _may_head(row: Row) -> bool:
    """Say whether this line may head comments; a button may when it has a number: "Replies (4)"."""
    return row.kind in ("text", "break", "form", "says") or (row.kind == "reply" and bool(counted(row)))


def is_loose(text: str, tongues: tuple[str, ...], *, longest: int = 70, most: int = 9) -> bool:
    """Tell a line that may head comments in words of its own ("What our readers say"): short, without a sentence."""
    said = text.strip()
    return (
        2 < len(said) <= longest
        and len(said.split()) <= most
        and said[-1] not in ".;,"
        and ". " not in said
        and named(tongues).search(said) is not None
    )


def _loosely_headed(
    rows: list[Row], at: int, above: int, tongues: tuple[str, ...], *, least: int = 120
) -> Section | None:
    """
    The section under a heading of any wording: two comments at least, each signed, up to the end of the page.

    Each has a name, and an age or buttons; a time does where the heading counts them or calls them comments. A report
    that tells of reactions hour by hour has no more than times.
    """
    if above < least or _answers(rows, at):
        return None
    if not called_in(rows[at].text, tongues) and _asks(rows[:at]):
        return None
    entries = signed_entries(rows, at + 1)
    if (
        len(entries) < 2
        or entries[0].start - at > 8
        or not _ends(rows, entries)
        or not _is_likely(rows, entries, above)
    ):
        return None
    called = counted(rows[at]) or _declared(rows[at], tongues) or called_in(rows[at].text, tongues)
    if not all(entry.author and _is_signed_by_software(rows, entry, clock=bool(called)) for entry in entries):
        return None
    return Section(at, with_form(rows, entries[-1].end), tuple(entries), f"stands under “{rows[at].text[:60]}”")


def _is_signed_by_software(rows: list[Row], entry: Entry, *, clock: bool) -> bool:
    """Say whether an age, buttons or a time of day stand in this comment's lines, as software sets them."""
    outside = [*rows[entry.start : entry.said[0]], *rows[entry.said[1] : entry.end]]
    return any(
        row.kind == "reply"
        or row.button
        or (row.kind == "sign" and (not row.published or (clock and CLOCK.search(row.text))))
        for row in outside
    )


def _alike(rows: list[Row], at: int, above: int, tongues: tuple[str, ...], *, enough: int = 3) -> Section | None:
    """
    Comments that nothing heads, up to the end, each signed with a time or an age.

    Each has buttons or a mark of its own or says what it is, or the form follows, or the page's head counts them.
    A forum's first post is signed as the others are, so the line above the first of these must be no button to answer.
    """
    back = 0 if rows[at].author else next((n for n in (1, 2, 3) if n < at and _is_reader(rows[at - n])), 0)
    if back > 1 and not rows[at].button:
        return None
    entries = signed_entries(rows, at - back)
    if len(entries) < 2 or at - entries[0].start != back or not _is_likely(rows, entries, above):
        return None
    if not _ends(rows, entries) or not all(entry.author for entry in entries) or _is_signed_above(rows, entries):
        return None
    outside = [[*rows[each.start : each.said[0]], *rows[each.said[1] : each.end]] for each in entries]
    timed = all(
        any(row.kind == "sign" and (not row.published or CLOCK.search(row.text)) for row in each) for each in outside
    )
    buttons = sum(any(row.kind == "reply" or row.button for row in each) for each in outside)
    end = entries[-1].end
    form = sum(row.kind == "form" for row in rows[end : end + 4])
    declared = any(len(entries) <= int(_declared(row, tongues) or 0) for row in rows[: entries[0].start])
    marks = sum(each.start > 0 and rows[each.start - 1].kind == "blank" for each in entries)
    asked = _asks(rows[: entries[0].start])
    many = len(entries) >= enough and len(entries) in (buttons, marks, _named_so(outside, tongues)) and not asked
    plain = (
        not asked
        and (_is_numbered(rows, entries) or buttons == len(entries))
        and (form or above >= (130 if _DENSE.intersection(tongues) else 400))
    )
    if not timed or not (declared or form >= 2 or many or plain):
        return None
    start = entries[0].start - (marks == len(entries))
    start -= plain and _is_heading_above(rows, start)
    return Section(start, with_form(rows, end), tuple(entries), "signed alike, to the end of the page")


def _named_so(outside: list[list[Row]], tongues: tuple[str, ...]) -> int:
    """How many of these say of themselves that they are comments: "Comment by Anna, May 4, 2020 @ 9:12 am"."""
    return sum(any(row.kind == "sign" and called_in(row.text, tongues) for row in each) for each in outside)


def _is_numbered(rows: list[Row], entries: list[Entry]) -> bool:
    """Say whether the comments are counted where they are signed: "#1 Anna", "2: anonymous", "3楼"."""
    hits = [_counted().match(rows[each.start].line.text) for each in entries]
    counts = [int(hit[1]) for hit in hits if hit]
    return counts in (list(range(1, len(entries) + 1)), list(range(len(entries), 0, -1)))


def _is_heading_above(rows: list[Row], at: int, *, longest: int = 60) -> bool:
    """Say whether a short line between the text and the first of these comments heads them: no name, no sentence."""
    if at < 2 or rows[at - 1].kind not in ("text", "break") or not told_in(rows[at - 2 : at - 1]):
        return False
    said = rows[at - 1].text
    words = said.split()
    dense = said[0] > "\u3000"
    named_ = not dense and (len(words) < 2 or all(word[0].isupper() for word in words if word[0].isalpha()))
    return len(said) <= (20 if dense else longest) and said[-1] not in ".!…。！;,)]" and not named_


def _declared(row: Row, tongues: tuple[str, ...], *, longest: int = 60) -> str:
    """How many comments a line of the page's head says there are: "9 views 4 comments"."""
    if len(row.text) > longest or (row.kind != "header" and not is_loose(row.text, tongues)):
        return ""
    words = "|".join(map(re.escape, listed_words(tongues, "called"))) or "(?!)"
    hit = re.search(rf"(?i)(?P<a>\d+)\W?\w{{0,6}}?\W?(?:{words})|(?:{words})\w* ?\(?(?P<b>\d+)", row.text)
    return (hit["b"] or hit["a"]) if hit else ""


def called_in(text: str, tongues: tuple[str, ...]) -> bool:
    """Say whether this line calls them comments."""
    low = text.lower()
    return any(word in low for word in listed_words(tongues, "called"))


def _is_signed_above(rows: list[Row], entries: list[Entry]) -> bool:
    """Say whether the text above the first of these ends in the same buttons, or begins with the same signature."""
    first = entries[0].start
    while first and rows[first - 1].kind == "blank":
        first -= 1
    top = [row for row in rows[:first] if row.kind != "blank"][:3]
    return (first > 0 and rows[first - 1].kind == "reply") or any(
        row.kind == "sign" and row.author and CLOCK.search(row.text) for row in top
    )


def _form(rows: list[Row], at: int, *, least: int = 4) -> Section | None:
    """The whole form, a short one where the page goes on with its furniture below it: there are no comments."""
    end = with_form(rows, at)
    lines = sum(row.kind == "form" for row in rows[at:end])
    whole = lines > least or (lines == least and _is_furniture(rows, end))
    return Section(at, end, (), "the form for a comment") if whole else None


def _form_above(rows: list[Row], start: int, past: int, *, most: int = 16) -> int:
    """Where the form above the heading of comments begins."""
    top = start
    while top > past and start - top < most and rows[top - 1].kind in ("form", "blank", "reply"):
        top -= 1
    while top < start and rows[top].kind != "form":
        top += 1
    return top


def _is_furniture(rows: list[Row], at: int) -> bool:
    return at < len(rows) and line_kind(rows[at].text) in ("related", "nav")


def _is_certain(rows: list[Row], mark: int) -> bool:
    """One line "Reply Delete" may be a menu that a manual shows: it comes again, is glued, or the form follows."""
    glued = " " not in rows[mark].text and rows[mark - 1].kind != "reply"
    again = sum(row.pair for row in rows) > 1
    return glued or again or any(row.kind == "form" for row in rows[mark + 1 : mark + 8])


def _paired(rows: list[Row], mark: int, past: int, *, least: int = 200) -> Section | None:
    """
    Comments that nothing heads, with two buttons each, to answer and to take away: "ReplyDelete".

    Where names and dates stand above the first buttons the first comment begins there; else it is the paragraph
    above them, for what comes before may be the text.
    """
    head = next((n for n in range(mark - 1, max(mark - 9, past - 1), -1) if rows[n].kind in ("sign", "says")), -1)
    first = mark - 1 if rows[mark - 1].kind == "text" else mark
    entries: list[Entry] = []
    if head >= 0 and (entries := signed_entries(rows, head)) and entries[-1].end > mark:
        first = entries[0].start
    else:
        end = bound(rows, mark)
        entries = between(rows, first, marks_in(rows, first, end), end)
    if not entries or chars(rows[:first]) < least:
        return None
    return Section(first, with_form(rows, entries[-1].end), tuple(entries), "buttons of comments")


def _is_likely(
    rows: list[Row], entries: list[Entry], above: int, *, few: int = 3, longest: int = 4000, one: int = 2000
) -> bool:
    """
    Say whether these can be comments on the text above them, and not the text itself.

    One or two must not be longer than it; of many none may be longer than it and than `one` comment ever is.
    """
    sizes = [sum(len(row.text) for row in rows[entry.said[0] : entry.said[1]]) for entry in entries]
    if len(entries) >= few:
        return max(sizes) <= max(one, above)
    headings = sum(row.line.text.startswith("#") for entry in entries for row in rows[entry.said[0] : entry.said[1]])
    return sum(sizes) <= min(longest, above) and not headings


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
    back = int(rows[at].kind == "sign" and not rows[at].author and at > 0 and _is_reader(rows[at - 1]))
    entries = signed_entries(rows, at - back)
    if not entries or at - entries[0].start not in (0, 1, 2) or not _is_likely(rows, entries, above):
        return None
    # "Anna says:" and its date stand together; a forum's quotation, "Anna said:", has no date.
    heads = [{row.kind for row in rows[entry.start : entry.said[0]]} for entry in entries]
    pairs = sum({"says", "sign"} <= head for head in heads)
    buttons = sum(_has_button(rows, number) for number in range(at, entries[-1].end))
    form = entries[-1].end < len(rows) and rows[entries[-1].end].kind == "form"
    top = entries[0].start - 1
    form = form or (top > 0 and rows[top].kind == "form")  # "Commenter cet article", and the comments below it
    handles = len(entries) > 1 and all(rows[entry.start].text.startswith("@") for entry in entries)
    if pairs * 2 >= len(entries) and pairs + bool(buttons) + form >= 2 and pairs:
        why = "names that say, with dates"
    elif buttons * 2 >= len(entries) and (form or (buttons >= 3 and any(row.kind == "form" for row in rows))):
        why = "names with dates and buttons"
    elif form and len(entries) > 1 and all("says" in head for head in heads) and _dated(rows, entries):
        why = "names that say, a date below each, and the form"
    elif handles and buttons:
        why = "names as a video page writes them, with buttons"
    else:
        return None
    return Section(entries[0].start - (rows[top].kind == "form"), with_form(rows, entries[-1].end), tuple(entries), why)


def _dated(rows: list[Row], entries: list[Entry]) -> bool:
    """Say whether a time stands among the lines of each of these comments."""
    return all(any(row.kind == "sign" and CLOCK.search(row.text) for row in rows[a.start : a.end]) for a in entries)


def _told_by(rows: list[Row], at: int, above: int, tongues: tuple[str, ...]) -> Section | None:
    """
    Names that say when they wrote, two at least, up to the end of the text or to a heading of the page.

    Messages that an article quotes are followed by its text; in a thread whose posts are the content the first has
    such a line as well, and nothing stands above it.
    """
    entries = signed_entries(rows, at)
    if len(entries) < 2 or entries[0].start != at or not all(rows[entry.start].told for entry in entries):
        return None
    if not _ends(rows, entries) or not _is_likely(rows, entries, above):
        return None
    start = at - _lists(rows, at - 1, tongues)
    while start and at - start < 2 and rows[start - 1].kind in ("blank", "reply"):
        start -= 1
    if start == at and COUNT.match(rows[at - 1].text) and answer_words().search(rows[at - 1].text):
        start -= 1 if len(rows[at - 1].text.split()) <= 3 else 0  # "5 answers"
    return Section(start, with_form(rows, entries[-1].end), tuple(entries), "names that wrote, with dates and times")


def _ends(rows: list[Row], entries: list[Entry]) -> bool:
    """Say whether the text is over, or the page goes on with a heading or a form, after the last comment."""
    end = entries[-1].end
    return end >= len(rows) or rows[end].kind in ("break", "form", "header")


def _lists(rows: list[Row], at: int, tongues: tuple[str, ...]) -> bool:
    """A heading that may head comments ("Réactions"), with a name, a date and a time in the next line."""
    if counted(rows[at]) and any(row.kind == "sign" for row in rows[at + 2 : at + 4]):
        return key(rows[at].text.strip(" :()0123456789")) in {
            key(word) for word in listed_words(tongues, "list_header")
        }
    if at + 1 >= len(rows) or rows[at + 1].kind != "sign" or not (rows[at + 1].author and rows[at + 1].published):
        return False
    text = key(rows[at].text.strip(" :()0123456789"))
    heads = {key(word) for word in listed_words(tongues, "list_header")}
    return text in heads and bool(CLOCK.search(rows[at + 1].text))


def _listed(rows: list[Row], at: int, above: int) -> Section | None:
    """Two comments at least, with buttons; a heading with times below it may be a report of a day."""
    entries = signed_entries(rows, at + 1)
    if len(entries) < 2 or entries[0].start != at + 1 or not _is_likely(rows, entries, above) or _asks(rows[:at]):
        return None
    if not all(entry.author for entry in entries) or sum(row.kind == "reply" for row in _within(rows, entries)) < 2:
        return None
    why = f"stands under “{rows[at].text[:60]}”"
    return Section(at, with_form(rows, entries[-1].end), tuple(entries), why)


def _within(rows: list[Row], entries: list[Entry]) -> list[Row]:
    return rows[entries[0].start : entries[-1].end]


def _aged_section(rows: list[Row], at: int, above: int, tongues: tuple[str, ...], *, most: int = 6) -> Section | None:
    """
    A name, what it says, and buttons with an age ("Like · Reply · 3h"): two at least, one after the other.

    Without ages ("Like Reply") three, up to the end of the page.
    """
    with_ages = aged(tongues).search(rows[at].text) is not None
    marks = [
        n
        for n in range(at, len(rows))
        if rows[n].kind == "reply" and (not with_ages or aged(tongues).search(rows[n].text))
    ]
    begin = next((n for n in range(at - 2, max(at - most, 0), -1) if _is_reader(rows[n])), -1)
    entries: list[Entry] = []
    for mark in marks:
        if begin < 0 or not 2 <= mark - begin <= most or not _is_reader(rows[begin]):
            break
        if not with_ages and any(row.kind == "sign" for row in rows[begin:mark]):
            break  # signed: told elsewhere, and a forum's posts are
        said = (begin + 1, mark)
        entries.append(Entry(begin, mark + 1, said, name_in(rows[begin].text), "", "a name above it, buttons below it"))
        begin = mark + 1
    if len(entries) < (2 if with_ages else 3) or not _is_likely(rows, entries, above):
        return None
    if not with_ages and not _ends(rows, entries):
        return None
    return Section(entries[0].start, with_form(rows, entries[-1].end), tuple(entries), "names, and buttons below each")


def _is_reader(row: Row, *, most: int = 4) -> bool:
    """Tell a line that is a reader's name alone."""
    words = row.text.split()
    named = row.kind == "text" and is_name(row.text) and row.text[-1].isalnum() | (row.text[-1] in ".)")
    return named and len(words) <= (1 if row.text[0].islower() else most)


def with_form(rows: list[Row], at: int, *, most: int = 40) -> int:
    """Where the form and the closing words after the comments end; a last line below the form is its writer's call."""
    end = at
    while end < len(rows) and end - at < most and rows[end].kind in ("form", "reply", "blank"):
        end += 1
    while end > at and rows[end - 1].kind == "blank":
        end -= 1
    called = end > at and end == len(rows) - 1 and all(row.kind in ("form", "header") for row in rows[end - 2 : end])
    return end + (called and rows[end].kind == "text" and bool(_CALL.fullmatch(rows[end].text)))
