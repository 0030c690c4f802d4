"""Small things that sources stand on: encodings, addresses, robots.txt, listings."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from cleaners.errors import InputError, TooLarge
from flows.sources.addresses import askable, key
from flows.sources.decoding import BadEncoding, decoded
from flows.sources.guard import is_public
from flows.sources.listings import listing
from flows.sources.robots import read_robots

PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("name", PACK)
@hypothesis_settings(max_examples=40, deadline=None)
@given(data=some.binary(max_size=5000), repeats=some.integers(1, 60), cut=some.floats(0, 1, exclude_max=True))
def test_an_encoding_comes_off_whole_and_any_cut_is_noticed(name, data, repeats, cut):
    plain = data * repeats
    sent = PACK[name](plain)
    assert decoded(sent, name, max_bytes=len(plain)) == plain
    short = sent[: int(len(sent) * cut)]
    if short:
        with pytest.raises(BadEncoding):
            decoded(short, name, max_bytes=len(plain))
    if plain:
        with pytest.raises(TooLarge):
            decoded(sent, name, max_bytes=len(plain) - 1)


def test_encodings_come_off_as_servers_really_send_them():
    plain = b"Bonjour. " * 100
    assert decoded(bare(plain), "deflate", max_bytes=1000) == plain
    assert decoded(gzip.compress(plain[:450]) + gzip.compress(plain[450:]), "gzip", max_bytes=1000) == plain
    assert decoded(gzip.compress(plain) + b"\0\0", "gzip", max_bytes=1000) == plain
    two = zstandard.ZstdCompressor()
    assert decoded(two.compress(plain[:450]) + two.compress(plain[450:]), "zstd", max_bytes=1000) == plain
    assert decoded(plain, " Identity ", max_bytes=1000) == plain
    assert decoded(b"", "gzip", max_bytes=1000) == b""


@pytest.mark.parametrize(
    "bomb",
    [
        ("gzip", gzip.compress(b"\0" * (50 << 20))),
        ("br", brotli.compress(b"\0" * (50 << 20), quality=5)),
        ("zstd", zstandard.ZstdCompressor().compress(b"\0" * (50 << 20))),
    ],
    ids=lambda bomb: bomb[0],
)
def test_a_bomb_is_refused_before_it_unfolds(bomb):
    import tracemalloc

    name, sent = bomb
    tracemalloc.start()
    with pytest.raises(TooLarge):
        decoded(sent, name, max_bytes=1 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20


# Addresses

SAME = [
    ("HTTPS://Example.org:443/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org/a?utm_source=x&utm_medium=y", "https://example.org/a"),
    ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
    ("https://example.org/a?fbclid=x&id=3", "https://example.org/a?id=3"),
    ("https://example.org/%7euser/%c3%a9", "https://example.org/~user/%C3%A9"),
    ("https://example.org/a;jsessionid=1A?b", "https://example.org/a?b"),
    ("https://example.org/?", "https://example.org"),
    ("https://éclair.example/", "https://xn--clair-9ra.example/"),
]
OTHER = [
    ("https://example.org/a", "http://example.org/a"),
    ("https://example.org/a", "https://example.org/a/"),
    ("https://example.org/a?id=1", "https://example.org/a?id=2"),
    ("https://example.org/a?p=1", "https://example.org/a"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://example.org/a?q=a%26b", "https://example.org/a?q=a&b"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_addresses_of_one_page_have_one_key(one, two):
    assert key(one) == key(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_addresses_of_two_pages_have_two_keys(one, two):
    assert key(one) != key(two)


@given(some.text(some.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=60))
def test_the_key_of_a_key_is_itself(text):
    try:
        url = askable(f"https://example.org/{text}")
    except InputError:
        return
    assert key(key(url)) == key(url)


@pytest.mark.parametrize(
    "text", ["", "example.org/a", "ftp://example.org/", "javascript:alert(1)", "https://", "http://a b/"]
)
def test_what_is_no_web_address_is_refused(text):
    with pytest.raises(InputError):
        askable(text)


def test_no_special_network_is_public_and_the_public_ones_are():
    inner = (
        "127.0.0.1 10.1.2.3 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1 168.63.129.16 ::1 :: fe80::1"
    )
    inner += " fd00::1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1:: 2001:db8::1 ff02::1 fe80::1%eth0"
    assert [address for address in inner.split() if is_public(address)] == []
    outer = "8.8.8.8 1.1.1.1 2606:4700:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808"
    assert [address for address in outer.split() if not is_public(address)] == []


# robots.txt


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: limpide\nAllow: /", "/a", True),
        ("User-agent: LIMPIDE corpus\nDisallow: /a", "/a/b", False),
        ("User-agent: limpide\nColour: blue\nUser-agent: other\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<html><body>Welcome: all</body></html>", "/a", True),
    ],
)
def test_robots_txt_is_read_as_rfc_9309_says(text, path, allowed):
    assert read_robots(text, "Limpide/0.1 (corpus builder)").allows(f"https://example.org{path}") is allowed


# Feeds and sitemaps

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<link rel="self" href="/feed"/><link href="/"/>
<entry><link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="a"/><id>urn:1</id></entry>
<entry><link href="https://example.org/b"/><id>urn:2</id></entry>
<entry><id>https://example.org/c</id></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><link>https://example.org/</link></channel><item><link>https://example.org/a</link></item></rdf:RDF>"""
GUID = b"""<rss><channel><link>/</link><item><guid>https://example.org/a</guid></item>
<item><guid isPermaLink="false">https://example.org/no</guid></item><item><link> </link></item></channel></rss>"""
BROKEN = b"<rss><channel><item><link>/a</link><title>Rock & roll &nbsp; <b></title></item><item><link>/b</link>"
LATIN = "<?xml version='1.0' encoding='iso-8859-1'?><rss><item><link>/é</link></item></rss>".encode("latin-1")
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a"}, {"external_url": "/b"}, 3, {}]}'


