"""What is said again at once: the title, a paragraph, sentences of a text whose lines were joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.repeats.blocks import said_in_blocks
from cleaners.repeats.clipped import clipped_copies
from cleaners.repeats.echoes import echoing_lines
from cleaners.repeats.page import Page
from cleaners.repeats.prose import ENDS, Again, weighs
from cleaners.text import Line, Span, key, same_key, sentences


def title_twin(text: str, *, first: int = 12, prose: int = 120) -> Edit | None:
    """
    Find the title that stands twice in a row at the head of the text.

    Not in verse, whose first line may be sung twice: one of the `first` lines must be as long as a paragraph.
    """
    head = lines_of(text)[:first]
    if len(head) < 3 or len(head[0].text) > 2 * prose or not any(len(line.text) >= prose for line in head[2:]):
        return None
    if not same_key(head[0].text, head[1].text) or len(key(head[0].text)) < 10:
        return None
    return head[1].dropped("repeats.title", "the same title stands above")


def said_at_once(doc: Document, page: Page | None, *, prose: int = 80) -> Iterator[Again]:
    """
    Find what stands twice at once, `prose` long together, with its stop, as no refrain is.

    Verse, laws and code repeat what they like, so does speech but for whole paragraphs, and what stands three times is
    meant. Sentences are looked at where the words are known, which are where some of them stand twice.
    """
    if doc.get("kind") in ("poem", "legal", "code", "list"):
        return
    said = lines_of(doc.text)
    first: dict[str, int] = {}  # where each line stands first
    again = [n for n, line in enumerate(said) if first.setdefault(line.text, n) < n]
    yield from _paragraphs(doc.text, said, again, prose)
    if doc.get("kind") == "transcript":
        return
    yield from said_in_blocks(doc.text, said, first, again)
    yield from clipped_copies(doc, said, prose)
    if page:
        yield from doubled(doc.text, [said[n] for n in echoing_lines(page, prose)], prose)


def _paragraphs(
    text: str, said: Sequence[Line], again: list[int], prose: int, *, head: int = 12, between: int = 3, short: int = 60
) -> Iterator[Again]:
    """
    Find the paragraph that stands twice at once, among the lines that say something `again`.

    In the `head` lines the author, the date and a picture may stand between, in `short` lines.
    """
    for n in again:
        line = said[n]
        if n >= head and said[n - 1].text != line.text:
            continue
        if line.text[-1] not in ENDS or not weighs(line.text, prose):
            continue
        above = range(n - 1, max(n - 2 - between * (n < head), -1), -1)
        back = next((m for m in above if said[m].text == line.text), -1)
        apart = said[back + 1 : n]
        if back < 0 or any(len(each.text) > short or each.text[-1] in ":：" for each in apart):
            continue
        if text.count(line.text) <= 2:
            why = f"stands at characters {said[back].start} to {said[back].stop} too"
            yield Again(line.dropped("repeats.paragraph", why, 0.95), said[back].start, said[back].stop)


def doubled(text: str, said: Sequence[Line], prose: int) -> Iterator[Again]:
    """
    Find what a flattened text says twice at once: sentences, `prose` long together, right behind their like.

    Before the first copy a heading or a caption without a stop may stand, which makes a sentence with it. In speech,
    where much is said again, none of this is looked for, nor what is said three times.
    """
    for line in said:
        if len(line.text) < prose:
            continue
        spans = list(sentences(text, line.start, line.end))
        n = 1
        while n < len(spans):
            count = _again(text, line.start, spans, n, prose)
            if count:
                start, end = spans[n].start, spans[n + count - 1].end
                after = spans[n + count].start if n + count < len(spans) else end
                there, stop = spans[n - 1].end - (end - start), spans[n - 1].end
                why = f"stands at characters {there} to {stop} too"
                yield Again(Edit(start, after, "", "repeats.paragraph", why, 0.95), there, stop)
            n += count or 1


def _again(text: str, begin: int, spans: Sequence[Span], n: int, prose: int, *, most: int = 6) -> int:
    """How many sentences from `n` on say at once again what the text before them ends with; 0 when none do."""
    before = spans[n - 1].end
    for count in range(1, min(most, len(spans) - n) + 1):
        last = spans[n + count - 1]
        if not text.endswith(last.text, begin, before):
            continue
        block = text[spans[n].start : last.end]
        if weighs(block, prose) and text.endswith(block, begin, before) and text.count(block) == 2:
            return count
    return 0
