"""How far speech advertises about a sign: what leads up to it, what it carries along, and where it ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.evidence import quoted
from cleaners.pitches.flow import STOP, Flow, edges_of, past_blanks, words_between
from cleaners.pitches.signs import REACH, Sign, flows_on
from cleaners.text import STOPS, UNSPACED

# What counts within an open stretch; "go" (asks to look or take) only near one of the others.
_CARRIES = {
    "sponsor": {"sponsor", "thanks", "code", "deal", "site", "own", "link", "ask", "plea", "call", "name", "go"},
    "thanks": {"thanks", "code", "deal", "site", "link", "name", "go"},
    "aside": {"sponsor", "code", "deal", "own", "link", "ask", "plea", "call", "go"},
    "own": {"own", "code", "deal", "site", "link", "ask", "plea", "call", "go", "with"},
    "link": {"own", "code", "deal", "link", "ask", "plea", "call", "go"},
    "code": {"own", "code", "deal", "site", "link", "plea", "call", "go"},
    "ask": {"ask", "plea", "call", "own", "link", "with"},
    "plea": {"ask", "plea", "call", "own", "link", "with"},
    "call": {"ask", "plea", "call", "own", "link", "with"},
}
# What may stand before the sign that opens a stretch, and belong to it.
_LEADING = frozenset(("lead", "aside", "go", "deal", "own", "ask", "plea", "code", "site"))
# What is asked for the channel: it follows another sign more closely, the more so where no stop parts the two.
_PLEAS = frozenset(("ask", "plea", "call"))
_UNSTOPPED = 8
# Where no stops are, fewer words than these say too little of a link.
_FULL = 6
# Within so many words of its opening an announced return, or thanks, closes a stretch that has few signs between.
_CLOSED = {"sponsor": 420, "aside": 200, "own": 140}
_SAID = {
    "sponsor": "names a sponsor", "thanks": "thanks a sponsor", "aside": "stops to speak of it",
    "own": "names what the speaker runs", "link": "says where the link is", "code": "gives a code or so much off",
    "deal": "makes an offer", "site": "names an address",
    "ask": "asks for a mark or a subscription", "call": "asks for a mark or a subscription",
    "plea": "asks for a mark or a subscription", "go": "sends there",
    "name": "names it again",
    "with": "says what for",
}  # fmt: skip
_STOPS = frozenset(f'{STOPS}…"”»')
_PAUSE = re.compile(r"[,;:،、，](?= |$)|[、，]")
_BEGUN = re.compile(r"\w+")
_NAME_WORD = re.compile(r"[^\W\d_][\w-]{2,}")
# From where to where in the flow, and the reason.
Stretch = tuple[int, int, str]


class Edges(NamedTuple):
    """Where a cut may begin or end: after a stop, at a turn, and in long sentences before the words that begin one."""

    firm: list[int]
    soft: list[int]


def edges_about(flow: Flow, signs: list[Sign]) -> Edges:
    """Edges of sentences and turns, and those of clauses; none within a sign."""
    text = flow.text
    firm = edges_of(flow)
    inside = sorted((sign.start, sign.end) for sign in signs if sign.kind not in ("back", "mark", "name"))
    soft = {sign.start for sign in signs if sign.kind not in ("go", "with", "name", "deal", "own", "link")}
    if UNSPACED.search(text):
        soft |= {*flow.rows, *(hit.end() for hit in re.finditer(r"[ 、，]", text))}
    kept = [at for at in sorted(soft) if not _falls(inside, at)]
    return Edges(firm, sorted({*firm, *kept}))


def _falls(spans: list[tuple[int, int]], at: int) -> bool:
    """Say whether a place lies inside one of the spans, which stand in order and may overlap a little."""
    here = bisect_left(spans, (at, at))
    return any(start < at < end for start, end in spans[max(0, here - 6) : here])


def stretches_about(flow: Flow, signs: list[Sign], edges: Edges) -> Iterator[Stretch]:
    """Each stretch with its reason, from the signs that open one."""
    past = -1
    for n, sign in enumerate(signs):
        if sign.kind not in REACH or sign.start < past or not _opens(flow, signs, n):
            continue
        stretch = _stretch(flow, signs, n, edges, past)
        if stretch:
            yield stretch
            past = stretch[1]


def _near(flow: Flow, signs: list[Sign], n: int, kinds: set[str], reach: tuple[int, int]) -> bool:
    """Say whether a sign of these kinds stands at most so many words before, or after, sign `n`."""
    here, text = signs[n], flow.text
    for other in signs[n + 1 : n + 16]:
        if other.kind in kinds and words_between(text, here.end, max(here.end, other.start)) <= reach[1]:
            return True
    return any(
        other.kind in kinds
        and words_between(text, min(other.end, here.start), here.start) <= reach[0]
        and not STOP.search(text, min(other.end, here.start), here.start)
        for other in signs[max(0, n - 12) : n]
    )


def _opens(flow: Flow, signs: list[Sign], n: int) -> bool:
    """Say whether a sign is enough, with what stands about it, to open a stretch."""
    sign = signs[n]
    if quoted(flow.text[max(0, sign.start - 80) : sign.end], min(80, sign.start)):
        return False
    match sign.kind:
        case "sponsor" | "thanks" | "call" | "plea":
            return True
        case "link":
            told = words_between(flow.text, sign.start, sign.end) >= _FULL or not flows_on(flow, sign)
            return told or _near(flow, signs, n, {"go", "lead", "own", "code", "deal", "ask", "plea"}, (8, 8))
        case "aside":
            return _near(flow, signs, n, {"own", "code", "sponsor", "link"}, (0, 110))
        case "own":
            asked = _near(flow, signs, n, {"go", "link", "ask", "plea", "lead"}, (14, 14))
            return asked or _near(flow, signs, n, {"code"}, (0, 14))
        case "code":
            return _near(flow, signs, n, {"link", "site", "deal", "code"}, (14, 14))
        case "ask":
            return _near(flow, signs, n, {"ask", "plea", "lead", "own", "link"}, (10, 12))
    return False


def _stretch(flow: Flow, signs: list[Sign], n: int, edges: Edges, past: int) -> Stretch | None:
    """How far the stretch that sign `n` opens reaches, both ways."""
    sign = signs[n]
    close = _close(flow, signs, n) if sign.kind in _CLOSED else -1
    inner = signs[n : n + 400]
    if sign.kind == "sponsor":
        inner = sorted([*inner, *_named_again(flow, sign, close)])
    elif sign.kind in ("ask", "plea", "call", "link"):
        runs = (k for k in range(n + 1, min(n + 12, len(signs))) if signs[k].kind == "own")
        close = next((_close(flow, signs, k) for k in runs), -1)
    kinds, end, last = _follow(flow, inner, sign, close, edges)
    start = _lead_in(flow, signs, edges, n, past)
    if kinds == ["call"] and last == "call":
        return None
    low = start if sign.kind == "call" and start == sign.start else _begin(flow, edges, start, sign.kind)
    high = past_blanks(flow.text, end) if last == "call" else _finish(flow, signs, edges, end)
    held = next(
        (each for each in signs[max(0, n - 6) : n] if each.kind == "call" and each.start <= sign.start < each.end), None
    )
    if held:  # part of what is known by its wording, which says where it begins and, if nothing follows, ends
        low, high = min(low, held.start), past_blanks(flow.text, held.end) if end <= held.end else high
    low = max(low, past, 0)
    return (low, high, ", ".join(dict.fromkeys(_SAID[kind] for kind in kinds))) if high > low else None


def _close(flow: Flow, signs: list[Sign], n: int) -> int:
    """Where the stretch is closed by thanks or by an announced return, or -1."""
    here = signs[n]
    for other in signs[n + 1 :]:
        if words_between(flow.text, here.end, other.start) > _CLOSED[here.kind]:
            return -1
        if other.kind == "thanks" and other.start > here.end:
            return other.end
        if other.kind == "return" and other.start > here.end:
            return other.start
    return -1


def _named_again(
    flow: Flow, sign: Sign, close: int, *, most: int = 350, talk: int = 3, far: int = 20_000
) -> list[Sign]:
    """Where the sponsor's name comes again; not when the talk itself is of it."""
    text = flow.text
    names = _NAME_WORD.findall(text, sign.end, sign.end + 60)[:2]
    names += _NAME_WORD.findall(text, max(0, sign.start - 40), sign.start)[-2:]
    if not names:
        return []
    reach = close if close > 0 else _ahead(text, sign.end, most)
    found: list[Sign] = []
    for name in names:
        places = _said_at(text, name) if len(name) > 3 else []
        inside = places[bisect_left(places, sign.end) : bisect_right(places, reach - len(name))]
        around = bisect_left(places, sign.start) - bisect_left(places, sign.start - far)
        around += bisect_right(places, reach + far - len(name)) - bisect_left(places, reach)
        if len(inside) > 1 and around <= talk:
            found += [Sign(at, at + len(name), "name") for at in inside]
    return found


