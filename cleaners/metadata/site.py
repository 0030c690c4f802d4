"""Where the text was published: a logo, the owner in the last lines, the one who disclaims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document, Fact
from cleaners.evidence import line_kind, lines_of
from cleaners.hints import words_at
from cleaners.metadata.addresses import addressed
from cleaners.metadata.author.bylines import byline
from cleaners.metadata.furnished import furnished, has_owner, welcomed
from cleaners.metadata.head import Head, joined_links, plain
from cleaners.metadata.labels import logo_owner
from cleaners.metadata.names import given_names, is_agency, is_person, is_rare
from cleaners.metadata.owners import (
    by_itself,
    claims_rights,
    company_and_rest,
    company_line,
    contact,
    edition,
    ends_as_company,
    logo_word,
    nobody,
    of_pictures,
    owner_claiming,
    template_credit,
)
from cleaners.metadata.printed import fed_by, owned_by
from cleaners.metadata.sitenames import site_called
from cleaners.metadata.title.found import Title
from cleaners.metadata.words import DIGIT, HOST_END, RULE, TIME, date_words, is_common, is_date_line
from cleaners.platforms import folded_name, is_known, is_paper, is_whole_paper, paper_at
from cleaners.resources import among, beside_english, languages, of_rule, one_of, table
from cleaners.search import Finder
from cleaners.text import WIDE, key

# "SURABAYA, Pelabuhan.com -": a paper by its address between the place and the dash, as datelines have it.
_DATELINE = re.compile(
    r"(?:[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+){0,2}, )?"
    rf"(?P<name>[A-Z][\w-]+{HOST_END})"
    r"(?:, [A-Z][\w ]{2,25})?\s?[-–—]{1,2}\s",
    re.IGNORECASE,
)
# 'القاهرة - "الخليج":' and 'Kervalan – «Le Quai»:': a paper in quotation marks behind the place, before the text.
_QUOTED = re.compile(r"[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)?\s?[-–—،]\s?[\"«“](?P<name>[^\"«»“”\n:]{2,25})[\"»”]\s?:")
# "PUERTO NORTE, P.N. (elmuelle.com.mx).-": the same in brackets.
_ADDRESSED = re.compile(rf"[A-Z][\w-]{{2,30}}{HOST_END}", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"[A-ZÀ-Þ][^()\n]{{2,40}}\((?P<name>[a-z][\w-]+{HOST_END})\)\.?\s?[-–—]",
    re.IGNORECASE,
)
_OWN_UPLOAD = re.compile(
    r"https?://(?:www\d?\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})/(?:wp-content/uploads|wp-includes|assets/images/uploads)/",
    re.IGNORECASE,
)
# Who keeps files for everybody.
_STORES = re.compile(
    r"(?:cloudfront\.net|amazonaws\.com|akamai[a-z]*\.net|azureedge\.net|windows\.net|googleusercontent\.com"
    r"|googleapis\.com|fastly\.net|b-cdn\.net|cloudinary\.com|imgix\.net|wp\.com|netdna-cdn\.com|kxcdn\.com"
    r"|digitaloceanspaces\.com|r2\.dev|aliyuncs\.com|myqcloud\.com|qiniucdn\.com|cdninstagram\.com|fbcdn\.net"
    r"|ggpht\.com|blogspot\.com|archive\.org|wpengine\.com|netlify\.app|github\.io|githubusercontent\.com)$"
    r"|\bcdn\b|cdn\d*\."
)
_STROKES = re.compile(r"\s*[|•·,]\s*|\s[-–—]\s")
_HOME_LOGO = re.compile(
    r"\[\s*!\[(?P<name>[^\]\n]{2,40})\]\([^)\s]*\)(?:\s*!\[[^\]]*\]\([^)\s]*\))?\s*\]\((?:https?://[^/)\s]+)?/?(?:\s+\"[^\"]*\")?\)"
)
# What stands small within a name.
_SMALL = frozenset((
    "of", "the", "and", "in", "on", "to", "for", "with", "a", "&", "de", "du", "des", "la", "le", "les", "et", "del",
    "y", "do", "da", "e", "di", "und", "der", "die", "das", "van", "het", "и", "en", "no",
))  # fmt: skip
# Rules whose Chinese, Japanese and Korean names count without the model, which has seen few pages of theirs.
_SURE = frozenset(("logo", "rights", "copyright"))


class Told(NamedTuple):
    """A name that a rule takes for the site's, the sign by which a page's model knows the rule, and the evidence."""

    name: str
    rule: str
    why: str
    sign: str = ""


def find_site(doc: Document, head: Head, title: Title | None) -> Iterator[Fact]:
    """
    The site: of a page with its menus the name that all its lines together speak for, else what one line surely tells.

    That is its logo, the owner in the last lines, the one a disclaimer speaks for, the host of its own images.
    """
    if is_page(doc.text, head):
        told = list(_told(doc, head))
        found = _called(doc, head, title, told) or next((each for each in told if not each.sign), None)
        found = found or next((each for each in told if each.rule in _SURE and WIDE.search(each.name)), None)
    else:
        found = next(_told(doc, head), None)
        if not found and (name := owned_by(doc.text)):
            found = Told(name, "rights", "owns the text, as one of its last lines says")
    if found:
        yield Fact("site", in_full(_joined(found.name, doc.text), doc.text), f"{RULE}.site.{found.rule}", found.why)


def in_full(name: str, text: str, *, fewest: int = 2) -> str:
    """
    The edition of a network in the language of the text, as its pages write it.

        >>> in_full("KKC", "KKC中文网简介、关于KKC中文网"), in_full("KKC", "KKC链接")
        ('KKC中文网', 'KKC')
    """
    editions = edition().findall(text) if name.isascii() and name.isupper() and not text.isascii() else []
    own = [str(each) for each in editions if each.startswith(name)]
    return max(own, key=own.count) if len(own) >= fewest else name


def _joined(name: str, text: str) -> str:
    """A name that a logo breaks in two, as the text writes it in one; where cases tell, a blank parts two words."""
    one = name.replace(" ", "")
    caseless = name.lower() == name.upper()
    return one if caseless and name.count(" ") == 1 and text.count(name) < 2 <= text.count(one) else name


def is_page(text: str, head: Head, *, fewest: int = 25, short: int = 45, share: float = 0.2, above: int = 6) -> bool:
    """Tell a page: many lines, some of them short, and a menu above the text or a mark of rights beside it."""
    said = lines_of(text)
    if len(said) < fewest or not (head.prose >= above or has_owner(text)):
        return False
    return sum(len(line.text) <= short for line in said) >= share * len(said)


def named_by(doc: Document, head: Head, title: Title | None) -> Iterator[tuple[str, str]]:
    """What rules take for the site of a page, each with its sign, as the model of names is trained on."""
    if title and title.site:
        yield "by_title", title.site
    yield from ((each.sign, each.name) for each in _told(doc, head) if each.sign)


def _called(doc: Document, head: Head, title: Title | None, told: list[Told]) -> Told | None:
    """What the lines of a page together call it, with the rule that told that name too."""
    if title and title.site:
        told = [Told(title.site, "title", title.why, "by_title"), *told]
    signed = [(each.sign, each.name) for each in told if each.sign]
    beside = title.site if title else ""
    name = site_called(doc.text, head, title.text if title else "", signed, beside=beside)
    if not name:
        return None
    if beside and "." in name and WIDE.search(beside):
        return next(each for each in told if each.name == beside)
    surer = [each for each in told if each.sign in ("by_title", "by_votes") and is_known(each.name)]
    if surer and not is_known(name):
        return surer[0]
    by_itself = Told(name, "page", "several lines around the text name it")
    return next((each for each in told if folded_name(each.name) == folded_name(name)), by_itself)


def _told(doc: Document, head: Head) -> Iterator[Told]:
    """What single rules tell of the site, the surest first; those of a `page` whose whole is weighed have signs."""
    yield from _named_around(doc.text, head)
    yield from _named_at_the_ends(doc.text, head)
    if name := fed_by(doc.text, head.language):
        yield Told(name, "feed", "the line that its feed puts below a text names it")
    if words_at("guarantee", doc) and (name := _guarantor(doc.text, head.language)):
        yield Told(name, "disclaimer", "the disclaimer speaks for it")
    if name := _uploads(doc.text):
        yield Told(name, "host", "its images lie on its own host", "by_upload")
    if name := _imprint(doc.text):
        yield Told(name, "imprint", "the company whose address stands below the text", "by_upload")


def _named_around(text: str, head: Head) -> Iterator[Told]:
    """What the lines around the text tell: who owns it, a logo, a paper beside the date."""
    if name := _forbidder(text):
        yield Told(name, "copyright", "forbids to print the text again")
    if name := addressed(text, head.prose):
        yield Told(name, "address", "the page's own addresses spell it", "by_address")
    if name := _logo(text) or _named_logo(head, text):
        yield Told(name, "logo", "the logo that leads home", "by_logo")
    if name := _owner(text):
        yield Told(name, "copyright", "owns the page, as its last lines say", "by_owner")
    if name := _beside_date(head):
        yield Told(name, "byline", "a paper that the line with the date or the name tells", "by_paper")
    if name := furnished(text, _behind_title(head), head.prose):
        yield Told(name, "furniture", "several lines around the text name it", "by_votes")


def _named_at_the_ends(text: str, head: Head) -> Iterator[Told]:
    """What the first and the last lines tell: the paper that opens the text, all rights, a masthead, a greeting."""
    if name := _in_dateline(head):
        yield Told(name, "dateline", "stands between the place and the dash that open the text")
    if name := _rights_line(text, head.language):
        yield Told(name, "rights", "reserves all rights, as one of the last lines says", "by_owner")
    if name := _masthead(head):
        yield Told(name, "masthead", "a known paper, by itself among the first lines and again there")
    if name := _greets(head):
        yield Told(name, "welcome", "greets its readers by its name", "by_votes")


def _behind_title(head: Head) -> Iterator[str]:
    """What stands behind the last stroke or dash of the first line."""
    if head.rows and head.rows[0].gaps:
        yield head.rows[0].text[head.rows[0].gaps[-1].end() :].strip()


def _logo(text: str, *, within: int = 6000) -> str:
    """The words of an image that leads to the front page, without "logo"."""
    shown = "[" in text and ("[![" in text or "[ ![" in text or "[\n![" in text)
    hit = _HOME_LOGO.search(joined_links(text[:within])) if shown else None
    name = logo_word().sub(" ", hit["name"]).strip() if hit else ""
    return name if len(name) > 2 and not line_kind(name) and any(map(str.isalpha, name)) else ""


def _named_logo(head: Head, text: str, *, first: int = 3) -> str:
    """Whose logo one of the very first lines names, when the page names it again."""
    for row in head.rows[:first]:
        name = logo_owner(row.text)
        follows = text[row.line.stop :].lower() if name else ""
        if name and all(word in follows for word in name.lower().split()):
            return name
    return ""


def _in_dateline(head: Head, *, first: int = 2) -> str:
    """The paper whose address stands in the dateline; another paper that a sentence names has no dash behind it."""
    if head.rows and _ADDRESSED.fullmatch(head.rows[0].text):
        return head.rows[0].text
    for row in head.rows[head.prose : head.prose + first]:
        if hit := _DATELINE.match(row.text):
            return hit["name"]
        if hit := _QUOTED.match(row.text):
            return hit["name"]
        if hit := _BRACKETED.match(row.text):
            return paper_at(f"https://{hit['name']}/") or hit["name"]
    return ""


def _beside_date(head: Head, *, widest: int = 90, above: int = 14) -> str:
    """A known paper in a line with the date, or alone between the title and the text; an agency is none."""
    first = max(0, head.prose - above)
    for at, row in enumerate(head.rows[first : head.prose + 1], first):
        if len(row.text) > widest or (at == 0 and not is_date_line(row.text, head.language)):
            continue
        parts = [_bare_paper(_undated(part)) for part in _STROKES.split(row.text)]
        known = [part for part in parts if 2 < len(part) <= 30 and is_known(part) and not is_agency(part)]
        if key(row.text) in nobody():
            continue  # a section: "News in pictures"
        if source := _source(row.text, head.language):
            return source
        before = head.rows[at - 1].text if at else ""
        if len(known) == 1 and len(parts) > 1 and _stands_with_name(head, at, parts):
            return known[0]
        if len(parts) == 1 and is_whole_paper(parts[0]) and (is_person(before) or is_date_line(before, head.language)):
            return parts[0]
        if len(known) == 1 and (len(parts) == 1 or is_date_line(row.text, head.language) or is_person(parts[0])):
            return known[0]
    return ""


def _source(row: str, language: str, *, longest: int = 30, most: int = 4) -> str:
    """The paper that a line with a date names as its source: "3 May 2024 - Source: The Harbour Post"."""
    hit = _sources().search(row) if ":" in row or "：" in row else None
    if not hit or not is_date_line(row[: hit.start()] + row[hit.end() :], language):
        return ""
    name = hit["name"].strip(" .|-–—")
    told = 2 <= len(name) <= longest and len(name.split()) <= most and not DIGIT.search(name) and not line_kind(name)
    person = name.split(maxsplit=1)[0] in given_names() if name else True
    return name if told and not is_agency(name) and not person and key(name) not in nobody() else ""


@cache
def _sources() -> re.Pattern[str]:
    """The word before a paper from which a text was taken, and the paper up to the next stroke or field."""
    return re.compile(
        rf"(?<!\w)(?i:{one_of('owners', 'source')})\s?[:：]\s*(?P<name>[^|·•:：\d\n]{{2,40}}?)"
        r"(?=\s*$|\s+[|·•–—-]\s|\s{2,}|\s*\d)"
    )


def _undated(part: str) -> str:
    """The part without the date and the time that end it: "The Courier 10:19 a.m. EST May 3"."""
    words = TIME.sub(" ", part).split()
    while words and (DIGIT.search(words[-1]) or key(words[-1]) in date_words()):
        words.pop()
    while words and DIGIT.search(words[0]):
        words.pop(0)
    return " ".join(words)


def _bare_paper(part: str) -> str:
    """A paper without the agency it wrote a text with, or the small word before it: "The Courier with AFP"."""
    words = part.split()
    if len(words) > 2 and words[-2] in among("bylines", "beside_agency") and is_agency(words[-1]):
        words = words[:-2]
    small = len(words) > 1 and words[0].lower() in among("bylines", "for_paper")
    return " ".join(words[1:] if small and is_known(" ".join(words[1:])) and not is_known(part) else words)


def _stands_with_name(head: Head, at: int, parts: Sequence[str]) -> bool:
    """Tell what somebody is and for whom, right below her byline or above the date: "Harbour correspondent, BBC"."""
    before = head.rows[at - 1].text if at else ""
    below = [row.text for row in head.rows[at + 1 : at + 3] if len(row.text) <= 60]
    if len(parts) > 3:
        return False
    signed = is_person(before) or bool(byline(before, head.language))
    return signed or any(is_date_line(said, head.language, rest=2) for said in below)


def _uploads(text: str) -> str:
    """The one host that serves uploaded images of this page; a host among several is somebody else's."""
    if "/" not in text or ("/uploads/" not in text and "/wp-includes/" not in text):
        return ""
    hosts = {hit["host"].lower() for hit in _OWN_UPLOAD.finditer(text)}
    host = hosts.pop() if len(hosts) == 1 else ""
    if host.startswith(("cdn", "static", "img", "media", "i0.")) or _STORES.search(host):
        return ""
    return _as_written(host, text)


