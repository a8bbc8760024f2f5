"""Steady noise under real speech: how far it is away, and what turning it down gives."""

from __future__ import annotations

import math

import numpy as np
import pytest

from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.meeting import Span, SpeechRegions
from minutes_pipeline.transcription import noise
from minutes_pipeline.transcription.faster_whisper import FasterWhisperTranscriber
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

SECONDS = 30
REGIONS = SpeechRegions(SECONDS, (Span(0.8, 12.5), Span(12.9, 20.5), Span(21.0, SECONDS)))


@pytest.fixture(scope="module")
def opening(sample) -> Samples:
    decoder = Decoder(lambda _: None)
    decoder.add(sample / "recording.opus")
    return Samples(decoder.samples()[: SECONDS * SAMPLE_RATE])


def with_fan(samples: Samples, decibels: float, since: float = 0.0) -> Samples:
    """Return *samples* with a fan's noise, lower tones louder, so far below the speech."""
    sound = samples.pcm / 32768.0
    spectrum = np.fft.rfft(np.random.default_rng(7).standard_normal(len(sound)))
    spectrum /= np.sqrt(1.0 + np.arange(len(spectrum)) * SAMPLE_RATE / len(sound) / 200.0)
    fan = np.fft.irfft(spectrum, len(sound))
    speech = np.concatenate(
        [sound[int(s.start * SAMPLE_RATE) : int(s.end * SAMPLE_RATE)] for s in REGIONS.spans]
    )
    fan *= np.sqrt(np.mean(speech**2) / np.mean(fan**2)) / 10 ** (decibels / 20)
    fan[: int(since * SAMPLE_RATE)] = 0.0
    return Samples(np.clip((sound + fan) * 32768.0, -32768, 32767).astype(np.int16))


def level(sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound))))


@pytest.mark.parametrize("decibels", [5.0, 15.0])
def test_the_distance_to_the_noise_is_measured(opening, decibels):
    room = noise.background(with_fan(opening, decibels), REGIONS)

    assert room.distance == pytest.approx(decibels, abs=1.5)
    assert not room.clear


def test_a_clear_recording_is_heard_as_it_is(opening):
    room = noise.background(opening, REGIONS)

    assert room.clear
    assert room.notes() == ()
    assert np.array_equal(room.without(Span(2.0, 9.0)), opening.cut(2.0, 9.0))


def test_little_noise_is_turned_down_without_troubling_anybody(opening):
    room = noise.background(with_fan(opening, 18.0), REGIONS)

    assert not room.clear
    assert room.notes() == ()


def test_pauses_are_made_quieter_and_speech_stays(opening):
    noisy = with_fan(opening, 12.0)
    room = noise.background(noisy, REGIONS)

    heard = room.without(Span(0.0, 13.0))
    pause, speech = slice(0, int(0.6 * SAMPLE_RATE)), slice(SAMPLE_RATE, 12 * SAMPLE_RATE)

    assert heard.dtype == np.float32
    assert heard.shape == noisy.cut(0.0, 13.0).shape
    assert level(heard[pause]) < 0.5 * level(noisy.cut(0.0, 13.0)[pause])
    assert level(heard[speech]) > 0.7 * level(opening.cut(0.0, 13.0)[speech])


def test_noise_is_taken_from_near_the_window(opening, monkeypatch):
    """Before the fan runs, nothing is taken for its noise."""
    monkeypatch.setattr(noise, "ENOUGH", 0.3)
    late = with_fan(opening, 5.0, since=16.0)
    room = noise.background(late, REGIONS)

    assert not room.clear
    before = room.without(Span(1.0, 12.0))
    assert level(before) > 0.95 * level(opening.cut(1.0, 12.0))
    assert level(room.without(Span(20.5, 21.0))) < 0.7 * level(late.cut(20.5, 21.0))


@pytest.mark.parametrize(
    ("pcm", "regions"),
    [
        (np.zeros(16_000, np.int16), ()),
        (np.zeros(16_000, np.int16), (Span(0.0, 1.0),)),
        (np.full(16_000, 900, np.int16), (Span(0.0, 1.0),)),
        (np.zeros(0, np.int16), ()),
        # The same from beginning to end, as after a compressor: what is taken for speech is noise.
        (np.tile(np.array([900, -900], np.int16), 8_000), (Span(0.3, 0.6),)),
    ],
)
def test_recordings_without_noise_or_without_speech(pcm, regions):
    samples = Samples(pcm)

    room = noise.background(samples, SpeechRegions(samples.duration, regions))

    assert not math.isnan(room.distance)
    assert len(room.without(Span(0.0, samples.duration))) == len(pcm)


@pytest.mark.speech
def test_a_noisy_recording_is_still_understood_and_the_noise_is_told(opening, weights):
    """Whether more is heard than before takes hours of speech to tell: docs/decisions/0079."""
    remarks: list[str] = []
    engine = FasterWhisperTranscriber(weights("whisper-base"), "digest")

    done = engine.transcribe(with_fan(opening, 8.0), REGIONS, (), lambda _: None, remarks.append)

    told = [remark for remark in remarks if "雑音" in remark]
    assert told == ["雑音を抑えて聞き取ります（話し声との差 8 dB）。"]
    (noted,) = [note for note in done.notes if note.concerns_recording]
    assert "話し声との差 8 dB" in noted.message
    assert "会議録署名委員の署名" in "".join(segment.text for segment in done.segments)
