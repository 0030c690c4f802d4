"""The words of a transcript and the forms under which a name may be said, told apart by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from cleaners import expressions as re
from cleaners.lexicon import Entry
from cleaners.resources import among, languages, one_of, table
from cleaners.sounds import spelled
from cleaners.vocabulary import commonness

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


_PARTS = re.compile(r"[\s,\-]+")


_OWN = re.compile(r"['’]s?$")


@cache
def _elision() -> re.Pattern[str]:
    """What stands before a word with an apostrophe, and is no part of it: "l’Aval"."""
    return re.compile(rf"(?:{one_of('affixes', 'elided')})['’](?=[^\W_])", re.IGNORECASE)


class Token(NamedTuple):
    """A word for comparing: "l’Aval" is Aval, "Culp’s" is Culp; `gap` is what stands before it."""

    start: int
    end: int
    low: str
    gap: str
    first: bool
    capital: bool


class Form(NamedTuple):
    """One way a name is said: whole, the last name alone, the first name alone."""

    text: str
    words: tuple[str, ...]
    part: str
    entry: Entry
    key: int


def tokens(text: str, language: str = "") -> list[Token]:
    """
    Words of a text as names are compared: elisions and possessives off, hyphens split.

        >>> [token.low for token in tokens("L’Aval d’Asie-Pacifique, Culp’s.", "fr")]
        ['aval', 'asie', 'pacifique', 'culp']
    """
    found: list[Token] = []
    at = 0
    for hit in _WORD.finditer(text):
        start, end = hit.span()
        elided = _elision().match(text, start, end) if language != "en" else None
        if elided and elided.end() < end:
            start = elided.end()
        owned = _OWN.search(text, start, end)
        if owned and owned.start() > start:
            end = owned.start()
        gap = text[at : hit.start()]
        first = not found or any(c in '.?!:;\n“«"' for c in gap)
        found.append(Token(start, end, spelled(text[start:end]), gap, first, text[start].isupper()))
        at = hit.end()
    return found


@lru_cache(maxsize=4096)
def forms(entry: Entry, language: str = "", *, common: float = 4.7, thing: float = 3.3) -> tuple[Form, ...]:
    """
    The ways a name is said, the whole one first.

    A name of the lexicon made of `common` words ("Le Temps") has none, nor one known word that a document's list
    has for a `thing` ("Restructuring"): what everybody knows is heard right.

        >>> [form.text for form in forms(Entry("Kim van Delval", "person"))]
        ['Kim van Delval', 'van Delval', 'Delval']
    """
    if entry.languages and language not in entry.languages:
        return ()
    return tuple(
        form
        for form in _ways(entry)
        if not (entry.origin == "lexicon" and rarest(form.text, language) >= common)
        and not (entry.origin == "document" and form.part == "full" and _plain_thing(entry, form.text, language, thing))
    )


@lru_cache(maxsize=16384)
def _ways(entry: Entry) -> tuple[Form, ...]:
    """The ways a name is said in whatever language."""
    found: dict[str, str] = {}
    for name in (entry.name, *entry.aliases):
        parts = [part for part in _PARTS.split(name) if spelled(part)]
        if not parts:
            continue
        found.setdefault(name, "full")
        if entry.kind == "person" and len(parts) > 1:
            lead = next(
                (n for n, part in enumerate(parts) if n and part.casefold() in among("affixes", "surname")),
                len(parts) - 1,
            )
            found.setdefault(" ".join(parts[lead:]), "last")
            found.setdefault(parts[-1], "last")
            if entry.origin == "document":  # a first name alone is nobody in particular, unless he is in the room
                found.setdefault(parts[0], "first")
    return tuple(
        Form(entry.name if spelled(text) == spelled(entry.name) else text, name_words(text), part, entry, 0)
        for text, part in found.items()
        if len(spelled(text)) > 2
    )


def _plain_thing(entry: Entry, text: str, language: str, known: float) -> bool:
    return entry.kind != "person" and " " not in text and text[1:].islower() and rarest(text, language) >= known


def name_words(name: str) -> tuple[str, ...]:
    """Give the words of a name as they are compared, hyphens and commas left out."""
    return tuple(word for word in map(spelled, _PARTS.split(name)) if word)


def distinct_forms(entries: Iterable[Entry], language: str) -> list[Form]:
    """Every form once, the first entry that has it keeps it; numbered."""
    found: dict[tuple[str, ...], Form] = {}
    for entry in entries:
        for form in forms(entry, language):
            found.setdefault(form.words, form)
    return [form._replace(key=key) for key, form in enumerate(found.values())]


@cache
def native_letters(language: str) -> frozenset[str] | None:
    """Letters of a language beyond a to z; None when they are not known."""
    if language not in languages("speech"):
        return None
    letters = table("speech", language).get("letters")
    return None if letters is None else frozenset(letters + "’")


class Cues(NamedTuple):
    """Words around a name, see [cues] and [roles] in the speech data; `lasts` are the last words of those before."""

    before: frozenset[str]
    after: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    roles: Mapping[str, frozenset[str]]
    frames: frozenset[str]
    lasts: frozenset[str]


@cache
def cues(language: str) -> Cues:
    """The cues of a language; empty for one that has none yet."""
    data: dict[str, Any] = table("speech", language) if language in languages("speech") else {}
    told: dict[str, list[str]] = data.get("cues", {})
    flat = {kind: frozenset(_flat(each) for each in phrases) for kind, phrases in told.items()}
    roles = {role: frozenset(_flat(each) for each in phrases) for role, phrases in data.get("roles", {}).items()}
    after = flat.pop("after", frozenset())
    frames = flat.pop("frames", frozenset())
    before = frozenset().union(*flat.values())
    return Cues(before, after, flat, roles, frames, frozenset(each.split(" ")[-1] for each in before))


def _flat(phrase: str) -> str:
    return " ".join(token.low for token in tokens(phrase, "fr"))


@cache
def country_words(language: str, country: str) -> frozenset[str]:
    """The country's name in a language, to find beside a place: "Thaïlande" for TH."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only transcripts pay for the import

    try:
        name = Locale.parse(language).territories.get(country, "")
    except (UnknownLocaleError, ValueError):
        name = ""
    return frozenset({_flat(name)} - {""})


@lru_cache(maxsize=16384)
def rarest(name: str, language: str) -> float:
    """How common the rarest word of a name is in a language."""
    return min(commonness(word, language) for word in _PARTS.split(name) if word)


def likeness(one: Sequence[str], other: Sequence[str], least: float) -> Any:
    """Give how alike each of the one is to each of the other in letters, from 0 to 1; what stays below `least` is 0."""
    return cdist(one, other, scorer=Levenshtein.normalized_similarity, score_cutoff=max(0.3, least))
