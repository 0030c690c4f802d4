"""What a page goes on with below the mark that ends its text: the share bar, the comment form, the legal line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Document, Edit
from cleaners.evidence import ends_said
from cleaners.furniture.kept import heads_sources
from cleaners.threads import is_thread
from cleaners.units import units
from cleaners.went import Part, on_subject, parted, spots, told_in, words_in

# Rules of what stands below a text, hardly ever within one: of 797 copied pages with a share bar below three fifths of
# what is left, three went on with their text.
_SHARED = frozenset(("share.bar", "page.foot", "comments.prompt"))
# None of 862 such pages went on below its legal lines, none of 129 below its comment form, two of 102 below the head of
# its comments.
_CLOSED = frozenset(("comments.form", "comments.header", "comments.section", "legal.notice"))
_ENDS = _SHARED | _CLOSED


def drop_below(
    doc: Document,
    *,
    fewest: int = 8,
    least: int = 40,
    share: float = 0.6,
    surer: float = 0.8,
    lines: int = 3,
    alike: float = 0.5,
    told: int = 25,
    answers: int = 3,
) -> Iterator[Edit]:
    r"""
    All that is left below the share bar, the comments or the legal lines that end a page's text.

    There a page speaks of its author, its other articles and its offers in whole sentences, which no line shows to be
    none of the text. What ends a text went before, with at least `fewest` lines of the page, `lines` of them right
    there, below at least a `share` of the words that are left; an end of fewer lines stands below `surer` of them.

    What is left alone: a page that says fewer than `least` words in sentences above; what stands above a part of `told`
    words or more that says a share `alike` of its longer words as the text does, for a share bar may stand within a
    text; sources under their heading, and what follows them; speech, verse, laws, recipes, code and lists; a text with
    hardly a page around it; a thread, where `answers` or more of `told` words each begin below such an end.

        >>> said = "The weir at Lowmere was closed on Monday after the flood had undermined its northern bank.\n\n"
        >>> bar = "".join(f"Share on network {n}\n" for n in range(9))
        >>> doc = Document("d", said * 4 + bar + "\nAda Marsh has kept bees and written about hills for years.\n")
        >>> doc = doc.after([line.dropped("share.bar", "", 0.9) for line in units(doc.text) if "Share" in line.text])
        >>> "hills" in doc.after(drop_below(doc)).text
        False
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code", "recipe", "list") or doc.get("format") == "html":
        return
    if not any(edit.rule in _ENDS for edit in doc.trail):
        return
    if is_thread(doc):
        return  # a board goes on with its posts
    gone = spots(doc)
    if sum(spot.lines for spot in gone) < fewest:
        return
    parts = parted(units(doc.text), gone)
    first, closed = _ends(parts, least=least, share=share, surer=surer, lines=lines)
    if first == len(parts) or _is_thread(parts, told, answers):
        return
    text = told_in(parts[:first])
    for n, part in enumerate(parts[first:closed], first):
        if part.words >= told and on_subject(part, text, alike=alike):
            first = n + 1
    why = "below the share bar, the comments or the legal lines that end the text of a page"
    for part in parts[first:]:
        if any(heads_sources(line.text) for line in part.lines):
            return
        yield from (line.dropped("page.below", why, 0.85) for line in part.lines)


def _ends(parts: Sequence[Part], *, least: int, share: float, surer: float, lines: int) -> tuple[int, int]:
    """The first part below something that ends a text, and the first below what surely does; past the last if none."""
    whole = sum(part.words for part in parts)
    above, said, first = 0, 0, len(parts)
    for n, part in enumerate(parts):
        many = part.above >= lines
        if said >= least and above >= (share if many else surer) * whole:
            if many and not _CLOSED.isdisjoint(part.rules):
                return min(first, n), n
            if not _SHARED.isdisjoint(part.rules):
                first = min(first, n)
        above += part.words
        said += sum(words_in(line.text) for line in part.lines if ends_said(line.text))
    return first, len(parts)


def _is_thread(parts: Sequence[Part], told: int, answers: int) -> bool:
    """Say whether several long parts each stand below such an end: each answer of a thread has its own."""
    return sum(part.words >= told and not _ENDS.isdisjoint(part.rules) for part in parts[1:]) >= answers
