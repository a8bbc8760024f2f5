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
from minutes_pipeline.document.hearing import unsure_words
from minutes_pipeline.document.remarks import gather
from minutes_pipeline.document.template import load_template, template_digests
from minutes_pipeline.meeting import ReviewNote
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    ATTRIBUTED,
    CHECKLIST_HTML,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
    TRANSCRIPT,
    UTTERANCES,
    Artifact,
)
from minutes_pipeline.workspace.stage import Inputs, Reads

_READS: Reads = (MINUTES, AGENDA, PLACED, ATTRIBUTED, UTTERANCES)


def _reads(*, heard: bool) -> Reads:
    """Return what both stages read: where nothing was heard here, there is no `TRANSCRIPT`."""
    return (*_READS, TRANSCRIPT) if heard else _READS


def _notes(inputs: Inputs, *, heard: bool) -> tuple[ReviewNote, ...]:
    """Return the doubts of every stage, most serious first."""
    groups = [inputs.get(MINUTES).notes]
    groups += [inputs.get(record).notes for record in (PLACED, ATTRIBUTED, UTTERANCES)]
    if heard:
        groups.append(inputs.get(TRANSCRIPT).notes)
    groups.append(unsure_words(inputs.get(MINUTES), inputs.get(PLACED).utterances))
    return gather(groups)


@dataclass(frozen=True, slots=True)
class RenderDocument:
    """Stage: the draft -> a Word file for editors.

    Attributes:
        template: Folder of the city's form.
        heard: Whether the words were recognised here; False for a transcript made elsewhere.
    """

    template: Path
    heard: bool = True
    name: ClassVar[str] = "document"
    title: ClassVar[str] = "Wordの原案を作成"
    revision: ClassVar[int] = 2
    writes: ClassVar[Artifact[bytes]] = MINUTES_DOCX

    @property
    def reads(self) -> Reads:
        """The draft, what it rests on, and the doubts of every stage."""
        return _reads(heard=self.heard)

    def decides(self) -> Mapping[str, str]:
        """Return the digests of the form's files."""
        return template_digests(self.template)

    def run(self, inputs: Inputs, progress: Progress) -> bytes:
        """Return the bytes of the Word file, the same for the same values.

        Raises:
            PaperError: The form has faults; all are named.
        """
        template = load_template(self.template)
        from minutes_pipeline.document.word import render  # takes a second: python-docx

        progress.at(0.1)
        return render(
            template,
            inputs.get(MINUTES),
            inputs.get(AGENDA),
            inputs.get(PLACED).utterances,
            _notes(inputs, heard=self.heard),
        )


@dataclass(frozen=True, slots=True)
class WriteChecklist:
    """Stage: every doubt, gap and omission -> one page for the clerk.

    Attributes:
        template: Folder of the city's form: decides which particulars are asked for.
        heard: Whether the words were recognised here; False for a transcript made elsewhere.
    """

    template: Path
    heard: bool = True
    name: ClassVar[str] = "checklist"
    title: ClassVar[str] = "確認票を作成"
    revision: ClassVar[int] = 2
    writes: ClassVar[Artifact[bytes]] = CHECKLIST_HTML

    @property
    def reads(self) -> Reads:
        """The draft, what it rests on, and the doubts of every stage."""
        return _reads(heard=self.heard)

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
            notes=_notes(inputs, heard=self.heard),
        ).html()