@lru_cache(maxsize=16)
def _said_at(text: str, name: str) -> list[int]:
    """Where words begin with this name, in order."""
    words, places = _index(text)
    head = _BEGUN.match(name)
    found: list[int] = []
    if head:
        for word in words[bisect_left(words, head[0]) :]:
            if not word.startswith(head[0]):
                break
            found += (at for at in places[word] if text.startswith(name, at))
    return sorted(found)


@lru_cache(maxsize=1)
def _index(text: str) -> tuple[list[str], dict[str, list[int]]]:
    """All words of a text in order, and where each stands."""
    places: dict[str, list[int]] = {}
    for hit in _BEGUN.finditer(text):
        places.setdefault(hit[0], []).append(hit.start())
    return sorted(places), places


def _ahead(text: str, at: int, words: int) -> int:
    for _ in range(words):
        at = text.find(" ", at + 1)
        if at < 0:
            return len(text)
    return at


def _follow(
    flow: Flow, signs: list[Sign], first: Sign, close: int, edges: Edges,
    *, rest: int = 40, loose: int = 24, outro: int = 1200,
) -> tuple[list[str], int, str]:  # fmt: skip
    """
    The kinds of signs that follow `first` closely enough, where the last of them ends, and its kind.

    What only sends somewhere carries no farther than `loose` words behind a better sign. In the last `outro` characters
    of a talk, what the speaker runs may follow at twice the distance.
    """
    text = flow.text
    kinds = [first.kind]
    end = firm = first.end
    ended = first.kind
    carries, reach = _CARRIES[first.kind], REACH[first.kind]
    last = len(text) - outro
    stopped = False
    for sign in signs:
        if sign.start < first.end:
            continue
        open_ = close >= sign.end
        if sign.kind in ("back", "return", "bye") and sign.start >= end and _leads_away(flow, edges, sign):
            stopped = True
            if not open_:
                break
        away = words_between(text, end, sign.start) if sign.start > end else 0
        if sign.kind == "lead" and away <= 3 and _ends_soon(flow, edges, sign.end):
            end, ended = sign.end, sign.kind
        if sign.kind not in carries:
            continue
        far = reach * (2 if sign.start > last and first.kind == "own" else 1)
        if sign.kind in _PLEAS:
            far = min(far, REACH["ask"] if STOP.search(text, end, sign.start) else _UNSTOPPED)
        if not open_ and away > far:
            break
        if sign.kind in ("go", "with") and not open_ and words_between(text, firm, sign.end) > loose:
            continue
        stopped = False
        ended = ended if sign.end < end else sign.kind
        end = max(end, sign.end)
        firm = firm if sign.kind in ("go", "with") else max(firm, sign.end)
        if sign.kind not in kinds:
            kinds.append(sign.kind)
        carries = carries | _CARRIES.get(sign.kind, set())
        if sign.kind in ("own", "sponsor"):
            reach = max(reach if first.kind != "aside" else 0, REACH[sign.kind])
    if close > end and not stopped and words_between(text, end, close) <= rest:
        end, ended = close, "close"
    return kinds, end, ended


