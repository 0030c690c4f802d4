"""Headlines that stand twice: beside the site in the title of a window, in bread crumbs, in the way to the page."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners import expressions as re
from cleaners.evidence import line_kind
from cleaners.metadata.author.bylines import is_reading_time
from cleaners.metadata.head import Head, Row
from cleaners.metadata.names import is_person
from cleaners.metadata.title.found import Title
from cleaners.metadata.title.headings import site_name
from cleaners.metadata.title.shapes import is_first_level, is_headline, is_list, stands_below
from cleaners.metadata.title.taken_up import is_taken_up, prose_after
from cleaners.metadata.words import STOPPED, is_date_line
from cleaners.text import WIDE, key

_NUMBERED = re.compile(r"^\d{1,2}[.)] ")
# What stands between a title and its site in a window's title, where no blanks part them: "…_Boats_The Courier".
_GLUED_SITE = re.compile(r"\s?[_|｜:：–—-]\s?|\s+")
_PARTS = re.compile(r"\s*[_|｜:：–—]\s*|\s+-\s+|^-|-(?=[A-Z])")
# The way to a page down to its title: "Home / News / The pier is gone".
_STEPS = re.compile(r"\s(?:/|>|»|›|→|\|)\s")
# "正在阅读：码头拓宽": what a Chinese page says over the title.
_LABELLED = re.compile(r"[^\W\d_][^:：\n]{2,24}[:：]\s*(?=\S)")


def twin(head: Head, *, first: int = 3) -> Title | None:
    """A headline that stands twice; the first time, at the very top, perhaps with the site behind it."""
    reach = head.prose + 3
    for at, row in enumerate(head.rows[:first]):
        if not 8 <= len(row.text) <= 300:
            continue
        recurs = any(row.opens_as(other) for other in head.rows[at + 1 : reach])
        again = _place(row.key, head.rows[:reach]) if recurs else at
        if at < again and _is_alive(row, head, again):
            above = head.rows[at - 1].text if at else ""
            if STOPPED.search(row.text) and not STOPPED.search(above) and is_headline(above, head.language):
                return Title(above, at - 1, "title.above_twin", "the headline above a standfirst that stands twice")
            return Title(row.text, again, "title.twin", "stands twice above the text")
        for hit in reversed(row.gaps):
            title, site = row.text[: hit.start()].strip(), row.text[hit.end() :].strip()
            if len(title) + len(WIDE.findall(title)) < 8 and not _is_headed(title, head):
                continue
            again = _place_of(title, at, head)
            if again > at and not (line_kind(title) or is_list(title) or is_reading_time(site)):
                why = f"stands twice, once beside the site: {site[:60]}"
                return Title(title, again, "title.twin", why, site_name(row.text[hit.start() :]))
        if found := _window(row, at, head):
            return found
    return _repeated(head) or _way_down(head)


def over_masthead(head: Head, *, below: int = 6, shortest: int = 8) -> Title | None:
    """The headline in the first line before the name of the site, which stands alone in one of the next lines."""
    row = head.rows[0] if head.rows else None
    if not row or not row.gaps or is_date_line(row.text, head.language):
        return None
    gap = row.gaps[-1]
    title, site = row.text[: gap.start()].strip(), row.text[gap.end() :].strip()
    wide = len(WIDE.findall(title))
    if len(site) < shortest or len(title) + wide < shortest or (len(title.split()) < 3 and wide < shortest // 2):
        return None
    alone = any(each.says(key(site)) for each in head.rows[1 : 1 + below])
    if not alone or line_kind(title) or line_kind(site) or is_list(row.text) or is_person(title):
        return None
    return Title(title, 0, "title.twin", f"stands before the site, whose name is below: {site[:60]}", site_name(site))


def _window(row: Row, at: int, head: Head, *, longest: int = 40, reach: int = 260) -> Title | None:
    """
    The headline that opens the first line, as it stands again below: what is left of the line names the site.

    As windows are called, whatever parts the two: "The pier is gone_Boats_The Courier", "The pier is gone The Courier".
    A blank alone parts them only where the rest stands in the text once more.
    """
    for place, other in enumerate(head.rows[at + 1 : at + 1 + reach], at + 1):
        said = other.text
        if len(said) >= len(row.text) or not row.text.startswith(said) or not row.opens_as(other):
            continue
        rest = row.text[len(said) :]
        gap = _GLUED_SITE.match(rest)
        if (
            not gap
            or len(rest) > (longest if WIDE.search(said) else min(longest, len(said)))
            or not is_headline(said, head.language)
            or line_kind(said)
        ):
            continue
        parts = [part for part in _PARTS.split(rest) if part and part.strip()]
        own = [part for part in parts if WIDE.search(part)] or parts
        site = own[-1].strip() if own else ""
        whole = WIDE.search(said) is not None and any(rest.strip() in each.text for each in head.rows[at + 1 :])
        if gap[0].strip() or whole:
            return Title(
                said, place, "title.twin", f"opens the first line and stands again: {rest}"[:80], site_name(site)
            )
    return None


def _way_down(head: Head, *, reach: int = 8, fewest: int = 3, steps: int = 2) -> Title | None:
    """The headline in which the way to the page ends, in the line above it: "Home / News / The pier is gone"."""
    for at, row in enumerate(head.rows[: head.prose + 2]):
        found = list(_STEPS.finditer(row.text)) if len(row.text) <= 300 else []
        label = _LABELLED.match(row.text) if len(found) < steps and WIDE.search(row.text) else None
        if len(found) < steps and not label:
            continue
        said = row.text[label.end() if label else found[-1].end() :].strip()
        wanted = key(said)
        if len(wanted.split()) < fewest and not WIDE.search(said):
            continue
        for below in range(at + 1, min(len(head.rows), at + 1 + reach)):
            if head.rows[below].says(wanted) and is_headline(said, head.language):
                return Title(head.rows[below].text, below, "title.crumbs", "the way to the page ends in it")
    return None


def _is_headed(title: str, head: Head, *, shortest: int = 3) -> bool:
    """Tell words that are too short to be told by themselves, but stand again as the heading of the first level."""
    wanted = key(title) if len(title) >= shortest else ""
    return bool(wanted) and any(is_first_level(row) and row.says(wanted) for row in head.rows[1:])


def _place_of(title: str, above: int, head: Head, *, reach: int = 5) -> int:
    """Where a title stands below the first lines: first of all above a date or a byline, else where it stands last."""
    wanted = key(title)
    for at in range(above + 1, len(head.rows) if wanted else 0):
        if head.rows[at].says(wanted) and not head.rows[at].line.text.startswith("*"):
            below = head.rows[at + 1 : at + 1 + reach]
            if any(not row.is_prose and stands_below(row, head.language) for row in below):
                return at
    return _place(wanted, head.rows)


def _place(wanted: str, rows: Sequence[Row]) -> int:
    """Where a line stands last; of an entry of a list, where it stands first; -1 when nowhere."""
    place = -1
    for at, row in enumerate(rows):
        entry = place >= 0 and row.line.text.startswith("*")
        if not entry and wanted and row.says(wanted):
            place = at
    return place


def _is_alive(row: Row, head: Head, at: int, *, reach: int = 8, fewest: int = 4) -> bool:
    """A headline that a text follows soon, and no entry of a menu that is printed twice."""
    if not is_headline(row.text, head.language) or len(row.key.split()) < fewest:
        return bool(WIDE.search(row.text)) and is_headline(row.text, head.language)
    taken_up = is_taken_up(row.text, prose_after(head, at))
    return taken_up and any(stands_below(each, head.language) for each in head.rows[at + 1 : at + 1 + reach])


def _repeated(head: Head, *, fewest: int = 6) -> Title | None:
    """A headline that the bread crumbs above it say too ("3. Le port gagne un quai")."""
    seen: set[str] = set()
    for at, row in enumerate(head.rows[: head.prose + 1] if head.prose else ()):
        crumb = re.sub(r"^\d+ ", "", row.key)
        if crumb in seen and len(crumb.split()) >= fewest and _is_alive(row, head, at, reach=6):
            said = _NUMBERED.sub("", row.text) if crumb != row.key else row.text
            return Title(said, at, "title.twin", "stands twice above the text")
        seen.add(crumb)
    return None
