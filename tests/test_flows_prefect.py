"""
The flows under a real Prefect server, with the versions that constraints.txt pins.

One server for all of it: starting it is most of the time that these tests take.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import stages
from flows.batch import Job, Limits
from flows.orchestration import ServerError, _wait_for, surroundings
from flows.runners import Pool, batched, directly
from flows.settings import Settings

pytestmark = pytest.mark.xdist_group("prefect")  # one worker, one server

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Prefect's server, up. Its address is in the environment, as a user would set it."""
    folder = tmp_path_factory.mktemp("server")
    before = dict(os.environ)
    with surroundings(Settings(raw=folder / "raw", clean=folder / "clean")):
        yield folder
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve documents, two of them the same and one of them empty, below a current folder of their own."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(10):
        said = " ".join(
            f"La barque {number * 31 + each} rentre avant la barque {number * 57 + each}." for each in range(9)
        )
        (folder / f"{number}.txt").write_text(f"{said}   \n\n\n\nFin.\n")
    (folder / "same.txt").write_text((folder / "3.txt").read_text().upper())
    (folder / "empty.txt").write_bytes(b"")
    return tmp_path


def published(clean: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((clean / "latest").glob("*.jsonl"))}


def asked(path: str, **body: Any) -> Any:
    """What the server says."""
    import httpx

    return httpx.post(f"{os.environ['PREFECT_API_URL']}{path}", json=body, trust_env=False).raise_for_status().json()


@pytest.mark.parametrize("runner", ["processes", "threads", "dask"])
def test_the_flow_makes_the_corpus_that_the_bare_stages_make(server: Path, here: Path, runner: str) -> None:
    """Whatever runs the batches, it is the same to the byte; each batch is a task of a run that ends well."""
    from flows.ingest import ingest

    stages.ingest(Settings(raw=here / "raw0", clean=here / "clean0"), ["in"])
    wanted = Settings(raw=here / "raw", clean=here / "clean", runner=runner, batch_size=4, workers=2)
    said = ingest(paths=["in"], settings=wanted)
    assert {end: count for end, count in said["ends"].items() if count} == {
        "clean": 10,
        "duplicate": 1,
        "quarantined": 1,
    }
    assert published(here / "clean") == published(here / "clean0")
    (run,) = asked("/flow_runs/filter", sort="START_TIME_DESC", limit=1)
    assert (run["state"]["type"], run["parameters"]["paths"]) == ("COMPLETED", ["in"])


