"""Ways to other articles: a lead-in inside the text ("À lire aussi : …"), a heading with its list of titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex

from cleaners import expressions as re
from cleaners.announcing import (
    announces,
    begins_with,
    is_call,
    leads_in,
    may_announce,
    may_send,
    names_more,
    parted,
    sends_on,
    stands_over,
)
from cleaners.document import Document, Edit
from cleaners.evidence import bare, cut_short, line_kind, line_words, quoted, speaks
from cleaners.hints import hinted
from cleaners.resources import Pattern, languages, patterns, table
from cleaners.text import WIDE, Line, key, overlaps, sentences, unlinked, within
from cleaners.units import units

_STOPPED = re.compile(r"[.!?…]+[\"”’»)]*(?=\s+[\"“«¿¡(]?[^\W\d_a-zà-ÿ])|[。！？]")
_OPENING = re.compile(r"(?<=[^\W_]) (?=[\"“«])")
# "**Related:** ": the marks of emphasis with which a line begins, after its bullet.
_EMPHASIS = re.compile(r"(?:(?<=\n)|(?<![\s\S]))[ \t]*(?:[*+-] )?[*_]{1,3}(?=\w)")
_TITLED = re.compile(r"[^\W\d_]+ [A-ZÀ-ÞА-ЯЁ]")
_BOLD_IN_BRACKETS = ("(**", "[**", "(__", "[__")
_CAPITAL = re.compile(r"(?<=[^\W\d_]) (?=([A-ZÀ-ÞА-Я][^\W\d_]*(?:['’])?))")
# "[the manual](docs/manual.md)", "[Install](#install)": a document's own parts, not other articles.
_OWN_LINK = re.compile(r"\]\((?:#|\.{1,2}/|(?![a-z]+:|/|www\.)[^()\s]*(?:/|\.(?:md|rst|adoc|txt|html?))[^()\s]*\))")
# How to reach somebody: an address, a telephone number.
_CONTACT = re.compile(r"\S@\S|\+?\d[\d ()/.-]{6,}\d")
_DENSE = re.compile(r"\W*[\u2e80-\ud7ff]")
_UNCASED = re.compile(r"[\u0590-\u08ff\u0900-\u1fff\u2e80-\ud7ff]")
# A capital after a word in small letters, and small letters after it.
# What only goes on with the words before it, in Japanese and Chinese.
_GOES_ON = re.compile(r"[\u3041-\u309f、。，的了是在和与，：:]")
_REST_OF_LINK = re.compile(r"^\]\(\S+\)$")
_HOUR = re.compile(r"[0-2]?\d[:.]\d\d\s")
_COUNTED = re.compile(r"^(\d{1,2})(?:[.)]? +|[、．]\s*)\S")
_BEGINS = re.compile(r"(?<=[a-zà-ÿа-яё]) (?=[A-ZÀ-ÞА-ЯЁ][^\W\d_]*['’]? ?[a-zà-ÿа-яё])")
_WORD_LIST = re.compile(r"\W*[^\W\dA-ZÀ-ÞА-Я][\w.-]*(?:\(\w+\))?(?:, |$)")
_SENTENCE = re.compile(r"[.。]$|\w[.!?] \S.*[!?]$|\S.{60,}!$")
_TOLD = re.compile(r"(?:(?<![.…])[.!?。！？؟][\"'”’»)\]*_」』]*|[\uac00-\ud7a3][다요죠])$")
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
# One link and nothing else, to another page.
_ONE_LINK = re.compile(r"^[*_]*\[[^\[\]]+\]\(https?://[^()\s]+\)[*_]*$")
# Nothing but links, and a word or two between them; a heading that is a link.
_LINKED = re.compile(r"^\W*(?:\[[^\[\]]+\]\([^()]*(?:\([^()]*\)[^()]*)*\)[^\[\]\w]*(?:\w+\W*){0,2})+$")
# "The Mill, by Anna Low": a book.
_BOOK = re.compile(r",\s(?:by|von|di|de|por|par|van|oleh)\s[A-ZÀ-Þ]")
_YEAR = re.compile(r"\((?:19|20)\d\d\)")
# What stands around a line that is read without it: arrows, bullets, brackets.
_AROUND = re.compile(r"^[^\w\"“«„「『《‘']+|[\s+＋»›>→・]+$")
_FIELD = re.compile(r"\W{0,4}\w[^\s:]*(?: [^\s:]+){0,3} ?[:：]")
# What parts a lead-in from its title, and what ends before it: a sentence, with the marks of the lead-in.
_SIGN = re.compile(
    r"[:：|►→»>–—-](?:(?<=[^\W\d_]\S[:：|►→»])|(?<=[^\W\d_]\S [:|►→»>–—-])|(?<=[^\W\d_][>*_][:>]))[*_]*>* *"
    r"(?=[\"“«„¿¡\[]?[\w¿¡«“])|\.(?<=[A-ZÀ-Þ]{4}\.) (?=[A-ZÀ-Þ«“¿¡])"
)
_BEHIND = re.compile(r"(?s:.*)(?:[.!?…。][\"”’»)\]]*[ \t]+|[(\[])(?:[(\[+>»→►▶•*_-]+ ?)*(?=[^\W\d_a-z])")
# What a phrase may stand behind without a blank; where a sentence begins so behind a title.
_GLUE = tuple('.!?…”’")»')
_GLUED_ON = re.compile(r"(?<=[^\W\d_A-ZÀ-ÞА-ЯЁ])(?=[A-ZÀ-ÞА-ЯЁ“\"][\w’' ])|(?<=[.!?…”’\")»])(?=[A-ZÀ-ÞА-ЯЁ“][\w’' ])")
_CLOSING = {"(": ")", "[": "]", "【": "】", "（": "）"}


# The pattern of a lead-in that is known by the words it is made of.
_SIGNED = Pattern("related.lead", "announces one other title", "", (), ())
_SEE = Pattern("related.see", "announces one other title", "", (), ())
_WEAK = Pattern("related.weak", "announces one other title", "", (), ())
_BY_WORDS = (_SIGNED, _SEE, _WEAK)


def drop_related(doc: Document) -> Iterator[Edit]:
    r"""
    Lead-ins with the title they lead to, and headings that announce a list of titles, with the list.

    A lead-in inside running text goes as far as its title surely goes: to the bracket that closes it, a stop,
    an opening quote, or a small word with a capital that begins the next sentence. Where the end cannot be
    seen it stays. A heading takes the lines below it while they look like titles; prose ends the list.

    What is left alone: speech; laws; a sentence that merely says "we also read"; a reference ("See also: Article 4
    and the annex", "see [the manual](docs/manual.md)"), an address, a word in small letters after the lead-in; the
    button "Read more" that stands under many things and heads none; a list of single words or of quantities.

        >>> text = "Le bac part. (À lire aussi : Le port rouvre) Il revient.\nÀ lire aussi :\nLe phare s’éteint\n"
        >>> doc = Document("d", text)
        >>> doc.after(drop_related(doc)).text
        'Le bac part. Il revient.\n'
    """
    if doc.get("kind") in ("transcript", "legal"):
        return
    said = units(doc.text)
    gone: set[int] = set()
    taken: list[tuple[int, int]] = []
    places = {line.start: n for n, line in enumerate(said)}
    for edit in _drop_related(doc, said):
        at = places.get(edit.start, -1)
        if at >= 0 and edit.end == said[at].end and not edit.new:
            gone.add(at)
        taken.append((edit.start, edit.end))
        yield edit
    yield from _torn_links(said, gone)
    yield from _tails(doc, said, sorted(taken))


def _torn_links(said: Sequence[Line], gone: set[int]) -> Iterator[Edit]:
    """The bracket and the address that a link on three lines leaves when its words go."""
    for n in sorted(gone):
        if n and said[n - 1].text == "[":
            end = n
            while end in gone:
                end += 1
            if end < len(said) and _REST_OF_LINK.match(said[end].text):
                yield said[n - 1].dropped("related.link", "the bracket of a link whose words went", 0.9)
                yield said[end].dropped("related.link", "the address of a link whose words went", 0.9)


def _drop_related(doc: Document, said: Sequence[Line]) -> Iterator[Edit]:
    """Headings that lost their list, lines that are an announcement and a title, then lists and lead-ins."""
    leads, foot, technical = _leads(doc), foot_of(said), is_technical(doc.text)
    heads = _heads_in(doc, said, foot)
    lost = _lone_heads(doc, said, heads, foot)
    led = _announced(doc, said, {*heads, *lost}, foot, technical=technical)
    led = {n: why for n, why in led.items() if n not in lost}
    yield from (said[n].dropped("related.head", f"is about other articles, {why}", 0.9) for n, why in lost.items())
    yield from (said[n].dropped("related.lead", why, 0.88) for n, why in led.items())
    heads = {n: text for n, text in heads.items() if n not in lost}
    if leads or heads:
        yield from _lists_and_leads(doc, said, leads, heads, {*lost, *led}, foot=foot, technical=technical)


def _heads_in(doc: Document, said: Sequence[Line], foot: int) -> dict[int, str]:
    """The lines that are a heading of other articles, each without its marks."""
    codes, spoken = speaks("related", doc), speaks("announcing", doc)
    return {
        n: text
        for n, line in enumerate(said)
        if len(line.text) < 100
        and (line.text[-1] not in ".,;。" or line.text.endswith("..."))
        and is_head(text := bare(line.text.replace("ـ", "")), codes if n >= foot else (), spoken, foot=n >= foot)
    }


def _lone_heads(doc: Document, said: Sequence[Line], heads: dict[int, str], foot: int) -> dict[int, str]:
    """Headings without a list, and titles that are known by what stands beside them, each with the reason."""
    codes, spoken = speaks("related", doc), speaks("announcing", doc)
    lost: dict[int, str] = {}
    if doc.get("kind") != "poem":
        lost = dict.fromkeys(_broken_off(said, codes, spoken), "and breaks off where its list was")
        lost |= _without_items(said, heads, foot, spoken)
    lost |= dict.fromkeys(_twins(said), "and stands twice in a row below the text, as picture and as link")
    lost |= dict.fromkeys(neighbours(said, foot, codes), "and stands beside the way to the next one")
    return lost


def _lists_and_leads(
    doc: Document,
    said: Sequence[Line],
    leads: list[tuple[int, int, Pattern]],
    heads: dict[int, str],
    gone: set[int],
    *,
    foot: int,
    technical: bool,
) -> Iterator[Edit]:
    """Lists below a heading or a lead-in that stands alone, and lead-ins with their titles, of what is not `gone`."""
    codes = speaks("related", doc)
    counts = Counter(key(text) for text in heads.values())
    below = 0
    for n, line in enumerate(said):
        if n < below or n in gone:
            continue
        hits = within(leads, line.start, line.end)
        if not hits and n not in heads:
            continue
        wrote = bool(hits) and hits[0][2].rule == "related.wrote"
        lone = bool(hits) and not wrote and not line.text[hits[0][1] - line.start :].strip()
        linked = n >= foot and n + 1 < len(said) and _LINKED.match(said[n + 1].text) is not None
        heading = n in heads and (linked or _strict(heads[n])) and counts[key(heads[n])] <= 2
        heading &= not _names_below(said, n, codes)
        below = _list_below(said, n, heading or lone, doc.text, technical=technical, ends=n >= foot)
        if heading:
            below = max(below, _section_below(said, n))
        if below:
            why = f"“{bare(line.text)[:40]}” announces a list of {below - n - 1} other titles"
            yield from (said[at].dropped("related.list", why, 0.9) for at in range(n, below) if at not in gone)
        elif wrote:
            yield from _told_before(doc, line, hits[0])
        elif hits:
            cuts = list(_lead_cuts(doc.text, line, hits, doc, technical=technical))
            yield from cuts
            if n >= foot and cuts and (cuts[0].start, cuts[-1].end) == (line.start, line.end):
                below = n + 1 + _last_titles(said, n + 1)
                yield from (each.dropped("related.list", "stands below a lead-in", 0.8) for each in said[n + 1 : below])


def _announced(doc: Document, said: Sequence[Line], heads: set[int], foot: int, *, technical: bool) -> dict[int, str]:
    """
    Lines that are an announcement and a title and nothing else, each with the reason, below the first sentence.

    "Watch our video report: Divers go down", "OPINION: Stop patching", "Read also our interview with the keeper."
    What the same line says again below, as a link of its own, goes with it. A text that sends to others under each of
    its chapters is a guide, and keeps what it sends to.
    """
    if doc.get("kind") == "poem":
        return {}
    spoken = speaks("announcing", doc)
    found: dict[int, str] = {}
    doubtful: set[int] = set()
    begun = False
    for n, line in enumerate(said):
        told = line.text[-1] in ".。"
        if technical and not (line.text[0] in "[*" and _ONE_LINK.match(line.text)):
            begun = begun or is_told(line.text)
            continue
        if begun and n not in heads and _may_lead(line.text) and may_announce(line.text, spoken, told=told):
            shown = _unmarked(line.text)
            at, sort = (0, "") if told else parted(shown, spoken, foot=n >= foot or line.text[0] in "►▶→»>")
            if sort == "weak" and n < foot and _is_field(said, n):
                at = 0
            if at and _is_announced(shown[at:], doc, label=sort == "label" and n < foot):
                found[n] = f"“{shown[:at].strip()[:40]}” announces one other title"
                doubtful |= {n} if sort == "weak" else set()
                if n + 1 < len(said) and said[n + 1].start - line.stop <= 1 and _alike(shown[at:], said[n + 1].text):
                    found[n + 1] = "says the title above it again"
            elif told and is_call(shown, spoken) and _asks(shown, doc):
                found[n] = "asks to read another article"
        if begun and n not in found and n not in heads and _sends_on(said, n, spoken, foot) and _asks(line.text, doc):
            found[n] = "sends to another article"
            doubtful.add(n)
        begun = begun or is_told(line.text)
    sent = [n for n in found if n in doubtful]
    if len(sent) > 2:
        found = {n: why for n, why in found.items() if n not in doubtful}
    if found and max(found) >= foot:
        below = max(found) + 1
        found.update(dict.fromkeys(range(below, below + _last_titles(said, below)), "stands below a lead-in"))
    return found


def _sends_on(said: Sequence[Line], n: int, codes: tuple[str, ...], foot: int) -> bool:
    """
    Say whether a line sends to another article, or to more of an author or a place, and stands between sentences.

    "Read our full interview with the keeper", "More articles by Anna Low".
    """
    text = said[n].text
    if not 12 <= len(text) <= 130 or text[0] in "#-*|":
        return False
    told = text[-1:] in ".。"
    if text[0].isalpha() and not may_send(text, codes) and (told or not may_announce(text, codes)):
        return False
    shown = _unmarked(text)
    if may_send(shown, codes) and sends_on(shown, codes):
        return True
    if told or text[-1:] == ":" or not may_announce(shown, codes) or announces(shown, codes) not in ("one", "list"):
        return False
    if n >= foot:
        return True
    return names_more(shown, codes) and n + 1 < len(said) and is_told(said[n - 1].text) and is_told(said[n + 1].text)


def _tails(doc: Document, said: Sequence[Line], taken: list[tuple[int, int]]) -> Iterator[Edit]:
    """The last sentence of a paragraph that sends to another article: "… he said. Our earlier coverage is here."."""
    if doc.get("kind") == "poem" or is_technical(doc.text):
        return
    spoken = speaks("announcing", doc)
    for line in said:
        if len(line.text) < 100 or overlaps(taken, line.start, line.end):
            continue
        begins = doc.text.rfind(". ", line.start, line.stop - 8)
        if begins < line.stop - 130 or begins < line.start + 60:
            continue
        tail = doc.text[begins + 2 : line.stop].strip("()[] *_")
        if not (may_send(tail, spoken) or (tail[-1:].isalnum() and may_announce(tail, spoken))):
            continue
        sends = sends_on(tail, spoken) or (tail[-1:].isalnum() and announces(tail, spoken) != "")
        if sends and not quoted(line.text, begins + 2 - line.start) and _asks(tail, doc):
            yield Edit(
                begins + 1, line.stop, "", "related.lead", "sends to another article, at the end of a paragraph", 0.85
            )


def _is_field(said: Sequence[Line], n: int) -> bool:
    """Say whether the line above or below has a label as well: a sheet of data, an interview."""
    return any(_FIELD.match(said[at].text) for at in (n - 1, n + 1) if 0 <= at < len(said))


def _may_lead(text: str, *, shortest: int = 8, longest: int = 240) -> bool:
    """A cheap look: long enough for a title, too short for a paragraph."""
    return shortest <= len(text) and (len(text) <= longest or ("](" in text and len(text) <= 3 * longest))


def _unmarked(text: str) -> str:
    """A line as it is read, without the marks, arrows and brackets around it."""
    return _AROUND.sub("", unlinked(text).replace("*", "").replace("__", "").strip())


def _is_announced(title: str, doc: Document, *, label: bool, fewest: int = 3, most: int = 32) -> bool:
    """Say whether what stands behind an announcement is the title of another article, and no part of this one."""
    shown = title.strip(" \"“”„«»'‘’「」『』《》+_)]】）")
    dense = len(_UNCASED.findall(shown))
    size = len(_WORDS.findall(shown)) if dense < 4 else dense // 2
    if not fewest <= size <= most or (label and size < fewest + 1) or _CONTACT.search(shown) or shown[:1] in "`-":
        return False
    if _TOLD.search(shown) and shown[-1:] not in "?!？！؟":
        return False
    return not any(rule.search(shown) for rule in _references(speaks("related", doc)))


def _asks(text: str, doc: Document, *, longest: int = 200) -> bool:
    """Say whether a line is one sentence, and no reference: "See also the article on hedges."."""
    if len(text) > longest or len(list(sentences(text))) != 1:
        return False
    codes = speaks("related", doc)
    head = " ".join(text.split()[:2])
    return not refers(head, codes) and not any(rule.search(text) for rule in _references(codes))


@lru_cache(maxsize=1024)
def refers(head: str, codes: tuple[str, ...]) -> bool:
    """Say whether references are made in these words as well: "See also"."""
    rules = (each for code in codes for each in patterns("related", code) if each.rule == "related.see")
    return any(each.regex.search(f"{head}: X") for each in rules)


def _alike(title: str, line: str, *, share: float = 0.5) -> bool:
    """Say whether a line without a stop says what a title says, in words of which half are the same."""
    if _TOLD.search(line) or len(line) > 200:
        return False
    one, other = set(key(title).split()), set(key(line).split())
    if WIDE.search(title):
        one, other = set(key(title)), set(key(line))
    return len(one & other) >= share * min(len(one), len(other)) > 1


def _leads(doc: Document, *, far: int = 4000) -> list[tuple[int, int, Pattern]]:
    """
    Where lead-ins stand: (start, end of the lead-in, its pattern), in order.

    Of a line that has no end only `far` characters on both sides are looked at.
    """
    found: dict[int, tuple[int, int, Pattern]] = {}
    hits = hinted("related", doc)
    for code, at in ((code, at) for code in speaks("related", doc) for at, codes in hits if code in codes):
        start = max(0, at - far, doc.text.rfind("\n", max(0, at - far), at) + 1)
        close = doc.text.find("\n", at, at + far)
        bold = _EMPHASIS.match(doc.text, start, at + 1)
        start = bold.end() if bold else start
        if doc.text[at - 3 : at] in _BOLD_IN_BRACKETS or _is_glued(doc.text, at):  # "(**More:** The mill reopens)"
            start = at
        line = doc.text[start : close if close >= 0 else at + far]
        for each in patterns("related", code):
            hit = each.rule != "related.head" and each.regex.search(line, max(0, at - start - 30), at - start + 90)
            if hit and not quoted(line, hit.start()):
                found.setdefault(start + hit.end(), (start + hit.start(), start + hit.end(), each))
    for start, end, each in _signed(doc):
        found.setdefault(end, (start, end, each))
    kept: list[tuple[int, int, Pattern]] = []
    for hit_at in sorted(found.values(), key=lambda each: each[:2]):
        if not kept or hit_at[0] >= kept[-1][1]:
            kept.append(hit_at)
    return kept


def _signed(doc: Document, *, far: int = 60) -> Iterator[tuple[int, int, Pattern]]:
    """
    Lead-ins behind a sentence, in words of which announcements are made, with a sign behind them.

    "… he said. Continue reading: The flood": where each begins and where its title does. What is a reference elsewhere
    ("See also: Article 4") is looked at as one, a quotation is left to who said it.
    """
    spoken, codes = speaks("announcing", doc), speaks("related", doc)
    text = doc.text
    for hit in _SIGN.finditer(text):
        at = hit.start()
        if hit[0] in ("-", ":", "–", ">", "|", "»") and not text[hit.end() - 1].isspace():
            continue  # inside a word, an hour, an address
        begins = _BEHIND.match(text, max(0, at - far), at)
        if begins is None:
            continue
        lead = text[begins.end() : at].strip("*_ ")
        if not may_announce(lead, spoken) or not (how := leads_in(lead, spoken)):
            continue
        if not quoted(text[begins.end() - 1 : hit.end()], 1):
            doubtful = _SEE if refers(" ".join(lead.split()[:2]), codes) else _WEAK
            yield begins.end(), hit.end(), _SIGNED if how == "sure" and doubtful is _WEAK else doubtful


def _is_glued(text: str, at: int) -> bool:
    """Say whether a phrase begins here without the blank that stood before it: "… he said.READ MORE: …"."""
    before = text[at - 1 : at]
    return text[at].isupper() and (before in _GLUE or before.islower()) and before != ""


def is_told(text: str, *, shortest: int = 40, dense: int = 3) -> bool:
    """
    Say whether a line ends as a sentence does and is long enough to be text; a whole paragraph needs no stop.

    A character of a `dense` script counts as so many.
    """
    size = len(text)
    if size < shortest:
        size += (dense - 1) * len(_UNCASED.findall(text)) if _DENSE.search(text) else 0
    return size >= shortest and (len(text) >= 3 * shortest or bool(_TOLD.search(text)))


def foot_of(said: Sequence[Line]) -> int:
    """The first line below the last sentence; past the end when there is no sentence."""
    told = (n for n in range(len(said) - 1, -1, -1) if is_told(said[n].text) and not _holds_items(said[n].text))
    return next((n + 1 for n in told), len(said))


@lru_cache(maxsize=4096)
def is_head(
    text: str, below: tuple[str, ...], spoken: tuple[str, ...] = (), *, known: bool = True, foot: bool = False
) -> bool:
    """
    Say whether a line heads a list of other articles; by its shape only `below` the text, in these languages.

    What is `known` to stand over such lists may be a lead-in as well. What its words announce in the languages `spoken`
    counts anywhere when they are sure, else at the `foot`.
    """
    if known and _is_known(text):
        return True
    shown = text.rstrip(" :：.…")
    if spoken and may_announce(text, spoken) and (meant := announces(shown, spoken)) and (foot or meant == "sure"):
        return True
    return any(
        each.rule == "related.head" and each.regex.search(shown) for code in below for each in patterns("related", code)
    )


@lru_cache(maxsize=4096)
def _is_known(text: str) -> bool:
    return line_kind(text) == "related" or _is_list(text)


def names_work(text: str) -> bool:
    """Say whether a line names a book, a paper of some year, or a part of this text."""
    return bool(_OWN_LINK.search(text) or _BOOK.search(text) or _YEAR.search(text))


def _is_list(head: str) -> bool:
    return key(head.replace("ـ", "")) in _more_heads()


@cache
def _first_of_heads() -> frozenset[str]:
    """The words with which headings of lists begin, glued to a title or not: a quick look before a long one."""
    known = (*_more_heads(), *(phrase for phrase, kind in line_words().items() if kind == "related"))
    return frozenset(phrase.split(" ", 1)[0] for phrase in known)


@cache
def _more_heads() -> frozenset[str]:
    return frozenset(key(head) for code in languages("related") for head in table("related", code)["heads"])


def _without_items(
    said: Sequence[Line], heads: dict[int, str], foot: int, spoken: tuple[str, ...], *, several: int = 3
) -> dict[int, str]:
    """
    Headings at the end whose lists were lost, each with the reason, and lines that hold a heading and its items.

    After `several` of them in a row one more short line is one, too.
    """
    found = {
        n: "and its items follow in the same line"
        for n, line in enumerate(said)
        if _holds_items(line.text, fewest=30 if n >= foot else 90) or (n >= foot and _is_run_on(line.text, spoken))
    }
    if found and max(found) >= foot:
        below = max(found) + 1
        found.update(dict.fromkeys(range(below, below + _last_titles(said, below)), "as the line above it does"))
    at = len(said)
    run = [n for n in range(foot, at) if n in heads]
    last = said[-1].text if said else ""
    if len(run) >= several and run[-1] == at - 2 and run[-several] == at - 1 - several:
        at -= last.count(" ") < several and last[-1].isalpha()
    if at and at - 2 in run and _strict(heads[at - 2]) and 0 < last.count(" ") < several and last.istitle():
        at -= 1
    end = at
    while at > foot and at - 1 in heads:
        at -= 1
    if end - at >= 2 or (end - at == 1 and _strict(heads[at])):
        found.update(dict.fromkeys(range(at, len(said)), "which is gone"))
    return found


def _broken_off(said: Sequence[Line], codes: tuple[str, ...], spoken: tuple[str, ...]) -> Iterator[int]:
    """Lines that are a lead-in or a heading of a list and dots, and nothing more: "Read also …"."""
    for n, line in enumerate(said):
        if not n or len(line.text) > 60 or not line.text.endswith(("..", "…")):
            continue
        shown = bare(line.text.replace("ـ", "").rstrip(" .…"))
        if not shown:
            continue
        if is_head(shown, (), spoken) or any(
            each.rule != "related.head" and (hit := each.regex.match(f"{shown}: ")) and hit.end() >= len(shown)
            for code in codes
            for each in patterns("related", code)
        ):
            yield n


def _twins(said: Sequence[Line], *, fewest: int = 4, dense: int = 12, told: int = 5, after: int = 2) -> list[int]:
    """
    Titles at the end of a text that stand twice in a row: the name of a picture and the link below it.

    Above them `told` lines at least tell something, below them `after` at most.
    """
    found = [
        n
        for n in range(told, len(said) - 1)
        if said[n].text == said[n + 1].text and 12 <= len(said[n].text) < 160 and said[n].text[:1] not in "-*|#>"
    ]
    found = [n for n in found if not _TOLD.search(said[n].text) and _is_title(said[n].text, fewest=fewest, dense=dense)]
    if not found:
        return []
    tell = [n for n, line in enumerate(said) if is_told(line.text)]
    found = [n for n in found if sum(at < n for at in tell) >= told and sum(at > n + 1 for at in tell) <= after]
    return [at for n in found for at in (n, n + 1)]


def neighbours(said: Sequence[Line], foot: int, codes: tuple[str, ...]) -> list[int]:
    """
    Below the text, from `foot` on: the titles of the articles before and after this one, each above its label.

    "Mill reopens", "Previous article", "The weir holds", "Next article". Only two labels with one title between them,
    and one above the first, tell that the labels stand below: otherwise the line above the first may be the text's.
    """
    if len(said) - foot < 4:
        return []
    labels = [n for n in range(foot, len(said)) if len(said[n].text) < 40 and _is_label(bare(said[n].text), codes)]
    if len(labels) != 2 or labels[1] - labels[0] != 2 or labels[0] - 1 < foot:
        return []
    titles = [labels[0] - 1, labels[0] + 1]
    below = said[labels[1] + 1].text if labels[1] + 1 < len(said) else ""
    if below and _is_title(below) and not is_head(bare(below), codes):
        return []
    plain = all(_is_title(said[n].text) and ":" not in said[n].text and not _TOLD.search(said[n].text) for n in titles)
    return sorted(titles + labels) if plain else []


def _is_label(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether these words alone name the article before or after this one."""
    return any(each.regex.search(f"{text}: A title") for each in _labels(codes))


@cache
def _labels(codes: tuple[str, ...]) -> tuple[Pattern, ...]:
    why = "names the article before or after this one"
    return tuple(each for code in codes for each in patterns("related", code) if each.why == why)


def _holds_items(text: str, *, longest: int = 6, fewest: int = 30, most: int = 1000) -> bool:
    """Say whether a line is a heading with titles behind it: "Related articles Mill reopens The weir holds"."""
    if len(text) > most or text[-1] in ".。!?":
        return False
    head = text.split(" ", 1)[0]
    if head.isalpha() and head.isascii() and head.lower() not in _first_of_heads():
        return False  # as nearly all lines, which need not be folded for that
    tokens = bare(text[:120].replace("：", ":")).split(" ", longest)
    if key(tokens[0].split(":", 1)[0]) not in _first_of_heads():
        return False
    size = len(text) + 2 * len(_UNCASED.findall(text[:most])) if _DENSE.search(text) else len(text)
    if not fewest < size or _TOLD.search(text) or _YEAR.search(text) or _OWN_LINK.search(text):
        return False
    for many in range(min(longest, len(tokens) - 1), 0, -1):
        head, colon, glued = " ".join(tokens[:many]).partition(":")
        if not _strict(head) or not (is_head(head, languages("related"), known=False) or (colon and _is_list(head))):
            continue
        rest = f"{glued} {' '.join(tokens[many:])}".strip()
        return bool(colon) or (many > 1 and not rest[:1].islower())
    return False


def _is_run_on(text: str, codes: tuple[str, ...], *, longest: int = 8, fewest: int = 3, most: int = 1000) -> bool:
    """
    Say whether a line below the text is an announcement that runs on into titles: "More stories Mill reopens The …".

    In a script without capitals only what suffices as a phrase is told from its titles, and no particle may follow.
    """
    if not 20 <= len(text) + 2 * len(WIDE.findall(text[:60])) <= 3 * most or _TOLD.search(text) or _YEAR.search(text):
        return False
    shown = _unmarked(text)
    if not shown or not may_announce(shown, codes):
        return False
    if WIDE.match(shown):
        at = begins_with(shown, codes)
        return at > 0 and len(shown) - at >= 6 and not _GOES_ON.match(shown, at)
    tokens = shown.split(" ", longest)
    for many in range(min(longest, len(tokens) - 1), 1, -1):
        rest = " ".join(tokens[many:])
        if stands_over(" ".join(tokens[:many]), codes):
            return rest[:1].isupper() and len(_WORDS.findall(rest)) >= fewest and _WORDS.match(rest) is not None
    return False


def _last_titles(said: Sequence[Line], start: int, *, most: int = 3, fewest: int = 5, dense: int = 12) -> int:
    """How many lines are left of the page below a lead-in to other articles, when all of them are titles."""
    rest = said[start:]
    titles = all(
        _is_title(line.text, fewest=fewest, dense=dense)
        and not _TOLD.search(line.text)
        and not line.text[:1].islower()
        and ":" not in line.text
        for line in rest
    )
    return len(rest) if len(rest) <= most and titles else 0


def _strict(head: str) -> bool:
    """Several words, or a dense script: "Top" and "Archives" alone announce too many things."""
    head = head.strip(" ■●◆▼★☆◎○□▶►・【")
    return " " in head or (len(head) >= 3 and (head[0] > "\u2e80" or (head[0].isdigit() and head[-1] > "\u2e80")))


@lru_cache(maxsize=4)
def is_technical(text: str, *, spans: int = 6) -> bool:
    """Say whether this is a manual or a README: code, or links to its own parts."""
    return "```" in text or text.count("`") >= 2 * spans or len(_OWN_LINK.findall(text)) >= 2


def _list_below(
    said: Sequence[Line], n: int, head: bool, text: str, *, technical: bool, ends: bool, most: int = 30
) -> int:
    """
    The index after the last title of the list that the heading at `n` announces, or 0 when there is no list.

    A list ends where a line is none of its titles, where its bullets end, or where lines stand farther apart. A button
    between parts of the text heads only one of three titles and more, none of which leads to what stands below.
    """
    if not head:
        return 0
    marked = key(bare(said[n].text)) not in _buttons() or said[n].text.rstrip("* ")[-1:] in (":", "：")
    amid = not marked and not ends
    at = end = n + 1
    titles = gap = 0
    starred = at < len(said) and said[at].text != bare(said[at].text)
    sign = said[at].text[0] if starred and said[at].text[0] in "*+•·–—->»›▶►→" else ""
    while at < len(said) and at - n <= most:
        line, shown = said[at].text, bare(said[at].text)
        apart = text.count("\n", said[at - 1].stop, said[at].start)
        # A sign may lack its blank in one line of the list: ">>The weir holds".
        bulleted = not starred or line != shown or line[0] == sign or (len(shown) <= 80 and titles <= 1)
        if not bulleted or (gap and apart > gap) or _is_no_title(line, shown, technical=technical, ends=ends):
            break
        if at > n + 1 and _is_quantity(bare(said[at - 1].text), shown, ends=ends):
            break
        if amid and shown[-1:] in (":", "：", ".", "。"):
            break
        gap = max(gap, apart) if titles < 2 else gap
        if _is_title(shown, fewest=2 if ends and titles > 1 else 3 + amid, dense=6 if ends and titles else 8):
            titles += 1
            end = at + 1
        elif not _DIGIT.search(shown) and not _is_section(said, n, at):
            break  # dates and numbers may stand between titles, single words only as the section of a card
        at += 1
    if end < len(said) and 2 * titles < _numbered(said, n + 1):
        return 0
    return end if titles >= (1 if marked or end == len(said) else 2 + amid) else 0


def _is_no_title(line: str, shown: str, *, technical: bool, ends: bool, longest: int = 220) -> bool:
    """Tell a line that ends a list: a sentence, a heading, a book with its author or year, a part of this document."""
    if len(unlinked(shown)) > longest or (_SENTENCE.search(shown) and not cut_short(shown)):
        return True
    if line.startswith("#") and not (ends and _LINKED.match(line)):
        return True
    if technical and "`" in shown:
        return True
    return any(each.search(said) for each, said in ((_OWN_LINK, line), (_BOOK, shown), (_YEAR, shown)))


def _numbered(said: Sequence[Line], first: int) -> int:
    """How many lines from the first on bear the numbers 1, 2, 3: a ranking is the text's own or none of it is."""
    size = 0
    while first + size < len(said) and said[first + size].text.startswith((f"{size + 1}. ", f"{size + 1}) ")):
        size += 1
    return size


def _is_section(said: Sequence[Line], n: int, at: int) -> bool:
    """
    Say whether a word or two are the section of a card in the list below `n`: "TV" between two copies of a title.

    So are those that stand above each title from the first on.
    """
    if at + 1 >= len(said) or not said[at].text[:1].isupper() or len(said[at].text) > 40:
        return False
    ahead = said[at + 1].text
    if _TOLD.search(ahead) or not _is_title(ahead) or len(ahead) > 160:
        return False
    if key(ahead) == key(said[at - 1].text):
        return True
    above = [said[other].text for other in range(n + 1, at, 2)]
    return (at - n) % 2 == 1 and not any(map(_is_title, above)) and (at > n + 1 or _is_section(said, n, at + 2))


def _is_quantity(above: str, text: str, *, ends: bool) -> bool:
    """Say whether two lines begin with numbers that are neither a ranking below the text (1, 2) nor hours of news."""
    if not (text[:1].isdigit() and above[:1].isdigit()) or (ends and _HOUR.match(above) and _HOUR.match(text)):
        return False
    one, other = _COUNTED.match(above), _COUNTED.match(text)
    return not (ends and one and other and int(one[1]) + 1 == int(other[1]))


def _section_below(said: Sequence[Line], n: int, *, longest: int = 220, fewest: int = 2) -> int:
    """
    The index after the section of a marked heading that holds but smaller headings, each a title, and what they say.

    "## Related posts" with "### The weir holds" below it: `fewest` such titles, no paragraph longer than `longest`, and
    the section is the last of the page or ends at a heading of its own level. 0 when there is none.
    """
    level = _rank(said[n].text)
    if not level or n + 1 >= len(said):
        return 0
    at, titles = n + 1, 0
    while at < len(said):
        rank = _rank(said[at].text)
        if 0 < rank <= level:
            break
        shown = unlinked(said[at].text)
        if len(shown) > longest or _OWN_LINK.search(said[at].text) or _YEAR.search(shown) or "`" in shown:
            return 0
        titles += rank > level and _is_title(bare(shown), fewest=2)
        at += 1
    smaller = sum(_rank(each.text) > level for each in said[n + 1 : at])
    return at if titles >= fewest and 3 * smaller >= at - n - 1 else 0


def _rank(text: str) -> int:
    """How many marks of a heading stand before a line: 2 for "## Related posts"."""
    marks = len(text) - len(text.lstrip("#"))
    return marks if text[marks : marks + 1] == " " else 0


@cache
def _buttons() -> frozenset[str]:
    """What stands on buttons as well as over lists, in any language: "Read more"."""
    return frozenset(
        key(entry)
        for code in languages("furniture")
        for entry in table("furniture", code).get("lines", {}).get("ui", ())
    )


def _is_title(text: str, *, fewest: int = 3, dense: int = 8) -> bool:
    """Say whether a line can be a title: some words, or some signs of a dense script."""
    shown = unlinked(text)
    return len(_WORDS.findall(shown)) >= fewest or len(_UNCASED.findall(shown)) >= dense


def _lead_cuts(
    text: str,
    line: Line,
    hits: Sequence[tuple[int, int, Pattern]],
    doc: Document,
    *,
    technical: bool,
    marks: int = 200,
) -> Iterator[Edit]:
    """Edits for the lead-ins of one line."""
    past = line.start
    for start, lead_end, pattern in hits:
        if start < past:
            continue
        whole = start == line.stop - len(line.text) and _is_one_title(text[lead_end : line.stop])
        end, how = (line.stop, "which is all of the line") if whole else _extent(text, start, lead_end, line.stop, doc)
        small = pattern is _SIGNED and text[lead_end : lead_end + 1].islower()
        # What is known by its words alone has a title without a stop, or one that surely ends.
        if how == "up to its stop" and (small or pattern is _WEAK or (pattern in _BY_WORDS and text[end - 1] == ".")):
            continue
        if not end or not _leads_away(
            text[lead_end:end].strip(" )]】）").lstrip("*_ "), pattern, doc, technical=technical
        ):
            continue
        why = f"{pattern.why}, {how}"
        before, after = text[max(line.start, start - marks) : start], text[end : min(line.stop, end + marks)]
        if not before.strip(" >*_•·-–—#([") and not after.strip(" )]*_"):
            yield line.dropped("related.lead", why, 0.93)
            return
        first, past = _with_marks(text, _bracket(text, line.start, start, end), end, line)
        yield Edit(first, past, "", "related.lead", why, 0.85)


def _closed(text: str, start: int, lead_end: int, stop: int) -> int:
    """Behind the bracket that closes a lead-in; 0 when none was opened before it, or a word or two before it."""
    before = text[:start].rstrip("*_")[-1:] if text[start - 1 : start] in ("*", "_") else text[start - 1 : start]
    if close := _CLOSING.get(before) or _CLOSING.get(text[start : start + 1]):
        return text.find(close, lead_end, stop) + 1
    opened = text.rfind("(", max(0, start - 25), start)
    at = text.find(")", lead_end, stop) if opened >= 0 and ")" not in text[opened:start] else -1
    return at + 1 if at >= 0 and "(" not in text[lead_end:at] else 0


def _bracket(text: str, begin: int, start: int, end: int, *, near: int = 25) -> int:
    """Where the bracket stands that a lead-in closes, a word or two before it; else where the lead-in begins."""
    at = text.rfind("(", max(begin, start - near), start) if text[end - 1 : end] == ")" else -1
    return at if at >= 0 and ")" not in text[at:start] else start


def _is_titled(text: str, *, share: float = 0.6) -> bool:
    """Say whether most words of a text begin with a capital."""
    words = _WORDS.findall(text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= share * len(words)


def _is_one_title(rest: str, *, longest: int = 150, fewest: int = 3) -> bool:
    """Say whether what follows a lead-in on its line is one title: no sentence ends in it, and none at its end."""
    shown = rest.strip()
    if len(shown) > longest or shown[-1:] in ".:;,。：、，" or _STOPPED.search(shown[:-1]) or "](" in shown:
        return False
    return _is_title(shown, fewest=fewest) and not _TOLD.search(shown.rstrip("?!？！؟"))


def _names_below(said: Sequence[Line], n: int, codes: tuple[str, ...]) -> bool:
    """Say whether this is the "See also" of a manual, and the names of other programs below it."""
    below = said[n + 1].text if n + 1 < len(said) else ""
    return _WORD_LIST.match(below) is not None and refers(bare(said[n].text), codes)


def _told_before(doc: Document, line: Line, hit: tuple[int, int, Pattern], *, longest: int = 250) -> Iterator[Edit]:
    """The line that says what the paper wrote before, when it is one sentence and nothing else; verse keeps it."""
    begins = line.stop - len(line.text)
    whole = hit[0] == begins and len(line.text) <= longest and doc.get("kind") != "poem"
    if whole and len(list(sentences(doc.text, line.start, line.stop))) == 1:
        yield line.dropped("related.lead", hit[2].why, 0.85)


def _leads_away(target: str, pattern: Pattern, doc: Document, *, technical: bool, fewest: int = 4) -> bool:
    """
    Say whether what a lead-in leads to is another article, and not a part of this one, a law or an address.

    "See also" is what laws, manuals and dictionaries say as well: after it only a whole title will do, and none in a
    text with code.
    """
    if not target:
        return True  # its list was lost
    shown = unlinked(target).strip(" *_\"“«„'")
    linked = target[0] == "[" and not technical and pattern.rule != "related.see"
    small = shown[:1].islower() and not linked and pattern is not _SIGNED
    if _OWN_LINK.search(target) or _CONTACT.search(target) or small or shown[:1] == "`":
        return False
    if any(rule.search(shown) for rule in _references(speaks("related", doc))):
        return False
    if pattern.rule != "related.see":
        return True
    size = len(_WORDS.findall(shown))
    listed = shown.count(",") + shown.count(";") + shown.count("、")
    return _is_title(shown, fewest=fewest) and 3 * listed < size and not technical


@cache
def _references(codes: tuple[str, ...]) -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(found) for code in codes if (found := table("related", code).get("reference")))


def _with_marks(text: str, start: int, end: int, line: Line) -> tuple[int, int]:
    """The span with the bracket or arrow before it and the blank after it; at the end of its line, the blank before."""
    while start > line.start and text[start - 1] in "([【（>»→*_":
        start -= 1
    while end < line.stop and text[end] in " \t":
        end += 1
    if end >= line.stop or text[end] in ",.;:":
        while start > line.start and text[start - 1] in " \t":
            start -= 1
    return start, end


def _extent(text: str, start: int, lead_end: int, stop: int, doc: Document, *, longest: int = 180) -> tuple[int, str]:
    """
    Where the title that follows a lead-in ends, and by what sign; 0 when nothing tells.

    A bracket that was opened before the lead-in decides; else the first of all signs does, and links end themselves.
    """
    if past := _closed(text, start, lead_end, min(stop, lead_end + 2 * longest)):
        return past, "in brackets"
    rest = text[lead_end : min(stop, lead_end + 20 * longest)]
    signs = (
        (_new_sentence(rest, _openers(speaks("related", doc))), "up to a new sentence"),
        (_stopped(rest), "up to its stop"),
        (_quotation(rest), "up to a quotation"),
        (_after_capitals(rest, doc.text), "up to a sentence that begins with a common word"),
        (_seam(rest) if _is_glued(text, start) else 0, "up to the next sentence, without a blank"),
    )
    end, how = min([(len(rest), "to the end of the line"), *(sign for sign in signs if sign[0])])
    if _LINKED.match(rest[:end].rstrip(". ")):
        return lead_end + end, how
    if _is_run_into(rest[:end]):
        end, how = _told_behind(rest, end) or longest + 1, "up to a capital"
    return (lead_end + end, how) if end <= longest else (0, "")


def _new_sentence(rest: str, small: frozenset[str], *, fewest: int = 3) -> int:
    """
    Where a small word with a capital ("The", "Il") begins a sentence behind a title; 0 when none does.

    It stands behind a word in small letters, or small letters follow it; in a title whose words all have capitals it
    is one of them.
    """
    for hit in _CAPITAL.finditer(rest):
        opener = hit[1].lower().rstrip("'’")
        if opener not in small:
            continue
        title, behind = rest[: hit.start()], hit.end() + len(hit[1])
        if _is_titled(title) and _TITLED.match(rest, hit.end()):
            continue
        goes_on = len(opener) >= 4 and rest[behind:].lstrip(" ,")[:1].islower()
        if title.count(" ") >= fewest and (goes_on or title.rsplit(" ", 1)[-1][:1].islower()):
            return hit.start()
    return 0


def _stopped(rest: str) -> int:
    """Behind the stop of a title that another sentence follows; 0 when it has none."""
    hit = _STOPPED.search(rest)
    return hit.end() if hit else 0


def _quotation(rest: str, *, fewest: int = 4) -> int:
    """Where a quotation opens behind a title of some words; 0 when none does."""
    return next((hit.start() for hit in _OPENING.finditer(rest) if rest[: hit.start()].count(" ") >= fewest), 0)


def _is_run_into(said: str, *, longest: int = 90, dense: int = 20) -> bool:
    """Say whether a sentence has run into a title: what stands there is longer than one, and has a stop."""
    return said.rstrip('"”’»)] ')[-1:] in (".", "。") and len(said) > (dense if _DENSE.match(said) else longest)


def _told_behind(rest: str, end: int, *, fewest: int = 3) -> int:
    """Where a sentence that has run into a title begins: at the only capital behind small letters; 0 without one."""
    begins = [hit.start() for hit in _BEGINS.finditer(rest, 0, end) if rest[: hit.start()].count(" ") >= fewest]
    return begins[0] if len(begins) == 1 else 0


def _after_capitals(rest: str, text: str, *, fewest: int = 5, longest: int = 180) -> int:
    """
    Where a sentence begins behind a title whose words all have capitals; 0 when that can't be told.

    The sentence begins with the last word that has one, if the text writes that word small elsewhere. A name at its
    beginning tells nothing, and the title stays.

        >>> _after_capitals(" Why The Ferry Stopped Last Winter Ducks are back on the river.", "There the ducks swim.")
        35
    """
    found = list(_WORDS.finditer(rest, 0, longest))
    for n, hit in enumerate(found):
        if len(hit[0]) < 4 and n + 1 < len(found) and found[n + 1][0][:1].isupper():
            continue  # "of", "di" inside a title
        if hit[0][:1].islower():
            if n <= fewest or not rest[found[n - 1].end() : hit.start()].isspace():
                return 0
            word = found[n - 1][0]
            common = re.search(rf"(?<![\w.]){re.escape(word.lower())}(?!\w)", text)
            return found[n - 1].start() if word[:1].isupper() and common else 0
    return 0


def _seam(rest: str, *, fewest: int = 4) -> int:
    """Where a sentence begins behind a title without a blank; a word with a capital inside is none: "YouTube"."""
    for hit in _GLUED_ON.finditer(rest):
        word = rest[rest.rfind(" ", 0, hit.start()) + 1 : hit.start()]
        named = word.lower() in table("platforms", "glued")["begun"]
        if rest[: hit.start()].count(" ") >= fewest and len(word) > 1 and not named:
            return hit.start()
    return 0


@cache
def _openers(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for code in codes for word in table("related", code).get("openers", ()))
