"""``minutes batch`` on an office's cluster: each part on a computer of its own, and some of them die."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from namespaces import Computer, computers, obstacle
from shelf import made, until

SCHEDULER_GONE = 1
PORT = 8786

pytestmark = pytest.mark.network


@pytest.fixture(scope="session")
def networked() -> None:
    """Skip where no computers can be joined, with the reason."""
    if (why := obstacle()) != "":
        pytest.skip(f"this account cannot lay networks: {why}")


@contextmanager
def process(place: Computer, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run a Python program on a computer, and end it with all it started."""
    running = subprocess.Popen(
        place.command(sys.executable, "-m", *arguments),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield running
    finally:
        kill(running)


def kill(running: subprocess.Popen[str]) -> None:
    """Kill a program and all it started, at once."""
    if running.poll() is None:
        family = psutil.Process(running.pid).children(recursive=True)
        for one in [*family, running]:
            with_signal(one)
    running.wait()


def with_signal(one: psutil.Process | subprocess.Popen[str]) -> None:
    """Send SIGKILL to what may be gone already."""
    try:
        one.send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return


def scheduler(place: Computer) -> tuple[object, ...]:
    """Return the command of a scheduler."""
    where = ("--host", place.address, "--port", PORT)
    return ("distributed.cli.dask_scheduler", *where, "--no-dashboard")


def worker(place: Computer, head: Computer, folder: Path) -> tuple[object, ...]:
    """Return the command of a worker, one process without a keeper."""
    own = ("--host", place.address, "--local-directory", folder / place.address)
    address = f"tcp://{head.address}:{PORT}"
    how = ("--nthreads", 1, "--no-nanny", "--no-dashboard")
    return ("distributed.cli.dask_worker", address, *how, *own)


def batch(place: Computer, head: Computer, shelf: Path) -> subprocess.Popen[str]:
    """Start the command on a computer."""
    address = f"tcp://{head.address}:{PORT}"
    arguments = ("minutes_pipeline", "batch", shelf, "--scheduler", address)
    return subprocess.Popen(
        place.command(sys.executable, "-m", *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def results(shelf: Path) -> dict[Path, tuple[int, bytes]]:
    """Return all stages' results of the shelf, with the time they were written."""
    files = [p for p in shelf.glob("*/*.minutes/work/*.json") if p.name != "job.json"]
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in files}


def begun(shelf: Path) -> list[Path]:
    """Return the work folders in which a stage was finished."""
    return [p.parent.parent for p in shelf.glob("*/*.minutes/work/agenda.json")]


def test_a_killed_worker_and_a_killed_scheduler_lose_nothing(
    networked: None, shelf: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    place = tmp_path / "棚"
    shutil.copytree(shelf, place)
    with computers("head", "one", "two", "desk") as there:
        head, one, two, desk = there.values()
        with (
            process(head, *scheduler(head)) as chief,
            process(one, *worker(one, head, tmp_path)) as first,
            process(two, *worker(two, head, tmp_path)),
        ):
            running = batch(desk, head, place)
            until(lambda: len(begun(place)) >= 2)
            kill(first)
            until(lambda: len(made(place)) >= 1)
            kill(chief)
            told, _ = running.communicate(timeout=180)
        kept = results(place)

        assert running.returncode == SCHEDULER_GONE, told
        assert "G12" in told
        assert "もう一度実行してください" in told
        assert "Traceback" not in told
        assert len(made(place)) < len(alone)

        with (
            process(head, *scheduler(head)),
            process(one, *worker(one, head, tmp_path)),
            process(two, *worker(two, head, tmp_path)),
        ):
            running = batch(desk, head, place)
            told, _ = running.communicate(timeout=300)

    assert running.returncode == 0, told
    assert made(place) == alone
    now = results(place)
    assert kept
    assert {path: now[path] for path in kept} == kept
