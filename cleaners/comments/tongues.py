"""In which languages a page speaks of comments: its own, and that of the site it stands on."""

from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from cleaners import expressions as re
from cleaners.comments.glued import has_glued
from cleaners.comments.rows import row_of
from cleaners.comments.scored import may_be_scored
from cleaners.comments.sections import is_loose
from cleaners.comments.words import RULE
from cleaners.document import Document
from cleaners.evidence import lines_of, lowered_once, speaks
from cleaners.hints import hinted, words_at
from cleaners.resources import languages, table
from cleaners.text import STOPS, Line, lines
from cleaners.threads import is_thread, tells_of_posters

_ENDS = frozenset(f'{STOPS}…"”»)')


def concerned(doc: Document, *, widest: int = 180) -> tuple[str, ...]:
    """
    Languages whose telling words stand in a line that heads, signs or closes comments.

    Nearly always there is none, and then nothing more is done; that is what makes this fast. Where a board said around
    posts what went already there is none either: posts are the text.
    """
    if is_thread(doc):
        return ()
    own = _own(doc, widest)
    foreign = _foreign(doc, speaks(RULE, doc))
    return (*own, *foreign)


def _own(doc: Document, widest: int, *, longest: int = 100) -> tuple[str, ...]:
    found = hinted(RULE, doc)
    if not found:
        return _signed(doc)
    there = {code for _, codes in found for code in codes}
    tongues = tuple(code for code in speaks(RULE, doc) if code in there)
    past = -1
    for at in sorted({at for at, _ in found}):
        if at < past:
            continue  # a line is looked at once
        start, past = doc.text.rfind("\n", 0, at) + 1, doc.text.find("\n", at)
        past = len(doc.text) if past < 0 else past
        if has_glued(doc.text, start, past, tongues):
            return tongues
        if 1 < past - start <= 3 * widest:
            line = Line(start, past, doc.text[start:past].strip(), past)
            if len(line.text) > longest and line.text[-1] in _ENDS:
                continue  # prose, as nearly all lines with such a word are
            if row_of(line, tongues).kind not in ("text", "break", "blank") or _heads_dates(doc.text, line, tongues):
                return tongues
            if may_be_scored(line.text, tongues):
                return tongues
    return _signed(doc)


# What a line has that may say when: an age, or a year or a time of day.
_DIGIT = re.compile(r"\d")
_WHEN = re.compile(r"\b(?:19|20)\d\d\b|\d[:.]\d\d\b|\d ?[^\W\d_]{1,7}\b.{0,8}$")


def _signed(doc: Document, *, fewest: int = 3, prose: int = 120) -> tuple[str, ...]:
    """
    The text's own languages, where `fewest` lines below its first `prose` say who and when, and nothing else.

    Where such a line stands above that, too, or says how often its writer posted, the page is a thread, whose posts are
    all signed alike.
    """
    own = speaks(RULE, doc)
    found, begun = 0, False
    for text in (line.text for line in lines_of(doc.text)):
        begun = begun or len(text) > prose
        if not 3 <= len(text) <= 100 or text[-1] in ".!?…":
            continue
        if not _DIGIT.search(text) or not _WHEN.search(text) or not any(map(str.isalpha, text)):
            continue
        if row_of(Line(0, len(text), text, len(text)), own).kind == "sign":
            if not begun:
                return ()
            found += 1
            if found == fewest:
                return () if tells_of_posters(doc) else own
    return ()


def _heads_dates(text: str, line: Line, tongues: tuple[str, ...], *, within: int = 300) -> bool:
    """Say whether this line may head comments in words of its own, with a date or an age soon after it."""
    if not is_loose(line.text, tongues):
        return False
    return any(row_of(each, tongues).kind == "sign" for each in lines(text[line.end : line.end + within]))


def _foreign(doc: Document, own: tuple[str, ...], *, longest: int = 60) -> tuple[str, ...]:
    """Other languages in which a short line of the page heads comments: "Reacties" below an English text."""
    if not words_at("called", doc):
        return ()
    finder, owners = _called()
    found: dict[str, None] = {}
    past = -1
    for which, at, _ in finder.find_matches_as_indexes(lowered_once(doc.text)):
        others = [code for code in owners[which] if code not in own and code not in found]
        if at < past or not others:
            continue
        start, past = doc.text.rfind("\n", 0, at) + 1, doc.text.find("\n", at)
        past = len(doc.text) if past < 0 else past
        if past - start <= longest:
            line = Line(start, past, doc.text[start:past].strip(), past)
            found |= {code: None for code in others if row_of(line, (code,)).kind == "header"}
    return tuple(found)


@cache
def _called() -> tuple[AhoCorasick, list[tuple[str, ...]]]:
    """What finds the words for comments in all languages, and whose each is."""
    owners: dict[str, tuple[str, ...]] = {}
    for code in languages(RULE):
        for word in table(RULE, code)["called"]:
            owners[word] = (*owners.get(word, ()), code)
    return AhoCorasick(list(owners), implementation=Implementation.DFA), list(owners.values())


def foot_languages(doc: Document, *, last: int = 1500) -> list[tuple[str, ...]]:
    """
    Languages in whose words the foot of the page speaks of comments, in groups that are read together.

    The page's own come first; another comes by itself, and only when it has a word that none before it has: a page
    may stand on a foreign site.
    """
    if not words_at("called", doc):
        return []
    finder, owners = _called()
    foot = doc.text[-last:].lower()
    there = {which for which, _, _ in finder.find_matches_as_indexes(foot, overlapping=True)}
    if not there:
        return []
    groups: list[tuple[str, ...]] = []
    heard: set[int] = set()
    own = speaks(RULE, doc)
    for group in (own, *((code,) for code in languages(RULE) if code not in own)):
        words = {which for which in there if any(code in group for code in owners[which])}
        if words - heard:
            groups.append(group)
        heard |= words
    return groups
