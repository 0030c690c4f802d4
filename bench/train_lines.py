"""
Train the model that tells a page's text from its furniture, line by line, and write it where the cleaner reads it.

    python bench/train_lines.py                      # from ../shared/bench/html, cross-validated by site, then written
    python bench/train_lines.py --shared PATH --no-write

Every page of the HTML benchmark with a known main text is turned to plain text in three of the ways that people do it:
with the libraries html-text, html2text (with links and without) and inscriptis, or as short scrapers do it. Its lines
are labelled by whether the main text holds them. Pages cut at random before and after their text are added, and main
texts alone, from which nothing may be removed. A first model judges each line; a second one judges it again, knowing
what the first said about the lines around it, where models that never saw the site had said it.
Sites of the text benchmark are left out, so that it stays a test. Needs the `train` extra (lightgbm, the converters).
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
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import lxml.html
import numpy as np
from rapidfuzz.distance import LCSseq

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cleaners import Document  # noqa: E402
from cleaners.furniture.around import COLUMNS, features  # noqa: E402
from cleaners.furniture.model import AGAIN, again  # noqa: E402
from cleaners.normalise import fix_line_ends, normalise  # noqa: E402
from cleaners.text import Line, lines  # noqa: E402
from cleaners.units import units  # noqa: E402

_BLOCK_TAGS = """
address article aside blockquote body br center dd details dialog div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary
table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
HIDDEN = frozenset(("script", "style", "head", "template", "svg", "canvas", "object", "embed", "iframe", "textarea"))
# How people turn pages to text, each with its weight among the training pages. The first four are what the libraries of
# that name write (the fourth is html2text without links); the others are written here, as short scrapers do it.
FOLDS = 5
CONVERTERS = ("html-text", "html2text", "inscriptis", "html2text-plain")
STYLES = {
    "html-text": 5, "html2text": 3, "inscriptis": 4, "html2text-plain": 3, "blocks": 2, "indented": 1, "links": 1,
    "wrapped": 1, "strings": 2,
}  # fmt: skip


TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
LINKS = re.compile(r"!\[[^\]]*\]\s?\([^)]*\)|\]\((?:[^()\s]|\([^()]*\))*\)|https?://\S+")


class Page(NamedTuple):
    """One page as text, with 1 for each unit that belongs to its main text, 0 for furniture, -1 for neither."""

    site: str
    style: str
    units: Sequence[Line]
    labels: np.ndarray


# ---------------------------------------------------------------- pages to text


