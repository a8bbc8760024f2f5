"""The log of what people decided: saved at once, undone, redone, safe beside other writers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC

import pytest
from filelock import FileLock

from minutes_pipeline.errors import AlteredByHand, FolderInUse, StorageError
from minutes_pipeline.meeting import (
    Corrections,
    ParticularStated,
    Role,
    RoleKind,
    UtteranceAnchor,
    UtteranceRole,
    UtteranceText,
    VoiceAnchor,
    VoiceRole,
)
from minutes_pipeline.workspace import correction_log
from minutes_pipeline.workspace.artifacts import CORRECTIONS
from minutes_pipeline.workspace.correction_log import CorrectionLog
from minutes_pipeline.workspace.folder import WorkFolder

SAID = UtteranceAnchor("u0003", "休憩でございます。", 12.5)
MENDED = UtteranceText(SAID, "9件でございます。")
ROLE = UtteranceRole((SAID,), Role(RoleKind.SECTION, "市民室"), "山田 太郎")
PLACE = ParticularStated("place", "市役所3階", None)


@pytest.fixture
def folder(tmp_path):
    return WorkFolder(tmp_path / "a.minutes")


@pytest.fixture
def log(folder):
    return CorrectionLog(folder)


def changes(folder):
    return [c.change for c in CorrectionLog(folder).history().corrections.made]


def test_a_folder_without_corrections_has_none(folder):
    assert folder.load(CORRECTIONS) == Corrections()
    assert folder.digest(CORRECTIONS) is None


def test_what_was_decided_is_read_back_with_who_and_when(folder, log):
    log.add([MENDED, ROLE], "田中")

    made = folder.load(CORRECTIONS).made

    assert [c.change for c in made] == [MENDED, ROLE]
    assert [c.id for c in made] == ["c0001", "c0002"]
    assert {c.batch for c in made} == {"c0001"}
    assert {c.who for c in made} == {"田中"}
    assert all(
        c.when.tzinfo is not None and c.when.utcoffset() == UTC.utcoffset(None) for c in made
    )


def test_every_step_changes_the_digest(folder, log):
    seen = {folder.digest(CORRECTIONS)}
    for step in (
        lambda: log.add([MENDED], "田中"),
        lambda: log.undo("田中"),
        lambda: log.redo("佐藤"),
    ):
        step()
        seen.add(folder.digest(CORRECTIONS))

    assert len(seen) == 4


def test_undo_and_redo_go_back_and_forth_over_restarts(folder, log):
    log.add([MENDED], "田中")
    log.add([ROLE, PLACE], "田中")

    assert [c.change for c in CorrectionLog(folder).undo("田中")] == [ROLE, PLACE]
    assert changes(folder) == [MENDED]
    CorrectionLog(folder).undo("田中")
    assert changes(folder) == []
    assert CorrectionLog(folder).undo("田中") == ()
    CorrectionLog(folder).redo("田中")
    CorrectionLog(folder).redo("田中")
    assert changes(folder) == [MENDED, ROLE, PLACE]
    assert CorrectionLog(folder).redo("田中") == ()


def test_something_new_ends_what_could_be_redone(folder, log):
    log.add([MENDED], "田中")
    log.undo("田中")
    log.add([PLACE], "田中")

    assert log.redo("田中") == ()
    assert changes(folder) == [PLACE]
    assert [c.id for c in folder.load(CORRECTIONS).made] == ["c0002"]


def test_one_of_several_can_be_taken_back(folder, log):
    log.add([MENDED], "田中")
    log.add([PLACE], "佐藤")

    log.undo("田中", "c0001")

    assert changes(folder) == [PLACE]
    assert log.history().holds("c0002")
    assert not log.history().holds("c0001")


def test_nothing_is_ever_taken_out_of_the_file(folder, log):
    log.add([MENDED], "田中")
    before = log.path.read_bytes()
    log.undo("佐藤")

    assert log.path.read_bytes().startswith(before)
    assert b"\xe4\xbd\x90\xe8\x97\xa4" in log.path.read_bytes()


@pytest.mark.parametrize("left", [1, 20, 200])
def test_a_line_that_a_kill_cut_off_is_not_counted(folder, log, left):
    log.add([MENDED], "田中")
    whole = log.path.read_bytes()
    log.add([ROLE, PLACE], "田中")
    log.path.write_bytes(log.path.read_bytes()[: len(whole) + left])

    assert changes(folder) == [MENDED]
    log.add([PLACE], "佐藤")
    assert changes(folder) == [MENDED, PLACE]


def test_a_full_disk_leaves_the_log_as_it_was(log, monkeypatch):
    log.add([MENDED], "田中")
    before = log.path.read_bytes()

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="S01"):
        log.add([PLACE], "田中")

    assert log.path.read_bytes() == before


def test_two_who_decide_on_the_same_do_not_overwrite_each_other(log):
    seen = len(log.history().steps)
    log.add([MENDED], "田中", seen=seen)

    with pytest.raises(FolderInUse, match=r"C02.*田中さん"):
        log.add([UtteranceText(SAID, "ほか")], "佐藤", seen=seen)
    log.add([PLACE], "佐藤", seen=seen)

    assert [c.change for c in log.history().corrections.made] == [MENDED, PLACE]


def test_a_voice_is_one_target_whatever_is_decided_on_it(log):
    voice = VoiceAnchor("SPEAKER_01", (SAID,))
    log.add([VoiceRole(voice, Role(RoleKind.MEMBER))], "田中")

    with pytest.raises(FolderInUse, match="C02"):
        log.add([VoiceRole(voice, Role(RoleKind.CHAIR))], "佐藤", seen=0)


def test_a_log_that_stays_locked_is_said_so(log, monkeypatch):
    monkeypatch.setattr(correction_log, "PATIENCE", 0.1)
    log.add([MENDED], "田中")

    with FileLock(log.path.parent / ".corrections.lock"), pytest.raises(FolderInUse, match="C03"):
        log.add([PLACE], "田中")


def test_many_writers_at_once_lose_nothing(folder):
    texts = [f"{n}件" for n in range(24)]
    threads = [
        threading.Thread(
            target=lambda t=t: CorrectionLog(folder).add([UtteranceText(SAID, t)], "田中")
        )
        for t in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    made = folder.load(CORRECTIONS).made
    assert sorted(c.change.text for c in made) == sorted(texts)
    assert [c.id for c in made] == [f"c{n:04d}" for n in range(1, 25)]


def test_another_process_sees_what_was_saved(folder, log):
    log.add([MENDED], "田中")
    code = (
        "import sys; from pathlib import Path\n"
        "from minutes_pipeline.workspace.folder import WorkFolder\n"
        "from minutes_pipeline.workspace.correction_log import CorrectionLog\n"
        "print(len(CorrectionLog(WorkFolder(Path(sys.argv[1]))).undo('佐藤')))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(folder.path)], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "1"
    assert changes(folder) == []


def test_a_file_written_by_hand_is_refused_and_kept(folder, log):
    log.add([MENDED], "田中")
    log.path.write_bytes(log.path.read_bytes() + b"{}\n")
    before = log.path.read_bytes()

    with pytest.raises(AlteredByHand, match="C01"):
        folder.load(CORRECTIONS)
    with pytest.raises(AlteredByHand, match="C01"):
        log.add([PLACE], "田中")

    assert log.path.read_bytes() == before


def test_a_value_can_be_written_as_a_log_of_its_own(folder, log, tmp_path):
    log.add([MENDED], "田中")
    log.add([PLACE], "佐藤", by="word")
    value = folder.load(CORRECTIONS)

    CORRECTIONS.dump(value, tmp_path / "copy.jsonl")

    assert [c.change for c in CORRECTIONS.load(tmp_path / "copy.jsonl").made] == [MENDED, PLACE]
    assert [c.by for c in CORRECTIONS.load(tmp_path / "copy.jsonl").made] == ["review", "word"]
