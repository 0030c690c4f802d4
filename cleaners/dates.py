"""
Dates as pages write them: "11 août 2025", "Aug. 13, 2024", "2025年8月11日", "30/04/2024".

Only whole dates of a certain shape are read. "Today 12:01 AM", "il y a 3 heures", "mai 2024" and a bare year are
no dates here, and 04/05/2024 is one only where the language tells which is the month. The day is the one that is
written: a time zone beside it moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.resources import languages, one_of, table
from cleaners.text import key

TOPIC = "metadata"

_MONTH = r"[^\W\d_]{2,12}"
_HAN_DIGITS = "〇零一二三四五六七八九"
_HAN = rf"[{_HAN_DIGITS}十]"
# The first year of an era is written 元: 令和元年 is 2019.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
# Who writes 06.11.23 for the sixth of November: day first, and a dot between.
_DOTTED = frozenset(("de", "ru", "uk", "pl", "cs", "nb", "no", "da", "fi", "tr", "it", "fr"))
# Who writes 24.05.03 for the third of May.
_YEAR_FIRST = frozenset(("ja", "ko", "zh"))
# A clock and its time zone behind a day: in these of America the month stands first, elsewhere the day.
_ZONE = re.compile(
    r",?[ ]\d\d?:\d\d(?::\d\d)?[ ]?(?:[ap]\.?m\.?)?[ ]?(?:(?P<west>[ECMP][DS]?T|AK[DS]T|HST)"
    r"|BST|GMT|IST|WAT|EAT|SAST|PKT|SGT|MYT|AE[DS]T|AW[DS]T|AC[DS]T|NZ[DS]T)\b",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[^\S ]")
# No date is without two digits on end, or a numbered year.
_DIGITS = re.compile(rf"\d\d|[\d元{_HAN_DIGITS}]年")


class Day(NamedTuple):
    """A date and where it stands in the text."""

    start: int
    end: int
    iso: str


def days(text: str, language: str = "") -> Iterator[Day]:
    """
    Dates in a line, each with its place.

        >>> [day.iso for day in days("Publié le 29/03/2024 - 15:10, mis à jour le 2 avril 2024")]
        ['2024-03-29', '2024-04-02']
        >>> list(days("Today 12:01 AM, il y a 3 heures, mai 2024, 04/05/2024", "en"))
        []
    """
    return iter(_days(text, language) if _DIGITS.search(text) else ())


@cache
def _written() -> re.Pattern[str]:
    """A whole date in any of its shapes."""
    ordinal, of, clock = (one_of(TOPIC, part) for part in ("ordinal", "of", "clock"))
    return re.compile(
        rf"""(?<![\d.,/-])(?:
      (?P<y1>\d{{4}})(?P<sep>[-/.])[ ]?(?P<m1>\d{{1,2}})(?P=sep)[ ]?(?P<d1>\d{{1,2}})(?=T\d|\D|$)
    | (?P<d2>\d{{1,2}})(?:\\?\.|{ordinal}|[ /-])?[ ]?(?:(?:{of})[ ])?
      (?P<m2>{_MONTH}(?:[ ]{_MONTH})??)(?:[ ]?[/(][ ]?{_MONTH}(?:[ ]{_MONTH})?\)?)?\.?,?[ /-]?
      (?:(?:{of})[ ])?(?P<y2>\d{{4}}|['’]\d\d)(?!\d)
    | (?P<m3>{_MONTH})\.?[ ](?P<d3>\d{{1,2}})(?:{ordinal})?
      (?:[ ]\d\d?:\d\d(?::\d\d)?(?:[ ][A-Z]{{2,5}})?)?(?:[,،][ ]*|[ ]+(?:(?:{of})[ ])?)(?P<y3>\d{{4}})(?!\d)
    | (?P<d4>\d{{1,2}})(?P<sep4>[/.-])[ ]?(?P<m4>\d{{1,2}})(?P=sep4)[ ]?(?P<y4>\d{{4}})(?!\d|\.\d)
    | (?:(?P<y5>\d{{4}})|(?P<era>{"|".join(_ERAS)})[ ]?(?P<ey>\d{{1,3}}|元))[ ]?[年년][ ]?
      (?P<m5>\d{{1,2}})[ ]?[月월][ ]?(?P<d5>\d{{1,2}})[ ]?[日일号]
    | (?P<y6>[{_HAN_DIGITS}]{{4}})年(?P<m6>{_HAN}{{1,2}})月(?P<d6>{_HAN}{{1,3}})[日号]
    | (?P<m8>\d{{1,2}})月[ ]?(?P<d8>\d{{1,2}})日?,[ ]?(?P<y8>\d{{4}})(?!\d)
    | (?P<d9>\d{{1,2}})(?P<sep9>[/.-])(?P<m9>\d{{1,2}})(?P=sep9)(?P<y9>\d\d)(?=,?[ ](?:(?:{clock})[ ])?\d\d?[:.h]\d\d)
    | (?P<d7>\d\d)\.(?P<m7>\d\d)\.(?P<y7>\d\d)(?![\d.])
    )""",
        re.VERBOSE | re.IGNORECASE,
    )


@lru_cache(maxsize=64)
def _days(text: str, language: str, *, first: int = 1600, last: int = 2100) -> tuple[Day, ...]:
    """Dates of a line, kept while the lines around it are looked at: several rules ask for them."""
    days: list[Day] = []
    # A page breaks its dates with all kinds of blanks.
    for hit in _written().finditer(_BLANKS.sub(" ", text)):
        found = _read(hit, language) or _by_zone(hit, language)
        if found and first <= found.year <= last:
            days.append(Day(hit.start(), hit.end(), found.isoformat()))
    return tuple(days)


def month(word: str, language: str = "") -> int:
    """
    The number of a month, by its name in this language or else in any other; 0 when it is none.

        >>> month("Août", "fr"), month("AUG"), month("cloche")
        (8, 8, 0)
    """
    own = _months(language) if language in languages(TOPIC) else {}
    return own.get(key(word)) or _all_months().get(key(word), 0)


@cache
def _months(language: str) -> dict[str, int]:
    rows = table(TOPIC, language)["months"]
    return {key(name): number for number, names in enumerate(rows, 1) for name in names}


@cache
def _all_months() -> dict[str, int]:
    """
    Names of months in every language; where two disagree ("listopad"), none is meant.

    Short forms count in their own language only, but for the English ones: "pro" is December in Czech.
    """
    known: dict[str, int] = {}
    for language in languages(TOPIC):
        full = {key(names[0]) for names in table(TOPIC, language)["months"]}
        for name, number in _months(language).items():
            if language == "en" or name in full or len(name) > 3:
                known[name] = number if known.get(name, number) == number else 0
    return known


def _read(hit: re.Match[str], language: str) -> date | None:
    part = hit.groupdict()
    if part["y1"]:
        return _date(part["y1"], part["m1"], part["d1"])
    if part["m5"]:
        first = 1 if part["ey"] == "元" else int(part["ey"] or 0)
        return _date(part["y5"] or _ERAS[part["era"]] + first, part["m5"], part["d5"])
    if part["y6"]:
        year = "".join(str(max(0, _HAN_DIGITS.index(char) - 1)) for char in part["y6"])
        return _date(year, _han_number(part["m6"]), _han_number(part["d6"]))
    if part["y8"]:
        return _date(part["y8"], part["m8"], part["d8"])
    if part["y9"]:
        if language in _YEAR_FIRST:
            return _date(2000 + int(part["d9"]), part["m9"], part["y9"])
        return _day_first(f"20{part['y9']}", part["m9"], part["d9"], dotted=part["sep9"] == ".", language=language)
    if part["y7"]:
        return _date(2000 + int(part["y7"]), part["m7"], part["d7"]) if language in _DOTTED else None
    if part["y4"]:
        return _day_first(part["y4"], part["m4"], part["d4"], dotted=part["sep4"] == ".", language=language)
    name, year, day = (part["m2"], part["y2"], part["d2"]) if part["m2"] else (part["m3"], part["y3"], part["d3"])
    return _date(_full(year), month(name, language) or month(name.split()[0], language), day)


def _full(year: str) -> str:
    """A year of two digits behind an apostrophe in full: "'24"."""
    return year if year.isdigit() else f"20{year[1:]}"


def _by_zone(hit: re.Match[str], language: str, *, reach: int = 30) -> date | None:
    """What 04/05/2024 is in English, by the time zone behind its clock: "04/05/2024 10:31 AM EDT" is in April."""
    first, second, year = (hit["d4"] or hit["d9"], hit["m4"] or hit["m9"], hit["y4"] or hit["y9"])
    zone = _ZONE.match(hit.string, hit.end(), hit.end() + reach) if year and language in ("", "en", "und") else None
    if not zone:
        return None
    day, number = (second, first) if zone["west"] else (first, second)
    return _date(_full(year) if len(year) == 4 else f"20{year}", number, day)


def _han_number(digits: str) -> int:
    """
    A number up to 31 in Chinese numerals; 0 when it is none.

        >>> _han_number("五"), _han_number("十二"), _han_number("三十一"), _han_number("十十")
        (5, 12, 31, 0)
    """
    value = {char: max(0, place - 1) for place, char in enumerate(_HAN_DIGITS)}
    tens, ten, ones = digits.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return 0
    return (value.get(tens, 1) * 10 + value.get(ones, 0)) if ten else value[tens]


def _day_first(year: str, second: str, first: str, *, dotted: bool, language: str) -> date | None:
    """30/04/2024 is clear; 04/05/2024 and 04-05-2024 are clear only outside English, which writes both ways."""
    if int(second) > 12:
        return _date(year, first, second)
    if not dotted and language in ("", "en", "und") and int(first) <= 12 and int(first) != int(second):
        return None
    return _date(year, second, first)


def _date(year: int | str, number: int | str, day: int | str) -> date | None:
    try:
        return date(int(year), int(number), int(day))
    except ValueError:
        return None
