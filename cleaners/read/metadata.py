"""
What a page says about itself: title, authors, dates, site, address, language, description, tags, image, licence.

Read in order of trust: JSON-LD, Open Graph and the other meta tags, then what stands on the page. Every value is
given with the place it came from; where two places differ, both are given, and the first is the one that counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree

from cleaners.dates import days
from cleaners.document import Fact
from cleaners.read.traits import About

Element = Any

_ARTICLE = re.compile(
    r"(?:article|posting|report|review|recipe|webpage|videoobject|qapage|newsarticle)$", re.IGNORECASE
)
_SITE_TYPES = frozenset(("website", "organization", "newsmediaorganization", "corporation", "person", "breadcrumblist"))


class Found(NamedTuple):
    """One value for one key, and the place on the page that gave it."""

    value: str
    place: str


class Page(NamedTuple):
    """What the finders of this module read: the meta tags by name, the JSON-LD objects, and the tree."""

    tree: Element
    metas: dict[str, list[str]]
    items: list[dict[str, Any]]
    url: str


def declared(tree: Element, url: str = "") -> Page:
    """Gather what the finders of this module read: the meta tags and the JSON-LD of a page, each read once."""
    return Page(tree, _metas(tree), list(json_ld(tree)), url)


def find_metadata(page: Page, *, guess_dates: bool = True) -> Iterator[Fact]:
    """
    Yield the facts that a page tells about itself.

    Each key's best value comes first; values of other places that differ follow it, so a conflict shows.
    `guess_dates` lets htmldate look over the whole page when nothing declares the day.
    """
    site = _first(_sites(page))
    finders = (
        ("title", _titles(page, site)),
        ("author", _authors(page, site)),
        ("published", _days(page, guess=guess_dates)),
        ("updated", _updates(page)),
        ("site", _sites(page)),
        ("url", _addresses(page)),
        ("language", _languages(page)),
        ("description", _descriptions(page)),
        ("tags", _tags(page)),
        ("image", _images(page)),
        ("licence", _licences(page)),
    )
    for key, values in finders:
        yield from _facts(key, values)


def _facts(key: str, values: Iterable[Found], *, most: int = 3) -> Iterator[Fact]:
    seen: set[str] = set()
    for value, place in values:
        folded = value.casefold()
        if not value or folded in seen:
            continue
        seen.add(folded)
        why = f"from {place}" + ("; differs from the first" if len(seen) > 1 else "")
        yield Fact(key, value, f"read.html.{key}", why)
        if len(seen) == most:
            return


def _first(values: Iterable[Found]) -> str:
    return next((value for value, _ in values if value), "")


def _metas(tree: Element) -> dict[str, list[str]]:
    """Meta tags by their name in small letters, at most 500 of them."""
    found: dict[str, list[str]] = {}
    for count, meta in enumerate(tree.iter("meta")):
        if count == 500:
            break
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = " ".join((meta.get("content") or "")[:5000].split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _meta(page: Page, *names: str) -> Iterator[Found]:
    for name in names:
        for content in page.metas.get(name, ()):
            yield Found(content, f"meta {name}")


def json_ld(tree: Element, *, longest: int = 1_000_000, most: int = 3000) -> Iterator[dict[str, Any]]:
    """
    The objects of the page's JSON-LD, those about an article first, at most `most`.

    Broken JSON is mended where a page commonly breaks it (line breaks in strings, a remark around it) and
    otherwise passed over: half a record is worse than none.
    """
    objects: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        loaded = _loaded((script.text or "")[: longest + 1], longest)
        stack = [loaded]
        while stack and len(objects) < most:
            each = stack.pop()
            if isinstance(each, list):
                stack.extend(reversed(each[:most]))
            elif isinstance(each, dict):
                objects.append(each)
                stack.extend(value for key, value in each.items() if key in _NESTED and isinstance(value, dict | list))
    objects.sort(key=_rank)
    yield from objects


_NESTED = (
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
    "itemListElement",
    "hasPart",
    "subjectOf",
    "isPartOf",
    "publisher",
)


def _loaded(text: str, longest: int) -> Any:
    if len(text) > longest:
        return None
    text = (
        text.strip()
        .removeprefix("<!--")
        .removeprefix("//<![CDATA[")
        .removesuffix("-->")
        .removesuffix("//]]>")
        .strip()
        .rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _types(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type", "")
    return [str(kind).rsplit("/", 1)[-1].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _rank(item: dict[str, Any]) -> int:
    kinds = _types(item)
    if any(kind.endswith(("article", "posting", "report")) for kind in kinds):
        return 0 if item.get("headline") or item.get("datePublished") else 2
    if any(_ARTICLE.search(kind) for kind in kinds):
        return 1 if "webpage" not in kinds else 3
    return 5 if set(kinds) & _SITE_TYPES else 4


def _ld(page: Page, *keys: str, ranks: int = 3) -> Iterator[Found]:
    """Strings under these keys of the objects about the page, the best object first."""
    for item in page.items:
        if _rank(item) > ranks:
            return
        for key in keys:
            value = item.get(key)
            if isinstance(value, str) and value.strip():
                kind = item.get("@type")
                yield Found(_unescaped(value), f"JSON-LD {kind if isinstance(kind, str) else 'object'} {key}")


def _unescaped(text: str) -> str:
    from html import unescape  # noqa: PLC0415

    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    return " ".join(text.split())


def _texts(tree: Element, path: str, *, longest: int = 1000) -> Iterator[str]:
    for element in tree.iterfind(path):
        said = " ".join(" ".join(element.itertext()).split())
        if said:
            yield said[:longest]


# The page's own title: the headline a reader sees, told from the name of the site beside it.

_SEPARATOR = re.compile(r"\s+(?:[|·•»«:/\\–—―-]+|::|>)\s+|\s*\|\s*")


def _titles(page: Page, site: str) -> Iterator[Found]:
    declared = [
        Found(_without_site(_unescaped(value), site), place)
        for value, place in _meta(page, "og:title", "twitter:title")
    ]
    headlines = [Found(_without_site(value, site), place) for value, place in _ld(page, "headline", ranks=2)]
    tag = next((text for text in _texts(page.tree, ".//head/title")), "") or next(
        (text for text in _texts(page.tree, ".//title")), ""
    )
    heading = _main_heading(page.tree, [value for value, _ in (*declared, *headlines)] + [tag])
    if heading:
        yield Found(heading, "the heading h1")
    elif part := _part_that_is_a_heading(page.tree, tag):
        yield Found(part, "the heading that the title tag names")
    yield from headlines
    yield from declared
    yield from _meta(page, "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "citation_title")
    yield from (Found(_without_site(value, site), place) for value, place in _ld(page, "name", ranks=2))
    if tag:
        yield Found(_without_site(_unescaped(tag), site), "the title tag")
    heading = next(_texts(page.tree, ".//h1"), "") or next(_texts(page.tree, ".//h2"), "")
    if 0 < len(heading) < 300:
        yield Found(heading, "the first heading")


def _main_heading(tree: Element, declared: list[str]) -> str:
    """The h1 that says what the page declares, wholly or for the most part; a site's name in an h1 does not."""
    wanted = [set(_words(title)) for title in declared if title]
    best, most = "", 0.0
    for count, said in enumerate(_texts(tree, ".//h1")):
        if count == 8:
            break
        spoken = set(_words(said))
        if not spoken or len(said) > 300:
            continue
        shared = max((len(spoken & words) / len(spoken | words) for words in wanted if words), default=0.0)
        if shared > most:
            best, most = said, shared
    return best if most >= 0.5 else ""


