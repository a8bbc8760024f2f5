"""Particulars as an editor wrote them, read back into what they state. Pure.

What cannot be read as a value stays what it is: words, printed as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from minutes_pipeline.document.body import Line
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.matching import Match
from minutes_pipeline.document.particulars import NOBODY
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.wording import MARK
from minutes_pipeline.meeting import Attendance, ParticularField, ParticularStated, Sitting

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_DAY = re.compile(r"(令和|平成|昭和)\s*(元|\d+)年\s*(\d+)月\s*(\d+)日")
_TIME = re.compile(r"正午|午[前後]\s*\d+時(?:\s*\d+分|半)?")
_COUNT = re.compile(r"(\d+)\s*[人名]")


def changed_particulars(
    matches: Sequence[Match], lines: Sequence[Line], sitting: Sitting, form: Form
) -> Iterator[ParticularStated | Attendance]:
    """Yield what an editor stated in the title and in the block at the head.

    Args:
        matches: The edited file's paragraphs with the lines they hold.
        lines: The draft's.
        sitting: As it stands.
        form: The city's form.
    """
    held = {n: one.piece for one in matches for n in one.lines}
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for n, line in enumerate(lines):
        key = _key(line)
        if key is None:
            continue
        before.setdefault(key, []).append(_value(line.text, line))
        after.setdefault(key, [])
        if n in held:
            after[key].append(_value(held[n].text, line))
    confirmed = before.get("attendance") is not None and not after["attendance"]
    values = {
        key: "\n".join(after[key])
        for key in before
        if after[key] != before[key] or (confirmed and key.startswith("present"))
    }
    yield from stated(values, sitting, form)


def _key(line: Line) -> str | None:
    """Return the key of the particular that a line states, None where it states none."""
    if line.id == "title":
        return "title"
    if not line.id.startswith("row_"):
        return None
    key = line.id.removeprefix("row_")
    return re.sub(r"_\d\d$", "", key) if line.style is Style.TABLE_BODY else key


def _value(text: str, line: Line) -> str:
    """Return the words behind the head of an entry; a name may stand behind a tab or a space."""
    value = text.partition("\t")[2] if line.style is Style.TABLE_BODY else text
    return value.replace("\t", "　")


def stated(
    values: Mapping[str, str], sitting: Sitting, form: Form
) -> Iterator[ParticularStated | Attendance]:
    """Yield what changed rows of the block state.

    Args:
        values: The words of each changed row by its key (``date``, ``present_2``); ``title`` for
            the minutes' title.
        sitting: As it stands.
        form: Says what the title ends in.
    """
    for key, text in values.items():
        yield from _stated(key, text.strip(), sitting, form)
    yield from _attendance(values, sitting)


def _stated(key: str, text: str, sitting: Sitting, form: Form) -> Iterator[ParticularStated]:
    if not text or MARK.search(text):
        return
    if key == "title":
        title = "".join(text.split("\n")).removesuffix(form.draft).removesuffix(form.suffix)
        if title != sitting.title:
            yield ParticularStated("title", title, sitting.title)
    elif key == "date":
        yield from _when(text, sitting)
    elif key in ("place", "openness", "department"):
        field: ParticularField = key  # type: ignore[assignment] # one of the three
        if text != getattr(sitting, field):
            yield ParticularStated(field, text, getattr(sitting, field))
    elif key in ("observers", "materials"):
        yield from _counted(key, text, sitting)


def _counted(key: str, text: str, sitting: Sitting) -> Iterator[ParticularStated]:
    if key == "observers":
        count = _COUNT.fullmatch(unicodedata.normalize("NFKC", text))
        if count and int(count[1]) != sitting.observers:
            yield ParticularStated("observers", int(count[1]), sitting.observers)
        return
    lines = () if text == NOBODY else tuple(one for one in text.split("\n") if one.strip())
    if lines != sitting.materials:
        yield ParticularStated("materials", lines, sitting.materials)


def _when(text: str, sitting: Sitting) -> Iterator[ParticularStated]:
    text = unicodedata.normalize("NFKC", text)
    day = _day(text)
    if day is not None and day != sitting.date:
        yield ParticularStated("date", day, sitting.date)
    times = [_clock(one) for one in _TIME.findall(text)]
    if times and times[0] != sitting.start_time:
        yield ParticularStated("start_time", times[0], sitting.start_time)
    if len(times) == 2 and times[1] != sitting.end_time:
        yield ParticularStated("end_time", times[1], sitting.end_time)


def _day(text: str) -> str | None:
    found = _DAY.search(text)
    if found is None:
        return None
    year = _ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
    try:
        return date(year, int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return None


def _clock(text: str) -> str:
    """Return ``HH:MM``.

    >>> _clock("午後3時30分"), _clock("正午"), _clock("午前9時半")
    ('15:30', '12:00', '09:30')
    """
    if text == "正午":
        return "12:00"
    hour, *minute = (int(one) for one in re.findall(r"\d+", text))
    late = 12 if text.startswith("午後") and hour < 12 else 0
    half = 30 if text.endswith("半") else 0
    return f"{hour + late:02}:{minute[0] if minute else half:02}"


def _attendance(values: Mapping[str, str], sitting: Sitting) -> Iterator[Attendance]:
    """Yield who came and who did not, by the rows that name them."""
    there = _named(values, "present")
    gone = _named(values, "absent")
    for person in sitting.people:
        name = "".join(person.name.split())
        if f"{name}【要確認" in f"{there}{gone}":
            continue
        if there is not None and name in there and (gone is None or name not in gone):
            came = True
        elif gone is not None and name in gone and (there is None or name not in there):
            came = False
        else:
            continue
        if came is not person.attended:
            yield Attendance(person.name, came, person.attended)


def _named(values: Mapping[str, str], key: str) -> str | None:
    rows = [text for name, text in values.items() if re.fullmatch(rf"{key}(_\d+)?", name)]
    return "".join("".join(rows).split()) if rows else None
