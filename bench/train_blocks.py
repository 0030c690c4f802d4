"""
Train the block model from folders of (page, gold), and say how it does on sites it never saw.

usage: python bench/train_blocks.py --bench ../shared/bench/html [--cache DIR] [--folds 5] [--write]

Reads `*.jsonl.xz` (one page a line: id, url, html or html_base64, gold; or sentences that must and must not be there).
Pages are read as the reader reads them: the same decoding, the same rules of sites, the same way from scores to text.
Everything that is learned, the weights of words and the thresholds included, is learned without the sites it is
measured on; each figure has a 95 % interval from redrawn samples of the pages. `--write` trains on all pages and
writes cleaners/data/blocks/model.json.gz. Needs lightgbm and scipy.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import json
import lzma
import pickle
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cleaners.read.blocks import Block, blocks_of  # noqa: E402
from cleaners.read.discussion import comment_sections  # noqa: E402
from cleaners.read.encoding import decoded, mended  # noqa: E402
from cleaners.read.html import decided, trafilatura_reads  # noqa: E402
from cleaners.read.metadata import about, declared  # noqa: E402
from cleaners.read.page import parse  # noqa: E402
from cleaners.read.render import markdown  # noqa: E402
from cleaners.read.sites import with_site_rules  # noqa: E402
from cleaners.read.traits.agreement import agreement, agreement_names  # noqa: E402
from cleaners.read.traits.blocks import TRAITS, is_asked, traits_of  # noqa: E402
from cleaners.read.traits.weights import Weights, name_words  # noqa: E402
from cleaners.read.traits.words import squeezed, text_words  # noqa: E402

WORD = re.compile(r"\w+")
EXTRACTORS = ("trafilatura",)
BESIDE = "trafilatura by default"
INSIDE = frozenset((True,))  # a kept page says of each element whether it holds comments, and no more
Counts = tuple[float, float, float]  # found, wrongly kept, lost: word 4-grams of a page, or its sentences


class Page(NamedTuple):
    """A page as it is kept between runs: its blocks without their elements, labels, what others say of it."""

    name: str
    kind: str
    id: str
    site: str
    about: Any
    blocks: bytes
    texts: dict[str, str]
    labels: Any
    weights: Any
    gold: str | None
    must: list[str]
    must_not: list[str]


def rows(path: Path):
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            row["bytes"] = base64.b64decode(row["html_base64"]) if row.get("html_base64") else row["html"].encode()
            yield row


def site_of(url: str, page_id: str) -> str:
    host = (urlsplit(url or "").hostname or page_id).removeprefix("www.")
    parts = host.split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


def labels_of(blocks: list[Block], gold: str) -> np.ndarray:
    """The share of each block's words that the gold holds, in the order of both (longest common row of words)."""
    from rapidfuzz.distance import LCSseq

    numbers: dict[str, int] = {}
    said = [numbers.setdefault(word, len(numbers)) for word in WORD.findall(gold.lower())]
    read: list[int] = []
    owner: list[int] = []
    for at, block in enumerate(blocks):
        words = [numbers.setdefault(word, len(numbers)) for word in WORD.findall(block.text.lower())]
        read += words
        owner += [at] * len(words)
    places: list[list[int]] = [[] for _ in blocks]
    sizes = Counter(owner)
    for tag, i1, i2, j1, _ in LCSseq.opcodes(read, said):
        if tag == "equal":
            for step in range(i2 - i1):
                places[owner[i1 + step]].append(j1 + step)
    found = np.zeros(len(blocks))
    for at, hits in enumerate(places):
        size = sizes[at]
        if not hits:
            continue
        if size < 8 and hits[-1] - hits[0] != len(hits) - 1:
            continue
        found[at] = len(hits) / size
    return found


def snippet_labels(blocks: list[Block], must: list[str], must_not: list[str]) -> np.ndarray:
    """1 for a block with a sentence that must be there, 0 for one that must not, and nan where nothing is known."""
    keys = [squeezed(block.text) for block in blocks]
    found = np.full(len(blocks), np.nan)
    for snippets, value in ((must_not, 0.0), (must, 1.0)):
        for snippet in snippets:
            key = squeezed(snippet)
            held = [at for at, each in enumerate(keys) if key and key in each]
            if len(held) == 1 or (held and value == 0.0):
                found[held] = value
    return found


