"""The list of titles below a heading: where it ends, and what is no list of titles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cleaners import expressions as re
from cleaners.evidence import bare, cut_short
from cleaners.related.references import refers
from cleaners.related.told import LINKED, OWN_LINK, YEAR, book, ends_told, is_title
from cleaners.resources import languages, table
from cleaners.text import Line, key, unlinked

_HOUR = re.compile(r"[0-2]?\d[:.]\d\d\s")
_COUNTED = re.compile(r"^(\d{1,2})(?:[.)]? +|[、．]\s*)\S")
_WORD_LIST = re.compile(r"\W*[^\W\dA-ZÀ-ÞА-Я][\w.-]*(?:\(\w+\))?(?:, |$)")
_SENTENCE = re.compile(r"[.。]$|\w[.!?] \S.*[!?:]$|\S.{60,}!$")
# How many titles one heading or lead-in announces at most.
MOST = 30
_DIGIT = re.compile(r"\d")
_PART = re.compile(r"((?:[^\W\d_]{3,12} )?)(\d{1,2})([.):]) \S")
_ANCHORS = frozenset("#¶§")


def last_titles(said: Sequence[Line], start: int, *, most: int = 3, fewest: int = 5, dense: int = 12) -> int:
    """How many lines are left of the page below a lead-in to other articles, when all of them are titles."""
    rest = said[start:]
    titles = all(
        is_title(line.text, fewest=fewest, dense=dense)
        and not ends_told(line.text)
        and not line.text[:1].islower()
        and ":" not in line.text
        for line in rest
    )
    return len(rest) if len(rest) <= most and titles else 0


def list_below(
    said: Sequence[Line], n: int, head: bool, text: str, *, technical: bool, ends: bool, most: int = MOST
) -> int:
    """
    The index after the last title of the list that the heading at `n` announces, or 0 when there is no list.

    A list ends where a line is none of its titles, where its bullets end, where lines stand farther apart, or where
    the text goes on with a part that it numbers or anchors. A button
    between parts of the text heads only one of three titles and more, none of which leads to what stands below.
    """
    if not head:
        return 0
    marked = key(bare(said[n].text)) not in _buttons() or said[n].text.rstrip("* ")[-1:] in (":", "：")
    amid = not marked and not ends
    at = end = n + 1
    titles = gap = 0
    starred = at < len(said) and said[at].text != bare(said[at].text)
    sign = said[at].text[0] if starred and said[at].text[0] in "*+•·–—->»›▶►→" else ""
    while at < len(said) and at - n <= most:
        line, shown = said[at].text, bare(said[at].text)
        apart = text.count("\n", said[at - 1].stop, said[at].start)
        # A sign may lack its blank in one line of the list: ">>The weir holds".
        bulleted = not starred or line != shown or line[0] == sign or (len(shown) <= 80 and titles <= 1)
        if not bulleted or (gap and apart > gap) or _is_no_title(line, shown, technical=technical, ends=ends):
            break
        if at > n + 1 and is_next_part(said, n, at):
            break
        if at > n + 1 and _is_quantity(bare(said[at - 1].text), shown, ends=ends):
            break
        if amid and shown[-1:] in (":", "：", ".", "。"):
            break
        gap = max(gap, apart) if titles < 2 else gap
        if is_title(shown, fewest=2 if ends and titles > 1 else 3 + amid, dense=6 if ends and titles else 8):
            titles += 1
            end = at + 1
        elif not _DIGIT.search(shown) and not _is_section(said, n, at):
            break  # dates and numbers may stand between titles, single words only as the section of a card
        at += 1
    if end < len(said) and 2 * titles < _numbered(said, n + 1):
        return 0
    return end if titles >= (1 if marked or end == len(said) else 2 + amid) else 0


def _is_no_title(line: str, shown: str, *, technical: bool, ends: bool, longest: int = 220) -> bool:
    """Tell a line that ends a list: a sentence, a heading, a book with its author or year, a part of this document."""
    if len(unlinked(shown)) > longest or (_SENTENCE.search(shown) and not cut_short(shown)):
        return True
    if line.startswith("#") and not (ends and LINKED.match(line)):
        return True
    if technical and "`" in shown:
        return True
    return bool(OWN_LINK.search(line) or book().search(shown))


def is_next_part(said: Sequence[Line], n: int, at: int) -> bool:
    """
    Say whether a line heads the next part of the text, above and below what is announced at `n`.

    It bears the number behind that of a part above ("Step 2: The weir", after "Step 1: The mill"), in a list that has
    no numbers of its own, or the sign alone with which pages link to a part ("#", "¶").
    """
    if said[at].text in _ANCHORS:
        return True
    hit = _PART.match(said[at].text)
    if hit is None or int(hit[2]) < 2 or _PART.match(said[n + 1].text):
        return False
    before = f"{hit[1]}{int(hit[2]) - 1}{hit[3]} "
    return any(line.text.startswith(before) for line in said[:n])


def _numbered(said: Sequence[Line], first: int) -> int:
    """How many lines from the first on bear the numbers 1, 2, 3: a ranking is the text's own or none of it is."""
    size = 0
    while first + size < len(said) and said[first + size].text.startswith((f"{size + 1}. ", f"{size + 1}) ")):
        size += 1
    return size


