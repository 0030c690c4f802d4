"""Files, folders, archives and sources.yaml: everything comes in once, in order, and what cannot says why."""

from __future__ import annotations

import gzip
import os
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.settings import Settings
from flows.sources import Input, gather, take_in
from flows.store.captures import Captures
from flows.store.state import State

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def came(*targets, **limits) -> list[Input]:
    return list(gather(targets, Settings(**limits)))


def test_a_folder_comes_in_the_order_of_its_names_and_hidden_files_stay_out(here):
    for name in ("b.txt", "a/z.txt", "a/B.txt", ".hidden", "c/.git/config", "sources.yaml"):
        path = here / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if name == "sources.yaml" else name.encode())
    found = came("seeds")
    assert [item.uri for item in found] == ["seeds/a/B.txt", "seeds/a/z.txt", "seeds/b.txt"]
    assert [item.data for item in found] == [b"a/B.txt", b"a/z.txt", b"b.txt"]
    assert found[2].name == "b.txt"
    assert all(item.ok for item in found)


def test_a_file_is_named_from_the_current_folder_so_its_id_is_the_same_everywhere(here, tmp_path_factory):
    (here / "a.txt").write_bytes(b"un")
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "b.txt"
    elsewhere.write_bytes(b"deux")
    uris = [item.uri for item in came("a.txt", here / "a.txt", "./x/../a.txt", elsewhere)]
    assert uris == ["a.txt", "a.txt", "a.txt", str(elsewhere)]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "there is no such file or folder; check the path"),
        (lambda path: path.mkdir(), "the folder holds no documents; put some there"),
        (
            lambda path: path.write_bytes(b"x" * 101),
            "it has 101 bytes, the limit is 100; split it, or raise LIMPIDE_MAX",
        ),
        (os.mkfifo, "it is not a regular file; name a file"),
        (lambda path: path.symlink_to(path), "it cannot be read (Too many levels of symbolic links); check"),
        (lambda path: path.symlink_to("nowhere"), "there is no such file or folder; check"),
    ],
    ids=["missing", "empty folder", "too large", "pipe", "link to itself", "link to nothing"],
)
def test_what_cannot_come_in_says_what_where_and_what_to_do_and_the_rest_goes_on(here, make, says):
    make(here / "bad")
    (here / "good.txt").write_bytes(b"Bonjour.")
    bad, good = came("bad", "good.txt", max_bytes=100)
    assert bad.error.startswith(f"bad: {says}")
    assert (bad.end, bad.data) == ("quarantined", b"")
    assert good.data == b"Bonjour."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(here):
    (here / "secret.txt").write_bytes(b"x")
    (here / "secret.txt").chmod(0)
    assert "it cannot be read (Permission denied)" in came("secret.txt")[0].error


def test_a_linked_folder_is_not_followed_so_nothing_goes_in_circles(here):
    (here / "seeds").mkdir()
    (here / "seeds" / "a.txt").write_bytes(b"x")
    (here / "seeds" / "again").symlink_to(here / "seeds")
    assert [item.uri for item in came("seeds")] == ["seeds/a.txt"]


def test_a_name_that_is_not_unicode_still_has_a_uri(here):
    (here / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    (found,) = came(here)
    assert found.uri == "caf\\xe9.txt"
    assert found.id


# sources.yaml


def test_the_shipped_sources_name_nothing_so_a_first_run_needs_no_network(here):
    (here / "sources.yaml").write_bytes((ROOT / "seeds" / "sources.yaml").read_bytes())
    assert came("sources.yaml") == []


def test_sources_name_paths_from_where_they_lie(here):
    (here / "lists").mkdir()
    (here / "more").mkdir()
    (here / "more" / "a.txt").write_bytes(b"x")
    (here / "lists" / "sources.yaml").write_text("paths: [../more]\nfeeds:\n")
    assert [item.uri for item in came("lists")] == ["more/a.txt"]
    assert [item.uri for item in came("lists/sources.yaml")] == ["more/a.txt"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("feed: [https://example.org/f]", "there is no key 'feed'; the keys are feeds, sitemaps, urls, paths"),
        ("urls: https://example.org", "urls should be a list of texts; write each on a line of its own"),
        ("urls: [1, 2]", "urls should be a list of texts"),
        ("- https://example.org", "it should be a list under each of its keys"),
        ("urls: [https://example.org", "it is not YAML"),
        ("\x00", "it is not YAML"),
        ("!!python/object/apply:os.system ['true']", "it is not YAML"),
    ],
)
def test_a_sources_file_that_is_wrong_is_told_and_the_folder_still_comes_in(here, written, says):
    (here / "seeds").mkdir()
    (here / "seeds" / "sources.yaml").write_text(written)
    (here / "seeds" / "a.txt").write_bytes(b"x")
    wrong, good = came("seeds")
    assert wrong.uri == "seeds/sources.yaml"
    assert says in wrong.error
    assert good.uri == "seeds/a.txt"


# WARC archives of others


