"""What the machinery of a page left in its text: shortcodes, tags, names of picture files, doubled captions."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

from cleaners import expressions as re
from cleaners.document import Document, Edit
from cleaners.evidence import ends_said, line_kind, lines_of, lowered_once
from cleaners.resources import languages, listed, one_of, table
from cleaners.signs import holds
from cleaners.text import Line, code_spans, key, may_begin, overlaps, size_of

_SHOWN = (
    r"youtube\w*|vimeo|videos?|audio|playlist|gist|tweet|twitter|x-?post|instagram|facebook|tiktok|embed|oembed|iframe"
    r"|figure|fig|imgs?|images?|picture|photo|gallery|carousel|slideshow|slider|soundcloud|spotify|codepen|peertube"
    r"|bilibili|maps?|googlemaps?|responsive_image|asset_img|cloudinary|lightbox"
)
_TAGS = (
    # {{< youtube x >}}, {{% figure src="a.png" %}}
    re.compile(r"\{\{[<%][^{}\n]{1,300}[>%]\}\}"),
    # {% include a.html %}, {% youtube x %}, {% hint style="info" %}
    re.compile(
        rf"\{{%-?\s*(?:end)?(?:{_SHOWN}|include(?:_relative|_cached)?|post_link|content-ref|hint|tabs?|embed-\w+)\b[^%\n]{{0,300}}%\}}"
    ),
    # [gallery ids="1,2"], [caption id="a"], [/caption], [vc_row]; not the words of a link
    re.compile(
        r"\[(?:/?(?:wp_)?caption\b[^\]\n]{0,300}|/?(?:vc|et_pb|su|fusion|av|nectar|elementor|wpforms|mc4wp)[_-]\w+[^\]\n]{0,400}"
        rf"|(?:{_SHOWN}|contact-form(?:-7)?|ngg\w*|rev_slider|adrotate|tablepress|ctt|bctt_tweet|products?|button)"
        r"[ =](?:https?:|[\w-]+ ?=)[^\]\n]{0,400}|gallery|toc|nextpage|contact-form)\](?!\()",
        re.IGNORECASE,
    ),
    # [embed]https://…[/embed], [img]a.png[/img]
    re.compile(
        r"\[(embed|youtube|vimeo|video|audio|img|media|attach|tweet)\b[^\]\n]{0,200}\][^\[\]\n]{1,300}\[/\1\]",
        re.IGNORECASE,
    ),
    # [button link="https://…"]Send us your photographs[/button]: what it says is on the button
    re.compile(r"\[(\w*button|btn|cta)\b[^\]\n]{0,400}\][^\[\]\n]{1,120}\[/\1\]", re.IGNORECASE),
    # f:id:minato:20190304101010j:plain, as Hatena writes its pictures; with or without brackets
    re.compile(r"^\[?f:id:[\w-]+:\d{14}\w?(?::[\w=.%-]+){1,4}\]?$"),
    # <!--more-->
    re.compile(r"<!--[^\n]{0,300}?-->"),
    # the end of one that began on another line, or was cut off: "2019 2 Mill News /enpproperty-->"
    re.compile(r"^(?!.*<!--)[^\n<>{}=]{0,120}/?\w*property-->$"),
    # {{TOC}}, {:toc}
    re.compile(r"\{\{ ?toc ?\}\}|\[\[toc\]\]|^\{:? ?\.?toc\}$", re.IGNORECASE),
)
# A tag inside a sentence goes when it can be nothing else there.
_INSIDE = re.compile(r"\[/?(?:wp_)?caption\b[^\]\n]{0,300}\](?!\()|<!--\s?(?:more|nextpage|/?wp:[^\n]{0,200}?)\s?-->")
# What pages are made with, which is called alike in all languages.
_MADE_WITH = (
    "jinja", "liquid", "django", "hugo", "jekyll", "nunjucks", "twig", "handlebars", "bbcode", "wikitext", "wikicode",
    "markdown", "eleventy", "gitbook",
)  # fmt: skip
_FILE = re.compile(
    r"(?:[\w()+@%.-]{1,80}|[\w()+@%. -]{0,60}\d{3}[\w()+@%. -]{0,40})\.(?:jpe?g|png|gif|webp|heic|avif|bmp)",
    re.IGNORECASE,
)
# As cameras, telephones and what sends their pictures name them: letters, and a number of three figures and more.
_CAMERA = re.compile(r"(?:[^\W\d_]{1,8}[_-]?)?\d{3,}[\d_()-]*\.\w{3,4}")
_OTHER_FILE = re.compile(r"\w\.(?!(?:jpe?g|png|gif|webp|heic|avif|bmp)$)[a-z]{2,5}\d?$")
_NAMED = re.compile(r"^[\[【]\s*([^\W\d_]{3,14})\s*[:：]\s*[^\[\]【】]{0,30}[\]】]$")
_FRAMED = re.compile(r"^(?:\[([^\[\]]{1,30})\]|【([^【】]{1,20})】|[（(]([^（()）]{1,30})[）)]|<([^<>/]{1,20})>)$")
_ADDRESS = re.compile(r"\s*[:：]?\s*https?://\S+$")
_CODE_SIGNS = frozenset("{}<>;=")
# HTML in base64: "<" and a letter begin so.
_ENCODED = re.compile(r"P[C-H][A-Za-z0-9+/]{58,}={0,2}")
_MARKUP = re.compile(rb"<[a-z]{1,10}[\s>/]")


@cache
def _filed() -> re.Pattern[str]:
    """A file in a wiki, by the names that wikis give in each language to where theirs lie: "[[File:a.jpg|thumb]]"."""
    return re.compile(rf"\[\[(?:{one_of('placeholders', 'filed')}):[^\]\n]{{1,300}}\]\]", re.IGNORECASE)


def drop_leftovers(doc: Document) -> Iterator[Edit]:
    r"""
    Shortcodes, template tags and comments of the page's source; names of picture files; captions glued to themselves.

    They go where they stand alone on their line, and the tags of a caption also around its words, which stay. What
    a text on templates shows, what stands beside lines of code or under a line that ends in a colon, and code stay.
    A file's name stays where other files or a colon show that it is spoken of. HTML that is hidden in base64 goes too.

        >>> doc = Document("d", "Le port.\n\n{{< youtube aB3 >}}\n\nLa ville.\n\nIMG_2041.jpg\n\nLa criée.")
        >>> doc.after(drop_leftovers(doc)).text
        'Le port.\n\nLa ville.\n\nLa criée.'
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code"):
        return
    said = lines_of(doc.text)
    found = [*_tagged(doc.text, said), *_files(said), *_doubled(doc.text, said), *_framed(said), *_encoded(said)]
    found += _echoes(doc, said)
    if not found:
        return
    code = code_spans(doc.text)
    taken: list[tuple[int, int]] = []
    for edit in sorted(found):
        if not overlaps(code, edit.start, edit.end) and not overlaps(taken, edit.start, edit.end):
            taken.append((edit.start, edit.end))
            yield edit


