"""
What a page's interface says in short or torn texts: buttons, share bars, counters, empty tables, edit links.

A text goes through the package in this order, each step with a module of its own:

    words, levels     what do interfaces say in these languages, and how surely is a line such words?
    built             which lines are nothing but the words of buttons?
    outside           which lines stand above and below the text?
    shapes            what does the shape of a line there, or its neighbours, give away?
    code_bars, ways,  which lines are told by their place: above code, in a row that leads through chapters,
    addresses         by where their links lead?
    rulers, wiki      tables without a word, rulers, the edit links of headings
    heads             which lines head the chapters of a guide that explains such words?
    runs              which of all these go, by what stands around them?
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document, Edit
from cleaners.evidence import speaks
from cleaners.interface.addresses import framed_lines
from cleaners.interface.built import built_of_buttons
from cleaners.interface.code_bars import bars_of_code
from cleaners.interface.levels import BESIDE, EDGE, SURE, TEXT, always_in, is_interface, level_of
from cleaners.interface.outside import lines_outside
from cleaners.interface.rulers import RULER, empty_tables, rulers_between
from cleaners.interface.runs import lines_gone
from cleaners.interface.shapes import bars, raised_by_shape, widgets
from cleaners.interface.ways import rows_of_ways
from cleaners.interface.wiki import wiki_marks
from cleaners.text import code_spans, overlaps, unlinked
from cleaners.units import units

__all__ = ["drop_interface", "is_interface"]

_RULES = {
    BESIDE: ("interface.beside", "stands among lines of the page's interface", 0.85),
    EDGE: ("interface.edge", "the page's interface says so, outside the text", 0.9),
    SURE: ("interface.words", "only the page's interface says so", 0.95),
}


def drop_interface(doc: Document, *, longest: int = 220, prose: int = 80) -> Iterator[Edit]:
    r"""
    Lines that only the interface of a page says: "Skip to main content", "12 views", "Share Tweet Print", "| | |".

    Phrases that no text has as a line of its own go wherever they stand. Others go only above the first sentence or
    below the last one ("Print", "Close", "Posted by Ann at 10:30"), if there are sentences of `prose` characters; what
    is furniture on whole pages ("Home", a bare number, a sign) goes only next to such lines. A table without a word,
    a ruler between lines that go and the edit links behind a wiki's headings go as well. Counters, bullets and the
    addresses of links are set aside before a line is compared, and a line may hold several phrases.

    What is left alone: a step of a manual ("3. Close"), a list that a sentence announces with a colon, a heading that
    the next sentence takes up, quoted words, a line that explains one phrase by another, code and manuals of programs,
    a list of such words without a text; of verse, laws and speech all but what is sure.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for the winter. "
        >>> doc = Document("d", f"Skip to main content\n\n{said}{said}\n\nShare Tweet Print\n\n12 views\n")
        >>> doc.after(drop_interface(doc)).text[-20:]
        's for the winter. \n\n'
    """
    if doc.get("format") == "html":
        return
    page = units(doc.text)
    codes = speaks("interface", doc)
    always = always_in(doc, codes)
    short = [len(unit.text) <= longest or _is_button(unit.text) for unit in page]
    levels = [level_of(unit.text, codes, always) if brief else TEXT for unit, brief in zip(page, short, strict=True)]
    for n, level in built_of_buttons(doc, page, levels).items():
        levels[n] = max(levels[n], level)
    outside = set() if doc.get("kind") in ("transcript", "poem", "legal") else lines_outside(page, levels, prose)
    for n, level in raised_by_shape(doc, page, levels, outside, codes).items():
        levels[n] = max(levels[n], level)
    placed = bars_of_code(doc.text, page, codes) | rows_of_ways(page, codes) | widgets(page, outside) | bars(page)
    if "](" in doc.text:
        placed |= framed_lines(page, outside, doc.get("title"))
    for n in placed:
        levels[n] = SURE
    tables = empty_tables(doc.text, page)
    marks = list(wiki_marks(page, codes))
    ruled = bool(doc.trail) and any(unit.text[0] in "*_-" and RULER.match(unit.text) for unit in page)
    if not tables and not marks and not ruled and max(levels, default=TEXT) < EDGE:
        return
    code = code_spans(doc.text)
    levels = [TEXT if overlaps(code, u.start, u.stop) else level for u, level in zip(page, levels, strict=True)]
    gone = lines_gone(doc, page, levels, outside) | {n for n in placed if levels[n]}
    tables -= {n for n in tables if overlaps(code, page[n].start, page[n].stop)}
    rulers = rulers_between(page, gone | tables, cut=any(not edit.new and len(edit.old) > 20 for edit in doc.trail))
    for n in sorted(gone | tables | rulers):
        if n in gone:
            yield page[n].dropped(*_RULES[max(levels[n], BESIDE)])
        else:
            yield page[n].dropped("interface.table", "a table without a word, or a ruler between such lines", 0.95)
    for n, edit in marks:
        if n not in gone and not overlaps(code, edit.start, edit.end):
            yield edit


def _is_button(text: str, *, longest: int = 60) -> bool:
    """Say whether a line of any length is but links with few words, which say less than their addresses."""
    return text[0] == "[" and text[-1] == ")" and len(unlinked(text)) <= longest
