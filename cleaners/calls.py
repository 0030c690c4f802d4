"""Calls to subscribe, like, share or follow: a sentence inside running speech, or a line between paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

import regex

from cleaners.document import Document, Edit
from cleaners.evidence import (
    bare,
    before_next,
    ends_said,
    joined,
    line_at,
    lines_of,
    quoted,
    reported,
    series,
    speaks,
    stepwise,
    told_of,
)
from cleaners.hints import hinted_sentences, told
from cleaners.resources import Pattern, patterns, table
from cleaners.text import UNSPACED, Line, Span, in_letters, overlaps, sentences, size_of
from cleaners.units import on_whole_lines

# What a pattern's rule says of the place where it counts; promo.call counts anywhere.
_ALONE = {"promo.line", "promo.foot"}  # the whole line
_FOOT = {"promo.foot"}  # the whole line, near the head or the foot of the text or beside another call
_SPOKEN = {"promo.spoken"}  # in speech, or a short line
_SPEECH_ONLY = {"promo.code"}
# A sign of a script without blanks, which says as much as half a word.
# An entry of a list: "- Open the valve", "2. Close the lid".
_ENTRY = regex.compile(r"(?:[*+•–-]|\d{1,2}[.)])\s")
_ADDRESS = regex.compile(r"://|www\.|@")
_CODE = regex.compile(r"\b(?=[A-Z0-9-]*\d)[A-Z][A-Z0-9-]{4,}\b")
_NAME = regex.compile(r"\b\p{Lu}[\w&-]{2,}")


@on_whole_lines
def drop_calls(doc: Document, *, longest: int = 600, caption: int = 120, flowing: int = 320) -> Iterator[Edit]:
    """
    Sentences that ask the reader or hearer for something ("Un petit like, et abonnez-vous à ma chaîne").

    The sentence goes whole, the speech around it stays, farewells too. Speech without stops has no sentences:
    there the call goes as far as its own words reach ("do smash the like button and subscribe"),
    or with its line when that is a caption of at most `caption` characters; nothing goes of what runs on for more than
    `flowing` in a text that nothing else says is speech.
    What is *about* such calls stays: a call inside quotation marks or one that somebody reports ("Subscribe here,
    said the sign"), a code for a discount in a bracket, a line with an hour or a number of a series, a step of a manual
    ("click Subscribe, enter your address"), someone who "subscribes to the theory", a line of the text that only begins
    like a promotion, a line of a sentence broken at a column, anything beyond `longest` characters without a stop; and
    verse, whose lines are not ours to choose from.
    A sentence beside a call goes with it when it is the question that leads there, the thanks, or more of an ad.

        >>> doc = Document("d", "Le yen monte. Abonnez-vous à la chaîne ! Il crie « abonnez-vous ».")
        >>> doc.after(drop_calls(doc)).text
        'Le yen monte. Il crie « abonnez-vous ».'
    """
    if doc.get("kind") == "poem":
        return
    spoken = doc.get("kind") == "transcript"
    codes = speaks("calls", doc)
    asked = list(told("calls", doc, but="promo.run"))
    runs = list(_runs(doc, codes, longest)) if spoken else []
    taken = [(run.start, run.end) for run in runs]
    only = _only_calls(doc.text, asked, codes, spoken=spoken)
    cuts: list[tuple[Edit, bool]] = []
    entries: frozenset[int] | None = frozenset() if spoken else None
    for said, tries in asked:
        size = in_letters(said.text)
        if size > longest or overlaps(taken, said.start, said.end):
            continue
        if size > (caption if spoken else flowing) and not ends_said(said.text):
            continue
        alone = _alone(doc.text, said) or line_at(doc.text, said.start) in only
        found = [each for each in tries if _holds(each, said, codes, alone=alone, spoken=spoken)]
        if found and not spoken and "%" in doc.text and _is_deal(doc.text, said.text):
            continue
        if found and not reported(said.text, codes) and (spoken or not stepwise(said.text, codes)):
            entries = series(lines_of(doc.text), codes) if entries is None else entries
            if line_at(doc.text, said.start) in entries and not _ADDRESS.search(said.text):
                continue
            asks = said if spoken else _asked_in(said, found, codes)
            cuts.append((_without(doc.text, asks, found), all(each.rule in _FOOT for each in found)))
    yield from runs
    placed = _beyond_lists(doc.text, _placed(doc.text, cuts))
    yield from _whole_lines(doc.text, [*_with_neighbours(doc.text, placed, codes)], spoken=spoken)


def _is_deal(text: str, said: str, *, many: int = 5) -> bool:
    """Say whether a sentence gives a code in a text on bargains, which names `many` discounts: it is one of them."""
    return _CODE.search(said) is not None and text.count("%") >= many


def _beyond_lists(text: str, cuts: list[Edit], *, fewest: int = 3, share: float = 0.5) -> list[Edit]:
    """
    The cuts without those in a list that mostly calls for nothing, a manual's steps: `fewest` entries or more.

    In a list of two one call is a step when the other entry is a sentence without an address ("Open the page.").
    """
    said = lines_of(text)
    places = sorted({line_at(text, cut.start) for cut in cuts})
    steps: set[int] = set()
    first = last = -1
    for here in places:
        if here <= last or not _ENTRY.match(said[here].text):
            continue  # of a list that was looked at, or of none
        first = last = here
        while first > 0 and _ENTRY.match(said[first - 1].text):
            first -= 1
        while last + 1 < len(said) and _ENTRY.match(said[last + 1].text):
            last += 1
        size = last - first + 1
        calls = places[bisect_left(places, first) : bisect_right(places, last)]
        one = size == 2 and len(calls) == 1 and _step(said[first if calls[0] == last else last].text)
        if one or (size >= fewest and len(calls) < share * size):
            steps.update(calls)
    return [cut for cut in cuts if line_at(text, cut.start) not in steps] if steps else cuts


def _step(entry: str) -> bool:
    """Say whether an entry of a list is a sentence that names no address."""
    return ends_said(entry) and not any(sign in entry for sign in ("://", "www.", "@"))


def _placed(text: str, cuts: list[tuple[Edit, bool]], *, edge: int = 2) -> list[Edit]:
    """
    The cuts that stand where they count.

    A weak call ("share this article") needs the head or the foot of the text, with less than `edge` paragraphs
    beyond it, or a surer call on the line before or after it.
    """
    if not any(weak for _, weak in cuts):
        return [cut for cut, _ in cuts]
    said = lines_of(text)
    told_at = [line.start for line in said if size_of(line.text) >= 60 and ends_said(line.text)]
    places = [line_at(text, cut.start) for cut, _ in cuts]
    sure = {here for here, (_, weak) in zip(places, cuts, strict=True) if not weak}
    kept: list[Edit] = []
    for here, (cut, weak) in zip(places, cuts, strict=True):
        before = bisect_left(told_at, said[here].start)
        after = len(told_at) - bisect_right(told_at, cut.start)
        if not weak or min(before, after) < edge or not sure.isdisjoint((here - 1, here, here + 1)):
            kept.append(cut)
    return kept


def _runs(doc: Document, codes: tuple[str, ...], longest: int) -> Iterator[Edit]:
    """Calls in speech without stops, which may run over line breaks, and sentences that are little else."""
    text = doc.text
    past = 0
    open_: dict[str, tuple[int, int]] = {}
    for said, there in hinted_sentences("calls", doc):
        if len(said.text) <= longest and ends_said(said.text):
            words = _said(said.text)
            near = (each for code in there if _words_of_calls(code).search(said.text) for each in _spoken_calls(code))
            found = [each for each in near if each.may_find(words) and _fills(each, said, codes)]
            if found:
                for cut in _in_windows(text, open_, past, codes):
                    yield cut
                    past = cut.end
                open_.clear()
            if found and said.start >= past:
                cut = _without(text, said, found)
                yield cut._replace(start=max(cut.start, past))
                past = cut.end
            continue
        for code in there:
            for low, high in _windows(text, said, code):
                if code in open_ and low <= open_[code][1]:
                    open_[code] = (open_[code][0], max(high, open_[code][1]))
                    continue
                for cut in _in_windows(text, open_, past, codes) if code in open_ else ():
                    yield cut
                    past = cut.end
                if code in open_:
                    open_.clear()
                open_[code] = (low, high)
    yield from _in_windows(text, open_, past, codes)


def _in_windows(text: str, windows: dict[str, tuple[int, int]], past: int, codes: tuple[str, ...]) -> Iterator[Edit]:
    """The calls in a window of each language, none of which begins before `past` or within another."""
    for code, (low, high) in windows.items():
        for cut in _in_window(text, max(low, past), high, code, codes):
            yield cut
            past = cut.end


def _windows(text: str, said: Span, code: str, *, back: int = 300, reach: int = 500) -> Iterator[tuple[int, int]]:
    """Where in this speech calls are worth looking for: about the words that they are made of."""
    low = high = -1
    for hit in _words_of_calls(code).finditer(text, said.start, said.end):
        if hit.start() - back > high:
            if high > 0:
                yield low, high
            low = max(0, hit.start() - back)
        high = min(len(text), hit.end() + reach)
    if high > 0:
        yield low, high


def _in_window(text: str, low: int, high: int, code: str, codes: tuple[str, ...]) -> Iterator[Edit]:
    """The calls of a stretch of speech, those of patterns that reach farther first, with the blanks they leave."""
    found: dict[tuple[int, int], str] = {}
    taken: list[tuple[int, int]] = []
    said = _said(text[low:high])
    for each in _spoken_calls(code):
        for hit in _flowing(each.written).finditer(text, low, high) if each.may_find(said) else ():
            if not overlaps(taken, *hit.span()) and _is_call(text, hit, codes):
                found[hit.span()] = each.why
                insort(taken, hit.span())
    for start, end in taken:
        why = found[start, end]
        before = text[max(0, start - 20) : start].rstrip()
        begins = start == 0 or before.endswith((".", "!", "?", "…"))
        past = end + (begins and text[end : end + 1] in (".", "!", "?"))
        while text[past : past + 1] in (" ", "\t") and (start == 0 or text[start - 1].isspace()):
            past += 1
        if text[past : past + 1] == "\n" and (start == 0 or text[start - 1] == "\n"):
            past += 1
        yield Edit(start, past, "", "promo.call", why, 0.9)


def _said(text: str) -> str:
    """Speech in small letters, one blank between words: what spoken calls need is looked for in it."""
    return " ".join(text.lower().replace(",", " ").split())


@cache
def _words_of_calls(code: str) -> regex.Pattern[str]:
    """Pieces of the words that spoken calls are made of in this language, with any white space between them."""
    found = (regex.escape(each).replace("\\ ", r"\s+").replace(" ", r"\s+") for each in table("spoken", code)["hints"])
    return regex.compile("|".join(found), regex.IGNORECASE)


@cache
def _spoken_calls(code: str) -> tuple[Pattern, ...]:
    """Patterns of calls in speech without stops: those that reach farther first."""
    return (*patterns("spoken", code), *(each for each in patterns("calls", code) if each.rule == "promo.run"))


def _fills(pattern: Pattern, said: Span, codes: tuple[str, ...], *, share: float = 0.5) -> bool:
    """Say whether `share` of a sentence is what the pattern of running speech finds in it."""
    hit = _flowing(pattern.written).search(said.text)
    if hit is None or len(hit[0]) < share * len(said.text) or quoted(said.text, hit.start()):
        return False
    return not reported(said.text, codes) and _is_call(said.text, hit, codes)


def _is_call(text: str, hit: regex.Match[str], codes: tuple[str, ...], *, fewest: int = 4, back: int = 30) -> bool:
    """
    Say whether this is asked of the hearers: long enough, and nobody is told to have said or to have done it.

    What begins as a call does ("please", "if you liked this") is one whoever was named before.
    """
    if len(hit[0].split()) < fewest and (hit[0].isascii() or len(hit[0]) < 4 * fewest):
        return False
    if reported(" ".join(text[max(0, hit.start() - back) : hit.start()].split()[-2:]), codes):
        return False
    return bool(hit.groupdict().get("asked")) or not told_of(text, hit.start(), codes)


@cache
def _flowing(pattern: str) -> regex.Pattern[str]:
    """The pattern with every blank standing for any white space, and for a comma before it."""
    return regex.compile(pattern.replace(" ?", r",?\s?").replace(" ", r",?\s+"))


def _with_neighbours(text: str, cuts: list[Edit], codes: tuple[str, ...]) -> Iterator[Edit]:
    """The cuts and the sentences right beside them that belong to them, in order."""
    for at, same in groupby(cuts, key=lambda cut: line_at(text, cut.start)):
        here, line = list(same), lines_of(text)[at]
        told = list(sentences(text, line.start, line.stop))
        begins = [said.start for said in told]
        gone = {n for cut in here for n in range(bisect_left(begins, cut.start), bisect_left(begins, cut.end))}
        beside = dict(_beside(told, gone, codes))
        for n, why in beside.items():
            here.append(Edit(*_reach(text, told[n]), "", "promo.beside", why, 0.85))
        yield from sorted(here, key=lambda cut: (cut.start, cut.end))


def _beside(
    told: list[Span], gone: set[int], codes: tuple[str, ...], *, asks: int = 100, most: int = 3
) -> Iterator[tuple[int, str]]:
    """
    Which sentences belong to the calls beside them, and why: a question, thanks, what a sponsor says next.

    Of at most `most` sentences after a sponsor's each must name it again or make an offer, and one must offer.
    """
    for n in sorted(gone):
        before = told[n - 1].text if n and n - 1 not in gone else ""
        if before.endswith(("?", "？", "؟")) and len(before) < asks and _says("leads", before, codes):
            yield n - 1, "a question that leads to a call"
        past = n + 1
        if _says("sponsors", told[n].text, codes):
            names = set(_NAME.findall(told[n].text.partition(" ")[2]))
            run = list(_ad(told[past : past + most], names, codes))
            if any(run):
                yield from ((past + k, "goes on with a sponsor’s ad") for k in range(len(run)) if past + k not in gone)
                past += len(run)
        if past < len(told) and past not in gone and _says("thanks", told[past].text, codes):
            yield past, "thanks for what a call asks"


def _ad(after: list[Span], names: set[str], codes: tuple[str, ...]) -> Iterator[bool]:
    """For each sentence that goes on with the ad whether it offers something, up to the first that does not go on."""
    for said in after:
        offers = _says("offers", said.text, codes)
        if reported(said.text, codes) or not (offers or not names.isdisjoint(_NAME.findall(said.text))):
            return
        yield offers


def _says(what: str, text: str, codes: tuple[str, ...]) -> bool:
    return any(_written(what, code).search(text) for code in codes)


@cache
def _written(what: str, code: str) -> regex.Pattern[str]:
    return regex.compile(table("calls", code)[what])


def _whole_lines(text: str, cuts: list[Edit], *, spoken: bool) -> Iterator[Edit]:
    """The cuts, with the rest of a line taken along when it was but the way to the call: a question, some words."""
    for at, same in groupby(cuts, key=lambda cut: line_at(text, cut.start)):
        yield from _in_line(text, lines_of(text)[at], list(same), spoken=spoken)


def _in_line(text: str, line: Line, cuts: list[Edit], *, spoken: bool) -> Iterator[Edit]:
    """The cuts of one line, or the line when little stands beside them."""
    close = text.find("\n", line.stop)
    high = end = len(text) if close < 0 else close
    while text[end : end + 1] == "\n":
        end += 1
    cut = cuts[0]
    parts = pairwise([cut._replace(end=line.start), *cuts, cut._replace(start=high)])
    left = "".join(text[a.end : b.start] for a, b in parts)
    size = sum(each.end - each.start for each in cuts)
    asks = left.strip().endswith(("?", "？", "؟")) and sum(map(left.count, "?？؟")) == 1 and len(left) < 200
    few = len(left.split()) <= 4 and len(UNSPACED.findall(left)) <= 8
    if asks and not spoken and cut.start > line.start:
        told = list(sentences(text, line.start, cut.start))
        if len(told) > 1 and ends_said(told[-2].text):
            # What stands before the question is the text's own.
            start = told[-1].start
            cuts[0] = cut._replace(
                start=start - (text[start - 1] in " \t"), why=f"{cut.why}; the rest of the line leads to it"
            )
            asks = False
    if not spoken and left.strip() and (asks or (few and size > len(left))):
        yield cut._replace(start=line.start, end=end, why=f"{cut.why}; the rest of the line leads to it")
        return
    if len(cuts) > 1 and not left.strip():
        yield cut._replace(start=line.start, end=end, why=joined(each.why for each in cuts))
        return
    past = -1
    for each in cuts:
        if each.end > past:
            yield each._replace(start=max(each.start, past))
            past = each.end


def _holds(
    pattern: Pattern, said: Span, codes: tuple[str, ...], *, alone: bool, spoken: bool, short: int = 160
) -> bool:
    if (pattern.rule in _SPEECH_ONLY and not spoken) or (pattern.rule in _ALONE and not alone):
        return False
    if pattern.rule in _SPOKEN and not spoken and not (alone and in_letters(said.text) < short):
        return False
    text = bare(said.text) if pattern.rule in _ALONE else said.text
    hit = pattern.regex.search(text)
    if hit is None or quoted(text, hit.start()) or told_of(text, hit.start(), codes):
        return False
    return spoken or not _in_bracket(text, *hit.span())


def _in_bracket(text: str, start: int, end: int, *, least: int = 2) -> bool:
    """Say whether this stands in a bracket behind other words: "Oat bars (code OATS10 for 10% off!)" names a thing."""
    opened = max(text.rfind("(", 0, start), text.rfind("（", 0, start))
    if opened < 0 or max(text.rfind(")", opened, start), text.rfind("）", opened, start)) >= 0:
        return False
    return len(text[:opened].split()) >= least and text.find(")" if text[opened] == "(" else "）", end) >= 0


def _alone(text: str, said: Span, *, leading: int = 100) -> bool:
    """Say whether the sentence is a line of its own, or one that only a question leads to."""
    here = line_at(text, said.start)
    line = lines_of(text)[here]
    first = line.stop - len(line.text)
    if said.end < line.stop or said.start - first > 2 * leading or _wrapped(text, here):
        return False
    before = text[first : said.start].rstrip()
    asks = before.endswith(("?", "？", "؟")) and len(before) < leading and not any(stop in before for stop in ".。!！")
    return asks or not before


def _only_calls(
    text: str,
    asked: list[tuple[Span, tuple[Pattern, ...]]],
    codes: tuple[str, ...],
    *,
    spoken: bool,
    longest: int = 300,
) -> set[int]:
    """Lines of two sentences or more that all call for something, but for a question that leads to one."""
    only: set[int] = set()
    for here, same in groupby(asked, key=lambda each: line_at(text, each[0].start)):
        line, tries = lines_of(text)[here], dict(same)
        last = max(tries)
        if last.end < line.stop or last.text == line.text or len(line.text) > longest or _wrapped(text, here):
            continue
        told = list(sentences(text, line.start, line.stop))
        calls = (
            (said is not told[-1] and said.text.endswith(("?", "？", "؟")))
            or any(_holds(each, said, codes, alone=True, spoken=spoken) for each in tries.get(said, ()))
            for said in told
        )
        if all(calls) and not reported(line.text, codes):
            only.add(here)
    return only


def _wrapped(text: str, here: int, *, wide: int = 40) -> bool:
    """Say whether this line is a piece of a sentence that was broken at a column: it goes on in small letters."""
    said = lines_of(text)
    for above, below in ((here - 1, here), (here, here + 1)):
        if above < 0 or below == len(said) or text.count("\n", said[above].stop, said[below].start) > 1:
            continue
        if len(said[above].text) >= wide and said[below].text[:1].islower() and not ends_said(said[above].text):
            return True
    return False


def _without(text: str, said: Span, found: list[Pattern]) -> Edit:
    """The edit that takes the sentence out."""
    start, end = _reach(text, said)
    rule = "promo.line" if all(each.rule in _ALONE for each in found) else "promo.call"
    score = min(0.99, 0.85 + 0.07 * len(found))
    return Edit(start, end, "", rule, joined(each.why for each in found), score)


def _asked_in(said: Span, found: list[Pattern], codes: tuple[str, ...]) -> Span:
    """The sentence without the next one that it runs into, where all that was found stands before that."""
    cut = before_next(said, codes)
    past = len(cut.text)
    within = all((hit := each.regex.search(said.text)) is not None and hit.end() <= past for each in found)
    return cut if within else said


def _reach(text: str, said: Span) -> tuple[int, int]:
    """The sentence with the blank after it, or with its line when it stands alone."""
    start, end = said.start, said.end
    line = lines_of(text)[line_at(text, start)]
    if line.text == said.text:
        start = line.start
        while text[end : end + 1].isspace():
            end += 1
        at = text.rfind("\n", 0, end) + 1
        end = at if at > said.end else end
    elif text[end : end + 1] in ("\n", ""):
        while start and text[start - 1] in " \t":
            start -= 1
    else:
        while text[end : end + 1] in (" ", "\t"):
            end += 1
    return start, end
