"""`limpide ingest` and `limpide reingest`: what makes a corpus."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from flows.cli.corpus import refuse_no_lexicon, settings_of
from flows.cli.options import CleanDir, Direct, Lexicon, Paths, Profile, RawDir, Runner, Speech, Urls
from flows.cli.output import FAILED, FINE, NOTHING, USAGE, err, fail, out
from flows.cli.root import PlainCommand, app, examples

if TYPE_CHECKING:
    from flows.settings import Settings


@app.command(
    cls=PlainCommand,
    short_help="Take documents in, clean them, publish the corpus.",
    epilog=examples(
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
    refuse_no_lexicon(lexicon)
    settings = settings_of(clean=clean_dir, raw=raw_dir, runner=runner, profile=profile, speech=speech, lexicon=lexicon)
    targets = [*(paths or ()), *(url or ())]
    _refuse_missing(targets or [str(settings.seeds)])
    if direct:
        from flows import stages  # noqa: PLC0415

        carry_out(settings, lambda: stages.ingest(settings, targets).as_json())
    else:
        carry_out(settings, lambda: by_prefect("ingest", settings, paths=targets))


@app.command(
    cls=PlainCommand,
    short_help="Clean all of it again with today's rules; no network.",
    epilog=examples("limpide reingest", "limpide reingest --speech readable --clean-dir readable"),
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
    refuse_no_lexicon(lexicon)
    settings = settings_of(clean=clean_dir, raw=raw_dir, runner=runner, profile=profile, speech=speech, lexicon=lexicon)
    from flows import stages  # noqa: PLC0415

    try:
        stages.refuse_nothing(settings)
    except stages.NothingCaptured as error:
        fail(str(error), NOTHING)
    if direct:
        carry_out(settings, lambda: stages.reingest(settings).as_json())
    else:
        carry_out(settings, lambda: by_prefect("reingest", settings))


def _refuse_missing(targets: list[str]) -> None:
    """Stop when none of the paths is there; one that is missing among others is told in the report."""
    paths = [target for target in targets if "://" not in target]
    if paths and len(paths) == len(targets) and not any(os.path.lexists(path) for path in paths):
        fail(f"{', '.join(paths)}: there is no such file or folder; check the path", USAGE)


def carry_out(settings: Settings, run: Callable[[], dict[str, Any]]) -> NoReturn:
    """Show how a run goes on and what came of it, and leave with the code that says so."""
    from flows import console  # noqa: PLC0415
    from flows.stages import told_to  # noqa: PLC0415

    with console.Bar(err()) as bar, told_to(bar):
        said = run()
    console.show(out(), console.report(said, clean=str(settings.clean)))
    raise typer.Exit(_code(said))


def by_prefect(name: str, settings: Settings, **parameters: Any) -> dict[str, Any]:
    """Run a flow, with Prefect's server at hand."""
    from importlib import import_module  # noqa: PLC0415

    from flows.orchestration import surroundings  # noqa: PLC0415
    from flows.stages import tell  # noqa: PLC0415

    tell("starting Prefect (--direct does without it)")
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
