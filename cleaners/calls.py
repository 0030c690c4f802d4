"""Calls to subscribe, like, share or follow: a sentence inside running speech, or a line between paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document, Edit
from cleaners.evidence import joined, quoted, told
from cleaners.resources import Pattern
from cleaners.text import Span

_ALONE = {"promo.line"}
_SPOKEN = {"promo.spoken"}


def drop_calls(doc: Document, *, longest: int = 600) -> Iterator[Edit]:
    """
    Sentences that ask the reader or hearer for something ("Likez cette vidéo, abonnez-vous à la chaîne").

    The sentence goes whole, the speech around it stays, farewells too. What is *about* such calls stays: a
    call inside quotation marks, someone who "subscribes to the theory", a line of the text that only begins
    like a promotion. A sentence of more than `longest` characters is speech without stops and is left to
    drop_spoken_calls.

        >>> doc = Document("d", "Le yen monte. Abonnez-vous à la chaîne ! Il crie « abonnez-vous ».")
        >>> doc.after(drop_calls(doc)).text
        'Le yen monte. Il crie « abonnez-vous ».'
    """
    spoken = doc.get("kind") == "transcript"
    for said, tries in told("calls", doc):
        if len(said.text) > longest:
            continue
        alone = _alone(doc.text, said)
        found = [each for each in tries if _holds(each, said, alone=alone, spoken=spoken)]
        if found:
            yield _without(doc.text, said, found)


def _holds(pattern: Pattern, said: Span, *, alone: bool, spoken: bool) -> bool:
    if pattern.rule in _ALONE and not alone:
        return False
    if pattern.rule in _SPOKEN and not spoken and not (alone and len(said.text) < 160):
        return False
    hit = pattern.regex.search(said.text)
    return hit is not None and not quoted(said.text, hit.start())


def _alone(text: str, said: Span) -> bool:
    """Say whether the sentence is a line of its own."""
    before = text[text.rfind("\n", 0, said.start) + 1 : said.start]
    close = text.find("\n", said.end)
    after = text[said.end : close if close >= 0 else len(text)]
    return not before.strip() and not after.strip()


def _without(text: str, said: Span, found: list[Pattern]) -> Edit:
    """The edit that takes the sentence out, with the blank after it, or with its line when it stands alone."""
    start, end = said.start, said.end
    if _alone(text, said):
        start = text.rfind("\n", 0, start) + 1
        while text[end : end + 1].isspace():
            end += 1
        at = text.rfind("\n", 0, end) + 1
        end = at if at > said.end else end
    elif text[end : end + 1] in ("\n", ""):
        while start and text[start - 1] in " \t":
            start -= 1
    else:
        while text[end : end + 1] in (" ", "\t"):
            end += 1
    rule = "promo.line" if all(each.rule in _ALONE for each in found) else "promo.call"
    score = min(0.99, 0.85 + 0.07 * len(found))
    return Edit(start, end, "", rule, joined(each.why for each in found), score)
