"""Texts that have no page around them by what they are: poems, laws, speech, HTML that was read, READMEs, manuals."""

from __future__ import annotations

from cleaners import expressions as re
from cleaners.coding import is_manual
from cleaners.document import Document

# Of a README: a link to one of its headings, a heading, what of it is not in the link, an address noted.
_ANCHOR = re.compile(r"\]\(#([\w-]{2,80})\)")
_HEADING = re.compile(r"(?m)^#{1,6} +(\S[^\n]{0,80})$")
_UNSAID = re.compile(r"[^\w\s-]")
_NOTED = re.compile(r"(?m)^\[[^\]\n]{1,60}\]: (?:https?://|\S+$)")


def is_left_alone(doc: Document) -> bool:
    """Say whether a text has no page around it by what it is; speech may have one that says whose it is."""
    kind = doc.get("kind")
    if kind in ("poem", "legal") or (kind == "transcript" and "©" not in doc.text):
        return True
    return doc.get("format") == "html" or _is_readme(doc.text) or is_manual(doc.text)


def _is_readme(text: str, *, own: int = 3, noted: int = 4) -> bool:
    """Say whether a text was written with its marks: links to its own headings, addresses noted below."""
    if "](#" in text and len(anchors := {*_ANCHOR.findall(text)}) >= own:
        slugs = {"-".join(_UNSAID.sub("", head).lower().split()) for head in _HEADING.findall(text)}
        if len(anchors & slugs) >= own:
            return True
    return "]: " in text and len(_NOTED.findall(text)) >= noted
