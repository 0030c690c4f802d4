"""Speech by those who speak: hesitations that an editor would have cut, names and signs before what each says."""

from __future__ import annotations

from itertools import pairwise

from cleaners import expressions as re
from cleaners.clocks import seconds
from cleaners.speech.counted import QUOTE, quotes_in, words_in
from cleaners.speech.script import BEGINS, Heard, Script
from cleaners.speech.voice import Voice, talks

# "**Anna Low:** ", "Speaker 2:", "ANNA LOW 0:04", "### Interviewer": who speaks, at the head of a line.
_LABEL = re.compile(
    r"(?:>> ?|#{1,4} |[*_]{1,2}|\[)?(?P<who>[^\W\d_][\w’'.&-]*(?: [\w’'.&()-]+){0,3})[\])]?"
    r"(?:[*_]{0,2} ?[:：][*_]{0,2}(?=\s|$)|[*_]{0,2}[ \t]+[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?:?[ \t]*$)"
)
# "**Anna Low:** [00:11:32] So the pier": when somebody begins to speak.
_SPOKEN_AT = re.compile(r"[^:：\n]{2,40}[:：][*_]{0,2} ?\[(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\] ")
# ">> " where somebody else goes on, as captions have it; at the head of a line letters quote each other so.
_TURN = re.compile(r"(?:^|[.!?…,\])] )>> (?=[^\W\d_])")


def hesitating(script: Script, voice: Voice, *, fewest: int = 5, per: int = 200, quotes: int = 100) -> Heard | None:
    """
    Sounds of hesitation, one in `per` words and more, `fewest` at least, and hardly a quotation mark.

    A novel has some in what its people say, in quotation marks; a chat some, and few words. A page has links, and in
    them pieces that look like such a sound.
    """
    size = words_in(script.text)
    if size < per or quotes_in(script.text) * quotes > size:
        return None
    if voice.hesitations < fewest or script.text.count("](") + script.text.count("://") >= voice.hesitations:
        return None
    if voice.hesitations * per < size or len(QUOTE.findall(script.text)) * quotes > size:
        return None
    return Heard(f"{voice.hesitations} hesitations in {int(size)} words", sure=True)


def labelled(script: Script, voice: Voice, *, fewest: int = 6) -> Heard | None:
    """
    Names of two to twelve speakers before what they say, each again and again, and a sign that they were recorded.

    An interview in a paper has the names only.
    """
    rows = script.rows
    if script.text.count(":") + script.text.count("：") < fewest:
        return None
    with_colon = [row for row in rows if ":" in row or "：" in row]
    if len(with_colon) < fewest:
        return None
    who = [hit["who"].casefold() for row in with_colon if (hit := _LABEL.match(row))]
    names = {name for name in who if who.count(name) > 1} if len(who) < 4000 else set(who)
    turns = sum(name in names for name in who)
    if turns < fewest or not 2 <= len(names) <= 12 or turns < 0.2 * len(rows):
        return None
    if not (script.times or _clocked(rows) or voice.hesitations >= 3 or len(voice.signs) >= 3):
        return None
    return Heard(f"{len(names)} speakers by name, {turns} turns", sure=False)


def _clocked(rows: list[str], *, fewest: int = 4, behind: int = 2) -> bool:
    """Say whether times of one recording stand beside the names, in order; in brackets behind a colon two will do."""
    said = [seconds(hit) for row in rows if "[" in row[:60] and (hit := _SPOKEN_AT.match(row))]
    if len(said) >= behind and all(one < other for one, other in pairwise(said)):
        return True
    clock = re.compile(r"[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})[\])]?:?[*_]{0,2}[ \t]*$")
    times = [seconds(hit) for row in rows if len(row) < 60 and (hit := clock.search(row))]
    return len(times) >= fewest and times[0] <= BEGINS and all(one <= other for one, other in pairwise(times))


def turning(script: Script, voice: Voice, *, fewest: int = 2, share: float = 0.06) -> Heard | None:
    """Marks of captions where another begins to speak, within lines of talk; code and quoted letters have others."""
    text = script.text
    if text.count(">> ") < fewest or "\n> " in text or len(_TURN.findall(text)) < fewest:
        return None
    if not talks(text, voice.tongues, share):
        return None
    return Heard("marks of captions where another begins to speak", sure=False)
