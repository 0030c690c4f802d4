"""When something was said, where only what was said should stand: "0:04" between the lines of a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaners.document import Document, Edit

_TIME = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,]\d{1,3})?"
# "0:04", "[00:01:02]", "(1:02:03)", "00:04 --> 00:08"; alone on its line, or before what is said when in brackets.
_CODE = re.compile(
    rf"^[ \t]*(?:[\[(]{_TIME}(?:[ \t]*(?:-->|[-–])[ \t]*[\d:.,]{{4,12}})?[\])][ \t]*:?[ \t]*"
    rf"|{_TIME}(?:[ \t]*(?:-->|[-–])[ \t]*[\d:.,]{{4,12}})?[ \t]*$)(?:(?<=\n)|\n(?=[^\n]))?",
    re.MULTILINE,
)


def drop_timecodes(doc: Document, *, fewest: int = 5, share: float = 0.25) -> Iterator[Edit]:
    r"""
    Times in a transcript that was copied with them, on lines of their own or in brackets before the words.

    There must be `fewest`, on `share` of the lines, and none may be earlier than the one before: a score
    ("3:1", then "2:2"), a time that somebody says and a list of trains stay.

        >>> from cleaners.document import Fact
        >>> said = "0:00\nhello\n0:04\nthere is\n0:09\na dog\n0:15\nin the\n1:02:03\nboat\n"
        >>> doc = Document("d", said, (Fact("kind", "transcript", "example"),))
        >>> doc.after(drop_timecodes(doc)).text
        'hello\nthere is\na dog\nin the\nboat\n'
    """
    if doc.get("kind") != "transcript":
        return
    hits = list(_CODE.finditer(doc.text))
    lines = sum(1 for line in doc.text.split("\n") if line.strip())
    if len(hits) < max(fewest, share * lines):
        return
    if all(_seconds(one) <= _seconds(other) for one, other in pairwise(hits)):
        for hit in hits:
            yield Edit(hit.start(), hit.end(), "", "timecodes.line", "a time between what is said")


def _seconds(hit: re.Match[str]) -> int:
    hours, minutes, seconds = hit.group(1, 2, 3) if hit[3] else hit.group(4, 5, 6)
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
