"""The report: what it measures of one draft, and what it says where it cannot."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from minutes_pipeline.evaluation.reference import Reference, ReferenceTurn
from minutes_pipeline.evaluation.report import SPEECH_TITLES, VOICE_TITLES, evaluate
from minutes_pipeline.meeting import Diarization, Minutes, Span, Turn, Utterance

REFERENCE = Reference(
    turns=(
        ReferenceTurn(start=0, end=4, speaker="a", role="委員", text="はい、始めます。"),
        ReferenceTurn(start=4, end=9, speaker="b", role="事務局", text="資料1です。"),
    )
)
UTTERANCES = (
    Utterance("u0001", "はい始めます", Span(0, 4), "SPEAKER_00"),
    Utterance("u0002", "資料1です。", Span(4, 9), "SPEAKER_01"),
)
TURNS = tuple(Turn(u.span, u.speaker) for u in UTTERANCES)
DRAFT = Minutes("会議録", (), ())


def test_hearing_is_measured_where_a_recording_was_heard():
    report = evaluate(UTTERANCES, DRAFT, REFERENCE, Diarization(TURNS, TURNS))

    assert report.speech.headline.rate.value == 0.0
    assert report.speech.strict.deleted == 2 / 14
    assert report.speech.cpcer.value == 0.0
    assert report.speech.voices.der.value == 0.0
    assert report.missing() is None
    titles = [title for title, _ in report.rows()]
    assert set(titles) >= {*SPEECH_TITLES.values(), *VOICE_TITLES.values()}
    assert json.loads(json.dumps(asdict(report)))["speech"]["voices"]["found"] == 2


def test_a_transcript_has_no_voices_to_measure():
    report = evaluate(UTTERANCES, DRAFT, REFERENCE)

    assert report.speech.voices is None
    assert dict(report.rows())[VOICE_TITLES["der"]] == "―"


def test_without_the_libraries_the_rest_is_measured_and_the_left_out_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "jiwer", None)

    report = evaluate(UTTERANCES, DRAFT, REFERENCE, Diarization(TURNS, TURNS))

    assert report.speech is None
    assert report.cer == 0.0
    assert SPEECH_TITLES["cpcer"] not in dict(report.rows())
    assert "cpCER" in report.missing()
    assert "minutes_pipeline[evaluation]" in report.missing()
