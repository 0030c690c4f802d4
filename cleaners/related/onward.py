"""What a clipped line ends with: the button that leads to the rest of it, "the weir will … Read more »"."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from cleaners import expressions as re
from cleaners.announcing import may_announce, reads_on
from cleaners.document import Document, Edit
from cleaners.evidence import quoted, speaks
from cleaners.related.told import is_technical
from cleaners.text import Line, key, overlaps

# Where a line breaks off, and behind it what ends the line; with an arrow at the end a stop or a colon will do.
_CUT = re.compile(r"(?:[\[(] ?(?:…|\.{2,5}) ?[\])]|…|\.{2,6})[\"”’»)]*\s*[|–—-]?\s*(?=[^\s.…])")
_STOP = re.compile(r"[.!?:][\"”’»)]*\s+(?=[^\s.…])")
_AROUND = " \t[](){}<>«»‹›→►▶▸➡»+|.…*_"
_ARROWS = ("»", "›", "→", "►", "▶", ">", "➡", "]", "»)")
_QUOTED_TITLE = re.compile(r"^(.{4,30}?)\s*[:|]?\s*([«“\"„‘'].{3,150}[»”\"“’'])$")


def ways_on(
    doc: Document, said: Sequence[Line], taken: list[tuple[int, int]], *, far: int = 60, shortest: int = 30
) -> Iterator[Edit]:
    r"""
    The buttons at the ends of lines that break off in dots: "… the weir will [...] Read more".

    Behind a sentence that is whole the button needs its arrow. The line stays as it breaks off. What is left alone: a
    line of less than `shortest` characters before it, manuals, quoted words, dots in the midst of what is told.
    """
    if doc.get("kind") in ("poem", "code") or is_technical(doc.text):
        return
    codes = speaks("announcing", doc)
    dotted = "…" in doc.text or ".." in doc.text
    titles: set[str] = set()
    for line in said:
        if len(line.text) < shortest or line.text[-1] in "!?;:":
            continue
        start, stop = max(line.start, line.stop - 200), line.stop
        breaks_off = dotted and any(doc.text.find(dots, start, stop) >= 0 for dots in ("…", ".."))
        if not breaks_off and not line.text.endswith(_ARROWS):
            continue  # as nearly all lines
        titles = titles or {key(line.text) for line in said if 12 <= len(line.text) <= 160}
        for mark, most in ((_CUT, 200), (_STOP, far)):
            if mark is _STOP and not line.text.endswith(_ARROWS):
                continue
            hits = [hit for hit in mark.finditer(doc.text, start, stop) if stop - hit.end() <= most]
            at = next((hit.end() for hit in hits if _leads_on(doc.text[hit.end() : stop], codes, titles)), 0)
            begins = line.stop - len(line.text)
            if at - begins >= shortest and not overlaps(taken, at, stop) and not quoted(line.text, at - begins):
                first = begins + len(doc.text[begins:at].rstrip(" \t|–—-"))
                yield Edit(first, stop, "", "related.onward", "leads to the rest of a line that breaks off", 0.9)
                break


def _leads_on(tail: str, codes: tuple[str, ...], titles: Container[str], *, longest: int = 40) -> bool:
    """
    Say whether these words are a button to the rest, or one with the title of what it leads to.

    A title stands between quotation marks, or it is a line of the same page.
    """
    shown = tail.strip(_AROUND)
    if not shown or not may_announce(shown, codes):
        return False
    told = shown[0].islower() and tail.rstrip()[-1:] == "." != tail.rstrip()[-2:-1]
    if len(shown) <= longest and not told and reads_on(shown, codes):
        return True
    named = _QUOTED_TITLE.match(tail.strip(" \t[]→»"))
    if named:
        return reads_on(named[1].strip(_AROUND), codes)
    words = shown.split()
    return any(key(" ".join(words[n:])) in titles and reads_on(" ".join(words[:n]), codes) for n in range(2, 5))
