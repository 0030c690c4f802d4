"""
What runs the batches: threads, processes or Dask, by name; with Prefect around them or without.

`processes` is our own pool. Under Prefect each batch is still a task, run by a thread that waits for the pool: a worker
of the pool imports the cleaners and nothing else, and is forked off a server that has done so. Prefect's own
ProcessPoolTaskRunner imports Prefect in every worker and pickles its settings and context with every task: the first
batch came back after 51 s instead of 24, eight batches of 100 took 99 s instead of 58 (two busy cores,
bench/orchestration.py).
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, contextmanager
from multiprocessing import get_context
from threading import Lock
from typing import Any, Protocol

from flows.batch import Done, Job, Limits, clean_batch, harden
from flows.settings import Settings

log = logging.getLogger(__name__)

Batch = list[Job]
Clean = Callable[[Batch], list[Done]]


class Future(Protocol):
    """Something that is being done: what both kinds of futures, Prefect's and Python's, have."""

    def result(self) -> list[Done]:
        """Wait for it."""


def batched(jobs: Iterable[Job], *, size: int, most_bytes: int) -> Iterator[Batch]:
    """
    Cut jobs into batches, each closed by the number of documents or of bytes, whichever comes first.

        >>> [len(each) for each in batched([Job("a", "a", b"12"), Job("b", "b", b"345")], size=9, most_bytes=4)]
        [1, 1]
    """
    batch: Batch = []
    held = 0
    for job in jobs:
        if batch and (len(batch) >= size or held + len(job.data) > most_bytes):
            yield batch
            batch, held = [], 0
        batch.append(job)
        held += len(job.data)
    if batch:
        yield batch


def in_order(submit: Callable[[Batch], Future], batches: Iterable[Batch], *, ahead: int) -> Iterator[list[Done]]:
    """Results in the order of the batches, with at most `ahead` of them under way, so memory stays bounded."""
    flying: deque[Future] = deque()
    for batch in batches:
        flying.append(submit(batch))
        if len(flying) >= ahead:
            yield flying.popleft().result()
    while flying:
        yield flying.popleft().result()


def is_small(batches: Iterator[Batch], *, inline_bytes: int = 1 << 20) -> tuple[bool, list[Batch]]:
    """Tell whether all there is is one small batch, not worth a pool; give back what was taken to see that."""
    first = [batch for _, batch in zip(range(2), batches, strict=False)]
    held = sum(len(job.data) for batch in first for job in batch)
    return len(first) < 2 and held <= inline_bytes, first


@contextmanager
def cleaner(settings: Settings, limits: Limits, *, inline: bool = False) -> Iterator[Clean]:
    """Give the function that cleans a batch, for a runner other than Dask, whose workers clean by themselves."""
    if inline or settings.runner != "processes":
        yield lambda batch: clean_batch(batch, limits)
        return
    with Pool(settings.processes, limits) as pool:
        yield pool.clean


def task_runner(settings: Settings) -> Any:
    """
    Give the Prefect task runner of the settings: Dask, or threads (that wait for our pool, or clean by themselves).

    Dask is a local cluster, or the one at LIMPIDE_DASK_ADDRESS, whose workers need Limpide installed.
    """
    if settings.runner == "dask":
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415  only when it is asked for

        if settings.dask_address:
            return DaskTaskRunner(address=settings.dask_address)
        return DaskTaskRunner(
            cluster_kwargs={"n_workers": settings.processes, "threads_per_worker": 1, "dashboard_address": None}
        )
    from prefect.task_runners import ThreadPoolTaskRunner  # noqa: PLC0415  not without Prefect

    return ThreadPoolTaskRunner(max_workers=settings.processes)


def directly(batches: Iterator[Batch], settings: Settings, limits: Limits) -> Iterator[list[Done]]:
    """Clean batches without Prefect."""
    small, first = is_small(batches)
    with ExitStack() as stack:
        clean = stack.enter_context(cleaner(settings, limits, inline=small))
        if small:
            yield from map(clean, first)
            return
        threads = stack.enter_context(ThreadPoolExecutor(settings.processes))
        rest = (batch for part in (first, batches) for batch in part)
        yield from in_order(lambda batch: threads.submit(clean, batch), rest, ahead=2 * settings.processes)


class Pool(AbstractContextManager["Pool"]):
    """
    Worker processes that survive any document.

    A document that hangs in C code or eats all memory ends its worker. The batch is then done again in halves, each in
    a worker of its own, until that one document is found; it alone is set aside.
    """

    def __init__(self, size: int, limits: Limits) -> None:
        self._size = size
        self._limits = limits
        self._lock = Lock()
        self._workers = _workers(size)

    def __exit__(self, *_: object) -> None:
        self._workers.shutdown(cancel_futures=True)

    def clean(self, batch: Batch) -> list[Done]:
        """Clean a batch in a worker; may be called from several threads."""
        workers = self._workers
        try:
            return workers.submit(clean_batch, batch, self._limits).result()
        except BrokenProcessPool:
            with self._lock:
                if self._workers is workers:
                    self._workers = _workers(self._size)
            log.warning("a worker died; its batch of %d is done again in parts", len(batch))
            return self._in_parts(batch)

    def _in_parts(self, batch: Sequence[Job]) -> list[Done]:
        with _workers(1) as alone:
            try:
                return alone.submit(clean_batch, batch, self._limits).result()
            except BrokenProcessPool:
                pass
        if len(batch) == 1:
            return [_lost(batch[0], self._limits)]
        middle = len(batch) // 2
        return self._in_parts(batch[:middle]) + self._in_parts(batch[middle:])


def _workers(size: int) -> ProcessPoolExecutor:
    """Workers that are forked off a server that has the cleaners imported: fast to start, and no thread is copied."""
    context: Any = get_context("forkserver")
    context.set_forkserver_preload(["flows.batch"])
    return ProcessPoolExecutor(size, mp_context=context, initializer=harden)


def _lost(job: Job, limits: Limits) -> Done:
    from hashlib import sha256  # noqa: PLC0415

    why = f"{job.uri}: it ended its worker, by hanging for more than {2 * limits.seconds:.0f} s or by taking all memory"
    remedy = "look at it by hand, or raise LIMPIDE_DOCUMENT_SECONDS"
    return Done(job.id, job.uri, sha256(job.data).hexdigest(), reason="killed", rule="worker", why=f"{why}; {remedy}")
