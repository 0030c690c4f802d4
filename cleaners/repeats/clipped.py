"""Lines that break off what another says in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.repeats.prose import ENDS, Again, weighs
from cleaners.text import SPACED_STOPS, Line, same_key, sentences

_INSIDE = re.compile(rf"[{SPACED_STOPS}][”»\"]?\s|[。！？]")  # a sentence ends, and another begins
_DOTS = ("…", "...")
_CUT_OFF = re.compile(r"\s*[\[(]?(?:…|\.{3,})[\])]?$")


def clipped_copies(doc: Document, said: Sequence[Line], prose: int) -> Iterator[Again]:
    """
    Find lines that another begins with, word for word, and that break off: what a page shows before one may read on.

    They are `prose` long, and say a sentence before they break off, or end in dots. The title and headings, which may
    be made of the first words, are left alone, and so are the entries of a list.
    """
    loose = [n for n, line in enumerate(said) if line.text[-1] not in ENDS or line.text.endswith(_DOTS)]
    clipped = {n for n in loose if n and weighs(said[n].text, prose)}
    if not clipped:
        return
    begun = {said[n].text[: prose // 2] for n in clipped}
    long = (n for n, line in enumerate(said) if line.text[: prose // 2] in begun and weighs(line.text, prose))
    for n, after in pairwise(sorted(long, key=lambda n: said[n].text)):
        if n not in clipped or said[n].text[: prose // 2] != said[after].text[: prose // 2]:
            continue
        text, whole = said[n].text, said[after].text
        # Most lines have no dots, and the expression looks all along them.
        dots = _CUT_OFF.search(text) if text.rstrip("])").endswith(_DOTS) else None
        if dots:
            text = text[: dots.start()]
        if text == whole or not whole.startswith(text) or text[0] in "#>-*|":
            continue
        if (
            (dots or (text[-1] not in ENDS and _INSIDE.search(text) and len(list(sentences(text))) > 1))
            and weighs(text, prose)
            and doc.text.count(text) == 2
            and not same_key(text, doc.get("title") or " ")
        ):
            why = f"breaks off what stands at characters {said[after].start} to {said[after].stop}"
            yield Again(said[n].dropped("repeats.clipped", why, 0.95), said[after].start, said[after].stop)
