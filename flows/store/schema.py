"""
What a row of the corpus holds, each column with its meaning and unit, and the way from a Document to rows and back.

The tables of clean/README.md and of every data card are made from here, so what is written there is what is stored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from cleaners.document import Comment, Document, Edit, Fact, LeftOut, Suggestion
from cleaners.kinds import KINDS
from cleaners.text import words

Row = dict[str, Any]
T = TypeVar("T")
Names = tuple[tuple[str, int], ...]

TEXT = pa.string()
COUNT = pa.int64()
SHARE = pa.float64()
RAW = pa.binary()
FACTS = pa.list_(pa.struct([("key", TEXT), ("value", TEXT), ("rule", TEXT), ("why", TEXT)]))


class Column(NamedTuple):
    """One column: its name, type, what it means and in which unit."""

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""


class Table(NamedTuple):
    """One table of the corpus; `order` is what its rows are sorted by wherever they are written out."""

    name: str
    meaning: str
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema; meaning and unit travel with each field, into Parquet too."""
        return pa.schema(
            pa.field(column.name, column.type, metadata={"meaning": column.meaning, "unit": column.unit})
            for column in self.columns
        )

    def arrow(self, rows: Iterable[Row]) -> pa.Table:
        """Rows as an Arrow table, sorted."""
        table = pa.Table.from_pylist(list(rows), schema=self.schema)
        return table.sort_by([(name, "ascending") for name in self.order])


# The facts that have a column of their own; all of them, conflicting ones too, are in `facts`.
FACT_COLUMNS = (
    Column("title", TEXT, "what the source calls the text", "empty when unknown"),
    Column("alt_title", TEXT, "another wording of the title that the source gave"),
    Column("author", TEXT, "who wrote it, as the source says"),
    Column("published", TEXT, "when it was published", "ISO 8601 date or time"),
    Column("updated", TEXT, "when it was last changed by its publisher", "ISO 8601 date or time"),
    Column("site", TEXT, "the publisher's name or host"),
    Column("url", TEXT, "its address on the web"),
    Column("description", TEXT, "the summary that came with it"),
    Column("language", TEXT, "language of most of the text", "ISO 639-1 code"),
    Column("languages", TEXT, "all its languages", "ISO 639-1 codes, each with its share of the letters"),
    Column("kind", TEXT, f"what kind of text it is: {', '.join(filter(None, KINDS))}", "empty when too short to tell"),
    Column("format", TEXT, "what the input was: plain, markdown, html, subtitles"),
    Column("encoding", TEXT, "how the input's bytes were read"),
)

_DOCUMENT = (
    Column("id", TEXT, "stable name of the document, made from where it came from"),
    Column("text", TEXT, "the cleaned text: Markdown where the source had structure, else paragraphs", "Unicode"),
    *FACT_COLUMNS,
    Column("source", TEXT, "where it was taken from: a path or an address"),
    Column("words", COUNT, "length of the text", "words"),
    Column("characters", COUNT, "length of the text", "Unicode code points"),
    Column("edits", COUNT, "changes between input and text, in table `edits`", "edits"),
    Column("comments", COUNT, "readers' comments that stood beside it, in table `comments`", "comments"),
    Column("suggestions", COUNT, "changes that were not sure enough to be made, in table `suggestions`", "suggestions"),
    Column("left_out", COUNT, "blocks of a page that are not in its text, in table `left_out`", "blocks"),
    Column("rounds", COUNT, "cleaning steps that changed something", "steps"),
    Column("facts", FACTS, "everything learned about it, with the rule that found it; the first of a key counts"),
    Column("version", COUNT, "how often this document has been stored with a new content; the first is 1"),
    Column("rules", TEXT, "version of the cleaning rules that made this content", "first 16 hex digits of SHA-256"),
    Column("input_digest", TEXT, "the input's bytes", "SHA-256, hex"),
    Column(
        "digest",
        TEXT,
        "text, facts, edits, suggestions, comments, names and what was left out, together",
        "SHA-256, hex",
    ),
)

