"""Which pairs are let in: what is a word of everyday, of a firm or only spoken of stays as it is."""

from __future__ import annotations

from cleaners.hearing.context import around, is_announced, near_enough
from cleaners.hearing.page import Page
from cleaners.hearing.pairs import Pair, heard_in, near_all, near_heads, pairs_in
from cleaners.hearing.words import cues


def admitted(page: Page) -> list[Pair]:
    """
    Pairs that may be weighed.

    A name of the lexicon that the document neither brings nor spells right anywhere may only be meant where
    the words around announce it (an office, "the city of", its country), or where the same name was so
    announced elsewhere. Two people may share a first name, and half the world's surnames sound alike.
    """
    heard = heard_in(page)
    present = page.present()
    taught = [form for form in page.brought if not page.has(form)]
    pairs = [*pairs_in(page, heard, (*near_all(heard, present), *near_heads(heard, taught)))]
    told = heard.told(page)
    heads = page.lexicon.heads if told.keys else {}
    whole = (near for near in near_heads(told, heads) if page.lacks(near.form))
    announced = [pair for pair in pairs_in(page, told, whole) if is_announced(page, pair)]
    entries = (pair.form.entry for pair in announced)
    people = {entry.name for entry in entries if entry.kind == "person" and " " in entry.name}
    again = page.absent(people)
    pairs = list(dict.fromkeys((*pairs, *announced, *pairs_in(page, heard, near_heads(heard, again)))))
    return [
        pair
        for pair in pairs
        if not _of_a_firm(page, pair)
        and (pair.form.entry.origin == "document" or (_word_by_word(page, pair) and not _only_spoken_of(page, pair)))
    ]


def _of_a_firm(page: Page, pair: Pair, *, longest: int = 3) -> bool:
    """Say whether somebody was just introduced, so that a firm stands here: "the line of Neil Dingman with Karvel"."""
    first = pair.place.first
    cue = cues(page.language)
    if pair.form.entry.kind != "person" or first < 3 or page.low[first - 1] not in cue.after & cue.frames:
        return False
    return any(
        each in cue.kinds.get("introduces", ())
        for size in range(1, longest + 1)
        for each in page.before(first - 1 - size, 3)
    )


def _only_spoken_of(page: Page, pair: Pair, *, sound: float = 0.86, letters: float = 0.8) -> bool:
    """
    Say whether a name of the lexicon only stands elsewhere in the text, and what was heard is not clearly it.

    Nothing around announces it here. A person must sound nearly the same; a thing must be nearly spelled so, because
    there are more towns and firms than any list holds: Bentham is not Banten, though both may be spoken of.
    """
    (first, last), form, heard, spelt = pair
    if form.entry.origin != "lexicon" or len(form.words) > 1 or any(around(page, first, last, form.entry)):
        return False
    return heard < sound if form.entry.kind == "person" else spelt < letters


def _word_by_word(page: Page, pair: Pair, *, least: float = 0.65) -> bool:
    """Say whether each word is near its own, where there are as many: "Uthai Thani" is not Pathum Thani."""
    heard = page.low[pair.place.first : pair.place.last]
    return len(heard) != len(pair.form.words) or all(
        one == other or len(heard) == 1 or near_enough(page, one, other, least)
        for one, other in zip(heard, pair.form.words, strict=True)
    )
