"""
Train the model that tells spam from comments, and say how well it does on videos it has not seen.

    python bench/train_spam.py ../shared/bench/comments            # figures only
    python bench/train_spam.py ../shared/bench/comments --write    # and cleaners/data/comments/spam.json

Needs scikit-learn, which the project itself does not. Data: YouTube Spam Collection (Alberto, Lochter, Almeida 2015),
one CSV a video. Each video is held out once. The data does not come with the project.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_score, recall_score

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cleaners.spam import SIGNS, signs  # noqa: E402

OUT = ROOT / "cleaners" / "data" / "comments" / "spam.json"
STRENGTH = 10.0  # inverse of the penalty; from 3 to 30 the mean F1 moves by .003


def comments(folder: Path) -> tuple[list[str], list[str], np.ndarray]:
    videos, texts, labels = [], [], []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                videos.append(path.stem)
                texts.append(row["CONTENT"].replace("\ufeff", ""))
                labels.append(int(row["CLASS"]))
    return videos, texts, np.array(labels)


def trained(shown: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000, solver="liblinear", random_state=0).fit(shown, labels)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    if not list(asked.folder.glob("*.csv")):
        sys.exit(f"{asked.folder}: no CSV files; give the folder of the YouTube Spam Collection")
    videos, texts, labels = comments(asked.folder)
    shown = np.array([[found[name] for name in SIGNS] for found in (signs(text, "en") for text in texts)])
    scores = []
    for video in sorted(set(videos)):
        held = np.array([each == video for each in videos])
        said = trained(shown[~held], labels[~held]).predict(shown[held])
        scores.append(f1_score(labels[held], said))
        precision, recall = precision_score(labels[held], said), recall_score(labels[held], said)
        print(f"held out {video:24s} F1 {scores[-1]:.3f}  precision {precision:.3f}  recall {recall:.3f}")
    print(f"mean F1 {np.mean(scores):.4f}")
    if asked.write:
        write(trained(shown, labels), float(np.mean(scores)))


def write(model: LogisticRegression, score: float) -> None:
    weights = {name: round(float(weight), 3) for name, weight in zip(SIGNS, model.coef_[0], strict=True)}
    told = {
        "about": "spam among readers' comments: weights of a logistic model; written by bench/train_spam.py",
        "data": "YouTube Spam Collection (Alberto, Lochter, Almeida 2015), 1,956 comments on five videos",
        "mean F1, each video held out once": round(score, 4),
        "weights": {"always": round(float(model.intercept_[0]), 3), **weights},
    }
    OUT.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
