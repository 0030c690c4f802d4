"""The way from the start page to this one, left as the first line of a text: "Home » Garden » Soil"."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import line_kind, lines_of
from cleaners.resources import languages, patterns
from cleaners.text import WIDE, key, size_of
from cleaners.units import BULLET, STOP, on_whole_lines

# Between the places of a way to a page; one that has no blanks beside it may be part of a word.
_PLACE = re.compile(r"(\d)\.\s+(\S.*)")
# The page itself, where it is called by its file: "Garden > Soil > 742.html".
_FILE = re.compile(r"[A-Za-z0-9_-]+\.(?:html?|php|aspx?|jsp)")
_STEP = re.compile(r"\s+[»›>→/|]+\s+|\s*(?:[»›→＞]|>{2,3})\s*|(?<=[\u3040-\u9fff\uac00-\ud7af])\s*>\s*(?=\S)")


@on_whole_lines
def drop_crumbs(doc: Document, *, most: int = 6, longest: int = 40, title: int = 160) -> Iterator[Edit]:
    r"""
    The way from the start page to this one, when it is the first line: "Home » Garden » Soil".

    Two to six short places that begin with a word for the start page, or end with the title that stands below them or
    with the page's file; a title, and then text, must follow. The places may be numbered lines, one below the other.
    Of a way whose arrows are gone ("Home Garden Feed the soil") both must be there. A path through menus in a manual
    ("File > Options > Save") stays, and so does what stands anywhere else.

        >>> doc = Document("d1", "Home » Garden » Soil\n\nFeed the soil\n\n" + "A bed wants straw and time. " * 4)
        >>> doc.after(drop_crumbs(doc)).text[:13]
        'Feed the soil'
    """
    if doc.get("kind") in ("transcript", "poem", "legal") or doc.get("format") == "html":
        return
    yield from _numbered(doc, most, longest, title)
    top = doc.text[:2000].lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    if len(top) > most * longest + title:
        return
    page = lines_of(doc.text)
    if len(page) < 3 or _STEP.search(page[1].text):
        return
    if not _STEP.search(top):
        if _is_joined(page[0].text, page[1].text) and any(size_of(line.text) > 60 for line in page[2:8]):
            yield page[0].dropped("nav.crumbs", "is the way from the start page to the title below it", 0.93)
        return
    places = _STEP.split(page[0].text)
    head = page[1].text
    if not 2 <= len(places) <= most or not all(places) or STOP.search(head) or BULLET.match(head):
        return
    ends = len(key(places[-1])) >= 12 and key(head).startswith(key(places[-1].rstrip("… .")))
    if max(map(len, places[:-1])) > longest or len(places[-1]) > (title if ends else longest) or len(head) > title:
        return
    if (ends or _from_home(page[0].text) or _FILE.fullmatch(places[-1]) or _are_sections(places)) and any(
        size_of(line.text) > 60 for line in page[2:8]
    ):
        yield page[0].dropped("nav.crumbs", "is the way from the start page to this one", 0.95)


def _are_sections(places: list[str]) -> bool:
    """Say whether each place is a word that menus have: "Society > Regions"."""
    return all(line_kind(place) == "nav" for place in places)


def _is_joined(way: str, title: str, *, shortest: int = 12, most: int = 8) -> bool:
    """Say whether a line begins with a word for the start page and ends with the title below, few words between."""
    size = len(title) + len(WIDE.findall(title))  # a sign of a dense script says more than a letter
    if size < shortest or not way.endswith(title) or STOP.search(title):
        return False
    steps = way[: -len(title)].split()
    return 0 < len(steps) <= most and any(_from_home(f"{' '.join(steps[:n])} » x") for n in (1, 2, 3))


def _numbered(doc: Document, most: int, longest: int, title: int) -> Iterator[Edit]:
    """Find numbered places above the title ("1. News", "2. Weirs"), by which a converter shows the way."""
    if not _PLACE.match(doc.text.lstrip("\ufeff \t\r\n")[:200].split("\n", 1)[0]):
        return
    page = lines_of(doc.text)
    places = [hit for line in page[: most + 1] if (hit := _PLACE.match(line.text))]
    count = next((n for n, hit in enumerate(places) if int(hit[1]) != n + 1), len(places))
    if not 2 <= count <= most or len(page) < count + 2 or _PLACE.match(page[count].text):
        return
    named = [hit[2] for hit in places[:count]]
    head = page[count].text
    if max(map(len, named)) > longest or any(STOP.search(place) for place in named) or len(head) > title:
        return
    below = page[count + 1 : count + 9]
    if BULLET.match(head) or head[-1] in ".。:：" or not any(size_of(line.text) > 60 for line in below):
        return
    if len(key(head)) >= 2 * max(len(key(place)) for place in named[:-1]):
        yield from (
            line.dropped("nav.crumbs", "is the way from the start page to this one", 0.9) for line in page[:count]
        )


def _from_home(text: str) -> bool:
    return any(each.regex.search(text) for code in languages("furniture") for each in patterns("furniture", code))
