"""Paragraphs that come again in the same order, all but at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners import expressions as re
from cleaners.document import Edit
from cleaners.repeats.prose import is_prose, weight
from cleaners.text import Line

_SIGNED = re.compile(r"\S@\S|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b")  # an address of mail, a time, a year


def said_in_blocks(
    text: str, said: Sequence[Line], between: int, short: int, *, fewest: int = 2, prose: int = 160, least: int = 30,
    most: int = 40,
) -> Iterator[Edit]:  # fmt: skip
    """
    Find paragraphs that come again in the same order, with no more than who wrote them, and when, in between.

    So a page prints its article with and without the first paragraph. `fewest` of them, all with their stop. What a
    heading parts, or a name that says it again, stays.
    """
    places: dict[str, int] = {}
    n = 0
    while n < len(said):
        back = places.get(said[n].text, -1)
        size = 0
        while back >= 0 and back + size < n < len(said) - size and size < most:
            one = said[n + size].text
            if one != said[back + size].text or not is_prose(one, least) or text.count(one) > 2:
                break
            size += 1
        apart = said[back + size : n] if size else ()
        near = len(apart) <= between and all(
            len(each.text) <= short and _SIGNED.search(each.text) and each.text[-1] not in ":：" for each in apart
        )
        if size >= fewest and near and sum(weight(said[n + at].text) for at in range(size)) >= prose:
            why = f"stands at characters {said[back].start} to {said[back + size - 1].stop} too"
            for at in range(size):
                yield said[n + at].dropped("repeats.paragraph", why, 0.95)
            n += size
            continue
        if size == 0 and len(said[n].text) >= least // 2:
            places[said[n].text] = n
        n += 1
