"""Speech by whom it is to: a camera, an audience that is welcomed, callers, those who chat."""

from __future__ import annotations

from cleaners.speech.counted import DENSE, QUOTE, count_of, kinds_of, marks_in, quotes_in, words_in
from cleaners.speech.script import PAGE, Heard, Script
from cleaners.speech.voice import Voice, fillers_of, talks
from cleaners.text import WIDE


def to_a_camera(script: Script, voice: Voice, *, long: int = 1000, words: int = 120, least: int = 3) -> Heard | None:
    """Speech that was given its stops: most of it in unbroken paragraphs, with `least` different signs of a camera."""
    longest = max(map(len, script.rows))
    if longest < min(long, 2 * words) or (longest < long and DENSE not in kinds_of(script.text)):
        return None
    if not voice.signs or len(voice.signs) + min(script.sounds, 2) < least:
        return None
    wide = sum(len(row) for row in script.rows if len(row) >= long or 2 * words <= len(row) <= 2.5 * words_in(row))
    if wide < 0.6 * len(script.text):
        return None
    return Heard(f"unbroken paragraphs that speak to their hearers: {', '.join(voice.signs[:4])}", sure=True)


def welcoming(script: Script, voice: Voice, *, head: int = 300, foot: int = 600, share: float = 0.04) -> Heard | None:
    """
    Speech with its stops in paragraphs of any length, which greets its hearers first and takes leave of them last.

    So does many a blog, so nothing may stand in it that only a page has: links, headings, lists.
    """
    if len(voice.signs) < 3:
        return None
    text = script.text
    head = head // 2 if len(WIDE.findall(text)) > len(text) // 3 else head  # signs that say as much as two letters
    if len(text) < 2 * head or PAGE.search(text) or not talks(text, voice.tongues, share):
        return None
    low = text.lower()
    ends = [any(sign in part for sign in voice.signs) for part in (low[:head], low[-foot:])]
    why = f"greets its hearers and takes leave of them: {', '.join(voice.signs[:4])}"
    return Heard(why, sure=False) if all(ends) else None


def chatting(
    script: Script,
    voice: Voice,
    *,
    fewest: int = 200,
    share: float = 0.09,
    fillers: float = 0.022,
    marks: float = 0.18,
    row: int = 50,
) -> Heard | None:
    """
    So many words that say nothing ("also, halt, genau, ja") as only talk has.

    Of 1,010 articles and forum threads none of `fewest` words has `fillers` of them; of 17 real transcripts without
    any other sign, eight.
    """
    if len(script.text) < row * len(script.rows):
        # Songs, chats and forms have the words, in short lines.
        return None
    text = script.text
    size = words_in(text)
    if size < fewest or quotes_in(text) * 100 > size or not talks(text, voice.tongues, share) or PAGE.search(text):
        return None
    if max(count_of(text, fillers_of(each)) for each in voice.tongues) < fillers * size:
        return None
    if marks_in(text) > marks * size or len(QUOTE.findall(text)) * 100 > size:
        return None
    return Heard("words of talk that no editor leaves", sure=False)


def calling(script: Script, voice: Voice, *, least: int = 5, per: int = 150, share: float = 0.05) -> Heard | None:
    """Phrases to hearers, `least` different ones and one in `per` words; the text under a video has links beside."""
    if len(voice.signs) < least or words_in(script.text) > per * len(voice.signs) or "://" in script.text:
        return None
    if not talks(script.text, voice.tongues, share):
        return None
    return Heard(f"speaks to its hearers: {', '.join(voice.signs[:4])}", sure=False)
