"""What stands where a picture or a video was: "Image Not Found", "![](https://…)", "Watch the video below:"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, line_kind, lines_of, quoted, reported, speaks, speaks_of_tags
from cleaners.hints import told
from cleaners.resources import among, keyed
from cleaners.text import Line, code_spans, key, overlaps

# "![alt](address)", also with a space between and an address that breaks into pieces; and as a link: "[![alt](a)](b)".
# Its words may have brackets of their own.
_ALT = r"!\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\][ \t]?\([^)\n]*\)"
_IMAGE = re.compile(rf"{_ALT}|!\[[^\]\n]*\][ \t]?\([^)\n]*\)")
_LINKED_IMAGE = re.compile(r"\[[ \t]*!\[[^\]\n]*\][ \t]?\([^)\n]*\)[ \t]*\]\([^)\n]*\)")
# The same where the lines were wrapped at a width, as html2text does: its words and its address run over lines.
_TORN = re.compile(
    r"(?:\[\s{0,3})?!\[[^\[\]\n]{0,400}(?:\n[^\[\]\n]{1,200}){0,8}\][ \t]?\([^()\n]{0,2000}(?:\n[^()\n]{1,2000}){0,8}\)"
)
_TORN_LINK = re.compile(r"\s{0,3}\]\([^()\n]{0,2000}(?:\n[^()\n]{1,2000}){0,8}\)")
_TAG = re.compile(r"(?<!\w)</?(?:img|iframe|video|audio|source|embed|object|picture)(?=[\s/>])[^>\n]*>", re.IGNORECASE)
# The bare address of a picture on a line of its own, and a word for what it shows before it: "Logo - https://….jpg".
_ADDRESS = re.compile(r"https?://\S+\.(?:jpe?g|png|gif|webp|svg|avif|bmp)(?:\?\S*)?", re.IGNORECASE)
_SEPARATES = frozenset(":：=|")
_CREDIT = re.compile(r"([^\W\d_][^:：=/|.,;!?()\d]{1,24}?)(?:\s?[:：=]\s?|\s\|\s)([^\s:：=/\[\]][^\[\]]{1,50})")
# What a name of a maker or an agency may have in small letters.
_SMALL = frozenset((
    "via", "de", "da", "di", "do", "del", "von", "van", "der", "la", "le", "al", "und", "and", "et", "y", "e", "for",
    "dpa", "picture", "alliance", "t.me", "ap", "afp", "epa",
))  # fmt: skip
_LABEL = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?)\s?[:：–—-]\s?")


def drop_placeholders(doc: Document) -> Iterator[Edit]:
    r"""
    Pictures' places: lines that hold nothing but an image or a word for one, and images inside a line.

    The alternative text goes with its image; find_metadata has read it before. A line that *speaks* of an
    image stays ("Image of a town"), a linked word is no image, and code (indented or fenced) keeps its brackets; so
    does a text on pages its tags ("you shared it with <iframe>").
    The bare address of a picture goes with the label on it ("Logo: https://….png"), and so does a sentence that
    sends to a recording that is gone ("Watch the video below:"), unless it is spoken or quoted.

        >>> doc = Document("d", "Le port.\nImage Not Found\nLa ville ![](https://a.example/b.png) dort.")
        >>> doc.after(drop_placeholders(doc)).text
        'Le port.\nLa ville dort.'
    """
    torn = list(_torn(doc.text)) if "![" in doc.text else []
    over = [(edit.start, edit.end) for edit in torn]
    shown = [edit for edit in _of_lines(doc.text) if not overlaps(over, edit.start, edit.end)]
    yield from (*torn, *shown)
    gone = sorted((edit.start, edit.end) for edit in (*torn, *shown))
    if doc.get("kind") != "transcript":
        yield from (edit for edit in _leads(doc) if not overlaps(gone, edit.start, edit.end))


def _torn(text: str) -> Iterator[Edit]:
    """Images that run over lines, with the link around one that holds nothing else; no paragraph ends inside."""
    code = code_spans(text)
    for hit in _TORN.finditer(text):
        start, end = hit.start(), hit.end()
        if text[start] == "[":
            closed = _TORN_LINK.match(text, end)
            start, end = (start, closed.end()) if closed else (text.index("!", start), end)
        if "\n" not in text[start:end] or overlaps(code, start, end):
            continue
        begins, stops = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        stops = len(text) if stops < 0 else stops
        if text.startswith(("    ", "\t"), begins):
            continue
        if text[begins:start].strip(" *_|#>-") or text[end:stops].strip(" *_|#>-"):
            blank = text[end : end + 1] == " " and text[start - 1 : start] in (" ", "\n", "[", "")
            yield Edit(start, end + blank, "", "placeholder.image", "an image inside the line")
        else:
            while text[stops : stops + 1] == "\n":
                stops += 1
            yield Edit(begins, stops, "", "placeholder.image", "nothing but an image on these lines")


def _of_lines(text: str) -> Iterator[Edit]:
    """What the shape of a line gives away: pictures, their words and their addresses."""
    fenced = False
    said = lines_of(text)
    linked, marked = "http" in text, "![" in text or "<" in text
    for n, line in enumerate(said):
        if line.text.startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced:
            continue
        elif len(line.text) < 80 and line_kind(bare(line.text)) == "placeholder":
            yield line.dropped("placeholder.words", "the line only says that a picture or player was here", 0.95)
        elif linked and "http" in line.text and len(line.text) < 4000 and _is_address(line.text):
            yield line.dropped("placeholder.image", "nothing but the address of a picture on this line")
        elif linked and n + 1 < len(said) and _ADDRESS.fullmatch(said[n + 1].text) and _is_label(line.text):
            yield line.dropped("placeholder.image", "a label for the address of a picture", 0.9)
        elif (
            len(line.text) < 80
            and not _SEPARATES.isdisjoint(line.text)
            and _is_credit(line.text)
            and not _among_credits(said, n)
        ):
            yield line.dropped("placeholder.credit", "only names who made a picture", 0.9)
        elif marked and ("![" in line.text or "<" in line.text) and not text.startswith(("    ", "\t"), line.start):
            yield from _images(text, line)


def _is_credit(text: str, *, most: int = 6) -> bool:
    """Say whether a line is but a word for a picture and the name of its maker: "(Foto: dpa)", "写真：ロイター"."""
    said = text.strip("()（）*_ ▲△▼▶◀■□◆●○[]【】〈〉<>/／")
    hit = _CREDIT.fullmatch(said)
    if hit is None or key(hit[1]) not in _credits() or ends_said(said):
        return False
    name = hit[2].split()
    return len(name) <= most and all(not word[0].islower() or word in _small() or "." in word for word in name)


def _among_credits(said: Sequence[Line], n: int) -> bool:
    """Say whether such a line stands in a list of them, as the makers of a film or a book are named."""
    return any(0 <= m < len(said) and _CREDIT.fullmatch(said[m].text) for m in (n - 1, n + 1))


@cache
def _small() -> frozenset[str]:
    """What a credit has in small letters: parts of names, and the words of a language for where a picture is from."""
    return _SMALL | among("placeholders", "sources")


@cache
def _credits() -> frozenset[str]:
    return keyed("placeholders", "credits")


def _is_address(text: str) -> bool:
    hit = _ADDRESS.search(text)
    return bool(hit and hit.end() == len(text) and (hit.start() == 0 or _is_label(text[: hit.start()])))


def _is_label(text: str) -> bool:
    hit = _LABEL.fullmatch(text)
    return hit is not None and hit[1].lower() in _label_words()


@cache
def _label_words() -> frozenset[str]:
    return among("placeholders", "labels")


def _leads(doc: Document, *, longest: int = 400) -> Iterator[Edit]:
    """Sentences that send to a video or a post that was here."""
    codes = speaks("calls", doc)
    asked = list(told("placeholders", doc))
    code = code_spans(doc.text) if asked else []
    for said, tries in asked:
        if len(said.text) > longest or overlaps(code, said.start, said.end):
            continue
        for each in tries:
            hit = each.regex.search(said.text)
            if hit and not quoted(said.text, hit.start()) and not reported(said.text, codes):
                start, end = said.start, said.end
                while doc.text[end : end + 1] in (" ", "\t", "\n") and doc.text[end : end + 1]:
                    end += 1
                if start and doc.text[start - 1] != "\n" and "\n" in doc.text[said.end : end]:
                    start, end = start - (doc.text[start - 1] == " "), said.end
                yield Edit(start, end, "", each.rule, each.why, 0.9)
                break


def _images(text: str, line: Line) -> Iterator[Edit]:
    """The images of a line: the line itself when it holds nothing else."""
    hits: list[re.Match[str]] = []
    said = text[line.start : line.stop]
    left = bytearray(b"\1" * len(said))  # a 0 for each character of an image
    tags = (_TAG,) if "<" in said and not speaks_of_tags(text) else ()
    for shape in (_LINKED_IMAGE, _IMAGE, *tags):
        for hit in shape.finditer(text, line.start, line.stop):
            start, end = hit.start() - line.start, hit.end() - line.start
            if all(left[start:end]):
                left[start:end] = bytes(end - start)
                hits.append(hit)
    rest = "".join(compress(said, left))
    if hits and not rest.strip(" *_|#>-"):
        yield line.dropped("placeholder.image", "nothing but an image on this line")
        return
    for hit in sorted(hits, key=re.Match.start):
        before, after = text[hit.start() - 1 : hit.start()], text[hit.end() : hit.end() + 1]
        blank = after == " " and before in (" ", "\n", "")
        yield Edit(hit.start(), hit.end() + blank, "", "placeholder.image", "an image inside the line")
