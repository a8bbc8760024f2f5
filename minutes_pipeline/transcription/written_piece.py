"""What every reader of a transcript made elsewhere returns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from minutes_pipeline.meeting import Span, Word

_LONGEST = 60.0
"""Seconds beyond which captions of one voice are not joined further."""
_ENOUGH = 20.0
"""Seconds from which joined captions end at the next end of a sentence."""
_SILENCE = 3.0
"""Seconds of silence behind which a new utterance begins."""
_BREATH = 1.0
"""The same where nobody says whose voice it is."""
_ENDS = re.compile(r"[。？！?!]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something said, as a file has it.

    Attributes:
        text: The words.
        label: What stood before them as speaker; None when nothing.
        voice: The anonymous voice, where the file has one beside the label.
        span: When; None when the file has no time.
        words: Timed tokens, where the file has any.
        confidence: In [0, 1]; None when the file has none.
    """

    text: str
    label: str | None = None
    span: Span | None = None
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """All that a file says.

    Attributes:
        pieces: In order of the file.
        duration: Length of the recording in seconds, where the file says so.
        left_out: Lines that are no speech.
    """

    pieces: tuple[Piece, ...]
    duration: float | None = None
    left_out: tuple[str, ...] = ()


def joined_captions(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Join captions, which are cut to the width of a screen, into what was said in one go.

    Captions of one labelled voice are joined up to a minute; unlabelled ones only inside a
    sentence, for the next may be somebody else's. No character is lost or added.
    """
    source = list(pieces)
    signed = sum(bool(_ENDS.search(p.text)) for p in source) * 5 >= len(source)
    joined: list[Piece] = []
    for piece in source:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, piece, signed=signed):
            joined[-1] = _both(last, piece)
        else:
            joined.append(piece)
    return tuple(joined)


def _goes_on(last: Piece, piece: Piece, *, signed: bool) -> bool:
    if last.label != piece.label or last.span is None or piece.span is None:
        return False
    gap = piece.span.start - last.span.end
    length = piece.span.end - last.span.start
    ended = bool(_ENDS.search(last.text))
    if piece.label is None:
        return signed and not ended and 0 <= gap <= _BREATH and length <= _LONGEST
    if gap > _SILENCE or length > _LONGEST:
        return False
    return not (ended and last.span.duration >= _ENOUGH)


def _both(last: Piece, piece: Piece) -> Piece:
    assert last.span is not None
    assert piece.span is not None
    glue = " " if last.text[-1:].isascii() and piece.text[:1].isascii() else ""
    sure = [c for c in (last.confidence, piece.confidence) if c is not None]
    words = last.words + piece.words
    told = [w.probability for w in words if w.probability is not None]
    confidence = sum(told) / len(told) if told else min(sure, default=None)
    return replace(
        last,
        text=last.text + glue + piece.text,
        span=last.span | piece.span,
        words=words,
        confidence=confidence,
    )
