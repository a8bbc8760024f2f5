"""The prepared audio's file: a plain WAV, behind its samples one chunk more for our notes.

Players pass over chunks that they do not know (Microsoft, Multimedia Programming Interface 1.0,
RIFF). Where there is nothing to note, there is no such chunk.
"""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

_CHUNK = b"mpnt"
_HEAD = 8
_RIFF_SIZE_AT = 4


def write_sound(path: Path, pcm: npt.NDArray[np.int16], rate: int, notes: bytes = b"") -> None:
    """Write *pcm* as a mono WAV, and *notes* behind it where there are any.

    Args:
        path: The file.
        pcm: Signed 16-bit samples, shape ``(n,)``.
        rate: Samples per second.
        notes: Any bytes.
    """
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        for first in range(0, len(pcm), rate * 60):
            out.writeframes(pcm[first : first + rate * 60].astype("<i2").tobytes())
    if notes:
        with path.open("r+b") as file:
            file.seek(0, 2)
            file.write(_CHUNK + struct.pack("<I", len(notes)) + notes + bytes(len(notes) % 2))
            size = file.tell() - _HEAD
            file.seek(_RIFF_SIZE_AT)
            file.write(struct.pack("<I", size))


def read_sound(path: Path) -> tuple[npt.NDArray[np.int16], bytes]:
    """Return the samples of such a file, mapped and not loaded, and its notes.

    Raises:
        wave.Error: It is no WAV file.
    """
    with wave.open(str(path), "rb") as source:
        frames = source.getnframes()
    offset, notes = 0, b""
    with path.open("rb") as file:
        file.seek(_RIFF_SIZE_AT + 8)
        while len(head := file.read(_HEAD)) == _HEAD:
            size = int(struct.unpack("<4xI", head)[0])
            if head[:4] == b"data":
                offset = file.tell()
            elif head[:4] == _CHUNK:
                notes = file.read(size)
                break
            file.seek(size + size % 2, 1)
    if frames == 0:
        return np.zeros(0, np.int16), notes
    return np.memmap(path, dtype="<i2", mode="r", offset=offset, shape=(frames,)), notes
