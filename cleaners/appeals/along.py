"""Lines next to calls that belong to them: of a form, a promise, a network, an address, and what heads them."""

from __future__ import annotations

import regex

from cleaners.appeals.page import Page, is_label, is_question
from cleaners.appeals.weighed import ENTRY
from cleaners.concepts import ADDRESS, ARROW, HANDLE, found, has_address, sure_of, traits
from cleaners.evidence import bare, ends_said
from cleaners.text import Line, overlaps, per_sign, sentences

_TAGS = regex.compile(r"(?:[#＃][\w·-]+\s*)+")
_SIGNS = regex.compile(r"[^\p{L}\p{N}]*")


def lines_along(page: Page, gone: set[int]) -> set[int]:
    """
    Lines next to calls that belong to them: of a form, a promise, a network, an address or a tag, and what heads them.

    Inside the text only what surely belongs there goes, or what stands between two calls.
    """
    lines = page.lines
    out: set[int] = set()
    for step in (1, -1):
        past = {n if step > 0 else n - 1 for n in page.near}
        for begin in sorted({n + step for n in gone} | past, reverse=step < 0):
            at = begin
            while 0 <= at < len(lines) and at not in gone and at not in out and _belongs(page, gone | out, at, step):
                out.add(at)
                at += step
    return out


def _belongs(
    page: Page, gone: set[int], n: int, step: int, *, edge: float = 0.3, inside: float = 0.6, label: float = 0.7
) -> bool:
    """Say whether a line beside one that goes belongs to it."""
    line = page.lines[n]
    if overlaps(page.code, line.start, line.stop) or n in page.series or page.on_the_matter(n, line.text):
        return False
    inner = page.first <= n <= page.last
    if inner and n + 1 in page.told and _leads_in(line.text):
        return False
    between = n - 1 in gone and n + 1 in gone
    if _goes_along(line, page.codes) and (not inner or (between and has_address(line.text))):
        return True
    bound = edge if not inner else inside if ends_said(line.text) else label
    if not (inner and ENTRY.match(line.text)) and _with_calls(line, page.codes) >= bound:
        return True
    return (not inner and between and is_label(line.text)) or (step < 0 and _heads(page, gone, n))


def _leads_in(text: str, *, long: int = 100) -> bool:
    """Say whether a paragraph ends with a question, as what opens a text does ("Wer fragt sich nicht, warum ...?")."""
    return is_question(text) and len(text) * per_sign(text) >= long


def _with_calls(line: Line, codes: tuple[str, ...], *, longest: int = 240) -> float:
    """How sure a line stands with a call, in the language that makes it surest; of its sentences the least sure."""
    if len(line.text) > longest:
        return 0.0
    return min(_stands_with(said.text, codes) for said in sentences(line.text))


def _stands_with(said: str, codes: tuple[str, ...]) -> float:
    low = said.lower()
    best = 0.0
    if len(low) == len(said):
        for code in codes:
            if hits := found(low, code):
                best = max(best, sure_of(traits(said, hits), "beside"))
    return best


def _heads(page: Page, gone: set[int], n: int) -> bool:
    """Say whether a label after the last paragraph heads what goes, two lines at least, and nothing else."""
    if not is_label(page.lines[n].text) or n + 2 not in gone:
        return False
    past = n + 1
    while past in gone:
        past += 1
    alone = n == 0 or ends_said(page.lines[n - 1].text) or n - 1 in gone
    return past == len(page.lines) and alone


def _goes_along(line: Line, codes: tuple[str, ...], *, short: int = 70) -> bool:
    text = bare(line.text)
    if not text or _SIGNS.fullmatch(text) or _TAGS.fullmatch(text):
        return len(line.text) < short and not line.text.startswith(("---", "***", "```"))
    plain = ADDRESS.sub("", text)
    if len(plain) > 2 * short or (len(plain) > short and ends_said(text)):
        return False
    if ADDRESS.search(text) or HANDLE.search(text) or ARROW.search(text):
        return len(plain) < short
    low = text.lower()
    names = {hit.concept for code in codes for hit in found(low, code)}
    return len(text) < short and not ends_said(text) and bool(names & {"platform", "label"})
