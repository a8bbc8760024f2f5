"""What a recording's own file says about itself where FFmpeg does not ask: its length, its kind.

FFmpeg takes the length of a WAV file from the bytes that are there, and of an Ogg file from its
last page; so a copy that stopped halfway looks whole to it. The head of a WAV file says how many
bytes were meant to follow (Microsoft, Multimedia Programming Interface 1.0, RIFF), and the last
page of an Ogg file bears a sign that it is the last (RFC 3533, 6).
"""

from __future__ import annotations

import codecs
import re
import struct
from pathlib import Path

EXACT = frozenset({"wav", "ogg", "flac", "mov,mp4,m4a,3gp,3g2,mj2", "aiff", "w64", "caf"})
"""FFmpeg's names of the formats whose declared length is counted, not estimated from a bit rate."""
_OPEN_END = 0xFFFFFF00
"""A WAV writer that does not know the length beforehand writes this or more, or 0."""
_TAIL = 1 << 17
_HEAD = 1 << 13
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Bytes that no text holds, and that no recording of this length does without: lengths, samples."""


def promised_seconds(path: Path) -> float | None:
    """Return how long a WAV file says it is; None for another file, or one that does not say."""
    with path.open("rb") as file:
        if file.read(4) != b"RIFF" or file.read(8)[4:] != b"WAVE":
            return None
        rate = 0
        while len(head := file.read(8)) == 8:
            name, size = struct.unpack("<4sI", head)
            if name == b"fmt " and size >= 16:
                rate = struct.unpack("<8xI", file.read(12))[0]
                file.seek(size + size % 2 - 12, 1)
            elif name == b"data":
                return size / rate if rate and 0 < size < _OPEN_END else None
            else:
                file.seek(size + size % 2, 1)
    return None


def is_ended(path: Path) -> bool:
    """Return whether a file ends as its format ends; True for formats that have no such sign."""
    with path.open("rb") as file:
        if file.read(4) != b"OggS":
            return True
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    last = tail.rfind(b"OggS")
    return last >= 0 and len(tail) > last + 5 and bool(tail[last + 5] & 4)


def is_text(path: Path) -> bool:
    """Return whether a file begins as written words do, whatever its name.

    FFmpeg goes by the name where it finds no sign of a format, and plays any bytes as sound.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head or _CONTROL.search(head):
        return False
    return any(_reads_as(head, encoding) for encoding in ("utf-8", "cp932", "euc_jp"))


def _reads_as(head: bytes, encoding: str) -> bool:
    """Return whether *head* is text of that encoding, but for a sign cut in two at its end."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True
