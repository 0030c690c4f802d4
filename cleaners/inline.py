"""What a page says around a text that a data set holds in one line: between its sentences, at its head, at its foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import dropwhile, islice, pairwise
from typing import NamedTuple

import regex

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import lines_of, lowered, lowered_once, speaks
from cleaners.related.told import book, is_technical
from cleaners.resources import among, listed, one_of, patterns, table
from cleaners.search import Finder
from cleaners.text import STOPS, Line, key

# What a phrase is: part of a page beside others, surely part of one, what stands over other titles, what announces an
# ad, an ad's mark of one word, what heads comments or asks for one, the button under a comment, what comments are
# called.
PART, SURE, LIST, AD, MARK, TALK, ANSWER, STEM = range(1, 9)

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DENSE = re.compile(r"[\u2e80-\ud7ff]")
_CLEAN = re.compile(rf"[{STOPS}…][\"”’»)\]」』）]*$")
_BROKEN = re.compile(r"[.。;,]\s|\n|[\"“”«»]")
_SIGNS = " \t.…!?:|·•–—»›>)]*，、"
_OPENING = tuple('"“«„「『‘¿¡([（')
_QUOTE = re.compile(r"[“”«»„「」『』]|(?<!\w)\"(?=\w)|(?<=\S)\"")
_QUOTED = {"“": "”", "„": "“", "«": "»", '"': '"'}
# A capital behind a word in small letters, and small letters behind it, or behind a name.
_BEGINS = re.compile(
    r"(?<=[a-zà-ÿа-яё]) (?=([A-ZÀ-ÞА-ЯЁ][^\W\d_]*) (?:[a-zà-ÿа-яё]|(?:[A-ZÀ-ÞА-ЯЁ][^\W\d_]*,? ){1,3}[a-zà-ÿа-яё]))"
)
_SPEECH = re.compile(r" (?=[“„«\"][A-ZÀ-ÞА-ЯЁ¿¡])")
_RIGHTS = re.compile(r"[<(（【\[]?(?:(?:Copyright|COPYRIGHT|copyright)\s*)?(?:[©ⓒ]|\([cC]\)\s*(?=\d{4}))")
_PART = re.compile(r"[^\s:：|｜]+")
_KANA_HAN = re.compile(r"[「『【“]?[\u3040-\u30ff\u3400-\u9fff]")
_HEADED = re.compile(r"[■◆●▼▽◇□○#]")
_CLOSING = {"<": ">", "(": ")", "（": "）", "【": "】", "[": "]"}
_CLOCK = re.compile(r"\b\d{4},? (?:\w{1,3} )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?\b", re.IGNORECASE)


class Words(NamedTuple):
    """What pages say around texts in some languages, ready to be looked up."""

    kinds: dict[str, int]
    first: frozenset[str]
    longest: int
    find: Finder
    found: tuple[int, ...]
    openers: frozenset[str]
    about: tuple[str, ...]


class Piece(NamedTuple):
    """A phrase of the page, where it stands, and what it is."""

    start: int
    end: int
    kind: int


class Flat(NamedTuple):
    """A long line: the text it stands in, from where to where, and whether the text ends with it."""

    text: str
    start: int
    stop: int
    last: bool
    words: Words
    doc: Document


def drop_inline(doc: Document, *, shortest: int = 600) -> Iterator[Edit]:
    r"""
    What a page says around its text, where the whole of it stands in one line: "… he said. Trending Now Ferry free …".

    Lines of at least `shortest` characters are looked at. Between the end of a sentence and the beginning of the next:
    phrases that only a page's interface says, alone when they are long or run together ("Share on Facebook Tweet
    Print"), what announces an ad, headings of other articles with their titles as far as these surely reach. At the
    foot: comments from their heading to the end, titles under a heading, a claim of rights. At the head: the words of
    a menu.

    What is left alone: a phrase that goes on in small letters or that a sentence leads up to, quoted words, texts that
    speak of advertising, manuals of programs, speech, verse and laws; references ("See also"); titles whose end
    nothing tells from the sentence behind them.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins. " * 4
        >>> doc = Document("d", f"{said}Story continues below this ad “We are glad,” he said. {said}")
        >>> doc.after(drop_inline(doc)).text == f"{said}“We are glad,” he said. {said}"
        True
    """
    if len(doc.text) < shortest or doc.get("format") == "html":
        return
    if doc.get("kind") in ("transcript", "legal", "poem", "code"):
        return
    long = [line for line in lines_of(doc.text) if len(line.text) >= shortest]
    if not long or is_technical(doc.text):
        return
    known = _words(speaks("inline", doc))
    for line in long:
        yield from _of_line(doc, line, known)


Cut = tuple[int, int, str, str]


def _of_line(doc: Document, line: Line, known: Words) -> Iterator[Edit]:
    """The cuts of one long line, in order."""
    text = doc.text
    start = line.stop - len(text[line.start : line.stop].lstrip())
    flat = Flat(text, start, line.stop, not text[line.stop :].strip(), known, doc)
    hits = list(_hits(flat))
    foot = _comments_from(flat, hits) if flat.last else flat.stop
    on_ads = _on_ads(flat, hits)
    cuts: list[Cut] = []
    past = start
    if not text[:start].strip():
        past = _menu_end(flat, foot)
        if past > start:
            cuts.append((start, past, "inline.menu", "the menu of a page, run together before its text"))
    for hit in hits:
        if hit.kind == STEM or not past <= hit.start < foot:
            continue
        cut = _list(flat, hit, past, foot) if hit.kind == LIST else _phrase(flat, hit, past, foot, on_ads=on_ads)
        if cut:
            cuts.append(cut)
            past = cut[1]
    if flat.last:
        cuts += _rights(flat, cuts, foot)
    if foot < flat.stop:
        cuts.append((foot, flat.stop, "inline.comments", "comments, from what heads them to the end"))
    yield from _edits(flat, sorted(cuts))


def _edits(flat: Flat, cuts: Sequence[Cut]) -> Iterator[Edit]:
    """The cuts with the blanks and signs behind them, at the end with the blanks before; none tears a link apart."""
    text = flat.text
    made: list[Cut] = []
    for n, (start, said_to, rule, why) in enumerate(cuts):
        close = cuts[n + 1][0] if n + 1 < len(cuts) else flat.stop
        end = next((at for at in range(said_to, close) if text[at] not in _SIGNS), max(said_to, close))
        if end >= flat.stop or all(text.count(a, start, end) == text.count(b, start, end) for a, b in ("()", "[]")):
            made.append((start, end, rule, why))
    foot = flat.stop
    for n in range(len(made) - 1, -1, -1):
        start, end, rule, why = made[n]
        if end < foot:
            break
        foot = made[n - 1][1] if n else flat.start
        while start > foot and text[start - 1] in " \t":
            start -= 1
        made[n], foot = (start, end, rule, why), start
    yield from (Edit(start, end, "", rule, why, 0.9) for start, end, rule, why in made)


def _hits(flat: Flat) -> Iterator[Piece]:
    """The phrases that stand in a line as words of their own and begin with a capital, at each place the longest."""
    text = flat.text
    found: dict[int, Piece] = {}
    low = lowered_once(text)[flat.start : flat.stop]
    for which, at, close in flat.words.find(low):
        start, end, kind = flat.start + at, flat.start + close, flat.words.found[which]
        if kind != STEM and (text[start].islower() or not (_parts(text, start) and _parts(text, end))):
            continue
        if start not in found or found[start].end < end:
            found[start] = Piece(start, end, kind)
    yield from (found[start] for start in sorted(found))


def _parts(text: str, at: int) -> bool:
    """Say whether one word ends here and another begins; glued they are told by a capital: "contentSkip"."""
    before, after = text[at - 1 : at], text[at : at + 1]
    return not (before.isalnum() and after.isalnum()) or (before.islower() and after.isupper())


def _run(flat: Flat, at: int, close: int) -> list[Piece]:
    """The phrases that follow one another from here, each with a capital; numbers between them do not count."""
    text = flat.text
    found: list[Piece] = []
    while tokens := [hit.span() for hit in islice(_TOKEN.finditer(text, at, close), flat.words.longest)]:
        start = tokens[0][0]
        small = text[start].islower() and text[start - 1 : start] != "("
        if text[slice(*tokens[0])].isdigit():
            at = tokens[0][1]
            continue
        if small or key(text[slice(*tokens[0])]) not in flat.words.first:
            break
        ends = (end for _, end in reversed(tokens) if not _BROKEN.search(text, start, end))
        known = next(((end, kind) for end in ends if (kind := flat.words.kinds.get(key(text[start:end]), 0))), None)
        if known is None:
            break
        at = known[0]
        found.append(Piece(start, *known))
    return found


def _goes_on(text: str, end: int, close: int) -> bool:
    """Say whether the sentence goes on behind a phrase: with a small letter, a comma, a closing quote."""
    rest = text[end : min(close, end + 12)]
    shown = rest.lstrip(_SIGNS)[:1]
    return rest[:1] in tuple(",;'’-”\"/") or shown.islower() or shown in (",", ";")


def _is_clean(text: str, start: int, past: int, *, near: int = 12) -> bool:
    """Say whether a sentence has ended before this place, or nothing stands between it and what goes before it."""
    before = text[max(past, start - near) : start].rstrip(" \t")
    return (start - past < near and not before.strip(_SIGNS)) or _CLEAN.search(before) is not None


def _is_quoted(flat: Flat, start: int, *, far: int = 300) -> bool:
    """Say whether the nearest quotation mark before this place opens a quotation."""
    text = flat.text
    marks = list(_QUOTE.finditer(text, max(flat.start, start - far), start))
    if not marks:
        return False
    sign, at = marks[-1][0], marks[-1].start()
    apart = not text[at - 1 : at].strip(" ([（") and at >= flat.start
    return sign in "「『" or (apart and (sign in "«„" or (sign != "」" and text[at + 1].isalnum())))


def _next_word(flat: Flat, end: int, close: int) -> str:
    hit = _TOKEN.search(flat.text, end, min(close, end + 60))
    return hit[0].lower() if hit else ""


def _phrase(flat: Flat, hit: Piece, past: int, close: int, *, on_ads: bool) -> Cut | None:
    """The run of phrases that begins at one, or shortly before it; None when they may be part of the text."""
    text = flat.text
    pieces = _around(flat, hit, past, close)
    while pieces and _goes_on(text, pieces[-1].end, close):
        pieces.pop()
    if not pieces or _is_quoted(flat, pieces[0].start):
        return None
    start, end = pieces[0].start, pieces[-1].end
    kinds = {piece.kind for piece in pieces}
    advert = not kinds.isdisjoint((AD, MARK))
    if kinds <= {PART, TALK, ANSWER} or (advert and on_ads):
        return None
    if kinds.isdisjoint((SURE, AD)):
        enough = _is_clean(text, start, past) and _is_mark(flat, start, end, close)
    elif _is_clean(text, start, past):
        enough = len(pieces) >= 2 or _is_whole(flat, start, end, close)
    else:
        enough = len(pieces) >= 3 and not _leads_up(flat, start)
    if not enough:
        return None
    if advert:
        return start, end, "inline.ad", "announces an ad between two sentences"
    return start, end, "inline.interface", "only the page's interface says so, between two sentences"


def _begins(flat: Flat, end: int, close: int) -> bool:
    """Say whether what follows begins as sentences do: with a small word or a quotation mark; or nothing follows."""
    rest = flat.text[end:close].lstrip(_SIGNS)
    return not rest or rest.startswith(_OPENING) or _next_word(flat, end, close) in flat.words.openers


def _is_whole(flat: Flat, start: int, end: int, close: int) -> bool:
    """Say whether one phrase is long enough to stand alone, and is not half of a name: "Skip to Main Street"."""
    tokens = _TOKEN.findall(flat.text[start:end])
    named = tokens[-1][0].isupper() and any(token[0].islower() for token in tokens)
    if named and key(tokens[-1]) not in flat.words.kinds:
        return False
    return len(tokens) >= 3 or (len(tokens) == 2 and _begins(flat, end, close)) or bool(_DENSE.match(tokens[0]))


def _is_mark(flat: Flat, start: int, end: int, close: int) -> bool:
    """Say whether a word announces an ad: a sentence and no name follows, a quotation, nothing; or it does so twice."""
    if not _begins(flat, end, close):
        return False
    rest = flat.text[end:close].lstrip(_SIGNS)
    begun = _TOKEN.findall(rest[:40])
    plain = len(begun) > 1 and begun[0][0].isupper() and begun[1][0].islower()
    said = rf"[.!?…”»。] {re.escape(flat.text[start:end])}(?!\w)"
    return (
        plain or not rest or rest.startswith(_OPENING) or len(re.findall(said, flat.text[flat.start : flat.stop])) > 1
    )


def _around(flat: Flat, hit: Piece, past: int, close: int, *, before: int = 50) -> list[Piece]:
    """The run that holds this phrase: from a phrase shortly before it, or from itself."""
    for token in _TOKEN.finditer(flat.text, max(past, hit.start - before), hit.start):
        ahead = _run(flat, token.start(), close)
        if any(piece.start == hit.start for piece in ahead):
            return ahead
    return [hit, *_run(flat, hit.end, close)]


def _leads_up(flat: Flat, start: int) -> bool:
    """Say whether the words before a phrase lead up to it: a comma, a colon, "in the"."""
    before = flat.text[max(flat.start, start - 40) : start].rstrip()
    tokens = _TOKEN.findall(before)
    return before[-1:] in tuple(",:;：，、-–—(/") or not tokens or tokens[-1].lower() in flat.words.openers


def _list(flat: Flat, hit: Piece, past: int, close: int, *, longest: int = 420) -> Cut | None:
    """A heading of other articles with its titles: to the end of the text, somebody's words or a sure sentence."""
    text = flat.text
    shown = text[hit.end : close].lstrip(_SIGNS)
    if not shown or shown[0].islower() or shown[0] in ",;" or _is_quoted(flat, hit.start):
        return None
    clean = _is_clean(text, hit.start, past)
    if not (clean or flat.last) or _refers(text[hit.start : hit.end], flat.doc):
        return None
    why = f"“{text[hit.start : hit.end]}” stands over other titles"
    runs_on = flat.last and _runs_on(flat, hit.end, close, fewest=2 if clean else 3)
    if not clean and not (runs_on and not _leads_up(flat, hit.start)):
        return None
    if runs_on:
        return hit.start, close, "inline.related", f"{why}, which run into what they say down to the end"
    if hit.end > _last_stop(text, flat.start, close):
        if not flat.last or len(shown) > 3 * longest:
            return None
        titles = len(_TOKEN.findall(shown)) >= 4 or (_DENSE.search(shown) and len(shown) >= 8)
        ends = titles and not book().search(shown) and shown.rstrip()[-1] not in ".。"
        return (hit.start, close, "inline.related", f"{why}, and no sentence follows") if ends else None
    stop = _stop().search(text, hit.end, min(close, hit.end + longest + 40))
    reach = min(stop.start(), hit.end + longest) if stop else hit.end + longest
    ends_at = [_capital_end(flat, hit.end, reach)]
    one = text[hit.end : hit.end + 2].strip()[:1] in (":", "：")
    if not one:  # what leads to one title is drop_related's matter
        ends_at += [_opener_end(flat, hit.end, reach), _speech_end(text, hit.end, reach)]
    ends_at.append(_blank_end(flat, hit.end, reach, one=one))
    known = [at for at in ends_at if at]
    return (hit.start, min(known), "inline.related", f"{why}, up to a new sentence") if known else None


