"""
The command `limpide`.

What a command needs is imported when it runs: `limpide clean` knows nothing of Prefect, Delta or Arrow and starts at
once.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from errno import EPIPE
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, cast

import typer
from typer.core import TyperCommand, TyperGroup

from cleaners.errors import LimpideError
from flows.wording import many

if TYPE_CHECKING:
    from rich.console import Console

    from cleaners.document import Document
    from cleaners.lexicon import Entry
    from flows.settings import Settings
    from flows.store.schema import Record

FINE, FAILED, USAGE, NOTHING, STOPPED = 0, 1, 2, 3, 130

CODES = """
\b
Exit codes:
    0  all is well
    1  something failed, was set aside or must be tried again; the rest was done
    2  the command or a path is wrong
    3  there was nothing to do
  130  stopped with Ctrl-C

`limpide COMMAND --help` has examples.
"""


def _examples(*lines: str) -> str:
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
    name="limpide",
    help="Clean text in, clean text out: ingest articles, posts and transcripts, and account for every character.",
    epilog=CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: it starts faster, and no box stands between the words
    context_settings={"help_option_names": ["-h", "--help"]},
)

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


@app.command(
    cls=PlainCommand,
    short_help="Take documents in, clean them, publish the corpus.",
    epilog=_examples(
        "limpide ingest seeds",
        "limpide ingest notes/ page.html --direct",
        "limpide ingest --url https://example.org/feed.xml",
    ),
)
def ingest(  # noqa: PLR0917 Typer makes them options
    paths: Paths = None,
    url: Urls = None,
    direct: Direct = False,
    runner: Runner = None,
    profile: Profile = None,
    speech: Speech = None,
    lexicon: Lexicon = None,
    clean_dir: CleanDir = None,
    raw_dir: RawDir = None,
) -> None:
    """
    Take documents in: fetch, capture, read, clean, find duplicates, publish.

    What is in the corpus already and has not changed is left alone, so running it again costs little and changes
    nothing. What fails is set aside in raw/quarantine with its cause, and the rest goes on.
    """
    settings = _settings(clean=clean_dir, raw=raw_dir, runner=runner, profile=profile, speech=speech, lexicon=lexicon)
    targets = [*(paths or ()), *(url or ())]
    _refuse_missing(targets or [str(settings.seeds)])
    if direct:
        from flows import stages  # noqa: PLC0415

        _run(settings, lambda: stages.ingest(settings, targets).as_json())
    else:
        _run(settings, lambda: _flow("ingest", settings, paths=targets))


@app.command(
    cls=PlainCommand,
    short_help="Clean all of it again with today's rules; no network.",
    epilog=_examples("limpide reingest", "limpide reingest --speech readable --clean-dir readable"),
)
def reingest(  # noqa: PLR0917 Typer makes them options
    direct: Direct = False,
    runner: Runner = None,
    profile: Profile = None,
    speech: Speech = None,
    lexicon: Lexicon = None,
    clean_dir: CleanDir = None,
    raw_dir: RawDir = None,
) -> None:
    """
    Clean every capture again with today's rules, without network.

    Only documents that come out differently get a new version. Run it after a change of rules or of your lexicon.
    """
    settings = _settings(clean=clean_dir, raw=raw_dir, runner=runner, profile=profile, speech=speech, lexicon=lexicon)
    from flows import stages  # noqa: PLC0415

    try:
        stages.refuse_nothing(settings)
    except stages.NothingCaptured as error:
        _fail(str(error), NOTHING)
    if direct:
        _run(settings, lambda: stages.reingest(settings).as_json())
    else:
        _run(settings, lambda: _flow("reingest", settings))


@app.command(
    cls=PlainCommand,
    short_help="Clean one document and print it.",
    epilog=_examples(
        "limpide clean page.html",
        "limpide clean talk.vtt --explain",
        "limpide clean talk.vtt --undo | cmp - talk.vtt",
        "curl -s https://example.org/a | limpide clean - --format json",
    ),
)
def clean(  # noqa: PLR0917 Typer makes them options
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document; - reads what is piped in.")],
    output: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help="text (default), or json with facts, edits and comments.",
            show_default=False,
        ),
    ] = "text",
    explain: Annotated[bool, typer.Option("--explain", help="Show each edit: rule, reason and place.")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Clean, go back by the trail alone, and print the input's bytes.")
    ] = False,
    lexicon: Annotated[
        str,
        typer.Option(
            "--lexicon",
            metavar="FILE",
            show_default=False,
            envvar="LIMPIDE_LEXICON",
            show_envvar=False,
            help="Your own names, .tsv or .yaml. Default: lexicon.tsv if it is there.",
        ),
    ] = "",
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar="NAME",
            show_default=False,
            envvar="LIMPIDE_PROFILE",
            show_envvar=False,
            help="How a web page is read: quality (default), or fast for bulk work.",
        ),
    ] = "quality",
    speech: Annotated[
        str,
        typer.Option(
            "--speech",
            metavar="NAME",
            show_default=False,
            envvar="LIMPIDE_SPEECH",
            show_envvar=False,
            help="How a transcript comes out: verbatim (default), or readable: stumbles said once.",
        ),
    ] = "verbatim",
) -> None:
    """
    Clean one document and print it. Nothing is stored.

    With --undo the cleaned text is led back through its trail; the bytes are compared with the input and printed.
    """
    _one_of(output, ("text", "json"), "--format")
    _one_of(profile, ("quality", "fast"), "--profile")
    _one_of(speech, ("verbatim", "readable"), "--speech")
    _one_answer(explain=explain, undo=undo, output=output)
    name, data = _read(file)
    from flows.batch import Job, Limits, clean_job  # noqa: PLC0415

    limits = Limits(names=_own_names(lexicon), profile=cast("Any", profile), speech=cast("Any", speech), alone=True)
    done = clean_job(Job(name, name, data, name), limits)
    if done.doc is None:
        _fail(done.why, FAILED)
    doc = done.doc
    if undo:
        _undone(doc, data, name)
    elif explain:
        _explain(doc, name)
    elif output == "json":
        _print_json(_as_json(doc))
    else:
        _print(doc.text)
    if doc.rejected:
        _say(f"{name}: not for a corpus: {doc.rejected.why} ({doc.rejected.rule})")


@app.command(
    cls=PlainCommand,
    short_help="Show a document of the corpus, its edits or its input.",
    epilog=_examples(
        "limpide show 3f2a", "limpide show seeds/page.html --explain", "limpide show seeds/page.html --undo > page.html"
    ),
)
def show(
    doc_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a document, its beginning, or its source.")],
    output: Annotated[
        str, typer.Option("--format", metavar="NAME", help="text (default) or json.", show_default=False)
    ] = "text",
    explain: Annotated[bool, typer.Option("--explain", help="Show each edit: rule, reason and place.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Print the input's bytes, rebuilt from the corpus.")] = False,
    clean_dir: CleanDir = None,
) -> None:
    """Show a document of the corpus: its facts and its text, its edits, or its input."""
    _one_of(output, ("text", "json"), "--format")
    _one_answer(explain=explain, undo=undo, output=output)
    record = _record(_snapshot(_settings(clean=clean_dir)), doc_id)
    doc = record.doc
    if undo:
        _undone_from_corpus(record)
    elif explain:
        _explain(doc, record.source)
    elif output == "json":
        _print_json(
            {"source": record.source, "version": record.version, "duplicate_of": record.duplicate_of} | _as_json(doc)
        )
    elif sys.stdout.isatty():
        from flows import console  # noqa: PLC0415

        console.show(_out(), console.document(record))
    else:
        _print(doc.text)


@app.command(
    cls=PlainCommand,
    short_help="Show what a run did and what the corpus holds.",
    epilog=_examples("limpide stats", "limpide stats --run run-000003 --format json"),
)
def stats(
    run: Annotated[
        str, typer.Option("--run", metavar="NAME", help="Which run. Default: the last one.", show_default=False)
    ] = "",
    output: Annotated[
        str, typer.Option("--format", metavar="NAME", help="text (default) or json.", show_default=False)
    ] = "text",
    clean_dir: CleanDir = None,
) -> None:
    """Show the figures of a run, and what the corpus holds by language, kind and rule."""
    _one_of(output, ("text", "json"), "--format")
    settings = _settings(clean=clean_dir)
    from flows.store import report as reporting  # noqa: PLC0415

    found = {path.stem: path for path in reporting.reports(settings.clean / "reports")}
    if not found:
        _fail(f"{settings.clean}: no run has been here yet; run `limpide ingest` first", NOTHING)
    if run and run not in found:
        _fail(f"{run}: there is no such run; the last one is {max(found)}", USAGE)
    said = reporting.load(found[run or max(found)])
    from flows import totals  # noqa: PLC0415

    holds = totals.of_corpus(_snapshot(settings))
    if output == "json":
        _print_json({"run": said, "corpus": holds})
        return
    from flows import console  # noqa: PLC0415

    console.show(_out(), console.report(said, clean=str(settings.clean)))
    console.show(_out(), console.holds(holds))


@app.command(
    cls=PlainCommand,
    short_help="List changes that were not sure enough to be made.",
    epilog=_examples("limpide suggestions", "limpide suggestions --rule names --most 10"),
)
def suggestions(
    rule: Annotated[
        str, typer.Option("--rule", metavar="NAME", help="Only rules that begin like this.", show_default=False)
    ] = "",
    most: Annotated[int, typer.Option("--most", metavar="N", help="How many to show.", min=1)] = 50,
    output: Annotated[
        str, typer.Option("--format", metavar="NAME", help="text (default) or json.", show_default=False)
    ] = "text",
    clean_dir: CleanDir = None,
) -> None:
    """List the changes that were found but not sure enough to be made, grouped, with their context."""
    _one_of(output, ("text", "json"), "--format")
    from flows import totals  # noqa: PLC0415

    groups = totals.suggested(_snapshot(_settings(clean=clean_dir)), rule)
    if output == "json":
        _print_json(groups[:most])
    elif not groups:
        _say("no suggestions: every rule was sure, or silent")
    else:
        from flows import console  # noqa: PLC0415

        console.show(_out(), console.suggestions(groups, most=most))


@app.command(
    cls=PlainCommand,
    short_help="Accept suggested names: they are put right from now on.",
    epilog=_examples(
        "limpide accept 3f2a91bc", "limpide accept 3f2a 77d0 && limpide reingest", "limpide accept --undo 3f2a91bc"
    ),
)
def accept(handle: Handles, undo: Undo = False, lexicon: Lexicon = None, clean_dir: CleanDir = None) -> None:
    """
    Accept suggestions of names: what was heard is put right wherever it stands in speech, from now on.

    The verdict is kept in your lexicon (column `heard`); `limpide reingest` applies it to what is in the corpus.
    """
    _judge(handle, _settings(clean=clean_dir, lexicon=lexicon), accepted=True, undo=undo)


@app.command(
    cls=PlainCommand,
    short_help="Reject suggested names: they are suggested no more.",
    epilog=_examples(
        "limpide reject 3f2a91bc", "limpide reject 3f2a 77d0 && limpide reingest", "limpide reject --undo 3f2a91bc"
    ),
)
def reject(handle: Handles, undo: Undo = False, lexicon: Lexicon = None, clean_dir: CleanDir = None) -> None:
    """
    Reject suggestions of names: the text stays as it is, and they are suggested no more.

    The verdict is kept in your lexicon (column `never`); `limpide reingest` applies it to what is in the corpus.
    """
    _judge(handle, _settings(clean=clean_dir, lexicon=lexicon), accepted=False, undo=undo)


@app.command(
    cls=PlainCommand,
    short_help="Let go of documents.",
    epilog=_examples(
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
        _fail("name documents to forget (ids, paths, addresses), or say --missing; see `limpide forget --help`", USAGE)
    settings = _settings(clean=clean_dir, raw=raw_dir)
    _snapshot(settings)
    from flows import stages  # noqa: PLC0415
    from flows.forgetting import ForgetError  # noqa: PLC0415

    why = because or ("the file is no longer there" if missing and not documents else "")
    try:
        meant = stages.to_be_forgotten(settings, documents or (), missing=missing)
        if dry_run or not meant:
            for doc_id, source in meant.items():
                _print(f"{doc_id}  {source}\n")
            _say(f"{len(meant):,} would go" if meant else "nothing to forget: every file is where it was")
            raise typer.Exit(FINE if meant else NOTHING)
        _run(settings, lambda: stages.forget(settings, list(meant), why=why, erase=captures).as_json())
    except ForgetError as error:
        _fail(str(error), USAGE)


def _judge(handles: list[str], settings: Settings, *, accepted: bool, undo: bool) -> None:
    from flows import totals, verdicts  # noqa: PLC0415

    word = "accepted" if accepted else "rejected"
    try:
        if undo:
            pairs = verdicts.take_back(settings.lexicon, handles, accepted=accepted)
            word = f"no longer {word}"
        else:
            groups = verdicts.named(totals.suggested(_snapshot(settings), examples=0), handles)
            verdicts.keep(settings.lexicon, groups, accepted=accepted)
            pairs = [(group["old"], group["new"]) for group in groups]
    except verdicts.VerdictError as error:
        _fail(str(error), USAGE)
    for old, new in pairs:
        _say(f"{word}: {old} → {new}")
    _say(f"kept in {settings.lexicon}; `limpide reingest` applies it to the corpus")


# How a run is run.


def _run(settings: Settings, run: Callable[[], dict[str, Any]]) -> NoReturn:
    """Show how a run goes on and what came of it, and leave with the code that says so."""
    from flows import console  # noqa: PLC0415
    from flows.stages import told_to  # noqa: PLC0415

    with console.Bar(_err()) as bar, told_to(bar):
        said = run()
    console.show(_out(), console.report(said, clean=str(settings.clean)))
    raise typer.Exit(_code(said))


def _flow(name: str, settings: Settings, **parameters: Any) -> dict[str, Any]:
    """Run a flow, with Prefect's server at hand."""
    from importlib import import_module  # noqa: PLC0415

    from flows.orchestration import surroundings  # noqa: PLC0415
    from flows.stages import tell  # noqa: PLC0415

    tell("starting Prefect (not with --direct)")
    with surroundings(settings):
        flow: Callable[..., dict[str, Any]] = getattr(import_module(f"flows.{name}"), name)
        return flow(settings=settings, **parameters)


