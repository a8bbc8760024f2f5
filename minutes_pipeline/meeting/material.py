"""What was handed out at a sitting (資料), as text."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_pipeline.meeting.review import ReviewNote


@dataclass(frozen=True, slots=True)
class Material:
    """One file.

    Attributes:
        name: Name of the file.
        lines: Its text, line by line or cell by cell, as far as it was read.
    """

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Materials:
    """All files that were given; empty when none was.

    Attributes:
        files: Those that could be read.
        notes: What a person must know of the others.
    """

    files: tuple[Material, ...] = ()
    notes: tuple[ReviewNote, ...] = ()
