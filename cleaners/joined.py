"""A page that a data set holds in one line: what the rules for lines take of it when it has its lines again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from cleaners.appeals import drop_appeals
from cleaners.breaks import relined
from cleaners.comments import drop_comments
from cleaners.document import Document, Edit, Finding
from cleaners.evidence import lines_of
from cleaners.hints import found_by, told
from cleaners.text import STOPS, Span, sentences, size_of
from cleaners.went import words_in

# Rules that go by a line's shape, its place and its neighbours: alone they are taken where the text begins only.
_BY_SHAPE = (
    "page.", "nav.", "interface.", "ui.", "related.head", "toc", "headlines", "repeats.title", "placeholder",
)  # fmt: skip
# Of these the ones that know a line by its words: several of them show that a foot is a page's.
_BY_WORDS = ("nav.", "ui.", "interface.")
# Rules that know a sentence, and look at the text in one line, too.
_SENTENCES = ("promo.", "notice.")
# Rules that need the whole stretch that they take.
_WHOLE = ("comments.", "repeats.", "ad.")
# Rules of whose titles and words the line's end alone tells where they end.
_TITLES = (*_BY_SHAPE, "related.", "tags", "share")
_NAMES = 4  # words that a reader's name has at most
_ENDS = frozenset(f'{STOPS}…"”»)')


class Piece(NamedTuple):
    """A stretch of the text that one edit took out."""

    start: int
    end: int
    edit: Edit


def drop_joined(doc: Document) -> Iterator[Finding]:
    r"""
    What the rules for lines find in a page without line ends, whose lines a small model tells apart again.

    A text of one line is looked at, or of a few long ones. The steps of the pipeline that look at lines see it with
    line ends where those of its page likely were; what they take goes from the text, which keeps no line end of these.
    A cut begins and ends where a line surely did, or a sentence.

    What is left alone: between two sentences that stay, lines known by their shape and place only, calls, notices and
    more than some words in sentences; such lines at the foot where nothing else shows that it is a page's; what stands
    around the sentences that decline responsibility; speech, verse, laws and code.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for the winter. "
        >>> said += "They mend the sails by day and grind by night, for the wind comes from the sea when it is dark. "
        >>> said += "Flour is cheap this year, but the bakers of the town have asked for more of it than ever. "
        >>> page = f"{said}Share this: Facebook Twitter Email Print Related posts: Bus drivers vote on a new rota "
        >>> doc = Document("d", f"{page}Library open late Leave a comment Your email address will not be published.")
        >>> doc.after(drop_joined(doc)).text.strip() == said.strip()
        True
    """
    if doc.get("format") == "html" or doc.get("kind") in ("transcript", "legal", "poem", "code"):
        return
    if not is_joined(doc.text):
        return
    text, sure = relined(doc.text)
    if text == doc.text:
        return
    from cleaners import PIPELINE, clean  # noqa: PLC0415  the pipeline holds this step

    steps = PIPELINE[PIPELINE.index(drop_comments) : PIPELINE.index(drop_appeals) + 1]
    page = replace(doc, text=text)
    done = clean(page, steps, passes=1)
    comments = done.comments[len(doc.comments) :]
    # A name that is half a sentence: the lines of the comments were guessed wrong, and all of them stay.
    torn = any(comment.author.count(" ") >= _NAMES for comment in comments)
    yield from () if torn else comments
    yield from (fact for fact in done.facts[len(doc.facts) :] if not (torn and fact.rule.startswith("comments.")))
    for start, end, edit in _taken(page, list(_pieces(text, done.trail[len(doc.trail) :])), sure):
        if not (torn and edit.rule.startswith("comments.")):
            yield Edit(start, end, "", edit.rule, edit.why, edit.score)


def is_joined(text: str, *, alone: int = 250, mean: int = 800, long: int = 600, share: float = 0.7) -> bool:
    r"""
    Say whether a text lacks its line ends: one line of letters `alone`, or few that are `mean` long, most of it `long`.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins. "
        >>> is_joined(said * 4), is_joined(f"{said}\n" * 20), is_joined(f"Mills\n{said * 30}")
        (True, False, True)
    """
    said = lines_of(text)
    if len(text) < alone // 2 or 2 * len(text) < mean * (len(said) - 1):
        return False
    sizes = [size_of(line.text) for line in said]
    whole = sum(sizes)
    if len(said) < 2:
        return whole >= alone
    return whole >= mean * len(said) and sum(size for size in sizes if size >= long) >= share * whole


def _pieces(text: str, trail: Sequence[Edit]) -> Iterator[Piece]:
    """What these edits took out, where it stood before the first of them."""
    gone, left = np.full(len(text), -1), np.arange(len(text))
    for _, edits in groupby(enumerate(trail), key=lambda each: each[1].round):
        parts, at = [], 0
        for n, edit in edits:
            old = left[edit.start : edit.end]
            parts.append(left[at : edit.start])
            if not edit.new:
                gone[old[old >= 0]] = n
            else:
                parts.append(old if len(old) == len(edit.new) else np.full(len(edit.new), -1))
            at = edit.end
        left = np.concatenate([*parts, left[at:]])
    edges = [0, *(np.flatnonzero(gone[1:] != gone[:-1]) + 1).tolist(), len(text)]
    for start, end in pairwise(edges):
        if gone[start] >= 0 and text[start:end].strip():
            yield Piece(start, end, trail[gone[start]])


def _taken(page: Document, pieces: Sequence[Piece], sure: Mapping[int, float]) -> Iterator[Piece]:
    """The pieces that are sure enough in a text whose lines are guessed."""
    text = page.text
    gone = np.zeros(len(text) + 1, np.int64)
    for piece in pieces:
        gone[piece.start + 1 : piece.end + 1] = 1
    gone = gone.cumsum()
    prose = [said for line in lines_of(text) for said in sentences(text, line.start, line.stop) if _tells(said.text)]
    kept = [said for said in prose if 2 * (gone[said.end] - gone[said.start]) < said.end - said.start]
    if not kept:
        return
    cues = None
    for run in _runs(text, pieces):
        cut = _bordered(text, run, sure)
        for piece in cut:
            if piece.edit.rule.startswith("disclaimer"):
                cues = _declining(page) if cues is None else cues
                foot = piece.start >= kept[-1].end
                if foot and all(_sure_end(text, at, sure) >= 0.8 or not text[at:].strip() for at in piece[:2]):
                    yield piece
                elif declined := _declined(text, piece, cues, inside=kept[0].start < piece.start and not foot):
                    yield declined
            elif _is_taken(piece, cut, prose, kept):
                yield piece


def _is_taken(
    piece: Piece,
    run: Sequence[Piece],
    prose: Sequence[Span],
    kept: Sequence[Span],
    *,
    head: int = 40,
    most: int = 12,
    bar: int = 15,
) -> bool:
    """Say whether a piece goes, by its rule, where it stands and how much it says in sentences."""
    rule = piece.edit.rule
    if rule.startswith(_WHOLE):
        return True
    foot = piece.start >= kept[-1].end
    inside = not foot and piece.start > kept[0].start
    lost = sum(words_in(said.text) for said in prose if piece.start <= said.start and said.end <= piece.end + 1)
    if rule.startswith(_BY_SHAPE):
        if (inside or foot or run[0].start > head) and not _is_of_page(run):
            return False
    elif rule.startswith(_SENTENCES):
        if inside or (lost and not foot):
            return False
    elif foot:
        return True
    elif inside and rule.startswith("share."):
        return sum(words_in(each.edit.old) for each in run) <= bar
    return lost <= most


def _is_of_page(run: Sequence[Piece], *, fewest: int = 3, share: float = 1 / 8) -> bool:
    """Say whether something in a run shows that it is a page's: a bar, a list, a legal line, several known lines."""
    known = sum(piece.edit.rule.startswith(_BY_WORDS) for piece in run)
    other = any(not piece.edit.rule.startswith((*_BY_SHAPE, *_SENTENCES)) for piece in run)
    return other or (known >= fewest and known >= share * len(run))


