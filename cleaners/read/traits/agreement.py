"""Where readings of a page by other extractors agree with a block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cleaners.read.blocks import Block
from cleaners.read.traits.words import coverage, key_of

Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Column = Numbers
_SHARED = ("agreed", "agreed_before", "agreed_after", "agreed_around", "agreed_node", "agreed_kin", "agreed_share")


def agreement_names(extractors: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that `agreement` makes for each of these extractors."""
    return tuple(f"{name}_{trait}" for name in extractors for trait in _SHARED)


def shifted(column: Column, step: int, fill: float = -1.0) -> Column:
    """A column with what stands so many rows above, or below, each of its rows; `fill` where there is none."""
    moved = np.full_like(column, fill)
    if step > 0:
        moved[..., step:] = column[..., :-step]
    else:
        moved[..., :step] = column[..., -step:]
    return moved


def mean_around(column: Column, reach: int) -> Column:
    """The mean of a column (or of several, one a row) over `reach` blocks on both sides."""
    count = column.shape[-1]
    sums = np.zeros((*column.shape[:-1], count + 1))
    np.cumsum(column, axis=-1, out=sums[..., 1:])
    order = np.arange(count)
    low, high = np.maximum(order - reach, 0), np.minimum(order + reach + 1, count)
    mean: Column = (sums[..., high] - sums[..., low]) / (high - low)
    return mean


def agreement(blocks: Sequence[Block], text: str) -> Table:
    """What another extractor's text says about each block: held or not, its neighbours, its element, its kin."""
    keys = [key_of(block) for block in blocks]
    own = np.array(coverage(keys, text), np.float64)
    if not len(own):
        return np.zeros((0, len(_SHARED)), np.float32)
    before = shifted(own, 1) if len(own) > 1 else np.full(1, -1.0)
    after = shifted(own, -1) if len(own) > 1 else np.full(1, -1.0)
    chars = np.array([len(block.text) for block in blocks], np.float64)
    by_node: dict[int, list[int]] = {}
    by_kin: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        above = block.node.above if block.node.above is not None else block.node
        by_node.setdefault(id(above), []).append(at)
        by_kin.setdefault(block.node.tag + block.node.names, []).append(at)
    node, kin = np.zeros(len(own)), np.zeros(len(own))
    for groups, column in ((by_node, node), (by_kin, kin)):
        for rows in groups.values():
            column[rows] = (own[rows] * chars[rows]).sum() / (chars[rows].sum() + 1)
    share = np.full(len(own), (own * chars).sum() / (chars.sum() + 1))
    return np.stack([own, before, after, mean_around(own, 3), node, kin, share], axis=1).astype(np.float32)
