"""
Readers' comments as records: who, when, what, and how deep in the thread.

A comment is found by its markup: an element that calls itself one comment (`li.comment`, `id="comment-12"`, schema.org
Comment), inside a section of comments or on its own. On a page that is a discussion
(a forum thread, questions and answers) the posts are the text, and no section is read here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from cleaners import expressions as re
from cleaners.document import Comment
from cleaners.read.blocks import Block, Node
from cleaners.read.metadata import day_of
from cleaners.read.page import hidden_by, words_of
from cleaners.resources import one_of

Element = Any

_SECTION = re.compile(
    r"(?:^|[\s_-])(?:comments?|kommentare?|commentaires?|comentarios?|komentarze|commenti|reacties|disqus_thread|dsq-comments|isso-thread"
    r"|comment-?list|commentlist|respond|responses|replies|discussion)"
    r"(?:[_-]{1,2}(?:area|list|section|wrapper?|container|box|block|content|body|thread|wrap|inner|template|items?|form|embed|outer|holder|main))*(?:$|\s)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"(?:^|\s)(?:(?:post-?|user-?|reader-?|single-?|c-|b-|m-)?(?:comment|kommentar|commentaire|comentario|komentarz|reply)"
    r"(?:[_-]{1,2}(?:item|entry|single|node|wrapper?|container|thread|block|row|box|inner|depth-\d+|post|\d+))?|depth-\d+|dsq-comment|fb-comment)(?:$|\s)",
    re.IGNORECASE,
)
_ONE_ID = re.compile(r"^(?:div-|li-)?(?:comment|kommentar|cmt|c|dsq-comment)[_-]?\d+$", re.IGNORECASE)
_BODY = re.compile(
    r"(?:^|\s)(?:comment|kommentar|reply|commento|comentario)?[_-]{0,2}(?:content|body|text|message|copy|inhalt|texte?|entry-content|bodytext)(?:$|\s)",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"(?:^|[\s_-])(?:author|autor|auteur|fn|username|user-?name|user|nick(?:name)?|name|commenter|poster|says-name|display-?name|vcard)(?:[_-]?(?:name|link))?(?:$|\s)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:^|[\s_-])(?:date|time|datum|datetime|timestamp|published|meta-?data|metadata|permalink|ago|posted)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TOOLS = re.compile(
    r"(?:^|[\s_-])(?:reply|replies|respond|form|actions?|tools?|votes?|likes?|share|avatar|gravatar|report|edit-link|navigation|says|rating|buttons?|meta|metadata|permalink|antworten)(?:$|[\s_-])",
    re.IGNORECASE,
)  # fmt: skip
_ASIDE = frozenset(("form", "button", "nav", "footer", "header", "script", "style", "svg", "textarea", "input"))


def names_of(element: Element) -> str:
    """The class and id of an element, as one text."""
    attributes = element.attrib
    return f"{attributes.get('class', '')} {attributes.get('id', '')}" if attributes else ""


def comment_sections(blocks: Sequence[Block], *, most: int = 300) -> list[Element]:
    """The outermost elements that hold comments: sections by their name, or single comments that stand alone."""
    seen: dict[Node, bool] = {}
    found: list[Element] = []
    for block in blocks:
        path: list[Node] = []
        node: Node | None = block.node
        while node is not None and node not in seen:
            path.append(node)
            node = node.above
        inside = node is not None and seen[node]
        for each in reversed(path):
            if not inside and _opens_section(each):
                inside = True
                if len(found) < most:
                    found.append(each.element)
            seen[each] = inside
    return found


_SECTION_TAGS = frozenset(("div", "section", "ol", "ul", "article", "li", "aside", "details", "footer", "dl", "table"))


def _opens_section(node: Node) -> bool:
    if node.tag not in _SECTION_TAGS:
        return False
    return (_tells_comments(node.names) or _is_marked(node.element)) and not _holds_the_page(node.element)


# One of these stands in all that the expressions above find: most names are passed over without them.
_STEMS = re.compile("comment|kommentar|comentario|komentarz|reacties|disqus|dsq|isso|respon|repl|discussion|depth|cmt")
_NUMBERED = re.compile(r" (?:div-|li-)?c[_-]?\d")


@lru_cache(maxsize=20_000)
def _tells_comments(names: str) -> bool:
    """Whether the class and the id of an element, one after the other, say that it holds comments or is one."""
    lowered = names.lower()
    if len(names) > 400 or not (_STEMS.search(lowered) or _NUMBERED.search(lowered)):
        return False
    named, _, ident = names.rpartition(" ")
    by_class = bool(named) and bool(_SECTION.search(named) or _ONE.search(named))
    return by_class or (bool(ident) and bool(_SECTION.search(ident) or _ONE_ID.match(ident)))


def _is_marked(element: Element) -> bool:
    """Marked as a comment by schema.org or by a number of its own."""
    said = element.keys()
    if "itemtype" in said and element.get("itemtype").endswith("/Comment"):
        return True
    return "data-comment-id" in said or ("itemprop" in said and element.get("itemprop") == "comment")


def _is_comment(element: Element) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if _is_marked(element) or _ONE_ID.match(attributes.get("id", "")):
        return True
    named = attributes.get("class", "")
    return bool(named) and len(named) < 300 and bool(_ONE.search(named))


def _holds_the_page(element: Element) -> bool:
    """An element that carries the page's heading or its article is not a comment section, whatever it is called."""
    if element.tag in ("body", "main"):
        return True
    return element.find(".//h1") is not None or element.find(".//main") is not None or element.getparent() is None