def _code(said: dict[str, Any]) -> int:
    ends = said["ends"]
    if not said["inputs"]:
        return NOTHING
    empty = [each for each in said["told"] if "the folder holds no documents" in each["why"]]
    if empty and len(empty) == said["inputs"]:
        return NOTHING
    return FAILED if ends["quarantined"] or ends["to-be-retried"] else FINE


def _settings(**given: Any) -> Settings:
    """Take the settings from the environment, and from the command line what is given there."""
    from pydantic import ValidationError  # noqa: PLC0415

    from flows.settings import Settings  # noqa: PLC0415

    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg'].lower()}" for each in error.errors())
        _fail(f"settings: {faults}; see the options and the LIMPIDE_... variables", USAGE)


def _refuse_missing(targets: list[str]) -> None:
    """Stop when none of the paths is there; one that is missing among others is told in the report."""
    paths = [target for target in targets if "://" not in target]
    if paths and len(paths) == len(targets) and not any(os.path.lexists(path) for path in paths):
        _fail(f"{', '.join(paths)}: there is no such file or folder; check the path", USAGE)


# What is read and shown.


def _own_names(lexicon: str) -> tuple[Entry, ...]:
    """Read the user's lexicon: the one that is named, else lexicon.tsv if it is there (as the settings do)."""
    path = Path(lexicon or "lexicon.tsv")
    if not lexicon and not path.exists():
        return ()
    from cleaners.lexicon import load  # noqa: PLC0415

    return load(path)


