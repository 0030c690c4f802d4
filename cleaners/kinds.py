"""
What kind of text a document is: above all, whether it is speech that somebody or something wrote down.

"transcript" opens the gate to the repairs of misheard names, so it is said only on strong evidence. An edited text
must never be taken for speech; a transcript that is taken for an article only keeps its faults.
"""

from __future__ import annotations

from functools import cache

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import lines_of, lowered
from cleaners.hints import words_at
from cleaners.platforms import host_of, is_platform, is_posted, is_spoken
from cleaners.resources import languages, listed, one_of, table
from cleaners.search import Finder
from cleaners.speech import heard
from cleaners.speech.script import Heard
from cleaners.speech.stated import CAPTIONS
from cleaners.units import unwrapped_once

# Every kind that a document may be said to be, and what is meant by it: the one list of them.
KINDS = {
    "article": "an edited text, and whatever shows no sign of another kind",
    "post": "an entry of a blog or a platform, which says so around it",
    "transcript": "speech that somebody or something wrote down",
    "release": "a press release, with the mark of the service that sent it",
    "recipe": "a list of ingredients with quantities, and how to prepare them",
    "legal": "a law or a treaty, in numbered articles, or a licence",
    "poem": "verse: a poem, a song",
    "page": "a page that is no text of its own; said by a source, never found",
    "": "too short to tell",
}

SUBTITLES = frozenset(("vtt", "srt", "subtitles", "ttml", "sbv"))

_WIRE = re.compile(
    r"/(?:PRNewswire|PR Newswire|PRNewswire-\w+)/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE)\)|/CNW|--\(Marketwired"
)


def kind(doc: Document) -> tuple[str, str]:
    """
    The kind of a document, one of KINDS, and the reason; ("", "") when it is too short.

        >>> speech = "so today we are going to look at the soil and what we do is " * 20
        >>> kind(Document("d1", speech))[0]
        'transcript'
    """
    found = kind_of_speech(doc)
    return ("transcript", found.why) if found else kind_of_writing(doc)


def kind_of_speech(doc: Document, *, url: str = "", recorded: bool = False) -> Heard | None:
    """
    What says that the document is a transcript, and how surely; None when it is none.

    `recorded`: the fields over the text are those of a recording, which says it when nothing else does.
    """
    if doc.get("format") in SUBTITLES:
        return Heard(f"the source is {doc.get('format')}", sure=True)
    if is_spoken(url) and CAPTIONS in doc.text:
        return Heard("the head of a video's captions stands over it", sure=False)
    # An article that was wrapped at a width has the lines of subtitles, but not their ends.
    said = unwrapped_once(doc.text)
    phrases = {word for *_, word in words_at("metadata", doc)} if "İ" not in doc.text else None
    found = heard(doc.text, [line.text for line in said], doc.get("language"), phrases)
    return found or (Heard("the fields over it are those of a recording", sure=False) if recorded else None)


def kind_of_writing(doc: Document, *, url: str = "", platform: str = "", fewest_words: int = 25) -> tuple[str, str]:
    """The kind of a document that is no speech, and the reason."""
    text = doc.text
    rows = [line.text for line in lines_of(text)]
    if text.count(" ") < fewest_words and len(text) < 4 * fewest_words:
        return "", ""
    if _WIRE.search(text, 0, 600):
        return "release", "the mark of a release service stands before the text"
    if _numbers_articles(text, rows):
        return "legal", "numbered articles of a law"
    if _is_licence(text, rows):
        return "legal", "the words of a licence below its name"
    if _is_recipe(rows):
        return "recipe", "a list of ingredients with quantities, and a heading over the preparation"
    if _is_verse(text, rows):
        return "poem", "short lines in stanzas, without the stops of prose"
    if words_at("post", doc) and (mark := _posted(rows, doc.get("language"))):
        return "post", f"the page says “{mark}”"
    if is_posted(url):
        return "post", f"its address is one of a blog or a platform: {host_of(url)}"
    if platform and is_platform(platform):
        return "post", f"its title ends in the name of a platform: {platform}"
    return "article", "no sign of another kind"


