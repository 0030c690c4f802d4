"""
What stands around each line of a page: the row of numbers that the model reads, named in COLUMNS.

A column that is added, dropped or moved needs a new model (bench/train_lines.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from cleaners.furniture.series import Bools, Floats, means, runs, shifted, since, within
from cleaners.furniture.traits import KINDS, RAW, measured, tokens_of
from cleaners.text import WIDE, Line

_HEADS = ("related", "comments", "share", "tags", "legal", "nav")
_NEAR = ("prose", "known", "stop", "bullet", "links", "capitals", "furniture", "dated", "numbered")
_FAR = (2, 6, 15)
_STEPS = (1, 2, -1, -2)
_OF_NEXT = ("words", "stop", "known", "prose", "bullet", "head", "capitals", "colon", "numbered")
_STEPPED = tuple(map(RAW.index, _OF_NEXT))
COLUMNS: tuple[str, ...] = (
    *RAW, "text before", "text after", "place", "units", "prose share", "since prose", "until prose", "since colon",
    *(f"since {kind}" for kind in _HEADS), "until furniture", *(f"is {kind}" for kind in KINDS),
    *(f"{name} within {reach}" for name in _NEAR for reach in _FAR),
    "words within 1", "words within 3", "words within 8",
    *(f"{name} at {step:+d}" for step in _STEPS for name in _OF_NEXT), "shared words", "alike",
    "gap like text", "indent like text", "gap at +1", "blocks away", "block share", "main at", "own topic", "period",
    "dated at +1", "dated at -1", "cut within 3", "head since", "stop run", "run words",
)  # fmt: skip


def features(lines: Sequence[Line]) -> tuple[Floats, list[str]]:
    """Each line's own shape and what stands around it, one row a line; and the kind of each, "" for most."""
    raw, kinds = measured(lines)
    return _around(raw, kinds, lines), kinds


def _around(raw: Floats, kinds: Sequence[str], lines: Sequence[Line]) -> Floats:
    """All columns, in the order of COLUMNS."""
    col = {name: raw[:, i] for i, name in enumerate(RAW)}
    prose, words = col["prose"], col["words"]
    mass = prose * words
    loud = np.minimum(words, 60.0)
    block, share = _blocks(mass)
    main = share >= share.max() if len(lines) else np.zeros(0, np.bool_)
    one_of = np.zeros((len(kinds), len(KINDS)), np.float32)
    for n, kind in enumerate(kinds):
        if kind:
            one_of[n, KINDS.index(kind)] = 1.0
    columns = [
        raw,
        np.stack(_places(mass, words), 1),
        np.stack(_distances(prose > 0, col["colon"] > 0, kinds), 1),
        one_of,
        within(np.stack([col[name] for name in _NEAR], 1), _FAR),
        within(loud[:, None], (1, 3, 8)),
        shifted(raw[:, _STEPPED], *_STEPS),
        np.stack([_shared(lines, prose), _alike(prose)], 1),
        np.stack([_like_text(col["gap"], mass), _like_text(col["indent"], mass), shifted(col["gap"], 1)], 1),
        np.stack([_away(main), share, block, _topic(lines, prose > 0, main), _period(col)], 1),
        np.stack([shifted(col["dated"], 1), shifted(col["dated"], -1), means(col["cut"], 3)], 1),
        np.stack([since(col["head"] > 0), *_run_means(prose, col["stop"], loud)], 1),
    ]
    return np.concatenate(columns, 1).astype(np.float32)


def _places(mass: Floats, words: Floats) -> list[Floats]:
    """How much of the prose stands before and after each line, its place, how long the page is, how much is prose."""
    n, total = len(mass), max(1.0, float(mass.sum()))
    before = (np.cumsum(mass) - mass) / total
    after = 1.0 - before - mass / total
    place = np.arange(n, dtype=np.float32) / max(1, n)
    share = float(mass.sum() / max(1.0, float(words.sum())))
    return [before, after, place, np.full(n, min(n, 400), np.float32), np.full(n, share, np.float32)]


def _distances(prose: Bools, colon: Bools, kinds: Sequence[str]) -> list[Floats]:
    """How far back the last prose, the last colon and the last heading of each kind stand, how far on the next."""

    def are(*wanted: str) -> Bools:
        return np.array([kind in wanted for kind in kinds], np.bool_)

    return [
        since(prose), since(prose[::-1])[::-1], since(colon), *(since(are(kind)) for kind in _HEADS),
        since(are("share", "comments", "legal", "nav", "tags")[::-1])[::-1],
    ]  # fmt: skip


def _away(main: Bools, *, far: int = 60) -> Floats:
    """How many lines before (negative) or behind the greatest run of prose each line stands."""
    at = np.flatnonzero(main)
    if not len(at):
        return np.zeros(len(main), np.float32)
    here = np.arange(len(main))
    away: Floats = np.clip(np.where(here < at[0], here - at[0], np.maximum(0, here - at[-1])), -far, far)
    return away.astype(np.float32)