@lru_cache(maxsize=4)
@cache
def _stop() -> re.Pattern[str]:
    """The end of a sentence before a capital or at the end of all: not "J. Low", not "Dr. Low"."""
    sizes: dict[int, list[str]] = {}
    for word in listed("shortened", "everyday"):
        sizes.setdefault(len(word), []).append(word)
    words = "".join(rf"(?<!\b(?:{'|'.join(sizes[size])}))" for size in sorted(sizes))
    return re.compile(rf"(?<!\b[A-ZÀ-ÞА-ЯЁ]){words}[.。!?！？](?=[\"”’»)]*\s+[\"“«„]?[^\W\d_a-zà-ÿа-яё]|$)")


def _last_stop(text: str, start: int, close: int) -> int:
    """Where the last sentence of a line stops; -1 when none does. Told once for all headings in it."""
    return max((hit.start() for hit in _stop().finditer(text, start, close)), default=-1)


def _runs_on(flat: Flat, start: int, close: int, *, fewest: int = 2, longest: int = 2500, share: float = 0.5) -> bool:
    """
    Say whether titles and first sentences run into one another: new ones begin, and nothing has ended before.

    So they do `fewest` times at least, and they are no more than a `share` of the line.
    """
    size = close - start
    if size > longest or size > share * (close - flat.start) or book().search(flat.text, start, close):
        return False
    openers = flat.words.openers
    begun = (hit for hit in _BEGINS.finditer(flat.text, start, close) if hit[1].lower() in openers)
    return (
        sum(
            flat.text[max(start, hit.start() - 40) : hit.start()].rsplit(" ", 1)[-1].lower() not in openers
            for hit in begun
        )
        >= fewest
    )


