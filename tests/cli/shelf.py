"""A shelf of small meetings, and waiting for what other programs do to it."""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Callable
from pathlib import Path


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
