"""What stands around the engine: bounds, names of voices, masks."""

from __future__ import annotations

import numpy as np
import pytest

from minutes_pipeline.diarization.engine import VoiceBounds
from minutes_pipeline.diarization.pyannote_audio import PyannoteDiarizer, _named
from minutes_pipeline.errors import ModelError
from minutes_pipeline.meeting import Person, Role, RoleKind, Roster, Span, SpeechRegions, Turn
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples


def test_bounds_follow_those_who_are_present():
    people = (
        Person("大野 光", role=Role(RoleKind.MEMBER), attended=True),
        Person("森 信也", role=Role(RoleKind.SECRETARIAT)),
        Person("北 進", role=Role(RoleKind.MEMBER), attended=False),
    )
    assert VoiceBounds.of(Roster(people)) == VoiceBounds(2, 5)
    assert VoiceBounds.of(Roster(people[:1])).least == 1
    assert VoiceBounds.of(Roster()) == VoiceBounds(1, None)


def test_voices_are_numbered_as_they_appear():
    full = [Turn(Span(0, 2), "B"), Turn(Span(1, 3), "A")]
    named = _named(full, [Turn(Span(0, 2), "B"), Turn(Span(2, 3), "A")])
    assert [t.speaker for t in named.turns] == ["SPEAKER_00", "SPEAKER_01"]
    assert [t.speaker for t in named.exclusive] == ["SPEAKER_00", "SPEAKER_01"]
    assert named.speakers == ("SPEAKER_00", "SPEAKER_01")


def test_missing_weights_are_an_error_for_the_clerk(tmp_path):
    sound = Samples(np.zeros(SAMPLE_RATE, np.int16))
    engine = PyannoteDiarizer(tmp_path, tmp_path, "digest")
    with pytest.raises(ModelError) as caught:
        engine.diarize(
            sound, SpeechRegions(1.0, (Span(0, 1),)), VoiceBounds(), lambda _: None, lambda _: None
        )
    assert caught.value.code == "M12"


def test_overlap_is_left_out_where_a_voice_has_enough_of_its_own():
    from minutes_pipeline.diarization.pipeline import _alone

    masks = np.array([[1, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    assert _alone(masks, 2).T.tolist() == [[1, 1, 0, 0], [0, 0, 1, 1]]
    assert _alone(masks, 1).T.tolist() == [[1, 1, 0, 0], [0, 0, 0, 1]]
