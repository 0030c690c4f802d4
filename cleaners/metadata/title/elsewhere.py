"""Titles in other places: behind an address, in the first sentence, an image, the heading of the comments."""

from __future__ import annotations

from functools import cache
from itertools import islice

from cleaners import expressions as re
from cleaners.evidence import lines_of
from cleaners.metadata.head import Head, plain
from cleaners.metadata.labels import is_skip
from cleaners.metadata.title.found import Title
from cleaners.metadata.title.shapes import is_headline
from cleaners.metadata.title.taken_up import is_taken_up, takes_up
from cleaners.metadata.words import RULE, STOPPED
from cleaners.resources import beside_english, one_of
from cleaners.text import key, lines, sentences

_IMAGE = re.compile(r"!\[([^\]]*)\]\s?\(([^)]*)\)")
# An image that is called a logo, or leads to the front page.
_LOGO = re.compile(
    r"!\[[^\]]*\blogo\b[^\]]*\]|!\[[^\]]*\]\s?\([^)]*\)\s*\]\((?:https?://[^/)\s]+)?/?(?:\s+\"[^\"]*\")?\)",
    re.IGNORECASE,
)
_CLOSING = frozenset("”“»’」》")
_WEB = re.compile(r"https?://\S+\s+(?=\S)")


def behind_address(head: Head) -> Title | None:
    """The headline behind the address of the page, in the first line above the prose."""
    said = head.rows[0].text if head.rows and head.prose else ""
    hit = _WEB.match(said) if said.startswith("http") else None
    if hit and is_headline(said[hit.end() :], head.language):
        return Title(said[hit.end() :], 0, "title.first_line", "stands behind the address of the page")
    return None


def over_skip(head: Head, *, first: int = 4, fewest: int = 5) -> Title | None:
    """The headline in the first line, when the first link of the page follows: what a converter prints of a window."""
    if len(head.rows) <= first or not is_headline(head.rows[0].text, head.language, fewest=fewest):
        return None
    if STOPPED.search(head.rows[0].text) or head.rows[0].gaps or head.prose < first:
        return None
    if any(is_skip(row.text) for row in head.rows[1:first]):
        return Title(head.rows[0].text, -1, "title.window", "the first line, over the link past the menu")
    return None


def commented(text: str, language: str, *, longest: int = 200) -> Title | None:
    r"""
    The title that the heading of the comments says: "4 thoughts on “The pier”".

        >>> commented("Boats.\n\n4 thoughts on “The pier”\n\nAnna: Yes.", "en").text
        'The pier'
    """
    if not any(mark in text for mark in "“„«‘「《"):
        return None
    for line in lines_of(text):
        quoted = len(line.text) <= longest and not _CLOSING.isdisjoint(line.text[-14:])
        if quoted and (hit := _comments_on(language).match(line.text)):
            said = (hit["title"] or hit["title_behind"]).strip()
            return Title(said, -1, "title.comments", "the heading of the comments names it")
    return None


@cache
def _comments_on(language: str) -> re.Pattern[str]:
    ahead, behind = (one_of(RULE, part, beside_english(RULE, language)) for part in ("comments_on", "comments_behind"))
    title = r"[“„«‘「《]\s?(?P<title{}>[^“”„«»‘「」《》\n]{{3,150}})\s?[”“»’」》]"
    first = rf"\W{{0,6}}(?:\d+|[^\W\d_]{{1,6}})?\s?(?i:{ahead})\s{title.format('')}\W*$"
    last = rf"\W{{0,6}}{title.format('_behind')}\s?(?i:{behind})"
    return re.compile(rf"(?:{first}|{last})")


def first_sentence(
    text: str, head: Head, *, longest: int = 100, shortest: int = 560, look: int = 6, alike: float = 0.75
) -> Title | None:
    """
    The title of a text that was flattened to one line: its first sentence, when one of the next says it all again.

    A lead repeats nearly all words of its headline: so do 101 of 287 flattened articles with their title, and one
    of 180 without it. The share is high because a first sentence must not become a title.
    """
    if len(head.rows) != 1 or len(text) < shortest:
        return None
    said = [each.text for each in islice(sentences(text, 0, 20 * longest), look + 1)]
    words = [word for word in key(said[0]).split() if len(word) >= 4]
    if (
        len(said) < 4
        or len(words) < 4
        or len(said[0]) > longest
        or said[0][-1] == "。"
        or not is_headline(said[0], head.language)
    ):
        return None
    if any(takes_up(each, words, alike) for each in said[1:]):
        return Title(said[0], 0, "title.first_sentence", "the first sentence, which a later one says again")
    return None


def alt_text(text: str, head: Head) -> Title | None:
    """
    The alt text of the first image, when it is worded as a headline and the text says it again, or takes it up.

    A logo says whose page it is: an image that leads to the front page, or is called so.
    """
    for row in head.rows[:3]:
        hit = _IMAGE.search(row.line.text)
        alt = hit[1].strip() if hit and not _LOGO.search(row.line.text, hit.start()) else ""
        if not hit or not is_headline(alt, head.language) or STOPPED.search(alt):
            continue
        follows = text[row.line.end : row.line.end + 1500]
        if text.count(f"![{hit[1]}]") > 1 or is_taken_up(alt, follows, share=0.6):
            return Title(alt, -1, "title.alt_text", "the description of the image at the head, taken up by the text")
    return None


def reworded(title: str, text: str, head: Head, *, alike: float = 0.5) -> str:
    """Another wording of the title that stands above a second copy of the text."""
    if head.prose >= len(head.rows):
        return ""
    opening = head.rows[head.prose].line
    second = text.find(opening.text[:200], opening.stop)
    if second < 0:
        return ""
    said = set(key(title).split())
    for line in reversed(list(lines(text[max(0, second - 600) : second]))):
        other = plain(line.text)
        shared = len(said & set(key(other).split()))
        if is_headline(other, head.language) and key(other) != key(title) and shared >= alike * len(said):
            return other
    return ""