def _as_written(host: str, text: str, *, longest: int = 40, ends: int = 60) -> str:
    """The host by the name that a line near the top or the foot writes it with: "anna-low.example" as "Anna Low"."""
    label = host.rsplit(".", 1)[0].replace("-", "")
    said = lines_of(text)
    for line in (*said[:ends], *said[max(ends, len(said) - ends) :]):
        name = plain(line.text) if len(line.text) <= 4 * longest else ""
        if len(name) <= longest and label and folded_name(name) == label:
            return name
    return host


def _forbidder(text: str, *, last: int = 4000) -> str:
    """Who forbids to print the text again, as Korean papers do at its end."""
    tail = text[-last:]
    low = tail.lower()
    told = (each for each in of_rule("owners", "owners.forbids") if each.may_find(low))
    hits = [hit for each in told for hit in each.regex.finditer(tail)]
    return hits[-1]["name"].strip() if hits else ""


def _rights_line(text: str, language: str, *, last: int = 60, longest: int = 120) -> str:
    """The name in a last line that begins with rights and needs no mark: "All rights reserved. Harbour Post 2024"."""
    rights = _rights_said(language)
    for line in reversed(lines_of(text)[-last:]):
        hit = rights.match(plain(line.text)) if 8 <= len(line.text) <= longest else None
        name = (hit["before"] or hit["name"]).strip(" .,:-–—_*") if hit else ""
        if (
            len(name) > 2
            and not line_kind(name)
            and not of_pictures(drawn=False).search(name)
            and not template_credit().search(line.text)
        ):
            return name
    return ""