def _runs(text: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces with nothing left between them."""
    run: list[Piece] = []
    for piece in pieces:
        if run and text[run[-1].end : piece.start].strip():
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _bordered(text: str, run: Sequence[Piece], sure: Mapping[int, float]) -> Sequence[Piece]:
    """A run from where a line or a sentence surely began to where one surely ended."""
    first, last = 0, len(run)
    while first < last and run[first].edit.rule.startswith(_TITLES) and not _parts(text, run[first].start, sure):
        first += 1
    while first < last and run[last - 1].edit.rule.startswith(_TITLES) and not _parts(text, run[last - 1].end, sure):
        last -= 1
    return run[first:last]


def _parts(text: str, at: int, sure: Mapping[int, float], *, least: float = 0.8) -> bool:
    """Say whether one line or sentence ends at this place: at the edges of the text, at a stop, at a sure line end."""
    before = text[:at].rstrip()
    return not before or before[-1] in _ENDS or not text[at:].strip() or _sure_end(text, at, sure) >= least


def _sure_end(text: str, at: int, sure: Mapping[int, float]) -> float:
    """How surely a line of the page ended right before this place; those that the text has are sure."""
    return sure.get(at - 1, 1.0 if text[at - 1 : at] == "\n" else 0.0)


def _declining(page: Document) -> list[Span]:
    """The sentences that decline responsibility."""
    return [said for said, tries in told("disclaimers", page) if any(found_by(each, said.text) for each in tries)]


def _declined(
    text: str, piece: Piece, cues: Sequence[Span], *, inside: bool, least: float = 0.9, short: int = 12
) -> Piece | None:
    """
    Of what is taken as a disclaimer all from the first sentence that declines to the last, for its line is guessed.

    One sentence of a longer stretch is none, and neither is a stretch without one, but for its `short` heading.
    """
    if inside and piece.edit.score < least:
        return None
    own = [said for said in cues if piece.start <= said.start and said.end <= piece.end]
    if not own:
        return piece if words_in(text[piece.start : piece.end]) < short else None
    start, end = own[0].start, own[-1].end
    above, below = text[piece.start : start].strip(), text[end : piece.end].strip()
    if len(own) == 1 and (above or below):
        return None
    while below and text[end : end + 1].isspace():
        end += 1
    return Piece(start if above else piece.start, end if below else piece.end, piece.edit)


def _tells(text: str, *, fewest: int = 6, dense: int = 30) -> bool:
    """Say whether a sentence tells something: words in small letters, or of a script without them, and a stop."""
    if text.rstrip("\"'”’»)]*_」』")[-1:] not in _ENDS:
        return False
    words = text.split()
    capitals = sum(word[0].isupper() for word in words)
    if len(words) < fewest:
        return size_of(text) >= dense and not capitals and not text.isascii()
    return 2 * capitals <= len(words)
