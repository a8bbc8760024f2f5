"""What a person must listen to again once words and voices are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from minutes_pipeline.meeting import (
    Diarization,
    ReviewNote,
    Segment,
    Severity,
    Span,
    SpeechRegions,
    Turn,
    Utterance,
)

_OVERLAP = 0.5
"""Seconds of two voices at once below which a listener misses nothing."""
_APART = 2.0
"""Seconds within which two doubts of one kind are one."""
_PADDING = 0.5
"""Seconds by which a recogniser's times may be wrong at either end of a piece of text."""
_UNTOLD = 1.5
"""Seconds of speech without text that may hold a remark."""


def overlap_notes(
    diarization: Diarization, utterances: Sequence[Utterance]
) -> tuple[ReviewNote, ...]:
    """Return a note for every place where two voices speak at once for half a second or more."""
    turns = sorted(diarization.turns, key=lambda turn: turn.span)
    shared: list[Span] = []
    active: list[Turn] = []
    for turn in turns:
        active = [other for other in active if other.span.end > turn.span.start]
        for other in active:
            both = other.span & turn.span
            if both and other.speaker != turn.speaker and both.duration >= _OVERLAP:
                shared.append(both)
        active.append(turn)
    return tuple(
        ReviewNote(
            code="speech-overlap",
            severity=Severity.MEDIUM,
            message="二人以上の声が重なっています。聞き直して、発言者と言葉を確かめてください。",
            start=span.start,
            end=span.end,
            utterances=_within(span, utterances),
        )
        for span in _merged(shared)
    )


def untold_notes(
    regions: SpeechRegions, segments: Iterable[Segment], utterances: Sequence[Utterance]
) -> tuple[ReviewNote, ...]:
    """Return a note for every stretch of speech for which the recogniser wrote nothing."""
    told = _merged(
        (
            Span(max(0.0, span.start - _PADDING), span.end + _PADDING)
            for segment in segments
            for span in ([w.span for w in segment.words] or [segment.span])
        ),
        apart=0.0,
    )
    notes: list[ReviewNote] = []
    for gap in _without(regions.spans, told):
        if gap.duration + _PADDING < _UNTOLD:
            continue
        notes.append(
            ReviewNote(
                code="speech-without-text",
                severity=Severity.HIGH,
                message=(
                    f"約{max(1, round(gap.duration))}秒の声がありますが、文字になっていません。"
                    "聞き直して、発言であれば補ってください。"
                ),
                start=gap.start,
                end=gap.end,
                utterances=_within(gap, utterances),
            )
        )
    return tuple(notes)


def _within(span: Span, utterances: Sequence[Utterance]) -> tuple[str, ...]:
    return tuple(u.id for u in utterances if u.span is not None and u.span.overlap(span) > 0)


def _merged(spans: Iterable[Span], apart: float = _APART) -> list[Span]:
    """Return the spans in order, those closer than *apart* seconds made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start - merged[-1].end <= apart:
            merged[-1] = merged[-1] | span
        else:
            merged.append(span)
    return merged


def _without(spans: Sequence[Span], covers: Sequence[Span]) -> list[Span]:
    """Return what of *spans* lies under none of *covers*; both in order."""
    left: list[Span] = []
    first = 0
    for span in spans:
        at = span.start
        while first < len(covers) and covers[first].end <= span.start:
            first += 1
        for cover in covers[first:]:
            if cover.start >= span.end:
                break
            if cover.start > at:
                left.append(Span(at, cover.start))
            at = max(at, cover.end)
        if at < span.end:
            left.append(Span(at, span.end))
    return left
