"""Whisper through faster-whisper and CTranslate2, behind `Transcriber`.

The recording is heard window by window (`packing`), each a file of its own to the engine, so that
memory stays the same however long the sitting: the engine's own way through a long file computes
the spectrum of the whole of it at once (9.6 GB for three hours). Windows that look wrong
(`guards`) are heard again alone, without hints, and the better of the two is kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from minutes_pipeline.errors import ModelError, StageFailed, engine_errors
from minutes_pipeline.meeting import (
    ReviewNote,
    Segment,
    Severity,
    Span,
    SpeechRegions,
    Transcript,
    Word,
)
from minutes_pipeline.transcription import guards
from minutes_pipeline.transcription.cores import physical_cores
from minutes_pipeline.transcription.holes import holes, inserted
from minutes_pipeline.transcription.packing import windows
from minutes_pipeline.transcription.vocabulary import SEPARATOR, within_budget
from minutes_pipeline.workspace.artifacts import Samples
from minutes_pipeline.workspace.engines import engine

BEAM = 5
FALLBACK = (0.0, 0.2, 0.4, 0.6)
"""Temperatures of the second hearing, tried until one text is believable."""
SEED = 20_240_401
"""Of the second hearing's sampling, so that the same recording gives the same text."""
QUIET = 0.002
"""Level (root mean square) below which a window gets no hints: it would give them back."""
SHORT = 2.0
"""Seconds of speech below which a window gets no hints, for the same reason."""
MARGIN = 0.2
"""Seconds heard before and after a passed-over stretch."""
TAIL = 0.6
"""Seconds of speech left in a window, silence around it included, that hold no word any more."""
SHOWN = 40
"""Characters of a dropped text that the clerk is shown: loops are endless."""
UNHEARD = 1.2
"""Seconds of speech without text from which a person is asked to listen; less is a はい at most."""
BESIDE = 0.25
"""Seconds by which the time of a text may miss the speech it stands for."""

_CURE = "`minutes models verify` で確かめ、`minutes models fetch` で取り直してください。"


@dataclass(frozen=True, slots=True)
class FasterWhisperTranscriber:
    """Whisper of any size, converted for CTranslate2.

    Attributes:
        folder: With ``model.bin``, ``config.json``, ``tokenizer.json``, ``vocabulary.*``.
        digest: Of the folder's weights, for the ledger.
        name: As in the model catalog, for the transcript.
        beam: Width of the search; 5 is as Whisper's authors use it.
    """

    folder: Path
    digest: str
    name: str | None = None
    beam: int = BEAM

    def settings(self) -> str:
        """Return all that decides the result besides the weights, on one line."""
        return f"faster-whisper beam={self.beam} seed={SEED}"

    def transcribe(
        self,
        samples: Samples,
        regions: SpeechRegions,
        terms: tuple[str, ...],
        report: Callable[[float], None],
        remark: Callable[[str], None],
    ) -> Transcript:
        """Return all that was said, in order; see `Transcriber.transcribe`."""
        with engine_errors(
            "文字にする",
            full="A02",
            cure="ほかのソフトを閉じるか、--model で小さいモデルを選んでください。",
            stopped="A03",
        ):
            model = engine(("whisper", self.folder, self.digest), lambda: self._model(remark))
            hints = within_budget(terms, lambda text: len(model.hf_tokenizer.encode(text).ids))
            listener = _Listener(model, samples, regions, self.beam, hints)
            packed = windows(regions.spans, samples)
            segments: list[Segment] = []
            for done, window in enumerate(packed, start=1):
                segments += listener.hear(window)
                report(done / len(packed))
            return Transcript(
                tuple(segments),
                model=self.name,
                vocabulary=hints,
                notes=tuple(listener.notes),
            )

    def _model(self, remark: Callable[[str], None]) -> Any:
        """Load the weights, on the graphics card where there is one that works."""
        with _loading():
            import ctranslate2  # heavy
            from faster_whisper import WhisperModel  # heavy

            cards = ctranslate2.get_cuda_device_count()
        if not (self.folder / "model.bin").is_file():
            raise ModelError("M13", f"音声認識のモデルが見つかりません（{self.folder}）。", _CURE)
        place = str(self.folder)
        if cards:
            try:
                model = WhisperModel(
                    place, device="cuda", compute_type="float16", local_files_only=True
                )
                # Missing CUDA libraries only show when something is computed.
                model.encode(np.zeros((model.model.n_mels, 3000), np.float32))
            except (RuntimeError, ValueError) as error:
                remark(f"GPUが使えないため、CPUで文字にします（{error}）。")
            else:
                remark("GPUで文字にします。")
                return model
        threads = physical_cores()
        # Old processors multiply no 8-bit numbers; CTranslate2 then takes what they can.
        kind = "int8" if "int8" in ctranslate2.get_supported_compute_types("cpu") else "default"
        try:
            return WhisperModel(
                place, device="cpu", compute_type=kind, cpu_threads=threads, local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                "M13", f"音声認識のモデルを読み込めません（{self.folder}）。", _CURE
            ) from error