def _refers(head: str, doc: Document) -> bool:
    """Say whether references are made in these words as well: "See also"."""
    rules = (each for code in speaks("related", doc) for each in patterns("related", code))
    return any(each.rule == "related.see" and each.regex.search(f"{head}: X") for each in rules)


def _opener_end(flat: Flat, start: int, reach: int, *, fewest: int = 4) -> int:
    """Where a small word with a capital begins a sentence behind titles; 0 when none does."""
    openers = flat.words.openers
    for begin in _BEGINS.finditer(flat.text, start, reach):
        before = _TOKEN.findall(flat.text[start : begin.start()])
        if len(before) < fewest or len(before[-1]) < 4 or before[-1].lower() in openers:
            continue
        if begin[1].lower() in openers:
            return begin.end()
    return 0


def _capital_end(flat: Flat, start: int, reach: int, *, fewest: int = 4) -> int:
    """Where titles with capitals in all their words end: before a small word with one, and then small letters."""
    openers = flat.words.openers
    tokens = [hit for hit in _TOKEN.finditer(flat.text, start, reach) if not hit[0].isdigit()]
    for n, (token, after) in enumerate(pairwise(tokens)):
        word, follower = token[0], after[0]
        if word[0].islower() and len(word) > 3 and word not in openers:
            return 0
        if n >= fewest and word[0].isupper() and word.lower() in openers and follower[0].islower():
            plain = len(follower) > 3 and follower not in openers
            return token.start() if plain and not tokens[n - 1][0][0].islower() else 0
    return 0


