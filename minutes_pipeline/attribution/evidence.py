"""Everything in a record that tells a role, gathered utterance by utterance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from minutes_pipeline.attribution.candidates import (
    candidates,
    outsiders,
    prior_of,
    taken_by_others,
    told_outsiders,
)
from minutes_pipeline.attribution.chain import Array, Step
from minutes_pipeline.attribution.cues import (
    ENDING,
    ENDS_AS_QUESTION,
    GOES_ON,
    INVITING,
    OPENS_TURN,
)
from minutes_pipeline.attribution.directory import (
    Directory,
)
from minutes_pipeline.attribution.frames import Mention
from minutes_pipeline.attribution.hosts import announce, as_hosts, leaders
from minutes_pipeline.attribution.labels import Written
from minutes_pipeline.attribution.mentions import (
    Heard,
    by_name,
    calls_of,
    hear,
    known_by_name,
    name_alike,
    name_keepers,
    name_listed,
    speaks_of_office,
    voices_of,
)
from minutes_pipeline.attribution.reasons import (
    STATEMENT,
    Evidence,
    may_preside,
    members,
    not_yet_named,
    reasons_of,
)
from minutes_pipeline.meeting import Role, RoleKind, Utterance

_RULED_OUT = -30.0
"""Log-weight of a role that a written label excludes."""
_EXPLAINING = 160
"""Characters from which a turn is more than a word: who speaks so long, often goes on."""
_STYLE_OF_OTHERS = 0.25
"""What is left of the weight for other roles in a voice that is known by name."""
_STRONGEST = 9.0
"""What the words of one utterance can weigh at most: formulas are quoted, too."""
_TAKEN = 2.0
"""Log-weight against a unit of which everybody listed is known by another voice."""
_LEADS_TOO = 1.0
"""By how much more than his name it weighs that somebody says that he presides."""
_ON_BEHIND_A_CALL = 0.05
"""How likely who spoke goes on, by the words alone, when he has just called somebody."""
_ON_WHEN_OVER = 0.15
"""The same where the turn seems over, or where this one begins as a turn begins."""
_ON_BY_WORDS = 0.85
"""The same where this one begins as a continuation does."""
_ON_EXPLAINING = 0.45
"""The same behind somebody who explains."""
_ON_ELSE = 0.2
"""The same behind a few words."""


@dataclass(frozen=True, slots=True)
class Case:
    """A record made ready for the decision.

    Attributes:
        roles: Chair, member, other, then every role that answers.
        prior: Probability of each role before anything is heard.
        steps: One an utterance.
        weights: Log-weights of the utterances' own words, (utterances, roles).
        evidence: The reasons behind them, one tuple an utterance.
        calls: The call that an utterance answers, with the id of the utterance that called.
        introductions: As whom its speaker introduces himself.
        labels: What its written label says.
        written: The label as written; None without one.
        voices: A name for its voice; None when unknown.
        outsiders: Whether somebody says that people take part who neither ask nor answer.
        office: Whether somebody speaks of a secretariat that no roster tells who keeps.
        taken: For every voice the units of which all whom the roster lists are other voices.
    """

    roles: tuple[Role, ...]
    prior: Array
    steps: tuple[Step, ...]
    weights: Array
    evidence: tuple[tuple[Evidence, ...], ...]
    calls: tuple[tuple[Mention, str] | None, ...]
    introductions: tuple[Mention | None, ...]
    labels: tuple[Written | None, ...]
    written: tuple[str | None, ...]
    voices: tuple[str | None, ...]
    outsiders: bool
    office: bool
    taken: Mapping[str, frozenset[int]] = field(default_factory=dict)


def gather(utterances: Sequence[Utterance], directory: Directory) -> Case:
    """Gather all evidence of a record.

    Args:
        utterances: In order.
        directory: The roster's people and units.
    """
    heard = hear(utterances, directory)
    voices = voices_of(heard)
    announce(heard, voices)
    name_listed(heard, directory)
    roster = directory.roster
    if not roster.people:
        name_alike(heard, directory)
    untold = not roster.of_kind(RoleKind.SECRETARIAT) and speaks_of_office(heard)
    kept = (untold or not roster.people) and name_keepers(heard, voices)
    roles = candidates(heard, directory.roster)
    strangers = not roster.people and outsiders(heard)
    prior = prior_of(roles, roster, outside=strangers, kept=kept)
    calls = calls_of(heard, voices)
    leading = leaders(heard, voices)
    own, conducted = as_hosts(
        reasons_of(heard, voices, roles, directory), heard, voices, roles, directory.roster
    )
    taken = taken_by_others(heard, voices, calls, roles, roster)
    telling = [_telling(reasons, roles) for reasons in own]
    for voice, units in taken.items():  # told once, however often the voice speaks
        telling[voices.index(voice)][[unit - 3 for unit in units]] -= _TAKEN
    for row, absent in not_yet_named(heard, roles):
        own[row].append(Evidence("not-yet-named", "", absent, heard[row].utterance.id))
    named = known_by_name(heard, voices, calls)
    numbers = {voice: i for i, voice in enumerate(dict.fromkeys(v for v in voices if v))}
    steps: list[Step] = []
    weights = np.zeros((len(heard), len(roles)))
    for row, one in enumerate(heard):
        known_as = named.get(voices[row])
        weights[row] = _weighed(own[row], one, known_as, roles)
        plain = None if known_as is None else _weighed(own[row], one, None, roles)
        fixed = one.label is not None and len(members(roles, one.label.roles)) == 1
        step = _step(row, heard, voices, numbers, calls[row], roles, fixed=fixed)
        identity = _identity(one, step.called, roles, _turn_length(row, heard, voices))
        if identity is not None and one.introduction is not None and voices[row] in leading:
            identity[0] = max(identity[0], one.introduction.weight + _LEADS_TOO)
        certain = known_as is not None and by_name(one)
        steps.append(
            replace(
                step,
                identity=identity,
                certain=certain,
                named=one.introduction is not None and one.introduction.meant.person is not None,
                telling=telling[row],
                plain=plain,
                hosts=row in conducted,
            )
        )
    return Case(
        roles=roles,
        prior=prior,
        steps=tuple(steps),
        weights=weights,
        evidence=tuple(tuple(e) for e in own),
        calls=tuple(calls),
        introductions=tuple(h.introduction for h in heard),
        labels=tuple(h.label for h in heard),
        written=tuple(u.label for u in utterances),
        voices=tuple(voices),
        outsiders=told_outsiders(heard, roster),
        taken=taken,
        office=speaks_of_office(heard) and not roster.of_kind(RoleKind.SECRETARIAT),
    )


def _weighed(
    reasons: Sequence[Evidence],
    one: Heard,
    known_as: tuple[Role, ...] | None,
    roles: Sequence[Role],
) -> Array:
    """Return the log-weight of every role by an utterance's own words."""
    summed = sum((e.weights for e in reasons), np.zeros(len(roles)))
    weights: Array = np.clip(summed, -_STRONGEST, _STRONGEST)
    if known_as is not None:
        asks = any(role.kind in (RoleKind.CHAIR, RoleKind.MEMBER) for role in known_as)
        strange = [
            i for i, role in enumerate(roles) if role not in known_as and not (asks and i < 2)
        ]
        weights[strange] *= np.where(weights[strange] > 0, _STYLE_OF_OTHERS, 1.0)
    if one.label is not None:
        allowed = members(roles, one.label.roles)
        weights[[i for i in range(len(roles)) if i not in allowed]] = _RULED_OUT
    return weights


