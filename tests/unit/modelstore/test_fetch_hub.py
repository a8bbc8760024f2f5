from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import TEXTS, WEIGHTS, Hub, Lines, hub_catalog, row, sha, write_catalog

from minutes_pipeline.errors import ModelError
from minutes_pipeline.modelstore.catalog import Catalog, load_catalog
from minutes_pipeline.modelstore.fetch import fetch
from minutes_pipeline.modelstore.store import Store

FILES = {"model.bin": WEIGHTS, **TEXTS}


def _store(tmp_path: Path, **more: object) -> Store:
    raw = hub_catalog([row(name, data) for name, data in FILES.items()], **more)
    return Store(tmp_path / "models", Catalog.model_validate(raw))


def test_fetch_from_a_hub(hub: Hub, tmp_path: Path) -> None:
    hub.files = dict(FILES)
    store, lines = _store(tmp_path), Lines()

    fetch(store, store.catalog.models, lines)

    folder = store.locate("from-hub")
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == FILES
    assert not (store.root / ".staging").exists()
    assert lines.shares[-1] == 1.0
    # The ban on the network stands in this process all the while.
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_a_killed_fetch_goes_on_where_it_stopped(hub: Hub, tmp_path: Path) -> None:
    # huggingface_hub writes 10 MB at a time.
    files = {**FILES, "model.bin": WEIGHTS * 24}
    hub.files, hub.stall_after = files, 15_000_000
    raw = hub_catalog([row(name, data) for name, data in files.items()])
    store = Store(tmp_path / "models", Catalog.model_validate(raw))
    catalog = write_catalog(tmp_path / "catalog.toml", raw)
    code = (
        "import sys; from pathlib import Path\n"
        "from minutes_pipeline.modelstore.catalog import load_catalog\n"
        "from minutes_pipeline.modelstore.fetch import fetch\n"
        "from minutes_pipeline.modelstore.store import Store\n"
        "from minutes_pipeline.progress import Silent\n"
        "store = Store(Path(sys.argv[2]), load_catalog(Path(sys.argv[1])))\n"
        "fetch(store, store.catalog.models, Silent())\n"
    )
    part = store.root / ".staging" / "from-hub" / "model.bin.part"
    process = subprocess.Popen([sys.executable, "-c", code, str(catalog), str(store.root)])
    assert hub.stalled.wait(60)
    while part.stat().st_size < 10_000_000:
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert not (store.root / "from-hub").exists()
    begun = part.stat().st_size
    assert load_catalog(catalog) == store.catalog

    hub.stall_after, hub.asked = None, []
    hub.released.set()
    fetch(store, store.catalog.models, Lines())

    name, span = hub.asked[0]
    assert name == "model.bin"
    assert span is not None
    assert int(span.removeprefix("bytes=").rstrip("-")) >= begun
    assert (store.locate("from-hub") / "model.bin").read_bytes() == WEIGHTS * 24


def test_other_bytes_than_the_catalog_names_are_refused(hub: Hub, tmp_path: Path) -> None:
    changed = b"x" + WEIGHTS[1:]
    hub.files = {**FILES, "model.bin": changed}
    store = _store(tmp_path)

    with pytest.raises(ModelError) as caught:
        fetch(store, store.catalog.models, Lines())
    assert caught.value.code == "M04"
    assert sha(WEIGHTS) in caught.value.what
    assert sha(changed) in caught.value.what
    assert not (store.root / "from-hub").exists()

    hub.files, hub.asked = dict(FILES), []
    fetch(store, store.catalog.models, Lines())
    assert hub.asked == [("model.bin", None)]


def test_a_file_that_needs_repair_is_repaired(hub: Hub, tmp_path: Path) -> None:
    published = TEXTS["config.json"]
    repaired = b'{\n  "alignment_heads": [\n    [\n      1,\n      0\n    ]\n  ],\n  "lang_ids": [\n    1,\n    2\n  ]\n}\n'
    config = row("config.json", repaired)
    config["published"] = {
        "size": len(published),
        "sha256": sha(published),
        "replace": {"alignment_heads": [[1, 0]]},
    }
    rows = [row(name, data) for name, data in FILES.items() if name != "config.json"]
    catalog = Catalog.model_validate(hub_catalog([*rows, config]))
    hub.files = dict(FILES)
    store = Store(tmp_path / "models", catalog)

    fetch(store, catalog.models, Lines())
    assert (store.locate("from-hub") / "config.json").read_bytes() == repaired

    folder = tmp_path / "usb"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    second = Store(tmp_path / "second", catalog)
    fetch(second, catalog.models, Lines(), folder=folder)
    assert (second.locate("from-hub") / "config.json").read_bytes() == repaired
    assert sorted(p.name for p in (second.root / "from-hub").iterdir()) == sorted(FILES)


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        ((404, "RepoNotFound"), "M06", "その版がありません"),
        ((404, "RevisionNotFound"), "M06", "その版がありません"),
        ((403, "GatedRepo"), "M07", "同意が必要"),
        ((403, ""), "M07", "断られました"),
    ],
)
def test_a_hub_that_says_no(hub: Hub, tmp_path: Path, answer, code, words) -> None:
    hub.refuse = answer
    store = _store(tmp_path)

    with pytest.raises(ModelError, match=words) as caught:
        fetch(store, store.catalog.models, Lines())

    assert caught.value.code == code


def test_terms_are_named_when_they_must_be_accepted(hub: Hub, tmp_path: Path) -> None:
    hub.refuse = (401, "GatedRepo")
    store = _store(tmp_path, terms="https://hub.example/terms")

    with pytest.raises(ModelError, match="同意が必要") as caught:
        fetch(store, store.catalog.models, Lines())

    assert "https://hub.example/terms" in caught.value.cure
    assert "HF_TOKEN" in caught.value.cure


def test_no_hub_at_all(hub: Hub, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    store = _store(tmp_path)

    with pytest.raises(ModelError, match="つながりません") as caught:
        fetch(store, store.catalog.models, Lines())

    assert caught.value.code == "M05"
    assert "写して" in caught.value.cure


def test_the_child_leaves_when_nobody_listens(tmp_path: Path, hub: Hub) -> None:
    hub.files, hub.stall_after = dict(FILES), 1000
    order = (
        f'{{"repository": "someone/small-model", "revision": "{"0123456789abcdef" * 2}01234567", '
    )
    order += f'"files": [["model.bin", {len(WEIGHTS)}, "{(tmp_path / "part").as_posix()}"]]}}\n'
    child = subprocess.Popen(
        [sys.executable, "-m", "minutes_pipeline.modelstore.hub_child"], stdin=subprocess.PIPE
    )
    assert child.stdin is not None
    child.stdin.write(order.encode())
    child.stdin.flush()
    assert hub.stalled.wait(60)

    child.stdin.close()

    assert child.wait(30) == 1