def _is_section(said: Sequence[Line], n: int, at: int) -> bool:
    """
    Say whether a word or two are the section of a card in the list below `n`: "TV" between two copies of a title.

    So are those that stand above each title from the first on.
    """
    if at + 1 >= len(said) or not said[at].text[:1].isupper() or len(said[at].text) > 40:
        return False
    ahead = said[at + 1].text
    if ends_told(ahead) or not is_title(ahead) or len(ahead) > 160:
        return False
    if key(ahead) == key(said[at - 1].text):
        return True
    above = [said[other].text for other in range(n + 1, at, 2)]
    return (at - n) % 2 == 1 and not any(map(is_title, above)) and (at > n + 1 or _is_section(said, n, at + 2))


def _is_quantity(above: str, text: str, *, ends: bool) -> bool:
    """Say whether two lines begin with numbers that are neither a ranking below the text (1, 2) nor hours of news."""
    if not (text[:1].isdigit() and above[:1].isdigit()) or (ends and _HOUR.match(above) and _HOUR.match(text)):
        return False
    one, other = _COUNTED.match(above), _COUNTED.match(text)
    return not (ends and one and other and int(one[1]) + 1 == int(other[1]))


def section_below(said: Sequence[Line], n: int, *, longest: int = 220, fewest: int = 2) -> int:
    """
    The index after the section of a marked heading that holds but smaller headings, each a title, and what they say.

    "## Related posts" with "### The weir holds" below it: `fewest` such titles, no paragraph longer than `longest`, and
    the section is the last of the page or ends at a heading of its own level. 0 when there is none.
    """
    level = _rank(said[n].text)
    if not level or n + 1 >= len(said):
        return 0
    at, titles = n + 1, 0
    while at < len(said):
        rank = _rank(said[at].text)
        if 0 < rank <= level:
            break
        shown = unlinked(said[at].text)
        if len(shown) > longest or OWN_LINK.search(said[at].text) or YEAR.search(shown) or "`" in shown:
            return 0
        titles += rank > level and is_title(bare(shown), fewest=2)
        at += 1
    smaller = sum(_rank(each.text) > level for each in said[n + 1 : at])
    return at if titles >= fewest and 3 * smaller >= at - n - 1 else 0


def _rank(text: str) -> int:
    """How many marks of a heading stand before a line: 2 for "## Related posts"."""
    marks = len(text) - len(text.lstrip("#"))
    return marks if text[marks : marks + 1] == " " else 0


@cache
def _buttons() -> frozenset[str]:
    """What stands on buttons as well as over lists, in any language: "Read more"."""
    return frozenset(
        key(entry)
        for code in languages("furniture")
        for entry in table("furniture", code).get("lines", {}).get("ui", ())
    )


def names_below(said: Sequence[Line], n: int, codes: tuple[str, ...]) -> bool:
    """Say whether this is the "See also" of a manual, and the names of other programs below it."""
    below = said[n + 1].text if n + 1 < len(said) else ""
    return _WORD_LIST.match(below) is not None and refers(bare(said[n].text), codes)
