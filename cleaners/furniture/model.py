"""
How likely each line of a page is text: boosted trees, read from their file when they are first asked.

They know numbers only (see `around`). What follows from an answer is decided elsewhere.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners.errors import ResourceError
from cleaners.furniture.around import COLUMNS
from cleaners.furniture.series import Floats, best_run, shifted, since, within
from cleaners.resources import DATA


class Trees(NamedTuple):
    """Boosted trees in flat arrays; a leaf points at itself, so that walking on does no harm."""

    roots: NDArray[np.intp]
    columns: NDArray[np.intp]
    limits: Floats
    children: NDArray[np.intp]
    values: Floats
    depth: int
    base: float


@cache
def _file() -> dict[str, Any]:
    path = DATA / "lines_model.json"
    if not path.is_file():
        raise ResourceError("cleaners/data/lines_model.json is missing; reinstall limpide, or run bench/train_lines.py")
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held


@cache
def _trees() -> tuple[Trees, Trees]:
    """
    The two models as they lie in their file: trees as lists of nodes, a node [column, limit, left, right] or [value].

    Smaller than or equal to the limit goes left. Columns are named in the file and must be ours.
    """
    held = _file()
    if tuple(held["first"]["columns"]) != COLUMNS or tuple(held["second"]["columns"]) != (*COLUMNS, *AGAIN):
        raise ResourceError("cleaners/data/lines_model.json was trained on other columns; run bench/train_lines.py")
    return _flat(held["first"]), _flat(held["second"])


def _flat(held: dict[str, Any]) -> Trees:
    nodes = [node for tree in held["trees"] for node in tree]
    sizes = np.cumsum([0, *(len(tree) for tree in held["trees"])])
    offsets = np.repeat(sizes[:-1], np.diff(sizes))
    at = np.arange(len(nodes))
    leaf = np.array([len(node) == 1 for node in nodes])
    left = np.where(leaf, at, [0 if len(node) == 1 else node[2] for node in nodes] + offsets)
    right = np.where(leaf, at, [0 if len(node) == 1 else node[3] for node in nodes] + offsets)
    return Trees(
        sizes[:-1].astype(np.intp),
        np.array([0 if len(node) == 1 else node[0] for node in nodes], np.intp),
        np.array([np.inf if len(node) == 1 else node[1] for node in nodes], np.float32),
        np.stack([left, right], 1).reshape(-1).astype(np.intp),
        np.array([node[0] if len(node) == 1 else 0.0 for node in nodes], np.float32),
        int(held["depth"]),
        float(held["base"]),
    )


def _margins(trees: Trees, table: Floats) -> Floats:
    """How much speaks for text in each row, as the logarithm of the odds."""
    rows, width = table.shape
    flat = np.ascontiguousarray(table).reshape(-1)
    at = np.broadcast_to(trees.roots, (rows, len(trees.roots))).reshape(-1)
    offsets = np.repeat(np.arange(rows) * width, len(trees.roots))
    for _ in range(trees.depth):
        over = flat.take(offsets + trees.columns.take(at)) > trees.limits.take(at)
        at = trees.children.take(2 * at + over)
    margins: Floats = (trees.values.take(at).reshape(rows, -1).sum(axis=1) + trees.base).astype(np.float32)
    return margins


def judged(table: Floats) -> Floats:
    """How likely each row is text, 0 to 1: asked once, and again when the answers for the whole page are known."""
    first, second = _trees()
    margins = _margins(second, np.concatenate([table, again(table, _margins(first, table))], 1))
    sure: Floats = (1.0 / (1.0 + np.exp(-np.clip(margins, -30.0, 30.0)))).astype(np.float32)
    return sure


AGAIN = (
    "first", *(f"first at {step:+d}" for step in (1, 2, 3, -1, -2, -3)),
    *(f"first within {reach}" for reach in (2, 5, 12)),
    "text before again", "text after again", "since sure text", "until sure text", "text evidence behind",
    "text evidence ahead", "inside", "page evidence",
)  # fmt: skip


def again(table: Floats, margins: Floats, *, cap: float = 5.0, sure: float = 1.4) -> Floats:
    """What the first answers say about the neighbours of each line, and about where the text begins and ends."""
    told = np.clip(margins, -cap, cap).astype(np.float32)
    words = np.minimum(table[:, 0], 60.0)
    n = len(told)
    mass = np.where(told > 0, words, 0.0)
    total = max(1.0, float(mass.sum()))
    before = (np.cumsum(mass) - mass) / total
    firm = (told > sure) & (words >= 8)
    weighed = told * np.sqrt(np.minimum(words, 36.0))
    weighed = weighed.astype(np.float32)
    ahead, behind = _evidence(weighed[::-1])[::-1], _evidence(weighed)
    columns = [
        told,
        *shifted(told, 1, 2, 3, -1, -2, -3).T,
        *within(told[:, None], (2, 5, 12)).T,
    ]
    rest = (1.0 - before - mass / total).astype(np.float32)
    columns += [before.astype(np.float32), rest, since(firm), since(firm[::-1])[::-1], behind, ahead]
    columns += [best_run(weighed), np.full(n, float(np.clip(told, -cap, 0).sum()), np.float32)]
    return np.stack(columns, 1).astype(np.float32)


def _evidence(weighed: Floats, *, most: float = 300.0) -> Floats:
    """For each line, how much the best run from the start of the page that ends before it speaks for text."""
    sums = np.concatenate([[0.0], np.cumsum(weighed, dtype=np.float32)])
    best: Floats = np.minimum(np.maximum.accumulate(sums)[:-1], most).astype(np.float32)
    return best
