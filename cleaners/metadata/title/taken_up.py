"""Whether a text takes up the words of a line, as it does with its headline."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.metadata.head import Head
from cleaners.text import key


def prose_after(head: Head, at: int, *, longest: int = 1500) -> str:
    """What the page says below this row: the prose, when the row stands above it."""
    rows = head.rows[max(at + 1, head.prose if at < head.prose < len(head.rows) else 0) :][:40]
    return "\n".join(row.text for row in rows)[:longest]


def is_taken_up(title: str, follows: str, *, share: float = 0.5, longest: int = 130) -> bool:
    """Tell whether the text takes up the words of this line, as it does with its headline, not its first sentence."""
    words = [word for word in key(title).split() if len(word) >= 4]
    if len(title) > longest or len(words) < 3:
        return share < 0.5 and len(title) <= longest
    return takes_up(follows, words, share)


def takes_up(sentence: str, words: Sequence[str], share: float, *, root: int = 5) -> bool:
    """Tell whether a sentence has so large a share of these words, or of others with their roots."""
    roots = {word[:root] for word in key(sentence).split()}
    return sum(word[:root] in roots for word in words) >= share * len(words)
