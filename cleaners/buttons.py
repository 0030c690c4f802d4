"""What the buttons, hints and labels of a page are made of: a line of nothing but such words is the page's own."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.resources import languages, table
from cleaners.text import WIDE, Beginnings, key

# What a word is: it stands between others, it names what is on a page, what is done to that, what only a device does.
SMALL, THING, ACT, DEVICE = range(1, 5)
_KINDS = (("small", SMALL), ("things", THING), ("acts", ACT), ("device", DEVICE))
_DENSE = ("ja", "ko", "zh")


class Made(NamedTuple):
    """How many words of each kind a line holds, and those that only a device has."""

    devices: tuple[str, ...]
    acts: int
    things: int

    @property
    def said(self) -> int:
        """How many words say something."""
        return len(self.devices) + self.acts + self.things


class Words(NamedTuple):
    """
    The words of some languages: what each is, and with what stems words begin (`begun` has the stems alone).

    Words of dense scripts, which are cut from a line without blanks, stand apart, with the `longest` of them.
    """

    kinds: dict[str, int]
    stems: tuple[tuple[str, int], ...]
    begun: Beginnings
    dense: dict[str, int]
    longest: int


@lru_cache(maxsize=1024)
def made_of(text: str, codes: tuple[str, ...], *, most: int = 18) -> Made | None:
    """
    What a line is made of when all its words are of pages' buttons and hints, in these languages; else None.

        >>> made_of("Press Enter or click to view the image in full size", ("en",))
        Made(devices=('press', 'click'), acts=1, things=3)
        >>> made_of("Press on with the work", ("en",)), made_of("写真をクリックすると拡大します", ("ja",)).devices
        (None, ('クリック', '拡大'))
    """
    words = _words(codes)
    head, _, rest = text.partition(" ")
    if head.isalpha() and head.isascii() and rest[:1].isalpha() and rest[0] < "\x80" and not _kind(head.lower(), words):
        return None  # as nearly all lines, which need not be folded for that
    first = text.lstrip("([（【「 \t*_>•·-–—→▶►▼\"'“")[:1]
    if words.dense and WIDE.match(first):
        return _segmented("".join(_DIGITS.sub(" ", key(text)).split()), words)
    begun = _DIGITS.sub(" ", key(text[:40])).split()
    if not begun or (len(begun) > 1 and not _kind(begun[0], words)):
        return None
    tokens = _DIGITS.sub(" ", key(text)).split()
    return _counted(tokens, words) if len(tokens) <= most else None


# A count in a button ("View 12 images") says nothing: European and Arabic digits.
_DIGITS = re.compile("[0-9٠-٩]")


def _counted(tokens: list[str], words: Words) -> Made | None:
    counts = [0] * 5
    devices: list[str] = []
    for token in tokens:
        kind = _kind(token, words)
        if not kind:
            return None
        counts[kind] += 1
        if kind == DEVICE:
            devices.append(token)
    return Made(tuple(devices), counts[ACT], counts[THING])


def _kind(token: str, words: Words) -> int:
    """What a word is, 0 when nothing is known of it."""
    found = words.kinds.get(token, 0)
    if found or "\u0600" <= token[0] <= "\u06ff":
        return found or _unaffixed(token, words)
    if not words.begun.begin(token):
        return 0
    return next(kind for stem, kind in words.stems if token.startswith(stem))


def _unaffixed(token: str, words: Words, *, fewest: int = 2) -> int:
    """What an Arabic word is without what is written with it."""
    arabic = table("affixes", "ar")
    for head in ("", *arabic["before"]):
        rest = token.removeprefix(head)
        if head and rest == token:
            continue
        for tail in ("", *arabic["behind"]):
            bare = rest.removesuffix(tail) if tail else rest
            if len(bare) >= fewest and (found := words.kinds.get(bare, 0)):
                return found
    return 0


def _segmented(said: str, words: Words, *, most: int = 60) -> Made | None:
    """The words of a line that is written without blanks: of all ways to cut it the one with the longest words."""
    size = len(said)
    if not 2 <= size <= most or not any(said[:n] in words.dense for n in range(1, 9)):
        return None
    best: list[tuple[int, tuple[str, ...]] | None] = [None] * size + [(0, ())]
    for at in range(size - 1, -1, -1):
        for end in range(at + 1, min(size, at + words.longest) + 1):
            ahead, word = best[end], said[at:end]
            if ahead is not None and word in words.dense:
                worth = (end - at) ** 2 * (words.dense[word] > SMALL) + ahead[0]
                if best[at] is None or worth > best[at][0]:  # type: ignore[index]
                    best[at] = (worth, (word, *ahead[1]))
    if best[0] is None:
        return None
    kinds = [words.dense[word] for word in best[0][1]]
    devices = tuple(word for word, kind in zip(best[0][1], kinds, strict=True) if kind == DEVICE)
    return Made(devices, kinds.count(ACT), kinds.count(THING))


@cache
def _words(codes: tuple[str, ...]) -> Words:
    """The words of these languages; one that is of two kinds is of the kind that says more."""
    kinds: dict[str, int] = {}
    stems: dict[str, int] = {}
    dense: dict[str, int] = {}
    for code in codes:
        if code not in languages("buttons"):
            continue
        for name, kind in _KINDS:
            for entry in table("buttons", code)[name].split():
                for word in key(entry).split():
                    into = stems if entry.endswith("*") else dense if code in _DENSE else kinds
                    into[word] = kind
    dense.update({word: kind for word, kind in kinds.items() if kind > SMALL and len(word) > 2} if dense else {})
    longest = max(map(len, dense), default=0)
    return Words(kinds, tuple(stems.items()), Beginnings(stems), dense, longest)
