"""Every stored result by name: its type, its file, and how it is written and read.

This package is the only code that knows file names of the work folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from minutes_pipeline.meeting import (
    Agenda,
    Diarization,
    Draft,
    Materials,
    Minutes,
    Polishing,
    Record,
    ReviewNote,
    Roster,
    Sitting,
    SpeechRegions,
    Transcript,
)
from minutes_pipeline.meeting.keeping import Keeping
from minutes_pipeline.workspace.correction_file import dump_corrections, load_corrections
from minutes_pipeline.workspace.sound_file import read_sound, write_sound

T = TypeVar("T")

SAMPLE_RATE = 16_000
"""Samples per second of prepared audio; what Whisper, Silero and pyannote all expect."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Prepared audio: mono, 16 kHz.

    Attributes:
        pcm: Signed 16-bit samples, shape ``(n,)``; may be a read-only memory map.
        notes: What of the recording is missing or damaged, with its time.
    """

    pcm: npt.NDArray[np.int16]
    notes: tuple[ReviewNote, ...] = ()

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.pcm) / SAMPLE_RATE

    def cut(self, start: float, end: float) -> npt.NDArray[np.float32]:
        """Return the samples of ``[start, end)`` seconds in [-1, 1), cut to the recording."""
        first, last = max(0, round(start * SAMPLE_RATE)), max(0, round(end * SAMPLE_RATE))
        return self.pcm[first:last].astype(np.float32) / 32768.0


@dataclass(frozen=True, slots=True)
class Artifact(Generic[T]):
    """A named result of one stage.

    Attributes:
        name: Stable name, in the ledger and in messages.
        file: Path inside the work folder.
        dump: Writes a value to a path.
        load: Reads it back.
    """

    name: str
    file: str
    dump: Callable[[T, Path], None]
    load: Callable[[Path], T]

    @property
    def internal(self) -> bool:
        """Whether it lies in ``work/``: for the program alone, not for people to open."""
        return self.file.startswith("work/")


@dataclass(frozen=True, slots=True)
class Source:
    """A file (or several) that a person gave: never written by a stage.

    Attributes:
        name: Stable name, as in `Job.sources`.
    """

    name: str


def _json(name: str, file: str, kind: type[T]) -> Artifact[T]:
    @cache
    def adapter() -> TypeAdapter[T]:
        return TypeAdapter(kind)

    def dump(value: T, path: Path) -> None:
        path.write_bytes(adapter().dump_json(value, indent=1) + b"\n")

    def load(path: Path) -> T:
        return adapter().validate_json(path.read_bytes())

    return Artifact(name, file, dump, load)


def _bytes(name: str, file: str) -> Artifact[bytes]:
    def dump(value: bytes, path: Path) -> None:
        path.write_bytes(value)

    return Artifact(name, file, dump, Path.read_bytes)


_NOTES = TypeAdapter(tuple[ReviewNote, ...])


def _dump_sound(value: Samples, path: Path) -> None:
    write_sound(path, value.pcm, SAMPLE_RATE, _NOTES.dump_json(value.notes) if value.notes else b"")


def _load_sound(path: Path) -> Samples:
    pcm, notes = read_sound(path)
    return Samples(pcm, _NOTES.validate_json(notes) if notes else ())


RECORDING = Source("recording")
AGENDA_FILE = Source("agenda")
ROSTER_FILE = Source("roster")
MATERIAL_FILES = Source("material")
HOTWORDS_FILE = Source("hotwords")
TRANSCRIPT_FILE = Source("transcript")
PARTICULARS_FILE = Source("particulars")
MARKS_FILE = Source("marks")

AUDIO = Artifact("audio", "work/audio.wav", _dump_sound, _load_sound)
DAMAGE = _json("damage", "work/damage.json", tuple[ReviewNote, ...])
"""What of the recording is missing or damaged."""
SPEECH_REGIONS = _json("speech-regions", "work/speech.json", SpeechRegions)
AGENDA = _json("agenda", "work/agenda.json", Agenda)
ROSTER = _json("roster", "work/roster.json", Roster)
MATERIALS = _json("materials", "work/materials.json", Materials)
SITTING = _json("sitting", "work/sitting.json", Sitting)
TRANSCRIPT = _json("transcript", "work/transcript.json", Transcript)
DIARIZATION = _json("diarization", "work/diarization.json", Diarization)
MACHINE_UTTERANCES = _json("machine-utterances", "work/utterances.machine.json", Record)
"""Words joined to voices, before every correction: what anchors of corrections refer to."""
UTTERANCES = _json("utterances", "work/utterances.json", Record)
"""The same with people's words and voices laid over: no roles yet."""
MACHINE_ATTRIBUTED = _json("machine-attributed", "work/attributed.machine.json", Record)
"""The utterances with the roles that were inferred."""
ATTRIBUTED = _json("attributed", "work/attributed.json", Record)
"""The same with the roles that people gave."""
MACHINE_PLACED = _json("machine-placed", "work/placed.machine.json", Record)
"""The same under the agenda's items, as they were found."""
PLACED = _json("placed", "work/placed.json", Record)
"""The same under the items that people gave."""
DRAFT = _json("draft", "work/draft.json", Draft)
"""What the writing rules made, with the account of every sentence."""
POLISHING = _json("polishing", "work/polishing.json", Polishing)
"""What a language model proposed, accepted or refused."""
MACHINE_MINUTES = _json("machine-minutes", "work/minutes.machine.json", Minutes)
"""The minutes as they were drafted."""
MINUTES = _json("minutes", "work/minutes.json", Minutes)
"""The same with people's paragraphs and particulars laid over."""
DOUBTS = _json("doubts", "work/doubts.json", tuple[ReviewNote, ...])
"""Every doubt of every stage that no person has settled yet, most serious first."""
CORRECTIONS = Artifact("corrections", "work/corrections.jsonl", dump_corrections, load_corrections)
"""What people decided: written by `CorrectionLog` alone, read by the stages that lay it over."""

KEEPING = _json("keeping", "keeping.json", Keeping)
"""What was done with the finished minutes: approved, sealed, erased. Made by people's commands."""

MINUTES_DOCX = _bytes("minutes.docx", "minutes.docx")
RECORD_DOCX = _bytes("full-record.docx", "full-record.docx")
SPEAKERS_DOCX = _bytes("speakers.docx", "speakers.docx")
MINUTES_JSON = _bytes("minutes.json", "minutes.json")
UTTERANCES_JSON = _bytes("utterances.json", "utterances.json")
TRANSCRIPT_VTT = _bytes("transcript.vtt", "transcript.vtt")
DIARIZATION_RTTM = _bytes("diarization.rttm", "diarization.rttm")
CHECKLIST_HTML = _bytes("checklist.html", "checklist.html")
