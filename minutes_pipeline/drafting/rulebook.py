"""Which rules write a paragraph, by the manner of the minutes and by the side that speaks."""

from __future__ import annotations

from functools import cache

from minutes_pipeline.drafting.manner import Manner, Style
from minutes_pipeline.drafting.rewriting import Rule
from minutes_pipeline.drafting.rules import FULL_RULES, MEMBER_RULES, OFFICIAL_RULES


@cache
def rules_for(manner: Manner, *, official: bool) -> tuple[Rule, ...]:
    """Return the rules in order.

    Args:
        manner: As the clerk asked for.
        official: Whether the answering side speaks.
    """
    if manner.style is Style.FULL:
        return FULL_RULES
    rules = OFFICIAL_RULES if official else MEMBER_RULES
    return tuple(one for one in rules if one.name not in manner.spared)
