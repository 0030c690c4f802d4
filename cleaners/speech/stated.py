"""Speech that is said to be such, in the head of its captions or a heading over it."""

from __future__ import annotations

from functools import cache

from cleaners import expressions as re
from cleaners.resources import among, listed
from cleaners.search import Finder
from cleaners.speech.script import Heard, Script
from cleaners.speech.voice import Voice, talks
from cleaners.text import UNSPACED

# How the captions of a video begin, when their file was read as text.
CAPTIONS = "Kind: captions"
# "## [11:50] The harbour": a heading with the time of a recording.
_CHAPTER = re.compile(
    r"#{1,6} [*_]{0,2}[\[(](?:\d{1,2}:)?\d{1,2}:\d{2}[\])]|#{1,6} .{2,80}[\[(](?:\d{1,2}:)?\d{1,2}:\d{2}[\])]$"
)
# What stands over a transcript, alone on its line, in every language.
_HEADINGS = ("metadata", "speech.headings")


def stated(rows: list[str], script: Script, voice: Voice, *, head: int = 12, share: float = 0.04) -> Heard | None:
    """
    A heading that says so ("Transcript"), or a note ("> Transcript of a video, corrected"), above words of talk.

    Below the first lines a heading must be marked as one ("## Transcript"). The head of a subtitle file says it
    wherever it stands, and so do times of a recording in the headings.
    """
    marked = (row for row in rows if row[0] in "K#" and (row.startswith(CAPTIONS) or _CHAPTER.match(row)))
    if any(marked) and talks(script.text, voice.tongues, share):
        return Heard("a time or the head of a subtitle file stands over it", sure=False)
    below = [row for row in rows[head:] if row[0] == "#" and len(row) <= 60]
    if not _heading_finder()("\n".join((*rows[:head], *below)).casefold()):
        return None
    said = [row.strip("#*_>[]()（）【】 \t:：").casefold() for row in (*rows[:head], *below) if len(row) <= 300]
    alone = any(row in among(*_HEADINGS) for row in said)
    if alone or any(row.startswith(_notes()) for row in said):
        # Alone on its line it needs half the proof.
        least = share / 2 if alone else share
        return Heard("says that it is a transcript", sure=False) if talks(script.text, voice.tongues, least) else None
    return None


@cache
def _heading_finder() -> Finder:
    """What finds a heading of transcripts anywhere: nearly all texts have none, and need no look at their lines."""
    return Finder(listed(*_HEADINGS))


@cache
def _notes() -> tuple[str, ...]:
    """The headings of more words than one, with which a note may begin; without blanks, of three characters."""
    return tuple(each for each in listed(*_HEADINGS) if " " in each or (UNSPACED.match(each) and len(each) >= 3))
