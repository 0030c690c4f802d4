"""Headings that are links to other pages, with what each of them says, on a page turned to Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.linked_foot import home_of, is_sentence, same_site, words_of
from cleaners.platforms import host_of
from cleaners.related.told import is_technical
from cleaners.text import WIDE, Line
from cleaners.units import units

# "## [Mill reopens](https://…)", "3. ### [Mill reopens](https://…)", "[ ## Mill reopens ](https://…)": the whole line.
_HEADED = re.compile(
    r"(?:\d{1,3}[.)]\s+|[*+-]\s+)*(?:#{1,6}\s+(?:\d{1,3}[.)]\s+)?(?:[*_]{1,3})?\[(?P<inner>[^\[\]]{4,300})\]"
    r"|\[\s*(?:!\[[^\[\]]*\]\([^()]*\)\s*)?#{2,6}\s(?P<outer>[^\[\]]{4,300})\])"
    r"\((?P<url>https?://[^()\s]+)(?:\s+\"[^\"]*\")?\)[*_]{0,3}\s*"
)


class _Card(NamedTuple):
    """A heading that is a link: which line, which host, and the line after the last one that belongs to it."""

    at: int
    host: str
    end: int


def drop_linked_heads(
    doc: Document, *, fewest: int = 3, own: float = 0.7, above: int = 3, longest: int = 420
) -> Iterator[Edit]:
    r"""
    Runs of headings that are links to other pages of the same site, each with at most `longest` characters below it.

    A page's own headings lead nowhere; a heading that is a link is the title of another page. A run has `fewest` of
    them, `own` of their links go to the page's host, or to which most of its links go, and `above` sentences that
    stand outside of links come before it. What the last one says is as long as what the others say, at most.

    What is left alone: lists of pages of many hosts, which an author gives (a digest, a list of tools); titles of less
    than three words (versions in a list of changes, letters of an index); manuals; a page that begins with such a run,
    since that is its text; HTML, where the tree told text from menus.

        >>> body = "The mill has turned for two hundred years, and the miller says that it will go on.\n\n" * 3
        >>> card = "## [What the weir of {0} said](https://mill.example/{0})\n\nThe weir spoke, said the ferryman.\n\n"
        >>> doc = Document("d", body + "".join(card.format(n) for n in range(6)))
        >>> doc.after(drop_linked_heads(doc)).text == body
        True
    """
    text = doc.text
    if "# " not in text or text.count("](") < fewest or doc.get("format") == "html":
        return
    if doc.get("kind") in ("legal", "code", "poem", "transcript"):
        return
    said = units(text)
    cards = _cards(said, longest)
    if len(cards) < fewest or is_technical(text):
        return
    home = host_of(doc.get("url")) or home_of(text)
    of_cards = {n for card in cards for n in range(card.at, card.end)}
    told = [n for n, line in enumerate(said) if n not in of_cards and is_sentence(words_of(line.text).rstrip())]
    for run in _runs(cards):
        at = run[0].at
        if len(run) < fewest or sum(n < at for n in told) < above:
            continue
        if not home or sum(same_site(card.host, home) for card in run) < own * len(run):
            continue
        if 2 * sum(_is_sheet(said[card.at + 1 : card.end]) for card in run) > len(run):
            continue  # what a text says of each product
        why = f"one of {len(run)} headings in a row that are links to pages of {home}, or what it says"
        yield from (line.dropped("related.cards", why, 0.88) for line in said[at : run[-1].end])


def _cards(said: Sequence[Line], longest: int) -> list[_Card]:
    """The headings that are links, each with what stands below it up to the next heading, when that is short enough."""
    heads = [(n, hit) for n, line in enumerate(said) if (hit := _headed(line.text))]
    cards: list[_Card] = []
    most = 0
    ends = [*(n for n, _ in heads), len(said)][1:]
    for (n, hit), last in zip(heads, ends, strict=True):
        after = next((at for at in range(n + 1, last) if said[at].text.startswith("#")), last)
        size = sum(len(line.text) for line in said[n + 1 : after])
        if size <= longest:
            most = max(most, size)
        cards.append(_Card(n, host_of(hit["url"]), after if size <= longest else _below(said, n + 1, most)))
    return cards


def _is_sheet(below: Sequence[Line], *, fewest: int = 3) -> bool:
    """Say whether a list of what something has stands below a heading, as no other article is announced."""
    bullets = sum(line.text[:2] in ("* ", "- ", "+ ") for line in below)
    return bullets >= fewest and 2 * bullets >= len(below)


def _below(said: Sequence[Line], n: int, most: int) -> int:
    """The index after the lines from `n` on that say at most `most` characters."""
    size = 0
    while n < len(said) and (size := size + len(said[n].text)) <= most:
        n += 1
    return n


def _headed(line: str) -> re.Match[str] | None:
    """The match of a line that is a heading and a link with a title of at least three words, or None."""
    if not ("](" in line and ("# " in line[:12] or line[0] == "[")):
        return None
    hit = _HEADED.fullmatch(line)
    title = (hit["inner"] or hit["outer"]) if hit else ""
    return hit if len(title.split()) >= 3 or len(WIDE.findall(title)) >= 6 else None


def _runs(cards: Sequence[_Card]) -> list[list[_Card]]:
    """Cards that follow each other without another line between."""
    breaks = [0, *(int(one.end != two.at) for one, two in pairwise(cards))]
    count = 0
    marked = [(count := count + broken, card) for broken, card in zip(breaks, cards, strict=True)]
    return [[card for _, card in run] for _, run in groupby(marked, key=lambda each: each[0])]
