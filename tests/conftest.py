"""What several tests need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples each time: a run fails for what was changed. To look for new ones: HYPOTHESIS_PROFILE=search.
settings.register_profile("steady", derandomize=True)
settings.register_profile("search", max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write tests/goldens anew; review them in the diff")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real documents and benchmarks; not part of the project, so its tests say when it is away."""
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip(f"the real documents are not here ({folder}): put shared/ beside the checkout to run this test")
    return folder
