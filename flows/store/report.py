"""
The report of a run: how every input ended, what was changed by which rule, what failed and why. It adds up.

    clean/reports/run-000001.json     for programs
    clean/reports/run-000001.md       for people
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from cleaners.document import Document
from cleaners.resources import languages
from flows.store.corpus import write_whole
from flows.wording import many

End = Literal["clean", "unchanged", "duplicate", "rejected", "quarantined", "to-be-retried", "forgotten"]
ENDS: tuple[End, ...] = ("clean", "unchanged", "duplicate", "rejected", "quarantined", "to-be-retried", "forgotten")
_GRAVEST = ("quarantined", "to-be-retried", "rejected", "forgotten", "duplicate")
MEANINGS: dict[str, str] = {
    "clean": "new, or with a new content",
    "unchanged": "in the corpus already, just so",
    "duplicate": "say the same as another document",
    "rejected": "nothing for a corpus",
    "quarantined": "failed, set aside with the cause",
    "to-be-retried": "could not be had this time",
    "forgotten": "let go of by hand",
}


@dataclass
class RuleCount:
    """What one rule did in a run: its edits, the characters they took out and put in, the documents they were in."""

    edits: int = 0
    removed: int = 0
    added: int = 0
    documents: int = 0


@dataclass
class Report:
    """Everything that is told of a run."""

    run: str
    command: str
    started: str
    rules: str
    seconds: float = 0.0
    inputs: int = 0
    ends: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ENDS, 0))
    new: int = 0
    new_versions: int = 0
    by_rule: dict[str, RuleCount] = field(default_factory=dict)
    suggestions: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    comments: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    duplicates_as_before: int = 0
    taught: dict[str, str | int] = field(default_factory=dict)
    characters_in: int = 0
    characters_read: int = 0
    characters_out: int = 0
    cleaning_seconds: float = 0.0
    runner: str = ""
    documents: int = 0
    duplicates: int = 0
    snapshot: str = ""
    snapshot_is_new: bool = False
    notes: list[str] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)

    def cleaned(self, doc: Document, read: int = 0) -> None:
        """Count in a document that was taken in with a new content; `read` is its length before any cleaning."""
        done: dict[str, RuleCount] = defaultdict(RuleCount)
        for edit in doc.trail:
            count = done[edit.rule]
            count.edits += 1
            count.removed += len(edit.old)
            count.added += len(edit.new)
        for rule, count in done.items():
            total = self.by_rule.setdefault(rule, RuleCount())
            total.edits += count.edits
            total.removed += count.removed
            total.added += count.added
            total.documents += 1
        _count(self.suggestions, (each.rule for each in doc.suggestions))
        _count(self.comments, (each.flag for each in doc.comments))
        _count(self.languages, [doc.get("language") or "unknown"])
        _count(self.kinds, [doc.get("kind") or "unknown"])
        self.left_out += len(doc.left_out)
        self.characters_in += len(doc.before_cleaning())
        self.characters_read += read
        self.characters_out += len(doc.text)

    def ended(self, end: End, doc_id: str, source: str, *, rule: str = "", why: str = "") -> None:
        """Count how an input ended; what is not in the corpus as itself is told one by one, the gravest first."""
        self.inputs += 1
        self.ends[end] += 1
        if end not in ("clean", "unchanged"):
            self.told.append({"end": end, "id": doc_id, "source": source, "rule": rule, "why": why})

    def ended_as_before(self, end: Literal["duplicate"]) -> None:
        """Count a duplicate of what it was a duplicate of before this run; it is not told once more."""
        self.inputs += 1
        self.ends[end] += 1
        self.duplicates_as_before += 1

    @property
    def adds_up(self) -> bool:
        """Whether every input has one end."""
        return sum(self.ends.values()) == self.inputs

    def as_json(self) -> dict[str, Any]:
        """Give the report as plain values, the counts from the largest to the smallest."""
        said = asdict(self)
        for name in ("suggestions", "languages", "kinds", "comments"):
            said[name] = dict(sorted(said[name].items(), key=lambda pair: (-pair[1], pair[0])))
        said["by_rule"] = dict(sorted(said["by_rule"].items(), key=lambda pair: (-pair[1]["removed"], pair[0])))
        said["told"] = sorted(self.told, key=lambda each: (_GRAVEST.index(each["end"]), each["source"]))
        return said


def write(report: Report, folder: Path) -> Path:
    """Write the report both ways; give where the readable one lies. One that does not add up is a bug, not a report."""
    if not report.adds_up:
        raise AssertionError(f"{report.inputs} inputs, but their ends are {report.ends}")
    folder.mkdir(parents=True, exist_ok=True)
    said = report.as_json()
    write_whole(folder / f"{report.run}.json", json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n")
    readable = folder / f"{report.run}.md"
    write_whole(readable, markdown(said).encode())
    return readable


def reports(folder: Path) -> list[Path]:
    """List the reports that were written, oldest first."""
    return sorted(folder.glob("run-*.json"))


def next_run(folder: Path) -> str:
    """Name the run to come: one more than the newest that has a report, so none is written over."""
    numbers = [int(path.stem[4:]) for path in reports(folder) if path.stem[4:].isdigit()]
    return f"run-{max(numbers, default=0) + 1:06d}"


def load(path: Path) -> dict[str, Any]:
    """Read a report."""
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return said


def markdown(said: dict[str, Any]) -> str:
    """
    The report as one reads it.

        >>> text = markdown(Report("run-000001", "ingest", "2026-11-22T04:00:00Z", "abc").as_json())
        >>> text.splitlines()[0]
        '# run-000001: ingest'
    """
    parts = [
        f"# {said['run']}: {said['command']}",
        "",
        f"Started {said['started']}, took {said['seconds']:.1f} s. Rules {said['rules']}.",
        "",
        *_table(["end", "inputs", "meaning"], [[end, said["ends"][end], MEANINGS[end]] for end in ENDS]),
        f"**{many(said['inputs'], 'input')}.** New: {said['new']:,}; with a new content: {said['new_versions']:,}.",
        f"The corpus holds {many(said['documents'], 'document')} and {many(said['duplicates'], 'duplicate')}"
        + (f"; snapshot {said['snapshot']}." if said["snapshot"] else "."),
        "",
    ]
    if said["by_rule"]:
        parts += ["## What was changed", ""]
        rows = [
            [rule, *(count[name] for name in ("documents", "edits", "removed", "added"))]
            for rule, count in said["by_rule"].items()
        ]
        parts += _table(["rule", "documents", "edits", "characters out", "characters in"], rows)
        parts += [" ".join(amounts(said)), ""]
    for name in ("languages", "kinds", "comments", "suggestions"):
        if said[name]:
            parts += [f"{name}: " + ", ".join(f"{key} {count}" for key, count in said[name].items()), ""]
    if shaped := by_shape(said["languages"]):
        parts += [shaped, ""]
    if said["left_out"]:
        parts += [f"blocks left out of pages, each with its reason: {said['left_out']:,}", ""]
    if said["taught"].get("names"):
        taught = said["taught"]
        parts += [
            f"names that the edited documents of {taught['snapshot']} taught the transcripts: {taught['names']:,}",
            "",
        ]
    if said["told"]:
        parts += ["## What is not in the corpus as itself", ""]
        parts += _table(
            ["end", "source", "rule", "why"],
            [
                [each["end"], each["source"], each["rule"], each["why"].removeprefix(f"{each['source']}: ")]
                for each in said["told"]
            ],
        )
    if said["duplicates_as_before"]:
        as_before = many(said["duplicates_as_before"], "duplicate")
        parts += [f"{as_before} as before this run; {ASIDE}.", ""]
    parts += [f"- {note}" for note in said["notes"]]
    return "\n".join(parts).rstrip() + "\n"


def by_shape(found: dict[str, int]) -> str:
    """
    Name the documents in languages whose calls, notices and comments nobody put into words for us; "" when none is.

        >>> by_shape({"en": 3, "sw": 2})
        'cleaned by shapes and a few words alone, as there are no words of their own: sw 2'
        >>> by_shape({"en": 3})
        ''
    """
    known = {"unknown", *languages("calls")}
    others = ", ".join(f"{key} {count}" for key, count in found.items() if key.split("-")[0] not in known)
    return f"cleaned by shapes and a few words alone, as there are no words of their own: {others}" if others else ""


ASIDE = "the table `duplicates` of the snapshot names all"


def amounts(said: dict[str, Any]) -> list[str]:
    """
    Say how much text came in and how much of it was kept, markup counted apart.

        >>> amounts({"characters_in": 9000, "characters_read": 4000, "characters_out": 3000})
        ['9,000 characters came in: 4,000 of text, the rest markup.', '3,000 are kept: 25.0 % of the text was noise.']
        >>> amounts({"characters_in": 4000, "characters_read": 4000, "characters_out": 4000})
        ['4,000 characters came in.', '4,000 are kept.']
    """
    came, read, kept = (said[name] for name in ("characters_in", "characters_read", "characters_out"))
    markup = f": {read:,} of text, the rest markup" if read < came else ""
    noise = f": {100 * (read - kept) / read:.1f} % of the text was noise" if kept < read else ""
    return [f"{came:,} characters came in{markup}.", f"{kept:,} are kept{noise}."]


def _table(head: list[str], rows: Iterable[list[Any]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(_cell(each) for each in row)} |" for row in rows]
    return [*lines, ""]


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|").replace("\n", " ")


def _count(into: dict[str, int], values: Iterable[str]) -> None:
    for value, count in Counter(values).items():
        into[value] = into.get(value, 0) + count
