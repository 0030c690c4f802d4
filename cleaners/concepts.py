"""
What a sentence is made of: words for asking, for what its author runs, for what one gets, found in any language.

The words of each concept stand in cleaners/data/appeals; how much each concept weighs, alone and together, stands in
cleaners/data/appeals_model.json, learnt by bench/train_appeals.py. Neither code nor model knows a language.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any, NamedTuple

import regex
from ahocorasick_rs import AhoCorasick, Implementation

from cleaners.evidence import quoted, reported, told_of
from cleaners.resources import table
from cleaners.text import joins

ASKS = ("ask_subscribe", "ask_follow", "ask_like", "ask_share", "ask_comment", "ask_give", "ask_get")
OTHERS = ("thing", "platform", "offer", "receive", "liked", "us", "you", "this", "helps", "polite", "label")
# What a concept is called in the trail.
_SAID = {
    "ask_subscribe": "asks to subscribe", "ask_follow": "asks to follow", "ask_like": "asks for a mark",
    "ask_share": "asks to share", "ask_comment": "asks to write in", "ask_give": "asks for support",
    "ask_get": "asks to look or take", "thing": "names what is sent or run", "platform": "names a network",
    "offer": "makes an offer", "receive": "tells what one gets", "liked": "speaks to who likes it",
    "helps": "tells what it helps", "polite": "begs", "label": "is a label",
}  # fmt: skip
ADDRESS = regex.compile(
    r"https?://|www\.|(?<=\w)\.(?:com|org|net|io|me|co|ly|be|tv|fr|de|es|it|nl|ru|br|id|kr|jp|cn)\b"
)
HANDLE = regex.compile(r"(?<![\w.])@[\w.]{3,}|[\w.+-]+@[\w-]+\.\w{2,}|\+?\d[\d\- ]{8,}\d|(?<=\s)/ ?[a-z_][\w.]{3,}\s*$")
ARROW = regex.compile(r"[👉☞☛➡→⇒►👇⬇↓🔔📩📧📲💌❤🫶🫀🙏👍🎁🔗⭐🤝👋🎧📌💡]")
_DIGIT = regex.compile(r"\d")
STEP = regex.compile(r"^\s*(?:\(?\d{1,2}[.)、]|[①-⑳]|:\w+:|\p{L}+\.:)|\p{L}\s*(?:[-–—]+>|[›>→])\s*\p{L}")
_FIRST = regex.compile(r"[^\p{L}\p{N}@#]*")
_ARABIC = frozenset("وفبلكا")
_STOPS = (".", "。", "…", ")", "）", "”", "»", '"')


class Found(NamedTuple):
    """A word or phrase of one concept, and where it stands."""

    start: int
    end: int
    concept: str


def asked(low: str, codes: tuple[str, ...], *, short: int = 240) -> list[int]:
    """
    Where a text in small letters asks for something, in any of these languages: a quick look before a long one.

    What is only asked to be looked at or taken ("read", "get the") is all over prose; it counts in lines of at most
    `short` characters.
    """
    finder, owners = _words(codes, True)
    places: list[int] = []
    begin, end = 0, -1
    for which, at, stop in finder.find_matches_as_indexes(low.replace("’", "'"), overlapping=True):
        concepts, free = owners[which]
        if concepts == ("ask_get",):
            if at > end:
                begin, end = low.rfind("\n", 0, at) + 1, low.find("\n", at)
                end = len(low) if end < 0 else end
            if end - begin > short and begin <= at:
                continue
        if _stands(low, at, stop, free):
            places.append(at)
    return sorted(places)


def found(low: str, code: str) -> list[Found]:
    """
    What a sentence in small letters is made of, in one language; of two phrases of a concept the longer one.

        >>> [each.concept for each in found("share this recipe with friends!", "en")]
        ['label', 'ask_share', 'this', 'you']
    """
    finder, owners = _words((code,), False)
    hits: list[Found] = []
    for which, start, end in finder.find_matches_as_indexes(low.replace("’", "'"), overlapping=True):
        concepts, free = owners[which]
        if _stands(low, start, end, free):
            hits += (Found(start, end, concept) for concept in concepts)
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Found] = []
    reach: dict[str, int] = {}
    for hit in hits:
        if hit.start >= reach.get(hit.concept, 0):
            reach[hit.concept] = hit.end
            kept.append(hit)
    return kept


def _stands(low: str, start: int, end: int, free: bool) -> bool:
    """Say whether a phrase stands as words of its own; signs of dense scripts need no blank around them."""
    if start and joins(low[start - 1], low[start]):
        head = low.rfind(" ", max(0, start - 4), start) + 1
        led = low[max(head, start - 3) : start]
        if not ("؀" <= low[start] <= "ۿ" and led and set(led) <= _ARABIC and (head or start < 4)):
            return False
    return free or end >= len(low) or not joins(low[end - 1], low[end])


@cache
def _words(codes: tuple[str, ...], asks: bool) -> tuple[AhoCorasick, list[tuple[tuple[str, ...], bool]]]:
    """What finds the phrases of these languages (only those that ask), and of each its concepts, whether it goes on."""
    owners: dict[tuple[str, bool], tuple[str, ...]] = {}
    for code in codes:
        for concept in ASKS if asks else (*ASKS, *OTHERS):
            own = table("appeals", code)[concept]
            for phrase in (*own, *(table("appeals", "en")["platform"] if concept == "platform" else ())):
                at = (phrase.rstrip("*").lower(), phrase.endswith("*"))
                owners[at] = tuple(dict.fromkeys((*owners.get(at, ()), concept)))
    return AhoCorasick([phrase for phrase, _ in owners], implementation=Implementation.DFA), [
        (concepts, free) for (_, free), concepts in owners.items()
    ]


def traits(said: str, hits: Sequence[Found], codes: tuple[str, ...] = ()) -> dict[str, float]:
    """What counts for or against a sentence being a call, in every language; with `codes` also who asks."""
    there: dict[str, Found] = {}
    for hit in hits:
        there.setdefault(hit.concept, hit)
    asks = [hit for hit in hits if hit.concept in ASKS]
    own = dict.fromkeys(there, 1.0)
    firm = {hit.concept for hit in asks} - {"ask_get"}
    first = asks[0] if asks else None
    begin = _FIRST.match(said)
    lead = begin.end() if begin else 0
    covered = sum(end - start for start, end in _union(hits))
    size = len(said) * (2.0 if max(said[:20]) > "\u3000" else 1.0)
    out: dict[str, float] = dict(own)
    if first:
        kinds = {hit.concept for hit in asks}
        out["asks two"] = float(len(kinds) > 1)
        out["asks three"] = float(len(kinds) > 2)
        out["asks only to take"] = float(not firm)
        out["begins with asking"] = float(first.start <= lead)
        out["asks early"] = float(first.start - lead < 25)
        way = "firm" if firm else "take"
        for other in OTHERS:
            if other in there:
                out[f"{way}+{other}"] = 1.0
        for other in ("thing", "platform", "receive", "this", "us", "offer"):
            near = any(0 <= hit.start - ask.start < 45 for ask in asks for hit in hits if hit.concept == other)
            out[f"asks near {other}"] = float(near)
        after = any(
            hit.concept in ("polite", "liked") and 0 <= ask.start - hit.end < 25 for ask in asks for hit in hits
        )
        out["begs before asking"] = float(after)
    for one, other in combinations(("thing", "platform", "receive", "offer", "helps", "us", "liked", "this"), 2):
        if one in there and other in there:
            out[f"{one}+{other}"] = 1.0
    out["concepts"] = min(len(there), 9) / 3
    out["share"] = min(1.0, covered / max(1, len(said)))
    out["length"] = math.log(max(size, 8)) - 4
    out["long"] = float(size > 220)
    out["address"] = float(bool(ADDRESS.search(said)))
    out["handle"] = float(bool(HANDLE.search(said)))
    out["arrow"] = float(bool(ARROW.search(said)))
    out["exclaims"] = float("!" in said or "！" in said)
    asks_back = said.endswith(("?", "？", "؟"))
    out["asks a question"] = float(not asks_back and ("?" in said or "？" in said or "؟" in said))
    out["is a question"] = float(asks_back)
    out["ends in a colon"] = float(said.rstrip("*_ ").endswith((":", "：")))
    out["ends in a stop"] = float(said.endswith(_STOPS))
    out["a step"] = float(bool(STEP.search(said)))
    at = first.start if first else 0
    out["quoted"] = float(quoted(said, at))
    out["quotes"] = float(any(sign in said for sign in '«“„「『"'))
    if codes:
        out["reported"] = float(reported(said, codes))
        out["somebody does it"] = float(bool(first) and told_of(said, at, codes))
    out["figures"] = min(2.0, len(_DIGIT.findall(said)) / 4)
    return {name: value for name, value in out.items() if value}


def _union(hits: Sequence[Found]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for hit in hits:
        if out and hit.start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], hit.end))
        else:
            out.append((hit.start, hit.end))
    return out


def sure_of(traits: dict[str, float]) -> float:
    """How sure the model is, 0 to 1, that a sentence with these traits is a call."""
    model = _model()
    weights: dict[str, float] = model["weights"]
    score = model["base"] + sum(weights.get(name, 0.0) * value for name, value in traits.items())
    return 1 / (1 + math.exp(-score))


@cache
def _model() -> dict[str, Any]:
    path = files("cleaners") / "data" / "appeals_model.json"
    model: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return model


def thin(said: str, hits: Sequence[Found], *, share: float = 0.2, concepts: int = 4) -> bool:
    """Say whether too little of a sentence speaks of such things for a close look to be worth its time."""
    return len({hit.concept for hit in hits}) < concepts and sum(e - s for s, e in _union(hits)) < share * len(said)


def others_ask(said: str, hits: Sequence[Found], codes: tuple[str, ...]) -> bool:
    """Say whether it is not the author who asks: a quotation, a report, somebody who does it."""
    at = next(hit.start for hit in hits if hit.concept in ASKS)
    return quoted(said, at) or reported(said, codes) or told_of(said, at, codes)


def told_why(said: str, hits: Sequence[Found]) -> str:
    """
    The concepts of a sentence with its words for them, for the trail.

        >>> told_why("Subscribe to our newsletter", found("subscribe to our newsletter", "en"))
        'asks to subscribe (Subscribe), names what is sent or run (newsletter)'
    """
    named: dict[str, str] = {}
    for hit in hits:
        if hit.concept in _SAID and hit.concept != "label":
            named.setdefault(hit.concept, said[hit.start : hit.end].strip())
    return ", ".join(f"{_SAID[concept]} ({words})" for concept, words in list(named.items())[:4])
