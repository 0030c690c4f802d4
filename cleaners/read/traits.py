"""
What can be counted about the blocks of a page: the numbers that the block model judges by.

A table with one row a block and one column a trait (`TRAITS` names them), made in one pass over the blocks and some
passes over whole columns. Nothing here knows a site or a language: names of classes and words are weighed by the
model's own tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaners.read.blocks import Block, Node

Element = Any
Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Column = Numbers

_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = frozenset('.!?…。！？:;"”»’)')
_TAGS = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr", "blockquote", "pre", "figcaption", "section",
    "article",
    "header", "footer", "nav", "aside", "form", "dd", "dt", "summary", "caption", "main",
)  # fmt: skip
_TAG_CODE = {tag: at + 1 for at, tag in enumerate(_TAGS)}
_FLAGS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "ul", "ol", "table", "section",
    "blockquote", "details",
)  # fmt: skip
_FLAG_BIT = {tag: 1 << at for at, tag in enumerate(_FLAGS)}


class About(NamedTuple):
    """What a page says beside its tree: titles, description, the text in its JSON-LD, and signs of its kind."""

    titles: tuple[str, ...] = ()
    description: str = ""
    body: str = ""
    forum: int = 0
    article: int = 0


class Weights(NamedTuple):
    """Weights of words: in the names of elements near and far, and in the text of short blocks."""

    near: dict[str, float]
    far: dict[str, float]
    text: dict[str, float]
    known: dict[tuple[str, str], tuple[float, float]]
    """Names that were weighed before in this process: (tag, names) -> (near, far)."""

    def of(self, tag: str, names: str) -> tuple[float, float]:
        """The weights of an element by its tag and its names, near and far."""
        found = self.known.get((tag, names))
        if found is None:
            words = name_words(tag, names)
            found = (_weigh(words, self.near), _weigh(words, self.far))
            if len(self.known) < 50_000:
                self.known[tag, names] = found
        return found


def name_words(tag: str, names: str) -> tuple[str, ...]:
    """
    The words in the class and id of an element, with pairs of neighbours and the tag.

        >>> name_words("div", "entry-content postBody ")
        ('<div>', 'entry', 'content', 'entry content', 'post', 'body', 'post body')
    """
    found = [f"<{tag}>"]
    for name in names[:300].split():
        words = [word.lower() for word in _NAME_WORD.findall(name) if 1 < len(word) <= 20]
        for at, word in enumerate(words[:6]):
            found.append(word)
            if at:
                found.append(f"{words[at - 1]} {word}")
    if len(found) > 1:
        return (found[0], *dict.fromkeys(found[1:]))
    return tuple(found)


def text_words(text: str, *, short: int = 14) -> list[str]:
    """
    The words that tell what a short block is, and the first and last words of a longer one.

        >>> text_words("Read more: rain")
        ['read', 'more', 'rain', 'read more', 'more rain', '^read more']
    """
    lowered = text[:400].lower()
    words = _WORD.findall(lowered)
    if not words:
        return ["#"]
    found: list[str] = []
    if len(words) <= short:
        found = list(dict.fromkeys(words))
        found += [f"{words[at]} {words[at + 1]}" for at in range(len(words) - 1)]
        if len(words) == 1:
            found.append(f"={words[0]}")
    found.append(f"^{' '.join(words[:2])}")
    if len(words) > short:
        found.append(f"^{words[0]}")
    return found


def _weigh(words: Sequence[str], weights: dict[str, float]) -> float:
    total = 0.0
    for word in words:
        total += weights.get(word, 0.0)
    return total


def squeezed(text: str) -> str:
    """Letters and digits alone, in small letters: two texts that differ in blanks and marks are the same.

    >>> squeezed("L’eau, 3 °C")
    'leau3c'
    """
    return "".join(filter(str.isalnum, text.lower()))


def key_of(block: Block) -> str:
    """The squeezed text of a block, made once."""
    key = block.key
    if not key:
        key = block.key = squeezed(block.text)
    return key


def coverage(keys: Sequence[str], text: str) -> list[float]:
    """
    How much of each block (by its squeezed key) another reading of the page holds, 0 to 1.

    A key of under 20 letters must be a line there; a longer one may stand inside a line, and one that does not is
    looked for by its beginning, its middle and its end.
    """
    lines = {squeezed(line) for line in text.split("\n")}
    whole = squeezed(text)
    found: list[float] = []
    for key in keys:
        if not key:
            found.append(0.0)
        elif key in lines:
            found.append(1.0)
        elif len(key) < 20:
            found.append(0.4 if key in whole and len(key) > 6 else 0.0)
        elif key in whole:
            found.append(0.95)
        elif len(key) < 60:
            found.append(0.0)
        else:
            middle = len(key) // 2
            found.append(0.3 * sum(part in whole for part in (key[:25], key[middle - 12 : middle + 13], key[-25:])))
    return found


# One column each, in the order in which `traits_of` makes them.
_BASE = (
    "chars", "words", "word_length", "linked", "anchors", "commas", "stops", "digits", "capitals", "ends", "opens",
    "lines", "tag", "depth",
    "level", "lists", "quotes", "row", "code", "marker", "above_tag", "flags_article", "flags_main", "flags_aside",
    "flags_nav",
    "flags_header", "flags_footer", "flags_form", "flags_figure", "flags_ul", "flags_ol", "flags_table",
    "flags_section",
    "flags_blockquote", "flags_details", "comment", "near", "far", "far_low", "far_high", "said", "repeated",
    "title_like", "title_within",
    "described", "in_body", "node_chars", "node_linked", "node_blocks", "node_prose", "node1_chars", "node1_linked",
    "node1_blocks", "node1_prose",
    "node2_chars", "node2_linked", "node2_blocks", "node2_prose", "node3_chars", "node3_linked", "node3_prose",
    "top_steps", "in_top", "top_depth",
    "kin", "kin_chars", "kin_linked", "own_near", "above_near",
)  # fmt: skip
_FLAGGED = _BASE.index("flags_article")  # the flags come as one number, and are spread over their columns at the end
_NO_FLAGS = (0,) * (len(_FLAGS) - 1)
_CHARS, _WORDS, _LINKED, _NEAR = (_BASE.index(name) for name in ("chars", "words", "linked", "near"))
_PLACE = (
    "at", "at_chars", "after_title", "after_title_chars", "before_prose", "after_prose", "prose_done", "prose_left",
    "headings_since",
)  # fmt: skip
_AROUND = ("chars", "linked", "near", "said", "level", "ends")
_PAGE = (
    "page_blocks",
    "page_chars",
    "page_prose",
    "page_linked",
    "page_forum",
    "page_article",
    "page_body",
    "top_share",
    "top_linked",
)
_SHARED = ("agreed", "agreed_before", "agreed_after", "agreed_around", "agreed_node", "agreed_kin", "agreed_share")

TRAITS: tuple[str, ...] = (
    *_BASE,
    *_PLACE,
    *(f"{name}_{step}" for step in ("before", "before2", "after", "after2") for name in _AROUND),
    "chars_around", "linked_around", "near_around", "said_around", "same_node_before", "same_node_after",
    *_PAGE,
)  # fmt: skip


def agreement_names(extractors: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that `agreement` makes for each of these extractors."""
    return tuple(f"{name}_{trait}" for name in extractors for trait in _SHARED)


