"""What a headline looks like, and the lines that are none: lists, pairs of names, headings of the first level."""

from __future__ import annotations

from functools import cache, lru_cache

from cleaners import expressions as re
from cleaners.evidence import line_kind
from cleaners.interface import is_interface
from cleaners.interface.shapes import has_shape
from cleaners.metadata.author.bylines import byline
from cleaners.metadata.head import Head, Row, plain
from cleaners.metadata.labels import is_label, logo_owner, stands_above
from cleaners.metadata.names import is_person
from cleaners.metadata.words import ADDRESS, DIGIT, WORD, date_words, is_date_line, unfinished
from cleaners.platforms import is_platform, is_whole_paper
from cleaners.resources import joined, languages, one_of
from cleaners.text import WIDE, key

_MARKS = re.compile(r"^(?:\d{1,2}\. )?#{1,6} ")
# A heading that is a link to the front page and nothing else.
_LEADS_HOME = re.compile(r"\W*\[[^\[\]]*\]\(\s*(?:https?://[^/)\s]+)?/?\s*(?:\"[^\"]*\")?\)\W*")
_HEADING = re.compile(r"(?:\d{1,2}\. )?# \S")
# "Home » Boats", "Boats →": the way to a page, and to the next.
_WAY = re.compile(r"\s[>→←⟶]\s|[→←⟶]$|^[→←⟶]|^[^«‹]*\s[»›](?:\s|$)")
_ENTRIES = re.compile(r"\s*[,•|·/]\s*")
_NOTED = re.compile(r"\s[\w-]+\.[\w-]+\.[a-z]{2,8}/?$|^\W{0,4}\[\d{1,2}:\d{2}")
# The name of a file.
_FILE = re.compile(r"\w\.(?:html?|docx?|pdf)\b")
_LABEL = re.compile(r"^[(\W]*([^\W\d_]+)\s?[:：](?:\s|\d)")
# "Pages: 134", "页数:134": a label and its number.
_COUNTS = re.compile(r"[^\W\d_]{1,16}\s?[:：]\s?\d[\d.,]*\s?[^\W\d_]{0,3}")
# Words that were glued together when their links were taken out: "PricingCase StudiesAbout".
_GLUED = re.compile(r"(?:[^\W\d_]*[a-zß-ÿ][A-ZÀ-Þ]){3}")


@cache
def consent() -> re.Pattern[str]:
    """What a banner that asks for consent speaks of."""
    return re.compile(joined("consent", "consent.banner"), re.IGNORECASE)


@cache
def _credited() -> re.Pattern[str]:
    """Who took the picture, as the end of its caption says: "The pier in the storm of last week  Photo: A. Low"."""
    return re.compile(rf"(?<=\S{{3}})\s.{{24,}}\s\(?(?i:{one_of('placeholders', 'labels')})\s?:\s?\S[^:]{{0,40}}$")


@cache
def menu_entry() -> re.Pattern[str]:
    """Entries of menus that blanks part, in scripts that set none within a headline."""
    return re.compile(rf"(?:^|[ \u3000])(?:{one_of('labels', 'entries')})(?:$|[ \u3000])")


@lru_cache(maxsize=64)
def is_headline(text: str, language: str = "", *, shortest: int = 12, longest: int = 220, fewest: int = 3) -> bool:
    """
    Tell whether this line could be a headline, by its shape.

        >>> is_headline("Le port gagne un quai"), is_headline("le port gagne"), is_headline("Publié le 3 mai 2024")
        (True, False, False)
    """
    wide = 0 if text.isascii() else len(WIDE.findall(text))
    if not (shortest <= len(text) + wide <= longest) or unfinished().search(text) or ADDRESS.search(text):
        return False
    if " # " in text or ("[" in text and text.count("[") != text.count("]")):
        return False  # a remark in code, key words; a link that goes on in the next line
    if _NOTED.search(text) or _COUNTS.fullmatch(text):
        return False  # where a clipping is from, a moment of a recording
    if (wide and menu_entry().search(text)) or ("." in text and _FILE.search(text)):
        return False
    if text[0] in "©>›" or text.count("**") % 2 or text.count(";") > 1 or _GLUED.search(text):
        return False
    if _WAY.search(text) or (text[0] == "(" and text[-1] == ")") or is_list(text):
        return False
    label = _LABEL.match(text)
    if label and (line_kind(label[1]) == "tags" or is_label(text)):
        return False
    if label and key(label[1]) in date_words() and _says_little(text, label.end(), language):
        return False  # "Author: Anna Low", "Updated: May 3"; "Opinion: Let the pier stand" is a headline
    words = WORD.findall(text)
    if not wide and not fewest <= len(words) <= 32:
        return False
    first = next((char for char in text if char.isalnum()), "")
    if first.islower() and not any(char.isupper() for char in text.split(maxsplit=1)[0]):
        return False
    if wide and language in languages("interface") and has_shape(text, (language,)):
        return False  # the way to the page, the page of a paper: a dense script has no capitals to tell them by
    return not (line_kind(text) or is_pair(text, words) or is_date_line(text, language))


