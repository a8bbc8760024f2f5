"""Dates, times and places as Japanese papers write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from minutes_pipeline.agenda.marks import kanji_number

_ERAS = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "R": 2018, "H": 1988, "S": 1925,
}  # fmt: skip
_N = r"[0-9一二三四五六七八九十〇]{1,4}"
_ERA_DATE = re.compile(
    rf"(?P<era>令和|平成|昭和|大正|(?<![A-Z])[RHS])\s*(?P<y>元|{_N})\s*[年./]\s*(?P<m>{_N})\s*[月./]\s*"
    rf"(?P<d>{_N})\s*日?"
)
_COMMON_DATE = re.compile(
    rf"(?P<y>(?:19|20)[0-9]{{2}}|[一二]{_N})\s*(?:\([^)]*\)\s*)?[年./\-]\s*(?P<m>{_N})\s*[月./\-]\s*"
    rf"(?P<d>{_N})\s*日?"
)
_WEEKDAY = re.compile(r"^\s*[(\[]?\s*([月火水木金土日])(?:曜日?)?\s*[・)\]祝休]")
_TIME = re.compile(
    rf"(?P<half>午前|午後|正午|AM|PM|am|pm)?\s*"
    rf"(?:(?P<h>{_N})\s*(?:時\s*(?:(?P<m>{_N})\s*分|(?P<thirty>半))?|:\s*(?P<c>[0-9]{{2}}))|(?<=正午))"
)
_UNTIL = re.compile(
    r"\s*(?:から|より|~|〜|～|-|–|―|ー|→|開会|開始|開催|開議|\(予定\)|、|,|頃|ごろ)+\s*"
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in text.

    Attributes:
        iso: ISO date.
        weekday_fits: False when the text names a weekday that is not this date's; None when it
            names none.
        end: Where in the normalised text the date ends.
    """

    iso: str
    weekday_fits: bool | None
    end: int


def normal(text: str) -> str:
    """Return *text* in NFKC with one kind of wave dash and white space made single."""
    text = unicodedata.normalize("NFKC", text).replace("〜", "~").replace("～", "~")
    return re.sub(r"[ \t　]+", " ", text).strip()


def find_date(text: str) -> WrittenDate | None:
    """Return the first real calendar date in *text*; None when there is none.

    Era years (令和元年, R2.9.25) and common years, half or full width, kanji numbers too.
    """
    text = normal(text)
    found = [m for form in (_ERA_DATE, _COMMON_DATE) for m in form.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        parts = match.groupdict()
        year = 1 if parts["y"] == "元" else kanji_number(parts["y"])
        year += _ERAS.get(parts.get("era") or "", 0)
        try:
            day = date(year, kanji_number(parts["m"]), kanji_number(parts["d"]))
        except ValueError:
            continue
        named = _WEEKDAY.match(text[match.end() :])
        fits = None if named is None else "月火水木金土日"[day.weekday()] == named[1]
        return WrittenDate(day.isoformat(), fits, match.end())
    return None


def find_times(text: str) -> tuple[str | None, str | None]:
    """Return the beginning and the end of the sitting as ``HH:MM``; None where not stated.

    An end without 午前/午後 takes over that of the beginning: 午後2時〜4時 ends at 16:00.
    """
    text = normal(text)
    found = [(m, value) for m in _TIME.finditer(text) if (value := _minutes(m, None)) is not None]
    if not found:
        return None, None
    first, start = found[0]
    if len(found) == 1:
        if text[first.end() :].lstrip().startswith("まで") and "から" not in text[: first.start()]:
            return None, _clock(start)
        return _clock(start), None
    second, end = found[1]
    between = text[first.end() : second.start()]
    if not _UNTIL.fullmatch(between):
        return _clock(start), None
    if second["half"] is None:
        end = _minutes(second, first["half"]) or end
        if end <= start and end + 720 < 1440:  # 午前11時〜1時
            end += 720
    return _clock(start), _clock(end)


def _minutes(match: re.Match[str], half: str | None) -> int | None:
    half = match["half"] or half
    if match["h"] is None:
        return 720 if match["half"] == "正午" else None
    hour = kanji_number(match["h"])
    past = 30 if match["thirty"] else kanji_number(match["m"] or match["c"] or "0")
    if half in {"午後", "PM", "pm"} and hour < 12:
        hour += 12
    return hour * 60 + past if hour <= 24 and past < 60 else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
