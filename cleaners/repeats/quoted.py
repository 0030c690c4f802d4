"""Whether what stands twice is quoted, or code: then both stay."""

from __future__ import annotations

from functools import cache

from cleaners import coding
from cleaners import expressions as re
from cleaners.repeats.aligned import Run
from cleaners.repeats.page import Page
from cleaners.resources import languages, table


def is_quoted(runs: list[Run], page: Page) -> bool:
    """
    Tell whether one of the copies is quoted: its lines begin with ">", or somebody "wrote:" stands before it.

    Both stay, for who quotes a post says it again on purpose, and who wrote it said it first.
    """
    text, found = page.text, page.words
    for run in runs:
        for first, last in ((run.start, run.end), (run.left, run.right)):
            start, end = int(found.start[first]), int(found.end[last - 1])
            begun = text.rfind("\n", 0, start) + 1
            if text.find(">", begun, end) >= 0:
                lines = [line.lstrip() for line in text[begun:end].split("\n") if line.strip()]
                if sum(line.startswith(">") for line in lines) * 2 > len(lines):
                    return True
            before = text[max(0, start - 120) : start].rstrip(" \t\n*_\"'“”„«‹([>")
            if before.endswith((":", "：")) and _says().search(before, before.rfind("\n") + 1):
                return True
    return False


def is_coded(run: Run, page: Page, *, share: float = 0.6) -> bool:
    """Tell whether a `share` of a copy is lines of code or of data, as examples of one command say them again."""
    start, end = int(page.words.start[run.start]), int(page.words.end[run.end - 1])
    lines = [line.text for line in page.lines if line.start < end and line.stop > start]
    size = sum(map(len, lines))
    return sum(len(text) for text in lines if coding.is_coded(text)) >= share * size


@cache
def _says() -> re.Pattern[str]:
    """Match the words, of all languages that have any, that stand between a name and what it says."""
    said = {word for tongue in languages("comments") for word in table("comments", tongue).get("says", ())}
    spaced = {rf"\b{re.escape(word)}\b" if word[0] < "\u2e80" else re.escape(word) for word in said}
    return re.compile("|".join(sorted(spaced)), re.IGNORECASE)
