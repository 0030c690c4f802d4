"""What the elements around a block say of it: their depth, their flags, the weight of their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from cleaners.read.blocks import Block, Node
from cleaners.read.traits.agreement import Column, Numbers
from cleaners.read.traits.weights import Weights

Element = Any
FLAGS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "ul", "ol", "table", "section",
    "blockquote", "details",
)  # fmt: skip
_FLAG_BIT = {tag: 1 << at for at, tag in enumerate(FLAGS)}


class Elements:
    """
    The elements that hold blocks, each after the one it stands in, and what stands in them all told.

    `up` is the number of the element above (its own, for the outermost); `of` that of each block's element.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.nodes: list[Node] = []
        self.up: list[int] = []
        self.of: list[int] = []
        number: dict[Node, int] = {}
        for block in blocks:
            path: list[Node] = []
            node: Node | None = block.node
            while node is not None and node not in number:
                path.append(node)
                node = node.above
            at = number[node] if node is not None else len(self.nodes)
            for each in reversed(path):
                self.up.append(at)
                at = number[each] = len(self.nodes)
                self.nodes.append(each)
            self.of.append(at)

    def summed(self, column: Column) -> Column:
        """What each element holds, of a column with one whole number a block."""
        sums: list[float] = np.bincount(self.of, column, len(self.nodes)).tolist()
        for at in range(len(sums) - 1, 0, -1):
            above = self.up[at]
            if above != at:
                sums[above] += sums[at]
        return np.array(sums)

    def weighed(self, weights: Weights, comments: frozenset[Element]) -> tuple[Column, ...]:
        """Each element's own weight; the sum, lowest and highest on its path, its flags, and if comments hold it."""
        rows: list[Path] = []
        known = weights.known
        for at, (node, above) in enumerate(zip(self.nodes, self.up, strict=True)):
            near, own = known.get((node.tag, node.names)) or weights.of(node.tag, node.names)
            flags = _FLAG_BIT.get(node.tag, 0)
            inside = bool(comments) and node.element in comments
            if at == above:
                rows.append((near, own, min(own, 0.0), max(own, 0.0), flags, inside))
            else:
                _, total, low, high, over, commented = rows[above]
                low, high = min(low, own), max(high, own)
                rows.append((near, total + own, low, high, flags | over, inside or commented))
        return tuple(np.array(column, np.float64) for column in zip(*rows, strict=True))

    def from_top(self, top: int) -> Numbers:
        """Steps from the main element up to what holds it and this one, whether this stands inside, and how deep."""
        if top < 0:
            deep = [(30.0, 0.0, node.depth + 1.0) for node in self.nodes]
            return np.array(deep)
        steps: dict[int, int] = {}
        while top not in steps:
            steps[top] = len(steps)
            top = self.up[top]
        rows: list[tuple[float, float, float]] = []
        for at, above in enumerate(self.up):
            if at in steps:
                rows.append((steps[at], steps[at] == 0, 0.0))
            else:
                step, within, down = rows[above]
                rows.append((step, within, down + 1))
        return np.array(rows)


Path = tuple[float, float, float, float, int, bool]
