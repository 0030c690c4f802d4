"""The title: a heading, a line that stands twice, the headline above the prose or the byline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.dates import days
from cleaners.evidence import line_kind, lines_of
from cleaners.interface import is_interface
from cleaners.metadata.author import byline, is_reading_time
from cleaners.metadata.dateline import dates_said
from cleaners.metadata.head import Head, Row, plain
from cleaners.metadata.labels import is_label, logo_owner, stands_above
from cleaners.metadata.names import is_person
from cleaners.metadata.weighed import headline_row
from cleaners.metadata.words import (
    ADDRESS,
    BETWEEN,
    DIGIT,
    LETTER,
    RULE,
    STOPPED,
    TIME,
    UNFINISHED,
    WORD,
    date_words,
    is_common,
    is_date_line,
    leftover,
    says,
)
from cleaners.platforms import is_known, is_platform, is_whole_paper
from cleaners.resources import beside_english, joined, one_of
from cleaners.text import WIDE, key, lines, sentences

_IMAGE = re.compile(r"!\[([^\]]*)\]\s?\(([^)]*)\)")
_HEADING = re.compile(r"(?:\d{1,2}\. )?# \S")
# An image that is called a logo, or leads to the front page.
_LOGO = re.compile(
    r"!\[[^\]]*\blogo\b[^\]]*\]|!\[[^\]]*\]\s?\([^)]*\)\s*\]\((?:https?://[^/)\s]+)?/?(?:\s+\"[^\"]*\")?\)",
    re.IGNORECASE,
)
# "Home » Boats", "Boats →": the way to a page, and to the next.
_WAY = re.compile(r"\s[>→←⟶]\s|[→←⟶]$|^[→←⟶]|^[^«‹]*\s[»›](?:\s|$)")
_ENTRIES = re.compile(r"\s*[,•|·/]\s*")
_NOTED = re.compile(r"\s[\w-]+\.[\w-]+\.[a-z]{2,8}/?$|^\W{0,4}\[\d{1,2}:\d{2}")
_CLOSING = frozenset("”“»’」》")
_NUMBERED = re.compile(r"^\d{1,2}[.)] ")
# What stands between a title and its site in a window's title, where no blanks part them: "…_Boats_The Courier".
_GLUED_SITE = re.compile(r"\s?[_|｜:：–—-]\s?|\s+")
_PARTS = re.compile(r"\s*[_|｜:：–—]\s*|\s+-\s+|^-|-(?=[A-Z])")
# The way to a page down to its title: "Home / News / The pier is gone".
_STEPS = re.compile(r"\s(?:/|>|»|›|→|\|)\s")
_CLOCK = re.compile(TIME.pattern + r"|\d{1,2} ?[時时点點시] ?\d{2}[分분]?", re.IGNORECASE)
# The name of a file.
_FILE = re.compile(r"\w\.(?:html?|docx?|pdf)\b")
# "正在阅读：码头拓宽": what a Chinese page says over the title.
_LABELLED = re.compile(r"[^\W\d_][^:：\n]{2,24}[:：]\s*(?=\S)")
_WEB = re.compile(r"https?://\S+\s+(?=\S)")
_LABEL = re.compile(r"^[(\W]*([^\W\d_]+)\s?[:：]\s")
# An entry of a list: "- The pier", "* Boats", "1. The pier" above "2. The port".
_BULLET = re.compile(r"[*+•-][ \t]")
_NUMBER = re.compile(r"(\d{1,2})[.)] ")
# Words that were glued together when their links were taken out: "PricingCase StudiesAbout".
_GLUED = re.compile(r"(?:[^\W\d_]*[a-zß-ÿ][A-ZÀ-Þ]){3}")
_FULL_NAME = re.compile(r"[A-ZÀ-ÞА-Я][\w’'-]+ [A-ZÀ-ÞА-Я][\w-]+")
# "## Boats", "Step 2: the keel": a section among others.
_LOWER = re.compile(r"#{2,} ")
_STEP = re.compile(r"([^\W\d_]+ )(\d{1,2})\b")
# In these the line above the date is surely the title: menus and teasers are told apart by it.
_DENSE = frozenset(("ja", "ko", "zh"))
_FENCE = re.compile(r"^\s*(?:```|~~~)")


@cache
def _consent() -> re.Pattern[str]:
    """What a banner that asks for consent speaks of."""
    return re.compile(joined("consent", "consent.banner"), re.IGNORECASE)


@cache
def _entry() -> re.Pattern[str]:
    """Entries of menus that blanks part, in scripts that set none within a headline."""
    return re.compile(rf"(?:^|[ \u3000])(?:{one_of('labels', 'entries')})(?:$|[ \u3000])")


class Title(NamedTuple):
    """A title, the row where it stands (-1: nowhere in the text), the site that stands with it, and the evidence."""

    text: str
    at: int
    rule: str
    why: str
    site: str = ""
    author: str = ""


def shorter(title: Title, head: Head, *, fewest: int = 2) -> Title:
    """Of a title that a page broke off ("The pier. What two years of…") the heading below that says its beginning."""
    for at, row in enumerate(head.rows):
        ahead = title.text[: len(row.text)] == row.text
        if at != title.at and ahead and len(row.text.split()) >= fewest and row.text[-1:] not in ".…":
            return title._replace(text=row.text, at=at)
    return title


def without_kicker(title: Title, text: str, *, most: int = 3) -> Title:
    """Of a title with a kicker before it ("Harbour The pier is gone") what stands elsewhere as a line of its own."""
    words = title.text.split()
    first = text.find(title.text)
    behind = text[first + len(title.text) : first + 3 * len(title.text)].strip() if first >= 0 else ""
    below = behind.partition("\n")[0].strip()
    # The way to the page may be run into one word with the title that stands below it.
    run_in = len(below.split()) >= most and title.text[: -len(below)][-1:].isalpha()
    if run_in and title.text.endswith(below):
        return title._replace(text=below)
    for cut in range(1, min(most, len(words) - 4) + 1):
        rest = title.text.split(maxsplit=cut)[cut]
        alone = text.find(f"\n{rest}\n", first + len(title.text)) if rest[:1].isupper() else -1
        if alone >= 0 and all(word.isalpha() for word in words[:cut]) and text.count(title.text) == 1:
            return title._replace(text=rest)
    return title


@lru_cache(maxsize=64)
def is_headline(text: str, language: str = "", *, shortest: int = 12, longest: int = 220, fewest: int = 3) -> bool:
    """
    Tell whether this line could be a headline, by its shape.

        >>> is_headline("Le port gagne un quai"), is_headline("le port gagne"), is_headline("Publié le 3 mai 2024")
        (True, False, False)
    """
    wide = 0 if text.isascii() else len(WIDE.findall(text))
    if not (shortest <= len(text) + wide <= longest) or UNFINISHED.search(text) or ADDRESS.search(text):
        return False
    if _NOTED.search(text):
        return False  # where a clipping is from, a moment of a recording
    if (wide and _entry().search(text)) or ("." in text and _FILE.search(text)):
        return False
    if text[0] in "©>›" or text.count("**") % 2 or text.count(";") > 1 or _GLUED.search(text):
        return False
    if _WAY.search(text) or (text[0] == "(" and text[-1] == ")") or _is_list(text):
        return False
    label = _LABEL.match(text)
    if label and (key(label[1]) in date_words() or line_kind(label[1]) == "tags" or is_label(text)):
        return False
    words = WORD.findall(text)
    if not wide and not fewest <= len(words) <= 32:
        return False
    first = next((char for char in text if char.isalnum()), "")
    if first.islower() and not any(char.isupper() for char in text.split(maxsplit=1)[0]):
        return False
    return not (line_kind(text) or _is_pair(text, words) or is_date_line(text, language))


def _is_list(text: str, *, fewest: int = 3) -> bool:
    """Sections or key words with strokes or commas between them: "Society, Opinion, Food and Drink, Travel"."""
    parts = [part for part in _ENTRIES.split(text) if part]
    if len(parts) < fewest or not all(part[0].isupper() for part in parts):
        return False
    sizes = [len(part.split()) for part in parts]
    return max(sizes) <= 2 or (len(parts) > fewest and max(sizes) <= 4 and sizes.count(1) * 2 >= len(parts))


def _is_pair(text: str, words: list[str]) -> bool:
    """Two short names around a dash are a byline, around a stroke a credit: "Daily News – Anna Low", "ABC/Anna Low"."""
    parts = text.split("/")
    if len(parts) == 2 and all(1 <= len(part.split()) <= 2 for part in parts):
        return True
    parts = re.split(r"\s[-–—|]\s", text)
    if any(len(WIDE.findall(part)) > 8 for part in parts):
        return False  # a script without blanks says much in one word
    if len(parts) == 2 and (is_platform(parts[1]) or is_whole_paper(parts[1])) and not is_person(parts[0]):
        return False  # a short title and its site
    return len(parts) == 2 and len(words) <= 5 and all(len(part.split()) <= 3 for part in parts)


def find_title(text: str, head: Head, *, spoken: bool, page: bool = False, last: bool = False) -> Title | None:
    """
    The title, looked for in the surest place first.

    Of a page with menus, or one (`page`) whose menus are gone, what the lines are like as a whole tells it. The `last`
    time that it is asked, what stands above the one line with a date counts too.
    """
    found = _heading(head) or _twin(head) or _behind_address(head)
    if found or (page and spoken):
        return found
    if head.rows and (page or _has_menus(head)):
        found = _at_the_top(head) or _weighed(text, head)
    else:
        found = _alone(text, head, spoken=spoken) or _before_byline(text, head) or _above_prose(head)
    if not found and not spoken and (last or head.language in _DENSE):
        found = _dated(head) or _over_paper(head)
    return found or _first_sentence(text, head) or _alt_text(text, head) or _commented(text, head.language)


def _behind_address(head: Head) -> Title | None:
    """The headline behind the address of the page, in the first line above the prose."""
    said = head.rows[0].text if head.rows and head.prose else ""
    hit = _WEB.match(said) if said.startswith("http") else None
    if hit and is_headline(said[hit.end() :], head.language):
        return Title(said[hit.end() :], 0, "title.first_line", "stands behind the address of the page")
    return None


def _dated(head: Head) -> Title | None:
    """
    On a page of menus: the headline right above the one line with a day and a clock, or one said to be of publication.

    Teasers have their dates, too: so none but one such headline may have prose below it.
    """
    found = [at - 1 for at in range(1, len(head.rows)) if _dates(head, at) and _is_dated_title(head, at - 1)]
    if len(found) != 1:
        return None
    why = "the headline above the one line that dates it"
    return Title(head.rows[found[0]].text, found[0], "title.above_date", why)


def _dates(head: Head, at: int, *, longest: int = 110, ahead: int = 30) -> bool:
    """Tell a row that says a day with a clock, or announces it."""
    said = head.rows[at].text
    if len(said) > longest or not DIGIT.search(said) or not dates_said(said, head.language):
        return False
    return _CLOCK.search(said) is not None or says(said[:ahead], "published", strong=True)


def _is_dated_title(head: Head, at: int, *, reach: int = 16, fewest: int = 2) -> bool:
    """Tell a headline that the prose soon below takes up; in a wide script any headline."""
    row = head.rows[at]
    if not may_be_title(row, head.language, fewest=fewest) or row.is_prose or STOPPED.search(row.text):
        return False
    if _is_name(row.text) or not any(each.is_prose for each in head.rows[at + 2 : at + 2 + reach]):
        return False
    return bool(WIDE.search(row.text)) or _taken_up(row.text, _prose_after(head, at + 1))


def _over_paper(head: Head, *, fewest: int = 4) -> Title | None:
    """The headline that is the first line of all, above the name of a known paper, when the text takes it up."""
    if head.prose >= len(head.rows) or head.prose < 2 or not may_be_title(head.rows[0], head.language, fewest=fewest):
        return None
    first, below = head.rows[0].text, head.rows[1].text
    if STOPPED.search(first) or not is_known(below) or not _taken_up(first, _prose_after(head, 0), share=0.4):
        return None
    return Title(first, 0, "title.first_line", "the first line of all, above the name of the paper")


def _is_name(text: str) -> bool:
    """A person's name; in a script without blanks a headline of several words looks like one."""
    return is_person(text) and not WIDE.search(text)


