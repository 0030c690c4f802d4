"""
Lines that stay although the model takes them for furniture, each for something that it cannot see.

They lead to the text, sum it up, go on with its subject, or are its lists, its sources, its data, its author.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from cleaners import expressions as re
from cleaners.dates import days
from cleaners.furniture.links import hosts_in
from cleaners.furniture.page import Page
from cleaners.furniture.series import Bools, Floats
from cleaners.furniture.signs import ANCHORS
from cleaners.resources import keyed
from cleaners.tables import is_data
from cleaners.text import STOPS, in_letters, key, same_key

# What a line that leads to the text has none of.
_PLAIN = ("furniture", "links", "rights", "dated", "bullet")
_STOP = re.compile(f"[{STOPS}]")
# What the lines of a list of other articles are.
_TITLES = ("", "related", "ad")


def leads_to_text(page: Page, out: Bools, *, near: int = 5, longest: int = 45) -> Bools:
    """
    What leads to the text: a line that sums it up close above it, a heading right above a part of it, and its number.

    Only lines that show no sign of furniture but their place. Above the first prose they are as long as a sentence and
    not surely none; a heading stands between two parts of the text, and before what is likely one.
    """
    text = page.text(out)
    if not text.any():
        return page.none()
    first, at, words, sure = int(np.argmax(text)), np.arange(len(page)), page["words"], page.sure
    plain = page.of_kind("") & ~page.having(*_PLAIN)
    summed = (at >= first - near) & (at < first) & (words >= 8) & (words <= longest) & (sure >= 0.01)
    heading = np.append(text[1:], False) & (page["text before"] > 0.01) & (words >= 1) & (words <= 16) & (sure >= 0.1)
    found: Bools = plain & (summed | heading)
    found |= (words == 1) & (page["numbered"] > 0) & np.append((plain & heading)[1:], False)
    return found


def sums_up(
    page: Page, out: Bools, *, near: int = 25, named: float = 0.6, share: float = 0.3, loud: float = 0.5
) -> Bools:
    """
    A title and what sums the text up right below it, though a signature, buttons or contents stand before the text.

    The title has at least four words, of which most stand in the text; what sums it up is a sentence, or as long as
    one, with words of the text, and another one may follow it.
    """
    found, text = page.none(), page.text(out)
    if not text.any():
        return found
    first, words, capitals = int(np.argmax(text)), page["words"], page["capitals"]
    plain = page.of_kind("") & ~page.having("bullet", "rights") & (page["links"] <= 0.5)
    shared = np.maximum(page["own topic"], page["shared words"])
    stopped = page["stop"] > 0
    title = plain & (words >= 4) & (words <= 25) & (shared >= named) & ~(stopped & (page["question"] == 0))
    told = plain & (words >= 8) & (words <= 80) & (shared >= share) & (page.sure >= 0.01)
    told &= (stopped & (capitals < loud)) | ((words >= 12) & (capitals < 0.8 * loud))
    told &= (page["dated"] == 0) | (words >= 15)
    last = -near
    for n in range(max(0, first - near), first):
        if told[n] and n - last <= 2:
            found[[last, n]] = True
            last = n
        elif title[n]:
            last = n
    return found


def headline(page: Page, out: Bools, *, longest: int = 20) -> Bools:
    """The line right above the first line of text that stays, when nothing speaks for furniture but its place."""
    found, words = page.none(), page["words"]
    n = int(np.argmax(~out & (words >= 8))) - 1
    if n > 0 and out[n] and not page.kinds[n] and 2 <= words[n] <= longest:
        found[n] = not page.having("bullet", "stop", "furniture", "dated", "links", "rights")[n]
    return found


def opens_text(page: Page, title: str, *, near: int = 5, shortest: int = 10, brief: int = 8) -> Bools:
    """
    The first paragraph below the headline, with at most `near` lines of a few words between: a name, a date, a section.

    The headline is the line that is the title, or a heading of the first level. A lead alone above a video or a form
    speaks of nothing that the rest of the page says; a sentence of at least `shortest` words stays all the same.
    """
    found, words = page.none(), page["words"]
    marks = [
        n for n, line in enumerate(page.lines) if line.text.startswith("# ") or (title and same_key(line.text, title))
    ]
    told = page.prose & page.of_kind("") & (page["stop"] > 0) & (words >= shortest)
    told &= ~page.having("bullet", "rights", "furniture") & (page["links"] <= 0.3)
    for mark in marks[-1:] if title else marks[:1]:
        for n in range(mark + 1, min(len(page), mark + 2 + near)):
            if told[n]:
                found[n] = True
            if words[n] > brief:
                break
    return found


def on_subject(
    page: Page,
    *,
    least: float = 0.5,
    share: float = 0.25,
    doubtful: float = 0.1,
    long: int = 40,
    alike: float = 0.75,
) -> Bools:
    """
    Prose that speaks of what the text speaks of, in its words, and that is not surely none: it goes on with the text.

    Of 600 copied pages it keeps as much text as noise; the noise is mostly what readers and clients say of the subject.
    A paragraph of `long` words needs nothing more than to share as many words with the text as its own parts do.
    """
    topic, prose, sure = page["own topic"], page.prose, page.sure
    found: Bools = prose & (topic >= share) & (sure >= doubtful)
    found &= sure + 0.5 * np.minimum(topic, 0.6) >= least
    usual = usual_topic(topic[prose & (sure > 0.8)])
    if usual > 0:
        found |= prose & (page["words"] >= long) & (topic >= alike * usual) & (sure >= doubtful)
    return found


def goes_on(page: Page, out: Bools, *, titles: int = 2, shortest: int = 12, longest: int = 25) -> Bools:
    """
    Paragraphs below a list of other articles that stands amid the text: the text goes on where the list has no teasers.

    The list has a heading, stands right below a paragraph that stays, and holds `titles` or more, or one with its date,
    none with a stop.
    The paragraphs end as sentences do and show no sign of furniture but their place; what is known for furniture
    follows, for below a teaser the next title would stand.
    """
    found, words, stopped = page.none(), page["words"], page["stop"] > 0
    plain = page.prose & stopped & page.of_kind("") & ~page.having(*_PLAIN)
    plain &= (words >= shortest) & (page.sure >= 0.005)
    text = ~out & page.prose
    for head in np.flatnonzero(page.of_kind("related") & out).tolist():
        above = head - 1 - (page.kinds[head - 1] == "ad")
        if above < 0 or not text[above]:
            continue
        first = head + 1
        while first < len(page) and not stopped[first] and words[first] <= longest and page.kinds[first] in _TITLES:
            first += 1
        end = first
        while end < len(page) and plain[end]:
            end += 1
        known = end
        while known < len(page) and not stopped[known] and page.kinds[known] not in ANCHORS:
            known += 1
        titled = (words[head + 1 : first] >= 3) & (page["dated"][head + 1 : first] == 0)
        alone = known - end <= 2 and (known == len(page) or page.kinds[known] in ANCHORS)
        dated = (page["dated"][head + 1 : first] > 0).any()
        if titled.sum() + dated >= titles and alone:
            found[first:end] = True
    return found


def last_said(page: Page, out: Bools, *, fewest: int = 2, titles: int = 2) -> Bools:
    """
    The last line, when it alone of those that go with it ends as a sentence: the text goes on below a list of titles.

    Only where `titles` lines right above it are known for nothing either; a line of `fewest` words that shows no sign
    of furniture but its place.
    """
    found, n = page.none(), len(page) - 1
    plain = page.of_kind("") & ~page.having(*_PLAIN)
    stopped = (page["stop"] > 0) & (page["question"] == 0)
    if n < titles or not out[n] or not plain[n] or not stopped[n] or page["words"][n] < fewest:
        return found
    above = slice(n - titles, n)
    found[n] = out[above].all() and page.of_kind("")[above].all() and not (page["stop"][above] > 0).any()
    return found


def one_long(page: Page, out: Bools, *, long: int = 80, short: int = 40, doubtful: float = 0.05) -> Bools:
    """
    The one long paragraph of a page of which else only short ones stay, when it is not surely none.

    The terms of an offer on a shop's page: its banners read as prose, and are no longer than `short`.
    """
    words = page["words"] * page.prose
    stays = float((words * ~out).max(initial=0))
    found: Bools = (words >= long) & (page.sure >= doubtful)
    return found if 0 < stays < short else page.none()


def most_told(page: Page, *, long: int = 1500, stops: int = 6, share: float = 0.3) -> Bools:
    """
    A line as long as many paragraphs, of which it holds the sentences, when it is a `share` of all that reads as prose.

    A text whose paragraphs were put together, between lines that were not: to the model it is one long line. A menu of
    that length has no `stops`.
    """
    found = page.none()
    sizes = np.array([in_letters(line.text) if told else 0 for line, told in zip(page.lines, page.prose, strict=True)])
    for n in np.flatnonzero((sizes >= long) & (sizes >= share * sizes.sum())).tolist():
        found[n] = len(_STOP.findall(page.lines[n].text)) >= stops
    return found


def usual_topic(topic: Floats) -> float:
    """How much the lines of a text speak of what it speaks of, on average."""
    told = topic[topic >= 0]
    return float(told.mean()) if len(told) else 0.0


def announced(page: Page) -> Bools:
    """Lines of a list that the text itself announces: bullets or numbers after a sentence that ends with a colon."""
    kept, item, linked = page.none(), page.having("bullet", "numbered"), page["links"] > 0.5
    opens = (page["words"] >= 8) & (page["colon"] > 0)
    opened = False
    for n, kind in enumerate(page.kinds):
        if opens[n] and not kind:
            opened = True
        elif opened and (item[n] or (linked[n] and kept[n - 1])) and not kind:
            kept[n] = True
        else:
            opened = False
    return kept


def listed(
    page: Page, out: Bools, *, fewest: int = 3, longest: int = 20, likely: float = 0.2, mean: float = 0.1
) -> Bools:
    """
    A list without bullets that a line of the text announces with a colon, and the line, when the text goes on below.

    Its lines are short and none of them known or a link; they are taken together, for a single one tells little.
    """
    found, sure, words = page.none(), page.sure, page["words"]
    text = np.flatnonzero(page.text(out))
    if not len(text):
        return found
    plain = page.of_kind("") & (page["links"] < 0.5)
    leads = plain & (page["colon"] > 0) & (words >= 5) & (sure >= likely) & (page["furniture"] == 0)
    item = plain & ~page.prose & (words <= longest) & (sure >= 0.02)
    for n in np.flatnonzero(leads & (np.arange(len(out)) < text[-1])).tolist():
        end = n + 1
        while end < len(out) and item[end]:
            end += 1
        if end - n > fewest and end <= text[-1] and sure[n + 1 : end].mean() >= mean:
            found[n:end] = True
    return found


def sources(page: Page, *, fewest: int = 2) -> Bools:
    """
    The list of a text's sources below its heading: numbers, bullets, quotations, years, links to other sites.

    A bare address stands for a link where words say what it is the address of: "Low, A. (n.d.). Weirs. https://…".
    """
    found = page.none()
    heads = [n for n, line in enumerate(page.lines) if heads_sources(line.text)]
    if not heads:
        return found
    told = page.having("bullet", "numbered", "dated", "quotes")
    worded = page["words"] >= 5
    hosts = Counter(host for line in page.lines for host in hosts_in(line.text))
    own, times = hosts.most_common(1)[0] if hosts else ("", 0)
    own = own if 3 * times > hosts.total() else ""
    for n in heads:
        end = n + 1
        while end < len(page) and not page.kinds[end]:
            text = page.lines[end].text
            away = any(host != own for host in hosts_in(text))
            if not (away if "](" in text else told[end] or (worded[end] and "://" in text)):
                break
            end += 1
        while page["words"][end - 1] <= 1 < end - n:
            end -= 1  # a number alone that nothing follows counts readers
        if end - n > fewest:
            found[n:end] = True
    return found


def heads_sources(text: str) -> bool:
    """
    Whether a line is the heading above the sources of a text.

        >>> heads_sources("**References:**"), heads_sources("Sources close to the mill said nothing.")
        (True, False)
    """
    return len(text) < 60 and key(text) in keyed("sources", "heads")


def data_rows(page: Page, *, fewest: int = 3) -> Bools:
    """Tables, code and quantities, and the line of some words right above them."""
    found = np.array(is_data(page.lines))
    for n in np.flatnonzero(found[1:] & ~found[:-1]).tolist():
        found[n] = not page.kinds[n] and page.lines[n].text.count(" ") + 1 >= fewest
    return found


def calendar(page: Page, *, fewest: int = 12) -> Bools:
    """
    Lines that each begin with a day, `fewest` in a row or more, none before the one above: a text that tells of dates.

    What a site wrote of late stands the other way round, and what it announces beside a text is shorter.
    """
    found = page.none()
    start, last = 0, ""
    for n in range(len(page) + 1):
        text = page.lines[n].text.lstrip(" *•-") if n < len(page) else ""
        day = next(days(text[:12]), None) if text[:1].isdigit() else None
        if day and day.start == 0 and day.iso >= last and len(text) > day.end + 3:
            last = day.iso
            continue
        if n - start >= fewest:
            found[start:n] = True
        start, last = n + 1, ""
    return found


def of_a_series(page: Page, out: Bools, *, long: int = 30, near: int = 3, often: int = 4) -> Bools:
    """
    Paragraphs among the same lines as paragraphs that stay: "View in list" and "Book now" under each inn of a guide.

    Such a line is short, stands `often` on the page, and beside two paragraphs that stay.
    """
    found = page.none()
    told = page.prose & (page["words"] >= long)
    if not (out & told).any():
        return found
    counts = Counter(line.text for line in page.lines if len(line.text) < 40)

    def marks(n: int) -> set[str]:
        return {line.text for line in page.lines[max(0, n - near) : n + near + 1] if counts[line.text] >= often}

    kept = Counter(mark for n in np.flatnonzero(~out & told).tolist() for mark in marks(n))
    for n in np.flatnonzero(out & told).tolist():
        found[n] = any(kept[mark] > 1 for mark in marks(n))
    return found


def is_signed(text: str, author: str, near: Bools) -> bool:
    """Say whether this line is the author's name close to text that stays."""
    return len(text) < 100 and author in text and bool(near.any())
