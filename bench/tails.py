"""
Tell how many invented lines of promotion, notes and ways to other texts go from the end of a text that has none.

    python bench/tails.py            # the share that goes, of each language; a line of the text that goes is harm
    python bench/tails.py --kept fr  # the lines that stay

The lines in bench/tails were written before anybody looked which of them the rules know: about 80 in each language,
the same things said in each. They are a measure of what a text loses of which nobody has seen the like, no goal: a
rule for one of them is worth nothing.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cleaners import clean  # noqa: E402
from cleaners.read import read  # noqa: E402


def kept(path: Path) -> tuple[list[str], int, int]:
    """The lines of a language that stay, how many there are, and how often a paragraph of the text went with one."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    blank = "" if path.stem in ("ja", "zh") else " "
    news = told["text"]
    body = [blank.join(news[n] for n in some) for some in ((2, 3), (4, 7), (6, -1))]
    stayed, harm = [], 0
    for line in told["noise"]:
        out = clean(read(("\n\n".join([*body, line]) + "\n").encode(), name="a.txt")).text
        stayed += [line] if line[:25] in out else []
        harm += sum(part not in out for part in body)
    return stayed, len(told["noise"]), harm


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", help="show what stays of this language")
    asked = parser.parse_args()
    gone = lines = 0
    for path in sorted((HERE / "tails").glob("*.toml")):
        if asked.kept not in (None, path.stem):
            continue
        stayed, many, harm = kept(path)
        gone, lines = gone + many - len(stayed), lines + many
        print(f"{path.stem} {1 - len(stayed) / many:.3f} of {many}, harm {harm}")
        print("\n".join(stayed), end="\n") if asked.kept else None
    print(f"all {gone / lines:.3f} of {lines}")


if __name__ == "__main__":
    main()
