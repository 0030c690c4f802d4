"""
Measure what stands twice: inside a document (drop_repeats) and across documents (near).

    python bench/dedup.py                      # both, on ../shared/bench/dedup
    python bench/dedup.py --shared PATH --only body
    pip install datasketch && python bench/dedup.py --only pairs   # and how many times faster than datasketch

The benchmark's own score_body.py and score_pairs.py, run beside it, give the figures. datasketch does in the same
process what is done here: sign each document (word 3-grams, 128 permutations) and look it up among the earlier ones.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cleaners.document import Document  # noqa: E402
from cleaners.near import Memory, find_duplicates, signed  # noqa: E402
from cleaners.repeats import drop_repeats  # noqa: E402


def cleaned(text: str) -> str:
    """What score_body.py calls: the text without its second copy."""
    doc = Document("bench", text)
    return doc.after(drop_repeats(doc)).text


def body(bench: Path, more: list[str]) -> None:
    command = [sys.executable, str(bench / "score_body.py"), "--fn", "dedup:cleaned", *more]
    subprocess.run(command, cwd=HERE, check=True)


def pairs(bench: Path, folder: Path) -> None:
    exported = folder / "docs.jsonl"
    subprocess.run([sys.executable, str(bench / "score_pairs.py"), "--export", str(exported)], check=False)
    rows = [json.loads(line) for line in exported.read_text(encoding="utf-8").splitlines()]
    signed("warm", "the tables are made once")
    begun = time.process_time()
    new = [signed(row["id"], row["text"]) for row in rows]
    middle = time.process_time()
    found = find_duplicates(new, Memory())
    ended = time.process_time()
    of = {each.id: each.of for each in found}
    clusters = folder / "clusters.tsv"
    clusters.write_text("".join(f"{row['id']}\t{of.get(row['id'], row['id'])}\n" for row in rows), encoding="utf-8")
    subprocess.run([sys.executable, str(bench / "score_pairs.py"), str(clusters)], check=True)
    ours = len(rows) / (ended - begun)
    print(f"{ours:.0f} documents a second of CPU time ({len(rows) / (middle - begun):.0f} signed, "
          f"{len(rows) / (ended - middle):.0f} looked up)")  # fmt: skip
    theirs = datasketch_rate([row["text"] for row in rows])
    if theirs:
        print(f"datasketch, same process: {theirs:.0f} documents a second; ratio {ours / theirs:.2f}")
    else:
        print("datasketch is not installed, so there is no ratio: pip install datasketch")


def datasketch_rate(texts: list[str], *, threshold: float = 0.5) -> float:
    """Documents a second with datasketch, or 0 when it is not installed."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        return 0.0
    import xxhash

    begun = time.process_time()
    index = MinHashLSH(threshold=threshold, num_perm=128)
    signatures = []
    for number, text in enumerate(texts):
        words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
        sketch = MinHash(num_perm=128, hashfunc=xxhash.xxh32_intdigest)
        sketch.update_batch([" ".join(words[at : at + 3]).encode() for at in range(max(1, len(words) - 2))])
        signatures.append(sketch)
        _ = [sketch.jaccard(signatures[other]) >= threshold for other in index.query(sketch)]
        index.insert(number, sketch)
    return len(texts) / (time.process_time() - begun)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="folder that holds bench/dedup"
    )
    parser.add_argument("--only", choices=("body", "pairs"))
    parser.add_argument("--per-doc", action="store_true", help="one line for each double body")
    args = parser.parse_args()
    bench = args.shared / "bench" / "dedup"
    if not bench.is_dir():
        print(f"no benchmark in {bench}: give the folder that holds bench/dedup with --shared", file=sys.stderr)
        return 2
    if args.only != "pairs":
        body(bench, ["--per-doc"] if args.per_doc else [])
    if args.only != "body":
        with tempfile.TemporaryDirectory() as folder:
            pairs(bench, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
