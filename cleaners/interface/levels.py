"""How surely the words of a line are none of the text's: of one phrase, of several, of a shape no text has."""

from __future__ import annotations

from functools import cache, lru_cache

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import bare, line_words, lowered_once
from cleaners.hints import words_at
from cleaners.interface.words import DENSE, NETWORK, TAG_LINK, Words, compared, of_rule, words_of
from cleaners.resources import Pattern, languages
from cleaners.search import shapes
from cleaners.text import STOPS, unlinked

# How surely a line is none of the text's: not at all, next to others, at the edge, wherever it stands.
TEXT, BESIDE, EDGE, SURE = range(4)
STEP = re.compile(r"^\W{0,3}\d{1,3}[.)]\s")
_QUOTES = frozenset('`“”«»„「」『』"')
# A key of the keyboard between quotation marks is no quoted word: Press "Enter" to skip to the content.
_KEY_NAME = re.compile(r"[\"“”„«‘'「\[]\s?((?i:enter|return|tab|esc|escape|space|shift|ctrl))\s?[\"“”»’'」\]]")
# "Skip to content: Ir al contenido" explains one phrase by another.
EXPLAINS = re.compile(r"\S\s*=\s*\S|\w→\s*\w|\w[:：]\s*[^\W\d]|\S\s[–—-]\s\S|\S\t+\S")
JOINED = re.compile(r"(?<=[a-zà-ÿа-яё])(?=[A-ZÀ-ÞА-ЯЁ])|(?<=\bX)(?=[A-ZÀ-ÞА-ЯЁ][a-zà-ÿа-яё])")
_STOPS = tuple(f"{STOPS};،,")
# Numbers and signs before a line's first word.
_BEFORE = "#>*+•·–—-\"'“‘«([_| 0123456789.,:)$€"
# Counts behind pictures of what is counted: "👍 123 💬 12 👁 3.4K".
_TALLY = re.compile(r"(?:[\u2190-\u2bff\U0001f300-\U0001faff]\ufe0f?\s?\d[\d.,]*[kKmMКк万]?\s*){2,8}$")
SIGN = re.compile(r"^(?:[^\w\s]{1,3}|\W{0,2}\d[\d.,:/ -]{0,14}\W{0,2})$")


@lru_cache(maxsize=1024)
def level_of(text: str, codes: tuple[str, ...], always: tuple[Pattern, ...]) -> int:
    """How surely the words of a line are none of the text's."""
    if len(text) <= 120 and not _QUOTES.isdisjoint(text):
        text = _KEY_NAME.sub(r"\1", text)
    if (len(text) <= 20 or not text[0].isalnum()) and SIGN.match(text):
        return BESIDE
    if text[0] > "\u2190" and len(text) <= 60 and _TALLY.match(text):
        return EDGE
    if always and len(text) <= 120 and _is_always(text, always):
        return SURE
    if len(text) > 60 and "[" not in text and text.rstrip("\"'”’)]")[-1:] in _STOPS:
        return TEXT
    words = words_of(codes)
    opening = text.lstrip(_BEFORE) if text[0] in _BEFORE else text
    begins = opening[:1].isalpha() and not text[: -len(opening)][-1:].isdigit() and "](" not in text
    if begins and not words.may_open(opening):
        return TEXT
    said, counts = compared(text)
    if not said:
        return EDGE if TAG_LINK.search(text) else TEXT
    if not said.startswith(NETWORK) and said.split(" ", 1)[0] not in words.first and said[:2] not in words.dense:
        return TEXT
    level = _looked_up(said, words, counted=counts)
    if level < EDGE and JOINED.search(shown := unlinked(text)):
        level = max(level, _looked_up(compared(JOINED.sub(" ", shown))[0], words, counted=counts))
    if level < EDGE and 60 < len(text) <= 400 and said.count(" ") > 8:
        return SURE if _is_mostly(said.split(" "), words, counted=counts) else level
    if level < EDGE:
        return level
    explains = EXPLAINS.search(unlinked(text)) and said.count(NETWORK) < 2 and not _whole(said, words, counted=counts)
    return TEXT if STEP.match(text) or explains or not _QUOTES.isdisjoint(text) else level


_KINDS = {"share": EDGE, "nav": BESIDE, "ui": BESIDE, "legal": BESIDE, "tags": BESIDE, "ad": BESIDE}


