"""What an engine that tells voices apart must offer, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from minutes_pipeline.meeting import Diarization, RoleKind, Roster, SpeechRegions
from minutes_pipeline.workspace.artifacts import Samples

GUESTS = 3
"""Voices beyond the roster: a substitute, somebody from the floor, an announcement."""


@dataclass(frozen=True, slots=True)
class VoiceBounds:
    """How many voices a recording may hold.

    Attributes:
        least: At least so many.
        most: At most so many; None for any number.
    """

    least: int = 1
    most: int | None = None

    @classmethod
    def of(cls, roster: Roster) -> VoiceBounds:
        """Return the bounds that the roster gives.

        Not an exact number: the roster lists people who stay silent, and rooms hold people whom
        it does not list.
        """
        present = [p for p in roster.people if p.attended is not False]
        if not present:
            return cls()
        asking = any(p.role and p.role.kind in (RoleKind.CHAIR, RoleKind.MEMBER) for p in present)
        answering = any(p.role and p.role.answers for p in present)
        return cls(2 if asking and answering else 1, len(present) + GUESTS)


class Diarizer(Protocol):
    """Tells voices apart."""

    @property
    def digest(self) -> str:
        """Digest of all weights, for the ledger."""

    def settings(self) -> str:
        """Return all that decides the result besides the weights, on one line."""

    def diarize(
        self,
        samples: Samples,
        regions: SpeechRegions,
        bounds: VoiceBounds,
        report: Callable[[float], None],
        remark: Callable[[str], None],
    ) -> Diarization:
        """Return every turn of every voice.

        Args:
            samples: The recording.
            regions: Where speech is; no voice is looked for elsewhere.
            bounds: How many voices there may be.
            report: Is told the share that is done, in [0, 1].
            remark: Is told what the clerk may want to know, in Japanese.

        Raises:
            ModelError: Weights are missing or damaged.
            StageFailed: The engine stopped.
        """
