"""Which documents `limpide forget` means: by id, by source, by folder, or because their file is no longer there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from cleaners.errors import LimpideError
from flows.sources.addresses import is_address
from flows.sources.files import uri_of


class ForgetError(LimpideError):
    """What is to be forgotten cannot be told; says what was asked, why not, and what to do."""


def to_forget(held: Mapping[str, str], named: Iterable[str], *, missing: bool = False) -> list[str]:
    """
    Ids of the documents that are meant; `held` gives the source of each id there is.

        >>> held = {"1a2b3c4d": "notes/a.txt", "99887766": "notes/b.txt", "5e5e5e5e": "https://example.org/"}
        >>> to_forget(held, ["1a2b"]), to_forget(held, ["notes/b.txt"]), to_forget(held, ["notes"])
        (['1a2b3c4d'], ['99887766'], ['1a2b3c4d', '99887766'])
    """
    by_source = {source: doc_id for doc_id, source in held.items()}
    found = dict.fromkeys(doc_id for name in named for doc_id in _meant(held, by_source, name))
    if missing:
        found |= dict.fromkeys(_missing(held))
    return list(found)


def _meant(held: Mapping[str, str], by_source: Mapping[str, str], name: str, *, shortest: int = 4) -> list[str]:
    path = name if is_address(name) else uri_of(Path(name))
    if name in held:
        return [name]
    for source in (name, path):
        if source in by_source:
            return [by_source[source]]
    below = [doc_id for doc_id, source in held.items() if not is_address(source) and source.startswith(f"{path}/")]
    if below:
        return below
    begins = [doc_id for doc_id in held if len(name) >= shortest and doc_id.startswith(name.lower())]
    if len(begins) > 1:
        raise ForgetError(f"{name}: {len(begins)} documents begin so ({', '.join(begins[:3])} ...); give more of it")
    if not begins:
        raise ForgetError(f"{name}: no document has this id or source; `limpide show` and documents.jsonl name them")
    return begins


def _missing(held: Mapping[str, str]) -> list[str]:
    """Documents whose file is gone. Refuses when every one is: then it is we who stand in the wrong folder."""
    files = {doc_id: source for doc_id, source in held.items() if not is_address(source)}
    gone = [doc_id for doc_id, source in files.items() if not _is_there(source)]
    if gone and len(gone) == len(files):
        what = f"none of the {len(files):,} files of the corpus is where it was"
        raise ForgetError(f"{what}; run this in the folder you ingested from, or name a folder to forget it whole")
    return gone


def _is_there(source: str) -> bool:
    r"""Whether the file is there; bytes of its name that are no text are written \\xNN in a source."""
    if os.path.lexists(source):
        return True
    raw = re.sub(rb"\\x([0-9a-f]{2})", lambda hit: bytes([int(hit[1], 16)]), os.fsencode(source))
    return os.path.lexists(raw)
