"""
Pages built to hang a reader: none may take more than ten seconds, crash, or fill the memory.

usage: python bench/hostile.py [--profile fast] [--only NAME] [--show 2] [--seconds 10]

Each page is made here, in three sizes, and read in a process of its own: what is printed is its CPU time, the memory
it took at most, and how it ended: read, rejected, or refused with its reason. Ends with 1 when a page takes longer
than --seconds, or brings its process down.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

SIZES = (2_000, 20_000, 90_000)
WORDS = "The river rose again in the night, and the bridge was closed to lorries. "
ARTICLE = f"<article><h1>The river rose</h1>{''.join(f'<p>{WORDS * 3}</p>' for _ in range(8))}</article>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>The river rose</title>{head}</head><body>{ARTICLE}{body}</body></html>"


def nested(tag: str, count: int, said: str = "a") -> str:
    return f"<{tag}>{said}" * count + f"</{tag}>" * count


def many(shape: str, count: int) -> str:
    return "".join(shape.replace("#", str(at)) for at in range(count))


COMMENT = '<div class="comment" id="comment-#"><span class="author">Ann #</span><p>I do not agree, # times.</p></div>'
THREAD = '<div class="comment" id="comment-#"><span class="author">Ann</span><p>No, and again no.</p>'
LD = '<script type="application/ld+json">{}</script>'

# What a page is filled with, given how many times: the shapes that have stopped parsers, matchers or tree walks.
SHAPES: dict[str, Callable[[int], str]] = {
    "tags": lambda n: page(many("<p>word #</p>", n)),
    "tags without words": lambda n: page("<div></div>" * n),
    "open paragraphs": lambda n: page("<p>word " * n),
    "open spans": lambda n: page("<span>word " * n),
    "open items": lambda n: page("<li>word " * n),
    "open cells": lambda n: page("<table>" + "<tr><td>word " * n),
    "end tags alone": lambda n: page("</div></p></b>" * n),
    "deep divs": lambda n: page(nested("div", n)),
    "deep spans": lambda n: page(nested("span", n)),
    "deep custom elements": lambda n: page(nested("x-a", n)),
    "deep bold": lambda n: page(nested("b", n)),
    "deep lists": lambda n: page("<ul><li>a" * n),
    "deep quotes": lambda n: page(nested("blockquote", n)),
    "deep tables": lambda n: page("<table><tr><td>a" * n + "</td></tr></table>" * n),
    "deep forms": lambda n: page(nested("form", n)),
    "deep hidden": lambda n: page('<div style="display:none">a' * n),
    "deep templates": lambda n: page(nested("template", n)),
    "deep noscript": lambda n: page(nested("noscript", n)),
    "deep svg": lambda n: page("<svg><g>" * n),
    "deep links": lambda n: page('<a href="/">a' * n),
    "deep comments": lambda n: page(many(THREAD, n)),
    "deep articles": lambda n: page("<article><section>a" * n),
    "misnested": lambda n: page("<b><i><a>word</b></i>" * n),
    "misnested paragraphs": lambda n: page("<b><p>word</b><i></p>" * n),
    "misnested tables": lambda n: page("<table><b><tr><i><td>word</b>" * n),
    "fonts that never end": lambda n: page(many('<font size="#"><p>word ', n)),
    "nobr that never end": lambda n: page("<nobr><a>word " * n),
    "headings": lambda n: page(many("<h2>Part #</h2>", n)),
    "first headings": lambda n: page(many("<h1>The river rose #</h1>", n)),
    "titles": lambda n: page("", many("<title>The river rose #</title>", n)),
    "breaks": lambda n: page("word<br>" * n),
    "empty links": lambda n: page('<a href="#x"></a>' * n),
    "links in one line": lambda n: page(many('<a href="/#">link #</a> ', n)),
    "links": lambda n: page(many('<p><a href="/#">link #</a></p>', n)),
    "images": lambda n: page(many('<img src="#.png" alt="a picture #">', n)),
    "bylines": lambda n: page(many('<span class="author">Ann Brown #</span>', n)),
    "lines that begin with by": lambda n: page(many('<p class="x">By Ann Brown #</p>', n)),
    "days": lambda n: page(many('<time datetime="2024-01-02" class="published">2 January 2024</time>', n)),
    "comments": lambda n: page(many(COMMENT, n)),
    "comments in a section": lambda n: page(f'<section class="comments">{many("<p>No, # times no.</p>", n)}</section>'),
    "rows of comments": lambda n: page(f'<ol class="commentlist">{many("<li>No, # times no.</li>", n)}</ol>'),
    "sections of comments": lambda n: page(many('<div class="comments"><p>No, and no #.</p></div>', n)),
    "answers": lambda n: page('<div class="comment"><p>No.</p></div>' * n),
    "rows": lambda n: page(f"<table>{many('<tr><td>a #</td><td>b</td></tr>', n // 2)}</table>"),
    "cells": lambda n: page(f"<table><tr>{many('<td>a #</td>', n)}</tr></table>"),
    "tables": lambda n: page("<table><tr><td>a</td><td>b</td></tr></table>" * (n // 3)),
    "tables in tables": lambda n: page(("<table><tr><td>" * 40 + "a" + "</td></tr></table>" * 40) * (n // 100)),
    "spans of columns": lambda n: page(f'<table>{"<tr><td colspan=99999>a</td><td>b</td></tr>" * (n // 3)}</table>'),
    "forms": lambda n: page("<form><input name=a></form>" * (n // 2)),
    "choices": lambda n: page(f"<select>{many('<option>choice #</option>', n)}</select>"),
    "frames": lambda n: page('<iframe src="/"></iframe>' * n),
    "scripts": lambda n: page("<script>a<b</script>" * n),
    "styles": lambda n: page("<style>p{color:red}</style>" * n),
    "styled": lambda n: page(many('<p style="color:#abc;background:#abd;left:-#px">word</p>', n)),
    "hidden": lambda n: page(many('<p style="font-size:0">hidden word #</p>', n)),
    "hidden and long": lambda n: page(f'<p hidden>{"secret " * 90}</p>' * (n // 10)),
    "for screen readers": lambda n: page('<span class="sr-only">secret</span>' * n),
    "details": lambda n: page("<details><summary>a</summary>b</details>" * (n // 2)),
    "signs of notes": lambda n: page("word<sup>[1]</sup> " * n),
    "rubies": lambda n: page("<ruby>漢<rt>kan</rt></ruby>" * (n // 2)),
    "formulas": lambda n: page("<math><mi>x</mi></math>" * (n // 2)),
    "definitions": lambda n: page(f"<dl>{'<dt>a<dd>b' * n}</dl>"),
    "metas": lambda n: page("", many('<meta name="author" content="Ann Brown #">', n)),
    "meta names": lambda n: page("", many('<meta name="name#" content="a">', n)),
    "canonical": lambda n: page("", '<link rel="canonical" href="http://[">' * n),
    "remarks": lambda n: page("<!-- a -- b -->" * n),
    "remarks that never end": lambda n: page("<!-- a " * n),
    "declarations": lambda n: page("<!DOCTYPE x [" * n),
    "instructions": lambda n: page("<?php " * n),
    "cdata": lambda n: page("<![CDATA[ " * n),
    "signs that open": lambda n: page("<" * n * 10),
    "signs that open and close": lambda n: page("<>" * n * 10),
    "half tags": lambda n: page("<a<a<a" * n),
    "attributes": lambda n: page(f"<p {many('a#=1 ', n)}>word</p>"),
    "attributes without values": lambda n: page(f"<p {many('a# ', n)}>word</p>"),
    "one attribute again and again": lambda n: page("<p " + "class=a " * n + ">word</p>"),
    "attributes in every tag": lambda n: page(f"<p {many('a#=1 ', 900)}>word</p>" * (n // 2000)),
    "quotes that never end": lambda n: page('<p class="a>word</p>' * n),
    "a long value": lambda n: page(f'<p class="{"comment " * n * 10}">word</p>'),
    "a long style": lambda n: page(f'<p style="{"overflow:hidden;" * n * 10}">word</p>'),
    "a long name": lambda n: page(f"<{'x' * n * 10}>word</{'x' * n * 10}>"),
    "long classes": lambda n: page(many(f'<p class="{"comment-item-# " * 200}">word</p>', n // 100)),
    "a long id": lambda n: page(f'<div id="{"c1" * n * 10}">word</div>'),
    "values just short of long": lambda n: page(f'<p class="{"a-" * 1950}">word</p>' * (n // 100)),
    "one long word": lambda n: page(f"<p>{'a' * n * 50}</p>"),
    "one long line": lambda n: page(f"<p>{WORDS * n}</p>"),
    "one long line of marks": lambda n: page(f"<p>{'.,;:!? ' * n * 5}</p>"),
    "one long line of digits": lambda n: page(f"<p>{'2024-01-0' * n * 5}</p>"),
    "blanks": lambda n: page("<p>" + " \n\t" * n * 20 + "</p>"),
    "no-break blanks": lambda n: page("<p>" + "&nbsp;" * n * 8 + "</p>"),
    "entities": lambda n: page("<p>" + "&amp;&eacute;&#8217;&lt;" * n * 2 + "</p>"),
    "entities that never end": lambda n: page("<p>" + "&amp" * n * 10 + "</p>"),
    "unknown entities": lambda n: page("<p>" + "&bogus;" * n * 5 + "</p>"),
    "numbers of signs": lambda n: page("<p>" + "&#x110000;&#0;&#xD800;" * n + "</p>"),
    "NUL": lambda n: page("<p>" + "\0word " * n * 5 + "</p>"),
    "preformatted": lambda n: page("<pre>" + "1\n" * n * 5 + "</pre>"),
    "code": lambda n: page("<pre>" + "```\n" * n + "</pre>" + "<code>`</code>" * (n // 2)),
    "soft hyphens": lambda n: page("<p>" + "wo\u00adrd " * n * 3 + "</p>"),
    "JSON-LD deep": lambda n: page("", LD.format('{"@graph":[' * n)),
    "JSON-LD deep and closed": lambda n: page("", LD.format("[" * n + "]" * n)),
    "JSON-LD long": lambda n: page("", LD.format('[{"@type":"Article"}' + ',{"@type":"Thing"}' * n + "]")),
    "JSON-LD authors": lambda n: page("", LD.format('{"@type":"Article","author":["' + 'Ann","' * n + '"]}')),
    "JSON-LD headline": lambda n: page("", LD.format('{"@type":"Article","headline":"' + "a | " * n * 5 + '"}')),
    "JSON-LD body": lambda n: page("", LD.format('{"@type":"Article","articleBody":"' + WORDS * n + '"}')),
    "JSON-LD scripts": lambda n: page("", LD.format('{"@type":"Article"}') * (n // 2)),
    "a long title": lambda n: page("", f"<title>{'The river - ' * n * 5}</title>"),
    "a long description": lambda n: page("", f'<meta name="description" content="{WORDS * n}">'),
    "doubly escaped": lambda n: page("", f'<meta property="og:title" content="{"&amp;amp;" * n * 3}">'),
    "no page": lambda n: "<html>" + "<frameset><frame>" * n,
    "no body": lambda n: "<html><head>" + "<meta name=a content=b>" * n,
    "no words": lambda n: "<html><body>" + "<p> </p>" * n,
}  # fmt: skip


class Ended(NamedTuple):
    """How the reading of one page ended, the CPU seconds and the most megabytes it took."""

    how: str
    seconds: float
    megabytes: int


def pages(sizes: tuple[int, ...] = SIZES, only: str = "") -> Iterator[tuple[str, bytes]]:
    """Every page, with its name."""
    for name, made in SHAPES.items():
        for size in sizes:
            if only in name:
                yield f"{name} x {size:,}", made(size).encode("utf-8", "replace")


def ended(data: bytes, profile: str) -> str:
    """Read one page, and say how it ended."""
    from cleaners.errors import InputError
    from cleaners.read import read

    try:
        doc = read(data, name="page.html", profile="fast" if profile == "fast" else "quality")
    except InputError as error:
        return f"refused: {error}"
    return f"rejected: {doc.rejected.why}" if doc.rejected else f"read, {len(doc.text):,} characters"


def alone(data: bytes, profile: str, longest: int = 120) -> Ended:
    """Read one page in a process of its own, which ends after `longest` seconds of computing."""
    here, there = multiprocessing.Pipe()

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        how = ended(data, profile)
        took = time.process_time() - start
        there.send(Ended(how, took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024))

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    there.close()
    try:
        return here.recv()
    except EOFError:
        process.join()
        return Ended(f"CRASHED, exit {process.exitcode}", float(longest), 0)
    finally:
        process.join()


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--profile", choices=("quality", "fast"), default="quality")
    ask.add_argument("--only", default="", help="only the shapes with this in their name")
    ask.add_argument("--show", type=float, default=2.0, help="the pages that take as many seconds are shown")
    ask.add_argument("--seconds", type=float, default=10.0)
    a = ask.parse_args()
    ended(page("").encode(), a.profile)  # what is loaded once is no page's fault
    found = []
    for name, data in pages(only=a.only):
        end = alone(data, a.profile)
        found.append((name, end))
        if end.seconds >= a.show:
            line = f"{end.seconds:7.2f} s {end.megabytes:5d} MB  {name} ({len(data) / 1e6:.1f} MB): {end.how[:90]}"
            print(line, flush=True)
    slow = [name for name, end in found if end.seconds > a.seconds]
    crashed = [name for name, end in found if end.how.startswith("CRASHED")]
    refused = sum(end.how.startswith("refused") for _, end in found)
    most = max((end.megabytes for _, end in found), default=0)
    told = f"{len(slow)} over {a.seconds:.0f} s, {len(crashed)} crashed, {refused} refused, most memory {most} MB"
    print(f"{a.profile}: {len(found)} pages, {told}")
    return 1 if slow or crashed else 0


if __name__ == "__main__":
    sys.exit(main())
