"""The very words of a paragraph that a note is about, so that its comment can stand at them.

Pure: a note and a paragraph's text go in, an interval of characters comes out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from minutes_pipeline.meeting import ReviewNote, Span, Utterance

_QUOTED = re.compile(r"「([^「」]+)」")
_ABOUT_MORE = ("item-", "label-", "outcome-", "recording-", "role-", "voice-", "speech-overlap")
"""Beginnings of the codes of notes that concern a whole remark, whatever their message quotes."""
_LONGEST_SHARE = 0.6
"""Share of an utterance above which a note's stretch of time points at no single words."""
NEAR = 6
"""Characters between two doubtful words that are shown as one."""

Stretch = tuple[int, int]


def anchor(note: ReviewNote, text: str, spoken: Sequence[Utterance]) -> Stretch | None:
    """Return where in *text* the words stand that *note* is about, None when it is about all.

    Args:
        note: Its quotes 「…」 and other readings are looked for first, its time second.
        text: The written paragraph.
        spoken: The utterances behind the note.
    """
    if note.code.startswith(_ABOUT_MORE):
        return None
    quoted = [*_QUOTED.findall(note.message), *note.alternatives]
    for one in sorted(quoted, key=len, reverse=True):
        if one and (at := text.find(one)) >= 0:
            return (at, at + len(one)) if len(one) < len(text) else None
    return _timed(note, text, spoken)


def _timed(note: ReviewNote, text: str, spoken: Sequence[Utterance]) -> Stretch | None:
    """Find the words said at the note's time; written words may differ, so the longest match."""
    if note.start is None or note.end is None or note.end <= note.start:
        return None
    asked = Span(note.start, note.end)
    for utterance in spoken:
        if utterance.span is None or not utterance.words:
            continue
        if utterance.span.overlap(asked) > _LONGEST_SHARE * utterance.span.duration:
            continue
        words = "".join(one.text for one in utterance.words if one.span.overlap(asked) > 0)
        match = SequenceMatcher(None, words, text, autojunk=False).find_longest_match()
        found = text[match.b : match.b + match.size]
        if match.size > 1 or found.isdigit():
            return match.b, match.b + match.size
    return None


def merged(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return *stretches* in order, those that touch or stand close together as one."""
    result: list[Stretch] = []
    for first, last in sorted(stretches):
        if result and first - result[-1][1] <= NEAR:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return tuple(result)