def _telling(reasons: Sequence[Evidence], roles: Sequence[Role]) -> Array:
    """Return what the words of an utterance tell of which unit answers, 0 on the average."""
    weights = sum((e.weights[3:] for e in reasons), np.zeros(len(roles) - 3))
    told: Array = weights - weights.mean()
    return told


def _turn_length(row: int, heard: Sequence[Heard], voices: Sequence[str | None]) -> int:
    """Return the characters of the turn that an utterance begins; recordings are cut at breaths."""
    end = row + 1
    while end < len(heard) and voices[end] is not None and voices[end] == voices[row]:
        end += 1
    return sum(len(one.utterance.text) for one in heard[row:end])


def _identity(one: Heard, called: Array | None, roles: Sequence[Role], length: int) -> Array | None:
    """Return what identifies the voice of a turn of so many characters; None where nothing does."""
    if one.introduction is not None:
        weights = np.zeros(len(roles))
        weights[list(members(roles, one.introduction.meant.roles))] = one.introduction.weight
        weights[0] = max(weights[0], may_preside(one.introduction))
        return weights
    if called is not None and np.count_nonzero(called > 1) == 1:
        weights = np.log(called)
        return weights if length >= STATEMENT else None
    return None


def _step(
    row: int,
    heard: Sequence[Heard],
    voices: Sequence[str | None],
    numbers: dict[str, int],
    call: tuple[Mention, str] | None,
    roles: Sequence[Role],
    *,
    fixed: bool,
) -> Step:
    voice = voices[row]
    called: Array | None = None
    if call is not None:
        called = np.ones(len(roles))
        called[list(members(roles, call[0].meant.roles))] = float(np.exp(call[0].weight))
    last = heard[row - 1] if row else None
    cues = {hit.cue.name for hit in last.hits} if last else set()
    asked = bool(last and last.sentences and ENDS_AS_QUESTION.search(last.sentences[-1]))
    finished = bool(cues & ENDING)
    return Step(
        voice=numbers[voice] if voice is not None else None,
        length=len(heard[row].utterance.text),
        called=called,
        asked=asked,
        invited=bool(cues & INVITING),
        finished=finished,
        opens=bool(heard[row].sentences and OPENS_TURN.match(heard[row].sentences[0])),
        same=_same(heard[row], last, over=asked or finished or called is not None),
        fixed=fixed,
    )


def _same(one: Heard, last: Heard | None, *, over: bool) -> float:
    """Return how likely the speaker of the utterance before speaks on, by the words alone."""
    first = one.sentences[0] if one.sentences else ""
    if last is None or last.call is not None:
        return _ON_BEHIND_A_CALL
    if over or OPENS_TURN.match(first) or one.introduction is not None:
        return _ON_WHEN_OVER
    if GOES_ON.match(first):
        return _ON_BY_WORDS
    return _ON_EXPLAINING if len(last.utterance.text) >= _EXPLAINING else _ON_ELSE
