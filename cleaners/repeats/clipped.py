"""Lines that break off what another says in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.repeats.prose import ENDS, weight
from cleaners.text import Line, same_key

_INSIDE = re.compile(r"[.!?؟][”»\"]?\s|[。！？]")  # a sentence ends, and another begins
_CUT_OFF = re.compile(r"\s*[\[(]?(?:…|\.{3,})[\])]?$")


def clipped_copies(doc: Document, said: Sequence[Line], prose: int) -> Iterator[Edit]:
    """
    Find lines that another begins with, word for word, and that break off: what a page shows before one may read on.

    They are `prose` long, and say a sentence before they break off, or end in dots. The title and headings, which may
    be made of the first words, are left alone, and so are the entries of a list.
    """
    long = [n for n, line in enumerate(said) if weight(line.text) >= prose]
    order = sorted(long, key=lambda n: said[n].text)
    for n, after in pairwise(order):
        hit = _CUT_OFF.search(said[n].text)
        text = said[n].text[: hit.start()] if hit else said[n].text
        whole = said[after].text
        if n == 0 or text == whole or not whole.startswith(text) or text[0] in "#>-*|":
            continue
        if (
            (hit or (text[-1] not in ENDS and _INSIDE.search(text)))
            and weight(text) >= prose
            and doc.text.count(text) == 2
            and not same_key(text, doc.get("title") or " ")
        ):
            why = f"breaks off what stands at characters {said[after].start} to {said[after].stop}"
            yield said[n].dropped("repeats.clipped", why, 0.95)