def _commented(text: str, language: str, *, longest: int = 200) -> Title | None:
    r"""
    The title that the heading of the comments says: "4 thoughts on “The pier”".

        >>> _commented("Boats.\n\n4 thoughts on “The pier”\n\nAnna: Yes.", "en").text
        'The pier'
    """
    if not any(mark in text for mark in "“„«‘「《"):
        return None
    for line in lines_of(text):
        quoted = len(line.text) <= longest and not _CLOSING.isdisjoint(line.text[-14:])
        if quoted and (hit := _comments_on(language).match(line.text)):
            said = (hit["title"] or hit["title_behind"]).strip()
            return Title(said, -1, "title.comments", "the heading of the comments names it")
    return None


@cache
def _comments_on(language: str) -> re.Pattern[str]:
    ahead, behind = (one_of(RULE, part, beside_english(RULE, language)) for part in ("comments_on", "comments_behind"))
    title = r"[“„«‘「《]\s?(?P<title{}>[^“”„«»‘「」《》\n]{{3,150}})\s?[”“»’」》]"
    first = rf"\W{{0,6}}(?:\d+|[^\W\d_]{{1,6}})?\s?(?i:{ahead})\s{title.format('')}\W*$"
    last = rf"\W{{0,6}}{title.format('_behind')}\s?(?i:{behind})"
    return re.compile(rf"(?:{first}|{last})")


