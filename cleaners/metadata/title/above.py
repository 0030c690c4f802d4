"""The headline above the prose of a text without menus, past dates, bylines, images and words of the page."""

from __future__ import annotations

from cleaners import expressions as re
from cleaners.evidence import line_kind
from cleaners.interface import is_interface
from cleaners.metadata.author.bylines import byline
from cleaners.metadata.dateline import dates_said
from cleaners.metadata.head import Head, Row
from cleaners.metadata.labels import logo_owner, stands_above
from cleaners.metadata.names import is_person
from cleaners.metadata.title.found import Title
from cleaners.metadata.title.shapes import consent, is_headline, is_pair, menu_entry, stands_below
from cleaners.metadata.title.taken_up import is_taken_up, prose_after, takes_up
from cleaners.metadata.words import (
    DIGIT,
    LETTER,
    SENTENCE_WITHIN,
    STOPPED,
    WORD,
    is_common,
    is_date_line,
    leftover,
)
from cleaners.platforms import is_known, is_paper
from cleaners.text import WIDE, key

# An entry of a list: "- The pier", "* Boats", "1. The pier" above "2. The port".
_BULLET = re.compile(r"[*+•-][ \t]")
# The steps of the way to a page: "Home / Blogs / Boats".
_CRUMBS = re.compile(r"\s(?:/|>|»|›|→)\s")
# A moment that begins a line of speech: "00:00:07.980 | Boats".
_CLOCKED = re.compile(r"\W?\d{1,2}:\d{2}\b")
_NUMBER = re.compile(r"(\d{1,2})[.)] ")
_FULL_NAME = re.compile(r"[A-ZÀ-ÞА-Я][\w’'-]+ [A-ZÀ-ÞА-Я][\w-]+")
# "## Boats", "Step 2: the keel": a section among others.
_LOWER = re.compile(r"#{2,} ")
_STEP = re.compile(r"([^\W\d_]+ )(\d{1,2})\b")


def alone(text: str, head: Head, *, spoken: bool, most: int = 8) -> Title | None:
    """The headline above the prose: the first line there that is no date, byline, image or word of the page."""
    if head.prose >= len(head.rows) or not 0 < head.prose <= most:
        return _without_head(head, spoken=spoken)
    skipped = False
    way = max((at for at, row in enumerate(head.rows[: head.prose]) if _is_way(row.text)), default=-1)
    for at, row in enumerate(head.rows[: head.prose]):
        if at <= way or _is_aside(row, head.language) or _is_torn(head, at):
            continue
        if at == 0 and _is_named_below(head, text):
            return Title(row.text, at, "title.first_line", "stands over its byline, and the text says it again")
        if _is_taken_up_whole(head, at):
            return Title(row.text, at, "title.first_line", "stands over the date, and the text takes up all its words")
        if not is_headline(row.text, head.language) or _is_entry(head, at) or _goes_on_below(head, at):
            if not _is_short(row):
                return None
            skipped = True
            continue  # a section, a masthead: what stands below it is a title when it is signed
        if at == 0 and _is_section(head, text):
            return None
        if spoken and "\n\n" not in text[row.line.stop : row.line.end + 1]:
            return None  # a caption
        if STOPPED.search(row.text) and not (_is_signed_below(head, at) or _is_stopped_title(text, head, at)):
            return None  # the first sentence of the text
        between = head.rows[at + 1 : head.prose]
        signed = any(stands_below(each, head.language) for each in between)
        if skipped and not (signed and is_taken_up(row.text, prose_after(head, at), share=0.25)):
            return None
        sure = signed or not between or (at == 0 and len(row.key.split()) >= 5)
        if not sure and not is_taken_up(row.text, prose_after(head, at), share=0.25):
            return None  # a section, a credit, a caption: the text below is not about it
        return Title(row.text, at, "title.first_line", "the headline above the text")
    return None


