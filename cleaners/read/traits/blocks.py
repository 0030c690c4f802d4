"""What each block of a page is like, beside the others and on the page: the traits the block model asks about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from cleaners import expressions as re
from cleaners.read.blocks import Block
from cleaners.read.traits.agreement import Column, Numbers, Table, mean_around, shifted
from cleaners.read.traits.elements import FLAGS, Element, Elements
from cleaners.read.traits.weights import About, Weights
from cleaners.read.traits.words import WORD, coverage, first_words, key_of, squeezed

_ENDS = frozenset('.!?…。！？:;"”»’)')
_TAGS = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr", "blockquote", "pre", "figcaption", "section",
    "article",
    "header", "footer", "nav", "aside", "form", "dd", "dt", "summary", "caption", "main",
)  # fmt: skip
_TAG_CODE = {tag: at + 1 for at, tag in enumerate(_TAGS)}
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
    "kin", "kin_chars", "kin_linked", "own_near", "above_near", "again",
)  # fmt: skip
_WORDS = _BASE.index("words")
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
    "page_commented",
)
TRAITS: tuple[str, ...] = (
    *_BASE,
    *_PLACE,
    *(f"{name}_{step}" for step in ("before", "before2", "after", "after2") for name in _AROUND),
    "chars_around", "linked_around", "near_around", "said_around", "same_node_before", "same_node_after",
    *_PAGE,
)  # fmt: skip


def traits_of(
    blocks: Sequence[Block], about: About, weights: Weights, comments: frozenset[Element] = frozenset()
) -> Table:
    """The table of traits: one row a block, one column a name in TRAITS."""
    if not blocks:
        return np.zeros((0, len(TRAITS)), np.float32)
    facts = _Facts(blocks, about, weights, comments)
    parts = [facts.base, _places(facts), _neighbours(facts), np.tile(facts.page()[:, None], len(blocks))]
    return np.concatenate(parts).astype(np.float32).T


def is_asked(table: Table) -> npt.NDArray[np.bool_]:
    """The rows that the model is asked about: all but the entries of menus."""
    asked: npt.NDArray[np.bool_] = table[:, _WORDS] > 0
    return asked


class _Facts:
    """What is counted block by block: `base` has a row for each name in _BASE and a column for each block."""

    def __init__(self, blocks: Sequence[Block], about: About, weights: Weights, comments: frozenset[Element]) -> None:
        self.blocks = blocks
        self.about = about
        self.chars = np.array([len(block.text) for block in blocks], np.float64)
        self.links = np.array([block.link_chars for block in blocks], np.float64)
        self.prose = np.array([_is_prose(block) for block in blocks], bool)
        self.title_at = -1
        self.base = np.zeros((len(_BASE), len(blocks)))
        self._count_elements(weights, comments)
        self._count_kin()
        asked = np.flatnonzero(~self._trivial())
        self._count_words(asked, weights)
        first: dict[str, int] = {}
        self.base[_BASE.index("again"), asked] = [first.setdefault(blocks[at].text, at) < at for at in asked.tolist()]
        idle = np.ones(len(blocks), bool)
        idle[asked] = False
        self.base[:, idle] = 0.0
        self._set("chars", self.chars)
        self._set("linked", self.links / self.chars)
        self._set("near", self.near)

    def _set(self, first: str, *columns: Column) -> None:
        """Fill the columns of _BASE from this one on."""
        at = _BASE.index(first)
        for step, column in enumerate(columns):
            self.base[at + step] = column

    def page(self) -> Column:
        """What is the same for all blocks of the page."""
        chars, linked = self.chars.sum(), self.links.sum()
        prose = self.chars[self.prose].sum()
        top = self.top
        return np.array(
            [
                min(len(self.blocks), 2000), np.log1p(chars), prose / (chars + 1), linked / (chars + 1),
                self.about.forum, self.about.article, min(2.0, len(self.about.body) / (prose + 1)),
                self.node_prose[top] / (prose + 1) if top >= 0 else 0.0,
                self.node_links[top] / (self.node_chars[top] + 1) if top >= 0 else 1.0, self.commented / (prose + 1),
            ]
        )  # fmt: skip

    def _count_elements(self, weights: Weights, comments: frozenset[Element]) -> None:
        """Fill in what the element of a block says of it, and the three above that."""
        tree = self.elements = Elements(self.blocks)
        self.node_chars, self.node_links = tree.summed(self.chars), tree.summed(self.links)
        self.node_prose, counts = tree.summed(self.chars * self.prose), tree.summed(np.ones(len(self.blocks)))
        up = np.array(tree.up)
        outermost = up == np.arange(len(up))
        own = np.array(tree.of)
        above = up[own]
        no_above, no_second = outermost[own], outermost[own] | outermost[above]
        near, total, low, high, flags, inside = tree.weighed(weights, comments)
        self.near = near[own] + np.where(no_above, 0.0, near[above]) + np.where(no_second, 0.0, near[up[above]])
        self.no_menu = no_second | outermost[up[above]]
        tags = np.array([_TAG_CODE.get(node.tag, 0) for node in tree.nodes])
        depths = np.array([node.depth for node in tree.nodes])
        self._set("tag", tags[own], depths[own])
        self._set("above_tag", np.where(no_above, 0, tags[above]))
        bits = flags.astype(np.int64)[own]
        self._set("flags_article", *((bits >> bit) & 1 for bit in range(len(FLAGS))))
        self._set("comment", inside[own])
        self.commented = (self.chars * self.prose * inside[own]).sum()
        self._set("far", total[own], low[own], high[own])
        self._set("own_near", near[own], np.where(no_above, 0.0, near[above]))
        at = own
        for step, name in enumerate(("node_chars", "node1_chars", "node2_chars", "node3_chars")):
            if step:
                at = up[at]
            self.no_menu |= (self.node_prose[at] > 0) if step < 3 else False
            chars = self.node_chars[at]
            shares = [chars, self.node_links[at] / (chars + 1), counts[at], self.node_prose[at] / (chars + 1)]
            self._set(name, *(shares if step < 3 else (*shares[:2], shares[3])))
        self.top = self._top()
        self._set("top_steps", *tree.from_top(self.top)[own].T)

    def _top(self) -> int:
        """The element that holds most of the running text and little else, by scores handed upwards; -1 for none."""
        scores: dict[int, float] = {}
        tree = self.elements
        for number in np.flatnonzero(self.prose).tolist():
            block, at = self.blocks[number], tree.of[number]
            worth = 1 + min(len(block.text) / 100, 4) + min(block.text.count(",") + block.text.count("，"), 5) / 2
            share = 1.0
            if block.node.tag in ("p", "li"):
                if tree.up[at] == at:
                    continue
                at = tree.up[at]
            for _ in range(4):
                scores[at] = scores.get(at, 0.0) + worth * share
                share *= 0.6
                if tree.up[at] == at:
                    break
                at = tree.up[at]
        best, most = -1, 0.0
        for at, score in scores.items():
            found = score * (1 - float(self.node_links[at]) / (float(self.node_chars[at]) + 1))
            if found > most:
                best, most = at, found
        return best

    def _count_kin(self) -> None:
        """Blocks in elements of the same names: how many there are, how long and how linked on average."""
        numbers: dict[str, int] = {}
        kin: list[int] = []
        for block in self.blocks:
            node = block.node
            name = node.tag + node.names + (node.above.names if node.above is not None else "")
            kin.append(numbers.setdefault(name, len(numbers)))
        count = np.bincount(kin).astype(np.float64)
        chars, links = np.bincount(kin, self.chars), np.bincount(kin, self.links)
        self._set("kin", count[kin], (chars / count)[kin], (links / (chars + 1))[kin])

    def _trivial(self, *, short: int = 60, linked: float = 0.8) -> npt.NDArray[np.bool_]:
        """A short link among others, with no running text near it: an entry of a menu. The model is not asked."""
        level = np.array([block.level for block in self.blocks])
        trivial: npt.NDArray[np.bool_] = (
            (self.chars < short) & (self.links > linked * self.chars) & (level == 0) & ~self.no_menu
        )
        return trivial

    def _count_words(self, asked: npt.NDArray[np.intp], weights: Weights) -> None:
        """Read the text of each block that the model is asked about; of the others, whether they are the title."""
        about, blocks = self.about, self.blocks
        titles = list(dict.fromkeys(frozenset(WORD.findall(title.lower())) for title in about.titles if title))
        described = squeezed(about.description)
        counts = Counter([block.text for block in blocks])
        is_asked = set(asked.tolist())
        fewest = min((_least_said(title) for title in titles), default=1000)
        rows: list[tuple[float, ...]] = []
        best_title = 0.5
        for at, block in enumerate(blocks):
            text = block.text
            if at in is_asked:
                words = first_words(text)
                like, within = _title_like(text, words, titles)
                told = (weights.said(words), counts[text], like, within, _describes(block, described))
                rows.append((*_wording(block), *told))
            elif len(text) >= fewest:
                like, _ = _title_like(text, WORD.findall(text.lower()), titles)
            else:
                like = 0.0
            if like > best_title or (like >= 0.5 and like == best_title and block.level == 1):
                best_title, self.title_at = like, at
        if not rows:
            return
        columns = np.fromiter(chain.from_iterable(rows), np.float64).reshape(len(rows), -1).T
        size, words, commas, head = self.chars[asked], columns[0], columns[3], np.minimum(self.chars[asked], 100)
        digits, capitals = _signs_in([blocks[at].text[:100] for at in asked.tolist()])
        made = {
            "words": words, "word_length": size / words, "anchors": columns[1], "commas": commas / words,
            "stops": columns[2], "digits": digits / head, "capitals": capitals / head, "ends": columns[4],
            "opens": columns[5], "lines": columns[6], "level": columns[7], "lists": columns[8], "quotes": columns[9],
            "row": columns[10], "code": columns[11], "marker": columns[12], "said": columns[13],
            "repeated": columns[14], "title_like": columns[15], "title_within": columns[16], "described": columns[17],
        }  # fmt: skip
        for name, column in made.items():
            self.base[_BASE.index(name), asked] = column
        if about.body:
            in_body = coverage([key_of(block) for block in blocks], about.body)
            self.base[_BASE.index("in_body")] = in_body


_PROSE_MARK = re.compile("[.,!?。、，;:]")


def _is_prose(block: Block, *, shortest: int = 60) -> bool:
    """Running text: long enough, little linked, and with the stops or commas of a sentence."""
    text = block.text
    return len(text) >= shortest and block.link_chars * 3 < len(text) and bool(_PROSE_MARK.search(text))


@cache
def _signs(*, most: int = 0x3000) -> npt.NDArray[np.uint8]:
    """What each sign is, as a table: 1 for a digit, 2 for a capital of the Latin or the Cyrillic alphabet."""
    table = np.zeros(0x10000, np.uint8)
    table[:most] = [chr(code).isdecimal() for code in range(most)]
    for first, last, kind in (("０", "９", 1), ("A", "Z", 2), ("À", "Þ", 2), ("А", "Я", 2)):
        table[ord(first) : ord(last) + 1] = kind
    return table


def _signs_in(texts: Sequence[str]) -> tuple[Column, Column]:
    """How many digits and how many capitals stand in each text; no text is empty."""
    starts = np.cumsum([0, *map(len, texts)])[:-1]
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    found = _signs().take(codes, mode="clip")
    return np.add.reduceat(found == 1, starts, dtype=np.float64), np.add.reduceat(found == 2, starts, dtype=np.float64)


def _wording(block: Block) -> tuple[float, ...]:
    """Counts in the text of one block: words, links, stops, commas, digits, capitals and so on."""
    text = block.text
    count = text.count
    return (
        count(" ") + 1, block.anchors, count(". ") + count("! ") + count("? ") + count("。"),
        count(",") + count("、"), text[-1] in _ENDS, text[0].isupper(), count("\n") + 1,
        block.level, block.lists, block.quotes, block.row, block.code, bool(block.marker),
    )  # fmt: skip


def _describes(block: Block, described: str) -> bool:
    """Whether the page's description says what the block says, or the block begins with it."""
    if not described or len(block.text) < 13:
        return False
    head = squeezed(block.text[:40])
    if len(head) > 12 and head[:12] not in described:
        return False
    head = squeezed(block.text[:120])[:60]
    if head[:12] not in described:
        return False
    key = key_of(block)
    return len(key) > 12 and (key in described or (len(described) > 30 and described[:60] in key))


