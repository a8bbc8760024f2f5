"""What doubts about recognised words rest on: how sure, from when to when, whether it is a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from minutes_pipeline.meeting import ReviewNote, Segment, Severity, Span, Word
from minutes_pipeline.transcription.readings import Token

_KANJI = re.compile(r"[一-鿿々]+")
_KATAKANA = re.compile(r"[ァ-ヶー]{3,}")
_WORDLIKE = frozenset(
    "本何各全前後約計第同他月日年時分円中下上内外長〇一二三四五六七八九十百千万億数名件回人市町村区県都国課室部局"
)


def odd_words(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield place and text of what is no word: not in the dictionary, or lone 漢字 in a row."""
    run: list[Token] = []
    for token in (*tokens, None):
        if token is not None and _lone(token):
            run.append(token)
            continue
        strange = any(not one.known and len(one.surface) > 1 for one in run)
        if len(run) > 1 or strange:
            yield run[0].start, "".join(one.surface for one in run)
        run = []
        if token is not None and not token.known and _KATAKANA.fullmatch(token.surface):
            yield token.start, token.surface


def _lone(token: Token) -> bool:
    """Tell whether *token* stands for nothing alone: a single 漢字, or unknown ones."""
    if not (token.noun and _KANJI.fullmatch(token.surface)) or set(token.surface) <= _WORDLIKE:
        return False
    return len(token.surface) == 1 or not token.known


def under(segment: Segment, first: int, last: int) -> tuple[float, Span]:
    """Return the least probability and the time of the words under characters [first, last)."""
    words: list[Word] = []
    place = 0
    for word in segment.words:
        if place < last and place + len(word.text) > first:
            words.append(word)
        place += len(word.text)
    if not words:
        return 1.0, segment.span
    sure = min((w.probability for w in words if w.probability is not None), default=1.0)
    return sure, Span(words[0].span.start, max(words[0].span.start, words[-1].span.end))


def note_on(
    code: str, severity: Severity, message: str, span: Span, guesses: Iterable[str] = ()
) -> ReviewNote:
    """Return a note about *span*; of *guesses*, what it may have been, each once."""
    return ReviewNote(
        code,
        severity,
        message,
        start=span.start,
        end=span.end,
        alternatives=tuple(dict.fromkeys(guess for guess in guesses if guess)),
    )
