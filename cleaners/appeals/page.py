"""What is known of a text as a whole: its paragraphs, where calls went, whether it speaks to anybody."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from cleaners.appeals.weighed import ENTRY, Bounds, Weighed
from cleaners.concepts import ADDRESS, ASKS, HANDLE, found, money
from cleaners.document import Document
from cleaners.evidence import bare, ends_said, lines_of, series
from cleaners.headlines import stems
from cleaners.resources import listed
from cleaners.text import Line, code_spans, key

ASKED = ("?", "？", "؟")
# What says that a sentence speaks of its own author, or of this page.
_OWN = frozenset(("us", "mine", "this", "liked", "thanks", "wish", "form", "promise", "tips"))
# What a text may be about: what is asked, where it is, what is sent.
_MATTER = frozenset((*ASKS, "platform"))


class Page(NamedTuple):
    """What is known of a text: its lines, those that may be calls, and where its paragraphs stand."""

    lines: tuple[Line, ...]
    weighed: dict[int, list[Weighed]]
    first: int
    last: int
    near: set[int]
    several: set[int]
    code: list[tuple[int, int]]
    codes: tuple[str, ...]
    bounds: Bounds
    spoken: bool
    apart: bool
    text: str = ""
    told: frozenset[int] = frozenset()
    long: tuple[int, ...] = ()

    @property
    def series(self) -> frozenset[int]:
        """The lines that are entries of a series; of speech none. Like the next two looked up when a call asks."""
        return _series(self.text, self.codes)

    @property
    def answers(self) -> bool:
        """Whether the text is questions and answers."""
        return _answers(self.text)

    @property
    def prices(self) -> bool:
        """Whether the text names many prices."""
        return _names_prices(self.text)

    def outer(self, n: int) -> bool:
        """Say whether a line stands after the last paragraph, or, where the text speaks to nobody, before its first."""
        return n > self.last or (n < self.first and self.apart)

    def on_the_matter(self, n: int, said: str, *, most: int = 300) -> bool:
        """
        Say whether a sentence, not below the text, speaks of what the text is about ("Channels live on YouTube").

        Its paragraphs say all the words in which the sentence asks, and all its networks; it names nothing of its
        author's, no address, no account.
        """
        low = said.lower()
        if n > self.last or self.spoken or len(low) != len(said) or len(said) > most:
            return False
        if ADDRESS.search(said) or HANDLE.search(said):
            return False
        hits = [hit for code in self.codes for hit in found(low, code)]
        if not _OWN.isdisjoint(hit.concept for hit in hits):
            return False
        words = {low[hit.start : hit.end] for hit in hits if hit.concept in _MATTER}
        return bool(words) and 3 * sum(self._says(n, word) for word in words) >= 2 * len(words)

    def _says(self, n: int, word: str, *, fewest: int = 3, share: float = 0.3) -> bool:
        """Say whether `fewest` other paragraphs and a `share` of all, one of them no call, say this word."""
        others = [k for k in self.long if k != n]
        said = [k for k in others if word in self.lines[k].text.lower()]
        few = len(said) < max(min(fewest, len(others) - 1), 2)
        return not few and len(said) >= share * len(others) and not self.told.isdisjoint(said)


def page_of(
    doc: Document, text: str, weighed: dict[int, list[Weighed]], codes: tuple[str, ...], bounds: Bounds
) -> Page:
    """What is known of a text, once its sentences were weighed."""
    lines, spoken = lines_of(text), doc.get("kind") == "transcript"
    told = _prose(lines, weighed, bounds.edge)
    first, last = (told[0], told[-1]) if told else (0, len(lines))
    if first == last and sum(len(line.text) for line in lines[last + 1 :]) > 2 * len(lines[last].text):
        last = len(lines)  # what is below a single paragraph, and longer, is no foot
    apart = bool(told) and not spoken and _speaks_to_nobody(lines, told, codes)
    near, several = _called(doc, lines), _several(weighed)
    page = Page(lines, weighed, first, last, near, several, code_spans(text), codes, bounds, spoken, apart)
    if spoken:
        return page
    long = tuple(n for n, line in enumerate(lines) if is_long(line.text) and ends_said(line.text))
    page = page._replace(told=frozenset(told), long=long)
    return page._replace(text=text)


def headline(doc: Document, lines: tuple[Line, ...], codes: tuple[str, ...], *, top: int = 12, fewest: int = 2) -> int:
    """
    The line that is the title of a text that tells of the same, or -1: "Subscribers get free tickets".

    `fewest` of its longer words stand in the first paragraphs, and it says neither "we" nor "you".
    """
    title = key(doc.get("title"))
    n = next((n for n, line in enumerate(lines[:top]) if title and key(bare(line.text)) == title), -1)
    if n < 0:
        return -1
    told = [line.text for line in lines[n + 1 : n + top] if is_long(line.text) and ends_said(line.text)]
    spoken = any(hit.concept in ("us", "you") for code in codes for hit in found(lines[n].text.lower(), code))
    return -1 if spoken or len(stems(title) & stems(" ".join(told[:3]))) < fewest else n


@lru_cache(maxsize=2)
def _series(text: str, codes: tuple[str, ...]) -> frozenset[int]:
    return series(lines_of(text), codes)


@lru_cache(maxsize=2)
def _answers(text: str, *, fewest: int = 3, share: float = 0.2, longest: int = 300) -> bool:
    """Say whether a text is questions and answers: `fewest` lines and a `share` of all ask and are answered."""
    lines = lines_of(text)
    asks = [len(line.text) <= longest and is_question(line.text) for line in lines]
    told = sum(one and not two for one, two in pairwise(asks))
    return told >= fewest and told >= share * len(lines)


def is_question(text: str) -> bool:
    """Say whether a line ends as a question does."""
    return text.endswith((*ASKED, *listed("appeals", "question")))


@lru_cache(maxsize=2)
def _names_prices(text: str, *, many: int = 6) -> bool:
    """Say whether a text names `many` prices, as one does that compares goods."""
    return sum(1 for _ in islice(money().finditer(text), many)) == many


def _speaks_to_nobody(lines: tuple[Line, ...], told: list[int], codes: tuple[str, ...], *, most: int = 8) -> bool:
    """Say whether the paragraphs of a text, the first and the last of them, say "you" to nobody."""
    looked = told if len(told) <= most else [*told[: most // 2], *told[-most // 2 :]]
    own = [code for code in codes if code != "en"] or ["en"]
    return not any(hit.concept == "you" for n in looked for code in own for hit in found(lines[n].text.lower(), code))


def _several(weighed: dict[int, list[Weighed]], *, likely: float = 0.6, sure: float = 0.75, reach: int = 2) -> set[int]:
    """Lines that are likely calls or stand with some, near others: a list of where to follow whom, a form."""
    links = {
        n
        for n, each in weighed.items()
        if len(each) == 1
        and each[0].sure >= likely
        and (ADDRESS.search(each[0].said.text) or "a network" in each[0].why)
    }
    box = {
        n
        for n, each in weighed.items()
        if any(max(one.sure, one.beside) >= sure and (one.ours or ends_said(one.said.text)) for one in each)
        and not ENTRY.match(each[0].said.text)
    }
    return {n for some in (links, box) for n in some if any(n + k in some for k in range(-reach, reach + 1) if k)}


def _prose(lines: tuple[Line, ...], weighed: dict[int, list[Weighed]], bound: float) -> list[int]:
    """Where the paragraphs of the text stand: long lines that end as sentences do and ask nothing."""
    return [
        n
        for n, line in enumerate(lines)
        if is_long(line.text)
        and ends_said(line.text)
        and not any(one.sure >= bound or one.beside >= 0.8 for one in weighed.get(n, ()))
    ]


def is_long(text: str, *, long: int = 60) -> bool:
    """Say whether a line is long enough for a paragraph."""
    return len(text) >= (long // 2 if text[len(text) // 2 :][:1] > "\u3000" else long)


def _called(doc: Document, lines: tuple[Line, ...]) -> set[int]:
    """Lines at which a call has just been taken out by its wording."""
    out: set[int] = set()
    cuts = [edit for edit in doc.trail if edit.round == doc.rounds - 1]
    if not any(edit.rule.startswith("promo.") and edit.rule != "promo.appeal" for edit in cuts):
        return out
    shift = 0
    starts = [line.start for line in lines]
    for edit in cuts:
        at = edit.start + shift
        shift += len(edit.new) - len(edit.old)
        if edit.rule.startswith("promo."):
            here = bisect_right(starts, at) - 1
            if here >= 0 and at < lines[here].end:
                out.add(here)
            out.update(range(bisect_left(starts, at - 2), bisect_right(starts, at + 2)))
            if not lines or at >= lines[-1].stop:
                out.add(len(lines))
    return out


def is_wrapped(lines: tuple[Line, ...], n: int) -> bool:
    """Say whether a line is a piece of a sentence that was broken at a column."""
    after = n + 1 < len(lines) and lines[n + 1].text[:1].islower() and not ends_said(lines[n].text)
    before = n > 0 and lines[n].text[:1].islower() and not ends_said(lines[n - 1].text) and len(lines[n - 1].text) > 30
    return after or before


def is_label(text: str, *, short: int = 50) -> bool:
    """Say whether a line is a few words without a stop and no entry of a list."""
    return len(text) <= short and not ends_said(text) and not text.startswith(("- ", "* ", "• ", "|", ">"))
