"""The quality floor holds, and nobody lowers it in silence (bench/floors.py is the way to move it)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def floors() -> ModuleType:
    sys.path.insert(0, str(ROOT / "bench"))
    spec = importlib.util.spec_from_file_location("floors", ROOT / "bench" / "floors.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_figure_is_below_its_floor(shared: Path, floors: ModuleType) -> None:
    figures = floors.measured(shared)
    assert {name for name in floors.pinned() if name.startswith("text.")} == set(figures)
    assert floors.below(floors.pinned(), figures) == []


def test_pages_written_for_the_suite_are_read_as_well_as_ever(floors: ModuleType) -> None:
    figures = floors.samples()
    assert {name for name in floors.pinned() if name.startswith("html.samples.")} == set(figures)
    assert floors.below(floors.pinned(), figures) == []


def test_a_block_model_that_does_worse_on_unseen_sites_is_noticed(floors: ModuleType) -> None:
    figures = floors.unseen()
    assert {name for name in floors.pinned() if name.startswith("html.unseen.")} == set(figures)
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
