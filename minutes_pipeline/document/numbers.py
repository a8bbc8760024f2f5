"""Numbers of items as a city writes them: ``3-1`` as （1） where the form says so."""

from __future__ import annotations

import re

_KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_MOST_CIRCLED = 20


def written_number(number: str, levels: tuple[str, ...]) -> str:
    """Return an item's number as the form writes its level; as it is where that has no word.

    >>> written_number("3-1", ("1", "(1)"))
    '(1)'
    >>> written_number("2", ("第1",)), written_number("4-2-3", ("1", "(1)", "ア"))
    ('第2', 'ウ')
    >>> written_number("追加1", ("第1",))
    '追加1'
    """
    parts = number.split("-")
    if not levels or not all(part.isdecimal() for part in parts):
        return number
    style = levels[min(len(parts), len(levels)) - 1]
    return _shown(style, int(parts[-1])) if len(parts) <= len(levels) else number


def _shown(style: str, count: int) -> str:
    if "ア" in style:
        return style.replace("ア", _KANA[count - 1]) if 0 < count <= len(_KANA) else str(count)
    if "a" in style:
        return style.replace("a", chr(ord("a") + count - 1)) if 0 < count <= 26 else str(count)
    if style == "①":
        return chr(ord("①") + count - 1) if 0 < count <= _MOST_CIRCLED else f"({count})"
    return re.sub("1", str(count), style, count=1)
