"""Windows cut from a recording, and the timeline put together from what was heard in them."""

from __future__ import annotations

import numpy as np
import pytest
from pyannote.core import SlidingWindow, SlidingWindowFeature

from minutes_pipeline.diarization.windows import (
    WINDOW,
    put_together,
    silence_outside,
    spoken_windows,
    thinned,
    window_count,
    window_sound,
)
from minutes_pipeline.meeting import Span, SpeechRegions
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples


def activity(*windows: list[list[int]]) -> SlidingWindowFeature:
    """Windows two seconds apart whose frames are seconds, one list a voice."""
    table = np.array(windows, np.float32).transpose(0, 2, 1)
    return SlidingWindowFeature(table, SlidingWindow(start=0, duration=10, step=2))


def counts(*values: int) -> SlidingWindowFeature:
    window = SlidingWindow(start=0, duration=1, step=1)
    return SlidingWindowFeature(np.array(values, np.uint8)[:, None], window)


@pytest.mark.parametrize(
    ("seconds", "step", "count"),
    [(3.0, 2.0, 1), (10.0, 2.0, 1), (10.001, 2.0, 2), (12.0, 2.0, 2), (12.5, 2.0, 3), (60, 1, 51)],
)
def test_windows_cover_the_recording(seconds, step, count):
    assert window_count(seconds, step) == count
    assert (count - 1) * step + WINDOW >= seconds


def test_the_last_window_ends_in_silence():
    samples = Samples(np.full(3 * SAMPLE_RATE, 16384, np.int16))

    sound = window_sound(samples, 2.0)

    assert len(sound) == WINDOW * SAMPLE_RATE
    assert (sound[:SAMPLE_RATE] == 0.5).all()
    assert (sound[SAMPLE_RATE:] == 0.0).all()


def test_only_windows_with_speech_are_heard():
    speech = SpeechRegions(100.0, (Span(0.5, 1.0), Span(40.0, 42.0)))

    found = spoken_windows(speech, window_count(100.0, 2.0), 2.0)

    assert found == [0, 16, 17, 18, 19, 20]
    for index in range(46):
        start = index * 2.0
        touched = any(s.start < start + WINDOW and s.end > start for s in speech.spans)
        assert (index in found) == touched


def test_frames_outside_the_regions_belong_to_nobody():
    table = np.ones((2, 10, 3), np.float32)

    silence_outside(
        table,
        SlidingWindow(start=0, duration=10, step=2),
        SpeechRegions(12, (Span(0, 3), Span(8, 9))),
    )

    assert table[0, :, 0].tolist() == [1, 1, 1, 0, 0, 0, 0, 0, 1, 0]
    assert table[1, :, 2].tolist() == [1, 0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_voices_of_windows_become_people_over_the_recording():
    """The first window's second voice is the second window's first."""
    first = [[1] * 5 + [0] * 5, [0] * 5 + [1] * 5]
    second = [[0] * 3 + [1] * 7, [1] * 3 + [0] * 7]

    found = put_together(activity(first, second), np.array([[0, 1], [1, 0]]), counts(*[1] * 12))

    assert found[:, 0].tolist() == [1] * 5 + [0] * 7
    assert found[:, 1].tolist() == [0] * 5 + [1] * 7


def test_as_many_speak_as_were_counted():
    both = [[1] * 10, [1] * 5 + [0] * 5]

    once = put_together(activity(both), np.array([[0, 1]]), counts(*[1] * 10))
    twice = put_together(activity(both), np.array([[0, 1]]), counts(*[2] * 10))

    assert once.sum(axis=1).tolist() == [1] * 10
    assert twice.sum(axis=1).tolist() == [2] * 5 + [1] * 5


def test_two_voices_that_are_one_person_add_nobody_else():
    both = [[1] * 10, [1] * 10]

    found = put_together(activity(both), np.array([[1, 1]]), counts(*[2] * 10))

    assert found.shape == (10, 2)
    assert found[:, 0].sum() == 0
    assert found[:, 1].sum() == 10


def test_a_window_in_which_nobody_counts_leaves_silence():
    found = put_together(activity([[1] * 10]), np.array([[-2]]), counts(*[1] * 10))

    assert found.sum() == 0


def test_few_vectors_are_all_kept():
    assert thinned(np.arange(10), np.ones(10, int), 10).all()


def test_monologues_are_thinned_first():
    voices = np.array([1] * 20 + [2] * 4 + [1] * 20)
    windows = np.repeat(np.arange(44), voices)

    kept = thinned(windows, voices, 30)

    assert kept.sum() <= 30
    assert kept[(windows >= 19) & (windows <= 24)].all()


def test_what_is_still_too_much_is_taken_evenly():
    windows = np.repeat(np.arange(100), 3)

    kept = thinned(windows, np.full(100, 3), 50)

    assert kept.sum() == 50
    assert np.diff(windows[kept]).max() <= 3
