"""Figures that a recogniser parted with a comma of the sentence: 4、6パーセント for 4.6, 5、0万円.

Whisper hears 点 (テン) as a pause, and writes thousands read in one breath as 5、0. Between figures
that follow one another the comma may be meant (2、3パーセント, two or three); these stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes_pipeline.transcription.lexicon import Respelling

_POINT = re.compile(
    r"(?<![\d、,.])(?P<whole>\d{1,3})、(?P<part>\d)(?=パーセント|[%％]|ポイント|倍(?![増率]))"
)
_THOUSANDS = re.compile(r"(?<![\d、,.])(?P<whole>[1-9]\d{0,2})、0(?=[万円人件台戸]|世帯|トン)")


def parted_figures(text: str) -> Iterator[Respelling]:
    """Yield the figures of *text* that were parted with 、, in order, points first."""
    for match in _POINT.finditer(text):
        whole, part = match["whole"], match["part"]
        if int(part) != int(whole) + 1:
            yield Respelling(match.start(), match[0], f"{whole}.{part}")
    for match in _THOUSANDS.finditer(text):
        yield Respelling(match.start(), match[0], f"{match['whole']},000")
