"""The furniture of a page around its text: menus, share bars, lists of other articles, tags, legal lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache, wraps
from itertools import pairwise
from typing import Any, NamedTuple, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.errors import ResourceError
from cleaners.evidence import bare, ends_said, first_words, furniture_words, line_words, lines_of
from cleaners.platforms import host_of
from cleaners.resources import DATA, languages, patterns
from cleaners.resources import table as read_table
from cleaners.tables import is_data
from cleaners.text import WIDE, Line, key

Floats = NDArray[np.float32]
Asked = ParamSpec("Asked")
Found = TypeVar("Found")

_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|https?://\S+|www\.\S+")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK_LINE = re.compile(r"^[*+>#•-]*\s*\[[^\]]{0,200}\]\(\S+\)\W*$")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_BULLET = re.compile(r"^(?:[*+•·▪►▶»›‣◦–-]|\d{1,3}[.)]|[☰✓→])\s")
_NUMBERED = re.compile(r"^\W{0,3}\d{1,3}[.)°ºª]?(?:\s|$)")
# "6. Comments" is a chapter, "6 Comments" is furniture.
_CHAPTER = re.compile(r"^[#*\s]*\d{1,3}(?:\.\d{1,3})*[.)]\s")
# "[Install](#install)", "[FAQ](docs/faq.md)": a document's own parts.
_OWN_LINK = re.compile(r"\]\((?:#|\.{1,2}/|(?![a-z]+:|/|www\.)[^()\s]+\))")
_HEAD = re.compile(r"^#{1,6}\s")
# Of a README: a link to one of its headings, a heading, what of it is not in the link, an address noted, a directive.
_ANCHOR = re.compile(r"\]\(#([\w-]{2,80})\)")
_HEADING = re.compile(r"(?m)^#{1,6} +(\S[^\n]{0,80})$")
_UNSAID = re.compile(r"[^\w\s-]")
_NOTED = re.compile(r"(?m)^\[[^\]\n]{1,60}\]: (?:https?://|\S+$)")
_DIRECTIVE = re.compile(r"(?m)^\.\. [a-z-]{3,20}::")
# A link that is not closed yet, which an image may stand in, and the address of one.
_OPEN = re.compile(r"\[(?:[^\[\]]|!\[[^\[\]]*\]\([^()\s]*\))*$|\]\([^()]*$")
_ADDRESS = re.compile(r"\]\([^()\s]*$")
_STOP = re.compile(r"[.!?…。！？؟۔।॥။።][\"'”’»)\]*_」』]*$")
# "… ", "[...]", "… more": a text that is cut short.
_CUT = re.compile(r"(?:…|\.\.\.)[\])»”]*\s?(?:\w{0,8})$")
# All stops first: the regex engine skips to them.
_INNER = re.compile(r"[.!?…。！？؟۔।။](?:(?<=[.!?…؟۔।။])[\"”’»)]*\s+[\"“«¿¡(]?[^\W\d_]|(?<=[。！？]))")
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:h.]\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d+ ?(?:min|ago|h|hrs?|d)\b"
    r"|\d ?(?:[年년]|[月월] ?\d{1,2} ?[日일]|(?:分[钟鐘]?|小[时時]|時間|[天日]|[분일]|시간) ?[前전])"
    r"|\b(?:vor|hace|há|il y a|منذ|قبل) \d+ |\b\d+ \w{3,10} (?:fa|geleden|(?:yang )?lalu|назад|temu|sedan|siden|önce)\b"
)
_SIGNS = re.compile(r"[|•·»›>/→←©®™@★☆✕×]")
_RIGHTS = re.compile(
    r"©|\(c\)|copyright|℗|®|\b\S+@\S+\.\w+|all rights|https?:|www\.|\.(?:com|org|net|de|fr|es|it|br)\b", re.IGNORECASE
)
# One of these stands in all that _RIGHTS finds; it ignores the case of "i" and "s" in more ways than `lower` does.
_RIGHTS_SIGNS = (
    "©", "℗", "®", "@", "(c)", "copyr", "all r", "http", "www.", ".com", ".org", ".net", ".de", ".fr", ".e", ".i",
    ".ı", ".br",
)  # fmt: skip


# Where a link leads.
_TARGET = re.compile(r"\]\(([^()\s]*)")

# What a line that goes on begins with.
_GOES_ON = frozenset(",.;:!?)]»”…،。，、；：）」")


@lru_cache(maxsize=4)
def units(text: str) -> tuple[Line, ...]:
    r"""
    Lines as their page meant them: those that were wrapped at a width, or torn at links, are put together again.

        >>> wrapped = "The mill on the river has been turning since the year in which the\nking died in his bed.\n"
        >>> [unit.text[-11:] for unit in units(wrapped * 4)]
        ['in his bed.', 'in his bed.', 'in his bed.', 'in his bed.']
    """
    said = lines_of(text)
    whole = _unwrapped_once(text)
    return _mended(said) if whole is said and _is_torn(said) else whole


@lru_cache(maxsize=4)
def _unwrapped_once(text: str) -> tuple[Line, ...]:
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
    The text with a blank for each line end at which a paragraph was wrapped; itself when none was.

    What is written without blanks between its words keeps its lines.

        >>> wrapped = "The mill on the river has been turning since the year in which the\nking died in his bed.\n"
        >>> flattened(wrapped * 4).count("\n"), flattened(wrapped).count("\n")
        (4, 2)
    """
    whole = _unwrapped_once(text)
    if whole is lines_of(text):
        return text
    parts: list[str] = []
    at = 0
    for line in whole:
        said = text[line.start : line.stop]
        parts += [text[at : line.start], said if WIDE.search(said) else said.replace("\n", " ")]
        at = line.stop
    return "".join([*parts, text[at:]])


def unwrapped(text: str, said: tuple[Line, ...], *, far: int = 400) -> tuple[Line, ...]:
    """The lines of a text; those wrapped at a width, and links that run over lines, are put together again."""
    width = _width(text, said)
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
        on = _goes_on(line.text) and (line.text[0] in _GOES_ON or not _STOP.search(before))
        named = len(line.text) < 90 and _goes_on(ahead) and _hangs(before, fewest)
        if before and (on or named) and not _BULLET.match(line.text) and not _HEAD.match(line.text):
            whole[-1].append(line)
            before = f"{before} {line.text}"[-far:]
        else:
            whole.append([line])
            before = line.text[-far:]
    return tuple(_one(parts, torn=True) for parts in whole)


def _hangs(text: str, fewest: int) -> bool:
    """Say whether a line wants more: "In an email, the speaker of", "The"."""
    last = text.rsplit(" ", 1)[-1]
    if _STOP.search(text) or not last:
        return False
    return len(text) <= 3 or (text.count(" ") >= fewest and (text[-1] in ",(“«" or last.islower() or len(last) <= 3))


def _goes_on(text: str) -> bool:
    """Say whether a line can only be the rest of the one before: a sign, or a small letter."""
    return bool(text) and (text[0] in _GOES_ON or text[0].islower() or text.startswith(("’s ", "'s ")))


def _width(text: str, said: Sequence[Line], *, narrowest: int = 60, widest: int = 90, least: int = 4) -> int:
    """Where the lines were wrapped: the width that explains most line ends; 0 when too few are explained."""
    votes: Counter[int] = Counter()
    pairs = 0
    for before, line in pairwise(said):
        size = before.stop - before.start
        if size <= widest and not _parted(text, before, line):
            first = line.text.split(" ", 1)[0]
            pairs += size > narrowest // 2
            votes.update(range(max(size, narrowest), min(size + 1 + len(first), widest + 1)))
    if not votes:
        return 0
    width, agreed = max(votes.items(), key=lambda item: (item[1], item[0]))
    return width if agreed >= max(least, 0.5 * pairs) else 0


def _parted(text: str, before: Line, line: Line) -> bool:
    """A blank line, a bullet, a heading mark or the wide blank that begins a Chinese paragraph between the two."""
    if text.count("\n", before.stop, line.start) > 1 or text.startswith("\u3000", line.start):
        return True
    return bool(_BULLET.match(line.text) or _HEAD.match(line.text))


def _continues(before: Line, line: Line, width: int) -> bool:
    """Say whether the first word of this line found no room on the one before."""
    size = before.stop - before.start
    return size <= width < size + 1 + len(line.text.split(" ", 1)[0])


KINDS = ("placeholder", "related", "comments", "share", "ad", "legal", "toc", "tags", "ui", "nav")
_RAW = (
    "words", "stop", "inner", "commas", "links", "bullet", "head", "capitals", "shouting", "digits", "dated", "small",
    "signs", "rights", "quotes", "twins", "furniture", "known", "numbered", "colon", "question", "prose", "cut",
    "gap", "indent",
)  # fmt: skip


