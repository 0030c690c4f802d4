"""What sort of mark of a board a line is: a count of posts, who posted and when, the number of a post, a button."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from functools import cache
from itertools import pairwise

from cleaners import expressions as re
from cleaners.evidence import bare
from cleaners.resources import Pattern, among, patterns
from cleaners.text import Line, key
from cleaners.threads.words import Words, words


class Mark(Enum):
    """What a line around a post says."""

    COUNT = auto()  # how much somebody has posted
    SINCE = auto()  # a day since when
    POSTED = auto()  # who posted and when
    NUMBER = auto()  # the number of a post
    THREAD = auto()  # what stands over a thread or below it
    PROFILE = auto()  # several things of who posted, in one line
    # Of these none says anything alone.
    SCORE = auto()  # another count
    BUTTON = auto()
    PLACE = auto()
    RANK = auto()
    VALUE = auto()  # the value below a field's name


STRONG = frozenset((Mark.COUNT, Mark.SINCE, Mark.POSTED, Mark.NUMBER, Mark.THREAD, Mark.PROFILE))
# Of these one must be among them: a ranking has numbers and points as well, a list of monuments days since when.
FIRM = frozenset((Mark.COUNT, Mark.POSTED, Mark.THREAD, Mark.PROFILE))
_HASH = re.compile(r"(?:\d{1,4}[.)] ?)?#\d{1,5}")
# A day that stands alone, as above the number of a post.
_DAY = re.compile(r"[^\W\d_]{3,10}\.? \d{1,2}, \d{4}|\d{1,2}(?:[./-]| )(?:\d{1,2}|[^\W\d_]{3,10}\.?)(?:[./-]| )\d{4}")
_FIGURE = re.compile(r"[+-]?\d{1,3}(?:[\d.,’ \u00a0\u202f]{0,9}\d)?[kKmM]?")
_FIELD = re.compile(r"([^:：\d]{2,40}?) ?[:：] ?(.{1,60})")
_COLON = re.compile(r"[:：]")
_BEHIND = re.compile(r"(\d[\d.,’ \u00a0\u202f]{0,10}) ([^\W\d][^:\d]{2,30})")
_STARS = re.compile(r"[*★☆•·●○ ]{3,20}")
_AVATAR = re.compile(r"[^\W\d_]")
_RULES = {"thread.posted": Mark.POSTED, "thread.head": Mark.THREAD}


def may_be_board(page: Sequence[Line], codes: tuple[str, ...], longest: int) -> bool:
    """A cheap look: whether a line is such a mark as a board alone has."""
    said = among("threads", "posts", codes)
    for n, line in enumerate(page):
        if len(line.text) > 2 * longest:
            continue
        if line.text[0] == "#" and n and _is_dated(page, n - 1):
            return True
        low = line.text.lower()
        counts = any(map(low.__contains__, said))
        if not counts and not any(each.may_find(low) for each, _ in _shapes(codes)):
            continue
        shown = bare(line.text)
        below = page[n + 1].text if counts and n + 1 < len(page) else ""
        if _mark_of(line.text, shown, codes, longest) in FIRM:
            return True
        if counts and _valued(key(shown.rstrip(":： ")), below, words(codes)) is Mark.COUNT:
            return True
    return False


def marks_of(page: Sequence[Line], codes: tuple[str, ...], longest: int) -> dict[int, Mark]:
    """The lines that are marks of a board, each with its sort; the name of a field may have its value below it."""
    known = words(codes)
    found: dict[int, Mark] = {}
    n = 0
    while n < len(page):
        text = page[n].text
        if len(text) > 2 * longest:
            n += 1
            continue
        shown = bare(text)
        below = page[n + 1].text if n + 1 < len(page) else ""
        name = shown.rstrip(":： ")
        valued = _valued(key(name), below, known) if len(name) <= 40 else None
        if valued is not None:
            found[n], found[n + 1] = valued, Mark.VALUE
            n += 2
            continue
        mark = _mark_of(text, shown, codes, longest)
        if mark is not None:
            found[n] = mark
        elif below[:1] == "#" and _is_dated(page, n):
            found[n] = Mark.POSTED
        elif _AVATAR.fullmatch(text) and below[:1].lower() == text.lower() and 1 < len(below) <= 40:
            found[n] = Mark.RANK  # the letter that stands for a picture
        n += 1
    return found


def counts_posts(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a line counts somebody's posts and says nothing else."""
    return _mark_of(text, bare(text), codes, len(text)) is Mark.COUNT


