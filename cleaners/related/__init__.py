"""
Ways to other articles: a lead-in inside the text ("À lire aussi : …"), a heading with its list of titles.

A text goes through the package in this order, each step with a module of its own:

    heads             which lines are a heading of other articles?
    lone              which of them lost their list, and which titles are known by what stands beside them?
    announced         which lines are an announcement and one title, and nothing else?
    lists             which lines below a heading are titles of its list?
    leads, extent     where do lead-ins stand inside running text, and how far does the title of each go?
    onward            which lines that break off end with the button to their rest?

They share `told` (is a line a sentence, a title, a work?) and `references` (is this a reference, as laws, manuals and
dictionaries make them?).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.related.announced import announced, tails
from cleaners.related.heads import foot_of, heads_in
from cleaners.related.leads import leads_in_text, lists_and_leads
from cleaners.related.lone import lone_heads
from cleaners.related.onward import ways_on
from cleaners.related.told import is_technical
from cleaners.text import Line
from cleaners.units import units

_REST_OF_LINK = re.compile(r"^\]\(\S+\)$")


def drop_related(doc: Document) -> Iterator[Edit]:
    r"""
    Lead-ins with the title they lead to, and headings that announce a list of titles, with the list.

    A lead-in inside running text goes as far as its title surely goes: to the bracket that closes it, a stop,
    an opening quote, or a small word with a capital that begins the next sentence. Where the end cannot be
    seen it stays. A heading takes the lines below it while they look like titles; prose ends the list.

    What is left alone: speech; laws; a sentence that merely says "we also read"; a reference ("See also: Article 4
    and the annex", "see [the manual](docs/manual.md)"), an address, a word in small letters after the lead-in; the
    button "Read more" that stands under many things and heads none; a list of single words or of quantities.

        >>> text = "Le bac part. (À lire aussi : Le port rouvre) Il revient.\nÀ lire aussi :\nLe phare s’éteint\n"
        >>> doc = Document("d", text)
        >>> doc.after(drop_related(doc)).text
        'Le bac part. Il revient.\n'
    """
    if doc.get("kind") in ("transcript", "legal"):
        return
    said = units(doc.text)
    gone: set[int] = set()
    taken: list[tuple[int, int]] = []
    places = {line.start: n for n, line in enumerate(said)}
    for edit in _drop_related(doc, said):
        at = places.get(edit.start, -1)
        if at >= 0 and edit.end == said[at].end and not edit.new:
            gone.add(at)
        taken.append((edit.start, edit.end))
        yield edit
    yield from _torn_links(said, gone)
    for edit in tails(doc, said, sorted(taken)):
        taken.append((edit.start, edit.end))
        yield edit
    yield from ways_on(doc, said, sorted(taken))


def _torn_links(said: Sequence[Line], gone: set[int]) -> Iterator[Edit]:
    """The bracket and the address that a link on three lines leaves when its words go."""
    for n in sorted(gone):
        if n and said[n - 1].text == "[":
            end = n
            while end in gone:
                end += 1
            if end < len(said) and _REST_OF_LINK.match(said[end].text):
                yield said[n - 1].dropped("related.link", "the bracket of a link whose words went", 0.9)
                yield said[end].dropped("related.link", "the address of a link whose words went", 0.9)


def _drop_related(doc: Document, said: Sequence[Line]) -> Iterator[Edit]:
    """Headings that lost their list, lines that are an announcement and a title, then lists and lead-ins."""
    leads, foot, technical = leads_in_text(doc), foot_of(said), is_technical(doc.text)
    heads = heads_in(doc, said, foot)
    lost = lone_heads(doc, said, heads, foot)
    led = announced(doc, said, {*heads, *lost}, foot, technical=technical)
    led = {n: why for n, why in led.items() if n not in lost}
    yield from (said[n].dropped("related.head", f"is about other articles, {why}", 0.9) for n, why in lost.items())
    yield from (said[n].dropped("related.lead", why, 0.88) for n, why in led.items())
    heads = {n: text for n, text in heads.items() if n not in lost}
    if leads or heads:
        yield from lists_and_leads(doc, said, leads, heads, {*lost, *led}, foot=foot, technical=technical)