def _blank_end(flat: Flat, start: int, reach: int, *, one: bool, shortest: int = 6, prose: int = 15) -> int:
    """
    Where a sentence begins behind titles in a script without blanks, where a blank was the end of a line.

    Behind `one` title, or in a text with headings of its own, the last line before the sentence may be such a heading.
    """
    parts = list(_PART.finditer(flat.text, start, reach + 1))
    told = next((n for n, part in enumerate(parts) if "。" in part[0]), 0)
    titles = parts[:told]
    if not titles or not _KANA_HAN.match(titles[0][0]) or len(parts[told][0]) < prose:
        return 0
    if any(_HEADED.search(part[0]) for part in titles) or not any(len(part[0]) >= shortest for part in titles):
        return 0
    if len(titles) > 1 and one:
        return 0
    above = [part for part in flat.text[flat.start : start].split() if len(part) >= shortest]
    body = dropwhile(lambda part: "。" not in part, above[:-1])
    headed = any("。" not in part and key(part) not in flat.words.kinds for part in body)
    return parts[told - 1].start() if headed and len(titles) > 1 else parts[told].start()


def _speech_end(text: str, start: int, reach: int, *, fewest: int = 4, long: int = 40) -> int:
    """Where somebody's words begin behind titles: long ones, or with a comma or stop at their end; 0 when none do."""
    said = _SPEECH.search(text, start, reach)
    if said is None or len(_TOKEN.findall(text[start : said.start()])) < fewest:
        return 0
    at = said.end()
    end = text.find(_QUOTED[text[at]], at + 1, at + 2000)
    return at if end < 0 or end - at >= long or text[end - 1] in ",.!?" else 0


