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
EPSILON = 1e-5
"""Of every normalisation, as torch trains them."""
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
        self._w = {name: value.to(device) for name, value in _folded(weights).items()}
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
        # Channels last: the layout in which two-dimensional convolutions are fastest on CPUs.
        plane = features.transpose(1, 2)[:, None].contiguous(memory_format=torch.channels_last)
        x = self._front(plane)
        x = torch.relu_(self._conv1d(x, "xvector.tdnn.linear", stride=2, padding=2))
        for block, (layers, dilation) in enumerate(
            zip(self._layers, DILATIONS, strict=True), start=1
        ):
            x = self._dense_block(x, f"xvector.block{block}", layers, dilation)
            x = self._normal(x, f"xvector.transit{block}.nonlinear.batchnorm")
            x = self._conv1d(x, f"xvector.transit{block}.linear")
        x = self._normal(x, "xvector.out_nonlinear.batchnorm")
        pooled = torch.cat((x.mean(dim=-1), x.std(dim=-1)), dim=-1)[..., None]
        return self._conv1d(pooled, "xvector.dense.linear")[..., 0]

    def _front(self, x: torch.Tensor) -> torch.Tensor:
        """Return the spectrogram's local patterns; the frequency axis is halved three times."""
        x = torch.relu_(self._conv2d(x, "head.conv1"))
        for group in ("head.layer1", "head.layer2"):
            for block, stride in ((0, 2), (1, 1)):
                x = self._residual(x, f"{group}.{block}", stride)
        return torch.relu_(self._conv2d(x, "head.conv2", stride=2)).flatten(1, 2)

    def _residual(self, x: torch.Tensor, name: str, stride: int) -> torch.Tensor:
        y = torch.relu_(self._conv2d(x, f"{name}.conv1", stride=stride))
        y = self._conv2d(y, f"{name}.conv2")
        if f"{name}.shortcut.0.weight" in self._w:
            x = self._conv2d(x, f"{name}.shortcut.0", stride=stride, padding=0)
        return torch.relu_(y.add_(x))

    def _dense_block(self, x: torch.Tensor, name: str, layers: int, dilation: int) -> torch.Tensor:
        """Return the input's channels with those that each layer adds, in one growing table."""
        width = x.shape[1]
        growth = self._w[f"{name}.tdnnd1.cam_layer.linear_local.weight"].shape[0]
        table = x.new_empty((x.shape[0], width + layers * growth, x.shape[2]))
        table[:, :width] = x
        for layer in range(1, layers + 1):
            new = self._dense_layer(table[:, :width], f"{name}.tdnnd{layer}", dilation)
            table[:, width : width + growth] = new
            width += growth
        return table

    def _dense_layer(self, x: torch.Tensor, name: str, dilation: int) -> torch.Tensor:
        """Return the channels that one layer adds, weighed by its context."""
        x = self._normal(x, f"{name}.nonlinear1.batchnorm")
        x = torch.relu_(self._conv1d(x, f"{name}.linear1"))
        cam = f"{name}.cam_layer"
        local = self._conv1d(x, f"{cam}.linear_local", padding=dilation, dilation=dilation)
        # The context is the same for all moments of a segment: weighed once for each segment.
        segments = nn.avg_pool1d(x, SEGMENT, stride=SEGMENT, ceil_mode=True)
        context = torch.relu_(
            self._conv1d(x.mean(dim=-1, keepdim=True) + segments, f"{cam}.linear1")
        )
        weight = torch.sigmoid(self._conv1d(context, f"{cam}.linear2"))
        return local.mul_(weight.repeat_interleave(SEGMENT, dim=-1)[..., : x.shape[-1]])

    def _conv1d(
        self, x: torch.Tensor, name: str, *, stride: int = 1, padding: int = 0, dilation: int = 1
    ) -> torch.Tensor:
        weight, bias = self._w[f"{name}.weight"], self._w.get(f"{name}.bias")
        return nn.conv1d(x, weight, bias, stride=stride, padding=padding, dilation=dilation)

    def _conv2d(
        self, x: torch.Tensor, name: str, *, stride: int = 1, padding: int = 1
    ) -> torch.Tensor:
        weight, bias = self._w[f"{name}.weight"], self._w.get(f"{name}.bias")
        return nn.conv2d(x, weight, bias, stride=(stride, 1), padding=padding)

    def _normal(self, x: torch.Tensor, name: str) -> torch.Tensor:
        """Return *x* normalised as in training, its negative values cut off."""
        scale, shift = self._w[f"{name}.scale"], self._w[f"{name}.shift"]
        return torch.relu_(torch.addcmul(shift[:, None], x, scale[:, None]))

    def _count(self, pattern: str) -> int:
        found = (re.match(pattern, name) for name in self._w)
        return max((int(match.group(1)) for match in found if match), default=0)


def _folded(weights: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the table with every normalisation as one scale and one shift.

    Where a normalisation follows a convolution, both are one convolution: the same result, and
    half as many passes over memory.
    """
    table = {k: v.double() for k, v in weights.items() if not k.endswith("num_batches_tracked")}
    for mean in [name for name in table if name.endswith(".running_mean")]:
        name = mean.removesuffix(".running_mean")
        scale = (table.pop(f"{name}.running_var") + EPSILON).rsqrt()
        scale = scale * table.pop(f"{name}.weight", torch.ones_like(scale))
        shift = table.pop(f"{name}.bias", torch.zeros_like(scale)) - table.pop(mean) * scale
        before = _convolution_before(name)
        if before is None:
            table[f"{name}.scale"], table[f"{name}.shift"] = scale, shift
        else:
            weight = table[f"{before}.weight"]
            table[f"{before}.weight"] = weight * scale.reshape(-1, *[1] * (weight.ndim - 1))
            table[f"{before}.bias"] = shift
    return {name: value.float() for name, value in table.items()}


def _convolution_before(normal: str) -> str | None:
    """Return the convolution whose output *normal* normalises, None where it comes first."""
    if normal in ("xvector.tdnn.nonlinear.batchnorm", "xvector.dense.nonlinear.batchnorm"):
        return normal.replace("nonlinear.batchnorm", "linear")
    if normal.endswith(".nonlinear2.batchnorm"):
        return normal.replace("nonlinear2.batchnorm", "linear1")
    if normal.endswith(".shortcut.1"):
        return normal.replace("shortcut.1", "shortcut.0")
    if match := re.fullmatch(r"(.*)\.bn(\d)", normal):
        return f"{match[1]}.conv{match[2]}"
    return None


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
