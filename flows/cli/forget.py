"""`limpide forget`: let go of documents."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.corpus import settings_of, snapshot_of
from flows.cli.options import CleanDir, RawDir
from flows.cli.output import FINE, NOTHING, USAGE, fail, print_text, say
from flows.cli.root import PlainCommand, app, examples
from flows.cli.runs import carry_out
from flows.wording import many


@app.command(
    cls=PlainCommand,
    short_help="Let go of documents.",
    epilog=examples(
        "limpide forget 3f2a91bc --because 'asked by the author'",
        "limpide forget notes/old",
        "limpide forget --missing --dry-run",
    ),
)
def forget(  # noqa: PLR0917 Typer makes them options
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="DOCUMENT", help="Ids, paths, addresses, or folders that hold the files."),
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="All whose file is no longer there.")] = False,
    because: Annotated[
        str, typer.Option("--because", metavar="TEXT", help="The reason, for the record.", show_default=False)
    ] = "",
    captures: Annotated[bool, typer.Option("--captures", help="Erase their captures from raw/ as well.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what would go.")] = False,
    clean_dir: CleanDir = None,
    raw_dir: RawDir = None,
) -> None:
    """
    Let go of documents: the next snapshot is without them, and reingest does not bring them back.

    Who went, and why, is recorded in the table `deletions`. Ingesting a source again brings it back. Captures are kept
    unless you say --captures; older snapshots stay as they are.
    """
    if not documents and not missing:
        fail("name documents to forget (ids, paths, addresses), or say --missing; see `limpide forget --help`", USAGE)
    settings = settings_of(clean=clean_dir, raw=raw_dir)
    snapshot_of(settings)
    from flows import stages  # noqa: PLC0415
    from flows.forgetting import ForgetError  # noqa: PLC0415

    why = because or ("the file is no longer there" if missing and not documents else "")
    try:
        meant = stages.to_be_forgotten(settings, documents or (), missing=missing)
        if dry_run or not meant:
            for doc_id, source in meant.items():
                print_text(f"{doc_id}  {source}\n")
            say(
                f"{many(len(meant), 'document')} would go" if meant else "nothing to forget: every file is where it was"
            )
            raise typer.Exit(FINE if meant else NOTHING)
        carry_out(settings, lambda: stages.forget(settings, list(meant), why=why, erase=captures).as_json())
    except ForgetError as error:
        fail(str(error), USAGE)
