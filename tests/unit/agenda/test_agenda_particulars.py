"""Dates and times as papers write them."""

from __future__ import annotations

import pytest

from minutes_pipeline.agenda.particulars import find_date, find_times


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("令和2年9月25日（金）", "2020-09-25"),
        ("令和元年５月７日", "2019-05-07"),
        ("平成三十一年四月一日", "2019-04-01"),
        ("昭和64年1月7日", "1989-01-07"),
        ("Ｒ５．１１．１０", "2023-11-10"),
        ("2024年 2 月 29 日", "2024-02-29"),
        ("2024-02-29", "2024-02-29"),
        ("2024/2/29", "2024-02-29"),
    ],
)
def test_dates(text, iso):
    found = find_date(text)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize("text", ["令和2年度第1回", "令和5年2月30日", "資料2-1", "9月25日", ""])
def test_no_date_is_made_up(text):
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [("令和2年9月25日（金）", True), ("令和2年9月25日(木曜日)", False), ("令和2年9月25日", None)],
)
def test_weekdays(text, fits):
    found = find_date(text)
    assert found is not None
    assert found.weekday_fits is fits


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("午後2時から", "14:00", None),
        ("午後2時から午後4時10分まで", "14:00", "16:10"),
        ("午後2時～4時", "14:00", "16:00"),
        ("１４：００〜１６：００", "14:00", "16:00"),
        ("午前10時30分開会", "10:30", None),
        ("午後1時半から3時まで", "13:30", "15:00"),
        ("午前11時～1時", "11:00", "13:00"),
        ("正午から午後1時30分まで", "12:00", "13:30"),
        ("午前９時３０分～１１時３０分", "09:30", "11:30"),
        ("午後12時15分", "12:15", None),
        ("午後5時まで", None, "17:00"),
        ("時間は未定", None, None),
        ("25時", None, None),
    ],
)
def test_times(text, start, end):
    assert find_times(text) == (start, end)
