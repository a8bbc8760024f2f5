"""Attribution: who said what - first as an anonymous voice, then as a role of the sitting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from minutes_pipeline.attribution.doubts import overlap_notes, untold_notes
from minutes_pipeline.attribution.fusion import join_voices
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.tokens import SudachiTokenizer, Tokenizer
from minutes_pipeline.meeting import Record
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    DIARIZATION,
    MACHINE_ATTRIBUTED,
    MACHINE_UTTERANCES,
    ROSTER,
    SPEECH_REGIONS,
    TRANSCRIPT,
    UTTERANCES,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


@dataclass(frozen=True, slots=True)
class JoinVoices:
    """Stage: timed words and turns of voices -> utterances of one voice each."""

    tokenizer: Tokenizer = field(default_factory=SudachiTokenizer)

    name: ClassVar[str] = "join"
    title: ClassVar[str] = "言葉と声を合わせ"
    revision: ClassVar[int] = 3
    reads: ClassVar[Reads] = (TRANSCRIPT, DIARIZATION, SPEECH_REGIONS)
    writes: ClassVar[Artifact[Record]] = MACHINE_UTTERANCES

    def decides(self) -> Mapping[str, str]:
        """Return the dictionary that decides where words begin."""
        return {"tokenizer": self.tokenizer.version}

    def run(self, inputs: Inputs, progress: Progress) -> Record:
        """Return every word of the transcript under the voice that said it."""
        transcript, diarization = inputs.get(TRANSCRIPT), inputs.get(DIARIZATION)
        regions = inputs.get(SPEECH_REGIONS)
        utterances = join_voices(transcript, diarization, self.tokenizer)
        progress.at(0.8)
        notes = (
            *overlap_notes(diarization, utterances),
            *untold_notes(regions, transcript.segments, utterances),
        )
        return Record(regions.duration, utterances, notes)


@dataclass(frozen=True, slots=True)
class AssignRoles:
    """Stage: utterances of voices -> the same with role, reason and, where certain, name."""

    tokenizer: Tokenizer = field(default_factory=SudachiTokenizer)

    name: ClassVar[str] = "roles"
    title: ClassVar[str] = "発言者の役割を判定"
    revision: ClassVar[int] = 11
    reads: ClassVar[Reads] = (UTTERANCES, ROSTER)
    writes: ClassVar[Artifact[Record]] = MACHINE_ATTRIBUTED

    def decides(self) -> Mapping[str, str]:
        """Return the dictionary that decides how names sound."""
        return {"tokenizer": self.tokenizer.version}

    def run(self, inputs: Inputs, progress: Progress) -> Record:  # noqa: ARG002 - quick
        """Return the record with roles; what stays doubtful has a note."""
        return assign_roles(inputs.get(UTTERANCES), inputs.get(ROSTER), self.tokenizer)
