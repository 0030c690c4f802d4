"""What pages say around the name of whose they are, in all languages, as expressions compiled when first asked for."""

from __future__ import annotations

import re
from functools import cache

from cleaners.resources import beside_english, either, joined, listed, one_of

TOPIC = "owners"
# Agencies of pictures and of news, which are called alike everywhere: they own a picture, not the page.
_AGENCIES = (
    "getty|istock|shutterstock|adobe|alamy|unsplash|pexels|pixabay|imago|alliance|depositphotos|dpa|afp|reuters|epa|apa"
    "|keystone"
)
# Networks and tools of pages, which stand where a name might: "Follow us on Facebook", "WordPress theme".
_NETWORKS = frozenset((
    "google", "facebook", "twitter", "instagram", "youtube", "linkedin", "whatsapp", "telegram", "pinterest", "tiktok",
    "wordpress", "wordpress com", "blogger", "blogger com", "tumblr", "google news",
))  # fmt: skip


def _any(part: str) -> str:
    """One of the words of this part, which are expressions."""
    return either(TOPIC, part)


def _ahead() -> str:
    """What may stand between a mark of rights and the name, as an expression: "by", "of", "All rights reserved."."""
    return rf"(?:(?:{_any('by')})\s+|(?i:{one_of(TOPIC, 'ahead')})[\s.,:–-]+)?"


@cache
def claims_ahead() -> re.Pattern[str]:
    """A mark of rights, its year and what may stand before the name: "© Copyright of", "© 2024 All Rights Reserved"."""
    return re.compile(
        r"^(?:(?:[©ⓒⒸ]|\([cC]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)[\s:.,]*)+(?:\d{4}(?:\s?[-–—]\s?\d{2,4})?[\s,.:]*)?"
        rf"(?i:{one_of(TOPIC, 'ahead')})[\s.,:–-]+(?=[^\W\d_])"
    )


@cache
def owner_named() -> re.Pattern[str]:
    """A mark of rights with the name behind it: "© 2024 by The Courier"."""
    return re.compile(
        r"(?:(?:©|ⓒ|Ⓒ|\([cC]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)[\s:]*)+(?:\d{4}(?:\s?[-–—]\s?\d{2,4})?[\s,.:]*)?"
        rf"{_ahead()}(?P<name>[^\W_][^|(•·,–—\n]{{1,50}}?)"
        rf"(?=\s*(?:[|(•·,–—]|\.\s|\.$|\s-\s|\d{{4}}|{joined(TOPIC, 'owners.ends')}|$))"
    )


@cache
def owner_claiming() -> re.Pattern[str]:
    """The same where the claim may follow at once: "© 2024 The Courier All rights reserved"."""
    return re.compile(
        r"(?:©|ⓒ|Ⓒ|\(c\)|\bcopyright\b)[\s:©]*(?:\d{4}(?:\s?[-–—]\s?(?:\d{2,4}|\w+))?[\s,.]*)?"
        rf"{_ahead()}(?P<name>[^\W_][^|(•·,.–—\n]*?(?:\.[a-z]{{2,4}}\b)?)"
        rf"(?=\s*(?:[|(•·,.–—]|\d{{4}}|\b(?:{_any('all')})\b|$))",
        re.IGNORECASE,
    )


@cache
def claims_rights() -> re.Pattern[str]:
    """A year or a word of rights, in the line with the mark."""
    return re.compile(rf"\b(?:19|20)\d\d\b|{joined(TOPIC, 'owners.rights')}", re.IGNORECASE)


@cache
def template_credit() -> re.Pattern[str]:
    """Who made the template, which is not the site."""
    return re.compile(joined(TOPIC, "owners.credit"), re.IGNORECASE)


@cache
def rights_reserved() -> re.Pattern[str]:
    """That rights are reserved."""
    return re.compile(joined(TOPIC, "owners.reserved"), re.IGNORECASE)


@cache
def rights_begin() -> re.Pattern[str]:
    """What stands in a line of rights behind the name, up to its end."""
    return re.compile(rf"\s*[.,|]?\s*(?:{joined(TOPIC, 'owners.whose')}).*$", re.IGNORECASE)


@cache
def beside_owner() -> re.Pattern[str]:
    """What stands beside the name in such a line: the mark itself, years, "by"."""
    return re.compile(
        r"[©ⓒⒸ®™@]|\([cC]\)|\bcopyrights?\b"
        rf"|\b(?:19|20)\d\d(?:\s?[-–—/]\s?(?:\d{{2,4}}|{_any('until')}))?\b"
        rf"|\b(?:{_any('by')}|{_any('beside')})\b\s+|^C\.A\.\s",
        re.IGNORECASE,
    )


@cache
def of_pictures(*, drawn: bool) -> re.Pattern[str]:
    """Who is named with these owns a picture or a design, not the page; `drawn`: words alone, not an address."""
    said = joined(TOPIC, "owners.picture", "owners.drawn" if drawn else "owners.design")
    return re.compile(rf"\b(?:{_AGENCIES})\b|{said}" + ("" if drawn else "|/"), re.IGNORECASE)