def measured(page: Sequence[Line]) -> tuple[Floats, list[str]]:
    """The shape of each unit as numbers (a row each, columns as in _RAW), and what its words say it is."""
    known = line_words()
    told = furniture_words()
    keys = [key(unit.text[:100]) if len(unit.text) < 100 else unit.text[:60] for unit in page]
    counts = Counter(keys)
    rows = np.zeros((len(page), len(_RAW)), np.float32)
    kinds = [""] * len(page)
    for n, unit in enumerate(page):
        covered = 0.0
        if len(unit.text) < 120:
            kinds[n], covered = _phrases(keys[n] if len(unit.text) < 100 else key(unit.text), known)
        gap = unit.start - page[n - 1].stop if n else 0
        indent = unit.stop - unit.start - len(unit.text)
        rows[n] = (*_shape(unit.text, counts[keys[n]], told, covered), min(gap, 8), min(max(indent, 0), 40))
    return rows, kinds


def _phrases(said: str, known: dict[str, str], *, longest: int = 6, least: float = 0.7) -> tuple[str, float]:
    """What a line is when it is made of known phrases ("Home News Contact"), and the share of it that they cover."""
    if said in known:
        return known[said], 1.0
    tokens = said.split()
    if tokens and (tokens[0].isdigit() or tokens[-1][-1].isdigit()):  # "Share 988", "Tweet12", "3 Comments"
        plain = " ".join(tokens).strip("0123456789 ")
        if plain in known:
            return known[plain], 1.0
    if len(tokens) < 2 or len(tokens) > 16:
        return "", 0.0
    begin = first_words()
    if begin.isdisjoint(tokens):
        return "", 0.0
    at = covered = 0
    best = ("", 0)
    while at < len(tokens):
        if tokens[at] not in begin:
            at += 1
            continue
        for size in range(min(longest, len(tokens) - at), 0, -1):
            kind = known.get(" ".join(tokens[at : at + size]))
            if kind and (size > 1 or len(tokens[at]) > 2):
                covered += size
                if size > best[1]:
                    best = (kind, size)
                at += size
                break
        else:
            at += 1
    share = covered / len(tokens)
    return (best[0] if share >= least else ""), share


@lru_cache(maxsize=1024)
def _shape(text: str, twins: int, told: frozenset[str], covered: float, *, look: int = 400) -> tuple[float, ...]:
    """Numbers for one unit; of a long one only the beginning is read."""
    head = text[:look]
    bullet = bool(_BULLET.match(head))
    heading = bool(_HEAD.match(head))
    linked = 0.0
    if "](" in head or "http" in head or "www." in head:
        seen = _IMAGE.sub(" ", text[: 8 * look])
        shown = _LINK.sub(r"\1", seen)
        anchors = sum(len(hit[1] or "") + 4 for hit in _LINK.finditer(seen))
        linked = min(1.0, anchors / max(1, len(shown.strip(" *#[]()"))))
        head = shown[:look]
    tokens = _TOKEN.findall(head)
    count = len(tokens) or 1
    size = len(tokens) * len(text) / look if len(text) > look and not linked else float(len(tokens))
    wide = len(WIDE.findall(head))
    if wide > 4:
        size = max(size, wide / 2 * max(1.0, len(text) / max(1, len(head))))
    stop = bool(_STOP.search(text[-12:]))
    inner = len(_INNER.findall(head))
    capitals = sum(token[0].isupper() for token in tokens) / count
    shouting = sum(len(token) > 1 and token.isupper() for token in tokens) / count
    digits = sum(token.isdigit() for token in tokens) / count
    small = sum(len(token) <= 3 and token.islower() for token in tokens) / count
    furniture = sum(token.lower() in told for token in tokens)
    return (
        min(size, 120.0), stop, min(inner, 6), min(sum(map(head.count, ",、،，")), 12) / count,
        linked, bullet, heading, capitals, shouting, digits, digits > 0 and bool(_DATED.search(head[:120])), small,
        min(len(_SIGNS.findall(head)), 8), _speaks_of_rights(head), sum(mark in head for mark in '"“«„'),
        min(twins, 4), min(furniture, 6) / min(count, 12), covered, bool(_NUMBERED.match(head)),
        text.endswith((":", "：")), text.endswith(("?", "？", "؟")),
        size >= 14 and (stop or inner > 0) and furniture <= 1 + size / 30 and linked < 0.5 and capitals < 0.6,
        bool(_CUT.search(text[-12:])),
    )  # fmt: skip


def _speaks_of_rights(text: str) -> bool:
    """Say whether an owner, a mark or an address stands in the text; most are told by a cheap look."""
    low = text.lower()
    return any(sign in low for sign in _RIGHTS_SIGNS) and bool(_RIGHTS.search(text))


_HEADS = ("related", "comments", "share", "tags", "legal", "nav")
_NEAR = ("prose", "known", "stop", "bullet", "links", "capitals", "furniture", "dated", "numbered")
_FAR = (2, 6, 15)
_STEPS = tuple(
    (name, step)
    for step in (1, 2, -1, -2)
    for name in ("words", "stop", "known", "prose", "bullet", "head", "capitals", "colon", "numbered")
)
COLUMNS: tuple[str, ...] = (
    *_RAW, "text before", "text after", "place", "units", "prose share", "since prose", "until prose", "since colon",
    *(f"since {kind}" for kind in _HEADS), "until furniture", *(f"is {kind}" for kind in KINDS),
    *(f"{name} within {reach}" for name in _NEAR for reach in _FAR),
    "words within 1", "words within 3", "words within 8",
    *(f"{name} at {step:+d}" for name, step in _STEPS), "shared words", "alike",
    "gap like text", "indent like text", "gap at +1", "blocks away", "block share", "main at", "own topic", "period",
    "dated at +1", "dated at -1", "cut within 3", "head since", "stop run", "run words",
)  # fmt: skip


def features(page: Sequence[Line]) -> tuple[Floats, list[str]]:
    """Each unit's own shape and what stands around it: one row a unit."""
    raw, kinds = measured(page)
    return _around(raw, kinds, page), kinds


def _around(raw: Floats, kinds: Sequence[str], page: Sequence[Line]) -> Floats:
    n = len(page)
    col = {name: raw[:, i] for i, name in enumerate(_RAW)}
    prose = col["prose"]
    words = col["words"]
    loud = np.minimum(words, 60.0)
    mass = prose * words
    total = max(1.0, float(mass.sum()))
    before = (np.cumsum(mass) - mass) / total
    after = 1.0 - before - mass / total
    columns = [raw]
    columns += [
        np.stack([before, after, np.arange(n, dtype=np.float32) / max(1, n), np.full(n, min(n, 400), np.float32)], 1)
    ]
    columns += [np.full((n, 1), float(mass.sum() / max(1.0, float(words.sum()))), np.float32)]
    columns += [np.stack([_since(prose > 0), _since(prose[::-1] > 0)[::-1], _since(col["colon"] > 0)], 1)]
    for kind in _HEADS:
        columns.append(_since(np.array([each == kind for each in kinds]))[:, None])
    columns.append(
        _since(np.array([each in ("share", "comments", "legal", "nav", "tags") for each in kinds])[::-1])[::-1][:, None]
    )
    onehot = np.array([[each == kind for kind in KINDS] for each in kinds], np.float32).reshape(n, len(KINDS))
    columns.append(onehot)
    columns.append(_within(np.stack([col[name] for name in _NEAR], 1), _FAR))
    for reach in (1, 3, 8):
        columns.append(_mean(loud, reach)[:, None])
    columns += [_shifted(col[name], step)[:, None] for name, step in _STEPS]
    columns.append(_shared(page, prose)[:, None])
    columns.append(_alike(raw)[:, None])
    block, share = _blocks(mass)
    main = share >= share.max() if n else np.zeros(0, np.bool_)
    at = np.flatnonzero(main)
    away = np.zeros(n, np.float32)
    if len(at):
        away = np.clip(
            np.where(np.arange(n) < at[0], np.arange(n) - at[0], np.maximum(0, np.arange(n) - at[-1])), -60, 60
        )
    runs = _runs(raw)
    columns.append(
        np.stack(
            [
                _like_text(col["gap"], mass),
                _like_text(col["indent"], mass),
                _shifted(col["gap"], 1),
                away,
                share,
                block,
                _topic(page, prose > 0, main),
                _period(col),
                _shifted(col["dated"], 1),
                _shifted(col["dated"], -1),
                _mean(col["cut"], 3),
                _since(col["head"] > 0),
                *runs,
            ],
            1,
        )
    )
    return np.concatenate(columns, 1).astype(np.float32)


def _like_text(values: Floats, mass: Floats) -> Floats:
    """Which share of the page's prose stands on lines with the same value."""
    total = max(1.0, float(mass.sum()))
    sums: dict[float, float] = {}
    for value, weight in zip(values.tolist(), mass.tolist(), strict=True):
        sums[value] = sums.get(value, 0.0) + weight
    return np.array([sums[value] / total for value in values.tolist()], np.float32)


