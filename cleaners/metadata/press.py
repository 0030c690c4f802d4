"""How reporters sign within the text: "(한빛=항구뉴스) 한지우 기자 =", "（记者林晓梅）", "(Bahari/Ratna Wulandari)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cleaners import expressions as re
from cleaners.document import Document
from cleaners.evidence import lines_of
from cleaners.metadata.head import Head
from cleaners.metadata.names import is_agency, is_person, names_at
from cleaners.metadata.words import DIGIT
from cleaners.platforms import folded_name, is_known, is_paper, is_platform

_KO_HEAD = re.compile(
    r"^[(\[【](?:(?P<place>[가-힣]{2,8})\s?=\s?)?(?P<paper>[가-힣A-Za-z][가-힣A-Za-z0-9]{1,11}?)"
    r"(?:(?:\s?[=|/·]\s?|\s)(?P<name>[가-힣]{2,4})\s?(?:기자|특파원|인턴기자|선임기자|논설위원))?[)\]】]"
    r"(?:\s?(?P<after>[가-힣]{2,4})\s?(?:기자|특파원|통신원))?"
)
_KO_PICTURES = frozenset(("사진", "영상", "그래픽", "자료", "이미지", "출처", "제공", "캡처"))
_KO_FOOT = re.compile(
    r"(?P<site>[A-Z]{2,4}|[가-힣A-Z]{2,6}) ?뉴스,? (?P<name>[가-힣]{2,4})(?:입니다|였습니다|이었습니다)\."
)
# "한지우 기자 jiwoo@port.example" alone in a line, at the foot of an article wherever the page goes on.
_KO_LINE = re.compile(
    r"^[ \t*_·/=|]*(?:[가-힣A-Za-z0-9]{2,10}[ =])?(?P<name>[가-힣]{2,4})\s?(?:[가-힣A-Za-z]{2,8} )?"
    r"(?:객원|인턴|수습|선임|전문|논설)?(?:기자|특파원|위원)[ \t(|/]*[\w.+-]+@[\w.-]+[)\s]*$",
    re.MULTILINE,
)
# The same at the end of a text that was flattened: up to the address.
_KO_RUN_IN = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,4}) (?:[가-힣A-Za-z]{2,8} )?(?:객원|인턴|수습|선임|전문)?기자"
    r" ?\(?[\w.+-]+@[\w.-]+\w"
)
_KO_END = re.compile(r"[/|=]\s?(?P<name>[가-힣]{2,4}) ?기자(?:\s*[\w.+-]+@[\w.-]+)?\W*$")
_ID_HEAD = re.compile(
    r"^Laporan (?:Wartawan|Reporter|Kontributor|Koresponden|Jurnalis)\s+(?P<site>[^,/\n|]{3,40}?)\s*[,/|]\s*"
    r"(?P<name>[^,/\n|]{4,40})$",
    re.IGNORECASE,
)
# The same before a text that was flattened: up to the paper in capitals that opens it.
_ID_FLAT = re.compile(
    r"Laporan (?:Wartawan|Reporter|Kontributor|Koresponden|Jurnalis)\s+[^,/\n|]{3,40}?\s*[,/|]\s*"
    r"(?P<name>(?:[A-Z][\w.’']*\s+){1,4}?)(?P<site>[A-Z]{4,}[A-Z-]*\.(?:COM|ID|NET|CO\.ID))\b"
)
_ID_FOOT = re.compile(r"\((?P<paper>[^()/:\n]{2,30})/(?P<name>[^()/:\n]{4,40})\)\W*$")
_ZH_HEAD = re.compile(r"[（(][^（()）]{0,12}?(?:记者|記者)[ :：]?(?P<names>[\u3400-\u9fff·、， ,]{2,24})[）)]")
_ZH_STROKE = re.compile(r"(?:记者|記者)(?P<names>[\u3400-\u9fff]{2,4})[／/]")
# How the names of papers and sites end, and the site at which the way to a page begins.
_ZH_PAPER = re.compile(r"(?:[\u3400-\u9fff](?:网|網|报|報)|电视台|通讯社|通訊社|周刊|客户端)$")
_ZH_WAY = re.compile(
    r"\W*(?:您?的?当前位置|当前位置|您的位置|現在位置)\W{1,6}(?P<site>[\u3400-\u9fff]{2,8}[网網])\W{0,4}(?:>|»|›|$)"
)
# "原创 海角晚报 2024-05-03 16:01": who publishes on a network of others.
_ZH_OWN = re.compile(r"原创 (?P<site>[\u3400-\u9fff]{3,10}) \d{4}-")
_ZH_SOURCE = re.compile(r"(?:来源|來源)[:：]\s?(?P<site>[^\s:：|｜,，/()（）.-]{2,14})(?=$|[\s|｜-])")
_JA_FOOT = re.compile(r"[（【](?P<name>[\u3400-\u9fff々]{2,3}[ \u3000]?[\u3400-\u9fff々]{1,3})[）】]$")
# "海港晚报记者 林晓梅" alone in a line, "采写：海报见习记者 林晓梅", "通讯员 林晓梅": who reports, and for whom.
_ZH_REPORTER = re.compile(
    r"^[ \t\u3000*_（(【]*(?:(?:采写|採寫|采访|採訪|撰稿|撰文|文字|执笔|報導|报道)[:：|｜/]\s?)?"
    r"(?:[\u3400-\u9fff]{2,8}?(?:见习|首席|特约|实习|駐\w{1,3}|驻\w{1,3})?)?(?:记者|記者|通讯员|通訊員)[ \t:：\u3000]+"
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:[ 、\u3000][\u3400-\u9fff]{2,4}){0,3})[ \t\u3000*_）)】]*$",
    re.MULTILINE,
)
# "作者：港口宣传科": a desk signs as a person would.
_ZH_DESK = re.compile(r"(?:^|[\s|｜])作者[:：]\s?(?P<name>[\u3400-\u9fff]{5,12})(?=$|[\s|｜])")
_ZH_NOBODY = re.compile(r"整理|网络|佚名|未知|转载|原创|编辑|综合|本站|来源|匿名")
# How WeChat opens what an account publishes: its name, its handle, what it does.
_WECHAT = re.compile(r"^[*_ \t]*微信[号號][*_ \t]*[:：]?[ \t]*[\w-]*[*_ \t]*$")
# What else stands in brackets at the end of a Japanese text: an agency, a notice, what somebody is.
_JA_NOTICE = re.compile(
    r"時|略|続|載|者|部|社|当|記|完|終|共同|通信|提供|写真|資料|局|課|員|新聞|前編|後編|文中|連載|以上"
)


# "(서울=연합뉴스) 한지우 이보람 기자 =" and "[항구경제]" in a text that was flattened; the paper must be a known one.
_KO_FLAT = re.compile(
    r"[(\[](?:[가-힣]{2,8}\s?=\s?)?(?P<paper>[가-힣A-Za-z][가-힣A-Za-z0-9]{1,11})[)\]]\s?"
    r"(?:(?P<names>[가-힣]{2,4}(?:[ ·,]{1,2}[가-힣]{2,4}){0,4})"
    r"\s(?:기자|특파원)\s?=)?"
)
# "（海港社記者林曉梅台北4日電）": the place, of two signs or three, stands between the name and the day.
_ZH_WIRE = re.compile(
    r"[（(](?P<paper>[\u3400-\u9fff]{2,8}?)(?:記者|记者)(?P<names>[\u3400-\u9fff、]{4,16}?)"
    r"\d{1,2}日(?:[\u3400-\u9fff]{0,3})電?电?[）)]"
)
# "（山田 太郎：港の歴史家）": who writes, and what she is.
_JA_ROLE = re.compile(r"（(?P<name>[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々]{1,3})[：:][^（）]{2,30}）")
# Where the head of a first sentence may end: behind the paper in brackets or quotation marks, before a dash.
_HEAD_ENDS = re.compile(
    r"[)）\]】]\s?(?:[-–—:：]+\s?)?"
    r"|\s[-–—]{1,2}\s|(?<=\S)[-–—]{2}\s|\s\|\s|[\"”»]\s?[:：]|(?<=[-–—]\s)[^\W\d_a-zа-я][^.,]{1,25}\.(?=\s)"
)
_SIGNS = frozenset(')）]】|-–—"”»')
_PIECES = re.compile(r"\s*[,،;:：()（）\[\]【】|/«»\"“”„=]\s*|\s+[-–—]{1,2}(?:\s+|$)|[-–—]{2}|\.\s*$")


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
    for said in _opening(head):
        hit = _KO_HEAD.match(said)
        if not hit or hit["place"] in _KO_PICTURES or hit["paper"] in _KO_PICTURES:
            continue
        name = hit["name"] or hit["after"] or ""
        if is_paper(hit["paper"]) or (name and hit["place"]):
            yield Mark(name, hit["paper"])
    for hit in _KO_FLAT.finditer(text[:1500]) if "[" in text[:1500] or "=" in text[:1500] else ():
        if is_known(hit["paper"]):
            yield Mark("; ".join(re.findall("[가-힣]+", hit["names"] or "")), hit["paper"])
    for said in rows:
        if "뉴스" in said and (hit := _KO_FOOT.search(said)):
            yield Mark(hit["name"], hit["site"])
        if "기자" in said and (hit := _KO_END.search(said[-60:])):
            yield Mark(hit["name"])
    if "@" in text and "기자" in text:
        names = {hit["name"] for hit in _KO_LINE.finditer(text)} or {
            hit["name"] for said in rows for hit in _KO_RUN_IN.finditer(said[-300:])
        }
        if len(names) == 1:
            yield Mark(names.pop())


def _indonesian(head: Head, rows: Sequence[str], text: str) -> Iterator[Mark]:  # noqa: ARG001
    for said in _opening(head):
        hit = _ID_HEAD.match(said) or _ID_FLAT.search(said[:300])
        if hit and is_person(hit["name"].strip()):
            yield Mark(hit["name"].strip(), hit["site"].strip())
    for said in rows[-4:]:
        hit = _ID_FOOT.search(said[-80:])
        if hit and is_person(hit["name"].strip()) and not hit["paper"].isupper():
            yield Mark(hit["name"].strip())


def _chinese(head: Head, rows: Sequence[str], text: str) -> Iterator[Mark]:  # noqa: ARG001  all marks are asked alike
    for wire in _ZH_WIRE.finditer(text[:1000]):
        names = wire["names"]
        cut = len(names) - (3 if len(names.rpartition("、")[2]) > 5 else 2)
        yield Mark(names_at(names[:cut], "zh"), wire["paper"] if is_known(wire["paper"]) else "")
    for said in _opening(head):
        if hit := _ZH_HEAD.search(said[:80]) or _ZH_STROKE.match(said):
            yield Mark(names_at(hit["names"], "zh"))
        desk = _ZH_DESK.search(said) if "作者" in said and len(said) <= 120 else None
        if desk and not _ZH_NOBODY.search(desk["name"]):
            yield Mark(desk["name"])
    for row in head.rows[: head.prose + 2]:
        hit = _ZH_SOURCE.search(row.text) if "源" in row.text and len(row.text) <= 80 else _ZH_OWN.match(row.text)
        if hit and _is_chinese_paper(hit["site"]):
            yield Mark(site=hit["site"])
    for row in head.rows[:60]:
        if "位置" in row.text[:12] and (hit := _ZH_WAY.match(row.text)):
            yield Mark(site=hit["site"])
    yield from _wechat(head)
    if "记者" in text or "記者" in text or "通讯员" in text:
        names = {hit["names"] for hit in _ZH_REPORTER.finditer(text)}
        if len(names) == 1:
            yield Mark(names_at(names.pop(), "zh"))


def _is_chinese_paper(name: str) -> bool:
    return is_paper(name) or _ZH_PAPER.search(name) is not None


def _wechat(head: Head, *, first: int = 14, longest: int = 24) -> Iterator[Mark]:
    """The account above its handle, and who wrote for it: "原创 港口小林 海边笔记", "海边笔记", "微信号 haibian"."""
    for at, row in enumerate(head.rows[1:first], 1):
        if "微信" not in row.text[:6] or not _WECHAT.match(row.text):
            continue
        site = next((each.text for each in reversed(head.rows[:at]) if 1 < len(each.text) <= longest), "")
        for above in head.rows[:at]:
            said = above.text.removeprefix("原创").strip()
            if site and said != above.text and said.endswith(f" {site}"):
                yield Mark(said.removesuffix(site).strip(), site)
        yield Mark(site=site)


# "(c)AFP/Anna LOW": who wrote it for the agency.
_JA_AGENCY = re.compile(r"\([cC]\)\s?[A-Z]{2,7}/(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){1,3})\s*(?:$|\n)")
# Behind what an agency wrote elsewhere: who brought it into Japanese.
_JA_TRANSLATED = re.compile(r"【翻訳(?:編集|・編集)?】\s?(?P<site>[^\s【】。]{2,12}(?: [A-Z]\w{2,10})?)\s*$")


def _japanese(head: Head, rows: Sequence[str], text: str, *, long: int = 40) -> Iterator[Mark]:  # noqa: ARG001
    for said in rows:
        if "【翻訳" in said[-40:] and (hit := _JA_TRANSLATED.search(said)):
            yield Mark(site=hit["site"])
    for at, said in enumerate(rows[-3:], max(0, len(rows) - 3)):
        whole = len(said) <= 12 and at > 0 and len(rows[at - 1]) >= long and bool(_JA_FOOT.match(said))
        hit = _JA_FOOT.search(said[-12:]) if whole or len(said) >= long else None
        if hit and not _JA_NOTICE.search(hit["name"]) and len(hit["name"]) >= 4:
            yield Mark(hit["name"])
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
        if not edit.rule.startswith("promo.") or len(edit.old) > longest:
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
