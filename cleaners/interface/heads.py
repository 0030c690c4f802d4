"""The headings of a guide to a site, which are words of its buttons: "Forgot your password?" above what one does."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.evidence import line_kind
from cleaners.interface.levels import is_interface
from cleaners.interface.words import NETWORK, compared
from cleaners.related.told import is_told
from cleaners.text import Line, key

# Words of pages that head nothing a guide explains: "Advertisement", "Read also", "Share".
_NO_HEADS = ("ad", "related", "share", "comments", "placeholder")


def heads_of_guide(
    said: Sequence[Line], language: str, *, fewest: int = 3, known: int = 2, longest: int = 50
) -> frozenset[int]:
    """
    The lines that head the chapters of a guide, though they are words of interfaces; none where the text is no guide.

    Each stands alone between two paragraphs, a blank line on both sides, `fewest` of them, and `known` at least are
    different words of interfaces: one such line among others is a button that was left in a text.
    """
    heads: dict[str, list[int]] = {}
    for n in range(1, len(said) - 1):
        text = said[n].text
        if len(text) > longest or not (text[0].isalnum() or text[0] in "¿¡") or text[-1] in ":：;,.…":
            continue
        apart = said[n].start - said[n - 1].stop > 1 and said[n + 1].start - said[n].stop > 1
        if apart and is_told(said[n - 1].text) and is_told(said[n + 1].text) and line_kind(text) not in _NO_HEADS:
            heads.setdefault(key(text), []).append(n)
    if len(heads) < fewest:
        return frozenset()
    shown = [at[0] for at in heads.values() if len(at) == 1 and _is_known(said[at[0]].text, language)]
    return frozenset(shown) if len(shown) >= known else frozenset()


def _is_known(text: str, language: str) -> bool:
    return line_kind(text) in ("ui", "nav") or is_interface(text, language) or compared(text)[0] == NETWORK