def archive(path: Path, *, zipped: bool = True, bodies: int = 3) -> Path:
    """Write an archive as other crawlers do: responses, an image, a redirect, chunks and gzip inside."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=zipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "other"}))

        def put(url: str, body: bytes, status: str = "200 OK", **headers: str) -> None:
            said = [(name.replace("_", "-"), value) for name, value in headers.items()]
            http = StatusAndHeaders(status, said, protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", BytesIO(body), len(body), http_headers=http))

        for number in range(bodies):
            put(f"https://example.org/{number}", f"<p>page {number}</p>".encode(), Content_Type="text/html")
        put("https://example.org/zip", gzip.compress(b"<p>zip</p>"), Content_Encoding="gzip")
        put("https://example.org/unzipped", b"<p>unzipped</p>", Content_Encoding="gzip")
        put("https://example.org/chunks", b"4\r\n<p>c\r\n5\r\n</p>\n\r\n0\r\n\r\n", Transfer_Encoding="chunked")
        put("https://example.org/moved", b"", "301 Moved Permanently", Location="/")
    return path


@pytest.mark.parametrize("zipped", [True, False])
def test_an_archive_gives_each_of_its_pages_with_encodings_taken_off(here, zipped):
    found = {item.uri: item for item in came(archive(here / ("a.warc.gz" if zipped else "a.warc"), zipped=zipped))}
    read = {uri.rpartition("/")[2]: item.data for uri, item in found.items() if item.ok}
    pages = {str(number): f"<p>page {number}</p>".encode() for number in range(3)}
    assert read == {**pages, "zip": b"<p>zip</p>", "unzipped": b"<p>unzipped</p>", "chunks": b"<p>c</p>\n"}
    assert found["https://example.org/0"].content_type == "text/html"
    moved = found["https://example.org/moved"]
    assert (moved.end, moved.error[:60]) == ("rejected", "https://example.org/moved: the server answered 301; leave it")


@pytest.mark.parametrize("zipped", [True, False])
def test_an_address_that_comes_several_times_in_an_archive_comes_in_once_the_newest_good_one(here, zipped):
    with (here / "a.warc").open("wb") as file:
        writer = WARCWriter(file, gzip=zipped)
        for body, status in ((b"older", "200 OK"), (b"newer", "200 OK"), (b"gone", "404 Not Found")):
            http = StatusAndHeaders(status, [], protocol="HTTP/1.1")
            url = "https://example.org/a"
            writer.write_record(writer.create_warc_record(url, "response", BytesIO(body), 5, http_headers=http))
    (item,) = came("a.warc")
    assert item.data == b"newer"


def test_a_source_named_twice_counts_once(here):
    (here / "a.txt").write_bytes(b"x")
    assert taken_in("a.txt", ".", "no", "no") == ["a.txt", "no"]


def test_what_a_run_writes_is_no_source(here):
    for name in ("a.txt", "raw/b.txt", "clean/c.txt", "more/raw/d.txt"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(b"x")
    assert taken_in(".") == ["a.txt", "more/raw/d.txt"]
    assert taken_in(".") == ["a.txt", "more/raw/d.txt"]
    assert taken_in("clean") == ["clean/c.txt"]


def taken_in(*targets: str) -> list[str]:
    settings = Settings()
    with Captures(settings.captures, max_bytes=1000) as captures, State(settings.state) as state:
        return [item.uri for item, _ in take_in(targets, settings, captures, state)]


def test_a_damaged_record_takes_no_other_with_it(here):
    path = archive(here / "a.warc.gz", bodies=50)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 16
    path.write_bytes(data)
    found = came(path)
    faults = [item for item in found if item.end == "quarantined"]
    assert len(faults) == 1
    assert "damaged" in faults[0].error
    assert len([item for item in found if item.ok]) == 50 + 3 - 1


def test_an_archive_that_is_cut_says_so_after_all_that_is_whole(here):
    path = archive(here / "a.warc.gz", bodies=20)
    path.write_bytes(path.read_bytes()[:-100])
    *whole, torn = came(path)
    assert len(whole) == 20 + 3
    assert torn.error.startswith("a.warc.gz#")
    assert "the file ends before it does" in torn.error


def test_a_record_over_the_limit_is_told_and_the_next_one_read(here):
    path = here / "a.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file)
        for name, size in (("bomb", 3 << 20), ("small", 10)):
            http = StatusAndHeaders("200 OK", [], protocol="HTTP/1.1")
            body = b"a" * size
            url = f"https://example.org/{name}"
            writer.write_record(writer.create_warc_record(url, "response", BytesIO(body), size, http_headers=http))
    large, small = came(path, max_bytes=1000)
    assert "more than 1,000 bytes" in large.error
    assert small.data == b"a" * 10


def test_addresses_of_an_archive_are_kept_in_ascii_and_come_back_from_the_captures(here):
    answer = "HTTP/1.1 200 OK\r\nX-Été: é\r\nX-Place: Orléans\r\n\r\nun".encode()
    head = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/été et hiver\r\n"
    head += f"WARC-Date: 2026-03-01T10:00:00Z\r\nContent-Length: {len(answer)}\r\n\r\n"
    (here / "a.warc.gz").write_bytes(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    (item,) = came("a.warc.gz")
    with Captures(here / "captures", max_bytes=1000) as captures:
        again = captures.get(captures.put(item))
    assert (again.uri, again.data, again.error) == ("https://example.org/%C3%A9t%C3%A9%20et%20hiver", b"un", "")
    assert item.uri == again.uri


@pytest.mark.parametrize("content", [b"", b"this is no archive", b"\x1f\x8b\x08 nor is this"])
def test_what_is_no_archive_says_so(here, content):
    (here / "a.warc.gz").write_bytes(content)
    (found,) = came("a.warc.gz")
    assert found.end == "quarantined"
    assert "a.warc.gz" in found.error
