"""What is left in the foot of a page between its lists, once they are gone: what a card says, a note, a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Document, Edit
from cleaners.furniture.kept import heads_sources
from cleaners.threads import is_thread
from cleaners.units import units
from cleaners.went import Part, on_subject, parted, spots, told_in


def drop_feet(
    doc: Document,
    *,
    lines: int = 20,
    words: int = 100,
    share: float = 0.6,
    most: float = 0.2,
    longest: int = 120,
    beside: int = 10,
    opened: int = 12,
    alike: float = 0.5,
) -> Iterator[Edit]:
    r"""
    Short parts in the foot of a page, among the lists and buttons that went there.

    The foot is what stands from some line to the end when `lines` lines with `words` words went from it, `share` of all
    it held, and no part of it that stayed is longer than `longest` words. A part of it goes when at least `beside`
    lines went right above and below it, `opened` since the last part that stays, and no more than a share `alike` of
    its longer words stands in the text.

    What is left alone: a part on the subject of the text; the text's sources under their heading; what has but an
    advert on either side, as the paragraphs of a text have; feet that say more than `most` of all that is left;
    speech, verse, laws and lists. On 1,190 copied pages 2,900 words of such parts went, and 44 of a text.

        >>> said = "The weir at Lowmere was closed on Monday after the flood had undermined its northern bank.\n\n"
        >>> menu = "".join(f"Page {n} of our own shop for tea\n" for n in range(24))
        >>> doc = Document("d", said * 12 + menu + "Blends for late evenings and guests.\n" + menu)
        >>> gone = [line.dropped("page.furniture", "", 0.9) for line in units(doc.text) if "Page" in line.text]
        >>> doc = doc.after(gone)
        >>> doc.after(drop_feet(doc)).text == said * 12
        True
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code", "recipe", "list") or doc.get("format") == "html":
        return
    if len(doc.trail) < 2 or len(doc.text) < 400:
        return
    if is_thread(doc):
        return  # a board goes on with its posts
    gone = spots(doc)
    if sum(spot.lines for spot in gone) < lines:
        return
    page = units(doc.text)
    parts = parted(page, gone)
    end = page[-1].start if page else 0
    ended = sum(spot.words for spot in gone if spot.at > end)
    first = _foot(parts, ended, lines=lines, words=words, share=share, most=most, longest=longest)
    told: set[str] | None = None
    since = 0
    for part in parts[first:]:
        since += part.above
        if part.above + part.below < beside or since < opened:
            since = 0
            continue
        if told is None:
            told = told_in(parts[:first])
        if on_subject(part, told, alike=alike) or any(heads_sources(line.text) for line in part.lines):
            since = 0
            continue
        why = f"in the foot, between {part.above} and {part.below} lines of the page that went"
        yield from (line.dropped("page.foot", why, 0.85) for line in part.lines)


def _foot(parts: Sequence[Part], ended: int, *, lines: int, words: int, share: float, most: float, longest: int) -> int:
    """The first part of the foot, below which `ended` words went; past the last one when there is none."""
    first = len(parts)
    if not parts:
        return first
    whole = sum(part.words for part in parts)
    went, many, left = ended, parts[-1].below, 0
    for n in range(len(parts) - 1, 0, -1):
        left += parts[n].words
        if parts[n].words > longest or left > most * whole:
            break
        went, many = went + parts[n].went, many + parts[n].above
        if many >= lines and went >= words and went >= share * (went + left):
            first = n
    return first
