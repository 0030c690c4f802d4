"""How far the title goes that follows a lead-in: to a bracket, a stop, a quotation, a new sentence."""

from __future__ import annotations

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import speaks
from cleaners.related.told import DENSE, LINKED, WORDS, ends_told, is_title
from cleaners.resources import among, table
from cleaners.text import SPACED_STOPS, Line

_STOPPED = re.compile(rf"[{SPACED_STOPS}…]+[\"”’»)]*(?=\s+[\"“«¿¡(]?[^\W\d_a-zà-ÿ])|[。！？]")
_OPENING = re.compile(r"(?<=[^\W_]) (?=[\"“«])")
_TITLED = re.compile(r"[^\W\d_]+ [A-ZÀ-ÞА-ЯЁ]")
_CAPITAL = re.compile(r"(?<=[^\W\d_]) (?=([A-ZÀ-ÞА-Я][^\W\d_]*(?:['’])?))")
# A capital after a word in small letters, and small letters after it.
_BEGINS = re.compile(r"(?<=[a-zà-ÿа-яё]) (?=[A-ZÀ-ÞА-ЯЁ][^\W\d_]*['’]? ?[a-zà-ÿа-яё])")
# What a phrase may stand behind without a blank; where a sentence begins so behind a title.
_GLUE = tuple('.!?…”’")»')
_GLUED_ON = re.compile(r"(?<=[^\W\d_A-ZÀ-ÞА-ЯЁ])(?=[A-ZÀ-ÞА-ЯЁ“\"][\w’' ])|(?<=[.!?…”’\")»])(?=[A-ZÀ-ÞА-ЯЁ“][\w’' ])")
_CLOSING = {"(": ")", "[": "]", "【": "】", "（": "）"}


def is_glued(text: str, at: int) -> bool:
    """Say whether a phrase begins here without the blank that stood before it: "… he said.READ MORE: …"."""
    before = text[at - 1 : at]
    return text[at].isupper() and (before in _GLUE or before.islower()) and before != ""


def _closed(text: str, start: int, lead_end: int, stop: int) -> int:
    """Behind the bracket that closes a lead-in; 0 when none was opened before it, or a word or two before it."""
    before = text[:start].rstrip("*_")[-1:] if text[start - 1 : start] in ("*", "_") else text[start - 1 : start]
    if close := _CLOSING.get(before) or _CLOSING.get(text[start : start + 1]):
        return text.find(close, lead_end, stop) + 1
    opened = text.rfind("(", max(0, start - 25), start)
    at = text.find(")", lead_end, stop) if opened >= 0 and ")" not in text[opened:start] else -1
    return at + 1 if at >= 0 and "(" not in text[lead_end:at] else 0


def bracket(text: str, begin: int, start: int, end: int, *, near: int = 25) -> int:
    """Where the bracket stands that a lead-in closes, a word or two before it; else where the lead-in begins."""
    at = text.rfind("(", max(begin, start - near), start) if text[end - 1 : end] == ")" else -1
    return at if at >= 0 and ")" not in text[at:start] else start


