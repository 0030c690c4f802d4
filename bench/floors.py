"""
The quality floor: the figures that cleaning must not fall below, pinned in bench/floors.json.

    python bench/floors.py                                     measure, compare, say what is below
    python bench/floors.py --pages                             the same, and all pages of the benchmark: some minutes
    python bench/floors.py --raise                             take over what is better now
    python bench/floors.py --lower NAME VALUE --reason "…"     the only way down; the reason stays in the file

The suite runs the same comparison (tests/test_floors.py). Figures of the annotated documents (`text.dev`) and of real
pages (`html.dev`) need the shared benchmark beside the checkout; without it they are not measured and the command says
so. Those of the sample pages of the suite (`html.samples`) and those that the block model reached on sites it never saw
(`html.unseen`, kept in its file) need nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PINNED = HERE / "floors.json"
SHARED = HERE.parent.parent / "shared"


def pinned() -> dict[str, dict[str, Any]]:
    """Each figure: what holds (`at`), the `best` it was pinned at, if it is a limit (`most`), why it was lowered."""
    floors: dict[str, dict[str, Any]] = json.loads(PINNED.read_text(encoding="utf-8"))
    return floors


def measured(shared: Path) -> dict[str, float]:
    """The figures of the annotated documents, by the benchmark's own scorer."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        command = [sys.executable, str(HERE / "text.py"), "--shared", str(shared), "--json", str(figures)]
        subprocess.run(command, check=True, capture_output=True, cwd=HERE.parent)
        summary = json.loads(figures.read_text(encoding="utf-8"))["summary"]
    noisy, controls = summary["noisy"], summary["negative controls"]
    return {
        "text.dev.f1": round(noisy["F1"], 4),
        "text.dev.removed": round(noisy["removed"], 4),
        "text.dev.harm": round(noisy["harm"], 1),
        "text.dev.controls.untouched": round(controls["untouched"], 4),
        "text.dev.controls.harm": round(controls["harm"], 1),
        **{
            f"text.dev.{label}": round(summary["labels"][label], 4)
            for label in ("related", "comment", "promo", "repeated_body")
        },
    }


def samples() -> dict[str, float]:
    """How well the sample pages in tests/pages are read, beside the texts written for them: F1 of word 4-grams."""
    import pages

    found = {}
    for profile in ("quality", "fast"):
        counts = []
        for gold in sorted((HERE.parent / "tests" / "pages").glob("*.md")):
            doc = pages.ours(gold.with_suffix(".html").read_bytes(), "", profile)
            counts.append(pages.measured({"gold": gold.read_text(encoding="utf-8")}, pages.text_of(doc)))
        found[f"html.samples.{profile}"] = round(pages.f1(counts, gold=True), 4)
    return found


def unseen() -> dict[str, float]:
    """What the block model says of itself: F1 on the sites that each of its folds never saw."""
    model = HERE.parent / "cleaners" / "data" / "blocks" / "model.json.gz"
    told = json.loads(gzip.decompress(model.read_bytes()))["about"]["out of fold"]
    return {
        f"html.unseen.{profile}.{name.replace('-dev', '').replace(' ', '.')}": value
        for profile, figures in told.items()
        for name, value in figures.items()
        if isinstance(value, float) and not name.endswith((" P", " R"))
    }


def measured_pages(shared: Path) -> dict[str, float]:
    """Main text of the real pages, read with the model as it is shipped; it was trained on them."""
    found: dict[str, float] = {}
    for profile in ("quality", "fast"):
        with tempfile.TemporaryDirectory() as folder:
            figures = Path(folder) / "figures.json"
            command = [sys.executable, str(HERE / "pages.py"), "--bench", str(shared / "bench" / "html")]
            command += ["--only", "text", "--alone", "--profile", profile, "--json", str(figures)]
            subprocess.run(command, check=True, capture_output=True, cwd=HERE.parent)
            found |= json.loads(figures.read_text(encoding="utf-8"))
    return found


def below(floors: dict[str, dict[str, Any]], figures: dict[str, float]) -> list[str]:
    """What is worse than pinned, one sentence each."""
    return [
        f"{name} is {figures[name]}, pinned at {floor['at']} ({'at most' if floor['most'] else 'at least'})"
        for name, floor in floors.items()
        if name in figures and (figures[name] > floor["at"] if floor["most"] else figures[name] < floor["at"])
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=SHARED)
    options.add_argument("--raise", dest="up", action="store_true", help="pin what is better now")
    options.add_argument("--lower", nargs=2, metavar=("NAME", "VALUE"))
    options.add_argument("--pages", action="store_true", help="measure the real pages too")
    options.add_argument("--reason", default="", help="why a floor is lowered")
    chosen = options.parse_args()
    floors = pinned() if PINNED.is_file() else {}
    if chosen.lower:
        if not chosen.reason:
            options.error("lowering a floor takes --reason: what was gained for it")
        name, value = chosen.lower
        if name not in floors:
            options.error(f"no floor is named {name}; there are {', '.join(floors)}")
        floors[name] |= {"at": float(value), "reason": chosen.reason}
        _write(floors)
        return 0
    if not (chosen.shared / "bench" / "text").is_dir():
        print(f"nothing measured: no benchmark at {chosen.shared}; give its place with --shared", file=sys.stderr)
        return 2
    figures = measured(chosen.shared) | samples() | unseen()
    if chosen.pages:
        figures |= measured_pages(chosen.shared)
    for name, value in figures.items():
        print(f"{name:32} {value:8}   pinned {floors.get(name, {}).get('at', '-')}")
    if chosen.up:
        for name, value in figures.items():
            most = name.endswith("harm")
            floor = floors.setdefault(name, {"at": value, "best": value, "most": most})
            if value < floor["at"] if most else value > floor["at"]:
                floor |= {"at": value, "best": value}
                floor.pop("reason", None)
        _write(floors)
        return 0
    worse = below(floors, figures)
    print("\n".join(worse) or "nothing is below its floor")
    return 1 if worse else 0


def _write(floors: dict[str, dict[str, Any]]) -> None:
    PINNED.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
