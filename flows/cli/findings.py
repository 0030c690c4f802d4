"""`limpide stats`, `suggestions`, `accept` and `reject`: what was found, and what one thinks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.corpus import settings_of, snapshot_of
from flows.cli.options import CleanDir, Handles, Lexicon, Output, Undo
from flows.cli.output import NOTHING, USAGE, fail, one_of, out, print_json, say
from flows.cli.root import PlainCommand, app, examples

if TYPE_CHECKING:
    from flows.settings import Settings


@app.command(
    cls=PlainCommand,
    short_help="Show what a run did and what the corpus holds.",
    epilog=examples("limpide stats", "limpide stats --run run-000003 --format json"),
)
def stats(
    run: Annotated[
        str, typer.Option("--run", metavar="NAME", help="Which run. Default: the last one.", show_default=False)
    ] = "",
    output: Output = "text",
    clean_dir: CleanDir = None,
) -> None:
    """Show the figures of a run, and what the corpus holds by language, kind and rule."""
    one_of(output, ("text", "json"), "--format")
    settings = settings_of(clean=clean_dir)
    from flows.store import report as reporting  # noqa: PLC0415

    found = {path.stem: path for path in reporting.reports(settings.clean / "reports")}
    if not found:
        fail(f"{settings.clean}: no run has been here yet; run `limpide ingest` first", NOTHING)
    if run and run not in found:
        fail(f"{run}: there is no such run; the last one is {max(found)}", USAGE)
    said = reporting.load(found[run or max(found)])
    from flows import totals  # noqa: PLC0415

    holds = totals.of_corpus(snapshot_of(settings))
    if output == "json":
        print_json({"run": said, "corpus": holds})
        return
    from flows import console  # noqa: PLC0415

    console.show(out(), console.report(said, clean=str(settings.clean)))
    console.show(out(), console.holds(holds))


@app.command(
    cls=PlainCommand,
    short_help="List changes that were not sure enough to be made.",
    epilog=examples("limpide suggestions", "limpide suggestions --rule names --most 10"),
)
def suggestions(
    rule: Annotated[
        str, typer.Option("--rule", metavar="NAME", help="Only rules that begin like this.", show_default=False)
    ] = "",
    most: Annotated[int, typer.Option("--most", metavar="N", help="How many to show.", min=1)] = 50,
    output: Output = "text",
    clean_dir: CleanDir = None,
) -> None:
    """List the changes that were found but not sure enough to be made, grouped, with their context."""
    one_of(output, ("text", "json"), "--format")
    from flows import totals  # noqa: PLC0415

    groups = totals.suggested(snapshot_of(settings_of(clean=clean_dir)), rule)
    if output == "json":
        print_json(groups[:most])
    elif not groups:
        say("no suggestions: every rule was sure, or silent")
    else:
        from flows import console  # noqa: PLC0415

        console.show(out(), console.suggestions(groups, most=most))


@app.command(
    cls=PlainCommand,
    short_help="Accept suggested names: they are put right from now on.",
    epilog=examples(
        "limpide accept 3f2a91bc", "limpide accept 3f2a 77d0 && limpide reingest", "limpide accept --undo 3f2a91bc"
    ),
)
def accept(handle: Handles, undo: Undo = False, lexicon: Lexicon = None, clean_dir: CleanDir = None) -> None:
    """
    Accept suggestions of names: what was heard is put right wherever it stands in speech, from now on.

    The verdict is kept in your lexicon (column `heard`); `limpide reingest` applies it to what is in the corpus.
    """
    _judge(handle, settings_of(clean=clean_dir, lexicon=lexicon), accepted=True, undo=undo)


@app.command(
    cls=PlainCommand,
    short_help="Reject suggested names: they are suggested no more.",
    epilog=examples(
        "limpide reject 3f2a91bc", "limpide reject 3f2a 77d0 && limpide reingest", "limpide reject --undo 3f2a91bc"
    ),
)
def reject(handle: Handles, undo: Undo = False, lexicon: Lexicon = None, clean_dir: CleanDir = None) -> None:
    """
    Reject suggestions of names: the text stays as it is, and they are suggested no more.

    The verdict is kept in your lexicon (column `never`); `limpide reingest` applies it to what is in the corpus.
    """
    _judge(handle, settings_of(clean=clean_dir, lexicon=lexicon), accepted=False, undo=undo)


def _judge(handles: list[str], settings: Settings, *, accepted: bool, undo: bool) -> None:
    from flows import totals, verdicts  # noqa: PLC0415

    word = "accepted" if accepted else "rejected"
    try:
        if undo:
            pairs = verdicts.take_back(settings.lexicon, handles, accepted=accepted)
            word = f"no longer {word}"
        else:
            groups = verdicts.named(totals.suggested(snapshot_of(settings), examples=0), handles)
            verdicts.keep(settings.lexicon, groups, accepted=accepted)
            pairs = [(group["old"], group["new"]) for group in groups]
    except verdicts.VerdictError as error:
        fail(str(error), USAGE)
    for old, new in pairs:
        say(f"{word}: {old} → {new}")
    say(f"kept in {settings.lexicon}; `limpide reingest` applies it to the corpus")
