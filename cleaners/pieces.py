"""What a text must hold for an expression to match, read from the expression: a quick look before a long one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from cleaners import expressions as re

# Plain letters, or one sign of an expression with how often it comes; what opens a group says what kind it is.
_TOKEN = re.compile(
    r"""
    (?P<plain>(?:[^\\\[\]().^$|*+?{}](?![*+?{]))+)
    | (?: \((?P<open>\?<?[=!]|\?[a-zA-Z-]+\)|\?[a-zA-Z-]*:|\?P?<\w+>|\?>|) | (?P<close>[)|])
        | (?P<figure>\\d)
        | \[\^?\]?(?:\\.|[^\]\\])*\] | \\[pP]\{[^}]*\} | \\u[0-9a-fA-F]{4} | \\\w | [.^$] | \\?(?P<letter>[\s\S])
      ) (?P<many>(?:[*+?]|\{\d*,?\d*\})[?+]?)?
    """,
    re.VERBOSE,
)
_OPTIONAL = ("*", "?", "{0", "{,")
_NONE: frozenset[str] = frozenset()
_SURETY = itemgetter(0)

# Sets of pieces: of each set a match holds one.
Needs = tuple[frozenset[str], ...]
# The ways in which an expression may match; in each way all of its pieces stand, and one way of each of its branches.
Ways = tuple[tuple["str | Ways", ...], ...]
# A digit among the pieces of a way: a branch without any ways, of which nothing else can be told.
_FIGURE: Ways = ()


def needs(expression: str) -> Needs:
    r"""
    What a text holds in which the expression finds something: of each set one piece, in small letters.

    Not all it needs, but what can be told at a glance; the set whose pieces are longest comes first.

        >>> [sorted(each) for each in needs(r"(?i)\b(?:join|follow) (?:us|our club)\b|thumbs? (?:up|high)")]
        [['follow', 'join', 'thumb']]
        >>> [sorted(each) for each in needs(r"(?i)\bsubscri(?:be|ption)s? (?:now )?to (?!the)\w+ videos?")]
        [['subscri'], [' video']]
        >>> needs(r"\w+(?: or not)?")
        ()
    """
    return _needed(ways(expression))


def holds_figure(expression: str) -> bool:
    r"""
    Say whether a digit stands in whatever the expression finds.

        >>> holds_figure(r"(?:just|only) [$€]\d+|\d+ (?:days|weeks) free"), holds_figure(r"chapter \d*|page \d")
        (True, False)
    """
    return _all_hold_figure(ways(expression))


def _all_hold_figure(found: Ways) -> bool:
    return all(
        any(each is _FIGURE or (not isinstance(each, str) and each and _all_hold_figure(each)) for each in way)
        for way in found
    )


def ways(expression: str) -> Ways:
    r"""
    The ways in which an expression may match, with the pieces that stand in each, in small letters.

        >>> ways(r"(?i)\b(?:join|follow) us\b|thumbs? up")
        (((('join',), ('follow',)), ' us'), ('thumb', ' up'))
    """
    return _branches(_TOKEN.finditer(expression))[0]


def _branches(tokens: Iterator[re.Match[str]]) -> tuple[Ways, bool]:
    """The alternatives up to the bracket that closes them, and whether all may be left out."""
    found: list[tuple[str | Ways, ...]] = []
    here: list[str | Ways] = []
    run, left_out = "", False
    for token in tokens:
        plain, opens, closes, figure, letter, many = token.groups("")
        left_out = many.startswith(_OPTIONAL)
        run += plain or (letter if not left_out else "")
        if plain or (letter and not many):
            continue
        if run:
            here.append(run.lower())
            run = ""
        if figure and not left_out:
            here.append(_FIGURE)
        if closes == ")":
            break
        if closes:
            found.append(tuple(here))
            here = []
        elif token["open"] is not None and opens[-1:] != ")":
            inside, without = _branches(tokens)
            if not without and opens[-1:] not in ("=", "!"):
                here.append(inside)
    found.append((*here, run.lower()) if run else tuple(here))
    return tuple(found), left_out


def _needed(found: Ways) -> Needs:
    """Of every way its surest set, and the next one where all have one."""
    surest = (_surest(list(_sets(way))) for way in found)
    return tuple(_NONE.union(*sets) for sets in zip(*surest, strict=False))


def _sets(way: Iterable[str | Ways]) -> Iterator[frozenset[str]]:
    for each in way:
        if isinstance(each, str):
            yield frozenset({each})
        else:
            yield from _needed(each)


def _surest(found: list[frozenset[str]], *, most: int = 2, shortest: int = 3) -> Needs:
    """The sets whose pieces are longest; short pieces only where there is nothing else."""
    ranked = sorted(((_surety(each), each) for each in found), key=_SURETY, reverse=True)[:most]
    return tuple(each for surety, each in ranked if surety[0] >= shortest) or tuple(each for _, each in ranked[:1])


def _surety(found: frozenset[str]) -> tuple[int, int]:
    """The longer the shortest piece the better, and the fewer of them."""
    return min(map(len, found)), -len(found)
