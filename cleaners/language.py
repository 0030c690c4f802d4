r"""
Which language a text is in, or which languages: paragraph by paragraph, so that mixed documents are seen.

Where one script means one language (kana, hangul, Thai ...), the script answers. Else the profiles of langdetect do,
with its way of reading n-grams. langdetect draws n-grams by chance until it is sure, which needs a seed; here each
n-gram of the paragraph counts once: the same answer always, and ten times as fast.

    >>> doc = Document("d1", "La pluie tombe sur les toits du port depuis ce matin.\n\nThe rain fell on the roofs.")
    >>> done = doc.after(find_language(doc))
    >>> done.get("language"), done.get("languages")
    ('fr', 'fr 0.67, en 0.33')
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain
from operator import add
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re
from cleaners.document import Document, Fact
from cleaners.signs import holds

RULE = "language"
_UNIT = 1 << 40  # what a logarithm of 1 is as a whole number

# What one script can be, of the languages that langdetect has profiles of; a script of one language needs no profile.
_SCRIPTS = {
    "latin": ("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]", (
        "af", "ca", "cs", "cy", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv", "nl",
        "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "vi",
    )),
    "cyrillic": ("[\u0400-\u052f]", ("bg", "mk", "ru", "uk")),
    "arabic": ("[\u0620-\u064a\u066e-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]", ("ar", "fa", "ur")),
    "devanagari": ("[\u0900-\u097f]", ("hi", "mr", "ne")),
    "kana": ("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]", ("ja",)),
    "han": ("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]", ("zh",)),
    "hangul": ("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]", ("ko",)),
    "greek": ("[\u0370-\u03ff\u1f00-\u1fff]", ("el",)),
    "hebrew": ("[\u0590-\u05ff\ufb1d-\ufb4f]", ("he",)),
    "thai": ("[\u0e00-\u0e7f]", ("th",)),
    "bengali": ("[\u0980-\u09ff]", ("bn",)),
    "gurmukhi": ("[\u0a00-\u0a7f]", ("pa",)),
    "gujarati": ("[\u0a80-\u0aff]", ("gu",)),
    "tamil": ("[\u0b80-\u0bff]", ("ta",)),
    "telugu": ("[\u0c00-\u0c7f]", ("te",)),
    "kannada": ("[\u0c80-\u0cff]", ("kn",)),
    "malayalam": ("[\u0d00-\u0d7f]", ("ml",)),
    "sinhala": ("[\u0d80-\u0dff]", ("si",)),
    "lao": ("[\u0e80-\u0eff]", ("lo",)),
    "khmer": ("[\u1780-\u17ff]", ("km",)),
    "myanmar": ("[\u1000-\u109f]", ("my",)),
    "georgian": ("[\u10a0-\u10ff]", ("ka",)),
    "armenian": ("[\u0530-\u058f]", ("hy",)),
    "ethiopic": ("[\u1200-\u137f]", ("am",)),
}  # fmt: skip
_FENCE = "```"
# What is in no language, and the signs of which one stands in all that an expression finds: code, addresses, handles.
_NO_WORDS = (
    ((_FENCE,), r"^```[^\n]*\n(?:(?!```)[^\n]*\n)*```"),
    (("://", "www."), r"(?:https?://|www\.)[^\s()\[\]]+"),
    (("](",), r"\]\([^()\n]{0,500}\)"),
    (("@",), r"[\w.+-]{1,64}@[\w-]+\.[\w.-]+"),
    (("#", "@"), r"(?<!\w)[#@]\w+"),
    (("`",), r"`[^`\n]{1,200}`"),
)

_CODE_SIGNS = "{}[];=<>$_\\|&"
_DENSE = frozenset({"han", "kana", "hangul"})  # a sign of these says as much as two or three letters
_SOMETHING = re.compile(r"\S")


class _Profile(NamedTuple):
    """
    The n-grams of one script, and for each of them how unlikely it is in each of its languages.

    That is the negative logarithm, as a whole number of 2^-40.
    """

    places: dict[str, int]
    unlikely: NDArray[np.int64]


class _Part(NamedTuple):
    """A part of the text: its letters (a dense sign is two), its languages, how badly each fits, and which best."""

    letters: int
    languages: tuple[str, ...]
    misfits: Sequence[int] | NDArray[np.int64]
    best: str

    def misfit(self, language: str) -> int:
        """How badly this language fits."""
        return int(self.misfits[self.languages.index(language)])


def find_language(doc: Document) -> Iterator[Fact]:
    """
    The fact `language` (ISO 639-1), and in `languages` the share of letters of each that makes up a tenth or more.

    What the document says of itself (declared_language) changes nothing here: pages often say "en" whatever
    they are in. A text without letters has no language; one that was found before is not looked for again.
    """
    if any(fact.rule == RULE for fact in doc.facts):
        return
    found = shares(doc.text)
    if found:
        yield Fact("language", next(iter(found)), RULE)
        said = ", ".join(f"{language} {share:.2f}" for language, share in found.items())
        yield Fact("languages", said, RULE, "shares of the letters, by paragraph")


def shares(text: str, *, least: float = 0.1, most: int = 12, window: int = 240, enough: int = 100) -> dict[str, float]:
    """
    Languages of a text with the share of letters that each has, greatest first; those under `least` are left out.

    A long text is read in `most` places, spread evenly, `window` characters each; and of each place no more than
    `enough`, if there are others. More of either changed no answer on articles or documents of two languages.
    Addresses, handles and code between back quotes are in no language and do not count.

        >>> shares("今日は雨です。"), shares("12 34 !")
        ({'ja': 1.0}, {})
    """
    # Of the whole text: a window that begins inside an address would see words in it.
    if there := tuple(each for each in _NO_WORDS if holds(text, each[0])):
        text = _without(text, there)
    read = window if len(text) <= 3 * window else enough
    samples = list(_samples(text, most, window))
    signs = "".join(sign for sign in _CODE_SIGNS if sign in text)
    prose = [said for said in samples if not _is_code(said, signs)] if signs else samples
    counted = _settled(_parts(prose or samples, read))
    total = sum(counted.values())
    kept = [(language, count / total) for language, count in counted.most_common() if count >= least * total]
    return dict(kept)


_NoWords = tuple[tuple[tuple[str, ...], str], ...]


def _without(text: str, there: _NoWords) -> str:
    """The text with a blank for all that is in no language; all but code runs within a line, and few lines have it."""
    expression, signs = _any_of(there)
    if _FENCE in signs:
        return expression.sub(" ", text)
    rows = text.split("\n")
    return "\n".join(expression.sub(" ", row) if any(map(row.__contains__, signs)) else row for row in rows)


@cache
def _any_of(there: _NoWords) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds all of this, and the signs of which one stands in each."""
    signs = tuple(dict.fromkeys(sign for each, _ in there for sign in each))
    return re.compile("|".join(expression for _, expression in there), re.MULTILINE), signs


