"""
The end of a text from where its publisher speaks for itself: several paragraphs, judged as one.

A paper that asks for support, tells why and names what it costs says most of that in sentences that ask for nothing.
What tells them from the text is all of them together: who speaks changes, "we" and "you" come in, two calls follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaners.concepts import ASKS, asked, found, others_ask, sure_of, traits
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said, lines_of, series, speaks, stepwise, straight
from cleaners.hints import words_at
from cleaners.text import Line, code_spans, in_letters, overlaps, sentences
from cleaners.units import on_whole_lines

# What only a publisher says of itself and its readers.
_OWN = frozenset((
    *ASKS, "helps", "mine", "promise", "form", "receive", "motto", "tips", "wish", "thanks", "offer",
)) - {"ask_get"}  # fmt: skip
# What a line at the end names when it is the publisher's; what it asks for alone is told in texts, too.
_TELLING = _OWN | {"thing", "event", "price", "this", "intro"}
# Who speaks to whom; what a text may be about; without any of what a line is no publisher's.
_SPOKEN = frozenset(("us", "you", "polite", "liked", "wish", "thanks"))
_FIRM = _OWN - {"receive", "offer", "wish", "thanks"}
# What stands in any prose as well ("every week"): it is the publisher's where somebody speaks to somebody.
_FAINT = frozenset(("receive", "offer"))
_SUBJECTS = frozenset(("price", "event", "offer", "receive", "motto", "thing"))
_QUOTES = ("«", "“", '"', "「", "„", "”", "»")


class Voice(NamedTuple):
    """
    Who speaks in a line: how much of it is the publisher's words, and how much is not, in characters.

    `calls`: it surely calls. `us`, `you`: somebody says "we", and says "you" or asks. `own`: it begins with its words.
    `named`: what its own words name.
    """

    own_size: float
    other_size: float
    calls: bool
    us: bool
    you: bool
    own: bool
    named: frozenset[str] = frozenset()


@on_whole_lines
def drop_tails(doc: Document, *, farthest: int = 3000, most: float = 0.4, sure: float = 0.05) -> Iterator[Edit]:
    r"""
    The paragraphs at the end in which the publisher speaks for itself ("Our reporters need you. …"), all at once.

    They begin within `farthest` characters of the end and are at most a share of the text, `most`. They ask for support
    or a subscription, name what the publisher runs and say what helps it, "we" and "you" among them; in the text before
    them nobody says "you". A short last line goes when it speaks to the reader and names two such things that the text
    does not speak of. What an opinion ends with stays, and what is told of a paper, its price and its readers.

        >>> said = "The weir at Lowmere was closed on Monday after the flood had undermined its northern bank."
        >>> asks = "Our journalism costs money, and without your support it is not possible."
        >>> more = "Become a member and support our newsroom today."
        >>> doc = Document("d", "\n\n".join([said] * 3 + ["We have no owner, only readers.", asks, more]))
        >>> doc.after(drop_tails(doc)).text.count("our newsroom")
        0
    """
    if doc.get("kind") in ("poem", "law", "legal", "transcript"):
        return
    lines = lines_of(doc.text)
    codes = speaks("appeals", doc)
    # Only the lines within reach of the end can hold what it looks for.
    foot = doc.text.rfind("\n", 0, max(0, len(doc.text) - farthest)) + 1
    places = asked(straight(doc.text), codes, (place for place in words_at("appeals", doc) if place[0] >= foot))
    own = tuple(code for code in codes if code != "en" or not doc.get("language")) or ("en",)
    begin, why = None, "the publisher speaks for itself from here to the end"
    if places and places[-1] >= len(doc.text) - farthest:
        begin = _begin(lines, own, max(len(doc.text) - farthest, int((1 - most) * len(doc.text))), sure)
    if begin is None:
        begin, why = _marked(doc.text, lines, own), "the last lines name what only a publisher names"
    if begin is None or not _tells_of_others(lines[:begin], own):
        return
    code, steps = code_spans(doc.text), series(lines, codes)
    if steps.isdisjoint(range(begin, len(lines))):
        tail = (line for line in lines[begin:] if not overlaps(code, line.start, line.stop))
        for line in tail:
            if start := _after_prose(line, own):
                yield Edit(start, line.stop, "", "promo.tail", why, 0.85)
            else:
                yield line.dropped("promo.tail", why, 0.85)


def _after_prose(line: Line, codes: tuple[str, ...], *, shortest: int = 60) -> int:
    """Where a line goes on behind sentences of the text, each `shortest` letters long; 0 when it begins with none."""
    start = 0
    for each in sentences(line.text):
        low = each.text.lower()
        named = {hit.concept for code in codes for hit in found(low, code)} if len(low) == len(each.text) else set()
        if in_letters(each.text) < shortest or not ends_said(each.text) or not named.isdisjoint(_FIRM | _SPOKEN):
            break
        start = each.end
    else:
        return 0
    return line.stop - len(line.text) + start if start else 0


def _marked(
    text: str, lines: Sequence[Line], codes: tuple[str, ...], *, most: int = 4, longest: int = 220
) -> int | None:
    """Where the last short lines begin of which each names two things that only a publisher names."""
    begin = None
    for n in range(len(lines) - 1, max(-1, len(lines) - 1 - most), -1):
        if len(lines[n].text) > longest or not _names_two(lines[n].text, text[: lines[n].start], codes):
            break
        begin = n
    return begin


def _names_two(said: str, before: str, codes: tuple[str, ...], *, fewest: int = 2, share: float = 0.2) -> bool:
    """
    Say whether a line names `fewest` such things, in a `share` of it, none of which the text before it speaks of.

    What a paper costs and when it comes is told of in texts, too: a line that says neither "we" nor "you" must ask.
    """
    low = said.lower()
    if len(low) != len(said) or said.endswith(("?", "？", "؟")) or any(sign in said for sign in _QUOTES):
        return False
    for code in codes:
        hits = found(low, code)
        heard = [hit for hit in hits if hit.concept in _SPOKEN]
        hits = [hit for hit in hits if hit.concept in _TELLING]
        if not any(hit.concept in _FIRM for hit in hits):
            continue
        # "Readers" may be a part of "subscribers": who is told of is not spoken to.
        alone = any(all(hit.end <= one.start or one.end <= hit.start for one in hits) for hit in heard)
        if not alone and (heard or "begins with asking" not in traits(said, hits)):
            continue
        if min(len({hit.concept for hit in hits}), len({hit.start for hit in hits})) < fewest:
            continue
        covered = len({at for hit in hits for at in range(hit.start, hit.end)})
        if covered < share * len(said) or others_ask(said, hits, codes) or stepwise(said, codes):
            continue
        known = before.lower()
        return not any(low[hit.start : hit.end] in known for hit in hits if hit.concept in _SUBJECTS)
    return False


def _begin(lines: Sequence[Line], codes: tuple[str, ...], low: int, sure: float, *, long: int = 80) -> int | None:
    """Where the tail begins, or None: up to there no line of `long` characters is without the publisher's words."""
    begin = None
    own = other = 0.0
    called = us = you = 0
    named: set[str] = set()
    for n in range(len(lines) - 1, -1, -1):
        if lines[n].start < low:
            break
        voice = _voice(lines[n], codes)
        if not voice.own_size and voice.other_size >= long:
            break
        own, other = own + voice.own_size, other + voice.other_size
        called, us, you = called + voice.calls, us + voice.us, you + voice.you
        named |= voice.named
        both = called and us and you > 1 and called + us > 2 and _for_itself(named)
        if voice.own and both and own - other >= sure * (own + other):
            begin = n
    return begin


