"""
Calls to the reader in words nobody listed: a sentence is weighed by what it is made of, not by how it is worded.

Such a sentence asks for something (subscribe, share, write in) about something of its author's (a channel, a letter),
and often says why (it helps, you liked it, you will be told). cleaners/concepts.py finds these and weighs them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

import regex

from cleaners.concepts import (
    ADDRESS,
    ARROW,
    ASKS,
    HANDLE,
    STEP,
    Found,
    asked,
    found,
    has_address,
    money,
    others_ask,
    sure_of,
    thin,
    told_why,
    traits,
)
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, happened, lines_of, series, speaks, stepwise, straight
from cleaners.hints import words_at
from cleaners.text import Line, Span, code_spans, overlaps, sentences

_FORM = regex.compile(r"promises|is of a form")
_MADE = regex.compile(r"promises|is of a form|tells what one gets|asks to subscribe")
_FOR_ITSELF = regex.compile(r"asks (?:to subscribe|to follow|for support|for a mark)|is of a form")
_TAGS = regex.compile(r"(?:[#＃][\w·-]+\s*)+")
_PRICE = regex.compile(r"\p{Sc}\s?\d|\d\s?\p{Sc}")
_SIGNS = regex.compile(r"[^\p{L}\p{N}]*")
_BREAK = regex.compile(r"(?<=[^\s.!?…:;。！？؟\"”»)])\n(?=[^\s\-*#>|•\[])")


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
# What whoever publishes a text says in its own words, beside calls.
_VOICE = frozenset((
    "us", "you", "mine", "receive", "offer", "price", "promise", "helps", "liked", "wish", "form", "event", "intro",
    "thanks", "motto", "platform", "ask_subscribe", "ask_give", "ask_follow", "ask_like",
))  # fmt: skip
# Who speaks to whom, in so many words; without any the end of a text may tell of a paper and its readers.
_SPEAKS = {"us", "you", "this", "platform", "polite", "liked", "wish", "thanks", "intro", "form"}
# Where what is asked ends the sentence.
_LATE = ("ja", "ko")
_COMMA = regex.compile(r"[,،、，]\s*")
_ASKED = ("?", "？", "؟", "か。")


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
    speech: float = 0.85
    step: float = 0.98
    least: float = 0.7


def drop_appeals(doc: Document, *, bounds: Bounds = Bounds(), longest: int = 420) -> Iterator[Edit]:  # noqa: B008
    r"""
    Sentences that ask the reader for something, in whatever words ("Trovate tutto sul mio blog, passate parola!").

    A sentence inside a paragraph must be `inside` sure, one that is a line of its own `alone`, or `apart` where the
    text speaks to nobody; one after its last paragraph `edge`, or `quiet`; one next to another call `beside`. What
    stands with calls goes with them: the heading of a form, its fields and promises, lines of links, networks and tags.
    What somebody is told to ask or to have done stays, and a step of a manual, an hour of a programme, the farewell of
    an interview, the heading of a paragraph, one of many prices, code, verse, a law, anything longer than `longest`.

        >>> doc = Document("d", "Der Yen steigt.\n\nWenn dir der Beitrag gefällt, teile ihn gern mit Freunden!")
        >>> doc.after(drop_appeals(doc)).text
        'Der Yen steigt.\n\n'
    """
    if doc.get("kind") in ("poem", "law", "legal"):
        return
    codes = speaks("appeals", doc)
    places = asked(straight(doc.text), codes, words_at("appeals", doc))
    if not places:
        return
    spoken = doc.get("kind") == "transcript"
    text = flowing(doc.text) if spoken else doc.text
    lines = lines_of(text)
    weighed = {n: _weighed(text, lines[n], places, codes, longest) for n in _with_asks(lines, places)}
    for n in _among(weighed):
        weighed[n] = [_sure(one.said, codes, longest) for one in weighed[n]]
    if not any(max(one.sure, one.beside) >= bounds.beside for each in weighed.values() for one in each):
        return
    page = _page(doc, text, weighed, codes, bounds)
    taken = {n: _taken(page, n, each) for n, each in weighed.items()}
    gone = {n for n, each in taken.items() if each and _all(page, n, each)} | _boxes(page) | _own_words(page)
    for n in sorted(gone):
        said = taken.get(n) or [Weighed(Span(0, 0, ""), 0.8, "stands in a box of calls to the reader")]
        yield lines[n].dropped("promo.appeal", said[0].why, round(max(one.sure for one in said), 2))
    along = _beside(page, gone)
    for n in taken.keys() - gone - along:
        past = 0
        for one in taken[n]:
            start, end = _reach(text, lines[n], one.said)
            yield Edit(max(start, past), end, "", "promo.appeal", one.why, round(one.sure, 2))
            past = end
    for n in sorted(along):
        yield lines[n].dropped("promo.appeal", "stands among calls to the reader", 0.8)


class _Page(NamedTuple):
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
    series: frozenset[int] = frozenset()
    answers: bool = False
    prices: bool = False

    def outer(self, n: int) -> bool:
        """Say whether a line stands after the last paragraph, or, where the text speaks to nobody, before its first."""
        return n > self.last or (n < self.first and self.apart)


def _page(doc: Document, text: str, weighed: dict[int, list[Weighed]], codes: tuple[str, ...], bounds: Bounds) -> _Page:
    lines, spoken = lines_of(text), doc.get("kind") == "transcript"
    told = _prose(lines, weighed, bounds.edge)
    first, last = (told[0], told[-1]) if told else (0, len(lines))
    if first == last and sum(len(line.text) for line in lines[last + 1 :]) > 2 * len(lines[last].text):
        last = len(lines)  # what is below a single paragraph, and longer, is no foot
    apart = bool(told) and not spoken and _speaks_to_nobody(lines, told, codes)
    near, several = _called(doc, lines), _several(weighed)
    page = _Page(lines, weighed, first, last, near, several, code_spans(text), codes, bounds, spoken, apart)
    if spoken:
        return page
    return page._replace(series=series(lines, codes), answers=_answers(lines), prices=_names_prices(text))


def _answers(lines: tuple[Line, ...], *, fewest: int = 3, share: float = 0.2, longest: int = 300) -> bool:
    """Say whether a text is questions and answers: `fewest` lines and a `share` of all ask and are answered."""
    asks = [line.text.endswith(_ASKED) and len(line.text) <= longest for line in lines]
    told = sum(one and not two for one, two in pairwise(asks))
    return told >= fewest and told >= share * len(lines)


def _names_prices(text: str, *, many: int = 6) -> bool:
    """Say whether a text names `many` prices, as one does that compares goods."""
    return sum(1 for _ in islice(money().finditer(text), many)) == many


def _speaks_to_nobody(lines: tuple[Line, ...], told: list[int], codes: tuple[str, ...], *, most: int = 8) -> bool:
    """Say whether the paragraphs of a text, the first and the last of them, say "you" to nobody."""
    looked = told if len(told) <= most else [*told[: most // 2], *told[-most // 2 :]]
    own = [code for code in codes if code != "en"] or ["en"]
    return not any(hit.concept == "you" for n in looked for code in own for hit in found(lines[n].text.lower(), code))


def _taken(page: _Page, n: int, each: list[Weighed]) -> list[Weighed]:
    """The sentences of a line that are calls, as sure as one must be where it stands."""
    line, bounds = page.lines[n], page.bounds
    if overlaps(page.code, line.start, line.stop) or (n in page.series and not has_address(line.text)):
        return []
    if page.answers and n and n <= page.last and page.lines[n - 1].text.endswith(_ASKED):
        return []  # an answer, which may say how one subscribes
    outer = page.outer(n)
    whole = not _wrapped(page.lines, n) and (len(each) == 1 or _says_one_thing(line, each))
    bound = bounds.inside
    if outer or n in page.several:
        bound = bounds.quiet if page.apart else bounds.edge
    elif page.spoken:
        bound = bounds.speech
    elif whole:
        bound = bounds.apart if page.apart or n < page.first else bounds.alone
    if page.near & {n - 1, n, n + 1}:
        bound = min(bound, bounds.beside if outer or whole else bounds.alone)
    # Speech without stops has no sentences: there a call goes as far as its own words, in cleaners/calls.py.
    sayable = [
        one for one in each if (ends_said(one.said.text) if page.spoken else not _is_part(page.lines, n, one.said))
    ]
    if STEP.match(line.text) and not ADDRESS.search(line.text):
        bound = max(bound, bounds.step)
    lax = outer or n in page.several or n - 1 in page.near
    sayable = [
        one for one in sayable if (one.ours or (lax and _may_call(one))) and not _is_told(page, n, one, outer=outer)
    ]
    least = bounds.quiet if outer else bounds.apart if page.apart else bounds.least
    taken = [one for one in sayable if one.sure >= bound and one.sure >= _least(one.said.text, lax=lax, least=least)]
    if not taken and _slogan(page, n, each):
        return each
    return each if taken and whole and not page.spoken else taken


def _is_told(page: _Page, n: int, one: Weighed, *, outer: bool) -> bool:
    """Say whether the place of a sentence makes it the text's own: a farewell, a heading, one of many prices."""
    if page.answers and not one.aimed:
        return True
    beside = bool(page.near & {n - 1, n, n + 1})
    if not (one.speaks or beside or page.spoken or n in page.several) and ends_said(one.said.text):
        return True
    if one.thanks and not beside and not page.spoken and n not in page.several:
        return True
    if outer or page.spoken or beside:
        return False
    if page.prices and money().search(one.said.text) and _among_prices(page.lines, n):
        return True
    return one.named and n not in page.several and _is_heading(page.lines, n)


