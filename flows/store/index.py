"""
What is remembered of a corpus so that a run need not read it whole: an SQLite file beside the tables.

It files what documents say under band keys, keeps which contents say the same, and notes which inputs were cleaned with
which rules. All of it can be made again from the corpus, and is: what does not fit is mended when a run begins, so the
file may be deleted, be stale or be cut off by a crash.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cleaners.near import (
    SCHEME,
    Memory,
    Signed,
    band_keys,
    containment,
    find_duplicates,
    jaccard,
    pack,
    signature,
    signed,
    unpack,
)  # fmt: skip
from flows.store.corpus import Known, Twin

_LAYOUT = f"2 {SCHEME}"
# Documents that say the same, word for word, share one content; band keys and pairs are between contents. Under a band
# key contents are filed by a lot drawn from what they say, so the first of them are not those that came first.
_TABLES = """
CREATE TABLE IF NOT EXISTS contents (
    number INTEGER PRIMARY KEY, exact TEXT UNIQUE NOT NULL, words INTEGER NOT NULL, shingles BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS docs (id TEXT PRIMARY KEY, digest TEXT NOT NULL, content INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS docs_content ON docs (content);
CREATE TABLE IF NOT EXISTS bands (
    key INTEGER, lot INTEGER, content INTEGER, PRIMARY KEY (key, lot, content)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pairs (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (
    id TEXT PRIMARY KEY, input_digest TEXT NOT NULL, rules TEXT NOT NULL, rule TEXT NOT NULL, why TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS layout (says TEXT);
"""


class Seen(NamedTuple):
    """An input that was cleaned before, with which rules; `rule` and `why` say why it was rejected, if it was."""

    input_digest: str
    rules: str
    rule: str = ""
    why: str = ""


@contextmanager
def indexed(
    path: Path,
    known: Mapping[str, Known],
    texts: Callable[[Collection[str]], dict[str, str]],
    *,
    near: float = 0.5,
    contained: float = 0.85,
    standing: Collection[str] = (),
) -> Iterator[Index]:
    """
    Open the index of a corpus and mend it: `known` is what the corpus holds, `texts` gives texts of documents.

    `standing` are the documents that stood for themselves when the last run ended.
    """
    with closing(_connected(path)) as store:
        index = Index(store, near=near, contained=contained, standing=standing)
        index.mend(known, texts)
        yield index


def _connected(path: Path) -> sqlite3.Connection:
    """Connect to the index; a file that is damaged, or laid out otherwise, is made anew."""
    for _ in range(2):
        store = sqlite3.connect(path, isolation_level=None)
        try:
            store.execute("PRAGMA journal_mode = WAL")
            store.execute("PRAGMA synchronous = NORMAL")
            store.executescript(_TABLES)
            store.execute("INSERT INTO layout SELECT ? WHERE NOT EXISTS (SELECT * FROM layout)", (_LAYOUT,))
            if store.execute("SELECT says FROM layout").fetchone() == (_LAYOUT,):
                return store
        except sqlite3.DatabaseError:
            pass
        store.close()
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
    raise sqlite3.DatabaseError(path)


class Index:
    """
    Documents by what they say. Get one from `indexed`.

    Which document stands for which is a function of the documents and of those that were `standing` before, not of
    the order they came in: those that say the same, in pairs and chains of pairs, are judged together. One that stood
    goes on standing; the others follow from the longest to the shortest. One that a longer text holds whole steps
    back all the same: its words are there twice, and those of the longer text are nowhere else.

    Under one band key at most `under_key` contents are looked at, and of all these the `most` that share most keys are
    compared: a template under a million pages costs no more. Where that many share a key, and only there, pairs may
    depend on the order things came in.
    """

    def __init__(
        self,
        store: sqlite3.Connection,
        *,
        near: float,
        contained: float,
        standing: Collection[str] = (),
        most: int = 64,
        under_key: int = 32,
    ) -> None:
        self._store = store
        self._near = near
        self._contained = contained
        self._standing = frozenset(standing)
        self._most = most
        self._under_key = under_key

    def mend(
        self, known: Mapping[str, Known], texts: Callable[[Collection[str]], dict[str, str]], *, at_once: int = 500
    ) -> None:
        """Make the index hold the documents of the corpus, just as they are."""
        filed = dict(self._store.execute("SELECT id, digest FROM docs"))
        stale = [doc_id for doc_id, digest in filed.items() if doc_id not in known or known[doc_id].digest != digest]
        missing = sorted(doc_id for doc_id, each in known.items() if filed.get(doc_id) != each.digest)
        with self.change():
            self.drop(stale)
            for at in range(0, len(missing), at_once):
                for doc_id, text in sorted(texts(missing[at : at + at_once]).items()):
                    self.add(signed(doc_id, text), known[doc_id].digest)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Make all changes inside hold together, or none."""
        self._store.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._store.execute("ROLLBACK")
            raise
        self._store.execute("COMMIT")

    def seen(self, doc_id: str) -> Seen | None:
        """Give what is noted of an input."""
        query = "SELECT input_digest, rules, rule, why FROM seen WHERE id = ?"
        row = self._store.execute(query, (doc_id,)).fetchone()
        return Seen(*row) if row else None

    def note(self, doc_id: str, seen: Seen) -> None:
        """Note an input as cleaned."""
        self._store.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?)", (doc_id, *seen))

    def add(self, doc: Signed, digest: str) -> None:
        """File a document, with the digest of its record, and find what it pairs with."""
        found = self._store.execute("SELECT number FROM contents WHERE exact = ?", (doc.exact,)).fetchone()
        number = found[0] if found else self._new_content(doc)
        self._store.execute("INSERT INTO docs VALUES (?, ?, ?)", (doc.id, digest, number))

    def _new_content(self, doc: Signed) -> int:
        keys = band_keys(doc.signature)
        partners = self._partners(doc, keys)
        number = self._store.execute(
            "INSERT INTO contents (exact, words, shingles) VALUES (?, ?, ?)",
            (doc.exact, doc.n_words, pack(doc.shingles)),
        ).lastrowid
        assert number is not None
        self._store.executemany(
            "INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", [(key, _lot(doc.exact), number) for key in keys]
        )
        both_ways = [pair for other in partners for pair in ((number, other), (other, number))]
        self._store.executemany("INSERT INTO pairs VALUES (?, ?)", both_ways)
        return number

    def _partners(self, doc: Signed, keys: list[int]) -> list[int]:
        """Contents that say the same as this one, as far as two can be judged by themselves."""
        query = "SELECT lot, content FROM bands WHERE key = ? ORDER BY lot LIMIT ?"
        shared: Counter[tuple[int, int]] = Counter()
        for key in keys:
            shared.update(self._store.execute(query, (key, self._under_key)))
        likely = sorted(shared, key=lambda each: (-shared[each], each))[: self._most]
        partners = []
        for _, number in likely:
            (stored,) = self._store.execute("SELECT shingles FROM contents WHERE number = ?", (number,)).fetchone()
            short, long = sorted((doc.shingles, unpack(stored)), key=len)
            if jaccard(short, long) >= self._near or containment(short, long) >= self._contained:
                partners.append(number)
        return partners

    def drop(self, ids: Collection[str]) -> set[str]:
        """Forget documents; return the ids of those that were judged together with them."""
        company: set[str] = set()
        for doc_id in ids:
            row = self._store.execute("SELECT content FROM docs WHERE id = ?", (doc_id,)).fetchone()
            if row is None:
                continue
            company |= self._company(row[0])
            self._store.execute("DELETE FROM docs WHERE id = ?", (doc_id,))
            if not self._store.execute("SELECT 1 FROM docs WHERE content = ?", row).fetchone():
                self._drop_content(row[0])
        return company - set(ids)

    def _drop_content(self, number: int) -> None:
        query = "SELECT exact, shingles FROM contents WHERE number = ?"
        exact, stored = self._store.execute(query, (number,)).fetchone()
        keys = band_keys(signature(unpack(stored)))
        self._store.executemany(
            "DELETE FROM bands WHERE key = ? AND lot = ? AND content = ?", [(key, _lot(exact), number) for key in keys]
        )
        partners = [other for (other,) in self._store.execute("SELECT other FROM pairs WHERE one = ?", (number,))]
        self._store.executemany(
            "DELETE FROM pairs WHERE one = ? AND other = ?", [(other, number) for other in partners]
        )
        self._store.execute("DELETE FROM pairs WHERE one = ?", (number,))
        self._store.execute("DELETE FROM contents WHERE number = ?", (number,))

    def _together(self, number: int) -> set[int]:
        """Contents that hang together with this one by pairs."""
        found = {number}
        ahead = [number]
        while ahead:
            pairs = self._store.execute("SELECT other FROM pairs WHERE one = ?", (ahead.pop(),))
            new = {other for (other,) in pairs} - found
            found |= new
            ahead += new
        return found

    def _company(self, number: int) -> set[str]:
        query = "SELECT id FROM docs WHERE content = ?"
        return {doc_id for each in self._together(number) for (doc_id,) in self._store.execute(query, (each,))}

    def judged(self, ids: Iterable[str]) -> dict[str, Twin]:
        """
        Say, for these documents and all that hang together with them, which document stands for which.

        A document that stands for itself has a Twin without id.
        """
        verdicts: dict[str, Twin] = {}
        for doc_id in sorted(ids):
            if doc_id in verdicts:
                continue
            row = self._store.execute("SELECT content FROM docs WHERE id = ?", (doc_id,)).fetchone()
            if row is not None:
                verdicts |= self._verdicts(self._together(row[0]))
        return verdicts

    def _verdicts(self, contents: set[int]) -> dict[str, Twin]:
        docs: list[Signed] = []
        for number in sorted(contents):
            query = "SELECT exact, words, shingles FROM contents WHERE number = ?"
            exact, n_words, stored = self._store.execute(query, (number,)).fetchone()
            shingles = unpack(stored)
            ids = self._store.execute("SELECT id FROM docs WHERE content = ?", (number,)).fetchall()
            docs += [Signed(doc_id, exact, signature(shingles), n_words, shingles) for (doc_id,) in ids]
        if len(docs) == 1:
            return {docs[0].id: Twin("")}
        alike = partial(find_duplicates, near=self._near, contained=self._contained)
        firm = [doc for doc in docs if doc.id in self._standing and not self._is_within(doc, docs)]
        second = {each.id for each in alike(firm, Memory())}
        kept = Memory()
        for doc in firm:
            if doc.id not in second:
                kept.add(doc)
        found = alike([doc for doc in docs if doc.id not in kept], kept)
        return {doc.id: Twin("") for doc in docs} | {each.id: Twin(each.of, each.score) for each in found}

    def _is_within(self, doc: Signed, docs: Iterable[Signed]) -> bool:
        """Tell whether a longer document holds all this one says, and so much more that they do not say the same."""
        return any(
            containment(doc.shingles, other.shingles) >= self._contained
            and jaccard(doc.shingles, other.shingles) < self._near
            for other in docs
            if other.n_words > doc.n_words
        )


def _lot(exact: str) -> int:
    """Draw a number of 60 bits from the fingerprint of a content."""
    return int(exact[:15], 16)
