"""
Lines as their page meant them: those that were wrapped at a width, or torn at links, put together again.

It only reads: nothing here changes a text, and every unit knows the place of the line or lines that it was made of.
What has no width that explains its line ends, verse and lists among it, keeps its lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, wraps
from itertools import pairwise
from typing import ParamSpec, TypeVar

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import lines_of
from cleaners.text import STOPS, UNSPACED, Line

# A link that is not closed yet, which an image may stand in, and the address of one.
_OPEN = re.compile(r"\[(?:[^\[\]]|!\[[^\[\]]*\]\([^()\s]*\))*$|\]\([^()]*$")
_ADDRESS = re.compile(r"\]\([^()\s]*$")
BULLET = re.compile(r"^(?:[*+•·▪►▶»›‣◦–-]|\d{1,3}[.)]|[☰✓→])\s")
HEADING = re.compile(r"^#{1,6}\s")
STOP = re.compile(rf"[{STOPS}…][\"'”’»)\]*_」』]*$")
# What a line that goes on begins with.
_GOES_ON = frozenset(",.;:!?)]»”…،。，、；：）」")
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


@lru_cache(maxsize=4)
def units(text: str) -> tuple[Line, ...]:
    r"""
    Lines as their page meant them: those that were wrapped at a width, or torn at links, are put together again.

        >>> wrapped = "The mill on the river has been turning since the year in which the\nking died in his bed.\n"
        >>> [unit.text[-11:] for unit in units(wrapped * 4)]
        ['in his bed.', 'in his bed.', 'in his bed.', 'in his bed.']
    """
    said = lines_of(text)
    whole = unwrapped_once(text)
    return _mended(said) if whole is said and _is_torn(said) else whole


@lru_cache(maxsize=4)
def unwrapped_once(text: str) -> tuple[Line, ...]:
    """What `unwrapped` makes of a text, kept for the next cleaner."""
    return unwrapped(text, lines_of(text))


def on_whole_lines(cleaner: Callable[Asked, Iterator[Found]]) -> Callable[Asked, Iterator[Found]]:
    """
    Let a cleaner that reads lines and sentences see those of a text that was wrapped at a width as they were.

    Each line end within a paragraph is a blank to it, so that every character keeps its place.
    """

    @wraps(cleaner)
    def step(*asked: Asked.args, **named: Asked.kwargs) -> Iterator[Found]:
        doc = asked[0]
        if isinstance(doc, Document) and (flat := flattened(doc.text)) is not doc.text:
            asked = (replace(doc, text=flat), *asked[1:])  # type: ignore[assignment]
        return cleaner(*asked, **named)

    return step


@lru_cache(maxsize=4)
def flattened(text: str) -> str:
    r"""
    The text with a blank for each line end at which a paragraph was wrapped, or a sentence broken; else itself.

    What is written without blanks between its words keeps its lines.

        >>> wrapped = "The mill on the river has been turning since the year in which the\nking died in his bed.\n"
        >>> flattened(wrapped * 4).count("\n"), flattened(wrapped).count("\n")
        (4, 1)
        >>> flattened("the mill is still,\nthe wheel is slow,\nand all the ducks are gone.\n").count("\n")
        3
    """
    rows = lines_of(text)
    whole = unwrapped_once(text)
    whole = _unbroken(text, rows) if whole is rows else whole
    if whole is rows:
        return text
    parts: list[str] = []
    at = 0
    for line in whole:
        said = text[line.start : line.stop]
        parts += [text[at : line.start], said if UNSPACED.search(said) else said.replace("\n", " ")]
        at = line.stop
    return "".join([*parts, text[at:]])


def unwrapped(text: str, said: tuple[Line, ...], *, far: int = 400) -> tuple[Line, ...]:
    """The lines of a text; those wrapped at a width, and links that run over lines, are put together again."""
    # Longer lines may be alike by chance: what is wrapped there must show it by its sentences, too.
    width = _width(text, said) or _width(text, said, narrowest=91, widest=130, least=len(said))
    if not width:
        return said
    whole: list[list[Line]] = []
    tail = ""
    for n, line in enumerate(said):
        on = n > 0 and not _parted(text, said[n - 1], line)
        if on and (_continues(said[n - 1], line, width) or _OPEN.search(tail)):
            whole[-1].append(line)
            tail = f"{tail}{_between(tail)}{line.text}"[-far:]
        else:
            whole.append([line])
            tail = line.text[-far:]
    return tuple(map(_one, whole))


def _unbroken(
    text: str, said: tuple[Line, ...], *, most: float = 0.3, fewest: int = 2, long: int = 50
) -> tuple[Line, ...]:
    """
    The lines of a text; sentences that are broken over lines are put together again.

    A line of some words without a stop goes on in a small letter right below, and ends in a stop or a bracket there.
    Where more than `most` of the lines are broken before they are `long`, the text is written so: verse, captions,
    lists. They keep their lines.
    """
    on = {
        n
        for n, (before, line) in enumerate(pairwise(said), 1)
        if line.text[0].islower()
        and before.text[-1] not in ":："
        and not STOP.search(before.text)
        and before.text.count(" ") >= fewest
        and not _parted(text, before, line)
    }
    short = {n for n in on if len(said[n - 1].text) < long}
    on -= short if len(short) > most * len(said) else set()
    if not on:
        return said
    whole: list[list[Line]] = []
    for n, line in enumerate(said):
        whole[-1:] = [[*whole[-1], line]] if n in on else [*whole[-1:], [line]]
    ended = ([_one(parts)] if STOP.search(last := parts[-1].text) or last[-1] in ")）" else parts for parts in whole)
    return tuple(one for parts in ended for one in parts)


def _one(parts: Sequence[Line], *, torn: bool = False) -> Line:
    """The parts of a line as one; where it was torn, no blank stands before a sign."""
    if len(parts) == 1:
        return parts[0]
    text = parts[0].text
    for part in parts[1:]:
        text += ("" if torn and not part.text[0].isalnum() else _between(text)) + part.text
    return Line(parts[0].start, parts[-1].end, text, parts[-1].stop)


def _between(text: str) -> str:
    """What stood between two parts of a line: a blank, or nothing in an address that was broken at a hyphen."""
    return "" if text.endswith("-") and _ADDRESS.search(text[-400:]) else " "


def _is_torn(said: Sequence[Line], *, least: int = 2) -> bool:
    """
    Say whether sentences were broken where a link or a word in bold stood in them.

    Told by lines that begin with the comma or the stop that came after the link.
    """
    if len(said) < 8:
        return False
    signs = sum(line.text[0] in _GOES_ON and line.text[:3] != "..." for line in said)
    return signs >= least and signs * 100 >= len(said)


def _mended(said: Sequence[Line], *, fewest: int = 4, far: int = 400) -> tuple[Line, ...]:
    """
    Torn lines put together again: a line goes on with one that begins with a sign or a small letter.

    A name between the two ("so says" / "Anna Low" / ", a fisher") belongs to both.
    """
    whole: list[list[Line]] = []
    before = ""  # the last `far` characters of what the line may go on with
    for n, line in enumerate(said):
        ahead = said[n + 1].text if n + 1 < len(said) else ""
        on = _goes_on(line.text) and (line.text[0] in _GOES_ON or not STOP.search(before))
        named = len(line.text) < 90 and _goes_on(ahead) and _hangs(before, fewest)
        if before and (on or named) and not BULLET.match(line.text) and not HEADING.match(line.text):
            whole[-1].append(line)
            before = f"{before} {line.text}"[-far:]
        else:
            whole.append([line])
            before = line.text[-far:]
    return tuple(_one(parts, torn=True) for parts in whole)


def _hangs(text: str, fewest: int) -> bool:
    """Say whether a line wants more: "In an email, the speaker of", "The"."""
    last = text.rsplit(" ", 1)[-1]
    if STOP.search(text) or not last:
        return False
    return len(text) <= 3 or (text.count(" ") >= fewest and (text[-1] in ",(“«" or last.islower() or len(last) <= 3))


def _goes_on(text: str) -> bool:
    """Say whether a line can only be the rest of the one before: a sign, or a small letter."""
    return bool(text) and (text[0] in _GOES_ON or text[0].islower() or text.startswith(("’s ", "'s ")))


def _width(
    text: str, said: Sequence[Line], *, narrowest: int = 60, widest: int = 90, least: int = 4, fewest: int = 2
) -> int:
    """
    Where the lines were wrapped: the width that explains most line ends; 0 when too few are explained.

    Half of them must be, `least` at least; `fewest` will do where nearly all are and a sentence goes on in a small
    letter at a third of them.
    """
    votes: Counter[int] = Counter()
    small: Counter[int] = Counter()
    pairs = 0
    for before, line in pairwise(said):
        size = before.stop - before.start
        if size > widest:
            continue
        explained = range(max(size, narrowest), min(size + 1 + _first(line), widest + 1))
        if (explained or size > narrowest // 2) and not _parted(text, before, line):
            pairs += size > narrowest // 2
            votes.update(explained)
            if line.text[0].islower() and not STOP.search(before.text):
                small.update(explained)
    if not votes:
        return 0
    width, agreed = max(votes.items(), key=lambda item: (item[1], item[0]))
    if agreed >= max(least, 0.5 * pairs) or (agreed >= max(fewest, 0.8 * pairs) and 3 * small[width] >= agreed):
        return width
    return 0


def _parted(text: str, before: Line, line: Line) -> bool:
    """A blank line, a bullet, a heading mark or the wide blank that begins a Chinese paragraph between the two."""
    if text.count("\n", before.stop, line.start) > 1 or text.startswith("\u3000", line.start):
        return True
    return bool(BULLET.match(line.text) or HEADING.match(line.text))


def _continues(before: Line, line: Line, width: int) -> bool:
    """Say whether the first word of this line found no room on the one before."""
    size = before.stop - before.start
    return size <= width < size + 1 + _first(line)


def _first(line: Line) -> int:
    """How long the first word of a line is; a script without blanks is broken behind any sign."""
    if line.text[0] >= "\u3040" and UNSPACED.match(line.text):
        return 2
    at = line.text.find(" ")
    return at if at >= 0 else len(line.text)
