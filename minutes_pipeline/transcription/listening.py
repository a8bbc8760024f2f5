"""How windows are heard: once, again when they look wrong, in halves when they still do.

The first hearing takes several windows at a time (`together`), one from each `Lane`. Windows that
look wrong (`guards`) are heard again alone, without hints, and the better of the two
is kept; one that goes on looping is heard in halves, cut where it is quietest. What was passed
over (`holes`) is heard by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from minutes_pipeline.meeting import ReviewNote, Segment, Severity, Span, SpeechRegions, Word
from minutes_pipeline.transcription import guards
from minutes_pipeline.transcription.holes import holes, inserted
from minutes_pipeline.transcription.lanes import lanes_of, pause_after
from minutes_pipeline.transcription.packing import quietest
from minutes_pipeline.transcription.together import TOGETHER, Decoder, Text
from minutes_pipeline.transcription.vocabulary import SEPARATOR
from minutes_pipeline.workspace.artifacts import Samples

FALLBACK = (0.0, 0.2, 0.4, 0.6)
"""Temperatures of the second hearing, tried until one text is believable."""
SEED = 20_240_401
"""Of the second hearing's sampling, so that the same recording gives the same text."""
QUIET = 0.002
"""Level (root mean square) below which a window gets no hints: it would give them back."""
SILENT = 0.0003
"""Level below which nobody can have spoken: a tenth of a whisper across the room."""
NOBODY = 0.6
"""Probability of silence from which a text that is not believed either was never said."""
SHORT = 2.0
"""Seconds of speech below which a window gets no hints, for the same reason."""
MARGIN = 0.2
"""Seconds heard before and after a passed-over stretch."""
TAIL = 0.6
"""Seconds of speech left in a window, silence around it included, that hold no word any more."""
PROGRESS = 2.0
"""Seconds of speech that a hearing must have got through for the rest to go to the next window."""
SHOWN = 40
"""Characters of a dropped text that the clerk is shown: loops are endless."""
UNHEARD = 1.2
"""Seconds of speech without text from which a person is asked to listen; less is a はい at most."""
BESIDE = 0.25
"""Seconds by which the time of a text may miss the speech it stands for."""
BRIEF = 12.0
"""Seconds up to which the length of a text is bounded by what can be said."""
TOKENS = 1.5 * guards.FASTEST
"""Tokens a second that nobody exceeds: a character takes one, a rare kanji two or three."""
HALVED = 6.0
"""Seconds of speech from which a window that cannot be heard whole is heard in halves."""
BAD = 2
"""Weight of the signs (`guards.WEIGHTS`) from which that is worth its time."""


@dataclass(frozen=True, slots=True)
class Take:
    """One window heard once, with what speaks against it."""

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


