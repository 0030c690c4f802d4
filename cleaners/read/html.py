"""
Read an HTML page: its main text as Markdown, what it says about itself, and its comments as records.

The whole source is replaced by the text in one edit, so undoing it gives the page back byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cleaners.document import Document, Edit, Finding, Reject
from cleaners.read.discussion import take_comments
from cleaners.read.metadata import declared, find_metadata
from cleaners.read.page import drop_hidden, hidden_summary, parse, refuse_hostile

Element = Any


def read_html(doc: Document) -> Iterable[Finding]:
    """
    Find the main text of a page, the facts it states and the comments under it.

    A page that is built to hang a parser raises InputError; a page without a text of its own is rejected.
    """
    source = doc.text
    refuse_hostile(source, doc.id)
    tree = parse(source)
    if tree is None:
        yield Reject("read.html.empty", "the page holds no text")
        return
    url = doc.get("url")
    yield from find_metadata(declared(tree, url))
    hidden = drop_hidden(tree)
    yield from take_comments(tree)
    text = _main_text(tree, url)
    if not text:
        yield Reject("read.html.empty", "no main text was found on the page")
        return
    yield Edit(0, len(source), text, "read.html", _why(hidden_summary(hidden)))


def _why(hidden: str) -> str:
    return "the main text of the page, as Markdown" + (f"; left out: {hidden}" if hidden else "")


def _main_text(tree: Element, url: str) -> str:
    """The main text that trafilatura finds, as Markdown."""
    import trafilatura  # noqa: PLC0415  half a second to import, and only for HTML

    text = trafilatura.extract(
        tree,
        url=url or None,
        output_format="markdown",
        include_comments=False,
        include_formatting=True,
        deduplicate=False,
    )
    text = re.sub(r"\n{3,}", "\n\n", text or "").strip()
    return text + "\n" if text else ""


def trafilatura_reads(tree: Element, url: str) -> str:
    """What trafilatura takes for the main text, one line a paragraph."""
    import trafilatura  # noqa: PLC0415  half a second to import, and only for HTML

    found = trafilatura.bare_extraction(
        tree, url=url or None, include_comments=False, include_formatting=False, with_metadata=False, deduplicate=False
    )
    return str(getattr(found, "text", None) or "")