def _read(file: str) -> tuple[str, bytes]:
    if file == "-":
        return "(stdin)", sys.stdin.buffer.read()
    try:
        return file, Path(file).read_bytes()
    except FileNotFoundError:
        _fail(f"{file}: there is no such file; check the path", USAGE)
    except IsADirectoryError:
        _fail(f"{file}: it is a folder; `limpide ingest {file}` takes folders", USAGE)
    except OSError as error:
        _fail(f"{file}: it cannot be read ({error.strerror}); check its permissions", USAGE)


def _undone(doc: Document, data: bytes, name: str) -> None:
    from cleaners.read import source_bytes  # noqa: PLC0415

    back = source_bytes(doc)
    sys.stdout.buffer.write(back)
    if back != data:
        _fail(f"{name}: the trail does not give the input back; please report this", FAILED)
    _say(f"{name}: {many(len(doc.trail), 'edit')} undone, {len(back):,} bytes, the same as the input")


def _undone_from_corpus(record: Record) -> None:
    from hashlib import sha256  # noqa: PLC0415

    from cleaners.read import source_bytes  # noqa: PLC0415

    back = source_bytes(record.doc)
    sys.stdout.buffer.write(back)
    if sha256(back).hexdigest() != record.input_digest:
        _fail(f"{record.doc.id}: the trail does not give the input back; please report this", FAILED)
    edits = many(len(record.doc.trail), "edit")
    _say(f"{record.doc.id}: {edits} undone, {len(back):,} bytes, SHA-256 as when it came in")


