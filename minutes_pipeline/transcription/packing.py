"""Speech regions packed into windows that a recogniser hears in one go, cut where nobody speaks.

Whisper pads whatever it hears to thirty seconds, so short windows cost as much as full ones, and
a window that ends inside a word loses it on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from minutes_pipeline.meeting import Span
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

LONGEST = 29.0
"""Seconds of a window at most."""
PAUSE = 3.0
"""Seconds of silence that no window reaches across: in long silence Whisper invents text."""
GOOD_CUT = 1.0
"""Seconds of silence from which a place to cut is as good as any."""
CUT_COST = 0.6
"""Cost of a cut without any silence, in windows: two such cuts are worth one window more."""


def windows(spans: Sequence[Span], samples: Samples) -> tuple[Span, ...]:
    """Return windows that together cover *spans*, in order, none longer than `LONGEST`.

    Among all ways to pack, the one with the fewest windows and the longest silences between them
    is taken (dynamic programming over the places to cut).

    Args:
        spans: Speech, in order, not overlapping.
        samples: The recording; asked only where somebody speaks on and on without a pause.
    """
    pieces = [piece for span in spans for piece in _split(span, samples)]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for last in range(len(pieces)):
        options: list[tuple[float, int]] = []
        for first in range(last, -1, -1):
            if pieces[last].end - pieces[first].start > LONGEST:
                break
            if first < last and pieces[first + 1].start - pieces[first].end > PAUSE:
                break
            options.append((best[first][0] + 1.0 + _cut_cost(pieces, first), first))
        best.append(min(options))
    packed: list[Span] = []
    last = len(pieces)
    while last > 0:
        first = best[last][1]
        packed.append(Span(pieces[first].start, pieces[last - 1].end))
        last = first
    return tuple(reversed(packed))


def _cut_cost(pieces: Sequence[Span], first: int) -> float:
    """Return what it costs to cut before piece *first*."""
    if first == 0:
        return 0.0
    silence = pieces[first].start - pieces[first - 1].end
    return CUT_COST * max(0.0, 1.0 - silence / GOOD_CUT)


def _split(span: Span, samples: Samples) -> list[Span]:
    """Cut a region that is too long for one window where it is quietest."""
    found: list[Span] = []
    start = span.start
    while span.end - start > LONGEST:
        cut = quietest(samples, start + LONGEST / 2, start + LONGEST)
        found.append(Span(start, cut))
        start = cut
    found.append(Span(start, span.end))
    return found


def quietest(samples: Samples, start: float, end: float) -> float:
    """Return the middle of the quietest 60 ms between *start* and *end*."""
    step = SAMPLE_RATE // 50
    sound = samples.cut(start, end)
    frames = len(sound) // step
    if frames < 3:
        return end
    energy = (sound[: frames * step].reshape(frames, step) ** 2).sum(axis=1)
    smooth = np.convolve(energy, np.ones(3), mode="valid")
    return start + (int(smooth.argmin()) + 1.5) * step / SAMPLE_RATE
