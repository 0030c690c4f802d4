"""What captions write for a sound: "[Musique]", "(rires)", "♪", the ">>" of a new speaker, and a clock in brackets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.resources import languages, table

# A bracket with no more than a few words in it; it may be broken over two lines.
_BRACKET = re.compile(
    r"\[[^\[\]]{1,60}\]|\([^()]{1,60}\)|（[^（）]{1,30}）|【[^【】]{1,30}】|［[^［］]{1,30}］|\*[^*\n]{1,40}\*"
    r"|<[^<>/\n]{3,30}>"
)
_ALONE = re.compile(r"^[ \t]*\[([^\[\]\n]{3,40})\][ \t]*$", re.MULTILINE)
_NOTES = re.compile(r"(?:[♩♪♫♬♭♮♯🎵🎶🎼]\ufe0f?[ \t]*)+")
_TURN = re.compile(r"(?:(?<=\s)|^)(?:>>+|(?:&gt;){2,}|»{2,})[ \t]*(?=\S|$)", re.MULTILINE)
_WORD = re.compile(r"[\w\u0900-\u0dff]+")
# A lone clock, "[00:06:11.09]" or "[6:11]": drop_timecodes sees to those that stand on every other line.
_CLOCK = re.compile(r"[\[(（]\d{1,2}:\d\d:\d\d(?:[.,:]\d{1,3})?[\])）]|\[\d{1,3}:\d\d(?:[.,]\d{1,3})?\]")
_CHEAP = re.compile(r"[\[(（【［*<♩♪♫♬♭♮♯🎵🎶🎼]|>>|&gt;&gt;|»»")


def drop_sound_tags(doc: Document) -> Iterator[Edit]:
    """
    What stands for a sound in a transcript: "[Musique]", "(applause)", "[笑い]", "♪", ">>" before a speaker.

    A clock in brackets ("[00:06:11]") goes too; a time that is said ("at 12:30") stays.

    A bracket goes when all its words are words for sounds, in whatever language; it may be broken over
    lines. Words sung between two notes are speech and stay; so do a name in brackets, "[...]", a masked
    word ("[ __ ]"), a gap in what was understood ("[inaudible]") and everything in a text that is not speech; but
    captions that were pasted into an article lose the sounds that stand alone on their lines, in square brackets.

        >>> from cleaners.document import Fact
        >>> doc = Document("d", "[Musique] Bonjour (rires) à tous.", (Fact("kind", "transcript", "example"),))
        >>> doc.after(drop_sound_tags(doc)).text
        'Bonjour à tous.'
    """
    text = doc.text
    if doc.get("kind") != "transcript":
        yield from _pasted(doc)
        return
    if not _CHEAP.search(text):
        return
    at = 0
    for first, last, rule, why in _joined(text, sorted(_found(text))):
        if first >= at:
            start, end = _with_blanks(text, first, last, at)
            at = end
            yield Edit(start, end, _between(text, start, end), rule, why)


def _pasted(doc: Document, *, fewest: int = 2) -> Iterator[Edit]:
    """
    Sounds alone on their lines in a text that is no speech, `fewest` and more, each with words before or after it.

    A list of such tags is what an article on captions shows, and a song has its own signs.
    """
    if "[" not in doc.text or doc.get("kind") == "poem":
        return
    rows = lines_of(doc.text)
    alone = [(n, row.text) for n, row in enumerate(rows) if row.text[0] == "[" and row.text[-1] == "]"]
    sounds = [n for n, said in alone if (hit := _ALONE.match(said)) and is_sound(hit[1])]
    if len(sounds) < fewest or any(two - one < 2 for one, two in pairwise(sounds)):
        return
    for n in sounds:
        end = rows[n].end
        while doc.text[end : end + 1].isspace():
            end += 1
        yield Edit(rows[n].start, end, "", "sound_tags.sound", "a sound, not a line of the text")


def _joined(text: str, found: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """Signs with nothing but blanks between them as one, so that the blanks around them are seen together."""
    whole: list[tuple[int, int, str, str]] = []
    for sign in found:
        start, end, rule, why = whole[-1] if whole else (0, -1, "", "")
        if whole and end <= sign[0] and not text[end : sign[0]].strip(" \t\u00a0"):
            whole[-1] = (start, sign[1], rule, why)
        else:
            whole.append(sign)
    return whole


def _found(text: str) -> Iterator[tuple[int, int, str, str]]:
    for hit in _BRACKET.finditer(text):
        if is_sound(hit[0][1:-1], square=hit[0][0] in "[【［"):
            yield hit.start(), hit.end(), "sound_tags.sound", "a sound, not speech"
    for hit in _NOTES.finditer(text):
        yield hit.start(), hit.end(), "sound_tags.notes", "the sign for singing"
    for hit in _CLOCK.finditer(text):
        if not text.startswith("#", text.rfind("\n", 0, hit.start()) + 1):  # "## [11:50] The harbour" is a chapter's
            yield hit.start(), hit.end(), "sound_tags.clock", "the clock of the recording"
    for hit in _TURN.finditer(text):
        if _opens(text, hit.start()):
            yield hit.start(), hit.end(), "sound_tags.turn", "the sign for a new speaker"


def _opens(text: str, at: int) -> bool:
    """Say whether a line or a sentence begins here: elsewhere ">>" may be meant."""
    before = text[max(0, at - 20) : at].rstrip(" \t\u00a0\u202f")
    return not before or before[-1] in '\n.!?…])"”»-–—:'


def is_sound(inside: str, *, square: bool = True) -> bool:
    r"""
    Say whether the words inside a bracket only name a sound; in round ones fewer words count, for "(chant)".

        >>> is_sound("Musique douce"), is_sound("Ap\nplause"), is_sound("la musique de Ravel")
        (True, True, False)
    """
    return any(
        _only_sounds(joined, square) for joined in dict.fromkeys((inside.replace("\n", " "), inside.replace("\n", "")))
    )


def _only_sounds(inside: str, square: bool) -> bool:
    said = _WORD.findall(unicodedata.normalize("NFC", inside).casefold())
    # "(Rires.)" is how a record of a session notes it; "[Music?]" is a question.
    if not said or len(said) > 6 or inside.strip()[-1:] == "?" or (len(said) > 2 and inside.strip()[-1:] == "."):
        return False
    for bracketed, anywhere, company in _vocabularies():
        words = bracketed if square else anywhere
        if all(word in words or word in company for word in said) and any(word in words for word in said):
            return True
    return False


@cache
def _vocabularies() -> tuple[tuple[frozenset[str], frozenset[str], frozenset[str]], ...]:
    """For each language the words for sounds, those that count in any bracket, and what may stand with them."""
    found = []
    for language in languages("sound_tags"):
        sounds = table("sound_tags", language)
        found.append(tuple(frozenset(sounds.get(key, ())) for key in ("words", "round", "with")))
    return tuple((words, anywhere, company) for words, anywhere, company in found)


def _with_blanks(text: str, start: int, end: int, floor: int) -> tuple[int, int]:
    """The span with the blanks that would be left over: a whole line goes with the blank lines after it."""
    head = start
    while head > floor and text[head - 1] in " \t\u00a0\u202f":
        head -= 1
    tail = end
    while tail < len(text) and text[tail] in " \t\u00a0\u202f":
        tail += 1
    at_line_start = head == 0 or text[head - 1] == "\n"
    if at_line_start:
        if tail < len(text) and text[tail] in ".,":
            tail += 1
            while tail < len(text) and text[tail] in " \t":
                tail += 1
        if tail < len(text) and text[tail] == "\n":
            while tail < len(text) and text[tail].isspace():
                tail += 1
        return head, tail
    return (head, tail) if tail > end or head < start else (start, end)


def _between(text: str, start: int, end: int) -> str:
    """The one blank that keeps two words apart, or nothing at an edge or before a stop."""
    before, after = text[start - 1 : start], text[end : end + 1]
    cut = text[start:end]
    if not before or not after or before.isspace() or after.isspace() or after in ".,;…)]»”":
        return ""
    return " " if cut[:1].isspace() or cut[-1:].isspace() else ""
