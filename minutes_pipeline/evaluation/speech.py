"""The measures of hearing, which need the libraries of the extra ``evaluation``."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_pipeline.evaluation.characters import NORMS, CharacterRate, error_rate
from minutes_pipeline.evaluation.intervals import Rate
from minutes_pipeline.evaluation.reference import Reference
from minutes_pipeline.evaluation.voices import VoiceRates, attributed_rate, voice_rates
from minutes_pipeline.meeting import Diarization, Utterance


@dataclass(frozen=True, slots=True)
class SpeechRates:
    """What was heard, and in whose voice, against what was said.

    Attributes:
        strict: Characters wrong under the strict norm (see `characters`).
        headline: The same under the headline norm.
        lenient: The same under the lenient norm.
        cpcer: Characters wrong when every voice's words are compared by themselves; None where
            no utterance has a voice.
        voices: Measures of diarization; None where nothing was heard.
    """

    strict: CharacterRate
    headline: CharacterRate
    lenient: CharacterRate
    cpcer: Rate | None
    voices: VoiceRates | None


def speech_rates(
    utterances: tuple[Utterance, ...], reference: Reference, diarization: Diarization | None
) -> SpeechRates | None:
    """Return the measures of hearing; None where their libraries are not installed."""
    said = [turn.text for turn in reference.turns]
    heard = "".join(utterance.text for utterance in utterances)
    try:
        rates = {name: error_rate(said, heard, norm) for name, norm in NORMS.items()}
        told = any(utterance.speaker for utterance in utterances)
        cpcer = attributed_rate(reference.turns, utterances) if told else None
        voices = None if diarization is None else voice_rates(reference.turns, diarization)
    except ImportError:
        return None
    return SpeechRates(**rates, cpcer=cpcer, voices=voices)
