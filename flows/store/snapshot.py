"""
Snapshots: what a reader gets. One folder holds one whole version of the corpus and never changes again.

    clean/latest -> snapshots/v00000003
        documents.jsonl      one document a line, sorted by id (while small enough to open; .zst beside it always)
        data/*.parquet       the same rows; hard links to the corpus' own files, so they cost no space
        edits, suggestions, comments, duplicates, left_out, names, deletions: the same two ways
        MANIFEST.json        every file with its size and SHA-256, the counts, the rules
        README.md            the data card

`latest` is swapped in one rename, so a reader sees one version or the other and nothing between.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import zstandard

from cleaners.lexicon import Entry
from cleaners.taught import taught as learnt
from flows.store.corpus import Corpus, write_whole
from flows.store.schema import (
    COMMENTS,
    DELETIONS,
    DOCUMENTS,
    DUPLICATES,
    EDITS,
    LEFT_OUT,
    NAMES,
    RUNS,
    SUGGESTIONS,
    Table,
    belonging_to,
    described,
)

# Where the Parquet files of each table lie: `data` is where tools for data sets look first.
FOLDERS = {
    DOCUMENTS: "data",
    EDITS: "edits",
    SUGGESTIONS: "suggestions",
    COMMENTS: "comments",
    DUPLICATES: "duplicates",
    LEFT_OUT: "left_out",
    NAMES: "names",
    DELETIONS: "deletions",
}


class Snapshot(NamedTuple):
    """A published version: its name, where it lies, and whether it was made just now."""

    name: str
    folder: Path
    new: bool


def publish(corpus: Corpus, clean: Path, rules: str, *, plain_bytes: int = 64 << 20) -> Snapshot:
    """
    Publish the corpus as it is now; when its rows are those of the latest snapshot, that one stays.

    Lines are written as plain JSON too while a table's text is below `plain_bytes`. Whatever is cut short leaves a
    folder whose name begins with a dot, which the next publish sweeps away.
    """
    folder = clean / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".v*"):
        shutil.rmtree(left)
    content = _content(corpus)
    last = latest(clean)
    if last and manifest(last)["content"] == content:
        _point(clean, last)
        return Snapshot(last.name, last, new=False)
    name = f"v{max([0, *(int(each.name[1:]) for each in _published(folder))]) + 1:08d}"
    fresh = folder / f".{name}"
    fresh.mkdir()
    counts = {table.name: _write(corpus, table, fresh, plain_bytes) for table in FOLDERS}
    (fresh / "README.md").write_text(_card(corpus, name, counts), encoding="utf-8")
    write_whole(fresh / "MANIFEST.json", _listed(fresh, name, content, rules, counts))
    fresh.rename(folder / name)
    _point(clean, folder / name)
    return Snapshot(name, folder / name, new=True)


def explained() -> str:
    """Give what every column means, as Markdown: the generated part of clean/README.md."""
    return described([*FOLDERS, RUNS])


def latest(clean: Path) -> Path | None:
    """Give the folder of the newest whole snapshot; it is found even when `latest` is not there."""
    published = _published(clean / "snapshots")
    return published[-1] if published else None


def standing(clean: Path) -> frozenset[str]:
    """Ids of the documents that stand for themselves in the newest whole snapshot."""
    last = latest(clean)
    return frozenset(rows(last, DOCUMENTS, columns=["id"])["id"].to_pylist()) if last else frozenset()


def sources(clean: Path) -> dict[str, str]:
    """Give the source of every document in the newest whole snapshot, by id."""
    last = latest(clean)
    held = [row for table in (DOCUMENTS, DUPLICATES) for row in _named(last, table)] if last else []
    return {row["id"]: row["source"] for row in held}


def _named(snapshot: Path, table: Table) -> list[dict[str, str]]:
    named: list[dict[str, str]] = rows(snapshot, table, columns=["id", "source"]).to_pylist()
    return named


def taught(clean: Path) -> tuple[str, tuple[Entry, ...]]:
    """
    Give the newest whole snapshot's name, and the names that its edited documents teach, each with one that does.

    Duplicates do not count: copies would vouch for their mistakes.
    """
    last = latest(clean)
    if last is None:
        return "", ()
    where = {row["id"]: row["source"] for row in _named(last, DOCUMENTS)}
    said: dict[str, dict[str, int]] = defaultdict(dict)
    first: dict[str, tuple[int, str]] = {}
    for row in rows(last, NAMES).to_pylist():
        if source := where.get(row["id"]):
            name, vouches = row["name"], row["vouches"]
            said[row["id"]][name] = vouches
            first[name] = min(first.get(name, (-vouches, source)), (-vouches, source))
    return last.name, tuple(entry._replace(source=first[entry.name][1]) for entry in learnt(said.values()))


def manifest(snapshot: Path) -> dict[str, Any]:
    """Read what a snapshot says of itself."""
    said: dict[str, Any] = json.loads((snapshot / "MANIFEST.json").read_text(encoding="utf-8"))
    return said


def rows(snapshot: Path, table: Table, ids: Any = None, columns: list[str] | None = None) -> pa.Table:
    """Rows of a table as the snapshot holds them: all, or those of some documents."""
    from pyarrow import dataset  # noqa: PLC0415

    files = sorted(str(path) for path in (snapshot / FOLDERS[table]).glob("*.parquet"))
    return dataset.dataset(files, schema=table.schema).to_table(columns=columns, filter=belonging_to(ids))


def _published(folder: Path) -> list[Path]:
    return sorted(each for each in folder.glob("v????????") if (each / "MANIFEST.json").is_file())


def _content(corpus: Corpus) -> str:
    """Digest of what the corpus says: the same rows give the same digest, however they came there."""
    seal = hashlib.sha256()
    for row in sorted(corpus.rows(DELETIONS, columns=["run", "id"]).to_pylist(), key=itemgetter("run", "id")):
        seal.update(json.dumps(row).encode())
    for doc_id, known in sorted(corpus.known.items()):
        seal.update(json.dumps([doc_id, known.digest, known.version, known.duplicate_of, known.similarity]).encode())
    return seal.hexdigest()


def _write(corpus: Corpus, table: Table, fresh: Path, plain_bytes: int) -> int:
    """Write one table both ways; give the number of its rows."""
    home = fresh / FOLDERS[table]
    home.mkdir()
    for number, source in enumerate(corpus.files(table)):
        _link(source, home / f"part-{number:05d}.parquet")
    all_rows = corpus.rows(table).sort_by([(name, "ascending") for name in table.order])
    plain = fresh / f"{table.name}.jsonl"
    squeezed = zstandard.ZstdCompressor(level=3, write_checksum=True)
    with (fresh / f"{table.name}.jsonl.zst").open("wb") as out, squeezed.stream_writer(out) as lines:
        both = plain.open("wb") if all_rows.nbytes < plain_bytes else None
        for line in _lines(all_rows):
            lines.write(line)
            if both:
                both.write(line)
        if both:
            both.close()
    return int(all_rows.num_rows)


def _lines(table: pa.Table, *, at_once: int = 1000) -> Iterator[bytes]:
    for batch in table.to_batches(max_chunksize=at_once):
        for row in batch.to_pylist():
            yield json.dumps(row, ensure_ascii=False, default=_hex).encode() + b"\n"


def _hex(value: bytes) -> str:
    return value.hex()


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links, or one that ends between the two
        shutil.copyfile(source, target)


def _listed(fresh: Path, name: str, content: str, rules: str, counts: dict[str, int]) -> bytes:
    files = {}
    for path in sorted(each for each in fresh.rglob("*") if each.is_file()):
        data = hashlib.sha256()
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                data.update(part)
            os.fsync(file.fileno())
        files[path.relative_to(fresh).as_posix()] = {"bytes": path.stat().st_size, "sha256": data.hexdigest()}
    said = {"snapshot": name, "content": content, "rules": rules, "rows": counts, "files": files}
    return json.dumps(said, indent=1).encode() + b"\n"


def _point(clean: Path, target: Path) -> None:
    """Let `latest` name this snapshot, in one rename."""
    link = clean / "latest"
    if link.is_symlink() and link.readlink() == Path("snapshots") / target.name:
        return
    beside = clean / f".latest.{os.getpid()}"
    with suppress(FileNotFoundError):
        beside.unlink()
    beside.symlink_to(Path("snapshots") / target.name)
    beside.replace(link)


def _card(corpus: Corpus, name: str, counts: dict[str, int]) -> str:
    """The data card: what this is, how to read it, what each column means; its head is what data set tools read."""
    docs = corpus.rows(DOCUMENTS, columns=["language", "kind", "words"])
    configs = "\n".join(
        f"- config_name: {table.name}\n  data_files: {folder}/*.parquet"
        + ("\n  default: true" if folder == "data" else "")
        for table, folder in FOLDERS.items()
        if counts[table.name]
    )
    totals = "\n".join(f"| {each} | {count:,} |" for each, count in counts.items())
    return f"""---
pretty_name: Limpide corpus {name}
configs:
{configs}
---

# Corpus {name}

Cleaned text with its provenance. Every character that cleaning removed or changed is in `edits`, with its rule and
reason; undone newest first, the edits of a document give its input back.

| table | rows |
|---|---|
{totals}

{pc.sum(docs["words"]).as_py() or 0:,} words; languages: {_tally(docs["language"])}; kinds: {_tally(docs["kind"])}.

Read it with whatever reads JSON lines or Parquet:

    head -1 documents.jsonl
    duckdb -c "from 'data/*.parquet' limit 5"
    python -c "import pandas; print(pandas.read_parquet('data'))"

## Columns

{described(FOLDERS)}"""


def _tally(column: pa.ChunkedArray) -> str:
    counted = sorted(
        (each.as_py() for each in column.value_counts()), key=lambda each: (-each["counts"], each["values"])
    )
    return ", ".join(f"{each['values'] or 'unknown'} {each['counts']:,}" for each in counted) or "none"
