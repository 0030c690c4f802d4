"""Where a page asks for consent: to cookies, or before it shows what another site holds ("View external content?")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleaners.buttons import made_of
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said, line_at, lines_of, quoted, reported, speaks
from cleaners.hints import hinted
from cleaners.resources import table
from cleaners.text import Line, key, sentences

_DENSE = ("ja", "ko", "zh")
_GROUPS = ("trace", "asks", "others", "data", "shown")


class Words(NamedTuple):
    """
    The words of each group in some languages: beginnings of words, and the whole words that speak to a reader.

    `outside` names what another site holds, `partners` is how each language calls those whom a banner counts: the first
    of its `others`.
    """

    groups: tuple[tuple[str, ...], ...]
    reader: tuple[str, ...]
    outside: tuple[str, ...]
    partners: tuple[str, ...]


def drop_consent(doc: Document, *, longest: int = 1600, near: int = 4, brief: int = 160) -> Iterator[Edit]:
    r"""
    Paragraphs that ask for consent, with the buttons and short lines around them.

    No wording is known: such a paragraph speaks to its reader and holds words of three kinds and more, of what is
    stored, what one is asked, who else gains, what becomes of data, what is to be seen afterwards. Up to `near` lines
    before and after it go too, when they are short and made of the words of buttons, or of the same kinds. Behind
    sentences that tell of something else only what asks goes.

    What is left alone: quoted words, what somebody is told to have said, and a text that speaks of such things in
    other paragraphs, or in its title.

        >>> asked = "To view this content you must accept the cookies of our partner."
        >>> doc = Document("d", f"The mill turns again.\n\n{asked}\n\nAccept all\n\nThe miller smiles.")
        >>> doc.after(drop_consent(doc)).text
        'The mill turns again.\n\nThe miller smiles.'
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code"):
        return
    hits = hinted("consent", doc)
    if not hits:
        return
    said = lines_of(doc.text)
    words = _words(speaks("consent", doc))
    places = sorted({line_at(doc.text, at) for at, _ in hits})
    likely = [n for n in places if len(said[n].text) <= longest and _asks(said[n].text, words)]
    begins = {n: _asked_from(doc.text, said[n], words) for n in likely}
    asking = [n for n in likely if begins[n] == said[n].start or _asks(doc.text[begins[n] : said[n].stop], words)]
    codes = speaks("calls", doc)
    asking = [n for n in asking if not (_is_quoted(said[n].text) or reported(said[n].text, codes))]
    if not asking:
        return
    gone = set(asking)
    buttons = speaks("buttons", doc)
    for n in asking:
        for step in (-1, 1):
            at = n + step
            while 0 <= at < len(said) and abs(at - n) <= near and _belongs(said[at].text, words, buttons, brief=brief):
                gone.add(at)
                at += step
    if _told(doc, gone, places, words):
        return
    for n in sorted(gone):
        if begins.get(n, said[n].start) > said[n].start:
            start = len(doc.text[: begins[n]].rstrip())
            yield Edit(start, said[n].stop, "", "consent.box", "asks for consent, behind what the text tells", 0.9)
        else:
            yield said[n].dropped("consent.box", "asks for consent, or stands where the page does", 0.9)


def _asked_from(text: str, line: Line, words: Words, *, fewest: int = 2, long: int = 120) -> int:
    """Where a paragraph begins to ask: behind `fewest` sentences on something else."""
    parts = list(sentences(text, line.start, line.stop))
    ahead = next((n for n, part in enumerate(parts) if _speaks_of_it(part.text, words)), 0)
    return parts[ahead].start if ahead >= fewest and parts[ahead].start - line.start >= long else line.start


def _speaks_of_it(text: str, words: Words) -> bool:
    """Say whether a sentence names what is stored, or holds words of two kinds, or of one and speaks to a reader."""
    kinds = _kinds(text, words)
    return kinds[0] or sum(kinds) > 1 or (any(kinds) and any(word in f" {key(text)} " for word in words.reader))


def _is_quoted(text: str) -> bool:
    """Say whether most of a paragraph stands in quotation marks."""
    return quoted(text, len(text) // 2)


def _kinds(text: str, words: Words) -> list[bool]:
    """Of which kinds there are words in a text, in the order of `_GROUPS`."""
    spoken = f" {key(text)} "
    return [any(word in spoken for word in group) for group in words.groups]


def _asks(text: str, words: Words, *, least: int = 3, brief: int = 200, thin: int = 140) -> bool:
    """
    Say whether a paragraph holds words of `least` kinds, of what one is asked among them, and speaks to a reader.

    A `brief` one need only name what another site holds, and that this is to be seen; where partners are counted
    ("our 124 partners"), what is stored is enough. A long one holds such a word in `thin` characters: in real
    ones they are 80 apart at most, in a text with a cookie, something embedded and a gene that enables us 230.
    """
    trace, asks, others, data, shown = found = _kinds(text, words)
    enough = sum(found) >= least and asks and (trace or (shown and (others or data)) or sum(found) > least)
    spoken = f" {key(text)} "
    if enough and len(text) > least * brief:
        enough = thin * len({word for group in words.groups for word in group if word in spoken}) >= len(text)
    if trace and any(map(str.isdigit, text)) and any(word in spoken for word in words.partners):
        return True
    if not any(word in spoken for word in words.reader):
        return False
    return enough or (shown and len(text) <= brief and any(word in spoken for word in words.outside))


def _belongs(text: str, words: Words, codes: tuple[str, ...], *, brief: int) -> bool:
    """Say whether a short line beside such a paragraph is of it."""
    if len(text) > brief or text[0] == "#":
        return False
    made = made_of(text, codes)
    if made is not None and made.acts + len(made.devices) > 0:
        return True
    _, _, _, data, _ = kinds = _kinds(text, words)
    label = len(text) <= brief // 3 and not ends_said(text) and any(kinds)
    return sum(kinds) > 1 or label or (data and len(text) <= brief // 2)


def _told(doc: Document, gone: set[int], places: list[int], words: Words, *, prose: int = 60, most: int = 3) -> bool:
    """
    Say whether the text itself speaks of such things.

    In its title, of what is stored in a line of `prose`, in more than `most` ways in such lines; or all of it would go.
    """
    said = lines_of(doc.text)
    others = [_kinds(said[n].text, words) for n in places if n not in gone and len(said[n].text) >= prose]
    much = 5 * sum(len(said[n].text) for n in gone) > 4 * sum(len(line.text) for line in said)
    stored = _kinds(doc.get("title"), words)[0] or any(kinds[0] for kinds in others)
    return much or stored or sum(map(sum, others)) > most


@cache
def _words(codes: tuple[str, ...]) -> Words:
    """The words of these languages, each with the blank that begins it where words are parted by blanks."""
    groups = tuple(_entries(name, codes) for name in _GROUPS)
    return Words(
        groups, _entries("reader", codes, end=" "), _entries("outside", codes), _entries("others", codes, most=1)
    )


def _entries(name: str, codes: tuple[str, ...], *, end: str = "", most: int | None = None) -> tuple[str, ...]:
    return tuple(
        key(word) if code in _DENSE else f" {key(word)}{end}"
        for code in codes
        for word in table("consent", code)[name][:most]
    )
