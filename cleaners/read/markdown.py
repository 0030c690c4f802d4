"""
Markdown: front matter becomes facts, hidden comments go, everything else stays as it is written.

Headings, lists, quotes, tables and code keep their marks: Markdown is the form our own text has.
Images and links are left to the cleaners that know which of them are furniture.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from cleaners import expressions as re
from cleaners.document import Document, Edit, Fact, Finding
from cleaners.platforms import folded_name, host_of, is_platform, parted
from cleaners.text import code_spans, overlaps

RULE = "markdown.front_matter"

_FENCED = re.compile(r"\s*(?:---|\+\+\+)[ \t]*\r?\n")
_ENTRY = re.compile(
    r"[ \t]*(?:[\w.-]+(?: [\w.-]+){0,2}[\"']?[ \t]*[:=](?:[ \t].*|)|[\"'][^\"']+[\"'][ \t]*:.*|- .*|#.*|[\]}].*)?"
)
_PAIR = re.compile(r"([\w.-]+)[ \t]*:[ \t]*(.+)")
_BRACKETS = re.compile(r"""^[\["']+|[\]"']+$""")
# A name that a note book links: "[[Anne Morel]]", "[[people/anne|Anne Morel]]".
_LINKED = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| ?[+-]\d\d:?\d\d)?)?")

# What people call things in front matter, and what we call them.
_KEYS = {
    "title": "title", "titre": "title", "headline": "title",
    "author": "author", "authors": "author", "auteur": "author", "byline": "author", "by": "author",
    "date": "published", "published": "published", "publishdate": "published", "pubdate": "published",
    "published_at": "published", "date_published": "published", "datepublished": "published",
    "updated": "updated", "lastmod": "updated", "modified": "updated", "last_modified": "updated",
    "date_modified": "updated", "datemodified": "updated", "updated_at": "updated",
    "url": "url", "link": "url", "canonical": "url", "canonical_url": "url", "source_url": "url", "source": "url",
    "sourceurl": "url", "original_url": "url", "originalurl": "url", "canonicalurl": "url",
    "site": "site", "sitename": "site", "site_name": "site", "hostname": "site", "publisher": "site",
    "origin": "site",
    "description": "description", "summary": "description", "excerpt": "description", "subtitle": "description",
    "lang": "declared_language", "language": "declared_language", "locale": "declared_language",
}  # fmt: skip
_SPOKEN = ("transcribed", "transcript")
_DATES = ("published", "updated")


def read_markdown(doc: Document) -> Iterator[Finding]:
    r"""
    Front matter as facts, and the edits that take it and HTML comments out of the text.

    A date counts only in ISO form, a URL only when it is one. A thematic break at the top is no front
    matter; comments inside code are code.

        >>> doc = Document("d1", "---\ntitle: Un titre\ndate: 2025-03-01\n---\n\n# Un titre\n")
        >>> done = doc.after(read_markdown(doc))
        >>> done.text, done.get("title"), done.get("published")
        ('# Un titre\n', 'Un titre', '2025-03-01')
    """
    body = 0
    if found := _front_matter(doc.text):
        block, body = found
        yield Edit(0, body, "", RULE, "front matter, kept as facts")
        yield from _facts(block, doc.text.lstrip().startswith("+++"))
    code = code_spans(doc.text)
    for start, end in _comments(doc.text, body):
        if not overlaps(code, start, end):
            yield Edit(start, end, "", "markdown.comment", "an HTML comment, which no reader sees")


def has_front_matter(text: str) -> bool:
    """Tell whether the text begins with a block of front matter, between two lines of --- or +++."""
    return _front_matter(text) is not None


def _front_matter(text: str, *, longest: int = 20_000) -> tuple[str, int] | None:
    """The block between the fences and where the body begins, if every line in it looks like an entry."""
    opening = _FENCED.match(text[:200])
    if not opening:
        return None
    fence = re.escape(opening[0].strip())
    closing = re.compile(rf"^(?:{fence}|\.\.\.)[ \t]*\r?(?:\n\s*(?=^)|\Z)", re.MULTILINE).search(
        text, opening.end(), longest
    )
    if not closing:
        return None
    block = text[opening.end() : closing.start()]
    rows = block.splitlines()
    if not any(_PAIR.match(row) or "=" in row for row in rows):
        return None
    if not all(_ENTRY.fullmatch(row) or row.startswith((" ", "\t")) for row in rows):
        return None
    return block, closing.end()


