"""``minutes batch`` with real workers: all done, one broken, a worker or the scheduler killed."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from minutes_pipeline.batch.crew import Crew, News, own_workers
from minutes_pipeline.batch.meetings import meetings
from minutes_pipeline.batch.work import Ending

SCHEDULER_GONE, FAILED = 1, 1


def meeting(folder: Path, project: Path, name: str, size: int) -> Path:
    """Lay the first remarks of a test meeting, and its papers, into a folder."""
    source = project / "tests" / "meetings" / name
    folder.mkdir(parents=True)
    with (source / "script.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[:size]
    text = "\n".join(f"{who}：{words}" for who, _, _, words in rows)
    (folder / "文字起こし.txt").write_text(text, encoding="utf-8")
    shutil.copy(source / "agenda.txt", folder / "次第.txt")
    shutil.copy(source / "roster.csv", folder / "名簿.csv")
    return folder


@pytest.fixture(scope="module")
def shelf(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three meetings in their folders."""
    place = tmp_path_factory.mktemp("shelf") / "会議の棚"
    for name in ("soumu", "kosodate", "toshikei"):
        meeting(place / name, project, name, 12)
    return place


@pytest.fixture(scope="module")
def alone(shelf: Path, tmp_path_factory: pytest.TempPathFactory, minutes) -> dict[str, bytes]:
    """What each meeting gives when it is drafted by itself."""
    made = {}
    for place in sorted(shelf.iterdir()):
        folder = tmp_path_factory.mktemp("alone") / place.name
        papers = ("--agenda", place / "次第.txt", "--roster", place / "名簿.csv")
        done = minutes(
            "draft", "-", "--transcript", place / "文字起こし.txt", *papers, "--out", folder
        )
        assert done.returncode == 0, done.stderr
        made[place.name] = (folder / "minutes.json").read_bytes()
    return made


def made(shelf: Path) -> dict[str, bytes]:
    """What lies in the folders of the shelf now."""
    found = sorted(shelf.glob("*/文字起こし.minutes/minutes.json"))
    return {path.parent.parent.name: path.read_bytes() for path in found}


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


@contextmanager
def process(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a program beside the test, and end it with all it started."""
    running = subprocess.Popen(
        [sys.executable, "-m", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield running
    finally:
        family = (
            psutil.Process(running.pid).children(recursive=True) if running.poll() is None else []
        )
        for one in [*family, running]:
            one.kill()
        running.wait()


def until(true: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait for something to become true; fail when it does not."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.1)


def test_a_killed_scheduler_is_said_and_the_next_run_goes_on(
    shelf: Path, alone: dict[str, bytes], tmp_path: Path, minutes
) -> None:
    place = tmp_path / "棚"
    shutil.copytree(shelf, place)
    contact = tmp_path / "scheduler.json"
    scheduler_arguments = (
        *("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"),
        *("--no-dashboard", "--scheduler-file", contact),
    )
    worker_arguments = (
        *("distributed.cli.dask_worker", "--scheduler-file", contact, "--nthreads", "1"),
        *("--no-dashboard", "--local-directory", tmp_path / "dask"),
    )
    with process(*scheduler_arguments) as scheduler, process(*worker_arguments):
        until(lambda: contact.is_file() and contact.stat().st_size > 0)
        address = json.loads(contact.read_text("utf-8"))["address"]
        running = subprocess.Popen(
            [sys.executable, "-m", "minutes_pipeline", "batch", str(place), "--scheduler", address],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        until(lambda: any(place.glob("*/文字起こし.minutes/work/agenda.json")))
        scheduler.kill()
        told, _ = running.communicate(timeout=120)

    assert running.returncode == SCHEDULER_GONE, told
    assert "もう一度実行してください" in told
    assert "Traceback" not in told
    assert minutes("batch", place, "--workers", "1").returncode == 0
    assert made(place) == alone


def test_no_scheduler_there_is_said(shelf: Path, minutes) -> None:
    done = minutes("batch", shelf, "--scheduler", "tcp://127.0.0.1:1")

    assert done.returncode == 1
    assert "G10" in done.stderr
    assert "Traceback" not in done.stderr


def test_watching_once_drafts_what_is_there(
    shelf: Path, alone: dict[str, bytes], tmp_path: Path, minutes
) -> None:
    shutil.copytree(shelf / "soumu", tmp_path / "受付" / "soumu")

    done = minutes("watch", tmp_path / "受付", "--once", "--settle", "0.5")

    assert done.returncode == 0, done.stderr
    assert made(tmp_path / "受付") == {"soumu": alone["soumu"]}
