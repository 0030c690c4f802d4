"""
Subtitles, WebVTT and SRT, to running text.

Times, numbers, settings, notes, styles and tags go; the words stay and are joined into paragraphs. Captions
that roll (each cue begins with the words the one before ended with, as video sites write them) say each word
once. Nothing of this parses by a library: every character keeps its place, so the trail can put it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from cleaners import expressions as re
from cleaners.document import Document, Edit, Fact, Finding

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\r\n]*")
_HEADER = re.compile(r"(?i)[ \t]*(kind|language)[ \t]*:[ \t]*([\w-]+)[ \t]*")
# ">>" announces a new speaker in broadcast captions (CEA-608), ">>>" a new subject.
_ARROWS = r"(?<![^\s>;])(?:>{2,3}|(?:&gt;){2,3})(?![>&])[ \t]*"
_NEW_SPEAKER = re.compile(_ARROWS)
_TAG = re.compile(
    r"<rt>[^<>\n]{0,60}</rt>|"  # how a character is said, set above it
    r"</?(?:[cbiuv]|ruby|rt|lang|font|s|[\d:.]{5,14})(?:[ .][^<>\n]{0,200})?/?>|\{\\[^{}\n]{1,60}\}|" + _ARROWS,
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\S+")
_SPEAKER_DASH = re.compile(r"[-–—‐]\s?\S")
_SPACELESS = re.compile("[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(slots=True)
class _Row:
    """A line of the source: where its text stands and where its line end stops."""

    start: int
    stop: int
    end: int
    text: str


@dataclass(slots=True)
class _Cue:
    """What is shown from `begin` to `close` (seconds): pieces of the source, one list for each line of it."""

    begin: float
    close: float
    rows: list[list[tuple[int, int]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    dropped: int = 0

    def keys(self) -> list[str]:
        """The words, in one case, so that two cues can be compared."""
        return [word for row in self.said for word in row.casefold().split()]


def read_subtitles(doc: Document, *, pause: float = 2.5, rolling_share: float = 0.3) -> Iterator[Finding]:
    r"""
    The edits that leave only what is said, and the facts that the header states.

    `pause` is the silence in seconds that begins a new paragraph: breath pauses in read and free speech end
    at about 2 s. `rolling_share` is the share of cues that must begin with the words before them for captions
    to count as rolling; below it a repeat is speech ("Non. / Non.") and stays.

        >>> srt = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}Bonjour\n\n2\n00:00:02,000 --> 00:00:03,000\nà tous.\n"
        >>> Document("d1", srt).after(read_subtitles(Document("d1", srt))).text
        'Bonjour à tous.\n'
    """
    text = doc.text
    is_vtt = text.lstrip().startswith("WEBVTT")
    rows = [_Row(hit.start(), hit.end(1), hit.end(), hit[1]) for hit in _LINE.finditer(text) if hit.end() > hit.start()]
    yield Fact("kind", "transcript", "subtitles")
    yield from _header_facts(rows, is_vtt)
    cues = list(_cues(rows, is_vtt))
    if not any(cue.rows for cue in cues):
        return
    rolls = _unrolled(cues, rolling_share)
    yield from _edits(text, cues, pause, rolls)


def _header_facts(rows: list[_Row], is_vtt: bool) -> Iterator[Fact]:
    """WebVTT as video sites write it names its language in the header."""
    if not is_vtt:
        return
    for row in rows[:8]:
        hit = _HEADER.fullmatch(row.text)
        if hit and hit[1].lower() == "language":
            yield Fact("declared_language", hit[2].lower(), "subtitles.header", "the WebVTT header says so")


def _cues(rows: list[_Row], is_vtt: bool) -> Iterator[_Cue]:
    """Cues in the order of the file; lines that belong to none (header, notes, styles) are passed over."""
    timings = [(at, hit) for at, row in enumerate(rows) if "-->" in row.text and (hit := _TIMING.fullmatch(row.text))]
    for (at, hit), follower in pairwise([*timings, (len(rows), None)]):
        if hit is None:
            return
        cue = _Cue(_seconds(hit, 1), _seconds(hit, 5))
        last = follower[0]
        for row in _payload(rows, at + 1, last, is_vtt):
            pieces = _pieces(row)
            if pieces:
                cue.rows.append(pieces)
                cue.said.append(_TAG.sub("", row.text))
        yield cue


def _payload(rows: list[_Row], at: int, stop: int, is_vtt: bool) -> list[_Row]:
    """
    The lines shown: up to the empty line in WebVTT, up to the next cue's number in SRT.

    Video sites put a line with one blank into a cue; SRT made by hand has empty lines within a cue, too.
    """
    block = rows[at:stop]
    if is_vtt and (blank := next((i for i, row in enumerate(block) if not row.text), 0)):
        return block[:blank]
    is_last = stop == len(rows)
    while block and not block[-1].text.strip():
        block.pop()
    if not is_last and block and block[-1] is rows[stop - 1] and _is_name(block, is_vtt):
        block.pop()
    return [row for row in block if row.text.strip()]


def _is_name(block: list[_Row], is_vtt: bool) -> bool:
    """The line right above the next cue's times is that cue's number, or in WebVTT any name after a blank line."""
    if is_vtt:
        return len(block) > 1 and not block[-2].text.strip()
    return block[-1].text.strip().isdigit()


def _pieces(row: _Row) -> list[tuple[int, int]]:
    """Places of what a line says, without tags."""
    found = []
    at = row.start
    for tag in _TAG.finditer(row.text):
        found.append((at, row.start + tag.start()))
        at = row.start + tag.end()
    found.append((at, row.stop))
    kept = [(start, end) for start, end in found if end > start]
    return kept if _TAG.sub("", row.text).strip() else []


def _seconds(hit: re.Match[str], group: int) -> float:
    hours, minutes, seconds, fraction = (hit[group + i] or "0" for i in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _unrolled(cues: list[_Cue], share: float) -> bool:
    """Mark in each cue how many of its first words the cue before has said; tell whether captions roll."""
    keys = [cue.keys() for cue in cues]
    shared = [0, *(_overlap(before, after) for before, after in pairwise(keys))]
    spoken = [at for at in range(1, len(cues)) if keys[at]]
    # one word in common is speech ("Non. / Non."), unless captions roll anyway
    rolling = sum(_weight(keys[at][: shared[at]]) >= 2 for at in spoken)
    rolls = rolling > 1 and rolling >= share * len(spoken)
    for at, cue in enumerate(cues):
        same_time = at > 0 and (cue.begin, cue.close) == (cues[at - 1].begin, cues[at - 1].close)
        if rolls or (same_time and keys[at] == keys[at - 1]):
            cue.dropped = shared[at]
    return rolls


def _weight(words: list[str]) -> int:
    """How many words, about; scripts that write no blanks have a word every two signs."""
    return sum(len(word) // 2 if _SPACELESS.match(word) else 1 for word in words)


def _overlap(before: list[str], after: list[str], *, longest: int = 60) -> int:
    """How many words at the end of `before` are also the first ones of `after`."""
    for size in range(min(len(before), len(after), longest), 0, -1):
        if before[-size:] == after[:size]:
            return size
    return 0


def _edits(text: str, cues: list[_Cue], pause: float, rolls: bool) -> Iterator[Edit]:
    """One edit for each stretch between words that stay: what goes, and the blank that joins them again."""
    at = 0
    last: _Cue | None = None
    repeats: list[tuple[int, int]] = []
    for cue in cues:
        skip = cue.dropped
        is_new = True
        for row in cue.rows:
            words = _words(text, row)
            repeats += [span for word in words[:skip] for span in word]
            kept = words[skip:]
            skip = max(0, skip - len(words))
            if not kept:
                continue
            start, end = kept[0][0][0], kept[-1][-1][1]
            joint = _joint(text, at, start, cue=cue if is_new else None, last=last, pause=pause, rolls=rolls)
            yield from _gap(at, start, joint, repeats)
            repeats = []
            yield from _tags(text, row, start, end)
            at, last, is_new = end, cue, False
    yield from _gap(at, len(text), "\n" if at else "", repeats)


def _words(text: str, row: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Words of a line, each as its pieces: a tag may stand within a word."""
    found: list[list[tuple[int, int]]] = []
    for number, (start, end) in enumerate(row):
        for hit in _TOKEN.finditer(text, start, end):
            touches = number > 0 and found and hit.start() == start and found[-1][-1][1] == row[number - 1][1]
            if touches:
                found[-1].append(hit.span())
            else:
                found.append([hit.span()])
    return found


