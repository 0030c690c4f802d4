"""What is said of a page outside its text, and what the names of its elements and its words weigh."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re

_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")


class About(NamedTuple):
    """What a page says beside its tree: titles, description, the text in its JSON-LD, and signs of its kind."""

    titles: tuple[str, ...] = ()
    description: str = ""
    body: str = ""
    forum: int = 0
    article: int = 0


class Weights:
    """
    Weights of words: in the names of elements near and far, and in the text of short blocks.

    `known` holds the elements that were weighed before in this process: (tag, names) -> (near, far).
    """

    __slots__ = ("_begun", "_parts", "far", "known", "near", "text")

    def __init__(
        self,
        near: dict[str, float],
        far: dict[str, float],
        text: dict[str, float],
        known: dict[tuple[str, str], tuple[float, float]],
    ) -> None:
        self.near = near
        self.far = far
        self.text = text
        self.known = known
        self._parts: dict[str, list[tuple[str, float, float]]] = {}
        self._begun: dict[str, dict[str, float]] = {}  # weights of pairs, by their first word
        for words, weight in text.items():
            first, blank, second = words.partition(" ")
            if blank:
                self._begun.setdefault(first, {})[second] = weight

    def of(self, tag: str, names: str, *, most: int = 50_000) -> tuple[float, float]:
        """The weights of an element by its tag and its names, near and far: the sums over `name_words`."""
        found = self.known.get((tag, names))
        if found is None:
            own = f"<{tag}>"
            near, far = self.near.get(own, 0.0), self.far.get(own, 0.0)
            seen: set[str] = set()
            for name in names[:300].split():
                part = self._parts.get(name)
                for word, close, distant in self._part(name, most) if part is None else part:
                    if word not in seen:
                        seen.add(word)
                        near += close
                        far += distant
            found = (near, far)
            if len(self.known) < most:
                self.known[tag, names] = found
        return found

    def _part(self, name: str, most: int) -> list[tuple[str, float, float]]:
        """The words of one name that weigh something, each with its weights."""
        found: list[tuple[str, float, float]] = []
        for word in _words_in(name):
            near, far = self.near.get(word, 0.0), self.far.get(word, 0.0)
            if near or far:
                found.append((word, near, far))
        if len(self._parts) < most:
            self._parts[name] = found
        return found

    def said(self, words: list[str], *, short: int = 14) -> float:
        """What the words of a block weigh: the sum over `text_words`, without spelling out each pair."""
        weigh = self.text.get
        if not words:
            return weigh("#", 0.0)
        total = 0.0
        if len(words) <= short:
            for weight in map(weigh, dict.fromkeys(words)):
                if weight:
                    total += weight
            begun = self._begun
            for before, word in pairwise(words):
                if before in begun:
                    total += begun[before].get(word, 0.0)
            if len(words) == 1:
                total += weigh(f"={words[0]}", 0.0)
        total += weigh(f"^{' '.join(words[:2])}", 0.0)
        if len(words) > short:
            total += weigh(f"^{words[0]}", 0.0)
        return total


def name_words(tag: str, names: str) -> tuple[str, ...]:
    """
    The words in the class and id of an element, with pairs of neighbours and the tag.

        >>> name_words("div", "entry-content postBody ")
        ('<div>', 'entry', 'content', 'entry content', 'post', 'body', 'post body')
    """
    found = [f"<{tag}>"]
    for name in names[:300].split():
        found += _words_in(name)
    return (found[0], *dict.fromkeys(found[1:]))


def _words_in(name: str) -> list[str]:
    words = [word.lower() for word in _NAME_WORD.findall(name) if 1 < len(word) <= 20][:6]
    found = words[:1]
    for before, word in pairwise(words):
        found += (word, f"{before} {word}")
    return found
