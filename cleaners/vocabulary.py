"""
How common a word is in a language: what a rare or unknown word is told by.

The counts are wordfreq's, from text up to 2021 (40 languages). They only ever protect words or weigh
evidence; no correction is taken from them but for words that exist in no language.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import takewhile


@cache
def _counts(language: str) -> dict[str, float]:
    """How common each word of the language is, by the largest list there is; empty for a language without one."""
    from wordfreq import available_languages, get_frequency_list  # noqa: PLC0415 - only transcripts pay for it

    which = next((each for each in ("large", "small") if language in available_languages(each)), None)
    found: dict[str, float] = {}
    # The list of a language is cut into words as common as each other, from step to step of a hundredth.
    for step, words in enumerate(get_frequency_list(language, which) if which else ()):
        found.update(dict.fromkeys(words, max(0.0, round(9 - step / 100, 2))))
    return found


def counted(language: str) -> bool:
    """Say whether there are counts for this language, so that absence from them means something."""
    return bool(_counts(language))


@lru_cache(maxsize=65536)
def commonness(word: str, language: str) -> float:
    """
    How common a word is, from 0 (never seen) to about 7 ("de"), by tens: 3 is once in a million words.

        >>> commonness("Japon", "fr") > 4, commonness("rhtorique", "fr")
        (True, 0.0)
    """
    return _counts(language).get(word.casefold().replace("’", "'"), 0.0)


def known_words(language: str, least: float = 0.0) -> tuple[str, ...]:
    """List the words of a language that are at least so common, the commonest first."""
    return tuple(takewhile(lambda word: _counts(language)[word] >= least, _counts(language)))
