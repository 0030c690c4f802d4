"""Who wrote the text: bylines, a name beside the date, a name under the last sentence or above a line about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.dates import Day, days
from cleaners.evidence import line_kind
from cleaners.metadata.dateline import DOTTED, dates_said
from cleaners.metadata.head import Head, Row
from cleaners.metadata.names import given_names, is_person, is_rare, media_words, names_at, without_place
from cleaners.metadata.words import (
    DIGIT,
    RULE,
    STOPPED,
    TIME,
    WORD,
    date_words,
    heralds,
    is_common,
    is_date_line,
    is_strong,
)
from cleaners.platforms import folded_name, is_known, is_paper, is_whole_paper
from cleaners.resources import among, joined, listed, one_of, own_or_all
from cleaners.text import WIDE, key

TOPIC = "bylines"

# A link to somebody's page on a platform: the name is a person's, or the one in the address.
_PROFILE_LINK = re.compile(
    r"\[\s*(?P<name>[^\[\]]{2,40}?)\s*\]\(\s*[^)\s]*/(?:users?/|profile/|people/|u/|@)(?P<nick>[\w.-]+)"
)
_LABEL = re.compile(r"([^\W\d_]+)\s?[:：](?!\d)")
_ROW_LABEL = re.compile(r"[ \t*_-]*([^\W\d_][^\n:：]{1,24}?)\s?[:：][ *_]+\S")
# What may stand before a byline within its line: a date, or a stroke. Without either it begins the line.
_HERALDED = re.compile(r"[\d|｜·•/—–(（]")
_AHEAD = re.compile(r"[|｜·•/—–(（]\s*$|^[\W_]*$")
_LINKED = re.compile(r"!?\[[^\]]*\]\([^)]*\)")
_STROKE = re.compile(r"\s+[|·•]\s+|\s[-–—]\s")
# What is left of signs before the name, the date and the section of a post: "__Anna Low __3 May 2024 __Boats".
_SIGNS = re.compile(r"(?:^|\s)__(?=[^\W_])")
_WIDE_GAP = re.compile(r"[ \t]{3,}")
# A word that lost the blank before it: "By Anna LowUpdated: May 3".
_GLUED_WORD = re.compile(r"(?<=[a-zß-ÿ])[A-ZÀ-Þ][a-zß-ÿ]+(?=[: ])")
_CAMEL = re.compile(r"[a-zß-ÿ]{3}[A-ZÀ-Þ]")
_DIGIT = re.compile(r"\d")
# "Posted on May 3, 2024 by nora": one word that ends the line, behind a date.
_NICK = re.compile(r"\s+([^\W\d_][\w.-]{2,24})[\s*_]*$")
_END_OF_NAME = re.compile(r"[,;|·•\d(]")
_DASHED = re.compile(r"[-–—―] ?([^\W\d_].{4,40})")
# Between a name and what somebody is.
_ROLE = re.compile(r",\s+|\s+[|·•/]\s+|\s[-–—]\s")
# "Anna Low (Harbour office)": whom she writes for.
_OFFICE = re.compile(r"\s*\([^()]{2,60}\)$")
_SMALL = re.compile(r"[\s,|·•⋅∙●–—-]+$|^[\s,|·•⋅∙●–—-]+")


@cache
def _episode() -> re.Pattern[str]:
    """What an episode is of, which somebody speaks and signs: "Harbour Podcast"."""
    return re.compile(one_of(TOPIC, "episode"), re.IGNORECASE)


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
        hits: Iterable[re.Match[str]] = announcing.finditer(text[:longest])
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
    desk = next((text.removeprefix(said).strip() for said in listed(TOPIC, "by_desk") if text.startswith(said)), "")
    if desk and is_known(desk.partition(":")[0].strip()):
        return desk
    if text[:1] in _glued_first() and (glued := _glued().match(text)):
        name = _END_OF_NAME.split(text[glued.end() :], maxsplit=1)[0].strip()
        if is_person(name) and not _CAMEL.search(name):
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


def name_beside_date(at: int, head: Head, text: str, *, below: bool) -> str:
    """
    A name before or behind the date of its line, or alone in the line above or below it.

    A line of two capitalised words `below` the title is a name; elsewhere, where sections and menus stand, it is
    one only when its first name is known.
    """
    row = head.rows[at]
    found = list(days(row.text, head.language)) if len(row.text) <= 90 else []
    if found:
        return _in_date_line(row, found, head.language, text)
    if below and row.gaps and len(row.text) <= 70 and (name := _beside_paper(at, head, text)):
        return name
    if name := _with_role(row.text, text) or _with_place(at, head, text) or _caseless(at, head, text):
        return name
    name = _OFFICE.sub("", row.text) if row.text[-1:] == ")" and len(row.text) <= 110 else row.text
    if not 5 <= len(name) <= 40 or name.isupper() or not is_rare(name, text):
        return ""
    if not below and name.split()[0] not in given_names():
        return ""
    beside = [head.rows[n].text for n in (at - 1, at + 1) if 0 <= n < len(head.rows)]
    if any(len(each) > 60 and name in each[:60] for each in beside):
        return ""  # the heading of a note under its day: the text begins with whom or what it is about
    if any(_is_bare_date(each, head.language) or is_reading_time(each) for each in beside):
        return "" if any(_names_itself(each, head.language, text) for each in beside) else name
    if not below or at + 1 >= len(head.rows):
        return ""
    under = head.rows[at + 1].text
    if under.startswith("@") and folded_name(name).startswith(folded_name(under)[:5]):
        return name  # her account
    if any(word.isupper() and len(word) < 4 for word in name.split()):
        return ""  # "UX Tip"
    if 0 < len(under) <= 50 and (_is_role(under) or is_whole_paper(under)):
        return name
    return ""


def _in_date_line(row: Row, found: Sequence[Day], language: str, text: str) -> str:
    """The name before or behind the days that were `found` in a line."""
    dotted = DOTTED.match(row.text)
    if dotted and dotted.end() == found[0].start:
        nick = dotted["nick"]
        return "" if line_kind(nick) or key(nick) in date_words() or is_common(nick, text[row.line.stop :]) else nick
    if parts := _signed_parts(row.line.text):
        return next((part for part in parts if is_rare(part, text)), "")
    bare = _without_links(row.line.text) if "](" in row.line.text else ""
    said = list(days(bare, language))
    if said and (name := _before_or_behind(bare, said[0].start, said[-1].end, text)):
        return name
    return _before_or_behind(row.text, found[0].start, found[-1].end, text) or _between_strokes(row.text, text)


def _with_role(row: str, text: str, *, longest: int = 80, often: int = 2) -> str:
    """
    The name in a line that says whose it is and what that person is at a paper: "Anna Low, Staff Reporter".

    Whom the text names again is whom it is about, shown with a picture.

        >>> _with_role("Anna Low, Staff Reporter", ""), _with_role("Anna Low Senior Harbour Correspondent", "")
        ('Anna Low', 'Anna Low')
        >>> _with_role("Anna Low, Harbour Office", ""), _with_role("Anna Low, reporter", "Low rowed. Low sang. Low!")
        ('', '')
    """
    if not 8 <= len(row) <= longest or DIGIT.search(row):
        return ""
    name, *role = _ROLE.split(row, maxsplit=1)
    if not role:
        words = row.split()
        size = next((at for at in (2, 3) if at < len(words) and _opens_role(words[at])), len(words))
        size -= size == 3 and words[1][0].isupper() and words[1][-1] != "."  # "Anna Low Harbour Correspondent"
        name, role = " ".join(words[:size]), [" ".join(words[size:])]
    said = _ROLE.split(role[0], maxsplit=1)[0]
    if not said or not (_is_role(said) or is_known(said)) or len(role[0].split()) > 5 or not is_rare(name, text):
        return ""
    return name if text.count(name.split()[-1]) <= often else ""


def _with_place(at: int, head: Head, text: str, *, longest: int = 60) -> str:
    """The name in a line beside the date that says where somebody wrote: "Anna Low in Berlin"."""
    words = head.rows[at].text.split() if len(head.rows[at].text) <= longest else []
    size = next((size for size in (2, 3) if size < len(words) and words[size] in among(TOPIC, "at")), 0)
    place = words[size + 1 :] if size else []
    if not 1 <= len(place) <= 3 or not all(word[0].isupper() for word in place):
        return ""
    name = " ".join(words[:size])
    return name if is_rare(name, text) and _beside_bare_date(at, head) else ""


def _caseless(at: int, head: Head, text: str, *, longest: int = 30) -> str:
    """The name alone beside the date in a script without cases, by its first name or its surname."""
    said = head.rows[at].text.strip()
    if said.isascii() or said.lower() != said.upper() or not 3 <= len(said) <= longest or text.count(said) > 2:
        return ""
    if WIDE.match(said):
        named = bool(_kanji_name().fullmatch(said))
    else:
        words = said.split()
        named = 2 <= len(words) <= 4 and words[0] in among(TOPIC, "given")
    return said if named and not line_kind(said) and _beside_bare_date(at, head) else ""


@cache
def _kanji_name() -> re.Pattern[str]:
    """A Japanese name: a surname and one to three signs, or a blank between them."""
    return re.compile(rf"(?:{one_of(TOPIC, 'surnames')})[ \u3000]?[\u3400-\u9fff々]{{1,3}}")


def _beside_bare_date(at: int, head: Head) -> bool:
    """Tell a row right above or below a line with a date and little else."""
    return any(_is_bare_date(head.rows[n].text, head.language) for n in (at - 1, at + 1) if 0 <= n < len(head.rows))


def _opens_role(word: str) -> bool:
    """Tell a word with a capital with which what somebody is begins: "Senior", "Reporter"."""
    return word[0].isupper() and word.lower() in _role_words()


@cache
def _role_words() -> frozenset[str]:
    return among(TOPIC, "roles") | among(TOPIC, "before_role")


def _between_strokes(row: str, text: str, *, fewest: int = 3) -> str:
    """The one name between the strokes of a line with a date: "3 May 2024 | 15:33 | Anna Low"."""
    parts = [part.strip(" *_") for part in _STROKE.split(row)]
    named = [part for part in parts if is_rare(part, text) and not is_known(part) and not _is_dated_word(part)]
    return named[0] if len(parts) >= fewest and len(named) == 1 else ""


def _is_dated_word(part: str) -> bool:
    """Tell a part that begins with a word of such lines: "By Anna"."""
    return key(part.split(maxsplit=1)[0]) in date_words()


def _names_itself(row: str, language: str, text: str) -> bool:
    """Tell a line with a date that says whose it is: "Anna Low | 3 May 2024"; another name beside it is none."""
    found = list(days(row, language))
    return bool(found) and bool(_before_or_behind(row, found[0].start, found[-1].end, text))


def _beside_paper(at: int, head: Head, text: str) -> str:
    """The name that shares its line with the paper, above or below the date: "Anna Low | The Courier"."""
    ahead, *rest = _STROKE.split(head.rows[at].text, maxsplit=1)
    if not rest:
        return ""
    near = [head.rows[n].text for n in (at - 1, at + 1) if 0 <= n < len(head.rows)]
    if is_rare(ahead, text):
        if is_reading_time(rest[0]):
            return ahead
        if is_paper(rest[0]) and any(_is_bare_date(each, head.language) for each in near):
            return ahead
    if len(rest[0].split()) <= 3 and rest[0][:1].isupper() and is_rare(ahead, text):  # a place, a section
        return ahead if any(_is_bare_date(each, head.language) for each in near) else ""
    is_site = is_known(ahead) or text.count(ahead) > 2
    return rest[0] if is_site and _is_named(rest[0], text) and _is_bare_date(near[-1], head.language) else ""


def _is_named(name: str, text: str, *, most: int = 4) -> bool:
    """Tell a person's name; in a script without cases one of few words that the text does not say again."""
    if name.lower() != name.upper():
        return is_rare(name, text)
    return 2 <= len(name.split()) <= most and is_person(name) and text.count(name) == 1


