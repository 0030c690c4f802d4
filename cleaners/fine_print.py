"""Fine print below a text: a block of lines about rights, warranties and risks, whatever stands between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners.admissions import admitted, heads_warning, is_legal_page, may_admit
from cleaners.document import Document, Edit
from cleaners.evidence import lines_of, quoted, reported, speaks
from cleaners.hints import found_by, told
from cleaners.text import Line, size_of, within
from cleaners.units import on_whole_lines

# A heading of a warning is no longer; admissions.heads_warning asks the same.
_LABEL = 40


@on_whole_lines
def drop_fine_print(
    doc: Document,
    *,
    last: int = 14,
    fewest: int = 2,
    most: int = 12,
    longest: int = 3000,
    share: float = 0.35,
    least: int = 2,
) -> Iterator[Edit]:
    r"""
    Lines on end among the `last` of a text that begin and end with a claim of rights, a disclaimer or a warning.

    `fewest` of them at least say so, a `share` of all that stand from the first to the last; those between them go as
    well ("Prices by Quay Data", "The pictures may differ"), up to `most` lines and `longest` characters, and what is
    below the first two when they stand together and the text ends with their block. Two paragraphs of text must stand
    above, and no line is blank within the block. A line that is only the heading of such a warning ("Disclaimer") takes
    the paragraphs below it that are made of its words, `least` at least.

    What is left alone: licences, laws and pages of terms, which are nothing else; what is quoted or reported; a block
    that begins with anything else; what is spoken.

        >>> body = "The mill has turned for two hundred years, and the miller says that it will turn on.\n\n" * 3
        >>> block = "All information without warranty, and we accept no liability.\nPrices by Quay Data\n"
        >>> doc = Document("d", body + block + "© 2010 Millnews. All rights reserved.\n")
        >>> doc.after(drop_fine_print(doc)).text == body
        True
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code"):
        return
    said = lines_of(doc.text)
    start = max(0, len(said) - last)
    blocks = list(_blocks(said, start))
    short = any(len(line.text) <= _LABEL for line in said[start:])
    if not (blocks or short) or is_legal_page(said[:2]):
        return
    if not any(_cues(doc, since=said[start].start)):
        return
    places = sorted(_cues(doc))
    codes = speaks("admissions", doc)
    prose = [n for n, line in enumerate(said) if size_of(line.text) >= 80]
    done = 0
    for n in range(max(2, len(said) - last), len(said) - 1):
        if n < done or sum(at < n for at in prose) < 2 or not heads_warning(doc.text, said[n], codes):
            continue
        past = _warned(doc, said, n + 1, places, codes)
        if past - n - 1 >= least and said[past - 1].stop - said[n].start <= longest:
            why = f"stands with {past - n - 1} paragraphs that warn of the text, below it"
            yield from (said[at].dropped("disclaimer.block", why, 0.87) for at in range(n, past))
            done = past
    if done or len(places) < fewest:
        return
    for first, past in blocks:
        legal = [n for n in range(first, past) if _is_legal(doc, said[n], places, codes)]
        if len(legal) < fewest or sum(n < first for n in prose) < 2:
            continue
        # Two such lines on end, with nothing below the block: all of it is of their kind.
        whole = past == len(said) and first > 0 and legal[1] == first + 1
        end = past if whole else legal[-1] + 1
        size, chars = end - first, said[end - 1].stop - said[first].start
        if legal[0] == first and size <= most and chars <= longest and (whole or len(legal) >= share * size):
            why = f"stands in a block of fine print below the text, {len(legal)} of its {size} lines say so"
            yield from (said[n].dropped("disclaimer.block", why, 0.85) for n in range(first, end))


def _cues(doc: Document, *, since: int = 0) -> Iterator[tuple[int, str]]:
    """Where a sentence from here on claims rights or disclaims something itself, and by which rule."""
    codes = speaks("calls", doc)
    for topic in ("disclaimers", "notices"):
        for sentence, tries in told(topic, doc):
            for each in tries if sentence.start >= since else ():
                asked = topic != "notices" or each.rule == "notice.rights"
                hit = found_by(each, sentence.text) if asked else None
                if hit and not quoted(sentence.text, hit[0]) and not reported(sentence.text, codes):
                    yield sentence.start, each.rule


def _blocks(said: Sequence[Line], start: int) -> Iterator[tuple[int, int]]:
    """Lines without a blank one between them: the first, and the one behind the last."""
    first = start
    for n in range(start + 1, len(said) + 1):
        if n == len(said) or said[n].start - said[n - 1].stop > 1:
            if n - first > 1 and (first == 0 or said[first].start - said[first - 1].stop > 1 or first > start):
                yield first, n
            first = n


def _warned(
    doc: Document, said: Sequence[Line], start: int, places: Sequence[tuple[int, str]], codes: tuple[str, ...]
) -> int:
    """Behind the last paragraph from here on that is made of the words of warnings; another may stand between two."""
    past = start
    for n in range(start, len(said)):
        if _is_legal(doc, said[n], places, codes) or may_admit(doc.text, said[n], codes):
            past = n + 1
        elif n > past or len(said[n].text) < 40:
            break
    return past


def _is_legal(doc: Document, line: Line, places: Sequence[tuple[int, str]], codes: tuple[str, ...]) -> bool:
    return bool(within(places, line.start, line.end)) or bool(admitted(doc.text, line, codes, more=-0.1))
