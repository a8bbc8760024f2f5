"""What was heard: spans of time, timed words, turns of voices, utterances."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_pipeline.meeting.people import Role
from minutes_pipeline.meeting.review import ReviewNote


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A bare interval ``[start, end)`` in seconds of the recording.

    Raises:
        ValueError: *end* lies before *start*, or *start* is negative.
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        """Refuse an interval that runs backwards."""
        if self.start < 0 or self.end < self.start:
            raise ValueError(f"not a span of time: start={self.start!r}, end={self.end!r}")

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The moment halfway, in seconds."""
        return (self.start + self.end) / 2

    def __and__(self, other: Span) -> Span | None:
        """Return the part shared with *other*, or None when they do not overlap.

        >>> Span(0, 10) & Span(5, 15)
        Span(start=5, end=10)
        """
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def __or__(self, other: Span) -> Span:
        """Return the smallest span that covers both.

        >>> Span(0, 1) | Span(5, 6)
        Span(start=0, end=6)
        """
        return Span(min(self.start, other.start), max(self.end, other.end))

    def overlap(self, other: Span) -> float:
        """Return the shared length in seconds, 0.0 when they do not overlap."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class SpeechRegions:
    """Where a recording holds speech.

    Attributes:
        duration: Length of the whole recording in seconds.
        spans: Speech, in order, not overlapping.
    """

    duration: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A recogniser's token with its time; in Japanese not a linguistic word.

    Attributes:
        text: Characters as recognised; joined they give the segment's text.
        span: When it was said.
        probability: The engine's own figure in [0, 1]; None when it gave none.
    """

    text: str
    span: Span
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A recogniser's piece of text with its span and words.

    Attributes:
        span: When it was said.
        text: The text, without surrounding white space.
        words: Timed tokens; empty when the engine gave none.
        avg_logprob: Mean log-probability per token; None when unknown.
        no_speech_prob: Probability in [0, 1] that nobody speaks; None when unknown.
        compression_ratio: Length of the text over its zlib length; None when unknown.
    """

    span: Span
    text: str
    words: tuple[Word, ...] = ()
    avg_logprob: float | None = None
    no_speech_prob: float | None = None
    compression_ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """All segments of one recording, in order of start.

    Attributes:
        segments: The text.
        model: Name of the weights that heard it, as in the model catalog.
        vocabulary: The terms that were given to the engine as hints.
        notes: What a person must look at.
    """

    segments: tuple[Segment, ...]
    model: str | None = None
    vocabulary: tuple[str, ...] = ()
    notes: tuple[ReviewNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One voice over a span, without text (one RTTM line).

    Attributes:
        span: When the voice was heard.
        speaker: An anonymous label such as ``SPEAKER_03``; never a person, never a space.
    """

    span: Span
    speaker: str


@dataclass(frozen=True, slots=True)
class Diarization:
    """Every turn of every voice in a recording.

    Attributes:
        turns: All turns in order of start; where two people speak at once, turns overlap.
        exclusive: The same with at most one voice at any moment: for joining to text.
    """

    turns: tuple[Turn, ...]
    exclusive: tuple[Turn, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """All voices, in order of first turn."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one voice said in one go, with all that is known of it.

    Attributes:
        id: ``u0001`` and so on, in order of the record.
        text: The words as heard.
        span: When it was said; None where a transcript made elsewhere has no times.
        speaker: The anonymous voice; None when unknown.
        words: Timed tokens, where there are any.
        confidence: Mean probability of the words in [0, 1]; None when no engine gave one.
        role: What the speaker spoke as; None while undecided.
        role_reason: The evidence for the role (``"chair-cue: 開会"``); None while undecided.
        name: The person, where known from the roster by call, self-introduction or a
            person's choice; never guessed.
        item: Number of the agenda item it belongs to; None outside every item.
        label: What a transcript made elsewhere wrote before the words (``委員長（佐藤君）``);
            None where nothing was written.
    """

    id: str
    text: str
    span: Span | None = None
    speaker: str | None = None
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    role: Role | None = None
    role_reason: str | None = None
    name: str | None = None
    item: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The utterances of a sitting, as one stage passes them to the next.

    Attributes:
        duration: Length of the recording in seconds; None without a recording.
        utterances: In order of start, or as given where there are no times.
        notes: What a person must look at, raised by the stage that made this.
        joint: Numbers of agenda items that were taken together (一括議題), one tuple a group, in
            the agenda's order; what is said for all of them stands under the first.
    """

    duration: float | None
    utterances: tuple[Utterance, ...]
    notes: tuple[ReviewNote, ...] = ()
    joint: tuple[tuple[str, ...], ...] = ()


def timecode(seconds: float) -> str:
    """Write a moment of the recording as players show it, full seconds, never later than it is.

    >>> timecode(2537.9)
    '00:42:17'
    """
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
