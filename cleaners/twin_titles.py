"""Titles of other articles that stand twice, as the words of a picture and as a link: cards below a text, one in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import eq
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said
from cleaners.headlines import stems
from cleaners.related.told import is_technical
from cleaners.text import WIDE, Line, key, unlinked
from cleaners.units import units

_WORD = re.compile(r"[^\W\d_]+")
# What may stand before a title: the marks of a heading, a bullet, a link.
_MARKS = "#*+-_•·[ \t"


class Twin(NamedTuple):
    """A title that stands twice: the line of its first copy, of its second, and the one after what belongs to it."""

    first: int
    second: int
    end: int
    told: int


def drop_twin_titles(
    doc: Document, *, fewest: int = 3, share: float = 0.8, after: float = 0.34, brief: float = 0.6, many: int = 6
) -> Iterator[Edit]:
    r"""
    Runs of titles that stand twice, one copy right below the other, each with a line or two on what it leads to.

    So a page's cards read when they are copied: the words of the picture, the title, the first sentence. Who writes a
    text says no title twice. There are `fewest` of them in a row below a text; they say no more than a `share` of what
    stands above them, and what is told below them is at most the share `after` of it. Fewer than `many` are shorter
    than the paragraphs of the text (`brief`).

    One alone that stands twice at once between two paragraphs goes when none of its words stands in the text: so a
    link to another article reads, with the words of its picture.

    What is left alone: questions, which a list of answers repeats; titles of less than three words; one line over and
    over; manuals, speech, verse and laws.

        >>> said = "The weir at Lowmere was closed on Monday, after the flood had undermined its northern bank, "
        >>> said += "and nobody in the county would tell what the mending of it was to cost.\n\n"
        >>> card = "How to count {0} in a day\nHow to count {0} in a day\nA guide for evenings without rain.\n\n"
        >>> doc = Document("d", said * 4 + "".join(card.format(each) for each in ("eels", "lamps", "stones")))
        >>> doc.after(drop_twin_titles(doc)).text == said * 4
        True
    """
    if doc.get("format") == "html" or doc.get("kind") in ("transcript", "legal", "poem", "code"):
        return
    page = units(doc.text)
    cards = list(_cards(doc, page, fewest=fewest, share=share, after=after, brief=brief, many=many))
    yield from cards
    taken = {edit.start for edit in cards}
    yield from (edit for edit in _strangers(doc, page) if edit.start not in taken)


def _cards(
    doc: Document, page: Sequence[Line], *, fewest: int, share: float, after: float, brief: float, many: int
) -> Iterator[Edit]:
    """Find the runs of cards below the text."""
    if len(page) < 2 * fewest + 2:
        return
    twins = _twins(page)
    if len(twins) < fewest:
        return
    told = [_told(line.text) for line in page]
    for run in _runs(twins):
        start, end = run[0].first, run[-1].end
        above, inside, below = sum(told[:start]), sum(told[start:end]), sum(told[end:])
        paragraphs = sum(size > 0 for size in told[:start])
        if len(run) < fewest or paragraphs < 2 or inside > share * above or below > after * above:
            continue
        said = [size for size in told[start:end] if size]
        if len(run) < many and said and sum(said) * paragraphs > brief * above * len(said):
            continue
        titles = {page[each.second].text for each in run}
        if 2 * sum(title.rstrip("*_# ")[-1:] in "?？؟" for title in titles) >= len(titles) or len(titles) < fewest:
            continue
        if is_technical(doc.text):
            return
        why = f"one of {len(run)} titles that stand twice below the text, as cards do, or what it says"
        yield from (line.dropped("related.twins", why, 0.88) for line in page[start:end])


def _strangers(
    doc: Document, page: Sequence[Line], *, longest: int = 130, prose: int = 500, fewest: int = 3, words: int = 4,
    most: int = 40,
) -> Iterator[Edit]:  # fmt: skip
    """
    Find a title that stands twice at once between paragraphs, of whose `fewest` longer words the text has none.

    Where more than `most` lines stand twice they are no titles.
    """
    if doc.get("kind") in ("recipe", "list") or len(page) < 5:
        return
    pairs = [n for n in range(2, len(page) - 1) if page[n].text == page[n - 1].text and len(page[n].text) <= longest]
    for n in pairs if len(pairs) <= most else ():
        text = page[n].text
        shown = _shown(text)
        size = len(_WORD.findall(shown)) >= words or len(WIDE.findall(shown)) >= 3 * words
        if not size or text[0] in "#|>`" or (ends_said(shown) and shown[-1] not in "?？؟!！…"):
            continue
        rest = [line.text for m, line in enumerate(page) if m not in (n - 1, n)]
        if not (_told(page[n - 2].text) and any(map(_told, rest[n - 1 : n + 2]))):
            continue
        own, told = stems(shown), stems(" ".join(rest))
        if len(own) >= fewest and own.isdisjoint(told) and sum(map(len, rest)) >= prose and not is_technical(doc.text):
            why = "a title that stands twice in the text, which shares no word with it"
            yield from (page[m].dropped("related.twins", why, 0.85) for m in (n - 1, n))


def _twins(page: Sequence[Line], *, longest: int = 130, most: int = 420) -> list[Twin]:
    """Titles that stand twice with at most a picture between, each with the lines below it, up to the next."""
    begins = [line.text.lstrip(_MARKS)[:8].lower() for line in page]
    if not any(map(eq, begins, begins[1:])) and not any(map(eq, begins, begins[2:])):
        return []
    found: list[tuple[int, int]] = []
    n = 0
    while n < len(page) - 1:
        again = next((at for at in (n + 1, n + 2) if at < len(page) and begins[at] == begins[n]), 0)
        if again and len(page[n].text) <= 4 * longest and _are_twins(page[n : again + 1], longest):
            found.append((n, again))
            n = again
        n += 1
    twins: list[Twin] = []
    for at, (first, second) in enumerate(found):
        end = found[at + 1][0] if at + 1 < len(found) else len(page)
        below = second + 1
        size = 0
        while below < end and below <= second + 3 and size + len(page[below].text) <= most:
            size += len(page[below].text)
            below += 1
        twins.append(Twin(first, second, below, size))
    return _closed(twins)


def _closed(twins: list[Twin]) -> list[Twin]:
    """The last title of each run takes no more lines than those before it."""
    done: list[Twin] = []
    lines: list[int] = []
    for n, twin in enumerate(twins):
        goes_on = n + 1 < len(twins) and twins[n + 1].first == twin.end
        if goes_on:
            lines.append(twin.end - twin.second - 1)
            done.append(twin)
            continue
        usual = sorted(lines)[len(lines) // 2] if lines else 0
        done.append(twin._replace(end=min(twin.end, twin.second + 1 + usual)))
        lines = []
    return done


def _are_twins(lines: Sequence[Line], longest: int) -> bool:
    """Say whether the first line and the last are one title, with at most a picture between."""
    title = _shown(lines[0].text)
    same = _is_title(title, longest) and title == _shown(lines[-1].text)
    return same and not any(_shown(line.text) for line in lines[1:-1])


def _shown(text: str) -> str:
    """A line as it is read, folded; nothing for a picture."""
    return key(bare(unlinked(text)))


def _is_title(shown: str, longest: int) -> bool:
    """Say whether folded words may be a title: three or more."""
    return len(shown) <= longest and (len(_WORD.findall(shown)) >= 3 or len(WIDE.findall(shown)) >= 6)


def _told(text: str, *, shortest: int = 40, longest: int = 120) -> int:
    """How much a line tells: nothing, when it is no sentence."""
    said = unlinked(text)
    return len(said) if len(said) >= shortest and (ends_said(said) or len(said) > longest) else 0


def _runs(twins: Sequence[Twin]) -> Iterator[list[Twin]]:
    """Titles one right after the other, with what belongs to each."""
    if not twins:
        return
    run = [twins[0]]
    for one, two in pairwise(twins):
        if two.first != one.end:
            yield run
            run = []
        run.append(two)
    yield run
