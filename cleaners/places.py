"""Where in a text some expressions may find something: told by the rarest pieces that they need, in one reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleaners.pieces import Ways, ways
from cleaners.search import Finder

Window = tuple[int, int]
# The ways of an expression with the numbers of their pieces.
_Branch = tuple[tuple["int | _Branch", ...], ...]


class Places:
    r"""
    The windows of a text in which each of some expressions may find something, in order, none touching the next.

    Of each way to match the piece that this very text has least often says where. `reach` is how many characters of a
    match may stand before and behind that piece. The text is in small letters, like what the expressions look for;
    pieces of Latin letters shorter than `shortest` say where only if a way has no other.

        >>> near = Places([r"\blinks? (?:is|are) below", r"\bwith \w+ dot com"], reach=20)
        >>> near("the tide turns at noon, and the link is below; so long")
        [[(12, 52)], []]
    """

    def __init__(self, expressions: Sequence[str], *, reach: int = 300, shortest: int = 2) -> None:
        self._reach, self._shortest = reach, shortest
        self._pieces: dict[str, int] = {}
        self._branches = [self._branch(ways(each)) for each in expressions]
        self._find = Finder(self._pieces)

    def __call__(self, text: str) -> list[list[Window]]:
        """Give the windows of each expression."""
        hits: list[list[int]] = [[] for _ in self._pieces]
        for which, start, _ in self._find(text):
            hits[which].append(start)
        places = (_rarest(branch, hits) for branch in self._branches)
        size = len(text)
        return [[(0, size)] if each is None else about(each, self._reach, size) for each in places]

    def _branch(self, found: Ways) -> _Branch:
        """The ways of a branch, with numbers for the pieces that tell."""
        return tuple(
            tuple(
                self._branch(each) if not isinstance(each, str) else self._pieces.setdefault(each, len(self._pieces))
                for each in way
                if len(way) == 1 or not isinstance(each, str) or not self._everywhere(each)
            )
            for way in found
        )

    def _everywhere(self, piece: str) -> bool:
        """Say whether a piece is too short to tell anything, if there is another."""
        return piece.isascii() and len(piece.strip()) < self._shortest


def within(windows: Sequence[Window], others: Sequence[Window]) -> Iterator[Window]:
    """
    What of some windows lies within others, both in order.

        >>> list(within([(0, 9), (20, 30)], [(4, 24), (28, 99)]))
        [(4, 9), (20, 24), (28, 30)]
    """
    one, other = 0, 0
    while one < len(windows) and other < len(others):
        low, high = max(windows[one][0], others[other][0]), min(windows[one][1], others[other][1])
        if low < high:
            yield low, high
        if windows[one][1] < others[other][1]:
            one += 1
        else:
            other += 1


def about(places: Iterable[int], reach: int, size: int) -> list[Window]:
    """Windows that reach so far about each of some places, without those that would touch: they are one."""
    found: list[Window] = []
    for at in sorted(places):
        low, high = max(0, at - reach), min(size, at + reach)
        if found and low <= found[-1][1]:
            low, _ = found.pop()
        found.append((low, high))
    return found


def _rarest(branch: _Branch, hits: Sequence[list[int]]) -> list[int] | None:
    """Where the rarest pieces stand without which no way matches; None for anywhere."""
    found: list[int] = []
    for way in branch:
        best: list[int] | None = None
        for each in way:
            here = hits[each] if isinstance(each, int) else _rarest(each, hits)
            if here is not None and (best is None or len(here) < len(best)):
                best = here
                if not here:
                    break
        if best is None:
            return None
        found += best
    return found
