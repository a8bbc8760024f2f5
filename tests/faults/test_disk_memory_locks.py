"""Disks that are full, read-only or gone, memory that ends, two runs at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from clerk import HALFWAY, Run, intact, waiting, written

from minutes_pipeline.doctor import machine
from minutes_pipeline.doctor.finding import Severity
from minutes_pipeline.workspace.folder import WorkFolder

FAILED, STORAGE, IN_USE = 1, 6, 7
LEAST = 80_000
"""Bytes of a disk on which the first stages find room and the last ones do not."""


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[Path]:
    """Mount a file system of its own at *place*; without the right to do so, say so."""
    place.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", *options, str(place)], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        pytest.skip(f"this account may not mount a file system: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "小", "-t", "tmpfs", "-o", f"size={LEAST}", "none") as place:
        yield place


def test_a_disk_that_fills_up(minutes: Run, papers: Path, small_disk: Path) -> None:
    out = small_disk / "会議.minutes"

    full = minutes(*written(papers, out))
    kept = {p: p.stat().st_mtime_ns for p in (out / "work").glob("*.json")}
    again = minutes("run", out)

    full.refused(STORAGE, "空きが足りません", "minutes run")
    again.refused(STORAGE, "空きが足りません")
    intact(out)
    assert out / "work/agenda.json" in kept
    subprocess.run(["mount", "-o", "remount,size=50M", str(small_disk)], check=True)
    minutes("run", out).went("原案ができました")
    same = {p for p in kept if p.stat().st_mtime_ns == kept[p]}
    assert out / "work/agenda.json" in same


def test_a_disk_that_is_full_from_the_start(minutes: Run, papers: Path, small_disk: Path) -> None:
    with pytest.raises(OSError, match="space"):
        (small_disk / "満杯").write_bytes(bytes(LEAST * 2))

    minutes(*written(papers, small_disk / "会議.minutes")).refused(STORAGE, "空きが足りません")


def test_the_examination_sees_a_disk_without_room(small_disk: Path) -> None:
    """`minutes doctor` on the folder that a clerk would work in."""
    (found,) = machine.folders({"今いるフォルダ": small_disk / "まだない"})

    assert found.severity is Severity.FAULT
    assert "空き 0.0 GB" in found.found
    assert "不要なファイルを消し" in found.cure


def test_a_share_that_may_only_be_read(minutes: Run, papers: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "共有", "-t", "tmpfs", "-o", "size=20M", "none") as share:
        finished = waiting(papers, share / "済.minutes")
        minutes("run", finished, *HALFWAY).went()
        before = {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()}
        subprocess.run(["mount", "-o", "remount,ro", str(share)], check=True)

        new = minutes(*written(papers, share / "新.minutes"))
        old = minutes("run", finished)

        new.refused(STORAGE, "書き込めません", "--out")
        old.refused(STORAGE, "書き込めません")
        assert {p: p.read_bytes() for p in before} == before
        minutes("status", finished).went()


def test_a_folder_of_somebody_else(minutes: Run, papers: Path, tmp_path: Path) -> None:
    """As another user: root may write everywhere."""
    if os.getuid() != 0:
        pytest.skip("only root can run the command as another user")
    place = tmp_path / "他人"
    place.mkdir(mode=0o755)
    for parent in (papers, *papers.parents):
        if parent.stat().st_uid == 0 and parent.is_relative_to(tmp_path.parent.parent):
            parent.chmod(0o755)

    said = minutes(*written(papers, place / "会議.minutes"), user=65534)

    said.refused(STORAGE, "書き込めません")


def test_a_disk_that_is_pulled_out(minutes: Run, papers: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "USB", "-t", "tmpfs", "-o", "size=20M", "none") as disk:
        out = waiting(papers, disk / "会議.minutes")
        minutes("run", out, *HALFWAY).went()
        subprocess.run(["umount", "-l", str(disk)], check=True)

        said = minutes("run", out)

    said.refused(4, "作業フォルダではありません")
    assert list((tmp_path / "USB").iterdir()) == []


@pytest.mark.parametrize("megabytes", [60, 250])
def test_memory_that_ends(minutes: Run, papers: Path, tmp_path: Path, megabytes: int) -> None:
    """The command may take so much more and no more: where it ends, it says so, and goes on."""
    out = tmp_path / "会議.minutes"

    ended = minutes(*written(papers, out), memory=megabytes << 20)
    again = minutes("run", out, *HALFWAY)

    ended.refused(FAILED, "メモリが足りなくなりました", "X02")
    intact(out)
    again.went()
    assert not set(ended.done) & set(again.done)


def test_two_runs_at_once(minutes: Run, papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "会議.minutes"
    with WorkFolder(out).locked():
        minutes(*written(papers, out)).refused(IN_USE, "作業中", "--out")

    waiting(papers, out)
    minutes("run", out, *HALFWAY).went()


def test_the_lock_of_a_dead_process_holds_nobody_up(
    minutes: Run, papers: Path, tmp_path: Path
) -> None:
    out = tmp_path / "会議.minutes"
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from minutes_pipeline.workspace.folder import WorkFolder\n"
        "with WorkFolder(Path(sys.argv[1])).locked():\n"
        "    print('held', flush=True)\n    time.sleep(600)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, out], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    minutes(*written(papers, out)).refused(IN_USE, "作業中")
    holder.kill()
    holder.wait()
    holder.stdout.close()

    waiting(papers, out)
    minutes("run", out, *HALFWAY).went()
