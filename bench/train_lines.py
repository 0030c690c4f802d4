"""
Train the model that tells a page's text from its furniture, line by line, and write it where the cleaner reads it.

    python bench/train_lines.py                      # from ../shared/bench/html, cross-validated by site, then written
    python bench/train_lines.py --shared PATH --no-write

Every page of the HTML benchmark with a known main text is turned to plain text in the ways that people do it
(one line a block; bullets and indents; Markdown with links; Markdown wrapped at 78), and its lines are labelled by
whether the main text holds them. Pages cut at random before and after their text are added, and the main texts alone,
from which nothing may be removed. Sites of the text benchmark are left out, so that it stays a test.
Needs the `train` extra (scikit-learn).
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import lxml.html
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cleaners.furniture import COLUMNS, features, units  # noqa: E402
from cleaners.text import Line, key  # noqa: E402

_BLOCK_TAGS = """
address article aside blockquote body br center dd details dialog div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary
table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
HIDDEN = frozenset(("script", "style", "head", "template", "svg", "canvas", "object", "embed", "iframe", "textarea"))
STYLES = ("blocks", "indented", "links", "wrapped")


class Page(NamedTuple):
    """One page as text, with 1 for each unit that belongs to its main text, 0 for furniture, -1 for neither."""

    site: str
    style: str
    units: Sequence[Line]
    labels: np.ndarray


# ---------------------------------------------------------------- pages to text


def as_text(html: str, style: str, rng: random.Random) -> str:
    """The whole page as plain text, as one of the usual converters would write it."""
    tree = lxml.html.fromstring(
        re.sub(r"^\s*<\?xml[^>]*\?>", "", html).encode("utf-8", "replace"),
        parser=lxml.html.HTMLParser(encoding="utf-8"),
    )
    out: list[str] = [""]
    title = tree.findtext(".//title")
    if title and style == "blocks" and rng.random() < 0.6:
        out += [" ".join(title.split()), ""]
    body = tree.find(".//body")
    _block(body if body is not None else tree, style, out, 0, rng.random() < 0.5)
    lines = [re.sub(r"\s+", " ", line).strip() if style != "indented" else line.rstrip() for line in out]
    if style == "blocks":
        lines = [line for line in lines if line]
    elif style == "wrapped":
        lines = [part for line in lines for part in (_wrapped(line) or [""])]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _block(element: Any, style: str, out: list[str], depth: int, noscript: bool) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in HIDDEN or (tag == "noscript" and not noscript):
        return
    block = tag in BLOCKS
    if block and out[-1].strip():
        out.append("")
    if (
        tag in ("p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "article", "section")
        and style != "blocks"
    ):
        out.append("")
    if style in ("links", "wrapped"):
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            out[-1] = "#" * int(tag[1]) + " "
        elif tag == "li":
            out[-1] = "  * "
        elif tag in ("strong", "b"):
            out[-1] += "**"
    elif style == "indented" and tag == "li":
        out[-1] = "  " * min(depth, 4) + "* "
    start = len(out), len(out[-1])
    if tag == "img" and style == "links":
        out[-1] += f"![{' '.join((element.get('alt') or '').split())}]({element.get('src', '')[:80]})"
    _say(element.text, out)
    for child in element:
        _block(child, style, out, depth + (tag in ("ul", "ol")), noscript)
        _say(child.tail, out)
    if style in ("links", "wrapped") and tag in ("strong", "b"):
        out[-1] += "**"
    if tag == "a" and style == "links" and element.get("href") and start[0] == len(out) and out[-1][start[1] :].strip():
        shown = out[-1][start[1] :]
        out[-1] = f"{out[-1][: start[1]]}[{shown}]({element.get('href', '')[:120].replace(' ', '')})"
    if block and out[-1].strip():
        out.append("")


def _say(text: str | None, out: list[str]) -> None:
    if text:
        said = re.sub(r"\s+", " ", text)
        if said.strip() or out[-1].strip():
            out[-1] += said


def _wrapped(line: str, width: int = 78) -> list[str]:
    parts, current = [], ""
    for word in line.split(" "):
        if current and len(current) + 1 + len(word) > width:
            parts.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*parts, current] if current else parts


# ---------------------------------------------------------------- labels


