"""
What a reader's comment is: ordinary, spam or abuse, with the reason.

Spam is told by a small logistic model, trained by bench/train_spam.py: what a comment talks about (its own channel,
what to do with it, what to gain) and its shape (links, capitals). The signs are the same in every language. Under
a video the model decides alone: it was trained there. Under an article readers give sources and tell each other what
to try, so a link or a "check out" alone is nothing: spam there is short and advertises something of its own.

Abuse is told by words (slurs, threats, a group of people beside a word that denies them their humanity), also where
they are disguised ("sio nistes", "n1gger"), and by text that nobody can read. Anger, criticism and vulgar words
without these stay ordinary: what a comment thinks does not count.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from html import unescape
from itertools import pairwise
from math import exp
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Flag
from cleaners.errors import ResourceError
from cleaners.platforms import endings
from cleaners.resources import DATA, languages, one_of, table
from cleaners.text import WIDE

TOPIC = "comments"

# What a comment talks about, by the words of its language, and all that the model looks at.
TALK = ("own", "go", "may", "gain", "ask", "about")
SIGNS = (*TALK, "own and go", "link", "link and go", "number to call", "short", "capitals", "shouts", "asks")

_TAG = re.compile(r"<[^>]{1,300}>")
# Where a Markdown link leads: a reader wrote the words, the page made them a link.
_TARGET = re.compile(r"\](?:\([^()\s]*(?:\n[^()\s]*)?(?: \"[^\"]*\")?\))")
_URL = re.compile(
    r"(?:https?://|\bww+w?[. ])\S+"
    rf"|\b[a-z0-9][a-z0-9-]+ ?\. ?(?:{endings('begged')})\b\S*"
    rf"|\b[a-z0-9][a-z0-9-]{{2,}}\.(?:{endings('begged_behind')})\b(?:/\S*)?",
    re.IGNORECASE,
)
# A link to a place within a video, or to a video by its number: what the buttons of a video page write by themselves.
_HOME = re.compile(
    r"https?://(?:www\.)?(?:youtu\.be/[\w-]{11}|youtube\.com/watch\?v=[\w-]{11})(?![\w/])", re.IGNORECASE
)
_PHONE = re.compile(r"\+?\d(?:[ .()-]?\d){8,13}(?!\d)")
_TOKEN = re.compile(r"[^\W_]+(?:['’@$!-]+[^\W_]+)*[$@]?")
_LINK = re.compile(r"\S*(?:://|www\.|\.com|@)\S*")
_DISGUISE = str.maketrans("013457@$!", "oieastasi")
_MIXED = re.compile(r"[^\W\d_]\d+[^\W\d_]|^\d[^\W\d_]{3,}")


class Vocabulary(NamedTuple):
    """The words of abuse of some languages, in one form."""

    slurs: frozenset[str]
    groups: frozenset[str]
    hate: frozenset[str]
    threats: tuple[str, ...]


def judged(text: str, language: str = "", *, video: bool = False) -> tuple[Flag, str]:
    """
    Flag a comment and say why; `video` says that it stands under one.

        >>> judged("The figures are here: www.quay.example", "en")
        ('ordinary', '')
        >>> judged("Ce gouvernement est une honte, qu’ils démissionnent tous !", "fr")
        ('ordinary', '')
        >>> judged("Ces sio nistes, des monstres", "fr")
        ('abuse', 'denies a group its humanity: sionistes, monstres')
    """
    if why := abuse(text, language):
        return "abuse", why
    chance, why = spam(text, language)
    return ("spam", why) if chance >= 0.5 and (video or _advertises(text, language)) else ("ordinary", "")


@cache
def _clause() -> re.Pattern[str]:
    """What parts two clauses: a sign, a line's end, a word that joins them."""
    return re.compile(rf"[^\w\s'-]+|\n|\s(?:{one_of(TOPIC, 'clause')})\s")


def _advertises(text: str, language: str, *, longest: int = 60) -> bool:
    """
    Tell whether a short comment has more to it than a link, a thing to do or a price, which civil ones have, too.

    It has when it leads to something of its own, or shows three of the four. (Of 2,941 comments on 1,530 pages of
    blogs, forums and news the model alone flags 10.4 %, nearly all of them civil; with this, 0.2 %: five.)
    """
    found = signs(text, language)
    own, gain = found["own"] > 0, found["gain"] > 0
    act, link = max(found["go"], found["may"]) > 0, max(found["link"], found["number to call"]) > 0
    if sum(1 for _ in re.finditer(r"[^\W_]+", text)) > longest:
        return False
    return (own and (act or link)) or sum((own, act, link, gain)) >= 3


