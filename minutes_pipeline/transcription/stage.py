"""Transcribe: write down what was said, with the time of every word.

Who said it is for `diarization` and `attribution`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from minutes_pipeline.meeting import Transcript
from minutes_pipeline.progress import Progress
from minutes_pipeline.transcription.common_words import CommonWords
from minutes_pipeline.transcription.doubts import with_doubts
from minutes_pipeline.transcription.engine import Transcriber
from minutes_pipeline.transcription.figures import figures_in
from minutes_pipeline.transcription.materials import terms_in
from minutes_pipeline.transcription.readings import Reader
from minutes_pipeline.transcription.repair import repair
from minutes_pipeline.transcription.terms import terms_of
from minutes_pipeline.transcription.vocabulary import Hotword, ranked_terms, read_hotwords
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    AUDIO,
    HOTWORDS_FILE,
    MATERIALS,
    ROSTER,
    SPEECH_REGIONS,
    TRANSCRIPT,
    Artifact,
)
from minutes_pipeline.workspace.papers import decode_text, paper_bytes
from minutes_pipeline.workspace.stage import Inputs, Reads

HOTWORDS = "hotwords.txt"
"""Name of a city's list of terms in the folder of its form."""


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Stage: prepared audio -> timed words, with the meeting's own terms as hints.

    Attributes:
        transcriber: The engine.
        city: The city's list of terms; it need not be there.
    """

    transcriber: Transcriber
    city: Path | None = None

    name: ClassVar[str] = "transcribe"
    title: ClassVar[str] = "発言を文字に"
    revision: ClassVar[int] = 13
    reads: ClassVar[Reads] = (AUDIO, SPEECH_REGIONS, AGENDA, ROSTER, MATERIALS, HOTWORDS_FILE)
    writes: ClassVar[Artifact[Transcript]] = TRANSCRIPT

    def decides(self) -> Mapping[str, str]:
        """Return the weights' digest, the engine's settings, and the digest of the city's list."""
        decided = {"model": self.transcriber.digest, "settings": self.transcriber.settings()}
        if self.city is not None and self.city.is_file():
            decided["hotwords"] = hashlib.sha256(self.city.read_bytes()).hexdigest()
        return decided

    def run(self, inputs: Inputs, progress: Progress) -> Transcript:
        """Return everything that was said, in order of time.

        Raises:
            ModelError: Weights are missing or damaged (M13).
            StageFailed: The engine cannot be loaded (A01), ran out of memory (A02) or stopped
                (A03).
            PaperError: The list of terms cannot be read (P01, P02, P03).
        """
        agenda, roster, materials = inputs.get(AGENDA), inputs.get(ROSTER), inputs.get(MATERIALS)
        reader = Reader()
        listed = self._listed(inputs.files(HOTWORDS_FILE))
        repeated, found = terms_in(materials, reader)
        heard = self.transcriber.transcribe(
            inputs.get(AUDIO),
            inputs.get(SPEECH_REGIONS),
            ranked_terms(agenda, roster, listed, repeated),
            progress.at,
            progress.remark,
        )
        progress.at(1.0)
        terms = terms_of(agenda, roster, reader, listed, found)
        repaired = repair(heard, terms, reader, CommonWords.load(reader))
        doubted = with_doubts(repaired, roster, terms, reader, figures_in(materials))
        return replace(doubted, notes=(*doubted.notes, *materials.notes))

    def _listed(self, given: Sequence[Path]) -> tuple[Hotword, ...]:
        """Return the terms of the lists that a person gave and of the city's own."""
        there = self.city is not None and self.city.is_file()
        paths = [*given, *([self.city] if self.city is not None and there else [])]
        texts = (decode_text(paper_bytes(path, _LIST), path, _LIST) for path in paths)
        return tuple(dict.fromkeys(word for text in texts for word in read_hotwords(text)))


_LIST = "用語一覧"