class Listener:
    """Hears windows one after the other and keeps note of what is doubtful."""

    def __init__(
        self,
        model: Any,
        samples: Samples,
        regions: SpeechRegions,
        beam: int,
        hints: tuple[str, ...],
    ) -> None:
        self.notes: list[ReviewNote] = []
        self._model = model
        self._samples = samples
        self._regions = regions
        self._beam = beam
        self._decoder = Decoder(model, beam)
        self._hints = hints

    def hear(self, packed: Sequence[Span], report: Callable[[float], None]) -> list[Segment]:
        """Return the segments of all windows, in order, in times of the recording.

        Args:
            packed: The windows; what a hearing leaves of one is heard with the next.
            report: Is told the share that is done.
        """
        lanes = lanes_of(packed, self._regions.spans, TOGETHER)
        found: dict[int, list[Segment]] = {number: [] for number in range(len(lanes))}
        whole = sum(lane.left for lane in lanes) or 1.0
        while any(lane.left for lane in lanes):
            groups: dict[tuple[bool, int | None], list[tuple[int, Span]]] = {}
            for number, lane in enumerate(lanes):
                window = lane.window(self._samples)
                if window is None:
                    continue
                way = self._way(window)
                if way is None:
                    self.notes.append(_doubtful(window, ("empty",)))
                    lane.at = window.end
                else:
                    groups.setdefault(way, []).append((number, window))
            for (hinted, most), group in groups.items():
                sounds = [self._samples.cut(w.start, w.end) for _, w in group]
                hints = SEPARATOR.join(self._hints) or None if hinted else None
                texts = self._decoder.decode(sounds, hints, most)
                for (number, window), text in zip(group, texts, strict=True):
                    part, every = self._read_part(window, text)
                    lanes[number].at = part.end
                    found[number] += self._judged(part, self._take(every, part, hinted=hinted))
            report(1.0 - sum(lane.left for lane in lanes) / whole)
        self.notes.sort(key=lambda note: note.start or 0.0)
        return [segment for number in sorted(found) for segment in found[number]]

    def _way(self, window: Span) -> tuple[bool, int | None] | None:
        """Return whether *window* gets hints, and its most tokens; None where nobody speaks."""
        sound = self._samples.cut(window.start, window.end)
        level = float(np.sqrt(np.mean(sound**2))) if len(sound) else 0.0
        if level < SILENT:
            return None
        hinted = level >= QUIET and self._speech_in(window) >= SHORT
        return hinted, _most_tokens(window)

    def _read_part(self, window: Span, text: Text) -> tuple[Span, list[Segment]]:
        """Return how much of *window* was heard, and the segments of that part."""
        every = self._until_silence(text.segments, window)
        end = every[-1].span.end if every else window.end
        if (
            text.whole
            or self._speech_in(Span(end, window.end)) < TAIL
            or self._speech_in(Span(window.start, end)) < PROGRESS
        ):
            end = window.end
        else:
            end = pause_after(self._samples, end, window)
        return Span(window.start, end), every

    def _judged(self, window: Span, take: Take) -> tuple[Segment, ...]:
        """Return the segments of *window*, heard again where its first hearing looks wrong."""
        if take.signs:
            again = self._listen(window, FALLBACK)
            take = min(take, again, key=lambda t: t.badness)
        if take.weight >= BAD and self._speech_in(window) >= HALVED:
            take = min(take, self._in_halves(window), key=lambda t: t.badness)
        take = _unlooped(take)
        self.notes += [_dropped(segment) for segment in take.dropped]
        if take.signs:
            self.notes.append(_doubtful(window, take.signs))
        return self._completed(window, take.segments)

    def _in_halves(self, window: Span) -> Take:
        """Hear both halves alone: a loop seldom begins twice."""
        third = window.duration / 3
        cut = quietest(self._samples, window.start + third, window.end - third)
        one, two = (
            self._listen(half, FALLBACK)
            for half in (Span(window.start, cut), Span(cut, window.end))
        )
        signs = tuple(dict.fromkeys((*one.signs, *two.signs)))
        both = (*one.segments, *two.segments)
        return Take(
            both, (*one.dropped, *two.dropped), signs, _logprob(both) if both else -math.inf
        )

    def _completed(self, window: Span, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """Hear again, alone, what was passed over; note what still gives no text."""
        more: list[Segment] = []
        for hole in holes(segments, self._regions.spans, window):
            around = Span(max(0.0, hole.start - MARGIN), hole.end + MARGIN)
            take = self._listen(around, FALLBACK, speech=hole.duration)
            if take.segments and not take.signs:
                more += take.segments
            elif take.segments or hole.duration >= UNHEARD:
                self.notes.append(_doubtful(hole, ("empty",), take.text))
            self.notes += [_dropped(segment) for segment in take.dropped]
        return inserted(segments, more)

    def _listen(
        self, window: Span, temperatures: tuple[float, ...], speech: float | None = None
    ) -> Take:
        """Hear *window* alone and without hints, with *speech* seconds of speech in it."""
        import ctranslate2  # loaded already

        ctranslate2.set_random_seed(SEED)
        found, _ = self._model.transcribe(
            self._samples.cut(window.start, window.end),
            language="ja",
            task="transcribe",
            beam_size=self._beam,
            temperature=list(temperatures),
            compression_ratio_threshold=guards.COMPRESSION,
            log_prob_threshold=guards.LOGPROB,
            # Never skip a window as silent: that is for the regions to say, and for a note.
            no_speech_threshold=None,
            condition_on_previous_text=False,
            max_new_tokens=_most_tokens(window),
            word_timestamps=True,
        )
        return self._take(self._until_silence(found, window), window, hinted=False, speech=speech)

    def _take(
        self, every: Sequence[Segment], window: Span, *, hinted: bool, speech: float | None = None
    ) -> Take:
        """Return what was heard in *window* without what cannot have been said."""
        segments = tuple(
            segment
            for segment in every
            if self._was_said(segment) and not (hinted and guards.echoes(segment.text, self._hints))
        )
        dropped = tuple(segment for segment in every if segment not in segments)
        logprob = _logprob(segments) if segments else -math.inf
        heard = guards.Heard(
            "".join(s.text for s in segments),
            self._speech_in(window) if speech is None else speech,
            logprob if segments else None,
            self._hints if hinted else (),
            tuple(
                1.0 if word.probability is None else word.probability
                for segment in segments
                for word in segment.words
                for _ in word.text
            ),
        )
        return Take(segments, dropped, guards.signs(heard), logprob)

    def _until_silence(self, found: Iterable[Any], window: Span) -> list[Segment]:
        """Take segments as long as speech is left; the engine hears no further than asked.

        Left to itself it would hear the silence after the last word, too, and fill it with loops.
        """
        taken: list[Segment] = []
        for segment in found:
            if segment.text.strip():
                taken.append(_placed(segment, window))
                end = taken[-1].span.end
                if end < window.end and self._speech_in(Span(end, window.end)) < TAIL:
                    break
        return taken

    def _speech_in(self, span: Span) -> float:
        return sum(span.overlap(region) for region in self._regions.spans)

    def _was_said(self, segment: Segment) -> bool:
        """Tell whether there is speech under *segment*, and enough for so much text.

        After the last word of a window Whisper goes on inventing: hints, stock phrases, loops,
        all squeezed into the last moment.
        """
        around = Span(max(0.0, segment.span.start - BESIDE), segment.span.end + BESIDE)
        speech = self._speech_in(around)
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


def _most_tokens(window: Span) -> int | None:
    """Return how many tokens can be said in *window*; None where the engine's own limit is near.

    A loop goes on to the engine's limit, as if half a minute had been spoken: in a second of
    sound that costs as much time as half a minute.
    """
    if window.duration > BRIEF:
        return None
    return 20 + round(TOKENS * window.duration)


def _logprob(segments: Sequence[Segment]) -> float:
    """Return the mean log-probability, each segment weighted with its length."""
    weights = [max(1, len(s.text)) for s in segments]
    both = zip(segments, weights, strict=True)
    return sum((s.avg_logprob or 0.0) * w for s, w in both) / sum(weights)


def _unlooped(take: Take) -> Take:
    """Return *take* with every loop written once: the rest of it nobody said."""
    if "loop" not in take.signs:
        return take
    return replace(take, segments=tuple(_once(segment) for segment in take.segments))


def _once(segment: Segment) -> Segment:
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


def _dropped(segment: Segment) -> ReviewNote:
    shown = _short(segment.text)
    return ReviewNote(
        "text-dropped",
        Severity.LOW,
        f"発言のない箇所で聞こえたとされた「{shown}」を除きました。"
        "録音を聞いて、発言があれば書き加えてください。",
        start=segment.span.start,
        end=segment.span.end,
        alternatives=(shown,),
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _doubtful(window: Span, signs: tuple[str, ...], guess: str = "") -> ReviewNote:
    what = (
        "聞き取れない発言があります"
        if "empty" in signs
        else "聞き取りが不確かです（同じ言葉の繰り返し・聞き違いのおそれ）"
    )
    return ReviewNote(
        "speech-doubtful",
        Severity.HIGH,
        f"{what}。録音を聞いて、発言を確かめてください。",
        start=window.start,
        end=window.end,
        alternatives=(_short(guess),) if guess else (),
    )


def _placed(segment: Any, window: Span) -> Segment:
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
