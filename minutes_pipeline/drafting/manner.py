"""How the minutes are to be written: condensed or in full, and how much is condensed.

What is left out is always a listed kind, never a taste: each degree of detail names what it leaves
out beyond the one before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """The two kinds of minutes (会議録の作成方法)."""

    CONDENSED = "condensed"
    """要点記録: explanation as ・points, questions and answers, outcome; である style."""
    FULL = "full"
    """全文記録: every utterance in its place, as it was said, rid of slips of the tongue."""


class Detail(StrEnum):
    """How much of what was said stands in condensed minutes."""

    NEAR_FULL = "near-full"
    """Left out: procedure, courtesy, acknowledgements, pages, slips of the tongue."""
    STANDARD = "standard"
    """Also: openings that only lead up (前置き), asides, empty emphasis, bare agreement."""
    TIGHT = "tight"
    """Also: remarks that only tell how the speaker feels (感想), without a wish or a number."""


_LIGHTER_RULES = frozenset({"preface", "emphasis", "question-then-request"})
"""Rules that leave words out which nearly full minutes keep."""


@dataclass(frozen=True, slots=True)
class Manner:
    """The manner of one draft.

    Attributes:
        style: Condensed or in full.
        detail: For condensed minutes.
    """

    style: Style = Style.CONDENSED
    detail: Detail = Detail.STANDARD

    @property
    def spared(self) -> frozenset[str]:
        """Names of the rules that are not applied."""
        return _LIGHTER_RULES if self.detail is Detail.NEAR_FULL else frozenset()

    @property
    def keeps_asides(self) -> bool:
        """Whether asides and bare agreement stay."""
        return self.detail is Detail.NEAR_FULL

    @property
    def drops_impressions(self) -> bool:
        """Whether remarks of mere feeling are left out."""
        return self.detail is Detail.TIGHT
