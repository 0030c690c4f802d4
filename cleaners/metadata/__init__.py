"""
What a plain text says about itself: title, author, site, date of publication, kind, and a video's description.

A page without its HTML still has a head: a headline, a line with a name and a date, a logo. These are found by their
shape, their place and their neighbours, and nothing is guessed: a field that is not surely there stays empty. What
the source declared (HTML, front matter) was found before and is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaners import expressions as re
from cleaners.document import Document, Fact, Finding
from cleaners.evidence import furniture_words, line_kind, lines_of
from cleaners.kinds import kind_of_speech, kind_of_writing
from cleaners.metadata.author.below import author_box, sign_off, signed_below
from cleaners.metadata.author.beside_dates import name_beside_date
from cleaners.metadata.author.bylines import (
    announced_author,
    announces_below,
    byline,
    dashed_name,
    dated_byline,
    first_byline,
    is_catalogued,
    linked_author,
    names_reviewer,
    unglued,
)
from cleaners.metadata.dateline import announced_date, dates_said, led_by_date, opening_date, wire_date
from cleaners.metadata.description import find_description, find_head_description
from cleaners.metadata.furnished import is_called, is_masthead
from cleaners.metadata.head import Head, further_head, read_head
from cleaners.metadata.labels import Labels, labelled, lone_url, said_author, said_days, said_site, said_url, shown_url
from cleaners.metadata.names import is_rare, names_at
from cleaners.metadata.owners import nobody
from cleaners.metadata.press import opening_paper, paper_of_calls, press_mark
from cleaners.metadata.signed import opening_byline, posted_by, signed_elsewhere, thread_starter
from cleaners.metadata.site import find_site, in_full, is_page, shown
from cleaners.metadata.title import find_title
from cleaners.metadata.title.elsewhere import reworded
from cleaners.metadata.title.found import Title
from cleaners.metadata.title.trimmed import shorter, without_kicker
from cleaners.metadata.words import RULE, TIME, is_date_line, leftover, says
from cleaners.platforms import day_at, is_cut, is_known, is_whole_paper, paper_at, parted
from cleaners.speech import EDITED
from cleaners.text import STOPS, WIDE, key

# Signs and pictures before a title's first word: "🎬 The pier".
_SIGNS = re.compile(r"^[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\u200D\s]+")
# The last of a list of bread crumbs that is a heading: "4. # The pier".
_CRUMB = re.compile(r"^\d{1,2}\. #{1,6} ")
# How a sentence ends, in any script.
_ENDED = re.compile(rf"[{STOPS}…]['\"”’»)\]*_]*$")
# The number of somebody's posts or comments, behind the name without a blank.
_COUNTED = re.compile(r"(?<=[^\W\d]) ?\d+$")


def find_metadata(doc: Document) -> Iterator[Finding]:
    r"""
    Facts about the document: kind, title, alt_title, author, published, updated, site, description.

    The text keeps its title, byline and date line; only the description of a recording leaves it, under its speech or
    above. Facts that are there already are not looked for again. "Today 12:01 AM" is no date, a caption under a
    photograph no title, a year in a speech no date of publication: those fields stay empty.

        >>> head = "Le port gagne un quai\n\nPar Anne Morel, le 3 mai 2024\n\n"
        >>> doc = Document("d1", head + "Le quai ouvre. " * 20)
        >>> [(fact.key, fact.value) for fact in find_metadata(doc)]
        [('kind', 'article'), ('title', 'Le port gagne un quai'), ('author', 'Anne Morel'), ('published', '2024-05-03')]
    """
    if doc.get("published") or not (dated := doc.get("dated")):
        yield from _learned(doc)
    else:
        yield from _not_later(_learned(doc), dated, day_at(doc.get("url")))


def _not_later(facts: Iterator[Finding], dated: str, told: str) -> Iterator[Finding]:
    """
    The facts with the day of publication: what address or page tell, unless it is later than the day of the clipping.

    A text that was clipped is dated by its clipper, often a day or a year after the page.
    """
    found = told if told and told <= dated[:10] else ""
    for fact in facts:
        if not isinstance(fact, Fact) or fact.key != "published":
            yield fact
        elif not found and fact.value[:10] <= dated[:10]:
            found = fact.value
            yield fact
    if not found or found == told:
        why = "the day in the address of the page" if found else "the front matter says date"
        yield Fact("published", found or dated, f"{RULE}.published.clipping", why)


def _learned(doc: Document) -> Iterator[Finding]:
    """All that the text says about itself."""
    known = {fact.key for fact in doc.facts}
    # Asked again once other rules have cut: a head may be clearer then, but what the page said around it is gone.
    again = "kind" in known and any(fact.rule == f"{RULE}.kind" for fact in doc.facts)
    if again and known.issuperset(("title", "author", "published")) and doc.get("kind") != "transcript":
        if "site" not in known:
            yield from _called(doc)
        return
    head = read_head(doc)
    labels = Labels() if again else labelled(head.rows)
    url = doc.get("url") or said_url(labels) or shown_url(head) or lone_url(head, doc.text)
    kinds = () if "kind" in known else tuple(_kind(doc, head, url, recorded=labels.recorded))
    yield from kinds
    what = kinds[0].value if kinds else doc.get("kind")
    head, title = _headed(doc, head, labels, url, spoken=what == "transcript", again=again)
    if title and "title" not in known:
        yield Fact("title", title.text, f"{RULE}.{title.rule}", title.why)
    if title and "alt_title" not in known and (other := reworded(title.text, doc.text, head)):
        yield Fact("alt_title", other, f"{RULE}.title.reworded", "stands above the second copy of the text")
    weighed = not again and is_page(doc.text, head)  # what stands beside the title is one sign of several then
    if title and key(title.site) == key(doc.get("title") or title.text):
        title = title._replace(site="")
    if title and not title.site and 0 < title.at <= 2:
        title = title._replace(site=next((row.text for row in head.rows[: title.at] if _names_site(row.text)), ""))
    if title and title.site and "site" not in known and not weighed:
        known.add("site")
        yield Fact("site", in_full(title.site, doc.text), f"{RULE}.site.title", title.why)
    for fact in _labelled(labels, head.language) if labels else ():
        if fact.key not in known:
            known.add(fact.key)
            yield fact
    if title and title.author and "author" not in known:
        known.add("author")
        yield Fact("author", title.author, f"{RULE}.author.title", title.why)
    yield from _signed(doc, head, title, known, law=what == "legal")
    sites = () if "site" in known else tuple(_sites(doc, head, title, again=again))
    yield from sites
    known.update(fact.key for fact in sites)
    yield from _addressed(url, known)
    if what == "transcript":
        yield from _spoken_site(doc, known)
        yield from find_description(doc, known)
        yield from find_head_description(doc, known)


def _names_site(first: str, *, most: int = 4) -> bool:
    """Tell a first line over the title that is a name: of a blog, of a paper; "World News" is a section of one."""
    words = first.lower().split()
    paper = 2 <= len(words) <= most and is_whole_paper(first) and furniture_words().isdisjoint(words)
    called = is_called(first) and furniture_words().isdisjoint(words[:-1])  # "Home Blog" is a menu
    return called or (paper and not line_kind(first) and key(first) not in nobody())


def _kind(doc: Document, head: Head, url: str, *, recorded: bool) -> Iterator[Fact]:
    """The kind, and whether speech was edited."""
    speech = kind_of_speech(doc, url=url, recorded=recorded)
    platform = parted(head.rows[0].text).site if head.rows and head.rows[0].gaps else ""
    what, why = ("transcript", speech.why) if speech else kind_of_writing(doc, url=url, platform=platform)
    yield Fact("kind", what, f"{RULE}.kind", why)
    if speech and not speech.sure:
        yield Fact("speech", EDITED, f"{RULE}.kind.speech", "not surely as it was heard, so no word is repaired")


def _sites(doc: Document, head: Head, title: Title | None, *, again: bool) -> Iterator[Fact]:
    """What the page calls itself; once other rules have cut, whom the calls that they took out name."""
    yield from _called(doc) if again else find_site(doc, head, title)


def _called(doc: Document) -> Iterator[Fact]:
    """The paper that calls named which other rules took out."""
    if paper := paper_of_calls(doc):
        yield Fact("site", paper, f"{RULE}.site.calls", "calls that were taken out ask to read or to follow it")


def _headed(
    doc: Document, head: Head, labels: Labels, url: str, *, spoken: bool, again: bool
) -> tuple[Head, Title | None]:
    """The title, with the head that it stands in: the one below a notice, when only there one is found."""
    title = title_of(doc, head, labels, url, spoken=spoken, again=again)
    if title or again or spoken:
        return head, title
    further = further_head(doc, head)
    title = title_of(doc, further, labels, url, spoken=False, again=False) if further else None
    return (further, title) if further and title else (head, None)


def title_of(
    doc: Document, head: Head, labels: Labels, url: str, *, spoken: bool, again: bool, most: int = 3
) -> Title | None:
    """The title, one that a field names before one that is found, without the site that stands behind it."""
    if "title" in labels:
        found: Title | None = Title(labels["title"], labels.at, "title.label", "the field over the text that says so")
    else:
        found = find_title(doc.text, head, spoken=spoken, page=again and _was_page(doc), last=again)
        if found and found.at == 0 and is_masthead(found.text, doc.text):
            below = find_title(doc.text, Head(head.rows[1:], head.prose - 1, head.language), spoken=spoken)
            found = below._replace(at=below.at + 1 if below.at >= 0 else -1) if below else None
        if found and found.rule != "title.label" and is_called(found.text):
            rest = Head(head.rows[found.at + 1 :], head.prose - found.at - 1, head.language) if found.at >= 0 else head
            below = find_title(doc.text, rest, spoken=spoken) if 0 <= found.at < head.prose else None
            if below and below.at >= 0 and len(below.text.split()) > most:
                found = below._replace(at=below.at + found.at + 1, site=below.site or found.text)
    if found is None:
        return None
    found = found._replace(text=_SIGNS.sub("", _CRUMB.sub("", found.text)) or found.text)
    bare = parted(found.text, url)
    if not bare.site:  # a window's title may stand lower than a field that says the title: "The pier / Habr"
        longer = (row.text for row in head.rows[:8] if row.text.startswith(found.text) and row.text != found.text)
        bare = next((said for each in longer if (said := parted(each, url)).site and said.title == found.text), bare)
    if bare.site:
        found = found._replace(text=bare.title, author=bare.author, site=found.site or bare.site)
    elif behind := _told_again(found.text, doc.text):
        found = found._replace(text=found.text[: -len(behind)].rstrip(" |｜"))
    elif found.at == 0 and (name := _last_word(found.text)):
        site = name if name.islower() or is_known(name) else ""  # "Opinion" is a section of one
        found = found._replace(text=found.text[: -len(name)].rstrip(" |｜"), site=found.site or site)
    elif found.at != 0 and head.rows and head.rows[0].gaps:
        bare = parted(head.rows[0].text, url)
        if bare.site and bare.title.startswith(found.text):
            found = found._replace(author=bare.author, site=found.site or bare.site)
    return shorter(found, head) if is_cut(found.text) else without_kicker(found, doc.text)


def _last_word(title: str, *, fewest: int = 5, longest: int = 14) -> str:
    """The one word behind the only upright stroke of a title in the first line: its site, known or not."""
    ahead, stroke, behind = title.rpartition(" | ")
    one = bool(stroke) and "|" not in ahead and len(ahead.split()) >= fewest
    return behind if one and 1 < len(behind) <= longest and behind.isalpha() else ""


def _told_again(title: str, text: str, *, fewest: int = 4, most: int = 4, often: int = 2) -> str:
    """What stands behind the last upright stroke of a title, when the text says it again by itself: its site."""
    ahead, stroke, behind = title.replace("｜", "|").rpartition("|")
    name = behind.strip()
    wide = bool(WIDE.search(ahead))
    if not stroke or not name or len(name.split()) > most or (len(ahead.split()) < fewest and not wide):
        return ""
    again = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) - text.count(title)
    return behind if again >= often else ""


def _was_page(doc: Document, *, share: float = 0.25) -> bool:
    """Tell a text from which so much was cut that it was a page with its menus."""
    cut = sum(len(edit.old) - len(edit.new) for edit in doc.trail)
    return cut > share * (len(doc.text) + cut)


def _labelled(labels: Labels, language: str) -> Iterator[Fact]:
    """What the fields over a stored text say besides its title."""
    if author := said_author(labels, language):
        yield Fact("author", author, f"{RULE}.author.label", "the field over the text that names the author")
    if site := said_site(labels):
        yield Fact("site", site, f"{RULE}.site.label", "the field over the text that names the paper")
    for what, day in said_days(labels, language):
        yield Fact(what, day, f"{RULE}.{what}.label", "the field over the text that dates it")


def _spoken_site(doc: Document, known: set[str]) -> Iterator[Fact]:
    """The show, as its speakers name it."""
    if "site" not in known and (name := shown(doc.text, doc.get("language").split("-")[0])):
        yield Fact("site", name, f"{RULE}.site.show", "the speakers say what one is listening to")


def _addressed(url: str, known: set[str]) -> Iterator[Fact]:
    """What the address of the page says where its text does not."""
    if "site" not in known and (paper := paper_at(url)):
        known.add("site")
        yield Fact("site", paper, f"{RULE}.site.url", "the paper at whose address the text stands")
    if "published" not in known and (day := day_at(url)):
        yield Fact("published", day, f"{RULE}.published.url", "the day in the address of the page")


def _signed(doc: Document, head: Head, title: Title | None, known: set[str], *, law: bool) -> Iterator[Fact]:
    """The name and the date that stand with the title, or below the last line of the text."""
    near = _near(head, title)
    if not known.issuperset(("author", "site")):
        mark = press_mark(head, doc.text)
        if title and title.site and mark.site and head.language == "zh":
            # A Chinese portal says in its title who it is, and as its source whose text it prints.
            own = title.site in mark.site or mark.site in title.site
            mark = mark._replace(author=mark.author or ("" if own else mark.site), site="")
        for what, value in (("author", mark.author), ("site", mark.site)):
            if value and what not in known:
                known.add(what)
                yield Fact(what, value, f"{RULE}.{what}.press", "the mark with which the press signs a text")
    signer = doc.get("author")
    if "author" not in known and (found := _author(doc, head, title, near)):
        signer = found
        yield Fact("author", found, f"{RULE}.author", "the byline")
        known.add("author")
    if not known.issuperset(("author", "published")):
        yield from _run_in(doc, head, known)
    desk = signer.partition(":")[0].strip()
    if "site" not in known and desk != signer and is_known(desk):
        known.add("site")
        yield Fact("site", desk, f"{RULE}.site.desk", "the paper whose desk signs")
    if not known.issuperset(("author", "site")) and (opened := opening_paper(head)) and key(opened) != key(signer):
        what = "site" if "author" in known or is_known(opened) else "author"
        if what not in known:
            known.add(what)
            opened = in_full(opened, doc.text)
            yield Fact(what, opened, f"{RULE}.{what}.dateline", "the head of the first sentence, as papers sign")
    if not known.issuperset(("published", "updated")):
        yield from _dated(doc, head, title, near, known, law=law)
    if not known.issuperset(("author", "site")):
        yield from _below(doc, head, known)


def _run_in(doc: Document, head: Head, known: set[str]) -> Iterator[Fact]:
    """The name and the day of a byline that runs into the text; who posted to a network."""
    name, day = opening_byline(head, doc.text)
    rows = [row.text for row in head.rows]
    name = name or posted_by(rows)
    if not name:
        name, day = thread_starter(rows, head.language)
    for what, value in (("author", name), ("published", day)):
        if value and what not in known:
            known.add(what)
            yield Fact(what, value, f"{RULE}.{what}.run_in", "the byline that opens the passage")


def _dated(
    doc: Document, head: Head, title: Title | None, near: list[int], known: set[str], *, law: bool
) -> Iterator[Fact]:
    """The dates of the lines near the title; of a law, whose head is full of dates, none but a date of publication."""
    published = updated = ""
    rows = _by_the_way(head, title, near)
    for at in rows:
        row = head.rows[at].text
        if (
            not published
            and (not law or says(row, "published", strong=True))
            and (said := dates_said(row, head.language))
        ):
            day = said.published
            published, changed = ("", said.updated or day) if _is_change(head, at) else (day, said.updated)
            updated = updated or changed
    published = published or wire_date(doc.text, head.language) or opening_date(head)
    below = title.at + 1 if title and 0 <= title.at < len(head.rows) - 1 else near[0] if near else -1
    if not published and below >= 0 and not law:
        published = led_by_date(head.rows[below].text, head.language)
    if not published and "published" not in known and not law:
        published = announced_date(head) or dated_byline(head)
    if published and "published" not in known:
        known.add("published")
        yield Fact("published", published, f"{RULE}.published", "the date line")
    if updated and "updated" not in known and updated != published:
        yield Fact("updated", updated, f"{RULE}.updated", "the date line")


def _by_the_way(head: Head, title: Title | None, near: list[int], *, many: int = 3) -> list[int]:
    """
    The rows about a title that may date the text: first those that touch it, none in the midst of its sentences.

    Behind so `many` lines that end as sentences do, the text has begun: a line with a day is an entry of a diary there.
    """
    if not near:
        return near
    first = title.at + 1 if title and title.at >= 0 else near[0]
    above = first - 2
    rows = [above, *near] if above in near and _is_day(head.rows[above].text, head.language) else near
    kept: list[int] = []
    for at in dict.fromkeys(rows):
        between = head.rows[first:at] if at > first else ()
        ended = sum(bool(_ENDED.search(each.text)) for each in between)
        said = head.rows[at].text
        if ended < many or TIME.search(said) or says(said, "published", strong=True):
            kept.append(at)
    return kept


def _is_change(head: Head, at: int) -> bool:
    """Tell a day whose label stands in the line above it and says that the text was changed then: "Last update:"."""
    label = head.rows[at - 1].text if at else ""
    return label.endswith(":") and says(label, "updated") and not leftover(label)


def _is_day(text: str, language: str) -> bool:
    """Tell a line that says a day and nothing else."""
    return is_date_line(text, language, rest=0)


def _author(doc: Document, head: Head, title: Title | None, near: list[int], *, many: int = 24) -> str:
    """The name near the title: one that is announced or linked as an author's before one that stands by the date."""
    titled = key(title.text) if title else ""
    rows = [at for at in near if not (titled and head.rows[at].says(titled))]
    for at in rows:
        row = head.rows[at]
        name = byline(row.text, head.language)
        if name and names_reviewer(row.text):
            continue  # who checked a text did not write it
        dated = name and dates_said(row.text, head.language)  # no line about a book says a day
        if name and (dated or not is_catalogued(each.text for each in head.rows[max(0, at - 2) : at + 3])):
            above = head.rows[at - 1].text if at else ""
            return above if name.isupper() and at - 1 in rows and is_rare(above, doc.text) else unglued(name)
        if name := linked_author(row.line.text) or dashed_name(at, head, doc.text):
            return name
        if announces_below(row.text, head.language) and at + 1 < len(head.rows):
            below = names_at(_COUNTED.sub("", head.rows[at + 1].text), head.language, sure=False)
            if below and (" " in below or not below.isascii()):
                return below
            if len(head.rows[at + 1].text) <= 30 and is_known(head.rows[at + 1].text):
                return head.rows[at + 1].text
    after = title.at if title and title.at >= 0 else len(head.rows)
    beside = (unglued(name) for at in rows if (name := name_beside_date(at, head, doc.text, below=at > after)))
    found = next(beside, "") or (announced_author(head) if len(head.rows) > many else "")
    return found or (first_byline(head) if not title else "")


