"""pyannote.audio's diarization pipeline with two things done differently: see `Pipeline`.

Heavy to import (torch, lightning): imported by `pyannote_audio` when a recording is to be heard.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import torch

from minutes_pipeline.diarization.campplus import FRAME_SHIFT, CamPlusPlus, features
from minutes_pipeline.diarization.compat import import_torchaudio
from minutes_pipeline.diarization.grouping import SMALLEST, UNKNOWN, cut_for, group, straying
from minutes_pipeline.diarization.windows import (
    WINDOW,
    put_together,
    silence_outside,
    spoken_windows,
    thinned,
    window_count,
    window_sound,
)
from minutes_pipeline.diarization.workers import side_by_side
from minutes_pipeline.errors import ModelError
from minutes_pipeline.meeting import Span, SpeechRegions
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE

import_torchaudio()

from pyannote.audio import Model  # noqa: E402 - needs torchaudio, which needs the guard
from pyannote.audio.core.plda import PLDA  # noqa: E402
from pyannote.audio.core.task import Problem, Resolution, Specifications  # noqa: E402
from pyannote.audio.models.segmentation import PyanNet  # noqa: E402
from pyannote.audio.pipelines import SpeakerDiarization  # noqa: E402
from pyannote.audio.pipelines.clustering import AgglomerativeClustering  # noqa: E402
from pyannote.core import SlidingWindow, SlidingWindowFeature  # noqa: E402

SHORTEST = 50
"""Frames (10 ms) below which a stretch is repeated until it is long enough for a voice."""
LONGEST = 300
"""Frames of one voice in a window that are used: what CAM++ was trained on, and no less exact."""
SOLO = 0.08
"""Share of a window (0.8 s) that a voice must speak alone to form a group of its own."""
ENOUGH_ALONE = 0.5
"""Seconds a voice must speak alone in a window for its overlapped speech to be left out."""
MOST = 6000
"""Vectors that form groups at most: half a gigabyte of distances, a few seconds."""

_CURE = "`minutes models verify` で確かめ、`minutes models fetch` で取り直してください。"
_DESCRIPTIONS = [torch.torch_version.TorchVersion, Specifications, Problem, Resolution]
"""Classes beside numbers that a checkpoint may hold."""


class Voiceprint(Protocol):
    """Turns one window and the activity of each voice in it into one vector each."""

    sample_rate: int
    dimension: int
    metric: str

    def window(
        self, sound: torch.Tensor, masks: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """Return vectors of shape ``(voices, dimension)``; NaN for a voice that is silent."""


class Pipeline(SpeakerDiarization):  # type: ignore[misc] # pyannote gives no types
    """The pipeline, done differently where that costs less time or less memory.

    * Sound outside the speech regions belongs to nobody; no network hears a window without speech.
    * A window's vectors are computed together, each from its own voice's frames alone, instead of
      once per voice over the whole window (pyannote-audio issue 2050).
    * Windows are read from the recording one batch after the other, and put together again
      without a table of every window for every voice (pyannote-audio issue 1963).

    The "file" that pyannote hands from step to step is a mapping with the `Samples`.

    Attributes:
        speech: Where speech is; None for everywhere.
        voiceprint: Makes the vectors.
    """

    speech: SpeechRegions | None = None
    voiceprint: Voiceprint

    def get_segmentations(self, file: Any, hook: Any = None) -> Any:
        """Return who is active in every window, silence outside the speech regions."""
        inference, samples = self._segmentation, file["samples"]
        step = float(inference.step)
        count = window_count(samples.duration, step)
        frames = int(inference.model.num_frames(round(WINDOW * SAMPLE_RATE)))
        voices = len(inference.model.specifications.classes)
        found = np.zeros((count, frames, voices), np.float32)
        speech = self.speech or SpeechRegions(samples.duration, (Span(0.0, samples.duration),))
        spoken = spoken_windows(speech, count, step)
        size = inference.batch_size
        batches = [spoken[first : first + size] for first in range(0, len(spoken), size)]

        def active(batch: list[int]) -> Any:
            sound = np.stack([window_sound(samples, index * step) for index in batch])
            return inference.infer(torch.from_numpy(sound)[:, None])

        results = side_by_side(active, batches, inference.device)
        for number, (batch, result) in enumerate(zip(batches, results, strict=True)):
            found[batch] = result
            if hook is not None:
                done = number * size + len(batch)
                hook("segmentation", None, total=len(spoken), completed=done)
        window = SlidingWindow(start=0.0, duration=WINDOW, step=step)
        silence_outside(found, window, speech)
        return SlidingWindowFeature(found, window)

    def get_embeddings(
        self,
        file: Any,
        binary_segmentations: Any,
        exclude_overlap: bool = False,  # noqa: FBT001, FBT002 - pyannote's signature
        hook: Callable[..., None] | None = None,
    ) -> npt.NDArray[np.float32]:
        """Return the vector of every voice of every window, NaN where it is silent.

        Args:
            file: The recording.
            binary_segmentations: Shape ``(windows, frames, voices)``.
            exclude_overlap: Ignored: overlap is always left out where enough is left.
            hook: Told of the progress.
        """
        del exclude_overlap
        windows, frames, voices = binary_segmentations.data.shape
        vectors = np.full((windows, voices, self.voiceprint.dimension), np.nan, np.float32)
        enough = ENOUGH_ALONE * frames / binary_segmentations.sliding_window.duration

        def voiced(one: tuple[Any, Any]) -> npt.NDArray[np.float32] | None:
            chunk, activity = one
            masks = np.nan_to_num(activity, nan=0.0).astype(np.float32)
            if not masks.any():
                return None
            sound = torch.from_numpy(window_sound(file["samples"], chunk.start))
            return self.voiceprint.window(sound, _alone(masks, enough).T)

        results = side_by_side(voiced, binary_segmentations, self._segmentation.device)
        for index, result in enumerate(results):
            if result is not None:
                vectors[index] = result
            if hook is not None:
                hook("embeddings", None, total=windows, completed=index + 1)
        return vectors

    def reconstruct(self, segmentations: Any, hard_clusters: Any, count: Any) -> Any:
        """Return who speaks in every frame of the recording; see `put_together`."""
        binary = put_together(segmentations, hard_clusters, count)
        return SlidingWindowFeature(binary, count.sliding_window)


class Voices(AgglomerativeClustering):  # type: ignore[misc] # pyannote gives no types
    """Hierarchical clustering in which a short answer can be a person of its own; see `grouping`.

    As shipped, only voices with two seconds alone in a window form groups, and whoever said no
    more than 「異議ありません」 in the whole sitting is given to somebody else. Its cost grows with
    the square of the windows; so of a long sitting's monologues not every window forms groups.
    """

    def __call__(self, embeddings: Any, segmentations: Any = None, **bounds: Any) -> Any:
        """Return pyannote's hard clusters, soft clusters and centroids."""
        lag = math.ceil(WINDOW / segmentations.sliding_window.step)
        self.cut = cut_for(straying(embeddings, segmentations.data, lag))
        return super().__call__(embeddings, segmentations=segmentations, **bounds)

    def filter_embeddings(
        self, embeddings: Any, segmentations: Any = None, min_active_ratio: float = SOLO
    ) -> Any:
        """Return the vectors that form groups, with their windows and voices."""
        vectors, windows, voices = super().filter_embeddings(
            embeddings, segmentations, min_active_ratio
        )
        kept = thinned(windows, segmentations.data.any(axis=1).sum(axis=1), MOST)
        return vectors[kept], windows[kept], voices[kept]

    def cluster(
        self,
        embeddings: Any,
        min_clusters: int | None = None,
        max_clusters: int | None = None,
        num_clusters: int | None = None,
    ) -> Any:
        """Return the person of each vector."""
        least, most = num_clusters or min_clusters or 1, num_clusters or max_clusters
        return group(embeddings, self.cut, least, most or len(embeddings))