def _has_menus(head: Head, *, most: int = 8) -> bool:
    """Tell whether so much stands above the prose that it is not all about this text."""
    return most < head.prose < len(head.rows)


def _weighed(text: str, head: Head) -> Title | None:
    """Of all lines with prose soon below them the one that is likeliest the title, by all that they are like."""
    told = {found.at for found in (_before_byline(text, head), _above_prose(head)) if found}
    at = headline_row(head, may_be_title, told)
    if at < 0:
        return None
    return Title(_unwrapped(head, at), at, "title.page", "stands to the text of the page as titles do")


def may_be_title(row: Row, language: str, *, shortest: int = 8, fewest: int = 2) -> bool:
    """Tell whether this line of a page could be its title, by its shape."""
    said = row.text
    if not is_headline(said, language, shortest=shortest, fewest=fewest):
        return False
    return not (stands_above(said) or logo_owner(said) or is_interface(said, language))


def _heading(head: Head, *, reach: int = 12) -> Title | None:
    """
    The first-level heading that opens the text: of several the first with a date, a byline or prose soon below it.

    A heading before that one names the site: "# The Harbour Blog", then "# September notes".
    """
    if not any("# " in row.line.text[:6] or row.line.text[:3] == "===" for row in head.rows):
        return None
    fenced = False
    asked = head.prose < 2 and head.prose < len(head.rows) and bool(_consent().search(head.rows[head.prose].text))
    found: list[int] = []
    for at, row in enumerate(head.rows):
        if _FENCE.match(row.line.text):
            fenced = not fenced
        elif (
            not fenced and (not (at > head.prose <= 1) or asked) and (_is_first_level(row) or _is_underlined(head, at))
        ):
            found.append(at)
    why = "the heading of the first level"
    for number, at in enumerate(found):
        below = head.rows[at + 1 : at + 1 + reach]
        below = below[: next((n for n, row in enumerate(below) if _is_first_level(row)), reach)]
        alone = len(found) == 1 and (len(head.rows[at].key.split()) > 3 or at < head.prose <= at + 2)
        if alone or any(_opens(row, head.language) for row in below):
            above = [head.rows[n].text for n in found[:number]]
            site = _site_behind(head.rows[at].key, head) or (above[0] if above and _may_be_site(above[0]) else "")
            if len(head.rows[at].text.split()) > 1 or WIDE.search(head.rows[at].text) or _is_underlined(head, at):
                return Title(_unwrapped(head, at), at, "title.heading", why, site)
    return None