def made(row: dict[str, Any], name: str) -> Page | None:
    """A page made ready: read as the reader reads it, and labelled; None when there is nothing to read."""
    import trafilatura

    url = row["url"] or ""
    doc = decoded(row["bytes"], doc_id="page", name="page.html", content_type="text/html")
    doc = doc.after(mended(doc))
    tree = parse(with_site_rules(doc.text, url))
    if tree is None:
        return None
    known = about(declared(tree, url))
    blocks, _ = blocks_of(tree)
    comments = frozenset(comment_sections(blocks))
    if not blocks:
        return None
    theirs = trafilatura.extract(row["bytes"], url=url or None, include_comments=False) or ""
    texts = {"trafilatura": trafilatura_reads(tree, url), BESIDE: theirs}
    gold, must, must_not = row["gold"], row.get("with_") or [], row.get("without") or []
    labels = labels_of(blocks, gold) if gold else snippet_labels(blocks, must, must_not)
    chars = np.array([len(block.text) for block in blocks])
    weights = np.sqrt(chars + 10.0)
    if gold:
        weights = weights / (np.sqrt(max(len(gold), 500)) + weights[labels < 0.5].sum() * 0.2) * 10
    else:
        weights = np.where(np.isnan(labels), 0.0, 0.7)
    for block in blocks:
        block.table = block.table is not None or None
        node = block.node
        while node is not None and not isinstance(node.element, bool):
            node.element = node.element in comments
            node = node.above
    return Page(
        name,
        row.get("type") or "article",
        row["id"],
        site_of(url, row["id"]),
        known,
        pickle.dumps(blocks),
        texts,
        labels,
        weights,
        gold,
        must,
        must_not,
    )


def gathered(bench: Path, cache: Path, stamp: str = "") -> list[Page]:
    """All pages of the bench, made ready once and kept in `cache` until the code that makes them changes."""
    makers = ("blocks", "page", "discussion", "encoding", "sites")
    code = b"".join((HERE.parent / "cleaners" / "read" / f"{name}.py").read_bytes() for name in makers)
    stamp = stamp or hashlib.sha256(code).hexdigest()[:10]
    found: list[Page] = []
    for path in sorted(bench.glob("*.jsonl.xz")):
        name = path.name.removesuffix(".jsonl.xz")
        kept = cache / f"{name}-{stamp}.pickle"
        if not kept.exists():
            start = time.time()
            pages = [page for page in (made(row, name) for row in rows(path)) if page is not None]
            kept.write_bytes(pickle.dumps(pages))
            print(f"{name}: {len(pages)} pages made ready in {time.time() - start:.0f} s", flush=True)
        found += pickle.loads(kept.read_bytes())
    return found


def blocks_in(page: Page) -> list[Block]:
    """The blocks of a kept page, fresh: traits are counted into their nodes."""
    blocks: list[Block] = pickle.loads(page.blocks)
    for block in blocks:
        block.key = ""
    return blocks


# Weights of words: a logistic regression on sparse counts, for each of the three kinds of words.


def page_words(page: Page) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    blocks = blocks_in(page)
    near, far, said = [], [], []
    cache: dict[int, list[str]] = {}

    def path(node) -> list[str]:
        if id(node) not in cache:
            own = list(name_words(node.tag, node.names))
            cache[id(node)] = own + (path(node.above) if node.above is not None else [])
        return cache[id(node)]

    for block in blocks:
        words: list[str] = []
        node = block.node
        for _ in range(3):
            words += name_words(node.tag, node.names)
            if node.above is None:
                break
            node = node.above
        near.append(words)
        far.append(path(block.node))
        said.append(text_words(block.text))
    return near, far, said