def _is_role(text: str, *, most: int = 4) -> bool:
    """
    Tell what somebody is at a paper: its first word, or the last of a few with capitals.

        >>> _is_role("Reporter in Kervalan"), _is_role("Political Editor"), _is_role("the new editor")
        (True, True, False)
    """
    words = text.split()
    roles = among(TOPIC, "roles")
    if words[0].lower().strip(",") in roles:
        return True
    if words[0].lower() in _role_words() and any(word.lower() in roles for word in words[1:most]):
        return True
    return len(words) <= most and words[-1].lower() in roles and all(word[0].isupper() for word in words)


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


def _signed_parts(markdown: str) -> list[str]:
    """What stands behind the signs of a line, one by one, or between its slashes; nothing where no sign stands."""
    if "   " in markdown.strip():  # a converter's gaps between the fields: "3 May 2024   Anna Low   Boats"
        parts = _WIDE_GAP.split(markdown)
    else:
        parts = _SIGNS.split(markdown) if "__" in markdown else markdown.split(" / ")
    return [plain_name for part in parts if (plain_name := part.strip(" *_"))] if len(parts) > 2 else []


def _without_links(markdown: str) -> str:
    """The line without its links and their words: a section, the page of a day."""
    return " ".join(_LINKED.sub(" ", markdown).strip(" *_#>").split())