def labelled(page: Sequence[Line], gold: str, title: str) -> np.ndarray:
    """1 where the main text says the same, 0 where it does not, -1 for titles and what cannot be told."""
    gold_words = key(gold).split() if " " in gold[:400].strip() else list(key(gold).replace(" ", ""))
    grams = {tuple(gold_words[i : i + 3]) for i in range(len(gold_words) - 2)}
    gold_lines = {key(line) for line in gold.split("\n")}
    dense = " " not in gold[:400].strip()
    labels = np.full(len(page), -1, np.int8)
    shorts = []
    for n, unit in enumerate(page):
        said = key(re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r" \1 ", unit.text))
        own = list(said.replace(" ", "")) if dense else said.split()
        if not own:
            continue
        if len(own) >= 6:
            share = sum(tuple(own[i : i + 3]) in grams for i in range(len(own) - 2)) / (len(own) - 2)
            labels[n] = 1 if share >= 0.7 else 0 if share <= 0.3 else -1
        else:
            shorts.append((n, said))
    sure = np.flatnonzero(labels == 1)
    for n, said in shorts:
        near = len(sure) and min(abs(sure - n)) <= 3 and sure[0] - 2 <= n <= sure[-1] + 2
        if said in gold_lines:
            labels[n] = 1 if near else -1
        else:
            labels[n] = -1 if near and f" {said} " in f" {' '.join(gold_words)} " else 0
    # Captions, quotes and paragraphs that the main text happens to lack, between two of its own: neither.
    if len(sure):
        for n in range(int(sure[0]), int(sure[-1])):
            if labels[n] == 0 and len(page[n].text.split()) >= 12:
                labels[n] = -1
    if title:
        wanted = key(title)
        for n, unit in enumerate(page):
            if key(unit.text) and (key(unit.text) in wanted or wanted in key(unit.text)) and len(unit.text) > 15:
                labels[n] = -1
    return labels


def rows(shared: Path) -> Iterator[dict[str, Any]]:
    for name in ("wcxb", "fundus", "trafilatura"):
        path = shared / "bench" / "html" / f"{name}-dev.jsonl.xz"
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("type", "article") == "article" and row.get("html"):
                    yield row


def gold_of(row: dict[str, Any]) -> str:
    """The main text: as given, or what trafilatura says where that agrees with every known sentence of the page."""
    if row.get("gold"):
        return str(row["gold"])
    import trafilatura

    got = trafilatura.extract(row["html"], include_comments=False) or ""
    flat = " ".join(got.split())
    good = all(" ".join(each.split()) in flat for each in row.get("with_") or ())
    clean = not any(" ".join(each.split()) in flat for each in row.get("without") or ())
    return got if good and clean and len(got) > 500 else ""


def site_of(url: str) -> str:
    host = urlsplit(url).netloc.lower().split(":")[0]
    parts = host.removeprefix("www.").split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


def fold_of(site: str) -> int:
    """Which of five folds a site is in: always the same one."""
    return zlib.crc32(site.encode()) % 5


def left_out(shared: Path) -> set[str]:
    """Sites of the text benchmark, as its list of sources names them."""
    sources = (shared / "bench" / "text" / "SOURCES.md").read_text(encoding="utf-8")
    named = {site_of(url) for url in re.findall(r"https?://[^\s)|]+", sources)}
    files = {each.split("_")[0].lower() for each in re.findall(r"test_data/\w+/([^\s|]+)\.html", sources)}
    return named | files


def pages(shared: Path, *, seed: int = 7) -> Iterator[Page]:
    rng = random.Random(seed)
    aside = left_out(shared)
    for row in rows(shared):
        site = site_of(row["url"] or "") or row["id"].split("_")[0].lower()
        if site in aside or row["id"].split("_")[0].lower() in aside:
            continue
        gold = gold_of(row)
        if len(gold) < 300:
            continue
        for style in rng.sample(STYLES, 1):
            try:
                text = as_text(row["html"], style, rng)
            except (ValueError, lxml.etree.ParserError):
                continue
            page = units(text)
            labels = labelled(page, gold, row.get("title") or "")
            covered = sum(len(unit.text) for unit, label in zip(page, labels, strict=True) if label == 1)
            if covered < 0.6 * len(gold) or len(page) > 3000:
                continue
            yield Page(site, style, page, labels)
            yield from _cuts(site, style, page, labels, rng)
        if rng.random() < 0.5:
            continue
        plain = units(gold if "\n\n" in gold or rng.random() < 0.5 else gold.replace("\n", "\n\n"))
        yield Page(site, "gold", plain, np.ones(len(plain), np.int8))


def _cuts(site: str, style: str, page: Sequence[Line], labels: np.ndarray, rng: random.Random) -> Iterator[Page]:
    """The page without some of what stands before its text, and after it."""
    body = np.flatnonzero(labels == 1)
    first, last = int(body[0]), int(body[-1])
    for how in rng.sample(("head", "tail", "both", "bit"), 1):
        low = first if how in ("head", "both") else rng.randint(0, first) if how == "bit" else 0
        high = (
            last + 1
            if how in ("tail", "both")
            else rng.randint(last + 1, min(len(page), last + 12))
            if how == "bit"
            else len(page)
        )
        yield Page(site, f"{style}-{how}", page[low:high], labels[low:high])


