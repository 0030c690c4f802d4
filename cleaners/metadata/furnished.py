"""The site that the lines around a text name: "Follow The Courier", "© 2024 The Courier", a masthead at the foot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from cleaners.evidence import line_kind
from cleaners.metadata.head import plain
from cleaners.platforms import paper_names
from cleaners.resources import languages, table
from cleaners.text import WIDE, Line, key

TOPIC = "labels"

_OWNED = re.compile(
    r"(?:(?:©|ⓒ|\([cC]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)[\s:]*)+(?:\d{4}(?:\s?[-–—]\s?\d{2,4})?[\s,.:]*)?"
    r"(?:by\s+|von\s+|par\s+)?(?P<name>[^\W_][^|(•·,–—\n]{1,50}?)"
    r"(?=\s*(?:[|(•·,–—]|\.\s|\.$|\s-\s|\d{4}|\b[Aa]ll [Rr]ights\b|\bALL RIGHTS\b|\bAlle? [Rr]e|\bTous\b|\bTodos\b"
    r"|\bTutti\b|Все\b|版权|版權|無断|무단|All\b|$))"
)
_RIGHTS = re.compile(
    r"rights? reserved|rechte vorbehalten|droits (?:de reproduction )?réservés|derechos reservados|direitos reservados"
    r"|diritti (?:sono )?riservati|rechten voorbehouden|права (?:защищены|соблюдены)|права охраняются|無断|无断"
    r"|版权所有|版權所有|무단|الحقوق محفوظة|hak cipta|P\.? ?IVA",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"\b(?:getty|istock|shutterstock|adobe|alamy|unsplash|pexels|pixabay|imago|alliance|depositphotos|dpa|afp|reuters|epa|apa"
    r"|keystone|fotos?|photos?|bild|images?|pictures?)\b|/|themes?\b|templates?\b",
    re.IGNORECASE,
)
# "Bienvenue sur QuaiBlog, le blog des petits ports": the page greets its readers.
_WELCOME = re.compile(
    r"(?:welcome to|bienvenue sur|willkommen (?:bei|auf)|bienvenidos? a|bem-vindos? (?:ao|à)|benvenut[oi] (?:su|in|a)"
    r"|welkom (?:bij|op)|добро пожаловать на|selamat datang di)\s(?P<name>[^\W_][^,.!?:\n–—]{1,30}?)"
    r"(?:, | – | — )(?:(?:the|le|la|un|une|der|die|das|dein|ein|eine|el|tu|una|o|a|il|lo|de|het|een|your|a|uma|seu)\s)?"
    r"(?:[^\W\d_]+\s){0,2}(?:blog|site|website|web|sito|weblog|magazine|magazin|journal|portal|portale|блог|сайт)\b",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"[\s,]+(?:gmbh|ag|kg|ug|e\.\s?v|inc|llc|ltd|limited|corp|corporation|co|plc|sas|s\.?a\.?|b\.?v|n\.?v|s\.?r\.?l|s\.?p\.?a"
    r"|s\.?l|ltda|oy|ab|as|aps|pty)\b\.?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:der|die|das|dem|den|le|la|les|el|los|las|il|lo|gli|de|het|o|os|as|the) (?=[^\W\d_])")
_PLACE = re.compile(r"[^\w&+.!'’ -]")
_NOBODY = frozenset((
    "us", "me", "you", "it", "him", "her", "them", "uns", "mich", "dich", "nous", "moi", "vous", "nosotros",
    "nós", "noi", "ons", "mij", "нас", "нам", "our team", "the author", "the team", "this site", "this page",
    "this blog", "author", "authors", "the site", "home", "top", "page", "menu", "news", "newsletter",
    "newsletters", "the newsletter", "la newsletter", "privacy", "cookies", "contact", "google", "facebook",
    "twitter", "instagram", "youtube", "linkedin", "whatsapp", "telegram", "pinterest", "tiktok", "wordpress",
    "google news", "sport", "sports", "politics", "all rights reserved", "rights", "view this post", "kami",
    "私たち", "当サイト", "我们", "本站", "本网站", "我們",
))  # fmt: skip


# Lines where a name may stand alone, from the top and from the foot, and how wide a line of furniture is at most.
_FIRST, _LAST, _WIDEST = 12, 25, 110
_OURS = frozenset((
    "our", "your", "my", "this", "unser", "unsere", "unseren", "unserer", "nos", "notre", "votre", "vos", "ce", "cette",
    "nuestro", "nuestra", "tu", "este", "esta", "nosso", "nossa", "seu", "nostra", "nostro", "onze", "ons", "deze",
    "наш", "наша", "наши", "наши", "werben", "view", "wordpress",
))  # fmt: skip
# How much each kind of line says; a name needs as much as two of the better kinds, or one of them and two places.
_WEIGHTS = {"owner": 2, "title": 2, "slot": 2, "known": 1, "rights": 1, "welcome": 3, "loose": 1, "top": 1, "foot": 1}


def furnished(
    said: tuple[Line, ...], titles: Iterable[str], prose: int, *, top: int = 40, foot: int = 70, least: int = 3
) -> str:
    """
    The one name that several kinds of lines agree on; "" when none or two do.

    The kinds: a phrase of sites with a slot for the name ("Follow … on", "… newsletter"), the owner in a copyright
    line, what stands behind the title, a short line at the very top, and the same at the foot.
    """
    votes: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for line in said[: min(2, prose)]:
        if key(line.text).replace(" ", "") in paper_names() and line.text[:1].isalpha():
            return line.text.strip()
    places = said if len(said) <= top + foot else (*said[:top], *said[-foot:])
    for at, line in enumerate(places):
        if len(line.text) > _WIDEST and not _WELCOME.match(line.text):
            continue
        last = at >= max(len(places) - _LAST, prose + 1)
        named = list(_named(plain(line.text), first=at < min(_FIRST, prose), last=last))
        if last and named and named[0][0] == "owner" and len(named) == 1:
            around = " ".join(each.text for each in places[at : at + 2])
            sounds = "." in named[0][1] or is_paper(named[0][1])
            if sounds and _RIGHTS.search(around) and not _PICTURES.search(around):
                named.append(("rights", named[0][1]))
        for kind, name in named:
            bare = _FORM.sub("", _ARTICLE.sub("", name)).strip(" .:|-–—")
            folded = key(bare).replace(" ", "")
            if _may_name(bare, folded):
                votes[folded].add(kind)
                if kind in ("slot", "foot") and _is_whole_paper(bare):
                    votes[folded].add("known")
                spelled.setdefault(folded, bare)
    for name in titles:
        if (folded := key(_ARTICLE.sub("", name)).replace(" ", "")) in votes:
            votes[folded].add("title")
    weighed = {name: sum(_WEIGHTS[kind] for kind in kinds) for name, kinds in votes.items()}
    sure = sorted((name for name in weighed if weighed[name] >= least), key=lambda name: (-weighed[name], -len(name)))
    if not sure or (len(sure) > 1 and weighed[sure[0]] == weighed[sure[1]] and not _akin(sure[0], sure[1])):
        return ""
    return spelled[sure[0]]


def _akin(one: str, other: str) -> bool:
    """Tell two spellings of one name: "courier" and "couriercom"."""
    return one in other or other in one


def is_masthead(name: str, text: str, *, most: int = 5) -> bool:
    """Tell a first line that is the name of a paper, not a title: one that is known, or comes again alone."""
    if len(name.split()) > most or len(name) > 40:
        return False
    return key(name).replace(" ", "") in paper_names() or (is_paper(name) and text.count(f"\n{name}\n") >= 1)


def is_paper(name: str) -> bool:
    """Tell a name with a word in it that papers are called by: "Il Corriere del Molo", "港湾タイムズ"."""
    low = name.lower()
    if any(word in low for word in _paper_words(wide=True)):
        return True
    said = re.findall(r"[^\W\d_]+", low)
    return not _paper_words(wide=False).isdisjoint(said) or key(name).replace(" ", "") in paper_names()


def _is_whole_paper(name: str) -> bool:
    """Tell the whole name of a paper: two words or more with capitals, no "our newsletter", or one that is known."""
    if key(name).replace(" ", "") in paper_names():
        return True
    words = name.split()
    whole = len(words) > 1 and all(word[0].isupper() or len(word) <= 3 for word in words) and words[-1][0].isupper()
    return whole and is_paper(name) and not re.search(r"news\w*let|portal\b|news\b", name, re.IGNORECASE)


@cache
def _paper_words(*, wide: bool) -> frozenset[str]:
    """Words of names of papers; in scripts that set no blanks, and of German and Dutch, they end a longer word."""
    words = {word for code in languages(TOPIC) for word in table(TOPIC, code).get("paper_words", ())}
    joined = {word for word in words if not word.isascii() and (WIDE.match(word) or "가" <= word[0] <= "힣")}
    joined |= {"zeitung", "nachrichten", "anzeiger", "dagblad", "nieuwsblad"}
    return frozenset(joined if wide else words)


def _named(text: str, *, first: bool, last: bool) -> Iterator[tuple[str, str]]:
    """Names that a line of furniture holds, each with the kind of the line."""
    if "©" in text or "ⓒ" in text or "opyright" in text or "COPYRIGHT" in text or "(c)" in text or "(C)" in text:
        for hit in _OWNED.finditer(text):
            yield "owner", hit["name"].strip()
        return
    if welcome := _WELCOME.match(text):
        yield "welcome", welcome["name"]
    if len(text) > 60:
        return
    if slot := _slots("site").fullmatch(text):
        yield "slot", slot["behind"] or slot["ahead"]
    elif loose := _slots("loosely").fullmatch(text):
        yield "loose", loose["behind"] or loose["ahead"]
    elif first or last:
        yield "top" if first else "foot", text


def _may_name(name: str, folded: str, *, most: int = 5, longest: int = 36) -> bool:
    """Tell what can be the name of a site: few words, the first or the last with a capital, none of the page's own."""
    words = name.split()
    if not 1 <= len(words) <= most or not 3 - bool(WIDE.search(name)) <= len(folded) or len(name) > longest:
        return False
    if not any(word[0].isupper() or not word[0].islower() for word in (words[0], words[-1])) or _PLACE.search(name):
        return False
    if words[0].lower() in _OURS or not words[0][0].isalnum() or words[0][0].isdigit():
        return False
    return key(name) not in _NOBODY and not line_kind(name) and not folded.isdigit()


