"""Which lines may say sentences twice at once: a quick look that spares a long one."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from cleaners.repeats.alike import SIZE
from cleaners.repeats.page import Page
from cleaners.signs import codes
from cleaners.text import WIDE

_WIDE = 0x3040  # below are none of the signs that WIDE finds


def echoing_lines(page: Page, prose: int) -> list[int]:
    """
    Tell which lines may say sentences twice at once, `prose` long: all others need not be looked at.

    What the first copy ends with, six words, comes again in the second; and the six words of the second but for its
    first (to which in the first copy a heading may be glued) stood in the first. Copies of six words or fewer are
    told by long words, or by words far apart.
    """
    echoing = _short_echoes(page, prose)
    if page.alike.pairs:
        later, earlier = page.alike.pairs[0]
        before = np.full(len(page.alike.each), -1)
        before[later] = earlier
        begun = before.take(earlier + (SIZE + 1), mode="clip")
        some = (begun >= 0).nonzero()[0]
        at = page.edges.searchsorted(later.take(some), "right") - 1
        echoing.update(at[page.edges.take(at) <= np.minimum(begun, earlier).take(some)].tolist())
    return sorted(echoing)


def _short_echoes(page: Page, prose: int) -> set[int]:
    """
    Tell which lines may say sentences of six words or fewer twice at once, `prose` long together.

    The last word of the second copy is that of the first, unless there is but one, or none.
    """
    found, count = page.words, len(page.words.hash)
    size = prose // 2 if codes(page.text)[1] >= _WIDE and WIDE.search(page.text) else prose
    ends, starts = np.zeros(count + 1, np.int64), np.full(count + SIZE + 1, len(page.text))
    ends[1:], starts[:count] = found.end, found.start
    far = (starts[SIZE:] - ends >= size).nonzero()[0]  # from the end of each word to where the seventh after begins
    if not len(far):
        return set()
    said = np.zeros(count + 1, np.uint64)
    said[:-1] = found.hash
    same = said.take(far[:, None] + np.arange(1, SIZE), mode="clip") == said.take(far - 1)[:, None]
    far = far[same.any(1) | (starts.take(far + 1) - ends.take(far) >= size)]
    heads = [line.start for line in page.lines]
    spans = zip(ends.take(far).tolist(), starts.take(far + SIZE).tolist(), strict=True)
    rows = (range(max(bisect_right(heads, start) - 1, 0), bisect_right(heads, end)) for start, end in spans)
    return {line for row in rows for line in row}
