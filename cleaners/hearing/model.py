"""The weights that bench/train_names.py learned, from evidence to one probability."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from typing import Any

from cleaners.resources import DATA


class Model:
    """
    Evidence in, probability out: a few small trees, whose leaves add up.

    A tree is a list of nodes; a node is [evidence, bound, where to go up to the bound, where beyond], a leaf
    is a number. `also` are weights set by hand for evidence that the training calls do not show: they name no
    ministers, treaties or Thai provinces. bench/train_names.py makes the file and says how it was measured.
    """

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.start: float = told["start"]
        self.names: list[str] = told["evidence"]
        self.trees: list[list[Any]] = told["trees"]
        self.also: dict[str, float] = told["also"]

    def __call__(self, proof: Mapping[str, float]) -> float:
        """Give the probability, rounded so that it reads the same everywhere."""
        row = [proof[name] for name in self.names]
        total = self.start + sum(weight * proof[name] for name, weight in self.also.items())
        for tree in self.trees:
            node = tree[0]
            while isinstance(node, list):
                node = tree[node[2] if row[node[0]] <= node[1] else node[3]]
            total += node
        return round(1 / (1 + exp(-total)), 4)


@cache
def model() -> Model:
    """Read the trees that come with the project, cleaners/data/names_model.json."""
    path = DATA / "names_model.json"
    return Model(json.loads(path.read_text(encoding="utf-8")))
