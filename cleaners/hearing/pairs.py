"""Places of a transcript beside the names they sound like, but for those that something plain speaks against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein, Prefix

from cleaners.hearing.known import Block, by_first_sound, ways_said
from cleaners.hearing.page import Page, Place
from cleaners.hearing.words import Form, cues, rarest
from cleaners.sounds import alike, ear, nearness, outline
from cleaners.vocabulary import commonness


class Pair(NamedTuple):
    """A place in the text and a form that sounds like it."""

    place: Place
    form: Form
    sound: float
    letters: float


class Near(NamedTuple):
    """A row of what was heard, a form that is near it, and how near a form must be to be looked at."""

    row: int
    form: Form
    least: float


class Heard(NamedTuple):
    """Runs of words that may be a name, each once: where they stand, and how they sound."""

    keys: list[str]
    said: list[str]
    places: dict[str, list[Place]]

    def rows(self, chosen: Sequence[int]) -> tuple[list[str], list[str]]:
        """Give keys and sounds of the chosen rows."""
        return [self.keys[row] for row in chosen], [self.said[row] for row in chosen]

    def told(self, page: Page) -> Heard:
        """Those that some words around announce."""
        places = {key: [place for place in each if page.told(place)] for key, each in self.places.items()}
        rows = [row for row, key in enumerate(self.keys) if places[key]]
        return Heard(*self.rows(rows), places)


def heard_in(page: Page) -> Heard:
    """Gather the places of a transcript that may be heard as a name, with their keys by sound and by letters."""
    places: dict[str, list[Place]] = {}
    for place in dict.fromkeys((*page.spans(), *page.joined())):
        places.setdefault(" ".join(page.low[place.first : place.last]), []).append(place)
    hear = ear(page.language)
    return Heard(list(places), ["".join(hear(word) for word in key.split()) for key in places], places)


def near_all(heard: Heard, found: Sequence[Form], *, least: float = 0.5) -> Iterator[Near]:
    """Forms that are near enough wherever they begin: for names that the document brings or speaks of."""
    for row, form in Block(found).near(heard.keys, heard.said, least):
        yield Near(row, form, least)


def near_heads(heard: Heard, found: Sequence[Form] | Mapping[str, Block], *, least: float = 0.7) -> Iterator[Near]:
    """Forms whose first sound is of the same class: for names only in the lexicon, or in documents beside it."""
    rows: dict[str, list[int]] = {}
    for row, sounds in enumerate(heard.said):
        rows.setdefault(outline(sounds)[:1], []).append(row)
    if not isinstance(found, Mapping):
        found = {head: Block(forms) for head, forms in by_first_sound(found).items()}
    for head, block in found.items():
        for row, form in block.near(*heard.rows(rows[head]), least) if head in rows else ():
            yield Near(rows[head][row], form, least)


def pairs_in(page: Page, heard: Heard, found: Iterable[Near]) -> Iterator[Pair]:
    """Places and the forms near them, but for those that something plain speaks against."""
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


def sounding(said: str, form: Form, least: float) -> float:
    """How alike the sounds of the words and of a form are, by the best reading of the form; 0 when under `least`."""
    traced = outline(said)
    near = (
        nearness(said, reading)
        for reading in ways_said(form.words)
        if Levenshtein.normalized_similarity(traced, outline(reading)) >= least
    )
    return max(near, default=0.0)
