"""
The flow `reingest`: every capture is cleaned again with today's rules, without network. Only what changes is published.

    limpide reingest
"""

from __future__ import annotations

from typing import Any

from prefect import flow

from flows import stages
from flows.ingest import by_tasks
from flows.settings import Settings


@flow(name="reingest", description="Clean every capture again with today's rules.", persist_result=False)
def reingest(settings: Settings | None = None) -> dict[str, Any]:
    """Clean again what was captured, publish what has changed and give the report."""
    return stages.reingest(settings or Settings(), cleaned=by_tasks).as_json()
