"""The log of corrections in a work folder: added to by one writer at a time, undone, redone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from minutes_pipeline.errors import FolderInUse, storage_errors
from minutes_pipeline.meeting import Change, Correction, targets
from minutes_pipeline.workspace.artifacts import CORRECTIONS
from minutes_pipeline.workspace.correction_file import (
    Header,
    History,
    Made,
    Redone,
    Step,
    Undone,
    correction_id,
    read_history,
    step_line,
)
from minutes_pipeline.workspace.folder import WorkFolder

_LOCK = "work/.corrections.lock"
PATIENCE = 10.0
"""Seconds to wait for another writer, who needs milliseconds."""


class CorrectionLog:
    """The corrections of one work folder; saved when a method returns.

    A running stage need not be waited for: it reads the log as it is, and what is added meanwhile
    makes its result stale, so that the next run lays it over.
    """

    def __init__(self, folder: WorkFolder) -> None:
        """Stand for the log of *folder*, which need not have one yet."""
        self.path = folder.path / CORRECTIONS.file
        self._lock = folder.path / _LOCK

    def history(self) -> History:
        """Return every step so far.

        Raises:
            AlteredByHand: The file is not what was written (C01).
        """
        return read_history(self.path)[0]

    def add(
        self,
        changes: Sequence[Change],
        who: str,
        *,
        by: str = "review",
        seen: int | None = None,
        when: datetime | None = None,
    ) -> tuple[Correction, ...]:
        """Add *changes* as one batch; return them as they were kept.

        Args:
            changes: What was decided, at least one.
            who: Who decided.
            by: The way it came in.
            seen: How many steps the person had seen; None to overrule whatever came since.
            when: When it was decided, where that is known from elsewhere; None for now.

        Raises:
            FolderInUse: Somebody else has decided on the same since (C02), or the log stays
                locked (C03).
            AlteredByHand: The file is not what was written (C01).
            StorageError: Disk full or not writable.
        """
        with self._writing() as (history, size):
            if seen is not None:
                _refuse_crossing(history, seen, changes)
            first = correction_id(len(history.made) + 1)
            made = Made(first, who, when or datetime.now(UTC), by, tuple(changes))
            self._append(history, size, made)
        return made.corrections

    def undo(self, who: str, batch: str | None = None) -> tuple[Correction, ...]:
        """Take back a batch, by default the last; return what it held, empty when nothing does."""
        with self._writing() as (history, size):
            chosen = batch or history.last_made
            if chosen is None or not history.holds(chosen):
                return ()
            self._append(history, size, Undone(chosen, who, datetime.now(UTC)))
        return tuple(c for c in history.made if c.batch == chosen)

    def redo(self, who: str, batch: str | None = None) -> tuple[Correction, ...]:
        """Bring back an undone batch, by default the last undone; return what it holds."""
        with self._writing() as (history, size):
            chosen = batch or history.last_undone
            held = tuple(c for c in history.made if c.batch == chosen)
            if chosen is None or not held or history.holds(chosen):
                return ()
            self._append(history, size, Redone(chosen, who, datetime.now(UTC)))
        return held

    @contextmanager
    def _writing(self) -> Iterator[tuple[History, int]]:
        with storage_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._lock)
        try:
            with storage_errors(self.path):
                lock.acquire(timeout=PATIENCE)
        except Timeout as error:
            raise FolderInUse(
                "C03",
                f"ほかの画面が直しを保存しているため、保存できません（{self.path.parent.parent}）。",
                "少し待ってから、もう一度保存してください。",
            ) from error
        try:
            yield read_history(self.path)
        finally:
            lock.release()

    def _append(self, history: History, size: int, step: Step) -> None:
        """Write *step* behind the whole lines."""
        head = b"" if history.steps else step_line(Header())
        with storage_errors(self.path):
            _write_behind(self.path, size, head + step_line(step))


def _write_behind(path: Path, size: int, lines: bytes) -> None:
    """Write *lines* at *size*, over what a killed writer left there; on failure take them back."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        file.truncate(size)
        file.seek(size)
        try:
            left = memoryview(lines)
            while left:
                left = left[file.write(left) or 0 :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise


def _refuse_crossing(history: History, seen: int, changes: Sequence[Change]) -> None:
    wanted = frozenset[str]().union(*(targets(change) for change in changes))
    for step in history.steps[seen:]:
        if not isinstance(step, Made):
            continue
        if any(targets(change) & wanted for change in step.changes):
            when = step.when.astimezone().strftime("%H:%M")
            raise FolderInUse(
                "C02",
                f"同じところを、{step.who}さんが{when}に直しています。",
                "画面を読み込み直し、新しい内容を見てから直してください。",
            )
