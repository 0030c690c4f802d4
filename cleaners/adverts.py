"""Ads between the paragraphs of a page: the line that announces one, and the block that follows it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, line_kind, line_words, lines_of, lowered, lowered_once, speaks
from cleaners.resources import either, keyed, listed, of_rule, table
from cleaners.text import STOPS, WIDE, Line, code_spans, key, overlaps, same_key, size_of
from cleaners.units import units

Mark = Literal["sure", "word", "maybe"]

_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?(?:[a-zа-яё0-9][a-zа-яё0-9-]*\.){1,3}[a-zа-яё][a-zа-яё-]{1,11}(?:/\S*)?")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|html?|css|js|py|md|txt|json|xml|ya?ml|zip|docx?|sh|exe)$")
# The button of an ad's paragraph is a link at its end.
_LAST_LINK = re.compile(r"\[\s*([^\[\]]{2,30}?)\s*\]\(\S+\)[\s*_.!]*$")
# What the law of some countries wants on an ad: the number it is registered by.
_REGISTERED = re.compile(r"\berid\s*[:：=]?\s*[0-9A-Za-z]{6,}")
_PAID_BY = re.compile(r"(?:(.{2,50}?)\s?[|·•]\s?([^|·•]{2,24})|([^|·•]{2,24}?)\s?[|·•]\s?(.{2,40}))$")
_FRAMED = re.compile(r"^[\[(<【〈《«*—–-].*[\])>】〉》»*—–-]$")
_ARROW = re.compile(r"[▶►➡→⇒≫»＞>👉☞][\uFE0F\s]*$|^[👉☞▶►➡]")
_HEAD = re.compile(r"^#{1,6}\s")
_LINK = re.compile(r"\[((?:[^\[\]]|!?\[[^\[\]]*\]\([^()\s]*\))*)\]\(([^()\s]+)[^()]*\)")
# What serves ads, and what counts who comes to a shop; where jobs are offered.
_SERVED = re.compile(
    r"/adfox/|clickURL\?|doubleclick\.net|googleadservices|//(?:www\.)?taboola\.com|outbrain\.com|zergnet\.com|mgid\.com"
    r"|//effect\.|adclick|/adsrv|adservice|adform\.net|smartadserver|criteo\.|revcontent\.|popin\.cc|tenmax\.io|adriver\.ru"
)
_COUNTED = re.compile(
    r"amazon\.[a-z.]{2,6}/\S*[?&]tag=|//amzn\.to/|awin1\.com|tradedoubler|linksynergy|shareasale|anrdoezrs|dpbolvw|jdoqocy"
    r"|tkqlhce|redirectingat|prf\.hn|pxf\.io|sjv\.io|rstyle\.me|s\.click\.|partner-ads|webgains|digidip|rover\.ebay|shope\.ee"
    r"|afl\.rakuten|a8\.net|valuecommerce|u\.jd\.com|//tidd\.ly|//fave\.co|[?&](?:affiliate|aff_id|affid)="
    r"|skimresources|viglink|avantlink|//howl\.me|//geni\.us|go2cloud\.org|//goto\.(?:target|walmart)|kqzyfj|//\w+\.bfrt\.in"
    r"|impactradius|//\w+\.sjv|flexlinkspro|effiliation|kelkoo|//ncls1\.com|brandcycle|/c/\d{4,8}/\d{4,8}/\d{3,6}"
)
# The names of shops.
_STOPS = f"{STOPS}…"
_SHOPS = (
    r"amazon|ebay|otto\b|mediamarkt|fnac|cdiscount|bol\.com|walmart|best buy|target|aliexpress|rakuten|楽天|京东|淘宝"
    "|ozon|shopee|tokopedia|flipkart"
)
# A line that is a price, and one that is the name of a shop: the card of a product.
_PRICED = re.compile(
    r"\W{0,2}(?:[$€£¥￥₩₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|£|円|元|원|₽|USD|EUR))\s?(?:[(（]\S{1,8}[)）])?[~〜]?"
)
_SHOP = re.compile(
    rf"(?:www\.)?(?:{_SHOPS}|yahoo!?ショッピング|coupang|쿠팡|11번가|天猫|当当)(?:\.\w{{2,3}}){{0,2}}(?:市場|ブックス)?",
    re.IGNORECASE,
)
_PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|£|zł|kr|円|元|₽|USD|EUR)")
_JOBS = re.compile(
    r"//(?:jobs?|careers?|karriere|stellenmarkt|emploi|empleo|vagas|lavoro|vacatures|rabota|loker)\.|/(?:stellenanzeigen?|jobs?"
    r"|vacatures?|empleos?|ofertas-de-empleo|offres?-d-?emploi|vagas?|offerte-(?:di-)?lavoro|lowongan|vacanc(?:y|ies))/"
)


def drop_adverts(doc: Document) -> Iterator[Edit]:
    r"""
    Ads: blocks of a mark, a teaser, an address and a button, rows of paid links, and lines that only announce an ad.

    A block is known by both of its ends: by the word that announces it and by the button or the address that closes
    it. A link is paid when the line under it names who paid and says so ("Elm & Sons | Sponsored"). One word alone
    ("Advertisement") counts between two paragraphs that do not speak of advertising; near such a text, at
    its head, or with Markdown's heading mark it is a heading and stays. What is spoken, a law and code stay.

        >>> doc = Document("d", "The mill turns again.\n\nAdvertisement\n\nThe miller smiles.")
        >>> doc.after(drop_adverts(doc)).text
        'The mill turns again.\n\nThe miller smiles.'
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code"):
        return
    said = lines_of(doc.text)
    codes = speaks("adverts", doc)
    marks = {n: mark for n, line in enumerate(said) if len(line.text) <= _LONGEST and (mark := _mark(line.text, codes))}
    paid = _paid(said, codes)
    erids = enumerate(said) if "erid" in doc.text else ()
    registered = [n for n, line in erids if "erid" in line.text and _is_registered(line.text)]
    if any(each.may_find(lowered_once(doc.text)) for each in of_rule("adverts", "ad.payer")):
        registered += _paid_for(said, codes)
    pitched = [n for n, line in enumerate(said) if _is_pitch(line.text, codes)]
    served = _served(said, units(doc.text)) if "](" in doc.text else set()
    served |= _offers(said, codes) if "|" in doc.text else set()
    served |= _cards(said)
    glued = _glued(said, codes)
    if not marks and not paid and not registered and not pitched and not served and not glued:
        return
    code = code_spans(doc.text)
    gone: set[int] = set()
    for n in marks:
        gone.update(_block(said, n, marks, codes))
    gone.update(paid, registered, pitched, served)
    often = Counter(key(said[n].text) for n in marks)
    on_ads = _on_ads(said, marks, codes)
    for n in marks.keys() - gone:
        word = marks[n] == "word" and not on_ads
        word = word and (_stands_between(said, n, codes) or (n == 0 and _heads(said, doc.get("title"), codes)))
        many = often[key(said[n].text)] > 2 or (len(marks) > 1 and not on_ads)
        if marks[n] == "sure" or word or many or (marks[n] == "word" and _is_foreign(said, n)):
            gone.add(n)
    for n in sorted(gone):
        if not overlaps(code, said[n].start, said[n].stop):
            why = "the line only announces an ad" if n in marks else "stands in an ad that the page marks as one"
            yield said[n].dropped("ad.line" if n in marks else "ad.block", why, 0.93)
    for n, at in glued:
        if n not in gone and not overlaps(code, at, said[n].stop):
            yield Edit(at, said[n].stop, "", "ad.line", "the end of the line only announces an ad", 0.93)