def _blocks(mass: Floats, *, hole: int = 3) -> tuple[Floats, Floats]:
    """Runs of prose with at most `hole` other lines between: for each unit the place of its run and the run's share."""
    share = np.zeros(len(mass), np.float32)
    number = np.zeros(len(mass), np.float32)
    total = max(1.0, float(mass.sum()))
    marks = np.flatnonzero(mass > 0)
    if len(marks):
        breaks = np.flatnonzero(np.diff(marks) > hole + 1)
        starts, ends = marks[np.concatenate([[0], breaks + 1])], marks[np.concatenate([breaks, [len(marks) - 1]])]
        sums = [float(mass[a : b + 1].sum()) / total for a, b in zip(starts, ends, strict=True)]
        top = int(np.argmax(sums))
        for i, (a, b) in enumerate(zip(starts, ends, strict=True)):
            share[a : b + 1] = sums[i]
            number[a : b + 1] = i - top
    return number, share


def _runs(raw: Floats) -> list[Floats]:
    """Of the run of units without prose that a unit stands in: the share that ends in a stop, and its mean words."""
    prose = raw[:, _RAW.index("prose")]
    stop = raw[:, _RAW.index("stop")]
    words = np.minimum(raw[:, 0], 60.0)
    out = [np.zeros(len(raw), np.float32), np.zeros(len(raw), np.float32)]
    start = 0
    for n in range(len(raw) + 1):
        if n == len(raw) or prose[n] != prose[start]:
            if n > start:
                out[0][start:n] = stop[start:n].mean()
                out[1][start:n] = words[start:n].mean()
            start = n
    return out


def _topic(page: Sequence[Line], prose: NDArray[np.bool_], main: NDArray[np.bool_]) -> Floats:
    """Which share of a unit's longer words stands in other lines of the greatest run of prose."""
    said: Counter[str] = Counter()
    own: list[set[str]] = []
    for n, unit in enumerate(page):
        mine = _words(unit.text[:300], least=5)
        own.append(mine)
        if main[n] and prose[n]:
            said.update(mine if len(unit.text) <= 300 else _words(unit.text[:1500], least=5))
    out = np.full(len(page), -1.0, np.float32)
    for n, mine in enumerate(own):
        if mine:
            floor = 1 if main[n] and prose[n] else 0
            out[n] = sum(said[word] > floor for word in mine) / len(mine)
    return out


def _period(col: dict[str, Floats], *, most: int = 5, reach: int = 5) -> Floats:
    """How much the lines around repeat a pattern: title, summary, date, and again."""
    size = np.digitize(col["words"], (3, 8, 16, 30))
    code = size * 32 + col["stop"] * 16 + col["dated"] * 8 + col["bullet"] * 4 + (col["links"] > 0.5) * 2
    n = len(code)
    best = np.zeros(n, np.float32)
    for step in range(2, most + 1):
        same = np.zeros(n, np.float32)
        if n > step:
            alike = (code[step:] == code[:-step]) & (code[step:] != code[step - 1 : -1])
            same[:-step] += alike
            same[step:] += alike
        best = np.maximum(best, _mean(np.minimum(same, 1.0), reach))
    return best


def _since(marks: NDArray[np.bool_], *, far: float = 40.0) -> Floats:
    """How many units back the last mark stands, this unit counting as 0."""
    at = np.where(marks, np.arange(len(marks)), -1000)
    if not len(marks):
        return np.zeros(0, np.float32)
    back: Floats = np.minimum(np.arange(len(marks)) - np.maximum.accumulate(at), far).astype(np.float32)
    return back


def _mean(values: Floats, reach: int) -> Floats:
    """The mean over the units within `reach` on both sides."""
    return _within(values[:, None], (reach,))[:, 0]


def _within(columns: Floats, reaches: Sequence[int]) -> Floats:
    """The means of each column over the units within each reach on both sides: all reaches of the first, and so on."""
    rows, wide = columns.shape
    sums = np.zeros((rows + 1, wide))
    sums[1:] = np.cumsum(columns, axis=0)
    at = np.arange(rows)
    means = np.empty((rows, wide, len(reaches)), np.float32)
    for n, reach in enumerate(reaches):
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, rows)
        means[:, :, n] = (sums[high] - sums[low]) / (high - low)[:, None]
    return means.reshape(rows, wide * len(reaches))


def _shifted(values: Floats, step: int) -> Floats:
    """The value `step` units further on (back when negative), -1 beyond the page."""
    out = np.full(len(values), -1.0, np.float32)
    if step > 0:
        out[:-step] = values[step:]
    else:
        out[-step:] = values[:step]
    return out


def _shared(page: Sequence[Line], prose: Floats) -> Floats:
    """Which share of a short unit's longer words stands in the prose too."""
    said: set[str] = set()
    for unit, is_prose in zip(page, prose, strict=True):
        if is_prose:
            said.update(_words(unit.text[:2000]))
    out = np.full(len(page), -1.0, np.float32)
    for n, unit in enumerate(page):
        if not prose[n] and said:
            own = _words(unit.text[:200])
            if own:
                out[n] = len(own & said) / len(own)
    return out


def _words(text: str, *, least: int = 4) -> set[str]:
    if WIDE.search(text[:40]):
        bare_text = "".join(_TOKEN.findall(text))
        return {bare_text[i : i + 2] for i in range(len(bare_text) - 1)}
    return {token.lower() for token in _TOKEN.findall(text) if len(token) >= least}


def _alike(raw: Floats, *, far: int = 30) -> Floats:
    """How many units in a row, this one among them, are alike: short without a stop, or prose."""
    short = raw[:, _RAW.index("prose")] == 0
    out = np.zeros(len(raw), np.float32)
    start = 0
    for n in range(len(raw) + 1):
        if n == len(raw) or (n and short[n] != short[start]):
            out[start:n] = min(n - start, far)
            start = n
    return out


class Trees(NamedTuple):
    """Boosted trees in flat arrays; a leaf points at itself, so that walking on does no harm."""

    roots: NDArray[np.intp]
    columns: NDArray[np.intp]
    limits: Floats
    children: NDArray[np.intp]
    values: Floats
    depth: int
    base: float


@cache
def _file() -> dict[str, Any]:
    path = DATA / "lines_model.json"
    if not path.is_file():
        raise ResourceError("cleaners/data/lines_model.json is missing; reinstall limpide, or run bench/train_lines.py")
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held


@cache
def _trees() -> tuple[Trees, Trees]:
    """
    The two models as they lie in their file: trees as lists of nodes, a node [column, limit, left, right] or [value].

    Smaller than or equal to the limit goes left. Columns are named in the file and must be ours.
    """
    held = _file()
    if tuple(held["first"]["columns"]) != COLUMNS or tuple(held["second"]["columns"]) != (*COLUMNS, *AGAIN):
        raise ResourceError("cleaners/data/lines_model.json was trained on other columns; run bench/train_lines.py")
    return _flat(held["first"]), _flat(held["second"])


def _flat(held: dict[str, Any]) -> Trees:
    nodes = [node for tree in held["trees"] for node in tree]
    sizes = np.cumsum([0, *(len(tree) for tree in held["trees"])])
    offsets = np.repeat(sizes[:-1], np.diff(sizes))
    at = np.arange(len(nodes))
    leaf = np.array([len(node) == 1 for node in nodes])
    left = np.where(leaf, at, [0 if len(node) == 1 else node[2] for node in nodes] + offsets)
    right = np.where(leaf, at, [0 if len(node) == 1 else node[3] for node in nodes] + offsets)
    return Trees(
        sizes[:-1].astype(np.intp),
        np.array([0 if len(node) == 1 else node[0] for node in nodes], np.intp),
        np.array([np.inf if len(node) == 1 else node[1] for node in nodes], np.float32),
        np.stack([left, right], 1).reshape(-1).astype(np.intp),
        np.array([node[0] if len(node) == 1 else 0.0 for node in nodes], np.float32),
        int(held["depth"]),
        float(held["base"]),
    )


def _margins(trees: Trees, table: Floats) -> Floats:
    """How much speaks for text in each row, as the logarithm of the odds."""
    rows, width = table.shape
    flat = np.ascontiguousarray(table).reshape(-1)
    at = np.broadcast_to(trees.roots, (rows, len(trees.roots))).reshape(-1)
    offsets = np.repeat(np.arange(rows) * width, len(trees.roots))
    for _ in range(trees.depth):
        over = flat.take(offsets + trees.columns.take(at)) > trees.limits.take(at)
        at = trees.children.take(2 * at + over)
    margins: Floats = (trees.values.take(at).reshape(rows, -1).sum(axis=1) + trees.base).astype(np.float32)
    return margins


def judged(table: Floats) -> Floats:
    """How likely each row is text, 0 to 1: asked once, and again when the answers for the whole page are known."""
    first, second = _trees()
    margins = _margins(second, np.concatenate([table, again(table, _margins(first, table))], 1))
    sure: Floats = (1.0 / (1.0 + np.exp(-np.clip(margins, -30.0, 30.0)))).astype(np.float32)
    return sure


AGAIN = (
    "first", *(f"first at {step:+d}" for step in (1, 2, 3, -1, -2, -3)),
    *(f"first within {reach}" for reach in (2, 5, 12)),
    "text before again", "text after again", "since sure text", "until sure text", "text evidence behind",
    "text evidence ahead", "inside", "page evidence",
)  # fmt: skip