def fitted_words(lists, labels, weights, sites, *, fewest_sites: int, strength: float = 3.0) -> dict[str, float]:
    """Weights of words that stand on at least `fewest_sites` sites, by penalised logistic regression."""
    from scipy import optimize, sparse

    held: dict[tuple[str, ...], list[float]] = {}
    on: dict[str, set[str]] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for words, label, weight, site in zip(lists, labels, weights, sites, strict=False):
        each = tuple(words)
        if (site, each) not in seen:
            seen.add((site, each))
            for word in each:
                on.setdefault(word, set()).add(site)
        sums = held.setdefault(each, [0.0, 0.0])
        sums[0] += weight
        sums[1] += weight * min(1.0, max(0.0, label))
    known = {
        word: at for at, word in enumerate(sorted(word for word, where in on.items() if len(where) >= fewest_sites))
    }
    indices, pointers, data = [], [0], []
    for words in held:
        counts = Counter(known[word] for word in words if word in known)
        indices += counts.keys()
        data += [min(count, 3) for count in counts.values()]
        pointers.append(len(indices))
    table = sparse.csr_matrix((np.array(data, float), indices, pointers), shape=(len(held), len(known)))
    turned = table.T.tocsr()
    mass, good = (np.array(column) for column in zip(*held.values(), strict=False))

    def loss(beta):
        margin = table @ beta[1:] + beta[0]
        value = (mass * np.logaddexp(0, margin) - good * margin).sum() + 0.5 * strength * (beta[1:] ** 2).sum()
        pull = mass / (1 + np.exp(np.clip(-margin, -30, 30))) - good
        return value, np.concatenate([[pull.sum()], turned @ pull + strength * beta[1:]])

    best = optimize.minimize(loss, np.zeros(len(known) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 40}).x
    return {word: round(float(best[at + 1]), 2) for word, at in known.items() if abs(best[at + 1]) >= 0.05}


def word_weights(pages, words, keep) -> Weights:
    labels = np.concatenate([pages[i].labels for i in keep])
    weights = np.concatenate([pages[i].weights for i in keep])
    sites = [pages[i].site for i in keep for _ in range(len(pages[i].labels))]
    sure = np.flatnonzero(~np.isnan(labels))
    labels, weights, sites = labels[sure], weights[sure], [sites[at] for at in sure]
    found = []
    for kind, fewest in ((0, 4), (1, 5), (2, 4)):
        lists = [each for i in keep for each in words[i][kind]]
        found.append(fitted_words([lists[at] for at in sure], labels, weights, sites, fewest_sites=fewest))
    return Weights(*found, {})


def table_of(page: Page, weights: Weights, extractors: tuple[str, ...]) -> np.ndarray:
    blocks = blocks_in(page)
    parts = [traits_of(blocks, page.about, weights, INSIDE)]
    parts += [agreement(blocks, page.texts[name]) for name in extractors]
    return np.concatenate(parts, axis=1)


def folds_of(pages: list[Page], folds: int, seed: str = "") -> np.ndarray:
    return np.array([int(hashlib.sha256((seed + page.site).encode()).hexdigest(), 16) % folds for page in pages])


def gram_counts(gold: str, found: str) -> Counts:
    def grams(text):
        words = WORD.findall(text or "")
        return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words[i : i + 4])

    a, b = grams(gold), grams(found)
    hit = sum((a & b).values())
    return hit, sum(b.values()) - hit, sum(a.values()) - hit


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def counted(page: Page, text: str) -> Counts:
    """What a text of the page holds, holds too much of, and lacks."""
    if page.gold is not None:
        return gram_counts(page.gold, text)
    flat = squeeze(text)
    hit = sum(squeeze(each) in flat for each in page.must)
    return hit, sum(squeeze(each) in flat for each in page.must_not), len(page.must) - hit


