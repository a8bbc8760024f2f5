from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import TEXTS

from minutes_pipeline.cli.models import models
from minutes_pipeline.errors import ModelError


@pytest.fixture
def minutes_models(tmp_path: Path, catalog_file: Path, monkeypatch):
    monkeypatch.setattr(
        "minutes_pipeline.modelstore.catalog.bundled", lambda _: catalog_file.parent
    )
    monkeypatch.setenv("MINUTES_MODELS", str(tmp_path / "models"))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(models, arguments)

    return run


def test_fetch_list_and_verify(minutes_models, tmp_path: Path) -> None:
    before = minutes_models("list")
    fetched = minutes_models("fetch")
    again = minutes_models("fetch")
    after = minutes_models("list")
    verified = minutes_models("verify")

    assert [r.exit_code for r in (before, fetched, again, after, verified)] == [0, 0, 0, 0, 0]
    assert before.output.count("－ ありません") == 2
    assert "用意ができました" in fetched.output
    assert "tiny はすでに入っていて" in again.output
    assert after.output.count("○ 入っています") == 2
    assert verified.output.count("○") == 5
    assert (tmp_path / "models" / "tiny" / "config.json").read_bytes() == TEXTS["config.json"]


def test_verify_tells_what_differs_and_how_to_cure_it(minutes_models, tmp_path: Path) -> None:
    minutes_models("fetch")
    (tmp_path / "models" / "tiny" / "config.json").write_bytes(b"{}")
    (tmp_path / "models" / "voice" / "voice.pt").unlink()

    done = minutes_models("verify")

    assert isinstance(done.exception, ModelError)
    assert done.exception.exit_code == 5
    assert "× config.json　違います" in done.output
    assert "× voice.pt　ありません" in done.output
    assert "「minutes models fetch tiny」" in done.exception.cure
    assert "× 壊れています" in minutes_models("list").output
    assert minutes_models("fetch").exit_code == 0
    assert minutes_models("verify").exit_code == 0


def test_verify_of_nothing(minutes_models) -> None:
    done = minutes_models("verify")

    assert done.exit_code == 0
    assert "まだ何も入っていません" in done.output


def test_fetch_by_name_into_a_folder_given(minutes_models, tmp_path: Path) -> None:
    done = minutes_models("fetch", "voice", "--models", str(tmp_path / "elsewhere"))

    assert done.exit_code == 0
    assert sorted(p.name for p in (tmp_path / "elsewhere").iterdir() if p.is_dir()) == ["voice"]


def test_fetch_of_an_unknown_name(minutes_models) -> None:
    done = minutes_models("fetch", "voise")

    assert isinstance(done.exception, ModelError)
    assert "もしかして: voice" in done.exception.cure


def test_fetch_of_a_folder(minutes_models, tmp_path: Path) -> None:
    done = minutes_models("fetch", str(tmp_path))

    assert isinstance(done.exception, ModelError)
    assert "はフォルダで" in done.exception.what
    assert "--model" in done.exception.cure


def test_from_needs_one_name(minutes_models, tmp_path: Path) -> None:
    done = minutes_models("fetch", "--from", str(tmp_path))

    assert done.exit_code == 2


def test_help_is_japanese(minutes_models) -> None:
    done = minutes_models("fetch", "--help")

    assert done.exit_code == 0
    assert "モデルを取得します" in done.output
