"""Code and the marks in which manuals are written, told from prose by shape alone."""

from __future__ import annotations

from functools import lru_cache

from cleaners import expressions as re
from cleaners.evidence import lines_of
from cleaners.signs import holds

_SIGNS = frozenset("{}()[];=<>\"'$|&+\\")
_PAIR = re.compile(r"[\w$\"'.-]+\s*:\s*[\w$\"'#./-]+,?")
# "margin: 0 0 8px;", "id: \"list\",", "// the list of the player", "},"; nothing but signs.
_ROW = re.compile(
    r"[a-z-]{3,30}\s?:\s?[^\s;{}][^;{}]{0,80};|[\w$]{1,30}\s?:\s?(?P<quote>[\"'])[^\n]*(?P=quote),?"
    r"|(?:var|let|const)\s[\w$]+\s?=[^\n]*;|//[^\n]*|/\*[^\n]*|[^\w\n]*\*/|[,;(){}\[\]\s]+"
)
# A line of data with its name: "\"Status\": \"active\",".
_FIELD = re.compile(r"\"[^\"\n]{1,60}\"\s?:\s.*")
# Words one after the other, as code has none.
SAID = re.compile(r"(?:[^\W\d_]+,? ){3}[^\W\d_]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{3}")
# What manuals are written in: a directive; a block of code that two colons announce; a heading that is underlined with
# signs with which converters of pages underline none.
_DIRECTIVE = re.compile(r"(?m)^[ ]{0,3}\.\. [a-z-]{3,20}::")
_LITERAL = re.compile(r"(?m)(?:^|\S| )::[ \t]*\n(?:[ \t]*\n)?[ \t]{2,}\S")
_UNDERLINED = re.compile(r"(?m)^(\S[^\n]{2,78})\n(([~*^\"])\3{2,80})[ \t]*$")
_UNDERLINES = ("\n~~~", "\n***", "\n^^^", '\n"""')
# A version with the day on which it came, or with its letter: "1.1.0 (2013-01-10)", "## [2.0] - 2019-03-02", "v3.1".
_VERSION = re.compile(
    r"(?m)^(?:#{1,4} |[*-] )?(?:[Vv]ersion |[Rr]elease )?"
    r"(?:v\d{1,4}(?:\.\d{1,4}){1,3}|\[?\d{1,4}(?:\.\d{1,4}){1,3}\]? ?[(–—-]{1,2} ?\d{4}-\d\d-\d\d\)?)[ \t]*$"
)
_VERSION_BEGINS = frozenset("#*-VvRr[0123456789")


def is_code(text: str, *, share: float = 0.06) -> bool:
    """
    Say whether a line could be one of code: it has many signs, or is a pair, a style, a remark.

        >>> is_code('if (open) { close(); }'), is_code("The weir (old) is open.")
        (True, False)
    """
    if not text:
        return False
    if (" " not in text and _PAIR.fullmatch(text)) or _ROW.fullmatch(text):
        return True
    if text[-1] not in "{}()[;,>]'\"|+" and text[0] not in "{}()<;$[\"'" and "=" not in text and ";" not in text:
        return False
    return sum(map(_SIGNS.__contains__, text)) >= share * len(text)


def is_field(text: str) -> bool:
    """Say whether a line is data with its name."""
    return _FIELD.fullmatch(text) is not None


def is_coded(text: str) -> bool:
    r"""
    Say whether a line is one of code, of data with names or of a command that goes on in the next line.

        >>> data = '"Detail": "The weir is open.",', "--cluster test \\", '"The weir is open", he said.'
        >>> [is_coded(line) for line in data]
        [True, True, False]
    """
    return is_field(text) or ((is_code(text) or text.endswith(" \\")) and SAID.search(text) is None)


@lru_cache(maxsize=4)
def is_manual(text: str, *, directives: int = 2, blocks: int = 2, headings: int = 2, versions: int = 3) -> bool:
    r"""
    Say whether a text is written in the marks of manuals: directives, announced blocks of code, underlined headings.

    A list of versions with their days is one, too. What pages are copied or converted to has none of these marks.

        >>> is_manual("Turn it::\n\n    mill --turn\n\nStop it::\n\n    mill --stop\n"), is_manual("Turn it: so.\n")
        (True, False)
    """
    if "::" in text and (len(_DIRECTIVE.findall(text)) >= directives or len(_LITERAL.findall(text)) >= blocks):
        return True
    if holds(text, _UNDERLINES):
        underlined = sum(abs(len(hit[1].rstrip()) - len(hit[2])) <= 1 for hit in _UNDERLINED.finditer(text))
        if underlined >= headings:
            return True
    begun = [line.start for line in lines_of(text) if text[line.start] in _VERSION_BEGINS]
    return len(begun) >= versions and sum(_VERSION.match(text, at) is not None for at in begun) >= versions
