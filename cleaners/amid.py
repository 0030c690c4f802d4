"""Titles of other articles between two paragraphs: a ranking under its heading, or titles about other things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare
from cleaners.headlines import BULLET, DATED, TITLE, is_entry, named_by_day, sort_of, stems, title_size
from cleaners.related.heads import is_known_head
from cleaners.related.told import is_technical, is_told
from cleaners.text import Line, unlinked
from cleaners.units import units

# The place of a title in a ranking: "1. ", "2 ", "- 3 ".
_RANK = re.compile(r"(?:[*+•·–-]\s+)?(?P<rank>\d{1,2})(?:[.)]\s*|\s+)(?=[^\W\d_a-zà-ÿ]|[\"'“‘«])")
_BARE_RANK = re.compile(r"\d{1,2}[.)]?")
_COLON = (":", "：")


def drop_amid(doc: Document, *, prose: int = 700, several: int = 4) -> Iterator[Edit]:
    r"""
    Runs of titles between two paragraphs: under a heading that is known to stand over such lists, or without one.

    "Most read", "1. Bus drivers vote on a new rota", "2. School wins prize for its garden" … and the text goes on.
    Three titles and more, as long as headlines are, stand between paragraphs of a text of `prose` characters and
    `several` paragraphs, and share hardly a word with it; with no heading they share none, stand apart as paragraphs
    do, and have no bullets. What is left alone: a list that a colon leads up to, entries with labels or several commas,
    questions, a heading with what it heads, manuals, speech, verse, laws, recipes and lists.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for the winter.\n"
        >>> other = "Most read\n1. Bus drivers vote on new rota in May\n2. Primary school wins prize for its garden\n"
        >>> more = "3. Library to open longer on Saturdays\n"
        >>> doc = Document("d", said * 5 + other + more + said * 3)
        >>> doc.after(drop_amid(doc)).text == said * 8
        True
    """
    if doc.get("format") == "html" or doc.get("kind") in ("transcript", "legal", "poem", "code", "recipe", "list"):
        return
    page = units(doc.text)
    told = [n for n, line in enumerate(page) if is_told(line.text)]
    if len(told) < several or is_technical(doc.text):
        return
    language = doc.get("language").split("-")[0]
    for first, last in _runs(page, told, language):
        above = [page[n].text for n in told if n < first or n >= last]
        if sum(map(title_size, above)) < prose:
            continue
        if why := _of_others(page[first:last], above, doc.text, language):
            yield from (line.dropped("headlines.amid", why, 0.85) for line in page[first:last])


def _runs(page: Sequence[Line], told: Sequence[int], language: str) -> Iterator[tuple[int, int]]:
    """The lines between two paragraphs that are titles, their ranks, their days, and a heading above them."""
    for one, two in pairwise(told):
        if two - one > 3 and not page[one].text.endswith(_COLON):
            first = one + 1
            if all(_sort(page[n].text, language) is not None for n in range(first, two)):
                yield first, two


def _sort(text: str, language: str) -> int | None:
    """A title, a day or rank beside one, a heading; None for anything else."""
    shown = bare(text)
    if is_known_head(shown):
        return -1
    if _BARE_RANK.fullmatch(shown) or named_by_day(shown, language) is not None:
        return DATED
    if text[0] == "#" or text[0] in ">|":
        return None
    return TITLE if sort_of(_RANK.sub("", text, count=1), language) == TITLE else None


def _of_others(
    lines: Sequence[Line], above: Sequence[str], text: str, language: str, *, fewest: int = 3, long: int = 34,
    few: float = 0.2, none: float = 0.1, most: int = 20,
) -> str:  # fmt: skip
    """Why these lines are titles of other articles, or nothing."""
    heads = [n for n, line in enumerate(lines) if _sort(line.text, language) == -1]
    headed = heads == [0]
    if heads and not headed:
        return ""
    titles = [_RANK.sub("", unlinked(line.text), count=1) for line in lines if _sort(line.text, language) == TITLE]
    if not fewest <= len(titles) <= most or len(lines) - headed > 2 * len(titles):
        return ""
    sizes = sorted(map(title_size, titles))
    if sizes[len(sizes) // 2] < long or 2 * sum(map(is_entry, titles)) >= len(titles):
        return ""
    starred = any(BULLET.match(line.text) or _RANK.match(line.text) for line in lines)
    apart = all(text.count("\n", a.stop, b.start) > 1 for a, b in pairwise(lines))
    asks = any(title.endswith(("?", "？", "؟")) for title in titles)
    if not headed and (starred or asks or not apart):
        return ""
    told = stems(" ".join(above))
    shares = [len(own & told) / len(own) for title in titles if (own := stems(BULLET.sub("", title)))]
    if len(shares) < len(titles):
        return ""
    mean = sum(shares) / len(shares)
    if headed and mean <= 2 * few:
        return f"“{bare(lines[0].text)}” stands over {len(titles)} titles between two paragraphs"
    if not starred and apart and not asks and mean <= none and max(shares) <= 2 * few:
        return f"{len(titles)} titles between two paragraphs that share no words with them"
    return ""
