"""How reporters sign within the text: "(한빛=항구뉴스) 한지우 기자 =", "（记者林晓梅）", "(Bahari/Ratna Wulandari)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import regex

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import furniture_words, lines_of
from cleaners.metadata.furnished import may_name, named
from cleaners.metadata.head import Head
from cleaners.metadata.names import is_agency, is_person, names_at
from cleaners.metadata.owners import nobody
from cleaners.metadata.words import DIGIT
from cleaners.platforms import folded_name, is_known, is_paper, is_platform, is_whole_paper
from cleaners.resources import shape, table
from cleaners.text import key, sentences

TOPIC = "press"

_ID_FOOT = re.compile(r"\((?P<paper>[^()/:\n]{2,30})/(?P<name>[^()/:\n]{4,40})\)\W*$")
_JA_FOOT = re.compile(r"[（【](?P<name>[\u3400-\u9fff々]{2,3}[ \u3000]?[\u3400-\u9fff々]{1,3})[）】]$")
# "（山田 太郎：港の歴史家）": who writes, and what she is.
_JA_ROLE = re.compile(r"（(?P<name>[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々]{1,3})[：:][^（）]{2,30}）")
# "(c)AFP/Anna LOW": who wrote it for the agency.
_JA_AGENCY = re.compile(r"\([cC]\)\s?[A-Z]{2,7}/(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){1,3})\s*(?:$|\n)")
# Where the head of a first sentence may end: behind the paper in brackets or quotation marks, before a dash.
_HEAD_ENDS = re.compile(
    r"[)）\]】]\s?(?:[-–—:：]+\s?)?"
    r"|\s[-–—]{1,2}\s|(?<=\S)[-–—]{2}\s|\s\|\s|[\"”»]\s?[:：]|(?<=[-–—]\s)[^\W\d_a-zа-я][^.,]{1,25}\.(?=\s)"
)
_SIGNS = frozenset(')）]】|-–—"”»')
_PIECES = re.compile(r"\s*[,،;:：()（）\[\]【】|/«»\"“”„=]\s*|\s+[-–—]{1,2}(?:\s+|$)|[-–—]{2}|\.\s*$")


@cache
def _said(language: str, rule: str) -> regex.Pattern[str]:
    """What the press of a language writes, by its rule."""
    return shape(TOPIC, language, f"press.{rule}").regex


def _may(language: str, rule: str, text: str) -> bool:
    """Say at a glance whether a text may hold what the press of a language writes."""
    return shape(TOPIC, language, f"press.{rule}").may_find(text.lower())


def _found(language: str, rule: str, text: str) -> regex.Match[str] | None:
    """The first place where the press of a language writes so."""
    return _said(language, rule).search(text) if _may(language, rule, text) else None


def _named(language: str, rule: str, text: str, group: str) -> set[str]:
    """Whom all such marks in a text name."""
    return {hit[group] for hit in _said(language, rule).finditer(text)} if _may(language, rule, text) else set()


class Mark(NamedTuple):
    """Who signs, and for whom."""

    author: str = ""
    site: str = ""


def press_mark(head: Head, text: str) -> Mark:
    """
    The reporter and the paper in the mark that opens or closes a text, as the press of a language sets it.

    Who took the picture is no author ("[사진=연합뉴스]"), an agency behind a Japanese text none either.
    """
    found = _MARKS.get(head.language)
    if found is None:
        return Mark()
    author = site = ""
    for mark in found(head, [line.text for line in lines_of(text)[-8:]], text):
        author, site = author or mark.author, site or mark.site
    return Mark(author, site)


def _opening(head: Head, *, above: int = 6, below: int = 2) -> list[str]:
    """The rows about the beginning of the prose."""
    return [row.text for row in head.rows[max(0, head.prose - above) : head.prose + below]]


def _korean(head: Head, rows: Sequence[str], text: str) -> Iterator[Mark]:
    pictures = frozenset(table(TOPIC, "ko")["pictures"])
    for said in _opening(head):
        if bar := _said("ko", "bar").match(said[:60]):
            yield Mark(bar["name"], bar["site"])
        hit = _said("ko", "head").match(said)
        if not hit or not pictures.isdisjoint((hit["place"], hit["paper"])):
            continue
        name = hit["name"] or hit["after"] or ""
        if is_paper(hit["paper"]) or (name and hit["place"]):
            yield Mark(name, hit["paper"])
    for hit in _said("ko", "flat").finditer(text[:1500]) if "[" in text[:1500] or "=" in text[:1500] else ():
        if is_known(hit["paper"]):
            yield Mark("; ".join(re.findall("[가-힣]+", hit["names"] or "")), hit["paper"])
    for said in rows:
        if hit := _found("ko", "foot", said):
            yield Mark(hit["name"], hit["site"])
        if hit := _found("ko", "end", said[-60:]):
            yield Mark(hit["name"])
    if "@" in text:
        names = _named("ko", "line", text, "name") or {
            name for said in rows for name in _named("ko", "run_in", said[-300:], "name")
        }
        if len(names) == 1:
            yield Mark(names.pop())


def _indonesian(head: Head, rows: Sequence[str], text: str) -> Iterator[Mark]:  # noqa: ARG001
    for said in _opening(head):
        hit = _said("id", "head").match(said) or _found("id", "flat", said[:300])
        if hit and is_person(hit["name"].strip()):
            yield Mark(hit["name"].strip(), hit["site"].strip())
    for said in rows[-4:]:
        foot = _ID_FOOT.search(said[-80:])
        if foot and is_person(foot["name"].strip()) and not (foot["paper"].isupper() or foot["name"].isupper()):
            yield Mark(foot["name"].strip())


def _chinese(head: Head, rows: Sequence[str], text: str) -> Iterator[Mark]:  # noqa: ARG001  all marks are asked alike
    for wire in _said("zh", "wire").finditer(text[:1000]):
        names = wire["names"]
        cut = len(names) - (3 if len(names.rpartition("、")[2]) > 5 else 2)
        yield Mark(names_at(names[:cut], "zh"), wire["paper"] if is_known(wire["paper"]) else "")
    for said in _opening(head):
        if cable := _said("zh", "cable").match(said[:60]):
            yield Mark(site=cable["site"])
        if hit := _found("zh", "head", said[:80]) or _said("zh", "stroke").match(said):
            yield Mark(names_at(hit["names"], "zh"))
        desk = _found("zh", "desk", said) if len(said) <= 120 else None
        if desk and not _said("zh", "nobody").search(desk["name"]):
            yield Mark(desk["name"])
    for row in head.rows[: head.prose + 2]:
        hit = (_found("zh", "source", row.text) if len(row.text) <= 80 else None) or _said("zh", "own").match(row.text)
        if hit and _is_chinese_paper(hit["site"]):
            yield Mark(site=hit["site"])
    for row in head.rows[:60]:
        if hit := _said("zh", "way").match(row.text):
            yield Mark(site=hit["site"])
    yield from _wechat(head)
    names = _named("zh", "reporter", text, "names")
    if len(names) == 1:
        yield Mark(names_at(names.pop(), "zh"))


def _is_chinese_paper(name: str) -> bool:
    return is_paper(name) or _found("zh", "paper", name) is not None


def _wechat(head: Head, *, first: int = 14, longest: int = 24) -> Iterator[Mark]:
    """The account above its handle, and who wrote for it: "原创 港口小林 海边笔记", "海边笔记", "微信号 haibian"."""
    for at, row in enumerate(head.rows[1:first], 1):
        if not _said("zh", "wechat").match(row.text):
            continue
        site = next((each.text for each in reversed(head.rows[:at]) if 1 < len(each.text) <= longest), "")
        for above in head.rows[:at]:
            own = next((each for each in table(TOPIC, "zh")["own"] if above.text.startswith(each)), "")
            said = above.text[len(own) :].strip()
            if site and own and said.endswith(f" {site}"):
                yield Mark(said.removesuffix(site).strip(), site)
        yield Mark(site=site)


def _japanese(head: Head, rows: Sequence[str], text: str, *, long: int = 40) -> Iterator[Mark]:  # noqa: ARG001
    for said in rows:
        if hit := _found("ja", "translated", said[-40:]):
            yield Mark(site=hit["site"])
    for at, said in enumerate(rows[-3:], max(0, len(rows) - 3)):
        whole = len(said) <= 12 and at > 0 and len(rows[at - 1]) >= long and bool(_JA_FOOT.match(said))
        foot = _JA_FOOT.search(said[-12:]) if whole or len(said) >= long else None
        if foot and not _said("ja", "notice").search(foot["name"]) and len(foot["name"]) >= 4:
            yield Mark(foot["name"])
    signed = {" ".join(hit["name"].split()) for hit in _JA_AGENCY.finditer(text)} if "(c)" in text.lower() else set()
    if len(signed) == 1:
        yield Mark(signed.pop())
    roles = {hit["name"] for hit in _JA_ROLE.finditer(text[:3000])}
    if len(roles) == 1:
        yield Mark(" ".join(roles.pop().split()))


def opening_paper(head: Head, *, reach: int = 90, first: int = 4) -> str:
    """
    The known paper or agency that ends the head of the first sentence: "LONDON, May 3 (Reuters) -", "BERLIN taz |".

    Before it stand none but places and days. A paper that a sentence is about has a word in small letters behind it.
    """
    for row in head.rows[max(0, head.prose - 1) : head.prose + first - 1]:
        said = row.text[:reach].lstrip("*_ ")
        if _SIGNS.isdisjoint(said):
            continue
        if not row.is_prose and not DIGIT.search(said) and len(row.text) < reach:
            continue  # who took a picture, a heading
        for stop in islice(_HEAD_ENDS.finditer(said), 4):
            behind = said[stop.end() :].lstrip("*_ -–—:")[:1]
            if behind.islower():
                break
            pieces = [piece for part in _PIECES.split(said[: stop.end()]) if (piece := part.strip(" *_-–—."))]
            name = _known_end(pieces[-1]) if pieces else ""
            if name:
                ahead = [*pieces[:-1], pieces[-1].removesuffix(name).strip()]
                return name if all(map(_is_day_or_place, ahead)) else ""
    return ""


def paper_of_calls(doc: Document, *, longest: int = 400, words: int = 4) -> str:
    """
    The one known paper that calls and appeals named which other rules took out: "Subscribe to Kompas.com".

    Networks are named in such lines, too, and agencies in anybody's: neither is the site.
    """
    found: dict[str, str] = {}
    for edit in doc.trail:
        if not edit.rule.startswith(("promo.", "comments.form")) or len(edit.old) > longest:
            continue
        for name in _asked_for(edit.old):
            found.setdefault(folded_name(name), name)
        if not edit.rule.startswith("promo."):
            continue
        said = [word.strip(".,:;!?()\"'“”«»*_[]") for word in edit.old.split()]
        for first in range(len(said)):
            for size in range(words, 0, -1):
                name = " ".join(said[first : first + size])
                if len(name) > 2 and not name.islower() and is_known(name) and not is_platform(name):
                    found.setdefault(folded_name(name), name)
                    break
    found = {folded: name for folded, name in found.items() if not is_agency(name)}
    shortest = min(found, key=len, default="")
    return found[shortest] if shortest and all(shortest in folded for folded in found) else ""


def _asked_for(text: str, *, most: int = 3) -> Iterator[str]:
    """The papers that the sentences of a call name where a phrase of sites has its name: "Support The Courier"."""
    for each in sentences(text, 0, len(text)):
        said = each.text.strip(" .!")
        for _, name in named(said, (), owned=False) if said else ():
            if is_platform(name) or key(name) in nobody():
                continue
            words = name.lower().split()
            own = len(words) <= most and furniture_words().isdisjoint(words) and may_name(name, folded_name(name))
            if is_known(name) or (own and is_whole_paper(name)):
                yield name


def _known_end(piece: str, *, most: int = 2) -> str:
    """The known paper that ends these words: "taz" of "BERLIN taz"."""
    words = piece.split()
    names = (" ".join(words[cut:]) for cut in range(min(most + 1, len(words))))
    return next((name for name in names if is_known(name) or is_agency(name)), "")


def _is_day_or_place(piece: str) -> bool:
    """Up to four words, the first with a capital, a digit or of a script without cases; of others none is long."""
    words = piece.split()
    return len(words) <= 4 and not any(word[0].islower() and len(word) > 4 for word in words)


_MARKS = {"ko": _korean, "id": _indonesian, "zh": _chinese, "ja": _japanese}