def _explain(doc: Document, name: str) -> None:
    from flows import console  # noqa: PLC0415

    out = _out()
    plain = not out.is_terminal or out.no_color
    console.show(out, console.explanation(doc, name, width=out.width, plain=plain))


def _as_json(doc: Document) -> dict[str, Any]:
    facts: dict[str, str] = {}
    for fact in doc.facts:
        facts.setdefault(fact.key, fact.value)
    return {
        "id": doc.id,
        "text": doc.text,
        "facts": facts,
        "edits": [edit._asdict() for edit in doc.trail],
        "suggestions": [each._asdict() for each in doc.suggestions],
        "comments": [each._asdict() for each in doc.comments],
        "left_out": [each._asdict() for each in doc.left_out],
        "rejected": doc.rejected._asdict() if doc.rejected else None,
    }


def _snapshot(settings: Settings) -> Path:
    from flows.store import snapshot  # noqa: PLC0415

    found = snapshot.latest(settings.clean)
    if found is None:
        _fail(f"{settings.clean}: there is no corpus yet; run `limpide ingest` first", NOTHING)
    return found


def _record(folder: Path, doc_id: str) -> Record:
    """Find a document by its id, the beginning of its id, or its source."""
    from functools import partial  # noqa: PLC0415

    from flows.store import corpus, snapshot  # noqa: PLC0415
    from flows.store.schema import DOCUMENTS, DUPLICATES  # noqa: PLC0415

    found: list[str] = []
    for table in (DOCUMENTS, DUPLICATES):
        found += [
            row["id"]
            for row in snapshot.rows(folder, table, columns=["id", "source"]).to_pylist()
            if doc_id in (row["id"], row["source"]) or (len(doc_id) > 3 and row["id"].startswith(doc_id))
        ]
    if not found:
        _fail(f"{doc_id}: no document has this id or source; the ids are in {folder}/documents.jsonl", USAGE)
    if len(found) > 1:
        _fail(f"{doc_id}: {len(found)} documents begin so ({', '.join(found[:3])} ...); give more of it", USAGE)
    record = corpus.record(partial(snapshot.rows, folder), found[0])
    assert record is not None
    return record


