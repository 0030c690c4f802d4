"""The quality floor holds, and nobody lowers it in silence (bench/floors.py is the way to move it)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def floors() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors", ROOT / "bench" / "floors.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_figure_is_below_its_floor(shared: Path, floors: ModuleType) -> None:
    figures = floors.measured(shared)
    assert set(floors.pinned()) == set(figures)
    assert floors.below(floors.pinned(), figures) == []


def test_a_lowered_floor_says_why(floors: ModuleType) -> None:
    for name, floor in floors.pinned().items():
        lowered = floor["at"] > floor["best"] if floor["most"] else floor["at"] < floor["best"]
        assert not lowered or floor.get("reason"), name


def test_worse_figures_are_noticed(floors: ModuleType) -> None:
    """A limit counts from above, a floor from below."""
    pinned = {"f1": {"at": 0.9, "best": 0.9, "most": False}, "harm": {"at": 3.0, "best": 3.0, "most": True}}
    assert floors.below(pinned, {"f1": 0.9, "harm": 3.0}) == []
    assert len(floors.below(pinned, {"f1": 0.89, "harm": 3.1})) == 2
