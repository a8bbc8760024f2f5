"""The main job, end to end: the bundled recording through every real engine."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from shelf import ShortMeeting

from minutes_pipeline.api import evaluated

pytestmark = pytest.mark.speech

CLOSING = "この会議録は、会議の内容と相違ないことを"


def test_every_promised_file_is_there(drafted: Path) -> None:
    names = {path.name for path in drafted.iterdir()}

    assert names >= {
        "minutes.docx",
        "minutes.json",
        "utterances.json",
        "transcript.vtt",
        "diarization.rttm",
        "checklist.html",
        "run.json",
        "work",
    }


def test_the_word_file_reads_as_official_minutes(drafted: Path) -> None:
    document = docx.Document(str(drafted / "minutes.docx"))
    lines = [p.text for p in document.paragraphs if p.text]

    assert "会議録" in lines[0]
    assert "議題2　令和6年度ごみ排出量の実績について［報告］" in lines
    assert "資料に基づいて、環境部資源循環課から説明を行った。" in lines
    assert any(line.startswith("〇委員\t") for line in lines)
    assert any(line.startswith("〇事務局\t") for line in lines)
    assert any(line.startswith("〇資源循環課\t") for line in lines)
    assert any(line.startswith(CLOSING) for line in lines)


def test_the_draft_is_as_good_as_promised(drafted: Path, sample: Path) -> None:
    """Bars a little below what was measured, for processors that round otherwise."""
    report = evaluated(drafted, sample)

    assert report.cer <= 0.12
    assert report.role_time >= 0.85
    assert report.item_time is not None
    assert report.item_time >= 0.90
    assert report.minutes_chrf is not None
    assert report.minutes_chrf >= 0.65
    assert report.polite == 0
    assert report.numbers_invented == 0
    assert report.unaccounted == 0


def test_no_voiceprint_stays(drafted: Path) -> None:
    """Embeddings of voices live in memory only: no file holds arrays of numbers."""
    known = {".json", ".wav", ".docx", ".html", ".vtt", ".rttm", ".txt", ".csv", ".lock", ""}

    assert {path.suffix for path in drafted.rglob("*") if path.is_file()} <= known
    diarization = json.loads((drafted / "work/diarization.json").read_text("utf-8"))
    assert set(diarization) == {"turns", "exclusive"}


def test_a_second_run_keeps_everything(drafted: Path, minutes) -> None:
    before = {p.name: p.stat().st_mtime_ns for p in drafted.iterdir() if p.is_file()}

    done = minutes("run", drafted)

    assert done.returncode == 0
    assert {p.name: p.stat().st_mtime_ns for p in drafted.iterdir() if p.is_file()} == before


def test_status_says_that_all_is_fresh(drafted: Path, minutes) -> None:
    done = minutes("status", drafted)

    assert done.returncode == 0
    assert "最新" in done.stdout
    assert "作り直し" not in done.stdout
    assert "未作成" not in done.stdout


def test_a_later_stage_alone_can_be_made_again(drafted: Path, minutes, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(drafted, folder)
    before = (folder / "minutes.json").read_bytes()

    done = minutes("run", folder, "--from", "draft")

    assert done.returncode == 0
    assert "文字" not in done.stderr
    assert (folder / "minutes.json").read_bytes() == before


def test_without_network_the_draft_is_the_same(drafted: Path, tmp_path: Path) -> None:
    """With every socket but local ones refused, the stages with engines still run."""
    folder = tmp_path / "copy"
    shutil.copytree(drafted, folder)
    before = (folder / "minutes.json").read_bytes()
    code = (
        "import socket, sys\n"
        "def refused(*a, **k): raise AssertionError('network used')\n"
        "socket.socket.connect = refused\n"
        "socket.getaddrinfo = refused\n"
        "from minutes_pipeline.cli.main import main\n"
        f"main(['run', {str(folder)!r}, '--from', 'diarize'])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, done.stderr
    assert "network used" not in done.stderr
    assert (folder / "minutes.json").read_bytes() == before


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_run_killed_in_any_stage_goes_on_and_ends_the_same(
    short_meeting: ShortMeeting, tmp_path: Path, minutes
) -> None:
    """Kill the run while each stage works; the next run ends with the same minutes."""
    names = list(json.loads((short_meeting.folder / "run.json").read_text("utf-8"))["stages"])
    folder = tmp_path / "killed"
    arguments = ["draft", *short_meeting.arguments, "--out", str(folder)]
    killed = [name for name in names if _killed_in(name, arguments)]

    done = minutes("run", folder)

    assert done.returncode == 0, done.stderr
    assert (folder / "minutes.json").read_bytes() == short_meeting.minutes
    assert killed == names


def _killed_in(name: str, arguments: list[str]) -> bool:
    """Start a run and kill it in the stage *name*; return whether it died of that."""
    code = (
        "import os, signal, sys, threading\n"
        "from minutes_pipeline import runner\n"
        "begin = runner._make\n"
        "def make(folder, now, progress):\n"
        f"    if now.stage.name == {name!r}:\n"
        "        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGKILL)).start()\n"
        "    made = begin(folder, now, progress)\n"
        f"    if now.stage.name == {name!r}:\n"
        "        threading.Event().wait(60)  # a quick stage is killed before the next begins\n"
        "    return made\n"
        "runner._make = make\n"
        "from minutes_pipeline.cli.main import main\n"
        "main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=False
    )
    return done.returncode == -signal.SIGKILL
