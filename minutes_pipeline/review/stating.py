"""Particulars as a person types them: by era or by number, with 人 or without."""

from __future__ import annotations

from minutes_pipeline.agenda.particulars import find_date, find_times
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import ParticularField


def stated(field: ParticularField, text: str) -> str | int | tuple[str, ...] | None:
    """Return the value that a person typed for a particular; None for an empty field.

    Raises:
        PaperError: It cannot be meant (L04).
    """
    text = text.strip()
    if field == "materials":
        return tuple(line.strip() for line in text.splitlines() if line.strip()) or None
    return _one(field, text) if text else None


def _one(field: ParticularField, text: str) -> str | int:
    if field == "date":
        found = find_date(text)
        return found.iso if found else _unclear("開催日", "「令和2年9月25日」か「2020-09-25」")
    if field in ("start_time", "end_time"):
        start, end = find_times(text)
        return start or end or _unclear("時刻", "「午後2時」か「14:00」")
    if field == "observers":
        digits = text.removesuffix("人").removesuffix("名").strip()
        if digits in ("なし", "無し"):
            return 0
        return int(digits) if digits.isdecimal() else _unclear("傍聴者", "人数の数字")
    return text


def _unclear(what: str, form: str) -> str:
    raise PaperError("L04", f"{what}を読み取れません。", f"{form}の形で書いてください。")
