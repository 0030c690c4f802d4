r"""
Language data, read once and kept: words and patterns in cleaners/data/<topic>/<language>.toml.

A pattern is written with a sentence it must find and one it must not:

    [[pattern]]
    rule = "calls.subscribe"
    why = "asks to subscribe"
    regex = '(?i)\babonnez-vous\b.{0,40}\b(?:chaîne|newsletter)\b'
    yes = ["Abonnez-vous à la chaîne !"]
    no = ["Il s’est abonné à la chaîne du froid."]

What several patterns of one file share is written once, under [parts], and named in braces: {channel}.

Words are lists, each with what it is for above it. `listed`, `among`, `keyed`, `one_of` and `either` read one list in
some languages or in all: in order, to ask whether a word is among them, to compare it with a line, as an expression,
and as one of words that are expressions themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import regex
import tomli

from cleaners.errors import ResourceError
from cleaners.pieces import Needs, holds_figure, needs
from cleaners.spellings import Signs, respelt, signs_of
from cleaners.text import key

# All that the cleaners know of languages, and their models.
DATA = Path(__file__).parent / "data"
# The topic that says which signs of a language are the same.
SPELLINGS = "spellings"
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, eq=False)
class Pattern:
    """An expression with the rule it serves and its examples; each is itself and no other."""

    rule: str
    why: str
    written: str
    yes: tuple[str, ...]
    no: tuple[str, ...]

    @cached_property
    def regex(self) -> regex.Pattern[str]:
        """The expression, compiled when a text first comes near it: a single document needs few of them."""
        return regex.compile(self.written)

    @cached_property
    def needs(self) -> Needs:
        """The pieces without which it finds nothing: cheaper to look for than the expression itself."""
        return needs(self.written)

    @cached_property
    def figures(self) -> bool:
        """Whether a digit stands in whatever it finds."""
        return holds_figure(self.written)

    def may_find(self, low: str) -> bool:
        """Say whether a text in small letters holds what the expression needs: only then is it worth its time."""
        return not self.needs or (any(map(low.__contains__, self.needs[0])) and self.may_find_more(low))

    def may_find_more(self, low: str) -> bool:
        """The same of a text that is known to hold one of the surest pieces, which come first."""
        if self.figures and not _DIGIT.search(low):
            return False
        for pieces in self.needs[1:]:  # in full, as each text asks this of many sentences
            for piece in pieces:
                if piece in low:
                    break
            else:
                return False
        return True


@cache
def languages(topic: str) -> tuple[str, ...]:
    """List the languages that have data on this topic, in order: ("ar", "de", "en", ...)."""
    folder = DATA / topic
    if not folder.is_dir():
        raise ResourceError(f"no data on {topic!r}: cleaners/data/{topic}/ is missing; reinstall limpide")
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")))


def beside_english(topic: str, language: str) -> tuple[str, ...]:
    """
    List the languages whose words on a topic a text may hold: its own and English, as far as there is data on them.

        >>> beside_english("metadata", "de"), beside_english("metadata", "xx")
        (('de', 'en'), ('en',))
    """
    return tuple(sorted({language, "en"} & set(languages(topic))))


def own_or_all(topic: str, language: str) -> tuple[str, ...]:
    """The same, or all languages that there is data of, where the text's own is none of these."""
    known = languages(topic)
    return beside_english(topic, language) if language in known else known


@cache
def table(topic: str, language: str) -> dict[str, Any]:
    """
    Read one file of language data. Raises ResourceError that says which file to add.

    What a language writes in two scripts is there in both (cleaners/spellings.py); all else is as it is written.
    """
    held = _written(topic, language)
    if topic == SPELLINGS or language not in languages(SPELLINGS):
        return held
    both: dict[str, Any] = respelt(held, _signs(language))
    return both


@cache
def _signs(language: str) -> Signs:
    return signs_of(_written(SPELLINGS, language))


