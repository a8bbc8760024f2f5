"""The corrections room's doors: people's decisions laid over what each room made.

Each stage reads the whole log. Most corrections concern one of them only; the others make again
what they had made, in milliseconds, and what stands after them stays fresh.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from minutes_pipeline.corrections.doubts import open_doubts
from minutes_pipeline.corrections.speech import correct_items, correct_roles, correct_words
from minutes_pipeline.corrections.writing import Compare, correct_minutes
from minutes_pipeline.meeting import Minutes, Record, ReviewNote, Utterance
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    ATTRIBUTED,
    CORRECTIONS,
    DAMAGE,
    DOUBTS,
    MACHINE_ATTRIBUTED,
    MACHINE_MINUTES,
    MACHINE_PLACED,
    MACHINE_UTTERANCES,
    MINUTES,
    PLACED,
    TRANSCRIPT,
    UTTERANCES,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


@dataclass(frozen=True, slots=True)
class CorrectWords:
    """Stage: people's words and voices over the utterances."""

    name: ClassVar[str] = "correct-words"
    title: ClassVar[str] = "人の直し（言葉と声）を反映"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (MACHINE_UTTERANCES, CORRECTIONS)
    writes: ClassVar[Artifact[Record]] = UTTERANCES

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Record:  # noqa: ARG002 - quick
        """Return the utterances with words mended and voices merged and split."""
        return correct_words(inputs.get(MACHINE_UTTERANCES), inputs.get(CORRECTIONS))


@dataclass(frozen=True, slots=True)
class CorrectRoles:
    """Stage: people's roles over the inferred ones."""

    name: ClassVar[str] = "correct-roles"
    title: ClassVar[str] = "人の直し（役割）を反映"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (MACHINE_ATTRIBUTED, MACHINE_UTTERANCES, CORRECTIONS)
    writes: ClassVar[Artifact[Record]] = ATTRIBUTED

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Record:  # noqa: ARG002 - quick
        """Return the record with the roles and persons that people gave."""
        return correct_roles(
            inputs.get(MACHINE_ATTRIBUTED), inputs.get(MACHINE_UTTERANCES), inputs.get(CORRECTIONS)
        )


@dataclass(frozen=True, slots=True)
class CorrectItems:
    """Stage: people's items over those that were found."""

    name: ClassVar[str] = "correct-items"
    title: ClassVar[str] = "人の直し（案件）を反映"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (MACHINE_PLACED, MACHINE_UTTERANCES, CORRECTIONS)
    writes: ClassVar[Artifact[Record]] = PLACED

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Record:  # noqa: ARG002 - quick
        """Return the record with utterances under the items that people gave."""
        return correct_items(
            inputs.get(MACHINE_PLACED), inputs.get(MACHINE_UTTERANCES), inputs.get(CORRECTIONS)
        )


@dataclass(frozen=True, slots=True)
class CorrectMinutes:
    """Stage: people's paragraphs and particulars over the draft.

    Attributes:
        compare: Checks what a person wrote against the words it rests on.
    """

    compare: Compare
    name: ClassVar[str] = "correct-minutes"
    title: ClassVar[str] = "人の直し（原案の文）を反映"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (MACHINE_MINUTES, PLACED, MACHINE_UTTERANCES, CORRECTIONS)
    writes: ClassVar[Artifact[Minutes]] = MINUTES

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Minutes:  # noqa: ARG002 - quick
        """Return the minutes as people want them."""
        return correct_minutes(
            inputs.get(MACHINE_MINUTES),
            inputs.get(PLACED),
            inputs.get(MACHINE_UTTERANCES),
            inputs.get(CORRECTIONS),
            self.compare,
        )


@dataclass(frozen=True, slots=True)
class GatherDoubts:
    """Stage: the doubts of every stage, but for those that people have settled.

    Attributes:
        unsure: Finds the words of the draft that were heard badly.
        heard: Whether the words were recognised here; False for a transcript made elsewhere.
    """

    unsure: Callable[[Minutes, Sequence[Utterance]], tuple[ReviewNote, ...]]
    heard: bool = True
    name: ClassVar[str] = "gather-doubts"
    title: ClassVar[str] = "確かめるところを集め"
    revision: ClassVar[int] = 7
    writes: ClassVar[Artifact[tuple[ReviewNote, ...]]] = DOUBTS

    @property
    def reads(self) -> Reads:
        """All records with notes; what was heard has a `TRANSCRIPT`, and its recording `DAMAGE`."""
        records: Reads = (UTTERANCES, ATTRIBUTED, PLACED, MINUTES, MACHINE_UTTERANCES, CORRECTIONS)
        return (*records, TRANSCRIPT, DAMAGE) if self.heard else records

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> tuple[ReviewNote, ...]:  # noqa: ARG002
        """Return all doubts that are still open, most serious first."""
        groups = [inputs.get(MINUTES).notes]
        groups += [inputs.get(record).notes for record in (PLACED, ATTRIBUTED, UTTERANCES)]
        if self.heard:
            groups += [inputs.get(TRANSCRIPT).notes, inputs.get(DAMAGE)]
        groups.append(self.unsure(inputs.get(MINUTES), inputs.get(PLACED).utterances))
        return open_doubts(groups, inputs.get(MACHINE_UTTERANCES), inputs.get(CORRECTIONS))