_CHANGE = (
    Column("id", TEXT, "the document"),
    Column("number", COUNT, "position in the document's list, from 0"),
    Column("round", COUNT, "the cleaning step; edits of one step were made together", "from 0"),
    Column("start", COUNT, "where it begins, in the text as that step found it", "code points from 0"),
    Column("end", COUNT, "where it ends, not included", "code points from 0"),
    Column("old", TEXT, "what stood there"),
    Column("new", TEXT, "what replaces it; empty when it was taken out"),
    Column("rule", TEXT, "the rule that found it"),
    Column("why", TEXT, "its reason"),
    Column("score", SHARE, "how sure the rule is", "0 to 1"),
    Column(
        "raw", RAW, "`old` to the bit, where it holds bytes that are no character (in `old` they are U+FFFD)", "bytes"
    ),
)

DOCUMENTS = Table("documents", "Cleaned documents, one a row, none twice.", ("id",), _DOCUMENT)
DUPLICATES = Table(
    "duplicates",
    "Documents that say the same as one in `documents`: kept whole, out of the way.",
    ("id",),
    (
        *_DOCUMENT,
        Column("duplicate_of", TEXT, "id of the document that stands for it in `documents`"),
        Column(
            "similarity", SHARE, "shared word 3-grams: of both, or of this one when the other contains it", "0 to 1"
        ),
    ),
)
EDITS = Table(
    "edits",
    "Every change from input to text. Undone newest first, they give the input back.",
    ("id", "number"),
    _CHANGE,
)
SUGGESTIONS = Table(
    "suggestions",
    "Changes that were found but are not sure enough: the text is as if they had not been.",
    ("id", "number"),
    _CHANGE,
)
COMMENTS = Table(
    "comments",
    "Readers' comments that stood beside a text, one a row.",
    ("id", "number"),
    (
        Column("id", TEXT, "the document"),
        Column("number", COUNT, "position on the page, from 0"),
        Column("author", TEXT, "who signed it"),
        Column("published", TEXT, "when, as the page says"),
        Column("text", TEXT, "what it says"),
        Column("flag", TEXT, "ordinary, spam or abuse"),
        Column("why", TEXT, "why it is flagged"),
        Column("rule", TEXT, "the rule that found it"),
        Column("depth", COUNT, "0 for a comment, 1 for a reply, and so on", "levels"),
    ),
)
LEFT_OUT = Table(
    "left_out",
    "Why a paragraph of a page is not in its text: blocks that stood on it, one a row, in the order of the page.",
    ("id", "number"),
    (
        Column("id", TEXT, "the document"),
        Column("number", COUNT, "position on the page among what was left out, from 0"),
        Column("text", TEXT, "what it says; cut after 500 characters, which a final … shows"),
        Column("why", TEXT, "what it was taken for"),
        Column("score", SHARE, "how sure that is", "0 to 1"),
        Column("rule", TEXT, "the rule that left it out"),
    ),
)
NAMES = Table(
    "names",
    "Names that edited documents spell; those on which two agree put misheard ones right in transcripts to come.",
    ("id", "number"),
    (
        Column("id", TEXT, "the document"),
        Column("number", COUNT, "position in the document's list, from 0"),
        Column("name", TEXT, "the name as the document spells it"),
        Column("vouches", COUNT, "how much it vouches for the spelling: 2 when its title or description has it, too"),
    ),
)
DELETIONS = Table(
    "deletions",
    "Documents that were let go of with `limpide forget`, one a row.",
    ("run", "id"),
    (
        Column("run", TEXT, "the run that let go of it"),
        Column("id", TEXT, "the document"),
        Column("source", TEXT, "where it had been taken from"),
        Column("why", TEXT, "the reason that was given"),
        Column("version", COUNT, "the version it had; 0 when it never was in the corpus"),
        Column("digest", TEXT, "digest of the content it had", "SHA-256, hex"),
        Column("captures", TEXT, "kept, or erased with it"),
    ),
)
RUNS = Table(
    "runs",
    "What happened: one run a row. The only table with times of the clock.",
    ("run",),
    (
        Column("run", TEXT, "name of the run, counted from run-000001"),
        Column("command", TEXT, "ingest, reingest or forget"),
        Column("started", TEXT, "when it began", "ISO 8601, UTC"),
        Column("seconds", SHARE, "how long it took", "seconds"),
        Column("rules", TEXT, "version of the cleaning rules", "first 16 hex digits of SHA-256"),
        Column("inputs", COUNT, "what was asked for; the seven ends below add up to it", "inputs"),
        Column("clean", COUNT, "new, or with a new content", "inputs"),
        Column("unchanged", COUNT, "in the corpus already, just so", "inputs"),
        Column("duplicate", COUNT, "say the same as another document", "inputs"),
        Column("rejected", COUNT, "not something for a corpus; the report says why", "inputs"),
        Column("quarantined", COUNT, "failed; set aside with the cause", "inputs"),
        Column("retry", COUNT, "could not be had this time; asked for again next time", "inputs"),
        Column("forgotten", COUNT, "let go of by hand, see table `deletions`", "inputs"),
        Column("documents", COUNT, "documents in the corpus after the run", "documents"),
        Column("snapshot", TEXT, "the snapshot that held after the run"),
    ),
)

