"""
What can be counted about the blocks of a page: the numbers that the block model judges by.

A table with one row a block and one column a trait (`TRAITS` names them), made in one pass over the blocks and some
passes over whole columns. Nothing here knows a site or a language: names of classes and words are weighed by the
model's own tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaners import expressions as re
from cleaners.read.blocks import Block, Node

Element = Any
Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Column = Numbers

_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_WORD = re.compile(r"[^\W\d_]+")
_ALPHANUMERIC = re.compile(r"[^\W_]+")  # what str.isalnum says of a sign, read in runs
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


class Weights:
    """
    Weights of words: in the names of elements near and far, and in the text of short blocks.

    `known` holds the elements that were weighed before in this process: (tag, names) -> (near, far).
    """

    __slots__ = ("_begun", "_parts", "far", "known", "near", "text")

    def __init__(
        self,
        near: dict[str, float],
        far: dict[str, float],
        text: dict[str, float],
        known: dict[tuple[str, str], tuple[float, float]],
    ) -> None:
        self.near = near
        self.far = far
        self.text = text
        self.known = known
        self._parts: dict[str, list[tuple[str, float, float]]] = {}
        self._begun: dict[str, dict[str, float]] = {}  # weights of pairs, by their first word
        for words, weight in text.items():
            first, blank, second = words.partition(" ")
            if blank:
                self._begun.setdefault(first, {})[second] = weight

    def of(self, tag: str, names: str, *, most: int = 50_000) -> tuple[float, float]:
        """The weights of an element by its tag and its names, near and far: the sums over `name_words`."""
        found = self.known.get((tag, names))
        if found is None:
            own = f"<{tag}>"
            near, far = self.near.get(own, 0.0), self.far.get(own, 0.0)
            seen: set[str] = set()
            for name in names[:300].split():
                part = self._parts.get(name)
                for word, close, distant in self._part(name, most) if part is None else part:
                    if word not in seen:
                        seen.add(word)
                        near += close
                        far += distant
            found = (near, far)
            if len(self.known) < most:
                self.known[tag, names] = found
        return found

    def _part(self, name: str, most: int) -> list[tuple[str, float, float]]:
        """The words of one name that weigh something, each with its weights."""
        found: list[tuple[str, float, float]] = []
        for word in _words_in(name):
            near, far = self.near.get(word, 0.0), self.far.get(word, 0.0)
            if near or far:
                found.append((word, near, far))
        if len(self._parts) < most:
            self._parts[name] = found
        return found

    def said(self, words: list[str], *, short: int = 14) -> float:
        """What the words of a block weigh: the sum over `text_words`, without spelling out each pair."""
        weigh = self.text.get
        if not words:
            return weigh("#", 0.0)
        total = 0.0
        if len(words) <= short:
            for weight in map(weigh, dict.fromkeys(words)):
                if weight:
                    total += weight
            begun = self._begun
            for before, word in pairwise(words):
                if before in begun:
                    total += begun[before].get(word, 0.0)
            if len(words) == 1:
                total += weigh(f"={words[0]}", 0.0)
        total += weigh(f"^{' '.join(words[:2])}", 0.0)
        if len(words) > short:
            total += weigh(f"^{words[0]}", 0.0)
        return total


def name_words(tag: str, names: str) -> tuple[str, ...]:
    """
    The words in the class and id of an element, with pairs of neighbours and the tag.

        >>> name_words("div", "entry-content postBody ")
        ('<div>', 'entry', 'content', 'entry content', 'post', 'body', 'post body')
    """
    found = [f"<{tag}>"]
    for name in names[:300].split():
        found += _words_in(name)
    return (found[0], *dict.fromkeys(found[1:]))


def _words_in(name: str) -> list[str]:
    words = [word.lower() for word in _NAME_WORD.findall(name) if 1 < len(word) <= 20][:6]
    found = words[:1]
    for before, word in pairwise(words):
        found += (word, f"{before} {word}")
    return found


def text_words(text: str, *, short: int = 14) -> list[str]:
    """
    The words that tell what a short block is, and the first and last words of a longer one.

        >>> text_words("Read more: rain")
        ['read', 'more', 'rain', 'read more', 'more rain', '^read more']
    """
    words = _WORD.findall(text[:400].lower())
    if not words:
        return ["#"]
    found: list[str] = []
    if len(words) <= short:
        found = list(dict.fromkeys(words))
        found += [f"{before} {word}" for before, word in pairwise(words)]
        if len(words) == 1:
            found.append(f"={words[0]}")
    found.append(f"^{' '.join(words[:2])}")
    if len(words) > short:
        found.append(f"^{words[0]}")
    return found


def first_words(text: str, *, short: int = 250, fewest: int = 16) -> list[str]:
    """The words of a text of up to `short` characters, and of a longer one as many as tell what it is."""
    if len(text) > short:
        words = _WORD.findall(text[:160].lower())
        if len(words) >= fewest:
            return words
    return _WORD.findall(text[:400].lower())


def squeezed(text: str) -> str:
    """Letters and digits alone, in small letters: two texts that differ in blanks and marks are the same.

    >>> squeezed("L’eau, 3 °C")
    'leau3c'
    """
    return "".join(_ALPHANUMERIC.findall(text.lower()))


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
    parts = [facts.base, _places(facts), _neighbours(facts), np.tile(facts.page()[:, None], len(blocks))]
    return np.concatenate(parts).astype(np.float32).T


def is_asked(table: Table) -> npt.NDArray[np.bool_]:
    """The rows that the model is asked about: all but the entries of menus."""
    asked: npt.NDArray[np.bool_] = table[:, _WORDS] > 0
    return asked


class _Elements:
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
        tree = self.elements = _Elements(self.blocks)
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
        self._set("flags_article", *((bits >> bit) & 1 for bit in range(len(_FLAGS))))
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
        titles = list(dict.fromkeys(frozenset(_WORD.findall(title.lower())) for title in about.titles if title))
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
                like, _ = _title_like(text, _WORD.findall(text.lower()), titles)
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


def _shifted(column: Column, step: int, fill: float = -1.0) -> Column:
    moved = np.full_like(column, fill)
    if step > 0:
        moved[..., step:] = column[..., :-step]
    else:
        moved[..., :step] = column[..., -step:]
    return moved


_AROUND_AT = [_BASE.index(name) for name in _AROUND]
_MEAN_AT = [_BASE.index(name) for name in ("chars", "linked", "near", "said")]


def _neighbours(facts: _Facts) -> Numbers:
    """What stands before and after each block, and whether that is in the same element."""
    near = facts.base[_AROUND_AT]
    count = near.shape[1]
    rows = [_shifted(near, step) if count > abs(step) else np.full_like(near, -1.0) for step in (1, 2, -1, -2)]
    rows.append(_mean_around(facts.base[_MEAN_AT], 4))
    own = np.array(facts.elements.of)
    same = np.concatenate([[False], own[1:] == own[:-1]])
    rows += [same[None], np.append(same[1:], False)[None]]
    return np.concatenate(rows)


def _mean_around(column: Column, reach: int) -> Column:
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
