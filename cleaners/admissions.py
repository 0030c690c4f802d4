"""
Paragraphs at the head or foot of a text in which its site says what it is not: known by what they are made of.

The words for each thing such a paragraph says (that it is no advice, that one can lose money, who wrote it, that it
must not be copied) stand in cleaners/data/admissions; which of these things make an admission together stands here and
is the same in every language.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

import regex

from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, joined, lowered_once, reported, speaks, straight
from cleaners.hints import words_at
from cleaners.resources import among, keyed, languages, table
from cleaners.search import Finder, is_led
from cleaners.text import Line, Span, joins, key, sentences
from cleaners.units import on_whole_lines, units

CONCEPTS = (
    "this", "no", "advice", "ask", "expert", "only", "asset", "risk", "past", "future", "care", "link", "earn",
    "free", "made", "machine", "fault", "view", "whose", "copy", "forbid", "leave", "first", "again", "image",
    "unreal", "paid", "with", "duty", "may", "taken", "body",
    "render", "source", "read", "backed", "work", "slip", "met", "mend", "holds", "variant", "cc",
)  # fmt: skip
# What stands in any sentence and says nothing of its own.
PLAIN = frozenset({
    "this", "no", "with", "made", "ask", "expert", "future", "fault", "whose", "asset", "may", "taken", "read",
    "met",
})  # fmt: skip
# Of these each admission needs one, but for what is said in ADMISSIONS later on; seldom does a text hold one.
_TELLING = frozenset({
    "risk", "image", "view", "machine", "again", "only", "copy", "link", "paid", "duty", "ask", "advice", "past",
    "taken", "render", "backed", "slip", "holds", "source",
    "variant", "cc",
})  # fmt: skip
_DENSE = "\u3000"
# What is quoted; a name in quotation marks is shorter.
_QUOTE = regex.compile(r"[«“„「][^«»“”„「」]{40,}|\"[^\"]{40,}\"|^[\W_]{0,3}[«“„「]")
_LABELLED = regex.compile(r"[\W_]{0,3}(\p{L}[\p{L} ]{1,20}?)[\s*_]{0,3}[:：]\s*\S")
_TOKEN = regex.compile(r"\w+")
_ENTRY = regex.compile(r"(\d{1,2})[.)]\s")
_OF_PAGE = frozenset({"this", "work", "slip", "render"})
# By this character the colon of a label has come.
_LABEL = 30


class Made(NamedTuple):
    """What makes an admission together, how long its paragraph may be, how much of it these words are."""

    needs: frozenset[str]
    why: str
    longest: int
    share: float


def _made(needs: str, why: str, longest: int, share: float) -> Made:
    return Made(frozenset(needs.split()), why, longest, share)


ADMISSIONS = (
    _made("this no advice", "says this page is no advice", 700, 0.45),
    _made("this no duty advice", "says this page is no advice", 700, 0.3),
    _made("this no duty only", "says it serves information only", 700, 0.3),
    _made("this no duty care", "answers for nothing", 500, 0.4),
    _made("this no duty expert", "says this page is no advice", 500, 0.45),
    _made("no advice asset care", "says it is no advice", 500, 0.3),
    _made("no advice ask expert", "says it is no advice", 500, 0.4),
    _made("no advice care", "says it is no advice", 300, 0.45),
    _made("only no advice", "says it serves information only", 500, 0.35),
    _made("only no duty", "says it serves information only", 500, 0.35),
    _made("only this ask expert", "says it serves information only", 500, 0.35),
    _made("only this care", "says it serves information only", 300, 0.4),
    _made("only this", "says it serves information only", 160, 0.5),
    _made("this no taken advice", "says this page is no advice", 700, 0.33),
    _made("this no taken asset", "says this page is no advice", 500, 0.4),
    _made("this no taken duty", "says this page is no advice", 500, 0.4),
    # "See a doctor when it hurts" alone is what an article on health ends with: the text must be spoken of too.
    _made("ask expert this", "sends to an expert", 300, 0.5),
    _made("fault ask expert", "sends to an expert", 300, 0.4),
    _made("advice ask expert fault", "sends to an expert", 300, 0.35),
    _made("advice care no view", "says it is no advice", 300, 0.33),
    _made("duty care past", "answers for nothing", 300, 0.4),
    _made("asset risk care", "warns of losses", 500, 0.35),
    _made("asset risk may", "warns of losses", 300, 0.55),
    _made("asset risk no advice", "warns of losses", 120, 0.5),
    _made("past future no", "says the past promises nothing", 500, 0.3),
    _made("link earn this", "names the commission it earns", 400, 0.3),
    _made("link earn free", "names the commission it earns", 400, 0.35),
    _made("link earn", "names the commission it earns", 300, 0.6),
    _made("fault ask this", "says what may differ", 300, 0.4),
    _made("only ask this", "says it serves information only", 300, 0.5),
    _made("machine made this", "says a machine translated or wrote it", 260, 0.4),
    _made("machine made fault", "says a machine translated or wrote it", 260, 0.45),
    _made("machine fault this", "says a machine translated or wrote it", 260, 0.4),
    _made("view whose no this", "says whose views these are", 320, 0.4),
    _made("view whose no", "says whose views these are", 320, 0.5),
    _made("view whose this", "says whose views these are", 320, 0.4),
    _made("view whose", "says whose views these are", 200, 0.6),
    _made("copy forbid leave", "forbids copies", 300, 0.5),
    _made("copy forbid this", "forbids copies", 300, 0.4),
    _made("copy leave this", "forbids copies", 300, 0.5),
    _made("first again this", "says where it was published first", 260, 0.45),
    _made("again leave this", "says where it was published first", 260, 0.45),
    _made("image unreal leave", "says the picture is not of this", 160, 0.4),
    _made("image unreal no", "says the picture is not of this", 130, 0.35),
    _made("image unreal this", "says the picture is not of this", 160, 0.45),
    _made("image unreal", "says the picture is not of this", 110, 0.5),
    _made("paid with", "names who paid for it", 180, 0.4),
    _made("paid this", "names who paid for it", 180, 0.4),
    _made("backed this", "names who paid for it", 260, 0.3),
    _made("backed work", "names who paid for it", 300, 0.25),
    _made("render source read", "says who translated it", 260, 0.3),
    _made("render read", "says who translated it", 200, 0.4),
    _made("render source", "says who translated it", 90, 0.5),
    _made("render this", "says who translated it", 160, 0.45),
    _made("first source read", "says where it was published first", 300, 0.3),
    _made("first source this", "says where it was published first", 260, 0.35),
    _made("first again source", "says where it was published first", 260, 0.35),
    _made("variant first this", "says where it was published first", 220, 0.3),
    _made("copy no care", "forbids copies", 160, 0.35),
    _made("copy no leave", "forbids copies", 110, 0.5),
    _made("cc leave", "says under which licence it stands", 240, 0.3),
    _made("cc this", "says under which licence it stands", 240, 0.3),
    _made("cc again", "says under which licence it stands", 240, 0.25),
    _made("this source read", "points to the original", 220, 0.4),
    _made("source read", "points to the original", 120, 0.5),
    _made("met slip mend", "asks to be told of errors", 240, 0.35),
    _made("this no holds", "says what its writer has no part in", 320, 0.3),
)


@on_whole_lines
def drop_admissions(
    doc: Document, *, head: int = 8, foot: int = 8, longest: int = 700, inside: float = 0.15
) -> Iterator[Edit]:
    r"""
    Paragraphs at the edges that say what the text is not, whose it is, what it earns, by what they are made of.

    The last `foot` paragraphs are looked at and the first `head`, up to the second long one; none that is longer
    than `longest` characters. Between them a shorter one that speaks of the page it stands on goes where `inside` more
    of it are such words. A line of news agencies goes at the foot, and a disclosure that is called so.
    Two or three things that make an admission together must stand in one paragraph, their words a good part of it,
    and every sentence of it must say one of these things. What is quoted, or what somebody is told to have said,
    stays; so do the thanks of a paper below their heading, a contract, a licence, a poem, what is spoken, and a text
    that is nothing else.

        >>> body = "Le vieux moulin tourne.\n\nLe boulanger a tout vendu avant midi.\n\nLa farine part lundi.\n"
        >>> said = "\nCet article ne remplace pas l'avis d'un médecin.\n"
        >>> doc = Document("d", body + said)
        >>> doc.after(drop_admissions(doc)).text.rstrip() == body.rstrip()
        True
    """
    if doc.get("kind") in ("legal", "poem", "code"):
        return
    codes = speaks("admissions", doc)
    if doc.get("kind") == "transcript":
        yield from _said_last(doc.text, codes)
        return
    page = units(doc.text)
    if is_legal_page(page[:2]):
        return
    if len(page) < 3:
        yield from _ends_in(doc.text, page, codes)
        return
    edge = _edge(page, head, foot)
    near = _near(doc)
    told = _told(doc.text, page, edge, near, codes, longest=longest, inside=inside)
    gone = {n for n, _ in told}
    if near:
        yield from _ends_in(doc.text, [line for n, line in enumerate(page) if n not in gone], codes)
    if sum(len(page[n].text) for n in gone) * 2 > len(doc.text):
        return
    for n, why in told:
        yield page[n].dropped("disclaimer", f"a paragraph that {why}", 0.88)
        if n and n - 1 not in gone and heads_warning(doc.text, page[n - 1], codes):
            yield page[n - 1].dropped("disclaimer", f"heads a paragraph that {why}", 0.86)
    for line in (
        _sources([page[n] for n in edge], codes, gone={page[n].start for n in gone})
        if "://" in doc.text or "www." in doc.text
        else ()
    ):
        yield line.dropped("disclaimer", "names the source of the text, one thing a line", 0.88)


def _told(
    text: str, page: Sequence[Line], edge: Sequence[int], near: Sequence[tuple[int, int]], codes: tuple[str, ...], *,
    longest: int, inside: float, within: int = 320,
) -> list[tuple[int, str]]:  # fmt: skip
    """Which paragraphs admit something, and what; those between the edges are no longer than `within`."""
    told = {n: why for n in edge if (why := _credited(page, n, codes))}
    sides = set(edge)
    starts = [line.start for line in page]
    for n in {bisect_right(starts, at) - 1 for at, _ in near}:
        fits = n >= 0 and 12 <= len(page[n].text) <= (longest if n in sides else within)
        fits = fits and not (n and _thanks(page[n - 1].text))  # whom a paper thanks is told in it
        if not fits or not (why := admitted(text, page[n], codes, more=0 if n in sides else inside)):
            continue
        if not tells_of_one(page[n].text, codes):
            told[n] = why
    # A point of a numbered list speaks of a page when its neighbours do.
    alone = {n for n in told if (beside := entries_beside(page, n)) and told.keys().isdisjoint(beside)}
    return sorted((n, why) for n, why in told.items() if n not in alone)


def _ends_in(
    text: str, page: Sequence[Line], codes: tuple[str, ...], *, least: int = 250, most: int = 3, longest: int = 320
) -> Iterator[Edit]:
    """The last sentences of a long paragraph at the foot that speak of the page: what a converter put there."""
    for line in [line for line in page if line.stop - line.start >= least][-3:]:
        best = None
        said = list(sentences(text, max(line.start, line.stop - longest), line.stop))[1:]
        for one in reversed(said[-most:]):
            part = Line(one.start, line.stop, text[one.start : line.stop], line.stop)
            if part.text[0].islower() or not (why := admitted(text, part, codes, more=0.1)):
                break
            best = part, why
        if best:
            start = len(text[: best[0].start].rstrip())
            yield Edit(start, line.stop, "", "disclaimer", f"the last sentences of a paragraph: {best[1]}", 0.85)


def _edge(page: Sequence[Line], head: int, foot: int, *, prose: int = 80) -> list[int]:
    """Which paragraphs stand at the head or the foot: a text is under way with its second long paragraph."""
    first = 0
    long = 0
    while first < min(head, len(page)) and long < 2:
        long += len(page[first].text) * (2 if page[first].text[-1] > _DENSE else 1) >= prose
        first += 1
    return [*range(first), *range(max(first, len(page) - foot), len(page))]


def heads_warning(text: str, line: Line, codes: tuple[str, ...], *, longest: int = 40, share: float = 0.5) -> bool:
    """Say whether a short line announces a warning and nothing else."""
    if len(line.text) > longest:
        return False
    hits = [hit for hit in found(lowered_once(text)[line.start : line.stop], codes) if hit[2] == "care"]
    return bool(hits) and _covered(hits) >= share * len(line.text)


def _sources(lines: Sequence[Line], codes: tuple[str, ...], *, gone: set[int], longest: int = 160) -> Iterator[Line]:
    """Lines in a row that name who wrote the text and where it stands, where one of them is an address."""
    labels = {label for code in codes for label in table("admissions", code)["label"]}
    row: list[Line] = []
    for line in (*lines, None):
        hit = _LABELLED.match(line.text) if line is not None and len(line.text) <= longest else None
        if line is not None and hit and hit[1].strip().lower() in labels:
            row.append(line)
            continue
        if len(row) > 1 and any("://" in each.text or "www." in each.text for each in row):
            yield from (each for each in row if each.start not in gone)
        row = []


def _said_last(text: str, codes: tuple[str, ...], *, tail: int = 1200, after: int = 160) -> Iterator[Edit]:
    """What a speaker reads out at the end: two sentences in a row or more, each of which is made of these words."""
    start = max(len(text) // 2, len(text) - tail)
    flat = text.replace("\n", " ")
    low = lowered_once(text).replace("\n", " ")
    run: list[tuple[Span, set[str], float]] = []
    best: list[tuple[Span, set[str], float]] = []
    for said in list(sentences(flat, start))[1:]:
        hits = found(low[said.start : said.end], codes)
        own = {concept for _, _, concept in hits}
        share = _covered(hits) / max(1, len(said.text))
        if len(own) > 1 and share >= 0.35:
            run.append((said, own, share))
            best = list(run)
        elif len(said.text) > 40 or not own:
            run = []
    fit = [each for each in ADMISSIONS if any(each.needs <= own and share >= each.share for _, own, share in best)]
    if len(best) < 2 or not fit or len(text) - best[-1][0].end > after:
        return
    strong = [own for _, own, share in best if any(each.needs <= own and share >= each.share for each in ADMISSIONS)]
    if len(strong) > 1:
        why = joined(each.why for each in fit[:3])
        start = len(text[: best[0][0].start].rstrip())
        yield Edit(start, best[-1][0].end, "", "disclaimer", f"the last sentences of a talk: {why}", 0.85)


def is_legal_page(head: Sequence[Line], *, longest: int = 60) -> bool:
    """Say whether a page is called after its own terms ("Legal notice"): what it disclaims is its text."""
    return any(len(line.text) <= longest and key(line.text) in _legal_titles() for line in head)


def entries_beside(page: Sequence[Line], n: int) -> list[int]:
    """The entries of a numbered list right before and after a line that is one; none when it is no such entry."""
    number = _ENTRY.match(page[n].text)
    if not number:
        return []
    beside = [(m, m - n) for m in (n - 1, n + 1) if 0 <= m < len(page)]
    return [m for m, step in beside if (hit := _ENTRY.match(page[m].text)) and int(hit[1]) == int(number[1]) + step]


def tells_of_one(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a paragraph tells of a disclaimer, and is none: "a disclaimer that the paper gives no advice"."""
    low = text.lower()
    return any(words in low for words in _telling(codes))


