"""
Train the model that tells what a page calls itself, and write it where the cleaner reads it.

    python bench/train_sites.py                        # learn, test on sites never seen, write sites_model.json
    python bench/train_sites.py --no-write
    python bench/train_sites.py --shared PATH

Pages of the HTML benchmark are turned to plain text as in train_titles.py. The names of a site are what its pages
declare (og:site_name, the publisher, the name of an app) and its host. Every name that lines of the page may call it
by is one example. Needs the `train` extra (scikit-learn, the converters).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from train_lines import FOLDS, fold_of  # noqa: E402
from train_titles import copies, linked_data, network, pages_of, turn_of, write  # noqa: E402

from cleaners import PIPELINE, Document  # noqa: E402
from cleaners.evidence import lines_of  # noqa: E402
from cleaners.metadata import find_metadata, title_of  # noqa: E402
from cleaners.metadata.head import read_head  # noqa: E402
from cleaners.metadata.labels import Labels  # noqa: E402
from cleaners.metadata.names import is_person  # noqa: E402
from cleaners.metadata.owners import company_and_more  # noqa: E402
from cleaners.metadata.site import named_by  # noqa: E402
from cleaners.metadata.sitenames import MODEL, TRAITS, Called, weighed_names  # noqa: E402
from cleaners.metadata.weighed import Floats, Model, likelihood  # noqa: E402
from cleaners.platforms import BETWEEN, folded_name  # noqa: E402

STEP = PIPELINE.index(find_metadata)
# Of a name's parts these say nothing by themselves.
ARTICLES = ("the", "der", "die", "das", "le", "la", "les", "el")


# Who keeps pages for others: their own name is no site's of their writers.
KEEPERS = ("wordpress.com", "blogspot.com", "substack.com", "medium.com", "tumblr.com", "hypotheses.org", "ucoz.de")
# What stands beside a mark of rights, and what else may call a page by a name.
OWNERS = frozenset(("owner", "own_first", "by_owner"))
SMALL = frozenset(("of", "the", "and", "for", "de", "la", "du", "der", "die", "das", "und"))


class Look(NamedTuple):
    """A page: its fold, the names that its lines may call it by, which are right (-1: who knows), and if any is."""

    fold: int
    traits: Floats
    labels: np.ndarray[Any, np.dtype[np.int64]]
    told: bool


def names_of(html: str, host: str) -> set[str]:
    """What a page declares as its site, folded: also without an article or its suffix, and what the host spells."""
    tree = lxml.html.fromstring(html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    said = [str(each) for each in tree.xpath("//meta[@property='og:site_name' or @name='application-name']/@content")]
    for record in linked_data(tree, "publisher"):
        name = record["publisher"].get("name") if isinstance(record["publisher"], dict) else ""
        said.append(name if isinstance(name, str) else "")
    found = {folded_name(host), folded_name(".".join(host.split(".")[-2:]))}
    found.update(folded_name(label) for label in host.split(".")[:-1] if len(label) > 3)
    for each in said:
        for part in (each, *BETWEEN.split(each)):
            words = part.split()
            bare = " ".join(words[1:]) if words and words[0].lower() in ARTICLES else part
            found.update(map(folded_name, (part, bare, f"the {part}", bare.rpartition(".")[0])))
    keeper = next((each for each in KEEPERS if host.endswith(each)), "")
    return {each for each in found if len(each) > 1} - {folded_name(keeper), folded_name(keeper.partition(".")[0])}


def is_spelled(name: str, host: str, *, longest: int = 8, share: float = 0.75) -> bool:
    """Tell a name that the host nearly spells, or spells within a longer one, or by the first letters of its words."""
    folded = folded_name(name)
    labels = [folded_name(label) for label in host.split(".")[:-1]]
    for label in labels:
        both = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(folded, label, strict=False)))
        within = len(folded) > longest + 1 and folded in label
        if within or both >= max(longest, share * max(len(folded), len(label))):
            return True
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in SMALL]
    return len(words) > 2 and "".join(word[0] for word in words).lower() in labels


def judged(calls: list[Called], wanted: set[str], host: str, *, whole: bool) -> np.ndarray[Any, np.dtype[np.int64]]:
    """
    Which names are right: those that the page declares, or its host spells. Of an owner nothing may tell (-1).

    The owner is the site where neither the form of a company nor a person's name says otherwise, and nothing else is
    right; a page without the lines that name its site may still name its owner.
    """
    right = [whole and (folded_name(each.name) in wanted or is_spelled(each.name, host)) for each in calls]
    labels = np.array(right, np.int64)
    if any(ok and each.signs - {"host", "often"} for ok, each in zip(right, calls, strict=True)):
        return labels
    for at, each in enumerate(calls):
        if each.signs & OWNERS and not right[at]:
            company = "own_form" in each.signs or company_and_more().search(each.name)
            surely = whole and "own_first" in each.signs and not company and not is_person(each.name)
            labels[at] = 1 if surely else -1
    return labels


def looks(shared: Path) -> Iterator[Look]:
    """All pages, each turned to text in two ways and cleaned as far as the name of its site is looked for."""
    for site, row in pages_of(shared):
        wanted = names_of(row["html"], site)
        for _, copied in copies(row):
            doc = copied
            for step in PIPELINE[:STEP]:
                doc = doc.after(step(doc))
            yield from looked_at(doc, wanted, site, bare=turn_of(row) % 2 == 1)


def looked_at(doc: Document, wanted: set[str], site: str, *, bare: bool) -> Iterator[Look]:
    """The page whole, and without the lines that name its site: so, or (`bare`) without its short lines as well."""
    yield from _look(doc, wanted, site, whole=True)
    surely = {each for each in wanted if len(each) > 3}
    rows = [row for row in doc.text.split("\n") if not any(each in folded_name(row) for each in surely)]
    if bare:
        rows = [f"{row}\n" for row in rows if len(row) >= 60 or row.startswith(("#", "- ", "* "))]
    yield from _look(replace(doc, text="\n".join(rows)), wanted, site, whole=False)


def _look(doc: Document, wanted: set[str], site: str, *, whole: bool, fewest: int = 25) -> Iterator[Look]:
    """The names on one page with their traits; `wanted` are the right ones."""
    if len(lines_of(doc.text)) < fewest:
        return
    head = read_head(doc)
    title = title_of(doc, head, Labels(), "", spoken=False, again=False)
    calls, traits = weighed_names(doc.text, head, title.text if title else "", named_by(doc, head, title))
    labels = judged(calls, wanted, site, whole=whole)
    said = folded_name(doc.text) if whole else ""
    told = any(len(each) > 2 and each in said for each in wanted)
    yield Look(fold_of(site), traits, labels, told or bool((labels > 0).any()))


def learnt(pages: list[Look], *, hidden: int = 12, alpha: float = 1.0, seed: int = 1) -> Model:
    """A network fitted to all names that may be the site's."""
    named = [page for page in pages if len(page.labels)]
    table, wanted = np.vstack([page.traits for page in named]), np.concatenate([page.labels for page in named])
    known = wanted >= 0
    return network(
        table[known], wanted[known] > 0, hidden, alpha=alpha, max_iter=50, random_state=seed, learning_rate_init=0.002
    )