def _on_ads(flat: Flat, hits: Sequence[Piece], *, often: int = 4) -> bool:
    """Say whether the text speaks of advertising, what announces an ad left out."""
    marks = [lowered(flat.text[hit.start : hit.end]) for hit in hits if hit.kind in (AD, MARK)]
    if not marks:
        return False
    low = lowered(flat.text[flat.start : flat.stop])
    return sum(low.count(stem) - sum(mark.count(stem) for mark in marks) for stem in flat.words.about) >= often


def _menu_end(flat: Flat, close: int, *, fewest: int = 4) -> int:
    """Where the menu at the head of a text ends; the beginning when there is none."""
    pieces = _run(flat, flat.start, close)
    while pieces and not _ends_menu(flat, pieces[-1], close):
        pieces.pop()
    begun = pieces and pieces[0].start - flat.start < 3
    return pieces[-1].end if begun and len(pieces) >= fewest else flat.start


def _ends_menu(flat: Flat, piece: Piece, close: int) -> bool:
    """Say whether the last word of a menu is its own, and not the first of the title behind it."""
    if _goes_on(flat.text, piece.end, close):
        return False
    several = " " in flat.text[piece.start : piece.end]
    return piece.kind != PART or several or _next_word(flat, piece.end, close) in flat.words.openers


