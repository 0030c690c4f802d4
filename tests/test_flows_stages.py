"""
The stages without Prefect: every input has one end, and whatever happens in between, the corpus comes out the same.

Texts are invented. Runs that are to die do so in processes of their own.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import zstandard

from cleaners.read import source_bytes
from flows import batch, stages
from flows.batch import Done, Job, Limits
from flows.settings import Settings
from flows.sources import identity
from flows.store import corpus as corpora
from flows.store import report as reporting
from flows.store import snapshot
from flows.store.captures import Captures
from flows.store.report import ENDS, Report
from flows.store.schema import DOCUMENTS, DUPLICATES, PARTS, TABLES

TOPICS = {
    "port": "Le port de Kervalan a rouvert hier matin, après trois semaines de grève des dockers et de longs débats.",
    "pluie": "Il pleut sur la rade depuis lundi, et les bateaux rentrent un à un derrière la digue du phare de Mengam.",
    "vente": "Quatre tonnes de lieu jaune ont été vendues en moins d’une heure à la criée, à des prix jamais revus.",
    "stade": "The stadium roof will be replaced before winter, the council said; the club will play away until March.",
}


def fill(folder: Path) -> None:
    """Put documents into a folder, some of them trouble."""
    (folder / "sub").mkdir(parents=True)
    for name, said in TOPICS.items():
        (folder / f"{name}.txt").write_text(f"{said}  \n\n\n\nFin.\n", encoding="utf-8")
    (folder / "sub" / "port-encore.txt").write_text(f"{TOPICS['port'].upper()}\n\nFin.\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    broken = "Déjà l’été, dit-elle, et le café est fermé jusqu’à demain.".encode() + b"\xff\xfe\n"
    (folder / "bad.txt").write_bytes(broken)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents in `in`, below a current folder of their own."""
    monkeypatch.chdir(tmp_path)
    fill(tmp_path / "in")
    return tmp_path


def settings(here: Path, **more: Any) -> Settings:
    return Settings(raw=here / "raw", clean=here / "clean", **more)


def ends(report: Report) -> dict[str, int]:
    return {end: count for end, count in report.ends.items() if count}


def published(clean: Path) -> dict[str, bytes]:
    """What the latest snapshot says, table by table."""
    return {path.name: path.read_bytes() for path in sorted((clean / "latest").glob("*.jsonl"))}


def test_every_input_has_one_end(here: Path) -> None:
    report = stages.ingest(settings(here), ["in", "nowhere"])
    assert ends(report) == {"clean": 5, "duplicate": 1, "quarantined": 3}
    assert report.inputs == 9
    assert report.adds_up
    said = json.loads((here / "clean" / "reports" / "run-000001.json").read_text())
    assert sum(said["ends"].values()) == said["inputs"] == 9
    assert {each["source"] for each in said["told"]} == {
        "in/empty.txt", "in/picture.png", "nowhere", "in/port.txt",
    }  # fmt: skip
    for each in said["told"]:
        assert each["why"], "nothing vanishes without a reason"
    held = {path.parent.name: json.loads(path.read_text()) for path in (here / "raw" / "quarantine").glob("*/*.json")}
    assert set(held) == {"empty", "binary", "unavailable"}
    assert held["binary"]["source"] == "in/picture.png"
    assert "in/picture.png: it is a PNG image, not text" in held["binary"]["why"]


def test_an_unbalanced_report_is_never_written(tmp_path: Path) -> None:
    report = Report("run-000001", "ingest", "now", "rules")
    report.ended("clean", "a", "a.txt")
    report.inputs += 1
    with pytest.raises(AssertionError, match="2 inputs"):
        reporting.write(report, tmp_path)


def test_again_changes_nothing(here: Path) -> None:
    """The second run finds everything as it was: no new snapshot, the same bytes."""
    first = stages.ingest(settings(here), ["in"])
    before = published(here / "clean")
    second = stages.ingest(settings(here), ["in"])
    assert ends(second) == {"unchanged": 5, "duplicate": 1, "quarantined": 2}
    assert (second.snapshot, second.snapshot_is_new) == (first.snapshot, False)
    assert published(here / "clean") == before
    third = stages.reingest(settings(here))
    assert ends(third) == {"unchanged": 5, "duplicate": 1, "quarantined": 2}
    assert published(here / "clean") == before


