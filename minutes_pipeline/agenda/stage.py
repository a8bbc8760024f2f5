"""The agenda room's door: the 次第, the sitting's particulars, and which item was spoken on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from minutes_pipeline.agenda.clerk_marks import lay_marks, read_marks
from minutes_pipeline.agenda.material_file import read_materials
from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.agenda.particulars_file import read_particulars
from minutes_pipeline.agenda.placement import place_utterances
from minutes_pipeline.agenda.sitting import describe_sitting
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda, Materials, Record, Sitting
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    AGENDA_FILE,
    ATTRIBUTED,
    MACHINE_PLACED,
    MARKS_FILE,
    MATERIAL_FILES,
    MATERIALS,
    PARTICULARS_FILE,
    ROSTER,
    SITTING,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


@dataclass(frozen=True, slots=True)
class ReadAgenda:
    """Stage: the agenda file -> its items and the particulars at its head."""

    name: ClassVar[str] = "read-agenda"
    title: ClassVar[str] = "次第を読み取り"
    revision: ClassVar[int] = 7
    reads: ClassVar[Reads] = (AGENDA_FILE,)
    writes: ClassVar[Artifact[Agenda]] = AGENDA

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Agenda:
        """Return the agenda; an empty one when no file was given.

        Raises:
            PaperError: The file cannot be read as a 次第, or several were given.
        """
        paths = inputs.files(AGENDA_FILE)
        if not paths:
            return Agenda()
        if len(paths) > 1:
            raise PaperError(
                "P08",
                f"次第が{len(paths)}つ指定されています（{'、'.join(p.name for p in paths)}）。",
                "次第は1つだけ指定してください。",
            )
        agenda, remarks = parse_agenda(agenda_lines(paths[0]), paths[0].name)
        for remark in remarks:
            progress.remark(remark)
        progress.at(1.0)
        return agenda


@dataclass(frozen=True, slots=True)
class ReadMaterials:
    """Stage: the materials -> their text, from which special terms are taken."""

    name: ClassVar[str] = "read-materials"
    title: ClassVar[str] = "資料を読み取り"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (MATERIAL_FILES,)
    writes: ClassVar[Artifact[Materials]] = MATERIALS

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Materials:
        """Return the text of every file; one that cannot be read stops nothing."""
        materials = read_materials(inputs.files(MATERIAL_FILES))
        for note in materials.notes:
            progress.remark(note.message)
        progress.at(1.0)
        return materials


@dataclass(frozen=True, slots=True)
class DescribeSitting:
    """Stage: agenda, roster and meeting.toml -> the particulars of the sitting."""

    name: ClassVar[str] = "describe-sitting"
    title: ClassVar[str] = "会議の情報をまとめ"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (AGENDA, ROSTER, PARTICULARS_FILE)
    writes: ClassVar[Artifact[Sitting]] = SITTING

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Sitting:
        """Return what is known of the sitting; what nobody stated is None.

        Raises:
            PaperError: meeting.toml cannot be read, or names somebody unknown.
        """
        paths = inputs.files(PARTICULARS_FILE)
        stated = read_particulars(paths[0]) if paths else None
        progress.at(1.0)
        return describe_sitting(inputs.get(AGENDA), inputs.get(ROSTER), stated)


@dataclass(frozen=True, slots=True)
class PlaceUtterances:
    """Stage: utterances with roles -> the same under the agenda's items."""

    name: ClassVar[str] = "place-utterances"
    title: ClassVar[str] = "発言を案件に振り分け"
    revision: ClassVar[int] = 11
    reads: ClassVar[Reads] = (ATTRIBUTED, AGENDA, MARKS_FILE)
    writes: ClassVar[Artifact[Record]] = MACHINE_PLACED

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Record:
        """Return the record with ``item`` set, joint items, and notes on doubtful borders.

        Raises:
            PaperError: The clerk's marks cannot be read, or name an unknown item.
        """
        agenda = inputs.get(AGENDA)
        placed = place_utterances(inputs.get(ATTRIBUTED), agenda)
        for path in inputs.files(MARKS_FILE):
            placed = lay_marks(placed, read_marks(path, agenda))
        progress.at(1.0)
        return placed
