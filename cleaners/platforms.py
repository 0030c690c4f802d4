"""What an address and a platform's name tell: that a text is a post, and which part of a title is the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from cleaners import expressions as re
from cleaners.resources import either, listed, one_of, table
from cleaners.text import WIDE, key

# What parts a title and its site.
BETWEEN = re.compile(r"\s+(?:[|｜·•«»]|[-–—]|::)\s+|\s?[|｜]\s?")
_SLASH = re.compile(r"\s+/\s+(?=[^/]*$)")
# How hosts write letters that they have not.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa"})
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])/")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")


class Parted(NamedTuple):
    """A title without what a page puts behind it: who wrote it, and where."""

    title: str
    author: str = ""
    site: str = ""


def host_of(url: str) -> str:
    """The host of an address, without "www."; "" when it is none."""
    if not url:
        return ""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def home_among(hosts: Iterable[str], *, fewest: int = 6, share: float = 0.6) -> str:
    """
    The host that is most of these, as a page's own is of those it links to; "" when none stands out.

        >>> home_among(["mill.example"] * 8 + ["weir.example"]), home_among(["mill.example", "weir.example"])
        ('mill.example', '')
    """
    counts = Counter(hosts)
    host, count = max(counts.items(), key=lambda each: (each[1], each[0]), default=("", 0))
    return host if count >= fewest and count >= share * counts.total() else ""


@cache
def endings(*groups: str) -> str:
    """
    With what hosts end, of these groups, as an expression.

        >>> endings("everywhere", "links")
        'com|org|net|ly|be'
    """
    return "|".join(word for group in groups for word in table("platforms", "endings")[group])


@cache
def second_labels() -> frozenset[str]:
    """What stands before the last label of a host and is no name: "harbour.co.uk"."""
    return frozenset(table("platforms", "endings")["second"])


def holds_programs(host: str) -> bool:
    """Tell a host where programs lie, which their authors link to."""
    return host in _hosts("programs")


def is_posted(url: str) -> bool:
    """
    Tell an address of a platform or a blog.

        >>> is_posted("https://habr.com/ru/articles/1/"), is_posted("https://port.example/blog/quay")
        (True, True)
        >>> is_posted("https://port.example/news/quay")
        False
    """
    host = host_of(url)
    if not host:
        return False
    parts = host.split(".")
    if any(".".join(parts[at:]) in _hosts("posts") for at in range(len(parts) - 1)) or "blogspot" in parts[:-1]:
        return True
    steps = [step for step in url.lower().split("?")[0].split("/")[3:6] if step]
    return not _hosts("own").isdisjoint(parts[:-1]) or not _hosts("own").isdisjoint(steps[:-1])


def is_spoken(url: str) -> bool:
    """Tell an address where speech is published: a video's."""
    host = host_of(url).removeprefix("m.")
    return host in _hosts("spoken")


@cache
def _hosts(what: str) -> frozenset[str]:
    return frozenset(table("platforms", "hosts")[what])


@cache
def _names() -> frozenset[str]:
    return frozenset(map(key, table("platforms", "hosts")["names"]))


def folded_name(name: str) -> str:
    """
    A name as hosts spell it: letters and digits in small letters, no accents and no blanks.

        >>> folded_name("Le Courrier de l’Été")
        'lecourrierdelete'
    """
    return key(name).replace(" ", "")


@cache
def paper_names() -> frozenset[str]:
    """Names of papers and stations of all languages, folded."""
    papers = table("platforms", "papers")
    return frozenset(folded_name(name) for names in papers.values() for name in names)


def is_known(name: str) -> bool:
    """Tell the name of a paper or a station that is known, as it is written."""
    return folded_name(name) in paper_names()


@cache
def _papers_by_host() -> dict[str, str]:
    """How the first that spells so writes its name: {"lemonde": "Le Monde"}."""
    papers = (table("platforms", "everyday")["names"], *table("platforms", "papers").values())
    return {folded_name(name): name for names in papers for name in reversed(names)}


def paper_at(url: str, *, shortest: int = 5) -> str:
    """
    The known paper whose name the host is, as it writes it; "" for all others.

        >>> paper_at("https://www.lemonde.fr/port/"), paper_at("https://port.example/")
        ('Le Monde', '')
    """
    parts = host_of(url).split(".")
    label = parts[0].replace("-", "") if len(parts) == 2 or (len(parts) == 3 and len(parts[1]) <= 3) else ""
    return _papers_by_host().get(label, "") if len(label) >= shortest else ""


def day_at(url: str) -> str:
    """
    The day that stands in an address, as papers and blogs put it there; "" when none does.

        >>> day_at("https://port.example/2024/05/03/quay"), day_at("https://port.example/quay-2024/05")
        ('2024-05-03', '')
    """
    hit = _DAY.search(url)
    try:
        return date(int(hit[1]), int(hit[2]), int(hit[3])).isoformat() if hit else ""
    except ValueError:
        return ""


def is_paper(name: str) -> bool:
    """Tell a name with a word in it that papers are called by: "Il Corriere del Molo", "港湾タイムズ"."""
    low = name.lower()
    if any(word in low for word in _paper_words(wide=True)):
        return True
    said = re.findall(r"[^\W\d_]+", low)
    return not _paper_words(wide=False).isdisjoint(said) or is_known(name)


