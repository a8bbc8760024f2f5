"""Prepare the sound: decode the recording once, and find once where somebody speaks.

Everything after this room works on 16 kHz mono samples and shares the same speech regions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from minutes_pipeline.audio.account import clock_text
from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.audio.regions import RegionSettings, regions
from minutes_pipeline.audio.silero import FRAME, SileroDetector
from minutes_pipeline.errors import RecordingError
from minutes_pipeline.meeting import ReviewNote, SpeechRegions
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    AUDIO,
    DAMAGE,
    RECORDING,
    SAMPLE_RATE,
    SPEECH_REGIONS,
    Artifact,
    Samples,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


@dataclass(frozen=True, slots=True)
class PrepareAudio:
    """Stage: recording files of any format -> one run of 16 kHz mono samples."""

    name: ClassVar[str] = "prepare-audio"
    title: ClassVar[str] = "録音を読み込み"
    revision: ClassVar[int] = 3
    reads: ClassVar[Reads] = (RECORDING,)
    writes: ClassVar[Artifact[Samples]] = AUDIO

    def decides(self) -> Mapping[str, str]:
        """Return nothing: the files alone decide."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Samples:
        """Return the sound of all files, one after the other, with what is wrong with them.

        Raises:
            RecordingError: No file was given or it is missing (R01), no recording (R02), without
                a sound track (R03), empty (R04) or locked (R06).
        """
        files = inputs.files(RECORDING)
        if not files:
            raise RecordingError(
                "R01",
                "録音ファイルが指定されていません。",
                "録音ファイルを指定してください。",
            )
        done = 0
        decoder = Decoder(lambda share: progress.at((done + share) / len(files)))
        for path in files:
            start = decoder.duration
            decoder.add(path)
            if len(files) > 1:
                end = clock_text(decoder.duration)
                progress.remark(f"{path.name} は {clock_text(start)}から{end}までです。")
            done += 1
        for remark in decoder.account.remarks:
            progress.remark(remark)
        progress.at(1.0)
        return Samples(decoder.samples(), tuple(decoder.account.notes))


@dataclass(frozen=True, slots=True)
class ReportDamage:
    """Stage: the doubts that came with the sound, in a file of their own.

    The doubts of a meeting are gathered again and again, and outlive the erased sound.
    """

    name: ClassVar[str] = "report-damage"
    title: ClassVar[str] = "録音の傷みを記録"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (AUDIO,)
    writes: ClassVar[Artifact[tuple[ReviewNote, ...]]] = DAMAGE

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> tuple[ReviewNote, ...]:  # noqa: ARG002
        """Return what was cut off, damaged or left out when the recording was read."""
        return inputs.get(AUDIO).notes


@dataclass(frozen=True, slots=True)
class FindSpeech:
    """Stage: samples -> the regions in which somebody speaks; made once, used by all."""

    detector: SileroDetector = field(default_factory=SileroDetector.bundled)
    settings: RegionSettings = field(default_factory=RegionSettings)

    name: ClassVar[str] = "find-speech"
    title: ClassVar[str] = "発言のある箇所を検出"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (AUDIO,)
    writes: ClassVar[Artifact[SpeechRegions]] = SPEECH_REGIONS

    def decides(self) -> Mapping[str, str]:
        """Return the weights' digest and the settings."""
        return {"vad": self.detector.digest, "regions": self.settings.key()}

    def run(self, inputs: Inputs, progress: Progress) -> SpeechRegions:
        """Return every region of speech, in order, with a little silence around each.

        Raises:
            RecordingError: The recording holds no speech at all (R05).
            ModelError: The detector's weights cannot be read (M10).
        """
        samples = inputs.get(AUDIO)
        probabilities = self.detector.probabilities(samples, progress.at)
        spans = regions(probabilities, FRAME / SAMPLE_RATE, samples.duration, self.settings)
        if not spans:
            raise RecordingError(
                "R05",
                f"録音（{samples.duration / 60:.1f}分）に人の声が見つかりません。",
                "マイクの接続と録音の音量を確かめ、別の録音ファイルを指定してください。",
            )
        return SpeechRegions(round(samples.duration, 3), spans)