def _cards(said: Sequence[Line], *, longest: int = 120) -> set[int]:
    """Cards of a product: its name, its price, and the name of a shop, each alone on its line, one below the other."""
    found: set[int] = set()
    for n in range(1, len(said) - 1):
        price, shop, name = said[n].text, said[n + 1].text, said[n - 1].text
        if len(price) <= 24 and len(shop) <= 24 and _PRICED.fullmatch(price) and _SHOP.fullmatch(shop):
            found |= {n, n + 1} | ({n - 1} if len(name) <= longest and not ends_said(name) else set())
    return found


def _glued(
    said: Sequence[Line], codes: tuple[str, ...], *, prose: int = 60, longest: int = 48
) -> list[tuple[int, int]]:
    """
    Marks behind the last sentence of a paragraph ("… he said. Article continues below"): (line, where they begin).

    They are made of several words; one alone counts where two paragraphs end in it.
    """
    found: list[tuple[int, int, str]] = []
    words, more = _phrases("words", codes), _phrases("more", codes)
    for n, line in enumerate(said):
        if line.text[-1] in _STOPS or size_of(line.text) < prose:
            continue
        at = 1 + max(map(line.text.rfind, _STOPS))
        tail = line.text[at:].lstrip("\"'”’»)").strip()
        enough = 0 < len(tail) <= longest and size_of(line.text[:at]) >= prose // 2
        if enough and (said_ := key(tail)) and (said_ in words or said_ in more):
            found.append((n, line.stop - len(line.text) + len(line.text[: -len(tail)].rstrip()), said_))
    often = Counter(tail for _, _, tail in found)
    return [(n, at) for n, at, tail in found if " " in tail or often[tail] > 1]