def _is_dated(page: Sequence[Line], n: int, *, far: int = 40) -> bool:
    """
    Say whether a day stands above the number of a post, as above the next or the last one, with a post between.

    The places of a ranking fall, or have nothing between them: "12 May", "#5", "19 May", "#3".
    """
    if not (_DAY.fullmatch(page[n].text) and _HASH.fullmatch(page[n + 1].text)):
        return False
    number = int(page[n + 1].text.rsplit("#", 1)[1])
    before, after = f"#{number - 1}", f"#{number + 1}"
    near = [m for m in range(max(1, n - far), min(len(page), n + far)) if page[m].text in (before, after)]
    return any(
        abs(m - n - 1) > 2 and (page[m].text == after) == (m > n) and _DAY.fullmatch(page[m - 1].text) for m in near
    )


@cache
def _shapes(codes: tuple[str, ...]) -> tuple[tuple[Pattern, Mark], ...]:
    return tuple((each, _RULES[each.rule]) for code in codes for each in patterns("threads", code))


def _mark_of(text: str, shown: str, codes: tuple[str, ...], longest: int) -> Mark | None:
    """The sort of a line that is a mark by itself."""
    if _HASH.fullmatch(text):
        return Mark.NUMBER
    if _STARS.fullmatch(text):
        return Mark.RANK
    low = text.lower()
    for each, mark in _shapes(codes):
        if each.may_find(low) and (each.regex.search(text) or each.regex.search(shown)):
            return mark
    known = words(codes)
    if _tells_twice(shown, known):
        return Mark.PROFILE
    if len(text) > longest or text[-1] in ".!…":
        return None
    said = key(shown)
    if said in known.buttons:
        return Mark.BUTTON
    if said in known.ranks or (said.count(" ") < 3 and said.split(" ", 1)[0] in known.kinds):
        return Mark.RANK
    return _field(shown, known) or _behind(shown, said, known)


def _tells_twice(shown: str, known: Words) -> bool:
    """Say whether a line has two fields of who posted, each before a number or a day: "Joined: 2009 Posts: 2,114"."""
    parts = _COLON.split(shown)
    if len(parts) < 3:
        return False
    told, sure = set(), (known.posts, known.dates, known.totals)
    for before, value in pairwise(parts):
        ends = key(before).split(" ")
        names = (" ".join(ends[-n:]) for n in (3, 2, 1))
        name = next((name for name in names if any(name in each for each in sure)), "")
        if name and any(map(str.isdigit, value)):
            told.add(name)
    return len(told) >= 2


def _field(shown: str, known: Words) -> Mark | None:
    """The sort of a field with its value: "Posts: 214", "Location: York"."""
    hit = _FIELD.fullmatch(shown)
    if not hit:
        return None
    name, value = key(hit[1]), hit[2]
    if _counts(name, known) and _FIGURE.fullmatch(value):
        return _counts(name, known)
    if name in known.dates and any(map(str.isdigit, value)):
        return Mark.SINCE
    return Mark.PLACE if name in known.places and len(value) <= 40 and value[-1] not in ".!?" else None


def _behind(shown: str, said: str, known: Words) -> Mark | None:
    """The sort of "214 posts" and "Joined 3 May 2011"."""
    hit = _BEHIND.fullmatch(shown)
    if hit and key(hit[2]) in known.posts:
        return Mark.COUNT
    since = next((name for name in known.dates if said.startswith(name + " ")), "")
    return Mark.SINCE if since and len(shown) <= len(since) + 24 and any(map(str.isdigit, shown)) else None


def _valued(name: str, below: str, known: Words) -> Mark | None:
    """The sort of a field whose value stands on the line below it."""
    if _counts(name, known) and _FIGURE.fullmatch(below):
        return _counts(name, known)
    if name in known.dates and len(below) <= 30 and any(map(str.isdigit, below)):
        return Mark.SINCE
    if name in known.places and 1 < len(below) <= 30 and below[0].isupper() and below[-1] not in ".!?:":
        return Mark.PLACE
    return None


def _counts(name: str, known: Words) -> Mark | None:
    if name in known.posts:
        return Mark.COUNT
    return Mark.SCORE if name in known.totals or name in known.counts else None
