"""Everything in a record that tells a role, gathered utterance by utterance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from minutes_pipeline.attribution.cues import (
    ENDING,
    ENDS_AS_QUESTION,
    GOES_ON,
    INVITING,
    OPENS_TURN,
)
from minutes_pipeline.attribution.directory import (
    CHAIR,
    MEMBER,
    OTHER,
    SECRETARIAT,
    SOME_SECTION,
    Directory,
)
from minutes_pipeline.attribution.frames import Mention
from minutes_pipeline.attribution.inference import Array, Step
from minutes_pipeline.attribution.labels import Written
from minutes_pipeline.attribution.mentions import (
    Heard,
    calls_of,
    hear,
    name_alike,
    name_keepers,
    name_listed,
    voices_of,
)
from minutes_pipeline.meeting import Role, RoleKind, Roster, Utterance

_RULED_OUT = -30.0
"""Log-weight of a role that a written label excludes."""
_NOT_YET_NAMED = -1.0
"""Log-weight of a section that has been neither called nor introduced so far."""
_STATEMENT = 30
"""Characters from which a turn that neither asks nor presides states facts."""
_EXPLAINING = 80
"""Characters from which a turn is more than a word: who speaks so long, often goes on."""
_LONG = 200
"""Characters from which a turn is rather an explanation."""
_STRONGEST = 9.0
"""What the words of one utterance can weigh at most: formulas are quoted, too."""


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


def gather(utterances: Sequence[Utterance], directory: Directory) -> Case:
    """Gather all evidence of a record.

    Args:
        utterances: In order.
        directory: The roster's people and units.
    """
    heard = hear(utterances, directory)
    voices = voices_of(heard)
    name_listed(heard, directory)
    if not directory.roster.people:
        name_alike(heard, directory)
        name_keepers(heard, voices)
    roles = _roles(heard, directory.roster)
    calls = calls_of(heard, voices)
    own = [list(_own_evidence(h, roles)) for h in heard]
    if own:
        own[0].append(
            Evidence(
                "speaks-first",
                "",
                _weigh(roles, {CHAIR: 1, SECRETARIAT: 0.5}),
                heard[0].utterance.id,
            )
        )
        own[-1].append(
            Evidence("speaks-last", "", _weigh(roles, {CHAIR: 0.5}), heard[-1].utterance.id)
        )
    for row, one in enumerate(heard):
        before = _turn_before(row, voices)
        if before is not None and any(h.cue.name == "refers-to-explanation" for h in one.hits):
            weights = _weigh_kinds(roles, {RoleKind.SECRETARIAT: 1.5, RoleKind.SECTION: 1.5})
            own[before].append(Evidence("thanked-for-explanation", "", weights, one.utterance.id))
        if before is not None and _closes(one) and _closes(heard[before]):
            weights = _weigh(roles, {SECRETARIAT: 3.0})
            own[row].append(Evidence("closes-behind-chair", "", weights, one.utterance.id))
    for row, absent in _not_yet_named(heard, roles):
        own[row].append(Evidence("not-yet-named", "", absent, heard[row].utterance.id))
    numbers = {voice: i for i, voice in enumerate(dict.fromkeys(v for v in voices if v))}
    steps: list[Step] = []
    weights = np.zeros((len(heard), len(roles)))
    for row, one in enumerate(heard):
        weights[row] = np.clip(
            sum((e.weights for e in own[row]), np.zeros(len(roles))), -_STRONGEST, _STRONGEST
        )
        fixed = False
        if one.label is not None:
            allowed = _members(roles, one.label.roles)
            weights[row, [i for i in range(len(roles)) if i not in allowed]] = _RULED_OUT
            fixed = len(allowed) == 1
        step = _step(row, heard, voices, numbers, calls[row], roles, fixed=fixed)
        steps.append(replace(step, identity=_identity(one, step.called, roles)))
    return Case(
        roles=roles,
        prior=_prior(roles, directory.roster),
        steps=tuple(steps),
        weights=weights,
        evidence=tuple(tuple(e) for e in own),
        calls=tuple(calls),
        introductions=tuple(h.introduction for h in heard),
        labels=tuple(h.label for h in heard),
        written=tuple(u.label for u in utterances),
        voices=tuple(voices),
    )


def _closes(one: Heard) -> bool:
    """Whether an utterance ends the business or the sitting."""
    return any(hit.cue.name == "closes-sitting" for hit in one.hits)


def _turn_before(row: int, voices: Sequence[str | None]) -> int | None:
    """Return the last utterance of the turn before; the one before where voices are unknown."""
    at = row - 1
    while at >= 0 and voices[at] is not None and voices[at] == voices[row]:
        at -= 1
    return at if at >= 0 else None


def _roles(heard: Sequence[Heard], roster: Roster) -> tuple[Role, ...]:
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


def _prior(roles: Sequence[Role], roster: Roster) -> Array:
    """Return how likely each role is before anything is heard."""
    known = set(roster.roles)
    others = any(r.kind is RoleKind.OTHER for r in known)
    shares: list[float] = []
    for role in roles[3:]:
        if known and any(r.answers for r in known):
            shares.append(1.0 if role in known else 0.1)
        else:
            shares.append(0.3 if role == SOME_SECTION else 1.0)
    total = sum(shares)
    answering = [0.45 * share / total for share in shares]
    return np.array([0.12, 0.4, 0.03 if others else 0.003, *answering])


def _not_yet_named(heard: Sequence[Heard], roles: Sequence[Role]) -> Iterator[tuple[int, Array]]:
    """Yield what speaks against sections that were neither called nor introduced so far.

    A section is as a rule named before it answers.
    """
    weights = _weigh_kinds(roles, {RoleKind.SECTION: _NOT_YET_NAMED})
    for row, one in enumerate(heard):
        mentions = [one.introduction, heard[row - 1].call if row else None]
        for mention in mentions:
            if mention is not None and len(mention.meant.roles) == 1:
                weights = weights.copy()
                weights[list(_members(roles, mention.meant.roles))] = 0.0
        yield row, weights


def _members(roles: Sequence[Role], meant: Iterable[Role]) -> tuple[int, ...]:
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


def _own_evidence(one: Heard, roles: Sequence[Role]) -> Iterable[Evidence]:
    """Yield what the words of one utterance tell of its speaker."""
    source = one.utterance.id
    for hit in one.hits:
        yield Evidence(hit.cue.name, hit.words, _weigh_kinds(roles, dict(hit.cue.weights)), source)
    if one.introduction is not None:
        mention = one.introduction
        weights = np.zeros(len(roles))
        weights[list(_members(roles, mention.meant.roles))] = mention.weight
        yield Evidence("introduces-self", mention.words, weights, source)
    elif one.opening is not None and one.call is None:
        weights = np.zeros(len(roles))
        weights[list(_members(roles, one.opening.meant.roles))] = one.opening.weight
        yield Evidence("names-unit-first", one.opening.words, weights, source)
    if one.call is not None and one.call.weight > 2:
        to_chair = CHAIR in one.call.meant.roles
        callers = {SECRETARIAT: 3.0} if to_chair else {CHAIR: 2.5, SECRETARIAT: 0.5}
        yield Evidence("calls", one.call.words, _weigh(roles, callers), source)
    asks_or_presides = any(
        hit.cue.weights.get(kind, 0) >= 1
        for hit in one.hits
        for kind in (RoleKind.CHAIR, RoleKind.MEMBER)
    )
    if len(one.utterance.text) >= _STATEMENT and not asks_or_presides and one.call is None:
        weights = _weigh_kinds(roles, {RoleKind.SECRETARIAT: 0.5, RoleKind.SECTION: 0.5})
        yield Evidence("states-facts", "", weights, source)
    if len(one.utterance.text) >= _LONG:
        weights = _weigh_kinds(roles, {RoleKind.SECRETARIAT: 0.5, RoleKind.SECTION: 0.5})
        yield Evidence("speaks-long", "", weights, source)


def _identity(one: Heard, called: Array | None, roles: Sequence[Role]) -> Array | None:
    """Return what identifies the voice of an utterance; None where nothing does."""
    if one.introduction is not None:
        weights = np.zeros(len(roles))
        weights[list(_members(roles, one.introduction.meant.roles))] = one.introduction.weight
        return weights
    if called is not None and np.count_nonzero(called > 1) == 1:
        weights = np.log(called)
        return weights if len(one.utterance.text) >= _STATEMENT else None
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
        called[list(_members(roles, call[0].meant.roles))] = float(np.exp(call[0].weight))
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
        return 0.05
    if over or OPENS_TURN.match(first) or one.introduction is not None:
        return 0.15
    if GOES_ON.match(first):
        return 0.85
    return 0.7 if len(last.utterance.text) >= _EXPLAINING else 0.4
