"""Which words of one place say what the other says, and at how many points the two say different things."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners.repeats.matches import Match, reach
from cleaners.repeats.page import Page
from cleaners.repeats.spelling import spelled_alike

_MONEY = "$£€¥₹₩₺₽"
_BREAKS = "\n[]()*_#|/.:;!?…。！？"  # between words: a sentence, a line or markup ends


class Run(NamedTuple):
    """
    Matches that follow each other closely in both places: a stretch of one copy and of the other.

    Words `start`:`end` say what words `left`:`right` said. `twins` pairs them (later, earlier), `echoes` the other
    way round, -1 for none; `filled` counts the places where the copies say different things.
    """

    start: int
    end: int
    left: int
    right: int
    twins: NDArray[np.int64]
    echoes: NDArray[np.int64]
    filled: int


def aligned(chain: list[Match], page: Page, *, most: float = math.inf) -> Run:
    """
    Pair the words of the two places: those that match, and between matches those spelled alike but for blanks.

    No further than to where more than `most` places are filled differently.
    """
    start, end, left, right = reach(chain)
    twins, echoes = np.full(end - start, -1), np.full(right - left, -1)
    places = np.arange(left, end)  # those of the earlier place and, from `start - left` on, those of the later one
    filled = 0
    for last, match in pairwise(chain):
        here = range(last.later + last.size, match.later)
        there = range(last.earlier + last.size, match.earlier)
        if here and there and filled <= most:
            pairs, back = spelled_alike(here, there, page)
            for one, other in pairs.items():
                twins[one - start] = other
            for other, one in back.items():
                echoes[other - left] = one
            if len(pairs) < len(here) and len(back) < len(there):
                filled += 1 + (_has_figure(here, page) and _has_figure(there, page))
        elif here or there:
            filled += _inserted(here or there, page)
    priced = [sign for sign in _MONEY if sign in page.text]
    for at, (later, earlier, size) in enumerate(chain):
        if priced and filled <= most:
            mine, theirs = (_money(place - (at > 0), size, page, priced) for place in (later, earlier))
            filled += mine != theirs
        twins[later - start : later - start + size] = places[earlier - left : earlier - left + size]
        echoes[earlier - left : earlier - left + size] = places[later - left : later - left + size]
    return Run(start, end, left, right, twins, echoes, filled)


def _has_figure(span: range, page: Page, *, few: int = 4) -> bool:
    """Tell whether these `few` words hold a digit: one price, dose or date for another makes another text."""
    return len(span) <= few and any(sign.isdigit() for sign in page.said(span.start, span.stop))


def _inserted(span: range, page: Page, *, few: int = 3) -> bool:
    """Tell whether these `few` words that one place lacks stand inside a phrase: no link, no note, no sentence."""
    if len(span) > few or span.start == 0 or span.stop == len(page.words.start):
        return False
    around = page.text[page.words.end[span.start - 1] : page.words.start[span.stop]]
    return not any(sign in _BREAKS for sign in around)


def _money(first: int, size: int, page: Page, priced: list[str]) -> list[int]:
    """How often each currency is named by its sign among these words: the signs are no part of them."""
    start, end = int(page.words.start[first]), int(page.words.end[first + size - 1])
    return [page.text.count(sign, start, end) for sign in priced]
