"""
What a corpus teaches: names that its edited documents spell, for the transcripts beside them.

Two steps, so that each can run where the documents are: `names_of` one document, `taught` by all of them.

    >>> docs = [Document(n, f"{n}: hier sprach Kim Delvalle.") for n in ("Eins", "Zwei")]
    >>> [entry.name for entry in taught(map(names_of, docs))]
    ['Kim Delvalle']
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

import regex

from cleaners.document import Document
from cleaners.hearing.words import cues, rarest
from cleaners.lexicon import Entry, shipped
from cleaners.names import named
from cleaners.sounds import alike, spelled, spelled_alike
from cleaners.text import Span, sentences, words

# Two words with a capital, a blank between them: without these a sentence holds no name.
_TWO = regex.compile(r"\p{Uppercase}[\w'’-]* \p{Uppercase}")


def names_of(doc: Document, *, common: float = 4.0) -> dict[str, int]:
    """
    Names that an edited document holds, and how much it vouches for each: 2 when its title or description does, too.

    A name is two to four words with a capital in a row inside a sentence; the first word of a sentence proves
    nothing. Left out are the office before it ("Treasury Secretary"), names whose every word is at least
    `common` (recognisers know these), and everything in a transcript, where names are what is doubted.

        >>> names_of(Document("d", "Hier le ministre Kim Delvalle a dit non. Paul Roux aussi."))
        {'Kim Delvalle': 1}
    """
    if doc.get("kind") == "transcript":
        return {}
    language = doc.get("language")
    told = " ".join((doc.get("title"), doc.get("description")))
    found: dict[str, int] = {}
    for run in _capitalised(doc.text):
        name = _without_office(run, language)
        if name and rarest(name, language) < common:
            found[name] = 2 if name in told else 1
    return found


def taught(
    found: Iterable[Mapping[str, int]], *, least: int = 2, most: int = 400, clearly: int = 3
) -> tuple[Entry, ...]:
    """
    Entries for names that the documents of a corpus vouch for, at least `least` in all; the best known first.

    One document may misspell, so one does not teach, unless its title says the same or the lexicon holds the
    name. Of two spellings that sound alike the one `clearly` times as frequent stays, and one that only sounds
    like a name of the lexicon goes. Give each document once: copies would vouch for their mistakes. At most
    `most` names, in an order that depends on nothing but the documents.

        >>> [entry.name for entry in taught([{"Kim Delvalle": 1}, {"Kim Delval": 1, "Scott Bessent": 1}])]
        ['Scott Bessent']
    """
    counts: Counter[str] = Counter()
    for names in found:
        counts.update(names)
    known = {entry.name: entry for entry in shipped()}
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    sure = [name for name in ranked if name in known or counts[name] >= least]
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for name in (*known, *sure):
        for word in name.split():
            by_word[spelled(word)].append(name)
    kept = (name for name in sure if name in known or not _misspelt(name, by_word, counts, known, clearly))
    return tuple(
        known[name]._replace(origin="corpus") if name in known else named(name, "corpus") for name in islice(kept, most)
    )


def _misspelt(
    name: str, by_word: Mapping[str, list[str]], counts: Mapping[str, int], known: Mapping[str, Entry], clearly: int
) -> bool:
    """Say whether a name is another spelling of a better known one with which it shares a word."""
    others = {other for word in name.split() for other in by_word[spelled(word)]} - {name}
    return any(
        _sound_alike(name, other)
        for other in others
        if other in known or counts.get(other, 0) >= clearly * counts[name]
    )


def _sound_alike(one: str, other: str, *, near: float = 0.75) -> bool:
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(
        a == b or (alike(a, b) + spelled_alike(a, b)) / 2 >= near for a, b in zip(ours, theirs, strict=True)
    )


@cache
def _offices(language: str) -> frozenset[str]:
    """Give the words that announce a person in a language, one by one: "secretary", "treasury", "trésor"."""
    cue = cues(language)
    phrases = frozenset().union(cue.kinds.get("person", frozenset()), *cue.roles.values())
    return frozenset(word for phrase in phrases for word in phrase.split())


def _without_office(run: list[Span], language: str) -> str:
    """A run of words without the office it begins with; "" when less than two words are left."""
    while run and spelled(run[0].text) in _offices(language):
        run = run[1:]
    return " ".join(word.text for word in run) if len(run) > 1 else ""


def _capitalised(text: str, *, longest: int = 6) -> Iterator[list[Span]]:
    for said in sentences(text) if _TWO.search(text) else ():
        if not _TWO.search(said.text):
            continue
        run: list[Span] = []
        for number, word in enumerate(words(said.text)):
            follows = run and said.text[run[-1].end : word.start] == " "
            proper = word.text[:1].isupper() and not word.text.isupper() and number > 0
            if not (proper and follows):
                if 2 <= len(run) <= longest:
                    yield run
                run = []
            if proper:
                run.append(word)
        if 2 <= len(run) <= longest:
            yield run