@cache
def _slots(how: str) -> re.Pattern[str]:
    """Phrases around a name, in all languages: parted from it by a blank, or by none in scripts that set none."""
    before = {word for code in languages(TOPIC) for word in table(TOPIC, code).get(f"before_{how}", ())}
    after = {word for code in languages(TOPIC) for word in table(TOPIC, code).get(f"after_{how}", ())}
    ahead = "|".join(_slot(word, behind=False) for word in sorted(before, key=len, reverse=True))
    behind = "|".join(_slot(word, behind=True) for word in sorted(after, key=len, reverse=True))
    return re.compile(
        rf"(?:{ahead})(?P<behind>\S.{{1,36}}?)(?:\s(?:{'|'.join(_TAILS)}).*)?[!.]?|(?P<ahead>\S.{{1,36}}?)(?:{behind})[!.]?",
        re.IGNORECASE,
    )


_TAILS = ("on", "auf", "sur", "en", "no", "na", "su", "op", "в", "على", "di")


def _slot(word: str, *, behind: bool) -> str:
    """The phrase with the blank that parts it from a name; between two wide characters there may be none."""
    near = word[0] if behind else word[-1]
    blank = r"\s?" if WIDE.match(near) or "가" <= near <= "힣" or near == "ـ" else r"\s"
    return blank + re.escape(word) if behind else re.escape(word) + blank
