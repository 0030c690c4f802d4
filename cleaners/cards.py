"""Cards of other articles below a text: each a title with its first sentence, its date, its section or its author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare, cut_short, ends_said, line_kind, speaks
from cleaners.related.heads import is_head
from cleaners.related.lists import is_next_part
from cleaners.related.references import refers
from cleaners.related.told import is_technical, is_told, names_work
from cleaners.text import WIDE, Line, unlinked
from cleaners.units import units

# What a line of a list of cards is: a title, what it says, a note on it, what ends the list, what is no card.
TITLE, SAID, NOTE, END, OTHER = range(5)

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_CAPTION = re.compile(r"[(（][^()（）]{2,60}[)）]$")
# A sentence that breaks off, and the button behind it.
_CUT = re.compile(r"(?:…|\.\.\.)[\])»”]*(?: \S+){0,2}(?: ?[-=–—]*[>→»›])?$")
_MARKED = re.compile(r"^#{1,6} ")
_ITEM = re.compile(r"(?:[*+•-]|\(?\d{1,2}[.)])\s+[^\W\d_][^\[\]]{60,}$")
_HEADED_BULLET = re.compile(r"[*+-]\s+#{2,6}\s+\S+(?:\s+\S+){2}")
_HEADED_LINK = re.compile(r"\[\s*(?:!\[[^\[\]]*\]\([^()\s]*\)\s*)?#{2,6}\s[^\[\]]{8,200}\]\(https?://[^()\s]+\)$")
_TABLE = re.compile(r"\|.*\|")


class Block(NamedTuple):
    """A list of cards: the line after its last one, how many titles, how many of them with a line of their own."""

    end: int
    titles: int
    cards: int


def drop_cards(doc: Document, *, share: float = 1.0) -> Iterator[Edit]:
    r"""
    Cards under a heading that announces other articles, below the text, with what each card says.

    "Read this next / Mill reopens / The old mill turned again on Monday, and nobody was late. / …": titles, of which
    at least half have one sentence or paragraph below them, and dates, ages, sections, captions between. They say no
    more than the text above them (`share`).

    What is left alone: a page that is itself such a list (a week in brief, questions and answers), what follows a
    heading that announces nothing, books and papers, manuals, speech, laws and verse; plain lists, which are
    `drop_related`'s matter.

        >>> text = "The mill on the river turns again, and the miller has hired two of his cousins.\n"
        >>> text += "The weir, which broke in May, was mended by the county, at a cost that nobody would tell.\n\n"
        >>> cards = "Read this next\n\nFerry free until spring\nThe county pays for the ferry, it was said on Friday.\n"
        >>> doc = Document("d", text + cards + "Who lit the lamps\nA book tells of the last of the lamplighters.\n")
        >>> doc.after(drop_cards(doc)).text == text
        True
    """
    if doc.get("kind") in ("transcript", "legal", "poem"):
        return
    said = units(doc.text)
    if len(said) < 4:
        return
    bullets = _headed_bullets(said) if "# " in doc.text else {}
    for n, why in bullets.items():
        yield said[n].dropped("related.cards", why, 0.88)
    if not any(map(_may_head, (line.text for line in said[1:-1]))):
        return
    spoken, announcing = speaks("related", doc), speaks("announcing", doc)
    late = len(doc.text) // 3
    heads = [n for n, line in enumerate(said[:-1]) if line.start >= late and _heads(line.text, spoken, announcing)]
    heads = [n for n in heads if not _is_button(said, n)]
    if not heads or is_technical(doc.text):
        return
    sizes = [len(line.text) if _is_said(line.text) else 0 for line in said]
    start = _half(sizes)
    heads = [n for n in heads if n >= start]
    marks = frozenset(heads)
    told: Told | None = None
    found: list[tuple[int, Block]] = []
    for n in reversed(heads):
        block = _cards(said, marks, n + 1)
        if not block or not block.cards or 2 * block.cards < block.titles or (block.cards < 2 and block.titles > 1):
            continue
        told = told or _told(said, sizes)
        below = sum(told.sizes[other.end] - told.sizes[at] for at, other in found)
        if _are_below_a_text(told, n, block.end, share=share, cards=below):
            found.append((n, block))
    below = 0
    for n, block in reversed(found):
        if n < below:
            continue
        below = block.end
        why = f"“{bare(said[n].text)[:40]}” announces {block.titles} cards of other articles, below the text"
        for at in range(n, below):
            if at not in bullets:
                yield said[at].dropped("related.cards", why, 0.88)


def _headed_bullets(said: Sequence[Line], *, least: int = 3, brief: int = 40) -> dict[int, str]:
    """
    Titles that are headings inside bullets ("* ###### Mill reopens"), `least` and more, with names and times between.

    So a page sets the cards of other articles; who writes a text marks a heading or a bullet. A heading right above
    them goes too. Those of which half begin in small letters are no titles, and stay: what is said of a product.
    """
    found = dict.fromkeys(_headed_links(said), "a heading inside a link, as a card is set")
    run: list[int] = []
    titles = small = 0
    for n in range(len(said) + 1):
        text = said[n].text if n < len(said) else ""
        title = _HEADED_BULLET.match(text) is not None
        if title or (run and text and len(text) <= brief and text[0] != "#" and not ends_said(text)):
            run.append(n)
            titles += title
            small += title and text.lstrip("*+-#“\"' ")[:1].islower()
            continue
        while run and not _HEADED_BULLET.match(said[run[-1]].text) and len(said[run[-1]].text.split()) > 3:
            run.pop()
        if titles >= least and 2 * small < titles:
            first = run[0] - (run[0] > 0 and said[run[0] - 1].text.startswith("#"))
            found |= dict.fromkeys(range(first, run[-1] + 1), f"{titles} headings inside bullets, as cards are set")
        run, titles, small = [], 0, 0
    return found


def _is_button(said: Sequence[Line], n: int, *, few: int = 2) -> bool:
    """Say whether lines that begin alike stand under more than a `few` things: "Read full review", "More about …"."""
    begin = " ".join(bare(said[n].text).split()[:2])
    if WIDE.match(begin):
        begin = begin[:4]
    return sum(line.text.find(begin, 0, len(begin) + 8) >= 0 for line in said if len(line.text) < 100) > few


def _half(sizes: Sequence[int]) -> int:
    """The line by which half of what is told has been told."""
    whole, told = sum(sizes), 0
    for n, size in enumerate(sizes):
        told += size
        if 2 * told >= whole > 0:
            return n + 1
    return len(sizes)


def _is_said(text: str, *, shortest: int = 40, longest: int = 160) -> bool:
    """Say whether a line tells something: it ends as a sentence does, or breaks off, or is longer than any title."""
    if text[0] == "#" and _MARKED.match(text):
        return False
    if len(text) > longest or cut_short(text):
        return len(text) >= shortest
    return text[-1] not in "?!？！؟" and is_told(text) and ends_said(text)


def _may_head(text: str) -> bool:
    return len(text) < 100 and text[-1] not in ".,;。"


def _heads(text: str, spoken: tuple[str, ...], announcing: tuple[str, ...]) -> bool:
    """Say whether a line announces other articles."""
    if not _may_head(text):
        return False
    shown = bare(text.strip("[]【】 "))
    return bool(shown) and is_head(shown, spoken, announcing, foot=True) and not refers(shown, spoken)


def _sort(text: str, *, few: int = 60) -> int:
    """What a line is, by its shape."""
    shown = bare(unlinked(text)).strip()
    if not shown:
        return NOTE
    if names_work(text) or _TABLE.search(shown) or shown.startswith("```"):
        return OTHER
    kind = line_kind(shown)
    if kind in ("comments", "share", "tags", "legal"):
        return END
    if _ITEM.match(text) and is_told(text) and ends_said(text):
        return END  # a list of sentences is the text's
    if kind in ("ui", "ad", "placeholder", "nav", "related") or _CAPTION.search(shown):
        return NOTE
    if _is_said(text):
        return SAID
    words = len(_WORD.findall(shown))
    dense = len(WIDE.findall(shown))
    if len(shown) <= few and _DIGIT.search(shown) and words <= 6 and dense < 10:
        return NOTE
    return TITLE if words >= 3 or dense >= 6 else NOTE


def _cards(said: Sequence[Line], heads: frozenset[int], at: int, *, longest: int = 420) -> Block | None:
    """
    The cards from this line on, as far as they reach, to the next heading; None when something among them is no card.

    Where one alone of them tells something the text may have gone on with it: there they end, unless it breaks off.
    So they do at the next part that the text numbers or anchors, at a heading with two sentences below it when neither
    what announces them nor the first has its marks, and at a heading that is no link below titles that are links.
    """
    titles = cards = doubled = linked = 0
    head = at - 1
    marked = any(_MARKED.match(line.text) for line in said[at - 1 : at + 1])
    tells: list[Block] = []
    end = at
    before = last = NOTE
    while at < len(said) and at not in heads:
        sort = _sort(said[at].text)
        if sort == OTHER:
            return None
        if sort == END or (sort == SAID and len(said[at].text) > longest) or is_next_part(said, head, at):
            break
        heading = titles > 0 and _MARKED.match(said[at].text) is not None
        if heading and not marked and _goes_on(said[at + 1 : at + 3]):
            break
        if heading and sort == TITLE and linked == titles and "](" not in said[at].text:
            if len(tells) < 2:
                return Block(tells[0].end if tells else at, titles, titles)
            break
        if sort == SAID:
            if before != TITLE:
                doubled += 1
                if before == NOTE or 4 * doubled > cards:
                    break
            tells.append(Block(at, titles, cards))
        titles += sort == TITLE
        linked += sort == TITLE and "](" in said[at].text
        cards += sort != TITLE and last == TITLE
        last = sort
        if sort != NOTE:
            before = sort
        at += 1
        end = at
    if len(tells) == 1 and not _CUT.search(said[tells[0].end].text):
        return tells[0]
    return Block(end, titles, cards)


def _goes_on(below: Sequence[Line], *, shortest: int = 50) -> bool:
    """Say whether these two lines are sentences, as a text has below a heading, and not a card."""
    return len(below) == 2 and all(
        len(line.text) >= shortest and (ends_said(line.text) or line.text[-1] in ":：") for line in below
    )


def _headed_links(said: Sequence[Line], *, prose: int = 400) -> list[int]:
    """Lines that are a link with a heading in it ("[### Mill reopens](https://…)"), beside more text than links."""
    found = [n for n, line in enumerate(said) if line.text[0] == "[" and _HEADED_LINK.match(line.text)]
    if not found or 4 * len(found) > len(said):
        return []
    return found if sum(len(line.text) for line in said if _is_said(line.text)) >= prose else []


class Told(NamedTuple):
    """What is told before each line: how much, in how many lines, and how many of these stand below a title."""

    sizes: list[int]
    lines: list[int]
    headed: list[int]


def _told(said: Sequence[Line], sizes: Sequence[int]) -> Told:
    first = next((n for n, size in enumerate(sizes) if size), len(said))
    headed = [n > first and size > 0 and _sort(said[n - 1].text) == TITLE for n, size in enumerate(sizes)]
    return Told(
        [0, *accumulate(sizes)], [0, *accumulate(size > 0 for size in sizes)], [0, *accumulate(map(int, headed))]
    )


def _are_below_a_text(
    told: Told, n: int, end: int, *, share: float, cards: int, fewest: int = 2, brief: float = 0.6
) -> bool:
    """
    Say whether the lines from `n` to `end` stand below a text, and the text is not made like them.

    What `cards` below them say does not count as text. A text of which half stands in single paragraphs under titles
    is made like them, unless its paragraphs are much longer (theirs under a share `brief`).
    """
    before, inside = told.sizes[n], told.sizes[end] - told.sizes[n]
    after = told.sizes[-1] - told.sizes[end] - cards
    if told.lines[n] < fewest or inside > share * before or 3 * after > before:
        return False
    if told.headed[n] < 3 or 2 * told.headed[n] < told.lines[n]:
        return True
    return inside * told.lines[n] < brief * before * (told.lines[end] - told.lines[n])
