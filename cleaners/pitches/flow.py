"""Speech as it flows, whatever its lines: its words in a row, where its sentences end, and cuts that end with them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Edit
from cleaners.evidence import line_at, lines_of, straight
from cleaners.text import SPACED_STOPS, UNSPACED
from cleaners.timecodes import TIME

# Who speaks, at the head of a line: "**Anna:** ", ">> Speaker 2: ".
_LABEL = re.compile(r"(?:>+ ?)?[*_]{0,2}[^\W\d_][\w’'.&-]*(?: [\w’'.&()-]+){0,2}[*_]{0,2}:[*_]{0,2}(?=\s)[ \t]*")
STOP = re.compile(rf"[{SPACED_STOPS}…]+[\"'”’»)]*(?= |$)|[。！？]+[」』”）]*")
_ABBREVIATED = re.compile(r"\b(?:[a-z]|mr|mrs|ms|dr|st|vs|etc|no|nr|bzw|ca|[a-z]\.[a-z])\.$")
_SAID_WORD = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Flow(NamedTuple):
    """
    Speech without line breaks, times and names of speakers: in small letters, one blank between words.

    `places` says where in the text each of its characters stands, `rows` where in it the lines begin, and `turns`
    which of them begin a paragraph or another speaker's words.
    """

    text: str
    places: list[int]
    rows: list[int]
    turns: list[int]


@lru_cache(maxsize=2)
def flowing(text: str, low: int = 0, high: int = -1) -> Flow:
    """Take line breaks, times and names of speakers off a text, or off its lines from `low` to `high`; kept once."""
    small = straight(text)
    high = len(text) if high < 0 else high
    parts: list[str] = []
    places: list[int] = []
    rows: list[int] = []
    turns: list[int] = []
    blank = True
    for line in lines_of(text)[max(0, line_at(text, low)) :]:
        if line.start >= high:
            break
        start = line.stop - len(line.text)
        head = TIME.match(line.text)
        at = head.end() if head else 0
        label = _LABEL.match(line.text, at)
        at = label.end() if label else at
        if at >= len(line.text):
            blank = True
            continue
        if parts:
            parts.append(" ")
            places.append(places[-1] + 1)
        rows.append(len(places))
        if blank or label:
            turns.append(len(places))
        said = text[start + at : line.stop]
        plain = said == " ".join(said.split())
        found = (hit.span() for hit in _SAID_WORD.finditer(text, start + at, line.stop))
        for n, (first, last) in enumerate([(start + at, line.stop)] if plain else found):
            if n:
                parts.append(" ")
                places.append(places[-1] + 1)
            parts.append(small[first:last])
            places.extend(range(first, last))
        blank = "\n\n" in text[line.stop : line.end]
    return Flow("".join(parts), places, rows, turns)


def words_between(text: str, start: int, end: int, *, far: int = 6000) -> float:
    """How many words this is; two signs of a dense script are one. What is very long is not counted but measured."""
    if end - start > far:
        return (end - start) / 6
    said = text[start:end]
    if said.isascii():
        return said.count(" ") + 1 if said.strip() else 0
    dense = len(UNSPACED.findall(said))
    return len(_WORD.findall(UNSPACED.sub(" ", said))) + dense / 2


def edges_of(flow: Flow) -> list[int]:
    """Where sentences and turns begin, and the end of the flow."""
    text = flow.text
    firm = {0, len(text), *flow.turns}
    for stop in STOP.finditer(text):
        if not (stop[0] == "." and _ABBREVIATED.search(text, max(0, stop.start() - 8), stop.end())):
            firm.add(past_blanks(text, stop.end()))
    return sorted(firm)


def past_blanks(text: str, at: int) -> int:
    """Where the blanks at a place end."""
    while text[at : at + 1] == " ":
        at += 1
    return at


def cuts_of(text: str, flow: Flow, start: int, end: int, why: str, *, rule: str = "promo.pitch") -> Iterator[Edit]:
    """The edits that take a stretch out: whole lines with what stands before their words, else the words of it."""
    while end > start and flow.text[end - 1] == " ":
        end -= 1
    if end <= start:
        return
    low, high = flow.places[start], flow.places[end - 1] + 1
    whole = (-1, -1)
    for line in lines_of(text)[max(0, line_at(text, low)) :]:
        if line.start >= high:
            break
        if line.stop <= low:
            continue
        row = bisect_left(flow.rows, bisect_left(flow.places, line.start))
        first = flow.places[flow.rows[row]] if row < len(flow.rows) else line.start
        if low <= first and line.stop <= high:
            whole = (line.start if whole[0] < 0 else whole[0], line.end)
            continue
        if whole[0] >= 0:
            yield Edit(*whole, "", rule, why, 0.9)
            whole = (-1, -1)
        a, b = max(low, first), min(high, line.stop)
        while b < line.stop and text[b] in " \t":
            b += 1
        while b == line.stop and a > first and text[a - 1] in " \t":
            a -= 1
        if b > a:
            yield Edit(a, b, "", rule, why, 0.9)
    if whole[0] >= 0:
        yield Edit(*whole, "", rule, why, 0.9)
