"""A folder in the shape of community-1: loaded as pyannote ships it, and heard with VBx.

Its real weights are handed out to registered users only. So the segmentation here is the real one,
and the embedding and its PLDA have the right shapes and random contents: what they find means
nothing, but every part is loaded, and every step up to the turns is taken.
"""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.diarization import pipeline
from minutes_pipeline.diarization.engine import VoiceBounds
from minutes_pipeline.diarization.pyannote_audio import CommunityDiarizer
from minutes_pipeline.errors import ModelError
from minutes_pipeline.meeting import Span, SpeechRegions
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

SECONDS = 24
WIDE, NARROW = 256, 128
"""Numbers of an embedding before and after the PLDA."""

pytestmark = pytest.mark.speech


@pytest.fixture(scope="module")
def folder(tmp_path_factory, weights) -> Path:
    """A folder with the files and shapes of the gated repository."""
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.embedding import WeSpeakerResNet34

    place = tmp_path_factory.mktemp("community-1")
    (place / "segmentation").mkdir()
    (place / "embedding").mkdir()
    (place / "plda").mkdir()
    shutil.copy(
        weights("pyannote-segmentation-3.0") / "pytorch_model.bin",
        place / "segmentation" / "pytorch_model.bin",
    )
    torch.manual_seed(0)
    model = WeSpeakerResNet34()
    stored = {
        "state_dict": model.state_dict(),
        "hyper_parameters": dict(model.hparams),
        "pytorch-lightning_version": "2.0.0",
        "pyannote.audio": {
            "versions": {"torch": torch.__version__, "pyannote.audio": "4.0.0"},
            "architecture": {
                "module": "pyannote.audio.models.embedding",
                "class": "WeSpeakerResNet34",
            },
            "specifications": Specifications(
                problem=Problem.REPRESENTATION, resolution=Resolution.CHUNK, duration=10.0
            ),
        },
    }
    torch.save(stored, place / "embedding" / "pytorch_model.bin")
    chance = np.random.default_rng(1)
    np.savez(
        place / "plda" / "xvec_transform.npz",
        mean1=np.zeros(WIDE),
        mean2=np.zeros(NARROW),
        lda=np.linalg.qr(chance.normal(size=(WIDE, WIDE)))[0][:, :NARROW],
    )
    np.savez(
        place / "plda" / "plda.npz",
        mu=np.zeros(NARROW),
        tr=np.linalg.qr(chance.normal(size=(NARROW, NARROW)))[0],
        psi=np.linspace(5.0, 0.1, NARROW),
    )
    return place


@pytest.fixture(scope="module")
def opening(sample) -> Samples:
    decoder = Decoder(lambda _: None)
    decoder.add(sample / "recording.opus")
    return Samples(decoder.samples()[: SECONDS * SAMPLE_RATE])


def test_the_folder_is_loaded_and_heard_with_vbx(folder, opening):
    remarks: list[str] = []
    shares: list[float] = []
    regions = SpeechRegions(float(SECONDS), (Span(0.5, 22.0),))
    engine = CommunityDiarizer(folder, "digest")
    found = engine.diarize(opening, regions, VoiceBounds(1, 4), shares.append, remarks.append)
    assert found.turns
    assert 1 <= len({turn.speaker for turn in found.turns}) <= 4
    assert all(0.0 <= t.span.start < t.span.end <= SECONDS for t in found.turns)
    exclusive = sorted(found.exclusive, key=lambda t: t.span.start)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(exclusive))
    assert shares
    assert any("話者を聞き分けます" in remark for remark in remarks)


def test_vbx_groups_the_voices(folder):
    made = pipeline.community(folder, torch.device("cpu"), step=2.0)
    assert type(made.clustering).__name__ == "VBxClustering"


def test_one_pass_for_all_voices_gives_what_one_pass_for_each_gives(folder, opening):
    """The embedding as pyannote calls it, once for each voice, against ours."""
    made = pipeline.community(folder, torch.device("cpu"), step=2.0)
    sound = torch.from_numpy(opening.cut(2.0, 12.0))
    masks = np.zeros((3, 589), np.float32)
    masks[0, :300] = 1
    masks[1, 200:589] = 1
    ours = made.voiceprint.window(sound, masks)
    for voice in (0, 1):
        stock = made._embedding(sound[None, None], masks=torch.from_numpy(masks[voice])[None])
        np.testing.assert_allclose(ours[voice], stock[0], rtol=1e-3, atol=1e-4)
    assert np.isnan(ours[2]).all()


@pytest.mark.parametrize("part", ["segmentation", "embedding", "plda"])
def test_a_missing_part_is_named(folder, tmp_path, part, opening):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    shutil.rmtree(copy / part)
    with pytest.raises(ModelError) as caught:
        CommunityDiarizer(copy, "digest").diarize(
            opening,
            SpeechRegions(1.0, (Span(0.0, 1.0),)),
            VoiceBounds(),
            lambda _: None,
            lambda _: None,
        )
    assert caught.value.code == "M12"
