"""The windows that the networks hear one after the other, and the timeline made of them again.

Everything here costs memory by the frame (17 ms) and the voice, never by the window as well: a
sitting of three hours stays within a few hundred megabytes.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from minutes_pipeline.meeting import SpeechRegions
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

WINDOW = 10.0
"""Seconds that the segmentation model listens to at a time; it was trained so."""
MONOLOGUE = 8
"""One window in so many of a monologue is kept at least."""


def window_count(duration: float, step: float) -> int:
    """Return how many windows, *step* seconds apart, cover *duration* seconds; 1 at least."""
    return 1 + max(0, -(-round((duration - WINDOW) * SAMPLE_RATE) // round(step * SAMPLE_RATE)))


def window_sound(samples: Samples, start: float) -> npt.NDArray[np.float32]:
    """Return the window that begins at *start* seconds, silence behind the recording's end."""
    sound = samples.cut(start, start + WINDOW)
    return np.pad(sound, (0, round(WINDOW * SAMPLE_RATE) - len(sound)))


def spoken_windows(speech: SpeechRegions, count: int, step: float) -> list[int]:
    """Return which of *count* windows, *step* seconds apart, hold any speech, in order."""
    found: set[int] = set()
    for span in speech.spans:
        first = max(0, math.floor((span.start - WINDOW) / step) + 1)
        found.update(range(first, min(count, math.ceil(span.end / step))))
    return sorted(found)


def silence_outside(activity: npt.NDArray[np.float32], window: Any, speech: SpeechRegions) -> None:
    """Set every voice to inactive, in place, in frames that no speech region touches.

    Args:
        activity: Shape ``(windows, frames, voices)``.
        window: pyannote's sliding window over them.
        speech: Where speech is.
    """
    frames = activity.shape[1]
    length = window.duration / frames
    starts = np.array([s.start for s in speech.spans])
    ends = np.array([s.end for s in speech.spans])
    for index, table in enumerate(activity):
        centres = window[index].start + (np.arange(frames) + 0.5) * length
        region = np.searchsorted(starts, centres, side="right") - 1
        inside = (region >= 0) & (centres < ends[np.maximum(region, 0)])
        table[~inside] = 0.0


def thinned(
    windows: npt.NDArray[np.integer[Any]], voices: npt.NDArray[np.integer[Any]], most: int
) -> npt.NDArray[np.bool_]:
    """Return which of many vectors form groups, *most* of them at most.

    Amid a monologue one window says what the next one says: where the windows before and after
    hold one voice as well, only every second, fourth, eighth … is kept. What is still too much is
    taken evenly from the whole recording.

    Args:
        windows: The window of each vector.
        voices: For every window of the recording, the number of its voices.
        most: How many vectors may be kept.
    """
    kept = np.ones(len(windows), bool)
    padded = np.pad(voices, 1)
    alone = (voices == 1) & (padded[:-2] <= 1) & (padded[2:] <= 1)
    stride = 2
    while kept.sum() > most and stride <= MONOLOGUE:
        kept &= ~alone[windows] | (windows % stride == 0)
        stride *= 2
    if kept.sum() > most:
        chosen = np.flatnonzero(kept)
        kept[:] = False
        kept[chosen[np.linspace(0, len(chosen) - 1, most).astype(int)]] = True
    return kept


def put_together(
    activity: Any, voices: npt.NDArray[np.integer[Any]], count: Any
) -> npt.NDArray[np.float32]:
    """Return who speaks in every frame of the recording.

    In each frame as many voices speak as the windows found on average, those that most windows
    heard first. Where two voices of a window turned out to be one person, only one is left.

    Args:
        activity: pyannote's feature of shape ``(windows, frames, voices of the window)``.
        voices: The person of each voice of each window, negative for none.
        count: pyannote's feature of shape ``(frames of the recording, 1)``: how many speak.

    Returns:
        0 or 1, shape ``(frames of the recording, people)``.
    """
    frames, speaking = count.sliding_window, count.data[:, 0].astype(int)
    heard = np.zeros((len(speaking), max(1, int(voices.max()) + 1)), np.float32)
    for (window, table), people in zip(activity, voices, strict=True):
        first = frames.closest_frame(window.start + 0.5 * frames.duration)
        for person in np.unique(people[people >= 0]):
            loudest = table[:, people == person].max(axis=1)
            heard[first : first + len(loudest), person] += loudest
    order = np.argsort(-heard, axis=1, kind="stable")
    binary = np.zeros_like(heard)
    for rank in range(min(heard.shape[1], int(speaking.max(initial=0)))):
        at = np.flatnonzero(speaking > rank)
        person = order[at, rank]
        binary[at, person] = heard[at, person] > 0
    return binary
