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
import numpy.typing as npt

from minutes_pipeline.meeting import Role

Array = npt.NDArray[np.float64]

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
_FEWEST = 3
"""Utterances from which a voice may be found to be two people's."""
_SURELY = 0.95
"""Probability from which an utterance speaks for a side."""
_CONTRADICTING = 0.6
"""Full utterances on the lesser side from which a voice is two people's."""
_CONTRADICTING_CHAIR = 1.5
"""The same for who presides: a chair also greets, informs and sums up."""
_FULL_LENGTH = 30
"""Characters from which an utterance counts in full when its voice is judged."""
_CHAIRS_TRIED = 4
"""How many of the likeliest voices are tried as the chair."""
_SECOND_CHAIR = 0.05
"""How likely, beside the chair, another voice presides as well (a deputy, a voice split in two)."""
_SAME_ANSWERER = 0.85
"""How likely the next answer comes from the section that answered last."""
_SAME_ANSWERER_HEARD = 0.5
"""The same where voices are known: then the voice tells more than who spoke last."""
_KEEPS_ROLE = 0.97
"""How likely a voice speaks on in the role it had a moment before."""
_KEEPS_ROLE_BEHIND = 0.8
"""The same where the turn seemed over, behind a question or a call: voices get merged."""

_BASE: Array = np.array([0.12, 0.40, 0.03, 0.45])
"""Share of utterances of chair, members, others and all who answer, in a usual sitting."""

# How the turn passes when another voice goes on: from (row) to presides, asks, other, answers.
_PASSES: Array = np.array(
    [
        [0.02, 0.46, 0.04, 0.48],  # behind the chair
        [0.45, 0.15, 0.02, 0.38],  # behind a member
        [0.45, 0.20, 0.20, 0.15],  # behind somebody else
        [0.45, 0.40, 0.03, 0.12],  # behind an answer
    ]
)


@dataclass(frozen=True, slots=True)
class Step:
    """What is known of one utterance besides its words.

    Attributes:
        voice: Number of its voice; None when unknown.
        length: Characters.
        called: Weight for each role by a call that this turn answers; None without a call.
        asked: Whether the turn before ended as a question.
        invited: Whether the chair invited questions in the turn before.
        finished: Whether the turn before ended an explanation.
        opens: Whether it begins as a turn begins (はい, わかりました).
        same: Probability that the utterance before was of the same speaker, where voices do
            not tell.
        identity: Weight for each role by what identifies the voice (it introduces itself, answers
            a call to one role); None without.
        split: Whether its voice is known to be two people's.
        fixed: Whether `weights` are final (a written label), so that no pattern may shift them.
    """

    voice: int | None
    length: int
    called: Array | None = None
    asked: bool = False
    invited: bool = False
    finished: bool = False
    opens: bool = False
    same: float = 0.4
    identity: Array | None = None
    split: bool = False
    fixed: bool = False


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
    chain = _Chain(len(roles), steps, weights)
    calm = np.tile(prior, (voices, 1))
    first, _ = chain.run(calm, prior)
    presiding = np.zeros(voices)
    for step, share in zip(steps, first, strict=True):
        if step.voice is not None:
            presiding[step.voice] += share[0] * min(1.0, step.length / _FULL_LENGTH)
    candidates: list[int | None] = [
        int(v) for v in np.argsort(-presiding, kind="stable")[:_CHAIRS_TRIED] if presiding[v] > 0.3
    ]
    best: tuple[float, Array, Array] | None = None
    for chair in candidates or [None]:
        beliefs, heard = _beliefs(prior, voices, chair), _identities(steps, voices, len(roles))
        found = _learned(chain, steps, beliefs, heard, prior)
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
        own = _Chain(len(roles), _without(steps, {voice}), weights).run(voiced, prior)[0][rows]
        size = np.array([min(1.0, steps[row].length / _FULL_LENGTH) for row in rows])
        answers = own[:, 3:].sum(axis=1)
        sides = [float((size * side)[side >= _SURELY].sum()) for side in (answers, 1 - answers)]
        presides = int(voiced[voice].argmax()) == 0
        if min(sides) >= (_CONTRADICTING_CHAIR if presides else _CONTRADICTING):
            mixed[voice] = (own * size[:, None]).sum(axis=0) / size.sum()
    if not mixed:
        return Judgement(shares)
    both = voiced.copy()
    for voice, belief in mixed.items():
        both[voice] = (1 - _CONFUSION) * belief + _CONFUSION * prior
    apart = _without(steps, set(mixed), adjacent_only=True)
    shares, _ = _Chain(len(roles), apart, weights).run(both, prior)
    return Judgement(shares, frozenset(mixed))


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
    if chair is not None:
        beliefs[:, 0] *= _SECOND_CHAIR
        beliefs[chair] = prior * 0.1
        beliefs[chair, 0] = 1.0
    result: Array = beliefs / beliefs.sum(axis=1, keepdims=True)
    return result


def _identities(steps: Sequence[Step], voices: int, roles: int) -> Array:
    """Return by how many utterances each voice is known for each role, shape (voices, roles).

    One that says two different things of itself is known for both: two people merged.
    """
    known = np.zeros((voices, roles))
    for step in steps:
        if step.voice is not None and step.identity is not None:
            told = np.exp(step.identity) - 1.0
            known[step.voice] += _IDENTITY_WEIGHT * told / max(1e-9, told.sum())
    return known