def _before_or_behind(row: str, start: int, end: int, text: str) -> str:
    """A name with its date behind it and no comma between, as after a place: "Anna Low July 13, 2025 — 7 minutes"."""
    before = without_place(_SMALL.sub("", _without_date_words(TIME.sub(" ", row[:start]))))
    both = [without_place(part) for part in before.split(" / ")]
    if len(both) == 2 and all(is_rare(part, text) for part in both):
        return "; ".join(both)
    if row[:start].rstrip()[-1:] != "," and is_rare(before, text):
        return before
    name, comma, paper = before.partition(", ")
    if comma and (is_known(paper) or is_whole_paper(paper) or _is_role(paper)) and is_rare(name, text):
        return name
    behind = _SMALL.sub("", TIME.sub(" ", row[end:]))
    words = re.split(r"\s*[|·•,]\s*|\s[-–—]\s", _without_date_words(behind), maxsplit=1)[0]
    if is_rare(words, text):
        return words
    # Sections follow the name without a stroke, in words of the text: "3 May 2024 Anna Low All, Books".
    parts = words.split()
    two = " ".join(parts[:2])
    if len(parts) < 3 or not is_rare(two, text):
        return ""
    # "3 May 2024 Anna Low Boats No comments": the counter of a blog ends the line.
    counted = len(parts) > 3 and key(behind.split()[-1]) in among(TOPIC, "counters") and parts[0] in given_names()
    return two if counted or is_common(parts[2], text) else ""


