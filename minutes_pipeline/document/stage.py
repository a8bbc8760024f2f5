"""Document: the draft as a Word file in the city's form, and the list of what to check.

Everything here can be made again at any time from what is stored; nothing here decides what the
minutes say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from minutes_pipeline.document.checklist import Checklist
from minutes_pipeline.document.template import load_template, template_digests
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    CHECKLIST_HTML,
    CORRECTIONS,
    DOUBTS,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
    RECORD_DOCX,
    SPEAKERS_DOCX,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads


@dataclass(frozen=True, slots=True)
class RenderDocument:
    """Stage: the draft -> a Word file for editors.

    Attributes:
        template: Folder of the city's form.
    """

    template: Path
    name: ClassVar[str] = "document"
    title: ClassVar[str] = "Wordの原案を作成"
    reads: ClassVar[Reads] = (MINUTES, AGENDA, PLACED, DOUBTS, CORRECTIONS)
    revision: ClassVar[int] = 5
    writes: ClassVar[Artifact[bytes]] = MINUTES_DOCX

    def decides(self) -> Mapping[str, str]:
        """Return the digests of the form's files."""
        return template_digests(self.template)

    def run(self, inputs: Inputs, progress: Progress) -> bytes:
        """Return the bytes of the Word file, the same for the same values.

        Raises:
            PaperError: The form has faults; all are named.
        """
        template = load_template(self.template)
        doubts = inputs.get(DOUBTS)
        from minutes_pipeline.document.word import render  # takes a second: python-docx

        progress.at(0.1)
        return render(
            template,
            inputs.get(MINUTES),
            inputs.get(AGENDA),
            inputs.get(PLACED).utterances,
            doubts,
            inputs.get(CORRECTIONS),
        )


@dataclass(frozen=True, slots=True)
class WriteChecklist:
    """Stage: every doubt, gap and omission -> one page for the clerk.

    Attributes:
        template: Folder of the city's form: decides which particulars are asked for.
    """

    template: Path
    name: ClassVar[str] = "checklist"
    title: ClassVar[str] = "確認票を作成"
    reads: ClassVar[Reads] = (MINUTES, AGENDA, PLACED, DOUBTS)
    revision: ClassVar[int] = 3
    writes: ClassVar[Artifact[bytes]] = CHECKLIST_HTML

    def decides(self) -> Mapping[str, str]:
        """Return the digests of the form's files."""
        return template_digests(self.template)

    def run(self, inputs: Inputs, progress: Progress) -> bytes:
        """Return the page as UTF-8 HTML.

        Raises:
            PaperError: The form has faults; all are named.
        """
        del progress
        return Checklist(
            form=load_template(self.template).form,
            minutes=inputs.get(MINUTES),
            agenda=inputs.get(AGENDA),
            record=inputs.get(PLACED),
            notes=inputs.get(DOUBTS),
        ).html()


@dataclass(frozen=True, slots=True)
class RenderRecord:
    """Stage: every utterance as it was heard -> the full record (全文記録) in Word.

    Attributes:
        template: Folder of the city's form.
    """

    template: Path
    name: ClassVar[str] = "full-record"
    title: ClassVar[str] = "全文記録を作成"
    reads: ClassVar[Reads] = (MINUTES, AGENDA, PLACED)
    revision: ClassVar[int] = 1
    writes: ClassVar[Artifact[bytes]] = RECORD_DOCX

    def decides(self) -> Mapping[str, str]:
        """Return the digests of the form's files."""
        return template_digests(self.template)

    def run(self, inputs: Inputs, progress: Progress) -> bytes:
        """Return the bytes of the Word file, the same for the same values.

        Raises:
            PaperError: The form has faults; all are named.
        """
        del progress
        template = load_template(self.template)
        from minutes_pipeline.document.further import render_record

        return render_record(template, inputs.get(MINUTES), inputs.get(AGENDA), inputs.get(PLACED))


@dataclass(frozen=True, slots=True)
class RenderSpeakers:
    """Stage: the voices of the recording -> a sheet on which a person writes whose they are.

    Attributes:
        template: Folder of the city's form.
    """

    template: Path
    name: ClassVar[str] = "speaker-sheet"
    title: ClassVar[str] = "声の確認票を作成"
    reads: ClassVar[Reads] = (MINUTES, PLACED)
    revision: ClassVar[int] = 1
    writes: ClassVar[Artifact[bytes]] = SPEAKERS_DOCX

    def decides(self) -> Mapping[str, str]:
        """Return the digests of the form's files."""
        return template_digests(self.template)

    def run(self, inputs: Inputs, progress: Progress) -> bytes:
        """Return the bytes of the Word file, the same for the same values.

        Raises:
            PaperError: The form has faults; all are named.
        """
        del progress
        template = load_template(self.template)
        from minutes_pipeline.document.further import render_speakers

        return render_speakers(template, inputs.get(MINUTES), inputs.get(PLACED))
