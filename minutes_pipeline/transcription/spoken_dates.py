"""Dates that were written by their sound: 5つきついたち, 市地付き重無いか for 5月1日, 7月16日.

A recogniser that does not take a date for one writes whatever sounds the same; a voice that reads
月 as つき leads it there. The names of the days (ついたち, むいか) sound like nothing else behind a
month; a month alone counts only where a date is told and the spelling says nothing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from minutes_pipeline.transcription.lexicon import Respelling
from minutes_pipeline.transcription.readings import katakana, sounds_of

_ONES = ("", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ")
_ALSO = {"ヨン": ("シ", "ヨ"), "ナナ": ("シチ",), "キュウ": ("ク",)}
_TENS = {0: "", 10: "ジュウ", 20: "ニジュウ", 30: "サンジュウ"}
_DAYS = {1: "ツイタチ", 2: "フツカ", 3: "ミッカ", 4: "ヨッカ", 5: "イツカ", 6: "ムイカ"}
_DAYS |= {7: "ナノカ", 8: "ヨウカ", 9: "ココノカ", 10: "トオカ"}
_LONGEST = 12
"""Characters that one date may have been written with."""


def _said(number: int) -> tuple[str, ...]:
    """Return how *number* below 40 may be said."""
    tens, one = _TENS[number // 10 * 10], _ONES[number % 10]
    return tuple(tens + said for said in (one, *_ALSO.get(one, ())))


def _months() -> dict[str, int]:
    return {
        said + word: month
        for month in range(1, 13)
        for said in _said(month)
        for word in ("ガツ", "ツキ")
    }


def _days() -> dict[str, int]:
    """Return the days by name; from the eleventh on also as some read them (ジュウムイカ)."""
    found = {name: day for day, name in _DAYS.items()} | {"ハツカ": 20}
    for day in range(11, 32):
        tens, one = _TENS[day // 10 * 10], day % 10
        found |= {said + "ニチ": day for said in _said(day)}
        if one and one != 1:
            found[tens + _DAYS[one]] = day
    return found


_MONTHS = _months()
_DAY_NAMES = _days()

_ASKING = re.compile(r"なのか$|いつか$")
"""Days that kana behind a real month do not mean: 4月なのか, 5月いつか."""
_PROPER = re.compile(r"[\d〇一二三四五六七八九十]+月[\d〇一二三四五六七八九十]+日")
_KANJI_MONTH = re.compile(r"[〇一二三四五六七八九十\d]+月")
_TIME_BEHIND = re.compile(r"に|から|まで|頃|ごろ|末|現在|上旬|中旬|下旬|以降|時点")
_TIME_BEFORE = re.compile(r"(?:年|年度|年の|年度の|[、。\s]|の|て|は|も|とも)$|^$")
_PER = ("につき", "に付き")
_OFTEN = re.compile(r"に、?[\d一二三四五六七八九十何数].{0,2}[度回]")
_TOLD = re.compile(r"(?:年|年度|年の|年度の)$")


def misheard_dates(text: str, one_word: Callable[[str], bool]) -> Iterator[Respelling]:
    """Yield the dates of *text* that were written by their sound, in order, not overlapping.

    Args:
        text: Of one segment.
        one_word: Tells whether the dictionary has a string as one word: 湿気 is no シツキ, April.
    """
    place = 0
    while place < len(text):
        found = _day_at(text, place) or _month_at(text, place, one_word)
        if found is None:
            place += 1
            continue
        yield found
        place = found.end


def _day_at(text: str, place: int) -> Respelling | None:
    for middle, month in _spelled(text, place, _MONTHS):
        for end, day in _spelled(text, middle, _DAY_NAMES):
            old = text[place:end]
            rate = old.startswith(_PER) and not _TIME_BEFORE.search(text[:place])  # 一人につき
            asks = "月" in old and _ASKING.search(old)
            if _PROPER.fullmatch(old) or _cuts_figure(text, place, end) or rate or asks:
                continue
            return Respelling(place, old, f"{month}月{day}日")
    return None


def _month_at(text: str, place: int, one_word: Callable[[str], bool]) -> Respelling | None:
    """Return a month without a day, only where a date stands: 令和6年室期現在."""
    before = text[:place]
    for end, month in _spelled(text, place, _MONTHS):
        old = text[place:end]
        if _KANJI_MONTH.fullmatch(old) or _cuts_figure(text, place, end):
            continue
        if not _TIME_BEHIND.match(text, end) or not _TIME_BEFORE.search(before):
            continue
        # 3つきに一度 is a span, 一人につき a rate, 湿気 a word: a date says its year before it.
        plain = month == 1 or old in _PER or one_word(old) or _OFTEN.match(text, end)
        if plain and not _TOLD.search(before):
            continue
        return Respelling(place, old, f"{month}月")
    return None


def _cuts_figure(text: str, first: int, last: int) -> bool:
    """Tell whether a figure goes on beyond *first* or *last*: 15つき is no fifth month."""
    return (first > 0 and text[first - 1].isdigit() and text[first].isdigit()) or (
        last < len(text) and text[last].isdigit() and text[last - 1].isdigit()
    )


def _spelled(text: str, place: int, names: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield where a name that is written by its sound from *place* on ends, the longest first."""
    ends: list[tuple[int, int]] = []
    paths = {("", place)}
    while paths:
        after: set[tuple[str, int]] = set()
        for said, at in paths:
            if said in names:
                ends.append((at, names[said]))
            if at >= min(len(text), place + _LONGEST):
                continue
            for sound, end in _sounds_at(text, at):
                longer = said + sound
                if any(name.startswith(longer) for name in names):
                    after.add((longer, end))
        paths = after
    yield from sorted(set(ends), reverse=True)


def _sounds_at(text: str, at: int) -> Iterator[tuple[str, int]]:
    figure = re.compile(r"\d{1,2}").match(text, at)
    if figure is not None and 0 < int(figure[0]) < 40:
        yield from ((said, figure.end()) for said in _said(int(figure[0])))
        return
    behind = katakana(text[at + 1 : at + 2])
    for sound in sounds_of(text[at]):
        yield sound, at + 1
        if behind and len(sound) > 1 and sound.endswith(behind):  # 付き is ツキ, as 付 is
            yield sound, at + 2