class CamVoices:
    """CAM++ as a `Voiceprint`.

    The network weighs every moment by its context over the whole input, so another voice in the
    window would colour the vector even if its frames were masked afterwards: a voice's frames are
    picked out before the network. All voices together have no more frames than the window, so
    that it costs no more than one pass.
    """

    sample_rate = SAMPLE_RATE
    metric = "cosine"

    def __init__(self, network: CamPlusPlus) -> None:
        """Use *network*."""
        self._network = network
        self.dimension = network.dimension

    def window(
        self, sound: torch.Tensor, masks: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """Return vectors of shape ``(voices, dimension)``; NaN for a voice that is silent."""
        bank = features(sound)
        found = np.full((len(masks), self.dimension), np.nan, np.float32)
        # Frame i of the filter bank is at i * FRAME_SHIFT samples; masks span the whole window.
        place = np.arange(len(bank)) * FRAME_SHIFT * masks.shape[1] // len(sound)
        for voice, mask in enumerate(masks):
            chosen = np.flatnonzero(mask[place] > 0)
            if len(chosen) == 0:
                continue
            if len(chosen) < SHORTEST:
                chosen = np.resize(chosen, SHORTEST)
            spare = max(0, len(chosen) - LONGEST)
            chosen = chosen[spare // 2 : len(chosen) - (spare - spare // 2)]
            own = bank[torch.from_numpy(chosen)]
            found[voice] = self._network.embed(own - own.mean(dim=0))
        return found


class ResNetVoices:
    """community-1's own ResNet: the trunk runs once for a window, masks enter at its pooling."""

    metric = "cosine"

    def __init__(self, embedding: Any) -> None:
        """Use pyannote's own *embedding* object."""
        self._model = embedding.model_
        self._device = embedding.device
        self.sample_rate = int(embedding.sample_rate)
        self.dimension = int(embedding.dimension)

    def window(
        self, sound: torch.Tensor, masks: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """Return vectors of shape ``(voices, dimension)``; NaN for a voice that is silent."""
        found = np.full((len(masks), self.dimension), np.nan, np.float32)
        active = np.flatnonzero(masks.any(axis=1))
        with torch.inference_mode():
            vectors = self._model(
                sound[None, None].to(self._device),
                weights=torch.from_numpy(masks[active])[None].to(self._device),
            )
        found[active] = vectors[0].cpu().numpy()
        return found


def with_campplus(
    segmentation: Path,
    embedding: Path,
    device: torch.device,
    *,
    step: float,
) -> Pipeline:
    """Return the pipeline of segmentation 3.0, CAM++ and `Voices`.

    Raises:
        ModelError: Weights are missing or damaged.
    """
    model = _segmentation_model(segmentation / "pytorch_model.bin")
    voices = CamVoices(CamPlusPlus.load(embedding, device))
    # "Oracle" makes pyannote look for no embedding of its own, and an empty PLDA satisfies its
    # type check: both are replaced below.
    pipeline = Pipeline(
        segmentation=model,
        segmentation_step=step / WINDOW,
        segmentation_batch_size=8,
        clustering="OracleClustering",
        plda=PLDA.__new__(PLDA),
    )
    pipeline.klustering = "AgglomerativeClustering"
    pipeline.clustering = Voices(metric=voices.metric)
    pipeline._expects_num_speakers = False  # noqa: SLF001 - set by pyannote's constructor only
    pipeline._embedding = voices  # noqa: SLF001
    pipeline.voiceprint = voices
    pipeline.instantiate(
        {
            "segmentation": {"min_duration_off": 0.0},
            "clustering": {
                # Asked for by pyannote; `Voices` decides by itself.
                "method": "average",
                "threshold": UNKNOWN,
                "min_cluster_size": SMALLEST,
            },
        }
    )
    pipeline.to(device)
    return pipeline


def community(folder: Path, device: torch.device, *, step: float) -> Pipeline:
    """Return the pipeline of a folder of ``speaker-diarization-community-1``.

    Raises:
        ModelError: A part is missing or damaged.
    """
    try:
        # pyannote asks torch for a whole object; minutes_pipeline/__init__.py lets it have tables.
        with torch.serialization.safe_globals(_DESCRIPTIONS):
            pipeline = Pipeline(
                segmentation={"checkpoint": str(folder), "subfolder": "segmentation"},
                segmentation_step=step / WINDOW,
                segmentation_batch_size=8,
                embedding={"checkpoint": str(folder), "subfolder": "embedding"},
                plda={"checkpoint": str(folder), "subfolder": "plda"},
            )
    except Exception as error:
        # Missing files, damaged archives and wrong contents each raise something else.
        raise ModelError("M12", f"話者分離のモデルを読み込めません（{folder}）。", _CURE) from error
    pipeline.instantiate(pipeline.default_parameters())
    pipeline.to(device)
    pipeline.voiceprint = ResNetVoices(pipeline._embedding)  # noqa: SLF001 - pyannote's own
    return pipeline


def _segmentation_model(path: Path) -> Model:
    """Load the segmentation model without running any code that the file might hold."""
    try:
        with torch.serialization.safe_globals(_DESCRIPTIONS):
            stored = torch.load(path, map_location="cpu", weights_only=True)
        model = PyanNet(**stored["hyper_parameters"])
        model.specifications = stored["pyannote.audio"]["specifications"]
        model.build()
        weights = {k: v for k, v in stored["state_dict"].items() if k in model.state_dict()}
        model.load_state_dict(weights)
    except Exception as error:
        # torch.load has no error class of its own: a damaged file raises what it happens to.
        raise ModelError("M12", f"話者分離のモデルを読み込めません（{path}）。", _CURE) from error
    model.eval()
    return model


def _alone(masks: npt.NDArray[np.float32], enough: float) -> npt.NDArray[np.float32]:
    """Leave out overlapped frames of every voice that has *enough* frames of its own."""
    own = masks * (masks.sum(axis=1, keepdims=True) < 2)
    return np.where(own.sum(axis=0) >= enough, own, masks).astype(np.float32)
