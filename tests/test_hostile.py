"""Pages built to hang a reader are read or refused in time (bench/hostile.py has them in every size)."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from types import ModuleType
from typing import Literal

import pytest

from cleaners.errors import InputError
from cleaners.read import read, source_bytes
from cleaners.read.model import model
from cleaners.read.traits.words import first_words, text_words

ROOT = Path(__file__).resolve().parent.parent


def _bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hostile", ROOT / "bench" / "hostile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHAPES = _bench().SHAPES


@pytest.mark.parametrize("profile", ["fast", "quality"])
def test_no_hostile_page_brings_the_reader_down(profile: Literal["fast", "quality"]) -> None:
    """Each shape, small: it is read, and undone to the byte; only one that is no text is refused."""
    with pytest.raises(InputError, match="control characters"):
        read(SHAPES["NUL"](80).encode(), name="page.html", profile=profile)
    for name, made in SHAPES.items():
        if name == "NUL":
            continue
        data = made(80).encode("utf-8", "replace")
        assert source_bytes(read(data, name="page.html", profile=profile)) == data, name


@pytest.mark.parametrize(
    "name",
    ["misnested", "deep tables", "deep lists", "rows of comments", "deep comments", "a long style", "JSON-LD deep"],
)
def test_a_hostile_page_is_read_in_time(name: str) -> None:
    """Ten times as many take some ten times as long: the time of a square would show."""
    data = SHAPES[name](10_000).encode()
    begin = time.process_time()
    read(data, name="page.html", profile="fast")
    assert time.process_time() - begin < 6


def test_a_page_too_large_for_trafilatura_is_read_without_it() -> None:
    """Ninety thousand paragraphs took it two minutes; the trail says that it was not asked."""
    begin = time.process_time()
    doc = read(SHAPES["tags"](60_000).encode(), name="page.html", profile="quality")
    assert time.process_time() - begin < 8
    assert doc.trail[-1].why.endswith("too large to ask trafilatura")


@pytest.mark.parametrize(("name", "count"), [("tags", 100_001), ("attributes", 1_100), ("misnested", 40_000)])
def test_a_page_of_too_many_tags_or_attributes_is_refused(name: str, count: int) -> None:
    with pytest.raises(InputError, match=r"tags|attributes"):
        read(SHAPES[name](count).encode(), name="page.html", profile="fast")


@pytest.mark.parametrize("text", ["Read more: rain", "", "12", "Home", "a a a b", "Read more about the rain " * 9])
def test_what_a_block_says_weighs_what_its_words_weigh(text: str) -> None:
    """The sum is the same, word by word and pair by pair, though it is made without writing out the pairs."""
    weights = model("fast").weights
    total = 0.0
    for word in text_words(text):
        total += weights.text.get(word, 0.0)
    assert weights.said(first_words(text)) == total
