"""
What a plain text says about itself: title, author, site, date of publication, kind, and a video's description.

A page without its HTML still has a head: a headline, a line with a name and a date, a logo. These are found by their
shape, their place and their neighbours, and nothing is guessed: a field that is not surely there stays empty. What
the source declared (HTML, front matter) was found before and is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from cleaners.dates import days
from cleaners.document import Document, Edit, Fact, Finding
from cleaners.evidence import bare, line_kind
from cleaners.kinds import kind
from cleaners.resources import languages, table
from cleaners.text import Line, key, lines, sentences, unlinked

RULE = "metadata"

_IMAGE = re.compile(r"!\[([^\]]*)\]\s?\(([^)]*)\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STOPPED = re.compile(r"(?<!\.)[.。．]['\"”’»)\]*_]*$")
_UNFINISHED = re.compile(r"[,;:،؛、|/]$")
_SENTENCE_WITHIN = re.compile(r"[.!?。！？؟][\"”’»)]*(?:\s|(?<=[。！？])|$)")
_ADDRESS = re.compile(r"https?://|www\.|@\w+\.\w")
_TIME = re.compile(
    r"(?:[Tt@]\s?)?\b\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?|\s?(?:Z|UTC|GMT|MSK|[A-Z]{2,4}T)\b)?(?:[+-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+(?:[|｜·•«»]|[-–—]|::)\s+|\s?[|｜]\s?")
_OWNED = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s:©]*(?:\d{4}(?:\s?[-–—]\s?(?:\d{2,4}|\w+))?[\s,.]*)?(?:by\s+|von\s+|par\s+)?(?P<name>[^\W_][^|(•·,.–—\n]*?(?:\.[a-z]{2,4}\b)?)"
    r"(?=\s*(?:[|(•·,.–—]|\d{4}|\ball?\b|\btous\b|\btodos\b|\balle\b|\btutti\b|все\b|$))",
    re.IGNORECASE,
)
# A company behind the site, or who made its template, is not the site.
_CREDIT = re.compile(
    r"\b(?:templates?|themes?|powered|designed|crafted|gmbh|inc|llc|ltd|limited|corp|s\.?a\.?r\.?l|s\.?a\.(?!\w)|b\.?v|srl|s\.?p\.?a)\b",
    re.IGNORECASE,
)
_OWN_UPLOAD = re.compile(
    r"https?://(?:www\d?\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})/(?:wp-content/uploads|wp-includes|assets/images/uploads)/",
    re.IGNORECASE,
)
_HOME_LOGO = re.compile(r"\[\s*!\[(?P<name>[^\]\n]{2,40})\]\([^)\s]*\)\s*\]\(https?://[^/)\s]+/?(?:\s+\"[^\"]*\")?\)")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_WIRE_HEAD = re.compile(r"/(?:PRNewswire|PR Newswire|CNW)[^/\n]{0,20}/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE)\)")
_EMOJI = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff]")
_CHAPTER_MARK = re.compile(r"(?:^|\s)\d{1,2}:\d{2}(?::\d{2})?\s+\S|#\w{3,}|https?://")


class Row(NamedTuple):
    """A line of the head of a page: where it stands, what it says without its marks, and its words in one form."""

    line: Line
    text: str
    key: str


class Head(NamedTuple):
    """The first lines of a document, and which of them begins the prose (the number of lines when none does)."""

    rows: tuple[Row, ...]
    prose: int
    language: str


def find_metadata(doc: Document) -> Iterator[Finding]:
    r"""
    Facts about the document: kind, title, alt_title, author, published, updated, site, description.

    The text keeps its title, byline and date line; only the description under a video's speech leaves it. Facts
    that are there already are not looked for again. "Today 12:01 AM" is no date, a caption under a photograph
    no title, a year in a speech no date of publication: those fields stay empty.

        >>> head = "Le port gagne un quai\n\nPar Anne Morel, le 3 mai 2024\n\n"
        >>> doc = Document("d1", head + "Le quai ouvre. " * 20)
        >>> [(fact.key, fact.value) for fact in find_metadata(doc)]
        [('kind', 'article'), ('title', 'Le port gagne un quai'), ('author', 'Anne Morel'), ('published', '2024-05-03')]
    """
    known = {fact.key for fact in doc.facts}
    if "kind" in known:
        what, why = doc.get("kind"), ""
    else:
        what, why = kind(doc)
        yield Fact("kind", what, f"{RULE}.kind", why)
    head = _head(doc)
    title = _title(doc.text, head, spoken=what == "transcript")
    if title and "title" not in known:
        yield Fact("title", title.text, f"{RULE}.{title.rule}", title.why)
    if title and "alt_title" not in known and (other := _reworded(title.text, doc.text, head)):
        yield Fact("alt_title", other, f"{RULE}.title.reworded", "stands above the second copy of the text")
    if title and title.site and "site" not in known:
        known.add("site")
        yield Fact("site", title.site, f"{RULE}.site.title", title.why)
    yield from _signed(doc, head, title, known)
    if "site" not in known:
        yield from _site(doc, head)
    if what == "transcript":
        yield from _description(doc, known)


def _head(doc: Document, *, near: int = 16, below: int = 8, far: int = 900) -> Head:
    """The first lines: a few when prose begins soon, many when the page begins with menus or has headings."""
    language = doc.get("language").split("-")[0]
    first: list[Row] = []
    prose = near
    for line in islice(lines(doc.text), near + below):
        first.append(_row(line))
        if prose == near:
            found = _first_prose(tuple(first[-3:]))
            prose = len(first) - len(first[-3:]) + found if found < len(first[-3:]) else near
        if len(first) > prose + below:
            break
    soon = prose < near or len(first) < near + below
    if soon and "\n# " not in doc.text and not _stands_later(first[:3], doc.text):
        return Head(tuple(first), _first_prose(tuple(first)), language)
    rows = tuple(_row(line) for line in islice(lines(doc.text), far))
    return Head(rows, _first_prose(rows), language)


def _row(line: Line) -> Row:
    said = _plain(line.text) if len(line.text) < 1000 else line.text
    return Row(line, said, key(said) if len(said) < 300 else "")


def _stands_later(rows: list[Row], text: str) -> bool:
    """Tell whether a part of the first lines, up to a dash or a stroke, stands in the text again."""
    for row in rows:
        for hit in _BETWEEN.finditer(row.text[:300]):
            title = row.text[: hit.start()].strip()
            if len(title) >= 8 and title in text[row.line.stop :]:
                return True
    return False


def _plain(text: str) -> str:
    """The line without Markdown marks, links and images; what was shown of a link stays."""
    if "](" in text or "![" in text:
        text = unlinked(text)
    if text and text[0].isalpha() and text[-1] not in "*_»›▶►":
        return text
    return bare(text)


def _weight(text: str) -> int:
    """How much the line says: letters, a wide character counted as two and a half."""
    return len(text) if text.isascii() else len(text) + 3 * len(_WIDE.findall(text)) // 2


def _first_prose(rows: tuple[Row, ...], *, wrapped: int = 50, together: int = 3) -> int:
    """Where the prose begins: a long line with a sentence in it, or three lines on end that are wrapped prose."""
    run = 0
    for at, row in enumerate(rows):
        if _is_prose(row.text) and not row.line.text.startswith(("* [", "[", "+ [", "- [")):
            return at
        run = run + 1 if _weight(row.text) >= wrapped and row.line.text[0] not in "#*-[+" else 0
        if run == together:
            block = " ".join(each.text for each in rows[at - together + 1 : at + 1])
            if _SENTENCE_WITHIN.search(block) and not _is_menu(block):
                return at - together + 1
    return len(rows)


def _is_prose(text: str, *, long: int = 110) -> bool:
    """A long line with a sentence in it, and not a menu."""
    return _weight(text) >= long and bool(_SENTENCE_WITHIN.search(text)) and not _is_menu(text)


def _is_menu(text: str, *, share: float = 0.6, fewest: int = 8) -> bool:
    """Most words begin with a capital: a menu in one line, or a list of names."""
    said = _WORD.findall(text[:400])
    return len(said) >= fewest and sum(word[:1].isupper() for word in said) >= share * len(said) and not text.isupper()


# Title


class Title(NamedTuple):
    """A title, the row where it stands (-1: nowhere in the text), the site that stands with it, and the evidence."""

    text: str
    at: int
    rule: str
    why: str
    site: str = ""


def is_headline(text: str, language: str = "", *, shortest: int = 12, longest: int = 220, fewest: int = 3) -> bool:
    """
    Tell whether this line could be a headline, by its shape.

        >>> is_headline("Le port gagne un quai"), is_headline("le port gagne"), is_headline("Publié le 3 mai 2024")
        (True, False, False)
    """
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    if not (shortest <= len(text) + wide <= longest) or _UNFINISHED.search(text) or _ADDRESS.search(text):
        return False
    words = _WORD.findall(text)
    if not wide and not fewest <= len(words) <= 32:
        return False
    first = next((char for char in text if char.isalnum()), "")
    if first.islower() and not any(char.isupper() for char in text.split(maxsplit=1)[0]):
        return False
    return not (line_kind(text) or _is_pair(text, words) or _is_date_line(text, language))


def _is_pair(text: str, words: list[str]) -> bool:
    """Two short names around a dash are a byline: "Daily News – Anna Low"."""
    parts = re.split(r"\s[-–—|]\s", text)
    return len(parts) == 2 and len(words) <= 5 and all(len(part.split()) <= 3 for part in parts)


def _is_date_line(text: str, language: str, *, rest: int = 4) -> bool:
    found = list(days(text, language)) if _DIGIT.search(text) else []
    if not found:
        return False
    left = len(_WORD.findall(text)) - sum(len(_WORD.findall(text[day.start : day.end])) for day in found)
    return left <= rest


def _title(text: str, head: Head, *, spoken: bool) -> Title | None:
    """The title, looked for in the surest place first."""
    return (
        _heading(head)
        or _twin(head)
        or _alone(text, head, spoken=spoken)
        or _before_byline(text, head)
        or _alt_text(text, head)
    )


def _heading(head: Head, *, reach: int = 12) -> Title | None:
    """
    The first-level heading that opens the text: of several the first with a date, a byline or prose soon below it.

    A heading before that one names the site: "# The Harbour Blog", then "# September notes".
    """
    fenced = False
    found: list[int] = []
    for at, row in enumerate(head.rows):
        if _FENCE.match(row.line.text):
            fenced = not fenced
        elif row.line.text.startswith("# ") and not fenced and 3 <= len(row.text) <= 250 and not line_kind(row.text):
            found.append(at)
    why = "the heading of the first level"
    for number, at in enumerate(found):
        below = head.rows[at + 1 : at + 1 + reach]
        below = below[: next((n for n, row in enumerate(below) if row.line.text.startswith("# ")), reach)]
        if any(_opens(row, head.language) for row in below) or (len(found) == 1 and len(head.rows[at].key.split()) > 3):
            above = [head.rows[n].text for n in found[:number]]
            site = above[0] if above and len(above[0].split()) <= 5 else ""
            if len(head.rows[at].text.split()) > 1 or _WIDE.search(head.rows[at].text):
                return Title(_unwrapped(head, at), at, "title.heading", why, site)
    return None


def _unwrapped(head: Head, at: int, *, widest: int = 60) -> str:
    """The heading with the line it goes on in, when a converter broke it at a fixed width."""
    row = head.rows[at]
    if at + 1 < len(head.rows) and len(row.line.text) >= widest and row.line.end - row.line.stop <= 1:
        below = head.rows[at + 1]
        if below.line.text[0] not in "#*-![>" and len(below.text) < len(row.text) and not _is_prose(below.text):
            return f"{row.text} {below.text}"
    return row.text


def _opens(row: Row, language: str) -> bool:
    """Tell a line that stands below a title: a date, a byline, prose."""
    return _is_date_line(row.text, language) or bool(_byline(row.text, language)) or _is_prose(row.text)


def _twin(head: Head, *, first: int = 3) -> Title | None:
    """A headline that stands twice; the first time, at the very top, perhaps with the site behind it."""
    places: dict[str, int] = {}
    for at, row in enumerate(head.rows):
        if row.key:
            places.setdefault(row.key, at) if row.line.text.startswith("*") else places.__setitem__(row.key, at)
    for at, row in enumerate(head.rows[:first]):
        if not 8 <= len(row.text) <= 300:
            continue
        again = places.get(row.key, 0)
        if at < again <= head.prose + 2 and _is_alive(row, head, again):
            return Title(row.text, again, "title.twin", "stands twice above the text")
        for hit in reversed(list(_BETWEEN.finditer(row.text))):
            title, site = row.text[: hit.start()].strip(), row.text[hit.end() :].strip()
            if len(title) >= 8 and places.get(key(title), at) > at:
                why = f"stands twice, once beside the site: {site[:60]}"
                return Title(title, places[key(title)], "title.twin", why, _first_name(row.text[hit.start() :]))
    return _repeated(head)


def _is_alive(row: Row, head: Head, at: int, *, reach: int = 8, fewest: int = 4) -> bool:
    """A headline that a text follows soon, and no entry of a menu that is printed twice."""
    if not is_headline(row.text, head.language) or len(row.key.split()) < fewest:
        return bool(_WIDE.search(row.text)) and is_headline(row.text, head.language)
    return any(_opens(each, head.language) for each in head.rows[at + 1 : at + 1 + reach])


def _repeated(head: Head, *, fewest: int = 6) -> Title | None:
    """A headline that the bread crumbs above it say too ("3. Le port gagne un quai")."""
    seen: set[str] = set()
    for at, row in enumerate(head.rows[: head.prose + 1]):
        crumb = re.sub(r"^\d+ ", "", row.key)
        if crumb in seen and len(crumb.split()) >= fewest and _is_alive(row, head, at, reach=6):
            return Title(row.text, at, "title.twin", "stands twice above the text")
        seen.add(crumb)
    return None


def _first_name(site: str) -> str:
    """
    The name of the site out of what stands beside a title: the first of "Remember - All of the eighties".

    Upright strokes go from the small to the large: of "Spain | The Courier" the last.
    """
    parts = [part.strip() for part in _BETWEEN.split(site)]
    parts = [part for part in parts if part and not list(days(part)) and _LETTER.search(part)]
    if not parts:
        return ""
    name = parts[-1] if re.search(r"[|｜]", site) else parts[0]
    return name if 2 <= len(name) <= 50 and len(name.split()) <= 6 and not line_kind(name) else ""


def _alone(text: str, head: Head, *, spoken: bool, most: int = 8) -> Title | None:
    """The headline above the prose: the first line there that is no date, byline, image or word of the page."""
    if head.prose >= len(head.rows):
        return _above_verse(head)
    if head.prose > most:
        return _at_the_top(head)
    for at, row in enumerate(head.rows[: head.prose]):
        if _is_aside(row, head.language):
            continue
        if not is_headline(row.text, head.language):
            return None
        if spoken and "\n\n" not in text[row.line.stop : row.line.end + 1]:
            return None  # a caption
        if _STOPPED.search(row.text) and not _is_stopped_title(text, head, at):
            return None  # the first sentence of the text
        return Title(row.text, at, "title.first_line", "the headline above the text")
    return None


def _is_aside(row: Row, language: str) -> bool:
    """Tell a line that may stand above a title: a date, a name, an image, a word of the page."""
    said = row.text
    if not _LETTER.search(said) or line_kind(said) or _is_date_line(said, language):
        return True
    if _DIGIT.search(said) and len(said) < 40 and len(_leftover(said)) <= 2:
        return True  # "May 2024", "3 hours ago"
    return bool(_byline(said, language)) or row.line.text.startswith("![") or _is_pair(said, _WORD.findall(said))


def _is_stopped_title(text: str, head: Head, at: int, *, longest: int = 110) -> bool:
    """A title may end in a stop: under the date line, above an image, or when the text takes its words up."""
    row = head.rows[at]
    if at and len(row.text) <= longest and _is_date_line(head.rows[at - 1].text, head.language):
        return True
    below = head.rows[at + 1] if at + 1 < len(head.rows) else row
    if len(row.text) <= longest and (below.line.text.startswith("![") or line_kind(below.text) == "placeholder"):
        return True
    return _taken_up(row.text, text[row.line.end : row.line.end + 1500])


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
        if len(row.key.split()) < fewest or not is_headline(row.text, head.language) or _STOPPED.search(row.text):
            continue
        if not _taken_up(row.text, text[prose : prose + 1500]):
            continue
        for below in head.rows[at + 1 : head.prose + 3]:
            if _is_date_line(below.text, head.language) or _byline(below.text, head.language):
                return Title(row.text, at, "title.above_byline", "the headline above the date or the name")
            if len(below.text) > short and not _is_prose(below.text):
                break
    return None


def _taken_up(title: str, follows: str, *, share: float = 0.5, root: int = 5, longest: int = 130) -> bool:
    """Tell whether the text takes up the words of this line, as it does with its headline, not its first sentence."""
    words = [word for word in key(title).split() if len(word) >= 4]
    roots = {word[:root] for word in key(follows).split()}
    found = sum(word[:root] in roots for word in words)
    return len(words) >= 3 and len(title) <= longest and found >= share * len(words)


def _alt_text(text: str, head: Head) -> Title | None:
    """The alt text of the first image, when it is worded as a headline and the text says it again, or takes it up."""
    for row in head.rows[:3]:
        hit = _IMAGE.search(row.line.text)
        alt = hit[1].strip() if hit else ""
        if not hit or not is_headline(alt, head.language) or _STOPPED.search(alt):
            continue
        follows = text[row.line.end : row.line.end + 1500]
        if text.count(f"![{hit[1]}]") > 1 or _taken_up(alt, follows, share=0.6):
            return Title(alt, -1, "title.alt_text", "the description of the image at the head, taken up by the text")
    return None


def _reworded(title: str, text: str, head: Head, *, alike: float = 0.5) -> str:
    """Another wording of the title that stands above a second copy of the text."""
    if head.prose >= len(head.rows):
        return ""
    opening = head.rows[head.prose].line
    second = text.find(opening.text[:200], opening.stop)
    if second < 0:
        return ""
    said = set(key(title).split())
    for line in reversed(list(lines(text[max(0, second - 600) : second]))):
        other = _plain(line.text)
        shared = len(said & set(key(other).split()))
        if is_headline(other, head.language) and key(other) != key(title) and shared >= alike * len(said):
            return other
    return ""


# Author and date


class Signature(NamedTuple):
    """What a date line or byline says."""

    author: str = ""
    published: str = ""
    updated: str = ""


def _signed(doc: Document, head: Head, title: Title | None, known: set[str]) -> Iterator[Fact]:
    """The name and the date that stand with the title, or below the last line of the text."""
    author = published = updated = ""
    for at in _near(head, title):
        text = head.rows[at].text
        if not published and (found := _published(text, head.language)):
            published, updated = found.published, updated or found.updated
        if not author and not (title and head.rows[at].key == key(title.text)):
            author = _byline(text, head.language) or _name_beside_date(at, head, doc.text)
    published = published or _wire_date(doc.text, head.language)
    signed = _sign_off(doc.text, head.language)
    author = author or (signed.name if signed else "")
    if author and "author" not in known:
        yield Fact("author", author, f"{RULE}.author", "the byline")
    if signed and signed.paper and "site" not in known:
        known.add("site")
        yield Fact("site", signed.paper, f"{RULE}.site.sign_off", "stands behind the name under the text")
    if published and "published" not in known:
        yield Fact("published", published, f"{RULE}.published", "the date line")
    if updated and "updated" not in known and updated != published:
        yield Fact("updated", updated, f"{RULE}.updated", "the date line")


def _near(head: Head, title: Title | None, *, above: int = 6, below: int = 14) -> list[int]:
    """Rows where a byline may stand: about the title, those below it first, and about the beginning of the prose."""
    total = len(head.rows)
    near: list[int] = []
    if title and title.at >= 0:
        near += range(title.at + 1, min(total, title.at + 1 + below))
        near += range(title.at - 1, max(-1, title.at - 1 - above), -1)
    if head.prose < total and (not near or abs(head.prose - title.at if title else 0) <= 3 * below):
        near += range(max(0, head.prose - below), min(total, head.prose + 3))
    return [at for at in dict.fromkeys(near) if len(head.rows[at].text) <= 160]


def _published(text: str, language: str) -> Signature | None:
    """The dates of a line that says little else."""
    if not _DIGIT.search(text):
        return None
    found = list(days(text, language))
    if not found:
        return None
    pieces = [
        text[: found[0].start],
        *(text[a.end : b.start] for a, b in pairwise(found)),
        text[found[-1].end :],
    ]
    rest = [word for piece in pieces for word in _leftover(piece)]
    if len(rest) > 7 or any(len(_SENTENCE_WITHIN.findall(piece)) > 1 for piece in pieces):
        return None
    announced = any(_says(piece, "published") or _says(piece, "updated") for piece in pieces)
    if len(rest) > 3 and not announced and sum(word[:1].isupper() for word in rest) < len(rest) - 1:
        return None
    published = updated = ""
    for day, before in zip(found, pieces, strict=False):
        if _says(before, "updated"):
            updated = updated or day.iso
        else:
            published = published or day.iso
    return Signature("", published, updated)


def _leftover(piece: str) -> list[str]:
    """Words of a date line that are neither a time nor a weekday nor what such lines say."""
    said = _TIME.sub(" ", piece)
    return [word for word in _WORD.findall(said) if key(word) not in _date_words()]


@cache
def _date_words() -> frozenset[str]:
    found: set[str] = set()
    for language in languages(RULE):
        rows = table(RULE, language)
        for topic in ("weekdays", "published", "updated", "beside", "by"):
            for phrase in rows.get(topic, ()):
                found.update(key(phrase).split())
        found.update(key(name) for names in rows["months"] for name in names)
    return frozenset(found)


@cache
def _announcing(topic: str) -> re.Pattern[str]:
    """What announces a date or a name, in all languages, longest first: "publié le", "von", "作者"."""
    phrases = {phrase for language in languages(RULE) for phrase in table(RULE, language).get(topic, ())}
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(re.escape(phrase) for phrase in ordered), re.IGNORECASE)


def _says(piece: str, topic: str) -> bool:
    """Tell whether these words announce a date of this kind: whole words, but in scripts that set no blanks."""
    for hit in _announcing(topic).finditer(piece):
        before = piece[: hit.start()][-1:]
        after = piece[hit.end() :][:1]
        if _WIDE.match(hit[0]) or not (before.isalpha() or after.isalpha()):
            return True
    return False


_NAME = (
    r"(?:[^\W\d_a-zà-öø-ÿ][^\W\d_]*\.?(?:['’-][^\W\d_]+)*"
    r"|d[eiua]|del|della|von|van|der|den|ten|ter|bin|al|el|la|le|y|e|dos|das|do|da|di|zu|af|st\.)"
)
_PERSON = re.compile(rf"{_NAME}(?: {_NAME}){{1,4}}")
_AND = frozenset(("und", "and", "et", "y", "e", "en", "i", "и", "&"))
_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ]")


def is_person(text: str) -> bool:
    """
    Tell what has the shape of a person's name: two to five words with capitals, particles between them.

        >>> is_person("Anne de la Tour"), is_person("Lire la suite"), is_person("TOP NEWS")
        (True, False, False)
    """
    hit = _PERSON.fullmatch(text.strip())
    if not hit or (text.isupper() and len(text.split()) < 2):
        return False
    words = text.split()
    capitals = [word for word in words if _CAPITAL.match(word)]
    if len(capitals) < 2 or (not _CAPITAL.match(words[0]) and len(words) < 3) or line_kind(text):
        return False
    return not text.isupper() or (len(words) in (2, 3) and all(len(word) > 2 for word in words))


def _byline(text: str, language: str) -> str:
    """The name in a line that announces one: "Par Anne Morel", "Von A. Low publiziert am 3. Mai 2024"."""
    if len(text) > 120:
        return ""
    announcing = _opening("by", language)
    for hit in announcing.finditer(text):
        rest = text[hit.end() :].lstrip(" :_*–-")
        name = _cut_name(rest)
        if name and (
            hit.start() == 0
            or _is_date_line(text[: hit.start()], language)
            or _published(text[: hit.start()], language)
        ):
            return name
    return ""


@cache
def _opening(topic: str, language: str) -> re.Pattern[str]:
    """Words that announce a name: in the document's language and English, or in all when it is not known."""
    known = languages(RULE)
    chosen = {language, "en"} & set(known) if language in known else set(known)
    phrases = {phrase for each in chosen for phrase in table(RULE, each).get(topic, ())}
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in ordered)})(?=[\s:_*]|(?<=[\u3040-\u9fff]))",
        re.IGNORECASE,
    )


