"""What the sentence cleaners look at before they look closely."""

from __future__ import annotations

import pytest

from cleaners.document import Document, Fact
from cleaners.evidence import told
from cleaners.resources import languages, patterns

TOPICS = ("calls", "disclaimers", "notices", "placeholders")
SAID = [
    pytest.param(topic, language, example, id=f"{topic}/{language}: {each.rule} {number}.{which}")
    for topic in TOPICS
    for language in languages(topic)
    for number, each in enumerate(patterns(topic, language))
    for which, example in enumerate(each.yes)
]


@pytest.mark.parametrize(("topic", "language", "example"), SAID)
def test_what_a_pattern_finds_is_looked_at(topic: str, language: str, example: str) -> None:
    """A pattern is tried only where a hint of its file stands: each of its examples holds one."""
    doc = Document("d", example, (Fact("language", language, "example"),))
    assert list(told(topic, doc)), f"no hint of {topic}/{language}.toml is in: {example}"
