"""The words and shapes that several finders of facts look for: dates' neighbours, names' heralds, ends of sentences."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from cleaners import expressions as re
from cleaners.dates import days
from cleaners.evidence import lowered
from cleaners.resources import among, languages, one_of, table
from cleaners.search import Finder
from cleaners.text import STOPS, WIDE, key

RULE = "metadata"
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
DIGIT = re.compile(r"\d")
LETTER = re.compile(r"[^\W\d_]")
STOPPED = re.compile(r"(?<!\.)[.。．]['\"”’»)\]*_]*$")
SENTENCE_WITHIN = re.compile(rf"[{STOPS}][\"”’»)]*(?:\s|(?<=[。！？])|$)")
ADDRESS = re.compile(r"https?://|www\.|@\w+\.\w")
TIME = re.compile(
    r"(?:[Tt@]\s?)?\b\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?|\s?(?:Z|UTC|GMT|MSK|[A-Z]{2,4}T)\b)?(?:[+-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
_RUN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々ー]+")
# The end of a paper's host.
HOST_END = r"\.(?:com?|id|net|org|info|tv|news)(?:\.[a-z]{2})?"


@cache
def unfinished() -> re.Pattern[str]:
    """A line that goes on in the next one: a comma, a stroke, a Japanese particle that joins what follows."""
    return re.compile(rf"[,;:،؛、|/]$|(?<=[\u3040-\u30ff\u3400-\u9fff])(?:{one_of(RULE, 'goes_on')})$")


@cache
def date_words() -> frozenset[str]:
    """Words of date lines that are no part of a name, in all languages: weekdays, months, "published", "by"."""
    found: set[str] = set()
    for language in languages(RULE):
        rows = table(RULE, language)
        for topic in ("weekdays", "published", "updated", "beside", "by"):
            for phrase in rows.get(topic, ()):
                found.update(key(phrase).split())
        found.update(key(name) for names in rows["months"] for name in names)
    return frozenset(found)


@cache
def heralds(topic: str, codes: tuple[str, ...] | None = None) -> frozenset[str]:
    """What announces a date or a name, in some languages or in all; the words of `…_also` may stand in headlines."""
    return among(RULE, topic, codes) | among(RULE, f"{topic}_also", codes)


def _announcements(topic: str, *, strong: bool) -> list[str]:
    """What announces a date or a name, in all languages, longest first: "publié le", "von", "作者"."""
    return sorted((each for each in heralds(topic) if not strong or is_strong(each)), key=len, reverse=True)


@cache
def _announcing(topic: str, *, strong: bool) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _announcements(topic, strong=strong))), re.IGNORECASE)


@cache
def _announcing_finder(topic: str, *, strong: bool) -> Finder:
    return Finder(sorted(map(lowered, _announcements(topic, strong=strong))))


def is_strong(phrase: str) -> bool:
    """Tell a word that says what it announces: "publié", "Autor", "作者"; "le" and "by" stand in any sentence."""
    return len(phrase) > 4 or not phrase[0].isascii()


def says(piece: str, topic: str, *, strong: bool = False) -> bool:
    """Tell whether these words announce a date of this kind: whole words, but in scripts that set no blanks."""
    if not _announcing_finder(topic, strong=strong)(lowered(piece)):
        return False  # as of nearly all, and in a tenth of the time
    for hit in _announcing(topic, strong=strong).finditer(piece):
        before = piece[: hit.start()][-1:]
        after = piece[hit.end() :][:1]
        if WIDE.match(hit[0]) or not (before.isalpha() or after.isalpha()):
            return True
    return False


def leftover(piece: str) -> list[str]:
    """Words of a date line that are neither a time nor a weekday nor what such lines say."""
    said = TIME.sub(" ", piece)
    return [word for word in WORD.findall(said) if not date_words().issuperset(key(word).split() or [""])]


def is_date_line(text: str, language: str, *, rest: int = 4) -> bool:
    """Tell a line that says a date and at most `rest` words beside it."""
    found = list(days(text, language)) if DIGIT.search(text) else []
    if not found:
        return False
    if not text.isascii() and _goes_on(text, found[0].start, found[-1].end):
        return False
    left = len(WORD.findall(text)) - sum(len(WORD.findall(text[day.start : day.end])) for day in found)
    if left <= rest:
        return True
    bare = text[: found[0].start] + "".join(text[a.end : b.start] for a, b in pairwise(found)) + text[found[-1].end :]
    return len(leftover(bare)) <= (2 if len(found) > 1 else 0)  # "Published on …, last updated on …"


def _goes_on(text: str, start: int, end: int, *, beside: int = 4, alone: int = 10) -> bool:
    """
    Tell a headline of a script without blanks by what stands beside its date: "2024年5月3日の港の記者会見".

    Of `beside` signs right behind the day, or of so many anywhere that no paper is called so.
    """
    behind = _RUN.match(text, end)
    if behind and len(behind[0]) >= beside and not date_words().issuperset(key(behind[0]).split()):
        return True
    return any(len(run) >= alone for piece in (text[:start], text[end:]) for run in _RUN.findall(piece))


def is_common(word: str, text: str, *, given: bool = False) -> bool:
    """
    Tell a word that the text writes small elsewhere: no name. In an address ("/anna-low.jpg") all is written small.

    A first name that is `given` may be a month, too: "Jan Low", "Julio Low".
    """
    if not given and key(word) in date_words():
        return True
    return re.search(rf"(?<![\w/@_-]){re.escape(word.lower())}(?![\w/@_-])", text) is not None
