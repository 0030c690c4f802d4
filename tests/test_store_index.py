"""The index: which document stands for which depends on the documents alone, and the file may be lost at any time."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Collection
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path

import pytest

from cleaners.near import signed
from flows.store.corpus import Known, Twin
from flows.store.index import Index, Seen, indexed

WORDS = ["port", "grève", "quai", "bateau", "criée", "matin", "pêcheur", "caisse", "vente", "prix", "hangar", "phare"]


def text(seed: int, *, words: int = 120) -> str:
    """A text that no other seed gives."""
    chance = random.Random(seed)
    return " ".join(f"{chance.choice(WORDS)}{chance.randint(0, 99)}" for _ in range(words))


TEXTS = {
    "long": text(11) + " " + text(12),
    "near": text(11) + " " + text(12, words=100),
    "part": text(11),  # contained: half of its words are not enough to be near
    "case": (text(11) + " " + text(12)).upper(),
    "alone": text(3),
    "other": text(4),
    "other-again": text(4),
}


def known(texts: dict[str, str]) -> dict[str, Known]:
    """What a corpus of these texts knows."""
    return {key: Known("in", sha256(said.encode()).hexdigest(), "rules", 1, key) for key, said in texts.items()}


def opened(path: Path, texts: dict[str, str], standing: Collection[str] = ()) -> AbstractContextManager[Index]:
    """The index beside a corpus of these texts, in which some stood for themselves."""

    def given(ids: Collection[str]) -> dict[str, str]:
        return {key: texts[key] for key in ids}

    return indexed(path, known(texts), given, standing=standing)


def verdicts(path: Path, texts: dict[str, str], standing: Collection[str] = ()) -> dict[str, str]:
    with opened(path, texts, standing) as index:
        return {key: twin.id for key, twin in index.judged(texts).items()}


EXPECTED = {
    "long": "case",
    "near": "case",
    "part": "case",
    "case": "",
    "alone": "",
    "other": "",
    "other-again": "other",
}


def test_documents_that_say_the_same_find_the_one_that_stands_for_them(tmp_path: Path) -> None:
    """The longest stands for the others; of those as long, the one with the smallest id."""
    assert verdicts(tmp_path / "index.sqlite", TEXTS) == EXPECTED


@pytest.mark.parametrize("seed", range(12))
def test_the_order_they_come_in_makes_no_difference(tmp_path: Path, seed: int) -> None:
    """One by one, in any order, some going and coming back: the end is the same."""
    chance = random.Random(seed)
    order = sorted(TEXTS)
    chance.shuffle(order)
    held: dict[str, str] = {}
    with opened(tmp_path / "index.sqlite", {}) as index:
        for step in [*order, *chance.sample(order, 3)]:
            with index.change():
                touched = index.drop([step])
                if step in held and chance.random() < 0.5:
                    index.add(signed(step, "tout autre chose"), "x")
                    touched |= index.drop([step])
                index.add(signed(step, TEXTS[step]), known(TEXTS)[step].digest)
                changed = index.judged(touched | {step})
                held |= {key: twin.id for key, twin in changed.items()}
    assert held == EXPECTED


def test_a_document_that_stood_goes_on_standing(tmp_path: Path) -> None:
    """A newcomer that is longer, or has a smaller id, takes nobody's place while the two say the same."""
    path = tmp_path / "index.sqlite"
    held = verdicts(path, TEXTS, standing=["near", "alone", "other-again"])
    assert held == {
        "long": "near", "near": "", "part": "near", "case": "near", "alone": "", "other": "other-again",
        "other-again": "",
    }  # fmt: skip


def test_a_document_that_a_longer_one_holds_whole_steps_back(tmp_path: Path) -> None:
    """Else the longer one would stand beside it, and its words twice in the corpus."""
    texts = {"short": text(11), "whole": text(11) + " " + text(12, words=130), "beside": text(5)}
    held = verdicts(tmp_path / "index.sqlite", texts, standing=["short", "beside"])
    assert held == {"short": "whole", "whole": "", "beside": ""}


@pytest.mark.parametrize("seed", range(12))
def test_judging_again_changes_nothing(tmp_path: Path, seed: int) -> None:
    """Whatever came in several portions: those that stand at the end stand when all are judged once more."""
    chance = random.Random(seed)
    parts = [text(number, words=60) for number in range(4)]
    texts = {
        f"{chance.randrange(1 << 32):08x}": " ".join(chance.sample(parts, chance.randint(1, 4))) for _ in range(14)
    }
    ids = list(texts)
    standing: list[str] = []
    for portion in (ids[:5], ids[:9], ids, ids):
        before = standing
        held = verdicts(tmp_path / "index.sqlite", {key: texts[key] for key in portion}, before)
        standing = [key for key, of in held.items() if not of]
        assert all(held[of] == "" for of in held.values() if of), "nobody stands for another without standing"
    assert sorted(standing) == sorted(before)


def test_thousands_of_pages_of_one_template_are_judged_in_seconds(tmp_path: Path) -> None:
    """What lies under one band key is looked at up to a limit; all are found to say the same nevertheless."""
    body = text(1, words=20)
    texts = {f"{number:04d}": f"{body} page {number}" for number in range(5000)}
    start = time.process_time()
    with opened(tmp_path / "index.sqlite", {}) as index:
        with index.change():
            for key, said in texts.items():
                index.add(signed(key, said), key)
        looked_up = index._store.execute("SELECT count(*) FROM pairs").fetchone()[0] / 2
        held = index.judged(texts)
    assert looked_up <= 5000 * 64, "each was compared with some, not with all"
    assert {twin.id for twin in held.values()} == {"", "0000"}
    assert sum(not twin.id for twin in held.values()) == 1
    assert time.process_time() - start < 40


def test_a_document_that_goes_frees_those_it_stood_for(tmp_path: Path) -> None:
    with opened(tmp_path / "index.sqlite", TEXTS) as index, index.change():
        freed = index.drop(["case", "long"])
        assert freed == {"near", "part"}
        assert index.judged(freed) == {"near": Twin(""), "part": Twin("near", index.judged(freed)["part"].similarity)}


@pytest.mark.parametrize("harm", ["gone", "garbage", "other layout", "stale"])
def test_a_lost_or_damaged_index_is_made_again(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "index.sqlite"
    before = {**TEXTS, "alone": text(9), "was": text(10)}
    del before["near"]
    verdicts(path, before)
    if harm == "gone":
        path.unlink()
    elif harm == "garbage":
        path.write_bytes(b"not a database, but long enough to be looked at" * 50)
    elif harm == "other layout":
        with sqlite3.connect(path) as store:
            store.execute("UPDATE layout SET says = '0 old'")
    assert verdicts(path, TEXTS) == EXPECTED


def test_a_change_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "index.sqlite", TEXTS) as index:

        def fail() -> None:
            with index.change():
                index.drop(["case"])
                index.note("case", Seen("in", "rules"))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert {key: twin.id for key, twin in index.judged(TEXTS).items()} == EXPECTED
        assert index.seen("case") is None


def test_what_was_seen_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with opened(path, {}) as index, index.change():
        index.note("a", Seen("in", "rules", "page.error", "an error page"))
    with opened(path, {}) as index:
        assert index.seen("a") == Seen("in", "rules", "page.error", "an error page")
        assert index.seen("b") is None
        assert isinstance(index, Index)