TABLES = {
    table.name: table
    for table in (DOCUMENTS, DUPLICATES, EDITS, SUGGESTIONS, COMMENTS, LEFT_OUT, NAMES, DELETIONS, RUNS)
}
# The tables whose rows belong to a document and change with it.
PARTS = (EDITS, SUGGESTIONS, COMMENTS, LEFT_OUT, NAMES)


class Record(NamedTuple):
    """A document as the corpus keeps it: what cleaning made, where it came from, and the names it vouches for."""

    doc: Document
    source: str
    input_digest: str
    rules: str
    digest: str
    version: int = 1
    duplicate_of: str = ""
    similarity: float = 0.0
    names: Names = ()

    def rows(self) -> dict[str, list[Row]]:
        """Its rows, by table."""
        doc = self.doc
        home = DUPLICATES if self.duplicate_of else DOCUMENTS
        return {
            home.name: [{name: value for name, value in self._row().items() if name in home.schema.names}],
            EDITS.name: [_change(doc.id, number, edit) for number, edit in enumerate(doc.trail)],
            SUGGESTIONS.name: [_change(doc.id, number, each) for number, each in enumerate(doc.suggestions)],
            COMMENTS.name: [
                {"id": doc.id, "number": number, **each._asdict()} for number, each in enumerate(doc.comments)
            ],
            LEFT_OUT.name: [
                {"id": doc.id, "number": number, **each._asdict()} for number, each in enumerate(doc.left_out)
            ],
            NAMES.name: [
                {"id": doc.id, "number": number, "name": name, "vouches": vouches}
                for number, (name, vouches) in enumerate(self.names)
            ],
        }

    def _row(self) -> Row:
        doc = self.doc
        return {
            "id": doc.id,
            "text": doc.text,
            **{column.name: doc.get(column.name) for column in FACT_COLUMNS},
            "source": self.source,
            "words": sum(1 for _ in words(doc.text)),
            "characters": len(doc.text),
            "edits": len(doc.trail),
            "comments": len(doc.comments),
            "suggestions": len(doc.suggestions),
            "left_out": len(doc.left_out),
            "rounds": doc.rounds,
            "facts": [fact._asdict() for fact in doc.facts],
            "version": self.version,
            "rules": self.rules,
            "input_digest": self.input_digest,
            "digest": self.digest,
            "duplicate_of": self.duplicate_of,
            "similarity": self.similarity,
        }


def bounded(doc: Document, *, most: int = 200, longest: int = 500) -> Document:
    """
    Give the document as it is stored: of what was left out of its page, the first blocks, long ones cut.

        >>> doc = Document("a", "x", left_out=tuple(LeftOut("un deux", "menu") for _ in range(3)))
        >>> [(each.text, each.why) for each in bounded(doc, most=1, longest=2).left_out]
        [('un…', 'menu'), ('', '2 more blocks, not kept one by one')]
    """
    if not doc.left_out:
        return doc
    cut = [
        each if len(each.text) <= longest else each._replace(text=f"{each.text[:longest]}…")
        for each in doc.left_out[:most]
    ]
    more = len(doc.left_out) - most
    if more > 0:
        cut.append(LeftOut("", f"{more:,} more block{'s' if more > 1 else ''}, not kept one by one"))
    return replace(doc, left_out=tuple(cut))


