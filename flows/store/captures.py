"""
Captures: every input as it came, in WARC 1.1, from which a corpus can be cleaned again without network.

    raw/captures/run-000007-20261122T041500Z-3f9a.warc.gz     one gzip member a record (.open until the run is over)
    raw/captures/run-000007-20261122T041500Z-3f9a.cdxj        where each record is; rebuilt from the WARC when lost

`put` returns once the record is out of our hands: an answer from the network is on the disk then, for it cannot be
had again. A file lies where it came from, so its copy is forced to the disk with others, ten times a second; a
killed process loses neither, a power cut at most the last copies of files, which the next run makes again. `sync`
forces what is left. A run that dies leaves an `.open` file; the next one cuts a torn
record off its end, writes the index again, and closes it. Nothing is ever appended to an old file: what follows
a torn record is lost to most readers.

    with Captures(settings.captures, max_bytes=settings.max_bytes) as captures:
        ref = captures.put(item)                  # an Input that is ok, or a 304
        again = captures.get(ref)                 # the Input, from the disk; damage makes it a failed one
    for ref in captures.latest(): ...             # the newest capture of each uri, in the order they first came

A worker process needs no Captures: `read(folder, ref, max_bytes=...)` does the same from plain values.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self

from cleaners.errors import LimpideError
from flows.sources.addresses import is_address
from flows.sources.archives import ASKED, ROLE, from_record, quoted, uri_of_record
from flows.sources.inputs import Http, Input
from flows.store.state import Seen
from flows.store.warc import Record, header_of, record_at, records

log = logging.getLogger(__name__)

OPEN = ".open"
_WRITABLE = "free some space or correct the permissions, then run again; what was kept before is safe"
# Seconds. Forcing each of 500 copies to a busy disk took 3.6 s, making them 0.6 s.
_SYNC_EVERY = 0.1
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class CaptureError(LimpideError):
    """The store of captures cannot do what is asked: (what, what to do)."""

    def __str__(self) -> str:
        """What, and what to do, as one line."""
        return "; ".join(str(arg) for arg in self.args)


class CaptureRef(NamedTuple):
    """Where a capture lies. Plain values: it travels to any worker."""

    file: str
    offset: int
    length: int
    digest: str
    uri: str
    date: str
    status: int = 200
    role: str = "document"


class Captures:
    """The captures of all runs, and the file that this run writes to (made when the first record comes)."""

    def __init__(self, folder: Path, *, max_bytes: int, run: str = "") -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.repaired: list[str] = []
        self._file: BinaryIO | None = None
        self._index: BinaryIO | None = None
        self._stale = False
        self._sync_at = 0.0
        self._newest: dict[str, CaptureRef] = {}
        self._others: dict[str, CaptureRef] = {}
        self._runs = 0
        for ref in self._kept():
            self._remember(ref)
        # The number says which run is newer, even when the clock was put back between them.
        name = run or f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
        self.run = f"{self._runs + 1:06d}-{name}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def put(self, item: Input) -> CaptureRef:
        """
        Keep an input, and return where it lies.

        What has not changed since the newest capture of its uri is not kept twice: the older place is returned. A
        304 leaves a small revisit record. Raises CaptureError for an input that brought no bytes at all.
        """
        if item.unchanged:
            return self._revisited(item)
        if item.error and item.http is None:
            raise CaptureError(f"there is nothing to keep of {item.uri}", f"it failed: {item.error}")
        sent = item.http.sent if item.http else item.data
        status = item.http.status if item.http else 200
        known = (self._newest if status == 200 else self._others).get(item.uri)
        same = known and (known.digest, known.status, known.role) == (_digest(sent), status, item.role)
        if known and same and not self._record(known).fault:
            return known
        made = self._records(item, sent, status)
        return self._written(item, made, _digest(sent), status)

    def get(self, ref: CaptureRef) -> Input:
        """Give the input again, from the disk alone; a damaged record is a failed input that says so."""
        return read(self.folder, ref, max_bytes=self.max_bytes)

    def validators(self) -> Iterator[Seen]:
        """Tell what the answers we kept say of themselves: rows for a state that was lost."""
        for ref in self._newest.values():
            record = self._record(ref) if is_address(ref.uri) else None
            if record and not record.fault and record.http:
                http = Http(ref.uri, ref.status, record.http)
                tags = http.header("ETag"), http.header("Last-Modified")
                yield Seen(ref.uri, *tags, "", ref.digest, str(ref.status), ref.date)

    def latest(self) -> Iterator[CaptureRef]:
        """List the newest good capture of each document, in the order in which the documents first came."""
        return (ref for ref in list(self._newest.values()) if ref.role == "document")

    def newest(self, uri: str) -> CaptureRef | None:
        """Find the newest good capture of one uri."""
        return self._newest.get(uri)

    def ready(self) -> None:
        """Make sure that captures can be kept, before anything is asked for. Raises CaptureError."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise CaptureError(f"{self.folder}: captures cannot be kept there (no permission to write)", _WRITABLE)

    def forget(self, uri: str, why: str = "") -> None:
        """Write that all captures of this uri so far are let go of: they stay, and are given no more."""
        item = Input(uri, why.encode("utf-8", "surrogatepass"), content_type="text/plain", role="forgotten")
        self._written(item, self._records(item, item.data, 200), _digest(item.data), 200)

    def erase(self, uris: Collection[str]) -> int:
        """
        Take every record of these uris out of the files of earlier runs; give how many there were.

        Each file is written again without them, and takes the old one's place at one stroke.
        """
        self.close()
        count = 0
        for path in sorted(self.folder.glob("run-*.warc.gz")):
            if any(ref.uri in uris for ref in _indexed(_index_of(path)) or ()):
                count += _without(path, uris, self.max_bytes)
        self._newest.clear()
        self._others.clear()
        for ref in self._kept():
            self._remember(ref)
        return count

    def sync(self) -> None:
        """Force all that was put to the disk."""
        if self._file is not None:
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Finish this run's file: its name loses `.open`, its index is put in order."""
        if self._file is None or self._index is None:
            return
        opened, index = Path(self._file.name), Path(self._index.name)
        self.sync()
        self._index.close()
        if self._stale:
            _write_index(opened, index, self._name, self.max_bytes)
        else:
            _finish(index, index.read_bytes().splitlines(keepends=True))
        opened.rename(opened.with_name(self._name))
        self._file.close()
        _sync_folder(self.folder)
        self._file = self._index = None

    # Writing.

    def _records(self, item: Input, sent: bytes, status: int) -> list[Any]:
        """The WARC records of one input: a resource, or a response and the request that it answers."""
        builder = self._builder()
        date = f"{item.fetched_at[:19]}Z" if item.fetched_at else builder.curr_warc_date()
        headers = {"WARC-Date": date, "WARC-Payload-Digest": _digest(sent)}
        if item.role != "document":
            headers[ROLE] = item.role
        if item.http is None:
            kind = item.content_type or "application/octet-stream"
            made = builder.create_warc_record(
                quoted(item.uri), "resource", BytesIO(sent), len(sent), kind, warc_headers_dict=headers
            )
            return [made]
        if item.http.url != item.uri:
            headers[ASKED] = quoted(item.uri)
        line = _status_line(status)
        answer = builder.create_warc_record(
            quoted(item.http.url),
            "response",
            BytesIO(sent),
            len(sent),
            http_headers=_http(line, _kept_headers(item.http), "HTTP/1.1"),
            warc_headers_dict=headers,
        )
        asked = builder.create_warc_record(
            quoted(item.http.url),
            "request",
            http_headers=_http(f"GET {_path_of(item.http.url)} HTTP/1.1", item.http.asked, ""),
            warc_headers_dict={
                "WARC-Date": date,
                "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        return [answer, asked]

    def _revisited(self, item: Input) -> CaptureRef:
        """Write that the server said 304, and give the capture that still holds."""
        known = self._newest.get(item.uri)
        if known is None or item.http is None:
            raise CaptureError(f"{item.uri}: a 304 without a capture to go back to", "remove raw/state.sqlite")
        builder = self._builder()
        made = builder.create_warc_record(
            quoted(item.http.url),
            "revisit",
            http_headers=_http(_status_line(304), item.http.headers, "HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": item.fetched_at or builder.curr_warc_date(),
                "WARC-Profile": _REVISIT,
                "WARC-Refers-To-Target-URI": quoted(known.uri),
                "WARC-Refers-To-Date": known.date,
                "WARC-Payload-Digest": known.digest,
                **({ASKED: quoted(item.uri)} if item.http.url != item.uri else {}),
            },
        )
        self._written(item, [made], known.digest, 304)
        return known

    def _written(self, item: Input, made: list[Any], digest: str, status: int) -> CaptureRef:
        """Write records, then their line of the index."""
        file, index = self._opened()
        offset = file.seek(0, os.SEEK_END)
        packed = [_packed(record) for record in made]
        due = item.http is not None or time.monotonic() > self._sync_at
        _append(file, offset, b"".join(packed), sync=due)
        if due:
            self._sync_at = time.monotonic() + _SYNC_EVERY
        date = made[0].rec_headers.get_header("WARC-Date")
        ref = CaptureRef(self._name, offset, len(packed[0]), digest, item.uri, date, status, item.role)
        url = made[0].rec_headers.get_header("WARC-Target-URI")
        try:
            _append(index, index.seek(0, os.SEEK_END), _line(ref, url, item.content_type).encode(), sync=False)
        except CaptureError:
            self._stale = True  # the record is safe, its line is not: close writes the index again
            raise
        self._remember(ref)
        return ref

    @property
    def _name(self) -> str:
        return f"run-{self.run}.warc.gz"

    def _builder(self) -> Any:
        from warcio.recordbuilder import RecordBuilder  # noqa: PLC0415  takes a while to import

        return RecordBuilder(warc_version="1.1")

    def _opened(self) -> tuple[BinaryIO, BinaryIO]:
        if self._file is not None and self._index is not None:
            return self._file, self._index
        self.ready()
        path = self.folder / (self._name + OPEN)
        info = {"software": "limpide", "format": "WARC File Format 1.1", "isPartOf": f"run-{self.run}"}
        try:
            self._file = path.open("xb", buffering=0)
            fcntl.flock(self._file, fcntl.LOCK_EX)  # while we live, no other run takes it for a dead one's
            self._index = _index_of(path).open("xb", buffering=0)
        except OSError as error:
            raise _unwritable(path, error) from error
        _append(self._file, 0, _packed(self._builder().create_warcinfo_record(self._name, info)))
        _sync_folder(self.folder)
        return self._file, self._index

    # Looking back.

    def _record(self, ref: CaptureRef) -> Record:
        return _found(self.folder, ref, self.max_bytes)

    def _remember(self, ref: CaptureRef) -> None:
        if ref.role == "forgotten":
            self._newest.pop(ref.uri, None)
            self._others.pop(ref.uri, None)
        elif ref.status == 200:
            self._newest[ref.uri] = ref
            self._others.pop(ref.uri, None)
        elif ref.status != 304:
            self._others[ref.uri] = ref

    def _kept(self) -> Iterator[CaptureRef]:
        """Every capture of earlier runs in the order of time, once what a crash left behind is put right."""
        for path in sorted(self.folder.glob(f"run-*.warc.gz{OPEN}")):
            self._runs = max(self._runs, _number(path))
            self._recover(path)
        for path in sorted(self.folder.glob("run-*.warc.gz")):
            self._runs = max(self._runs, _number(path))
            refs = _indexed(_index_of(path))
            if refs is None:
                self._note(f"{_index_of(path)} was missing or damaged, and was written again from the captures")
                _write_index(path, _index_of(path), path.name, self.max_bytes)
                refs = _indexed(_index_of(path)) or []
            yield from sorted(refs, key=lambda ref: ref.offset)

    def _recover(self, path: Path) -> None:
        """Close the file of a run that died: cut what is torn off its end, and write its index again."""
        try:
            file = path.open("r+b")
        except FileNotFoundError:
            return  # its run ended just now
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return  # its run is alive
            if not path.exists():
                return
            whole = _write_index(path, _index_of(path), path.name.removesuffix(OPEN), self.max_bytes)
            torn = path.stat().st_size - whole
            if torn:
                file.truncate(whole)
                os.fsync(file.fileno())
            lost = f"a torn record ({torn} bytes) was cut off its end" if torn else "every record in it is whole"
            path.rename(path.with_name(path.name.removesuffix(OPEN)))
            self._note(f"{path.name}: its run did not end; {lost}, and it is closed now")

    def _note(self, what: str) -> None:
        self.repaired.append(what)
        log.warning(what)


def read(folder: Path, ref: CaptureRef, *, max_bytes: int) -> Input:
    """Give the input that lies at `ref`; a damaged record is a failed input that says so."""
    record = _found(folder, ref, max_bytes)
    if record.fault:
        what = f"its capture in {folder / ref.file} at {ref.offset} cannot be used: {record.fault}"
        return Input.failed(ref.uri, what, "ingest it again from its source")
    return from_record(record, max_bytes=max_bytes)


def _found(folder: Path, ref: CaptureRef, max_bytes: int) -> Record:
    """The record at `ref`, checked against what the index says of it."""
    closed = folder / ref.file
    record = Record("", (), b"", fault=f"{closed} is missing")
    for path in (closed, closed.with_name(ref.file + OPEN), closed):  # its run may end between two looks
        try:
            record = record_at(path, ref.offset, ref.length, max_bytes)
            break
        except FileNotFoundError:
            continue
        except OSError as error:
            return Record("", (), b"", fault=f"the file cannot be read ({error.strerror})")
    if not record.fault and (record.digest, uri_of_record(record)) != (ref.digest, ref.uri):
        return replace(record, fault="it is not the record that the index names")
    return record


# The index: CDXJ, one line a record.


def _line(ref: CaptureRef, url: str, mime: str) -> str:
    facts = {
        "url": url,
        "mime": mime.partition(";")[0].strip() or "application/octet-stream",
        "status": str(ref.status),
        "digest": ref.digest,
        "length": str(ref.length),
        "offset": str(ref.offset),
        "filename": ref.file,
        "uri": ref.uri,
        "role": ref.role,
    }
    stamp = "".join(sign for sign in ref.date if sign.isdigit())[:14]
    return f"{_urlkey(url)} {stamp} {json.dumps(facts, ensure_ascii=True)}\n"


def _indexed(index: Path) -> list[CaptureRef] | None:
    """Read an index; None when it is not there or is not whole."""
    try:
        head, _, rows = index.read_bytes().partition(b"\n")
        return [_ref(row) for row in rows.decode("ascii").splitlines()] if head == _head(rows) else None
    except (OSError, ValueError, KeyError):
        return None


def _head(rows: bytes) -> bytes:
    """The first line of an index that is whole: a digest of the lines below it."""
    return b"!meta " + json.dumps({"format": "CDXJ", "sha256": sha256(rows).hexdigest()}).encode()


def _finish(index: Path, rows: list[bytes]) -> None:
    """Write an index as readers of CDXJ expect it: in order, at one stroke."""
    body = b"".join(sorted(rows))
    fresh = index.with_name(f"{index.name}.{os.getpid()}.new")
    with fresh.open("wb") as file:
        file.write(_head(body) + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(index)


def _ref(row: str) -> CaptureRef:
    _, stamp, written = row.split(" ", 2)
    facts = json.loads(written)
    date = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}Z"
    return CaptureRef(
        facts["filename"], int(facts["offset"]), int(facts["length"]), facts["digest"], facts["uri"], date,
        int(facts["status"]), facts["role"],
    )  # fmt: skip


def _write_index(path: Path, index: Path, name: str, max_bytes: int) -> int:
    """Write the index of a WARC from the records in it; give where its last whole record ends."""
    rows: list[bytes] = []
    whole = 0
    for record in records(path, max_bytes=max_bytes):
        torn = "torn off" in record.fault
        whole = whole if torn else record.offset + record.length
        if not record.fault and record.kind in {"response", "resource", "revisit"}:
            rows.append(_line(_ref_of(record, name), record.header("WARC-Target-URI"), _mime(record)).encode())
    _finish(index, rows)
    return whole


def _without(path: Path, uris: Collection[str], max_bytes: int) -> int:
    """Write a WARC again without the records of these uris, and its index; give how many records are gone."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    answers: set[str] = set()
    count = 0
    with path.open("rb") as old, fresh.open("wb") as new:
        for record in records(path, max_bytes=max_bytes):
            ours = not record.fault and record.kind != "warcinfo" and uri_of_record(record) in uris
            if ours or record.header("WARC-Concurrent-To") in answers:
                answers.add(record.header("WARC-Record-ID"))
                count += record.kind != "request"
                continue
            old.seek(record.offset)
            new.write(old.read(record.length))
        new.flush()
        os.fsync(new.fileno())
    _index_of(path).unlink(missing_ok=True)  # a missing index is written again, one of the old file would mislead
    fresh.replace(path)
    _write_index(path, _index_of(path), path.name, max_bytes)
    return count


def _ref_of(record: Record, name: str) -> CaptureRef:
    status = {"resource": 200, "revisit": 304}.get(record.kind, record.status)
    digest = record.header("WARC-Payload-Digest")
    role = record.header(ROLE) or "document"
    return CaptureRef(
        name, record.offset, record.length, digest, uri_of_record(record), record.header("WARC-Date"), status, role
    )


def _mime(record: Record) -> str:
    if record.kind == "resource":
        return record.header("Content-Type")
    return header_of(record.http, "Content-Type")


def _urlkey(url: str) -> str:
    """
    Write an address the way indexes are sorted: the host turned round.

    >>> _urlkey("https://www.example.org:8080/a?b=1")
    'org,example,www:8080)/a?b=1'
    >>> _urlkey("file:seeds/a.txt")
    'file:seeds/a.txt'
    """
    rest = url.partition("://")[2]
    if not rest:
        return url.replace(" ", "%20")
    host, slash, path = rest.partition("/")
    name, colon, port = host.rpartition("@")[2].partition(":")
    turned = name if name.startswith("[") or name.replace(".", "").isdigit() else ",".join(reversed(name.split(".")))
    return f"{turned}{colon}{port}){slash or '/'}{path}".replace(" ", "%20")


# Small things.


def _digest(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"


def _http(line: str, headers: tuple[tuple[str, str], ...], protocol: str) -> Any:
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415  takes a while to import

    return StatusAndHeaders(line, list(headers), protocol=protocol, is_http_request=not protocol)


def _kept_headers(http: Http) -> tuple[tuple[str, str], ...]:
    """
    Give the headers as they were sent, but for the transfer encoding.

    The chunks are joined, so a reader must not look for them; the header is kept under the name crawlers use.
    """
    renamed = {"transfer-encoding": "X-Crawler-Transfer-Encoding"}
    return tuple((renamed.get(key.lower(), key), value) for key, value in http.headers if key.isascii())


def _status_line(status: int) -> str:
    from http import HTTPStatus  # noqa: PLC0415

    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _path_of(url: str) -> str:
    path = quoted(url).partition("://")[2].partition("/")[2].partition("#")[0]
    return "/" + path


def _packed(record: Any) -> bytes:
    """One record as the gzip member that it will be."""
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415  takes a while to import

    out = BytesIO()
    WARCWriter(out, gzip=True, warc_version="1.1").write_record(record)
    return out.getvalue()


def _append(file: BinaryIO, offset: int, data: bytes, *, sync: bool = True) -> None:
    """Write all of it, or leave the file as it was: what follows half a record would be lost."""
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file.fileno(), left) :]
        if sync:
            os.fsync(file.fileno())
    except OSError as error:
        os.ftruncate(file.fileno(), offset)
        raise _unwritable(Path(file.name), error) from error


def _unwritable(path: Path, error: OSError) -> CaptureError:
    return CaptureError(f"{path}: captures cannot be kept there ({error.strerror})", _WRITABLE)


def _index_of(path: Path) -> Path:
    """Where the index of a WARC file lies, open or closed."""
    return path.with_name(path.name.removesuffix(OPEN).removesuffix(".warc.gz") + ".cdxj")


def _number(path: Path) -> int:
    """The number of the run in a file name; 0 when it has none."""
    number = path.name.split("-")[1]
    return int(number) if number.isdigit() else 0


def _sync_folder(folder: Path) -> None:
    at = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(at)
    finally:
        os.close(at)