@cache
def _rights_said(language: str) -> re.Pattern[str]:
    """A phrase of rights at the start of a line, and the name behind it, up to a year, a mark, or who hosts it."""
    chosen = beside_english("labels", language)
    said, ahead = one_of("labels", "rights", chosen), one_of("owners", "ahead", beside_english("owners", language))
    return re.compile(
        rf"(?:19|20)\d\d[\s.,–-]+(?P<before>[^\W\d_][^|©(（,，.。:：\n]{{1,30}})[\s.,|–—-]+(?i:{said})"
        rf"|\W*(?i:{said})[\s.,:：_*©–—-]*(?:(?:19|20)\d\d[\s.,]*)?(?:(?i:{ahead})\s+)?"
        r"(?P<name>[^\W\d_][^|©(（,，.。:：\n]{1,30}?)(?=\s*(?:[|©(（]|(?:19|20)\d\d|[Cc]opyright|\S{2,6}[:：]|[.。]?$|\s{2}))"
    )


def _masthead(head: Head, *, first: int = 15, longest: int = 40) -> str:
    """A known paper alone in one of the first lines, with which another begins: "The Courier - Back to home"."""
    above = [row.text for row in head.rows[: min(first, head.prose)] if len(row.text) <= longest]
    known = {said for said in above if sum(each.startswith(said) for each in above) > 1 and is_known(said)}
    return known.pop() if len(known) == 1 else ""


