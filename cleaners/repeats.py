"""
The body that stands twice: a page that prints its article once more below a disclaimer, or as one flat line.

Found as long, dense runs of word 6-grams that stood before; taken out line by line, so that what only one of the
copies says is kept. Refrains, litanies, menus, clauses and headings repeat too: they are short, or set in short
lines, or filled in differently each time, and are left alone.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaners import expressions as re
from cleaners.document import Document, Edit, Fact
from cleaners.evidence import lines_of
from cleaners.grams import Hashes, Words, most_repeats, runs_of, words
from cleaners.resources import languages, table
from cleaners.signs import codes
from cleaners.text import WIDE, Line, Span, key, median, same_key, sentences

_RULE = "repeats.body"
_SIZE = 6  # words that must agree in a row
_BACK = 4  # places before that each is compared with
_FEW = 5  # 6-grams that the shortest text said twice at once repeats
# What a worse copy shows: cut ends, leftovers of Markdown; each with what is looked for first, being found sooner.
_DEBRIS = (("…\n", "…"), ("...\n", "..."), ("](", "]"), ("![", "["), ("**", "*"))
_MONEY = "$£€¥₹₩₺₽"
_BREAKS = "\n[]()*_#|/.:;!?…。！？"  # between words: a sentence, a line or markup ends
_WIDE = 0x3040  # below are none of the signs that WIDE finds
_ENDS = frozenset('.!?…。！？؟”»"')
_SIGNED = re.compile(r"\S@\S|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d\d\b")  # an address of mail, a time, a year
_INSIDE = re.compile(r"[.!?؟][”»\"]?\s|[。！？]")  # a sentence ends, and another begins
_CUT_OFF = re.compile(r"\s*[\[(]?(?:…|\.{3,})[\])]?$")
_MARKUP = re.compile(r"<[^<>]{1,2000}>")
_CLOSED = re.compile(r"</(?:p|h[1-6]|a|em|strong|li|ul|ol|div|span|blockquote|b|i)>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\s?\([^)\n]*\)")


class Match(NamedTuple):
    """`size` words in a row that stand at `later` and stood at `earlier` (places in the list of words)."""

    later: int
    earlier: int
    size: int


class Run(NamedTuple):
    """
    Matches that follow each other closely in both places: a stretch of one copy and of the other.

    Words `start`:`end` say what words `left`:`right` said. `twins` pairs them (later, earlier), `echoes` the other
    way round, -1 for none; `filled` counts the places where the copies say different things.
    """

    start: int
    end: int
    left: int
    right: int
    twins: NDArray[np.int64]
    echoes: NDArray[np.int64]
    filled: int


class Alike(NamedTuple):
    """
    The 6-grams of a text, `each` in its place, and the `pairs` of places (later, earlier) that say the same.

    First all with the place before that says so, then with the one before that, and so on, up to `_BACK` before.
    """

    each: Hashes
    pairs: list[tuple[NDArray[np.int64], NDArray[np.int64]]]


class Cut(NamedTuple):
    """Some text of the losing copy that goes: its words `first`:`last`, of which `hits` stand in the other copy."""

    start: int
    end: int
    first: int
    last: int
    hits: int


class Page(NamedTuple):
    """A text with its words and lines; `edges` are the first word of each line, and past the last word of all."""

    text: str
    words: Words
    lines: tuple[Line, ...]
    edges: NDArray[np.int64]

    @classmethod
    def of(cls, text: str) -> Page:
        """Find the words and the lines of a text."""
        found, said = words(text), lines_of(text)
        heads = [*[line.start for line in said], len(text)]
        return cls(text, found, said, found.start.searchsorted(heads))


class Copies(NamedTuple):
    """For each word of a later copy its twin in an earlier one, and the other way round; -1 for none."""

    twins: NDArray[np.int64]
    echoes: NDArray[np.int64]


def drop_repeats(
    doc: Document, *, shortest: int = 60, dense: float = 0.5, gap: int = 40, covered: float = 0.8,
    share: float = 0.15, whole: float = 0.5,
) -> Iterator[Edit | Fact]:  # fmt: skip
    """
    The second copy of the body: the one with fewer words, more debris, or the later one.

    A run counts when both copies are at least `shortest` words long and `dense` of their 6-grams agree, with at most
    `gap` words between them; a line, or a sentence of a long line, goes when `covered` of its words stand in the other
    copy. Less than a `share` of the document is no body, nor are copies that make up less than `whole` of it together
    in the middle of it (captions, conditions, quoted posts), but for what is said again at once, without a word
    between. A title that stands twice in a row goes too ("repeats.title"), and a paragraph ("repeats.paragraph").
    (Measured on 220 double bodies and on songs, psalms, licences, articles and threads that repeat by right.)
    """
    title = _title_twin(doc.text)
    least = int((shortest - _SIZE) * dense)
    findings: list[Edit | Fact] = []
    again = most_repeats(doc.text, _SIZE)
    page = Page.of(doc.text) if again >= _FEW else None
    alike = _alike(page.words.hash) if page else None
    if page and alike and again >= least:
        found = page.words
        matches = _matches(alike, least)
        if found.alone * 2 >= len(found.hash):
            shortest = shortest * 5 // 3  # a character says less than a word
        chains = [part for chain in _chained(matches, gap) for part in _turns(chain)]
        all_ = [run for chain in chains if (run := _run(chain, found, doc.text, shortest, dense))]
        runs = _bodies(all_, share * len(found.hash))
        others = [run for run in all_ if not any(run is each for each in runs)]
        if runs and not _makes_up(runs, others, len(found.hash), whole):
            runs = [run for run in runs if run.right == run.start and (run.twins >= 0).all()]
        if runs and not _quoted(runs, found, doc.text):
            findings += _dropped(doc, page, [*runs, *_beside(runs, chains, found, doc.text)], covered)
    taken = [each for each in findings if isinstance(each, Edit)]
    if title and not any(each.start < title.end for each in taken):
        yield title
        taken.append(title)
    for twice in _said_at_once(doc, page, alike):
        if not any(each.start < twice.end and twice.start < each.end for each in taken):
            yield twice
            taken.append(twice)
    yield from findings


def drop_coded_copy(doc: Document, *, tags: int = 6, fewest: int = 60, share: float = 0.5) -> Iterator[Edit]:
    r"""
    Lines that say in HTML what the text around them says: the copy that a page offers to whoever prints it again.

    At least `tags` of its tags are closed, and a `share` of its 6-grams stands in the other lines. Where its lines were
    wrapped, a few without a tag stand among those that have one. What a lesson shows in HTML stays: it says it once.

        >>> said = "".join(f"The weir of {place} holds, and nobody has fallen in since.\n" for place in "ABCDEFGH")
        >>> coded = "".join(f"<p>{line}</p> " for line in said.splitlines())
        >>> doc = Document("d", said + coded)
        >>> doc.after(drop_coded_copy(doc)).text == said
        True
    """
    if "</" not in doc.text or doc.get("kind") == "code":
        return
    said = lines_of(doc.text)
    closed = [n for n, line in enumerate(said) if "</" in line.text and _CLOSED.search(line.text)]
    for run in _near(closed):
        first, last = run[0], run[-1]
        while first and "<" in said[first - 1].text and _MARKUP.search(said[first - 1].text):
            first -= 1
        start, end = said[first].start, said[last].end
        coded = doc.text[start:end]
        if len(_CLOSED.findall(coded)) < tags:
            continue
        own = words(_MARKUP.sub(" ", coded).replace("&nbsp;", " ")).hash.tolist()
        rest = words(doc.text[:start] + "\n" + doc.text[end:]).hash.tolist()
        there = {tuple(rest[n : n + _SIZE]) for n in range(len(rest) - _SIZE + 1)}
        again = sum(tuple(own[n : n + _SIZE]) in there for n in range(len(own) - _SIZE + 1))
        if len(own) >= fewest and again >= share * (len(own) - _SIZE + 1):
            yield Edit(start, end, "", _RULE, "says in the markup of a page what the text says", 0.95)


def _near(places: Sequence[int], *, far: int = 12) -> Iterator[list[int]]:
    """Numbers that stand no further than `far` from the one before, together."""
    run: list[int] = []
    for at in places:
        if run and at - run[-1] > far:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _said_at_once(
    doc: Document, page: Page | None, alike: Alike | None, *, prose: int = 80, head: int = 12, between: int = 3,
    short: int = 60,
) -> Iterator[Edit]:  # fmt: skip
    """
    Find the paragraph that stands twice at once: `prose` long, with its stop, as no refrain is.

    At the head the author, the date and a picture may stand between, in `short` lines. Verse, laws and code repeat
    what they like, and what stands three times is meant. Sentences are looked at where the words are known, which
    are where some of them stand twice.
    """
    if doc.get("kind") in ("poem", "legal", "code", "list"):
        return
    said = lines_of(doc.text)
    below = (n for n in range(head, len(said)) if said[n].text == said[n - 1].text)
    for n in (*range(1, min(head, len(said))), *below):
        text = said[n].text
        if text[-1] not in _ENDS or len(text) * 2 < prose:
            continue
        above = range(n - 1, max(n - 2 - between * (n < head), -1), -1)
        back = next((m for m in above if said[m].text == text), -1)
        if back < 0 or _size(text) < prose:
            continue
        apart = said[back + 1 : n]
        if any(len(each.text) > short or each.text[-1] in ":：" for each in apart) or doc.text.count(text) > 2:
            continue
        why = f"stands at characters {said[back].start} to {said[back].stop} too"
        yield said[n].dropped("repeats.paragraph", why, 0.95)
    if doc.get("kind") != "transcript":
        yield from _said_in_blocks(doc.text, said, between, short)
        yield from _clipped_copies(doc, said, prose)
    if page and alike and doc.get("kind") != "transcript":
        yield from _doubled(doc.text, [said[n] for n in _echoing(page, alike, prose)], prose)


def _said_in_blocks(
    text: str, said: Sequence[Line], between: int, short: int, *, fewest: int = 2, prose: int = 160, least: int = 30,
    most: int = 40,
) -> Iterator[Edit]:  # fmt: skip
    """
    Find paragraphs that come again in the same order, with no more than who wrote them, and when, in between.

    So a page prints its article with and without the first paragraph. `fewest` of them, all with their stop. What a
    heading parts, or a name that says it again, stays.
    """
    places: dict[str, int] = {}
    n = 0
    while n < len(said):
        back = places.get(said[n].text, -1)
        size = 0
        while back >= 0 and back + size < n < len(said) - size and size < most:
            one = said[n + size].text
            if one != said[back + size].text or not _is_prose(one, least) or text.count(one) > 2:
                break
            size += 1
        apart = said[back + size : n] if size else ()
        near = len(apart) <= between and all(
            len(each.text) <= short and _SIGNED.search(each.text) and each.text[-1] not in ":：" for each in apart
        )
        if size >= fewest and near and sum(_size(said[n + at].text) for at in range(size)) >= prose:
            why = f"stands at characters {said[back].start} to {said[back + size - 1].stop} too"
            for at in range(size):
                yield said[n + at].dropped("repeats.paragraph", why, 0.95)
            n += size
            continue
        if size == 0 and len(said[n].text) >= least // 2:
            places[said[n].text] = n
        n += 1


def _is_prose(text: str, least: int) -> bool:
    return _size(text) >= least and text[-1] in _ENDS


def _clipped_copies(doc: Document, said: Sequence[Line], prose: int) -> Iterator[Edit]:
    """
    Find lines that another begins with, word for word, and that break off: what a page shows before one may read on.

    They are `prose` long, and say a sentence before they break off, or end in dots. The title and headings, which may
    be made of the first words, are left alone, and so are the entries of a list.
    """
    long = [n for n, line in enumerate(said) if _size(line.text) >= prose]
    order = sorted(long, key=lambda n: said[n].text)
    for n, after in pairwise(order):
        hit = _CUT_OFF.search(said[n].text)
        text = said[n].text[: hit.start()] if hit else said[n].text
        whole = said[after].text
        if n == 0 or text == whole or not whole.startswith(text) or text[0] in "#>-*|":
            continue
        if (
            (hit or (text[-1] not in _ENDS and _INSIDE.search(text)))
            and _size(text) >= prose
            and doc.text.count(text) == 2
            and not same_key(text, doc.get("title") or " ")
        ):
            why = f"breaks off what stands at characters {said[after].start} to {said[after].stop}"
            yield said[n].dropped("repeats.clipped", why, 0.95)


def _echoing(page: Page, alike: Alike, prose: int) -> list[int]:
    """
    Tell which lines may say sentences twice at once, `prose` long: all others need not be looked at.

    What the first copy ends with, six words, comes again in the second; and the six words of the second but for its
    first (to which in the first copy a heading may be glued) stood in the first. Copies of six words or fewer are
    told by long words, or by words far apart.
    """
    echoing = _short_echoes(page, prose)
    if alike.pairs:
        later, earlier = alike.pairs[0]
        before = np.full(len(alike.each), -1)
        before[later] = earlier
        begun = before.take(earlier + (_SIZE + 1), mode="clip")
        some = (begun >= 0).nonzero()[0]
        at = page.edges.searchsorted(later.take(some), "right") - 1
        echoing.update(at[page.edges.take(at) <= np.minimum(begun, earlier).take(some)].tolist())
    return sorted(echoing)


def _short_echoes(page: Page, prose: int) -> set[int]:
    """
    Tell which lines may say sentences of six words or fewer twice at once, `prose` long together.

    The last word of the second copy is that of the first, unless there is but one, or none.
    """
    found, count = page.words, len(page.words.hash)
    size = prose // 2 if codes(page.text)[1] >= _WIDE and WIDE.search(page.text) else prose
    ends, starts = np.zeros(count + 1, np.int64), np.full(count + _SIZE + 1, len(page.text))
    ends[1:], starts[:count] = found.end, found.start
    far = (starts[_SIZE:] - ends >= size).nonzero()[0]  # from the end of each word to where the seventh after begins
    if not len(far):
        return set()
    said = np.zeros(count + 1, np.uint64)
    said[:-1] = found.hash
    same = said.take(far[:, None] + np.arange(1, _SIZE), mode="clip") == said.take(far - 1)[:, None]
    far = far[same.any(1) | (starts.take(far + 1) - ends.take(far) >= size)]
    heads = [line.start for line in page.lines]
    spans = zip(ends.take(far).tolist(), starts.take(far + _SIZE).tolist(), strict=True)
    rows = (range(max(bisect_right(heads, start) - 1, 0), bisect_right(heads, end)) for start, end in spans)
    return {line for row in rows for line in row}


def _doubled(text: str, said: Sequence[Line], prose: int) -> Iterator[Edit]:
    """
    Find what a flattened text says twice at once: sentences, `prose` long together, right behind their like.

    Before the first copy a heading or a caption without a stop may stand, which makes a sentence with it. In speech,
    where much is said again, none of this is looked for, nor what is said three times.
    """
    for line in said:
        if len(line.text) < prose:
            continue
        spans = list(sentences(text, line.start, line.end))
        n = 1
        while n < len(spans):
            count = _again(text, line.start, spans, n, prose)
            if count:
                start, end = spans[n].start, spans[n + count - 1].end
                after = spans[n + count].start if n + count < len(spans) else end
                why = f"stands at characters {spans[n - 1].end - (end - start)} to {spans[n - 1].end} too"
                yield Edit(start, after, "", "repeats.paragraph", why, 0.95)
            n += count or 1


def _again(text: str, begin: int, spans: Sequence[Span], n: int, prose: int, *, most: int = 6) -> int:
    """How many sentences from `n` on say at once again what the text before them ends with; 0 when none do."""
    before = spans[n - 1].end
    for count in range(1, min(most, len(spans) - n) + 1):
        last = spans[n + count - 1]
        if not text.endswith(last.text, begin, before):
            continue
        block = text[spans[n].start : last.end]
        if _size(block) >= prose and text.endswith(block, begin, before) and text.count(block) == 2:
            return count
    return 0


def _size(text: str) -> int:
    """How long a text is in letters of an alphabet: a sign of Chinese, Japanese or Korean says as much as two."""
    return len(text) * (2 if WIDE.search(text, 0, 40) else 1)


def _title_twin(text: str, *, first: int = 12, prose: int = 120) -> Edit | None:
    """
    Find the title that stands twice in a row at the head of the text.

    Not in verse, whose first line may be sung twice: one of the `first` lines must be as long as a paragraph.
    """
    head = lines_of(text)[:first]
    if len(head) < 3 or len(head[0].text) > 2 * prose or not any(len(line.text) >= prose for line in head[2:]):
        return None
    if not same_key(head[0].text, head[1].text) or len(key(head[0].text)) < 10:
        return None
    return head[1].dropped("repeats.title", "the same title stands above")


def _shared(run: Run, other: Run) -> bool:
    """Tell whether half of a copy lies in one of the two places of another run."""
    return any(
        2 * (min(end, stop) - max(start, at)) > end - start
        for start, end in ((run.start, run.end), (run.left, run.right))
        for at, stop in ((other.start, other.end), (other.left, other.right))
    )


def _makes_up(runs: list[Run], others: list[Run], total: int, whole: float, *, ends: int = 40) -> bool:
    """
    Tell whether the copies make up the document: `whole` of its words, or it begins with one and `ends` with the other.

    What stands in `others` too is said three times: no copy for standing at both ends.
    """
    twice = max(run.right for run in runs) <= min(run.start for run in runs)
    twice = twice and not any(_shared(run, other) for run in runs for other in others)
    if twice and min(run.left for run in runs) <= ends and max(run.end for run in runs) >= total - ends:
        return True
    count = reached = 0
    for start, end in sorted(span for run in runs for span in ((run.start, run.end), (run.left, run.right))):
        count += max(0, end - max(start, reached))
        reached = max(reached, end)
    return count >= whole * total


def _quoted(runs: list[Run], found: Words, text: str) -> bool:
    """
    Tell whether one of the copies is quoted: its lines begin with ">", or somebody "wrote:" stands before it.

    Both stay, for who quotes a post says it again on purpose, and who wrote it said it first.
    """
    for run in runs:
        for first, last in ((run.start, run.end), (run.left, run.right)):
            start, end = int(found.start[first]), int(found.end[last - 1])
            begun = text.rfind("\n", 0, start) + 1
            if text.find(">", begun, end) >= 0:
                lines = [line.lstrip() for line in text[begun:end].split("\n") if line.strip()]
                if sum(line.startswith(">") for line in lines) * 2 > len(lines):
                    return True
            before = text[max(0, start - 120) : start].rstrip(" \t\n*_\"'“”„«‹([>")
            if before.endswith((":", "：")) and _says().search(before, before.rfind("\n") + 1):
                return True
    return False


@cache
def _says() -> re.Pattern[str]:
    """Match the words, of all languages that have any, that stand between a name and what it says."""
    said = {word for tongue in languages("comments") for word in table("comments", tongue).get("says", ())}
    spaced = {rf"\b{re.escape(word)}\b" if word[0] < "\u2e80" else re.escape(word) for word in said}
    return re.compile("|".join(sorted(spaced)), re.IGNORECASE)


def _bodies(
    runs: list[Run], least: float, *, away: int = 400, dense: float = 0.5, different: float = 0.002, short: int = 150
) -> list[Run]:
    """
    Keep the runs that make up a body together: in one order in both places, at most `away` words apart, `dense` in all.

    Less than `least` words of it is a clause, a notice, an example that the text has reason to say again. What says
    `different` things in more than one place and two of a thousand words (in any, if `short`) is another variant of
    the same conditions, not a copy. (Of 219 double bodies none differs in more than one place, but for clipped ends,
    links and glued words.)
    """
    groups: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.start):
        for group in groups:
            last = group[-1]
            if -60 < run.start - last.end <= away and -60 < run.left - last.right <= away:
                group.append(run)
                break
        else:
            groups.append([run])
    kept: list[Run] = []
    for group in groups:
        size = sum(run.end - run.start for run in group)
        spread = max(group[-1].end - group[0].start, group[-1].right - group[0].left)
        if size < dense * spread:
            group = [run for run in group if run.end - run.start >= least]  # noqa: PLW2901
        if size >= least and sum(run.filled for run in group) <= (size >= short) + different * size:
            kept += group
    return kept


def _alike(numbers: Hashes) -> Alike:
    """
    Find the 6-grams of a text that say the same.

    They are put in order by number, then by place, in one go: the place stands in the lowest bits.
    """
    each = runs_of(numbers, _SIZE)
    low = np.uint64((1 << len(each).bit_length()) - 1)
    ordered = each & ~low
    ordered |= np.arange(len(each), dtype=np.uint64)
    ordered.sort()
    ordered &= low
    order = ordered.view(np.int64)
    ordered = each.take(order)
    same = (ordered[1:] == ordered[:-1]).nonzero()[0]
    pairs: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    while len(same) and len(pairs) < _BACK:
        pairs.append((order[len(pairs) + 1 :].take(same), order.take(same)))
        # Where two that follow each other in that order are the same as the next, so is the next but one.
        same = same.take((same[1:] - same[:-1] == 1).nonzero()[0])
    return Alike(each, pairs)


def _matches(alike: Alike, least: int, *, distances: int = 8, most: int = 20_000) -> list[Match]:
    """
    Find where 6-grams stood before, stretched as far as they agree; nothing when fewer than `least` do.

    A text that says the same all the time gives more than `most` stretches: then only the longer ones count.
    """
    each, count = alike.each, len(alike.each)
    if not alike.pairs or len(alike.pairs[0][0]) < least:
        return []
    # One number for each pair, by distance and place, so that a stretch is a row of numbers without a gap.
    rows = [(later - earlier) * count + later for later, earlier in alike.pairs]
    if len(rows) == _BACK:
        # What is said more often in between is found again along the commonest distances.
        counts = np.bincount(np.concatenate([later - earlier for later, earlier in alike.pairs]))
        known = counts.nonzero()[0]
        commonest = known[np.argsort(-counts[known], kind="stable")[:distances]].tolist()
        rows += [(each[by:] == each[:-by]).nonzero()[0] + by * (count + 1) for by in commonest]
    found = np.concatenate(rows)
    found.sort()
    steps = found[1:] - found[:-1]
    if len(rows) > _BACK:
        found = np.append(found[:1], found[1:][steps > 0])
        steps = steps[steps > 0]
    lasts = np.append((steps > 1).nonzero()[0], len(found) - 1)
    sizes = lasts + _SIZE
    sizes[1:] -= lasts[:-1] + 1
    heads = found.take(lasts) - sizes + _SIZE
    shortest = _SIZE
    while np.count_nonzero(sizes >= shortest) > most:
        shortest *= 2
    if shortest > _SIZE:
        heads, sizes = heads[sizes >= shortest], sizes[sizes >= shortest]
    by, at = np.divmod(heads, count)
    each_one = zip(at.tolist(), (-sizes).tolist(), (at - by).tolist(), strict=True)
    return [Match(place, before, -size) for place, size, before in sorted(each_one)]


def _chained(matches: list[Match], gap: int) -> list[list[Match]]:
    """Join matches into chains: in the same order in both places, at most `gap` words apart."""
    done: list[list[Match]] = []
    active: list[list[Match]] = []
    for match in matches:
        best, least = None, (gap + _SIZE + 1, 0)
        past: list[list[Match]] = []
        for chain in active:
            later, earlier, size = chain[-1]
            right = match.later - later - size
            if right > gap:
                past.append(chain)
                continue
            left = match.earlier - earlier - size
            if right > -_SIZE and -_SIZE < left <= gap and (abs(right - left), right) < least:
                best, least = chain, (abs(right - left), right)
        for chain in past:
            active.remove(chain)
        done += past
        if best:
            best.append(match)
        else:
            active.append([match])
    return done + active


def _turns(chain: list[Match], *, shortest: int = 100, verbatim: float = 0.9) -> Iterator[list[Match]]:
    """
    Part a chain that runs on into its own copy: of three copies the third repeats the second, as that does the first.

    Only where the chain is `verbatim` and each turn at least `shortest` words long; else it is a litany: one chain.
    """
    start, left, _ = chain[0]
    end, turn = chain[-1].later + chain[-1].size, start - left
    right = chain[-1].earlier + chain[-1].size
    if right <= start + _SIZE or turn < shortest or _agreeing(chain) < verbatim * (end - start):
        yield chain
        return
    parts: dict[int, list[Match]] = {}
    for later, earlier, size in chain:
        at = 0
        while at < size:
            number = (later + at - start) // turn
            step = min(size - at, start + (number + 1) * turn - later - at)
            if step >= _SIZE:
                parts.setdefault(number, []).append(Match(later + at, earlier + at, step))
            at += step
    yield from parts.values()


def _agreeing(chain: list[Match]) -> int:
    """How many 6-grams of the two places agree."""
    return sum(match.size - _SIZE + 1 for match in chain)


def _run(
    chain: list[Match], found: Words, text: str, shortest: int, dense: float, *,
    overlap: float = 0.2, different: float = 0.01, different_short: float = 0.005,
) -> Run | None:  # fmt: skip
    """
    Look closely at a chain, and say whether it is a stretch of a second copy.

    It is not when it repeats itself at once (`overlap` with its own source: a litany), when in more than one place of
    a hundred words the two say `different` things in the same frame (menus, product lists, clauses; half of that
    where the lines are short or lost), or when it is verse, a list or a table; unless all there is is that, twice.
    """
    start, left, _ = chain[0]
    end, right = chain[-1].later + chain[-1].size, chain[-1].earlier + chain[-1].size
    size = max(end - start, right - left)
    if min(end - start, right - left) < shortest or right - start > overlap * (end - start):
        return None
    agree = _agreeing(chain)
    if agree < dense * (size - _SIZE + 1):
        return None
    run = _aligned(chain, found, text, most=1 + different * size)
    if run.filled > 1 + different * size:
        return None
    shapes = [_shape(text[found.start[a] : found.end[b - 1]]) for a, b in ((start, end), (left, right))]
    prose = [count >= 3 and (middle >= 60 or longest >= 120) for count, middle, longest in shapes]
    if not all(prose) or any(middle < 60 for _, middle, _ in shapes):
        different = different_short
    if run.filled > 1 + different * size:
        return None
    verse = [count >= 4 and middle < 60 and longest < 120 for count, middle, longest in shapes]
    whole = (
        end - start >= 200
        and not run.filled
        and agree > 0.9 * size
        and end - start + right - left > 0.8 * len(found.hash)
    )
    return run if whole or any(prose) or not any(verse) else None


def _shape(text: str) -> tuple[int, float, int]:
    """How many lines say something, how long the middle one is, and the longest."""
    sizes = [size for line in text.split("\n") if (size := len(line.strip()))]
    return len(sizes), median(sizes), max(sizes)


def _aligned(chain: list[Match], found: Words, text: str, *, most: float = math.inf) -> Run:
    """
    Pair the words of the two places: those that match, and between matches those spelled alike but for blanks.

    No further than to where more than `most` places are filled differently.
    """
    start, left, _ = chain[0]
    end, right = chain[-1].later + chain[-1].size, chain[-1].earlier + chain[-1].size
    twins, echoes = np.full(end - start, -1), np.full(right - left, -1)
    places = np.arange(left, end)  # those of the earlier place and, from `start - left` on, those of the later one
    filled = 0
    for last, match in pairwise(chain):
        here = range(last.later + last.size, match.later)
        there = range(last.earlier + last.size, match.earlier)
        if here and there and filled <= most:
            pairs, back = _spelled_alike(here, there, found, text)
            for one, other in pairs.items():
                twins[one - start] = other
            for other, one in back.items():
                echoes[other - left] = one
            if len(pairs) < len(here) and len(back) < len(there):
                filled += 1 + (_has_figure(here, found, text) and _has_figure(there, found, text))
        elif here or there:
            filled += _inserted(here or there, found, text)
    priced = [sign for sign in _MONEY if sign in text]
    for at, (later, earlier, size) in enumerate(chain):
        if priced and filled <= most:
            mine, tmine = (_money(place - (at > 0), size, found, text, priced) for place in (later, earlier))
            filled += mine != tmine
        twins[later - start : later - start + size] = places[earlier - left : earlier - left + size]
        echoes[earlier - left : earlier - left + size] = places[later - left : later - left + size]
    return Run(start, end, left, right, twins, echoes, filled)


def _has_figure(span: range, found: Words, text: str, *, few: int = 4) -> bool:
    """Tell whether these `few` words hold a digit: one price, dose or date for another makes another text."""
    said = text[found.start[span[0]] : found.end[span[-1]]]
    return len(span) <= few and any(sign.isdigit() for sign in said)


def _inserted(span: range, found: Words, text: str, *, few: int = 3) -> bool:
    """Tell whether these `few` words that one place lacks stand inside a phrase: no link, no note, no sentence."""
    if len(span) > few or span.start == 0 or span.stop == len(found.start):
        return False
    around = text[found.end[span.start - 1] : found.start[span.stop]]
    return not any(sign in _BREAKS for sign in around)


def _money(first: int, size: int, found: Words, text: str, priced: list[str]) -> list[int]:
    """How often each currency is named by its sign among these words: the signs are no part of them."""
    start, end = int(found.start[first]), int(found.end[first + size - 1])
    return [text.count(sign, start, end) for sign in priced]


def _spelled_alike(here: range, there: range, found: Words, text: str) -> tuple[dict[int, int], dict[int, int]]:
    """
    Pair words of `here` with those of `there` that hold all their letters in the same order, and the other way round.

    So "it" and "Today" are found in "itToday", and a clipped "morni" in "morning".
    """
    if len(here) + len(there) > 60:
        return {}, {}
    mine, my = _spelled(here, found, text)
    theirs, their = _spelled(there, found, text)
    numbers, others = (found.hash[span.start : span.stop].tolist() for span in (here, there))
    shares_words = not set(numbers).isdisjoint(others)
    pairs: dict[int, int] = {}
    back: dict[int, int] = {}
    for a, b, size in _blocks(mine, theirs, shares_words=shares_words):
        whole = my[a : a + size], their[b : b + size]
        for one, other in dict.fromkeys(zip(*whole, strict=True)):
            same = numbers[one - here.start] == others[other - there.start]
            if same or (size >= 4 and one not in pairs and whole[0].count(one) == my.count(one)):
                pairs.setdefault(one, other)
            if same or (size >= 4 and other not in back and whole[1].count(other) == their.count(other)):
                back.setdefault(other, one)
    return pairs, back


def _blocks(mine: str, theirs: str, *, shares_words: bool) -> Iterable[tuple[int, int, int]]:
    """
    What two strings have in common, in the same order: (place in one, place in the other, size), as difflib says it.

    Most of the time one holds the other, or they share nothing: no four letters, and no whole word (`shares_words`).
    """
    if (at := theirs.find(mine)) >= 0:
        return [(0, at, len(mine))]
    if (at := mine.find(theirs)) >= 0:
        return [(at, 0, len(theirs))]
    if not shares_words and not any(mine[at : at + 4] in theirs for at in range(len(mine) - 3)):
        return []
    return _in_common(mine, theirs)


def _in_common(mine: str, theirs: str) -> list[tuple[int, int, int]]:
    """
    Find the longest stretch of two strings, the first of several, then those before and behind it in the same way.

        >>> _in_common("the mill wheel", "a mill's wheel")
        [(3, 1, 5), (8, 8, 6)]
    """
    blocks: list[tuple[int, int, int]] = []
    todo = [(0, len(mine), 0, len(theirs))]
    while todo:
        start, end, left, right = todo.pop()
        at, most, there = start, 0, theirs[left:right]
        for n in range(start, end):
            while n + most < end and mine[n : n + most + 1] in there:
                at, most = n, most + 1
        if most:
            other = theirs.index(mine[at : at + most], left)
            blocks.append((at, other, most))
            todo += [(start, at, left, other), (at + most, end, other + most, right)]
    return sorted(blocks)


def _spelled(span: range, found: Words, text: str) -> tuple[str, list[int]]:
    """Spell words as one string of letters, and say for each letter which word it is of."""
    places = zip(*(each[span.start : span.stop].tolist() for each in (found.start, found.end)), strict=True)
    said = [text[start:end].casefold() for start, end in places]
    return "".join(said), [word for word, letters in zip(span, said, strict=True) for _ in letters]


def _beside(
    runs: list[Run], chains: list[list[Match]], found: Words, text: str, *, shortest: int = 12, away: int = 200
) -> Iterator[Run]:
    """Find shorter stretches of the same two copies: before or after a run in both places, at most `away` words off."""
    taken = {(run.start, run.left) for run in runs}
    for chain in chains:
        start, left, _ = chain[0]
        end, right = chain[-1].later + chain[-1].size, chain[-1].earlier + chain[-1].size
        if min(end - start, right - left) < shortest or right > start or (start, left) in taken:
            continue
        for run in runs:
            after = run.end <= start <= run.end + away and run.right <= left <= run.right + away
            before = run.start - away <= end <= run.start and run.left - away <= right <= run.left
            if after or before:
                yield _aligned(chain, found, text)
                break


def _dropped(doc: Document, page: Page, runs: list[Run], covered: float) -> Iterator[Edit | Fact]:
    found = page.words
    copies = Copies(np.full(len(found.hash), -1), np.full(len(found.hash), -1))
    for run in reversed(runs):  # the first ones are the surest, and have the last word
        np.copyto(copies.twins[run.start : run.end], run.twins, where=run.twins >= 0)
        np.copyto(copies.echoes[run.left : run.right], run.echoes, where=run.echoes >= 0)
    twins, cuts = _losing(page, copies, runs, covered)
    if not cuts:
        return
    places = _ends(twins, cuts)
    starts, ends = found.start.take(places[0]).tolist(), found.end.take(places[1]).tolist()
    for cut, start, end in zip(cuts, starts, ends, strict=True):
        why = f"stands at characters {start} to {end} too"
        yield Edit(cut.start, cut.end, "", _RULE, why, round(cut.hits / (cut.last - cut.first), 3))
    yield from _around(doc, page, cuts, min(starts), max(ends))


def _ends(twins: NDArray[np.int64], cuts: list[Cut]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find for each cut the first and the last of the words that say it elsewhere."""
    spans = [place for cut in cuts for place in (cut.first, cut.last)]
    said = np.full(len(twins) + 1, -1)
    said[:-1] = twins
    last = np.maximum.reduceat(said, spans)[::2]
    first = np.minimum.reduceat(said.view(np.uint64), spans)[::2].view(np.int64)  # where -1 is the greatest number
    return first, last


