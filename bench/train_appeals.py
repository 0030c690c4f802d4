"""
Train the model that tells a call to the reader from a sentence that only looks like one.

    python bench/train_appeals.py                      # learn, test on languages never seen, write the model
    python bench/train_appeals.py --shared PATH --no-write

It learns from the examples in bench/appeals, from those of the patterns in cleaners/data/calls, from the sentences of
the known main texts of the HTML benchmark and of the language benchmark, which are no calls (but for those a pattern
takes for one), and from what stands around these texts on the same pages and asks for something, which mostly are;
these count least. Two models come of it: one says how sure a sentence is a call, one how sure it is a call or stands
with one ("beside": a form, a promise, a price). The traits of a sentence are the same in all languages, so each
language is tested with a model that never saw it, each page with one that never saw its site. Sites of the text
benchmark are left out. Needs the `train` extra (scikit-learn).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from train_lines import left_out, rows, site_of  # noqa: E402

from cleaners.concepts import ASKS, found, traits  # noqa: E402
from cleaners.evidence import lowered  # noqa: E402
from cleaners.resources import languages, patterns, table  # noqa: E402
from cleaners.text import sentences  # noqa: E402

# Where sentences come from that were written for this.
OURS = ("examples", "patterns", "beside")
_NO_TEXT = ("script", "style", "noscript", "template", "svg", "head")


class Said(NamedTuple):
    """One sentence: its language, whether it is a call, how much it counts, and where it is from."""

    text: str
    code: str
    call: bool
    weight: float
    source: str


def written() -> Iterator[Said]:
    """Examples of this folder and of the patterns."""
    for path in sorted((HERE / "appeals").glob("*.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from (Said(each, path.stem, True, 4.0, "examples") for each in told["yes"])
        yield from (Said(each, path.stem, False, 6.0, "examples") for each in told["no"])
        yield from (Said(each, path.stem, True, 4.0, "beside") for each in told["beside"])
    for code in languages("calls"):
        for row in table("calls", code)["pattern"]:
            if row["rule"] != "promo.run":
                yield from (Said(each, code, True, 2.0, "patterns") for each in row["yes"])
                yield from (Said(each, code, False, 3.0, "patterns") for each in row["no"])


def around(shared: Path, *, longest: int = 400) -> Iterator[Said]:
    """Sentences of main texts, and lines of the same pages that stand in none; only those that ask for something."""
    aside = left_out(shared)
    for row in rows(shared):
        code, gold = (row["lang"] or "").split("-")[0], row.get("gold") or ""
        site = site_of(row["url"] or "") or row["id"].split("_")[0].lower()
        if code not in languages("appeals") or len(gold) < 300 or site in aside:
            continue
        for said in sentences(gold):
            if 20 <= len(said.text) <= longest and not _taken(said.text, code):
                yield Said(said.text, code, False, 0.5, site)
        within = " ".join(gold.split())
        for line in dict.fromkeys(_lines(row["html"])):
            if 20 <= len(line) <= longest and line not in within:
                yield Said(line, code, True, 0.05, site)


def elsewhere(shared: Path) -> Iterator[Said]:
    """Sentences of the language benchmark, which are of all languages and no calls."""
    path = shared / "bench" / "lang" / "data" / "texts.jsonl.gz"
    told = gzip.decompress(path.read_bytes()).decode("utf-8") if path.is_file() else ""
    for line in filter(None, told.split("\n")):
        row = json.loads(line)
        code = row["langs"][0]
        if row["set"] in ("article", "sentence") and len(row["langs"]) == 1 and code in languages("appeals"):
            for said in sentences(row["text"]):
                if len(said.text) >= 20 and not _taken(said.text, code):
                    yield Said(said.text, code, False, 1.0, f"lang {row['id']}")


def _taken(text: str, code: str) -> bool:
    return any(
        each.rule in ("promo.call", "promo.line") and each.regex.search(text) for each in patterns("calls", code)
    )


def _lines(html: str) -> Iterator[str]:
    tree = lxml.html.fromstring(html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for each in tree.xpath("//p|//div[not(div|p|ul)]|//li[not(div|p|ul)]|//h2|//h3|//h4|//label"):
        if not any(up.tag in _NO_TEXT for up in each.iterancestors()):
            yield " ".join(each.text_content().split())


def traits_of(said: Said) -> dict[str, float]:
    """The traits of a sentence, none when it says nothing of the kind."""
    low = lowered(said.text)
    hits = found(low, said.code)
    named = {hit.concept for hit in hits}
    if said.source in OURS:
        enough = bool(named)
    else:
        enough = len(named) >= (3 if said.call else 2) and not (said.call and named.isdisjoint(ASKS))
    return traits(said.text, hits, (said.code, "en")) if enough else {}


def fitted(x: np.ndarray, data: list[Said], *, strength: float = 0.3) -> Any:
    """A logistic regression, held back so that no single trait decides."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=2000)
    return model.fit(x, [each.call for each in data], sample_weight=[each.weight for each in data])


