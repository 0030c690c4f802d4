"""
The furniture of a page around its text: menus, share bars, lists of other articles, tags, legal lines.

Each line becomes numbers (`traits` its own, `around` those of its neighbours, with `series` for their arithmetic), of
which `model` says how likely it is text. Before that, `left_alone` knows texts without a page around them, and
`signs` and `links` whether a page shows itself; after it, `decide` says which lines go, `beyond` and `lists` what goes
with them, `kept` what stays all the same, and `doubted` when the answer is not heard at all. `reasons` gives each line
that goes its rule and its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cleaners.document import Document, Edit
from cleaners.evidence import line_words
from cleaners.furniture.around import COLUMNS, features
from cleaners.furniture.beyond import at_an_edge, lines_beyond
from cleaners.furniture.decide import anchored, decided
from cleaners.furniture.doubted import is_firm, takes_text
from cleaners.furniture.kept import (
    announced,
    data_rows,
    headline,
    is_signed,
    leads_to_text,
    listed,
    of_a_series,
    on_subject,
    sources,
    sums_up,
)
from cleaners.furniture.left_alone import is_left_alone
from cleaners.furniture.links import is_linked, leads_home
from cleaners.furniture.lists import carried_on, of_others, ranks
from cleaners.furniture.model import judged
from cleaners.furniture.reasons import RULES, headed, reason
from cleaners.furniture.signs import around_text, shown, shows, sign_of, weighed
from cleaners.text import key
from cleaners.units import units


def drop_furniture(
    doc: Document, *, least: float = 2.0, walled: float = 6.0, below: float = 0.2, prose_below: float = 0.04
) -> Iterator[Edit]:
    """
    Lines of the page around a text, judged by a small model from their shape, their place and their neighbours.

    It looks only where a page shows itself: before or after the text, different lines whose words are furniture in
    some language and that stand together, a line of several words weighing 1, a single word, which a list may hold
    as well, a third; `least` together; or many lines that are but a link. Where they weigh less, only a foot or a
    head that is nearly all furniture goes. Else each line gets a probability of being
    text; lines under `below` go, what reads as prose only under `prose_below`, and doubtful lines between two that
    go. Each run that goes holds such a known line, a link or a legal sign, or stands beside one; close to the text it
    holds one that weighs. A page of which no prose would stay is left as it is.

    What is left alone: speech, unless signs that weigh `walled` and a mark of rights show that a page was copied whole
    with it; texts without a page around them: poems, recipes, laws, lists, code, manuals of
    programs whose chapters are called "Settings" and "Log out", a privacy policy, a README with its links; also a
    list that a sentence of the text announces with a colon. A page that came as HTML was judged by its tree,
    which says more than its lines.
    """
    if is_left_alone(doc):
        return
    page = units(doc.text)
    known = line_words()
    signs = {n: kind for n, unit in enumerate(page) if len(unit.text) < 80 and (kind := sign_of(unit.text, known))}
    linked = is_linked(page)
    if doc.get("kind") == "transcript" and weighed(page, signs) < walled:
        return
    if not linked and not shows(page, signs, least):
        return
    table, kinds = features(page)
    sure = judged(table)
    prose = table[:, COLUMNS.index("prose")] > 0
    beyond = lines_beyond(table, sure)
    signed = around_text(signs, page, table) >= least
    if linked or signed:
        out = decided(sure, table, kinds, below, prose_below)
        out &= anchored(out, table, kinds, page, sure)
        out |= beyond
        out |= of_others(out, sure, table, page)
    else:
        out = beyond if shown(beyond, signs, sure) else np.zeros(len(sure), np.bool_)
    out |= at_an_edge(signs, sure, table, page)
    out |= carried_on(out, sure, table, page)
    out &= ~announced(table, kinds)
    if not doc.get("title"):
        out &= ~headline(out, table, kinds)
    out &= ~(leads_to_text(out, table, kinds, sure) | sums_up(out, table, kinds, sure) | on_subject(table, sure))
    if out.any():
        out &= ~(data_rows(page, kinds) | sources(page, table, kinds))
        out &= ~listed(out, table, kinds, sure)
        out &= ~of_a_series(out, table, page)
    unsure = linked and not signed and not (is_firm(sure[out]) or leads_home(page, out))
    long = table[:, COLUMNS.index("words")] >= 14
    if unsure or not (long & ~out).any() or takes_text(out, sure, prose * table[:, 0]):
        return
    title, author = key(doc.get("title")), doc.get("author")
    out |= ranks(out, page)
    heads = headed(out, kinds)
    stopped = table[:, COLUMNS.index("stop")] > 0
    for n in np.flatnonzero(out).tolist():
        if kinds[n] == "related" and n + 1 < len(page) and not out[n + 1] and not stopped[n + 1]:
            continue  # it heads what stays: whether that is a title is asked by who knows lists of titles
        if title and key(page[n].text) == title and table[n, COLUMNS.index("text after")] > 0.5:
            continue
        if author and is_signed(page[n].text, author, (~out & prose)[max(0, n - 3) : n + 4]):
            continue
        rule = RULES.get(kinds[n] or heads[n], "page.furniture")
        yield page[n].dropped(rule, reason(table[n], kinds[n]), round(1 - float(sure[n]), 2))
