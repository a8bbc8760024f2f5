"""JSON transcripts: our own ``utterances.json``, what Whisper's programs write, and others.

Others are lists of what was said, each with its words, and where known its times and its voice:
AmiVoice, Google, Amazon, Azure, and whatever names them as these do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Span, Word
from minutes_pipeline.transcription.written_others import segments_of
from minutes_pipeline.transcription.written_piece import Piece, Pieces, joined_captions
from minutes_pipeline.transcription.written_times import checked_span, spans

_OWN = "minutes-pipeline/utterances/1"


class _OwnUtterance(BaseModel):
    """One utterance of our own format; a key that we do not write is a mistake."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = None
    start: float | None = Field(default=None, ge=0)
    end: float | None = Field(default=None, ge=0)
    speaker: str | None = None
    role: str | None = None
    name: str | None = None
    item: str | None = None
    text: str
    confidence: float | None = Field(default=None, ge=0, le=1)
    role_reason: str | None = None


class _Own(BaseModel):
    """Our own format."""

    model_config = ConfigDict(extra="forbid")

    format: str
    duration: float | None = Field(default=None, ge=0)
    utterances: list[_OwnUtterance]


class _Token(BaseModel):
    """A timed token as Whisper's programs write it; WhisperX leaves times out of digits."""

    word: str = ""
    text: str = ""
    start: float | None = None
    end: float | None = None
    probability: float | None = None
    score: float | None = None


class _Offsets(BaseModel):
    """Times of whisper.cpp, in milliseconds."""

    start: int = Field(alias="from")
    end: int = Field(alias="to")


class _Segment(BaseModel):
    """A segment as openai-whisper, faster-whisper, WhisperX or whisper.cpp write it."""

    text: str
    start: float | str | None = None
    end: float | str | None = None
    offsets: _Offsets | None = None
    speaker: str | None = None
    words: list[_Token] | None = None


class _Segments(BaseModel):
    segments: list[_Segment]


def read_json(text: str, path: Path) -> Pieces:
    """Read a JSON transcript.

    Raises:
        PaperError: P26 it is no JSON, or none of the known kinds, with the first place that
            does not fit; P28 a time runs backwards.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = (
            f"{error.lineno}行目"
            if isinstance(error, json.JSONDecodeError)
            else "入れ子が深すぎるか、数が長すぎます"
        )
        raise PaperError(
            "P26",
            f"文字起こしのJSONを読めません（{path}、{where}）。",
            "文字起こしソフトからもう一度書き出してください。",
        ) from error
    try:
        if isinstance(data, Mapping) and "utterances" in data and "format" in data:
            return _own(_Own.model_validate(data), path)
        return _whisper(_Segments.model_validate({"segments": segments_of(data)}), path)
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"])
        raise PaperError(
            "P26",
            f"文字起こしのJSONの形式が違います（{path}、{place}）。",
            "utterances.json か、WhisperのJSON（segments に start、end、text）にしてください。",
        ) from error
    except OverflowError as error:  # a whole number of hundreds of digits
        raise PaperError(
            "P28",
            f"文字起こしの時刻が正しくありません（{path}、大きすぎる数）。",
            "文字起こしソフトからもう一度書き出してください。",
        ) from error


def _own(own: _Own, path: Path) -> Pieces:
    if own.format != _OWN:
        raise PaperError(
            "P26",
            f"この版では読めない形式の utterances.json です（{path}、format: {own.format}）。",
            f"format が {_OWN} のファイルを指定してください。",
        )
    return Pieces(
        tuple(
            Piece(u.text, _own_label(u), _span(u.start, u.end, path), (), u.confidence, u.speaker)
            for u in own.utterances
        ),
        own.duration,
    )


def _own_label(utterance: _OwnUtterance) -> str | None:
    """Return role and name, where decided, as the label; else the voice."""
    if utterance.role and utterance.name:
        return f"{utterance.role}（{utterance.name}）"
    return utterance.role or utterance.name or utterance.speaker


def _whisper(found: _Segments, path: Path) -> Pieces:
    said = [one for one in found.segments if one.text.strip()]
    texts = [one.text.strip() for one in said]
    starts = [one.offsets.start / 1000 if one.offsets else one.start for one in said]
    ends = [one.offsets.end / 1000 if one.offsets else one.end for one in said]
    pieces: list[Piece] = []
    for one, text, span in zip(said, texts, spans(texts, starts, ends, path), strict=True):
        words = _words(one.words or [])
        sure = [word.probability for word in words if word.probability is not None]
        confidence = sum(sure) / len(sure) if sure else None
        pieces.append(Piece(text, one.speaker, span, words, confidence))
    return Pieces(joined_captions(pieces))


def _words(tokens: list[_Token]) -> tuple[Word, ...]:
    """Return the timed tokens; those without a time stay in the text only."""
    found: list[Word] = []
    for token in tokens:
        if token.start is None or token.end is None or not 0 <= token.start <= token.end:
            continue
        sure = token.probability if token.probability is not None else token.score
        if sure is not None and not 0 <= sure <= 1:
            sure = None
        found.append(Word(token.word or token.text, Span(token.start, token.end), sure))
    return tuple(found)


def _span(start: float | None, end: float | None, path: Path) -> Span | None:
    return None if start is None or end is None else checked_span(start, end, path)
