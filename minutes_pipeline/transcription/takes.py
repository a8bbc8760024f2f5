"""One window as heard once: what of it was said, and what speaks against it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from minutes_pipeline.meeting import Segment, Span, SpeechRegions, Word
from minutes_pipeline.transcription import guards
from minutes_pipeline.transcription.lanes import pause_after
from minutes_pipeline.transcription.together import Text
from minutes_pipeline.workspace.artifacts import Samples

SILENT = 0.0003
"""Level below which nobody can have spoken: a tenth of a whisper across the room."""
NOBODY = 0.6
"""Probability of silence from which a text that is not believed either was never said."""
TAIL = 0.6
"""Seconds of speech left in a window, silence around it included, that hold no word any more."""
PROGRESS = 2.0
"""Seconds of speech that a hearing must have got through for the rest to go to the next window."""
FILLED = 4.0
"""Characters a second of speech that are left where a loop has replaced nothing that was said."""
BESIDE = 0.25
"""Seconds by which the time of a text may miss the speech it stands for."""


@dataclass(frozen=True, slots=True)
class Take:
    """What was heard of a window.

    Attributes:
        span: How far it reaches; what the engine left of the window is not in it.
        segments: What was said, every loop written once.
        dropped: What cannot have been said.
        signs: What speaks against it (`guards.WEIGHTS`).
        logprob: Mean log-probability; minus infinity where there is no text.
    """

    span: Span
    segments: tuple[Segment, ...]
    dropped: tuple[Segment, ...]
    signs: tuple[str, ...]
    logprob: float

    @property
    def weight(self) -> int:
        """All that speaks against it."""
        return sum(guards.WEIGHTS[sign] for sign in self.signs)

    @property
    def badness(self) -> tuple[int, float]:
        """Smaller is better; text that is only unsure is better than none, invented text worse."""
        return (self.weight, -self.logprob)

    @property
    def text(self) -> str:
        """All that was heard."""
        return "".join(segment.text for segment in self.segments)


def joined(one: Take, two: Take) -> Take:
    """Return two takes of neighbouring stretches as one."""
    both = (*one.segments, *two.segments)
    return Take(
        one.span | two.span,
        both,
        (*one.dropped, *two.dropped),
        tuple(dict.fromkeys((*one.signs, *two.signs))),
        logprob_of(both),
    )


class Judge:
    """Tells what of an engine's text was said, by the sound and the speech under it."""

    def __init__(self, samples: Samples, regions: SpeechRegions, hints: tuple[str, ...]) -> None:
        """Judge texts of *samples* with speech in *regions*; *hints* may be echoed in them."""
        self._samples = samples
        self._regions = regions
        self._hints = hints

    def speech_in(self, span: Span) -> float:
        """Return the seconds of speech in *span*."""
        return sum(span.overlap(region) for region in self._regions.spans)

    def level(self, span: Span) -> float:
        """Return how loud it is in *span* (root mean square)."""
        sound = self._samples.cut(span.start, span.end)
        return float(np.sqrt(np.mean(sound**2))) if len(sound) else 0.0

    def read(
        self, window: Span, text: Text, *, hinted: bool = False, speech: float | None = None
    ) -> Take:
        """Return how much of *window* was heard, and what.

        Args:
            window: What the engine was given.
            text: What it gave.
            hinted: It was given the hints, too.
            speech: Seconds of speech in all of it; None for what the regions say.
        """
        every = self._until_silence(text.segments, window)
        end = every[-1].span.end if every else window.end
        if (
            text.whole
            or self.speech_in(Span(end, window.end)) < TAIL
            or self.speech_in(Span(window.start, end)) < PROGRESS
        ):
            end = window.end
        else:
            end = pause_after(self._samples, end, window)
        span = Span(window.start, end)
        if speech is None or end < window.end:
            speech = self.speech_in(span)
        return self._take(every, span, speech, self._hints if hinted else ())

    def _take(
        self, every: Sequence[Segment], span: Span, speech: float, hints: tuple[str, ...]
    ) -> Take:
        """Return what was heard in *span* without what cannot have been said."""
        segments = tuple(
            segment
            for segment in every
            if self._was_said(segment) and not guards.echoes(segment.text, hints)
        )
        dropped = tuple(segment for segment in every if segment not in segments)
        signs = _signs(segments, speech, hints)
        if "loop" in signs:
            segments = tuple(once(segment) for segment in segments)
            text = guards.bare("".join(s.text for s in segments))
            # A loop behind what was said costs nothing more; one instead of it costs the rest.
            kept = "cut" if len(text) >= FILLED * speech else "loop"
            signs = (kept, *(s for s in _signs(segments, speech, hints) if s != "loop"))
        return Take(span, segments, dropped, signs, logprob_of(segments))

    def _until_silence(self, found: Iterable[Any], window: Span) -> list[Segment]:
        """Take segments as long as speech is left; the engine hears no further than asked.

        Left to itself it would hear the silence after the last word, too, and fill it with loops.
        """
        taken: list[Segment] = []
        for segment in found:
            if segment.text.strip():
                taken.append(placed(segment, window))
                end = taken[-1].span.end
                if end < window.end and self.speech_in(Span(end, window.end)) < TAIL:
                    break
        return taken

    def _was_said(self, segment: Segment) -> bool:
        """Tell whether there is speech under *segment*, and enough for so much text.

        After the last word of a window Whisper goes on inventing: hints, stock phrases, loops,
        all squeezed into the last moment.
        """
        around = Span(max(0.0, segment.span.start - BESIDE), segment.span.end + BESIDE)
        speech = self.speech_in(around)
        sound = self._samples.cut(around.start, around.end)
        if len(sound) and float(np.sqrt(np.mean(sound**2))) < SILENT:
            return False
        if speech == 0 or len(guards.bare(segment.text)) > guards.FASTEST * (speech + BESIDE):
            return False
        nobody, logprob = segment.no_speech_prob or 0.0, segment.avg_logprob or 0.0
        if nobody > NOBODY and logprob < guards.LOGPROB:
            return False
        unsure = nobody > 0.5 or logprob < -0.7
        return not (unsure and guards.only_stock(segment.text))


