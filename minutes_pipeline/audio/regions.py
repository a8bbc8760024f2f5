"""From a probability every 32 ms to stretches of speech."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from minutes_pipeline.meeting import Span


@dataclass(frozen=True, slots=True)
class RegionSettings:
    """How probabilities become regions; every length in seconds.

    Missed beginnings do more harm to Japanese recognition than a little too much silence, so the
    padding is generous and the thresholds are a little lower than the network's own.

    Attributes:
        onset: Speech begins where the probability reaches this.
        offset: It goes on until the probability stays below this.
        min_speech: Shorter stretches are clicks and coughs, unless they reach `sure`.
        sure: A probability at which even a short stretch (「はい」) counts.
        min_silence: A shorter pause does not end a region.
        padding: Kept before and after each region.
    """

    onset: float = 0.45
    offset: float = 0.30
    min_speech: float = 0.20
    sure: float = 0.80
    min_silence: float = 0.30
    padding: float = 0.25

    def key(self) -> str:
        """Return the settings as one line for the ledger."""
        return (
            f"onset={self.onset} offset={self.offset} min_speech={self.min_speech}"
            f" sure={self.sure} min_silence={self.min_silence} padding={self.padding}"
        )


def regions(
    probabilities: npt.NDArray[np.float32],
    frame: float,
    duration: float,
    settings: RegionSettings,
) -> tuple[Span, ...]:
    """Return the stretches of speech, in order, not overlapping.

    Args:
        probabilities: One value for each frame.
        frame: Length of a frame in seconds.
        duration: Length of the recording in seconds; no region goes beyond it.
        settings: Thresholds and lengths.
    """
    raw = _hysteresis(probabilities, settings, silence=round(settings.min_silence / frame))
    kept = [
        (first, last)
        for first, last in raw
        if (last - first) * frame >= settings.min_speech
        or float(probabilities[first:last].max()) >= settings.sure
    ]
    spans: list[Span] = []
    for first, last in kept:
        start = max(0.0, first * frame - settings.padding)
        end = min(duration, last * frame + settings.padding)
        if spans and start <= spans[-1].end:
            # The pause between two paddings is shared out, so that a place to cut remains.
            middle = (spans[-1].end + start) / 2
            spans[-1] = Span(spans[-1].start, middle)
            start = middle
        if end > start:
            spans.append(Span(round(start, 3), round(end, 3)))
    return tuple(spans)


def _hysteresis(
    probabilities: npt.NDArray[np.float32], settings: RegionSettings, silence: int
) -> list[tuple[int, int]]:
    """Return ``[first, last)`` frames between an onset and a pause of *silence* frames."""
    found: list[tuple[int, int]] = []
    first: int | None = None
    last = 0
    for index, value in enumerate(probabilities.tolist()):
        if first is None:
            if value >= settings.onset:
                first, last = index, index + 1
        elif value >= settings.offset:
            last = index + 1
        elif index - last >= silence:
            found.append((first, last))
            first = None
    if first is not None:
        found.append((first, last))
    return found
