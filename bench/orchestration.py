"""
What it costs to run batches this way or that: bare, in our pool, as Prefect tasks, in Prefect's own process pool.

    python bench/orchestration.py [--documents 4000] [--batch 200] [--workers 2]

Documents are made up here. For each way: wall seconds until the first batch is back, and until all are; the import of
Prefect and the start of workers and clusters are in them, the start of the server is not. Read the differences, not the
numbers: other work on the machine shows in them.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flows.batch import Done, Job, Limits, clean_batch
from flows.runners import Batch, batched, directly, in_order
from flows.settings import Settings

WAYS = ("inline", "our pool", "tasks, our pool", "tasks, Prefect's pool", "tasks, Dask")
LETTERS = "abdefilmnoprstuv"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=4000)
    options.add_argument("--batch", type=int, default=200)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--way", choices=WAYS, help="measure only this one, in this process")
    chosen = options.parse_args()
    if chosen.way:
        measure(chosen.way, chosen.documents, chosen.batch, chosen.workers)
        return
    from flows.orchestration import surroundings

    print(f"{chosen.documents} documents in batches of {chosen.batch}, {chosen.workers} workers")
    print(f"{'way':24} {'first s':>8} {'all s':>8}")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory() as folder, surroundings(Settings(raw=Path(folder))):
        for way in WAYS:  # each in a process of its own, so that none is warmed up by the one before
            subprocess.run([sys.executable, __file__, *sys.argv[1:], "--way", way], check=True, env=os.environ)


def measure(way: str, documents: int, batch: int, workers: int) -> None:
    """Print a row for one way."""
    start = time.time()
    if "tasks" in way:
        from prefect import flow

        first = flow(whole, name="bench")(way, documents, batch, workers)
    else:
        first = whole(way, documents, batch, workers)
    print(f"{way:24} {first - start:8.1f} {time.time() - start:8.1f}", flush=True)


def whole(way: str, documents: int, batch: int, workers: int) -> float:
    """Clean everything; give the time at which the first batch was back."""
    settings = Settings(workers=workers, runner="dask" if "Dask" in way else "processes")
    batches = batched(made_up(documents), size=batch, most_bytes=1 << 30)
    first = 0.0
    done = 0
    for part in cleaned(way, batches, settings):
        first = first or time.time()
        done += len(part)
    assert done == documents
    return first


def cleaned(way: str, batches: Iterator[Batch], settings: Settings) -> Iterator[list[Done]]:
    if way == "inline":
        return (clean_batch(each, Limits()) for each in batches)
    if way == "our pool":
        return directly(batches, settings, Limits())
    from flows.ingest import by_tasks

    return (
        in_prefects_pool(batches, settings) if way == "tasks, Prefect's pool" else by_tasks(batches, settings, Limits())
    )


def in_prefects_pool(batches: Iterator[Batch], settings: Settings) -> Iterator[list[Done]]:
    from prefect.task_runners import ProcessPoolTaskRunner

    from flows.ingest import Parcel, clean_a_batch

    with ProcessPoolTaskRunner(max_workers=settings.processes) as runner:
        yield from in_order(
            lambda each: runner.submit(clean_a_batch, {"parcel": Parcel(each, Limits())}),
            batches,
            ahead=2 * settings.processes,
        )


def made_up(documents: int) -> Iterator[Job]:
    """Documents of about 3 kB, no two the same."""
    chance = random.Random(1)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(3000)]
    for number in range(documents):
        lines = [" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(36)]
        yield Job(str(number), f"{number}.txt", "\n\n".join(lines).encode())


if __name__ == "__main__":
    main()
