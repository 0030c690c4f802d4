"""What the shape of a line or its neighbours give away: menus of links, switches of language, forms, leaks of code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import bare, line_words, speaks
from cleaners.interface.addresses import LINK
from cleaners.interface.built import buttons_in_a_row
from cleaners.interface.levels import BESIDE, EDGE, EXPLAINS, STEP, SURE, TEXT
from cleaners.interface.words import NETWORK, TORN_LINK, begins_with_network, compared, endonyms, of_rule
from cleaners.related.lone import neighbours
from cleaners.related.told import is_technical, is_told
from cleaners.resources import patterns
from cleaners.search import Shapes
from cleaners.signs import holds
from cleaners.text import Line, key, unlinked
from cleaners.units import BULLET

BETWEEN = re.compile(r"\s*[|/·•,،、]\s*|\s[-–—]\s|\s{2,}|\s")
_CODE = re.compile(r"[={(]|false|mso-|Mso|MicrosoftInternetExplorer4")
_CODE_SIGNS = ("=", "{", "('", '("', "false", "mso-", "Mso")
_ABOUT_CODE = re.compile(r"(?i)\b(?:javascript|adsense|analytics|snippets?|html|css|scripts?|gtag|stylesheets?)\b")
# What a board above the text shows behind a name: degrees, a rate and by how much it changed.
SHOWN = re.compile(
    r"(?i)[+−–-]?\d{1,3}(?:[.,]\d)?\s?(?:°\s?[cf]?|℃|℉)(?:\s?/\s?[+−–-]?\d{1,3}\s?(?:°\s?[cf]?|℃|℉))?"
    r"|[$€£¥₽]?\s?\d[\d.,\s]{0,12}\s?[$€£¥₽]?\s*[(▲▼△▽↑↓+−-]\s?[+−-]?\d[\d.,]{0,8}\s?(?:%|p)?\)?"
)
_COUNT = re.compile(r"\d{1,6}")
_WARMTH = re.compile(r"[-−]?\d{1,2}(?:[.,]\d)?\s?(?:°\s?[CF]?|[CF]°?)(?: ([A-ZÀ-Þ].{1,28}))?")
_PLACE = re.compile(r"[A-ZÀ-Þ][^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}")
_ARROWS = re.compile(r"[>»›→/](?:\s+[>»›→/])+")
# Labels of a form in one line, with the stars that ask for an answer: "Name * E-mail * Website".
_STARRED = re.compile(r"[^\W\d_] ?\*\s+[^\W\d_].* ?\*|[^\W\d_] ?\*\s+[^\W\d_]+(?:[ -][^\W\d_]+)?$")
_OWN = re.compile(r"^(?:#\w|\.{1,2}/)|\.(?:md|rst|adoc|txt)(?:#.*)?$")


def raised_by_shape(
    doc: Document,
    page: Sequence[Line],
    levels: list[int],
    outside: set[int],
    codes: tuple[str, ...],
    *,
    longest: int = 220,
) -> dict[int, int]:
    """Lines that their shape or their neighbours give away, each with how surely they are none of the text's."""
    shaped = (
        n for n in outside if levels[n] < EDGE and len(page[n].text) <= longest and has_shape(page[n].text, codes)
    )
    found = dict.fromkeys(shaped, EDGE) | dict.fromkeys(_switches(page, outside), EDGE)
    found |= _forms(page, levels, outside)
    found |= dict.fromkeys(_boards(page, outside), EDGE)
    found |= dict.fromkeys(_orphans(page, levels, outside), EDGE)
    if doc.get("kind") not in ("recipe", "list"):
        found |= dict.fromkeys(_top_list(page, outside), EDGE)
    found |= dict.fromkeys(buttons_in_a_row(doc, page, levels, outside), EDGE)
    foot = len(page)
    while foot and foot - 1 in outside:
        foot -= 1
    if len(page) - foot >= 4:  # the labels would be gone before their titles are looked at
        found |= dict.fromkeys(neighbours(page, foot, speaks("related", doc)), SURE)
    leaky, linked = holds(doc.text, _CODE_SIGNS), holds(doc.text, ("](",))
    if (leaky or linked) and not is_technical(doc.text):
        found |= dict.fromkeys(_leaks(page, codes) if leaky else (), SURE)
        if linked:
            now = [max(level, found.get(n, TEXT)) for n, level in enumerate(levels)]
            found |= dict.fromkeys(_menus(page, now, outside) - found.keys(), EDGE)
    return found


