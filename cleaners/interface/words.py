"""What the interfaces of pages say in each language, and a line as it is compared with that."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.evidence import line_words
from cleaners.resources import Pattern, either, keyed, languages, patterns, table
from cleaners.text import Beginnings, has_digit, key, unlinked

DENSE = re.compile(r"[\u2e80-\ud7ff]")
TAG_LINK = re.compile(
    r"\[[^\[\]]*\]\([^()\s]*/(?:tags?|categor(?:y|ies|ia|ie)|labels?|topics?|authors?|kategorie?|etiquetas?|rubrik)"
    r"[/=?.][^()]*\)"
)
TORN_LINK = re.compile(r"\]\(\S*\)?")
# The one name that stands for all networks.
NETWORK = "facebook"


class Words(NamedTuple):
    """What the interfaces of pages in some languages say, ready to be looked up."""

    sure: frozenset[str]
    edge: frozenset[str]
    counted: frozenset[str]
    fields: frozenset[str]
    first: frozenset[str]
    longest: int
    openings: Beginnings
    begun: frozenset[str]
    dense: frozenset[str]

    def may_open(self, text: str) -> bool:
        """Say whether a line could begin with a phrase or a network, by its first two words alone."""
        head = text.split(None, 1)[0]
        if len(head) < 90 and head.isascii() and head.isalpha() and head.lower() not in self.first:
            return self.openings.begin(head.lower())  # as nearly all lines, which need not be folded for that
        begun = text.split(None, 2)[:2]
        tokens = key(" ".join(begun)[:90].replace("ـ", "")).split(" ")
        first = tokens[0]
        if not first.isalpha() or first[:2] in self.dense or self.openings.begin(first):
            return True
        if first not in self.first:
            return False
        if len(tokens) == 1 or first in self.begun:
            return True
        second = tokens[1]
        return f"{first} {second}" in self.begun or not second.isalpha() or self.openings.begin(second)


def compared(text: str) -> tuple[str, bool]:
    """A line as it is compared: no addresses, numbers or signs, one name for all networks; and whether it counts."""
    if "](" in text:
        text = TORN_LINK.sub(" ", unlinked(TAG_LINK.sub(" ", text)))
    counts = has_digit(text)
    if counts:
        text = _number().sub(" ", text)
    said = key(text.replace("ـ", ""))
    if said:
        said = _networks().sub(NETWORK, _tails().sub("", said)).replace(*_particle()).strip()
    return said, counts


@cache
def _number() -> re.Pattern[str]:
    """A number with its thousands: "1.2K", "3 тыс.", "5万+"."""
    many = either("interface", "many")
    return re.compile(rf"\d[\d.,:\u00a0\u202f]*(?:[kKmMКк]\b|\s?(?:{many})\+?)?")


@cache
def _particle() -> tuple[str, str]:
    """A Korean particle sounds with the name before it: after the one that stands for all it is always the same."""
    longer, shorter = table("interface", "ko")["particle"]
    return key(NETWORK + longer), key(NETWORK + shorter)


@cache
def _names() -> frozenset[str]:
    return keyed("interface", "networks")


def begins_with_network(text: str) -> bool:
    """A quick look: whether a line could begin with the name of a network."""
    head = text.split(None, 1)[0]
    first = head.lower() if head.isascii() and head.isalpha() else key(head.replace("ـ", ""))
    return first == "x" or _beginnings().begin(first)


@cache
def _beginnings() -> Beginnings:
    return Beginnings({name.split(" ", 1)[0] for name in _names()})


@cache
def _closings() -> frozenset[str]:
    return keyed("interface", "tails")


@cache
def _networks() -> re.Pattern[str]:
    ordered = "|".join(sorted(map(re.escape, _names()), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![a-z])(?:{ordered})(?![a-z])|(?<=\w )x(?![a-z])")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _closings()), key=lambda tail: (-len(tail), tail))))


@cache
def words_of(codes: tuple[str, ...]) -> Words:
    """The phrases of these languages; what is sure in another one is known at the edge."""
    all_codes = languages("interface")
    sure = _phrases("sure", codes)
    edge = _phrases("edge", codes) | _phrases("sure", all_codes) - sure
    counted = _phrases("counted", codes)
    fields = _phrases("fields", codes) | endonyms()
    known = {*sure, *edge, *counted, *fields, *line_words()}
    begun = frozenset(" ".join(phrase.split(" ", 2)[:2]) if " " in phrase else phrase for phrase in known)
    first = frozenset(phrase.split(" ", 1)[0] for phrase in begun)
    openings = Beginnings((*_names(), *_closings()))
    dense = frozenset(phrase[:2] for phrase in known if DENSE.match(phrase))
    longest = max(phrase.count(" ") for phrase in known) + 1
    return Words(sure, edge, counted, fields, first, longest, openings, begun, dense)


@cache
def counted_things() -> frozenset[str]:
    """What is counted in any language: with a number it is no title."""
    return _phrases("counted", languages("interface"))


@cache
def _phrases(part: str, codes: tuple[str, ...]) -> frozenset[str]:
    """The phrases of some languages as lines are compared; those without numbers and links are read as one text."""
    phrases = dict.fromkeys(phrase for code in codes for phrase in table("interface", code)[part])
    odd = {phrase for phrase in phrases if "](" in phrase or any(map(str.isdigit, phrase))}
    keys = [key(phrase.replace("ـ", "")) for phrase in phrases if phrase not in odd]
    plain = _networks().sub(NETWORK, _tails().sub("", "\n".join(keys))).replace(*_particle()).split("\n")
    said = {each.strip() or alone for each, alone in zip(plain, keys, strict=True)}
    return frozenset(said.union(compared(phrase)[0] or key(phrase) for phrase in odd))


@cache
def of_rule(rule: str, codes: tuple[str, ...]) -> tuple[Pattern, ...]:
    """The patterns of one rule in these languages."""
    return tuple(each for code in codes for each in patterns("interface", code) if each.rule == rule)


@cache
def endonyms() -> frozenset[str]:
    """What languages call themselves."""
    return keyed("interface", "endonyms")