@cache
def _telling(codes: tuple[str, ...]) -> tuple[str, ...]:
    known = [code for code in codes if code in languages("disclaimers")]
    return tuple(words for code in known for words in table("disclaimers", code).get("tells", ()))


@cache
def _acknowledged() -> frozenset[str]:
    """What stands over the thanks at the end of a paper."""
    return keyed("admissions", "acknowledged")


def _thanks(text: str, *, longest: int = 120) -> bool:
    """Say whether a line is a heading over thanks."""
    return len(text) <= longest and key(bare(text)) in _acknowledged()


@cache
def _legal_titles() -> frozenset[str]:
    return keyed("admissions", "legal")


def _credited(page: Sequence[Line], n: int, codes: tuple[str, ...], *, longest: int = 400, last: int = 4) -> str:
    """What a line says by its label ("Disclosure: ...") or by news agencies alone, as words of a trail."""
    text = page[n].text
    labelled = len(text) <= longest and (":" in text[:_LABEL] or "：" in text[:_LABEL])
    hit = _LABELLED.match(text) if labelled else None
    if hit and any(hit[1].strip().lower() in table("admissions", code)["disclosure"] for code in codes):
        return "discloses an interest"
    above = page[n - 1] if n else None
    broken = above is not None and page[n].start - above.stop == 1 and not ends_said(above.text)
    if len(text) <= 110 and _is_paid(text, codes) and not (broken and text[0].islower()):
        return "names who paid for it"
    if n and n >= len(page) - last:
        if len(text) <= 60 and _is_credit(text, codes):
            return "names the agencies it is from"
        if len(text) <= 110 and "©" in text and text[-1] not in "!?…":
            return "claims rights in the page"
    return ""


