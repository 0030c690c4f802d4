"""What a board says around the posts of a thread: who posted when, how many posts, since when, whence, and ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cleaners.document import Document, Edit
from cleaners.evidence import ends_said, speaks
from cleaners.related.told import is_technical, is_told
from cleaners.text import Line
from cleaners.threads.marks import FIRM, STRONG, Mark, counts_posts, marks_of, may_be_board
from cleaners.units import BULLET, units
from cleaners.went import spots

# Where such lines went, posts are told.
_RULE = "thread.line"


def drop_threads(doc: Document, *, fewest: int = 3, longest: int = 90) -> Iterator[Edit]:
    r"""
    What a board says around the posts of a thread: "Joined: 3 May 2011", "Posts: 214", "#2", "Reply with quote".

    A page is a board's when `fewest` of its lines are marks of two sorts: a count of posts, a day since when, who
    posted and when, the number of a post, what stands over a thread; or when two lines on end tell two such things of
    who posted. A field's name may have its value on the line below it. Then these lines go, with places, ranks,
    buttons and the letter that stands for a picture where they stand among them. Above the first sentence and below the
    last one what stands over a thread goes alone as well.

    What is left alone: the posts, however short; the names of who wrote them; a profile that is the text; one field in
    an article; the head of a letter, a form and a table, which have other fields; manuals.

        >>> post = "Has anybody seen the weir since the flood? I would not take the boat there before May."
        >>> doc = Document("d", f"#1\nann\nJoined: 3 May 2011\nPosts: 214\n{post}\nReply with quote\n")
        >>> doc.after(drop_threads(doc)).text
        'ann\nHas anybody seen the weir since the flood? I would not take the boat there before May.\n'
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code") or doc.get("format") == "html":
        return
    codes = speaks("threads", doc)
    page = units(doc.text)
    if not may_be_board(page, codes, longest):
        return
    marks = marks_of(page, codes, longest)
    if not _is_board(doc.text, marks, fewest):
        for n in _outside(page, marks):
            yield page[n].dropped(_RULE, "a board says so above or below a thread", 0.85)
    elif any(len(unit.text) >= longest // 2 for n, unit in enumerate(page) if n not in marks):
        for n in sorted(set(_around(page, marks, longest))):
            yield page[n].dropped(_RULE, "a board says so around the posts of a thread", 0.9)
    # else the profile of a member is the text


def is_thread(doc: Document, *, fewest: int = 3) -> bool:
    """Say whether `fewest` edits took what a board says around posts: then what is left goes on to the end."""
    return sum(edit.rule == _RULE for edit in doc.trail) >= fewest


def tells_of_posters(doc: Document, *, fewest: int = 2) -> bool:
    """Say whether `fewest` lines of a text count somebody's posts and say nothing else, as a board does."""
    codes = speaks("threads", doc)
    said = (line.text for line in units(doc.text) if len(line.text) <= 40 and any(map(str.isdigit, line.text)))
    return sum(counts_posts(text, codes) for text in said) >= fewest


def of_posts(doc: Document, page: Sequence[Line], *, fewest: int = 4) -> list[int]:
    """
    The lines that posts tell: sentences of `fewest` words or more between what went from beside posts, and right below.

    Each post is short, and what stands around it was the board's: nothing else shows that it is no furniture.
    """
    if not is_thread(doc):
        return []
    beside = [spot.at for spot in spots(doc) if spot.rule == _RULE]
    found: list[int] = []
    for n, line in enumerate(page):
        if not beside or line.stop <= beside[0]:
            continue
        words = line.text.count(" ") + 1
        if words >= fewest and (ends_said(line.text) or (words >= 2 * fewest and line.start < beside[-1])):
            found.append(n)
        elif line.start >= beside[-1]:
            break
    return found


def _is_board(text: str, marks: Mapping[int, Mark], fewest: int) -> bool:
    """Say whether the marks of a page show that it is a board's, and no manual that shows one."""
    strong = [mark for mark in marks.values() if mark in STRONG]
    if FIRM.isdisjoint(strong):
        return False
    scores = sum(mark is Mark.SCORE for mark in marks.values())
    enough = len(strong) + scores >= fewest and len(set(strong)) >= 2
    return (enough or _tells_of_one(marks)) and not is_technical(text)


def _tells_of_one(marks: Mapping[int, Mark]) -> bool:
    """Say whether two lines on end, or one, say how much somebody has posted and since when."""
    both = {Mark.COUNT, Mark.SINCE}
    return Mark.PROFILE in marks.values() or any({mark, marks.get(n + 1)} == both for n, mark in marks.items())


def _around(page: Sequence[Line], marks: Mapping[int, Mark], longest: int) -> Iterator[int]:
    """The lines that go from between the posts of a board."""
    for first, past in _blocks(page, marks, longest):
        here = [n for n in range(first, past) if n in marks]
        framed = any(marks[n] in STRONG for n in here)
        yield from (n for n in here if framed or marks[n] is Mark.BUTTON)
        if framed:
            yield from _bulleted(page, here, first, past)


def _outside(page: Sequence[Line], marks: Mapping[int, Mark]) -> Iterator[int]:
    """What stands over a thread, above the first line that tells something and below the last."""
    told = [n for n, unit in enumerate(page) if n not in marks and is_told(unit.text)]
    return (n for n, mark in marks.items() if mark is Mark.THREAD and told and not told[0] <= n <= told[-1])


def _bulleted(page: Sequence[Line], here: Sequence[int], first: int, past: int) -> Iterator[int]:
    """The lines with bullets right above or below a strong mark with one: a rank, a motto."""
    for n in here:
        if not BULLET.match(page[n].text):
            continue
        for step in (-1, 1):
            at = n + step
            while first <= at < past and BULLET.match(page[at].text):
                yield at
                at += step


def _blocks(page: Sequence[Line], marks: Mapping[int, Mark], longest: int) -> Iterator[tuple[int, int]]:
    """Runs of short lines and marks between the posts."""
    start = 0
    for n in range(len(page) + 1):
        if n == len(page) or (n not in marks and len(page[n].text) > longest):
            if n > start:
                yield start, n
            start = n + 1
