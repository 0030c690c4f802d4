"""Captures and state: what was put is there again, byte for byte, whatever happens to the process or the disk."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some
from warcio.archiveiterator import ArchiveIterator

from flows.sources.inputs import Http, Input
from flows.store.captures import CaptureError, Captures, read
from flows.store.state import Seen, State

ROOT = Path(__file__).resolve().parent.parent
MOST = 1 << 20


def document(number: int) -> Input:
    noise = random.Random(number).randbytes(400)  # does not pack, so records are of some length
    return Input(f"seeds/{number}.txt", b"%d " % number + noise, fetched_at="2026-03-01T10:00:00Z")


def answer_of(uri: str, body: bytes, status: int = 200, **headers: str) -> Input:
    said = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Input(uri, body, fetched_at="2026-03-01T10:00:00Z", http=Http(uri, status, said, body))


def filled(folder: Path, count: int, first: int = 0) -> None:
    with Captures(folder, max_bytes=MOST) as captures:
        for number in range(first, first + count):
            captures.put(document(number))


def whole(folder: Path) -> tuple[set[int], list[str]]:
    """The numbers of the documents that read right, and what is said of the others."""
    right, said = set(), []
    with Captures(folder, max_bytes=MOST) as captures:
        for ref in captures.latest():
            item = captures.get(ref)
            if item.error:
                said.append(item.error)
            else:
                number = int(item.data.split(b" ")[0])
                assert item == replace(document(number), name=f"{number}.txt")
                right.add(number)
    return right, said


def archive_in(folder: Path) -> Path:
    (path,) = folder.glob("*.warc.gz")
    return path


# What is put is there again


@hypothesis_settings(max_examples=40, deadline=None)
@given(
    data=some.binary(max_size=300), name=some.text(some.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
)
def test_any_bytes_under_any_name_come_back(tmp_path_factory, data, name):
    folder = tmp_path_factory.mktemp("captures")
    item = Input(name, data, fetched_at="2026-03-01T10:00:00Z")
    with Captures(folder, max_bytes=MOST) as captures:
        live = captures.get(captures.put(item))
    with Captures(folder, max_bytes=MOST) as captures:
        (ref,) = captures.latest()
        again = captures.get(ref)
    assert (again.uri, again.data, again.error) == (name, data, "")
    assert live == again
    assert captures.repaired == []


def test_an_answer_comes_back_with_its_headers(tmp_path):
    item = answer_of("https://example.org/%C3%A9?a=1", b"<p>un</p>", Content_Type="text/html", Set_Cookie="a=1")
    with Captures(tmp_path, max_bytes=MOST) as captures:
        again = read(tmp_path, captures.put(item), max_bytes=MOST)
    assert again.http.headers == item.http.headers
    assert again.content_type == "text/html"
    assert (again.uri, again.data) == (item.uri, item.data)


def test_the_same_bytes_twice_are_kept_once_and_changed_ones_beside_the_old(tmp_path):
    for body in (b"un", b"un", b"deux", b"un"):
        with Captures(tmp_path, max_bytes=MOST) as captures:
            captures.put(Input("a.txt", body))
            captures.put(Input("b.txt", b"stays"))
    assert len(list(tmp_path.glob("*.warc.gz"))) == 3
    with Captures(tmp_path, max_bytes=MOST) as captures:
        assert [(ref.uri, captures.get(ref).data) for ref in captures.latest()] == [
            ("a.txt", b"un"),
            ("b.txt", b"stays"),
        ]


def test_what_was_kept_last_is_the_newest_even_when_the_clock_was_put_back(tmp_path):
    for run, body in (("20260301T100000Z", b"older"), ("20250301T100000Z", b"newer")):
        with Captures(tmp_path, max_bytes=MOST, run=run) as captures:
            captures.put(Input("a.txt", body))
    with Captures(tmp_path, max_bytes=MOST) as captures:
        assert captures.get(captures.newest("a.txt")).data == b"newer"


def test_a_listing_and_an_answer_without_a_page_are_kept_and_are_no_documents(tmp_path):
    with Captures(tmp_path, max_bytes=MOST) as captures:
        captures.put(replace(answer_of("https://example.org/feed", b"<rss/>"), role="listing"))
        captures.put(answer_of("https://example.org/gone", b"gone", status=404))
        captures.put(answer_of("https://example.org/a", b"a"))
    with Captures(tmp_path, max_bytes=MOST) as captures:
        assert [ref.uri for ref in captures.latest()] == ["https://example.org/a"]
        assert captures.newest("https://example.org/feed").role == "listing"
    kinds = [record.rec_type for record in records(archive_in(tmp_path))]
    assert kinds == ["warcinfo", *["response", "request"] * 3]


def test_an_input_that_failed_cannot_be_kept(tmp_path):
    with Captures(tmp_path, max_bytes=MOST) as captures, pytest.raises(CaptureError, match=r"a\.txt"):
        captures.put(Input.failed("a.txt", "it is missing", "look for it"))
    assert list(tmp_path.iterdir()) == []


def test_nothing_new_makes_no_file(tmp_path):
    with Captures(tmp_path / "captures", max_bytes=MOST) as captures:
        assert list(captures.latest()) == []
    assert not (tmp_path / "captures").exists()


# Others can read it


def records(path: Path) -> list:
    with path.open("rb") as file:
        return [
            record for record in ArchiveIterator(file, check_digests="raise") if record.raw_stream.read() is not None
        ]


def test_any_warc_reader_reads_the_captures_and_their_index(tmp_path):
    filled(tmp_path, 5)
    path = archive_in(tmp_path)
    found = records(path)
    assert [record.rec_type for record in found] == ["warcinfo", *["resource"] * 5]
    assert found[1].rec_headers.get_header("WARC-Target-URI") == "file:seeds/0.txt"
    head, *rows = path.with_name(path.name.replace(".warc.gz", ".cdxj")).read_text().splitlines()
    assert head.startswith('!meta {"format": "CDXJ"')
    assert rows == sorted(rows)
    assert rows[0].startswith('file:seeds/0.txt 20260301100000 {"url": "file:seeds/0.txt", "mime":')


def test_a_304_is_a_revisit_of_what_was_kept(tmp_path):
    with Captures(tmp_path, max_bytes=MOST) as captures:
        first = captures.put(answer_of("https://example.org/a", b"un", ETag='"v1"'))
        assert captures.put(answer_of("https://example.org/a", b"", status=304)) == first
        with pytest.raises(CaptureError, match="a 304 without a capture"):
            captures.put(answer_of("https://example.org/b", b"", status=304))
    revisit = records(archive_in(tmp_path))[-1].rec_headers
    assert revisit.get_header("WARC-Type") == "revisit"
    assert revisit.get_header("WARC-Refers-To-Date") == "2026-03-01T10:00:00Z"
    with Captures(tmp_path, max_bytes=MOST) as captures:
        assert captures.get(captures.newest("https://example.org/a")).data == b"un"


# What breaks


def test_a_tail_torn_at_any_place_costs_the_torn_record_alone(tmp_path):
    filled(tmp_path / "whole", 6)
    path = archive_in(tmp_path / "whole")
    data = path.read_bytes()
    with Captures(tmp_path / "whole", max_bytes=MOST) as captures:
        ends = [ref.offset + ref.length for ref in captures.latest()]
    for cut in random.Random(1).sample(range(ends[0], len(data)), 50):
        folder = tmp_path / f"cut{cut}"
        folder.mkdir()
        (folder / f"{path.name}.open").write_bytes(data[:cut])
        safe = sum(end <= cut for end in ends)
        filled(folder, 2, first=100)  # a new run on top of the dead one
        right, said = whole(folder)
        assert right == {*range(safe), 100, 101}
        assert said == []
        assert not list(folder.glob("*.open"))


def test_a_closed_file_that_lost_its_end_says_what_is_missing(tmp_path):
    filled(tmp_path, 4)
    os.truncate(archive_in(tmp_path), archive_in(tmp_path).stat().st_size - 30)
    right, said = whole(tmp_path)
    assert right == {0, 1, 2}
    assert len(said) == 1
    assert said[0].startswith("seeds/3.txt: its capture in ")
    assert said[0].endswith("the file ends before the record does; ingest it again from its source")
    filled(tmp_path, 4)  # it is ingested again: the lost one alone is written
    assert whole(tmp_path) == ({0, 1, 2, 3}, [])
    assert max(tmp_path.glob("*.warc.gz")).stat().st_size < min(tmp_path.glob("*.warc.gz")).stat().st_size


def test_a_flipped_bit_costs_one_record_at_most_and_is_never_silent(tmp_path):
    filled(tmp_path, 8)
    path = archive_in(tmp_path)
    data = path.read_bytes()
    chance = random.Random(2)
    for _ in range(50):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        right, said = whole(tmp_path)
        assert len(right) + len(said) == 8
        assert len(said) <= 1


@pytest.mark.parametrize("harm", ["lost", "cut", "a digit", "empty"])
def test_an_index_that_is_not_whole_is_written_again_from_the_captures(tmp_path, harm):
    filled(tmp_path, 5)
    (index,) = tmp_path.glob("*.cdxj")
    before = index.read_bytes()
    harms = {
        "lost": None,
        "cut": before[:-40],
        "a digit": before.replace(b'"status": "200"', b'"status": "300"', 1),
        "empty": b"",
    }
    index.unlink() if harms[harm] is None else index.write_bytes(harms[harm])
    with Captures(tmp_path, max_bytes=MOST) as captures:
        assert "was written again from the captures" in captures.repaired[0]
    assert index.read_bytes() == before
    assert whole(tmp_path) == ({0, 1, 2, 3, 4}, [])


def test_the_file_of_a_run_that_is_alive_is_left_to_it(tmp_path):
    with Captures(tmp_path, max_bytes=MOST) as first:
        ref = first.put(document(1))
        with Captures(tmp_path, max_bytes=MOST) as second:
            second.put(document(2))
            assert second.repaired == []
            assert second.get(ref).ok  # a worker may read from a file that is still open
        first.put(document(3))
    assert whole(tmp_path) == ({1, 2, 3}, [])


WRITER = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
from flows.store.captures import CaptureError, Captures
from test_captures import MOST, document
import resource
limit = int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
with Captures(Path(sys.argv[1]), max_bytes=MOST) as captures:
    for number in range(100000):
        try:
            captures.put(document(number))
        except CaptureError as error:
            print(error)
            break
        print(number, flush=True)
"""


