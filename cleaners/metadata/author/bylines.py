"""What introduces who wrote a text: a byline, a label, a link to the page of an author."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from cleaners import expressions as re
from cleaners.evidence import line_kind
from cleaners.metadata.dateline import dates_said
from cleaners.metadata.head import Head
from cleaners.metadata.names import is_person, is_rare, names_at
from cleaners.metadata.words import (
    DIGIT,
    RULE,
    WORD,
    date_words,
    heralds,
    is_date_line,
    is_strong,
)
from cleaners.platforms import is_known
from cleaners.resources import among, joined, listed, one_of, own_or_all
from cleaners.search import Finder
from cleaners.text import WIDE, key

TOPIC = "bylines"
# A link to somebody's page on a platform: the name is a person's, or the one in the address.
_PROFILE_LINK = re.compile(
    r"\[\s*(?P<name>[^\[\]]{2,40}?)\s*\]\(\s*[^)\s]*/(?:users?/|profile/|people/|u/|@)(?P<nick>[\w.-]+)"
)
_ROW_LABEL = re.compile(r"[ \t*_-]*([^\W\d_][^\n:：]{1,24}?)\s?[:：][ *_]+\S")
# What may stand before a byline within its line: a date, or a stroke. Without either it begins the line.
_HERALDED = re.compile(r"[\d|｜·•/—–(（]")
_AHEAD = re.compile(r"[|｜·•/—–(（]\s*$|^[\W_]*$")
# A word that lost the blank before it: "By Anna LowUpdated: May 3".
_GLUED_WORD = re.compile(r"(?<=[a-zß-ÿ])[A-ZÀ-Þ][a-zß-ÿ]+(?=[: ])")
CAMEL = re.compile(r"[a-zß-ÿ]{3}[A-ZÀ-Þ]")
# Letters that an expression takes for those of ASCII when it takes small ones for capitals.
_LIKE_ASCII = str.maketrans({"ı": "i", "İ": "i", "\u0307": "", "ſ": "s", "\u212a": "k"})
_DIGIT = re.compile(r"\d")
# "Posted on May 3, 2024 by nora": one word that ends the line, behind a date.
_NICK = re.compile(r"\s+([^\W\d_][\w.-]{2,24})[\s*_]*$")
_END_OF_NAME = re.compile(r"[,;|·•\d(]")
_DASHED = re.compile(r"[-–—―] ?([^\W\d_].{4,40})")


@lru_cache(maxsize=64)
def byline(text: str, language: str, *, longest: int = 160) -> str:
    """
    The name in a line that announces one: "Par Anne Morel", "Von A. Low publiziert am 3. Mai 2024", "文／山田太郎".

    What announces it begins the line, or follows a date or a stroke.
    """
    if len(text) > 2 * longest:
        return ""
    if _GLUED_WORD.search(text):
        text = _GLUED_WORD.sub(lambda hit: f" {hit[0]}" if key(hit[0]) in date_words() else hit[0], text)
    announcing = _announcing(language)
    if _HERALDED.search(text):
        may = not text.isascii() or bool(_heralds_finder(language)(text[:longest].lower()))
        hits: Iterable[re.Match[str]] = announcing.finditer(text[:longest]) if may else ()
    else:
        hits = filter(None, (announcing.match(text, len(text) - len(text.lstrip("*_#>- \t"))),))
    for hit in hits:
        before = text[: hit.start()]
        if not _AHEAD.search(before) and not dates_said(before, language):
            continue
        if name := names_at(text[hit.end() :], language, sure=is_strong(hit[0])):
            return name
        nick = _NICK.match(text, hit.end()) if _DIGIT.search(before) else None
        if (
            nick
            and not line_kind(nick[1])
            and key(nick[1]) not in date_words()
            and nick[1] not in among(TOPIC, "accounts")
        ):
            return nick[1]
    desks = listed(TOPIC, "by_desk") if text.startswith(listed(TOPIC, "by_desk")) else ()
    desk = next((text.removeprefix(said).strip() for said in desks if text.startswith(said)), "")
    if desk and is_known(desk.partition(":")[0].strip()):
        return desk
    if text[:1] in _glued_first() and (glued := _glued().match(text)):
        name = _END_OF_NAME.split(text[glued.end() :], maxsplit=1)[0].strip()
        if is_person(name) and not CAMEL.search(name):
            return name
    behind = None if text.isascii() else _announced_behind().search(text[:longest])
    called = (behind["name"] or behind["role"]) if behind else ""
    return called if called and not _korean_paper().search(called) else ""


@cache
def _announcing(language: str) -> re.Pattern[str]:
    """
    Words that announce a name: in the document's language and English, or in all when it is not known.

    A Chinese, Japanese or Korean one needs a colon, a stroke or a blank behind it: 文化 is no byline of 化.
    """
    phrases = sorted(heralds("by", own_or_all(RULE, language)), key=len, reverse=True)
    narrow = "|".join(re.escape(phrase) for phrase in phrases if not WIDE.match(phrase[-1]))
    wide = "|".join(re.escape(phrase) for phrase in phrases if WIDE.match(phrase[-1])) or "(?!)"
    return re.compile(
        rf"(?<!\w)(?:{narrow})(?:\s(?:{one_of(TOPIC, 'joins')}|&)\s[^\W\d_][\w'’]{{3,12}}(?=\s?[:|]))?"
        rf"(?:(?=[\s:_*])|(?<=[^\x00-\x7f])(?=[/|]))|(?<!\w)(?:{wide})\s?[:：/／＝=|｜丨 \u3000]",
        re.IGNORECASE,
    )


@cache
def _heralds_finder(language: str) -> Finder:
    """What finds these words in a line of ASCII, some letters of which others are the same to an expression."""
    return Finder({phrase.lower().translate(_LIKE_ASCII) for phrase in heralds("by", own_or_all(RULE, language))})


@cache
def _announced_behind() -> re.Pattern[str]:
    """Words that follow a name: "홍길동 기자"; at the start of a line, after a bracket, a stroke or a paper."""
    words, papers = one_of(RULE, "by_behind"), one_of(TOPIC, "papers")
    outlet = rf"^[\[(]?(?:\w{{2,12}} )?\w{{0,8}}(?:{papers}) (?=[가-힣]{{2,4}} (?:{words})\W*$)"
    roles = rf"(?:{one_of(TOPIC, 'roles_behind')})"
    return re.compile(
        rf"(?:^|[)\]=|·] ?|{outlet})(?P<name>[가-힣]{{2,4}})\s?(?:{words})(?![가-힣])"
        rf"|^(?P<role>[가-힣]{{2,4}}) (?:[가-힣·]{{1,8}} ){{0,2}}{roles}\W*$"
    )


@cache
def _korean_paper() -> re.Pattern[str]:
    """The end of a Korean paper's name; before a reporter's name it stands without a stroke."""
    return re.compile(rf"(?:{one_of(TOPIC, 'papers')})$")


@cache
def _glued() -> re.Pattern[str]:
    """A byline that lost its blank: "Article rédigé parAnne Morel", "ByAnna Low"."""
    return re.compile(rf"(?:{one_of(TOPIC, 'glued')})(?=[A-ZÀ-Þ])")


@cache
def _glued_first() -> frozenset[str]:
    """The letters with which such a byline begins: a quick look."""
    return frozenset(said[0] for said in listed(TOPIC, "glued"))


@cache
def _reviewed() -> re.Pattern[str]:
    """Who checked a text, in any language."""
    return re.compile(joined(TOPIC, "bylines.reviewed"))


def names_reviewer(text: str) -> bool:
    """
    Tell a line that names who checked a text, not who wrote it.

        >>> names_reviewer("Medically reviewed by Anna Low"), names_reviewer("By Anna Low")
        (True, False)
    """
    return _reviewed().match(text) is not None


def unglued(name: str) -> str:
    """
    The name without a byline's word that lost its blank.

        >>> unglued("ByAnna Low"), unglued("Byron Low")
        ('Anna Low', 'Byron Low')
    """
    return _glued().sub("", name, count=1) if _glued().match(name) else name


def dashed_name(at: int, head: Head, text: str) -> str:
    """The name in a line above the text that is nothing but a dash and a name, as feeds sign; in a list it is none."""
    said = _DASHED.fullmatch(head.rows[at].line.text) if at <= head.prose + 1 else None
    beside = (head.rows[n].line.text for n in (at - 1, at + 1) if 0 <= n < len(head.rows))
    if said is None or not is_rare(said[1], text) or any(each[0] in "-–—―*•" for each in beside):
        return ""
    return said[1]


def is_catalogued(beside: Iterable[str], *, fewest: int = 2, longest: int = 60, most: int = 3) -> bool:
    """Tell lines with labels of their own, as those of a book that is reviewed: "Title: …", "Publisher: …"."""
    labels = [hit[1] for each in beside if len(each) <= longest and (hit := _ROW_LABEL.match(each))]
    labels = [label for label in labels if len(label.split()) <= most and not DIGIT.search(label)]
    return sum(key(label) not in date_words() for label in labels) >= fewest


def announces_below(text: str, language: str) -> bool:
    """Tell a line that is nothing but "By", so that the name stands in the next."""
    said = text.strip(" *_:")
    hit = _announcing(language).match(f"{said} ") if 0 < len(said) <= 20 else None
    return bool(hit) and not said[hit.end() :].strip() if hit else False


def first_byline(head: Head) -> str:
    """The person whom the very first line names, and says nothing else: "By Anna Low", above the menu of a blog."""
    said = head.rows[0].text if head.rows else ""
    name = byline(said, head.language) if len(said) <= 50 else ""
    return name if is_person(name) and said.endswith(name) else ""


def announced_author(head: Head, *, most: int = 400, longest: int = 120) -> str:
    """
    The one person whom dated lines of a page announce as its author: "By Anna Low • May 3, 2024", "By", "Anna Low".

    Wherever they stand, as the lines of other texts name others; of two people neither is meant. The date stands in
    the line or in one of those about it.
    """
    found: set[str] = set()
    rows = head.rows[:most]
    for at, row in enumerate(rows):
        if not 2 <= len(row.text) <= longest or row.is_prose:
            continue
        name = byline(row.text, head.language)
        if not name and announces_below(row.text, head.language) and at + 1 < len(rows):
            name = names_at(rows[at + 1].text, head.language, sure=False)
        if not name or (" " not in name and name.isascii()):
            continue
        around = rows[max(0, at - 1) : at + 4]
        if any(is_dated(each.text, head.language) for each in around) and not is_catalogued(r.text for r in around):
            found.add(name)
    return unglued(found.pop()) if len(found) == 1 else ""


def dated_byline(head: Head, *, most: int = 400, below: int = 8) -> str:
    """
    The one day in a line of its own soon below the one byline of a page: "By Anna Low", her other texts, "May 3".

    Of several people who have their day none is meant, and several days below a byline date her other texts.
    """
    found: dict[str, str] = {}
    for at, row in enumerate(head.rows[:most]):
        name = byline(row.text, head.language) if 2 < len(row.text) <= 80 else ""
        if not is_person(name):
            continue
        rows = head.rows[at + 1 : at + 1 + below]
        said = {each.text for each in rows if is_date_line(each.text, head.language, rest=0)}
        dated = dates_said(said.pop(), head.language) if len(said) == 1 else None
        if dated and dated.published:
            found[name] = dated.published
    return next(iter(found.values())) if len(found) == 1 else ""


def is_dated(text: str, language: str, *, longest: int = 120) -> bool:
    """Tell a line of the page that says a date and little else, or how long it takes to read."""
    return len(text) <= longest and (dates_said(text, language) is not None or is_reading_time(text))


@cache
def _author_link() -> re.Pattern[str]:
    """A link to the page of somebody who writes: "[Anne Morel](https://port.example/auteur/anne-morel)"."""
    return re.compile(
        r"(?<!!)\[\s*(?:!\[[^\]]*\]\([^)]*\)\s*)?(?P<name>[^\[\]]{2,40}?)\s*\]\(\s*[^)\s]*/"
        rf"(?:{one_of(TOPIC, 'pages')})/[^)\s]+"
    )


def linked_author(markdown: str) -> str:
    """The name on a link to the page of an author."""
    hit = _author_link().search(markdown) if "](" in markdown else None
    name = hit["name"].strip(" *_") if hit else ""
    if is_person(name):
        return name
    if not hit and "](" in markdown and (profile := _PROFILE_LINK.search(markdown)):
        name = profile["name"].strip(" *_@")
        return name if is_person(name) or name.lower() == profile["nick"].lower() else ""
    return name if " " not in name and not line_kind(name) and sum(map(str.isalpha, name)) > 2 else ""


def is_reading_time(text: str, *, longest: int = 40) -> bool:
    """
    Tell a line that says how long it takes to read, and nothing else.

        >>> is_reading_time("7 min read"), is_reading_time("Lecture : 3 min"), is_reading_time("7 minutes to go home")
        (True, True, False)
    """
    return (
        len(text) <= longest
        and bool(_minutes().search(text))
        and all(key(word) in date_words() or key(word) in among(TOPIC, "reading") for word in WORD.findall(text))
    )


@cache
def _minutes() -> re.Pattern[str]:
    """Minutes in a line that says how long it takes to read: "5-7 min", "3' "."""
    return re.compile(rf"\d+\s?(?:[-–]\s?\d+\s?)?['’]?\s?(?:-\s?)?(?:{one_of(TOPIC, 'minutes')})|\d['’] ")