def traits_of(
    blocks: Sequence[Block], about: About, weights: Weights, comments: frozenset[Element] = frozenset()
) -> Table:
    """The table of traits: one row a block, one column a name in TRAITS."""
    if not blocks:
        return np.zeros((0, len(TRAITS)), np.float32)
    facts = _Facts(blocks, about, weights, comments)
    base = np.array(facts.rows, np.float64)
    flags = base[:, _FLAGGED].astype(np.int64)
    for bit in range(len(_FLAGS)):
        base[:, _FLAGGED + bit] = (flags >> bit) & 1
    place = _places(base, facts)
    around = _neighbours(base, facts)
    page = np.tile(np.array(facts.page, np.float64), (len(blocks), 1))
    return np.concatenate([base, place, around, page], axis=1).astype(np.float32)


Path = tuple[float, float, float, int, int]  # weights summed, lowest, highest; flags of tags; inside comments


def is_asked(table: Table) -> npt.NDArray[np.bool_]:
    """The rows that the model is asked about: all but the entries of menus."""
    asked: npt.NDArray[np.bool_] = table[:, _WORDS] > 0
    return asked


class _Facts:
    """What is counted block by block."""

    def __init__(self, blocks: Sequence[Block], about: About, weights: Weights, comments: frozenset[Element]) -> None:
        self.blocks = blocks
        self.prose = [_is_prose(block) for block in blocks]
        self._node_facts(weights, comments)
        self.top = self._top()
        self.title_at = -1
        self.rows = self._rows(about, weights)
        chars = sum(len(block.text) for block in blocks)
        linked = sum(block.link_chars for block in blocks)
        prose = sum(len(block.text) for block, good in zip(blocks, self.prose, strict=True) if good)
        top = self.top
        self.page = [
            min(len(blocks), 2000), np.log1p(chars), prose / (chars + 1), linked / (chars + 1), about.forum,
            about.article,
            min(2.0, len(about.body) / (prose + 1)), top.prose / (prose + 1) if top else 0.0,
            top.link_chars / (top.chars + 1) if top else 1.0,
        ]  # fmt: skip

    def _node_facts(self, weights: Weights, comments: frozenset[Element]) -> None:
        """Sum up what stands in each element, and weigh its names once."""
        self.near: dict[Node, float] = {}
        self.far: dict[Node, Path] = {}
        seen: set[Node] = set()
        for block, prose in zip(self.blocks, self.prose, strict=True):
            own, size = block.node, len(block.text)
            own.blocks += 1
            own.chars += size
            own.link_chars += block.link_chars
            own.prose += size if prose else 0
            node: Node | None = own
            while node is not None and node not in seen:
                seen.add(node)
                node = node.above
        downwards = sorted(seen, key=lambda node: node.depth)
        for each in reversed(downwards):
            above = each.above
            if above is not None:
                above.blocks += each.blocks
                above.chars += each.chars
                above.link_chars += each.link_chars
                above.prose += each.prose
        for each in downwards:
            self._weigh_path(each, weights, comments)

    def _weigh_path(self, node: Node, weights: Weights, comments: frozenset[Element]) -> None:
        self.near[node], own = weights.of(node.tag, node.names)
        flags = _FLAG_BIT.get(node.tag, 0)
        inside = int(node.element in comments)
        if node.above is None:
            self.far[node] = (own, min(own, 0.0), max(own, 0.0), flags, inside)
        else:
            total, low, high, above, commented = self.far[node.above]
            self.far[node] = (total + own, min(low, own), max(high, own), flags | above, inside | commented)

    def _top(self) -> Node | None:
        """The element that holds most of the running text and little else, found by handing scores upwards."""
        scores: dict[Node, float] = {}
        for block, prose in zip(self.blocks, self.prose, strict=True):
            if not prose:
                continue
            worth = 1 + min(len(block.text) / 100, 4) + min(block.text.count(",") + block.text.count("，"), 5) / 2
            node: Node | None = block.node if block.node.tag not in ("p", "li") else block.node.above
            share = 1.0
            for _ in range(4):
                if node is None:
                    break
                scores[node] = scores.get(node, 0.0) + worth * share
                share *= 0.6
                node = node.above
        best, most = None, 0.0
        for node, score in scores.items():
            found = score * (1 - node.link_chars / (node.chars + 1))
            if found > most:
                best, most = node, found
        return best

    def _rows(self, about: About, weights: Weights) -> list[list[float]]:
        top_path: dict[Node, int] = {}
        node, steps = self.top, 0
        while node is not None:
            top_path[node] = steps
            node, steps = node.above, steps + 1
        kin = self._kin()
        seen: dict[str, int] = {}
        for block in self.blocks:
            seen[block.text] = seen.get(block.text, 0) + 1
        titles = list(dict.fromkeys(frozenset(_WORD.findall(title.lower())) for title in about.titles if title))
        described = squeezed(about.description)
        if about.body:
            in_body = coverage([key_of(block) for block in self.blocks], about.body)
        else:
            in_body = [0.0] * len(self.blocks)
        rows: list[list[float]] = []
        best_title = 0.5
        for at, block in enumerate(self.blocks):
            like, within = _title_like(block.text, titles)
            if like > best_title or (like >= 0.5 and like == best_title and block.level == 1):
                best_title, self.title_at = like, at
            node = block.node
            if self._is_trivial(block):
                row = [0.0] * len(_BASE)
                row[_CHARS], row[_LINKED], row[_NEAR] = (
                    len(block.text),
                    block.link_chars / len(block.text),
                    self._near_path(node),
                )
                rows.append(row)
                continue
            total, low, high, flags, comment = self.far[node]
            rows.append(
                [
                    *_wording(block),
                    _TAG_CODE.get(node.tag, 0), node.depth, block.level, block.lists, block.quotes, block.row,
                    block.code, bool(block.marker),
                    _TAG_CODE.get(node.above.tag, 0) if node.above is not None else 0,
                    flags, *_NO_FLAGS, comment,
                    self._near_path(node), total, low, high, _weigh(text_words(block.text), weights.text),
                    seen[block.text], like, within, _describes(block, described),
                    in_body[at], *_node_shares(node), *_top_steps(node, top_path),
                    *kin[node.tag + node.names + (node.above.names if node.above is not None else "")],
                    self.near[node], self.near[node.above] if node.above is not None else 0.0,
                ]
            )  # fmt: skip
        return rows

    @staticmethod
    def _is_trivial(block: Block, *, short: int = 60, linked: float = 0.8) -> bool:
        """A short link among others, with no running text near it: an entry of a menu. The model is not asked."""
        if len(block.text) >= short or block.link_chars <= linked * len(block.text) or block.level:
            return False
        node = block.node
        for _ in range(3):
            if node.prose or node.above is None:
                return False
            node = node.above
        return True

    def _near_path(self, node: Node) -> float:
        total, each = 0.0, node
        for _ in range(3):
            total += self.near[each]
            if each.above is None:
                break
            each = each.above
        return total

    def _kin(self) -> dict[str, tuple[float, float, float]]:
        """Blocks in elements of the same names: how many there are, how long and how linked on average."""
        sums: dict[str, list[float]] = {}
        for block in self.blocks:
            node = block.node
            name = node.tag + node.names + (node.above.names if node.above is not None else "")
            held = sums.setdefault(name, [0.0, 0.0, 0.0])
            held[0] += 1
            held[1] += len(block.text)
            held[2] += block.link_chars
        return {name: (count, chars / count, linked / (chars + 1)) for name, (count, chars, linked) in sums.items()}


