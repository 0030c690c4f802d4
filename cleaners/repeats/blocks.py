"""Paragraphs that come again in the same order, all but at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners import expressions as re
from cleaners.repeats.prose import Again, is_prose, weight
from cleaners.text import Line

_SIGNED = re.compile(r"\S@\S|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b")  # an address of mail, a time, a year


def said_in_blocks(
    text: str, said: Sequence[Line], first: dict[str, int], again: list[int], *, between: int = 3, short: int = 60,
    fewest: int = 2, prose: int = 160, most: int = 40,
) -> Iterator[Again]:  # fmt: skip
    """
    Find paragraphs that come again in the same order, with no more than who wrote them, and when, in between.

    So a page prints its article with and without the first paragraph. `fewest` of them, all with their stop. What a
    heading parts, or a name that says it again, stays, and what stands three times. Begun at the lines that say
    something `again`, where they stood `first`.
    """

    def is_block(size: int) -> bool:
        apart = said[back + size : n]
        return (
            size >= fewest
            and len(apart) <= between
            and all(_is_signature(each.text, short) for each in apart)
            and sum(weight(each.text) for each in said[n : n + size]) >= prose
        )

    done = 0
    for n in again:
        if n < done:
            continue
        back = first[said[n].text]
        size = _said_again(said, back, n, most)
        if size < fewest or not is_block(size):
            # No line of it begins a block either, being nearer to its end and further from the first copy.
            done = n + size if size < min(most, n - back) else n
            continue
        size = next((at for at in range(size) if text.count(said[n + at].text) > 2), size)
        if not is_block(size):
            continue
        why = f"stands at characters {said[back].start} to {said[back + size - 1].stop} too"
        for line in said[n : n + size]:
            yield Again(line.dropped("repeats.paragraph", why, 0.95), said[back].start, said[back + size - 1].stop)
        done = n + size


def _said_again(said: Sequence[Line], back: int, n: int, most: int, *, least: int = 30) -> int:
    """How many paragraphs from `n` on say what those from `back` on say, up to `most`."""
    size = 0
    while back + size < n < len(said) - size and size < most:
        if said[n + size].text != said[back + size].text or not is_prose(said[n + size].text, least):
            break
        size += 1
    return size


def _is_signature(text: str, short: int) -> bool:
    return len(text) <= short and bool(_SIGNED.search(text)) and text[-1] not in ":："
