"""Sentences that sites say about themselves whatever the text is: cookies, rights, comment forms."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document, Edit
from cleaners.evidence import quoted, told
from cleaners.furniture import units
from cleaners.resources import Pattern
from cleaners.text import Span

_LONGEST = {"notice.cookies": 900, "notice.rights": 300, "notice.form": 260, "notice.made": 90}


def drop_notices(doc: Document) -> Iterator[Edit]:
    r"""
    Lines that speak of the cookies, the rights or the forms of the page they stand on.

    The whole line goes, however many sentences it has, up to a length that such notices have. A sentence of an
    article on cookies or copyright stays when it is quoted or stands in a paragraph that is longer; a licence
    or a law is a text of its own and is left alone by its kind.

        >>> doc = Document("d", "Le port rouvre.\nCe site utilise des cookies.\n© 2019 Le Courrier\n")
        >>> doc.after(drop_notices(doc)).text
        'Le port rouvre.\n'
    """
    if doc.get("kind") in ("transcript", "legal", "poem"):
        return
    found: list[tuple[Span, Pattern]] = []
    for said, tries in told("notices", doc):
        for each in tries:
            hit = each.regex.search(said.text)
            if hit and not quoted(said.text, hit.start()):
                found.append((said, each))
                break
    if not found:
        return
    page = units(doc.text)
    if len(page) == 1:
        return
    for unit in page:
        here = [each for said, each in found if unit.start <= said.start < unit.end]
        if here and len(unit.text) <= max(_LONGEST.get(each.rule, 200) for each in here):
            yield unit.dropped(here[0].rule, here[0].why, 0.92)
