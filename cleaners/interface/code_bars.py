"""Buttons of the frame around code: "Copy", "Python"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from cleaners.interface.words import DENSE
from cleaners.resources import keyed
from cleaners.text import Line, key

_FENCE = ("```", "~~~")
# How highlighters call what they show: names of programs' languages, the same in all languages of people.
_SPEECHES = frozenset((
    "bash", "sh", "shell", "zsh", "console", "terminal", "python", "py", "javascript", "js", "typescript", "ts", "jsx",
    "tsx", "java", "kotlin", "swift", "go", "golang", "rust", "c", "cpp", "c++", "csharp", "c#", "php", "ruby", "perl",
    "r", "sql", "html", "css", "scss", "xml", "json", "yaml", "yml", "toml", "ini", "dockerfile", "makefile",
    "markdown", "md", "text", "plaintext", "txt", "code", "powershell", "lua", "dart", "scala", "diff",
))  # fmt: skip


def bars_of_code(text: str, page: Sequence[Line], codes: tuple[str, ...], *, longest: int = 60) -> set[int]:
    """Buttons of the frame around code, right above or below a fence: "Copy", and the name of its language above it."""
    if "```" not in text and "~~~" not in text:
        return set()
    found: set[int] = set()
    inside = named = False
    for n, unit in enumerate(page):
        if not unit.text.startswith(_FENCE):
            continue
        above = page[n - 1].text if n and not inside else ""
        named |= 0 < len(above) <= 20 and above.isalpha() and not _is_bar(above, codes)
        inside = not inside
        step = -1 if inside else 1
        at = n + step
        while 0 <= at < len(page) and abs(at - n) <= 3 and len(page[at].text) <= longest:
            if not _is_bar(page[at].text, codes):
                break
            found.add(at)
            at += step
        spoken = 0 <= at < len(page) and inside and at < n - 1 and key(page[at].text) in _SPEECHES
        found.update([at] if spoken else ())
    counts = Counter(key(page[n].text) for n in found)
    # Where other words stand above code, "Copy" may be one more of them: the name of a command.
    return {n for n in found if not named or counts[key(page[n].text)] > 1}


def _is_bar(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a line holds but the buttons of a frame around code, and the name of a language."""
    said = key(text)
    if text[0] in "#*->" or not said:
        return False
    known = _code_words(codes)
    if said in known:
        return True
    tokens = said.split()
    left = [token for token in tokens if token not in _SPEECHES]
    joined = "".join(left) if left and DENSE.match(left[0]) else " ".join(left)
    return 0 < len(left) < len(tokens) + 1 and (joined in known or all(token in known for token in left))


@cache
def _code_words(codes: tuple[str, ...]) -> frozenset[str]:
    return keyed("interface", "code", codes)
