"""Lead-ins inside running text, with the title that each leads to: "(Read also: The mill reopens)"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaners import expressions as re
from cleaners.announcing import leads_in, may_announce
from cleaners.document import Document, Edit
from cleaners.evidence import bare, quoted, speaks
from cleaners.hints import hinted
from cleaners.related.extent import bracket, extent, is_glued, is_one_title, with_marks
from cleaners.related.heads import is_strict
from cleaners.related.lists import MOST, last_titles, list_below, names_below, section_below
from cleaners.related.references import references, refers
from cleaners.related.told import CONTACT, LINKED, OWN_LINK, WORDS, is_title
from cleaners.resources import Pattern, patterns
from cleaners.text import Line, code_spans, key, overlaps, sentences, unlinked, within

# "**Related:** ": the marks of emphasis with which a line begins, after its bullet.
_EMPHASIS = re.compile(r"(?:(?<=\n)|(?<![\s\S]))[ \t]*(?:[*+-] )?[*_]{1,3}(?=\w)")
_BOLD_IN_BRACKETS = ("(**", "[**", "(__", "[__")
# What parts a lead-in from its title, and what ends before it: a sentence, with the marks of the lead-in. All signs
# come first: the regex engine skips to them.
_SIGN = re.compile(
    r"[:：|►→»>–—.-](?:(?<=[A-ZÀ-Þ]{4}\.) (?=[A-ZÀ-Þ«“¿¡])|(?:(?<=[：►→—])|(?<!\.)(?=[*_> ]))"
    r"(?:(?<=[^\W\d_]\S[:：|►→»])|(?<=[^\W\d_]\S [:|►→»>–—-])|(?<=[^\W\d_][>*_][:>]))[*_]*>* *"
    r"(?=[\"“«„¿¡\[]?[\w¿¡«“]))"
)
_BEHIND = re.compile(r"(?s:.*)(?:[.!?…。][\"”’»)\]]*[ \t]+|[(\[])(?:[(\[+>»→►▶•*_-]+ ?)*(?=[^\W\d_a-z])")
# The pattern of a lead-in that is known by the words it is made of.
_SIGNED = Pattern("related.lead", "announces one other title", "", (), ())
_SEE = Pattern("related.see", "announces one other title", "", (), ())
_WEAK = Pattern("related.weak", "announces one other title", "", (), ())
_BY_WORDS = (_SIGNED, _SEE, _WEAK)
_BRIEF = 40  # how long a lead-in is that stands alone


def lists_and_leads(
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
    alone = Counter(each.text for each in said[:foot] if each.text[-1] in ":：" and len(each.text) <= _BRIEF)
    below = 0
    for n, line in enumerate(said):
        if n < below or n in gone:
            continue
        hits = within(leads, line.start, line.end)
        if not hits and n not in heads:
            continue
        wrote = bool(hits) and hits[0][2].rule == "related.wrote"
        lone = bool(hits) and not wrote and not line.text[hits[0][1] - line.start :].strip()
        linked = n >= foot and n + 1 < len(said) and LINKED.match(said[n + 1].text) is not None
        heading = n in heads and (linked or is_strict(heads[n])) and counts[key(heads[n])] <= 2
        heading &= not names_below(said, n, codes)
        # One that stands again and again among the paragraphs leads to one title, and what stands below is the text's.
        many = 1 if alone[line.text] > 1 and not linked else MOST
        below = list_below(said, n, heading or lone, doc.text, technical=technical, ends=n >= foot, most=many)
        if heading:
            below = max(below, section_below(said, n))
        if below:
            why = f"“{bare(line.text)[:40]}” announces a list of {below - n - 1} other titles"
            behind = hits[0][0] if lone and not heading else line.start
            if doc.text[line.start : behind].strip(" *_>#-•"):
                start = behind - (len(head := doc.text[line.start : behind]) - len(head.rstrip()))
                yield Edit(start, line.stop, "", "related.list", why, 0.9)
            else:
                yield line.dropped("related.list", why, 0.9)
            yield from (said[at].dropped("related.list", why, 0.9) for at in range(n + 1, below) if at not in gone)
        elif wrote:
            yield from _told_before(doc, line, hits[0])
        elif hits:
            cuts = list(_lead_cuts(doc.text, line, hits, doc, technical=technical))
            yield from cuts
            if n >= foot and cuts and (cuts[0].start, cuts[-1].end) == (line.start, line.end):
                below = n + 1 + last_titles(said, n + 1)
                yield from (each.dropped("related.list", "stands below a lead-in", 0.8) for each in said[n + 1 : below])


def leads_in_text(doc: Document, *, far: int = 4000) -> list[tuple[int, int, Pattern]]:
    """
    Where lead-ins stand: (start, end of the lead-in, its pattern), in order.

    Of a line that has no end only `far` characters on both sides are looked at.
    """
    found: dict[int, tuple[int, int, Pattern]] = {}
    hits = hinted("related", doc)
    code = code_spans(doc.text) if hits else []
    for tongue, at in ((each, at) for each in speaks("related", doc) for at, codes in hits if each in codes):
        if overlaps(code, at, at + 1):
            continue
        start = max(0, at - far, doc.text.rfind("\n", max(0, at - far), at) + 1)
        close = doc.text.find("\n", at, at + far)
        bold = _EMPHASIS.match(doc.text, start, at + 1)
        start = bold.end() if bold else start
        if doc.text[at - 3 : at] in _BOLD_IN_BRACKETS or is_glued(doc.text, at):  # "(**More:** The mill reopens)"
            start = at
        line = doc.text[start : close if close >= 0 else at + far]
        for each in patterns("related", tongue):
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
        whole = start == line.stop - len(line.text) and is_one_title(text[lead_end : line.stop])
        end, how = (line.stop, "which is all of the line") if whole else extent(text, start, lead_end, line.stop, doc)
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
        first, past = with_marks(text, bracket(text, line.start, start, end), end, line)
        yield Edit(first, past, "", "related.lead", why, 0.85)


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
    if OWN_LINK.search(target) or CONTACT.search(target) or small or shown[:1] == "`":
        return False
    if any(rule.search(shown) for rule in references(speaks("related", doc))):
        return False
    if pattern.rule != "related.see":
        return True
    size = len(WORDS.findall(shown))
    listed = shown.count(",") + shown.count(";") + shown.count("、")
    return is_title(shown, fewest=fewest) and 3 * listed < size and not technical
