"""
Prefect as `limpide` starts it: nothing to set up, nothing told to anyone, nothing written outside raw/.

Without PREFECT_API_URL Prefect starts a temporary server of its own, on SQLite, and stops it at the end. With it, the
server named there is used and this changes nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from flows.settings import Settings


def prepare(settings: Settings) -> Path | None:
    """
    Set Prefect's environment; call it before anything imports Prefect. Give the log file, when it is ours.

    What the user has set stays as it is.
    """
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    if os.environ.get("PREFECT_API_URL"):
        return None
    home = (settings.raw / "prefect").absolute()
    home.mkdir(parents=True, exist_ok=True)
    wanted = {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_LOGGING_SETTINGS_PATH": str(Path(__file__).with_name("logging.yaml")),
        "PREFECT_LOGGING_TO_API_ENABLED": "false",  # a temporary server keeps nothing; the file does
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(settings.server_start_seconds),
        "PREFECT_CLI_PROMPT": "false",
    }
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    return home / "prefect.log"