def _comments_from(flat: Flat, hits: Sequence[Piece]) -> int:
    """
    Where the comments at the foot of a line begin: at what heads them, when they are known by what follows.

    That is buttons, ages or times down to the end, a reader who says something right below the count, or the
    invitation to write one that ends the line.
    """
    codes = speaks("comments", flat.doc)
    text = flat.text
    heads = [hit for hit in hits if hit.kind == TALK]
    for hit in hits:
        near = (max(flat.start, hit.start - 10), min(flat.stop, hit.end + 20))
        counted = _counted(codes).search(text, *near) if hit.kind in (STEM, TALK) else None
        if counted and (
            text[counted.end() : counted.end() + 1] in (":", "：") or not _goes_on(text, counted.end(), flat.stop)
        ):
            heads.append(Piece(counted.start(), counted.end(), STEM))
    heads = sorted({head for head in heads if _may_head(flat, head)})
    if not heads:
        return flat.stop
    marks = _marks(flat, hits, heads[0].start, codes)
    last_asked = max((hit.end for hit in hits if hit.kind == TALK), default=0)
    for head in heads:
        if _are_marked(flat, [at for at in marks if at > head.start], head.start):
            return head.start
        if head.kind != STEM:
            continue
        size = flat.stop - head.start
        asked = last_asked > head.end and flat.stop - last_asked <= 80 and size <= 4000
        said = size <= 1500 and _saying(codes).match(text, head.end, min(flat.stop, head.end + 80))
        if asked or said:
            return head.start
    return _form_from(flat, heads)


