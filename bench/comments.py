"""
How many of the readers' comments leave a text, and whether anything else does.

    python bench/comments.py                    # ../shared/bench/text beside the checkout
    python bench/comments.py FOLDER             # a folder with docs/<id>.txt and docs/<id>.json
    python bench/comments.py --pages FOLDER     # pages, *.jsonl.xz: how many of their comments are flagged

Each document is labelled by hand, character by character: comments should go, body and headings should stay. Only the
language and the comments are looked at here, no other cleaner. How well spam is told: bench/train_spam.py.
"""

from __future__ import annotations

import json
import lzma
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cleaners.comments import drop_comments  # noqa: E402
from cleaners.document import Comment, Document  # noqa: E402
from cleaners.language import find_language  # noqa: E402
from cleaners.read.blocks import blocks_of  # noqa: E402
from cleaners.read.discussion import comment_sections, comments_in  # noqa: E402
from cleaners.read.page import parse  # noqa: E402
from cleaners.spam import judged  # noqa: E402

KEPT = ("body", "heading")


def gone(doc: Document, cleaned: Document) -> list[bool]:
    """For each character of the document, whether an edit took it out."""
    marks = [False] * len(doc.text)
    for edit in cleaned.trail:
        marks[edit.start : edit.end] = [True] * (edit.end - edit.start)
    return marks


def flagged(folder: Path) -> None:
    """Flag the comments of pages, which are civil nearly all: what is flagged is shown, to be looked at."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                source = json.loads(row).get("html") or ""
                tree = parse(source) if "comment" in source.lower() else None
                if tree is not None:
                    sections = comment_sections(blocks_of(tree)[0])
                    told = [each for section in sections for each in comments_in(section) if isinstance(each, Comment)]
                    found |= {each.text: (tree.get("lang") or "")[:2] for each in told}
    flags: Counter[str] = Counter()
    for text, language in found.items():
        flag, why = judged(text, language)
        flags[flag] += 1
        if flag != "ordinary":
            print(f"{flag}: {why} | {' '.join(text.split())[:100]}")
    print(f"{len(found)} comments: " + ", ".join(f"{flag} {count / len(found):.2%}" for flag, count in flags.items()))


def main() -> None:
    if sys.argv[1:2] == ["--pages"]:
        flagged(Path(sys.argv[2]))
        return
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "bench" / "text"
    labelled = sorted((folder / "docs").glob("*.json"))
    if not labelled:
        sys.exit(f"{folder}: no docs/*.json there; give the folder of the labelled documents")
    total = removed = body = lost = size = 0
    spent = 0.0
    for path in labelled:
        told = json.loads(path.read_text(encoding="utf-8"))
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
            doc = Document(told["id"], file.read())
        doc = doc.after(find_language(doc))
        start = time.process_time()
        cleaned = doc.after(drop_comments(doc))
        spent += time.process_time() - start
        size += len(doc.text.encode())
        marks = gone(doc, cleaned)
        here = {"comment": [0, 0], "body": [0, 0]}
        for part in told["segments"]:
            kind = "body" if part["label"] in KEPT else part["label"]
            if kind in here:
                here[kind][0] += part["end"] - part["start"]
                here[kind][1] += sum(marks[part["start"] : part["end"]])
        total, removed = total + here["comment"][0], removed + here["comment"][1]
        body, lost = body + here["body"][0], lost + here["body"][1]
        if here["comment"][0] or here["body"][1]:
            print(
                f"{told['id']:20s} comments gone {here['comment'][1]}/{here['comment'][0]} body lost {here['body'][1]}"
            )
    print(f"comments gone {removed / total:.4f} of {total} characters, body lost {1e4 * lost / body:.2f} per 10,000")
    print(f"{size / 1e6 / spent:.1f} MB/s")


if __name__ == "__main__":
    main()