def test_two_runs_in_fresh_folders_give_the_same_bytes(here: Path) -> None:
    stages.ingest(settings(here), ["in"])
    other = Settings(raw=here / "raw2", clean=here / "clean2")
    stages.ingest(other, ["in"])
    assert published(here / "clean") == published(here / "clean2")
    for table, folder in snapshot.FOLDERS.items():
        one, two = (snapshot.rows(here / each / "latest", table) for each in ("clean", "clean2"))
        assert table.arrow(one.to_pylist()) == table.arrow(two.to_pylist()), folder


@pytest.mark.parametrize("seed", range(3))
def test_neither_order_nor_portions_matter(here: Path, seed: int) -> None:
    """Files in any order, in batches of one: the corpus is that of one run over the folder."""
    stages.ingest(settings(here), ["in"])
    files = [f"in/{name}.txt" for name in TOPICS] + ["in/sub/port-encore.txt", "in/bad.txt"]
    random.Random(seed).shuffle(files)
    other = Settings(raw=here / "raw2", clean=here / "clean2", batch_size=1)
    stages.ingest(other, [*files, files[0]])
    assert published(here / "clean") == published(here / "clean2")


@pytest.mark.parametrize("first", ["in/port.txt", "in/sub/port-encore.txt"])
def test_the_copy_that_stands_goes_on_standing(here: Path, first: str) -> None:
    """Whichever of two came first stands, also when all is cleaned again; it gives way only when it goes."""
    later = ({"in/port.txt", "in/sub/port-encore.txt"} - {first}).pop()

    def standing() -> dict[str, bool]:
        rows = snapshot.rows(here / "clean" / "latest", DOCUMENTS, columns=["source"]).to_pylist()
        return {row["source"]: True for row in rows}

    stages.ingest(settings(here), [first])
    for again in (lambda: stages.ingest(settings(here), [later]), lambda: stages.reingest(settings(here))):
        again()
        assert standing() == {first: True}
    (here / first).write_text("Rien à voir avec ce qui était là, mais alors rien du tout, vraiment.\n")
    stages.ingest(settings(here), [first])
    assert standing() == {first: True, later: True}


def test_the_same_source_named_twice_is_one_input(here: Path) -> None:
    report = stages.ingest(settings(here), ["in/port.txt", "in/port.txt", "in/../in/port.txt"])
    assert ends(report) == {"clean": 1}


def test_a_changed_document_gets_a_new_version_and_the_others_stay(here: Path) -> None:
    stages.ingest(settings(here), ["in"])
    (here / "in" / "pluie.txt").write_text("Il ne pleut plus du tout, et la rade est bleue comme en été.\n")
    report = stages.ingest(settings(here), ["in"])
    assert ends(report) == {"clean": 1, "unchanged": 4, "duplicate": 1, "quarantined": 2}
    assert (report.new, report.new_versions, report.snapshot) == (0, 1, "v00000002")
    rows = [json.loads(line) for line in published(here / "clean")["documents.jsonl"].splitlines()]
    assert {row["source"]: row["version"] for row in rows}["in/pluie.txt"] == 2
    old = here / "clean" / "snapshots" / "v00000001"
    assert len(snapshot.rows(old, DOCUMENTS)) == 5, "an old snapshot stays readable"


def test_the_one_that_stood_for_others_may_change(here: Path) -> None:
    """When the document that was kept says something else, its duplicate takes its place."""
    stages.ingest(settings(here), ["in"])
    with corpora.opened(here / "clean" / "corpus") as corpus:
        (twin,) = [known for known in corpus.known.values() if known.duplicate_of]
        kept = corpus.known[twin.duplicate_of].source
    (here / kept).write_text("Rien à voir avec ce qui était là, mais alors rien du tout, vraiment.\n")
    report = stages.ingest(settings(here), ["in"])
    assert ends(report) == {"clean": 1, "unchanged": 5, "quarantined": 2}
    assert report.duplicates == 0
    with corpora.opened(here / "clean" / "corpus") as corpus:
        assert len(corpus.rows(DUPLICATES)) == 0
        assert {known.source: known.version for known in corpus.known.values()}[twin.source] == 1