def _may_head(flat: Flat, head: Piece) -> bool:
    """Say whether a heading of comments stands apart: behind a sentence, or, with a count, behind a name or a date."""
    before = _TOKEN.findall(flat.text[max(flat.start, head.start - 30) : head.start])
    apart = head.kind == STEM and before and not before[-1][0].islower() and flat.text[head.start - 1] in " \t"
    return bool(apart or _is_clean(flat.text, head.start, flat.start)) and not _is_quoted(flat, head.start)


def _marks(flat: Flat, hits: Sequence[Piece], start: int, codes: tuple[str, ...]) -> list[int]:
    """Where the buttons, ages and times of comments stand, in order."""
    found = {hit.start for hit in hits if hit.kind == ANSWER and not _goes_on(flat.text, hit.end, flat.stop)}
    spans = [hit.span() for hit in _CLOCK.finditer(flat.text, start, flat.stop)]
    for each in (each for code in codes for each in patterns("comments", code) if each.rule == "comments.ago"):
        spans += [hit.span() for hit in each.regex.finditer(flat.text, start, flat.stop)]
    found.update(at for at, end in spans if _is_alone(flat.text, end, flat.stop))
    return sorted(found)


def _is_alone(text: str, end: int, close: int) -> bool:
    """Say whether no sentence goes on behind an age or a time: a capital follows at once, or the end."""
    rest = text[end : min(close, end + 2)]
    return not rest.strip() or (
        rest[0] in " \t" and not rest[1].islower() and (rest[1].isalnum() or rest[1] in '“"·|•(¡¿«@')
    )


def _are_marked(
    flat: Flat, marks: Sequence[int], head: int, *, fewest: int = 3, gap: int = 1500, left: int = 600
) -> bool:
    """Say whether marks follow the heading closely, and one another, down to the end of the line."""
    if len(marks) < fewest or flat.stop - marks[-1] > left:
        return False
    return all(after - before <= gap for before, after in pairwise((head, *marks)))


def _form_from(flat: Flat, heads: Sequence[Piece], *, longest: int = 600, fewest: int = 4) -> int:
    """Where the form for a comment begins, when the line ends in one."""
    for head in heads:
        if flat.stop - head.start > longest or not _is_clean(flat.text, head.start, flat.start):
            continue
        tokens = _TOKEN.finditer(flat.text, head.start, flat.stop)
        fields = sum(bool(_run(flat, token.start(), token.end())) for token in tokens)
        if fields >= fewest and fields > 2 * len(_stop().findall(flat.text, head.start, flat.stop)):
            return head.start
    return flat.stop


def _rights(flat: Flat, cuts: Sequence[Cut], foot: int, *, longest: int = 160, share: float = 0.6) -> list[Cut]:
    """A claim of rights with the sign for it, in the last part of the text: it stands at the foot of pages."""
    text = flat.text
    found: list[Cut] = []
    if all(text.find(sign, flat.start, foot) < 0 for sign in ("©", "ⓒ", "(c)", "(C)")):
        return found
    for hit in _RIGHTS.finditer(text, flat.start + int(share * (foot - flat.start)), foot):
        start = hit.start()
        if any(first <= start < past for first, past, *_ in cuts) or not _is_clean(text, start, flat.start):
            continue
        reach = start + longest + 100  # a claim with a sentence behind it ends before
        close = min((cut[0] for cut in cuts if cut[0] >= hit.end()), default=foot)
        close = max(min(close, reach), hit.end())
        stop = _stop().search(text, hit.end(), close)
        end = stop.end() if stop else close
        shut = text.find(_CLOSING[text[start]], hit.end(), end) if text[start] in _CLOSING else -1
        after = _stop().search(text, end, close) if shut < 0 else None
        if shut >= 0:
            end = shut + 1
        elif after and after.end() - end <= 60 and _reserves(text[end : after.end()].strip(), flat.doc):
            end = after.end()
        if end - start <= longest and not _is_quoted(flat, start):
            found.append((start, end, "inline.rights", "claims the rights in the page"))
    return found


