"""The corpus: what goes in comes out, a publish holds whole or not at all, and undo is exact from the tables alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cleaners.document import Comment, Document, Edit, Fact, Suggestion
from cleaners.errors import StoreError
from cleaners.read import read
from flows.store import corpus as store
from flows.store import snapshot
from flows.store.corpus import Corpus, Twin, opened
from flows.store.schema import COMMENTS, DOCUMENTS, DUPLICATES, EDITS, TABLES, Record, digest_of

HOLD = """
import sys, time
from pathlib import Path
from flows.store.corpus import opened
with opened(Path(sys.argv[1])):
    print("in", flush=True)
    time.sleep(60)
"""


def kept(doc_id: str, text: str, *, version: int = 1, twin: Twin = Twin("")) -> Record:  # noqa: B008
    """A document with one of everything."""
    doc = Document(doc_id, f"  {text}", (Fact("title", "Titre", "plain"), Fact("language", "fr", "language")))
    doc = doc.after(
        [Edit(0, 2, "", "spaces", "blanks at the start"), Comment("Bravo", "Zoé", flag="spam", why="praise")]
    )
    doc = doc.after([Suggestion(0, 1, "X", "names.misheard", "sounds alike"), Edit(1, 1, "é", "accents")])
    return Record(doc, f"seeds/{doc_id}.txt", "ab" * 32, "rules", digest_of(doc), version, twin.id, twin.similarity)


def held(corpus: Corpus) -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    return {name: table.arrow(corpus.rows(table).to_pylist()).to_pylist() for name, table in TABLES.items()}


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    record = kept("a", "Il pleut.")
    with opened(tmp_path) as corpus:
        corpus.publish([record])
    with opened(tmp_path) as corpus:
        again = store.record(corpus.rows, "a")
        assert again == record
        assert again.doc.before_cleaning() == "  Il pleut."
        assert store.record(corpus.rows, "b") is None


def test_bytes_that_are_no_text_survive_in_the_trail(tmp_path: Path) -> None:
    """Undo from the corpus gives the input back to the byte even when the input was not valid text."""
    data = b"caf\xe9 au lait, d\xc3\xa9j\xc3\xa0 vu, \xc3\xa9t\xc3\xa9, fa\xc3\xa7ade\x00.\n"
    doc = read(data, doc_id="a")
    with opened(tmp_path) as corpus:
        corpus.publish([Record(doc, "a.txt", "d", "r", digest_of(doc))])
        again = store.record(corpus.rows, "a")
        assert again is not None
        assert again.doc == doc
        assert again.doc.before_cleaning().encode("utf-8", "surrogateescape") == data


def test_a_new_version_replaces_all_rows_of_the_old_one(tmp_path: Path) -> None:
    with opened(tmp_path) as corpus:
        corpus.publish([kept("a", "Un."), kept("b", "Deux.")])
        corpus.publish([kept("a", "Trois.", version=2)])
        assert [row["text"] for row in held(corpus)["documents"]] == ["Térois.", "Déeux."]
        assert corpus.known["a"].version == 2
        assert len(held(corpus)["edits"]) == 4
        corpus.publish([], gone=["a", "nobody"])
        assert {row["id"] for name in ("documents", "edits", "comments") for row in held(corpus)[name]} == {"b"}


def test_neighbours_of_a_changed_document_are_still_found(tmp_path: Path) -> None:
    """Delta rewrites the file that a changed row stood in; what else stood there must be found by its id as before."""
    with opened(tmp_path) as corpus:
        corpus.publish([kept(each, f"Texte {each}.") for each in "abcd"])
        corpus.publish([kept("a", "Trois.", version=2)])
        assert corpus.texts(["b", "d"]) == {"b": "Téexte b.", "d": "Téexte d."}
        assert store.record(corpus.rows, "c") == kept("c", "Texte c.")
        folder = snapshot.publish(corpus, tmp_path, "rules").folder
        corpus.publish([], moved={"b": Twin("d", 0.9), "c": Twin("d", 0.9)})
        assert [row["id"] for row in held(corpus)["duplicates"]] == ["b", "c"]
    assert store.record(partial(snapshot.rows, folder), "c") == kept("c", "Texte c.")


def test_files_hold_plain_strings_whatever_was_done_to_them(tmp_path: Path) -> None:
    """Readers that are some years old know nothing of string_view; rows that were replaced must not bring it in."""
    with opened(tmp_path) as corpus:
        corpus.publish([kept(each, f"Texte {each}.") for each in "abcd"])
        corpus.publish([kept("a", "Trois.", version=2)], gone=["b"], moved={"c": Twin("d", 0.9)})
        folder = snapshot.publish(corpus, tmp_path, "rules").folder
        assert len(corpus.files(DOCUMENTS)) > 0
        for table in (DOCUMENTS, DUPLICATES, EDITS, COMMENTS):
            for path in [*corpus.files(table), *(folder / snapshot.FOLDERS[table]).glob("*.parquet")]:
                assert "view" not in str(pq.read_schema(path).remove_metadata()), path


@pytest.mark.parametrize("name", ["mes textes", "café", "100%", "a#b?c"])
def test_the_corpus_may_lie_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    with opened(tmp_path / name) as corpus:
        corpus.publish([kept("a", "Un."), kept("b", "Deux.")])
        corpus.publish([kept("a", "Trois.", version=2)])
        assert all(path.is_file() for path in corpus.files(DOCUMENTS))
        folder = snapshot.publish(corpus, tmp_path / name, "rules").folder
        corpus.tidy()
    assert snapshot.rows(folder, DOCUMENTS).num_rows == 2


def test_a_document_moves_to_the_duplicates_and_back_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as corpus:
        corpus.publish([kept("a", "Un."), kept("b", "Un.")])
        before = held(corpus)
        corpus.publish([], moved={"b": Twin("a", 0.9)})
        assert [row["id"] for row in held(corpus)["documents"]] == ["a"]
        assert [(row["duplicate_of"], row["similarity"]) for row in held(corpus)["duplicates"]] == [("a", 0.9)]
        assert corpus.texts(["a", "b"]) == {"a": "Uén.", "b": "Uén."}
        corpus.publish([], moved={"b": Twin("")})
        assert held(corpus) == before


def test_what_is_remembered_is_what_is_stored(tmp_path: Path) -> None:
    with opened(tmp_path) as corpus:
        corpus.publish([kept("a", "Un."), kept("b", "Un."), kept("c", "Deux.", twin=Twin("a", 0.8))])
        corpus.publish([kept("b", "Trois.", version=2)], gone=["a"], moved={"c": Twin("")})
        known = dict(corpus.known)
    with opened(tmp_path) as corpus:
        assert corpus.known == known


def test_a_publish_that_is_cut_short_leaves_the_last_whole_one(tmp_path: Path) -> None:
    """Cut at every table that a publish writes: the next run finds the corpus as it was, and can publish the same."""
    with opened(tmp_path / "whole") as corpus:
        corpus.publish([kept("a", "Un."), kept("b", "Deux.")])
        before = held(corpus)
        corpus.publish([kept("a", "Trois.", version=2), kept("d", "Q.")], moved={"b": Twin("a", 0.7)})
        after = held(corpus)

    class Cut(Exception):
        pass

    def no_head(_: Corpus) -> None:
        raise Cut

    for steps in range(6):
        folder = tmp_path / str(steps)
        with opened(folder) as corpus:
            corpus.publish([kept("a", "Un."), kept("b", "Deux.")])
            done = []
            whole = Corpus._replace

            def cut(
                self: Corpus, *args: object, whole: object = whole, done: list[int] = done, steps: int = steps
            ) -> None:
                if len(done) == steps:
                    raise Cut
                done.append(1)
                whole(self, *args)  # type: ignore[operator]

            patched = pytest.MonkeyPatch()
            patched.setattr(Corpus, "_replace", cut)
            patched.setattr(Corpus, "_write_head", no_head)
            with pytest.raises(Cut):
                corpus.publish([kept("a", "Trois.", version=2), kept("d", "Q.")], moved={"b": Twin("a", 0.7)})
            patched.undo()
        with opened(folder) as corpus:
            assert held(corpus) == before
            corpus.publish([kept("a", "Trois.", version=2), kept("d", "Q.")], moved={"b": Twin("a", 0.7)})
            assert held(corpus) == after


def test_a_tidy_folder_holds_the_rows_once(tmp_path: Path) -> None:
    """Whoever reads every Parquet file of a table's folder gets no stale row."""
    with opened(tmp_path) as corpus:
        for number in range(1, 9):
            corpus.publish([kept("a", f"Un {number}.", version=number), kept(f"b{number}", "Deux.")])
        before = held(corpus)
        corpus.tidy(most_files=3)
        assert held(corpus) == before
        found = [
            row["id"] for path in (tmp_path / "documents").glob("*.parquet") for row in pq.read_table(path).to_pylist()
        ]
        assert sorted(found) == sorted(corpus.known)
        assert len(corpus.files(DOCUMENTS)) == 1
    with opened(tmp_path) as corpus:
        assert held(corpus) == before


