"""Where the lines of a page ended that a data set holds in one: a small model weighs each gap between two words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from cleaners import expressions as re
from cleaners.evidence import line_words
from cleaners.menus import TRAITS, traits_of
from cleaners.network import Floats, Network, stored
from cleaners.resources import among, languages
from cleaners.text import UNSPACED, key

# What a word can be beside the traits of menus: a small word with which sentences begin, a bullet or number of a list,
# the mark of a heading, the beginning and the end of a link, an image, a stroke, a dash, the first and the last word of
# a line that pages have, a day or an hour.
MARKS = ("opener", "bullet", "heading", "link", "linked", "image", "stroke", "dash", "first", "last", "day")
# How many words on either side of a gap are looked at one by one; over how many before and after it means are taken.
NEAR = 4
AROUND = ((10, 0), (0, 10), (50, 0), (0, 50))

_WORD = re.compile(r"\S+")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}:\d\d")
_BULLETS = frozenset("*+•·▪►▶»›◦–-")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b")
_WIDE_STOP = re.compile("[。！？][」』”）]*$")
_STROKES = frozenset("|/·•»›>")
_DASHES = frozenset("-–—&+")
_CAPITAL, _STOP, _CASELESS = (TRAITS.index(each) for each in ("capital", "stop", "caseless"))


def relined(
    text: str, *, least: float = 0.65, ended: float = 0.45, dense: float = 0.25, caseless: float = 0.88
) -> tuple[str, dict[int, float]]:
    r"""
    The text with a line end for each blank at which a line of its page likely ended, and how likely each of them is.

    Every character keeps its place. A gap must be `least` sure, `ended` will do behind the end of a sentence, which is
    torn by none, and `dense` beside a sign of Chinese or Japanese, where blanks are rare, and behind their stops any;
    between words of other scripts without capitals it must be `caseless` sure, for there the model has least to go by.
    A tab parts the cells of a table. What ends in a time and a colon heads a comment: "on May 12 at 4:47 pm said:".

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for it."
        >>> relined(f"{said} Share on Facebook Print this page {said}")[0].split("\n")[0][-11:]
        'ins for it.'
    """
    out = list(text)
    sure: dict[int, float] = {}
    at = 0
    for line in text.split("\n"):
        places = [hit.span() for hit in _WORD.finditer(line)]
        words = [line[start:end] for start, end in places]
        for n, chance in enumerate(_chances(words)):
            before, after = words[n], words[n + 1]
            place = at + places[n + 1][0] - 1
            if _WIDE_STOP.search(before) or (before[-1] == ":" and any(map(_CLOCK.match, words[max(0, n - 3) : n]))):
                needed = 0.0
            elif UNSPACED.match(after) or UNSPACED.match(before[-1]):
                needed = dense
            elif traits_of(before)[_STOP] and not after[0].islower():
                needed = ended
            else:
                needed = caseless if traits_of(before)[_CASELESS] and traits_of(after)[_CASELESS] else least
            if chance > needed and text[place] == " ":
                out[place], sure[place] = "\n", chance if needed else 1.0
        at += len(line) + 1
    return "".join(out), sure


def _chances(words: Sequence[str], *, most: int = 6000) -> list[float]:
    """How likely a line ended behind each of the words but the last; told for `most` of them at a time."""
    found: list[float] = []
    model = _model()
    for first in range(0, len(words) - 1, most):
        found += model.chances(gaps(words[first : first + most + 1])).tolist()
    return found


def gaps(words: Sequence[str]) -> Floats:
    """
    What the model reads of each gap between two words.

    That is what the words near it are, one by one; their means far before and after it; how far the ends of sentences
    are; where it stands; the lines of pages that end, begin or go on there; how often the two words stand together
    and how often each alone; how many words in a row have had a capital.
    """
    count = len(words)
    rows = {word: (*traits_of(word), *marks_of(word)) for word in dict.fromkeys(words)}
    said: Floats = np.array([rows[word] for word in words], np.float64)
    edge = np.zeros((NEAR, said.shape[1]))
    padded = np.vstack([edge, said, edge])
    parts = [padded[first : first + count - 1] for first in range(1, 2 * NEAR + 1)]
    sums = np.vstack([edge[:1], said.cumsum(0)])
    at = np.arange(count - 1)
    for before, after in AROUND:
        low, high = np.maximum(at + 1 - before, 0), np.minimum(at + 1 + after, count)
        parts.append((sums[high] - sums[low]) / (high - low)[:, None])
    stops = np.concatenate([[-1], np.flatnonzero(said[:, _STOP]), [count]])
    behind = np.searchsorted(stops[1:-1], at + 1, side="left")
    since, until = at + 1 - stops[behind], stops[behind + 1] - at - 1
    ends, begins, on = _known(words)
    together, alone = Counter(pairwise(words)), Counter(words)
    both = np.array([together[pair] for pair in pairwise(words)])
    left, right = np.array([alone[word] for word in words[:-1]]), np.array([alone[word] for word in words[1:]])
    parts.append(
        np.stack(
            [
                np.log1p(np.minimum(since, 300)),
                np.log1p(np.minimum(until, 300)),
                np.log1p(np.minimum(since + until, 400)),
                at / count,
                np.log1p(at) / 8,
                np.log1p(count - at) / 8,
                ends[:-1],
                begins[1:],
                on,
                (ends[:-1] > 0) & (begins[1:] > 0),
                np.log1p(both),
                np.log(left),
                np.log(right),
                both / left,
                both / right,
                np.minimum(_in_a_row(said[:, _CAPITAL])[:-1], 10) / 5,
            ],
            1,
        )
    )
    return np.hstack(parts)


def marks_of(word: str) -> tuple[int, ...]:
    """
    What one word between blanks is, column by column as in MARKS.

        >>> dict(zip(MARKS, marks_of("•"), strict=True))["bullet"], sum(marks_of("weir"))
        (1, 0)
    """
    own = key(word)
    first, last = _edges()
    return (
        int(word.lower() in _openers()),
        int(word in _BULLETS or (len(word) < 4 and word[-1] in ".)" and word[:-1].isdigit())),
        int(not word.strip("#")),
        int(word[0] == "["),
        int("](" in word and word[-1] == ")"),
        int(word.startswith(("![", "[!["))),
        int(word in _STROKES),
        int(word in _DASHES),
        int(own in first),
        int(own in last),
        int(_DAY.search(word) is not None),
    )


@cache
def _openers() -> frozenset[str]:
    return among("related", "openers", languages("related"))


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """The first words and the last words of the lines that pages have."""
    known = line_words()
    return frozenset(each.split(" ", 1)[0] for each in known), frozenset(each.rsplit(" ", 1)[-1] for each in known)


def _in_a_row(flags: Floats) -> Floats:
    """How many in a row are set, up to each."""
    out = np.zeros(len(flags))
    run = 0
    for n, flag in enumerate(flags.tolist()):
        run = run + 1 if flag else 0
        out[n] = run
    return out


def _known(words: Sequence[str], *, most: int = 5) -> tuple[Floats, Floats, Floats]:
    """How many words the longest line of a page has that ends with each word, begins with it, runs over each gap."""
    known, first = line_words(), _edges()[0]
    keys = [key(word) for word in words]
    count = len(words)
    ends, begins, on = np.zeros(count), np.zeros(count), np.zeros(count - 1)
    for n, own in enumerate(keys):
        if not own or words[n][0].islower() or own.split(" ", 1)[0] not in first:
            continue
        phrase = ""
        for past in range(n + 1, min(count, n + most) + 1):
            more = keys[past - 1]
            phrase = f"{phrase} {more}".strip()
            if more and phrase in known:
                size = past - n
                begins[n], ends[past - 1] = size, max(ends[past - 1], size)
                on[n : past - 1] = np.maximum(on[n : past - 1], size)
    return ends, begins, on


@cache
def _model() -> Network:
    return stored("breaks", marks=[*TRAITS, *MARKS], around=[NEAR, *map(list, AROUND)])
