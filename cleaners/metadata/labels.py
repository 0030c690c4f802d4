"""The fields that a program wrote over a text: "Title: The pier", "[Autor] Anne Morel", "<date> 2024-05-03 </date>"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from cleaners import expressions as re
from cleaners.dates import days
from cleaners.evidence import line_kind
from cleaners.metadata.head import Head, Row
from cleaners.metadata.names import names_at
from cleaners.platforms import day_at, host_of, is_known
from cleaners.resources import keyed, languages, one_of, table
from cleaners.text import key

TOPIC = "labels"
# The keys of the data that are fields; the others are phrases of sites and of papers.
FIELDS = ("title", "author", "published", "updated", "site", "url", "body", "book", "channel", "video")

_COLON = re.compile(r"[\W_]{0,6}?(?P<label>[^\W\d_][\w’' ]{0,20}?)[ *_]*[:：][ *_]*(?P<value>[^\s*].*)?$")
_BRACKET = re.compile(r"[*_]*[\[【](?P<label>[^\]】\[\n]{2,24})[\]】][*_:：]*\s*(?P<value>[^\s(].*)?$")
_TAG = re.compile(r"<(?P<label>[^\W\d_]\w{2,20})>\s*(?P<value>.*?)\s*(?:</\w+>)?$")
_MAY_LABEL = re.compile(r"[:：\]】>]")
_SHAPES = (_COLON, _BRACKET, _TAG)
_ADDRESS = re.compile(r"\s*[<(\[]?(?P<url>https?://[^\s<>()\]]+)")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_WIKI = re.compile(r"\[\[([^\]|]+)(?:\|[^\]]*)?\]\]")
_SHOWN = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
# What a program writes for want of a name, and where it got the text: no author and no paper.
_NOBODY = frozenset((
    "admin", "anonymous", "full", "n a", "nan", "no", "nobody", "none", "null", "root", "staff", "test", "undefined",
    "unknown", "user", "true", "false", "default", "editor", "me", "xxx",
))  # fmt: skip
_NO_SITE = frozenset((
    "api", "archive", "blog", "book", "crawler", "dataset", "email", "facebook", "feed", "github", "google", "html",
    "instagram", "internet", "mail", "manual", "news", "newsletter", "online", "own work", "pdf", "podcast", "reddit",
    "rss", "scraper", "self", "telegram", "tiktok", "twitter", "video", "web", "web clipper", "website", "x",
    "youtube",
))  # fmt: skip


class Labels(dict[str, str]):
    """What the fields say, by our own names for them; `at` is the row of the title, `end` the first row below them."""

    at: int = -1
    end: int = 0

    @property
    def recorded(self) -> bool:
        """The fields are those of a video or an episode: who published it, and what only a recording has."""
        return "channel" in self and "video" in self


def labelled(rows: Sequence[Row], *, most: int = 24, fewest: int = 2) -> Labels:
    """
    The fields at the head of a stored text, when `fewest` known ones stand there one below the other.

    A heading may stand above them. One label alone is a line of the text ("Source: …" under a photograph), and
    beside the price and the pages of a book they say who wrote the book.
    """
    found = Labels()
    if not rows or not any(_field(row.text if at else row.line.text) for at, row in enumerate(rows[:2])):
        return found
    begun = known = False
    for at, row in enumerate(rows[:most]):
        said = _said(row.line.text)
        if not said:
            if begun or at:
                break
            continue
        begun = True
        label, value = said
        field = _fields().get(label, "")
        if field == "book":
            return Labels()
        if field == "body":
            found.end = at
            break
        if field:
            known = True
            found.end = at + 1
            if value and field not in found:
                found[field] = value
                if field == "title":
                    found.at = at
    return found if known and len(found) >= fewest else Labels()


def _field(text: str) -> str:
    said = _said(text)
    return _fields().get(said[0], "") if said else ""


def _said(text: str) -> tuple[str, str] | None:
    """The label of a line and what it labels; None when the line has no label."""
    if not _MAY_LABEL.search(text, 0, 40):
        return None
    for shape in _SHAPES:
        hit = shape.match(text[:400])
        if hit:
            return key(hit["label"]), (hit["value"] or "").strip(" \t\"'*_")
    return None


@cache
def _fields() -> dict[str, str]:
    """Words over a field, in every language, and which field it is: {"titre": "title", …}."""
    return {key(word): field for code in languages(TOPIC) for field in FIELDS for word in table(TOPIC, code)[field]}


def is_label(text: str) -> bool:
    """
    Tell a line that is a title or an address with its label: "Title: The Old Pier".

        >>> is_label("Title: The Old Pier"), is_label("Storm: the pier is gone")
        (True, False)
    """
    hit = _COLON.match(text[:200])
    return hit is not None and _fields().get(key(hit["label"])) in ("title", "url")


@cache
def _above_text() -> tuple[frozenset[str], tuple[str, ...]]:
    """What stands above a text in any language: as whole lines, and what has several words with a blank behind it."""
    said = keyed(TOPIC, "above_text")
    return said, tuple(sorted(f"{each} " for each in said if " " in each))


def stands_above(text: str, *, longest: int = 70) -> bool:
    """
    Tell a button or a note that stands above a text and is no title: "Listen to this article".

        >>> stands_above("Listen to this article"), stands_above("Listen: the pier sings")
        (True, False)
    """
    said = key(text[:longest])
    if said.startswith(_skips()):
        return True
    whole, ahead = _above_text()
    return len(text) <= longest and (said in whole or said.startswith(ahead))


def is_skip(text: str, *, longest: int = 70) -> bool:
    """Tell the first link of a page, past its menu: "Skip to content"."""
    return len(text) <= longest and key(text).startswith(_skips())


def logo_owner(text: str, *, longest: int = 60) -> str:
    """
    Whose logo a line names, and nothing else.

        >>> logo_owner("Logo of the Harbour Office"), logo_owner("The logo of the Harbour Office is blue")
        ('Harbour Office', '')
    """
    hit = _logos().match(text) if len(text) <= longest else None
    if hit is None and text[:5].lower() == "logo " and is_known(text[5:].strip()):
        return text[5:].strip()
    return hit["name"].strip() if hit else ""


@cache
def _logos() -> re.Pattern[str]:
    said, articles = one_of(TOPIC, "logo_of"), one_of("bylines", "articles")
    return re.compile(rf"(?i:{said})\s+(?:(?:{articles})\s+)?(?P<name>[^\W_][^.!?:]{{2,50}})$")


@cache
def _skips() -> tuple[str, ...]:
    """How a page's first link and a clipper's note begin, in every language: a line of any length is no title then."""
    return tuple(keyed(TOPIC, "skips"))


def said_url(labels: Labels) -> str:
    """The address among the fields, whatever it is called."""
    for field in ("url", "site", "video"):
        if hit := _ADDRESS.match(_SHOWN.sub(_address, labels.get(field, ""))):
            return hit["url"]
    return ""


def shown_url(head: Head, *, first: int = 4, dated: int = 10) -> str:
    """
    The address that stands alone in one of the first lines, as a program puts that of the page over its text.

    Below the first prose it may lead anywhere; and lower than the first lines only with the day of an article in it.
    """
    for at, row in enumerate(head.rows[: min(dated, head.prose + 1)]):
        if "://" in row.line.text and (hit := _ADDRESS.search(row.line.text)):
            if at >= first and not day_at(hit["url"]):
                continue
            ahead = row.line.text[: hit.start()].strip(" >*_-:：")
            if hit.end() >= len(row.line.text.rstrip()) and (not ahead or _fields().get(key(ahead)) in ("url", "site")):
                return hit["url"]
    return ""


def lone_url(head: Head, text: str, *, first: int = 10) -> str:
    """
    The one address of a text, alone in one of its first lines, with a day in it, below a notice from the same host.

    What a text says of an older one may stand above its address, too: there no letter-box of the host is named.
    """
    if text.count("://") != 1:
        return ""
    for at, row in enumerate(head.rows[:first]):
        hit = _ADDRESS.fullmatch(row.line.text.strip())
        if hit and day_at(hit["url"]):
            letters = f"@{host_of(hit['url'])}"
            return hit["url"] if any(letters in above.line.text for above in head.rows[:at]) else ""
    return ""


def _address(hit: re.Match[str]) -> str:
    return hit[0].rpartition("(")[2].rstrip(")")


def said_author(labels: Labels, language: str) -> str:
    """Who is named as the author: a person, a nickname, a channel; nobody where a program had nobody to name."""
    named = labels.get("author") or (labels.get("channel", "") if labels.recorded else "")
    value = _SHOWN.sub(r"\1", _WIKI.sub(r"\1", named)).strip()
    if not value or len(value) > 120:
        return ""
    name = names_at(value, language)
    if name and not (value.startswith(name) and value[len(name) :][:1].isalnum()):  # no half of a nickname
        return name
    plain = re.split(r"[,;|(<（]|\. ", value, maxsplit=1)[0].strip(" .")
    sure = 2 <= len(plain) <= 40 and len(plain.split()) <= 4 and not _ADDRESS.match(plain)
    return plain if sure and key(plain) not in _NOBODY and key(plain) and not line_kind(plain) else ""


def said_site(labels: Labels) -> str:
    """The paper or the site that is named; an address is no name, and a network says nothing about who wrote there."""
    value = _SHOWN.sub(r"\1", labels.get("site", "")).strip()
    if not 2 <= len(value) <= 40 or len(value.split()) > 6 or _ADDRESS.match(value) or _HOST.match(value):
        return ""
    return "" if key(value) in _NO_SITE or key(value) in _NOBODY or line_kind(value) or not key(value) else value


def said_days(labels: Labels, language: str) -> Iterator[tuple[str, str]]:
    """The dates among the fields: ("published", "2024-05-03")."""
    for field in ("published", "updated"):
        said = _COMPACT.sub(r"\1-\2-\3", labels.get(field, ""))
        if found := next(days(said, language), None):
            yield field, found.iso