def test_a_corpus_of_an_older_version_gets_todays_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that is new is empty, one that is gone goes, and a meaning that is worded better is taken over."""
    documents = TABLES["documents"]
    columns = [each._replace(meaning="as it was") if each.name == "title" else each for each in documents.columns]
    older = documents._replace(
        columns=(*(each for each in columns if each.name != "rounds"), columns[0]._replace(name="old"))
    )
    with monkeypatch.context() as patched:
        patched.setattr(store, "TABLES", {**TABLES, "documents": older})
        with opened(tmp_path) as corpus:
            corpus.publish([kept("b", "Deux.", twin=Twin("a"))])
            rows = [{**kept("a", "Un.")._row(), "old": "x"}]
            corpus._replace(older, (), [{name: row[name] for name in older.schema.names} for row in rows])
            corpus._write_head()
    for _ in range(2):
        with opened(tmp_path) as corpus:
            (row,) = held(corpus)["documents"]
            assert (row["id"], row["title"], row["rounds"], "old" in row) == ("a", "Titre", 0, False)
            corpus.publish([kept("c", "Trois.")])
            corpus.publish([], gone=["c"])


def test_one_run_writes_at_a_time(tmp_path: Path) -> None:
    waited = []
    second = opened(tmp_path, wait_seconds=0.3, waiting=lambda: waited.append(1))
    with opened(tmp_path), pytest.raises(StoreError, match="another run is writing"), second:
        pass
    assert waited == [1]


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"in\n"
        os.kill(other.pid, signal.SIGKILL)
    with opened(tmp_path, wait_seconds=5) as corpus:
        assert corpus.known == {}


def test_a_corpus_that_was_tampered_with_says_what_to_do(tmp_path: Path) -> None:
    with opened(tmp_path) as corpus:
        corpus.publish([kept("a", "Un.")])
    (tmp_path / "HEAD.json").unlink()
    with pytest.raises(StoreError, match="limpide reingest"), opened(tmp_path):
        pass
    (tmp_path / "HEAD.json").write_text("{")
    with pytest.raises(StoreError, match="limpide reingest"), opened(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"file.*cannot be written.*--clean-dir"), opened(tmp_path / "file" / "corpus"):
        pass


def test_every_column_says_what_it_means(tmp_path: Path) -> None:
    """Meaning and unit travel into the Parquet files."""
    with opened(tmp_path) as corpus:
        corpus.publish([kept("a", "Un."), kept("b", "Un.", twin=Twin("a", 1.0))])
        for table in (DOCUMENTS, DUPLICATES, EDITS, COMMENTS):
            schema = pq.read_schema(corpus.files(table)[0])
            for column in table.columns:
                assert column.meaning
                assert schema.field(column.name).metadata[b"meaning"].decode() == column.meaning