def _is_code(said: str, signs: str = _CODE_SIGNS, *, most: float = 0.05) -> bool:
    """
    Say whether a part is likelier a program's than a writer's: more than `most` of its characters are a program's.

        >>> _is_code("for each in found: print(each[1], x['a'] == 2)"), _is_code("It rained (twice); so be it.")
        (True, False)
    """
    return sum(map(said.count, signs)) > most * len(said)


def _settled(parts: list[_Part], *, sure: float = 12.0, short: int = 25) -> Counter[str]:
    """
    Letters by language, once each part has chosen.

    A short part is easily mistaken: names, headings. So a part goes to another language than those with more than
    twice its own letters only if that fits it better by `sure` (a ratio of e^sure), and has `short` letters or more.
    """
    first: Counter[str] = Counter()
    for part in parts:
        first[part.best] += part.letters
    if len(first) < 2:
        return first
    candidates = [language for language, _ in first.most_common()]
    counted: Counter[str] = Counter()
    for part in parts:
        if 2 * first[part.best] >= first[candidates[0]]:
            counted[part.best] += part.letters
            continue
        possible = [each for each in candidates if each in part.languages and first[each] > 2 * first[part.best]]
        known = min(possible, key=part.misfit, default=part.best)
        is_sure = part.letters >= short and part.misfit(known) - part.misfit(part.best) >= sure * _UNIT
        counted[part.best if is_sure else known] += part.letters
    return counted


