"""
Train the probability behind cleaners/names.py on calls whose true words are known.

    python bench/train_names.py BENCH                       # BENCH: the transcript benchmark's folder
    python bench/train_names.py BENCH --held OUT            # also: each call corrected by a model that never saw it
    python bench/train_names.py BENCH --cache SAMPLES       # keep the samples between runs
    python bench/train_names.py BENCH --save                # write cleaners/data/names_model.json

A sample is a pair of heard words and a name, with its evidence, as fix_names sees it. It is right when the words
of the reference that it stands for are the name, and what was heard is not. A reference that says "<inaudible>" or
that is known to be doubtful teaches nothing; one that spells a name in another way than the call's own list is
believed. Far pairs are many and alike, so a part of them stands for all. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from pathlib import Path
from typing import Any, NamedTuple

from transcript import call_facts

from cleaners import Document
from cleaners.hearing.guards import admitted
from cleaners.hearing.model import Model
from cleaners.hearing.page import Page
from cleaners.hearing.proof import weighed
from cleaners.names import fix_names, own_names

SYSTEMS = ("google", "amazon", "microsoft")
# The calls name no ministers, treaties or foreign provinces, so trees learn nothing of these; in nats of evidence.
ALSO = {"office": 1.0, "country": 1.5, "thing": 1.0, "acronym": 2.5, "almost": 2.5}
MODEL = Path(__file__).parent.parent / "cleaners" / "data" / "names_model.json"


class Sample(NamedTuple):
    call: str
    system: str
    place: tuple[int, int]
    person: bool
    right: bool
    harm: bool
    doubtful: bool
    evidence: dict[str, float]
    untold: bool


def samples(bench: Path) -> list[Sample]:
    sys.path.insert(0, str(bench))
    from align import Alignment, norm, rows

    references, known = rows("refs.jsonl.gz"), rows("names.jsonl.gz")
    doubtful = {call: set(at) for call, at in json.loads((bench / "data" / "suspect.json").read_text()).items()}
    found = []
    for system in SYSTEMS:
        for call, row in sorted(rows(f"asr.{system}.jsonl.gz").items()):
            doc = Document(call, row["text"], call_facts(known[call]))
            page = Page(doc.text, "en", own_names(doc))
            heard = [norm(doc.text[token.start : token.end]) for token in page.tokens]
            words = references[call]["words"].split()
            truth = [norm(word) for word in words]
            aligned = Alignment(truth, heard)
            pairs = admitted(page)
            for pair, proof in zip(pairs, weighed(page, pairs), strict=True):
                at = {aligned.hr[n] for n in range(*pair.place)} - {None}
                said = words[min(at) : max(at) + 1] if at else []
                true = singular("".join(truth[min(at) : max(at) + 1])) if at else ""
                was = singular("".join(heard[slice(*pair.place)]))
                now = singular("".join(pair.form.words))
                found.append(
                    Sample(call, system, tuple(pair.place), pair.form.entry.kind == "person", now == true != was,
                           was == true, bool(at & doubtful.get(call, set())), proof, any("<" in word for word in said))
                )  # fmt: skip
            print(system, call, len(page.tokens), "words", len(pairs), "pairs", flush=True)
    return found


def singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def taught(rows: list[Sample], *, far: float = 0.6, few: float = 0.15, half: float = 0.5) -> tuple[list[Sample], Any]:
    """Samples that teach, and how much each weighs: all that are right, a share of the others by how near they are."""
    import numpy as np

    drawn = np.random.RandomState(0).rand(len(rows))
    kept, weights = [], []
    for row, lot in zip(rows, drawn, strict=True):
        share = 1.0 if row.right else few if row.evidence["blend"] < far else half
        if lot < share and (row.right or not (row.doubtful or row.untold)):
            kept.append(row)
            weights.append(1 / share)
    return kept, np.array(weights)


def fitted(rows: list[Sample], *, trees: int, depth: int, pace: float) -> dict[str, Any]:
    """The model as plain data; doubtful references teach nothing unless they agree."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    names = [name for name in rows[0].evidence if name not in ALSO]
    rows, weight = taught(rows)
    told = np.array([[row.evidence[name] for name in names] for row in rows])
    right = np.array([row.right for row in rows])
    made = HistGradientBoostingClassifier(
        max_iter=trees,
        max_depth=depth,
        learning_rate=pace,
        min_samples_leaf=15,
        l2_regularization=3.0,
        max_features=0.4,
        random_state=0,
    ).fit(told, right, sample_weight=weight)
    grown = [
        [round(float(node["value"]), 5) if node["is_leaf"]
         else [int(node["feature_idx"]), round(float(node["num_threshold"]), 5), int(node["left"]), int(node["right"])]
         for node in each[0].nodes]
        for each in made._predictors  # noqa: SLF001 - scikit-learn has no other way to read its trees
    ]  # fmt: skip
    start = made._baseline_prediction  # noqa: SLF001
    return {"start": round(float(start[0][0]), 5), "also": ALSO, "evidence": names, "trees": grown}


