"""
Calls to the reader in words nobody listed: a sentence is weighed by what it is made of, not by how it is worded.

Such a sentence asks for something (subscribe, share, write in) about something of its author's (a channel, a letter),
and often says why (it helps, you liked it, you will be told). cleaners/concepts.py finds these and weighs them.

Each step has a module of its own:

    weighed           how sure is each sentence a call?
    page              where do the paragraphs of the text stand, and does it speak to anybody?
    taken             which sentences of a line go, where it stands?
    boxes             which lines go as a box of calls, or as words of the publisher's own?
    along             which lines beside them belong to them?
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from cleaners.appeals.along import lines_along
from cleaners.appeals.boxes import box_lines, own_words
from cleaners.appeals.page import headline, page_of
from cleaners.appeals.taken import is_whole, taken_in
from cleaners.appeals.weighed import Bounds, Weighed, among_calls, asking_lines, weigh, weighed_in
from cleaners.concepts import asked
from cleaners.document import Document, Edit
from cleaners.evidence import before_next, lines_of, speaks, straight
from cleaners.hints import words_at
from cleaners.text import STOPS, Line, Span
from cleaners.threads import is_thread
from cleaners.units import on_whole_lines

_BREAK = regex.compile(rf"(?<=[^\s{STOPS}…:;\"”»)])\n(?=[^\s\-*#>|•\[])")


@on_whole_lines
def drop_appeals(doc: Document, *, bounds: Bounds = Bounds(), longest: int = 420) -> Iterator[Edit]:  # noqa: B008
    r"""
    Sentences that ask the reader for something, in whatever words ("Trovate tutto sul mio blog, passate parola!").

    A sentence inside a paragraph must be `inside` sure, one that is a line of its own `alone`, or `apart` where the
    text speaks to nobody; one after its last paragraph `edge`, or `quiet`; one next to another call `beside`. What
    stands with calls goes with them: the heading of a form, its fields and promises, lines of links, networks and tags.
    The title of what the text tells stays. What somebody is told to ask or to have done stays, and a step of a manual,
    an hour of a programme, the farewell of an interview, the heading of a paragraph, one of many prices, code, verse, a
    law, anything longer than `longest`; on a board, what posters ask of each other.

        >>> doc = Document("d", "Der Yen steigt.\n\nWenn dir der Beitrag gefällt, teile ihn gern mit Freunden!")
        >>> doc.after(drop_appeals(doc)).text
        'Der Yen steigt.\n\n'
    """
    if doc.get("kind") in ("poem", "law", "legal") or is_thread(doc, fewest=2):
        return
    codes = speaks("appeals", doc)
    places = asked(straight(doc.text), codes, words_at("appeals", doc))
    if not places:
        return
    spoken = doc.get("kind") == "transcript"
    text = flowing(doc.text) if spoken else doc.text
    lines = lines_of(text)
    weighed = {n: weighed_in(text, lines[n], places, codes, longest) for n in asking_lines(lines, places)}
    for n in among_calls(weighed):
        weighed[n] = [weigh(one.said, codes, longest) for one in weighed[n]]
    if not spoken:
        weighed.pop(headline(doc, lines, codes), None)
    if not any(max(one.sure, one.beside) >= bounds.beside for each in weighed.values() for one in each):
        return
    page = page_of(doc, text, weighed, codes, bounds)
    taken = {n: taken_in(page, n, each) for n, each in weighed.items()}
    gone = {n for n, each in taken.items() if each and is_whole(page, n, each)} | box_lines(page) | own_words(page)
    for n in sorted(gone):
        said = taken.get(n) or [Weighed(Span(0, 0, ""), 0.8, "stands in a box of calls to the reader")]
        yield lines[n].dropped("promo.appeal", said[0].why, round(max(one.sure for one in said), 2))
    along = set() if spoken else lines_along(page, gone)  # beside a call in speech stands a farewell, or the talk
    for n in taken.keys() - gone - along:
        past = 0
        for one in taken[n]:
            start, end = _reach(text, lines[n], one.said if spoken else before_next(one.said, codes))
            yield Edit(max(start, past), end, "", "promo.appeal", one.why, round(one.sure, 2))
            past = end
    for n in sorted(along):
        yield lines[n].dropped("promo.appeal", "stands among calls to the reader", 0.8)


@lru_cache(maxsize=2)
def flowing(text: str) -> str:
    r"""
    Speech with its line breaks inside sentences as blanks, every character still in its place.

        >>> flowing("if you like it\nshare it. Well,\n\nyes")
        'if you like it share it. Well,\n\nyes'
    """
    return _BREAK.sub(" ", text)


def _reach(text: str, line: Line, said: Span) -> tuple[int, int]:
    """The sentence with the blank after it, or the one before it when it ends its line."""
    start, end = said.start, said.end
    if end < line.stop:
        while text[end] in " \t":
            end += 1
    else:
        while start > line.start and text[start - 1] in " \t":
            start -= 1
    return start, end