def _among_prices(lines: tuple[Line, ...], n: int, *, reach: int = 2) -> bool:
    """Say whether lines next to this one name prices, too, and it does not exclaim."""
    beside = (lines[k].text for k in range(max(0, n - reach), min(len(lines), n + reach + 1)) if k != n)
    return not lines[n].text.endswith(("!", "！")) and any(_PRICE.search(text) for text in beside)


def _is_heading(lines: tuple[Line, ...], n: int) -> bool:
    """Say whether a line is a label right above a paragraph."""
    after = lines[n + 1].text if n + 1 < len(lines) else ""
    return _label(lines[n].text, short=70) and _long(after) and ends_said(after)


def _is_part(lines: tuple[Line, ...], n: int, said: Span) -> bool:
    """Say whether this is a part of a sentence that runs over several lines, which one line does not tell whole."""
    if not _wrapped(lines, n):
        return False
    begun = said.text[:1].islower() and not lines[n].text.find(said.text[:40])
    return begun or (said.end >= lines[n].stop and not ends_said(said.text))


def _slogan(page: _Page, n: int, each: list[Weighed], *, likely: float = 0.55, longest: int = 120) -> bool:
    """Say whether the last line of a text that speaks to nobody praises its paper ("The Post: all the news")."""
    one = each[0]
    if n <= page.last or n + 1 < len(page.lines) or len(each) > 1 or len(one.said.text) > longest:
        return False
    return page.apart and one.beside >= likely and "praises itself" in one.why