def logprob_of(segments: Sequence[Segment]) -> float:
    """Return the mean log-probability, each segment weighted with its length."""
    if not segments:
        return -math.inf
    weights = [max(1, len(s.text)) for s in segments]
    both = zip(segments, weights, strict=True)
    return sum((s.avg_logprob or 0.0) * w for s, w in both) / sum(weights)


def _signs(segments: Sequence[Segment], speech: float, hints: tuple[str, ...]) -> tuple[str, ...]:
    """Return what speaks against *segments* as what was said in *speech* seconds of speech."""
    sure = tuple(
        1.0 if word.probability is None else word.probability
        for segment in segments
        for word in segment.words
        for _ in word.text
    )
    text = "".join(segment.text for segment in segments)
    logprob = logprob_of(segments) if segments else None
    return guards.signs(guards.Heard(text, speech, logprob, hints, sure))


def once(segment: Segment) -> Segment:
    """Return *segment* with every loop written once: the rest of it nobody said."""
    cuts = guards.repeated(segment.text)
    if not cuts:
        return segment
    kept = [True] * len(segment.text)
    for first, last in cuts:
        kept[first:last] = [False] * (last - first)
    words: list[Word] = []
    place = 0
    for word in segment.words:
        left = "".join(c for at, c in enumerate(word.text, place) if kept[at])
        place += len(word.text)
        if left:
            words.append(Word(left, word.span, word.probability))
    text = "".join(c for c, keep in zip(segment.text, kept, strict=True) if keep)
    return replace(segment, text=text, words=tuple(words))


def placed(segment: Any, window: Span) -> Segment:
    """Return faster-whisper's *segment* in times of the recording, inside *window*."""
    words: list[Word] = []
    moment = window.start
    for word in segment.words or ():
        start = min(window.end, max(moment, window.start + float(word.start)))
        end = min(window.end, max(start, window.start + float(word.end)))
        moment = start
        words.append(
            Word(
                word.word,
                Span(round(start, 3), round(end, 3)),
                round(min(1.0, max(0.0, float(word.probability))), 4),
            )
        )
    text = segment.text.strip()
    if words:
        words[0] = Word(words[0].text.lstrip(), words[0].span, words[0].probability)
        words[-1] = Word(words[-1].text.rstrip(), words[-1].span, words[-1].probability)
        text = "".join(word.text for word in words)
        span = Span(words[0].span.start, max(words[0].span.start, words[-1].span.end))
    else:
        start = min(window.end, window.start + float(segment.start))
        end = min(window.end, max(start, window.start + float(segment.end)))
        span = Span(round(start, 3), round(end, 3))
    return Segment(
        span,
        text,
        tuple(words),
        avg_logprob=round(float(segment.avg_logprob), 4),
        no_speech_prob=round(float(segment.no_speech_prob), 4),
        compression_ratio=round(float(segment.compression_ratio), 4),
    )
