"""A name that nothing introduces but the date, the role or the place beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cleaners import expressions as re
from cleaners.dates import Day, days
from cleaners.evidence import line_kind
from cleaners.metadata.author.bylines import TOPIC, is_reading_time
from cleaners.metadata.dateline import DOTTED, dates_said
from cleaners.metadata.head import Head, Row
from cleaners.metadata.names import given_names, is_person, is_rare, without_place
from cleaners.metadata.words import (
    DIGIT,
    TIME,
    date_words,
    is_common,
)
from cleaners.platforms import folded_name, is_known, is_paper, is_whole_paper
from cleaners.resources import among, one_of
from cleaners.text import WIDE, key

_LABEL = re.compile(r"([^\W\d_]+)\s?[:：](?!\d)")
_LINKED = re.compile(r"!?\[[^\]]*\]\([^)]*\)")
_STROKE = re.compile(r"\s+[|·•]\s+|\s[-–—]\s")
# What is left of signs before the name, the date and the section of a post: "__Anna Low __3 May 2024 __Boats".
_SIGNS = re.compile(r"(?:^|\s)__(?=[^\W_])")
_WIDE_GAP = re.compile(r"[ \t]{3,}")
# Between a name and what somebody is.
_ROLE = re.compile(r",\s+|\s+[|·•/]\s+|\s[-–—]\s")
# "Anna Low (Harbour office)": whom she writes for.
_OFFICE = re.compile(r"\s*\([^()]{2,60}\)$")
_SMALL = re.compile(r"[\s,|·•⋅∙●–—-]+$|^[\s,|·•⋅∙●–—-]+")


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
