"""What one way of hearing made of a recording, and how well, fast and sparingly it did."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from minutes_pipeline.evaluation.characters import error_rate, headline, lenient
from minutes_pipeline.evaluation.reference import ReferenceTurn
from minutes_pipeline.evaluation.voices import attributed_rate, voice_rates
from minutes_pipeline.meeting import Diarization, Span, Turn, Utterance


@dataclass(frozen=True, slots=True)
class Heard:
    """The result of one way.

    Attributes:
        duration: Length of the recording in seconds.
        words: Voice (or None), text, start and end of every piece of text.
        voices: For each setting tried, the turns (start, end, voice). Ours has one; the stock way
            has one for each threshold, so that it can be compared at its best.
        parts: Seconds by the clock of every part of the work.
        cpu_parts: Seconds of processor time of every part.
        cpu: Seconds of processor time, of all threads, engines' start included.
        peak: Most memory resident at a time, in bytes; None where the system does not tell.
        wall: Seconds by the clock, engines' start included; set by whoever started the process.
    """

    duration: float
    words: tuple[tuple[str | None, str, float, float], ...]
    voices: dict[str, tuple[tuple[float, float, str], ...]]
    parts: dict[str, float]
    cpu: float
    peak: int | None
    wall: float = 0.0
    cpu_parts: dict[str, float] = field(default_factory=dict)

    def store(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path, wall: float) -> Heard:
        stored = json.loads(path.read_text(encoding="utf-8"))
        stored["words"] = tuple(tuple(word) for word in stored["words"])
        stored["voices"] = {k: tuple(tuple(t) for t in v) for k, v in stored["voices"].items()}
        return cls(**{**stored, "wall": wall})


@dataclass(frozen=True, slots=True)
class Marks:
    """How one way did: error rates as shares, sizes in bytes, times in seconds."""

    setting: str
    wall: float
    cpu: float
    peak: int | None
    cer: float
    cer_readings: float
    der: float
    confusion: float
    cpcer: float
    found: int
    true: int


def marks(heard: Heard, turns: Sequence[ReferenceTurn]) -> list[Marks]:
    """Return the marks under every setting, the one with the lowest DER first."""
    said = [turn.text for turn in turns]
    text = "".join(word[1] for word in heard.words)
    cer, readings = (error_rate(said, text, norm).rate.value for norm in (headline, lenient))
    found = []
    for setting, spans in heard.voices.items():
        made = tuple(Turn(Span(start, end), voice) for start, end, voice in sorted(spans))
        rates = voice_rates(turns, Diarization(made, made))
        words = heard.words
        if any(word[0] is None for word in words):
            words = tuple(largest_overlap(words, spans))
        utterances = [
            Utterance(f"u{n:04d}", word, Span(start, end), voice)
            for n, (voice, word, start, end) in enumerate(words)
        ]
        found.append(
            Marks(
                setting,
                heard.wall,
                heard.cpu,
                heard.peak,
                cer,
                readings,
                rates.der.value,
                rates.confusion,
                attributed_rate(turns, utterances).value,
                rates.found,
                rates.true,
            )
        )
    return sorted(found, key=lambda m: m.der)


def largest_overlap(
    words: Iterable[tuple[str | None, str, float, float]],
    spans: Sequence[tuple[float, float, str]],
) -> Iterable[tuple[str | None, str, float, float]]:
    """Yield every piece of text with the voice that it shares most time with."""
    for _, text, start, end in words:
        shared: dict[str, float] = {}
        for first, last, voice in spans:
            both = min(end, last) - max(start, first)
            if both > 0:
                shared[voice] = shared.get(voice, 0.0) + both
        yield (max(shared, key=lambda v: shared[v]) if shared else "?"), text, start, end


def peak_memory() -> int | None:
    """Return the most memory that this process has held, in bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


class Stopwatch:
    """Seconds between calls, by the clock and of processor time, by name."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self.cpu_parts: dict[str, float] = {}
        self._last = (time.monotonic(), time.process_time())

    def stop(self, name: str) -> None:
        now = (time.monotonic(), time.process_time())
        self.parts[name] = round(now[0] - self._last[0], 3)
        self.cpu_parts[name] = round(now[1] - self._last[1], 3)
        self._last = now
