"""Who is known to speak for which unit, and who may be of either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from minutes_pipeline.attribution.chain import Array
from minutes_pipeline.attribution.directory import MEMBER, OTHER, SOME_SECTION
from minutes_pipeline.attribution.evidence import Case
from minutes_pipeline.meeting import Role, RoleKind, Roster

Key = str | int
"""A voice, or the number of an utterance whose voice is unknown."""
_ASKING = frozenset({RoleKind.CHAIR, RoleKind.MEMBER})
_NAMED = 2.0
"""Log-weight from which a name is that of the speaker."""
_HALF = 0.5
_IDENTIFYING = frozenset(
    {"introduces-self", "names-unit-first", "speaks-for-secretariat", "hands-over", "housekeeping"}
)
"""Rules that tell which of several answering units speaks."""
_HOSTING = frozenset({"hands-over", "housekeeping"})
"""Those that whoever hosts the sitting fulfils."""
_ONE_MORE = 100
"""Letters from which a voice is one more person rather than a piece of a known one."""
_UNLIKELY = 0.02
"""Prior below which a unit is hardly there."""
ANSWERING = 3
"""Number of the first role that answers, behind chair, member and other."""
OUTSIDE = 2
"""Number of the role of those who neither ask nor answer for the office."""


def key_of(case: Case, row: int) -> Key:
    """Return by what the speaker of an utterance is known: the voice; the utterance without one."""
    voice = case.voices[row]
    return row if voice is None else voice


def identified(case: Case, shares: Array, roster: Roster) -> frozenset[tuple[Key, int]]:
    """Return which voice is known to speak for which unit: it said so, or answered its call.

    Style tells that somebody answers for the city, never for which section. Where only one unit
    may answer, nothing has to be told; where the roster lists who does, a section without a name
    is none of them. Without voices a name holds for its own utterance and those that go on.
    """
    listed = any(role.answers for role in roster.roles)
    known: set[tuple[Key, int]] = set()
    named_as = _named_as(case)
    likely = [
        i
        for i, share in enumerate(case.prior)
        if i >= ANSWERING and share > _UNLIKELY and not (listed and case.roles[i] == SOME_SECTION)
    ]
    left = _left(case, likely)
    called = any(call is not None and _names_section(call[0].meant.roles) for call in case.calls)
    unlisted = called and not roster.people and not case.office
    for row, voice in enumerate(case.voices):
        named = _told(case, row, named_as, unlisted=unlisted)
        label = case.labels[row]
        for role in range(OUTSIDE, len(case.roles)):
            told = named[role] >= _NAMED and shares[row, role] >= _HALF
            itself = voice not in named_as or case.roles[role] in named_as[voice]
            goes_on = (
                voice is None
                and row > 0
                and (row - 1, role) in known
                and case.steps[row].same >= _HALF
            )
            if (
                told
                or goes_on
                or ([role] in (likely, left.get(voice)) and itself)
                or (label is not None and case.roles[role] in label.roles)
            ):
                known.add((key_of(case, row), role))
    return frozenset(known)


def _left(case: Case, likely: Sequence[int]) -> dict[str | None, list[int]]:
    """Return the units that are left for every voice that says enough to be one more person.

    Everybody whom the roster lists for the others is known by another voice. A few words may be a
    piece of such a voice that was taken apart.
    """
    said: Counter[str | None] = Counter()
    for voice, step in zip(case.voices, case.steps, strict=True):
        said[voice] += step.length
    return {
        voice: [unit for unit in likely if unit not in taken]
        for voice, taken in case.taken.items()
        if said[voice] >= _ONE_MORE
    }


def _told(
    case: Case, row: int, named_as: Mapping[str | None, set[Role]], *, unlisted: bool
) -> Array:
    """Return how strongly an utterance, or a call to it, names each role as its speaker's.

    Where sections are called by name and neither a roster nor anybody who speaks tells of a
    事務局 (*unlisted*), who hosts may be of one of them.
    """
    voice = case.voices[row]
    named = np.zeros(len(case.roles))
    introduced, called = case.introductions[row], case.steps[row].called
    if introduced is not None and OTHER in introduced.meant.roles:
        named[OUTSIDE] = introduced.weight
    for reason in case.evidence[row]:
        hosts = reason.rule in _HOSTING
        if hosts and (unlisted or not _may_keep(named_as.get(voice, set()))):
            continue
        if reason.rule in _IDENTIFYING and _tells_one(reason.weights):
            named = np.maximum(named, reason.weights)
    if voice is None and case.office:  # a section may keep the secretariat, and answer as that
        named[ANSWERING + 1 :] = 0.0
    if called is not None and (called[OUTSIDE] > 1 or _tells_one(np.log(called))):
        named = np.maximum(named, np.log(called))
    return named


def _named_as(case: Case) -> dict[str | None, set[Role]]:
    """Return as whom every voice introduced itself."""
    found: dict[str | None, set[Role]] = {}
    for voice, mention in zip(case.voices, case.introductions, strict=True):
        if voice is not None and mention is not None:
            found.setdefault(voice, set()).update(mention.meant.roles)
    return found


def of_either_side(case: Case) -> frozenset[str | None]:
    """Return the voices that introduced themselves as somebody who may ask or answer: 教頭."""
    meant = _named_as(case)
    for voice, call in zip(case.voices, case.calls, strict=True):
        if voice is not None and voice not in meant and call is not None:
            meant[voice] = set(call[0].meant.roles)
    return frozenset(
        voice
        for voice, roles in meant.items()
        if MEMBER in roles and any(role.kind not in _ASKING for role in roles)
    )


def _names_section(roles: Sequence[Role]) -> bool:
    return len(roles) == 1 and bool(roles[0].section)


def led_from_outside(case: Case) -> frozenset[str | None]:
    """Return the voices that were handed the sitting as those of a body that is not listed."""
    return frozenset(
        voice
        for voice, call in zip(case.voices, case.calls, strict=True)
        if voice is not None
        and call is not None
        and [role.kind for role in call[0].meant.roles] == [RoleKind.CHAIR, RoleKind.OTHER]
    )


def _may_keep(named: set[Role]) -> bool:
    """Whether who said that he is *named* may keep the secretariat; a head of a school hardly."""
    return not named or (any(role.answers for role in named) and MEMBER not in named)


def _tells_one(weights: Array) -> bool:
    """Whether *weights* speak for one answering unit: 環境部 may mean any of its sections."""
    return int((weights[ANSWERING:] > 0).sum()) <= 1
