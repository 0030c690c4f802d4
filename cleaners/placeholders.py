"""What stands where a picture or a video was: "Image Not Found", "![](https://…)", "Video unavailable"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.document import Document, Edit
from cleaners.evidence import bare, line_kind, lines_of
from cleaners.text import Line

# "![alt](address)", also with a space between and an address that breaks into pieces; and as a link: "[![alt](a)](b)".
_IMAGE = re.compile(r"!\[[^\]\n]*\][ \t]?\([^)\n]*\)")
_LINKED_IMAGE = re.compile(r"\[[ \t]*!\[[^\]\n]*\][ \t]?\([^)\n]*\)[ \t]*\]\([^)\n]*\)")
_TAG = re.compile(r"</?(?:img|iframe|video|audio|source|embed|object|picture)\b[^>\n]*>", re.IGNORECASE)


def drop_placeholders(doc: Document) -> Iterator[Edit]:
    r"""
    Pictures' places: lines that hold nothing but an image or a word for one, and images inside a line.

    The alternative text goes with its image; find_metadata has read it before. A line that *speaks* of an
    image stays ("Image of a town"), a linked word is no image, and code (indented or fenced) keeps its brackets.

        >>> doc = Document("d", "Le port.\nImage Not Found\nLa ville ![](https://a.example/b.png) dort.")
        >>> doc.after(drop_placeholders(doc)).text
        'Le port.\nLa ville dort.'
    """
    fenced = False
    for line in lines_of(doc.text):
        if line.text.startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced:
            continue
        elif len(line.text) < 80 and line_kind(bare(line.text)) == "placeholder":
            yield line.dropped("placeholder.words", "the line only says that a picture or player was here", 0.95)
        elif ("![" in line.text or "<" in line.text) and not doc.text.startswith(("    ", "\t"), line.start):
            yield from _images(doc.text, line)


def _images(text: str, line: Line) -> Iterator[Edit]:
    """The images of a line: the line itself when it holds nothing else."""
    hits: list[re.Match[str]] = []
    for shape in (_LINKED_IMAGE, _IMAGE, _TAG):
        for hit in shape.finditer(text, line.start, line.stop):
            if not any(known.start() <= hit.start() < known.end() for known in hits):
                hits.append(hit)
    rest = line.text
    for hit in hits:
        rest = rest.replace(hit[0], "")
    if hits and not rest.strip(" *_|#>-"):
        yield line.dropped("placeholder.image", "nothing but an image on this line")
        return
    for hit in sorted(hits, key=re.Match.start):
        before, after = text[hit.start() - 1 : hit.start()], text[hit.end() : hit.end() + 1]
        blank = after == " " and before in (" ", "\n", "")
        yield Edit(hit.start(), hit.end() + blank, "", "placeholder.image", "an image inside the line")