def is_whole_paper(name: str) -> bool:
    """Tell the whole name of a paper: two words or more with capitals, no "our newsletter", or one that is known."""
    if is_known(name):
        return True
    words = name.split()
    if not words:
        return False
    if WIDE.search(name):
        return len(words) <= 2 and len(name) <= 10 and name.endswith(tuple(_paper_words(wide=True)))
    if not name.isascii() and not words[0][0].isascii():
        capital = not words[0].islower()  # of a script without capitals no word is small
        return 1 < len(words) <= 4 and capital and words[0].lower() in _paper_words(wide=False)
    whole = len(words) > 1 and all(word[0].isupper() or len(word) <= 3 for word in words) and words[-1][0].isupper()
    return whole and is_paper(name) and not _offered().search(name)


@cache
def _offered() -> re.Pattern[str]:
    """What papers of all languages offer under these names: no whole name."""
    return re.compile(either("labels", "offered"), re.IGNORECASE)


@cache
def _paper_words(*, wide: bool) -> frozenset[str]:
    """Words of names of papers; in scripts that set no blanks, and of German and Dutch, they end a longer word."""
    called = listed("labels", "paper_words")
    if not wide:
        return frozenset(called)
    joined = [word for word in called if not word.isascii() and WIDE.match(word)]
    return frozenset((*joined, *listed("labels", "paper_ends")))


@cache
def _everyday() -> frozenset[str]:
    """Names of papers that are everyday words, as they are written: behind a stroke they name the site."""
    return frozenset(table("platforms", "everyday")["names"])


def is_platform(name: str) -> bool:
    """Tell the name of a platform, which no author has: "note（ノート）"."""
    return key(name) in _names()


def parted(title: str, url: str = "", *, most: int = 6, longest: int = 40) -> Parted:
    """
    The title without the site behind its last stroke, when the address has its name or it is a platform.

        >>> parted("The pier | by Anna Low | Medium")
        Parted(title='The pier', author='Anna Low', site='Medium')
        >>> parted("The pier - The Harbour Post", "https://harbourpost.example/pier").site
        'The Harbour Post'
        >>> parted("The pier - and what became of it", "https://harbourpost.example/pier").site
        ''
    """
    gaps = [*BETWEEN.finditer(title), *_SLASH.finditer(title), *_low().finditer(title)]
    if not gaps:
        return Parted(title)
    last = max(gaps, key=re.Match.start)
    head, tail = title[: last.start()].strip(), title[last.end() :].strip()
    if len(head) < 2 or not 1 <= len(tail) <= longest or len(tail.split()) > most:
        return Parted(title)
    if host_of(url) in _hosts("signed") and title[last.start() : last.end()].strip() in ("|", "｜"):
        return Parted(head, tail)
    named = is_platform(tail) or is_whole_paper(tail) or tail in _everyday() or _is_named_by(host_of(url), tail)
    if not named:
        return Parted(title)
    if "_" in head and (blog := _blog().search(head)):
        head = head[: blog.start()]
    author = ""
    pieces = [piece.strip() for piece in BETWEEN.split(head)]
    for at, piece in enumerate(pieces[1:], 1):
        if signed := _signed().match(piece):
            author = signed["name"]
            head = head[: head.find(piece, len(pieces[0]))].rstrip(" |｜–—-·") if at else head
            break
    return Parted(head, author, tail)


@cache
def _low() -> re.Pattern[str]:
    """As Chinese pages part a title and its site: "码头拓宽记_海港晚报", "…_海边的树的博客-CSDN博客"."""
    blog = "|".join(f"(?<={word})" for word in listed("labels", "blog"))
    return re.compile(rf"(?<=[\u3400-\u9fff？！”》])_(?=\S)|(?:{blog})-(?=\S)")


@cache
def _blog() -> re.Pattern[str]:
    """The blog of somebody that such a site holds, behind the title."""
    return re.compile(rf"_[^_]{{1,20}}?(?:{one_of('labels', 'blog')})$")


@cache
def _signed() -> re.Pattern[str]:
    """A part of a title that says who wrote it, in any language: "by Anna Low"."""
    return re.compile(rf"^(?:{either('labels', 'signed')}) (?P<name>[^\W\d_].{{1,40}})$", re.IGNORECASE)


def _is_named_by(host: str, name: str, *, shortest: int = 4) -> bool:
    """Tell a name that one label of the host says, or says a part of: "The Harbour Post", harbourpost.example."""
    spelled = {folded_name(name), folded_name(name.lower().translate(_UMLAUTS))}
    for label in host.split(".")[:-1]:
        whole = label.replace("-", "")
        if whole in spelled:
            return True
        for said in spelled:
            if whole in _hosts("generic") or min(len(whole), len(said)) < shortest:
                continue
            if said in whole or (whole in said and 2 * len(whole) >= len(said)):
                return True
    return False


def is_cut(title: str) -> bool:
    """Tell a title that a page broke off: "The pier. What two years of…"."""
    return bool(_CUT.search(title))
