"""The product's table of contents: the stages in order, each with its engine.

This is the one place that knows all rooms.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from minutes_pipeline.agenda.stage import (
    DescribeSitting,
    PlaceUtterances,
    ReadAgenda,
    ReadMaterials,
)
from minutes_pipeline.attribution.roster_file import ReadRoster
from minutes_pipeline.attribution.stage import AssignRoles, JoinVoices
from minutes_pipeline.audio.silero import SileroDetector
from minutes_pipeline.audio.stage import FindSpeech, PrepareAudio, ReportDamage
from minutes_pipeline.corrections.stage import (
    CorrectItems,
    CorrectMinutes,
    CorrectRoles,
    CorrectWords,
    GatherDoubts,
)
from minutes_pipeline.diarization.engine import Diarizer
from minutes_pipeline.diarization.pyannote_audio import CommunityDiarizer, PyannoteDiarizer
from minutes_pipeline.diarization.stage import Diarize
from minutes_pipeline.document.hearing import unsure_words
from minutes_pipeline.document.stage import (
    RenderDocument,
    RenderRecord,
    RenderSpeakers,
    WriteChecklist,
)
from minutes_pipeline.document.template import find_template, load_template
from minutes_pipeline.drafting.checks import contradictions
from minutes_pipeline.drafting.ginza_analyzer import GinzaAnalyzer
from minutes_pipeline.drafting.manner import Detail, Manner, Style
from minutes_pipeline.drafting.polishing.asking import Server
from minutes_pipeline.drafting.polishing.endpoint import Endpoint
from minutes_pipeline.drafting.polishing.stage import PolishMinutes
from minutes_pipeline.drafting.stage import DraftMinutes, FinishMinutes
from minutes_pipeline.modelstore.catalog import Room
from minutes_pipeline.modelstore.store import Store, default_root
from minutes_pipeline.transcription.faster_whisper import FasterWhisperTranscriber
from minutes_pipeline.transcription.stage import HOTWORDS, Transcribe
from minutes_pipeline.transcription.written import ReadTranscript
from minutes_pipeline.workspace.exports import (
    EXPORT_MINUTES,
    EXPORT_RTTM,
    EXPORT_UTTERANCES,
    EXPORT_VTT,
)
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
        form: Folder of the city's form.
    """

    stages: tuple[Stage, ...]
    store: Store
    form: Path
    models: dict[str, tuple[tuple[str, Room], ...]] = field(default_factory=dict)

    def preflight(self, stage: Stage) -> None:
        """Raise what *stage* would stop at, before an hour's work is done.

        Raises:
            ModelError: It would not find its models.
            PaperError: The city's form has faults.
        """
        for model, room in self.models.get(stage.name, ()):
            self.store.locate(model, room)
        if stage.name == RenderDocument.name:
            load_template(self.form)


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
        city = find_template(job.choices.template) / HOTWORDS
        transcribe = _transcribe(job.choices, store, city)
        diarize = _diarize(job.choices, store)
        models[transcribe.name] = ((job.choices.model, Room.TRANSCRIPTION),)
        models[diarize.name] = _voices(job.choices)
        stages += [
            ReadMaterials(),
            PrepareAudio(),
            ReportDamage(),
            FindSpeech(SileroDetector.bundled()),
            transcribe,
            diarize,
            JoinVoices(),
        ]
    else:
        stages += [ReadTranscript()]
    # What people decided is laid over each result before the next stage reads it.
    stages += [CorrectWords(), AssignRoles(), CorrectRoles(), PlaceUtterances(), CorrectItems()]
    stages += [
        *_write(job.choices),
        CorrectMinutes(contradictions),
    ]
    stages += [GatherDoubts(unsure_words, heard=heard)]
    stages += [EXPORT_UTTERANCES, EXPORT_VTT, EXPORT_MINUTES]
    if heard:
        stages += [EXPORT_RTTM]
    form = find_template(job.choices.template)
    stages += [WriteChecklist(form), RenderRecord(form), RenderSpeakers(form)]
    stages += [RenderDocument(form)]
    return Recipe(tuple(stages), store, form, models)


def _write(choices: Choices) -> tuple[Stage, ...]:
    """Return the stages that write; a language model is asked only where one was named."""
    analyzer = GinzaAnalyzer()
    draft = DraftMinutes(analyzer, _manner(choices))
    if choices.polish is None:
        return (draft, FinishMinutes())
    endpoint = Endpoint(
        choices.polish, choices.polish_model, choices.polish_host, choices.polish_public
    )
    endpoint.check()
    return (draft, PolishMinutes(Server(endpoint), analyzer), FinishMinutes(polished=True))


def _place(store: Store, model: str) -> Path:
    """Return where a model lies or would lie; `Recipe.preflight` sees to it that it does."""
    known = store.catalog.find(model)
    return store.folder(known) if known is not None else Path(model).expanduser().absolute()


def _transcribe(choices: Choices, store: Store, city: Path) -> Transcribe:
    return Transcribe(
        FasterWhisperTranscriber(
            _place(store, choices.model), store.digest(choices.model), choices.model
        ),
        city,
    )


def _manner(choices: Choices) -> Manner:
    return Manner(Style(choices.style), Detail(choices.detail))


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


def choices(
    models_root: Path | None,
    *,
    model: str | None,
    template: str | None,
    style: str | None = None,
    detail: str | None = None,
) -> Choices:
    """Return what a person chose, the rest as it is best here.

    The gated community-1 pipeline is taken for the voices where its folder has been put.

    Args:
        models_root: Folder of all models, None for the default.
        model: Transcription model; a folder's path is made absolute.
        template: City's form; a folder's path is made absolute.
        style: Condensed or full minutes.
        detail: How much condensed minutes keep.
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
        style=style or chosen.style,
        detail=detail or chosen.detail,
    )


def _named(value: str | None) -> str | None:
    return str(Path(value).absolute()) if value and Path(value).is_dir() else value
