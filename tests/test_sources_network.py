"""Addresses, feeds and sitemaps against a real server on loopback: what is asked, what is kept, what is refused."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import IPv4Address
from itertools import chain

import brotli
import pytest
import zstandard
from loopback import Site, answer, in_turn, page

from flows.settings import Settings
from flows.sources import Input, gather, take_in
from flows.store.captures import Captures
from flows.store.state import State

TEXT = b"<p>" + "Le marché ouvre à l’aube. ".encode() * 50 + b"</p>"


@pytest.fixture
def site():
    with Site() as one:
        yield one


@pytest.fixture
def limits(tmp_path):
    """Settings for loopback: allowed, and without politeness that nobody needs here."""

    def made(**given) -> Settings:
        usual = {
            "raw": tmp_path / "raw",
            "allow_private_addresses": "127.0.0.1",
            "delay": 0,
            "backoff_seconds": 0.01,
            "read_seconds": 10,
            "fetch_seconds": 20,
            "max_bytes": 1 << 20,
        }
        return Settings(**(usual | given))

    return made


def came(site: Site, settings: Settings, *paths: str) -> list[Input]:
    """What an ingest of these paths of the site takes in."""
    with Captures(settings.captures, max_bytes=settings.max_bytes) as captures, State(settings.state) as state:
        return [item for item, _ in take_in([site.root + path for path in paths], settings, captures, state)]


def kept(settings: Settings) -> dict[str, Input]:
    """What can be read again from the captures."""
    with Captures(settings.captures, max_bytes=settings.max_bytes) as captures:
        return {ref.uri: captures.get(ref) for ref in captures.latest()}


# Pages


def test_a_page_comes_in_and_can_be_read_again_without_network(site, limits):
    site.pages["/a"] = page("Bonjour.")
    (item,) = came(site, limits(), "/a#top")
    assert item.uri == f"{site.root}/a"
    assert b"Bonjour." in item.data
    assert item.content_type == "text/html; charset=utf-8"
    assert (again := kept(limits())[item.uri]).data == item.data
    assert (again.fetched_at, again.content_type) == (item.fetched_at, item.content_type)
    assert site.paths == ["/robots.txt", "/a"]
    assert site.asked[1].headers["user-agent"].startswith("Limpide/")


def packed(name: str) -> bytes:
    compress = {
        "gzip": lambda data: gzip.compress(data, mtime=0),
        "br": brotli.compress,
        "zstd": zstandard.ZstdCompressor().compress,
        "identity": bytes,
    }
    return compress[name](TEXT)


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "identity"])
def test_an_encoded_page_is_read_decoded_and_kept_as_it_was_sent(site, limits, name):
    site.pages["/a"] = answer(packed(name), Content_Encoding=name)
    (item,) = came(site, limits(), "/a")
    assert item.data == TEXT
    again = kept(limits())[item.uri]
    assert again.data == TEXT
    assert again.http.sent == packed(name)


def test_a_chunked_page_is_kept_with_its_chunks_joined(site, limits):
    site.pages["/a"] = answer(b"3\r\nun \r\n4\r\ndeux\r\n0\r\n\r\n", Content_Length="", Transfer_Encoding="chunked")
    (item,) = came(site, limits(), "/a")
    assert item.data == b"un deux"
    assert kept(limits())[item.uri].data == b"un deux"


ZEROS = gzip.compress(b"\0" * (3 << 20))


@pytest.mark.parametrize(
    ("told", "end", "says"),
    [
        (answer(packed("gzip")[:-20], Content_Encoding="gzip"), "quarantined", "its gzip stream is cut"),
        (answer(packed("br")[:-3], Content_Encoding="br"), "quarantined", "its br stream is cut"),
        (answer(packed("zstd")[:-3], Content_Encoding="zstd"), "quarantined", "its zstd stream is cut"),
        (answer(b"plain", Content_Encoding="gzip"), "quarantined", "it is not gzip as it says"),
        (answer(b"plain", Content_Encoding="gzip, gzip"), "quarantined", "it is encoded 2 times"),
        (answer(b"plain", Content_Encoding="rot13"), "quarantined", "content encoding 'rot13' is not known"),
        (answer(ZEROS, Content_Encoding="gzip"), "quarantined", "more than 1,048,576 bytes once decoded"),
        (answer(b"x" * (2 << 20)), "quarantined", "the body has more than 1,048,576 bytes"),
        (answer(b"gone", "410 Gone"), "rejected", "the server answered 410"),
        (answer(b"no", "403 Forbidden"), "quarantined", "the server answered 403"),
        (answer(b"", "302 Found", Location="file:///etc/hostname"), "quarantined", "redirects to file:///etc/hostname"),
        (answer(b"", "302 Found", Location="http://u:p@h/"), "quarantined", "carries a name or password"),
        (answer(b"", "302 Found", Location="/bad"), "quarantined", "more than 5 redirects"),
        (b"SMTP ready\r\n\r\n", "quarantined", "its answer is not proper HTTP"),
        (answer(b"x", X_Big="a" * (1 << 20)), "quarantined", "its answer is not proper HTTP"),
        (answer(b"short", Content_Length="100"), "to-be-retried", "the connection broke"),
        (answer(b"busy", "503 Service Unavailable"), "to-be-retried", "the server answered 503, 4 times"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value.replace(" ", "-")[:40],
)
def test_an_answer_we_may_not_keep_has_an_end_and_a_reason_and_the_next_page_comes_in(site, limits, told, end, says):
    site.pages["/bad"] = (lambda _: iter([told])) if b"short" in told else told
    site.pages["/good"] = page("Bonjour.")
    bad, good = came(site, limits(), "/bad", "/good")
    assert (bad.uri, bad.end) == (f"{site.root}/bad", end)
    assert says in bad.error
    assert good.ok
    assert list(kept(limits())) == [good.uri]


def test_a_server_that_drips_is_left_in_time(site, limits):
    def drip(_):
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
        for _ in range(40):
            yield b"x"
            time.sleep(0.1)

    site.pages["/drip"] = drip
    began = time.monotonic()
    (item,) = came(site, limits(fetch_seconds=0.5), "/drip")
    assert time.monotonic() - began < 3
    assert (item.end, "longer than 0.5 s" in item.error) == ("to-be-retried", True)


def test_a_fault_that_passes_is_not_seen(site, limits):
    site.pages["/flaky"] = in_turn(answer(b"busy", "503 Service Unavailable"), answer(b"Bonjour."))
    site.pages["/broken"] = lambda asked: (
        iter([answer(b"x", Content_Length="9")]) if asked.count < 3 else answer(b"Fin.")
    )
    assert [item.data for item in came(site, limits(), "/flaky", "/broken")] == [b"Bonjour.", b"Fin."]


@pytest.mark.parametrize("dated", [False, True])
def test_a_retry_waits_as_long_as_it_was_asked_to(site, limits, dated):
    def busy(asked):
        if asked.count > 1:
            return answer(b"Bonjour.")
        when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True) if dated else "1"
        return answer(b"", "429 Too Many Requests", Retry_After=when)

    site.pages["/a"] = busy
    (item,) = came(site, limits(), "/a")
    first, second = site.times("/a")
    assert item.ok
    assert second - first > 0.9


def test_a_long_retry_is_left_for_a_later_run_and_the_server_is_not_asked_before(site, limits):
    site.pages["/a"] = in_turn(answer(b"", "503 Service Unavailable", Retry_After="3600"), answer(b"Bonjour."))
    (first,) = came(site, limits(), "/a")
    (second,) = came(site, limits(), "/a")
    assert (first.end, second.end) == ("to-be-retried", "to-be-retried")
    assert "asks to wait until 20" in first.error
    assert "not to come back before 20" in second.error
    assert site.paths.count("/a") == 1
    with State(limits().state) as state:
        state.saw(Input(first.uri, error="later", end="to-be-retried", retry_at="2026-01-01T00:00:00Z"))
    (third,) = came(site, limits(), "/a")
    assert third.ok


def test_redirects_are_followed_and_the_document_keeps_the_name_it_was_asked_under(site, limits):
    site.pages["/old"] = answer(b"", "301 Moved Permanently", Location="new?x=1")
    site.pages["/new?x=1"] = page("Bonjour.")
    (item,) = came(site, limits(), "/old")
    assert (item.uri, item.http.url) == (f"{site.root}/old", f"{site.root}/new?x=1")
    again = kept(limits())[item.uri]
    assert (again.uri, again.http.url) == (item.uri, item.http.url)


# Addresses


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0", "[::ffff:127.0.0.1]", "127.1"])
def test_loopback_is_refused_however_it_is_written_and_nothing_connects(site, limits, host):
    site.pages["/a"] = page("secret")
    url = site.root.replace("127.0.0.1", host) + "/a"
    (item,) = gather([url], limits(allow_private_addresses=""))
    assert item.end == "quarantined"
    assert "is not a public address" in item.error
    assert "LIMPIDE_ALLOW_PRIVATE_ADDRESSES" in item.error
    assert site.connections == 0


def test_a_redirect_to_an_inner_address_is_refused_before_it_connects(site, limits):
    with Site("127.0.0.2") as inner:
        inner.pages["/secret"] = page("secret")
        site.pages["/a"] = answer(b"", "302 Found", Location=f"{inner.root}/secret")
        (item,) = came(site, limits(), "/a")
        assert "127.0.0.2 is not a public address" in item.error
        assert inner.connections == 0


def test_a_name_server_that_changes_its_mind_is_found_out_at_the_connection(site, limits, monkeypatch):
    site.pages["/a"] = page("secret")
    port = int(site.root.rpartition(":")[2])
    real = socket.getaddrinfo

    def rebound(host, *rest, **more):
        return real("127.0.0.1" if host == "public.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    (item,) = gather([f"http://public.example:{port}/a"], limits(allow_private_addresses=""))
    assert "is not a public address" in item.error
    assert site.connections == 0


def test_an_address_with_a_password_is_refused_and_the_password_is_not_repeated(limits):
    (item,) = gather(["https://user:hunter2@example.org/a"], limits())
    assert "carries a name or password" in item.error
    assert "hunter2" not in item.error + item.uri


def test_an_untrusted_certificate_is_refused(limits, tmp_path):
    with Site(tls=self_signed(tmp_path / "site.pem")) as site:
        site.pages["/a"] = page("Bonjour.")
        (item,) = came(site, limits(), "/a")
        assert item.end == "quarantined"
        assert "its certificate is not trusted" in item.error
        assert site.paths == []


def self_signed(path) -> ssl.SSLContext:
    """A certificate for 127.0.0.1, made now, that nobody vouches for."""
    x509 = pytest.importorskip("cryptography.x509", reason="a certificate is made with the cryptography package")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today, day = datetime.now(UTC), timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - day)
        .not_valid_after(today + day)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path.write_bytes(
        secret.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + certificate.public_bytes(pem)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context


# What has not changed


def test_what_has_not_changed_is_not_downloaded_again(site, limits):
    body = "Bonjour. " * 1000

    def told(asked):
        if asked.headers.get("if-none-match") == '"v1"':
            return answer(b"", "304 Not Modified", ETag='"v1"')
        return page(body, ETag='"v1"', Last_Modified="Wed, 01 Oct 2025 10:00:00 GMT")

    site.pages["/a"] = told
    first, second, third = (came(site, limits(), "/a")[0] for _ in range(3))
    assert first.data == second.data == third.data
    assert (first.unchanged, second.unchanged, third.unchanged) == (False, True, True)
    assert site.asked[3].headers["if-modified-since"] == "Wed, 01 Oct 2025 10:00:00 GMT"
    assert second.ok
    assert list(kept(limits())) == [first.uri]


def test_the_same_answer_twice_is_kept_once(site, limits):
    site.pages["/a"] = page("Bonjour.")
    came(site, limits(), "/a")
    before = sorted(path.name for path in limits().captures.iterdir())
    came(site, limits(), "/a")
    assert sorted(path.name for path in limits().captures.iterdir()) == before


def test_a_page_that_changed_is_kept_beside_the_older_one_and_the_newest_counts(site, limits):
    site.pages["/a"] = in_turn(page("un"), page("deux"))
    came(site, limits(), "/a")
    came(site, limits(), "/a")
    assert b"deux" in kept(limits())[f"{site.root}/a"].data
    assert len(list(limits().captures.glob("*.warc.gz"))) == 2


def test_a_page_that_is_gone_is_told_and_what_was_kept_of_it_stays(site, limits):
    site.pages["/a"] = in_turn(page("un"), answer(b"gone", "404 Not Found"))
    came(site, limits(), "/a")
    (gone,) = came(site, limits(), "/a")
    assert gone.end == "rejected"
    assert b"un" in kept(limits())[gone.uri].data


def test_a_damaged_capture_is_asked_for_afresh_and_kept_anew(site, limits):
    def told(asked):
        tag = asked.headers.get("if-none-match")
        return answer(b"", "304 Not Modified") if tag else page("Bonjour.", ETag='"v1"')

    site.pages["/a"] = told
    (first,) = came(site, limits(), "/a")
    with Captures(limits().captures, max_bytes=1 << 20) as captures:
        ref = captures.newest(first.uri)
    archive = limits().captures / ref.file
    broken = bytearray(archive.read_bytes())
    broken[ref.offset + ref.length // 2] ^= 255
    archive.write_bytes(broken)
    assert not kept(limits())[first.uri].ok
    (second,) = came(site, limits(), "/a")
    assert second.data == first.data
    assert kept(limits())[first.uri].data == first.data


def test_a_state_that_was_lost_is_made_again_from_the_captures(site, limits):
    site.pages["/a"] = lambda asked: (
        answer(b"", "304 Not Modified") if asked.headers.get("if-none-match") else page("Bonjour.", ETag='"v1"')
    )
    came(site, limits(), "/a")
    limits().state.unlink()
    (again,) = came(site, limits(), "/a")
    assert again.unchanged


# robots.txt and politeness


def test_a_page_that_robots_txt_forbids_is_never_asked(site, limits):
    site.pages["/robots.txt"] = answer(b"User-agent: limpide\nDisallow: /private/\n\nUser-agent: *\nDisallow: /")
    site.pages["/a"] = site.pages["/private/b"] = page("Bonjour.")
    allowed, forbidden = came(site, limits(), "/a", "/private/b")
    assert allowed.ok
    assert forbidden.end == "rejected"
    assert "/robots.txt does not allow Limpide to fetch it" in forbidden.error
    assert site.paths == ["/robots.txt", "/a"]
    assert came(site, limits(robots=False), "/private/b")[0].ok


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(site, limits):
    site.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /private/")
    site.pages["/a"] = answer(b"", "302 Found", Location="/private/b")
    (item,) = came(site, limits(), "/a")
    assert item.end == "rejected"
    assert "/private/b" not in site.paths


@pytest.mark.parametrize(
    ("robots", "end"),
    [
        (answer(b"", "404 Not Found"), ""),
        (answer(b"", "403 Forbidden"), ""),
        (answer(b"", "302 Found", Location="/robots.txt"), ""),
        (answer(b"<html>Welcome</html>"), ""),
        (answer(b"", "500 Server Error"), "to-be-retried"),
        (answer(b"", "429 Too Many Requests"), "to-be-retried"),
    ],
    ids=["404", "403", "circle", "a page", "500", "429"],
)
def test_without_rules_all_is_allowed_and_without_an_answer_nothing_is(site, limits, robots, end):
    site.pages["/robots.txt"] = robots
    site.pages["/a"] = page("Bonjour.")
    (item,) = came(site, limits(), "/a")
    assert item.end == end
    assert ("/a" in site.paths) == (not end)


def test_a_host_is_asked_at_its_own_pace(site, limits):
    site.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 0.3")
    for name in "abcd":
        site.pages[f"/{name}"] = page(name)
    came(site, limits(), "/a", "/b", "/c", "/d")
    (first,), (last,) = site.times("/a"), site.times("/d")
    assert last - first > 0.6
    assert site.most_at_once == 1


def test_no_more_connections_than_allowed_are_open_to_a_host(site, limits):
    def slow(asked):
        time.sleep(0.1)
        return page(asked.path)

    paths = [f"/{number}" for number in range(12)]
    site.pages.update(dict.fromkeys(paths, slow))
    found = came(site, limits(per_host=3), *paths)
    assert [item.uri for item in found] == [site.root + path for path in paths]
    assert 1 < site.most_at_once <= 3
    assert site.paths.count("/robots.txt") == 1


# Feeds and sitemaps


def feed(*links: str) -> bytes:
    items = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
    return answer(f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode())


def named(tmp_path, **lists: list[str]):
    path = tmp_path / "sources.yaml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in lists.items()))
    return path


def test_a_feed_stands_for_its_pages_each_once(site, limits):
    links = ["/a", "/b?utm_source=feed", f"{site.root}/b", "/a#top", "mailto:x@example.org", ""]
    site.pages["/feed"] = feed(*links)
    site.pages["/a"], site.pages["/b?utm_source=feed"] = page("un"), page("deux")
    found = came(site, limits(), "/feed")
    assert [item.uri for item in found] == [f"{site.root}/a", f"{site.root}/b"]
    assert all(item.ok for item in found)
    assert list(kept(limits())) == [item.uri for item in found]
    with Captures(limits().captures, max_bytes=1 << 20) as captures:
        assert captures.newest(f"{site.root}/feed").role == "listing"


def test_an_index_of_sitemaps_leads_to_its_pages(site, limits, tmp_path):
    def sitemap(kind: str, inner: str, *paths: str) -> bytes:
        rows = "".join(f"<{inner}><loc> {site.root}{path} </loc></{inner}>" for path in paths)
        return f"<{kind} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</{kind}>".encode()

    site.pages["/index.xml"] = answer(sitemap("sitemapindex", "sitemap", "/one.xml.gz", "/two.txt", "/index.xml"))
    site.pages["/one.xml.gz"] = answer(gzip.compress(sitemap("urlset", "url", "/a", "/b")))
    site.pages["/two.txt"] = answer(f"{site.root}/b\n{site.root}/c\n".encode())
    site.pages.update({path: page(path) for path in ("/a", "/b", "/c")})
    listed = named(tmp_path, sitemaps=[f"{site.root}/index.xml"])
    found = list(gather([listed], limits()))
    assert [item.uri.removeprefix(site.root) for item in found if item.role == "document"] == ["/a", "/b", "/c"]
    assert sorted(item.uri.removeprefix(site.root) for item in found if item.role == "listing") == [
        "/index.xml",
        "/one.xml.gz",
        "/robots.txt",
        "/two.txt",
    ]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (page("Welcome"), "it is no feed and no sitemap; name it under urls"),
        (feed(), "it lists no page"),
        (feed(*(f"/{number}" for number in range(5))), "it lists more than 3 addresses; raise LIMPIDE_MAX_LINKS"),
        (answer(b"", "404 Not Found"), "the server answered 404"),
    ],
    ids=["no feed", "empty", "too long", "missing"],
)
def test_a_feed_that_is_not_right_says_so(site, limits, tmp_path, told, says):
    site.pages["/feed"] = told
    site.pages.update({f"/{number}": page("x") for number in range(5)})
    found = list(gather([named(tmp_path, feeds=[f"{site.root}/feed"])], limits(max_links=3)))
    told_of = next(item for item in found if item.uri.endswith("/feed"))
    assert says in told_of.error
    assert len([item for item in found if item.role == "document" and item.ok]) == (3 if "more" in says else 0)


def test_an_unchanged_feed_still_leads_to_its_pages(site, limits):
    listed = feed("/a")
    site.pages["/feed"] = lambda asked: (
        answer(b"", "304 Not Modified")
        if asked.headers.get("if-none-match")
        else listed.replace(b"\r\n", b'\r\nETag: "v1"\r\n', 1)
    )
    site.pages["/a"] = in_turn(page("un"), page("deux"))
    came(site, limits(), "/feed")
    (item,) = came(site, limits(), "/feed")
    assert b"deux" in item.data


def test_hosts_take_turns_so_that_no_slow_one_holds_up_the_others(site, limits):
    with Site("127.0.0.2") as other:
        for each, names in ((site, "abcd"), (other, "wxyz")):
            each.pages.update({f"/{name}": page(name) for name in names})
        first = feed(*(f"{each.root}/{name}" for each, names in ((site, "abcd"), (other, "wxyz")) for name in names))
        site.pages["/feed"] = first
        given = limits(allow_private_addresses="127.0.0.0/8", per_host=1)
        found = came(site, given, "/feed")
        assert [item.uri[-1] for item in found] == list(chain.from_iterable(zip("abcd", "wxyz", strict=True)))


# The gathering itself


def test_the_order_is_that_of_the_addresses_whoever_answers_first(site, limits):
    def slow(asked):
        time.sleep(0.3)
        return page(asked.path)

    site.pages.update({"/slow": slow, "/fast": page("fast")})
    assert [item.uri[-4:] for item in came(site, limits(), "/slow", "/fast")] == ["slow", "fast"]


def test_a_consumer_that_leaves_early_ends_the_asking(site, limits):
    paths = [f"/{number}" for number in range(200)]
    site.pages.update({path: page(path) for path in paths})
    gathering = gather([site.root + path for path in paths], limits(delay=0.01))
    assert next(gathering).role in {"listing", "document"}
    gathering.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "limpide-fetch"]
    assert len(site.paths) < 150


def test_a_consumer_that_is_slow_makes_no_answer_time_out(site, limits):
    paths = [f"/{number}" for number in range(40)]
    site.pages.update({path: page(path) for path in paths})
    found = []
    for item in gather([site.root + path for path in paths], limits(read_seconds=1.5, fetch_seconds=2)):
        found.append(item)
        if len(found) == 3:
            time.sleep(2.5)
    assert [item.end for item in found if item.role == "document"] == [""] * 40


def test_a_host_that_is_not_there_is_to_be_retried(site, limits):
    with Site() as gone:
        pass
    (item,) = gather([f"{gone.root}/a"], limits(retries=1))
    assert item.end == "to-be-retried"
    assert "the connection broke" in item.error
