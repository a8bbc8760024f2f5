"""How windows are heard: together, again when they look wrong, in halves when they still do.

A hearing takes several windows at a time (`together`), one from each `Lane`. Windows that look
wrong (`guards`) are written down again without hints, and once more with no phrase allowed
twice; the best text is kept (`takes`). One that goes on looping is heard in halves, cut where it is
quietest. What was passed over (`holes`) is heard by itself.

Nothing is drawn by lot: the same recording gives the same text, however many hear it side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

from minutes_pipeline.meeting import ReviewNote, Segment, Severity, Span, SpeechRegions
from minutes_pipeline.transcription import guards
from minutes_pipeline.transcription.holes import holes, inserted
from minutes_pipeline.transcription.lanes import Lane, lanes_of
from minutes_pipeline.transcription.noise import Background
from minutes_pipeline.transcription.packing import quietest
from minutes_pipeline.transcription.takes import SILENT, Judge, Take, joined
from minutes_pipeline.transcription.together import TOGETHER, Decoder, Encoded
from minutes_pipeline.transcription.vocabulary import SEPARATOR

TEAMS = 2
"""Groups of lanes that are heard independently, side by side where there are cores for it.

The same number on every computer: lanes begin where their number says, and with them windows.
"""
ONCE = 8
"""Tokens in a row that may not come twice in the last hearing of a loop: about six characters."""
QUIET = 0.002
"""Level (root mean square) below which a window gets no hints: it would give them back."""
SHORT = 2.0
"""Seconds of speech below which a window gets no hints, for the same reason."""
MARGIN = 0.2
"""Seconds heard before and after a passed-over stretch."""
SHOWN = 40
"""Characters of a dropped text that the clerk is shown: loops are endless."""
UNHEARD = 1.2
"""Seconds of speech without text from which a person is asked to listen; less is a はい at most."""
TOKENS = 1.15 * guards.FASTEST
"""Tokens a second that nobody exceeds: a character takes one, a rare kanji two or three."""
HALVED = 6.0
"""Seconds of speech from which a window that cannot be heard whole is heard in halves."""
BAD = 2
"""Weight of the signs (`guards.WEIGHTS`) from which that is worth its time."""


@dataclass(slots=True)
class _Trial:
    """A window on its way to its text.

    Attributes:
        window: What is heard.
        hinted: The first hearing gets hints.
        speech: Seconds of speech in it; None for what the regions say.
        takes: All hearings so far.
    """

    window: Span
    hinted: bool = False
    speech: float | None = None
    takes: list[Take] = field(default_factory=list)

    @property
    def best(self) -> Take:
        """The hearing with least against it, the earlier of two alike."""
        return min(self.takes, key=lambda take: take.badness)


class Listener:
    """Hears a recording and keeps note of what is doubtful."""

    def __init__(
        self,
        model: Any,
        background: Background,
        regions: SpeechRegions,
        beam: int,
        hints: tuple[str, ...],
    ) -> None:
        """Let *model* hear the recording before its *background*, where *regions* say.

        Args:
            model: The engine's model.
            background: The recording with what is noise in it.
            regions: Where somebody speaks.
            beam: Width of the search.
            hints: Words that may be said.
        """
        self.notes: list[ReviewNote] = []
        self._background = background
        self._samples = samples = background.samples
        self._regions = regions
        self._decoder = Decoder(model, beam)
        self._judge = Judge(samples, regions, hints)
        self._hints = SEPARATOR.join(hints) or None

    def hear(
        self, packed: Sequence[Span], workers: int, report: Callable[[float], None]
    ) -> list[Segment]:
        """Return the segments of all windows, in order, in times of the recording.

        Args:
            packed: The windows; what a hearing leaves of one is heard with the next.
            workers: Teams that hear at the same time; the text does not depend on it.
            report: Is told the share that is done.
        """
        lanes = lanes_of(packed, self._regions.spans, TEAMS * TOGETHER)
        whole = sum(lane.left for lane in lanes) or 1.0
        pool = ThreadPoolExecutor(workers)
        try:
            busy = {
                pool.submit(self._round, team): team
                for team in (lanes[at : at + TOGETHER] for at in range(0, len(lanes), TOGETHER))
            }
            while busy:
                for one in wait(busy, return_when=FIRST_COMPLETED).done:
                    team = busy.pop(one)
                    one.result()
                    if any(lane.left for lane in team):
                        busy[pool.submit(self._round, team)] = team
                report(1.0 - sum(lane.left for lane in lanes) / whole)
        finally:
            # After a failure, or where a person stops the run, no further round is begun.
            pool.shutdown(cancel_futures=True)
        self.notes.sort(key=lambda note: (note.start or 0.0, note.end or 0.0, note.code))
        return [segment for lane in lanes for segment in lane.heard]

    def _round(self, team: Sequence[Lane]) -> None:
        """Hear one window of each lane, and what was passed over in them."""
        trials = [(lane, trial) for lane in team if (trial := self._begun(lane)) is not None]
        self._hear([trial for _, trial in trials])
        takes = []
        for lane, trial in trials:
            lane.at = trial.best.span.end
            takes.append(self._settled(trial.best))
        for (lane, _), segments in zip(trials, self._completed(takes), strict=True):
            lane.heard += segments

    def _begun(self, lane: Lane) -> _Trial | None:
        """Return the next window of *lane*; None at its end or where nobody speaks."""
        window = lane.window(self._samples)
        if window is None:
            return None
        level = self._judge.level(window)
        if level < SILENT:
            self.notes.append(_doubtful(window, ("empty",)))
            lane.at = window.end
            return None
        return _Trial(window, level >= QUIET and self._judge.speech_in(window) >= SHORT)

    def _hear(self, trials: Sequence[_Trial]) -> None:
        """Let every one of *trials* be heard, again where it looks wrong."""
        for first in range(0, len(trials), TOGETHER):
            some = trials[first : first + TOGETHER]
            sounds = self._decoder.encode([self._background.without(one.window) for one in some])
            both = list(zip(some, sounds, strict=True))
            self._decode([b for b in both if b[0].hinted], hinted=True)
            self._decode([b for b in both if not b[0].hinted], hinted=False)
            self._decode([b for b in both if b[0].hinted and b[0].best.signs], hinted=False)
            self._decode([b for b in both if b[0].best.weight >= BAD], hinted=False, once=ONCE)

    def _decode(
        self, both: Sequence[tuple[_Trial, Encoded]], *, hinted: bool, once: int = 0
    ) -> None:
        """Write the windows of *both* down together."""
        if not both:
            return
        texts = self._decoder.decode(
            [sound for _, sound in both],
            self._hints if hinted else None,
            _most_tokens(max(trial.window.duration for trial, _ in both)),
            once,
        )
        for (trial, _), text in zip(both, texts, strict=True):
            take = self._judge.read(trial.window, text, hinted=hinted, speech=trial.speech)
            trial.takes.append(take)

    def _settled(self, take: Take) -> Take:
        """Return *take*, heard in halves where it is still bad: a loop seldom begins twice."""
        window = take.span
        if take.weight >= BAD and self._judge.speech_in(window) >= HALVED:
            third = window.duration / 3
            cut = quietest(self._samples, window.start + third, window.end - third)
            one, two = self._alone([(Span(window.start, cut), None), (Span(cut, window.end), None)])
            take = min(take, joined(one, two), key=lambda t: t.badness)
        self.notes += [_dropped(segment) for segment in take.dropped]
        if take.signs:
            self.notes.append(_doubtful(take.span, take.signs))
        return take

    def _completed(self, takes: Sequence[Take]) -> list[tuple[Segment, ...]]:
        """Hear again, alone, what was passed over; note what still gives no text."""
        passed = [
            (number, hole)
            for number, take in enumerate(takes)
            for hole in holes(take.segments, self._regions.spans, take.span)
        ]
        around = [
            (Span(max(0.0, hole.start - MARGIN), hole.end + MARGIN), hole.duration)
            for _, hole in passed
        ]
        more: list[list[Segment]] = [[] for _ in takes]
        for (number, hole), again in zip(passed, self._alone(around), strict=True):
            believed = bool(again.segments) and set(again.signs) <= {"cut"}
            if believed:
                more[number] += again.segments
            if again.signs and (again.segments or hole.duration >= UNHEARD):
                signs = again.signs if believed else ("empty",)
                self.notes.append(_doubtful(hole, signs, again.text))
            self.notes += [_dropped(segment) for segment in again.dropped]
        return [inserted(take.segments, m) for take, m in zip(takes, more, strict=True)]

    def _alone(self, wanted: Sequence[tuple[Span, float | None]]) -> list[Take]:
        """Hear windows without hints, each to its end.

        Args:
            wanted: Windows, each with its seconds of speech; None for what the regions say.
        """
        found: list[Take | None] = [None] * len(wanted)
        left = {number: _Trial(window, speech=said) for number, (window, said) in enumerate(wanted)}
        while left:
            self._hear(list(left.values()))
            for number, trial in list(left.items()):
                before, best = found[number], trial.best
                found[number] = best if before is None else joined(before, best)
                del left[number]
                if best.span.end < trial.window.end:
                    left[number] = _Trial(Span(best.span.end, trial.window.end))
        return [take for take in found if take is not None]


def _most_tokens(duration: float) -> int:
    """Return how many tokens can be said in *duration* seconds.

    A loop goes on to the engine's limit, as if half a minute had been spoken: in a second of
    sound that costs as much time as half a minute.
    """
    return 20 + round(TOKENS * duration)


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
