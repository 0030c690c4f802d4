r"""
Bytes to a Document: decoded without loss, its format found, what is not text in that format taken out.

    >>> doc = read(b"WEBVTT\n\n00:01.000 --> 00:03.000\nBonjour\n<i>\xc3\xa0 tous</i>.\n", name="a.vtt")
    >>> doc.text, doc.get("format"), doc.get("kind")
    ('Bonjour à tous.\n', 'vtt', 'transcript')
    >>> source_bytes(doc)[:6]
    b'WEBVTT'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from typing import Literal

from cleaners import expressions as re
from cleaners.document import Comment, Document, Fact, Finding
from cleaners.read.encoding import decoded, mended, refuse_if_empty, source_bytes
from cleaners.read.markdown import has_front_matter, read_markdown
from cleaners.read.subtitles import read_subtitles
from cleaners.spam import judged

__all__ = ["Format", "Profile", "format_of", "read", "source_bytes"]

Format = Literal["html", "markdown", "vtt", "srt", "plain"]
Profile = Literal["quality", "fast"]

_BY_TYPE: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/vtt": "vtt",
    "application/x-subrip": "srt",
    "text/srt": "srt",
}
_BY_ENDING: dict[str, Format] = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "md": "markdown",
    "markdown": "markdown",
    "mdown": "markdown",
    "mkd": "markdown",
    "vtt": "vtt",
    "srt": "srt",
}
_VTT = re.compile(r"\s*WEBVTT(?:[ \t].{0,200})?(?:\r\n?|\n)")
_TIMING = re.compile(r"\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*\d")
_SRT = re.compile(r"\s*\d+[ \t]*(?:\r\n?|\n)\d{1,3}:\d\d:\d\d[,.]\d{1,3} *--> *\d{1,3}:\d\d:\d\d")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def read(
    data: bytes,
    *,
    name: str = "",
    url: str = "",
    content_type: str = "",
    doc_id: str = "",
    facts: Iterable[Fact] = (),
    profile: Profile = "quality",
) -> Document:
    """
    Make a document of the bytes of one file or one response.

    `before_cleaning()` of it is the decoded source as it came, `source_bytes` gives `data` back. `facts` are
    what is already known; they come first, so they count. `profile` is how pages are read: see cleaners/read/html.py.
    Raises EmptyInput and BinaryInput.
    """
    known = [*facts, Fact("url", url, "read")] if url else list(facts)
    doc_id = doc_id or name or sha256(data).hexdigest()[:16]
    where = name or url or doc_id
    doc = decoded(data, doc_id=doc_id, name=where, content_type=content_type, facts=known)
    doc = doc.after(mended(doc))
    refuse_if_empty(doc, where)
    form = format_of(doc.text, name=name or url, content_type=content_type)
    doc = doc.after([Fact("format", form, "read")])
    reader = _reader(form, profile)
    return doc.after(_settled(list(reader(doc)))) if reader else doc


def format_of(text: str, *, name: str = "", content_type: str = "") -> Format:
    """
    Tell the format by what the server says, by the name's ending, and by looking; plain text if in doubt.

    Looking has the last word where it can be sure: servers send subtitles and pages as text/plain.

        >>> format_of("Un mot.", name="note.md"), format_of("<!DOCTYPE html><p>Un mot."), format_of("a < b")
        ('markdown', 'html', 'plain')
    """
    head = text[:4096]
    if _VTT.match(head) and _TIMING.search(text, 0, 65_536):
        return "vtt"
    if _SRT.match(head):
        return "srt"
    said = _BY_TYPE.get(content_type.partition(";")[0].strip().lower())
    ending = re.sub(r"[?#].*", "", name).rpartition(".")[2].lower()
    by_name = said or _BY_ENDING.get(ending)
    if by_name in ("html", "markdown") or (by_name and _TIMING.search(text, 0, 65_536)):
        return by_name
    if _HTML.match(head):
        return "html"
    return "markdown" if has_front_matter(text) else "plain"


def _settled(findings: list[Finding]) -> Iterator[Finding]:
    """
    What a reader found, put as the pipeline puts it.

    What a page says its language is gets a name of its own: pages say "en" whatever they are in. Comments that the
    page marks as such are judged like those found in plain text.
    """
    declared = next((each.value for each in findings if isinstance(each, Fact) and each.key == "language"), "")
    for finding in findings:
        match finding:
            case Fact(key="language"):
                yield finding._replace(key="declared_language")
            case Comment(text, flag="ordinary"):
                flag, why = judged(text, declared[:2])
                yield finding._replace(flag=flag, why=why)
            case _:
                yield finding


def _reader(form: Format, profile: Profile) -> Callable[[Document], Iterable[Finding]] | None:
    """Plain text needs no reader: what it says is what stands there."""
    match form:
        case "html":
            from cleaners.read.html import read_html  # noqa: PLC0415  its parsers are slow to import

            return partial(read_html, profile=profile)
        case "markdown":
            return read_markdown
        case "vtt" | "srt":
            return read_subtitles
    return None
