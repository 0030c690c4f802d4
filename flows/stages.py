"""
The stages of a run as plain functions: gather, capture, clean, deduplicate, publish, report.

`flows.ingest` and `flows.reingest` put Prefect around them, `limpide ingest --direct` does not. Whatever moment a run
is killed at, the next one ends with the same corpus: captures are safe before they are read, the corpus changes by
whole publishes, and what it holds is a function of the captures, the rules and the last snapshot, not of the order
things came in or of where a run was cut. The snapshot says which of several documents that say the same stands.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from cleaners.errors import LimpideError
from cleaners.lexicon import load
from flows.batch import Done, Job, Limits, rules_version
from flows.forgetting import to_forget
from flows.runners import Batch, batched, directly
from flows.settings import Settings
from flows.sources import Input, identity, take_in
from flows.store import report as reporting
from flows.store import snapshot
from flows.store.captures import Captures
from flows.store.corpus import Corpus, Twin, opened, write_whole
from flows.store.index import Index, Seen, indexed
from flows.store.report import End, Report
from flows.store.schema import DELETIONS, Record, Row, bounded, digest_of
from flows.store.state import State


class NothingCaptured(LimpideError):
    """There is no capture to clean again: (folder of captures)."""

    def __str__(self) -> str:
        """What, where and what to do, as one line."""
        return f"{self.args[0]}: nothing has been captured yet; run `limpide ingest` first"


Cleaned = Callable[[Iterator[Batch], Settings, Limits], Iterator[list[Done]]]


class Teller(Protocol):
    """Who is told how a run goes on."""

    def stage(self, name: str) -> None:
        """Begin a stage."""

    def came(self, count: int) -> None:
        """Take note of inputs that came in."""

    def ended(self, count: int) -> None:
        """Take note of inputs that have their end."""


class Silence:
    """Tells nobody."""

    def stage(self, name: str) -> None:
        """Begin a stage."""

    def came(self, count: int) -> None:
        """Take note of inputs that came in."""

    def ended(self, count: int) -> None:
        """Take note of inputs that have their end."""


_tellers: list[Teller] = [Silence()]


def tell(stage: str) -> None:
    """Tell whoever listens that a stage begins."""
    _tellers[-1].stage(stage)


@contextmanager
def told_to(teller: Teller) -> Iterator[None]:
    """Tell `teller` how the runs inside go on. No argument of a flow: those are stored, and shown in its interface."""
    _tellers.append(teller)
    try:
        yield
    finally:
        _tellers.pop()


@dataclass(frozen=True, slots=True)
class Stores:
    """All that a run keeps things in."""

    corpus: Corpus
    index: Index
    captures: Captures
    state: State


class _Ended(NamedTuple):
    end: End
    source: str
    rule: str = ""
    why: str = ""


def ingest(settings: Settings, targets: Sequence[str] = (), *, cleaned: Cleaned = directly) -> Report:
    """Take in what the targets (paths and addresses; else the seeds folder) lead to, and publish the corpus."""
    with started("ingest", settings) as run:
        for batch in cleaned(run.batches(run.gathered(targets)), settings, run.limits):
            run.take_in(batch)
        return run.finished()


def reingest(settings: Settings, *, cleaned: Cleaned = directly) -> Report:
    """
    Clean every capture again with today's rules, without network, and publish what has changed.

    Raises NothingCaptured when there is nothing to clean; the corpus, if there is one, stays as it is.
    """
    refuse_nothing(settings)
    with started("reingest", settings) as run:
        for batch in cleaned(run.batches(run.stored()), settings, run.limits):
            run.take_in(batch)
        return run.finished()


def refuse_nothing(settings: Settings) -> None:
    """Raise NothingCaptured when there is no capture at all."""
    if not any(settings.captures.glob("run-*.warc.gz*")):
        raise NothingCaptured(settings.captures)


def forget(
    settings: Settings, named: Sequence[str], *, missing: bool = False, why: str = "", erase: bool = False
) -> Report:
    """
    Let go of documents: they leave the corpus, and `reingest` does not bring them back.

    They are named by id, source or folder, or are `missing`: files that are no longer there. Each is recorded with
    the reason in the table `deletions`. Their captures stay, unless `erase`; ingesting a source again brings it back.
    Raises ForgetError when something named is not there.
    """
    with started("forget", settings) as run:
        held = run.held()
        chosen = {doc_id: held[doc_id] for doc_id in to_forget(held, named, missing=missing)}
        run.let_go(chosen, why, erase=erase)
        return run.finished()


def to_be_forgotten(settings: Settings, named: Sequence[str], *, missing: bool = False) -> dict[str, str]:
    """Give the sources of the documents that `forget` would let go of, by id. Nothing is changed."""
    with started("forget", settings) as run:
        held = run.held()
        return {doc_id: held[doc_id] for doc_id in to_forget(held, named, missing=missing)}


@contextmanager
def started(command: str, settings: Settings) -> Iterator[Run]:
    """Open all that a run needs: the corpus, locked for others; its index; the captures; the state of sources."""
    teller = _tellers[-1]
    with ExitStack() as stack:
        corpus = stack.enter_context(
            opened(settings.clean / "corpus", waiting=lambda: teller.stage("waiting for another run to end"))
        )
        index = stack.enter_context(
            indexed(
                corpus.folder / "index.sqlite",
                corpus.known,
                corpus.texts,
                near=settings.near_jaccard,
                contained=settings.near_containment,
                standing=snapshot.standing(settings.clean),
            )
        )
        captures = stack.enter_context(Captures(settings.captures, max_bytes=settings.max_bytes))
        state = stack.enter_context(State(settings.state))
        yield Run(command, settings, Stores(corpus, index, captures, state), teller)


class Run:
    """One run over a corpus. Get one from `started`."""

    def __init__(
        self, command: str, settings: Settings, stores: Stores, teller: Teller, *, publish_every: int = 2000
    ) -> None:
        self.settings = settings
        own = settings.own_lexicon
        teacher, taught = snapshot.taught(settings.clean)
        names = (*(load(own) if own else ()), *taught)
        self.limits = Limits(
            settings.document_seconds, settings.max_line, names, profile=settings.profile, speech=settings.speech
        )
        self.rules = rules_version(own, settings.profile, settings.speech)
        self._corpus = stores.corpus
        self._index = stores.index
        self._captures = stores.captures
        self._state = stores.state
        self._teller = teller
        self._publish_every = publish_every
        self._clock = time.monotonic()
        self._ends: dict[str, _Ended] = {}
        self._came: set[str] = set()
        self._stood_for = {doc_id: known.duplicate_of for doc_id, known in self._corpus.known.items()}
        self._pending: dict[str, tuple[Record, Done]] = {}
        self._gone: set[str] = set()
        self._deletions: list[Row] = []
        self._seen: dict[str, Seen] = {}
        self._quarantine = settings.raw / "quarantine"
        self._set_aside = {path.stem: path for path in self._quarantine.glob("*/*.json")}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.report = Report(
            reporting.next_run(settings.clean / "reports"), command, now, self.rules, runner=settings.runner
        )
        self.report.notes += self._captures.repaired
        if command != "forget":
            self.report.taught = {"snapshot": teacher, "names": len(taught)}

    def gathered(self, targets: Sequence[str]) -> Iterator[Job]:
        """Gather inputs, keep each as it came, and give those that must be cleaned."""
        self._teller.stage("cleaning")
        for item, ref in take_in(targets or [self.settings.seeds], self.settings, self._captures, self._state):
            if self._is_new(item.id):
                self._teller.came(1)
                yield from self._jobs(self._captures.get(ref) if item.unchanged and ref else item, skip=True)

    def stored(self) -> Iterator[Job]:
        """Give every capture again, to be cleaned whatever is known of it."""
        self._teller.stage("cleaning again")
        for ref in self._captures.latest():
            if self._is_new(identity(ref.uri)):
                self._teller.came(1)
                yield from self._jobs(self._captures.get(ref), skip=False)

    def held(self) -> dict[str, str]:
        """
        Give the source of every document that is in the corpus or was captured, by id.

        Those that only the last snapshot holds are among them: a run that let go of them was cut before the next one.
        """
        captured = {identity(ref.uri): ref.uri for ref in self._captures.latest()}
        return (
            captured
            | snapshot.sources(self.settings.clean)
            | {doc_id: known.source for doc_id, known in self._corpus.known.items()}
        )

    def let_go(self, chosen: Mapping[str, str], why: str, *, erase: bool = False) -> None:
        """Let go of documents, given by id with their sources; their captures are given no more, or erased."""
        self._teller.came(len(chosen))
        if erase:
            self._captures.erase(set(chosen.values()))
        recorded = self._corpus.rows(DELETIONS, chosen, ["run", "id"]).to_pylist()
        for doc_id, source in sorted(chosen.items(), key=lambda each: each[1]):
            if not erase:
                self._captures.forget(source, why)
            known = self._corpus.known.get(doc_id)
            named = {"run": self.report.run, "id": doc_id}
            if named not in recorded:
                had = {"version": known.version if known else 0, "digest": known.digest if known else ""}
                said = {"source": source, "why": why, "captures": "erased" if erase else "kept"}
                self._deletions.append(named | said | had)
            if known:
                self._gone.add(doc_id)
            self._end(doc_id, "forgotten", source, rule="forget", why=why)
        self._captures.sync()
        self.report.notes.append(
            "Their captures are erased from raw/captures too."
            if erase
            else "Their captures are kept; ingesting a source again brings it back."
        )
        self.report.notes.append("Older snapshots still hold them; delete those folders if the text must be gone.")

    def batches(self, jobs: Iterable[Job]) -> Iterator[Batch]:
        """Cut jobs into batches of the size that the settings ask for."""
        return batched(jobs, size=self.settings.batch_size, most_bytes=self.settings.batch_bytes)

    def _is_new(self, doc_id: str) -> bool:
        """The same source named twice is one input."""
        if doc_id in self._came:
            return False
        self._came.add(doc_id)
        return True

    def _jobs(self, item: Input, *, skip: bool) -> Iterator[Job]:
        if not item.ok:
            self._failed(item)
        elif not (skip and self._is_done(item)):
            yield Job(item.id, item.uri, item.data, item.name, item.content_type)

    def _failed(self, item: Input) -> None:
        if item.end in ("rejected", "to-be-retried"):
            self._end(item.id, item.end, item.uri, rule="source", why=item.error)
        else:
            self._set_it_aside(Done(item.id, item.uri, "", reason="unavailable", rule="source", why=item.error))

    def _is_done(self, item: Input) -> bool:
        """Whether this very input was cleaned with these very rules; its end is then known."""
        digest = sha256(item.data).hexdigest()
        known = self._corpus.known.get(item.id)
        seen = self._index.seen(item.id)
        if seen and seen[:2] == (digest, self.rules) and seen.rule:
            self._end(item.id, "rejected", item.uri, rule=seen.rule, why=seen.why)
            return True
        made = seen and seen[:2] == (digest, self.rules)
        if known and known.input_digest == digest and (made or known.rules == self.rules):
            self._end(item.id, "unchanged", item.uri)
            return True
        return False

    def take_in(self, batch: Iterable[Done]) -> None:
        """Sort what came out of cleaning; publish when enough has come together."""
        for done in batch:
            self.report.cleaning_seconds += done.seconds
            if done.reason == "rejected":
                self._reject(done)
            elif done.doc is None or done.signed is None:
                self._set_it_aside(done)
            else:
                self._keep(done)
        if len(self._pending) + len(self._gone) >= self._publish_every:
            self.publish()

    def _keep(self, done: Done) -> None:
        assert done.doc is not None
        doc = bounded(done.doc)
        digest = digest_of(doc, done.names)
        known = self._corpus.known.get(done.id)
        self._seen[done.id] = Seen(done.input_digest, self.rules)
        if known and (known.digest, known.input_digest) == (digest, done.input_digest):
            self._end(done.id, "unchanged", done.uri)
            return
        version = known.version + 1 if known else 1
        record = Record(doc, done.uri, done.input_digest, self.rules, digest, version, names=done.names)
        self._pending[done.id] = record, done._replace(doc=None)
        self.report.new += version == 1
        self.report.new_versions += version > 1
        self.report.cleaned(done.doc, done.read)
        self._end(done.id, "clean", done.uri)

    def _reject(self, done: Done) -> None:
        if done.id in self._corpus.known:
            self._gone.add(done.id)
        self._seen[done.id] = Seen(done.input_digest, self.rules, done.rule, done.why)
        self._end(done.id, "rejected", done.uri, rule=done.rule, why=done.why)

    def _set_it_aside(self, done: Done) -> None:
        """Write what failed and why to raw/quarantine; what the corpus has of it stays."""
        path = self._quarantine / done.reason / f"{done.id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        cause = {
            "id": done.id,
            "source": done.uri,
            "reason": done.reason,
            "rule": done.rule,
            "why": done.why,
            "input_digest": done.input_digest,
            "rules": self.rules,
            "run": self.report.run,
        }
        write_whole(path, json.dumps(cause, ensure_ascii=False, indent=1).encode() + b"\n")
        self._end(done.id, "quarantined", done.uri, rule=f"{done.rule}: {done.reason}", why=done.why, kept=path)

    def _end(
        self, doc_id: str, end: End, source: str, *, rule: str = "", why: str = "", kept: Path | None = None
    ) -> None:
        self._ends[doc_id] = _Ended(end, source, rule, why)
        self._teller.ended(1)
        old = self._set_aside.pop(doc_id, None)
        if old and old != kept:
            old.unlink(missing_ok=True)

    def publish(self) -> None:
        """Bring what came together into the corpus, each document to its place beside those that say the same."""
        records = [record for record, _ in self._pending.values()]
        if records or self._gone or self._deletions:
            with self._index.change():
                touched = self._index.drop([*self._pending, *self._gone])
                for record, done in self._pending.values():
                    assert done.signed is not None
                    self._index.add(done.signed, record.digest)
                verdicts = self._index.judged(touched | self._pending.keys())
                self._corpus.publish(
                    [_placed(record, verdicts[record.doc.id]) for record in records],
                    gone=self._gone,
                    moved={doc_id: twin for doc_id, twin in verdicts.items() if self._moves(doc_id, twin)},
                    deletions=self._deletions,
                )
        if self._seen:
            with self._index.change():
                for doc_id, seen in self._seen.items():
                    self._index.note(doc_id, seen)
        self._pending.clear()
        self._gone.clear()
        self._deletions.clear()
        self._seen.clear()

    def _moves(self, doc_id: str, twin: Twin) -> bool:
        if doc_id in self._pending:
            return False
        known = self._corpus.known[doc_id]
        return (known.duplicate_of, known.similarity) != twin

    def finished(self) -> Report:
        """Publish the rest and a snapshot, and write the report."""
        report = self.report
        if not self._ends and snapshot.latest(self.settings.clean) is None:
            report.notes.append("nothing came in, so nothing was published")
            return report
        self._teller.stage("publishing")
        self.publish()
        made = snapshot.publish(self._corpus, self.settings.clean, self.rules)
        report.snapshot, report.snapshot_is_new = made.name, made.new
        for doc_id, ended in self._ends.items():
            known = self._corpus.known.get(doc_id)
            if ended.end in ("clean", "unchanged") and known and known.duplicate_of:
                if self._stood_for.get(doc_id) == known.duplicate_of:
                    report.ended_as_before("duplicate")
                    continue
                same = self._corpus.known[known.duplicate_of].source
                why = f"says the same as {same} ({100 * known.similarity:.0f} %)"
                report.ended("duplicate", doc_id, ended.source, rule="near", why=why)
            else:
                report.ended(ended.end, doc_id, ended.source, rule=ended.rule, why=ended.why)
        report.duplicates = sum(1 for known in self._corpus.known.values() if known.duplicate_of)
        report.documents = len(self._corpus.known) - report.duplicates
        report.seconds = round(time.monotonic() - self._clock, 2)
        reporting.write(report, self.settings.clean / "reports")
        ends = {end.replace("to-be-retried", "retry"): count for end, count in report.ends.items()}
        names = ("run", "command", "started", "seconds", "rules", "inputs", "documents", "snapshot")
        self._corpus.log({name: getattr(report, name) for name in names} | ends)
        self._corpus.tidy()
        return report


def _placed(record: Record, twin: Twin) -> Record:
    return record._replace(duplicate_of=twin.id, similarity=twin.similarity)
