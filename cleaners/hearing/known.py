"""Names of the lexicon as a language says them, sorted once for all its texts: by first word, name and first sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache

from cleaners.hearing.words import Form, country_words, distinct_forms, likeness
from cleaners.lexicon import Entry, shipped
from cleaners.sounds import outline, readings


class Block:
    """Forms beside how they are written and how they sound, ready to be compared with many words at once."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = forms
        self._letters = ["".join(form.words) for form in forms]
        ways = [outlines(form.words) for form in forms]
        self._sounds = [
            [each[min(number, len(each) - 1)] for each in ways] for number in range(max(map(len, ways), default=0))
        ]

    def near(self, keys: Sequence[str], said: Sequence[str], least: float) -> Iterator[tuple[int, Form]]:
        """
        Pairs of row and form whose outline and letters together are near enough.

        `keys` are words as they are compared, `said` how they sound; `least` is the mean of the two, from 0 to 1.
        """
        import numpy as np  # noqa: PLC0415 - only transcripts pay for the import

        if not keys or not self.forms:
            return
        heard = [outline(sounds) for sounds in said]
        nearest = likeness([key.replace(" ", "") for key in keys], self._letters, 2 * least - 1)
        by_sound = likeness(heard, self._sounds[0], 2 * least - 1)
        for more in self._sounds[1:]:
            np.maximum(by_sound, likeness(heard, more, 2 * least - 1), out=by_sound)
        for row, column in zip(*np.nonzero(nearest + by_sound >= 2 * least), strict=True):
            yield int(row), self.forms[int(column)]


class Lexicon:
    """The forms of the names that come with the project, as one language says them."""

    def __init__(self, language: str) -> None:
        forms = distinct_forms(shipped(), language)
        self.by_head = by_first_word(forms)
        self.by_name = by_name(forms)
        self.countries = countries(shipped(), language)

    @cached_property
    def heads(self) -> dict[str, Block]:
        """Blocks of the whole names by the class of their first sound; a transcript that announces none needs none."""
        whole = (form for forms in self.by_name.values() for form in forms if form.part == "full")
        ordered = sorted(whole, key=lambda form: form.key)
        return {head: Block(block) for head, block in by_first_sound(ordered).items()}


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, sorted once."""
    return Lexicon(language)


def by_first_word(forms: Iterable[Form]) -> dict[str, list[Form]]:
    """Forms by the first of their words."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        found.setdefault(form.words[0], []).append(form)
    return found


def by_name(forms: Iterable[Form]) -> dict[str, list[Form]]:
    """Forms by whose they are."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        found.setdefault(form.entry.name, []).append(form)
    return found


def by_first_sound(forms: Iterable[Form]) -> dict[str, list[Form]]:
    """Forms by the class of the first sound, under each that a reader may give them."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        for head in sorted({each[:1] for each in outlines(form.words)}):
            found.setdefault(head, []).append(form)
    return found


def countries(entries: Iterable[Entry], language: str) -> frozenset[str]:
    """The words for the countries of these names."""
    codes = {entry.country for entry in entries if entry.country}
    return frozenset().union(*(country_words(language, code) for code in codes))


@lru_cache(maxsize=65536)
def ways_said(words: tuple[str, ...]) -> tuple[str, ...]:
    """How the words of a name may sound together, by each reader once."""
    each = [readings(word) for word in words]
    many = max(len(ways) for ways in each)
    return tuple(dict.fromkeys("".join(ways[min(n, len(ways) - 1)] for ways in each) for n in range(many)))


@lru_cache(maxsize=65536)
def outlines(words: tuple[str, ...]) -> tuple[str, ...]:
    """The outline of each way in which the words of a name may sound."""
    return tuple(map(outline, ways_said(words)))
