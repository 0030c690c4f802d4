"""
Prefect's server for the time of one command: says its port, and ends when its standard input does.

Whoever starts it holds the other end of that pipe, which the system closes even when they are killed.
"""

from __future__ import annotations

import os
import socket
import sys
import threading


def main() -> None:
    """Serve on a free port of this machine alone."""
    held = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{held.getsockname()[1]}\n")
    sys.stdout.flush()
    threading.Thread(target=_leave, daemon=True).start()

    import uvicorn  # noqa: PLC0415  after the port is told: this takes its time
    from prefect.server.api.server import create_app  # noqa: PLC0415

    config = uvicorn.Config(create_app, factory=True, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[held])


def _leave() -> None:
    sys.stdin.buffer.read()
    os._exit(0)  # nothing of what it holds is needed any more


if __name__ == "__main__":
    main()