def spam(text: str, language: str = "", *, reasons: int = 3) -> tuple[float, str]:
    """
    Give the chance that a comment is spam, and the signs that say so.

        >>> spam("Check out my channel and subscribe!!! www.deals.example", "en")[0] > 0.9
        True
        >>> spam("Der Bericht über den Hafen war gut, aber zu kurz.", "de")[0] < 0.5
        True
    """
    weights = _weights()
    found = signs(text, language)
    shares = {name: weights[name] * found[name] for name in SIGNS}
    total = weights["always"] + sum(shares.values())
    chance = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    best = [name for name in sorted(shares, key=lambda each: -shares[each]) if shares[name] > 0.2]
    return chance, f"{chance:.2f} spam: {', '.join(best[:reasons])}"


@cache
def _weights() -> dict[str, float]:
    """Read the weights that bench/train_spam.py wrote, one for each sign and one that always counts."""
    path = DATA / TOPIC / "spam.json"
    if not path.is_file():
        raise ResourceError("no spam model: cleaners/data/comments/spam.json is missing; reinstall limpide")
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    if set(weights) != {"always", *SIGNS}:
        raise ResourceError("the spam model knows other signs than the code; run bench/train_spam.py --write")
    return weights


def signs(text: str, language: str = "", *, breath: int = 8, argued: int = 40) -> dict[str, float]:
    """
    Say what a comment shows of the SIGNS, each from 0 to 1.

    What it talks about counts by the root of its share of the words, one hit in `breath` of them being full: a link
    beside five words is an advertisement. Below an argument of `argued` words that asks for nothing it is a source.

        >>> found = signs("Visitez mon site www.quai.example !!!", "fr")
        >>> found["link"], found["own"], found["may"], found["own and go"]
        (1.0, 1.0, 1.0, 1.0)
    """
    plain = unicodedata.normalize("NFKC", _TARGET.sub("]", _TAG.sub(" ", unescape(text))))
    low = plain.casefold().replace("’", "'")
    bare = _URL.sub(" ", plain)
    words = re.findall(r"[^\W_]+", bare.casefold())
    letters = [char for char in bare if char.isalpha()]
    count = len(words) or 1

    def dense(hits: int) -> float:
        return float(min(1.0, hits * breath / max(breath, count)) ** 0.5)

    talk = _talks_of(low, language)
    if talk["gain"] == 1 and not (talk["own"] or talk["go"] or talk["may"] or _URL.search(plain)):
        talk["gain"] = 0  # money alone is a subject
    found = {name: dense(hits) for name, hits in talk.items()}
    found["link"] = dense(max(0, len(_URL.findall(plain)) - len(_HOME.findall(plain))))
    if count >= argued and not any(found[name] for name in ("own", "go", "may", "gain", "ask")):
        found["link"] = 0.0
    act = max(found["go"], found["may"])
    found["own and go"] = found["own"] * act
    found["link and go"] = found["link"] * max(act, found["gain"])
    found["number to call"] = dense(len(_PHONE.findall(bare)))
    found["short"] = float(count < 4)
    found["capitals"] = sum(char.isupper() for char in letters) / max(1, len(letters))
    found["shouts"] = min(low.count("!") / count, 1.0)
    found["asks"] = dense(sum(low.count(word) for word in ("please", "plz", "pls", "plizz")))
    return found


def _talks_of(low: str, language: str) -> dict[str, int]:
    """How many different phrases of each topic stand in the text."""
    return {
        name: sum(phrase in low and _stands_alone(phrase, low, opens=name == "may") for phrase in phrases)
        for name, phrases in _topics(language.partition("-")[0]).items()
    }


@cache
def _topics(language: str) -> dict[str, tuple[str, ...]]:
    """The phrases for each thing that comments talk about, in this language and English, or in all."""
    known = [code for code in languages(TOPIC) if "spam" in table(TOPIC, code)]
    chosen = [code for code in known if code in (language, "en")] if language in known else known
    return {
        name: tuple(
            dict.fromkeys(
                phrase.casefold().replace("’", "'") for code in chosen for phrase in table(TOPIC, code)["spam"][name]
            )
        )
        for name in TALK
    }


def _stands_alone(phrase: str, low: str, *, opens: bool) -> bool:
    """
    Tell whether the phrase stands as whole words; in scripts without blanks, anywhere.

    One that `opens` stands first or second in its clause: "Vote for us", not "I will vote".
    """
    if WIDE.search(phrase):
        return True
    at = low.find(phrase)
    while at >= 0:
        before, after = low[at - 1 : at], low[at + len(phrase) : at + len(phrase) + 1]
        whole = not (phrase[0].isalnum() and before.isalnum()) and not (phrase[-1].isalnum() and after.isalnum())
        if whole and (not opens or len(_clause().split(low[max(0, at - 60) : at])[-1].split()) <= 1):
            return True
        at = low.find(phrase, at + 1)
    return False


