"""What several boilerplate cleaners look at: the words of a language, the shape of a line, what stands around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from operator import attrgetter

import regex

from cleaners import expressions as re
from cleaners.document import Document, Fact
from cleaners.resources import among, languages, table
from cleaners.text import STOPS, Line, Span, key, lines

_START = attrgetter("start")
_STOPS = (*STOPS, "…", ":", ";")
_WORD = re.compile(r"[^\W_]+")
_BEHIND_STOPS = "'\"”’»)]*_"
_CUT_SHORT = ("…", "...", "…]", "...]")
_QUOTES = (("«", "»"), ("“", "”"), ("„", "“"), ("「", "」"), ("『", "』"), ("‘", "’"))
# How an entry of a series begins: with the time of the day, or with a word and a number ("Step 3.", "Day 2:").
_CLOCK_FIRST = re.compile(r"\W{0,3}(?:\d{1,2}[:.]\d\d|\d{1,2}\s?(?:h|H|Uhr|uur)(?:\s?\d\d)?)(?!\d)")
_NUMBER_FIRST = re.compile(r"\W{0,3}([^\W\d_]{2,12})\.?\s?\d{1,2}\s?(?:[.:)]|[–—-]\s)")
# How a line of a play or an interview begins: with who says it.
_SPEAKER_FIRST = re.compile(r"([^\W\d_][\w .’'-]{0,22}?)(?:[:：]|\. ?[–—]|\.(?=\s))\s*\S")
# Tags of a page that stand in a sentence as words: bare ones that would show nothing, and those with a stop behind.
_BARE_TAG = re.compile(
    r"(?<=[\w,;:] )<(img|iframe|a|source|embed|object|font|video|audio)>(?= ?[\w.,;:)])", re.IGNORECASE
)
_NAMED_TAG = re.compile(
    r"(?<=[\s(\[“\"'«「])<(?:img|iframe|a|source|embed|object|font|video|audio|picture|center|hr|table|button|label"
    r"|section|article|small|ins|noscript|ul|ol|tbody|thead)(?:\s[^<>\n]{0,200})?>(?=[,;:.)\]!?”\"'»」]+(?:\s|$))",
    re.IGNORECASE,
)
# A straight single quotation mark that closes.
_CLOSED = re.compile(r"'(?=[\s.,;:!?)]|$)")
# Quotation marks that point inwards, as German books have them.
_INWARD = re.compile(r"(?:^|[\s(])»(?=\w)")
_OPENS = frozenset("#>*+•·▪►▶»›|–—-_ \t")
_CLOSES = frozenset("*_»›▶► \t")
_OPENING = re.compile(r"(?:[#>*+•·▪►▶»›|–—-]+[ \t]+|[*_]+)++")


def speaks(topic: str, doc: Document) -> tuple[str, ...]:
    """
    Which of the topic's language files concern this document: its languages', and English, which is on all pages.

    A document whose language nobody found is looked at in every language.
    """
    return _spoken(topic, _tongues(doc))


def speaks_all(topics: tuple[str, ...], doc: Document) -> tuple[tuple[str, ...], ...]:
    """What `speaks` says for each of the topics."""
    return _spoken_all(topics, _tongues(doc))


def _tongues(doc: Document) -> str:
    """The languages of a document, and what is said of their shares, as one text, kept for the next cleaner."""
    facts, said = _ASKED[0]
    if facts is doc.facts:
        return said
    one = more = None
    for fact in doc.facts:
        if one is None and fact.key == "language":
            one = fact.value
        elif more is None and fact.key == "languages":
            more = fact.value
    said = f"{one or ''},{more or ''}"
    _ASKED[0] = doc.facts, said
    return said


# The facts that were last asked for their languages, and the answer.
_ASKED: list[tuple[tuple[Fact, ...], str]] = [((), ",")]


@lru_cache(maxsize=1024)
def _spoken_all(topics: tuple[str, ...], said: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_spoken(topic, said) for topic in topics)


@lru_cache(maxsize=1024)
def _spoken(topic: str, said: str) -> tuple[str, ...]:
    there = languages(topic)
    own = {part.split()[0].split("-")[0] for part in said.split(",") if part.strip()}  # "fr", or "fr 0.59, en 0.41"
    wanted = tuple(code for code in there if code in own)
    return tuple(code for code in there if code in wanted or code == "en") if wanted else there


def lowered(text: str) -> str:
    """
    The text in small letters, every character still in its place.

        >>> lowered("İZMİR’de")
        'izmir’de'
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    if "Σ" not in text:  # of which each would be small as inside a word
        return text.replace("İ", "i").lower()
    return "".join(char.lower()[0] for char in text)


