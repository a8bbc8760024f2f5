"""Which sound track of a film is the meeting: the one in which there is something to hear."""

from __future__ import annotations

from typing import Any

import numpy as np

AUDIBLE = 0.1
"""A further track of at least this share of the loudest one's level holds something too."""


def levels(container: Any, broken: type[Exception]) -> list[float]:
    """Return the level (root mean square) of every sound track of an opened file.

    Args:
        container: PyAV's; it is read to its end.
        broken: What PyAV raises for a damaged packet; such a one is passed over.
    """
    streams = list(container.streams.audio)
    energy, count = dict.fromkeys(range(len(streams)), 0.0), dict.fromkeys(range(len(streams)), 1)
    for packet in container.demux(streams):
        try:
            frames = packet.decode()
        except broken:
            continue
        at = streams.index(packet.stream)
        for frame in frames:
            block = frame.to_ndarray()
            scale = np.iinfo(block.dtype).max if block.dtype.kind == "i" else 1.0
            energy[at] += float(np.square(block.astype(np.float64) / scale).sum())
            count[at] += block.size
    return [float(np.sqrt(energy[at] / count[at])) for at in range(len(streams))]
