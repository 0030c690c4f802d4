"""
A language with two scripts, sign for sign: what its data say in one of them, they say in the other.

Chinese is written in simplified and in traditional signs. Its words and patterns are in both where somebody thought of
it; cleaners/data/spellings says which signs are the same, and the other half follows from that as the data are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import Any, NamedTuple

# What stands in a list and is an expression, and what stands as it is: examples, the names of rules, reasons.
_EXPRESSION = re.compile(r"[\\\[|]|\(\?")
_AS_IT_IS = frozenset(("yes", "no", "rule", "why"))
# What opens a group, an escape, a set of signs, plain signs of which the last one does not come more or less often, and
# any other sign.
_TOKEN = re.compile(
    r"\((?:\?(?:<?[=!]|P?<\w+>|[a-zA-Z-]*:|>|[a-zA-Z-]+\)))?|\\[pP]\{[^}]*\}|\\.|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<plain>(?:[^\\\[\]().^$|*+?{}](?![*+?{]))+)|.",
    re.DOTALL,
)


class Signs(NamedTuple):
    """For each sign all those it may be written as, its first spelling, and what it may be in the other script."""

    all: dict[str, str]
    first: dict[int, str]
    other: dict[str, str]


def signs_of(written: dict[str, Any]) -> Signs:
    """Read the groups of signs of a language: the first of each is of one script, the others of the other."""
    groups: list[str] = written["signs"].split()
    shared = frozenset(written["shared"])
    return Signs(
        {sign: group for group in groups for sign in group},
        {ord(sign): group[0] for group in groups for sign in group[1:]},
        {group[0]: group[1:] + (group[0] if group[0] in shared else "") for group in groups},
    )


def respelt(held: Any, signs: Signs) -> Any:
    """
    Language data in both scripts: lists of words with the missing spellings behind them, expressions with all signs.

    Examples stay as they are, and so do words that are put together in the same way in both.
    """
    if isinstance(held, dict):
        return {name: _of_name(name, each, signs) for name, each in held.items()}
    if isinstance(held, str):
        # A text of words is a list of them, parted by blanks.
        return any_script(held, signs) if _EXPRESSION.search(held) else " ".join(_words(held.split(), signs)) or held
    if isinstance(held, list):
        if all(isinstance(each, str) for each in held):
            return list(_words(held, signs))
        return [respelt(each, signs) for each in held]
    return held


def _of_name(name: str, held: Any, signs: Signs) -> Any:
    if name in _AS_IT_IS:
        return held
    if name == "regex":
        return any_script(held, signs)
    if name == "parts" and isinstance(held, dict):
        return {part: any_script(each, signs) for part, each in held.items()}
    return respelt(held, signs)


def _words(words: list[str], signs: Signs) -> Iterator[str]:
    """The words, then the spellings of them that are not among them."""
    plain = [any_script(word, signs) if _EXPRESSION.search(word) else word for word in words]
    yield from plain
    known = set(plain)
    for word in plain:
        for other in () if _EXPRESSION.search(word) else spellings(word, signs):
            if other not in known:
                known.add(other)
                yield other


def spellings(word: str, signs: Signs, *, most: int = 8) -> Iterator[str]:
    """
    How a word is written in the one script, and in the other: of signs with several, `most` spellings at most.

        >>> list(spellings("关于", signs_of({"signs": "关關 于於", "shared": "于"})))
        ['关于', '關於', '關于']
    """
    one = word.translate(signs.first)
    yield one
    if any(sign in signs.other for sign in one):
        yield from map("".join, islice(product(*(signs.other.get(sign, sign) for sign in one)), most))


def any_script(expression: str, signs: Signs) -> str:
    r"""
    An expression that finds its words in either script.

        >>> any_script(r"关注(?:我[们的])?", signs_of({"signs": "关關 们們", "shared": ""}))
        '(?:关注|關注)(?:我[们的們])?'
    """
    return _TOKEN.sub(lambda hit: _either(hit, signs), expression)


def _either(hit: re.Match[str], signs: Signs) -> str:
    said = hit[0]
    if all(sign not in signs.all for sign in said):
        return said
    if hit["set"]:
        others = "".join(dict.fromkeys(other for sign in said for other in signs.all.get(sign, "")))
        return said[:-1] + "".join(other for other in others if other not in said) + "]"
    if hit["plain"]:
        return f"(?:{'|'.join(dict.fromkeys((said, *spellings(said, signs))))})"
    return f"[{signs.all[said]}]"