def _may_be_site(heading: str, *, most: int = 5) -> bool:
    """Tell a heading above the title that may be the name of the site: few words, no call and no torn link."""
    return len(heading.split()) <= most and heading[:1].isupper() and heading[-1] not in "!?:"


def _site_behind(title: str, head: Head, *, first: int = 2) -> str:
    """What one of the very first lines has behind the words of the title: the title of the browser's window."""
    for row in head.rows[:first]:
        for gap in reversed(row.gaps):
            site = row.text[gap.end() :].strip()
            if title and key(row.text[: gap.start()]) == title and not is_reading_time(site):
                return _first_name(row.text[gap.start() :])
    return ""


def _is_first_level(row: Row) -> bool:
    """A heading of the first level in Markdown, also as the last of a list of bread crumbs: "4. # The pier"."""
    if "# " not in row.line.text[:6] or not _HEADING.match(row.line.text) or not 3 <= len(row.text) <= 250:
        return False
    return not (line_kind(row.text) or "`" in row.line.text or row.text.endswith(":"))


def _is_underlined(head: Head, at: int) -> bool:
    """A heading of the first level that is underlined: "The pier" above "========"."""
    below = head.rows[at + 1].line.text if at + 1 < len(head.rows) else ""
    return 3 <= len(head.rows[at].text) <= 250 and len(below) >= 3 and below.strip("=") == ""


