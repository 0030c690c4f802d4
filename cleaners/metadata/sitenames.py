"""The name of the site whose page a text was copied from, told by all that its lines say of it together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from cleaners import expressions as re
from cleaners.evidence import line_kind, lines_of
from cleaners.metadata.addresses import spelled
from cleaners.metadata.furnished import FOOT, TOP, WIDEST, bare_name, has_owner, may_name, named
from cleaners.metadata.head import Head, joined_links, plain
from cleaners.metadata.labels import stands_above
from cleaners.metadata.names import is_person
from cleaners.metadata.owners import (
    beside_owner,
    claims_ahead,
    company_and_more,
    logo_word,
    of_pictures,
    rights_begin,
    says_what,
)
from cleaners.metadata.weighed import Floats, likelihood, model_of
from cleaners.platforms import endings, folded_name, is_known, is_paper, second_labels
from cleaners.text import WIDE, Line, key

MODEL = "sites_model.json"
# How a line or a rule may name a site: the first columns of the model. The words before the colon in "Courier | Boats:
# the pier" are in `front`; `own_…` stand beside a mark of rights, `by_…` is what a rule of its own told.
SIGNS = (
    "tail", "tail_dash", "front", "twin", "owner", "own_first", "own_form", "own_rest", "own_before", "rights", "slot",
    "loose", "welcome", "top", "logo", "host", "mail", "often", "by_title", "by_address", "by_logo", "by_owner",
    "by_paper", "by_upload", "by_votes", "home", "says", "hosted",
)  # fmt: skip
TRAITS = (
    *SIGNS, "signs", "lines", "lone", "said", "most", "prose", "first_at", "last_at", "in_top", "in_foot", "in_title",
    "one_word", "two_words", "long", "letters", "person", "known", "paper", "loud", "small", "common", "dotted",
    "within", "holds", "others", "page", "wide", "opens", "ends", "company", "handle",
)  # fmt: skip

_HOST = re.compile(
    rf"(?P<mail>@)?(?<![\w-])(?:www\d?\.)?(?P<host>(?:[a-z0-9-]+\.){{1,3}}(?:{endings('sites')}|[a-z]{{2}}))"
    r"(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\.[A-Za-z]{2}")
# These may tell a name that begins with a number: "98 Boats".
_NUMBERED = frozenset(("by_owner", "by_logo", "by_address", "by_title", "logo", "own_first", "home"))
_ENDS = ".,:;!?()|*_\"'“”„«»‘’[]<>–—›/#+~ "
_OWN = re.compile(r"['’]s$")
_LOGO = re.compile(r"!\[(?P<name>[^\]\n]{2,40})\]")
# A link to the front page, by its words or by what a mouse over it shows.
_HOME = re.compile(
    r"(?<!!)\[\s*(?P<name>[^\[\]!]{2,40}?)\s*\]\(\s*/?(?:\s+\"[^\"]*\")?\)"
    r"|\]\(\s*(?:https?://[^/)\s]+)?/?\s+\"(?P<shown>[^\"]{2,40})\"\s*\)"
)
# Who keeps a blog for its writer, as the foot of the page says.
_HOSTS = re.compile(r"\bWordPress\.com\b|\bBlogger\b|\bTumblr\b|\bOver-?[Bb]log\b|\bHypotheses\b")
_DASHES = frozenset("-–—")
_MARK = re.compile(r"[©ⓒⒸ]|\([cC]\)|[Cc]opyrights?\b|COPYRIGHT")
_PARTS = re.compile(r"\s*(?:[|•·(–—/]|\s-\s|\.\s|\.$)\s*")


class Called(NamedTuple):
    """A name that may be the site's, as it is spelled, what says so, and in how many short lines it stands."""

    name: str
    signs: frozenset[str]
    lines: int = 0


def site_called(
    text: str,
    head: Head,
    title: str,
    told: Sequence[tuple[str, str]],
    *,
    beside: str = "",
    least: float = 0.65,
    little: float = 0.08,
) -> str:
    """
    What a page most likely calls itself; "" when no name is likely enough.

    `told` is what other rules take for it, each with its sign; `title` the title of the text, whose words its subject
    is named by. What stands `beside` a title that the page says twice counts as long as nothing likelier is found and
    `little` speaks for it, and in its full length; so does a company in an imprint. Of sites never seen seven of eight
    names that are given are what the page or its host calls it (bench/train_sites.py).
    """
    calls, traits = weighed_names(text, head, title, told)
    imprint = next((name for sign, name in told if sign == "by_upload"), "")
    if not calls:
        return beside or imprint
    sure = likelihood(traits, model_of(MODEL, TRAITS))
    best = chosen(calls, sure, traits, least=least)
    name = calls[best].name if best >= 0 else ""
    if not name:
        own = {call.name: float(each) for call, each in zip(calls, sure, strict=True)}
        return next((each for each in (beside, imprint) if each and own.get(each, 1.0) > little), "")
    return beside if beside and folded_name(name) in folded_name(beside) else name


