"""Lines of links that lead into the page's own frame, told by their addresses alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaners import expressions as re
from cleaners.evidence import bare
from cleaners.related.told import is_told
from cleaners.text import Line, key

LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
# Addresses that lead into the page's own frame, whatever its words: past its menu, to its comments and its gates, to
# what a host of code keeps around a file.
_SKIPS = re.compile(
    r"#(?:main(?:-?content)?|content|maincontent|nav(?:igation)?|start-of-content|skip[\w-]*|primary|site-content|page-content"
    r"|body-?content|wp--skip-link--target|__docusaurus_skipToContent_fallback|(?:navigation-)?search(?:-input)?|footer|top"
    r"|readerNav|mw-head|searchInput|a11y[\w-]*)$"
)
_FRAMES = re.compile(
    r"#(?:respond|comments?|disqus_thread|comment-?form|reviews?|topReviewsTitle)$|[?&]replytocom="
    r"|/(?:log-?in|sign-?in|sign-?up|register|auth|logout|wp-login\.php)(?:[/?.#]|$)|^javascript:"
    r"|/(?:stargazers|watchers|forks|revisions|network/members|contact/report-content)(?:[/?]|$)|/archive/[0-9a-f]{20,}|/raw/[0-9a-f]{20,}"
)
_SHARES = re.compile(
    r"(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:share|intent)|pinterest\.[a-z.]+/pin/create|linkedin\.com/share"
    r"|api\.whatsapp\.com/send|wa\.me/\?|whatsapp://|t\.me/share|telegram\.me/share|reddit\.com/submit|vk\.com/share|ok\.ru/offer"
    r"|connect\.ok\.ru|b\.hatena\.ne\.jp/(?:add|entry)|line\.me/(?:R/msg|R/share)|lineit/share|tumblr\.com/(?:share|widgets)"
    r"|getpocket\.com/(?:save|edit)|plus\.google\.com/share|share\.flipboard|submitlink\?|weibo\.com/share|story\.kakao"
    r"|share\.naver|xing\.com/(?:spi|app)|mailto:\?|bsky\.app/intent|threads\.net/intent|addtoany\.com)"
)
_ROOT = re.compile(r"https?://[^/()\s]+(?:/[a-z]{2}(?:-[a-zA-Z]{2})?)?")
_CRUMB_SIGNS = re.compile(r"[\s»›>→/|·•\\\d.,()+-]*")


def framed_lines(page: Sequence[Line], outside: set[int], title: str, *, ends: int = 12) -> set[int]:
    """
    Lines of nothing but links that lead into the page's own frame, told by their addresses alone.

    Those past the menu and those that share go anywhere, those to the comments, gates and frames of a host above and
    below the text, and the way from the start page down to this one near the head.
    """
    found: set[int] = set()
    linked = [n for n, unit in enumerate(page) if "](" in unit.text and len(unit.text) < 2000]
    head = next((n for n, unit in enumerate(page) if is_told(unit.text) and "](" not in unit.text), 0)
    for n in linked:
        links = LINK.findall(page[n].text)
        rest = LINK.sub(" ", page[n].text).strip(" *_-+#!")
        if links and _leads_out(links, rest, edge=n in outside):
            found.add(n)
        elif n < min(ends, head) and _is_way_down(page[n].text):
            around = (unit.text for unit in page[: n + ends] if unit is not page[n])
            if not key(rest) or key(rest) == key(title) or any(key(rest) == key(bare(text)) for text in around):
                found.add(n)
    return found


def _leads_out(links: Sequence[tuple[str, str]], rest: str, *, edge: bool, longest: int = 40, words: int = 6) -> bool:
    """Say whether the addresses of a line's links all lead out of the text, and it says little else."""
    alone = _CRUMB_SIGNS.fullmatch(rest) is not None
    brief = all(shown.count(" ") < words for shown, _ in links)
    shapes = [_SHARES] if alone else []
    shapes += [_SKIPS] if alone and brief else []
    framed = sum(_FRAMES.search(to) is not None for _, to in links)
    if edge and brief and len(rest) <= longest and 2 * framed > len(links):
        return True
    return any(all(map(shape.search, (to for _, to in links))) for shape in shapes)


def _is_way_down(text: str) -> bool:
    """Say whether each link of a line leads a step further down, from a site's start; the title may follow them."""
    hits = list(LINK.finditer(text))
    to = [hit[2].rstrip("/") for hit in hits]
    if len(to) < 2 or not _ROOT.fullmatch(to[0]) or len(text) - hits[-1].end() > 160:
        return False
    apart = all(_CRUMB_SIGNS.fullmatch(text, one.end(), other.start()) for one, other in pairwise(hits))
    return apart and all(other.startswith(f"{one}/") for one, other in pairwise(to))
