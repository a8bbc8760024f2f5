"""Times as programs for transcribing write them: clocks, seconds or milliseconds."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Span

_CLOCK = re.compile(r"^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,:;](\d{1,3}))?$")
_NUMBER = re.compile(r"^(?:PT)?(\d+(?:\.\d+)?)\s*(?P<unit>s|ms|秒)?$", re.IGNORECASE)
_SLOWEST = 20.0
"""Seconds a character of speech beyond which numbers without a unit are milliseconds: people speak
three to twelve characters a second."""


def spans(
    texts: Sequence[str],
    starts: Sequence[object],
    ends: Sequence[object],
    path: Path,
) -> tuple[Span | None, ...]:
    """Return when each of *texts* was said; None where the file does not say.

    Where no end is written, a text lasts until the next begins, the last one no time at all.

    Args:
        texts: What was said, in the order of the file.
        starts: Beginnings as written: numbers, or text such as ``00:01:20.5``, ``80.5s``.
        ends: Ends as written, None where there is none.
        path: The file, for messages.

    Raises:
        PaperError: P28 a time runs backwards or is none.
    """
    begun = [_number(value, path) for value in starts]
    ended = [_number(value, path) for value in ends]
    numbers = [value for value, clock in (*begun, *ended) if value is not None and not clock]
    letters = sum(map(len, texts))
    scale = 0.001 if numbers and letters and max(numbers) / letters > _SLOWEST else 1.0
    known = [_seconds(one, scale) for one in begun]
    found: list[Span | None] = []
    for at, start in enumerate(known):
        if start is None:
            found.append(None)
            continue
        end = _seconds(ended[at], scale)
        if end is None:
            after = next((later for later in known[at + 1 :] if later is not None), start)
            end = max(start, after)
        found.append(checked_span(start, end, path))
    return tuple(found)


def checked_span(start: float, end: float, path: Path) -> Span:
    """Return the span from *start* to *end* in seconds.

    Raises:
        PaperError: P28 it runs backwards, or is no time.
    """
    if not (math.isfinite(start) and math.isfinite(end) and 0 <= start <= end):
        raise PaperError(
            "P28",
            f"文字起こしの時刻が正しくありません（{path}、start: {start}、end: {end}）。",
            "文字起こしソフトからもう一度書き出してください。",
        )
    return Span(start, end)


def _seconds(value: tuple[float | None, bool], scale: float) -> float | None:
    number, clock = value
    return None if number is None else number if clock else number * scale


def _number(value: object, path: Path) -> tuple[float | None, bool]:
    """Return a time as a number, and whether it has a unit of its own."""
    if value is None or isinstance(value, bool):
        return None, False
    if isinstance(value, int | float):
        return float(value), False
    text = str(value).strip()
    clock = _CLOCK.match(text)
    if clock is not None:
        hours, minutes, seconds, fraction = clock.groups()
        part = int(fraction.ljust(3, "0")) / 1000 if fraction and ":" not in text[-3:] else 0.0
        return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + part, True
    number = _NUMBER.match(text)
    if number is None:
        if not text:
            return None, False
        raise PaperError(
            "P28",
            f"文字起こしの時刻を読めません（{path}、{text[:20]}）。",
            "「0:01:20」のような時刻か、秒にしてください。",
        )
    unit = (number["unit"] or "").lower()
    return float(number[1]) * (0.001 if unit == "ms" else 1.0), bool(unit)