def _cut_name(rest: str) -> str:
    """The name at the start of what follows "Par"; "" when no name stands there."""
    name = re.split(r"\s*(?:[,|•·(/;<>]|\s[-–—]\s|\d|https?:)", rest, maxsplit=1)[0].strip(" .:_*–-")
    words = name.split()
    while words and (not is_person(" ".join(words)) or key(words[-1]) in _date_words()) and len(words) > 1:
        words.pop()
    name = " ".join(words)
    if is_person(name):
        return name
    if (
        _WIDE.search(rest)
        and 2 <= len(rest.split(maxsplit=1)[0] if rest.split() else "") <= 6
        and not _SENTENCE_WITHIN.search(rest)
    ):
        return rest.split(maxsplit=1)[0].strip("：: ")
    # An agency: "Do G1 AM", "By AFP".
    if words and len(words) <= 3 and all(len(word) > 1 and word.isupper() and word.isalnum() for word in words):
        return name
    # "by Catherine", "par anhora": one word, and nothing else in the line but a date.
    if (
        len(words) == 1
        and words[0][:1].isupper()
        and words[0].isalpha()
        and not _leftover(rest.replace(words[0], "", 1))
    ):
        return words[0] if not line_kind(words[0]) and len(words[0]) > 2 else ""
    return ""