def _losing(page: Page, copies: Copies, runs: list[Run], covered: float) -> tuple[NDArray[np.int64], list[Cut]]:
    """Weigh the copies: the one whose going takes more repeated words and fewer others goes; else the worse set one."""
    second = _cuts(page, copies.twins, covered)
    worth = _worth(second)
    slack = max(5, 0.02 * worth)
    later = "\n".join(page.text[page.words.start[run.start] : page.words.end[run.end - 1]] for run in runs)
    earlier = "\n".join(page.text[page.words.start[run.left] : page.words.end[run.right - 1]] for run in runs)
    glued = sum(int(np.count_nonzero(run.twins >= 0) - np.count_nonzero(run.echoes >= 0)) for run in runs)
    one, other = _debris(earlier, later)
    first_is_worse = one + glued > other + 1
    if first_is_worse or np.count_nonzero(copies.echoes >= 0) > worth + slack:
        first = _cuts(page, copies.echoes, covered)
        more = _worth(first) - worth
        if more > slack or (first_is_worse and more >= -slack):
            return copies.echoes, first
    return copies.twins, second


def _worth(cuts: list[Cut], *, price: int = 3) -> int:
    """Count the repeated words that the cuts take, less `price` for each word that stands nowhere else."""
    words_cut = sum(cut.last - cut.first for cut in cuts)
    repeated = sum(cut.hits for cut in cuts)
    return repeated - price * (words_cut - repeated)


