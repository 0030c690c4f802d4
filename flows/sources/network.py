"""
Addresses as sources: pages, and the pages that feeds and sitemaps list.

The asking runs in a thread of its own, so a slow consumer starves no connection; the answers come out in the order
in which the addresses were listed, so two runs over the same answers are the same.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Literal, NamedTuple
from urllib.parse import unquote

from cleaners.errors import InputError
from flows.settings import Settings
from flows.sources.addresses import askable, host_of, key
from flows.sources.client import Client, FetchError
from flows.sources.decoding import decoded
from flows.sources.inputs import Http, Input, now
from flows.sources.listings import Listing, listing
from flows.store.captures import Captures
from flows.store.state import State

# Answers that wait for their turn: how many requests run ahead for each connection, and how many bytes may wait.
_AHEAD = 4
_WAITING_BYTES = 64 << 20
# A sitemap index may list sitemap indexes; deeper than this nobody does it in earnest.
_DEEPEST = 3


class Address(NamedTuple):
    """An address to ask, and what it was called: a page, a listing (feed, sitemap), or whatever it proves to be."""

    url: str
    called: Literal["page", "listing", "any"] = "any"


def from_addresses(
    asked: Iterable[Address], settings: Settings, *, captures: Captures | None = None, state: State | None = None
) -> Iterator[Input]:
    """
    Everything that the addresses lead to: pages, and the pages of feeds and sitemaps, each page once.

    A feed, sitemap or robots.txt comes out too, with the role "listing", so that it can be kept. Pages that one
    listing names are asked host by host in turn.
    """

    async def ask(hand_over: Callable[[Input], Awaitable[None]]) -> None:
        async with Client(settings) as client:
            await _Gathering(client, settings, captures, state, hand_over).run(list(asked))

    return _from_thread(ask)


class _Gathering:
    """One gathering: what is known, what was asked already, and where the inputs go."""

    def __init__(
        self,
        client: Client,
        settings: Settings,
        captures: Captures | None,
        state: State | None,
        hand_over: Callable[[Input], Awaitable[None]],
    ) -> None:
        self.client = client
        self.settings = settings
        self.captures = captures
        self.state = state
        self.hand_over = hand_over
        self.asked: set[str] = set()

    async def run(self, addresses: list[Address]) -> None:
        """Ask level by level: what was named, what these list, what the listings among these list."""
        for _ in range(_DEEPEST + 1):
            fresh = [address for each in addresses if (address := self._fresh(each))]
            listed: list[list[Address]] = []
            async for address, item in self._answers(_by_turns(fresh)):
                found = self._listing(address, item)
                await self._robots()
                await self.hand_over(self._judged(address, item, found))
                if found:
                    listed.append([Address(url, "page") for url in found.pages])
                    listed.append([Address(url, "listing") for url in found.listings])
            addresses = list(chain.from_iterable(listed))
            if not addresses:
                return
        for address in addresses:
            what = f"it lies more than {_DEEPEST} listings deep"
            await self.hand_over(Input.failed(address.url, what, "name it by itself"))

    def _fresh(self, address: Address) -> Address | None:
        """The address as it will be asked, or None when it was asked already."""
        try:
            url = askable(address.url)
        except InputError:
            return address  # _answer says why
        if (name := key(url)) in self.asked:
            return None
        self.asked.add(name)
        return address._replace(url=url)

    async def _answers(self, addresses: list[Address]) -> AsyncIterator[tuple[Address, Input]]:
        """Ask many at once, and give the answers in order."""
        waiting = deque(addresses)
        running: deque[tuple[Address, asyncio.Task[Input]]] = deque()
        most = self.settings.connections * _AHEAD
        try:
            while waiting or running:
                held = sum(len(task.result().data) for _, task in running if task.done())
                while waiting and len(running) < most and held < _WAITING_BYTES:
                    address = waiting.popleft()
                    running.append((address, asyncio.create_task(self._answer(address))))
                address, task = running[0]
                item = await task
                running.popleft()
                yield address, item
        finally:
            for _, task in running:
                task.cancel()

    async def _answer(self, address: Address) -> Input:
        """One address, and what came of it; faults are told in the Input."""
        try:
            url = askable(address.url)
        except InputError as error:
            return Input.failed(*error.args)
        uri = key(url)
        seen = self.state.seen(uri) if self.state else None
        if seen and seen.retry_at > now():
            what = f"the server asked us not to come back before {seen.retry_at}"
            return Input.failed(uri, what, "run again then", end="to-be-retried", retry_at=seen.retry_at)
        kept = self.captures.newest(uri) if self.captures and seen else None
        try:
            known = {"etag": seen.etag, "last_modified": seen.last_modified} if seen and kept else {}
            http = await self.client.get(url, **known)
            if http.status == 304 and kept and self.captures:
                before = self.captures.get(kept)
                if before.ok:
                    return replace(before, uri=uri, fetched_at=now(), role="document", http=http)
                http = await self.client.get(url)  # what we kept is damaged
            return self._read(uri, http)
        except FetchError as error:
            failed = Input.failed(uri, *error.args[1:], end=error.end, retry_at=error.retry_at)
            return replace(failed, http=error.answer)
        except InputError as error:
            return Input.failed(uri, *error.args[1:])

    def _read(self, uri: str, http: Http) -> Input:
        """An answer as an Input: its content encoding taken off, or the reason why it is none of ours."""
        name = unquote(http.url.partition("?")[0].rstrip("/").rpartition("/")[2])
        if http.status != 200:
            gone = http.status in {204, 404, 410, 451} or http.status < 400
            what = f"the server answered {http.status}"
            failed = Input.failed(
                uri, what, "check the address or leave it out", end="rejected" if gone else "quarantined"
            )
            return replace(failed, name=name, http=http)
        data = decoded(http.sent, http.header("Content-Encoding"), max_bytes=self.settings.max_bytes, where=uri)
        return Input(uri, data, name, http.header("Content-Type"), now(), http=http)

    def _listing(self, address: Address, item: Input) -> Listing | None:
        """What the input lists, if it is a listing and was not called a page."""
        if not item.ok or address.called == "page":
            return None
        base = item.http.url if item.http else item.uri
        most = self.settings.max_links
        named = address.called == "listing"
        return listing(item.data, base, most=most, max_bytes=self.settings.max_bytes, named=named)

    def _judged(self, address: Address, item: Input, found: Listing | None) -> Input:
        """The input with its role; a listing that lists nothing, or too much, says so."""
        if found is None and (address.called != "listing" or not item.ok):
            return item
        if found is None:
            where = ("it is no feed and no sitemap", "name it under urls, or correct the address")
        elif not found.pages and not found.listings:
            where = ("it lists no page", "check the address; it may be out of use")
        elif found.more:
            where = (
                f"it lists more than {self.settings.max_links:,} addresses",
                "raise LIMPIDE_MAX_LINKS for the rest",
            )
        else:
            return replace(item, role="listing")
        return replace(item, role="listing", error=str(InputError(item.uri, *where)), end="quarantined")

    async def _robots(self) -> None:
        """Hand over the robots.txt files that were read meanwhile."""
        while self.client.read_robots:
            http = self.client.read_robots.pop(0)
            await self.hand_over(
                Input(key(http.url), b"", "robots.txt", "text/plain", now(), role="listing", http=http)
            )


def _by_turns(addresses: list[Address]) -> list[Address]:
    """Put them in an order in which hosts take turns, so that no host's politeness holds up the others."""
    hosts: dict[str, list[Address]] = {}
    for address in addresses:
        try:
            hosts.setdefault(host_of(address.url), []).append(address)
        except ValueError:
            hosts.setdefault("", []).append(address)
    return [address for turn in zip_longest(*hosts.values()) for address in turn if address]


def _from_thread(work: Callable[[Callable[[Input], Awaitable[None]]], Awaitable[None]]) -> Iterator[Input]:
    """Run async work in a thread and give what it hands over; what it raises is raised here. Ends it when left."""
    ready: queue.Queue[Input | BaseException | None] = queue.Queue(maxsize=8)
    left = threading.Event()
    loop = asyncio.new_event_loop()

    def put(item: Input | BaseException | None) -> None:
        while not left.is_set():
            try:
                ready.put(item, timeout=0.2)
            except queue.Full:
                continue
            return

    async def hand_over(item: Input) -> None:
        await loop.run_in_executor(None, put, item)

    async def main() -> None:
        await work(hand_over)

    def run() -> None:
        try:
            loop.run_until_complete(task)
            put(None)
        except BaseException as error:  # raised again where the items are read
            put(error)
        finally:
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())

    task = loop.create_task(main())
    thread = threading.Thread(target=run, name="limpide-fetch", daemon=True)
    thread.start()
    try:
        while (item := ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        left.set()
        loop.call_soon_threadsafe(task.cancel)  # of a task that has ended, or on a loop that runs no more: nothing
        thread.join()
        loop.close()  # here, so that the line above never meets a closed one
