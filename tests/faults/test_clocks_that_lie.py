"""Clocks that are wrong: files of any century, and a clock that is set while a draft is made."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path

import pytest
from clerk import AGENDA, HALFWAY, Run, waiting, written

from minutes_pipeline.workspace.folder import WorkFolder

FAKED_CLOCK = "*/faketime/libfaketime.so.1"


def test_clocks_that_jump(minutes: Run, papers: Path, tmp_path: Path) -> None:
    """Freshness is a matter of contents: times of files in any century change nothing."""
    out = waiting(papers, tmp_path / "会議.minutes")
    minutes("run", out, *HALFWAY).went()
    made = [path for path in out.rglob("*") if path.is_file()]
    for moment in (time.time() + 40 * 365 * 86_400, 86_400.0):
        for path in (*papers.iterdir(), *made):
            os.utime(path, (moment, moment))

        again = minutes("run", waiting(papers, out), *HALFWAY)

        again.went()
        assert again.done == []
    # Changed, though its time says that it is older than what was made from it.
    (papers / "次第.txt").write_text(AGENDA.replace("利用料", "使用料"), "utf-8")
    os.utime(papers / "次第.txt", (86_400.0, 86_400.0))
    minutes("run", waiting(papers, out), *HALFWAY).went()
    assert "使用料" in (out / "work" / "agenda.json").read_text("utf-8")


@pytest.fixture
def faked_clock(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A file that says what time it is, and the environment of a process that believes it."""
    library = next((str(found) for found in Path("/usr/lib").glob(FAKED_CLOCK)), None)
    if library is None:
        assert not os.environ.get("CI"), "libfaketime is missing (make faults)"
        pytest.skip("libfaketime is not installed")
    clock = tmp_path / "clock"
    return clock, {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        # Setting the clock on the wall never moves the one that durations are taken from.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def test_a_clock_that_is_set_back_and_forth_during_a_run(
    minutes: Run, papers: Path, tmp_path: Path, faked_clock: tuple[Path, dict[str, str]]
) -> None:
    """A whole draft is made while the clock of the computer jumps between 1990 and 2060."""
    clock, believing = faked_clock
    steady, jumping = tmp_path / "正.minutes", tmp_path / "跳.minutes"
    minutes(*written(papers, steady)).went("原案ができました")

    def run(*arguments: object) -> tuple[int, str]:
        moments = cycle(("1990-01-01 00:00:00", "2060-12-31 00:00:00"))
        with subprocess.Popen(
            [sys.executable, "-m", "minutes_pipeline", *map(str, arguments)],
            env={**os.environ, **believing},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ) as running:
            while running.poll() is None:
                clock.with_suffix(".new").write_text(f"@{next(moments)}", "utf-8")
                clock.with_suffix(".new").replace(clock)
                time.sleep(0.02)
            told, _ = running.communicate()
        return running.returncode, told

    clock.write_text("@2060-12-31 00:00:00", "utf-8")
    status, told = run(*written(papers, jumping))
    again, nothing = run("run", jumping)

    years = {entry.finished[:4] for entry in WorkFolder(jumping).ledger().stages.values()}
    assert status == 0, told
    assert "Traceback" not in told
    assert len(years) > 1, "the clock stood still"
    assert (jumping / "minutes.json").read_bytes() == (steady / "minutes.json").read_bytes()
    assert again == 0
    assert "✓" not in nothing
