"""Who wrote the page: what it declares, else the byline that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from cleaners import expressions as re
from cleaners.read.metadata.page import (
    NOT_OF_TEXT,
    Element,
    Found,
    Page,
    first_of,
    meta_values,
    rank_of,
    types_of,
    unescaped,
    words_of,
)
from cleaners.read.metadata.rest import sites
from cleaners.resources import among, either, listed, one_of

TOPIC = "credits"
# Agencies and networks, which are called alike everywhere.
_HOUSES = "getty|reuters|afp|ap|dpa|google|facebook|whatsapp|linkedin|instagram"


@cache
def _by() -> re.Pattern[str]:
    """What announces a name: "Written by", "Autor:", "作者"."""
    done, by, sign = (one_of(TOPIC, part) for part in ("done", "by", "by_sign"))
    return re.compile(rf"^\s*(?:(?:{done})\s+)?(?:(?:{by})\b[\s:]+|(?:{sign})\s?[:：/]?\s*(?=\S))", re.IGNORECASE)


@cache
def _not_a_name() -> re.Pattern[str]:
    """An address, a number, a word that stands in the place of a name."""
    return re.compile(rf"https?:|www\.|@|^\d+$|\d{{4}}|^(?:{one_of(TOPIC, 'nobody')})$", re.IGNORECASE)


@cache
def _joined() -> re.Pattern[str]:
    """What stands between two names."""
    return re.compile(rf"\s*(?:;|\||,\s*(?=[A-ZÀ-Þ])|\s(?:{one_of('bylines', 'joins')}|&)\s(?=[A-ZÀ-Þ]))\s*")


def author_names(text: str) -> list[str]:
    """
    The names in a byline, "" and what is no name left out.

        >>> author_names("By Anna Weiß and Tom O’Neil")
        ['Anna Weiß', 'Tom O’Neil']
        >>> author_names("https://www.facebook.com/anna")
        []
    """
    text = _by().sub("", unescaped(text)).strip(" ,;|-–—•·:")
    if not text or len(text) > 200:
        return []
    names = [name.strip(" ,;|-–—•·:") for name in _joined().split(text)]
    kept: list[str] = []
    for name in names:
        if 2 <= len(name) <= 60 and len(name.split()) <= 6 and not _not_a_name().search(name) and name not in kept:
            kept.append(name)
    return kept


def authors(page: Page, site: str) -> Iterator[Found]:
    """Give the people who wrote the page, declared before shown; the name of its own site comes last."""
    people: list[Found] = []
    houses: list[Found] = []
    for source in (_declared_authors, _seen_authors):
        for value, place in source(page):
            names = author_names(value)
            if names:
                house = bool(site) and set(words_of(" ".join(names))) <= set(words_of(site))
                (houses if house else people).append(Found("; ".join(names), place))
        if people:
            break  # what is declared needs no look at the page
    yield from people
    yield from houses


_AUTHOR_METAS = (
    "author",
    "article:author",
    "og:article:author",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "creator",
    "authors",
    "article:author_name",
    "cxenseparse:author",
)


def _declared_authors(page: Page) -> Iterator[Found]:
    for item in page.items:
        if rank_of(item) > 2:
            break
        names = _named(item.get("author")) or _named(item.get("creator"))
        if names:
            yield Found("; ".join(names), "JSON-LD author")
    for name in ("citation_author", "dc.creator"):
        given = [_turned(value) for value in page.metas.get(name, ())]
        if given:
            yield Found("; ".join(given), f"meta {name}")
    yield from meta_values(page, *_AUTHOR_METAS)
    if _labelled(page):
        yield from meta_values(page, "twitter:data1")


def _turned(name: str) -> str:
    """
    A name as it is said, where a catalogue turns it round.

        >>> _turned("Weiß, Anna Maria"), _turned("Anna Weiß, Tom O’Neil")
        ('Anna Maria Weiß', 'Anna Weiß, Tom O’Neil')
    """
    last, comma, first = name.partition(",")
    if not comma or "," in first or " " in last.strip() or not first.strip():
        return name
    return f"{first.strip()} {last.strip()}"


def _labelled(page: Page) -> bool:
    return any(each.lower().startswith(listed(TOPIC, "labels")) for each in page.metas.get("twitter:label1", ()))


def _named(value: Any) -> list[str]:
    """The names of people (before organisations) in the many shapes that JSON-LD gives an author."""
    people: list[str] = []
    houses: list[str] = []
    for each in (value if isinstance(value, list) else [value])[:20]:
        if isinstance(each, str):
            people += author_names(each)
        elif isinstance(each, dict):
            name = each.get("name")
            for text in (name if isinstance(name, list) else [name])[:20]:
                if isinstance(text, str):
                    (houses if "organization" in "".join(types_of(each)) else people).extend(author_names(text))
    return list(dict.fromkeys(people or houses))


_SIGNERS = frozenset(("a", "span", "div", "p", "address", "cite", "strong", "b", "em", "li", "ul", "section", "header"))


_CAMEL = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")


_SIGNS = frozenset((
    "author", "authors", "byline", "bylines", "autor", "autoren", "autorin", "autores", "auteur", "auteurs", "autore",
    "writer", "writers", "journalist",
))  # fmt: skip


_BESIDE_NAME = frozenset((
    "bio", "box", "image", "avatar", "photo", "img", "picture", "icon", "social", "share", "follow", "about", "card",
    "description", "articles", "related", "comment", "comments", "twitter", "email", "date", "time", "more", "posts",
    "recent", "count",
))  # fmt: skip


# One of these stands in each of _SIGNS: a page has hundreds of names, and most are passed over at a glance.
_SIGN_STEMS = re.compile("author|byline|autor|auteur|writer|journalist")


@lru_cache(maxsize=20_000)
def _is_byline(names: str) -> bool:
    """
    Whether one of the names of an element says that its author is named in it.

        >>> _is_byline("StoryByline__authorName-x1"), _is_byline("author-bio"), _is_byline("authority")
        (True, False, False)
    """
    if not _SIGN_STEMS.search(names.lower()):
        return False
    for name in names[:300].split():
        words = {word.lower() for word in _CAMEL.findall(name)}
        if words & _SIGNS and not words & _BESIDE_NAME:
            return True
    return False


def _seen_authors(page: Page, *, longest: int = 200, reach: int = 2) -> Iterator[Found]:
    """
    Authors as the page shows them: rel=author, itemprop=author, what a class calls a byline, a line "By Anna Weiß".

    The first of the best kind counts, and with it those of its kind that stand beside it, in an element at most
    `reach` above: a text may have several authors, and so has the list of other texts.
    """
    shown: list[tuple[int, Element, list[str], str]] = []
    for element in page.tree.iter(*_SIGNERS):
        rank, place = _signs(element)
        if rank < 4:
            said = " ".join(" ".join(element.itertext()).split()) if rank < 3 or len(element) < 4 else ""
            if 0 < len(said) <= longest:
                names = _names_shown(element, said, alone=rank < 2) if rank < 3 or _begins_with_by().match(said) else []
                if names and not any(each.tag in NOT_OF_TEXT for each in element.iterancestors()):
                    shown.append((rank, element, names, place))
        if len(shown) > 30:
            break
    if not shown:
        return
    best = min(shown, key=lambda each: each[0])
    around = best[1]
    for _ in range(reach):
        above = around.getparent()
        if above is None or above.tag in ("body", "html", "main", "article"):
            break
        around = above
    beside = [
        each for each in shown if each[0] == best[0] and (each[1] is best[1] or around in each[1].iterancestors())
    ]
    names = list(dict.fromkeys(name for each in beside for name in each[2]))
    site = first_of(sites(page)).casefold()
    names = [name for name in names if name.casefold() != site] or names
    names = [name for name in names if not any(name.startswith(each + " ") for each in names)]
    yield Found("; ".join(names[:12]), best[3])


def _signs(element: Element) -> tuple[int, str]:
    """How sure it is that an element names the author, 0 best and 4 not at all, and what says so."""
    said = element.keys()
    if "itemprop" in said and "author" in element.get("itemprop"):
        return 0, "itemprop author"
    if "rel" in said and element.tag == "a" and "author" in element.get("rel").split():
        return 1, "the link rel=author"
    if "class" in said and _is_byline(element.get("class")):
        return 2, "the byline"
    named = "class" in said or "rel" in said or "itemprop" in said
    if (named or element.tag == "p") and element.tag in ("p", "span", "div") and _first_word(element) in _by_words():
        return 3, "the line that begins with by"
    return 4, ""


def _first_word(element: Element) -> str:
    texts = (element.text,) if element.text and not element.text.isspace() else element.itertext()
    first = next((text for text in texts if not text.isspace()), "")
    return str(next(iter(first.split(None, 1)), ""))


@cache
def _by_words() -> frozenset[str]:
    """The first words of lines that name the author."""
    return frozenset(head.split()[0] for head in listed(TOPIC, "heads"))


@cache
def _begins_with_by() -> re.Pattern[str]:
    """Such a line, with a name behind."""
    return re.compile(rf"(?:{one_of(TOPIC, 'heads')}) [^\W\d_]")


def _names_shown(element: Element, said: str, *, alone: bool) -> list[str]:
    """The names in a byline: those of its links if they are names, else those in its words up to a dot or a dash."""
    for texts in ([" ".join(" ".join(link.itertext()).split()) for link in element.iter("a")], [said]):
        found = [
            _name_in(name, alone=alone and text == said)
            for text in texts
            for name in author_names(_AFTER.split(text)[0])
        ]
        names = list(dict.fromkeys(name for name in found if name))
        if names:
            return names
    return []


_AFTER = re.compile(r"\s*[·•|–—]\s*|\s-\s|\n")


@cache
def _roles() -> re.Pattern[str]:
    """What somebody is, or what stands around a name."""
    return re.compile(rf"(?i)^(?:{either(TOPIC, 'roles')})$")


@cache
def _no_name() -> re.Pattern[str]:
    """What no name has in it: a figure, an agency, a network, a word for a picture."""
    return re.compile(rf"(?i)\d|[/@:#©]|\b(?:{one_of(TOPIC, 'others')}|{_HOUSES})\b")


def _name_in(said: str, *, alone: bool) -> str:
    """
    The name of a person in what a byline shows, without the role behind it, or "" when it is none.

    One word is a name only where the page says `alone` that it is the author's: a writer of a blog signs so.

        >>> _name_in("Lucy Thorn News Reporter", alone=False), _name_in("Foto: Reuters", alone=False)
        ('Lucy Thorn', '')
    """
    words = said.split()
    while words and _roles().match(words[0]):
        words = words[1:]
    role = next((at for at, word in enumerate(words) if at and _roles().match(word)), len(words))
    words = words[:role]
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        words = words[:half]
    name = " ".join(words)
    if _no_name().search(name) or len(words) > 5 or not words:
        return ""
    if len(words) == 1:
        return name if (alone and len(name) > 2) or not (name.isascii() or name[0].isupper() or name.islower()) else ""
    fits = all(
        word[0].isupper() or word.lower() in among("bylines", "particles") or not word[0].islower() for word in words
    )
    return name if fits else ""