def _debris(one: str, other: str) -> tuple[int, int]:
    """Count what spoils each of two copies; to have lost the paragraphs that the other has weighs like ten."""
    lost, other_lost = _is_flat(one) and _is_parted(other), _is_flat(other) and _is_parted(one)
    return _spots(one) + 10 * lost, _spots(other) + 10 * other_lost


def _is_flat(copy: str) -> bool:
    """Tell whether nearly all of a copy is one line: that one must hold its middle."""
    middle = len(copy) // 2
    start, end = copy.rfind("\n", 0, middle) + 1, copy.find("\n", middle)
    return (end if end >= 0 else len(copy)) - start >= 0.8 * len(copy)


def _is_parted(copy: str) -> bool:
    """Tell whether no line is more than half of a copy."""
    return max(map(len, copy.split("\n"))) <= 0.5 * len(copy)


def _spots(copy: str) -> int:
    """Count cut ends and leftovers of Markdown."""
    return sum(copy.count(piece) for piece, sign in _DEBRIS if sign in copy)


def _cuts(page: Page, twins: NDArray[np.int64], covered: float, *, long: int = 60) -> list[Cut]:
    """
    Find what goes of the losing copy, whose words have these `twins`: lines of which `covered` stands elsewhere.

    A line that says other things too is gone through sentence by sentence, if it is `long` or says many of them.
    """
    before = np.zeros(len(twins) + 1, np.int64)  # how many words before each stand elsewhere
    np.cumsum(twins >= 0, out=before[1:])
    cuts: list[Cut] = []
    edges, reached = page.edges.tolist(), before.take(page.edges).tolist()
    rows = zip(page.lines, edges, edges[1:], reached, reached[1:], strict=False)
    for line, first, last, had, has in rows:
        size, hits = last - first, has - had
        if hits == size > 0 or (hits >= covered * size > 0 and size <= long):
            cuts.append(Cut(line.start, line.end, first, last, hits))
        elif hits >= _SIZE:
            cuts += _parts(page, line, first, before[first : last + 1].tolist(), covered)
    return cuts


