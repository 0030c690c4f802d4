"""Who signs away from the title: a box under its heading, an editor's note, an author's link, an agency's rights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from cleaners import expressions as re
from cleaners.dates import days
from cleaners.metadata.author.bylines import byline, linked_author
from cleaners.metadata.dateline import clock_behind
from cleaners.metadata.head import Head
from cleaners.metadata.names import is_agency, is_person, is_rare, names_at
from cleaners.metadata.words import STOPPED, date_words
from cleaners.resources import beside_english, keyed, of_rule, one_of, own_or_all
from cleaners.text import WIDE, key

TOPIC = "authors"

# "Posted byu/anna_low": how a network signs, without the blank that its page draws.
_POSTED = re.compile(r"Posted by\s?(?P<name>u/[\w-]{3,24})\b")
# "© 2024 The Harbour Press" as the last words of a text.
_OWNED = re.compile(r"(?:©|\([cC]\)|\b[Cc]opyright\b)[\s©]*(?:\d{4}[\s,]*)?(?P<name>[^\W\d_][^©.\n]{1,40}?)[\s.]*$")
_CLOCKED = re.compile(r"\d[:.h]\d\d")
_PERSON = r"[^\W\d_a-zß-ÿ][\w’'.-]*(?: [^\W\d_a-zß-ÿ][\w’'.-]*){1,3}"
# "Anna Low Anna Low is a reporter": the name over a box and its first words, run into one line.
_TWICE = re.compile(r"(?P<name>[^\W\d_]\S+(?: \S+){1,3}) (?P=name) ")
_DASHED = re.compile(r"(?:--|—|–|-)\s?(?=[^\W\d_])")


def signed_elsewhere(rows: Sequence[str], text: str, language: str) -> str:
    """The one who signs somewhere else than at the title, the surest way first; "" when nobody does."""
    found = _boxed(rows, language) or _dashed(rows, language) or (_linked(rows) if "](" in text else "")
    return found or (_special(rows) if language == "ru" else "") or _noted(text, language) or _agency(text)


def posted_by(rows: Sequence[str], *, first: int = 30) -> str:
    """
    Who posted to a network, as its page prints it.

        >>> posted_by(["17", "Posted byu/anna_low", "1 year ago"])
        'u/anna_low'
    """
    return next((hit["name"] for row in rows[:first] if "u/" in row and (hit := _POSTED.match(row))), "")


def thread_starter(
    rows: Sequence[str], language: str, *, first: int = 60, longest: int = 90, below: int = 200
) -> tuple[str, str]:
    """
    Who began the thread of a forum, and when, as its page prints it.

        >>> thread_starter(["The pier", "Thread starter anna_low", "Start date Mar 9, 2023"], "en")
        ('anna_low', '2023-03-09')
        >>> thread_starter(["anna_low June 14, 2022, 7:21am 1", "Hi", "tom June 14, 2022, 9:02am 2"], "en")
        ('anna_low', '2022-06-14')
        >>> thread_starter(["The pier was started by Anna Low in 2023."], "en")
        ('', '')
    """
    for at, row in enumerate(rows[:first]):
        if len(row) > longest:
            continue
        if hit := _starts().search(row):
            found = next((day.iso for each in rows[at : at + 2] for day in days(each, language)), "")
            if found or row.endswith(hit["nick"]):
                return hit["nick"], found
        post = _post(row, language) if row.endswith(" 1") else None
        if post and any(each.endswith(" 2") and _post(each, language) for each in rows[at + 1 : at + below]):
            return post
    return "", ""


def _post(row: str, language: str) -> tuple[str, str] | None:
    """The name and the day over a post, with its clock and its number: "anna_low June 14, 2022, 7:21am 1"."""
    nick, _, said = row.partition(" ")
    found = next(days(said, language), None) if len(row) <= 60 and _CLOCKED.search(said) else None
    return (nick, found.iso) if found and found.start == 0 and len(nick) > 2 else None


@cache
def _starts() -> re.Pattern[str]:
    """The words before the name of whoever began a thread, with the name, up to a comma or the end."""
    said = one_of("bylines", "starters")
    return re.compile(rf"(?:^|[\s.•·*|-])(?i:{said})\s?:?\s+(?P<nick>[\w.-]{{3,24}})(?=,? ?\W*$|, .{{0,12}}\d)")


def opening_byline(head: Head, text: str, *, first: int = 12, long: int = 160, reach: int = 90) -> tuple[str, str]:
    """
    Name and day that open a passage which a converter ran into its byline: "Anna Low Fri 3 May 2024 14.57 BST Share…".

    The clock behind the day is what tells it from a sentence about somebody and a day.
    """
    for row in head.rows[:first]:
        said = row.text[:reach]
        timed = len(row.text) > long and _CLOCKED.search(said)
        found = next(days(said, head.language), None) if timed else None
        if found and 5 <= found.start <= reach // 2 and clock_behind().match(said, found.end):
            words = said[: found.start].replace(",", " ").split()
            while words and key(words[-1]) in date_words():
                words.pop()
            if is_rare(" ".join(words), text):
                return " ".join(words), found.iso
    return "", ""


def _boxed(rows: Sequence[str], language: str, *, longest: int = 40, about: int = 30) -> str:
    """
    The name under a heading of such boxes and above what it says of that person: "About the author", "Anna Low".

    Under a bare "Author" a page prints menus, too: only what the box says makes a name of the line.
    """
    heads = _heads(language)
    found: set[str] = set()
    for at in range(1, len(rows) - 2):
        if len(rows[at]) > longest:
            continue
        if len(rows[at + 1]) >= about and key(rows[at]) in heads and (twice := _TWICE.match(rows[at + 1])):
            found.update([twice["name"]] if is_person(twice["name"]) else [])
        if len(rows[at + 1]) > longest or len(rows[at + 2]) < about:
            continue
        name = rows[at + 1].strip(" *_#>")
        if len(name) < 2 or key(rows[at]) not in heads:
            continue
        if is_person(name) or (WIDE.match(name) and names_at(name, language, sure=False) == name):
            found.add(name)
    return found.pop() if len(found) == 1 else ""


@cache
def _heads(language: str) -> frozenset[str]:
    return frozenset(head for head in keyed(TOPIC, "heads", own_or_all(TOPIC, language)) if len(head) > 1)


def _dashed(rows: Sequence[str], language: str, *, longest: int = 70) -> str:
    """A byline behind a dash under a sentence that ends: "-- By Anna Low  Follow @annalow"."""
    for above, said in pairwise(rows):
        dash = _DASHED.match(said) if said[0] in "-—–" and len(said) <= longest else None
        if dash and STOPPED.search(above[-12:]) and (name := byline(_button().sub("", said[dash.end() :]), language)):
            return name
    return ""


@cache
def _button() -> re.Pattern[str]:
    """A button behind a name, with all that follows: "Follow @annalow"."""
    return re.compile(rf"\s(?:{one_of('bylines', 'follow')})\b.*$")


def _linked(rows: Sequence[str], *, beside: int = 3, far: int = 150) -> str:
    """The one person whom all links to pages of authors name: on a page of teasers there are several."""
    placed = {name: at for at, row in enumerate(rows) if "](" in row and " " in (name := linked_author(row))}
    name, at = placed.popitem() if len(placed) == 1 else ("", 0)
    # A bullet or links above and below it: a list of other texts, and who wrote the last of them.
    listed = sum("](" in row for row in rows[max(0, at - beside) : at + 1 + beside]) > beside
    return "" if listed and at > far and 2 * at > len(rows) else name


def _special(rows: Sequence[str], *, longest: int = 160) -> str:
    """Who wrote for a site or a paper, as a Russian line below the text says."""
    said = [each.regex for each in of_rule("press", "press.special")]
    short = (row for row in rows if len(row) <= longest)
    return next((hit["name"] for row in short for each in said if (hit := each.match(row))), "")


def _noted(text: str, language: str, *, within: int = 300) -> str:
    """
    Whom a note over the text introduces: "Editor's note: Anna Low is a pilot".

        >>> _noted("Editor’s note: Anna Low is a pilot. The views are her own.", "en")
        'Anna Low'
        >>> _noted("Editor's note: The Harbour Office has replied since.", "en")
        ''
    """
    head = text[:within]
    hit = _notes(language).search(head) if ":" in head or "：" in head else None
    return hit["name"] if hit and is_person(hit["name"]) else ""


@cache
def _notes(language: str) -> re.Pattern[str]:
    chosen = beside_english(TOPIC, language)
    said = one_of(TOPIC, "notes", chosen).replace("'", "['’]")
    return re.compile(
        rf"(?:^|\n)[*_(\[]*(?i:{said})[*_]*\s?[:：–—-][*_]*\s*(?P<name>{_PERSON})"
        rf"(?:, [^.\n]{{3,80}},)? (?:{one_of(TOPIC, 'is', chosen)})\s"
    )


def _agency(text: str, *, reach: int = 90) -> str:
    """The agency whose rights are the last words of a text: "© 2024 The Canadian Press"."""
    tail = text.rstrip()[-reach:]
    if "©" not in tail and "(c)" not in tail.lower() and "opyright" not in tail:
        return ""
    hit = _OWNED.search(tail)
    return hit["name"].strip() if hit and is_agency(hit["name"].strip()) else ""
