"""The block at the head: days by era, who was there, and what a person must fill in."""

from dataclasses import replace

import pytest

from minutes_pipeline.document.particulars import gaps, rows
from minutes_pipeline.document.wording import (
    era_of,
    japanese_date,
    japanese_time,
    parse_day,
    spoken_length,
    stretch,
)
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Minutes,
    Person,
    Role,
    RoleKind,
    Sitting,
    timecode,
)


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2020-09-25", "令和2年9月25日（金）"),
        ("2019-05-01", "令和元年5月1日（水）"),
        ("2019-04-30", "平成31年4月30日（火）"),
        ("1989-01-08", "平成元年1月8日（日）"),
        ("1989-01-07", "昭和64年1月7日（土）"),
        ("2024-02-29", "令和6年2月29日（木）"),
        ("1920-01-01", "1920年1月1日（木）"),
    ],
)
def test_days_are_written_by_era_with_their_weekday(iso, written):
    assert japanese_date(parse_day(iso)) == written


@pytest.mark.parametrize(
    ("clock", "written"),
    [
        ("14:00", "午後2時"),
        ("9:05", "午前9時5分"),
        ("12:00", "正午"),
        ("12:30", "午後0時30分"),
        ("00:15", "午前0時15分"),
        ("夕方", "夕方"),
    ],
)
def test_times_are_written_in_halves_of_the_day(clock, written):
    assert japanese_time(clock) == written


def test_moments_of_the_recording_are_never_rounded_up():
    assert timecode(3599.99) == "00:59:59"
    assert stretch(10.2, 10.9) == "00:00:10"
    assert stretch(None, 3.0) is None
    assert [spoken_length(s) for s in (59.4, 60, 3725)] == ["59秒", "1分0秒", "1時間2分"]


def test_eras_before_showa_are_not_named():
    assert era_of(parse_day("1920-01-01")) is None


def lines(form, label, **particulars):
    minutes = Minutes(Sitting(**particulars), ())
    return [row for row in rows(form, minutes, Agenda()) if row.label == label]


def test_a_missing_end_is_left_for_the_clerk(izumi):
    (row,) = lines(izumi.form, "日時", date="2020-09-25", start_time="14:00")

    assert row.lines == ("令和2年9月25日（金）午後2時から【要記入】まで",)


def test_a_day_that_is_no_day_is_shown_to_be_checked(izumi):
    (row,) = lines(izumi.form, "日時", date="2020-09-31", start_time="14:00", end_time="15:00")

    assert row.lines == ("2020-09-31【要確認】午後2時から午後3時まで",)


MEMBER = Role(RoleKind.MEMBER)


def test_where_nobody_said_who_came_one_remark_says_so(izumi):
    people = (Person("山 一", post="委員", role=MEMBER), Person("川 二", post="委員", role=MEMBER))
    remark, members = lines(izumi.form, "出席者", people=people)

    assert remark.lines == ("【要確認：名簿の全員を載せています。出欠を確かめてください】",)
    assert members.lines == ("委員\t山　一", "委員\t川　二")
    assert lines(izumi.form, "欠席者", people=people)[0].lines == ("【要記入】",)


def test_when_all_came_nobody_is_absent(izumi):
    people = (Person("山 一", post="委員", role=MEMBER, attended=True),)

    assert lines(izumi.form, "欠席者", people=people)[0].lines == ("なし",)


def test_people_without_a_role_are_listed_and_marked(izumi):
    people = (Person("山 一", affiliation="総務課", attended=True),)
    (row,) = lines(izumi.form, "出席者", people=people)

    assert (row.group, row.lines) == ("区分不明【要確認】", ("総務課\t山　一",))


def test_nothing_handed_out_is_not_the_same_as_nothing_stated(izumi):
    assert lines(izumi.form, "資料", materials=())[0].lines == ("なし",)
    assert lines(izumi.form, "資料", materials=None)[0].lines == ("【要記入】",)


def test_groups_and_points_of_the_agenda_are_listed(izumi):
    agenda = Agenda(
        items=(
            AgendaItem("1", "計画について", "審議", heading="議題", details=("目標", "工程")),
            AgendaItem("2", "実績について", heading="報告事項"),
        )
    )
    (row,) = [r for r in rows(izumi.form, Minutes(Sitting(), ()), agenda) if r.label == "案件"]

    assert row.lines == (
        "［議題］",
        "1 計画について（審議）",
        "　・目標",
        "　・工程",
        "［報告事項］",
        "2 実績について",
    )


def test_one_heading_over_all_items_is_not_repeated(izumi):
    agenda = Agenda(items=(AgendaItem("1", "計画について", heading="案件"),))
    (row,) = [r for r in rows(izumi.form, Minutes(Sitting(), ()), agenda) if r.label == "案件"]

    assert row.lines == ("1 計画について",)


def test_every_gap_is_listed_for_the_clerk(izumi, minutes, agenda):
    bare = replace(minutes, sitting=replace(minutes.sitting, title=None, openness=None))

    assert gaps(izumi.form, bare, agenda) == (
        "標題：【要記入】",
        "出席者（事務局）：総務部総務課　係長　北川　和【要確認：出欠】",
        "公開の別：【要記入】",
        "4 その他：【要確認：この案件の記録がありません】",
        "発言者名：【要確認】が1か所",
    )


def test_a_form_is_not_asked_for_what_it_does_not_print(izumi, minutes, agenda):
    bare = replace(minutes, sitting=replace(minutes.sitting, department=None))

    assert not [gap for gap in gaps(izumi.form, bare, agenda) if "所管課" in gap]
