"""WARC files as sources, our own and other crawlers'; and how a record becomes an Input."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote

from cleaners.errors import InputError
from flows.sources.addresses import is_address
from flows.sources.decoding import decoded
from flows.sources.inputs import Http, Input, Role
from flows.store.warc import Record, records

ARCHIVES = (".warc", ".warc.gz")
# The requested address, where it differs from the one that answered; and what the record is to us.
ASKED, ROLE = "Limpide-Source-URI", "Limpide-Role"


def from_archive(path: Path, uri: str, *, max_bytes: int) -> Iterator[Input]:
    """
    Every document of a WARC file: its responses with a status of 200 and its resource records.

    Requests, metadata, revisits and listings are passed over: they hold no document. So are older captures of an
    address that comes again later. An address that only ever got another status, and records that are damaged or
    too large, are inputs that say so.
    """
    newest: dict[str, tuple[bool, int]] = {}
    last = -1
    for last, record in enumerate(records(path, max_bytes=max_bytes)):
        if record.header(ROLE) == "forgotten":
            newest[uri_of_record(record)] = (True, -1)
        elif _is_document(record):
            name = uri_of_record(record)
            newest[name] = max(newest.get(name, (False, 0)), (_is_good(record), last))
    if last < 0:
        yield Input.failed(uri, "the archive holds no records", "check how it was written")
    for number, record in enumerate(records(path, max_bytes=max_bytes)):
        if record.fault and not record.kind:
            yield Input.failed(f"{uri}#{record.offset}", record.fault, "fetch the page again or leave it out")
        elif _is_document(record) and newest[uri_of_record(record)][1] == number:
            yield from_record(record, max_bytes=max_bytes)


def _is_document(record: Record) -> bool:
    return record.kind in {"response", "resource"} and record.header(ROLE) not in {"listing", "forgotten"}


def _is_good(record: Record) -> bool:
    return not record.fault and (record.kind == "resource" or record.status == 200)


def uri_of_record(record: Record) -> str:
    """What the record is a capture of: the address that was asked for, or the path."""
    return unquoted(record.header(ASKED) or record.header("WARC-Target-URI"))


def from_record(record: Record, *, max_bytes: int) -> Input:
    """
    Give what one response or resource record holds, with its encodings taken off.

    Archives often keep a body that is already decoded under the headers of the encoded one; a body that does not
    begin like gzip is then taken as it is.
    """
    target = record.header("WARC-Target-URI")
    uri = uri_of_record(record)
    role: Role = "listing" if record.header(ROLE) == "listing" else "document"
    date = _seconds(record.header("WARC-Date"))
    if record.fault:
        return Input.failed(uri, record.fault, "fetch it again or leave it out", role=role)
    name = unquote(target.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2])
    if record.kind == "resource":
        kind = record.header("Content-Type")
        return Input(uri, record.payload, name, "" if kind in _NO_KIND else kind, date, role=role)
    sent = _unchunked(record)
    http = Http(target, record.status, record.http, sent)
    if record.status != 200:
        what = f"the server answered {record.status}"
        return Input.failed(uri, what, "leave it out, or fetch it again", end="rejected", role=role)
    encoding = http.header("Content-Encoding")
    if "gzip" in encoding.lower() and not sent.startswith(b"\x1f\x8b"):
        encoding = ""
    try:
        data = decoded(sent, encoding, max_bytes=max_bytes, where=uri)
    except InputError as error:
        return Input(uri, name=name, fetched_at=date, error=str(error), end="quarantined", role=role)
    return Input(uri, data, name, http.header("Content-Type"), date, role=role, http=http)


_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_NO_KIND = {"", "application/octet-stream", "application/warc-record"}


def quoted(uri: str) -> str:
    """
    Write a uri as a WARC wants it: addresses in printable ASCII, paths as file: URIs.

    >>> quoted("seeds/deux mots.txt")
    'file:seeds/deux%20mots.txt'
    >>> quoted("https://example.org/é?a=%20")
    'https://example.org/%C3%A9?a=%20'
    """
    if is_address(uri):
        return quote(uri, safe=_PRINTABLE)
    return "file:" + quote(uri, safe="/", errors="surrogatepass")


def unquoted(uri: str) -> str:
    """
    Read it back.

    >>> unquoted("file:seeds/deux%20mots.txt")
    'seeds/deux mots.txt'
    """
    plain = uri.strip("<>")
    if plain.startswith("file:"):
        return unquote(plain.removeprefix("file:"), errors="surrogatepass")
    return quote(plain, safe=_PRINTABLE)


def _seconds(date: str) -> str:
    """Cut a WARC date to the second, as dates are written everywhere here."""
    return f"{date[:19]}Z" if len(date) > 20 else date


def _unchunked(record: Record) -> bytes:
    """Give the body with the chunks of the transfer joined, where an archive kept them."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415  takes a while to import

    chunked = any(key.lower() == "transfer-encoding" and "chunked" in value.lower() for key, value in record.http)
    return bytes(ChunkedDataReader(BytesIO(record.payload)).read()) if chunked else record.payload
