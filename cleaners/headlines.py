"""Titles of other articles below a text that nothing announces: each with its date, or none of them about the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache, partial

from cleaners import expressions as re
from cleaners.dates import days, month
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, line_kind, lines_of, speaks
from cleaners.related.heads import foot_of, is_head, is_known_head
from cleaners.related.references import refers
from cleaners.related.told import is_technical, is_told, names_work
from cleaners.resources import Pattern, languages, patterns
from cleaners.text import UNSPACED, WIDE, Line, has_digit, size_of, unlinked
from cleaners.units import units

# What a line below the text is: a title, when that appeared, a word or two beside it, what a page says, anything else.
TITLE, DATED, BRIEF, PAGE, OTHER = range(5)
_ABOVE = "titles of other articles above the text, with which they share no words"

# How much a line says beside others that may be titles: those of a dense script are three times as short.
title_size = partial(size_of, says=3)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d{1,2}")
BULLET = re.compile(r"[*+•·▪►▶▷☞👉➡➤⇒→»›‣◦└–-]\ufe0f?\s*(?<=[\s▶►▷☞👉➡➤⇒→»└])")
_NO_TITLE = re.compile(r"@|https?:|`|\||;$|[,:：、，]$|\t|_{3}|={3}|^[>(\[（【|]")
_POINTS = frozenset("▶►▷☞👉➡➤⇒→»└")
_HANDS = frozenset("☞☛")  # they point to something else, and are no bullets
# What headlines have and entries of a list have not: quoted words, a break in the middle.
_PITHY = re.compile(r"[\"'`‘’“”«»„「『]|\.\.|…|[?!？！؟]")
# A month with how many posts it has, as archives list them.
_MONTH = re.compile(
    r"(?:[*+•·▪►▼-]\s?)?(?:(?:19|20)\d\d\s?[年년./-]\s?\d{1,2}\s?[月월]?|[^\W\d_]{3,12}\.? (?:de )?(?:19|20)\d\d)"
    r"\s?[(（\[]\d{1,4}[)）\]]"
)
_COMMAS = re.compile(r"[,،、，;]")
_LABELLED = re.compile(r"^\W*(?:[^\W\d_]+ ){0,2}[^\W\d_]+\s?[:：]")
_NAMED = re.compile(r"(?<=\s)[A-ZÀ-ÞА-ЯЁ][^\W\d_]|[«»“”„\"‘]")


def drop_headlines(doc: Document, *, prose: int = 250, share: float = 0.7, most: float = 0.5) -> Iterator[Edit]:
    r"""
    Titles of other articles that stand below the last sentence without a heading, or under one that nobody knows.

    Beside their place they show one thing more: each has the day on which it appeared, the newest first, or its age;
    a sign before each points elsewhere (a hand, whatever they are about); or there are three and more, as long as
    headlines are, that share no words with a long text, or that name somebody or quote as headlines do and stand in a
    list. Three days and more that end the text, the newest first, are what is left of such a list.

    What is left alone: a list that a sentence leads up to with a colon, or a heading announces; dates to come, one
    after the other; winners, guests, affiliations and parts of a programme (a label, commas, numbers in each line);
    books and papers; what says more than `share` of the text; manuals, speech, verse, laws, recipes and lists.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for the winter.\n"
        >>> other = "Bus drivers vote on a new rota\n12 June\nPrimary school wins prize for its garden\n11 June\n"
        >>> doc = Document("d", said * 5 + other)
        >>> doc.after(drop_headlines(doc)).text == said * 5
        True
    """
    if doc.get("format") == "html" or doc.get("kind") in ("transcript", "legal", "poem", "code", "recipe", "list"):
        return
    page = units(doc.text)
    language = doc.get("language").split("-")[0]
    yield from (line.dropped("headlines.above", _ABOVE, 0.85) for line in _above(lines_of(doc.text), language))
    foot = foot_of(page)
    if not 0 < foot < len(page) - 1 or page[foot - 1].text[-1] in ":：" or BULLET.match(page[foot - 1].text):
        return
    if archive := _archive(page[foot:]):
        yield from (line.dropped("headlines.days", "months of an archive below the text", 0.9) for line in archive)
        return
    if calendar := _calendar(page[foot:], language):
        yield from (line.dropped("headlines.days", "days below the text, the newest first", 0.85) for line in calendar)
        return
    sorts = [sort_of(line.text, language) for line in page[foot:]]
    if len(sorts) > 2 and sorts[0] == OTHER and not ends_said(page[foot].text):
        foot, sorts = foot + 1, sorts[1:]  # the text's tags, and a heading that runs on behind them
    if OTHER in sorts or sorts.count(TITLE) < 2 or is_technical(doc.text):
        return
    said = [line.text for line in page[:foot] if is_told(line.text)]
    size, more = sum(map(title_size, said)), sum(title_size(line.text) for line in page[foot:])
    if size < prose or more > share * size:
        return
    found = _with_dates(page[foot:], sorts, language) or _pointed(page[foot:], sorts, said)
    found = found or _of_others(page[foot:], sorts, said)
    if found:
        first, last, why = found
        first += foot
        heading = list(_heading(page[first - 1], doc, why))
        rest, kinds = page[first : foot + last], sorts[first - foot : last]
        near = _share(rest, kinds, said) <= most or _are_handed(rest)
        if not heading and not (near and _are_near(rest, kinds, language)):
            return
        yield from heading
        yield from (line.dropped("headlines.list", why, 0.85) for line in page[first : foot + last])


def _above(
    page: Sequence[Line], language: str, *, fewest: int = 4, prose: int = 500, few: float = 0.12
) -> Sequence[Line]:
    """
    Bullets above the title and the text that are titles of other articles: `fewest` that share no words with it.

    Points that sum a text up, and what a text lists, share its words.
    """
    count = next((n for n, line in enumerate(page) if not BULLET.match(line.text)), len(page))
    rest = page[count:]
    if (
        count < fewest
        or len(rest) < 2
        or sort_of(rest[0].text, language) not in (TITLE, BRIEF)
        or BULLET.match(rest[1].text)
    ):
        return ()
    if any(sort_of(line.text, language) not in (TITLE, OTHER) or _is_label(line.text) for line in page[:count]):
        return ()
    said = [line.text for line in rest if is_told(line.text)]
    if sum(map(title_size, said)) < prose or not is_told(rest[1].text):
        return ()
    told = stems(" ".join((rest[0].text, *said)))
    shares = [len(own & told) / len(own) for line in page[:count] if (own := stems(unlinked(line.text)))]
    return page[:count] if len(shares) == count and sum(shares) <= few * count and max(shares) <= 2 * few else ()


def _is_label(text: str, *, short: int = 24) -> bool:
    """Say whether a line is too short for a headline, or ends as one that leads to a list does."""
    return title_size(text) < short or text.endswith((":", "："))


def sort_of(text: str, language: str, *, fewest: int = 4, dense: int = 9, longest: int = 160, few: int = 24) -> int:
    """What a line is, by its shape."""
    shown = BULLET.sub("", unlinked(text)).strip("*_ ")
    if text[0] in _HANDS:
        shown = shown.replace("`", "'")
    if line_kind(bare(shown)) or not shown:
        return PAGE
    if named_by_day(shown, language) is not None:
        return DATED
    if _NO_TITLE.search(shown) or names_work(text) or text[0] == "#":
        return OTHER
    wide = len(WIDE.findall(shown))
    words = len(_WORD.findall(shown))
    if len(shown) <= few and (words < fewest and wide < dense):
        return BRIEF if not shown[0].isdigit() else PAGE
    begins = not (shown[0].islower() or shown[0].isdigit())
    stopped = ends_said(shown) and shown[-1] not in '?!？！؟"”»’…'
    if begins and not stopped and len(shown) <= longest and (words >= fewest or wide >= dense):
        return TITLE
    return OTHER


@lru_cache(maxsize=1024)
def named_by_day(text: str, language: str, *, longest: int = 44, beside: int = 3) -> str | None:
    """The day that a line names and nothing else ("12 June", "July 22, 2025"), "" for an age, None when it is none."""
    if len(text) > longest or not has_digit(text):
        return None
    for day in days(text, language):
        rest = text[: day.start] + text[day.end :]
        brief = len(_WORD.findall(rest)) <= beside and len(UNSPACED.findall(rest)) <= 4 * beside
        return day.iso if brief else None
    words, numbers = _WORD.findall(text), _NUMBER.findall(text)
    named = [number for word in words if (number := month(word, language))]
    if len(named) == 1 and len(numbers) == 1 and len(words) <= 2 and 1 <= int(numbers[0]) <= 31:
        return f"{named[0]:02}-{min(int(numbers[0]), 28):02}"  # no month is without it
    ago = (each for code in ("en", language) for each in _ages(code))
    return (
        ""
        if any((hit := each.regex.search(text)) and hit.end() - hit.start() >= len(text) - 8 for each in ago)
        else None
    )


@cache
def _ages(code: str) -> tuple[Pattern, ...]:
    """How a language says how old something is: "2 hours ago"."""
    known = patterns("comments", code) if code in languages("comments") else ()
    return tuple(each for each in known if each.rule == "comments.ago")


def _archive(rest: Sequence[Line], *, fewest: int = 3) -> Sequence[Line]:
    """Months with how many posts each has, `fewest` on end, and the word above them: "May 2015 (4)"."""
    at = next((n for n, line in enumerate(rest) if _MONTH.fullmatch(line.text)), len(rest))
    past = next((n for n in range(at, len(rest)) if not _MONTH.fullmatch(rest[n].text)), len(rest))
    if past - at < fewest:
        return ()
    headed = at > 0 and len(rest[at - 1].text) <= 24 and not ends_said(rest[at - 1].text)
    return rest[at - headed : past]


def _calendar(rest: Sequence[Line], language: str, *, fewest: int = 3) -> Sequence[Line]:
    """The last lines when they are days and nothing else, each before the one above it: an archive without titles."""
    when: list[str] = []
    for line in reversed(rest):
        day = next(days(line.text, language), None)
        if day is None or len(_WORD.findall(line.text[: day.start] + line.text[day.end :])) > 1:
            break
        when.append(day.iso)
    return rest[-len(when) :] if len(when) >= fewest and when == sorted(set(when)) else ()


def _with_dates(rest: Sequence[Line], sorts: Sequence[int], language: str) -> tuple[int, int, str] | None:
    """Titles each with its date beside it, the newest first: the first line, the one after the last, and why."""
    titles = [n for n, sort in enumerate(sorts) if sort == TITLE]
    dates = [n for n, sort in enumerate(sorts) if sort == DATED]
    if len(dates) < 2 or 5 * len(dates) < 3 * len(titles):
        return None
    when = [day for n in dates if (day := named_by_day(BULLET.sub("", unlinked(rest[n].text)).strip("*_ "), language))]
    if when != sorted(when, reverse=True) or (len(when) > 1 and len({len(day) for day in when}) > 1):
        return None
    beside = sum(any(abs(n - at) <= 2 for at in dates) for n in titles)
    if beside < 2 or 5 * beside < 4 * len(titles):
        return None
    return titles[0], len(rest), f"{len(titles)} titles of other articles, each with its date, below the text"


def _pointed(
    rest: Sequence[Line], sorts: Sequence[int], said: Sequence[str], *, most: float = 0.35
) -> tuple[int, int, str] | None:
    """Titles below the text behind a sign that points to something else ("▶ Mill reopens"), and not about the text."""
    titles = [n for n, sort in enumerate(sorts) if sort == TITLE]
    if len(titles) < 2 or sorts[titles[0] : titles[-1] + 1] != [TITLE] * len(titles) or BRIEF in sorts[: titles[0]]:
        return None
    lines = [rest[n] for n in titles]
    if not all(line.text[0] in _POINTS for line in lines):
        return None
    if not _are_handed(lines) and (
        any(is_entry(line.text) for line in lines) or _share(lines, [TITLE] * len(lines), said) > most
    ):
        return None
    return titles[0], titles[-1] + 1, f"{len(titles)} titles below the text behind signs that point elsewhere"


def _are_handed(lines: Sequence[Line], *, fewest: int = 3) -> bool:
    """Say whether hands point to at least `fewest` headlines ("☞ Mill reopens .. 'a joy'"), on the matter or not."""
    if len(lines) < fewest or any(line.text[0] not in _HANDS or _LABELLED.match(line.text) for line in lines):
        return False
    return 2 * sum(_PITHY.search(line.text) is not None for line in lines) > len(lines)


def _are_near(rest: Sequence[Line], sorts: Sequence[int], language: str, *, most: int = 45) -> bool:
    """Say whether all days in these lines are within `most` days, as those of the news are."""
    named = (named_by_day(BULLET.sub("", unlinked(line.text)).strip("*_ "), language) for line in rest)
    when = [day for day, sort in zip(named, sorts, strict=True) if sort == DATED and day]
    if not when:
        return True
    first, last = (date.fromisoformat(f"2000-{day}"[-10:]) for day in (when[-1], when[0]))
    return (last - first).days <= most


def _of_others(
    rest: Sequence[Line],
    sorts: Sequence[int],
    said: Sequence[str],
    *,
    fewest: int = 3,
    long: int = 28,
    brief: int = 34,
    few: float = 0.25,
    prose: int = 700,
    several: int = 4,
    paragraph: int = 120,
) -> tuple[int, int, str] | None:
    """Titles that are not about the text: the first line, the one after the last, and why."""
    titles = [n for n, sort in enumerate(sorts) if sort == TITLE]
    lines = [unlinked(rest[n].text) for n in titles]
    if not fewest <= len(titles) <= 15 or titles[-1] - titles[0] + 1 - len(titles) > len(titles):
        return None
    starred = sum(bool(BULLET.match(line)) for line in lines)
    sizes = sorted(map(title_size, lines))
    # The titles of films and songs are shorter than headlines.
    if starred not in (0, len(lines)) or sizes[len(sizes) // 2] < (long if starred else brief):
        return None
    if BRIEF in sorts[: titles[0]]:
        return None
    if 2 * sum(map(is_entry, lines)) >= len(lines):
        return None
    told = stems(" ".join(said))
    much = len(said) >= several and sum(map(title_size, said)) >= prose
    shares = [len(own & told) / len(own) for line in lines if (own := stems(line))]
    if much and len(shares) == len(lines) and sum(shares) <= few * len(shares) and max(shares) <= 2 * few:
        return titles[0], _last(titles, sorts), f"{len(titles)} titles below the text that share no words with it"
    named = sum(_NAMED.search(BULLET.sub("", line), 2) is not None for line in lines)
    small = sum(_is_sentence(line) for line in lines)
    if starred and title_size(said[-1]) >= paragraph and 3 * named >= 2 * len(lines) and small == len(lines):
        return titles[0], titles[-1] + 1, f"a list of {len(titles)} headlines below the text, which nothing announces"
    return None


def _last(titles: Sequence[int], sorts: Sequence[int]) -> int:
    """The line after the last title, or after the word or day below it, where each of the others has one, too."""
    last = titles[-1] + 1
    beside = all(n + 1 < len(sorts) and sorts[n + 1] in (BRIEF, DATED) for n in titles)
    return last + 1 if beside else last


def _share(rest: Sequence[Line], sorts: Sequence[int], said: Sequence[str]) -> float:
    """Which share of the titles' longer words stands in the text."""
    told = stems(" ".join(said))
    own = [stems(unlinked(line.text)) for line, sort in zip(rest, sorts, strict=True) if sort == TITLE]
    return sum(len(words & told) for words in own) / max(1, sum(map(len, own)))


