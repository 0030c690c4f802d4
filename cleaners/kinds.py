"""
What kind of text a document is: above all, whether it is speech that somebody or something wrote down.

"transcript" opens the gate to the repairs of misheard names, so it is said only on strong evidence. An edited text
must never be taken for speech; a transcript that is taken for an article only keeps its faults.
"""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick

from cleaners.document import Document
from cleaners.evidence import lines_of, lowered
from cleaners.resources import languages, table

# Every kind that a document may be said to be, and what is meant by it: the one list of them.
KINDS = {
    "article": "an edited text, and whatever shows no sign of another kind",
    "post": "an entry of a blog or a platform, which says so around it",
    "transcript": "speech that somebody or something wrote down",
    "release": "a press release, with the mark of the service that sent it",
    "recipe": "a list of ingredients with quantities, and how to prepare them",
    "legal": "a law or a treaty, in numbered articles",
    "poem": "verse: a poem, a song",
    "page": "a page that is no text of its own; said by a source, never found",
    "": "too short to tell",
}

SUBTITLES = frozenset(("vtt", "srt", "subtitles", "ttml", "sbv"))

_WORD = re.compile(r"[^\W\d_]+")
_PUNCTUATION = re.compile(r"[.!?…,;:()«»“”\"।؟،。、|/\\=<>{}\[\]*#]")
# "[Musique]", "(Applause)", "♪": stands in speech; in an edited text it is talked about, so it only adds to a sum.
_TAG = re.compile(r"\[[^\W\d_]{4,14}\]|♪|^>> ", re.MULTILINE)
_WIRE = re.compile(
    r"/(?:PRNewswire|PR Newswire|PRNewswire-\w+)/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE)\)|/CNW|--\(Marketwired"
)
# "250 g flour", "- ½ onion", "1/2 cup of milk".
_QUANTITY = re.compile(
    r"(?:[-–•·+] )?(?:\d|[½¼¾⅓⅔])[\d/.,½¼¾⅓⅔ –-]{0,8} ?[^\W\d_]"
    r"|[^\d\n]{2,30} \d+ ?(?:g|kg|ml|cl|l|個|本|枚|大さじ|개|큰술|克|毫升)$"
)
_LAW = re.compile(
    r"^(?:#+ )?(?:§ ?\d+|(?:Art(?:icle|ículo|igo|icolo|ikel)?\.?|Статья|المادة) ?\(?\d+\)?|第.{1,4}[条條])",
    re.MULTILINE,
)


def kind(doc: Document, *, fewest_words: int = 25) -> tuple[str, str]:
    """
    The kind of a document, one of KINDS, and the reason; ("", "") when it is too short.

        >>> speech = "so today we are going to look at the soil and what we do is " * 20
        >>> kind(Document("d1", speech))[0]
        'transcript'
    """
    if doc.get("format") in SUBTITLES:
        return "transcript", f"the source is {doc.get('format')}"
    text = doc.text
    rows = [line.text for line in lines_of(text)]
    if why := _spoken(text, rows, doc.get("language")):
        return "transcript", why
    if text.count(" ") < fewest_words and len(text) < 4 * fewest_words:
        return "", ""
    if _WIRE.search(text, 0, 600):
        return "release", "the mark of a release service stands before the text"
    if _numbers_articles(text, rows):
        return "legal", "numbered articles of a law"
    if _is_recipe(rows):
        return "recipe", "a list of ingredients with quantities, and a heading over the preparation"
    if _is_verse(text, rows):
        return "poem", "short lines in stanzas, without the stops of prose"
    if mark := _posted(rows, doc.get("language")):
        return "post", f"the page says “{mark}”"
    return "article", "no sign of another kind"


def _numbers_articles(text: str, rows: list[str], *, fewest: int = 4) -> bool:
    """Lines that begin with the number of an article, each its own: "Art. 1", "§ 2", "第三条"."""
    if sum(row.startswith(("Art", "#", "§", "Статья", "المادة", "第")) for row in rows) < fewest:
        return False
    return len(_LAW.findall(text)) >= fewest


