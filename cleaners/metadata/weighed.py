"""The title of a page whose lines bear no marks: the line that stands to its passage of prose as headlines do."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re
from cleaners.errors import ResourceError
from cleaners.metadata.author.bylines import byline
from cleaners.metadata.head import Head, Row, is_prose
from cleaners.metadata.words import DIGIT, STOPPED, WORD, is_date_line
from cleaners.resources import DATA
from cleaners.text import WIDE, key

Floats = NDArray[np.float64]

# What a line is told by: the columns of the model, in this order.
TRAITS = (
    "words", "length", "one_word", "two_words", "stopped", "asks", "colon", "bullet", "numbered", "heading_1",
    "heading_2", "heading_3", "link", "quoted", "stroke", "digits", "capitals", "loud", "small", "blank_above",
    "blank_below", "date_below", "name_below", "date_above", "to_prose", "touches_prose", "prose_above", "prose_below",
    "prose_rest", "taken_up", "topic", "topic_behind", "again_above", "again_below", "headline_above",
    "headline_below", "place", "above_length", "below_length", "longest_between", "prose_behind", "wide",
)  # fmt: skip
_TOPIC, _BEHIND, _BELOW, _LESS = map(TRAITS.index, ("topic", "topic_behind", "prose_below", "prose_behind"))

_BULLET = re.compile(r"[*+•·-][ \t]")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_MARKS = re.compile(r"(?:\d{1,2}\. )?(#{1,6}) ")
_LINK = re.compile(r"(?:[*+-] )?!?\[.*\]\([^)]*\)\W*$")
_QUOTES = frozenset("\"'“„«»‚‘「『")


class Model(NamedTuple):
    """A network of one hidden layer, as bench/train_titles.py and train_sites.py write it."""

    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: float


class Weighed(NamedTuple):
    """Lines that may be titles: their rows in the head, and their traits."""

    places: list[int]
    traits: Floats


def headline_row(
    head: Head,
    may_be_title: Callable[[Row, str], bool],
    told: Collection[int],
    *,
    least: float = 0.35,
    less: float = 0.2,
    ahead: float = 3,
) -> int:
    """
    The row that is likeliest the title of its page; -1 when none is likely enough.

    For a row that something else has `told` to be one, `less` is enough, and for one that is so many times as likely
    as the next. Of 26 lines between .3 and a half sure 20 were titles (pages of sites never seen; few to go by).
    """
    found = weighed(head, may_be_title)
    if not found.places:
        return -1
    sure = likelihood(found.traits, model_of("titles_model.json", TRAITS))
    best = int(sure.argmax())
    place = found.places[best]
    alone = len(sure) == 1 or float(np.partition(sure, -2)[-2]) * ahead < sure[best]
    return place if sure[best] > (less if alone or place in told else least) else -1


def likelihood(traits: Floats, model: Model) -> Floats:
    """How likely each line is a title."""
    hidden = np.maximum(traits @ model.hidden + model.hidden_bias, 0)
    margin = np.clip(hidden @ model.out + model.out_bias, -50, 50)
    return np.asarray(1 / (1 + np.exp(-margin)), np.float64)


@cache
def model_of(name: str, traits: tuple[str, ...]) -> Model:
    """The model in this file of the data; a ResourceError when it knows lines by other traits than these."""
    path = DATA / name
    script = f"bench/train_{name.removesuffix('_model.json')}.py"
    if not path.is_file():
        raise ResourceError(f"no {path}: write it with {script}")
    held = json.loads(path.read_text(encoding="utf-8"))
    if tuple(held["traits"]) != traits:
        raise ResourceError(f"{name} was trained on other traits: write it again with {script}")
    return Model(np.array(held["hidden"]), np.array(held["hidden_bias"]), np.array(held["out"]), held["out_bias"])


def weighed(head: Head, may_be_title: Callable[[Row, str], bool], *, reach: int = 12, passages: int = 60) -> Weighed:
    """The traits of the rows that may be titles: of those with one of the first passages of prose soon below."""
    rows = head.rows
    blocks = _passages(rows)
    below: dict[int, int] = {}
    for first in islice(blocks, passages):
        for at in range(max(0, first - reach), first):
            below[at] = min(below.get(at, first), first)
    places = [at for at in sorted(below) if at not in blocks and may_be_title(rows[at], head.language)]
    if not places:
        return Weighed([], np.zeros((0, len(TRAITS))))
    page = _Page(head, blocks)
    table = np.array([page.traits(at, below[at]) for at in places], np.float64)
    table[:, _BEHIND] = table[:, _TOPIC] - table[:, _TOPIC].max()
    table[:, _LESS] = table[:, _BELOW] - table[:, _BELOW].max()
    return Weighed(places, table)


def _passages(rows: Sequence[Row], *, narrow: int = 50, together: int = 3) -> dict[int, str]:
    """What each passage of prose says, by the row where it begins: a long line, or lines that were wrapped."""
    found: dict[int, str] = {}
    block: list[str] = []
    first = 0
    for at, row in enumerate(rows):
        if row.is_prose:
            found[at] = row.text
        elif len(row.text) >= narrow and row.line.text[0] not in "#*-[+|!":
            first = first if block else at
            block.append(row.text)
            if len(block) == together and is_prose(said := " ".join(block)):
                found[first] = said
            elif len(block) > together and first in found:
                found[first] += f" {row.text}"
            if not _gap(row):
                continue
        block = []
    return dict(sorted(found.items()))


class _Page:
    """What the lines of a page are told by, counted once for all of them."""

    def __init__(self, head: Head, blocks: dict[int, str], *, most: int = 120, longest: int = 1500) -> None:
        self.rows, self.language = head.rows, head.language
        self.starts = list(blocks)
        self.roots = {at: _roots(said[:longest]) for at, said in islice(blocks.items(), most)}
        self.spread: Counter[str] = Counter()
        for found in self.roots.values():
            self.spread.update(found)
        sizes = np.zeros(len(self.rows) + 1)
        for at, said in blocks.items():
            sizes[at + 1] = min(longest, len(said))
        self.mass = np.cumsum(sizes)
        self.twins: dict[str, list[int]] = {}
        for at, row in enumerate(self.rows):
            if len(row.text) <= 220:
                self.twins.setdefault(row.key, []).append(at)
        self.dated: dict[int, bool] = {}

    def is_dated(self, at: int, *, longest: int = 160) -> bool:
        """Tell whether the row says a date and little else."""
        if not 0 <= at < len(self.rows):
            return False
        if at not in self.dated:
            said = self.rows[at].text
            self.dated[at] = len(said) <= longest and is_date_line(said, self.language)
        return self.dated[at]

    def traits(self, at: int, below: int) -> list[float]:
        """What the row is told by, column by column as in TRAITS; `below` is the row where the next prose begins."""
        return [*_shape(self.rows[at]), *self._place(at, below)]

    def _place(self, at: int, below: int, *, near: int = 4, within: int = 25, follow: int = 12) -> list[float]:
        rows, row = self.rows, self.rows[at]
        own = _roots(row.text)
        follows: set[str] = set()
        for place in range(below, min(len(rows), below + follow)):
            follows |= self.roots.get(place, set())
        nearby = range(at + 1, min(len(rows), at + 1 + near))
        above = rows[at - 1].text if at else ""
        under = rows[at + 1].text if at + 1 < len(rows) else ""
        between = max((len(rows[place].text) for place in range(at + 1, below)), default=0)
        twins = self.twins.get(row.key, [at])
        nth = sum(start <= at for start in self.starts)
        prose = math.log1p(self.mass[min(len(rows), below + within)] - self.mass[below])
        return [
            at == 0 or _gap(rows[at - 1]), _gap(row), any(map(self.is_dated, nearby)),
            any(len(rows[n].text) <= 120 and bool(byline(rows[n].text, self.language)) for n in nearby),
            any(map(self.is_dated, range(at - near + 1, at))), math.log1p(below - at), below == at + 1,
            math.log1p(nth), prose, (self.mass[-1] - self.mass[at]) / max(1.0, self.mass[-1]),
            len(own & follows) / max(1, len(own)),
            sum(math.log1p(self.spread[each]) for each in sorted(own)) / max(2, len(own)), 0.0,
            min(3, sum(n < at for n in twins)), min(3, sum(n > at for n in twins)), _is_like(above),
            _is_like(under), at / len(rows), math.log1p(len(above)), math.log1p(len(under)),
            math.log1p(between), 0.0,
            not row.text.isascii() and bool(WIDE.search(row.text)),
        ]  # fmt: skip


def _shape(row: Row) -> list[float]:
    said, raw = row.text, row.line.text
    words = WORD.findall(said)
    count = len(words) + (0 if said.isascii() else len(WIDE.findall(said)) / 2)
    marks = _MARKS.match(raw)
    level = len(marks[1]) if marks else 0
    longer = [word for word in words if len(word) > 3]
    return [
        math.log1p(count), math.log1p(len(said)), count < 2, count == 2, bool(STOPPED.search(said)),
        said[-1:] in "?!？！", ":" in said, bool(_BULLET.match(raw)), bool(_NUMBERED.match(raw)), level == 1,
        level == 2, level > 2, bool(_LINK.match(raw)), said[:1] in _QUOTES, bool(row.gaps), bool(DIGIT.search(said)),
        sum(word[0].isupper() for word in longer) / max(1, len(longer)), said.isupper() and len(said) > 3,
        said[:1].islower(),
    ]  # fmt: skip


def _roots(text: str, *, size: int = 5, shortest: int = 4) -> set[str]:
    """How the longer words begin; of a script without blanks each two signs."""
    said = key(text)
    if not said.isascii() and WIDE.search(said):
        return {said[at : at + 2] for at in range(len(said) - 1) if WIDE.match(said[at])}
    return {word[:size] for word in said.split() if len(word) >= shortest}


def _gap(row: Row) -> bool:
    """Tell whether a blank line follows."""
    return row.line.end - row.line.stop > 1


def _is_like(text: str, *, shortest: int = 25, longest: int = 130) -> bool:
    """Tell a line of the size of a headline that no stop ends."""
    return shortest <= len(text) <= longest and not STOPPED.search(text)
