"""The headline above the one line that dates a page, or above the name of its paper."""

from __future__ import annotations

from cleaners import expressions as re
from cleaners.metadata.dateline import dates_said
from cleaners.metadata.head import Head
from cleaners.metadata.names import is_person
from cleaners.metadata.title.found import Title
from cleaners.metadata.title.shapes import may_be_title
from cleaners.metadata.title.taken_up import is_taken_up, prose_after
from cleaners.metadata.words import DIGIT, STOPPED, TIME, says
from cleaners.platforms import is_known
from cleaners.text import WIDE

_CLOCK = re.compile(TIME.pattern + r"|\d{1,2} ?[時时点點시] ?\d{2}[分분]?", re.IGNORECASE)


def dated(head: Head) -> Title | None:
    """
    On a page of menus: the headline right above the one line with a day and a clock, or one said to be of publication.

    Teasers have their dates, too: so none but one such headline may have prose below it.
    """
    found = [at - 1 for at in range(1, len(head.rows)) if _dates(head, at) and _is_dated_title(head, at - 1)]
    if len(found) != 1:
        return None
    why = "the headline above the one line that dates it"
    return Title(head.rows[found[0]].text, found[0], "title.above_date", why)


def _dates(head: Head, at: int, *, longest: int = 110, ahead: int = 30) -> bool:
    """Tell a row that says a day with a clock, or announces it."""
    said = head.rows[at].text
    if len(said) > longest or not DIGIT.search(said) or not dates_said(said, head.language):
        return False
    return _CLOCK.search(said) is not None or says(said[:ahead], "published", strong=True)


def _is_dated_title(head: Head, at: int, *, reach: int = 16, fewest: int = 2) -> bool:
    """Tell a headline that the prose soon below takes up; in a wide script any headline."""
    row = head.rows[at]
    if not may_be_title(row, head.language, fewest=fewest) or row.is_prose or STOPPED.search(row.text):
        return False
    if _is_name(row.text) or not any(each.is_prose for each in head.rows[at + 2 : at + 2 + reach]):
        return False
    return bool(WIDE.search(row.text)) or is_taken_up(row.text, prose_after(head, at + 1))


def over_paper(head: Head, *, fewest: int = 4) -> Title | None:
    """The headline that is the first line of all, above the name of a known paper, when the text takes it up."""
    if head.prose >= len(head.rows) or head.prose < 2 or not may_be_title(head.rows[0], head.language, fewest=fewest):
        return None
    first, below = head.rows[0].text, head.rows[1].text
    if STOPPED.search(first) or not is_known(below) or not is_taken_up(first, prose_after(head, 0), share=0.4):
        return None
    return Title(first, 0, "title.first_line", "the first line of all, above the name of the paper")


def _is_name(text: str) -> bool:
    """A person's name; in a script without blanks a headline of several words looks like one."""
    return is_person(text) and not WIDE.search(text)
