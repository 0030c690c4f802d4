"""
Every limit, path and threshold in one place; each can be set in the environment as LIMPIDE_<NAME>.

    LIMPIDE_MAX_BYTES=5000000 limpide ingest seeds

A list is written as JSON or with commas: LIMPIDE_ALLOW_PRIVATE_ADDRESSES=127.0.0.1,10.1.0.0/16
"""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """
    What a run may do and where its things lie. Frozen: a run has one set of settings.

    >>> Settings(max_bytes=1000).max_bytes
    1000
    >>> Settings(allow_private_addresses="127.0.0.1, 10.1.0.0/16").allow_private_addresses
    ('127.0.0.1/32', '10.1.0.0/16')
    """

    model_config = SettingsConfigDict(env_prefix="LIMPIDE_", env_ignore_empty=True, frozen=True, extra="forbid")

    # Where things lie.
    seeds: Path = Field(
        Path("seeds"), description="folder that is read when no path is given; its sources.yaml names feeds, URLs …"
    )
    raw: Path = Field(
        Path("raw"), description="folder of captures and state; made at run time, enough to rebuild clean"
    )
    clean: Path = Field(Path("clean"), description="folder of the corpus, its snapshots and the run reports")
    lexicon: Path = Field(
        Path("lexicon.tsv"),
        description="your own names and verdicts, one TSV or YAML file; read beside the shipped ones if it is there",
    )

    # What a document may be.
    max_bytes: int = Field(
        20 << 20, ge=1, description="largest document, in bytes once decoded; larger ones are refused"
    )
    max_line: int = Field(
        1_000_000, ge=1, description="longest line of a text, in characters; longer is data, not prose"
    )
    document_seconds: float = Field(30, gt=0, description="longest time to read and clean one document, in seconds")

    # How it is read and cleaned.
    profile: Literal["quality", "fast"] = Field(
        "quality", description="how web pages are read: quality asks trafilatura too, fast is for bulk work"
    )
    speech: Literal["verbatim", "readable"] = Field(
        "verbatim", description="how transcripts come out: as they were said, or with what was said twice said once"
    )

    # How the network is asked.
    user_agent: str = Field("Limpide/0.1 (corpus builder)", description="who asks; add a way to reach you")
    robots: bool = Field(True, description="obey robots.txt (RFC 9309)")
    allow_private_addresses: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="addresses or networks that may be asked though they are not public (127.0.0.1, 10.0.0.0/8)"
    )
    connect_seconds: float = Field(10, gt=0, description="longest wait for a connection, in seconds")
    read_seconds: float = Field(15, gt=0, description="longest silence of a server, in seconds")
    fetch_seconds: float = Field(
        60, gt=0, description="longest time for one answer from first to last byte, in seconds"
    )
    max_redirects: int = Field(5, ge=0, description="redirects followed for one address")
    retries: int = Field(3, ge=0, description="further tries after a fault that may pass (429, 5xx, broken connection)")
    backoff_seconds: float = Field(0.5, ge=0, description="wait before the first retry, in seconds; doubles with each")
    max_wait: float = Field(
        30, ge=0, description="longest Retry-After that is waited for, in seconds; later ones wait a run"
    )
    per_host: int = Field(2, ge=1, description="connections open to one host at the same time")
    connections: int = Field(16, ge=1, description="connections open at the same time, all hosts together")
    delay: float = Field(0.5, ge=0, description="least time between two requests to one host, in seconds")
    max_crawl_delay: float = Field(30, ge=0, description="longest Crawl-delay of a robots.txt that is kept, in seconds")
    max_links: int = Field(10_000, ge=1, description="most addresses taken from one feed or sitemap")

    # How the work is cut up.
    runner: Literal["processes", "threads", "dask"] = Field("processes", description="what runs the batches")
    dask_address: str = Field("", description="the Dask scheduler to use; empty starts a cluster on this machine")
    workers: int = Field(0, ge=0, description="workers of the runner; 0 is one a core")
    batch_size: int = Field(200, ge=1, description="documents in one task")
    batch_bytes: int = Field(
        32 << 20, ge=1, description="bytes in one task; a batch is closed by whichever comes first"
    )
    server_start_seconds: int = Field(
        180, ge=1, description="longest wait for Prefect's own temporary server, in seconds"
    )

    # What counts as the same text (word 3-grams of normalised text).
    near_jaccard: float = Field(
        0.5, ge=0, le=1, description="shared share of both texts from which they are duplicates"
    )
    near_containment: float = Field(0.85, ge=0, le=1, description="share of the shorter text that the longer one holds")

    @field_validator("allow_private_addresses", mode="before")
    @classmethod
    def _networks(cls, value: object) -> tuple[str, ...]:
        """Networks as ipaddress writes them, from one text with commas or a list."""
        parts = value.strip().strip("[]").split(",") if isinstance(value, str) else list(value)  # type: ignore[call-overload]
        named = (str(part).strip().strip("\"'") for part in parts)
        return tuple(str(ipaddress.ip_network(part, strict=False)) for part in named if part)

    @property
    def captures(self) -> Path:
        """Where the WARC files lie."""
        return self.raw / "captures"

    @property
    def own_lexicon(self) -> Path | None:
        """The user's lexicon, or None when there is none; one that was named must be there."""
        return self.lexicon if "lexicon" in self.model_fields_set or self.lexicon.exists() else None

    @property
    def state(self) -> Path:
        """The SQLite file of what was seen."""
        return self.raw / "state.sqlite"

    @property
    def processes(self) -> int:
        """How many workers to start: `workers`, or one for each core that this process may use."""
        return self.workers or len(
            os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
        )