def told(pages: list[Look], model: Model, *, least: float) -> np.ndarray[Any, np.dtype[np.int64]]:
    """How many pages say their site, how many names are given, and how many of these are right."""
    counts = np.zeros(3, np.int64)
    for page in pages:
        sure = likelihood(page.traits, model)
        label = int(page.labels[int(sure.argmax())]) if len(sure) and float(sure.max()) > least else -1
        counts += np.array([page.told, label >= 0, label > 0])
    return counts


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    options.add_argument("--no-write", action="store_true")
    chosen = options.parse_args()
    pages = list(looks(chosen.shared))
    models = [learnt([page for page in pages if page.fold != fold]) for fold in range(FOLDS)]
    unseen = {}
    for least in (0.3, 0.35, 0.4, 0.5, 0.6):
        counts = sum(
            (told([page for page in pages if page.fold == fold], models[fold], least=least) for fold in range(FOLDS)),
            np.zeros(3, np.int64),
        )
        unseen[str(least)] = {
            "told": round(float(counts[2] / counts[0]), 3), "right": round(float(counts[2] / counts[1]), 3)
        }  # fmt: skip
        print(f"least {least}: told {unseen[str(least)]['told']}, right of those given {unseen[str(least)]['right']}")
    if chosen.no_write:
        return
    model = learnt(pages)
    held = {
        "about": "bench/train_sites.py: pages copied as text, one hidden layer; figures on sites never seen, by fold",
        "pages": len(pages),
        "unseen": unseen,
        "traits": list(TRAITS),
    }
    write(MODEL, held, model)


if __name__ == "__main__":
    main()
