"""What a person is told of a spelling that was put right."""

from __future__ import annotations

from collections.abc import Sequence

from minutes_pipeline.meeting import ReviewNote, Severity, Span, timecode

LISTED = 5
"""Moments of one repair that its note names."""


def term_note(old: str, new: str, spans: Sequence[Span]) -> ReviewNote:
    """Return the note on a term of the meeting, or of committees, that was put in."""
    message = f"「{old}」と聞こえた語を「{new}」と書きました{_places(spans)}。"
    return _change("term-repaired", Severity.LOW, message, old, spans[0])


def word_note(old: str, new: str, spans: Sequence[Span]) -> ReviewNote:
    """Return the note on a common word that was put in for what is no word."""
    message = f"「{old}」は辞書にないので、同じ読みの「{new}」と書きました{_places(spans)}。"
    return _change("term-repaired", Severity.LOW, message, old, spans[0])


def date_note(old: str, new: str, spans: Sequence[Span]) -> ReviewNote:
    """Return the note on a date that was written by its sound."""
    message = f"「{old}」と聞こえた日付を「{new}」と書きました{_places(spans)}。"
    return _change("number-doubtful", Severity.HIGH, message, old, spans[0])


def figure_note(old: str, new: str, spans: Sequence[Span]) -> ReviewNote:
    """Return the note on a figure that was parted with a comma of the sentence."""
    message = f"「{old}」と聞こえた数字を「{new}」と書きました{_places(spans)}。"
    return _change("number-doubtful", Severity.HIGH, message, old, spans[0])


def _change(code: str, severity: Severity, message: str, old: str, span: Span) -> ReviewNote:
    undo = "違うときは元に戻してください。"
    return ReviewNote(
        code, severity, message + undo, start=span.start, end=span.end, alternatives=(old,)
    )


def _places(spans: Sequence[Span]) -> str:
    """Return where one change was made, empty for a single place."""
    if len(spans) < 2:
        return ""
    listed = "、".join(timecode(span.start) for span in spans[:LISTED])
    more = "ほか" if len(spans) > LISTED else ""
    return f"（{len(spans)}か所: {listed}{more}）"
