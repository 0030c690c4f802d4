"""
One answer from the web, with every guard on: addresses, sizes, times, redirects, robots, politeness, retries.

    async with Client(settings) as client:
        answer = await client.get("https://example.org/a", etag='"v1"')       # Http, or a FetchError

The body is kept as it was sent; taking its content encoding off is decoding.py's work, under the same limit.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from cleaners.errors import InputError, TooLarge
from flows.settings import Settings
from flows.sources.addresses import askable, host_of, origin_of
from flows.sources.decoding import decoded
from flows.sources.guard import REFUSED, socket_factory
from flows.sources.inputs import End, Http, stamp
from flows.sources.robots import MOST, Robots, read_robots

log = logging.getLogger(__name__)

_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"


class FetchError(InputError):
    """An address that gave nothing we may keep: (where, what, what to do)."""

    end: End = "quarantined"
    retry_at = ""
    answer: Http | None = None


class Forbidden(FetchError):
    """We may not have it."""

    end: End = "rejected"


class Later(FetchError):
    """The fault may pass. `retry_at` is when the server asked us to come back, "" for the next run."""

    end: End = "to-be-retried"

    def __init__(self, *args: object, retry_at: str = "", answer: Http | None = None, soon: bool = False) -> None:
        super().__init__(*args)
        self.retry_at = retry_at
        self.answer = answer
        self.soon = soon  # a broken connection is worth another try in this run; a silent server is not


class _Host:
    """One host's turns: how many at once, and how long between two."""

    def __init__(self, at_once: int, delay: float) -> None:
        self.turns = asyncio.Semaphore(at_once)
        self.delay = delay
        self.free_at = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and hold it."""
        async with self.turns:
            start = max(time.monotonic(), self.free_at)
            self.free_at = start + self.delay
            await asyncio.sleep(start - time.monotonic())
            yield

    def rest(self, seconds: float) -> None:
        """Leave the host alone for a while: it asked for that."""
        self.free_at = max(self.free_at, time.monotonic() + seconds)


class Client:
    """Asks addresses for a run: one pool of connections, one memory of robots.txt files and of when hosts are free."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.read_robots: list[Http] = []
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, asyncio.Task[Robots | None]] = {}

    async def __aenter__(self) -> Self:
        s = self.settings
        connector = aiohttp.TCPConnector(
            limit=s.connections, socket_factory=socket_factory(s.allow_private_addresses), ttl_dns_cache=60
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=s.connect_seconds, sock_read=s.read_seconds),
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_field_size=64 << 10,
            max_line_size=16 << 10,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for task in self._robots.values():
            task.cancel()
        await self._session.close()

    async def get(self, url: str, *, etag: str = "", last_modified: str = "") -> Http:
        """
        Fetch an address that `askable` gave, redirects followed, if its robots.txt lets us.

        With validators the request is conditional, and a 304 may come back. Any status may, but for those that may
        pass: these were asked again, and end as Later. Raises FetchError or TooLarge.
        """
        return await self._followed(url, etag, last_modified, robots=self.settings.robots)

    async def _followed(self, url: str, etag: str = "", last_modified: str = "", *, robots: bool) -> Http:
        at = url
        for hop in range(self.settings.max_redirects + 1):
            if robots:
                await self._permitted(at)
            # A date is no proof about another page, a tag is.
            answer = await self._answered(at, etag, "" if hop else last_modified)
            location = answer.header("Location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            try:
                at = askable(location, at)
            except InputError as error:
                what = f"it redirects to {error.args[0]}, which we do not ask ({error.args[1]})"
                raise FetchError(url, what, "leave it out") from error
        raise FetchError(url, f"more than {self.settings.max_redirects} redirects", "leave it out")

    # One address, tried a few times.

    async def _answered(self, url: str, etag: str, last_modified: str) -> Http:
        s = self.settings
        host = self._host(url)
        for left in range(s.retries, -1, -1):
            wait = s.backoff_seconds * 2 ** (s.retries - left)
            try:
                async with host.turn():
                    answer = await self._once(url, etag, last_modified)
            except Later as error:
                if not left or not error.soon:
                    raise
            else:
                if answer.status not in _PASSING:
                    return answer
                asked = _retry_after(answer)
                wait = max(wait, asked)
                if not left or wait > s.max_wait:
                    raise self._later(url, answer, asked)
            host.rest(wait)
        raise AssertionError("unreachable: the last try returns or raises")

    def _later(self, url: str, answer: Http, asked: float) -> Later:
        what = f"the server answered {answer.status}"
        if asked <= self.settings.max_wait:
            return Later(url, f"{what}, {self.settings.retries + 1} times", "run again later", answer=answer)
        when = stamp(datetime.now(UTC) + timedelta(seconds=asked))
        return Later(url, f"{what} and asks to wait until {when}", "run again then", retry_at=when, answer=answer)

    async def _once(self, url: str, etag: str, last_modified: str) -> Http:
        s = self.settings
        headers = {"User-Agent": s.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate, br, zstd"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        try:
            async with (
                asyncio.timeout(s.fetch_seconds),
                self._session.get(URL(url, encoded=True), headers=headers, allow_redirects=False) as answer,
            ):
                sent = bytearray()
                async for part in answer.content.iter_chunked(1 << 16):
                    sent += part
                    if len(sent) > s.max_bytes:
                        what = f"the body has more than {s.max_bytes:,} bytes"
                        raise TooLarge(url, what, "leave it out, or raise LIMPIDE_MAX_BYTES")
                said = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in answer.raw_headers)
                asked = (("Host", host_of(url)), *headers.items())
                return Http(url, answer.status, said, bytes(sent), asked)
        except (TimeoutError, aiohttp.ClientError, ValueError, OSError) as error:
            raise _explained(url, error, s) from error

    # What the site says, and its turns.

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if name not in self._hosts:
            self._hosts[name] = _Host(self.settings.per_host, self.settings.delay)
        return self._hosts[name]

    async def _permitted(self, url: str) -> None:
        origin = origin_of(url)
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._robots_of(origin))
        try:
            robots = await asyncio.shield(self._robots[origin])
        except Later as error:
            what = f"{error.args[1]} for {origin}/robots.txt, and without it we must not ask"
            raise Later(url, what, error.args[2], retry_at=error.retry_at) from error
        except InputError as error:
            raise FetchError(url, *error.args[1:]) from error
        if robots and not robots.allows(url):
            raise Forbidden(url, f"{origin}/robots.txt does not allow {robots.agent} to fetch it", "leave it out")

    async def _robots_of(self, origin: str) -> Robots | None:
        """
        Read the rules of a site; None when it has none.

        RFC 9309, 2.3.1: a 4xx or endless redirects mean no rules; a 5xx or silence means that nothing may be
        fetched for now. 429 is taken for the latter, as its sender means it.
        """
        try:
            answer = await self._followed(f"{origin}/robots.txt", robots=False)
        except (Later, TooLarge):
            raise
        except FetchError as error:
            if "redirects" in str(error.args[1]):
                return None
            raise
        self.read_robots.append(answer)
        if answer.status >= 500:
            raise Later(answer.url, f"the server answered {answer.status}", "run again later")
        if answer.status != 200:
            return None
        return self._rules(answer, origin)

    def _rules(self, answer: Http, origin: str) -> Robots:
        plain = decoded(answer.sent, answer.header("Content-Encoding"), max_bytes=self.settings.max_bytes, where=origin)
        rules = read_robots(plain[: MOST * 2].decode("utf-8", "replace"), self.settings.user_agent)
        host = self._host(answer.url)
        host.delay = max(host.delay, min(rules.delay, self.settings.max_crawl_delay))
        if rules.delay:
            host.turns = asyncio.Semaphore(1)
        return rules


