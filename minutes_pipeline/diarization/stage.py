"""Diarize: decide which voice spoke when.

Voices stay anonymous here; `attribution` is where they become the chair, a member or an official.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from minutes_pipeline.diarization.engine import Diarizer, VoiceBounds
from minutes_pipeline.meeting import Diarization
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    AUDIO,
    DIARIZATION,
    ROSTER,
    SPEECH_REGIONS,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


@dataclass(frozen=True, slots=True)
class Diarize:
    """Stage: prepared audio -> the turns of every voice, overlaps kept."""

    diarizer: Diarizer

    name: ClassVar[str] = "diarize"
    title: ClassVar[str] = "話者を聞き分け"
    revision: ClassVar[int] = 5
    reads: ClassVar[Reads] = (AUDIO, SPEECH_REGIONS, ROSTER)
    writes: ClassVar[Artifact[Diarization]] = DIARIZATION

    def decides(self) -> Mapping[str, str]:
        """Return the weights' digest and the engine's settings."""
        return {"model": self.diarizer.digest, "settings": self.diarizer.settings()}

    def run(self, inputs: Inputs, progress: Progress) -> Diarization:
        """Return every turn in the recording, in order of start.

        Raises:
            ModelError: Weights are missing or damaged (M11, M12).
            StageFailed: The engine cannot be loaded (D01), ran out of memory (D02) or stopped
                (D03).
        """
        found = self.diarizer.diarize(
            inputs.get(AUDIO),
            inputs.get(SPEECH_REGIONS),
            VoiceBounds.of(inputs.get(ROSTER)),
            progress.at,
            progress.remark,
        )
        progress.at(1.0)
        return found