# ---------------------------------------------------------------- the model


def tables(found: list[Page]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Traits, labels, words and fold numbers of all units; a fold holds whole sites."""
    rows_of = [features(page.units)[0] for page in found]
    folds = np.concatenate([np.full(len(page.units), fold_of(page.site)) for page in found])
    x = np.concatenate(rows_of)
    return x, np.concatenate([page.labels for page in found]), x[:, 0], folds


def fitted(x: np.ndarray, y: np.ndarray, words: np.ndarray, which: np.ndarray, *, trees: int, rows: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    chosen = np.random.RandomState(0).choice(which, min(len(which), rows), replace=False)
    made = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=0.12, max_leaf_nodes=14, min_samples_leaf=80, l2_regularization=1.0,
        early_stopping=False, random_state=1,
    )  # fmt: skip
    made.fit(x[chosen], y[chosen], sample_weight=np.sqrt(np.clip(words[chosen], 1, 100)))
    return made


def figures(sure: np.ndarray, y: np.ndarray, words: np.ndarray) -> dict[str, dict[str, float]]:
    """Words of the text lost per 10,000 and share of furniture words gone, at some thresholds."""
    out = {}
    for below in (0.05, 0.1, 0.2, 0.5):
        gone = sure < below
        lost = 1e4 * words[gone & (y == 1)].sum() / words[y == 1].sum()
        removed = words[gone & (y == 0)].sum() / words[y == 0].sum()
        out[str(below)] = {"lost per 10,000": round(float(lost), 1), "removed": round(float(removed), 3)}
    return out


def written(made: Any, about: dict[str, Any], path: Path) -> None:
    """Write the trees as lists of nodes, [column, limit, left, right] or [value], one tree a line."""
    lines, depth = [], 0
    for (tree,) in made._predictors:  # noqa: SLF001
        nodes = []
        for node in tree.nodes:
            depth = max(depth, int(node["depth"]))
            leaf = [round(float(node["value"]), 4)]
            limit = float(f"{node['num_threshold']:.9g}")
            nodes.append(
                leaf if node["is_leaf"] else [int(node["feature_idx"]), limit, int(node["left"]), int(node["right"])]
            )
        lines.append(json.dumps(nodes, separators=(",", ":")))
    base = round(float(made._baseline_prediction.ravel()[0]), 4)  # noqa: SLF001
    head = {"about": about, "columns": list(COLUMNS), "depth": depth, "base": base}
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "trees": [\n' + ",\n".join(lines) + "\n ]\n}\n"
    path.write_text(text, encoding="utf-8")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="the folder that holds bench/html"
    )
    options.add_argument("--trees", type=int, default=120)
    options.add_argument("--rows", type=int, default=300_000, help="units to learn from, drawn at random")
    options.add_argument("--folds", type=int, default=1, help="how many of the five folds to test on")
    options.add_argument("--keep", type=Path, help="write the model of each fold there, for bench/copied.py")
    options.add_argument("--no-write", action="store_true")
    chosen = options.parse_args()
    if not (chosen.shared / "bench" / "html").is_dir():
        print(
            f"no pages at {chosen.shared / 'bench' / 'html'}: give their place with --shared; nothing was trained",
            file=sys.stderr,
        )
        return 2
    begun = time.perf_counter()
    found = list(pages(chosen.shared))
    x, y, words, folds = tables(found)
    told = y >= 0
    sites = len({page.site for page in found})
    print(f"{len(found)} pages of {sites} sites, {len(y)} units, in {time.perf_counter() - begun:.0f} s")
    tested = {}
    for fold in range(chosen.folds):
        made = fitted(x, y, words, np.flatnonzero(told & (folds != fold)), trees=chosen.trees, rows=chosen.rows)
        test = np.flatnonzero(told & (folds == fold))
        tested[f"fold {fold}"] = figures(made.predict_proba(x[test])[:, 1], y[test], words[test])
        print(f"fold {fold}, sites never seen:", tested[f"fold {fold}"])
        if chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            written(made, {"never saw fold": fold}, chosen.keep / f"fold-{fold}.json")
    if chosen.no_write:
        return 0
    made = fitted(x, y, words, np.flatnonzero(told), trees=chosen.trees, rows=chosen.rows)
    about = {
        "what": "which lines of a copied page are its text: boosted trees over the columns below",
        "data": f"{len(found)} texts made of pages of {sites} sites; none of a site of the text benchmark",
        "made": date.today().isoformat(),  # noqa: DTZ011
        "tested on sites never seen": tested,
    }
    path = HERE.parent / "cleaners" / "data" / "lines_model.json"
    written(made, about, path)
    print(f"{path}: {path.stat().st_size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
