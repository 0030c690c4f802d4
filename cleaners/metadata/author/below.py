"""Who wrote the text, as its last lines say: a name under the last sentence, a box about them, a signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.evidence import line_kind
from cleaners.metadata.author.bylines import CAMEL, TOPIC, byline, is_catalogued
from cleaners.metadata.names import is_rare, media_words
from cleaners.metadata.words import (
    RULE,
    STOPPED,
    heralds,
    is_strong,
)
from cleaners.resources import among, one_of, own_or_all


@cache
def _episode() -> re.Pattern[str]:
    """What an episode is of, which somebody speaks and signs: "Harbour Podcast"."""
    return re.compile(one_of(TOPIC, "episode"), re.IGNORECASE)


class SignOff(NamedTuple):
    """A line that signs a text below its end."""

    name: str
    paper: str = ""


def sign_off(rows: Sequence[str], text: str, language: str, *, longest: int = 60, under: int = 150) -> SignOff | None:
    """A name and the paper, or a byline, alone in a line under a paragraph that ends: "Anne Morel, Le Quai"."""
    for above, said in pairwise(rows):
        if len(said) > longest or len(above) < under or not STOPPED.search(above[-12:]) or above[-1] in "”»\"'’":
            continue  # no end of a text, or whom the quotation is from
        name, comma, paper = (part.strip(" —–*_") for part in said.partition(","))
        if comma and len(name.split()) <= 4 and _is_paper(paper) and is_rare(name, text):
            return SignOff(name, paper)
        if not comma and (name := byline(said.lstrip("—–*_ "), language)):
            return SignOff(name)
    return _last_name(rows, text, under=under)


def _last_name(rows: Sequence[str], text: str, *, under: int, longest: int = 40) -> SignOff | None:
    """A person's name alone in the last line, under a paragraph that ends and in a text that names nobody so."""
    if len(rows) < 3 or len(rows[-1]) > longest or len(rows[-2]) < under:
        return None
    name, above = rows[-1].strip(" —–*_-"), rows[-2]
    if not STOPPED.search(above[-12:]) or above[-1] in "”»\"'’" or not is_rare(name, text) or name.isupper():
        return None
    if CAMEL.search(name):
        return None  # key words that lost the blanks between them: "BoatsHarbour Works"
    surname = name.split()[-1]
    return SignOff(name) if text.count(surname) == 1 else None


def author_box(
    rows: Sequence[str], text: str, *, longest: int = 40, about: int = 40, few: int = 12, first: int = 8
) -> str:
    r"""
    Whom a box about the author is about, below the text: a name, and a line that begins with it or goes on about it.

        >>> author_box(["The end.", "Anna Low", "Anna Low is a reporter in Kervalan. She writes about ships."], "")
        'Anna Low'
    """
    found: Counter[str] = Counter()
    if any(len(row) <= longest and _episode().search(row) for row in rows[:first]):
        return ""  # the page of an episode: the box is about its guest
    for at in range(1, len(rows) - 1):
        name = rows[at]
        if not 5 <= len(name) <= longest or len(rows[at + 1]) < about:
            continue
        name, below = name.strip("*_# "), rows[at + 1].lstrip("*_ ")
        follows = rows[at + 2] if at + 2 < len(rows) else ""
        late = 2 * at > len(rows)
        if ((late or len(rows) < few) and _is_about(name, below, text, late=late)) or (
            _is_nickname(name) and _closes(follows) and _says_we(below)
        ):
            found[name] += 1
    return next(iter(found)) if len(found) == 1 else ""


def _is_about(name: str, below: str, text: str, *, late: bool) -> bool:
    """Tell a person's name that the line below begins with: "Anna Low is a reporter"; `late`, "Anna is a reporter"."""
    first = name.split(maxsplit=1)[0] if name else " "
    if not below.startswith(first):
        return False
    goes_on = below.startswith(name) and below[len(name) :][:1] in (" ", ",", "(")
    if not goes_on and late:  # further up it is one of several people whom the text is about
        goes_on = below[len(first) : len(first) + 12].partition(" ")[2].partition(" ")[0] in among(TOPIC, "is")
    return goes_on and bool(re.search(r"[.!…]['”»)]?(?:\s|$)", below)) and is_rare(name, text)


def _closes(text: str) -> bool:
    """Tell the line that opens the comments, which follows the box about the author."""
    words = text.split()[:4]
    return len(text) <= 60 and any(line_kind(" ".join(words[:size])) == "comments" for size in range(1, 5))


def _is_nickname(name: str) -> bool:
    """One word that is none of a language: letters and digits, or a capital inside."""
    return " " not in name and name.isalnum() and bool(re.search(r"[^\W\d_]\d|[a-z][A-Z]", name))


def _says_we(text: str) -> bool:
    """A short line that ends as a sentence does: what a box says of its author."""
    return len(text) <= 400 and bool(re.search(r"[.!]$", text))


# "記事執筆：anna_low": behind a full-width colon a nickname needs no capital.
_ALIAS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff가-힣]\s?[:：]\s?(?P<name>(?!admin|editor|http)[A-Za-z][\w.-]{3,20})$")


@cache
def _strong_heralds(language: str) -> re.Pattern[str]:
    words = filter(is_strong, heralds("by", own_or_all(RULE, language)))
    ordered = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"[*_#>-]*[ \t]*(?:{ordered})[ \t]*[:：*_ ].{{3,80}}$", re.IGNORECASE)


def signed_below(rows: Sequence[str], language: str, *, longest: int = 120, around: int = 2) -> str:
    """
    The one name that lines below the head announce by a strong word: "Author: Anna Low".

    Among other labelled lines ("Publisher: …") it is the author of a book that the text is about.
    """
    found: set[str] = set()
    herald = _strong_heralds(language)
    for at, row in enumerate(rows):
        if len(row) > longest or not herald.match(row):
            continue
        if not is_catalogued(rows[max(0, at - around) : at + around + 1], fewest=1):
            nick = _ALIAS.search(row)
            found.add(byline(row.strip(" \t*_#>-"), language) or (nick["name"] if nick else ""))
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _is_paper(text: str) -> bool:
    """
    Two to five words with capitals, small ones between them: the name of a paper, not of a second person.

        >>> _is_paper("Le Courrier du Large"), _is_paper("Nouvelles Côtes"), _is_paper("Marc Dac")
        (True, True, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(word.replace("’", "").replace("'", "").isalpha() for word in words):
        return False
    if not words[0][0].isupper() or not words[-1][0].isupper() or among(TOPIC, "joins").intersection(words):
        return False
    if not all(word[0].isupper() or len(word) <= 3 for word in words):
        return False
    # An article, a word of papers, or two plurals: no two of these are a first name and a surname.
    opened = words[0].lower() in among(TOPIC, "articles") or any(word.lower() in media_words() for word in words)
    return opened or all(word[-1] in "sx" for word in words)
