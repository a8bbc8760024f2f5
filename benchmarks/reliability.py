"""How often a role that is held 90 % likely is the true one."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from benchmarks.written import Meeting
from minutes_pipeline.attribution import cues, evidence, frames
from minutes_pipeline.attribution.directory import Directory
from minutes_pipeline.attribution.inference import judge
from minutes_pipeline.attribution.mentions import Heard, hear
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.meeting import Roster, Utterance

_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


@dataclass(frozen=True, slots=True)
class Told:
    """What was held of one utterance.

    Attributes:
        seconds: Its length.
        likely: Probability of the likeliest label.
        right: Whether that label is the true one.
        true: Probability of the true label.
    """

    seconds: float
    likely: float
    right: bool
    true: float


@dataclass(slots=True)
class _Once:
    """What the words of a meeting say, found once; a search turns only what it weighs."""

    heard: list[Heard]

    def __call__(self, utterances: Sequence[Utterance], directory: Directory) -> list[Heard]:
        """Return the same again by the present voices, with the present weights of the cues."""
        del directory
        present = {cue.name: cue for cue in cues.CUES}
        found = [copy.copy(one) for one in self.heard]
        for one, utterance in zip(found, utterances, strict=True):
            one.utterance = utterance
            one.hits = tuple(replace(hit, cue=present[hit.cue.name]) for hit in one.hits)
        return found


_FRAMES = ("_CALLS", "_PERHAPS_CALLS", "_SAYS_WHO", "_SAYS_UNIT", "_SAYS_LOOSELY")
"""Weights that stand in what was heard, which is found anew when they are turned."""
_HEARD: dict[tuple[str, bool, tuple[float, ...]], tuple[Directory, _Once]] = {}


def case_of(meeting: Meeting, *, roster: bool) -> tuple[Directory, evidence.Case]:
    """Return what the words of *meeting* tell; whose voices they are does not change the words."""
    said = meeting.record.utterances
    key = meeting.script, roster, tuple(getattr(frames, name) for name in _FRAMES)
    if key not in _HEARD:
        directory = Directory(meeting.roster if roster else Roster(), SudachiTokenizer())
        _HEARD[key] = directory, _Once(hear(said, directory))
    directory, again = _HEARD[key]
    evidence.hear = again  # type: ignore[assignment]
    try:
        return directory, evidence.gather(said, directory)
    finally:
        evidence.hear = hear


def held(meeting: Meeting, *, roster: bool) -> Iterator[Told]:
    """Yield what is held of every utterance, before anything is decided."""
    _, case = case_of(meeting, roster=roster)
    shares = judge(case.roles, case.steps, case.weights, case.prior).shares
    for turn, row in zip(meeting.reference.turns, shares, strict=True):
        pooled: dict[str, float] = {}
        for role, share in zip(case.roles, row, strict=True):
            pooled[role.label] = pooled.get(role.label, 0.0) + float(share)
        best = max(pooled, key=pooled.__getitem__)
        seconds = turn.end - turn.start
        yield Told(seconds, pooled[best], best == turn.role, pooled.get(turn.role, 0.0))


def calibration_error(told: Iterable[Told]) -> float:
    """Return the expected calibration error: by how much likely and true differ, by time."""
    rows = [row for row in _binned(list(told)) if row[1] > 0]
    return sum(s * abs(likely - true) for _, s, likely, true in rows) / sum(r[1] for r in rows)


def table(told: Iterable[Told]) -> list[str]:
    """Return the table for people, one line a bin, and the error below."""
    every = list(told)
    lines = [f"{'held':<14}{'share of time':>14}{'held, mean':>12}{'true':>8}"]
    whole = sum(one.seconds for one in every)
    for name, seconds, likely, true in _binned(every):
        if seconds:
            lines.append(f"{name:<14}{seconds / whole:>14.3f}{likely:>12.3f}{true:>8.3f}")
    return [*lines, f"expected calibration error {calibration_error(every):.4f}"]


def _binned(told: list[Told]) -> Iterator[tuple[str, float, float, float]]:
    """Yield every bin's name, seconds, mean probability and share of it that is true."""
    for low, high in pairwise(_BINS):
        own = [one for one in told if low <= one.likely < high]
        seconds = sum(one.seconds for one in own)
        weight = seconds or 1.0
        yield (
            f"{low:.2f} - {min(high, 1.0):.2f}",
            seconds,
            sum(one.seconds * one.likely for one in own) / weight,
            sum(one.seconds * one.right for one in own) / weight,
        )