def _greets(head: Head, *, first: int = 15) -> str:
    """The blog or the site that greets its readers in one of the first lines."""
    for row in head.rows[:first]:
        if name := welcomed(row.text):
            return name
    return ""


def _owner(text: str, *, last: int = 4000, foot: int = 400) -> str:
    """
    The name in the last copyright line, when the page says it elsewhere too: "© 2024 The Courier".

    The line has a year or speaks of rights, or stands at the very foot; else it is whose picture is shown. Of a
    company the name counts without its legal form, and only when the page says it by itself too.
    """
    found = ""
    start = max(0, len(text) - last)
    tail = text[start:]
    if not ("©" in tail or "opyright" in tail or "COPYRIGHT" in tail or "(c)" in tail or "(C)" in tail):
        return ""
    low = text.lower().replace(" ", "")
    for hit in owner_claiming().finditer(tail):
        end = tail.find("\n", hit.end())
        line = tail[tail.rfind("\n", 0, hit.start()) + 1 : end if end >= 0 else len(tail)]
        if template_credit().search(line) or not (claims_rights().search(line) or hit.start() > len(tail) - foot):
            continue
        name = logo_word().sub(" ", hit["name"].strip(" .-–—"))
        bare = company_and_rest().sub("", name)
        if is_person(name) and not is_paper(name) and (not claims_rights().search(line) or _is_writer(name, text)):
            continue  # whose picture it is, or who writes a blog of another name
        named = sum(char.isalpha() for char in bare) >= 3 and len(bare) <= 40 and len(bare.split()) <= 5
        if (
            not named
            or key(bare) in nobody()
            or line_kind(bare)
            or of_pictures(drawn=False).search(bare)
            or (bare[0].islower() and " " in bare)
        ):
            continue
        if low.count(bare.lower().replace(" ", "")) > (3 if bare != name else 1):
            found = bare
    return found


