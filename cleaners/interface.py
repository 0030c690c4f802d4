"""What a page's interface says in short or torn texts: buttons, share bars, counters, empty tables, edit links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.buttons import Made, made_of
from cleaners.document import Document, Edit
from cleaners.evidence import bare, headwords, line_words, lowered_once, speaks
from cleaners.hints import words_at
from cleaners.related import is_technical, is_told, neighbours
from cleaners.resources import Pattern, languages, patterns, table
from cleaners.signs import holds
from cleaners.text import Line, code_spans, key, overlaps, unlinked
from cleaners.units import units

# How surely a line is none of the text's: not at all, next to others, at the edge, wherever it stands.
TEXT, BESIDE, EDGE, SURE = range(4)
_RULES = {
    BESIDE: ("interface.beside", "stands among lines of the page's interface", 0.85),
    EDGE: ("interface.edge", "the page's interface says so, outside the text", 0.9),
    SURE: ("interface.words", "only the page's interface says so", 0.95),
}

_NUMBER = re.compile(
    r"\d[\d.,:\u00a0\u202f]*(?:[kKmMКк]\b|\s?(?:[万萬億亿]|만(?=[회명\s]|$)|тыс\b\.?|млн\b\.?|ألف\b|مليون\b)\+?)?"
)
_STEP = re.compile(r"^\W{0,3}\d{1,3}[.)]\s")
_BULLET = re.compile(r"^[*+•·▪►▶»›‣◦–-]\s")
# A time or a price at the end of a line, as of the songs of a record or the dishes of a menu.
_MEASURED = re.compile(r"[^\W\d_]\s+\d{1,3}[:.,]\d\d$")
_QUOTES = frozenset('`“”«»„「」『』"')
# "Skip to content: Ir al contenido" explains one phrase by another.
_EXPLAINS = re.compile(r"\S\s*=\s*\S|\w→\s*\w|\w[:：]\s*[^\W\d]|\S\s[–—-]\s\S|\S\t+\S")
_JOINED = re.compile(r"(?<=[a-zà-ÿа-яё])(?=[A-ZÀ-ÞА-ЯЁ])|(?<=\bX)(?=[A-ZÀ-ÞА-ЯЁ][a-zà-ÿа-яё])")
_DENSE = re.compile(r"[\u2e80-\ud7ff]")
_STOPS = tuple(".!?;。！？؟،,")
_ENDED = re.compile(r"[.!?;。！？؟،,][\"'”’)\]]*$")
_COLON = re.compile(r"[:：]\W*$")
# Numbers and signs before a line's first word.
_BEFORE = "#>*+•·–—-\"'“‘«([_| 0123456789.,:)$€"
_EMPTY_ROW = re.compile(r"^[\s:-]*\|[|\s:-]*\|[|\s:-]*$")
_RULER = re.compile(r"^(?:[*_-] ?){3,6}$")
# Counts behind pictures of what is counted: "👍 123 💬 12 👁 3.4K".
_TALLY = re.compile(r"(?:[\u2190-\u2bff\U0001f300-\U0001faff]\ufe0f?\s?\d[\d.,]*[kKmMКк万]?\s*){2,8}$")
_SIGN = re.compile(r"^(?:[^\w\s]{1,3}|\W{0,2}\d[\d.,:/ -]{0,14}\W{0,2})$")
_TAG_LINK = re.compile(
    r"\[[^\[\]]*\]\([^()\s]*/(?:tags?|categor(?:y|ies|ia|ie)|labels?|topics?|authors?|kategorie?|etiquetas?|rubrik)"
    r"[/=?.][^()]*\)"
)
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
_TORN_LINK = re.compile(r"\]\(\S*\)?")
_BETWEEN = re.compile(r"\s*[|/·•,،、]\s*|\s[-–—]\s|\s{2,}|\s")
_CODE = re.compile(r"[={(]|false|mso-|Mso|MicrosoftInternetExplorer4")
_CODE_SIGNS = ("=", "{", "('", '("', "false", "mso-", "Mso")
_ABOUT_CODE = re.compile(r"(?i)\b(?:javascript|adsense|analytics|snippets?|html|css|scripts?|gtag|stylesheets?)\b")
_CLOCK = re.compile(r"^\d{1,2}:\d\d(?::\d\d)?\s*/\s*\d{1,2}:\d\d")
_OWN = re.compile(r"^(?:#\w|\.{1,2}/)|\.(?:md|rst|adoc|txt)(?:#.*)?$")
# Quoted words, and a price: what a shop asks is the matter of a text on bargains.
_NO_BUTTON = re.compile(r"[`“”«»„「」『』\"$€£¥₩₽]|\d[.,]\d\d\b")
# What joins two things that people do: small words, and signs of dense scripts.
_AND = frozenset(("and", "et", "y", "e", "und", "en", "и", "و", "dan", "と", "、", "와", "과", "与", "和", "與"))
# What parts the ways of a manual's row, and what stands around each of them.
_WAYS = re.compile(r"\s*\|\s*|\t+|(?<=\))\s*(?=\[)|\s+[·•]\s+|\s{3,}")
_AROUND_WAY = " \t*_[]<>«»‹›←→⟵⟶◀▶◄►|.:：-–—"
_CHAPTER = re.compile(r"^([^\W\d_]+\.? )?(\d{1,3})(?:[.:)]|\s|$)")
_FENCE = ("```", "~~~")
# How highlighters call what they show.
_SPEECHES = frozenset((
    "bash", "sh", "shell", "zsh", "console", "terminal", "python", "py", "javascript", "js", "typescript", "ts", "jsx",
    "tsx", "java", "kotlin", "swift", "go", "golang", "rust", "c", "cpp", "c++", "csharp", "c#", "php", "ruby", "perl",
    "r", "sql", "html", "css", "scss", "xml", "json", "yaml", "yml", "toml", "ini", "dockerfile", "makefile",
    "markdown", "md", "text", "plaintext", "txt", "code", "powershell", "lua", "dart", "scala", "diff",
))  # fmt: skip
# Addresses that lead into the page's own frame, whatever its words: past its menu, to its comments and its gates, to
# what a host of code keeps around a file.
_SKIPS = re.compile(
    r"#(?:main(?:-?content)?|content|maincontent|nav(?:igation)?|start-of-content|skip[\w-]*|primary|site-content|page-content"
    r"|body-?content|wp--skip-link--target|__docusaurus_skipToContent_fallback|(?:navigation-)?search(?:-input)?|footer|top"
    r"|readerNav|mw-head|searchInput|a11y[\w-]*)$"
)
_FRAMES = re.compile(
    r"#(?:respond|comments?|disqus_thread|comment-?form|reviews?|topReviewsTitle)$|[?&]replytocom="
    r"|/(?:log-?in|sign-?in|sign-?up|register|auth|logout|wp-login\.php)(?:[/?.#]|$)|^javascript:"
    r"|/(?:stargazers|watchers|forks|revisions|network/members|contact/report-content)(?:[/?]|$)|/archive/[0-9a-f]{20,}|/raw/[0-9a-f]{20,}"
)
_SHARES = re.compile(
    r"(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:share|intent)|pinterest\.[a-z.]+/pin/create|linkedin\.com/share"
    r"|api\.whatsapp\.com/send|wa\.me/\?|whatsapp://|t\.me/share|telegram\.me/share|reddit\.com/submit|vk\.com/share|ok\.ru/offer"
    r"|connect\.ok\.ru|b\.hatena\.ne\.jp/(?:add|entry)|line\.me/(?:R/msg|R/share)|lineit/share|tumblr\.com/(?:share|widgets)"
    r"|getpocket\.com/(?:save|edit)|plus\.google\.com/share|share\.flipboard|submitlink\?|weibo\.com/share|story\.kakao"
    r"|share\.naver|xing\.com/(?:spi|app)|mailto:\?|bsky\.app/intent|threads\.net/intent|addtoany\.com)"
)
_ROOT = re.compile(r"https?://[^/()\s]+(?:/[a-z]{2}(?:-[a-zA-Z]{2})?)?")
_CRUMB_SIGNS = re.compile(r"[\s»›>→/|·•\\\d.,()+-]*")
_NETWORK = "facebook"
# A Korean particle sounds with the name before it.
_PARTICLE = (key("facebook으로"), key("facebook로"))


class Words(NamedTuple):
    """What the interfaces of pages in some languages say, ready to be looked up."""

    sure: frozenset[str]
    edge: frozenset[str]
    counted: frozenset[str]
    fields: frozenset[str]
    first: frozenset[str]
    longest: int
    openings: tuple[str, ...]
    begun: frozenset[str]
    dense: frozenset[str]

    def may_open(self, text: str) -> bool:
        """Say whether a line could begin with a phrase or a network, by its first two words alone."""
        begun = text.split(None, 2)[:2]
        tokens = key(" ".join(begun)[:90].replace("ـ", "")).split(" ")
        first = tokens[0]
        if not first.isalpha() or first[:2] in self.dense or first.startswith(self.openings):
            return True
        if first not in self.first:
            return False
        if len(tokens) == 1 or first in self.begun:
            return True
        second = tokens[1]
        return f"{first} {second}" in self.begun or not second.isalpha() or second.startswith(self.openings)


def drop_interface(doc: Document, *, longest: int = 220, prose: int = 80) -> Iterator[Edit]:
    r"""
    Lines that only the interface of a page says: "Skip to main content", "12 views", "Share Tweet Print", "| | |".

    Phrases that no text has as a line of its own go wherever they stand. Others go only above the first sentence or
    below the last one ("Print", "Close", "Posted by Ann at 10:30"), if there are sentences of `prose` characters; what
    is furniture on whole pages ("Home", a bare number, a sign) goes only next to such lines. A table without a word,
    a ruler between lines that go and the edit links behind a wiki's headings go as well. Counters, bullets and the
    addresses of links are set aside before a line is compared, and a line may hold several phrases.

    What is left alone: a step of a manual ("3. Close"), a list that a sentence announces with a colon, a heading that
    the next sentence takes up, quoted words, a line that explains one phrase by another, code and manuals of programs,
    a list of such words without a text; of verse, laws and speech all but what is sure.

        >>> said = "The mill on the river turns again, and the miller has hired two of his cousins for the winter. "
        >>> doc = Document("d", f"Skip to main content\n\n{said}{said}\n\nShare Tweet Print\n\n12 views\n")
        >>> doc.after(drop_interface(doc)).text[-20:]
        's for the winter. \n\n'
    """
    if doc.get("format") == "html":
        return
    page = units(doc.text)
    codes = speaks("interface", doc)
    always = _always_in(doc, codes)
    short = [len(unit.text) <= longest or _is_button(unit.text) for unit in page]
    levels = [_level(unit.text, codes, always) if brief else TEXT for unit, brief in zip(page, short, strict=True)]
    for n, level in _built(doc, page, levels).items():
        levels[n] = max(levels[n], level)
    outside = set() if doc.get("kind") in ("transcript", "poem", "legal") else _outside(page, levels, prose)
    for n, level in _raised(doc, page, levels, outside, codes).items():
        levels[n] = max(levels[n], level)
    placed = _bars_of_code(doc.text, page, codes) | _ways(page, codes)
    if "](" in doc.text:
        placed |= _framed(page, outside, doc.get("title"))
    for n in placed:
        levels[n] = SURE
    tables = _empty_tables(doc.text, page)
    marks = list(_wiki_marks(page, codes))
    ruled = bool(doc.trail) and any(unit.text[0] in "*_-" and _RULER.match(unit.text) for unit in page)
    if not tables and not marks and not ruled and max(levels, default=TEXT) < EDGE:
        return
    code = code_spans(doc.text)
    levels = [TEXT if overlaps(code, u.start, u.stop) else level for u, level in zip(page, levels, strict=True)]
    gone = _gone(doc, page, levels, outside) | {n for n in placed if levels[n]}
    tables -= {n for n in tables if overlaps(code, page[n].start, page[n].stop)}
    rulers = _rulers(page, gone | tables, cut=any(not edit.new and len(edit.old) > 20 for edit in doc.trail))
    for n in sorted(gone | tables | rulers):
        if n in gone:
            yield page[n].dropped(*_RULES[max(levels[n], BESIDE)])
        else:
            yield page[n].dropped("interface.table", "a table without a word, or a ruler between such lines", 0.95)
    for n, edit in marks:
        if n not in gone and not overlaps(code, edit.start, edit.end):
            yield edit


def _is_button(text: str, *, longest: int = 60) -> bool:
    """Say whether a line of any length is but links with few words, which say less than their addresses."""
    return text[0] == "[" and text[-1] == ")" and len(unlinked(text)) <= longest


def _raised(
    doc: Document,
    page: Sequence[Line],
    levels: list[int],
    outside: set[int],
    codes: tuple[str, ...],
    *,
    longest: int = 220,
) -> dict[int, int]:
    """Lines that their shape or their neighbours give away, each with how surely they are none of the text's."""
    shaped = (n for n in outside if levels[n] < EDGE and len(page[n].text) <= longest and _shaped(page[n].text, codes))
    found = dict.fromkeys(shaped, EDGE) | dict.fromkeys(_switches(page, outside), EDGE)
    found |= _forms(page, levels, outside)
    found |= dict.fromkeys(_buttons_in_a_row(doc, page, levels, outside), EDGE)
    foot = len(page)
    while foot and foot - 1 in outside:
        foot -= 1
    if len(page) - foot >= 4:  # the labels would be gone before their titles are looked at
        found |= dict.fromkeys(neighbours(page, foot, speaks("related", doc)), SURE)
    leaky, linked = holds(doc.text, _CODE_SIGNS), holds(doc.text, ("](",))
    if (leaky or linked) and not is_technical(doc.text):
        found |= dict.fromkeys(_leaks(page, codes) if leaky else (), SURE)
        if linked:
            now = [max(level, found.get(n, TEXT)) for n, level in enumerate(levels)]
            found |= dict.fromkeys(_menus(page, now, outside) - found.keys(), EDGE)
    return found