def _without_date_words(piece: str) -> str:
    """The piece without the words of a date line at its ends: "Anna Low Stand:"; "" with another label: "Source: …"."""
    if any(key(label) not in date_words() for label in _LABEL.findall(piece)):
        return ""
    words = piece.replace(":", " ").split()
    while words and key(words[-1]) in date_words():
        words.pop()
    while words and key(words[0]) in date_words() and not (words[0] in given_names() and is_person(" ".join(words))):
        words.pop(0)
    return " ".join(words)


def _is_bare_date(text: str, language: str) -> bool:
    """A short line with a date, and no more than two words beside it."""
    return len(text) <= 90 and dates_said(text, language) is not None


class SignOff(NamedTuple):
    """A line that signs a text below its end."""

    name: str
    paper: str = ""


def sign_off(rows: Sequence[str], text: str, language: str, *, longest: int = 60, under: int = 150) -> SignOff | None:
    """A name and the paper, or a byline, alone in a line under a paragraph that ends: "Anne Morel, Le Quai"."""
    for above, said in pairwise(rows):
        if len(said) > longest or len(above) < under or not STOPPED.search(above[-12:]) or above[-1] in "”»\"'’":
            continue  # no end of a text, or whom the quotation is from
        name, comma, paper = (part.strip(" —–*_") for part in said.partition(","))
        if comma and len(name.split()) <= 4 and _is_paper(paper) and is_rare(name, text):
            return SignOff(name, paper)
        if not comma and (name := byline(said.lstrip("—–*_ "), language)):
            return SignOff(name)
    return _last_name(rows, text, under=under)


def _last_name(rows: Sequence[str], text: str, *, under: int, longest: int = 40) -> SignOff | None:
    """A person's name alone in the last line, under a paragraph that ends and in a text that names nobody so."""
    if len(rows) < 3 or len(rows[-1]) > longest or len(rows[-2]) < under:
        return None
    name, above = rows[-1].strip(" —–*_-"), rows[-2]
    if not STOPPED.search(above[-12:]) or above[-1] in "”»\"'’" or not is_rare(name, text) or name.isupper():
        return None
    if _CAMEL.search(name):
        return None  # key words that lost the blanks between them: "BoatsHarbour Works"
    surname = name.split()[-1]
    return SignOff(name) if text.count(surname) == 1 else None


