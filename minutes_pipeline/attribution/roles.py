"""Roles given to the utterances of a record, each with its reason, doubts noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from minutes_pipeline.attribution.chain import Array, Step
from minutes_pipeline.attribution.directory import Directory
from minutes_pipeline.attribution.evidence import Case, gather
from minutes_pipeline.attribution.identified import (
    ANSWERING,
    OUTSIDE,
    Key,
    identified,
    key_of,
    led_from_outside,
    of_either_side,
)
from minutes_pipeline.attribution.inference import judge
from minutes_pipeline.attribution.naming import names
from minutes_pipeline.attribution.reasons import Evidence
from minutes_pipeline.attribution.tokens import Tokenizer
from minutes_pipeline.meeting import (
    Record,
    ReviewNote,
    Role,
    RoleKind,
    Roster,
    Severity,
    Utterance,
)
from minutes_pipeline.meeting.reasons import reason_in_japanese

_SURE = 0.7
"""Probability below which the role stays undecided; docs/decisions/0015."""
_SURE_MIXED = 0.8
"""The same for a voice that is two people's."""
_SURE_UNHEARD = 0.9
"""The same where no voice was heard and words alone decide."""
_TELLING = 1.0
"""Log-weight from which a rule is named as the reason."""
_MIXED_UTTERANCES = 2
"""Utterances on the other side from which a voice is reported as mixed."""
_ASKING = frozenset({RoleKind.CHAIR, RoleKind.MEMBER})
_ASKS = 1.0
"""Log-weight by which one who may be of either side must ask to be taken for a member."""
_CLEAR = 2.0
"""Log-weight by which an utterance's own words take a side."""
_CONTRADICTION = 4.0
"""The same where it outweighs what was decided from the voice."""
_NEARLY_ONE = 0.99
_QUOTE = 24
"""Characters of a quotation in a reason."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was decided of one utterance.

    Attributes:
        role: None while undecided.
        guesses: The two likeliest labels with probability and reason.
        reason: Why; for an undecided one why not.
    """

    role: Role | None
    reason: str | None
    guesses: tuple[tuple[str, float, str], ...]


def assign_roles(record: Record, roster: Roster, tokenizer: Tokenizer) -> Record:
    """Return *record* with role, reason and, where certain, name of every utterance.

    Args:
        record: Utterances with anonymous voices, written labels, or neither.
        roster: The people of the sitting; empty when none was given.
        tokenizer: Reads names aloud, for recognisers misspell them.
    """
    if not record.utterances:
        return replace(record, notes=())
    directory = Directory(roster, tokenizer)
    case = gather(record.utterances, directory)
    judgement = judge(case.roles, case.steps, case.weights, case.prior)
    shares = judgement.shares
    best = _best_evidence(case)
    known = identified(case, shares, roster)
    doubtful = of_either_side(case)
    sure = [
        _SURE_UNHEARD if voice in doubtful else _threshold(step, judgement.mixed)
        for step, voice in zip(case.steps, case.voices, strict=True)
    ]
    led = led_from_outside(case)
    nobody_chairs = bool(roster.people) and not roster.of_kind(RoleKind.CHAIR)
    choices = [
        _choice(
            row, case, shares[row], best, known, sure[row], doubtful, nobody_chairs=nobody_chairs
        )
        for row in range(len(case.steps))
    ]
    choices = [
        replace(choice, role=None, reason=None) if voice in led and not case.outsiders else choice
        for choice, voice in zip(choices, case.voices, strict=True)
    ]
    people = names(case, [c.role for c in choices])
    utterances = tuple(
        replace(u, role=choice.role, role_reason=choice.reason, name=person)
        for u, choice, person in zip(record.utterances, choices, people, strict=True)
    )
    notes = (
        *_undecided(record.utterances, choices, case.voices),
        *_mixed(utterances, case, judgement.mixed),
    )
    return replace(record, utterances=utterances, notes=notes)


