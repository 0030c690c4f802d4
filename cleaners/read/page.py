"""
An HTML page as a tree: looked over before it is parsed, mended where it is broken, rid of what no reader sees.

The look before the parse is linear in the length of the page. A page of a hundred thousand tags, or a tag of a
thousand attributes, is made to hang a parser and not to be read: it is refused, with its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from cleaners.errors import InputError

Element = Any  # lxml ships no types

_TAG = re.compile(r"<[a-zA-Z]")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_ATTRIBUTE = re.compile(r"""(?:^|\s)[^\s=<>"'/]+(?=[\s=/]|$)""")
_LONG_VALUE = re.compile(r"""(=\s*)(?:"[^"]{4000,}"|'[^']{4000,}'|[^\s"'<>]{4000,})""")
# What the parser would drop or stop at: NUL and the other control characters, half surrogates, non-characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Hidden(NamedTuple):
    """Text taken out of the tree because no reader sees it: what hid it, and the text."""

    how: str
    text: str


def refuse_hostile(source: str, where: str, *, most_tags: int = 100_000, most_attributes: int = 1000) -> None:
    """
    Raise InputError for a page that is built to hang a parser; one pass over the source.

    The limits lie far above any page that is read: the largest of 1,530 pages of news, blogs and forums has
    22,000 tags.
    """
    tags = len(_TAG.findall(source)) if source.count("<") > most_tags else 0
    if tags > most_tags:
        raise InputError(where, f"{tags:,} tags", f"a page may have {most_tags:,}; split it, or leave it out")
    for hit in _LONG_TAG.finditer(_without_scripts(source)):
        bare = _LONG_VALUE.sub(r"\1", hit[0])
        if len(_ATTRIBUTE.findall(bare)) > most_attributes:
            raise InputError(where, f"a tag with more than {most_attributes:,} attributes", "leave the page out")


def _without_scripts(source: str) -> str:
    """The source without what stands in scripts, where "a<b" opens no tag; one pass, also when none is closed."""
    parts: list[str] = []
    at = 0
    for hit in re.finditer(r"<script\b", source, re.IGNORECASE):
        if hit.start() < at:
            continue
        end = source.find("</", hit.end())
        while end != -1 and source[end + 2 : end + 8].lower() != "script":
            end = source.find("</", end + 2)
        parts.append(source[at : hit.start()])
        if end == -1:
            return "".join(parts)
        at = end
    return "".join([*parts, source[at:]])


