"""What a worker does with one meeting: draft it, and say how it went."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from minutes_pipeline.api import notes, open_folder, run_recipe
from minutes_pipeline.batch.meetings import Meeting
from minutes_pipeline.errors import FolderInUse, MinutesError, StageFailed
from minutes_pipeline.meeting import Severity
from minutes_pipeline.recipe import choices
from minutes_pipeline.runner import State
from minutes_pipeline.workspace.engines import keep_engines
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Job, look_at
from minutes_pipeline.workspace.stage import Stage

HELD = 120.0
"""Seconds to wait for a work folder that another run holds: a worker whose scheduler was lost
gives up at its next step, and not at once."""


class Ending(StrEnum):
    """How a meeting ended."""

    DONE = "done"
    """Drafted, and nothing grave is doubtful."""
    DOUBTFUL = "doubtful"
    """Drafted; at least one grave doubt waits for a person."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one meeting went.

    Attributes:
        meeting: Which.
        ending: How it ended.
        doubts: Number of things a person must look at.
        grave: Of them, how many are grave.
        recording: What is wrong with the recording of a drafted one, in Japanese.
        seconds: Time it took this time, without stages that were kept.
        what: What is wrong, for a failed one.
        cure: How to go on.
        code: Of the error (docs/errors.md).
        again: Whether another try may help: an engine stopped, not a paper that is wrong.
    """

    meeting: Meeting
    ending: Ending
    doubts: int = 0
    grave: int = 0
    recording: tuple[str, ...] = ()
    seconds: float = 0.0
    what: str = ""
    cure: str = ""
    code: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Where a meeting stands.

    Attributes:
        share: Of its stages, from 0 to 1.
        title: The stage at work, for a clerk.
    """

    share: float
    title: str


class _Teller:
    """A `Reporter` that tells only where the work stands."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self._at = (0, 1)
        self._title = ""

    def begin(self, stage: Stage, position: int, count: int) -> _Teller:
        self._at, self._title = (position - 1, count), stage.title
        self.at(0.0)
        return self

    def done(self, stage: Stage, seconds: float) -> None:
        del stage, seconds

    def kept(self, stage: Stage, state: State) -> None:
        del stage, state

    def at(self, share: float) -> None:
        position, count = self._at
        self._tell(Step((position + share) / count, self._title))

    def remark(self, message: str) -> None:
        del message  # stands in the ledger and in the notes of the meeting


def draft_meeting(
    meeting: Meeting, models_root: Path | None, tell: Callable[[Step], None]
) -> Outcome:
    """Draft one meeting, or go on with it; never raise for what concerns only this meeting.

    Args:
        meeting: Which.
        models_root: Folder of all models, None for the default.
        tell: Is told where the work stands.
    """
    keep_engines()
    began = time.monotonic()
    try:
        return _drafted(meeting, models_root, tell, began)
    except MinutesError as error:
        return Outcome(
            meeting,
            Ending.FAILED,
            seconds=time.monotonic() - began,
            what=error.what,
            cure=error.cure,
            code=error.code,
            again=isinstance(error, StageFailed),
        )


class GivenUp(StageFailed):
    """Nobody waits for the meeting any more: the person stopped, or the scheduler is gone."""

    def __init__(self) -> None:
        """Say so; this reaches nobody but the log of the worker."""
        super().__init__("G14", "中断されました。", "同じコマンドで続きから始まります。")


@contextmanager
def _free(folder: WorkFolder, tell: Callable[[Step], None]) -> Iterator[None]:
    """Hold the folder, having waited a while for who holds it before.

    Raises:
        FolderInUse: It was not freed (W03).
    """
    until = time.monotonic() + HELD
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(folder.locked())
                break
            except FolderInUse:
                if time.monotonic() > until:
                    raise
            tell(Step(0.0, "ほかの処理が終わるのを待機"))
            time.sleep(2.0)
        yield


def _drafted(
    meeting: Meeting, models_root: Path | None, tell: Callable[[Step], None], began: float
) -> Outcome:
    job = None
    if meeting.files:
        files = tuple(look_at(source, path) for source, path in meeting.files)
        chosen = choices(models_root, model=meeting.model, template=meeting.template)
        job = Job(chosen, files)
        open_folder(meeting.folder, job)
    folder = WorkFolder(meeting.folder)
    with _free(folder, tell):
        if job is not None:
            folder.store_job(job)
        run_recipe(folder, models_root, _Teller(tell))
        found = notes(folder)
    grave = sum(note.severity is Severity.HIGH for note in found)
    return Outcome(
        meeting,
        Ending.DOUBTFUL if grave else Ending.DONE,
        doubts=len(found),
        grave=grave,
        recording=tuple(note.message for note in found if note.concerns_recording),
        seconds=time.monotonic() - began,
    )