def _without_head(head: Head, *, spoken: bool) -> Title | None:
    """The headline of a text whose prose begins at once, never, or below much else."""
    if head.prose >= len(head.rows):
        return _above_verse(head) or (_above_clocks(head) if spoken else _above_little(head))
    if head.prose:
        return at_the_top(head)
    return None if spoken else _unstopped(head)


def _is_way(text: str, *, longest: int = 200, steps: int = 3) -> bool:
    """Tell bread crumbs: "Home / Blogs / The harbour blog / Entry". What stands above them is not the title."""
    return len(text) <= longest and len(_CRUMBS.findall(text)) >= steps


def _is_torn(head: Head, at: int, *, longest: int = 60) -> bool:
    """Tell the last step of the way to a page, cut short: "BoatsThe old pier…" above "The old pier gets a twin"."""
    said = head.rows[at].text
    if len(said) > longest or not said.endswith(("...", "…")):
        return False
    end = " ".join(key(said).split()[-2:])
    return " " in end and any(end in row.key for row in head.rows[at + 1 : head.prose])


def _is_named_below(head: Head, text: str, *, most: int = 2, shortest: int = 8, reach: int = 600) -> bool:
    """Tell a first line of two words over a line with name and day, when the text below says both together again."""
    said = head.rows[0].text
    if len(said.split()) != most or len(said) < shortest or not said[0].isupper() or line_kind(said):
        return False
    if not all(word.isalpha() for word in said.split()) or head.prose != 2:
        return False
    below = head.rows[1]
    if not (DIGIT.search(below.text) and byline(below.text, head.language) and dates_said(below.text, head.language)):
        return False
    return f" {said.lower()}" in text[below.line.end : below.line.end + reach].lower()


def _is_taken_up_whole(head: Head, at: int, *, most: int = 3, shortest: int = 5, below: int = 3) -> bool:
    """Tell a first line of a few words beside a line with a day or a name, whose longer words the text takes up."""
    row = head.rows[at]
    words = row.key.split()
    long = [word for word in words if len(word) >= shortest]
    if not 1 <= len(words) <= most or not long or not 0 < head.prose <= below or at > 1:
        return False
    if row.text[0].islower() or not row.text[-1].isalpha() or row.line.end - row.line.stop < 2 or is_paper(row.text):
        return False
    if line_kind(row.text) or is_known(row.text) or is_interface(row.text, head.language) or is_person(row.text):
        return False
    beside = head.rows[0] if at else head.rows[1]
    signed = stands_below(beside, head.language) and not beside.is_prose
    return bool(signed) and takes_up(prose_after(head, at), long, 1)


def _unstopped(head: Head, *, shortest: int = 40, longest: int = 170) -> Title | None:
    """A first line of two sentences that no stop ends, with a blank line between it and sentences that end."""
    if len(head.rows) < 4:
        return None
    row, below = head.rows[0], head.rows[1:4]
    if not row.is_prose or not shortest <= len(row.text) <= longest:
        return None
    if not row.text[-1].isalnum() or row.line.end - row.line.stop < 2 or row.text[0] in "[(":
        return None
    if not is_headline(row.text, head.language) or _LOWER.match(row.line.text) or _BULLET.match(row.line.text):
        return None
    if not all(each.text[-1] in '.!?…。！？»”"' for each in below):
        return None
    return Title(row.text, 0, "title.first_line", "no stop ends it, as one ends each line below")


def _above_clocks(head: Head, *, first: int = 4, within: int = 10, fewest: int = 4) -> Title | None:
    """The first headline, a blank line below it, over speech whose lines begin with the clock."""
    for at, row in enumerate(head.rows[:first]):
        if _CLOCKED.match(row.text):
            return None
        clocks = sum(bool(_CLOCKED.match(each.text)) for each in head.rows[at + 1 : at + 1 + within])
        if clocks < fewest or row.line.end - row.line.stop < 2 or STOPPED.search(row.text):
            continue
        if is_headline(row.text, head.language) and not _is_aside(row, head.language):
            return Title(row.text, at, "title.first_line", "the headline over the lines with the clock")
    return None


