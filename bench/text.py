"""
Clean the annotated documents of a text benchmark and score the result.

    python bench/text.py                       # the development split of ../shared/bench/text
    python bench/text.py --split seeds --per-doc
    python bench/text.py --shared PATH --out DIR --split all

Each document is read and cleaned as `limpide clean` does it; cleaned text goes to OUT/<id>.txt, what was learned to
OUT/meta/<id>.json. The benchmark's own score.py, run beside it, says what was removed and what was lost.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cleaners import PIPELINE, clean  # noqa: E402
from cleaners.read import read  # noqa: E402

FIELDS = ("title", "author", "site", "published", "language", "kind")


def documents(bench: Path, split: str) -> list[tuple[str, Path]]:
    """(id, path of the raw text) of each document of the split, in order."""
    splits = json.loads((bench / "split.json").read_text(encoding="utf-8"))
    found = [
        (each, bench / "docs" / f"{each}.txt")
        for name in splits
        if split in (name, "all")
        for each in sorted(splits[name])
    ]
    if split in ("seeds", "all"):
        for path in sorted((bench / "seeds").glob("*.json")):
            labels = json.loads(path.read_text(encoding="utf-8"))
            found.append((labels["id"], (bench / labels["file"]).resolve()))
    return found


def written(bench: Path, out: Path, split: str) -> tuple[int, float]:
    """Clean every document of the split into `out`; return how many bytes went in and how long cleaning took."""
    (out / "meta").mkdir(parents=True, exist_ok=True)
    size, spent = 0, 0.0
    for name, path in documents(bench, split):
        raw = path.read_bytes()
        begun = time.perf_counter()
        doc = clean(read(raw, name=path.name), PIPELINE)
        spent += time.perf_counter() - begun
        size += len(raw)
        (out / f"{name}.txt").write_text(doc.text, encoding="utf-8")
        learned = {field: doc.get(field) or None for field in FIELDS}
        (out / "meta" / f"{name}.json").write_text(json.dumps(learned, ensure_ascii=False, indent=1), encoding="utf-8")
    return size, spent


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="the folder that holds bench/text"
    )
    options.add_argument("--split", default="dev", help="dev, seeds or all")
    options.add_argument("--out", type=Path, help="where cleaned documents go (default: a temporary folder)")
    options.add_argument("--json", type=Path, help="write the figures there too")
    options.add_argument("--per-doc", action="store_true")
    chosen = options.parse_args()
    bench = chosen.shared / "bench" / "text"
    if not (bench / "score.py").is_file():
        print(f"no benchmark at {bench}: give its place with --shared; nothing was scored", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        out = chosen.out or Path(temporary)
        size, spent = written(bench, out, chosen.split)
        print(f"{size / 1e6:.2f} MB read and cleaned in {spent:.2f} s: {size / 1e6 / spent:.2f} MB/s")
        command = [
            sys.executable,
            str(bench / "score.py"),
            str(out),
            "--split",
            chosen.split,
            "--meta",
            str(out / "meta"),
        ]
        command += ["--per-doc"] if chosen.per_doc else []
        command += ["--json", str(chosen.json)] if chosen.json else []
        return subprocess.run(command, check=False, cwd=bench).returncode


if __name__ == "__main__":
    sys.exit(main())
