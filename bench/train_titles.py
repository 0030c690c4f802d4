"""
Train the model that tells the title of a page whose lines bear no marks, and write it where the cleaner reads it.

    python bench/train_titles.py                        # learn, test on sites never seen, write titles_model.json
    python bench/train_titles.py --models DIR --no-write  # cleaned by line models that never saw the site
    python bench/train_titles.py --shared PATH

Pages of the HTML benchmark are turned to plain text by html-text, html2text (with links and without) and inscriptis,
each page by two of them. Their titles are what the pages themselves declare (og:title, headline, h1), without the site
behind it. Each page is looked at three times: whole, whole without its title, where no line may be taken for one, and
once it is cleaned. Needs the `train` extra (scikit-learn, the converters).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from copied import use  # noqa: E402
from train_lines import CONVERTERS, FOLDS, as_text, fold_of, left_out, site_of  # noqa: E402
from train_lines import rows as all_rows  # noqa: E402

from cleaners import PIPELINE, Document  # noqa: E402
from cleaners.metadata import find_metadata  # noqa: E402
from cleaners.metadata.head import Head, first_prose, read_head  # noqa: E402
from cleaners.metadata.title.shapes import may_be_title  # noqa: E402
from cleaners.metadata.weighed import TRAITS, Floats, Model, likelihood, weighed  # noqa: E402
from cleaners.platforms import BETWEEN  # noqa: E402
from cleaners.read import read  # noqa: E402
from cleaners.text import key  # noqa: E402

STEP = PIPELINE.index(find_metadata)


class Look(NamedTuple):
    """One look at a page: its fold, its lines that may be titles, which of them are, and whether it has its title."""

    fold: int
    how: str
    traits: Floats
    labels: np.ndarray[Any, np.dtype[np.bool_]]
    titled: bool


def titles(html: str, *, shortest: int = 5) -> set[str]:
    """What a page declares as its title, in letters and digits, also without the site before or behind it."""
    tree = lxml.html.fromstring(html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    said = tree.xpath("//meta[@property='og:title' or @name='twitter:title']/@content")[:2]
    said += [each.text_content() for each in tree.xpath("//h1")[:2]]
    said += [each["headline"] for each in linked_data(tree, "headline") if isinstance(each["headline"], str)]
    sites = {key(each) for each in tree.xpath("//meta[@property='og:site_name']/@content")}
    found = set()
    for each in said:
        gaps = list(BETWEEN.finditer(each))
        parts = [key(each[: gap.start()]) for gap in gaps if key(each[gap.end() :]) in sites]
        parts += [key(each[gap.end() :]) for gap in gaps if key(each[: gap.start()]) in sites]
        found.update(parts or [key(each)])
    return {each for each in found if len(each) >= shortest and each not in sites}


def linked_data(tree: Any, has: str) -> Iterator[dict[str, Any]]:
    """Every record of the linked data that has this field."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            held = [json.loads(script.text or "", strict=False)]
        except json.JSONDecodeError:
            continue
        while held:
            each = held.pop()
            held += each if isinstance(each, list) else each.values() if isinstance(each, dict) else []
            if isinstance(each, dict) and has in each:
                yield each


def looked_at(doc: Document, named: set[str], fold: int, how: str) -> Iterator[Look]:
    """The page whole, without its title, and once it is cleaned."""
    for step in PIPELINE[:STEP]:
        doc = doc.after(step(doc))
    head = read_head(doc)
    yield _look(head, named, fold, f"{how}, whole")
    left = tuple(row for row in head.rows if not any(each in row.key for each in named))
    yield _look(Head(left, first_prose(left), head.language), named, fold, f"{how}, without")
    for step in PIPELINE[STEP:]:
        doc = doc.after(step(doc))
    yield _look(read_head(doc), named, fold, f"{how}, cleaned")


def _look(head: Head, named: set[str], fold: int, how: str) -> Look:
    found = weighed(head, may_be_title)
    labels = np.array([head.rows[at].key in named for at in found.places], bool)
    return Look(fold, how, found.traits, labels, any(row.key in named for row in head.rows))


