"""Sentences that sites say about themselves whatever the text is: cookies, rights, forms, walls, first prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cleaners.admissions import is_legal_page
from cleaners.document import Document, Edit
from cleaners.evidence import quoted, reported, speaks
from cleaners.hints import found_by, told
from cleaners.interface.heads import heads_of_guide
from cleaners.resources import Pattern, among
from cleaners.text import Line, Span, key, size_of, unlinked, within
from cleaners.units import on_whole_lines, units

_LONGEST = {
    "notice.cookies": 900, "notice.rights": 300, "notice.form": 260, "notice.made": 260, "notice.wall": 300,
    "notice.first": 220, "notice.image": 120, "notice.site": 260, "notice.agency": 90,
    "notice.letter": 300, "notice.button": 60,
}  # fmt: skip

# How much of a line the notice must be, where a sentence of a text may begin in the same words.
_SHARES = {"notice.first": 0.6}

# What stands below a text; at its head the same words may be its licence, or say where it comes from, and inside a
# guide they may be a step.
_BELOW = ("notice.rights", "notice.agency", "notice.prompt")


@on_whole_lines
def drop_notices(doc: Document, *, longest: int = max(_LONGEST.values()), most: float = 0.6) -> Iterator[Edit]:
    r"""
    Lines that speak of the cookies, the rights or the forms of the page they stand on.

    Others ask to pay before one reads on ("Already a subscriber?"), say where the text was first printed or that a
    picture is a stock image. The whole line goes, however many sentences it has, up to a length that such notices
    have, in letters where less than `most` of it is the notice. A claim of rights goes only below the text: a licence
    begins with one. At the end of the last paragraph it goes alone, and so does where the text was first printed.

    A text on cookies keeps what it says of them. A sentence of an article on copyright stays when it is quoted, when
    somebody is told to have said it, or when it stands in a paragraph that is longer; so does a correction, which is
    the text's own. A licence or a law is a text of its own and is left alone by its kind.

        >>> doc = Document("d", "Le port rouvre.\nCe site utilise des cookies.\n© 2019 Le Courrier\n")
        >>> doc.after(drop_notices(doc)).text
        'Le port rouvre.\n'
    """
    if doc.get("kind") in ("transcript", "legal", "poem"):
        return
    codes = speaks("calls", doc)
    found: list[tuple[int, Span, Pattern]] = []
    for said, tries in told("notices", doc):
        each = _notice(said.text, tries, codes) if len(said.text) <= longest else None
        if each:
            found.append((said.start, said, each))
    if not found:
        return
    page = units(doc.text)
    if len(page) == 1 or is_legal_page(page[:2]):
        return
    if any(each.rule == "notice.cookies" for _, _, each in found) and _on_cookies(doc, page, found):
        found = [each for each in found if each[2].rule != "notice.cookies"]
    told_last = [unit.start for unit in page if size_of(unit.text) >= 80][-3:]
    heads = heads_of_guide(page, doc.get("language"))
    for n, unit in enumerate(page):
        if n in heads:
            continue
        hits = within(found, unit.start, unit.end)
        here = [each for _, _, each in hits]
        if not here or (here[0].rule in _BELOW and len(told_last) == 3 and unit.start < told_last[0]):
            continue
        share = sum(len(said.text) for _, said, _ in hits) / len(unit.text)
        least = _SHARES.get(here[0].rule, 0.3 if hits[0][0] == unit.stop - len(unit.text) else 0.6)
        size = len(unit.text) if share >= most else size_of(unit.text)
        if size <= max(_LONGEST.get(each.rule, 200) for each in here) and share >= least:
            yield unit.dropped(here[0].rule, here[0].why, 0.92)
        elif told_last and unit.start >= told_last[-1]:
            yield from _last_said(doc.text, unit, *hits[-1][1:])


def _notice(said: str, tries: Iterable[Pattern], codes: tuple[str, ...]) -> Pattern | None:
    """The notice a sentence is; what counts below the text alone gives way to what the sentence says besides."""
    found: Pattern | None = None
    for each in tries:
        hit = found_by(each, said)
        if hit and not _mentioned(said, each.rule, *hit) and not reported(said, codes):
            found = each
            if each.rule not in _BELOW:
                break
    return found


def _on_cookies(
    doc: Document,
    page: Sequence[Line],
    found: Sequence[tuple[int, Span, Pattern]],
    *,
    prose: int = 60,
    share: float = 0.3,
) -> bool:
    """Say whether the text is on cookies: its title says so, or a `share` of its other paragraphs, one at least."""
    words = _cookies()
    title = doc.get("title")
    notices = {key(each.text) for _, each, _ in found}
    if any(word in title.lower() for word in words) and not any(key(title).startswith(each) for each in notices):
        return True  # a notice that stands first is taken for the title
    said = [unlinked(unit.text).lower() for unit in page if not within(found, unit.start, unit.end)]
    own = [text for text in said if len(text) >= prose]  # addresses of what explains the cookies say nothing
    told = sum(any(word in text for word in words) for text in own)
    return told > 0 and told >= share * len(own)


@cache
def _cookies() -> frozenset[str]:
    """What cookies are called in all languages."""
    return among("consent", "cookies")


def _mentioned(said: str, rule: str, start: int, end: int) -> bool:
    """Say whether a sentence speaks of the words, quoted or in its midst: "the phrase All rights reserved is old"."""
    if quoted(said, start):
        return True
    before, after = said[:start].split(), said[end : end + 2]
    midst = len(before) > 1 and before[-1][-1].isalpha() and after[:1] == " " and after[1:].islower()
    return rule == "notice.rights" and midst and "©" not in said


def _last_said(
    text: str, unit: Line, said: Span, each: Pattern, *, longest: int = 120, short: int = 60
) -> Iterator[Edit]:
    """The sentence at the end of the last paragraph that is a notice; one with a clause behind a comma tells more."""
    alone = said.start > unit.start and said.end == unit.stop and len(said.text) <= longest
    brief = len(said.text) <= short or "," not in said.text
    starred = each.rule == "notice.site" and said.text.startswith("*")
    if (starred or each.rule in ("notice.first", "notice.rights", "notice.letter")) and alone and brief:
        start = unit.start + len(text[unit.start : said.start].rstrip())
        yield Edit(start, said.end, "", each.rule, each.why, 0.9)
