"""The body that stands twice, in the arrangements that real pages give it, and texts that repeat by right."""

from __future__ import annotations

import random
import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Document
from cleaners.grams import grams, words
from cleaners.repeats import drop_repeats
from cleaners.repeats.at_once import doubled
from cleaners.repeats.echoes import echoing_lines
from cleaners.repeats.page import Page
from cleaners.repeats.spelling import in_common

SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "zo",
    "chan",
    "breux",
    "lier",
)


def sentence(chance: random.Random, size: int) -> str:
    said = " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(size))
    return said.capitalize() + "."


def body(seed: int, paragraphs: int = 6) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(sentence(chance, chance.randint(8, 18)) for _ in range(3)) for _ in range(paragraphs)]


def cleaned(text: str) -> Document:
    doc = Document("d", text)
    return doc.after(drop_repeats(doc))


def said(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("copies", [2, 3, 4])
def test_of_several_copies_one_is_left(seed: int, copies: int) -> None:
    """Two, three or four copies with other lines between: the first stays, and the other lines too."""
    article = body(seed)
    notes = [f"Note {number} between." for number in range(copies)]
    done = cleaned("\n\n".join("\n\n".join([*article, note]) for note in notes))
    assert said(done.text) == [*article, *notes]
    assert list(drop_repeats(done)) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_copy_clipped_at_both_ends_goes(seed: int) -> None:
    """The second copy lost its first and last letters: it goes nevertheless."""
    article = body(seed)
    done = cleaned("\n".join(article) + "\n\nPrint version\n\n" + " ".join(article)[2:-3])
    assert said(done.text) == [*article, "Print version"]


@pytest.mark.parametrize("seed", range(12))
def test_words_glued_in_one_copy_are_known_again(seed: int) -> None:
    """A copy that lost the blank at each paragraph's end still counts as the same text."""
    article = body(seed)
    done = cleaned("\n".join(article) + "\nAdvertisement\n" + "".join(article))
    assert said(done.text) == [*article, "Advertisement"]


@pytest.mark.parametrize("seed", range(12))
def test_what_only_the_second_copy_says_stays(seed: int) -> None:
    """A paragraph that the first copy lacks is kept where it stands."""
    article, more = body(seed), body(seed + 100, 1)
    done = cleaned("\n".join(article) + "\n\nRead more\n\n" + "\n".join([*article[:3], *more, *article[3:]]))
    assert said(done.text) == [*article, "Read more", *more]


@pytest.mark.parametrize("seed", range(12))
def test_the_trail_gives_the_text_back_and_says_where_the_other_copy_stands(seed: int) -> None:
    """Undo is exact, and each reason names characters that hold the same words."""
    article = body(seed)
    text = "Titre\n\n" + "\n\n".join(article) + "\n\nPub\n\n" + "\n".join(article)
    done = cleaned(text)
    assert done.before_cleaning() == text
    for edit in done.trail:
        assert edit.rule == "repeats.body"
        start, end = (int(part) for part in edit.why.split() if part.isdigit())
        assert words(text[start:end]).hash.tolist() == words(edit.old).hash.tolist()


def test_clauses_said_again_in_a_long_contract_stay() -> None:
    """A long paragraph that comes back word for word is a clause when it is a small part of the text."""
    chance = random.Random(7)
    clause = " ".join(sentence(chance, 16) for _ in range(6))
    text = "\n\n".join(part for seed in range(12) for part in (*body(seed), clause))
    assert cleaned(text).text == text


def test_one_frame_filled_in_many_ways_stays() -> None:
    """A form whose numbers differ is not a second copy, even in long lines."""
    frame = " ".join(body(3, 3)).split()
    rows = []
    for number in range(3):
        row = [f"{number}{at}" if at % 9 == 4 else word for at, word in enumerate(frame)]
        rows.append(" ".join(row))
    text = "\n\n".join(rows)
    assert cleaned(text).text == text


@pytest.mark.parametrize("text", ["", "\n", "mot", "…", "la " * 30_000, "a b " * 20_000, "\U0001f600 " * 5000])
def test_texts_that_say_nothing_or_the_same_all_the_time_stay(text: str) -> None:
    """Nothing, one word, or one word without end."""
    assert cleaned(text).text == text


def test_a_text_of_two_words_in_disorder_takes_no_time() -> None:
    """The worst case, where every 6-gram stands everywhere, is bounded."""
    chance = random.Random(1)
    text = " ".join(chance.choice(("oui", "non")) for _ in range(40_000))
    begun = time.process_time()
    cleaned(text)
    assert time.process_time() - begun < 20


def test_words_are_found_where_they_stand() -> None:
    """Places are characters of the text, across pieces, scripts and rare characters."""
    text = "L’été, 今日は\u3099 x\U00020000y\U0001f600z " + "blé " * 30_000
    found = words(text)
    here = [text[start:end] for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True)]
    assert here[:11] == ["L", "été", "今", "日", "は\u3099", "x", "\U00020000", "y", "z", "blé", "blé"]
    assert len(here) == 9 + 30_000
    assert len(set(found.hash[9:].tolist())) == 1
    assert found.alone == 4


