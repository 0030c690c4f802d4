"""Menus, teasers and footers of a page that was flattened: all of it in one line or a few, with nothing between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import furniture_words
from cleaners.network import Floats, Network, stored
from cleaners.related.told import is_technical
from cleaners.resources import languages, one_of, table
from cleaners.text import STOPS, WIDE, key, sentences

SCORE = 0.97  # how many of the words it takes are noise, on sites the model never saw (bench/train_menus.py)

# What a word can be; TRAITS are the columns of a word, in this order.
TRAITS = (
    "capital", "small", "short", "digits", "stop", "comma", "sign", "loud", "long", "caseless", "colon", "code", "page",
)  # fmt: skip
# Over how many words before and after a word their traits are averaged.
AROUND = ((3, 3), (10, 0), (0, 10), (20, 20), (50, 0), (0, 50), (120, 120))

_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
_CORE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLOSING = '"”’»)]」』*'
_STOPS = frozenset(f"{STOPS}…")
_CODE = re.compile(r"http|www\.|[@_{=]")
_CAPITAL, _SMALL, _SHORT, _DIGITS, _STOP, _COMMA, _SIGN, _LOUD, _LONG, _CASELESS, _COLON, _IS_CODE, _PAGE = range(13)


@cache
def _shortened() -> re.Pattern[str]:
    """A word with a stop that ends no sentence: "J.", "Dr.", "12."."""
    return re.compile(rf"(?:[A-ZÀ-ÞА-Я]|{one_of('shortened', 'everyday')}|\d{{1,2}})\.")


def drop_menus(doc: Document, *, shortest: int = 600, flat: float = 0.7) -> Iterator[Edit]:
    r"""
    What stands before the text and after it on a page whose lines were joined: "Home News Sport Weather Search …".

    A text is flattened when lines of `shortest` characters or more make up `flat` of it. Each word is weighed by what
    the words around it are (capitals, stops, commas, numbers, words that pages have in their menus); the stretches of
    menu at the head and at the foot then follow from all of it. A stretch at the foot begins behind the end of a
    sentence.

    What is left alone: stretches inside the text (tables and lists look the same), short ones, those without words of
    a page's menu (lists of names, of books, of results), texts without three sentences beside them, manuals, speech,
    verse, laws, and Chinese and Japanese, which write no blanks.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for it. " * 8
        >>> page = "Home News Sport Weather Contact Search Menu Login Register Newsletter Subscribe Help Privacy Terms"
        >>> doc = Document("d", f"{page} {page} {page} {said}About {page} {page} {page}")
        >>> doc.after(drop_menus(doc)).text.strip() == said.strip()
        True
    """
    text = doc.text
    if len(text) < shortest or doc.get("format") == "html":
        return
    if doc.get("kind") in ("transcript", "legal", "poem", "code"):
        return
    if not _is_flat(text, shortest, flat) or not _ends_in_menus(text):
        return
    if is_technical(text) or 10 * len(WIDE.findall(text)) > len(text):
        return
    words = [(hit.start(), hit.end()) for hit in _WORD.finditer(text)]
    first, last = between([traits_of(text[start:end]) for start, end in words], _model())
    if first and not _tells(text, 0, words[first][0]):
        yield Edit(0, words[first][0], "", "menus.head", _why(first), SCORE)
    if last < len(words):
        start = words[last - 1][1]
        yield Edit(start, len(text.rstrip()), "", "menus.foot", _why(len(words) - last), SCORE)


def _tells(text: str, start: int, end: int, *, fewest: int = 2, words: int = 6) -> bool:
    """
    Say whether a stretch that looks like a menu holds sentences: most of their words small, a stop at their ends.

        >>> said = "The ferry is free all winter. The mill turns again since Monday."
        >>> _tells(said, 0, len(said)), _tells("Home. News.", 0, 11)
        (True, False)
    """
    told = 0
    for said in sentences(text, start, end):
        tokens = said.text.split()
        small = sum(token[0].islower() for token in tokens)
        told += len(tokens) >= words and 2 * small >= len(tokens) and said.text[-1] in ".!?…"
    return told >= fewest


def _why(count: int) -> str:
    return f"{count} words of menus, titles and labels with no sentence between, in a page that was flattened"


def _ends_in_menus(text: str, *, reach: int = 500, least: int = 4) -> bool:
    """Say at a quick look whether the head or the foot holds words that pages have in their menus."""
    return _told(text[:reach]) >= least or _told(text[-reach:]) >= least


def _told(text: str) -> int:
    return sum(traits_of(word)[_PAGE] for word in text.split())


def _is_flat(text: str, shortest: int, share: float) -> bool:
    return sum(len(line) for line in text.split("\n") if len(line) >= shortest) >= share * len(text)


def between(rows: Sequence[tuple[int, ...]], model: Network) -> tuple[int, int]:
    """
    Where the text begins and ends between the menus of its page: first word, and the first one after it.

    `rows` are the traits of all words. What is left is looked at again, until nothing goes.
    """
    said = np.array(rows, np.float64).reshape(-1, len(TRAITS))
    first, last = 0, len(said)
    while cut := _ends(said[first:last], model, page=first > 0):
        first, last = first + cut[0], last - cut[1]
    return first, last


def _ends(
    said: Floats, model: Network, *, page: bool, least: int = 30, told: float = 0.08, rest: int = 60, stops: int = 3
) -> tuple[int, int] | None:
    """
    How many words at the head and at the foot are of menus; None when nothing is, or too little would be left.

    A whole page (`page`) has a menu at its head. Without one a foot is likelier the offers and sources that some texts
    end with, so twice as many of its words have to tell, and no more than one in forty may end a sentence.
    """
    if len(said) < least + rest:
        return None
    menu = _stretches(_weighed(said, model))
    head, foot = _before_a_sentence(said, _run(menu)), _behind_a_sentence(said, _run(menu[::-1]))
    if head < least or said[:head, _PAGE].mean() < told:
        head = 0
    alone = not head and not page
    if foot < least or said[-foot:, _PAGE].mean() < (2 * told if alone else told):
        foot = 0
    if alone and foot and said[-foot:, _STOP].mean() > 1 / 40:
        foot = 0
    left = said[head : len(said) - foot]
    if not (head or foot) or len(left) < rest or left[:, _STOP].sum() < stops:
        return None
    return head, foot


def _run(menu: NDArray[np.bool_]) -> int:
    """How many words at the beginning are of menus."""
    return len(menu) if menu.all() else int(menu.argmin())


def _before_a_sentence(said: Floats, head: int, *, reach: int = 12) -> int:
    """The head up to the capital with which the sentence begins that it runs into, if it does."""
    if head >= len(said) or not said[head, _SMALL]:
        return head
    capitals = np.flatnonzero(said[max(0, head - reach) : head, _CAPITAL])
    return max(0, head - reach) + int(capitals[-1]) if len(capitals) else head


def _behind_a_sentence(said: Floats, foot: int, *, reach: int = 30, back: int = 3) -> int:
    """The foot from behind the end of the sentence that runs into it, if one does, and from its first telling word."""
    count = len(said)
    at = count - foot
    while at < count:
        stops = np.flatnonzero(said[max(0, at - back) : min(count, at + reach), _STOP])
        if not len(stops):
            break
        end = max(0, at - back) + int(stops[0]) + 1
        if end > at and (said[at:end, _PAGE].any() or said[at:end, _SMALL].mean() < 0.35):
            break
        at, back = end, 0
    return count - at


@lru_cache(maxsize=20_000)
def traits_of(word: str) -> tuple[int, ...]:
    """
    What one word between blanks is, column by column as in TRAITS.

        >>> dict(zip(TRAITS, traits_of("Newsletter"), strict=True))["page"], traits_of("newsletter")[12]
        (1, 0)
    """
    row = [0] * len(TRAITS)
    letter = _LETTER.search(word)
    if letter:
        if letter[0].isupper():
            row[_CAPITAL] = 1
            row[_LOUD] = int(len(word) > 2 and word.isupper())
        elif letter[0].islower():
            row[_SMALL], row[_SHORT] = 1, int(len(word) <= 3)
        else:
            row[_CASELESS] = 1
        core = _CORE.search(word)
        row[_PAGE] = int(core is not None and not row[_SMALL] and core[0].casefold() in page_words())
    elif any(char.isdigit() for char in word):
        row[_DIGITS] = 1
    else:
        row[_SIGN] = 1
    bare = word.rstrip(_CLOSING)
    if bare and bare[-1] in _STOPS and not _shortened().fullmatch(word):
        row[_STOP] = 1
    elif word[-1] in ",;،、，；":
        row[_COMMA] = 1
    elif word[-1] == ":":
        row[_COLON] = 1
    row[_LONG], row[_IS_CODE] = int(len(word) > 12), int(_CODE.search(word) is not None)
    return tuple(row)


@cache
def page_words() -> frozenset[str]:
    """Words that lines, buttons and hints of pages are made of, in all languages; none that only stand between them."""
    small: set[str] = set()
    told = set(furniture_words())
    for code in languages("buttons"):
        held = table("buttons", code)
        small.update(held["small"].split())
        told.update(word for word in held["device"].split() if "*" not in word)
    for code in languages("furniture"):  # those that the model was trained with
        for line in chain.from_iterable(table("furniture", code).get("lines", {}).values()):
            told.update(word for word in key(line).split() if len(word) > 2 and not word.isdigit())
    return frozenset(told - small)


def columns(said: Floats) -> Floats:
    """
    What the model reads of each word: the means of the traits around it, how far the stops are, where it stands.

    `said` has a row for each word, as `traits_of` gives it.
    """
    count = len(said)
    sums = np.vstack([np.zeros((1, said.shape[1])), said.cumsum(0)])
    at = np.arange(count)
    parts = []
    for before, after in AROUND:
        low, high = np.maximum(at - before, 0), np.minimum(at + after + 1, count)
        parts.append((sums[high] - sums[low]) / (high - low)[:, None])
    stops = np.concatenate([[-1], np.flatnonzero(said[:, _STOP]), [count]])
    behind = np.searchsorted(stops[1:-1], at, side="left")
    since, until = at - stops[behind], stops[behind + 1] - at
    parts.append(
        np.stack(
            [
                np.log1p(np.minimum(since, 300)),
                np.log1p(np.minimum(until, 300)),
                np.log1p(np.minimum(since + until, 400)),
                np.log1p(at) / 8,
                np.log1p(count - at) / 8,
                at / count,
                np.full(count, said[:, _STOP].mean() * 20),
                np.full(count, said[:, _CAPITAL].mean()),
            ],
            1,
        )
    )
    return np.hstack(parts)


def _weighed(said: Floats, model: Network, *, bias: float = 2.0, most: float = 6.0) -> Floats:
    """How surely each word is of a menu: logarithms of odds, less `bias`, for harm is worse than noise."""
    return np.clip(model.odds(columns(said)), -most, most) - bias


def _stretches(odds: Floats, *, change: float = 12.0) -> NDArray[np.bool_]:
    """Which words are of menus, when a change from menu to text or back costs `change`: the likeliest way (Viterbi)."""
    count = len(odds)
    back = np.zeros((count, 2), np.int8)
    text = menu = 0.0
    for at, each in enumerate(odds.tolist()):
        back[at, 0] = menu - change > text
        back[at, 1] = text - change <= menu
        text, menu = max(text, menu - change) - each / 2, max(menu, text - change) + each / 2
    found = np.zeros(count, np.bool_)
    state = int(menu > text)
    for at in range(count - 1, -1, -1):
        found[at] = bool(state)
        state = int(back[at, state])
    return found


@cache
def _model() -> Network:
    return stored("menus", traits=list(TRAITS), around=[list(each) for each in AROUND])
