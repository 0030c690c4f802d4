"""
The quality floor: the figures that cleaning must not fall below, pinned in bench/floors.json.

    python bench/floors.py                                     measure, compare, say what is below
    python bench/floors.py --raise                             take over what is better now
    python bench/floors.py --lower NAME VALUE --reason "…"     the only way down; the reason stays in the file

The suite runs the same comparison (tests/test_floors.py). Figures of the annotated documents need the shared
benchmark beside the checkout; without it they are not measured and the command says so.
"""

from __future__ import annotations

import argparse
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
    figures = measured(chosen.shared)
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