def _least_said(title: frozenset[str]) -> int:
    """The fewest letters and blanks of a text that says more than half of the words of a title."""
    lengths = sorted(map(len, title))[: len(title) // 2 + 1]
    return sum(lengths) + len(lengths) - 1


def _title_like(
    text: str, words: list[str], titles: list[frozenset[str]], *, longest: int = 250
) -> tuple[float, float]:
    """How much a block says what a title says: shared of all words, and shared of the block's words."""
    if len(text) > longest or not titles:
        return 0.0, 0.0
    own = set(words)
    like = within = 0.0
    for title in titles:
        shared = len(own & title)
        if shared:
            like = max(like, shared / (len(own) + len(title) - shared))
            within = max(within, shared / len(own))
    return like, within


def _places(facts: _Facts) -> Numbers:
    """Where each block stands: in the page, after its title, among its running text."""
    chars, prose = facts.chars, facts.prose
    count = len(chars)
    order = np.arange(count)
    before = np.cumsum(chars) - chars
    where = np.flatnonzero(prose)
    first, last = (where[0], where[-1]) if len(where) else (0, count - 1)
    said = np.cumsum(chars * prose)
    whole = said[-1] + 1
    title = facts.title_at
    since = order - title if title >= 0 else np.full(count, -999.0)
    since_chars = before - before[title] if title >= 0 else np.full(count, -9999.0)
    last_head = np.maximum.accumulate(np.where(facts.base[_BASE.index("level")] > 0, order, -1))
    rows = [
        order / count, before / (before[-1] + chars[-1] + 1), np.clip(since, -999, 999),
        np.clip(since_chars, -9999, 50_000),
        order - first, last - order, said / whole, 1 - said / whole, np.clip(order - last_head, 0, 100),
    ]  # fmt: skip
    return np.stack(rows)


_AROUND_AT = [_BASE.index(name) for name in _AROUND]
_MEAN_AT = [_BASE.index(name) for name in ("chars", "linked", "near", "said")]


def _neighbours(facts: _Facts) -> Numbers:
    """What stands before and after each block, and whether that is in the same element."""
    near = facts.base[_AROUND_AT]
    count = near.shape[1]
    rows = [shifted(near, step) if count > abs(step) else np.full_like(near, -1.0) for step in (1, 2, -1, -2)]
    rows.append(mean_around(facts.base[_MEAN_AT], 4))
    own = np.array(facts.elements.of)
    same = np.concatenate([[False], own[1:] == own[:-1]])
    rows += [same[None], np.append(same[1:], False)[None]]
    return np.concatenate(rows)
