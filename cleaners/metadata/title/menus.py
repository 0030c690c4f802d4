"""The headline on a page of menus: by its byline, by the prose that takes it up, by all that its lines are like."""

from __future__ import annotations

from cleaners.metadata.author.bylines import byline
from cleaners.metadata.head import Head
from cleaners.metadata.title.found import Title
from cleaners.metadata.title.shapes import is_headline, may_be_title, unwrapped
from cleaners.metadata.title.taken_up import is_taken_up, prose_after
from cleaners.metadata.weighed import headline_row
from cleaners.metadata.words import STOPPED, is_date_line


def likeliest(text: str, head: Head) -> Title | None:
    """Of all lines with prose soon below them the one that is likeliest the title, by all that they are like."""
    told = {found.at for found in (before_byline(text, head), above_prose(head)) if found}
    at = headline_row(head, may_be_title, told)
    if at < 0:
        return None
    return Title(unwrapped(head, at), at, "title.page", "stands to the text of the page as titles do")


def before_byline(text: str, head: Head, *, reach: int = 15, short: int = 30, fewest: int = 4) -> Title | None:
    """
    On a page of menus: a headline shortly above the prose, with nothing but short lines down to a date or a name.

    The prose must take its words up, or it is a menu, a claim, a teaser: without this half of them were wrong.
    """
    if head.prose >= len(head.rows):
        return None
    prose = head.rows[head.prose].line.start
    for at in range(max(0, head.prose - reach), head.prose):
        row = head.rows[at]
        if len(row.key.split()) < fewest or not is_headline(row.text, head.language) or STOPPED.search(row.text):
            continue
        if not is_taken_up(row.text, text[prose : prose + 1500]):
            continue
        for below in head.rows[at + 1 : head.prose + 3]:
            if is_date_line(below.text, head.language) or byline(below.text, head.language):
                return Title(row.text, at, "title.above_byline", "the headline above the date or the name")
            if len(below.text) > short and not below.is_prose:
                break
    return None


def above_prose(head: Head, *, window: int = 8, short: int = 40) -> Title | None:
    """
    On a page of menus: the headline above the first passage of prose, when nearly all of its words recur there.

    Between it and the prose stand none but short lines (a name, a date, "3 comments") or a standfirst.
    """
    if head.prose >= len(head.rows):
        return None
    for at in range(max(0, head.prose - window), head.prose):
        row = head.rows[at]
        if row.line.text[0] in "*+-[!" or STOPPED.search(row.text) or row.line.end - row.line.stop <= 1:
            continue  # an entry of a menu, a standfirst, a line that goes on in the next
        if sum(len(word) >= 4 for word in row.key.split()) < 4 or not is_headline(row.text, head.language):
            continue
        if not is_taken_up(row.text, prose_after(head, at), share=0.7):
            continue
        if all(len(each.text) <= short or each.text[-1] in ".!?…" for each in head.rows[at + 1 : head.prose]):
            return Title(row.text, at, "title.above_prose", "the headline above the text, which takes up its words")
    return None
