"""Boxes about who wrote a text, below it: "About the author", a name, and what that person does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import speaks
from cleaners.furniture.reasons import stood_on_page
from cleaners.metadata.names import is_person
from cleaners.related.told import is_told
from cleaners.resources import table
from cleaners.text import Line, key, unlinked
from cleaners.units import units

# "Anna Low, MD": what stands behind a name and is none.
_TITLES = re.compile(r"(?:,? (?:M\.?D|Ph\.?D|MBA|MPH|R[ND]|CP[AT]|J\.?D|Esq|M\.?[AS]|B\.?[AS]|Jr|Sr)\.?)+[*†]?$")
_MARKS = ' \t*_#>|•·–—-~“”"✍📝👤'
_NAME = re.compile(
    r"[A-ZÀ-ÞА-ЯЁ][^\W\d_]*\.?(?:[ -](?:[A-ZÀ-ÞА-ЯЁ][^\W\d_]*\.?|d[aei]|del|van|von|de la|der|bin|al)){1,4}"
)
_WORD = re.compile(r"[^\W_]+|[—–-]")
_BULLET = re.compile(r"(?:[*+•·–-]|\d+[.)])\s")
# A line that is no paragraph.
_SHORT = 90


class Words(NamedTuple):
    """The words of some languages, folded as `key` folds them, but for signs."""

    heads: frozenset[str]
    openings: tuple[str, ...]
    leads: frozenset[str]
    verbs: frozenset[str]
    copulas: frozenset[str]
    what: frozenset[str]
    goes_on: frozenset[str]
    own: tuple[str, ...]
    hello: tuple[str, ...]


@cache
def _words(codes: tuple[str, ...]) -> Words:
    said = {
        name: {key(word) or word for code in codes for word in table("authors", code)[name]}
        for name in ("heads", "leads", "verbs", "is", "what", "goes_on", "own", "hello")
    }
    heads, leads, verbs, copulas, what, goes_on, own, hello = map(frozenset, said.values())
    greetings = tuple(sorted(hello, key=lambda word: (-len(word), word)))
    openings = tuple(sorted(f"{head} " for head in heads - leads if " " in head))
    return Words(heads, openings, leads, verbs, copulas, what, goes_on, tuple(sorted(own)), greetings)


def drop_author_boxes(
    doc: Document, *, fewest: int = 6, reach: int = 14, prose: int = 4, most: float = 0.5
) -> Iterator[Edit]:
    r"""
    The box about the author at the end of a text: its heading or a name, what it says of that person, and a role.

    It opens with words that head such a box, with "Written by" and a name, with the name that the next paragraph begins
    with. Where a page was around the text it may be a last paragraph that begins with a name and what that person is
    ("Anna Low is a writer in Kervalan") or with a greeting ("Hi, I'm Anna"), if the text names nobody so. It must reach
    the end: no paragraph of another kind follows.

    What is left alone: a text that speaks of that person; a box that is more than `most` of the text or stands below
    fewer than `prose` paragraphs; speech, verse and laws; a list of people, each with what they do.

        >>> body = "The mill on the river turns again, and the miller has hired two of his cousins for it.\n\n" * 6
        >>> doc = Document("d", body + "About the author\nAnna Low is a writer who lives in Kervalan with two cats.")
        >>> doc.after(drop_author_boxes(doc)).text == body
        True
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code") or doc.get("format") == "html":
        return
    page = units(doc.text)
    if len(page) < fewest:
        return
    first = max(prose, len(page) - reach)
    words = _words(speaks("authors", doc))
    for n in range(first, len(page)):
        why = _opens(page, n, doc, words)
        end = _ends(page, n, words) if why else 0
        if not end:
            continue
        size = sum(len(line.text) for line in page[n:end])
        told = [line for line in page[:n] if is_told(line.text)]
        if len(told) >= prose and size <= most * sum(len(line.text) for line in page[:n]):
            yield from (line.dropped("author.box", f"below the text, {why}", 0.87) for line in page[n:end])
            return


def _plain(text: str) -> str:
    """A line as it is read, without marks of headings and emphasis around it."""
    return unlinked(text).strip(_MARKS)