def _parts(page: Page, line: Line, begun: int, lost: list[int], covered: float, *, shortest: int = 12) -> Iterator[Cut]:
    """
    Find the sentences of a line that go; of one that says more, its beginning or end if that stands elsewhere.

    Before each word from `begun` on so many are `lost` in all.
    """
    text, found = page.text, page.words
    spans = [(each.start, each.end) for each in sentences(text, line.start, line.stop)]
    places = (np.searchsorted(found.start, [*[start for start, _ in spans], line.stop]) - begun).tolist()
    gone: list[Cut] = []
    for (start, end), first, last in zip(spans, places, places[1:], strict=False):
        hits = lost[last] - lost[first]
        if hits >= covered * (last - first) > 0:
            gone.append(Cut(start, end, begun + first, begun + last, hits))
            continue
        head = next((k for k in range(first, last) if lost[k + 1] == lost[k]), last)
        tail = next((k for k in range(last, first, -1) if lost[k] == lost[k - 1]), first)
        if head - first >= shortest:
            stop = _before(text, int(found.start[begun + head]), start)
            gone.append(Cut(start, stop, begun + first, begun + head, head - first))
        elif last - tail >= shortest:
            stop = _before(text, int(found.start[begun + tail]), start)
            gone.append(Cut(stop, end, begun + tail, begun + last, last - tail))
    yield from _joined(gone, line, text)


