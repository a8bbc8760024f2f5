"""The network's arithmetic, against figures of its authors' program and on small made-up tables."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from minutes_pipeline.diarization.campplus import MEL_BINS, CamPlusPlus, features
from minutes_pipeline.errors import ModelError

CPU = torch.device("cpu")

# The first numbers, the length and the sum of the vector that 3D-Speaker's own class
# (speakerlab-slim 0.1.0) makes of `wave_table()` with the weights of campplus_cn_en_common.pt.
AUTHORS = [
    -0.3497,
    -0.2025,
    0.6177,
    -0.5407,
    -0.126,
    0.1417,
    -0.3285,
    0.1118,
    -0.1277,
    0.6767,
    0.198,
    0.2952,
    -0.526,
    -0.3478,
    0.7752,
    0.023,
]
AUTHORS_LENGTH, AUTHORS_SUM = 8.050143, 15.849864


def wave_table() -> torch.Tensor:
    time = torch.arange(300, dtype=torch.float64)[:, None]
    band = torch.arange(MEL_BINS, dtype=torch.float64)[None]
    return (2 * torch.sin(time * 0.07 + band * 0.3) + torch.cos(time * 0.013 * band)).float()


def small_table(seed: int = 0) -> dict[str, torch.Tensor]:
    """Random weights of a network with fewer layers, named as the real one."""
    make = torch.Generator().manual_seed(seed)
    table: dict[str, torch.Tensor] = {}

    def conv(name: str, *shape: int) -> None:
        table[f"{name}.weight"] = torch.randn(shape, generator=make) / np.sqrt(np.prod(shape[1:]))

    def normal(name: str, size: int) -> None:
        table[f"{name}.weight"] = torch.rand(size, generator=make) + 0.5
        table[f"{name}.bias"] = torch.randn(size, generator=make) * 0.1
        table[f"{name}.running_mean"] = torch.randn(size, generator=make) * 0.1
        table[f"{name}.running_var"] = torch.rand(size, generator=make) + 0.5

    conv("head.conv1", 4, 1, 3, 3)
    normal("head.bn1", 4)
    for group in ("layer1", "layer2"):
        for block in (0, 1):
            for part in (1, 2):
                conv(f"head.{group}.{block}.conv{part}", 4, 4, 3, 3)
                normal(f"head.{group}.{block}.bn{part}", 4)
        conv(f"head.{group}.0.shortcut.0", 4, 4, 1, 1)
        normal(f"head.{group}.0.shortcut.1", 4)
    conv("head.conv2", 4, 4, 3, 3)
    normal("head.bn2", 4)
    conv("xvector.tdnn.linear", 8, 40, 5)
    normal("xvector.tdnn.nonlinear.batchnorm", 8)
    width = 8
    for block in (1, 2, 3):
        for layer in (1, 2):
            name = f"xvector.block{block}.tdnnd{layer}"
            normal(f"{name}.nonlinear1.batchnorm", width)
            conv(f"{name}.linear1", 8, width, 1)
            normal(f"{name}.nonlinear2.batchnorm", 8)
            conv(f"{name}.cam_layer.linear_local", 4, 8, 3)
            for part, shape in ((1, (4, 8, 1)), (2, (4, 4, 1))):
                conv(f"{name}.cam_layer.linear{part}", *shape)
                table[f"{name}.cam_layer.linear{part}.bias"] = torch.zeros(shape[0])
            width += 4
        normal(f"xvector.transit{block}.nonlinear.batchnorm", width)
        conv(f"xvector.transit{block}.linear", width // 2, width, 1)
        width //= 2
    normal("xvector.out_nonlinear.batchnorm", width)
    conv("xvector.dense.linear", 6, 2 * width, 1)
    table["xvector.dense.nonlinear.batchnorm.running_mean"] = torch.zeros(6)
    table["xvector.dense.nonlinear.batchnorm.running_var"] = torch.ones(6)
    return table


def test_widths_are_read_from_the_table():
    network = CamPlusPlus(small_table(), CPU)
    assert network.dimension == 6
    vector = network.embed(wave_table())
    assert vector.shape == (6,)
    assert np.isfinite(vector).all()


def test_another_stretch_gives_another_vector_and_the_same_the_same():
    network = CamPlusPlus(small_table(), CPU)
    first, again = network.embed(wave_table()), network.embed(wave_table())
    other = network.embed(wave_table()[::2])
    assert (first == again).all()
    assert np.abs(first - other).max() > 1e-4


def test_other_tables_are_refused():
    with pytest.raises(ValueError, match="missing"):
        CamPlusPlus({"weight": torch.zeros(1)}, CPU)
    wrong = small_table()
    wrong["xvector.tdnn.linear.weight"] = torch.zeros(8, 41, 5)
    with pytest.raises(ValueError, match="80 bins"):
        CamPlusPlus(wrong, CPU)


def test_a_missing_or_foreign_file_is_an_error_for_the_clerk(tmp_path):
    with pytest.raises(ModelError) as none:
        CamPlusPlus.load(tmp_path, CPU)
    assert none.value.code == "M11"
    (tmp_path / "voices.pt").write_bytes(b"not weights")
    with pytest.raises(ModelError) as foreign:
        CamPlusPlus.load(tmp_path, CPU)
    assert "models verify" in foreign.value.cure


def test_the_filter_bank_has_a_frame_every_ten_milliseconds():
    bank = features(torch.sin(torch.arange(16_000) * 0.3))
    assert bank.shape == (98, MEL_BINS)


@pytest.mark.speech
def test_the_real_weights_give_the_authors_figures(weights):
    vector = CamPlusPlus.load(weights("campplus"), CPU).embed(wave_table())
    np.testing.assert_allclose(vector[: len(AUTHORS)], AUTHORS, atol=1.5e-4)
    assert np.linalg.norm(vector) == pytest.approx(AUTHORS_LENGTH, abs=1e-4)
    assert vector.sum() == pytest.approx(AUTHORS_SUM, abs=1e-3)
