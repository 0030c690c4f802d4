"""Where speech stumbles: "le le Japon", "qui ne rament pas rament pas", "Elle a eu elle a lancé"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaners.document import Document, Edit
from cleaners.resources import languages, table
from cleaners.text import Span

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*['’]?")
_BLANK = re.compile(r"[ \t\u00a0]+(?:\n[ \t]*)?|\n[ \t]*(?=\S)")


class Stumbles(NamedTuple):
    """A language's words for this module; see cleaners/data/speech/fr.toml."""

    words: frozenset[str]
    weak: frozenset[str]
    subjects: frozenset[str]
    dangling: frozenset[str]


@cache
def stumbles(language: str) -> Stumbles | None:
    """Words that betray a stumble in this language, or None when there are none yet."""
    if language not in languages("speech"):
        return None
    found = table("speech", language).get("stutter")
    return found and Stumbles(*(frozenset(found.get(each, ())) for each in Stumbles._fields))


def fix_stutters(doc: Document, *, longest: int = 8) -> Iterator[Edit]:
    """
    Words or phrases said twice in a row in a transcript, and clauses that start over; the last try stays.

    Only a word that no speaker doubles on purpose goes ("le le", "of of"); "très très", "non non", "vous
    vous" stay, and so does whatever a comma or a stop sets apart: "Au revoir, au revoir." A phrase (up to
    `longest` words) must hold such a word. A new start goes when what came before cannot be a clause.

        >>> from cleaners.document import Fact
        >>> facts = (Fact("kind", "transcript", "example"), Fact("language", "fr", "example"))
        >>> doc = Document("d", "Elle a eu elle a dit que que non non, jamais.", facts)
        >>> doc.after(fix_stutters(doc)).text
        'Elle a dit que non non, jamais.'
    """
    known = stumbles(doc.get("language"))
    if doc.get("kind") != "transcript" or known is None:
        return
    for run in _runs(doc.text):
        yield from _in_run(doc.text, run, known, longest)


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


def _in_run(text: str, run: Sequence[Span], known: Stumbles, longest: int) -> Iterator[Edit]:
    said = [span.text for span in run]
    at = 0
    while at < len(run):
        size, rule, why = _stumble(said, at, known, longest)
        if size and _one_thing(text, run, at, size):
            first, again = run[at], run[at + size]
            yield Edit(first.start, again.start + 1, text[first.start], rule, why)
            at += size + 1
        else:
            at += 1


def _stumble(said: Sequence[str], at: int, known: Stumbles, longest: int) -> tuple[int, str, str]:
    """How many words to drop at this place, and why; 0 for none."""
    for size in range(min(longest, (len(said) - at) // 2), 1, -1):
        phrase = said[at : at + size]
        if phrase == said[at + size : at + 2 * size] and _unmeant(
            phrase, said[at + 2 * size : at + 2 * size + 1], known
        ):
            return size, "stutters.phrase", f"“{' '.join(phrase)}” twice in a row"
    word = said[at]
    if (
        word in known.words
        and said[at + 1 : at + 2] == [word]
        and word not in (*said[at - 1 : at], *said[at + 2 : at + 3])
    ):
        return 1, "stutters.word", f"“{word}” twice in a row"
    if word in known.subjects:
        for size in (3, 4):
            again = said[at + size : at + size + 2]
            if len(again) == 2 and again == said[at : at + 2] and said[at + size - 1] in known.dangling:
                return size, "stutters.restart", f"“{' '.join(said[at : at + size])}” was broken off and begun again"
    return 0, "", ""


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


def _one_thing(text: str, run: Sequence[Span], at: int, size: int) -> bool:
    """Say whether the two tries are one thing: "Le le" is; "la La Rochelle", "de de Gaulle", "L’Île l’île" are not."""
    again = run[at + size]
    if not text[again.start].islower() and again.text != "i":
        return False
    if size == 1:
        return not text[again.end : again.end + 3].lstrip()[:1].isupper() or again.text == "i"
    return not any(
        text[run[at + k].start + 1 : run[at + k].end] != text[run[at + size + k].start + 1 : run[at + size + k].end]
        for k in range(2)
    )