def _is_prose(block: Block, *, shortest: int = 60) -> bool:
    """Running text: long enough, little linked, and with the stops or commas of a sentence."""
    text = block.text
    return len(text) >= shortest and block.link_chars * 3 < len(text) and any(mark in text for mark in ".,!?。、，;:")


_UPPER = re.compile(r"[A-ZÀ-ÞА-Я]")
_DIGIT = re.compile(r"\d")


def _wording(block: Block) -> list[float]:
    text = block.text
    size = len(text)
    count = text.count
    words = count(" ") + 1
    lines = count("\n") + 1 if block.code or "\n" in text else 1
    head = text[:100]
    stops = count(". ") + count("! ") + count("? ") + count("。")
    return [
        size, words, size / words, block.link_chars / size, block.anchors, (count(",") + count("、")) / words, stops,
        len(_DIGIT.findall(head)) / len(head), len(_UPPER.findall(head)) / len(head), text[-1] in _ENDS,
        text[0].isupper(), lines,
    ]  # fmt: skip


def _describes(block: Block, described: str) -> bool:
    """Whether the page's description says what the block says, or the block begins with it."""
    if not described or len(block.text) < 13:
        return False
    head = squeezed(block.text[:120])[:60]
    if head[:12] not in described:
        return False
    key = key_of(block)
    return len(key) > 12 and (key in described or (len(described) > 30 and described[:60] in key))


