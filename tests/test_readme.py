"""What the README shows is true: its commands are run, its tables come from the code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cleaners import PIPELINE, clean
from cleaners.read import read

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHECKED = re.findall(r"<!-- checked: limpide (.+?) -->\n```\n(.*?)```", README, re.DOTALL)


def table_of_cleaners() -> str:
    """The pipeline as a table: each function and the first line of its docstring, where no sign means Markdown."""
    rows = ["| cleaner | what it finds |", "|---|---|"]
    for step in PIPELINE:
        first = (step.__doc__ or "").strip().split("\n\n")[0]
        path = Path(str(sys.modules[step.__module__].__file__)).relative_to(ROOT).as_posix()
        said = " ".join(first.split()).replace("<", "&lt;").replace("|", "\\|")
        rows.append(f"| [`{step.__name__}`]({path}) | {said} |")
    return "\n".join(rows)


def test_the_table_of_cleaners_is_that_of_the_pipeline(request: pytest.FixtureRequest) -> None:
    """To renew it: pytest tests/test_readme.py --update-goldens."""
    if request.config.getoption("--update-goldens"):
        new = re.sub(
            r"(<!-- generated: cleaners -->\n).*?(\n<!-- end -->)",
            lambda hit: f"{hit[1]}\n{table_of_cleaners()}\n{hit[2]}",
            README,
            flags=re.DOTALL,
        )
        (ROOT / "README.md").write_text(new, encoding="utf-8")
        return
    assert table_of_cleaners() in README


@pytest.mark.parametrize(("command", "shown"), CHECKED, ids=[command for command, _ in CHECKED])
def test_a_command_prints_what_is_shown(command: str, shown: str, request: pytest.FixtureRequest) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *command.split()],
        cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8", env=os.environ | {"COLUMNS": "100"},
    )  # fmt: skip
    if request.config.getoption("--update-goldens"):
        path = ROOT / "README.md"
        old = f"<!-- checked: limpide {command} -->\n```\n{shown}```"
        path.write_text(
            path.read_text("utf-8").replace(old, old.replace(f"```\n{shown}```", f"```\n{done.stdout}```")), "utf-8"
        )
        return
    assert done.stdout == shown


def test_the_before_and_after_are_real() -> None:
    """Each passage shown stands in the sample, before or after cleaning; only the marks of emphasis are added."""
    shown = re.findall(r"<!-- (before|after): (\S+) -->\n((?:>.*\n)+)", README)
    assert {which for which, _, _ in shown} == {"before", "after"}
    for which, name, quoted in shown:
        data = (ROOT / name).read_bytes()
        text = data.decode() if which == "before" else clean(read(data, name=name)).text
        said = " ".join(line.removeprefix(">").strip() for line in quoted.splitlines()).replace("**", "")
        for passage in said.split("[…]"):
            assert passage.strip() in text, f"{which}: {passage.strip()}"


def test_the_python_example_runs() -> None:
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert example
    exec(compile(example[1], "README.md", "exec"), {})


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for needed in project["dependencies"]:
        name = re.split(r"[<>=\[;]", needed)[0]
        assert f"| {name} |" in README, f"{name} needs a line in the README that says why it is worth it"


def test_every_command_of_the_readme_exists() -> None:
    helped = subprocess.run(
        [sys.executable, "-m", "flows.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in set(re.findall(r"^    limpide (\w+)", README, re.MULTILINE)):
        assert command in helped, command