def _tagged(text: str, said: Sequence[Line]) -> Iterator[Edit]:
    """Lines of nothing but tags, and the tags of captions."""
    if not holds(text, ("[", "{{", "{%", "<!--", "-->", "{:", "f:id:")):
        return
    found = [*_tags_in(text, said)]
    if found and not any(word in lowered_once(text) for word in (*_MADE_WITH, *listed("coding", "sources"))):
        yield from found


def _tags_in(text: str, said: Sequence[Line]) -> Iterator[Edit]:
    for n, line in enumerate(said):
        if not any(sign in line.text for sign in ("[", "{", "<!--", "-->", "f:id:")):
            continue
        if _all_tags(line.text):
            if not _shown(text, said, n):
                touches = (
                    line.start > 1 and text[line.start - 2] != "\n"
                )  # the blank line after it parts two paragraphs
                gone = line._replace(end=min(line.stop + 1, line.end)) if touches else line
                yield gone.dropped("leftover.tag", "a tag of the page's source, and nothing else on this line", 0.95)
        else:
            for hit in _INSIDE.finditer(text, line.start, line.stop):
                yield Edit(hit.start(), hit.end(), "", "leftover.tag", "a tag of the page's source", 0.9)


def _all_tags(text: str) -> bool:
    left = bytearray(b"\1" * len(text))
    for shape in (*_TAGS, _filed()):
        for hit in shape.finditer(text):
            left[hit.start() : hit.end()] = bytes(hit.end() - hit.start())
    return 0 in left and not "".join(compress(text, left)).strip(" \t*_>-")


def _shown(text: str, said: Sequence[Line], n: int) -> bool:
    """Say whether a line is shown as code: indented, under a colon, or right beside a line of code."""
    line = said[n]
    if text.startswith(("    ", "\t"), line.start) or (n and said[n - 1].text.endswith((":", "："))):
        return True
    beside = [said[m] for m in (n - 1, n + 1) if 0 <= m < len(said)]
    touching = [
        other for other in beside
        if text.count("\n", min(other.stop, line.stop), max(other.start, line.start)) == 1 and not _all_tags(other.text)
    ]  # fmt: skip
    return any(len(_CODE_SIGNS & set(other.text)) > 1 for other in touching)