def again(table: Floats, margins: Floats, *, cap: float = 5.0, sure: float = 1.4) -> Floats:
    """What the first answers say about the neighbours of each unit, and about where the text begins and ends."""
    told = np.clip(margins, -cap, cap).astype(np.float32)
    words = np.minimum(table[:, 0], 60.0)
    n = len(told)
    mass = np.where(told > 0, words, 0.0)
    total = max(1.0, float(mass.sum()))
    before = (np.cumsum(mass) - mass) / total
    firm = (told > sure) & (words >= 8)
    weighed = told * np.sqrt(np.minimum(words, 36.0))
    weighed = weighed.astype(np.float32)
    ahead, behind = _evidence(weighed[::-1])[::-1], _evidence(weighed)
    columns = [
        told,
        *(_shifted(told, step) for step in (1, 2, 3, -1, -2, -3)),
        *(_mean(told, reach) for reach in (2, 5, 12)),
    ]
    rest = (1.0 - before - mass / total).astype(np.float32)
    columns += [before.astype(np.float32), rest, _since(firm), _since(firm[::-1])[::-1], behind, ahead]
    columns += [_best(weighed), np.full(n, float(np.clip(told, -cap, 0).sum()), np.float32)]
    return np.stack(columns, 1).astype(np.float32)


def _evidence(weighed: Floats, *, most: float = 300.0) -> Floats:
    """For each unit, how much the best run from the start of the page that ends before it speaks for text."""
    sums = np.concatenate([[0.0], np.cumsum(weighed, dtype=np.float32)])
    best: Floats = np.minimum(np.maximum.accumulate(sums)[:-1], most).astype(np.float32)
    return best


def _best(weighed: Floats) -> Floats:
    """1 for the units of the run that speaks most for text, 0 outside."""
    out = np.zeros(len(weighed), np.float32)
    best, best_at, total, start = 0.0, (0, 0), 0.0, 0
    for n, value in enumerate(weighed.tolist()):
        if total <= 0:
            total, start = 0.0, n
        total += value
        if total > best:
            best, best_at = total, (start, n + 1)
    out[best_at[0] : best_at[1]] = 1.0
    return out


_RULES = {
    "related": "related.list", "share": "share.bar", "nav": "nav.menu", "ui": "ui.words", "ad": "ad.line",
    "legal": "legal.notice", "tags": "tags.list", "toc": "toc.list", "comments": "comments.prompt",
    "placeholder": "placeholder.words",
}  # fmt: skip
_ANCHORS = frozenset(("related", "share", "nav", "ui", "legal", "comments", "ad", "tags"))
# What a line that leads to the text has none of.
_PLAIN = ("furniture", "links", "rights", "dated", "bullet")
# What a foot may begin with.
_OPENS_FOOT = frozenset(("related", "comments", "share", "legal"))


def drop_furniture(
    doc: Document, *, least: float = 2.0, walled: float = 6.0, below: float = 0.2, prose_below: float = 0.04
) -> Iterator[Edit]:
    """
    Lines of the page around a text, judged by a small model from their shape, their place and their neighbours.

    It looks only where a page shows itself: before or after the text, different lines whose words are furniture in
    some language and that stand together, a line of several words weighing 1, a single word, which a list may hold
    as well, a third; `least` together; or many lines that are but a link. Where they weigh less, only a foot or a
    head that is nearly all furniture goes. Else each line gets a probability of being
    text; lines under `below` go, what reads as prose only under `prose_below`, and doubtful lines between two that
    go. Each run that goes holds such a known line, a link or a legal sign, or stands beside one; close to the text it
    holds one that weighs. A page of which no prose would stay is left as it is.

    What is left alone: speech, unless signs that weigh `walled` and a mark of rights show that a page was copied whole
    with it; texts without a page around them: poems, recipes, laws, lists, code, manuals of
    programs whose chapters are called "Settings" and "Log out", a privacy policy, a README with its links; also a
    list that a sentence of the text announces with a colon. A page that came as HTML was judged by its tree,
    which says more than its lines.
    """
    if _is_left_alone(doc):
        return
    page = units(doc.text)
    known = line_words()
    signs = {n: kind for n, unit in enumerate(page) if len(unit.text) < 80 and (kind := _sign(unit.text, known))}
    linked = _linked(page)
    if doc.get("kind") == "transcript" and _weighed(page, signs) < walled:
        return
    if not linked and not _shows(page, signs, least):
        return
    table, kinds = features(page)
    sure = judged(table)
    prose = table[:, COLUMNS.index("prose")] > 0
    beyond = _beyond(table, sure)
    signed = _around_text(signs, page, table) >= least
    if linked or signed:
        out = _decided(sure, table, kinds, below, prose_below)
        out &= _anchored(out, table, kinds, page, sure)
        out |= beyond
        out |= _of_others(out, sure, table, page)
    else:
        out = beyond if _shown(beyond, signs, sure) else np.zeros(len(sure), np.bool_)
    out |= _at_an_edge(signs, sure, table, page)
    out |= _carried_on(out, sure, table, page)
    out &= ~_announced(table, kinds)
    if not doc.get("title"):
        out &= ~_headline(out, table, kinds)
    out &= ~(_leads(out, table, kinds, sure) | _sums_up(out, table, kinds, sure) | _on_subject(table, sure))
    if out.any():
        out &= ~(_data(page, kinds) | _sources(page, table, kinds))
        out &= ~_listed(out, table, kinds, sure)
        out &= ~_of_a_series(out, table, page)
    unsure = linked and not signed and not (_is_firm(sure[out]) or _leads_home(page, out))
    long = table[:, COLUMNS.index("words")] >= 14
    if unsure or not (long & ~out).any() or _takes_text(out, sure, prose * table[:, 0]):
        return
    title, author = key(doc.get("title")), doc.get("author")
    out |= _ranks(out, page)
    heads = _lists(out, kinds)
    stopped = table[:, COLUMNS.index("stop")] > 0
    for n in np.flatnonzero(out).tolist():
        if kinds[n] == "related" and n + 1 < len(page) and not out[n + 1] and not stopped[n + 1]:
            continue  # it heads what stays: whether that is a title is asked by who knows lists of titles
        if title and key(page[n].text) == title and table[n, COLUMNS.index("text after")] > 0.5:
            continue
        if author and _signed(page[n].text, author, (~out & prose)[max(0, n - 3) : n + 4]):
            continue
        rule = _RULES.get(kinds[n] or heads[n], "page.furniture")
        yield page[n].dropped(rule, _why(table[n], kinds[n]), round(1 - float(sure[n]), 2))


def _is_left_alone(doc: Document) -> bool:
    """Say whether a text has no page around it by what it is; speech may have one that says whose it is."""
    kind = doc.get("kind")
    if kind in ("poem", "legal") or (kind == "transcript" and "©" not in doc.text):
        return True
    return doc.get("format") == "html" or _is_readme(doc.text)


def _weighed(page: Sequence[Line], signs: dict[int, str]) -> float:
    """What these signs weigh together, each line once."""
    return sum({page[n].text: _weight(page[n].text, kind) for n, kind in signs.items()}.values())


def _is_firm(sure: Floats, *, none: float = 0.05, share: float = 0.3) -> bool:
    """Say whether at least a `share` of the lines that would go are surely none: of copied pages half and more are."""
    return bool((sure < none).sum() >= share * len(sure))


def _leads_home(
    page: Sequence[Line], out: NDArray[np.bool_], *, bare: int = 5, fewest: int = 10, own: float = 0.8
) -> bool:
    """
    Say whether the lines that would go lead to the page's own site, as menus do and what an author gathered does not.

    Told by `bare` links that name no site ("](/news)", "](javascript:"), or by `fewest` of which `own` name the same;
    links to the host where programs lie are an author's list of them.
    """
    links = "\n".join(page[n].text for n in np.flatnonzero(out).tolist())
    if sum(target.startswith(("/", "../", "javascript:")) for target in _TARGET.findall(links)) >= bare:
        return True
    hosts = Counter(_hosts(links))
    return hosts.total() >= fewest and max(hosts.values()) >= own * hosts.total() and "github.com" not in hosts


def _hosts(text: str) -> list[str]:
    """The sites that the links of some text lead to, in their order."""
    return [host_of(target) for target in _TARGET.findall(text) if target.startswith(("http://", "https://"))]


def _is_readme(text: str, *, own: int = 3, noted: int = 4, directives: int = 2) -> bool:
    """Say whether a text was written with its marks: links to its own headings, addresses noted below, directives."""
    if "](#" in text and len(anchors := {*_ANCHOR.findall(text)}) >= own:
        slugs = {"-".join(_UNSAID.sub("", head).lower().split()) for head in _HEADING.findall(text)}
        if len(anchors & slugs) >= own:
            return True
    if "]: " in text and len(_NOTED.findall(text)) >= noted:
        return True
    return ".. " in text and len(_DIRECTIVE.findall(text)) >= directives