# What else than a mark of rights speaks of the page, not of who owns it; and what speaks of more than its subject.
_OF_RIGHTS = frozenset(("owner", "own_first", "own_form", "own_rest", "own_before", "by_owner", "rights"))
_OF_SITES = frozenset((
    "by_title", "tail", "tail_dash", "twin", "slot", "logo", "home", "by_votes", "mail", "by_address", "hosted", "says",
    "by_logo", "host",
))  # fmt: skip
_OF_MORE = _OF_RIGHTS | (_OF_SITES - {"slot", "by_votes", "by_address", "host"})


def chosen(
    calls: Sequence[Called],
    sure: Floats,
    traits: Floats,
    *,
    least: float,
    less: float = 0.5,
    other: float = 0.2,
    owner: float = 0.65,
    none: float = 0.1,
) -> int:
    """
    The likeliest name, when it is likely enough, or `less` so and two things of a page tell it; -1 when none is.

    A name that nothing but marks of rights tell may be its publisher's: another that something else tells goes before
    it, and a company's or a person's has to be the surer. What the title is about is linked to often, too: "The pier".
    Of a page on which no name is likely, the owner that its last lines tell counts.
    """
    best = int(sure.argmax())
    signs = calls[best].signs
    if sure[best] <= (less if len(signs & _OF_SITES) > 1 else least):
        told = [
            at for at, call in enumerate(calls) if "by_owner" in call.signs and not _is_owner(traits[at], "company")
        ]
        alone = len(told) == 1 and all(float(each) <= none for at, each in enumerate(sure) if at != told[0])
        return told[0] if alone else -1
    if signs & _OF_RIGHTS and signs <= _OF_RIGHTS | {"by_votes", "often", "top"}:
        named = [at for at, call in enumerate(calls) if call.signs & _OF_SITES and not call.signs & _OF_RIGHTS]
        if not _is_owner(traits[best], "company", "person"):  # "AOL" beside "© 2024 AOL News" is no other name
            whole = folded_name(calls[best].name)
            named = [at for at in named if folded_name(calls[at].name) not in whole]
        best = max((at for at in named if sure[at] >= other), key=lambda at: float(sure[at]), default=best)
        if best not in named and _is_owner(traits[best], "company", "person") and sure[best] < owner:
            return -1
    about = traits[best][TRAITS.index("in_title")] and not calls[best].signs & _OF_MORE
    return -1 if about else best


def _is_owner(traits: Floats, *kinds: str) -> bool:
    """Tell a company or a person: whose the page is, not what it is called."""
    return any(traits[TRAITS.index(each)] for each in kinds)


def weighed_names(
    text: str, head: Head, title: str, told: Iterable[tuple[str, str]], *, longest: int = 60_000
) -> tuple[list[Called], Floats]:
    """The names that may be the site's, each with its traits; of a very long text its ends are counted."""
    found = _callings(text, head, told)
    if not found:
        return [], np.zeros((0, len(TRAITS)))
    said = lines_of(text)
    low = (text if len(text) <= 2 * longest else f"{text[:longest]}\n{text[-longest:]}").lower()
    lone = Counter(line.text.strip(_ENDS).lower() for line in said if len(line.text) <= 50)
    top, foot = (_joined(said[:6]), _joined(said[-12:]))
    prose = _joined([line for line in islice(said, 400) if len(line.text) > 150])
    titled = title.lower()
    times = {folded: low.count(one.name.lower()) for folded, one in found.items()}
    most = math.log1p(max(times.values()))
    table = []
    for folded, one in found.items():
        name, small, words = one.name, one.name.lower(), one.name.split()
        often, first = math.log1p(times[folded]), low.find(one.name.lower())
        others = [each for each in found if each != folded and len(each) > 3]
        table.append([
            *(sign in one.signs for sign in SIGNS), math.log1p(len(one.signs)), math.log1p(one.lines),
            math.log1p(lone[small]), often, often - most, math.log1p(prose.count(small)),
            first / len(low) if first >= 0 else 1.0, 1 - (low.rfind(small) / len(low) if first >= 0 else 0.0),
            small in top, small in foot, small in titled, len(words) == 1, len(words) == 2, len(words) > 3,
            len(name) / 20, is_person(name), is_known(name), is_paper(name), name.isupper(), name[0].islower(),
            small != name and f" {small} " in text, "." in name,
            len(folded) > 3 and any(folded in each for each in others), any(each in folded for each in others),
            math.log1p(len(found)), math.log1p(len(said)), not name.isascii() and bool(WIDE.search(name)),
            titled.startswith(small), low.rstrip().endswith(small), bool(company_and_more().search(name)),
            len(folded) > 3 and (f"@{folded}" in low or f".com/{folded}" in low or f"#{folded}" in low),
        ])  # fmt: skip
    return list(found.values()), np.array(table, np.float64)


