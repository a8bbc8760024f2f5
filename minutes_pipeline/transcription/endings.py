"""Endings that say yes where no may have been said, or the other way round (〜ます, 〜ません).

ございます and ございません differ by what a speaker says last and lowest, and turn the sentence
into its contrary. No text around tells them apart; how sure the recogniser was of the word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes_pipeline.meeting import ReviewNote, Segment, Severity
from minutes_pipeline.transcription.suspects import note_on, under

UNSURE = 0.6
"""Probability of an ending's least certain word below which it is asked about."""
AROUND = 12
"""Characters before an ending that are shown."""

_CONTRARY = (
    ("ませんでした", "ました"),
    ("ません", "ます"),
    ("なかった", "あった"),
    ("ない", "ある"),
)
_ENDING = re.compile(
    rf"(?:{'|'.join(word for pair in _CONTRARY for word in pair)})(?=[、。?？\s]|$)"
)
_COURTESY = re.compile(
    r"(?:ありがとう|お疲れ様?で|お願い|おはよう|お待たせ|失礼|いただき|申し訳|お世話に|よろしく)"
    r"[^、。]{0,8}$"
)


def doubtful_endings(segment: Segment) -> Iterator[tuple[float, ReviewNote]]:
    """Yield a note on every ending of *segment* whose contrary may have been said."""
    text = segment.text
    for match in _ENDING.finditer(text):
        sure, span = under(segment, match.start(), match.end())
        before = re.split(r"[、。?？\s]", text[: match.start()])[-1]
        if sure >= UNSURE or _COURTESY.search(before) or not before:
            continue
        wording = before[-AROUND:] + match[0]
        contrary = before[-AROUND:] + _contrary(match[0])
        message = f"「{wording}」は「{contrary}」の聞き違いかもしれません。録音で確かめてください。"
        yield sure, note_on("negation-doubtful", Severity.HIGH, message, span, [contrary])


def _contrary(ending: str) -> str:
    return next(no if ending == yes else yes for no, yes in _CONTRARY if ending in (no, yes))
