"""The block of sentences that is one offer: how far it grows, where it begins, what it must say to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaners.document import Document, Edit
from cleaners.evidence import straight
from cleaners.offers.talk import SAID, STRONG, TOKEN, WEAK, WEIGHTS, Talk, Unit, names_in, small_words, units_of
from cleaners.pitches.flow import Flow, cuts_of, edges_of


def spoken_blocks(
    doc: Document, codes: tuple[str, ...], there: list[tuple[Flow, list[tuple[int, int]]]], *, most: float = 0.7
) -> Iterator[Edit]:
    """Blocks of speech, and, in a text of which nothing else says that it is speech, those that surely are spoken."""
    heard = doc.get("kind") == "transcript"
    found = [
        (flow, *block)
        for flow, windows in there
        for block in (_blocks(doc.text, flow, windows, codes, 5.5 if heard else 7.0) if windows else ())
        if heard or _sure_unheard(block[2])
    ]
    if sum(end - start for _, start, end, _ in found) > most * len(doc.text):
        return
    for flow, start, end, says in found:
        why = ", ".join(SAID[each] for each in WEIGHTS if each in says)
        yield from cuts_of(doc.text, flow, start, end, why, rule="promo.offer")


def _blocks(
    doc_text: str, flow: Flow, windows: Sequence[tuple[int, int]], codes: tuple[str, ...], sure: float
) -> Iterator[tuple[int, int, set[str]]]:
    """Each block of an offer, with what it says."""
    firm = edges_of(flow)
    counts: Counter[str] | None = None
    small: set[str] = set()
    for low, high in windows:
        units = list(units_of(flow, firm, low, high, codes))
        named: dict[int, set[str]] = {}
        past = 0
        for n, unit in enumerate(units):
            if n < past or unit.says.isdisjoint(STRONG | {"aside"}):
                continue
            if counts is None:
                counts = Counter(TOKEN.findall(straight(doc_text)))
                small = small_words(doc_text)
            block = _grown(Talk(doc_text, flow, units, counts, small, named), n, past, sure)
            if block:
                first, last, says = block
                yield units[first].start, units[last].tail, says
                past = last + 1


class _Limits(NamedTuple):
    """
    How many words may stand between two units of a block.

    `far` since the last of them, `named_far` when the later one names what a sponsor offers; `slack` since the last one
    that tells for sure, when the later one does not, `named_slack` when it names it. Behind `closed` nobody looks on.
    """

    far: float = 42.0
    named_far: float = 100.0
    slack: float = 45.0
    named_slack: float = 180.0
    closed: float = 420.0

    def reach(self, *, named: bool, paid: bool) -> float:
        """How far the unit that comes next may stand."""
        return self.named_far if named and paid else self.far

    def hold(self, since: float, unsure: float, *, strong: bool, named: bool, paid: bool) -> bool:
        """Say whether a unit belongs to a block that far before it, of which the last sure unit stands that far."""
        slack = self.named_slack if named else self.slack
        return since <= self.reach(named=named, paid=paid) and (strong or unsure <= slack)


# How much a block must say that names nobody who paid and nothing of the speaker's: people talk of links and prices.
_UNCLAIMED = 7.0
# Behind thanks that are said again to who paid.
_THANKED = _Limits(45.0, 45.0, 45.0, 45.0, 45.0)


def _grown(talk: Talk, n: int, past: int, sure: float) -> tuple[int, int, set[str]] | None:
    """The block that unit `n` opens: its first and last unit and what it says; None when that is not enough."""
    last, named = _carried(talk, n)
    says = {each for unit in talk.units[n : last + 1] for each in unit.says} | ({"named"} if named > 1 else set())
    sure = max(sure, _UNCLAIMED) if says.isdisjoint({"paid", "own"}) else sure
    if "about" in says or sum(WEIGHTS.get(each, 0.0) for each in says) < sure or not _offers(says):
        return None
    if _begins_later(talk.units[n : last + 1]):
        return None
    return _first(talk, n, past, names_in(talk, n) | _rare(talk, n)), last, says & {*WEIGHTS, "heard"}


def _begins_later(units: list[Unit], *, silent: float = 12.0) -> bool:
    """Say whether a place alone ("below") opens a block of one who paid, and so much else is said before that."""
    if units[0].says & STRONG != {"place"} or "aside" in units[0].says:
        return False
    paid = next((k for k, unit in enumerate(units) if "paid" in unit.says), 0)
    return sum(unit.size for unit in units[1:paid] if unit.says.isdisjoint(STRONG | WEAK)) >= silent


def _carried(talk: Talk, n: int, *, alone: float = 60.0, longest: int = 500, modest: int = 135) -> tuple[int, int]:
    """
    The last unit of the block that unit `n` opens, and how many of its units name what it offers.

    The block goes on over units that tell nothing, until the talk comes back. Who paid may be thanked twice: then all
    between is theirs. Of `longest` words are those that say who paid, or that it is the speaker's; `modest` all others.
    """
    names, held, limits = names_in(talk, n), set(talk.units[n].says), _Limits()
    last, named, shut = n, 0, False
    total = away = weak = 0.0  # words since it began, since a unit that belongs to it, since one that surely does
    for k in range(n, len(talk.units)):
        unit = talk.units[k]
        total, away, weak = total + unit.size, away + unit.size, weak + unit.size
        if total > (longest if held & {"paid", "own"} else modest):
            break
        is_named = bool(names) and _has(talk.flow.text[unit.start : unit.end], names)
        strong, paid = not STRONG.isdisjoint(unit.says), "paid" in held
        offers = strong or not WEAK.isdisjoint(unit.says)
        back = k > n and "back" in unit.says and not offers
        shut = shut or (back and not (is_named and away < limits.reach(named=True, paid=paid)))
        since, unsure = away - unit.size, weak - unit.size
        if is_named and paid and "paid" in unit.says and k > n:
            limits, shut = _THANKED, False
        elif not (offers or is_named):
            if away > limits.closed:
                break
            continue
        elif shut or not limits.hold(since, unsure, strong=strong, named=is_named, paid=paid):
            if since > limits.closed:
                break
            continue
        if "paid" in unit.says and not is_named:
            names = names_in(talk, k)
        held |= unit.says
        named += is_named
        if offers or away <= alone:
            last = k
        away, weak = 0.0, 0.0 if strong else weak
    return last, named


def _rare(talk: Talk, n: int, *, most: int = 4) -> set[str]:
    """The words of a unit that stand in capitals, never in small letters, and in all the text two to `most` times."""
    unit = talk.units[n]
    return {
        hit[0]
        for hit in TOKEN.finditer(talk.flow.text, unit.start, unit.end)
        if 1 < talk.counts[hit[0]] <= most
        and hit[0] not in talk.small
        and talk.text[talk.flow.places[hit.start()]].isupper()
    }


def _first(talk: Talk, n: int, past: int, names: set[str], *, far: float = 110.0) -> int:
    """Where a block begins that unit `n` opens: at what stops to speak of it, or names it and offers it before."""
    first, away = n, 0.0
    for k in range(n - 1, max(past, n - 6) - 1, -1):
        unit = talk.units[k]
        if away > far or "back" in unit.says:
            break
        offered = unit.says & {"ask", "deal", "way"} and _has(talk.flow.text[unit.start : unit.end], names)
        if offered or ("aside" in unit.says and n - k <= 3):
            first = k
        away += unit.size
    return first


def _has(said: str, names: set[str]) -> bool:
    """Say whether one of these names stands in what is said, as words of its own."""
    words = set(TOKEN.findall(said))
    return any(name in words or ((not TOKEN.fullmatch(name) or name > "\u0590") and name in said) for name in names)


def _sure_unheard(says: set[str]) -> bool:
    """Say whether a block that says these things is spoken, where nothing else says that the text is."""
    there = not says.isdisjoint({"place", "code", "site"})
    return there and ("heard" in says or {"own", "aside", "deal"} <= says)


def _offers(says: set[str]) -> bool:
    """Say whether a block that says these things offers something to those who hear or read it."""
    got = not says.isdisjoint({"place", "code", "site", "way", "go"})
    if "paid" in says:
        return got or "deal" in says
    if "you" not in says or not got:
        return False
    if "own" in says:
        return not says.isdisjoint({"deal", "code"}) or {"ask", "aside"} <= says or {"ask", "place"} <= says
    if "place" in says or "site" in says:
        return "code" in says or ("aside" in says and "deal" in says and "ask" in says)
    return False
