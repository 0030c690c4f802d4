"""The ways to look at a text: lines, sentences, words, keys; and language data with errors that teach."""

from __future__ import annotations

import pytest

from cleaners.errors import InputError, ResourceError
from cleaners.resources import listed, table
from cleaners.text import differences, key, lines, sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un. Deux ! Trois ?", ["Un.", "Deux !", "Trois ?"]),
        ("U.S. Steel monte. Fin.", ["U.S. Steel monte.", "Fin."]),
        ("M. Dupont est là. Il dort.", ["M. Dupont est là.", "Il dort."]),
        ("Le taux est de 5.12 % ce soir. Bien.", ["Le taux est de 5.12 % ce soir.", "Bien."]),
        ("Il dit « Non. » Puis il part.", ["Il dit « Non. »", "Puis il part."]),
        ("Attendez… il arrive. Oui.", ["Attendez… il arrive.", "Oui."]),
        ("今日は。明日は！", ["今日は。", "明日は！"]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
        ("une ligne\nune autre", ["une ligne", "une autre"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    found = list(sentences(text))
    assert [each.text for each in found] == expected
    assert all(text[each.start : each.end] == each.text for each in found)


def test_lines_cover_the_text_without_gaps() -> None:
    text = "un\n\n\n deux \ntrois\n\n"
    found = list(lines(text))
    assert [each.text for each in found] == ["un", "deux", "trois"]
    assert [each.start for each in found[1:]] == [each.end for each in found[:-1]]
    assert [text[: each.stop].rstrip().endswith(each.text) for each in found] == [True] * 3


def test_words_keep_their_places() -> None:
    text = "L’allié, peut-être 12 fois"
    assert [text[each.start : each.end] for each in words(text)] == ["L’allié", "peut-être", "12", "fois"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Liban–Iran : la bataille…", "Liban-Iran la bataille ...", True),
        ("ÉTÉ", "été", True),
        ("Strasse", "Straße", True),
        ("2 chats", "3 chats", False),
        ("明日", "今日", False),
    ],
)
def test_key(one: str, other: str, same: bool) -> None:
    assert (key(one) == key(other)) is same


def test_differences_rebuild_the_new_text() -> None:
    old, new = "le chat  noir dort", "Le chat noir dormait"
    built, at = "", 0
    for edit in differences(old, new, "test"):
        built += old[at : edit.start] + edit.new
        at = edit.end
    assert built + old[at:] == new


def test_missing_language_data_says_which_file_to_add() -> None:
    with pytest.raises(ResourceError, match=r"there is .*; add xx\.toml in cleaners/data/"):
        table("furniture", "xx")


def test_a_list_of_words_that_no_language_has_is_an_error() -> None:
    with pytest.raises(ResourceError, match=r"no language has words for 'artcles'; add them in cleaners/data/bylines/"):
        listed("bylines", "artcles")


def test_an_input_error_says_where_what_and_what_to_do() -> None:
    assert str(InputError("a.txt", "it is empty", "leave it out")) == "a.txt: it is empty; leave it out"