def _numbers_articles(text: str, rows: list[str], *, fewest: int = 4) -> bool:
    """Lines that begin with the number of an article, each its own: "Art. 1", "§ 2", "第三条"."""
    begun = ("#", "§", *listed("metadata", "law.articles"), *listed("metadata", "law.before"))
    if sum(row.startswith(begun) for row in rows) < fewest:
        return False
    return len(_law().findall(text)) >= fewest


@cache
def _law() -> re.Pattern[str]:
    """The number of an article at the start of a line."""
    articles, before, behind = (one_of("metadata", f"law.{part}") for part in ("articles", "before", "behind"))
    return re.compile(
        rf"^(?:#+ )?(?:§ ?\d+|(?:{articles})\.? ?\(?\d+\)?|(?:{before}).{{1,4}}(?:{behind}))", re.MULTILINE
    )


def _is_licence(text: str, rows: list[str], *, head: int = 6, fewest: int = 2) -> bool:
    """Say whether the first lines name a licence or claim rights, and `fewest` things that licences say follow."""
    top = " ".join(rows[:head]).lower()
    if not any(name in top for name in listed("metadata", "law.licences")):
        return False
    low = " ".join(text.lower().split())
    return sum(said in low for said in listed("metadata", "law.granted")) >= fewest


def _posted(rows: list[str], language: str, *, longest: int = 160) -> str:
    """What a blog or a platform prints around a post, in a short line or in a disclaimer; "" when it does not."""
    # Long lines count by their beginning alone, so most of an article is never looked at.
    short = [row if len(row) <= longest else row[: longest // 2 + 40] for row in rows]
    low = lowered("\n".join(short))
    found = _mark_finder(language)(low)
    return _marks(language)[min(found)[0]] if found else ""


@cache
def _marks(language: str) -> tuple[str, ...]:
    known = languages("metadata")
    chosen = (language, "en") if language in known else known
    return tuple(dict.fromkeys(mark for each in chosen for mark in table("metadata", each).get("post", ())))


@cache
def _mark_finder(language: str) -> Finder:
    return Finder(_marks(language))


def _is_recipe(rows: list[str], *, fewest: int = 3, longest: int = 60, marks: int = 20) -> bool:
    """A line over the ingredients and one over the preparation, each alone, and lines that begin with a quantity."""
    short = [row.strip(" \t#*_:：") for row in rows if len(row) <= longest + marks]
    if sum(2 <= len(row) <= longest and _quantity().match(row) is not None for row in short) < fewest:
        return False
    headings = {row.lower() for row in short}
    parts = (listed("metadata", "recipe.ingredients"), listed("metadata", "recipe.preparation"))
    return all(any(word in headings for word in words) for words in parts)


@cache
def _quantity() -> re.Pattern[str]:
    """A quantity that begins a line or ends it: "250 g flour", "- ½ onion", "1/2 cup of milk", "薄力粉 200g"."""
    return re.compile(
        r"(?:[-–•·+] )?(?:\d|[½¼¾⅓⅔])[\d/.,½¼¾⅓⅔ –-]{0,8} ?[^\W\d_]"
        rf"|[^\d\n]{{2,30}} \d+ ?(?:{one_of('metadata', 'recipe.units')})$"
    )


def _is_verse(text: str, rows: list[str], *, fewest: int = 10, widest: int = 60) -> bool:
    """Stanzas: nearly all lines short, beginning with a capital, few that end as a sentence does, none a list item."""
    if len(text) > 20_000 or len(rows) < fewest or max(map(len, rows)) > 1.5 * widest or "\n\n" not in text:
        return False
    verses = [row for row in rows if 8 <= len(row) <= widest and row[0].isupper() and not row[-1].isdigit()]
    stopped = sum(row.endswith((".", ":", "?")) for row in verses)
    commas = sum(row.endswith((",", ";", "!", "?", ".")) for row in verses)
    return len(verses) >= 0.9 * len(rows) and stopped <= 0.4 * len(rows) and commas >= 0.2 * len(rows)
