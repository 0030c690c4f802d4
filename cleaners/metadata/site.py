"""Where the text was published: a logo, the owner in the last lines, the one who disclaims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.document import Document, Fact
from cleaners.evidence import line_kind
from cleaners.metadata.head import Head
from cleaners.metadata.words import RULE, is_common
from cleaners.resources import languages, table

_OWNED = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s:©]*(?:\d{4}(?:\s?[-–—]\s?(?:\d{2,4}|\w+))?[\s,.]*)?(?:by\s+|von\s+|par\s+)?(?P<name>[^\W_][^|(•·,.–—\n]*?(?:\.[a-z]{2,4}\b)?)"
    r"(?=\s*(?:[|(•·,.–—]|\d{4}|\ball?\b|\btous\b|\btodos\b|\balle\b|\btutti\b|все\b|$))",
    re.IGNORECASE,
)
# A company behind the site, or who made its template, is not the site.
_CREDIT = re.compile(
    r"\b(?:templates?|themes?|powered|designed|crafted|gmbh|inc|llc|ltd|limited|corp|s\.?a\.?r\.?l|s\.?a\.(?!\w)|b\.?v|srl|s\.?p\.?a)\b",
    re.IGNORECASE,
)
_OWN_UPLOAD = re.compile(
    r"https?://(?:www\d?\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})/(?:wp-content/uploads|wp-includes|assets/images/uploads)/",
    re.IGNORECASE,
)
_HOME_LOGO = re.compile(r"\[\s*!\[(?P<name>[^\]\n]{2,40})\]\([^)\s]*\)\s*\]\(https?://[^/)\s]+/?(?:\s+\"[^\"]*\")?\)")


def find_site(doc: Document, head: Head) -> Iterator[Fact]:
    """The site: its logo, the owner in the last lines, the one a disclaimer speaks for, the host of its own images."""
    text = doc.text
    if logo := _HOME_LOGO.search(text, 0, 6000):
        yield Fact("site", logo["name"].strip(), f"{RULE}.site.logo", "the logo that leads home")
        return
    if name := _owner(text):
        yield Fact("site", name, f"{RULE}.site.copyright", "owns the page, as its last lines say")
        return
    if name := _guarantor(text, head.language):
        yield Fact("site", name, f"{RULE}.site.disclaimer", "the disclaimer speaks for it")
    elif (host := _OWN_UPLOAD.search(text)) and not host["host"].startswith(("cdn", "static", "img", "media", "i0.")):
        yield Fact("site", host["host"].lower(), f"{RULE}.site.host", "its images lie on its own host")


def _owner(text: str, *, last: int = 4000) -> str:
    """
    The name in the last copyright line, when the page says it elsewhere too: "© 2024 The Courier".

    A company with its legal form, a maker of templates, a name that stands nowhere else is not the site.
    """
    found = low = ""
    start = max(0, len(text) - last)
    if not any(mark in text[start:] for mark in ("©", "opyright", "(c)", "(C)", "COPYRIGHT")):
        return ""
    for hit in _OWNED.finditer(text, start):
        low = low or text.lower().replace(" ", "")
        name = hit["name"].strip(" .-–—")
        end = text.find("\n", hit.end())
        line = text[text.rfind("\n", 0, hit.start()) + 1 : end if end >= 0 else len(text)]
        named = sum(char.isalpha() for char in name) >= 3 and len(name) <= 40 and len(name.split()) <= 5
        plain = name[:1].islower() and " " in name
        if (
            named
            and not plain
            and not line_kind(name)
            and not _CREDIT.search(line)
            and low.count(name.lower().replace(" ", "")) > 1
        ):
            found = name
    return found


def _guarantor(text: str, language: str) -> str:
    """Who disclaims, a name that opens its sentence: "Le Quai ne garantit ni …"."""
    chosen = (language,) if language in languages(RULE) else languages(RULE)
    for phrase in (each for code in chosen for each in table(RULE, code).get("guarantee", ())):
        at = text.find(f" {phrase} ")
        if at > 0:
            hit = re.search(r"(?:^|[.!?»\n] ?)([^\W\d_]\w*(?: [A-ZÀ-Þ]\w*){0,2})$", text[max(0, at - 60) : at])
            if hit and hit[1][:1].isupper() and len(hit[1]) > 2 and not is_common(hit[1], text):
                return hit[1]
    return ""
