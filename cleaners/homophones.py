"""Words that sound right and are wrong: "des cous externes" for coûts, "tarifs doués" for douaniers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from cleaners.document import Document, Edit, Suggestion
from cleaners.resources import languages, table
from cleaners.speech import repairable


class Collocation(NamedTuple):
    """A setting in which one word cannot be meant; the group `wrong` is to read `new`."""

    rule: str
    why: str
    regex: regex.Pattern[str]
    new: str
    sure: bool


@cache
def collocations(language: str) -> tuple[Collocation, ...]:
    """Give the rules of a language, cleaners/data/homophones/<language>.toml; none for one without a file."""
    if language not in languages("homophones"):
        return ()
    return tuple(
        Collocation(row["rule"], row["why"], regex.compile(row["regex"], regex.M), row["new"], "tier" not in row)
        for row in table("homophones", language)["pattern"]
    )


def fix_homophones(doc: Document) -> Iterator[Edit | Suggestion]:
    """
    Sound-alikes in a transcript, where the words beside leave no choice; the rules are data.

    Only closed collocations are corrected. Agreement ("les taux monte") is left as it was said, and so are
    numbers: to mend them takes grammar, and a wrong guess reads worse than the slip.

        >>> from cleaners.document import Fact
        >>> facts = (Fact("kind", "transcript", "example"), Fact("language", "fr", "example"))
        >>> doc = Document("d", "Les tarifs doués montent au bout du conte.", facts)
        >>> doc.after(fix_homophones(doc)).text
        'Les tarifs douaniers montent au bout du compte.'
    """
    if not repairable(doc):
        return
    known = {(each.old, each.new) for each in doc.suggestions}
    last = 0
    hits = [(hit, rule) for rule in collocations(doc.get("language")) for hit in rule.regex.finditer(doc.text)]
    for hit, rule in sorted(hits, key=lambda pair: (pair[0].start("wrong"), -pair[0].end("wrong"))):
        start, end = hit.span("wrong")
        if start < last:
            continue
        last = end
        new = rule.new[0].upper() + rule.new[1:] if hit["wrong"][0].isupper() else rule.new
        if rule.sure:
            yield Edit(start, end, new, rule.rule, rule.why, 0.95)
        elif (hit["wrong"], new) not in known:
            yield Suggestion(start, end, new, rule.rule, rule.why, 0.5)