def _unwrapped(head: Head, at: int, *, widest: int = 60) -> str:
    """The heading with the line it goes on in, when a converter broke it at a fixed width."""
    row = head.rows[at]
    if at + 1 < len(head.rows) and len(row.line.text) >= widest and row.line.end - row.line.stop <= 1:
        below = head.rows[at + 1]
        if below.line.text[0] not in "#*-![>" and len(below.text) < len(row.text) and not below.is_prose:
            return f"{row.text} {below.text}"
    return row.text


def _opens(row: Row, language: str) -> bool:
    """Tell a line that stands below a title: a date, a byline, prose."""
    return is_date_line(row.text, language) or bool(byline(row.text, language)) or row.is_prose


def _twin(head: Head, *, first: int = 3) -> Title | None:
    """A headline that stands twice; the first time, at the very top, perhaps with the site behind it."""
    reach = head.prose + 3
    for at, row in enumerate(head.rows[:first]):
        if not 8 <= len(row.text) <= 300:
            continue
        recurs = any(row.opens_as(other) for other in head.rows[at + 1 : reach])
        again = _place(row.key, head.rows[:reach]) if recurs else at
        if at < again and _is_alive(row, head, again):
            above = head.rows[at - 1].text if at else ""
            if STOPPED.search(row.text) and not STOPPED.search(above) and is_headline(above, head.language):
                return Title(above, at - 1, "title.above_twin", "the headline above a standfirst that stands twice")
            return Title(row.text, again, "title.twin", "stands twice above the text")
        for hit in reversed(row.gaps):
            title, site = row.text[: hit.start()].strip(), row.text[hit.end() :].strip()
            if len(title) + len(WIDE.findall(title)) < 8 and not _is_headed(title, head):
                continue
            again = _place_of(title, at, head)
            if again > at and not (line_kind(title) or _is_list(title) or is_reading_time(site)):
                why = f"stands twice, once beside the site: {site[:60]}"
                return Title(title, again, "title.twin", why, _first_name(row.text[hit.start() :]))
        if found := _window(row, at, head):
            return found
    return _repeated(head) or _way_down(head)


def _window(row: Row, at: int, head: Head, *, longest: int = 40, reach: int = 260) -> Title | None:
    """
    The headline that opens the first line, as it stands again below: what is left of the line names the site.

    As windows are called, whatever parts the two: "The pier is gone_Boats_The Courier", "The pier is gone The Courier".
    A blank alone parts them only where the rest stands in the text once more.
    """
    for place, other in enumerate(head.rows[at + 1 : at + 1 + reach], at + 1):
        said = other.text
        if len(said) >= len(row.text) or not row.text.startswith(said) or not row.opens_as(other):
            continue
        rest = row.text[len(said) :]
        gap = _GLUED_SITE.match(rest)
        if (
            not gap
            or len(rest) > (longest if WIDE.search(said) else min(longest, len(said)))
            or not is_headline(said, head.language)
            or line_kind(said)
        ):
            continue
        parts = [part for part in _PARTS.split(rest) if part and part.strip()]
        own = [part for part in parts if WIDE.search(part)] or parts
        site = own[-1].strip() if own else ""
        whole = WIDE.search(said) is not None and any(rest.strip() in each.text for each in head.rows[at + 1 :])
        if gap[0].strip() or whole:
            return Title(
                said, place, "title.twin", f"opens the first line and stands again: {rest}"[:80], _first_name(site)
            )
    return None