def spoken(text: str, language: str = "") -> str:
    """
    Say why this text is speech written down, or "" when it is not, or not surely.

    Its shape must be one of four, and its words must be those of people who talk. The shapes: more than 150 words
    with hardly a comma (automatic captions in one line); 20 short lines on end that begin small and stop nowhere;
    subtitles line by line with their stops; long unbroken paragraphs that speak to a camera ("dans cette vidéo").
    The words: 5 in 100 of them are "I, you, so, voilà", as of speech, and fewer than 4 in 100 of the 34 edited
    documents it was measured on. Menus, lists, code and verse have the shape only, interviews the words only.

        >>> spoken("Le Japon cède. Tokyo, dit-on, hésite encore. " * 50, "fr")
        ''
    """
    return _spoken(text, [line.text for line in lines_of(text)], language)


def _spoken(
    text: str, rows: list[str], language: str, *, longest_breath: int = 150, captions: int = 20, share: float = 0.05
) -> str:
    if not rows:
        return ""
    longest = max(rows, key=len)
    if len(longest) >= 4 * longest_breath and (words := _breath(longest, enough=longest_breath)):
        return f"{words} words without a stop" if _talks(longest, language, share) else ""
    block = _captions(rows) if sum(row[0].islower() for row in rows) >= captions else []
    if len(block) >= captions:
        return f"{len(block)} caption lines on end" if _talks("\n".join(block), language, share) else ""
    if _is_subtitled(rows, captions) and _talks(text, language, 0.8 * share):
        # Written with their stops, so a little more like writing: the phrases must say it too.
        signs = _signs(text, language)
        return f"subtitles, line by line: {', '.join(signs[:4])}" if len(signs) >= 2 else ""
    if len(longest) >= 1000:
        return _to_a_camera(text, rows, language)
    return ""


def _breath(row: str, *, enough: int, per_mark: int = 40) -> int:
    """How many words the row says without punctuation, when that is `enough` and next to none stands in it."""
    if len(_PUNCTUATION.findall(row, 0, 2000)) * per_mark * 6 > min(len(row), 2000):
        return 0
    words = len(_WORD.findall(row))
    marks = len(_PUNCTUATION.findall(row))
    return words if words >= enough and marks * per_mark <= words else 0


def _captions(rows: list[str], *, widest: int = 70) -> list[str]:
    """The longest run of lines that look like captions: short, in small letters, without any punctuation."""
    best = run = (0, 0)
    missed = False
    for at, said in enumerate(rows):
        if 3 <= len(said) <= widest and said[0].islower() and " " in said and not _PUNCTUATION.search(said):
            run = (run[0] if run[1] == at or missed else at, at + 1)
            best = max(best, run, key=lambda each: each[1] - each[0])
            missed = False
        else:
            # One line between two captions may be a sound tag, or begin with a name.
            missed = run[1] == at and len(said) <= widest and not said.startswith(("#", "*", "-"))
    return rows[best[0] : best[1]]


def _is_subtitled(rows: list[str], fewest: int, *, widest: int = 110) -> bool:
    """Short lines one under the other, a good part of them going on in the next."""
    if len(rows) < fewest or max(map(len, rows)) > 2 * widest:
        return False
    if sum(map(len, rows)) > widest * len(rows) * 0.8:
        return False
    return sum(row[-1].isalpha() for row in rows) >= 0.2 * len(rows)


def _to_a_camera(text: str, rows: list[str], language: str, *, long: int = 1000, least: int = 3) -> str:
    """Speech that was given its stops: most of it in unbroken paragraphs, with `least` different signs of a camera."""
    if sum(len(row) for row in rows if len(row) >= long) < 0.6 * len(text):
        return ""
    signs = _signs(text, language)
    if not signs or len(signs) + min(len(_TAG.findall(text)), 2) < least:
        return ""
    return f"unbroken paragraphs that speak to their hearers: {', '.join(signs[:4])}"