def _files(said: Sequence[Line]) -> Iterator[Edit]:
    """Names of picture files between paragraphs; a name that is spoken of, or listed with other files, stays."""
    names = {n for n, line in enumerate(said) if len(line.text) < 100 and _is_file(line.text)}
    if not names:
        return
    others = any(_OTHER_FILE.search(line.text) for line in said if len(line.text) < 60 and " " not in line.text)
    for n in sorted(names):
        before = next((said[m].text for m in range(n - 1, -1, -1) if m not in names), "")
        spoken = sum(said[n].text in line.text for line in said) > sum(said[m].text == said[n].text for m in names)
        if (
            not others
            and not spoken
            and (not before or ends_said(before) or len(before) > 60 or _CAMERA.fullmatch(said[n].text))
            and not before.endswith(":")
        ):
            yield said[n].dropped("leftover.file", "nothing but the name of a picture's file on this line", 0.9)


def _is_file(text: str) -> bool:
    return "." in text[-6:] and bool(_FILE.fullmatch(text))


def _doubled(text: str, said: Sequence[Line], *, least: int = 4, sure: int = 6) -> Iterator[Edit]:
    """Captions glued to themselves ("the millthe mill"), as the words of an image come twice, once as its title."""
    found = []
    for line in said:
        size = len(line.text)
        half = line.text[: size // 2]
        if size < 8 or size > 200 or size % 2 or line.text[-1] != half[-1] or half * 2 != line.text:
            continue
        if len(set(half) - {" "}) >= least and " " not in (half[0], half[-1]) and half[-1].isalnum():
            found.append(line)
    for line in found:
        alone = text[max(0, line.start - 2) : line.start] in ("", "\n\n") and text[line.stop : line.stop + 2] != "\n"
        if alone and (len(found) > 1 or len(line.text) >= 2 * sure):
            yield line.dropped("leftover.doubled", "words of a picture, glued to themselves", 0.9)


def _encoded(said: Sequence[Line]) -> Iterator[Edit]:
    """Lines of HTML that the page hides from its readers, as base64 has it; keys and other data are no HTML."""
    for line in said:
        if len(line.text) < 60 or line.text[0] != "P" or not _ENCODED.fullmatch(line.text):
            continue
        try:
            shown = base64.b64decode(line.text[: len(line.text) // 4 * 4], validate=True)
        except binascii.Error:
            continue
        if _MARKUP.match(shown):
            yield line.dropped("leftover.encoded", "a part of the page's source, encoded", 0.95)


def _echoes(
    doc: Document, said: Sequence[Line], *, fewest: int = 3, prose: int = 80, shortest: int = 8
) -> Iterator[Edit]:
    """
    The title again and again below prose, `fewest` lines on end: what a site writes behind each of its pictures.

    A refrain has no prose before it, and other lines between.
    """
    title = key(doc.get("title")) or (key(said[0].text) if said else "")
    if size_of(title) < shortest:
        return
    told = next((n for n, line in enumerate(said) if size_of(line.text) >= prose and ends_said(line.text)), len(said))
    run: list[Line] = []
    for line in (*said[told + 1 :], None):
        if line is not None and may_begin(line.text, title) and key(line.text) == title:
            run.append(line)
            continue
        if len(run) >= fewest:
            yield from (each.dropped("leftover.echo", "the title again, for a picture", 0.9) for each in run)
        run = []


def _framed(said: Sequence[Line], *, often: int = 3) -> Iterator[Edit]:
    """Words for pictures: in brackets ("[Image]", "【動画】 https://…"), or alone on `often` lines ("图片")."""
    bare_words = [line for line in said if len(line.text) < 20 and key(line.text).rstrip(" 0123456789") in _media()]
    if len(bare_words) >= often:
        for line in bare_words:
            yield line.dropped("leftover.framed", "only says that a picture or player was here, as other lines do", 0.9)
    for line in said:
        if line.text[0] not in "[【（(<":
            continue
        text = _ADDRESS.sub("", line.text)
        if len(text) < 40 and (hit := _FRAMED.match(text)):
            inner = key(next(filter(None, hit.groups())))
            if inner.rstrip(" 0123456789") in _media() or line_kind(inner) == "placeholder":
                yield line.dropped("leftover.framed", "only says that a picture or player was here", 0.95)
                continue
        named = _NAMED.match(text) if len(text) < 50 else None
        if named and key(named[1]) in _media() and text.count(" ") < 4:
            yield line.dropped("leftover.framed", "names the player that was here", 0.93)


@cache
def _media() -> frozenset[str]:
    named = (table("placeholders", code) for code in languages("placeholders"))
    return frozenset(key(word) for each in named for word in (*each["labels"], *each.get("media", ())))
