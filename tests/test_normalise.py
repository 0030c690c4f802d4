"""From bytes to tidy text: undo is exact, a second pass finds nothing, and hostile input takes linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Document, clean
from cleaners.document import Cleaner
from cleaners.encoding import drop_invisible, fix_encoding, fix_entities
from cleaners.errors import InputError
from cleaners.language import find_language
from cleaners.normalise import fix_line_ends, normalise, tidy
from cleaners.read import read, source_bytes

STEPS: tuple[Cleaner, ...] = (fix_entities, fix_encoding, drop_invisible, fix_line_ends, normalise, find_language, tidy)
PIECES = (
    "a", "mot", "é", "e\u0301", "Ã©", "Â ", "â€™", "\x92", "&nbsp;", "&amp;", "amp;", "&#38;", "\u00ad", "\u200b",
    "\u200d", "\u202e", "\ufeff", "\ue000", " ", "  ", "   ", "\t", "\u00a0", "\u202f", "\u2003", "\n", "\n\n",
    "\r\n", "\r", "\u2028", "\u2029", "\x0c", "\x00", "\ud83d", "\ude00", "😀", "```\n", "`", "~~~", "    ", "| ",
    "- ", "#", "---", "<b>", "市", "کی",
)  # fmt: skip


def _holds(data: bytes) -> None:
    try:
        doc = read(data)
    except InputError:
        return
    done = clean(doc, STEPS, passes=6)
    assert source_bytes(done) == data
    again = clean(done, STEPS, passes=6)
    assert again.text == done.text
    assert again.trail == done.trail
    done.text.encode()  # no half characters are left
    assert not done.text or (done.text.endswith("\n") and not done.text.endswith("\n\n"))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    _holds(data)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_mix_of_troubles(pieces: list[str]) -> None:
    _holds("".join(pieces).encode("utf-8", "surrogatepass"))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(STEPS[1:]))
def test_each_step_settles_at_once(pieces: list[str], step: Cleaner) -> None:
    doc = Document("d", "".join(pieces))
    done = doc.after(step(doc))
    assert done.before_cleaning() == doc.text
    assert done.after(step(done)).text == done.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 5_000_000, id="one word"),
        pytest.param("é" * 2_000_000, id="one word that is not ASCII"),
        pytest.param("dÃ©jÃ\u00a0 vu " * 20_000, id="a long line of mojibake"),
        pytest.param(" " * 2_000_000 + "x", id="blanks"),
        pytest.param("x" + "\u00a0 " * 2_000_000 + "x", id="blanks of two kinds"),
        pytest.param("\n" * 5_000_000 + "x", id="line breaks before a word"),
        pytest.param("x\n" + " \n" * 50_000 + "x", id="blank lines"),
        pytest.param("&amp;" * 50_000, id="entities"),
        pytest.param("&" * 3_000_000, id="ampersands"),
        pytest.param("<a " * 300_000 + "&amp;", id="tags without an end"),
        pytest.param("a\u200b" * 50_000, id="zero width"),
        pytest.param("a\u200f" * 50_000, id="marks of direction"),
        pytest.param("e" + "\u0301" * 300_000, id="accents upon accents"),
        pytest.param("a  b  " * 20_000, id="two blanks"),
        pytest.param("`a` " * 200_000, id="code"),
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    begin = time.process_time()
    doc = Document("d", text)
    done = clean(doc, STEPS)
    assert time.process_time() - begin < 12
    assert done.before_cleaning() == text
