"""The copy in HTML that a page offers to whoever prints it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.grams import words
from cleaners.repeats.alike import SIZE
from cleaners.repeats.cuts import RULE

_MARKUP = re.compile(r"<[^<>]{1,2000}>")
_CLOSED = re.compile(r"</(?:p|h[1-6]|a|em|strong|li|ul|ol|div|span|blockquote|b|i)>", re.IGNORECASE)


def drop_coded_copy(doc: Document, *, tags: int = 6, fewest: int = 60, share: float = 0.5) -> Iterator[Edit]:
    r"""
    Lines that say in HTML what the text around them says: the copy that a page offers to whoever prints it again.

    At least `tags` of its tags are closed, and a `share` of its 6-grams stands in the other lines. Where its lines were
    wrapped, a few without a tag stand among those that have one. What a lesson shows in HTML stays: it says it once.

        >>> said = "".join(f"The weir of {place} holds, and nobody has fallen in since.\n" for place in "ABCDEFGH")
        >>> coded = "".join(f"<p>{line}</p> " for line in said.splitlines())
        >>> doc = Document("d", said + coded)
        >>> doc.after(drop_coded_copy(doc)).text == said
        True
    """
    if "</" not in doc.text or doc.get("kind") == "code":
        return
    said = lines_of(doc.text)
    closed = [n for n, line in enumerate(said) if "</" in line.text and _CLOSED.search(line.text)]
    for run in _near(closed):
        first, last = run[0], run[-1]
        while first and "<" in said[first - 1].text and _MARKUP.search(said[first - 1].text):
            first -= 1
        start, end = said[first].start, said[last].end
        coded = doc.text[start:end]
        if len(_CLOSED.findall(coded)) < tags:
            continue
        own = words(_MARKUP.sub(" ", coded).replace("&nbsp;", " ")).hash.tolist()
        rest = words(doc.text[:start] + "\n" + doc.text[end:]).hash.tolist()
        there = {tuple(rest[n : n + SIZE]) for n in range(len(rest) - SIZE + 1)}
        again = sum(tuple(own[n : n + SIZE]) in there for n in range(len(own) - SIZE + 1))
        if len(own) >= fewest and again >= share * (len(own) - SIZE + 1):
            yield Edit(start, end, "", RULE, "says in the markup of a page what the text says", 0.95)


def _near(places: Sequence[int], *, far: int = 12) -> Iterator[list[int]]:
    """Numbers that stand no further than `far` from the one before, together."""
    run: list[int] = []
    for at in places:
        if run and at - run[-1] > far:
            yield run
            run = []
        run.append(at)
    if run:
        yield run
