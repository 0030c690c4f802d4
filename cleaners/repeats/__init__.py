"""
The body that stands twice: a page that prints its article once more below a disclaimer, or as one flat line.

Found as long, dense runs of word 6-grams that stood before; taken out line by line, so that what only one of the
copies says is kept. Refrains, litanies, menus, clauses and headings repeat too: they are short, or set in short
lines, or filled in differently each time, and are left alone.

A text goes through the package in this order, each step with a module of its own:

    coded               does it hold itself once more in HTML?
    page, alike         its words and lines, and which six words in a row stand in it more than once
    matches             how far two places agree, and what follows closely in both
    aligned, spelling   which words of two places are the same, and where the places differ
    runs                which of these are a stretch of a second copy?
    bodies, quoted      which stretches make up a body, and does somebody quote it?
    losing, cuts        which of the two copies goes, and what of it
    edits, around       the edits, and what goes with the copy: its title, short lines
    at_once, echoes     what is said again at once: the title, a paragraph, sentences
    blocks, clipped     paragraphs that come again in their order, and lines that break off what another says
    prose               how much a line says, and where what goes still stands
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document, Edit, Fact
from cleaners.grams import most_repeats
from cleaners.repeats.aligned import Run
from cleaners.repeats.alike import SIZE
from cleaners.repeats.at_once import said_at_once, title_twin
from cleaners.repeats.bodies import bodies_of, makes_up
from cleaners.repeats.coded import drop_coded_copy
from cleaners.repeats.edits import dropped
from cleaners.repeats.matches import chained, matches_of, turns
from cleaners.repeats.page import Page
from cleaners.repeats.quoted import is_coded, is_quoted
from cleaners.repeats.runs import run_of, runs_beside

__all__ = ["drop_coded_copy", "drop_repeats"]

_FEW = 5  # 6-grams that the shortest text said twice at once repeats


def drop_repeats(
    doc: Document, *, shortest: int = 60, dense: float = 0.5, gap: int = 40, covered: float = 0.8,
    share: float = 0.15, whole: float = 0.5,
) -> Iterator[Edit | Fact]:  # fmt: skip
    """
    The second copy of the body: the one with fewer words, more debris, or the later one.

    A run counts when both copies are at least `shortest` words long and `dense` of their 6-grams agree, with at most
    `gap` words between them; a line, or a sentence of a long line, goes when `covered` of its words stand in the other
    copy. Less than a `share` of the document is no body, nor are copies that make up less than `whole` of it together
    in the middle of it (captions, conditions, quoted posts), but for what is said again at once, without a word
    between. A title that stands twice in a row goes too ("repeats.title"), and a paragraph ("repeats.paragraph").
    (Measured on 220 double bodies and on songs, psalms, licences, articles and threads that repeat by right.)
    """
    if doc.get("kind") == "legal":
        return
    again = most_repeats(doc.text, SIZE)
    page = Page.of(doc.text) if again >= _FEW else None
    findings: list[Edit | Fact] = []
    if page and again >= int((shortest - SIZE) * dense):
        runs = _second_body(page, shortest=shortest, dense=dense, gap=gap, share=share, whole=whole)
        findings += dropped(doc, page, runs, covered) if runs else []
    taken = [each for each in findings if isinstance(each, Edit)]
    title = title_twin(doc.text)
    if title and not any(each.start < title.end for each in taken):
        yield title
        taken.append(title)
    for twice, start, stop in said_at_once(doc, page):
        # What it says must stay where it stands too: the copy that goes may be the very one.
        spans = ((twice.start, twice.end), (start, stop))
        if not any(each.start < end and at < each.end for each in taken for at, end in spans):
            yield twice
            taken.append(twice)
    yield from findings


def _second_body(page: Page, *, shortest: int, dense: float, gap: int, share: float, whole: float) -> list[Run]:
    """Find the stretches of a second copy of the body; none when what stands twice stands twice by right."""
    total = len(page.words.hash)
    matches = matches_of(page.alike, int((shortest - SIZE) * dense))
    if page.words.alone * 2 >= total:
        shortest = shortest * 5 // 3  # a character says less than a word
    chains = [part for chain in chained(matches, gap) for part in turns(chain)]
    stretches = [run for chain in chains if (run := run_of(chain, page, shortest, dense))]
    runs = bodies_of(stretches, share * total)
    others = [run for run in stretches if not any(run is each for each in runs)]
    if runs and not makes_up(runs, others, total, whole):
        runs = [run for run in runs if run.right == run.start and (run.twins >= 0).all()]
    runs = [run for run in runs if not is_coded(run, page)]
    if not runs or is_quoted(runs, page):
        return []
    return [*runs, *runs_beside(runs, chains, page)]
