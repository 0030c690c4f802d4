"""What goes of the losing copy: whole lines, sentences of long lines, the beginning or the end of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners.repeats.alike import SIZE
from cleaners.repeats.page import Page
from cleaners.text import Line, sentences

RULE = "repeats.body"


class Cut(NamedTuple):
    """Some text of the losing copy that goes: its words `first`:`last`, of which `hits` stand in the other copy."""

    start: int
    end: int
    first: int
    last: int
    hits: int


def cuts_of(page: Page, twins: NDArray[np.int64], covered: float, *, long: int = 60) -> list[Cut]:
    """
    Find what goes of the losing copy, whose words have these `twins`: lines of which `covered` stands elsewhere.

    A line that says other things too is gone through sentence by sentence, if it is `long` or says many of them.
    """
    before = np.zeros(len(twins) + 1, np.int64)  # how many words before each stand elsewhere
    np.cumsum(twins >= 0, out=before[1:])
    cuts: list[Cut] = []
    edges, reached = page.edges.tolist(), before.take(page.edges).tolist()
    rows = zip(page.lines, edges, edges[1:], reached, reached[1:], strict=False)
    for line, first, last, had, has in rows:
        size, hits = last - first, has - had
        if hits == size > 0 or (hits >= covered * size > 0 and size <= long):
            cuts.append(Cut(line.start, line.end, first, last, hits))
        elif hits >= SIZE:
            cuts += _parts(page, line, first, before[first : last + 1].tolist(), covered)
    return cuts


def _parts(page: Page, line: Line, begun: int, lost: list[int], covered: float, *, shortest: int = 12) -> Iterator[Cut]:
    """
    Find the sentences of a line that go; of one that says more, its beginning or end if that stands elsewhere.

    Before each word from `begun` on so many are `lost` in all.
    """
    text, found = page.text, page.words
    spans = [(each.start, each.end) for each in sentences(text, line.start, line.stop)]
    places = (np.searchsorted(found.start, [*[start for start, _ in spans], line.stop]) - begun).tolist()
    gone: list[Cut] = []
    for (start, end), first, last in zip(spans, places, places[1:], strict=False):
        hits = lost[last] - lost[first]
        if hits >= covered * (last - first) > 0:
            gone.append(Cut(start, end, begun + first, begun + last, hits))
            continue
        head = next((k for k in range(first, last) if lost[k + 1] == lost[k]), last)
        tail = next((k for k in range(last, first, -1) if lost[k] == lost[k - 1]), first)
        if head - first >= shortest:
            stop = _before(text, int(found.start[begun + head]), start)
            gone.append(Cut(start, stop, begun + first, begun + head, head - first))
        elif last - tail >= shortest:
            stop = _before(text, int(found.start[begun + tail]), start)
            gone.append(Cut(stop, end, begun + tail, begun + last, last - tail))
    yield from _joined(gone, line, text)


def _before(text: str, at: int, least: int) -> int:
    """Step back from a word over the quotes, dashes and brackets that open it."""
    while (
        at > least and not text[at - 1].isspace() and not text[at - 1].isalnum() and text[at - 1] not in ".,;:!?…)]”»"
    ):
        at -= 1
    return at


def _joined(gone: list[Cut], line: Line, text: str) -> Iterator[Cut]:
    """Join cuts with only blanks between, and take the blanks after them; a line that is all cut goes with its end."""
    at = 0
    while at < len(gone):
        start, end, first, last, hits = gone[at]
        while at + 1 < len(gone) and not text[end : gone[at + 1].start].strip():
            at += 1
            _, end, _, last, more = gone[at]
            hits += more
        at += 1
        head = not text[line.start : start].strip()
        if head and end == line.stop:
            yield Cut(line.start, line.end, first, last, hits)
        elif end == line.stop:
            before = text[line.start : start]
            yield Cut(start - (len(before) - len(before.rstrip())), end, first, last, hits)
        else:
            rest = text[end : line.stop]
            yield Cut(start, end + len(rest) - len(rest.lstrip()), first, last, hits)
