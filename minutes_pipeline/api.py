"""What the commands ask of the product; each function is usable from Python as well.

``cli`` parses and prints, this module does; the stages themselves are in `recipe`.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.agenda.particulars_file import blank_particulars
from minutes_pipeline.agenda.sitting import describe_sitting
from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.document.new_form import start_form
from minutes_pipeline.document.particulars import file_name_of
from minutes_pipeline.document.template import find_template, load_template, template_names
from minutes_pipeline.drafting.explanation import (
    ParagraphExplained,
    UtteranceExplained,
    explain_paragraph,
    explain_utterance,
    left_out,
)
from minutes_pipeline.errors import AlteredByHand, FolderInUse, PaperError
from minutes_pipeline.evaluation.reference import load_reference
from minutes_pipeline.evaluation.report import Report, evaluate
from minutes_pipeline.meeting import Agenda, ReviewNote, Roster
from minutes_pipeline.recipe import recipe
from minutes_pipeline.runner import Reporter, Standing, run, standing
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    CHECKLIST_HTML,
    DIARIZATION,
    DOUBTS,
    DRAFT,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
    ROSTER,
)
from minutes_pipeline.workspace.folder import PARTICULARS_NAME, WorkFolder
from minutes_pipeline.workspace.job import Job, look_at


def default_folder(given: Path) -> Path:
    """Return the work folder for a recording: beside it, ``<stem>.minutes``."""
    return given.with_name(f"{given.stem}.minutes")


def open_folder(path: Path, job: Job) -> Path:
    """Return *path* after making sure that it holds no other meeting's draft.

    Raises:
        FolderInUse: It does (W06).
        PaperError: It is a file (W07).
    """
    if path.exists() and not path.is_dir():
        raise PaperError(
            "W07",
            f"作業フォルダの場所にファイルがあります（{path}）。",
            "--out で別名にしてください。",
        )
    try:
        before = WorkFolder(path).job
    except PaperError:
        return path.absolute()
    for source in ("recording", "transcript"):
        old, new = before.of(source), job.of(source)
        if old and new and Path(old[0].path).name != Path(new[0].path).name:
            if source == "transcript" and old[0].sha256 == new[0].sha256:
                continue
            if source == "recording":
                raise FolderInUse(
                    "W06",
                    f"このフォルダには別の録音（{Path(old[0].path).name}）の原案があります（{path}）。",
                    "--out で別のフォルダを指定してください。",
                )
    return path.absolute()


def stage_names(job: Job, models_root: Path | None) -> tuple[str, ...]:
    """Return the names of the job's stages, in order."""
    return tuple(stage.name for stage in recipe(job, models_root).stages)


def run_recipe(
    folder: WorkFolder,
    models_root: Path | None,
    reporter: Reporter,
    *,
    first: str | None = None,
    last: str | None = None,
) -> None:
    """Bring a locked work folder up to date; see `runner.run`."""
    job = folder.job
    made = recipe(job, models_root)
    run(folder, made.stages, reporter, preflight=made.preflight, first=first, last=last)


def standings(folder: WorkFolder, models_root: Path | None) -> tuple[Standing, ...]:
    """Return the state of every stage's result."""
    job = folder.refresh_job()
    return tuple(standing(folder, job, stage) for stage in recipe(job, models_root).stages)


def notes(folder: WorkFolder) -> tuple[ReviewNote, ...]:
    """Return all that a person must still look at, most serious first; none before a draft."""
    return folder.load(DOUBTS) if folder.digest(DOUBTS) is not None else ()


def summary(folder: WorkFolder) -> tuple[str, ...]:
    """Return the last lines a clerk sees: where the draft lies and what is left to do."""
    lines = []
    if folder.digest(MINUTES_DOCX) is not None:
        lines.append(f"原案　: {folder.path / MINUTES_DOCX.file}")
        with contextlib.suppress(PaperError):  # a form with faults is told when it is used
            form = load_template(find_template(folder.job.choices.template)).form
            name = file_name_of(folder.load(MINUTES).sitting, form)
            if name is not None:
                lines.append(f"　（渡すときの名前: {name}）")
    if folder.digest(CHECKLIST_HTML) is not None:
        doubts = len(notes(folder))
        lines.append(f"確認票: {folder.path / CHECKLIST_HTML.file}（確かめるところ {doubts} 件）")
    return tuple(lines)


