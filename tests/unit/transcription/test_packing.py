"""Windows for the recogniser: full, and cut where nobody speaks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from minutes_pipeline.meeting import Span
from minutes_pipeline.transcription.packing import LONGEST, windows
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

SILENCE = Samples(np.zeros(0, np.int16))


def test_nothing_gives_nothing():
    assert windows((), SILENCE) == ()


def test_short_remarks_share_a_window():
    spans = [Span(i * 3.0, i * 3.0 + 2.5) for i in range(9)]
    assert windows(spans, SILENCE) == (Span(0.0, 26.5),)


def test_every_region_is_in_one_window_and_none_is_too_long():
    rng = np.random.default_rng(3)
    spans, at = [], 0.0
    for _ in range(200):
        length, gap = rng.uniform(0.3, 8.0), rng.choice([0.0, 0.2, 1.0, 5.0])
        spans.append(Span(at, at + length))
        at += length + gap
    packed = windows(spans, SILENCE)
    assert all(w.duration <= LONGEST for w in packed)
    assert all(sum(w.start <= s.start and s.end <= w.end for w in packed) == 1 for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(packed))


def test_the_cut_is_made_in_the_longer_silence():
    spans = [Span(0, 10), Span(10, 18), Span(20, 27), Span(27, 35), Span(35, 45)]
    assert windows(spans, SILENCE) == (Span(0, 18), Span(20, 45))


def test_no_window_reaches_across_a_long_silence():
    assert len(windows([Span(0, 5), Span(9, 14)], SILENCE)) == 2


def test_a_speech_without_pause_is_cut_where_it_is_quietest():
    sound = np.full(SAMPLE_RATE * 40, 8000, np.int16)
    sound[SAMPLE_RATE * 22 : SAMPLE_RATE * 22 + 1600] = 0
    first, second = windows([Span(0, 40)], Samples(sound))
    assert first.end == second.start
    assert 22.0 < first.end < 22.1
