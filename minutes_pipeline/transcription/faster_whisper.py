"""Whisper through faster-whisper and CTranslate2, behind `Transcriber`.

The recording is heard window by window (`packing`), each a file of its own to the engine, so that
memory stays the same however long the sitting: the engine's own way through a long file computes
the spectrum of the whole of it at once (9.6 GB for three hours). How a window is heard is in
`listening`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from minutes_pipeline.errors import ModelError, StageFailed, engine_errors
from minutes_pipeline.meeting import SpeechRegions, Transcript
from minutes_pipeline.transcription.cores import physical_cores
from minutes_pipeline.transcription.listening import TEAMS, Listener
from minutes_pipeline.transcription.noise import background
from minutes_pipeline.transcription.packing import windows
from minutes_pipeline.transcription.vocabulary import within_budget
from minutes_pipeline.workspace.artifacts import Samples

BEAM = 5
_CURE = "`minutes models verify` で確かめ、`minutes models fetch` で取り直してください。"


@dataclass(frozen=True, slots=True)
class FasterWhisperTranscriber:
    """Whisper of any size, converted for CTranslate2.

    Attributes:
        folder: With ``model.bin``, ``config.json``, ``tokenizer.json``, ``vocabulary.*``.
        digest: Of the folder's weights, for the ledger.
        name: As in the model catalog, for the transcript.
        beam: Width of the search; 5 is as Whisper's authors use it.
    """

    folder: Path
    digest: str
    name: str | None = None
    beam: int = BEAM

    def settings(self) -> str:
        """Return all that decides the result besides the weights, on one line."""
        return f"faster-whisper beam={self.beam}"

    def transcribe(
        self,
        samples: Samples,
        regions: SpeechRegions,
        terms: tuple[str, ...],
        report: Callable[[float], None],
        remark: Callable[[str], None],
    ) -> Transcript:
        """Return all that was said, in order; see `Transcriber.transcribe`."""
        with engine_errors(
            "文字にする",
            full="A02",
            cure="ほかのソフトを閉じるか、--model で小さいモデルを選んでください。",
            stopped="A03",
        ):
            workers, model = self._model(remark)
            hints = within_budget(terms, lambda text: len(model.hf_tokenizer.encode(text).ids))
            room = background(samples, regions)
            if not room.clear:
                remark(f"雑音を抑えて聞き取ります（話し声との差 {room.distance:.0f} dB）。")
            listener = Listener(model, room, regions, self.beam, hints)
            packed = windows(regions.spans, samples)
            return Transcript(
                tuple(listener.hear(packed, workers, report)),
                model=self.name,
                vocabulary=hints,
                notes=(*room.notes(), *listener.notes),
            )

    def _model(self, remark: Callable[[str], None]) -> tuple[int, Any]:
        """Load the weights, on the graphics card where there is one that works.

        Returns:
            How many windows' teams it hears side by side, and the model.
        """
        with _loading():
            import ctranslate2  # heavy
            from faster_whisper import WhisperModel  # heavy

            cards = ctranslate2.get_cuda_device_count()
        if not (self.folder / "model.bin").is_file():
            raise ModelError("M13", f"音声認識のモデルが見つかりません（{self.folder}）。", _CURE)
        place = str(self.folder)
        if cards:
            try:
                model = WhisperModel(
                    place, device="cuda", compute_type="float16", local_files_only=True
                )
                # Missing CUDA libraries only show when something is computed.
                model.encode(np.zeros((model.model.n_mels, 3000), np.float32))
            except (RuntimeError, ValueError) as error:
                remark(f"GPUが使えないため、CPUで文字にします（{error}）。")
            else:
                remark("GPUで文字にします。")
                return 1, model
        cores = physical_cores()
        workers = min(TEAMS, cores)
        # Old processors multiply no 8-bit numbers; CTranslate2 then takes what they can.
        kind = "int8" if "int8" in ctranslate2.get_supported_compute_types("cpu") else "default"
        try:
            model = WhisperModel(
                place,
                device="cpu",
                compute_type=kind,
                cpu_threads=cores // workers,
                num_workers=workers,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                "M13", f"音声認識のモデルを読み込めません（{self.folder}）。", _CURE
            ) from error
        remark(f"CPU（{workers * (cores // workers)}スレッド）で文字にします。")
        return workers, model


@contextmanager
def _loading() -> Iterator[None]:
    try:
        yield
    except (ImportError, OSError) as error:
        raise StageFailed(
            "A01",
            f"音声認識の部品（faster-whisper）を読み込めません（{error}）。",
            "minutes_pipeline をインストールし直してください。",
        ) from error
