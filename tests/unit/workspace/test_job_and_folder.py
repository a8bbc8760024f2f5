"""The work folder: its lock, its request, its results."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from minutes_pipeline.errors import AlteredByHand, FolderInUse, PaperError, RecordingError
from minutes_pipeline.meeting import Agenda, AgendaItem
from minutes_pipeline.workspace.artifacts import AGENDA, AUDIO, Samples
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Choices, Job, look_at

AGENDA_VALUE = Agenda(title="緑ヶ丘町公民館運営審議会", items=(AgendaItem("1", "利用料の改定"),))


def store(folder: WorkFolder, value: Agenda) -> None:
    part, _ = folder.prepare(AGENDA, value)
    folder.commit(AGENDA, part)


def test_a_value_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path)

    store(folder, AGENDA_VALUE)

    assert WorkFolder(tmp_path).load(AGENDA) == AGENDA_VALUE


def test_a_value_changed_on_disk_is_read_anew(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path)
    store(folder, AGENDA_VALUE)
    assert folder.load(AGENDA) == AGENDA_VALUE

    store(folder, Agenda(title="別の会議"))

    assert folder.load(AGENDA).title == "別の会議"


def test_a_broken_result_names_its_file_and_the_cure(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path)
    store(folder, AGENDA_VALUE)
    (tmp_path / AGENDA.file).write_text('{"title": ', encoding="utf-8")

    with pytest.raises(AlteredByHand, match="消してから") as caught:
        folder.load(AGENDA)

    assert "agenda.json" in caught.value.what


def test_audio_comes_back_sample_by_sample(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path)
    pcm = np.arange(-500, 500, dtype=np.int16)
    part, _ = folder.prepare(AUDIO, Samples(pcm))
    folder.commit(AUDIO, part)

    loaded = folder.load(AUDIO)

    assert np.array_equal(loaded.pcm, pcm)
    assert loaded.cut(0.0, 1.0).shape == (1000,)
    assert loaded.cut(0.0, 1.0)[0] == pytest.approx(-500 / 32768)


def test_a_second_process_is_refused_while_the_folder_is_in_use(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from minutes_pipeline.workspace.folder import WorkFolder\n"
        "with WorkFolder(Path(sys.argv[1])).locked():\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(FolderInUse), WorkFolder(tmp_path).locked():
            pass
    finally:
        other.kill()
        other.communicate()
    with WorkFolder(tmp_path).locked():
        held_after_kill = True
    assert held_after_kill


def test_half_written_files_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path)
    part, _ = folder.prepare(AGENDA, AGENDA_VALUE)
    assert part.exists()

    with folder.locked():
        pass

    assert not part.exists()
    assert not (tmp_path / AGENDA.file).exists()


def test_small_files_are_copied_so_that_the_folder_stands_alone(tmp_path: Path) -> None:
    agenda = tmp_path / "次第.TXT"
    agenda.write_text("1 利用料の改定", encoding="utf-8")
    folder = WorkFolder(tmp_path / "work-folder")
    with folder.locked():
        folder.store_job(Job(Choices(), (look_at("agenda", agenda),)))
    agenda.unlink()

    (given,) = folder.refresh_job().of("agenda")

    assert (folder.path / given.path).read_text("utf-8") == "1 利用料の改定"
    assert given.path.endswith(".txt")


def test_a_replaced_agenda_leaves_no_old_copy(tmp_path: Path) -> None:
    agenda = tmp_path / "agenda.txt"
    folder = WorkFolder(tmp_path / "f")
    with folder.locked():
        for text in ("1 旧", "1 新"):
            agenda.write_text(text, encoding="utf-8")
            folder.store_job(Job(Choices(), (look_at("agenda", agenda),)))

    copies = list((folder.path / "work/inputs").iterdir())

    assert [c.read_text("utf-8") for c in copies] == ["1 新"]


def test_a_recording_moved_with_its_folder_is_found(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "a.wav").write_bytes(b"sound")
    folder = WorkFolder(old / "a.minutes")
    with folder.locked():
        folder.store_job(Job(Choices(), (look_at("recording", old / "a.wav"),)))
    old.rename(new)

    (given,) = WorkFolder(new / "a.minutes").refresh_job().of("recording")

    assert Path(given.path) == new / "a.wav"


def test_an_exchanged_recording_gets_its_new_digest(tmp_path: Path) -> None:
    recording = tmp_path / "a.wav"
    recording.write_bytes(b"first")
    folder = WorkFolder(tmp_path / "a.minutes")
    with folder.locked():
        folder.store_job(Job(Choices(), (look_at("recording", recording),)))
    before = folder.job.of("recording")[0].sha256

    recording.write_bytes(b"second take")

    assert folder.refresh_job().of("recording")[0].sha256 != before


@pytest.mark.parametrize(
    ("source", "error", "title"),
    [("recording", RecordingError, "録音"), ("agenda", PaperError, "次第")],
)
def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, source: str, error: type[Exception], title: str
) -> None:
    with pytest.raises(error, match="ファイルがありません") as caught:
        look_at(source, tmp_path / "無い.xyz")

    assert title in str(caught.value)


def test_a_folder_that_is_no_work_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="作業フォルダではありません"):
        _ = WorkFolder(tmp_path).job
