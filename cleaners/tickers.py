"""The latest news of a site, above a text: a run of times with a title each, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said
from cleaners.related.told import WORDS, is_told
from cleaners.text import WIDE, Line, unlinked
from cleaners.units import units

_TIMED = re.compile(
    r"(?:[*+•·▪►▶»›|◦–—-]\s*)?\[?([01]?\d|2[0-3])[:.]([0-5]\d)(?![:.]?\d)(?:\s?(?:[ap]\.?m\.?|[صم])(?!\w))?[\]\s.·|:–—-]*",
    re.IGNORECASE,
)
_QUICK = re.compile(r"\d[:.][0-5]\d")
_DAY = 24 * 60


def drop_tickers(
    doc: Document, *, fewest: int = 5, above: int = 4, brief: int = 60, longest: int = 200, prose: int = 200
) -> Iterator[Edit]:
    r"""
    Runs of lines above a text that are a time and a title, newest first: "13:46 Ferry free again".

    So a page shows what its site had last. There are `fewest` of them, with no more than `above` lines of `brief`
    characters before them; the times fall from line to line, but for one step back over midnight, no line ends as a
    sentence does, and below them `prose` characters of text stand in paragraphs without a time.

    What is left alone: times that rise, as those of a programme, of chapters or of a day that is told; reports by the
    minute, whose lines are sentences; a list that nothing follows; speech, verse, laws.

        >>> rows = "13:46 Ferry free again\n13:02 The weir holds\n12:40 Mill to reopen\n"
        >>> rows += "12:31 Eels are back\n9:05 Fog at the pier\n"
        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for the winter. " * 3
        >>> doc = Document("d", f"{rows}\nThe old mill\n\n{said}\n")
        >>> doc.after(drop_tickers(doc)).text[:12]
        'The old mill'
    """
    if doc.get("format") == "html" or doc.get("kind") in ("transcript", "poem", "legal", "code"):
        return
    if not _QUICK.search(doc.text[:2000]):
        return
    page = units(doc.text)
    first = next((n for n in range(min(above + 1, len(page))) if _minute(page[n].text) is not None), -1)
    if first < 0 or any(len(line.text) > brief or ends_said(line.text) for line in page[:first]):
        return
    times: list[int] = []
    for line in page[first:]:
        minute = _minute(line.text) if len(line.text) <= longest else None
        if minute is None or not _is_title(line.text):
            break
        times.append(minute)
    if len(times) < fewest or not _falls(times) or not _is_followed(page[first + len(times) :], prose):
        return
    why = f"one of {len(times)} times with a title each, newest first, above the text"
    yield from (line.dropped("related.ticker", why, 0.9) for line in page[first : first + len(times)])


def _minute(text: str) -> int | None:
    """The minute of the day with which a line begins."""
    hit = _TIMED.match(text)
    return int(hit[1]) * 60 + int(hit[2]) if hit else None


def _is_title(text: str, *, fewest: int = 2, dense: int = 6) -> bool:
    """Say whether a title stands behind the time: some words, and no stop behind them but dots."""
    shown = unlinked(_TIMED.sub("", text, count=1))
    size = len(WORDS.findall(shown)) >= fewest or len(WIDE.findall(shown)) >= dense
    return size and (not ends_said(shown) or shown.rstrip()[-1] in "!?؟！？…" or shown.rstrip().endswith(("..", "]")))


def _falls(times: Sequence[int]) -> bool:
    """Say whether times fall, the last below the first, with at most one step up, to the day before."""
    steps = [later - earlier for earlier, later in pairwise(times)]
    rises = [step for step in steps if step > 0]
    falls = sum(step < 0 for step in steps)
    return 2 * falls >= len(steps) and (not rises or (len(rises) == 1 and len(times) >= 6 and rises[0] < _DAY))


def _is_followed(rest: Sequence[Line], prose: int) -> bool:
    """Say whether a text follows, in paragraphs that begin with no time."""
    told = [line for line in rest if is_told(line.text) and _minute(line.text) is None]
    size = sum(len(line.text) + 2 * len(WIDE.findall(line.text)) for line in told)
    return size >= prose and 2 * len(told) >= sum(is_told(line.text) for line in rest)
