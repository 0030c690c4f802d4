"""What the sentence cleaners look at before they look closely."""

from __future__ import annotations

from importlib.resources import files

import pytest

from cleaners.document import Document, Fact
from cleaners.evidence import lowered
from cleaners.hints import TOPICS, told
from cleaners.pieces import needs
from cleaners.resources import Pattern, languages, patterns, table

SAID = [
    pytest.param(topic, language, each, example, id=f"{topic}/{language}: {each.rule} {number}.{which}")
    for topic in ("calls", "disclaimers", "notices", "placeholders")
    for language in languages(topic)
    for number, each in enumerate(patterns(topic, language))
    for which, example in enumerate(each.yes)
]


@pytest.mark.parametrize(("topic", "language", "pattern", "example"), SAID)
def test_what_a_pattern_finds_is_looked_at(topic: str, language: str, pattern: Pattern, example: str) -> None:
    """A pattern is tried only where a hint of its file stands and what it needs: each example holds both."""
    assert pattern.needs, "nothing stands in all that this expression finds: give it a word, or it is tried everywhere"
    for pieces in pattern.needs:
        assert any(piece in lowered(example) for piece in pieces), f"none of {sorted(pieces)} is in: {example}"
    doc = Document("d", example, (Fact("language", language, "example"),))
    assert list(told(topic, doc)), f"no hint of {topic}/{language}.toml is in: {example}"


def test_the_hints_of_all_files_are_looked_for() -> None:
    folders = [folder.name for folder in (files("cleaners") / "data").iterdir() if folder.is_dir()]
    there = {each for each in folders for code in languages(each) if "hints" in table(each, code)}
    assert there - {"spoken"} == set(TOPICS), "drop_calls looks for those of speech itself, others are in one finder"


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        pytest.param("Subscribe now", [{"subscribe now"}], id="plain words are a piece, in small letters"),
        pytest.param("(?i)news?letters?", [{"letter"}, {"new"}], id="a letter that may be missing ends a piece"),
        pytest.param("see+ the port", [{" the port"}, {"see"}], id="a letter that may come again ends a piece"),
        pytest.param("x{0,2}bell|y{2}pipe", [{"bell", "pipe"}], id="a number of times from nought on is none"),
        pytest.param("(?:like|share) it|follow", [{"like", "share", "follow"}], id="each alternative has its own"),
        pytest.param("tap the bell,?(?: button| icon)", [{"tap the bell"}, {" button", " icon"}], id="two sets are"),
        pytest.param("give.*coins|share", [{"coins", "share"}], id="of one alternative with more, the surest"),
        pytest.param("(?:like|)", [], id="an empty alternative has none, nor has the whole"),
        pytest.param("(?:like){0,3} a", [{" a"}], id="a group that may be missing has none"),
        pytest.param("(?=like)b(?!share)c(?<=give)(?<!ring)", [{"b"}], id="what stands around is not read"),
        pytest.param(r"(?P<who>[a-z|)\]]+) \(us\)\p{Lu}\w\.", [{" (us)"}], id="classes of letters end a piece"),
        pytest.param("(?-i:[A-Z])off(?>er)(?i:SAID)", [{"said"}, {"off"}], id="small groups are read"),
    ],
)
def test_needs_are_what_a_match_cannot_do_without(expression: str, found: list[set[str]]) -> None:
    assert list(needs(expression)) == found
