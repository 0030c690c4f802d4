"""Who wrote the text: bylines, a name beside the date, a name under the last sentence."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaners.dates import days
from cleaners.evidence import line_kind
from cleaners.metadata.dateline import dates_said
from cleaners.metadata.head import Head
from cleaners.metadata.words import (
    CAPITAL,
    RULE,
    SENTENCE_WITHIN,
    STOPPED,
    TIME,
    WIDE,
    date_words,
    is_common,
    is_date_line,
    leftover,
)
from cleaners.resources import languages, table
from cleaners.text import key

_NAME = (
    r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*\.?(?:['’-][^\W\d_]+)*"
    r"|d[eiua]|del|della|von|van|der|den|ten|ter|bin|al|el|la|le|y|e|dos|das|do|da|di|zu|af|st\.)"
)
_PERSON = re.compile(rf"{_NAME}(?: {_NAME}){{1,4}}")
_AND = frozenset(("und", "and", "et", "y", "e", "en", "i", "и", "&"))


def is_person(text: str) -> bool:
    """
    Tell what has the shape of a person's name: two to five words with capitals, particles between them.

        >>> is_person("Anne de la Tour"), is_person("Lire la suite"), is_person("TOP NEWS")
        (True, False, False)
    """
    hit = _PERSON.fullmatch(text.strip())
    if not hit or (text.isupper() and len(text.split()) < 2):
        return False
    words = text.split()
    capitals = [word for word in words if CAPITAL.match(word)]
    if len(capitals) < 2 or (not CAPITAL.match(words[0]) and len(words) < 3) or line_kind(text):
        return False
    return not text.isupper() or (len(words) in (2, 3) and all(len(word) > 2 for word in words))


def byline(text: str, language: str) -> str:
    """The name in a line that announces one: "Par Anne Morel", "Von A. Low publiziert am 3. Mai 2024"."""
    if len(text) > 120:
        return ""
    announcing = _opening("by", language)
    for hit in announcing.finditer(text):
        rest = text[hit.end() :].lstrip(" :_*–-")
        name = _cut_name(rest)
        if name and (
            hit.start() == 0 or is_date_line(text[: hit.start()], language) or dates_said(text[: hit.start()], language)
        ):
            return name
    return ""


@cache
def _opening(topic: str, language: str) -> re.Pattern[str]:
    """Words that announce a name: in the document's language and English, or in all when it is not known."""
    known = languages(RULE)
    chosen = {language, "en"} & set(known) if language in known else set(known)
    phrases = {phrase for each in chosen for phrase in table(RULE, each).get(topic, ())}
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in ordered)})(?=[\s:_*]|(?<=[\u3040-\u9fff]))",
        re.IGNORECASE,
    )


def _cut_name(rest: str) -> str:
    """The name at the start of what follows "Par"; "" when no name stands there."""
    name = re.split(r"\s*(?:[,|•·(/;<>]|\s[-–—]\s|\d|https?:)", rest, maxsplit=1)[0].strip(" .:_*–-")
    words = name.split()
    while words and (not is_person(" ".join(words)) or key(words[-1]) in date_words()) and len(words) > 1:
        words.pop()
    name = " ".join(words)
    if is_person(name):
        return name
    if (
        WIDE.search(rest)
        and 2 <= len(rest.split(maxsplit=1)[0] if rest.split() else "") <= 6
        and not SENTENCE_WITHIN.search(rest)
    ):
        return rest.split(maxsplit=1)[0].strip("：: ")
    # An agency: "Do G1 AM", "By AFP".
    if words and len(words) <= 3 and all(len(word) > 1 and word.isupper() and word.isalnum() for word in words):
        return name
    # "by Catherine", "par anhora": one word, and nothing else in the line but a date.
    if (
        len(words) == 1
        and words[0][:1].isupper()
        and words[0].isalpha()
        and not leftover(rest.replace(words[0], "", 1))
    ):
        return words[0] if not line_kind(words[0]) and len(words[0]) > 2 else ""
    return ""


def name_beside_date(at: int, head: Head, text: str) -> str:
    """A name that stands alone in the line above or below the date line, or right behind the date."""
    if at < 0:
        return ""
    row = head.rows[at]
    found = list(days(row.text, head.language)) if any(char.isdigit() for char in row.text) else []
    if found:
        after = row.text[found[-1].end :].strip(" |,–-")
        hit = re.match(rf"{_NAME} {_NAME}(?= [A-Z]|$)", TIME.sub(" ", after).strip())
        return hit[0] if hit and _is_rare(hit[0], text) else ""
    if len(row.text) > 40 or row.text.isupper() or not _is_rare(row.text, text):
        return ""
    beside = [head.rows[n].text for n in (at - 1, at + 1) if 0 <= n < len(head.rows)]
    return (
        row.text
        if any(is_date_line(each, head.language) and dates_said(each, head.language) for each in beside)
        else ""
    )


class SignOff(NamedTuple):
    """A line that signs a text below its end."""

    name: str
    paper: str = ""


def sign_off(text: str, language: str, *, longest: int = 60, under: int = 150) -> SignOff | None:
    """A name and the paper, or a byline, alone in a line under a paragraph that ends: "Anne Morel, Le Quai"."""
    rows = [row for row in text.split("\n") if row.strip()]
    for before, row in pairwise(rows):
        if len(row) > longest or len(before) < under:
            continue
        said, above = row.strip(), before.rstrip()
        if not STOPPED.search(above, max(0, len(above) - 12)) or above[-1] in "”»\"'’":
            continue  # no end of a text, or whom the quotation is from
        name, comma, paper = (part.strip() for part in said.partition(","))
        if comma and len(name.split()) <= 3 and _is_title_case(paper) and _is_rare(name, text):
            return SignOff(name, paper)
        if not comma and (name := byline(said, language)):
            return SignOff(name)
    return None


def _is_title_case(text: str) -> bool:
    """Two to five words with capitals, small ones between them: the name of a paper."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not text[:1].isupper() or key(text) != key(text.replace("&", "")):
        return False
    return (
        all(word[:1].isupper() or (len(word) <= 3 and word not in _AND) for word in words) and words[-1][:1].isupper()
    )


def _is_rare(name: str, text: str) -> bool:
    """Tell a person's name whose words the text writes small nowhere: "Digital Life" is a section of a paper."""
    words = [word for word in name.split() if CAPITAL.match(word) and len(word) > 2]
    return is_person(name) and not any(is_common(word, text) for word in words)
