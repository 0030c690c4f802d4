"""What a snapshot holds, counted: by language, kind and rule; and its suggestions, grouped."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from flows.explained import suggested as placed
from flows.store import corpus, snapshot
from flows.store.schema import COMMENTS, DOCUMENTS, DUPLICATES, EDITS, SUGGESTIONS


def of_corpus(folder: Path) -> dict[str, Any]:
    """Count what a snapshot holds."""
    docs = snapshot.rows(folder, DOCUMENTS, columns=["language", "kind", "words", "characters"])
    said = {
        "snapshot": folder.name,
        "documents": docs.num_rows,
        "duplicates": snapshot.rows(folder, DUPLICATES, columns=["id"]).num_rows,
        "words": sum(docs["words"].to_pylist()),
        "characters": sum(docs["characters"].to_pylist()),
        "languages": _counted(docs["language"].to_pylist()),
        "kinds": _counted(docs["kind"].to_pylist()),
    }
    for table, column in ((EDITS, "rule"), (SUGGESTIONS, "rule"), (COMMENTS, "flag")):
        said[table.name] = _counted(snapshot.rows(folder, table, columns=[column])[column].to_pylist())
    return said


def suggested(folder: Path, rule: str = "", *, examples: int = 3) -> list[dict[str, Any]]:
    """Group the suggestions of a snapshot by what they would change; most frequent first, each with some contexts."""
    rows = snapshot.rows(folder, SUGGESTIONS).to_pylist()
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["rule"].startswith(rule):
            groups[row["rule"], row["old"], row["new"]].append(row)
    found = []
    for (name, old, new), group in sorted(groups.items(), key=lambda each: (-len(each[1]), each[0])):
        shown = group[:examples]
        contexts = [_context(folder, row) for row in shown]
        score = max(row["score"] for row in group)
        docs = sorted({row["id"] for row in group})
        found.append(
            {
                "handle": handle(name, old, new),
                "rule": name,
                "old": old,
                "new": new,
                "count": len(group),
                "documents": docs,
                "score": score,
                "why": group[0]["why"],
                "contexts": contexts,
            }
        )
    return found


def handle(rule: str, old: str, new: str) -> str:
    """
    Name a group of suggestions: short, and the same in every snapshot.

        >>> handle("names.sound", "Karvenek", "Karvenec")
        'ad6815f4'
    """
    return sha256(f"{rule}\0{old}\0{new}".encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _context(folder: Path, row: dict[str, Any]) -> dict[str, str]:
    record = corpus.record(partial(snapshot.rows, folder), row["id"])
    assert record is not None
    for place in placed(record.doc):
        change = place.change
        if (change.start, change.round, change.rule) == (row["start"], row["round"], row["rule"]):
            where = f"{record.source}:{place.line}:{place.column}"
            return {"where": where, "before": place.before, "after": place.after}
    return {"where": record.source, "before": "", "after": ""}


def _counted(values: list[str]) -> dict[str, int]:
    counts = Counter(value or "unknown" for value in values)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