def _change(doc_id: str, number: int, change: Edit | Suggestion) -> Row:
    row: Row = {"id": doc_id, "number": number, **change._asdict()}
    old = change.old.encode("utf-8", "surrogatepass")
    readable = old.decode("utf-8", "replace")
    return row if readable == change.old else {**row, "old": readable, "raw": old}


def _change_from(make: Callable[..., T], row: Row) -> T:
    fields = {name: value for name, value in row.items() if name not in {"id", "number", "raw"}}
    return (
        make(**fields) if row["raw"] is None else make(**{**fields, "old": row["raw"].decode("utf-8", "surrogatepass")})
    )


def digest_of(doc: Document, names: Names = ()) -> str:
    """
    Digest of everything that cleaning made of a document, and of the names in it; the same digest is the same content.

        >>> digest_of(Document("a", "x")) == digest_of(Document("b", "x"))
        True
        >>> digest_of(Document("a", "x")) == digest_of(Document("a", "x", (Fact("title", "X", "r"),)))
        False
    """
    made = [doc.text, doc.facts, doc.trail, doc.suggestions, doc.comments, doc.rounds]
    if doc.left_out or names:
        made += [doc.left_out, names]
    said = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def record_from(row: Row, parts: Mapping[str, Iterable[Row]]) -> Record:
    """Build the record that a row of `documents` or `duplicates` and its rows in the other tables were made from."""
    doc = Document(
        id=row["id"],
        text=row["text"],
        facts=tuple(Fact(**fact) for fact in row["facts"]),
        trail=tuple(_change_from(Edit, each) for each in _in_order(parts.get(EDITS.name, ()))),
        suggestions=tuple(_change_from(Suggestion, each) for each in _in_order(parts.get(SUGGESTIONS.name, ()))),
        comments=tuple(Comment(**_bare(each)) for each in _in_order(parts.get(COMMENTS.name, ()))),
        rounds=row["rounds"],
        left_out=tuple(LeftOut(**_bare(each)) for each in _in_order(parts.get(LEFT_OUT.name, ()))),
    )
    return Record(
        doc,
        row["source"],
        row["input_digest"],
        row["rules"],
        row["digest"],
        row["version"],
        row.get("duplicate_of", ""),
        row.get("similarity", 0.0),
        tuple((each["name"], each["vouches"]) for each in _in_order(parts.get(NAMES.name, ()))),
    )


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=itemgetter("number"))


def _bare(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in {"id", "number"}}


def by_id(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows grouped by the document they belong to."""
    return {key: list(group) for key, group in groupby(sorted(rows, key=itemgetter("id")), key=itemgetter("id"))}


def belonging_to(ids: Collection[str] | None) -> pc.Expression | None:
    """
    Give the filter for the rows of some documents; None, which filters nothing, for None.

    The cast is needed for a corpus of an older Limpide: files that Delta's merge has rewritten say `string_view`, and
    Arrow cannot compare the limits of such a file with a plain string.
    """
    return None if ids is None else pc.field("id").cast(TEXT).isin(pa.array(sorted(ids), TEXT))


def described(tables: Iterable[Table]) -> str:
    """
    The tables as Markdown: what every column means, and its unit.

        >>> print(described([Table("t", "All of it.", ("a",), (Column("a", TEXT, "its name", "words"),))]))
        ### `t`
        <BLANKLINE>
        All of it.
        <BLANKLINE>
        | column | type | meaning | unit |
        |---|---|---|---|
        | `a` | string | its name | words |
        <BLANKLINE>
    """
    parts = []
    for table in tables:
        parts += [
            f"### `{table.name}`",
            "",
            table.meaning,
            "",
            "| column | type | meaning | unit |",
            "|---|---|---|---|",
        ]
        parts += [f"| `{each.name}` | {_type(each.type)} | {each.meaning} | {each.unit} |" for each in table.columns]
        parts.append("")
    return "\n".join(parts)


def _type(kind: pa.DataType) -> str:
    return "list of facts" if kind == FACTS else str(kind).replace("double", "number").replace("int64", "integer")
