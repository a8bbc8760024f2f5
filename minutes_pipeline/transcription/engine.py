"""What an engine that turns speech into words must offer, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from minutes_pipeline.meeting import SpeechRegions, Transcript
from minutes_pipeline.workspace.artifacts import Samples


class Transcriber(Protocol):
    """Turns speech into timed words."""

    @property
    def digest(self) -> str:
        """Digest of the weights, for the ledger."""

    def settings(self) -> str:
        """Return all that decides the result besides the weights, on one line."""

    def transcribe(
        self,
        samples: Samples,
        regions: SpeechRegions,
        terms: tuple[str, ...],
        report: Callable[[float], None],
        remark: Callable[[str], None],
    ) -> Transcript:
        """Return all that was said, in order, in times of the recording.

        Args:
            samples: The recording.
            regions: Where speech is; nothing else is listened to.
            terms: Words of this meeting, the most useful first; as many are used as the engine
                can take, and the transcript says which.
            report: Is told the share that is done, in [0, 1].
            remark: Is told what the clerk may want to know, in Japanese.

        Raises:
            ModelError: Weights are missing or damaged.
            StageFailed: The engine stopped.
        """