@cache
def greeting() -> re.Pattern[str]:
    """How a page greets its readers: "Bienvenue sur QuaiBlog, le blog des petits ports"."""
    return re.compile(
        rf"(?:{_any('greets')})\s(?P<name>[^\W_][^,.!?:\n–—]{{1,30}}?)(?:, | – | — )(?:(?:{_any('small')})\s)?"
        rf"(?:[^\W\d_]+\s){{0,2}}(?:{_any('kinds')})\b",
        re.IGNORECASE,
    )


@cache
def greets_with() -> frozenset[str]:
    """How such a greeting begins: its first three letters, and the same with a capital."""
    begun = {each[:3] for each in listed(TOPIC, "greets")}
    return frozenset(begun | {each.capitalize() for each in begun})


@cache
def company() -> re.Pattern[str]:
    """The form of a company behind its name: "Quay GmbH"."""
    return re.compile(rf"[\s,]+(?:{_any('forms')})\b\.?$", re.IGNORECASE)


@cache
def company_and_more() -> re.Pattern[str]:
    """The same in a line of rights, with all that follows: "Quay Media Group, London"."""
    return re.compile(rf"[\s,]+(?:{_any('tails')})\b.*$", re.IGNORECASE)


@cache
def company_and_rest() -> re.Pattern[str]:
    """The same in a mark of rights, more forms of companies with what follows: "Quay Company, London"."""
    return re.compile(rf"[\s,]+(?:{_any('forms')}|{_any('wider')})\b.*$", re.IGNORECASE)


@cache
def company_line() -> re.Pattern[str]:
    """A line that is nothing but a company with its form: "Quay GmbH & Co. KG"."""
    return re.compile(
        rf"^[ \t*_]*(?P<name>[^\W_][^\n,|:@©]{{1,38}}?) (?:{_any('written')})\.?(?: & Co\. KG)?[ \t*_]*$", re.MULTILINE
    )


@cache
def ends_as_company() -> re.Pattern[str]:
    """The end of such a line: a quick look."""
    return re.compile(rf" (?:{_any('written')})\.?(?: & Co\. KG)?[ \t*_]*$")


def by_itself(name: str) -> re.Pattern[str]:
    """A company's name where it stands without its form."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)(?! (?:{_any('written')})\b)", re.IGNORECASE)


@cache
def contact() -> re.Pattern[str]:
    """A telephone, a street in a town, an address of mail: what stands below the name of a company."""
    return re.compile(
        rf"(?:\b(?:{_any('telephone')})\b|\+\d\d)[\s.:(]*[+(\d]|\b[A-Z]{{0,2}}-?\d{{4,5}} [^\W\d_]{{3,}}|\S@\S+\.\w",
        re.IGNORECASE,
    )


@cache
def logo_word() -> re.Pattern[str]:
    """What a picture of the site is called besides its name: "Courier logo"."""
    return re.compile(rf"(?:^|[\s:_-]+)(?:{_any('logo')})(?:[\s:_-]+|$)", re.IGNORECASE)


@cache
def says_what(language: str) -> re.Pattern[str]:
    """A name and what a line at the foot goes on to say of it: "The Courier is published by …"."""
    chosen = beside_english(TOPIC, language)
    return re.compile(
        rf"\W*(?:(?i:{one_of(TOPIC, 'says_before', chosen)}) [«\"“](?P<quoted>[^»\"”\n]{{2,40}})[»\"”]"
        rf"|(?P<name>[^\W_][^.,:;!?\n]{{1,36}}?(?:\.[a-z]{{2,4}})?),? (?:{one_of(TOPIC, 'says', chosen)})(?!\w))"
    )


@cache
def edition() -> re.Pattern[str]:
    """The edition of a network in another language: "KKC中文网", "KKC بالعربية"."""
    return re.compile(rf"(?<![A-Za-z])[A-Z]{{2,8}}(?:{_any('edition')})")


@cache
def article_before() -> re.Pattern[str]:
    """The article before a name in small letters."""
    return re.compile(rf"^(?:{_any('articles')}) (?=[^\W\d_])")


@cache
def behind_name() -> re.Pattern[str]:
    """What follows the name in a phrase: "Follow The Courier on Facebook"."""
    return re.compile(rf"\s(?:{_any('behind')})(?:\s.*)?$", re.IGNORECASE)


@cache
def nobody() -> frozenset[str]:
    """What stands in the place of a name and is none: who reads, who writes, parts of pages, networks."""
    return frozenset(listed(TOPIC, "nobody")) | _NETWORKS


@cache
def our_words() -> frozenset[str]:
    """How phrases begin that stand where a name might: "Our newsletter"."""
    return frozenset(listed(TOPIC, "ours")) | {"wordpress"}
