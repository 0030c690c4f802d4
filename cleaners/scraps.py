"""Scraps of what a text went through: a scraper's names for its fields, tags, boxes without words, marks of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.buttons import made_of
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said, lines_of, lowered_once, speaks, speaks_of_tags
from cleaners.related.told import is_technical
from cleaners.resources import joined, languages, table
from cleaners.signs import holds, marks
from cleaners.text import Line, code_spans, key, overlaps

_LABEL = re.compile(r"(?:\[([^\[\]\n]{2,40})\]|【([^【】\n]{2,20})】)[ \t]*(?:[:：][ \t]*)?")
_ELEMENT = re.compile(r"<(/?)([^\W\d_][\w.-]{1,24})>")
_ELEMENT_LINE = re.compile(r"(?:</?[^\W\d_][\w.-]{1,24}>\s*)+|<([^\W\d_][\w.-]{1,24})>[^<>\n]{0,120}</\1>")
_HEADED = re.compile(
    r"^(#{0,6})\s*(\**)([^:：#*()（）\n]{2,40}?)\s*(?:[(（]([^()（）\n]{2,40})[)）])?\s*[:：]?\s*\**\s*[:：]?$"
)
_CAPTIONS = re.compile(
    r"^(?:WEBVTT\b[^\n]{0,40}?\s*)?(?:Kind:\s?captions\s*)?(?:Language:\s?[a-z]{2,3}(?:-[A-Za-z]{2,4})?)?(?=\s|$)"
)
_BOX = re.compile(r"^(?:[-*+•]|\d{1,3}[.)])?\s*\[[ xX✓]?\]$")
_MORE = re.compile(r"^\+\d{1,2}$")
_BADGE = re.compile(r"^[^\W_][\w.’'-]{1,30}(?: [\w.’'&-]{1,20}){0,2}$")
_BRACKETS = re.compile(r"[(（]([^()（）\n]{6,60})[)）]")
_MARKUP = re.compile(
    r"</?(?:br|p|div|span|strong|em|b|i|u|font|center|a|hr|img|blockquote|figure|figcaption|ul|ol|li|h[1-6]|table|tbody"
    r"|thead|tr|td|th|section|article|ins|iframe|small|sup|sub|picture|source|video|audio|label|button|noscript|details|summary|(?:svg|path)(?=\s[\w-]+=|>))"
    r"(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'<>]+))?)*\s*/?>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"</?(?:br|p|div|li|h[1-6]|tr|blockquote|figure|hr)\b", re.IGNORECASE)


# What a program writes into tags and nobody else does.
_STEERS = re.compile(r"\s(?:data-[\w-]+|aria-[\w-]+|tabindex|role|style|class|id)=")
_SHORTCODE = re.compile(
    r"\[/?(?:vc|et_pb|fusion|av|su|wp|elementor|mk|nectar|wpb|thb|td_block|mc4wp)_[a-z_]{2,40}(?:\s[^\[\]\n]{0,400})?\]"
    r"|\[[a-z][a-z0-9_-]{2,30}(?:\s+[\w-]+\s?=\s?(?:\"[^\"\n\]]{0,300}\"|'[^'\n\]]{0,300}'|[“”″][^“”″\n\]]{0,300}[“”″]))+\s*/?\](?!\()"
)
# What stands in a template, by a sign that all of one shape hold; each begins with its own, to which the regex engine
# skips.
_HOLES = (
    (
        "{{",
        re.compile(
            r"\{(?<![\w\\}{$]\{)\{[<%#/^&~-]{0,2}\s*[\w.$'\"-]+[ .:|/=?&\w$'\"-]{0,120}[<>~%-]{0,2}\}\}(?![\w{}])"
        ),
    ),
    ("{%", re.compile(r"\{%-?\s[^{}%\n]{1,160}\s-?%\}")),
    ("{#", re.compile(r"\{#\s[^{}#\n]{0,80}#\}")),
    ("%%", re.compile(r"%(?<![\w%]%)%[A-Za-z][A-Za-z_]{2,40}%%(?![\w%])")),
    ("##", re.compile(r"#(?<![\w#&]#)#{1,2}[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*#{2,3}(?![\w#])")),
    ("<%", re.compile(r"<%[=-]?\s[^<>%\n]{1,120}\s-?%>")),
    ("${", re.compile(r"\$(?<![\w`$\\]\$)\{[A-Za-z_][\w.]{1,60}\}")),
)
# One of these stands in a text with such brackets.
_ATTRIBUTES = ('="', "='", "=“", "=”", "=″", "[/", "[vc_", "[et_pb_", "[fusion_", "[av_", "[su_", "[wp", "[td_", "[mk_")
_BUILDER = re.compile(r"\[/?(?:vc|et_pb|fusion|elementor|wpb)_")
_CLOSED = re.compile(r"\[/([A-Za-z][\w-]{0,20})\]")
_NAMED = re.compile(r"\[([A-Za-z][\w-]{0,20})(?:[=\s][^\[\]\n]{0,300})?\](?!\()|\[/([A-Za-z][\w-]{0,20})\]")
_LEFT = re.compile(
    r"undefined(?: undefined)*|NaN|\(?null\)?|\[object Object\](?:,\[object Object\])*"
    r"|[-–—=*·~ ]{2,}(?:EOF|END|End)[-–—=*·~ ]{2,}"
)
_LEFT_SIGNS = frozenset("uNn([-–—=*·~")
_STAMP = re.compile(r"\*\*[^*\n]{3,120}\*\*|\*\*[^*\n]{3,120}[:：]\*\*")
_NOTE = re.compile(r"^[*\[(_#\s]{0,5}([^\W\d_][^*:：\[\]()\n]{3,50}?)\s?\**\s?[:：]")
# "urn:newsml:agency.example:2020:nL8N1", "((anna@agency.example; +44 20 7000))", "EURGBP=D3", "IMM/FX".
_WIRE_NUMBER = re.compile(r"(?:urn:[a-z][\w-]*:\S+\s*)+")
_WIRE_CONTACT = re.compile(r"\({1,2}[^()\n]{0,60}[\w.+-]@[\w-]+\.[\w.]{2,}[^()\n]{0,200}\){1,2}\.?")
_WIRE_CODE = re.compile(r"[A-Z.]{2,12}=[A-Z0-9]{0,4}|[A-Z]{2,6}/[A-Z]{1,6}")


class Fields(NamedTuple):
    """
    What fields are called: those that hold a text, parts of one, what is known of one, and what may follow.

    `notes` is what notes are called that say how speech was written down.
    """

    text: frozenset[str]
    parts: frozenset[str]
    about: frozenset[str]
    behind: frozenset[str]
    notes: frozenset[str]


def drop_scraps(doc: Document) -> Iterator[Edit]:
    r"""
    What a scraper, a chat or a converter left around words: "[Body]", "<body>", "Article text:", "- [x]", "arxiv +1".

    A field's name in brackets goes from the beginnings of lines when two lines begin so, as an element when it stands
    alone on its line with its value, as a heading ("Raw content (for analysis)") when it says that the text follows.
    How a link opens, boxes without words, tags of a page in a text that speaks of none, the header of captions and
    the short marks of sources that a chat sets below its paragraphs go as well. Manuals keep their boxes and tags.

        >>> doc = Document("d", "[Title] The mill\n\n[Body] It turns again.\n\n- [x]\n\nThe miller smiles.<br><br>")
        >>> doc.after(drop_scraps(doc)).text
        'The mill\n\nIt turns again.\n\nThe miller smiles.'
    """
    text = doc.text
    if doc.get("kind") in ("legal", "poem", "code"):
        return
    said = lines_of(text)
    found = [*_headings(said)]
    if "[" in text or "【" in text:
        found += _labels(said)
    if "(" in text or "（" in text:
        found += _windows(doc)
    if "<" in text and ">" in text:
        found += _elements(said)
    found += [*_notes(said), *_loose(said), *_wire(said)]
    if doc.get("kind") != "transcript":
        technical = is_technical(text)
        found += _holes(text, technical=technical)
        found += () if technical else [*_boxes(said), *_badges(said)]
        found += _markup(text, technical=technical) if "<" in text and ">" in text else ()
    if not found:
        return
    code = code_spans(text)
    at = 0
    for edit in sorted(found, key=lambda each: (each.start, -each.end)):
        if edit.start >= at and not overlaps(code, edit.start, edit.end):
            at = edit.end
            yield edit


@cache
def _fields() -> Fields:
    """The names of fields in all languages: a scraper need not speak that of its text."""
    kinds = ("text", "parts", "about", "with", "notes")
    tables = [table("fields", code) for code in languages("fields")]
    return Fields(*(frozenset(key(word) for each in tables for word in each[kind]) for kind in kinds))


def _known(name: str) -> bool:
    fields, said = _fields(), key(name.replace("_", " "))
    return said in fields.text or said in fields.parts or said in fields.about


def _labels(said: Sequence[Line], *, least: int = 2) -> Iterator[Edit]:
    """Names of fields in brackets at the beginnings of lines; those of a picture and its address are others' matter."""
    hits = [(line, hit) for line in said if line.text[0] in "[【" and (hit := _LABEL.match(line.text))]
    hits = [
        (line, hit) for line, hit in hits if _known(hit[1] or hit[2]) and line.text[hit.end() : hit.end() + 1] != "("
    ]
    spoken = [line for line, hit in hits if len(line.text) - hit.end() > 1]
    if len(hits) < least or not spoken:
        return
    for line, hit in hits:
        rest = line.text[hit.end() :]
        start = line.stop - len(line.text)
        if not rest or (key(hit[1] or hit[2]) in _fields().about):
            yield line.dropped("scraps.field", "a field of the scraper that is no text", 0.9)
        elif not rest.startswith("http"):
            yield Edit(start, start + hit.end(), "", "scraps.field", "the name of a scraper's field", 0.9)


