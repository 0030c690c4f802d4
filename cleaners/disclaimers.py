"""Paragraphs in which a site declines its responsibility or says what it earns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.admissions import PLAIN, entries_beside, found, is_legal_page, tells_of_one
from cleaners.concepts import found as asked_of
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, joined, lines_of, lowered_once, quoted, reported, speaks
from cleaners.hints import found_by, told
from cleaners.resources import languages, table
from cleaners.text import Line, in_letters, key, size_of, within
from cleaners.units import on_whole_lines

_ENOUGH = "disclaimer.own"
# What only counts where the text itself says it, and each of its reasons once.
_GUARDED = {_ENOUGH, "disclaimer.release"}
# What says nothing alone: what an admission beside it changes for the reader.
_BESIDE = "disclaimer.beside"


@on_whole_lines
def drop_disclaimers(
    doc: Document,
    *,
    least: int = 2,
    longest: int = 1500,
    longest_alone: int = 400,
    longest_whole: int = 900,
    longest_release: int = 4000,
    share: float = 0.4,
    whole: float = 0.5,
    little: float = 0.3,
) -> Iterator[Edit]:
    r"""
    Paragraphs that decline responsibility ("for information only … not financial advice") or own to a commission.

    `least` different cues must stand in one paragraph of at most `longest` characters: an article that
    quotes one ("the leaflet is no medical advice") keeps it, and so does a law, whose paragraphs are longer
    or hold one. A cue that speaks of the page it stands on ("This post contains affiliate links") is enough alone
    where it is at least `share` of a paragraph of `longest_alone` characters, or where its sentences and those that
    say what follows from it ("at no extra cost to you") are `whole` of one of `longest_whole`. Cues that stand in the
    first sentence alone, less than a share `little` of its paragraph, take that sentence. What a speaker says
    stays, and so does a paragraph that tells of a disclaimer ("a disclaimer that the paper gives no advice") and an
    entry of a numbered list whose other entries decline nothing.

        >>> text = "Les prix montent.\nÀ titre informatif. Ne constitue pas un conseil."
        >>> doc = Document("d", text)
        >>> doc.after(drop_disclaimers(doc)).text
        'Les prix montent.\n'
    """
    if doc.get("kind") in ("transcript", "poem", "legal"):
        return
    codes = speaks("calls", doc)
    places: list[tuple[int, int, str, str]] = []
    for said, tries in told("disclaimers", doc):
        for each in tries if len(said.text) <= longest_release else ():
            hit = found_by(each, said.text)
            if hit and not (each.rule in _GUARDED and (quoted(said.text, hit[0]) or reported(said.text, codes))):
                places.append((said.start, len(said.text), each.rule, each.why))
    if not places or is_legal_page(lines_of(doc.text)[:2]):
        return
    heads = {key(head) for code in codes if code in languages("disclaimers") for head in _heads(code)}
    page = lines_of(doc.text)
    above = None
    for n, line in enumerate(page):
        size = line.stop - line.start
        here = within(places, line.start, line.end)
        cues = {why if rule in _GUARDED else rule: why for _, _, rule, why in here if rule != _BESIDE}
        own = {at: length for at, length, rule, _ in here if rule == _ENOUGH}
        alone = bool(own) and size_of(line.text) <= longest_alone and sum(own.values()) >= share * size
        said_all = sum({at: length for at, length, _, _ in here}.values())
        all_of_it = bool(own) and size <= longest_whole and said_all >= whole * size
        release = bool(own) and len(cues) > least and size <= longest_release
        if alone or all_of_it or release or (len(cues) >= least and size <= longest):
            beside = [page[m] for m in entries_beside(page, n)]
            alone_there = beside and not any(within(places, each.start, each.end) for each in beside)
            if alone_there or tells_of_one(line.text, codes):
                above = line
                continue
            why = f"declines responsibility: {joined(cues.values())}"
            if size > longest_whole and 2 * size > len(doc.text):
                yield from _at_its_end(line, [(at, length) for at, length, *_ in here], why, doc.text)
                continue
            weak = not (alone or all_of_it or release) and said_all < little * size
            if part := _part(line, here, why, doc, codes, weak=weak):
                yield part
                above = line
                continue
            if above is not None and key(bare(above.text)) in heads:
                yield above.dropped("disclaimer", f"heads a paragraph that {why}", 0.9)
            yield line.dropped("disclaimer", why, min(0.99, 0.6 + 0.15 * len(cues)))
        above = line


def _part(
    line: Line,
    here: Sequence[tuple[int, int, str, str]],
    why: str,
    doc: Document,
    codes: tuple[str, ...],
    *,
    weak: bool,
) -> Edit | None:
    """What declines, behind what a paragraph tells; or before it, where its first sentence does so in two ways."""
    first, text = min(at for at, *_ in here), doc.text
    if line.stop - first < 2 * (first - line.start) and _tells(text[line.start : first], doc, codes):
        return Edit(first - (text[first - 1] in " \t"), line.stop, "", "disclaimer", why, 0.9)
    if weak and first == line.start and len({(at, length) for at, length, *_ in here}) == 1:
        past = first + here[0][1]
        return Edit(first, past + (text[past : past + 1] == " "), "", "disclaimer", why, 0.85)
    return None


def _at_its_end(line: Line, cues: list[tuple[int, int]], why: str, text: str, *, share: float = 0.5) -> Iterator[Edit]:
    """Of a line that is most of the text: what begins with a sentence that declines, where a `share` of it does."""
    first = min(at for at, _ in cues)
    if text[line.start : first].strip() and sum(dict(cues).values()) >= share * (line.stop - first):
        start = first - (text[first - 1].isspace())
        yield Edit(start, line.stop, "", "disclaimer", why, 0.9)


def _tells(before: str, doc: Document, codes: tuple[str, ...], *, shortest: int = 60) -> bool:
    """Say whether what stands before the first cue is the text's own: no publisher says it, and no word admits."""
    said = before.strip()
    if in_letters(said) < shortest or not ends_said(said):
        return False
    low = lowered_once(said)
    if len(low) != len(said) or any(concept not in PLAIN for _, _, concept in found(low, codes)):
        return False
    voices = (hit.concept for code in speaks("appeals", doc) for hit in asked_of(low, code))
    return not {"us", "mine", "you"}.intersection(voices)


def _heads(code: str) -> list[str]:
    """Lines that stand over a paragraph of this kind."""
    found: list[str] = table("disclaimers", code).get("heads", [])
    return found
