"""
What a block is, and whether a page is a text at all.

The kinds of blocks are read off tags and names of classes (cleaners/data/blocks/kinds.toml); they are the reasons given
for what is left out, and let a caller keep or drop titles, standfirsts and captions. Pages that are no article are told
by what little they say (cleaners/data/pages).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cleaners import expressions as re
from cleaners.document import Reject
from cleaners.read.blocks import Block, Node
from cleaners.read.traits.weights import About
from cleaners.read.traits.words import squeezed
from cleaners.resources import Pattern, languages, patterns, table

_TAG_KINDS = {
    "figcaption": "caption", "caption": "caption", "nav": "navigation", "footer": "footer", "form": "form",
    "address": "byline or date",
    "summary": "", "aside": "aside", "header": "",
}  # fmt: skip


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds in the order in which they are tried, each with the names that tell it."""
    rows = table("blocks", "kinds")["kind"]
    return tuple((row["name"], re.compile(row["names"], re.IGNORECASE)) for row in rows)


def kind_of(block: Block, about: About, *, reach: int = 4, linked: float = 0.7) -> str:
    """
    What a block is: title, standfirst, caption, comment, navigation, related list, prompt ... or "" for plain text.

    The names of the nearest elements speak first; `reach` says how many are asked.
    """
    text = block.text
    if block.level in (1, 2) and _says_title(text, about):
        return "title"
    node: Node | None = block.node
    for _ in range(reach):
        if node is None:
            break
        found = _kind_of_node(node)
        if found:
            return found
        node = node.above
    while node is not None:
        if node.tag in ("nav", "footer", "aside", "form"):
            return _TAG_KINDS[node.tag]
        node = node.above
    if about.description and len(text) > 30 and squeezed(text)[:120] == squeezed(about.description)[:120]:
        return "standfirst"
    if block.link_chars > linked * len(text):
        return "links"
    return ""


@cache
def _named(tag: str, names: str) -> str:
    kind = _TAG_KINDS.get(tag, "")
    if kind or not names.strip():
        return kind
    return next((name for name, pattern in _kinds() if pattern.search(names)), "")


def _kind_of_node(node: Node) -> str:
    return _named(node.tag, node.names[:300]) if node.tag not in ("body", "html", "main") else ""


def _says_title(text: str, about: About) -> bool:
    said = squeezed(text)
    return bool(said) and any(said == squeezed(title) for title in about.titles)


def no_article(kept: Sequence[bool], blocks: Sequence[Block], about: About, *, short: int = 1200) -> Reject | None:
    """
    The reason why a page is no text of its own, or None.

    An error page, a check for robots, a script shell or a consent wall says so, and says little else: only pages with
    less than `short` characters are asked, and only if most of what they say says it. A page whose text is made of
    links is a list of links. A few lines followed by an offer to subscribe are the stub of a paid text. A short text
    that says nothing of this is a short text, and stays.
    """
    text = [block for block, yes in zip(blocks, kept, strict=True) if yes]
    chars = sum(len(block.text) for block in text)
    if not text:
        said = _says_so(blocks, about, 20_000) or _links(blocks)
        return said or Reject("read.html.empty", "no main text was found on the page")
    if reject := _links(text):
        return reject
    if chars >= short:
        return None
    said = _says_so(blocks, about, short) if chars < 100 else None  # a line that the page says beside its message
    return said or _says_so(text, about, short) or _stub(kept, blocks, chars)


def _links(blocks: Sequence[Block], *, most: float = 0.75, fewest: int = 5) -> Reject | None:
    """The reason why these blocks are a list of links: there are some, and more than `most` of them is linked."""
    chars = sum(len(block.text) for block in blocks)
    linked = sum(block.link_chars for block in blocks)
    if len(blocks) < fewest or linked <= most * chars:
        return None
    return Reject("read.html.links", f"a list of links: {linked * 100 // chars} % of its text is linked")


def _says_so(
    blocks: Sequence[Block], about: About, longest: int, *, most: float = 0.5, least: float = 0.15
) -> Reject | None:
    """
    What these few blocks say of the page, when more than `most` of their letters stand in blocks that say it.

    Where an error or a check speaks, its sentences must make up nearly half; a consent wall talks of more than
    cookies, and `least` of its letters is enough. A title that says nothing else says it too. So a short report on
    a site that shows an error stays: one of its sentences tells of it, and its title says more.
    """
    chars = sum(len(block.text) for block in blocks)
    if not chars or chars > longest:
        return None
    for pattern in _page_patterns():
        telling = [block for block in blocks if pattern.regex.search(block.text)]
        if telling and sum(len(block.text) for block in telling) > most * chars:
            said = sum(_said_in(pattern, block.text) for block in telling)
            if said >= (least if pattern.rule == "read.html.cookies" else 0.4) * chars:
                hit = pattern.regex.search(telling[0].text)
                return Reject(pattern.rule, f"{pattern.why}: “{hit[0][:60]}”" if hit else pattern.why)
        if pattern.rule in _TITLED and chars < longest / 2:
            for title in about.titles:
                hit = pattern.regex.search(title)
                if hit and len(hit[0]) > 0.6 * len(title):
                    return Reject(pattern.rule, f"{pattern.why}, by its title: “{hit[0][:60]}”")
    return None


_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n")


def _said_in(pattern: Pattern, text: str) -> int:
    """How many letters of a text stand in sentences that the pattern knows."""
    if pattern.regex.search(text) and len(text) < 60:
        return len(text)
    return sum(len(each) for each in _SENTENCE_END.split(text) if each and pattern.regex.search(each))


_TITLED = frozenset(("read.html.error", "read.html.robot"))


def _stub(
    kept: Sequence[bool], blocks: Sequence[Block], chars: int, *, stub: int = 400, reach: int = 8
) -> Reject | None:
    """
    A few lines, and an offer to subscribe among them or right behind them; more than a few when they break off.

    The offers in the footer and beside the text are those of the whole site, and tell nothing of this text.
    """
    where = [at for at, yes in enumerate(kept) if yes]
    if chars >= stub:
        last = blocks[where[-1]].text
        if len(last) < 80 or not _BROKEN_OFF.search(last):
            return None
        reach = 3
    for block in blocks[where[0] : where[-1] + reach]:
        if _is_of_the_site(block):
            continue
        for pattern in _page_patterns():
            if pattern.rule == "read.html.paywall" and (hit := pattern.regex.search(block.text[:400])):
                return Reject(pattern.rule, f"{pattern.why}: {chars} characters, and “{hit[0][:60]}”")
    return None


_BROKEN_OFF = re.compile(r"(?:\.\.\.|…|[^\W\d_]|,)\s*$")


def _is_of_the_site(block: Block) -> bool:
    node: Node | None = block.node
    while node is not None:
        if node.tag in ("footer", "nav", "header"):
            return True
        node = node.above
    return False


@cache
def _page_patterns() -> tuple[Pattern, ...]:
    return tuple(each for language in languages("pages") for each in patterns("pages", language))
