"""How a run is shown: a live line with time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:  # `minutes --help` loads this module too
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from minutes_pipeline.progress import Progress
    from minutes_pipeline.runner import State
    from minutes_pipeline.workspace.stage import Stage

PLAIN_INTERVAL = 20.0
"""Seconds between two plain lines of one stage, so that a log stays short."""


def spoken_time(seconds: float) -> str:
    """Return a length of time as a clerk says it.

    >>> spoken_time(75)
    '1分15秒'
    """
    whole = max(0, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    if hours:
        return f"{hours}時間{minutes}分"
    return f"{minutes}分{rest}秒" if minutes else f"{rest}秒"


class PlainProgress:
    """One stage's progress as plain lines, at most one in `PLAIN_INTERVAL` seconds."""

    def __init__(self, title: str) -> None:
        """Show progress of the stage called *title*."""
        self._title = title
        self._began = self._last = time.monotonic()

    def at(self, share: float) -> None:
        """Print a line when the last one is old enough."""
        now = time.monotonic()
        if now - self._last < PLAIN_INTERVAL or not 0 < share < 1:
            return
        self._last = now
        left = (now - self._began) * (1 - share) / share
        click.echo(f"　{self._title}中 {share:.0%}　残り約{spoken_time(left)}", err=True)

    def remark(self, message: str) -> None:
        """Print the line."""
        click.echo(f"　{message}", err=True)


class LiveProgress:
    """One stage's progress as a bar."""

    def __init__(self, bars: RichProgress, task: TaskID) -> None:
        """Move the bar *task* of *bars*."""
        self._bars = bars
        self._task = task

    def at(self, share: float) -> None:
        """Move the bar."""
        self._bars.update(self._task, completed=min(max(share, 0.0), 1.0))

    def remark(self, message: str) -> None:
        """Print a line above the bar."""
        self._bars.console.print(f"　{message}", highlight=False, markup=False)


class Console:
    """A `Reporter` that prints to standard error; use it in a ``with`` block."""

    def __init__(self) -> None:
        """Choose bars on a terminal, plain lines elsewhere."""
        self._bars: RichProgress | None = None
        self._task: TaskID | None = None
        self._live = sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Start the bars."""
        if self._live:
            from rich.console import Console as RichConsole
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            self._bars = Progress(
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                TextColumn("{task.percentage:>3.0f}%"),
                TextColumn("残り"),
                TimeRemainingColumn(compact=True),
                console=RichConsole(stderr=True),
                transient=True,
            )
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bars away."""
        if self._bars is not None:
            self._bars.stop()

    def begin(self, stage: Stage, position: int, count: int) -> Progress:
        """Announce a stage."""
        text = f"[{position}/{count}] {stage.title}中"
        if self._bars is not None:
            self._task = self._bars.add_task(text, total=1.0)
            return LiveProgress(self._bars, self._task)
        click.echo(text, err=True)
        return PlainProgress(stage.title)

    def done(self, stage: Stage, seconds: float) -> None:
        """Say that a stage is done and how long it took."""
        self._line(f"✓ {stage.title}（{spoken_time(seconds)}）")

    def kept(self, stage: Stage, state: State) -> None:
        """Say that a stored result is used."""
        if state.value == "altered":
            self._line(f"! {stage.writes.file} は手で直されています。そのまま使います。")

    def _line(self, text: str) -> None:
        if self._bars is not None:
            if self._task is not None:
                self._bars.remove_task(self._task)
                self._task = None
            self._bars.console.print(text, highlight=False, markup=False)
        else:
            click.echo(text, err=True)
