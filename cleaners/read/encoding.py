r"""
Bytes to text, and back: decoding that loses nothing.

The order of trust: a byte order mark, strict UTF-8, UTF-8 with a few bad bytes, the declared charset, what
chardet says. A charset counts only when encoding the text with it gives the same bytes again. A byte that
has no meaning in the charset is carried as a lone surrogate until an edit mends it, so the trail knows it.

    >>> doc = decoded(b"\xef\xbb\xbfOn est all\xc3\xa9 au caf\xe9 d\xc3\xa9j\xc3\xa0.", doc_id="d1")
    >>> done = doc.after(mended(doc))
    >>> done.text, done.get("encoding")
    ('On est allé au café déjà.', 'utf-8')
    >>> source_bytes(done)[:8]
    b'\xef\xbb\xbfOn es'
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from cleaners import expressions as re
from cleaners.document import Document, Edit, Fact
from cleaners.errors import BinaryInput, EmptyInput

RULE = "encoding.charset"

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, which begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How files that are not text begin, and what they are.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "zstandard data"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image, a WAV or an AVI"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x01\x00\x00\x00", "a font"),
)
# What browsers take a label for (https://encoding.spec.whatwg.org), where Python's codec of that name is narrower.
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",  # a document that can say so in ASCII is not UTF-16
}  # fmt: skip
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:+-]+)|\A\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]+)",
    re.IGNORECASE,
)
# Well-formed sequences of more than one byte in UTF-8.
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = bytes(each for each in range(32) if each not in b"\t\n\v\f\r\x1b")
# Signs that Western European text in Windows-1252 is made of, letters apart.
_WESTERN = frozenset("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆÑÁÍÓÚÃÕÅØàâäçéèêëîïôöùûüÿœæñáíóúãõåøßìò«»‘’“”–—…€°§·¿¡£©®™\xa0")
_MENDABLE = re.compile(
    "(?P<escape>\x1b\\[[0-9;?]{0,20}[A-Za-z])|(?P<byte>[\udc80-\udcff]+)|(?P<lone>[\ud800-\udfff]+)"
    "|(?P<control>[\x00-\x08\x0e-\x1f\x7f]+)"
)
_ANY_MENDABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SAYS_NOTHING = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]*")


def decoded(
    data: bytes, *, doc_id: str, name: str = "", content_type: str = "", facts: Iterable[Fact] = ()
) -> Document:
    """
    Make a document of `data`, every byte of it still there, and say in a fact how it was encoded.

    Raises EmptyInput and BinaryInput, which say what was found and what to do about it.
    """
    where = name or doc_id
    if not data:
        raise EmptyInput(where, "nothing in it (0 bytes)", "check that the fetch or the export was complete")
    text, charset = _told(data, where, content_type)
    return Document(doc_id, text, (*facts, Fact("encoding", charset, RULE)))


def source_bytes(doc: Document) -> bytes:
    """Give the bytes that the document was read from, exactly."""
    charset = next((fact.value for fact in doc.facts if fact.rule == RULE), "utf-8")
    return doc.before_cleaning().encode(charset, _errors(charset))


def mended(doc: Document) -> Iterator[Edit]:
    r"""
    Drop the byte order mark and control characters, and give bad bytes the sign they have in Windows-1252.

    Tabs and line ends stay, C1 controls too: those are damage that `fix_encoding` can often undo.

        >>> list(mended(Document("d1", "caf\udce9\x00")))[0].new
        'é'
    """
    if doc.text.startswith("\ufeff"):
        yield Edit(0, 1, "", "encoding.bom", "byte order mark")
    if not _ANY_MENDABLE.search(doc.text):
        return
    for hit in _MENDABLE.finditer(doc.text):
        start, end = hit.span()
        match hit.lastgroup:
            case "escape":
                yield Edit(start, end, "", "encoding.control", "terminal escape sequence")
            case "control":
                yield Edit(start, end, "", "encoding.control", "control characters")
            case "byte":
                yield Edit(start, end, _signs(hit[0]), "encoding.bytes", "bytes that are no text in this encoding")
            case _:
                yield Edit(start, end, _paired(hit[0]), "encoding.surrogate", "half characters")


def refuse_if_empty(doc: Document, where: str) -> None:
    """Raise EmptyInput when no character of the text says something."""
    # fullmatch on a class and nothing else: linear, also on five million line breaks
    if _SAYS_NOTHING.fullmatch(doc.text):
        what = "nothing but blanks in it"
        raise EmptyInput(where, what, "check that the fetch or the export was complete")


def _told(data: bytes, where: str, content_type: str) -> tuple[str, str]:
    """The text and the charset that gives the same bytes back."""
    for mark, charset in _BOMS:
        if data.startswith(mark) and (text := _same(data, charset)) is not None:
            return text, charset
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(data) % 2:
        raise BinaryInput(where, "it is UTF-16 that ends within a character", "it was cut off: fetch it again")
    _refuse_if_binary(data, where)
    if wide := _utf16_unmarked(data):
        return wide
    if b"\x1b" not in data:
        try:
            return data.decode("utf-8"), "utf-8"  # most are, and what decodes strictly gives the same bytes back
        except UnicodeDecodeError:
            pass
    for charset in _candidates(data, content_type):
        if (text := _same(data, charset)) is not None:
            return text, charset
    return data.decode("utf-8", "surrogateescape"), "utf-8"


def _candidates(data: bytes, content_type: str) -> Iterator[str]:
    """Charsets in the order they are believed."""
    if b"\x1b$" in data or b"\x1b(" in data:  # ISO-2022 writes Japanese and Korean in ASCII bytes
        yield from _guessed(data)
    if _mostly_utf8(data):
        yield "utf-8"
        return
    yield from _declared(data, content_type)
    if _western(data):
        yield "cp1252"
    yield from _guessed(data)


def _errors(charset: str) -> str:
    return "surrogatepass" if charset.startswith(("utf-16", "utf-32")) else "surrogateescape"


def _same(data: bytes, charset: str, *, most_bad: float = 0.02) -> str | None:
    """The text, if `charset` reads these bytes, at most a few of them bad, and writes them again just so."""
    try:
        text = data.decode(charset, _errors(charset))
        if text.encode(charset, _errors(charset)) != data:
            return None
    except (UnicodeError, LookupError):
        return None
    if charset != "utf-8" and len(_bad(text)) > most_bad * len(text):
        return None
    return text


def _bad(text: str) -> str:
    return "".join(re.findall("[\udc80-\udcff]+", text))


def _mostly_utf8(data: bytes, *, good_for_bad: int = 2) -> bool:
    """
    Tell text that is UTF-8, perhaps with a few bad bytes (one file pasted into another).

    In no other encoding do well-formed UTF-8 sequences outnumber the bytes that fit into none.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        high = len(data) - len(data.translate(None, bytes(range(128, 256))))
        good = bad = 0
        for hit in _SEQUENCE.finditer(data):
            good += 1
            bad += len(hit[0])
        return good >= good_for_bad * (high - bad)
    return True


