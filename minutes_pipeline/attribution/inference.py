"""The decision over a whole meeting: which utterance was spoken in which role.

A chain of states, one an utterance: what the speaker does (presides, asks, is somebody else,
answers) and which section answers at present. Cues weigh the states of each utterance, turn
patterns and calls weigh the steps between them, and every voice has its own distribution over
roles, learned from the whole meeting (expectation and maximisation): a voice is as a rule one
role, yet a single utterance may differ where a voice was mixed up. One voice presides: every
likely voice is tried and the likeliest whole is kept.
Method: hidden Markov model with forward-backward, per-voice role priors by EM.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from minutes_pipeline.attribution.chain import Array, Chain, Step
from minutes_pipeline.meeting import Role

_SWEEPS = 12
"""Rounds of expectation and maximisation; changes are below a percent well before."""
_CONFUSION = 0.06
"""Share of a voice's utterances that may belong to somebody else: diarization's usual error."""
_SHARPNESS = 1.3
"""Power that favours one role a voice: people are one role, mixtures are errors."""
_PRIOR_WEIGHT = 0.7
"""Weight, in utterances, of what is believed of a voice before it is heard."""
_IDENTITY_WEIGHT = 2.0
"""Weight, in utterances, of being called or introduced as somebody."""
_CERTAIN_WEIGHT = 16.0
"""The same of introducing oneself as one person of the roster."""
_NAMED_WEIGHT = 10.0
"""The same where the person speaks for a section: one formula makes nobody else of him."""
_CERTAIN_CONFUSION = 0.01
"""Share of the utterances of such a voice that may belong to somebody else."""
_TELLING_MOST = 6.0
"""What all utterances of a voice can weigh at most for the unit that answers with it."""
_FEWEST = 3
"""Utterances from which a voice may be found to be two people's."""
_SURELY = 0.95
"""Probability from which an utterance speaks for a side."""
_CONTRADICTING = 0.6
"""Full utterances on the lesser side from which a voice is two people's."""
_CONTRADICTING_CHAIR = 1.5
"""The same for who presides, keeps the secretariat or said which person of the roster he is."""
_FULL_LENGTH = 30
"""Characters from which an utterance counts in full when its voice is judged."""
_CHAIRS_TRIED = 4
"""How many of the likeliest voices are tried as the chair."""
_FORMAL = 2.0
"""Log-weight by which a voice must preside in one utterance at least to be tried."""
_LIKELY_CHAIR = 0.3
"""Full utterances presided, before voices are known, from which a voice is tried as the chair."""
_CHAIR_ELSEWHERE = 0.1
"""What the voice tried as the chair keeps of what is believed of it as anything else."""
_SHORTEST = 0.2
"""What the shortest utterance counts when its voice is judged, in full utterances."""
_SECOND_CHAIR = 0.05
"""How likely, beside the chair, another voice presides as well (a deputy, a voice split in two)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of a whole record.

    Attributes:
        shares: Probability of every role for every utterance, shape (utterances, roles).
        mixed: Numbers of the voices that are two people's, one who asks and one who answers.
    """

    shares: Array
    mixed: frozenset[int] = frozenset()


def judge(roles: Sequence[Role], steps: Sequence[Step], weights: Array, prior: Array) -> Judgement:
    """Return the probability of every role for every utterance.

    Args:
        roles: Chair, member, other, then every role that answers, at least one.
        steps: The utterances in order.
        weights: Log-weight of each role by the utterance's own words, same shape as the result.
        prior: Probability of each role for a voice that has not been heard.
    """
    if not steps:
        return Judgement(np.zeros((0, len(roles))))
    voices = 1 + max((s.voice for s in steps if s.voice is not None), default=-1)
    chain = Chain(len(roles), steps, weights, prior)
    calm = np.tile(prior, (voices, 1))
    first, _ = chain.run(calm, prior)
    presiding = np.zeros(voices)
    for step, share in zip(steps, first, strict=True):
        if step.voice is not None:
            presiding[step.voice] += share[0] * min(1.0, step.length / _FULL_LENGTH)
    formal = {s.voice for s, own in zip(steps, weights, strict=True) if own[0] >= _FORMAL}
    candidates: list[int | None] = [
        int(v)
        for v in np.argsort(-presiding, kind="stable")[:_CHAIRS_TRIED]
        if presiding[v] > _LIKELY_CHAIR and int(v) in formal
    ]
    known = _known(steps, weights, voices, prior)
    best: tuple[float, Array, Array] | None = None
    for chair in [*candidates, None]:
        found = _learned(chain, steps, _beliefs(prior, voices, chair), known, prior)
        if best is None or found[0] > best[0]:
            best = found
    assert best is not None
    return _parted(roles, steps, weights, prior, best[1], best[2])


def _parted(
    roles: Sequence[Role],
    steps: Sequence[Step],
    weights: Array,
    prior: Array,
    shares: Array,
    voiced: Array,
) -> Judgement:
    """Look for voices that are two people's, and judge their utterances by their words.

    A voice is left out of account, and all else judges its utterances: formulas, calls, turns.
    Where some surely ask and some surely answer, diarization has merged two people.
    """
    mixed: dict[int, Array] = {}
    for voice in range(len(voiced)):
        rows = [row for row, step in enumerate(steps) if step.voice == voice]
        if len(rows) < _FEWEST:
            continue
        words = _plain(steps, weights, {voice})
        own = Chain(len(roles), _without(steps, {voice}), words, prior).run(voiced, prior)[0][rows]
        size = np.array([min(1.0, steps[row].length / _FULL_LENGTH) for row in rows])
        answers, asks = own[:, 3:].sum(axis=1), own[:, :2].sum(axis=1)
        sides = [float((size * side)[side >= _SURELY].sum()) for side in (answers, asks)]
        if min(sides) >= _enough(steps, rows, int(voiced[voice].argmax())):
            mixed[voice] = (own * size[:, None]).sum(axis=0) / size.sum()
    if not mixed:
        return Judgement(shares)
    both = voiced.copy()
    for voice, belief in mixed.items():
        both[voice] = (1 - _CONFUSION) * belief + _CONFUSION * prior
    apart = _without(steps, set(mixed), adjacent_only=True)
    words = _plain(steps, weights, set(mixed))
    shares, _ = Chain(len(roles), apart, words, prior).run(both, prior)
    return Judgement(shares, frozenset(mixed))


