"""What the measures of long runs, foreign vocabularies and doubts count."""

from __future__ import annotations

import json
import sys
import wave
from pathlib import Path

import pytest

from benchmarks import long_meeting, wrong_terms
from benchmarks.doubts import places, under
from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.meeting import ReviewNote, RoleKind, Segment, Severity, Span, Transcript, Word
from minutes_pipeline.workspace.artifacts import TRANSCRIPT
from minutes_pipeline.workspace.folder import WorkFolder


def test_meetings_are_played_until_the_length_is_reached(sample, tmp_path):
    place = tmp_path / "long.wav"
    long_meeting.played([sample / "recording.opus"], 600.0, place)
    with wave.open(str(place)) as sound:
        assert sound.getnframes() / sound.getframerate() == 600.0


def test_the_papers_of_all_are_those_of_one_sitting_with_one_chair(sample, tmp_path):
    long_meeting.papers([sample, sample], tmp_path)
    agenda, _ = parse_agenda(agenda_lines(tmp_path / "agenda.txt"), "agenda")
    roster, _ = read_roster(tmp_path / "roster.csv")
    one, _ = parse_agenda(agenda_lines(sample / "agenda.txt"), "agenda")
    assert len(agenda.items) == 2 * len(one.items)
    assert len(roster.of_kind(RoleKind.CHAIR)) == 1


def test_a_run_is_watched_from_outside(tmp_path):
    took = "x = bytearray(150_000_000); import time; time.sleep(1.2); raise SystemExit(3)"
    seen = long_meeting.watched([sys.executable, "-c", took], tmp_path / "none", 30.0)
    assert seen.status == 3
    assert seen.tree > 150_000_000
    assert "exit status 3" in long_meeting.table([seen])


def test_parts_of_foreign_terms_and_names_with_a_post_count():
    said = wrong_terms.plain("都市計画について、森の中で、田中委員が説明します。")
    found = list(wrong_terms.not_said(said, said, ["都市計画課"], ["森", "田中"]))
    assert found == []
    written = said + "汐見台地区計画" + "森委員"
    assert list(wrong_terms.not_said(written, said, ["汐見台地区"], ["森"])) == [
        "汐見台地",
        "見台地区",
        "森（名前）",
    ]


@pytest.fixture
def spoken(tmp_path) -> tuple[Path, WorkFolder]:
    turns = [
        {
            "start": 0.0,
            "end": 4.0,
            "speaker": "a",
            "role": "委員",
            "text": "平井です。1,034人です。",
        },
        {
            "start": 4.0,
            "end": 8.0,
            "speaker": "b",
            "role": "事務局",
            "text": "全部で62回、2万1,450円です。",
        },
    ]
    reference = tmp_path / "reference"
    reference.mkdir()
    (reference / "reference.json").write_text(json.dumps({"turns": turns}), encoding="utf-8")
    (reference / "roster.csv").write_text("氏名,役職,区分\n平井 彩,委員,委員\n", encoding="utf-8")
    text = "開いです。134人です。全部で62回、21,450円です。"
    words = tuple(Word(c, Span(n * 0.25, n * 0.25 + 0.25), 0.9) for n, c in enumerate(text))
    folder = WorkFolder(tmp_path / "meeting.minutes")
    (folder.path / TRANSCRIPT.file).parent.mkdir(parents=True)
    TRANSCRIPT.dump(
        Transcript((Segment(Span(0.0, 8.0), text, words),)), folder.path / TRANSCRIPT.file
    )
    return reference, folder


def test_wrong_figures_and_names_are_found_where_they_were_heard(spoken):
    found = places(*spoken)
    assert [(p.said, p.right) for p in found] == [
        ("1,034", False),
        ("62", True),
        ("2万1,450", True),
        ("平井", False),
    ]
    wrong = found[0]
    about = ReviewNote("number-doubtful", Severity.HIGH, "", start=1.0, end=1.8)
    late = ReviewNote("number-doubtful", Severity.HIGH, "", start=5.0, end=5.5)
    whole = ReviewNote("style-doubtful", Severity.LOW, "", start=0.0, end=60.0)
    assert list(under(wrong, [about, late, whole])) == [about]