def comments_in(section: Element, *, most: int = 2000) -> Iterator[Comment]:
    """The comments of one section as records, at most `most`, an answer one deeper than what it answers."""
    items = [each for each in section.iter("div", "li", "article", "section", "dd", "tr", "dl") if _is_comment(each)]
    kept = _one_each(items)
    if not kept:
        kept = _rows(section)
    depths: dict[Element, int] = {}
    inside = set(kept)
    for item in kept[:most]:
        above = next((parent for parent in item.iterancestors() if parent in inside), None)
        depths[item] = 0 if above is None else depths.get(above, 0) + 1
        comment = _record(item, inside, depths[item])
        if comment:
            yield comment


def _one_each(items: list[Element]) -> list[Element]:
    """One element for each comment: a wrapper and its only inner "comment" are the same one."""
    chosen = set(items)
    below: dict[Element, list[Element]] = {}
    for item in items:
        above = next((parent for parent in item.iterancestors() if parent in chosen), None)
        if above is not None:
            below.setdefault(above, []).append(item)
    for item in items:
        children = below.get(item, [])
        if children and _own_words(item, set(children)) < 12:
            chosen.discard(item)
    named: dict[Element, bool] = {}
    for item in items:
        # li.comment > div.comment-body > p: the inner one repeats what the outer one is.
        above = next((parent for parent in item.iterancestors() if parent in chosen), None)
        if item not in chosen or above is None:
            continue
        for each in (item, above):
            if each not in named:
                named[each] = bool(_who(_own(each)))
        if named[above] and not named[item]:
            chosen.discard(item)
    return [item for item in items if item in chosen]


def _own_words(item: Element, others: set[Element]) -> int:
    return len(words_of(item)) - sum(len(words_of(other)) for other in others)


def _rows(section: Element) -> list[Element]:
    """Where comments do not call themselves so: the list items or like-named parts, when three or more repeat."""
    rows = [each for each in section.iter("li", "article") if words_of(each)]
    if len(rows) >= 2:
        inside = set(rows)
        return [row for row in rows if inside.isdisjoint(row.iterancestors())]
    groups: dict[str, list[Element]] = {}
    for each in section.iter("div"):
        names = (each.get("class") or "").split()
        if names:
            groups.setdefault(names[0], []).append(each)
    repeated = [group for group in groups.values() if len(group) >= 3 and len(words_of(group[0])) > 40]
    return repeated[0] if repeated else []


