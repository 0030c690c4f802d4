"""
Names that speech recognition misheard, put right: "Scott Bessan" reads Scott Bessent.

Names come from three places: the document's own title, description and lists; a lexicon; edited documents
of the same corpus. A word is changed only into one of these, and only when sound, letters and context agree;
see cleaners/hearing.py for what is weighed. What is likely but not sure becomes a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaners import expressions as re
from cleaners.document import Document, Edit, Suggestion
from cleaners.lexicon import KINDS, Entry, judged
from cleaners.speech import repairable
from cleaners.text import words
from cleaners.vocabulary import commonness, counted

if TYPE_CHECKING:
    from cleaners.hearing import Candidate, Weigh

# Words that make a name an organisation's, so it is not cut into first and last name.
_FIRM = frozenset(
    [
        "inc",
        "corp",
        "corporation",
        "company",
        "co",
        "ltd",
        "llc",
        "plc",
        "group",
        "groupe",
        "bank",
        "banque",
        "capital",
        "partners",
        "securities",
        "associates",
        "research",
        "holdings",
        "management",
        "university",
        "institute",
        "institut",
        "sa",
        "ag",
        "gmbh",
        "nv",
        "spa",
        "trust",
        "fund",
        "markets",
        "advisors",
        "energy",
        "services",
        "solutions",
        "systems",
        "technologies",
        "technology",
        "industries",
        "international",
        "infrastructure",
        "modernization",
    ]
)

# A word of a person's name: "O’Brien", "McVicar", "J.", "van"; not "IRX", "GE’s", "4Q".
_NAMED = re.compile(
    r"[A-ZÀ-Þ][\w.\-]*[a-zß-ÿ.]|[A-ZÀ-Þ]|(?:[DO]|Mc|Mac)['’]?[A-ZÀ-Þ][\w\-]+|d[aeiu]|de[lnr]|v[ao]n|bin|al|el|l[ae]"
)


# Latin letters and those of a script without blanks side by side: "Obsidian推出了".
_MIXED = re.compile(
    r"[^\W\d_\u3040-\u30ff\u3400-\u9fff][\u3040-\u30ff\u3400-\u9fff]|[\u3040-\u30ff\u3400-\u9fff][^\W\d_\u3040-\u30ff\u3400-\u9fff]"
)
# Evidence from the words around; sound alone says nothing of who is meant.
_CONTEXT = ("office", "kind_cue", "shared", "named", "surely", "country")


def fix_names(
    doc: Document,
    *,
    extra: Sequence[Entry] = (),
    sure: float = 0.7,
    surer: float = 0.75,
    likely: float = 0.3,
    weigh: Weigh | None = None,
) -> Iterator[Edit | Suggestion]:
    """
    Misheard names in a transcript; edited text is never touched.

    `extra` are entries beside the lexicon: a user's own, or names of edited documents; forms that a person
    confirmed are put right, forms a person refused are left. From probability `sure` on a name that the document
    brings is put right (people found +5.8 points, 0.2 right words hurt in 10,000 on calls kept out of training),
    from `surer` on one that only the lexicon has; from `likely` on it is suggested, and so is everything in a
    language without word counts, and a name of the lexicon that nothing but its sound speaks for: Gourvenec may be
    somebody else than Karvenec. The reason says what spoke for it.

        >>> from cleaners.document import Fact
        >>> facts = [Fact(*each, "example") for each in (("kind", "transcript"), ("language", "fr"))]
        >>> doc = Document("d", "Le secrétaire au Trésor Scott Bessan a parlé.", tuple(facts))
        >>> doc.after(fix_names(doc)).text
        'Le secrétaire au Trésor Scott Bessent a parlé.'
    """
    if not repairable(doc):
        return
    from cleaners.hearing import candidates  # noqa: PLC0415  only transcripts need it

    language = doc.get("language")
    known = {(each.old, each.new) for each in doc.suggestions if each.rule.startswith("names.")}
    entries = (*own_names(doc), *extra)
    told = (*entries, *judged())
    confirmed = list(_confirmed(doc.text, told))
    yield from confirmed
    refused = {(form, entry.name) for entry in told for form in entry.never}
    for found in chosen(candidates(doc.text, language, entries, weigh), likely):
        start, end, new = found.start, found.end, found.new
        old = doc.text[start:end]
        if _MIXED.search(old) or _MIXED.search(new):
            continue  # a name and the words around it, in a script without blanks
        if not refused.isdisjoint({(old, new), (old, found.form.entry.name)}):
            continue
        if any(start < each.end and each.start < end for each in confirmed) or _only_a_plural(old, new):
            continue
        entry, why = found.form.entry, found.why
        if entry.origin == "corpus" and entry.source:
            why += f"; spelled so in {entry.source}"
        own = entry.origin == "document"
        short = old.islower() and len(old) < 5  # "docx" may be anything
        alone = not own and not any(found.evidence[each] for each in _CONTEXT)
        if found.probability >= (sure if own else surer) and counted(language) and not short and not alone:
            yield Edit(start, end, new, found.rule, why, found.probability)
        elif (old, new) not in known:
            yield Suggestion(start, end, new, found.rule, why, found.probability)


def _only_a_plural(old: str, new: str) -> bool:
    """Say whether the two differ in a final s and in capitals alone: "a Google doc" is right, and so is Google Docs."""
    return old.casefold().removesuffix("s") == new.casefold().removesuffix("s")


def _confirmed(text: str, entries: Iterable[Entry]) -> Iterator[Edit]:
    """Forms that a person said are this name: put right wherever they stand as whole words, as they are written."""
    forms = {form: entry.name for entry in entries for form in entry.heard}
    if forms:
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        for hit in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text):
            yield Edit(hit.start(), hit.end(), forms[hit[0]], "names.confirmed", "confirmed by hand")


def chosen(found: Iterable[Candidate], least: float) -> list[Candidate]:
    """The likeliest candidates that do not overlap, in the order of the text."""
    taken: list[Candidate] = []
    for each in sorted(found, key=lambda each: (-each.probability, each.start, each.start - each.end)):
        if each.probability >= least and not any(each.start < one.end and one.start < each.end for one in taken):
            taken.append(each)
    return sorted(taken, key=lambda each: each.start)


def own_names(doc: Document) -> tuple[Entry, ...]:
    """
    Names that the document brings itself: facts with the key `name`, author, and names in title and description.

    A fact `name` may say what it is in its `why`: Fact("name", "Kim Delval", "guests", "person").

        >>> from cleaners.document import Fact
        >>> doc = Document("d", "", (Fact("name", "Kim Delval", "list"), Fact("title", "Au port de Brenac", "html")))
        >>> [(entry.name, entry.kind) for entry in own_names(doc)]
        [('Kim Delval', 'person'), ('Brenac', 'name')]
    """
    language = doc.get("language")
    found: dict[str, Entry] = {}
    for fact in doc.facts:
        if fact.key in {"name", "author"}:
            entry = named(fact.value.split(",")[0].strip() or fact.value)
            found.setdefault(fact.value, entry._replace(kind=fact.why) if fact.why in KINDS else entry)
        elif fact.key in {"title", "description"}:
            for name in _proper(fact.value, language):
                found.setdefault(name, named(name))
    return tuple(found.values())


@lru_cache(maxsize=4096)
def named(name: str, origin: str = "document") -> Entry:
    """An entry for a bare name; two or three words without a firm's words are taken for a person."""
    parts = name.replace(",", " ").split()
    person = 2 <= len(parts) <= 4 and all(_NAMED.fullmatch(part) for part in parts)
    firm = any(part.casefold().strip(".&") in _FIRM for part in parts) or "&" in name
    return Entry(name, "organisation" if firm else "person" if person else "name", origin=origin)


def _proper(text: str, language: str, *, common: float = 3.6) -> Iterator[str]:
    """Words of a title or description that are names: capitals inside a sentence, or acronyms, not common words."""
    from cleaners.hearing.words import tokens  # noqa: PLC0415  only transcripts need it

    shouted = sum(word.text.isupper() for word in words(text)) * 2 > sum(1 for _ in words(text))
    run: list[str] = []
    at = 0
    for token in tokens(text, language):
        word = text[token.start : token.end]
        acronym = word.isupper() and 3 <= len(word) <= 6 and not shouted
        proper = (
            word[:1].isupper()
            and not word.isupper()
            and len(word) > 2
            and (not token.first or commonness(word, language) < common)
        )
        if run and (text[at : token.start] != " " or not proper):
            yield " ".join(run)
            run = []
        if acronym:
            yield word
        elif proper:
            run.append(word)
        at = token.end
    if run:
        yield " ".join(run)
