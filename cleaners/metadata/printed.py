"""The site whose feed a text comes from, or the paper that owns it, as its very last lines say."""

from __future__ import annotations

from functools import cache

from cleaners import expressions as re
from cleaners.evidence import lines_of
from cleaners.metadata.furnished import may_name
from cleaners.metadata.head import plain
from cleaners.metadata.names import is_agency
from cleaners.metadata.owners import article_before, claims_rights, company, nobody, of_pictures, owner_named
from cleaners.platforms import folded_name, is_known, is_paper, is_platform
from cleaners.resources import beside_english, one_of
from cleaners.text import key

TOPIC = "printed"

_QUOTES = " \t\"'“”„«»‘’「」『』《》.,;:–—_*-"
_NAME = r"(?P<name>[^\W_][^\n。！!?？：:|()（）<>]{1,48}?)"
_MARKS = ("©", "ⓒ", "Ⓒ", "opyright", "(c)", "(C)")


def fed_by(text: str, language: str, *, last: int = 8, longest: int = 400) -> str:
    r"""
    The site that the line of a feed names below a text; where a reprint says it was printed first is another.

        >>> fed_by("The pier is long.\n\nThe post The pier appeared first on Quay Notes.", "en")
        'Quay Notes'
        >>> fed_by("The pier is long.\n\nThis poem first appeared in The Quay.", "en")
        ''
    """
    for line in lines_of(text)[-last:]:
        hit = _fed(language).match(plain(line.text)) if 20 < len(line.text) <= longest else None
        if hit and (name := _named(hit["name"])):
            return name
    return ""


def owned_by(text: str, *, last: int = 4, longest: int = 120) -> str:
    r"""
    The one paper that owns a text, as its very last lines say with a year or a claim of rights; no company, no agency.

        >>> owned_by("The pier is long.\n\n© 2024 Harbour Courier. All rights reserved.")
        'Harbour Courier'
        >>> owned_by("The pier is long.\n\n© 2024 Quay Holding Ltd. All rights reserved.")
        ''
    """
    names: dict[str, str] = {}
    for line in lines_of(text)[-last:]:
        said = line.text
        if len(said) > longest or not any(mark in said for mark in _MARKS) or not claims_rights().search(said):
            continue
        if of_pictures(drawn=False).search(said):
            continue
        for hit in owner_named().finditer(plain(said)):
            name = _named(hit["name"])
            if name and not company().search(name) and (is_known(name) or is_paper(name)):
                names[folded_name(name)] = name
    return names.popitem()[1] if len(names) == 1 else ""


def _named(said: str) -> str:
    """The name without its article and its quotation marks, when it may be a site's."""
    name = article_before().sub("", said.strip(_QUOTES)).strip(_QUOTES)
    fit = may_name(name, folded_name(name)) and key(name) not in nobody()
    return name if fit and not is_agency(name) and not is_platform(name) else ""


@cache
def _fed(language: str) -> re.Pattern[str]:
    """The line of a feed, with the name at its end; in Japanese a phrase stands behind it."""
    chosen = beside_english(TOPIC, language)
    posts, ahead, behind = (one_of(TOPIC, part, chosen) for part in ("posts", "ahead", "behind"))
    return re.compile(
        rf"\W*(?i:{posts})(?!\w).{{1,260}}?(?<!\w)(?i:{ahead})\s+{_NAME}\s*(?:(?:{behind}).*|[.。]?[\s)*_]*)$"
    )
