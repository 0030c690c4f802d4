"""The same text across documents: the scheme never moves, and the verdict does not depend on the order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import pytest

from cleaners.near import (
    SCHEME,
    Duplicate,
    Memory,
    Signed,
    band_keys,
    containment,
    entries,
    find_duplicates,
    jaccard,
    pack,
    shingles,
    signature,
    signed,
    unpack,
)

# text -> exact (first 16), words, SHA-256 (first 16) of signature, of shingles and of band keys, first band key.
GOLDEN: dict[str, tuple[str, int, str, str, str, int]] = {
    "": ("e3b0c44298fc1c14", 0, "9f56cda75fefeab9", "e3b0c44298fc1c14", "d114aa854041431a", 3750354372195770559),
    "un": ("728570c6852c06ef", 1, "db4ff21a41435773", "ad88f7148db128c7", "fe66672813e86f09", 71641379259124478),
    "L’été fut long ; l’hiver, court.": (
        "33048bfaff9ec5c3", 7, "6c592a3dd55de617", "dc23faa2843b99f0", "040c85c19821e9fd", -6051872114835804334,
    ),
    "Der Fluß führt Hochwasser, sagt die Stadt.": (
        "ca899704e933934c", 7, "8d697b672adb5099", "938210b5e0e36c0f", "7071371aecddbcaa", 8723500495858640492,
    ),
    "今日は雨が降っています。": (
        "55e52b375b1294e0", 11, "ba403df41d079266", "153389f488077a58", "5b0b7dae069ae16d", 1424194556120674239,
    ),
    "река вышла из берегов во вторник вечером": (
        "b35a81b970a927fd", 7, "f10e87a564bda6c9", "bab3dccd1232e54f", "aa456a950fed38d0", -5672177072562809300,
    ),
    "one two three four five six seven " * 400: (
        "61ce117ee1624ffe", 2800, "def080d20aa761ca", "d98ce020c76fe966", "030265247622906f", -748092069555917803,
    ),
}  # fmt: skip


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


def vector(text: str) -> tuple[str, int, str, str, str, int]:
    doc = signed("golden", text)
    keys = band_keys(doc.signature)
    packed = np.array(keys, "<i8").tobytes()
    return doc.exact[:16], doc.n_words, digest(pack(doc.signature)), digest(pack(doc.shingles)), digest(packed), keys[0]


@pytest.mark.parametrize("text", GOLDEN, ids=range(len(GOLDEN)))
def test_the_scheme_gives_the_same_bytes_everywhere(text: str) -> None:
    """Stored signatures outlive us: whoever changes one of these must change the name of the scheme."""
    assert SCHEME == "mh1"
    assert vector(text) == GOLDEN[text]


def prose(seed: int, size: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices("aeiouprstlmn", k=chance.randint(2, 9))) for _ in range(size)]


def text_of(words: Sequence[str]) -> str:
    return " ".join(words)


def corpus() -> list[Signed]:
    """Forty articles, each with a changed, a shortened and an excerpted copy, and a shared foot of a third."""
    foot = prose(9999, 60)
    docs = []
    for number in range(40):
        words = prose(number, 120)
        changed = [word if at % 25 else "autre" for at, word in enumerate(words)]
        docs += [
            signed(f"{number:02}-a", text_of([*words, *foot])),
            signed(f"{number:02}-b", text_of([*words, *foot]).upper()),
            signed(f"{number:02}-c", text_of([*changed, *foot])),
            signed(f"{number:02}-d", text_of([*words, *foot[:20]])),
        ]
    return docs


def test_clusters_are_found_and_a_shared_foot_joins_nothing() -> None:
    """Each copy is led back to the longest, then the first by id; no article is led to another."""
    found = find_duplicates(corpus(), Memory())
    assert [(each.id, each.of) for each in found] == [
        (f"{number:02}-{copy}", f"{number:02}-a") for number in range(40) for copy in "bcd"
    ]
    relations = {each.id[-1]: each.relation for each in found}
    assert relations == {"b": "exact", "c": "near", "d": "near"}


def test_the_order_of_arrival_changes_nothing() -> None:
    """Any order gives the same answer."""
    docs = corpus()
    expected = find_duplicates(docs, Memory())
    for seed in range(5):
        random.Random(seed).shuffle(docs)
        assert find_duplicates(docs, Memory()) == expected


def test_a_published_document_is_kept_before_a_longer_one() -> None:
    """What an earlier run published stands, and the new copy is the duplicate."""
    words = prose(1, 100)
    index = Memory()
    index.add(signed("old", text_of(words)))
    found = find_duplicates([signed("new", text_of([*words, *prose(2, 20)]))], index)
    assert [(each.id, each.of, each.relation) for each in found] == [("new", "old", "near")]


def test_a_duplicate_lends_its_keys_to_the_document_it_repeats() -> None:
    """A third copy that shares keys with the second only is still led to the first."""
    words = prose(3, 400)
    first = signed("1", text_of(words))
    second = signed("2", text_of(words[:260]))
    third = signed("3", text_of(words[30:250]))
    index = Memory()
    index.add(first)
    found = find_duplicates([second], index)
    assert found == [Duplicate("2", "1", "near", found[0].score)]
    for key, holder in entries([second], found):
        index.lend([key], holder)
    assert [(each.of, each.relation) for each in find_duplicates([third], index)] == [("1", "near")]


def test_an_excerpt_is_contained_and_its_source_is_not() -> None:
    """A short text that stands whole in a longer one is its duplicate; the longer one, arriving later, is not."""
    words = prose(4, 300)
    whole, part = signed("whole", text_of(words)), signed("part", text_of(words[:120]))
    index = Memory()
    index.add(part)
    index.lend(band_keys(whole.signature), "part")
    assert find_duplicates([whole], index) == []
    index = Memory()
    index.add(whole)
    index.lend(band_keys(part.signature), "whole")
    assert find_duplicates([part], index) == [Duplicate("part", "whole", "contained", 1.0)]


class Counting(Memory):
    """A Memory that counts how many documents are compared."""

    def __init__(self) -> None:
        super().__init__()
        self.compared = 0

    def get(self, doc_id: str) -> Signed:
        self.compared += 1
        return super().get(doc_id)


def test_a_crowd_under_one_key_is_bounded() -> None:
    """Five hundred pages on one template: no document is compared with more than `most` others."""
    index = Counting()
    head = prose(5, 300)
    for number in range(500):
        index.add(signed(f"{number:03}", text_of([*head, *prose(1000 + number, 250)])))
    fresh = signed("fresh", text_of([*head, *prose(5000, 250)]))
    assert find_duplicates([fresh], index, most=16) == []
    assert 0 < index.compared <= 16


def test_jaccard_and_containment_are_exact() -> None:
    """They count shared 3-grams of words, whatever the signature says."""
    one, other = shingles("a b c d e f"), shingles("c d e f g")
    assert jaccard(one, other) == 2 / 5
    assert containment(one, other) == 2 / 4
    assert containment(other, one) == 2 / 3
    assert jaccard(shingles(""), shingles("")) == 0


def test_the_signature_estimates_jaccard() -> None:
    """The share of equal places is close to the exact figure, without bias."""
    errors = []
    for seed in range(60):
        words = prose(seed, 300)
        one, other = shingles(text_of(words)), shingles(text_of(words[: 100 + seed * 3]))
        errors.append(float(np.mean(signature(one) == signature(other))) - jaccard(one, other))
    assert abs(np.mean(errors)) < 0.02
    assert np.std(errors) < 0.07


def test_what_is_packed_comes_back() -> None:
    """Stored as little-endian bytes on every machine."""
    doc = signed("d", "Un texte de quelques mots, rien de plus.")
    assert pack(doc.signature)[:4] == int(doc.signature[0]).to_bytes(4, "little")
    assert unpack(pack(doc.shingles)).tolist() == doc.shingles.tolist()


def test_accents_written_in_two_ways_are_the_same() -> None:
    """Composed or decomposed, the letter is one."""
    assert signed("a", "L\u2019\u00e9t\u00e9 dernier").exact == signed("a", "L\u2019e\u0301te\u0301 dernier").exact


def test_copies_in_a_script_without_blanks_are_found() -> None:
    """Each character is a word, so one changed character changes three 3-grams, not a whole clause."""
    text = "山あいの小さな駅に三年ぶりに列車が戻ってきた。大雨で流された橋の工事が終わり、始発に高校生が並んだ。"
    found = find_duplicates([signed("a", text), signed("b", text.replace("大雨", "豪雨"))], Memory())
    assert [(each.id, each.of, each.relation) for each in found] == [("b", "a", "near")]
