"""How well voices were told apart: DER, JER, their number, and whose words are whose (cpCER)."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from minutes_pipeline.evaluation.characters import headline, turn_errors
from minutes_pipeline.evaluation.intervals import Rate, bootstrapped
from minutes_pipeline.evaluation.reference import ReferenceTurn
from minutes_pipeline.meeting import Diarization, Utterance

BLOCK = 30.0
"""Seconds of the pieces that are resampled for the interval of a rate over time."""


@dataclass(frozen=True, slots=True)
class VoiceRates:
    """Measures of diarization.

    Attributes:
        der: Diarization error rate, collar 0, overlapped speech scored (NIST, Rich
            Transcription; pyannote.metrics).
        confusion: The part of it that is the wrong voice.
        missed: The part that is speech given to nobody.
        false_alarm: The part that is given to somebody while nobody spoke.
        jer: Jaccard error rate (DIHARD II).
        found: Voices found.
        true: Voices in the reference.
    """

    der: Rate
    confusion: float
    missed: float
    false_alarm: float
    jer: float
    found: int
    true: int


def voice_rates(turns: Sequence[ReferenceTurn], found: Diarization) -> VoiceRates:
    """Return the measures of diarization against the reference.

    Raises:
        ImportError: pyannote.metrics is not installed.
    """
    from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

    reference = _annotation((s, e, t.speaker) for t in turns for s, e in t.speech)
    hypothesis = _annotation((t.span.start, t.span.end, t.speaker) for t in found.turns)
    whole = _extent(reference, hypothesis)
    metric = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    detail = metric(reference, hypothesis, uem=whole, detailed=True)
    total = max(1e-9, detail["total"])
    mapping = metric.optimal_mapping(reference, hypothesis, uem=whole)
    jer = JaccardErrorRate(collar=0.0, skip_overlap=False)(reference, hypothesis, uem=whole)
    return VoiceRates(
        der=bootstrapped(_blocks(reference, hypothesis.rename_labels(mapping=mapping), whole)),
        confusion=detail["confusion"] / total,
        missed=detail["missed detection"] / total,
        false_alarm=detail["false alarm"] / total,
        jer=float(jer),
        found=len(found.speakers),
        true=len({t.speaker for t in turns}),
    )


def attributed_rate(turns: Sequence[ReferenceTurn], utterances: Sequence[Utterance]) -> Rate:
    """Return the cpCER: each voice's words joined, under the best matching of voices.

    It is cpWER (Watanabe and others, CHiME-6, 2020; meeteval) on characters under the headline
    norm. Every voice's errors are counted to the turns they fall in; the words of a voice that
    matches nobody are a piece of their own.

    Raises:
        ImportError: meeteval or jiwer is not installed.
    """
    from meeteval.wer.wer.cp import cp_word_error_rate

    logging.getLogger("meeteval").setLevel(logging.ERROR)
    said = _words((t.speaker, t.text) for t in turns)
    heard = _words((u.speaker or "?", u.text) for u in utterances)
    matched = cp_word_error_rate(
        reference={who: " ".join("".join(parts)) for who, parts in said.items()},
        hypothesis={who: " ".join("".join(parts)) for who, parts in heard.items()},
        reference_sort=False,
        hypothesis_sort=False,
    )
    pieces: list[tuple[int, int]] = []
    for person, voice in matched.assignment:
        found, *_ = turn_errors(said.get(person, []), "".join(heard.get(voice, [])))
        pieces += found
    return bootstrapped(pieces)


def _annotation(spans: Iterable[tuple[float, float, str]]) -> Any:
    from pyannote.core import Annotation, Segment

    annotation = Annotation()
    for index, (start, end, speaker) in enumerate(spans):
        annotation[Segment(start, end), index] = speaker
    return annotation


def _extent(*annotations: Any) -> Any:
    """Return the stretch that is scored: from the beginning to the last turn of any of them."""
    from pyannote.core import Segment, Timeline

    end = max((a.get_timeline().extent().end for a in annotations if a), default=0.0)
    return Timeline([Segment(0.0, end)])


def _blocks(reference: Any, hypothesis: Any, whole: Any) -> list[tuple[float, float]]:
    """Return errors and length, both in seconds, of every `BLOCK` of the recording.

    Args:
        reference: Who spoke when.
        hypothesis: The same as found, its voices already named as the reference's.
        whole: The stretch that is scored.
    """
    from pyannote.core import Segment, Timeline
    from pyannote.metrics.identification import IdentificationErrorRate

    metric = IdentificationErrorRate(collar=0.0, skip_overlap=False)
    end = whole.extent().end
    pieces = []
    for number in range(int(-(-end // BLOCK))):
        block = Segment(number * BLOCK, min(end, (number + 1) * BLOCK))
        detail = metric.compute_components(
            reference.crop(block), hypothesis.crop(block), uem=Timeline([block])
        )
        errors = detail["confusion"] + detail["missed detection"] + detail["false alarm"]
        pieces.append((errors, detail["total"]))
    return pieces


def _words(pieces: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return each voice's texts under the headline norm; a text of signs alone is left out."""
    said: dict[str, list[str]] = defaultdict(list)
    for speaker, text in pieces:
        if bare := headline(text):
            said[speaker].append(bare)
    return said
