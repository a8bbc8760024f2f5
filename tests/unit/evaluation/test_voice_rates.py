"""DER, JER, counts and cpCER of small recordings whose errors can be counted by hand."""

from __future__ import annotations

import pytest

from minutes_pipeline.evaluation.reference import ReferenceTurn
from minutes_pipeline.evaluation.voices import attributed_rate, voice_rates
from minutes_pipeline.meeting import Diarization, Span, Turn, Utterance

TRUTH = (
    ReferenceTurn(start=0, end=40, speaker="a", role="委員", text="あいうえ"),
    ReferenceTurn(start=40, end=80, speaker="b", role="事務局", text="かきくけこさ"),
)


def heard(*turns: tuple[float, float, str]) -> Diarization:
    made = tuple(Turn(Span(start, end), voice) for start, end, voice in turns)
    return Diarization(made, made)


def said(*texts: tuple[str | None, str]) -> tuple[Utterance, ...]:
    return tuple(
        Utterance(f"u{number:04d}", text, Span(number, number + 1), voice)
        for number, (voice, text) in enumerate(texts, start=1)
    )


def test_voices_under_other_names_are_right():
    found = voice_rates(TRUTH, heard((0, 40, "S1"), (40, 80, "S0")))

    assert found.der.value == found.jer == 0.0
    assert (found.found, found.true) == (2, 2)


def test_each_kind_of_error_is_told_apart():
    found = voice_rates(TRUTH, heard((0, 40, "S0"), (40, 60, "S1"), (60, 64, "S0"), (80, 90, "S1")))

    assert found.confusion == pytest.approx(4 / 80)
    assert found.missed == pytest.approx(16 / 80)
    assert found.false_alarm == pytest.approx(10 / 80)
    assert found.der.value == pytest.approx(30 / 80)
    assert found.der.low <= found.der.value <= found.der.high


def test_overlapped_speech_counts_for_everyone_who_speaks():
    both = (*TRUTH, ReferenceTurn(start=30, end=40, speaker="b", role="事務局", text="はい"))

    found = voice_rates(both, heard((0, 40, "S0"), (40, 80, "S1")))

    assert found.der.value == pytest.approx(10 / 90)
    assert found.missed == pytest.approx(10 / 90)


def test_the_jaccard_rate_is_the_mean_over_people():
    found = voice_rates(TRUTH, heard((0, 20, "S0"), (40, 80, "S1")))

    assert found.jer == pytest.approx((0.5 + 0.0) / 2)


def test_nothing_found_is_all_missed():
    found = voice_rates(TRUTH, heard())

    assert found.der.value == found.missed == 1.0
    assert found.found == 0


def test_words_in_the_right_voice_cost_nothing():
    assert attributed_rate(TRUTH, said(("S1", "あいうえ。"), ("S0", "かきくけこさ"))).value == 0.0


def test_words_in_another_voice_cost_twice():
    """Two characters are missing in one voice and too many in the other."""
    found = attributed_rate(TRUTH, said(("S0", "あいうえかき"), ("S1", "くけこさ")))

    assert found.value == pytest.approx(4 / 10)


def test_words_of_a_voice_too_many_are_insertions():
    found = attributed_rate(TRUTH, said(("S0", "あいうえ"), ("S1", "かきくけこさ"), (None, "はい")))

    assert found.value == pytest.approx(2 / 10)
