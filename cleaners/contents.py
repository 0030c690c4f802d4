"""A table of contents inside the text: lines that only name the headings that come later."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare, line_kind, lines_of
from cleaners.resources import keyed
from cleaners.text import Line, key, unlinked

# A link to a place on a page, with the page's whole address.
_ANCHOR = re.compile(r"\[[^\[\]]+\]\((https?://[^()\s#]+)#[^()\s]+(?:\s[^()]*)?\)")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4})[.):]?\s+")
_MARK = re.compile(r"^(?:([-*+•·–])|(\d{1,2})[.)])\s")
# A row of numbers: a week of a calendar, a row of a table.
_NUMBERS = re.compile(r"\d+(?:\s+\d+){2,}")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def drop_contents(doc: Document, *, least: int = 3, longest: int = 120) -> Iterator[Edit]:
    r"""
    Runs of at least `least` lines that all come again further down, in the same order, as lines of their own.

    The evidence needs no words of any language. A bullet, a number or a heading like "Contents" must mark the
    run as a list, or it is a refrain, and stays; so do lines that come again inside paragraphs only, or in a second
    list; the items of a sentence that ends in a colon and speaks of no page ("The session looks like this:"); rows of
    numbers, which one month of a calendar has like the next; and a list of which less than two in three come again. Of
    one with more the rest goes along.
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
    empty = _without_list(said) if "\n#" in doc.text else []
    for at in empty:
        yield said[at].dropped("toc.head", "the heading of a table of contents that is gone", 0.9)
    anchored = _anchored(said, least) if "#" in doc.text and "](http" in doc.text else []
    for at in (each for each in anchored if each not in empty):
        yield said[at].dropped("toc.list", "links to places on one page, and nothing else", 0.93)
    if anchored or empty:
        return  # the lists are looked at again, without it
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
    n = done = 0
    while n < len(said):
        run = _run(keys, where, heads, n)
        if len(run) < least:
            n += 1
            continue
        head = n > 0 and line_kind(bare(said[n - 1].text)) == "toc"
        if not (head or sum(_listed(said[at]) for at in run) >= 0.8 * len(run)):
            n += 1
            continue
        first, past = (n, n + len(run)) if head else _whole(said, n, n + len(run))
        first = max(first, done)
        head = head or (first > 0 and line_kind(bare(said[first - 1].text)) == "toc")
        if head or (3 * len(run) >= 2 * (past - first) and not _announced(said, first)):
            why = f"names {len(run)} headings that come again below, in their order"
            for at in range(max(done, first - head), past):
                yield said[at].dropped("toc.list", why, min(0.99, 0.8 + 0.03 * len(run)))
        n = done = past


def _without_list(said: Sequence[Line]) -> list[int]:
    """Headings called "Contents" right above another heading of the text."""
    return [
        n
        for n in range(len(said) - 1)
        if said[n].text[0] == "#" == said[n + 1].text[0]
        and len(said[n].text) < 60
        and line_kind(bare(said[n].text)) == "toc"
        and _rank(said[n].text) >= _rank(said[n + 1].text)
    ]


def _rank(text: str) -> int:
    return len(text) - len(text.lstrip("#"))


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


def _whole(said: Sequence[Line], first: int, past: int) -> tuple[int, int]:
    """The list that a run is of: with the lines beside it that bear the same bullet or the next numbers."""

    def goes_on(before: int, after: int) -> bool:
        one, two = _MARK.match(said[before].text), _MARK.match(said[after].text)
        if one is None or two is None:
            return False
        return one[1] == two[1] and (not one[2] or int(one[2]) + 1 == int(two[2]))

    while first > 0 and goes_on(first - 1, first):
        first -= 1
    while past < len(said) and goes_on(past - 1, past):
        past += 1
    return first, past


def _announced(said: Sequence[Line], first: int, *, words: int = 5) -> bool:
    """Say whether a sentence of the text announces a list, and speaks of no page or part of one."""
    lead = said[first - 1].text if first else ""
    if not lead.rstrip("*_ ").endswith((":", "：")) or lead.startswith("#"):
        return False
    last = re.split(r"(?<=[.!?…。！？])\s*", lead.rstrip("*_: ："))[-1]
    spoken = key(last)
    enough = len(spoken.split()) >= words or len(_DENSE.findall(spoken)) >= 2 * words
    return enough and not any(word in (spoken if _DENSE.match(word) else f" {spoken} ") for word in _of_contents())


@cache
def _of_contents() -> tuple[str, ...]:
    """Words for a page and its parts, those that stand between blanks with their blanks."""
    said = keyed("furniture", "words.contents")
    return tuple(sorted(word if _DENSE.match(word) else f" {word} " for word in said))


def _named(text: str) -> str:
    """The heading that a line names, without bullet and number; none when it is a row of numbers."""
    said = bare(unlinked(text) if "](#" in text else text)
    return "" if _NUMBERS.fullmatch(said) else key(_NUMBER.sub("", said))


def _listed(line: Line) -> bool:
    plain = line.text.lstrip("#* ")
    starred = plain != line.text and not line.text.startswith("#")
    return starred or plain[:1] in "-–•·" or bool(_NUMBER.match(plain))


def _heads(said: Sequence[Line], keys: list[str], n: int) -> bool:
    """Say whether this line can be a heading: no item of a list, and something else than a list below it."""
    if not keys[n] or said[n].text[:1] in "-*•·–" or n + 1 == len(said) or said[n + 1].text[:1] in "-*•·–":
        return False
    return not (_MARK.match(said[n].text) and _MARK.match(said[n + 1].text))


def _run(keys: list[str], where: dict[str, list[int]], heads: dict[str, list[int]], start: int) -> list[int]:
    """Lines from `start` on that come again below the run, each below the one before."""
    run: list[int] = []
    below = start
    first = len(keys)  # where the first heading of the run stands again
    stuck = 0  # headings right below the one before: a block that stands twice, and no headings of a text
    for n in range(start, len(keys)):
        again = heads.get(keys[n], ())
        later = bisect_right(again, max(below, n))
        if later == len(again) or (run and n >= first):
            break
        if not run:
            same = where[keys[n]]
            first = same[bisect_right(same, n)]
        run.append(n)
        stuck += again[later] == below + 1
        below = again[later]
    return run if 2 * stuck <= len(run) else run[:1]