def _heads(said: Sequence[Line], title: str, codes: tuple[str, ...]) -> bool:
    """Say whether the first line stands above the title of a text that begins with no word on advertising."""
    if not title or len(said) < 4 or not same_key(said[1].text.lstrip("# "), title):
        return False
    near = lowered(" ".join(line.text for line in said[1:4]))
    return not any(stem in near for stem in _about(codes))


def _paid_for(said: Sequence[Line], codes: tuple[str, ...], *, longest: int = 200) -> list[int]:
    """Find the lines that say who paid for the ad, as the law wants it: behind the word for one, or right below it."""
    words = _phrases("words", codes) | _phrases("labels", codes)
    payers = of_rule("adverts", "ad.payer")
    found: list[int] = []
    for n, line in enumerate(said):
        if len(line.text) > longest:
            continue
        low = line.text.lower()
        hits = (each.regex.search(line.text) for each in payers if each.may_find(low))
        hit = next(filter(None, hits), None)
        if hit is None:
            continue
        before = key(line.text[: hit.start()])
        above = said[n - 1].text if n else ""
        if before in words:
            found.append(n)
        elif not before and any(key(part) in words for part in re.split(r"[|·•]", above)):
            found += [n - 1, n]
    return found


def _served(said: Sequence[Line], whole: Sequence[Line], *, several: int = 3) -> set[int]:
    """
    Lines that are but links to what serves ads, to a shop that is named and counts guests, or to `several` jobs.

    A link that runs over lines is asked about as a `whole`.
    """
    links = {n: hits for n, line in enumerate(whole) if "](" in line.text and (hits := _links_alone(line.text))}
    found = {n for n, hits in links.items() if all(_SERVED.search(to) or _sells(shown, to) for shown, to in hits)}
    jobs = [n for n, hits in links.items() if all(_JOBS.search(to) for _, to in hits)]
    for n in jobs:
        run = [m for m in range(n, n + several) if m in links and m in jobs]
        if len(run) == several:
            found.update(run)
    starts = [line.start for line in said]
    spans = [(bisect_left(starts, whole[n].start), bisect_left(starts, whole[n].end)) for n in found]
    return {n for first, last in spans for n in range(first, last)}


def _offers(said: Sequence[Line], codes: tuple[str, ...], *, fewest: int = 3, longest: int = 80) -> set[int]:
    """
    Rows of a table each of which ends in a button that sells: `fewest` in a row, with the heading right above them.

    A table that says anything of what it sells beside name, parts and price is a comparison, and stays: its rows are
    long, or its head names what stands in them.
    """
    sells = _phrases("buttons", codes).union(map(key, listed("adverts", "shop")))
    found: set[int] = set()
    run: list[int] = []
    for n in range(len(said) + 1):
        text = said[n].text if n < len(said) else ""
        cells = [cell.strip() for cell in text.split("|") if cell.strip()] if "|" in text else []
        ruler = bool(cells) and all(not any(map(str.isalnum, cell)) for cell in cells)
        if len(cells) > 1 and key(cells[-1]) in sells and len(text) < 2 * longest:
            run.append(n)
        elif not (run and ruler):
            if len(run) >= fewest:
                found.update(range(run[0], run[-1] + 1))
                head = said[run[0] - 1].text if run[0] else ""
                if head and "|" not in head and len(head) <= longest and not ends_said(head) and head[0] != "#":
                    found.add(run[0] - 1)
            run = []
    return found