def _windows(doc: Document) -> Iterator[Edit]:
    """What a link says to those who hear it: "(opens in a new window)"."""
    codes = speaks("buttons", doc)
    low = lowered_once(doc.text)
    windows, opens = _openings("windows", codes), _openings("opens", codes)
    if not any(map(low.__contains__, windows)) or not any(map(low.__contains__, opens)):
        return
    for hit in _BRACKETS.finditer(low):
        if any(map(hit[1].__contains__, windows)) and any(map(hit[1].__contains__, opens)):
            made = made_of(hit[1], codes)
            if made and made.said > 1:
                yield _without(doc.text, *hit.span())


def _without(text: str, start: int, end: int) -> Edit:
    """The edit that takes a bracket out, with its line when nothing else stands there, else with the blank before."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    if not text[first:start].strip() and not text[end:last].strip():
        end = last + len(text[last:]) - len(text[last:].lstrip())
        return Edit(first, end, "", "scraps.window", "says how a link opens, and nothing else on this line", 0.95)
    while start and text[start - 1] in " \t\u00a0":
        start -= 1
    return Edit(start, end, "", "scraps.window", "says how a link opens", 0.95)


@cache
def _openings(name: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for code in codes for word in table("buttons", code)[name].split())


def _elements(said: Sequence[Line]) -> Iterator[Edit]:
    """Lines of nothing but elements named like fields, each with its short value."""
    rows = [line for line in said if line.text[0] == "<" and _ELEMENT_LINE.fullmatch(line.text)]
    of_pages = any(line.text.startswith(("<details", "</details", "</summary")) for line in said) if rows else False
    for line in rows:
        names = {key(hit[2].replace("_", " ")) for hit in _ELEMENT.finditer(line.text)}
        if of_pages and "summary" in names:
            continue  # the heading of what a page unfolds
        if names and all(_known(name) for name in names):
            yield line.dropped("scraps.element", "an element of a data set, and nothing else on this line", 0.93)


def _headings(said: Sequence[Line], *, far: int = 14) -> Iterator[Edit]:
    """Lines that only announce that the text follows, near the head, and the header of captions."""
    fields = _fields()
    for n, line in enumerate(said):
        if len(line.text) <= 60 and n + 1 < len(said) and (n < far or line.text[0] in "#*"):
            may = line.text.rstrip("*")[-1:] in (":", "：") or "(" in line.text or "（" in line.text
            hit = _HEADED.match(line.text) if may else None
            name, behind = (key(hit[3]), key(hit[4] or "")) if hit else ("", "")
            noted = bool(behind) and behind.startswith(tuple(fields.behind))
            marked = n < far and line.text.rstrip("*")[-1:] in (":", "：") and not line.text.startswith("#")
            if name in fields.text and (noted or (marked and (" " in name or _is_dense(name) or n > 0))):
                yield line.dropped("scraps.heading", "only announces the text that follows", 0.9)
                continue
        if line.text.startswith(("WEBVTT", "Kind:")):
            yield from _of_captions(line)


def _of_captions(line: Line) -> Iterator[Edit]:
    """What a file of captions says of itself in its first line."""
    hit = _CAPTIONS.match(line.text)
    if hit is None or hit.end() < 6:
        return
    rest = line.text[hit.end() :].lstrip()
    if rest:
        yield Edit(
            line.stop - len(line.text), line.stop - len(rest), "", "scraps.heading", "the header of captions", 0.95
        )
    else:
        yield line.dropped("scraps.heading", "the header of captions", 0.95)


def _is_dense(name: str) -> bool:
    return name[:1] >= "\u3000" and len(name) > 2


def _boxes(said: Sequence[Line]) -> Iterator[Edit]:
    """Boxes to be ticked that have no words."""
    for line in said:
        if len(line.text) < 10 and _BOX.match(line.text):
            yield line.dropped("scraps.box", "a box without words", 0.95)


def _badges(said: Sequence[Line], *, least: int = 2, often: int = 3) -> Iterator[Edit]:
    """The short names of sources that a chat sets below its paragraphs, some with a number ("arxiv", "+1")."""
    more = [n for n, line in enumerate(said) if n and line.text[0] == "+" and _MORE.match(line.text)]
    pairs = {n for n in more if _is_badge(said, n - 1)}
    if len(pairs) < least:
        return
    names = Counter(line.text for n, line in enumerate(said) if _is_badge(said, n))
    known = {said[n - 1].text for n in pairs}
    gone = pairs | {n - 1 for n in pairs}
    gone |= {
        n
        for n, line in enumerate(said)
        if names[line.text] >= (1 if line.text in known else often) and _is_badge(said, n)
    }
    for n in sorted(gone):
        yield said[n].dropped("scraps.badge", "the mark of a source below a paragraph", 0.9)


def _is_badge(said: Sequence[Line], n: int) -> bool:
    text = said[n].text
    return (
        len(text) <= 50 and n > 0 and bool(_BADGE.match(text)) and ends_said(said[n - 1].text) and not ends_said(text)
    )


def _markup(text: str, *, technical: bool) -> Iterator[Edit]:
    """
    Tags of a page in a text that speaks of none; what parts paragraphs leaves a line end between words.

    In a manual only those go that style or steer what nobody writes by hand.
    """
    hits = list(_MARKUP.finditer(text))
    if technical:
        hits = _steering(text, hits)
    if not hits or (not technical and (_on_markup().search(lowered_once(text)) or speaks_of_tags(text))):
        return
    n = 0
    while n < len(hits):
        first, last = hits[n].start(), hits[n].end()
        parts = bool(_BREAKS.match(hits[n][0]))
        while n + 1 < len(hits) and not text[last : hits[n + 1].start()].strip():
            n += 1
            last, parts = hits[n].end(), parts or bool(_BREAKS.match(hits[n][0]))
        n += 1
        left, right = _blanks_before(text, first), _blanks_after(text, last, " \t")
        begins, ends = not left or text[left - 1] == "\n", right >= len(text) or text[right] == "\n"
        end = _blanks_after(text, last, " \t\n") if begins and ends else last
        between = "\n" if parts and not begins and not ends else ""
        yield Edit(first, end, between, "scraps.markup", "a tag of the page", 0.93)


def _steering(text: str, hits: Sequence[re.Match[str]], *, long: int = 60) -> list[re.Match[str]]:
    """Long tags of which a program wrote two attributes and more, and the ends of tags right behind them."""
    found: list[re.Match[str]] = []
    for hit in hits:
        ends = hit[0].startswith("</") and found and not text[found[-1].end() : hit.start()].strip()
        if ends or (len(hit[0]) > long and len(_STEERS.findall(hit[0])) > 1):
            found.append(hit)
    return found


def _blanks_before(text: str, at: int) -> int:
    """Where the blanks before this place begin."""
    while at and text[at - 1] in " \t":
        at -= 1
    return at


def _blanks_after(text: str, at: int, blanks: str) -> int:
    """Where the blanks behind this place end."""
    while at < len(text) and text[at] in blanks:
        at += 1
    return at


def _holes(text: str, *, technical: bool) -> Iterator[Edit]:
    """
    What a program should have filled in or shown: "[gallery ids="4,7"]", "[b]…[/b]", "{{ post.title }}", "##NEXT##".

    Of a pair of brackets with a name only the brackets go. A text that speaks of such things keeps them, and a manual
    all but the blocks of builders of pages ("[vc_row]").
    """
    shown = () if technical or marks(text).isdisjoint("{%#") else _HOLES
    spans = [hit.span() for sign, shape in shown if sign in text for hit in shape.finditer(text)]
    if "[" in text and holds(text, _ATTRIBUTES):
        spans += [hit.span() for hit in _SHORTCODE.finditer(text)]
    if technical:
        spans = [(start, end) for start, end in spans if _BUILDER.match(text, start)]
    elif "[/" in text:
        closed = {hit[1].lower() for hit in _CLOSED.finditer(text)}
        opened = [hit for hit in _NAMED.finditer(text) if (hit[1] or hit[2]).lower() in closed] if closed else []
        known = {hit[1].lower() for hit in opened if hit[1]}
        spans += [hit.span() for hit in opened if (hit[1] or hit[2]).lower() in known]
    if not spans or _on_holes().search(lowered_once(text)):
        return
    for start, end in sorted(set(spans)):
        first, last = _blanks_before(text, start), _blanks_after(text, end, " \t")
        alone = (not first or text[first - 1] == "\n") and (last >= len(text) or text[last] == "\n")
        if not alone and text[start : start + 2] == "{{" and text[start + 2 : end - 2].strip().isalpha():
            continue  # a word that an edition sets in braces
        stop = _blanks_after(text, last, " \t\n") if alone else end
        yield Edit(start, stop, "", "scraps.hole", "what a program should have filled in or shown", 0.93)


def _loose(said: Sequence[Line], *, often: int = 3, fewest: int = 4) -> Iterator[Edit]:
    """
    Lines that a program left: "undefined", "--EOF--", and the same label in bold with the same words, `often`.

    A label with other words as well is a field of what the text lists: "**Takes:** 2 weeks", "**Takes:** 3 days". So is
    one right above or below another label: the entries of a list may agree in one of their fields, and a key repeats.
    """
    labels = Counter(line.text for line in said if line.text[0] == "*" and line.text.startswith("**"))
    fields = Counter(text.split("**", 2)[1] for text in labels)
    for n, line in enumerate(said):
        if line.text[0] not in _LEFT_SIGNS:
            continue
        if len(line.text) <= 24 and _LEFT.fullmatch(line.text):
            yield line.dropped("scraps.left", "what a program writes where it has nothing to say", 0.95)
        elif (
            line.text in labels
            and labels[line.text] >= often
            and fields[line.text.split("**", 2)[1]] == 1
            and _is_stamp(line.text)
            and len(line.text.split()) > fewest
            and not any(each.text in labels for each in (*said[max(0, n - 1) : n], *said[n + 1 : n + 2]))
        ):
            yield line.dropped("scraps.stamp", f"a label and its words, {labels[line.text]} times the same", 0.9)


def _is_stamp(text: str) -> bool:
    """Say whether a label has words behind it, or a bracket or a picture in it, as no speaker's name has."""
    hit = _STAMP.match(text)
    if hit is None:
        return False
    return hit.end() < len(text.rstrip(" :：")) or "(" in hit[0] or ord(hit[0][2]) > 0x2000


