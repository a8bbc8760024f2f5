"""The files in fixed formats: what other programs rely on."""

from __future__ import annotations

import json

from minutes_pipeline.meeting import (
    Diarization,
    Exchange,
    Minutes,
    MinutesItem,
    Omission,
    OmissionReason,
    Paragraph,
    Record,
    Role,
    RoleKind,
    Sitting,
    Span,
    Turn,
    Utterance,
)
from minutes_pipeline.workspace.exports import (
    diarization_rttm,
    minutes_json,
    transcript_vtt,
    utterances_json,
)

ASKED = Utterance(
    "u0001",
    "料金は<現行>のまま & 減免も？",
    Span(3661.2, 3664.05),
    "SPEAKER_01",
    role=Role(RoleKind.CHAIR),
    role_reason="chair-cue",
    item="2",
    confidence=0.91234,
)
UNTIMED = Utterance("u0002", "はい。")


def test_utterances_have_the_fields_of_the_contract() -> None:
    data = json.loads(utterances_json(Record(3700.0, (ASKED, UNTIMED))))

    assert data["format"] == "minutes-pipeline/utterances/1"
    assert data["duration"] == 3700.0
    assert data["utterances"][0] == {
        "id": "u0001",
        "start": 3661.2,
        "end": 3664.05,
        "speaker": "SPEAKER_01",
        "role": "委員",
        "name": None,
        "item": "2",
        "text": "料金は<現行>のまま & 減免も？",
        "confidence": 0.912,
        "role_reason": "chair-cue",
    }
    assert data["utterances"][1]["start"] is None
    assert data["utterances"][1]["role"] is None


def test_minutes_have_the_fields_of_the_contract() -> None:
    minutes = Minutes(
        Sitting(title="緑ヶ丘町公民館運営審議会", date="2026-05-01"),
        (
            MinutesItem(
                "1",
                "利用料の改定",
                kind="諮問",
                joint_with=("2",),
                lead=Paragraph("p0001", "教育部公民館から説明を行った。", ("u0001",)),
                exchanges=(
                    Exchange("委員", (Paragraph("p0002", "減免はあるのか。", ("u0002",)),)),
                ),
            ),
        ),
        (Omission("u0003", OmissionReason.GREETING),),
    )

    data = json.loads(minutes_json(minutes))

    assert data["format"] == "minutes-pipeline/minutes/1"
    assert data["title"] == "緑ヶ丘町公民館運営審議会"
    assert data["sitting"]["date"] == "2026-05-01"
    assert data["sitting"]["place"] is None
    assert data["items"] == [
        {
            "number": "1",
            "title": "利用料の改定",
            "kind": "諮問",
            "joint_with": ["2"],
            "lead": {
                "id": "p0001",
                "text": "教育部公民館から説明を行った。",
                "sources": ["u0001"],
            },
            "points": [],
            "exchanges": [
                {
                    "label": "委員",
                    "paragraphs": [
                        {"id": "p0002", "text": "減免はあるのか。", "sources": ["u0002"]}
                    ],
                }
            ],
            "outcome": None,
        }
    ]
    assert data["omitted"] == [{"utterance": "u0003", "reason": "greeting"}]


def test_the_transcript_is_webvtt_with_its_signs_escaped() -> None:
    text = transcript_vtt((ASKED, UNTIMED)).decode()

    assert text == (
        "WEBVTT\n\n"
        "u0001\n01:01:01.200 --> 01:01:04.050\n"
        "<v 委員>料金は&lt;現行&gt;のまま &amp; 減免も？\n"
    )


def test_rttm_has_one_line_a_turn() -> None:
    turns = (Turn(Span(0.5, 2.0), "SPEAKER_00"), Turn(Span(1.5, 3.25), "SPEAKER_01"))

    lines = diarization_rttm(Diarization(turns, turns[:1])).decode().splitlines()

    assert lines == [
        "SPEAKER recording 1 0.500 1.500 <NA> <NA> SPEAKER_00 <NA> <NA>",
        "SPEAKER recording 1 1.500 1.750 <NA> <NA> SPEAKER_01 <NA> <NA>",
    ]
