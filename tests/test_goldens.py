"""
The sample documents in seeds/, cleaned: what comes out, as text one reads.

A golden holds the facts, the comments, the suggestions and the text. To take a change in, run
`pytest tests/test_goldens.py --update-goldens` and review the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaners import Document, clean
from cleaners.read import read
from cleaners.read.encoding import source_bytes

ROOT = Path(__file__).resolve().parent.parent
GOLDENS = Path(__file__).parent / "goldens"
SAMPLES = sorted(path for path in (ROOT / "seeds").iterdir() if path.suffix in {".txt", ".md", ".html", ".vtt"})


def told(doc: Document) -> str:
    """Everything a reader of the corpus gets, as text."""
    seen: set[str] = set()
    parts = []
    for fact in doc.facts:
        mark = " (also)" if fact.key in seen else ""
        parts.append(f"{fact.key}{mark}: {fact.value}")
        seen.add(fact.key)
    parts += [f"comment ({each.flag}) {each.author}: {each.text!r}" for each in doc.comments]
    parts += [f"suggestion: {each.old!r} -> {each.new!r} ({each.rule})" for each in doc.suggestions]
    return "\n".join(parts) + "\n---\n" + doc.text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_as_its_golden(path: Path, request: pytest.FixtureRequest) -> None:
    """The cleaned sample is the golden, the trail gives the file back, and cleaning again changes nothing."""
    data = path.read_bytes()
    doc = clean(read(data, name=path.name))
    golden = GOLDENS / f"{path.name}.golden"
    if request.config.getoption("--update-goldens"):
        golden.write_text(told(doc), encoding="utf-8")

    assert told(doc) == golden.read_text(encoding="utf-8")
    assert source_bytes(doc) == data
    assert clean(doc).text == doc.text
    assert clean(read(doc.text.encode(), name="again.md")).text == doc.text


def test_every_golden_has_its_sample() -> None:
    assert {path.name for path in GOLDENS.glob("*.golden")} == {f"{path.name}.golden" for path in SAMPLES}


def test_the_samples_show_every_shape_we_promise() -> None:
    """What the newcomer sees first: names repaired, calls, teasers, second body, comments gone, spam flagged."""
    docs = {path.name: clean(read(path.read_bytes(), name=path.name)) for path in SAMPLES}
    video = docs["video-velos.txt"]
    assert "Scott Bessent" in video.text
    assert "Bessin" not in video.text
    assert "Lutnick" in video.text
    assert "abonnez-vous" not in video.text.lower()
    assert "Quelque chose cloche" in video.text
    assert len(video.comments) == 4
    assert [comment.flag for comment in video.comments].count("spam") == 1
    assert "Mengam" not in docs["article-port.txt"].text
    assert docs["post-twice.txt"].text.count("run out of hawthorn") == 1
    assert "warranty" not in docs["post-twice.txt"].text
    assert "Retrouvez toute" not in docs["article-promo.md"].text
    assert "- arrivée à Trieste à 8 h 14 ;" in docs["article-promo.md"].text
    assert "never meant to be read" not in docs["page.html"].text
    assert "rope maker" not in docs["page.html"].text
    assert [comment.flag for comment in docs["page.html"].comments] == ["ordinary", "spam"]
    assert "Scott Bessent" in docs["interview.vtt"].text
    assert docs["interview.vtt"].text.count("quiet") == 1
