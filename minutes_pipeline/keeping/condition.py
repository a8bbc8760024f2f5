"""A work folder as the archive sees it: the minutes as printed, and what stands against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_pipeline.api import standings
from minutes_pipeline.archive.printed import Printed
from minutes_pipeline.archive.readiness import Condition
from minutes_pipeline.archive.word_file import Pending, pending
from minutes_pipeline.archive.word_file import lines as read_lines
from minutes_pipeline.document.arrangement import printed as arranged
from minutes_pipeline.document.body import Line
from minutes_pipeline.document.kept_comments import wanted
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.template import Template, find_template, load_template
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import (
    Agenda,
    CommentKept,
    Corrections,
    Minutes,
    ReviewNote,
    Utterance,
)
from minutes_pipeline.meeting.keeping import Keeping
from minutes_pipeline.runner import State
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    CORRECTIONS,
    DOUBTS,
    KEEPING,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
)
from minutes_pipeline.workspace.folder import WorkFolder

NOTHING = Pending(0, 0, 0, ())


@dataclass(frozen=True, slots=True)
class Finished:
    """The minutes of a work folder, as they would be kept.

    Attributes:
        template: The city's form.
        minutes: What they say.
        agenda: Of the sitting.
        utterances: What they rest on.
        lines: What is printed, the mark of a draft taken out.
        docx: The Word file as drawn.
        printed: What it prints, as read back.
        unplaced: Changes of editors that have no place any more, for a clerk.
        comments: Comments of editors that nobody has marked as settled.
    """

    template: Template
    minutes: Minutes
    agenda: Agenda
    utterances: tuple[Utterance, ...]
    lines: tuple[Line, ...]
    docx: bytes
    printed: Printed
    unplaced: tuple[str, ...] = ()
    comments: Pending = NOTHING


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
    template = load_template(find_template(job.choices.template))
    minutes, agenda = work.load(MINUTES), work.load(AGENDA)
    utterances = work.load(PLACED).utterances
    corrections = work.load(CORRECTIONS) if work.digest(CORRECTIONS) else Corrections()
    # With the mark of a draft first: what editors changed refers to the lines as they saw them.
    every, unplaced = arranged(template.form, minutes, agenda, utterances, corrections)
    lines = tuple(_approved(line, template.form.draft) for line in every)
    docx = drawn(template, lines)
    return Finished(
        template,
        minutes,
        agenda,
        utterances,
        lines,
        docx,
        read_lines(docx),
        tuple(wanted(one) for one in unplaced),
        _comments(corrections),
    )


def _approved(line: Line, mark: str) -> Line:
    if line.style is Style.TITLE and mark:
        return replace(line, text=line.text.replace(mark, ""))
    return line


def _comments(corrections: Corrections) -> Pending:
    left = [c.change for c in corrections.made if isinstance(c.change, CommentKept)]
    authors = sorted({one.author or "不明" for one in left if not one.done})
    return Pending(0, 0, sum(not one.done for one in left), tuple(authors))


def drawn(template: Template, lines: Sequence[Line]) -> bytes:
    """Return printed lines as the bytes of a Word file in a city's form."""
    from minutes_pipeline.document import wordml  # takes a second: python-docx
    from minutes_pipeline.document.writer import Sheet

    sheet = Sheet(template.open(), template.form)
    sheet.write(lines)
    title = next((line.text for line in lines if line.style is Style.TITLE), "")
    wordml.fill_placeholders(sheet.document, {"{標題}": "".join(title.split("\n"))})
    return wordml.saved(sheet.document)


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
    left = [("取り込んだWord", done.comments)] if done.comments else []
    for name in edited:
        try:
            waiting = pending((work.path / name).read_bytes(), machine=_machine())
        except ValueError:
            continue  # not a Word file any more: that it was edited is told all the same
        if waiting:
            left.append((name, waiting))
    return Condition(done.printed, _doubts(work), left, stale, edited, done.unplaced)


def _machine() -> str:
    from minutes_pipeline.document.word import AUTHOR  # takes a second: python-docx

    return AUTHOR


def _doubts(work: WorkFolder) -> tuple[ReviewNote, ...]:
    return work.load(DOUBTS) if work.digest(DOUBTS) is not None else ()
