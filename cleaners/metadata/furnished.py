"""The site that the lines around a text name: "Follow The Courier", "© 2024 The Courier", a masthead at the foot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from cleaners import expressions as re
from cleaners.evidence import line_kind, lines_of
from cleaners.metadata.head import plain
from cleaners.metadata.names import is_person
from cleaners.metadata.owners import (
    article_before,
    behind_name,
    company,
    greeting,
    greets_with,
    nobody,
    of_pictures,
    our_words,
    owner_named,
    rights_reserved,
)
from cleaners.platforms import folded_name, is_known, is_paper, is_whole_paper
from cleaners.resources import languages, listed, table
from cleaners.text import WIDE, Line, key

TOPIC = "labels"

_OWNERS = ("©", "ⓒ", "Ⓒ", "opyright", "COPYRIGHT", "(c)", "(C)")
_OWNS = re.compile(r"[©ⓒⒸ]|\([cC]\)|[Cc]opyright|COPYRIGHT")
# What no name of a site has in it.
_NO_NAME = re.compile(r"[^\w&+.!'’ -]")
_HOSTED = re.compile(r"\w\.(?:[a-z]{2,4})$")
# How many lines are looked at, from the top and from the foot; in how many of them a name may stand alone; and how wide
# a line of furniture is at most.
TOP, FOOT, _FIRST, _LAST, WIDEST = 40, 70, 12, 25, 110
# How much each kind of line says; a name needs as much as two of the better kinds, or one of them and two places.
_WEIGHTS = {"owner": 2, "title": 2, "slot": 2, "known": 1, "rights": 1, "welcome": 3, "loose": 1, "top": 1, "foot": 1}

# What a person's name is found in who signs the text and owns its rights.
_WRITERS = frozenset(("owner", "top", "foot"))


def furnished(text: str, titles: Iterable[str], prose: int, *, least: int = 3) -> str:
    """
    The one name that several kinds of lines agree on; "" when none or two do.

    The kinds: a phrase of sites with a slot for the name ("Follow … on", "… newsletter"), the owner in a copyright
    line, what stands behind the title, a short line at the very top, and the same at the foot. `prose` is the row
    where the text begins.
    """
    said = lines_of(text)
    for line in said[: min(2, prose)]:
        if line.text[:1].isalpha() and len(line.text) <= 40 and is_known(line.text):
            return line.text.strip()
    votes = _Votes()
    places = said if len(said) <= TOP + FOOT else (*said[:TOP], *said[-FOOT:])
    owned, greetings = has_owner(text), greets_with()
    for at, line in enumerate(places):
        size = len(line.text)
        if size <= 60 or (size <= WIDEST and owned) or line.text[:3] in greetings:
            for kind, name in named(line.text, places[at : at + 2], owned=owned):
                votes.add(kind, name)
    behind = [name for name in titles if name]
    first, last = places[: min(_FIRST, prose)], places[max(len(places) - _LAST, prose + 1) :]
    mastheads = {line.text for line in first if len(line.text) <= 40}
    mastheads.intersection_update([line.text for line in last])
    if not (votes.kinds or behind or mastheads):
        return ""
    wanted = {_bare(name) for name in (*votes.spelled.values(), *behind, *mastheads)}
    for kind, lines in (("top", first), ("foot", last)):
        for line in lines:
            if len(line.text) <= 60 and _bare(line.text) in wanted:
                votes.add(kind, plain(line.text))
    for name in behind:
        votes.confirm(name)
    return votes.best(least)


class _Votes:
    """Which kinds of lines name a site, for each name, and how it is spelled where it is named first."""

    def __init__(self) -> None:
        self.kinds: dict[str, set[str]] = {}
        self.spelled: dict[str, str] = {}

    def add(self, kind: str, name: str) -> None:
        """Count a line of this kind for the name, when it may be one."""
        bare = company().sub("", article_before().sub("", name)).strip(" .:|-–—")
        folded = folded_name(bare)
        if may_name(bare, folded):
            self.kinds.setdefault(folded, set()).add(kind)
            if kind in ("slot", "foot") and is_whole_paper(bare):
                self.kinds[folded].add("known")
            self.spelled.setdefault(folded, bare)

    def confirm(self, name: str) -> None:
        """Count the title for a name that a line names, too."""
        folded = folded_name(article_before().sub("", name))
        if folded in self.kinds:
            self.kinds[folded].add("title")

    def best(self, least: int) -> str:
        """The name that most speaks for; "" when too little does, or as much for another."""
        weighed = {name: sum(_WEIGHTS[kind] for kind in kinds) for name, kinds in self.kinds.items()}
        for name, kinds in self.kinds.items():
            if kinds <= _WRITERS and is_person(self.spelled[name]) and not is_paper(self.spelled[name]):
                weighed[name] = 0
        sure = sorted(
            (name for name in weighed if weighed[name] >= least), key=lambda name: (-weighed[name], -len(name))
        )
        if not sure or (len(sure) > 1 and weighed[sure[0]] == weighed[sure[1]] and not _akin(sure[0], sure[1])):
            return ""
        return self.spelled[sure[0]]


@lru_cache(maxsize=2)
def has_owner(text: str) -> bool:
    """Tell a text with a mark of rights in it; kept, as three rules ask."""
    return any(mark in text for mark in _OWNERS)


def bare_name(name: str) -> str:
    """A name without its article and the form of a company."""
    return company().sub("", article_before().sub("", name)).strip(" .:|-–—")


def _bare(text: str) -> str:
    """A line in small letters without the marks and the article before it."""
    return article_before().sub("", text.lower().strip(" \t#*_>-"))


def _akin(one: str, other: str) -> bool:
    """Tell two spellings of one name: "courier" and "couriercom"."""
    return one in other or other in one


def is_masthead(name: str, text: str, *, most: int = 5) -> bool:
    """Tell a first line that is the name of a paper, not a title: one that is known, or comes again alone."""
    if len(name.split()) > most or len(name) > 40:
        return False
    return is_known(name) or (is_paper(name) and f"\n{name}\n" in text)


def is_called(name: str, *, fewest: int = 2, most: int = 4) -> bool:
    """
    Tell a name that says what it is the name of: a blog, a podcast.

        >>> is_called("The Harbour Blog"), is_called("Quay Hour Podcast"), is_called("Why I Left My Blog")
        (True, True, False)
    """
    words = name.split()
    if not fewest <= len(words) <= most or words[-1].lower() not in _called_so():
        return False
    return all(word[0].isupper() for word in words)


@cache
def _called_so() -> frozenset[str]:
    """What sites and shows call themselves, as the last word of a name."""
    shows = (table("metadata", code).get("speech", {}).get("kinds", ()) for code in languages("metadata"))
    return frozenset((*listed("owners", "kinds"), *(each for kinds in shows for each in kinds)))


def named(text: str, around: Sequence[Line], *, owned: bool) -> Sequence[tuple[str, str]]:
    """Names that a line of furniture holds, each with the kind of the line; `around` is the line and the next."""
    if owned and _OWNS.search(text):
        owners = [hit["name"].strip() for hit in owner_named().finditer(plain(text))]
        found = [("owner", name) for name in owners]
        if len(owners) == 1 and ("." in owners[0] or is_paper(owners[0])):
            both = " ".join(each.text for each in around)
            if rights_reserved().search(both) and not of_pictures(drawn=False).search(both):
                found.append(("rights", owners[0]))
        return found
    if text[:3] in greets_with() and (welcome := greeting().match(text)):
        return [("welcome", welcome["name"])]
    slot = _slot(text if text[0].isalnum() else plain(text)) if len(text) <= 60 else None
    return [slot] if slot else ()


def welcomed(text: str) -> str:
    """The name in a line that greets the readers of a blog or a site: "Welcome to QuayBlog, the blog of the ports"."""
    hit = greeting().match(text) if text[:3] in greets_with() else None
    return hit["name"] if hit else ""


def may_name(name: str, folded: str, *, most: int = 5, longest: int = 36, numbered: bool = False) -> bool:
    """Tell what can be the name of a site: few words, the first or the last with a capital, none of the page's own."""
    words = name.split()
    if not 1 <= len(words) <= most or not 3 - bool(WIDE.search(name)) <= len(folded) or len(name) > longest:
        return False
    hosted = len(words) == 1 and _HOSTED.search(name) is not None
    if not hosted and words[0][0].islower() and words[-1][0].islower():
        return False
    if _NO_NAME.search(name):
        return False
    if not name.isascii() and name.startswith(_wide_ours()):
        return False
    if words[0].lower() in our_words() or not words[0][0].isalnum():
        return False
    if len(words) > 1 and ((words[-1].islower() and len(words[-1]) < 4) or words[0] in listed("owners", "by")):
        return False  # "The Keepers of", "by Anna Low"
    if words[0][0].isdigit() and not (numbered and len(words) > 1 and len(words[0]) < 4):
        return False
    return key(name) not in nobody() and not line_kind(name) and not folded.isdigit()