def _who(own: Iterable[Element]) -> str:
    """The name of who wrote a comment, by the elements of it."""
    fallback = ""
    for element in own:
        attributes = element.attrib
        if element.tag in (
            "a",
            "span",
            "cite",
            "strong",
            "b",
            "div",
            "p",
            "h3",
            "h4",
            "h5",
            "h6",
            "address",
            "meta",
            "dt",
        ):
            if "author" in attributes.get("itemprop", "") or attributes.get("itemprop") in ("creator", "name"):
                said = attributes.get("content") or _said(element)
                if said:
                    return _name(said)
            if (not fallback and element.tag == "cite") or (
                attributes.get("class") and _WHO.search(attributes["class"])
            ):
                said = _said(element)
                if 0 < len(said) <= 60 and not fallback:
                    fallback = _name(said)
    return fallback


def _name(said: str) -> str:
    """The name in "Anna says:", "von Anna am 3. Mai"."""
    said = _says().sub("", said)
    return _by().sub("", said).strip(" :,-–—•·|")[:80]


@cache
def _says() -> re.Pattern[str]:
    """What readers do, behind the name of one, with all that follows: "Anna says: …"."""
    return re.compile(rf"\s+(?:{one_of('comments', 'says')})\b.*$", re.IGNORECASE)


@cache
def _by() -> re.Pattern[str]:
    """What stands before the name of one."""
    return re.compile(rf"^(?:{one_of('comments', 'by')})\s+", re.IGNORECASE)


def _when(own: Iterable[Element]) -> str:
    """The day of a comment, by the elements of it."""
    for element in own:
        attributes = element.attrib
        stamp = attributes.get("datetime") or (
            attributes.get("content") if "date" in attributes.get("itemprop", "").lower() else ""
        )
        if not stamp and attributes.get("class") and _WHEN.search(attributes["class"]):
            stamp = attributes.get("title") or _said(element)[:60]
        day = day_of(stamp) if stamp else ""
        if day:
            return day
    return ""


def _own(item: Element, others: Collection[Element] = ()) -> Iterator[Element]:
    """The elements of a comment without the answers inside it."""
    stack = list(reversed(item))
    while stack:
        element = stack.pop()
        if element in others or not isinstance(element.tag, str) or hidden_by(element):
            continue
        yield element
        stack.extend(reversed(element))


def _said(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _record(item: Element, items: set[Element], depth: int) -> Comment | None:
    own = list(_own(item, items))
    author, day = _who(own), _when(own)
    bodies = [each for each in own if each.get("class") and _BODY.search(each.get("class"))]
    bodies += [each for each in own if each.get("itemprop") in ("text", "commentText", "description")]
    texts = [text for text in (_prose(body, items, author) for body in bodies) if text]
    text = max(texts, key=len) if texts else _prose(item, items, author)
    if len(text) < 2 or text == author:
        return None
    return Comment(text, author, day, depth=depth, rule="read.html.comments")


_BLOCKS = frozenset(
    ("p", "div", "br", "li", "blockquote", "ul", "ol", "pre", "h3", "h4", "h5", "article", "section", "td", "dd", "dt")
)


def _is_around(element: Element) -> bool:
    """A name, a day or a tool beside what the comment says."""
    named = element.get("class") or ""
    return element.tag in ("time", "cite") or bool(
        named and (_TOOLS.search(named) or _WHO.search(named) or _WHEN.search(named))
    )


def _prose(item: Element, others: Collection[Element], author: str) -> str:
    """What a comment says: its text without the tools, the name and the day around it."""
    parts: list[str] = []

    def walk(element: Element, depth: int) -> None:
        if depth > 60 or (depth and element in others) or not isinstance(element.tag, str) or element.tag in _ASIDE:
            return
        if hidden_by(element):
            return
        if depth and _is_around(element) and len(_said(element)) < 90:
            return
        block = element.tag in _BLOCKS
        if block:
            parts.append("\n")
        parts.append((element.text or "").replace("\n", " "))
        for child in element:
            walk(child, depth + 1)
            parts.append((child.tail or "").replace("\n", " "))
        if block:
            parts.append("\n")

    walk(item, 0)
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    kept = [line for line in lines if line and line != author]
    return "\n".join(kept)