def test_a_small_run_starts_no_pool(server: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six documents are cleaned where they are: two processes would take longer to start."""
    from flows import runners
    from flows.ingest import ingest

    monkeypatch.setattr(runners, "Pool", None)
    said = ingest(paths=["in/1.txt", "in/2.txt"], settings=Settings(raw=here / "raw", clean=here / "clean"))
    assert said["ends"]["clean"] == 2


def test_reingest_as_a_flow_needs_the_captures_only(server: Path, here: Path) -> None:
    from flows.ingest import ingest
    from flows.reingest import reingest

    wanted = Settings(raw=here / "raw", clean=here / "clean")
    ingest(paths=["in"], settings=wanted)
    before = published(here / "clean")
    (here / "in").rename(here / "away")
    (here / "clean").rename(here / "lost")
    said = reingest(settings=wanted)
    assert (said["command"], said["ends"]["clean"]) == ("reingest", 10)
    assert published(here / "clean") == before


def test_a_run_that_fails_is_a_failed_run(server: Path, here: Path) -> None:
    from cleaners.errors import StoreError
    from flows.ingest import ingest

    (here / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        ingest(paths=["in"], settings=Settings(raw=here / "raw", clean=here / "file"))
    (run,) = asked("/flow_runs/filter", sort="START_TIME_DESC", limit=1)
    assert run["state"]["type"] == "FAILED"


def test_the_deployments_deploy_as_they_are_and_a_worker_runs_one(server: Path, here: Path) -> None:
    """`prefect deploy --all` in the project's folder, then a run of `manual` by a worker that starts elsewhere."""
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]

    def call(*args: str, cwd: Path = ROOT) -> str:
        done = subprocess.run([*prefect, *args], cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    asked("/work_pools/", name="local", type="process", base_job_template=_process_template())
    call("deploy", "--all")
    found = {each["name"]: each for each in asked("/deployments/filter")}
    assert set(found) == {"scheduled", "manual"}
    (schedule,) = found["scheduled"]["schedules"]
    assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == ("15 4 * * *", "Europe/Paris")
    assert found["scheduled"]["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert found["scheduled"]["global_concurrency_limit"]["limit"] == 1
    assert found["scheduled"]["parameters"] == {"paths": ["seeds"]}
    assert not found["manual"]["schedules"]

    stages.ingest(Settings(raw=here / "raw", clean=here / "clean"), ["in"])
    wanted = {"raw": str(here / "raw"), "clean": str(here / "clean2")}
    run = asked(f"/deployments/{found['manual']['id']}/create_flow_run", parameters={"settings": wanted})
    call("worker", "start", "--pool", "local", "--run-once", cwd=here)
    (done,) = asked("/flow_runs/filter", flow_runs={"id": {"any_": [run["id"]]}})
    assert done["state"]["type"] == "COMPLETED", done["state"]["message"]
    texts = [
        [
            (row["source"], row["text"])
            for row in map(json.loads, published(here / each)["documents.jsonl"].splitlines())
        ]
        for each in ("clean", "clean2")
    ]
    assert texts[0] == texts[1]


def _process_template() -> dict[str, Any]:
    from prefect.workers.process import ProcessWorker

    template: dict[str, Any] = ProcessWorker.get_default_base_job_template()
    return template


def test_the_command_needs_no_server_and_leaves_no_trace_outside_raw(here: Path) -> None:
    """`limpide ingest` as on a fresh machine: our report on the terminal, Prefect's words in a file, home untouched."""
    home = here / "home"
    home.mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "ingest", "in/1.txt", "in/2.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**env, "HOME": str(home)})
    assert (done.returncode, done.stderr) == (0, "")
    assert "2  clean" in done.stdout
    assert "prefect" not in done.stdout.lower()
    assert "Finished in state Completed()" in (here / "raw" / "prefect" / "prefect.log").read_text()
    assert not list(home.rglob("*refect*"))
    assert {path.name for path in here.iterdir()} == {"in", "raw", "clean", "home"}


def test_the_temporary_server_ends_with_whoever_started_it() -> None:
    """Killed or not: when the other end of its standard input is gone, so is the server."""
    code = (
        "import subprocess, sys, time\n"
        "server = subprocess.Popen([sys.executable, '-m', 'flows.temporary_server'], stdin=subprocess.PIPE,"
        " stdout=subprocess.PIPE)\n"
        "print(server.pid, server.stdout.readline().decode().strip(), flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as starter:
        assert starter.stdout
        server, port = map(int, starter.stdout.readline().split())
        assert port > 1024
        os.kill(server, 0)
        starter.send_signal(signal.SIGKILL)
    end = time.monotonic() + 20
    while Path(f"/proc/{server}").exists() and time.monotonic() < end:
        if "State:\tZ" in Path(f"/proc/{server}/status").read_text():
            break
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{server}").exists()


def test_a_server_that_does_not_come_up_is_told_with_what_to_do(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as sleeper:
        with pytest.raises(ServerError, match=r"within 0\.3 s; raise LIMPIDE_SERVER_START_SECONDS, or use --direct"):
            _wait_for(sleeper, "http://127.0.0.1:9/api", 0.3, tmp_path / "log")
        sleeper.kill()
    with pytest.raises(ServerError, match=r"ended at once; see .*log"):
        _wait_for(sleeper, "http://127.0.0.1:9/api", 0.3, tmp_path / "log")


# The pool, without Prefect.


def jobs(count: int) -> list[Job]:
    return [Job(f"{number}", f"{number}.txt", f"La phrase {number} est là.".encode()) for number in range(count)]


def test_the_pool_gives_what_the_inline_way_gives() -> None:
    wanted = Settings(workers=2)
    batches = list(batched(jobs(40), size=8, most_bytes=1 << 20))
    pooled = [done for part in directly(iter(batches), wanted, Limits()) for done in part]
    inline = [done for part in directly(iter([jobs(40)]), wanted, Limits()) for done in part]
    assert [(done.id, done.doc) for done in pooled] == [(done.id, done.doc) for done in inline]


@pytest.mark.parametrize("way", ["dies", "hangs", "eats"])
def test_a_document_that_ends_its_worker_is_the_only_one_lost(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In C code that never returns, by a crash, or by taking all memory: its neighbours are cleaned."""
    from flows import runners

    monkeypatch.setattr(runners, "clean_batch", _trapped)
    few = 1 if way == "hangs" else 5  # each try takes seconds until the system steps in
    batch = [*jobs(few), Job("bad", "bad.txt", way.encode()), *[job._replace(id=f"b{job.id}") for job in jobs(few - 1)]]
    with Pool(1, Limits(seconds=0.5)) as pool:
        done = pool.clean(batch)
        assert [each.id for each in done] == [job.id for job in batch]
        lost = [each for each in done if each.doc is None]
        assert [each.id for each in lost] == ["bad"]
        assert lost[0].reason == {"dies": "killed", "hangs": "killed", "eats": "too-much-memory"}[way]
        assert all(each.doc for each in pool.clean(jobs(3))), "the pool lives on"


def _trapped(batch: list[Job], limits: Limits) -> list[Any]:
    """Clean a batch whose documents may be traps."""
    from flows import batch as worker

    def trap(doc: Any) -> Any:
        if doc.id == "bad":
            {"dies": _die, "hangs": _hang, "eats": _eat}[doc.text.strip()]()
        return doc

    worker.clean = trap
    return worker.clean_batch(batch, limits)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _hang() -> None:
    """Compute in one C call, in which no Python signal handler is ever asked."""
    hashlib.pbkdf2_hmac("sha256", b"", b"", (1 << 31) - 1)


def _eat() -> None:
    bytearray(1 << 40)


def test_workers_leave_when_the_run_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from flows.batch import Job, Limits\n"
        "from flows.runners import Pool\n"
        "if __name__ == '__main__':\n"
        "    pool = Pool(1, Limits())\n"
        "    pool.clean([Job('a', 'a.txt', b'Bonjour.')])\n"
        "    print(*pool._workers._processes, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    script = tmp_path / "run.py"
    script.write_text(code)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, check=False, cwd=ROOT)
    worker = int(done.stdout)
    end = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()


def test_reports_of_flows_are_plain_values(server: Path, here: Path) -> None:
    """What a flow returns can be stored by any Prefect."""
    from flows.ingest import ingest

    said = ingest(paths=["in/1.txt"], settings=Settings(raw=here / "raw", clean=here / "clean"))
    assert json.loads(json.dumps(said)) == said