def _is_paid(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a line begins with the words before the name of who paid, and is one sentence."""
    return text.strip("*_ ([|").lower().startswith(_payers(codes)) and len(list(sentences(text))) == 1


@cache
def _payers(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip("^") for code in codes for word in table("admissions", code)["payer"])


def _is_credit(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a line holds names of agencies and the words around them, initials and dates, and nothing else."""
    low = text.lower()
    if not _agency_finder()(low):
        return False  # as nearly all lines, and much sooner
    agencies, words = _agencies(codes)
    rest, count = agencies.subn(" ", low)
    left = (word for word in _TOKEN.findall(words.sub(" ", rest)) if not word.isdigit())
    return count > 0 and all(len(word) <= 4 and word.isascii() and "/" in text for word in left)


@cache
def _agencies(codes: tuple[str, ...]) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What finds the names of agencies, of all languages, and the words that stand around them in these."""
    return _any_of(_agency_names()), _any_of(among("admissions", "agency_words", codes))


@cache
def _agency_names() -> frozenset[str]:
    return among("admissions", "agencies")


@cache
def _agency_finder() -> Finder:
    return Finder(sorted(_agency_names()))


def _any_of(words: Set[str]) -> regex.Pattern[str]:
    ordered = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
    return regex.compile(rf"(?<![^\W\p{{Han}}])(?:{ordered})(?![^\W\p{{Han}}])")


def admitted(text: str, line: Line, codes: tuple[str, ...], *, more: float = 0) -> str:
    """What this paragraph admits, as words of a trail; empty when it says anything else."""
    hits = found(straight(text)[line.start : line.stop], codes)
    there = {concept for _, _, concept in hits}
    if len(there) < 2:
        return ""
    size = line.stop - line.start
    fits = [each for each in ADMISSIONS if each.needs <= there and size <= each.longest]
    share = _covered(hits) / max(1, size)
    if not fits:
        return ""
    apart = _apart(hits)
    weighed = share + 0.06 * (apart >= 6)
    fits = [each for each in fits if weighed >= each.share + more and apart >= max(2, len(each.needs) - 1)]
    if more:
        fits = [each for each in fits if not each.needs.isdisjoint(_OF_PAGE) and "paid" not in each.needs]
    if not fits or _QUOTE.search(line.text) or (share < 0.55 and reported(line.text, codes)):
        return ""
    return joined(each.why for each in fits[:3]) if _all_say(text, line, hits) else ""


def may_admit(text: str, line: Line, codes: tuple[str, ...], *, fewest: int = 3) -> bool:
    """Say whether a paragraph holds words of several such things, which is proof only below a heading that says so."""
    there = {concept for _, _, concept in found(straight(text)[line.start : line.stop], codes)}
    return len(there) >= fewest and bool(there - PLAIN)


def _all_say(text: str, line: Line, hits: Sequence[tuple[int, int, str]]) -> bool:
    """Say whether each sentence of the paragraph says one of these things."""
    for said in sentences(text, line.start, line.stop):
        own = {concept for at, _, concept in hits if said.start <= line.start + at < said.end}
        if len(said.text) > 14 and not own - PLAIN and len(own) < 3 and not own >= {"ask", "expert"}:
            return False
    return True


def _covered(hits: Sequence[tuple[int, int, str]]) -> int:
    """How many characters the words stand on, each counted once."""
    reach = total = 0
    for start, end, _ in hits:
        total += max(0, end - max(start, reach))
        reach = max(reach, end)
    return total


def _apart(hits: Sequence[tuple[int, int, str]]) -> int:
    """How many words there are that share no character: one that says two things is one."""
    reach = count = 0
    for start, end in sorted({(start, end) for start, end, _ in hits}, key=lambda at: at[1]):
        if start >= reach:
            reach, count = end, count + 1
    return count


def _near(doc: Document) -> list[tuple[int, int]]:
    """Where something stands that may be a telling word: without one no paragraph admits anything."""
    low = straight(doc.text)
    # Arabic writes small words together with the next one; elsewhere a word begins where none does.
    return sorted(
        (start, end)
        for start, end, _ in words_at("admissions", doc)
        if not start or not joins(low[start - 1], low[start]) or "\u0600" <= low[start] <= "\u06ff"
    )


def telling(code: str) -> list[str]:
    """The words of the concepts of which each admission needs one, in a language."""
    needed = _TELLING.union(*(each.needs for each in ADMISSIONS if _TELLING.isdisjoint(each.needs)))
    return sorted({word for concept in needed for word, _, _ in _said_of(concept, code)})


def found(low: str, codes: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """
    The words of each concept in a paragraph in small letters, as whole words, in order.

        >>> [(concept, start) for start, _, concept in found("views are not those of a columnist", ("en",))]
        [('view', 0), ('no', 10)]
    """
    find, owners = _words(codes)
    hits: list[tuple[int, int, str]] = []
    for which, start, end in find(low.replace("’", "'")):
        if start and joins(low[start - 1], low[start]) and not is_led(low, start):
            continue
        concepts, whole, begins = owners[which]
        if begins and any(sign.isalnum() for sign in low[:start]):
            continue
        stop = end
        while stop < len(low) and joins(low[stop - 1], low[stop]):
            stop += 1
        if not whole or stop == end:
            hits += ((start, stop, concept) for concept in concepts)
    hits.sort()
    return hits


def _pages(code: str) -> Iterator[str]:
    """What a text calls itself: each word that points to it with each word for a text ("this" + "guide")."""
    told = table("admissions", code)
    gap = "" if code in ("ja", "zh") else " "
    return (f"{these}{gap}{text}" for these in told["these"] for text in told["texts"])


def _said_of(concept: str, code: str) -> Iterator[tuple[str, bool, bool]]:
    """The words for a concept, each with whether it is whole and whether it is first."""
    for word in (*table("admissions", code)[concept], *(_pages(code) if concept == "this" else ())):
        yield word.strip("^."), word.endswith("."), word.startswith("^")


@cache
def _words(codes: tuple[str, ...]) -> tuple[Finder, list[tuple[tuple[str, ...], bool, bool]]]:
    """What finds the words of these languages; of each its concepts, whether it is whole, whether it is first."""
    owners: dict[tuple[str, bool, bool], tuple[str, ...]] = {}
    for code in codes:
        for concept in CONCEPTS:
            for at in _said_of(concept, code):
                owners[at] = tuple(dict.fromkeys((*owners.get(at, ()), concept)))
    return Finder(word for word, _, _ in owners), [
        (concepts, whole, begins) for (_, whole, begins), concepts in owners.items()
    ]
