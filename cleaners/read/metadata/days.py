"""When the page was published and last changed, as ISO 8601 days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from lxml import etree

from cleaners import expressions as re
from cleaners.dates import days
from cleaners.read.metadata.page import NOT_OF_TEXT, Element, Found, Page, first_of, ld_values, meta_values
from cleaners.read.metadata.rest import languages

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


def published(page: Page, *, guess: bool) -> Iterator[Found]:
    """Give the days the page was published on: declared, shown in a dated element, in its address, written."""
    found = list(_dated(ld_values(page, "datePublished", "dateCreated", "uploadDate", ranks=3)))
    found += _dated(meta_values(page, *_DAY_METAS))
    if not found:
        found += _dated(_shown_days(page), first_of(languages(page)))
    if not found:
        hit = _IN_URL.search(urlsplit(page.url).path) if page.url else None
        if hit:
            found += _dated([Found(f"{hit[1]}-{int(hit[2]):02}-{int(hit[3]):02}", "the address")])
    if not found and guess:
        found += _guessed(page)
    if not found:
        found += list(_dated(_written_days(page), first_of(languages(page))))[:1]
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
        if 0 < len(said) <= longest and not any(each.tag in NOT_OF_TEXT for each in element.iterancestors()):
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


def updates(page: Page) -> Iterator[Found]:
    """Give the days the page says it was last changed on."""
    yield from _dated(ld_values(page, "dateModified"))
    yield from _dated(
        meta_values(
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
