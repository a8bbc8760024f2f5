"""Which windows hold the same person: hierarchical clustering whose cut follows the recording.

Groups are joined by the mean cosine distance of all pairs (average linkage). Noise and echo widen
every voice's cloud of vectors, so how far apart two people must be is read off the recording: off
how far one voice strays from itself within a monologue. Figures: docs/decisions/0010.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

CLOSE, FAR = 0.40, 0.55
"""Mean cosine distance of two people: of a recording whose voices stray little, and much."""
LITTLE, MUCH = 0.25, 0.33
"""Median distance of a voice from itself from which, and to which, the cut moves."""
UNKNOWN = 0.50
"""The cut where no monologue tells how much a voice strays."""
PAIRS = 10
"""Pairs of windows of one monologue that are needed to tell."""
MOSTLY = 0.3
"""Share of a window that a voice must speak for the window to count as monologue."""
SMALLEST = 4
"""Windows in which a voice must be heard to count as a person of its own."""
FEW = 12
"""Windows below which a voice must be clearly apart from all others to count as one."""
CLEAR = 0.60
"""Mean cosine distance that is clearly apart."""
STEP = 0.01
"""By which the cut is made finer while there are fewer people than there must be."""

Vectors = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.integer[Any]]


def straying(vectors: Vectors, activity: npt.NDArray[Any], lag: int) -> float | None:
    """Return the median cosine distance of a voice from itself; None where nothing tells.

    Args:
        vectors: Shape ``(windows, voices, dimension)``.
        activity: Shape ``(windows, frames, voices)``, 0 or 1.
        lag: Windows from one to the next that shares no sound with it. If all windows from one to
            the other hold a single voice, both are the same person's.
    """
    spoken = activity.mean(axis=1)
    alone = (spoken > 0).sum(axis=1) == 1
    voice = spoken.argmax(axis=1)
    enough = spoken.max(axis=1) > MOSTLY
    single = unit(vectors[np.arange(len(vectors)), voice])
    found = [
        1.0 - float(single[first] @ single[first + lag])
        for first in range(len(vectors) - lag)
        if enough[first] and enough[first + lag] and alone[first : first + lag + 1].all()
    ]
    known = [distance for distance in found if np.isfinite(distance)]
    return float(np.median(known)) if len(known) >= PAIRS else None


def cut_for(stray: float | None) -> float:
    """Return the mean cosine distance from which two groups are two people."""
    if stray is None:
        return UNKNOWN
    return float(np.interp(stray, (LITTLE, MUCH), (CLOSE, FAR)))


def group(vectors: Vectors, cut: float, least: int, most: int) -> Labels:
    """Return the person of each vector, numbered from 0.

    Where the cut gives more people than *most*, the nearest two are joined; where it gives fewer
    than *least*, it is made finer until it does not, or cannot.

    Args:
        vectors: Shape ``(n, dimension)``, n at least 1.
        cut: From `cut_for`.
        least: Fewest people.
        most: Most people.
    """
    from scipy.cluster.hierarchy import linkage

    if len(vectors) == 1:
        return np.zeros(1, int)
    directions = unit(vectors)
    tree = linkage(directions, "average", metric="cosine")
    people = _people(directions, tree, cut)
    for finer in np.arange(cut - STEP, 0.0, -STEP):
        if people.max() + 1 >= least:
            break
        people = max(people, _people(directions, tree, finer), key=np.max)
    while people.max() + 1 > most:
        apart = _apart(directions, people)
        one, other = np.unravel_index(apart.argmin(), apart.shape)
        people = _numbered(np.where(people == one, other, people))
    return people


def unit(vectors: Vectors) -> Vectors:
    """Return the vectors with length 1; NaN stays NaN."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    directions: Vectors = vectors / np.maximum(length, 1e-9)
    return directions


def _people(directions: Vectors, tree: Vectors, cut: float) -> Labels:
    """Return the groups at *cut*; those that are no person of their own go to the nearest one."""
    from scipy.cluster.hierarchy import fcluster

    labels: Labels = fcluster(tree, cut, criterion="distance") - 1
    # In a recording of a minute or two nobody is heard in many windows.
    smallest, few = (min(usual, max(1, round(0.1 * len(labels)))) for usual in (SMALLEST, FEW))
    large = np.flatnonzero(np.bincount(labels) >= smallest)
    if len(large) == 0:
        return np.zeros(len(labels), int)
    sums = _sums(directions, labels)
    # The direction of a group of a few windows says more than the spread of its vectors.
    nearest = large[(unit(sums) @ unit(sums[large]).T).argmax(axis=1)]
    nearest[large] = large
    labels = _numbered(nearest[labels])
    while labels.max() > 0:
        counts, apart = np.bincount(labels), _apart(directions, labels)
        unsure = np.flatnonzero((counts < few) & (apart.min(axis=1) < CLEAR))
        if len(unsure) == 0:
            break
        one = unsure[apart[unsure].min(axis=1).argmin()]
        labels = _numbered(np.where(labels == one, apart[one].argmin(), labels))
    return labels


def _apart(directions: Vectors, labels: Labels) -> Vectors:
    """Return the mean cosine distance of every two groups; endless of a group from itself."""
    means = _sums(directions, labels) / np.bincount(labels)[:, None]
    apart = 1.0 - means @ means.T
    np.fill_diagonal(apart, np.inf)
    return apart


def _sums(directions: Vectors, labels: Labels) -> Vectors:
    sums = np.zeros((int(labels.max()) + 1, directions.shape[1]))
    np.add.at(sums, labels, directions)
    return sums


def _numbered(labels: Labels) -> Labels:
    """Return the labels as 0, 1, 2 … in the same order."""
    numbers: Labels = np.unique(labels, return_inverse=True)[1]
    return numbers
