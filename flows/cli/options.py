"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files, folders, addresses. Default: seeds/."),
]
Urls = Annotated[
    list[str] | None, typer.Option("--url", metavar="URL", help="A page, feed or sitemap to fetch. May be repeated.")
]
Direct = Annotated[bool, typer.Option("--direct", help="Run without Prefect: same stages, same result, sooner.")]
Runner = Annotated[
    str | None,
    typer.Option("--runner", metavar="NAME", help="What does the work: processes (default), threads or dask."),
]
CleanDir = Annotated[
    Path | None, typer.Option("--clean-dir", metavar="FOLDER", help="Where the corpus lies. Default: clean.")
]
RawDir = Annotated[
    Path | None, typer.Option("--raw-dir", metavar="FOLDER", help="Where captures and state lie. Default: raw.")
]
Output = Annotated[str, typer.Option("--format", metavar="NAME", help="text (default) or json.", show_default=False)]

Handles = Annotated[
    list[str],
    typer.Argument(metavar="HANDLE", help="As `limpide suggestions` shows it."),
]
Lexicon = Annotated[
    Path | None,
    typer.Option(
        "--lexicon", metavar="FILE", help="Your own names, .tsv or .yaml. Default: lexicon.tsv if it is there."
    ),
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="How web pages are read: quality (default), or fast for bulk work."),
]
Speech = Annotated[
    str | None,
    typer.Option(
        "--speech",
        metavar="NAME",
        help="How transcripts come out: verbatim (default), or readable: stumbles said once.",
    ),
]
Undo = Annotated[bool, typer.Option("--undo", help="Take a verdict back; HANDLE may be the form it is about, too.")]
