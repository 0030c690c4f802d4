"""Buttons that a page has glued to the words of its comments: "What a cake!ReplyDelete", "ResponderExcluirAmei!"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from cleaners.comments.words import listed_words
from cleaners.evidence import lines_of
from cleaners.resources import among
from cleaners.text import Line, code_spans, overlaps

Cut = tuple[int, int]

# The link of a comment to itself, with what it says behind it: "Anna says: [3 May](https://…#comment-12) How true".
_OWN_LINK = regex.compile(r"\]\([^()\s]*#comment-\d+\)(?=\s*[^\W_])")


def parted(text: str, tongues: tuple[str, ...]) -> Iterator[Line]:
    """
    Lines of the text; where buttons are glued to words, the buttons are a line of their own.

    One hit in the middle of a word is a word: only buttons that make a line, that end a sentence, or that
    come again are parted. Where comments link to themselves what they say is a line of its own. Code stays whole.
    """
    may = bool(tongues) and any(map(text.__contains__, listed_words(tongues, "answer")))  # one stands in each pair
    found = {line.start: cuts for line in lines_of(text) if (cuts := _cuts(line.text, tongues))} if may else {}
    glued = bool(found) and _certain(text, found, tongues)
    linked = bool(tongues) and text.count("#comment-") > 1
    if not glued and not linked:
        yield from lines_of(text)
        return
    code = code_spans(text)
    for line in lines_of(text):
        cuts = (found.get(line.start) or _single(line.text, tongues)) if glued else []
        if linked and (own := _OWN_LINK.search(line.text)):
            cuts = [*cuts, (own.end(), own.end())]
        if cuts and not overlaps(code, line.start, line.stop):
            yield from _pieces(line, cuts)
        else:
            yield line


def may_part(text: str, tongues: tuple[str, ...]) -> bool:
    """Say whether `parted` may cut this line: without buttons it stays whole, whatever the other lines hold."""
    return bool(_pair(tongues).search(text) or _lone(tongues).match(text))


def is_pair(text: str, tongues: tuple[str, ...]) -> bool:
    """
    Say whether this line is the buttons of a comment, to answer and to take away, and nothing else.

        >>> is_pair("ReplyDelete", ("en",)), is_pair("Antworten Löschen", ("de",)), is_pair("Reply", ("en",))
        (True, True, False)
    """
    return _pair(tongues).fullmatch(text) is not None


def is_answer_then_erase(first: str, second: str, tongues: tuple[str, ...]) -> bool:
    """Say whether two lines are the two buttons of a comment, one a line."""
    return first in listed_words(tongues, "answer") and second in listed_words(tongues, "erase")


def has_glued(text: str, start: int, end: int, tongues: tuple[str, ...]) -> bool:
    """Say whether glued buttons stand in this part of the text; one of them is always there to answer."""
    there = any(text.find(word, start, end) >= 0 for word in listed_words(tongues, "answer"))
    return there and _pair(tongues).search(text, start, end) is not None


@cache
def _pair(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    answer, erase = listed_words(tongues, "answer"), listed_words(tongues, "erase")
    if not answer or not erase:
        return regex.compile("(?!)")
    a, e = ("|".join(map(regex.escape, words)) for words in (answer, erase))
    return regex.compile(rf"(?:{a})[  ]?(?:{e})(?:(?:{a}))?|(?:{e})?(?:{a}){{2}}|(?:{e})(?:{a})")


@cache
def _lone(tongues: tuple[str, ...]) -> regex.Pattern[str]:
    """One button before a capital: "DeleteI hope so". Where there are no capitals nothing tells it from a word."""
    words = "|".join(map(regex.escape, (*listed_words(tongues, "answer"), *listed_words(tongues, "erase"))))
    return regex.compile(rf"(?:{words})(?=\p{{Lu}}\p{{Ll}}|\p{{Lu}} |$)" if words else "(?!)")


def _cuts(said: str, tongues: tuple[str, ...]) -> list[Cut]:
    """Where buttons stand at the edges of the line, or after the end of a sentence in it."""
    cuts = []
    for hit in _pair(tongues).finditer(said):
        before, after = said[: hit.start()], said[hit.end() :]
        if after and (after[0] in "(._=:;{[/" or after[0].isdigit() or after[0] in among("comments", "goes_on")):
            continue
        if not before or not after or not (before[-1].isalnum() or before[-1] in "._/"):
            cuts.append(hit.span())
    return cuts


def _single(said: str, tongues: tuple[str, ...]) -> list[Cut]:
    hit = _lone(tongues).match(said)
    return [hit.span()] if hit else []


def _certain(text: str, found: dict[int, list[Cut]], tongues: tuple[str, ...]) -> bool:
    if sum(len(cuts) for cuts in found.values()) > 1:
        return True
    (start, ((first, last), *_)), *_ = found.items()
    end = text.find("\n", start)
    said = text[start : end if end >= 0 else len(text)].strip()
    return is_pair(said, tongues) or (last == len(said) and not said[first - 1].isalnum())


def _pieces(line: Line, cuts: list[Cut]) -> Iterator[Line]:
    """The line in parts, each with its place; together they are the line."""
    base = line.stop - len(line.text)
    edges = sorted({0, len(line.text), *(edge for cut in cuts for edge in cut)})
    parts = [(a, b) for a, b in pairwise(edges) if line.text[a:b].strip()]
    for number, (a, b) in enumerate(parts):
        said = line.text[a:b]
        start = line.start if not number else base + a
        end = base + parts[number + 1][0] if number + 1 < len(parts) else line.end
        yield Line(start, end, said.strip(), base + a + len(said.rstrip()))
