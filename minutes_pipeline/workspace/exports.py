"""The files of the work folder that users and other programs read (formats: docs/formats.md)."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from minutes_pipeline.meeting import (
    Diarization,
    Exchange,
    Minutes,
    MinutesItem,
    Paragraph,
    Record,
    Utterance,
)
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    DIARIZATION,
    DIARIZATION_RTTM,
    MINUTES,
    MINUTES_JSON,
    PLACED,
    TRANSCRIPT_VTT,
    UTTERANCES_JSON,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


def _json_bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _seconds(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def utterances_json(record: Record) -> bytes:
    """Return ``utterances.json``: who said what, when, in which role, under which item."""
    return _json_bytes(
        {
            "format": "minutes-pipeline/utterances/1",
            "duration": _seconds(record.duration),
            "utterances": [
                {
                    "id": u.id,
                    "start": _seconds(u.span.start) if u.span else None,
                    "end": _seconds(u.span.end) if u.span else None,
                    "speaker": u.speaker,
                    "role": u.role.label if u.role else None,
                    "name": u.name,
                    "item": u.item,
                    "text": u.text,
                    "confidence": _seconds(u.confidence),
                    "role_reason": u.role_reason,
                }
                for u in record.utterances
            ],
        }
    )


def _paragraph(paragraph: Paragraph | None) -> dict[str, Any] | None:
    if paragraph is None:
        return None
    return {"id": paragraph.id, "text": paragraph.text, "sources": list(paragraph.sources)}


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {"label": exchange.label, "paragraphs": [_paragraph(p) for p in exchange.paragraphs]}


def _item(item: MinutesItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "kind": item.kind,
        "joint_with": list(item.joint_with),
        "lead": _paragraph(item.lead),
        "points": [_paragraph(p) for p in item.points],
        "exchanges": [_exchange(e) for e in item.exchanges],
        "outcome": _paragraph(item.outcome),
    }


def minutes_json(minutes: Minutes) -> bytes:
    """Return ``minutes.json``: the draft, structured, every paragraph with its sources."""
    sitting = minutes.sitting
    return _json_bytes(
        {
            "format": "minutes-pipeline/minutes/1",
            "title": sitting.title,
            "sitting": {
                "date": sitting.date,
                "start_time": sitting.start_time,
                "end_time": sitting.end_time,
                "place": sitting.place,
                "openness": sitting.openness,
                "observers": sitting.observers,
                "materials": None if sitting.materials is None else list(sitting.materials),
                "department": sitting.department,
            },
            "items": [_item(item) for item in minutes.items],
            "omitted": [
                {"utterance": o.utterance, "reason": o.reason.value} for o in minutes.omitted
            ],
        }
    )


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def _cue(utterance: Utterance) -> str:
    assert utterance.span is not None
    voice = utterance.role.label if utterance.role else utterance.speaker or "不明"
    text = html.escape(utterance.text.replace("\n", " "), quote=False)
    return (
        f"{utterance.id}\n{_clock(utterance.span.start)} --> {_clock(utterance.span.end)}\n"
        f"<v {html.escape(voice, quote=False)}>{text}\n"
    )


def transcript_vtt(utterances: Iterable[Utterance]) -> bytes:
    """Return the transcript as WebVTT, one cue an utterance, its id as the cue's.

    Utterances without times have no place in this format and are left to ``utterances.json``.
    """
    cues = [_cue(u) for u in utterances if u.span is not None]
    return ("WEBVTT\n\n" + "\n".join(cues)).encode("utf-8")


def diarization_rttm(diarization: Diarization) -> bytes:
    """Return all turns as RTTM (NIST Rich Transcription), overlaps kept."""
    return "".join(
        f"SPEAKER recording 1 {t.span.start:.3f} {t.span.duration:.3f} <NA> <NA> {t.speaker} "
        "<NA> <NA>\n"
        for t in diarization.turns
    ).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Export:
    """Stage: a stored value -> a file in a fixed, public format."""

    name: str
    title: str
    reads: Reads
    writes: Artifact[bytes]
    make: Callable[[Inputs], bytes]
    revision: int = 1

    def decides(self) -> Mapping[str, str]:
        """Nothing but what is read decides an export."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> bytes:
        """Return the file's bytes."""
        del progress
        return self.make(inputs)


EXPORT_UTTERANCES = Export(
    "export-utterances",
    "発言一覧を書き出し",
    (PLACED,),
    UTTERANCES_JSON,
    lambda inputs: utterances_json(inputs.get(PLACED)),
)
EXPORT_VTT = Export(
    "export-vtt",
    "字幕形式を書き出し",
    (PLACED,),
    TRANSCRIPT_VTT,
    lambda inputs: transcript_vtt(inputs.get(PLACED).utterances),
)
EXPORT_RTTM = Export(
    "export-rttm",
    "話者区間を書き出し",
    (DIARIZATION,),
    DIARIZATION_RTTM,
    lambda inputs: diarization_rttm(inputs.get(DIARIZATION)),
)
EXPORT_MINUTES = Export(
    "export-minutes",
    "原案のデータを書き出し",
    (MINUTES,),
    MINUTES_JSON,
    lambda inputs: minutes_json(inputs.get(MINUTES)),
)