def _leads(
    out: NDArray[np.bool_], table: Floats, kinds: Sequence[str], sure: Floats, *, near: int = 5, longest: int = 45
) -> NDArray[np.bool_]:
    """
    What leads to the text: a line that sums it up close above it, a heading right above a part of it, and its number.

    Only lines that show no sign of furniture but their place. Above the first prose they are as long as a sentence and
    not surely none; a heading stands between two parts of the text, and before what is likely one.
    """
    col = {name: table[:, COLUMNS.index(name)] for name in (*_PLAIN, "words", "prose", "text before", "numbered")}
    plain = np.array([not kind for kind in kinds]) & ~np.any([col[name] > 0 for name in _PLAIN], axis=0)
    text = ~out & (col["prose"] > 0) & (sure > 0.5)
    if not text.any():
        return np.zeros(len(out), np.bool_)
    first, at, words = int(np.argmax(text)), np.arange(len(out)), col["words"]
    summed = (at >= first - near) & (at < first) & (words >= 8) & (words <= longest) & (sure >= 0.01)
    heading = np.append(text[1:], False) & (col["text before"] > 0.01) & (words >= 1) & (words <= 16) & (sure >= 0.1)
    found: NDArray[np.bool_] = plain & (summed | heading)
    found |= (words == 1) & (col["numbered"] > 0) & np.append((plain & heading)[1:], False)
    return found


def _on_subject(
    table: Floats,
    sure: Floats,
    *,
    least: float = 0.5,
    share: float = 0.25,
    doubtful: float = 0.1,
    long: int = 40,
    alike: float = 0.75,
) -> NDArray[np.bool_]:
    """
    Prose that speaks of what the text speaks of, in its words, and that is not surely none: it goes on with the text.

    Of 600 copied pages it keeps as much text as noise; the noise is mostly what readers and clients say of the subject.
    A paragraph of `long` words needs nothing more than to share as many words with the text as its own parts do.
    """
    topic, prose = table[:, COLUMNS.index("own topic")], table[:, COLUMNS.index("prose")] > 0
    found: NDArray[np.bool_] = prose & (topic >= share) & (sure >= doubtful)
    found &= sure + 0.5 * np.minimum(topic, 0.6) >= least
    usual = _usual(topic[prose & (sure > 0.8)])
    if usual > 0:
        found |= prose & (table[:, COLUMNS.index("words")] >= long) & (topic >= alike * usual) & (sure >= doubtful)
    return found


def _usual(topic: Floats) -> float:
    """How much the lines of a text speak of what it speaks of, on average."""
    told = topic[topic >= 0]
    return float(told.mean()) if len(told) else 0.0


def _sums_up(
    out: NDArray[np.bool_],
    table: Floats,
    kinds: Sequence[str],
    sure: Floats,
    *,
    near: int = 25,
    named: float = 0.6,
    share: float = 0.3,
    loud: float = 0.5,
) -> NDArray[np.bool_]:
    """
    A title and what sums the text up right below it, though a signature, buttons or contents stand before the text.

    The title has at least four words, of which most stand in the text; what sums it up is a sentence, or as long as
    one, with words of the text, and another one may follow it.
    """
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "question", "capitals", "dated", "prose")}
    text = ~out & (col["prose"] > 0) & (sure > 0.5)
    if not text.any():
        return found
    first, words = int(np.argmax(text)), col["words"]
    plain = np.array([not kind for kind in kinds])
    plain &= ~np.any([table[:, COLUMNS.index(name)] > 0 for name in ("bullet", "rights")], axis=0)
    plain &= table[:, COLUMNS.index("links")] <= 0.5
    shared = np.maximum(table[:, COLUMNS.index("own topic")], table[:, COLUMNS.index("shared words")])
    stopped = col["stop"] > 0
    title = plain & (words >= 4) & (words <= 25) & (shared >= named) & ~(stopped & (col["question"] == 0))
    told = plain & (words >= 8) & (words <= 80) & (shared >= share) & (sure >= 0.01) & (col["capitals"] < loud)
    told &= (stopped | ((words >= 12) & (col["capitals"] < 0.8 * loud))) & ((col["dated"] == 0) | (words >= 15))
    last = -near
    for n in range(max(0, first - near), first):
        if told[n] and n - last <= 2:
            found[[last, n]] = True
            last = n
        elif title[n]:
            last = n
    return found


def _overturned(out: NDArray[np.bool_], read: Floats, *, most: float = 1.0) -> bool:
    """Say whether more than `most` times the prose that stays would go: then the text was taken for furniture."""
    return bool(read[out].sum() > most * read[~out].sum())


def _takes_text(
    out: NDArray[np.bool_],
    sure: Floats,
    read: Floats,
    *,
    least: int = 150,
    text: float = 0.9,
    none: float = 0.05,
    most: float = 3.0,
) -> bool:
    """
    Say whether the text was taken for furniture: more prose would go than stays.

    Not so when what stays is surely text, and what goes is surely none, at most `most` times as long and all but a
    tenth of it above or below what stays: then the foot tells of other articles, or of cookies, at greater length than
    the text has.
    """
    if not _overturned(out, read):
        return False
    stays, goes = read * ~out, read * out
    if stays.sum() < least or goes.sum() > most * stays.sum():
        return True
    text_at = np.flatnonzero(stays)
    if 10 * goes[text_at[0] : text_at[-1]].sum() > goes.sum():
        return True
    return bool((stays @ sure) < text * stays.sum() or (goes @ sure) > none * goes.sum())


def _carried_on(
    out: NDArray[np.bool_],
    sure: Floats,
    table: Floats,
    page: Sequence[Line],
    *,
    fewest: int = 12,
    words: int = 4,
    longest: int = 40,
    share: float = 0.25,
    mean: float = 0.5,
    last: float = 0.3,
    near: int = 3,
) -> NDArray[np.bool_]:
    """
    The rest of a menu of which a part goes: one or two words a line, line after line, before the text or after it.

    `fewest` such lines in a row, a `share` of which goes, with a mean under `mean`; of its last ones, `near` the text,
    which may be a title and a name, those that are hardly text, under `last`.
    """
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "colon", "digits", "prose")}
    brief = (col["words"] <= words) & ~np.any([col[name] > 0 for name in ("stop", "colon", "digits", "prose")], axis=0)
    text = np.flatnonzero(~out & (col["prose"] > 0) & (sure > 0.5))
    if not len(text):
        return found
    at = np.arange(len(out))
    brief &= (at < text[0]) | (at > text[-1])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], brief.astype(np.int8), [0]])))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start < fewest or out[start:end].mean() < share or sure[start:end].mean() >= mean:
            continue
        told = (sure[start:end] < last) | out[start:end]
        told[:-near] |= sure[start : end - near] < mean
        low = np.flatnonzero(told)
        run = slice(start + int(low[0]), start + int(low[-1]) + 1)
        found[run] = np.array([len(unit.text) <= longest for unit in page[run]])
    return found


def _of_others(
    out: NDArray[np.bool_],
    sure: Floats,
    table: Floats,
    page: Sequence[Line],
    *,
    fewest: int = 5,
    share: float = 0.3,
    head: int = 8,
) -> NDArray[np.bool_]:
    """
    Lists of what else the site has, below the text: places of the most read, from 1 on, and titles with their dates.

    At least `fewest` entries, whose longer words stand in the text less than a `share` as often as the text's own
    words stand in the rest of it; so the hits, the results and the sources that a text ends with stay. The line above
    places goes with them when it is a heading of at most `head` words.
    """
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "colon", "prose", "own topic", "dated")}
    prose, topic = col["prose"] > 0, col["own topic"]
    text = np.flatnonzero(~out & prose & (sure > 0.5) & (table[:, COLUMNS.index("main at")] == 0))
    if not len(text):
        return found
    floor = share * _usual(topic[text])
    placed = np.array([bool(_PLACE.match(unit.text)) for unit in page])
    text = np.flatnonzero(~out & prose & (sure > 0.5) & (topic > 2 * floor) & ~placed)
    below = int(text[-1]) + 1 if len(text) else len(out)
    n = below
    while n < len(out):
        end, items = _places(page, n, col)
        counted = sum(any(map(str.isdigit, _PLACE.sub("", page[item].text))) for item in items)
        if (
            len(items) >= fewest
            and 2 * counted <= len(items)
            and not (n and col["colon"][n - 1])
            and _apart(topic[items], floor)
        ):
            start = n - 1 if n > below and col["words"][n - 1] <= head and not col["stop"][n - 1] else n
            found[start:end] = True
        n = max(end, n + 1)
    dates = np.flatnonzero((np.arange(len(out)) >= below) & (col["dated"] > 0) & (col["words"] <= 6))
    for part in np.split(dates, np.flatnonzero(np.diff(dates) > 3) + 1):
        start = max(below, int(part[0]) - 1) if len(part) else 0
        if len(part) >= fewest and not prose[start : part[-1] + 1].any() and _apart(topic[start : part[-1] + 1], floor):
            found[start : part[-1] + 1] = True
    return found