def _below(doc: Document, head: Head, known: set[str]) -> Iterator[Fact]:
    """Who signs below the text, and for which paper; or whom a line or a box below it names as its author."""
    rows = [line.text for line in lines_of(doc.text)]
    signed = sign_off(rows, doc.text, head.language)
    if signed and signed.paper and "site" not in known:
        known.add("site")
        yield Fact("site", signed.paper, f"{RULE}.site.sign_off", "stands behind the name under the text")
    if "author" in known:
        return
    if signed:
        yield Fact("author", signed.name, f"{RULE}.author", "signs below the text")
    elif name := signed_below(rows[head.prose + 1 if head.prose < len(head.rows) else 0 :], head.language):
        yield Fact("author", name, f"{RULE}.author.below", "a line below the text names its author")
    elif name := author_box(rows, doc.text):
        yield Fact("author", name, f"{RULE}.author.box", "the box about the author below the text")
    elif name := signed_elsewhere(rows, doc.text, head.language):
        yield Fact("author", name, f"{RULE}.author.elsewhere", "a box, a note or a link away from the title names them")


def _stands_again(head: Head, title: Title) -> int:
    """The last row above the prose that says a title again which stands far above, as that of a window does; or -1."""
    wanted = key(title.text)
    last = min(head.prose + 1, len(head.rows))
    rows = (at for at in range(last - 1, title.at + 1, -1) if wanted and head.rows[at].says(wanted))
    return next(rows, -1)


def _near(head: Head, title: Title | None, *, above: int = 6, below: int = 14, window: int = 3) -> list[int]:
    """
    Rows where a byline may stand: about the title, those below it first, and about the beginning of the prose.

    A title among the first `window` rows may be that of a window, with the headline above the prose.
    """
    total = len(head.rows)
    near: list[int] = []
    again = _stands_again(head, title) if title and 0 <= title.at < window else -1
    if again >= 0:
        near += range(again + 1, min(total, again + 1 + below))
    if title and title.at >= 0:
        near += range(title.at + 1, min(total, title.at + 1 + below))
        near += range(title.at - 1, max(-1, title.at - 1 - above), -1)
    if head.prose < total and (not near or abs(head.prose - title.at if title else 0) <= 3 * below):
        near += range(max(0, head.prose - below), min(total, head.prose + 3))
    return [at for at in dict.fromkeys(near) if len(head.rows[at].text) <= 160]
