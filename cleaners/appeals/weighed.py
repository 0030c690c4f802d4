"""A sentence weighed: how sure it is a call, how sure it stands with one, and the words that say so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import regex

from cleaners.concepts import (
    ADDRESS,
    ARROW,
    ASKS,
    HANDLE,
    Found,
    found,
    has_address,
    others_ask,
    sure_of,
    thin,
    told_why,
    traits,
)
from cleaners.evidence import happened, stepwise
from cleaners.text import Line, Span, in_letters, sentences

PRICE = regex.compile(r"\p{Sc}\s?\d|\d\s?\p{Sc}")
# An entry of a list.
ENTRY = regex.compile(r"(?:[*+•▪●–—|-]|\d{1,2}[.)])\s?(?!\s*[*-])")
# Who makes an offer to whom: a price that has none of these is what a shop asks ("Sign up for two months for just $1").
_OFFERED = {"us", "you", "mine", "promise", "intro", "thanks", "tips", "wish", "form", "liked", "helps"}
# Who speaks to whom: without any of these a line inside the text may be a heading ("Sign up for an account").
_OURS = {"us", "you", "this", "polite", "liked", "platform", "mine", "wish", "tips", "promise", "intro", "thanks"}
# What a call is about; the same words without any of these are also said by guests, hosts and those who tell a story.
_AIMS = {"thing", "platform", "offer", "receive", "mine", "form", "promise", "price", "this", "label", "tips"}
# What says that a sentence is no story, whatever has happened in it.
_NOW = {"liked", "wish", "thanks", "intro", "this", "tips", "motto", "promise"}
_WEAKLY = {"ask_get", "thing", "label", "offer", "event"}
_THANKS = {"thanks", "helps", "you", "us", "polite"}
# What one is also asked to do that is nothing to its author: to follow a path, to tell a friend, to take a thing.
_ANYWHERE = {"ask_follow", "ask_share", "ask_get", "ask_comment"}
# Who speaks to whom, in so many words; without any the end of a text may tell of a paper and its readers.
_SPEAKS = {"us", "you", "this", "platform", "polite", "liked", "wish", "thanks", "intro", "form"}
# Where what is asked ends the sentence.
_LATE = ("ja", "ko")
_COMMA = regex.compile(r"[,،、，]\s*")


class Weighed(NamedTuple):
    """
    A sentence, how sure it is a call and how sure it stands with one (0 to 1), and the words that say so.

    `speaks`: it says "we" or "you", begs, thanks or soon asks. `ours`: it says who speaks to whom. `aimed`: it says
    what the call is about. `early`: it begins with asking, or soon. `named`: it has the words of a heading, asking
    neither first nor last. `thanks`: it thanks, and no more.
    """

    said: Span
    sure: float
    why: str
    ours: bool = False
    beside: float = 0.0
    aimed: bool = True
    early: bool = True
    named: bool = False
    thanks: bool = False
    speaks: bool = True


class Bounds(NamedTuple):
    """How sure a sentence must be a call, by where it stands; `least` holds for what reads as prose."""

    inside: float = 0.96
    alone: float = 0.8
    apart: float = 0.5
    edge: float = 0.5
    quiet: float = 0.38
    beside: float = 0.3
    speech: float = 0.55
    told: float = 0.85
    greeting: float = 0.9
    step: float = 0.98
    least: float = 0.7


def asking_lines(lines: tuple[Line, ...], places: list[int]) -> list[int]:
    """Which lines ask for something."""
    out: list[int] = []
    at = 0
    for n, line in enumerate(lines):
        while at < len(places) and places[at] < line.start:
            at += 1
        if at < len(places) and places[at] < line.stop:
            out.append(n)
        if at == len(places):
            break
    return out


def weighed_in(
    text: str, line: Line, places: list[int], codes: tuple[str, ...], longest: int, *, likely: float = 0.3
) -> list[Weighed]:
    """
    The sentences of a line, each with how sure it is a call.

    In a short line with a likely call those that ask nothing are looked at, too, for whether they stand with it.
    """
    said = list(sentences(text, line.start, line.stop))
    asks = [bisect_left(places, one.start) < bisect_left(places, one.end) for one in said]
    out = [
        weigh(one, codes, longest) if there else Weighed(one, 0.0, "") for one, there in zip(said, asks, strict=True)
    ]
    if len(out) > 1 and line.stop - line.start <= longest and any(one.beside >= likely for one in out):
        out = [one if there else weigh(one.said, codes, longest) for one, there in zip(out, asks, strict=True)]
    return out


def among_calls(
    weighed: dict[int, list[Weighed]], *, likely: float = 0.4, reach: int = 3, longest: int = 300
) -> list[int]:
    """Short paragraphs near likely calls of which not all sentences were looked at."""
    sure = {n for n, each in weighed.items() if any(one.beside >= likely for one in each)}
    return [
        n
        for n, each in weighed.items()
        if len(each) > 1
        and any(not one.beside for one in each)
        and each[-1].said.end - each[0].said.start <= longest
        and any(n + k in sure for k in range(-reach, reach + 1) if k)
    ]


def weigh(said: Span, codes: tuple[str, ...], longest: int, *, fewest: int = 2, least: float = 0.2) -> Weighed:
    """
    How sure a sentence is a call, in the language that makes it surest; it holds `fewest` concepts at least.

    Nothing is a call that somebody else is told to ask, nor a step of a manual; that is looked at only from `least` on.
    """
    none = Weighed(said, 0.0, "")
    low = said.text.lower()
    if len(said.text) < 4 or in_letters(said.text) > longest or len(low) != len(said.text) or _goes_on(said.text):
        return none
    best, beside, why = none, 0.0, ""
    for code in codes:
        hits = found(low, code)
        if not hits or thin(low, hits):
            continue
        there = traits(said.text, hits)
        along = sure_of(there, "beside")
        if along < least or others_ask(said.text, hits, codes):
            continue
        if along > beside:
            beside, why = along, told_why(said.text, hits)
        sure = sure_of(there)
        named = {hit.concept for hit in hits}
        if sure > max(best.sure, least) and len(named) >= fewest and not _tells(said.text, hits, there, code):
            found_at = has_address(low) or bool(HANDLE.search(low))
            ours = (not _OURS.isdisjoint(named) or found_at) and not _only_thanks(hits, named)
            ours = ours and not (there.get("money") and _OFFERED.isdisjoint(named))
            aimed = found_at or not _AIMS.isdisjoint(named) or bool(ARROW.search(low))
            thanks = _THANKS.issuperset(named) and not found_at
            early = "asks early" in there or code in _LATE
            ends = hits[0].concept in ASKS or max(hits, key=lambda hit: hit.end).concept in ASKS
            speaks = early or not _SPEAKS.isdisjoint(named)
            best = Weighed(said, sure, told_why(said.text, hits), ours, 0.0, aimed, early, not ends, thanks, speaks)
    return best._replace(beside=beside, why=best.why or why) if beside and not stepwise(said.text, codes) else none


def _tells(
    said: str,
    hits: Sequence[Found],
    there: dict[str, float],
    code: str,
    *,
    rest: int = 8,
    half: float = 0.5,
    most: float = 0.65,
) -> bool:
    """
    Say whether a sentence tells something in the words of a call.

    One phrase alone that is both what is asked and what for ("Book"), and less than `half` of the sentence; what is
    asked of anybody and says of nothing here, in `most` other words ("Tell your friends that the river is open."); what
    somebody who wishes to do such a thing may do, where that is none of it ("If you want to share your notes, take a
    binder."); what has happened, unless it says what for.
    """
    named = {hit.concept for hit in hits}
    asks = {hit.start for hit in hits if hit.concept in ASKS}
    if len({hit.start for hit in hits}) == 1 and (_WEAKLY.issuperset(named) or there["share"] < half):
        return True
    aimed = any(hit.concept == "label" or (hit.concept in _AIMS and hit.start not in asks) for hit in hits)
    if not (aimed or "address" in there or "handle" in there) and asks and there["share"] < most:
        anywhere = {hit.start for hit in hits if hit.concept in _ANYWHERE}
        if asks <= anywhere and named.isdisjoint(_NOW - {"this", "tips"}) and "us" not in named:
            return True
    comma = _COMMA.search(said, hits[0].end) if "liked" in named and hits[0].start < rest else None
    if comma and len(said) - comma.end() >= rest and all(h.concept == "you" for h in hits if h.end > comma.start()):
        return True
    aimless = "begins with asking" not in there and named.isdisjoint(_AIMS | _NOW)
    return aimless and happened(said, code)


def _only_thanks(hits: Sequence[Found], named: set[str]) -> bool:
    """Say whether what is asked for stands in the words of thanks alone: "Thanks for your support!"."""
    if "thanks" not in named or not _AIMS.isdisjoint(named):
        return False
    thanks = [hit for hit in hits if hit.concept == "thanks"]
    asks = [hit for hit in hits if hit.concept in ASKS]
    return all(any(one.start <= hit.start and hit.end <= one.end for one in thanks) for hit in asks)


def _goes_on(text: str, *, short: int = 40) -> bool:
    """Say whether a few words in small letters are the end of a sentence that a line break cut."""
    return len(text) < short and text[0].islower() and not (ADDRESS.search(text) or HANDLE.search(text))