def test_the_corpus_gives_every_input_back(here: Path) -> None:
    """Undo from the tables alone, to the byte, duplicates and broken encodings included."""
    stages.ingest(settings(here), ["in"])
    with corpora.opened(here / "clean" / "corpus") as corpus:
        assert len(corpus.known) == 6
        for doc_id, known in corpus.known.items():
            record = corpora.record(corpus.rows, doc_id)
            assert record is not None
            assert source_bytes(record.doc) == (here / known.source).read_bytes()


def test_reingest_needs_neither_the_files_nor_the_corpus(here: Path) -> None:
    """From the captures alone the same corpus is made again."""
    stages.ingest(settings(here), ["in"])
    before = published(here / "clean")
    for path in (here / "in").rglob("*.txt"):
        path.unlink()
    (here / "clean").rename(here / "lost")
    report = stages.reingest(settings(here))
    assert ends(report) == {"clean": 5, "duplicate": 1, "quarantined": 2}
    assert published(here / "clean") == before


def test_new_rules_change_only_what_comes_out_differently(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that reads the same under new rules keeps its version, and the next ingest knows it was looked at."""
    stages.ingest(settings(here), ["in"])
    monkeypatch.setattr(stages, "rules_version", lambda *_: "new rules")
    cleaned: list[str] = []
    honest = batch.clean

    def other(doc: Any) -> Any:
        cleaned.append(doc.id)
        done = honest(doc)
        return done.after([batch_edit(done.text)]) if "stadium" in done.text else done

    def batch_edit(said: str) -> Any:
        from cleaners import Edit

        return Edit(0, 3, "A", "test") if said.startswith("The") else Edit(0, 0, "", "test")

    monkeypatch.setattr(batch, "clean", other)
    report = stages.reingest(settings(here))
    assert ends(report) == {"clean": 1, "unchanged": 4, "duplicate": 1, "quarantined": 2}
    cleaned.clear()
    assert ends(stages.ingest(settings(here), ["in"])) == {"unchanged": 5, "duplicate": 1, "quarantined": 2}
    assert cleaned == []


def test_a_rejected_document_leaves_the_corpus_and_is_remembered(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleaners import Reject

    stages.ingest(settings(here), ["in"])
    honest = batch.clean
    asked: list[str] = []

    def picky(doc: Any) -> Any:
        asked.append(doc.id)
        done = honest(doc)
        return done.after([Reject("page.shop", "it sells something")]) if "vendues" in done.text else done

    monkeypatch.setattr(batch, "clean", picky)
    report = stages.reingest(settings(here))
    assert ends(report) == {"unchanged": 4, "duplicate": 1, "rejected": 1, "quarantined": 2}
    assert report.documents == 4
    assert b"vendues" not in published(here / "clean")["documents.jsonl"]
    asked.clear()
    again = stages.ingest(settings(here), ["in"])
    assert ends(again) == ends(report)
    assert asked == []
    (told,) = [each for each in again.as_json()["told"] if each["end"] == "rejected"]
    assert (told["rule"], told["why"]) == ("page.shop", "it sells something")


def test_a_failing_cleaner_costs_one_document_and_not_what_the_corpus_has_of_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages.ingest(settings(here), ["in"])
    before = published(here / "clean")
    honest = batch.clean

    def failing(doc: Any) -> Any:
        if "stadium" in doc.text:
            raise ValueError("a rule that trips")
        return honest(doc)

    monkeypatch.setattr(batch, "clean", failing)
    report = stages.reingest(settings(here))
    assert ends(report) == {"unchanged": 4, "duplicate": 1, "quarantined": 3}
    assert published(here / "clean") == before
    (cause,) = (here / "raw" / "quarantine" / "failed").glob("*.json")
    assert "in/stade.txt: ValueError: a rule that trips" in cause.read_text()
    monkeypatch.setattr(batch, "clean", honest)
    assert ends(stages.reingest(settings(here))) == {"unchanged": 5, "duplicate": 1, "quarantined": 2}
    assert not cause.exists(), "what is mended leaves the quarantine"


def test_a_document_that_takes_too_long_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(doc: Any) -> Any:
        while True:
            doc = doc.after([])

    monkeypatch.setattr(batch, "clean", endless)
    (done,) = batch.clean_batch([Job("a", "a.txt", b"Bonjour.")], Limits(seconds=0.2))
    assert (done.reason, done.doc) == ("too-slow", None)
    assert "LIMPIDE_DOCUMENT_SECONDS" in done.why


def test_a_line_without_end_is_refused_with_what_to_do() -> None:
    (done,) = batch.clean_batch([Job("a", "a.txt", b"mot " * 300)], Limits(longest_line=1000))
    assert done.reason == "too-large"
    assert "a.txt: a line of 1,200 characters, the limit is 1,000" in done.why


def test_the_rules_have_a_version_that_follows_code_data_and_lexicon(tmp_path: Path) -> None:
    lexicon = tmp_path / "names.tsv"
    lexicon.write_text("Mengam\tplace\n")
    version, with_lexicon = batch.rules_version(None), batch.rules_version(lexicon)
    assert version != with_lexicon
    assert len(version) == 16
    lexicon.write_text("Mengam\tplace\nKervalan\tplace\n")
    assert batch.rules_version(None) == version
    assert batch.rules_version(lexicon) != with_lexicon


# Killed, and run again.

POINTS: dict[str, list[tuple[Any, str]]] = {
    "capture": [(Captures, "put")],
    "cleaned": [(stages.Run, "take_in")],
    "publish": [(stages.Run, "publish")],
    "table": [(corpora.Corpus, "_replace")],
    "head": [(corpora.Corpus, "_write_head")],
    "snapshot table": [(snapshot, "_write")],
    "manifest": [(snapshot, "write_whole")],
    "swap": [(snapshot, "_point")],
    "report": [(reporting, "write")],
    "log": [(corpora.Corpus, "log")],
    "tidy": [(corpora.Corpus, "tidy")],
}


def _dies(here: str, rules: str, point: str, number: int) -> None:
    """Run an ingest that is killed when it comes to a point for the n-th time; just after it when n is negative."""
    os.chdir(here)
    ((owner, name),) = POINTS[point]
    whole: Callable[..., Any] = getattr(owner, name)
    calls: list[int] = []

    def deadly(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        result = whole(*args, **kwargs)
        if len(calls) == -number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, deadly)
    stages.rules_version = lambda *_: rules  # type: ignore[assignment]
    stages.ingest(Settings(raw=Path(here) / "raw", clean=Path(here) / "clean", batch_size=2), ["in"])


@pytest.fixture(scope="module")
def processes() -> Any:
    """Processes forked off a server that has everything imported and nothing running."""
    context: Any = get_context("forkserver")
    context.set_forkserver_preload(["flows.stages"])
    return context


def everything(clean: Path) -> list[Any]:
    """What a corpus says: its snapshot's lines and its tables' rows."""
    with corpora.opened(clean / "corpus") as corpus:
        tables = (DOCUMENTS, DUPLICATES, *PARTS)
        return [published(clean), *(table.arrow(corpus.rows(table).to_pylist()).to_pylist() for table in tables)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What a run that nobody kills makes of the same documents, in one batch."""
    folder = tmp_path_factory.mktemp("undisturbed")
    fill(folder / "in")
    before = Path.cwd()
    os.chdir(folder)
    try:
        stages.ingest(settings(folder), ["in"])
    finally:
        os.chdir(before)
    return everything(folder / "clean")


MOMENTS = [*((point, 1) for point in POINTS), ("capture", 4), ("cleaned", -2), ("table", 2), ("table", 5), ("head", -2)]


@pytest.mark.parametrize(("point", "number"), [*MOMENTS, ("swap", -1), ("tidy", -1)])
def test_killed_anywhere_the_next_run_ends_with_the_same_corpus(
    here: Path, processes: Any, undisturbed: list[Any], point: str, number: int
) -> None:
    process = processes.Process(target=_dies, args=(str(here), batch.rules_version(None), point, number))
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL, "the point was reached"
    report = stages.ingest(settings(here), ["in"])
    assert report.inputs == 8
    assert everything(here / "clean") == undisturbed
    assert not list((here / "clean" / "snapshots").glob(".v*")), "nothing half made is left"


def test_a_reader_sees_whole_snapshots_only(here: Path) -> None:
    """What the manifest lists is there, to the byte; the Parquet rows and the lines say the same."""
    stages.ingest(settings(here), ["in"])
    latest = here / "clean" / "latest"
    assert latest.is_symlink()
    said = snapshot.manifest(latest)
    files = {path.relative_to(latest).as_posix() for path in latest.rglob("*") if path.is_file()}
    assert files == set(said["files"]) | {"MANIFEST.json"}
    for name, facts in said["files"].items():
        data = (latest / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (facts["bytes"], facts["sha256"])
    lines = (latest / "documents.jsonl").read_bytes()
    with (latest / "documents.jsonl.zst").open("rb") as file:
        assert zstandard.ZstdDecompressor().stream_reader(file).read() == lines
    rows = [json.loads(line) for line in lines.splitlines()]
    assert rows == DOCUMENTS.arrow(snapshot.rows(latest, DOCUMENTS).to_pylist()).to_pylist()
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert said["rows"]["documents"] == 5
    card = (latest / "README.md").read_text()
    assert all(f"`{column.name}`" in card for column in DOCUMENTS.columns)


def test_runs_are_recorded(here: Path) -> None:
    stages.ingest(settings(here), ["in"])
    stages.reingest(settings(here))
    with corpora.opened(here / "clean" / "corpus") as corpus:
        rows = TABLES["runs"].arrow(corpus.rows(TABLES["runs"]).to_pylist()).to_pylist()
    assert [(row["run"], row["command"], row["inputs"], row["snapshot"]) for row in rows] == [
        ("run-000001", "ingest", 8, "v00000001"),
        ("run-000002", "reingest", 8, "v00000001"),
    ]
    for row in rows:
        assert sum(row[end.replace("to-be-retried", "retry")] for end in ENDS) == row["inputs"]


def test_duplicates_are_told_once(here: Path) -> None:
    """A run names the duplicates that are new, and counts those that were there before."""
    first = stages.ingest(settings(here), ["in"])
    assert [each["end"] for each in first.as_json()["told"]].count("duplicate") == 1
    again = stages.ingest(settings(here), ["in"])
    assert [each["end"] for each in again.as_json()["told"]].count("duplicate") == 0
    assert (again.ends["duplicate"], again.duplicates_as_before) == (1, 1)
    assert "1 duplicate as before this run" in (here / "clean" / "reports" / "run-000002.md").read_text()
    (here / "in" / "port-tiers.txt").write_text(f"{TOPICS['port']}\n\nFin.\n")
    third = stages.ingest(settings(here), ["in"])
    assert (third.ends["duplicate"], third.duplicates_as_before) == (2, 1)


def test_nothing_captured_publishes_nothing(here: Path) -> None:
    with pytest.raises(stages.NothingCaptured, match="nothing has been captured yet; run `limpide ingest`"):
        stages.reingest(settings(here))
    assert not (here / "clean").exists()
    (here / "hollow").mkdir()
    (here / "hollow" / "sources.yaml").write_text("feeds: []\n")
    report = stages.ingest(settings(here), ["hollow"])
    assert (report.inputs, report.snapshot) == (0, "")
    assert report.notes == ["nothing came in, so nothing was published"]
    assert not (here / "clean" / "latest").exists()


PAGE = """<!doctype html><html lang="fr"><head><title>La criée du matin</title></head><body>
<nav><a href="/a">Accueil</a> <a href="/b">Archives du quai</a></nav>
<article><h1>La criée du matin</h1>{}</article>
<aside><h2>À lire aussi</h2><ul><li><a href="/1">Le phare de Mengam repeint en trois jours</a></li>
<li><a href="/2">Une digue plus haute pour la rade</a></li></ul></aside>
<footer>Mentions légales, contact, plan du site</footer></body></html>"""


def test_what_was_left_out_of_a_page_is_stored_with_its_reason(here: Path) -> None:
    body = "".join(
        f"<p>{said} Et l’on en parle encore au café, paragraphe {at}.</p>" for at, said in enumerate(TOPICS.values())
    )
    (here / "in" / "page.html").write_text(PAGE.format(body))
    report = stages.ingest(settings(here), ["in/page.html"])
    rows = snapshot.rows(here / "clean" / "latest", TABLES["left_out"]).to_pylist()
    assert report.left_out == len(rows) > 0
    assert all(row["why"] for row in rows)
    assert any("Mentions légales" in row["text"] for row in rows)
    with corpora.opened(here / "clean" / "corpus") as corpus:
        (doc_id,) = corpus.known
        record = corpora.record(corpus.rows, doc_id)
    assert record is not None
    assert [each.text for each in record.doc.left_out] == [
        row["text"] for row in sorted(rows, key=lambda row: row["number"])
    ]
    before = published(here / "clean")
    assert ends(stages.reingest(settings(here))) == {"unchanged": 1}
    assert published(here / "clean") == before
    said = report.as_json()
    assert said["characters_in"] > said["characters_read"] >= said["characters_out"] > 0


def test_the_settings_of_pages_and_speech_are_part_of_the_rules(here: Path) -> None:
    plain = batch.rules_version(None)
    assert len({plain, batch.rules_version(None, "fast"), batch.rules_version(None, "quality", "readable")}) == 3
    (here / "talk.vtt").write_text("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nIl a dit que que la criée ouvre demain.\n")
    for speech in ("verbatim", "readable"):
        stages.ingest(settings(here, speech=speech), ["talk.vtt"])
        (row,) = snapshot.rows(here / "clean" / "latest", DOCUMENTS).to_pylist()
        assert ("que que" in row["text"]) == (speech == "verbatim"), row["text"]


# A corpus teaches itself.

ARTICLES = {
    "criee": "La criée rouvre mardi. Hier, la directrice Odile Karvenec a présenté les nouveaux bacs aux pêcheurs.",
    "digue": "La digue sera rehaussée. Selon Odile Karvenec, les travaux dureront deux hivers et un été de plus.",
    "bacs": "Mille bacs neufs attendent sur le quai, et l’ingénieur Paul Lagadec les a comptés un à un lundi soir.",
}
TALK = "WEBVTT\n\n00:00:01.000 --> 00:00:09.000\nBonjour à tous. Hier, Odile Carvenec a parlé de la rade.\n"


def teach(folder: Path) -> None:
    """Put three articles and a talk into a folder; two of the articles spell a name that was misheard in the talk."""
    folder.mkdir()
    for name, said in ARTICLES.items():
        (folder / f"{name}.txt").write_text(f"{said}\n\nFin de la page du jour.\n", encoding="utf-8")
    (folder / "talk.vtt").write_text(TALK, encoding="utf-8")


def talk(clean: Path) -> dict[str, Any]:
    """What the latest snapshot holds of the talk."""
    rows = snapshot.rows(clean / "latest", DOCUMENTS).to_pylist()
    (row,) = [row for row in rows if row["source"] == "school/talk.vtt"]
    return row


def test_a_corpus_teaches_its_transcripts(here: Path) -> None:
    """In the run after the one that brought the articles; the reason names one, and a third run changes nothing."""
    teach(here / "school")
    stages.ingest(settings(here), ["school"])
    assert "Odile Carvenec a parlé" in talk(here / "clean")["text"]
    report = stages.reingest(settings(here))
    assert ends(report) == {"clean": 1, "unchanged": 3}
    assert report.taught["snapshot"] == "v00000001"
    assert "Odile Karvenec a parlé" in talk(here / "clean")["text"]
    edits = snapshot.rows(here / "clean" / "latest", TABLES["edits"]).to_pylist()
    (edit,) = [row for row in edits if row["rule"].startswith("names.")]
    assert edit["why"].endswith("spelled so in school/criee.txt")
    before = published(here / "clean")
    assert ends(stages.reingest(settings(here))) == {"unchanged": 4}
    assert published(here / "clean") == before


@pytest.mark.parametrize("seed", range(2))
def test_what_is_taught_depends_on_the_last_snapshot_alone(here: Path, seed: int) -> None:
    """Not on the order, the batches or the runner of the run that learns, nor on where the one before was cut."""
    teach(here / "school")
    stages.ingest(settings(here), ["school"])
    stages.reingest(settings(here))
    files = [f"school/{path.name}" for path in (here / "school").iterdir()]
    random.Random(seed).shuffle(files)
    other = Settings(
        raw=here / "raw2", clean=here / "clean2", batch_size=1, workers=2, runner=("threads", "processes")[seed]
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(snapshot, "write_whole", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            stages.ingest(other, files[:2])
    stages.ingest(other, files)
    stages.reingest(other)
    assert "Odile Karvenec a parlé" in talk(here / "clean2")["text"]
    assert published(here / "clean")["documents.jsonl"] == published(here / "clean2")["documents.jsonl"]


def test_copies_and_talks_teach_nothing(here: Path) -> None:
    teach(here / "school")
    (here / "school" / "digue.txt").write_text((here / "school" / "criee.txt").read_text() + "\n")
    (here / "school" / "other.vtt").write_text(TALK.replace("Bonjour à tous", "Rebonjour donc à tous et à toutes"))
    stages.ingest(settings(here), ["school"])
    report = stages.reingest(settings(here))
    assert report.taught["names"] == 0
    assert "Odile Carvenec a parlé" in talk(here / "clean")["text"]


# Let go of.


def sources(here: Path) -> set[str]:
    """What the latest snapshot holds, duplicates too."""
    latest = here / "clean" / "latest"
    return {row["source"] for table in (DOCUMENTS, DUPLICATES) for row in snapshot.rows(latest, table).to_pylist()}


def test_what_is_forgotten_leaves_the_corpus_and_is_on_record(here: Path) -> None:
    stages.ingest(settings(here), ["in"])
    report = stages.forget(settings(here), ["in/pluie.txt", "in/sub"], why="asked by the author")
    assert ends(report) == {"forgotten": 2}
    assert report.adds_up
    assert report.snapshot_is_new
    assert sources(here) == {"in/port.txt", "in/vente.txt", "in/stade.txt", "in/bad.txt"}
    for part in PARTS:
        assert identity("in/pluie.txt") not in snapshot.rows(here / "clean" / "latest", part)["id"].to_pylist()
    rows = snapshot.rows(here / "clean" / "latest", TABLES["deletions"]).to_pylist()
    assert {(row["run"], row["source"], row["why"], row["version"], row["captures"]) for row in rows} == {
        ("run-000002", "in/pluie.txt", "asked by the author", 1, "kept"),
        ("run-000002", "in/sub/port-encore.txt", "asked by the author", 1, "kept"),
    }
    with corpora.opened(here / "clean" / "corpus") as corpus:
        runs = TABLES["runs"].arrow(corpus.rows(TABLES["runs"]).to_pylist()).to_pylist()
    assert [(row["command"], row["inputs"], row["forgotten"]) for row in runs][-1] == ("forget", 2, 2)


def test_reingest_does_not_bring_back_what_was_forgotten_but_ingest_does(here: Path) -> None:
    stages.ingest(settings(here), ["in"])
    whole = published(here / "clean")["documents.jsonl"]
    stages.forget(settings(here), ["in/pluie.txt"])
    assert ends(stages.reingest(settings(here))) == {"unchanged": 4, "duplicate": 1, "quarantined": 2}
    assert "in/pluie.txt" not in sources(here)
    (here / "clean").rename(here / "lost")
    stages.reingest(settings(here))
    assert "in/pluie.txt" not in sources(here), "the captures alone know it, too"
    assert ends(stages.ingest(settings(here), ["in/pluie.txt"])) == {"clean": 1}
    assert published(here / "clean")["documents.jsonl"] == whole


@pytest.mark.parametrize("point", ["table", "head", "snapshot table", "report"])
def test_forgetting_that_is_cut_short_is_done_by_doing_it_again(here: Path, point: str) -> None:
    stages.ingest(settings(here), ["in"])
    ((owner, name),) = POINTS[point]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(owner, name, lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            stages.forget(settings(here), ["in/pluie.txt"])
    if point == "report":  # all else is done
        assert identity("in/pluie.txt") not in stages.to_be_forgotten(settings(here), ["in"])
    else:
        assert ends(stages.forget(settings(here), ["in/pluie.txt"])) == {"forgotten": 1}
    assert sources(here) == {"in/port.txt", "in/sub/port-encore.txt", "in/vente.txt", "in/stade.txt", "in/bad.txt"}
    assert len(snapshot.rows(here / "clean" / "latest", TABLES["deletions"])) == 1


def test_what_never_was_in_the_corpus_is_on_record_too(here: Path) -> None:
    stages.ingest(settings(here), ["in"])
    report = stages.forget(settings(here), ["in/empty.txt"], why="by mistake")
    assert (ends(report), report.snapshot) == ({"forgotten": 1}, "v00000002")
    rows = snapshot.rows(here / "clean" / "latest", TABLES["deletions"]).to_pylist()
    assert [(row["source"], row["version"]) for row in rows] == [("in/empty.txt", 0)]


def test_no_report_is_written_over(here: Path) -> None:
    for _ in range(2):
        stages.ingest(settings(here), ["in"])
    (here / "clean" / "reports" / "run-000001.json").unlink()
    assert stages.ingest(settings(here), ["in"]).run == "run-000003"


def test_captures_are_erased_only_when_asked(here: Path) -> None:
    def kept() -> bytes:
        from flows.store.warc import records

        paths = sorted((here / "raw" / "captures").glob("*.warc.gz"))
        return b"".join(record.payload for path in paths for record in records(path, max_bytes=1 << 20))

    stages.ingest(settings(here), ["in"])
    stages.forget(settings(here), ["in/pluie.txt"])
    assert "derrière la digue".encode() in kept()
    stages.ingest(settings(here), ["in/pluie.txt"])
    stages.forget(settings(here), ["in/pluie.txt"], erase=True)
    assert "derrière la digue".encode() not in kept()
    assert b"Quatre tonnes" in kept()
    assert ends(stages.reingest(settings(here))) == {"unchanged": 4, "duplicate": 1, "quarantined": 2}
    for path in (here / "raw" / "captures").glob("*.cdxj"):
        path.unlink()
    assert ends(stages.reingest(settings(here))) == {"unchanged": 4, "duplicate": 1, "quarantined": 2}


def test_missing_files_are_forgotten_together_with_what_failed(here: Path) -> None:
    stages.ingest(settings(here), ["in"])
    assert stages.to_be_forgotten(settings(here), [], missing=True) == {}
    for name in ("vente.txt", "empty.txt"):
        (here / "in" / name).unlink()
    meant = stages.to_be_forgotten(settings(here), [], missing=True)
    assert set(meant.values()) == {"in/vente.txt", "in/empty.txt"}
    assert ends(stages.forget(settings(here), list(meant), why="gone")) == {"forgotten": 2}
    assert "in/vente.txt" not in sources(here)
    assert not list((here / "raw" / "quarantine" / "empty").glob("*.json"))


def test_not_all_is_forgotten_from_the_wrong_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.forgetting import ForgetError

    stages.ingest(settings(here), ["in"])
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    with pytest.raises(ForgetError, match="none of the 8 files of the corpus is where it was; run this in the folder"):
        stages.to_be_forgotten(settings(here), [], missing=True)
    with pytest.raises(ForgetError, match="no document has this id or source"):
        stages.to_be_forgotten(settings(here), ["pluie.txt"])


def test_when_the_one_that_stood_is_forgotten_its_duplicate_takes_its_place(here: Path) -> None:
    stages.ingest(settings(here), ["in"])
    rows = snapshot.rows(here / "clean" / "latest", DUPLICATES).to_pylist()
    (twin,) = rows
    report = stages.forget(settings(here), [twin["duplicate_of"]])
    assert (report.documents, report.duplicates) == (5, 0)
    assert twin["source"] in sources(here)


def test_a_done_pickles() -> None:
    import pickle

    (done,) = batch.clean_batch([Job("a", "a.txt", TOPICS["port"].encode())], Limits())
    again: Done = pickle.loads(pickle.dumps(done))
    assert again.doc == done.doc
    assert again.signed is not None
    assert done.signed is not None
    assert again.signed.exact == done.signed.exact
