"""Headings of the first level: of several the one with a date, a byline or prose soon below it."""

from __future__ import annotations

from cleaners import expressions as re
from cleaners.dates import days
from cleaners.evidence import line_kind
from cleaners.metadata.author.bylines import is_reading_time
from cleaners.metadata.head import Head
from cleaners.metadata.title.found import Title
from cleaners.metadata.title.shapes import consent, is_first_level, is_underlined, leads_home, stands_below, unwrapped
from cleaners.metadata.title.taken_up import prose_after, takes_up
from cleaners.metadata.words import LETTER
from cleaners.platforms import BETWEEN
from cleaners.text import WIDE, key

_FENCE = re.compile(r"^\s*(?:```|~~~)")


def heading(head: Head, *, reach: int = 12) -> Title | None:
    """
    The first-level heading that opens the text: of several the first with a date, a byline or prose soon below it.

    A heading before that one names the site: "# The Harbour Blog", then "# September notes".
    """
    if not any("# " in row.line.text[:6] or row.line.text[:3] in ("#", "===") for row in head.rows):
        return None
    fenced = False
    asked = head.prose < 2 and head.prose < len(head.rows) and bool(consent().search(head.rows[head.prose].text))
    found: list[int] = []
    homes = 0
    for at, row in enumerate(head.rows):
        if _FENCE.match(row.line.text):
            fenced = not fenced
        elif not fenced and (not (at > head.prose <= 1) or asked) and (is_first_level(row) or is_underlined(head, at)):
            found.append(at)
        elif not fenced and leads_home(row):
            homes += 1
        elif (
            not fenced and row.line.text == "#" and any(stands_below(n, head.language) for n in head.rows[at + 2 :][:1])
        ):
            found.append(at + 1)  # the mark of a heading that was broken at a width
    why = "the heading of the first level"
    for number, at in enumerate(found):
        below = head.rows[at + 1 : at + 1 + reach]
        below = below[: next((n for n, row in enumerate(below) if is_first_level(row)), reach)]
        alone = len(found) + homes == 1 and (len(head.rows[at].key.split()) > 3 or at < head.prose <= at + 2)
        begins = at < head.prose <= at + len(below) and all(len(head.rows[n].text.split()) < 3 for n in found[:number])
        begins = begins and _is_taken_up(head, at)
        if alone or begins or any(stands_below(row, head.language) for row in below):
            above = [head.rows[n].text for n in found[:number]]
            site = _site_behind(head.rows[at].key, head) or (above[0] if above and _may_be_site(above[0]) else "")
            said = head.rows[at].text
            if len(said.split()) > 1 or WIDE.search(said) or is_underlined(head, at) or _is_word_for_it(head, at):
                return Title(unwrapped(head, at), at, "title.heading", why, site)
    return None


def _is_taken_up(head: Head, at: int, *, share: float = 0.3, fewest: int = 3) -> bool:
    """Tell a heading over prose whose lines were broken at a width, so that none of them is prose by itself."""
    words = [word for word in head.rows[at].key.split() if len(word) >= 4]
    return len(words) >= fewest and head.rows[at].text[0].isupper() and takes_up(prose_after(head, at), words, share)


def _is_word_for_it(head: Head, at: int, *, shortest: int = 5) -> bool:
    """Tell the one heading of a text, at its very top, whose one word the text takes up."""
    word = head.rows[at].key
    return at == 0 and len(word) >= shortest and head.prose == 1 and takes_up(prose_after(head, at), [word], 1)


def _may_be_site(heading: str, *, most: int = 5) -> bool:
    """Tell a heading above the title that may be the name of the site: few words, no call and no torn link."""
    return len(heading.split()) <= most and heading[:1].isupper() and heading[-1] not in "!?:"


def _site_behind(title: str, head: Head, *, first: int = 2) -> str:
    """What one of the very first lines has behind the words of the title: the title of the browser's window."""
    for row in head.rows[:first]:
        for gap in reversed(row.gaps):
            site = row.text[gap.end() :].strip()
            if title and key(row.text[: gap.start()]) == title and not is_reading_time(site):
                return site_name(row.text[gap.start() :])
    return ""


def site_name(site: str) -> str:
    """
    The name of the site out of what stands beside a title: the first of "Remember - All of the eighties".

    Upright strokes go from the small to the large: of "Spain | The Courier" the last.
    """
    strokes = re.split(r"\s?[|｜]\s?", site)
    parts = [part.strip() for part in BETWEEN.split(strokes[-1])]
    parts = [part for part in parts if part and not list(days(part)) and LETTER.search(part)]
    if not parts:
        return ""
    name = parts[0]
    if ":" in name or "[" in name or name[-1] in "!?" or (name[0].islower() and " " in name):
        return ""
    longest = 16 if WIDE.search(name) else 50  # a script without blanks says much in little: that is a subtitle
    return name if 2 <= len(name) <= longest and len(name.split()) <= 6 and not line_kind(name) else ""
