"""
How a word sounds, roughly, to a French or an English ear, and how alike two words sound.

Names are misheard by ear, so "Luthnique" and Lutnick have to meet: both are [lytnik] to a French ear. The
rules are coarse on purpose. They are used to compare, never to speak, so a vowel that is a little wrong on
both sides does no harm.

    >>> french("Luthnique"), french("Lutnick")
    ('lytnik', 'lytnik')
    >>> french("Grire"), english("Greer")
    ('grir', 'grir')
    >>> alike("Grire", "Greer", "fr") > 0.95
    True

One letter is one sound: a e i o u (as in "moon") y (French u) 2 (French eu), p b t d k g f v s z S Z (as in
"ship", "measure") T (English th) m n l r j w h. A nasal vowel is the vowel and an n.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from cleaners import expressions as re

Ear = Callable[[str], str]

_VOWELS = "aeiouy2"
_TWICE = re.compile(r"(.)\1+")
_V = "[aeiouyàâäéèêëîïôöùûüœæ]"

# Longest first; a pattern sees the spelling, lower case, with its accents. "~" is the end of the word.
_FRENCH = (
    (r"(?<=.)es?~", ""),
    (r"ent~", "an"),  # mute in a verb, said in a name; names are what is compared
    (r"(?<=.)er~", "e"),
    (r"(?<=.)ez~", "e"),
    (r"tion(?=s?~)", "sjon"),
    (r"(?:ss|sc(?=[eiy])|ç)", "s"),
    (r"(?:sch|sh|ch(?=r))", "S"),
    (r"tch", "tS"),
    (r"ch", "S"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"(?:ck|qu|cqu|q)", "k"),
    (r"gn", "nj"),
    (r"gu(?=[eéèêiy])", "g"),
    (r"gu(?=[ao])", "gw"),
    (r"ge(?=[aou])", "Z"),
    (r"g(?=[eéèêiy])", "Z"),
    (r"c(?=[eéèêiy])", "s"),
    (r"(?:eau|aux|au)", "o"),
    (r"(?:œu|oeu|eu|œ)", "2"),
    (r"o[uùû]", "u"),
    (r"oy", "waj"),
    (r"o[iî](?!n)", "wa"),
    (rf"oin(?!{_V})", "wen"),
    (rf"(?:ain|aim|ein|eim|in|im|yn|ym|un|um)(?![nm]|{_V})", "en"),
    (rf"ien(?!{_V}|n)", "jen"),
    (rf"(?:an|am|en|em|aon)(?![nm]|{_V})", "an"),
    (rf"(?:on|om)(?![nm]|{_V})", "on"),
    (rf"(?<={_V})il(?:l|(?=~))", "j"),
    (r"(?<=[^aeiou])ill(?=[aeéo])", "ij"),
    (r"(?:a[iî]|ei|ay|ey|é|è|ê|ë)", "e"),
    (rf"(?<={_V})s(?={_V})", "z"),
    (rf"[iïy](?={_V})", "j"),
    (r"(?<=.)[tdsxzp]+~", ""),
    (r"x", "ks"),
    (r"j", "Z"),
    (r"h", ""),
    (r"w", "w"),
    (r"[ïîy]", "i"),
    (r"[uùûü]", "y"),
    (r"c", "k"),
    (r"[àâä]", "a"),
    (r"[ôö]", "o"),
    (r"æ", "e"),
)

_ENGLISH = (
    (r"(?<=.)(?:gh)(?=~|t)", ""),
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^wh", "w"),
    (r"^x", "z"),
    (r"(?:tion|sion|cian)", "S2n"),
    (r"(?:tch|ch)", "tS"),
    (r"(?:sch|sh)", "S"),
    (r"ph", "f"),
    (r"th", "T"),
    (r"(?:ck|cc(?![ei])|kh|ch(?=r))", "k"),
    (r"qu", "kw"),
    (r"sc(?=[eiy])", "s"),
    (r"c(?=[eiy])", "s"),
    (r"dg", "dZ"),
    (r"gn~", "n"),
    (r"g(?=[eiy])", "dZ"),
    (r"gh", "g"),
    (r"j", "dZ"),
    (r"(?:ee|ea|ie(?=.)|ei)", "i"),
    (r"oo", "u"),
    (r"(?:ou|ow)", "au"),
    (r"(?:oa|oe)", "o"),
    (r"(?:oi|oy)", "oi"),
    (r"(?:ai|ay|ey)", "e"),
    (r"(?:aw|au)", "o"),
    (r"(?:ew|eu|ue)", "u"),
    (r"ie~", "i"),
    (r"(?:er|ir|ur|or|ar)(?=[^aeiouy])", "2r"),
    (r"a(?=[^aeiouy]e~)", "e"),
    (r"i(?=[^aeiouy]e~)", "ai"),
    (r"(?<=.[^aeiouy])y~", "i"),
    (r"(?<=[^~]{2})es?~", ""),
    (rf"(?<={_V})s(?={_V})", "z"),
    (r"x", "ks"),
    (r"y(?=[aeiou])", "j"),
    (r"y", "i"),
    (r"c", "k"),
    (r"u", "a"),
    (r"h(?=[^aeiouy])", ""),
)

_PLAIN = (
    (r"(?:sch|sh)", "S"),
    (r"(?:tch|ch)", "tS"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"(?:ck|qu|q)", "k"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"j", "h"),
    (r"ou|oo", "u"),
    (r"y", "i"),
)


def _reader(rules: tuple[tuple[str, str], ...], *, accents: bool) -> Callable[[str], str]:
    """A function that reads a word by the first rule that fits at each place, else letter by letter."""
    big = re.compile("|".join(f"({pattern})" for pattern, _ in rules))
    sounds = [sound for _, sound in rules]

    def read(word: str) -> str:
        letters = word.casefold() if accents else _bare(word)
        if not letters.isalpha():
            letters = "".join(c for c in letters if c.isalpha())
        said = big.sub(lambda hit: sounds[(hit.lastindex or 1) - 1], letters + "~")
        return _TWICE.sub(r"\1", _bare(said.rstrip("~"), fold=False))

    return read


def _bare(word: str, *, fold: bool = True) -> str:
    """A word without accents, in small letters unless `fold` is off."""
    word = word.casefold() if fold else word
    if word.isascii():
        return word
    flat = unicodedata.normalize("NFKD", word)
    return "".join(c for c in flat if not unicodedata.combining(c))


_read_french = _reader(_FRENCH, accents=True)
_read_english = _reader(_ENGLISH, accents=False)
_read_plain = _reader(_PLAIN, accents=False)


@lru_cache(maxsize=65536)
def french(word: str) -> str:
    """Sounds of a word as French spelling has it: "Baissant" is [besan]."""
    return _read_french(word)


@lru_cache(maxsize=65536)
def english(word: str) -> str:
    """Sounds of a word as English spelling has it: "Greer" is [grir]."""
    return _read_english(word)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Sounds of a word read letter by letter, as for Spanish, Thai or Japanese names: "Nikkei" is [nikei]."""
    return _read_plain(word)