def _built(doc: Document, page: Sequence[Line], levels: list[int], *, longest: int = 120) -> dict[int, int]:
    """
    Lines of nothing but the words of buttons and hints, two at least: "Press enter to see the picture in full size".

    What only one says who has a screen before him goes wherever it stands, unless the text speaks of such things; the
    rest above and below the text, or where it stands twice. Headings, prices, quoted words and manuals are left alone.
    """
    if doc.get("kind") in ("transcript", "poem", "legal", "code"):
        return {}
    codes = speaks("buttons", doc)
    made: dict[int, Made] = {}
    for n, unit in enumerate(page):
        text = unit.text
        if len(text) <= longest and levels[n] < EDGE and text[0] not in "#|":
            parts = made_of(unlinked(text) if "](" in text else text, codes)
            if not parts or parts.said < 2 or not (parts.devices or parts.acts):
                continue
            if not (parts.devices or parts.things) and not _AND.isdisjoint(
                key(text).split() if text[0] < "\u2e80" else text
            ):
                continue  # "Read and listen" names two things that people do
            if not (_NO_BUTTON.search(text) or _STEP.match(text) or (parts.said < 4 and _taken_up(page, n))):
                made[n] = parts
    if not made or is_technical(doc.text):
        return {}
    told = " ".join(unit.text for n, unit in enumerate(page) if n not in made and len(unit.text) > longest // 2).lower()
    often = Counter(key(page[n].text) for n in made)
    return {
        n: SURE if often[key(page[n].text)] > 1 or (parts.devices and not _spoken_of(parts, told)) else EDGE
        for n, parts in made.items()
    }


def _taken_up(page: Sequence[Line], n: int, *, long: int = 4, near: int = 100) -> bool:
    """Say whether the line below goes on with a word of this one, as a paragraph does with its heading."""
    ahead = page[n + 1].text[:near] if 0 < n < len(page) - 1 else ""
    if not (ahead and (is_told(page[n + 1].text) or _COLON.search(page[n + 1].text))):
        return False
    return not {word for word in key(page[n].text).split() if len(word) >= long}.isdisjoint(key(ahead).split())


def _spoken_of(parts: Made, told: str) -> bool:
    """Say whether the text itself speaks of what only a device has; one such word is enough for a short line."""
    named = sum(word in told for word in parts.devices)
    return named > 0 and (parts.said < 4 or named == len(parts.devices))


def _buttons_in_a_row(
    doc: Document, page: Sequence[Line], levels: list[int], outside: set[int], *, longest: int = 40, several: int = 2
) -> set[int]:
    """Short lines outside the text, `several` in a row, each of nothing but words of buttons: "Listen", "Save"."""
    if doc.get("kind") in ("recipe", "code"):
        return set()
    codes = speaks("buttons", doc)
    found: set[int] = set()
    run: list[int] = []
    acts = 0
    for n in (*sorted(outside), -1):
        text = page[n].text if n >= 0 else ""
        parts = made_of(text, codes) if 0 < len(text) <= longest and text[0].isalpha() else None
        act = parts is not None and parts.acts + len(parts.devices) > 0
        if run and (n != run[-1] + 1 or not (act or levels[n] >= EDGE)):
            found.update(run if len(run) >= several and acts else ())
            run, acts = [], 0
        if act or (n >= 0 and levels[n] >= EDGE and len(text) <= longest):
            run.append(n)
            acts += act
    return found if found and not is_technical(doc.text) else set()


def _bars_of_code(text: str, page: Sequence[Line], codes: tuple[str, ...], *, longest: int = 60) -> set[int]:
    """Buttons of the frame around code, right above or below a fence: "Copy", and the name of its language above it."""
    if "```" not in text and "~~~" not in text:
        return set()
    found: set[int] = set()
    inside = named = False
    for n, unit in enumerate(page):
        if not unit.text.startswith(_FENCE):
            continue
        above = page[n - 1].text if n and not inside else ""
        named |= 0 < len(above) <= 20 and above.isalpha() and not _is_bar(above, codes)
        inside = not inside
        step = -1 if inside else 1
        at = n + step
        while 0 <= at < len(page) and abs(at - n) <= 3 and len(page[at].text) <= longest:
            if not _is_bar(page[at].text, codes):
                break
            found.add(at)
            at += step
        spoken = 0 <= at < len(page) and inside and at < n - 1 and key(page[at].text) in _SPEECHES
        found.update([at] if spoken else ())
    counts = Counter(key(page[n].text) for n in found)
    # Where other words stand above code, "Copy" may be one more of them: the name of a command.
    return {n for n in found if not named or counts[key(page[n].text)] > 1}


def _is_bar(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a line holds but the buttons of a frame around code, and the name of a language."""
    said = key(text)
    if text[0] in "#*->" or not said:
        return False
    known = _code_words(codes)
    if said in known:
        return True
    tokens = said.split()
    left = [token for token in tokens if token not in _SPEECHES]
    joined = "".join(left) if left and _DENSE.match(left[0]) else " ".join(left)
    return 0 < len(left) < len(tokens) + 1 and (joined in known or all(token in known for token in left))


@cache
def _code_words(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key(word) for code in codes for word in table("interface", code)["code"])


def _framed(page: Sequence[Line], outside: set[int], title: str, *, ends: int = 12) -> set[int]:
    """
    Lines of nothing but links that lead into the page's own frame, told by their addresses alone.

    Those past the menu and those that share go anywhere, those to the comments, gates and frames of a host above and
    below the text, and the way from the start page down to this one near the head.
    """
    found: set[int] = set()
    linked = [n for n, unit in enumerate(page) if "](" in unit.text and len(unit.text) < 2000]
    head = next((n for n, unit in enumerate(page) if is_told(unit.text) and "](" not in unit.text), 0)
    for n in linked:
        links = _LINK.findall(page[n].text)
        rest = _LINK.sub(" ", page[n].text).strip(" *_-+#!")
        if links and _leads_out(links, rest, edge=n in outside):
            found.add(n)
        elif n < min(ends, head) and _is_way_down(page[n].text):
            around = (unit.text for unit in page[: n + ends] if unit is not page[n])
            if not key(rest) or key(rest) == key(title) or any(key(rest) == key(bare(text)) for text in around):
                found.add(n)
    return found


def _leads_out(links: Sequence[tuple[str, str]], rest: str, *, edge: bool, longest: int = 40, words: int = 6) -> bool:
    """Say whether the addresses of a line's links all lead out of the text, and it says little else."""
    alone = _CRUMB_SIGNS.fullmatch(rest) is not None
    brief = all(shown.count(" ") < words for shown, _ in links)
    shapes = [_SHARES] if alone else []
    shapes += [_SKIPS] if alone and brief else []
    framed = sum(_FRAMES.search(to) is not None for _, to in links)
    if edge and brief and len(rest) <= longest and 2 * framed > len(links):
        return True
    return any(all(map(shape.search, (to for _, to in links))) for shape in shapes)


def _is_way_down(text: str) -> bool:
    """Say whether each link of a line leads a step further down, from a site's start; the title may follow them."""
    hits = list(_LINK.finditer(text))
    to = [hit[2].rstrip("/") for hit in hits]
    if len(to) < 2 or not _ROOT.fullmatch(to[0]) or len(text) - hits[-1].end() > 160:
        return False
    apart = all(_CRUMB_SIGNS.fullmatch(text, one.end(), other.start()) for one, other in pairwise(hits))
    return apart and all(other.startswith(f"{one}/") for one, other in pairwise(to))


class Turns(NamedTuple):
    """How pages of a book or a manual call the one before, the one after, and the one above."""

    back: frozenset[str]
    on: frozenset[str]
    up: frozenset[str]


@cache
def _turns(codes: tuple[str, ...]) -> Turns:
    said = ((key(word) for code in codes for word in table("interface", code)[name]) for name in Turns._fields)
    return Turns(*map(frozenset, said))


def _ways(page: Sequence[Line], codes: tuple[str, ...], *, longest: int = 600, ends: int = 6) -> set[int]:
    """
    Rows that lead through the chapters of a manual: "Previous | Up | Next", and their titles in the row beside it.

    A row that names the chapter before this one and the one after it ("Chapter 12. … | | Chapter 14. …") tells by its
    numbers, at the head and at the foot.
    """
    found: set[int] = set()
    for n, unit in enumerate(page):
        led = "|" in unit.text or "\t" in unit.text or (unit.text[0] in "[*-←«<" and "](" in unit.text)
        if not led or len(unit.text) > longest:
            continue
        parts = [part for piece in _WAYS.split(unit.text) if (part := unlinked(piece).strip(_AROUND_WAY))]
        if not 2 <= len(parts) <= 5:
            continue
        if _is_way(parts, codes) or _points_both_ways(unit.text):
            found.add(n)
            found.update(at for at in (n - 1, n + 1) if _is_beside(page, n, at, len(parts)))
        elif (n < ends or n >= len(page) - ends) and _skips_one(parts):
            found.add(n)
    return found


def _is_way(parts: Sequence[str], codes: tuple[str, ...]) -> bool:
    """Say whether all parts of a row lead on from this page, one of them back and one on."""
    turns = _turns(codes)
    sorts = [_turn(part, turns) for part in parts]
    return "back" in sorts and "on" in sorts and "" not in sorts


def _points_both_ways(text: str) -> bool:
    """Say whether a row is two links, the first with an arrow back before its words, the other with one on behind."""
    links = [shown.strip() for shown, _ in _LINK.findall(text)]
    if len(links) != 2 or _LINK.sub("", text).strip(" *|·-"):
        return False
    return links[0][:1] in tuple("←«‹⟵◀◄⬅") and links[1].rstrip("\ufe0f")[-1:] in tuple("→»›⟶▶►➡")


def _turn(part: str, turns: Turns) -> str:
    """Where a part of a row leads: "back", "on", "up"; "" when it does not say so."""
    said = key(part)
    for sort, known in zip(Turns._fields, turns, strict=True):
        if said in known:
            return sort
    first = key(_JOINED.sub(" ", part, count=1)).split(" ", 1)[0]
    return next((sort for sort, known in zip(("back", "on"), turns[:2], strict=True) if first in known), "")


def _is_beside(page: Sequence[Line], n: int, at: int, parts: int) -> bool:
    """Say whether the row beside such a row holds the titles to which it leads."""
    if not 0 <= at < len(page) or "|" not in page[n].text or "|" not in page[at].text:
        return False
    return len([cell for cell in page[at].text.split("|") if cell.strip()]) <= parts + 1 and not is_told(page[at].text)


def _skips_one(parts: Sequence[str]) -> bool:
    """Say whether the first and the last part are numbered alike, with one number left out between them."""
    one, other = _CHAPTER.match(parts[0]), _CHAPTER.match(parts[-1])
    return (
        len(parts) <= 3
        and one is not None
        and other is not None
        and (one[1] or "") == (other[1] or "")
        and int(one[2]) + 2 == int(other[2])
        and len(parts[0]) > one.end()
    )


def _size(text: str) -> int:
    """How much a line says: characters, of which one of a dense script counts as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text))


def _outside(page: Sequence[Line], levels: list[int], prose: int, *, share: float = 0.2) -> set[int]:
    """
    The lines above and below the text, none when there is too little of it.

    A sentence or two of the page itself ("Thanks! You will hear from us.") may stand between lines of the interface:
    up to a `share` of all that is said.
    """
    ends = [_first_told(page, levels, order) for order in (range(len(page)), range(len(page) - 1, -1, -1))]
    low, high = ends
    if low < 0:
        return set()
    if max(levels[low:high], default=TEXT) < EDGE and _size(page[low].text) + _size(page[high].text) >= 2 * prose:
        return {*range(low), *range(high + 1, len(page))}
    told = [n for n in range(low, high + 1) if levels[n] < EDGE and is_told(page[n].text)]
    sizes = {n: _size(page[n].text) for n in told}
    total = sum(sizes.values())
    if total < prose:
        return set()
    for order in (told, told[::-1]):
        passed = 0
        for here, ahead in pairwise(order):
            passed += sizes[here]
            if passed > share * total:
                break
            if any(levels[n] >= EDGE for n in range(min(here, ahead) + 1, max(here, ahead))):
                low, high = (ahead, high) if order is told else (low, ahead)
    return {*range(low), *range(high + 1, len(page))} - sizes.keys()


def _first_told(page: Sequence[Line], levels: list[int], order: range) -> int:
    """The first line of the text in this order, -1 when there is none."""
    return next((n for n in order if levels[n] < EDGE and is_told(page[n].text)), -1)


@lru_cache(maxsize=1024)
def _level(text: str, codes: tuple[str, ...], always: Sequence[Pattern]) -> int:
    """How surely the words of a line are none of the text's."""
    if (len(text) <= 20 or not text[0].isalnum()) and _SIGN.match(text):
        return BESIDE
    if text[0] > "\u2190" and len(text) <= 60 and _TALLY.match(text):
        return EDGE
    if len(text) > 60 and "[" not in text and text.rstrip("\"'”’)]")[-1:] in _STOPS:
        return TEXT
    if always and len(text) <= 120 and _is_always(text, always):
        return SURE
    words = _words(codes)
    opening = text.lstrip(_BEFORE) if text[0] in _BEFORE else text
    begins = opening[:1].isalpha() and not text[: -len(opening)][-1:].isdigit() and "](" not in text
    if begins and not words.may_open(opening):
        return TEXT
    said, counts = _plain(text)
    if not said:
        return EDGE if _TAG_LINK.search(text) else TEXT
    if not said.startswith(_NETWORK) and said.split(" ", 1)[0] not in words.first and said[:2] not in words.dense:
        return TEXT
    level = _looked_up(said, words, counted=counts)
    if level < EDGE and _JOINED.search(shown := unlinked(text)):
        level = max(level, _looked_up(_plain(_JOINED.sub(" ", shown))[0], words, counted=counts))
    if level < EDGE and 60 < len(text) <= 400 and said.count(" ") > 8:
        return SURE if _is_mostly(said.split(" "), words, counted=counts) else level
    if level < EDGE:
        return level
    explains = _EXPLAINS.search(unlinked(text)) and said.count(_NETWORK) < 2 and not _whole(said, words, counted=counts)
    return TEXT if _STEP.match(text) or explains or not _QUOTES.isdisjoint(text) else level


def _plain(text: str) -> tuple[str, bool]:
    """A line as it is compared: no addresses, numbers or signs, one name for all networks; and whether it counts."""
    if "](" in text:
        text = _TORN_LINK.sub(" ", unlinked(_TAG_LINK.sub(" ", text)))
    counts = any(map(str.isdigit, text))
    if counts:
        text = _NUMBER.sub(" ", text)
    said = key(text.replace("ـ", ""))
    if said:
        said = _networks().sub(_NETWORK, _tails().sub("", said)).replace(*_PARTICLE).strip()
    return said, counts


@cache
def _names() -> frozenset[str]:
    return frozenset(key(name) for code in languages("interface") for name in table("interface", code)["networks"])


@cache
def _closings() -> frozenset[str]:
    return frozenset(key(tail) for code in languages("interface") for tail in table("interface", code)["tails"])


@cache
def _networks() -> re.Pattern[str]:
    ordered = "|".join(sorted(map(re.escape, _names()), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![a-z])(?:{ordered})(?![a-z])|(?<=\w )x(?![a-z])")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _closings()), key=lambda tail: (-len(tail), tail))))


@cache
def _words(codes: tuple[str, ...]) -> Words:
    """The phrases of these languages; what is sure in another one is known at the edge."""
    all_codes = languages("interface")
    sure = _phrases("sure", codes)
    edge = _phrases("edge", codes) | _phrases("sure", all_codes) - sure
    counted = _phrases("counted", codes)
    fields = _phrases("fields", codes) | _endonyms()
    known = {*sure, *edge, *counted, *fields, *line_words()}
    first = frozenset(phrase.split(" ", 1)[0] for phrase in known)
    begun = frozenset(" ".join(phrase.split(" ", 2)[:2]) for phrase in known)
    openings = (*_names(), *_closings())
    dense = frozenset(phrase[:2] for phrase in known if _DENSE.match(phrase))
    longest = max(phrase.count(" ") for phrase in known) + 1
    return Words(sure, edge, counted, fields, first, longest, openings, begun, dense)


@cache
def _counts() -> frozenset[str]:
    """What is counted in any language: with a number it is no title."""
    return _phrases("counted", languages("interface"))


@cache
def _phrases(part: str, codes: tuple[str, ...]) -> frozenset[str]:
    """The phrases of some languages as lines are compared; those without numbers and links are read as one text."""
    phrases = dict.fromkeys(phrase for code in codes for phrase in table("interface", code)[part])
    odd = {phrase for phrase in phrases if "](" in phrase or any(map(str.isdigit, phrase))}
    keys = [key(phrase.replace("ـ", "")) for phrase in phrases if phrase not in odd]
    plain = _networks().sub(_NETWORK, _tails().sub("", "\n".join(keys))).replace(*_PARTICLE).split("\n")
    said = {each.strip() or alone for each, alone in zip(plain, keys, strict=True)}
    return frozenset(said.union(_plain(phrase)[0] or key(phrase) for phrase in odd))


_KINDS = {"share": EDGE, "nav": BESIDE, "ui": BESIDE, "legal": BESIDE, "tags": BESIDE, "ad": BESIDE}


def _known(said: str, words: Words, *, counted: bool) -> int:
    """The level of one phrase."""
    if said in words.sure:
        return SURE
    if said in words.edge or (counted and said in words.counted):
        return EDGE
    if said == _NETWORK or said in words.fields:
        return BESIDE
    kind = _KINDS.get(line_words().get(said, ""), TEXT)
    return min(kind, BESIDE) if " " not in said and not _DENSE.match(said) else kind


def _whole(said: str, words: Words, *, counted: bool) -> int:
    """The level of a line that is one phrase; in dense scripts its blanks count for nothing."""
    level = _known(said, words, counted=counted)
    if " " in said and _DENSE.search(said[:2]):
        level = max(level, _known(said.replace(" ", ""), words, counted=counted))
    return level


def _looked_up(said: str, words: Words, *, counted: bool, most: int = 16) -> int:
    """The level of a line: of the phrase it is, or the highest of those it is made of, when nothing else is in it."""
    whole = _whole(said, words, counted=counted)
    tokens = said.split(" ")
    if whole > BESIDE:
        return whole
    if len(tokens) > most:
        return whole
    found = _pieces(tokens, words, counted=counted)
    if not found and _DENSE.match(said):
        found = _pieces(list("".join(tokens)), words, counted=counted, glue="")
    if not found or len(found) < 2:
        return whole
    surest = max(found)
    networks = said.count(_NETWORK)
    if surest < SURE:
        return EDGE if found.count(EDGE) >= 2 or networks >= 2 or (networks and EDGE in found) else BESIDE
    return surest


def _pieces(tokens: list[str], words: Words, *, counted: bool, glue: str = " ") -> list[int]:
    """The levels of the phrases that follow one another in a line, the longest first; none when a word is left."""
    found: list[int] = []
    at = 0
    longest = words.longest if glue else 60
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0 if glue else 1, -1):
            level = _known(glue.join(tokens[at : at + size]), words, counted=counted)
            if level:
                found.append(level)
                at += size
                break
        else:
            return []
    return found


def _is_mostly(
    tokens: list[str], words: Words, *, counted: bool, surest: int = 2, share: float = 0.6, gap: int = 4
) -> bool:
    """
    Say whether a long line is mostly phrases of the interface, `surest` of them such as no text has.

    The names of a site's own sections may stand between, `gap` words in a row and no more: "Skip to content Toggle
    navigation Harbour Jobs Print this page".
    """
    at = covered = sure = left = 0
    while at < len(tokens):
        for size in range(min(words.longest, len(tokens) - at), 0, -1):
            level = _known(" ".join(tokens[at : at + size]), words, counted=counted)
            if level:
                sure += level == SURE
                covered += size
                at += size
                left = 0
                break
        else:
            at, left = at + 1, left + 1
            if left > gap:
                return False
    return sure >= surest and covered >= share * len(tokens)


def _is_always(text: str, always: Sequence[Pattern]) -> bool:
    """Say whether a line has a shape that no text has anywhere: "You must log in to download this"."""
    low = text.lower()
    return any(each.may_find(low) and each.regex.search(bare(text)) for each in always)


def _always_in(doc: Document, codes: tuple[str, ...]) -> tuple[Pattern, ...]:
    """Those of the shapes that no text has of which all pieces stand somewhere in this one."""
    low = lowered_once(doc.text)
    there = {word for *_, word in words_at("interface", doc)}
    return tuple(
        each
        for each in _of_rule("interface.always", codes)
        if not each.needs or (any(piece.replace("’", "'") in there for piece in each.needs[0]) and each.may_find(low))
    )


@cache
def _of_rule(rule: str, codes: tuple[str, ...]) -> tuple[Pattern, ...]:
    return tuple(each for code in codes for each in patterns("interface", code) if each.rule == rule)


@lru_cache(maxsize=1024)
def _shaped(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether a line outside the text has the shape of one of the interface's: who posted it, what comes next."""
    if _STEP.match(text):
        return False
    shown = _TORN_LINK.sub(" ", unlinked(text)).replace("[", "").strip(" *_#")
    tries = dict.fromkeys((shown, bare(shown)))
    crumbs = (each for code in codes for each in patterns("furniture", code))
    shapes = (each for code in codes for each in patterns("interface", code) if each.rule != "interface.leak")
    low = [(one, one.lower()) for one in tries]
    return any(each.may_find(small) and each.regex.search(one) for each in (*shapes, *crumbs) for one, small in low)


def _menus(page: Sequence[Line], levels: list[int], outside: set[int], *, least: int = 4) -> set[int]:
    """Lines outside the text that are but links, `least` in a row or more, two of them known to stand in menus."""
    found: set[int] = set()
    run: list[int] = []
    links: list[tuple[str, str]] = []
    for n in range(len(page) + 1):
        here = _LINK.findall(page[n].text) if n in outside and "](" in page[n].text else []
        if here and not re.search(r"\w", _LINK.sub("", page[n].text)):
            run.append(n)
            links += here
            continue
        known = sum(key(shown) in line_words() for shown, _ in links)
        brief = all(shown.count(" ") < 5 and not _OWN.search(to) for shown, to in links)
        if len(links) >= least and brief and known + sum(levels[each] >= EDGE for each in run) >= 2:
            found.update(run)
        run, links = [], []
    return found


@cache
def _endonyms() -> frozenset[str]:
    """What languages call themselves."""
    return frozenset(
        key(name) for code in languages("interface") for name in table("interface", code).get("endonyms", ())
    )


def _switches(page: Sequence[Line], outside: set[int], *, least: int = 3) -> set[int]:
    """Lines outside the text that switch its language: `least` names of languages in one, or that many in a row."""
    found: set[int] = set()
    run: list[int] = []
    for n in (*sorted(outside), -1):
        text = page[n].text if n >= 0 and len(page[n].text) <= 220 else ""
        said = key(unlinked(text) if "](" in text else text)
        if run and n != run[-1] + 1:
            found.update(run if len(run) >= least else ())
            run = []
        if said in _endonyms():
            run.append(n)
        elif said.count(" ") >= least - 1 and said.split(" ", 1)[0] in _endonyms() and not _EXPLAINS.search(text):
            parts = [part for part in _BETWEEN.split(text) if part]
            found.update([n] if least <= sum(key(part) in _endonyms() for part in parts) == len(parts) else ())
    return found


def _leaks(page: Sequence[Line], codes: tuple[str, ...]) -> list[int]:
    """Lines of code that the page's ads and counters left, unless a sentence of the text speaks of code."""
    leaks = _of_rule("interface.leak", codes)
    signed = [n for n, unit in enumerate(page) if _CODE.search(unit.text)]
    found = [n for n in signed if any(each.regex.search(page[n].text) for each in leaks)]
    about = found and any(_ABOUT_CODE.search(unit.text) for n, unit in enumerate(page) if n not in found)
    return [] if about else found


def _forms(page: Sequence[Line], levels: list[int], outside: set[int]) -> dict[int, int]:
    """
    Labels of a form, words known to be such with the star that asks for an answer, and how surely they are.

    Two in a row are nowhere the text's, one outside it; those without a star go with what they stand beside.
    """
    starred = [
        n for n, level in enumerate(levels) if level == BESIDE and page[n].text.rstrip(":： ").endswith(("*", "＊"))
    ]
    labels = {n for n in starred if any(map(str.isalpha, page[n].text))}
    return {n: SURE if {n - 1, n + 1} & labels else EDGE for n in labels if n in outside or {n - 1, n + 1} & labels}


def is_interface(text: str, language: str = "") -> bool:
    """
    Tell that a line at the head of a page is its interface's, and so neither a title nor a name.

    What no text has as a line of its own, or several phrases of menus and buttons; one phrase alone may be a title.

        >>> is_interface("Skip to main content", "en"), is_interface("Print", "en"), is_interface("Share Print", "en")
        (True, False, True)
    """
    there = languages("interface")
    codes = tuple(code for code in there if code in (language, "en")) if language in there else there
    if not 2 <= len(text) <= 80:
        return False
    level = _level(text, codes, ())
    return level >= SURE or (level == EDGE and _whole(_plain(text)[0], _words(codes), counted=False) == TEXT)


def _gone(doc: Document, page: Sequence[Line], levels: list[int], outside: set[int]) -> set[int]:
    """The lines that go, by what they say and what stands around them."""
    listed = 2 * sum(level >= EDGE for level in levels) > len(page)
    if listed and not any(is_told(unit.text) for unit, level in zip(page, levels, strict=True) if level < EDGE):
        return set()  # a list of such words
    title, technical = key(doc.get("title")), is_technical(doc.text)
    gone: set[int] = set()
    often = Counter(_plain(page[n].text)[0] for n, level in enumerate(levels) if level >= EDGE)
    words = headwords(page)
    for first, last in _runs(levels):
        run = range(first, last)
        if first in words or _announced(page, first) or _is_part_of_list(page, levels, first, last):
            continue
        if page[last - 1].text.startswith("#") and last < len(page) and is_told(page[last].text):
            continue  # the heading of what is said below it
        certain = levels[first:last].count(SURE)
        if _is_row_of_buttons(page, levels, first, last, often, alone=not technical):
            gone.update(run)
        elif certain:
            gone.update(n for n in run if levels[n] >= EDGE or n in outside or certain > 1)
        elif first in outside and _at_edge(page, levels, first, last, title, alone=not technical):
            gone.update(run)
    return _without_loose_signs(page, gone)


def _is_row_of_buttons(
    page: Sequence[Line], levels: list[int], first: int, last: int, often: Counter[str], *, alone: bool, least: int = 3
) -> bool:
    """
    Say whether a run inside the text is a row of buttons, as they stand below each post of a board.

    `least` phrases of the interface with a count among them, or one more, and nothing else (not in a manual: not
    `alone`); or two that stand in another such row as well.
    """
    strong = [n for n in range(first, last) if levels[n] >= EDGE]
    if len(strong) < 2 or any(page[n].text[0] == "#" for n in strong):
        return False
    again = sum(often[_plain(page[n].text)[0]] > 1 for n in strong)
    if again >= 2:
        return True
    # Three words alone may be what a text says of three buttons; a count among them, or a fourth, says whose they are.
    counts = any(map(str.isdigit, "".join(page[n].text for n in strong)))
    return alone and len(strong) == last - first and len(strong) >= (least if counts else least + 1)


def _runs(levels: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of lines that are not the text's: the first of each, and the one after its last."""
    start = 0
    for n in range(len(levels) + 1):
        if n == len(levels) or (levels[n] > TEXT) != (levels[start] > TEXT):
            if levels[start] > TEXT:
                yield start, n
            start = n


def _announced(page: Sequence[Line], first: int) -> bool:
    """Say whether the line before the run announces a list."""
    return first > 0 and len(page[first - 1].text) >= 15 and bool(_COLON.search(page[first - 1].text))


def _is_part_of_list(page: Sequence[Line], levels: list[int], first: int, last: int) -> bool:
    """Say whether the run is but a part of a list with bullets, or times at its ends, whose other items are text."""
    ends = ((first, first - 1), (last - 1, last))
    return any(
        0 <= n < len(page)
        and not levels[n]
        and any(shape.search(page[own].text) and shape.search(page[n].text) for shape in (_BULLET, _MEASURED))
        and not _RULER.match(page[n].text)
        for own, n in ends
    )


def _at_edge(
    page: Sequence[Line], levels: list[int], first: int, last: int, title: str, *, alone: bool, several: int = 3
) -> bool:
    """
    Say whether a run outside the text is the interface's: it holds a phrase of it, or many words of menus.

    One line alone may be a title or a heading: above a sentence that takes it up, or as the first line above one. In a
    manual of programs two phrases are wanted (not `alone`).
    """
    strong = sum(level >= EDGE for level in levels[first:last])
    menu = sum(levels[n] == BESIDE and not _SIGN.match(page[n].text) for n in range(first, last))
    if not strong:
        named = any(" " in bare(page[n].text) or _DENSE.match(page[n].text) for n in range(first, last))
        return menu >= several and named and (first == 0 or last == len(page))
    if not alone and strong < 2:
        return False
    if last - first > 1:
        return True
    said = key(page[first].text)
    ahead = page[last].text if last < len(page) else ""
    if said == title or (ahead and page[first].text.startswith("#")):
        return False
    if any(map(str.isdigit, page[first].text)) and _plain(page[first].text)[0] in _counts():
        return True
    if first == 0 and " " not in said and sum(level >= EDGE for level in levels) == 1:
        return False
    lone = first == 0 and len(_BETWEEN.split(page[first].text)) < 3
    return not (ahead and is_told(ahead) and (lone or said in key(ahead[:100])))


def _without_loose_signs(page: Sequence[Line], gone: set[int]) -> set[int]:
    """Those that go, but for the bare numbers and signs that are the last of their run beside the text."""
    kept = set(gone)
    for order in (sorted(gone), sorted(gone, reverse=True)):
        for n in order:
            step = 1 if order[0] > order[-1] else -1
            if (
                page[n].text[:3].strip("([【 ")[:1].isdigit()
                and _SIGN.match(page[n].text)
                and not _CLOCK.match(page[n].text)
                and n + step not in kept
                and 0 < n < len(page) - 1
            ):
                kept.discard(n)
    return kept


def _empty_tables(text: str, page: Sequence[Line]) -> set[int]:
    """Rows of tables that hold no word at all."""
    if "|" not in text:
        return set()
    rows = [("|" in unit.text) + bool(_EMPTY_ROW.match(unit.text)) for unit in page]
    found: set[int] = set()
    start = 0
    for n in range(len(page) + 1):
        apart = n < len(page) and n > 0 and text.count("\n", page[n - 1].stop, page[n].start) > 1
        if n == len(page) or not rows[n] or apart:
            if n > start and all(row == 2 for row in rows[start:n]):
                found.update(range(start, n))
            start = n if n < len(page) and rows[n] else n + 1
    return found


def _rulers(page: Sequence[Line], gone: set[int], *, cut: bool) -> set[int]:
    """
    Rulers with nothing but lines that go on one side and such a line, or no line, on the other.

    Where lines were `cut` before, the last of two rulers that now follow one another goes, and one at an end.
    """
    found: set[int] = set()
    for n, unit in enumerate(page):
        if not _RULER.match(unit.text):
            continue
        before, after = n - 1 in gone or n - 1 in found, n + 1 in gone
        ends = n + 1 == len(page)
        twin = cut and (ends or _RULER.match(page[n + 1].text) is not None)
        if (before and (after or ends)) or (n == 0 and after) or twin:
            found.add(n)
    return found


def _wiki_marks(page: Sequence[Line], codes: tuple[str, ...], *, longest: int = 90) -> Iterator[tuple[int, Edit]]:
    """Edit links of a wiki: in brackets behind a heading ("History [edit]"), or on lines of their own below it."""
    bracket = _bracketed(codes)
    alone = _mark_lines(codes)
    lone = [n for n, unit in enumerate(page) if len(unit.text) < 40 and key(unit.text) in alone]
    for n, unit in enumerate(page):
        hit = (
            bracket.search(unit.text) if len(unit.text) <= longest and ("[" in unit.text or "［" in unit.text) else None
        )
        if hit and hit.start():
            start = unit.stop - len(unit.text) + hit.start()
            yield n, Edit(start, unit.stop, "", "interface.mark", "the edit link behind a heading of a wiki", 0.95)
    heads = [n for n in lone if n and len(page[n - 1].text) <= longest and not _ENDED.search(page[n - 1].text)]
    if len(heads) >= 2 and len(heads) == len(lone):
        for n in heads:
            yield n, page[n].dropped("interface.mark", "the edit link of a wiki below its heading", 0.9)


@cache
def _mark_lines(codes: tuple[str, ...]) -> frozenset[str]:
    said = [key(mark) for code in codes for mark in table("interface", code)["marks"]]
    return frozenset((*said, *(f"{one} {other}" for one, other in pairwise(said))))


@cache
def _bracketed(codes: tuple[str, ...]) -> re.Pattern[str]:
    marks = sorted({re.escape(mark) for code in codes for mark in table("interface", code)["marks"]}, key=len)
    one = "|".join(reversed(marks))
    link = r"(?:\]\([^()]*(?:\([^()]*\)[^()]*)*\))?"
    return re.compile(rf"(?i)\s*[\[［](?:\s*[\[]?(?:{one}){link}\s*[|/]?)+\s*[\]］]$")