def _joint(text: str, at: int, start: int, *, cue: _Cue | None, last: _Cue | None, pause: float, rolls: bool) -> str:
    """What stands between two lines: nothing at first, a paragraph after a pause, a line for a new speaker, a blank."""
    if last is None:
        return ""
    if cue and cue.begin - last.close >= pause:
        return "\n\n"
    if _SPEAKER_DASH.match(text, start) or _NEW_SPEAKER.search(text, at, start):
        return "\n"
    # rolling captions break lines within words of scripts that write no blanks
    glued = rolls and _SPACELESS.match(text, at - 1) and _SPACELESS.match(text, start)
    return "" if glued else " "


def _gap(start: int, end: int, joint: str, repeats: list[tuple[int, int]]) -> Iterator[Edit]:
    """The edits for start:end, what was said before apart from what was never said."""
    for left, right in _merged(repeats):
        if start < left:
            yield Edit(start, left, "", "subtitles.timing", "times, numbers and settings of cues")
        yield Edit(left, right, "", "subtitles.rolling", "said by the cue before")
        start = right
    yield Edit(start, end, joint, "subtitles.timing", "times, numbers and settings of cues")


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with nothing but one blank between them as one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start - found[-1][1] <= 1:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _tags(text: str, row: list[tuple[int, int]], start: int, end: int) -> Iterator[Edit]:
    """The tags within the part of a line that stays; a new speaker gets a line."""
    for (_, left), (right, _) in pairwise(row):
        if start <= left and right <= end:
            if _NEW_SPEAKER.search(text, left, right):
                yield Edit(left, right, "\n", "subtitles.speaker", "the sign of a new speaker")
            else:
                yield Edit(left, right, "", "subtitles.tags", "times and styles of single words")