def _samples(text: str, most: int, window: int, *, line: int = 60) -> Iterator[str]:
    """
    Parts of `window` characters or less, none longer than its paragraph; of a long text `most`, spread evenly.

    A part also ends with a line of `line` characters or more: such lines may be in different languages.
    """
    step = len(text) // most
    at = 0
    while hit := _SOMETHING.search(text, at):
        start = hit.start()
        stop = min(start + window, len(text))
        end = text.find("\n\n", start, stop)
        later = text.find("\n", start + line, stop if end < 0 else end)
        if end >= 0 or later >= 0:
            stop = later if later >= 0 else end
        elif stop < len(text) and (blank := text.rfind(" ", start + window // 2, stop)) > start:
            stop = blank
        yield text[start:stop]
        at = max(stop, (start // step + 1) * step) if step > window else stop


def _parts(samples: list[str], read: int) -> list[_Part]:
    """For each sample with letters how many it has and the languages that fit the first `read` characters."""
    parts: dict[int, _Part] = {}
    asked: dict[str, list[int]] = {}
    letters = _letters(samples)
    for at, counted in enumerate(letters):
        script = _script(counted)
        if script in ("han", "kana"):
            parts[at] = _japanese_or_chinese(counted)
        elif script and len(_SCRIPTS[script][1]) == 1:
            said = counted[script] * (2 if script in _DENSE else 1)
            parts[at] = _Part(said, _SCRIPTS[script][1], [0], _SCRIPTS[script][1][0])
        elif script:
            asked.setdefault(script, []).append(at)
    for script, places in asked.items():
        languages = _SCRIPTS[script][1]
        known, misfits = _misfits([samples[at][:read] for at in places], script)
        for which, row, best in zip(known, misfits, misfits.argmin(axis=1).tolist(), strict=True):
            at = places[which]
            parts[at] = _Part(letters[at][script], languages, row, languages[best])
    return [parts[at] for at in sorted(parts)]


def _script(counted: dict[str, int]) -> str:
    """Tell the script that says most; "" when there are no letters."""
    if len(counted) == 1:
        return next(iter(counted))
    return max(counted, key=lambda each: (counted[each] * (2 if each in _DENSE else 1), each), default="")


def _japanese_or_chinese(counted: dict[str, int]) -> _Part:
    """Japanese is told by its kana; a name or a heading in kanji alone is Japanese where all the rest is."""
    kana, letters = counted.get("kana", 0), counted.get("kana", 0) + counted.get("han", 0)
    return (
        _Part(2 * letters, ("ja",), [0], "ja")
        if 10 * kana >= letters
        else _Part(2 * letters, ("zh", "ja"), [0, 5 * _UNIT], "zh")
    )


def _letters(samples: list[str]) -> list[dict[str, int]]:
    """How many letters of each script are in each sample."""
    codes = np.frombuffer("".join(samples).encode("utf-32-le", "surrogatepass"), "<u4")
    numbers = _numbered().take(codes.astype(np.intp), mode="clip").tobytes()
    scripts = [(number, script) for number, script in enumerate(_SCRIPTS, 1) if number in numbers]
    found: list[dict[str, int]] = []
    end = 0
    for said in samples:
        start, end = end, end + len(said)
        found.append({script: count for number, script in scripts if (count := numbers.count(number, start, end))})
    return found


@cache
def _numbered() -> NDArray[np.uint8]:
    """For each character the number of its script, as they stand in _SCRIPTS; 0 for what is no letter."""
    table = np.zeros(0x10001, np.uint8)
    for number, (letters, _) in enumerate(_SCRIPTS.values(), 1):
        for first, last in re.findall("(.)-(.)", letters):
            table[ord(first) : ord(last) + 1] = number
    return table


def _misfits(parts: list[str], script: str) -> tuple[list[int], NDArray[np.int64]]:
    """
    How badly each language of the script fits each part: the sum over all n-grams of how unlikely they are in it.

    A row for each part that has a known n-gram, and which parts these are.
    """
    said = [part.split() for part in parts]
    known = _weights(script)
    try:
        totals = [sum(map(known.__getitem__, tokens)) for tokens in said]
    except KeyError:
        known.learn(said)
        totals = [sum(map(known.__getitem__, tokens)) for tokens in said]
    count = len(_SCRIPTS[script][1])
    rows = b"".join([total.to_bytes(8 * count, "little") for total in totals if total])
    return [at for at, total in enumerate(totals) if total], np.frombuffer(rows, "<i8").reshape(-1, count)


class _Weights(dict[str, int]):
    """
    How badly each language of a script fits what stands between two blanks, reckoned once for each.

    One number says it for all languages, 64 bits for each, so that one addition adds them all.
    """

    def __init__(self, script: str, *, most: int = 30_000) -> None:
        super().__init__()
        self._script, self._most = script, most

    def learn(self, said: list[list[str]]) -> None:
        """Reckon those of the tokens that are new, all at once: a sixth of the time of one after the other."""
        new = {token for tokens in said for token in tokens if token not in self}
        if len(self) + len(new) > self._most:
            self.clear()
            new = {token for tokens in said for token in tokens}
        profile = _profile(self._script)
        places: list[int] = []
        found: list[str] = []
        starts: list[int] = []
        for token in new:
            before = len(places)
            plain = token.isascii() and token.isalpha()
            for word in (token,) if plain else token.translate(_FOLD).split():
                places += _places(word, profile.places)
            if len(places) > before:
                starts.append(before)
                found.append(token)
        self.update(dict.fromkeys(new, 0))
        if places:
            sums = np.add.reduceat(profile.unlikely.take(places, axis=0), starts, axis=0).astype("<i8").tobytes()
            size = len(sums) // len(found)
            self.update(
                (token, int.from_bytes(sums[size * n : size * (n + 1)], "little")) for n, token in enumerate(found)
            )


_weights = cache(_Weights)


def _places(word: str, known: dict[str, int]) -> list[int]:
    """Rows of the n-grams of one word that are known; capitals count as small letters where all are capitals."""
    padded = f" {word.lower() if word.isupper() and len(word) > 1 else word} "
    pairs = [*map(add, padded, padded[1:])]
    rows = map(known.get, (*padded, *pairs, *map(add, pairs, padded[2:])))
    return [row for row in rows if row is not None]


@cache
def _profile(script: str, *, smoothing: float = 3e-5) -> _Profile:
    """
    Read langdetect's profiles of the languages of one script.

    `smoothing` is what an n-gram counts that a language never has; langdetect's own 5e-5 is a little too
    careful when every n-gram is counted (two words of 51 languages: 80.8 % right with it, 81.8 % with 2e-5).
    """
    found = find_spec("langdetect")
    folder = Path(found.origin if found and found.origin else "").parent / "profiles"
    languages = _SCRIPTS[script][1]
    read = [json.loads((folder / language).read_text(encoding="utf-8")) for language in languages]
    for profile in read:
        profile["freq"].pop(" ", None)
    grams = list(chain.from_iterable(profile["freq"] for profile in read))
    places = dict(zip(dict.fromkeys(grams), range(len(grams)), strict=False))
    rows = np.fromiter(map(places.__getitem__, grams), np.intp, len(grams))
    sizes = np.fromiter(map(len, places), np.intp, len(places))
    table = np.zeros((len(places), len(languages)))
    end = 0
    for column, profile in enumerate(read):
        freq: dict[str, int] = profile["freq"]
        start, end = end, end + len(freq)
        share = 1 / np.array(profile["n_words"])
        here = rows[start:end]
        table[here, column] = np.fromiter(freq.values(), np.float64, len(freq)) * share[sizes[here] - 1]
    return _Profile(places, np.rint(-_UNIT * np.log(table + smoothing)).astype(np.int64))


class _Fold(dict[int, str]):
    """langdetect's way to make characters alike (Persian yeh as Arabic yeh ...), asked once for each."""

    def __missing__(self, code: int) -> str:
        if code < 0x80 or 0x2000 <= code < 0x2070:  # letters of ASCII, and signs of punctuation: as nearly all are
            self[code] = chr(code) if chr(code).isascii() and chr(code).isalpha() else " "
            return self[code]
        from langdetect.utils.ngram import NGram  # noqa: PLC0415  its import takes longer than to read the profiles

        char: str = NGram.normalize(chr(code))
        self[code] = char
        return char


_FOLD = _Fold()
