"""
Signs that a page stands around a text: lines whose words are furniture in some language, and what they weigh together.

A cheap look before the model is asked. A chapter, a heading and a link to a part of the text say nothing of a page.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaners import expressions as re
from cleaners.evidence import bare, ends_said, line_words
from cleaners.furniture.links import OWN_LINK
from cleaners.furniture.page import Page
from cleaners.furniture.series import Bools
from cleaners.furniture.traits import known_phrases
from cleaners.text import Line, key

# "6. Comments" is a chapter, "6 Comments" is furniture.
_CHAPTER = re.compile(r"^[#*\s]*\d{1,3}(?:\.\d{1,3})*[.)]\s")
# "Time: 45:12" is a value, though "Tiempo" is the weather in a Spanish menu.
_VALUE = re.compile(r"[:：]\s*[$€£]?\d")
ANCHORS = frozenset(("related", "share", "nav", "ui", "legal", "comments", "ad", "tags"))


def signs_in(lines: Sequence[Line], *, longest: int = 80) -> dict[int, str]:
    """Which lines say that a page is around, and of which kind each is."""
    return {n: kind for n, line in enumerate(lines) if len(line.text) < longest and (kind := _kind(line.text))}


def _kind(text: str) -> str:
    """The kind of a line that says a page is around; chapters, headings, values and links to own parts say nothing."""
    kind = known_phrases(key(text))[0]
    if kind not in ANCHORS or (text.startswith("#") and kind in ("nav", "ui", "legal")):
        return ""
    if kind == "nav" and _VALUE.search(text):
        return ""
    return "" if _CHAPTER.match(text) or OWN_LINK.search(text) else kind


def weighed(lines: Sequence[Line], signs: dict[int, str]) -> float:
    """What these signs weigh together, each line once."""
    return sum({lines[n].text: _weight(lines[n].text, kind) for n, kind in signs.items()}.values())


def _weight(text: str, kind: str) -> float:
    """How much a known line says that a page is around: "Related articles" much, "Weather" little."""
    if several(text) or kind in ("legal", "comments"):
        return 1.0
    return 0.5 if kind == "share" else 0.34


def several(text: str) -> bool:
    """Say whether a line is more than one word: "Weather" and "Corrections" stand in many a list."""
    said = bare(text)
    return " " in said or (len(said) >= 4 and said[0] > "\u2e80")


def means_it(text: str) -> bool:
    """
    Say whether a line of two words is a phrase of pages, or two of one kind, and not two that together mean another.

        >>> means_it("Share this"), means_it("Facebook Twitter"), means_it("Social security")
        (True, True, False)
    """
    said, known = key(text), line_words()
    one, blank, other = said.partition(" ")
    return not blank or " " in other or said in known or known.get(one) == known.get(other)


def shows(
    lines: Sequence[Line],
    signs: dict[int, str],
    least: float,
    *,
    fewest: int = 3,
    unsigned: int = 5,
    large: int = 30,
    long: int = 80,
) -> bool:
    """
    Say whether a page may show itself: a cheap look before the model is asked.

    Signs that weigh `least` together; any sign on a page of `large` size, or one that weighs, among short lines; or
    above the first long line or below the last one `fewest` short lines with a sign among them, `unsigned` without.
    """
    weight = weighed(lines, signs)
    if weight >= least or (signs and len(lines) >= large):
        return True
    if weight >= 1 and sum(len(line.text) < long and not ends_said(line.text) for line in lines) >= unsigned:
        return True
    lengthy = [n for n, line in enumerate(lines) if len(line.text) >= (long if line.text.isascii() else long // 2)]
    if not lengthy:
        return False
    head, foot = lengthy[0], len(lines) - 1 - lengthy[-1]
    if max(head, foot) >= unsigned:
        return True
    return any((n < lengthy[0] and head >= fewest) or (n > lengthy[-1] and foot >= fewest) for n in signs)


def around_text(page: Page, signs: dict[int, str], *, near: int = 3, edge: float = 0.1) -> float:
    """
    What the signs before and after the text weigh together, each line once.

    Signs of a page stand together, or head a list. One that stands alone above a sentence is a heading of the text:
    "Privacy policy", "Contact us" and "Settings" are what some texts are about.
    """
    sentence = (page["words"] >= 4) & (page["stop"] > 0)
    outside = (page["text before"] <= edge) | (page["text after"] <= edge)
    counted: dict[str, float] = {}
    for n, kind in signs.items():
        ahead = n + 1 < len(page) and bool(sentence[n + 1])
        beside = any(
            other in signs and not sentence[min(n, other) : max(n, other)].any()
            for other in (*range(n - near, n), *range(n + 1, n + near + 1))
        )
        if outside[n] and (beside or (not ahead and kind in ("related", "share", "comments", "tags", "ad"))):
            text = page.lines[n].text
            counted[text] = _weight(text, kind)
    return sum(counted.values())


def shown(page: Page, signs: dict[int, str], out: Bools, *, least: int = 8) -> bool:
    """Say whether a page shows itself far from its text only: many lines beyond it that are surely none, with signs."""
    return bool((out & (page.sure < 0.05)).sum() >= least and sum(out[n] for n in signs) >= 2)
