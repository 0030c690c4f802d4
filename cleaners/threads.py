"""What a board says around the posts of a thread: who posted when, how many posts, since when, whence, and ranks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, speaks
from cleaners.related.told import is_technical, is_told
from cleaners.resources import Pattern, among, keyed, languages, patterns
from cleaners.text import Line, key
from cleaners.units import BULLET, units
from cleaners.went import spots

# What sort of mark a line is: a count of somebody's posts, a day since when, who posted and when, the number of a
# post, what stands over a thread and below it; and what says nothing alone: another count, a button, a place, a rank,
# and the value below a field's name.
_COUNT, _SINCE, _POSTED, _NUMBER, _THREAD, _SCORE, _BUTTON, _PLACE, _RANK, _VALUE = range(10)
_STRONG = frozenset((_COUNT, _SINCE, _POSTED, _NUMBER, _THREAD))
# The rules of what stands beside posts: where such lines went, posts are told.
BESIDE = frozenset(("thread.line", "nav.poster"))
# Of these one must be among them: a ranking has numbers and points as well, a list of monuments days since when.
_FIRM = frozenset((_COUNT, _POSTED, _THREAD))
_HASH = re.compile(r"(?:\d{1,4}[.)] ?)?#\d{1,5}")
_FIGURE = re.compile(r"[+-]?\d{1,3}(?:[\d.,’ \u00a0\u202f]{0,9}\d)?[kKmM]?")
_FIELD = re.compile(r"([^:：\d]{2,40}?) ?[:：] ?(.{1,60})")
_BEHIND = re.compile(r"(\d[\d.,’ \u00a0\u202f]{0,10}) ([^\W\d][^:\d]{2,30})")
_STARS = re.compile(r"[*★☆•·●○ ]{3,20}")
_AVATAR = re.compile(r"[^\W\d_]")


class Words(NamedTuple):
    """The words of boards in some languages, as lines are compared."""

    posts: frozenset[str]
    counts: frozenset[str]
    dates: frozenset[str]
    places: frozenset[str]
    ranks: frozenset[str]
    kinds: frozenset[str]
    buttons: frozenset[str]


@cache
def _words(codes: tuple[str, ...]) -> Words:
    own = {part: keyed("threads", part, codes) for part in Words._fields}
    posters = tuple(code for code in codes if code in languages("boards"))
    own["places"] |= keyed("boards", "beside", posters) - own["posts"] - own["counts"] - own["dates"]
    own["ranks"] |= keyed("boards", "words", posters) - own["buttons"]
    return Words(**own)


@cache
def _shapes(codes: tuple[str, ...]) -> tuple[tuple[Pattern, int], ...]:
    sorts = {"thread.posted": _POSTED, "thread.head": _THREAD}
    return tuple((each, sorts[each.rule]) for code in codes for each in patterns("threads", code))


def drop_threads(doc: Document, *, fewest: int = 3, longest: int = 90) -> Iterator[Edit]:
    r"""
    What a board says around the posts of a thread: "Joined: 3 May 2011", "Posts: 214", "#2", "Reply with quote".

    A page is a board's when `fewest` of its lines are marks of two sorts: a count of posts, a day since when, who
    posted and when, the number of a post, what stands over a thread. A field's name may have its value on the line
    below it. Then these lines go, with places, ranks, buttons and the letter that stands for a picture where they stand
    among them. Above the first sentence and below the last one what stands over a thread goes alone as well.

    What is left alone: the posts, however short; the names of who wrote them; a profile that is the text; one field in
    an article; manuals.

        >>> post = "Has anybody seen the weir since the flood? I would not take the boat there before May."
        >>> doc = Document("d", f"#1\nann\nJoined: 3 May 2011\nPosts: 214\n{post}\nReply with quote\n")
        >>> doc.after(drop_threads(doc)).text
        'ann\nHas anybody seen the weir since the flood? I would not take the boat there before May.\n'
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code") or doc.get("format") == "html":
        return
    codes = speaks("threads", doc)
    page = units(doc.text)
    if not _may_be(page, codes, longest):
        return
    marks = _marks(page, codes, longest)
    strong = [sort for sort in marks.values() if sort in _STRONG]
    scores = sum(sort == _SCORE for sort in marks.values())
    if len(strong) + scores < fewest or len(set(strong)) < 2 or _FIRM.isdisjoint(strong) or is_technical(doc.text):
        told = [n for n, unit in enumerate(page) if n not in marks and is_told(unit.text)]
        for n in (n for n, sort in marks.items() if sort == _THREAD and told and not told[0] <= n <= told[-1]):
            yield page[n].dropped("thread.line", "a board says so above or below a thread", 0.85)
        return
    if not any(len(unit.text) >= longest // 2 for n, unit in enumerate(page) if n not in marks):
        return  # the profile of a member is the text
    for first, past in _blocks(page, marks, longest):
        here = [n for n in range(first, past) if n in marks]
        framed = any(marks[n] in _STRONG for n in here)
        if framed:
            here = sorted({*here, *_bulleted(page, here, first, past)})
        for n in here:
            if framed or marks[n] == _BUTTON:
                yield page[n].dropped("thread.line", "a board says so around the posts of a thread", 0.9)


def _may_be(page: Sequence[Line], codes: tuple[str, ...], longest: int) -> bool:
    """A cheap look: whether a line is such a mark as a board alone has."""
    words, shapes = _words(codes), _shapes(codes)
    said = among("threads", "posts", codes)
    for n, line in enumerate(page):
        if len(line.text) > 2 * longest:
            continue
        low = line.text.lower()
        counts = any(map(low.__contains__, said))
        if not counts and not any(each.may_find(low) for each, _ in shapes):
            continue
        shown = bare(line.text)
        below = page[n + 1].text if counts and n + 1 < len(page) else ""
        if _sort(line.text, shown, words, shapes, longest) in _FIRM:
            return True
        if counts and _valued(key(shown.rstrip(":： ")), below, words) == _COUNT:
            return True
    return False


def is_thread(doc: Document, *, fewest: int = 3) -> bool:
    """Say whether `fewest` edits took what a board says around posts: then what is left goes on to the end."""
    return sum(edit.rule in BESIDE for edit in doc.trail) >= fewest


def counts_posts(doc: Document, *, fewest: int = 2) -> bool:
    """Say whether `fewest` lines of a text count somebody's posts and say nothing else, as a board does."""
    words, shapes = _words(speaks("threads", doc)), _shapes(speaks("threads", doc))
    said = (line.text for line in units(doc.text) if len(line.text) <= 40 and any(map(str.isdigit, line.text)))
    return sum(_sort(text, bare(text), words, shapes, 90) == _COUNT for text in said) >= fewest


def of_posts(doc: Document, page: Sequence[Line], *, fewest: int = 4) -> list[int]:
    """
    The lines that posts tell: sentences of `fewest` words or more between what went from beside posts, and right below.

    Each post is short, and what stands around it was the board's: nothing else shows that it is no furniture.
    """
    if not is_thread(doc):
        return []
    beside = [spot.at for spot in spots(doc) if spot.rule in BESIDE]
    found: list[int] = []
    for n, line in enumerate(page):
        if not beside or line.stop <= beside[0]:
            continue
        if ends_said(line.text) and line.text.count(" ") >= fewest - 1:
            found.append(n)
        elif line.start >= beside[-1]:
            break
    return found


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


def _marks(page: Sequence[Line], codes: tuple[str, ...], longest: int) -> dict[int, int]:
    """The lines that are marks of a board, each with its sort; none when no line is a strong one."""
    words, shapes = _words(codes), _shapes(codes)
    found: dict[int, int] = {}
    n = 0
    while n < len(page):
        text = page[n].text
        if len(text) > 2 * longest:
            n += 1
            continue
        shown = bare(text)
        below = page[n + 1].text if n + 1 < len(page) else ""
        name = shown.rstrip(":： ")
        valued = _valued(key(name), below, words) if len(name) <= 40 else None
        if valued is not None:
            found[n], found[n + 1] = valued, _VALUE
            n += 2
            continue
        sort = _sort(text, shown, words, shapes, longest)
        if sort is not None:
            found[n] = sort
        elif _AVATAR.fullmatch(text) and below[:1].lower() == text.lower() and 1 < len(below) <= 40:
            found[n] = _RANK
        n += 1
    return found


def _sort(text: str, shown: str, words: Words, shapes: Sequence[tuple[Pattern, int]], longest: int) -> int | None:
    """The sort of a line that is a mark by itself."""
    if _HASH.fullmatch(text):
        return _NUMBER
    if _STARS.fullmatch(text):
        return _RANK
    low = text.lower()
    for each, sort in shapes:
        if each.may_find(low) and (each.regex.search(text) or each.regex.search(shown)):
            return sort
    if len(text) > longest or text[-1] in ".!…":
        return None
    said = key(shown)
    if said in words.buttons:
        return _BUTTON
    if said in words.ranks or (said.count(" ") < 3 and said.split(" ", 1)[0] in words.kinds):
        return _RANK
    hit = _FIELD.fullmatch(shown)
    if hit:
        name, value = key(hit[1]), hit[2]
        if name in words.posts | words.counts and _FIGURE.fullmatch(value):
            return _COUNT if name in words.posts else _SCORE
        if name in words.dates and any(map(str.isdigit, value)):
            return _SINCE
        return _PLACE if name in words.places and len(value) <= 40 and value[-1] not in ".!?" else None
    hit = _BEHIND.fullmatch(shown)
    if hit and key(hit[2]) in words.posts:
        return _COUNT
    since = next((name for name in words.dates if said.startswith(name + " ")), "")
    return _SINCE if since and len(shown) <= len(since) + 24 and any(map(str.isdigit, shown)) else None


def _valued(name: str, below: str, words: Words) -> int | None:
    """The sort of a field whose value stands on the line below it."""
    if name in words.posts | words.counts and _FIGURE.fullmatch(below):
        return _COUNT if name in words.posts else _SCORE
    if name in words.dates and len(below) <= 30 and any(map(str.isdigit, below)):
        return _SINCE
    if name in words.places and 1 < len(below) <= 30 and below[0].isupper() and below[-1] not in ".!?:":
        return _PLACE
    return None


def _blocks(page: Sequence[Line], marks: dict[int, int], longest: int) -> Iterator[tuple[int, int]]:
    """Runs of short lines and marks between the posts."""
    start = 0
    for n in range(len(page) + 1):
        if n == len(page) or (n not in marks and len(page[n].text) > longest):
            if n > start:
                yield start, n
            start = n + 1