def _joined(said: Sequence[Line]) -> str:
    return "\n".join(line.text for line in said).lower()


class _Found(dict[str, Called]):
    """Names by their folded form."""

    def note(self, sign: str, name: str, lines: int = 0) -> None:
        """Take in that this names the site, when it may be a name; spelled with capitals rather than without."""
        bare = bare_name(name)
        folded = folded_name(bare)
        if not may_name(bare, folded, numbered=sign in _NUMBERED):
            return
        known = self.get(folded, Called(bare, frozenset()))
        spelling = bare if known.name.islower() else known.name
        self[folded] = Called(spelling, known.signs | {sign}, max(lines, known.lines))


def _callings(text: str, head: Head, told: Iterable[tuple[str, str]]) -> _Found:
    """All names that lines around the text may call the site by."""
    found = _Found()
    said = lines_of(text)
    places = said if len(said) <= TOP + FOOT else (*said[:TOP], *said[-FOOT:])
    for sign, name in (*told, *_titled(head), *_in_lines(text, places)):
        found.note(sign, name)
    for line in said[: max(6, min(14, head.prose))]:
        if len(line.text) <= 200 and "![" in line.text and (logo := _LOGO.search(line.text)):
            found.note("logo", logo_word().sub(" ", logo["name"]).strip())
        if len(line.text) <= 40:
            found.note("top", plain(line.text))
    for name, times in _repeated(places):
        found.note("often", name, times)
    for sign, name in (*_homes(text), *_said_below(said, head.language), *_hosted(head, said)):
        found.note(sign, name)
    _note_hosts(found, places)
    return found


def _homes(text: str, *, within: int = 8000) -> Iterator[tuple[str, str]]:
    """What links to the front page say, and what is shown over them."""
    if "](" in text[:within]:
        for hit in _HOME.finditer(joined_links(text[:within])):
            name = " ".join((hit["name"] or hit["shown"]).split())
            yield "home", " ".join(logo_word().sub(" ", name).split())


def _said_below(
    said: Sequence[Line], language: str, *, last: int = 60, longest: int = 400
) -> Iterator[tuple[str, str]]:
    """Names with which one of the last lines begins to say what they name: "The Courier is published by …"."""
    for line in said[-last:]:
        if hit := says_what(language).match(line.text) if 10 <= len(line.text) <= longest else None:
            yield "says", next(filter(None, hit.groups()), "")


def _hosted(
    head: Head, said: Sequence[Line], *, last: int = 12, first: int = 4, longest: int = 60
) -> Iterator[tuple[str, str]]:
    """The first line of a blog that somebody keeps for its writer: its name, unless it is a link past the menu."""
    if any(len(line.text) <= 160 and _HOSTS.search(line.text) for line in said[-last:]):
        names = (row.text for row in head.rows[:first] if not line_kind(row.text) and not stands_above(row.text))
        if (name := next(names, "")) and len(name) <= longest:
            yield "hosted", name


