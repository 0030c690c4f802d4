"""The command itself, and what all its commands are made with."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from flows.cli.output import USAGE

NAME = "limpide"
# As the help lists them.
COMMANDS = ("ingest", "reingest", "clean", "show", "stats", "suggestions", "accept", "reject", "forget")

CODES = """
\b
Exit codes:
    0  all is well
    1  something failed, was set aside or must be tried again; the rest was done
    2  the command or a path is wrong
    3  there was nothing to do
    4  clean: the document does not belong in a corpus; the reason is told
  130  stopped with Ctrl-C

`limpide COMMAND --help` has examples.
"""


def examples(*lines: str) -> str:
    """Give examples as the end of a help text, each on a line of its own."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


class _AsWritten:
    """Leaves a value as it is."""

    def coerce(self, value: Any, **_: Any) -> Any:
        """Give the value back."""
        return value


def _unchecked(params: list[Any]) -> list[Any]:
    """
    Have texts and flags taken as they are written.

    Typer asks pydantic to check even those; its import takes a tenth of the time of `limpide clean`.
    """
    for param in params:
        if param.type_descriptor.annotation in (str, bool):
            param.get_runtime_param = _AsWritten
    return params


class PlainGroup(TyperGroup):
    """The command itself, which has flags only."""

    def list_commands(self, ctx: Any) -> list[str]:
        """List the commands in the order in which one meets them."""
        return sorted(super().list_commands(ctx), key=COMMANDS.index)

    def get_params(self, ctx: Any) -> list[Any]:
        """List the parameters, --help among them."""
        return _unchecked(super().get_params(ctx))


class PlainCommand(TyperCommand):
    """A command that starts without pydantic if it has texts and flags only, and helps without names of types."""

    def get_params(self, ctx: Any) -> list[Any]:
        """List the parameters, --help among them."""
        return _unchecked(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        """Give the help: FILE is FILE there, not {FILE} nor FILE <str>."""
        return re.sub(r"\{(\w+)\}| <(?:str|list\[str\])>", r"\1", super().get_help(ctx))


app = typer.Typer(
    cls=PlainGroup,
    name=NAME,
    help="Clean text in, clean text out: ingest articles, posts and transcripts, and account for every character.",
    epilog=CODES,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: it starts faster, and no box stands between the words
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def limpide(
    context: typer.Context,
    show_version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Clean text in, clean text out: ingest articles, posts and transcripts, and account for every character."""
    if show_version:
        from importlib.metadata import version  # noqa: PLC0415  slow, and rarely asked for

        typer.echo(f"limpide {version('limpide')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(USAGE)
