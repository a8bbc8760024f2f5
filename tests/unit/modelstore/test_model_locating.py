from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import TEXTS, VOICE, WEIGHTS, hub_catalog, row, sha

from minutes_pipeline.errors import ModelError
from minutes_pipeline.modelstore.catalog import Catalog, Room
from minutes_pipeline.modelstore.store import Condition, Store, default_root


def _put(folder: Path, **changed: bytes | None) -> Path:
    """Write the files of the small Whisper model, some of them changed or left out."""
    files = {"model.bin": WEIGHTS, **TEXTS, **{k.replace("_", "."): v for k, v in changed.items()}}
    folder.mkdir(parents=True)
    for name, data in files.items():
        if data is not None:
            (folder / name).write_bytes(data)
    return folder


def test_a_model_by_name(store: Store) -> None:
    folder = _put(store.root / "tiny")

    assert store.locate("tiny") == folder
    assert store.locate("tiny", Room.TRANSCRIPTION) == folder


def test_a_missing_model_names_the_exact_command(store: Store, monkeypatch) -> None:
    with pytest.raises(ModelError) as elsewhere:
        store.locate("tiny")
    monkeypatch.setenv("MINUTES_MODELS", str(store.root))
    with pytest.raises(ModelError) as default:
        store.locate("tiny")

    assert elsewhere.value.code == default.value.code == "M01"
    assert f'「minutes models fetch tiny --models "{store.root}"」' in elsewhere.value.cure
    assert "「minutes models fetch tiny」" in default.value.cure


def test_an_incomplete_model_is_not_handed_out(store: Store) -> None:
    _put(store.root / "tiny", tokenizer_json=None)

    with pytest.raises(ModelError, match=r"tokenizer\.json") as caught:
        store.locate("tiny")

    assert caught.value.code == "M01"
    assert store.condition(store.catalog.models[0]) is Condition.INCOMPLETE


def test_an_altered_model_is_refused_with_both_digests(store: Store) -> None:
    changed = b"x" + WEIGHTS[1:]
    _put(store.root / "tiny", model_bin=changed)

    with pytest.raises(ModelError) as caught:
        store.locate("tiny")

    assert caught.value.code == "M04"
    assert sha(WEIGHTS) in caught.value.what
    assert sha(changed) in caught.value.what


def test_a_file_changed_after_it_was_checked_is_noticed(store: Store) -> None:
    folder = _put(store.root / "tiny")
    store.locate("tiny")
    (folder / "vocabulary.txt").write_bytes(b"a\nc\n")
    os.utime(folder / "vocabulary.txt", ns=(1, 1))

    with pytest.raises(ModelError, match=r"vocabulary\.txt"):
        store.locate("tiny")


