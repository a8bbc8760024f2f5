"""Stretches heard side by side: nothing is left out, and a rest goes to the next window."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from minutes_pipeline.meeting import Span
from minutes_pipeline.transcription.lanes import lanes_of, pause_after
from minutes_pipeline.transcription.packing import LONGEST, windows
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

SOUND = Samples(np.zeros(200 * SAMPLE_RATE, np.int16))


@st.composite
def speeches(draw: st.DrawFn) -> list[Span]:
    """Speech regions in order, with pauses, within two hundred seconds."""
    moment, found = 0.0, []
    for pause, length in draw(
        st.lists(st.tuples(st.floats(0.1, 5.0), st.floats(0.3, 12.0)), min_size=1, max_size=11)
    ):
        start = moment + pause
        moment = start + length
        found.append(Span(start, moment))
    return found


@given(speeches(), st.integers(1, 5), st.floats(0.3, 1.0))
def test_every_second_of_speech_is_heard_once_and_in_order(speech, most, share):
    lanes = lanes_of(windows(speech, SOUND), speech, most)
    assert 1 <= len(lanes) <= most
    heard = []
    for lane in lanes:
        while (window := lane.window(SOUND)) is not None:
            assert 0 < window.duration <= LONGEST
            # A hearing that stops early leaves the rest to the next window.
            end = window.start + window.duration * share if window.duration > 3 else window.end
            heard.append(Span(window.start, end))
            lane.at = end
        assert lane.left == 0
    assert all(one.end <= other.start + 1e-9 for one, other in itertools.pairwise(heard))
    covered = sum(region.overlap(window) for region in speech for window in heard)
    assert abs(covered - sum(region.duration for region in speech)) < 1e-6


def test_a_rest_is_heard_with_what_follows_it():
    speech = [Span(0, 20), Span(20.5, 28), Span(28.6, 40), Span(40.6, 60)]
    (lane,) = lanes_of(windows(speech, SOUND), speech, 1)
    lane.at = 18.0
    assert lane.window(SOUND) == Span(18.0, 40)


def test_lanes_share_the_windows_evenly():
    speech = [Span(10.0 * n, 10.0 * n + 9) for n in range(18)]
    lanes = lanes_of(windows(speech, SOUND), speech, 3)
    assert len(lanes) == 3
    lengths = [lane.left for lane in lanes]
    assert sum(lengths) == 18 * 9
    assert max(lengths) - min(lengths) <= LONGEST


def test_no_speech_gives_no_lane():
    assert lanes_of((), (), 4) == []


def test_the_next_hearing_begins_in_the_pause_behind_the_last_word():
    sound = np.random.default_rng(1).normal(0, 3000, 20 * SAMPLE_RATE)
    sound[round(5.15 * SAMPLE_RATE) : round(5.3 * SAMPLE_RATE)] = 0
    samples = Samples(sound.astype(np.int16))
    assert 5.15 <= pause_after(samples, 5.0, Span(0, 20)) <= 5.3
    assert pause_after(samples, 19.99, Span(0, 20)) <= 20.0