def groups_of(pages: list[Page]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for at, page in enumerate(pages):
        groups.setdefault(f"{page.name} {page.kind}", []).append(at)
    return groups


def f1(counts: np.ndarray, gold: bool) -> np.ndarray:
    """F1 over the pages of the last axis but one: of mean precision and mean recall, or of all sentences."""
    hit, extra, lost = (counts[..., column] for column in range(3))
    if not gold:
        return 2 * hit.sum(-1) / np.maximum(1, (2 * hit + extra + lost).sum(-1))
    with np.errstate(invalid="ignore"):
        p, r = np.nanmean(hit / (hit + extra), axis=-1), np.nanmean(hit / (hit + lost), axis=-1)
        return np.nan_to_num(2 * p * r / (p + r))


def figures_of(pages: list[Page], counts: list[Counts], beside: list[Counts] | None = None) -> dict[str, Any]:
    """
    Each set's F1, and with `beside` its interval, its difference to that with an interval, and pages under one half.
    """
    draw = np.random.default_rng(7)
    found: dict[str, Any] = {}
    for name, members in groups_of(pages).items():
        gold = pages[members[0]].gold is not None
        own = np.array([counts[at] for at in members], float)
        found[name] = round(float(f1(own, gold)), 4)
        if beside is None:
            continue
        theirs = np.array([beside[at] for at in members], float)
        picked = draw.integers(len(members), size=(1000, len(members)))
        drawn = f1(own[picked], gold)
        apart = drawn - f1(theirs[picked], gold)
        found[f"{name}, interval"] = [round(float(each), 4) for each in np.quantile(drawn, (0.025, 0.975))]
        found[f"{name}, more than trafilatura"] = [
            round(float(each), 4) for each in (f1(own, gold) - f1(theirs, gold), *np.quantile(apart, (0.025, 0.975)))
        ]
        if gold:
            found[f"{name}, pages under .5"] = [
                int((2 * each[:, 0] < 0.5 * (2 * each[:, 0] + each[:, 1] + each[:, 2])).sum()) for each in (own, theirs)
            ]
    return found


def mean_f1(pages: list[Page], counts: list[Counts]) -> float:
    """The mean over the sets: a threshold that serves one kind of page alone is none."""
    return statistics.mean(figures_of(pages, counts).values())


THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55)


def by_threshold(pages: list[Page], scores: list[np.ndarray], extractors: tuple[str, ...]) -> dict[float, list[Counts]]:
    """The counts of every page at each threshold, by the way that the reader takes from scores to text."""
    found: dict[float, list[Counts]] = {threshold: [] for threshold in THRESHOLDS}
    for page, sure in zip(pages, scores, strict=True):
        blocks = blocks_in(page)
        readings = [agreement(blocks, page.texts[name]) for name in extractors]
        for threshold, counts in found.items():
            kept = decided(blocks, sure, threshold, readings, known=page.about, sections=INSIDE)
            text = markdown(block for block, yes in zip(blocks, kept, strict=True) if yes)
            counts.append(counted(page, text))
    return found


def best_threshold(pages: list[Page], counts: dict[float, list[Counts]], members: list[int]) -> float:
    chosen = [pages[at] for at in members]
    return max(THRESHOLDS, key=lambda each: mean_f1(chosen, [counts[each][at] for at in members]))


def never_seen(pages: list[Page], counts: dict[float, list[Counts]], folds: np.ndarray) -> list[Counts]:
    """The counts of each page at the threshold that is best for the pages of the other folds."""
    found: list[Counts] = [(0.0, 0.0, 0.0)] * len(pages)
    for fold in range(int(folds.max()) + 1):
        threshold = best_threshold(pages, counts, [int(at) for at in np.flatnonzero(folds != fold)])
        for at in np.flatnonzero(folds == fold):
            found[int(at)] = counts[threshold][int(at)]
    return found


def boosted(x, y, w, *, trees: int, rate: float = 0.06, seed: int = 1):
    import lightgbm

    parameters = {
        "objective": "cross_entropy", "learning_rate": rate, "num_leaves": 31, "max_depth": 8, "min_data_in_leaf": 60,
        "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "verbose": -1,
        "seed": seed, "deterministic": True, "force_row_wise": True, "num_threads": 1, "max_bin": 127,
    }  # fmt: skip
    return lightgbm.train(parameters, lightgbm.Dataset(x, y, weight=w, free_raw_data=True), trees)


def columns_for(extractors: tuple[str, ...]) -> list[int]:
    names = list(TRAITS) + list(agreement_names(EXTRACTORS))
    wanted = set(TRAITS) | set(agreement_names(extractors))
    return [at for at, name in enumerate(names) if name in wanted]


def training_rows(pages, tables, train, *, thin: int = 4):
    """Rows to learn from: all of them, but of the short linked ones that are left out only every `thin`-th."""
    x = np.concatenate([tables[i] for i in train])
    y = np.concatenate([pages[i].labels for i in train])
    w = np.concatenate([pages[i].weights for i in train])
    easy = (y < 0.1) & (x[:, 0] < 60) & (x[:, 3] > 0.8)
    kept = ~np.isnan(y) & (w > 0) & is_asked(x) & (~easy | (np.arange(len(y)) % thin == 0))
    w = np.where(easy, w * thin, w)
    return x[kept], y[kept], w[kept]


