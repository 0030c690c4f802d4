"""
The block model: boosted trees over the traits of blocks, and the weights of words they use. Scored with numpy alone.

The file cleaners/data/blocks/model.json.gz is written by bench/train_blocks.py and says inside what it was trained on,
when, and how it did on sites that it never saw. It is read once in a process; the same page gets the same scores.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaners.errors import ResourceError
from cleaners.read.traits.agreement import Table
from cleaners.read.traits.weights import Weights
from cleaners.resources import DATA

Scores = npt.NDArray[np.float64]


class Trees(NamedTuple):
    """All trees of one model in flat arrays; a leaf points at itself, so that walking on does no harm."""

    columns: npt.NDArray[np.intp]
    roots: npt.NDArray[np.intp]
    features: npt.NDArray[np.intp]
    thresholds: npt.NDArray[np.float32]
    children: npt.NDArray[np.intp]
    values: npt.NDArray[np.float64]
    depth: int
    threshold: float


class Model(NamedTuple):
    """One profile of the block model: its words, its trees, and what it says about itself."""

    weights: Weights
    trees: Trees
    extractors: tuple[str, ...]


@cache
def _file() -> dict[str, Any]:
    path = DATA / "blocks" / "model.json.gz"
    if not path.is_file():
        raise ResourceError("cleaners/data/blocks/model.json.gz is missing; reinstall, or run bench/train_blocks.py")
    loaded: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return loaded


@cache
def model(profile: str) -> Model:
    """The model of a profile: "quality" or "fast"."""
    held = _file()
    if profile not in held["profiles"]:
        raise ResourceError(f"no block model {profile!r}; there is {', '.join(sorted(held['profiles']))}")
    made = held["profiles"][profile]
    words = held["words"]
    return Model(Weights(words["near"], words["far"], words["text"], {}), _trees(made), tuple(made["extractors"]))


def _trees(made: dict[str, Any]) -> Trees:
    features = np.array(made["features"], np.intp)
    leaf = features < 0
    children = np.array(made["children"], np.intp)
    order = np.arange(len(features))
    pairs = np.where(leaf[:, None], order[:, None], children.reshape(-1, 2))
    return Trees(
        np.array(made["columns"], np.intp),
        np.array(made["roots"], np.intp),
        np.where(leaf, 0, features),
        np.where(leaf, np.inf, np.array(made["thresholds"], np.float64)).astype(np.float32),
        pairs.reshape(-1),
        np.array(made["values"], np.float64),
        int(made["depth"]),
        float(made["threshold"]),
    )


def scores(table: Table, trees: Trees, *, at_once: int = 64) -> Scores:
    """How sure the trees are that each row is content, 0 to 1."""
    parts = [_scored(table[at : at + at_once], trees) for at in range(0, len(table), at_once)]
    return np.concatenate(parts) if parts else np.zeros(0)


def _scored(table: Table, trees: Trees) -> Scores:
    lean = np.ascontiguousarray(table[:, trees.columns])
    rows, width = lean.shape
    flat = lean.reshape(-1)
    at = np.broadcast_to(trees.roots, (rows, len(trees.roots))).reshape(-1)
    offsets = np.repeat(np.arange(rows) * width, len(trees.roots))
    for _ in range(trees.depth):
        right = flat.take(offsets + trees.features.take(at)) > trees.thresholds.take(at)
        at = trees.children.take(2 * at + right)
    margins = trees.values.take(at).reshape(rows, -1).sum(axis=1)
    found: Scores = 1.0 / (1.0 + np.exp(-np.clip(margins, -30, 30)))
    return found