def test_digests_are_remembered_beside_the_weights_but_verify_does_not_trust_them(
    store: Store,
) -> None:
    folder = _put(store.root / "tiny")
    store.locate("tiny")
    stat = (folder / "vocabulary.txt").stat()
    (folder / "vocabulary.txt").write_bytes(b"a\nc\n")
    os.utime(folder / "vocabulary.txt", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    model = store.catalog.models[0]

    assert {c.condition for c in store.check(model)} == {Condition.RIGHT}
    assert [
        c.file.path for c in store.check(model, afresh=True) if c.condition is Condition.WRONG
    ] == ["vocabulary.txt"]


def test_a_broken_memory_of_digests_only_costs_time(store: Store) -> None:
    folder = _put(store.root / "tiny")
    (store.root / ".digests.json").write_text('{"a": 1, "b"', encoding="utf-8")

    assert store.locate("tiny") == folder


def test_a_model_for_another_use_is_refused(store: Store) -> None:
    with pytest.raises(ModelError, match="文字起こしには使えません") as caught:
        store.locate("voice", Room.TRANSCRIPTION)

    assert "tiny" in caught.value.cure


def test_an_unknown_name_lists_what_is_near(store: Store) -> None:
    with pytest.raises(ModelError, match="目録になく") as caught:
        store.locate("tony")

    assert caught.value.code == "M02"
    assert "もしかして: tiny" in caught.value.cure


def test_a_file_instead_of_a_folder(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(b"")

    with pytest.raises(ModelError, match="ファイルです"):
        store.locate(str(file))


def test_a_folder_by_path(store: Store, tmp_path: Path) -> None:
    folder = _put(tmp_path / "my own model", model_bin=b"mine")

    assert store.locate(str(folder)) == folder
    assert store.locate(str(folder), Room.TRANSCRIPTION) == folder


def test_a_folder_by_path_says_what_it_lacks(store: Store, tmp_path: Path) -> None:
    folder = _put(tmp_path / "half", model_bin=None, vocabulary_txt=None)

    with pytest.raises(ModelError) as caught:
        store.locate(str(folder), Room.TRANSCRIPTION)

    assert caught.value.code == "M03"
    assert "（足りないもの: model.bin、vocabulary.jsonかvocabulary.txt）" in caught.value.what


def test_a_folder_of_voices_by_path(store: Store, tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "own.pt").write_bytes(VOICE)

    assert store.locate(str(tmp_path / "voices"), Room.EMBEDDING) == tmp_path / "voices"
    with pytest.raises(ModelError, match="足りないもの"):
        store.locate(str(tmp_path / "voices"), Room.TRANSCRIPTION)


def test_the_digest_of_a_name_does_not_need_the_weights(store: Store) -> None:
    assert store.digest("tiny") == store.catalog.models[0].digest


def test_a_copied_folder_has_the_identity_of_the_name(store: Store, tmp_path: Path) -> None:
    folder = _put(tmp_path / "copy")
    (folder / "README.md").write_text("x", encoding="utf-8")
    other = _put(tmp_path / "other", model_bin=b"mine")

    assert store.digest(str(folder)) == store.digest("tiny")
    assert store.digest(str(other)) not in {store.digest("tiny"), store.digest("voice")}


def test_the_digest_of_a_folder_follows_its_files_not_its_place(
    store: Store, tmp_path: Path
) -> None:
    one, two = _put(tmp_path / "one", model_bin=b"mine"), _put(tmp_path / "two", model_bin=b"mine")
    before = store.digest(str(one))
    (one / "model.bin").write_bytes(b"other")

    assert before == store.digest(str(two))
    assert before != store.digest(str(one))


def test_a_folder_as_published_that_would_crash_the_engine_is_refused(tmp_path: Path) -> None:
    repaired = b'{\n  "alignment_heads": [\n    [\n      1,\n      0\n    ]\n  ],\n  "lang_ids": [\n    1,\n    2\n  ]\n}\n'
    published = TEXTS["config.json"]
    config = row("config.json", repaired)
    config["published"] = {
        "size": len(published),
        "sha256": sha(published),
        "replace": {"alignment_heads": [[1, 0]]},
    }
    others = {
        "model.bin": WEIGHTS,
        "tokenizer.json": TEXTS["tokenizer.json"],
        "vocabulary.txt": TEXTS["vocabulary.txt"],
    }
    catalog = Catalog.model_validate(hub_catalog([config, *(row(n, d) for n, d in others.items())]))
    store = Store(tmp_path / "models", catalog)
    folder = _put(tmp_path / "copied")

    with pytest.raises(ModelError, match="配布物そのまま") as caught:
        store.locate(str(folder))
    assert f'--from "{folder}"' in caught.value.cure

    (folder / "config.json").write_bytes(repaired)
    assert store.locate(str(folder)) == folder
    shutil.rmtree(folder)


def test_the_root_is_the_option_else_the_variable_else_the_users_own(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("MINUTES_MODELS", str(tmp_path / "named"))
    assert default_root() == tmp_path / "named"
    assert default_root(tmp_path / "given") == tmp_path / "given"

    monkeypatch.delenv("MINUTES_MODELS")
    assert default_root().parts[-2:] == ("minutes_pipeline", "models")


def test_looking_for_models_loads_no_network_library() -> None:
    code = (
        "import sys, minutes_pipeline.modelstore.store, minutes_pipeline.modelstore.fetch\n"
        "print([m for m in ('huggingface_hub', 'pip', 'httpx', 'requests') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