def _way_down(head: Head, *, reach: int = 8, fewest: int = 3, steps: int = 2) -> Title | None:
    """The headline in which the way to the page ends, in the line above it: "Home / News / The pier is gone"."""
    for at, row in enumerate(head.rows[: head.prose + 2]):
        found = list(_STEPS.finditer(row.text)) if len(row.text) <= 300 else []
        label = _LABELLED.match(row.text) if len(found) < steps and WIDE.search(row.text) else None
        if len(found) < steps and not label:
            continue
        said = row.text[label.end() if label else found[-1].end() :].strip()
        wanted = key(said)
        if len(wanted.split()) < fewest and not WIDE.search(said):
            continue
        for below in range(at + 1, min(len(head.rows), at + 1 + reach)):
            if head.rows[below].says(wanted) and is_headline(said, head.language):
                return Title(head.rows[below].text, below, "title.crumbs", "the way to the page ends in it")
    return None


def _is_headed(title: str, head: Head, *, shortest: int = 3) -> bool:
    """Tell words that are too short to be told by themselves, but stand again as the heading of the first level."""
    wanted = key(title) if len(title) >= shortest else ""
    return bool(wanted) and any(_is_first_level(row) and row.says(wanted) for row in head.rows[1:])


def _place_of(title: str, above: int, head: Head, *, reach: int = 5) -> int:
    """Where a title stands below the first lines: first of all above a date or a byline, else where it stands last."""
    wanted = key(title)
    for at in range(above + 1, len(head.rows) if wanted else 0):
        if head.rows[at].says(wanted) and not head.rows[at].line.text.startswith("*"):
            below = head.rows[at + 1 : at + 1 + reach]
            if any(not row.is_prose and _opens(row, head.language) for row in below):
                return at
    return _place(wanted, head.rows)


def _place(wanted: str, rows: Sequence[Row]) -> int:
    """Where a line stands last; of an entry of a list, where it stands first; -1 when nowhere."""
    place = -1
    for at, row in enumerate(rows):
        entry = place >= 0 and row.line.text.startswith("*")
        if not entry and wanted and row.says(wanted):
            place = at
    return place


def _prose_after(head: Head, at: int, *, longest: int = 1500) -> str:
    """What the page says below this row: the prose, when the row stands above it."""
    rows = head.rows[max(at + 1, head.prose if at < head.prose < len(head.rows) else 0) :][:40]
    return "\n".join(row.text for row in rows)[:longest]


def _is_alive(row: Row, head: Head, at: int, *, reach: int = 8, fewest: int = 4) -> bool:
    """A headline that a text follows soon, and no entry of a menu that is printed twice."""
    if not is_headline(row.text, head.language) or len(row.key.split()) < fewest:
        return bool(WIDE.search(row.text)) and is_headline(row.text, head.language)
    taken_up = _taken_up(row.text, _prose_after(head, at))
    return taken_up and any(_opens(each, head.language) for each in head.rows[at + 1 : at + 1 + reach])


def _repeated(head: Head, *, fewest: int = 6) -> Title | None:
    """A headline that the bread crumbs above it say too ("3. Le port gagne un quai")."""
    seen: set[str] = set()
    for at, row in enumerate(head.rows[: head.prose + 1] if head.prose else ()):
        crumb = re.sub(r"^\d+ ", "", row.key)
        if crumb in seen and len(crumb.split()) >= fewest and _is_alive(row, head, at, reach=6):
            said = _NUMBERED.sub("", row.text) if crumb != row.key else row.text
            return Title(said, at, "title.twin", "stands twice above the text")
        seen.add(crumb)
    return None


