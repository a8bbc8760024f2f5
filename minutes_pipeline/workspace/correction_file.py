"""The file of corrections: one line of JSON for every step, in order, never rewritten.

A correction that is undone stays in the file with the line that undid it: the file is the account
of who decided what, and when. A last line without its end is what a kill left: it is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from minutes_pipeline.errors import AlteredByHand
from minutes_pipeline.meeting import Change, Correction, Corrections


@dataclass(frozen=True, slots=True)
class Header:
    """The first line."""

    format: Literal["minutes-pipeline/corrections/1"] = "minutes-pipeline/corrections/1"
    step: Literal["header"] = "header"


@dataclass(frozen=True, slots=True)
class Made:
    """Corrections were made together: one line, so that a kill leaves all of them or none."""

    batch: str
    who: str
    when: datetime
    by: str
    changes: tuple[Annotated[Change, Field(discriminator="kind")], ...]
    step: Literal["made"] = "made"

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections of this line, numbered on from the batch's own id."""
        first = int(self.batch[1:])
        return tuple(
            Correction(correction_id(first + n), self.batch, self.who, self.when, change, self.by)
            for n, change in enumerate(self.changes)
        )


@dataclass(frozen=True, slots=True)
class Undone:
    """The corrections of a batch hold no more."""

    batch: str
    who: str
    when: datetime
    step: Literal["undone"] = "undone"


@dataclass(frozen=True, slots=True)
class Redone:
    """The corrections of an undone batch hold again."""

    batch: str
    who: str
    when: datetime
    step: Literal["redone"] = "redone"


Step = Header | Made | Undone | Redone


@cache
def _steps() -> TypeAdapter[Step]:
    return TypeAdapter(Annotated[Step, Field(discriminator="step")])


@dataclass(frozen=True, slots=True)
class History:
    """Every step of a log, and what follows from it.

    Attributes:
        steps: In order.
    """

    steps: tuple[Step, ...] = ()

    @property
    def corrections(self) -> Corrections:
        """Those that hold at present."""
        off = self._off
        return Corrections(tuple(c for c in self.made if c.batch not in off))

    @property
    def made(self) -> tuple[Correction, ...]:
        """Every correction ever made, also the undone ones."""
        return tuple(c for step in self.steps if isinstance(step, Made) for c in step.corrections)

    @property
    def _off(self) -> frozenset[str]:
        off: set[str] = set()
        for step in self.steps:
            if isinstance(step, Undone):
                off.add(step.batch)
            elif isinstance(step, Redone):
                off.discard(step.batch)
        return frozenset(off)

    def holds(self, batch: str) -> bool:
        """Tell whether a batch is there and not undone."""
        return batch not in self._off and any(c.batch == batch for c in self.made)

    @property
    def last_made(self) -> str | None:
        """The batch that the next undo takes back; None when there is none."""
        off = self._off
        return next((c.batch for c in reversed(self.made) if c.batch not in off), None)

    @property
    def last_undone(self) -> str | None:
        """The batch that the next redo brings again; None when something new was made since."""
        undone: list[str] = []
        for step in self.steps:
            if isinstance(step, Made):
                undone.clear()
            elif isinstance(step, Undone):
                undone.append(step.batch)
            elif isinstance(step, Redone) and step.batch in undone:
                undone.remove(step.batch)
        return undone[-1] if undone else None


def read_history(path: Path) -> tuple[History, int]:
    """Return the steps of the file at *path*, none without a file, and the bytes they fill.

    Raises:
        AlteredByHand: A whole line is not what was written (C01).
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return History(), 0
    whole = data[: data.rfind(b"\n") + 1]
    try:
        steps = tuple(_steps().validate_json(line) for line in whole.split(b"\n") if line.strip())
    except ValidationError as error:
        raise AlteredByHand(
            "C01",
            f"人の直しの記録を読めません（{path}）。",
            "ファイルを手で変えていれば元に戻してください。直しの記録は消さないでください。",
        ) from error
    return History(steps), len(whole)


def correction_id(number: int) -> str:
    """Return the id of the *number*th correction of a log, from 1."""
    return f"c{number:04d}"


def step_line(step: Step) -> bytes:
    """Return a step as a line of the file."""
    return _steps().dump_json(step) + b"\n"


def load_corrections(path: Path) -> Corrections:
    """Return the corrections that hold; none without a file."""
    return read_history(path)[0].corrections


def dump_corrections(value: Corrections, path: Path) -> None:
    """Write *value* as a log of its own, without anything undone."""
    steps: list[Step] = [Header()]
    steps += [Made(c.id, c.who, c.when, c.by, (c.change,)) for c in value.made]
    path.write_bytes(b"".join(step_line(step) for step in steps))
