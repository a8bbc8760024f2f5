"""Which meetings a folder or a list stands for, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes_pipeline.batch.meetings import Meeting, meetings
from minutes_pipeline.errors import PaperError


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"x")
    return folder


def sources(meeting: Meeting) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, path in meeting.files:
        found.setdefault(source, []).append(path.name)
    return found


def test_a_folder_with_one_recording_is_a_meeting_with_its_papers(tmp_path):
    place = put(
        tmp_path / "第3回",
        "会議.m4a",
        "第3回次第.docx",
        "委員名簿.xlsx",
        "資料1.pdf",
        "資料２　予算.xlsx",
        "meeting.toml",
        "メモ.txt",
        "~$第3回次第.docx",
        "写し途中_次第.docx.part",
    )

    (found,) = meetings([place])

    assert found.folder == place / "会議.minutes"
    assert sources(found) == {
        "recording": ["会議.m4a"],
        "agenda": ["第3回次第.docx"],
        "roster": ["委員名簿.xlsx"],
        "material": ["資料1.pdf", "資料２　予算.xlsx"],
        "particulars": ["meeting.toml"],
    }
    assert found.name == "第3回/会議"


def test_folders_of_folders_are_looked_through_in_order(tmp_path):
    for number in (2, 1):
        put(tmp_path / "令和7年度" / f"第{number}回", "録音.mp3")

    assert [m.folder.parent.name for m in meetings([tmp_path])] == ["第1回", "第2回"]


def test_a_work_folder_is_gone_on_with_and_not_begun_anew(tmp_path):
    place = put(tmp_path, "会議.wav")
    put(place / "会議.minutes" / "work", "job.json")

    assert meetings([place]) == (Meeting(place / "会議.minutes"),)


def test_a_transcript_alone_is_a_meeting(tmp_path):
    (found,) = meetings([put(tmp_path / "a", "文字起こし.vtt", "次第.txt")])

    assert sources(found) == {"transcript": ["文字起こし.vtt"], "agenda": ["次第.txt"]}


@pytest.mark.parametrize(
    "names",
    [
        ("朝.mp3", "昼.mp3"),
        ("会議.mp3", "次第（案）.docx", "次第.docx"),
        ("会議.mp3", "委員名簿.csv", "職員名簿.csv"),
    ],
)
def test_what_belongs_together_is_not_guessed(tmp_path, names):
    with pytest.raises(PaperError) as caught:
        meetings([put(tmp_path / "混在", *names)])

    assert caught.value.code == "G02"
    assert all(n in caught.value.what for n in names if not n.startswith("会議"))


@pytest.mark.parametrize("make", [lambda p: put(p / "空"), lambda p: p / "ない.mp3"])
def test_nothing_there_is_said(tmp_path, make):
    with pytest.raises(PaperError) as caught:
        meetings([make(tmp_path)])

    assert caught.value.code == "G01"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_names_files_as_seen_from_itself(tmp_path, encoding):
    put(tmp_path / "音", "一.mp3", "二.mp3")
    put(tmp_path, "次第.txt", "甲.pdf", "乙.pdf")
    path = write(
        tmp_path / "一覧.csv",
        "次第,録音,様式,資料,作業フォルダ\n"
        "次第.txt,音/一.mp3,_sample,甲.pdf；乙.pdf,出力/一\n"
        "# 次は後日,,,,\n\n"
        ",音/二.mp3,,,\n",
        encoding,
    )

    one, two = meetings([path])

    assert one.folder == tmp_path / "出力" / "一"
    assert one.template == "_sample"
    assert sources(one) == {
        "recording": ["一.mp3"],
        "agenda": ["次第.txt"],
        "material": ["甲.pdf", "乙.pdf"],
    }
    assert two == Meeting(
        tmp_path / "音" / "二.minutes", (("recording", tmp_path / "音" / "二.mp3"),)
    )


def test_every_wrong_line_of_a_list_is_named(tmp_path):
    put(tmp_path, "一.mp3")
    path = write(tmp_path / "一覧.csv", "録音,次第\n一.mp3,\n二.mp3,\n,次第.txt\n一.mp3,無.txt\n")

    with pytest.raises(PaperError) as caught:
        meetings([path])

    assert caught.value.code == "G03"
    assert "3行目: 二.mp3 がありません。" in caught.value.what
    assert "4行目" in caught.value.what
    assert "5行目: 無.txt がありません。" in caught.value.what
    assert "2行目" not in caught.value.what


@pytest.mark.parametrize("text", ["録音,なぞ\na,b\n", "録音\n", "様式\n_sample\n"])
def test_a_list_that_is_none_is_refused(tmp_path, text):
    with pytest.raises(PaperError) as caught:
        meetings([write(tmp_path / "一覧.csv", text)])

    assert caught.value.code == "G03"


def test_two_meetings_never_share_a_work_folder(tmp_path):
    put(tmp_path, "一.mp3", "二.mp3")
    path = write(tmp_path / "一覧.csv", "録音,作業フォルダ\n一.mp3,出力\n二.mp3,出力\n")

    with pytest.raises(PaperError) as caught:
        meetings([path])

    assert caught.value.code == "G04"


def test_the_same_meeting_named_twice_is_one(tmp_path):
    place = put(tmp_path / "会議", "録音.mp3")

    assert len(meetings([place, place])) == 1
