from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from minutes_pipeline.errors import ModelError
from minutes_pipeline.modelstore.catalog import Catalog, HubModel, RegistryModel, Room, load_catalog
from minutes_pipeline.workspace import bundled as bundled_module
from minutes_pipeline.workspace.bundled import bundled


def test_the_catalog_that_comes_with_the_program_is_sound() -> None:
    catalog = load_catalog()

    assert {m.name for m in catalog.embedded} == {
        "whisper-base",
        "pyannote-segmentation-3.0",
        "campplus",
    }
    assert {m.room for m in catalog.embedded} == {
        Room.TRANSCRIPTION,
        Room.SEGMENTATION,
        Room.EMBEDDING,
    }
    for name in (
        "large-v3-turbo",
        "large-v3",
        "medium",
        "small",
        "kotoba-whisper-v2.0",
        "pyannote-community-1",
    ):
        assert isinstance(catalog.find(name), HubModel)
    assert all(isinstance(m, RegistryModel) for m in catalog.embedded)


def test_every_whisper_model_has_what_the_engine_reads_without_a_network() -> None:
    for model in load_catalog().models:
        if model.room is Room.TRANSCRIPTION:
            names = {f.path for f in model.weights}
            assert {"model.bin", "config.json", "tokenizer.json"} <= names
            assert names & {"vocabulary.json", "vocabulary.txt"}


def test_models_differ_by_digest() -> None:
    digests = [m.digest for m in load_catalog().models]

    assert len(set(digests)) == len(digests)
    assert all(d.startswith("sha256:") and len(d) == 71 for d in digests)


def test_bundled_finds_the_folder_of_the_checkout() -> None:
    assert (bundled("models") / "catalog.toml").is_file()
    assert bundled("templates").name == "templates"


def test_bundled_finds_the_copies_inside_an_installed_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "minutes_pipeline"
    (package / "workspace").mkdir(parents=True)
    # A folder of that name beside an installed package is somebody else's.
    (tmp_path / "site-packages" / "models").mkdir()
    copied = shutil.copy(bundled_module.__file__, package / "workspace" / "bundled.py")
    spec = importlib.util.spec_from_file_location("installed_bundled", copied)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert module.bundled("models") == package / "_bundled" / "models"


@pytest.mark.parametrize(
    ("where", "key", "value"),
    [
        ((), "colour", "red"),
        (("packages", 0), "colour", "red"),
        (("models", 0), "colour", "red"),
        (("models", 0, "files", 0), "colour", "red"),
        (("models", 0, "files", 0, "members", 0), "colour", "red"),
        ((), "format", "minutes-pipeline/models/2"),
        (("models", 0), "room", "kitchen"),
        (("models", 0), "source", "torrent"),
        (("models", 0), "size", 1),
        (("models", 0, "files", 0), "path", "../outside.bin"),
        (("models", 0, "files", 0), "path", "/etc/passwd"),
        (("models", 0, "files", 0), "path", "C:\\weights.bin"),
        (("models", 0, "files", 0), "path", "config.json"),
        (("models", 0, "files", 0), "sha256", "abc"),
        (("models", 0, "files", 0), "members", []),
        (("models", 0, "files", 0, "members", 0), "package", "nobody"),
        (("models", 1), "name", "tiny"),
        (("models", 1), "name", "../tiny"),
    ],
)
def test_what_the_schema_does_not_know_is_refused(shelf, where, key, value) -> None:
    place = shelf.raw
    for step in where:
        place = place[step]
    place[key] = value

    with pytest.raises(ValidationError):
        Catalog.model_validate(shelf.raw)


def test_a_hub_model_must_name_a_commit_not_a_branch() -> None:
    raw = load_catalog().model_dump(mode="python", exclude_none=True)
    model = next(m for m in raw["models"] if m["source"] == "hub")
    model["revision"] = "main"

    with pytest.raises(ValidationError, match="revision"):
        Catalog.model_validate(raw)


@pytest.mark.parametrize("text", ["format = ", 'format = "minutes-pipeline/models/1"\n', "\x00"])
def test_an_unreadable_catalog_is_told_with_its_path(tmp_path: Path, text: str) -> None:
    path = tmp_path / "catalog.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ModelError, match="目録を読めません") as caught:
        load_catalog(path)

    assert caught.value.code == "M14"
    assert str(path) in caught.value.what


def test_a_missing_catalog_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="目録を読めません"):
        load_catalog(tmp_path / "none.toml")