def _for_itself(named: set[str]) -> bool:
    """Say whether a tail is for its publisher: it asks for support, for what it runs, and says what that helps."""
    return bool(named & {"ask_give", "ask_subscribe"} and named & {"thing", "mine"} and "helps" in named)


def _voice(line: Line, codes: tuple[str, ...]) -> Voice:
    text = line.text
    if not ends_said(text) and len(text) <= 60 and text[:1] not in "-*•|>":
        return Voice(0.0, 0.0, calls=False, us=False, you=False, own=False)
    own = other = 0.0
    calls = us = you = begins = False
    told: set[str] = set()
    for n, each in enumerate(sentences(text)):
        said = each.text.strip()
        low = said.lower()
        hits = max((found(low, code) for code in codes), key=len) if len(low) == len(said) else []
        named = {hit.concept for hit in hits}
        quoted = any(sign in said for sign in _QUOTES)
        voiced = bool(hits) and not quoted and (_is_own(named) or {"us", "you"} <= named)
        size = float(len(said))
        own += size if voiced else 0.0
        # "We" alone may be a word of another meaning: it counts neither way.
        other += 0.0 if voiced or (not quoted and "us" in named) else 2 * size if quoted else size
        us = us or (not quoted and not named.isdisjoint({"us", "mine"}))
        if voiced:
            told |= named
            asks = not named.isdisjoint(_OWN & set(ASKS))
            calls = calls or (asks and sure_of(traits(said, hits)) >= 0.6 and not others_ask(said, hits, codes))
            you = you or "you" in named or asks
        begins = begins or (n == 0 and voiced)
    return Voice(own, other, calls=calls, us=us, you=you, own=begins or own >= other > 0, named=frozenset(told))


def _is_own(named: set[str]) -> bool:
    """Say whether a sentence that names these things says what only a publisher says."""
    return not named.isdisjoint(_OWN - _FAINT) or not (named.isdisjoint(_FAINT) or named.isdisjoint(_SPOKEN))


def _tells_of_others(before: Sequence[Line], codes: tuple[str, ...], *, fewest: int = 3, long: int = 60) -> bool:
    """Say whether the text before is prose that says "you" to nobody, and "we" only in quotations."""
    told = [
        line.text
        for line in before
        if len(line.text) >= (long // 2 if line.text[len(line.text) // 2] > "\u3000" else long) and ends_said(line.text)
    ]
    if len(told) < fewest:
        return False
    for text in told if len(told) <= 8 else [*told[:4], *told[-4:]]:
        for each in sentences(text):
            if any(sign in each.text for sign in _QUOTES):
                continue
            low = each.text.lower()
            named = {hit.concept for code in codes for hit in found(low, code)}
            if "you" in named or "us" in named:
                return False
    return True