def _one_of(value: str, known: tuple[str, ...], option: str) -> None:
    if value not in known:
        _fail(f"{option} {value}: not known; there is {', '.join(known)}", USAGE)


def _one_answer(*, explain: bool, undo: bool, output: str) -> None:
    asked = [
        name for name, given in (("--explain", explain), ("--undo", undo), ("--format json", output == "json")) if given
    ]
    if len(asked) > 1:
        _fail(f"{' and '.join(asked)}: each prints something else; ask for one at a time", USAGE)


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


def _print_json(said: Any) -> None:
    text = json.dumps(said, ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")


def _out() -> Console:
    from rich.console import Console  # noqa: PLC0415

    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(highlight=False, width=120 if piped else None)


def _err() -> Console:
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=True, highlight=False)


def _say(what: str) -> None:
    typer.secho(what, err=True, dim=True)


def _fail(what: str, code: int) -> NoReturn:
    _tell(what)
    raise typer.Exit(code)


def main() -> None:
    """Run the command; what is expected to go wrong is told in one line, never as a traceback."""
    try:
        code = _left()
        sys.stdout.flush()
    except LimpideError as error:
        _tell(str(error))
        code = FAILED
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left would fail again
        code = FINE  # whoever read us has seen enough
        if error.errno != EPIPE:
            where = f"{error.filename}: " if error.filename else "the output: "
            _tell(f"{where}{(error.strerror or str(error)).lower()}")
            code = FAILED
    if code == STOPPED:
        _tell("stopped; what was captured is kept, run it again to go on")
    sys.exit(code)


def _left() -> int:
    """Run the command, and give the code it leaves with."""
    try:
        app()
    except KeyboardInterrupt:
        return STOPPED
    except SystemExit as left:
        pipe_closed = hasattr(sys.stdout, "wrapped")  # Typer's sign that it caught this
        return FINE if pipe_closed else int(left.code or FINE)
    return FINE


def _tell(what: str) -> None:
    typer.secho(f"limpide: {what}", err=True, fg="red")


if __name__ == "__main__":
    main()
