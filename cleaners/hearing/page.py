"""A transcript as it is heard: its words, the names that may be in it, and where each of them nearly sounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from cleaners.hearing.known import by_first_word, countries, lexicon
from cleaners.hearing.words import (
    Form,
    Token,
    cues,
    distinct_forms,
    likeness,
    name_words,
    native_letters,
    tokens,
)
from cleaners.lexicon import Entry
from cleaners.sounds import ear, outline, readings
from cleaners.vocabulary import commonness


class Place(NamedTuple):
    """Some words in a row, first to last (not included)."""

    first: int
    last: int


class Page:
    """
    A text taken apart once: its words, how often each stands there, and which names are spelled right in it.

    `entries` are the names beside the lexicon: the document's own, a user's, those of a corpus.
    """

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
        self.lexicon = lexicon(language)
        self.brought = distinct_forms(self.entries, language)
        self.written = {form.words for form in self.brought}
        self.exact: Counter[str] = Counter()
        self.runs: Counter[str] = Counter()
        self.spoken_at: dict[str, list[int]] = {}
        self.covered = bytearray(len(self.tokens))
        self._find_exact()
        self.cued = self._cued()
        self.common = [commonness(text[token.start : token.end], language) for token in self.tokens]
        self.countries = (self.lexicon.countries | countries(self.entries, language)).intersection(self.low)
        text_of_words = f" {' '.join(self.low)} "
        offices = frozenset().union(*cues(language).roles.values())
        self.offices = frozenset(each for each in offices if f" {each} " in text_of_words)
        self.people = {entry.name for entry in self.entries if entry.kind == "person" and entry.origin == "document"}
        self.called: dict[str, set[str]] = {}
        for name in sorted(self.people):
            for word in name_words(name):
                self.called.setdefault(word, set()).add(name)

    def _find_exact(self) -> None:
        """Count the names that are spelled right, and mark the words they cover."""
        brought = by_first_word(self.brought)
        own = ["".join(form.words) for form in self.brought if form.entry.origin == "document"]
        for at, low in enumerate(self.low):
            for form in (*brought.get(low, ()), *self._shipped(self.lexicon.by_head.get(low, ()))):
                end = at + len(form.words)
                if tuple(self.low[at:end]) == form.words:
                    self.exact[form.text] += 1
                    self.spoken_at.setdefault(form.entry.name, []).append(at)
                    if not _doubtful(form, own):
                        self.covered[at:end] = b"\1" * len(form.words)

    def _cued(self) -> bytearray:
        """Mark the words before which a cue for a name stands."""
        cue = cues(self.language)
        found = bytearray(len(self.tokens) + 1)
        for at, low in enumerate(self.low, 1):
            if low in cue.lasts and any(each in cue.before for each in self.before(at, 3)):
                found[at] = 1
        return found

    def _shipped(self, forms: Iterable[Form]) -> Iterator[Form]:
        """Forms of the lexicon, without those that are written like one which is brought."""
        return (form for form in forms if form.words not in self.written)

    def has(self, form: Form) -> bool:
        """Say whether the document brings this name, a user does, or it is spelled right somewhere."""
        return form.entry.origin in {"document", "user"} or form.entry.name in self.exact

    def lacks(self, form: Form) -> bool:
        """Say whether this name of the lexicon is nowhere in the document, and no other is written like it."""
        return form.entry.name not in self.exact and form.words not in self.written

    def present(self) -> list[Form]:
        """Forms of the names that `has` is true of: those that are brought first, then the lexicon in its order."""
        named = (form for name in self.exact for form in self.lexicon.by_name.get(name, ()))
        return [*filter(self.has, self.brought), *sorted(self._shipped(named), key=lambda form: form.key)]

    def absent(self, names: Collection[str]) -> list[Form]:
        """Forms of these names, of those that `has` is not true of."""
        named = (form for name in names for form in self.lexicon.by_name.get(name, ()) if self.lacks(form))
        brought = (form for form in self.brought if form.entry.name in names and not self.has(form))
        return [*brought, *sorted(named, key=lambda form: form.key)]

    def spans(self, *, longest: int = 4, rare: float = 4.2, begins: float = 5.5) -> Iterator[Place]:
        """Runs of words that could be a misheard name: one is rare or has a capital, or a cue stands before."""
        rows = list(zip(self.tokens, self.common, strict=True))
        telling = [common < rare or (token.capital and not token.first) for token, common in rows]
        opening = [token.first and token.capital and common < begins for token, common in rows]
        apart = [token.gap not in _JOINTS for token in self.tokens]
        tied = [*(token.gap == "-" for token in self.tokens), False]
        foreign = [token.low.isdigit() or not self.native(token) for token in self.tokens]
        for first in range(len(rows)):
            promising = bool(self.cued[first]) or opening[first]
            for last in range(first + 1, min(first + longest, len(rows)) + 1):
                if foreign[last - 1] or (apart[last - 1] and last - first > 1):
                    break
                promising = promising or telling[last - 1]
                if tied[first] or tied[last]:
                    continue  # a hyphen ties these words to the next ones: "Casino-Lacroix" is one name
                if promising and not all(self.covered[first:last]) and not self.plain(first, last):
                    yield Place(first, last)

    def joined(self, *, near: float = 0.75, shortest: int = 6) -> Iterator[Place]:
        """
        Two everyday words that together are nearly one name which the document brings: "text run" is Textron.

        Near is the mean of letters and outline of sounds; shorter names than `shortest` are near too much.
        """
        own = [form for form in self.brought if len(form.words) == 1 and form.entry.origin in {"document", "user"}]
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
        by_sound = likeness([outline("".join(map(hear, key.split()))) for key in keys],
                           [outline(readings(form.words[0])[0]) for form in own], 2 * near - 1)  # fmt: skip
        letters = likeness([key.replace(" ", "") for key in keys], [form.words[0] for form in own], 2 * near - 1)
        for row in ((by_sound + letters).max(axis=1) >= 2 * near).nonzero()[0]:
            for at in twos[keys[int(row)]]:
                yield Place(at, at + 2)

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
        if self.cued[place.first]:
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
