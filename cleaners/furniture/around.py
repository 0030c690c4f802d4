"""
What stands around each line of a page: the row of numbers that the model reads, named in COLUMNS.

A column that is added, dropped or moved needs a new model (bench/train_lines.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners.furniture.series import Floats, means, shifted, since, within
from cleaners.furniture.traits import KINDS, RAW, TOKEN, measured
from cleaners.text import WIDE, Line

_HEADS = ("related", "comments", "share", "tags", "legal", "nav")
_NEAR = ("prose", "known", "stop", "bullet", "links", "capitals", "furniture", "dated", "numbered")
_FAR = (2, 6, 15)
_STEPS = tuple(
    (name, step)
    for step in (1, 2, -1, -2)
    for name in ("words", "stop", "known", "prose", "bullet", "head", "capitals", "colon", "numbered")
)
COLUMNS: tuple[str, ...] = (
    *RAW, "text before", "text after", "place", "units", "prose share", "since prose", "until prose", "since colon",
    *(f"since {kind}" for kind in _HEADS), "until furniture", *(f"is {kind}" for kind in KINDS),
    *(f"{name} within {reach}" for name in _NEAR for reach in _FAR),
    "words within 1", "words within 3", "words within 8",
    *(f"{name} at {step:+d}" for name, step in _STEPS), "shared words", "alike",
    "gap like text", "indent like text", "gap at +1", "blocks away", "block share", "main at", "own topic", "period",
    "dated at +1", "dated at -1", "cut within 3", "head since", "stop run", "run words",
)  # fmt: skip


def features(page: Sequence[Line]) -> tuple[Floats, list[str]]:
    """Each unit's own shape and what stands around it: one row a unit."""
    raw, kinds = measured(page)
    return _around(raw, kinds, page), kinds


def _around(raw: Floats, kinds: Sequence[str], page: Sequence[Line]) -> Floats:
    n = len(page)
    col = {name: raw[:, i] for i, name in enumerate(RAW)}
    prose = col["prose"]
    words = col["words"]
    loud = np.minimum(words, 60.0)
    mass = prose * words
    total = max(1.0, float(mass.sum()))
    before = (np.cumsum(mass) - mass) / total
    after = 1.0 - before - mass / total
    columns = [raw]
    columns += [
        np.stack([before, after, np.arange(n, dtype=np.float32) / max(1, n), np.full(n, min(n, 400), np.float32)], 1)
    ]
    columns += [np.full((n, 1), float(mass.sum() / max(1.0, float(words.sum()))), np.float32)]
    columns += [np.stack([since(prose > 0), since(prose[::-1] > 0)[::-1], since(col["colon"] > 0)], 1)]
    for kind in _HEADS:
        columns.append(since(np.array([each == kind for each in kinds]))[:, None])
    columns.append(
        since(np.array([each in ("share", "comments", "legal", "nav", "tags") for each in kinds])[::-1])[::-1][:, None]
    )
    onehot = np.array([[each == kind for kind in KINDS] for each in kinds], np.float32).reshape(n, len(KINDS))
    columns.append(onehot)
    columns.append(within(np.stack([col[name] for name in _NEAR], 1), _FAR))
    for reach in (1, 3, 8):
        columns.append(means(loud, reach)[:, None])
    columns += [shifted(col[name], step)[:, None] for name, step in _STEPS]
    columns.append(_shared(page, prose)[:, None])
    columns.append(_alike(raw)[:, None])
    block, share = _blocks(mass)
    main = share >= share.max() if n else np.zeros(0, np.bool_)
    at = np.flatnonzero(main)
    away = np.zeros(n, np.float32)
    if len(at):
        away = np.clip(
            np.where(np.arange(n) < at[0], np.arange(n) - at[0], np.maximum(0, np.arange(n) - at[-1])), -60, 60
        )
    runs = _runs(raw)
    columns.append(
        np.stack(
            [
                _like_text(col["gap"], mass),
                _like_text(col["indent"], mass),
                shifted(col["gap"], 1),
                away,
                share,
                block,
                _topic(page, prose > 0, main),
                _period(col),
                shifted(col["dated"], 1),
                shifted(col["dated"], -1),
                means(col["cut"], 3),
                since(col["head"] > 0),
                *runs,
            ],
            1,
        )
    )
    return np.concatenate(columns, 1).astype(np.float32)


def _like_text(values: Floats, mass: Floats) -> Floats:
    """Which share of the page's prose stands on lines with the same value."""
    total = max(1.0, float(mass.sum()))
    sums: dict[float, float] = {}
    for value, weight in zip(values.tolist(), mass.tolist(), strict=True):
        sums[value] = sums.get(value, 0.0) + weight
    return np.array([sums[value] / total for value in values.tolist()], np.float32)


def _blocks(mass: Floats, *, hole: int = 3) -> tuple[Floats, Floats]:
    """Runs of prose with at most `hole` other lines between: for each unit the place of its run and the run's share."""
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


def _runs(raw: Floats) -> list[Floats]:
    """Of the run of units without prose that a unit stands in: the share that ends in a stop, and its mean words."""
    prose = raw[:, RAW.index("prose")]
    stop = raw[:, RAW.index("stop")]
    words = np.minimum(raw[:, 0], 60.0)
    out = [np.zeros(len(raw), np.float32), np.zeros(len(raw), np.float32)]
    start = 0
    for n in range(len(raw) + 1):
        if n == len(raw) or prose[n] != prose[start]:
            if n > start:
                out[0][start:n] = stop[start:n].mean()
                out[1][start:n] = words[start:n].mean()
            start = n
    return out


def _topic(page: Sequence[Line], prose: NDArray[np.bool_], main: NDArray[np.bool_]) -> Floats:
    """Which share of a unit's longer words stands in other lines of the greatest run of prose."""
    said: Counter[str] = Counter()
    own: list[set[str]] = []
    for n, unit in enumerate(page):
        mine = _words(unit.text[:300], least=5)
        own.append(mine)
        if main[n] and prose[n]:
            said.update(mine if len(unit.text) <= 300 else _words(unit.text[:1500], least=5))
    out = np.full(len(page), -1.0, np.float32)
    for n, mine in enumerate(own):
        if mine:
            floor = 1 if main[n] and prose[n] else 0
            out[n] = sum(said[word] > floor for word in mine) / len(mine)
    return out


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


def _shared(page: Sequence[Line], prose: Floats) -> Floats:
    """Which share of a short unit's longer words stands in the prose too."""
    said: set[str] = set()
    for unit, is_prose in zip(page, prose, strict=True):
        if is_prose:
            said.update(_words(unit.text[:2000]))
    out = np.full(len(page), -1.0, np.float32)
    for n, unit in enumerate(page):
        if not prose[n] and said:
            own = _words(unit.text[:200])
            if own:
                out[n] = len(own & said) / len(own)
    return out


def _words(text: str, *, least: int = 4) -> set[str]:
    if WIDE.search(text[:40]):
        bare_text = "".join(TOKEN.findall(text))
        return {bare_text[i : i + 2] for i in range(len(bare_text) - 1)}
    return {token.lower() for token in TOKEN.findall(text) if len(token) >= least}


def _alike(raw: Floats, *, far: int = 30) -> Floats:
    """How many units in a row, this one among them, are alike: short without a stop, or prose."""
    short = raw[:, RAW.index("prose")] == 0
    out = np.zeros(len(raw), np.float32)
    start = 0
    for n in range(len(raw) + 1):
        if n == len(raw) or (n and short[n] != short[start]):
            out[start:n] = min(n - start, far)
            start = n
    return out
