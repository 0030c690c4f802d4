"""What a command prints, where it goes, and the code it leaves with."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

FINE, FAILED, USAGE, NOTHING, REJECTED, STOPPED = 0, 1, 2, 3, 4, 130


def print_text(text: str) -> None:
    """Print a text as its bytes, those that are no characters too."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


def print_json(said: Any) -> None:
    """Print an answer as JSON."""
    text = json.dumps(said, ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")


def out() -> Console:
    """Give what answers are shown on; 120 wide in a pipe."""
    from rich.console import Console  # noqa: PLC0415

    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(highlight=False, markup=False, emoji=False, width=120 if piped else None)


def err() -> Console:
    """Give what the progress is shown on."""
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def say(what: str) -> None:
    """Say something beside the answer."""
    typer.secho(what, err=True, dim=True)


def tell_fault(what: str) -> None:
    """Tell in one line what went wrong."""
    typer.secho(f"limpide: {what}", err=True, fg="red")


def fail(what: str, code: int) -> NoReturn:
    """Tell what went wrong and leave."""
    tell_fault(what)
    raise typer.Exit(code)


def one_of(value: str, known: tuple[str, ...], option: str) -> None:
    """Refuse a value that an option does not know."""
    if value not in known:
        fail(f"{option} {value}: not known; there is {', '.join(known)}", USAGE)


def one_answer(*, explain: bool, undo: bool, output: str) -> None:
    """Refuse to give several answers at once."""
    asked = [
        name for name, given in (("--explain", explain), ("--undo", undo), ("--format json", output == "json")) if given
    ]
    if len(asked) > 1:
        fail(f"{' and '.join(asked)}: each prints something else; ask for one at a time", USAGE)