def _apart(topic: Floats, floor: float) -> bool:
    """Say whether lines with words of their own speak of something else."""
    told = topic[topic >= 0]
    return bool(len(told) and np.median(told) <= floor)


# The place of a title in a list of the most read.
_PLACE = re.compile(r"^\W{0,4}(\d{1,2})(?:\W{0,3}(?:\s|$)|[.、．]\s?(?=\D))")


def _places(page: Sequence[Line], start: int, col: dict[str, Floats], *, longest: int = 40) -> tuple[int, list[int]]:
    """From `start` on, lines that count up from 1, or a line with the count above each: where they end, the titles."""
    items: list[int] = []
    n = start
    while n < len(page):
        place = _PLACE.match(page[n].text)
        if not place or int(place[1]) != len(items) + 1 or col["words"][n] > longest:
            break
        if place.end() >= len(page[n].text.rstrip("*_ ")):
            n += 1
            if n >= len(page) or col["words"][n] > longest or col["words"][n] < 2:
                break
        if col["stop"][n] and col["words"][n] >= 12:
            break
        items.append(n)
        n += 1
    return n, items


def _headline(out: NDArray[np.bool_], table: Floats, kinds: Sequence[str], *, longest: int = 20) -> NDArray[np.bool_]:
    """The line right above the first line of text that stays, when nothing speaks for furniture but its place."""
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "furniture", "dated", "links", "rights")}
    first = int(np.argmax(~out & (col["words"] >= 8)))
    n = first - 1
    if n > 0 and out[n] and not kinds[n] and 2 <= col["words"][n] <= longest and not table[n, COLUMNS.index("bullet")]:
        found[n] = not any(col[name][n] > 0 for name in ("stop", "furniture", "dated", "links", "rights"))
    return found


def _shown(out: NDArray[np.bool_], signs: dict[int, str], sure: Floats, *, least: int = 8) -> bool:
    """Say whether a page shows itself far from its text only: many lines beyond it that are surely none, with signs."""
    return bool((out & (sure < 0.05)).sum() >= least and sum(out[n] for n in signs) >= 2)


def _beyond(
    table: Floats,
    sure: Floats,
    *,
    firm: float = 0.04,
    few: int = 5,
    below: float = 0.6,
    prose_below: float = 0.35,
    prose_among: float = 0.5,
    head_below: float = 0.35,
    around: float = 0.3,
) -> NDArray[np.bool_]:
    """
    Lines beyond the text: above its head or below its foot, with furniture that is surely none between.

    The text is the run of lines that speaks most for being one. Above and below it the first two lines together that
    are surely none (under `firm`, and no sentences) end what may belong to it: its headings, its last list, its
    sources. Beyond them, if at least `few` lines are hardly text, a line goes unless it is likely one, and so do lists
    of titles with dates.
    """
    n = len(sure)
    odds = np.clip(np.log((sure + 1e-6) / (1 - sure + 1e-6)), -5, 5).astype(np.float32)
    run = np.flatnonzero(_best((odds - 1) * np.sqrt(np.minimum(table[:, 0], 36.0))))
    out = np.zeros(n, np.bool_)
    if not len(run):
        return out
    run = _reached(run, np.flatnonzero(_on_subject(table, sure)))
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "furniture", "links")}
    sentence = (col["stop"] > 0) & (col["words"] >= 5) & (col["furniture"] == 0) & (col["links"] < 0.5)
    none = (sure < firm) & ~sentence
    marks = np.flatnonzero(none & (np.append(none[1:], True) | np.append([True], none[:-1])))
    above, below_it = marks[marks < run[0]], marks[marks > run[-1]]
    at = np.arange(n)
    head = at <= (above[-1] if len(above) else -1)
    foot = at >= (below_it[0] if len(below_it) else n)
    prose = table[:, COLUMNS.index("prose")] > 0
    mean = 1 / (1 + np.exp(-_mean(odds, 4)))
    lone = np.where(prose, prose_below, np.where(head, head_below, below))
    long = table[:, COLUMNS.index("words")] >= 60
    among = np.where(prose, np.where(long, prose_below, prose_among), np.where(head, 2 * head_below, 1.0))
    for side in (head, foot):
        if (side & (sure < 2 * firm)).sum() >= few:
            out |= side & ((sure < lone) | ((mean < around) & (sure < among)))
    out |= _dated_lists(table, head | foot) & (sure < np.where(prose, 0.5, 0.95))
    return np.zeros(n, np.bool_) if _overturned(out, prose * table[:, 0]) else out


def _reached(run: NDArray[np.intp], more: NDArray[np.intp], *, far: int = 30) -> NDArray[np.intp]:
    """The ends of a run of text, carried on to what goes on with it at most `far` lines away, and so on."""
    start, end = int(run[0]), int(run[-1])
    for n in more[more > end].tolist():
        if n - end > far:
            break
        end = n
    for n in more[more < start][::-1].tolist():
        if start - n > far:
            break
        start = n
    return np.array([start, end])


def _dated_lists(table: Floats, where: NDArray[np.bool_], *, least: int = 4, apart: int = 4) -> NDArray[np.bool_]:
    """Lists whose every entry has a line that is hardly more than a date: what a page has beside its text."""
    found = np.zeros(len(table), np.bool_)
    dates = np.flatnonzero(where & (table[:, COLUMNS.index("dated")] > 0) & (table[:, 0] <= 6))
    for part in np.split(dates, np.flatnonzero(np.diff(dates) > apart) + 1):
        if len(part) >= least:
            found[max(0, part[0] - 3) : part[-1] + 1] = True
    return found & where


def stood_on_page(doc: Document, *, fewest: int = 6) -> bool:
    """Say whether a page was around this text: at least so many lines of it went as furniture."""
    return sum(edit.rule in _OF_PAGES for edit in doc.trail) >= fewest


_OF_PAGES = frozenset((*_RULES.values(), "page.furniture"))


# Between the places of a way to a page; one that has no blanks beside it may be part of a word.
_STEP = re.compile(r"\s+[»›>→/|]\s+|\s*[»›→]\s*")


def drop_crumbs(doc: Document, *, most: int = 6, longest: int = 40, title: int = 160) -> Iterator[Edit]:
    r"""
    The way from the start page to this one, when it is the first line: "Home » Garden » Soil".

    Two to six short places that begin with a word for the start page, or end with the title that stands below them;
    a title, and then text, must follow. A path through menus in a manual ("File > Options > Save") stays, and so does
    what stands anywhere else.

        >>> doc = Document("d1", "Home » Garden » Soil\n\nFeed the soil\n\n" + "A bed wants straw and time. " * 4)
        >>> doc.after(drop_crumbs(doc)).text[:13]
        'Feed the soil'
    """
    if doc.get("kind") in ("transcript", "poem", "legal") or doc.get("format") == "html":
        return
    top = doc.text[:2000].lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    if len(top) > most * longest + title or not _STEP.search(top):
        return
    page = lines_of(doc.text)
    if len(page) < 3 or _STEP.search(page[1].text):
        return
    places = _STEP.split(page[0].text)
    head = page[1].text
    if not 2 <= len(places) <= most or not all(places) or _STOP.search(head) or _BULLET.match(head):
        return
    ends = len(key(places[-1])) >= 12 and key(head).startswith(key(places[-1].rstrip("… .")))
    if max(map(len, places[:-1])) > longest or len(places[-1]) > (title if ends else longest) or len(head) > title:
        return
    if (ends or _from_home(page[0].text)) and any(len(line.text) > 60 for line in page[2:8]):
        yield page[0].dropped("nav.crumbs", "is the way from the start page to this one", 0.95)


def _from_home(text: str) -> bool:
    return any(each.regex.search(text) for code in languages("furniture") for each in patterns("furniture", code))


def _sign(text: str, known: dict[str, str]) -> str:
    """The kind of a line that says a page is around; chapters, headings and links to own parts say nothing."""
    if _CHAPTER.match(text) or _OWN_LINK.search(text):
        return ""
    kind = _phrases(key(text), known)[0]
    if kind not in _ANCHORS or (text.startswith("#") and kind in ("nav", "ui", "legal")):
        return ""
    return kind


def _around_text(
    signs: dict[int, str], page: Sequence[Line], table: Floats, *, near: int = 3, edge: float = 0.1
) -> float:
    """
    What the signs before and after the text weigh together, each line once.

    Signs of a page stand together, or head a list. One that stands alone above a sentence is a heading of the text:
    "Privacy policy", "Contact us" and "Settings" are what some texts are about.
    """
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "stop", "text before", "text after")}
    sentence = (col["words"] >= 4) & (col["stop"] > 0)
    outside = (col["text before"] <= edge) | (col["text after"] <= edge)
    counted: dict[str, float] = {}
    for n, kind in signs.items():
        ahead = n + 1 < len(page) and bool(sentence[n + 1])
        beside = any(
            other in signs and not sentence[min(n, other) : max(n, other)].any()
            for other in (*range(n - near, n), *range(n + 1, n + near + 1))
        )
        if outside[n] and (beside or (not ahead and kind in ("related", "share", "comments", "tags", "ad"))):
            counted[page[n].text] = _weight(page[n].text, kind)
    return sum(counted.values())