def _first_name(site: str) -> str:
    """
    The name of the site out of what stands beside a title: the first of "Remember - All of the eighties".

    Upright strokes go from the small to the large: of "Spain | The Courier" the last.
    """
    strokes = re.split(r"\s?[|｜]\s?", site)
    parts = [part.strip() for part in BETWEEN.split(strokes[-1])]
    parts = [part for part in parts if part and not list(days(part)) and LETTER.search(part)]
    if not parts:
        return ""
    name = parts[0]
    if ":" in name or "[" in name or name[-1] in "!?" or (name[0].islower() and " " in name):
        return ""
    longest = 16 if WIDE.search(name) else 50  # a script without blanks says much in little: that is a subtitle
    return name if 2 <= len(name) <= longest and len(name.split()) <= 6 and not line_kind(name) else ""


def _alone(text: str, head: Head, *, spoken: bool, most: int = 8) -> Title | None:
    """The headline above the prose: the first line there that is no date, byline, image or word of the page."""
    if head.prose >= len(head.rows):
        return _above_verse(head)
    if head.prose > most:
        return _at_the_top(head)
    skipped = False
    for at, row in enumerate(head.rows[: head.prose]):
        if _is_aside(row, head.language):
            continue
        if not is_headline(row.text, head.language) or _is_entry(head, at) or _goes_on_below(head, at):
            if not _is_short(row):
                return None
            skipped = True
            continue  # a section, a masthead: what stands below it is a title when it is signed
        if at == 0 and _is_section(head, text):
            return None
        if spoken and "\n\n" not in text[row.line.stop : row.line.end + 1]:
            return None  # a caption
        if STOPPED.search(row.text) and not _is_stopped_title(text, head, at):
            return None  # the first sentence of the text
        between = head.rows[at + 1 : head.prose]
        signed = any(_opens(each, head.language) for each in between)
        if skipped and not (signed and _taken_up(row.text, _prose_after(head, at), share=0.25)):
            return None
        sure = signed or not between or (at == 0 and len(row.key.split()) >= 5)
        if not sure and not _taken_up(row.text, _prose_after(head, at), share=0.25):
            return None  # a section, a credit, a caption: the text below is not about it
        return Title(row.text, at, "title.first_line", "the headline above the text")
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
    if is_interface(said, language) or stands_above(said) or logo_owner(said) or _entry().search(said):
        return True
    if len(said) <= 60 and len(said.split()) <= 6 and _consent().search(said) and not row.line.text.startswith("# "):
        return True
    if said and said[-1] in ":：" and is_person(said[:-1].strip()):
        return True  # who says what the title quotes
    return bool(byline(said, language)) or row.line.text.startswith("![") or _is_pair(said, WORD.findall(said))


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
    return _is_title_case(row.text) and _taken_up(row.text, text[row.line.end : row.line.end + 1500])


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
    return named and len(words) >= fewest and _takes_up(below, words, share)


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


def _at_the_top(head: Head, *, fewest: int = 5, alike: float = 0.8) -> Title | None:
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


def _before_byline(text: str, head: Head, *, reach: int = 15, short: int = 30, fewest: int = 4) -> Title | None:
    """
    On a page of menus: a headline shortly above the prose, with nothing but short lines down to a date or a name.

    The prose must take its words up, or it is a menu, a claim, a teaser: without this half of them were wrong.
    """
    if head.prose >= len(head.rows):
        return None
    prose = head.rows[head.prose].line.start
    for at in range(max(0, head.prose - reach), head.prose):
        row = head.rows[at]
        if len(row.key.split()) < fewest or not is_headline(row.text, head.language) or STOPPED.search(row.text):
            continue
        if not _taken_up(row.text, text[prose : prose + 1500]):
            continue
        for below in head.rows[at + 1 : head.prose + 3]:
            if is_date_line(below.text, head.language) or byline(below.text, head.language):
                return Title(row.text, at, "title.above_byline", "the headline above the date or the name")
            if len(below.text) > short and not below.is_prose:
                break
    return None