def _learned(
    chain: _Chain, steps: Sequence[Step], beliefs: Array, known: Array, prior: Array
) -> tuple[float, Array, Array]:
    """Run expectation and maximisation; return likelihood, probabilities, beliefs of voices.

    Args:
        chain: The chain of the whole record.
        steps: Its utterances.
        beliefs: What is believed of every voice before it is heard.
        known: What it is known for, in utterances.
        prior: Of a voice that was never heard.
    """
    start = beliefs * _PRIOR_WEIGHT + known
    voiced = (1 - _CONFUSION) * start / start.sum(axis=1, keepdims=True) + _CONFUSION * prior
    shares, likelihood = chain.run(voiced, prior)
    for _ in range(_SWEEPS):
        counts = beliefs * _PRIOR_WEIGHT + known
        for step, share in zip(steps, shares, strict=True):
            if step.voice is not None:
                counts[step.voice] += share * min(1.0, 0.2 + step.length / _FULL_LENGTH)
        settled = counts**_SHARPNESS
        settled /= settled.sum(axis=1, keepdims=True)
        update = (1 - _CONFUSION) * settled + _CONFUSION * prior
        shift = float(np.abs(update - voiced).max(initial=0.0))
        voiced = update
        shares, likelihood = chain.run(voiced, prior)
        if shift < 0.005:
            break
    belief = float((_PRIOR_WEIGHT * beliefs * np.log(voiced + 1e-12)).sum())
    return likelihood + belief, shares, voiced


class _Chain:
    """Forward-backward over states (what one does, who answers at present).

    States are numbered ``doing * answering + active``; doing 0..2 for chair, member, other and
    3 for answering, whose section is the active one itself.
    """

    def __init__(self, roles: int, steps: Sequence[Step], weights: Array) -> None:
        self._answering = roles - 3
        self._steps = steps
        self._own = np.exp(weights - weights.max(axis=1, keepdims=True))
        self._cache: dict[tuple[object, ...], Array] = {}
        self._moves = [
            self._move(before, step)
            for before, step in zip([None, *steps[:-1]], steps, strict=True)
        ]

    def run(self, voiced: Array, prior: Array) -> tuple[Array, float]:
        """Return probabilities (utterances, roles) and the log-likelihood of the whole."""
        n = self._answering
        base = np.concatenate([_BASE[:3], np.full(n, _BASE[3] / n)])
        unheard, heard = prior / base, voiced / base
        local = np.empty((len(self._steps), 4 * n))
        for row, (step, own) in enumerate(zip(self._steps, self._own, strict=True)):
            belief = own
            if not step.fixed:
                belief = own * (unheard if step.voice is None else heard[step.voice])
            local[row] = np.concatenate([np.repeat(belief[:3], n), belief[3:]])
        forward = np.empty_like(local)
        state = np.full(4 * n, 1.0 / (4 * n))
        likelihood = 0.0
        for row, move in enumerate(self._moves):
            state = (state @ move if row else state) * local[row]
            total = state.sum()
            likelihood += float(np.log(total + 1e-300))
            state = state / (total + 1e-300)
            forward[row] = state
        backward = np.ones(4 * n)
        shares = np.empty((len(self._steps), n + 3))
        for row in range(len(self._steps) - 1, -1, -1):
            both = forward[row] * backward
            both = both / (both.sum() + 1e-300)
            shares[row, :3] = both[: 3 * n].reshape(3, n).sum(axis=1)
            shares[row, 3:] = both[3 * n :]
            if row:
                backward = self._moves[row] @ (local[row] * backward)
                backward = backward / (backward.max() + 1e-300)
        return shares, likelihood

    def _move(self, before: Step | None, step: Step) -> Array:
        """Return how likely each state follows each, given what is known of the two."""
        known = before is not None and before.voice is not None and step.voice is not None
        if known and before is not None and before.voice == step.voice and step.split:
            known = False
        alike = before is not None and before.voice == step.voice
        same = float(alike) if known else step.same
        called = None if step.called is None else step.called.tobytes()
        key = (known, same, called, step.asked, step.invited, step.finished, step.opens)
        if key not in self._cache:
            self._cache[key] = self._made(same, step, known=known)
        return self._cache[key]

    def _made(self, same: float, step: Step, *, known: bool) -> Array:
        n = self._answering
        passes = _PASSES.copy()
        if step.asked:
            passes[1] *= [0.5, 0.2, 1.0, 2.0]
            if not step.invited:
                passes[0] *= [1.0, 0.7, 1.0, 1.5]
        if step.invited:
            passes[0] *= [1.0, 3.0, 1.0, 0.3]
        if step.finished:
            passes[3] *= [2.0, 1.0, 1.0, 0.3]
        passes /= passes.sum(axis=1, keepdims=True)
        other = np.zeros((4, n, 4, n))
        speaks_on = np.zeros((4, n, 4, n))
        stays = np.eye(n)
        keeps = _SAME_ANSWERER_HEARD if known else _SAME_ANSWERER
        answerer = np.ones((1, 1))
        if n > 1:
            answerer = np.full((n, n), (1 - keeps) / (n - 1))
            np.fill_diagonal(answerer, keeps)
        over = step.asked or step.invited or step.finished or step.opens
        keeps_role = _KEEPS_ROLE_BEHIND if over else _KEEPS_ROLE
        for doing in range(4):
            for next_doing in range(4):
                moved = answerer if next_doing == 3 else stays
                other[doing, :, next_doing, :] = passes[doing, next_doing] * moved
                kept = keeps_role if doing == next_doing else (1 - keeps_role) / 3
                speaks_on[doing, :, next_doing, :] = kept * (
                    stays * _KEEPS_ROLE + answerer * (1 - _KEEPS_ROLE) if next_doing == 3 else stays
                )
        mixed = same * speaks_on + (1 - same) * other
        if step.called is not None:
            mixed *= np.concatenate([np.repeat(step.called[:3], n), step.called[3:]]).reshape(4, n)
            mixed /= mixed.sum(axis=(2, 3), keepdims=True)
        return mixed.reshape(4 * n, 4 * n)