def _opens(page: Sequence[Line], n: int, doc: Document, words: Words, *, last: int = 4) -> str:
    """What says that a box about the author begins with this line, as words of a trail; else nothing."""
    shown = _plain(page[n].text)
    below = _plain(page[n + 1].text) if n + 1 < len(page) else ""
    author = doc.get("author")
    if len(shown) <= _SHORT and below:
        folded = key(shown.rstrip(" :："))
        if folded in words.heads or folded.startswith(words.openings):
            return "a line that heads what is said of its author"
        name = _TITLES.sub("", shown)
        if _is_name(name) and _is_new(name, page, n):
            return "a name, and what that person does" if _is_about(below, name, words) or _own(below, words) else ""
        named = _led(shown, words)
        if named and (_is_about(below, named, words) or (named == author and len(below) >= _SHORT)):
            return "a line that names its author"
        return ""
    if n < len(page) - last or _BULLET.match(page[n].text) or not stood_on_page(doc):
        return ""
    found = _NAME.match(shown)
    name = found[0] if found and _is_name(found[0]) and _is_firmly_about(shown, found[0], words) else ""
    if not name and author and _is_firmly_about(shown, author.split(maxsplit=1)[0], words):
        name = author
    if name and _is_new(name, page, n):
        return "a name, and what that person does"
    return "its author says who that is" if _greets(shown, words) else ""


def _is_name(text: str) -> bool:
    return 5 <= len(text) <= 40 and is_person(text)


def _is_new(name: str, page: Sequence[Line], n: int, *, long: int = 80) -> bool:
    """Say whether the text above does not speak of this person."""
    last = name.rsplit(maxsplit=1)[-1]
    return not any(last in line.text for line in page[:n] if len(line.text) >= long)


def _led(text: str, words: Words, *, longest: int = 4) -> str:
    """The name behind the words that lead to it on a line: "Written by Anna Low"."""
    parts = text.split()
    for many in range(1, min(longest, len(parts) - 1) + 1):
        if key(" ".join(parts[:many])) in words.leads:
            name = _TITLES.sub("", " ".join(parts[many:]).split(",")[0].strip(":： "))
            if _is_name(name):
                return name
    return ""


def _is_about(text: str, name: str, words: Words) -> bool:
    """Say whether a paragraph begins with the name, or with its first part and what that person is or does."""
    whole = text.startswith(name) and not text[len(name) :][:1].isalpha()
    return len(text) >= 40 and (whole or _is_firmly_about(text, name.split(maxsplit=1)[0], words))


def _is_firmly_about(text: str, name: str, words: Words, *, far: int = 120) -> bool:
    """Say whether a paragraph begins with the name and what that person is or does: "Anna Low, PhD, is a writer"."""
    rest = text[len(name) :]
    if not text.startswith(name) or rest[:1].isalpha() or len(text) < 40:
        return False
    if rest[:1] == ",":
        close = rest.find(", ", 2, far)
        rest = rest[close + 2 :] if close > 0 else ""
    said = [key(word) or word for word in _WORD.findall(rest[:far])[:3]]
    if len(said) < 3:
        return False
    return said[0] in words.verbs or (said[0] in words.copulas and not words.what.isdisjoint(said[1:]))


def _own(text: str, words: Words) -> bool:
    """Say whether a paragraph begins as one in which its author says who that is."""
    said = f"{key(text[:60])} "
    return len(text) >= 40 and (any(said.startswith(f"{own} ") for own in words.own) or _greets(text, words))


def _greets(text: str, words: Words) -> bool:
    """Say whether a paragraph greets the reader and says who is speaking: "Hi, I'm Anna"."""
    said = key(text[:60])
    hello = next((word for word in words.hello if said.startswith(f"{word} ")), "")
    rest = said[len(hello) + 1 :]
    return (
        bool(hello)
        and len(text) >= 40
        and any(rest.startswith(f"{own} ") or rest.partition(" ")[2].startswith(f"{own} ") for own in words.own)
    )


def _ends(page: Sequence[Line], n: int, words: Words, *, longest: int = 900, many: int = 6) -> int:
    """Past the last line of the box that begins at `n`; 0 when a paragraph of another kind follows it."""
    names = {
        part for line in page[n : n + 2] if (hit := _NAME.match(_plain(line.text))) for part in hit[0].split()
        if len(part) > 2
    }  # fmt: skip
    end = paragraphs = 0
    for at in range(n, len(page)):
        shown = _plain(page[at].text)
        if len(shown) <= _SHORT and not is_told(shown):
            end += paragraphs > 0 and end == at and _goes_on(shown, names, words)  # "Follow her on …"
            continue
        if len(shown) > longest or paragraphs == many or (paragraphs and not _goes_on(shown, names, words)):
            return 0
        paragraphs += 1
        end = at + 1
    return end


def _goes_on(text: str, names: set[str], words: Words, *, near: int = 60) -> bool:
    """Say whether a paragraph speaks of who the box is about: it names that person soon, or begins with "she"."""
    first = key(text[:near]).split()[:1]
    return any(name in text[:near] for name in names) or bool(first and first[0] in words.goes_on)