def _name_beside_date(at: int, head: Head, text: str) -> str:
    """A name that stands alone in the line above or below the date line, or right behind the date."""
    if at < 0:
        return ""
    row = head.rows[at]
    found = list(days(row.text, head.language)) if any(char.isdigit() for char in row.text) else []
    if found:
        after = row.text[found[-1].end :].strip(" |,–-")
        hit = re.match(rf"{_NAME} {_NAME}(?= [A-Z]|$)", _TIME.sub(" ", after).strip())
        return hit[0] if hit and _is_rare(hit[0], text) else ""
    if len(row.text) > 40 or row.text.isupper() or not _is_rare(row.text, text):
        return ""
    beside = [head.rows[n].text for n in (at - 1, at + 1) if 0 <= n < len(head.rows)]
    return (
        row.text
        if any(_is_date_line(each, head.language) and _published(each, head.language) for each in beside)
        else ""
    )


def _wire_date(text: str, language: str, *, reach: int = 300) -> str:
    """The date before the mark of a release service: "PARIS, 13 août 2024 /PRNewswire/ --"."""
    hit = _WIRE_HEAD.search(text, 0, reach)
    if not hit:
        return ""
    found = list(days(" ".join(text[: hit.start()].split()), language))
    return found[-1].iso if found else ""


