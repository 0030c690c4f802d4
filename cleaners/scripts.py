"""Code of the page among the words of a text that has none: counters of visits, ads, styles, data for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache

from cleaners import expressions as re
from cleaners.coding import SAID, is_code
from cleaners.document import Document, Edit
from cleaners.evidence import lines_of
from cleaners.related.told import is_technical, is_told
from cleaners.resources import joined
from cleaners.signs import holds
from cleaners.text import Line, code_spans, overlaps

# One of these stands in all that is looked for: a quick look before a long one.
_NEAR = ("function(", "function (", "document.", "window.", "adsbygoogle", ".push(", '":', "{", "ga('", "gtag(")
# What only pages run: counters, ads, forms, sliders, players, what a framework writes for itself.
_PAGES = re.compile(
    r"adsbygoogle|google-analytics\.com|googletag\w*|gtag\(|\bdataLayer\b|_gaq\b|\bga\(['\"](?:create|send)|fbq\(|fbevents"
    r"|Ya\.Metrika|mc\.yandex|yaCounter\d+|\bym\(\d{5,}|yaContextCb|_paq\b|hotjar|clarity\.ms|_taboola|\bOBR\.|disqus_\w+"
    r"|addthis_\w+|ak_js_\d|wpcf7\w*|_wpemojiSettings|jQuery\(document\)\.ready|\.colorbox\(|\.lightbox\(|\.owlCarousel\("
    r"|js_content|first_sceen__time|__INITIAL_STATE__|__NEXT_DATA__|__next_f|webpackJsonp|webpackChunk\w*|_sf_async_config"
    r"|NREUM|optimizely|criteo|sharethis|\btwttr\b|FB\.init|https?:\\?/\\?/schema\.org|drupalSettings|Drupal\.settings|_hmt\b"
    r"|hm\.baidu\.com|cnzz\.com|amzn_assoc_\w+|eval\(function\(p,a,c,k|\bRLCONF\b|mw\.loader|data-cfasync|__cf_email__"
    r"|Shopify\.\w+|wpDiscuz\w*|atOptions\b|liveinternet\.ru|top\.mail\.ru|_tmr\b|VK\.Widgets|grecaptcha|hbspt\.|mktoForms"
    r"|window\.\w+\s?=\s?window\.\w+\s?\|\|\s?(?:\[\]|\{\})|WIX\w*\.|Squarespace\.|window\._\w+|elementorFrontendConfig|lazySizesConfig|document\.write\(|wp\.i18n"
)
_CALLS = (
    "document.", "window.", "addEventListener(", "getElement", "createElement(", "querySelector", "navigator.",
    ".push(", "jQuery(", "$(", "function(", "function (", "setTimeout(", "parentNode", "innerHTML", "setAttribute(",
    "=>", "JSON.", "location.href", "localStorage", "preventDefault(", "typeof ", "onclick",
)  # fmt: skip
_STYLE = re.compile(
    r"(?:[.#@][\w-]+[^{}\n]{0,80}\{|(?<![\w-])[\w-]+\s*:\s*[^;{}\n]{1,60}(?:px|em|rem|%|important|none|block|auto|#[0-9a-f]{3,6})\s*;)"
)
_DATA = re.compile(r'^[\[{]+\s*"[\w@$ .-]+"\s*:|^\{"')
# A call inside a line of text, with the body of its function: "… he said. googletag.cmd.push(function() { … });"
_INLINE = re.compile(
    r"(?:^|(?<=[\s.!?…»”\"]))(?:"
    r"\(?(?:googletag|googlefc|adsbygoogle|_gaq|_paq|_taboola|OBR|twttr|yaContextCb|grecaptcha|apntag|pbjs|atOptions|ezstandalone"
    r"|(?:window|document|jQuery|Ya|VK|\$)(?=[.\[]))(?: = window\.\w+ \|\| \[\]\))?[\w.$'\"=\[\]]{0,80}"
    r"\((?:(?:[^(){}\n]{0,200}|\s*\{[^{}]{0,300}\}\s*)\)\s*;|function\s*\([^()\n]{0,40}\)\s*\{[^{}]{0,800}\}\s*\)\s*;?)"
    r"|(?:gtag|fbq|ga|ym)\(\s*['\"\d][^()\n]{0,200}\)\s*;"
    r"|window\.\w+\s?=\s?[^;\n]{1,120};(?=\s|$))"
    r"|(?<!\S)[.#][a-z][\w-]{0,40}\s?\{(?:\s*[a-z-]{3,30}\s?:\s?[^;{}\n]{1,80};){2,12}\s*\}"
)
_CALLED = (";}", "; }", "function(", "function (", ".push(", "gtag(", "fbq(", "ym(", "ga('")
# What code is written in and with, which is called alike in all languages.
_MADE_WITH = r"(?i:\b(?:javascript|jquery|typescript|html|css|json|node\.?js|php|api|github)\b)"


def drop_scripts(doc: Document) -> Iterator[Edit]:
    r"""
    Runs of lines that are code of the page itself: trackers, ads, sliders, styles, data in JSON.

    What only pages run gives a run away, unless the text around it names the same thing; code of another kind does
    in a text that neither has code nor speaks of any. In a manual only the first counts, and only above or below the
    text. Code in fences and indented code stay, and a line of prose ends a run.

        >>> code = "window.dataLayer = window.dataLayer || [];\ngtag('js', new Date());"
        >>> doc = Document("d", f"The mill turns again.\n\n{code}\n\nThe miller smiles.")
        >>> doc.after(drop_scripts(doc)).text
        'The mill turns again.\n\nThe miller smiles.'
    """
    if doc.get("kind") in ("transcript", "legal", "poem", "code") or not holds(doc.text, _NEAR):
        return
    said = lines_of(doc.text)
    inside = list(_inline(doc.text))
    yield from inside
    gone = [(edit.start, edit.end) for edit in inside]
    yield from (edit for edit in _of_lines(doc, said) if not overlaps(gone, edit.start, edit.end))


def _of_lines(doc: Document, said: Sequence[Line]) -> Iterator[Edit]:
    """Runs of lines that are code of the page."""
    coded = _bridged(said, [is_code(line.text) for line in said])
    runs = [run for run in _runs(coded) if _speaks_code(said, run)]
    if not runs:
        return
    technical = is_technical(doc.text)
    told = [n for n, line in enumerate(said) if not coded[n] and is_told(line.text)]
    code = code_spans(doc.text)
    of_code = {n for first, last in runs for n in range(first, last)}
    rest = " ".join(line.text for n, line in enumerate(said) if n not in of_code)
    about = technical or _about().search(rest) is not None
    for first, last in runs:
        inside = told and told[0] < first < told[-1]
        fenced = overlaps(code, said[first].start, said[last - 1].stop) or _is_indented(doc.text, said[first])
        if fenced or (inside and technical):
            continue
        if not about or _is_of_page(said, (first, last), rest):
            for line in said[first:last]:
                yield line.dropped("scripts.page", "code of the page in a text that is none", 0.93)


def _inline(text: str) -> Iterator[Edit]:
    """Calls of the page's own code that stand in a line of text, in a text that speaks of no code."""
    if not any(sign in text for sign in _CALLED):
        return
    hits = [hit for hit in _INLINE.finditer(text) if not _stands_alone(text, hit)]
    rest = _INLINE.sub(" ", text) if hits else ""
    if not hits or _about().search(rest) or is_technical(text):
        return
    for hit in hits:
        end = hit.end()
        while text[end : end + 1] in (" ", "\t") and text[end : end + 1]:
            end += 1
        yield Edit(hit.start(), end, "", "scripts.inline", "a call of the page's code inside a line of text", 0.93)