def _taken_up(title: str, follows: str, *, share: float = 0.5, longest: int = 130) -> bool:
    """Tell whether the text takes up the words of this line, as it does with its headline, not its first sentence."""
    words = [word for word in key(title).split() if len(word) >= 4]
    if len(title) > longest or len(words) < 3:
        return share < 0.5 and len(title) <= longest
    return _takes_up(follows, words, share)


def _above_prose(head: Head, *, window: int = 8, short: int = 40) -> Title | None:
    """
    On a page of menus: the headline above the first passage of prose, when nearly all of its words recur there.

    Between it and the prose stand none but short lines (a name, a date, "3 comments") or a standfirst.
    """
    if head.prose >= len(head.rows):
        return None
    for at in range(max(0, head.prose - window), head.prose):
        row = head.rows[at]
        if row.line.text[0] in "*+-[!" or STOPPED.search(row.text) or row.line.end - row.line.stop <= 1:
            continue  # an entry of a menu, a standfirst, a line that goes on in the next
        if sum(len(word) >= 4 for word in row.key.split()) < 4 or not is_headline(row.text, head.language):
            continue
        if not _taken_up(row.text, _prose_after(head, at), share=0.7):
            continue
        if all(len(each.text) <= short or each.text[-1] in ".!?…" for each in head.rows[at + 1 : head.prose]):
            return Title(row.text, at, "title.above_prose", "the headline above the text, which takes up its words")
    return None


def _first_sentence(
    text: str, head: Head, *, longest: int = 100, shortest: int = 560, look: int = 6, alike: float = 0.75
) -> Title | None:
    """
    The title of a text that was flattened to one line: its first sentence, when one of the next says it all again.

    A lead repeats nearly all words of its headline: so do 101 of 287 flattened articles with their title, and one
    of 180 without it. The share is high because a first sentence must not become a title.
    """
    if len(head.rows) != 1 or len(text) < shortest:
        return None
    said = [each.text for each in islice(sentences(text, 0, 20 * longest), look + 1)]
    words = [word for word in key(said[0]).split() if len(word) >= 4]
    if (
        len(said) < 4
        or len(words) < 4
        or len(said[0]) > longest
        or said[0][-1] == "。"
        or not is_headline(said[0], head.language)
    ):
        return None
    if any(_takes_up(each, words, alike) for each in said[1:]):
        return Title(said[0], 0, "title.first_sentence", "the first sentence, which a later one says again")
    return None


def _takes_up(sentence: str, words: Sequence[str], share: float, *, root: int = 5) -> bool:
    roots = {word[:root] for word in key(sentence).split()}
    return sum(word[:root] in roots for word in words) >= share * len(words)


def _alt_text(text: str, head: Head) -> Title | None:
    """
    The alt text of the first image, when it is worded as a headline and the text says it again, or takes it up.

    A logo says whose page it is: an image that leads to the front page, or is called so.
    """
    for row in head.rows[:3]:
        hit = _IMAGE.search(row.line.text)
        alt = hit[1].strip() if hit and not _LOGO.search(row.line.text, hit.start()) else ""
        if not hit or not is_headline(alt, head.language) or STOPPED.search(alt):
            continue
        follows = text[row.line.end : row.line.end + 1500]
        if text.count(f"![{hit[1]}]") > 1 or _taken_up(alt, follows, share=0.6):
            return Title(alt, -1, "title.alt_text", "the description of the image at the head, taken up by the text")
    return None


def reworded(title: str, text: str, head: Head, *, alike: float = 0.5) -> str:
    """Another wording of the title that stands above a second copy of the text."""
    if head.prose >= len(head.rows):
        return ""
    opening = head.rows[head.prose].line
    second = text.find(opening.text[:200], opening.stop)
    if second < 0:
        return ""
    said = set(key(title).split())
    for line in reversed(list(lines(text[max(0, second - 600) : second]))):
        other = plain(line.text)
        shared = len(said & set(key(other).split()))
        if is_headline(other, head.language) and key(other) != key(title) and shared >= alike * len(said):
            return other
    return ""
