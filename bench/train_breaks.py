"""
Train the model that tells where the lines of a page ended that a data set holds in one.

    python bench/train_breaks.py              # learn, test on sites never seen, write cleaners/data/breaks_model.json
    python bench/train_breaks.py --shared PATH --no-write

Pages of the HTML benchmark are turned to plain text as people do it, each in one way or two, none wrapped at a width;
their main texts alone are added to half of them. The lines are joined, and the model learns behind which words one
ended. So that it leans on no one way to write, a fifth of the texts loses most capitals inside its lines, as French or
Russian titles have none, and of another fifth all words count as caseless, as Arabic or Korean are. Sites of the text
benchmark are left out. Needs the `train` extra (scikit-learn, the converters).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from copied import rows  # noqa: E402
from train_lines import FOLDS, as_text, fold_of, left_out, site_of  # noqa: E402

from cleaners import breaks  # noqa: E402
from cleaners.breaks import AROUND, MARKS, NEAR, gaps, marks_of  # noqa: E402
from cleaners.menus import TRAITS, traits_of  # noqa: E402
from cleaners.network import Floats, Network, unscaled  # noqa: E402

# The ways to turn a page to text, each with its weight; two of them are html2text's, with lines as long as they are.
WAYS = {"html-text": 6, "html2text": 2, "inscriptis": 3, "html2text-plain": 3, "blocks": 3}
_CASED = [TRAITS.index(each) for each in ("capital", "small", "short", "loud")]
_CASELESS = TRAITS.index("caseless")


class Gaps(NamedTuple):
    """Some gaps of all texts: what the model reads of each, whether a line ended there, and the fold of its site."""

    said: NDArray[np.float32]
    ended: NDArray[np.bool_]
    folds: NDArray[np.int64]


def joined(shared: Path, *, drawn: int = 450, shortest: int = 150, longest: int = 6000) -> Gaps:
    """Gaps drawn from each text of the benchmark, its lines joined."""
    aside = left_out(shared)
    said, ended, folds = [], [], []
    for _, row in rows(shared):
        rng = random.Random(row["id"])
        name = row["id"].split("_")[0].lower()
        site = site_of(row["url"] or "") or name
        if site in aside or name in aside or len(row["html"]) > 600_000:
            continue
        for text in _texts(row["html"], row["gold"], rng):
            manner = rng.choice(("as it is", "as it is", "as it is", "small", "caseless"))
            words, last = _words(text, rng if manner == "small" else None)
            if not shortest < len(words) < longest or not last[:-1].any():
                continue
            table = _caseless(gaps, words) if manner == "caseless" else gaps(words)
            picked = sorted(rng.sample(range(len(words) - 1), min(len(words) - 1, drawn)))
            said.append(table[picked].astype(np.float32))
            ended.append(last[picked])
            folds.append(np.full(len(picked), fold_of(site)))
    return Gaps(np.vstack(said), np.concatenate(ended), np.concatenate(folds))


def _texts(html: str, gold: str, rng: random.Random) -> Iterator[str]:
    """A page as plain text in one way or two, and half of the time its main text."""
    for way in sorted(set(rng.choices(list(WAYS), list(WAYS.values()), k=2))):
        try:
            yield _long_lines(html, way) if way.startswith("html2text") else as_text(html, way, rng)
        except Exception as error:  # converters fail in many ways; what one cannot read is no example
            print(f"left out, {way}: {type(error).__name__}")
    if rng.random() < 0.5:
        yield gold


def _long_lines(html: str, way: str) -> str:
    import html2text

    writer = html2text.HTML2Text()
    writer.body_width = 0
    writer.ignore_links = writer.ignore_images = way == "html2text-plain"
    return str(writer.handle(re.sub(r"^\s*<\?xml[^>]*\?>", "", html)))


def _words(text: str, rng: random.Random | None) -> tuple[list[str], NDArray[np.bool_]]:
    """The words of a text, and which of them end a line; with `rng` most capitals inside lines are gone."""
    words: list[str] = []
    last: list[bool] = []
    for line in text.split("\n"):
        row = line.split()
        for n in range(1, len(row)) if rng else ():
            if row[n][:1].isupper() and row[n - 1][-1] not in '.!?:…"”»' and rng and rng.random() < 0.65:
                row[n] = row[n].lower()
        words += row
        last += [n == len(row) - 1 for n in range(len(row))]
    return words, np.array(last, np.bool_)


def _caseless(read: Callable[[list[str]], Floats], words: list[str]) -> Floats:
    """What the model reads of words as if their script had no capitals."""

    def traits(word: str) -> tuple[int, ...]:
        row = list(traits_of(word))
        row[_CASELESS] = max(row[_CASELESS], *(row[each] for each in _CASED[:2]))
        for each in _CASED:
            row[each] = 0
        return tuple(row)

    def marks(word: str) -> tuple[int, ...]:
        return (0, *marks_of(word)[1:])

    breaks.traits_of, breaks.marks_of = traits, marks  # type: ignore[attr-defined, assignment]
    try:
        return read(words)
    finally:
        breaks.traits_of, breaks.marks_of = traits_of, marks_of  # type: ignore[attr-defined]


def learnt(some: Gaps, wanted: NDArray[np.bool_], *, hidden: int = 40, rounds: int = 14, seed: int = 1) -> Network:
    """A network fitted to the wanted ones of these gaps."""
    from sklearn.neural_network import MLPClassifier

    middle, width = some.said.mean(0), np.maximum(some.said.std(0), 1e-3)
    net = MLPClassifier((hidden,), alpha=1e-3, max_iter=rounds, random_state=seed, batch_size=512)
    net.fit((some.said[wanted] - middle) / width, some.ended[wanted])
    return unscaled(net, middle, width)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    options.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)), help="sites to test on, in turn")
    options.add_argument("--no-write", action="store_true")
    chosen = options.parse_args()
    some = joined(chosen.shared)
    print(f"{len(some.ended)} gaps, a line ended at {some.ended.mean():.3f} of them")
    right = told = there = 0
    for fold in chosen.folds:
        model = learnt(some, some.folds != fold)
        own = some.folds == fold
        said, ended = model.chances(some.said[own]) > 0.7, some.ended[own]
        right, told, there = right + int((said & ended).sum()), told + int(said.sum()), there + int(ended.sum())
        print(f"fold {fold}: more than 0.7 sure: {ended[said].mean():.3f} right, {said[ended].mean():.3f} found")
    unseen = {"right": round(right / max(1, told), 3), "found": round(right / max(1, there), 3)}
    print(f"sites never seen: {unseen}")
    if chosen.no_write:
        return
    model = learnt(some, np.ones(len(some.ended), np.bool_))
    held = {
        "about": "bench/train_breaks.py: pages whose lines were joined, one hidden layer; figures on sites never seen",
        "tested": chosen.folds,
        "gaps": len(some.ended),
        "unseen": unseen,
        "marks": [*TRAITS, *MARKS],
        "around": [NEAR, *(list(each) for each in AROUND)],
        **model.rounded(),
    }
    path = HERE.parent / "cleaners" / "data" / "breaks_model.json"
    path.write_text(json.dumps(held, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {path.name}, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