def pages_of(shared: Path, *, most: int = 1_000_000) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each page with its site; sites of the text benchmark and very long pages are left out."""
    aside = left_out(shared)
    for row in all_rows(shared):
        site = site_of(row["url"] or "") or row["id"].split("_")[0].lower()
        if site not in aside and len(row["html"]) < most:
            yield site, row


def turn_of(row: dict[str, Any]) -> int:
    """With which of the converters a page begins: always the same one."""
    return zlib.crc32(row["id"].encode()) % len(CONVERTERS)


def copies(row: dict[str, Any], *, least: int = 300, most: int = 400_000) -> Iterator[tuple[str, Document]]:
    """A page as plain text by two of the converters, each with its name; texts that are too short or long are none."""
    turn = turn_of(row)
    for how in (CONVERTERS * 2)[turn : turn + 2]:
        text = as_text(row["html"], how, random.Random(turn))
        if least < len(text) < most:
            yield how, read(text.encode("utf-8", "replace"), name="page.txt")


def looks(shared: Path, models: Path | None) -> Iterator[Look]:
    """All looks at all pages that declare a title."""
    by_fold: dict[int, list[dict[str, Any]]] = {fold: [] for fold in range(FOLDS)}
    for site, row in pages_of(shared):
        by_fold[fold_of(site)].append(row)
    for fold, held in by_fold.items():
        if models:
            use(models / f"fold-{fold}.json")
        for row in held:
            named = titles(row["html"])
            for how, doc in copies(row) if named else ():
                yield from looked_at(doc, named, fold, how)


def learnt(pages: list[Look], *, hidden: int = 24, alpha: float = 0.1, seed: int = 1) -> Model:
    """A network fitted to all lines that may be titles."""
    told = [page for page in pages if len(page.labels)]
    table, wanted = np.vstack([page.traits for page in told]), np.concatenate([page.labels for page in told])
    stops = {"max_iter": 60, "early_stopping": True, "n_iter_no_change": 8}
    return network(table, wanted, hidden, alpha=alpha, random_state=seed, **stops)


def network(table: Floats, wanted: np.ndarray[Any, np.dtype[np.bool_]], hidden: int, **settings: Any) -> Model:
    """One hidden layer fitted to rows of traits as scikit-learn is told to, with the scaling put into its weights."""
    from sklearn.neural_network import MLPClassifier

    middle, width = table.mean(0), np.maximum(table.std(0), 1e-6)
    net = MLPClassifier((hidden,), **settings)
    net.fit((table - middle) / width, wanted)
    weights = net.coefs_[0] / width[:, None]
    return Model(weights, net.intercepts_[0] - middle @ weights, net.coefs_[1][:, 0], float(net.intercepts_[1][0]))


def told(pages: list[Look], model: Model, *, least: float = 0.5) -> dict[str, np.ndarray[Any, np.dtype[np.int64]]]:
    """For each way to look: pages with their title, titles given, and how many of these are right."""
    found: dict[str, np.ndarray[Any, np.dtype[np.int64]]] = {}
    for page in pages:
        sure = likelihood(page.traits, model)
        given = len(sure) > 0 and float(sure.max()) > least
        right = given and bool(page.labels[int(sure.argmax())])
        found[page.how] = found.get(page.how, np.zeros(3, np.int64)) + np.array([page.titled, given, right])
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    options.add_argument("--models", type=Path, help="fold-0.json … as train_lines.py --keep wrote them")
    options.add_argument("--no-write", action="store_true")
    chosen = options.parse_args()
    pages = list(looks(chosen.shared, chosen.models))
    counts: dict[str, np.ndarray[Any, np.dtype[np.int64]]] = {}
    for fold in range(FOLDS):
        model = learnt([page for page in pages if page.fold != fold])
        for how, own in told([page for page in pages if page.fold == fold], model).items():
            counts[how] = counts.get(how, np.zeros(3, np.int64)) + own
    for how, (titled, given, right) in sorted(counts.items()):
        print(f"{how:28s} titled {titled:5d}  given {given:5d}  right {right:5d}")
    if chosen.no_write:
        return
    model = learnt(pages)
    whole = np.sum([own for how, own in counts.items() if not how.endswith("without")], axis=0)
    held = {
        "about": "bench/train_titles.py: pages copied as text, one hidden layer; figures on sites never seen, by fold",
        "looks": len(pages),
        "unseen": {"told": round(float(whole[2] / whole[0]), 3), "right": round(float(whole[2] / whole[1]), 3)},
        "traits": list(TRAITS),
    }
    write("titles_model.json", held, model)


def write(name: str, about: dict[str, Any], model: Model) -> None:
    """Put a network where the cleaner reads it, behind what is to be said of it."""
    held = {
        **about,
        "hidden": [[round(each, 4) for each in row] for row in model.hidden.tolist()],
        "hidden_bias": [round(each, 4) for each in model.hidden_bias.tolist()],
        "out": [round(each, 4) for each in model.out.tolist()],
        "out_bias": round(model.out_bias, 4),
    }
    path = HERE.parent / "cleaners" / "data" / name
    path.write_text(json.dumps(held, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {path.name}, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