def test_runs_of_words_are_told_apart_by_their_order() -> None:
    """The same words in another order have other numbers."""
    one, other = (grams(words(text).hash, 3).tolist() for text in ("un deux trois", "trois deux un"))
    assert one != other


@pytest.mark.parametrize("seed", range(4))
def test_a_double_title_over_a_copy_that_goes_is_cut_once(seed: int) -> None:
    """The first copy is flat and goes with its title; the title's twin is not asked for twice."""
    article = body(seed)
    title = "Un titre de plusieurs mots"
    text = "\n".join([title, title, " ".join(article), "Annonce", title, *article])
    assert said(cleaned(text).text)[-len(article) :] == article
    assert list(drop_repeats(cleaned(text))) == []


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "said_by", ["Ana escribió:", "Jan wrote:", "Luc a écrit :", "Ola napisała:", "田中さんのコメント：", "Иван писал:"]
)
def test_a_quoted_post_and_its_original_stay(seed: int, said_by: str) -> None:
    """A post that another quotes whole is no second body, in any of these languages."""
    article = body(seed)
    text = "\n\n".join([*article, said_by, *article, "Gracias."])
    assert cleaned(text).text == text


@pytest.mark.parametrize("seed", range(6))
def test_paragraphs_that_differ_by_a_figure_each_stay(seed: int) -> None:
    """Two sections of one frame, another figure in each paragraph: two offers, not one."""
    parts = body(seed)
    one, two = ([f"{part[:-1]} {figure + at} euros." for at, part in enumerate(parts)] for figure in (20, 50))
    text = "\n\n".join(["Offre A", *one, "Offre B", *two])
    assert cleaned(text).text == text


@pytest.mark.parametrize("seed", range(60))
def test_no_line_that_says_something_twice_at_once_is_passed_over(seed: int) -> None:
    """Long words, words far apart, signs that are words: looking at some lines finds what looking at all does."""
    chance = random.Random(seed)
    kinds = (
        lambda size: sentence(chance, size),
        lambda size: (
            " ".join("".join(chance.choices(SYLLABLES, k=14)) for _ in range(size // 3 + 1)).capitalize() + "."
        ),
        lambda size: " -- | -- ".join(chance.choices(SYLLABLES, k=size // 2 + 1)).capitalize() + "!",
        lambda size: "".join(chance.choices("今日雨降港船来出人山川海空鳥魚犬猫花木石", k=4 * size)) + "。",
        lambda size: " ".join("".join(chance.choices("가나다라마바사아자차", k=9)) for _ in range(size)) + "다.",
    )
    lines = []
    for _ in range(12):
        block = " ".join(chance.choice(kinds)(chance.randint(1, 12)) for _ in range(chance.randint(1, 3)))
        lines.append(block + chance.choice(["", f" {block}", f" Légende {block}", f" {kinds[0](9)} {block}"]))
    page = Page.of("\n".join([*lines, *chance.choices(lines, k=2)]))
    some = [page.lines[n] for n in echoing_lines(page, 80)]
    assert [*doubled(page.text, some, 80)] == [*doubled(page.text, page.lines, 80)]


@pytest.mark.parametrize("seed", range(12))
def test_a_line_that_breaks_off_stays_where_what_it_breaks_off_goes(seed: int) -> None:
    """One copy breaks a paragraph off, the other goes, or the first itself: what both say of it stands once."""
    article = body(seed)
    clipped = [*article[:2], article[2].rsplit(maxsplit=8)[0], *article[3:]]
    done = cleaned("\n\n".join([*clipped, "Print version", *article]))
    assert [done.text.count(part[:60]) for part in article] == [1] * len(article)


@settings(max_examples=300, deadline=None)
@given(st.text("abc ", max_size=40), st.text("abc ", max_size=40))
def test_what_two_copies_have_in_common_is_what_difflib_says(one: str, other: str) -> None:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    assert in_common(one, other) == [tuple(block) for block in blocks if block.size]
