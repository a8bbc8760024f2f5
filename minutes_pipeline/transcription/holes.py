"""Speech under which no word stands: a recogniser passes over short remarks between long ones."""

from __future__ import annotations

from collections.abc import Sequence

from minutes_pipeline.meeting import Segment, Span, Word

REACH = 0.3
"""Seconds around a word that count as covered by it: word times are no more exact."""
LONGEST_WORD = 1.2
"""Seconds a single token can last; a longer one was stretched over speech that was not heard."""
SMALLEST = 0.7
"""Seconds of uncovered speech from which something may have been said."""


def holes(segments: Sequence[Segment], regions: Sequence[Span], window: Span) -> tuple[Span, ...]:
    """Return the stretches of speech in *window* under which *segments* have no word, in order."""
    covered = sorted(
        Span(max(0.0, start - REACH), end + REACH) for start, end in _covered(segments)
    )
    found: list[Span] = []
    for region in regions:
        speech = region & window
        if speech is not None:
            found += _minus(speech, covered)
    return tuple(hole for hole in _joined(found) if hole.duration >= SMALLEST)


def _covered(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    found = []
    for segment in segments:
        if not segment.words:
            found.append((segment.span.start, segment.span.end))
        found += [
            (max(word.span.start, word.span.end - LONGEST_WORD), word.span.end)
            for word in segment.words
        ]
    return found


def _minus(speech: Span, covered: Sequence[Span]) -> list[Span]:
    """Return what of *speech* none of *covered* (sorted) touches."""
    rest: list[Span] = []
    start = speech.start
    for span in covered:
        if span.end <= start:
            continue
        if span.start >= speech.end:
            break
        if span.start > start:
            rest.append(Span(start, span.start))
        start = max(start, span.end)
    if start < speech.end:
        rest.append(Span(start, speech.end))
    return rest


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Join spans that touch."""
    found: list[Span] = []
    for span in spans:
        if found and span.start - found[-1].end < 0.05:
            found[-1] = found[-1] | span
        else:
            found.append(span)
    return found


def inserted(segments: Sequence[Segment], more: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return *segments* with *more* put in their places; a segment around one is split there.

    No character is lost: the words of a split segment are shared out between its parts.
    """
    result = list(segments)
    for new in more:
        parts: list[Segment] = []
        for old in result:
            parts += _split(old, new.span.middle)
        parts.append(new)
        result = sorted(parts, key=lambda s: (s.span.start, s.span.end))
    return tuple(result)


def _split(segment: Segment, moment: float) -> list[Segment]:
    before = tuple(word for word in segment.words if word.span.middle < moment)
    after = segment.words[len(before) :]
    if not before or not after:
        return [segment]
    return [_part(segment, before), _part(segment, after)]


def _part(segment: Segment, words: tuple[Word, ...]) -> Segment:
    return Segment(
        Span(words[0].span.start, max(words[0].span.start, words[-1].span.end)),
        "".join(word.text for word in words),
        words,
        avg_logprob=segment.avg_logprob,
        no_speech_prob=segment.no_speech_prob,
        compression_ratio=segment.compression_ratio,
    )