def _part_that_is_a_heading(tree: Element, tag: str) -> str:
    """
    The part of "Tide tables - Harbour handbook" that stands on the page as a heading of its own, or "".

    The first part counts when both do: the name of the site comes last.
    """
    parts = [part for part in _SEPARATOR.split(tag[:500]) if part]
    if len(parts) < 2:
        return ""
    headings = {"".join(_words(said)) for level in ("h1", "h2", "h3") for said in _first_texts(tree, f".//{level}")}
    wholes = (tag[:500], parts[0], tag[: tag.rfind(parts[-1])])
    for fewest, said in (*((2, whole) for whole in wholes), *((3, part) for part in parts)):
        told = said.strip(" -|·•–—:»«/\\")
        words = _words(told)
        if len(words) >= fewest and "".join(words) in headings:
            return told
    return ""


def _first_texts(tree: Element, path: str, *, most: int = 12) -> list[str]:
    return [said for said, _ in zip(_texts(tree, path), range(most), strict=False)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _without_site(title: str, site: str) -> str:
    """
    The title without the name of its site at either end.

        >>> _without_site("Le froid revient | Le Journal du Nord", "Le Journal du Nord")
        'Le froid revient'
        >>> _without_site("Guerre – et paix", "")
        'Guerre – et paix'
    """
    parts = list(_SEPARATOR.finditer(title)) if len(title) <= 500 else []
    if not parts:
        return title
    known = set(_words(site))
    head, tail = title[: parts[0].start()], title[parts[-1].end() :]
    rest_of_head, rest_of_tail = title[parts[0].end() :], title[: parts[-1].start()]
    if known and _names(tail, known) and rest_of_tail.strip():
        return _without_site(rest_of_tail.strip(), site)
    if known and _names(head, known) and rest_of_head.strip():
        return rest_of_head.strip()
    if (
        not known
        and "|" in title[parts[-1].start() : parts[-1].end()]
        and len(_words(tail)) <= 4 < len(_words(rest_of_tail))
    ):
        return rest_of_tail.strip()
    return title


def _names(part: str, site: set[str]) -> bool:
    words = set(_words(part))
    joined = "".join(sorted(site))
    return bool(words) and (
        words <= site or (site <= words and len(words) <= len(site) + 2) or "".join(_words(part)) == joined
    )


# Authors.

_BY = re.compile(
    r"^\s*(?:(?:written|posted|reported|published|words|story|photos?|edited|reviewed|updated|publicado|escrito|publié"
    r"|écrit|veröffentlicht|geschrieben|pubblicato|scritto|geschreven|gepubliceerd|ditulis)\s+)?(?:"
    r"(?:by|von|par|por|di|da|door|av|af|przez|oleh|text|autor(?:in)?|author|auteur|autore|penulis|автор|текст|de)\b[\s:]+"
    r"|(?:كتبت?|بقلم|作者|記者|记者|文|글)\s?[:：/]?\s*(?=\S))",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|^\d+$|\d{4}|^(?:admin(?:istrator)?|editor(?:ial)?|staff|redaktion|redaction|rédaction|redacción|guest|user|root"
    r"|unknown|none|null|anonymous|website|webmaster|author|n/a|share|follow)$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:;|\||,\s*(?=[A-ZÀ-Þ])|\s(?:and|und|et|y|e|&|og|och|en|i)\s(?=[A-ZÀ-Þ]))\s*")


def author_names(text: str) -> list[str]:
    """
    The names in a byline, "" and what is no name left out.

        >>> author_names("By Anna Weiß and Tom O’Neil")
        ['Anna Weiß', 'Tom O’Neil']
        >>> author_names("https://www.facebook.com/anna")
        []
    """
    text = _BY.sub("", _unescaped(text)).strip(" ,;|-–—•·:")
    if not text or len(text) > 200:
        return []
    names = [name.strip(" ,;|-–—•·:") for name in _JOINED.split(text)]
    kept: list[str] = []
    for name in names:
        if 2 <= len(name) <= 60 and len(name.split()) <= 6 and not _NOT_A_NAME.search(name) and name not in kept:
            kept.append(name)
    return kept


def _authors(page: Page, site: str) -> Iterator[Found]:
    people: list[Found] = []
    houses: list[Found] = []
    for source in (_declared_authors, _seen_authors):
        for value, place in source(page):
            names = author_names(value)
            if names:
                house = bool(site) and set(_words(" ".join(names))) <= set(_words(site))
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
        if _rank(item) > 2:
            break
        names = _named(item.get("author")) or _named(item.get("creator"))
        if names:
            yield Found("; ".join(names), "JSON-LD author")
    for name in ("citation_author", "dc.creator"):
        given = [_turned(value) for value in page.metas.get(name, ())]
        if given:
            yield Found("; ".join(given), f"meta {name}")
    yield from _meta(page, *_AUTHOR_METAS)
    if _labelled(page):
        yield from _meta(page, "twitter:data1")


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
    return any(
        re.match(r"(?:written by|verfasst von|écrit par|escrito por|author)", each, re.IGNORECASE)
        for each in page.metas.get("twitter:label1", ())
    )


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
                    (houses if "organization" in "".join(_types(each)) else people).extend(author_names(text))
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
_NOT_OF_TEXT = frozenset(("figure", "figcaption", "nav", "footer", "aside"))


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
                names = _names_shown(element, said, alone=rank < 2) if rank < 3 or _BY_NAME.match(said) else []
                if names and not any(each.tag in _NOT_OF_TEXT for each in element.iterancestors()):
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
    site = _first(_sites(page)).casefold()
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
    if (named or element.tag == "p") and element.tag in ("p", "span", "div") and _first_word(element) in _BY_WORDS:
        return 3, "the line that begins with by"
    return 4, ""


def _first_word(element: Element) -> str:
    texts = (element.text,) if element.text and not element.text.isspace() else element.itertext()
    first = next((text for text in texts if not text.isspace()), "")
    return str(next(iter(first.split(None, 1)), ""))


_BY_WORDS = frozenset((
    "By", "Von", "Par", "Por", "Di", "Door", "Av", "Af", "Przez", "Oleh", "Text:", "Autor:", "Autorin:", "Author:",
    "Autore:", "Auteur",
))  # fmt: skip
_BY_NAME = re.compile(
    r"(?:By|Von|Par|Por|Di|Door|Av|Af|Przez|Oleh|Text:|Autor(?:in)?:|Author:|Autore:|Auteur :) [^\W\d_]"
)


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
_PARTICLES = frozenset((
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "das", "do", "dos", "du", "la", "le", "el", "al",
    "bin", "ibn", "ben", "y", "e", "zu", "zur", "ter", "ten", "af", "av",
))  # fmt: skip
_ROLES = re.compile(
    r"(?i)^(?:news|senior|chief|deputy|staff|political|sports?|business|foreign|science|health|reporter|editor|editors"
    r"|journalist\w*|correspondent|contributor|columnist|writer|author|producer|redakt\w+|rédact\w+|redac\w+|redat\w+"
    r"|korrespondent\w*|autor\w*|reporter\w*|follow\w*|read|more|view|posts?|share|updated|published|comments?|email"
    r"|founder|co-founder|ceo|analyst|manager|director|head|experts?|verified|specialist|community|social|marketing"
    r"|operations|executive|digital|policy|privacy|fact|checked|copy|copied!?|link|url|meet|about|freelance\w*|ai)$"
)
_NO_NAME = re.compile(
    r"(?i)\d|[/@:#©]|\b(?:foto|photo|image|bild|getty|reuters|afp|ap|dpa|editorial|team|show|all|posts|by|google|facebook|whatsapp|linkedin|instagram)\b"
)


def _name_in(said: str, *, alone: bool) -> str:
    """
    The name of a person in what a byline shows, without the role behind it, or "" when it is none.

    One word is a name only where the page says `alone` that it is the author's: a writer of a blog signs so.

        >>> _name_in("Lucy Thorn News Reporter", alone=False), _name_in("Foto: Reuters", alone=False)
        ('Lucy Thorn', '')
    """
    words = said.split()
    while words and _ROLES.match(words[0]):
        words = words[1:]
    role = next((at for at, word in enumerate(words) if at and _ROLES.match(word)), len(words))
    words = words[:role]
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        words = words[:half]
    name = " ".join(words)
    if _NO_NAME.search(name) or len(words) > 5 or not words:
        return ""
    if len(words) == 1:
        return name if (alone and len(name) > 2) or not (name.isascii() or name[0].isupper() or name.islower()) else ""
    fits = all(word[0].isupper() or word.lower() in _PARTICLES or not word[0].islower() for word in words)
    return name if fits else ""


# Days.

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_SLASHED = re.compile(r"^((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)")


def day_of(text: str) -> str:
    """
    The day in a written date, as ISO 8601, or "" when it is not sure which day is meant.

        >>> day_of("2024-03-05T10:00:00+01:00")
        '2024-03-05'
        >>> day_of("Tue, 05 Mar 2024 10:00:00 GMT")
        '2024-03-05'
        >>> day_of("03/05/2024")
        ''
    """
    text = text.strip()
    hit = _ISO.search(text) or _SLASHED.match(text)
    if hit:
        return _day(int(hit[1]), int(hit[2]), int(hit[3]))
    hit = re.match(r"^(1\d{9})(?:\d{3})?$", text)
    if hit:
        from datetime import UTC, datetime  # noqa: PLC0415

        return datetime.fromtimestamp(int(hit[1]), UTC).date().isoformat()
    hit = re.search(
        r"(?<!\d)(\d{1,2})\.? (\w{3,9})\.?,? ((?:19|20)\d\d)|(\w{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)",
        text,
    )
    if hit:
        number, name, year = (hit[1], hit[2], hit[3]) if hit[1] else (hit[5], hit[4], hit[6])
        month = _MONTHS.get(name.lower()[:3])
        return _day(int(year), month, int(number)) if month and _FULL_MONTH.match(name) else ""
    return ""


_MONTHS = {
    name: at + 1
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_FULL_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$",
    re.IGNORECASE,
)


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _dated(values: Iterable[Found], language: str = "") -> Iterator[Found]:
    for value, place in values:
        day = day_of(value) or next((each.iso for each in days(value[:200], language)), "")
        if day and "1995" <= day < "2100":
            yield Found(day, f"{place} ({value[:40]})")


_DAY_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_at",
    "published-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article_date_original",
    "date",
    "last-published",
    "citation_publication_date",
    "citation_date",
    "originalpublicationdate",
    "created",
    "video:release_date",
)


def _days(page: Page, *, guess: bool) -> Iterator[Found]:
    found = list(_dated(_ld(page, "datePublished", "dateCreated", "uploadDate", ranks=3)))
    found += _dated(_meta(page, *_DAY_METAS))
    if not found:
        found += _dated(_shown_days(page), _first(_languages(page)))
    if not found:
        hit = _IN_URL.search(urlsplit(page.url).path) if page.url else None
        if hit:
            found += _dated([Found(f"{hit[1]}-{int(hit[2]):02}-{int(hit[3]):02}", "the address")])
    if not found and guess:
        found += _guessed(page)
    if not found:
        found += list(_dated(_written_days(page), _first(_languages(page))))[:1]
    yield from found


_MAY_DATE = etree.XPath(
    "descendant::*[self::time or @itemprop='datePublished' or @class='published' or @class='entry-date'"
    " or @class='post-date' or @class='date-header']"
)
_CLASSES = etree.XPath("descendant::*/@class", smart_strings=False)
_PROPERTIES = etree.XPath("descendant::*/@itemprop", smart_strings=False)
_DATE_CLASSES = frozenset(("published", "entry-date", "post-date", "date-header"))


def _may_date(tree: Element) -> Iterable[Element]:
    """The elements that may show a day; where all are time elements they are found three times as fast."""
    if "datePublished" in _PROPERTIES(tree) or not _DATE_CLASSES.isdisjoint(_CLASSES(tree)):
        return _MAY_DATE(tree)  # type: ignore[no-any-return]
    return tree.iter("time")  # type: ignore[no-any-return]


def _shown_days(page: Page) -> Iterator[Found]:
    """Dates in the page's own markup: itemprop, time elements marked as published, then the first time element."""
    times: list[Found] = []
    for element in _may_date(page.tree):
        get = element.get
        if element.tag == "time":
            value = get("datetime") or "".join(element.itertext())[:60]
            marks = f"{get('itemprop', '')} {get('class', '')}".lower()
            if "datepublished" in marks or get("pubdate") is not None or "published" in marks or "entry-date" in marks:
                yield Found(value, "the time element marked as published")
            elif "updated" not in marks and "modified" not in marks:
                times.append(Found(value, "the first time element"))
        else:
            yield Found(get("content") or get("title") or "".join(element.itertext())[:60], "the shown date")
    yield from times[:1]


_MAY_BE_DATED = etree.XPath(
    "descendant::*[@class][contains(@class, 'date') or contains(@class, 'Date') or contains(@class, 'datum')"
    " or contains(@class, 'fecha') or contains(@class, 'meta') or contains(@class, 'byline')"
    " or contains(@class, 'publi')]"
)


def _written_days(page: Page, *, longest: int = 150) -> Iterator[Found]:
    """Days in the words of an element whose class names a date, outside lists of other texts."""
    for element in _MAY_BE_DATED(page.tree):
        if len(element) > 12 or re.search(r"(?i)updat|modif", element.get("class")):
            continue
        said = " ".join(" ".join(element.itertext()).split())
        if 0 < len(said) <= longest and not any(each.tag in _NOT_OF_TEXT for each in element.iterancestors()):
            yield Found(said, "the written date")


def _guessed(page: Page) -> Iterator[Found]:
    """What htmldate finds on a page that declares no day."""
    from copy import deepcopy  # noqa: PLC0415

    from htmldate import find_date  # noqa: PLC0415  heavy, and rarely needed

    try:
        day = find_date(deepcopy(page.tree), url=page.url or None, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return
    if day and not str(day).endswith("-01-01"):  # so it writes a year that stands alone, in a line on copyright
        yield Found(str(day), "the text, by htmldate")


def _updates(page: Page) -> Iterator[Found]:
    yield from _dated(_ld(page, "dateModified"))
    yield from _dated(
        _meta(
            page,
            "article:modified_time",
            "og:updated_time",
            "article:updated_time",
            "datemodified",
            "dcterms.modified",
            "lastmod",
            "last-modified",
        )
    )


# The rest.


def _sites(page: Page) -> Iterator[Found]:
    yield from _meta(page, "og:site_name")
    for item in page.items:
        publisher = item.get("publisher")
        for each in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(each, dict) and isinstance(each.get("name"), str):
                yield Found(_unescaped(each["name"]), "JSON-LD publisher")
        if "website" in _types(item) and isinstance(item.get("name"), str):
            yield Found(_unescaped(item["name"]), "JSON-LD WebSite name")
    yield from _meta(page, "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher", "copyright")
    host = urlsplit(page.url).hostname if page.url else ""
    if host:
        yield Found(host.removeprefix("www."), "the address")


def _addresses(page: Page) -> Iterator[Found]:
    for link in page.tree.iterfind(".//link[@rel='canonical']"):
        yield from _absolute(link.get("href") or "", page.url, "the canonical link")
    for value, place in _meta(page, "og:url", "twitter:url"):
        yield from _absolute(value, page.url, place)
    for value, place in _ld(page, "url", "mainEntityOfPage", "@id", ranks=2):
        yield from _absolute(value, page.url, place)


def _absolute(address: str, base: str, place: str) -> Iterator[Found]:
    try:
        full = urljoin(base, address.strip()) if address.strip() else ""
        parts = urlsplit(full)
    except ValueError:
        return
    if parts.scheme in ("http", "https") and parts.netloc and len(full) < 2000:
        yield Found(full, place)


_LANGUAGE = re.compile(r"^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$", re.IGNORECASE)


def _languages(page: Page) -> Iterator[Found]:
    declared = [
        Found(
            page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "the html tag"
        )
    ]
    declared += _ld(page, "inLanguage")
    declared += _meta(page, "og:locale", "content-language", "dc.language", "dcterms.language", "language")
    for value, place in declared:
        hit = _LANGUAGE.match(value.strip())
        if hit:
            yield Found(hit[1].lower(), f"{place} ({value.strip()[:20]})")


def _descriptions(page: Page) -> Iterator[Found]:
    for value, place in (
        *_ld(page, "description", ranks=2),
        *_meta(page, "og:description", "description", "twitter:description", "dc.description"),
    ):
        yield Found(_unescaped(value)[:2000], place)


def _tags(page: Page) -> Iterator[Found]:
    """Key words, joined by "; "; the longest list that is declared comes first."""
    lists: list[Found] = []
    for item in page.items:
        words = item.get("keywords")
        if _rank(item) <= 2 and words:
            lists.append(Found(_joined(words), "JSON-LD keywords"))
    tags = [value for value, _ in _meta(page, "article:tag", "og:article:tag")]
    lists += [Found(_joined(tags), "meta article:tag")] if tags else []
    lists += [
        Found(_joined(value), place)
        for value, place in _meta(page, "keywords", "news_keywords", "parsely-tags", "sailthru.tags")
    ]
    yield from lists[:1]


def _joined(words: Any) -> str:
    parts = words.split(",") if isinstance(words, str) else words if isinstance(words, list) else []
    kept = [_unescaped(part) for part in parts[:50] if isinstance(part, str)]
    return "; ".join(dict.fromkeys(part for part in kept if 0 < len(part) <= 80))


def _images(page: Page) -> Iterator[Found]:
    for value, place in _meta(page, "og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        yield from _absolute(value, page.url, place)
    for item in page.items:
        image = item.get("image")
        for each in (image if isinstance(image, list) else [image])[:1]:
            address = each.get("url") if isinstance(each, dict) else each
            if _rank(item) <= 2 and isinstance(address, str):
                yield from _absolute(address, page.url, "JSON-LD image")


_LICENCE = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)/(\d\.\d)|publicdomain/(zero|mark))", re.IGNORECASE)


def _licences(page: Page) -> Iterator[Found]:
    """A licence that the page declares by name or link: JSON-LD, meta, rel=license, a Creative Commons address."""
    declared = [*_ld(page, "license"), *_meta(page, "dc.rights", "dcterms.license", "license")]
    links = (link for link in page.tree.iter("a", "link") if "license" in (link.get("rel") or "").split())
    declared += [Found(link.get("href") or "", "the link rel=license") for link in links]
    for value, place in declared:
        hit = _LICENCE.search(value)
        if hit:
            name = (
                f"CC-{hit[1].upper()}-{hit[2]}"
                if hit[1]
                else "CC0-1.0"
                if hit[3].lower() == "zero"
                else "Public domain"
            )
            yield Found(name, f"{place} ({value[:80]})")
        elif value.strip():
            yield Found(value.strip()[:200], place)


# What the block model is told of the page.

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
    titles = [value for value, _ in (*_meta(page, "og:title", "twitter:title"), *_ld(page, "headline", ranks=2))]
    titles += [text for text, _ in zip(_texts(page.tree, ".//head/title"), range(1), strict=False)]
    titles += [next(iter(_SEPARATOR.split(title)), "") for title in titles[:]]
    description = next((value for value, _ in _descriptions(page)), "")
    body = max((value for value, _ in _ld(page, "articleBody", "text", ranks=2)), key=len, default="")
    kinds = {kind for item in page.items for kind in _types(item)}
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
