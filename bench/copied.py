"""
Score the text path on web pages as people copy them: whole, without HTML, with everything around the text.

    python bench/copied.py --models DIR          # models that never saw the page's site: train_lines.py --keep DIR
    python bench/copied.py --every 4 --worst 20  # a quarter of the pages; the documents that lose most
    python bench/copied.py --shared PATH --show words.txt --flavours strings recall

Pages of the HTML benchmark with a known main text are turned to plain text by html-text, html2text (with links and
without) and inscriptis, each page by two of them; --flavours takes other ways: each piece of text on its own line
(strings), what trafilatura finds when it favours recall (recall), and those that train_lines.py writes by hand.
Each word is the text's when it stands in the longest common run with the known main text, noise when not; what stands
inside a line of the text, long lines between two of its lines, and its title are neither. The main text of a page may
lack captions, lists and titles, so read samples (--show) before the figures.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from train_lines import CONVERTERS, FOLDS, STYLES, aligned, as_text, fold_of, labelled, left_out, site_of, tokens  # noqa: E402

from cleaners import Document, Edit, clean  # noqa: E402
from cleaners.furniture import model as line_model  # noqa: E402
from cleaners.read import read  # noqa: E402
from cleaners.text import lines  # noqa: E402


class Scored(NamedTuple):
    """One document: where it comes from, and how many words of its text and of its noise there were and went."""

    name: str
    flavour: str
    source: str
    language: str
    body: int
    lost: int
    noise: int
    removed: int
    rules: Counter[tuple[str, str]]
    shown: list[str]


def rows(shared: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Articles with a main text: (set, row)."""
    for name in ("wcxb", "fundus"):
        with lzma.open(shared / "bench" / "html" / f"{name}-dev.jsonl.xz", "rt", encoding="utf-8") as held:
            for line in held:
                row = json.loads(line)
                if row.get("type", "article") == "article" and row.get("html") and len(row.get("gold") or "") > 300:
                    yield name, row


