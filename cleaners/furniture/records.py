"""
Entries that are built alike: what stands in one of them as in those that stay is the text's, too.

The inns of a guide, each with "Pros", "Cons" and "Price"; the places of a ranking; the notes that a text counts. They
are lists of a few words, as menus are, and only their likeness to one another and the text between them tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from cleaners import expressions as re
from cleaners.furniture.page import Page
from cleaners.furniture.series import Bools, runs

# "**Price:**", "Open from: May", "* Pros :".
_LABEL = re.compile(r"[\W_]{0,8}(.{2,40}?)[*_\s]{0,4}[:：]")
# "3.", "### 3\. The Weir Inn", "[3] Low, p. 12".
_NUMBER = re.compile(r"[#*_>\s\[]{0,6}(\d{1,3})\\?[.)]?(?:[*_\s]|$)")

# What stands before a label or a name, and behind it.
_SIGNS = "#*_•·>+-[] \t"


def of_records(page: Page, out: Bools) -> Bools:
    """Lines of entries that the text has more of; see the rules below for what tells each."""
    ends = _text_ends(page, out)
    if not ends:
        return page.none()
    marks, numbers = _marks(page, ends[0]), _numbers(page, ends[0])
    found = _numbered_heads(page, out, numbers) | _labelled_lists(page, out, marks, ends)
    found |= _counted_on(page, out, numbers, ends) | _named_above(page, out)
    found |= _built_alike(page, out & ~found, marks, ends)
    return found


def _text_ends(page: Page, out: Bools, *, step: int = 8) -> tuple[int, int] | None:
    """The first prose of the text, and the last line that stays below it, each at most `step` below the one before."""
    text = np.flatnonzero(page.text(out))
    if not len(text):
        return None
    last = int(text[-1])
    for n in np.flatnonzero(~out & page.of_kind("")).tolist():
        if n > last + step:
            break
        last = max(last, n)
    return int(text[0]), last


def _marks(page: Page, start: int, *, longest: int = 60, many: int = 5) -> list[str]:
    """What each line may share with its like: the label before its colon ("price:"), or the few words that it is."""
    plain = page.of_kind("") & ~page.having("rights", "dated") & (page["links"] <= 0.5)
    found = [""] * len(page)
    for n in (np.flatnonzero(plain[start:]) + start).tolist():
        text = page.lines[n].text
        label = _LABEL.match(text) if ":" in text[:60] or "：" in text[:60] else None
        if label and label[1].count(" ") < many and "](" not in label[1] and "http" not in label[1]:
            found[n] = f"{label[1].casefold()}:"
        elif len(text) <= longest and 2 <= len(said := text.strip(_SIGNS).casefold()) <= 40 and not said.isdigit():
            found[n] = said
    return found


def _numbers(page: Page, start: int, *, above: int = 20) -> list[tuple[int, int]]:
    """The lines that begin with a number, each with it, from close above the text on; no links."""
    start = max(0, start - above)
    unlinked = np.flatnonzero(page["links"][start:] <= 0.5) + start
    hits = ((n, _NUMBER.match(page.lines[n].text)) for n in unlinked.tolist())
    return [(n, int(hit[1])) for n, hit in hits if hit]


def _numbered_heads(
    page: Page, out: Bools, numbers: list[tuple[int, int]], *, fewest: int = 4, share: float = 0.5, longest: int = 16
) -> Bools:
    """The headings of a count from 1 on with text that stays between most of them: "3. The Weir Inn"."""
    found, chains, whole = page.none(), dict[int, list[int]](), list[list[int]]()
    brief = page["words"] <= longest
    for n, at in numbers:
        if not brief[n]:
            continue
        if at == 1:
            whole += [chains[1]] if 1 in chains else []
            chains[1] = [n]
        elif at - 1 in chains:
            chains[at] = [*chains.pop(at - 1), n]
    for chain in (*whole, *chains.values()):
        if len(chain) >= fewest and _text_between(page, out, chain) >= share:
            found[chain] = True
    return found


def _text_between(page: Page, out: Bools, places: list[int]) -> float:
    """Between how many of these places, one after the other, prose stands that stays: a share of all."""
    stays = np.concatenate([[0], np.cumsum(~out & page.prose)])
    return sum(bool(stays[after] > stays[before + 1]) for before, after in pairwise(places)) / (len(places) - 1)


def _labelled_lists(
    page: Page, out: Bools, marks: list[str], ends: tuple[int, int], *, often: int = 3, share: float = 0.5
) -> Bools:
    """
    Lists of bullets under a label with a colon that stands `often`, with text that stays between: "Known for:".

    A list of other articles has another name below each part of a text, or a known one ("Related:"), or links.
    """
    found, places = page.none(), defaultdict[str, list[int]](list)
    for n in range(ends[0], len(page)):
        if marks[n].endswith(":") and page["words"][n] <= 6 and page.lines[n].text.rstrip("*_ ").endswith((":", "：")):
            places[marks[n]].append(n)
    item = (page["bullet"] > 0) & (page["links"] <= 0.5) & ~page.of_kind("comments", "ad")
    for labels in places.values():
        if len(labels) < often or _text_between(page, out, labels) < share:
            continue
        lists = [(n, _while(item, n + 1)) for n in labels]
        if sum(end - n > 2 for n, end in lists) >= share * len(lists):
            for n, end in lists:
                found[n:end] = end > n + 1
    return found


def _while(item: Bools, start: int) -> int:
    """Where the lines from `start` on stop being items."""
    return start + int(np.argmin(np.append(item[start:], False)))


def _counted_on(
    page: Page, out: Bools, numbers: list[tuple[int, int]], ends: tuple[int, int], *, fewest: int = 3, far: int = 40
) -> Bools:
    """
    What goes on with a count of which all stays so far: notes, steps, places, at most `far` lines from one another.

    A number alone takes the line below it along. What is counted from 1 on below the text has not begun in it.
    """
    found, last, stay, place = page.none(), 0, 0, -far
    bare = page["words"] <= 1
    for n, number in numbers:
        if number not in (1, last + 1) or n >= ends[1] + far:
            continue
        if number == 1:
            stay = int(not out[n])
        elif n - place > far:
            continue
        elif not out[n]:
            stay += 1
        elif stay >= fewest and n > ends[0]:
            found[n : n + 1 + int(bare[n])] = True
        else:
            stay = -len(page)
        last, place = number, n
    return found


def _named_above(
    page: Page,
    out: Bools,
    *,
    often: int = 4,
    share: float = 0.5,
    largest: int = 10,
    near: int = 3,
    likely: float = 0.05,
) -> Bools:
    """
    The names of entries that end in the same line, "Book now" or "Read more", above what stays of them.

    At least `share` of the entries stay, three of them at least, and each is at most `largest` lines.
    """
    found, places = page.none(), defaultdict[str, list[int]](list)
    name = page.of_kind("") & ~page.having("rights", "dated", "stop", "bullet") & (page["words"] <= 16)
    name &= out & (page.sure >= likely) & (page["twins"] <= 1)
    if not name.any():
        return found
    often_said = page["twins"] >= min(often, 4)
    for n, line in enumerate(page.lines):
        said = line.text if often_said[n] else ""
        if "](" in line.text[:60]:
            said = line.text[line.text.find("[") + 1 : line.text.find("](")]
        if 2 <= len(said := said.strip(_SIGNS)) < 40:
            places[said].append(n)
    told = ~out & page.of_kind("") & (page["words"] >= 12) & (page.prose | (page["stop"] > 0))
    for said, at in places.items():
        entries = [(start + 1, end) for start, end in pairwise(at) if 2 < end - start <= largest + 1]
        if len(entries) < often - 1 or not any(map(str.isalpha, said)):
            continue
        stay = [(start, start + int(np.argmax(told[start:end]))) for start, end in entries if told[start:end].any()]
        if len(stay) >= max(3, share * len(entries)):
            for start, text in stay:
                if text - start <= near:
                    found[start:text] |= name[start:text]
    return found


def _built_alike(
    page: Page, out: Bools, marks: list[str], ends: tuple[int, int], *, often: int = 3, near: int = 8, tail: int = 12
) -> Bools:
    """
    A run of lines with the labels and the words of entries that stay: "Breakfast:", "Fees by income".

    Such a mark stands `often`, twice in what stays. A run that begins at most `near` below the text holds three
    of them, or two where one stands right above it; the lines between them go along, and at most `tail` after the
    last, up to a known line. What stands more than once between them is a box of the page that comes again.
    """
    found = page.none()
    there = Counter(mark for mark in marks if mark)
    kept = Counter(marks[n] for n in range(ends[0], ends[1] + 1) if marks[n] and not out[n])
    known = {
        mark
        for mark, times in kept.items()
        if times > 1 and there[mark] >= often
        and (mark[-1] == ":" or (mark.count(" ") < 4 and not any(map(str.isdigit, mark))))
    }  # fmt: skip
    for start, end in runs(out) if len(known) > 1 else ():
        if not out[start] or not ends[0] <= start <= ends[1] + near:
            continue
        hits = list(_together(page, [n for n in range(start, end) if marks[n] in known], start, tail))
        above = any(not out[n] and marks[n] in known for n in range(max(0, start - 6), start))
        if len({marks[n] for n in hits}) < 3 - above:
            continue
        inner = [n for n in range(hits[0], hits[-1]) if marks[n] not in known]
        if inner and (page["twins"][inner] > 1).mean() > 0.5:
            continue
        found[start : min(_while(page.of_kind(""), hits[-1] + 1), hits[-1] + 1 + tail, end)] = True
    found &= page.of_kind("") | np.array([mark in known for mark in marks])
    return found


def _together(page: Page, hits: list[int], start: int, tail: int) -> Iterator[int]:
    """The first of these lines that stand close to where their run starts and to one another, none known between."""
    plain, last = page.of_kind(""), -1
    for n in hits:
        if n - max(last, start) > tail + 4 * (last < 0) or (last >= 0 and not plain[last + 1 : n].all()):
            return
        yield n
        last = n
