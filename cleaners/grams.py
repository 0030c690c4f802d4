r"""
Words and runs of words as numbers, for whole texts at once (numpy).

Two places that say the same have equal numbers, whatever the case, the punctuation and the line breaks between
the words. Scripts that set no blanks between words (Chinese, Japanese, Thai, Khmer ...) count each character as a word.

    >>> here, there = words("Le froid, hier."), words("LE FROID\n\n(hier)")
    >>> bool((here.hash == there.hash).all())
    True
    >>> [len(words(text).hash) for text in ("今日は雨", "l’été indien", "…")]
    [4, 3, 0]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners.signs import codes

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

# Scripts written without blanks: Thai and Lao, Burmese, Khmer, kana, Chinese characters.
_UNSPACED = (
    (0x0E01, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3005, 0x3008), (0x3041, 0x3100), (0x31F0, 0x3200),
    (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0xFF66, 0xFFA0),
)  # fmt: skip
_LETTER, _MARK, _ALONE = 1, 2, 3
_SHIFT = np.uint32(24)  # the class stands above the 21 bits of a code point
_TABLE_SIZE = 0x20000  # above are Chinese characters up to U+3FFFF, then tags and variation selectors
_UNKNOWN = np.uint32(0xFFFFFFFF)  # no text has asked for this one yet
_AT_ONCE = 1 << 16
_STEP = np.uint64(0x9E3779B97F4A7C15)


def _powers(base: int) -> Hashes:
    powers = np.full(_AT_ONCE, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


_BASE = 0x5851F42D4C957F2D  # odd, so that it has an inverse and a sum can be moved to place 0
_UP, _DOWN = _powers(_BASE), _powers(pow(_BASE, -1, 1 << 64))
_HALF_UP, _HALF_DOWN = _UP.astype(np.uint32), _DOWN.astype(np.uint32)  # inverse to each other modulo 2^32, too
# The same for whole words, with another base: of one base "ab cd" and "ac bd" would be the same sum.
_WORD_UP, _WORD_DOWN = (_powers(base).astype(np.uint32) for base in (0x9E3779B1, pow(0x9E3779B1, -1, 1 << 32)))


class Words(NamedTuple):
    """The words of a text, as arrays of equal length: where each begins and ends (characters), and its number."""

    start: Places
    end: Places
    hash: Hashes
    alone: int = 0  # how many of them are single characters of a script without blanks


def words(text: str) -> Words:
    """
    Find the words of a text with their places and their numbers.

    Letters, digits and the marks that belong to them make a word; an apostrophe or an underscore ends it.
    """
    parts = [_words(text[start:end], start) for start, end in _pieces(text)]
    if len(parts) == 1:
        return parts[0]
    empty = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint64))
    start, end, numbers, alone = zip((*empty, 0), *parts, strict=True)
    return Words(np.concatenate(start), np.concatenate(end), np.concatenate(numbers), sum(alone))


def letters(text: str) -> NDArray[np.uint32]:
    """Give for each character its small letter (with its class above bit 24), or 0 where it is no part of a word."""
    numbers, highest = codes(text)
    table = _table()
    folded = table.take(numbers, mode="clip")
    if folded.max(initial=0) == _UNKNOWN:
        for code in set(numbers[folded == _UNKNOWN].tolist()):
            table[code] = _letter(code)
        folded = table.take(numbers, mode="clip")
    if highest >= _TABLE_SIZE:
        rare = np.where(numbers < 0x40000, numbers | _ALONE << 24, 0).astype(np.uint32)
        folded = np.where(numbers < _TABLE_SIZE, folded, rare)
    return folded


def grams(numbers: Hashes, size: int) -> Hashes:
    """
    Number each run of `size` words; fewer words than that give nothing.

        >>> twice = words("un deux trois, un deux trois").hash
        >>> len(grams(twice, 3)), len(set(grams(twice, 3).tolist())), len(grams(twice, 7))
        (4, 3, 0)
    """
    return mixed(runs_of(numbers, size))


def runs_of(numbers: Hashes, size: int) -> Hashes:
    """Give what `grams` gives, before the bits are spread: enough to tell which runs are the same."""
    count = len(numbers) - size + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    total = numbers[:count].copy()
    for k in range(1, size):
        total *= _STEP
        total += numbers[k : k + count]
    return total


def most_repeats(text: str, size: int) -> int:
    """
    At most how many runs of `size` words stood in the text before: never too few, and found in half the time.

    A text of scripts without blanks, or one of more than 64,000 characters, is not looked at: all may.

        >>> most_repeats("Un deux trois, un deux trois, un deux.", 3), most_repeats("Un deux.", 3)
        (3, 0)
    """
    if len(text) > _AT_ONCE:
        return len(text)
    found = _found(text)
    if found.alone:
        return len(text)
    # First what each word sums up to, then each run of words; both are moved to place 0, so that like is like.
    sums = np.zeros(len(text) + 1, np.uint32)
    np.cumsum(found.folded * _HALF_UP[: len(text)], out=sums[1:])
    said = (sums.take(found.end) - sums.take(found.start)) * _HALF_DOWN.take(found.start)
    sums = np.cumsum(said * _WORD_UP[: len(said)], dtype=np.uint32)
    runs = sums[size - 1 :].copy()
    runs[1:] -= sums[:-size]
    runs *= _WORD_DOWN[: len(runs)]
    runs.sort()
    return int(np.count_nonzero(runs[1:] == runs[:-1]))


def mixed(numbers: Hashes) -> Hashes:
    """Spread the bits of each number over all 64 (the finishing steps of splitmix64)."""
    out = numbers ^ (numbers >> np.uint64(30))
    out *= np.uint64(0xBF58476D1CE4E5B9)
    out ^= out >> np.uint64(27)
    out *= np.uint64(0x94D049BB133111EB)
    out ^= out >> np.uint64(31)
    return out


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text at blanks; a stretch without any is cut where it happens to be."""
    at = 0
    while at < len(text):
        end = min(at + _AT_ONCE, len(text))
        if end < len(text):
            blank = max(text.rfind(" ", at, end), text.rfind("\n", at, end))
            end = blank + 1 if blank >= at else end
        yield at, end
        at = end