def _plain(steps: Sequence[Step], weights: Array, voices: set[int]) -> Array:
    """Return *weights* as if nobody knew the *voices*: a name would hide the second person."""
    words = weights.copy()
    for row, step in enumerate(steps):
        if step.voice in voices and step.plain is not None:
            words[row] = step.plain
    return words


def _enough(steps: Sequence[Step], rows: Sequence[int], role: int) -> float:
    """Return how many full utterances on the lesser side make a voice two people's.

    A chair also informs, a secretary also hosts; one known by name is hardly two people.
    """
    rarely = role in (0, 3) or any(steps[row].certain for row in rows)
    return _CONTRADICTING_CHAIR if rarely else _CONTRADICTING


def _without(
    steps: Sequence[Step], voices: set[int], *, adjacent_only: bool = False
) -> tuple[Step, ...]:
    """Return *steps* without what *voices* tell, or without telling who speaks on."""
    return tuple(
        replace(step, split=True, voice=step.voice if adjacent_only else None)
        if step.voice in voices
        else step
        for step in steps
    )


def _beliefs(prior: Array, voices: int, chair: int | None) -> Array:
    """Return what is believed of every voice when voice *chair* presides."""
    beliefs = np.tile(prior, (voices, 1))
    beliefs[:, 0] *= _SECOND_CHAIR
    if chair is not None:
        beliefs[chair] = prior * _CHAIR_ELSEWHERE
        beliefs[chair, 0] = 1.0
    result: Array = beliefs / beliefs.sum(axis=1, keepdims=True)
    return result


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the voices by names that were said.

    Attributes:
        counts: By how many utterances each voice is known for each role, (voices, roles). One that
            says two different things of itself is known for both: two people merged.
        confusion: Share of its utterances that may be somebody else's, (voices, 1).
        units: How likely each unit answers with a voice of which no name was said, (voices, roles
            that answer); a row of NaN where one was.
    """

    counts: Array
    confusion: Array
    units: Array

    def settled(self, counts: Array, power: float) -> Array:
        """Return the shares of roles of every voice for *counts*, one role favoured by *power*.

        How somebody speaks tells that he answers, never for which unit; learning from it would
        give all voices without a name to whichever unit came first.
        """
        shared: Array = counts**power
        unnamed = ~np.isnan(self.units[:, 0])
        answers = counts[:, 3:].sum(axis=1, keepdims=True) ** power
        shared[unnamed, 3:] = (answers * self.units)[unnamed]
        shared /= shared.sum(axis=1, keepdims=True)
        return shared


def _known(steps: Sequence[Step], weights: Array, voices: int, prior: Array) -> _Known:
    """Return what names that were said tell of the voices."""
    counts = np.zeros((voices, len(prior)))
    confusion = np.full((voices, 1), _CONFUSION)
    telling = np.zeros((voices, len(prior) - 3))
    for step, own in zip(steps, weights, strict=True):
        if step.voice is None:
            continue
        if step.identity is not None:
            told = np.exp(step.identity) - 1.0
            much = _NAMED_WEIGHT if step.named else _IDENTITY_WEIGHT
            much = _CERTAIN_WEIGHT if step.certain else much
            counts[step.voice] += much * told / max(1e-9, told.sum())
            if step.certain or step.named:
                confusion[step.voice] = _CERTAIN_CONFUSION
        telling[step.voice] += own[3:] - own[3:].mean() if step.telling is None else step.telling
    units = np.exp(np.clip(telling, -_TELLING_MOST, _TELLING_MOST)) * prior[3:]
    units /= np.maximum(units.sum(axis=1, keepdims=True), 1e-12)
    units[counts[:, 3:].sum(axis=1) > 0] = np.nan
    return _Known(counts, confusion, units)


def _learned(
    chain: Chain, steps: Sequence[Step], beliefs: Array, known: _Known, prior: Array
) -> tuple[float, Array, Array]:
    """Run expectation and maximisation; return likelihood, probabilities, beliefs of voices.

    Args:
        chain: The chain of the whole record.
        steps: Its utterances.
        beliefs: What is believed of every voice before it is heard.
        known: What names tell of it.
        prior: Of a voice that was never heard.
    """
    start = known.settled(beliefs * _PRIOR_WEIGHT + known.counts, 1.0)
    kept = 1 - known.confusion
    voiced = kept * start + known.confusion * prior
    shares, likelihood = chain.run(voiced, prior)
    for _ in range(_SWEEPS):
        counts = beliefs * _PRIOR_WEIGHT + known.counts
        for step, share in zip(steps, shares, strict=True):
            if step.voice is not None:
                counts[step.voice] += share * min(1.0, _SHORTEST + step.length / _FULL_LENGTH)
        update = kept * known.settled(counts, _SHARPNESS) + known.confusion * prior
        shift = float(np.abs(update - voiced).max(initial=0.0))
        voiced = update
        shares, likelihood = chain.run(voiced, prior)
        if shift < 0.005:
            break
    belief = float((_PRIOR_WEIGHT * beliefs * np.log(voiced + 1e-12)).sum())
    return likelihood + belief, shares, voiced
