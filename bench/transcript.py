"""
Correct the names in a folder of transcripts, to be scored with the transcript benchmark.

    python ../shared/bench/transcript/export.py IN --asr google
    python bench/transcript.py IN OUT
    python ../shared/bench/transcript/score.py OUT --asr google

IN holds <call>.txt and, beside it, <call>.names.json (participants with their kind, phrases of the call's papers).
For clean text (harm.py) give a .txt or .txt.gz and a language: every cleaner for speech runs on it.

    python bench/transcript.py ../shared/bench/transcript/clean/fr.txt.gz OUT.txt --language fr
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

from cleaners import Document, Fact
from cleaners.homophones import fix_homophones
from cleaners.names import fix_names
from cleaners.nonwords import fix_nonwords
from cleaners.sound_tags import drop_sound_tags
from cleaners.stutters import fix_stutters

KINDS = {"PERSON": "person", "ORG": "organisation"}
SPEECH = (drop_sound_tags, fix_stutters, fix_names, fix_homophones, fix_nonwords)


def call_facts(known: dict[str, list]) -> tuple[Fact, ...]:
    """The facts a call's document comes with: speech, its language, and the names known beforehand."""
    given = [Fact("name", name, "participants", KINDS.get(kind, "name")) for name, kind in known["participants"]]
    said = [Fact("name", phrase, "papers") for phrase in known["phrases"]]
    return (Fact("kind", "transcript", "bench"), Fact("language", "en", "bench"), *given, *said)


def correct_calls(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    spoken = 0
    spent = 0.0
    for path in sorted(source.glob("*.txt")):
        known = json.loads(path.with_suffix(".names.json").read_text(encoding="utf-8"))
        doc = Document(path.stem, path.read_text(encoding="utf-8"), call_facts(known))
        began = time.process_time()
        done = doc.after(fix_names(doc))
        spent += time.process_time() - began
        spoken += len(doc.text.split())
        (target / path.name).write_text(done.text, encoding="utf-8")
        print(f"{path.stem}: {len(done.trail)} put right, {len(done.suggestions)} suggested")
    print(f"{spoken} words, {spoken / max(spent, 1e-9):.0f} words a second")


def correct_clean(source: Path, target: Path, language: str) -> None:
    text = (
        gzip.decompress(source.read_bytes()).decode() if source.suffix == ".gz" else source.read_text(encoding="utf-8")
    )
    doc = Document(source.name, text, (Fact("kind", "transcript", "bench"), Fact("language", language, "bench")))
    for step in SPEECH:
        began = time.process_time()
        doc = doc.after(step(doc))
        print(f"{step.__name__}: {len(text.split()) / (time.process_time() - began):.0f} words a second")
    target.write_text(doc.text, encoding="utf-8")
    for edit in doc.trail:
        print(f"{edit.rule}: {edit.old!r} -> {edit.new!r} ({edit.score:.2f})")
    print(f"{len(doc.trail)} changes, {len(doc.suggestions)} suggestions")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--language", default="fr")
    given = parser.parse_args()
    if given.source.is_dir():
        correct_calls(given.source, given.target)
    elif given.source.exists():
        correct_clean(given.source, given.target, given.language)
    else:
        parser.error(f"{given.source} is not there; make it with the benchmark's export.py")


if __name__ == "__main__":
    main()
