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

from flows.settings import Settings
from flows.sources.files import from_path
from flows.sources.inputs import Http, Input, identity

if TYPE_CHECKING:
    from flows.store.captures import CaptureRef, Captures
    from flows.store.state import State

__all__ = ["Http", "Input", "gather", "identity", "take_in"]


def gather(
    targets: Iterable[str | Path], settings: Settings, *, captures: Captures | None = None, state: State | None = None
) -> Iterator[Input]:
    """
    Everything that the targets lead to, one Input each: paths first, then addresses, each in the order given.

    A target is a path (file, folder, WARC) or an http(s) address. With `captures` and `state`, addresses are asked
    conditionally, and those that a server asked us to leave for later are left.
    """
    del captures, state
    for target in targets:
        yield from from_path(Path(target), max_bytes=settings.max_bytes)


def take_in(
    targets: Iterable[str | Path], settings: Settings, captures: Captures, state: State
) -> Iterator[tuple[Input, CaptureRef | None]]:
    """
    Gather the targets, keep each input, and hand the documents over with where their captures lie.

    The capture is safe on the disk before the input is handed over. Its `fetched_at` is the time of that capture:
    two runs over the same seeds give the same values. Feeds and sitemaps are kept and not handed over, unless they
    failed.
    """
    for item in gather(targets, settings, captures=captures, state=state):
        ref = captures.put(item) if item.ok or item.http else None
        state.saw(item, ref.digest if ref else "")
        if item.role == "listing" and item.ok:
            continue
        if ref and item.unchanged:
            yield captures.get(ref), ref
        elif ref and item.ok:
            yield replace(item, fetched_at=ref.date), ref
        else:
            yield item, None
