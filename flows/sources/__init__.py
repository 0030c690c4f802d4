"""
What comes in: files, folders, WARC archives, addresses, feeds and sitemaps, all handed over as Inputs.

    take_in(targets, settings, captures, state) -> Iterator[tuple[Input, CaptureRef | None]]

is what an ingest needs: it gathers, keeps a capture of each input, notes what was seen, and hands each document
over once. An input that failed has no reference. `gather` does the first of these alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cleaners.errors import InputError
from flows.settings import Settings
from flows.sources.addresses import is_address
from flows.sources.files import SOURCES, from_path, uri_of
from flows.sources.inputs import Http, Input, identity
from flows.sources.named import Named, named_in

if TYPE_CHECKING:
    from flows.sources.network import Address
    from flows.store.captures import CaptureRef, Captures
    from flows.store.state import State

__all__ = ["Http", "Input", "gather", "identity", "take_in"]


def gather(
    targets: Iterable[str | Path], settings: Settings, *, captures: Captures | None = None, state: State | None = None
) -> Iterator[Input]:
    """
    Everything that the targets lead to, one Input each: paths first, then addresses, each in the order given.

    A target is a path (file, folder, WARC, sources.yaml) or an http(s) address; a folder's own sources.yaml is read
    with it. With `captures` and `state`, addresses are asked conditionally, and those that a server asked us to
    leave for later are left. An address that proves to be a feed or sitemap stands for the pages it lists.
    """
    pages: list[str] = []
    named: list[Named] = []
    for target in targets:
        if is_address(target):
            pages.append(str(target).strip())
            continue
        path = Path(target)
        listed = path if path.name == SOURCES else path / SOURCES
        if listed.is_file():
            try:
                named.append(named_in(listed))
            except InputError as error:
                yield Input.failed(uri_of(listed), *error.args[1:])
        if path.name != SOURCES or not path.is_file():
            yield from from_path(path, max_bytes=settings.max_bytes, ours=(settings.raw, settings.clean))
    for each in named:
        for path in each.paths:
            yield from from_path(path, max_bytes=settings.max_bytes, ours=(settings.raw, settings.clean))
    if asked := _addresses(pages, named):
        from flows.sources.network import from_addresses  # noqa: PLC0415  nothing of the network without an address

        yield from from_addresses(asked, settings, captures=captures, state=state)


def take_in(
    targets: Iterable[str | Path], settings: Settings, captures: Captures, state: State
) -> Iterator[tuple[Input, CaptureRef | None]]:
    """
    Gather the targets, keep each input, and hand the documents over with where their captures lie.

    The capture is made before the input is handed over, and its `fetched_at` is the time of that capture: two runs
    over the same seeds give the same values. A source that comes twice in one run counts once, the first time.
    Feeds and sitemaps are kept and not handed over, unless they failed. A state that was lost is filled again from
    the captures first. Raises CaptureError when nothing can be kept.
    """
    captures.ready()
    if not len(state):
        state.rebuild(captures.validators())
    came: set[str] = set()
    for item in gather(targets, settings, captures=captures, state=state):
        if item.uri in came:
            continue
        came.add(item.uri)
        ref = captures.put(item) if item.ok or item.http else None
        state.saw(item, ref.digest if ref else "")
        if item.ok and item.role == "listing":
            continue
        yield (replace(item, fetched_at=ref.date), ref) if ref and item.ok else (item, None)


def _addresses(pages: list[str], named: list[Named]) -> list[Address]:
    """Every address, with what it was called; those given by themselves first."""
    if not pages and not any(each.listings or each.pages for each in named):
        return []
    from flows.sources.network import Address  # noqa: PLC0415

    listings = [Address(url, "listing") for each in named for url in each.listings]
    return [*map(Address, pages), *listings, *(Address(url) for each in named for url in each.pages)]
