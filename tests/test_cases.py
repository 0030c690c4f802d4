"""The tables in tests/cases: each case says what a cleaner changes, or what it must leave as it is."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from cleaners import Cleaner, Document, Edit, Fact
from cleaners.evidence import lines_of

CASES = Path(__file__).parent / "cases"


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table["case"]:
            known_failure = pytest.mark.xfail(strict=True, reason=case.get("known_failure", ""))
            marks = [known_failure] if "known_failure" in case else []
            found.append(pytest.param(table["cleaner"], case, id=f"{path.stem}: {case['label']}", marks=marks))
    return found


def _cleaner(name: str) -> Cleaner:
    module, function = name.split(":")
    step: Cleaner = getattr(import_module(module), function)
    return step


def _went(text: str, rules: dict[str, str]) -> list[Edit]:
    """Edits for lines of a page, each with the rule by which it went in the step before."""
    lines = [line for line in lines_of(text) if line.text in rules]
    return [line.dropped(rules[line.text], "a case says so", 0.9) for line in lines]


@pytest.mark.parametrize(("name", "case"), _cases())
def test_case(name: str, case: dict[str, Any]) -> None:
    """The text reads as the case says, the trail gives the input back, and a second pass finds nothing."""
    step = _cleaner(name)
    facts = tuple(Fact(key, value, "case") for key, value in case.get("facts", {}).items())
    doc = Document("case", case["before"], facts)
    rules = dict.fromkeys(case.get("menu", ()), "page.furniture")
    for rule, went in case.get("went", {}).items():
        rules |= dict.fromkeys(went, rule)
    if rules:
        doc = doc.after(_went(case["before"], rules))
    done = doc.after(step(doc))

    assert done.text == case.get("after", case["before"])
    assert done.before_cleaning() == case["before"]
    assert done.after(step(done)).text == done.text
    for key, value in case.get("found", {}).items():
        assert done.get(key) == value, key
    if "comments" in case:
        assert [comment.text for comment in done.comments] == case["comments"]
    if "flags" in case:
        assert [comment.flag for comment in done.comments] == case["flags"]
    if "suggested" in case:
        assert [(each.old, each.new) for each in done.suggestions] == [tuple(pair) for pair in case["suggested"]]
    if "rejected" in case:
        assert (done.rejected.rule if done.rejected else "") == case["rejected"]


def test_there_are_cases() -> None:
    """An empty folder would let everything pass."""
    assert _cases()
