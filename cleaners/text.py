"""Ways to look at a text without losing where things stand in it."""

from __future__ import annotations

import codecs
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from cleaners import expressions as re
from cleaners.document import Edit

Placed = TypeVar("Placed", bound=tuple[Any, ...])

# Signs of Chinese, Japanese and Korean.
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Of these Japanese and Chinese set no blanks between words.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# What ends a sentence, in all scripts: behind the first a blank is due, the others are of scripts without blanks.
SPACED_STOPS = ".!?؟۔।॥։።။"
STOPS = f"{SPACED_STOPS}。！？"
# A sentence ends at a stop, its closing quotes, and a blank; CJK stops need no blank. The set of all stops comes first:
# the regex engine skips to those, which takes a quarter of the time.
_STOP = re.compile(
    r"[.!?…؟۔։।。！？](?:(?<=[.!?…؟۔։।])[.!?…؟۔։।]*(?:[\"'”’)\]\ufe0f]|[^\S\n]?»)*"
    # Behind it a blank, the sign with which Asian papers begin a part, or the next sentence without one: a Korean one,
    # or one glued to a word ("It turns.The weir holds").
    r"(?:(?=\s|$|[━■□◆◇●▶▷▲※★☆])|(?<=[다요죠까]\.)(?=[가-힣])|(?<=[a-zß-ÿа-я]{4}[.!?])(?=[A-ZÀ-ÞА-Я][a-zß-ÿа-я]))"
    r"|(?<=[。！？])[。！？]*[」』”）]*)"
)
_NUMBER = re.compile(r"\s*\d{1,3}")
_DAY = re.compile(r"(?<![\d.,:])(?:[12]?\d|3[01])\.$")
_NUMBERED = 13  # characters at the head of a text that may be a number, its stop and the blanks before it
_LINE = re.compile(r"[^\n]+")
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})([^\n`]*)$", re.MULTILINE)
_INLINE_CODE = re.compile(r"(`(?<!``)`?)(?!`)[^`\n]+\1(?!`)")
_IMAGE = re.compile(r"!\[[^\]]*\]\s?\([^)]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_PLACE = itemgetter(0)


class Span(NamedTuple):
    """Some text and where it stands: characters, `end` not included."""

    start: int
    end: int
    text: str


class Line(NamedTuple):
    """
    A line that says something.

    `text` is the line without the blanks around it. `start` is where the line begins, `end` lies past
    the blank lines that follow, so dropping start:end leaves no hole; `stop` is where its last character ends.
    """

    start: int
    end: int
    text: str
    stop: int

    def dropped(self, rule: str, why: str = "", score: float = 1.0) -> Edit:
        """Return the edit that takes this line out."""
        return Edit(self.start, self.end, "", rule, why, score)


def median(values: Iterable[float]) -> float:
    """
    The middle one of some numbers, or what lies between the two in the middle.

        >>> median([3, 1, 2]), median([4, 1, 2, 3])
        (2, 2.5)
    """
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def joins(one: str, other: str) -> bool:
    """Say whether both signs are of one word; dense scripts put no blanks between words."""
    return one.isalnum() and other.isalnum() and one < "\u3000" and other < "\u3000"


def lines(text: str) -> Iterator[Line]:
    r"""
    Lines that say something, each with its place; the blank lines between them belong to the line before.

        >>> [line.text for line in lines("un\n\n deux ")]
        ['un', 'deux']
        >>> [(line.start, line.end) for line in lines("un\n\n deux ")]
        [(0, 4), (4, 10)]
    """
    start = stop = at = 0
    said = row = ""
    for row in text.split("\n"):
        if row and (bare := row.strip()):
            if said:
                yield Line(start, at, said, stop)
            start, said = at, bare
            stop = at + (len(row) if bare == row else len(row.rstrip()))
        at += len(row) + 1
    if said:
        # Blanks after the last line end belong to no line.
        yield Line(start, len(text) if row.strip() else len(text) - len(row), said, stop)


def by_line(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[tuple[int, int], Iterator[re.Match[str]]]]:
    r"""
    Hits of `pattern`, line by line: where the line stands, without its line break, and the hits in it.

    Only lines with a hit are looked up, each once, so a line of fifty megabytes costs what it should.

        >>> [(line, [hit[0] for hit in hits]) for line, hits in by_line("un\ndeux ou\nou", re.compile("ou"))]
        [((3, 10), ['ou']), ((11, 13), ['ou'])]
    """
    start = end = -1

    def line(hit: re.Match[str]) -> tuple[int, int]:
        nonlocal start, end
        at = hit.start()
        if end < 0 or at > end:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = len(text) if end < 0 else end
        return start, end

    return groupby(pattern.finditer(text), key=line)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """
    Sentences of text[start:end], each with its place in the whole text.

    A line break ends a sentence too. Initials, decimals and common abbreviations do not ("U.S. Steel"):
    when in doubt two sentences stay one, so that nothing is cut in the middle.

        >>> [said.text for said in sentences("Bien. U.S. Steel gagne 1.3 % ! Et après ?")]
        ['Bien.', 'U.S. Steel gagne 1.3 % !', 'Et après ?']
        >>> [said.text for said in sentences("배가 떠났다.━다음 배는 내일이다.모두 기다린다.")]
        ['배가 떠났다.', '━다음 배는 내일이다.', '모두 기다린다.']
        >>> [said.text for said in sentences("It turns.The weir holds.")]
        ['It turns.', 'The weir holds.']
        >>> [said.text for said in sentences("Write to info@weir.Example or call Mill.Wheel.Turns.")]
        ['Write to info@weir.Example or call Mill.Wheel.Turns.']
        >>> [said.text for said in sentences("Sie kamen am 3. Mai an. Nach Gleis 3. Danach war Ruhe.")]
        ['Sie kamen am 3. Mai an.', 'Nach Gleis 3.', 'Danach war Ruhe.']
    """
    end = len(text) if end is None else end
    return iter(_sentences_kept(text, start, end)) if end - start < _KEPT else _sentences(text, start, end)


_KEPT = 4000  # of a part this long the sentences are kept for the next cleaner, which often asks for the same line


@lru_cache(maxsize=64)
def _sentences_kept(text: str, start: int, end: int) -> tuple[Span, ...]:
    return tuple(_sentences(text, start, end))


@cache
def _abbreviated() -> re.Pattern[str]:
    """
    What is shortened, right before a stop: "U.S. Steel", "M. Dupont", "No. 5".

    Looked at from the stop backwards, all of one length at once, which takes half the time of a search before it.
    """
    from cleaners.resources import listed  # noqa: PLC0415  which reads keys here

    sizes: dict[int, list[str]] = {}
    for word in (*listed("shortened", "everyday"), *listed("shortened", "others")):
        sizes.setdefault(len(word), []).append(word)
    words = "".join(rf"|(?<=\b(?:{'|'.join(sizes[size])}))" for size in sorted(sizes))
    return re.compile(rf"(?<=\b[A-ZÀ-ÞА-Яp])|(?<=\b[a-zA-Z]\.[a-zA-Z]){words}")


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    abbreviated = _abbreviated()
    for line in _LINE.finditer(text, start, end):
        at, close = line.span()
        for hit in _STOP.finditer(text, at, close):
            sign, past = hit[0], hit.end()
            if sign == "." and (abbreviated.match(text, past - 1) or (not at and _numbers(text, past))):
                continue
            if sign == "." and past > 1 and text[past - 2].isdigit() and _is_day(text, past):
                continue
            if sign[-1] not in "!?" and _goes_on(text, past, close):
                continue
            if sign == "." and text[past : past + 1].isupper() and _is_address(text, past, at, close):
                continue
            while at < past and text[at].isspace():
                at += 1
            yield Span(at, past, text[at:past])
            at = past
        if at < close and (said := _span(text, at, close)):
            yield said


def _is_address(text: str, past: int, start: int, close: int) -> bool:
    """Say whether a stop without a blank stands in an address or some code: "a@weir.Example", "Mill.Wheel.Turn"."""
    first = max(start, text.rfind(" ", start, past) + 1)
    blank = text.find(" ", past, close)
    token = text[first : blank if blank >= 0 else close].rstrip(".")
    return "@" in token or "/" in token or token.count(".") > 1


def _numbers(text: str, past: int) -> bool:
    """A number is all that stands before the first stop of a text."""
    return past <= _NUMBERED and bool(_NUMBER.fullmatch(text, 0, past - 1))


def _is_day(text: str, past: int) -> bool:
    """Say whether the stop stands between a day and its month, as German writes dates: "am 3. Mai"."""
    return _months().match(text, past) is not None and _DAY.search(text, max(0, past - 4), past) is not None


@cache
def _months() -> re.Pattern[str]:
    from cleaners.resources import listed  # noqa: PLC0415  which reads keys here

    return re.compile(rf"[ \u00a0\u202f](?:{'|'.join(listed('shortened', 'months'))})\b")


def _goes_on(text: str, at: int, close: int) -> bool:
    """A small letter after the stop: the sentence goes on."""
    most = min(close, at + 40)
    while at < most and text[at].isspace():
        at += 1
    return at < most and text[at].islower()


def _span(text: str, start: int, end: int) -> Span | None:
    """The text between these places without the blanks around it; None when there is none."""
    said = text[start:end]
    bare = said.lstrip()
    head = end - len(bare)
    bare = bare.rstrip()
    return Span(head, head + len(bare), bare) if bare else None


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """
    Words of text[start:end] with their places; an apostrophe or hyphen inside a word belongs to it.

        >>> [word.text for word in words("L’allié — peut-être.")]
        ['L’allié', 'peut-être']
    """
    for hit in _WORD.finditer(text, start, len(text) if end is None else end):
        yield Span(hit.start(), hit.end(), hit[0])


def unlinked(text: str) -> str:
    """
    Markdown as it is read: the words of a link without its address, a blank for an image.

        >>> unlinked("Voir [le port](https://port.example) ![une vue](vue.png).")
        'Voir le port  .'
    """
    return text if "[" not in text else _LINK.sub(r"\1", _IMAGE.sub(" ", text))


def code_spans(text: str) -> list[tuple[int, int]]:
    r"""
    Where Markdown code stands, in order: fenced blocks that are closed, and `inline` code.

        >>> code_spans("Un `mot` et\n```\nx = 1\n```\nfin")
        [(3, 8), (12, 25)]
    """
    if "`" not in text and "~~~" not in text:
        return []
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            found.append((opened.start(), fence.end()))
            opened = None
    blocks = found.copy()
    found += [hit.span() for hit in _INLINE_CODE.finditer(text) if not overlaps(blocks, hit.start(), hit.end())]
    return sorted(found)


def within(places: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """
    Those of `places` that begin in start:end; they stand in order, each a tuple with its place first.

        >>> within([(1, "a"), (4, "b"), (9, "c")], 4, 9)
        [(4, 'b')]
    """
    return places[bisect_left(places, start, key=_PLACE) : bisect_left(places, end, key=_PLACE)]


def overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether start:end shares a character with one of the spans, which stand in order."""
    at = bisect_left(spans, (end, end))
    return at > 0 and spans[at - 1][1] > start


def differences(
    old: str, new: str, rule: str, why: str = "", *, offset: int = 0, longest: int = 2000
) -> Iterator[Edit]:
    """Edits that turn `old` into `new`; beyond `longest` characters of change they become one edit."""
    size = min(len(old), len(new))
    head = next((i for i in range(size) if old[i] != new[i]), size)
    size -= head
    tail = next((i for i in range(size) if old[-1 - i] != new[-1 - i]), size)
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(left), len(right)) > longest:
        yield Edit(offset + head, offset + head + len(left), right, rule, why)
        return
    from difflib import SequenceMatcher  # noqa: PLC0415  few texts need it

    for tag, i, j, k, n in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(offset + head + i, offset + head + j, right[k:n], rule, why)


@lru_cache(maxsize=512)
def key(text: str) -> str:
    """
    What two lines have in common when they say the same: letters and digits, without case or accents.

        >>> key("Liban–Iran : la bataille…") == key("Liban-Iran la bataille ...")
        True
        >>> key("今日は") == key("明日は")
        False
    """
    if text.isascii():
        return " ".join(text.encode().translate(_FOLD_ASCII).decode().split())
    if len(text) > _BRIEF and (middle := text[len(text) // 2]) < "\u0500":
        try:
            return " ".join(_charset("cp1251" if middle >= "\u0400" else "cp1252").folded(text).split())
        except UnicodeEncodeError:  # a letter of another script
            pass
    return " ".join(text.translate(_FOLD).split())


def size_of(text: str, *, says: int = 2) -> int:
    """
    How much a line says, in letters; a sign of Chinese, Japanese or Korean `says` as much as two and more.

    A page of a thousand letters is as long as one of four hundred such signs.

        >>> size_of("the mill turns"), size_of("水车又转了")
        (14, 10)
    """
    return len(text) if text.isascii() else len(text) + (says - 1) * len(WIDE.findall(text))


def in_letters(text: str) -> int:
    """
    How long a text is when a sign of a script without blanks says as much as three letters.

        >>> in_letters("the mill turns"), in_letters("水车又转了"), in_letters("물레방아")
        (14, 15, 4)
    """
    return len(text) if text.isascii() else len(text) + 2 * len(UNSPACED.findall(text))


def per_sign(text: str) -> int:
    """
    How many letters a sign of this line counts for: two in a dense script, told by the sign in its middle.

        >>> per_sign("the mill turns"), per_sign("水车又转了")
        (1, 2)
    """
    return 2 if text[len(text) // 2] > "\u3000" else 1


def has_digit(text: str) -> bool:
    """
    Say whether a digit stands in a text, of any script, or one written above or below.

        >>> has_digit("12 m"), has_digit("twelve m²"), has_digit("twelve m")
        (True, True, False)
    """
    return _DIGIT.search(text) is not None if text.isascii() else any(map(str.isdigit, text))


def may_begin(text: str, said: str) -> bool:
    """
    A quick look: whether a line could have this key, which is not empty, by its first letter alone.

        >>> may_begin("The mill turns", "the mill turns"), may_begin("A mill turns", "the mill turns")
        (True, False)
    """
    first = text[:1]
    return not (first.isascii() and first.isalnum()) or first.lower() == said[0]


def same_key(one: str, other: str, *, first: int = 16) -> bool:
    """
    Tell whether two lines have the same key; most are told apart by their `first` characters.

        >>> same_key("Le port gagne un quai !", "LE PORT gagne un quai"), same_key("Le port", "La porte")
        (True, False)
    """
    begun, begins = key(one[:first]), key(other[:first])
    return (begun.startswith(begins) or begins.startswith(begun)) and key(one) == key(other)


class Beginnings:
    """
    Words with which a text may begin: of hundreds only those are tried whose first two letters it has.

        >>> Beginnings(["face", "x", "tele"]).begin("telegraph"), Beginnings(["face", "tele"]).begin("the mill")
        (True, False)
    """

    __slots__ = ("_by_first",)

    def __init__(self, words: Iterable[str]) -> None:
        by_first: dict[str, tuple[str, ...]] = {}
        for word in words:
            by_first[word[:2]] = (*by_first.get(word[:2], ()), word)
        self._by_first = by_first

    def begin(self, text: str) -> bool:
        """Say whether a text begins with one of them."""
        near, nearer = self._by_first.get(text[:1]), self._by_first.get(text[:2])
        return (nearer is not None and text.startswith(nearer)) or (near is not None and text.startswith(near))


class _Fold(dict[int, str]):
    """What `key` makes of a character: small letters and digits, a blank for all else; asked once for each."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKD", chr(code)).casefold()
        bare = "".join(char for char in folded if not unicodedata.combining(char))
        self[code] = "".join(char if char.isalnum() else " " for char in bare)
        return self[code]


_FOLD = _Fold()
# The same for what is written in ASCII, which is folded in half the time.
_FOLD_ASCII = "".join(_FOLD[code] for code in range(128)).encode() + bytes(128)
_BRIEF = 24  # up to so many characters one at a time is faster than a charset


class _Charset:
    """`key` for what one old charset of 256 characters can write: a tenth of the time of one character at a time."""

    def __init__(self, name: str) -> None:
        known = {char: _FOLD[ord(char)] for char in bytes(range(256)).decode(name, "ignore")}
        # A character that becomes several goes the long way, but for signs that become blanks.
        known = {char: folded if folded.strip() else " " for char, folded in known.items()}
        known |= {char: " " for char in "–—‘’‚“”„…•‹›«»€™´·" if not _FOLD[ord(char)].strip()}
        wanted = [char for char, folded in known.items() if len(folded) == 1 and (folded == " " or folded in known)]
        self._chars = "".join(sorted(wanted))[:255].ljust(256, "\ufffe")
        place = {char: at for at, char in enumerate(self._chars)}
        self._folds = bytes(place[known[char]] if char in known else 0 for char in self._chars)
        self._map = codecs.charmap_build(self._chars)

    def folded(self, text: str) -> str:
        """Fold a text; UnicodeEncodeError when the charset lacks one of its characters."""
        raw: bytes = codecs.charmap_encode(text, "strict", self._map)[0]
        return codecs.charmap_decode(raw.translate(self._folds), "strict", self._chars)[0]


_charset = cache(_Charset)
