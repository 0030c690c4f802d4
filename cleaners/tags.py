"""Tags of an article: "Tags: port, mer, pêche"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import unquote_plus

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import bare, ends_said, lines_of, speaks
from cleaners.related.told import is_technical
from cleaners.resources import among, keyed, languages, table
from cleaners.text import WIDE, Line, code_spans, key, overlaps, sentences, unlinked

_COLON = re.compile(r"\s*[:：|]\s*")
_HASH = re.compile(r"#[^\W\d][\w-]*")
_HASHES = re.compile(r"(?:#[^\s#()\[\]]+[\s,]*){2,}")
# "# mill # weir": a blank behind each hash, one word behind each; and "- # mill", one of several bullets.
_APART = re.compile(r"(?:#\s[^\s#()\[\]]{1,24}\s*){2,}")
_HASH_ITEM = re.compile(r"[*+•·–-]\s+#\s?[^\s#()\[\]][^#()\[\]\n]{0,30}")
# What makes a tag of a hash: two letters, or one sign of a dense script; "#X#X" is a map in letters.
_WORD = re.compile(r"[^\W\d_]{2}|[^\W\d_\u0000-\u2e7f]")
# The address of all that bears one tag.
_TAG_LINK = re.compile(
    r"\[([^\[\]]{1,60})\]\((?![^()\s]*/releases/)[^()\s]*(?:/(?:tags?|labels?|hubs?|keywords?|etiquetas?|schlagwort|schlagworte|topics?|hashtags?"
    r"|tagged|sujets?|mots-cles|temas?|thema|onderwerp|teg|metki)[/?.]|[/?&](?:tags?|keywords?|label|hashtag)=([^()\s&]+))"
    r"[^()]*\)"
)
# A bullet that is one link: its words, the shelf it leads to, and what stands there.
_SHELF = re.compile(r"[*+•·–-]\s+\[([^\[\]]{2,40})\]\((https?://[^()\s]+/)([^()\s/]{2,80})/?(?:\s+\"[^\"]*\")?\)")
_BETWEEN = re.compile(r"[\s,、，·|/•#]+")
_ITEMS = re.compile(r"\s*[,，、;|·•]\s*")
_ITEM = re.compile(r"^(?:[*+•·–-]\s+|#)?\S.{0,45}$")


def drop_tags(doc: Document, *, most: int = 25, tail: int = 4, several: int = 2) -> Iterator[Edit]:
    r"""
    Lines of tags: a word for tags and a colon with a short list behind it, or nothing but hashtags.

    `several` last lines with one hashtag each are such a list, too, and one behind the last sentence; so are last lines
    with one thing each that the text names, in small letters.

    Links to what bears the same tag are such a list wherever they stand, short lines with bullets below a word for
    tags, and below the last sentence a line of things that the text names ("mill, river, flood").
    Without a colon the line must be one of the last `tail` lines and no sentence ("سمات المريخ امرأة ناسا"); in the
    last line such a list may follow the last sentence ("… said the miller. Tags: mill, river").
    A sentence that begins with such a word stays ("Tags are free."), and what is spoken.

        >>> doc = Document("d", "Le port rouvre.\nTags : port, mer, pêche\n")
        >>> doc.after(drop_tags(doc)).text
        'Le port rouvre.\n'
    """
    if doc.get("kind") == "transcript":
        return
    said = lines_of(doc.text)
    last = len(said)
    while last and said[last - 1].text[0] == "#" and _HASH.fullmatch(said[last - 1].text):
        last -= 1
    lone = last and len(said) - last == 1 and last > 2 and ends_said(said[last - 1].text)
    if last and (len(said) - last >= several or lone):
        yield from (line.dropped("tags.list", "one hashtag in each of the last lines", 0.9) for line in said[last:])
        said = said[:last]
    lists = (
        _listed(said),
        _hashed(said),
        _keywords(said, speaks("related", doc)),
        _one_a_line(said),
        _shelved(said, doc),
    )
    taken = {n for each in lists for n in each}
    yield from (
        said[n].dropped("tags.list", "tags, one a line, or what the text names again", 0.85) for n in sorted(taken)
    )
    code = code_spans(doc.text)
    for n, line in enumerate(said):
        if n in taken:
            continue
        text = line.text
        signed = "#" in text or ":" in text or "：" in text or "|" in text
        if (n < len(said) - tail and not signed) or overlaps(code, line.start, line.stop) or _goes_on(said, n):
            continue
        if "](" in line.text and not _BETWEEN.sub("", _TAG_LINK.sub(_unless_tagged, line.text.lstrip("*+- "))):
            yield line.dropped("tags.list", "nothing but links to what bears the same tags", 0.9)
            continue
        text = bare(unlinked(line.text) if line.text.startswith("[#") else line.text)
        short = len(text) <= 400
        if ends_said(text) and not text.endswith(":"):
            continue
        hashed = (text[:1] == "#" and _HASHES.fullmatch(text + " ")) or (
            line.text[0] == "#" and _APART.fullmatch(line.text)
        )
        if short and hashed and _WORD.search(text):
            yield line.dropped("tags.list", "nothing but hashtags", 0.9)
        elif short and (why := _tagged(text, last=n >= len(said) - tail and n > 1, most=most)):
            yield line.dropped("tags.list", why, 0.9)
        elif n and n == len(said) - 1:
            yield from _trailing(doc.text, line, most=most)


def _unless_tagged(link: re.Match[str]) -> str:
    """
    Nothing for a link to what bears a tag; the link itself when its address only mentions one.

    A shop's address names who is paid for the visit ("?tag=mill-21") or what was looked for, in other words than
    the link says; that of a tag says the same, or a number.
    """
    if link[2] is None or link[2].isdigit():
        return ""
    said, named = (key(unquote_plus(part)).replace(" ", "") for part in (link[1], link[2]))
    return "" if said and (said in named or named in said) else link[0]


def _goes_on(said: Sequence[Line], n: int, *, wide: int = 40, deep: int = 4) -> bool:
    """Say whether a line is the end of a sentence that was broken at a column, or set in as code is."""
    text, above = said[n].text, said[n - 1].text if n else ""
    broken = len(above) >= wide and not ends_said(above) and said[n].start - said[n - 1].stop == 1
    return (text[0].islower() and broken) or said[n].stop - len(text) - said[n].start >= deep


def _listed(said: Sequence[Line], *, fewest: int = 2, most: int = 12) -> list[int]:
    """A word for tags alone on its line, and the short lines with bullets or hashes below it."""
    found: list[int] = []
    for n, line in enumerate(said):
        if line.text[0] not in "#*" and ":" not in line.text and "：" not in line.text:
            continue
        head = bare(line.text)
        if len(head) > 40 or not (head.endswith((":", "：")) or line.text[0] in "#*") or key(head) not in _heads():
            continue
        below = n + 1
        while (
            below < len(said) and below - n <= most and said[below].text[0] in "*+•·–-#" and _is_item(said[below].text)
        ):
            below += 1
        if below - n > fewest:
            found += range(n, below)
    return found


def _hashed(said: Sequence[Line], *, fewest: int = 2) -> list[int]:
    """Bullets with a hashtag each, `fewest` on end: "- # mill", "- # weir"."""
    found: list[int] = []
    run: list[int] = []
    for n in range(len(said) + 1):
        if n < len(said) and "#" in said[n].text and _HASH_ITEM.fullmatch(said[n].text) and not ends_said(said[n].text):
            run.append(n)
            continue
        found += run if len(run) >= fewest else []
        run = []
    return found


def _is_item(text: str) -> bool:
    return bool(_ITEM.match(text)) and not text.startswith("##") and not ends_said(text)


def _keywords(
    said: Sequence[Line], codes: tuple[str, ...], *, least: int = 3, far: int = 3, long: int = 600
) -> list[int]:
    """
    Tags without a word for them, below the last sentence: short things between commas, or words in small letters.

    Nearly all of them stand in the text, in the same words: a signature, places or a list of guests do not.
    """
    foot = len(said)
    while foot and not (ends_said(said[foot - 1].text) and len(said[foot - 1].text) > 40):
        foot -= 1
    if not (foot >= 3 or sum(len(line.text) for line in said[:foot]) >= long) or not foot < len(said) <= foot + far:
        return []
    told = ""
    stems: set[str] = set()
    found = []
    for n in range(foot, len(said)):
        text = said[n].text
        if _is_loose(text, codes):
            stems = stems or {word[:5] for word in key(" ".join(line.text for line in said[:foot])).split()}
            words = [word[:5] for word in key(text).split() if len(word) > 2]
            known = sum(word in stems for word in words)
            again = 3 * (len(words) - len(set(words))) >= len(
                words
            )  # "mill at the weir mill race old mill": a row of tags
            found += [n] if 3 * known >= 2 * len(words) or (again and 5 * known >= 2 * len(words) > 10) else []
            continue
        items = [each for each in _ITEMS.split(text.strip(",.;")) if each]
        plain = text.islower() and text.isascii() and text.replace(" ", "").isalpha() and len(text.split()) > least
        brief = len(items) >= least and all(len(each) <= 28 and each.count(" ") < 3 for each in items)
        if len(text) > 200 or ends_said(text) or not (plain or brief) or any(map(str.isdigit, text)):
            continue
        told = told or f" {key(' '.join(line.text for line in said[:foot]))} "
        words = text.split() if plain else items
        known = sum(f" {key(each)}" in told for each in words)
        if known * 4 >= len(words) * 3:
            found.append(n)
    return found


def _one_a_line(said: Sequence[Line], *, fewest: int = 3, most: int = 15, longest: int = 28) -> list[int]:
    """
    Tags without a word for them, one in each of the last lines below the last sentence, half of them in small letters.

    The text says two in three of them, in the same words: the end of a poem and a signature it does not.
    """
    foot = len(said)
    while foot and len(said[foot - 1].text) <= longest and not ends_said(said[foot - 1].text):
        foot -= 1
    run = [line.text for line in said[foot:]]
    if not fewest <= len(run) <= most or foot < fewest or not ends_said(said[foot - 1].text):
        return []
    if any(text.count(" ") > 2 or not text.replace(" ", "").replace("-", "").isalpha() for text in run):
        return []
    told = f" {key(' '.join(line.text for line in said[:foot]))} "
    known = sum(f" {key(text)} " in told for text in run)
    small = sum(text.islower() for text in run)
    return list(range(foot, len(said))) if 3 * known >= 2 * len(run) and 2 * small >= len(run) else []


def _is_loose(text: str, codes: tuple[str, ...], *, fewest: int = 3, most: int = 30) -> bool:
    """
    Say whether a line is words that nothing joins, as tags are without a sign between them: "faro Juan del Mar sal".

    It begins in small letters, or five words and more stand in the order of the alphabet; small words only join names.
    """
    words = text.split()
    if not fewest <= len(words) <= most or len(text) > 200 or WIDE.search(text):
        return False
    if not all(word.replace("-", "").replace("’", "").replace("'", "").isalpha() for word in words):
        return False
    named = [word[0].isupper() for word in words]
    for n, word in enumerate(words):
        inside = 0 < n < len(words) - 1 and named[n - 1] and named[n + 1]
        if word.islower() and not inside and (len(word) <= 2 or word in among("related", "openers", codes)):
            return False
    if text.isupper() and len(words) > 3:
        return True  # "HARBOUR FERRY MILL PIER": what of it the text says is asked by who calls
    if all(named):
        return len(words) > 4 and words == sorted(words, key=key)
    return words[0].islower() and sum(len(word) > 3 for word in words) >= fewest


def _shelved(said: Sequence[Line], doc: Document, *, least: int = 4, share: float = 0.75) -> list[int]:
    """
    Bullets that are each but a link in small letters, `least` in a row, to pages of that name on one shelf of a site.

    "- [oven](https://site.example/recipes/oven-dishes)": the last part of the address says what the link does.
    """
    if "](" not in doc.text:
        return []
    found: list[int] = []
    run: list[tuple[int, str, bool]] = []
    for n in range(len(said) + 1):
        hit = _SHELF.fullmatch(said[n].text) if n < len(said) and "](" in said[n].text else None
        if hit and hit[1][:1].islower():
            run.append((n, hit[2], key(hit[1]).replace(" ", "") in key(hit[3]).replace(" ", "")))
            continue
        shelves = Counter(shelf for _, shelf, _ in run).most_common(1)
        if (
            len(run) >= least
            and shelves[0][1] >= share * len(run)
            and sum(same for *_, same in run) >= share * len(run)
        ):
            found += [at for at, *_ in run]
        run = []
    return found if found and not is_technical(doc.text) else []


def _trailing(text: str, line: Line, *, most: int) -> Iterator[Edit]:
    """The list of tags that follows the last sentence of the last line."""
    last = list(sentences(text, line.start, line.stop))[-1]
    why = "" if last.start <= line.start else _tagged(last.text, last=True, most=most)
    if why:
        start = last.start - (text[last.start - 1].isspace())
        yield Edit(start, last.end, "", "tags.list", f"{why} of the last sentence", 0.9)


def _tagged(text: str, *, last: bool, most: int) -> str:
    """Say why this line is a list of tags, or ""."""
    head, *listed = _COLON.split(text, maxsplit=1) if any(map(text.__contains__, ":：|")) else (text,)
    if listed and len(listed[0].split()) <= most and key(head) in _heads():
        return f"a list after “{head}”"
    first, *words = text.split(" ", 1) if last else ("",)
    if words and 1 <= len(words[0].split()) <= 12 and key(first) in _bare_heads():
        return f"a list after “{first}”, at the end"
    two = " ".join(text.split(" ", 2)[:2]) if last else ""
    if " " in two and 2 <= len(text.split()) - 2 <= 16 and key(two) in _heads() and text.split(" ", 2)[2][0].isupper():
        return f"a list after “{two}”, at the end"
    return ""


@cache
def _heads() -> frozenset[str]:
    """Words that announce tags when a colon follows."""
    return frozenset(
        key(word)
        for code in languages("furniture")
        for part in ("lines", "more")
        for word in table("furniture", code).get(part, {}).get("tags", ())
    )


@cache
def _bare_heads() -> frozenset[str]:
    """Words that announce tags and hardly begin a sentence."""
    return keyed("furniture", "words.tagging")