def _is_writer(name: str, text: str) -> bool:
    """Tell a person who signs the text: one with a known first name, or whose name stands alone in a line."""
    return is_rare(name, text) and (name.split(maxsplit=1)[0] in given_names() or f"\n{name}\n" in text)


def _imprint(text: str, *, last: int = 2500, about: int = 160, often: int = 3, widest: int = 90) -> str:
    """
    The company whose address stands below the text ("Quai GmbH", a street, a telephone), when the text speaks of it.

    Its name stands `often` times without its form, or once with each of several addresses. Of two companies none
    is the site.
    """
    start = max(0, len(text) - last)
    foot = takewhile(lambda line: line.end > start, reversed(lines_of(text)))
    if not any(len(line.text) <= widest and ends_as_company().search(line.text) for line in foot):
        return ""
    tail = text[start:]
    hits = [hit for hit in company_line().finditer(tail) if contact().search(tail, hit.end(), hit.end() + about)]
    names = {hit["name"].strip() for hit in hits}
    name = names.pop() if len(names) == 1 else ""
    if not name:
        return ""
    return name if len(by_itself(name).findall(text)) >= (often if len(hits) == 1 else 1) else ""


def _guarantor(text: str, language: str) -> str:
    """Who disclaims, a name that opens its sentence: "Le Quai ne garantit ni …"."""
    phrases, find = _guarantees(language)
    found = find(text)
    for phrase in dict.fromkeys(phrases[which] for which, *_ in sorted(found)):
        at = text.find(phrase)
        if at > 0:
            hit = re.search(r"(?:^|[.!?»\n] ?)([^\W\d_]\w*(?: [A-ZÀ-Þ]\w*){0,2})$", text[max(0, at - 60) : at])
            if hit and hit[1][:1].isupper() and len(hit[1]) > 2 and not is_common(hit[1], text):
                return hit[1]
    return ""


