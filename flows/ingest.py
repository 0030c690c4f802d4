"""
The flow `ingest`: what lies under paths and answers at addresses comes in, and a cleaned corpus comes out.

    limpide ingest seeds                          the flow, with Prefect's own temporary server
    prefect deploy --all                          as a deployment, scheduled (see prefect.yaml)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows import stages
from flows.batch import Done, Limits, clean_batch
from flows.runners import Batch, Clean, cleaner, in_order, is_small, task_runner
from flows.settings import Settings


@flow(name="ingest", description="Fetch, capture, read, clean, deduplicate and publish.", persist_result=False)
def ingest(
    paths: list[str] | None = None, urls: list[str] | None = None, settings: Settings | None = None
) -> dict[str, Any]:
    """
    Take in documents and publish the corpus; give the report.

    Without paths and urls, what the seeds folder of the settings holds comes in. Settings that are not given come
    from the environment (LIMPIDE_...).
    """
    report = stages.ingest(settings or Settings(), [*(paths or ()), *(urls or ())], cleaned=by_tasks)
    return report.as_json()


def by_tasks(batches: Iterator[Batch], settings: Settings, limits: Limits) -> Iterator[list[Done]]:
    """Clean batches as Prefect tasks, one task a batch, with the runner that the settings name."""
    small, first = is_small(batches)
    with ExitStack() as stack:
        if small:
            for batch in first:
                yield clean_a_batch(Parcel(batch, limits))
            return
        clean = None if settings.runner == "dask" else stack.enter_context(cleaner(settings, limits))
        runner = stack.enter_context(task_runner(settings))
        rest = (batch for part in (first, batches) for batch in part)

        def submit(batch: Batch) -> Any:
            return runner.submit(clean_a_batch, {"parcel": Parcel(batch, limits), "clean": clean})

        yield from in_order(submit, rest, ahead=2 * settings.processes)


class Parcel:
    """
    A batch as one thing: Prefect would look for futures in every document of a list, and Dask unmake its tuples.

    Neither looks into a plain object.
    """

    __slots__ = ("batch", "limits")

    def __init__(self, batch: Batch, limits: Limits) -> None:
        self.batch = batch
        self.limits = limits


@task(name="clean a batch", persist_result=False, cache_policy=NO_CACHE, retries=0)
def clean_a_batch(parcel: Parcel, clean: Clean | None = None) -> list[Done]:
    """Read, clean and sign some hundred documents; a document that fails is an outcome, not an exception."""
    return clean(parcel.batch) if clean else clean_batch(parcel.batch, parcel.limits)
