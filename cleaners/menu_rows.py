"""Rows of a page's menu that stand alone: "About · Help · Blog · API", "Home Register Login", "12 replies • 3 May"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from cleaners import expressions as re
from cleaners.dates import days
from cleaners.document import Document, Edit
from cleaners.evidence import bare, first_words, line_kind, lines_of, lowered_once, speaks
from cleaners.interface import is_interface
from cleaners.interface.heads import heads_of_guide
from cleaners.metadata.author.bylines import is_reading_time
from cleaners.related.told import is_technical, is_told
from cleaners.resources import listed, table
from cleaners.text import UNSPACED, WIDE, Line, has_digit, key, unlinked

_PARTING = re.compile(r"\s*[|｜·•›»▸‣]\s*|\s+[-–—/→]\s+|\s{2,}|\t+")
_SIGNS = ("|", "｜", "·", "•", "›", "»", "▸", "‣", "  ", "\t", " - ", " – ", " — ", " / ", " → ")
_MENU = frozenset(("nav", "ui", "share", "legal", "comments", "tags", "toc"))
# Words over lists of articles are on menus, too ("Home Latest Popular Sport"), but make none.
_HEADS = "related"
_DIGIT = re.compile(r"\d")
_STOPPED = re.compile(r"[。！？、，；：「」『』《》]")
_MARK = re.compile(r"[.,:;?!…«»“”\"()\[\]|*#]")
# What a table and a quotation begin with.
_NO_ROW = ("|", ">", "```", "    ")


def drop_menu_rows(
    doc: Document, *, fewest: int = 3, many: int = 5, longest: int = 300, top: int = 8
) -> Iterator[Edit]:
    r"""
    Lines made of `fewest` words of menus and more, parted by strokes or dots, and such lines of counts and a date.

    Half of the parts must be words that menus have. Parted by blanks alone, all of them must be, above the first or
    below the last sentence; between two sentences there must be `many`, and above the first the way to the text may
    stand first, before names of a site's sections ("Skip to content Museum Visit Contact"). A line that says how long
    the text takes to read goes as well.

    What is left alone: tables, quotations and code; texts on programs, whose buttons stand in a row as well, but at
    their edges; two such words, which may be a heading; laws, verse, speech.

        >>> said = "The mill has turned for two hundred years, and the miller is glad of it.\n\n"
        >>> doc = Document("d", f"{said}About · Help · Blog · API · FAQ · Our vision\n\n{said}Blog and FAQ\n")
        >>> doc.after(drop_menu_rows(doc)).text == f"{said}{said}Blog and FAQ\n"
        True
    """
    if doc.get("format") == "html" or doc.get("kind") in ("transcript", "legal", "poem", "code", "recipe"):
        return
    language = doc.get("language").split("-")[0]
    said = lines_of(doc.text)
    rows = [n for n, line in enumerate(said) if not is_told(line.text) and _may_be(line.text, longest)]
    found = [
        (n, row)
        for n in rows
        if (row := _row(said[n].text, language, fewest, many)) or (row := _lone(said, n, language))
    ]
    first = [(n, row) for n in range(min(top, len(said) - 1)) if (row := _skips(said[n].text, language, longest))]
    first += _at_top(said)
    found = sorted({**dict(_beside(said, {n for n, _ in found})), **dict(first), **dict(found)}.items())
    if not found or 2 * len(found) > len(said):
        return
    heads = heads_of_guide(said, language)
    found = [(n, row) for n, row in found if n not in heads]
    told = [n for n, line in enumerate(said) if is_told(line.text)]
    technical = is_technical(doc.text)
    for n, (why, sure) in found:
        edge = not told or n < told[0] or n > told[-1]
        if edge or (sure and not technical and not _on_buttons(doc)):
            yield said[n].dropped("nav.row", why, 0.9 if sure else 0.85)


def _beside(said: Sequence[Line], rows: set[int]) -> Iterator[tuple[int, tuple[str, bool]]]:
    """Lines right above and below a row of a menu that are words of a dense script apart: more of its sections."""
    for n in rows:
        for step in (-1, 1):
            at = n + step
            while 0 <= at < len(said) and at not in rows and _are_apart(said[at].text) and _touch(said, at, at - step):
                yield at, ("names of a site's sections beside its menu", False)
                at += step


def _touch(said: Sequence[Line], one: int, other: int) -> bool:
    """Say whether two lines stand one right below the other."""
    first, second = sorted((one, other))
    return said[second].start - said[first].stop <= 1


def _may_be(text: str, longest: int, *, short: int = 80) -> bool:
    """A cheap look: a short line, or one with signs that part a menu."""
    return len(text) <= short or (len(text) <= longest and any(map(text.__contains__, _SIGNS)))


@lru_cache(maxsize=2048)
def _row(text: str, language: str, fewest: int, many: int) -> tuple[str, bool] | None:
    """What a line says, as words of a trail, and whether that is enough between two sentences; None for no menu."""
    if text.startswith(_NO_ROW) or text.count("`") > 1:
        return None
    shown = bare(unlinked(text) if "](" in text else text)
    if (
        len(shown) <= 40
        and _DIGIT.search(shown)
        and any(map(shown.lower().__contains__, listed("buttons", "reading")))
        and is_reading_time(shown)
    ):
        return "says how long it takes to read", True
    if any(map(shown.__contains__, _SIGNS)):
        parts = [part for each in _PARTING.split(shown) if (part := each.strip(" []()"))]
        if len(parts) >= 2 and ((row := _parted(parts, language, fewest)) or not _unspaced(shown)):
            return row
    tokens = shown.split()
    size = _phrases(tokens) if fewest <= len(tokens) <= 24 else 0
    if size >= fewest:
        return f"{size} words of menus and nothing else", size >= many
    return ("words of menus among names of a site's sections, apart", False) if _unspaced(shown) else None


def _skips(text: str, language: str, longest: int, *, most: int = 40) -> tuple[str, bool] | None:
    """A row above the text that begins with the way to it, and has another word of menus among names of sections."""
    tokens = text.split() if len(text) <= longest and " " in text else []
    if not 0 < len(tokens) <= most or _MARK.search(text) or not tokens[0][0].isupper():
        return None
    ends = range(min(6, len(tokens) - 1), 1, -1)
    end = next((end for end in ends if is_interface(" ".join(tokens[:end]), language)), 0)
    if not end or tokens[end][0].islower() or not _holds_one(tokens[end:]):
        return None
    return "the way to the text, and names of a site's sections", False


def _at_top(said: Sequence[Line], *, fewest: int = 4, top: int = 8) -> Iterator[tuple[int, tuple[str, bool]]]:
    """
    A first line that is names of sections and no headline: each word begins with a capital, and there is no mark.

    A headline stands below it or above it, with small words, and a paragraph soon. Of `fewest` words half are words of
    menus, and so is the first.
    """
    if len(said) < 4 or not any(is_told(line.text) for line in said[1:top]):
        return
    for n in (0, 1):
        text, beside = said[n].text, said[1 - n].text
        tokens = [each for each in text.split() if each not in ("&", "+")]
        if len(tokens) < fewest or len(text) > 200 or _MARK.search(text) or _DIGIT.search(text) or WIDE.search(text):
            continue
        if not all(token[0].isupper() for token in tokens) or is_told(beside) or len(beside) > 160:
            continue
        if not any(word.islower() and len(word) > 1 for word in beside.split()):
            continue
        known = sum(_may_begin(token) and line_kind(token) in _MENU for token in tokens)
        if 2 * known >= len(tokens) and line_kind(tokens[0]) in _MENU:
            yield n, (f"{known} words of menus among names of sections, beside the headline", False)


def _holds_one(tokens: Sequence[str], *, longest: int = 4) -> bool:
    """Say whether a word of menus, begun by a capital, stands among these."""
    return any(
        line_kind(" ".join(tokens[at:end])) in _MENU
        for at in range(len(tokens))
        if tokens[at][0].isupper() and _may_begin(tokens[at])
        for end in range(at + 1, min(len(tokens), at + longest) + 1)
    )


def _may_begin(token: str) -> bool:
    """A quick look: whether a line of a page's known words begins with this one; a sign alone may."""
    begun = key(token)
    return not begun or begun.partition(" ")[0] in first_words()