def _like_text(values: Floats, mass: Floats) -> Floats:
    """Which share of the page's prose stands on lines with the same value."""
    total = max(1.0, float(mass.sum()))
    sums: dict[float, float] = {}
    for value, weight in zip(values.tolist(), mass.tolist(), strict=True):
        sums[value] = sums.get(value, 0.0) + weight
    return np.array([sums[value] / total for value in values.tolist()], np.float32)


def _blocks(mass: Floats, *, hole: int = 3) -> tuple[Floats, Floats]:
    """Runs of prose with at most `hole` other lines between: for each line the place of its run and the run's share."""
    share = np.zeros(len(mass), np.float32)
    number = np.zeros(len(mass), np.float32)
    total = max(1.0, float(mass.sum()))
    marks = np.flatnonzero(mass > 0)
    if len(marks):
        breaks = np.flatnonzero(np.diff(marks) > hole + 1)
        starts, ends = marks[np.concatenate([[0], breaks + 1])], marks[np.concatenate([breaks, [len(marks) - 1]])]
        sums = [float(mass[a : b + 1].sum()) / total for a, b in zip(starts, ends, strict=True)]
        top = int(np.argmax(sums))
        for i, (a, b) in enumerate(zip(starts, ends, strict=True)):
            share[a : b + 1] = sums[i]
            number[a : b + 1] = i - top
    return number, share


def _run_means(prose: Floats, stop: Floats, words: Floats) -> tuple[Floats, Floats]:
    """Of the run of lines with prose, or without, that a line stands in: the share with a stop, and the mean words."""
    places = runs(prose)
    if not places:
        return stop, words
    starts = [start for start, _ in places]
    sizes = np.array([end - start for start, end in places])
    stops, said = ((np.add.reduceat(each, starts) / sizes).astype(np.float32) for each in (stop, words))
    return np.repeat(stops, sizes), np.repeat(said, sizes)


def _topic(lines: Sequence[Line], prose: Bools, main: Bools) -> Floats:
    """Which share of a line's longer words stands in other lines of the greatest run of prose."""
    said: Counter[str] = Counter()
    own = [_words(line.text[:300], least=5) for line in lines]
    core = (main & prose).tolist()
    for line, mine, inside in zip(lines, own, core, strict=True):
        if inside:
            said.update(mine if len(line.text) <= 300 else _words(line.text[:1500], least=5))
    once, twice = said.keys(), {word for word, count in said.items() if count > 1}
    shares = (
        len(mine & (twice if inside else once)) / len(mine) if mine else -1.0
        for mine, inside in zip(own, core, strict=True)
    )
    return np.fromiter(shares, np.float32, len(lines))


def _period(col: dict[str, Floats], *, most: int = 5, reach: int = 5) -> Floats:
    """How much the lines around repeat a pattern: title, summary, date, and again."""
    size = np.digitize(col["words"], (3, 8, 16, 30))
    code = size * 32 + col["stop"] * 16 + col["dated"] * 8 + col["bullet"] * 4 + (col["links"] > 0.5) * 2
    n = len(code)
    best = np.zeros(n, np.float32)
    for step in range(2, most + 1):
        same = np.zeros(n, np.float32)
        if n > step:
            alike = (code[step:] == code[:-step]) & (code[step:] != code[step - 1 : -1])
            same[:-step] += alike
            same[step:] += alike
        best = np.maximum(best, means(np.minimum(same, 1.0), reach))
    return best


def _shared(lines: Sequence[Line], prose: Floats) -> Floats:
    """Which share of a short line's longer words stands in the prose too."""
    told = prose.tolist()
    said = {word for line, is_prose in zip(lines, told, strict=True) if is_prose for word in _words(line.text[:2000])}
    own = [
        _words(line.text[:200]) if said and not is_prose else None for line, is_prose in zip(lines, told, strict=True)
    ]
    return np.fromiter((len(mine & said) / len(mine) if mine else -1.0 for mine in own), np.float32, len(lines))


@lru_cache(maxsize=2048)
def _words(text: str, *, least: int = 4) -> frozenset[str]:
    """The longer words of a text, of a dense script all pairs of characters."""
    if not text.isascii() and WIDE.search(text[:40]):
        said = "".join(tokens_of(text))
        return frozenset(said[i : i + 2] for i in range(len(said) - 1))
    return frozenset(map(str.lower, {token for token in tokens_of(text) if len(token) >= least}))


def _alike(prose: Floats, *, far: int = 30) -> Floats:
    """How many lines in a row, this one among them, are alike: prose, or none."""
    sizes = [end - start for start, end in runs(prose)]
    return np.repeat(np.minimum(sizes, far).astype(np.float32), sizes)
