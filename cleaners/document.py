"""
The words of this project: a Document, and what a cleaner can find in one.

A cleaner reads a Document and yields findings. It changes nothing itself; only
`Document.after` does, so every change lands in the trail with its reason.

    >>> doc = Document("d1", "Scott Bessan a dit.")
    >>> fixed = doc.after([Edit(6, 12, "Bessent", "names.misheard", "sounds like Bessent")])
    >>> fixed.text
    'Scott Bessent a dit.'
    >>> fixed.trail[0].old, fixed.trail[0].rule
    ('Bessan', 'names.misheard')
    >>> fixed.before_cleaning()
    'Scott Bessan a dit.'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from cleaners.errors import OverlapError

Flag = Literal["ordinary", "spam", "abuse"]


class Edit(NamedTuple):
    """
    Replace text[start:end] with `new`; "" drops it.

    Spans are characters of the text that the cleaner was given, end not included. `score` is how sure
    the rule is, 0 to 1. `old` and `round` are filled in when the edit is applied.
    """

    start: int
    end: int
    new: str
    rule: str
    why: str = ""
    score: float = 1.0
    old: str = ""
    round: int = 0


class Suggestion(NamedTuple):
    """An edit that is not sure enough to be made: the same fields, and the text stays as it is."""

    start: int
    end: int
    new: str
    rule: str
    why: str = ""
    score: float = 0.5
    old: str = ""
    round: int = 0


class Fact(NamedTuple):
    """
    Something learned about the document.

    Keys in use: title, alt_title, author, published, updated (ISO 8601 dates), site, url, description,
    language and languages (of the text), declared_language (what the source says), kind (article, post,
    transcript, page), speech (edited: a transcript whose words are not repaired), format, encoding,
    declared_comments.
    """

    key: str
    value: str
    rule: str
    why: str = ""


class Comment(NamedTuple):
    """A reader's comment that stood beside the text: kept as a record of its own."""

    text: str
    author: str = ""
    published: str = ""
    flag: Flag = "ordinary"
    why: str = ""
    rule: str = "comments"
    depth: int = 0


class LeftOut(NamedTuple):
    """
    A block that stood on a page and is not in its text, with the reason.

    The edit that made the text of the page says how many there were; these say which, for whoever asks why a
    paragraph is not in the corpus. `score` is how sure the reader was, 0 to 1.
    """

    text: str
    why: str
    score: float = 1.0
    rule: str = "read.html"


class Reject(NamedTuple):
    """This document does not belong in the corpus, and why."""

    rule: str
    why: str


Finding = Edit | Suggestion | Fact | Comment | LeftOut | Reject


@dataclass(frozen=True, slots=True)
class Document:
    """
    One text on its way: what it says now, what was learned, and how it came to read so.

    Frozen, and made of plain values only, so it pickles to any worker. For each key of `facts` the first
    one found is the one that counts; later ones are kept beside it, so a conflict can be shown.
    """

    id: str
    text: str
    facts: tuple[Fact, ...] = ()
    trail: tuple[Edit, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    comments: tuple[Comment, ...] = ()
    rounds: int = 0
    rejected: Reject | None = None
    left_out: tuple[LeftOut, ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """
        The value of the first fact with this key.

            >>> Document("d1", "", (Fact("title", "A", "html"), Fact("title", "B", "plain"))).get("title")
            'A'
        """
        for fact in self.facts:
            if fact.key == key:
                return fact.value
        return default

    def after(self, findings: Iterable[Finding]) -> Document:
        """
        Return this document once the findings of one cleaner are taken in.

        Edits are applied together, to the text as the cleaner saw it. Raises OverlapError when two of
        them want the same characters: a cleaner that is not sure which it means must decide first.
        An edit that changes nothing is no edit and leaves no trace; a fact already known is not repeated.
        """
        found = list(findings)
        if not found:
            return self  # most cleaners find nothing in most documents
        edits: list[Edit] = []
        suggestions: list[Suggestion] = []
        facts: list[Fact] = []
        comments: list[Comment] = []
        left_out: list[LeftOut] = []
        known: set[tuple[str, str]] = set()
        rejected = self.rejected
        for finding in found:
            match finding:
                case Edit(start, end, new):
                    if self.text[start:end] != new:
                        edits.append(finding)
                case Suggestion(start, end):
                    suggestions.append(finding._replace(old=self.text[start:end], round=self.rounds))
                case Fact(key, value):
                    known = known or {(fact.key, fact.value) for fact in self.facts}
                    if value and (key, value) not in known:
                        known.add((key, value))
                        facts.append(finding)
                case Comment():
                    comments.append(finding)
                case LeftOut():
                    left_out.append(finding)
                case Reject():
                    rejected = rejected or finding
        if not (edits or suggestions or facts or comments or left_out) and rejected is self.rejected:
            return self
        text, done = _spliced(self.text, sorted(edits), self) if edits else (self.text, [])
        return Document(
            self.id,
            text,
            facts=(*self.facts, *facts),
            trail=(*self.trail, *done),
            suggestions=(*self.suggestions, *suggestions),
            comments=(*self.comments, *comments),
            rounds=self.rounds + bool(done),
            rejected=rejected,
            left_out=(*self.left_out, *left_out),
        )

    def before_cleaning(self) -> str:
        """Give the text as it came in, rebuilt from the trail, newest round first."""
        text = self.text
        rounds = [list(edits) for _, edits in groupby(self.trail, key=lambda edit: edit.round)]
        for edits in reversed(rounds):
            parts: list[str] = []
            at = shift = 0
            for edit in edits:
                start = edit.start + shift
                parts += [text[at:start], edit.old]
                at = start + len(edit.new)
                shift += len(edit.new) - len(edit.old)
            text = "".join([*parts, text[at:]])
        return text


Cleaner = Callable[[Document], Iterable[Finding]]


def _spliced(text: str, edits: list[Edit], doc: Document) -> tuple[str, list[Edit]]:
    """`text` with the sorted edits made, and the edits as made."""
    parts: list[str] = []
    done: list[Edit] = []
    at = 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= len(text):
            before = f"{done[-1].rule} at {done[-1].start}-{done[-1].end}" if done else "the start of the text"
            what = f"the edit at {edit.start}-{edit.end} overlaps {before} or leaves the text ({len(text)} characters)"
            raise OverlapError(edit.rule, doc.id, what)
        parts += [text[at : edit.start], edit.new]
        done.append(Edit(*edit[:6], old=text[edit.start : edit.end], round=doc.rounds))
        at = edit.end
    return "".join([*parts, text[at:]]), done
