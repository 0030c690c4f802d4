"""
The times of a recording beside what is said, in all the shapes that programs print them.

Whether they are times of a recording is told by how they run: none is earlier than the one before, the first is near
the beginning, and between two of them stands as much as somebody says in that time. So a list of trains, the chapters
of a video, the results of a race and the hours of a chat are none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.evidence import lines_of
from cleaners.text import WIDE, median

_T = r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,:;]\d{1,3})?"
_U = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,:;]\d{1,3})?"
_TO = r"[ \t]*(?:-{1,2}>|=>|→|[-–—~]|to)[ \t]*"
_AFTER = r"[ \t]*(?:[:：|·]|[-–—](?=\s|$))?[ \t]*"
_LEAD = r"[ \t]*(?:[*_#>-]+ ?)?"
# "[00:01:02 --> 00:01:05]", "00:01:02,100 - 00:01:05,000: ": from when to when.
_RANGE = re.compile(rf"{_LEAD}[\[(<]?[ \t]*{_T}{_TO}{_U}[ \t]*[\])>]?[*_]*{_AFTER}")
# "[0.00s -> 3.00s]", "[12.48 - 15.02]": the same in seconds.
_SECONDS = re.compile(
    rf"{_LEAD}[\[(][ \t]*(\d{{1,5}}\.\d{{1,3}})s?(?:{_TO}|,[ \t]*)\d{{1,5}}\.\d{{1,3}}s?[ \t]*[\])]{_AFTER}"
)
# "00:00:03:12 00:00:05:05": from when to when in frames.
_FRAMES = re.compile(rf"{_LEAD}{_T}[:;]\d\d[ \t]+\d\d:\d\d:\d\d[:;]\d\d{_AFTER}")
# "[0:03](https://video.example/watch?t=3)": a link to that place.
_LINKED = re.compile(rf"{_LEAD}\[{_T}\]\(\S+?[?&#]t=[^\s)]*\){_AFTER}")
# "[0:03]", "(00:00:03.480)", "<0:03>".
_BRACKETED = re.compile(rf"{_LEAD}[\[(<]{_T}[\])>][*_]*{_AFTER}")
# "3m05s ".
_SPELLED = re.compile(rf"{_LEAD}[\[(]?(?:(\d{{1,2}})h ?)?(\d{{1,3}})m ?(\d{{1,2}})s[\])]?{_AFTER}")
# "0:03 so we went", and alone on its line.
_BARE = re.compile(rf"{_LEAD}{_T}[*_]*(?=\s|$){_AFTER}")
# "Speaker 1 (0:03): so", "Anna Low  00:00:03": behind the name of who speaks.
_NAMED = re.compile(rf"[^\n:：]{{1,40}}?[ \t]*(?<!\d)[\[(]?{_T}[\])]?[*_]*(?=[ \t]*(?:[:：]|$))")
# The shapes that nothing but the times of a recording has, then those that a chat or a list may have.
_CERTAIN = (_RANGE, _SECONDS, _FRAMES, _LINKED)
_LIKELY = (_BRACKETED, _SPELLED, _BARE)
_BEGUN = frozenset("0123456789[(<*_#>- \t")
_FULL = re.compile(r"\d:\d\d[:.,]\d\d")  # with hours, or parts of a second: no hour of a day
_COLON = re.compile(r":(?<=\d:)\d\d")  # the colon first: the regex engine skips to it
# "[01:12.50]The rain": a lyric sheet times its lines to the hundredth.
LYRIC = re.compile(r"\[\d{2}:\d{2}\.\d{2}\]")
# "<00:00:03.480><c> so</c>": a caption that shows its words one by one.
_WORD_TIME = re.compile(rf"</?c(?:\.[\w.]+)?>|<{_T}>")
_ROW = re.compile(r"[^\n]*\S[^\n]*")
_ANY = re.compile(rf"(?<![\d:.,/-])[\[(]?{_T}[\])]?(?![\d:/-]|[.,]\d)[ \t]*")
_NUMBER = re.compile(r"\d+")
_SPOKEN_TIME = re.compile(r"(?:\d+[^\W\d]*(?:[ \t]?[^\W\d_]+)?(?:,|،|、)?[ \t]?){1,3}(?:[^\W\d_]{1,12})?")
_OBJECT = re.compile(
    r"""\{[^{}]{0,160}?["'](?:text|caption|content|sentence|line|transcript)["']\s?:\s?(?P<q>["'])"""
    r"""(?P<said>(?:(?!(?P=q)\s*[,}])[^\n]){0,2000})(?P=q)(?P<rest>[^{}]{0,160})\}"""
)
_CLOSED = re.compile(r"[ \t,;]*\n?[ \t]*[\])]*")
_ESCAPE = re.compile(r"\\([n'\"/])")
_KEY_TIME = re.compile(
    r"""["'](?:start|begin|from|offset|time|start_?time|timestamp|t|at)["']\s?:\s?["']?(\d+(?:\.\d+)?)""", re.IGNORECASE
)


class Clock(NamedTuple):
    """A time of a recording: the text it takes up, when it is (seconds), and what stands in its place."""

    start: int
    end: int
    at: float
    new: str = ""


class Clocks(NamedTuple):
    """The times of a text, in order, and whether nothing but a recording has times of that shape."""

    found: list[Clock]
    certain: bool


def clocks(text: str, *, fewest: int = 6) -> Clocks:
    r"""
    The times of a recording in this text; none when there are fewer than `fewest` or they do not run like such.

        >>> said = "".join(f"[{n}.00s -> {n + 3}.00s] so we went down to the port\n" for n in range(0, 30, 3))
        >>> len(clocks(said).found), clocks(said).certain
        (10, True)
        >>> clocks("7:05 Geneva\n7:17 Nyon\n7:31 Morges\n7:42 Renens\n7:50 Lausanne\n8:12 Vevey\n").found
        []
    """
    coded = text.count("{") >= fewest or text.count("><c") >= fewest
    timed = text.count(":") >= fewest and len(_COLON.findall(text)) >= fewest
    if not timed and not coded and text.count("[") < fewest and text.count("s ") < fewest:
        return Clocks([], False)
    if not timed and not coded:
        # The shapes without a colon alone are left, and these stand at the heads of lines.
        begun = [line.start for line in lines_of(text) if text[line.start] in _BEGUN]
        if sum(_SECONDS.match(text, at) is not None or _SPELLED.match(text, at) is not None for at in begun) < fewest:
            return Clocks([], False)  # as of nearly all texts
    rows = [hit.span() for hit in _ROW.finditer(text)]
    heads = [(start, end) for start, end in rows if text[start] in _BEGUN]
    heads = heads if len(heads) >= fewest else []
    certain = _certain(text, rows, heads, fewest) or (coded and (_objects(text, fewest) or _by_word(text, fewest)))
    if certain:
        return Clocks(certain, True)
    if text.count("[") >= fewest and len(LYRIC.findall(text)) >= fewest:
        return Clocks([], False)
    return Clocks(_likely(text, rows, heads, fewest, timed=timed), False)


def _certain(text: str, rows: list[tuple[int, int]], heads: list[tuple[int, int]], fewest: int) -> list[Clock]:
    """Times of a shape that nothing but a recording has; an hour of the day has no seconds."""
    for shape in _CERTAIN if heads else ():
        latest = math.inf if shape is not _RANGE or len(_FULL.findall(text)) >= fewest else 60
        if found := _told(text, list(_in_rows(text, heads, shape)), rows, fewest, latest=latest):
            return found
    return []


def _likely(
    text: str, rows: list[tuple[int, int]], heads: list[tuple[int, int]], fewest: int, *, timed: bool
) -> list[Clock]:
    """Times that a chat or a list may have as well: at the head of lines, behind names, in the run of the text."""
    for shape in _LIKELY if heads else ():
        if found := _told(text, list(_in_rows(text, heads, shape)), rows, fewest):
            return _with_spoken(text, found) if _is_said(text, found) else []
    if not timed:
        return []
    if found := _told(text, list(_in_rows(text, rows, _NAMED)), rows, fewest):
        return found
    if len(text) <= 120 * len(rows):
        return []
    flat = [Clock(*hit.span(), seconds(hit)) for hit in _ANY.finditer(text)]
    return _told(text, flat, rows, 10, share=0, latest=30)


def _by_word(text: str, fewest: int) -> list[Clock]:
    """The tags of captions that show their words one by one."""
    tags = list(_WORD_TIME.finditer(text)) if text.count("</c>") >= fewest else []
    timed = sum(hit[2] is not None for hit in tags) >= fewest
    return [Clock(*hit.span(), seconds(hit) if hit[2] else 0) for hit in tags] if timed else []


def _in_rows(text: str, rows: list[tuple[int, int]], shape: re.Pattern[str]) -> Iterator[Clock]:
    """Times of this shape at the head of their lines, each with what follows it up to the words."""
    for start, end in rows:
        hit = shape.match(text, start, end)
        if hit is None:
            continue
        if shape is _NAMED:
            cut = start + len(text[start : hit.start(1) if hit[1] else hit.start(2)].rstrip("[( \t"))
            if cut > start:
                yield Clock(cut, hit.end(), seconds(hit))
        elif shape is _SECONDS:
            yield Clock(start, hit.end(), float(hit[1]))
        else:
            yield Clock(start, hit.end(), seconds(hit))


def seconds(hit: re.Match[str]) -> int:
    """The time of a match whose groups are hours, minutes and seconds."""
    return int(hit[1] or 0) * 3600 + int(hit[2]) * 60 + int(hit[3])


def _told(
    text: str, found: list[Clock], rows: list[tuple[int, int]], fewest: int, *, share: float = 0.3, latest: float = 60,
    slowest: float = 5, fastest: float = 40, longest: float = 45,
) -> list[Clock]:  # fmt: skip
    """
    These times when they run like those of a recording, else none.

    Enough of them on `share` of the lines (ten, each alone on its line, on a tenth), in order, the first by the
    second `latest`; the middle one of the gaps is no longer than `longest` seconds, and is filled at a pace at which
    people talk.
    """
    if len(found) >= 10 and all(text[each.end : each.end + 1] in ("\n", "") for each in found):
        share = min(share, 0.1)  # each alone on a line, between paragraphs of several lines
    if len(found) < max(fewest, share * len(rows)) or found[0].at > latest:
        return []
    gaps = []
    for one, other in pairwise(found):
        if other.at < one.at:
            return []
        said = text[one.end : other.start].strip()
        if other.at > one.at:
            gaps.append((other.at - one.at, len(said) * (3 if WIDE.search(said) else 1)))
    if len(gaps) < min(fewest, len(found)) // 2 or median(gap for gap, _ in gaps) > longest:
        return []
    paced = slowest <= median(size / gap for gap, size in gaps) <= fastest
    return [_with_break(text, each) for each in found] if paced else []


def _is_said(text: str, found: list[Clock], *, share: float = 0.25) -> bool:
    """Say whether words stand beside these times, not names: in small letters or with a stop, in `share` of them."""
    said = [text[one.end : other.start].strip() for one, other in pairwise(found)]
    said = [each for each in said if each]
    telling = sum(not each[0].isupper() or each[-1] in ".!?…。！？؟," for each in said)
    return telling >= share * len(said)


def _with_break(text: str, each: Clock) -> Clock:
    """A time alone on its line takes the line break with it, unless a paragraph ends there."""
    ends = each.end == len(text) or text[each.end] == "\n"
    alone = ends and (each.start == 0 or text[each.start - 1] == "\n")
    if alone and text[each.end : each.end + 1] == "\n" and text[each.end + 1 : each.end + 2] != "\n":
        return each._replace(end=each.end + 1)
    return each


def _with_spoken(text: str, found: list[Clock]) -> list[Clock]:
    """Times alone on their lines with the line below that says them in words: "1:03", then "1 minute, 3 seconds"."""
    longer = []
    for each in found:
        stop = text.find("\n", each.end)
        row = text[each.end : stop].strip() if stop >= 0 else ""
        minutes, seconds = divmod(int(each.at), 60)
        parts = [str(part) for part in (*divmod(minutes, 60), seconds) if part]
        said = _NUMBER.findall(row) == (parts or ["0"]) and len(row) <= 40 and _SPOKEN_TIME.fullmatch(row)
        longer.append(each._replace(end=stop + 1) if said else each)
    return longer if sum(one != other for one, other in zip(longer, found, strict=True)) * 2 > len(found) else found


def _objects(text: str, fewest: int) -> list[Clock]:
    """What a program prints about each caption, as {"start": 3.0, "text": "so we went"} in any order."""
    if text.count("{") < fewest or text.count("text") + text.count("caption") + text.count("sentence") < fewest:
        return []
    hits = [hit for hit in _OBJECT.finditer(text) if _KEY_TIME.search(hit[0])]
    if len(hits) < fewest:
        return []
    found: list[Clock] = []
    past = over = 0
    for hit in hits:
        between = text[over : hit.start()].strip(" \t\n,;[]()")
        if over and between:
            return []
        at = _KEY_TIME.search(hit[0])
        start = hit.start() if between else past
        found.append(Clock(start, hit.start("said"), float(at[1]) if at else 0, "\n" if past else ""))
        past, over = hit.end("said"), hit.end()
    if not _paced([(each.at, len(hit["said"])) for each, hit in zip(found, hits, strict=True)]):
        return []
    tail = _CLOSED.match(text, over)
    found.append(Clock(past, tail.end() if tail else over, found[-1].at))
    found += (
        Clock(hit.start("said") + each.start(), hit.start("said") + each.end(), 0, " " if each[1] == "n" else each[1])
        for hit in hits
        for each in _ESCAPE.finditer(hit["said"])
    )
    return found


def _paced(said: list[tuple[float, int]], *, slowest: float = 2, fastest: float = 40, latest: float = 6e6) -> bool:
    """Say whether these times are in order, and filled at a pace at which people talk, in seconds or thousandths."""
    gaps = [(other[0] - one[0], one[1]) for one, other in pairwise(said)]
    if any(gap < 0 for gap, _ in gaps) or said[0][0] > latest:
        return False
    pace = median(size / gap for gap, size in gaps if gap) if any(gap for gap, _ in gaps) else 0
    return slowest <= pace <= fastest or slowest <= pace * 1000 <= fastest
