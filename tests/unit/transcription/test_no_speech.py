"""Silence, an office and music give no text; terms that nobody says do not appear (real engines)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.audio.regions import RegionSettings, regions
from minutes_pipeline.audio.silero import FRAME, SileroDetector
from minutes_pipeline.meeting import Severity, Span, SpeechRegions
from minutes_pipeline.transcription.faster_whisper import FasterWhisperTranscriber
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

ABSENT = (
    "下水道使用料の改定",
    "汐見台地区計画の変更",
    "戸籍システムの更新",
    "図書館協議会",
    "国民健康保険運営協議会",
    "浄化センター",
    "ストックマネジメント計画",
    "若草市民ホール",
    "観光振興課",
    "学校給食共同調理場",
)


def silence(seconds: int) -> npt.NDArray[np.int16]:
    """The last bit of a converter, nothing else."""
    return np.random.default_rng(1).normal(0, 1, seconds * SAMPLE_RATE).round().astype(np.int16)


def office(seconds: int) -> npt.NDArray[np.int16]:
    """Air conditioning, mains hum, a keyboard, a chair that is moved."""
    random = np.random.default_rng(2)
    count = seconds * SAMPLE_RATE
    time = np.arange(count) / SAMPLE_RATE
    spectrum = np.fft.rfft(random.normal(0, 1, count))
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    air = np.fft.irfft(spectrum / np.sqrt(np.maximum(frequency, 50)), count)
    sound = 250 * air / air.std()
    for step, level in ((50, 120), (100, 60), (150, 30)):
        sound += level * np.sin(2 * np.pi * step * time)
    key = np.exp(-np.arange(480) / 96)
    for start in random.integers(0, count - 480, seconds * 3):
        sound[start : start + 480] += random.uniform(800, 3000) * random.normal(0, 1, 480) * key
    scrape = np.sin(2 * np.pi * np.cumsum(np.linspace(180, 90, 6400)) / SAMPLE_RATE)
    sound[8000:14400] += 1500 * scrape * np.hanning(6400)
    return sound.clip(-32767, 32767).astype(np.int16)


def music(seconds: int) -> npt.NDArray[np.int16]:
    """Four chords with a bass, and a melody over them."""
    random = np.random.default_rng(3)
    sound = np.zeros(seconds * SAMPLE_RATE)

    def play(pitch: int, start: float, length: float, level: float) -> None:
        first = int(start * SAMPLE_RATE)
        time = np.arange(min(int(length * SAMPLE_RATE), len(sound) - first)) / SAMPLE_RATE
        tone = 440 * 2 ** ((pitch - 69) / 12)
        shape = np.minimum(1, time / 0.02) * np.exp(-time / (length * 0.7))
        waves = sum(np.sin(2 * np.pi * tone * n * time) / n**1.3 for n in range(1, 6))
        sound[first : first + len(time)] += level * shape * waves

    chords = ((60, 64, 67), (57, 60, 64), (53, 57, 60), (55, 59, 62))
    for bar in range(seconds // 2):
        chord = chords[bar % 4]
        for pitch in chord:
            play(pitch, bar * 2, 2, 1500)
        play(chord[0] - 24, bar * 2, 2, 2500)
        for beat in range(4):
            play(int(random.choice(chord)) + 12, bar * 2 + beat / 2, 0.7, 2500)
    return (sound * 0.8).clip(-32767, 32767).astype(np.int16)


@pytest.fixture(scope="module")
def whisper(weights) -> Path:
    """The folder of the embedded recogniser."""
    return weights("whisper-base")


def quiet(_: object) -> None:
    """Take a report and tell nobody."""


@pytest.mark.speech
@pytest.mark.parametrize("make", [silence, office, music])
def test_nobody_is_found_where_nobody_speaks(make: Callable[[int], npt.NDArray[np.int16]]):
    sound = Samples(make(30))
    probabilities = SileroDetector.bundled().probabilities(sound, quiet)
    found = regions(probabilities, FRAME / SAMPLE_RATE, sound.duration, RegionSettings())
    assert found == ()


@pytest.mark.speech
@pytest.mark.parametrize("make", [silence, office])
def test_taken_for_speech_it_gives_no_text_that_is_believed(make, whisper):
    sound, span = Samples(make(4)), SpeechRegions(4.0, (Span(0.0, 4.0),))
    engine = FasterWhisperTranscriber(whisper, "digest")
    heard = engine.transcribe(sound, span, ABSENT[:3], quiet, quiet)
    text = "".join(s.text for s in heard.segments)
    assert not any(term in text for term in ABSENT)
    assert "ご視聴" not in text
    assert any(note.severity is Severity.HIGH for note in heard.notes)


@pytest.mark.speech
def test_terms_that_nobody_says_do_not_appear(sample, whisper):
    decoder = Decoder(quiet)
    decoder.add(sample / "recording.opus")
    opening = Samples(decoder.samples()[: 30 * SAMPLE_RATE])
    engine = FasterWhisperTranscriber(whisper, "digest")
    span = SpeechRegions(30.0, (Span(0.5, 12.7), Span(12.8, 20.6), Span(20.9, 30.0)))
    heard = engine.transcribe(opening, span, ABSENT, quiet, quiet)
    text = "".join(s.text for s in heard.segments)
    assert "令和7年度" in text
    assert not any(term in text for term in ABSENT)
    assert not any(term[:4] in text for term in ABSENT)
