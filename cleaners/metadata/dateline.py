"""When the text was published: lines that say a date and little else."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.dates import Day, days
from cleaners.metadata.head import Head
from cleaners.metadata.words import DIGIT, RULE, SENTENCE_WITHIN, date_words, leftover, says
from cleaners.resources import among, one_of
from cleaners.text import key

_WIRE_HEAD = re.compile(r"/(?:PRNewswire|PR Newswire|CNW)[^/\n]{0,20}/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE)\)")


# A year or a day with a dash soon behind it.
_MAY_OPEN = re.compile(r"\d\d[^\d\n]{0,40}[-–—/]")
_LABEL = re.compile(r"([^\W\d_]+)\s*[:：][\W\d]*$")
# "anna_low·3 May 2024": a nickname in small letters and its dot, as platforms print them.
DOTTED = re.compile(r"(?P<nick>[a-z0-9][a-z0-9_.-]{2,23})\s?[·•]\s?")
# A post of another that is shown in the text: "— Harbour News (@harbour) May 4, 2022".
_SHARED = re.compile(r"^\W*[—–] |\(@\w")
# Two days that a page draws beside each other, of which one is hidden: "3. Mai 20244. Mai 2024".
_RUN_IN = re.compile(r"(?<=\D(?:19|20)\d\d)(?=\d{1,2}[./ ])")
# A place that a dash alone parts from its day: "Puertonorte-03/05/2024 20:00".
_PLACED = re.compile(r"(?<=[^\W\d_])-(?=\d{1,2}[/.]\d{1,2}[/.]\d{4}\b)")


class Signature(NamedTuple):
    """What a date line says, as ISO 8601 dates."""

    published: str = ""
    updated: str = ""


@cache
def clock_behind() -> re.Pattern[str]:
    """The clock behind a day: ", um 14.57"."""
    return re.compile(rf"[\s,·|/-]*(?:(?:{one_of(RULE, 'clock')})\s)?\d{{1,2}}[:.h]\d{{2}}(?!\d)")


@cache
def _parts() -> re.Pattern[str]:
    """What parts the place and the date from the text: "Paris, le 3 mai 2024 –", "Madrid, 3 de mayo de 2024.-"."""
    return re.compile(
        rf"\s*(?:{one_of(RULE, 'year')})?\s*(?:\([^()\n]{{1,30}}\))?"
        r"\s*(?:[-–—]{1,3}|\.\s?[-–—]|/)\s*(?=[^\sa-zß-ÿ\d])"
    )


@cache
def _span() -> re.Pattern[str]:
    """What joins the two days of a span."""
    return re.compile(rf"\s*(?:[-–—]|{one_of(RULE, 'until')})\s*")


@cache
def _begins() -> re.Pattern[str]:
    """Something that begins: "3 May 2025, from 10 o'clock"."""
    return re.compile(rf"\b(?:{one_of(RULE, 'since')})\s+\d", re.IGNORECASE)


@cache
def _by_nickname() -> re.Pattern[str]:
    """The word before a nickname, with it."""
    return re.compile(rf"^\W*(?:[^\W\d_]+ )?(?:{one_of(RULE, 'nickname')}) \S+", re.IGNORECASE)


def dates_said(text: str, language: str, *, most: int = 7, near: int = 80, small: int = 2) -> Signature | None:
    """
    The dates of a line that says little else: "Publié le 3 mai 2024, mis à jour le 4 mai 2024".

    A line may hold a name, a section, a time beside its date. Small words that no date line says, a label that
    names another date ("Deadline:"), and a span of days ("3 May 2024 – 5 May 2024") tell of something that happens.

        >>> dates_said("Politik, 3. Mai 2024, 10:31 Uhr, Anna Low", "de")
        Signature(published='2024-05-03', updated='')
        >>> dates_said("Am 3. Mai 20244. Mai 2024 von Anna Low", "de"), dates_said("Kervalan-03/05/2024 20:00", "es")
        (Signature(published='2024-05-03', updated=''), Signature(published='2024-05-03', updated=''))
        >>> dates_said("Entrada en vigor el 1 de enero de 2032", "es")
    """
    text = _PLACED.sub(" - ", _RUN_IN.sub(" ", text))
    found = list(days(text, language))
    if not found or _SHARED.search(text) or _begins().search(text, found[-1].end):
        return None
    pieces = [text[: found[0].start], *(text[a.end : b.start] for a, b in pairwise(found)), text[found[-1].end :]]
    heralded = says(pieces[0], "published", strong=True) or says(pieces[0], "updated", strong=True)
    if heralded and found[0].start <= near:
        found = [day for day in found if day.start <= 2 * near]
        rest = leftover(pieces[0])
    else:
        rest = [word for piece in pieces for word in leftover(piece)]
        if _tells(pieces, small) or _is_span(found, pieces):
            return None
    if len(rest) > most or any(len(SENTENCE_WITHIN.findall(piece)) > 1 for piece in pieces[: len(found)]):
        return None
    published = updated = ""
    for day, before in zip(found, pieces, strict=False):
        label = _LABEL.search(before)
        if label and key(label[1]) not in date_words():
            continue
        if says(before, "updated"):
            updated = updated or day.iso
        else:
            published = published or day.iso
    return Signature(published, updated) if published or updated else None


def _tells(pieces: list[str], small: int) -> bool:
    """Words in small letters before the date, or more than `small` of them after it: a sentence, no date line."""
    ahead = [
        word
        for piece in pieces[:-1]
        for word in leftover(_by_nickname().sub("", DOTTED.sub("", piece, count=1)))
        if len(word) > 2
    ]
    behind = [word for word in leftover(pieces[-1]) if word.islower()]
    return any(word.islower() for word in ahead) or len(behind) > small


def _is_span(found: list[Day], pieces: list[str]) -> bool:
    """Two different days with nothing but a dash between them."""
    return len(found) == 2 and found[0].iso != found[1].iso and bool(_span().fullmatch(pieces[1]))


def opening_date(head: Head, *, reach: int = 110, first: int = 2, since: str = "1990") -> str:
    """
    The date between the place and the dash that open the prose, or with its time at the very beginning of the text.

    "Paris, le 3 mai 2024 – …" tells when it was written; "Paris, which burned down on 3 May 1924, …" does not.
    """
    for at in range(head.prose, min(len(head.rows), head.prose + first)):
        said = head.rows[at].text[:reach].lstrip("*_( ")
        dashed = "–" in said or "-" in said or "—" in said or "/" in said
        if not (dashed and _MAY_OPEN.search(said)) and not (at == 0 and said[:1].isdigit()):
            continue
        found = next(days(said, head.language), None)
        if not found or found.iso < since:
            continue
        if at == 0 and found.start == 0 and clock_behind().match(said, found.end):
            return found.iso
        place = [word.strip(",.()") for word in said[: found.start].split()]
        named = 1 <= len(place) <= 7 and not place[0][:1].islower()
        if named and said[: found.start].rstrip()[-1:] not in ".;" and _parts().match(said, found.end):
            small = [word for word in place if word[:1].islower() and word not in among(RULE, "before_day")]
            small = [word for word in small if key(word) not in date_words()]
            if not small and not any(char.isdigit() for char in said[: found.start]):
                return found.iso
    return ""


def led_by_date(text: str, language: str, *, shortest: int = 8) -> str:
    """
    The day that begins the line below a title, with a dash between it and what the line goes on to say.

        >>> led_by_date("23 May 2022, 08:15 The office wants eight boats", "en")
        '2022-05-23'
        >>> led_by_date("23/05/2022 - The office wants eight boats", "en"), led_by_date("23/05/2022 was a Monday", "en")
        ('2022-05-23', '')
    """
    if not text[:1].isdigit():
        return ""
    found = next(days(text[:40], language), None)
    timed = clock_behind().match(text, found.end) if found and found.start == 0 else None
    if found and timed and re.match(r" [^\W\d_a-zß-ÿ]\S* \S", text[timed.end() :]):
        return found.iso
    led = found and found.start == 0 and found.end >= shortest and re.match(r" ?[-–—|] [^\W\d]", text[found.end :])
    return found.iso if found and led else ""


def announced_date(head: Head, *, longest: int = 120, ahead: int = 30) -> str:
    """
    The one day that lines of a page announce as the day of publication: "Published May 3, 2024 • 4 minute read".

    Wherever they stand, for other texts have their dates without such a word; of two days neither is meant.
    """
    found: set[str] = set()
    for row in head.rows:
        said = row.text
        if len(said) > longest or not DIGIT.search(said) or not says(said[:ahead], "published", strong=True):
            continue
        if not said[:1].isalpha() or not (told := dates_said(said, head.language)) or not told.published:
            continue
        first = next(days(said, head.language), None)  # a day may be told by its month alone
        if first and says(said[: first.start], "published", strong=True) and len(leftover(said[: first.start])) <= 1:
            found.add(told.published)
    return found.pop() if len(found) == 1 else ""


def wire_date(text: str, language: str, *, reach: int = 300) -> str:
    """The date before the mark of a release service: "PARIS, 13 août 2024 /PRNewswire/ --"."""
    hit = _WIRE_HEAD.search(text, 0, reach)
    if not hit:
        return ""
    found = list(days(" ".join(text[: hit.start()].split()), language))
    return found[-1].iso if found else ""
