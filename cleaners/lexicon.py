r"""
Names as they are truly spelled: the lexicon that comes with the project, and a user's own.

A row holds a name, what it is, the office that announces it, its country, other right spellings, and where the
row is from. Misheard forms are found by sound and context, so they are not listed; but a form that a person
confirmed may be kept in a user's own file (column `heard`), and one that was refused, too (column `never`).

    >>> entries = read_tsv("name\tkind\taliases\nKim Delval\tperson\t\nOTAN\torganisation\tNATO|NAVO\n")
    >>> entries[1].aliases
    ('NATO', 'NAVO')
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cleaners.errors import ResourceError
from cleaners.resources import DATA
from cleaners.sounds import spelled
from cleaners.text import words

KINDS = ("person", "place", "organisation", "treaty", "company", "index", "media", "product", "name")
COLUMNS = ("name", "kind", "roles", "country", "aliases", "languages", "heard", "never", "source")


class Entry(NamedTuple):
    """
    One name, and what is known of it.

    `roles` are offices (see [roles] in the speech data), `country` is an ISO code, `languages` says where
    this spelling holds (everywhere when empty), `origin` where the document has it from: lexicon, user,
    document (its own title, description or list) or corpus (edited documents beside it).
    """

    name: str
    kind: str = "name"
    roles: tuple[str, ...] = ()
    country: str = ""
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    source: str = ""
    origin: str = "lexicon"


class Verdict(NamedTuple):
    """What a person said of a suggestion: `old` was heard, `new` was proposed."""

    old: str
    new: str
    accepted: bool
    source: str = "accepted by hand"


def read_tsv(text: str, where: str = "the lexicon", origin: str = "lexicon") -> tuple[Entry, ...]:
    """Entries of a table with a header line; columns in any order, several values in a cell split at "|"."""
    head, *lines = text.splitlines() or [""]
    columns = head.split("\t")
    rows = (dict(zip(columns, line.split("\t"), strict=False)) for line in lines)
    return tuple(
        _entry(row, f"{where}, line {number}", origin) for number, row in enumerate(rows, 2) if any(row.values())
    )


def read_yaml(text: str, where: str = "the lexicon", origin: str = "lexicon") -> tuple[Entry, ...]:
    r"""
    Entries of a YAML list; a row may be just a name.

        >>> [entry.kind for entry in read_yaml("- Kim Delval\n- {name: OTAN, kind: organisation}")]
        ['name', 'organisation']
    """
    import yaml  # noqa: PLC0415  only a user's own file may be YAML

    try:
        rows = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise ResourceError(f"{where} is not YAML: {error}") from error
    if not isinstance(rows, list):
        raise ResourceError(f"{where} must be a list of names or of rows with a name")
    return tuple(
        _entry(row if isinstance(row, dict) else {"name": row}, f"{where}, row {number}", origin)
        for number, row in enumerate(rows, 1)
    )


def load(path: str | Path) -> tuple[Entry, ...]:
    """Read a user's own lexicon, .tsv or .yaml. Raises ResourceError that says which row to mend."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"the lexicon {file} cannot be read: {error}") from error
    if file.suffix in {".yaml", ".yml"}:
        return read_yaml(text, str(file), "user")
    if file.suffix in {".tsv", ".txt"}:
        return read_tsv(text, str(file), "user")
    raise ResourceError(f"the lexicon {file} must end in .tsv or .yaml")


@cache
def shipped() -> tuple[Entry, ...]:
    """Give the entries that come with the project, cleaners/data/entities/*.tsv."""
    folder = DATA / "entities"
    tables = sorted((each for each in folder.iterdir() if each.name.endswith(".tsv")), key=lambda each: each.name)
    return tuple(entry for each in tables for entry in read_tsv(each.read_text(encoding="utf-8"), each.name))


@cache
def name_words() -> frozenset[str]:
    """Give the single words of all names that come with the project, spelled plainly: words that are right."""
    names = (name for entry in shipped() for name in (entry.name, *entry.aliases))
    return frozenset(spelled(word.text) for name in names for word in words(name))


@cache
def judged() -> tuple[Entry, ...]:
    """Give the entries that come with the project of which a person has said how they are misheard, or never."""
    return tuple(entry for entry in shipped() if entry.heard or entry.never)


def dump(entries: Iterable[Entry]) -> str:
    """Write entries as a table that `read_tsv` reads back."""
    rows = ["\t".join(COLUMNS)]
    for entry in entries:
        cells = (getattr(entry, column) for column in COLUMNS)
        rows.append("\t".join("|".join(cell) if isinstance(cell, tuple) else cell for cell in cells))
    return "\n".join(rows) + "\n"


def learned(entries: Iterable[Entry], verdicts: Iterable[Verdict]) -> tuple[Entry, ...]:
    """
    Entries of a user's lexicon once the verdicts are taken in: accepted forms are heard, refused ones never.

    A later verdict on the same pair overrules an earlier one. Names not there yet get a row.

        >>> rows = learned((), [Verdict("Delvalle", "Kim Delval", True), Verdict("Delphine", "Kim Delval", False)])
        >>> rows[0].name, rows[0].heard, rows[0].never
        ('Kim Delval', ('Delvalle',), ('Delphine',))
    """
    rows = {entry.name: entry for entry in entries}
    for verdict in verdicts:
        row = rows.get(verdict.new, Entry(verdict.new, source=verdict.source, origin="user"))
        heard = tuple(form for form in row.heard if form != verdict.old)
        never = tuple(form for form in row.never if form != verdict.old)
        if verdict.accepted:
            heard = (*heard, verdict.old)
        else:
            never = (*never, verdict.old)
        rows[verdict.new] = row._replace(heard=heard, never=never)
    return tuple(rows.values())


def _entry(row: dict[Any, Any], where: str, origin: str) -> Entry:
    """One row as an Entry, or an error that says which row and why."""
    unknown = [key for key in row if key not in COLUMNS]
    if unknown:
        raise ResourceError(f"{where}: unknown column {unknown[0]!r}; there are {', '.join(COLUMNS)}")
    name = str(row.get("name") or "").strip()
    kind = str(row.get("kind") or "name").strip()
    if not name:
        raise ResourceError(f"{where}: a row needs a name")
    if kind not in KINDS:
        raise ResourceError(f"{where}: unknown kind {kind!r}; there are {', '.join(KINDS)}")
    several = {key: _several(row.get(key)) for key in ("roles", "aliases", "languages", "heard", "never")}
    country, source = (str(row.get(key) or "").strip() for key in ("country", "source"))
    return Entry(name=name, kind=kind, country=country, source=source, origin=origin, **several)


def _several(cell: object) -> tuple[str, ...]:
    """The values of a cell: a YAML list, or text split at "|"."""
    if not cell:
        return ()
    parts = cell if isinstance(cell, list) else str(cell).split("|")
    return tuple(part for part in (str(each).strip() for each in parts) if part)