def measure(rows: list[Sample], chances: list[float], words: int) -> None:
    """What each threshold would do, over all calls, and how well the probability is calibrated."""
    print("threshold  right (people)  wrong: right words hurt, doubtful, untold, others   hurt per 10,000   precision")
    order = sorted(range(len(rows)), key=lambda n: -chances[n])
    for least in (0.95, 0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.5, 0.4, 0.3):
        taken: dict[tuple[str, str], set[int]] = {}
        right = people = hurt = doubtful = other = untold = 0
        for n in order:
            row = rows[n]
            if chances[n] < least:
                break
            used = taken.setdefault((row.call, row.system), set())
            if used.isdisjoint(range(*row.place)):
                used.update(range(*row.place))
                right += row.right
                people += row.right and row.person
                doubtful += not row.right and row.doubtful
                untold += not row.right and row.untold and not row.doubtful
                hurt += not (row.right or row.doubtful or row.untold) and row.harm
                other += not (row.right or row.doubtful or row.untold or row.harm)
        sure = right / max(1, right + hurt + other)
        print(
            f"{least:8.2f} {right:6d} ({people}) {hurt:6d} {doubtful:4d} {untold:4d} {other:4d}"
            f" {1e4 * hurt / words:10.2f} {sure:8.0%}"
        )
    for low in range(0, 100, 10):
        here = [n for n, chance in enumerate(chances) if low <= 100 * chance < low + 10]
        if here:
            print(
                f"said {low:2d}-{low + 10} %: right {sum(rows[n].right for n in here) / len(here):5.1%} of {len(here)}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--held", type=Path)
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--trees", type=int, default=200)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--pace", type=float, default=0.05)
    given = parser.parse_args()
    if not (given.bench / "align.py").exists():
        parser.error(f"{given.bench} is not the transcript benchmark (no align.py in it)")
    if given.cache and given.cache.exists():
        rows = [Sample(*row) for row in pickle.loads(given.cache.read_bytes())]
    else:
        rows = samples(given.bench)
        if given.cache:
            given.cache.write_bytes(pickle.dumps([tuple(row) for row in rows]))
    shape = {"trees": given.trees, "depth": given.depth, "pace": given.pace}
    calls = sorted({row.call for row in rows})
    fold = {call: n % 5 for n, call in enumerate(calls)}
    told = {n: fitted([row for row in rows if fold[row.call] != n], **shape) for n in range(5)}
    held = {n: Model(told[n]) for n in range(5)}
    chances = [held[fold[row.call]](row.evidence) for row in rows]
    sys.path.insert(0, str(given.bench))
    from align import rows as read

    spoken = {system: read(f"asr.{system}.jsonl.gz") for system in SYSTEMS}
    words = sum(len(row["text"].split()) for calls in spoken.values() for row in calls.values())
    measure(rows, chances, words)
    if given.held:
        write_held(given, held, fold, spoken, read("names.jsonl.gz"))
    if given.save:
        about = (
            f"trained on {len(rows)} pairs of {len(calls)} calls and {len(SYSTEMS)} recognisers by bench/train_names.py"
        )
        MODEL.write_text(dumped({"about": about, **fitted(rows, **shape)}), encoding="utf-8")
        print(f"{MODEL} written, {MODEL.stat().st_size} bytes")


def write_held(
    given: argparse.Namespace, held: dict[int, Model], fold: dict[str, int], spoken: Any, known: Any
) -> None:
    for system, calls in spoken.items():
        folder = given.held / system
        folder.mkdir(parents=True, exist_ok=True)
        for call, row in calls.items():
            doc = Document(call, row["text"], call_facts(known[call]))
            text = doc.after(fix_names(doc, weigh=held[fold[call]])).text
            (folder / f"{call}.txt").write_text(text, encoding="utf-8")
    print(f"held-out corrections in {given.held}")


def dumped(told: dict[str, Any]) -> str:
    """One tree a line, so that a diff can be read."""
    head = {key: value for key, value in told.items() if key != "trees"}
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in told["trees"])
    return json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "trees": [\n' + trees + "\n]}\n"


if __name__ == "__main__":
    main()
