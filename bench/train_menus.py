"""
Train the model that tells menus and footers from text where a whole page stands in one line.

    python bench/train_menus.py                  # learn, test on sites never seen, write cleaners/data/menus_model.json
    python bench/train_menus.py --shared PATH --no-write

Pages of the HTML benchmark with a known main text are flattened: their pieces of text joined by blanks, scripts mostly
left out. Each word is the main text's when it stands in the longest common run with it. So that the model leans on no
one way to write, a quarter of the pages loses most capitals inside their pieces, as French or Russian titles have none,
and of another quarter all words count as caseless, as Arabic or Korean are. Sites of the text benchmark are left out.
Needs the `train` extra (scikit-learn).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from train_lines import FOLDS, aligned, fold_of, gold_of, left_out, rows, site_of, tokens  # noqa: E402

from cleaners.menus import AROUND, TRAITS, between, columns, traits_of  # noqa: E402
from cleaners.network import Floats, Network, unscaled  # noqa: E402

_CODE = ("script", "style", "noscript", "template")
_STOPPED = re.compile(r"[.!?…:؟。][\"”’»)\]]*$")


class Flat(NamedTuple):
    """A flattened page: its words, what each is, and whose: 1 the main text's, 0 noise, -1 what cannot be told."""

    fold: int
    text: str
    words: list[tuple[int, int]]
    said: Floats
    labels: NDArray[np.int8]


def flattened(shared: Path, *, most: int = 60_000) -> Iterator[Flat]:
    """Each article of the benchmark, flattened in one of the ways."""
    aside = left_out(shared)
    for row in rows(shared):
        rng = random.Random(row["id"])
        name = row["id"].split("_")[0].lower()
        site = site_of(row["url"] or "") or name
        gold = gold_of(row)
        if site in aside or name in aside or len(gold) < 400 or len(row["html"]) > 600_000:
            continue
        try:
            pieces = list(_pieces(row["html"], scripts=rng.random() < 0.15, head=rng.random() < 0.6))
        except (ValueError, RecursionError, lxml.etree.ParserError):
            continue
        way = rng.choice(("as it is", "as it is", "small", "caseless"))
        text = " ".join(_small(pieces, rng) if way == "small" else pieces)
        labels = _labels(text, gold) if 800 <= len(text) <= most else None
        if labels is None:
            continue
        words = [(hit.start(), hit.end()) for hit in re.finditer(r"\S+", text)]
        said = np.array([traits_of(text[start:end]) for start, end in words], np.float64)
        yield Flat(fold_of(site), text, words, _caseless(said) if way == "caseless" else said, labels)


def _pieces(html: str, *, scripts: bool, head: bool) -> Iterator[str]:
    """The pieces of text of a page, in order."""
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", html).encode("utf-8", "replace")
    tree = lxml.html.fromstring(plain, parser=lxml.html.HTMLParser(encoding="utf-8"))
    body = tree.find(".//body")
    left = _CODE[1:] if scripts else _CODE
    yield from _strings(tree if head or body is None else body, left)