_EARS: dict[str, Ear] = {"fr": french, "en": english}


def ear(language: str) -> Ear:
    """The ear of a language; letter by letter for one without its own."""
    return _EARS.get(language, plain)


@lru_cache(maxsize=65536)
def spelled(word: str) -> str:
    """
    The letters and digits of a word, small, without accents: what two spellings are compared by.

        >>> spelled("Nuñez-1")
        'nunez1'
    """
    small = _bare(word)
    return small if small.isalnum() else "".join(c for c in small if c.isalnum())


def readings(word: str) -> tuple[str, ...]:
    """
    All the ways a name may be said: to an English, a French and a letter-by-letter reader, each once.

        >>> readings("Bessent")
        ('besent', 'besan')
    """
    return tuple(dict.fromkeys(ear(word) for ear in (english, french, plain)))


_PAIRS = {
    0.25: "ie ei yi yu 2e 2o 2a 2y 2u sz SZ fv pb td kg Tt Ts Tf Td Tv",
    0.4: "sS zZ sZ zS mn ae ao ou jw vw bv SZ hw hZ Sk",
    0.6: "lr kt pt gd bd pk wr wl nl dZ tS hk hg rh",
}
_COST: dict[tuple[str, str], float] = {}
for _cost, _pairs in _PAIRS.items():
    for _pair in _pairs.split():
        _COST.setdefault((_pair[0], _pair[1]), _cost)
        _COST.setdefault((_pair[1], _pair[0]), _cost)
