"""
Prefect as `limpide` starts it: nothing to set up, nothing told to anyone, nothing written outside raw/.

With PREFECT_API_URL the server named there is used. Without, Prefect's server runs for as long as the command does: the
application that Prefect starts by itself in this case, on SQLite, but started by us. So it starts while Prefect is
being imported here (which would otherwise import the whole server too, only to start it), writes to a file and
not to the terminal, and goes away with us even when we are killed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from cleaners.errors import LimpideError
from flows.settings import Settings


class ServerError(LimpideError):
    """Prefect's temporary server does not come up: (what, what to do)."""

    def __str__(self) -> str:
        """What, and what to do, as one line."""
        return "; ".join(map(str, self.args))


@contextmanager
def surroundings(settings: Settings) -> Iterator[None]:
    """
    Set Prefect's environment, and run a server unless the user has one; enter before anything imports Prefect.

    What the user has set stays as it is. Raises ServerError when the server is not up within `server_start_seconds`.
    """
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    home = (settings.raw / "prefect").absolute()
    home.mkdir(parents=True, exist_ok=True)
    wanted = {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_LOGGING_SETTINGS_PATH": str(Path(__file__).with_name("logging.yaml")),
        "PREFECT_LOGGING_TO_API_ENABLED": "false",  # the server forgets everything in the end; the file does not
    }
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    with _server(home / "prefect.log") as server:
        url = f"http://127.0.0.1:{_port_of(server)}/api"
        os.environ["PREFECT_API_URL"] = url
        try:
            import prefect.main  # noqa: F401, PLC0415  takes seconds, in which the server starts

            _wait_for(server, url, settings.server_start_seconds, home / "prefect.log")
            yield
        finally:
            del os.environ["PREFECT_API_URL"]


@contextmanager
def _server(log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the server; it ends when its standard input does, at the latest when this process is gone."""
    env = os.environ | {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
    command = [sys.executable, "-m", "flows.temporary_server"]
    with ExitStack() as stack:
        out = stack.enter_context(log.open("ab"))
        server = subprocess.Popen(  # noqa: S603 our own module
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=out
        )
        stack.callback(_end, server)
        yield server


def _end(server: subprocess.Popen[bytes], *, patience: float = 10) -> None:
    for pipe in (server.stdin, server.stdout):
        if pipe:
            pipe.close()
    try:
        server.wait(patience)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _port_of(server: subprocess.Popen[bytes]) -> int:
    """Read the port, the first thing the server says."""
    said = server.stdout.readline() if server.stdout else b""
    if not said:
        raise ServerError("Prefect's temporary server cannot start", "use --direct, which does without it")
    return int(said)


def _wait_for(server: subprocess.Popen[bytes], url: str, seconds: float, log: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    ask = build_opener(ProxyHandler({})).open  # no proxy stands between us and ourselves
    while server.poll() is None:
        try:
            with ask(f"{url}/health", timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                what = f"Prefect's temporary server did not start within {seconds:g} s"
                raise ServerError(what, "raise LIMPIDE_SERVER_START_SECONDS, or use --direct") from None
            time.sleep(0.1)
    raise ServerError("Prefect's temporary server ended at once", f"see {log}, or use --direct")
