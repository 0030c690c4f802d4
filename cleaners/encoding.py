r"""
Text that was decoded wrong ("dÃ©jÃ "), entities left as they were written, characters nobody sees.

Three steps, in this order, because each uncovers work for the next: `fix_entities`, `fix_encoding`, `drop_invisible`.
French typography stays: ’ « » œ … and no-break spaces are right as they are.

    >>> doc = Document("d1", "Câ€™est dÃ©jÃ\xa0 l'Å“uvre.\n« Où ? » Fish &amp;amp; chips\u200b…")
    >>> for step in (fix_entities, fix_encoding, drop_invisible):
    ...     doc = doc.after(step(doc))
    >>> doc.text
    "C’est déjà l'œuvre.\n« Où ? » Fish & chips…"
    >>> doc.trail[1].why
    'UTF-8 that was read as Windows-1252'
"""

from __future__ import annotations

import heapq
import html
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.signs import (
    BREAK,
    HALF,
    HALVES,
    LETTER,
    LETTERS,
    LONE,
    SECONDS,
    SIGNS,
    STRANGE,
    UNSEEN,
    UNSEENS,
    UPPER_ACCENTED,
    kinds,
)
from cleaners.text import by_line, code_spans, overlaps

if TYPE_CHECKING:
    from ftfy import ExplanationStep, TextFixerConfig

