"""CAM++: a voice as 192 numbers, close together for the same person.

The network of Wang, Zheng, Chen, Cheng and Chen, "CAM++: A Fast and Efficient Network for Speaker
Verification Using Context-Aware Masking" (arXiv 2303.00332), written from the paper: a small
two-dimensional residual front end, three densely connected blocks of time-delay layers, each of
which is weighed by a mask that it computes from its context, and statistics over time.

It is written as plain functions over the table of trained weights: nothing here is trained, and
the names and shapes in the table tell the widths and the number of layers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as nn

from minutes_pipeline.diarization.compat import import_torchaudio
from minutes_pipeline.errors import ModelError

MEL_BINS = 80
SAMPLE_RATE = 16_000
FRAME_SHIFT = 160
"""Samples from one frame of the filter bank to the next (10 ms)."""
SEGMENT = 100
"""Frames, after the halving at the entrance, over which a layer's local context is averaged."""
DILATIONS = (1, 2, 2)
"""Of the three dense blocks, as in the paper's table 1."""


class CamPlusPlus:
    """The trained network.

    Attributes:
        dimension: Numbers in one embedding.
    """

    def __init__(self, weights: Mapping[str, torch.Tensor], device: torch.device) -> None:
        """Take the table of weights as trained.

        Raises:
            ValueError: The table is not one of this network.
        """
        self._w = {name: value.to(device) for name, value in weights.items()}
        self._device = device
        try:
            self.dimension = int(self._w["xvector.dense.linear.weight"].shape[0])
            entrance = self._w["xvector.tdnn.linear.weight"].shape[1]
            front = self._w["head.conv2.weight"].shape[0] * (MEL_BINS // 8)
        except KeyError as error:
            raise ValueError(f"not a CAM++ table: {error} is missing") from error
        if entrance != front:
            raise ValueError(f"not a CAM++ for {MEL_BINS} bins: {entrance} != {front}")
        self._layers = [self._count(rf"xvector\.block{b}\.tdnnd(\d+)\.") for b in (1, 2, 3)]

    @classmethod
    def load(cls, folder: Path, device: torch.device) -> CamPlusPlus:
        """Read the only ``.pt`` file of *folder*; code inside it is never run.

        Raises:
            ModelError: No such file, or not this network.
        """
        files = sorted(folder.glob("*.pt"))
        cure = "`minutes models verify` で確かめ、`minutes models fetch` で取り直してください。"
        if len(files) != 1:
            raise ModelError("M11", f"話者の声のモデルが見つかりません（{folder}）。", cure)
        try:
            weights = torch.load(files[0], map_location="cpu", weights_only=True)
            return cls(weights, device)
        except Exception as error:
            # torch.load has no error class of its own: a damaged file raises what it happens to.
            raise ModelError(
                "M11", f"話者の声のモデルを読み込めません（{files[0]}）。", cure
            ) from error

    def embed(self, features: torch.Tensor) -> npt.NDArray[np.float32]:
        """Return one embedding for one stretch of one voice.

        Args:
            features: From `features`, shape ``(frames, MEL_BINS)``.
        """
        with torch.inference_mode():
            vector = self._forward(features.to(self._device)[None])[0]
        found: npt.NDArray[np.float32] = vector.cpu().numpy()
        return found

    def _forward(self, features: torch.Tensor) -> torch.Tensor:
        x = self._front(features.transpose(1, 2)[:, None])
        x = nn.conv1d(x, self._w["xvector.tdnn.linear.weight"], stride=2, padding=2)
        x = self._normal(x, "xvector.tdnn.nonlinear.batchnorm")
        for block, (layers, dilation) in enumerate(
            zip(self._layers, DILATIONS, strict=True), start=1
        ):
            for layer in range(1, layers + 1):
                name = f"xvector.block{block}.tdnnd{layer}"
                x = torch.cat((x, self._dense_layer(x, name, dilation)), dim=1)
            x = self._normal(x, f"xvector.transit{block}.nonlinear.batchnorm")
            x = nn.conv1d(x, self._w[f"xvector.transit{block}.linear.weight"])
        x = self._normal(x, "xvector.out_nonlinear.batchnorm")
        pooled = torch.cat((x.mean(dim=-1), x.std(dim=-1)), dim=-1)[..., None]
        pooled = nn.conv1d(pooled, self._w["xvector.dense.linear.weight"])
        return self._normal(pooled, "xvector.dense.nonlinear.batchnorm", relu=False)[..., 0]

    def _front(self, x: torch.Tensor) -> torch.Tensor:
        """Return the spectrogram's local patterns; the frequency axis is halved three times."""
        x = self._conv_normal(x, "head.conv1", "head.bn1")
        for group in ("head.layer1", "head.layer2"):
            for block, stride in ((0, 2), (1, 1)):
                x = self._residual(x, f"{group}.{block}", stride)
        x = self._conv_normal(x, "head.conv2", "head.bn2", stride=2)
        return x.flatten(1, 2)

    def _residual(self, x: torch.Tensor, name: str, stride: int) -> torch.Tensor:
        y = self._conv_normal(x, f"{name}.conv1", f"{name}.bn1", stride=stride)
        y = self._conv_normal(y, f"{name}.conv2", f"{name}.bn2", relu=False)
        if f"{name}.shortcut.0.weight" in self._w:
            x = nn.conv2d(x, self._w[f"{name}.shortcut.0.weight"], stride=(stride, 1))
            x = self._normal(x, f"{name}.shortcut.1", relu=False)
        return torch.relu(x + y)

    def _conv_normal(
        self, x: torch.Tensor, conv: str, normal: str, *, stride: int = 1, relu: bool = True
    ) -> torch.Tensor:
        x = nn.conv2d(x, self._w[f"{conv}.weight"], stride=(stride, 1), padding=1)
        return self._normal(x, normal, relu=relu)

    def _dense_layer(self, x: torch.Tensor, name: str, dilation: int) -> torch.Tensor:
        """Return the 32 new channels that one layer adds, weighed by its context."""
        x = self._normal(x, f"{name}.nonlinear1.batchnorm")
        x = nn.conv1d(x, self._w[f"{name}.linear1.weight"])
        x = self._normal(x, f"{name}.nonlinear2.batchnorm")
        cam = f"{name}.cam_layer"
        local = nn.conv1d(
            x, self._w[f"{cam}.linear_local.weight"], padding=dilation, dilation=dilation
        )
        context = x.mean(dim=-1, keepdim=True) + _segment_means(x)
        context = torch.relu(self._biased(context, f"{cam}.linear1"))
        return local * torch.sigmoid(self._biased(context, f"{cam}.linear2"))

    def _biased(self, x: torch.Tensor, name: str) -> torch.Tensor:
        return nn.conv1d(x, self._w[f"{name}.weight"], self._w[f"{name}.bias"])

    def _normal(self, x: torch.Tensor, name: str, *, relu: bool = True) -> torch.Tensor:
        x = nn.batch_norm(
            x,
            self._w[f"{name}.running_mean"],
            self._w[f"{name}.running_var"],
            self._w.get(f"{name}.weight"),
            self._w.get(f"{name}.bias"),
        )
        return torch.relu(x) if relu else x

    def _count(self, pattern: str) -> int:
        found = (re.match(pattern, name) for name in self._w)
        return max((int(match.group(1)) for match in found if match), default=0)


def features(waveform: torch.Tensor) -> torch.Tensor:
    """Return Kaldi's log mel filter bank of one stretch of sound.

    The mean over time is not yet taken off: it is to be taken over one voice alone.

    Args:
        waveform: Values in [-1, 1], shape ``(samples,)``, 16 kHz.

    Returns:
        Shape ``(frames, MEL_BINS)``, a frame every 10 ms.
    """
    kaldi = import_torchaudio().compliance.kaldi
    bank: torch.Tensor = kaldi.fbank(
        waveform[None], num_mel_bins=MEL_BINS, sample_frequency=SAMPLE_RATE, dither=0.0
    )
    return bank


def _segment_means(x: torch.Tensor) -> torch.Tensor:
    """Return, at every moment, the mean over the `SEGMENT` frames that it lies in."""
    means = nn.avg_pool1d(x, SEGMENT, stride=SEGMENT, ceil_mode=True)
    return means.repeat_interleave(SEGMENT, dim=-1)[..., : x.shape[-1]]