def _is_short(row: Row, *, most: int = 3, longest: int = 30) -> bool:
    """Tell a section, a menu's entry or a masthead: few words, none that ends a sentence or goes on."""
    said = row.text
    return 0 < len(said) <= longest and len(said.split()) <= most and said[-1].isalnum() and not said[0].islower()


def _is_section(head: Head, text: str) -> bool:
    """Tell the first of several sections: a heading of a lower level, or a later step, with more of its like below."""
    opening = _LOWER.match(head.rows[0].line.text)
    if opening:  # but for one that stands again: WeChat sets its title so
        again = text.count(head.rows[0].text) > 1 and head.prose > 1
        return not again and f"\n{opening[0]}" in text[head.rows[0].line.stop :]
    step = _STEP.match(head.rows[0].text)
    if head.rows[0].text[-1:] in "?？" and sum(row.text[-1:] in "?？" for row in head.rows if len(row.text) <= 90) > 3:
        return True  # the first of several questions
    return step is not None and f"\n{step[1]}{int(step[2]) + 1}" in text


def _is_entry(head: Head, at: int) -> bool:
    """Tell an entry of a list: one with a bullet, or a numbered one above the next number."""
    said = head.rows[at].line.text
    below = head.rows[at + 1].line.text if at + 1 < len(head.rows) else ""
    number, following = _NUMBER.match(said), _NUMBER.match(below)
    return bool(_BULLET.match(said) or (number and following and int(number[1]) + 1 == int(following[1])))


def _goes_on_below(head: Head, at: int) -> bool:
    """Tell a line that was broken at a width: the next stands right below and begins with a small letter."""
    row = head.rows[at]
    below = head.rows[at + 1].text if at + 1 < len(head.rows) else ""
    return row.line.end - row.line.stop <= 1 and below[:1].islower()


def _is_aside(row: Row, language: str) -> bool:
    """Tell a line that may stand above a title: a date, a name, an image, a word of the page."""
    said = row.text
    if not LETTER.search(said) or line_kind(said) or is_date_line(said, language):
        return True
    if DIGIT.search(said) and len(said) < 40 and len(leftover(said)) <= 2:
        return True  # "May 2024", "3 hours ago"
    if is_interface(said, language) or stands_above(said) or logo_owner(said) or menu_entry().search(said):
        return True
    if len(said) <= 60 and len(said.split()) <= 6 and consent().search(said) and not row.line.text.startswith("# "):
        return True
    if said and said[-1] in ":：" and is_person(said[:-1].strip()):
        return True  # who says what the title quotes
    return bool(byline(said, language)) or row.line.text.startswith("![") or is_pair(said, WORD.findall(said))


def _is_signed_below(head: Head, at: int, *, most: int = 1, longest: int = 110) -> bool:
    """Tell a sentence right above a byline or a date that the text takes up: a standfirst without its title is none."""
    row = head.rows[at]
    if at > most or len(row.text) > longest or at + 1 >= len(head.rows) or row.line.end - row.line.stop < 2:
        return False
    below = head.rows[at + 1]
    if below.is_prose or len(below.text) > longest // 2 or not stands_below(below, head.language):
        return False
    return is_taken_up(row.text, prose_after(head, at))


def _is_stopped_title(text: str, head: Head, at: int, *, longest: int = 110) -> bool:
    """
    A title may end in a stop: under the date line, above an image, or when its shape and the text say so.

    What the text takes up is no proof by itself: of 20 lines it spoke for, 13 were first sentences and standfirsts.
    """
    row = head.rows[at]
    if at and len(row.text) <= longest and is_date_line(head.rows[at - 1].text, head.language):
        return True
    below = head.rows[at + 1] if at + 1 < len(head.rows) else row
    if len(row.text) <= longest and (below.line.text.startswith("![") or line_kind(below.text) == "placeholder"):
        return True
    if _names_again(row.text, below.text):
        return True
    return _is_title_case(row.text) and is_taken_up(row.text, text[row.line.end : row.line.end + 1500])


