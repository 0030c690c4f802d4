"""What clean/README.md says of the columns is what the tables hold."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import flows
from flows.store.schema import TABLES
from flows.store.snapshot import FOLDERS, explained

README = Path(__file__).resolve().parent.parent / "clean" / "README.md"


def test_the_columns_in_the_readme_are_those_of_the_schema() -> None:
    """To refresh it: put the output of flows.store.snapshot.explained() between the two marks."""
    said = README.read_text(encoding="utf-8")
    between = said.split("<!-- generated: limpide's schema -->\n")[1].split("<!-- end -->")[0]
    assert between == explained()


def test_every_file_of_a_snapshot_is_in_the_readme() -> None:
    said = README.read_text(encoding="utf-8")
    for table, folder in FOLDERS.items():
        assert f"`{table.name}.jsonl`, `{folder}/*.parquet`" in said


def test_no_two_columns_of_a_table_have_the_same_name_or_no_meaning() -> None:
    for table in TABLES.values():
        assert len(set(table.schema.names)) == len(table.columns)
        assert all(column.meaning for column in table.columns)
        assert set(table.order) <= set(table.schema.names)


# The flows themselves and the server import Prefect, which takes seconds; they hold no examples.
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(flows.__path__, "flows.")
    if module.name not in {"flows.ingest", "flows.reingest", "flows.temporary_server"}
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