def as_text(html: str, style: str, rng: random.Random) -> str:
    """The whole page as plain text, in one of the STYLES."""
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    if style in CONVERTERS:
        return converted(plain, style)
    tree = lxml.html.fromstring(plain.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    if style == "strings":
        return _strings(tree)
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


def converted(html: str, name: str) -> str:
    """What a library makes of the page, as it is set when one installs it (html2text also without links)."""
    if name == "html-text":
        import html_text

        return str(html_text.extract_text(html))
    if name == "inscriptis":
        import inscriptis

        return str(inscriptis.get_text(html))
    import html2text

    writer = html2text.HTML2Text()
    writer.ignore_links = writer.ignore_images = name == "html2text-plain"
    return str(writer.handle(html))


def _strings(tree: Any) -> str:
    """Each piece of text on its own line, as the shortest scraper writes it: a link inside a sentence breaks it."""
    found = []
    for node in tree.iter():
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag and tag not in HIDDEN and tag != "noscript":
            found.append(node.text)
        if node.getparent() is not None:
            found.append(node.tail)
    said = (" ".join(each.split()) for each in found if each)
    return "\n".join(each for each in said if each) + "\n"


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


def tokens(text: str) -> tuple[list[str], list[int]]:
    """Words without case, and where each begins; addresses have none, and a dense script has one for each sign."""
    hidden = np.zeros(len(text) + 1, bool)
    for hit in LINKS.finditer(text):
        hidden[hit.start() : hit.end()] = True
    hits = [hit for hit in TOKEN.finditer(text) if not hidden[hit.start()]]
    return [hit[0].casefold() for hit in hits], [hit.start() for hit in hits]


def aligned(said: list[str], gold: list[str]) -> np.ndarray:
    """Which words stand in the longest common run with the main text; single words far from others do not count."""
    found = np.zeros(len(said), bool)
    same = [(op.src_start, op.src_end) for op in LCSseq.opcodes(said, gold) if op.tag == "equal"]
    for n, (start, end) in enumerate(same):
        before = n > 0 and start - same[n - 1][1] <= 4
        after = n + 1 < len(same) and same[n + 1][0] - end <= 4
        found[start:end] = end - start >= 3 or before or after
    return found


def labelled(said: list[str], starts: list[int], text: str, gold: list[str], title: list[str]) -> np.ndarray:
    """1 for a word of the main text, 0 for noise, -1 for neither."""
    labels = aligned(said, gold).astype(np.int8)
    sure = np.flatnonzero(labels == 1)
    if not len(sure):
        return labels
    places = np.asarray(starts)
    for line in lines(text):
        own = np.arange(*np.searchsorted(places, [line.start, line.end]))
        if not len(own):
            continue
        mine = labels[own] == 1
        inside = sure[0] < own[0] and own[-1] < sure[-1]
        if mine.any() or (inside and len(own) >= 12) or (title and [said[i] for i in own] == title):
            if mine.mean() < 0.5 and not (inside and len(own) >= 12):
                labels[own[mine]] = 0 if len(own) >= 6 else -1
            labels[own[~mine]] = -1
    return labels


def unit_labels(page: Sequence[Line], text: str, gold: str, title: str, *, most: float = 0.7) -> np.ndarray | None:
    """
    1 for units whose words are mostly the main text's, 0 mostly noise, -1 for what cannot be told.

    None when the main text is not in the page.
    """
    said, starts = tokens(text)
    wanted = tokens(gold)[0]
    words = labelled(said, starts, text, wanted, tokens(title)[0])
    if (words == 1).sum() < 0.6 * len(wanted) or len(said) > 25_000:
        return None
    labels = np.full(len(page), -1, np.int8)
    places = np.asarray(starts)
    for n, unit in enumerate(page):
        own = words[slice(*np.searchsorted(places, [unit.start, unit.end]))]
        if len(own):
            labels[n] = 1 if (own == 1).mean() >= most else 0 if (own == 0).mean() >= most else -1
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
    return zlib.crc32(site.encode()) % FOLDS


def left_out(shared: Path) -> set[str]:
    """Sites of the text benchmark, as its list of sources names them."""
    sources = (shared / "bench" / "text" / "SOURCES.md").read_text(encoding="utf-8")
    named = {site_of(url) for url in re.findall(r"https?://[^\s)|]+", sources)}
    files = {each.split("_")[0].lower() for each in re.findall(r"test_data/\w+/([^\s|]+)\.html", sources)}
    return named | files


def pages(shared: Path, *, seed: int = 7, copies: int = 3, most: int = 150_000) -> Iterator[Page]:
    """Each page in some of the styles, also without a part of what stands around its text; and main texts alone."""
    aside = left_out(shared)
    for row in rows(shared):
        rng = random.Random(f"{seed} {row['id']}")
        site = site_of(row["url"] or "") or row["id"].split("_")[0].lower()
        if site in aside or row["id"].split("_")[0].lower() in aside:
            continue
        gold = gold_of(row)
        if len(gold) < 300:
            continue
        for n, style in enumerate(_drawn(rng, copies)):
            try:
                text = normalised(as_text(row["html"], style, rng))
            except (ValueError, lxml.etree.ParserError):
                continue
            page = units(text)
            labels = None
            if len(text) < most and 3 <= len(page) <= 3000:
                labels = unit_labels(page, text, gold, row.get("title") or "")
            if labels is None or not (labels == 1).any():
                continue
            yield Page(site, style, page, labels)
            if n < 2:
                yield from _cuts(site, style, page, labels, rng)
        if rng.random() < 0.6:
            plain = units(gold if "\n\n" in gold or rng.random() < 0.5 else gold.replace("\n", "\n\n"))
            yield Page(site, "gold", plain, np.ones(len(plain), np.int8))


def _drawn(rng: random.Random, copies: int) -> list[str]:
    """Some styles, each once, the likely ones more often."""
    drawn: list[str] = []
    while len(drawn) < copies:
        (style,) = rng.choices(list(STYLES), list(STYLES.values()))
        drawn += [style] if style not in drawn else []
    return drawn


def normalised(text: str) -> str:
    """The text as the cleaners before the one that reads lines leave it."""
    doc = Document("page", text)
    for step in (fix_line_ends, normalise):
        doc = doc.after(step(doc))
    return doc.text


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


class Table(NamedTuple):
    """Of all units: traits, labels, words, fold, and where each page begins (and the last one ends)."""

    x: np.ndarray
    y: np.ndarray
    words: np.ndarray
    folds: np.ndarray
    starts: np.ndarray

    def told(self, *without: int) -> np.ndarray:
        """Units with a label, of sites in none of these folds."""
        return np.flatnonzero((self.y >= 0) & ~np.isin(self.folds, without))


def tables(found: list[Page]) -> Table:
    """Everything that is learnt from; a fold holds whole sites."""
    x = np.concatenate([features(page.units)[0] for page in found])
    folds = np.concatenate([np.full(len(page.units), fold_of(page.site)) for page in found])
    starts = np.cumsum([0, *(len(page.units) for page in found)])
    return Table(x, np.concatenate([page.labels for page in found]), x[:, 0].copy(), folds, starts)


def fitted(x: np.ndarray, table: Table, which: np.ndarray, *, trees: int, rows: int) -> Any:
    """Boosted trees over these units; words weigh by their root, so that a menu does not outweigh a text."""
    import lightgbm

    chosen = np.random.RandomState(0).choice(which, min(len(which), rows), replace=False)
    options = {
        "objective": "binary", "learning_rate": 0.1, "num_leaves": 20, "max_depth": 7, "min_data_in_leaf": 100,
        "lambda_l2": 5.0, "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "max_bin": 63,
        "seed": 1, "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1,
    }  # fmt: skip
    weights = np.sqrt(np.clip(table.words[chosen], 1, 100))
    return lightgbm.train(options, lightgbm.Dataset(x[chosen], table.y[chosen], weight=weights), trees)


class Made(NamedTuple):
    """The two models, and what the second is asked with: traits and what the first said of sites it never saw."""

    first: Any
    second: Any
    x: np.ndarray


def both(table: Table, *without: int, trees: tuple[int, int], rows: int) -> Made:
    """Fit the model that judges lines, then the one that hears its answers, given by models that never saw the site."""
    said = np.zeros(len(table.y), np.float32)
    for fold in set(range(FOLDS)) - set(without):
        part = fitted(table.x, table, table.told(fold, *without), trees=trees[0], rows=rows * 2 // 3)
        own = np.flatnonzero(table.folds == fold)
        said[own] = part.predict(table.x[own], raw_score=True)
    first = fitted(table.x, table, table.told(*without), trees=trees[0], rows=rows)
    own = np.flatnonzero(np.isin(table.folds, without))
    if len(own):
        said[own] = first.predict(table.x[own], raw_score=True)
    heard = [again(table.x[a:b], said[a:b]) for a, b in pairwise(table.starts)]
    x = np.concatenate([table.x, np.concatenate(heard)], 1)
    return Made(first, fitted(x, table, table.told(*without), trees=trees[1], rows=rows), x)


def figures(sure: np.ndarray, y: np.ndarray, words: np.ndarray) -> dict[str, dict[str, float]]:
    """Words of the text lost per 10,000 and share of furniture words gone, at some thresholds."""
    out = {}
    for below in (0.05, 0.1, 0.2, 0.5):
        gone = sure < below
        lost = 1e4 * words[gone & (y == 1)].sum() / words[y == 1].sum()
        removed = words[gone & (y == 0)].sum() / words[y == 0].sum()
        out[str(below)] = {"lost per 10,000": round(float(lost), 1), "removed": round(float(removed), 3)}
    return out


def nodes_of(tree: dict[str, Any]) -> list[list[float]]:
    """A tree as a list of nodes: [column, limit, left, right], or [value] for a leaf."""
    nodes: list[list[float]] = []

    def put(node: dict[str, Any]) -> int:
        at = len(nodes)
        if "leaf_value" in node:
            nodes.append([round(float(node["leaf_value"]), 4)])
            return at
        nodes.append([])
        limit = float(f"{node['threshold']:.6g}")
        nodes[at] = [int(node["split_feature"]), limit, put(node["left_child"]), put(node["right_child"])]
        return at

    put(tree)
    return nodes


def _deep(nodes: list[list[float]], at: int = 0) -> int:
    return 0 if len(nodes[at]) == 1 else 1 + max(_deep(nodes, int(nodes[at][2])), _deep(nodes, int(nodes[at][3])))


def _as_json(made: Any, columns: Sequence[str]) -> str:
    trees = [nodes_of(each["tree_structure"]) for each in made.dump_model()["tree_info"]]
    head = json.dumps({"depth": max(map(_deep, trees)), "base": 0.0, "columns": list(columns)})
    lines = ",\n".join(json.dumps(nodes, separators=(",", ":")) for nodes in trees)
    return f'{head[:-1]}, "trees": [\n{lines}\n]}}'


def written(made: Made, about: dict[str, Any], path: Path) -> None:
    """Write both models, one tree a line."""
    told = json.dumps(about, ensure_ascii=False, indent=1)
    first, second = _as_json(made.first, COLUMNS), _as_json(made.second, (*COLUMNS, *AGAIN))
    path.write_text(f'{{"about": {told},\n"first": {first},\n"second": {second}}}\n', encoding="utf-8")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="the folder that holds bench/html"
    )
    options.add_argument("--trees", type=int, nargs=2, default=(100, 80), help="of the first and the second model")
    options.add_argument("--rows", type=int, default=300_000, help="units to learn from, drawn at random")
    options.add_argument("--folds", type=int, default=1, help="how many of the five folds to test on")
    options.add_argument("--keep", type=Path, help="write the models of each fold there, for bench/copied.py")
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
    table = tables(found)
    sites = len({page.site for page in found})
    print(f"{len(found)} texts of {sites} sites, {len(table.y)} units, in {time.perf_counter() - begun:.0f} s")
    tested = {}
    for fold in range(chosen.folds):
        made = both(table, fold, trees=tuple(chosen.trees), rows=chosen.rows)
        test = np.flatnonzero((table.y >= 0) & (table.folds == fold))
        tested[f"fold {fold}"] = figures(made.second.predict(made.x[test]), table.y[test], table.words[test])
        print(f"fold {fold}, sites never seen:", tested[f"fold {fold}"], flush=True)
        if chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            written(made, {"never saw fold": fold}, chosen.keep / f"fold-{fold}.json")
    if chosen.no_write:
        return 0
    about = {
        "what": "which lines of a copied page are its text: boosted trees over the columns below, asked twice",
        "data": f"{len(found)} texts made of pages of {sites} sites; none of a site of the text benchmark",
        "made": date.today().isoformat(),  # noqa: DTZ011
        "tested on sites never seen": tested,
    }
    path = HERE.parent / "cleaners" / "data" / "lines_model.json"
    written(both(table, trees=tuple(chosen.trees), rows=chosen.rows), about, path)
    print(f"{path}: {path.stat().st_size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
