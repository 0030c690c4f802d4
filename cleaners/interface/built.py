"""Lines of nothing but the words of buttons and hints, whatever they say: "Press enter to see the picture"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from cleaners import expressions as re
from cleaners.buttons import Made, made_of
from cleaners.document import Document
from cleaners.evidence import directs, speaks
from cleaners.interface.levels import EDGE, STEP, SURE
from cleaners.related.told import is_technical, is_told
from cleaners.resources import listed
from cleaners.text import Line, key, unlinked

COLON = re.compile(r"[:：]\W*$")
# Quoted words, and a price: what a shop asks is the matter of a text on bargains.
_NO_BUTTON = re.compile(r"[`“”«»„「」『』\"$€£¥₩₽]|\d[.,]\d\d\b")


def built_of_buttons(doc: Document, page: Sequence[Line], levels: list[int], *, longest: int = 120) -> dict[int, int]:
    """
    Lines of nothing but the words of buttons and hints, two at least: "Press enter to see the picture in full size".

    What only one says who has a screen before him goes wherever it stands, unless the text speaks of such things; the
    rest above and below the text, or where it stands twice. Headings, prices, quoted words and manuals are left alone.
    """
    if doc.get("kind") in ("transcript", "poem", "legal", "code"):
        return {}
    codes = speaks("buttons", doc)
    made: dict[int, Made] = {}
    for n, unit in enumerate(page):
        text = unit.text
        if len(text) <= longest and levels[n] < EDGE and text[0] not in "#|":
            parts = made_of(unlinked(text) if "](" in text else text, codes)
            if not parts or parts.said < 2 or not (parts.devices or parts.acts):
                continue
            if not (parts.devices or parts.things) and not _joins().isdisjoint(
                key(text).split() if text[0] < "\u2e80" else text
            ):
                continue  # "Read and listen" names two things that people do
            if not (_NO_BUTTON.search(text) or STEP.match(text) or (parts.said < 4 and _taken_up(page, n))):
                made[n] = parts
    if not made or is_technical(doc.text) or directs(doc.text, speaks("calls", doc)):
        return {}
    told = " ".join(unit.text for n, unit in enumerate(page) if n not in made and len(unit.text) > longest // 2).lower()
    often = Counter(key(page[n].text) for n in made)
    return {
        n: SURE if often[key(page[n].text)] > 1 or (parts.devices and not _spoken_of(parts, told)) else EDGE
        for n, parts in made.items()
    }


@cache
def _joins() -> frozenset[str]:
    """What joins two things that people do, in any language: small words, and signs of dense scripts."""
    return frozenset(listed("buttons", "joins"))


def _taken_up(page: Sequence[Line], n: int, *, long: int = 4, near: int = 100) -> bool:
    """Say whether the line below goes on with a word of this one, as a paragraph does with its heading."""
    ahead = page[n + 1].text[:near] if 0 < n < len(page) - 1 else ""
    if not (ahead and (is_told(page[n + 1].text) or COLON.search(page[n + 1].text))):
        return False
    return not {word for word in key(page[n].text).split() if len(word) >= long}.isdisjoint(key(ahead).split())


def _spoken_of(parts: Made, told: str) -> bool:
    """Say whether the text itself speaks of what only a device has; one such word is enough for a short line."""
    named = sum(word in told for word in parts.devices)
    return named > 0 and (parts.said < 4 or named == len(parts.devices))


def buttons_in_a_row(
    doc: Document, page: Sequence[Line], levels: list[int], outside: set[int], *, longest: int = 40, several: int = 2
) -> set[int]:
    """Short lines outside the text, `several` in a row, each of nothing but words of buttons: "Listen", "Save"."""
    if doc.get("kind") in ("recipe", "code"):
        return set()
    codes = speaks("buttons", doc)
    found: set[int] = set()
    run: list[int] = []
    acts = 0
    for n in (*sorted(outside), -1):
        text = page[n].text if n >= 0 else ""
        parts = made_of(text, codes) if 0 < len(text) <= longest and text[0].isalpha() else None
        act = parts is not None and parts.acts + len(parts.devices) > 0
        if run and (n != run[-1] + 1 or not (act or levels[n] >= EDGE)):
            found.update(run if len(run) >= several and acts else ())
            run, acts = [], 0
        if act or (n >= 0 and levels[n] >= EDGE and len(text) <= longest):
            run.append(n)
            acts += act
    return found if found and not is_technical(doc.text) else set()