# What is written: the trees in flat arrays, the words, and what the model says about itself.


def flattened(booster, columns: list[int]) -> dict[str, Any]:
    """The trees of a booster as flat arrays; a leaf has the feature -1."""
    dump = booster.dump_model()
    features: list[int] = []
    thresholds: list[float] = []
    children: list[int] = []
    values: list[float] = []
    used: dict[int, int] = {}
    deepest = 0

    def add(node: dict[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        at = len(features)
        features.append(-1)
        thresholds.append(0.0)
        children.extend((at, at))
        values.append(0.0)
        if "leaf_value" in node:
            values[at] = round(float(node["leaf_value"]), 5)
            return at
        features[at] = used.setdefault(columns[node["split_feature"]], len(used))
        thresholds[at] = float(f"{node['threshold']:.6g}")
        children[2 * at] = add(node["left_child"], depth + 1)
        children[2 * at + 1] = add(node["right_child"], depth + 1)
        return at

    roots = [add(tree["tree_structure"], 0) for tree in dump["tree_info"]]
    return {
        "columns": list(used), "roots": roots, "features": features, "thresholds": thresholds, "children": children,
        "values": values, "depth": deepest,
    }  # fmt: skip


def written(path: Path, weights: Weights, profiles: dict[str, Any], about: dict[str, Any]) -> int:
    """Write the model file; the same models give the same bytes. Returns its size."""
    names = list(TRAITS)
    held = {
        "about": about,
        "traits": names,
        "words": {name: getattr(weights, name) for name in ("near", "far", "text")},
        "profiles": profiles,
    }
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    return path.stat().st_size


# Two models: one is told what trafilatura reads, one sees the page alone. The first is better on most pages, the second
# where trafilatura finds little; the quality profile takes the mean of their log-odds.
MEMBERS = {"told": (("trafilatura",), 180), "alone": ((), 140)}
PROFILES = {"quality": ("told", "alone"), "fast": ("alone",)}


def extractors_of(profile: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for member in PROFILES[profile] for name in MEMBERS[member][0]))


def mixed(members: list[list[np.ndarray]]) -> list[np.ndarray]:
    """The mean of the log-odds of several models; what no model was asked about stays at nought."""
    found = []
    for scores in zip(*members, strict=True):
        sure = np.clip(np.stack(scores), 1e-9, 1 - 1e-9)
        mean = 1 / (1 + np.exp(-np.log(sure / (1 - sure)).mean(axis=0)))
        found.append(np.where(scores[0] == 0, 0.0, mean))
    return found


def merged(members: list[dict[str, Any]], threshold: float, extractors: tuple[str, ...]) -> dict[str, Any]:
    """Flat trees of several models as those of one: the mean of their margins is a sum over all trees."""
    columns = list(dict.fromkeys(column for each in members for column in each["columns"]))
    found: dict[str, Any] = {
        "extractors": list(extractors), "columns": columns, "roots": [], "features": [], "thresholds": [],
        "children": [], "values": [], "depth": max(each["depth"] for each in members), "threshold": threshold,
    }  # fmt: skip
    for each in members:
        start = len(found["features"])
        places = [columns.index(column) for column in each["columns"]]
        found["roots"] += [start + root for root in each["roots"]]
        found["features"] += [places[feature] if feature >= 0 else -1 for feature in each["features"]]
        found["children"] += [start + child for child in each["children"]]
        found["thresholds"] += each["thresholds"]
        found["values"] += [round(value / len(members), 6) for value in each["values"]]
    return found


def cross_validated(pages: list[Page], folds: np.ndarray, keep: Path | None = None) -> dict[int, np.ndarray]:
    """
    Each page's table, its word weights learned on the sites of the other folds.

    The trees of a fold then learn from tables of other folds: what they are measured on has taught nothing to the
    words of its own table.
    """
    if keep is not None and keep.exists():
        found: dict[int, np.ndarray] = pickle.loads(keep.read_bytes())
        return found
    words = [page_words(page) for page in pages]
    tables: dict[int, np.ndarray] = {}
    for fold in range(int(folds.max()) + 1):
        start = time.time()
        weights = word_weights(pages, words, [i for i in range(len(pages)) if folds[i] != fold])
        for i in np.flatnonzero(folds == fold):
            tables[int(i)] = table_of(pages[i], weights, EXTRACTORS)
        print(f"words and tables of fold {fold}: {time.time() - start:.0f} s", flush=True)
    if keep is not None:
        keep.write_bytes(pickle.dumps(tables))
    return tables


def out_of_fold(pages, tables, folds, extractors, trees: int) -> list[np.ndarray]:
    """The scores of each page's blocks by a model that never saw its site."""
    columns = columns_for(extractors)
    found: list[np.ndarray] = [np.zeros(0)] * len(pages)
    for fold in range(int(folds.max()) + 1):
        x, y, w = training_rows(pages, tables, [i for i in range(len(pages)) if folds[i] != fold])
        booster = boosted(x[:, columns], y, w, trees=trees)
        for i in np.flatnonzero(folds == fold):
            asked = is_asked(tables[i])
            found[i] = np.zeros(len(asked))
            if asked.any():
                found[i][asked] = booster.predict(tables[i][asked][:, columns])
    return found


def shown(name: str, figures: dict[str, Any]) -> str:
    lines = [f"{name}:"] + [f"  {key.replace('-dev', '')}: {value}" for key, value in figures.items()]
    return "\n".join(lines)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--bench", type=Path, default=HERE.parent.parent / "shared" / "bench" / "html")
    ask.add_argument("--cache", type=Path, default=Path("/tmp/limpide-blocks"), help="where prepared pages are kept")
    ask.add_argument("--folds", type=int, default=4)
    ask.add_argument("--write", action="store_true", help="train on all pages, and write the model file")
    ask.add_argument("--stamp", default="", help="use prepared pages of this stamp, whatever the code says now")
    a = ask.parse_args()
    if not list(a.bench.glob("*.jsonl.xz")):
        sys.exit(f"{a.bench}: no *.jsonl.xz there; give the folder of pages with --bench")
    a.cache.mkdir(parents=True, exist_ok=True)
    pages = gathered(a.bench, a.cache, a.stamp)
    beside = [counted(page, page.texts[BESIDE]) for page in pages]
    print(shown(BESIDE, figures_of(pages, beside)), flush=True)
    folds = folds_of(pages, a.folds)
    tables = cross_validated(pages, folds, a.cache / f"tables-{a.stamp}.pickle" if a.stamp else None)
    figures, thresholds = {}, {}
    told = {name: out_of_fold(pages, tables, folds, *member) for name, member in MEMBERS.items()}
    for name, members in PROFILES.items():
        sure = mixed([told[member] for member in members])
        counts = by_threshold(pages, sure, extractors_of(name))
        for threshold, each in counts.items():
            print(f"{name} at {threshold}: {figures_of(pages, each)}", flush=True)
        thresholds[name] = best_threshold(pages, counts, list(range(len(pages))))
        figures[name] = figures_of(pages, never_seen(pages, counts, folds), beside)
        print(shown(f"{name}, sites and threshold never seen", figures[name]), flush=True)
    if a.write:
        words = [page_words(page) for page in pages]
        weights = word_weights(pages, words, list(range(len(pages))))
        x, y, w = training_rows(pages, tables, list(range(len(pages))))
        flat = {}
        for name, (extractors, trees) in MEMBERS.items():
            columns = columns_for(extractors)
            flat[name] = flattened(boosted(x[:, columns], y, w, trees=trees), columns)
        profiles = {
            name: merged([flat[member] for member in members], thresholds[name], extractors_of(name))
            for name, members in PROFILES.items()
        }
        about = {
            "date": time.strftime("%Y-%m-%d"),
            "pages": dict(Counter(page.name for page in pages)),
            "sites": len({page.site for page in pages}),
            "folds": a.folds,
            "out of fold": figures,
            "made by": "bench/train_blocks.py --write",
        }
        size = written(HERE.parent / "cleaners" / "data" / "blocks" / "model.json.gz", weights, profiles, about)
        print(f"written: {size:,} bytes")


if __name__ == "__main__":
    main()
