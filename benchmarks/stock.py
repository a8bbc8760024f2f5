"""The stock way: faster-whisper and pyannote.audio as their own pages show them, same weights.

Run as a process of its own: ``python -m benchmarks.stock RECORDING RESULT MODELS``. Started by
``python -m benchmarks``, its threads sleep while they wait as ours do (docs/decisions/0005): the
engines' own setting lets them spin, and what else the computer does would decide the comparison.
"""

from __future__ import annotations

import copy
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from faster_whisper import WhisperModel, decode_audio

from benchmarks.heard import Heard, Stopwatch, peak_memory
from minutes_pipeline.diarization.campplus import FRAME_SHIFT, CamPlusPlus, features
from minutes_pipeline.diarization.compat import import_torchaudio

import_torchaudio()

from pyannote.audio.core.io import Audio  # noqa: E402
from pyannote.audio.core.plda import PLDA  # noqa: E402
from pyannote.audio.pipelines import SpeakerDiarization  # noqa: E402
from pyannote.audio.pipelines.clustering import AgglomerativeClustering  # noqa: E402

from minutes_pipeline.diarization.pipeline import _segmentation_model  # noqa: E402

RATE = 16_000
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
"""Of centroid clustering; the best one for the recording counts, whatever a user would guess."""
SHORTEST = 50
"""Frames below which a voice has no vector."""


class Embedding:
    """CAM++ in the shape that pyannote asks of an embedding: once for each window and voice."""

    sample_rate = RATE
    metric = "cosine"
    min_num_samples = SHORTEST * FRAME_SHIFT

    def __init__(self, folder: Path) -> None:
        self._network = CamPlusPlus.load(folder, torch.device("cpu"))
        self.dimension = self._network.dimension

    def __call__(self, waveforms: torch.Tensor, masks: torch.Tensor | None = None) -> Any:
        found = np.full((len(waveforms), self.dimension), np.nan)
        for index, waveform in enumerate(waveforms):
            bank = features(waveform[0])
            if masks is not None:
                mask = torch.nn.functional.interpolate(
                    masks[index][None, None].float(), size=len(bank), mode="nearest"
                )[0, 0]
                bank = bank[mask > 0.5]
            if len(bank) >= SHORTEST:
                found[index] = self._network.embed(bank - bank.mean(dim=0))
        return found


def diarization(models: Path) -> SpeakerDiarization:
    """Return pyannote's pipeline with the weights that a package registry serves."""
    pipeline = SpeakerDiarization(
        segmentation=_segmentation_model(
            models / "pyannote-segmentation-3.0" / "pytorch_model.bin"
        ),
        clustering="OracleClustering",  # looks for no embedding of its own; replaced below
        plda=PLDA.__new__(PLDA),
        embedding_exclude_overlap=True,
    )
    pipeline.klustering = "AgglomerativeClustering"
    pipeline.clustering = AgglomerativeClustering(metric="cosine")
    pipeline._expects_num_speakers = False
    pipeline._embedding = Embedding(models / "campplus")
    pipeline._audio = Audio(sample_rate=RATE, mono="downmix")
    return pipeline


def instantiate(pipeline: SpeakerDiarization, threshold: float) -> None:
    clustering = {"method": "centroid", "threshold": threshold, "min_cluster_size": 12}
    pipeline.instantiate({"segmentation": {"min_duration_off": 0.0}, "clustering": clustering})


class Once:
    """A function that does its work at the first call and gives the same result ever after."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work, self._done = work, False
        self._result: Any = None

    def __call__(self, *given: Any, **named: Any) -> Any:
        if not self._done:
            self._result, self._done = self._work(*given, **named), True
        return copy.deepcopy(self._result)  # pyannote writes into what it gets


def remember(pipeline: SpeakerDiarization) -> None:
    """Make the pipeline keep what its networks found, for further thresholds."""
    pipeline.get_segmentations = Once(pipeline.get_segmentations)
    pipeline.get_embeddings = Once(pipeline.get_embeddings)


def main(recording: str, result: str, models: str) -> None:
    watch = Stopwatch()
    sound = decode_audio(recording, sampling_rate=RATE)
    watch.stop("decode")
    whisper = WhisperModel(str(Path(models) / "whisper-base"), device="cpu", compute_type="int8")
    segments, _ = whisper.transcribe(sound, language="ja")
    words = tuple((None, s.text.strip(), s.start, s.end) for s in segments)
    watch.stop("transcribe")
    del whisper
    pipeline = diarization(Path(models))
    remember(pipeline)
    given = {"waveform": torch.from_numpy(sound)[None], "sample_rate": RATE, "uri": "recording"}
    instantiate(pipeline, THRESHOLDS[2])
    pipeline(given)
    watch.stop("diarize")
    cpu, peak = time.process_time(), peak_memory()
    voices = {}
    for threshold in THRESHOLDS:  # beyond what is timed
        instantiate(pipeline, threshold)
        tracks = pipeline(given).speaker_diarization.itertracks(yield_label=True)
        voices[str(threshold)] = tuple((s.start, s.end, str(who)) for s, _, who in tracks)
    # What the further thresholds took is taken off the clock by whoever started this process.
    watch.stop("thresholds")
    heard = Heard(
        len(sound) / RATE, words, voices, watch.parts, cpu, peak, cpu_parts=watch.cpu_parts
    )
    heard.store(Path(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
