"""
What speaks for it that some words of a transcript are a misheard name: evidence, weighed into one probability.

Evidence is of three kinds: how alike the two are, in sound and in letters; what stands around (a title that
announces a name, the rest of the name, the name elsewhere in the document); and what speaks against (a common
word, a small letter, another name as near). The weights are learned by bench/train_names.py.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log1p
from typing import Any, NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein, Prefix
from rapidfuzz.process import cdist

from cleaners.lexicon import Entry
from cleaners.resources import languages, table
from cleaners.sounds import alike, ear, nearness, outline, readings, spelled, spelled_alike
from cleaners.vocabulary import commonness

Weigh = Callable[[Mapping[str, float]], float]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|all|un)['’](?=[^\W_])", re.IGNORECASE)
_OWN = re.compile(r"['’]s?$")
_PARTICLES = frozenset(["de", "du", "des", "da", "di", "del", "della", "der", "den", "von", "van", "le", "la", "al",
                        "el", "bin", "ben", "ten", "ter", "zu"])  # fmt: skip


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


class Candidate(NamedTuple):
    """Some words of the text and the name they may be, with the evidence."""

    start: int
    end: int
    new: str
    rule: str
    why: str
    probability: float
    form: Form
    first: int
    last: int
    evidence: Mapping[str, float]


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
        elided = _ELISION.match(text, start, end) if language != "en" else None
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


@lru_cache(maxsize=32768)
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
    found: dict[str, str] = {}
    for name in (entry.name, *entry.aliases):
        parts = [part for part in re.split(r"[\s,\-]+", name) if spelled(part)]
        if not parts:
            continue
        found.setdefault(name, "full")
        if entry.kind == "person" and len(parts) > 1:
            lead = next((n for n, part in enumerate(parts) if n and part.casefold() in _PARTICLES), len(parts) - 1)
            found.setdefault(" ".join(parts[lead:]), "last")
            found.setdefault(parts[-1], "last")
            if entry.origin == "document":  # a first name alone is nobody in particular, unless he is in the room
                found.setdefault(parts[0], "first")
    return tuple(
        Form(entry.name if spelled(text) == spelled(entry.name) else text, _split(text), part, entry, 0)
        for text, part in found.items()
        if len(spelled(text)) > 2
        and not (entry.origin == "lexicon" and rarest(text, language) >= common)
        and not (entry.origin == "document" and part == "full" and _plain_thing(entry, text, language, thing))
    )


def _plain_thing(entry: Entry, text: str, language: str, known: float) -> bool:
    return entry.kind != "person" and " " not in text and text[1:].islower() and rarest(text, language) >= known


def _split(name: str) -> tuple[str, ...]:
    return tuple(word for word in map(spelled, re.split(r"[\s,\-]+", name)) if word)


class Place(NamedTuple):
    """Some words in a row, first to last (not included)."""

    first: int
    last: int


class Page:
    """A text taken apart once: its words, how often each stands there, and which names are spelled right in it."""

    def __init__(self, text: str, language: str, entries: Iterable[Entry]) -> None:
        self.text = text
        self.language = language
        self.tokens = tokens(text, language)
        self.low = [token.low for token in self.tokens]
        self.counts = Counter(self.low)
        self.capitals = Counter(token.low for token in self.tokens if token.capital and not token.first)
        inside = sum(not token.first for token in self.tokens)
        self.shouting = sum(self.capitals.values()) / max(1, inside)
        self.entries = tuple(dict.fromkeys(entries))
        self.forms = _distinct(self.entries, language)
        self.exact: Counter[str] = Counter()
        self.runs: Counter[str] = Counter()
        self.spoken_at: dict[str, list[int]] = {}
        self.covered = bytearray(len(self.tokens))
        self._find_exact()
        self.common = [commonness(text[token.start : token.end], language) for token in self.tokens]
        codes = {entry.country for entry in self.entries if entry.country}
        self.countries = frozenset().union(*(country_words(language, code) for code in codes)).intersection(self.low)
        text_of_words = f" {' '.join(self.low)} "
        offices = frozenset().union(*cues(language).roles.values())
        self.offices = frozenset(each for each in offices if f" {each} " in text_of_words)
        self.people = {entry.name for entry in self.entries if entry.kind == "person" and entry.origin == "document"}
        self.called: dict[str, set[str]] = {}
        for name in sorted(self.people):
            for word in _split(name):
                self.called.setdefault(word, set()).add(name)

    def _find_exact(self) -> None:
        """Count the names that are spelled right, and mark the words they cover."""
        by_head: dict[str, list[Form]] = {}
        for form in self.forms:
            by_head.setdefault(form.words[0], []).append(form)
        own = ["".join(form.words) for form in self.forms if form.entry.origin == "document"]
        for at, low in enumerate(self.low):
            for form in by_head.get(low, ()):
                end = at + len(form.words)
                if tuple(self.low[at:end]) == form.words:
                    self.exact[form.text] += 1
                    self.spoken_at.setdefault(form.entry.name, []).append(at)
                    if not _doubtful(form, own):
                        self.covered[at:end] = b"\1" * len(form.words)

    def spans(self, *, longest: int = 4, rare: float = 4.2) -> Iterator[Place]:
        """Runs of words that could be a misheard name: one is rare or has a capital, or a cue stands before."""
        cue = cues(self.language)
        for first, token in enumerate(self.tokens):
            cued = any(each in cue.before for each in self.before(first, 3))
            promising = False
            for last in range(first + 1, min(first + longest, len(self.tokens)) + 1):
                newest = self.tokens[last - 1]
                if last - first > 1 and newest.gap not in _JOINTS:
                    break
                if newest.low.isdigit() or not self.native(newest):
                    break
                promising = promising or cued or self.common[last - 1] < rare or (newest.capital and not newest.first)
                promising = promising or (token.first and token.capital and self.common[first] < 5.5)
                if self.compound(first, last):
                    continue
                if promising and not all(self.covered[first:last]) and not self.plain(first, last):
                    yield Place(first, last)

    def joined(self, *, near: float = 0.75, shortest: int = 6) -> Iterator[Place]:
        """
        Two everyday words that together are nearly one name which the document brings: "text run" is Textron.

        Near is the mean of letters and outline of sounds; shorter names than `shortest` are near too much.
        """
        own = [form for form in self.forms if len(form.words) == 1 and form.entry.origin in {"document", "user"}]
        own = [form for form in own if len(form.words[0]) >= shortest]
        twos: dict[str, list[int]] = {}
        for at, (one, other) in enumerate(pairwise(self.tokens)):
            free = other.gap == " " and not (self.covered[at] or self.covered[at + 1])
            if free and min(self.common[at : at + 2]) > 0 and not (one.low + other.low).isdigit():
                twos.setdefault(f"{one.low} {other.low}", []).append(at)
        if not own or not twos:
            return
        keys = list(twos)
        hear = ear(self.language)
        by_sound = _matrix([outline("".join(map(hear, key.split()))) for key in keys],
                           [outline(readings(form.words[0])[0]) for form in own], 2 * near - 1)  # fmt: skip
        letters = _matrix([key.replace(" ", "") for key in keys], [form.words[0] for form in own], 2 * near - 1)
        for row in ((by_sound + letters).max(axis=1) >= 2 * near).nonzero()[0]:
            for at in twos[keys[int(row)]]:
                yield Place(at, at + 2)

    def compound(self, first: int, last: int) -> bool:
        """Say whether a hyphen ties these words to the next ones: "Casino-Lacroix" is one name."""
        return self.tokens[first].gap == "-" or (last < len(self.tokens) and self.tokens[last].gap == "-")

    def native(self, token: Token) -> bool:
        """Say whether a word has only letters of the language: a recogniser writes no "Hà Nội" in French."""
        letters = native_letters(self.language)
        word = self.text[token.start : token.end].casefold()
        return letters is None or word.isascii() or all(c.isascii() or c in letters for c in word)

    def plain(self, first: int, last: int, *, known: float = 3.0, cased: float = 0.02) -> bool:
        """Say whether one known word in small letters stands here, in a text that has capitals: no name."""
        token = self.tokens[first]
        return (
            last - first == 1
            and not token.capital
            and self.common[first] >= known
            and self.language != "en"
            and self.shouting > cased
        )

    def told(self, place: Place, *, reach: int = 5) -> bool:
        """Say whether an office, a word for a kind of name or a country stands beside a place."""
        cue = cues(self.language)
        if any(each in cue.before for each in self.before(place.first, 3)):
            return True
        beside = self.low[max(0, place.first - reach) : place.first]
        if not self.countries.isdisjoint((*beside, *self.low[place.last : place.last + reach])):
            return True
        joined = f" {' '.join(beside)} "
        return any(f" {each} " in joined for each in self.offices)

    def ends(self, at: int) -> bool:
        """Say whether a sentence ends before this word, or the text does."""
        return at >= len(self.tokens) or self.tokens[at].first

    def before(self, at: int, reach: int) -> Iterator[str]:
        """The last one, two, three words before a place, as phrases."""
        for size in range(1, reach + 1):
            if at >= size:
                yield " ".join(self.low[at - size : at])

    def after(self, at: int, reach: int) -> Iterator[str]:
        """The first one, two, three words after a place, as phrases."""
        for size in range(1, reach + 1):
            yield " ".join(self.low[at : at + size])


def _doubtful(form: Form, own: Sequence[str], *, near: float = 0.8) -> bool:
    """Say whether a last name of the lexicon is nearly one that the document brings: Jeffries beside Jefferies."""
    return (
        form.entry.origin == "lexicon"
        and form.part == "last"
        and len(form.words) == 1
        and any(Levenshtein.normalized_similarity(form.words[0], each) >= near for each in own)
    )


_JOINTS = frozenset((" ", "-", "\u00a0", "\u2011", "\n", "’", "'", ""))


def _distinct(entries: Iterable[Entry], language: str) -> list[Form]:
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
    """Words around a name; see [cues] and [roles] in the speech data."""

    before: frozenset[str]
    after: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    roles: Mapping[str, frozenset[str]]
    frames: frozenset[str] = frozenset()


@cache
def cues(language: str) -> Cues:
    """The cues of a language; empty for one that has none yet."""
    data: dict[str, Any] = table("speech", language) if language in languages("speech") else {}
    told: dict[str, list[str]] = data.get("cues", {})
    flat = {kind: frozenset(_flat(each) for each in phrases) for kind, phrases in told.items()}
    roles = {role: frozenset(_flat(each) for each in phrases) for role, phrases in data.get("roles", {}).items()}
    after = flat.pop("after", frozenset())
    frames = flat.pop("frames", frozenset())
    return Cues(frozenset().union(*flat.values()) if flat else frozenset(), after, flat, roles, frames)


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


def candidates(text: str, language: str, entries: Iterable[Entry], weigh: Weigh | None = None) -> list[Candidate]:
    """All misheard names that are thinkable, each with its evidence and probability (by `weigh`, else the model)."""
    page = Page(text, language, entries)
    pairs = admitted(page)
    weigh = weigh or model()
    proofs = weighed(page, pairs)
    return [_candidate(page, pair, proof, weigh(proof)) for pair, proof in zip(pairs, proofs, strict=True)]


def weighed(page: Page, pairs: Sequence[Pair]) -> list[dict[str, float]]:
    """Evidence for each pair: what the model sees, in use and when it is trained."""
    page.runs = Counter(" ".join(page.low[first:last]) for first, last in dict.fromkeys(pair.place for pair in pairs))
    rivals = _rivals(pairs)
    support = _support(page, pairs)
    return [evidence(page, pair, rivals, support) for pair in pairs]


class Pair(NamedTuple):
    """A place in the text and a form that sounds like it."""

    place: Place
    form: Form
    sound: float
    letters: float


class Heard(NamedTuple):
    """Runs of words that may be a name, each once: where they stand, and how they sound."""

    keys: list[str]
    said: list[str]
    places: dict[str, list[Place]]

    def rows(self, chosen: Sequence[int] | None = None) -> tuple[list[str], list[str]]:
        """Give keys and sounds, of the chosen rows or of all."""
        if chosen is None:
            return self.keys, self.said
        return [self.keys[row] for row in chosen], [self.said[row] for row in chosen]

    def told(self, page: Page) -> Heard:
        """Those that some words around announce."""
        places = {key: [place for place in each if page.told(place)] for key, each in self.places.items()}
        rows = [row for row, key in enumerate(self.keys) if places[key]]
        return Heard(*self.rows(rows), places)


def _heard(page: Page) -> Heard:
    places: dict[str, list[Place]] = {}
    for place in dict.fromkeys((*page.spans(), *page.joined())):
        places.setdefault(" ".join(page.low[place.first : place.last]), []).append(place)
    hear = ear(page.language)
    return Heard(list(places), ["".join(hear(word) for word in key.split()) for key in places], places)


def _pairs(
    page: Page,
    heard: Heard,
    present: Sequence[Form],
    absent: Sequence[Form],
    *,
    least: float = 0.5,
    distant: float = 0.7,
) -> Iterator[Pair]:
    """
    Places and the forms that are near enough to be looked at.

    A name that the document brings or speaks of is looked for from `least` on; one that is only in the
    lexicon, or in documents beside it, from `distant` on, and only where the first sound is of the same class.
    """
    found = [(row, form, least) for row, form in _near(*heard.rows(), present, least)]
    for rows, block in _blocks(heard.said, absent):
        found += [(rows[row], form, distant) for row, form in _near(*heard.rows(rows), block, distant)]
    for row, form, enough in found:
        key = heard.keys[row]
        if "".join(form.words) in key.replace(" ", "") and (len(form.words) > 1 or f" {form.words[0]} " in f" {key} "):
            continue  # the name is there, spelled right, with a word beside it
        if f" {key} " in f" {' '.join(form.words)} ":
            continue  # a part of the name, spelled right: not everyone is called in full
        if _framed_in(page, key.split(), form):
            continue  # a word that stands beside names: "with", "please"
        letters = Levenshtein.normalized_similarity(key.replace(" ", ""), "".join(form.words))
        sound = sounding(heard.said[row], form, 2 * enough - letters)
        blend = (sound + letters) / 2
        if blend < enough or _known(page, heard.places[key][0], form, blend):
            continue
        if not _two_words(page, key.split(), form, sound, blend):
            for place in heard.places[key]:
                yield Pair(place, form, sound, letters)


def _framed_in(page: Page, heard: Sequence[str], form: Form) -> bool:
    """Say whether words that stand before and after names are among these, and are none of the name."""
    frames = cues(page.language).frames
    return len(heard) > 1 and any(word in frames and word not in form.words for word in heard)


def _two_words(page: Page, heard: Sequence[str], form: Form, sound: float, blend: float) -> bool:
    """Say whether what was heard and the name are two things, however alike: see the five reasons."""
    return (
        _inflected(page, heard, form, sound)
        or _too_short(page, heard, form)
        or _by_another_name(page, heard, form)
        or _too_long(page, heard, form, blend)
        or _everyday(page, heard, form)
    )


def _everyday(page: Page, heard: Sequence[str], form: Form, *, known: float = 3.0) -> bool:
    """
    Say whether known words in small letters are all that differs from a thing: "metrics" is not Metrix.

    Two of them may be one name heard in pieces, "next star"; what stands for "&" is no difference.
    """
    if form.entry.kind == "person" or len(heard) > len(form.words) == 1:
        return False
    odd = [word for word in heard if word not in form.words and word not in {"and", "et", "und", "y", "e"}]
    return all(commonness(word, page.language) >= known and 3 * page.capitals[word] < page.counts[word] for word in odd)


def _inflected(
    page: Page,
    heard: Sequence[str],
    form: Form,
    sound: float,
    *,
    known: float = 2.0,
    ending: int = 3,
    same: float = 0.985,
) -> bool:
    """Say whether a known word differs from a thing in its ending alone: consumable, franc, prorata."""
    one, other = "".join(heard), "".join(form.words)
    short, long = sorted((one, other), key=len)
    if short + "s" == long and not short.endswith("s"):
        return True
    shared = Prefix.similarity(one, other)
    return (
        form.entry.kind != "person"
        and sound < same
        and shared >= 4
        and max(len(one), len(other)) - shared <= ending
        and min(commonness(word, page.language) for word in heard) >= known
    )


def _too_short(page: Page, heard: Sequence[str], form: Form, *, common: float = 3.5, letters: float = 0.7) -> bool:
    """
    Say whether a short name is too far from what was heard to be told: "mic" and Mig, "guys" and GE’s.

    Letters that are said one by one (DSOs, RWA) sound like nothing else.
    """
    name = "".join(form.words)
    if form.entry.origin == "lexicon" and form.entry.kind != "person" and len(name) < 6 and not form.text.isupper():
        return "".join(heard) != name
    if len(name) > 4:
        return False
    capitals = sum(c.isupper() for c in form.text) > 1
    if not capitals and (len(heard) > 1 or page.capitals[heard[0]] or commonness(heard[0], page.language) < common):
        return False
    exactly = alike("".join(heard), name, page.language) > 0.985
    return not exactly and Levenshtein.normalized_similarity("".join(heard), name) < (letters if capitals else 1.0)


def _by_another_name(page: Page, heard: Sequence[str], form: Form, *, common: float = 3.4, same: float = 0.93) -> bool:
    """
    Say whether a first name is one of its own: Larry for Lawrence, Steve for Steven, Dave beside Steve.

    One that sounds the same may be misspelt: Karolina for Carolina. A short form is one in a whole name, too, so
    that "Steve Rash" is looked at as Rash alone; for other names the last name must be right.
    """
    if form.entry.kind != "person" or len(heard) != len(form.words):
        return False
    one, other = heard[0], form.words[0]
    if one == other or (len(heard) == 1 and form.part != "first"):
        return False
    short, long = sorted((one, other), key=len)
    named = len(heard) > 1 or page.shouting < 0.02 or page.capitals[one] * 2 > page.counts[one]
    if named and long.startswith(short) and len(short) > 2:
        return True
    known = commonness(one, page.language) >= common and alike(one, other, page.language) < same
    return named and known and list(heard[1:]) == list(form.words[1:])


def _too_long(page: Page, heard: Sequence[str], form: Form, blend: float, *, better: float = 0.02) -> bool:
    """Say whether the name is as near without the first or last word that was heard: "our consumable"."""
    if len(heard) < 2:
        return False
    name = "".join(form.words)
    for rest in (heard[1:], heard[:-1]):
        said = "".join(map(ear(page.language), rest))
        near = Levenshtein.normalized_similarity("".join(rest), name) + sounding(said, form, 0.0)
        if near / 2 >= blend - better:
            return True
    return False


def _blocks(said: Sequence[str], found: Sequence[Form]) -> Iterator[tuple[list[int], list[Form]]]:
    """Words and forms that begin alike: their rows and the forms, class by class of first sound."""
    by_sound: dict[str, list[Form]] = {}
    for form in found:
        for head in sorted({outline(way)[:1] for way in _said(form.words)}):
            by_sound.setdefault(head, []).append(form)
    rows: dict[str, list[int]] = {}
    for row, sounds in enumerate(said):
        rows.setdefault(outline(sounds)[:1], []).append(row)
    for head, block in by_sound.items():
        if head in rows:
            yield rows[head], block


def _known(page: Page, place: Place, form: Form, blend: float, *, near: float = 0.85, known: float = 2.8) -> bool:
    """
    Say whether a word is too well known for this form: "Japonais" is not Japon, "chaînes" is not Chine.

    People's names are common words often enough ("Baissant", "Bowling"), so they are left to the evidence.
    """
    if form.entry.name.isupper() and len(form.entry.name) <= 6:
        return _other_acronym("".join(page.low[place.first : place.last]), "".join(form.words))
    if form.entry.kind == "person" or blend >= near or len(form.words) > 1:
        return False
    if place.last - place.first > 1:
        return min(page.common[place.first : place.last]) >= known
    return page.common[place.first] >= known or rarest(form.text, page.language) >= known + 1


def _other_acronym(heard: str, known: str, *, shortest: int = 4) -> bool:
    """Say whether two acronyms are two: as long as each other (IPF, YPF) or too short to tell. CPTP lost a letter."""
    return len(heard) < shortest or len(heard) == len(known)


@lru_cache(maxsize=16384)
def rarest(name: str, language: str) -> float:
    """How common the rarest word of a name is in a language."""
    return min(commonness(word, language) for word in re.split(r"[\s,\-]+", name) if word)


def sounding(said: str, form: Form, least: float) -> float:
    """How alike the sounds of the words and of a form are, by the best reading of the form; 0 when under `least`."""
    traced = outline(said)
    near = (
        nearness(said, reading)
        for reading in _said(form.words)
        if Levenshtein.normalized_similarity(traced, outline(reading)) >= least
    )
    return max(near, default=0.0)


@lru_cache(maxsize=65536)
def _said(form_words: tuple[str, ...]) -> tuple[str, ...]:
    each = [readings(word) for word in form_words]
    many = max(len(ways) for ways in each)
    return tuple(dict.fromkeys("".join(ways[min(n, len(ways) - 1)] for ways in each) for n in range(many)))


def _near(keys: Sequence[str], said: Sequence[str], found: Sequence[Form], least: float) -> Iterator[tuple[int, Form]]:
    """Pairs of row and form whose outline and letters together are near enough."""
    import numpy as np  # noqa: PLC0415 - only transcripts pay for the import

    if not keys or not found:
        return
    heard = [outline(sounds) for sounds in said]
    ways = [[outline(way) for way in _said(form.words)] for form in found]
    nearest = _matrix([key.replace(" ", "") for key in keys], ["".join(form.words) for form in found], 2 * least - 1)
    by_sound = _matrix(heard, [each[0] for each in ways], 2 * least - 1)
    for number in range(1, max(map(len, ways))):
        more = _matrix(heard, [each[min(number, len(each) - 1)] for each in ways], 2 * least - 1)
        np.maximum(by_sound, more, out=by_sound)
    for row, column in zip(*np.nonzero(nearest + by_sound >= 2 * least), strict=True):
        yield int(row), found[int(column)]


def _matrix(one: Sequence[str], other: Sequence[str], least: float) -> Any:
    return cdist(one, other, scorer=Levenshtein.normalized_similarity, score_cutoff=max(0.3, least))


def admitted(page: Page) -> list[Pair]:
    """
    Pairs that may be weighed.

    A name of the lexicon that the document neither brings nor spells right anywhere may only be meant where
    the words around announce it (an office, "the city of", its country), or where the same name was so
    announced elsewhere. Two people may share a first name, and half the world's surnames sound alike.
    """
    heard = _heard(page)
    brought = {"document", "user"}
    present = [form for form in page.forms if form.entry.origin in brought or page.exact[form.entry.name]]
    absent = [form for form in page.forms if not (form.entry.origin in brought or page.exact[form.entry.name])]
    taught = [form for form in absent if form.entry.origin != "lexicon"]
    whole = [form for form in absent if form.entry.origin == "lexicon" and form.part == "full"]
    pairs = [*_pairs(page, heard, present, taught)]
    told = [pair for pair in _pairs(page, heard.told(page), (), whole) if _announced(page, pair)]
    people = {pair.form.entry.name for pair in told if pair.form.entry.kind == "person" and " " in pair.form.entry.name}
    again = [form for form in absent if form.entry.name in people]
    pairs = list(dict.fromkeys((*pairs, *told, *_pairs(page, heard, (), again))))
    return [
        pair
        for pair in pairs
        if not _of_a_firm(page, pair)
        and (pair.form.entry.origin == "document" or (_word_by_word(page, pair) and not _only_spoken_of(page, pair)))
    ]


def _of_a_firm(page: Page, pair: Pair, *, longest: int = 3) -> bool:
    """Say whether somebody was just introduced, so that a firm stands here: "the line of Neil Dingman with Karvel"."""
    first = pair.place.first
    cue = cues(page.language)
    if pair.form.entry.kind != "person" or first < 3 or page.low[first - 1] not in cue.after & cue.frames:
        return False
    return any(
        each in cue.kinds.get("introduces", ())
        for size in range(1, longest + 1)
        for each in page.before(first - 1 - size, 3)
    )


def _only_spoken_of(page: Page, pair: Pair, *, sound: float = 0.86, letters: float = 0.8) -> bool:
    """
    Say whether a name of the lexicon only stands elsewhere in the text, and what was heard is not clearly it.

    Nothing around announces it here. A person must sound nearly the same; a thing must be nearly spelled so, because
    there are more towns and firms than any list holds: Bentham is not Banten, though both may be spoken of.
    """
    (first, last), form, heard, spelt = pair
    if form.entry.origin != "lexicon" or len(form.words) > 1 or any(around(page, first, last, form.entry)):
        return False
    return heard < sound if form.entry.kind == "person" else spelt < letters


def _word_by_word(page: Page, pair: Pair, *, least: float = 0.65) -> bool:
    """Say whether each word is near its own, where there are as many: "Uthai Thani" is not Pathum Thani."""
    heard = page.low[pair.place.first : pair.place.last]
    return len(heard) != len(pair.form.words) or all(
        one == other or len(heard) == 1 or _near_enough(page, one, other, least)
        for one, other in zip(heard, pair.form.words, strict=True)
    )


def _present(page: Page, entry: Entry) -> bool:
    return entry.origin != "lexicon" or page.exact[entry.name] > 0


def _announced(page: Page, pair: Pair, *, known: float = 2.0, near: float = 0.85, bare: float = 1.0) -> bool:
    """Say whether the words around announce a name of the lexicon, and what was heard is no well-known word."""
    (first, last), form, sound, letters = pair
    told = around(page, first, last, form.entry)
    if form.part != "full" or not (told.role or told.kind or told.country):
        return False
    odd = max((page.common[n] for n in range(first, last) if page.low[n] not in form.words), default=9.0)
    if form.entry.kind in {"place", "company"} and len(form.words) == 1:
        return odd < bare  # there are more towns and firms than any list holds
    return (sound + letters) / 2 >= near or odd < known


class Around(NamedTuple):
    """What the words around a place tell of an entry."""

    role: bool
    kind: bool
    country: bool


def around(page: Page, first: int, last: int, entry: Entry, *, reach: int = 5) -> Around:
    """Whether the office, a word for its kind, or the country of an entry stands beside a place."""
    cue = cues(page.language)
    roles = frozenset().union(*(cue.roles.get(role, frozenset()) for role in entry.roles))
    joined = " " + " ".join(page.low[max(0, first - reach) : first]) + " "
    beside = set(page.low[max(0, first - reach + 1) : first] + page.low[last : last + reach - 1])
    return Around(
        any(f" {each} " in joined for each in roles),
        any(each in cue.kinds.get(entry.kind, ()) for each in page.before(first, 3)),
        bool(entry.country) and not beside.isdisjoint(country_words(page.language, entry.country)),
    )


class Support(NamedTuple):
    """What several words heard together tell about one alone: names that must be meant, and how a word was heard."""

    names: Counter[str]
    heard: Counter[tuple[str, str]]
    at: Mapping[str, Sequence[int]]
    cued: Mapping[str, float]


def _support(page: Page, pairs: Sequence[Pair], *, near: float = 0.85, beside: float = 0.65) -> Support:
    """
    Names of which two words or more were heard nearly right: "Scott Bessan" tells of Bessent, and of Bessan.

    All the words near, or one the same and the other somewhat near.
    """
    names: Counter[str] = Counter()
    heard: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, Place]] = set()
    at = {name: list(places) for name, places in page.spoken_at.items()}
    for place, form, sound, letters in pairs:
        said = page.low[place.first : place.last]
        if len(form.words) < 2 or len(said) != len(form.words) or (form.entry.name, place) in seen:
            continue
        odd = [(one, other) for one, other in zip(said, form.words, strict=True) if one != other]
        if not (_present(page, form.entry) or _announced(page, Pair(place, form, sound, letters))):
            continue
        together = len(odd) < len(said) and all(_near_enough(page, one, other, beside) for one, other in odd)
        if together or (sound + letters) / 2 >= near:
            seen.add((form.entry.name, place))
            names[form.entry.name] += 1
            at.setdefault(form.entry.name, []).append(place.first)
            for one, other in odd:
                heard[one, other] += 1
    return Support(names, heard, at, _cued(page, pairs))


def _cued(page: Page, pairs: Sequence[Pair]) -> dict[str, float]:
    """For each heard run of words the share of its places that a cue for a name stands before or after."""
    cue = cues(page.language)
    told: dict[str, list[bool]] = {}
    for first, last in dict.fromkeys(pair.place for pair in pairs):
        around = any(each in cue.before for each in page.before(first, 3)) or any(
            each in cue.after for each in page.after(last, 3)
        )
        told.setdefault(" ".join(page.low[first:last]), []).append(around)
    return {heard: sum(places) / len(places) for heard, places in told.items()}


def _near_enough(page: Page, heard: str, word: str, least: float) -> bool:
    return (spelled_alike(heard, word) + alike(heard, word, page.language)) / 2 >= least


def _rivals(pairs: Sequence[Pair]) -> dict[Place, list[tuple[float, str]]]:
    """For each place the two best names and how near they are."""
    best: dict[Place, dict[str, float]] = {}
    for pair in pairs:
        row = best.setdefault(pair.place, {})
        name = pair.form.entry.name
        row[name] = max(row.get(name, 0.0), (pair.sound + pair.letters) / 2)
    return {
        place: sorted(((near, name) for name, near in row.items()), reverse=True)[:2] for place, row in best.items()
    }


def evidence(
    page: Page, pair: Pair, rivals: Mapping[Place, Sequence[tuple[float, str]]], support: Support
) -> dict[str, float]:
    """What there is to weigh for one pair, as numbers by name; the model gives each its weight."""
    (first, last), form, sound, letters = pair
    entry = form.entry
    heard = page.low[first:last]
    shared = sum(word in form.words for word in heard)
    odd = [page.common[n] for n in range(first, last) if page.low[n] not in form.words] or [0.0]
    blend = (sound + letters) / 2
    other = max((near for near, name in rivals[pair.place] if name != entry.name), default=0.0)
    cue = cues(page.language)
    before = list(page.before(first, 3))
    told = around(page, first, last, entry)
    same = len(heard) == len(form.words)
    capital = sum(page.tokens[n].capital for n in range(first, last)) / (last - first)
    beside = set(page.low[max(0, first - 4) : first] + page.low[last : last + 4])
    rest = [spelled(word) for word in entry.name.split()]
    return {
        "sound": sound,
        "letters": letters,
        "blend": blend,
        "exactly": float(sound > 0.985),
        "start": JaroWinkler.normalized_similarity("".join(heard), "".join(form.words)),
        "head": float(heard[0][:1] == form.words[0][:1]),
        "tail": float(heard[-1][-1:] == form.words[-1][-1:]),
        "shared": float(shared),
        "worst": min(map(spelled_alike, heard, form.words)) if same else letters,
        "length": float(min(14, sum(map(len, form.words)))),
        "size": float(len(form.words)),
        "split": float(len(heard) - len(form.words)),
        "own": float(entry.origin == "document"),
        "taught": float(entry.origin in {"user", "corpus"}),
        "named": log1p(page.exact[entry.name]),
        "spoken": log1p(page.exact[form.text]),
        "surely": log1p(support.names[entry.name]),
        "recent": log1p(min([2000, *(abs(at - first) for at in support.at.get(entry.name, ()) if at != first)])),
        "cued": support.cued[" ".join(heard)],
        "times": log1p(page.runs[" ".join(heard)]),
        "again": log1p(max(support.heard[one, other] for one in heard for other in form.words)),
        "rarest": min(odd),
        "commonest": max(odd),
        "capital": capital,
        "shouting": page.shouting,
        "initial": float(page.tokens[first].first),
        "cue": float(any(each in cue.before for each in before)),
        "kind_cue": float(told.kind),
        "country": float(told.country),
        "introduced": float(any(each in cue.kinds.get("introduces", ()) for each in before)),
        "addressed": float(any(each in cue.kinds.get("addresses", ()) for each in before)),
        "after": float(any(each in cue.after for each in page.after(last, 3))),
        "lead": blend - other,
        "rival": other,
        "heard": log1p(page.counts[heard[0]] if last - first == 1 else 1),
        "lowered": 1.0 - page.capitals[heard[0]] / page.counts[heard[0]] if last - first == 1 else 0.0,
        "person": float(entry.kind == "person"),
        "first_name": float(form.part == "first"),
        "last_name": float(form.part == "last"),
        "right": sum(page.covered[first:last]) / (last - first),
        "plain": rarest(form.text, page.language),
        "acronym": float(_acronym(page, first, last, form)),
        "almost": float(_almost(page, first, last, form)),
        "office": float(told.role),
        "thing": float(told.kind and entry.kind != "person"),
        "framed": float(_framed(page, first, last)),
        "firm": float(_firm(page, last)),
        "sole": _sole(page, heard, form),
        "rest": float(form.part != "full" and _beside(beside, set(rest) - set(form.words))),
    }


def _beside(words: set[str], rest: set[str]) -> bool:
    """Say whether the rest of a name stands among words, as it is or shortened: Steve for Steven."""
    return not words.isdisjoint(rest) or any(
        each.startswith(word) and len(word) > 2 and len(each) - len(word) < 7 for each in rest for word in words
    )


def _framed(page: Page, first: int, last: int) -> bool:
    """Say whether a name must stand here, from this word to that: "from the line of … with"."""
    cue = cues(page.language)
    introduced = any(each in cue.kinds.get("introduces", ()) for each in page.before(first, 3))
    return introduced and (any(each in cue.after for each in page.after(last, 3)) or page.ends(last))


def _firm(page: Page, last: int, *, reach: int = 4) -> bool:
    """Say whether a name that the document brings, spelled right, comes after one word: "… with Hollis Bank"."""
    return last + 1 < len(page.tokens) and any(page.covered[last + 1 : last + reach])


def _sole(page: Page, heard: Sequence[str], form: Form) -> float:
    """How well a word that was heard right tells who is meant: 1 when one person alone is called so, 0 for none."""
    shared = [len(page.called[word]) for word in heard if word in form.words and word in page.called]
    return 1 / min(shared) if shared and form.entry.name in page.people else 0.0


def _acronym(page: Page, first: int, last: int, form: Form) -> bool:
    """Say whether capitals stand here that are one letter off an acronym which the document has: CPTP, CPTPP."""
    heard = page.text[page.tokens[first].start : page.tokens[first].end]
    known = form.entry.name
    return (
        last - first == 1
        and known.isupper()
        and heard.isupper()
        and len(heard) >= 4
        and Levenshtein.distance(heard, known) == 1
        and _present(page, form.entry)
        and page.common[first] < 2
    )


def _almost(page: Page, first: int, last: int, form: Form, *, shortest: int = 6) -> bool:
    """Say whether a word that exists nowhere is one letter off a thing the document names: Taiïwan, Taïwan."""
    heard = page.low[first]
    return (
        last - first == 1
        and form.entry.kind != "person"
        and len(heard) >= shortest
        and page.common[first] == 0
        and page.tokens[first].capital
        and page.counts[heard] < 3
        and Levenshtein.distance(heard, "".join(form.words)) == 1
        and _present(page, form.entry)
    )


class Model:
    """
    Evidence in, probability out: a few small trees, whose leaves add up.

    A tree is a list of nodes; a node is [evidence, bound, where to go up to the bound, where beyond], a leaf
    is a number. `also` are weights set by hand for evidence that the training calls do not show: they name no
    ministers, treaties or Thai provinces. bench/train_names.py makes the file and says how it was measured.
    """

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.start: float = told["start"]
        self.names: list[str] = told["evidence"]
        self.trees: list[list[Any]] = told["trees"]
        self.also: dict[str, float] = told["also"]

    def __call__(self, proof: Mapping[str, float]) -> float:
        """Give the probability, rounded so that it reads the same everywhere."""
        row = [proof[name] for name in self.names]
        total = self.start + sum(weight * proof[name] for name, weight in self.also.items())
        for tree in self.trees:
            node = tree[0]
            while isinstance(node, list):
                node = tree[node[2] if row[node[0]] <= node[1] else node[3]]
            total += node
        return round(1 / (1 + exp(-total)), 4)


@cache
def model() -> Model:
    """Read the trees that come with the project, cleaners/data/names_model.json."""
    path = files("cleaners") / "data" / "names_model.json"
    return Model(json.loads(path.read_text(encoding="utf-8")))


def _candidate(page: Page, pair: Pair, proof: Mapping[str, float], probability: float) -> Candidate:
    first, last = pair.place
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    rule = f"names.{pair.form.entry.kind}"
    return Candidate(start, end, pair.form.text, rule, _why(pair, proof), probability, pair.form, first, last, proof)


def _why(pair: Pair, proof: Mapping[str, float]) -> str:
    """The evidence in words."""
    said = [f"sounds like {pair.form.text} ({pair.sound:.2f}, letters {pair.letters:.2f})"]
    if proof["office"] or proof["kind_cue"]:
        said.append("announced by the words before")
    if proof["shared"]:
        said.append("the rest of the name is there")
    if proof["own"]:
        said.append("the document brings this name")
    if proof["named"] or proof["surely"]:
        said.append(f"{pair.form.entry.name} is spoken of here")
    if proof["country"]:
        said.append("its country stands beside it")
    return "; ".join(said)
