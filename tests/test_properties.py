"""What holds whatever comes in: undo is exact, a second pass finds nothing, the same input gives the same output."""

from __future__ import annotations

import pickle
import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaners import Document, Edit, clean
from cleaners.document import Suggestion
from cleaners.errors import CleaningError, LimpideError, OverlapError
from cleaners.read import read
from cleaners.read.encoding import source_bytes

ROOT = Path(__file__).resolve().parent.parent
BEFORE = [
    case["before"]
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
LINES = [line for text in SAMPLES + BEFORE for line in text.split("\n")]


def _holds(data: bytes, name: str) -> None:
    try:
        doc = read(data, name=name)
    except LimpideError as error:
        assert str(error), "an error says what, where and what to do"  # noqa: PT017
        return
    done = clean(doc)
    assert source_bytes(done) == data
    assert clean(read(data, name=name)) == done
    if not done.rejected:
        again = clean(done)
        assert again.text == done.text
        assert again.trail == done.trail
    assert pickle.loads(pickle.dumps(done)) == done


@pytest.mark.parametrize("seed", range(40))
def test_random_mixes_of_real_lines(seed: int) -> None:
    """Lines of every case and sample, shuffled together, come back byte for byte."""
    chance = random.Random(seed)
    text = "\n".join(chance.choice(LINES) + chance.choice(["", "", "\n", "  "]) for _ in range(chance.randint(1, 60)))
    _holds(text.encode("utf-8", "surrogatepass"), "mix.txt")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    _holds(text.encode("utf-8", "surrogatepass"), "any.txt")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.vtt", "a.srt", "a"]))
def test_any_bytes(data: bytes, name: str) -> None:
    _holds(data, name)


@pytest.mark.parametrize(
    "said",
    [
        "Subscribe to our newsletter for more of its kind, and share this page with all of your friends!",
        "Este artigo não constitui aconselhamento financeiro. As informações têm caráter meramente informativo.",
        "Wenn dir der Beitrag gefällt, teile ihn gern mit Freunden und abonniere unseren Kanal auf Telegram!",
        "Cet article est publié à titre informatif et ne constitue pas un conseil en investissement.",
    ],
)
def test_the_last_sentence_of_a_text_is_not_noise_around_it(said: str) -> None:
    """Below a text each of these goes; a text of nothing else is about it, and an empty one is of no use to anybody."""
    assert clean(Document("d", f"{said}\n")).text == f"{said}\n"


@given(
    st.text(alphabet="abc é\n", max_size=40),
    st.lists(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), st.text(alphabet="xyz", max_size=4)), max_size=4),
        max_size=4,
    ),
)
def test_undo_is_exact_for_any_edits(text: str, rounds: list[list[tuple[int, int, str]]]) -> None:
    """Whatever a cleaner may find, the trail leads back."""
    doc = Document("d", text)
    for wanted in rounds:
        edits, at = [], 0
        for start, length, new in sorted(wanted):
            if start >= at and start + length <= len(doc.text):
                edits.append(Edit(start, start + length, new, "test"))
                at = start + length + 1
        doc = doc.after(edits)
    assert doc.before_cleaning() == text


def test_overlapping_edits_are_refused_with_both_rules_named() -> None:
    with pytest.raises(OverlapError, match=r"one.*d1.*two|two.*d1.*one"):
        Document("d1", "abcdef").after([Edit(0, 4, "", "one"), Edit(2, 5, "", "two")])


def test_an_edit_outside_the_text_is_refused() -> None:
    with pytest.raises(OverlapError, match="leaves the text"):
        Document("d1", "abc").after([Edit(2, 9, "", "one")])


def test_a_suggestion_leaves_the_text_as_it_is() -> None:
    doc = Document("d1", "Bessan").after([Suggestion(0, 6, "Bessent", "names.misheard")])
    assert (doc.text, doc.trail, doc.suggestions[0].old) == ("Bessan", (), "Bessan")


def test_a_failing_cleaner_is_named_with_its_document() -> None:
    def broken(doc: Document) -> list[Edit]:
        raise ValueError(doc.text)

    with pytest.raises(CleaningError, match="broken failed on d1: ValueError: abc") as caught:
        clean(Document("d1", "abc"), (broken,))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
