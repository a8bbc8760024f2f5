"""The beginning of a recording as a WAV of its own: enough for a real run that takes seconds."""

from __future__ import annotations

from pathlib import Path

RATE = 16_000


def excerpt(recording: Path, target: Path, seconds: float) -> Path:
    """Write the first *seconds* of *recording* to *target* as 16 kHz mono; return *target*."""
    import av

    with av.open(str(recording)) as source, av.open(str(target), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=RATE, layout="mono")
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in source.decode(audio=0):
            if frame.time is not None and frame.time > seconds:
                break
            for piece in resampler.resample(frame):
                piece.pts = None
                out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return target
