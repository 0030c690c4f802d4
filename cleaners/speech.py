"""
Whether a text is speech that somebody or something wrote down, by what speech leaves in it.

Two answers are kept apart. Speech that a recogniser wrote may have misheard a name, so the repairs of names and of
stumbles need it to be *sure*. Speech that is only likely, or that an editor went over, is a transcript all the same,
whose calls and sounds may go, which harms nobody when it was none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re
from cleaners.clocks import LYRIC, clocks
from cleaners.document import Document
from cleaners.evidence import lowered_once
from cleaners.resources import languages, table
from cleaners.search import Finder
from cleaners.signs import codes
from cleaners.sound_tags import is_sound
from cleaners.timecodes import CUE, TIME, seconds

# The value of the fact "speech" when a transcript is not to be repaired.
EDITED = "edited"

# How the captions of a video begin, when their file was read as text.
CAPTIONS = "Kind: captions"

_WORD = re.compile(r"[^\W\d_]+")
_PUNCTUATION = re.compile(r"[.!?…,;:()«»“”\"।؟،。、！？，；：「」『』|/\\=<>{}\[\]*#]")
_QUOTATION_MARKS = '«»“”„"「」『』'
_QUOTE = re.compile(rf"[{_QUOTATION_MARKS}]|^[ \t]*[—–-] ", re.MULTILINE)
# "[Musique]", "♪", ">> ": stands in speech; in an edited text it is talked about, so it only adds to a sum.
_BRACKET = re.compile(r"\[([^\[\]\n]{2,40})\][ \t]*")
_NOTE = re.compile(r"♪|^>> ", re.MULTILINE)
# Scripts that write no blanks between words: two of their characters count as a word.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_ALPHABETS = 0x3000  # below are all alphabets, and none of the scripts without blanks
_SCRIPTS = 0x34000  # no letter stands above
_PAGE = re.compile(r"https?://|\]\(|^#{1,4} |^[-*•] |^\d+[.)] ", re.MULTILINE)
_WEB = re.compile(r"https?://|\]\(|^#{1,6} ", re.MULTILINE)
# "**Anna Low:** ", "Speaker 2:", "ANNA LOW 0:04", "### Interviewer": who speaks, at the head of a line.
_LABEL = re.compile(
    r"(?:>> ?|#{1,4} |[*_]{1,2}|\[)?(?P<who>[^\W\d_][\w’'.&-]*(?: [\w’'.&()-]+){0,3})[\])]?"
    r"(?:[*_]{0,2} ?[:：][*_]{0,2}(?=\s|$)|[*_]{0,2}[ \t]+[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?:?[ \t]*$)"
)


# "**Anna Low:** [00:11:32] So the pier": when somebody begins to speak.
_SPOKEN_AT = re.compile(r"[^:：\n]{2,40}[:：][*_]{0,2} ?\[(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\] ")
# ">> " where somebody else goes on, as captions have it; at the head of a line letters quote each other so.
_TURN = re.compile(r"(?:^|[.!?…,\])] )>> (?=[^\W\d_])")
# "## [11:50] The harbour": a heading with the time of a recording.
_CHAPTER = re.compile(
    r"#{1,6} [*_]{0,2}[\[(](?:\d{1,2}:)?\d{1,2}:\d{2}[\])]|#{1,6} .{2,80}[\[(](?:\d{1,2}:)?\d{1,2}:\d{2}[\])]$"
)


# So many times, each with a colon, are those of a recording.
_FEWEST_TIMES = 4
# By this second somebody has spoken; the times of a chat are those of the day.
_BEGINS = 300


class Heard(NamedTuple):
    """Why a text is speech, and whether that is sure enough to repair it."""

    why: str
    sure: bool


def repairable(doc: Document) -> bool:
    """Say whether words of this document may have been misheard: it is a transcript, and nobody edited it."""
    return doc.get("kind") == "transcript" and doc.get("speech") != EDITED


def spoken(text: str, language: str = "") -> str:
    """
    Say why this text is speech written down, or "" when it is not.

        >>> spoken("Le Japon cède. Tokyo, dit-on, hésite encore. " * 50, "fr")
        ''
    """
    found = heard(text, [line.strip() for line in text.split("\n") if line.strip()], language)
    return found.why if found else ""


def heard(text: str, rows: list[str], language: str, said: Collection[str] | None = None) -> Heard | None:
    """
    What says that this is speech, or None. `rows` are its lines that are not blank, `said` its phrases to hearers.

    Its shape must be one that speech has, and its words those of people who talk to somebody: menus, lists, code and
    verse have the shape only, interviews in a paper the words only. The shapes: long without stops, in one line or
    in few; short lines that go on in the next; hesitations that an editor would have cut; names of speakers before
    what they say, with times or hesitations; unbroken paragraphs that speak to a camera.
    """
    timed = clocks(text)
    if timed.certain:
        return Heard(f"{len(timed.found)} times of a recording", sure=True)
    script = Script.of(text, rows)
    if not script.rows:
        return None
    voice = Voice(script, language, said if script.text is text else None)
    return (
        _without_stops(script, voice)
        or _in_captions(script, voice)
        or _with_few_stops(script, voice)
        or _subtitled(script, voice)
        or _timed(script, voice)
        or _hesitating(script, voice)
        or _labelled(script, voice)
        or _to_a_camera(script, voice)
        or _welcoming(script, voice)
        or _chatting(script, voice)
        or _calling(script, voice)
        or _turning(script, voice)
        or _stated(rows, script, voice)
        or (Heard(f"{len(timed.found)} times of a recording", sure=False) if timed.found else None)
    )


class Cue(NamedTuple):
    """A time of a recording in seconds, and how many characters are said from there to the next."""

    at: int
    size: int


class Script(NamedTuple):
    """A text without what a recording adds: its lines, the times taken off them, and how many sounds stood there."""

    text: str
    rows: list[str]
    times: list[Cue]
    sounds: int

    @classmethod
    def of(cls, text: str, rows: list[str]) -> Script:
        """Take times and sounds off a text; `rows` are its lines that are not blank."""
        rows, times = _untimed(rows) if text.count(":") >= _FEWEST_TIMES else (rows, [])
        sounds = len(_NOTE.findall(text)) if "♪" in text or ">> " in text else 0
        if "[" in text:
            tagged = sum(is_sound(inside) for row in rows for inside in _BRACKET.findall(row))
            sounds += tagged
            rows = [bare for row in rows if (bare := _unsounded(row))] if tagged else rows
        return cls("\n".join(rows) if times or sounds else text, rows, times, sounds)


def _unsounded(row: str) -> str:
    """The line without the sounds in brackets."""
    return _BRACKET.sub(lambda hit: "" if is_sound(hit[1]) else hit[0], row).strip()


class Voice:
    """What a text says in words of talk: counted once, and only when somebody asks."""

    def __init__(self, script: Script, language: str, said: Collection[str] | None = None) -> None:
        self.text, self.rows, self.sounds = script.text, script.rows, script.sounds
        known = languages("metadata")
        self.tongues = (language,) if language in known else known
        self._said = said if language in known else None

    @cached_property
    def signs(self) -> list[str]:
        """Phrases that are said to hearers; "cette vidéo" within "dans cette vidéo" is one sign, not two."""
        if self._said is not None and not self._said:
            return []
        low = self.text.lower() if "İ" in self.text else lowered_once(self.text)
        phrases, find = _phrase_finder(tuple(self.tongues))
        found = {phrases[which] for which, *_ in find(low)}
        return sorted(each for each in found if not any(each != other and each in other for other in found))

    @cached_property
    def hesitations(self) -> int:
        """Sounds of hesitation, which nobody writes but who writes down what was said; a page says "Uh oh!" at will."""
        once = len(set(self.rows)) == len(self.rows)
        said = self.text if once else "\n".join(dict.fromkeys(self.text.split("\n")))
        return max(_count(said, _sounds(each)) for each in self.tongues)

    def traces(self) -> int:
        """All that only speech leaves: phrases to hearers, hesitations, sound tags, small words said twice."""
        return len(self.signs) + self.hesitations + min(self.sounds, 2) + _doubled(self.text) // 2


def talks(text: str, tongues: Iterable[str], share: float, *, sample: int = 20_000) -> bool:
    """Say whether `share` of the words are those of somebody who talks, in one of these languages."""
    text = text[:sample]
    size = _size(text)
    return size > 0 and any(_count(text, _talk(each)) >= share * size for each in tongues)


@lru_cache(maxsize=4)
def _size(text: str) -> float:
    """How many words this is; of scripts without blanks, two characters are one; kept, as most rules ask for it."""
    kinds = _kinds(text)
    return (b" " + kinds.translate(_IN_WORDS)).count(b" x") + kinds.count(_DENSE) / 2


@lru_cache(maxsize=4)
def _kinds(text: str) -> bytes:
    """For each character its kind, one of those below: told once, and counted by each rule that asks."""
    numbers, highest = codes(text)
    return _table(_ALPHABETS if highest < _ALPHABETS else _SCRIPTS).take(numbers, mode="clip").tobytes()


# A letter, one of a script without blanks, a digit, punctuation, a quotation mark that is some, and one that is none.
_LETTER, _DENSE, _FIGURE, _MARK, _BOTH, _QUOTES = (bytes((number,)) for number in range(1, 7))
_IN_WORDS = bytes.maketrans(bytes(range(256)), b" x" + b" " * 254)


@cache
def _table(size: int) -> NDArray[np.uint8]:
    """The kind of each code point below `size`."""
    all_ = np.arange(size, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    table = np.zeros(size, np.uint8)
    kinds = (
        (_LETTER, _WORD), (_DENSE, _UNSPACED), (_FIGURE, re.compile(r"\d+")),
        (_QUOTES, re.compile(f"[{_QUOTATION_MARKS}]")),
    )  # fmt: skip
    for kind, expression in kinds:
        for hit in expression.finditer(all_):
            table[hit.start() : hit.end()] = ord(kind)
    for hit in _PUNCTUATION.finditer(all_):
        table[hit.start()] = ord(_BOTH if table[hit.start()] else _MARK)
    return table


def _punctuation(text: str) -> int:
    """How many characters of a text are punctuation."""
    kinds = _kinds(text)
    return kinds.count(_MARK) + kinds.count(_BOTH)


@lru_cache(maxsize=8)
def _count(text: str, words: frozenset[str]) -> int:
    """How often one of these words is said."""
    if not words:
        return 0
    small = _small(text)
    parted = _parted(words)
    if parted is None or any(each in small for each in parted):
        return len(_finder(words).findall(small))
    return len(_whole_finder(words)(_spaced(small)))


@cache
def _whole_finder(words: frozenset[str]) -> Finder:
    """What finds these words, each between two blanks."""
    return Finder(f" {word} " for word in sorted(words))


@cache
def _parted(words: frozenset[str]) -> tuple[str, ...] | None:
    """Those that are more than letters, as "uh-huh"; None for scripts without blanks, and where capitals are."""
    if any(_UNSPACED.match(word) or word != _small(word) for word in words):
        return None
    return tuple(word for word in words if not word.isalnum())


@lru_cache(maxsize=2)
def _spaced(text: str) -> str:
    """The text with a blank for each character that is no letter or digit, and about it; kept for the next words."""
    numbers, highest = codes(text)
    letters = _letters(_ALPHABETS if highest < _ALPHABETS else _SCRIPTS)
    return f" {letters.take(numbers, mode='clip').tobytes().decode('utf-32-le')} "


@cache
def _letters(size: int) -> NDArray[np.uint32]:
    """For each code point below `size` itself when it is a letter or a digit, else a blank."""
    table = _table(size)
    return np.where((table > 0) & (table <= ord(_FIGURE)), np.arange(size), ord(" ")).astype("<u4")


@lru_cache(maxsize=4)
def _small(text: str) -> str:
    """The text in small letters, kept for the next words; a dotless i is an i, and a long s an s."""
    return lowered_once(text).replace("ı", "i").replace("ſ", "s")


@cache
def _finder(words: frozenset[str]) -> re.Pattern[str]:
    """What finds these words, longest first; it begins with letters, to which the regex engine skips."""
    longest_first = sorted(set(map(_small, words)), key=lambda word: (-len(word), word))
    if any(map(_UNSPACED.match, words)):
        return re.compile("|".join(map(re.escape, longest_first)))
    begun = "|".join(rf"{word}(?<![^\W_]{word})" for word in map(re.escape, longest_first))
    return re.compile(rf"(?:{begun})(?![^\W_])")


def _doubled(text: str) -> int:
    """How often a small word is said twice on end: "the the"."""
    said = [word.lower() for word in _WORD.findall(text, 0, 20_000)]
    return sum(one == other and len(one) <= 4 for one, other in pairwise(said))


@cache
def _talk(language: str) -> frozenset[str]:
    """Single words of talk; of "j’ai" and "I’m" the first part, as they are split."""
    speech = table("metadata", language).get("speech", {})
    said = (*speech.get("you", ()), *speech.get("fillers", ()), *speech.get("sounds", ()))
    return frozenset(word for word in said if _WORD.fullmatch(word))


@cache
def _fillers(language: str) -> frozenset[str]:
    speech = table("metadata", language).get("speech", {})
    return frozenset((*speech.get("fillers", ()), *speech.get("sounds", ())))


@cache
def _sounds(language: str) -> frozenset[str]:
    return frozenset(table("metadata", language).get("speech", {}).get("sounds", ()))


@cache
def _phrases(language: str) -> tuple[str, ...]:
    return tuple(table("metadata", language).get("speech", {}).get("channel", ()))


@cache
def _phrase_finder(tongues: tuple[str, ...]) -> tuple[list[str], Finder]:
    phrases = [phrase for each in tongues for phrase in _phrases(each)]
    return phrases, Finder(phrases)


def _untimed(rows: list[str], *, fewest: int = _FEWEST_TIMES, share: float = 0.25) -> tuple[list[str], list[Cue]]:
    """The lines without the times before them, and these times when they are those of a recording: many, in order."""
    if any("-->" in row for row in rows):
        told = "\n".join(row for row in rows if not row.isdigit() and row != "WEBVTT")
        hits = list(CUE.finditer(told))
        ends = [*(hit.start() for hit in hits[1:]), len(told)][: len(hits)]
        cues = [Cue(seconds(hit), end - hit.end()) for hit, end in zip(hits, ends, strict=True)]
        if len(cues) > fewest and _rises(cues):
            return [bare for row in CUE.sub("\n", told).split("\n") if (bare := row.strip())], cues
    if sum(":" in row[:12] and row[:1] in "0123456789[(*#" for row in rows) < fewest:
        return rows, []
    cues, bare_rows = [], []
    for row in rows:
        hit = TIME.match(row)
        bare = row[hit.end() :] if hit else row
        if hit:
            cues.append(Cue(seconds(hit), 0))
        if cues:
            cues[-1] = cues[-1]._replace(size=cues[-1].size + len(bare))
        if bare:
            bare_rows.append(bare)
    # Chapters that stand above begin earlier and end later than what is said first.
    falls = [n for n, (one, other) in enumerate(pairwise(cues), 1) if one.at > other.at]
    cues = cues[falls[0] :] if len(falls) == 1 else cues
    if len(falls) > 1 or len(cues) < max(fewest, share * len(rows)):
        return rows, []
    if sum(LYRIC.match(row) is not None for row in rows) >= fewest:
        return rows, []
    return bare_rows, cues


def _rises(cues: list[Cue]) -> bool:
    return all(one.at <= other.at for one, other in pairwise(cues))


def _marks(text: str, *, per_mark: int = 40) -> bool:
    """Say whether punctuation stands in the text more often than once in `per_mark` words."""
    head = text[:2000]
    if (head.count(".") + head.count(",")) * per_mark * 3 > len(head):
        return True  # two marks are counted in a tenth of the time of all
    if len(_PUNCTUATION.findall(head)) * per_mark * 3 > len(head):
        return True
    return _punctuation(text) * per_mark > _size(text)


def _without_stops(
    script: Script,
    voice: Voice,
    *,
    breath: int = 150,
    long: int = 600,
    row: int = 40,
    share: float = 0.05,
    least: float = 0.025,
) -> Heard | None:
    """
    Speech in one line, or in a few of `row` words and more, with next to no punctuation.

    An angry poster writes so, too, but never `long` words, and leaves none of the traces of speech.
    """
    rows = script.rows
    longest = max(rows, key=len)
    if len(longest) < 2 * breath:
        return None
    told: list[str] = []
    if _marks(longest) and _size(longest) >= row:
        return None
    one_line = _size(longest) >= breath
    for each in [longest] if one_line else rows:
        if len(each) >= 2 * row and _size(each) >= row:
            if _marks(each):
                return None
            told.append(each)
    if not one_line and (sum(map(len, told)) < 0.8 * sum(map(len, rows)) or sum(map(_size, told)) < breath):
        return None
    speech = "\n".join(told)
    words, traces = int(_size(speech)), voice.traces()
    why = f"{words} words without a stop"
    if talks(speech, voice.tongues, share):
        return Heard(why, sure=words >= long or traces > 0)
    if traces and talks(speech, voice.tongues, least):
        return Heard(why, sure=traces >= 2)
    return None


def _with_few_stops(
    script: Script,
    voice: Voice,
    *,
    words: int = 150,
    stops: int = 17,
    share: float = 0.05,
    fillers: float = 0.01,
    row: int = 60,
) -> Heard | None:
    """
    Speech that a recogniser gave some stops, one in `stops` words or fewer, in lines that are none of verse.

    Writing has three times as many: of 1,010 articles and forum threads one has so few and `share` of talk, and it
    has none of the `fillers`.
    """
    text = script.text
    if _marks(text, per_mark=stops) or (len(text) < row * len(script.rows) and not _goes_on_below(script.rows)):
        return None
    size = _size(text)
    if size < words or _PAGE.search(text):
        return None
    if max(_count(text, _fillers(each)) for each in voice.tongues) < fillers * size or _named(script.rows):
        return None
    return Heard(f"{int(size)} words with few stops", sure=False) if talks(text, voice.tongues, share) else None


def _goes_on_below(rows: list[str], *, share: float = 0.5) -> bool:
    """Say whether most lines end in the middle of a sentence, and the next goes on in small letters."""
    return sum(one[-1].isalnum() and other[0].islower() for one, other in pairwise(rows)) >= share * len(rows)


def _in_captions(script: Script, voice: Voice, *, fewest: int = 20, share: float = 0.05) -> Heard | None:
    """Short lines on end, without stops, most of them in the middle of a sentence."""
    # Of a run of captions every other line at least looks like one: an article is told by that alone.
    if len(script.rows) < fewest or 2 * sum(map(_may_be_caption, script.rows)) < fewest:
        return None
    if _in_stanzas(script.text) and voice.traces() < 2:
        return None
    block = _captions(script.rows)
    speech = "\n".join(block)
    if len(block) < fewest or _itemised(block) or _marks(speech) or not talks(speech, voice.tongues, share):
        return None
    # Scripts without capitals: verse, menus and lists look the same, so the phrases must say it, too.
    cased = block[0][0].upper() != block[0][0].lower()
    return Heard(f"{len(block)} caption lines on end", sure=True) if cased or voice.traces() >= 2 else None


def _itemised(rows: list[str], *, share: float = 0.3) -> bool:
    """Say whether many lines begin with the same word: a letter "o" is the bullet of a list within a list."""
    first = Counter(row.split(" ", 1)[0] for row in rows)
    return first.most_common(1)[0][1] > share * len(rows)


def _in_stanzas(text: str, *, fewest: int = 3, tallest: int = 12) -> bool:
    """Say whether most lines stand in groups of a few, with a blank line between, as verse does and captions do not."""
    groups = [group.strip().count("\n") + 1 for group in text.split("\n\n") if group.strip()]
    stanzas = [lines for lines in groups if 2 <= lines <= tallest]
    return len(stanzas) >= fewest and sum(stanzas) >= 0.7 * sum(groups)


def _may_be_caption(row: str, *, widest: int = 70) -> bool:
    return len(row) <= widest and not row[0].isupper()


def _captions(rows: list[str], *, widest: int = 70) -> list[str]:
    """The longest run of lines that look like captions: short, without any punctuation, most not begun in capitals."""
    best = run = (0, 0)
    missed = False
    for at, said in enumerate(rows):
        if 3 <= len(said) <= widest and not said[0].isupper() and _goes_on(said) and not _PUNCTUATION.search(said):
            run = (run[0] if run[1] == at or missed else at, at + 1)
            best = max(best, run, key=lambda each: each[1] - each[0])
            missed = False
        else:
            # One line between two captions may be a sound tag, or begin with a name.
            missed = run[1] == at and len(said) <= widest and not said.startswith(("#", "*", "-"))
    return rows[best[0] : best[1]]


def _goes_on(said: str) -> bool:
    return said[0].isalpha() and (" " in said or bool(_UNSPACED.match(said)))


def _subtitled(
    script: Script,
    voice: Voice,
    *,
    fewest: int = 20,
    share: float = 0.04,
    column: float = 0.06,
    bare: float = 0.02,
    web: int = 3,
) -> Heard | None:
    """
    Subtitles line by line with their stops: a little more like writing, so the phrases must say it, too.

    A post in short lines greets its readers in the same words, but it has links, pictures and headings.

    Lines of one width, all shorter than those of a letter, need none: nothing but captions is broken so.
    """
    signs = voice.signs if _is_subtitled(script.rows, fewest) and len(_WEB.findall(script.text)) < web else []
    if len(signs) >= 2 and talks(script.text, voice.tongues, share):
        return Heard(f"subtitles, line by line: {', '.join(signs[:4])}", sure=True)
    if not _is_column(script.rows, fewest):
        return None
    unstopped = _punctuation(script.text) * 100 < len(script.rows)
    if talks(script.text, voice.tongues, bare if unstopped else column):
        return Heard(f"{len(script.rows)} lines broken as captions are", sure=voice.traces() >= 2)
    return None


def _named(rows: list[str], *, share: float = 0.2) -> bool:
    """Say whether a name stands before the lines, as in a chat."""
    return sum(":" in row[:20] for row in rows) > share * len(rows)


def _is_column(rows: list[str], fewest: int, *, widest: int = 48, even: float = 0.7, on: float = 0.5) -> bool:
    """Lines of one width, narrow, half of them and more in the middle of a sentence."""
    wide = max(map(len, rows))
    if len(rows) < fewest or not 20 <= wide <= widest:
        return False
    if sum(len(row) >= 0.6 * wide for row in rows) < even * len(rows):
        return False
    if _named(rows):
        return False
    return _goes_on_below(rows, share=on)


def _is_subtitled(rows: list[str], fewest: int, *, widest: int = 110) -> bool:
    """Short lines one under the other, a good part of them going on in the next."""
    if len(rows) < fewest or max(map(len, rows)) > 2 * widest:
        return False
    if sum(map(len, rows)) > widest * len(rows) * 0.8:
        return False
    return sum(row[-1].isalpha() for row in rows) >= 0.2 * len(rows)


def _timed(
    script: Script, voice: Voice, *, slowest: float = 1.5, fastest: float = 30, share: float = 0.02
) -> Heard | None:
    """
    Times of a recording, and between them as many characters as people say in that time.

    Chapters of a video, trains and the hours of a chat stand too far apart or too close for what is beside them.
    """
    paces = sorted(one.size / (other.at - one.at) for one, other in pairwise(script.times) if other.at > one.at)
    if len(paces) < 3 or not slowest <= paces[len(paces) // 2] <= fastest:
        return None
    if script.times[0].at > _BEGINS and _named(script.rows):
        return None
    if not (voice.traces() or talks(script.text, voice.tongues, share)):
        return None
    return Heard(f"{len(script.times)} times of a recording", sure=voice.traces() >= 2)


def _hesitating(script: Script, voice: Voice, *, fewest: int = 5, per: int = 200, quotes: int = 100) -> Heard | None:
    """
    Sounds of hesitation, one in `per` words and more, `fewest` at least, and hardly a quotation mark.

    A novel has some in what its people say, in quotation marks; a chat some, and few words. A page has links, and in
    them pieces that look like such a sound.
    """
    size = _size(script.text)
    if size < per or _quoted(script.text) * quotes > size:
        return None
    if voice.hesitations < fewest or script.text.count("](") + script.text.count("://") >= voice.hesitations:
        return None
    if voice.hesitations * per < size or len(_QUOTE.findall(script.text)) * quotes > size:
        return None
    return Heard(f"{voice.hesitations} hesitations in {int(size)} words", sure=True)


def _quoted(text: str) -> int:
    """How many quotation marks stand in the text, which is never more than _QUOTE finds."""
    kinds = _kinds(text)
    return kinds.count(_QUOTES) + kinds.count(_BOTH)


def _labelled(script: Script, voice: Voice, *, fewest: int = 6) -> Heard | None:
    """
    Names of two to twelve speakers before what they say, each again and again, and a sign that they were recorded.

    An interview in a paper has the names only.
    """
    rows = script.rows
    if script.text.count(":") + script.text.count("：") < fewest:
        return None
    who = [hit["who"].casefold() for row in rows if (":" in row or "：" in row) and (hit := _LABEL.match(row))]
    names = {name for name in who if who.count(name) > 1} if len(who) < 4000 else set(who)
    turns = sum(name in names for name in who)
    if turns < fewest or not 2 <= len(names) <= 12 or turns < 0.2 * len(rows):
        return None
    if not (script.times or _clocked(rows) or voice.hesitations >= 3 or len(voice.signs) >= 3):
        return None
    return Heard(f"{len(names)} speakers by name, {turns} turns", sure=False)


def _clocked(rows: list[str], *, fewest: int = 4, behind: int = 2) -> bool:
    """Say whether times of one recording stand beside the names, in order; in brackets behind a colon two will do."""
    said = [seconds(hit) for row in rows if "[" in row[:60] and (hit := _SPOKEN_AT.match(row))]
    if len(said) >= behind and all(one < other for one, other in pairwise(said)):
        return True
    clock = re.compile(r"[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})[\])]?:?[*_]{0,2}[ \t]*$")
    times = [seconds(hit) for row in rows if len(row) < 60 and (hit := clock.search(row))]
    return len(times) >= fewest and times[0] <= _BEGINS and all(one <= other for one, other in pairwise(times))


def _to_a_camera(script: Script, voice: Voice, *, long: int = 1000, words: int = 120, least: int = 3) -> Heard | None:
    """Speech that was given its stops: most of it in unbroken paragraphs, with `least` different signs of a camera."""
    longest = max(map(len, script.rows))
    if longest < min(long, 2 * words) or (longest < long and _DENSE not in _kinds(script.text)):
        return None
    if not voice.signs or len(voice.signs) + min(script.sounds, 2) < least:
        return None
    wide = sum(len(row) for row in script.rows if len(row) >= long or 2 * words <= len(row) <= 2.5 * _size(row))
    if wide < 0.6 * len(script.text):
        return None
    return Heard(f"unbroken paragraphs that speak to their hearers: {', '.join(voice.signs[:4])}", sure=True)


def _welcoming(script: Script, voice: Voice, *, head: int = 300, foot: int = 600, share: float = 0.04) -> Heard | None:
    """
    Speech with its stops in paragraphs of any length, which greets its hearers first and takes leave of them last.

    So does many a blog, so nothing may stand in it that only a page has: links, headings, lists.
    """
    text = script.text
    if len(text) < 2 * head or len(voice.signs) < 3 or _PAGE.search(text) or not talks(text, voice.tongues, share):
        return None
    low = text.lower()
    ends = [any(sign in part for sign in voice.signs) for part in (low[:head], low[-foot:])]
    why = f"greets its hearers and takes leave of them: {', '.join(voice.signs[:4])}"
    return Heard(why, sure=False) if all(ends) else None


def _chatting(
    script: Script,
    voice: Voice,
    *,
    fewest: int = 200,
    share: float = 0.09,
    fillers: float = 0.022,
    marks: float = 0.18,
    row: int = 50,
) -> Heard | None:
    """
    So many words that say nothing ("also, halt, genau, ja") as only talk has.

    Of 1,010 articles and forum threads none of `fewest` words has `fillers` of them; of 17 real transcripts without
    any other sign, eight.
    """
    if len(script.text) < row * len(script.rows):
        # Songs, chats and forms have the words, in short lines.
        return None
    text = script.text
    size = _size(text)
    if size < fewest or _quoted(text) * 100 > size or not talks(text, voice.tongues, share) or _PAGE.search(text):
        return None
    if max(_count(text, _fillers(each)) for each in voice.tongues) < fillers * size:
        return None
    if _punctuation(text) > marks * size or len(_QUOTE.findall(text)) * 100 > size:
        return None
    return Heard("words of talk that no editor leaves", sure=False)


def _calling(script: Script, voice: Voice, *, least: int = 5, per: int = 150, share: float = 0.05) -> Heard | None:
    """Phrases to hearers, `least` different ones and one in `per` words; the text under a video has links beside."""
    if len(voice.signs) < least or _size(script.text) > per * len(voice.signs) or "://" in script.text:
        return None
    if not talks(script.text, voice.tongues, share):
        return None
    return Heard(f"speaks to its hearers: {', '.join(voice.signs[:4])}", sure=False)


def _turning(script: Script, voice: Voice, *, fewest: int = 2, share: float = 0.06) -> Heard | None:
    """Marks of captions where another begins to speak, within lines of talk; code and quoted letters have others."""
    text = script.text
    if text.count(">> ") < fewest or "\n> " in text or len(_TURN.findall(text)) < fewest:
        return None
    if not talks(text, voice.tongues, share):
        return None
    return Heard("marks of captions where another begins to speak", sure=False)


def _stated(rows: list[str], script: Script, voice: Voice, *, head: int = 12, share: float = 0.04) -> Heard | None:
    """
    A heading that says so ("Transcript"), or a note ("> Transcript of a video, corrected"), above words of talk.

    Below the first lines a heading must be marked as one ("## Transcript").

    The head of a subtitle file says it wherever it stands, and so do times of a recording in the headings.
    """
    marked = (row for row in rows if row[0] in "K#" and (row.startswith(CAPTIONS) or _CHAPTER.match(row)))
    if any(marked) and talks(script.text, voice.tongues, share):
        return Heard("a time or the head of a subtitle file stands over it", sure=False)
    below = [row for row in rows[head:] if row[0] == "#" and len(row) <= 60]
    if not _heading_finder()("\n".join((*rows[:head], *below)).casefold()):
        return None
    said = [row.strip("#*_>[]()（）【】 \t:：").casefold() for row in (*rows[:head], *below) if len(row) <= 300]
    alone = any(row in _headings() for row in said)
    if alone or any(row.startswith(_notes()) for row in said):
        # Alone on its line it needs half the proof.
        least = share / 2 if alone else share
        return Heard("says that it is a transcript", sure=False) if talks(script.text, voice.tongues, least) else None
    return None


@cache
def _heading_finder() -> Finder:
    """What finds a heading of transcripts anywhere: nearly all texts have none, and need no look at their lines."""
    return Finder(sorted(_headings()))


@cache
def _notes() -> tuple[str, ...]:
    """The headings of more words than one, with which a note may begin; without blanks, of three characters."""
    return tuple(each for each in sorted(_headings()) if " " in each or (_UNSPACED.match(each) and len(each) >= 3))


@cache
def _headings() -> frozenset[str]:
    """What stands over a transcript, alone on its line, in every language."""
    found = (table("metadata", each).get("speech", {}).get("headings", ()) for each in languages("metadata"))
    return frozenset(each for phrases in found for each in phrases)
