"""
What a person says of suggestions, kept in their own lexicon: accepted forms are put right, rejected ones left alone.

A verdict holds for every document that comes later, and with `limpide reingest` for those that are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cleaners.errors import LimpideError
from cleaners.lexicon import KINDS, Entry, Verdict, dump, learned, load
from flows.store.corpus import write_whole
from flows.totals import handle


class VerdictError(LimpideError):
    """A verdict that cannot be kept; says which, why, and what to do."""


def named(groups: Sequence[dict[str, Any]], handles: Iterable[str], *, shortest: int = 3) -> list[dict[str, Any]]:
    """
    Groups of suggestions by their handles, or by the beginnings of these; each must be one group, of names.

        >>> groups = [{"handle": "1a2b3c4d", "rule": "names.sound", "old": "Karvenek", "new": "Karvenec"}]
        >>> [group["old"] for group in named(groups, ["1a2b"])]
        ['Karvenek']
    """
    found: dict[str, dict[str, Any]] = {}
    for asked in handles:
        hits = [each for each in groups if len(asked) >= shortest and each["handle"].startswith(asked.lower())]
        if not hits:
            raise VerdictError(f"{asked}: no suggestion has this handle; `limpide suggestions` lists them")
        if len(hits) > 1:
            among = ", ".join(each["handle"] for each in hits[:3])
            raise VerdictError(f"{asked}: {len(hits)} suggestions begin so ({among} ...); give more of it")
        if not hits[0]["rule"].startswith("names."):
            why = f"it is of {hits[0]['rule']}, and a lexicon keeps names only"
            raise VerdictError(f"{asked}: {why}; `limpide suggestions --rule names` lists those")
        found[hits[0]["handle"]] = hits[0]
    return list(found.values())


def keep(path: Path, groups: Iterable[dict[str, Any]], *, accepted: bool) -> None:
    """Take verdicts into the lexicon at `path`, which is made if need be. All are kept, or none."""
    entries = _kept(path)
    heard = {form: entry.name for entry in entries for form in entry.heard}
    verdicts = []
    for group in groups:
        old, new = group["old"], group["new"]
        if any(sign in old + new for sign in "\t\r\n|"):
            raise VerdictError(
                f"{group['handle']}: {old!r} holds a sign that no cell of {path} can; write a name instead"
            )
        if accepted and heard.setdefault(old, new) != new:
            remedy = f"take it from the column `heard` of {path} first"
            raise VerdictError(f"{group['handle']}: {old!r} is accepted as {heard[old]!r} already; {remedy}")
        verdicts.append(Verdict(old, new, accepted, f"{'accepted' if accepted else 'rejected'} by hand"))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, dump(learned(entries, verdicts)).encode())


def take_back(path: Path, named: Iterable[str], *, accepted: bool, shortest: int = 3) -> list[tuple[str, str]]:
    """
    Take verdicts out of the lexicon at `path`: give the forms, each with its name. All go, or none.

    They are named by the form they are about, by the handle of the suggestion, or by the beginning of it. A row that
    only held such a verdict goes with it; a name that was there before stays.
    """
    entries = _kept(path)
    column = "heard" if accepted else "never"
    there = [(form, entry.name) for entry in entries for form in getattr(entry, column)]
    gone: list[tuple[str, str]] = []
    for name in named:
        hits = [
            pair
            for pair in there
            if name == pair[0]
            or (len(name) >= shortest and any(each.startswith(name.lower()) for each in _handles(*pair)))
        ]
        if not hits:
            known = ", ".join(form for form, _ in there[:5]) or "none"
            raise VerdictError(f"{name}: {path} holds no such verdict in the column `{column}` (there is {known})")
        if len(hits) > 1:
            among = ", ".join(f"{old} → {new}" for old, new in hits[:3])
            raise VerdictError(f"{name}: {len(hits)} verdicts may be meant ({among}); give more of the handle")
        gone += hits
    rows = (_without(entry, column, {old for old, new in gone if new == entry.name}) for entry in entries)
    write_whole(path, dump(row for row in rows if row).encode())
    return gone


def _kept(path: Path) -> tuple[Entry, ...]:
    """Read the entries that are kept in a lexicon so far. Refuses all but a table: it would be written over by one."""
    if path.suffix not in {".tsv", ".txt"}:
        raise VerdictError(f"{path}: verdicts are kept in a table only; name a .tsv file with --lexicon")
    return load(path) if path.exists() else ()


def _handles(old: str, new: str) -> list[str]:
    """The handles that a suggestion of this name may have had: they depend on the kind of the name."""
    return [handle(f"names.{kind}", old, new) for kind in KINDS]


def _without(entry: Entry, column: str, forms: set[str]) -> Entry | None:
    if not forms:
        return entry
    kept = tuple(form for form in getattr(entry, column) if form not in forms)
    left = entry._replace(heard=kept) if column == "heard" else entry._replace(never=kept)
    by_hand = left.source in {"accepted by hand", "rejected by hand"}
    return None if by_hand and not (left.heard or left.never) else left