def _title_like(text: str, titles: list[frozenset[str]], *, longest: int = 250) -> tuple[float, float]:
    """How much a block says what a title says: shared of all words, and shared of the block's words."""
    if len(text) > longest or not titles:
        return 0.0, 0.0
    words = set(_WORD.findall(text.lower()))
    like = within = 0.0
    for title in titles:
        shared = len(words & title)
        if shared:
            like = max(like, shared / len(words | title))
            within = max(within, shared / len(words))
    return like, within


def _node_shares(node: Node) -> list[float]:
    shares: list[float] = []
    each: Node = node
    for step in range(4):
        chars = each.chars + 1
        shares += [float(each.chars), each.link_chars / chars]
        if step < 3:
            shares.append(each.blocks)
        shares.append(each.prose / chars)
        if each.above is not None:
            each = each.above
    return shares


def _top_steps(node: Node, top_path: dict[Node, int]) -> tuple[float, float, float]:
    """Steps from the main element up to what holds it and this block, whether it stands inside, and how deep."""
    each: Node | None = node
    down = 0
    while each is not None and each not in top_path:
        each, down = each.above, down + 1
    if each is None:
        return 30.0, 0.0, float(down)
    return float(top_path[each]), float(top_path[each] == 0), float(down)


def _places(base: Numbers, facts: _Facts) -> Numbers:
    """Where each block stands: in the page, after its title, among its running text."""
    count = len(base)
    chars = base[:, 0]
    order = np.arange(count)
    before = np.cumsum(chars) - chars
    prose = np.array(facts.prose, bool)
    where = np.flatnonzero(prose)
    first, last = (where[0], where[-1]) if len(where) else (0, count - 1)
    said = np.cumsum(chars * prose)
    whole = said[-1] + 1
    title = facts.title_at
    since = order - title if title >= 0 else np.full(count, -999.0)
    since_chars = before - before[title] if title >= 0 else np.full(count, -9999.0)
    heads = base[:, _BASE.index("level")] > 0
    last_head = np.maximum.accumulate(np.where(heads, order, -1))
    columns = [
        order / count, before / (before[-1] + chars[-1] + 1), np.clip(since, -999, 999),
        np.clip(since_chars, -9999, 50_000),
        order - first, last - order, said / whole, 1 - said / whole, np.clip(order - last_head, 0, 100),
    ]  # fmt: skip
    return np.stack(columns, axis=1)