def _declared(data: bytes, content_type: str, *, head: int = 2048) -> Iterator[str]:
    """The charset that the header names, then the one that the page itself names near its start."""
    labels = [hit[1] for hit in [_HEADER_CHARSET.search(content_type)] if hit]
    if hit := _META_CHARSET.search(data[:head]):
        labels.append((hit[1] or hit[2]).decode("ascii"))
    for label in labels:
        try:
            charset = codecs.lookup(label.strip().replace("x-sjis", "shift_jis")).name
        except LookupError:
            continue
        charset = _WIDER.get(charset, charset)
        if charset != "utf-8" and _is_charset(charset):
            yield charset


def _is_charset(charset: str) -> bool:
    """Leave out codecs that are no charsets (base64, zip) and those no page may use (UTF-7)."""
    if charset.startswith(("utf-7", "utf_7", "punycode", "idna", "unicode_escape", "raw_unicode", "undefined")):
        return False
    try:
        return "a".encode(charset) == b"a"
    except (LookupError, UnicodeError):
        return False


def _western(data: bytes, *, most_high: float = 0.25, longest: int = 400) -> bool:
    """
    Tell short Western European text, too short for statistics: "Café crème" is no Greek.

    Few high bytes, each of them a letter or a sign that such text is made of in Windows-1252.
    """
    high = data.translate(None, bytes(range(128)))
    if len(data) > longest or len(high) > max(1.0, most_high * len(data)):
        return False
    return set(high.decode("cp1252", "replace")) <= _WESTERN


def _guessed(data: bytes, *, window: int = 200_000) -> Iterator[str]:
    """What chardet makes of it, best first, each in its wider form (ISO-8859-1 as Windows-1252)."""
    import chardet  # noqa: PLC0415  only for the few documents that say nothing of themselves
    from chardet.enums import EncodingEra  # noqa: PLC0415

    for each in chardet.detect_all(
        data,
        max_bytes=window,
        encoding_era=EncodingEra.ALL & ~EncodingEra.MAINFRAME,
        prefer_superset=True,
        compat_names=False,
    )[:5]:
        charset = each["encoding"]
        if charset and not charset.startswith(("utf-8", "utf-7", "hz", "ascii")):
            yield charset


def _utf16_unmarked(data: bytes, *, least_nul: float = 0.2) -> tuple[str, str] | None:
    """UTF-16 without a mark: NUL at every second place of the ASCII in it, and only there."""
    if len(data) % 2 or data.count(0) < least_nul * len(data):
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    if min(even, odd) > 0.02 * max(even, odd):
        return None
    charset = "utf-16-le" if odd > even else "utf-16-be"
    text = _same(data, charset)
    return (text, charset) if text is not None else None


def _refuse_if_binary(data: bytes, where: str, *, window: int = 65_536, most_controls: float = 0.03) -> None:
    """Raise BinaryInput for the beginnings of known files, and for bytes that are mostly control characters."""
    for magic, what in _MAGIC:
        if data.startswith(magic) and _has_binary(data[:window]):
            raise BinaryInput(
                where, f"it is {what}, not text", "extract its text first, or leave it out of the sources"
            )
    head = data[:window]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls <= 1 + most_controls * len(head) or (head.count(0) >= 0.2 * len(head) and _utf16_unmarked(data)):
        return
    what = f"{controls:,} of its first {len(head):,} bytes are control characters: it is not text"
    raise BinaryInput(where, what, "leave it out of the sources, or extract its text first")


def _has_binary(head: bytes) -> bool:
    """A text may begin with the letters of a magic number ("ID3", "RIFF"); it holds no other binary bytes."""
    if head.startswith(b"%PDF-"):
        return True
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # else the window merely ends within a character
            return True
    return bool(len(head) - len(head.translate(None, _CONTROLS)))


def _signs(escaped: str) -> str:
    """What these bytes are in Windows-1252; U+FFFD for the five that are nothing."""
    return escaped.encode("ascii", "surrogateescape").decode("cp1252", "replace")


def _paired(halves: str) -> str:
    """Surrogates that make a pair are the character they mean; a lone one is U+FFFD."""
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
