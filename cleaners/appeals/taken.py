"""Which sentences of a line are calls, as sure as one must be where the line stands."""

from __future__ import annotations

from cleaners.appeals.page import Page, is_label, is_long, is_question, is_wrapped
from cleaners.appeals.weighed import PRICE, Bounds, Weighed
from cleaners.concepts import ADDRESS, ARROW, HANDLE, STEP, has_address, money
from cleaners.evidence import ends_said
from cleaners.text import Line, Span, overlaps, per_sign


def taken_in(page: Page, n: int, each: list[Weighed]) -> list[Weighed]:
    """The sentences of a line that are calls, as sure as one must be where it stands."""
    line, bounds = page.lines[n], page.bounds
    if overlaps(page.code, line.start, line.stop):
        return []
    if n and n <= page.last and is_question(page.lines[n - 1].text) and page.answers:
        return []  # an answer, which may say how one subscribes
    outer = page.outer(n)
    whole = not is_wrapped(page.lines, n) and (len(each) == 1 or _says_one_thing(line, each))
    bound = bounds.inside
    if outer or n in page.several:
        bound = bounds.quiet if page.apart else bounds.edge
    elif page.spoken:
        bound = bounds.speech
    elif whole:
        bound = bounds.apart if page.apart or n < page.first else bounds.alone
    if page.near & {n - 1, n, n + 1}:
        bound = min(bound, bounds.beside if outer or whole else bounds.alone)
    # Speech without stops has no sentences: there a call goes as far as its own words, in cleaners/calls.py.
    sayable = [
        one for one in each if (ends_said(one.said.text) if page.spoken else not _is_part(page.lines, n, one.said))
    ]
    if STEP.match(line.text) and not ADDRESS.search(line.text):
        bound = max(bound, bounds.step)
    lax = outer or n in page.several or n - 1 in page.near
    sayable = [
        one for one in sayable if (one.ours or (lax and _may_call(one))) and not _is_told(page, n, one, outer=outer)
    ]
    least = bounds.quiet if outer else bounds.apart if page.apart or page.spoken else bounds.least
    taken = [one for one in sayable if one.sure >= bound and one.sure >= _least(one.said.text, lax=lax, least=least)]
    if page.spoken:
        taken = [one for one in taken if one.sure >= bounds.greeting or not (_greets(one) or _rambles(one, bounds))]
    if (not taken and _slogan(page, n, each)) or (taken and whole and not page.spoken):
        taken = each
    # Last, as only what would go is worth a look at the lines around it.
    return [] if taken and n in page.series and not has_address(line.text) else taken


def _rambles(one: Weighed, bounds: Bounds, *, long: int = 160) -> bool:
    """Say whether a sentence of speech is long and no sure call: who talks of his work uses all those words."""
    dense = per_sign(one.said.text)
    return one.sure < bounds.told and (len(one.said.text) * dense > long or "asks" not in one.why)


def _greets(one: Weighed) -> bool:
    """Say whether a sentence welcomes those who hear it, in which it has the words of a call."""
    return "welcomes" in one.why


def _is_told(page: Page, n: int, one: Weighed, *, outer: bool) -> bool:
    """Say whether the place of a sentence makes it the text's own: a farewell, a heading, one of many prices."""
    if not one.aimed and page.answers:
        return True
    beside = bool(page.near & {n - 1, n, n + 1})
    if not (one.speaks or beside or page.spoken or n in page.several) and ends_said(one.said.text):
        return True
    if one.thanks and (page.spoken or not (beside or n in page.several)):
        return True  # a farewell, which in speech is never a call
    if page.spoken or n > page.last:
        return False
    if page.on_the_matter(n, one.said.text):
        return True
    if outer or beside:
        return False
    if money().search(one.said.text) and _among_prices(page.lines, n) and page.prices:
        return True
    return one.named and n not in page.several and _is_heading(page.lines, n)


def _among_prices(lines: tuple[Line, ...], n: int, *, reach: int = 2) -> bool:
    """Say whether lines next to this one name prices, too, and it does not exclaim."""
    beside = (lines[k].text for k in range(max(0, n - reach), min(len(lines), n + reach + 1)) if k != n)
    return not lines[n].text.endswith(("!", "！")) and any(PRICE.search(text) for text in beside)


def _is_heading(lines: tuple[Line, ...], n: int) -> bool:
    """Say whether a line is a label right above a paragraph."""
    after = lines[n + 1].text if n + 1 < len(lines) else ""
    return is_label(lines[n].text, short=70) and is_long(after) and ends_said(after)


def _is_part(lines: tuple[Line, ...], n: int, said: Span) -> bool:
    """Say whether this is a part of a sentence that runs over several lines, which one line does not tell whole."""
    if not is_wrapped(lines, n):
        return False
    begun = said.text[:1].islower() and not lines[n].text.find(said.text[:40])
    return begun or (said.end >= lines[n].stop and not ends_said(said.text))


def _slogan(page: Page, n: int, each: list[Weighed], *, likely: float = 0.55, longest: int = 120) -> bool:
    """Say whether the last line of a text that speaks to nobody praises its paper ("The Post: all the news")."""
    one = each[0]
    if n <= page.last or n + 1 < len(page.lines) or len(each) > 1 or len(one.said.text) > longest:
        return False
    return page.apart and one.beside >= likely and "praises itself" in one.why


def _may_call(one: Weighed, *, sure: float = 0.8) -> bool:
    """Say whether what speaks to nobody may be a call where calls stand: no price, and it asks, but for no label."""
    asks = one.early and "asks" in one.why and ends_said(one.said.text)
    return not PRICE.search(one.said.text) and (one.sure >= sure or asks)


def _says_one_thing(
    line: Line, each: list[Weighed], *, longest: int = 320, likely: float = 0.3, short: int = 30
) -> bool:
    """Say whether all sentences of a short paragraph are likely calls or stand with one."""
    dense = per_sign(line.text)
    return len(line.text) * dense <= longest and all(
        max(one.sure, one.beside) >= likely or len(one.said.text) * dense < short for one in each
    )


def is_whole(
    page: Page, n: int, taken: list[Weighed], *, share: float = 0.6, likely: float = 0.3, little: float = 0.15,
    short: int = 60,
) -> bool:  # fmt: skip
    """Say whether these are all sentences of the line, or, after the text, all but a little that goes with them."""
    line = page.lines[n]
    size = sum(len(one.said.text) for one in taken)
    left = len(line.text) - size - len(taken) + 1
    if left > 0 and page.outer(n):
        along = [one for one in page.weighed[n] if one not in taken and one.beside >= likely]
        left -= sum(len(one.said.text) for one in along if one.sure >= little or len(one.said.text) < short)
    return left <= 0 or (n > page.last and not page.spoken and left < share * size)


def _least(text: str, *, lax: bool, least: float, label: int = 26, prose: int = 60) -> float:
    """How sure one must be at least: of a label inside the text quite, of what reads as prose more than of a line."""
    size = len(text) * (2 if text[0] > "\u3000" else 1)
    if size < label and not lax:
        return 0.98
    plain = size >= prose and not (ADDRESS.search(text) or HANDLE.search(text) or ARROW.search(text))
    return least if plain else 0.0