def tested(x: np.ndarray, data: list[Said]) -> dict[str, Any]:
    """Precision and recall on the examples of each language, and calls in main texts, by models that saw neither."""
    told: dict[str, Any] = {}
    scores = np.zeros(len(data))
    calls = np.array([each.call for each in data])
    ours = np.array([each.source in OURS for each in data])
    for code in languages("appeals"):
        own = np.array([each.code == code for each in data]) & ours
        others = np.array([each.code != code for each in data])
        model = fitted(x[others], [each for each, there in zip(data, others, strict=True) if there])
        scores[own] = model.predict_proba(x[own])[:, 1]
        for bound in (0.5, 0.8, 0.97):
            hit = own & (scores >= bound)
            told.setdefault(str(bound), {})[code] = (
                round(float((hit & calls).sum() / max(1, hit.sum())), 3),
                round(float((hit & calls).sum() / max(1, (own & calls).sum())), 3),
            )
    folds = np.array([zlib.crc32(each.source.encode()) % 5 if each.source not in OURS else -1 for each in data])
    for fold in range(5):
        own = folds == fold
        model = fitted(x[~own], [each for each, there in zip(data, ~own, strict=True) if there])
        scores[own] = model.predict_proba(x[own])[:, 1]
    gold = ~calls & (folds >= 0)
    told["main texts"] = {str(b): int((gold & (scores >= b)).sum()) for b in (0.5, 0.6, 0.8, 0.9, 0.97)}
    told["main texts"]["sentences"] = int(gold.sum())
    worst = sorted(np.flatnonzero(gold), key=lambda n: -scores[n])[:400]
    told["nearest"] = [(round(float(scores[n]), 3), data[n].text[:160]) for n in worst]
    missed = [n for n in np.flatnonzero(ours) if data[n].source != "patterns" and calls[n] != (scores[n] >= 0.5)]
    told["wrong"] = [(data[n].code, data[n].call, round(float(scores[n]), 2), data[n].text) for n in missed]
    return told


def learnt(what: str, every: list[Said], *, show: bool) -> dict[str, Any]:
    """One model, with what is known of it: "call", or "beside", which also takes what stands with calls."""
    pairs = [
        (each, there) for each in every if (what == "beside" or each.source != "beside") and (there := traits_of(each))
    ]
    data = [each for each, _ in pairs]
    print(what, Counter((each.source if each.source in OURS else "pages", each.call) for each in data))
    names = sorted({name for _, there in pairs for name in there})
    x = np.array([[there.get(name, 0.0) for name in names] for _, there in pairs])
    told = tested(x, data)
    nearest, wrong = told.pop("nearest"), told.pop("wrong")
    for name, figures in told.items():
        print(name, figures)
    if show:
        print(*nearest, *wrong, sep="\n")
    model = fitted(x, data)
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.005}
    return {
        "data": f"{len(data)} sentences; none of a site of the text benchmark",
        "languages never seen, precision and recall at each bound": {b: told[b] for b in ("0.5", "0.8", "0.97")},
        "sentences of main texts at or above a bound, sites never seen": told["main texts"],
        "base": round(float(model.intercept_[0]), 3),
        "weights": dict(sorted(weights.items())),
    }


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared", help="what holds bench/html")
    options.add_argument("--no-write", action="store_true")
    options.add_argument("--show", action="store_true", help="the nearest misses, too")
    chosen = options.parse_args()
    if not (chosen.shared / "bench" / "html").is_dir():
        print(f"no pages at {chosen.shared / 'bench' / 'html'}: give their place with --shared", file=sys.stderr)
        return 2
    every = [*written(), *around(chosen.shared), *elsewhere(chosen.shared)]
    model = {what: learnt(what, every, show=chosen.show) for what in ("call", "beside")}
    if chosen.no_write:
        return 0
    path = HERE.parent / "cleaners" / "data" / "appeals_model.json"
    path.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size / 1e3:.1f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
