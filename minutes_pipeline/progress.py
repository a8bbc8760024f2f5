"""How far a stage has come: the one thing a stage may tell while it works."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a stage is given to report with."""

    def at(self, share: float) -> None:
        """Report that *share* of the stage's work, in [0, 1], is done."""

    def remark(self, message: str) -> None:
        """Show a line to the clerk (Japanese), such as which device is used."""


class Silent:
    """A `Progress` that shows nothing: for tests and for library use."""

    def at(self, share: float) -> None:
        """Ignore the report."""

    def remark(self, message: str) -> None:
        """Ignore the line."""
