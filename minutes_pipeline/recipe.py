"""The product's table of contents: the stages in order, each with its engine.

This is the one place that knows all rooms.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from minutes_pipeline.agenda.stage import DescribeSitting, PlaceUtterances, ReadAgenda
from minutes_pipeline.attribution.roster_file import ReadRoster
from minutes_pipeline.attribution.stage import AssignRoles, JoinVoices
from minutes_pipeline.audio.stage import FindSpeech, PrepareAudio
from minutes_pipeline.diarization.engine import Diarizer
from minutes_pipeline.diarization.pyannote_audio import CommunityDiarizer, PyannoteDiarizer
from minutes_pipeline.diarization.stage import Diarize
from minutes_pipeline.document.stage import RenderDocument, WriteChecklist
from minutes_pipeline.document.template import find_template, load_template, template_names
from minutes_pipeline.drafting.stage import DraftMinutes
from minutes_pipeline.errors import FolderInUse, PaperError, RecordingError
from minutes_pipeline.meeting import ReviewNote
from minutes_pipeline.modelstore.catalog import Room
from minutes_pipeline.modelstore.store import Store, default_root
from minutes_pipeline.runner import Reporter, Standing, run, standing
from minutes_pipeline.transcription.faster_whisper import FasterWhisperTranscriber
from minutes_pipeline.transcription.stage import Transcribe
from minutes_pipeline.transcription.written import ReadTranscript
from minutes_pipeline.workspace.artifacts import (
    ATTRIBUTED,
    CHECKLIST_HTML,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
    RECORDING,
    TRANSCRIPT,
    UTTERANCES,
)
from minutes_pipeline.workspace.exports import (
    EXPORT_MINUTES,
    EXPORT_RTTM,
    EXPORT_UTTERANCES,
    EXPORT_VTT,
)
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Choices, Job
from minutes_pipeline.workspace.stage import Stage

COMMUNITY = "pyannote-community-1"


@dataclass(frozen=True, slots=True)
class Recipe:
    """The stages of one job, and what must lie ready before one of them may start.

    Attributes:
        stages: In order.
        models: By name of stage, the models it loads and what it needs each for.
        store: Where they lie.
    """

    stages: tuple[Stage, ...]
    store: Store
    models: dict[str, tuple[tuple[str, Room], ...]] = field(default_factory=dict)

    def preflight(self, stage: Stage) -> None:
        """Raise ModelError when *stage* would not find its models."""
        for model, room in self.models.get(stage.name, ()):
            self.store.locate(model, room)


def recipe(job: Job, models_root: Path | None = None) -> Recipe:
    """Return the recipe for *job*.

    With a transcript made elsewhere, nothing is heard: the rooms of sound stay closed.

    Raises:
        PaperError: The template is unknown or faulty.
        ModelError: A model's name is unknown.
    """
    store = Store(default_root(models_root))
    heard = not job.of("transcript")
    models: dict[str, tuple[tuple[str, Room], ...]] = {}
    stages: list[Stage] = [ReadAgenda(), ReadRoster(), DescribeSitting()]
    if heard:
        transcribe, diarize = _transcribe(job.choices, store), _diarize(job.choices, store)
        models[transcribe.name] = ((job.choices.model, Room.TRANSCRIPTION),)
        models[diarize.name] = _voices(job.choices)
        stages += [PrepareAudio(), FindSpeech(), transcribe, diarize, JoinVoices()]
    else:
        stages += [ReadTranscript()]
    stages += [AssignRoles(), PlaceUtterances(), DraftMinutes()]
    stages += [EXPORT_UTTERANCES, EXPORT_VTT, EXPORT_MINUTES]
    if heard:
        stages += [EXPORT_RTTM]
    stages += [
        WriteChecklist(heard=heard),
        RenderDocument(find_template(job.choices.template), heard=heard),
    ]
    return Recipe(tuple(stages), store, models)


def _place(store: Store, model: str) -> Path:
    """Return where a model lies or would lie; `Recipe.preflight` sees to it that it does."""
    known = store.catalog.find(model)
    return store.folder(known) if known is not None else Path(model).expanduser().absolute()


def _transcribe(choices: Choices, store: Store) -> Transcribe:
    return Transcribe(
        FasterWhisperTranscriber(
            _place(store, choices.model), store.digest(choices.model), choices.model
        )
    )


def _voices(choices: Choices) -> tuple[tuple[str, Room], ...]:
    if choices.segmentation == COMMUNITY:
        return ((COMMUNITY, Room.PIPELINE),)
    return ((choices.segmentation, Room.SEGMENTATION), (choices.embedding, Room.EMBEDDING))


def _diarize(choices: Choices, store: Store) -> Diarize:
    engine: Diarizer
    if choices.segmentation == COMMUNITY:
        engine = CommunityDiarizer(_place(store, COMMUNITY), store.digest(COMMUNITY))
    else:
        both = store.digest(choices.segmentation) + store.digest(choices.embedding)
        engine = PyannoteDiarizer(
            _place(store, choices.segmentation),
            _place(store, choices.embedding),
            hashlib.sha256(both.encode()).hexdigest(),
        )
    return Diarize(engine)


def choices(models_root: Path | None, *, model: str | None, template: str | None) -> Choices:
    """Return what a person chose, the rest as it is best here.

    The gated community-1 pipeline is taken for the voices where its folder has been put.

    Args:
        models_root: Folder of all models, None for the default.
        model: Transcription model; a folder's path is made absolute.
        template: City's form; a folder's path is made absolute.
    """
    store = Store(default_root(models_root))
    chosen = Choices()
    if (store.root / COMMUNITY).is_dir():
        chosen = Choices(segmentation=COMMUNITY)
    return Choices(
        model=_named(model) or chosen.model,
        segmentation=chosen.segmentation,
        embedding=chosen.embedding,
        template=_named(template) or chosen.template,
    )


def _named(value: str | None) -> str | None:
    return str(Path(value).absolute()) if value and Path(value).is_dir() else value


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
            "W07", f"作業フォルダの場所にファイルがあります（{path}）。", "--out で別名にしてください。"
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
    """Return all that a person must look at, in the order of the stages."""
    found: list[ReviewNote] = []
    for artifact in (TRANSCRIPT, UTTERANCES, ATTRIBUTED, PLACED, MINUTES):
        if folder.digest(artifact) is not None:
            found += folder.load(artifact).notes
    return tuple(found)


def summary(folder: WorkFolder) -> tuple[str, ...]:
    """Return the last lines a clerk sees: where the draft lies and what is left to do."""
    lines = []
    if folder.digest(MINUTES_DOCX) is not None:
        lines.append(f"原案　: {folder.path / MINUTES_DOCX.file}")
    if folder.digest(CHECKLIST_HTML) is not None:
        doubts = len(notes(folder))
        lines.append(f"確認票: {folder.path / CHECKLIST_HTML.file}（確かめるところ {doubts} 件）")
    return tuple(lines)


def forms() -> tuple[tuple[str, Path], ...]:
    """Return the name and the folder of each bundled form."""
    return tuple((name, find_template(name)) for name in template_names())


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