def _is_titled(text: str, *, share: float = 0.6) -> bool:
    """Say whether most words of a text begin with a capital."""
    words = WORDS.findall(text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= share * len(words)


def is_one_title(rest: str, *, longest: int = 150, fewest: int = 3) -> bool:
    """Say whether what follows a lead-in on its line is one title: no sentence ends in it, and none at its end."""
    shown = rest.strip()
    if len(shown) > longest or shown[-1:] in ".:;,。：、，" or _STOPPED.search(shown[:-1]) or "](" in shown:
        return False
    return is_title(shown, fewest=fewest) and not ends_told(shown.rstrip("?!？！؟"))


def with_marks(text: str, start: int, end: int, line: Line) -> tuple[int, int]:
    """The span with the bracket or arrow before it and the blank after it; at the end of its line, the blank before."""
    while start > line.start and text[start - 1] in "([【（>»→*_":
        start -= 1
    while end < line.stop and text[end] in " \t":
        end += 1
    if end >= line.stop or text[end] in ",.;:":
        while start > line.start and text[start - 1] in " \t":
            start -= 1
    return start, end


def extent(text: str, start: int, lead_end: int, stop: int, doc: Document, *, longest: int = 180) -> tuple[int, str]:
    """
    Where the title that follows a lead-in ends, and by what sign; 0 when nothing tells.

    A bracket that was opened before the lead-in decides; else the first of all signs does, and links end themselves.
    """
    if past := _closed(text, start, lead_end, min(stop, lead_end + 2 * longest)):
        return past, "in brackets"
    rest = text[lead_end : min(stop, lead_end + 20 * longest)]
    signs = (
        (_new_sentence(rest, among("related", "openers", speaks("related", doc))), "up to a new sentence"),
        (_stopped(rest), "up to its stop"),
        (_quotation(rest), "up to a quotation"),
        (_after_capitals(rest, doc.text), "up to a sentence that begins with a common word"),
        (_seam(rest) if is_glued(text, start) else 0, "up to the next sentence, without a blank"),
    )
    end, how = min([(len(rest), "to the end of the line"), *(sign for sign in signs if sign[0])])
    if LINKED.match(rest[:end].rstrip(". ")):
        return lead_end + end, how
    if _is_run_into(rest[:end]):
        end, how = _told_behind(rest, end) or longest + 1, "up to a capital"
    return (lead_end + end, how) if end <= longest else (0, "")


def _new_sentence(rest: str, small: frozenset[str], *, fewest: int = 3) -> int:
    """
    Where a small word with a capital ("The", "Il") begins a sentence behind a title; 0 when none does.

    It stands behind a word in small letters, or small letters follow it; in a title whose words all have capitals it
    is one of them.
    """
    for hit in _CAPITAL.finditer(rest):
        opener = hit[1].lower().rstrip("'’")
        if opener not in small:
            continue
        title, behind = rest[: hit.start()], hit.end() + len(hit[1])
        if _is_titled(title) and _TITLED.match(rest, hit.end()):
            continue
        goes_on = len(opener) >= 4 and rest[behind:].lstrip(" ,")[:1].islower()
        if title.count(" ") >= fewest and (goes_on or title.rsplit(" ", 1)[-1][:1].islower()):
            return hit.start()
    return 0


def _stopped(rest: str) -> int:
    """Behind the stop of a title that another sentence follows; 0 when it has none."""
    hit = _STOPPED.search(rest)
    return hit.end() if hit else 0


def _quotation(rest: str, *, fewest: int = 4) -> int:
    """Where a quotation opens behind a title of some words; 0 when none does."""
    return next((hit.start() for hit in _OPENING.finditer(rest) if rest[: hit.start()].count(" ") >= fewest), 0)


def _is_run_into(said: str, *, longest: int = 90, dense: int = 20) -> bool:
    """Say whether a sentence has run into a title: what stands there is longer than one, and has a stop."""
    return said.rstrip('"”’»)] ')[-1:] in (".", "。") and len(said) > (dense if DENSE.match(said) else longest)


def _told_behind(rest: str, end: int, *, fewest: int = 3) -> int:
    """Where a sentence that has run into a title begins: at the only capital behind small letters; 0 without one."""
    begins = [hit.start() for hit in _BEGINS.finditer(rest, 0, end) if rest[: hit.start()].count(" ") >= fewest]
    return begins[0] if len(begins) == 1 else 0


def _after_capitals(rest: str, text: str, *, fewest: int = 5, longest: int = 180) -> int:
    """
    Where a sentence begins behind a title whose words all have capitals; 0 when that can't be told.

    The sentence begins with the last word that has one, if the text writes that word small elsewhere. A name at its
    beginning tells nothing, and the title stays.

        >>> _after_capitals(" Why The Ferry Stopped Last Winter Ducks are back on the river.", "There the ducks swim.")
        35
    """
    found = list(WORDS.finditer(rest, 0, longest))
    for n, hit in enumerate(found):
        if len(hit[0]) < 4 and n + 1 < len(found) and found[n + 1][0][:1].isupper():
            continue  # "of", "di" inside a title
        if hit[0][:1].islower():
            if n <= fewest or not rest[found[n - 1].end() : hit.start()].isspace():
                return 0
            word = found[n - 1][0]
            common = re.search(rf"(?<![\w.]){re.escape(word.lower())}(?!\w)", text)
            return found[n - 1].start() if word[:1].isupper() and common else 0
    return 0


def _seam(rest: str, *, fewest: int = 4) -> int:
    """Where a sentence begins behind a title without a blank; a word with a capital inside is none: "YouTube"."""
    for hit in _GLUED_ON.finditer(rest):
        word = rest[rest.rfind(" ", 0, hit.start()) + 1 : hit.start()]
        named = word.lower() in table("platforms", "glued")["begun"]
        if rest[: hit.start()].count(" ") >= fewest and len(word) > 1 and not named:
            return hit.start()
    return 0