# Two characters, one pair of which stands in every sequence that ftfy calls bad. Its own expression tries thirty
# alternatives at each place; this one begins with a set of characters that clean text seldom holds, and the regex
# engine skips to those. It may find too much, never too little. One text in seventy holds a bad sequence, and ftfy is
# imported only then, which takes a tenth of a second.
_POSSIBLE = re.compile(
    f"[\x80-\x9f{SECONDS}ÐŒœЂ]"
    f"(?:(?<=[\x80-\x9fЂ])|(?<=[{SIGNS}][{SECONDS}])|(?<=[{LETTERS}][{SIGNS}{UPPER_ACCENTED}])"
    f"|(?<=[ŒœÂÃÎÐØÙ])(?![A-Za-z]))"
)
# Nothing of this expression is in a text without any of these kinds of characters, alone or side by side.
_SIGNS_OF_IT = (LONE, STRANGE + STRANGE, LETTER + STRANGE, BREAK, UNSEEN, HALF)
_SURROGATE = re.compile(f"[{HALVES}]")
_CUT = re.compile(r"(?<=[\x21-\x7e]) (?=[\x21-\x7e])")
_WORD = re.compile(r"\s*\S+|\s+")
# A word in quotation marks.
_SHOWN = re.compile(r"\s*[\"'“‘«„`]([^\s\"'“‘«„`”’»]{1,12})[\"'”’»“`][.,;:)]?")
# An ampersand may have been escaped more than once: "&amp;amp;nbsp;".
_ENTITY = re.compile(
    r"&(?:(?:amp|AMP|#0{0,4}38|#[xX]0{0,4}26);)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][0-9A-Za-z]{1,23});"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")

_UNSEEN = re.compile(f"[{UNSEENS}]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_OVERRIDE = re.compile("[\u202d\u202e]")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Scripts whose letters join or part at a zero-width joiner: Arabic and its kin, those of India, Myanmar, Mongolia.
_JOINING = re.compile("[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdcf\ufe70-\ufefc]")
# Scripts that write no blanks, where a zero-width one marks the words: Thai, Lao, Tibetan, Myanmar, Khmer.
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf]")
_EMOJI = re.compile("[\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\u20e3\U0001f000-\U0001faff]")

_NAMES = {
    "latin-1": "Latin-1",
    "sloppy-windows-1252": "Windows-1252",
    "sloppy-windows-1251": "Windows-1251",
    "sloppy-windows-1250": "Windows-1250",
    "sloppy-windows-1253": "Windows-1253",
    "sloppy-windows-1254": "Windows-1254",
    "sloppy-windows-1257": "Windows-1257",
    "windows-1252": "Windows-1252",
    "iso-8859-2": "ISO-8859-2",
    "macroman": "MacRoman",
    "cp437": "code page 437",
    "utf-8": "UTF-8",
    "utf-8-variants": "UTF-8",
}
_APPLIED = {
    "restore_byte_a0": "a no-break space in it had become a plain one",
    "replace_lossy_sequences": "a byte of it is lost",
    "decode_inconsistent_utf8": "UTF-8 that was read as something else, in places",
    "fix_c1_controls": "control characters in the place of Windows-1252 signs",
    "fix_surrogates": "two half characters in the place of one",
}


def fix_encoding(doc: Document, *, longest: int = 4000) -> Iterator[Edit]:
    """
    Repair mojibake line by line with ftfy, and say in words what had happened: "dÃ©jÃ " was UTF-8.

    A line that ftfy would not touch costs next to nothing. Lines over `longest` characters are looked at in
    pieces, cut where no mojibake can be cut in two: a transcript in one line would else stand or fall as one.
    What a text shows of it, in quotation marks and beside what is right, stays.
    """
    if doc.text.isascii():
        return
    for start, end in _suspects(doc.text):
        for left, right in _cut(doc.text, start, end, longest):
            yield from _repaired(doc.text, left, right)


def fix_entities(doc: Document) -> Iterator[Edit]:
    """
    Decode HTML entities that were left in plain text: "&amp;amp;", "&nbsp;", "&#8217;".

    Only with their semicolon. Code stays, and so do lines that hold tags: those are markup, where an
    entity is right.
    """
    text = doc.text
    if "&" not in text:
        return
    code = code_spans(text)
    for line, hits in by_line(text, _ENTITY):
        is_markup = _TAG.search(text, *line)
        for hit in hits:
            new = _unescaped(hit[0])
            if new != hit[0] and not is_markup and not overlaps(code, *hit.span()):
                yield Edit(*hit.span(), new, "encoding.entities", f"{hit[0]} stands for a character")


def drop_invisible(doc: Document) -> Iterator[Edit]:
    """
    Drop characters that nobody sees: soft hyphens, zero-width blanks, marks that turn the text around, tags.

    What a script needs stays: joiners in Persian, in Hindi and within an emoji, word breaks in Thai, direction
    marks in lines that run right to left, the variation of an ideograph. Overrides of direction never stay:
    they make a text read otherwise than it is written.
    """
    if UNSEEN not in kinds(doc.text):
        return
    for line, runs in by_line(doc.text, _UNSEEN):
        rightly = bool(_RIGHT_TO_LEFT.search(doc.text, *line)) and not _OVERRIDE.search(doc.text, *line)
        for run in runs:
            yield from _unseen(doc.text, run, runs_rightly=rightly)


def _unseen(text: str, run: re.Match[str], *, runs_rightly: bool) -> Iterator[Edit]:
    """The edits for one run of such characters; neighbours that go for one reason go together."""
    start, end = run.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    pending: Edit | None = None
    for at in range(start, end):
        found = _needless(text[at], before, after if at == end - 1 else "", runs_rightly)
        if not found:
            before = text[at]
            continue
        if pending and pending.end == at and pending.rule == found[0]:
            pending = pending._replace(end=at + 1)
            continue
        if pending:
            yield pending
        # a sign without a meaning still parted two words
        parts = found[0] == "encoding.private" and before.isalnum() and after.isalnum()
        pending = Edit(at, at + 1, " " if parts else "", *found)
        before = " " if parts else before
    if pending:
        yield pending


def _needless(char: str, before: str, after: str, runs_rightly: bool) -> tuple[str, str] | None:
    """Rule and reason for which this character goes; None when it has work to do where it stands."""
    code = ord(char)
    if char in _BIDI:
        return None if runs_rightly else ("encoding.bidi", "turns the direction of the text")
    if char in "\u200b\u200c\u200d\u180e":
        return None if _parts_or_joins(char, before, after) else ("encoding.invisible", "shows nothing, joins nothing")
    if code == 0xAD:
        return "encoding.soft_hyphen", "a hyphen for the end of a line"
    if 0xFE00 <= code <= 0xFE0F:
        stands = before and not before.isspace() and not (before.isascii() and before.isalpha()) and not _varies(before)
        return None if stands else ("encoding.invisible", "a variation of nothing")
    if 0xE0000 <= code <= 0xE0FFF:
        varies = 0xE0100 <= code <= 0xE01EF and _IDEOGRAPH.match(before)
        flag = 0xE0020 <= code <= 0xE007F and (before == "\U0001f3f4" or "\U000e0020" <= before <= "\U000e007e")
        return None if varies or flag else ("encoding.tags", "a hidden character")
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code == 0xFFFC:
        kept = code != 0xFFFC and (_IDEOGRAPH.match(before) or _IDEOGRAPH.match(after))
        return None if kept else ("encoding.private", "a sign that only one font has, or an object left out")
    if code < 0x80:
        return "encoding.control", "a control character"
    return "encoding.invisible", "shows nothing"


def _parts_or_joins(char: str, before: str, after: str) -> bool:
    """Tell a joiner or a zero-width blank that its script, or an emoji made of several, needs."""
    if char == "\u200b":
        return bool(_UNSPACED.match(before) and _UNSPACED.match(after))
    return bool(_JOINING.match(before) or (char == "\u200d" and _EMOJI.match(before) and _EMOJI.match(after)))


def _varies(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _unescaped(entity: str) -> str:
    """The character meant, however often it was escaped; the entity itself if there is none of that name."""
    from ftfy.chardata import HTML_ENTITIES  # noqa: PLC0415  most texts hold no entity

    said = entity
    while (new := HTML_ENTITIES.get(said) or html.unescape(said)) != said:
        said = new
    if not said.isprintable() and unicodedata.category(said[0]) in {"Cc", "Cn", "Cs"}:
        return " " if said in "\t\n" else entity
    return said


def _suspects(text: str) -> Iterator[tuple[int, int]]:
    """Lines that hold mojibake or half characters, each once, in order."""
    found = kinds(text)
    if not any(map(found.__contains__, _SIGNS_OF_IT)):
        return
    at = 0
    halves = _SURROGATE.finditer(text) if HALF in found else ()
    for hit in heapq.merge(_POSSIBLE.finditer(text), halves, key=re.Match.start):
        if hit.start() < at:
            continue
        start, end = _line(text, hit.start())
        near = text[max(start, hit.start() - 6) : min(end, hit.end() + 6)]  # no bad sequence is longer
        if hit.re.pattern == _SURROGATE.pattern or _is_bad(near):
            yield start, end
            at = end


def _is_bad(text: str) -> bool:
    from ftfy.badness import is_bad  # noqa: PLC0415  most texts never come here

    return bool(is_bad(text))


@cache
def _config() -> TextFixerConfig:
    """All that ftfy can do but repair of the encoding is off: quotes, widths and ligatures are not damage."""
    from ftfy import TextFixerConfig  # noqa: PLC0415

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        explain=True,
    )


def _cut(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Pieces of start:end: whole, or cut at a blank between two ASCII characters, at worst between any two."""
    while end - start > longest:
        cuts = [hit.end() for hit in _CUT.finditer(text, start + longest // 2, start + longest)]
        at = cuts[-1] if cuts else start + longest
        yield start, at
        start = at
    yield start, end


def _repaired(text: str, start: int, end: int, *, near: int = 120) -> Iterator[Edit]:
    """What ftfy makes of a line, as edits word by word."""
    from ftfy import fix_and_explain  # noqa: PLC0415

    old = text[start:end]
    new, steps = fix_and_explain(old, _config())
    if new == old:
        return
    new = _SURROGATE.sub("\ufffd", new)
    why = _in_words(steps or [])
    left, right = _WORD.findall(old), _WORD.findall(new)
    places = [0, *accumulate(map(len, left))]
    from difflib import SequenceMatcher  # noqa: PLC0415  few texts need it

    for tag, i, j, k, n in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            first, past = start + places[i], start + places[j]
            around = text[max(0, min(start, first - near)) : max(end, past + near)]
            if not _is_shown("".join(left[i:j]), "".join(right[k:n]), around):
                yield Edit(first, past, "".join(right[k:n]), "encoding.mojibake", why)


def _is_shown(wrong: str, right: str, around: str) -> bool:
    """Say whether mojibake is shown for what it is: quoted, and right beside it, too: "Ã¤" instead of "ä"."""
    meant = _SHOWN.fullmatch(right)
    if meant is None or not _SHOWN.fullmatch(wrong):
        return False
    return any(f"{quote}{meant[1]}" in around for quote in "\"'“‘«„`")


def _in_words(steps: list[ExplanationStep]) -> str:
    """
    Say ftfy's steps as a reader would.

        >>> from ftfy import ExplanationStep
        >>> _in_words([ExplanationStep("encode", "latin-1"), ExplanationStep("decode", "utf-8")])
        'UTF-8 that was read as Latin-1'
    """
    said: list[str] = []
    wrong = ""
    for action, name in steps:
        match action:
            case "encode":
                wrong = _NAMES.get(name, name)
            case "decode":
                said.append(f"{_NAMES.get(name, name)} that was read as {wrong}")
            case _:
                said.append(_APPLIED.get(name, name))
    return ", then ".join(dict.fromkeys(said))


def _line(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
