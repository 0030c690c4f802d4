"""What several tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """Our own sample documents."""
    return sorted(
        path for path in (ROOT / "seeds").iterdir() if path.suffix in {".txt", ".md", ".html", ".vtt", ".srt"}
    )