def _asking(row: int, case: Case) -> float:
    """Return by how much an utterance asks or presides, whoever says that he is."""
    words = sum(
        (e.weights for e in case.evidence[row] if e.rule != "introduces-self"),
        np.zeros(len(case.roles)),
    )
    return float(words[:OUTSIDE].max() - words[ANSWERING:].max())


def _best_evidence(case: Case) -> dict[tuple[str, int], Evidence]:
    """Return for every voice and role the weightiest reason anywhere in the meeting."""
    best: dict[tuple[str, int], Evidence] = {}
    for voice, reasons in zip(case.voices, case.evidence, strict=True):
        if voice is None:
            continue
        for reason in reasons:
            for role in np.flatnonzero(reason.weights >= _TELLING):
                key = voice, int(role)
                if key not in best or reason.weights[role] > best[key].weights[role]:
                    best[key] = reason
    return best


def _threshold(step: Step, mixed: frozenset[int]) -> float:
    """Return the probability from which the role of an utterance is decided."""
    if step.voice is None:
        return _SURE_UNHEARD
    return _SURE_MIXED if step.voice in mixed else _SURE


def _choice(
    row: int,
    case: Case,
    shares: Array,
    best: dict[tuple[str, int], Evidence],
    known: frozenset[tuple[Key, int]],
    sure: float,
    doubtful: frozenset[str | None],
    *,
    nobody_chairs: bool,
) -> _Choice:
    label = case.labels[row]
    order = [int(i) for i in np.argsort(-shares, kind="stable")]
    pooled: dict[str, float] = {}
    first: dict[str, int] = {}
    for i in order:
        name = case.roles[i].label
        pooled[name] = pooled.get(name, 0.0) + float(shares[i])
        first.setdefault(name, i)
    ranked = sorted(pooled, key=lambda name: -pooled[name])
    if label is not None and len(label.roles) == 1:
        return _Choice(label.roles[0], f"label: {case.written[row]}", ())
    guesses = tuple(
        (name, pooled[name], _reason(row, first[name], case, best)) for name in ranked[:2]
    )
    winner = first[ranked[0]]
    voice = case.voices[row]
    answers = case.roles[winner].answers
    called = case.steps[row].called
    outside = winner == OUTSIDE
    untold = (outside and not case.outsiders) or (
        voice is None and winner == 0 and nobody_chairs and called is None
    )
    if untold or ((answers or outside) and (key_of(case, row), winner) not in known):
        return _Choice(None, None, guesses)
    if voice in doubtful and not answers and not outside and _asking(row, case) < _ASKS:
        return _Choice(None, None, guesses)
    against = -_side(row, case) if answers else _side(row, case)
    if called is not None:
        against -= max(0.0, float(np.log(called[winner])))  # a member called upon reports, too
    if against >= _CONTRADICTION:
        return _Choice(None, None, guesses)  # what was said belies the voice
    if pooled[ranked[0]] < sure:
        return _Choice(None, None, guesses)
    return _Choice(case.roles[winner], guesses[0][2], guesses)


def _reason(row: int, role: int, case: Case, best: dict[tuple[str, int], Evidence]) -> str:
    """Return the strongest reason for *role*: own words, a call, the voice, the turn pattern."""
    own = max(case.evidence[row], key=lambda e: float(e.weights[role]), default=None)
    call = case.calls[row]
    called = case.steps[row].called
    if call is not None and called is not None and called[role] > 1:
        weight = call[0].weight
        if own is None or own.weights[role] < weight:
            return f"called: {call[0].words[-_QUOTE:]} ({call[1]})"
    if own is not None and own.weights[role] >= _TELLING:
        return _told(own)
    voice = case.voices[row]
    elsewhere = best.get((voice, role)) if voice is not None else None
    if elsewhere is not None:
        return f"voice: {_told(elsewhere)} ({elsewhere.source})"
    return "turn-pattern"


