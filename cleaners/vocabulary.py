"""
How common a word is in a language: what a rare or unknown word is told by.

The counts are wordfreq's, from text up to 2021 (40 languages). They only ever protect words or weigh
evidence; no correction is taken from them but for words that exist in no language.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log10


@cache
def _counts(language: str) -> dict[str, float]:
    """Share of each word of the language, from the largest list there is; empty for a language without one."""
    from wordfreq import available_languages, get_frequency_dict  # noqa: PLC0415 - only transcripts pay for it

    if language in available_languages("large"):
        return get_frequency_dict(language, "large")
    if language in available_languages("small"):
        return get_frequency_dict(language, "small")
    return {}


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
    share = _counts(language).get(word.casefold().replace("’", "'"), 0.0)
    return max(0.0, round(log10(share) + 9, 2)) if share else 0.0


def known_words(language: str) -> tuple[str, ...]:
    """List the words of a language, the commonest first."""
    return tuple(_counts(language))
