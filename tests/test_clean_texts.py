"""Texts that are all text, in tests/texts: whatever they resemble, the whole pipeline leaves them as they are."""

from __future__ import annotations

import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleaners import clean
from cleaners.read import read

TEXTS = Path(__file__).parent / "texts"


def _texts() -> list[Any]:
    found = []
    for path in sorted(TEXTS.glob("*.toml")):
        texts = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
        found += [pytest.param(each["text"], id=f"{path.stem}: {each['label']}") for each in texts]
    return found


@pytest.mark.parametrize("text", _texts())
def test_a_text_that_is_all_text_stays_as_it_is(text: str) -> None:
    """Nothing is taken out, nothing is written otherwise, and nothing is set aside as a comment."""
    done = clean(read(text.encode(), name="text.txt"))

    assert [(edit.rule, edit.old, edit.new) for edit in done.trail] == []
    assert done.comments == ()
    assert done.rejected is None


@pytest.mark.parametrize("width", [66, 72, 78])
@pytest.mark.parametrize("text", _texts())
def test_it_stays_as_it_is_when_it_is_wrapped(text: str, width: int) -> None:
    """Of its line ends nothing depends but blanks at the end of a line, which the wrapping itself leaves."""
    rows = (textwrap.fill(row, width, break_long_words=False, break_on_hyphens=False) for row in text.split("\n"))
    wrapped = "\n".join(rows)

    done = clean(read(wrapped.encode(), name="text.txt"))

    assert [(edit.rule, edit.old) for edit in done.trail if not edit.rule.startswith("normalise.")] == []
    assert done.text.split() == text.split()


def test_there_are_texts_in_all_languages() -> None:
    """An empty folder would let everything pass."""
    assert {path.stem for path in TEXTS.glob("*.toml")} >= {
        "ar", "de", "en", "es", "fr", "id", "it", "ja", "ko", "nl", "pt", "ru", "zh",
    }  # fmt: skip