@dataclass(frozen=True, slots=True)
class _Take:
    """One window heard once, with what speaks against it."""

    segments: tuple[Segment, ...]
    dropped: tuple[Segment, ...]
    signs: tuple[str, ...]
    logprob: float

    @property
    def badness(self) -> tuple[int, float]:
        """Smaller is better; text that is only unsure is better than none, invented text worse."""
        return (sum(guards.WEIGHTS[sign] for sign in self.signs), -self.logprob)

    @property
    def text(self) -> str:
        """All that was heard."""
        return "".join(segment.text for segment in self.segments)


class _Listener:
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
        self._hints = hints

    def hear(self, window: Span) -> tuple[Segment, ...]:
        """Return the segments of *window*, in times of the recording."""
        sound = self._samples.cut(window.start, window.end)
        speech = self._speech_in(window)
        loud = float(np.sqrt(np.mean(sound**2))) >= QUIET if len(sound) else False
        take = self._listen(window, sound, speech, hinted=loud and speech >= SHORT)
        if take.signs:
            again = self._listen(window, sound, speech, hinted=False, temperatures=FALLBACK)
            take = min(take, again, key=lambda t: t.badness)
        self.notes += [_dropped(segment) for segment in take.dropped]
        if take.signs:
            self.notes.append(_doubtful(window, take.signs))
        return self._completed(window, take.segments)

    def _completed(self, window: Span, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """Hear again, alone, what was passed over; note what still gives no text."""
        more: list[Segment] = []
        for hole in holes(segments, self._regions.spans, window):
            around = Span(max(0.0, hole.start - MARGIN), hole.end + MARGIN)
            sound = self._samples.cut(around.start, around.end)
            take = self._listen(around, sound, hole.duration, hinted=False, temperatures=FALLBACK)
            if take.segments and not take.signs:
                more += take.segments
            elif take.segments or hole.duration >= UNHEARD:
                self.notes.append(_doubtful(hole, ("empty",), take.text))
            self.notes += [_dropped(segment) for segment in take.dropped]
        return inserted(segments, more)

    def _listen(
        self,
        window: Span,
        sound: npt.NDArray[np.float32],
        speech: float,
        *,
        hinted: bool,
        temperatures: tuple[float, ...] = (0.0,),
    ) -> _Take:
        if len(temperatures) > 1:
            import ctranslate2  # loaded already

            ctranslate2.set_random_seed(SEED)
        found, _ = self._model.transcribe(
            sound,
            language="ja",
            task="transcribe",
            beam_size=self._beam,
            temperature=list(temperatures),
            compression_ratio_threshold=guards.COMPRESSION,
            log_prob_threshold=guards.LOGPROB,
            # Never skip a window as silent: that is for the regions to say, and for a note.
            no_speech_threshold=None,
            condition_on_previous_text=False,
            hotwords=SEPARATOR.join(self._hints) or None if hinted else None,
            word_timestamps=True,
        )
        every = self._until_silence(found, window)
        segments = tuple(
            segment
            for segment in every
            if self._was_said(segment) and not (hinted and guards.echoes(segment.text, self._hints))
        )
        dropped = tuple(segment for segment in every if segment not in segments)
        weights = [max(1, len(s.text)) for s in segments]
        logprob = (
            sum((s.avg_logprob or 0.0) * w for s, w in zip(segments, weights, strict=True))
            / sum(weights)
            if segments
            else -math.inf
        )
        heard = guards.Heard(
            "".join(s.text for s in segments),
            speech,
            logprob if segments else None,
            self._hints if hinted else (),
            tuple(
                1.0 if word.probability is None else word.probability
                for segment in segments
                for word in segment.words
                for _ in word.text
            ),
        )
        return _Take(segments, dropped, guards.signs(heard), logprob)

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
        if speech == 0 or len(guards.bare(segment.text)) > guards.FASTEST * (speech + BESIDE):
            return False
        unsure = (segment.no_speech_prob or 0.0) > 0.5 or (segment.avg_logprob or 0.0) < -0.7
        return not (unsure and guards.only_stock(segment.text))


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


@contextmanager
def _loading() -> Iterator[None]:
    try:
        yield
    except (ImportError, OSError) as error:
        raise StageFailed(
            "A01",
            f"音声認識の部品（faster-whisper）を読み込めません（{error}）。",
            "minutes_pipeline をインストールし直してください。",
        ) from error
