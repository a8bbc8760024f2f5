"""Draft: turn what was said, by whom and under which item, into condensed written minutes.

Nothing is generated: every paragraph is made from the words of the utterances it cites, by rules
that have names (`rules`). What is left out is listed with its reason (`ledger`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from minutes_pipeline.drafting.analysis import Analyzer
from minutes_pipeline.drafting.assembly import draft_meeting
from minutes_pipeline.drafting.condensing import STANDARD
from minutes_pipeline.drafting.manner import Manner
from minutes_pipeline.drafting.polishing.stage import with_polish
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.meeting import Draft, Minutes
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    DRAFT,
    MACHINE_MINUTES,
    PLACED,
    POLISHING,
    ROSTER,
    SITTING,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


@dataclass(frozen=True, slots=True)
class DraftMinutes:
    """Stage: utterances under items -> the written minutes, with the account of omissions."""

    analyzer: Analyzer
    manner: Manner = STANDARD

    name: ClassVar[str] = "draft"
    title: ClassVar[str] = "会議録の文章に整え"
    revision: ClassVar[int] = 15
    reads: ClassVar[Reads] = (PLACED, AGENDA, ROSTER, SITTING)
    writes: ClassVar[Artifact[Draft]] = DRAFT

    def decides(self) -> Mapping[str, str]:
        """Return what decides the result beside the inputs: the analyser's model, the manner."""
        return {
            "analyzer": self.analyzer.identity,
            "style": self.manner.style.value,
            "detail": self.manner.detail.value,
        }

    def run(self, inputs: Inputs, progress: Progress) -> Draft:
        """Return the draft; every utterance and every sentence is accounted for."""
        record = inputs.get(PLACED)
        turns = read_turns(record.utterances, self.analyzer)
        progress.at(0.6)
        draft = draft_meeting(
            record,
            turns,
            inputs.get(AGENDA),
            inputs.get(ROSTER),
            inputs.get(SITTING),
            self.manner,
        )
        progress.at(1.0)
        return draft


@dataclass(frozen=True, slots=True)
class FinishMinutes:
    """Stage: what the rules made -> the minutes, with what a language model smoothed.

    Attributes:
        polished: Whether a model was asked.
    """

    polished: bool = False

    name: ClassVar[str] = "finish"
    title: ClassVar[str] = "会議録の原案をまとめ"
    revision: ClassVar[int] = 1
    writes: ClassVar[Artifact[Minutes]] = MACHINE_MINUTES

    @property
    def reads(self) -> Reads:
        """The draft, and the proposals where a model was asked."""
        return (DRAFT, POLISHING) if self.polished else (DRAFT,)

    def decides(self) -> Mapping[str, str]:
        """Nothing but what is read decides the result."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Minutes:
        """Return the minutes without their account."""
        del progress
        minutes = inputs.get(DRAFT).minutes
        return with_polish(minutes, inputs.get(POLISHING)) if self.polished else minutes
