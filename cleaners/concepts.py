"""
What a sentence is made of: words for asking, for what its author runs, for what one gets, found in any language.

The words of each concept stand in cleaners/data/appeals; how much each concept weighs, alone and together, stands in
cleaners/data/appeals_model.json, learnt by bench/train_appeals.py. Neither code nor model knows a language.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import regex

from cleaners.evidence import quoted, reported, told_of
from cleaners.platforms import endings
from cleaners.resources import DATA, either, table
from cleaners.search import Finder, stands

ASKS = ("ask_subscribe", "ask_follow", "ask_like", "ask_share", "ask_comment", "ask_give", "ask_get")
# What a call may be made of without asking: what its author runs, a promise, a wish, a form, a price.
TELLS = ("promise", "mine", "wish", "tips", "form", "motto", "intro", "thanks", "event", "price")
OTHERS = ("thing", "platform", "offer", "receive", "liked", "us", "you", "this", "helps", "polite", "label", *TELLS)
# What is worth a close look in a short line that asks for nothing.
_STARTS = ("promise", "mine", "wish", "tips", "form", "motto", "intro", "thanks", "event", "price")
# What a concept is called in the trail.
_SAID = {
    "ask_subscribe": "asks to subscribe", "ask_follow": "asks to follow", "ask_like": "asks for a mark",
    "ask_share": "asks to share", "ask_comment": "asks to write in", "ask_give": "asks for support",
    "ask_get": "asks to look or take", "thing": "names what is sent or run", "platform": "names a network",
    "offer": "makes an offer", "receive": "tells what one gets", "liked": "speaks to who likes it",
    "helps": "tells what it helps", "polite": "begs", "label": "is a label", "promise": "promises",
    "mine": "names what its author runs", "wish": "wishes", "tips": "asks for news", "form": "is of a form",
    "motto": "praises itself", "intro": "welcomes", "thanks": "thanks", "event": "invites", "price": "names a price",
}  # fmt: skip
ADDRESS = regex.compile(rf"https?://|www\.|(?<=\w)\.(?:{endings('everywhere', 'short', 'links', 'countries')})\b")
HANDLE = regex.compile(r"(?<![\w.])@[\w.]{3,}|[\w.+-]+@[\w-]+\.\w{2,}|\+?\d[\d\- ]{8,}\d|(?<=\s)/ ?[a-z_][\w.]{3,}\s*$")
ARROW = regex.compile(r"[👉☞☛➡→⇒►👇⬇↓🔔📩📧📲💌❤🫶🫀🙏👍🎁🔗⭐🤝👋🎧📌💡]")
_WEAK = frozenset(("ask_get", *_STARTS))
# Concepts whose meeting says more than each of them alone.
_TOGETHER = ("thing", "platform", "receive", "offer", "helps", "us", "liked", "this")
_TOLD = ("mine", "wish", "tips", "promise", "form", "event", "price", "thanks", "intro")
_WITH = ("you", "us", "thing", "platform", "receive", "offer", "this", "liked", "polite")
_DIGIT = regex.compile(r"\d")
STEP = regex.compile(r"^\s*(?:\(?\d{1,2}[.)、]|[①-⑳]|:\w+:|\p{L}+\.:)|\p{L}\s*(?:[-–—]+>|[›>→])\s*\p{L}")
_LEADS_ON = (">", "›", "→")
_FIRST = regex.compile(r"[^\p{L}\p{N}@#]*")
_CLAUSES = (",", ";", ":", "–", "—", "(", ")", "!", "?", "…", " und ", " en ", " oder ", " of ")
_STOPS = (".", "。", "…", ")", "）", "”", "»", '"')


@cache
def money() -> regex.Pattern[str]:
    """A sum of money, or a share: "$9", "9 euros", "10 %"."""
    names = either("measures", "money")
    return regex.compile(rf"\p{{Sc}}\s?\d|\d\s?(?:\p{{Sc}}|{names})|\b(?:Rp|R\$)\s?\d|\d\s?[%٪]")


class Found(NamedTuple):
    """A word or phrase of one concept, and where it stands."""

    start: int
    end: int
    concept: str


def asking(code: str) -> Iterator[str]:
    """The words of a language that ask for something, or say what is worth a close look in a short line."""
    said = table("appeals", code)
    return (phrase.rstrip("*").lower() for concept in (*ASKS, *_STARTS) for phrase in said[concept])


def asked(
    low: str, codes: tuple[str, ...], places: Iterable[tuple[int, int, str]], *, short: int = 260, near: int = 160,
    head: int = 500, foot: int = 1200,
) -> list[int]:  # fmt: skip
    """
    Where a text in small letters asks for something, in any of these languages: a quick look before a long one.

    `places` are those of the words of `asking`, in the order in which they end.

    What is only asked to be looked at or taken ("read", "get the") is all over prose, and so is what calls are made of
    besides asking. In lines of at most `short` characters two such concepts count or one that asks, and near the ends
    of the text one; in longer lines one that asks counts beside another one `near` it.
    """
    owners = _asked(codes)
    found: list[int] = []
    here: list[tuple[int, int, _Sense]] = []
    begin = end = -1
    for at, stop, word in places:
        if at > end:
            if here:
                least = 1 if begin < head or end > len(low) - foot else 2
                found += _telling(low, here, least if end - begin <= short else 0, near)
                here = []
            begin, end = low.rfind("\n", 0, at) + 1, low.find("\n", at)
            end = len(low) if end < 0 else end
        here += ((at, stop, sense) for sense in owners[word])
    if here:
        found += _telling(low, here, 1 if end - begin <= short else 0, near)
    return sorted(found)


# What a word says: its concepts, and whether it goes on.
_Sense = tuple[tuple[str, ...], bool]


def _telling(low: str, here: list[tuple[int, int, _Sense]], least: int, near: int) -> list[int]:
    """Those hits of a line that make it worth a close look; `least` concepts are enough, or 0 for a long line."""
    firm = any(not _WEAK.issuperset(concepts) for _, _, (concepts, _) in here)
    if not firm and (least == 0 or len(here) < least):
        return []
    there = sorted((at, concepts) for at, stop, (concepts, free) in here if stands(low, at, stop, goes_on=free))
    if least:
        named = {concept for _, concepts in there for concept in concepts}
        return [at for at, _ in there] if len(named) >= least or not named <= _WEAK else []
    starts = [at for at, _ in there]
    around = ((at, mine, bisect_left(starts, at - near), bisect_right(starts, at + near)) for at, mine in there)
    return [
        at
        for at, mine, first, last in around
        if not _WEAK.issuperset(mine) and any(mine != others for _, others in there[first:last])
    ]


def found(low: str, code: str) -> list[Found]:
    """
    What a sentence in small letters is made of, in one language; of two phrases of a concept the longer one.

        >>> [each.concept for each in found("share this recipe with friends!", "en")]
        ['label', 'ask_share', 'this', 'you']
    """
    find, owners = _words(code)
    hits: list[Found] = []
    for which, start, end in find(low.replace("’", "'")):
        concepts, free = owners[which]
        if stands(low, start, end, goes_on=free):
            hits += (Found(start, end, concept) for concept in concepts)
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    if code == "ko":
        hits = _of_words(low, hits)
    elif "author" in table("appeals", code):
        hits = [hit for hit in hits if hit.concept not in ASKS or not _is_own(low, hit, code)]
    kept: list[Found] = []
    reach: dict[str, int] = {}
    for hit in hits:
        if hit.start >= reach.get(hit.concept, 0):
            reach[hit.concept] = hit.end
            kept.append(hit)
    return kept


def _of_words(low: str, hits: list[Found]) -> list[Found]:
    """
    Phrases of Korean, those that ask or say "we" only where they begin a word or go on where another one ends.

    Its words have blanks around them, but are built of others; what stands in the midst of one is mostly another
    ("제도와" is no "도와", "전문의" no "문의", "실제" no "제").
    """
    ends: set[int] = set()
    kept: list[Found] = []
    for hit in hits:
        at = hit.start
        inside = at and "가" <= low[at - 1] <= "힣" and "가" <= low[at] <= "힣" and at not in ends
        if not inside or not (hit.concept in ASKS or hit.concept == "us"):
            ends.add(hit.end)
            kept.append(hit)
    return kept


def _is_own(low: str, hit: Found, code: str, *, near: int = 8) -> bool:
    """
    Say whether a verb that may ask tells what its author does: "Es wird Zeit, dass ich wieder schreibe", "deel ik".

    In some languages the first person has the form with which one asks; then who speaks stands in the same clause, and
    where they are several, right beside the verb.
    """
    word = low[hit.start : hit.end]
    if " " in word or not word.isalpha():
        return False
    person = table("appeals", code)["author"]
    if word.endswith(tuple(person["ends"])):
        first = max(low.rfind(sign, 0, hit.start) for sign in _CLAUSES) + 1
        last = min((at for sign in _CLAUSES if (at := low.find(sign, hit.end)) >= 0), default=len(low))
        if not set(person["one"]).isdisjoint(regex.findall(r"\w+", low[first:last])):
            return True
    before, behind = low[max(0, hit.start - near) : hit.start].split(), low[hit.end : hit.end + near].split()
    beside = {*before[-1:], *(each.strip(".,;:!?") for each in behind[:1])}
    return word.endswith(tuple(person["many"])) and not set(person["several"]).isdisjoint(beside)


@cache
def _words(code: str) -> tuple[Finder, list[_Sense]]:
    """What finds the phrases of a language, and of each its concepts, whether it goes on."""
    senses = _senses((code,), (*ASKS, *OTHERS))
    return Finder(phrase for phrase, _ in senses), [(concepts, free) for (_, free), concepts in senses.items()]


@cache
def _asked(codes: tuple[str, ...]) -> dict[str, list[_Sense]]:
    """What the words of `asking` say in these languages, all their senses."""
    owners: dict[str, list[_Sense]] = {}
    for (phrase, free), concepts in _senses(codes, (*ASKS, *_STARTS)).items():
        owners.setdefault(phrase, []).append((concepts, free))
    return owners


def _senses(codes: tuple[str, ...], wanted: tuple[str, ...]) -> dict[tuple[str, bool], tuple[str, ...]]:
    """The phrases of some concepts in some languages, each with whether it goes on, and its concepts."""
    owners: dict[tuple[str, bool], tuple[str, ...]] = {}
    for code in codes:
        for concept in wanted:
            own = table("appeals", code)[concept]
            for phrase in (*own, *(table("appeals", "en")["platform"] if concept == "platform" else ())):
                at = (phrase.rstrip("*").lower(), phrase.endswith("*"))
                owners[at] = tuple(dict.fromkeys((*owners.get(at, ()), concept)))
    return owners


def traits(said: str, hits: Sequence[Found], codes: tuple[str, ...] = ()) -> dict[str, float]:
    """What counts for or against a sentence being a call, in every language; with `codes` also who asks."""
    there = {hit.concept for hit in hits}
    asks = [hit for hit in hits if hit.concept in ASKS]
    at = asks[0].start if asks else 0
    out = dict.fromkeys(there, 1.0)
    out.update(_asking(said, asks, hits, there) if asks else {"asks nothing": 1.0})
    out.update((pair, 1.0) for pair in _pairs(there))
    covered = sum(end - start for start, end in _union(hits))
    out["concepts"] = min(len(there), 9) / 3
    out["share"] = min(1.0, covered / max(1, len(said)))
    out.update(_shape(said))
    out["quoted"] = float(quoted(said, at))
    if codes:
        out["reported"] = float(reported(said, codes))
        out["somebody does it"] = float(bool(asks) and told_of(said, at, codes))
    return {name: value for name, value in out.items() if value}


def _asking(said: str, asks: list[Found], hits: Sequence[Found], there: set[str]) -> dict[str, float]:
    """How a sentence asks: how much, how early, and what for."""
    kinds = {hit.concept for hit in asks}
    firm = kinds - {"ask_get"}
    begin = _FIRST.match(said)
    lead = asks[0].start - (begin.end() if begin else 0)
    out = {
        "asks two": float(len(kinds) > 1),
        "asks three": float(len(kinds) > 2),
        "asks only to take": float(not firm),
        "begins with asking": float(lead <= 0),
        "asks early": float(lead < 25),
    }
    way = "firm" if firm else "take"
    out.update((f"{way}+{other}", 1.0) for other in OTHERS if other in there)
    for other in ("thing", "platform", "receive", "this", "us", "offer"):
        near = any(0 <= hit.start - ask.start < 45 for ask in asks for hit in hits if hit.concept == other)
        out[f"asks near {other}"] = float(near)
    begs = (hit for hit in hits if hit.concept in ("polite", "liked"))
    out["begs before asking"] = float(any(0 <= ask.start - hit.end < 25 for hit in begs for ask in asks))
    return out


def _pairs(there: set[str]) -> Iterator[str]:
    """The pairs of concepts that say more together."""
    for some in (_TOGETHER, _TOLD):
        yield from (f"{one}+{other}" for one, other in combinations([each for each in some if each in there], 2))
    with_whom = [other for other in _WITH if other in there]
    yield from (f"{one}+{other}" for one in _TOLD if one in there for other in with_whom)


def _shape(said: str) -> dict[str, float]:
    """What a sentence looks like: its length, its ends, its signs."""
    size = len(said) * (2.0 if max(said[:20]) > "\u3000" else 1.0)
    figures = len(_DIGIT.findall(said))
    asks_back = said.endswith(("?", "？", "؟"))
    return {
        "length": math.log(max(size, 8)) - 4,
        "long": float(size > 220),
        "address": float(has_address(said)),
        "handle": float((figures > 8 or "@" in said or "/" in said) and bool(HANDLE.search(said))),
        "arrow": float(bool(ARROW.search(said))),
        "exclaims": float("!" in said or "！" in said),
        "asks a question": float(not asks_back and ("?" in said or "？" in said or "؟" in said)),
        "is a question": float(asks_back),
        "ends in a colon": float(said.rstrip("*_ ").endswith((":", "："))),
        "ends in a stop": float(said.endswith(_STOPS)),
        "a step": float(bool(STEP.search(said) if any(map(said.__contains__, _LEADS_ON)) else STEP.match(said))),
        "quotes": float(any(sign in said for sign in '«“„「『"')),
        "money": float(bool(figures and money().search(said))),
        "figures": min(2.0, figures / 4),
    }


def has_address(said: str) -> bool:
    """Say whether an address of the web stands in a text."""
    return ("." in said or "://" in said) and bool(ADDRESS.search(said))


def _union(hits: Sequence[Found]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for hit in hits:
        if out and hit.start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], hit.end))
        else:
            out.append((hit.start, hit.end))
    return out


def sure_of(traits: dict[str, float], what: str = "call") -> float:
    """
    How sure the model is, 0 to 1, that a sentence with these traits is a call.

    As `what` "beside" it says how sure such a sentence is a call or stands with one: a form, a promise, a price.
    """
    model = _model()[what]
    weights: dict[str, float] = model["weights"]
    score = model["base"] + sum(weights.get(name, 0.0) * value for name, value in traits.items())
    return 1 / (1 + math.exp(-score))


@cache
def _model() -> dict[str, Any]:
    path = DATA / "appeals_model.json"
    model: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return model


def thin(said: str, hits: Sequence[Found], *, share: float = 0.2, concepts: int = 4) -> bool:
    """Say whether too little of a sentence speaks of such things for a close look to be worth its time."""
    return len({hit.concept for hit in hits}) < concepts and sum(e - s for s, e in _union(hits)) < share * len(said)


def others_ask(said: str, hits: Sequence[Found], codes: tuple[str, ...]) -> bool:
    """Say whether it is not the author who asks: a quotation, a report, somebody who does it."""
    at = next((hit.start for hit in hits if hit.concept in ASKS), hits[0].start)
    return quoted(said, at) or reported(said, codes) or told_of(said, at, codes)


def told_why(said: str, hits: Sequence[Found]) -> str:
    """
    The concepts of a sentence with its words for them, for the trail.

        >>> told_why("Subscribe to a newsletter", found("subscribe to a newsletter", "en"))
        'asks to subscribe (Subscribe), names what is sent or run (newsletter)'
    """
    named: dict[str, str] = {}
    for hit in hits:
        if hit.concept in _SAID and hit.concept != "label":
            named.setdefault(hit.concept, said[hit.start : hit.end].strip())
    return ", ".join(f"{_SAID[concept]} ({words})" for concept, words in list(named.items())[:4])