def _may_call(one: Weighed, *, sure: float = 0.8) -> bool:
    """Say whether what speaks to nobody may be a call where calls stand: no price, and it asks, but for no label."""
    asks = one.early and "asks" in one.why and ends_said(one.said.text)
    return not _PRICE.search(one.said.text) and (one.sure >= sure or asks)


def _says_one_thing(
    line: Line, each: list[Weighed], *, longest: int = 320, likely: float = 0.3, short: int = 30
) -> bool:
    """Say whether all sentences of a short paragraph are likely calls or stand with one."""
    size = len(line.text) * (2 if line.text[len(line.text) // 2] > "\u3000" else 1)
    return size <= longest and all(max(one.sure, one.beside) >= likely or len(one.said.text) < short for one in each)


@lru_cache(maxsize=2)
def flowing(text: str) -> str:
    r"""
    Speech with its line breaks inside sentences as blanks, every character still in its place.

        >>> flowing("if you like it\nshare it. Well,\n\nyes")
        'if you like it share it. Well,\n\nyes'
    """
    return _BREAK.sub(" ", text)


def _all(
    page: _Page, n: int, taken: list[Weighed], *, share: float = 0.6, likely: float = 0.3, little: float = 0.15,
    short: int = 60,
) -> bool:  # fmt: skip
    """Say whether these are all sentences of the line, or, after the text, all but a little that goes with them."""
    line = page.lines[n]
    size = sum(len(one.said.text) for one in taken)
    left = len(line.text) - size - len(taken) + 1
    if left > 0 and page.outer(n):
        along = [one for one in page.weighed[n] if one not in taken and one.beside >= likely]
        left -= sum(len(one.said.text) for one in along if one.sure >= little or len(one.said.text) < short)
    return left <= 0 or (n > page.last and not page.spoken and left < share * size)


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


def _boxes(page: _Page, *, sure: float = 0.75, likely: float = 0.4, reach: int = 3, longest: int = 280) -> set[int]:
    """
    Lines of boxes inside the text: one surely stands with a call, another near it likely, and all between are short.

    Both name what a box is made of, what one gets and when, and one of them a promise or a form. A page of questions
    and answers has none: how one subscribes to its list is an answer.
    """
    if page.answers or _is_faq(page.lines):
        return set()
    named = {n: max(each, key=lambda one: one.beside) for n, each in page.weighed.items()}
    made = {n: one.beside for n, one in named.items() if one.beside >= likely and _MADE.search(one.why)}
    out: set[int] = set()
    for n, beside in made.items():
        for other in range(n + 1, n + reach + 1):
            if other in made and max(beside, made[other]) >= sure and _FORM.search(named[n].why + named[other].why):
                between = range(n, other + 1)
                if all(_in_box(page, k, longest) for k in between):
                    out.update(between)
    return (
        set() if page.spoken else {n for n in out if not overlaps(page.code, page.lines[n].start, page.lines[n].stop)}
    )


def _own_words(
    page: _Page,
    *,
    outer: float = 0.75,
    inside: float = 0.85,
    likely: float = 0.4,
    voice: float = 0.7,
    alone: float = 0.9,
    shortest: int = 100,
    longest: int = 1000,
) -> set[int]:
    """
    Paragraphs in which whoever publishes the text speaks for itself, in a text that speaks to nobody.

    One of the sentences is surely a call, another likely one, and in a share of the paragraph, `voice`, each sentence
    says who speaks to whom, what one gets, what it costs or what it helps; without another call nearly all of it does.
    Inside the text the call is for the publisher: one is to subscribe, to follow or to give. Beside a single paragraph
    such words may be the text: an open thread welcomes what its readers write.
    """
    if page.spoken or page.answers or page.prices or not page.apart or page.first == page.last:
        return set()
    out: set[int] = set()
    for n, each in page.weighed.items():
        line = page.lines[n]
        size = len(line.text) * (2 if line.text[len(line.text) // 2] > "\u3000" else 1)
        if len(each) < 2 or not shortest <= size <= longest or ENTRY.match(line.text) or n in page.series:
            continue
        below = page.outer(n)
        best = max((one.sure for one in each if one.ours and (below or _FOR_ITSELF.search(one.why))), default=0.0)
        if best < (outer if below else inside) or _wrapped(page.lines, n):
            continue
        calls = sum(max(one.sure, one.beside) >= likely for one in each)
        voiced = sum(len(one.said.text) for one in each if _voiced(one, page.codes))
        if voiced >= (voice if calls > 1 else alone) * sum(len(one.said.text) for one in each):
            out.add(n)
    return {n for n in out if not overlaps(page.code, page.lines[n].start, page.lines[n].stop)}


def _voiced(one: Weighed, codes: tuple[str, ...]) -> bool:
    """Say whether a sentence speaks for whoever publishes the text, or to the reader."""
    if max(one.sure, one.beside) >= 0.3:
        return True
    low = one.said.text.lower()
    return any(hit.concept in _VOICE for code in codes for hit in found(low, code)) and not one.said.text.startswith(
        ("«", "“", '"', "「", "„")
    )


def _is_faq(lines: Sequence[Line], *, fewest: int = 3) -> bool:
    """Say whether the headings of a page are questions."""
    asked_for = ("?", "？", "؟")
    return sum(line.text[0] == "#" and line.text.rstrip("*_ ").endswith(asked_for) for line in lines) >= fewest


def _in_box(page: _Page, n: int, longest: int) -> bool:
    """Say whether a line may stand in a box of calls: short, no entry of a list or a series, no paragraph."""
    text = page.lines[n].text
    told = _long(text) and ends_said(text) and not any(max(one.sure, one.beside) > 0 for one in page.weighed.get(n, ()))
    return len(text) <= longest and not told and not ENTRY.match(text) and n not in page.series


def _least(text: str, *, lax: bool, least: float, label: int = 26, prose: int = 60) -> float:
    """How sure one must be at least: of a label inside the text quite, of what reads as prose more than of a line."""
    size = len(text) * (2 if text[0] > "\u3000" else 1)
    if size < label and not lax:
        return 0.98
    plain = size >= prose and not (ADDRESS.search(text) or HANDLE.search(text) or ARROW.search(text))
    return least if plain else 0.0


def _with_asks(lines: tuple[Line, ...], places: list[int]) -> list[int]:
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


def _weighed(
    text: str, line: Line, places: list[int], codes: tuple[str, ...], longest: int, *, likely: float = 0.3
) -> list[Weighed]:
    """
    The sentences of a line, each with how sure it is a call.

    In a short line with a likely call those that ask nothing are looked at, too, for whether they stand with it.
    """
    said = list(sentences(text, line.start, line.stop))
    asks = [bisect_left(places, one.start) < bisect_left(places, one.end) for one in said]
    out = [
        _sure(one, codes, longest) if there else Weighed(one, 0.0, "") for one, there in zip(said, asks, strict=True)
    ]
    if len(out) > 1 and line.stop - line.start <= longest and any(one.beside >= likely for one in out):
        out = [one if there else _sure(one.said, codes, longest) for one, there in zip(out, asks, strict=True)]
    return out


def _among(weighed: dict[int, list[Weighed]], *, likely: float = 0.4, reach: int = 3, longest: int = 300) -> list[int]:
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


def _sure(said: Span, codes: tuple[str, ...], longest: int, *, fewest: int = 2, least: float = 0.2) -> Weighed:
    """
    How sure a sentence is a call, in the language that makes it surest; it holds `fewest` concepts at least.

    Nothing is a call that somebody else is told to ask, nor a step of a manual; that is looked at only from `least` on.
    """
    none = Weighed(said, 0.0, "")
    low = said.text.lower()
    if not 4 <= len(said.text) <= longest or len(low) != len(said.text) or _goes_on(said.text):
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


def _prose(lines: tuple[Line, ...], weighed: dict[int, list[Weighed]], bound: float) -> list[int]:
    """Where the paragraphs of the text stand: long lines that end as sentences do and ask nothing."""
    return [
        n
        for n, line in enumerate(lines)
        if _long(line.text)
        and ends_said(line.text)
        and not any(one.sure >= bound or one.beside >= 0.8 for one in weighed.get(n, ()))
    ]


def _long(text: str, *, long: int = 60) -> bool:
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


def _wrapped(lines: tuple[Line, ...], n: int) -> bool:
    """Say whether a line is a piece of a sentence that was broken at a column."""
    after = n + 1 < len(lines) and lines[n + 1].text[:1].islower() and not ends_said(lines[n].text)
    before = n > 0 and lines[n].text[:1].islower() and not ends_said(lines[n - 1].text) and len(lines[n - 1].text) > 30
    return after or before


def _reach(text: str, line: Line, said: Span) -> tuple[int, int]:
    """The sentence with the blank after it, or the one before it when it ends its line."""
    start, end = said.start, said.end
    if end < line.stop:
        while text[end] in " \t":
            end += 1
    else:
        while start > line.start and text[start - 1] in " \t":
            start -= 1
    return start, end


def _beside(page: _Page, gone: set[int]) -> set[int]:
    """
    Lines next to calls that belong to them: of a form, a promise, a network, an address or a tag, and what heads them.

    Inside the text only what surely belongs there goes, or what stands between two calls.
    """
    lines = page.lines
    out: set[int] = set()
    for step in (1, -1):
        past = {n if step > 0 else n - 1 for n in page.near}
        for begin in sorted({n + step for n in gone} | past, reverse=step < 0):
            at = begin
            while 0 <= at < len(lines) and at not in gone and at not in out and _belongs(page, gone | out, at, step):
                out.add(at)
                at += step
    return out


def _belongs(
    page: _Page, gone: set[int], n: int, step: int, *, edge: float = 0.3, inside: float = 0.6, label: float = 0.7
) -> bool:
    """Say whether a line beside one that goes belongs to it."""
    line = page.lines[n]
    if overlaps(page.code, line.start, line.stop) or n in page.series:
        return False
    inner = page.first <= n <= page.last
    between = n - 1 in gone and n + 1 in gone
    if _goes_along(line, page.codes) and (not inner or (between and has_address(line.text))):
        return True
    bound = edge if not inner else inside if ends_said(line.text) else label
    if not (inner and ENTRY.match(line.text)) and _with_calls(line, page.codes) >= bound:
        return True
    return (not inner and between and _label(line.text)) or (step < 0 and _heads(page, gone, n))


def _with_calls(line: Line, codes: tuple[str, ...], *, longest: int = 240) -> float:
    """How sure a line stands with a call, in the language that makes it surest; of its sentences the least sure."""
    if len(line.text) > longest:
        return 0.0
    return min(_stands_with(said.text, codes) for said in sentences(line.text))


def _stands_with(said: str, codes: tuple[str, ...]) -> float:
    low = said.lower()
    best = 0.0
    if len(low) == len(said):
        for code in codes:
            if hits := found(low, code):
                best = max(best, sure_of(traits(said, hits), "beside"))
    return best


def _label(text: str, *, short: int = 50) -> bool:
    """Say whether a line is a few words without a stop and no entry of a list."""
    return len(text) <= short and not ends_said(text) and not text.startswith(("- ", "* ", "• ", "|", ">"))


def _heads(page: _Page, gone: set[int], n: int) -> bool:
    """Say whether a label after the last paragraph heads what goes, two lines at least, and nothing else."""
    if not _label(page.lines[n].text) or n + 2 not in gone:
        return False
    past = n + 1
    while past in gone:
        past += 1
    alone = n == 0 or ends_said(page.lines[n - 1].text) or n - 1 in gone
    return past == len(page.lines) and alone


def _goes_along(line: Line, codes: tuple[str, ...], *, short: int = 70) -> bool:
    text = bare(line.text)
    if not text or _SIGNS.fullmatch(text) or _TAGS.fullmatch(text):
        return len(line.text) < short and not line.text.startswith(("---", "***", "```"))
    plain = ADDRESS.sub("", text)
    if len(plain) > 2 * short or (len(plain) > short and ends_said(text)):
        return False
    if ADDRESS.search(text) or HANDLE.search(text) or ARROW.search(text):
        return len(plain) < short
    low = text.lower()
    names = {hit.concept for code in codes for hit in found(low, code)}
    return len(text) < short and not ends_said(text) and bool(names & {"platform", "label"})
