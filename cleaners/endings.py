"""What a page says behind the last sentence of its text, in the same line: "… he said. Share on Facebook Print"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cleaners.buttons import made_of
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said, line_kind, quoted, reported, speaks
from cleaners.hints import found_by, told
from cleaners.interface.levels import EDGE, SURE, always_in, level_of
from cleaners.interface.shapes import has_shape
from cleaners.related.told import is_technical
from cleaners.resources import Pattern
from cleaners.text import STOPS, WIDE, Line, Span, sentences, size_of
from cleaners.units import on_whole_lines, units

# How what stands before it ends, and with what it may begin.
_STOPS = (*STOPS, "…", "»", "”", '"', "’", ")", "]", "」", "』", "）", "】")
_BEGINS = "¿¡©([（【［※"
_OPEN = f"{STOPS}…"
# Kinds of known lines that a page has below its text, of which two words and more are no heading's.
_KINDS = ("ui", "share", "comments", "legal", "ad")
# The rules that know a sentence; the next four only of a text that is one line: a paragraph may end with such a one.
_NOTICES = (
    "notice.wall", "notice.cookies", "notice.rights", "notice.first", "notice.button", "notice.made",
)  # fmt: skip
_OF_ONE_LINE = ("notice.form", "notice.letter", "notice.site", "promo.call")
# Rules that count beside what went already.
_CALLS = ("promo.line", "promo.foot")
# What else is known by whole lines, and in a dense script runs on behind the text.
_RUN_ON = (*_OF_ONE_LINE, *_CALLS, "disclaimer.own")
# What any script has there as well, where the sentence says nothing else.
_OWN = ("disclaimer.own",)


@on_whole_lines
def drop_endings(doc: Document, *, longest: int = 200, prose: int = 120, most: int = 8) -> Iterator[Edit]:
    r"""
    What a page says behind the last sentence of its text, in the same line: "… he said. Share on Facebook Print".

    Looked at is the last line that holds `prose` letters. From its end on each piece goes that is nothing but words of
    an interface, one of them such as no text has or two, or a sentence that is a notice of the page as a whole ("Sign
    in to read on."), or that says whose views these are, while `prose` is left before it. In a dense script, where
    lines run together more often, a call of a line of its own goes from there as well.

    What is left alone: quoted words, what somebody is told to have said, single words that may be the text's, manuals;
    speech, laws, verse and code.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for the winter. "
        >>> doc = Document("d", f"{said}{said}Share on Facebook Tweet Print\n")
        >>> doc.after(drop_endings(doc)).text[-20:]
        'ins for the winter.\n'
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code") or doc.get("format") == "html":
        return
    page = units(doc.text)
    line = next((unit for unit in reversed(page) if size_of(unit.text) >= prose), None)
    if line is None:
        return
    pieces = list(sentences(doc.text, line.start, line.stop))
    if len(pieces) < 2 or is_technical(doc.text):
        return
    asked: dict[int, list[Pattern]] = {}
    dense = size_of(line.text) >= 1.4 * len(line.text)
    for topic in ("notices", "calls", "disclaimers"):
        for said, tries in told(topic, doc):
            asked.setdefault(said.start, []).extend(tries)
    last = dense and not any(ends_said(unit.text) for unit in page if unit.start > line.start)
    yield from _cuts(doc, line, pieces, asked, last=last, longest=longest, prose=prose, most=most)


def _cuts(
    doc: Document,
    line: Line,
    pieces: Sequence[Span],
    asked: Mapping[int, Sequence[Pattern]],
    *,
    last: bool,
    longest: int,
    prose: int,
    most: int,
) -> Iterator[Edit]:
    """The pieces that go, from the last one on; up to three sentences are one when they say it together."""
    spoken = speaks("interface", doc)
    codes = Tongues(spoken, speaks("buttons", doc), speaks("calls", doc), always_in(doc, spoken))
    begins, end = line.stop - len(line.text), line.stop
    flat = len(line.text) >= 2 * sum(len(unit.text) for unit in units(doc.text) if unit is not line)
    n = len(pieces)
    while n > max(1, len(pieces) - most):
        for first in range(max(1, n - 3), n):
            start = pieces[first].start
            left = doc.text[begins:start].rstrip()
            said = doc.text[start:end].rstrip()
            if size_of(left) < prose or not 0 < len(said) <= longest or not left.endswith(_STOPS):
                continue
            if quoted(line.text, start - begins) or not (said[0].isalnum() or said[0] in _BEGINS):
                continue
            known = (*_NOTICES, *(_OF_ONE_LINE if flat else ()), *(_CALLS if flat and end < line.stop else ()))
            tries = [each for each in asked.get(start, ()) if each.rule in known]
            rule, why = _meant(said, codes, tries, alone=first == n - 1)
            if not rule:
                more = [each for each in asked.get(start, ()) if each.rule in (_RUN_ON if last else _OWN)]
                rule, why = _meant(said, codes, more, alone=first == n - 1, share=0.9)
            if last and not rule and first == n - 1 and _is_bar(said, codes):
                rule, why = "ending.interface", "mostly words of the page's interface, behind the last sentence"
            if rule:
                yield Edit(begins + len(left), end, "", rule, why, 0.88)
                end, n = begins + len(left), first
                break
        else:
            return


def _is_bar(said: str, codes: Tongues, *, fewest: int = 2, share: float = 0.5, longest: int = 5) -> bool:
    """Say whether what ends in no stop is a `share` of phrases of an interface, `fewest` of them: a bar with names."""
    tokens = said.split()
    if said[-1] in _OPEN or len(tokens) < fewest:
        return False
    at = known = many = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + size])
            level = level_of(phrase, codes.interface, codes.always)
            if level >= EDGE or line_kind(phrase) or has_shape(phrase, codes.interface):
                known, many, at = known + len(phrase), many + 1, at + size
                break
        else:
            at += 1
    return many >= fewest and known >= share * len(said)


class Tongues(NamedTuple):
    """The languages that concern a text, by what is asked of them, and the shapes that no text has."""

    interface: tuple[str, ...]
    buttons: tuple[str, ...]
    calls: tuple[str, ...]
    always: tuple[Pattern, ...]


def _meant(
    said: str, codes: Tongues, tries: Sequence[Pattern], *, alone: bool, share: float = 0.6, wide: int = 6
) -> tuple[str, str]:
    """The rule and the reason for which a piece goes; two empty words when it is the text's. One alone has a shape."""
    level = level_of(said, codes.interface, codes.always)
    several, open_ = " " in said or len(WIDE.findall(said)) >= wide, said[-1] not in _OPEN
    if level >= SURE or (level >= EDGE and (several or open_)) or (several and line_kind(said) in _KINDS):
        return "ending.interface", "only the page's interface says so, behind the last sentence"
    if several and open_:
        parts = made_of(said, codes.buttons)
        shaped = alone and has_shape(said, codes.interface)
        if shaped or (parts and parts.said >= 2 and (parts.devices or parts.acts)):
            return "ending.interface", "nothing but words of buttons, behind the last sentence"
    for each in tries:
        hit = found_by(each, said)
        if not hit or hit[1] - hit[0] < share * len(said) or reported(said, codes.calls):
            continue
        return "ending.notice", each.why
    return "", ""
