"""
What a reader's comment is: ordinary, spam or abuse, with the reason.

Abuse is told by words (slurs, threats, a group of people beside a word that denies them their humanity), also where
they are disguised ("sio nistes", "n1gger"), and by text that nobody can read. Anger, criticism and vulgar words
without these stay ordinary: what a comment thinks does not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from cleaners.document import Flag
from cleaners.resources import languages, table

TOPIC = "comments"

_TOKEN = re.compile(r"[^\W_]+(?:['’@$!-]+[^\W_]+)*[$@]?")
_LINK = re.compile(r"\S*(?:://|www\.|\.com|@)\S*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DISGUISE = str.maketrans("013457@$!", "oieastasi")
_MIXED = re.compile(r"[^\W\d_]\d+[^\W\d_]|^\d[^\W\d_]{3,}")


class Vocabulary(NamedTuple):
    """The words of abuse of some languages, in one form."""

    slurs: frozenset[str]
    groups: frozenset[str]
    hate: frozenset[str]
    threats: tuple[str, ...]


def judged(text: str, language: str = "") -> tuple[Flag, str]:
    """
    Flag a comment and say why.

        >>> judged("Ce gouvernement est une honte, qu’ils démissionnent tous !", "fr")
        ('ordinary', '')
        >>> judged("Ces sio nistes, des monstres", "fr")
        ('abuse', 'denies a group its humanity: sionistes, monstres')
    """
    if why := abuse(text, language):
        return "abuse", why
    return "ordinary", ""


def abuse(text: str, language: str = "", *, window: int = 4) -> str:
    """Say what makes this comment abuse, or "" when nothing does."""
    known = _vocabulary(language.split("-")[0])
    low = _folded(text)
    for threat in known.threats:
        if threat in low if _WIDE.search(threat) else re.search(rf"(?<!\w){re.escape(threat)}(?!\w)", low):
            return f"a threat: {threat}"
    words = [_undisguised(hit[0]) for hit in _TOKEN.finditer(low)]
    if slur := _slur(words, low, known):
        return f"a slur: {slur}"
    if pair := _dehumanised(_rejoined(words, known), known, window):
        return f"denies a group its humanity: {pair[0]}, {pair[1]}"
    return "cannot be read" if _is_salad(text) else ""


@cache
def _vocabulary(language: str) -> Vocabulary:
    """The words of this language, or of all when it has none: an insult in one is a plain word in another."""
    known = [code for code in languages(TOPIC) if "abuse" in table(TOPIC, code)]
    chosen = [language] if language in known else known

    def words(name: str) -> list[str]:
        return [_folded(word) for code in chosen for word in table(TOPIC, code)["abuse"][name]]

    return Vocabulary(
        frozenset(words("slurs")), frozenset(words("groups")), frozenset(words("hate")), tuple(words("threats"))
    )


def _folded(text: str) -> str:
    """Small letters without accents; the letters of other scripts as they are."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("’", "'")
    return unicodedata.normalize("NFC", "".join(char for char in folded if not unicodedata.combining(char)))


def _undisguised(word: str) -> str:
    """The word without digits for letters and letters drawn out: "n1ggeeer" is "nigger" all the same."""
    plain = re.sub(r"(.)\1{2,}", r"\1", word)
    if any(char.isdigit() or char in "@$!" for char in plain) and any(char.isalpha() for char in plain):
        plain = plain.translate(_DISGUISE)
    return plain


def _slur(words: list[str], low: str, known: Vocabulary, *, fuzzy: int = 8) -> str:
    """A slur, whole or as a part of a compound, or a long one with a letter wrong between its first and its last."""
    for word in words:
        parts = [word, *word.split("-")] if "-" in word else [word]
        for part in parts:
            if part in known.slurs:
                return part
            if len(part) >= fuzzy:
                near = (
                    slur
                    for slur in known.slurs
                    if len(slur) >= fuzzy and slur[:: len(slur) - 1] == part[:: len(part) - 1]
                )
                if slur := next((slur for slur in near if Levenshtein.distance(slur, part, score_cutoff=1) <= 1), ""):
                    return slur
    return next((slur for slur in known.slurs if _WIDE.search(slur) and slur in low), "")


def _rejoined(words: list[str], known: Vocabulary) -> list[str]:
    """Words that were broken in two so that no filter finds them: "sio nistes"."""
    joined = list(words)
    for at in range(len(words) - 1):
        whole = words[at] + words[at + 1]
        if (
            whole in known.groups
            and words[at] not in known.groups
            and words[at + 1] not in known.groups
            and len(whole) > 5
        ):
            joined[at] = whole
    return joined


def _dehumanised(words: list[str], known: Vocabulary, window: int) -> tuple[str, str] | None:
    """A group of people and a word of hatred within a few words of each other."""
    for at, word in enumerate(words):
        parts = word.split("-")
        group = next((part for part in parts if part in known.groups), "")
        if not group:
            continue
        near = [each for other in words[max(0, at - window) : at + window + 1] for each in other.split("-")]
        hated = [each for each in near if each in known.hate and each != group]
        if hated:
            return group, hated[0]
    return None


def _is_salad(text: str, *, fewest: int = 8, share: float = 0.25) -> bool:
    """A quarter of the words and more are no words: digits inside them, or letters that no language sets so."""
    words = [word for word in re.findall(r"[^\W_]+", _LINK.sub(" ", text)) if not word.isdigit()]
    if len(words) < fewest or _WIDE.search(text):
        return False
    return sum(_is_odd(word) for word in words) >= share * len(words)


def _is_odd(word: str, *, longest: int = 24, consonants: int = 6) -> bool:
    plain = _folded(word)
    if not plain.isascii():
        return False
    run = re.search(rf"[bcdfghjklmnpqrstvwxz]{{{consonants},}}", plain)
    return bool(_MIXED.search(plain)) or len(plain) > longest or bool(run)
