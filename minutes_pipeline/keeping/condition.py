"""A work folder as the archive sees it: the minutes as printed, and what stands against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_pipeline.api import standings
from minutes_pipeline.archive.printed import Printed
from minutes_pipeline.archive.readiness import Condition
from minutes_pipeline.archive.word_file import lines, pending
from minutes_pipeline.document.template import Template, find_template, load_template
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda, Minutes, ReviewNote, Utterance
from minutes_pipeline.meeting.keeping import Keeping
from minutes_pipeline.runner import State
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    DOUBTS,
    KEEPING,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
)
from minutes_pipeline.workspace.folder import WorkFolder


@dataclass(frozen=True, slots=True)
class Finished:
    """The minutes of a work folder, drawn as they would be kept.

    Attributes:
        template: The city's form, without the mark of a draft and without comments.
        minutes: What they say.
        agenda: Of the sitting.
        utterances: What they rest on.
        docx: The Word file as drawn.
        printed: What it prints.
    """

    template: Template
    minutes: Minutes
    agenda: Agenda
    utterances: tuple[Utterance, ...]
    docx: bytes
    printed: Printed


def finished(work: WorkFolder) -> Finished:
    """Return the minutes as they stand in *work*.

    Raises:
        PaperError: W08 there is no draft yet, F01 or F02 the form is missing or faulty.
    """
    job = work.job
    if work.digest(MINUTES) is None or work.digest(PLACED) is None:
        raise PaperError(
            "W08",
            f"原案がまだできていません（{work.path}）。",
            f"「minutes run {work.path}」で最後まで進めてください。",
        )
    template = _final(load_template(find_template(job.choices.template)))
    minutes, agenda = work.load(MINUTES), work.load(AGENDA)
    utterances = work.load(PLACED).utterances
    docx = drawn(template, minutes, agenda, utterances)
    return Finished(template, minutes, agenda, utterances, docx, lines(docx))


def _final(template: Template) -> Template:
    """Return the form as approved minutes have it."""
    quiet = template.form.doubts.model_copy(update={"comments": False})
    form = template.form.model_copy(update={"draft": "", "doubts": quiet})
    return replace(template, form=form)


def drawn(
    template: Template, minutes: Minutes, agenda: Agenda, utterances: Sequence[Utterance]
) -> bytes:
    """Return the Word file of minutes in a form."""
    from minutes_pipeline.document.word import render  # takes a second: python-docx

    return render(template, minutes, agenda, utterances, ())


def record(work: WorkFolder) -> Keeping:
    """Return what was done with the minutes so far."""
    return work.load(KEEPING) if work.digest(KEEPING) is not None else Keeping()


def store_record(work: WorkFolder, kept: Keeping) -> None:
    """Keep the record; the folder must be locked.

    Raises:
        StorageError: Disk full or not writable.
    """
    part, _ = work.prepare(KEEPING, kept)
    work.commit(KEEPING, part)


def condition(work: WorkFolder, done: Finished, models_root: Path | None) -> Condition:
    """Return what decides whether the minutes are ready."""
    stale, edited = [], []
    # What was erased by the rule cannot be made again, and need not: the words are approved.
    erased = record(work).last("purge") is not None
    for row in standings(work, models_root):
        if row.stage.writes is MINUTES_DOCX and row.state in (State.ALTERED, State.CONFLICT):
            edited.append(MINUTES_DOCX.file)
        elif not erased and row.state in (State.STALE, State.MISSING, State.CONFLICT):
            stale.append(row.stage.title)
    left = []
    for name in edited:
        try:
            waiting = pending((work.path / name).read_bytes(), machine=_machine())
        except ValueError:
            continue  # not a Word file any more: that it was edited is told all the same
        if waiting:
            left.append((name, waiting))
    return Condition(done.printed, _doubts(work), left, stale, edited)


def _machine() -> str:
    from minutes_pipeline.document.word import AUTHOR  # takes a second: python-docx

    return AUTHOR


def _doubts(work: WorkFolder) -> tuple[ReviewNote, ...]:
    return work.load(DOUBTS) if work.digest(DOUBTS) is not None else ()