def _wire(said: Sequence[Line], *, ends: int = 14) -> Iterator[Edit]:
    """What an agency sends to its clients below a text: numbers of texts, how to reach the desk, codes of prices."""
    last = range(max(1, len(said) - ends), len(said))
    numbered = [n for n in last if said[n].text.startswith("urn:") and _WIRE_NUMBER.fullmatch(said[n].text)]
    for n in last:
        text = said[n].text
        reached = text[0] == "(" and "@" in text and _WIRE_CONTACT.fullmatch(text) is not None
        reached = reached and (";" in text or sum(map(str.isdigit, text)) >= 6)
        if n in numbered or reached or (numbered and _WIRE_CODE.fullmatch(text)):
            yield said[n].dropped("scraps.wire", "what an agency sends to its clients below a text", 0.92)


def _notes(said: Sequence[Line], *, ends: int = 8) -> Iterator[Edit]:
    """What who wrote speech down says of that, in marks or near an end: "Transcriber’s note: …"."""
    last = len(said) - ends
    for n, line in enumerate(said):
        head = line.text[:60]
        marked = head[0] in "*[(_"
        if (marked or n < ends or n >= last) and (":" in head or "：" in head):
            hit = _NOTE.match(line.text)
            if hit and key(hit[1]) in _fields().notes and (marked or hit.end() < len(line.text)):
                yield line.dropped("scraps.note", "a note on how this was written down", 0.9)


@cache
def _on_markup() -> re.Pattern[str]:
    """With what a text in small letters speaks of markup, in any language."""
    return re.compile(rf"html|\bmarkdown\b|\bcss\b|\bxml\b|{joined('coding', 'coding.markup')}")


@cache
def _on_holes() -> re.Pattern[str]:
    """With what a text in small letters speaks of templates, in any language."""
    return re.compile(f"bbcode|jinja|handlebars|mustache|{joined('coding', 'coding.templates')}")
