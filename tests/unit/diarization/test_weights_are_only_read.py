"""A file of weights is a table of numbers: a program hidden in it is refused and never run."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import torch

from minutes_pipeline.diarization.campplus import CamPlusPlus
from minutes_pipeline.diarization.pipeline import _segmentation_model, community
from minutes_pipeline.errors import ModelError

CPU = torch.device("cpu")


class Hidden:
    """Unpickled, it writes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return (Path.write_text, (self.mark, "run"))


def put(place: Path, mark: Path, *, plain: bool) -> Path:
    """Write weights with a program in them, as torch does or as a bare pickle."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if plain:
        place.write_bytes(pickle.dumps({"state_dict": Hidden(mark)}))
    else:
        torch.save({"state_dict": Hidden(mark)}, place)
    return place


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    ("file", "load"),
    [
        ("voices.pt", lambda path: CamPlusPlus.load(path.parent, CPU)),
        ("pytorch_model.bin", _segmentation_model),
        (
            "segmentation/pytorch_model.bin",
            lambda path: community(path.parents[1], CPU, step=1.0),
        ),
    ],
)
def test_a_program_in_weights_is_not_run(tmp_path: Path, file: str, load, plain: bool) -> None:
    mark = tmp_path / "mark"
    path = put(tmp_path / "weights" / file, mark, plain=plain)

    with pytest.raises(ModelError) as caught:
        load(path)

    assert caught.value.code in {"M11", "M12"}
    assert str(path.parent if file == "voices.pt" else tmp_path / "weights") in caught.value.what
    assert not mark.exists()


def test_the_hidden_program_would_run(tmp_path: Path) -> None:
    """What the other tests are about does work where weights are not only read."""
    path = put(tmp_path / "w.bin", tmp_path / "mark", plain=True)

    pickle.loads(path.read_bytes())

    assert (tmp_path / "mark").read_text("utf-8") == "run"