class SignOff(NamedTuple):
    """A line that signs a text below its end."""

    name: str
    paper: str = ""


def _sign_off(text: str, language: str, *, longest: int = 60, under: int = 150) -> SignOff | None:
    """A name and the paper, or a byline, alone in a line under a paragraph that ends: "Anne Morel, Le Quai"."""
    rows = [row for row in text.split("\n") if row.strip()]
    for before, row in pairwise(rows):
        if len(row) > longest or len(before) < under:
            continue
        said, above = row.strip(), before.rstrip()
        if not _STOPPED.search(above, max(0, len(above) - 12)) or above[-1] in "”»\"'’":
            continue  # no end of a text, or whom the quotation is from
        name, comma, paper = (part.strip() for part in said.partition(","))
        if comma and len(name.split()) <= 3 and _is_title_case(paper) and _is_rare(name, text):
            return SignOff(name, paper)
        if not comma and (name := _byline(said, language)):
            return SignOff(name)
    return None


def _is_title_case(text: str) -> bool:
    """Two to five words with capitals, small ones between them: the name of a paper."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not text[:1].isupper() or key(text) != key(text.replace("&", "")):
        return False
    return (
        all(word[:1].isupper() or (len(word) <= 3 and word not in _AND) for word in words) and words[-1][:1].isupper()
    )


# Site


def _site(doc: Document, head: Head) -> Iterator[Fact]:
    """The site: its logo, the owner in the last lines, the one a disclaimer speaks for, the host of its own images."""
    text = doc.text
    if logo := _HOME_LOGO.search(text, 0, 6000):
        yield Fact("site", logo["name"].strip(), f"{RULE}.site.logo", "the logo that leads home")
        return
    if name := _owner(text):
        yield Fact("site", name, f"{RULE}.site.copyright", "owns the page, as its last lines say")
        return
    if name := _guarantor(text, head.language):
        yield Fact("site", name, f"{RULE}.site.disclaimer", "the disclaimer speaks for it")
    elif (host := _OWN_UPLOAD.search(text)) and not host["host"].startswith(("cdn", "static", "img", "media", "i0.")):
        yield Fact("site", host["host"].lower(), f"{RULE}.site.host", "its images lie on its own host")


def _owner(text: str, *, last: int = 4000) -> str:
    """
    The name in the last copyright line, when the page says it elsewhere too: "© 2024 The Courier".

    A company with its legal form, a maker of templates, a name that stands nowhere else is not the site.
    """
    found = low = ""
    start = max(0, len(text) - last)
    if not any(mark in text[start:] for mark in ("©", "opyright", "(c)", "(C)", "COPYRIGHT")):
        return ""
    for hit in _OWNED.finditer(text, start):
        low = low or text.lower().replace(" ", "")
        name = hit["name"].strip(" .-–—")
        end = text.find("\n", hit.end())
        line = text[text.rfind("\n", 0, hit.start()) + 1 : end if end >= 0 else len(text)]
        named = sum(char.isalpha() for char in name) >= 3 and len(name) <= 40 and len(name.split()) <= 5
        plain = name[:1].islower() and " " in name
        if (
            named
            and not plain
            and not line_kind(name)
            and not _CREDIT.search(line)
            and low.count(name.lower().replace(" ", "")) > 1
        ):
            found = name
    return found


def _guarantor(text: str, language: str) -> str:
    """Who disclaims, a name that opens its sentence: "Le Quai ne garantit ni …"."""
    chosen = (language,) if language in languages(RULE) else languages(RULE)
    for phrase in (each for code in chosen for each in table(RULE, code).get("guarantee", ())):
        at = text.find(f" {phrase} ")
        if at > 0:
            hit = re.search(r"(?:^|[.!?»\n] ?)([^\W\d_]\w*(?: [A-ZÀ-Þ]\w*){0,2})$", text[max(0, at - 60) : at])
            if hit and hit[1][:1].isupper() and len(hit[1]) > 2 and not _is_common(hit[1], text):
                return hit[1]
    return ""


def _is_rare(name: str, text: str) -> bool:
    """Tell a person's name whose words the text writes small nowhere: "Digital Life" is a section of a paper."""
    words = [word for word in name.split() if _CAPITAL.match(word) and len(word) > 2]
    return is_person(name) and not any(_is_common(word, text) for word in words)


