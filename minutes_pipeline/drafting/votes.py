"""Votes as a chair announces them: who was for it and against, in figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes_pipeline.drafting.numerals import value_of, write_value

_TALLY = re.compile(
    r"(賛成|反対|挙手|起立|棄権)(は|者|が)?、?(\d+|[一二三四五六七八九十]+)"
    r"(名|人|票|(?=[、。]|$|です|でした|でござい|であり|で、|と(?:なり|認め)|対))"
)
MAJORITY = (
    r"(?:(?:賛成者?|挙手|起立|反対)が?(?:多数|少数|全員|なし)|全員(?:賛成|起立|挙手|反対)"
    r"|全会一致|可否同数|満場一致)"
)
"""How a vote went, without its figures; a pattern."""
_MAJORITY = re.compile(MAJORITY)


_CALL = re.compile(
    r"(?:採決|表決)(?:に入り|に移り|を(?:行|採|取)|いたし|します|し(?:たい|ます))"
    r"|(?:賛成|反対|原案)の?(?:方|委員|諸君|皆(?:さん|様))[^。]{0,12}?(?:挙手|起立)"
    r"|(?:挙手|起立)(?:を)?(?:お?願|求め)"
)
"""The chair calls for a vote."""


def calls_vote(text: str) -> bool:
    """Tell whether somebody calls for a vote in *text* (賛成の方は挙手をお願いします)."""
    return _CALL.search(text) is not None


def votes_among(texts: Sequence[str]) -> tuple[bool, ...]:
    """Return which of *texts* tell a result of a vote, and do not call for one."""
    return tuple(
        (_TALLY.search(text) or _MAJORITY.search(text)) is not None
        and re.search(r"(お願い|求め)", text) is None
        for text in texts
    )


def vote_told(votes: Sequence[str]) -> str:
    """Return how the vote went, in the words in which it was announced.

    Args:
        votes: The sentences that told it.
    """
    text = "。".join(votes)
    tally = "、".join(
        f"{who}{_in_figures(count)}{unit}" for who, _, count, unit in _TALLY.findall(text)
    )
    result = _MAJORITY.search(text)
    if result is not None:
        told = result[0].replace("が", "")
        return f"{told}（{tally}）で、" if tally else f"{told}で、"
    return f"{tally}で、" if tally else ""


def _in_figures(count: str) -> str:
    """Return a count of votes in figures (六, 6)."""
    value = value_of(count)
    return count if value is None else write_value(value)