def _facts(block: str, is_toml: bool) -> Iterator[Fact]:
    table = _toml(block) if is_toml else _yaml(block)
    entries = [(key, _KEYS.get(str(key).lower().replace("-", "_"), ""), _plain(value)) for key, value in table.items()]
    named = {(name, said) for _, name, said in entries}
    url = next((said for _, name, said in entries if name == "url" and _is_address(said)), "")
    site = any(name == "site" and said and not _is_address(said) for _, name, said in entries)
    spelled = folded_name(host_of(url).rpartition(".")[0])
    for key, name, said in entries:
        why = f"the front matter says {key}"
        if name == "url" and not site and spelled and folded_name(said) == spelled and not is_platform(said):
            site = True
            yield Fact("site", said, RULE, f"{why}, and the address spells it")
        if str(key) in _SPOKEN and said.lower() == "true":
            yield Fact("kind", "transcript", RULE, why)
        if name == "title" and ("site", said) not in named:  # a template fills in the site's name for a title
            bare = parted(said, url)
            yield from (Fact("title", bare.title, RULE, why),) if bare.title else ()
            if bare.author:
                yield Fact("author", bare.author, RULE, why)
            if bare.site and not site:
                yield Fact("site", bare.site, RULE, why)
        elif name == "author" and is_platform(_LINKED.sub(r"\1", said)):
            yield from () if site else (Fact("site", _LINKED.sub(r"\1", said), RULE, why),)
        elif name and name != "title" and (value := _value(name, said, listed=isinstance(table[key], list))):
            # Beside an address "date" may be the day of the clipping: what the page itself says goes before it.
            yield Fact("dated" if url and name == "published" and key.lower() == "date" else name, value, RULE, why)


def _value(name: str, said: str, *, listed: bool = False) -> str:
    """What an entry says as a value of this fact; "" when it is none of that kind. A list of authors names somebody."""
    if name in _DATES:
        hit = _ISO_DATE.match(said)
        return hit[0] if hit else ""
    if name == "url":
        return said if _is_address(said) else ""
    if name == "site":
        return "" if _is_address(said) or (said.islower() and said.isalpha()) else said
    if name != "author":
        return said
    linked = _LINKED.sub(r"\1", said)
    if linked == said and said.islower() and not listed:
        return ""  # "author: full" is a setting of the site, "author: staff" nobody
    return linked.split(" @ ", 1)[0]  # "Anne Morel @ Head of content": who, not what she is


def _is_address(said: str) -> bool:
    return said.startswith(("http://", "https://"))


def _toml(block: str) -> dict[str, Any]:
    try:
        return tomllib.loads(block.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return {}


def _yaml(block: str) -> dict[str, Any]:
    """YAML, every scalar as it is written; where it is not quite YAML ("title: A: b"), its plain pairs."""
    import yaml  # noqa: PLC0415  most documents have no front matter

    try:
        # An anchor can unfold to gigabytes; no article needs one.
        table = None if re.search(r"[&*]\w", block) else yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        table = None
    if isinstance(table, dict):
        return table
    pairs = (_PAIR.match(row) for row in block.splitlines())
    return {pair[1]: _BRACKETS.sub("", pair[2].strip()) for pair in pairs if pair}


def _plain(value: object) -> str:
    """One line of text: a list of names is joined, a table has the name in it, the rest is as written."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, dict):
        return _plain(value.get("name", ""))
    return " ".join(str(value).split())


def _comments(text: str, start: int) -> Iterator[tuple[int, int]]:
    """HTML comments that are closed; one that is not would swallow the text."""
    while (start := text.find("<!--", start)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        end += 3
        yield start, end
        start = end