def _leads_away(flow: Flow, edges: Edges, sign: Sign, *, long: int = 28, around: int = 300) -> bool:
    """Say whether words that come back to the subject begin a sentence, or a clause of speech without stops."""
    at = bisect_right(edges.firm, sign.start)
    low, high = edges.firm[at - 1], edges.firm[min(at, len(edges.firm) - 1)]
    if words_between(flow.text, low, sign.start) <= 1:
        return True
    near, far = max(low, sign.start - around), min(high, sign.end + around)
    return words_between(flow.text, low, high) > long and not _PAUSE.search(flow.text, near, far)


def _ends_soon(flow: Flow, edges: Edges, end: int) -> bool:
    at = bisect_left(edges.firm, end)
    return at < len(edges.firm) and words_between(flow.text, end, edges.firm[at]) <= 4


def _lead_in(flow: Flow, signs: list[Sign], edges: Edges, n: int, past: int, *, near: int = 9, inside: int = 20) -> int:
    """Where the stretch begins: at its first sign, or at what leads to it (“if you want to see more”)."""
    start = first = signs[n].start
    for other in reversed(signs[max(0, n - 14) : n]):
        if other.kind not in _LEADING or other.start < past:
            continue
        away = words_between(flow.text, min(other.end, start), start)
        at = bisect_right(edges.firm, start)
        same = at == bisect_right(edges.firm, other.start) and (
            words_between(flow.text, edges.firm[at - 1], edges.firm[min(at, len(edges.firm) - 1)]) <= 2 * inside
        )
        leads = other.kind in ("lead", "aside")
        if away > (inside if same and leads else near if leads and start == first else 2):
            continue
        if any(sign.kind in ("back", "bye") and other.end <= sign.start < start for sign in signs[max(0, n - 14) : n]):
            break
        start = min(start, other.start)
    return start


