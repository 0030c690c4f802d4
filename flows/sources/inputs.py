"""
What a source hands over: an Input, with its bytes or with the reason why there are none.

    >>> note = Input("seeds/note.txt", b"Bonjour.", name="note.txt")
    >>> note.id, note.ok
    ('f2da025d8c0a2722', True)
    >>> lost = Input.failed("seeds/gone.txt", "there is no such file", "check the path")
    >>> lost.ok, lost.end, lost.error
    (False, 'quarantined', 'seeds/gone.txt: there is no such file; check the path')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

from cleaners.errors import InputError
from flows.store.warc import header_of

End = Literal["", "quarantined", "rejected", "to-be-retried"]
Role = Literal["document", "listing", "forgotten"]


@dataclass(frozen=True, slots=True)
class Http:
    """One exchange: what was asked, and the answer as it was sent (chunks joined, content encoding left on)."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    sent: bytes = b""
    asked: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str:
        """Give the first header of this name, whatever its case; "" when there is none."""
        return header_of(self.headers, name)


@dataclass(frozen=True, slots=True)
class Input:
    """
    One thing that came in, or failed to.

    `uri` names it for good: a path relative to the current folder when the file lies below it, an absolute path
    otherwise, or the address that was asked for. `data` is the body with content encodings taken off. `end` says
    how it ends when there is nothing to read: quarantined (a fault), rejected (we may not have it) or to-be-retried
    (the fault may pass; `retry_at` is the time a server asked us to wait for). `error` then says where, what and
    what to do. A feed, sitemap or robots.txt has the role "listing": it is captured, and it is no document. With
    "forgotten" it says that all that was captured of this uri before is let go of; `data` is the reason.
    """

    uri: str
    data: bytes = b""
    name: str = ""
    content_type: str = ""
    fetched_at: str = ""
    error: str = ""
    end: End = ""
    retry_at: str = ""
    role: Role = "document"
    http: Http | None = None

    @classmethod
    def failed(
        cls, uri: str, what: str, remedy: str, *, end: End = "quarantined", retry_at: str = "", role: Role = "document"
    ) -> Input:
        """Give an input that has no data, with the reason."""
        error = str(InputError(uri, what, remedy))
        return cls(uri, error=error, end=end, retry_at=retry_at, role=role, fetched_at=now())

    @property
    def id(self) -> str:
        """The same 16 hex digits for the same uri, on every machine."""
        return identity(self.uri)

    @property
    def ok(self) -> bool:
        """Whether there is something to read."""
        return not self.error

    @property
    def unchanged(self) -> bool:
        """Whether the server said that nothing has changed since the capture we have."""
        return self.http is not None and self.http.status == 304


def identity(uri: str) -> str:
    """
    Give the id of whatever is found under this uri.

    >>> identity("seeds/note.txt")
    'f2da025d8c0a2722'
    """
    return sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def now() -> str:
    """Give the time as it is written everywhere: UTC, to the second, as ISO 8601 with a Z."""
    return stamp(datetime.now(UTC))


def stamp(when: datetime) -> str:
    """
    Write a time as ISO 8601 in UTC.

    >>> stamp(datetime(2026, 3, 1, 12, 30, tzinfo=UTC))
    '2026-03-01T12:30:00Z'
    """
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
