"""When something was said, where only what was said should stand: "0:04" between the lines of a transcript."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleaners import expressions as re
from cleaners.clocks import clocks, seconds
from cleaners.document import Document, Edit

# "[14:33] ", "00:01:02 - ", "**0:00** · ": a time at the head of a line, or alone on it.
TIME = re.compile(
    r"(?:[*_#>-] ?)*[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,]\d{1,3})?[\])]?[*_]{0,2}"
    r"(?:[ \t]*(?:-->|[-–—·:|])[ \t]*(?:[\d:.,]{4,12}[\])]?)?)?(?=[^\d:.,]|$)[ \t]*"
)
# The times of a subtitle file, wherever they stand.
CUE = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})[.,]\d{3}[ \t]*-->[ \t]*[\d:.,]{7,12}")

_HEAD = re.compile(r"[ \t]*WEBVTT[^\n]*?(?=\d\d:|\n)\n*")
_TIMED = re.compile(r"[ \t]*" + TIME.pattern + r"(?::[ \t]*)?")


def drop_timecodes(doc: Document, *, fewest: int = 5, share: float = 0.25, most: float = 0.6) -> Iterator[Edit]:
    r"""
    Times in a transcript that was copied with them, on lines of their own or before the words.

    There must be `fewest`, on `share` of the lines, and none may be earlier than the one before: a score
    ("3:1", then "2:2"), a time that somebody says and a list of trains stay. A time without brackets before words may
    be said, so `most` of the lines must have one; three lines on end of hours, minutes and seconds alone are enough,
    and the times of a subtitle file ("00:00:04.000 --> 00:00:08.000") go wherever they stand.

        >>> from cleaners.document import Fact
        >>> said = "0:00\nhello\n0:04\nthere is\n0:09\na dog\n0:15\nin the\n1:02:03\nboat\n"
        >>> doc = Document("d", said, (Fact("kind", "transcript", "example"),))
        >>> doc.after(drop_timecodes(doc)).text
        'hello\nthere is\na dog\nin the\nboat\n'
    """
    if doc.get("kind") != "transcript":
        return
    cues = list(CUE.finditer(doc.text)) if "-->" in doc.text else []
    if len(cues) >= fewest and _rises(cues):
        yield from _cues(doc.text, cues)
        return
    if told := clocks(doc.text).found:
        for clock in told:
            yield Edit(clock.start, clock.end, clock.new, "timecodes.line", "a time between what is said")
        return
    rows = [row.span() for row in re.finditer(r"[^\n]+", doc.text) if not row[0].isspace()]
    hits = [(hit, end) for start, end in rows if (hit := _TIMED.match(doc.text, start, end))]
    marked = [(hit, end) for hit, end in hits if hit.end() == end or not hit[0].lstrip()[0].isdigit()]
    chosen = hits if len(hits) >= most * len(rows) else marked
    if len(chosen) < max(fewest, share * len(rows)):
        chosen = [(hit, end) for hit, end in marked if hit.end() == end and hit[1]]
        if len(chosen) < 3:
            return
    if _rises([hit for hit, _ in chosen]):
        for hit, end in chosen:
            past = hit.end()
            if past == end and doc.text[end : end + 1] == "\n" and doc.text[end + 1 : end + 2] != "\n":
                past += 1
            yield Edit(hit.start(), past, "", "timecodes.line", "a time between what is said")


def _cues(text: str, cues: list[re.Match[str]]) -> Iterator[Edit]:
    """The times of a subtitle file with their numbers, and the name of the format before the first."""
    head = _HEAD.match(text)
    if head:
        yield Edit(0, min(head.end(), cues[0].start()), "", "timecodes.line", "the name of the format")
    past = min(head.end(), cues[0].start()) if head else 0
    for cue in cues:
        above = text.rfind("\n", 0, max(0, cue.start() - 1)) + 1
        start = above if text[above : cue.start()].strip().isdigit() and above >= past else cue.start()
        end = cue.end()
        while text[end : end + 1] in (" ", "\t", "\n") and (start == 0 or text[start - 1].isspace()):
            end += 1
        yield Edit(start, end, "", "timecodes.line", "a time between what is said")
        past = end


def _rises(hits: list[re.Match[str]]) -> bool:
    return all(seconds(one) <= seconds(other) for one, other in pairwise(hits))
