"""
What a line of a page shows by itself: its size, stops, links, capitals, dates, and whether its words are furniture's.

Nothing is decided here, and no line looks at another but to count those that say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter

import numpy as np

from cleaners import expressions as re
from cleaners.evidence import first_two_words, first_words, furniture_words, line_words
from cleaners.furniture.series import Floats
from cleaners.resources import languages, table
from cleaners.text import WIDE, Line, key
from cleaners.units import BULLET, HEADING, STOP

_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|https?://\S+|www\.\S+")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
TOKEN = re.compile(r"[^\W\d_]+|\d+")
_NUMBERED = re.compile(r"^\W{0,3}\d{1,3}[.)°ºª]?(?:\s|$)")
# "… ", "[...]", "… more": a text that is cut short.
_CUT = re.compile(r"(?:…|\.\.\.)[\])»”]*\s?(?:\w{0,8})$")
# All stops first: the regex engine skips to them.
_INNER = re.compile(r"[.!?…。！？؟۔।။](?:(?<=[.!?…؟۔।။])[\"”’»)]*\s+[\"“«¿¡(]?[^\W\d_]|(?<=[。！？]))")
_DATE = r"\b(?:19|20)\d\d\b|\b\d{1,2}[:h.]\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
_NUMBER = re.compile(r"\d+")
_APART = re.compile(r" \d+ ")
_SIGNS = re.compile(r"[|•·»›>/→←©®™@★☆✕×]")
_FIRST = itemgetter(0)
# Signs of pages in every language, the English words too. The model learnt from these: one more needs another model.
RIGHTS = re.compile(
    r"©|\(c\)|copyright|℗|®|\b\S+@\S+\.\w+|all rights|https?:|www\.|\.(?:com|org|net|de|fr|es|it|br)\b", re.IGNORECASE
)
# One of these stands in all that RIGHTS finds; it ignores the case of "i" and "s" in more ways than `lower` does.
_RIGHTS_SIGNS = (
    "©", "℗", "®", "@", "(c)", "copyr", "all r", "http", "www.", ".com", ".org", ".net", ".de", ".fr", ".e", ".i",
    ".ı", ".br",
)  # fmt: skip
KINDS = ("placeholder", "related", "comments", "share", "ad", "legal", "toc", "tags", "ui", "nav")
RAW = (
    "words", "stop", "inner", "commas", "links", "bullet", "head", "capitals", "shouting", "digits", "dated", "small",
    "signs", "rights", "quotes", "twins", "furniture", "known", "numbered", "colon", "question", "prose", "cut",
    "gap", "indent",
)  # fmt: skip


def measured(lines: Sequence[Line]) -> tuple[Floats, list[str]]:
    """The shape of each line as numbers (a row each, columns as in RAW), and what its words say it is."""
    told = furniture_words()
    keys = [key(line.text[:100]) if len(line.text) < 100 else line.text[:60] for line in lines]
    counts = Counter(keys)
    rows: list[tuple[float, ...]] = []
    kinds = [""] * len(lines)
    for n, line in enumerate(lines):
        covered = 0.0
        if len(line.text) < 120:
            kinds[n], covered = known_phrases(keys[n] if len(line.text) < 100 else key(line.text))
        gap = line.start - lines[n - 1].stop if n else 0
        indent = line.stop - line.start - len(line.text)
        rows.append((*_shape(line.text, counts[keys[n]], told, covered), min(gap, 8), min(max(indent, 0), 40)))
    return np.array(rows, np.float32).reshape(len(lines), len(RAW)), kinds


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a line, kept: of a short line they are asked for again and again."""
    return tuple(TOKEN.findall(text))


# What a page counts beside its name.
_COUNTED = frozenset(("share", "comments", "related"))


@lru_cache(maxsize=4096)
def known_phrases(said: str) -> tuple[str, float]:
    """What `phrases` says of a line's key with the words of all languages, kept: each line is asked about twice."""
    return phrases(said, line_words())


def phrases(said: str, known: dict[str, str], *, longest: int = 6, least: float = 0.7) -> tuple[str, float]:
    """
    What a line is when it is made of known phrases ("Home News Contact"), and the share of it that they cover.

    A number at its end or its start counts, glued to the word only where one counts such things.

        >>> known = {"send": "ui", "tweet": "share"}
        >>> phrases("tweet12", known), phrases("send 12", known), phrases("send12", known)
        (('share', 1.0), ('ui', 1.0), ('', 0.0))
    """
    if said in known:
        return known[said], 1.0
    tokens = said.split()
    if tokens and (tokens[0].isdigit() or tokens[-1][-1].isdigit()):  # "Share 988", "Tweet12", "3 Comments"
        plain = " ".join(tokens).strip("0123456789 ")
        glued = tokens[-1][-1].isdigit() and not tokens[-1].isdigit()
        if plain in known and (not glued or known[plain] in _COUNTED):
            return known[plain], 1.0
    if len(tokens) < 2 or len(tokens) > 16:
        return "", 0.0
    begin, begin_two = first_words(), first_two_words()
    if begin.isdisjoint(tokens):
        return "", 0.0
    at = covered = 0
    best = ("", 0)
    while at < len(tokens):
        if tokens[at] not in begin:
            at += 1
            continue
        most = min(longest, len(tokens) - at)
        for size in range(most if most > 1 and f"{tokens[at]} {tokens[at + 1]}" in begin_two else 1, 0, -1):
            kind = known.get(" ".join(tokens[at : at + size]))
            if kind and (size > 1 or len(tokens[at]) > 2):
                covered += size
                if size > best[1]:
                    best = (kind, size)
                at += size
                break
        else:
            at += 1
    share = covered / len(tokens)
    return (best[0] if share >= least else ""), share


