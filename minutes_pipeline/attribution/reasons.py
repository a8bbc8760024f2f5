"""Reasons for a role: what the words of an utterance, and of those beside it, tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from minutes_pipeline.attribution.chain import Array
from minutes_pipeline.attribution.directory import (
    CHAIR,
    EXECUTIVE,
    MEMBER,
    SECRETARIAT,
    SOME_SECTION,
    Directory,
)
from minutes_pipeline.attribution.fields import Fields
from minutes_pipeline.attribution.frames import Mention
from minutes_pipeline.attribution.mentions import Heard
from minutes_pipeline.meeting import Role, RoleKind

_NOT_YET_NAMED = -1.0
"""Log-weight of a section that has been neither called nor introduced so far."""
STATEMENT = 30
"""Characters from which a turn that neither asks nor presides states facts."""
_LONG = 200
"""Characters from which a turn is rather an explanation."""
_ACTING = 2.5
"""By how much less somebody named as a member presides: a deputy does."""
_FIRST, _FIRST_KEEPER = 1.0, 0.5
"""Log-weight of the first utterance for the chair and for the secretariat."""
_LAST = 0.5
"""Log-weight of the last utterance for the chair."""
_THANKED = 1.5
"""Log-weight of being thanked for an explanation."""
_CLOSES_BEHIND = 3.0
"""Log-weight for the secretariat of who closes behind one who has closed already."""
_CALLS, _CALLS_AS_KEEPER = 2.5, 0.5
"""Log-weight of a call for the chair and for the secretariat as its speaker."""
_CALLS_THE_CHAIR = 3.0
"""Log-weight for the secretariat of who calls the chair."""
_ASKS_CHAIR = 1.0
"""Log-weight for a member of who wants the chair to explain."""
_STATES = 0.5
"""Log-weight of a turn that states facts for those who answer."""
_SPEAKS_LONG = 0.5
"""The same of a long turn."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a role.

    Attributes:
        rule: Name of the rule.
        words: What was said.
        weights: What it is worth for each of the roles, as natural logarithms.
        source: The utterance that said it.
    """

    rule: str
    words: str
    weights: Array
    source: str


def reasons_of(
    heard: Sequence[Heard],
    voices: Sequence[str | None],
    roles: Sequence[Role],
    directory: Directory,
) -> list[list[Evidence]]:
    """Return what the words of every utterance, and those of its neighbours, tell of a role."""
    own = [list(_own_evidence(h, roles)) for h in heard]
    fields = Fields(roles, directory.tokenizer)
    answering = np.array([float(role.answers) for role in roles])
    for row, one in enumerate(heard):
        source = one.utterance.id
        if row == 0:
            first = _weigh(roles, {CHAIR: _FIRST, SECRETARIAT: _FIRST_KEEPER})
            own[row].append(Evidence("speaks-first", "", first, source))
        if row == len(heard) - 1:
            own[row].append(Evidence("speaks-last", "", _weigh(roles, {CHAIR: _LAST}), source))
        before = _turn_before(row, voices)
        if before is not None and any(h.cue.name == "refers-to-explanation" for h in one.hits):
            weights = _explaining(roles, _THANKED)
            own[before].append(Evidence("thanked-for-explanation", "", weights, source))
        if before is not None and _closes(one) and _closes(heard[before]):
            weights = _weigh(roles, {SECRETARIAT: _CLOSES_BEHIND})
            own[row].append(Evidence("closes-behind-chair", "", weights, source))
        asked = heard[row - 1].utterance.text if row else ""
        spoken_of = fields.weights(f"{asked}{one.utterance.text}")
        if spoken_of.any():  # it tells the units apart, never that a unit answers
            apart = spoken_of - answering * spoken_of.max()
            own[row].append(Evidence("speaks-of-its-field", "", apart, source))
    return own


def _closes(one: Heard) -> bool:
    """Whether an utterance ends the business or the sitting."""
    return any(hit.cue.name == "closes-sitting" for hit in one.hits)


def _turn_before(row: int, voices: Sequence[str | None]) -> int | None:
    """Return the last utterance of the turn before; the one before where voices are unknown."""
    at = row - 1
    while at >= 0 and voices[at] is not None and voices[at] == voices[row]:
        at -= 1
    return at if at >= 0 else None


def not_yet_named(heard: Sequence[Heard], roles: Sequence[Role]) -> Iterator[tuple[int, Array]]:
    """Yield what speaks against sections that were neither called nor introduced so far.

    A section is as a rule named before it answers.
    """
    weights = _weigh_kinds(roles, {RoleKind.SECTION: _NOT_YET_NAMED})
    for row, one in enumerate(heard):
        mentions = [one.introduction, heard[row - 1].call if row else None]
        for mention in mentions:
            if mention is not None and len(mention.meant.roles) == 1:
                weights = weights.copy()
                weights[list(members(roles, mention.meant.roles))] = 0.0
        yield row, weights


def members(roles: Sequence[Role], meant: Iterable[Role]) -> tuple[int, ...]:
    """Return the places of the *meant* roles; an unnamed section means every section."""
    places: dict[int, None] = {}
    for role in meant:
        for i, known in enumerate(roles):
            same = known == role or (role.kind is RoleKind.OTHER and known.kind is RoleKind.OTHER)
            if same or (role == SOME_SECTION and known.kind is RoleKind.SECTION):
                places[i] = None
    return tuple(places)


def _weigh(roles: Sequence[Role], weights: dict[Role, float]) -> Array:
    return np.array([float(weights.get(role, 0.0)) for role in roles])


def _weigh_kinds(roles: Sequence[Role], weights: dict[RoleKind, float]) -> Array:
    return np.array([float(weights.get(role.kind, 0.0)) for role in roles])


def _explaining(roles: Sequence[Role], weight: float) -> Array:
    return _weigh_kinds(roles, {RoleKind.SECRETARIAT: weight, RoleKind.SECTION: weight})


_ASKS_THE_CHAIR = re.compile(r"説明|答弁|お答え|回答|見解")
"""What a member wants of the chair; the secretariat asks it for a greeting or to go on."""


def _own_evidence(one: Heard, roles: Sequence[Role]) -> Iterable[Evidence]:
    """Yield what the words of one utterance tell of its speaker."""
    source = one.utterance.id
    for hit in one.hits:
        yield Evidence(hit.cue.name, hit.words, _weigh_kinds(roles, dict(hit.cue.weights)), source)
    if one.introduction is not None:
        mention = one.introduction
        weights = np.zeros(len(roles))
        weights[list(members(roles, mention.meant.roles))] = mention.weight
        weights[0] = max(weights[0], may_preside(mention))
        yield Evidence("introduces-self", mention.words, weights, source)
    elif one.opening is not None and one.call is None:
        weights = np.zeros(len(roles))
        weights[list(members(roles, one.opening.meant.roles))] = one.opening.weight
        yield Evidence("names-unit-first", one.opening.words, weights, source)
    if one.call is not None and one.call.weight > 2:
        to_chair = CHAIR in one.call.meant.roles
        callers = {CHAIR: _CALLS, SECRETARIAT: _CALLS_AS_KEEPER}
        if to_chair:
            callers = {SECRETARIAT: _CALLS_THE_CHAIR}
        if to_chair and _ASKS_THE_CHAIR.search(one.call.words):
            callers = {MEMBER: _ASKS_CHAIR}
        yield Evidence("calls", one.call.words, _weigh(roles, callers), source)
    asks_or_presides = any(
        hit.cue.weights.get(kind, 0) >= 1
        for hit in one.hits
        for kind in (RoleKind.CHAIR, RoleKind.MEMBER)
    )
    if len(one.utterance.text) >= STATEMENT and not asks_or_presides and one.call is None:
        weights = _explaining(roles, _STATES)
        yield Evidence("states-facts", "", weights, source)
    if len(one.utterance.text) >= _LONG:
        weights = _explaining(roles, _SPEAKS_LONG)
        yield Evidence("speaks-long", "", weights, source)


def may_preside(mention: Mention) -> float:
    """Return what an introduction weighs for the chair: a member acts for it, a mayor may be it."""
    may = any(r == MEMBER or EXECUTIVE.fullmatch(r.section or "") for r in mention.meant.roles)
    return mention.weight - _ACTING if may else 0.0
