"""Points of figures that a recogniser writes as a comma of the sentence: 4、6パーセント for 4.6.

Whisper hears 点 (テン) as a pause. Between figures that follow one another the comma may be meant
(2、3パーセント, two or three); these stay, and are asked about by `implausible` where they stand
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes_pipeline.transcription.lexicon import Respelling

_POINT = re.compile(
    r"(?<![\d、,.])(?P<whole>\d{1,3})、(?P<part>\d)(?=パーセント|[%％]|ポイント|倍(?![増率]))"
)


def misheard_points(text: str) -> Iterator[Respelling]:
    """Yield the decimal fractions of *text* that were written with 、, in order."""
    for match in _POINT.finditer(text):
        whole, part = match["whole"], match["part"]
        if int(part) != int(whole) + 1:
            yield Respelling(match.start(), match[0], f"{whole}.{part}")