def texts(html: str, url: str, flavours: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The page in each of these flavours, where it can be read."""
    rng = random.Random(zlib.crc32(url.encode()))
    for flavour in flavours:
        try:
            if flavour == "recall":
                import trafilatura

                yield flavour, trafilatura.extract(html, favor_recall=True, include_comments=True) or ""
            else:
                yield flavour, as_text(html, flavour, rng)
        except (ValueError, lxml.etree.ParserError):
            continue


def survivors(doc: Document, done: Document) -> np.ndarray:
    """For each character of the text the number of the edit that took it out; -1 when it is still there."""
    origin = np.arange(len(doc.text))
    gone = np.full(len(doc.text), -1)
    by_round: dict[int, list[tuple[int, Edit]]] = defaultdict(list)
    for n, edit in enumerate(done.trail):
        if n >= len(doc.trail):
            by_round[edit.round].append((n, edit))
    for number in sorted(by_round):
        parts, at = [], 0
        for n, edit in sorted(by_round[number], key=lambda item: item[1].start):
            old = origin[edit.start : edit.end]
            parts.append(origin[at : edit.start])
            if len(edit.new) < 0.5 * len(old):
                gone[old[old >= 0]] = n
                parts.append(np.full(len(edit.new), -1))
            else:
                parts.append(np.resize(old, len(edit.new)) if len(old) else np.full(len(edit.new), -1))
            at = edit.end
        origin = np.concatenate([*parts, origin[at:]])
    return gone


def named(edit: Edit) -> str:
    """Under which name an edit is counted."""
    return edit.rule


def scored(source: str, row: dict[str, Any], flavour: str, text: str) -> Scored | None:
    """Clean one page and count; None when its main text is not in it."""
    doc = read(text.encode("utf-8", "replace"), name="page.txt")
    said, starts = tokens(doc.text)
    gold = tokens(row["gold"])[0]
    labels = labelled(said, starts, doc.text, gold, tokens(row.get("title") or "")[0])
    if (labels == 1).sum() < 0.6 * len(gold) or len(said) > 20_000:
        return None
    done = clean(doc)
    gone = survivors(doc, done)[starts] if starts else np.zeros(0, int)
    # Of a text that stands twice either copy may stay: what the cleaned text still says is not lost.
    lost = int(((labels == 1) & (gone >= 0)).sum())
    lost = min(lost, max(0, int((labels == 1).sum()) - int(aligned(tokens(done.text)[0], gold).sum())))
    rules: Counter[tuple[str, str]] = Counter()
    shown = []
    places = np.asarray(starts)
    for line in lines(doc.text):
        low, high = np.searchsorted(places, [line.start, line.end])
        own = np.arange(low, high)
        if not len(own):
            continue
        out = gone[own] >= 0
        for n, label in zip(own[out], labels[own[out]], strict=True):
            rules[("body" if label == 1 else "noise" if label == 0 else "neither", named(done.trail[gone[n]]))] += 1
        for mark, picked in (("LOST", out & (labels[own] == 1)), ("KEPT", ~out & (labels[own] == 0))):
            if picked.any():
                why = done.trail[gone[own[picked][0]]] if mark == "LOST" else None
                told = f"{why.rule} {why.score} {why.why}" if why else ""
                shown.append(f"{mark} {int(picked.sum()):4d} | {line.text[:160]} | {told}")
    return Scored(
        row["id"], flavour, source, row.get("lang") or doc.get("language") or "?", int((labels == 1).sum()),
        lost, int((labels == 0).sum()), int(((labels == 0) & (gone >= 0)).sum()),
        rules, shown,
    )  # fmt: skip


def use(model: Path) -> None:
    """Judge lines with this model from now on."""
    held = json.loads(model.read_text(encoding="utf-8"))
    line_model._file = lambda: held  # type: ignore[assignment]  # noqa: SLF001
    line_model._trees.cache_clear()  # noqa: SLF001


def told(name: str, found: Sequence[Scored]) -> None:
    """One line of figures."""
    if found:
        body, noise = sum(each.body for each in found), sum(each.noise for each in found)
        emptied = sum(each.lost > 0.9 * each.body for each in found)
        whole = sum(each.lost == 0 for each in found) / len(found)
        lost, removed = sum(each.lost for each in found), sum(each.removed for each in found)
        print(
            f"{name:22s} {len(found):5d} texts  noise removed {removed / max(1, noise):.3f} of {noise:7d}  "
            f"harm per 10,000 {1e4 * lost / max(1, body):6.1f} of {body:7d}  whole {whole:.3f}  emptied {emptied}"
        )


def report(found: Sequence[Scored], worst: int, show: Path | None) -> None:
    """Figures for all, by flavour, set and language, and what each rule took."""
    told("all", found)
    for name, part in (("flavour", 1), ("source", 2), ("language", 3)):
        for value, _ in Counter(each[part] for each in found).most_common(14):
            told(f" {name} {value}", [each for each in found if each[part] == value])
    rules: Counter[tuple[str, str]] = Counter()
    for each in found:
        rules.update(each.rules)
    for rule in sorted({rule for _, rule in rules}, key=lambda rule: -rules["body", rule]):
        body, noise, neither = (rules[what, rule] for what in ("body", "noise", "neither"))
        print(f"  {rule:24s} body {body:6d}  noise {noise:7d}  neither {neither:6d}")
    for each in sorted(found, key=lambda each: -each.lost)[:worst]:
        print(f"  {each.name:40.40s} {each.flavour:9s} {each.language:3.3s} lost {each.lost} of {each.body}")
    if show:
        with show.open("w", encoding="utf-8") as out:
            for each in found:
                if each.shown:
                    print(
                        f"=== {each.name} {each.flavour} {each.language} lost {each.lost}/{each.body} "
                        f"removed {each.removed}/{each.noise}",
                        *each.shown,
                        sep="\n",
                        file=out,
                    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared", help="holds bench/html")
    options.add_argument("--models", type=Path, help="fold-0.json … as train_lines.py --keep wrote them")
    options.add_argument("--every", type=int, default=1, help="take every nth page")
    options.add_argument("--first", type=int, default=0, help="begin with this page")
    options.add_argument("--flavours", nargs="+", default=list(CONVERTERS), choices=(*STYLES, "recall"))
    options.add_argument("--folds", type=int, nargs="+", default=list(range(FOLDS)), help="only sites of these folds")
    options.add_argument("--worst", type=int, default=0, help="name the texts that lose most")
    options.add_argument("--show", type=Path, help="write what was lost and what was kept there, line by line")
    chosen = options.parse_args()
    if not (chosen.shared / "bench" / "html").is_dir():
        print(
            f"no pages at {chosen.shared / 'bench' / 'html'}: give their place with --shared; nothing was scored",
            file=sys.stderr,
        )
        return 2
    aside = left_out(chosen.shared)
    by_fold: dict[int, list[tuple[str, dict[str, Any], list[str]]]] = defaultdict(list)
    for n, (source, row) in enumerate(rows(chosen.shared)):
        if n % chosen.every == chosen.first:
            site = site_of(row["url"] or "") or row["id"].split("_")[0].lower()
            two = chosen.flavours[n // chosen.every % len(chosen.flavours) :] + chosen.flavours
            by_fold[fold_of(site) if site not in aside else 0].append((source, row, two[:2]))
    found: list[Scored] = []
    for fold, held in sorted(by_fold.items()):
        if fold not in chosen.folds:
            continue
        if chosen.models:
            use(chosen.models / f"fold-{fold}.json")
        for source, row, two in held:
            for how, text in texts(row["html"], row["url"] or "", two):
                one = scored(source, row, how, text) if text else None
                found += [one] if one else []
    report(found, chosen.worst, chosen.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
