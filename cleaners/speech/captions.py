"""Speech by its lines: those of subtitles, which go on in the next, and those with times."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from cleaners import expressions as re
from cleaners.speech.counted import PUNCTUATION, is_marked, marks_in
from cleaners.speech.script import BEGINS, Heard, Script, goes_on_below, names_speakers
from cleaners.speech.voice import Voice, talks
from cleaners.text import UNSPACED

_WEB = re.compile(r"https?://|\]\(|^#{1,6} ", re.MULTILINE)


def in_captions(script: Script, voice: Voice, *, fewest: int = 20, share: float = 0.05) -> Heard | None:
    """Short lines on end, without stops, most of them in the middle of a sentence."""
    # Of a run of captions every other line at least looks like one: an article is told by that alone.
    if len(script.rows) < fewest or 2 * sum(map(_may_be_caption, script.rows)) < fewest:
        return None
    if _in_stanzas(script.text) and voice.traces() < 2:
        return None
    block = _captions(script.rows)
    speech = "\n".join(block)
    if len(block) < fewest or _itemised(block) or is_marked(speech) or not talks(speech, voice.tongues, share):
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
        if 3 <= len(said) <= widest and not said[0].isupper() and _goes_on(said) and not PUNCTUATION.search(said):
            run = (run[0] if run[1] == at or missed else at, at + 1)
            best = max(best, run, key=lambda each: each[1] - each[0])
            missed = False
        else:
            # One line between two captions may be a sound tag, or begin with a name.
            missed = run[1] == at and len(said) <= widest and not said.startswith(("#", "*", "-"))
    return rows[best[0] : best[1]]


def _goes_on(said: str) -> bool:
    return said[0].isalpha() and (" " in said or bool(UNSPACED.match(said)))


def subtitled(
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
    unstopped = marks_in(script.text) * 100 < len(script.rows)
    if talks(script.text, voice.tongues, bare if unstopped else column):
        return Heard(f"{len(script.rows)} lines broken as captions are", sure=voice.traces() >= 2)
    return None


def _is_column(rows: list[str], fewest: int, *, widest: int = 48, even: float = 0.7, on: float = 0.5) -> bool:
    """Lines of one width, narrow, half of them and more in the middle of a sentence."""
    wide = max(map(len, rows))
    if len(rows) < fewest or not 20 <= wide <= widest:
        return False
    if sum(len(row) >= 0.6 * wide for row in rows) < even * len(rows):
        return False
    if names_speakers(rows):
        return False
    return goes_on_below(rows, share=on)


def _is_subtitled(rows: list[str], fewest: int, *, widest: int = 110, on: float = 0.4) -> bool:
    """
    Short lines one under the other, a good part of them going on in the next, in small letters where a script has them.

    The buttons of a page around a short post end without a stop as well, but what follows them begins anew.
    """
    if len(rows) < fewest or max(map(len, rows)) > 2 * widest:
        return False
    if sum(map(len, rows)) > widest * len(rows) * 0.8:
        return False
    nexts = [below[0] for row, below in pairwise(rows) if row[-1].isalpha()]
    cased = [first for first in nexts if first.lower() != first.upper()]
    return len(nexts) >= 0.2 * len(rows) - 1 and sum(map(str.islower, cased)) >= on * len(cased)


def with_times(
    script: Script, voice: Voice, *, slowest: float = 1.5, fastest: float = 30, share: float = 0.02
) -> Heard | None:
    """
    Times of a recording, and between them as many characters as people say in that time.

    Chapters of a video, trains and the hours of a chat stand too far apart or too close for what is beside them.
    """
    paces = sorted(one.size / (other.at - one.at) for one, other in pairwise(script.times) if other.at > one.at)
    if len(paces) < 3 or not slowest <= paces[len(paces) // 2] <= fastest:
        return None
    if script.times[0].at > BEGINS and names_speakers(script.rows):
        return None
    if not (voice.traces() or talks(script.text, voice.tongues, share)):
        return None
    return Heard(f"{len(script.times)} times of a recording", sure=voice.traces() >= 2)
