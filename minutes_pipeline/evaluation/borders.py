"""How well the borders between items were drawn: WindowDiff and Pk over the spoken seconds.

Sources: Beeferman, Berger, Lafferty, "Statistical models for text segmentation", Machine Learning
34 (1999) for Pk; Pevzner, Hearst, "A critique and improvement of an evaluation metric for text
segmentation", Computational Linguistics 28 (2002) for WindowDiff; both as NLTK computes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from minutes_pipeline.evaluation.reference import Reference
from minutes_pipeline.meeting import Utterance

_STEP = 1.0
"""Seconds between the moments that are compared."""


@dataclass(frozen=True, slots=True)
class BorderRates:
    """Errors of borders; 0 where all stand right, lower is better.

    Attributes:
        windowdiff: Share of windows that hold another number of borders than the reference.
        pk: Share of pairs of moments that are wrongly taken as of one item or of two.
    """

    windowdiff: float
    pk: float


def border_rates(reference: Reference, utterances: Sequence[Utterance]) -> BorderRates | None:
    """Return the errors of the borders; None without items in the reference, or without NLTK.

    Moments of turns for which the reference claims no item (opening, closing) are left out. A
    turn that may stand under several items counts as under the one it was given, if it may.
    """
    moments = tuple(_moments(reference, utterances))
    if len(moments) < 2:
        return None
    try:
        from nltk.metrics.segmentation import pk, windowdiff
    except ImportError:  # the extra `evaluation` is not installed: the report says so
        return None
    true = _borders([wanted for wanted, _ in moments])
    found = _borders([given for _, given in moments])
    segments = true.count("1") + 1
    window = min(len(true), max(2, round(len(true) / segments / 2)))
    return BorderRates(
        windowdiff=float(windowdiff(true, found, window)), pk=float(pk(true, found, window))
    )


def _moments(
    reference: Reference, utterances: Sequence[Utterance]
) -> Iterator[tuple[str, str | None]]:
    """Yield the true and the given item of every moment of speech that stands in an item."""
    wanted = None
    for turn, allowed in zip(reference.turns, reference.items, strict=False):
        if not allowed:
            continue
        for start, end in turn.speech:
            for step in range(max(1, int((end - start) / _STEP))):
                given = _item_at(start + (step + 0.5) * _STEP, end, utterances)
                if given in allowed:
                    wanted = given
                elif wanted not in allowed:
                    wanted = allowed[0]
                yield str(wanted), given


def _item_at(moment: float, end: float, utterances: Sequence[Utterance]) -> str | None:
    """Return the item of the utterance at *moment* [s], or of the nearest one."""
    at = min(moment, end)
    timed = [
        (max(u.span.start - at, at - u.span.end, 0.0), n)
        for n, u in enumerate(utterances)
        if u.span is not None
    ]
    return utterances[min(timed)[1]].item if timed else None


def _borders(labels: Sequence[str | None]) -> str:
    """Return ``"1"`` for every moment behind which another label follows, ``"0"`` otherwise."""
    pairs = pairwise(labels)
    return "".join("1" if here != there else "0" for here, there in pairs)
