"""WebVTT and SRT: captions with times, sometimes with voices."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Span
from minutes_pipeline.transcription.written_label import split_label
from minutes_pipeline.transcription.written_piece import Piece, Pieces, joined_captions

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?=\s*$|\s+[A-Za-z]+[\d]?:)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"</?[a-zA-Z0-9][^>]*>")
_NO_CUE = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION)\b")


def is_srt(text: str) -> bool:
    """Whether *text* looks like SRT: a timing line near the head of the file."""
    return any(_TIMING.match(line) for line in text.split("\n")[:40])


def read_vtt(text: str, path: Path) -> Pieces:
    """Read WebVTT; ``<v 名前>`` names the voice, else a label before the words."""
    return Pieces(joined_captions(_pieces(text, path)))


def read_srt(text: str, path: Path) -> Pieces:
    """Read SRT; a label before the words names the voice."""
    return Pieces(joined_captions(_pieces(text, path)))


def _pieces(text: str, path: Path) -> Iterator[Piece]:
    lines = text.lstrip("\ufeff").split("\n")
    at = 0
    voice: str | None = None
    while at < len(lines):
        if _NO_CUE.match(lines[at]):
            while at < len(lines) and lines[at].strip():
                at += 1
            continue
        timing = _TIMING.match(lines[at])
        at += 1
        if timing is None:
            continue
        span = _span(timing, path, at)
        payload: list[str] = []
        while at < len(lines) and lines[at].strip() and not _TIMING.match(lines[at]):
            payload.append(lines[at].strip())
            at += 1
        if at < len(lines) and _TIMING.match(lines[at]) and payload and payload[-1].isdigit():
            payload.pop()  # the number of the next cue, where the empty line is missing
        for label, words in _voices(payload):
            said = split_label(words) if label is None else (label, words)
            if said[1].strip():
                voice = said[0]
                yield Piece(said[1].strip(), voice, span)


def _span(timing: re.Match[str], path: Path, line: int) -> Span:
    start, end = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
    if end < start:
        raise PaperError(
            "P28",
            f"文字起こしの{line}行目の時刻が逆になっています（{path}）：{timing.group().strip()}",
            "終わりの時刻が始まりより後になるように直してください。",
        )
    return Span(start, end)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    milliseconds = int((fraction or "0").ljust(3, "0"))
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + milliseconds / 1000


def _voices(payload: list[str]) -> Iterator[tuple[str | None, str]]:
    """Yield label and words of one cue; several voices may share a cue."""
    text = _joined(payload)
    parts = _VOICE.split(text)
    if parts[0].strip():
        yield None, _plain(parts[0])
    for label, words in zip(parts[1::2], parts[2::2], strict=True):
        yield html.unescape(label).strip() or None, _plain(words)


def _joined(payload: list[str]) -> str:
    """Join the lines of a cue: a Japanese sentence is broken without a space."""
    text = ""
    for line in payload:
        glue = " " if text and text[-1].isascii() and line[:1].isascii() else ""
        text += glue + line
    return text


def _plain(words: str) -> str:
    return html.unescape(_TAG.sub("", words)).strip()
