"""Paragraphs in which a site declines its responsibility."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document, Edit
from cleaners.evidence import joined, told
from cleaners.text import lines


def drop_disclaimers(doc: Document, *, least: int = 2, longest: int = 1500) -> Iterator[Edit]:
    r"""
    Paragraphs that decline responsibility ("for information only … not financial advice").

    `least` different cues must stand in one paragraph of at most `longest` characters: an article that
    quotes one ("the leaflet is no medical advice") keeps it, and so does a law, whose paragraphs are longer
    or hold one. What a speaker says stays.

        >>> text = "Les prix montent.\nÀ titre informatif. Ne constitue pas un conseil."
        >>> doc = Document("d", text)
        >>> doc.after(drop_disclaimers(doc)).text
        'Les prix montent.\n'
    """
    if doc.get("kind") == "transcript":
        return
    places: list[tuple[int, str, str]] = []
    for said, tries in told("disclaimers", doc):
        places += [(said.start, each.rule, each.why) for each in tries if each.regex.search(said.text)]
    if len(places) < least:
        return
    for line in lines(doc.text):
        cues = {rule: why for at, rule, why in places if line.start <= at < line.end}
        if len(cues) >= least and line.stop - line.start <= longest:
            yield line.dropped(
                "disclaimer", f"declines responsibility: {joined(cues.values())}", min(0.99, 0.6 + 0.15 * len(cues))
            )
