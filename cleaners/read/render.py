"""
Chosen blocks as Markdown: headings, lists, quotes, code and tables; links unlinked unless they are asked for.

Plain words are not escaped: a text with an asterisk in it stays a text with an asterisk in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from cleaners.read.blocks import Block, Node


def markdown(blocks: Iterable[Block], *, links: bool = False, base: str = "") -> str:
    """
    The text of these blocks: items of a list and rows of a table on lines that follow each other, all else apart.

    With `links`, the links of a block are written as Markdown, their addresses made whole with `base`.
    """
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        written = _written(block, before, links=links, base=base)
        if before is not None:
            parts.append("\n" if _belongs(before, block) else _gap(before, block))
        parts.append(written)
        before = block
    return "".join(parts) + "\n" if parts else ""


def _belongs(before: Block, block: Block) -> bool:
    """Two rows of one table, or two items of a list, stand without a blank line between them."""
    if before.row and block.row:
        return before.table is block.table
    if block.marker and block.lists and not block.quotes and not before.code:
        if before.marker and before.lists == block.lists and (before.marker == "-") != (block.marker == "-"):
            return False  # the last point of one list, the first number of the next
        return bool(before.lists) and (bool(before.marker) or before.lists == block.lists) and not before.level
    return False


def _gap(before: Block, block: Block) -> str:
    """What stands between two paragraphs: an empty line, which in one and the same quotation is quoted too."""
    if before.quotes and block.quotes and _quotation(before) is _quotation(block):
        return "\n" + " ".join(">" * min(before.quotes, block.quotes)) + "\n"
    return "\n\n"


def _quotation(block: Block) -> Node | None:
    """The outermost quotation that a block stands in."""
    found: Node | None = None
    node: Node | None = block.node
    while node is not None:
        if node.tag == "blockquote":
            found = node
        node = node.above
    return found


def _written(block: Block, before: Block | None, *, links: bool, base: str) -> str:
    text = _linked(block, base) if links and block.links else block.text
    if block.row:
        line = f"| {text} |"
        if before is None or not before.row or before.table is not block.table:
            line += "\n" + "|" + " --- |" * (text.count(" | ") + 1)
        return line
    if block.code:
        fence = "```"
        while fence in text:
            fence += "`"
        text = f"{fence}\n{text}\n{fence}"
    elif block.level:
        text = f"{'#' * block.level} {' '.join(text.split())}"
    if block.marker:
        text = f"{block.marker} {text}"
    indent = "  " * max(0, block.lists - 1) if block.marker else ""
    if indent:
        text = indent + text.replace("\n", "\n" + indent)
    if block.quotes:
        sign = "> " * block.quotes
        text = sign + text.replace("\n", "\n" + sign)
    return text


def _linked(block: Block, base: str) -> str:
    """The text with its links in Markdown; a link whose words are not found in order stays unlinked."""
    text = block.text
    parts: list[str] = []
    at = 0
    for said, href in block.links:
        words = " ".join(said.split())
        where = text.find(words, at) if words else -1
        address = urljoin(base, href.strip()) if base else href.strip()
        if where < 0 or urlsplit(address).scheme not in ("http", "https", "mailto", ""):
            continue
        parts += [text[at:where], f"[{words}]({address.replace(' ', '%20').replace(')', '%29')})"]
        at = where + len(words)
    return "".join([*parts, text[at:]])
