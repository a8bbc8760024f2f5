"""How well voices were told apart: DER, JER, their number, and whose words are whose (cpCER)."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from minutes_pipeline.errors import PaperError
from minutes_pipeline.evaluation.characters import headline
from minutes_pipeline.evaluation.reference import ReferenceTurn
from minutes_pipeline.meeting import Diarization, Turn, Utterance


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
        cpcer: Character error rate of each voice's words joined, under the best matching of
            voices (cpWER of CHiME-6, on characters; meeteval).
    """

    der: float
    confusion: float
    missed: float
    false_alarm: float
    jer: float
    found: int
    true: int
    cpcer: float


def voice_rates(
    turns: Sequence[ReferenceTurn], found: Diarization, utterances: Sequence[Utterance]
) -> VoiceRates:
    """Return the measures of diarization against the reference.

    Raises:
        PaperError: The libraries of the evaluation are not installed (V02).
    """
    try:
        from meeteval.wer.wer.cp import cp_word_error_rate
        from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate
    except ImportError as error:
        raise PaperError(
            "V02",
            "評価に使うライブラリが入っていません。",
            "「pip install 'minutes_pipeline[evaluation]'」を実行してください。",
        ) from error
    spoken = [(s, e, t.speaker) for t in turns for s, e in t.speech]
    reference = _annotation(spoken)
    hypothesis = _annotation(_bare(found.turns))
    detail = DiarizationErrorRate(collar=0.0, skip_overlap=False)(
        reference, hypothesis, detailed=True
    )
    total = max(1e-9, detail["total"])
    jer = JaccardErrorRate(collar=0.0, skip_overlap=False)(reference, hypothesis)
    logging.getLogger("meeteval").setLevel(logging.ERROR)
    cp = cp_word_error_rate(
        reference=_spaced((t.speaker, t.text) for t in turns),
        hypothesis=_spaced((u.speaker or "?", u.text) for u in utterances),
        reference_sort=False,
        hypothesis_sort=False,
    )
    return VoiceRates(
        der=detail["diarization error rate"],
        confusion=detail["confusion"] / total,
        missed=detail["missed detection"] / total,
        false_alarm=detail["false alarm"] / total,
        jer=float(jer),
        found=len(found.speakers),
        true=len({t.speaker for t in turns}),
        cpcer=float(cp.error_rate or 0.0),
    )


def _bare(turns: Iterable[Turn]) -> list[tuple[float, float, str]]:
    return [(t.span.start, t.span.end, t.speaker) for t in turns]


def _annotation(spans: Iterable[tuple[float, float, str]]) -> Any:
    from pyannote.core import Annotation, Segment

    annotation = Annotation()
    for index, (start, end, speaker) in enumerate(spans):
        annotation[Segment(start, end), index] = speaker
    return annotation


def _spaced(pieces: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return each voice's words with a space between characters, so that these are counted."""
    said: dict[str, list[str]] = defaultdict(list)
    for speaker, text in pieces:
        said[speaker] += headline(text)
    return {speaker: " ".join(characters) for speaker, characters in said.items()}
