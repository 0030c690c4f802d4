"""A text without what a recording adds, times and sounds, and what is said of one that is speech."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.clocks import LYRIC, seconds
from cleaners.sound_tags import is_sound
from cleaners.timecodes import CUE, TIME

# "[Musique]", "♪", ">> ": stands in speech; in an edited text it is talked about, so it only adds to a sum.
_BRACKET = re.compile(r"\[([^\[\]\n]{2,40})\][ \t]*")
_NOTE = re.compile(r"♪|^>> ", re.MULTILINE)
PAGE = re.compile(r"https?://|\]\(|^#{1,4} |^[-*•] |^\d+[.)] ", re.MULTILINE)
# So many times, each with a colon, are those of a recording.
_FEWEST_TIMES = 4
# By this second somebody has spoken; the times of a chat are those of the day.
BEGINS = 300


class Heard(NamedTuple):
    """Why a text is speech, and whether that is sure enough to repair it."""

    why: str
    sure: bool


class Cue(NamedTuple):
    """A time of a recording in seconds, and how many characters are said from there to the next."""

    at: int
    size: int


class Script(NamedTuple):
    """A text without what a recording adds: its lines, the times taken off them, and how many sounds stood there."""

    text: str
    rows: list[str]
    times: list[Cue]
    sounds: int

    @classmethod
    def of(cls, text: str, rows: list[str]) -> Script:
        """Take times and sounds off a text; `rows` are its lines that are not blank."""
        rows, times = _untimed(rows) if text.count(":") >= _FEWEST_TIMES else (rows, [])
        sounds = len(_NOTE.findall(text)) if "♪" in text or ">> " in text else 0
        if "[" in text:
            tagged = sum(is_sound(inside) for row in rows for inside in _BRACKET.findall(row))
            sounds += tagged
            rows = [bare for row in rows if (bare := _unsounded(row))] if tagged else rows
        return cls("\n".join(rows) if times or sounds else text, rows, times, sounds)


def _unsounded(row: str) -> str:
    """The line without the sounds in brackets."""
    return _BRACKET.sub(lambda hit: "" if is_sound(hit[1]) else hit[0], row).strip()


def _untimed(rows: list[str], *, fewest: int = _FEWEST_TIMES, share: float = 0.25) -> tuple[list[str], list[Cue]]:
    """The lines without the times before them, and these times when they are those of a recording: many, in order."""
    if any("-->" in row for row in rows):
        told = "\n".join(row for row in rows if not row.isdigit() and row != "WEBVTT")
        hits = list(CUE.finditer(told))
        ends = [*(hit.start() for hit in hits[1:]), len(told)][: len(hits)]
        cues = [Cue(seconds(hit), end - hit.end()) for hit, end in zip(hits, ends, strict=True)]
        if len(cues) > fewest and _rises(cues):
            return [bare for row in CUE.sub("\n", told).split("\n") if (bare := row.strip())], cues
    if sum(":" in row[:12] and row[:1] in "0123456789[(*#" for row in rows) < fewest:
        return rows, []
    cues, bare_rows = [], []
    for row in rows:
        hit = TIME.match(row)
        bare = row[hit.end() :] if hit else row
        if hit:
            cues.append(Cue(seconds(hit), 0))
        if cues:
            cues[-1] = cues[-1]._replace(size=cues[-1].size + len(bare))
        if bare:
            bare_rows.append(bare)
    # Chapters that stand above begin earlier and end later than what is said first.
    falls = [n for n, (one, other) in enumerate(pairwise(cues), 1) if one.at > other.at]
    cues = cues[falls[0] :] if len(falls) == 1 else cues
    if len(falls) > 1 or len(cues) < max(fewest, share * len(rows)):
        return rows, []
    if sum(LYRIC.match(row) is not None for row in rows) >= fewest:
        return rows, []
    return bare_rows, cues


def _rises(cues: list[Cue]) -> bool:
    return all(one.at <= other.at for one, other in pairwise(cues))


def goes_on_below(rows: list[str], *, share: float = 0.5) -> bool:
    """Say whether most lines end in the middle of a sentence, and the next goes on in small letters."""
    return sum(one[-1].isalnum() and other[0].islower() for one, other in pairwise(rows)) >= share * len(rows)


def names_speakers(rows: list[str], *, share: float = 0.2) -> bool:
    """Say whether a name stands before the lines, as in a chat."""
    return sum(":" in row[:20] for row in rows) > share * len(rows)
