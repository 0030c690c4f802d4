"""Headings that lost their list, and titles that are known by what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from cleaners import expressions as re
from cleaners.announcing import begins_with, may_announce, stands_over
from cleaners.document import Document
from cleaners.evidence import bare, speaks
from cleaners.related.heads import holds_items, is_head, is_strict
from cleaners.related.lists import last_titles, list_below
from cleaners.related.told import WORDS, YEAR, ends_told, is_title, is_told, unmarked
from cleaners.resources import Pattern, keyed, one_of, patterns
from cleaners.text import WIDE, Line, key

# How a list is looked for between two paragraphs.
_AMID = {"technical": False, "ends": False}


def lone_heads(doc: Document, said: Sequence[Line], heads: dict[int, str], foot: int) -> dict[int, str]:
    """Headings without a list, and titles that are known by what stands beside them, each with the reason."""
    codes, spoken = speaks("related", doc), speaks("announcing", doc)
    lost: dict[int, str] = {}
    if doc.get("kind") != "poem":
        lost = dict.fromkeys(_broken_off(said, codes, spoken), "and breaks off where its list was")
        bereft = (n for n in _bereft(said, codes, spoken) if not list_below(said, n, True, doc.text, **_AMID))
        lost |= dict.fromkeys(bereft, "and stands alone between two paragraphs")
        lost |= _without_items(said, heads, foot, spoken)
    lost |= dict.fromkeys(_twins(said), "and stands twice in a row below the text, as picture and as link")
    lost |= dict.fromkeys(neighbours(said, foot, codes), "and stands beside the way to the next one")
    return lost


def _without_items(
    said: Sequence[Line], heads: dict[int, str], foot: int, spoken: tuple[str, ...], *, several: int = 3
) -> dict[int, str]:
    """
    Headings at the end whose lists were lost, each with the reason, and lines that hold a heading and its items.

    After `several` of them in a row one more short line is one, too.
    """
    found = {
        n: "and its items follow in the same line"
        for n, line in enumerate(said)
        if holds_items(line.text, fewest=30 if n >= foot else 90) or (n >= foot and _is_run_on(line.text, spoken))
    }
    if found and max(found) >= foot:
        below = max(found) + 1
        found.update(dict.fromkeys(range(below, below + last_titles(said, below)), "as the line above it does"))
    at = len(said)
    run = [n for n in range(foot, at) if n in heads]
    last = said[-1].text if said else ""
    if len(run) >= several and run[-1] == at - 2 and run[-several] == at - 1 - several:
        at -= last.count(" ") < several and last[-1].isalpha()
    if at and at - 2 in run and is_strict(heads[at - 2]) and 0 < last.count(" ") < several and last.istitle():
        at -= 1
    end = at
    while at > foot and at - 1 in heads:
        at -= 1
    if end - at >= 2 or (end - at == 1 and is_strict(heads[at])):
        found.update(dict.fromkeys(range(at, len(said)), "which is gone"))
    return found


def _broken_off(said: Sequence[Line], codes: tuple[str, ...], spoken: tuple[str, ...]) -> Iterator[int]:
    """Lines that are a lead-in or a heading of a list and dots, and nothing more: "Read also …"."""
    for n, line in enumerate(said):
        if not n or len(line.text) > 60 or not line.text.endswith(("..", "…")):
            continue
        shown = bare(line.text.replace("ـ", "").rstrip(" .…"))
        if not shown:
            continue
        if is_head(shown, (), spoken) or _is_lead(shown, codes):
            yield n


def _is_lead(shown: str, codes: tuple[str, ...]) -> bool:
    """Say whether these words are a lead-in and nothing else: "Read also"."""
    return any(
        each.rule != "related.head" and (hit := each.regex.match(f"{shown}: ")) and hit.end() >= len(shown)
        for code in codes
        for each in patterns("related", code)
    )


def _bereft(said: Sequence[Line], codes: tuple[str, ...], spoken: tuple[str, ...]) -> Iterator[int]:
    """
    Lead-ins that stand alone between two paragraphs, where their title went: "Read also".

    They call on the reader, in two words and more; "Further reading" may head the books of a text.
    """
    calls = keyed("announcing", "calls", spoken)
    for n in range(1, len(said) - 1):
        text = said[n].text
        if len(text) > 30 or said[n].start - said[n - 1].stop < 2 or said[n + 1].start - said[n].stop < 2:
            continue
        shown = bare(text).rstrip(" :：")
        beside = is_told(said[n - 1].text) and is_told(said[n + 1].text)
        called = key(shown).split(" ", 1)[0] in calls
        if beside and called and is_strict(shown) and text[0] not in "#*" and _is_lead(shown, codes):
            yield n


def _twins(said: Sequence[Line], *, fewest: int = 4, dense: int = 12, told: int = 5, after: int = 2) -> list[int]:
    """
    Titles at the end of a text that stand twice in a row: the name of a picture and the link below it.

    Above them `told` lines at least tell something, below them `after` at most.
    """
    found = [
        n
        for n in range(told, len(said) - 1)
        if said[n].text == said[n + 1].text and 12 <= len(said[n].text) < 160 and said[n].text[:1] not in "-*|#>"
    ]
    found = [n for n in found if not ends_told(said[n].text) and is_title(said[n].text, fewest=fewest, dense=dense)]
    if not found:
        return []
    tell = [n for n, line in enumerate(said) if is_told(line.text)]
    found = [n for n in found if sum(at < n for at in tell) >= told and sum(at > n + 1 for at in tell) <= after]
    return [at for n in found for at in (n, n + 1)]


def neighbours(said: Sequence[Line], foot: int, codes: tuple[str, ...]) -> list[int]:
    """
    Below the text, from `foot` on: the titles of the articles before and after this one, each above its label.

    "Mill reopens", "Previous article", "The weir holds", "Next article". Only two labels with one title between them,
    and one above the first, tell that the labels stand below: otherwise the line above the first may be the text's.
    """
    if len(said) - foot < 4:
        return []
    labels = [n for n in range(foot, len(said)) if len(said[n].text) < 40 and _is_label(bare(said[n].text), codes)]
    if len(labels) != 2 or labels[1] - labels[0] != 2 or labels[0] - 1 < foot:
        return []
    titles = [labels[0] - 1, labels[0] + 1]
    below = said[labels[1] + 1].text if labels[1] + 1 < len(said) else ""
    if below and is_title(below) and not is_head(bare(below), codes):
        return []
    plain = all(is_title(said[n].text) and ":" not in said[n].text and not ends_told(said[n].text) for n in titles)
    return sorted(titles + labels) if plain else []


def _is_label(text: str, codes: tuple[str, ...]) -> bool:
    """Say whether these words alone name the article before or after this one."""
    return any(each.regex.search(f"{text}: A title") for each in _labels(codes))


@cache
def _labels(codes: tuple[str, ...]) -> tuple[Pattern, ...]:
    why = "names the article before or after this one"
    return tuple(each for code in codes for each in patterns("related", code) if each.why == why)


@cache
def _goes_on() -> re.Pattern[str]:
    """What only goes on with the words before it, in Japanese and Chinese: small letters, a stop, a particle."""
    return re.compile(rf"[\u3041-\u309f、。，：:]|{one_of('related', 'goes_on')}")


def _is_run_on(text: str, codes: tuple[str, ...], *, longest: int = 8, fewest: int = 3, most: int = 1000) -> bool:
    """
    Say whether a line below the text is an announcement that runs on into titles: "More stories Mill reopens The …".

    In a script without capitals only what suffices as a phrase is told from its titles, and no particle may follow.
    """
    if not 20 <= len(text) + 2 * len(WIDE.findall(text[:60])) <= 3 * most or ends_told(text) or YEAR.search(text):
        return False
    shown = unmarked(text)
    if not shown or not may_announce(shown, codes):
        return False
    if WIDE.match(shown):
        at = begins_with(shown, codes)
        return at > 0 and len(shown) - at >= 6 and not _goes_on().match(shown, at)
    tokens = shown.split(" ", longest)
    for many in range(min(longest, len(tokens) - 1), 1, -1):
        rest = " ".join(tokens[many:])
        if stands_over(" ".join(tokens[:many]), codes):
            return rest[:1].isupper() and len(WORDS.findall(rest)) >= fewest and WORDS.match(rest) is not None
    return False
