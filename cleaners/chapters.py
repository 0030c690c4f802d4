"""The chapters of a video or an episode: a list of times and titles that leads into a recording the text is without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners import expressions as re
from cleaners.clocks import seconds
from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.resources import keyed
from cleaners.text import Line, key, unlinked

TOPIC = "chapters"

# "0:25 - The weir", "• [01:02:57](https://…) The ferry", "(3:45) – The end".
_CHAPTER = re.compile(r"\W{0,4}(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?![\d.,:])[)\]]?\W{0,5}(?P<title>\S.*)$")
_RULE = re.compile(r"[-=_*~ ]{3,}$")
# "Timeline 2/3": a part of a list.
_PART = re.compile(r"[\s(]*\d{1,2}\s?/\s?\d{1,2}\)?$")
_STOPPED = re.compile(r"[a-zà-ÿ][.;,]$|。$")
_RECORDED = re.compile(r"youtu\.?be|vimeo|podcast|bilibili|spotify|soundcloud|rutube", re.IGNORECASE)


def drop_chapters(doc: Document, *, fewest: int = 3, pace: int = 15, longest: int = 110) -> Iterator[Edit]:
    r"""
    Runs of at least `fewest` lines that are a time and a title, the times of one recording, with what heads them.

    A heading that says so ("Timestamps", "Chapitres"), links to a video, or a list that begins at 0:00 in a text that
    names a place for recordings tell them. In the middle there are `pace` seconds at least from one to the next.

    What is left alone: what is said beside a time, in a transcript (it ends as sentences do or follows too soon);
    programmes of an evening, trains and races, which begin at another time; the songs of a concert.

        >>> text = "The weir holds.\n\nTimestamps:\n0:00 Why it holds\n1:10 Who built it\n4:02 What it cost\n"
        >>> doc = Document("d", text)
        >>> doc.after(drop_chapters(doc)).text
        'The weir holds.\n\n'
    """
    if ":" not in doc.text or doc.get("kind") in ("legal", "poem"):
        return
    said = lines_of(doc.text)
    at = 0
    for first, past in _runs(said, longest):
        times = [when for n in range(first, past) if (when := _time(said[n].text, longest)) is not None]
        head = _head(said, first)
        if len(times) < fewest or not _leads(doc.text, said[first:past], times, pace, headed=head < first):
            continue
        why = f"{len(times)} chapters of a recording, by their times"
        yield from (said[n].dropped("toc.chapters", why, 0.92) for n in range(max(at, head), past))
        at = past


def _time(text: str, longest: int) -> int | None:
    """The seconds with which a line begins that names a chapter; None for any other line."""
    if ":" not in text[:20]:
        return None
    shown = unlinked(text) if "](" in text else text
    hit = _CHAPTER.match(shown) if len(shown) <= longest else None
    if hit is None or _STOPPED.search(hit["title"]) or not any(map(str.isalpha, hit["title"])):
        return None
    return seconds(hit)


def _runs(said: Sequence[Line], longest: int) -> Iterator[tuple[int, int]]:
    """Lines on end whose times rise: the first, and the one behind the last; headings of parts may stand between."""
    first, last, before = -1, -1, -1
    for n in range(len(said) + 1):
        when = _time(said[n].text, longest) if n < len(said) else None
        if when is not None and when > before:
            first, last, before = (n if first < 0 else first), n, when
            continue
        if first >= 0 and n < len(said) and when is None and n - last <= 2 and _is_between(said[n].text):
            continue
        if first >= 0:
            yield first, last + 1
        first, last, before = (n, n, when) if when is not None else (-1, -1, -1)


def _is_between(text: str) -> bool:
    """Say whether a line parts a list: a rule, or a heading with a number of its parts."""
    return _RULE.match(text) is not None or (_PART.search(text) is not None and _is_heading(text, "heads"))


def _head(said: Sequence[Line], first: int) -> int:
    """The line that heads a list, which a rule may part from it; the list's own when none does."""
    n = first - 1
    if n > 0 and _RULE.match(said[n].text):
        n -= 1
    return n if n >= 0 and _is_heading(said[n].text, "heads") else first


def _is_heading(text: str, which: str, *, longest: int = 40) -> bool:
    said = key(_PART.sub("", text)) if len(text) <= longest else ""
    return bool(said) and said in keyed(TOPIC, which)


def _leads(text: str, run: Sequence[Line], times: Sequence[int], pace: int, *, headed: bool) -> bool:
    """Say whether these times are those of chapters: far enough apart, and of a recording by some other sign."""
    gaps = sorted(after - before for before, after in pairwise(times))
    if gaps[len(gaps) // 2] < pace:
        return False
    linked = sum(_RECORDED.search(line.text) is not None for line in run) * 2 >= len(run)
    if headed or linked:
        return True
    above = text[max(0, run[0].start - 60) : run[0].start].strip().rpartition("\n")[2]
    return times[0] == 0 and not _is_heading(above, "tracks") and _RECORDED.search(text) is not None
