"""What names look like, and how several of them stand in a byline."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from itertools import takewhile

from cleaners import expressions as re
from cleaners.evidence import furniture_words, line_kind
from cleaners.metadata.words import RULE, date_words, is_common, leftover
from cleaners.resources import DATA, among, keyed, one_of
from cleaners.text import WIDE, key

TOPIC = "bylines"

_PART = re.compile(r"[^\W\d_]+\.?(?:['’.-][^\W\d_]+)*\.?")
_ROMAN = re.compile(r"[IVX]{2,}$")
_GAP = re.compile(r"\s*[、，,；;&＆ \u3000]\s*")
# What stands behind a word that announces a name.
_LABELS = tuple(":：／/=＝")
_NICKNAME = re.compile(r"[^\W_][\w.-]{2,24}")


def is_person(text: str) -> bool:
    """
    Tell what has the shape of a person's name: two to five words with capitals, particles between them.

        >>> is_person("Anne de la Tour"), is_person("Lire la suite"), is_person("TOP NEWS"), is_person("Louis XIV")
        (True, False, False, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(_PART.fullmatch(word) for word in words) or _ROMAN.search(words[-1]):
        return False
    particles = among(TOPIC, "particles")
    capitals = [word for word in words if not word[0].islower()]
    if len(capitals) < 2 or any(word[0].islower() and word not in particles for word in words):
        return False
    if (words[0][0].islower() and len(words) < 3) or line_kind(text) or words[-1].lower() in particles:
        return False
    said = [word.lower().replace(".", "") for word in words if len(word) != 2 or word[1] != "."]  # no initials
    no_name = among(TOPIC, "no_name")
    if any(word in furniture_words() or word in no_name for word in said):
        return False
    if len(words) > 2 and all(word.isupper() and len(word) > 2 for word in words[:2]) and not words[-1].isupper():
        return False  # "ANNA LOW Weir Press" is a name and whom it writes for
    return not text.isupper() or (len(words) in (2, 3) and all(len(word) > 2 for word in words))


def is_rare(name: str, text: str) -> bool:
    """Tell a person's name whose words the text writes small nowhere: "Digital Life" is a section of a paper."""
    if not is_person(name) or name.split(maxsplit=1)[0].lower() in among(TOPIC, "places"):
        return False
    if not among(TOPIC, "genitives").isdisjoint(name.split()) and name.split(maxsplit=1)[0] not in given_names():
        return False
    words = [word for word in name.split() if not word[0].islower() and len(word) > 2]
    return not any(is_common(word, text, given=word in given_names()) for word in words)


@cache
def given_names() -> frozenset[str]:
    """First names, common ones and those of the lexicon: proof of a name; their absence proves nothing."""
    rows = (row for name in ("heads", "ministers", "business_people") for row in _rows(name))
    return among(TOPIC, "given") | {row[0].split()[0] for row in rows if row[1:2] == ["person"]}


def without_place(name: str, *, most: int = 3) -> str:
    """
    The name without the town behind it, as papers print it before a date.

        >>> without_place("Lucía Barrientos Madrid"), without_place("Jack London")
        ('Lucía Barrientos', 'Jack London')
    """
    words = name.split()
    for size in range(min(most, len(words) - 2), 0, -1):
        if " ".join(words[-size:]) in among(TOPIC, "towns"):
            return " ".join(words[:-size])
    return name


@cache
def media_words() -> frozenset[str]:
    """Words that names of papers and stations are made of, in small letters."""
    return frozenset(word.lower() for row in _rows("media") for word in row[0].split() if len(word) > 3)


def _rows(name: str) -> list[list[str]]:
    path = DATA / "entities" / f"{name}.tsv"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def names_at(rest: str, language: str, *, sure: bool = True) -> str:
    """
    The names at the start of what follows "By", joined by "; ", or "" when no name stands there.

    Two names with a comma between are a name and a place or a paper, so only the first counts; three are three.
    After a small word ("von", `sure` False) a name is one only when the line ends behind it, or goes on with its date.

        >>> names_at("Anne Morel, Marc Le Goff et Jean Dac, à Brest", "fr")
        'Anne Morel; Marc Le Goff; Jean Dac'
        >>> names_at("Anna Low, New York", "en"), names_at("Angela Low bis Tom Berg", "de", sure=False)
        ('Anna Low', '')
        >>> names_at("山田太郎、佐藤花子", "ja")
        '山田太郎; 佐藤花子'
    """
    rest = rest.strip(" .:：_*–-").lstrip("/|")
    if WIDE.match(rest):
        return _wide_names(rest, language)
    head = _end().split(rest, maxsplit=1)[0].strip(" .:_*–-,")
    parts = _separator().split(head)
    first, more = _cut(parts[0], sure=sure)
    if not first:
        return _agency(parts[0]) or _agency(head) or _nickname(rest)
    found = [first]
    joined = ""
    for separator, part in zip(parts[1::2], parts[2::2], strict=True):
        if more:
            break
        word = separator.strip().lower()
        if word in ("y", "e") and len(part.split()) == 1 and len(found) == 1:
            found[0] = f"{first} {word} {part}"
            break
        name, more = _cut(part, sure=False)
        if not name:
            break
        found.append(name)
        joined += word
    several = len(found) > 2 or joined not in (",", "，", "、") or _is_given(found[-1])
    return "; ".join(found if several else found[:1])


def _is_given(name: str) -> bool:
    """Tell a name that is surely a person's by its first name, and no place: "San Marino"."""
    first = name.split(maxsplit=1)[0]
    return first in given_names() and first.lower() not in among(TOPIC, "places")


@cache
def _end() -> re.Pattern[str]:
    """Where a name in a byline surely ends."""
    return re.compile(
        r"\s*(?:(?<=[a-zß-ÿ])In(?=\s[A-Z]|$)|(?<=\s)In(?=\s|$)"
        rf"|(?<=\s)(?=(?:{one_of(TOPIC, 'ranks')})\s[A-Z])"
        r"|[|｜•·(（<>*]|\s[-–—]\s|—|(?<!\w)\d|https?:|\s@|/|\s(?=[^\W\d_]+\s?[:：]))"
    )


@cache
def _separator() -> re.Pattern[str]:
    """What stands between two names."""
    return re.compile(rf"(\s*[,;，、]\s*|\s+(?:{one_of(TOPIC, 'joins')}|&)\s+)", re.IGNORECASE)


def _cut(part: str, *, sure: bool) -> tuple[str, bool]:
    """The name that begins this part, without the date words behind it, and whether anything stands behind it."""
    words = part.split()[:8]
    for size in range(min(5, len(words)), 1, -1):
        name, behind = " ".join(words[:size]), words[size:]
        if key(words[size - 1]) in date_words() or not is_person(name):
            continue
        if size > 2 and words[size - 1].lower() in among(TOPIC, "at"):
            continue  # "Anna Low For The Courier"
        if (behind or size > 4) and not words[0][0].isupper():
            if behind and size <= 3 and key(behind[0]) in date_words():
                return name, True
            return "", False  # a script without capitals tells no end of a name but the end of the line
        if behind and not sure and not (key(behind[0]) in date_words() or behind[0].lower() in among(TOPIC, "at")):
            return "", False
        return name.rstrip("."), bool(behind)
    return "", False


def _agency(head: str) -> str:
    """An agency or a desk in capitals, or one that is known: "Do G1 AM", "By AFP", "Von dpa"."""
    words = head.split()
    if not 1 <= len(words) <= 3:
        return ""
    capitals = words[0].isupper() and all(
        len(word) > 1 and word.isalnum() and (word.isupper() or word.isdigit()) for word in words
    )
    return head if (capitals and not line_kind(head)) or key(head) in _agencies() else ""


@cache
def _agencies() -> frozenset[str]:
    return keyed(RULE, "agencies")


def is_agency(name: str) -> bool:
    """Tell an agency, whose reports stand in every paper."""
    return key(name) in _agencies()


def _nickname(rest: str) -> str:
    """
    One word, and nothing else in the line but a date: "by Catherine", "von anhora · 3. Mai 2024".

    In small letters it is a name only beside a date: "by default" is none.
    """
    hit = _NICKNAME.match(rest)
    if (
        not hit
        or line_kind(hit[0])
        or key(hit[0]) in date_words()
        or hit[0].lower() in among(TOPIC, "no_name")
        or not re.search(r"[^\W\d_]{2}", hit[0])
    ):
        return ""
    behind = rest[hit.end() :]
    capital = hit[0][0].isupper() and hit[0].isalpha()
    if leftover(behind) or not (capital or re.search(r"(?<!\d)\d{4}(?!\d)", behind)):
        return ""
    return hit[0].rstrip(".-")


@cache
def _wide_name() -> re.Pattern[str]:
    """A Chinese, Japanese or Korean name; compiled when one is looked for, for its sets take long."""
    given = r"(?!さん|くん|ちゃん|さま|による|から|より|など|として)(?:[ぁ-ん]{2,4}|[ァ-ヺー]{2,4})(?<!さん)(?<!くん)"
    named = rf"(?:{one_of(TOPIC, 'surnames')})[ \u3000]?{given}(?![\u3040-\u30ff\u3400-\u9fff])"
    return re.compile(
        rf"[ァ-ヺー]+(?:[・·=＝][ァ-ヺー]+)+|{named}"
        r"|[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々]{1,3}(?![\u3400-\u9fff])"
        r"|[\u3400-\u9fff々ヶ]{2,4}(?:[·・][\u3400-\u9fff]{1,6})?(?![\u3040-\u30ff\u3400-\u9fff])|[가-힣]{2,4}(?![가-힣])"
    )


def _is_end(part: str, ends: Set[str]) -> bool:
    """Say whether names end here: a word that says what follows, or a place and "reports" in one."""
    return part in ends or (len(part) > 2 and part[-2:] in ends)


def _wide_names(rest: str, language: str) -> str:
    """Chinese, Japanese and Korean names: two to four characters, perhaps parted; in Chinese a blank parts people."""
    ends, reporters, pictures = (among(TOPIC, part) for part in ("ends", "reporters", "pictures"))
    found: list[str] = []
    at = 0
    while hit := _wide_name().match(rest, at):
        if hit[0] in ends:
            break
        if found and rest[hit.end() : hit.end() + 1] in _LABELS:
            break  # of whoever comes next: "文：山田太郎　写真：…"
        parts = hit[0].split() if language == "zh" else [hit[0]]
        behind = rest[hit.end() :].lstrip(" \u3000")
        theirs = next((each for each in pictures if behind.startswith(each)), "")
        if parts[-1] in pictures or (theirs and behind[len(theirs) : len(theirs) + 1] not in _LABELS):
            return ""
        named = list(takewhile(lambda part: not _is_end(part, ends) and part not in reporters, parts))
        found += named
        if language == "zh" and len(named) < len(parts):
            break
        at = hit.end()
        gap = _GAP.match(rest, at)
        if not gap or len(found) > 6:
            break
        at = gap.end()
    return "; ".join(found)
