"""Who drafts: Dask workers on this computer or on an office's cluster.

A worker gets one meeting at a time. A meeting whose engine stopped, or whose worker died, is
tried once more, by another worker where there is one; a meeting whose papers are wrong is not,
for it would fail again. A worker of our own is made anew after `RECYCLE` meetings, so that memory
which an engine never gives back does not add up over a night; one that is lent may be at work for
others (``dask worker --lifetime`` does the same there).

Dask distributed: https://distributed.dask.org/ (docs/decisions/0038-batch.md says why).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutes_pipeline.batch.meetings import Meeting
from minutes_pipeline.batch.work import Ending, GivenUp, Outcome, Step, draft_meeting
from minutes_pipeline.errors import StageFailed

if TYPE_CHECKING:
    from distributed import Client, Future

TOPIC = "minutes-steps"
_FULL = "worker-restart-memory"
"""Topic of Dask's nannies: one ended its worker, which had reached its limit of memory."""
RECYCLE = 8
"""Meetings after which a worker process is made anew."""
GPU = "GPU"
"""Name of the resource that a cluster's workers with a graphics card offer; where one does, each
meeting takes one, so that no card is shared."""
ALONE = 120.0
"""Seconds to wait for a worker to come back when none is left."""


@dataclass(frozen=True, slots=True)
class News:
    """What the person in front of the screen is told.

    Attributes:
        meeting: Which meeting.
        step: Where it stands; None when it has ended or is to be tried again.
        outcome: How it ended; None while it runs.
        again: It failed and is tried once more.
    """

    meeting: Meeting
    step: Step | None = None
    outcome: Outcome | None = None
    again: bool = False


Tell = Callable[[News], None]


@dataclass(slots=True)
class _Task:
    """A meeting with a worker.

    Attributes:
        meeting: Which.
        worker: Address of the worker.
        tries: How often it was given to one.
        avoid: Worker on which it failed.
    """

    meeting: Meeting
    worker: str = ""
    tries: int = 0
    avoid: str = ""


