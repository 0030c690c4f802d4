"""
The corpus: Delta Lake tables under clean/corpus, changed by whole publishes.

Delta gives one transaction a table; a publish touches several. HEAD.json ties them: it names the version of every
table that belongs to the last whole publish and is replaced in one rename. A publish that was cut short leaves tables
ahead of HEAD; they are rolled back the next time the corpus is opened, so it is always as some whole publish left it.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from deltalake import DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import TableNotFoundError

from cleaners.errors import StoreError
from flows.store.schema import (
    DELETIONS,
    DOCUMENTS,
    DUPLICATES,
    FACTS,
    PARTS,
    RUNS,
    TABLES,
    Record,
    Row,
    Table,
    belonging_to,
    by_id,
    record_from,
)

_EMPTY = {pa.string(): "", pa.int64(): 0, pa.float64(): 0.0, FACTS: []}
_WRITER = WriterProperties(compression="ZSTD", compression_level=3)


class Known(NamedTuple):
    """What the corpus knows of a document without its text."""

    input_digest: str
    digest: str
    rules: str
    version: int
    source: str
    duplicate_of: str = ""
    similarity: float = 0.0


class Twin(NamedTuple):
    """The document that stands for another one; an empty `id`: it stands for itself."""

    id: str
    similarity: float = 0.0


@contextmanager
def opened(folder: Path, *, wait_seconds: float = 600, waiting: Callable[[], None] | None = None) -> Iterator[Corpus]:
    """
    Open the corpus for a run; one run writes at a time, the next waits for it.

    `waiting` is called once when there is someone to wait for. The lock goes with the process, even when it is killed.
    Raises StoreError when the folder cannot be written or the other run takes longer than `wait_seconds`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("a")
    except OSError as error:
        raise StoreError(str(folder), f"cannot be written ({error.strerror})", "choose another --clean-dir") from error
    with lock:
        end = time.monotonic() + wait_seconds
        while not _locked(lock.fileno()):
            if waiting:
                waiting()
                waiting = None
            if time.monotonic() > end:
                raise StoreError(str(folder), "another run is writing this corpus", "wait for it, or stop it")
            time.sleep(0.2)
        yield Corpus(folder)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Corpus:
    """The tables, at the versions of the last whole publish. Get one from `opened`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._head = folder / "HEAD.json"
        self._tables: dict[str, DeltaTable] = {}
        self._settle()
        self.known = self._known()

    def _settle(self) -> None:
        """Make the tables that are missing, and roll back what a cut publish left."""
        try:
            head: dict[str, int] = json.loads(self._head.read_text(encoding="utf-8"))["tables"]
        except FileNotFoundError:
            head = {}
        except (ValueError, KeyError) as error:
            raise StoreError(str(self._head), "is not what a run wrote", self._remedy()) from error
        for table in TABLES.values():
            where = str(self.folder / table.name)
            try:
                delta = DeltaTable(where)
            except TableNotFoundError:
                if table.name in head:
                    raise StoreError(where, "the table is missing", self._remedy()) from None
                delta = DeltaTable.create(where, table.schema, name=table.name, description=table.meaning)
            wanted = head.get(table.name, 0)
            if delta.version() != wanted:
                if not head:
                    raise StoreError(str(self._head), "is missing beside tables that hold documents", self._remedy())
                delta.restore(wanted)
            if not _fits(delta, table):
                delta = _renewed(delta, table)
            self._tables[table.name] = delta
        self._write_head()

    def _remedy(self) -> str:
        return f"move {self.folder} away and run `limpide reingest`: the captures hold all that is needed"

    def _write_head(self) -> None:
        versions = {name: delta.version() for name, delta in self._tables.items()}
        said = json.dumps({"tables": versions}, indent=1) + "\n"
        if not self._head.exists() or self._head.read_text(encoding="utf-8") != said:
            write_whole(self._head, said.encode())

    def _known(self) -> dict[str, Known]:
        known = {}
        for table in (DOCUMENTS, DUPLICATES):
            names = ["id", *(name for name in Known._fields if name in table.schema.names)]
            for row in self.rows(table, columns=names).to_pylist():
                doc_id = row.pop("id")
                known[doc_id] = Known(**row)
        return known

    def rows(self, table: Table, ids: Collection[str] | None = None, columns: list[str] | None = None) -> pa.Table:
        """Rows of a table: all of them, or those of some documents; all columns, or some."""
        held = self._tables[table.name].to_pyarrow_dataset()
        return held.to_table(columns=columns, filter=belonging_to(ids))

    def texts(self, ids: Collection[str]) -> dict[str, str]:
        """Texts of documents, those of duplicates too."""
        found: dict[str, str] = {}
        for table in (DOCUMENTS, DUPLICATES):
            rows = self.rows(table, ids, ["id", "text"])
            found.update(zip(rows["id"].to_pylist(), rows["text"].to_pylist(), strict=True))
        return found

    def files(self, table: Table) -> list[Path]:
        """
        Give the Parquet files that make up a table now, in a fixed order.

        Only the last part of what Delta says is used: before it, blanks and accents of the folder are %-escaped.
        """
        home = self.folder / table.name
        return sorted(home / uri.rpartition("/")[2] for uri in self._tables[table.name].file_uris())

    def publish(
        self,
        records: Sequence[Record],
        gone: Collection[str] = (),
        moved: Mapping[str, Twin] | None = None,
        deletions: Sequence[Row] = (),
    ) -> None:
        """
        Take in documents with a new content, let go of some, move others between `documents` and `duplicates`.

        `deletions` are rows about those that were let go of by hand.
        All of it holds once HEAD names it, or nothing does.
        """
        moved = moved or {}
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for record in records:
            for name, each in record.rows().items():
                rows[name] += each
        for table in (DOCUMENTS, DUPLICATES):
            for row in self.rows(table, moved).to_pylist() if moved else ():
                twin = moved[row["id"]]
                home = DUPLICATES if twin.id else DOCUMENTS
                whole = {**row, "duplicate_of": twin.id, "similarity": twin.similarity}
                rows[home.name].append({name: whole[name] for name in home.schema.names})
        touched = {record.doc.id for record in records} | set(gone)
        old = touched & self.known.keys()
        for part in PARTS:
            self._replace(part, old, rows[part.name])
        for table in (DOCUMENTS, DUPLICATES):
            self._replace(table, old | moved.keys(), rows[table.name])
        if deletions:
            self._replace(DELETIONS, (), list(deletions))
        self._write_head()
        self._remember(records, gone, moved)

    def _replace(self, table: Table, ids: Collection[str], rows: list[Row]) -> None:
        """
        Let these rows stand in the place of all rows of these documents, in one transaction.

        Each file that holds one of them is written again whole. Delta's merge and delete do so, too, and the files that
        merge writes say `string_view`, which older readers cannot read. Deletion vectors would spare the rows beside
        them, but whoever reads the Parquet files of a snapshot knows nothing of these, and would get the old rows, too.
        """
        delta = self._tables[table.name]
        if ids:
            named = ", ".join(f"'{each}'" for each in sorted({*ids, *(row["id"] for row in rows)}))
            write_deltalake(
                delta, table.arrow(rows), mode="overwrite", predicate=f"id in ({named})", writer_properties=_WRITER
            )
        elif rows:
            write_deltalake(delta, table.arrow(rows), mode="append", writer_properties=_WRITER)

    def _remember(self, records: Sequence[Record], gone: Collection[str], moved: Mapping[str, Twin]) -> None:
        for key in gone:
            self.known.pop(key, None)
        for key, twin in moved.items():
            self.known[key] = self.known[key]._replace(duplicate_of=twin.id, similarity=twin.similarity)
        for record in records:
            self.known[record.doc.id] = Known(*(getattr(record, name) for name in Known._fields))

    def log(self, run: Row) -> None:
        """Add a run to the table of runs."""
        self._replace(RUNS, (), [run])
        self._write_head()

    def tidy(self, *, most_files: int = 24) -> None:
        """
        Keep the folders small: many files become few, and files that no table uses any more are deleted.

        Only what HEAD names is needed here, older contents live on in the snapshots. So whoever reads every Parquet
        file of a table's folder gets its rows once (without this, old rows too, and no error).
        """
        for delta in self._tables.values():
            if len(delta.file_uris()) > most_files:
                delta.optimize.compact(writer_properties=_WRITER)
        self._write_head()
        for delta in self._tables.values():
            delta.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
        self._write_head()


def _fits(delta: DeltaTable, table: Table) -> bool:
    """Whether a table has today's columns with today's meanings."""
    held = pa.schema(delta.schema().to_arrow())
    if held.names != table.schema.names:
        return False
    return all(
        (each.metadata or {}).get(b"meaning", b"").decode() == column.meaning
        and (each.metadata or {}).get(b"unit", b"").decode() == column.unit
        for each, column in zip(held, table.columns, strict=True)
    )


def _renewed(delta: DeltaTable, table: Table) -> DeltaTable:
    """Write a table of an older Limpide with today's columns; what it did not have is empty."""
    rows = delta.to_pyarrow_dataset().to_table().to_pylist()
    empty = {column.name: _EMPTY.get(column.type) for column in table.columns}
    whole = table.arrow({name: row.get(name, empty[name]) for name in empty} for row in rows)
    write_deltalake(delta, whole, mode="overwrite", schema_mode="overwrite", writer_properties=_WRITER)
    return DeltaTable(delta.table_uri)


def record(rows: Callable[[Table, Collection[str]], pa.Table], doc_id: str) -> Record | None:
    """One document with all its parts, from whatever gives rows: the corpus or a snapshot."""
    for table in (DOCUMENTS, DUPLICATES):
        for row in rows(table, [doc_id]).to_pylist():
            parts = {part.name: by_id(rows(part, [doc_id]).to_pylist()).get(doc_id, []) for part in PARTS}
            return record_from(row, parts)
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, whatever happens meanwhile."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)