@lru_cache(maxsize=4096)
def _shape(text: str, twins: int, told: frozenset[str], covered: float, *, look: int = 400) -> tuple[float, ...]:
    """Numbers for one line; of a long one only the beginning is read."""
    bullet, heading = bool(BULLET.match(text[:look])), bool(HEADING.match(text[:look]))
    head, linked = _unlinked(text, look)
    tokens = tokens_of(head)
    count = len(tokens) or 1
    size = len(tokens) * len(text) / look if len(text) > look and not linked else float(len(tokens))
    wide = 0 if head.isascii() else len(WIDE.findall(head))
    if wide > 4:
        size = max(size, wide / 2 * max(1.0, len(text) / max(1, len(head))))
    stop = bool(STOP.search(text[-12:]))
    inner = len(_INNER.findall(head))
    capitals = sum(map(str.isupper, map(_FIRST, tokens))) / count
    shouting = sum(len(token) > 1 for token in filter(str.isupper, tokens)) / count
    digits = sum(map(str.isdigit, tokens)) / count
    small = sum(map(str.islower, [token for token in tokens if len(token) <= 3])) / count
    furniture = sum(map(told.__contains__, map(str.lower, tokens)))
    return (
        min(size, 120.0), stop, min(inner, 6), min(sum(map(head.count, ",、،，")), 12) / count,
        linked, bullet, heading, capitals, shouting, digits, digits > 0 and is_dated(head[:120]), small,
        min(len(_SIGNS.findall(head)), 8), speaks_of_rights(head), sum(map(head.__contains__, '"“«„')),
        min(twins, 4), min(furniture, 6) / min(count, 12), covered, bool(_NUMBERED.match(head)),
        text.endswith((":", "：")), text.endswith(("?", "？", "؟")),
        size >= 14 and (stop or inner > 0) and furniture <= 1 + size / 30 and linked < 0.5 and capitals < 0.6,
        bool(_CUT.search(text[-12:])),
    )  # fmt: skip


def is_sentence(text: str, *, look: int = 400) -> bool:
    """
    Say whether a line is surely a sentence, told without its other numbers: a stop, four words, none of furniture.

        >>> [is_sentence(said) for said in ("It turns again today.", "The mill", "Subscribe to our newsletter now!")]
        [True, False, False]
    """
    if STOP.search(text[-12:]) is None:
        return False
    tokens = tokens_of(_unlinked(text, look)[0])
    return len(tokens) >= 4 and furniture_words().isdisjoint(map(str.lower, tokens))


def _unlinked(text: str, look: int) -> tuple[str, float]:
    """The beginning of a line with the words of its links for them, and which share of its words stands in links."""
    head = text[:look]
    if not ("](" in head or "http" in head or "www." in head):
        return head, 0.0
    seen = _IMAGE.sub(" ", text[: 8 * look])
    shown = _LINK.sub(r"\1", seen)
    anchors = sum(len(hit[1] or "") + 4 for hit in _LINK.finditer(seen))
    return shown[:look], min(1.0, anchors / max(1, len(shown.strip(" *#[]()"))))


def is_dated(text: str) -> bool:
    """Say whether a date, a time of the day, or how long ago something was stands in the text, in some language."""
    from_number, ago = _dated()
    if any(from_number.match(text, hit.start()) for hit in _NUMBER.finditer(text)):
        return True
    return _APART.search(text) is not None and ago.search(text) is not None


@cache
def _dated() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What dates look like from their first number on, and how long ago something was where a word stands before it."""
    said = [table("dated", code) for code in languages("dated")]
    glued, counted, before, behind = (
        "|".join(sorted({word for each in said for word in each.get(place, ())}))
        for place in ("glued", "counted", "before", "behind")
    )
    ago = rf"\b\d+ ?(?:{glued})\b|\d+ ?(?:{counted})|\b\d+ \w{{3,10}} (?:{behind})\b"
    return re.compile(f"{_DATE}|{ago}"), re.compile(rf"\b(?:{before}) \d+ ")


def speaks_of_rights(text: str) -> bool:
    """Say whether an owner, a mark or an address stands in the text; most are told by a cheap look."""
    low = text.lower()
    return any(map(low.__contains__, _RIGHTS_SIGNS)) and bool(RIGHTS.search(text))