def parse(source: str) -> Element | None:
    """
    Build the tree of a page, its scripts, styles and remarks still in it; None when there is none.

    Values of attributes longer than 4,000 characters are left out: they are pictures written as text, and words
    repeated to slow a reader down.
    """
    lean = _UNFIT.sub("", source)
    if _LONG_TAG.search(lean):
        lean = _LONG_TAG.sub(lambda hit: _LONG_VALUE.sub(r'\1""', hit[0]), lean)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = lxml_html.document_fromstring(lean.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if len(tree) == 0 or not _has_words(tree):
        return _mended(lean)
    return tree


def _has_words(tree: Element) -> bool:
    body = tree.find("body")
    return body is not None and any(text.strip() for text in body.itertext())


def _mended(source: str) -> Element | None:
    """The tree of a page that libxml2 gives up on, through Beautiful Soup and Python's own forgiving parser."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  only for the page that needs it

    if len(source) > 2_000_000:
        return None
    try:
        mended = str(BeautifulSoup(source, "html.parser"))
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
        return lxml_html.document_fromstring(mended.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        return None


_HIDING = re.compile(
    r"""display:none|visibility:(?:hidden|collapse)|font-size:0(?:\.0+)?(?:px|pt|em|rem|%|;|!|$)|font:0/0
    |opacity:0(?:\.0*)?(?:%|;|!|$)|(?<![a-z-])(?:left|top|right|bottom|text-indent|margin-left|margin-top):-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%|vw|vh)
    |text-indent:-\d{3,}|clip:rect\((?:0|1px)|clip-path:inset\((?:50|100)%|transform:scale\(0\)|translate[xy]?\(-\d{4,}px
    |(?<![a-z-])color:transparent|(?:max-)?(?:height|width):[01](?:px)?(?:;|$|!)(?=.*overflow:hidden)
    |overflow:hidden.*?(?<![a-z-])(?:max-)?(?:height|width):[01](?:px)?(?:;|$|!)""",
    re.VERBOSE,
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = {"#fff", "#ffffff", "white", "rgb(255,255,255)", "#fffffe", "#fefefe", "rgba(255,255,255,1)"}
_SR_ONLY = re.compile(
    r"(?:^|\s)(?:u-|a11y-|is-|g-)?(?:sr-?only|visually-?hidden|screen-?reader(?:-(?:text|only|response))?|visuallyhidden"
    r"|element-invisible|hide-?visually|assistive-?text|offscreen|off-screen)(?:\s|$)",
    re.IGNORECASE,
)
_UNSEEN_TAGS = ("template", "noscript", "dialog")


def hidden_by(element: Element) -> str:
    """
    Say what hides this element from a reader, or "" when it is seen.

    Only what the element itself says counts: style sheets are not read, since a page's scripts undo them.
    """
    tag = element.tag
    if tag in _UNSEEN_TAGS:
        shown = (tag == "dialog" and element.get("open") is not None) or element.get("shadowrootmode") is not None
        return "" if shown else f"<{tag}>"
    attributes = element.attrib
    if not attributes:
        return ""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return "hidden"
    if attributes.get("aria-hidden") == "true":
        return "aria-hidden"
    style = attributes.get("style")
    if style:
        found = _hiding_style(style)
        if found:
            return found
    named = attributes.get("class")
    if named and _SR_ONLY.search(named) and not _reads_for(element):
        return "for screen readers only"
    return ""


def _hiding_style(style: str) -> str:
    flat = re.sub(r"\s+", "", style[:2000]).lower()
    hit = _HIDING.search(flat)
    if hit:
        return hit[0].split(";")[0][:30]
    colour, ground = _COLOUR.search(flat), _GROUND.search(flat)
    if colour and ground and _same_colour(colour[1], ground[1]):
        return "colour of the ground"
    return ""


def _same_colour(one: str, other: str) -> bool:
    return one == other or (one in _WHITE and other in _WHITE)


def _reads_for(element: Element) -> bool:
    """A word said for a screen reader beside a drop cap that is hidden from it: the word is the text."""
    return any(
        other is not None and other.get("aria-hidden") == "true" for other in (element.getprevious(), element.getnext())
    )


def drop_hidden(tree: Element, *, most: float = 0.4) -> list[Hidden]:
    """
    Take out of the tree what no reader sees, and return it.

    An element that holds more than `most` of the words of the page stays: it is the page itself, hidden until a
    script or a consent shows it (a body of `opacity:0`, a main text behind an open dialog), or written into a
    `<noscript>` for those who have no scripts (forums do).
    """
    found: list[Hidden] = []
    candidates = [(element, how) for element in tree.iter(etree.Element) if (how := hidden_by(element))]
    if not candidates:
        return found
    body = tree.find("body")
    whole = 0
    for element, how in candidates:
        if element.getparent() is None or element.tag in ("body", "html", "head"):
            continue
        size = len(element.text or "") if len(element) == 0 else len("".join(element.itertext()))
        if size > 400 and how != "<template>":
            whole = whole or len(words_of(body if body is not None else tree))
            if len(words_of(element)) > max(400, most * whole):
                if how == "<noscript>":
                    element.tag = "div"  # no extractor reads inside the other
                continue
        text = words_of(element) if size else ""
        remove(element)
        if text:
            found.append(Hidden(how, text))
    return found


_UNREAD_TAGS = frozenset(("script", "style", "head", "svg", "iframe", "object", "select", "textarea", "option"))


def words_of(element: Element) -> str:
    """The text inside an element, without scripts and styles, blanks folded."""
    parts: list[str] = []
    skipping: Element | None = None
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if skipping is None:
                if each.tag in _UNREAD_TAGS:
                    skipping = each
                elif each.text:
                    parts.append(each.text)
        else:
            if each is skipping:
                skipping = None
            if skipping is None and each is not element and each.tail:
                parts.append(each.tail)
    return " ".join(" ".join(parts).split())


def remove(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays, and no two words are glued."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def hidden_summary(hidden: list[Hidden]) -> str:
    """Say in a few words what was hidden, and how."""
    if not hidden:
        return ""
    ways = ", ".join(f"{how} {count}" for how, count in Counter(each.how for each in hidden).most_common(6))
    return f"{len(hidden)} hidden from readers ({ways})"
