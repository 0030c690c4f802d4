"""A quick look that spares a long one must never say "nothing here" where the long one would find something."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.coding import _UNDERLINED, _VERSION, is_manual
from cleaners.evidence import line_kind, line_words, lowered
from cleaners.furniture.beyond import at_an_edge, may_have_edges
from cleaners.furniture.page import judged_page
from cleaners.furniture.signs import signs_in
from cleaners.furniture.traits import RIGHTS, is_sentence, speaks_of_rights
from cleaners.grams import grams, most_repeats, words
from cleaners.interface.words import words_of
from cleaners.normalise import _BETWEEN
from cleaners.related.heads import first_of_heads, is_known_head
from cleaners.related.told import ends_told
from cleaners.resources import keyed, languages, patterns
from cleaners.search import Finder, Shapes
from cleaners.signs import (
    BLANK,
    BLANKS,
    BREAK,
    BREAKS,
    HALF,
    HALVES,
    LETTER,
    LETTERS,
    LINE_FEED,
    LONE,
    LONES,
    OTHER,
    SECONDS,
    STRANGE,
    UNSEEN,
    UNSEENS,
    holds,
    kinds,
)
from cleaners.speech.counted import _finder, _spaced, _whole_finder
from cleaners.text import _FOLD, STOPS, Beginnings, key, lines, may_begin, same_key

SETS = {
    BLANK: BLANKS, LINE_FEED: "\n", BREAK: BREAKS, UNSEEN: UNSEENS, HALF: HALVES,
    LETTER: LETTERS, STRANGE: SECONDS, LONE: LONES,
}  # fmt: skip
WORDS = st.sampled_from(
    ["le", "port", "LE", "Port,", "un,", "deux;", "trois?", "été", "—", "l’été", "今日", "12", "a_b"]
)


@pytest.mark.parametrize("size", [0x3000, 0x110000], ids=["alphabets", "all characters"])
def test_each_character_is_of_the_kind_that_the_expressions_find(size: int) -> None:
    chars = [chr(code) for code in range(size)]
    for char, number in zip(chars, kinds("".join(chars)), strict=True):
        kind = bytes((number,))
        if kind == OTHER:
            assert not any(re.match(f"[{each}]", char) for each in SETS.values()), hex(ord(char))
        elif char <= "\uffff":
            assert re.match(f"[{SETS[kind]}]", char), hex(ord(char))


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from((" ", "\n", " … ")))
def test_repeats_are_never_counted_too_few(said: list[str], between: str) -> None:
    text = between.join(said)
    numbers = grams(words(text).hash, 3).tolist()
    assert most_repeats(text, 3) >= len(numbers) - len(set(numbers))


def test_repeats_of_words_are_counted_whatever_stands_between_them() -> None:
    chance = random.Random(3)
    said = [f"w{chance.randrange(10_000)}x" for _ in range(300)]
    assert most_repeats(" ".join(said), 6) == 0
    assert most_repeats(f"{' '.join(said)}.\n\n« {', '.join(map(str.upper, said))} »", 6) == 295


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_lines_with_the_same_key_are_told(one: str, other: str) -> None:
    assert same_key(one, other) is (key(one) == key(other))
    assert same_key(one + other, (one + other).upper()) is (key(one + other) == key((one + other).upper()))


OWNED = "© (c) (C) copyright COPYRIGHT copyrıght Copyrİght ℗ ® a@b.org x.COM x.ıt x.İT x.eſ x.br WWW.x httpſ://x x.nets"


@pytest.mark.parametrize("said", ["all rights", "All Rıghts", "Sold in a shop.", *OWNED.split()])
def test_signs_of_rights_are_found_however_they_are_written(said: str) -> None:
    assert speaks_of_rights(f"It is {said} now") == bool(RIGHTS.search(f"It is {said} now"))


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from((" ", "\n", "-", "…", "_", "’")))
def test_words_between_blanks_are_counted_as_the_expression_counts_them(said: list[str], between: str) -> None:
    text, wanted = between.join(said).lower(), frozenset(("le", "un", "été", "12", "l"))
    assert len(_whole_finder(wanted)(_spaced(text))) == len(_finder(wanted).findall(text))


@given(st.text(st.sampled_from("aé’œßµ½™ÀЖжёіґÇı İαक日ª\u0301—…\n7")))
def test_a_line_has_the_same_key_read_by_a_charset_as_sign_by_sign(text: str) -> None:
    assert key(f"{text} the mill and the river {text}") == " ".join(
        f"{text} the mill and the river {text}".translate(_FOLD).split()
    )


@given(st.text(st.sampled_from("a[({<é’日 \n")))
def test_a_piece_is_held_whenever_it_stands_in_the_text(text: str) -> None:
    pieces = ("[", "({", "<é", "a(")
    assert holds(text, pieces) == any(piece in text for piece in pieces)


def test_words_are_found_in_the_same_places_before_and_after_they_are_packed() -> None:
    find = Finder(["sea", "seaside", "side", "é", "the sea"], often=2)
    assert find("by the seaside, été") == find("by the seaside, été") == find("by the seaside, été")


PAGE = st.sampled_from((
    "Home", "News", "Contact us", "About", "Share this", "Related articles", "3 May 2024", "The ferry", "- tea",
    "The weir at Lowmere was closed on Monday, after the flood had undermined its northern bank.",
    "Nobody was hurt, the county said, and the water fell again by the end of the week.", "Where to berth?",
    "It turns again.", "Read [the note](https://mill.example/note) of the county on the weir.", "# The weir is closed",
))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PAGE, min_size=1, max_size=30))
def test_where_a_text_has_no_edges_the_model_finds_none(said: list[str]) -> None:
    page = tuple(lines("\n".join(said)))
    judged, signs = judged_page(page), signs_in(page)
    told = (judged["stop"] > 0) & (judged["words"] >= 4) & (judged["furniture"] == 0)
    assert all(told[n] for n, line in enumerate(page) if is_sentence(line.text))
    assert may_have_edges(page, signs) or not at_an_edge(judged, signs).any()


LINES = st.lists(
    st.sampled_from((*sorted(line_words())[::40], "Mill", "mill’s", "Share", "#", "12", "é", "The")), max_size=4
)


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from((" ", " – ", ", ")))
def test_a_line_that_is_known_begins_with_a_known_word(said: list[str], between: str) -> None:
    text = between.join(said).title()
    assert line_kind(text) == (line_words().get(key(text), "") if len(text) < 80 else "")
    known = line_kind(text) == "related" or key(text.replace("ـ", "")) in keyed("related", "heads")
    assert is_known_head(text) == known
    assert not known or key(text).partition(" ")[0] in first_of_heads()
    assert not key(text) or may_begin(text, key(text))


@given(st.text(st.sampled_from(".!?…。\"'”)]*_』다요가a ")))
def test_a_line_ends_as_a_sentence_as_the_expression_says(text: str) -> None:
    told = re.search(rf"(?:(?<![.…])[{STOPS}][\"'”’»)\]*_」』]*|[\uac00-\ud7a3][다요죠])\Z", text)
    assert ends_told(text) == (told is not None)


@given(st.text(st.sampled_from("fas xy"), max_size=8))
def test_a_text_begins_with_one_of_some_words(text: str) -> None:
    words = ("fa", "x", "say ", "yyy")
    assert Beginnings(words).begin(text) == text.startswith(words)


@pytest.mark.parametrize("language", ["en", "ja", "ru"])
def test_shapes_asked_at_once_are_those_asked_one_by_one(language: str) -> None:
    several = tuple(each for topic in ("related", "interface") for each in patterns(topic, language))
    for said in (one.lower() for each in several for one in (*each.yes, *each.no)):
        assert list(Shapes(several).near(said)) == [each for each in several if each.may_find(said)]


@pytest.mark.parametrize("phrase", ["share on facebook", "news home", "facebook twitter", "home", "2 views"])
def test_a_line_of_an_interface_may_open_as_one(phrase: str) -> None:
    assert words_of(("en",)).may_open(phrase)
    assert words_of(("en",)).may_open(phrase.title())
    assert not words_of(("en",)).may_open("Zebras cross here")


@given(st.text(st.sampled_from("İIΣσaÉ ß")))
def test_small_letters_keep_their_places(text: str) -> None:
    assert lowered(text) == (text.lower() if "İ" not in text else "".join(char.lower()[0] for char in text))


@pytest.mark.parametrize("topic", ["calls", "notices", "disclaimers", "interface", "comments"])
def test_what_an_expression_with_a_digit_finds_has_one(topic: str) -> None:
    several = [each for code in languages(topic) for each in patterns(topic, code) if each.figures]
    assert all(any(map(str.isdigit, said)) for each in several for said in each.yes)


@given(st.text(st.sampled_from("\n\n\n x\t")))
def test_only_more_than_one_blank_line_is_looked_at(text: str) -> None:
    longer = [hit.span() for hit in re.finditer(r"\n\s*\n", text) if hit[0] != "\n\n"]
    assert [hit.span() for hit in _BETWEEN.finditer(text)] == longer


@given(
    st.lists(
        st.sampled_from(("The weir", "~~~~~~~~", "***", "v1.2", "1.1.0 (2013-01-10)", "## [2.0] - 2019-03-02", ""))
    )
)
def test_marks_of_manuals_are_counted_as_the_expressions_count_them(said: list[str]) -> None:
    text = "\n".join(said)
    underlined = sum(abs(len(hit[1].rstrip()) - len(hit[2])) <= 1 for hit in _UNDERLINED.finditer(text))
    assert is_manual(text) == (underlined >= 2 or len(_VERSION.findall(text)) >= 3)
