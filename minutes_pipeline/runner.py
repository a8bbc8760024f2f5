"""Run the stages: what is fresh is kept, what is stale is made and stored. The only loop."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import hashlib
import importlib.metadata
import json
import os
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from minutes_pipeline import __version__
from minutes_pipeline.errors import (
    AlteredByHand,
    MinutesError,
    StageFailed,
    lacks_memory,
    no_memory,
    storage_errors,
)
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import Source
from minutes_pipeline.workspace.folder import DEBUG_LOG, WorkFolder
from minutes_pipeline.workspace.job import Job
from minutes_pipeline.workspace.ledger import Entry
from minutes_pipeline.workspace.stage import Inputs, Stage

DEBUG = "MINUTES_DEBUG"
"""Variable of the environment: set, the log tells all, words of the meeting among it."""
ENGINES = (
    "av",
    "ctranslate2",
    "faster-whisper",
    "ginza",
    "ja-ginza",
    "noisereduce",
    "onnxruntime",
    "pyannote.audio",
    "python-docx",
    "SudachiDict-core",
    "torch",
    "wordfreq",
)
"""Libraries whose versions the ledger records."""
LONG = 2.0
"""Seconds from which a stage may have filled the memory. Looking for what is unreachable takes a
quarter of a second each time once the libraries are loaded: too much after the many short ones."""


_TOLD_OF_MEMORY = frozenset({"A02", "D02", "X02"})
"""Codes of errors that already say that the memory was the cause."""


class State(StrEnum):
    """How a stage's stored result stands to what it was made from."""

    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"
    ALTERED = "altered"
    """Changed outside the program, while nothing it was made from changed."""
    CONFLICT = "altered-stale"
    """Changed outside the program, and due to be made again as well."""


class Reporter(Protocol):
    """Who is told how the run goes on."""

    def begin(self, stage: Stage, position: int, count: int) -> Progress:
        """A stage starts; what is returned shows its progress."""

    def done(self, stage: Stage, seconds: float) -> None:
        """A stage has finished and its result is stored."""

    def kept(self, stage: Stage, state: State) -> None:
        """A stage's stored result is used as it is (fresh, or altered by hand)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A stage and the state of its result."""

    stage: Stage
    state: State
    fingerprint: str
    read: dict[str, str]


def standing(folder: WorkFolder, job: Job, stage: Stage, *, forced: bool = False) -> Standing:
    """Return how *stage*'s stored result stands to what is in *folder* now.

    Args:
        folder: The work folder.
        job: The request as it stands now.
        stage: The stage.
        forced: Count the result as stale whatever it was made from.
    """
    read = {}
    for what in stage.reads:
        if isinstance(what, Source):
            read[what.name] = "+".join(f.sha256 for f in job.of(what.name)) or "absent"
        else:
            read[what.name] = folder.digest(what) or "absent"
    settings = dict(stage.decides())
    basis = json.dumps([stage.name, stage.revision, read, settings], sort_keys=True)
    fingerprint = hashlib.sha256(basis.encode()).hexdigest()
    entry = folder.ledger().stages.get(stage.name)
    there = folder.digest(stage.writes)
    if there is None:
        state = State.MISSING
    elif entry is None:
        # Not ours, as far as is known: a file that people open is never overwritten.
        state = State.STALE if stage.writes.internal else State.CONFLICT
    elif there == entry.previous != entry.sha256:
        state = State.STALE
    else:
        ours = there == entry.sha256
        current = fingerprint == entry.fingerprint and not forced
        if ours:
            state = State.FRESH if current else State.STALE
        else:
            state = State.ALTERED if current else State.CONFLICT
    return Standing(stage, state, fingerprint, read)


