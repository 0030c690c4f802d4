"""Ways to other articles: a lead-in inside the text ("À lire aussi : …"), a heading with its list of titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cleaners.document import Document, Edit
from cleaners.evidence import bare, cut_short, hints, line_kind, lowered_once, quoted, speaks
from cleaners.furniture import units
from cleaners.resources import Pattern, patterns, table
from cleaners.text import Line

_STOPPED = re.compile(r"[.!?…]+[\"”’»)]*(?=\s+[\"“«¿¡(]?[^\W\d_a-zà-ÿ])|[。！？]")
_OPENING = re.compile(r"(?<=[^\W_]) (?=[\"“«])")
_CAPITAL = re.compile(r"(?<=[^\W\d_]) (?=([A-ZÀ-ÞА-Я][^\W\d_]*(?:['’])?))")
_SENTENCE = re.compile(r"[.。]$|\w[.!?] \S.*[!?]$|\S.{60,}!$")
_NUMBER = re.compile(r"^\W*\d{0,3}\W*$")
_CLOSING = {"(": ")", "[": "]", "【": "】", "（": "）"}


def drop_related(doc: Document) -> Iterator[Edit]:
    r"""
    Lead-ins with the title they lead to, and headings that announce a list of titles, with the list.

    A lead-in inside running text goes as far as its title surely goes: to the bracket that closes it, a stop,
    an opening quote, or a small word with a capital that begins the next sentence. Where the end cannot be
    seen it stays. A heading takes the lines below it while they look like titles; prose ends the list. What is
    spoken stays, and so does a sentence that merely says "we also read".

        >>> text = "Le bac part. (À lire aussi : Le port rouvre) Il revient.\nÀ lire aussi :\nLe phare s’éteint\n"
        >>> doc = Document("d", text)
        >>> doc.after(drop_related(doc)).text
        'Le bac part. Il revient.\n'
    """
    if doc.get("kind") == "transcript":
        return
    leads = _leads(doc)
    said = units(doc.text)
    below = 0
    for n, line in enumerate(said):
        if n < below:
            continue
        below = _list_below(said, n, line_kind(bare(line.text)) == "related" and _strict(bare(line.text)))
        hits = [hit for hit in leads if line.start <= hit[0] < line.end]
        if not below and hits and not line.text[hits[0][1] - line.start :].strip():
            below = _list_below(said, n, head=True)
        if below:
            why = f"“{bare(line.text)[:40]}” announces a list of {below - n - 1} other titles"
            yield from (each.dropped("related.list", why, 0.9) for each in said[n:below])
        elif hits:
            yield from _lead_cuts(doc.text, line, hits, doc)


def _leads(doc: Document) -> list[tuple[int, int, Pattern]]:
    """Where lead-ins stand: (start, end of the lead-in, its pattern), in order."""
    low = lowered_once(doc.text)
    found: dict[int, tuple[int, int, Pattern]] = {}
    for code in speaks("related", doc):
        for hint in hints("related", code):
            at = low.find(hint)
            while at >= 0:
                start = doc.text.rfind("\n", 0, at) + 1
                close = doc.text.find("\n", at)
                line = doc.text[start : close if close >= 0 else len(doc.text)]
                for each in patterns("related", code):
                    hit = each.regex.search(line, max(0, at - start - 30), at - start + 90)
                    if hit and not quoted(line, hit.start()):
                        found.setdefault(start + hit.end(), (start + hit.start(), start + hit.end(), each))
                at = low.find(hint, at + len(hint))
    kept: list[tuple[int, int, Pattern]] = []
    for hit_at in sorted(found.values(), key=lambda each: each[:2]):
        if not kept or hit_at[0] >= kept[-1][1]:
            kept.append(hit_at)
    return kept


def _strict(head: str) -> bool:
    """Several words, or a dense script: "Top" and "Archives" alone announce too many things."""
    return " " in head.strip() or (len(head) >= 3 and head[0] > "\u2e80")


def _list_below(said: Sequence[Line], n: int, head: bool, *, most: int = 30, longest: int = 220) -> int:
    """The index after the last title of the list that the heading at `n` announces, or 0 when there is no list."""
    if not head:
        return 0
    at = n + 1
    titles = 0
    starred = at < len(said) and said[at].text != bare(said[at].text)
    while at < len(said) and at - n <= most:
        text = bare(said[at].text)
        stopped = _SENTENCE.search(text) and not cut_short(text)
        if (
            len(text) > longest
            or stopped
            or said[at].text.startswith("#")
            or (starred and said[at].text == text and len(text) > 80)
        ):
            break
        titles += not _NUMBER.match(text)
        at += 1
    return (
        at
        if titles and (at - n > 2 or at == len(said) or len(bare(said[n + 1].text).split()) >= 3 or titles > 1)
        else 0
    )


def _lead_cuts(text: str, line: Line, hits: list[tuple[int, int, Pattern]], doc: Document) -> Iterator[Edit]:
    """Edits for the lead-ins of one line."""
    past = line.start
    for start, lead_end, pattern in hits:
        if start < past:
            continue
        end, how = _extent(text, start, lead_end, line.stop, doc)
        if not end:
            continue
        why = f"{pattern.why}, {how}"
        if not text[line.start : start].strip(" >*•·-–—#([") and not text[end : line.stop].strip(" )]*"):
            yield line.dropped("related.lead", why, 0.93)
            return
        first, past = _with_marks(text, start, end, line)
        yield Edit(first, past, "", "related.lead", why, 0.85)


def _with_marks(text: str, start: int, end: int, line: Line) -> tuple[int, int]:
    """The span with the bracket or arrow before it and the blank after it; at the end of its line, the blank before."""
    while start > line.start and text[start - 1] in "([【（>»→":
        start -= 1
    while end < line.stop and text[end] in " \t":
        end += 1
    if end >= line.stop or text[end] in ",.;:":
        while start > line.start and text[start - 1] in " \t":
            start -= 1
    return start, end


def _extent(text: str, start: int, lead_end: int, stop: int, doc: Document, *, longest: int = 180) -> tuple[int, str]:
    """Where the title that follows a lead-in ends, and by what sign; 0 when nothing tells."""
    close = _CLOSING.get(text[start - 1 : start]) or _CLOSING.get(text[start : start + 1])
    if close:
        at = text.find(close, lead_end, min(stop, lead_end + 2 * longest))
        if at >= 0:
            return at + 1, "in brackets"
    ends: list[tuple[int, str]] = []
    small = _openers(speaks("related", doc))
    rest = text[lead_end:stop]
    for hit in _CAPITAL.finditer(rest):
        before = rest[: hit.start()].rsplit(" ", 1)[-1]
        opener = hit[1].lower().rstrip("'’")
        goes_on = len(opener) >= 4 and rest[hit.end() + len(hit[1]) :].lstrip()[:1].islower()
        if opener in small and (before[:1].islower() or goes_on) and rest[: hit.start()].count(" ") >= 3:
            ends.append((hit.start(), "up to a new sentence"))
            break
    for sign, how, least in ((_STOPPED, "up to its stop", 0), (_OPENING, "up to a quotation", 4)):
        for hit in sign.finditer(rest):
            if rest[: hit.start()].count(" ") >= least:
                ends.append((hit.end() if least == 0 else hit.start(), how))
                break
    ends.append((len(rest), "to the end of the line"))
    end, how = min(ends)
    return (lead_end + end, how) if end <= longest else (0, "")


@cache
def _openers(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for code in codes for word in table("related", code).get("openers", ()))