def _signs(text: str, language: str) -> list[str]:
    """Phrases that are said to hearers; "cette vidéo" within "dans cette vidéo" is one sign, not two."""
    low = text.lower()
    found = {phrase for phrase in _phrases(language) if phrase in low}
    return sorted(each for each in found if not any(each != other and each in other for other in found))


def _talks(text: str, language: str, share: float, *, sample: int = 20_000) -> bool:
    """Tell whether the words are those of somebody who talks, in this language, or in any when it is not known."""
    said = [word.lower() for word in _WORD.findall(text, 0, sample)]
    tongues = (language,) if language in languages("metadata") else languages("metadata")
    return any(sum(word in _talk(each) for word in said) >= share * len(said) for each in tongues) if said else False


@cache
def _talk(language: str) -> frozenset[str]:
    """Single words of talk; of "j’ai" and "I’m" the first part, as they are split."""
    speech = table("metadata", language).get("speech", {})
    return frozenset(word for word in (*speech.get("you", ()), *speech.get("fillers", ())) if _WORD.fullmatch(word))


@cache
def _phrases(language: str) -> tuple[str, ...]:
    """Phrases of speech in this language; in every language when it is not known."""
    known = languages("metadata")
    chosen = (language,) if language in known else known
    found = (phrase for each in chosen for phrase in table("metadata", each).get("speech", {}).get("channel", ()))
    return tuple(dict.fromkeys(found))


def _posted(rows: list[str], language: str, *, longest: int = 160) -> str:
    """What a blog or a platform prints around a post, in a short line or in a disclaimer; "" when it does not."""
    # Long lines count by their beginning alone, so most of an article is never looked at.
    short = [row if len(row) <= longest else row[: longest // 2 + 40] for row in rows]
    low = lowered("\n".join(short))
    found = _mark_finder(language).find_matches_as_indexes(low, overlapping=True)
    return _marks(language)[min(found)[0]] if found else ""


@cache
def _marks(language: str) -> tuple[str, ...]:
    known = languages("metadata")
    chosen = (language, "en") if language in known else known
    return tuple(dict.fromkeys(mark for each in chosen for mark in table("metadata", each).get("post", ())))


@cache
def _mark_finder(language: str) -> AhoCorasick:
    return AhoCorasick(_marks(language))


def _is_recipe(rows: list[str], *, fewest: int = 3, longest: int = 60, marks: int = 20) -> bool:
    """A line over the ingredients and one over the preparation, each alone, and lines that begin with a quantity."""
    short = [row.strip(" \t#*_:：") for row in rows if len(row) <= longest + marks]
    if sum(2 <= len(row) <= longest and _QUANTITY.match(row) is not None for row in short) < fewest:
        return False
    headings = {row.lower() for row in short}
    return all(any(word in headings for word in _recipe_words(part)) for part in ("ingredients", "preparation"))


@cache
def _recipe_words(part: str) -> tuple[str, ...]:
    """Headings of recipes in every language, in small letters."""
    found = (word for code in languages("metadata") for word in table("metadata", code).get("recipe", {}).get(part, ()))
    return tuple(dict.fromkeys(found))


def _is_verse(text: str, rows: list[str], *, fewest: int = 10, widest: int = 60) -> bool:
    """Stanzas: nearly all lines short, beginning with a capital, few that end as a sentence does, none a list item."""
    if len(text) > 20_000 or len(rows) < fewest or max(map(len, rows)) > 1.5 * widest or "\n\n" not in text:
        return False
    verses = [row for row in rows if 8 <= len(row) <= widest and row[0].isupper() and not row[-1].isdigit()]
    stopped = sum(row.endswith((".", ":", "?")) for row in verses)
    commas = sum(row.endswith((",", ";", "!", "?", ".")) for row in verses)
    return len(verses) >= 0.9 * len(rows) and stopped <= 0.4 * len(rows) and commas >= 0.2 * len(rows)