@lru_cache(maxsize=4)
def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text, kept for the next cleaner, which mostly sees the same text."""
    return tuple(lines(text))


def line_at(text: str, at: int) -> int:
    """Which of `lines_of` this place stands in."""
    return bisect_right(lines_of(text), at, key=_START) - 1


@lru_cache(maxsize=4)
def lowered_once(text: str) -> str:
    """The text in small letters, kept for the next cleaner."""
    return lowered(text)


@lru_cache(maxsize=4)
def straight(text: str) -> str:
    """The text in small letters with straight apostrophes, every character still in its place, kept for the next."""
    return lowered_once(text).replace("’", "'")


@lru_cache(maxsize=2)
def speaks_of_tags(text: str) -> bool:
    """
    Say whether a text speaks of the tags of pages: one stands in a sentence where a word would.

        >>> speaks_of_tags("You wrote <hr>, or shared it with <iframe> on every page."), speaks_of_tags("It turns.<br>")
        (True, False)
    """
    low = lowered_once(text)
    bare = any(f"</{hit[1].lower()}>" not in low for hit in _BARE_TAG.finditer(text))
    return bare or _NAMED_TAG.search(text) is not None


@cache
def line_words() -> dict[str, str]:
    """
    What whole lines of page furniture say, in all languages, and what each is: {"skip to content": "nav", …}.

    A line that stands in two lists belongs to the one that comes first in its file.
    """
    known: dict[str, str] = {}
    for part in ("lines", "more"):
        for code in languages("furniture"):
            for kind, entries in table("furniture", code).get(part, {}).items():
                for entry in entries:
                    known.setdefault(key(entry), kind)
    return known


@cache
def first_words() -> frozenset[str]:
    """The words with which the lines of `line_words` begin: a quick look before a long one."""
    return frozenset(phrase.split(" ", 1)[0] for phrase in line_words())


@cache
def first_two_words() -> frozenset[str]:
    """The first two words of those lines of `line_words` that have more than one: what begins otherwise is one word."""
    return frozenset(" ".join(phrase.split(" ", 2)[:2]) for phrase in line_words() if " " in phrase)


@cache
def furniture_words() -> frozenset[str]:
    """Words that page furniture has often and text seldom, of all languages."""
    return frozenset(word for code in languages("furniture") for word in table("furniture", code)["words"]["furniture"])


def line_kind(text: str) -> str:
    """
    What a whole line is when its words say so ("À lire aussi": related), else "".

        >>> line_kind("Image not found"), line_kind("## À lire aussi :"), line_kind("Il faut lire.")
        ('placeholder', 'related', '')
    """
    if len(text) >= 80:
        return ""
    head = text.partition(" ")[0]
    if head.isascii() and head.isalpha() and head.lower() not in first_words():
        return ""  # as most lines, which need not be folded for that
    return _known_line(text)


@lru_cache(maxsize=4096)
def _known_line(text: str) -> str:
    return line_words().get(key(text), "")


def bare(text: str) -> str:
    """
    The line without list bullets and Markdown marks around it.

        >>> bare("### * **Weitere Beiträge** »")
        'Weitere Beiträge'
    """
    if not text or (text[0] not in _OPENS and text[-1] not in _CLOSES):
        return text
    before = None
    while before != text:
        before, opening = text, _OPENING.match(text) if text and text[0] in _OPENS else None
        text = text[opening.end() if opening else 0 :].rstrip("*_»›▶► \t").strip()
    return text


def ends_said(text: str) -> bool:
    """Say whether the line ends as a sentence does."""
    return text.rstrip(_BEHIND_STOPS).endswith(_STOPS)


def cut_short(text: str) -> bool:
    """Say whether the line breaks off in three dots, as a teaser does."""
    return text.endswith(_CUT_SHORT)


def quoted(text: str, at: int) -> bool:
    """
    Say whether this place of the sentence stands inside quotation marks.

        >>> said = "Il a crié « abonnez-vous » deux fois."
        >>> quoted(said, said.index("abonnez")), quoted(said, said.index("deux"))
        (True, False)
        >>> quoted("»Abonnieren Sie!« steht dort.", 1)
        True
    """
    before = text[:at]
    if before[:1] == "'" and not _CLOSED.search(before, 1):
        return True
    if before.count('"') % 2 == 1 or any(before.count(left) > before.count(right) for left, right in _QUOTES):
        return True
    return "»" in before and before.count("»") > before.count("«") and _INWARD.search(text, 0, at + 1) is not None


def joined(reasons: Iterable[str]) -> str:
    """Reasons as one line of a trail, each said once."""
    return "; ".join(dict.fromkeys(each for each in reasons if each))


def reported(text: str, codes: tuple[str, ...]) -> bool:
    """
    Say whether somebody is told to have said this: what a sign or a speaker asks for is the text's own matter.

        >>> reported("Subscribe here, said the sign.", ("en",)), reported("Please subscribe.", ("en",))
        (True, False)
    """
    return any(_marked("reported", code, text) for code in codes)


def told_of(text: str, at: int, codes: tuple[str, ...], *, back: int = 4) -> bool:
    """Say whether somebody else does it: one of the words before is a subject ("they subscribe and hit the bell")."""
    before = text[max(0, at - 60) : at].lower().split()[-back:]
    return not _subjects(codes).isdisjoint(before)


@cache
def _subjects(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for code in codes for word in table("calls", code).get("subjects", ()))


def stepwise(text: str, codes: tuple[str, ...]) -> bool:
    """
    Say whether this is a step of a manual: after the click comes the next thing to do.

        >>> stepwise("Click Subscribe, enter your address and wait.", ("en",)), stepwise("Subscribe here!", ("en",))
        (True, False)
    """
    return any(_marked("steps", code, text) for code in codes)


@lru_cache(maxsize=4)
def directs(text: str, codes: tuple[str, ...], *, fewest: int = 2) -> bool:
    r"""
    Say whether this is a manual of a program: `fewest` lines name what one has to click, whatever else they say.

        >>> directs("Click Archive in the sidebar.\nThen press the Save button.", ("en",))
        True
        >>> directs("Click here for more.\nClick to share.", ("en",))
        False
    """
    found = 0
    for line in lines_of(text):
        found += any(_marked("clicks", code, line.text) for code in codes)
        if found >= fewest:
            return True
    return False


@cache
def _openers(codes: tuple[str, ...]) -> frozenset[str]:
    """Small words with which sentences begin, of those of the languages that have capitals."""
    return among("related", "openers", tuple(code for code in codes if code in languages("related")))


def runs_into(text: str, codes: tuple[str, ...], *, fewest: int = 3, most: int = 25) -> int:
    """
    Where a sentence that lacks its stop runs into the next one, which begins with a small word; 0 when it does not.

    At least `fewest` words stand before that place and twice as many behind it; what stands behind a small word is a
    name.

        >>> said = "Follow us on Facebook The council paid for the new wheel and for the weir."
        >>> said[runs_into(said, ("en",)) :], runs_into("Read it in The daily post of the harbour today.", ("en",))
        ('The council paid for the new wheel and for the weir.', 0)
    """
    words = [hit.span() for hit in _WORD.finditer(text)]
    openers = _openers(codes)
    for n in range(fewest, min(most, len(words) - 2 * fewest)):
        (start, end), (before, gap), (after, _) = words[n], words[n - 1], words[n + 1]
        if text[start].isupper() and text[after].islower() and text[gap:start] == " " and text[end:after] in " ’'":
            small = text[before:gap]
            if text[start:end].lower() in openers and not (len(small) < 4 and small in openers):
                return start
    return 0


def before_next(said: Span, codes: tuple[str, ...], *, short: int = 80) -> Span:
    """A sentence up to where it runs into the next one without a stop, as in texts of one line; else all of it."""
    at = runs_into(said.text, codes) if len(said.text) > short else 0
    return Span(said.start, said.start + at, said.text[:at]) if at else said


def happened(text: str, code: str) -> bool:
    """Say whether a sentence of this language tells what has happened."""
    return _marked("past", code, text)


def series(said: Sequence[Line], codes: tuple[str, ...], *, fewest: int = 3) -> frozenset[int]:
    r"""
    The lines that are entries of a series: steps of a manual, times of a programme, what people say in a play.

    `fewest` lines begin alike, with the time or with the same word and a number; or two names and more stand again and
    again before what they say. The words that a glossary explains are entries of one, too.

        >>> sorted(series(lines_of("18:10 The ferry docks.\n17:30 Call ahead.\n17:05 The weir holds."), ("en",)))
        [0, 1, 2]
    """
    alike: dict[str, list[int]] = {}
    for n, line in enumerate(said):
        head = line.text[:24]
        if _CLOCK_FIRST.match(head):
            alike.setdefault(":", []).append(n)
        elif hit := _NUMBER_FIRST.match(head):
            alike.setdefault(hit[1].lower(), []).append(n)
        elif not head.isascii() and any(_marked("numbered", code, head) for code in codes):
            alike.setdefault("1", []).append(n)
    found = {n for some in alike.values() if len(some) >= fewest for n in some}
    return frozenset(found | _speakers(said, fewest) | headwords(said))


def headwords(said: Sequence[Line], *, fewest: int = 3, longest: int = 40) -> set[int]:
    """Labels right above a sentence, a blank line before each: a glossary explains "Subscribe" among other words."""
    found: set[int] = set()
    before = -2
    for n in range(len(said) - 1):
        word, below = said[n], said[n + 1]
        apart, before = word.start - before > 1, word.stop
        if apart and below.start - word.stop == 1 and len(word.text) <= longest:
            found.update([n] if ends_said(below.text) and not ends_said(word.text) else ())
    return found if len(found) >= fewest else set()


def _speakers(said: Sequence[Line], fewest: int) -> set[int]:
    """The lines of a dialogue: of two names or more each says something twice, and one of them `fewest` times."""
    lines: dict[str, list[int]] = {}
    for n, line in enumerate(said):
        if hit := _SPEAKER_FIRST.match(line.text):
            lines.setdefault(hit[1], []).append(n)
    often = [some for some in lines.values() if len(some) > 1]
    return {n for some in often for n in some} if len(often) > 1 and max(map(len, often)) >= fewest else set()


def _marked(what: str, code: str, text: str) -> bool:
    found = _marks(what, code)
    return found is not None and found.search(text) is not None


@cache
def _marks(what: str, code: str) -> regex.Pattern[str] | None:
    if code not in languages("calls"):
        return None
    written = table("calls", code).get(what)
    return regex.compile(written) if written else None
