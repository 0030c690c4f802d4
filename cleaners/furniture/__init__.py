"""
The furniture of a page around its text: menus, share bars, lists of other articles, tags, legal lines.

A text goes through the package in this order, each step with a module of its own:

    left_alone        has it a page around it at all, being what it is?
    signs, links      does a page show itself, by known words or by many links?
    traits, around    what each line shows, alone and among its neighbours (series: arithmetic along the lines)
    model, page       how likely each line is text, and all that is known of the lines in one place
    decide            which lines go for what the model says
    beyond, lists     what goes with them for where it stands, or as a whole list
    kept, records     what is the text's all the same, for itself or for its likeness to what stays
    doubted           is the answer heard at all?
    reasons           the rule and the evidence of each line that goes
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cleaners.document import Document, Edit
from cleaners.furniture.beyond import at_an_edge, lines_beyond, may_have_edges
from cleaners.furniture.decide import anchored, decided
from cleaners.furniture.doubted import is_firm, takes_text
from cleaners.furniture.kept import (
    announced,
    calendar,
    data_rows,
    goes_on,
    headline,
    is_signed,
    last_said,
    leads_to_text,
    listed,
    most_told,
    of_a_series,
    on_subject,
    one_long,
    opens_text,
    sources,
    sums_up,
)
from cleaners.furniture.left_alone import is_left_alone
from cleaners.furniture.links import is_linked, leads_home
from cleaners.furniture.lists import carried_on, of_others, ranks
from cleaners.furniture.page import Page, judged_page
from cleaners.furniture.reasons import reason, rules, stood_on_page
from cleaners.furniture.records import of_records
from cleaners.furniture.series import Bools
from cleaners.furniture.signs import around_text, shown, shows, signs_in, weighed
from cleaners.text import key
from cleaners.threads import of_posts
from cleaners.units import units

__all__ = ["drop_furniture", "stood_on_page"]


def drop_furniture(
    doc: Document, *, least: float = 2.0, walled: float = 6.0, below: float = 0.2, prose_below: float = 0.04
) -> Iterator[Edit]:
    """
    Lines of the page around a text, judged by a small model from their shape, their place and their neighbours.

    It looks only where a page shows itself: before or after the text, different lines whose words are furniture in
    some language and that stand together, a line of several words weighing 1, a single word, which a list may hold as
    well, a third; `least` together; or many lines that are but a link. Where they weigh less, only a foot or a head
    that is nearly all furniture goes. Else each line gets a probability of being text; lines under `below` go, what
    reads as prose only under `prose_below`, and doubtful lines between two that go. Each run that goes holds such a
    known line, a link or a legal sign, or stands beside one; close to the text it holds one that weighs. A page of
    which no prose would stay is left as it is.

    What is left alone: speech, unless signs that weigh `walled` and a mark of rights show that a page was copied
    whole with it; texts without a page around them: poems, recipes, laws, lists, code, manuals of programs whose
    chapters are called "Settings" and "Log out", a privacy policy, a README with its links; also a list that a
    sentence of the text announces with a colon. A page that came as HTML was judged by its tree, which says more than
    its lines.
    """
    if is_left_alone(doc):
        return
    lines = units(doc.text)
    signs, linked = signs_in(lines), is_linked(lines)
    weight = weighed(lines, signs)
    if doc.get("kind") == "transcript" and weight < walled:
        return
    if not linked and not shows(lines, signs, least):
        return
    if not linked and weight < least and len(signs) < 2 and not may_have_edges(lines, signs):
        return  # one sign alone takes no line out but at an edge
    page = judged_page(lines)
    signed = around_text(page, signs) >= least
    if linked or signed:
        out = decided(page, below, prose_below)
        out &= anchored(page, out)
        out |= lines_beyond(page)
        out |= of_others(page, out)
    else:
        out = lines_beyond(page)
        out &= shown(page, signs, out)
    out |= at_an_edge(page, signs)
    out |= carried_on(page, out)
    out &= ~_text_of(page, out, title=doc.get("title"))
    out[of_posts(doc, lines)] = False
    unsure = linked and not signed and not (is_firm(page, out) or leads_home(lines[n] for n in np.flatnonzero(out)))
    if unsure or not ((page["words"] >= 14) & ~out).any() or takes_text(page, out):
        return
    yield from _edits(doc, page, out | ranks(page, out))


def _text_of(page: Page, out: Bools, *, title: str) -> Bools:
    """What of the lines that would go is the text's: each rule sees what those before it have left to go."""
    found = announced(page)
    if not title:
        found |= headline(page, out & ~found)
    found |= opens_text(page, title)
    left = out & ~found
    found |= leads_to_text(page, left) | sums_up(page, left)
    found |= on_subject(page) | one_long(page, left) | most_told(page)
    found |= goes_on(page, left)
    if (out & ~found).any():
        found |= data_rows(page) | sources(page) | calendar(page)
        found |= listed(page, out & ~found)
        found |= of_a_series(page, out & ~found)
        found |= of_records(page, out & ~found)
        found |= last_said(page, out & ~found)
    return found


def _edits(doc: Document, page: Page, out: Bools) -> Iterator[Edit]:
    """
    The lines that go, each with its rule and its evidence.

    The title stays above the text, the author's name beside it, and what heads lines that stay.
    """
    title, author = key(doc.get("title")), doc.get("author")
    named, stays = rules(page, out), ~out & page.prose
    for n in np.flatnonzero(out).tolist():
        line = page.lines[n]
        if page.kinds[n] == "related" and n + 1 < len(page) and not out[n + 1] and not page["stop"][n + 1]:
            continue  # whether what stays below it is a title is asked by who knows lists of titles
        if title and key(line.text) == title and page["text after"][n] > 0.5:
            continue
        if author and is_signed(line.text, author, stays[max(0, n - 3) : n + 4]):
            continue
        yield line.dropped(named[n], reason(page, n), round(1 - float(page.sure[n]), 2))