def _shifted(column: Column, step: int, fill: float = -1.0) -> Column:
    moved = np.full_like(column, fill)
    if step > 0:
        moved[step:] = column[:-step]
    else:
        moved[:step] = column[-step:]
    return moved


def _neighbours(base: Numbers, facts: _Facts) -> Numbers:
    columns = []
    for step in (1, 2, -1, -2):
        for name in _AROUND:
            column = base[:, _BASE.index(name)]
            columns.append(_shifted(column, step) if len(column) > abs(step) else np.full(len(column), -1.0))
    columns += [_mean_around(base[:, _BASE.index(name)], 4) for name in ("chars", "linked", "near", "said")]
    nodes = [id(block.node) for block in facts.blocks]
    same = np.array([1.0 if at and nodes[at] == nodes[at - 1] else 0.0 for at in range(len(nodes))])
    columns += [same, np.append(same[1:], 0.0)]
    return np.stack(columns, axis=1)


def _mean_around(column: Column, reach: int) -> Column:
    """The mean of a column over `reach` rows on both sides."""
    sums = np.concatenate([[0.0], np.cumsum(column)])
    order = np.arange(len(column))
    low, high = np.maximum(order - reach, 0), np.minimum(order + reach + 1, len(column))
    mean: Column = (sums[high] - sums[low]) / (high - low)
    return mean


def agreement(blocks: Sequence[Block], text: str) -> Table:
    """What another extractor's text says about each block: held or not, its neighbours, its element, its kin."""
    keys = [key_of(block) for block in blocks]
    own = np.array(coverage(keys, text), np.float64)
    if not len(own):
        return np.zeros((0, len(_SHARED)), np.float32)
    before = _shifted(own, 1) if len(own) > 1 else np.full(1, -1.0)
    after = _shifted(own, -1) if len(own) > 1 else np.full(1, -1.0)
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
    return np.stack([own, before, after, _mean_around(own, 3), node, kin, share], axis=1).astype(np.float32)
