"""
How fast each cleaner is, and what orchestration costs: documents and MB a second on one core.

    python bench/throughput.py                        on the samples in seeds/ and the cases in tests/
    python bench/throughput.py FOLDER [FOLDER …]      on your own texts
    python bench/throughput.py FOLDER --flow          end to end as well: stages bare, then under Prefect

Times are CPU seconds of one process (`time.process_time`) for the cleaners and wall seconds end to end. MB are 10⁶
bytes of UTF-8 going in. `fix_text` of ftfy on the same texts in the same run is the peer: the last column is the ratio
to it, which is what to compare between machines. Cleaners and peer take turns at each document, and of each document
the best of `--rounds` counts, so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import ftfy

from cleaners import PIPELINE, Cleaner, Document, clean
from cleaners.read import read

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path, default=[ROOT / "seeds"])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--flow", action="store_true", help="measure end to end, bare and under Prefect")
    chosen = options.parse_args()
    paths = [path for folder in chosen.folders for path in sorted(folder.rglob("*.txt"))]
    if not paths:
        sys.exit(f"no .txt files below {', '.join(map(str, chosen.folders))}; name a folder that holds some")
    texts = [path.read_bytes() for path in paths]
    cleaners_alone(texts, chosen.rounds)
    if chosen.flow:
        end_to_end(chosen.folders, sum(map(len, texts)), len(texts))


def cleaners_alone(texts: list[bytes], rounds: int) -> None:
    """Print a row for each entry of the pipeline, on the documents as they stand when its turn comes."""
    size = sum(map(len, texts)) / 1e6
    docs = [read(data, name=str(number)) for number, data in enumerate(texts)]
    print(f"{len(docs)} documents, {size:.2f} MB\n")
    print(f"{'cleaner':24} {'docs/s':>9} {'MB/s':>9} {'share':>7} {'x ftfy':>8}")
    work: dict[str, list[Callable[[], object]]] = {}
    for number, doc in enumerate(docs):
        for step in PIPELINE:
            work.setdefault(step.__name__, []).append(partial(_found, step, doc))
            doc = doc.after(step(doc))  # noqa: PLW2901  as it stands when the next one's turn comes
        work.setdefault("read", []).append(partial(read, texts[number]))
        work.setdefault("clean (all passes)", []).append(partial(clean, docs[number]))
        work.setdefault("ftfy.fix_text", []).append(partial(ftfy.fix_text, docs[number].text))
    took = in_turn(work, rounds)
    for name, seconds in took.items():
        row(name, seconds, size, len(docs), took["clean (all passes)"], took["ftfy.fix_text"])


def row(name: str, took: float, size: float, count: int, whole: float, peer: float) -> None:
    print(f"{name:24} {count / took:9.0f} {size / took:9.2f} {took / whole:7.1%} {peer / took:8.2f}")


def _found(step: Cleaner, doc: Document) -> list[object]:
    return list(step(doc))


def in_turn(work: dict[str, list[Callable[[], object]]], rounds: int) -> dict[str, float]:
    """Seconds that each kind of work takes on all documents: they take turns at each, and each one's best counts."""
    took = dict.fromkeys(work, 1e-9)
    for doc in zip(*work.values(), strict=True):
        times = [[_timed(each) for each in doc] for _ in range(rounds)]
        for name, tries in zip(work, zip(*times, strict=True), strict=True):
            took[name] += min(tries)
    return took


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def end_to_end(folders: list[Path], size: int, count: int) -> None:
    """Print what a run costs bare and under Prefect, and the share that orchestration takes."""
    took = {}
    for name, flags in (("bare (--direct)", ["--direct"]), ("Prefect flow", [])):
        with tempfile.TemporaryDirectory() as folder:
            places = ["--clean-dir", f"{folder}/clean", "--raw-dir", f"{folder}/raw"]
            start = time.perf_counter()
            command = [sys.executable, "-m", "flows.cli", "ingest", *map(str, folders), *places, *flags]
            done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
            took[name] = time.perf_counter() - start
            if done.returncode not in {0, 1}:
                sys.exit(f"{name} failed ({done.returncode}):\n{done.stderr}")
        print(f"{name:24} {count / took[name]:9.1f} {size / 1e6 / took[name]:9.3f}  {took[name]:.1f} s")
    bare, flow = took.values()
    print(f"orchestration: {flow - bare:.1f} s of {flow:.1f} s, {(flow - bare) / flow:.0%}")


if __name__ == "__main__":
    main()