def _names_again(title: str, below: str, *, share: float = 0.4, fewest: int = 6) -> bool:
    """
    The next paragraph gives the full name again, and much of the rest: a lead that tells its headline.

    After the first sentence of a text it would say "Morel", not "Anne Morel".
    """
    words = [word for word in key(title).split() if len(word) >= 4]
    named = any(
        name in below and not (title.startswith(name) and is_common(name.split()[0], below))
        for name in _FULL_NAME.findall(title)
    )
    return named and len(words) >= fewest and takes_up(below, words, share)


def _is_title_case(text: str, *, longer: int = 4, share: float = 0.85) -> bool:
    """Nearly all words of some length begin with a capital, as English titles are set."""
    words = [word for word in WORD.findall(text) if len(word) >= longer]
    return sum(map(str.isupper, (word[0] for word in words))) >= share * len(words)


def _above_verse(head: Head) -> Title | None:
    """A title above lines of verse: alone, and the first verse again."""
    if len(head.rows) < 4 or not is_headline(head.rows[0].text, head.language):
        return None
    first, second = head.rows[0], head.rows[1]
    if first.key == second.key and first.line.end - first.line.stop > 1:
        return Title(first.text, 0, "title.first_line", "stands above the verses")
    return None


def _above_little(head: Head, *, most: int = 12, long: int = 60, longer: int = 90, share: float = 0.7) -> Title | None:
    """
    The headline of a text that is too short for prose: over a longer line that tells something, and a blank line.

    Dates, names and words of the page may stand between; a list, verses and a letter have no such line right below.
    """
    if not 2 <= len(head.rows) <= most:
        return None
    at = next((at for at, row in enumerate(head.rows) if not _is_aside(row, head.language)), len(head.rows))
    row = head.rows[min(at, len(head.rows) - 1)]
    if at > 2 or not is_headline(row.text, head.language) or _is_entry(head, at):
        return None
    if STOPPED.search(row.text) and not (at and is_date_line(head.rows[at - 1].text, head.language)):
        return None
    if row.text[-1] in ":：" or row.line.end - row.line.stop < 2:
        return None
    below = next((each for each in head.rows[at + 1 :] if not _is_aside(each, head.language)), row)
    told = len(below.text) + 3 * len(WIDE.findall(below.text)) // 2
    own = len(row.text) + 3 * len(WIDE.findall(row.text)) // 2
    if told < max(long, share * own) or _BULLET.match(below.line.text):
        return None
    if not SENTENCE_WITHIN.search(below.text) and not (told >= longer and _is_written_small(below.text)):
        return None
    return Title(row.text, at, "title.first_line", "the headline over a few lines")


def _is_written_small(text: str, *, share: float = 0.5) -> bool:
    """Tell a sentence from a menu: at least half of its words begin with a small letter."""
    words = WORD.findall(text)
    return sum(map(str.islower, [word[0] for word in words])) >= share * len(words)


def at_the_top(head: Head, *, fewest: int = 5, alike: float = 0.8) -> Title | None:
    """The first line, when a line above the prose says nearly the same: a browser's title and the headline."""
    first = head.rows[0]
    if not is_headline(first.text, head.language) or len(first.key.split()) < fewest:
        return None
    said = set(first.key.split())
    for at, row in enumerate(head.rows[1 : head.prose + 1], 1):
        other = set(row.key.split())
        if len(other) >= fewest - 1 and len(said & other) >= alike * len(said | other):
            return Title(first.text, at, "title.twin", "the first line, and nearly so again above the text")
    return None
