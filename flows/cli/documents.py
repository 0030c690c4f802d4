"""`limpide clean` and `limpide show`: one document, its text, its edits, its input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from flows.cli.corpus import record_of, refuse_no_lexicon, settings_of, snapshot_of
from flows.cli.options import CleanDir, Output
from flows.cli.output import FAILED, REJECTED, USAGE, fail, one_answer, one_of, out, print_json, print_text, say
from flows.cli.root import PlainCommand, app, examples
from flows.wording import many

if TYPE_CHECKING:
    from cleaners.document import Document
    from cleaners.lexicon import Entry
    from flows.store.schema import Record


@app.command(
    cls=PlainCommand,
    short_help="Clean one document and print it.",
    epilog=examples(
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

    Of what does not belong in a corpus (an error page, a list of links) no text is printed: the reason is told, and the
    exit code is 4. --explain says what was found, and in JSON its text is null.

    With --undo the cleaned text is led back through its trail; the bytes are compared with the input and printed.
    """
    one_of(output, ("text", "json"), "--format")
    one_of(profile, ("quality", "fast"), "--profile")
    one_of(speech, ("verbatim", "readable"), "--speech")
    one_answer(explain=explain, undo=undo, output=output)
    name, data = _read(file)
    from flows.batch import Job, Limits, clean_job  # noqa: PLC0415

    limits = Limits(names=_own_names(lexicon), profile=cast("Any", profile), speech=cast("Any", speech), alone=True)
    done = clean_job(Job(name, name, data, name), limits)
    if done.doc is None:
        fail(done.why, FAILED)
    doc = done.doc
    if undo:
        _undone(doc, data, name)
    elif explain:
        _explain(doc, name)
    elif output == "json":
        print_json(_as_json(doc))
    elif not doc.rejected:
        print_text(doc.text)
    if doc.rejected:
        said = f"{name}: not for a corpus: {doc.rejected.why} ({doc.rejected.rule})"
        if not undo:
            fail(said, REJECTED)
        say(said)  # its bytes were asked for, and came back


@app.command(
    cls=PlainCommand,
    short_help="Show a document of the corpus, its edits or its input.",
    epilog=examples(
        "limpide show 3f2a", "limpide show seeds/page.html --explain", "limpide show seeds/page.html --undo > page.html"
    ),
)
def show(
    doc_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a document, its beginning, or its source.")],
    output: Output = "text",
    explain: Annotated[bool, typer.Option("--explain", help="Show each edit: rule, reason and place.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Print the input's bytes, rebuilt from the corpus.")] = False,
    clean_dir: CleanDir = None,
) -> None:
    """Show a document of the corpus: its facts and its text, its edits, or its input."""
    one_of(output, ("text", "json"), "--format")
    one_answer(explain=explain, undo=undo, output=output)
    record = record_of(snapshot_of(settings_of(clean=clean_dir)), doc_id)
    doc = record.doc
    if undo:
        _undone_from_corpus(record)
    elif explain:
        _explain(doc, record.source)
    elif output == "json":
        print_json(
            {"source": record.source, "version": record.version, "duplicate_of": record.duplicate_of} | _as_json(doc)
        )
    elif sys.stdout.isatty():
        from flows import console  # noqa: PLC0415

        console.show(out(), console.document(record))
    else:
        print_text(doc.text)


def _own_names(lexicon: str) -> tuple[Entry, ...]:
    """Read the user's lexicon: the one that is named, else lexicon.tsv if it is there (as the settings do)."""
    refuse_no_lexicon(lexicon)
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
        fail(f"{file}: there is no such file; check the path", USAGE)
    except IsADirectoryError:
        fail(f"{file}: it is a folder; `limpide ingest {file}` takes folders", USAGE)
    except OSError as error:
        fail(f"{file}: it cannot be read ({error.strerror}); check its permissions", USAGE)


def _undone(doc: Document, data: bytes, name: str) -> None:
    from cleaners.read import source_bytes  # noqa: PLC0415

    back = source_bytes(doc)
    sys.stdout.buffer.write(back)
    if back != data:
        fail(f"{name}: the trail does not give the input back; please report this", FAILED)
    say(f"{name}: {many(len(doc.trail), 'edit')} undone, {len(back):,} bytes, the same as the input")


def _undone_from_corpus(record: Record) -> None:
    from hashlib import sha256  # noqa: PLC0415

    from cleaners.read import source_bytes  # noqa: PLC0415

    back = source_bytes(record.doc)
    sys.stdout.buffer.write(back)
    if sha256(back).hexdigest() != record.input_digest:
        fail(f"{record.doc.id}: the trail does not give the input back; please report this", FAILED)
    edits = many(len(record.doc.trail), "edit")
    say(f"{record.doc.id}: {edits} undone, {len(back):,} bytes, SHA-256 as when it came in")


def _explain(doc: Document, name: str) -> None:
    from flows import console  # noqa: PLC0415

    shown = out()
    plain = not shown.is_terminal or shown.no_color
    console.show(shown, console.explanation(doc, name, width=shown.width, plain=plain))


def _as_json(doc: Document) -> dict[str, Any]:
    facts: dict[str, str] = {}
    for fact in doc.facts:
        facts.setdefault(fact.key, fact.value)
    return {
        "id": doc.id,
        "text": None if doc.rejected else doc.text,
        "facts": facts,
        "edits": [edit._asdict() for edit in doc.trail],
        "suggestions": [each._asdict() for each in doc.suggestions],
        "comments": [each._asdict() for each in doc.comments],
        "left_out": [each._asdict() for each in doc.left_out],
        "rejected": doc.rejected._asdict() if doc.rejected else None,
    }
