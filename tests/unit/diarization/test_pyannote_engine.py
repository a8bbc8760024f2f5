"""The real engine on a piece of the sample in which the chair and a member alternate."""

from __future__ import annotations

import json

import pytest
from pyannote.core import Annotation, Segment

from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.diarization.engine import VoiceBounds
from minutes_pipeline.diarization.pyannote_audio import PyannoteDiarizer, full_turns
from minutes_pipeline.meeting import Diarization, Span, SpeechRegions
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

SECONDS = 90.0


@pytest.fixture(scope="module")
def truth(sample) -> list[tuple[Span, str]]:
    """Who speaks when in the first seconds of the sample."""
    turns = json.loads((sample / "reference.json").read_text(encoding="utf-8"))["turns"]
    spans = [(Span(*span), turn["speaker"]) for turn in turns for span in turn["spans"]]
    return [(span, who) for span, who in spans if span.end <= SECONDS]


@pytest.fixture(scope="module")
def found(sample, truth, weights) -> Diarization:
    decoder = Decoder(lambda _: None)
    decoder.add(sample / "recording.opus")
    samples = Samples(decoder.samples()[: round(SECONDS * SAMPLE_RATE)])
    regions = SpeechRegions(SECONDS, tuple(span for span, _ in truth))
    engine = PyannoteDiarizer(weights("pyannote-segmentation-3.0"), weights("campplus"), "digest")
    shares: list[float] = []
    result = engine.diarize(samples, regions, VoiceBounds(), shares.append, lambda _: None)
    assert shares == sorted(shares)
    return result


@pytest.mark.speech
def test_as_many_voices_as_people(found, truth):
    assert len(found.speakers) == len({who for _, who in truth})


@pytest.mark.speech
def test_every_person_keeps_one_voice(found, truth):
    wrong = total = 0.0
    voices = {}
    for person in {who for _, who in truth}:
        heard = {
            voice: sum(
                s.overlap(t.span)
                for s, w in truth
                if w == person
                for t in found.exclusive
                if t.speaker == voice
            )
            for voice in found.speakers
        }
        voices[person] = max(heard, key=heard.get)
        wrong += sum(heard.values()) - max(heard.values())
        total += sum(heard.values())
    assert len(set(voices.values())) == len(voices)
    assert wrong / total < 0.05


@pytest.mark.speech
def test_exclusive_turns_never_overlap(found):
    ends = [t.span.end for t in found.exclusive]
    assert all(
        t.span.start >= end - 1e-6 for t, end in zip(found.exclusive[1:], ends, strict=False)
    )


def test_a_breath_ends_no_turn():
    heard = Annotation()
    for start, end, voice in ((0, 1, "A"), (1.05, 1.15, "B"), (1.2, 2, "A"), (2.4, 3.5, "A")):
        heard[Segment(start, end), start] = voice
    found = [(turn.span.start, turn.span.end, turn.speaker) for turn in full_turns(heard, 3.0)]
    assert found == [(0, 2, "A"), (1.05, 1.15, "B"), (2.4, 3.0, "A")]
