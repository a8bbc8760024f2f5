"""Bad input gets one clear message with the cure and an exit status; no traceback reaches a clerk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from minutes_pipeline.workspace.folder import WorkFolder

RECORDING, PAPER, MODEL, STORAGE, IN_USE, USAGE = 3, 4, 5, 6, 7, 2


def refused(done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("エラー:") == 1
    if status != USAGE:
        assert "対処:" in done.stderr
    for word in words:
        assert word in done.stderr


def wav(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(samples.astype("<i2").tobytes())
    return path


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    return wav(tmp_path / "無音.wav", np.zeros(16_000 * 5, np.int16))


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    path = tmp_path / "次第.txt"
    path.write_text(
        "第1回緑ヶ丘町公民館運営審議会 次第\n1 利用料の改定について\n2 その他\n", "utf-8"
    )
    return path


def test_a_recording_that_is_not_there(minutes, tmp_path: Path) -> None:
    refused(minutes("draft", tmp_path / "無い.wav"), RECORDING, "無い.wav", "ファイルがありません")


def test_a_text_file_named_mp3(minutes, tmp_path: Path) -> None:
    path = tmp_path / "会議.mp3"
    path.write_text("これは録音ではありません。\n" * 200, "utf-8")

    refused(minutes("draft", path), RECORDING, "会議.mp3")


def test_a_film_without_sound(minutes, tmp_path: Path) -> None:
    import av

    path = tmp_path / "映像.mp4"
    with av.open(str(path), "w") as target:
        stream = target.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))

    refused(minutes("draft", path), RECORDING, "音声")


def test_silence_only(minutes, silence: Path) -> None:
    refused(minutes("draft", silence), RECORDING, "声が見つかりません")


def test_an_empty_file(minutes, tmp_path: Path) -> None:
    path = tmp_path / "空.wav"
    path.touch()

    refused(minutes("draft", path), RECORDING, "空.wav")


def test_an_agenda_that_is_no_text(minutes, silence: Path, tmp_path: Path) -> None:
    path = tmp_path / "次第.pdf"
    path.write_bytes(os.urandom(4096))

    refused(minutes("draft", silence, "--agenda", path), PAPER, "次第")


def test_an_agenda_without_items(minutes, silence: Path, tmp_path: Path) -> None:
    path = tmp_path / "次第.txt"
    path.write_text("ただの文章です。\n", "utf-8")

    refused(minutes("draft", silence, "--agenda", path), PAPER, "案件")


def test_a_roster_that_lacks_its_columns(minutes, silence: Path, tmp_path: Path) -> None:
    path = tmp_path / "名簿.csv"
    path.write_text("番号,電話\n1,0725\n", "utf-8")

    refused(minutes("draft", silence, "--roster", path), PAPER, "氏名")


def test_models_that_were_not_fetched(minutes, silence: Path, tmp_path: Path) -> None:
    done = minutes("draft", silence, MINUTES_MODELS=str(tmp_path / "空"))

    refused(done, MODEL, "minutes models fetch")


def test_a_model_of_unknown_name(minutes, silence: Path) -> None:
    refused(minutes("draft", silence, "--model", "huge"), MODEL, "huge")


def test_a_template_of_unknown_name(minutes, silence: Path) -> None:
    refused(minutes("draft", silence, "--template", "無い市"), PAPER, "無い市")


def test_a_folder_in_use(minutes, silence: Path, tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path / "使用中")
    with folder.locked():
        refused(minutes("draft", silence, "--out", folder.path), IN_USE, "作業中")


def test_another_meetings_folder(minutes, silence: Path, tmp_path: Path) -> None:
    other = shutil.copy(silence, tmp_path / "別.wav")
    minutes("draft", silence, "--out", tmp_path / "f")

    refused(minutes("draft", other, "--out", tmp_path / "f"), IN_USE, "別の録音")


def test_a_folder_that_is_no_work_folder(minutes, tmp_path: Path) -> None:
    refused(minutes("run", tmp_path), PAPER, "作業フォルダではありません")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /dev/full")
def test_a_place_that_takes_no_more_bytes(minutes, sample: Path, tmp_path: Path) -> None:
    """/dev/full answers every write with ENOSPC, as a full disk does."""
    folder = tmp_path / "満杯"
    (folder / "work").mkdir(parents=True)
    (folder / "work/audio.wav.part").symlink_to("/dev/full")
    code = (
        "import sys\n"
        "from minutes_pipeline.workspace.folder import WorkFolder\n"
        "WorkFolder._sweep = lambda self: None\n"
        "from minutes_pipeline.cli.main import main\n"
        "main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "draft", str(sample / "recording.opus"), "--out", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    refused(done, STORAGE, "空きが足りません")
    assert (folder / "work/agenda.json").is_file()


def test_wrong_usage_is_answered_in_japanese(minutes, silence: Path) -> None:
    refused(minutes("draft"), USAGE, "指定してください")
    refused(minutes("draft", silence, "--agend", "x"), USAGE, "--agend", "--agenda")
    refused(minutes("drafts"), USAGE, "drafts")
    refused(minutes("draft", "-"), USAGE, "--transcript")


def test_a_stage_of_unknown_name_lists_the_known(minutes, silence: Path, tmp_path: Path) -> None:
    minutes("draft", silence, "--out", tmp_path / "f")

    refused(minutes("run", tmp_path / "f", "--from", "transcripe"), USAGE, "transcribe")


def test_what_was_made_before_a_fault_is_kept(minutes, silence: Path, agenda: Path) -> None:
    done = minutes("draft", silence, "--agenda", agenda)

    folder = silence.with_name("無音.minutes")
    refused(done, RECORDING, "minutes run")
    assert "利用料の改定" in (folder / "work/agenda.json").read_text("utf-8")


def test_help_is_japanese(minutes) -> None:
    for command in ((), ("draft",), ("run",), ("models",), ("models", "fetch")):
        done = minutes(*command, "--help")

        assert done.returncode == 0
        assert "使い方:" in done.stdout
        assert "Usage" not in done.stdout
        assert "Show this message" not in done.stdout


def test_two_parts_of_one_sitting(minutes, tmp_path: Path, agenda: Path) -> None:
    """Both are kept in the given order, and joined before any model is needed."""
    parts = [wav(tmp_path / f"{name}.wav", np.zeros(16_000 * 2, np.int16)) for name in ("後", "前")]
    out = tmp_path / "会議.minutes"
    refused(
        minutes("draft", *parts, "--agenda", agenda, "--out", out, "--models", tmp_path / "空"),
        MODEL,
    )

    joined = minutes("run", out, "--until", "prepare-audio")

    assert joined.returncode == 0, joined.stderr
    assert [Path(f.path).name for f in WorkFolder(out).job.of("recording")] == ["後.wav", "前.wav"]
    with wave.open(str(out / "work" / "audio.wav"), "rb") as sound:
        assert sound.getnframes() == 16_000 * 4


def test_recordings_named_in_a_way_that_cannot_be_meant(minutes, silence: Path) -> None:
    refused(minutes("draft", silence, silence), USAGE, "同じ録音が2度", silence.name)
    refused(minutes("draft", silence, "-"), USAGE, "--transcript")
    refused(minutes("draft"), USAGE, "RECORDING")
