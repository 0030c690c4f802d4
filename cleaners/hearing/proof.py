"""Evidence for and against each pair, as figures from 0 to 1 that the model weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log1p
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein

from cleaners.hearing.context import around, is_announced, is_present, near_enough
from cleaners.hearing.page import Page, Place
from cleaners.hearing.pairs import Pair
from cleaners.hearing.words import Form, cues, rarest
from cleaners.sounds import spelled, spelled_alike


def weighed(page: Page, pairs: Sequence[Pair]) -> list[dict[str, float]]:
    """Evidence for each pair: what the model sees, in use and when it is trained."""
    page.runs = Counter(" ".join(page.low[first:last]) for first, last in dict.fromkeys(pair.place for pair in pairs))
    rivals = _rivals(pairs)
    support = _support(page, pairs)
    return [evidence(page, pair, rivals, support) for pair in pairs]


class Support(NamedTuple):
    """What several words heard together tell about one alone: names that must be meant, and how a word was heard."""

    names: Counter[str]
    heard: Counter[tuple[str, str]]
    at: Mapping[str, Sequence[int]]
    cued: Mapping[str, float]


def _support(page: Page, pairs: Sequence[Pair], *, near: float = 0.85, beside: float = 0.65) -> Support:
    """
    Names of which two words or more were heard nearly right: "Scott Bessan" tells of Bessent, and of Bessan.

    All the words near, or one the same and the other somewhat near.
    """
    names: Counter[str] = Counter()
    heard: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, Place]] = set()
    at = {name: list(places) for name, places in page.spoken_at.items()}
    for place, form, sound, letters in pairs:
        said = page.low[place.first : place.last]
        if len(form.words) < 2 or len(said) != len(form.words) or (form.entry.name, place) in seen:
            continue
        odd = [(one, other) for one, other in zip(said, form.words, strict=True) if one != other]
        if not (is_present(page, form.entry) or is_announced(page, Pair(place, form, sound, letters))):
            continue
        together = len(odd) < len(said) and all(near_enough(page, one, other, beside) for one, other in odd)
        if together or (sound + letters) / 2 >= near:
            seen.add((form.entry.name, place))
            names[form.entry.name] += 1
            at.setdefault(form.entry.name, []).append(place.first)
            for one, other in odd:
                heard[one, other] += 1
    return Support(names, heard, at, _cued(page, pairs))


def _cued(page: Page, pairs: Sequence[Pair]) -> dict[str, float]:
    """For each heard run of words the share of its places that a cue for a name stands before or after."""
    cue = cues(page.language)
    told: dict[str, list[bool]] = {}
    for first, last in dict.fromkeys(pair.place for pair in pairs):
        around = bool(page.cued[first]) or any(each in cue.after for each in page.after(last, 3))
        told.setdefault(" ".join(page.low[first:last]), []).append(around)
    return {heard: sum(places) / len(places) for heard, places in told.items()}


def _rivals(pairs: Sequence[Pair]) -> dict[Place, list[tuple[float, str]]]:
    """For each place the two best names and how near they are."""
    best: dict[Place, dict[str, float]] = {}
    for pair in pairs:
        row = best.setdefault(pair.place, {})
        name = pair.form.entry.name
        row[name] = max(row.get(name, 0.0), (pair.sound + pair.letters) / 2)
    return {
        place: sorted(((near, name) for name, near in row.items()), reverse=True)[:2] for place, row in best.items()
    }


def evidence(
    page: Page, pair: Pair, rivals: Mapping[Place, Sequence[tuple[float, str]]], support: Support
) -> dict[str, float]:
    """What there is to weigh for one pair, as numbers by name; the model gives each its weight."""
    (first, last), form, sound, letters = pair
    entry = form.entry
    heard = page.low[first:last]
    shared = sum(word in form.words for word in heard)
    odd = [page.common[n] for n in range(first, last) if page.low[n] not in form.words] or [0.0]
    blend = (sound + letters) / 2
    other = max((near for near, name in rivals[pair.place] if name != entry.name), default=0.0)
    cue = cues(page.language)
    before = list(page.before(first, 3))
    told = around(page, first, last, entry)
    same = len(heard) == len(form.words)
    capital = sum(page.tokens[n].capital for n in range(first, last)) / (last - first)
    beside = set(page.low[max(0, first - 4) : first] + page.low[last : last + 4])
    rest = [spelled(word) for word in entry.name.split()]
    return {
        "sound": sound,
        "letters": letters,
        "blend": blend,
        "exactly": float(sound > 0.985),
        "start": JaroWinkler.normalized_similarity("".join(heard), "".join(form.words)),
        "head": float(heard[0][:1] == form.words[0][:1]),
        "tail": float(heard[-1][-1:] == form.words[-1][-1:]),
        "shared": float(shared),
        "worst": min(map(spelled_alike, heard, form.words)) if same else letters,
        "length": float(min(14, sum(map(len, form.words)))),
        "size": float(len(form.words)),
        "split": float(len(heard) - len(form.words)),
        "own": float(entry.origin == "document"),
        "taught": float(entry.origin in {"user", "corpus"}),
        "named": log1p(page.exact[entry.name]),
        "spoken": log1p(page.exact[form.text]),
        "surely": log1p(support.names[entry.name]),
        "recent": log1p(min([2000, *(abs(at - first) for at in support.at.get(entry.name, ()) if at != first)])),
        "cued": support.cued[" ".join(heard)],
        "times": log1p(page.runs[" ".join(heard)]),
        "again": log1p(max(support.heard[one, other] for one in heard for other in form.words)),
        "rarest": min(odd),
        "commonest": max(odd),
        "capital": capital,
        "shouting": page.shouting,
        "initial": float(page.tokens[first].first),
        "cue": float(page.cued[first]),
        "kind_cue": float(told.kind),
        "country": float(told.country),
        "introduced": float(any(each in cue.kinds.get("introduces", ()) for each in before)),
        "addressed": float(any(each in cue.kinds.get("addresses", ()) for each in before)),
        "after": float(any(each in cue.after for each in page.after(last, 3))),
        "lead": blend - other,
        "rival": other,
        "heard": log1p(page.counts[heard[0]] if last - first == 1 else 1),
        "lowered": 1.0 - page.capitals[heard[0]] / page.counts[heard[0]] if last - first == 1 else 0.0,
        "person": float(entry.kind == "person"),
        "first_name": float(form.part == "first"),
        "last_name": float(form.part == "last"),
        "right": sum(page.covered[first:last]) / (last - first),
        "plain": rarest(form.text, page.language),
        "acronym": float(_acronym(page, first, last, form)),
        "almost": float(_almost(page, first, last, form)),
        "office": float(told.role),
        "thing": float(told.kind and entry.kind != "person"),
        "framed": float(_framed(page, first, last)),
        "firm": float(_firm(page, last)),
        "sole": _sole(page, heard, form),
        "rest": float(form.part != "full" and _beside(beside, set(rest) - set(form.words))),
    }


def _beside(words: set[str], rest: set[str]) -> bool:
    """Say whether the rest of a name stands among words, as it is or shortened: Steve for Steven."""
    return not words.isdisjoint(rest) or any(
        each.startswith(word) and len(word) > 2 and len(each) - len(word) < 7 for each in rest for word in words
    )


def _framed(page: Page, first: int, last: int) -> bool:
    """Say whether a name must stand here, from this word to that: "from the line of … with"."""
    cue = cues(page.language)
    introduced = any(each in cue.kinds.get("introduces", ()) for each in page.before(first, 3))
    return introduced and (any(each in cue.after for each in page.after(last, 3)) or page.ends(last))


def _firm(page: Page, last: int, *, reach: int = 4) -> bool:
    """Say whether a name that the document brings, spelled right, comes after one word: "… with Hollis Bank"."""
    return last + 1 < len(page.tokens) and any(page.covered[last + 1 : last + reach])


def _sole(page: Page, heard: Sequence[str], form: Form) -> float:
    """How well a word that was heard right tells who is meant: 1 when one person alone is called so, 0 for none."""
    shared = [len(page.called[word]) for word in heard if word in form.words and word in page.called]
    return 1 / min(shared) if shared and form.entry.name in page.people else 0.0


def _acronym(page: Page, first: int, last: int, form: Form) -> bool:
    """Say whether capitals stand here that are one letter off an acronym which the document has: CPTP, CPTPP."""
    heard = page.text[page.tokens[first].start : page.tokens[first].end]
    known = form.entry.name
    return (
        last - first == 1
        and known.isupper()
        and heard.isupper()
        and len(heard) >= 4
        and Levenshtein.distance(heard, known) == 1
        and is_present(page, form.entry)
        and page.common[first] < 2
    )


def _almost(page: Page, first: int, last: int, form: Form, *, shortest: int = 6) -> bool:
    """Say whether a word that exists nowhere is one letter off a thing the document names: Taiïwan, Taïwan."""
    heard = page.low[first]
    return (
        last - first == 1
        and form.entry.kind != "person"
        and len(heard) >= shortest
        and page.common[first] == 0
        and page.tokens[first].capital
        and page.counts[heard] < 3
        and Levenshtein.distance(heard, "".join(form.words)) == 1
        and is_present(page, form.entry)
    )
