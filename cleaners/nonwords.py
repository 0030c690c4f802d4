"""Words of a transcript that exist in no dictionary: "rhtorique", "menacéit", "deuxème"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaners.document import Document, Edit, Suggestion
from cleaners.lexicon import name_words
from cleaners.resources import languages, table
from cleaners.sounds import alike, spelled
from cleaners.speech import repairable
from cleaners.vocabulary import commonness, counted, known_words

if TYPE_CHECKING:
    from cleaners.hearing.words import Token


class Guess(NamedTuple):
    """A word that may be meant: how near it is in letters and sound together, and how common."""

    word: str
    near: float
    common: float


def fix_nonwords(
    doc: Document, *, sure: float = 0.88, apart: float = 0.04, likely: float = 0.5, shortest: int = 6
) -> Iterator[Edit | Suggestion]:
    """
    Words that are no words, in a transcript: put right when one word alone can be meant, else suggested.

    A word counts as none when it is hardly ever seen in the counts of its language, and is not made of known
    parts ("désaméricanisation"). Capitals inside a sentence, words with a hyphen, digits or foreign letters
    stay: they are names, or quoted. Recognisers lose pieces of words, typists add them, so only a longer word
    is put in without asking. `sure` and `apart` (the lead over the next word) come from transcripts with known
    errors and from clean text; under `shortest` letters too many words are near.

        >>> from cleaners.document import Fact
        >>> facts = (Fact("kind", "transcript", "example"), Fact("language", "fr", "example"))
        >>> doc = Document("d", "C’est de la rhtorique, le deuxème jour.", facts)
        >>> doc.after(fix_nonwords(doc)).text
        'C’est de la rhétorique, le deuxième jour.'
    """
    language = doc.get("language")
    if not repairable(doc) or not counted(language) or parts(language) is None:
        return
    from cleaners.hearing.words import tokens  # noqa: PLC0415  only transcripts need it

    known = {(each.old, each.new) for each in doc.suggestions}
    all_tokens = tokens(doc.text, language)
    here = Counter(token.low for token in all_tokens)
    for number, token in enumerate(all_tokens):
        old = doc.text[token.start : token.end]
        if not _nonword(doc.text, all_tokens, number, language):
            continue
        best, lead = _best(guesses(old.casefold(), language), here)
        if best is None or best.near < likely:
            continue
        new = best.word.capitalize() if old[0].isupper() else best.word
        why = f"“{old}” is no word; “{best.word}” is nearest in sound and letters ({best.near:.2f})"
        clear = best.near >= sure and lead >= apart and best.common >= 3 and len(new) > len(old) >= shortest
        if clear and not token.capital and commonness(old, language) == 0 and here[token.low] < 3:
            yield Edit(token.start, token.end, new, "nonwords.near", why, round(best.near, 4))
        elif (old, new) not in known:
            yield Suggestion(token.start, token.end, new, "nonwords.near", why, round(best.near * 0.8, 4))


def _nonword(text: str, all_tokens: Sequence[Token], number: int, language: str, *, rare: float = 2.0) -> bool:
    """Say whether a word of the language should stand here and does not: no name, no quoted Latin, no new word."""
    token = all_tokens[number]
    word = text[token.start : token.end]
    before = all_tokens[number - 1] if number else None
    following = all_tokens[number + 1] if number + 1 < len(all_tokens) else None
    if len(word) < 3 or not word.isalpha() or word[1:] != word[1:].casefold() or (token.capital and not token.first):
        return False
    if (
        token.gap == "-"
        or (following and following.gap == "-")
        or commonness(word, language) >= rare
        or spelled(word) in name_words()
    ):
        return False
    if before and before.capital and token.gap == " " and commonness(text[before.start : before.end], language) < rare:
        return False  # "Etmopterus spinax"
    from cleaners.hearing.words import native_letters  # noqa: PLC0415  likewise

    letters = native_letters(language)
    if letters is not None and not all(c.isascii() or c in letters for c in word.casefold()):
        return False
    return not _made(word.casefold(), language)


class Parts(NamedTuple):
    """What new words are made with in a language; see [parts] in the speech data."""

    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    stems: tuple[str, ...]
    verbs: tuple[str, ...]
    infinitives: tuple[str, ...]


@cache
def parts(language: str) -> Parts | None:
    """Give the parts of a language, or None: where new words cannot be told, none is called wrong."""
    if language not in languages("speech"):
        return None
    found = table("speech", language).get("parts")
    return found and Parts(*(tuple(found[each]) for each in Parts._fields))


def _made(word: str, language: str, *, known: float = 2.0, least: int = 5) -> bool:
    """Say whether a word is made of a known one: by a beginning, an ending, or both."""
    made = parts(language)
    if made is None or (word.endswith("s") and commonness(word[:-1], language) >= known):
        return True
    bare = [word[len(head) :] for head in made.beginnings if word.startswith(head) and len(word) - len(head) >= least]
    if any(commonness(each, language) >= known for each in bare):
        return True
    for each in (word, *bare):
        for tails, stems in ((made.endings, made.stems), (made.verbs, made.infinitives)):
            roots = {each.removesuffix(tail) for tail in tails} - {each}
            wholes = {root + stem for root in roots if len(root) >= least for stem in stems} - {word}
            if any(commonness(whole, language) >= known for whole in wholes):
                return True
    return False


@cache
def _shelf(language: str, least: float = 2.2) -> dict[int, list[str]]:
    """Words worth guessing, by length: at least `least` common, letters only."""
    from cleaners.hearing.words import native_letters  # noqa: PLC0415  likewise

    letters = native_letters(language)
    shelf: dict[int, list[str]] = {}
    for word in known_words(language, least):
        if word.isalpha() and (word.isascii() or letters is None or all(c.isascii() or c in letters for c in word)):
            shelf.setdefault(len(word), []).append(word)
    return shelf


@cache
def guesses(word: str, language: str, *, reach: int = 2, most: int = 24) -> tuple[Guess, ...]:
    """Words near a non-word, nearest first: half letters, half sound, a little for how common they are."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  likewise
    from rapidfuzz.process import extract  # noqa: PLC0415

    shelf = _shelf(language)
    pool = [each for size in range(len(word) - reach, len(word) + reach + 1) for each in shelf.get(size, ())]
    near = extract(word, pool, scorer=OSA.normalized_similarity, limit=most, score_cutoff=0.5)
    found = [Guess(each, _nearness(word, each, language), commonness(each, language)) for each, _, _ in near]
    return tuple(sorted(found, key=lambda guess: (-guess.near - guess.common / 100, guess.word)))


def _nearness(word: str, other: str, language: str) -> float:
    """How alike a non-word and a word are; accents alone are nearly nothing."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  likewise

    letters = max(OSA.normalized_similarity(word, other), OSA.normalized_similarity(spelled(word), spelled(other)))
    return (letters + alike(word, other, language)) / 2


def _best(found: Sequence[Guess], here: Counter[str], *, spoken: float = 0.03) -> tuple[Guess | None, float]:
    """
    Give the best guess and its lead over the next; a word the document uses elsewhere has a little more.

    The best word with an ending ("deuxièmes"), or without its accents, is no rival: nobody hears the difference.
    """
    ranked = sorted(
        ((guess.near + guess.common / 100 + spoken * (here[spelled(guess.word)] > 0), guess) for guess in found),
        key=lambda pair: (-pair[0], pair[1].word),
    )
    if not ranked:
        return None, 0.0
    (most, best), *others = ranked
    rival = max(
        (worth for worth, guess in others if not spelled(guess.word).startswith(spelled(best.word))), default=0.0
    )
    return best, most - rival
