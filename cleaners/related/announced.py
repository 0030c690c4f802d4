"""Lines, and last sentences of paragraphs, that announce one other article and say nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaners import expressions as re
from cleaners.announcing import announces, is_call, may_announce, may_send, names_more, parted, sends_on
from cleaners.document import Document, Edit
from cleaners.evidence import directs, quoted, speaks
from cleaners.related.lists import last_titles
from cleaners.related.references import references, refers
from cleaners.related.told import CONTACT, UNCASED, WORDS, ends_told, is_technical, is_told, unmarked
from cleaners.text import WIDE, Line, key, overlaps, sentences

# One link and nothing else, to another page.
_ONE_LINK = re.compile(r"^[*_]*\[[^\[\]]+\]\(https?://[^()\s]+\)[*_]*$")
_FIELD = re.compile(r"\W{0,4}\w[^\s:]*(?: [^\s:]+){0,3} ?[:：]")


def announced(doc: Document, said: Sequence[Line], heads: set[int], foot: int, *, technical: bool) -> dict[int, str]:
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
            shown = unmarked(line.text)
            at, sort = (0, "") if told else parted(shown, spoken, foot=n >= foot or line.text[0] in "►▶→»>")
            if sort == "weak" and n < foot and _is_field(said, n):
                at = 0
            if at and _is_announced(shown[at:], doc, label=sort == "label" and n < foot):
                found[n] = f"“{shown[:at].strip()[:40]}” announces one other title"
                doubtful |= {n} if sort == "weak" else set()
                if n + 1 < len(said) and said[n + 1].start - line.stop <= 1 and _alike(shown[at:], said[n + 1].text):
                    found[n + 1] = "says the title above it again"
            elif told and is_call(shown, spoken) and asks(shown, doc):
                found[n] = "asks to read another article"
        if begun and n not in found and n not in heads and _sends_on(said, n, spoken, foot) and asks(line.text, doc):
            found[n] = "sends to another article"
            doubtful.add(n)
        begun = begun or is_told(line.text)
    sent = [n for n in found if n in doubtful]
    if len(sent) > 2 or (sent and directs(doc.text, speaks("calls", doc))):
        found = {n: why for n, why in found.items() if n not in doubtful}
    if found and max(found) >= foot:
        below = max(found) + 1
        found.update(dict.fromkeys(range(below, below + last_titles(said, below)), "stands below a lead-in"))
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
    shown = unmarked(text)
    if may_send(shown, codes) and sends_on(shown, codes):
        return True
    if told or text[-1:] == ":" or not may_announce(shown, codes) or announces(shown, codes) not in ("one", "list"):
        return False
    if n >= foot:
        return True
    return names_more(shown, codes) and n + 1 < len(said) and is_told(said[n - 1].text) and is_told(said[n + 1].text)


def tails(doc: Document, said: Sequence[Line], taken: list[tuple[int, int]]) -> Iterator[Edit]:
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
        if sends and not quoted(line.text, begins + 2 - line.start) and asks(tail, doc):
            yield Edit(
                begins + 1, line.stop, "", "related.lead", "sends to another article, at the end of a paragraph", 0.85
            )


def _is_field(said: Sequence[Line], n: int) -> bool:
    """Say whether the line above or below has a label as well: a sheet of data, an interview."""
    return any(_FIELD.match(said[at].text) for at in (n - 1, n + 1) if 0 <= at < len(said))


def _may_lead(text: str, *, shortest: int = 8, longest: int = 240) -> bool:
    """A cheap look: long enough for a title, too short for a paragraph."""
    return shortest <= len(text) and (len(text) <= longest or ("](" in text and len(text) <= 3 * longest))


def _is_announced(title: str, doc: Document, *, label: bool, fewest: int = 3, most: int = 32) -> bool:
    """Say whether what stands behind an announcement is the title of another article, and no part of this one."""
    shown = title.strip(" \"“”„«»'‘’「」『』《》+_)]】）")
    dense = len(UNCASED.findall(shown))
    size = len(WORDS.findall(shown)) if dense < 4 else dense // 2
    if not fewest <= size <= most or (label and size < fewest + 1) or CONTACT.search(shown) or shown[:1] in "`-":
        return False
    if ends_told(shown) and shown[-1:] not in "?!？！؟":
        return False
    return not any(rule.search(shown) for rule in references(speaks("related", doc)))


def asks(text: str, doc: Document, *, longest: int = 200) -> bool:
    """Say whether a line is one sentence, and no reference: "See also the article on hedges."."""
    if len(text) > longest or len(list(sentences(text))) != 1:
        return False
    codes = speaks("related", doc)
    head = " ".join(text.split()[:2])
    return not refers(head, codes) and not any(rule.search(text) for rule in references(codes))


def _alike(title: str, line: str, *, share: float = 0.5) -> bool:
    """Say whether a line without a stop says what a title says, in words of which half are the same."""
    if ends_told(line) or len(line) > 200:
        return False
    one, other = set(key(title).split()), set(key(line).split())
    if WIDE.search(title):
        one, other = set(key(title)), set(key(line))
    return len(one & other) >= share * min(len(one), len(other)) > 1