@cache
def _about() -> re.Pattern[str]:
    """With what a text speaks of code, in any language."""
    return re.compile(f"{_MADE_WITH}|{joined('coding', 'coding.code')}")


def _stands_alone(text: str, hit: re.Match[str], *, far: int = 400) -> bool:
    """Say whether nothing is said on the lines of a call: those are looked at as lines."""
    first, last = text.rfind("\n", 0, hit.start()) + 1, text.find("\n", hit.end())
    before = text[max(first, hit.start() - far) : hit.start()]
    after = text[hit.end() : min(last if last >= 0 else len(text), hit.end() + far)]
    return not (SAID.search(before) or SAID.search(after))


def _bridged(said: Sequence[Line], coded: list[bool], *, least: int = 4, brief: int = 24) -> list[bool]:
    """A brief line without a stop between two runs of `least` such lines belongs to them: a word that code shows."""
    out = coded[:]
    for n in range(least, len(coded) - least):
        if not coded[n] and all(coded[n - least : n]) and all(coded[n + 1 : n + 1 + least]):
            out[n] = len(said[n].text) <= brief and said[n].text[-1] not in ".!?。！？:"
    return out


def _runs(coded: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of such lines: the first of each, and the one after its last."""
    start = 0
    for n in range(len(coded) + 1):
        if n == len(coded) or coded[n] != coded[start]:
            if n > start and coded[start]:
                yield start, n
            start = n


def _speaks_code(said: Sequence[Line], run: tuple[int, int], *, least: int = 3, longest: int = 60) -> bool:
    """Say whether a run is code of pages: what only pages run, `least` calls of a browser, a style sheet, or data."""
    rows = [line.text for line in said[slice(*run)]]
    whole = "\n".join(rows)
    if _PAGES.search(whole):
        return any(sign in whole for sign in "(={")
    if sum(call in whole for call in _CALLS) >= least and any(sign in whole for sign in ("{", ");", "()")):
        return True
    if "{" in whole and len(_STYLE.findall(whole)) >= least:
        return True
    if len(rows) > 1 or not _DATA.match(whole):
        return False
    return (len(whole) > longest and whole.count('":') >= least) or _is_record(whole)


def _is_record(text: str, *, fewest: int = 2) -> bool:
    """Say whether a line is one record of JSON as a whole, of `fewest` fields: what a player or a gallery reads."""
    try:
        said = json.loads(text)
    except ValueError:
        return False
    return isinstance(said, dict) and len(said) >= fewest


def _is_of_page(said: Sequence[Line], run: tuple[int, int], rest: str) -> bool:
    """Say whether a run holds what only pages run and what the rest of the text never names."""
    found = {hit[0] for line in said[slice(*run)] for hit in _PAGES.finditer(line.text)}
    return bool(found) and not any(name.strip("(.'\"") in rest for name in found)


def _is_indented(text: str, line: Line) -> bool:
    return text.startswith(("    ", "\t"), line.start)
