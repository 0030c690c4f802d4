"""What commands need to find the corpus and a document in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.cli.output import NOTHING, USAGE, fail

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.store.schema import Record


def settings_of(**given: Any) -> Settings:
    """Take the settings from the environment, and from the command line what is given there."""
    from pydantic import ValidationError  # noqa: PLC0415

    from flows.settings import Settings  # noqa: PLC0415

    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg'].lower()}" for each in error.errors())
        fail(f"settings: {faults}; see the options and the LIMPIDE_... variables", USAGE)


def refuse_no_lexicon(lexicon: str | Path | None) -> None:
    """Stop when a lexicon is named that is not there."""
    if lexicon and not Path(lexicon).exists():
        fail(f"{lexicon}: there is no such lexicon; check the path", USAGE)


def snapshot_of(settings: Settings) -> Path:
    """Give the folder of the latest snapshot."""
    from flows.store import snapshot  # noqa: PLC0415

    found = snapshot.latest(settings.clean)
    if found is None:
        fail(f"{settings.clean}: there is no corpus yet; run `limpide ingest` first", NOTHING)
    return found


def record_of(folder: Path, doc_id: str) -> Record:
    """Find a document by its id, the beginning of its id, or its source."""
    from functools import partial  # noqa: PLC0415

    from flows.store import corpus, snapshot  # noqa: PLC0415
    from flows.store.schema import DOCUMENTS, DUPLICATES  # noqa: PLC0415

    found: list[str] = []
    for table in (DOCUMENTS, DUPLICATES):
        found += [
            row["id"]
            for row in snapshot.rows(folder, table, columns=["id", "source"]).to_pylist()
            if doc_id in (row["id"], row["source"]) or (len(doc_id) > 3 and row["id"].startswith(doc_id))
        ]
    if not found:
        fail(f"{doc_id}: no document has this id or source; the ids are in {folder}/documents.jsonl", USAGE)
    if len(found) > 1:
        fail(f"{doc_id}: {len(found)} documents begin so ({', '.join(found[:3])} ...); give more of it", USAGE)
    record = corpus.record(partial(snapshot.rows, folder), found[0])
    assert record is not None
    return record
