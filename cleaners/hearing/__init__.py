"""
What speaks for it that some words of a transcript are a misheard name: evidence, weighed into one probability.

Evidence is of three kinds: how alike the two are, in sound and in letters; what stands around (a title that
announces a name, the rest of the name, the name elsewhere in the document); and what speaks against (a common
word, a small letter, another name as near). The weights are learned by bench/train_names.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cleaners.hearing.guards import admitted
from cleaners.hearing.model import model
from cleaners.hearing.page import Page
from cleaners.hearing.pairs import Pair
from cleaners.hearing.proof import weighed
from cleaners.hearing.words import Form
from cleaners.lexicon import Entry

Weigh = Callable[[Mapping[str, float]], float]


class Candidate(NamedTuple):
    """Some words of the text and the name they may be, with the evidence."""

    start: int
    end: int
    new: str
    rule: str
    why: str
    probability: float
    form: Form
    first: int
    last: int
    evidence: Mapping[str, float]


def candidates(text: str, language: str, entries: Iterable[Entry], weigh: Weigh | None = None) -> list[Candidate]:
    """
    All misheard names that are thinkable, each with its evidence and probability (by `weigh`, else the model).

    `entries` are the names beside those of the lexicon.
    """
    page = Page(text, language, entries)
    pairs = admitted(page)
    weigh = weigh or model()
    proofs = weighed(page, pairs)
    return [_candidate(page, pair, proof, weigh(proof)) for pair, proof in zip(pairs, proofs, strict=True)]


def _candidate(page: Page, pair: Pair, proof: Mapping[str, float], probability: float) -> Candidate:
    first, last = pair.place
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    rule = f"names.{pair.form.entry.kind}"
    return Candidate(start, end, pair.form.text, rule, _why(pair, proof), probability, pair.form, first, last, proof)


def _why(pair: Pair, proof: Mapping[str, float]) -> str:
    """The evidence in words."""
    said = [f"sounds like {pair.form.text} ({pair.sound:.2f}, letters {pair.letters:.2f})"]
    if proof["office"] or proof["kind_cue"]:
        said.append("announced by the words before")
    if proof["shared"]:
        said.append("the rest of the name is there")
    if proof["own"]:
        said.append("the document brings this name")
    if proof["named"] or proof["surely"]:
        said.append(f"{pair.form.entry.name} is spoken of here")
    if proof["country"]:
        said.append("its country stands beside it")
    return "; ".join(said)
