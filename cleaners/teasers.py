"""Lists of teasers: titles of other articles, each with the first words of its text, cut short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaners.document import Document, Edit
from cleaners.evidence import cut_short, ends_said, line_kind
from cleaners.furniture.reasons import stood_on_page
from cleaners.text import Line, in_letters, key
from cleaners.units import units


def drop_teasers(
    doc: Document, *, least: int = 4, cut: float = 0.2, shortest: int = 40, longest: int = 220, prose: int = 1
) -> Iterator[Edit]:
    r"""
    A run of titles and clipped first sentences ("Le chantier du phare redémarre avec …").

    Evidence is taken together for the whole run, of at least `least` lines: lines that break off in three
    dots after `shortest` characters or more (at least the share `cut` of the run, and two of them), titles
    that stand twice, no line that ends as a sentence does. `longest` is where a title would be a paragraph.

    The last lines of an article that all break off are such a list without titles.

    They stand above or below the text (of `prose` sentences or more), at most one of which comes after them; where a
    page was around the text, a few more.

    What is left alone: a page that is itself such a list, verse that trails off (its lines are short), a single
    question that hangs, dialogue, whose lines end with stops. What a speaker says stays.

        >>> text = "C’est la fin du texte.\nLe bac reste gratuit\nLe conseil a reconduit hier soir la gratuité du…\n"
        >>> text += "Le phare rouvre\nLes échafaudages emportés en janvier sont de nouveau…\n"
        >>> doc = Document("d", text)
        >>> doc.after(drop_teasers(doc)).text
        'C’est la fin du texte.\n'
    """
    if doc.get("kind") == "transcript" or not ("…" in doc.text or "..." in doc.text):
        return
    run: list[Line] = []
    said = units(doc.text)
    told = [line.start for line in said if len(line.text) >= 20 and not cut_short(line.text) and ends_said(line.text)]
    if len(told) < prose:
        return
    # Of a page that breaks off here and there from its beginning on, such lines are the text.
    first_cut = next((line.start for line in said if cut_short(line.text) and len(line.text) >= shortest), 0)
    few = max(1, len(told) // 6) if stood_on_page(doc) and sum(at < first_cut for at in told) * 3 > len(told) else 1
    for line in said:
        clipped = cut_short(line.text) and len(line.text) >= shortest
        title = len(line.text) <= longest and not ends_said(line.text) and not line.text.startswith(("- ", "– ", "— "))
        if clipped or title or line.text.endswith("?"):
            run.append(line)
        else:
            yield from _teasers(run, told, least=least, cut=cut, shortest=shortest, few=few)
            run = []
    found = list(_teasers(run, told, least=least, cut=cut, shortest=shortest, few=few))
    yield from found or _last_teasers(said, told, doc)


def _last_teasers(
    said: Sequence[Line], told: list[int], doc: Document, *, several: int = 2, long: int = 60
) -> Iterator[Edit]:
    """
    The last lines of an article, `several` or more, when each is `long` and breaks off in the middle of a sentence.

    A story may trail off in six dots, and a post in three.
    """
    at = len(said)
    while at and cut_short(said[at - 1].text) and not said[at - 1].text.endswith(("……", "....", "。…", ".…")):
        if in_letters(said[at - 1].text) < long:
            return
        at -= 1
    if doc.get("kind") == "article" and len(said) - at >= several and len(told) >= several:
        for line in said[at:]:
            yield line.dropped("related.teaser", "one of the last lines, which all break off in dots", 0.8)


def _teasers(run: list[Line], told: list[int], *, least: int, cut: float, shortest: int, few: int) -> Iterator[Edit]:
    """Edits for the run if it is a list of teasers, from its announcing line or first title on."""
    clipped = [n for n, line in enumerate(run) if cut_short(line.text) and len(line.text) >= shortest]
    if len(clipped) < 2:
        return
    keys = [key(line.text) for line in run]
    counts = Counter(keys)
    twins = [n for n, each in enumerate(keys) if counts[each] > 1]
    marked = sorted({*clipped, *twins})
    first = _first_heading(run, clipped)
    first = _first_title(run, marked[0], set(marked)) if first < 0 else first
    last = marked[-1]
    inside = last - first + 1
    below = sum(at > run[last].start for at in told)
    if inside < least or len(clipped) < cut * inside or few < below < len(told):
        return
    score = min(0.99, 0.7 + 0.25 * len(marked) / inside + 0.01 * inside)
    why = f"a list of teasers: {len(clipped)} of {inside} lines break off in dots, {len(twins)} stand twice"
    for line in run[first : last + 1]:
        yield line.dropped("related.teaser", why, score)


def _first_heading(run: list[Line], clipped: list[int], *, most: int = 4) -> int:
    """The heading over the first clipped line, as far above it as another stands above the second one; else -1."""
    for far in range(1, min(most, clipped[1] - clipped[0], clipped[0] + 1)):
        if run[clipped[1] - far].text[0] == "#" == run[clipped[0] - far].text[0]:
            return clipped[0] - far
    return -1


def _first_title(run: list[Line], at: int, marked: set[int]) -> int:
    """The first marked line, or its title or announcement just above."""
    if at and at in marked and cut_short(run[at].text):
        at -= 1
    while at and line_kind(run[at - 1].text) == "related":
        at -= 1
    return at