def abuse(text: str, language: str = "", *, window: int = 4) -> str:
    """Say what makes this comment abuse, or "" when nothing does."""
    known = _vocabulary(language.partition("-")[0])
    low = _folded(text)
    for threat in known.threats:
        if threat in low and _stands_alone(threat, low, opens=False):
            return f"a threat: {threat}"
    words = [_undisguised(hit[0]) for hit in _TOKEN.finditer(low)]
    if slur := _slur(words, low, known):
        return f"a slur: {slur}"
    if pair := _dehumanised(_rejoined(words, known), known, window):
        return f"denies a group its humanity: {pair[0]}, {pair[1]}"
    return "cannot be read" if _is_salad(text) else ""


@cache
def _vocabulary(language: str) -> Vocabulary:
    """The words of this language, or of all when it has none: an insult in one is a plain word in another."""
    known = [code for code in languages(TOPIC) if "abuse" in table(TOPIC, code)]
    chosen = [language] if language in known else known

    def words(name: str) -> list[str]:
        return [_folded(word) for code in chosen for word in table(TOPIC, code)["abuse"][name]]

    return Vocabulary(
        frozenset(words("slurs")), frozenset(words("groups")), frozenset(words("hate")), tuple(words("threats"))
    )


def _folded(text: str) -> str:
    """Small letters without accents; the letters of other scripts as they are."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("’", "'")
    return unicodedata.normalize("NFC", "".join(char for char in folded if not unicodedata.combining(char)))


def _undisguised(word: str) -> str:
    """The word without digits for letters and letters drawn out: "n1ggeeer" is "nigger" all the same."""
    plain = re.sub(r"(.)\1{2,}", r"\1", word)
    if any(char.isdigit() or char in "@$!" for char in plain) and any(char.isalpha() for char in plain):
        plain = plain.translate(_DISGUISE)
    return plain


def _slur(words: list[str], low: str, known: Vocabulary, *, fuzzy: int = 8) -> str:
    """A slur, whole or as a part of a compound, or a long one with a letter wrong between its first and its last."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  only comments need it

    for word in words:
        parts = [word, *word.split("-")] if "-" in word else [word]
        for part in parts:
            if part in known.slurs:
                return part
            if len(part) >= fuzzy:
                near = (
                    slur
                    for slur in known.slurs
                    if len(slur) >= fuzzy and slur[:: len(slur) - 1] == part[:: len(part) - 1]
                )
                if slur := next((slur for slur in near if Levenshtein.distance(slur, part, score_cutoff=1) <= 1), ""):
                    return slur
    return next((slur for slur in known.slurs if WIDE.search(slur) and slur in low), "")


def _rejoined(words: list[str], known: Vocabulary, *, shortest: int = 6) -> list[str]:
    """Words that were broken in two so that no filter finds them: "sio nistes"."""
    joined = list(words)
    for at, (left, right) in enumerate(pairwise(words)):
        whole = left + right
        for telling in (known.groups, known.hate):
            if len(whole) >= shortest and whole in telling and left not in telling and right not in telling:
                joined[at] = whole
    return joined


def _dehumanised(words: list[str], known: Vocabulary, window: int) -> tuple[str, str] | None:
    """A group of people and a word of hatred within a few words of each other."""
    for at, word in enumerate(words):
        parts = word.split("-")
        group = next((part for part in parts if part in known.groups), "")
        if not group:
            continue
        near = [each for other in words[max(0, at - window) : at + window + 1] for each in other.split("-")]
        hated = [each for each in near if each in known.hate and each != group]
        if hated:
            return group, hated[0]
    return None


def _is_salad(text: str, *, fewest: int = 8, share: float = 0.25) -> bool:
    """A quarter of the words and more are no words: digits inside them, or letters that no language sets so."""
    words = [word for word in re.findall(r"[^\W_]+", _LINK.sub(" ", text)) if not word.isdigit()]
    if len(words) < fewest or WIDE.search(text):
        return False
    return sum(_is_odd(word) for word in words) >= share * len(words)


def _is_odd(word: str, *, longest: int = 24, consonants: int = 6) -> bool:
    plain = _folded(word)
    if not plain.isascii():
        return False
    run = re.search(rf"[bcdfghjklmnpqrstvwxz]{{{consonants},}}", plain)
    return bool(_MIXED.search(plain)) or len(plain) > longest or bool(run)
