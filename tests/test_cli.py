"""The command `limpide`, as one uses it: what it prints, where, and the code it leaves with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows import cli, stages
from flows.cli import root
from flows.explained import places
from flows.runners import directly

FRENCH = "Il pleut sur la rade depuis lundi, et les bateaux rentrent un à un derrière la digue du phare."

# A page that is none for a corpus: it says that there is none.
LOST = """<html lang="fr"><head><title>Page introuvable</title></head><body><nav><a href="/">Accueil</a></nav>
<main><h1>Erreur 404</h1><p>La page demandée n’existe pas ou a été déplacée.</p></main></body></html>"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents, as the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "rade.txt").write_text(f"{FRENCH}   \n\n\n\n[Musique]\n\nFin de la marée, dit-il.\n")
    (tmp_path / "seeds" / "port.txt").write_text("Le port a rouvert hier matin, sans bruit et sans ministre.\n")
    return tmp_path


def limpide(*args: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli.app, list(args), input=stdin)


def ingested() -> Result:
    done = limpide("ingest", "--direct")
    assert done.exit_code == 0, done.output
    return done


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as the console script starts it."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", *args]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env={**os.environ, "COLUMNS": "100"})


def test_clean_prints_the_cleaned_text_and_nothing_else(here: Path) -> None:
    done = run("clean", "seeds/rade.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(f"{FRENCH}\n\n")
    assert "\n\n\n" not in done.stdout.decode()


def test_clean_reads_what_is_piped_in(here: Path) -> None:
    done = limpide("clean", "-", stdin=b"Bonjour.   \n\n\n\nFin.\n")
    assert (done.exit_code, done.stdout) == (0, "Bonjour.\n\nFin.\n")


def test_clean_needs_neither_prefect_nor_delta_nor_arrow(here: Path) -> None:
    """It starts at once because it imports only what it needs."""
    code = (
        "import sys; sys.argv = ['limpide', 'clean', 'seeds/rade.txt']\n"
        "import atexit; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        "from flows.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    loaded = set(done.stderr.decode().split())
    assert "cleaners" in loaded
    assert not loaded & {
        "prefect",
        "deltalake",
        "pyarrow",
        "pydantic_settings",
        "dask",
        "trafilatura",
        "aiohttp",
        "rich",
        "pydantic",
    }


def test_clean_undo_gives_the_bytes_back(here: Path) -> None:
    path = here / "seeds" / "odd.txt"
    path.write_bytes(
        b"\xef\xbb\xbfcaf\xc3\xa9  \r\n\r\n\r\n\r\nd\xc3\xa9j\xc3\xa0 vu et d\xc3\xa9j\xc3\xa0 lu \xff\x00\r\n"
    )
    done = run("clean", "seeds/odd.txt", "--undo")
    assert (done.returncode, done.stdout) == (0, path.read_bytes())
    assert b"the same as the input" in done.stderr


def test_clean_as_json_has_facts_edits_and_comments(here: Path) -> None:
    said = json.loads(limpide("clean", "seeds/rade.txt", "--format", "json").stdout)
    assert said["text"].startswith(FRENCH)
    assert said["facts"]["format"] == "plain"
    assert {"start", "end", "old", "new", "rule", "why", "score", "round"} <= set(said["edits"][0])
    assert said["comments"] == []


def test_clean_prints_no_text_of_what_does_not_belong_in_a_corpus(here: Path) -> None:
    """Three ends, never mixed: 0 and a text, 4 and the reason, 1 and the cause."""
    (here / "lost.html").write_text(LOST)
    done = run("clean", "lost.html")
    assert (done.returncode, done.stdout) == (4, b"")
    assert re.fullmatch(rb"limpide: lost\.html: not for a corpus: .{10,200} \(read\.html\.\w+\)\n", done.stderr), done
    assert run("clean", "-", stdin=LOST.encode()).returncode == 4
    (here / "hollow.html").write_text("")
    assert run("clean", "hollow.html").returncode == 1
    assert "4 clean: the document does not belong in a corpus" in " ".join(limpide("--help").stdout.split())
    assert "the exit code is 4" in " ".join(limpide("clean", "--help").stdout.split())


def test_clean_as_json_has_no_text_of_what_does_not_belong_in_a_corpus(here: Path) -> None:
    (here / "lost.html").write_text(LOST)
    done = run("clean", "lost.html", "--format", "json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["text"]) == (4, None)
    assert said["rejected"]["rule"].startswith("read.html")
    assert said["rejected"]["why"].encode() in done.stderr
    assert json.loads(limpide("clean", "seeds/rade.txt", "--format", "json").stdout)["rejected"] is None


def test_explain_says_why_a_document_does_not_belong_in_a_corpus(here: Path) -> None:
    (here / "lost.html").write_text(LOST)
    done = run("clean", "lost.html", "--explain")
    assert done.returncode == 4
    assert b"none are kept" in done.stdout
    assert b"rejected: " in done.stdout


def test_undo_of_what_does_not_belong_in_a_corpus_gives_its_bytes_back(here: Path) -> None:
    (here / "lost.html").write_text(LOST)
    done = run("clean", "lost.html", "--undo")
    assert (done.returncode, done.stdout) == (0, LOST.encode())
    assert b"not for a corpus" in done.stderr


def test_explain_tells_rule_reason_and_place_of_each_edit(here: Path) -> None:
    """Lines and columns are those of the input, whatever round an edit is of; signs stand for colours in a pipe."""
    shown = limpide("clean", "seeds/rade.txt", "--explain").stdout
    heads = re.findall(r"^ *(\d+):(\d+) +([a-z_.]+)(?: [0-9.]+)?  (.+)$", shown, re.MULTILINE)
    assert len(heads) >= 2
    assert {rule.split(".")[0] for _, _, rule, _ in heads} >= {"normalise"}
    olds = re.findall(r"\[-(.*?)-\]", shown)
    source = (here / "seeds" / "rade.txt").read_text().split("\n")
    for (line, column, _rule, why), old in zip(heads, olds, strict=True):
        assert why
        assert source[int(line) - 1][int(column) - 1 :].startswith(old.split("⏎")[0])


def test_explain_on_a_terminal_shows_the_edit_in_its_context(here: Path) -> None:
    from rich.console import Console

    from cleaners import Document, Edit
    from flows import console

    doc = Document("a", "Hier, Scott Bessan a dit non.").after(
        [Edit(12, 18, "Bessent", "names.misheard", "by ear", 0.97)]
    )
    out = Console(width=100, force_terminal=True, color_system=None, record=True)
    console.show(out, console.explanation(doc, "a.txt", width=100))
    shown = out.export_text()
    assert "1:13" in shown
    assert "names.misheard 0.97  by ear" in shown
    assert "Hier, Scott Bessan→Bessent a dit non." in shown
    assert "1 edit" in shown


def test_explain_shows_where_a_long_edit_begins_and_ends_between_whole_words(here: Path) -> None:
    """No line is filled up with blanks, and the lines of edits keep to the width."""
    call = "Abonnez-vous à notre lettre d’information, partagez cet article avec vos amis et laissez-nous un avis"
    (here / "appel.txt").write_text(f"{FRENCH}\n\n{call} sous la vidéo, merci à tous.\n\n{FRENCH}\n")
    shown = run("clean", "appel.txt", "--explain").stdout.decode()
    told = next(line for line in shown.splitlines() if "[-Abonnez" in line)
    assert re.fullmatch(r" {11}(\S.*)?\[-Abonnez-vous à .* … .*tous\.⏎⏎ \(\d+ characters\)-\](\S+)?", told), told
    assert len(told) <= 100
    assert not any(line.endswith(" ") for line in shown.splitlines())


def test_what_documents_say_is_shown_as_it_is_and_no_markup_of_ours(here: Path, monkeypatch) -> None:
    """Brackets, emoji codes and long addresses stand in titles, sources and facts."""
    monkeypatch.setenv("COLUMNS", "120")  # a narrow terminal breaks the title over two lines
    title = "[/draft] The [old] ferry :boat: of Dunmarrow"
    (here / "[x] a.md").write_text(f"# {title}\n\nThe ferry runs again from Monday on, and nobody was late for it.\n")
    assert title in limpide("clean", "[x] a.md", "--explain").stdout
    assert limpide("ingest", "[x] a.md", "--direct").exit_code == 0
    assert title in limpide("show", "[x] a.md", "--explain").stdout
    shown = limpide("stats").stdout + limpide("suggestions").stdout
    assert "1 document" in " ".join(shown.split())

    from rich.console import Console

    from cleaners import Document, Fact
    from flows import console

    address = f"https://gazette.example/{'long/' * 12}way"
    out = Console(width=60, force_terminal=True, color_system=None, record=True)
    console.show(out, [console.facts_table(Document("a", "", (Fact("title", title, "x"), Fact("url", address, ""))))])
    assert address in "".join(out.export_text().split("\n")).replace(" ", "")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["clean", "nowhere.txt"], 2, "nowhere.txt: there is no such file"),
        (["clean", "seeds"], 2, "`limpide ingest seeds`"),
        (["clean", "seeds/empty.txt"], 1, "seeds/empty.txt: nothing in it (0 bytes)"),
        (["clean", "seeds/picture.png"], 1, "it is a PNG image, not text"),
        (["clean", "seeds/line.txt"], 1, "a line of 1,200,000 characters, the limit is 1,000,000"),
        (["clean", "seeds/rade.txt", "--format", "xml"], 2, "there is text, json"),
        (["clean", "seeds/rade.txt", "--undo", "--explain"], 2, "--explain and --undo: each prints something else"),
        (["clean", "seeds/rade.txt", "--explain", "--format", "json"], 2, "ask for one at a time"),
        (["clean", "seeds/rade.txt", "--profile", "slow"], 2, "there is quality, fast"),
        (["clean", "seeds/rade.txt", "--speech", "loud"], 2, "there is verbatim, readable"),
        (["clean", "seeds/rade.txt", "--lexicon", "no.tsv"], 2, "no.tsv: there is no such lexicon; check the path"),
        (["ingest", "--direct", "--lexicon", "no.tsv"], 2, "no.tsv: there is no such lexicon; check the path"),
        (["reingest", "--direct"], 3, "nothing has been captured yet; run `limpide ingest` first"),
        (["forget"], 2, "or say --missing"),
        (["forget", "seeds/rade.txt"], 3, "no corpus yet"),
        (["ingest", "--direct", "nowhere", "neither"], 2, "nowhere, neither: there is no such file or folder"),
        (["ingest", "--direct", "hollow"], 3, "the folder holds no documents"),
        (["ingest", "--direct", "--runner", "magic"], 2, "runner"),
        (["ingest", "--direct", "--clean-dir", "seeds/rade.txt/x"], 1, "cannot be written"),
        (["show", "abcd"], 3, "no corpus yet"),
        (["stats"], 3, "no run has been here yet"),
        (["suggestions"], 3, "no corpus yet"),
        (["nonsense"], 2, "limpide: no such command 'nonsense'; `limpide --help` lists the commands"),
        (["clen", "seeds/rade.txt"], 2, "no such command 'clen'. Did you mean 'clean'? `limpide --help`"),
        (["clean"], 2, "limpide: clean: missing argument 'FILE'; `limpide clean --help` has examples"),
        (["clean", "seeds/rade.txt", "--what"], 2, "limpide: clean: no such option: --what; `limpide clean --help`"),
        (["ingest", "--url"], 2, "option '--url' requires an argument"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line_with_what_to_do(
    here: Path,
    args: list[str],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (here / "hollow").mkdir()
    (here / "seeds" / "empty.txt").write_bytes(b"")
    (here / "seeds" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (here / "seeds" / "line.txt").write_text("mot " * 300_000)
    monkeypatch.setattr(sys, "argv", ["limpide", *args])
    with pytest.raises(SystemExit) as left:
        cli.main()
    told = "".join(capsys.readouterr())
    assert left.value.code == code, told
    assert said in " ".join(told.split())
    assert "Traceback" not in told
    assert "Usage:" not in told


def test_ingest_shows_what_happened_and_adds_up(here: Path) -> None:
    done = ingested()
    assert "2  clean" in done.stdout
    assert "2  in all  adds up to every input" in done.stdout
    assert "clean/latest/documents.jsonl" in done.stdout
    lines = (here / "clean" / "latest" / "documents.jsonl").read_text().splitlines()
    assert sorted(json.loads(line)["source"] for line in lines) == ["seeds/port.txt", "seeds/rade.txt"]
    assert "2  unchanged" in ingested().stdout


def test_ingest_goes_on_with_the_rest_and_says_so(here: Path) -> None:
    (here / "seeds" / "empty.txt").write_bytes(b"")
    done = limpide("ingest", "--direct", "seeds", "nowhere")
    assert done.exit_code == 1
    assert "2  quarantined" in done.stdout
    assert "seeds/empty.txt: nothing in it (0 bytes)" in done.stdout
    assert "nowhere: there is no such file or folder" in " ".join(done.stdout.split())
    assert "2  clean" in done.stdout
    written = (here / "clean" / "reports" / "run-000001.md").read_text()
    assert "| quarantined | seeds/empty.txt | read: empty | nothing in it (0 bytes)" in written


def test_ingest_is_quiet_when_piped(here: Path) -> None:
    """No bar, no colour: what a program reads is plain."""
    done = run("ingest", "--direct")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout


def test_reingest_works_from_the_captures(here: Path) -> None:
    ingested()
    for path in (here / "seeds").iterdir():
        path.unlink()
    done = limpide("reingest", "--direct")
    assert (done.exit_code, "2  unchanged" in done.stdout) == (0, True)


def test_forget_lists_what_would_go_and_lets_go_of_it(here: Path) -> None:
    ingested()
    (here / "seeds" / "port.txt").unlink()
    done = limpide("forget", "--missing", "--dry-run")
    assert (done.exit_code, done.stdout.split()[1], done.stderr) == (0, "seeds/port.txt", "1 document would go\n")
    assert limpide("show", "seeds/port.txt").exit_code == 0
    done = limpide("forget", "--missing")
    assert done.exit_code == 0, done.output
    assert "1  forgotten  let go of by hand" in done.stdout
    assert "seeds/port.txt: the file is no longer there" in done.stdout
    assert "Their captures are kept; ingesting a source again brings it back." in done.stdout
    assert limpide("show", "seeds/port.txt").exit_code == 2
    done = limpide("forget", "--missing")
    assert (done.exit_code, "every file is where it was" in done.stderr) == (3, True)
    done = limpide("forget", "nobody")
    assert (done.exit_code, "nobody: no document has this id or source" in done.stderr) == (2, True)


def test_show_finds_a_document_by_id_by_its_beginning_and_by_source(here: Path) -> None:
    ingested()
    rows = [json.loads(line) for line in (here / "clean" / "latest" / "documents.jsonl").read_text().splitlines()]
    row = next(row for row in rows if row["source"] == "seeds/rade.txt")
    for name in (row["id"], row["id"][:6], row["source"]):
        assert limpide("show", name).stdout == row["text"]
    assert json.loads(limpide("show", row["id"], "--format", "json").stdout)["source"] == "seeds/rade.txt"
    assert "characters came in" in limpide("show", row["id"], "--explain").stdout
    missing = limpide("show", "ffff0000")
    assert (missing.exit_code, "no document has this id" in missing.stderr) == (2, True)


def test_show_undo_gives_the_input_back_from_the_corpus_alone(here: Path) -> None:
    ingested()
    data = (here / "seeds" / "rade.txt").read_bytes()
    (here / "seeds" / "rade.txt").unlink()
    done = run("show", "seeds/rade.txt", "--undo")
    assert (done.returncode, done.stdout) == (0, data)
    assert b"SHA-256 as when it came in" in done.stderr


def test_stats_shows_a_run_and_what_the_corpus_holds(here: Path) -> None:
    ingested()
    ingested()
    assert "run-000002" in limpide("stats").stdout
    assert "2  clean" in limpide("stats", "--run", "run-000001").stdout
    said = json.loads(limpide("stats", "--format", "json").stdout)
    assert said["corpus"]["documents"] == 2
    assert said["run"]["ends"]["unchanged"] == 2
    wrong = limpide("stats", "--run", "run-9")
    assert (wrong.exit_code, "the last one is run-000002" in wrong.stderr) == (2, True)


def test_suggestions_are_grouped_with_their_context(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleaners import Suggestion
    from flows import batch

    honest = batch.clean

    def unsure(doc: object) -> object:
        done = honest(doc)  # type: ignore[arg-type]
        at = done.text.find("rade")
        return done.after([Suggestion(at, at + 4, "radio", "names.misheard", "by ear", 0.6)]) if at >= 0 else done

    monkeypatch.setattr(batch, "clean", unsure)
    ingested()
    done = limpide("suggestions")
    assert "1 × rade → radio" in done.stdout
    assert "Il pleut sur la rade depuis lundi" in done.stdout
    assert "seeds/rade.txt:1:17" in done.stdout
    (group,) = json.loads(limpide("suggestions", "--format", "json").stdout)
    assert (group["count"], group["rule"], group["score"]) == (1, "names.misheard", 0.6)
    assert "no suggestions" in limpide("suggestions", "--rule", "other").stderr


HEARD = ("Gervonek", "Tarvinoc", "Harvonac", "Karvenekstadt", "Karvanec", "Kermorvent")


@pytest.fixture
def speech(here: Path) -> Path:
    """Talks in which names of the user's own lexicon were misheard, surely and less surely."""
    (here / "lexicon.tsv").write_text("name\tkind\nOdile Karvenec\tperson\nYann Kermorvan\tperson\n")
    cue = "00:00:{:02}.000 --> 00:00:{:02}.000\n{}\n\n"
    for number, name in enumerate(HEARD):
        said = ("Bonjour à tous et bienvenue dans cette émission du matin.", f"Hier, {name} a parlé du port.")
        cues = "".join(cue.format(4 * at, 4 * at + 4, line) for at, line in enumerate(said))
        (here / "seeds" / f"talk{number}.vtt").write_text(f"WEBVTT\n\n{cues}")
    return here


def listed() -> dict[str, dict[str, object]]:
    done = limpide("suggestions", "--rule", "names", "--format", "json")
    assert done.exit_code == 0, done.exception
    return {group["handle"]: group for group in json.loads(done.stdout)}


def test_an_accepted_suggestion_is_applied_and_a_rejected_one_suggested_no_more(speech: Path) -> None:
    ingested()
    groups = listed()
    yes, no = list(groups.values())[:2]
    assert yes["handle"] in limpide("suggestions").stdout
    assert list(groups) == list(listed()), "handles are stable"

    done = limpide("accept", str(yes["handle"])[:5])
    assert (done.exit_code, f"accepted: {yes['old']} → {yes['new']}" in done.stderr) == (0, True)
    assert limpide("reject", str(no["handle"])).exit_code == 0
    rows = (speech / "lexicon.tsv").read_text().splitlines()
    assert rows[1].startswith("Odile Karvenec\tperson"), "what stood there is kept"

    done = limpide("reingest", "--direct")
    assert done.exit_code == 0, done.output
    left = listed()
    assert not {yes["handle"], no["handle"]} & left.keys()
    (doc_id,) = yes["documents"]  # type: ignore[misc]
    assert f"Hier, {yes['new']} a parlé du port." in limpide("show", doc_id).stdout
    assert "names.confirmed" in limpide("show", doc_id, "--explain").stdout
    (doc_id,) = no["documents"]  # type: ignore[misc]
    assert str(no["old"]) in limpide("show", doc_id).stdout
    assert limpide("reingest", "--direct").stdout.count("names.confirmed") == 0, "again changes nothing"


def test_a_verdict_is_taken_back_as_if_it_had_not_been(speech: Path) -> None:
    before = (speech / "lexicon.tsv").read_text()
    ingested()
    groups = listed()
    yes, no = list(groups.values())[:2]
    limpide("accept", str(yes["handle"]))
    limpide("reject", str(no["handle"]))
    limpide("reingest", "--direct")
    wrong = limpide("accept", "--undo", str(no["handle"]))
    assert (wrong.exit_code, "holds no such verdict in the column `heard`" in wrong.stderr) == (2, True)
    done = limpide("accept", "--undo", str(yes["handle"])[:6])
    assert (done.exit_code, f"no longer accepted: {yes['old']} → {yes['new']}" in done.stderr) == (0, True)
    assert limpide("reject", "--undo", str(no["old"])).exit_code == 0
    rows = [row.split("\t")[:2] for row in (speech / "lexicon.tsv").read_text().splitlines()]
    assert rows == [row.split("\t")[:2] for row in before.splitlines()]
    limpide("reingest", "--direct")
    assert listed().keys() == groups.keys()


@pytest.mark.parametrize("command", [["reingest", "--direct"], ["ingest", "--direct", "seeds"]])
def test_runs_take_a_lexicon_by_name(speech: Path, command: list[str]) -> None:
    ingested()
    (speech / "mine.tsv").write_text("name\tkind\theard\nOdile Karvenec\tperson\tTarvinoc\n")
    assert limpide(*command, "--lexicon", "mine.tsv").exit_code == 0
    assert "Hier, Odile Karvenec a parlé" in limpide("show", "seeds/talk1.vtt").stdout


def test_clean_reads_the_users_lexicon(speech: Path) -> None:
    (speech / "mine.tsv").write_text("name\tkind\theard\nOdile Karvenec\tperson\tTarvinoc\n")
    assert "Tarvinoc" in run("clean", "seeds/talk1.vtt").stdout.decode()
    assert "Hier, Odile Karvenec a" in run("clean", "seeds/talk1.vtt", "--lexicon", "mine.tsv").stdout.decode()
    gone = run("clean", "seeds/talk1.vtt", "--lexicon", "none.tsv")
    assert (gone.returncode, gone.stdout) == (2, b"")
    assert "none.tsv: there is no such lexicon" in gone.stderr.decode()


def test_the_lexicon_reaches_the_workers(speech: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.settings import Settings

    (speech / "mine.tsv").write_text("name\tkind\theard\nOdile Karvenec\tperson\tTarvinoc\n")
    monkeypatch.setattr("flows.runners.is_small", lambda batches: (False, []))
    settings = Settings(lexicon=speech / "mine.tsv", workers=1, batch_size=4)
    assert sum(stages.ingest(settings).ends.values()) == len(HEARD) + 2
    assert "Hier, Odile Karvenec a parlé" in limpide("show", "seeds/talk1.vtt").stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("accept", "ffffffff"), "ffffffff: no suggestion has this handle; `limpide suggestions` lists them"),
        (("reject", "{}", "--lexicon", "mine.yaml"), "mine.yaml: verdicts are kept in a table only; name a .tsv file"),
    ],
)
def test_a_verdict_that_cannot_be_kept_says_why_and_keeps_nothing(
    speech: Path, args: tuple[str, ...], told: str
) -> None:
    ingested()
    before = (speech / "lexicon.tsv").read_bytes()
    done = limpide(*(arg.format(next(iter(listed()))) for arg in args))
    assert done.exit_code == 2
    assert told in done.stderr
    assert (speech / "lexicon.tsv").read_bytes() == before


def test_a_long_reason_begins_below_itself_and_is_one_line_in_a_pipe() -> None:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    from flows import console

    for terminal, told in ((True, "  end  un deux trois\n       quatre cinq six\n"), (False, None)):
        out = StringIO()
        said = console.Hanging(Text("  end  "), Text("un deux trois quatre cinq six"))
        console.show(Console(file=out, force_terminal=terminal, no_color=True, width=24), [said])
        assert out.getvalue() == (told or "  end  un deux trois quatre cinq six\n")


def test_a_yaml_lexicon_is_never_written_over(tmp_path: Path) -> None:
    from flows import verdicts

    path = tmp_path / "mine.yaml"
    path.write_text("- {name: Odile Karvenec, heard: [Odile Karvenek]}\n", encoding="utf-8")
    with pytest.raises(verdicts.VerdictError, match="verdicts are kept in a table only"):
        verdicts.take_back(path, ["Odile Karvenek"], accepted=True)
    assert path.read_text(encoding="utf-8") == "- {name: Odile Karvenec, heard: [Odile Karvenek]}\n"


def test_verdicts_are_about_names_and_never_contradict_each_other(tmp_path: Path) -> None:
    from flows import verdicts

    group = {"handle": "1a2b3c4d", "rule": "names.person", "old": "Karvenek", "new": "Karvenec"}
    other = {"handle": "1a2b9999", "rule": "homophones", "old": "ses", "new": "ces"}
    with pytest.raises(verdicts.VerdictError, match="2 suggestions begin so"):
        verdicts.named([group, other], ["1a2b"])
    with pytest.raises(verdicts.VerdictError, match="a lexicon keeps names only"):
        verdicts.named([group, other], ["1a2b9"])
    path = tmp_path / "deep" / "own.tsv"
    verdicts.keep(path, [group], accepted=True)
    with pytest.raises(verdicts.VerdictError, match="is accepted as 'Karvenec' already"):
        verdicts.keep(path, [group | {"new": "Carvenec"}], accepted=True)
    verdicts.keep(path, [group], accepted=False)
    assert "\tKarvenek\trejected by hand" not in path.read_text()
    assert path.read_text().splitlines()[1].split("\t")[6:8] == ["", "Karvenek"]


def test_help_has_examples_and_tells_the_codes() -> None:
    for command in ("ingest", "reingest", "clean", "show", "stats", "suggestions", "accept", "reject", "forget"):
        done = limpide(command, "--help")
        assert done.exit_code == 0
        assert f"limpide {command}" in done.stdout.split("Example")[1]
    assert re.findall(r"^  ([a-z]+)  ", limpide("--help").stdout, re.MULTILINE) == list(root.COMMANDS)
    assert limpide().stdout == limpide("--help").stdout
    assert "3 there was nothing to do" in " ".join(limpide("--help").stdout.split())
    assert limpide("--version").stdout.startswith("limpide ")


def test_a_reader_that_leaves_early_is_no_error(here: Path) -> None:
    (here / "long.txt").write_text(
        "".join(f"La phrase numéro {n} dit autre chose que les autres.\n\n" for n in range(1500))
    )
    command = f"{sys.executable} -c 'from flows.cli import main; main()' clean long.txt | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout.decode().startswith("La phrase numéro 0")
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is needed")
@pytest.mark.parametrize("options", ["", "--explain", "--format json", "--undo"])
def test_an_output_that_is_full_is_told_in_one_line(here: Path, options: str) -> None:
    command = f"{sys.executable} -c 'from flows.cli import main; main()' clean seeds/rade.txt {options} >/dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1] == "limpide: the output: no space left on device"
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_the_trail_leads_back_to_places_in_the_input() -> None:
    """Through any rounds: what an edit took out of untouched text stands in the input where it is said to."""
    from cleaners import Document, Edit

    doc = Document("a", "zéro\nun\ndeux\ntrois\nquatre\n")
    doc = doc.after([Edit(0, 5, "", "one"), Edit(8, 13, "", "one")])
    assert doc.text == "un\ntrois\nquatre\n"
    doc = doc.after([Edit(0, 2, "UN", "two"), Edit(3, 8, "3", "two")])
    doc = doc.after([Edit(5, 11, "4", "three")])
    assert doc.text == "UN\n3\n4\n"
    found = {(each.change.old, each.line, each.column) for each in places(doc)}
    assert found == {("zéro\n", 1, 1), ("un", 2, 1), ("deux\n", 3, 1), ("trois", 4, 1), ("quatre", 5, 1)}


def test_the_direct_way_and_the_flow_share_their_stages() -> None:
    """One function each; the flow hands in another way to run the batches and nothing else."""
    assert stages.ingest.__kwdefaults__ == {"cleaned": directly}
    assert stages.reingest.__kwdefaults__ == {"cleaned": directly}
