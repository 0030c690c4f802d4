r"""
Which kinds of characters a text holds, told in one look at all of them.

Nearly every text holds nothing that a rule about characters would change, and a regular expression takes five times
as long to say so. What the expressions look for is defined here, once.

    >>> kinds("a b\r\n") == OTHER + BLANK + OTHER + BREAK + LINE_FEED
    True
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re

OTHER, BLANK, LINE_FEED, BREAK, UNSEEN, HALF, LETTER, STRANGE, LONE = (bytes((number,)) for number in range(9))

# Blanks but the line break: tabs, spaces of every width, among them the no-break ones.
BLANKS = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# What other systems than this one end a line with.
BREAKS = "\r\v\f\x1c-\x1e\u0085\u2028\u2029"
# Characters that show nothing, that turn the text around, or that no font has in common.
UNSEENS = (
    "\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
HALVES = "\ud800-\udfff"
# Characters that mojibake is made of, as ftfy.badness has them (a test compares).
SIGNS = "¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\ufffdªº¶§¢£¥₧€¡«¿©\u0384\u0385‘‚“„•‹\uf8ff®»˝”›™²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓"
UPPER_ACCENTED = "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"
ACCENTED = f"ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ{UPPER_ACCENTED}"
LETTERS = f"{ACCENTED}α-ωάέήίΰа-џÞΑ-ΩΆΈΉΊΌΎΏΪΫЁ-Я"
SECONDS = f"{SIGNS}{ACCENTED}Ò-ÖÙ-Üò-öø-üŐŌŪŲ°´"
# What can be mojibake without any of the others before it.
LONES = "\x80-\x9fЂŒœÂÃÎÐØÙ"

_ALPHABETS = 0x3000  # below are all alphabets, with their marks and punctuation: a twentieth of the time to fill it


@lru_cache(maxsize=4)
def codes(text: str) -> tuple[NDArray[np.intp], int]:
    """
    The characters of a text as numbers, and the highest of them, kept for the next rule.

    They are of the kind that numpy looks up with, which takes a quarter of the time of any other.
    """
    found = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return found.astype(np.intp), int(found.max(initial=0))


@lru_cache(maxsize=4)
def marks(text: str) -> frozenset[str]:
    """
    Which of the signs of ASCII stand in a text: all that is no letter, no digit and no blank; kept for the next rule.

        >>> sorted(marks("Au port (1908), d’ici là."))
        ['(', ')', ',', '.']
    """
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _NO_MARKS).decode())


def holds(text: str, pieces: tuple[str, ...]) -> bool:
    """
    Say whether one of these pieces stands in a text; one with a sign that the text does not have is not looked for.

        >>> holds("Au port (1908).", ("](", "(19")), holds("Au port.", ("](", "(19"))
        (True, False)
    """
    there = marks(text)
    return any(piece in text for piece, signs in _signed(pieces) if signs <= there)


@cache
def _signed(pieces: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The pieces, each with its signs of ASCII."""
    return tuple((piece, marks.__wrapped__(piece)) for piece in pieces)


# Bytes of UTF-8 that are no sign of ASCII.
_NO_MARKS = bytes(code for code in range(256) if code > 127 or chr(code).isalnum() or chr(code) in " \n\t\r\v\f")


@lru_cache(maxsize=1)
def kinds(text: str) -> bytes:
    """
    Give for each character its kind, kept for the next rule; of some that are two kinds at once the later one.

    A character beyond U+FFFF counts as UNSEEN: whoever finds one must look again.
    """
    numbers, highest = codes(text)
    return _table(_ALPHABETS if highest < _ALPHABETS else 0x10000).take(numbers, mode="clip").tobytes()


@cache
def _table(size: int) -> NDArray[np.uint8]:
    """The kind of each code point below `size`; the last entry is that of all others."""
    all_ = np.arange(size, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    table = np.full(size + 1, ord(OTHER), np.uint8)
    kinds = (
        (LETTER, LETTERS), (STRANGE, SECONDS), (LONE, LONES), (BLANK, BLANKS), (LINE_FEED, "\n"), (BREAK, BREAKS),
        (UNSEEN, UNSEENS), (HALF, HALVES),
    )  # fmt: skip
    for kind, chars in kinds:
        for hit in re.finditer(f"[{chars}]+", all_):
            table[hit.start() : hit.end()] = ord(kind)
    table[-1] = ord(UNSEEN)
    return table
