"""The work folder: locked while in use, written atomically, read back by artifact."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from pydantic import ValidationError

from minutes_pipeline.errors import AlteredByHand, FolderInUse, storage_errors
from minutes_pipeline.workspace.artifacts import Artifact, Source
from minutes_pipeline.workspace.holder import holder_of, take
from minutes_pipeline.workspace.job import (
    GivenFile,
    Job,
    dump_job,
    load_job,
    look_again,
    look_at,
    sha256_of,
)
from minutes_pipeline.workspace.ledger import Ledger, dump_ledger, load_ledger
from minutes_pipeline.workspace.temporary import temporary_files_in

T = TypeVar("T")

PARTICULARS_NAME = "meeting.toml"
"""What a person states of the sitting, in the work folder itself."""
REDACTION_NAME = "redaction.toml"
"""What a person chose not to show in the public version, likewise."""
DEBUG_LOG = "work/debug.log"
_JOB = "work/job.json"
_LEDGER = "run.json"
_LOCK = "work/.lock"
_HOLDER = "work/.holder"
_TEMPORARY = "work/tmp"
_INPUTS = "work/inputs"
_PART = ".part"


def _sync(path: Path) -> None:
    """Bring a file's bytes to the disk, so that a power cut leaves the old or the new file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _taken_away_on_failure(part: Path) -> Iterator[None]:
    """Leave no half-written file: on a full disk it would take the room that is needed."""
    try:
        yield
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def is_work_folder(path: Path) -> bool:
    """Return whether *path* holds a stored request."""
    return (path / _JOB).is_file()