def _written(topic: str, language: str) -> dict[str, Any]:
    if language not in languages(topic):
        there = ", ".join(languages(topic))
        raise ResourceError(
            f"no {topic} for language {language!r} yet (there is {there}); "
            f"add {language}.toml in cleaners/data/{topic}/"
        )
    path = DATA / topic / f"{language}.toml"
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except tomli.TOMLDecodeError as error:
        raise ResourceError(f"cleaners/data/{topic}/{language}.toml is not TOML: {error}") from error


@cache
def patterns(topic: str, language: str) -> tuple[Pattern, ...]:
    """Give the patterns of one language."""
    parts = table(topic, language).get("parts", {})
    return tuple(
        Pattern(
            row["rule"],
            row.get("why", ""),
            whole(row["regex"], parts),
            tuple(row.get("yes", ())),
            tuple(row.get("no", ())),
        )
        for row in table(topic, language).get("pattern", ())
    )


@cache
def joined(topic: str, *rules: str) -> str:
    """What the patterns of these rules look for in all languages, as one expression."""
    return "|".join(each.written for code in languages(topic) for each in patterns(topic, code) if each.rule in rules)


def _words(topic: str, part: str, codes: tuple[str, ...] | None) -> set[str]:
    """
    The words of a part in some languages, or in all; a part within another is named behind a dot.

    A language may lack the part, but a part that no language has is misspelled: ResourceError says so.
    """
    outer, _, inner = part.rpartition(".")

    def words(code: str) -> list[str]:
        held = table(topic, code)
        return list((held.get(outer, {}) if outer else held).get(inner, ()))

    found = {word for code in (languages(topic) if codes is None else codes) for word in words(code)}
    if not found and not any(map(words, languages(topic))):
        raise ResourceError(f"no language has words for {part!r}; add them in cleaners/data/{topic}/, or mend the name")
    return found


@cache
def listed(topic: str, part: str, codes: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """
    The words of one part, each once, in some languages or in all: ("by", "par", "von").

    "speech.show" is the part "show" of "speech".
    """
    return tuple(sorted(_words(topic, part, codes)))


@cache
def among(topic: str, part: str, codes: tuple[str, ...] | None = None) -> frozenset[str]:
    """The same words, for the question whether one is among them."""
    return frozenset(_words(topic, part, codes))


@cache
def keyed(topic: str, part: str, codes: tuple[str, ...] | None = None) -> frozenset[str]:
    """The same words without their case, their accents and their signs, to be compared with the key of a line."""
    return frozenset(map(key, _words(topic, part, codes)))


@cache
def one_of(topic: str, part: str, codes: tuple[str, ...] | None = None) -> str:
    r"""
    An expression for one of the same words, the longest first; one that finds nothing where there is no word.

        >>> one_of("bylines", "joins", ("de", "fr")), one_of("bylines", "joins", ("ar",))
        ('und|et', '(?!)')
    """
    words = _words(topic, part, codes)
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


@cache
def either(topic: str, part: str, codes: tuple[str, ...] | None = None) -> str:
    """An expression for one of the words of a part that are expressions themselves ("comparti[lr]")."""
    return "|".join(listed(topic, part, codes))


@cache
def shape(topic: str, language: str, rule: str) -> Pattern:
    """The one pattern of a language for a rule."""
    return next(each for each in patterns(topic, language) if each.rule == rule)


@cache
def of_rule(topic: str, rule: str) -> tuple[Pattern, ...]:
    """The patterns of a rule in all languages that have one."""
    return tuple(each for code in languages(topic) for each in patterns(topic, code) if each.rule == rule)


_PART = re.compile(r"\{([a-z_]+)\}")


def whole(expression: str, parts: dict[str, str]) -> str:
    """
    Put the parts an expression names into it; a part may name others.

        >>> whole("{ask} us", {"ask": "(?:follow|join{too})", "too": "(?: in)?"})
        '(?:follow|join(?: in)?) us'
    """
    while _PART.search(expression):
        expression = _PART.sub(lambda hit: parts[hit[1]], expression)
    return expression