def is_entry(line: str) -> bool:
    """Say whether a line is likelier one of a list than a title: a label, several commas, a number of four digits."""
    return bool(len(_COMMAS.findall(line)) > 1 or _LABELLED.match(line) or sum(map(str.isdigit, line)) > 3)


def _is_sentence(title: str) -> bool:
    """Say whether a title is written as a sentence is: most of its longer words are small."""
    words = [word for word in _WORD.findall(title) if len(word) > 3]
    small = sum(word[0].islower() for word in words)
    return len(words) > 2 and 2 * small >= len(words)


def stems(text: str, *, shortest: int = 4, kept: int = 5) -> set[str]:
    """The longer words of a text, without their endings; of a dense script all pairs of signs."""
    if text.isascii() or not WIDE.search(text):
        return set(map(str.casefold, {word[:kept] for word in _WORD.findall(text) if len(word) >= shortest}))
    found = {word[:kept].casefold() for word in _WORD.findall(text) if len(word) >= shortest and not WIDE.match(word)}
    for run in re.findall(r"[\u3040-\u30ff\u3400-\u9fff]{2,}", text):
        found.update(run[n : n + 2] for n in range(len(run) - 1))
    found.update(word[:2] for word in re.findall(r"[\uac00-\ud7a3]{2,}", text))
    return found


def _heading(above: Line, doc: Document, why: str, *, longest: int = 60) -> Iterator[Edit]:
    """The heading above the titles: a line of its own, or the last words of a line of tags."""
    spoken, announcing = speaks("related", doc), speaks("announcing", doc)
    shown = bare(above.text)
    if is_told(above.text) or not shown:
        return
    if len(shown) < longest and is_head(shown, spoken, announcing, foot=True) and not refers(shown, spoken):
        yield above.dropped("headlines.list", why, 0.85)
        return
    for many in (1, 2, 3):
        head = " ".join(above.text.split(" ")[-many:])
        if len(head) < len(above.text) and head[:1].isupper() and is_known_head(head) and not refers(head, spoken):
            yield Edit(above.stop - len(head) - 1, above.stop, "", "headlines.list", why, 0.85)
            return
