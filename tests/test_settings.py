"""The settings: read from the environment, refused when they make no sense, and quick to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.settings import Settings


def test_every_setting_says_what_it_means():
    untold = [name for name, field in Settings.model_fields.items() if not field.description]
    assert untold == []


def test_the_environment_sets_a_limit(monkeypatch):
    monkeypatch.setenv("LIMPIDE_MAX_BYTES", "1234")
    monkeypatch.setenv("LIMPIDE_RAW", "elsewhere/raw")
    settings = Settings()
    assert settings.max_bytes == 1234
    assert settings.captures == Path("elsewhere/raw/captures")


@pytest.mark.parametrize(
    "written", ["127.0.0.1,10.1.2.3/16", '["127.0.0.1", "10.1.2.3/16"]', " 127.0.0.1 , 10.1.0.0/16,"]
)
def test_addresses_are_written_with_commas_or_as_json(monkeypatch, written):
    monkeypatch.setenv("LIMPIDE_ALLOW_PRIVATE_ADDRESSES", written)
    assert Settings().allow_private_addresses == ("127.0.0.1/32", "10.1.0.0/16")


@pytest.mark.parametrize(
    "wrong", [{"max_bytes": 0}, {"near_jaccard": 1.5}, {"allow_private_addresses": "localhost"}, {"max_byte": 3}]
)
def test_a_setting_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValidationError):
        Settings(**wrong)


def test_settings_do_not_bring_heavy_libraries_with_them():
    heavy = ("prefect", "aiohttp", "trafilatura", "pyarrow", "numpy")
    script = f"import sys, flows.settings; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
