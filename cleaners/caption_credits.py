"""Who made the captions, and what a recogniser writes where nobody speaks: "Subtitles by the Amara.org community"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from cleaners.document import Document, Edit
from cleaners.evidence import lines_of, lowered_once
from cleaners.resources import beside_english, joined, listed, patterns
from cleaners.text import Line
from cleaners.timecodes import TIME

_RULE = "caption_credits"
# Signs around a credit: "[Subtitles by Anna Low]", "- Subtitles: Anna Low -".
_AROUND = " \t()[]【】（）*_-–—♪."
_LONGEST = 140


def drop_caption_credits(doc: Document, *, edge: int = 3) -> Iterator[Edit]:
    r"""
    Credits of captions: lines that only say who made them, and phrases that recognisers write where nobody speaks.

    A line that names a service, or a phrase that only recognisers write, goes from the first and the last `edge` lines
    of any text, and from anywhere in a transcript; at the end of speech without stops it goes without its line. A line
    that credits a person ("Subtitles by Anna Low"), or only thanks those who watched, goes from a transcript. Speech
    about subtitles stays: it says more than such a line.

        >>> from cleaners.document import Fact
        >>> said = "So the tide turned.\n\nSubtitles by the Amara.org community\n"
        >>> doc = Document("d", said, (Fact("kind", "transcript", "example"), Fact("language", "en", "example")))
        >>> doc.after(drop_caption_credits(doc)).text
        'So the tide turned.\n\n'
    """
    spoken = doc.get("kind") == "transcript"
    rows = lines_of(doc.text)
    if len(rows) < 2 and not spoken:
        return
    # Beyond speech a credit is a short line at the edge, of which few texts have one with its words.
    near = [row.text for row in (*rows[:edge], *rows[-edge:]) if len(row.text) <= 2 * _LONGEST]
    low = lowered_once(doc.text) if spoken else "\n".join(near).lower()
    if not any(map(low.__contains__, _words())):
        return
    named = _named()
    person = _alone(doc.get("language")) if spoken else None
    last = len(rows) - 1
    for n, row in enumerate(rows):
        if not (spoken or n < edge or n > last - edge):
            continue
        said = _bare(row)
        if len(said) <= _LONGEST and named.fullmatch(said):
            yield row.dropped(_RULE, "credits those who made the captions")
        elif person and len(said) <= _LONGEST and len(rows) > edge and person.fullmatch(said):
            yield row.dropped(_RULE, "credits those who made the captions, or stands where nobody speaks", 0.9)
        elif spoken and n == last and (hit := _last(row, doc.text)):
            yield Edit(hit, row.stop, "", _RULE, "credits those who made the captions, behind the last words")


def _bare(row: Line) -> str:
    """A line without its time and the signs around it."""
    head = TIME.match(row.text)
    return row.text[head.end() if head else 0 :].strip(_AROUND)


def _last(row: Line, text: str) -> int:
    """Where the credit at the end of the last line begins, with the blanks before it; 0 when there is none."""
    low = max(row.start, row.stop - _LONGEST)
    for hit in _named().finditer(text, low, row.stop):
        if not text[hit.end() : row.stop].strip(_AROUND) and text[hit.start() - 1 : hit.start()].isspace():
            at = hit.start()
            while at > row.start and text[at - 1].isspace():
                at -= 1
            return at if at > row.start else 0
    return 0


@cache
def _words() -> tuple[str, ...]:
    """Pieces of words of which every credit holds one."""
    return listed(_RULE, "pieces")


@cache
def _named() -> regex.Pattern[str]:
    """What names a service, or is written by recognisers alone, in every language."""
    return regex.compile(joined(_RULE, "service"))


@cache
def _alone(language: str) -> regex.Pattern[str]:
    """What credits a person, or thanks those who watched, in a language and in English."""
    codes = beside_english(_RULE, language)
    return regex.compile(
        "|".join(each.written for code in codes for each in patterns(_RULE, code) if each.rule == "line")
    )