def _linked(page: Sequence[Line], *, least: int = 10, share: float = 0.25) -> bool:
    """Say whether many lines are but a link: menus of a page in a language that has no words here."""
    links = sum(bool(_LINK_LINE.match(line.text)) and not _OWN_LINK.search(line.text) for line in page)
    return links >= least and links >= share * len(page)


def _weight(text: str, kind: str) -> float:
    """How much a known line says that a page is around: "Related articles" much, "Weather" little."""
    if _several(text) or kind in ("legal", "comments"):
        return 1.0
    return 0.5 if kind == "share" else 0.34


def _several(text: str) -> bool:
    """Say whether a line is more than one word: "Weather" and "Corrections" stand in many a list."""
    said = bare(text)
    return " " in said or (len(said) >= 4 and said[0] > "\u2e80")


def _means_it(text: str) -> bool:
    """
    Say whether a line of two words is a phrase of pages, or two of one kind, and not two that together mean another.

        >>> _means_it("Share this"), _means_it("Facebook Twitter"), _means_it("Social security")
        (True, True, False)
    """
    said, known = key(text), line_words()
    one, blank, other = said.partition(" ")
    return not blank or " " in other or said in known or known.get(one) == known.get(other)


def _signed(text: str, author: str, near: NDArray[np.bool_]) -> bool:
    """Say whether this line is the author's name close to text that stays."""
    return len(text) < 100 and author in text and bool(near.any())


def _decided(sure: Floats, table: Floats, kinds: Sequence[str], below: float, prose_below: float) -> NDArray[np.bool_]:
    """Lines that go: sure ones, beside prose only very sure ones, known ones outside it, doubtful ones between."""
    prose = table[:, COLUMNS.index("prose")] > 0
    said = (table[:, COLUMNS.index("stop")] > 0) & (table[:, COLUMNS.index("words")] >= 5)
    said &= (table[:, COLUMNS.index("furniture")] == 0) & np.array([not kind for kind in kinds])
    beside = np.zeros(len(sure), np.bool_)
    kept = prose & (sure > 0.5)
    near = kept if kept.any() else prose & (sure >= prose_below)
    beside[1:] |= near[:-1]
    beside[:-1] |= near[1:]
    out = np.where(prose, sure < prose_below, np.where(said & beside, sure < prose_below / 2, sure < below))
    out |= _foot(sure, out, prose, kept if kept.any() else prose & ~out, kinds)
    whole = (table[:, COLUMNS.index("known")] == 1.0) & np.array([kind in _ANCHORS for kind in kinds])
    edge = (table[:, COLUMNS.index("text before")] < 0.01) | (table[:, COLUMNS.index("text after")] < 0.01)
    out |= whole & edge & (sure < 0.6)
    out |= whole & np.array([kind == "ad" for kind in kinds]) & (sure < 0.9)
    long = table[:, COLUMNS.index("words")] >= 14
    for n in range(1, len(out) - 1):
        if not out[n] and not prose[n] and sure[n] < 0.75 and out[n - 1] and not long[n]:
            ahead = out[n + 1 : n + 4]
            flanked = sure[n] < 0.5 and (ahead.any() or sure[n + 1] < 0.5)
            if flanked or (ahead.all() and not (said[n] and beside[n])):
                out[n] = True
    return out


def _at_an_edge(
    signs: dict[int, str],
    sure: Floats,
    table: Floats,
    page: Sequence[Line],
    *,
    most: float = 0.3,
    fewest: int = 3,
    unsigned: float = 0.25,
    unsigned_fewest: int = 5,
    told: float = 0.25,
    firm: float = 0.12,
    likely: float = 0.2,
    brief: int = 10,
) -> NDArray[np.bool_]:
    """
    What stands below the last prose or above the first, where nearly nothing is text: its mean is under `most`.

    Prose that is `likely` text carries the text on while it stands close.
    It begins at a line that is known, or surely none (at most `brief` words, no sentence, under `firm`): what is nearer
    to the text may be a list of it.
    At least `fewest` lines, with a known one among them; without one `unsigned_fewest`, under `unsigned`. Of 898 main
    texts of the HTML benchmark two have such an end, of 60 copied pages nearly all. What tells in sentences, more
    than a share `told` of its lines, stays: a chronicle's entries, a bibliography with notes. So does a foot that
    holds more than a quarter of the prose: it may be the text.
    """
    out = np.zeros(len(sure), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("prose", "words", "stop", "furniture")}
    prose, words = col["prose"] > 0, col["words"]
    sentence = (col["stop"] > 0) & (words >= 4) & (col["furniture"] == 0)
    sentence &= ~np.array([unit.text.startswith("#") for unit in page])  # "### Where to berth?" is a title
    text = np.flatnonzero(prose & (sure > 0.5))
    if not len(text):
        return out
    text = _reached(text, np.flatnonzero(prose & (sure >= likely)), far=6)
    said = words * prose
    surely = np.array([n in signs for n in range(len(sure))]) | ((sure < firm) & ~sentence & (words <= brief))
    above, under = np.flatnonzero(surely[: text[0]]), np.flatnonzero(surely[text[-1] + 1 :])
    ends = [(0, int(above[-1]) + 1)] if len(above) else []
    ends += [(int(text[-1] + 1 + under[0]), len(sure))] if len(under) else []
    ends += [(n, len(sure)) for n, kind in signs.items() if n > text[-1] and kind in _OPENS_FOOT][:1]
    for start, end in ends:
        size = end - start
        known = any(start <= n < end for n in signs)
        if size < (fewest if known else unsigned_fewest) or sentence[start:end].sum() > told * size:
            continue
        if sure[start:end].mean() >= (most if known else unsigned) or said.sum() < 4 * said[start:end].sum():
            continue
        out[start:end] = sure[start:end] < np.where((prose | sentence)[start:end], firm, 0.6)
    return out


