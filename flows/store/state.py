"""
What was seen, in SQLite: validators for conditional requests, times before which a server asked not to come back.

Everything in it but the retry times can be had again from the captures (`rebuild`); a file that is damaged is set
aside and made anew, because a lost validator costs one download and nothing else.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import NamedTuple, Self

from flows.sources.inputs import Input

log = logging.getLogger(__name__)

_TABLE = """
CREATE TABLE IF NOT EXISTS sources (
    uri TEXT PRIMARY KEY,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    retry_at TEXT NOT NULL DEFAULT '',
    last_digest TEXT NOT NULL DEFAULT '',
    last_status TEXT NOT NULL DEFAULT '',
    last_seen TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID
"""


class Seen(NamedTuple):
    """What is known of one uri; dates are ISO 8601 in UTC, "" is unknown."""

    uri: str
    etag: str = ""
    last_modified: str = ""
    retry_at: str = ""
    last_digest: str = ""
    last_status: str = ""
    last_seen: str = ""


class State:
    """The table of sources. May be asked from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside: Path | None = None
        self._lock = Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = _opened(path)
        except sqlite3.DatabaseError as error:
            if not _is_damaged(error):
                raise
            self.set_aside = path.with_name(path.name + ".damaged")
            path.replace(self.set_aside)
            for extra in ("-wal", "-shm"):
                path.with_name(path.name + extra).unlink(missing_ok=True)
            log.warning("%s was damaged (%s); it is set aside as %s and made anew", path, error, self.set_aside.name)
            self._db = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def seen(self, uri: str) -> Seen:
        """Tell what is known of a uri; all fields are empty when nothing is."""
        with self._lock:
            row = self._db.execute("SELECT * FROM sources WHERE uri = ?", (uri,)).fetchone()
        return Seen(*row) if row else Seen(uri)

    def saw(self, item: Input, digest: str = "") -> None:
        """
        Note what came of an input.

        Call it once its capture is safe, so that a validator never stands for bytes that were not kept. A failure
        keeps the validators; a 304 keeps them too unless it brings new ones.
        """
        self._save([_after(self.seen(item.uri), item, digest)])

    def rebuild(self, rows: Iterable[Seen]) -> int:
        """Fill in what the captures tell; rows already there stay. Gives how many were added."""
        fresh = [row for row in rows if not self.seen(row.uri).last_seen]
        self._save(fresh)
        return len(fresh)

    def __len__(self) -> int:
        with self._lock:
            return int(self._db.execute("SELECT count(*) FROM sources").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _save(self, rows: list[Seen]) -> None:
        with self._lock, self._db:
            self._db.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _after(before: Seen, item: Input, digest: str) -> Seen:
    """What is known once this input was seen."""
    status = str(item.http.status) if item.http else item.end or "read"
    row = before._replace(retry_at=item.retry_at, last_status=status, last_seen=item.fetched_at)
    if not item.http or not (item.ok or item.unchanged):
        return row._replace(last_digest=digest or before.last_digest)
    etag, modified = item.http.header("ETag"), item.http.header("Last-Modified")
    if item.unchanged:
        etag, modified = etag or before.etag, modified or before.last_modified
    return row._replace(etag=etag, last_modified=modified, last_digest=digest or before.last_digest)


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=30, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(_TABLE)
        with closing(db.execute("SELECT * FROM sources LIMIT 1")) as rows:
            width = len(rows.description)
        if width != len(Seen._fields):
            raise sqlite3.DatabaseError("file is not a database of this version")
    except BaseException:
        db.close()
        raise
    return db


def _is_damaged(error: sqlite3.DatabaseError) -> bool:
    said = str(error)
    return "not a database" in said or "malformed" in said