@cache
def _wide_ours() -> tuple[str, ...]:
    """The phrases of scripts without blanks with which what is no name begins: "关注海港晚报"."""
    return tuple(sorted(each for each in our_words() if WIDE.match(each)))


def _slot(text: str) -> tuple[str, str] | None:
    """The name in a phrase of sites, and whether the phrase stands beside nothing but names."""
    low = text.lower().rstrip("!. ")
    if len(low) != len(text.rstrip("!. ")):
        return None
    ahead, behind, wide = _phrases()
    for phrase, kind in ahead.get(low[: low.find(" ")], ()):
        if low.startswith(phrase):
            return kind, behind_name().sub("", text[len(phrase) : len(low)]).strip()
    if (last := low[low.rfind(" ") + 1 :]) in behind:
        for phrase, kind in behind[last]:
            if low.endswith(phrase):
                return kind, text[: len(low) - len(phrase)].strip()
    if not low.isascii() and low.endswith(wide):
        phrase = next(each for each in wide if low.endswith(each))
        return _wide_kinds()[phrase], text[: len(low) - len(phrase)].strip()
    return None


_Phrases = dict[str, list[tuple[str, str]]]
_KINDS = (("site", "slot"), ("loosely", "loose"))


@cache
def _phrases() -> tuple[_Phrases, _Phrases, tuple[str, ...]]:
    """
    Phrases beside a name, in all languages, each with its kind: by their first word, by their last, and the wide ones.

    Those of scripts that set no blanks stand at the end of a line as they are; the longest comes first.
    """
    ahead: _Phrases = defaultdict(list)
    behind: _Phrases = defaultdict(list)
    for how, kind in _KINDS:
        rows = [table(TOPIC, code) for code in languages(TOPIC)]
        for phrase in {each for row in rows for each in row.get(f"before_{how}", ())}:
            ahead[phrase.split()[0]].append((f"{phrase} ", kind))
        for phrase in {each for row in rows for each in row.get(f"after_{how}", ())} - _wide_kinds().keys():
            behind[phrase.split()[-1]].append((f" {phrase}", kind))
    for known in (ahead, behind):
        for found in known.values():
            found.sort(key=lambda each: (-len(each[0]), each[0]))
    return dict(ahead), dict(behind), tuple(sorted(_wide_kinds(), key=lambda each: (-len(each), each)))


@cache
def _wide_kinds() -> dict[str, str]:
    """Phrases behind a name in scripts that set no blank before them, each with its kind."""
    return {
        phrase: kind
        for how, kind in _KINDS
        for code in languages(TOPIC)
        for phrase in table(TOPIC, code).get(f"after_{how}", ())
        if WIDE.match(phrase)
    }
