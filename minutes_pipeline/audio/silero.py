"""Silero VAD through ONNX Runtime: how likely every 32 ms of a recording is speech.

The network is recurrent; its state is carried from the first sample to the last, and the
recording passes through in blocks, so that memory stays the same for ten minutes and ten hours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from minutes_pipeline.errors import ModelError
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

FRAME = 512
"""Samples that the network judges at a time."""
CONTEXT = 64
"""Samples of the frame before that it sees again."""
BLOCK = 1024
"""Frames in one call of the network: half a minute."""
QUIET = 0.02
"""Level (root mean square of the loudest tenth) below which a recording is made louder."""
HIGHEST_GAIN = 30.0
"""A recording that would need more than this is noise from an open microphone."""


@dataclass(frozen=True, slots=True)
class SileroDetector:
    """The weights that tell speech from everything else.

    Attributes:
        model: The ONNX file ``silero_vad_16k_sequence.onnx``.
        digest: Its SHA-256, for the ledger.
    """

    model: Path
    digest: str

    @classmethod
    def bundled(cls) -> SileroDetector:
        """Return the detector whose weights come inside the package ``silero-vad``.

        Raises:
            ModelError: The package is not installed, or is one without these weights.
        """
        # The package is only looked up: its import would load torch.
        spec = find_spec("silero_vad")
        for place in (spec.submodule_search_locations or ()) if spec else ():
            model = Path(place) / "data" / "silero_vad_16k_sequence.onnx"
            if model.is_file():
                return cls(model, _sha256(model))
        raise ModelError(
            "M10",
            "音声区間を見つけるモデル（silero-vad）が見つかりません。",
            "minutes_pipeline をインストールし直してください。",
        )

    def probabilities(
        self, samples: Samples, report: Callable[[float], None]
    ) -> npt.NDArray[np.float32]:
        """Return the probability of speech for every `FRAME` of *samples*.

        Args:
            samples: The recording.
            report: Is told the share that is done, in [0, 1].

        Raises:
            ModelError: The file is not this network.
        """
        session = self._session()
        gain = np.float32(_gain(samples.pcm) / 32768.0)
        hidden = np.zeros((1, 1, 128), np.float32)
        cell = np.zeros((1, 1, 128), np.float32)
        context = np.zeros(CONTEXT, np.float32)
        found: list[npt.NDArray[np.float32]] = []
        total = len(samples.pcm)
        for first in range(0, total, BLOCK * FRAME):
            piece = samples.pcm[first : first + BLOCK * FRAME].astype(np.float32) * gain
            frames = np.zeros((-(-len(piece) // FRAME), FRAME), np.float32)
            frames.reshape(-1)[: len(piece)] = np.clip(piece, -1.0, 1.0)
            before = np.vstack((context[None], frames[:-1, -CONTEXT:]))
            context = frames[-1, -CONTEXT:]
            values, hidden, cell = session.run(
                ["speech_probs", "hn", "cn"],
                {"input": np.hstack((before, frames)), "h": hidden, "c": cell},
            )
            found.append(np.asarray(values, np.float32).reshape(-1))
            report(min(1.0, (first + len(piece)) / total))
        return np.concatenate(found) if found else np.zeros(0, np.float32)

    def _session(self) -> Any:
        import onnxruntime  # heavy: only when it listens

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self.model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            # ONNX Runtime raises a dozen classes without a common base of its own.
            raise ModelError(
                "M10",
                f"音声区間を見つけるモデルを読み込めません（{self.model}）。",
                "minutes_pipeline をインストールし直してください。",
            ) from error


def _gain(pcm: npt.NDArray[np.int16]) -> float:
    """Return the factor that lifts a recording made far from the microphone.

    The network was trained on ordinary levels and misses speech 40 dB below them.
    """
    step = SAMPLE_RATE // 10
    levels = [
        float(np.sqrt(np.mean((pcm[i : i + step].astype(np.float32) / 32768.0) ** 2)))
        for i in range(0, len(pcm), step)
    ]
    loud = float(np.quantile(levels, 0.9)) if levels else 0.0
    return min(HIGHEST_GAIN, max(1.0, QUIET / loud)) if loud > 0 else 1.0


@lru_cache(maxsize=4)
def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