def _before(text: str, at: int, least: int) -> int:
    """Step back from a word over the quotes, dashes and brackets that open it."""
    while (
        at > least and not text[at - 1].isspace() and not text[at - 1].isalnum() and text[at - 1] not in ".,;:!?…)]”»"
    ):
        at -= 1
    return at


def _joined(gone: list[Cut], line: Line, text: str) -> Iterator[Cut]:
    """Join cuts with only blanks between, and take the blanks after them; a line that is all cut goes with its end."""
    at = 0
    while at < len(gone):
        start, end, first, last, hits = gone[at]
        while at + 1 < len(gone) and not text[end : gone[at + 1].start].strip():
            at += 1
            _, end, _, last, more = gone[at]
            hits += more
        at += 1
        head = not text[line.start : start].strip()
        if head and end == line.stop:
            yield Cut(line.start, line.end, first, last, hits)
        elif end == line.stop:
            before = text[line.start : start]
            yield Cut(start - (len(before) - len(before.rstrip())), end, first, last, hits)
        else:
            rest = text[end : line.stop]
            yield Cut(start, end + len(rest) - len(rest.lstrip()), first, last, hits)


def _around(
    doc: Document, page: Page, cuts: list[Cut], low: int, high: int, *, above: int = 5, before: int = 1000
) -> Iterator[Edit | Fact]:
    """
    Find what belongs to the copy that goes: its title, and short lines that the other copy has too.

    The other copy stands at `low`:`high`, its title up to `before` characters above. Looked for between the cuts and
    up to `above` lines before them, as long as each line is one of these. A title in other words is kept as the fact
    alt_title.
    """
    heads = [line.start for line in page.lines]
    gone = {bisect_right(heads, cut.start) - 1 for cut in cuts}
    top, end = min(gone), max(gone)
    others = [at for at in range(bisect_left(heads, low - before), bisect_right(heads, high)) if at not in gone]
    said = _numbers(page)
    known = {numbers: page.lines[at] for at in reversed(others) if (numbers := said(at))}
    for at in range(top + 1, end):
        if at not in gone:
            yield from _twin(page.lines[at], known.get(said(at)))
    for at in range(top - 1, max(top - 1 - above, -1), -1):
        line = page.lines[at]
        again: list[Edit | Fact] = list(_twin(line, known.get(said(at))))
        if not again and low < line.start:
            titles = [doc.get("title"), page.lines[0].text, *[page.lines[n].text for n in others if heads[n] < low]]
            if _reworded(line.text, set(memoryview(said(at)).cast("Q")), titles):
                why = "another title of the same body"
                again = [line.dropped(_RULE, why, 0.9), Fact("alt_title", line.text, _RULE, why)]
        if not again:
            break
        yield from again


def _numbers(page: Page) -> Callable[[int], bytes]:
    """Make the words of a line a key: the same for lines that say the same; empty for a line without a word."""
    numbers, size = page.words.hash.tobytes(), page.words.hash.itemsize
    edges = (page.edges * size).tolist()
    return lambda at: numbers[edges[at] : edges[at + 1]]


def _twin(line: Line, same: Line | None) -> Iterator[Edit]:
    if same and same.start != line.start:
        yield line.dropped(_RULE, f"stands at characters {same.start} to {same.stop} too")


def _reworded(line: str, mine: set[int], titles: Iterable[str], *, shared: float = 0.6) -> bool:
    """Tell whether a line says mostly what a title says: it shares most of its words, and ends like a title."""
    if not 4 <= len(mine) <= 40 or line.endswith((".", ":", ",", "…")):
        return False
    for title in titles:
        alt = _IMAGE.search(title)
        shown = alt[1] if alt else title
        if len(shown) > 40 * len(line):  # a body on one line: its words are not worth counting
            continue
        theirs = set(words(shown).hash.tolist())
        if 2 * len(mine & theirs) >= shared * (len(mine) + len(theirs)):
            return True
    return False
