"""The most likely course of a sitting through its agenda (Viterbi, 1967).

Places are: before the items, each line of the 次第, after the items. Going on costs little,
skipping more, going back much, so that a place is left where something is said for leaving it and
not at the first word that sounds like another title. How surely each utterance stands where it is
put is the difference to the best course that puts it elsewhere (max-marginals).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from minutes_pipeline.agenda.evidence import Heard

Floats = npt.NDArray[np.float64]

LEAVE = 1.0
"""Cost of going on to the next place."""
SKIP = 0.8
"""Further cost of every item that is passed over."""
BACK = 4.5
"""Cost of going back to an earlier place."""
BACK_ANNOUNCED = 2.0
"""Cost of going back, or forth again, where it is announced."""
REOPEN = 3.5
"""Cost of taking something up after the business was declared ended."""
END_SKIP = 0.3
"""Further cost, for every item not taken, of ending the business."""
UNTOLD = 3.0
"""Further cost of a change of place at an utterance that says nothing of it."""
TOLD = 1.5
"""How strongly a change must be spoken for to be free of that cost."""


@dataclass(frozen=True, slots=True)
class Course:
    """Where each utterance stands.

    Attributes:
        places: Index of the place of each utterance: 0 before, 1 … lines, the last one after.
        margins: By how much the best course beats the best that puts the utterance elsewhere.
        seconds: The place that the second best course gives it.
    """

    places: npt.NDArray[np.int64]
    margins: Floats
    seconds: npt.NDArray[np.int64]


def best_course(heard: Heard, items: tuple[bool, ...]) -> Course:
    """Return the best course through the places for what was *heard*.

    Args:
        heard: One row an utterance; at least one.
        items: For each line, whether it is an item (formalities are passed over freely).
    """
    best, source, after = _both_ways(heard, items)
    count = len(best)
    places = np.zeros(count, np.int64)
    places[-1] = best[-1].argmax()
    for t in range(count - 1, 0, -1):
        places[t - 1] = source[t, places[t]]
    whole = best + after
    rows = np.arange(count)
    other = whole.copy()
    other[rows, places] = -np.inf
    return Course(places, whole[rows, places] - other.max(axis=1), other.argmax(axis=1))


def max_marginals(heard: Heard, items: tuple[bool, ...]) -> Floats:
    """Return, for each utterance and place, what the best course is worth that puts it there."""
    best, _, after = _both_ways(heard, items)
    whole: Floats = best + after
    return whole


def _both_ways(
    heard: Heard, items: tuple[bool, ...]
) -> tuple[Floats, npt.NDArray[np.int64], Floats]:
    """Return the best up to each utterance and place, whence it comes, and the best behind it."""
    count, size = heard.named.shape
    plain = _costs(items, reordered=heard.reordered)
    announced = plain.copy()
    announced[1:-1, 1:-1] = np.minimum(plain[1:-1, 1:-1], BACK_ANNOUNCED)
    onward = _onward_steps(items)
    best = np.full((count, size), -np.inf)
    source = np.zeros((count, size), np.int64)
    best[0] = _gain(heard, 0, plain, announced, onward)[0] + heard.named[0]
    for t in range(1, count):
        steps = best[t - 1][:, None] + _gain(heard, t, plain, announced, onward)
        source[t] = steps.argmax(axis=0)
        best[t] = steps.max(axis=0) + heard.named[t]
    after = np.zeros((count, size))
    for t in range(count - 2, -1, -1):
        steps = _gain(heard, t + 1, plain, announced, onward) + (heard.named[t + 1] + after[t + 1])
        after[t] = steps.max(axis=1)
    return best, source, after


def _gain(heard: Heard, t: int, plain: Floats, announced: Floats, onward: Floats) -> Floats:
    cost = announced if heard.back[t] else plain
    gain: Floats = heard.onward[t] * onward - cost
    told = np.minimum(1.0, (heard.named[t][None, :] + heard.onward[t] * onward) / TOLD)
    gain -= UNTOLD * (1.0 - told) * (cost > 0)
    return gain


def _costs(items: tuple[bool, ...], *, reordered: bool) -> Floats:
    """Return the cost of going from each place (row) to each (column)."""
    size = len(items) + 2
    passed = np.concatenate(([0.0], np.cumsum([1.0 if taken else 0.0 for taken in items])))
    cost = np.zeros((size, size))
    for here in range(size):
        for there in range(size):
            if here == there:
                continue
            before, after = (here - 1 if here else -1), there - 1
            if there == 0:
                cost[here, there] = BACK + 2.0
            elif here == size - 1:
                cost[here, there] = REOPEN
            elif there == size - 1:
                left = passed[-1] - passed[max(0, before + 1)]
                cost[here, there] = LEAVE + min(2.0, END_SKIP * left)
            elif there > here:
                cost[here, there] = LEAVE + SKIP * (passed[after] - passed[before + 1])
            else:
                cost[here, there] = BACK - (1.5 if reordered else 0.0)
    return cost


def _onward_steps(items: tuple[bool, ...]) -> Floats:
    """Mark, for each place, the next item: where moving on without a name leads."""
    size = len(items) + 2
    steps = np.zeros((size, size))
    for here in range(size - 1):
        following = [i + 1 for i in range(here, len(items)) if items[i]]
        if following:
            steps[here, following[0]] = 1.0
    return steps
