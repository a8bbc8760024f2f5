"""What is known of each anonymous voice: enough for a person to say whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from minutes_pipeline.document.terms import reason_in_japanese
from minutes_pipeline.meeting import Utterance

UNDECIDED = "未定"
MOST_REASONS = 3
MOST_QUOTES = 3
_SHORT = 12
"""Characters below which a remark (はい、わかりました) tells nobody who speaks."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of the recording.

    Attributes:
        name: ``SPEAKER_03``, or the label that a transcript made elsewhere gave.
        roles: Labels with the number of utterances, most frequent first.
        reasons: Why, most frequent first.
        seconds: How long it speaks in all; None without times.
        quotes: Its first telling remark and its longest ones, in order.
    """

    name: str
    roles: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]
    seconds: float | None
    quotes: tuple[Utterance, ...]


def voices(utterances: Sequence[Utterance]) -> tuple[Voice, ...]:
    """Return every voice in order of first utterance; utterances without one make none."""
    groups: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        if utterance.speaker is not None:
            groups.setdefault(utterance.speaker, []).append(utterance)
    return tuple(_voice(name, group) for name, group in groups.items())


def _voice(name: str, group: list[Utterance]) -> Voice:
    roles = Counter(one.role.label if one.role else UNDECIDED for one in group)
    reasons = Counter(reason_in_japanese(one.role_reason) for one in group if one.role_reason)
    spans = [one.span.duration for one in group if one.span is not None]
    return Voice(
        name=name,
        roles=tuple(roles.most_common()),
        reasons=tuple(reason for reason, _ in reasons.most_common(MOST_REASONS)),
        seconds=sum(spans) if spans else None,
        quotes=_quotes(group),
    )


def _quotes(group: list[Utterance]) -> tuple[Utterance, ...]:
    """Pick the first remark of some length (people say who they are) and the longest ones."""
    order = {one.id: number for number, one in enumerate(group)}
    telling = [one for one in group if len(one.text) >= _SHORT] or group
    by_length = sorted(telling[1:], key=lambda one: (-len(one.text), order[one.id]))
    chosen = [telling[0], *by_length[: MOST_QUOTES - 1]]
    return tuple(sorted(chosen, key=lambda one: order[one.id]))
