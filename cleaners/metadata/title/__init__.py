"""
The title: a heading, a line that stands twice, the headline above the prose or the byline.

Of a text it is looked for in this order, the surest place first, each way with a module of its own:

    headings          is there a heading of the first level?
    twins             does a headline stand twice, once perhaps beside the site?
    above             which line above the prose is no date, no byline, no word of the page?
    menus             on a page of menus: what stands to the prose or to the byline as titles do?
    dated             what stands above the one line that dates the text?
    elsewhere         the first sentence, an image's description, what the comments are said to be on

They share `shapes` (what a headline looks like) and `taken_up` (does the text take up its words?); `trimmed` says
what of a title that was found is its own.
"""

from __future__ import annotations

from cleaners.metadata.head import Head
from cleaners.metadata.title.above import alone, at_the_top
from cleaners.metadata.title.dated import dated, over_paper
from cleaners.metadata.title.elsewhere import alt_text, behind_address, commented, first_sentence, over_skip
from cleaners.metadata.title.found import Title
from cleaners.metadata.title.headings import heading
from cleaners.metadata.title.menus import above_prose, before_byline, likeliest
from cleaners.metadata.title.twins import over_masthead, twin

# In these the line above the date is surely the title: menus and teasers are told apart by it.
_DENSE = frozenset(("ja", "ko", "zh"))


def find_title(text: str, head: Head, *, spoken: bool, page: bool = False, last: bool = False) -> Title | None:
    """
    The title, looked for in the surest place first.

    Of a page with menus, or one (`page`) whose menus are gone, what the lines are like as a whole tells it. The `last`
    time that it is asked, what stands above the one line with a date counts too.
    """
    found = heading(head) or twin(head) or behind_address(head)
    if found or (page and spoken):
        return found
    if head.rows and (page or _has_menus(head)):
        found = at_the_top(head) or likeliest(text, head)
    else:
        found = alone(text, head, spoken=spoken) or before_byline(text, head) or above_prose(head)
    if not found and not spoken and (last or head.language in _DENSE):
        found = dated(head) or over_paper(head)
    found = found or over_masthead(head) or over_skip(head)
    return found or first_sentence(text, head) or alt_text(text, head) or commented(text, head.language)


def _has_menus(head: Head, *, most: int = 8) -> bool:
    """Tell whether so much stands above the prose that it is not all about this text."""
    return most < head.prose < len(head.rows)