@pytest.mark.parametrize(
    ("data", "kind", "paths"),
    [
        (ATOM, "feed", ["a", "b", "c"]),
        (RDF, "feed", ["a"]),
        (GUID, "feed", ["a"]),
        (BROKEN, "feed", ["a", "b"]),
        (LATIN, "feed", ["%C3%A9"]),
        (JSON, "feed", ["a", "b"]),
        (gzip.compress(RDF), "feed", ["a"]),
        (b"\xef\xbb\xbf\n" + RDF, "feed", ["a"]),
        (b"<urlset><url><loc>/a</loc></url><url><loc>/a#x</loc></url></urlset>", "sitemap", ["a"]),
    ],
    ids=["atom", "rdf", "guid", "broken", "latin-1", "json", "gzip", "bom", "sitemap"],
)
def test_a_feed_or_sitemap_lists_its_pages(data, kind, paths):
    found = listing(data, "https://example.org/feed")
    assert (found.kind, found.pages) == (kind, tuple(f"https://example.org/{path}" for path in paths))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Bonjour.",
        b"{}",
        b'{"items": ' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><item/></body></html>",
        b"<",
        b"\x1f\x8b broken",
    ],
)
def test_what_is_no_listing_is_none(data):
    assert listing(data, "https://example.org/") is None


@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/hostname"', '"bomb"', 'SYSTEM "http://127.0.0.1:9/x"'])
def test_entities_of_a_feed_are_not_resolved(entity):
    data = f"<!DOCTYPE r [<!ENTITY x {entity}>]><rss><item><link>https://example.org/&x;</link></item></rss>".encode()
    assert listing(data, "https://example.org/").pages == ("https://example.org/",)


def test_no_more_addresses_are_taken_than_asked_for_and_that_is_told():
    rows = b"".join(b"<url><loc>/%d</loc></url>" % number for number in range(10))
    found = listing(b"<urlset>" + rows + b"</urlset>", "https://example.org/", most=3)
    assert (len(found.pages), found.more) == (3, True)
    assert not listing(b"<urlset>" + rows + b"</urlset>", "https://example.org/", most=10).more