@dataclass(slots=True)
class Crew:
    """Gives meetings to workers until all have ended.

    Attributes:
        client: Of the workers.
        models_root: Folder of all models, None for the default.
        tell: Is told all news, in the thread that calls `draft` or another.
        own: Whether the workers are our own, to be made anew when they have served long.
    """

    client: Client
    models_root: Path | None
    tell: Tell
    own: bool = True
    _waiting: list[_Task] = field(default_factory=list)
    _running: dict[Future[Any], _Task] = field(default_factory=dict)
    _served: dict[str, int] = field(default_factory=dict)
    _full: dict[str, float] = field(default_factory=dict)
    """Gigabytes that a worker held when it was ended for its memory, by its address."""
    _seen: float = field(default_factory=time.monotonic)
    """When a worker was last seen."""

    def draft(self, meetings: Sequence[Meeting]) -> Iterator[Outcome]:
        """Yield how each meeting ended, as it ends.

        Raises:
            StageFailed: The scheduler is gone (G12), or all workers are (G11); what was made is
                kept.
        """
        self._waiting = [_Task(meeting) for meeting in meetings]
        by_folder = {str(m.folder): m for m in meetings}

        def heard(event: tuple[float, Any]) -> None:
            message = event[1]
            meeting = by_folder.get(str(message["folder"]))
            if meeting is not None:
                self.tell(News(meeting, Step(message["share"], message["title"])))

        def ended(event: tuple[float, Any]) -> None:
            self._full[event[1]["worker"]] = event[1]["rss"] / 1e9

        handlers = {TOPIC: heard, _FULL: ended}
        for topic, handler in handlers.items():
            self.client.subscribe_topic(topic, handler)
        try:
            while self._waiting or self._running:
                for outcome in self._round():
                    self.tell(News(outcome.meeting, outcome=outcome))
                    yield outcome
        finally:
            with suppress(OSError, RuntimeError, ValueError):  # the scheduler may be gone
                for topic in handlers:
                    self.client.unsubscribe_topic(topic)

    def _round(self) -> list[Outcome]:
        """Give out meetings, wait a moment, and return what has come to its end."""
        try:
            there = self._workers()
            outcomes = self._lost(there)
            self._assign(there)
            outcomes += [self._outcome(future) for future in self._ended()]
        except (OSError, TimeoutError, RuntimeError) as error:  # what Dask's connections raise
            raise _scheduler_gone() from error
        return [outcome for outcome in outcomes if outcome is not None]

    def _lost(self, there: dict[str, Any]) -> list[Outcome | None]:
        """Take meetings back whose worker is gone; return those that are given up."""
        now = time.monotonic()
        if there:
            self._seen = now
        elif now - self._seen > ALONE:
            raise StageFailed(
                "G11",
                "働き手（worker）が一つもいなくなりました。",
                "働き手を起動してから、同じコマンドをもう一度実行してください。続きから始まります。",
            )
        outcomes = []
        for future, task in list(self._running.items()):
            if task.worker not in there and not future.done():
                future.cancel(force=True)
                del self._running[future]
                outcomes.append(self._settled(task, self._died(task)))
        return outcomes

    def _workers(self) -> dict[str, Any]:
        """Ask the scheduler which workers there are.

        Not `Client.scheduler_info`: what it returns may have been overwritten meanwhile by the
        client's own regular question, which asks for no workers.
        """
        if self.client.scheduler is None:
            raise _scheduler_gone()
        answer = self.client.sync(self.client.scheduler.identity, n_workers=-1)
        known: dict[str, Any] = answer["workers"]
        return known

    def _assign(self, there: dict[str, Any]) -> None:
        """Give every idle worker a meeting, another than the one it failed with."""
        gone = [f for f, task in self._running.items() if f.status == "lost"]
        if gone or self.client.status in ("closed", "closing"):
            raise _scheduler_gone()
        cards = any(w.get("resources", {}).get(GPU) for w in there.values())
        busy = {task.worker for task in self._running.values()}
        for worker, known in there.items():
            if worker in busy or not self._waiting:
                continue
            if cards and not known.get("resources", {}).get(GPU):
                continue
            others = [w for w in there if w != worker]
            task = next((t for t in self._waiting if t.avoid != worker or not others), None)
            if task is None:
                continue
            self._waiting.remove(task)
            task.worker, task.tries = worker, task.tries + 1
            future = self.client.submit(
                _on_worker,
                task.meeting,
                self.models_root,
                workers=[worker],
                pure=False,
                resources={GPU: 1} if cards else None,
            )
            self._running[future] = task

    def _ended(self) -> list[Future[Any]]:
        """Wait a moment, and return what has ended by then."""
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            done = [f for f in self._running if f.done()]
            if done:
                return done
            if self.client.status in ("closed", "closing"):
                raise _scheduler_gone()
            time.sleep(0.05)
        return []

    def _outcome(self, future: Future[Any]) -> Outcome | None:
        """Return how a meeting ended; None when it is tried again."""
        task = self._running.pop(future)
        if future.status in ("cancelled", "lost"):
            raise _scheduler_gone()
        outcome = self._result(future, task)
        self._recycle(task.worker)
        return self._settled(task, outcome)

    def _settled(self, task: _Task, outcome: Outcome) -> Outcome | None:
        """Return the outcome of a meeting; None when it is tried again."""
        if outcome.again and task.tries < 2:
            task.avoid = task.worker
            self._waiting.append(task)
            self.tell(News(task.meeting, again=True))
            return None
        return outcome

    def _result(self, future: Future[Any], task: _Task) -> Outcome:
        error = future.exception()
        if error is None:
            made: Outcome = future.result()
            return replace(made, meeting=task.meeting)
        if type(error).__name__ == "KilledWorker":
            return self._died(task)
        # It could not be sent to the worker, or broke where nobody foresaw it.
        return _stopped(task, f"予期しない理由で止まりました（{type(error).__name__}: {error}）。")

    def _died(self, task: _Task) -> Outcome:
        held = self._full.get(task.worker)
        why = "メモリ不足などが考えられます"
        if held is not None:
            why = f"{held:.1f} GB でメモリの上限に届いたため"
        return _stopped(task, f"働き手のプロセスが二度、途中で終わりました（{why}）。")

    def _recycle(self, worker: str) -> None:
        """Make a worker anew after its `RECYCLE`-th meeting, while meetings wait for it."""
        self._served[worker] = self._served.get(worker, 0) + 1
        due = self.own and self._served[worker] % RECYCLE == 0
        if due and self._waiting and worker in self._workers():
            self.client.restart_workers([worker], timeout=60, raise_for_error=False)
            self._seen = time.monotonic()  # that it is away just now is our own doing


def _stopped(task: _Task, what: str) -> Outcome:
    return Outcome(
        task.meeting,
        Ending.FAILED,
        what=what,
        cure=f'--workers を減らすか、単独で続けてください: minutes run "{task.meeting.folder}"',
        code="G13",
        again=True,
    )


def _scheduler_gone() -> StageFailed:
    return StageFailed(
        "G12",
        "一括処理のスケジューラとの接続が切れました。",
        "同じコマンドをもう一度実行してください。終わった段階は残っていて、続きから始まります。",
    )


def _on_worker(meeting: Meeting, models_root: Path | None) -> Outcome:
    """Draft a meeting on a worker, and tell the scheduler where it stands.

    A worker cannot be stopped from outside while it computes. So it looks at each step whether
    anybody still waits for the meeting, and frees the work folder when nobody does.
    """
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()
    last = 0.0

    def tell(step: Step) -> None:
        nonlocal last
        task = worker.state.tasks.get(key)
        if task is None or task.state == "cancelled" or worker.status.name != "running":
            raise GivenUp
        now = time.monotonic()
        if now - last >= 1.0:
            last = now
            told = {"folder": str(meeting.folder), "share": step.share, "title": step.title}
            worker.log_event(TOPIC, told)

    return draft_meeting(meeting, models_root, tell)
