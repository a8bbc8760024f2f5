"""Transcribe: write down what was said, with the time of every word.

Who said it is for `diarization` and `attribution`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from minutes_pipeline.meeting import Transcript
from minutes_pipeline.progress import Progress
from minutes_pipeline.transcription.engine import Transcriber
from minutes_pipeline.transcription.readings import Reader
from minutes_pipeline.transcription.repair import repair
from minutes_pipeline.transcription.terms import terms_of
from minutes_pipeline.transcription.vocabulary import ranked_terms
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    AUDIO,
    ROSTER,
    SPEECH_REGIONS,
    TRANSCRIPT,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Stage: prepared audio -> timed words, with the meeting's own terms as hints."""

    transcriber: Transcriber

    name: ClassVar[str] = "transcribe"
    title: ClassVar[str] = "発言を文字に"
    revision: ClassVar[int] = 2
    reads: ClassVar[Reads] = (AUDIO, SPEECH_REGIONS, AGENDA, ROSTER)
    writes: ClassVar[Artifact[Transcript]] = TRANSCRIPT

    def decides(self) -> Mapping[str, str]:
        """Return the weights' digest and the engine's settings."""
        return {"model": self.transcriber.digest, "settings": self.transcriber.settings()}

    def run(self, inputs: Inputs, progress: Progress) -> Transcript:
        """Return everything that was said, in order of time.

        Raises:
            ModelError: Weights are missing or damaged (M13).
            StageFailed: The engine cannot be loaded (A01), ran out of memory (A02) or stopped
                (A03).
        """
        agenda, roster = inputs.get(AGENDA), inputs.get(ROSTER)
        heard = self.transcriber.transcribe(
            inputs.get(AUDIO),
            inputs.get(SPEECH_REGIONS),
            ranked_terms(agenda, roster),
            progress.at,
            progress.remark,
        )
        progress.at(1.0)
        reader = Reader()
        return repair(heard, terms_of(agenda, roster, reader), reader)