_SKIP = {**dict.fromkeys(_VOWELS, 0.5), "h": 0.3, "j": 0.35, "w": 0.35, "n": 0.7, "r": 0.7, "l": 0.8}


_SOUNDS = _VOWELS + "pbtdkgfvszSZTmnlrjwh"
_CHANGE = {
    a: {b: 0.0 if a == b else _COST.get((a, b), 0.35 if a in _VOWELS and b in _VOWELS else 1.0) for b in _SOUNDS}
    for a in _SOUNDS
}


@lru_cache(maxsize=262144)
def nearness(one: str, other: str) -> float:
    """
    How alike two strings of sounds are, 0 to 1: vowels are cheap to confuse, p and b too, k and m are not.

        >>> nearness("besan", "besant") > nearness("besan", "tesan")
        True
    """
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    skips = [_SKIP.get(c, 1.0) for c in other]
    steps = list(zip(other, skips, strict=True))
    row = [0.0]
    for skip in skips:
        row.append(row[-1] + skip)
    whole_other = row[-1]
    whole_one = 0.0
    for a in one:
        drop = _SKIP.get(a, 1.0)
        change = _CHANGE.get(a, {})
        whole_one += drop
        above = row[0]
        here = above + drop
        below = [here]
        for (b, skip), over in zip(steps, row[1:], strict=True):
            swap = above + (change.get(b, 1.0) if a != b else 0.0)
            here += skip
            if over + drop < here:  # noqa: PLR1730 - the innermost loop; min() takes twice as long
                here = over + drop
            if swap < here:  # noqa: PLR1730
                here = swap
            below.append(here)
            above = over
        row = below
    return max(0.0, 1.0 - row[-1] / max(whole_one, whole_other))


@lru_cache(maxsize=262144)
def alike(heard: str, name: str, language: str = "fr") -> float:
    """
    How alike a heard word and a name sound, 0 to 1: the best over the ways the name may be said.

    `heard` is read by the ear of `language` (letter by letter for a language without an ear of its own).
    """
    said = ear(language)(heard)
    return max(nearness(said, reading) for reading in readings(name))


@lru_cache(maxsize=262144)
def spelled_alike(heard: str, name: str) -> float:
    """
    How alike two words are in letters, 0 to 1, without case and accents.

        >>> spelled_alike("Taiïwan", "Taïwan") > 0.8
        True
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  only transcripts need it

    return Levenshtein.normalized_similarity(_bare(heard), _bare(name))


_CLASSES = str.maketrans({**dict.fromkeys(_VOWELS, "a"), "b": "p", "d": "t", "g": "k", "v": "f", "z": "s", "S": "s",
                          "Z": "s", "T": "t", "m": "n", "j": "", "w": "", "h": ""})  # fmt: skip


@lru_cache(maxsize=65536)
def outline(sounds: str) -> str:
    """
    A string of sounds reduced to classes, to look names up by: vowels are one, p and b are one.

        >>> outline("gwanahwato") == outline("gwanaryato"), outline("grir")
        (False, 'krar')
    """
    return _TWICE.sub(r"\1", sounds.translate(_CLASSES))
