"""
WARC records, read one by one so that one that is damaged takes no other with it.

A `.warc.gz` is a row of gzip members, one a record. `members` finds them, `records` reads them, and both go on
after a damaged one. Libraries that read front to back lose all that follows a torn or flipped byte.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

_MAGIC = b"\x1f\x8b\x08"
_STEP = 1 << 16


class Member(NamedTuple):
    """One gzip member: where it lies in the file, what it holds, and what is wrong with it ("" when nothing is)."""

    offset: int
    length: int
    block: bytes
    fault: str = ""


def header_of(headers: tuple[tuple[str, str], ...], name: str) -> str:
    """Give the first header of this name, whatever its case; "" when there is none."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record with plain values; `fault` says what is wrong with it ("" when nothing is)."""

    kind: str
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    status: int = 0
    http: tuple[tuple[str, str], ...] = ()
    offset: int = 0
    length: int = 0
    fault: str = ""

    def header(self, name: str) -> str:
        """Give a WARC header; "" when there is none."""
        return header_of(self.headers, name)

    @property
    def digest(self) -> str:
        """The SHA-256 of the payload as it is, "sha256:" and 64 hex digits."""
        return f"sha256:{sha256(self.payload).hexdigest()}"


def records(path: Path, *, max_bytes: int) -> Iterator[Record]:
    """Every record of a .warc or .warc.gz in order; what cannot be read is a record with a fault."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        zipped = file.read(len(_MAGIC)) == _MAGIC
        file.seek(0)
        if not zipped:
            yield from _read(file, 0, 0, max_bytes)
            return
    for member in members(path, max_bytes=max_bytes):
        if member.fault:
            yield Record("", (), b"", offset=member.offset, length=member.length, fault=member.fault)
        else:
            yield from _read(BytesIO(member.block), member.offset, member.length, max_bytes)


def record_at(path: Path, offset: int, length: int, max_bytes: int) -> Record:
    """Read the one record that an index says is there. Never raises for what it finds: a fault is in the record."""
    with path.open("rb") as file:
        file.seek(offset)
        raw = file.read(length)
    if len(raw) < length:
        return Record("", (), b"", offset=offset, length=length, fault="the file ends before the record does")
    member = _member(memoryview(raw), 0, max_bytes)
    if member.fault:
        return Record("", (), b"", offset=offset, length=length, fault=member.fault)
    found = list(_read(BytesIO(member.block), offset, length, max_bytes))
    return found[0] if found else Record("", (), b"", offset=offset, length=length, fault="no record is there")


def members(path: Path, *, max_bytes: int) -> Iterator[Member]:
    """Every gzip member of a file in order. After a damaged one the search goes on at the next that holds a record."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        at = 0
        while at < len(whole):
            member = _member(whole, at, max_bytes)
            if member.fault and not member.length:
                after = _next_member(whole, at + 1)
                member = member._replace(length=after - at)
            yield member
            at += member.length


def _member(whole: Any, at: int, max_bytes: int) -> Member:
    """Read the member at an offset; its length is 0 when where it ends cannot be told."""
    stream = zlib.decompressobj(31)
    parts: list[bytes] = []
    size, fed = 0, at
    # A record is its payload and its headers; more than that is no record of ours.
    most = max_bytes + (1 << 20)
    try:
        while not stream.eof and fed < len(whole):
            piece = bytes(whole[fed : fed + _STEP])
            fed += len(piece)
            while piece and not stream.eof:
                part = stream.decompress(piece, _STEP)
                piece = stream.unconsumed_tail
                size += len(part)
                if size <= most:
                    parts.append(part)
    except zlib.error as error:
        return Member(at, 0, b"", f"the record is damaged ({error})")
    if not stream.eof:
        return Member(at, 0, b"", "the record is torn off: the file ends before it does")
    length = fed - len(stream.unused_data) - at
    if size > most:
        return Member(at, length, b"", f"the record holds more than {max_bytes:,} bytes")
    return Member(at, length, b"".join(parts))


def _next_member(whole: mmap.mmap, at: int) -> int:
    """Where the next member that begins like a WARC record stands, or the end of the file."""
    while (at := whole.find(_MAGIC, at)) >= 0:
        try:
            start = zlib.decompressobj(31).decompress(whole[at : at + _STEP], 16)
        except zlib.error:
            start = b""
        if start.startswith(b"WARC/"):
            return at
        at += 1
    return len(whole)


def _read(stream: Any, offset: int, length: int, max_bytes: int) -> Iterator[Record]:
    """Records of an uncompressed stream; the faults of one are told in it, and end the reading."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  takes a while to import

    reader = ArchiveIterator(stream, check_digests=True)
    records = iter(reader)
    while True:
        try:
            found = next(records)
            at = offset if length else reader.offset
            yield _record(found, at, length, max_bytes)
        except StopIteration:
            return
        except Exception as error:  # warcio raises a dozen kinds for malformed records
            what = " ".join(str(error).split())[:120]
            at = offset if length else reader.offset
            yield Record("", (), b"", offset=at, length=length, fault=f"the record cannot be read ({what})")
            return


def _record(found: Any, offset: int, length: int, max_bytes: int) -> Record:
    payload = found.raw_stream.read(max_bytes + 1)
    fault = ""
    if len(payload) > max_bytes:
        fault = f"the record holds more than {max_bytes:,} bytes"
        payload = b""
    elif 0 <= found.payload_length != len(payload) or (found.payload_length < 0 and found.length != len(payload)):
        fault = "the record ends before its declared length"
    elif found.digest_checker.problems:
        fault = "the record is damaged (its digest differs)"
    http = found.http_headers if found.rec_type in {"response", "revisit"} else None
    status = http.get_statuscode() if http else ""
    return Record(
        found.rec_type,
        tuple(found.rec_headers.headers),
        payload,
        int(status) if status.isdigit() else 0,
        tuple(http.headers) if http else (),
        offset,
        length,
        fault,
    )