@lru_cache(maxsize=1024)
def has_shape(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a line outside the text has the shape of one of the interface's: who posted it, what comes next."""
    if STEP.match(text):
        return False
    shown = TORN_LINK.sub(" ", unlinked(text)).replace("[", "").strip(" *_#")
    tries = dict.fromkeys((shown, bare(shown)))
    return any(_shapes(codes).has(one, one.lower()) for one in tries)


@cache
def _shapes(codes: tuple[str, ...]) -> Shapes:
    """The shapes of lines of interfaces and of the ways to a page, in these languages."""
    lines = (each for code in codes for each in patterns("interface", code) if each.rule != "interface.leak")
    crumbs = (each for code in codes for each in patterns("furniture", code))
    return Shapes((*lines, *crumbs))


def widgets(page: Sequence[Line], outside: set[int]) -> set[int]:
    """
    Lines of the head that a theme sets there: how warm it is where, counts of comments and visits, arrows of a way.

    A count is 0, or one of two in a row; a number alone may be that of a chapter.
    """
    found: set[int] = set()
    for n in range(len(page)):
        if n not in outside:
            break
        text, below = page[n].text, page[n + 1].text if n + 1 in outside else ""
        warm = _WARMTH.fullmatch(text) if len(text) <= 40 else None
        if warm and warm[1] and _PLACE.fullmatch(warm[1]):
            found.add(n)
        elif warm and not warm[1] and len(below) <= 30 and _PLACE.fullmatch(below):
            found |= {n, n + 1}
        elif _COUNT.fullmatch(text) and (text == "0" or _COUNT.fullmatch(below)):
            found |= {n, n + 1} if _COUNT.fullmatch(below) else {n}
        elif _ARROWS.fullmatch(text):
            found.add(n)
    return found


def bars(page: Sequence[Line], *, fewest: int = 3) -> set[int]:
    """
    Names of networks and nothing else, `fewest` in a row or in one line: a share bar that lost its pictures.

    A list that a colon announces, bullets, a row with commas, a heading, and a text that names two of them in a
    sentence are left alone.
    """
    found: set[int] = set()
    run: list[int] = []
    many = 0
    for n in range(len(page) + 1):
        said = _networks_of(page[n].text) if n < len(page) else 0
        if said:
            run.append(n)
            many += said
            continue
        if many >= fewest and not (run[0] and page[run[0] - 1].text.rstrip("*_ ")[-1:] in ":："):
            found.update(run)
        run, many = [], 0
    if not found:
        return found
    told = " ".join(unit.text for n, unit in enumerate(page) if n not in found and is_told(unit.text))
    named = {word for n in found for word in key(page[n].text).split()}
    return found if told and len(named.intersection(key(told).split())) < 2 else set()


def _networks_of(text: str, *, longest: int = 120) -> int:
    """How many networks a line names that says nothing else and is no item of a list."""
    if len(text) > longest or not text[0].isalpha() or "," in text or not begins_with_network(text):
        return 0
    said = compared(text)[0].split(" ")
    return len(said) if all(word == NETWORK for word in said) else 0


def _menus(page: Sequence[Line], levels: list[int], outside: set[int], *, least: int = 4) -> set[int]:
    """Lines outside the text that are but links, `least` in a row or more, two of them known to stand in menus."""
    found: set[int] = set()
    run: list[int] = []
    links: list[tuple[str, str]] = []
    for n in range(len(page) + 1):
        here = LINK.findall(page[n].text) if n in outside and "](" in page[n].text else []
        if here and not re.search(r"\w", LINK.sub("", page[n].text)):
            run.append(n)
            links += here
            continue
        known = sum(key(shown) in line_words() for shown, _ in links)
        brief = all(shown.count(" ") < 5 and not _OWN.search(to) for shown, to in links)
        if len(links) >= least and brief and known + sum(levels[each] >= EDGE for each in run) >= 2:
            found.update(run)
        run, links = [], []
    return found


def _switches(page: Sequence[Line], outside: set[int], *, least: int = 3) -> set[int]:
    """Lines outside the text that switch its language: `least` names of languages in one, or that many in a row."""
    found: set[int] = set()
    run: list[int] = []
    for n in (*sorted(outside), -1):
        text = page[n].text if n >= 0 and len(page[n].text) <= 220 else ""
        said = key(unlinked(text) if "](" in text else text)
        if run and n != run[-1] + 1:
            found.update(run if len(run) >= least else ())
            run = []
        if said in endonyms():
            run.append(n)
        elif said.count(" ") >= least - 1 and said.split(" ", 1)[0] in endonyms() and not EXPLAINS.search(text):
            parts = [part for part in BETWEEN.split(text) if part]
            found.update([n] if least <= sum(key(part) in endonyms() for part in parts) == len(parts) else ())
    return found


def _boards(page: Sequence[Line], outside: set[int], *, fewest: int = 2, longest: int = 28) -> set[int]:
    """
    Lines of a board above the text: a name, and below it how warm it is there or what it costs, `fewest` of them.

    Below the text they may be a table that it is about.
    """
    found: set[int] = set()
    n = 0
    while n < len(page) and n in outside:
        run = n
        while run + 1 < len(page) and {run, run + 1} <= outside and _is_shown(page, run, longest):
            run += 2
        if run - n >= 2 * fewest:
            found.update(range(n, run))
        n = max(run, n + 1)
    return found


def _top_list(
    page: Sequence[Line], outside: set[int], *, fewest: int = 3, words: int = 3, longest: int = 28
) -> set[int]:
    """Words with bullets that a page begins with, before any headline: what is left of its menu."""
    n = 0
    while n < len(page) and n in outside and (hit := BULLET.match(page[n].text)):
        said = page[n].text[hit.end() :]
        if len(said) > longest or len(said.split()) > words or any(map(str.isdigit, said)) or said[-1:] in ".!?:：。…":
            return set()
        n += 1
    # Numbered lines are steps, or the way to the page; a heading and a text must stand below.
    steps = any(page[m].text[0].isdigit() for m in range(n))
    return set(range(n)) if n >= fewest and not steps and n + 1 < len(page) and n in outside else set()


def _orphans(
    page: Sequence[Line], levels: list[int], outside: set[int], *, words: int = 3, longest: int = 28
) -> set[int]:
    """Labels below the text that announce nothing any more: "Sources used:" above what only a page says."""
    found: set[int] = set()
    for n in range(len(page) - 1, 0, -1):
        if n not in outside:
            break
        text = page[n].text
        label = text[-1] in ":：" and text[0].isalpha() and len(text) <= longest and len(text.split()) <= words
        above = n - 1 in outside or is_told(page[n - 1].text)
        if label and above and n + 1 < len(page) and (levels[n + 1] >= EDGE or n + 1 in found):
            found.add(n)
    return found


def _is_shown(page: Sequence[Line], n: int, longest: int) -> bool:
    name, value = page[n].text, page[n + 1].text
    short = len(name) <= longest and any(map(str.isalpha, name)) and name[-1] not in ".!?…:："
    return short and SHOWN.fullmatch(value) is not None


def _leaks(page: Sequence[Line], codes: tuple[str, ...]) -> list[int]:
    """Lines of code that the page's ads and counters left, unless a sentence of the text speaks of code."""
    leaks = of_rule("interface.leak", codes)
    signed = [n for n, unit in enumerate(page) if _CODE.search(unit.text)]
    found = [n for n in signed if any(each.regex.search(page[n].text) for each in leaks)]
    about = found and any(_ABOUT_CODE.search(unit.text) for n, unit in enumerate(page) if n not in found)
    return [] if about else found


def _forms(page: Sequence[Line], levels: list[int], outside: set[int]) -> dict[int, int]:
    """
    Labels of a form, words known to be such with the star that asks for an answer, and how surely they are.

    Two in a row are nowhere the text's, one outside it; those without a star go with what they stand beside. Several
    may stand in one line.
    """
    starred = [
        n for n, level in enumerate(levels) if level == BESIDE and page[n].text.rstrip(":： ").endswith(("*", "＊"))
    ]
    labels = {n for n in starred if any(map(str.isalpha, page[n].text))}
    rows = {n for n in outside if levels[n] == BESIDE and _STARRED.search(page[n].text)}
    found = {n: SURE if {n - 1, n + 1} & labels else EDGE for n in labels if n in outside or {n - 1, n + 1} & labels}
    return dict.fromkeys(rows, EDGE) | found