def _in_lines(text: str, places: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Names in the phrases of sites ("Follow … on") and beside marks of rights, each with its sign."""
    owned = has_owner(text)
    for at, line in enumerate(places):
        if len(line.text) <= 60 or (owned and len(line.text) <= WIDEST):
            yield from named(line.text, places[at : at + 2], owned=owned)
        if owned and len(line.text) <= 160 and _MARK.search(line.text):
            yield from _owners(plain(line.text))


def _note_hosts(found: _Found, places: Sequence[Line]) -> None:
    """Take in what hosts say: that a name is spelled so by one, or how a line writes what one spells."""
    hosts = _hosts(places)
    folds = [folded_name(line.text) for line in places] if hosts else []
    for folded, (name, mail) in hosts.items():
        sign = "mail" if mail else "host"
        if folded in found:
            found[folded] = found[folded]._replace(signs=found[folded].signs | {sign})
        elif "." in name:
            found.note(sign, name)
        elif len(folded) > 3:
            said_so = [line for line, fold in zip(places, folds, strict=True) if folded in fold]
            if written := spelled(folded, said_so):
                found.note(sign, written)


def _titled(head: Head, *, first: int = 2, below: int = 200) -> Iterator[tuple[str, str]]:
    """What stands behind the last and before the first stroke or dash of the first lines."""
    for row in head.rows[:first]:
        if not row.gaps:
            continue
        last = row.gaps[-1]
        behind, ahead = row.text[last.end() :].strip(), key(row.text[: last.start()])
        yield "tail_dash" if last[0].strip() in _DASHES else "tail", behind
        if ahead and any(other.says(ahead) for other in head.rows[1:below]):
            yield "twin", behind
        yield "front", row.text[: row.gaps[0].start()].strip()
        if len(row.gaps) > 1:
            yield "front", row.text[row.gaps[-2].end() : last.start()].strip()


def _owners(line: str) -> Iterator[tuple[str, str]]:
    """Whom a line with a mark of rights may mean: the words beside the mark and the year, up to a stroke or a comma."""
    mark = _MARK.search(line)
    if not mark or of_pictures(drawn=True).search(line):
        return
    for first, side in (("own_first", line[mark.start() :]), ("own_before", line[: mark.start()])):
        bare = beside_owner().sub(" ", rights_begin().sub("", claims_ahead().sub("", side)))
        parts = [" ".join(part.strip(_ENDS).split()) for part in _PARTS.split(bare)]
        for at, name in enumerate([part for part in parts if part][:2]):
            yield "own_rest" if at else first, name
            if "," in name:
                yield "own_form", name.partition(",")[0]
            if company_and_more().search(name):
                yield "own_form", company_and_more().sub("", name)


def _repeated(places: Sequence[Line], *, widest: int = 60, fewest: int = 3, most: int = 12) -> list[tuple[str, int]]:
    """
    Words with capitals that stand together in `fewest` different short lines, and in how many.

    Near the top and near the foot once each is enough. What nearly always stands in more words is no name by itself.
    """
    counted: Counter[str] = Counter()
    ends: dict[str, int] = {}
    seen: set[str] = set()
    for at, line in enumerate(places):
        end = 1 if at < 15 else 2 if at >= len(places) - 15 else 0
        if not 2 < len(line.text) <= widest or (line.text in seen and not end):
            continue
        own = _capitals(plain(line.text) if "[" in line.text else line.text)
        for name in own:
            ends[name] = ends.get(name, 0) | end
        if line.text not in seen:
            counted.update(own)
            seen.add(line.text)
    often = {name: times for name, times in counted.items() if (times >= fewest or ends[name] == 3) and len(name) > 2}
    inside = {
        part
        for name, times in often.items()
        for part in (name.rpartition(" ")[0], name.partition(" ")[2])
        if often.get(part, 0) * 3 <= times * 4
    }
    return sorted(
        ((name, times) for name, times in often.items() if name not in inside), key=lambda each: (-each[1], each[0])
    )[:most]


def _capitals(text: str, *, words: int = 10, most: int = 4) -> set[str]:
    """What stands together in a short line and begins and ends with a capital or a sign of no case."""
    said = [_OWN.sub("", word.strip(_ENDS)) for word in text.split()]
    own: set[str] = set()
    for first, word in enumerate(said if len(said) <= words else ()):
        if not word or word[0].islower():
            continue
        for last in range(first, min(len(said), first + most)):
            if not said[last]:
                break
            if not said[last][0].islower():
                own.add(" ".join(said[first : last + 1]))
    return own


def _hosts(places: Sequence[Line], *, widest: int = 400) -> dict[str, tuple[str, bool]]:
    """Hosts that lines of the page write, folded: by their own label and as a whole, and whether letters go there."""
    found: dict[str, tuple[str, bool]] = {}
    for line in places:
        if len(line.text) > widest or not _DOTTED.search(line.text):
            continue
        for hit in _HOST.finditer(line.text):
            host, mail = hit["host"].lower(), bool(hit["mail"])
            labels = host.split(".")[:-1]
            while len(labels) > 1 and labels[-1] in second_labels():
                labels.pop()
            shown = hit["host"] if not mail and "/" not in line.text else labels[-1]
            for folded, name in ((folded_name(labels[-1]), labels[-1]), (folded_name(host), shown)):
                old = found.get(folded, (name, False))
                found[folded] = (old[0], mail or old[1])
    return found