def _begin(flow: Flow, edges: Edges, start: int, kind: str, *, long: int = 24, close: int = 3) -> int:
    """The edge of the sentence when it is not `long` or has commas, else that of the clause, else the sign's own."""
    at = bisect_right(edges.firm, start)
    firm, after = edges.firm[at - 1], edges.firm[min(at, len(edges.firm) - 1)]
    size = words_between(flow.text, firm, after)
    if size <= long or words_between(flow.text, firm, start) <= close - 1:
        return firm
    if size <= (4 if kind in ("ask", "plea") else 2) * long and _PAUSE.search(flow.text, firm, after):
        return firm
    soft = edges.soft[bisect_right(edges.soft, start) - 1]
    return soft if words_between(flow.text, soft, start) <= close else start


def _finish(
    flow: Flow,
    signs: list[Sign],
    edges: Edges,
    end: int,
    *,
    near: int = 25,
    rest: int = 12,
    turn: int = 16,
    few: int = 6,
) -> int:
    """
    Where the stretch ends: before an announced return or a farewell that comes soon, else with the sentence.

    In speech without stops a clause ends where the next one or the next line begins, or with the sign itself.
    """
    text = flow.text
    if end >= len(text):
        return len(text)
    firm = edges.firm[bisect_left(edges.firm, end)]
    for sign in signs[bisect_left(signs, (end,)) :]:
        away = words_between(text, end, sign.start)
        if away > turn:
            break
        if sign.kind in ("back", "return", "bye") and (sign.start <= firm or away <= rest):
            if _leads_away(flow, edges, sign) and (sign.kind != "back" or away <= rest):
                return sign.start
        elif sign.kind in REACH:
            break
    stopped = firm < len(text) or text[-1] in _STOPS
    if words_between(text, end, firm) <= (near if stopped else 4):
        return firm
    row = bisect_left(flow.rows, end)
    below = flow.rows[row] if row < len(flow.rows) else len(text)
    if words_between(text, end, below) <= 3:
        return below
    soft = edges.soft[bisect_left(edges.soft, end)]
    return soft if words_between(text, end, soft) <= (rest if stopped else few) else past_blanks(text, end)


def joined(stretches: Iterator[Stretch]) -> list[Stretch]:
    """Stretches that touch are one."""
    found: list[Stretch] = []
    for start, end, why in stretches:
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end), found[-1][2])
        else:
            found.append((start, end, why))
    return found