def _known(said: str, words: Words, *, counted: bool) -> int:
    """The level of one phrase."""
    if said in words.sure:
        return SURE
    if said in words.edge or (counted and said in words.counted):
        return EDGE
    if said == NETWORK or said in words.fields:
        return BESIDE
    kind = _KINDS.get(line_words().get(said, ""), TEXT)
    return min(kind, BESIDE) if " " not in said and not DENSE.match(said) else kind


def _whole(said: str, words: Words, *, counted: bool) -> int:
    """The level of a line that is one phrase; in dense scripts its blanks count for nothing."""
    level = _known(said, words, counted=counted)
    if " " in said and DENSE.search(said[:2]):
        level = max(level, _known(said.replace(" ", ""), words, counted=counted))
    return level


def _looked_up(said: str, words: Words, *, counted: bool, most: int = 16) -> int:
    """The level of a line: of the phrase it is, or the highest of those it is made of, when nothing else is in it."""
    whole = _whole(said, words, counted=counted)
    tokens = said.split(" ")
    if whole > BESIDE:
        return whole
    if len(tokens) > most:
        return whole
    found = _pieces(tokens, words, counted=counted)
    if not found and DENSE.match(said):
        found = _pieces(list("".join(tokens)), words, counted=counted, glue="")
    if not found or len(found) < 2:
        return whole
    surest = max(found)
    networks = said.count(NETWORK)
    if surest < SURE:
        return EDGE if found.count(EDGE) >= 2 or networks >= 2 or (networks and EDGE in found) else BESIDE
    return surest


def _pieces(tokens: list[str], words: Words, *, counted: bool, glue: str = " ") -> list[int]:
    """The levels of the phrases that follow one another in a line, the longest first; none when a word is left."""
    found: list[int] = []
    at = 0
    longest = words.longest if glue else 60
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0 if glue else 1, -1):
            level = _known(glue.join(tokens[at : at + size]), words, counted=counted)
            if level:
                found.append(level)
                at += size
                break
        else:
            return []
    return found


def _is_mostly(
    tokens: list[str], words: Words, *, counted: bool, surest: int = 2, share: float = 0.6, gap: int = 4
) -> bool:
    """
    Say whether a long line is mostly phrases of the interface, `surest` of them such as no text has.

    The names of a site's own sections may stand between, `gap` words in a row and no more: "Skip to content Toggle
    navigation Harbour Jobs Print this page".
    """
    at = covered = sure = left = 0
    while at < len(tokens):
        for size in range(min(words.longest, len(tokens) - at), 0, -1):
            level = _known(" ".join(tokens[at : at + size]), words, counted=counted)
            if level:
                sure += level == SURE
                covered += size
                at += size
                left = 0
                break
        else:
            at, left = at + 1, left + 1
            if left > gap:
                return False
    return sure >= surest and covered >= share * len(tokens)


def _is_always(text: str, always: tuple[Pattern, ...]) -> bool:
    """Say whether a line has a shape that no text has anywhere: "You must log in to download this"."""
    return any(each.regex.search(bare(text)) for each in shapes(always).near(text.lower()))


def always_in(doc: Document, codes: tuple[str, ...]) -> tuple[Pattern, ...]:
    """Those of the shapes that no text has of which all pieces stand somewhere in this one."""
    low = lowered_once(doc.text)
    there = {word for *_, word in words_at("interface", doc)}
    return tuple(
        each
        for each in of_rule("interface.always", codes)
        if not each.needs or (not _straight(each.needs[0]).isdisjoint(there) and each.may_find_more(low))
    )


@cache
def _straight(pieces: frozenset[str]) -> frozenset[str]:
    """Some pieces with straight apostrophes."""
    return frozenset(piece.replace("’", "'") for piece in pieces)


def is_interface(text: str, language: str = "") -> bool:
    """
    Tell that a line at the head of a page is its interface's, and so neither a title nor a name.

    What no text has as a line of its own, or several phrases of menus and buttons; one phrase alone may be a title.

        >>> is_interface("Skip to main content", "en"), is_interface("Print", "en"), is_interface("Share Print", "en")
        (True, False, True)
    """
    if not 2 <= len(text) <= 80:
        return False
    codes = _own_and_english(language)
    level = level_of(text, codes, ())
    return level >= SURE or (level == EDGE and _whole(compared(text)[0], words_of(codes), counted=False) == TEXT)


@cache
def _own_and_english(language: str) -> tuple[str, ...]:
    """A language and English, or all where nothing is known of its interfaces."""
    there = languages("interface")
    return tuple(code for code in there if code in (language, "en")) if language in there else there
