"""Stretches of a recording that are heard side by side, each window by window.

A hearing may stop before its window ends (the engine throws an unfinished sentence away). The rest
is heard with what follows it, as one full window, instead of by itself: every window costs as much
as half a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes_pipeline.meeting import Segment, Span
from minutes_pipeline.transcription.packing import quietest, windows
from minutes_pipeline.workspace.artifacts import Samples

REACH = 0.4
"""Seconds behind a word within which its true end lies: times of words are no more exact."""


@dataclass(slots=True)
class Lane:
    """One stretch.

    Attributes:
        speech: The speech regions in it, in order.
        at: Up to where it has been heard.
        heard: What was said up to there.
    """

    speech: tuple[Span, ...]
    at: float
    heard: list[Segment] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Seconds of speech that have not been heard."""
        return sum(span.duration for span in self._rest())

    def window(self, samples: Samples) -> Span | None:
        """Return what is to be heard next, None at the end."""
        rest = self._rest()
        return windows(rest, samples)[0] if rest else None

    def _rest(self) -> list[Span]:
        return [Span(max(s.start, self.at), s.end) for s in self.speech if s.end > self.at]


def lanes_of(packed: Sequence[Span], speech: Sequence[Span], most: int) -> list[Lane]:
    """Return *most* lanes of about as many windows each, or one for each window if there are fewer.

    Args:
        packed: The windows of the whole recording; lanes begin and end where windows do.
        speech: All speech regions.
        most: Lanes at most.
    """
    count = min(most, len(packed))
    lanes = []
    for number in range(count):
        own = packed[number * len(packed) // count : (number + 1) * len(packed) // count]
        stretch = Span(own[0].start, own[-1].end)
        parts = tuple(part for span in speech if (part := span & stretch) is not None)
        lanes.append(Lane(parts, stretch.start))
    return lanes


def pause_after(samples: Samples, moment: float, window: Span) -> float:
    """Return where in *window* the next hearing begins after a word that ended about *moment*.

    It is where it is quietest, so that no word is heard twice and none is cut.
    """
    return quietest(samples, moment, min(moment + REACH, window.end))
