"""What a page says, below a text, of how one may comment on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from cleaners.document import Document, Edit
from cleaners.evidence import bare, line_kind, lowered, speaks
from cleaners.resources import keyed, table
from cleaners.text import Line, key
from cleaners.units import units


def drop_house_rules(
    doc: Document, *, fewest: int = 2, prose: int = 200, longest: int = 1200, most: int = 12, many: int = 4
) -> Iterator[Edit]:
    r"""
    Paragraphs at the end that say how one may comment ("Stay polite. We delete what offends others").

    Each names what readers write and at least `fewest` rules for it, or one, right below one that does; headings of
    comments and short labels among them go, too. Nothing but these may stand below the first, and one alone without
    such a heading names `many` rules.

    What is left alone: the rules of a page on commenting, whose text speaks of it before; speech, verse and laws; what
    stands below less than `prose` characters of text.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for the winter. "
        >>> rules = "Please keep your comments civil. What is abusive or off-topic is removed by our moderators."
        >>> doc = Document("d", f"{said * 3}\n\nComments\n\n{rules}\n")
        >>> doc.after(drop_house_rules(doc)).text == f"{said * 3}\n\n"
        True
    """
    if doc.get("kind") in ("transcript", "poem", "legal", "code") or doc.get("format") == "html":
        return
    codes = speaks("house_rules", doc)
    page = units(doc.text)
    last = [n for n in range(max(0, len(page) - most), len(page)) if len(page[n].text) <= longest]
    if not codes or not any(_rules(page[n].text, codes) >= fewest for n in last):
        return
    first = len(page)
    while first and first - 1 in last and _belongs(page, first - 1, codes, fewest):
        first -= 1
    told = [n for n in range(first, len(page)) if _rules(page[n].text, codes) >= fewest]
    text = "\n".join(line.text for line in page[:first])
    if not told or len(text) < prose or _talks(text, codes) > 1 + len(text) // 1500:
        return
    headed = any(_is_label(page[n].text, codes) for n in range(first, len(page)))
    if not headed and len(told) < 2 and _rules(page[told[0]].text, codes) < many:
        return
    why = "says how one may comment on the page, below the text"
    yield from (line.dropped("comments.rules", why, 0.9) for line in page[first:])


def _belongs(page: Sequence[Line], n: int, codes: tuple[str, ...], fewest: int, *, brief: int = 40) -> bool:
    """Say whether a line is one of the rules, a label above one, or what a page says beside them."""
    text = page[n].text
    if _rules(text, codes) >= fewest:
        return True
    if _is_label(text, codes) or line_kind(bare(text)) in ("ui", "related", "share", "ad"):
        return True
    return n > 0 and len(text) > brief and _rules(text, codes) > 0 and _rules(page[n - 1].text, codes) >= fewest


def _is_label(text: str, codes: tuple[str, ...]) -> bool:
    return (
        key(bare(text).rstrip(":： ")) in keyed("house_rules", "labels", codes) or line_kind(bare(text)) == "comments"
    )


def _rules(text: str, codes: tuple[str, ...]) -> int:
    """How many different rules a paragraph names; none when it does not say for what."""
    low = lowered(f" {text} ")
    if not any(any(map(low.__contains__, _stems(what, codes))) for what in ("comment", "talk")):
        return 0
    found = {stem for stem in _stems("rules", codes) if stem in low}
    return len({stem for stem in found if not any(stem != other and stem in other for other in found)})


def _talks(text: str, codes: tuple[str, ...]) -> int:
    """How often a text speaks of what readers write, in the words of its first language that say nothing else."""
    low = lowered(text)
    return sum(low.count(stem) for stem in _stems("comment", codes[:1]))


@cache
def _stems(what: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(lowered(stem) for code in codes for stem in table("house_rules", code)[what])
