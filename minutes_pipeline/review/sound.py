"""The recording for the browser: which file it can play, and the outline of its loudness."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from minutes_pipeline.workspace.artifacts import AUDIO, SAMPLE_RATE
from minutes_pipeline.workspace.folder import WorkFolder

_PLAYED = {
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
    ".aac": "audio/aac",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".webm": "audio/webm",
}
"""What browsers play, by the name's ending."""
MOST_PEAKS = 36_000
"""Points of the outline: five a second for two hours."""
_BLOCK = SAMPLE_RATE * 60


def sound_file(folder: WorkFolder) -> tuple[Path, str] | None:
    """Return the file to listen to and its media type; None where there is none.

    The prepared audio, which every browser can jump in; else the recording as it was given.
    """
    prepared = folder.path / AUDIO.file
    if prepared.is_file():
        return prepared, _PLAYED[".wav"]
    for given in folder.job.of("recording"):
        path = Path(given.path)
        kind = _PLAYED.get(path.suffix.lower())
        if kind is not None and path.is_file():
            return path, kind
    return None


def peaks(folder: WorkFolder) -> tuple[float, list[float]]:
    """Return the length in seconds and the loudest sample of each of equal parts, in [0, 1].

    Empty where there is no prepared audio. The file is mapped, not loaded.
    """
    path = folder.path / AUDIO.file
    if not path.is_file():
        return 0.0, []
    samples = AUDIO.load(path)
    length = len(samples.pcm)
    if not length:
        return 0.0, []
    step = max(1, -(-length // MOST_PEAKS), SAMPLE_RATE // 10)
    block = max(step, _BLOCK // step * step)
    found: list[float] = []
    for first in range(0, length, block):
        part = np.abs(samples.pcm[first : first + block].astype(np.int32))
        borders = np.arange(0, len(part), step)
        found += (np.maximum.reduceat(part, borders) / 32768.0).round(3).tolist()
    return samples.duration, found
