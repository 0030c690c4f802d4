"""The description that a video page prints below the speech."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners import expressions as re
from cleaners.document import Document, Edit, Fact, Finding
from cleaners.evidence import lines_of
from cleaners.metadata.words import RULE, WORD
from cleaners.resources import languages, table
from cleaners.text import Line, sentences

_EMOJI = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff]")
_CHAPTER_MARK = re.compile(r"(?:^|\s)\d{1,2}:\d{2}(?::\d{2})?\s+\S|#\w{3,}|https?://")


def find_description(
    doc: Document, known: set[str], *, shortest: int = 80, longest: int = 3000, speech: int = 1000
) -> Iterator[Finding]:
    """
    The description that a video page prints below the speech: a fact, and no longer text.

    It follows the last long paragraph, is much shorter, and has what nobody says: emoji, hashtags, links, chapter
    marks. Its last sentences that ask to like and subscribe are left out of the fact.
    """
    rows = lines_of(doc.text)
    long = max((len(row.text) for row in rows), default=0)
    if long < speech:
        return
    last_said = max(at for at, row in enumerate(rows) if len(row.text) >= min(long, longest))
    for line in rows[last_said + 1 : last_said + 2]:
        alien = len(_EMOJI.findall(line.text)) + 2 * len(_CHAPTER_MARK.findall(line.text))
        if shortest <= len(line.text) <= min(longest, long / 2) and alien >= 2:
            yield from _described(doc, line, known)


def _described(doc: Document, line: Line, known: set[str]) -> Iterator[Finding]:
    said = list(sentences(doc.text, line.start, line.stop))
    last = len(said)
    while last > 1 and (_is_call(said[last - 1].text, doc) or not WORD.search(said[last - 1].text)):
        last -= 1
    end = _with_emoji(doc.text, said[last - 1].end, line.stop)
    if "description" not in known:
        yield Fact("description", doc.text[line.start : end].strip(), f"{RULE}.description", "stands below the speech")
    why = "the description of the video, kept as a fact"
    if last < len(said) and end < line.stop:
        yield Edit(line.start, end, "", f"{RULE}.description", why)
        yield Edit(end, line.end, "", f"{RULE}.description.call", "asks to like or subscribe, in the description")
    else:
        yield Edit(line.start, line.end, "", f"{RULE}.description", why)


def _with_emoji(text: str, at: int, stop: int) -> int:
    """Emoji after a sentence belong to it."""
    hit = re.compile(r"(?:\s*(?:[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]|\.(?=\s|$)))+").match(text, at, stop)
    return hit.end() if hit else at


def _is_call(text: str, doc: Document) -> bool:
    """Tell a sentence that asks to like, to subscribe, to comment."""
    language = doc.get("language").split("-")[0]
    chosen = [language] if language in languages(RULE) else list(languages(RULE))
    low = text.lower()
    return any(word in low for each in chosen for word in table(RULE, each).get("speech", {}).get("asks", ()))
