"""Steady noise (a fan, the air conditioning) is turned down before a window is heard.

Spectral gating: at each moment, the frequencies at which nothing stands out of the noise are made
quieter. The noise is known from where nobody speaks, as near to the window as there is enough of
it, so that a fan that is switched on half-way does no harm. Clear recordings are heard as they are
(docs/decisions/0079).

Method: Sainburg, Thielk and Gentner 2020, https://doi.org/10.1371/journal.pcbi.1008228; computed by
noisereduce, https://github.com/timsainb/noisereduce.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from minutes_pipeline.meeting import ReviewNote, Severity, Span, SpeechRegions
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

CLEAR = 20.0
"""Decibels between speech and noise from which turning it down gives nothing any more."""
NOISY = 15.0
"""Decibels below which whoever checks the minutes should know: words are misheard more often."""
SHARE = 0.7
"""Of what is noise alone, so much is taken away: what was no noise after all can still be heard."""
ABOVE = 1.5
"""Standard deviations above the mean of the noise up to which a sound is taken for noise."""
FRAME = 512
"""Samples of 16 kHz that are judged at a time: 32 ms, in which a vowel stays the same."""
PAUSE = 0.1
"""Seconds without speech that tell something of the noise."""
ENOUGH, LEAST = 10.0, 0.3
"""Seconds of noise that are listened to, and that are needed at all."""
NOTHING = 1e-5
"""Level below which a pause was made by a machine (a gate, a joint of two files)."""


@dataclass(frozen=True, slots=True)
class Background:
    """What a recording holds beside the speech.

    Attributes:
        samples: The recording.
        pauses: Where nobody speaks and the room is heard.
        distance: Decibels from the noise up to the speech; infinite where there is no noise.
    """

    samples: Samples
    pauses: tuple[Span, ...]
    distance: float

    @property
    def clear(self) -> bool:
        """Whether the recording is heard as it is."""
        return self.distance >= CLEAR or sum(pause.duration for pause in self.pauses) < LEAST

    def notes(self) -> tuple[ReviewNote, ...]:
        """Return what a person should know of the noise: something, where it hides words."""
        if self.clear or self.distance >= NOISY:
            return ()
        return (
            ReviewNote(
                "recording-noisy",
                Severity.MEDIUM,
                f"録音に絶えない雑音があります（話し声との差 {self.distance:.0f} dB）。"
                "抑えて聞き取りましたが、聞き違いが多いおそれがあります。大事な発言は録音と比べてください。",
            ),
        )

    def without(self, window: Span) -> npt.NDArray[np.float32]:
        """Return the sound of *window* in [-1, 1] with the noise around it turned down."""
        sound = self.samples.cut(window.start, window.end)
        if self.clear or len(sound) < PAUSE * SAMPLE_RATE:
            return sound
        from noisereduce import reduce_noise  # heavy

        quieter: npt.NDArray[np.float32] = reduce_noise(
            y=sound,
            sr=SAMPLE_RATE,
            y_noise=self._around(window.middle),
            stationary=True,
            prop_decrease=SHARE,
            n_std_thresh_stationary=ABOVE,
            n_fft=FRAME,
            # Whole, in memory: in pieces, it would put the sound into a temporary file.
            chunk_size=None,
            clip_noise_stationary=False,
        )
        return quieter.astype(np.float32, copy=False)

    def _around(self, moment: float) -> npt.NDArray[np.float32]:
        """Return the sound of the pauses nearest to *moment*."""
        found, length = [], 0.0
        for pause in sorted(self.pauses, key=lambda pause: abs(pause.middle - moment)):
            found.append(self.samples.cut(pause.start, pause.end))
            length += pause.duration
            if length >= ENOUGH:
                break
        return np.concatenate(found)


def background(samples: Samples, regions: SpeechRegions) -> Background:
    """Return what is heard in *samples* outside *regions*."""
    borders = [Span(0.0, 0.0), *regions.spans, Span(samples.duration, samples.duration)]
    between = (
        Span(before.end, after.start)
        for before, after in pairwise(borders)
        if after.start - before.end >= PAUSE
    )
    pauses = tuple(pause for pause in between if _level(samples, [pause]) > NOTHING)
    noise, speech = _level(samples, pauses), _level(samples, regions.spans)
    # What is heard while somebody speaks is both; louder noise than that leaves no distance at all.
    alone = max(speech**2 - noise**2, 1e-12)
    return Background(samples, pauses, 10 * math.log10(alone / noise**2) if noise > 0 else math.inf)


def _level(samples: Samples, spans: Iterable[Span]) -> float:
    """Return the root mean square over *spans*, one at a time in memory."""
    energy, length = 0.0, 0
    for span in spans:
        sound = samples.cut(span.start, span.end)
        energy += float(np.sum(np.square(sound, dtype=np.float64)))
        length += len(sound)
    return math.sqrt(energy / length) if length else 0.0
