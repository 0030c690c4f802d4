"""
Content encodings taken off by ourselves: with a limit, and with a check that the stream really ends.

HTTP clients hand out half a gzip stream as if it were whole, and some unpack 300 MB from 481 bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from cleaners.errors import InputError, TooLarge

_STEP = 1 << 16


class BadEncoding(InputError):
    """A body that its declared content encoding does not explain: (where, what, what to do)."""


def decoded(sent: bytes, encoding: str, *, max_bytes: int, where: str = "the answer") -> bytes:
    """
    Take a content encoding off: gzip, deflate, br, zstd or none.

    Raises TooLarge past `max_bytes`, and BadEncoding when the stream is cut, is not what it claims to be, or was
    encoded more than once (no honest server does that). What follows a whole gzip stream is left out, as browsers do.

    >>> import gzip
    >>> decoded(gzip.compress(b"Bonjour."), "gzip", max_bytes=100)
    b'Bonjour.'
    >>> decoded(gzip.compress(b"Bonjour.")[:-4], "gzip", max_bytes=100)
    Traceback (most recent call last):
        ...
    flows.sources.decoding.BadEncoding: the answer: its gzip stream is cut; fetch it again later
    """
    names = [name for part in encoding.split(",") if (name := part.strip().lower()) and name != "identity"]
    if not names:
        _check(len(sent), max_bytes, where)
        return sent
    if len(names) > 1:
        what = f"it is encoded {len(names)} times ({', '.join(names[:3])}{' …' if len(names) > 3 else ''})"
        raise BadEncoding(where, what, "leave it out; no honest server does this")
    unpack = _UNPACK.get(names[0])
    if unpack is None:
        raise BadEncoding(where, f"content encoding {names[0][:40]!r} is not known", "there is gzip, deflate, br, zstd")
    if not sent:
        return b""
    parts: list[bytes] = []
    size = 0
    try:
        for part in unpack(sent):
            size += len(part)
            _check(size, max_bytes, where)
            parts.append(part)
    except EOFError as error:
        raise BadEncoding(where, f"its {names[0]} stream is cut", "fetch it again later") from error
    except (TooLarge, ImportError):
        raise
    except Exception as error:  # each library has its own error class, and brotli raises a bare one
        raise BadEncoding(where, f"it is not {names[0]} as it says", "fetch it again later or leave it out") from error
    return b"".join(parts)


def _check(size: int, max_bytes: int, where: str) -> None:
    if size > max_bytes:
        raise TooLarge(where, f"more than {max_bytes:,} bytes once decoded", "leave it out, or raise LIMPIDE_MAX_BYTES")


def _inflated(sent: bytes, window: int) -> Iterator[bytes]:
    """Unpack gzip members or a zlib stream in small steps; EOFError when the last one does not end."""
    rest = sent
    while True:
        stream = zlib.decompressobj(window)
        while rest and not stream.eof:
            yield stream.decompress(rest, _STEP)
            rest = stream.unconsumed_tail
        while not stream.eof:
            more = stream.decompress(b"", _STEP)
            if not more:
                raise EOFError
            yield more
        rest = stream.unused_data
        if window != 31 or not rest.startswith(b"\x1f\x8b"):
            return


def _gzip(sent: bytes) -> Iterator[bytes]:
    return _inflated(sent, 31)


def _deflate(sent: bytes) -> Iterator[bytes]:
    """With the zlib frame that RFC 9110 asks for, or without, as some servers send it."""
    framed = len(sent) > 1 and sent[0] & 15 == 8 and (sent[0] << 8 | sent[1]) % 31 == 0
    return _inflated(sent, 15 if framed else -15)


def _brotli(sent: bytes) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]  # noqa: PLC0415  only when a server sends it

    stream = brotli.Decompressor()
    part = stream.process(sent, output_buffer_limit=_STEP)
    while part or not stream.can_accept_more_data():
        yield part
        part = stream.process(b"", output_buffer_limit=_STEP)
    if not stream.is_finished():
        raise EOFError


def _zstd(sent: bytes, *, step: int = 256) -> Iterator[bytes]:
    """Fed in small steps: a block of 128 KiB can hide in four bytes, so each step makes at most 8 MiB."""
    import zstandard  # noqa: PLC0415  only when a server sends it

    at = 0
    while at < len(sent):
        frame = zstandard.ZstdDecompressor(max_window_size=8 << 20).decompressobj()  # RFC 9659: no larger window
        while not frame.eof:
            if at >= len(sent):
                raise EOFError
            yield frame.decompress(sent[at : at + step])
            at += step
        at = min(at, len(sent)) - len(frame.unused_data)


_UNPACK: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
