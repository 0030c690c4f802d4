"""
An HTML page as a tree: looked over before it is parsed, mended where it is broken, rid of what no reader sees.

The look before the parse is linear in the length of the page. A page of a hundred thousand tags, or a tag of a
thousand attributes, is made to hang a parser and not to be read: it is refused, with its reason.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import compress, count
from typing import Any, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from cleaners import expressions as re
from cleaners.errors import InputError

Element = Any  # lxml ships no types

_TAG = re.compile(r"<[a-zA-Z]")
_ATTRIBUTE = re.compile(r"""(?:^|\s)[^\s=<>"'/]+(?=[\s=/]|$)""")
_LONG_VALUE = re.compile(r"""(=\s*)(?:"[^"]{4000,}"|'[^']{4000,}'|[^\s"'<>]{4000,})""")
# What the parser would drop or stop at: NUL and the other control characters.
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))


class Hidden(NamedTuple):
    """Text taken out of the tree because no reader sees it: what hid it, and the text."""

    how: str
    text: str


def refuse_hostile(source: str, where: str, *, most_tags: int = 100_000, most_attributes: int = 1000) -> bool:
    """
    Raise InputError for a page that is built to hang a parser; else say whether it has a tag too long to parse.

    The limits lie far above any page that is read: the largest of 1,530 pages of news, blogs and forums has
    22,000 tags.
    """
    if source.count("<") > most_tags:
        tags = len(_TAG.findall(source))
        if tags > most_tags:
            raise InputError(where, f"{tags:,} tags", f"a page may have {most_tags:,}; split it, or leave it out")
    parts, long = _long_tags(source)
    for at in long:
        tag = parts[at].split(">", 1)[0]
        if len(_ATTRIBUTE.findall(_LONG_VALUE.sub(r"\1", tag))) > most_attributes:
            raise InputError(where, f"a tag with more than {most_attributes:,} attributes", "leave the page out")
    return bool(long)


def _long_tags(source: str, *, longest: int = 4000) -> tuple[list[str], list[int]]:
    """
    The source in parts that begin after each "<", and the numbers of those that are tags of more than `longest` signs.

    What stands in a script is no tag, though "a<b" looks like one.
    """
    parts = source.split("<")
    sizes = map(len, parts)
    long = [at for at in compress(count(), map(longest.__lt__, sizes)) if parts[at][0].isalpha()]
    found: list[int] = []
    script, before = False, 0
    for at in long:
        if ">" not in parts[at][:longest]:
            script, before = _in_script(parts[before:at], script), at
            if not script:
                found.append(at)
    return parts, found


def _in_script(parts: list[str], before: bool) -> bool:
    """Whether the source is inside a script behind these parts: the last of them that begins or ends one says so."""
    for part in reversed(parts):
        head = part[:7].lower()
        if head == "/script":
            return False
        if head.startswith("script"):
            return True
    return before


def parse(source: str, *, plain: bool = False, long_tags: bool = True) -> Element | None:
    """
    Build the tree of a page, its scripts and styles still in it, its remarks not; None when there is none.

    Values of attributes longer than 4,000 characters are left out: they are pictures written as text, and words
    repeated to slow a reader down. A `plain` tree is of lxml's own elements: quicker to walk, and of no use to
    trafilatura. `long_tags` is false when `refuse_hostile` has seen that there are none.
    """
    if long_tags:
        parts, long = _long_tags(source)
        for at in long:
            parts[at] = _LONG_VALUE.sub(r'\1""', parts[at])
        if long:
            source = "<".join(parts)
    data = source.encode("utf-8", "replace").translate(None, _CONTROLS)
    tree = _parsed(data, plain=plain)
    if tree is None or len(tree) == 0 or not _has_words(tree):
        return _mended(source, plain=plain)
    return tree


def _parsed(data: bytes, *, plain: bool) -> Element | None:
    make = etree.HTMLParser if plain else lxml_html.HTMLParser
    parser = make(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return etree.fromstring(data, parser) if data.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _has_words(tree: Element) -> bool:
    body = tree.find("body")
    return body is not None and any(not text.isspace() for text in body.itertext())


def _mended(source: str, *, plain: bool) -> Element | None:
    """The tree of a page that libxml2 gives up on, through Beautiful Soup and Python's own forgiving parser."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  only for the page that needs it

    if len(source) > 2_000_000:
        return None
    try:
        return _parsed(str(BeautifulSoup(source, "html.parser")).encode("utf-8", "replace"), plain=plain)
    except (ValueError, RecursionError, AssertionError):
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
# One of these stands in all that the expression finds: most names are passed over without it.
_SR_STEMS = re.compile("sr-?only|hidden|hide-?visually|reader|invisible|assistive|offscreen|off-screen")
_UNSEEN_TAGS = frozenset(("template", "noscript", "dialog"))


def hidden_by(element: Element) -> str:
    """
    Say what hides this element from a reader, or "" when it is seen.

    Only what the element itself says counts: style sheets are not read, since a page's scripts undo them.
    """
    tag = element.tag
    if tag in _UNSEEN_TAGS:
        shown = (tag == "dialog" and element.get("open") is not None) or element.get("shadowrootmode") is not None
        return "" if shown else f"<{tag}>"
    said = element.keys()
    if not said:
        return ""
    get = element.get
    if "style" in said:
        found = _hiding_style(get("style"))
        if found:
            return found
    if "hidden" in said and get("hidden").lower() != "until-found":
        return "hidden"
    if "aria-hidden" in said and get("aria-hidden") == "true":
        return "aria-hidden"
    if "class" in said and _is_for_screen_readers(get("class")) and not _reads_for(element):
        return "for screen readers only"
    return ""


@lru_cache(maxsize=20_000)
def _is_for_screen_readers(names: str) -> bool:
    return bool(_SR_STEMS.search(names.lower()) and _SR_ONLY.search(names[:500]))


@lru_cache(maxsize=5_000)
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


def hidden_summary(hidden: list[Hidden]) -> str:
    """Say in a few words what was hidden, and how."""
    if not hidden:
        return ""
    ways = ", ".join(f"{how} {count}" for how, count in Counter(each.how for each in hidden).most_common(6))
    return f"{len(hidden)} hidden from readers ({ways})"
