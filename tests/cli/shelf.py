"""A shelf of small meetings, and waiting for what other programs do to it."""

from __future__ import annotations

import csv
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ShortMeeting:
    """The first seconds of the bundled recording, with its papers.

    Attributes:
        files: Recording, agenda and roster.
        folder: The work folder in which it was drafted without a disturbance.
    """

    files: tuple[Path, Path, Path]
    folder: Path

    @property
    def arguments(self) -> list[str]:
        """What the command is given to draft it."""
        recording, agenda, roster = map(str, self.files)
        return [recording, "--agenda", agenda, "--roster", roster]

    @property
    def minutes(self) -> bytes:
        """The minutes that it must come to each time."""
        return (self.folder / "minutes.json").read_bytes()


def lay_meeting(folder: Path, project: Path, name: str, size: int) -> Path:
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


def made(shelf: Path) -> dict[str, bytes]:
    """Return the minutes that lie in the folders of the shelf now."""
    found = sorted(shelf.glob("*/文字起こし.minutes/minutes.json"))
    return {path.parent.parent.name: path.read_bytes() for path in found}


def until(true: Callable[[], bool], seconds: float = 180.0) -> None:
    """Wait for something to become true; fail when it does not."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.1)


def stopped_by_hand(command: list[str], begun: Callable[[], bool]) -> tuple[int, str]:
    """Start a command, press Ctrl-C once *begun*; return its status and what it printed."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        # A shell's background job ignores the signal, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as running:
        until(begun)
        running.send_signal(signal.SIGINT)
        told, _ = running.communicate(timeout=180)
    return running.returncode, told
