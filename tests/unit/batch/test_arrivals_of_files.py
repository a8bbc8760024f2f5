"""What arrives in a watched folder is offered once, and only when it is complete."""

from __future__ import annotations

import os
import time

import pytest

from minutes_pipeline.batch.arrivals import Arrivals
from minutes_pipeline.batch.work import Ending, Outcome
from minutes_pipeline.errors import PaperError

SETTLE = 0.05


def settled(arrivals):
    """Look until nothing is being copied any more; return what was offered."""
    found, unclear = arrivals.look()
    while arrivals.coming:
        time.sleep(SETTLE)
        more, words = arrivals.look()
        found, unclear = found + more, unclear + words
    return found, unclear


def test_a_growing_file_waits_and_then_comes_once(tmp_path):
    recording = tmp_path / "会議.mp3"
    recording.write_bytes(b"1")
    arrivals = Arrivals(tmp_path, SETTLE)

    first, _ = arrivals.look()
    recording.write_bytes(b"12")
    time.sleep(SETTLE * 2)
    second, _ = arrivals.look()
    third, _ = settled(arrivals)
    fourth, _ = settled(arrivals)

    assert (first, second, fourth) == ((), (), ())
    assert [m.folder.name for m in third] == ["会議.minutes"]


def test_a_folder_with_its_papers_is_one_meeting(tmp_path):
    (tmp_path / "第1回").mkdir()
    for name in ("録音.wav", "次第.txt"):
        (tmp_path / "第1回" / name).write_bytes(b"x")

    found, _ = settled(Arrivals(tmp_path, SETTLE))

    assert [[source for source, _ in m.files] for m in found] == [["recording", "agenda"]]


def test_a_failed_one_comes_again_only_when_its_files_change(tmp_path):
    recording = tmp_path / "会議.mp3"
    recording.write_bytes(b"broken")
    arrivals = Arrivals(tmp_path, SETTLE)
    (meeting,), _ = settled(arrivals)
    (meeting.folder / "work").mkdir(parents=True)
    (meeting.folder / "work" / "job.json").write_bytes(b"{}")
    arrivals.ended([Outcome(meeting, Ending.FAILED)])

    unchanged, _ = settled(arrivals)
    os.utime(recording, (1, 1))
    changed, _ = settled(arrivals)

    assert unchanged == ()
    assert len(changed) == 1


def test_a_finished_draft_is_left_alone(tmp_path):
    (tmp_path / "会議.mp3").write_bytes(b"x")
    (tmp_path / "会議.minutes").mkdir()
    (tmp_path / "会議.minutes" / "minutes.docx").write_bytes(b"x")

    assert settled(Arrivals(tmp_path, SETTLE)) == ((), ())


def test_what_is_unclear_is_said_once(tmp_path):
    (tmp_path / "混在").mkdir()
    for name in ("朝.mp3", "昼.mp3"):
        (tmp_path / "混在" / name).write_bytes(b"x")
    arrivals = Arrivals(tmp_path, SETTLE)

    _, first = settled(arrivals)
    _, second = settled(arrivals)

    assert len(first) == 1
    assert "朝.mp3" in first[0]
    assert second == ()


def test_a_copy_under_another_name_waits_for_its_own(tmp_path):
    """As browsers, upload tools and rename-when-done copies leave it."""
    folder = tmp_path / "第2回"
    folder.mkdir()
    (tmp_path / "会議.mp3.crdownload").write_bytes(b"x")
    (folder / "録音.wav.filepart").write_bytes(b"x")
    (tmp_path / "次第.txt").write_bytes(b"x")
    arrivals = Arrivals(tmp_path, SETTLE)
    for _ in range(4):
        assert arrivals.look() == ((), ())
        time.sleep(SETTLE)

    (tmp_path / "会議.mp3.crdownload").rename(tmp_path / "会議.mp3")
    (folder / "録音.wav.filepart").rename(folder / "録音.wav")
    found, unclear = settled(arrivals)

    assert sorted(m.folder.name for m in found) == ["会議.minutes", "録音.minutes"]
    assert unclear == ()


def test_a_share_that_goes_away_is_waited_for(tmp_path):
    share = tmp_path / "受付"
    share.mkdir()
    (share / "会議.mp3").write_bytes(b"x")
    arrivals = Arrivals(share, SETTLE)
    assert len(settled(arrivals)[0]) == 1

    share.rename(tmp_path / "不通")
    assert (arrivals.look(), arrivals.away) == (((), ()), True)

    (tmp_path / "不通").rename(share)
    (share / "次の会議.mp3").write_bytes(b"x")
    found, _ = settled(arrivals)

    assert [m.folder.name for m in found] == ["次の会議.minutes"]
    assert not arrivals.away


def test_a_file_that_vanishes_is_no_meeting(tmp_path):
    arrivals = Arrivals(tmp_path, SETTLE)
    (tmp_path / "会議.mp3").write_bytes(b"x")
    arrivals.look()
    (tmp_path / "会議.mp3").unlink()
    time.sleep(SETTLE * 2)

    assert arrivals.look() == ((), ())


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(PaperError) as caught:
        Arrivals(tmp_path / "ない", SETTLE).look()

    assert caught.value.code == "G01"