def _reserves(said: str, doc: Document) -> bool:
    rules = (each for code in speaks("notices", doc) for each in patterns("notices", code))
    return any(each.rule == "notice.rights" and each.regex.search(said) for each in rules)


@cache
def _counted(codes: tuple[str, ...]) -> regex.Pattern[str]:
    """A count of comments: "10 comments", "Kommentare (3)", "3 条评论"."""
    stems, counters = one_of("comments", "called", codes), one_of("comments", "counters")
    return regex.compile(
        rf"(?i)(?<![\w.,])(?:\d{{1,5}} ?(?:{counters})? ?(?:{stems})[^\W\d_]{{0,8}}(?!\w)"
        rf"|(?:{stems})[^\W\d_]{{0,5}} ?[(（:：] ?\d{{1,5}} ?(?:{counters})?[)）]?)"
    )


@cache
def _saying(codes: tuple[str, ...]) -> regex.Pattern[str]:
    """A reader's name and what readers do: "Anna Low said..."."""
    verbs = one_of("comments", "says", codes)
    return regex.compile(rf"\W*\p{{L}}\S*(?: \S+){{0,3}}? (?:{verbs})\s?(?:\.\.\.|…|:)")


@cache
def _words(codes: tuple[str, ...]) -> Words:
    """The phrases of these languages, and what finds those that can begin a cut."""
    kinds: dict[str, int] = {}
    sought: dict[str, int] = {}
    for phrase, kind in _phrases(codes):
        long = " " in phrase or (_DENSE.match(phrase) is not None and len(phrase) >= 4)
        if kind != STEM and (kind != LIST or long):
            kinds[key(phrase)] = max(PART if kind == LIST else kind, kinds.get(key(phrase), 0))
        if kind in (ANSWER, MARK, STEM) or (kind != PART and long):
            for shape in (phrase.lower(), phrase.lower().replace("’", "'")):
                sought[shape] = max(kind % STEM, sought.get(shape, 0))
    kinds.pop("", None)
    ordered = sorted(sought)
    return Words(
        kinds,
        frozenset(phrase.split(" ", 1)[0] for phrase in kinds),
        max(phrase.count(" ") for phrase in kinds) + 1,
        Finder(ordered),
        tuple(sought[phrase] or STEM for phrase in ordered),
        among("related", "openers", codes),
        tuple(lowered(stem) for code in codes for stem in table("adverts", code)["about"]),
    )


def _phrases(codes: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """All that pages say around texts in these languages, and what each is."""
    names = ("X", *listed("interface", "networks"))
    yield from ((name, PART) for name in names)
    for code in codes:
        for topic, wanted in _TAKEN.items():
            said = table(topic, code)
            said = said["lines"] if topic == "furniture" else said
            for part, kind in wanted.items():
                for phrase in said.get(part, ()):
                    yield phrase, kind
                    if kind == SURE and "Facebook" in phrase:
                        yield from ((phrase.replace("Facebook", name), kind) for name in names)


# Which lists of which language data say what.
_TAKEN = {
    "interface": {"edge": PART, "counted": PART, "fields": PART, "tails": PART, "sure": SURE},
    "adverts": {"words": PART, "more": AD},
    "furniture": {"share": PART, "ui": PART, "nav": PART, "legal": PART, "comments": TALK, "related": LIST},
    "comments": {"answer": ANSWER, "called": STEM},
    "related": {"heads": LIST},
    "inline": {"marks": MARK, "lists": LIST, "share": SURE},
}
