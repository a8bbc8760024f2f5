"""Silence, an office and music give no text; terms nobody says do not appear (real engines)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from benchmarks import sounds
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


def sample_sound(sample: Path) -> npt.NDArray[np.int16]:
    """The recording of the spoken sample."""
    decoder = Decoder(quiet)
    decoder.add(sample / "recording.opus")
    return decoder.samples()


def speech_in(sound: npt.NDArray[np.int16]) -> tuple[Span, ...]:
    """Where the detector finds speech."""
    samples = Samples(sound)
    probabilities = SileroDetector.bundled().probabilities(samples, quiet)
    return regions(probabilities, FRAME / SAMPLE_RATE, samples.duration, RegionSettings())


@pytest.fixture(scope="module")
def whisper(weights) -> Path:
    """The folder of the embedded recogniser."""
    return weights("whisper-base")


def quiet(_: object) -> None:
    """Take a report and tell nobody."""


@pytest.mark.speech
@pytest.mark.parametrize("make", [sounds.silence, sounds.room, sounds.office, sounds.music])
def test_nobody_is_found_where_nobody_speaks(make: Callable[[float], sounds.Sound]):
    assert speech_in(sounds.samples(make(30))) == ()


@pytest.mark.speech
def test_under_noise_and_music_within_a_meeting_there_is_no_speech(sample):
    meeting = sample_sound(sample)[: 40 * SAMPLE_RATE].astype(float)
    breaks = [
        sounds.silence(10),
        sounds.office(20, [meeting]),
        sounds.music(20),
        sounds.room(5),
    ]
    before = speech_in(sounds.samples(meeting))
    # Where somebody has just finished: a word that is cut in two is another word.
    (pause, following) = next(p for p in pairwise(before) if p[1].start > 15.0)
    at = (pause.end + following.start) / 2

    after = speech_in(sounds.samples(sounds.without(meeting, at, breaks)))

    late = sum(len(one) for one in breaks) / SAMPLE_RATE
    assert not [span for span in after if span.end > at + 0.5 and span.start < at + late - 0.5]
    said = [s if s.end <= at else Span(s.start + late, s.end + late) for s in before]
    kept = sum(one.overlap(other) for one in said for other in after)
    assert kept > 0.95 * sum(one.duration for one in said)
    assert sum(s.duration for s in after) < 1.05 * sum(s.duration for s in before)


@pytest.mark.speech
@pytest.mark.parametrize("make", [sounds.room, sounds.office])
def test_taken_for_speech_it_gives_no_text_that_is_believed(make, whisper):
    sound, span = Samples(sounds.samples(make(4))), SpeechRegions(4.0, (Span(0.0, 4.0),))
    engine = FasterWhisperTranscriber(whisper, "digest")
    heard = engine.transcribe(sound, span, ABSENT[:3], quiet, quiet)
    text = "".join(s.text for s in heard.segments)
    assert not any(term in text for term in ABSENT)
    assert "ご視聴" not in text
    assert any(note.severity is Severity.HIGH for note in heard.notes)


@pytest.mark.speech
def test_terms_that_nobody_says_do_not_appear(sample, whisper):
    opening = Samples(sample_sound(sample)[: 30 * SAMPLE_RATE])
    engine = FasterWhisperTranscriber(whisper, "digest")
    span = SpeechRegions(30.0, (Span(0.5, 12.7), Span(12.8, 20.6), Span(20.9, 30.0)))
    heard = engine.transcribe(opening, span, ABSENT, quiet, quiet)
    text = "".join(s.text for s in heard.segments)
    assert "令和7年度" in text
    assert not any(term in text for term in ABSENT)
    assert not any(term[:4] in text for term in ABSENT)
