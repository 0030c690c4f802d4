"""
A page as a row of blocks: a paragraph, a heading, an item, a row of a table, each with the elements it stands in.

One walk over the tree. Nothing is judged here but what no reader sees, which makes no block. Words on both sides of a
tag stay apart where a reader sees them apart, and together where they are one word (a drop cap, a letter in bold).
"""

from __future__ import annotations

from typing import Any

from cleaners import expressions as re
from cleaners.read.page import Hidden, hidden_by, words_of

Element = Any

BLOCK_TAGS = frozenset(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr
    ul caption legend frameset html""".split()  # noqa: SIM905  a list of sixty strings reads worse
)
SKIPPED_TAGS = frozenset(
    """script style svg iframe object embed canvas select option textarea input img video audio map area head link meta
    datalist progress meter applet frame noframes picture source track""".split()  # noqa: SIM905
)
_CELL_TAGS = frozenset(("tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup", "col", "p", "br"))
_LISTS = frozenset(("ul", "ol", "menu"))
_CELLS = frozenset(("td", "th"))
_NOT_DATA = frozenset(("form", "input", "script", "iframe"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Node:
    """An element that holds blocks: its names, and how deep it stands."""

    __slots__ = ("above", "depth", "element", "names", "tag")

    def __init__(self, element: Element, tag: str, above: Node | None, names: str) -> None:
        self.element = element
        self.tag = tag
        self.above = above
        self.names = names
        self.depth: int = above.depth + 1 if above is not None else 0


class Block:
    """
    One block: its text, the innermost element it stands in, and how it is written.

    `level` is that of a heading (1 to 6), `marker` what a list item begins with ("-", "3."), `quotes` and `lists`
    how deep it stands in either, `row` is true for a row of a table, `code` for text whose line breaks count.
    """

    __slots__ = (
        "anchors", "code", "first", "key", "level", "link_chars", "links", "lists", "marker", "node", "quotes", "row",
        "table", "text",
    )  # fmt: skip

    def __init__(self, text: str, node: Node, link_chars: int, anchors: int) -> None:
        self.text = text
        self.key = ""
        self.node = node
        self.link_chars = link_chars
        self.anchors = anchors
        self.level = 0
        self.marker = ""
        self.quotes = self.lists = 0
        self.row = self.code = self.first = False
        self.table: Element | None = None
        self.links: list[tuple[str, str]] = []


def blocks_of(tree: Element, *, deepest: int = 300, most: int = 20_000) -> tuple[list[Block], list[Hidden]]:
    """
    The blocks of a page in order, at most `most`, and the text that is hidden from readers.

    What lies deeper than `deepest` is read as running text.
    """
    body = tree.find("body")
    walk = _Walk(body if body is not None else tree, deepest, most)
    walk.block(walk.root, None, 0)
    walk.flush()
    return walk.found, walk.hidden


class _Walk:
    """One walk over a tree, and what it has gathered so far."""

    def __init__(self, root: Element, deepest: int, most: int) -> None:
        self.root = root
        self.whole = 0
        self.found: list[Block] = []
        self.hidden: list[Hidden] = []
        self.deepest = deepest
        self.most = most
        self.parts: list[str] = []
        self.link_chars = 0
        self.anchors = 0
        self.in_link = 0
        self.node: Node | None = None
        self.quotes = 0
        self.lists: list[list[Any]] = []
        self.marker = ""
        self.code = 0
        self.links: list[tuple[str, str]] = []
        self.href = ""

    def block(self, element: Element, above: Node | None, depth: int) -> None:
        """Walk an element that stands on lines of its own."""
        if self.parts:
            self.flush()
        tag = element.tag
        named, ident = element.get("class"), element.get("id")
        names = f"{named or ''} {ident or ''}" if named or ident else ""
        node = Node(element, tag, above, names)
        before = self.node
        self.node = node
        if tag == "li":
            self._item(element)
        elif tag in _LISTS:
            self.lists.append([tag, _number(element.get("start"), 1)])
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.code += 1
        if tag == "table" and _is_data(element):
            self._rows(element, node)
        else:
            self._inside(element, node, depth)
        if self.parts:
            self.flush()
        if tag in _LISTS:
            self.lists.pop()
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag == "pre":
            self.code -= 1
        elif tag == "li":
            self.marker = ""
        self.node = before

    def _inside(self, element: Element, node: Node, depth: int) -> None:
        parts = self.parts
        text = element.text
        if text:
            self.say(text)
        if depth > self.deepest:
            for each in element.itertext():
                parts.append(" " + each)
            return
        joined = ""  # the tag of the element before, where no word stands between
        for child in element[:]:
            tag = child.tag
            if tag not in SKIPPED_TAGS and isinstance(tag, str):
                if (how := hidden_by(child)) and self._hide(child, how):
                    pass
                elif tag in BLOCK_TAGS or "-" in tag or child.tag == "div":
                    self.block(child, node, depth + 1)
                else:
                    self._inline(child, tag, node, depth + 1, joined)
            text = child.tail
            if text:
                self.say(text)
                joined = ""
            else:
                joined = tag

    def _hide(self, element: Element, how: str, *, most: float = 0.4, long: int = 400) -> bool:
        """
        Leave a hidden element out and keep its text as hidden; False when it is to be read all the same.

        An element that holds more than `most` of the words of the page is the page itself, hidden until a script or a
        consent shows it (a body of `opacity:0`, a main text behind an open dialog), or written into a `<noscript>` for
        those who have no scripts (forums do).
        """
        text = words_of(element)
        if len(text) > long and how != "<template>":
            self.whole = self.whole or len(words_of(self.root))
            if len(text) > most * self.whole:
                if how == "<noscript>":
                    element.tag = "div"  # no extractor reads inside the other
                return False
        if text:
            self.hidden.append(Hidden(how, text))
        return True

    def _inline(self, element: Element, tag: str, node: Node, depth: int, joined: str) -> None:
        """Walk an element inside a line."""
        if tag == "br":
            parts = self.parts
            if len(parts) >= 1 and parts[-1] == "\n" and not self.code:
                self.flush()
            else:
                parts.append("\n")
            return
        if len(element) == 0 and not element.text:
            return
        if joined and self.parts:
            self._keep_apart(element, tag, joined)
        if tag in _SIGNS and (said := _sign(element, tag)):
            self.say(said)
        elif tag == "a":
            self.in_link += 1
            self.anchors += 1
            at = len(self.parts)
            self._inside(element, node, depth)
            self.in_link -= 1
            href = element.get("href")
            if href and self.parts[at:]:
                self.links.append(("".join(self.parts[at:]), href))
        elif tag == "code" and not self.code and len(element) == 0 and element.text and "`" not in element.text:
            self.say(f"`{element.text}`")
        else:
            self._inside(element, node, depth)

    def _keep_apart(self, element: Element, tag: str, before: str) -> None:
        """A blank between two words that only their boxes keep apart: two links, two labels."""
        last = self.parts[-1][-1:]
        if not last or last.isspace():
            return
        if tag in ("a", "button", "label") and before == tag:
            self.parts.append(" ")
        elif tag == "span" or before == "span":
            nextly = (element.text or "")[:1]
            if (last.islower() or last in ".!?:;,)" or last.isdigit()) and nextly.isupper():
                self.parts.append(" ")

    def say(self, text: str) -> None:
        """Add words to the current block."""
        parts = self.parts
        if not parts and not self.code:
            if text.isspace():
                return
        elif self.code:
            parts.append(text)
            return
        if "\n" in text:
            text = text.replace("\n", " ")
        parts.append(text)
        if self.in_link:
            self.link_chars += len(text.strip())

    def flush(self) -> None:
        """End the current block."""
        parts = self.parts
        node = self.node
        raw = "".join(parts)
        if "\xad" in raw and not self.code:
            raw = raw.replace("\xad", "")  # where a word may be broken: a hint to whoever sets the line
        link_chars, anchors, links = self.link_chars, self.anchors, self.links
        parts.clear()
        self.link_chars = self.anchors = 0
        self.links = []
        if node is None or len(self.found) >= self.most:
            return
        if self.code:
            text = raw.strip("\n").rstrip()
            if not text.strip() or _counts_lines(text):
                return
        elif "\n" in raw:
            text = "\n".join(line for line in (" ".join(line.split()) for line in raw.split("\n")) if line)
        else:
            text = " ".join(raw.split())
        if not text:
            return
        self._add(Block(text, node, link_chars, anchors), links)

    def _add(self, block: Block, links: list[tuple[str, str]]) -> None:
        node = block.node
        block.level = _HEADINGS.get(node.tag, 0) or (
            _HEADINGS.get(node.above.tag, 0) if node.above is not None and node.tag in ("div", "p") else 0
        )
        block.quotes = self.quotes
        block.lists = len(self.lists)
        if self.marker:
            block.marker, self.marker, block.first = self.marker, "", True
        block.code = self.code > 0
        block.links = links
        self.found.append(block)

    def _item(self, element: Element) -> None:
        if self.lists and self.lists[-1][0] == "ol":
            self.lists[-1][1] = _number(element.get("value"), self.lists[-1][1])
            self.marker = f"{self.lists[-1][1]}."
            self.lists[-1][1] += 1
        else:
            self.marker = "-"

    def _rows(self, table: Element, node: Node) -> None:
        """A table of data: each row is one block, its cells told apart by bars."""
        for row in table.iter("caption", "tr"):
            if len(self.found) >= self.most:
                return
            cells = [row] if row.tag == "caption" else [cell for cell in row if cell.tag in ("td", "th")]
            said = [_cell(cell) for cell in cells]
            if not any(said):
                continue
            if len(cells) > 1:
                said = _columns(cells, said)
            inner = Node(row, row.tag, node, f"{row.get('class', '')} {row.get('id', '')}")
            anchors = [link for cell in cells for link in cell.iter("a")]
            linked = sum(len(_cell(link)) for link in anchors)
            block = Block(" | ".join(said), inner, linked, len(anchors))
            block.row = row.tag == "tr" and len(cells) > 1
            block.table = table
            block.quotes, block.lists = self.quotes, len(self.lists)
            self.found.append(block)


def _counts_lines(text: str) -> bool:
    """Numbers of lines beside a listing: three or more, each one more than the one before."""
    said = text.split()
    if len(said) < 3 or not all(each.isdecimal() and len(each) < 7 for each in said):
        return False
    first = int(said[0])
    return [int(each) for each in said] == list(range(first, first + len(said)))


_SIGNS = frozenset(("sup", "rt", "math"))
_NOTE = re.compile(r"[0-9]{1,3}|[a-z*†‡§]{1,2}")


def _sign(element: Element, tag: str) -> str:
    """
    What stands above or inside a line and would run into its word: "[3]" for the number of a footnote.

    A reading above a character stands in brackets, and a formula is as its author typed it, where the page says so.
    "" for a power, an ordinal, and all that is a part of its word.
    """
    said = " ".join("".join(element.itertext()).split())
    if tag == "math":
        typed = next((each.text for each in element.iter("annotation") if "tex" in each.get("encoding", "")), None)
        return f"${' '.join(typed.split())}$" if typed and typed.strip() else ""
    if tag == "rt":
        return f"({said})" if said and element.getparent().find("rp") is None else ""
    link = element.find(".//a[@href]")
    return f"[{said}]" if link is not None and "#" in link.get("href") and _NOTE.fullmatch(said) else ""


def _cell(cell: Element) -> str:
    """What a cell says, on one line."""
    if len(cell) == 0:
        return " ".join((cell.text or "").replace("\xad", "").split())
    parts: list[str] = []
    for each in cell.iter():
        if each.tag in SKIPPED_TAGS or not isinstance(each.tag, str):
            if each.tail:
                parts.append(each.tail)
            continue
        if each.tag in _CELL_TAGS or each.tag == "a":
            parts.append(" ")
        if each.text:
            parts.append(each.text)
        if each is not cell and each.tail:
            parts.append(each.tail)
    return " ".join("".join(parts).replace("\xad", "").split())


def _columns(cells: list[Element], said: list[str], *, widest: int = 20) -> list[str]:
    """One entry a column: a cell that spans several is followed by empty ones, and a bar in a cell is no border."""
    found: list[str] = []
    for cell, text in zip(cells, said, strict=True):
        found.append(text.replace("|", "\\|") if "|" in text else text)
        span = cell.get("colspan")
        if span and span != "1":
            found += [""] * (min(_number(span, 1), widest) - 1)
    return found


def _is_data(table: Element, *, most_cells: int = 2000, longest: int = 400) -> bool:
    """A table of data, not one that lays out a page: no blocks in its cells, no cell of many words."""
    cells = 0
    for each in table.iter():
        tag = each.tag
        if tag in _CELLS:
            cells += 1
            if cells > most_cells or len(each.text or "") > longest:
                return False
        elif tag == "p":
            if len(each.text or "") > longest:
                return False
        elif tag in _NOT_DATA or (tag in BLOCK_TAGS and tag not in _CELL_TAGS and each is not table):
            return False
    return cells >= 2


def _number(said: str | None, otherwise: int) -> int:
    """The number that a list or an item of it says it has."""
    return int(said) if said and re.fullmatch(r"[0-9]{1,6}", said) else otherwise
