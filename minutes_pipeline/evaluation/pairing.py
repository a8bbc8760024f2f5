"""Which answer belongs to which question: precision, recall and F over pairs.

The measure of the question-answer alignment of NTCIR-16 QA Lab-PoliInfo-3, on the turns that the
written questions and answers rest on: a pair of the gold minutes is found when the draft has an
answer from that answer's turn directly under a question from that question's turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from minutes_pipeline.evaluation.characters import strict
from minutes_pipeline.evaluation.reference import Reference
from minutes_pipeline.meeting import Minutes, Utterance

Said = TypeVar("Said")
_ASKS = "委員"
_ALIKE = 0.2
"""Share of a written answer's pairs of letters that its turn must hold."""

Pair = tuple[frozenset[int], frozenset[int]]
"""The turns that a question rests on, and those of its answer, numbered from 0."""


@dataclass(frozen=True, slots=True)
class PairRates:
    """How well questions and answers were paired, each in [0, 1].

    Attributes:
        precision: Share of the draft's pairs that the gold minutes have.
        recall: Share of the gold minutes' pairs that the draft has.
    """

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pair_rates(
    minutes: Minutes, utterances: Sequence[Utterance], reference: Reference
) -> PairRates | None:
    """Return how well the draft pairs questions with answers; None without gold pairs."""
    true = tuple(_gold_pairs(reference))
    if not true:
        return None
    turn_of = {u.id: _turn_of(u, reference) for u in utterances}
    found = tuple(_drafted_pairs(minutes, turn_of))
    return PairRates(
        precision=sum(_any_same(p, true) for p in found) / len(found) if found else 0.0,
        recall=sum(_any_same(p, found) for p in true) / len(true),
    )


def _any_same(pair: Pair, others: Sequence[Pair]) -> bool:
    return any(pair[0] & asked and pair[1] & answered for asked, answered in others)


def _paired(
    exchanges: Sequence[tuple[str | None, Said]], turns: Callable[[Said], frozenset[int]]
) -> Iterator[Pair]:
    """Yield the pairs of one item: every answer with the question that it stands under."""
    asked: frozenset[int] = frozenset()
    for label, exchange in exchanges:
        if label == _ASKS:
            asked = turns(exchange)
        elif label is not None and asked:
            answered = turns(exchange)
            if answered:
                yield asked, answered


def _drafted_pairs(minutes: Minutes, turn_of: dict[str, int | None]) -> Iterator[Pair]:
    for item in minutes.items:
        said = [
            (e.label, tuple(s for p in e.paragraphs for s in p.sources)) for e in item.exchanges
        ]
        yield from _paired(
            said, lambda ids: frozenset(t for i in ids if (t := turn_of.get(i)) is not None)
        )


def _turn_of(utterance: Utterance, reference: Reference) -> int | None:
    """Return the turn that an utterance shares most time with; None when with none."""
    if utterance.span is None:
        return None
    shared = [
        sum(
            max(0.0, min(utterance.span.end, end) - max(utterance.span.start, start))
            for start, end in turn.speech
        )
        for turn in reference.turns
    ]
    best = max(range(len(shared)), key=shared.__getitem__, default=None)
    return best if best is not None and shared[best] > 0 else None


def _gold_pairs(reference: Reference) -> Iterator[Pair]:
    spoken = [_bigrams(turn.text) for turn in reference.turns]
    for item in reference.gold:
        places = [
            n
            for n, allowed in enumerate(reference.items or [None] * len(reference.turns))
            if allowed is None or item.number in allowed
        ]

        def turns(said: tuple[str, str], places: Sequence[int] = tuple(places)) -> frozenset[int]:
            label, text = said
            written = _bigrams(text)
            likes = {
                n: sum((written & spoken[n]).values()) / max(1, written.total())
                for n in places
                if reference.turns[n].role == label
            }
            best = max(likes, key=likes.__getitem__, default=None)
            return frozenset() if best is None or likes[best] < _ALIKE else frozenset({best})

        exchanges = [(e.label, (e.label, "".join(e.paragraphs))) for e in item.exchanges]
        yield from _paired(exchanges, turns)


def _bigrams(text: str) -> Counter[str]:
    plain = strict(text)
    return Counter(plain[i : i + 2] for i in range(len(plain) - 1))