def writer(folder: Path, limit: int = 0) -> subprocess.Popen[str]:
    script = WRITER.format(paths=[str(ROOT), str(ROOT / "tests")])
    return subprocess.Popen([sys.executable, "-c", script, str(folder), str(limit)], stdout=subprocess.PIPE, text=True)


def test_a_run_that_is_killed_loses_nothing_that_it_acknowledged(tmp_path):
    process = writer(tmp_path)
    said = [process.stdout.readline() for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().splitlines()[:-1]
    process.wait()
    acknowledged = {int(line) for line in said if line.strip()}
    with Captures(tmp_path, max_bytes=MOST) as captures:
        assert "its run did not end" in captures.repaired[0]
    right, lost = whole(tmp_path)
    assert acknowledged <= right
    assert lost == []


def test_a_full_disk_is_told_and_all_that_was_kept_before_is_whole(tmp_path):
    *numbers, told = writer(tmp_path, limit=20_000).communicate(timeout=60)[0].splitlines()
    assert "captures cannot be kept there (File too large); free some space" in told
    assert len(numbers) > 5
    assert whole(tmp_path) == ({int(number) for number in numbers}, [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_before_anything_is_asked(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CaptureError, match="no permission to write"):
        Captures(tmp_path, max_bytes=MOST).ready()


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "raw").write_bytes(b"")
    with pytest.raises(CaptureError, match=r"raw/captures: captures cannot be kept there \(Not a directory\)"):
        Captures(tmp_path / "raw" / "captures", max_bytes=MOST).ready()


# State


def test_a_state_remembers_validators_and_forgets_the_retry_time_once_it_went_well(tmp_path):
    url = "https://example.org/a"
    with State(tmp_path / "raw" / "state.sqlite") as state:
        state.saw(Input.failed(url, "busy", "later", end="to-be-retried", retry_at="2026-03-01T11:00:00Z"))
        assert state.seen(url).retry_at == "2026-03-01T11:00:00Z"
        state.saw(answer_of(url, b"un", ETag='"v1"', Last_Modified="Wed"), "sha256:1")
        state.saw(answer_of(url, b"", status=304))
        state.saw(Input.failed(url, "broken", "later", end="to-be-retried"))
    with State(tmp_path / "raw" / "state.sqlite") as state:
        seen = state.seen(url)
        assert (seen.etag, seen.last_modified, seen.retry_at, seen.last_digest) == ('"v1"', "Wed", "", "sha256:1")
        assert seen.last_status == "to-be-retried"
        assert state.seen("https://example.org/other") == Seen("https://example.org/other")
        assert len(state) == 1


def test_a_new_answer_without_validators_takes_the_old_ones_away(tmp_path):
    with State(tmp_path / "state.sqlite") as state:
        state.saw(answer_of("https://example.org/a", b"un", ETag='"v1"'))
        state.saw(answer_of("https://example.org/a", b"deux"))
        assert state.seen("https://example.org/a").etag == ""


@pytest.mark.parametrize(
    "content", [b"this is no database, whatever its name says " * 20, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_state_is_set_aside_and_made_anew(tmp_path, content):
    path = tmp_path / "state.sqlite"
    path.write_bytes(content)
    with State(path) as state:
        assert len(state) == 0
        assert state.set_aside.read_bytes() == content
        state.saw(Input("a.txt", b"x"))
        assert len(state) == 1


def test_a_state_of_another_shape_is_set_aside(tmp_path):
    with sqlite3.connect(tmp_path / "state.sqlite") as db:
        db.execute("CREATE TABLE sources (uri TEXT)")
    db.close()
    with State(tmp_path / "state.sqlite") as state:
        assert state.set_aside is not None
        assert len(state) == 0


def test_the_captures_give_back_what_a_lost_state_knew(tmp_path):
    with Captures(tmp_path / "captures", max_bytes=MOST) as captures, State(tmp_path / "state.sqlite") as state:
        for number in range(3):
            item = answer_of(f"https://example.org/{number}", b"%d" % number, ETag=f'"{number}"')
            state.saw(item, captures.put(item).digest)
        rows = [state.seen(f"https://example.org/{number}") for number in range(3)]
        with State(tmp_path / "again.sqlite") as fresh:
            assert fresh.rebuild(captures.validators()) == 3
            assert [fresh.seen(row.uri) for row in rows] == rows
            assert fresh.rebuild(captures.validators()) == 0


def test_a_state_may_be_asked_from_several_threads(tmp_path):
    with State(tmp_path / "state.sqlite") as state:

        def work(name: str) -> None:
            for number in range(30):
                state.saw(Input(f"{name}/{number}", b"x"))
                assert state.seen(f"{name}/{number}").last_status == "read"

        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(state) == 120
