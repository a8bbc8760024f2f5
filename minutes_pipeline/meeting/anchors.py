"""What a correction was made on: by its id, and by the machine's own words at the time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UtteranceAnchor:
    """An utterance as the machine made it when the correction was made.

    Attributes:
        id: Its id.
        text: Its words as heard, before every correction.
        start: When it began, seconds; None without times.
    """

    id: str
    text: str
    start: float | None = None


@dataclass(frozen=True, slots=True)
class VoiceAnchor:
    """An anonymous voice, known again by what it said.

    Attributes:
        label: Its label at the time (``SPEAKER_03``).
        heard: Some of its utterances.
    """

    label: str
    heard: tuple[UtteranceAnchor, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphAnchor:
    """A paragraph of the draft.

    Attributes:
        id: Its id in the machine's draft; of a paragraph that a correction made, the id that
            `made_paragraph` gives.
        text: The machine's text, before every correction; for a made paragraph as it was made.
        sources: Ids of the utterances that it rests on.
    """

    id: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedAnchor:
    """A printed line that is no paragraph of the draft, or one as it is printed.

    Attributes:
        id: The line's id (``item_3``, ``row_date``, ``certificate``, ``p0004``).
        text: Its words when the correction was made.
    """

    id: str
    text: str
