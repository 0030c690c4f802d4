"""Tags of an article: "Tags: port, mer, pêche"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, lines_of
from cleaners.resources import languages, table
from cleaners.text import Line, key, sentences

_COLON = re.compile(r"\s*[:：|]\s*")
_HASH = re.compile(r"#[^\W\d][\w-]*")
_HASHES = re.compile(r"(?:#[^\s#]+[\s,]*){2,}")


def drop_tags(doc: Document, *, most: int = 25, tail: int = 4, several: int = 2) -> Iterator[Edit]:
    r"""
    Lines of tags: a word for tags and a colon with a short list behind it, or nothing but hashtags.

    `several` last lines with one hashtag each are such a list, too.

    Without a colon the line must be one of the last `tail` lines and no sentence ("سمات المريخ امرأة ناسا"); in the
    last line such a list may follow the last sentence ("… said the miller. Tags: mill, river").
    A sentence that begins with such a word stays ("Tags are free."), and what is spoken.

        >>> doc = Document("d", "Le port rouvre.\nTags : port, mer, pêche\n")
        >>> doc.after(drop_tags(doc)).text
        'Le port rouvre.\n'
    """
    if doc.get("kind") == "transcript":
        return
    said = lines_of(doc.text)
    last = len(said)
    while last and said[last - 1].text[0] == "#" and _HASH.fullmatch(said[last - 1].text):
        last -= 1
    if last and len(said) - last >= several:
        yield from (line.dropped("tags.list", "one hashtag in each of the last lines", 0.9) for line in said[last:])
        said = said[:last]
    for n, line in enumerate(said):
        if n < len(said) - tail and not any(sign in line.text for sign in "#:：|"):
            continue
        text = bare(line.text)
        short = len(text) <= 400
        if ends_said(text) and not text.endswith(":"):
            continue
        if short and text[:1] == "#" and _HASHES.fullmatch(text + " "):
            yield line.dropped("tags.list", "nothing but hashtags", 0.9)
        elif short and (why := _tagged(text, last=n >= len(said) - tail and n > 1, most=most)):
            yield line.dropped("tags.list", why, 0.9)
        elif n and n == len(said) - 1:
            yield from _trailing(doc.text, line, most=most)


def _trailing(text: str, line: Line, *, most: int) -> Iterator[Edit]:
    """The list of tags that follows the last sentence of the last line."""
    last = list(sentences(text, line.start, line.stop))[-1]
    why = "" if last.start <= line.start else _tagged(last.text, last=True, most=most)
    if why:
        start = last.start - (text[last.start - 1].isspace())
        yield Edit(start, last.end, "", "tags.list", f"{why} of the last sentence", 0.9)


def _tagged(text: str, *, last: bool, most: int) -> str:
    """Say why this line is a list of tags, or ""."""
    head, *listed = _COLON.split(text, maxsplit=1) if any(sign in text for sign in ":：|") else (text,)
    if listed and len(listed[0].split()) <= most and key(head) in _heads():
        return f"a list after “{head}”"
    first, *words = text.split(" ", 1) if last else ("",)
    if words and 1 <= len(words[0].split()) <= 12 and key(first) in _bare_heads():
        return f"a list after “{first}”, at the end"
    return ""


@cache
def _heads() -> frozenset[str]:
    """Words that announce tags when a colon follows."""
    return frozenset(key(word) for code in languages("furniture") for word in table("furniture", code)["lines"]["tags"])


@cache
def _bare_heads() -> frozenset[str]:
    """Words that announce tags and hardly begin a sentence."""
    return frozenset(
        key(word) for code in languages("furniture") for word in table("furniture", code)["words"]["tagging"]
    )
