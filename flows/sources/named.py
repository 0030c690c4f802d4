"""sources.yaml: the file that names feeds, sitemaps, addresses and paths."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cleaners.errors import InputError

KEYS = ("feeds", "sitemaps", "urls", "paths")


class Named(NamedTuple):
    """What the file names: feeds and sitemaps, single pages, and paths (relative to the file)."""

    listings: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()


def named_in(path: Path) -> Named:
    """
    Read a sources.yaml. Raises InputError that says which key or line is wrong.

    An empty file, or one with everything commented out, names nothing, and that is fine.
    """
    try:
        read: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"it cannot be read ({error})", "it should be YAML in UTF-8") from error
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise InputError(str(path), f"it is not YAML ({said})", "look at the line it names") from error
    if read is None:
        return Named()
    if not isinstance(read, dict):
        raise InputError(str(path), "it should be a list under each of its keys", f"the keys are {', '.join(KEYS)}")
    lists = {key: _texts(path, key, value) for key, value in read.items()}
    return Named(
        (*lists.get("feeds", ()), *lists.get("sitemaps", ())),
        lists.get("urls", ()),
        tuple(path.parent / each for each in lists.get("paths", ())),
    )


def _texts(path: Path, key: object, value: object) -> tuple[str, ...]:
    if key not in KEYS:
        raise InputError(str(path), f"there is no key {key!r}", f"the keys are {', '.join(KEYS)}")
    listed = value or []
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise InputError(
            str(path), f"{key} should be a list of texts", "write each on a line of its own after a hyphen"
        )
    return tuple(listed)