def _says_little(text: str, at: int, language: str, *, fewest: int = 3) -> bool:
    """Tell what stands behind a label from a headline's own words: a few, a name, a date."""
    rest = text[at:]
    if len(WORD.findall(rest)) < fewest or is_person(rest.strip()) or is_date_line(rest, language, rest=2):
        return True
    return bool(DIGIT.match(rest.lstrip()) or byline(text, language)) or (
        not text.isascii() and bool(WIDE.search(text))
    )


def is_list(text: str, *, fewest: int = 3) -> bool:
    """Sections or key words with strokes or commas between them: "Society, Opinion, Food and Drink, Travel"."""
    parts = [part for part in _ENTRIES.split(text) if part]
    if len(parts) < fewest or not all(part[0].isupper() for part in parts):
        return False
    sizes = [len(part.split()) for part in parts]
    return max(sizes) <= 2 or (len(parts) > fewest and max(sizes) <= 4 and sizes.count(1) * 2 >= len(parts))


def is_pair(text: str, words: list[str]) -> bool:
    """Two short names around a dash are a byline, around a stroke a credit: "Daily News – Anna Low", "ABC/Anna Low"."""
    parts = text.split("/")
    if len(parts) == 2 and all(1 <= len(part.split()) <= 2 for part in parts):
        return True
    parts = re.split(r"\s[-–—|]\s", text)
    if any(len(WIDE.findall(part)) > 8 for part in parts):
        return False  # a script without blanks says much in one word
    if len(parts) == 2 and (is_platform(parts[1]) or is_whole_paper(parts[1])) and not is_person(parts[0]):
        return False  # a short title and its site
    return len(parts) == 2 and len(words) <= 5 and all(len(part.split()) <= 3 for part in parts)


def may_be_title(row: Row, language: str, *, shortest: int = 8, fewest: int = 2) -> bool:
    """Tell whether this line of a page could be its title, by its shape."""
    said = row.text
    if not is_headline(said, language, shortest=shortest, fewest=fewest) or (":" in said and _credited().search(said)):
        return False
    return not (stands_above(said) or logo_owner(said) or is_interface(said, language))


def is_first_level(row: Row) -> bool:
    """A heading of the first level in Markdown, also as the last of a list of bread crumbs: "4. # The pier"."""
    if "# " not in row.line.text[:6] or not _HEADING.match(row.line.text) or not 3 <= len(row.text) <= 250:
        return False
    if " # " in _MARKS.sub("", row.text) or "![" in row.line.text:
        return False  # a remark in code, key words; a picture that leads home
    if leads_home(row):
        return False
    return not (line_kind(row.text) or "`" in row.line.text or row.text.endswith(":"))


def leads_home(row: Row) -> bool:
    """A heading of the first level that is a link to the front page and nothing else: the site's, not the text's."""
    return row.line.text.startswith("# ") and "](" in row.line.text and bool(_LEADS_HOME.fullmatch(row.line.text))


def is_underlined(head: Head, at: int) -> bool:
    """A heading of the first level that is underlined: "The pier" above "========"."""
    below = head.rows[at + 1].line.text if at + 1 < len(head.rows) else ""
    return 3 <= len(head.rows[at].text) <= 250 and len(below) >= 3 and below.strip("=") == ""


def unwrapped(head: Head, at: int, *, widest: int = 60) -> str:
    """The heading with the line it goes on in, when a converter broke it at a fixed width."""
    row = head.rows[at]
    said = row.line.text
    if said.count("[") > said.count("]") or ("](" in said and said.count("(") > said.count(")")):
        # A link that goes on in the next lines.
        for below in head.rows[at + 1 : at + 6]:
            said = f"{said} {below.line.text}"
            if said.count("[") == said.count("]") and said.endswith(")") and said.count("(") == said.count(")"):
                return _MARKS.sub("", plain(plain(said)))
    if at + 1 < len(head.rows) and len(row.line.text) >= widest and row.line.end - row.line.stop <= 1:
        below = head.rows[at + 1]
        if below.line.text[0] not in "#*-![>" and len(below.text) < len(row.text) and not below.is_prose:
            return f"{row.text} {below.text}"
    return row.text


def stands_below(row: Row, language: str) -> bool:
    """Tell a line that stands below a title: a date, a byline, prose."""
    return is_date_line(row.text, language) or bool(byline(row.text, language)) or row.is_prose
