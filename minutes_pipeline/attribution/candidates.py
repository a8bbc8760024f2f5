"""Which roles somebody may have in a sitting, and how likely each is before anything is heard."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from minutes_pipeline.attribution.chain import Array
from minutes_pipeline.attribution.directory import CHAIR, MEMBER, OTHER, SECRETARIAT, SOME_SECTION
from minutes_pipeline.attribution.frames import Mention
from minutes_pipeline.attribution.mentions import Heard
from minutes_pipeline.meeting import Role, RoleKind, Roster

_KEEPS_MINUTES = 0.15
"""Share of a secretariat that only keeps the record (書記, 議会事務局) where sections answer."""
_ANSWER = 20
"""Characters from which a turn behind a call by name is that person's."""
_UNLISTED = 0.1
"""Share of a unit that the roster does not list, where it lists some that answer."""
_UNNAMED = 0.3
"""Share of a section that nobody named, where the roster lists none."""
_CHAIR_SHARE, _MEMBERS_SHARE, _ANSWERS_SHARE = 0.12, 0.4, 0.45
"""How likely a voice is the chair, a member, or one who answers, before it is heard."""
_OTHERS_SHARE, _OTHERS_UNTOLD = 0.03, 0.003
"""How likely it is somebody from outside, where such people take part and where nobody says so."""


def candidates(heard: Sequence[Heard], roster: Roster) -> tuple[Role, ...]:
    """Return chair, member, other, then all who may answer: of the roster, then as named."""
    known = [r for r in roster.roles if r.answers]
    said: list[Role] = []
    for one in heard:
        for mention in (one.introduction, one.call):
            if mention is not None:
                said.extend(mention.meant.roles)
        if one.label is not None:
            said.extend(one.label.roles)
    sections = [
        r for r in dict.fromkeys([*known, *said]) if r.kind is RoleKind.SECTION and r.section
    ]
    other = next((r for r in [*roster.roles, *said] if r.kind is RoleKind.OTHER), OTHER)
    generic = [] if any(r.kind is RoleKind.SECTION for r in known) else [SOME_SECTION]
    return (CHAIR, MEMBER, other, SECRETARIAT, *sections, *generic)


def prior_of(roles: Sequence[Role], roster: Roster, *, outside: bool, kept: bool = False) -> Array:
    """Return how likely each role is before anything is heard.

    Args:
        roles: Chair, member, other, then all who may answer.
        roster: Who is there.
        outside: Whether somebody comes from a body that no roster tells the part of.
        kept: Whether a listed section was found to keep the secretariat.
    """
    known = set(roster.roles)
    others = outside or any(r.kind is RoleKind.OTHER for r in known)
    shares: list[float] = []
    for role in roles[3:]:
        if known and any(r.answers for r in known):
            office = role.kind is RoleKind.SECRETARIAT
            records = office and _keeps_minutes(roster)
            there = role in known or (office and kept)
            shares.append(_KEEPS_MINUTES if records else 1.0 if there else _UNLISTED)
        else:
            shares.append(_UNNAMED if role == SOME_SECTION else 1.0)
    total = sum(shares)
    answering = [_ANSWERS_SHARE * share / total for share in shares]
    outer = _OTHERS_SHARE if others else _OTHERS_UNTOLD
    return np.array([_CHAIR_SHARE, _MEMBERS_SHARE, outer, *answering])


def _keeps_minutes(roster: Roster) -> bool:
    """Whether the secretariat only keeps the record: that of an assembly, where sections answer."""
    people = roster.of_kind(RoleKind.SECRETARIAT)
    told = (f"{p.affiliation or ''}{p.post or ''}" for p in people)
    return bool(roster.of_kind(RoleKind.SECTION)) and all(
        re.search(r"書記|議会事務局|議事", text) for text in told
    )


def taken_by_others(
    heard: Sequence[Heard],
    voices: Sequence[str | None],
    calls: Sequence[tuple[Mention, str] | None],
    roles: Sequence[Role],
    roster: Roster,
) -> dict[str, frozenset[int]]:
    """Return for every voice the units of which the roster lists nobody but whom others are.

    Where all who are listed for a unit named themselves, or were called by name, with other
    voices, one more voice that answers is hardly of that unit.
    """
    said: dict[str, set[str]] = {}
    for one, voice, call in zip(heard, voices, calls, strict=True):
        answers = call[0] if call is not None and len(one.utterance.text) >= _ANSWER else None
        for mention in (one.introduction, answers):
            if voice is not None and mention is not None and mention.meant.person is not None:
                said.setdefault(mention.meant.person.name, set()).add(voice)
    there = [person for person in roster.people if person.attended is not False]
    found: dict[str, frozenset[int]] = {}
    for voice in {v for v in voices if v is not None}:
        known = {name for name, by in said.items() if voice not in by}
        taken = set()
        for place, role in enumerate(roles[3:], start=3):
            listed = {person.name for person in there if person.role == role}
            if listed and listed <= known:
                taken.add(place)
        found[voice] = frozenset(taken)
    return found


def outsiders(heard: Sequence[Heard]) -> bool:
    """Whether somebody introduces himself as of a body that no roster tells the part of."""
    said = (one.introduction.meant.roles for one in heard if one.introduction is not None)
    return any(OTHER in roles for roles in said)


def told_outsiders(heard: Sequence[Heard], roster: Roster) -> bool:
    """Whether roster, label, call or introduction says that somebody is none of both sides."""
    said = (m.meant.roles for one in heard for m in (one.introduction, one.call) if m is not None)
    written = (one.label.roles for one in heard if one.label is not None)
    return any(
        len(roles) == 1 and roles[0].kind is RoleKind.OTHER
        for roles in (*said, *written, *((role,) for role in roster.roles))
    )
