"""Keeps the times of words whose text a person has mended."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from minutes_pipeline.meeting import Span, Word


def realign(words: tuple[Word, ...], text: str) -> tuple[Word, ...]:
    """Return *words* so that they read *text*, each still at the time it was spoken.

    What a person wrote in place of some words takes the time of them all; a probability is the
    recogniser's own and does not pass to words it did not find.

    Args:
        words: Timed words, in order; may be empty.
        text: What they are to read.
    """
    if not words or not text:
        return ()
    before = "".join(word.text for word in words)
    owner = [n for n, word in enumerate(words) for _ in word.text]
    if before == text or not owner:
        return words
    pieces: list[_Piece] = []
    matcher = SequenceMatcher(None, before, text, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces += [_Piece(owner[a + n], owner[a + n], text[c + n]) for n in range(b - a)]
        elif tag == "insert":
            # What is put between two words goes to the one before.
            pieces.append(_Piece(owner[max(a - 1, 0)], owner[max(a - 1, 0)], text[c:d]))
        elif tag == "replace":
            pieces.append(_Piece(owner[a], owner[b - 1], text[c:d]))
    return _gathered(words, pieces)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some characters, and the first and the last word in whose time they were spoken."""

    first: int
    last: int
    text: str


def _gathered(words: tuple[Word, ...], pieces: list[_Piece]) -> tuple[Word, ...]:
    """Join the pieces of one word; a word that is not whole any more loses its probability."""
    made: list[Word] = []
    reached = -1
    for piece in pieces:
        first, last = words[piece.first], words[piece.last]
        if piece.first == reached:
            text, start = made[-1].text + piece.text, made[-1].span.start
            made.pop()
        else:
            text, start = piece.text, max(first.span.start, made[-1].span.end if made else 0.0)
        whole = first.probability if first is last and first.text == text else None
        made.append(Word(text, Span(start, max(start, last.span.end)), whole))
        reached = piece.last
    return tuple(made)
