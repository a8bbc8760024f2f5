"""``minutes batch`` with real workers: all done, one broken, a worker killed."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from shelf import ShortMeeting, made, stopped_by_hand

from minutes_pipeline.batch import crew
from minutes_pipeline.batch.crew import Crew, News
from minutes_pipeline.batch.meetings import meetings
from minutes_pipeline.batch.work import Ending
from minutes_pipeline.batch.workers import own_workers

FAILED, INTERRUPTED = 1, 130
BEFORE_LISTENING = ("agenda.json", "audio.wav", "roster.json", "speech.json")
"""What is made before the engines are asked."""
TOO_LITTLE = 450e6
"""Bytes that hold a worker but no dictionary."""


def test_a_broken_meeting_stops_no_other_and_a_second_run_is_quick(
    shelf: Path, alone: dict[str, bytes], tmp_path: Path, minutes
) -> None:
    place = tmp_path / "棚"
    shutil.copytree(shelf, place)
    (place / "こわれ").mkdir()
    (place / "こわれ" / "録音.mp3").write_text("これは音ではない", encoding="utf-8")
    report = tmp_path / "結果.csv"

    first = minutes("batch", place, "--workers", "2", "--report", report)
    before = {p: p.stat().st_mtime_ns for p in place.glob("*/*.minutes/minutes.json")}
    second = minutes("batch", place, "--workers", "2")

    assert first.returncode == FAILED, first.stderr
    assert made(place) == alone
    assert "失敗 1 件" in first.stdout
    assert "録音として読めません" in first.stdout
    assert "Traceback" not in first.stdout + first.stderr
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["会議"]: row for row in csv.DictReader(file)}
    assert rows["こわれ/録音"]["番号"] == "R02"
    assert len(rows) == len(alone) + 1
    assert second.returncode == FAILED
    assert {p: p.stat().st_mtime_ns for p in before} == before


def test_a_killed_worker_loses_nothing(
    shelf: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    place = tmp_path / "棚"
    shutil.copytree(shelf, place)
    killed: list[int] = []

    with own_workers(2) as client:
        workers = client.run(os.getpid)  # type: ignore[no-untyped-call]

        def tell(news: News) -> None:
            if news.step is not None and news.step.share > 0.2 and not killed:
                victim = next(iter(workers.values()))
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)

        outcomes = list(Crew(client, None, tell).draft(meetings([place])))

    assert killed
    assert [o for o in outcomes if o.ending is Ending.FAILED] == []
    assert made(place) == alone


def test_a_worker_is_made_anew_when_it_has_served_long(
    finished: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "RECYCLE", 2)
    folders = [shutil.copytree(one, tmp_path / one.name) for one in finished]

    with own_workers(1) as client:
        first = set(client.run(os.getpid).values())  # type: ignore[no-untyped-call]
        outcomes = list(Crew(client, None, lambda _: None).draft(meetings(folders)))
        last = set(client.run(os.getpid).values())  # type: ignore[no-untyped-call]

    assert len(outcomes) == len(folders)
    assert Ending.FAILED not in [o.ending for o in outcomes]
    assert first.isdisjoint(last)


def test_a_meeting_beyond_the_memory_is_tried_elsewhere_and_then_told(
    shelf: Path, finished: list[Path], tmp_path: Path
) -> None:
    """Its work loads a dictionary that the limit does not hold; what is finished needs none."""
    shutil.copytree(shelf / "toshikei", tmp_path / "棚" / "toshikei")
    done = [shutil.copytree(one, tmp_path / one.name) for one in finished[:2]]
    again: list[str] = []

    def tell(news: News) -> None:
        if news.again:
            again.append(news.meeting.name)

    with own_workers(2, memory=TOO_LITTLE) as client:
        outcomes = list(Crew(client, None, tell).draft(meetings([tmp_path / "棚", *done])))

    (failed,) = (o for o in outcomes if o.ending is Ending.FAILED)
    assert again == [failed.meeting.name]
    assert failed.code == "G13"
    assert "GB でメモリの上限に届いたため" in failed.what
    assert "minutes run" in failed.cure
    assert len(outcomes) == 1 + len(done)


def test_no_scheduler_there_is_said(shelf: Path, minutes) -> None:
    done = minutes("batch", shelf, "--scheduler", "tcp://127.0.0.1:1")

    assert done.returncode == 1
    assert "G10" in done.stderr
    assert "Traceback" not in done.stderr


def test_watching_stopped_by_hand_loses_nothing_and_goes_on(
    shelf: Path, alone: dict[str, bytes], tmp_path: Path, minutes
) -> None:
    shutil.copytree(shelf / "soumu", tmp_path / "受付" / "soumu")
    command = [sys.executable, "-m", "minutes_pipeline", "watch", str(tmp_path / "受付")]

    status, told = stopped_by_hand(
        [*command, "--settle", "0.5"],
        lambda: any((tmp_path / "受付").glob("*/*.minutes/work/agenda.json")),
    )
    left = {p: p.read_bytes() for p in (tmp_path / "受付").glob("soumu/*") if p.is_file()}
    done = minutes("watch", tmp_path / "受付", "--once", "--settle", "0.5")

    assert status == INTERRUPTED, told
    assert "中断しました" in told
    assert "同じコマンドで続きから" in told
    assert "Traceback" not in told
    assert left == {p: (shelf / "soumu" / p.name).read_bytes() for p in left}
    assert list((tmp_path / "受付").rglob("*.part")) == []
    assert done.returncode == 0, done.stderr
    assert made(tmp_path / "受付") == {"soumu": alone["soumu"]}


@pytest.mark.speech
def test_stopped_by_hand_while_it_listens_and_taken_up_again(
    short_meeting: ShortMeeting, tmp_path: Path, minutes
) -> None:
    place = tmp_path / "棚" / "会議"
    place.mkdir(parents=True)
    for file, name in zip(short_meeting.files, ("録音.wav", "次第.txt", "名簿.csv"), strict=True):
        shutil.copy(file, place / name)
    work = place / "録音.minutes" / "work"
    command = [sys.executable, "-m", "minutes_pipeline", "batch", str(place.parent)]

    status, told = stopped_by_hand([*command, "--workers", "1"], (work / "speech.json").is_file)
    kept = {path: path.stat().st_mtime_ns for path in map(work.joinpath, BEFORE_LISTENING)}
    heard = (work / "transcript.json").is_file()
    again = minutes("batch", place.parent, "--workers", "1")

    assert status == INTERRUPTED, told
    assert "Traceback" not in told
    assert not heard, "it was stopped too late to lose anything"
    assert list(place.rglob("*.part")) == []
    assert again.returncode == 0, again.stdout + again.stderr
    assert (work.parent / "minutes.json").read_bytes() == short_meeting.minutes
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