def _on_buttons(doc: Document) -> bool:
    """Say whether a text speaks of buttons, in the words of its language: it may show some."""
    low = lowered_once(doc.text)
    return any(word in low for code in speaks("buttons", doc) for word in table("buttons", code)["called"].split())


def _lone(said: Sequence[Line], n: int, language: str) -> tuple[str, bool] | None:
    """
    A button of two words or more that stands alone between two paragraphs; None for anything else.

    "View comments (12)", "Send by e-mail"; one word may be a heading, and so may what ends in a colon or has a mark.
    """
    text = said[n].text
    if not 0 < n < len(said) - 1 or len(text) > 40 or text[0] in "#*-+>|[" or text[-1] in ":：;,?？":
        return None
    if said[n].start - said[n - 1].stop < 2 or said[n + 1].start - said[n].stop < 2:
        return None
    if not (is_told(said[n - 1].text) and is_told(said[n + 1].text)):
        return None
    enough = " " in text or (WIDE.match(text) is not None and len(text) >= 4)
    button = enough and (line_kind(text) in ("ui", "share", "comments") or is_interface(text, language))
    return ("a button alone between two paragraphs", True) if button else None


def _parted(parts: Sequence[str], language: str, fewest: int) -> tuple[str, bool] | None:
    if any(len(part) > 40 or len(part.split()) > 5 for part in parts):
        return None
    if len(parts) < fewest and not any(has_digit(part) or "年" in part for part in parts):
        return None  # too few for a menu, and none of them a date
    menu = [line_kind(part) in _MENU for part in parts]
    counts = [not known and is_interface(part, language) for known, part in zip(menu, parts, strict=True)]
    size = sum(menu) + sum(counts)
    if size >= fewest and 2 * size >= len(parts):
        return f"{size} of its {len(parts)} parts are words of menus", size > fewest or size == len(parts)
    if not any(counts):
        return None
    dated = [
        next(days(part, language), None) is not None and not any(pair)
        for part, *pair in zip(parts, menu, counts, strict=True)
    ]
    if sum(dated) and size + sum(dated) == len(parts):
        return "counts of the page beside its date", False
    return None


