"""
Read an HTML page: its main text as Markdown, what it says about itself, and its comments as records.

The tree is built once, and all that read it share it. Two profiles: in "quality" trafilatura and the block model
decide together, block by block; in "fast", for bulk work, the model decides alone. The whole source is replaced by the
text in one edit, so undoing it gives the page back byte for byte; in "quality", what stood on the page and is not in
the text is handed on as left out, each block with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from cleaners.document import Document, Edit, Finding, LeftOut, Reject
from cleaners.read.blocks import Block, Node, blocks_of
from cleaners.read.discussion import comment_sections, comments_in
from cleaners.read.judge import kind_of, no_article
from cleaners.read.metadata import about, declared, find_metadata
from cleaners.read.model import Scores, model, scores
from cleaners.read.page import Hidden, hidden_summary, parse, refuse_hostile
from cleaners.read.render import markdown
from cleaners.read.sites import with_site_rules
from cleaners.read.traits.agreement import Table, agreement
from cleaners.read.traits.blocks import is_asked, traits_of
from cleaners.read.traits.weights import About
from cleaners.text import STOPS

Element = Any
Profile = Literal["quality", "fast"]
SENTENCE_ENDS = frozenset(f"{STOPS}…")


class Choice(NamedTuple):
    """What was decided: how sure the model is of each block, whether it is kept, and what kind it is when asked."""

    scores: Scores
    kept: list[bool]


def read_html(
    doc: Document,
    *,
    profile: Profile = "quality",
    links: bool = False,
    keep: Collection[str] = (),
    drop: Collection[str] = (),
    most_asked: int = 20_000,
) -> Iterable[Finding]:
    """
    Find the main text of a page, the facts it states and the comments under it.

    `keep` and `drop` name kinds of blocks ("title", "standfirst", "caption") that stay or go whatever the model says;
    `links` writes the links of the text in Markdown. A page that is built to hang a parser raises InputError; an
    error page, a consent wall, the stub of a paid text or a list of links is rejected, with its reason. A page of more
    than `most_asked` elements is read as in "fast": on 90,000 paragraphs trafilatura and htmldate take minutes.
    """
    source = doc.text
    long_tags = refuse_hostile(source, doc.id)
    url = doc.get("url")
    tree = parse(with_site_rules(source, url), plain=profile == "fast", long_tags=long_tags)
    if tree is None:
        yield Reject("read.html.empty", "the page holds no text")
        return
    asks = profile == "quality" and sum(1 for _ in tree.iter()) <= most_asked
    page = declared(tree, url)
    yield from find_metadata(page, guess_dates=asks)
    known = about(page)
    blocks, hidden = blocks_of(tree)
    sections = comment_sections(blocks)
    choice = choose(blocks, tree, known, url, sections, profile="quality" if asks else "fast")
    kinds = _kinds(blocks, choice.kept, known, everything=bool(keep or drop), told=profile == "quality")
    kept = [(yes or kind in keep) and kind not in drop for yes, kind in zip(choice.kept, kinds, strict=True)]
    text_blocks = [block for block, yes in zip(blocks, kept, strict=True) if yes]
    reject = no_article(kept, blocks, known)
    if reject:
        yield reject
        return
    for section in _outside(sections, blocks, kept):
        yield from comments_in(section)
    if profile == "quality":
        yield from _left_out(blocks, kept, kinds, choice.scores, hidden)
    text = markdown(text_blocks, links=links, base=url)
    why = _why(kinds, kept, hidden) + ("; too large to ask trafilatura" if profile == "quality" and not asks else "")
    yield Edit(0, len(source), text, "read.html", why, _sureness(blocks, choice.scores))


def choose(
    blocks: Sequence[Block],
    tree: Element,
    known: About,
    url: str,
    sections: Sequence[Element],
    *,
    profile: Profile = "quality",
) -> Choice:
    """Decide which blocks are the text of the page: the block model, and with it what other extractors read."""
    made = model(profile)
    commented = frozenset(sections)
    readings = [agreement(blocks, _reads(name, tree, url)) for name in made.extractors]
    parts = [traits_of(blocks, known, made.weights, commented), *readings]
    table = np.concatenate(parts, axis=1)
    asked = is_asked(table)
    sure = np.zeros(len(blocks))
    sure[asked] = scores(table[asked], made.trees)
    return Choice(sure, decided(blocks, sure, made.trees.threshold, readings, known=known, sections=commented))


def decided(
    blocks: Sequence[Block],
    sure: Scores,
    threshold: float,
    readings: Sequence[Table],
    *,
    known: About,
    sections: frozenset[Element],
) -> list[bool]:
    """
    Which blocks are kept, by how sure the model is of each.

    Where it is sure of none, a page of a make that it does not know or a note of two lines, what another extractor
    read is taken, and after that what the markup calls the text.
    """
    kept = _sure_enough(blocks, sure, threshold)
    if readings and not any(kept):
        kept = [bool(held >= 0.9) for held in readings[0][:, 0]]
    if not any(kept):
        kept = _by_markup(blocks)
    return _without_comments(blocks, kept, known, sections)


_TEXT_TAGS = frozenset(("article", "main"))
_SITE_TAGS = frozenset(("nav", "footer", "header", "aside", "form", "dialog"))


def _by_markup(blocks: Sequence[Block]) -> list[bool]:
    """Sentences, not linked, that stand in an article or a main text, or in paragraphs where a page marks neither."""
    inside = [_stands_in(block.node, _TEXT_TAGS) for block in blocks]
    marked = any(inside)
    return [
        (within if marked else block.node.tag == "p")
        and block.text[-1] in SENTENCE_ENDS
        and block.link_chars * 3 < len(block.text)
        and not _stands_in(block.node, _SITE_TAGS)
        for block, within in zip(blocks, inside, strict=True)
    ]


def _stands_in(node: Node, tags: frozenset[str]) -> bool:
    each: Node | None = node
    while each is not None:
        if each.tag in tags:
            return True
        each = each.above
    return False


def _sure_enough(blocks: Sequence[Block], sure: Scores, threshold: float, *, fewest: int = 200) -> list[bool]:
    """
    The blocks that are sure enough; where they come to fewer than `fewest` letters, half as sure will do.

    A page of an unknown make may leave the model unsure of every block: its best guess is better than none, when it
    is more than a line.
    """
    sizes = np.array([len(block.text) for block in blocks])
    kept: list[bool] = (sure >= threshold).tolist()
    if sizes[sure >= threshold].sum() < fewest <= sizes[sure >= threshold / 2].sum():
        kept = (sure >= threshold / 2).tolist()
    return kept


def _reads(extractor: str, tree: Element, url: str) -> str:
    return {"trafilatura": trafilatura_reads}[extractor](tree, url)


def trafilatura_reads(tree: Element, url: str) -> str:
    """
    What trafilatura takes for the main text, one line a paragraph.

    Without its second opinions (readability, jusText): the block model is one already, and they cost as much again.
    """
    import trafilatura  # noqa: PLC0415  half a second to import, and only for HTML

    found = trafilatura.bare_extraction(
        tree,
        url=url or None,
        fast=True,
        include_comments=False,
        include_formatting=False,
        with_metadata=False,
        deduplicate=False,
    )
    return str(getattr(found, "text", None) or "")


def _without_comments(
    blocks: Sequence[Block], kept: list[bool], known: About, sections: frozenset[Element], *, most: float = 0.5
) -> list[bool]:
    """
    Leave comment sections out of the text, unless the page is a discussion.

    It is one when it says so (its maker, its type, its address) or when the sections hold more than `most` of what
    would be kept: then what looks like comments is what the page is for.
    """
    if not sections:
        return kept
    inside = [_section_of(block.node, sections) is not None for block in blocks]
    chars = [len(block.text) if yes else 0 for block, yes in zip(blocks, kept, strict=True)]
    in_sections = sum(size for size, within in zip(chars, inside, strict=True) if within)
    if known.forum or in_sections > most * sum(chars):
        return kept
    return [yes and not within for yes, within in zip(kept, inside, strict=True)]


def _section_of(node: Node, sections: Collection[Element]) -> Element | None:
    each: Node | None = node
    while each is not None:
        if each.element in sections:
            return each.element
        each = each.above
    return None


def _outside(sections: Sequence[Element], blocks: Sequence[Block], kept: Sequence[bool]) -> Iterator[Element]:
    """The comment sections that are not, for the most part, in the text."""
    sizes: dict[Element, list[int]] = {section: [0, 0] for section in sections}
    for block, yes in zip(blocks, kept, strict=True):
        section = _section_of(block.node, sizes)
        if section is not None:
            sizes[section][yes] += len(block.text)
    yield from (section for section, (out, inside) in sizes.items() if out >= inside)


def _kinds(
    blocks: Sequence[Block], kept: Sequence[bool], known: About, *, everything: bool, told: bool = True
) -> list[str]:
    """The kind of each block that is left out, or of every block; in bulk work nobody asks, and none is told."""
    if not (everything or told):
        return [""] * len(blocks)
    return [kind_of(block, known) if everything or not yes else "" for block, yes in zip(blocks, kept, strict=True)]


def _left_out(
    blocks: Sequence[Block], kept: Sequence[bool], kinds: Sequence[str], sure: Scores, hidden: Sequence[Hidden]
) -> Iterator[LeftOut]:
    for each in hidden:
        yield LeftOut(each.text, f"hidden from readers: {each.how}", 1.0, "read.html.hidden")
    for block, yes, kind, score in zip(blocks, kept, kinds, sure, strict=True):
        if not yes:
            yield LeftOut(block.text, kind or "not of the main text", round(1 - float(score), 2), "read.html")


def _why(kinds: Sequence[str], kept: Sequence[bool], hidden: list[Hidden]) -> str:
    out = Counter(kind or "other" for kind, yes in zip(kinds, kept, strict=True) if not yes)
    parts = [f"{kind} {count}" for kind, count in out.most_common(5)]
    why = "the main text of the page, as Markdown"
    if parts:
        why += f"; left out {'1 block' if out.total() == 1 else f'{out.total():,} blocks'} ({', '.join(parts)})"
    return why + (f"; {hidden_summary(hidden)}" if hidden else "")


def _sureness(blocks: Sequence[Block], sure: Scores) -> float:
    """How sure the choice is, by the letters of the page: 1 is sure, 0.5 a guess."""
    sizes = np.array([len(block.text) for block in blocks], float)
    return round(float((np.maximum(sure, 1 - sure) * sizes).sum() / sizes.sum()), 2)
