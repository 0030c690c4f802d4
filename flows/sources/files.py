"""Files and folders as sources."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from flows.sources.archives import ARCHIVES, from_archive
from flows.sources.inputs import Input, now

SOURCES = "sources.yaml"


def from_path(path: Path, *, max_bytes: int, ours: tuple[Path, ...] = ()) -> Iterator[Input]:
    """
    Every input under a path: the file itself, each record of a WARC, or a folder from top to bottom.

    A folder is read in the order of its names, so that two runs see the same sequence. Left out are names that
    begin with a dot, folders that are only linked to (they could lead in circles), `sources.yaml`, which names
    sources and is none, and the folders in `ours`, which a run writes itself. A path that is missing, empty,
    unreadable or too large is an input that says so.
    """
    if not path.is_dir():
        yield from _from_file(path, max_bytes)
        return
    found = False
    for each in _below(path, {os.path.abspath(each) for each in ours}):  # noqa: PTH100
        found = True
        yield from [each] if isinstance(each, Input) else _from_file(each, max_bytes)
    if not found and not (path / SOURCES).is_file():
        yield Input.failed(uri_of(path), "the folder holds no documents", "put some there or name another folder")


def uri_of(path: Path) -> str:
    """
    Name a file: relative to the current folder when it lies below it, so that ids do not depend on the machine.

    >>> uri_of(Path("seeds/../seeds/note.txt"))
    'seeds/note.txt'
    >>> uri_of(Path("/var/notes/a.txt"))
    '/var/notes/a.txt'
    """
    whole = os.path.abspath(path)  # noqa: PTH100  not resolve(): a link keeps the name it was given
    here = os.getcwd()  # noqa: PTH109
    inside = whole == here or whole.startswith(here.rstrip(os.sep) + os.sep)
    name = os.path.relpath(whole, here) if inside else whole
    return os.fsencode(name.replace(os.sep, "/")).decode("utf-8", "backslashreplace")


def _below(folder: Path, left_out: set[str]) -> Iterator[Path | Input]:
    """Files under a folder in the order of their names; a folder that cannot be listed is a failed input."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Input.failed(uri_of(folder), f"the folder cannot be listed ({error.strerror})", "check its permissions")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == SOURCES or os.path.abspath(entry.path) in left_out:  # noqa: PTH100
            continue
        if not entry.is_dir():
            yield Path(entry.path)
        elif not entry.is_symlink():
            yield from _below(Path(entry.path), left_out)


def _from_file(path: Path, max_bytes: int) -> Iterator[Input]:
    uri = uri_of(path)
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            yield Input.failed(uri, "it is not a regular file", "name a file or a folder")
        elif path.name.endswith(ARCHIVES):
            yield from from_archive(path, uri, max_bytes=max_bytes)
        elif facts.st_size > max_bytes:
            yield _too_large(uri, facts.st_size, max_bytes)
        else:
            yield _read(path, uri, max_bytes)
    except FileNotFoundError:
        yield Input.failed(
            uri, "there is no such file or folder", "check the path, or write an address with its https://"
        )
    except OSError as error:
        yield Input.failed(uri, f"it cannot be read ({error.strerror})", "check its permissions and the disk")


def _read(path: Path, uri: str, max_bytes: int) -> Input:
    with path.open("rb") as file:
        data = file.read(max_bytes + 1)  # one more: the file may be growing
    if len(data) > max_bytes:
        return _too_large(uri, len(data), max_bytes)
    return Input(uri, data, name=path.name, fetched_at=now())


def _too_large(uri: str, size: int, max_bytes: int) -> Input:
    what = f"it has {size:,} bytes, the limit is {max_bytes:,}"
    return Input.failed(uri, what, "split it, or raise LIMPIDE_MAX_BYTES")