def _is_common(word: str, text: str) -> bool:
    """Tell a word that the text writes small elsewhere: no name."""
    return bool(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text)) or key(word) in _date_words()


# Description


def _description(
    doc: Document, known: set[str], *, shortest: int = 80, longest: int = 3000, speech: int = 1000
) -> Iterator[Finding]:
    """
    The description that a video page prints below the speech: a fact, and no longer text.

    It follows the last long paragraph, is much shorter, and has what nobody says: emoji, hashtags, links, chapter
    marks. Its last sentences that ask to like and subscribe are left out of the fact.
    """
    rows = list(lines(doc.text))
    long = max((len(row.text) for row in rows), default=0)
    if long < speech:
        return
    last_said = max(at for at, row in enumerate(rows) if len(row.text) >= min(long, longest))
    for line in rows[last_said + 1 : last_said + 2]:
        alien = len(_EMOJI.findall(line.text)) + 2 * len(_CHAPTER_MARK.findall(line.text))
        if shortest <= len(line.text) <= min(longest, long / 2) and alien >= 2:
            yield from _described(doc, line, known)


def _described(doc: Document, line: Line, known: set[str]) -> Iterator[Finding]:
    said = list(sentences(doc.text, line.start, line.stop))
    last = len(said)
    while last > 1 and (_is_call(said[last - 1].text, doc) or not _WORD.search(said[last - 1].text)):
        last -= 1
    end = _with_emoji(doc.text, said[last - 1].end, line.stop)
    if "description" not in known:
        yield Fact("description", doc.text[line.start : end].strip(), f"{RULE}.description", "stands below the speech")
    why = "the description of the video, kept as a fact"
    if last < len(said) and end < line.stop:
        yield Edit(line.start, end, "", f"{RULE}.description", why)
        yield Edit(end, line.end, "", f"{RULE}.description.call", "asks to like or subscribe, in the description")
    else:
        yield Edit(line.start, line.end, "", f"{RULE}.description", why)


def _with_emoji(text: str, at: int, stop: int) -> int:
    """Emoji after a sentence belong to it."""
    hit = re.compile(r"(?:\s*(?:[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]|\.(?=\s|$)))+").match(text, at, stop)
    return hit.end() if hit else at


def _is_call(text: str, doc: Document) -> bool:
    """Tell a sentence that asks to like, to subscribe, to comment."""
    language = doc.get("language").split("-")[0]
    chosen = [language] if language in languages(RULE) else list(languages(RULE))
    low = text.lower()
    return any(word in low for each in chosen for word in table(RULE, each).get("speech", {}).get("asks", ()))
