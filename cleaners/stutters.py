"""
Where speech stumbles: "le le le Japon", "tra- travail", "Elle a eu elle a dit".

What nobody means goes: a small word three times in a row, a word broken off before it is said whole, a filler
said twice, lines that roll. What is said only twice may be what was said, so it is suggested; the profile
READABLE puts that right, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Edit, Suggestion
from cleaners.resources import languages, table
from cleaners.speech import repairable
from cleaners.text import WIDE, Line, Span, lines

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*['’]?")
_BROKEN = re.compile(r"(?<![\w'’\-])(?:([^\W\d_]{2,12})-[ \t\u00a0]+)(?:\1-[ \t\u00a0]+)*(?=\1[^\W\d_])")
_BLANK = re.compile(r"[ \t\u00a0]+(?:\n[ \t]*)?|\n[ \t]*(?=\S)")

_TIMES = {2: "twice", 3: "three times"}


class Stumbles(NamedTuple):
    """A language's words for this module; see cleaners/data/speech/fr.toml."""

    words: frozenset[str]
    weak: frozenset[str]
    subjects: frozenset[str]
    dangling: frozenset[str]
    fillers: frozenset[str]


class Stumble(NamedTuple):
    """How many words said at a place go, by which rule and why; `sure` when nobody can have meant them."""

    size: int
    rule: str
    why: str
    sure: bool = False


@cache
def stumbles(language: str) -> Stumbles | None:
    """Words that betray a stumble in this language, or None when there are none yet."""
    if language not in languages("speech"):
        return None
    found = table("speech", language).get("stutter")
    return found and Stumbles(*(frozenset(found.get(each, ())) for each in Stumbles._fields))


def fix_stutters(doc: Document, *, twice: bool = False, longest: int = 8) -> Iterator[Edit | Suggestion]:
    """
    Stumbles in a transcript that nobody means ("le le le", "tra- travail"), and rolling captions; the last try stays.

    Three times the same small word ("le le le"), a piece before its own word ("tra- travail"), "euh euh" and
    lines that begin with what the line before ended with go. Said only twice, a small word, a phrase of up to
    `longest` words that holds one, or a clause begun again is a suggestion: "it's it's" is what was said, and
    who quotes speech keeps it. With `twice` it goes, too. "Très très", "non non", "vous vous" are never
    touched, nor what a comma or a stop sets apart: "Au revoir, au revoir."

        >>> from cleaners.document import Fact
        >>> facts = (Fact("kind", "transcript", "example"), Fact("language", "fr", "example"))
        >>> doc = Document("d", "Elle a eu elle a dit que que que non non, euh euh ja- jamais.", facts)
        >>> doc.after(fix_stutters(doc)).text
        'Elle a eu elle a dit que non non, euh jamais.'
        >>> doc.after(fix_stutters(doc, twice=True)).text
        'Elle a dit que non non, euh jamais.'
    """
    if doc.get("kind") != "transcript":
        return
    rolling = list(_rolling(doc.text))
    known = stumbles(doc.get("language"))
    if not repairable(doc) or known is None:
        yield from rolling
        return
    sure = sorted([*_broken(doc.text), *rolling])
    yield from sure
    told = {(each.old, each.new) for each in doc.suggestions}
    for run in _runs(doc.text):
        for start, again, end, (_, rule, why, certain) in _in_run(doc.text, run, known, longest):
            if any(start < other.end and other.start < again for other in sure):
                continue
            new = doc.text[start] + doc.text[again + 1 : end]
            if certain or twice:
                yield Edit(start, again + 1, doc.text[start], rule, why)
            elif (doc.text[start:end], new) not in told:
                yield Suggestion(start, end, new, rule, why)


def smooth_stutters(doc: Document) -> Iterator[Edit | Suggestion]:
    """
    Every stumble, also what is said only twice: for a text to be read, not quoted.

        >>> from cleaners.document import Fact
        >>> facts = (Fact("kind", "transcript", "example"), Fact("language", "en", "example"))
        >>> doc = Document("d", "So the the boat left.", facts)
        >>> doc.after(smooth_stutters(doc)).text
        'So the boat left.'
    """
    yield from fix_stutters(doc, twice=True)


def _broken(text: str) -> Iterator[Edit]:
    """Pieces of a word before the word itself, in its own small letters; "A- Avocado" is a list, "I- I" was said."""
    for hit in _BROKEN.finditer(text):
        if hit[1].islower():
            yield Edit(hit.start(), hit.end(), "", "stutters.piece", f"“{hit[1]}-” was broken off, the word follows")


def _rolling(text: str, *, share: float = 0.5, fewest: int = 4) -> Iterator[Edit]:
    """
    What a line says again of the line before, where captions roll: two words or more, in `share` of the lines.

    Some may say all of it again, as long as `fewest` say it and go on; fewer than these are verse, or chance. Captions
    may also roll by standing twice, line by line; a chorus answers so, too, so that takes more of these lines
    and hardly another among them.
    """
    rows = list(lines(text))
    if len(rows) < fewest:
        return
    doubled = [(before, line) for before, line in pairwise(rows) if before.text == line.text]
    if 2 * len(doubled) >= 3 * fewest and 2 * len(doubled) >= 0.95 * (len(rows) - 2):
        for before, line in doubled:
            yield Edit(before.stop, line.stop, "", "stutters.rolling", "the line before is the same, as is every other")
        return
    rolls = [(before, line, end) for before, line in pairwise(rows) if (end := _again(before, line))]
    goes_on = sum(end < line.stop for _, line, end in rolls)
    if goes_on >= fewest and len(rolls) >= share * (len(rows) - 1):
        for before, line, end in rolls:
            start, end = (line.start, end) if end < line.stop else (before.stop, end)  # noqa: PLW2901
            yield Edit(start, end, "", "stutters.rolling", "the line before ended with these words")


