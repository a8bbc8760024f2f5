"""How official papers write days, times and gaps."""

from __future__ import annotations

import re
from datetime import date, time

from minutes_pipeline.meeting import timecode

FILL_IN = "【要記入】"
"""Stands where nobody stated a particular: a person must write it."""
CHECK = "【要確認】"
"""Stands where something is printed that a person must confirm."""
MARK = re.compile(r"(【要(?:記入|確認)[^】]*】)")
"""Either mark, with or without a remark inside (``【要確認：出欠】``)."""

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
)
_WEEKDAYS = "月火水木金土日"


def era_of(day: date) -> str | None:
    """Return the era's name, None before 昭和."""
    return next((name for first, name in _ERAS if day >= first), None)


def parse_day(iso: str | None) -> date | None:
    """Return the day that an ISO date names, None when it names none."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def japanese_date(day: date) -> str:
    """Write a day by era with its weekday, as the head of minutes does.

    >>> japanese_date(date(2020, 9, 25))
    '令和2年9月25日（金）'
    >>> japanese_date(date(2019, 5, 7))
    '令和元年5月7日（火）'
    """
    weekday = _WEEKDAYS[day.weekday()]
    for first, name in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            written = f"{name}{'元' if year == 1 else year}年"
            break
    else:
        written = f"{day.year}年"
    return f"{written}{day.month}月{day.day}日（{weekday}）"


def japanese_time(clock: str) -> str:
    """Write ``HH:MM`` as 午前・午後; anything else is returned as it stands.

    >>> japanese_time("14:00"), japanese_time("09:05"), japanese_time("12:30")
    ('午後2時', '午前9時5分', '午後0時30分')
    """
    try:
        moment = time.fromisoformat(clock.zfill(5))
    except ValueError:
        return clock
    if (moment.hour, moment.minute) == (12, 0):
        return "正午"
    half = "午前" if moment.hour < 12 else "午後"
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{half}{moment.hour % 12}時{minutes}"


def stretch(start: float | None, end: float | None) -> str | None:
    """Write a stretch of the recording; None without a start.

    >>> stretch(61.2, 64.0)
    '00:01:01–00:01:04'
    """
    if start is None:
        return None
    if end is None or timecode(end) == timecode(start):
        return timecode(start)
    return f"{timecode(start)}–{timecode(end)}"


def spoken_length(seconds: float) -> str:
    """Write a length of time for people.

    >>> spoken_length(45), spoken_length(499), spoken_length(7265)
    ('45秒', '8分19秒', '2時間1分')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole}秒"
    if whole < 3600:
        return f"{whole // 60}分{whole % 60}秒"
    return f"{whole // 3600}時間{whole % 3600 // 60}分"


def spaced(name: str) -> str:
    """Part surname and given name with a full-width space, as lists of members do."""
    return "　".join(name.split())
