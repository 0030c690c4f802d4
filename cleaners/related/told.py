"""What a line is to its text: a sentence, a title, the name of a work, a part of a manual."""

from __future__ import annotations

from functools import cache, lru_cache

from cleaners import expressions as re
from cleaners.coding import is_manual
from cleaners.resources import one_of
from cleaners.text import STOPS, unlinked

# "[the manual](docs/manual.md)", "[Install](#install)": a document's own parts, not other articles.
OWN_LINK = re.compile(r"\]\((?:#|\.{1,2}/|(?![a-z]+:|/|www\.)[^()\s]*(?:/|\.(?:md|rst|adoc|txt|html?))[^()\s]*\))")
# How to reach somebody: an address, a telephone number.
CONTACT = re.compile(r"\S@\S|\+?\d[\d ()/.-]{6,}\d")
DENSE = re.compile(r"\W*[\u2e80-\ud7ff]")
UNCASED = re.compile(r"[\u0590-\u08ff\u0900-\u1fff\u2e80-\ud7ff]")
# What may follow the stop of a sentence, and how Korean ones end that lack it.
_BEHIND_STOP = "\"'”’»)]*_」』"
_KOREAN_ENDS = "다요죠"
WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
# Nothing but links, and a word or two between them; a heading that is a link.
LINKED = re.compile(r"^\W*(?:\[[^\[\]]+\]\([^()]*(?:\([^()]*\)[^()]*)*\)[^\[\]\w]*(?:\w+\W*){0,2})+$")
YEAR = re.compile(r"\((?:19|20)\d\d\)")
# What stands around a line that is read without it: arrows, bullets, brackets.
_AROUND = re.compile(r"^[^\w\"“«„「『《‘']+|[\s+＋»›>→・]+$")


@lru_cache(maxsize=1024)
def unmarked(text: str) -> str:
    """A line as it is read, without the marks, arrows and brackets around it."""
    return _AROUND.sub("", unlinked(text).replace("*", "").replace("__", "").strip())


def is_told(text: str, *, shortest: int = 40, dense: int = 3) -> bool:
    """
    Say whether a line ends as a sentence does and is long enough to be text; a whole paragraph needs no stop.

    A character of a `dense` script counts as so many.
    """
    size = len(text)
    if size >= 3 * shortest:
        return True
    if size < shortest:
        if text.isascii() or not DENSE.search(text):
            return False
        size += (dense - 1) * len(UNCASED.findall(text))
    return size >= shortest and ends_told(text)


def ends_told(text: str) -> bool:
    """
    Say whether a line ends in a stop, which quotation marks and brackets may follow; dots that trail off are none.

        >>> [ends_told(said) for said in ("It turns.", "“It turns.”", "It turns...", "It turns", "돌아간다")]
        [True, True, False, False, True]
    """
    bare = text.rstrip(_BEHIND_STOP)
    if bare[-1:] in STOPS:
        return bare != "" and bare[-2:-1] not in (".", "…")
    return text[-1:] in _KOREAN_ENDS and "\uac00" <= text[-2:-1] <= "\ud7a3"


@cache
def book() -> re.Pattern[str]:
    """A book with its author, or a work with its year: "The Mill, by Anna Low", "The Mill (1998)"."""
    return re.compile(rf"\((?:19|20)\d\d\)|,\s(?:{one_of('related', 'of')})\s[A-ZÀ-Þ]")


def names_work(text: str) -> bool:
    """Say whether a line names a book, a paper of some year, or a part of this text."""
    return bool(OWN_LINK.search(text) or book().search(text))


@lru_cache(maxsize=4)
def is_technical(text: str, *, spans: int = 6) -> bool:
    """Say whether this is a manual or a README: code, links to its own parts, the marks of manuals."""
    return "```" in text or text.count("`") >= 2 * spans or len(OWN_LINK.findall(text)) >= 2 or is_manual(text)


def is_title(text: str, *, fewest: int = 3, dense: int = 8) -> bool:
    """Say whether a line can be a title: some words, or some signs of a dense script."""
    shown = unlinked(text)
    return len(WORDS.findall(shown)) >= fewest or len(UNCASED.findall(shown)) >= dense
