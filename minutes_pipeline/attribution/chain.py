"""The chain of a sitting's utterances: what follows what, and how likely each role was at each.

A hidden Markov model; its states are what a speaker does (presides, asks, is somebody else,
answers) and which section answers at present.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_SAME_ANSWERER = 0.65
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
_PASSES_WITH_OTHERS: Array = np.array(
    [
        [0.02, 0.40, 0.15, 0.43],
        [0.45, 0.12, 0.18, 0.25],
        [0.40, 0.40, 0.10, 0.10],
        [0.45, 0.38, 0.05, 0.12],
    ]
)
"""The same where people from outside are known to take part (参考人, 申請者): they answer, too."""
_OTHERS = 0.01
"""Prior from which they are known to."""
_BEHIND_A_QUESTION: Array = np.array([0.5, 0.2, 1.0, 2.0])
"""What a member's question does to the turn behind it."""
_BEHIND_CHAIRS_QUESTION: Array = np.array([1.0, 0.7, 1.0, 1.5])
"""The same of the chair's, where it invites nobody."""
_OTHERS_ASKED, _OTHERS_ASKED_BY_CHAIR = 2.0, 1.5
"""The same for people from outside, where they take part."""
_INVITED: Array = np.array([1.0, 3.0, 1.0, 0.3])
"""What an invitation to ask does to the turn behind it."""
_EXPLAINED: Array = np.array([2.0, 1.0, 1.0, 0.3])
"""What the end of an explanation does to the turn behind it."""


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
        hosts: Whether an official conducts the sitting with it.
        split: Whether its voice is known to be two people's.
        certain: Whether `identity` is that of one person of the roster.
        named: Whether `identity` is that of one person of the roster who speaks for a section.
        telling: What the utterance tells of which unit answers, a log-weight for each role that
            answers; None where its own weights do.
        plain: Log-weights of each role by its words, whoever its voice is known as; None where that
            changes nothing.
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
    hosts: bool = False
    split: bool = False
    fixed: bool = False
    certain: bool = False
    named: bool = False
    telling: Array | None = None
    plain: Array | None = None


def _hosted(passes: Array, step: Step, *, hosted: bool) -> Array:
    """Return how the turn passes where whoever conducts answers as well: as behind a chair."""
    passes = passes.copy()
    if step.hosts:
        passes[:, 3] += passes[:, 0]
    if hosted:
        passes[3] = (passes[3] + passes[0]) / 2
    return passes


class Chain:
    """Forward-backward over states (what one does, who answers at present).

    States are numbered ``doing * answering + active``; doing 0..2 for chair, member, other and
    3 for answering, whose section is the active one itself.
    """

    def __init__(self, roles: int, steps: Sequence[Step], weights: Array, prior: Array) -> None:
        self._answering = roles - 3
        self._others = bool(prior[2] >= _OTHERS)
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
        hosts = before is not None and before.hosts, step.hosts
        key = (known, same, called, step.asked, step.invited, step.finished, step.opens, *hosts)
        if key not in self._cache:
            self._cache[key] = self._made(same, step, known=known, hosted=hosts[0])
        return self._cache[key]

    def _made(self, same: float, step: Step, *, known: bool, hosted: bool) -> Array:
        n = self._answering
        passes = _hosted(_PASSES_WITH_OTHERS if self._others else _PASSES, step, hosted=hosted)
        if step.asked:
            passes[1] *= _BEHIND_A_QUESTION
            passes[1, 2] *= _OTHERS_ASKED if self._others else 1.0
            if not step.invited:
                passes[0] *= _BEHIND_CHAIRS_QUESTION
                passes[0, 2] *= _OTHERS_ASKED_BY_CHAIR if self._others else 1.0
        if step.invited:
            passes[0] *= _INVITED
        if step.finished:
            passes[3] *= _EXPLAINED
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
