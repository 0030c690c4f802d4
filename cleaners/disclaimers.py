"""Paragraphs in which a site declines its responsibility or says what it earns."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document, Edit
from cleaners.evidence import joined, lines_of, quoted, reported, speaks, told
from cleaners.text import within

_ENOUGH = "disclaimer.own"


def drop_disclaimers(
    doc: Document, *, least: int = 2, longest: int = 1500, longest_alone: int = 400, share: float = 0.4
) -> Iterator[Edit]:
    r"""
    Paragraphs that decline responsibility ("for information only … not financial advice") or own to a commission.

    `least` different cues must stand in one paragraph of at most `longest` characters: an article that
    quotes one ("the leaflet is no medical advice") keeps it, and so does a law, whose paragraphs are longer
    or hold one. A cue that speaks of the page it stands on ("This post contains affiliate links") is enough alone
    where it is at least `share` of a paragraph of `longest_alone` characters. What a speaker says stays.

        >>> text = "Les prix montent.\nÀ titre informatif. Ne constitue pas un conseil."
        >>> doc = Document("d", text)
        >>> doc.after(drop_disclaimers(doc)).text
        'Les prix montent.\n'
    """
    if doc.get("kind") in ("transcript", "poem"):
        return
    codes = speaks("calls", doc)
    places: list[tuple[int, int, str, str]] = []
    for said, tries in told("disclaimers", doc):
        for each in tries:
            hit = each.regex.search(said.text)
            if hit and not (each.rule == _ENOUGH and (quoted(said.text, hit.start()) or reported(said.text, codes))):
                places.append((said.start, len(said.text), each.rule, each.why))
    if not places:
        return
    for line in lines_of(doc.text):
        size = line.stop - line.start
        here = within(places, line.start, line.end)
        cues = {rule if rule != _ENOUGH else why: why for _, _, rule, why in here}
        own = {at: length for at, length, rule, _ in here if rule == _ENOUGH}
        alone = bool(own) and size <= longest_alone and sum(own.values()) >= share * size
        if alone or (len(cues) >= least and size <= longest):
            yield line.dropped(
                "disclaimer", f"declines responsibility: {joined(cues.values())}", min(0.99, 0.6 + 0.15 * len(cues))
            )
