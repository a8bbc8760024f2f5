"""Running the command as a clerk does, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sealed import OUTPUT, minutes_sealed, obstacle
from shelf import ShortMeeting, lay_meeting

from benchmarks.excerpt import excerpt

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def minutes(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``minutes`` with *arguments*; return its status and what it printed."""
    return subprocess.run(
        [sys.executable, "-m", "minutes_pipeline", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(name="minutes", scope="session")
def _minutes() -> Run:
    return minutes


@pytest.fixture(scope="session")
def drafted(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The work folder of the bundled recording, drafted once with the real engines.

    Where the system allows it (`sealed.obstacle`), the run reaches nobody and writes nowhere else:
    what `test_privacy` proves holds for the whole of it.
    """
    place = tmp_path_factory.mktemp("drafted")
    folder = place / "aoba.minutes"
    draft = minutes if obstacle() else partial(minutes_sealed, place)
    done = draft(
        "draft",
        sample / "recording.opus",
        "--agenda",
        sample / "agenda.txt",
        "--roster",
        sample / "roster.csv",
        "--template",
        "_sample",
        "--out",
        folder,
    )
    assert done.returncode == 0, done.stderr
    assert str(folder / "minutes.docx") in done.stdout
    (place / OUTPUT).write_text(done.stdout + done.stderr, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def sealable() -> None:
    """Skip what proves nothing unless it runs sealed, with what the system said."""
    if obstacle():
        pytest.skip(f"this account cannot run programs sealed: {obstacle()}")


@pytest.fixture(scope="session")
def short_meeting(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> ShortMeeting:
    """A spoken meeting of less than a minute, drafted once."""
    place = tmp_path_factory.mktemp("short")
    sound = excerpt(sample / "recording.opus", place / "short.wav", seconds=45)
    made = ShortMeeting((sound, sample / "agenda.txt", sample / "roster.csv"), place / "whole")
    done = minutes("draft", *made.arguments, "--out", made.folder)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def shelf(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three meetings in their folders."""
    place = tmp_path_factory.mktemp("shelf") / "会議の棚"
    for name in ("soumu", "kosodate", "toshikei"):
        lay_meeting(place / name, project, name, 12)
    return place


@pytest.fixture(scope="session")
def finished(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The work folders of the meetings, each drafted by itself; to be copied, not changed."""
    made = []
    for place in sorted(shelf.iterdir()):
        folder = tmp_path_factory.mktemp("alone") / place.name
        papers = ("--agenda", place / "次第.txt", "--roster", place / "名簿.csv")
        done = minutes(
            "draft", "-", "--transcript", place / "文字起こし.txt", *papers, "--out", folder
        )
        assert done.returncode == 0, done.stderr
        made.append(folder)
    return made


@pytest.fixture(scope="session")
def alone(finished: list[Path]) -> dict[str, bytes]:
    """What each meeting gives when it is drafted by itself."""
    return {folder.name: (folder / "minutes.json").read_bytes() for folder in finished}
