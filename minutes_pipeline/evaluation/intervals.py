"""The interval that chance alone would give: a rate resampled over the pieces of a meeting."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

RESAMPLES = 1000
_SEED = 20200925


@dataclass(frozen=True, slots=True)
class Rate:
    """An error rate with its 95 % bootstrap interval over the pieces of one meeting.

    Attributes:
        value: Errors over reference length.
        low: 2.5th percentile of the resampled rates.
        high: 97.5th percentile.
    """

    value: float
    low: float
    high: float


def bootstrapped(pieces: Sequence[tuple[float, float]]) -> Rate:
    """Return the rate of (errors, length) pieces with its percentile interval.

    Pieces (turns, half minutes) are drawn with replacement, `RESAMPLES` times, always by the same
    random numbers (Efron, "Bootstrap methods: another look at the jackknife", 1979; for speech
    recognition Bisani and Ney, ICASSP 2004).
    """
    length = sum(n for _, n in pieces)
    if not length:
        return Rate(0.0, 0.0, 0.0)
    generator = random.Random(_SEED)  # noqa: S311 - statistics, not secrets
    rates = []
    for _ in range(RESAMPLES):
        drawn = generator.choices(pieces, k=len(pieces))
        over = sum(n for _, n in drawn)
        rates.append(sum(e for e, _ in drawn) / over if over else 0.0)
    rates.sort()
    value = sum(e for e, _ in pieces) / length
    return Rate(value, rates[int(RESAMPLES * 0.025)], rates[int(RESAMPLES * 0.975) - 1])