def _sells(shown: str, to: str) -> bool:
    """Say whether a link leads to a shop that counts who comes: its words name the shop or a price."""
    return _COUNTED.search(to) is not None and bool(_shop().search(shown) or _PRICE.search(shown))


@cache
def _shop() -> re.Pattern[str]:
    """The name of a shop, or what a link to one says in any language: "Buy now"."""
    return re.compile(rf"{_SHOPS}|\b(?:{either('adverts', 'shop')})\b", re.IGNORECASE)


def _links_alone(text: str) -> list[tuple[str, str]]:
    """The words and addresses of the links of which a line is made; none when it says something else."""
    return _LINK.findall(text) if not any(map(str.isalnum, _LINK.sub("", text))) else []


_LONGEST = 110  # characters of a line that announces an ad


@lru_cache(maxsize=1024)
def _mark(text: str, codes: tuple[str, ...]) -> Mark | None:
    """How surely the line announces an ad: it says so at length, in one word, or in a word that says other things."""
    if len(text) > _LONGEST or (text[0] == "#" and _HEAD.match(text)):
        return None
    begun = text[:2].lower()
    if len(begun) > 1 and begun.isascii() and begun.isalpha() and begun not in _openings(codes):
        return None  # as nearly all lines, which need not be folded for that
    listed = line_kind(text) == "ad"
    if not listed and key(text).lstrip("0123456789 ")[:2] not in _beginnings(codes):
        return None
    words, more = _phrases("words", codes), _phrases("more", codes)
    tokens = [token for token in key(text).split() if not token.isdigit()]
    found = _cut(tokens, _announcing(codes))
    if not found and _goes_on(tokens, codes):
        return "sure"
    if not found:
        return None if not listed else "sure" if " " in text else "maybe"
    sure = any(piece in more and (piece.count(" ") > 1 or WIDE.search(piece)) for piece in found)
    named = any(piece in words for piece in found)
    if sure or (named and (len(found) > 1 or _FRAMED.match(text))):
        return "sure"
    return "word" if named else "sure" if listed and " " in text else None


def _goes_on(tokens: Sequence[str], codes: tuple[str, ...], *, fewest: int = 3) -> bool:
    """Say whether a line says that the text goes on after an ad, in words that other such lines have."""
    parts, words = _parts(codes), _phrases("words", codes)
    return len(tokens) >= fewest and all(token in parts for token in tokens) and any(token in words for token in tokens)


@cache
def _parts(codes: tuple[str, ...]) -> frozenset[str]:
    """The single words of which lines that go on after an ad are made."""
    return frozenset(
        token for what in ("words", "more") for phrase in _phrases(what, codes) for token in phrase.split()
    )


def _cut(tokens: Sequence[str], known: frozenset[str], *, longest: int = 14) -> list[str]:
    """The known phrases that a line is made of; none when a word is left over."""
    found: list[str] = []
    at = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            piece = " ".join(tokens[at : at + size])
            if piece in known:
                found.append(piece)
                at += size
                break
        else:
            return []
    return found


@cache
def _phrases(what: str, codes: tuple[str, ...]) -> frozenset[str]:
    return keyed("adverts", what, codes)


@cache
def _announcing(codes: tuple[str, ...]) -> frozenset[str]:
    """All that announces an ad."""
    return _phrases("words", codes) | _phrases("more", codes)


@cache
def _beginnings(codes: tuple[str, ...]) -> frozenset[str]:
    """The first two letters of all that announces an ad: a quick look before a long one."""
    return frozenset(phrase[:2] for phrase in _announcing(codes))


@cache
def _openings(codes: tuple[str, ...]) -> frozenset[str]:
    """The same, and the first two letters of lines that are known to announce one in any language."""
    return _beginnings(codes).union(phrase[:2] for phrase, kind in line_words().items() if kind == "ad")


def _stands_between(said: Sequence[Line], n: int, codes: tuple[str, ...], *, prose: int = 60) -> bool:
    """Say whether a word stands between two paragraphs, neither of which speaks of advertising."""
    if n == 0 or n + 1 == len(said):
        return n > 0 and ends_said(said[n - 1].text)
    before, after = said[n - 1].text, said[n + 1].text
    if (
        not (ends_said(before) or max(len(before), len(after)) >= prose)
        or before.endswith((":", "："))
        or _HEAD.match(before)
    ):
        return False
    near = lowered(f" {before} {after} {said[n + 2].text if n + 2 < len(said) else ''} ")
    return not any(stem in near for stem in _about(codes))


