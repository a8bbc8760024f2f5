"""The real recogniser on half a minute of the sample, and on damaged weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from faster_whisper import WhisperModel

from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.errors import ModelError
from minutes_pipeline.meeting import Span, SpeechRegions
from minutes_pipeline.transcription import faster_whisper, together
from minutes_pipeline.transcription.faster_whisper import FasterWhisperTranscriber
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

MOST = 400
TERMS = ("プラスチック資源の分別収集", "資源循環課", "青葉野市廃棄物減量等推進審議会")
SECONDS = 30


@pytest.fixture(scope="module")
def opening(sample) -> Samples:
    decoder = Decoder(lambda _: None)
    decoder.add(sample / "recording.opus")
    return Samples(decoder.samples()[: SECONDS * SAMPLE_RATE])


@pytest.fixture(scope="module")
def whisper(weights) -> Path:
    """The folder of the embedded recogniser."""
    return weights("whisper-base")


def quiet(_: object) -> None:
    """Take a report and tell nobody."""


def test_missing_and_damaged_weights(tmp_path):
    sound, regions = Samples(np.zeros(16_000, np.int16)), SpeechRegions(1.0, (Span(0, 1),))
    for content in (None, b"no weights"):
        if content is not None:
            (tmp_path / "model.bin").write_bytes(content)
        with pytest.raises(ModelError) as caught:
            FasterWhisperTranscriber(tmp_path, "digest").transcribe(
                sound, regions, (), quiet, quiet
            )
        assert caught.value.code == "M13"


@pytest.mark.speech
def test_the_opening_is_written_down_in_times_of_the_recording(opening, whisper):
    start = 0.5
    regions = SpeechRegions(SECONDS, (Span(start, 12.7), Span(12.8, 20.6), Span(20.9, SECONDS)))
    shares: list[float] = []
    engine = FasterWhisperTranscriber(whisper, "digest", "whisper-base")
    remarks: list[str] = []
    heard = engine.transcribe(opening, regions, TERMS, shares.append, remarks.append)
    assert any("文字にします" in remark for remark in remarks)  # says what it computes on
    text = "".join(s.text for s in heard.segments)
    assert "令和7年度第2回青葉野市廃棄物減量等推進審議会を" in text
    assert "次第に沿って" in text
    assert heard.model == "whisper-base"
    assert heard.vocabulary == TERMS
    assert shares[-1] == 1.0
    for segment in heard.segments:
        assert "".join(w.text for w in segment.words) == segment.text
        assert start <= segment.span.start <= segment.span.end <= SECONDS
    starts = [w.span.start for s in heard.segments for w in s.words]
    assert starts == sorted(starts)


@pytest.mark.speech
def test_windows_decoded_together_give_what_each_gives_alone(opening, whisper, monkeypatch):
    """Given half a minute each, as by the engine's own way, they give what that gives."""
    monkeypatch.setattr(together, "LEAST", together.MOST)
    model = WhisperModel(str(whisper), device="cpu", compute_type="int8", local_files_only=True)
    decoder = together.Decoder(model, beam=5)
    sounds = [opening.cut(0.5, 12.7), opening.cut(12.8, 20.6), opening.cut(20.9, SECONDS)]
    encoded = decoder.encode(sounds)
    both = decoder.decode(encoded, "資源循環課", MOST)
    alone = [decoder.decode([one], "資源循環課", MOST)[0] for one in encoded]
    stock = [
        next(iter(model.transcribe(
            sound, language="ja", temperature=0.0, hotwords="資源循環課", word_timestamps=True,
            condition_on_previous_text=False, no_speech_threshold=None,
        )[0]))
        for sound in sounds
    ]  # fmt: skip
    assert [[(s.text, s.words) for s in text.segments] for text in both] == [
        [(s.text, s.words) for s in text.segments] for text in alone
    ]
    assert [text.segments[0].text for text in both] == [segment.text for segment in stock]
    assert [text.segments[0].words for text in both] == [segment.words for segment in stock]


@pytest.mark.speech
def test_no_window_is_given_more_silence_than_it_needs(opening, whisper):
    model = WhisperModel(str(whisper), device="cpu", compute_type="int8", local_files_only=True)
    decoder = together.Decoder(model, beam=5)
    sounds = [opening.cut(0.5, 12.7), opening.cut(12.8, 20.6)]
    both = decoder.encode(sounds)
    assert [np.asarray(one.heard).shape[1] for one in both] == [700, 700]  # 14 s
    (brief,) = decoder.encode([opening.cut(12.8, 14.0)])
    assert np.asarray(brief.heard).shape[1] == together.LEAST // 2
    (text,) = decoder.decode(both[1:], None, MOST)
    assert "本日は" in "".join(segment.text for segment in text.segments)
    assert all(segment.end <= 8.0 for segment in text.segments)


@pytest.mark.speech
def test_the_same_sound_gives_the_same_text_however_many_hear_it(sample, whisper, monkeypatch):
    """Five windows, two of them noisy, in lanes of two teams."""
    decoder = Decoder(lambda _: None)
    decoder.add(sample / "recording.opus")
    sound = decoder.samples()[: 40 * SAMPLE_RATE]
    sound[24 * SAMPLE_RATE : 32 * SAMPLE_RATE] = np.random.default_rng(4).normal(
        0, 600, 8 * SAMPLE_RATE
    )
    spans = (Span(0.5, 6), Span(10, 16), Span(20, 23), Span(25, 27.5), Span(31.5, 34), Span(38, 40))
    regions = SpeechRegions(40.0, spans)
    engine = FasterWhisperTranscriber(whisper, "digest")
    heard = []
    for cores in (1, 2):
        monkeypatch.setattr(faster_whisper, "physical_cores", lambda cores=cores: cores)
        heard.append(engine.transcribe(Samples(sound), regions, (), quiet, quiet))
    assert heard[0] == heard[1]
    assert len(heard[0].segments) > 3


@pytest.mark.speech
def test_noise_taken_for_speech_gives_no_invented_text_without_a_note(whisper):
    noise = np.random.default_rng(4).normal(0, 600, SAMPLE_RATE * 6).astype(np.int16)
    regions = SpeechRegions(6.0, (Span(0.0, 6.0),))
    engine = FasterWhisperTranscriber(whisper, "digest")
    heard = engine.transcribe(Samples(noise), regions, TERMS, quiet, quiet)
    text = "".join(s.text for s in heard.segments)
    assert not any(term in text for term in TERMS)
    assert heard.notes
