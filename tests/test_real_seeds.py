"""The main job on the four real documents; they are not part of the project and are read from shared/ beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cleaners import Document, clean
from cleaners.read import read
from cleaners.read.encoding import source_bytes


@pytest.fixture(scope="module")
def cleaned(shared: Path) -> dict[str, Document]:
    """The four documents, cleaned, by name."""
    return {
        path.stem: clean(read(path.read_bytes(), name=path.name)) for path in sorted((shared / "seeds").glob("*.txt"))
    }


def _scored(shared: Path, docs: dict[str, Document], out: Path) -> dict[str, dict[str, float]]:
    """What the scorer of the benchmark says."""
    for name, doc in docs.items():
        (out / f"{name}.txt").write_text(doc.text, encoding="utf-8")
    figures = out / "figures.json"
    scorer = shared / "bench/text/score.py"
    subprocess.run(
        [sys.executable, str(scorer), str(out), "--split", "seeds", "--json", str(figures)],
        check=True, capture_output=True,
    )  # fmt: skip
    summary: dict[str, dict[str, float]] = json.loads(figures.read_text())["summary"]
    return summary


def test_the_noise_is_gone(shared: Path, cleaned: dict[str, Document], tmp_path: Path) -> None:
    scored = _scored(shared, cleaned, tmp_path)
    assert scored["noisy"]["F1"] >= 0.99
    assert scored["noisy"]["removed"] >= 0.99
    assert all(share >= 0.99 for share in scored["labels"].values())


def test_no_word_of_the_body_is_lost(shared: Path, cleaned: dict[str, Document], tmp_path: Path) -> None:
    """Harm is 0: what a speaker said twice is body to the scorer, and stays."""
    assert _scored(shared, cleaned, tmp_path)["noisy"]["harm"] == 0


def test_the_comments_are_kept_as_records(cleaned: dict[str, Document]) -> None:
    video = cleaned["000_3a71ce13ffd857f7"]
    assert [comment.flag for comment in video.comments] == [
        "abuse",
        "ordinary",
        "ordinary",
        "ordinary",
        "abuse",
        "abuse",
    ]
    assert video.get("declared_comments") == "17"


def test_the_names_are_put_right_and_nothing_else(cleaned: dict[str, Document]) -> None:
    """Misheard names read as in the lexicon, sounds are gone, and look-alikes of calls and names stay."""
    video = cleaned["000_3a71ce13ffd857f7"]
    for misheard in ("Bessan ", "Bessin", "Baissant", "Luthnique", "Grire", "Guanaruato", "CPTP ", "CPTP,"):
        assert misheard not in video.text
    for right in ("Scott Bessent", "Howard Lutnick", "Greer", "Guanajuato", "CPTPP"):
        assert right in video.text
    assert "[Musique]" not in video.text
    for kept in ("Quelque chose cloche", "quelque chose cloche"):
        if kept in video.before_cleaning():
            assert kept in video.text


@pytest.mark.parametrize(
    "name", ["000_3a71ce13ffd857f7", "001_b88d96b00d94829e", "002_25bc01a23b6d73b0", "003_37108f684c97b521"]
)
def test_metadata_is_as_in_the_gold(shared: Path, cleaned: dict[str, Document], name: str) -> None:
    gold = json.loads((shared / f"bench/text/seeds/{name}.json").read_text())["expected_metadata"]
    doc = cleaned[name]
    for key in ("title", "author", "site", "language", "kind"):
        assert doc.get(key) in [gold[key] or "", *gold.get(f"{key}_alternatives", ())], key
    assert doc.get("published") in {gold["published"] or "", gold.get("published_inferred", "")}


def test_undo_and_second_pass(shared: Path, cleaned: dict[str, Document]) -> None:
    for name, doc in cleaned.items():
        assert source_bytes(doc) == (shared / f"seeds/{name}.txt").read_bytes()
        assert clean(doc).text == doc.text
        assert clean(read(doc.text.encode(), name="again.txt")).text == doc.text
