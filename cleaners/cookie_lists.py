"""The list of a page's cookies that its box of settings leaves below a text: a name, how long it stays, what for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.hints import words_at
from cleaners.resources import languages, table
from cleaners.text import Line
from cleaners.units import units

TOPIC = "cookies"
_NAME = re.compile(r"[^\s|]{1,60}(?: [^\s|]{1,30}){0,2}(?=\s*\||\s{2,}|\t|$)")
# The name in a row whose columns a single blank parts: "_ga 2 years This cookie counts visits."
_FIRST = re.compile(r"[^\s|]{1,60}(?= )")
_RULE = re.compile(r"[-–—|:=\s]{3,}$")


def drop_cookie_lists(doc: Document, *, fewest: int = 4, apart: int = 8, near: int = 12) -> Iterator[Edit]:
    r"""
    Runs of at least `fewest` rows that are a name, how long it is kept, and what it is for, below the text.

    Rows stand at most `apart` lines from each other; what stands between them goes with them, and so do the lines above
    and below, up to `near`, that name cookies or are the heads of such a table. Somewhere in it cookies are called so.

    What is left alone: a text that speaks of cookies itself, in its title or in a line far from the list, as a policy
    does; tables of other things that last, where nothing is called a cookie.

        >>> rows = "_ga  |  2 years  |  Counts visits.\nIDE  |  1 year  |  This cookie is set by an ad server.\n"
        >>> text = "The mill on the river turns again, and the miller is glad of it, as all his neighbours are.\n\n" * 3
        >>> doc = Document("d", text + rows * 2)
        >>> doc.after(drop_cookie_lists(doc)).text == text
        True
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code") or doc.get("format") == "html":
        return
    called = _called()
    if not words_at("cookies", doc) or any(word in doc.get("title").lower() for word in called):
        return
    said = lines_of(doc.text)
    lasting = _lasting()
    rows = [n for n, line in enumerate(said) if _is_row(said, n, lasting, called)]
    if len(rows) < fewest:
        return
    spoken = {n for n, line in enumerate(said) if _names(line.text, called)}
    runs = list(_runs(rows, apart, fewest))
    gone: set[int] = set()
    for first, last in runs:
        low_end, high_end = (first - 1, last + 1) if _is_alone(said[first].text) else (first, last)
        ends = [low_end, min(high_end, len(said) - 1)]
        for side, step in ((0, -1), (1, 1)):
            for n in range(ends[side] + step, ends[side] + step * (near + 1), step):
                if 0 <= n < len(said) and (n in spoken or _heads(said, n)):
                    ends[side] = n
        gone |= set(range(ends[0], ends[1] + 1))
    if not spoken & gone or not _stands_aside(units(doc.text), said[min(gone)], said[max(gone)], called):
        return
    why = f"a list of {len(rows)} cookies, with how long each is kept"
    yield from (said[n].dropped("consent.list", why, 0.92) for n in sorted(gone))


def _stands_aside(
    page: Sequence[Line], first: Line, last: Line, called: Sequence[str], *, prose: int = 80, box: int = 4
) -> bool:
    """
    Say whether the text does not speak of cookies, goes on above the list and not far below it.

    Up to `box` paragraphs right above the list that speak of them are of the same box.
    """
    over = [line.text for line in page if line.end <= first.start and len(line.text) >= prose]
    for _ in range(box):
        if over and _names(over[-1], called):
            over.pop()
    if any(_names(text, called) for text in over):
        return False
    below = sum(len(line.text) for line in page if line.start >= last.end and len(line.text) >= 2 * prose)
    above = sum(map(len, over))
    return above >= 3 * prose > 0 and 2 * below <= above


def _is_alone(text: str) -> bool:
    """Say whether a row is how long a cookie is kept and nothing else: its name stands above, what it is for below."""
    return "|" not in text and "  " not in text


def _heads(said: Sequence[Line], n: int) -> bool:
    """Say whether a line is the rule below the heads of a table, or those."""
    if _RULE.match(said[n].text):
        return True
    return n + 1 < len(said) and _RULE.match(said[n + 1].text) is not None and "|" in said[n].text


def _names(text: str, called: Sequence[str]) -> bool:
    low = text.lower()
    return any(word in low for word in called)


def _is_row(
    said: Sequence[Line], n: int, lasting: regex.Pattern[str], called: Sequence[str], *, longest: int = 90
) -> bool:
    """
    Say whether a line names a thing and how long it is kept, or is how long alone, below a name.

    Where but a blank parts the two, the line must call it a cookie.
    """
    text = said[n].text
    head = _NAME.match(text, 0, longest)
    if head is None:
        head = _FIRST.match(text)
        hit = lasting.match(text, head.end() + 1) if head else None
        return hit is not None and text[hit.end() : hit.end() + 1] == " " and _names(text, called)
    if head.end() == len(text):
        return n > 0 and lasting.fullmatch(text) is not None and len(said[n - 1].text) <= 40
    rest = text[head.end() :].lstrip(" |\t")
    hit = lasting.match(rest)
    return hit is not None and (hit.end() == len(rest) or rest[hit.end()] in " |\t")


def _runs(rows: Sequence[int], apart: int, fewest: int) -> Iterator[tuple[int, int]]:
    """The first and the last of rows that stand close to each other."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] - rows[at - 1] > apart:
            if at - start >= fewest:
                yield rows[start], rows[at - 1]
            start = at


@cache
def _called() -> tuple[str, ...]:
    return tuple(sorted({word for code in languages(TOPIC) for word in table(TOPIC, code)["called"].split()}))


@cache
def _lasting() -> regex.Pattern[str]:
    """How long a cookie is kept, in any language: "1 year 24 days", "session"."""
    units = sorted({word for code in languages(TOPIC) for word in table(TOPIC, code)["units"].split()})
    lasts = sorted({word for code in languages(TOPIC) for word in table(TOPIC, code)["lasts"].split()})
    part = rf"\d{{1,4}}\s?(?:{'|'.join(map(regex.escape, units))})\w{{0,4}}"
    named = "|".join(map(regex.escape, lasts))
    return regex.compile(rf"(?i)(?:{part}(?:[\s,]{{1,2}}(?:\w{{1,3}}\s)?{part}){{0,2}}|{named})\b")
