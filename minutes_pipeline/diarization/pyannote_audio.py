"""pyannote.audio behind `Diarizer`: its segmentation, CAM++ voices, hierarchical clustering.

Where a folder of the gated model ``speaker-diarization-community-1`` is given, that is used as
its authors ship it. This module is quick to import: torch comes with the first recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minutes_pipeline.diarization import grouping
from minutes_pipeline.diarization.engine import VoiceBounds
from minutes_pipeline.errors import StageFailed, engine_errors
from minutes_pipeline.meeting import Diarization, Span, SpeechRegions, Turn
from minutes_pipeline.workspace.artifacts import Samples

STEP = 2.0
"""Seconds between the beginnings of two windows of ten seconds."""
BREATH = 0.3
"""Seconds of silence within which the same voice goes on (docs/decisions/0081)."""


@dataclass(frozen=True, slots=True)
class PyannoteDiarizer:
    """Segmentation 3.0 and CAM++: what a package registry serves.

    Attributes:
        segmentation: Folder with ``pytorch_model.bin`` of ``pyannote/segmentation-3.0``.
        embedding: Folder with the CAM++ state dict (one ``.pt`` file).
        digest: Of both, for the ledger.
        step: See `STEP`.
    """

    segmentation: Path
    embedding: Path
    digest: str
    step: float = STEP

    def settings(self) -> str:
        """Return all that decides the result besides the weights, on one line."""
        return (
            f"segmentation-3.0+campplus step={self.step} average"
            f" cut={grouping.CLOSE}-{grouping.FAR} stray={grouping.LITTLE}-{grouping.MUCH}"
            f" smallest={grouping.SMALLEST} few={grouping.FEW} clear={grouping.CLEAR}"
            f" breath={BREATH}"
        )

    def diarize(
        self,
        samples: Samples,
        regions: SpeechRegions,
        bounds: VoiceBounds,
        report: Callable[[float], None],
        remark: Callable[[str], None],
    ) -> Diarization:
        """Return every turn of every voice; see `Diarizer.diarize`."""

        def build(device: Any) -> Any:
            from minutes_pipeline.diarization import pipeline  # heavy

            return pipeline.with_campplus(
                self.segmentation,
                self.embedding,
                device,
                step=self.step,
            )

        return _run(build, samples, regions, bounds, report, remark)


@dataclass(frozen=True, slots=True)
class CommunityDiarizer:
    """The gated pipeline ``pyannote/speaker-diarization-community-1``, from a folder.

    Attributes:
        folder: A copy of the model's repository (``segmentation/``, ``embedding/``, ``plda/``).
        digest: Of the folder, for the ledger.
        step: See `STEP`.
    """

    folder: Path
    digest: str
    step: float = STEP

    def settings(self) -> str:
        """Return all that decides the result besides the weights, on one line."""
        return f"community-1 step={self.step}"

    def diarize(
        self,
        samples: Samples,
        regions: SpeechRegions,
        bounds: VoiceBounds,
        report: Callable[[float], None],
        remark: Callable[[str], None],
    ) -> Diarization:
        """Return every turn of every voice; see `Diarizer.diarize`."""

        def build(device: Any) -> Any:
            from minutes_pipeline.diarization import pipeline  # heavy

            return pipeline.community(self.folder, device, step=self.step)

        return _run(build, samples, regions, bounds, report, remark)


def _run(
    build: Callable[[Any], Any],
    samples: Samples,
    regions: SpeechRegions,
    bounds: VoiceBounds,
    report: Callable[[float], None],
    remark: Callable[[str], None],
) -> Diarization:
    with _loading():
        import torch  # heavy

        import minutes_pipeline.diarization.pipeline  # noqa: F401 - heavy
    cuda = torch.cuda.is_available()
    with engine_errors(
        "話者を聞き分ける",
        full="D02",
        cure="ほかのソフトを閉じるか、録音を1時間ほどずつに分けて実行してください。",
        stopped="D03",
    ):
        engine = build(torch.device("cuda" if cuda else "cpu"))
        device = "GPU" if cuda else f"CPU（{torch.get_num_threads()}スレッド）"
        remark(f"{device}で話者を聞き分けます。")
        engine.speech = regions
        output = engine.apply(
            {"samples": samples, "uri": "recording"},
            min_speakers=bounds.least,
            max_speakers=bounds.most,
            hook=_Hook(report),
        )
    full = full_turns(output.speaker_diarization, samples.duration)
    exclusive = _turns(output.exclusive_speaker_diarization, samples.duration)
    return _named(full, exclusive)


def full_turns(annotation: Any, duration: float) -> list[Turn]:
    """Return pyannote's tracks as turns that no breath (`BREATH`) ends, cut to *duration*."""
    return _turns(annotation.support(BREATH), duration)


def _turns(annotation: Any, duration: float) -> list[Turn]:
    """Return pyannote's tracks in order, cut to the recording."""
    turns = []
    for segment, _, label in annotation.itertracks(yield_label=True):
        start, end = max(0.0, float(segment.start)), min(duration, float(segment.end))
        if end > start:
            turns.append(Turn(Span(round(start, 3), round(end, 3)), str(label)))
    return sorted(turns, key=lambda t: (t.span.start, t.span.end, t.speaker))


def _named(full: list[Turn], exclusive: list[Turn]) -> Diarization:
    """Number the voices in order of their first turn."""
    order = dict.fromkeys(turn.speaker for turn in (*full, *exclusive))
    names = {old: f"SPEAKER_{index:02d}" for index, old in enumerate(order)}
    return Diarization(
        tuple(Turn(t.span, names[t.speaker]) for t in full),
        tuple(Turn(t.span, names[t.speaker]) for t in exclusive),
    )


class _Hook:
    """Turns pyannote's reports into one share of the whole."""

    WEIGHTS = (("segmentation", 0.0, 0.25), ("embeddings", 0.25, 0.97))

    def __init__(self, report: Callable[[float], None]) -> None:
        self._report = report

    def __call__(
        self,
        step: str,
        _artifact: object,
        *,
        file: object = None,  # noqa: ARG002 - pyannote calls it so
        total: int | None = None,
        completed: int | None = None,
    ) -> None:
        for name, first, last in self.WEIGHTS:
            if step == name and total:
                self._report(first + (last - first) * min(1.0, (completed or 0) / total))


@contextmanager
def _loading() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # A mismatched pair of torch and torchaudio raises RuntimeError, a missing DLL OSError.
        raise StageFailed(
            "D01",
            f"話者を聞き分ける部品（pyannote.audio）を読み込めません（{error}）。",
            "torch と torchaudio の版をそろえ、minutes_pipeline をインストールし直してください。",
        ) from error
