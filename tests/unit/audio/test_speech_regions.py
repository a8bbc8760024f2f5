"""Probabilities become regions; real silence and noise are no speech."""

from __future__ import annotations

import numpy as np
import pytest

from minutes_pipeline.audio.regions import RegionSettings, regions
from minutes_pipeline.audio.silero import FRAME, SileroDetector
from minutes_pipeline.audio.stage import FindSpeech
from minutes_pipeline.errors import RecordingError
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import AUDIO, SAMPLE_RATE, Samples
from minutes_pipeline.workspace.stage import Inputs

STEP = 0.032


def found(*parts: tuple[float, float]):
    """Return regions of a row of (seconds, probability)."""
    values = np.concatenate([np.full(round(s / STEP), p, np.float32) for s, p in parts])
    return regions(values, STEP, len(values) * STEP, RegionSettings())


def test_padding_stays_inside_the_recording():
    (span,) = found((2.0, 0.9))
    assert (span.start, span.end) == (0.0, pytest.approx(2.0, abs=0.05))


def test_short_doubtful_sound_is_dropped_and_a_short_sure_word_is_kept():
    assert found((1, 0), (0.13, 0.6), (1, 0)) == ()
    assert len(found((1, 0), (0.13, 0.95), (1, 0))) == 1


def test_regions_touch_in_the_middle_of_a_short_pause():
    first, second = found((1, 0), (2, 0.9), (0.4, 0), (2, 0.9), (1, 0))
    assert first.end == second.start == pytest.approx(3.2, abs=0.05)


def test_a_weak_ending_belongs_to_the_speech_before_it():
    (span,) = found((1, 0), (1, 0.9), (1, 0.35), (1, 0.0))
    assert span.end == pytest.approx(3.25, abs=0.1)


def test_no_probability_no_region():
    assert regions(np.zeros(0, np.float32), STEP, 0.0, RegionSettings()) == ()


class Store:
    def __init__(self, samples: Samples) -> None:
        self.samples = samples

    def load(self, artifact):
        assert artifact == AUDIO
        return self.samples

    def paths(self, source):
        raise AssertionError(source)


@pytest.mark.parametrize("level", [0.0, 0.02])
def test_silence_and_noise_are_an_error_with_a_cure(level):
    noise = np.random.default_rng(1).normal(0, level * 32767, SAMPLE_RATE * 5)
    stage = FindSpeech()
    with pytest.raises(RecordingError) as caught:
        stage.run(Inputs(Store(Samples(noise.astype(np.int16))), stage.reads), Silent())
    assert caught.value.code == "R05"
    assert "音量" in caught.value.cure


def test_blocks_carry_the_state_on(monkeypatch):
    sound = np.random.default_rng(2).normal(0, 3000, FRAME * 70 + 13).astype(np.int16)
    detector = SileroDetector.bundled()
    whole = detector.probabilities(Samples(sound), lambda _: None)
    monkeypatch.setattr("minutes_pipeline.audio.silero.BLOCK", 16)
    parts = detector.probabilities(Samples(sound), lambda _: None)
    assert len(whole) == 71
    np.testing.assert_allclose(whole, parts, atol=1e-5)


def test_the_ledger_knows_weights_and_settings():
    decided = FindSpeech().decides()
    assert len(decided["vad"]) == 64
    assert decided != FindSpeech(settings=RegionSettings(onset=0.6)).decides()
