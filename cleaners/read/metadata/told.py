"""What the model of blocks is told of a page: its titles, its description, its kind."""

from __future__ import annotations

from cleaners import expressions as re
from cleaners.read.metadata.page import Page, ld_values, meta_values, texts_of, types_of
from cleaners.read.metadata.rest import descriptions
from cleaners.read.metadata.title import SEPARATOR
from cleaners.read.traits.weights import About

_FORUM_MAKERS = re.compile(
    r"phpbb|vbulletin|xenforo|discourse|simple ?machines|smf|mybb|invision|ip\.board|fluxbb|punbb|nodebb"
    r"|flarum|vanilla|question2answer|lemmy",
    re.IGNORECASE,
)


_FORUM_PATHS = re.compile(
    r"(?:^|[/.])(?:forums?|community|threads?|topics?|discussions?|boards?|questions|viewtopic|showthread|t|r/\w+/comments|comments)(?:[/.?]|$)",
    re.IGNORECASE,
)


_FORUM_TYPES = frozenset(("discussionforumposting", "qapage", "question", "socialmediaposting"))


def about(page: Page) -> About:
    """Tell what the page says of its text: titles, description, the article's body where JSON-LD holds it, its kind."""
    titles = [
        value for value, _ in (*meta_values(page, "og:title", "twitter:title"), *ld_values(page, "headline", ranks=2))
    ]
    titles += [text for text, _ in zip(texts_of(page.tree, ".//head/title"), range(1), strict=False)]
    titles += [next(iter(SEPARATOR.split(title)), "") for title in titles[:]]
    description = next((value for value, _ in descriptions(page)), "")
    body = max((value for value, _ in ld_values(page, "articleBody", "text", ranks=2)), key=len, default="")
    kinds = {kind for item in page.items for kind in types_of(item)}
    makers = (
        " ".join(page.metas.get("generator", ()))
        + " "
        + (page.tree.get("class") or "")
        + " "
        + (page.tree.get("id") or "")
    )
    forum = bool(kinds & _FORUM_TYPES) + bool(_FORUM_MAKERS.search(makers)) + bool(_FORUM_PATHS.search(page.url))
    article = any(kind.endswith(("article", "blogposting")) for kind in kinds) + (
        "article" in page.metas.get("og:type", ())
    )
    return About(
        tuple(dict.fromkeys(title for title in titles[:8] if title)), description, body[:200_000], forum, article
    )