def _retry_after(answer: Http) -> float:
    """Seconds that the server asks to wait, written as seconds or as a date; 0 when it does not or is unclear."""
    asked = answer.header("Retry-After").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()) if asked else 0.0
    except (ValueError, TypeError):
        return 0.0


def _explained(url: str, error: Exception, s: Settings) -> InputError:
    """Say what went wrong in one sentence, and whether it may pass."""
    said = " ".join(str(error).split())[:200]
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return FetchError(
                url, f"its certificate is not trusted ({said})", "leave it out; nothing is taken unverified"
            )
        case aiohttp.ClientConnectorSSLError() | ssl.SSLError():
            return FetchError(
                url, f"no secure connection can be made ({said})", "check that it is https, or leave it out"
            )
        case aiohttp.ClientConnectorDNSError():
            return Later(url, "its host name cannot be resolved", "check the name and the network, then run again")
        case aiohttp.ClientConnectorError() if REFUSED in str(error.os_error):
            what = error.os_error.strerror or str(error.os_error)
            return FetchError(url, what, "leave it out, or name the network in LIMPIDE_ALLOW_PRIVATE_ADDRESSES")
        case aiohttp.ServerTimeoutError():
            return Later(url, f"no byte came for {s.read_seconds:g} s", "run again later")
        case TimeoutError():
            what = f"it took longer than {s.fetch_seconds:g} s"
            return Later(url, what, "run again later, or raise LIMPIDE_FETCH_SECONDS")
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | OSError():
            what = f"the connection broke ({said or type(error).__name__})"
            return Later(url, what, "run again later", soon=True)
        case _:
            return FetchError(url, f"its answer is not proper HTTP ({said or type(error).__name__})", "leave it out")