def explained(
    folder: Path, name: str | None
) -> tuple[ParagraphExplained | UtteranceExplained, ...]:
    """Return why a paragraph says what it says, or what became of an utterance.

    Args:
        folder: The work folder.
        name: Id of a paragraph or an utterance; None for all that is left out of the minutes.

    Raises:
        PaperError: No work folder, no draft yet (W08), or nothing of that id (W10).
    """
    work = WorkFolder(folder.absolute())
    _ = work.job
    if work.digest(MINUTES) is None or work.digest(DRAFT) is None:
        raise _not_drafted(folder)
    draft, minutes, record = work.load(DRAFT), work.load(MINUTES), work.load(PLACED)
    if name is None:
        return left_out(minutes, draft.account, record)
    found = explain_paragraph(
        name, minutes, draft.minutes, draft.account, record
    ) or explain_utterance(name, minutes, draft.account, record)
    if found is None:
        raise PaperError(
            "W10",
            f"「{name}」という段落も発言もありません（{folder}）。",
            "段落の番号（p0001 など）は minutes.json、発言の番号（u0001 など）は utterances.json に"
            "あります。",
        )
    return (found,)


def _not_drafted(folder: Path) -> PaperError:
    return PaperError(
        "W08",
        f"原案がまだできていません（{folder}）。",
        f"「minutes run {folder}」で最後まで進めてください。",
    )


def forms() -> tuple[tuple[str, Path], ...]:
    """Return the name and the folder of each bundled form."""
    return tuple((name, find_template(name)) for name in template_names())


def new_form(folder: Path, source: Path) -> Path:
    """Start a city's form in *folder* from a Word file of the city; return the folder.

    Raises:
        PaperError: The folder holds something already, or the file cannot be read.
    """
    return start_form(folder.absolute(), source.absolute())


def check_form(name: Path) -> Path:
    """Return the folder of a form that has no faults.

    Args:
        name: A bundled form's name or a folder.

    Raises:
        PaperError: Unknown, or faulty; all faults are named.
    """
    folder = find_template(str(name))
    load_template(folder)
    return folder


def evaluated(folder: Path, reference: Path) -> Report:
    """Return all measures of the draft in a work folder.

    Raises:
        PaperError: One of the folders is not what it should be, or the draft is not made yet.
    """
    work = WorkFolder(folder)
    job = work.job
    if work.digest(MINUTES) is None:
        raise _not_drafted(folder)
    heard = not job.of("transcript") and work.digest(DIARIZATION) is not None
    return evaluate(
        work.load(PLACED).utterances,
        work.load(MINUTES),
        load_reference(reference),
        work.load(DIARIZATION) if heard else None,
    )


def start_particulars(folder: Path, agenda: str | None, roster: str | None) -> Path:
    """Write ``meeting.toml`` into a work folder, with what its papers state; return its path.

    Args:
        folder: The work folder; one that is not there yet is made.
        agenda: The 次第; None to take what the folder already knows.
        roster: The 名簿; likewise.

    Raises:
        PaperError: A paper cannot be read.
        AlteredByHand: There is a ``meeting.toml`` already (W09).
    """
    work = WorkFolder(folder.absolute())
    target = work.path / PARTICULARS_NAME
    if target.exists():
        raise AlteredByHand(
            "W09",
            f"meeting.toml は既にあります（{target}）。上書きしません。",
            "そのファイルに書き込むか、別名にしてからもう一度実行してください。",
        )
    known = work.load(AGENDA) if work.digest(AGENDA) else Agenda()
    people = work.load(ROSTER) if work.digest(ROSTER) else Roster()
    if agenda is not None:
        path = Path(look_at("agenda", Path(agenda).absolute()).path)
        known, _ = parse_agenda(agenda_lines(path), path.name)
    if roster is not None:
        people, _ = read_roster(Path(look_at("roster", Path(roster).absolute()).path))
    sitting = describe_sitting(known, people, None)
    work.write_bytes(PARTICULARS_NAME, blank_particulars(sitting).encode("utf-8"))
    return target
