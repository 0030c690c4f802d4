"""
The command `limpide`.

What a command needs is imported when it runs: `limpide clean` knows nothing of Prefect, Delta or Arrow and starts at
once. Each module holds the commands of one matter.
"""

from __future__ import annotations

import os
import sys
from errno import EPIPE

import typer

from cleaners.errors import LimpideError
from flows.cli import documents, findings, forget, runs  # noqa: F401  their commands come with them
from flows.cli.output import FAILED, FINE, STOPPED, USAGE, tell_fault
from flows.cli.root import NAME, app

__all__ = ["app", "main"]

_Misused: type[typer.BadParameter] = typer.BadParameter.__mro__[1]  # Typer gives its parent no public name


def main() -> None:
    """Run the command; what is expected to go wrong is told in one line, never as a traceback."""
    try:
        code = _left()
        sys.stdout.flush()
    except LimpideError as error:
        tell_fault(str(error))
        code = FAILED
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left would fail again
        code = FINE  # whoever read us has seen enough
        if error.errno != EPIPE:
            where = f"{error.filename}: " if error.filename else "the output: "
            tell_fault(f"{where}{(error.strerror or str(error)).lower()}")
            code = FAILED
    if code == STOPPED:
        tell_fault("stopped; what was captured is kept, run it again to go on")
    sys.exit(code)


def _left() -> int:
    """Run the command, and give the code it leaves with."""
    try:
        return app(prog_name=NAME, standalone_mode=False) or FINE
    except KeyboardInterrupt:
        return STOPPED
    except SystemExit as left:
        pipe_closed = hasattr(sys.stdout, "wrapped")  # Typer's sign that it caught this
        return FINE if pipe_closed else int(left.code or FINE)
    except _Misused as error:
        tell_fault(_told(error))
        return USAGE


def _told(error: typer.BadParameter) -> str:
    """Say how the command was misused, and where its help is."""
    path = error.ctx.command_path if error.ctx else NAME
    command = path.removeprefix(NAME).strip()
    said = error.format_message().removesuffix(".")
    said = said[:1].lower() + said[1:] + ("" if said.endswith("?") else ";")
    where = "has examples" if command else "lists the commands"
    return f"{command}{': ' if command else ''}{said} `{path} --help` {where}"