def shown(text: str, language: str, *, within: int = 4000) -> str:
    """
    The show that a transcript is of, by what its speakers say when they begin: "You're listening to The Pier Hour".

        >>> shown("Hi, I'm Anna and you're listening to The Pier Hour, where boats talk.", "en")
        'The Pier Hour'
        >>> shown("and while you are listening to Anna's record it rains", "en")
        ''
    """
    for hit in _shows(language).finditer(text[:within]):
        words: list[str] = []
        for word in hit["name"].split():
            if not (word[0].isupper() or word[0].isdigit() or (words and word in _SMALL)):
                break
            words.append(word)
        while words and words[-1] in _SMALL:
            words.pop()
        name = " ".join(words)
        if len(name) > 3 and not is_person(name) and not line_kind(name) and "'s" not in name and "’s" not in name:
            return name
    welcome = _welcomes(language).search(text[:within])
    name = welcome["name"].strip(" ,").removesuffix(" YouTube") if welcome else ""
    called = (
        welcome is not None and ", " in welcome[0][-24:]
    )  # "Anna Low, the podcast"; "the Anna Low show" may be hers
    if name and _is_spelled_out(name) and (called or not is_person(name.split("'s")[0])):
        return name
    again = _welcomes_back(language).search(text[:within])
    return again["name"] if again and _is_spelled_out(again["name"]) else ""


def _is_spelled_out(name: str) -> bool:
    """Tell words that all begin with a capital but for the small ones between them: "Head, Heart and Boots"."""
    words = [word.strip(",") for word in name.split()]
    return all(word and (not word[0].islower() or word in _SMALL or len(word) < 4) for word in words)


def _spoken(language: str, part: str) -> str:
    """One of the words of this part that people say to a camera or a microphone, in this language and in English."""
    return one_of(RULE, f"speech.{part}", beside_english(RULE, language))


@cache
def _welcomes(language: str) -> re.Pattern[str]:
    """A greeting, the name of the show, and what it is: "welcome back to the Pier Hour podcast"."""
    greets, kinds = _spoken(language, "greets"), _spoken(language, "kinds")
    return re.compile(
        rf"(?<!\w)(?i:{greets})\s+(?:(?:{one_of('bylines', 'articles')})\s)?"
        rf"(?P<name>[^\W_a-zß-ÿ][^.!?:;\n]{{2,50}}?)"
        rf",?\s+(?:[^\W\d_]{{1,4}}\s){{0,2}}(?i:{kinds})(?!\w)"
    )


@cache
def _welcomes_back(language: str) -> re.Pattern[str]:
    """What greets those who come again, and a show of two words or more behind it: "welcome back to the Pier Hour"."""
    return re.compile(
        rf"(?<!\w)(?i:{_spoken(language, 'greets_again')})\s+(?:(?:{one_of('bylines', 'articles')})\s)?"
        rf"(?P<name>[^\W_a-zß-ÿ][\w’'-]+(?: [\w’'&-]+){{0,3}} [^\W_a-zß-ÿ][\w’'-]+)(?=[.,!:;\n])"
    )


@cache
def _shows(language: str) -> re.Pattern[str]:
    """What is said before the name of a show, and up to seven words behind it, in this language and in English."""
    return re.compile(
        rf"(?<!\w)(?i:{_spoken(language, 'show')})\s+(?P<name>[^\s,.!?;:\n]+(?:[ ][^\s,.!?;:\n]+){{0,6}})"
    )


@cache
def _guarantees(language: str) -> tuple[list[str], Finder]:
    """Phrases of disclaimers, with the blanks around them, in this language or in all when it is not known."""
    chosen = (language,) if language in languages(RULE) else languages(RULE)
    phrases = [f" {each} " for code in chosen for each in table(RULE, code).get("guarantee", ())]
    return phrases, Finder(phrases)
