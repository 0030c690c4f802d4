"""The description that a page prints below the speech, or above it, over the heading of the transcript."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners import expressions as re
from cleaners.document import Document, Edit, Fact, Finding
from cleaners.evidence import ends_said, lines_of
from cleaners.metadata.words import RULE, WORD
from cleaners.resources import among, languages, listed, table
from cleaners.text import Line, in_letters, sentences

_EMOJI = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff]")
# What stands over a transcript, alone on its line, in every language; and a note behind it.
_HEADINGS = ("metadata", "speech.headings")
_NOTED = re.compile(r"[(（\[].{1,60}$")
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


def find_head_description(
    doc: Document, known: set[str], *, head: int = 30, shortest: int = 40, longest: int = 3000, rows_below: int = 4
) -> Iterator[Finding]:
    """
    The description above a heading of transcripts ("Transcript"), below the title: a fact, and no longer text.

    These are the paragraphs between the two. The heading goes along, and lines between that name times of the
    recording, an address, an account or a network: they are not said. A byline, a day and other lines stay, as the
    title does. Where more stands above the heading than below it, the text is an article that ends with a transcript.
    """
    rows = lines_of(doc.text)
    at = next((n for n, row in enumerate(rows[:head]) if _heads_speech(row.text)), -1)
    if at < 1 or len(rows) - at <= rows_below:
        return
    above = rows[at].start - rows[1].start if at > 1 else 0
    if above > longest or 2 * above > len(doc.text) - rows[at].start:
        return
    told = [
        row for row in rows[1:at] if in_letters(row.text) >= shortest and ends_said(row.text) and _is_plain(row.text)
    ]
    if told and "description" not in known:
        said = "\n".join(row.text for row in told)
        yield Fact("description", said, f"{RULE}.description", "stands above the speech, over its heading")
    for row in told:
        yield row.dropped(f"{RULE}.description", "the description of the recording, kept as a fact")
    for row in rows[1:at]:
        if row not in told and _sends(row.text):
            yield row.dropped(
                f"{RULE}.description.links", "tells above the speech where the recording is, or its times"
            )
    yield rows[at].dropped(f"{RULE}.description.heading", "stands over what is said")


def _heads_speech(text: str, *, widest: int = 90) -> bool:
    """Say whether a line is a heading of transcripts, or one with a note in brackets behind it."""
    if len(text) > widest:
        return False
    said = text.strip("#*_>[]()（）【】 \t:：").casefold()
    return said in among(*_HEADINGS) or _NOTED.sub("", said).strip(" :：") in among(*_HEADINGS)


def _sends(text: str, *, widest: int = 240) -> bool:
    """Say whether a line names a time of the recording, an address, an account or a network."""
    if len(text) > widest:
        return False
    low = f" {text.lower()} "
    return not _is_plain(text) or any(f" {each}" in low or f"：{each}" in low for each in listed("appeals", "platform"))


def _is_plain(text: str) -> bool:
    """Say whether a paragraph names no address, no account and no time of a recording."""
    return not (_CHAPTER_MARK.search(text) or "@" in text)


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