def _again(before: Line, line: Line, *, fewest: int = 2, longest: int = 40) -> int:
    """Where what a line begins with and the line before ended with ends; 0 for nothing, or for one word."""
    if before.text == line.text:
        return line.stop
    if WIDE.search(line.text):
        return _again_in_signs(before, line)
    said = before.text.casefold().split()
    here = list(re.finditer(r"\S+", line.text))
    words = [hit[0].casefold() for hit in here]
    shift = line.stop - len(line.text)
    for size in range(min(len(said), len(words), longest), fewest - 1, -1):
        if said[-size:] == words[:size] and len(set(words[:size])) > 1:
            return shift + here[size].start() if size < len(here) else line.stop
    return line.stop if len(words) == 1 and words == said[-1:] and len(said) > 1 else 0


def _again_in_signs(before: Line, line: Line, *, fewest: int = 4) -> int:
    """The same where words have no blanks between them: sign by sign."""
    shift = line.stop - len(line.text)
    for size in range(min(len(before.text), len(line.text)), fewest - 1, -1):
        if before.text.endswith(line.text[:size]):
            rest = line.text[size:]
            return shift + size + len(rest) - len(rest.lstrip()) if rest.strip() else line.stop
    return 0


def _runs(text: str) -> Iterator[list[Span]]:
    """Words that follow each other with nothing but a blank between, as lists; a blank line ends one."""
    run: list[Span] = []
    for hit in _WORD.finditer(text):
        if run and not _BLANK.fullmatch(text, run[-1].end, hit.start()):
            yield run
            run = []
        run.append(Span(hit.start(), hit.end(), hit[0].casefold().replace("’", "'")))
    if run:
        yield run


def _in_run(text: str, run: Sequence[Span], known: Stumbles, longest: int) -> Iterator[tuple[int, int, int, Stumble]]:
    """Stumbles among words with nothing between them: where they begin, where the last try does, and where it ends."""
    said = [span.text for span in run]
    at = 0
    while at < len(run):
        found = _stumble(said, at, known, longest)
        size = found.size
        if size and _one_thing(text, run, at, size, word=found.rule == "stutters.word"):
            last = at + size + {"stutters.word": 0, "stutters.restart": 1}.get(found.rule, size - 1)
            yield run[at].start, run[at + size].start, run[last].end, found
            at += size + 1
        else:
            at += 1


def _stumble(said: Sequence[str], at: int, known: Stumbles, longest: int) -> Stumble:
    """What to drop at this place, and why; of size 0 for nothing."""
    word = said[at]
    times = 1
    if (word in known.words or word in known.fillers) and (at == 0 or said[at - 1] != word):
        times = next((n - at for n in range(at, len(said)) if said[n] != word), len(said) - at)
    if times > 1:
        sure = word in known.fillers or (times > 2 and (len(word) > 1 or word == "i"))
        if sure or times == 2:
            return Stumble(times - 1, "stutters.word", f"“{word}” {_TIMES.get(times, 'many times')} in a row", sure)
    for size in range(min(longest, (len(said) - at) // 2), 1, -1):
        phrase = said[at : at + size]
        after = said[at + 2 * size : at + 2 * size + 1]
        if phrase == said[at + size : at + 2 * size] and _unmeant(phrase, after, known):
            return Stumble(size, "stutters.phrase", f"“{' '.join(phrase)}” twice in a row")
    if word in known.subjects:
        for size in (3, 4):
            again = said[at + size : at + size + 2]
            if len(again) == 2 and again == said[at : at + 2] and said[at + size - 1] in known.dangling:
                return Stumble(size, "stutters.restart", f"“{' '.join(said[at : at + size])}” was begun again")
    return Stumble(0, "", "")


def _unmeant(phrase: Sequence[str], after: Sequence[str], known: Stumbles) -> bool:
    """
    Say whether nobody would say this phrase twice on purpose.

    Meant are "et encore et encore", "jour par jour par jour", "je sais je sais", "au revoir au revoir":
    without a weak word, a chain, a short phrase that is whole. Numbers are read out twice ("20 20").
    """
    if not any(word in known.weak for word in phrase) or any(word.isdigit() for word in phrase):
        return False
    if len(set(phrase)) < len(phrase) or list(after) == phrase[:1]:
        return len(phrase) > 4 and list(after) != phrase[:1]
    return phrase[-1] in known.weak or (len(phrase) > 4 and phrase[0] not in known.subjects)


def _one_thing(text: str, run: Sequence[Span], at: int, size: int, *, word: bool) -> bool:
    """Say whether the tries are one thing: "Le le" is; "la La Rochelle", "de de Gaulle", "L’Île l’île" are not."""
    again = run[at + size]
    if not text[again.start].islower() and again.text != "i":
        return False
    if word:
        return not text[again.end : again.end + 3].lstrip()[:1].isupper() or again.text == "i"
    return not any(
        text[run[at + k].start + 1 : run[at + k].end] != text[run[at + size + k].start + 1 : run[at + size + k].end]
        for k in range(2)
    )
