"""The foot of a clipped page: nothing but links to other pages of the same site, below the last sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare, lines_of
from cleaners.platforms import home_among, host_of
from cleaners.resources import keyed
from cleaners.text import Line, code_spans, in_letters, key, overlaps
from cleaners.units import STOP

# A link or an image with its address, over as many lines as its words have; an image may stand within.
_LINK = re.compile(
    r"!?\[(?P<words>(?:[^\[\]]|!\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)){0,600})\]"
    r"\((?P<url>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)"
)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_HEAD = re.compile(r"#{1,6} ")


class _Row(NamedTuple):
    """A line: what it says outside of links, how many words it has in all, the hosts it links to."""

    line: Line
    outside: str
    words: int
    hosts: tuple[str, ...]


def drop_linked_foot(
    doc: Document, *, fewest: int = 4, share: float = 0.6, own: float = 0.7, above: int = 3
) -> Iterator[Edit]:
    r"""
    All below the last sentence of a clipped page, when `share` of its words are links to its own site.

    The words of its headings do not count. There must be `fewest` links in it, `own` of them to the host the page is
    from (or to which most of its links go), and `above` sentences of text before. It begins at a heading or at a line
    that is a link and nothing else.

    What is left alone: references and lists of links to other hosts, which an author gives; a page of links, which has
    nothing else to say; what stands above a sentence; HTML, where the tree told text from menus.

        >>> body = "The mill has turned for two hundred years, and the miller says that it will go on.\n\n" * 3
        >>> rows = "".join(f"- [What the weir said {n}](https://mill.example/{n})\n" for n in range(6))
        >>> doc = Document("d", f"{body}## From the mill\n\n{rows}")
        >>> doc.after(drop_linked_foot(doc)).text == body
        True
    """
    text = doc.text
    if text.count("](") < fewest or doc.get("format") == "html" or doc.get("kind") in ("legal", "code", "poem"):
        return
    rows = _rows(text)
    told = [n for n, row in enumerate(rows) if _is_told(row.outside)]
    if len(told) < above:
        return
    foot = rows[told[-1] + 1 :]
    first = next((n for n, row in enumerate(foot) if _begins(foot, n)), len(foot))
    foot = foot[first:]
    hosts = Counter(host for row in foot for host in row.hosts)
    home = host_of(doc.get("url")) or home_among(host for row in rows for host in row.hosts)
    below = [row for row in foot if not _HEAD.match(row.line.text)]
    inside = sum(row.words - len(_WORD.findall(row.outside)) for row in below)
    if not home or sum(hosts.values()) < fewest or inside < share * sum(row.words for row in below):
        return
    if sum(count for host, count in hosts.items() if same_site(host, home)) < own * sum(hosts.values()):
        return
    if any(_refers(row) for row in foot) or overlaps(code_spans(text), foot[0].line.start, foot[-1].line.stop):
        return
    why = f"below the text {sum(hosts.values())} links, nearly all to {home}, and hardly a word beside them"
    yield from (row.line.dropped("related.foot", why, 0.88) for row in foot)


def _rows(text: str) -> list[_Row]:
    """The lines of a text, read without the links in them; the words of one that runs over lines count in each."""
    links = [(hit.start(), hit.end(), hit["url"], hit.start("words"), hit.end("words")) for hit in _LINK.finditer(text)]
    rows: list[_Row] = []
    at = 0
    for line in lines_of(text):
        while at < len(links) and links[at][1] <= line.start:
            at += 1
        outside, hosts, past, inside = "", [], line.start, 0
        for here in range(at, len(links)):
            start, end, url, words, stop = links[here]
            if start >= line.stop:
                break
            outside += text[past : max(past, min(start, line.stop))] + " "
            past = min(max(past, end), line.stop)
            inside += len(_WORD.findall(text, max(words, line.start), min(stop, line.stop)))
            if start >= line.start and url.startswith("http") and text[start] != "!":
                hosts.append(host_of(url))
        outside = " ".join((outside + text[past : line.stop]).split()).strip("*-_+#>•·|[]() ")
        rows.append(_Row(line, outside, inside + len(_WORD.findall(outside)), tuple(hosts)))
    return rows


def _is_told(said: str, *, longest: int = 140) -> bool:
    """Tell a line that says a sentence outside of its links, or as much as one."""
    return in_letters(said) >= longest or is_sentence(said)


def is_sentence(said: str, *, long: int = 60) -> bool:
    """Tell words that are as long as a sentence and have its stop."""
    return in_letters(said) >= long and STOP.search(said) is not None


def _begins(foot: Sequence[_Row], n: int) -> bool:
    """Tell where the foot begins: at a line that is a link and nothing else, or at a heading above one."""
    row = foot[n]
    if row.hosts and not _WORD.search(row.outside):
        return True
    return _HEAD.match(row.line.text) is not None and any(each.hosts for each in foot[n + 1 : n + 4])


def words_of(line: str) -> str:
    """A line without its links and images.

    >>> words_of("The [mill](https://mill.example/a) turns.")
    'The  turns.'
    """
    return _LINK.sub("", line)


def home_of(text: str) -> str:
    """The host to which most links of a page lead; "" when none stands out."""
    return home_among(host_of(hit["url"]) for hit in _LINK.finditer(text) if hit["url"].startswith("http"))


def same_site(host: str, home: str) -> bool:
    """Tell hosts of one site: "www.mill.example", "shop.mill.example"."""
    one, other = host.split(".")[-2:], home.split(".")[-2:]
    return one == other and (len(one[0]) > 3 or host.split(".")[-3:] == home.split(".")[-3:])


def _refers(row: _Row) -> bool:
    """Tell a heading of what the author read or recommends."""
    return len(row.outside) <= 40 and key(bare(row.outside)) in _references()


@cache
def _references() -> frozenset[str]:
    """Headings of lists of references, in every language."""
    return keyed("linked_foot", "references")
