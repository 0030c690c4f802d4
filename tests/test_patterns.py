"""Every pattern in the language data finds its `yes` and leaves its `no`."""

from __future__ import annotations

from importlib.resources import files

import pytest

from cleaners.resources import Pattern, languages, patterns

TOPICS = sorted(
    folder.name
    for folder in (files("cleaners") / "data").iterdir()
    if folder.is_dir() and any(each.name.endswith(".toml") for each in folder.iterdir())
)
ALL = [
    pytest.param(each, id=f"{topic}/{language}: {each.rule} {number}")
    for topic in TOPICS
    for language in languages(topic)
    for number, each in enumerate(patterns(topic, language))
]


@pytest.mark.parametrize("pattern", ALL)
def test_a_pattern_holds_what_its_examples_say(pattern: Pattern) -> None:
    assert pattern.yes, "a pattern without a `yes` is a guess"
    assert pattern.no, "a pattern without a `no` has not been doubted"
    for example in pattern.yes:
        assert pattern.regex.search(example), f"must find: {example}"
    for example in pattern.no:
        assert not pattern.regex.search(example), f"must leave: {example}"