def _phrases(tokens: Sequence[str], *, longest: int = 4) -> int:
    """
    How many words of menus a line is made of, each begun by a capital; 0 when anything else stands in it.

    A third of them may be words over lists of articles ("Home Latest Sport").
    """
    at = size = heads = 0
    while at < len(tokens):
        if (tokens[at][0].islower() and not WIDE.match(tokens[at])) or not _may_begin(tokens[at]):
            return 0
        ends = range(min(len(tokens), at + longest), at, -1)
        kinds = ((end, line_kind(" ".join(tokens[at:end]))) for end in ends)
        end, kind = next(((end, kind) for end, kind in kinds if kind in _MENU or kind == _HEADS), (0, ""))
        if not end:
            return 0
        at, size, heads = end, size + 1, heads + (kind == _HEADS)
    return size if 3 * heads <= size else 0


def _unspaced(text: str, *, fewest: int = 5, known: int = 2, share: float = 0.25) -> bool:
    """
    Say whether words of a script that has no blanks between its words stand apart, as in a menu, some of them known.

    "首页 港口 渔业 视频 专题 水车镇": names of a site's own sections stand among the words that all menus have.
    Verse in columns and lists of names have none of those.
    """
    if not _are_apart(text, fewest=fewest):
        return False
    tokens = text.split()
    menu = sum(line_kind(token) in _MENU for token in tokens)
    return menu >= known and menu >= share * len(tokens)


def _are_apart(text: str, *, fewest: int = 4, longest: int = 12) -> bool:
    """Say whether words of a script that has no blanks between its words stand apart, without a stop or a comma."""
    if text.isascii() or not UNSPACED.search(text):
        return False
    tokens = text.split()
    wide = sum(UNSPACED.search(token) is not None for token in tokens)
    if len(tokens) < fewest or 5 * wide < 4 * len(tokens) or max(map(len, tokens)) > longest:
        return False
    return not (_MARK.search(text) or _STOPPED.search(text))
