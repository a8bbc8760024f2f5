"""What a clerk reads of meetings that were drafted from a broken recording."""

from __future__ import annotations

import csv
from pathlib import Path

from minutes_pipeline.batch.meetings import Meeting
from minutes_pipeline.batch.work import Ending, Outcome
from minutes_pipeline.cli.batch import _print_summary, _write_report

CUT = "録音（会議.wav）はここで途切れています。"


def test_a_cut_recording_stands_in_the_summary_and_in_the_report(tmp_path: Path, capsys) -> None:
    sound = Outcome(Meeting(tmp_path / "甲"), Ending.DONE, doubts=2)
    cut = Outcome(Meeting(tmp_path / "乙"), Ending.DOUBTFUL, doubts=3, grave=1, recording=(CUT,))

    _print_summary([sound, cut])
    _write_report(tmp_path / "結果.csv", [sound, cut])

    lines = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in lines if CUT in line] == [f"! {CUT}"]
    assert lines.index(f"　　! {CUT}") > next(n for n, one in enumerate(lines) if "乙" in one)
    with (tmp_path / "結果.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["録音の傷み"] for row in rows] == ["", CUT]