def _is_foreign(said: Sequence[Line], n: int, *, fewest: int = 5) -> bool:
    """Say whether a word of Latin letters stands between lines that have none: a page's label, and no heading."""
    near = "".join(said[m].text[:80] for m in (n - 1, n + 1) if 0 <= m < len(said))
    letters = [sign for sign in near if sign.isalpha()]
    latin = sum(sign < "\u0250" for sign in letters)
    return len(said[n].text) >= fewest and said[n].text.isascii() and len(letters) > fewest and 4 * latin < len(letters)


def _on_ads(said: Sequence[Line], marks: dict[int, Mark], codes: tuple[str, ...], *, often: int = 4) -> bool:
    """Say whether the text speaks of advertising: then the words are its headings."""
    whole = [lowered(line.text) for n, line in enumerate(said) if n not in marks]
    return sum(line.count(stem) for line in whole for stem in _about(codes)) >= often


@cache
def _about(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(lowered(stem) for code in codes for stem in table("adverts", code)["about"])


def _block(said: Sequence[Line], n: int, marks: dict[int, Mark], codes: tuple[str, ...]) -> list[int]:
    """The lines of the ad that this mark opens, with it; nothing where no button and no address closes it."""
    end = 0
    for m in range(n + 1, min(n + 6, len(said))):
        text = said[m].text
        if m in marks or len(text) > (700 if m == n + 1 else 160):
            break
        if _is_button(text, codes) or _is_domain(text) or (m == n + 1 and _ends_in_button(text, codes)):
            end = m
        elif end or len(text) > 160:
            break
    return list(range(n, end + 1)) if end else []


def _is_button(text: str, codes: tuple[str, ...]) -> bool:
    return len(text) < 40 and key(_plain(text)) in _phrases("buttons", codes)


def _ends_in_button(text: str, codes: tuple[str, ...]) -> bool:
    hit = _LAST_LINK.search(text)
    return hit is not None and key(hit[1]) in _phrases("buttons", codes)


def _plain(text: str) -> str:
    hit = _LAST_LINK.fullmatch(bare(text))
    return hit[1] if hit else text


def _is_domain(text: str) -> bool:
    return len(text) < 60 and bool(_DOMAIN.fullmatch(text)) and not _FILE.search(text)


def _is_registered(text: str, *, longest: int = 260) -> bool:
    return len(text) <= longest and bool(_REGISTERED.search(text))


def _is_pitch(text: str, codes: tuple[str, ...], *, longest: int = 130, least: int = 2) -> bool:
    """Say whether a line promises a bargain and points to it: an arrow, and `least` words that only offers have."""
    if len(text) > longest or (text.isascii() and text[-1] != ">") or not _ARROW.search(text) or _HEAD.match(text):
        return False
    low = lowered(text)
    return sum(word in low for code in codes for word in table("adverts", code)["pitch"]) >= least


def _paid(said: Sequence[Line], codes: tuple[str, ...], *, longest: int = 130) -> set[int]:
    """Paid links: the line that names who paid, and the title above it, where there are two such pairs or a button."""
    short = [(n, line.text) for n, line in enumerate(said) if 4 < len(line.text) < 80]
    ends = [n for n, text in short if ("|" in text or "·" in text or "•" in text) and _says_paid(text, codes)]
    found: set[int] = set()
    for n in ends:
        button = n + 1 < len(said) and _is_button(said[n + 1].text, codes)
        if len(ends) < 2 and not button:
            continue
        found.update([n, n + 1] if button else [n])
        if n and n - 1 not in ends and len(said[n - 1].text) <= longest and not said[n - 1].text.endswith("."):
            found.add(n - 1)
    return found


def _says_paid(text: str, codes: tuple[str, ...]) -> bool:
    hit = _PAID_BY.match(text)
    if hit is None:
        return False
    labels = _phrases("labels", codes)
    return key(hit[2] or "") in labels or key(hit[3] or "") in labels
