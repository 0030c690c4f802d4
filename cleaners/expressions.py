"""
The module `re`, of which an expression is compiled when it is first used.

A text needs few of the five hundred that the cleaners have, and to compile them all takes a quarter of a second. A
module says `from cleaners import expressions as re`; an expression that is not right is heard of when it is used, which
the tests do.
"""

from __future__ import annotations

import re
from re import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import Any, AnyStr, cast

__all__ = [
    "DOTALL", "IGNORECASE", "MULTILINE", "VERBOSE", "Match", "Pattern", "compile", "escape", "findall", "finditer",
    "fullmatch", "match", "search", "split", "sub",
]  # fmt: skip

_FINDS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")


class _Later:
    """An expression that is compiled for the first question; from then on it has the answers of the compiled one."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for each in _FINDS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001  as in the module `re`
    """
    Return what finds the expression, compiled when it is first asked to.

        >>> compile("[0-9]+").findall("3 ports, 12 quais")
        ['3', '12']
    """
    return cast("Pattern[AnyStr]", _Later(pattern, flags))