def _told(evidence: Evidence) -> str:
    return f"{evidence.rule}: {evidence.words[:_QUOTE]}" if evidence.words else evidence.rule


def _undecided(
    utterances: Sequence[Utterance], choices: Sequence[_Choice], voices: Sequence[str | None]
) -> Iterator[ReviewNote]:
    """Yield a note for every run of undecided utterances of one voice."""
    row = 0
    while row < len(choices):
        if choices[row].role is not None:
            row += 1
            continue
        end = row + 1
        likely = [name for name, _, _ in choices[row].guesses]
        while (
            end < len(choices)
            and choices[end].role is None
            and voices[end] == voices[row]
            and [name for name, _, _ in choices[end].guesses] == likely
        ):
            end += 1
        guesses = "、".join(
            f"{name} {_percent(share)}（{reason_in_japanese(reason)}）"
            for name, share, reason in choices[row].guesses
        )
        yield _note(
            "role-undecided",
            Severity.HIGH,
            f"誰の発言か決められません。候補：{guesses}。聞き直して、役割を選んでください。",
            utterances[row:end],
            tuple(likely),
        )
        row = end


def _percent(share: float) -> str:
    """Return a probability for people; certainty is never claimed of what is undecided.

    >>> _percent(0.999), _percent(0.004)
    ('99%以上', '1%未満')
    """
    if share > _NEARLY_ONE:
        return "99%以上"
    return "1%未満" if share < 1 - _NEARLY_ONE else f"{share:.0%}"


def _mixed(
    utterances: Sequence[Utterance], case: Case, found: frozenset[int]
) -> Iterator[ReviewNote]:
    """Yield a note for every voice that both asks and answers: two people, heard as one.

    The lesser side's utterances are shown; one is enough where all else spoke of two people.
    """
    parted = {case.voices[row] for row, step in enumerate(case.steps) if step.voice in found}
    sides = [_answers(row, u.role, case) for row, u in enumerate(utterances)]
    for voice in dict.fromkeys(v for v in case.voices if v is not None):
        own = [row for row, v in enumerate(case.voices) if v == voice]
        parts = [[utterances[row] for row in own if sides[row] is side] for side in (False, True)]
        fewer = min(parts, key=len)
        if len(fewer) < (1 if voice in parted else _MIXED_UTTERANCES):
            continue
        said = (role for row in own if (role := utterances[row].role) is not None)
        unnamed = [
            name
            for name, part in zip(("委員", "職員"), parts, strict=True)
            if part and all(u.role is None for u in part)
        ]
        labels = tuple(dict.fromkeys([*(role.label for role in said), *unnamed]))
        yield _note(
            "voice-mixed",
            Severity.MEDIUM,
            f"一つの声（{voice}）に{'・'.join(labels)}の発言が混じっているようです。"
            "示した発言の役割を確かめてください。",
            fewer,
            labels,
        )


def _answers(row: int, role: Role | None, case: Case) -> bool | None:
    """Whether an utterance answers rather than asks, as decided or as its own words say."""
    words = _side(row, case)
    if role is None:
        return words > 0 if abs(words) >= _CLEAR else None
    return words > 0 if abs(words) >= _CONTRADICTION else role.answers


def _side(row: int, case: Case) -> float:
    """Return by how much an utterance's own words speak for answering; below 0 for asking."""
    weights = case.weights[row]
    return float(weights[ANSWERING:].max()) - float(weights[:ANSWERING].max())


def _note(
    code: str,
    severity: Severity,
    message: str,
    utterances: Sequence[Utterance],
    alternatives: tuple[str, ...],
) -> ReviewNote:
    spans = [u.span for u in utterances if u.span is not None]
    return ReviewNote(
        code=code,
        severity=severity,
        message=message,
        start=min((s.start for s in spans), default=None),
        end=max((s.end for s in spans), default=None),
        utterances=tuple(u.id for u in utterances),
        alternatives=alternatives,
    )
