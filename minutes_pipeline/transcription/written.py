"""Transcripts made elsewhere: read as utterances, with the labels that were written.

What is read: our own ``utterances.json``, the JSON of Whisper and of other services, WebVTT, SRT,
tables (CSV, TSV), Word files, and plain text in the ways Japanese minutes write who speaks.
Times stay unknown where none are written. Whose role a label means is for attribution to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Record, ReviewNote, Severity, Utterance
from minutes_pipeline.progress import Progress
from minutes_pipeline.transcription.written_captions import is_srt, read_srt, read_vtt
from minutes_pipeline.transcription.written_json import read_json
from minutes_pipeline.transcription.written_label import is_sentence
from minutes_pipeline.transcription.written_piece import Piece, Pieces
from minutes_pipeline.transcription.written_table import is_table, read_table
from minutes_pipeline.transcription.written_text import read_text
from minutes_pipeline.transcription.written_word import docx_text
from minutes_pipeline.workspace.artifacts import MACHINE_UTTERANCES, TRANSCRIPT_FILE, Artifact
from minutes_pipeline.workspace.papers import decode_text, paper_bytes
from minutes_pipeline.workspace.stage import Inputs, Reads

_WHAT = "文字起こし"
_OTHER_SOFTWARE = {
    b"PK\x03\x04": "Excelなど",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "古い形式のWord",
    b"{\\rtf": "リッチテキスト",
}
_SHOWN = 20
"""How many lines that were left out a note shows."""


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """Stage: a transcript made elsewhere -> utterances with written labels, no roles yet."""

    name: ClassVar[str] = "read-transcript"
    title: ClassVar[str] = "文字起こしを読み取り"
    revision: ClassVar[int] = 5
    reads: ClassVar[Reads] = (TRANSCRIPT_FILE,)
    writes: ClassVar[Artifact[Record]] = MACHINE_UTTERANCES

    def decides(self) -> Mapping[str, str]:
        """Return nothing: the file alone decides."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Record:
        """Return everything that the file says was said.

        Raises:
            PaperError: The file cannot be read as a transcript, or says nothing.
        """
        files = inputs.files(TRANSCRIPT_FILE)
        records = [read_transcript(path) for path in files]
        progress.at(1.0)
        if len(records) == 1:
            return records[0]
        return _joined(records)


def read_transcript(path: Path) -> Record:
    """Return the utterances of the transcript at *path*, in order of start where times are known.

    Raises:
        PaperError: P01 to P03 the file cannot be read as text, P25 it is no text file, P26 its
            JSON is not one that is known, P27 it holds no utterance, P28 a time makes no sense.
    """
    data = paper_bytes(path, _WHAT)
    if _is_word(data):
        return _record(_read(docx_text(data, path, _WHAT), path), path)
    for head, made_with in _OTHER_SOFTWARE.items():
        if data.startswith(head):
            raise PaperError(
                "P25",
                f"{_WHAT}は{made_with}のファイルのままでは読めません（{path}）。",
                "元のソフトで「書式なしテキスト（.txt）」として保存し直してください。",
            )
    text = decode_text(data, path, _WHAT)
    return _record(_read(text, path), path)


def _is_word(data: bytes) -> bool:
    """Whether *data* is a packed file that holds a Word document."""
    return data.startswith(b"PK\x03\x04") and b"word/document" in data


def _record(pieces: Pieces, path: Path) -> Record:
    said = [piece for piece in pieces.pieces if piece.text.strip()]
    if not said:
        raise PaperError(
            "P27",
            f"{_WHAT}のファイルに発言が一つもありません（{path}）。",
            "「話者：発言」の行、WebVTT、SRT、WhisperのJSONのどれかになっているか確かめてください。",
        )
    if not any(piece.label or piece.span or is_sentence(piece.text) for piece in said):
        raise PaperError(
            "P27",
            f"{_WHAT}のファイルに話した言葉が見つかりません（{path}）。次第や名簿のようです。",
            "次第は --agenda、名簿は --roster で、文字起こしだけを --transcript で渡してください。",
        )
    if all(piece.span is not None for piece in said):
        said.sort(key=lambda piece: piece.span.start if piece.span else 0.0)
    else:
        said = [_timeless(piece) for piece in said]
    utterances = tuple(_utterance(number, piece) for number, piece in enumerate(said, start=1))
    return Record(pieces.duration, utterances, _notes(pieces))


def _read(text: str, path: Path) -> Pieces:
    """Read *text* as what it looks like; the file's name decides nothing."""
    head = text.lstrip("\ufeff \n")
    if head.startswith("WEBVTT"):
        return read_vtt(text, path)
    if head[:1] in "{[" and (path.suffix.lower() == ".json" or head[1:].lstrip()[:1] in '{"[]}'):
        return read_json(text, path)
    if is_srt(text):
        return read_srt(text, path)
    if is_table(text):
        return read_table(text, path)
    return read_text(text)


def _timeless(piece: Piece) -> Piece:
    """Drop the time of one piece among others that have none: half an order misleads."""
    return replace(piece, span=None, words=())


def _utterance(number: int, piece: Piece) -> Utterance:
    label = piece.label.strip() if piece.label else None
    voice = piece.voice or label
    speaker = "".join(voice.split()) if voice else None
    return Utterance(
        id=f"u{number:04d}",
        text=piece.text.strip(),
        span=piece.span,
        speaker=speaker or None,
        words=piece.words,
        confidence=piece.confidence,
        label=label or None,
    )


def _notes(pieces: Pieces) -> tuple[ReviewNote, ...]:
    if not pieces.left_out:
        return ()
    return (
        ReviewNote(
            code="transcript-lines-left-out",
            severity=Severity.LOW,
            message=(
                f"{_WHAT}のファイルのうち、見出しや出席者名など発言ではないとみた"
                f"{len(pieces.left_out)}行を除きました。発言が含まれていないか確かめてください。"
            ),
            alternatives=pieces.left_out[:_SHOWN],
        ),
    )


def _joined(records: list[Record]) -> Record:
    """Return several files as one record, one behind the other, without times."""
    pieces = [u for record in records for u in record.utterances]
    utterances = tuple(
        Utterance(f"u{n:04d}", u.text, speaker=u.speaker, confidence=u.confidence, label=u.label)
        for n, u in enumerate(pieces, start=1)
    )
    return Record(None, utterances, tuple(note for r in records for note in r.notes))
