"""Speech by its stops: long stretches without any, or with very few."""

from __future__ import annotations

from cleaners.speech.counted import count_of, is_marked, words_in
from cleaners.speech.script import PAGE, Heard, Script, goes_on_below, names_speakers
from cleaners.speech.voice import Voice, fillers_of, talks


def without_stops(
    script: Script,
    voice: Voice,
    *,
    breath: int = 150,
    short: int = 60,
    long: int = 600,
    row: int = 40,
    share: float = 0.05,
    least: float = 0.025,
    talkative: float = 0.08,
) -> Heard | None:
    """
    Speech in one line, or in a few of `row` words and more, with next to no punctuation.

    An angry poster writes so, too, but never `long` words, and leaves none of the traces of speech; with two of them,
    or one and much talk, `short` words are enough, which in Korean and Arabic are as much as twice as many elsewhere.
    So few are never sure.
    """
    rows = script.rows
    longest = max(rows, key=len)
    if len(longest) < 2 * breath:
        return None
    if is_marked(longest) and words_in(longest) >= row:
        return None  # as nearly all that is written
    brief = words_in(longest) < breath
    if brief and (voice.traces() >= 2 or (voice.traces() and talks(longest, voice.tongues, talkative))):
        breath = short
    told: list[str] = []
    one_line = words_in(longest) >= breath
    for each in [longest] if one_line else rows:
        if len(each) >= 2 * row and words_in(each) >= row:
            if is_marked(each):
                return None
            told.append(each)
    if not one_line and (sum(map(len, told)) < 0.8 * sum(map(len, rows)) or sum(map(words_in, told)) < breath):
        return None
    speech = "\n".join(told)
    words, traces = int(words_in(speech)), voice.traces()
    why = f"{words} words without a stop"
    if talks(speech, voice.tongues, share):
        return Heard(why, sure=words >= long or (traces > 0 and not brief))
    if traces and talks(speech, voice.tongues, least):
        return Heard(why, sure=traces >= 2 and not brief)
    return None


def with_few_stops(
    script: Script,
    voice: Voice,
    *,
    words: int = 150,
    stops: int = 17,
    share: float = 0.05,
    fillers: float = 0.01,
    row: int = 60,
) -> Heard | None:
    """
    Speech that a recogniser gave some stops, one in `stops` words or fewer, in lines that are none of verse.

    Writing has three times as many: of 1,010 articles and forum threads one has so few and `share` of talk, and it
    has none of the `fillers`.
    """
    text = script.text
    if is_marked(text, per_mark=stops) or (len(text) < row * len(script.rows) and not goes_on_below(script.rows)):
        return None
    size = words_in(text)
    if size < words or PAGE.search(text):
        return None
    if max(count_of(text, fillers_of(each)) for each in voice.tongues) < fillers * size or names_speakers(script.rows):
        return None
    return Heard(f"{int(size)} words with few stops", sure=False) if talks(text, voice.tongues, share) else None
