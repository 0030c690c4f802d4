"""What the data of a language with two scripts say in one of them, they say in the other."""

from __future__ import annotations

import pytest

from cleaners.resources import DATA, Pattern, languages, patterns, table
from cleaners.spellings import any_script, respelt, signs_of, spellings

SIGNS = {code: signs_of(table("spellings", code)) for code in languages("spellings")}
SAID = [
    pytest.param(each, code, id=f"{topic}/{code}: {each.rule} {number}")
    for code in SIGNS
    for topic in sorted(folder.name for folder in DATA.iterdir() if folder.is_dir())
    if topic != "spellings" and code in languages(topic)
    for number, each in enumerate(patterns(topic, code))
]


@pytest.mark.parametrize(("pattern", "code"), SAID)
def test_a_pattern_holds_in_either_script(pattern: Pattern, code: str) -> None:
    """Each example is found, or left, however it is spelt."""
    for example in pattern.yes:
        assert any(pattern.regex.search(each) for each in list(spellings(example, SIGNS[code]))[1:] or [example]), (
            example
        )
        assert pattern.regex.search(next(spellings(example, SIGNS[code]))), example
    for example in pattern.no:
        assert not any(pattern.regex.search(each) for each in spellings(example, SIGNS[code])), example


def test_a_sign_belongs_to_one_group() -> None:
    for code, signs in SIGNS.items():
        listed = [sign for group in table("spellings", code)["signs"].split() for sign in group]
        assert len(listed) == len(set(listed)), f"{code}: {sorted({each for each in listed if listed.count(each) > 1})}"
        assert set(table("spellings", code)["shared"]) <= set(signs.other)


@pytest.mark.parametrize(
    ("expression", "both"),
    [
        pytest.param("港口", "港口", id="signs of both scripts stay as they are"),
        pytest.param("(?:关注|港)", "(?:(?:关注|關注)|港)", id="a word is one of its spellings"),
        pytest.param(
            "来?[门间]{2}", "[来來]?[门间門間]{2}", id="a sign that may be missing is one of a set, and so in sets"
        ),
        pytest.param(
            r"(?<!来)\p{L}(?P<who>门)", r"(?<!(?:来|來))\p{L}(?P<who>(?:门|門))", id="groups keep their kinds"
        ),
    ],
)
def test_an_expression_in_either_script(expression: str, both: str) -> None:
    assert any_script(expression, signs_of({"signs": "关關 来來 门門 间間", "shared": ""})) == both


def test_lists_have_the_missing_spellings_and_examples_stay() -> None:
    signs = signs_of({"signs": "关關 台臺", "shared": "台"})
    held = {"words": ["关注", "台"], "yes": ["关"], "acts": "关注 港", "pattern": [{"regex": "关", "why": "关"}]}
    assert respelt(held, signs) == {
        "words": ["关注", "台", "關注", "臺"],
        "yes": ["关"],
        "acts": "关注 港 關注",
        "pattern": [{"regex": "(?:关|關)", "why": "关"}],
    }
