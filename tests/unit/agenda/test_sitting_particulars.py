"""meeting.toml, and what agenda, roster and it say together."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes_pipeline.agenda.particulars_file import blank_particulars, read_particulars
from minutes_pipeline.agenda.sitting import describe_sitting
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda, Person, Role, RoleKind, Roster, Sitting

FULL = """# 会議の情報
会議名 = "令和2年度第1回松原市環境審議会"
開催日 = "令和2年9月25日"
開始 = "午後2時"
"終了" = 15:40:00
場所 = "市役所3階"
公開 = "公開"
傍聴者 = 2
資料 = ["資料1 計画書", "資料2"]
所管課 = "環境課"
欠席 = ["鈴木"]
"""
ROSTER = Roster(
    (
        Person("山本 一郎", role=Role(RoleKind.CHAIR)),
        Person("鈴木 由美", role=Role(RoleKind.MEMBER)),
        Person("中村 誠", role=Role(RoleKind.SECRETARIAT), attended=False),
    )
)
AGENDA = Agenda(title="環境審議会", date="2020-09-24", start_time="13:00", materials=("資料9",))


def toml(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "meeting.toml"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_every_key_is_read(tmp_path, encoding):
    stated = read_particulars(toml(tmp_path, FULL, encoding))
    assert stated.title == "令和2年度第1回松原市環境審議会"
    assert (stated.date, stated.start_time, stated.end_time) == ("2020-09-25", "14:00", "15:40")
    assert (stated.place, stated.openness, stated.observers) == ("市役所3階", "公開", 2)
    assert stated.materials == ("資料1 計画書", "資料2")
    assert (stated.department, stated.absent, stated.present) == ("環境課", ("鈴木",), None)


@pytest.mark.parametrize(
    ("text", "observers"),
    [('傍聴者 = "なし"', 0), ('傍聴者 = "３人"', 3), ("傍聴者 = 0", 0), ('傍聴者 = ""', None)],
)
def test_observers(tmp_path, text, observers):
    assert read_particulars(toml(tmp_path, text)).observers == observers


def test_synonyms_of_keys(tmp_path):
    stated = read_particulars(
        toml(tmp_path, '会場 = "公民館"\n日付 = 2020-09-25\n配布資料 = "資料1"')
    )
    assert (stated.place, stated.date, stated.materials) == ("公民館", "2020-09-25", ("資料1",))


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("場所 = 市役所", "P31", "1行目"),
        ('会議名 = "会"\n場所 "市役所"', "P31", "2行目"),
        ('場初 = "市役所"', "P32", "「場所」"),
        ('place = "市役所"', "P32", "place"),
        ('開催日 = "9月25日"', "P33", "開催日"),
        ('開始 = "午後"', "P33", "開始"),
        ("傍聴者 = -1", "P33", "傍聴者"),
        ('傍聴者 = "多数"', "P33", "傍聴者"),
        ("欠席 = 3", "P33", "欠席"),
        ("会議名 = 3", "P33", "会議名"),
    ],
)
def test_mistakes_are_told(tmp_path, text, code, named):
    with pytest.raises(PaperError) as error:
        read_particulars(toml(tmp_path, text))
    assert error.value.code == code
    assert named in error.value.what
    assert error.value.cure


def test_what_a_person_states_goes_first(tmp_path):
    sitting = describe_sitting(AGENDA, ROSTER, read_particulars(toml(tmp_path, FULL)))
    assert (sitting.title, sitting.date) == ("令和2年度第1回松原市環境審議会", "2020-09-25")
    assert sitting.materials == ("資料1 計画書", "資料2")


def test_the_agenda_fills_what_nobody_stated():
    sitting = describe_sitting(AGENDA, ROSTER, None)
    assert (sitting.title, sitting.date, sitting.start_time) == (
        "環境審議会",
        "2020-09-24",
        "13:00",
    )
    assert (sitting.end_time, sitting.place, sitting.openness, sitting.observers) == (None,) * 4
    assert sitting.materials == ("資料9",)
    assert [p.attended for p in sitting.people] == [None, None, False]


def test_nothing_is_guessed_from_nothing():
    assert describe_sitting(Agenda(), Roster(), None) == Sitting()


def test_listing_the_absent_tells_who_was_present(tmp_path):
    stated = read_particulars(toml(tmp_path, FULL))
    people = describe_sitting(AGENDA, ROSTER, stated).people
    assert [p.attended for p in people] == [True, False, False]


def test_an_empty_list_of_absent_means_all_present(tmp_path):
    stated = read_particulars(toml(tmp_path, "欠席 = []"))
    assert [p.attended for p in describe_sitting(AGENDA, ROSTER, stated).people] == [
        True,
        True,
        False,
    ]


def test_somebody_unknown_is_told(tmp_path):
    stated = read_particulars(toml(tmp_path, '欠席 = ["佐々木"]'))
    with pytest.raises(PaperError) as error:
        describe_sitting(AGENDA, ROSTER, stated)
    assert error.value.code == "P34"
    assert "佐々木" in error.value.what


def test_a_blank_file_can_be_read_back(tmp_path):
    sitting = Sitting(
        title='会議 "A"', date="2020-09-25", start_time="14:00", observers=0, materials=("資料1",)
    )
    stated = read_particulars(toml(tmp_path, blank_particulars(sitting)))
    assert (stated.title, stated.date, stated.start_time) == ('会議 "A"', "2020-09-25", "14:00")
    assert (stated.observers, stated.materials, stated.place) == (0, ("資料1",), None)


def test_the_samples_of_a_blank_file_are_valid(tmp_path):
    text = blank_particulars(Sitting()).replace("# ", "").replace("○", "1")
    lines = [line for line in text.split("\n") if "=" in line]
    stated = read_particulars(toml(tmp_path, "\n".join(lines)))
    assert stated.absent == ()
    assert stated.end_time == "16:00"
