"""Lines of boxes of calls inside the text, and paragraphs in which its publisher speaks for itself."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from cleaners.appeals.page import ASKED, Page, is_long, is_wrapped
from cleaners.appeals.weighed import ENTRY, Weighed
from cleaners.concepts import found
from cleaners.evidence import ends_said
from cleaners.text import Line, overlaps, per_sign

_FORM = regex.compile(r"promises|is of a form")
_MADE = regex.compile(r"promises|is of a form|tells what one gets|asks to subscribe")
_FOR_ITSELF = regex.compile(r"asks (?:to subscribe|to follow|for support|for a mark)|is of a form")
# What whoever publishes a text says in its own words, beside calls.
_VOICE = frozenset((
    "us", "you", "mine", "promise", "liked", "wish", "form", "intro",
    "thanks", "motto", "platform", "ask_subscribe", "ask_give", "ask_follow", "ask_like",
))  # fmt: skip
# What stands in any prose as well ("every week", "10 euros"): two of these say as much as one of the others.
_FAINT = frozenset(("receive", "offer", "price", "helps", "event"))


def box_lines(page: Page, *, sure: float = 0.75, likely: float = 0.4, reach: int = 3, longest: int = 280) -> set[int]:
    """
    Lines of boxes inside the text: one surely stands with a call, another near it likely, and all between are short.

    Both name what a box is made of, what one gets and when, and one of them a promise or a form. A page of questions
    and answers has none: how one subscribes to its list is an answer.
    """
    if page.answers or _is_faq(page.lines):
        return set()
    named = {n: max(each, key=lambda one: one.beside) for n, each in page.weighed.items()}
    made = {n: one.beside for n, one in named.items() if one.beside >= likely and _MADE.search(one.why)}
    out: set[int] = set()
    for n, beside in made.items():
        for other in range(n + 1, n + reach + 1):
            if other in made and max(beside, made[other]) >= sure and _FORM.search(named[n].why + named[other].why):
                between = range(n, other + 1)
                if all(_in_box(page, k, longest) for k in between):
                    out.update(between)
    if not out or _on_letters(page):
        return set()
    return (
        set() if page.spoken else {n for n in out if not overlaps(page.code, page.lines[n].start, page.lines[n].stop)}
    )


def own_words(
    page: Page,
    *,
    outer: float = 0.75,
    inside: float = 0.85,
    likely: float = 0.4,
    voice: float = 0.7,
    alone: float = 0.9,
    shortest: int = 100,
    longest: int = 1000,
) -> set[int]:
    """
    Paragraphs in which whoever publishes the text speaks for itself, in a text that speaks to nobody.

    One of the sentences is surely a call, another likely one, and in a share of the paragraph, `voice`, each sentence
    says who speaks to whom, what one gets, what it costs or what it helps; without another call nearly all of it does.
    Inside the text the call is for the publisher: one is to subscribe, to follow or to give. Beside a single paragraph
    such words may be the text: an open thread welcomes what its readers write.
    """
    if page.spoken or not page.apart or page.first == page.last or page.answers or page.prices:
        return set()
    out: set[int] = set()
    for n, each in page.weighed.items():
        line = page.lines[n]
        size = len(line.text) * per_sign(line.text)
        if len(each) < 2 or not shortest <= size <= longest or ENTRY.match(line.text) or n in page.series:
            continue
        below = page.outer(n)
        best = max((one.sure for one in each if one.ours and (below or _FOR_ITSELF.search(one.why))), default=0.0)
        if best < (outer if below else inside) or is_wrapped(page.lines, n):
            continue
        calls = sum(max(one.sure, one.beside) >= likely for one in each)
        voiced = sum(len(one.said.text) for one in each if _voiced(one, page.codes))
        if voiced >= (voice if calls > 1 else alone) * sum(len(one.said.text) for one in each):
            out.add(n)
    return {n for n in out if not overlaps(page.code, page.lines[n].start, page.lines[n].stop)}


def _voiced(one: Weighed, codes: tuple[str, ...]) -> bool:
    """Say whether a sentence speaks for whoever publishes the text, or to the reader."""
    if max(one.sure, one.beside) >= 0.3:
        return True
    if one.said.text.startswith(("«", "“", '"', "「", "„")):
        return False
    low = one.said.text.lower()
    for code in codes:
        named = {hit.concept for hit in found(low, code)}
        if not named.isdisjoint(_VOICE) or len(named & _FAINT) > 1:
            return True
    return False


def _on_letters(page: Page, *, fewest: int = 4, share: float = 0.4) -> bool:
    """Say whether the text is on letters, lists and sites: `fewest` of its paragraphs and a `share` of all name one."""
    named = sum(
        any(hit.concept == "thing" for code in page.codes for hit in found(page.lines[n].text.lower(), code))
        for n in page.long
    )
    return named >= fewest and named >= share * len(page.long)


def _is_faq(lines: Sequence[Line], *, fewest: int = 3) -> bool:
    """Say whether the headings of a page are questions."""
    return sum(line.text[0] == "#" and line.text.rstrip("*_ ").endswith(ASKED) for line in lines) >= fewest


def _in_box(page: Page, n: int, longest: int) -> bool:
    """Say whether a line may stand in a box of calls: short, no entry of a list or a series, no paragraph."""
    text = page.lines[n].text
    told = (
        is_long(text) and ends_said(text) and not any(max(one.sure, one.beside) > 0 for one in page.weighed.get(n, ()))
    )
    return len(text) <= longest and not told and not ENTRY.match(text) and n not in page.series
