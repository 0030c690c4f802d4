"""Headings of lists of other articles, by their words, by what they announce, by their place below the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from cleaners.announcing import announces, may_announce
from cleaners.document import Document
from cleaners.evidence import bare, line_kind, line_words, lowered, speaks
from cleaners.related.told import DENSE, OWN_LINK, UNCASED, YEAR, ends_told, is_told
from cleaners.resources import keyed, languages, patterns
from cleaners.search import Shapes
from cleaners.text import Line, key


def heads_in(doc: Document, said: Sequence[Line], foot: int) -> dict[int, str]:
    """The lines that are a heading of other articles, each without its marks."""
    codes, spoken = speaks("related", doc), speaks("announcing", doc)
    return {
        n: text
        for n, line in enumerate(said)
        if len(line.text) < 100
        and (line.text[-1] not in ".,;。" or line.text.endswith("..."))
        and is_head(text := bare(line.text.replace("ـ", "")), codes if n >= foot else (), spoken, foot=n >= foot)
    }


def foot_of(said: Sequence[Line]) -> int:
    """The first line below the last sentence; past the end when there is no sentence."""
    told = (n for n in range(len(said) - 1, -1, -1) if is_told(said[n].text) and not holds_items(said[n].text))
    return next((n + 1 for n in told), len(said))


@lru_cache(maxsize=4096)
def is_head(
    text: str, below: tuple[str, ...], spoken: tuple[str, ...] = (), *, known: bool = True, foot: bool = False
) -> bool:
    """
    Say whether a line heads a list of other articles; by its shape only `below` the text, in these languages.

    What is `known` to stand over such lists may be a lead-in as well. What its words announce in the languages `spoken`
    counts anywhere when they are sure, else at the `foot`.
    """
    if known and is_known_head(text):
        return True
    shown = text.rstrip(" :：.…")
    if spoken and may_announce(text, spoken) and (meant := announces(shown, spoken)) and (foot or meant == "sure"):
        return True
    return bool(below) and _shapes(below).has(shown, lowered(shown))


@cache
def _shapes(codes: tuple[str, ...]) -> Shapes:
    """What headings of other articles look like in these languages."""
    return Shapes(each for code in codes for each in patterns("related", code) if each.rule == "related.head")


@lru_cache(maxsize=4096)
def is_known_head(text: str) -> bool:
    """Say whether a line is known to stand over lists of other articles, in any language."""
    head = text.partition(" ")[0]
    if head.isascii() and head.isalpha() and head.lower() not in first_of_heads():
        return False  # as nearly all lines, which need not be folded for that
    return line_kind(text) == "related" or _is_list(text)


def _is_list(head: str) -> bool:
    """Say whether these words head lists of other articles, by the data on them alone."""
    return key(head.replace("ـ", "")) in _more_heads()


@cache
def first_of_heads() -> frozenset[str]:
    """The words with which headings of lists begin, glued to a title or not: a quick look before a long one."""
    known = (*_more_heads(), *(phrase for phrase, kind in line_words().items() if kind == "related"))
    return frozenset(phrase.split(" ", 1)[0] for phrase in known)


@cache
def _more_heads() -> frozenset[str]:
    return keyed("related", "heads")


def holds_items(text: str, *, longest: int = 6, fewest: int = 30, most: int = 1000) -> bool:
    """Say whether a line is a heading with titles behind it: "Related articles Mill reopens The weir holds"."""
    if len(text) > most or text[-1] in ".。!?":
        return False
    head = text.split(" ", 1)[0]
    if head.isalpha() and head.isascii() and head.lower() not in first_of_heads():
        return False  # as nearly all lines, which need not be folded for that
    tokens = bare(text[:120].replace("：", ":")).split(" ", longest)
    if key(tokens[0].split(":", 1)[0]) not in first_of_heads():
        return False
    size = len(text) + 2 * len(UNCASED.findall(text[:most])) if DENSE.search(text) else len(text)
    if not fewest < size or ends_told(text) or YEAR.search(text) or OWN_LINK.search(text):
        return False
    for many in range(min(longest, len(tokens) - 1), 0, -1):
        head, colon, glued = " ".join(tokens[:many]).partition(":")
        if not is_strict(head) or not (is_head(head, languages("related"), known=False) or (colon and _is_list(head))):
            continue
        rest = f"{glued} {' '.join(tokens[many:])}".strip()
        return bool(colon) or (many > 1 and not rest[:1].islower())
    return False


def is_strict(head: str) -> bool:
    """Several words, or a dense script: "Top" and "Archives" alone announce too many things."""
    head = head.strip(" ■●◆▼★☆◎○□▶►・【")
    return " " in head or (len(head) >= 3 and (head[0] > "\u2e80" or (head[0].isdigit() and head[-1] > "\u2e80")))