class WorkFolder:
    """One sitting's work folder.

    Attributes:
        path: The folder.
        cut_short: While the folder is locked: which run before this one was killed in it, in words
            for a clerk; None when none was.
    """

    def __init__(self, path: Path) -> None:
        """Stand for the folder at *path*, which need not exist yet."""
        self.path = path
        self.cut_short: str | None = None
        self._loaded: dict[str, tuple[str, Any]] = {}
        self._digests: dict[str, tuple[tuple[int, int], str]] = {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for this process alone; the system frees it even after a kill.

        Temporary files of the process lie in the folder meanwhile, for nobody else to read.

        On a shared drive this holds for all computers. Who holds it stands beside the lock; what
        stands there when the lock is free was left by a run that was killed.

        Raises:
            FolderInUse: Another run holds it (W03); the message says which, and since when.
            StorageError: The folder cannot be made.
        """
        with storage_errors(self.path):
            (self.path / "work").mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path / _LOCK)
        try:
            with storage_errors(self.path):
                lock.acquire(timeout=0)
        except Timeout as error:
            holder = holder_of(self.path / _HOLDER)
            raise FolderInUse(
                "W03",
                f"別の「minutes」がこのフォルダで作業中です（{self.path}）。"
                f"{f'使っているのは {holder} です。' if holder else ''}",
                "終わるのを待つか、--out で別のフォルダを指定してください。"
                "その計算機が止まっているときは、数分待つと共有フォルダのサーバーが使用中を解きます。",
            ) from error
        try:
            self.cut_short = holder_of(self.path / _HOLDER)
            self._sweep()
            with ExitStack() as held:
                with storage_errors(self.path):
                    take(self.path / _HOLDER)
                    held.enter_context(temporary_files_in(self.path / _TEMPORARY))
                yield
        finally:
            with suppress(OSError):  # the disk may be gone, and that is told already
                (self.path / _HOLDER).unlink(missing_ok=True)
            lock.release()

    def _sweep(self) -> None:
        """Remove half-written files that a killed run left."""
        for leftover in [*self.path.glob(f"*{_PART}"), *(self.path / "work").rglob(f"*{_PART}")]:
            leftover.unlink(missing_ok=True)

    # --- the request -------------------------------------------------------------------------

    @property
    def job(self) -> Job:
        """The stored request.

        Raises:
            PaperError: This is not a work folder.
        """
        return load_job(self.path / _JOB)

    def store_job(self, job: Job) -> None:
        """Keep *job*, with a copy of every small file in it, so that the folder stands alone."""
        files = tuple(self._keep(given) for given in job.files)
        wanted = {Path(given.path).name for given in files if given.source != "recording"}
        inputs = self.path / _INPUTS
        if inputs.is_dir():
            for old in inputs.iterdir():
                if old.name not in wanted:
                    old.unlink()
        self.write_bytes(_JOB, dump_job(Job(job.choices, files)))

    def refresh_job(self) -> Job:
        """Look again at the files of the stored request and return it as it stands now."""
        job = self.job
        files = tuple(
            look_again(g, self.path)
            if g.source == "recording"
            else look_at(g.source, self.path / g.path)
            for g in job.files
        )
        files = tuple(
            now if now.source == "recording" else replace(now, path=was.path, called=was.called)
            for now, was in zip(files, job.files, strict=True)
        )
        if files != job.files:
            self.write_bytes(_JOB, dump_job(Job(job.choices, files)))
        return Job(job.choices, files)

    def _keep(self, given: GivenFile) -> GivenFile:
        if given.source == "recording":
            return given
        path = Path(given.path)
        name = f"{_INPUTS}/{given.source}-{given.sha256[:8]}{path.suffix.lower()}"
        target = self.path / name
        if not (target.is_file() and sha256_of(target) == given.sha256):
            with storage_errors(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                part = target.with_name(target.name + _PART)
                with _taken_away_on_failure(part):
                    shutil.copyfile(path, part)
                    part.replace(target)
        return replace(given, path=name, called=str(path))

    def as_given(self, text: str) -> str:
        """Return *text* with every file called as the person called it, not by its copy's name."""
        for given in self.job.files:
            if given.called:
                text = text.replace(str(self.path / given.path), given.called)
                text = text.replace(Path(given.path).name, Path(given.called).name)
        return text

    # --- results -----------------------------------------------------------------------------

    def load(self, artifact: Artifact[T]) -> T:
        """Return the stored value of *artifact*.

        Raises:
            AlteredByHand: The file is not in its form any more.
        """
        path = self.path / artifact.file
        digest = self.digest(artifact)
        cached = self._loaded.get(artifact.name)
        if cached is not None and cached[0] == digest:
            value: T = cached[1]
            return value
        try:
            value = artifact.load(path)
        except (ValidationError, ValueError, EOFError) as error:
            raise AlteredByHand(
                "W04",
                f"途中結果を読めません（{path}）。",
                "このファイルを消してからもう一度実行すると、その段階から作り直します。",
            ) from error
        self._loaded[artifact.name] = (digest or "", value)
        return value

    def paths(self, source: Source) -> tuple[Path, ...]:
        """Return the files that a person gave under *source*; empty when none."""
        return tuple(self.path / given.path for given in self.job.of(source.name))

    def digest(self, artifact: Artifact[Any]) -> str | None:
        """Return the SHA-256 of the stored file, None when there is none.

        Hashed once as long as size and time of change stay the same.
        """
        path = self.path / artifact.file
        try:
            status = path.stat()
        except FileNotFoundError:
            return None
        mark = (status.st_size, status.st_mtime_ns)
        known = self._digests.get(artifact.name)
        if known is not None and known[0] == mark:
            return known[1]
        digest = sha256_of(path)
        self._digests[artifact.name] = (mark, digest)
        return digest

    def prepare(self, artifact: Artifact[T], value: T) -> tuple[Path, str]:
        """Write *value* beside its place; return the part file and its SHA-256.

        Raises:
            StorageError: Disk full or not writable.
        """
        target = self.path / artifact.file
        part = target.with_name(target.name + _PART)
        with storage_errors(target), _taken_away_on_failure(part):
            # Not its parents: where the whole folder is gone, its disk is, and what would be
            # made under its name would lie elsewhere.
            target.parent.mkdir(exist_ok=True)
            artifact.dump(value, part)
            _sync(part)
        return part, sha256_of(part)

    def commit(self, artifact: Artifact[Any], part: Path) -> None:
        """Put a prepared part file in its place, at once.

        Raises:
            StorageError: The target is open in another program (Windows) or not writable.
        """
        self._loaded.pop(artifact.name, None)
        self._digests.pop(artifact.name, None)
        target = self.path / artifact.file
        with storage_errors(target):
            part.replace(target)

    # --- other files -------------------------------------------------------------------------

    def write_bytes(self, name: str, data: bytes) -> None:
        """Write a file of the folder atomically.

        Raises:
            StorageError: Disk full or not writable.
        """
        target = self.path / name
        part = target.with_name(target.name + _PART)
        with storage_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with _taken_away_on_failure(part):
                part.write_bytes(data)
                _sync(part)
                part.replace(target)

    def ledger(self) -> Ledger:
        """Return the ledger, an empty one before the first stage."""
        return load_ledger(self.path / _LEDGER)

    def store_ledger(self, ledger: Ledger) -> None:
        """Keep *ledger* as ``run.json``."""
        self.write_bytes(_LEDGER, dump_ledger(ledger))
