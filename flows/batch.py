"""
What a worker does: read, clean and sign a batch of inputs. Plain functions on plain values; they travel to any engine.

Nothing here writes, fetches or knows Prefect, so a worker starts as fast as the cleaners import.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial, update_wrapper
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Literal, NamedTuple, NoReturn

import cleaners
from cleaners import PIPELINE, READABLE, Cleaner, Document, clean
from cleaners.errors import BinaryInput, CleaningError, EmptyInput, InputError, LimpideError, TooLarge
from cleaners.names import fix_names
from cleaners.near import Signed, signed
from cleaners.read import Profile, read

if TYPE_CHECKING:
    from hashlib import _Hash

    from cleaners.lexicon import Entry

log = logging.getLogger(__name__)

Speech = Literal["verbatim", "readable"]

# Libraries that shape the text: a new version of one may clean otherwise, so it makes a new version of the rules.
_SHAPING = (
    "babel", "beautifulsoup4", "chardet", "ftfy", "htmldate", "langdetect", "lxml", "markdown-it-py",
    "numpy", "pyyaml", "rapidfuzz", "regex", "trafilatura", "wordfreq",
)  # fmt: skip
_READING = threading.Lock()


class Job(NamedTuple):
    """One input to clean."""

    id: str
    uri: str
    data: bytes
    name: str = ""
    content_type: str = ""


class Limits(NamedTuple):
    """What one document may take, and how it is read and cleaned: see `profile` and `speech` in the settings."""

    seconds: float = 30.0
    longest_line: int = 1_000_000
    names: tuple[Entry, ...] = ()
    profile: Profile = "quality"
    speech: Speech = "verbatim"
    alone: bool = False  # in no corpus: nothing is gathered to compare it with others


class Done(NamedTuple):
    """
    What became of one input.

    Either `doc` is there, cleaned or rejected, or the input failed: `reason` sorts it ("binary", "too-slow" ...),
    `rule` says where and `why` says what, where and what to do.
    """

    id: str
    uri: str
    input_digest: str
    doc: Document | None = None
    signed: Signed | None = None
    reason: str = ""
    rule: str = ""
    why: str = ""
    seconds: float = 0.0
    names: tuple[tuple[str, int], ...] = ()  # spelled in it, with how much it vouches for each
    read: int = 0  # characters of the text as it was read, before any cleaner saw it


def clean_batch(jobs: Sequence[Job], limits: Limits) -> list[Done]:
    """Clean a batch; whatever a document does, the others are not concerned."""
    return [clean_job(job, limits) for job in jobs]


def clean_job(job: Job, limits: Limits) -> Done:
    """Read, clean and sign one input. Never raises: a failure is an outcome, with its cause."""
    digest = sha256(job.data).hexdigest()
    start = time.perf_counter()
    try:
        with _at_most(limits.seconds):
            doc = _read(job, limits)
            length = len(doc.text)
            plain = not limits.names and limits.speech == "verbatim"
            doc = clean(doc) if plain else clean(doc, pipeline(limits.names, limits.speech))
            alone = limits.alone or doc.rejected
            mark = None if alone else signed(job.id, doc.text)
            names = () if alone else _taught(doc)
    except Exception as error:  # one document must not stop the run, whatever it does
        reason, rule = _sorted(error)
        log.info("%s failed", job.uri, exc_info=True)
        return Done(job.id, job.uri, digest, reason=reason, rule=rule, why=_said(error, job.uri), seconds=_since(start))
    if doc.rejected:
        rule, why = doc.rejected
        return Done(job.id, job.uri, digest, doc, reason="rejected", rule=rule, why=why, seconds=_since(start))
    return Done(job.id, job.uri, digest, doc, mark, seconds=_since(start), names=names, read=length)


def pipeline(names: tuple[Entry, ...], speech: Speech = "verbatim") -> tuple[Cleaner, ...]:
    """
    Give the cleaners for speech as it was said or made readable; the one for names knows these beside the lexicon.

        >>> from cleaners.lexicon import Entry
        >>> [step.__name__ for step in pipeline((Entry("Kim Delval"),))] == [step.__name__ for step in PIPELINE]
        True
    """
    knowing = update_wrapper(partial(fix_names, extra=names), fix_names)
    steps = READABLE if speech == "readable" else PIPELINE
    return tuple(knowing if step is fix_names else step for step in steps)


def _read(job: Job, limits: Limits) -> Document:
    url = job.uri if "://" in job.uri else ""
    name = job.name if url else job.uri  # what is said of a file names its whole path
    with _READING:  # the parsers behind HTML are not safe when two threads use them at once
        doc = read(job.data, name=name, url=url, content_type=job.content_type, doc_id=job.id, profile=limits.profile)
    if doc.get("format") != "html" and len(doc.text) > limits.longest_line:
        longest = max(map(len, doc.text.split("\n")))
        if longest > limits.longest_line:
            what = f"a line of {longest:,} characters, the limit is {limits.longest_line:,}"
            raise TooLarge(job.uri, what, "this is data rather than prose; leave it out, or raise LIMPIDE_MAX_LINE")
    return doc


def _taught(doc: Document) -> tuple[tuple[str, int], ...]:
    from cleaners.taught import names_of  # noqa: PLC0415  a document that is cleaned alone teaches none

    return tuple(names_of(doc).items())


def _sorted(error: Exception) -> tuple[str, str]:
    """Under which reason a failure is set aside, and what failed."""
    match error:
        case EmptyInput():
            return "empty", "read"
        case BinaryInput():
            return "binary", "read"
        case TooLarge():
            return "too-large", "read"
        case InputError():
            return "unreadable", "read"
    rule = str(error.args[0]) if isinstance(error, CleaningError) and len(error.args) == 3 else "read"
    match error.__cause__ or error:
        case TimeoutError():
            return "too-slow", rule
        case MemoryError():
            return "too-much-memory", rule
    return "failed", rule


def _said(error: Exception, uri: str) -> str:
    if isinstance(error, LimpideError):
        return str(error)
    return f"{uri}: {type(error).__name__}: {error}"


def _since(start: float) -> float:
    return round(time.perf_counter() - start, 4)


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """
    Raise TimeoutError when what is inside computes longer than this (CPU time, so a busy machine changes nothing).

    Python can only do so on the main thread, where pools and `--direct` work. Code in C that never comes back is
    ended by `harden`.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _too_slow)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    if _HARD:
        _kill_after(2 * seconds + 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_slow(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError("it takes too long; see LIMPIDE_DOCUMENT_SECONDS")


_HARD: list[bool] = []


def harden(*, most_memory: int = 4 << 30) -> None:
    """
    Let the system end this process when a document hangs in C code or eats all memory. For workers of a pool only.

    The pool notices, and sets that one document aside.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started the pool
    _HARD.append(True)
    with suppress(OSError, ValueError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (most_memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End this worker when whoever started the pool is gone, killed perhaps: nobody else would."""
    from multiprocessing import parent_process  # noqa: PLC0415  only workers of a pool have one
    from multiprocessing.connection import wait  # noqa: PLC0415

    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _kill_after(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def rules_version(lexicon: Path | None = None, profile: Profile = "quality", speech: Speech = "verbatim") -> str:
    """
    Name the rules of today: 16 hex digits that change when anything changes that can change a cleaned text.

    That is the code and the language data of `cleaners`, the libraries that shape text, the user's own lexicon, and
    what the settings say of pages and of speech.
    """
    seal = _shipped().copy()
    seal.update(f"{profile} {speech}\n".encode())
    if lexicon:
        seal.update(lexicon.read_bytes())
    return seal.hexdigest()[:16]


@cache
def _shipped() -> _Hash:
    """The seal of all that is installed; it is read once, while a user's lexicon may change at any time."""
    seal = sha256()
    home = Path(cleaners.__file__).parent
    for path in sorted(home.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            seal.update(f"{path.relative_to(home).as_posix()}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    for name in _SHAPING:
        seal.update(f"{name}\0{_installed(name)}\n".encode())
    return seal


def _installed(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  slow; a single document needs none

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
