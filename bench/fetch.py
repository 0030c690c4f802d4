"""
Hostile answers, addresses, robots.txt files, feeds and damaged archives against our fetching and our captures.

    python bench/fetch.py [FOLDER] [--only probe,ssrf,robots,urls,feeds,torn,torn-index,crash]

FOLDER holds the benchmark's scripts (../shared/bench/fetch beside the checkout when left out). Each is run with one
of the functions below and prints its own score. Everything stays on loopback.

robots: six expectations of 145 are not met, and none concerns what we ask. One names an agent with a space in it;
ours is a product token. Two want a line cut at 16 kB, a habit of one crawler. Three give an address that is not
percent-encoded, or a rule with letters escaped that need it not, and want no match; our addresses are always
encoded, and RFC 9309, 2.2.2, wants the escaped and the plain letter to match.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from flows.settings import Settings  # noqa: E402
from flows.sources import Input  # noqa: E402
from flows.sources.addresses import askable, key, parsed  # noqa: E402
from flows.sources.client import Client  # noqa: E402
from flows.sources.decoding import decoded  # noqa: E402
from flows.sources.guard import is_public  # noqa: E402
from flows.sources.inputs import Http  # noqa: E402
from flows.sources.listings import listing  # noqa: E402
from flows.sources.robots import read_robots  # noqa: E402
from flows.store.captures import Captures, read  # noqa: E402

__all__ = ["allowed", "feed", "fetch", "is_public", "key", "parsed", "warc_read", "warc_write"]

_VALIDATORS: dict[str, str] = {}


def settings() -> Settings:
    """What the benchmark grants: one loopback address, and a time without progress after which to give up."""
    patience = float(os.environ.get("BENCH_TIMEOUT", "5"))
    return Settings(
        allow_private_addresses=os.environ.get("BENCH_ALLOW", ""),  # type: ignore[arg-type]
        connect_seconds=patience,
        read_seconds=patience,
        fetch_seconds=patience * 1.6,
        delay=0,
    )


async def fetch(url: str) -> tuple[int, bytes]:
    """Status and body of an address, as an ingest would take it."""
    limits = settings()
    async with Client(limits) as client:
        http = await client.get(askable(url), etag=_VALIDATORS.get(url, ""))
    _VALIDATORS[url] = http.header("ETag")
    return http.status, decoded(http.sent, http.header("Content-Encoding"), max_bytes=limits.max_bytes)


def allowed(robots: str, agent: str, url: str) -> bool:
    return read_robots(robots, agent).allows(url)


def feed(text: str) -> object:
    return listing(text.encode("utf-8", "surrogatepass"), "http://ex.org/feed", named=True)


def warc_write(path: str, items: Iterable[tuple[str, bytes]], ack: Callable[[int], object] | None = None) -> None:
    """
    Keep pages as captures, in the folder `path`; each is acknowledged once it is on the disk.

    The benchmark damages the newest file of the folder. That would be our index, which is written last and can be
    had again from the captures; BENCH_DAMAGE=captures makes the archive itself the newest.
    """
    with Captures(Path(path), max_bytes=20 << 20) as captures:
        for number, (url, body) in enumerate(items):
            http = Http(url, 200, (("Content-Type", "text/html"),), body)
            captures.put(Input(url, body, content_type="text/html", http=http))
            if ack:
                ack(number)
    if os.environ.get("BENCH_DAMAGE") == "captures":
        for archive in Path(path).glob("*.warc.gz"):
            os.utime(archive, (late := archive.stat().st_mtime + 2, late))


def warc_read(path: str) -> Iterator[tuple[str, bytes]]:
    """Every whole capture; a damaged one is told, as a run report would."""
    with Captures(Path(path), max_bytes=20 << 20) as captures:
        for note in captures.repaired:
            print(f"      said: {note}"[:150])
        for ref in captures.latest():
            item = read(captures.folder, ref, max_bytes=captures.max_bytes)
            if item.ok:
                yield item.uri, item.data
            else:
                print(f"      said: {item.error}"[:230])


SCRIPTS = {
    "probe": ("probe.py", "--fetch", "fetch:fetch"),
    "ssrf": ("ssrf.py", "--public", "fetch:is_public", "--fetch", "fetch:fetch"),
    "robots": ("robots.py", "--allowed", "fetch:allowed", "--errors"),
    "urls": ("urls.py", "--parse", "fetch:parsed", "--canonical", "fetch:key"),
    "feeds": ("hostile.py", "--feed", "fetch:feed"),
    "torn": ("warc_torn.py", "--write", "fetch:warc_write", "--read", "fetch:warc_read", "--suffix", ".captures"),
    "torn-index": ("warc_torn.py", "--write", "fetch:warc_write", "--read", "fetch:warc_read", "--suffix", ".captures"),
    "crash": ("warc_crash.py", "--write", "fetch:warc_write", "--read", "fetch:warc_read", "--suffix", ".captures"),
}


def main() -> int:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("folder", nargs="?", type=Path, default=HERE.parent.parent / "shared" / "bench" / "fetch")
    told.add_argument("--only", default=",".join(SCRIPTS), help="which of them, with commas between")
    args = told.parse_args()
    if not (args.folder / "probe.py").is_file():
        print(f"{args.folder}: the benchmark is not there; give the folder that holds probe.py", file=sys.stderr)
        return 2
    worst = 0
    for name in args.only.split(","):
        script, *options = SCRIPTS[name]
        print(f"== {name}: {script} {' '.join(options)}", flush=True)
        env = {**os.environ, "BENCH_DAMAGE": "index" if name == "torn-index" else "captures"}
        command = [sys.executable, args.folder / script, *options]
        worst |= subprocess.run(command, cwd=HERE, env=env, check=False).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
