"""Texts as the block model compares them: words, keys without signs, and how much of a block a reading covers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaners import expressions as re
from cleaners.read.blocks import Block

WORD = re.compile(r"[^\W\d_]+")
_ALPHANUMERIC = re.compile(r"[^\W_]+")  # what str.isalnum says of a sign, read in runs


def text_words(text: str, *, short: int = 14) -> list[str]:
    """
    The words that tell what a short block is, and the first and last words of a longer one.

        >>> text_words("Read more: rain")
        ['read', 'more', 'rain', 'read more', 'more rain', '^read more']
    """
    words = WORD.findall(text[:400].lower())
    if not words:
        return ["#"]
    found: list[str] = []
    if len(words) <= short:
        found = list(dict.fromkeys(words))
        found += [f"{before} {word}" for before, word in pairwise(words)]
        if len(words) == 1:
            found.append(f"={words[0]}")
    found.append(f"^{' '.join(words[:2])}")
    if len(words) > short:
        found.append(f"^{words[0]}")
    return found


def first_words(text: str, *, short: int = 250, fewest: int = 16) -> list[str]:
    """The words of a text of up to `short` characters, and of a longer one as many as tell what it is."""
    if len(text) > short:
        words = WORD.findall(text[:160].lower())
        if len(words) >= fewest:
            return words
    return WORD.findall(text[:400].lower())


def squeezed(text: str) -> str:
    """Letters and digits alone, in small letters: two texts that differ in blanks and marks are the same.

    >>> squeezed("L’eau, 3 °C")
    'leau3c'
    """
    return "".join(_ALPHANUMERIC.findall(text.lower()))


def key_of(block: Block) -> str:
    """The squeezed text of a block, made once."""
    key = block.key
    if not key:
        key = block.key = squeezed(block.text)
    return key


def coverage(keys: Sequence[str], text: str) -> list[float]:
    """
    How much of each block (by its squeezed key) another reading of the page holds, 0 to 1.

    A key of under 20 letters must be a line there; a longer one may stand inside a line, and one that does not is
    looked for by its beginning, its middle and its end.
    """
    lines = {squeezed(line) for line in text.split("\n")}
    whole = squeezed(text)
    found: list[float] = []
    for key in keys:
        if not key:
            found.append(0.0)
        elif key in lines:
            found.append(1.0)
        elif len(key) < 20:
            found.append(0.4 if key in whole and len(key) > 6 else 0.0)
        elif key in whole:
            found.append(0.95)
        elif len(key) < 60:
            found.append(0.0)
        else:
            middle = len(key) // 2
            found.append(0.3 * sum(part in whole for part in (key[:25], key[middle - 12 : middle + 13], key[-25:])))
    return found