def author_box(
    rows: Sequence[str], text: str, *, longest: int = 40, about: int = 40, few: int = 12, first: int = 8
) -> str:
    r"""
    Whom a box about the author is about, below the text: a name, and a line that begins with it or goes on about it.

        >>> author_box(["The end.", "Anna Low", "Anna Low is a reporter in Kervalan. She writes about ships."], "")
        'Anna Low'
    """
    found: Counter[str] = Counter()
    if any(len(row) <= longest and _episode().search(row) for row in rows[:first]):
        return ""  # the page of an episode: the box is about its guest
    for at in range(1, len(rows) - 1):
        name = rows[at]
        if not 5 <= len(name) <= longest or len(rows[at + 1]) < about:
            continue
        name, below = name.strip("*_# "), rows[at + 1].lstrip("*_ ")
        follows = rows[at + 2] if at + 2 < len(rows) else ""
        late = 2 * at > len(rows)
        if ((late or len(rows) < few) and _is_about(name, below, text, late=late)) or (
            _is_nickname(name) and _closes(follows) and _says_we(below)
        ):
            found[name] += 1
    return next(iter(found)) if len(found) == 1 else ""


def _is_about(name: str, below: str, text: str, *, late: bool) -> bool:
    """Tell a person's name that the line below begins with: "Anna Low is a reporter"; `late`, "Anna is a reporter"."""
    first = name.split(maxsplit=1)[0] if name else " "
    if not below.startswith(first):
        return False
    goes_on = below.startswith(name) and below[len(name) :][:1] in (" ", ",", "(")
    if not goes_on and late:  # further up it is one of several people whom the text is about
        goes_on = below[len(first) : len(first) + 12].partition(" ")[2].partition(" ")[0] in among(TOPIC, "is")
    return goes_on and bool(re.search(r"[.!…]['”»)]?(?:\s|$)", below)) and is_rare(name, text)


def _closes(text: str) -> bool:
    """Tell the line that opens the comments, which follows the box about the author."""
    words = text.split()[:4]
    return len(text) <= 60 and any(line_kind(" ".join(words[:size])) == "comments" for size in range(1, 5))


def _is_nickname(name: str) -> bool:
    """One word that is none of a language: letters and digits, or a capital inside."""
    return " " not in name and name.isalnum() and bool(re.search(r"[^\W\d_]\d|[a-z][A-Z]", name))


def _says_we(text: str) -> bool:
    """A short line that ends as a sentence does: what a box says of its author."""
    return len(text) <= 400 and bool(re.search(r"[.!]$", text))


# "記事執筆：anna_low": behind a full-width colon a nickname needs no capital.
_ALIAS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff가-힣]\s?[:：]\s?(?P<name>(?!admin|editor|http)[A-Za-z][\w.-]{3,20})$")


@cache
def _strong_heralds(language: str) -> re.Pattern[str]:
    words = filter(is_strong, heralds("by", own_or_all(RULE, language)))
    ordered = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"[*_#>-]*[ \t]*(?:{ordered})[ \t]*[:：*_ ].{{3,80}}$", re.IGNORECASE)


def signed_below(rows: Sequence[str], language: str, *, longest: int = 120, around: int = 2) -> str:
    """
    The one name that lines below the head announce by a strong word: "Author: Anna Low".

    Among other labelled lines ("Publisher: …") it is the author of a book that the text is about.
    """
    found: set[str] = set()
    herald = _strong_heralds(language)
    for at, row in enumerate(rows):
        if len(row) > longest or not herald.match(row):
            continue
        if not is_catalogued(rows[max(0, at - around) : at + around + 1], fewest=1):
            nick = _ALIAS.search(row)
            found.add(byline(row.strip(" \t*_#>-"), language) or (nick["name"] if nick else ""))
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _is_paper(text: str) -> bool:
    """
    Two to five words with capitals, small ones between them: the name of a paper, not of a second person.

        >>> _is_paper("Le Courrier du Large"), _is_paper("Nouvelles Côtes"), _is_paper("Marc Dac")
        (True, True, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(word.replace("’", "").replace("'", "").isalpha() for word in words):
        return False
    if not words[0][0].isupper() or not words[-1][0].isupper() or among(TOPIC, "joins").intersection(words):
        return False
    if not all(word[0].isupper() or len(word) <= 3 for word in words):
        return False
    # An article, a word of papers, or two plurals: no two of these are a first name and a surname.
    opened = words[0].lower() in among(TOPIC, "articles") or any(word.lower() in media_words() for word in words)
    return opened or all(word[-1] in "sx" for word in words)
