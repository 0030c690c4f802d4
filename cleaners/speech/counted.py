"""Letters, marks and words of a text, counted fast: each is looked at once, however many ask."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re
from cleaners.evidence import lowered_once
from cleaners.search import Finder
from cleaners.signs import codes
from cleaners.text import UNSPACED

WORD = re.compile(r"[^\W\d_]+")
PUNCTUATION = re.compile(r"[.!?…,;:()«»“”\"।؟،。、！？，；：「」『』|/\\=<>{}\[\]*#]")
_QUOTATION_MARKS = '«»“”„"「」『』'
QUOTE = re.compile(rf"[{_QUOTATION_MARKS}]|^[ \t]*[—–-] ", re.MULTILINE)
_ALPHABETS = 0x3000  # below are all alphabets, and none of the scripts without blanks
_SCRIPTS = 0x34000  # no letter stands above


@lru_cache(maxsize=4)
def words_in(text: str) -> float:
    """How many words this is; of scripts without blanks, two characters are one; kept, as most rules ask for it."""
    kinds = kinds_of(text)
    return (b" " + kinds.translate(_IN_WORDS)).count(b" x") + kinds.count(DENSE) / 2


@lru_cache(maxsize=4)
def kinds_of(text: str) -> bytes:
    """For each character its kind, one of those below: told once, and counted by each rule that asks."""
    numbers, highest = codes(text)
    return _table(_ALPHABETS if highest < _ALPHABETS else _SCRIPTS).take(numbers, mode="clip").tobytes()


# A letter, one of a script without blanks, a digit, punctuation, a quotation mark that is some, and one that is none.
_LETTER, DENSE, _FIGURE, _MARK, _BOTH, _QUOTES = (bytes((number,)) for number in range(1, 7))
_IN_WORDS = bytes.maketrans(bytes(range(256)), b" x" + b" " * 254)


@cache
def _table(size: int) -> NDArray[np.uint8]:
    """The kind of each code point below `size`."""
    all_ = np.arange(size, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    table = np.zeros(size, np.uint8)
    kinds = (
        (_LETTER, WORD), (DENSE, UNSPACED), (_FIGURE, re.compile(r"\d+")),
        (_QUOTES, re.compile(f"[{_QUOTATION_MARKS}]")),
    )  # fmt: skip
    for kind, expression in kinds:
        for hit in expression.finditer(all_):
            table[hit.start() : hit.end()] = ord(kind)
    for hit in PUNCTUATION.finditer(all_):
        table[hit.start()] = ord(_BOTH if table[hit.start()] else _MARK)
    return table


def marks_in(text: str) -> int:
    """How many characters of a text are punctuation."""
    kinds = kinds_of(text)
    return kinds.count(_MARK) + kinds.count(_BOTH)


@lru_cache(maxsize=8)
def count_of(text: str, words: frozenset[str]) -> int:
    """How often one of these words is said."""
    if not words:
        return 0
    small = _small(text)
    parted = _parted(words)
    if parted is None or any(each in small for each in parted):
        return len(_finder(words).findall(small))
    return len(_whole_finder(words)(_spaced(small)))


@cache
def _whole_finder(words: frozenset[str]) -> Finder:
    """What finds these words, each between two blanks."""
    return Finder(f" {word} " for word in sorted(words))


@cache
def _parted(words: frozenset[str]) -> tuple[str, ...] | None:
    """Those that are more than letters, as "uh-huh"; None for scripts without blanks, and where capitals are."""
    if any(UNSPACED.match(word) or word != _small(word) for word in words):
        return None
    return tuple(word for word in words if not word.isalnum())


@lru_cache(maxsize=2)
def _spaced(text: str) -> str:
    """The text with a blank for each character that is no letter or digit, and about it; kept for the next words."""
    numbers, highest = codes(text)
    letters = _letters(_ALPHABETS if highest < _ALPHABETS else _SCRIPTS)
    return f" {letters.take(numbers, mode='clip').tobytes().decode('utf-32-le')} "


@cache
def _letters(size: int) -> NDArray[np.uint32]:
    """For each code point below `size` itself when it is a letter or a digit, else a blank."""
    table = _table(size)
    return np.where((table > 0) & (table <= ord(_FIGURE)), np.arange(size), ord(" ")).astype("<u4")


@lru_cache(maxsize=4)
def _small(text: str) -> str:
    """The text in small letters, kept for the next words; a dotless i is an i, and a long s an s."""
    return lowered_once(text).replace("ı", "i").replace("ſ", "s")


@cache
def _finder(words: frozenset[str]) -> re.Pattern[str]:
    """What finds these words, longest first; it begins with letters, to which the regex engine skips."""
    longest_first = sorted(set(map(_small, words)), key=lambda word: (-len(word), word))
    if any(map(UNSPACED.match, words)):
        return re.compile("|".join(map(re.escape, longest_first)))
    begun = "|".join(rf"{word}(?<![^\W_]{word})" for word in map(re.escape, longest_first))
    return re.compile(rf"(?:{begun})(?![^\W_])")


def doubled(text: str) -> int:
    """How often a small word is said twice on end: "the the"."""
    said = [word.lower() for word in WORD.findall(text, 0, 20_000)]
    return sum(one == other and len(one) <= 4 for one, other in pairwise(said))


def is_marked(text: str, *, per_mark: int = 40) -> bool:
    """Say whether punctuation stands in the text more often than once in `per_mark` words."""
    head = text[:2000]
    if (head.count(".") + head.count(",")) * per_mark * 3 > len(head):
        return True  # two marks are counted in a tenth of the time of all
    if len(PUNCTUATION.findall(head)) * per_mark * 3 > len(head):
        return True
    return marks_in(text) * per_mark > words_in(text)


def quotes_in(text: str) -> int:
    """How many quotation marks stand in the text, which is never more than QUOTE finds."""
    kinds = kinds_of(text)
    return kinds.count(_QUOTES) + kinds.count(_BOTH)