def _shows(
    page: Sequence[Line],
    signs: dict[int, str],
    least: float,
    *,
    fewest: int = 3,
    unsigned: int = 5,
    large: int = 30,
    long: int = 80,
) -> bool:
    """
    Say whether a page may show itself: a cheap look before the model is asked.

    Signs that weigh `least` together; any sign on a page of `large` size, or one that weighs, among short lines; or
    above the first long line or below the last one `fewest` short lines with a sign among them, `unsigned` without.
    """
    weight = _weighed(page, signs)
    if weight >= least or (signs and len(page) >= large):
        return True
    if weight >= 1 and sum(len(unit.text) < long and not ends_said(unit.text) for unit in page) >= unsigned:
        return True
    lengthy = [n for n, unit in enumerate(page) if len(unit.text) >= (long if unit.text.isascii() else long // 2)]
    if not lengthy:
        return False
    head, foot = lengthy[0], len(page) - 1 - lengthy[-1]
    if max(head, foot) >= unsigned:
        return True
    return any((n < lengthy[0] and head >= fewest) or (n > lengthy[-1] and foot >= fewest) for n in signs)


def _foot(
    sure: Floats, out: NDArray[np.bool_], prose: NDArray[np.bool_], text: NDArray[np.bool_], kinds: Sequence[str]
) -> NDArray[np.bool_]:
    """
    Lines of the foot of the page, once five of them are surely none: there a line is none unless it is very likely one.

    The foot begins below the text, at the first line whose words are furniture: what stands between is a recipe's
    steps, a list that ends the text, the name of who wrote it.
    """
    marks = np.flatnonzero(text)
    last = int(marks[-1]) if len(marks) else len(sure)
    for n in range(last + 1, len(sure)):  # the text may end in short lines
        if n - last > 3:
            break
        if sure[n] > 0.6:
            last = n
    first = next((n for n in range(last + 1, len(sure)) if kinds[n] in _ANCHORS), len(sure))
    below = np.arange(len(sure)) >= first
    gone = np.cumsum(out & below)
    found: NDArray[np.bool_] = below & (gone >= 5) & (sure < np.where(prose, 0.25, 0.7))
    return found


def _anchored(
    out: NDArray[np.bool_], table: Floats, kinds: Sequence[str], page: Sequence[Line], sure: Floats
) -> NDArray[np.bool_]:
    """
    The runs of `out` that hold something known or stand close to it; close to the text only what weighs.

    Close to the text is all between the last known line above it and the first one below it: there stand its title,
    its tables and lists, the steps of a recipe, and what looks like furniture only because it is short.
    """
    known = np.array([kind in _ANCHORS and _means_it(unit.text) for kind, unit in zip(kinds, page, strict=True)])
    links = table[:, COLUMNS.index("links")] > 0.5
    heavy = known & np.array([kind == "ad" or _several(unit.text) for kind, unit in zip(kinds, page, strict=True)])
    signs = known | links | (table[:, COLUMNS.index("rights")] > 0)
    bullets = table[:, COLUMNS.index("bullet")] > 0
    buttons = known & np.array([kind in ("share", "comments") for kind in kinds])
    crumbs = np.array([_is_crumb(unit, ahead) for unit, ahead in zip(page, (*page[1:], None), strict=True)])
    stops = table[:, COLUMNS.index("stop")] > 0
    low, first, last, high = _close(table, sure, known if known.any() else links)
    place = (np.arange(len(out)) >= low).astype(np.int8) + (np.arange(len(out)) >= high)
    kept = np.zeros(len(out), np.bool_)
    start = 0
    for n in range(len(out) + 1):
        if n == len(out) or out[n] != out[start] or place[n] != place[start]:
            if low <= start < high:  # a list of the text may hold "Corrections", but is not headed by "Share this"
                much, mean, middle = known[start:n].mean(), sure[start:n].mean(), np.median(sure[start:n])
                led = heavy[start : min(n, start + 4)].any() or (heavy[start:n].any() and much >= 0.4)
                led = led or (n - start >= 3 and much >= 0.6 and not bullets[start])
                led = led or (n - start >= 3 and middle < 0.08 and buttons[start:n].any() and not bullets[start])
                led = led or (n <= first and mean < 0.03)
                led = led or (start > last and n - start >= 4 and mean < 0.03 and not stops[start:n].any())
            else:
                led = signs[max(0, start - 3) : n + 3].any()
            kept[start:n] = out[start] and led
            start = n
    kept |= out & crumbs & (np.arange(len(out)) < first)
    return kept


def _close(table: Floats, sure: Floats, known: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Where what stands close to the text begins, its first and its last prose, and the first known line below it."""
    prose = table[:, COLUMNS.index("prose")] > 0
    body = np.flatnonzero(prose & (sure > 0.5))
    if not len(body):
        body = np.flatnonzero(prose & (sure >= 0.1))
    if not len(body):
        return 0, 0, 0, 0
    above, below = np.flatnonzero(known[: body[0]]), np.flatnonzero(known[body[-1] :])
    low, high = int(above[-1]) + 1 if len(above) else 0, int(body[-1] + below[0]) if len(below) else len(sure)
    return low, int(body[0]), int(body[-1]), high


def _is_crumb(unit: Line, ahead: Line | None, *, least: int = 15) -> bool:
    """Say whether a line is the way to this page: "Home ›", or "Home News The title" above the title itself."""
    if unit.text.endswith(("›", "»", ">")):
        return True
    title = ahead.text if ahead else ""
    return least <= len(title) < len(unit.text) <= len(title) + 60 and unit.text.endswith(title)


def _ranks(out: NDArray[np.bool_], page: Sequence[Line], *, longest: int = 4) -> NDArray[np.bool_]:
    """Bare numbers between two lines that go: the places of a list of the most read, a count of shares."""
    found = np.zeros(len(out), np.bool_)
    for n in range(1, len(out) - 1):
        bare_number = len(page[n].text) <= longest and not any(char.isalpha() for char in page[n].text)
        found[n] = bare_number and (out[n - 1] or found[n - 1]) and out[n + 1]
    return found


def _announced(table: Floats, kinds: Sequence[str]) -> NDArray[np.bool_]:
    """Lines of a list that the text itself announces: bullets or numbers after a sentence that ends with a colon."""
    col = {name: table[:, COLUMNS.index(name)] for name in ("prose", "colon", "bullet", "numbered", "links", "words")}
    kept = np.zeros(len(table), np.bool_)
    opened = False
    for n in range(len(table)):
        item = col["bullet"][n] or col["numbered"][n]
        if col["words"][n] >= 8 and col["colon"][n] and not kinds[n]:
            opened = True
        elif opened and (item or (col["links"][n] > 0.5 and kept[n - 1])) and not kinds[n]:
            kept[n] = True
        else:
            opened = False
    return kept


def _sources(page: Sequence[Line], table: Floats, kinds: Sequence[str], *, fewest: int = 2) -> NDArray[np.bool_]:
    """The list of a text's sources below its heading: numbers, bullets, quotations, years, links to other sites."""
    found = np.zeros(len(page), np.bool_)
    heads = [n for n, unit in enumerate(page) if len(unit.text) < 60 and key(unit.text) in _source_heads()]
    if not heads:
        return found
    told = np.any([table[:, COLUMNS.index(name)] > 0 for name in ("bullet", "numbered", "dated", "quotes")], axis=0)
    hosts = Counter(host for unit in page for host in _hosts(unit.text))
    own, times = hosts.most_common(1)[0] if hosts else ("", 0)
    own = own if 3 * times > hosts.total() else ""
    for n in heads:
        end = n + 1
        while end < len(page) and not kinds[end]:
            linked = "](" in page[end].text
            away = [host for host in _hosts(page[end].text) if host != own]
            if not (away if linked else told[end]):
                break
            end += 1
        if end - n > fewest:
            found[n:end] = True
    return found


@cache
def _source_heads() -> frozenset[str]:
    return frozenset(key(head) for code in languages("sources") for head in read_table("sources", code)["heads"])


def _data(page: Sequence[Line], kinds: Sequence[str], *, fewest: int = 3) -> NDArray[np.bool_]:
    """Tables, code and quantities, and the line of some words right above them."""
    found = np.array(is_data(page))
    for n in np.flatnonzero(found[1:] & ~found[:-1]).tolist():
        found[n] = not kinds[n] and page[n].text.count(" ") + 1 >= fewest
    return found


def _listed(
    out: NDArray[np.bool_],
    table: Floats,
    kinds: Sequence[str],
    sure: Floats,
    *,
    fewest: int = 3,
    longest: int = 20,
    likely: float = 0.2,
    mean: float = 0.1,
) -> NDArray[np.bool_]:
    """
    A list without bullets that a line of the text announces with a colon, and the line, when the text goes on below.

    Its lines are short and none of them known or a link; they are taken together, for a single one tells little.
    """
    found = np.zeros(len(out), np.bool_)
    col = {name: table[:, COLUMNS.index(name)] for name in ("words", "colon", "links", "prose", "furniture")}
    plain = np.array([not kind for kind in kinds]) & (col["links"] < 0.5)
    text = np.flatnonzero(~out & (col["prose"] > 0) & (sure > 0.5))
    if not len(text):
        return found
    leads = plain & (col["colon"] > 0) & (col["words"] >= 5) & (sure >= likely) & (col["furniture"] == 0)
    item = plain & (col["prose"] == 0) & (col["words"] <= longest) & (sure >= 0.02)
    for n in np.flatnonzero(leads & (np.arange(len(out)) < text[-1])).tolist():
        end = n + 1
        while end < len(out) and item[end]:
            end += 1
        if end - n > fewest and end <= text[-1] and sure[n + 1 : end].mean() >= mean:
            found[n:end] = True
    return found


def _of_a_series(
    out: NDArray[np.bool_], table: Floats, page: Sequence[Line], *, long: int = 30, near: int = 3, often: int = 4
) -> NDArray[np.bool_]:
    """
    Paragraphs among the same lines as paragraphs that stay: "View in list" and "Book now" under each inn of a guide.

    Such a line is short, stands `often` on the page, and beside two paragraphs that stay.
    """
    found = np.zeros(len(out), np.bool_)
    told = (table[:, COLUMNS.index("prose")] > 0) & (table[:, COLUMNS.index("words")] >= long)
    if not (out & told).any():
        return found
    counts = Counter(unit.text for unit in page if len(unit.text) < 40)

    def marks(n: int) -> set[str]:
        return {unit.text for unit in page[max(0, n - near) : n + near + 1] if counts[unit.text] >= often}

    kept = Counter(mark for n in np.flatnonzero(~out & told).tolist() for mark in marks(n))
    for n in np.flatnonzero(out & told).tolist():
        found[n] = any(kept[mark] > 1 for mark in marks(n))
    return found


def _lists(out: NDArray[np.bool_], kinds: Sequence[str], *, far: int = 20) -> list[str]:
    """For each line that goes, the kind of the last heading above it in the same run, if it is near."""
    found = [""] * len(out)
    last, at = "", -far
    for n, gone in enumerate(out):
        if not gone:
            last = ""
        elif kinds[n] in ("related", "tags", "share"):
            last, at = kinds[n], n
        elif n - at <= far:
            found[n] = last
    return found


def _why(row: Floats, kind: str) -> str:
    """The evidence in words."""
    before, after = row[COLUMNS.index("text before")], row[COLUMNS.index("text after")]
    words = int(row[0])
    place = "before the text" if before < 0.01 else "after the text" if after < 0.01 else "between parts of the text"
    said = [f"{place}, {words} words{'' if row[1] else ' without a stop'}"]
    if kind:
        said.append(f"its words are those of {'an ad' if kind == 'ad' else kind}")
    if row[COLUMNS.index("alike")] > 2 and not row[COLUMNS.index("prose")]:
        said.append(f"{int(row[COLUMNS.index('alike')])} such lines in a row")
    if row[COLUMNS.index("links")] > 0.5:
        said.append("mostly a link")
    if row[COLUMNS.index("twins")] > 1:
        said.append("stands more than once")
    return "; ".join(said)