def run(
    folder: WorkFolder,
    stages: Sequence[Stage],
    reporter: Reporter,
    *,
    preflight: Callable[[Stage], None],
    first: str | None = None,
    last: str | None = None,
) -> None:
    """Bring every stage's result up to date, in order. The folder must be locked.

    Args:
        folder: The work folder, holding a job.
        stages: The recipe.
        reporter: Is told of every step.
        preflight: Called for the first stage that is not fresh and for all after it, before any
            of them runs: raises when a model is missing, so that no hour is spent in vain.
        first: Name of a stage that is made again, with all after it, even when fresh.
        last: Name of the stage after which to stop.

    Raises:
        MinutesError: The cause, in words for a clerk. Results made before it are kept.
    """
    job = folder.refresh_job()
    names = [stage.name for stage in stages]
    forced_from = names.index(first) if first else len(names)
    stop = names.index(last) + 1 if last else len(names)
    checked = False
    for position, stage in enumerate(stages[:stop]):
        now = standing(folder, job, stage, forced=position >= forced_from)
        if now.state in (State.FRESH, State.ALTERED):
            reporter.kept(stage, now.state)
            continue
        if now.state is State.CONFLICT:
            raise AlteredByHand(
                "W05",
                f"{folder.path / stage.writes.file} は手で直されているため、上書きしません。",
                "直したものは別の場所に移すか別名にしてから、もう一度実行してください。",
            )
        if not checked:
            for later in stages[position:stop]:
                preflight(later)
            checked = True
        progress = reporter.begin(stage, position + 1, stop)
        seconds = _make(folder, now, progress)
        if seconds >= LONG:
            give_memory_back()
        reporter.done(stage, seconds)


def give_memory_back() -> None:
    """Give the system what a stage's engine leaves behind, before the next one is loaded.

    The C library keeps what was freed; after three hours of sound that is more than a gigabyte,
    and the next engine's comes on top of it (docs/decisions/0062). Elsewhere than with glibc
    nothing happens.
    """
    gc.collect()
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _make(folder: WorkFolder, now: Standing, progress: Progress) -> float:
    """Run one stage and store its result; return the seconds it took."""
    stage = now.stage
    began = time.monotonic()
    try:
        with storage_errors(folder.path):
            value = stage.run(Inputs(folder, stage.reads), progress)
    except MinutesError as error:
        if error.code not in _TOLD_OF_MEMORY and lacks_memory(error):
            raise no_memory(f"「{stage.title}」の") from error
        if isinstance(error, StageFailed):
            _log(folder, stage, error)
        error.what = folder.as_given(error.what)
        raise
    except Exception as error:
        raise _unforeseen(folder, stage, error) from error
    seconds = time.monotonic() - began
    part, digest = folder.prepare(stage.writes, value)
    ledger = folder.ledger()
    entry = Entry(
        revision=stage.revision,
        fingerprint=now.fingerprint,
        reads=now.read,
        settings=dict(stage.decides()),
        file=stage.writes.file,
        sha256=digest,
        previous=folder.digest(stage.writes),
        seconds=round(seconds, 3),
        finished=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        version=__version__,
    )
    # The ledger first: after a crash between the two, the file's digest is the entry's
    # `previous` and the stage is made again; the other way round it would look hand-made.
    try:
        folder.store_ledger(replace(ledger.with_entry(stage.name, entry), engines=_versions()))
    except MinutesError:
        part.unlink(missing_ok=True)
        raise
    folder.commit(stage.writes, part)
    return seconds


def _unforeseen(folder: WorkFolder, stage: Stage, error: Exception) -> StageFailed:
    """Write the traceback where a specialist finds it; return what the clerk is told."""
    if lacks_memory(error):
        return no_memory(f"「{stage.title}」の")
    log = _log(folder, stage, error)
    return StageFailed(
        "X01",
        f"「{stage.title}」が予期しない理由で止まりました（{type(error).__name__}）。",
        f"もう一度実行しても止まるときは、{log} を添えて担当者に知らせてください。",
    )


def _log(folder: WorkFolder, stage: Stage, error: Exception) -> Path:
    """Write down where it happened; what libraries say about it may quote the meeting's words."""
    told = traceback.format_exception(error) if os.environ.get(DEBUG) else _places(error)
    log = folder.path / DEBUG_LOG
    # A full disk may be the very cause: the clerk is told of that, not of the log.
    with contextlib.suppress(OSError), log.open("a", encoding="utf-8") as file:
        file.write(f"--- {stage.name}\n{''.join(told)}\n")
    return log


def _places(error: BaseException) -> list[str]:
    """Return the kinds of *error* and of its causes, each with the places it passed through."""
    before = error.__cause__ or error.__context__
    told = _places(before) if before is not None else []
    return [*told, *traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n\n"]


def _versions() -> dict[str, str]:
    versions = {}
    for name in ENGINES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def resume_hint(path: Path) -> str:
    """Return the line that tells a clerk how to go on after a stop."""
    return f'終わった段階は残っています。続きから: minutes run "{path}"'
