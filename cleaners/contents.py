"""A table of contents inside the text: lines that only name the headings that come later."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cleaners.document import Document, Edit
from cleaners.evidence import bare, line_kind, lines_of
from cleaners.text import Line, key

# A link to a place on a page, with the page's whole address.
_ANCHOR = re.compile(r"\[[^\[\]]+\]\((https?://[^()\s#]+)#[^()\s]+(?:\s[^()]*)?\)")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4})[.):]?\s+")


def drop_contents(doc: Document, *, least: int = 3, longest: int = 120) -> Iterator[Edit]:
    r"""
    Runs of at least `least` lines that all come again further down, in the same order, as lines of their own.

    The evidence needs no words of any language. A bullet, a number or a heading like "Contents" must mark the
    run as a list, or it is a refrain, and stays; so do lines that come again inside paragraphs only.
    Rows of links to places on one page, each with its whole address, are contents wherever they stand.
    In HTML the tree has told contents from text.

        >>> text = "Contents\n1 The mill\n2 The weir\n3 The ferry\nThe mill\nIt turns.\nThe weir\nIt holds.\n"
        >>> doc = Document("d", text + "The ferry\nIt runs.\n")
        >>> doc.after(drop_contents(doc)).text[:18]
        'The mill\nIt turns.'
    """
    if doc.get("kind") == "transcript" or doc.get("format") == "html":
        return
    said = lines_of(doc.text)
    anchored = _anchored(said, least) if "#" in doc.text and "](http" in doc.text else []
    for at in anchored:
        yield said[at].dropped("toc.list", "links to places on one page, and nothing else", 0.93)
    if anchored:
        return
    short = [len(line.text) <= longest for line in said]
    listed = [brief and _listed(line) for brief, line in zip(short, said, strict=True)]
    if not any(all(three) for three in zip(listed, listed[1:], listed[2:], strict=False)) and not any(
        brief and line_kind(bare(line.text)) == "toc" for brief, line in zip(short, said, strict=True)
    ):
        return
    keys = [_named(line.text) if len(line.text) <= longest else "" for line in said]
    where: dict[str, list[int]] = {}
    for n, each in enumerate(keys):
        if each:
            where.setdefault(each, []).append(n)
    heads = {each: [at for at in places if _heads(said, keys, at)] for each, places in where.items()}
    n = 0
    while n < len(said):
        run = _run(keys, where, heads, n)
        head = n > 0 and line_kind(bare(said[n - 1].text)) == "toc"
        if len(run) >= least and (head or sum(_listed(said[at]) for at in run) >= 0.8 * len(run)):
            first = n - 1 if head else n
            why = f"names {len(run)} headings that come again below, in their order"
            for at in range(first, n + len(run)):
                yield said[at].dropped("toc.list", why, min(0.99, 0.8 + 0.03 * len(run)))
            n += len(run)
        else:
            n += 1


def _anchored(said: Sequence[Line], least: int) -> list[int]:
    """Rows of at least `least` lines that only link to places on one page, with the word for contents above them."""
    found: list[int] = []
    run: list[int] = []
    page = ""
    for n in range(len(said) + 1):
        text = bare(said[n].text) if n < len(said) else ""
        hit = _ANCHOR.fullmatch(_NUMBER.sub("", text)) if "#" in text else None
        if hit and (not run or hit[1] == page):
            run.append(n)
            page = hit[1]
            continue
        if len(run) >= least:
            head = run[0] - 1
            found += [head, *run] if head >= 0 and line_kind(bare(said[head].text)) == "toc" else run
        run, page = ([n], hit[1]) if hit else ([], "")
    return found


def _named(text: str) -> str:
    """The heading that a line names, without bullet and number."""
    return key(_NUMBER.sub("", bare(text)))


def _listed(line: Line) -> bool:
    plain = line.text.lstrip("#* ")
    starred = plain != line.text and not line.text.startswith("#")
    return starred or plain[:1] in "-–•·" or bool(_NUMBER.match(plain))


def _heads(said: Sequence[Line], keys: list[str], n: int) -> bool:
    """Say whether this line can be a heading: no bullet, and something else than a list below it."""
    return (
        bool(keys[n]) and said[n].text[:1] not in "-*•·–" and n + 1 < len(said) and said[n + 1].text[:1] not in "-*•·–"
    )


def _run(keys: list[str], where: dict[str, list[int]], heads: dict[str, list[int]], start: int) -> list[int]:
    """Lines from `start` on that come again below the run, each below the one before."""
    run: list[int] = []
    below = start
    first = len(keys)  # where the first heading of the run stands again
    for n in range(start, len(keys)):
        again = heads.get(keys[n], ())
        later = bisect_right(again, max(below, n))
        if later == len(again) or (run and n >= first):
            break
        if not run:
            same = where[keys[n]]
            first = same[bisect_right(same, n)]
        run.append(n)
        below = again[later]
    return run
