"""What a text must hold for an expression to match, read from the expression: a quick look before a long one."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Plain letters, or one sign of an expression with how often it comes; what opens a group says what kind it is.
_TOKEN = re.compile(
    r"""
    (?P<plain>(?:[^\\\[\]().^$|*+?{}](?![*+?{]))+)
    | (?: \((?P<open>\?<?[=!]|\?[a-zA-Z-]+\)|\?[a-zA-Z-]*:|\?P?<\w+>|\?>|) | (?P<close>[)|])
        | \[\^?\]?(?:\\.|[^\]\\])*\] | \\[pP]\{[^}]*\} | \\u[0-9a-fA-F]{4} | \\\w | [.^$] | \\?(?P<letter>[\s\S])
      ) (?P<many>(?:[*+?]|\{\d*,?\d*\})[?+]?)?
    """,
    re.VERBOSE,
)
_OPTIONAL = ("*", "?", "{0", "{,")
_NONE: frozenset[str] = frozenset()


def pieces(expression: str) -> frozenset[str]:
    r"""
    Pieces in small letters, of which every text that the expression finds something in holds one.

    The longest that are sure; none at all when nothing can be told, as where a whole alternative may be left out.

        >>> sorted(pieces(r"(?i)\b(?:subscribe|sign up) (?:now )?to (?:our|the) news?letter"))
        ['sign up', 'subscribe']
        >>> sorted(pieces("(?i)[Ll]ikes? (?:the|our) videos?(?! game)"))
        [' video']
        >>> pieces(r"\w+(?: or not)?")
        frozenset()
    """
    return _either(_TOKEN.finditer(expression))[0]


def _either(tokens: Iterator[re.Match[str]]) -> tuple[frozenset[str], bool]:
    """The pieces of the alternatives up to the bracket that closes them, and whether all may be left out."""
    ways: list[frozenset[str]] = []
    best, run, left_out = _NONE, "", False
    for token in tokens:
        plain, opens, closes, letter, many = token.groups("")
        left_out = many.startswith(_OPTIONAL)
        run += plain or (letter if not left_out else "")
        if plain or (letter and not many):
            continue
        best, run = _surer(best, run), ""
        if closes == ")":
            break
        if closes:
            ways.append(best)
            best = _NONE
        elif token["open"] is not None and opens[-1:] != ")":
            inside, without = _either(tokens)
            if not without and opens[-1:] not in ("=", "!"):
                best = max(best, inside, key=_surety)
    ways.append(_surer(best, run))
    return (_NONE.union(*ways) if all(ways) else _NONE), left_out


def _surer(best: frozenset[str], run: str) -> frozenset[str]:
    return max(best, frozenset({run.lower()}), key=_surety) if run else best


def _surety(found: frozenset[str]) -> tuple[int, int]:
    """The longer the shortest piece the better, and the fewer of them."""
    return min(map(len, found), default=0), -len(found)