def _strings(element: Any, left: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if element.tag not in left:
        if element.text and element.text.strip():
            yield " ".join(element.text.split())
        for child in element:
            yield from _strings(child, left)
            if child.tail and child.tail.strip():
                yield " ".join(child.tail.split())


def _small(pieces: list[str], rng: random.Random) -> list[str]:
    """The pieces as they would be in a language that writes only names and first words with a capital."""
    out = []
    for piece in pieces:
        words = piece.split(" ")
        for n in range(1, len(words)):
            if words[n][:1].isupper() and not _STOPPED.search(words[n - 1]) and rng.random() < 0.65:
                words[n] = words[n].lower()
        out.append(" ".join(words))
    return out


def _caseless(said: Floats) -> Floats:
    """The traits of the words as if their script had no capitals."""
    out = said.copy()
    cased = [TRAITS.index(each) for each in ("capital", "small", "short", "loud")]
    out[:, TRAITS.index("caseless")] = np.maximum(said[:, TRAITS.index("caseless")], said[:, cased[:2]].max(1))
    out[:, cased] = 0
    return out


def _labels(text: str, gold: str, *, hole: int = 12) -> NDArray[np.int8] | None:
    """Whose each word between blanks is; None when the main text is not in the page. Small holes are nobody's."""
    said, starts = tokens(text)
    wanted = tokens(gold)[0]
    if len(said) > 10_000:
        return None
    found = aligned(said, wanted).astype(np.int8)
    sure = np.flatnonzero(found == 1)
    if len(sure) < 0.75 * len(wanted):
        return None
    for low, high in pairwise(sure.tolist()):
        if 1 < high - low <= hole:
            found[low + 1 : high] = -1
    begins = np.array([hit.start() for hit in re.finditer(r"\S+", text)])
    labels = np.full(len(begins), -2, np.int8)
    for at, label in zip(np.searchsorted(begins, starts, side="right") - 1, found, strict=True):
        labels[at] = label if labels[at] in (-2, label) else -1
    for at in np.flatnonzero(labels == -2):  # a sign alone is whose the word before it is
        labels[at] = labels[at - 1] if at else 0
    return labels


def learnt(pages: list[Flat], *, hidden: int = 20, drawn: int = 400, seed: int = 1) -> Network:
    """A network fitted to some words of each page."""
    from sklearn.neural_network import MLPClassifier

    rng = np.random.default_rng(seed)
    rows_, labels = [], []
    for page in pages:
        known = np.flatnonzero(page.labels >= 0)
        picked = rng.choice(known, min(len(known), drawn), replace=False)
        rows_.append(columns(page.said)[picked])
        labels.append(page.labels[picked] == 0)
    table, noise = np.vstack(rows_), np.concatenate(labels)
    middle, width = table.mean(0), np.maximum(table.std(0), 1e-6)
    net = MLPClassifier((hidden,), alpha=1e-3, max_iter=25, random_state=seed, early_stopping=True)
    net.fit((table - middle) / width, noise)
    return unscaled(net, middle, width)


def scored(page: Flat, model: Network) -> NDArray[np.int64]:
    """Words of noise, how many of them go, words of the text, how many of these go."""
    first, last = between([tuple(row) for row in page.said.astype(int).tolist()], model)
    gone = np.ones(len(page.words), bool)
    gone[first:last] = False
    noise, text = page.labels == 0, page.labels == 1
    return np.array([noise.sum(), (noise & gone).sum(), text.sum(), (text & gone).sum()])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    options.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)), help="sites to test on, in turn")
    options.add_argument("--no-write", action="store_true")
    chosen = options.parse_args()
    pages = list(flattened(chosen.shared))
    print(f"{len(pages)} pages")
    counts = np.zeros(4, np.int64)
    for fold in chosen.folds:
        model = learnt([page for page in pages if page.fold != fold])
        own = sum((scored(page, model) for page in pages if page.fold == fold), np.zeros(4, np.int64))
        counts += own
        print(f"fold {fold}: noise removed {own[1] / own[0]:.3f}, text lost {1e4 * own[3] / own[2]:.1f} in 10,000")
    unseen = {"removed": round(float(counts[1] / counts[0]), 3), "harm": round(float(1e4 * counts[3] / counts[2]), 1)}
    print(f"sites never seen: {unseen}")
    if chosen.no_write:
        return
    model = learnt(pages)
    held = {
        "about": "bench/train_menus.py: flattened pages, one hidden layer; figures on sites never seen, by fold",
        "tested": chosen.folds,
        "pages": len(pages),
        "unseen": unseen,
        "traits": list(TRAITS),
        "around": [list(each) for each in AROUND],
        **model.rounded(),
    }
    path = HERE.parent / "cleaners" / "data" / "menus_model.json"
    path.write_text(json.dumps(held, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {path.name}, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