class _Found(NamedTuple):
    """A text or a piece of one: its letters, and where its words begin and end."""

    folded: NDArray[np.uint32]
    start: Places
    end: Places
    alone: int


@lru_cache(maxsize=1)
def _found(text: str) -> _Found:
    """Find where words stand; kept, for whoever counts what a short text repeats mostly wants its words next."""
    folded = letters(text)
    inside = np.zeros(len(folded) + 2, np.bool_)
    np.not_equal(folded, 0, out=inside[1:-1])
    edges = (inside[1:] != inside[:-1]).nonzero()[0]
    start, end = edges[::2], edges[1::2]
    if codes(text)[1] >= _UNSPACED[0][0] and folded.max(initial=0) >= np.uint32(_ALONE) << _SHIFT:
        return _Found(folded, *_split(folded, start, end))
    return _Found(folded, start, end, 0)


def _words(text: str, offset: int) -> Words:
    folded, start, end, alone = _found(text)
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.cumsum(folded * _UP[: len(folded)], out=sums[1:])
    numbers = (sums.take(end) - sums.take(start)) * _DOWN.take(start)
    numbers ^= (end - start).astype(np.uint64)
    return Words(start + offset, end + offset, mixed(numbers), alone)


def _split(folded: NDArray[np.uint32], start: Places, end: Places) -> tuple[Places, Places, int]:
    """Make each character of a script without blanks a word of its own; a mark stays with the character before it."""
    kind = folded >> _SHIFT
    alone = kind == _ALONE
    cut = alone.copy()
    cut[1:] |= alone[:-1] & (kind[1:] == _LETTER)
    cut[start] = True
    heads = np.flatnonzero(cut)
    stops = np.searchsorted(end, heads, side="right")
    return heads, np.minimum(np.append(heads[1:], len(folded)), end[stops]), int(alone.sum())


@cache
def _table() -> NDArray[np.uint32]:
    """For each code point what `letters` says of it, once a text has asked; the last entry is that of all others."""
    table = np.full(_TABLE_SIZE + 1, _UNKNOWN, np.uint32)
    table[-1] = 0
    return table


def _letter(code: int) -> int:
    """Give the small letter of a character and its class; 0 when it is no part of a word."""
    sign = chr(code)
    if not sign.isalnum():
        return code | _MARK << 24 if unicodedata.category(sign)[0] == "M" else 0
    small = sign.casefold()
    alone = any(start <= code < end for start, end in _UNSPACED)
    return (ord(small) if len(small) == 1 else code) | (_ALONE if alone else _LETTER) << 24
