"""``python -m benchmarks.fitting``: every tuned number, fitted with one meeting left out.

Numbers are fitted by coordinate search: each is tried at a few values, one after the other, and
kept where the loss of the meetings falls by more than one percent. The loss is smooth, so that it
tells more than the few seconds that are wrong: for roles the logarithm of the probability of the
true label by spoken second; for items by how little, or how far on
the wrong side, the right place beats every other. Meetings that are held back take no part.

Printed are the present value, the one fitted to all meetings and the range over the folds; and, for
each meeting, what it scores with the present numbers and with those fitted without it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks.judged import Judged
from benchmarks.knobs import (
    CUE_WEIGHTS,
    HINTS,
    ITEM_COSTS,
    ITEM_WEIGHTS,
    MIXED,
    PATTERNS,
    ROLE_NUMBERS,
    SHARES,
    THRESHOLDS,
    UNHEARD,
    Knob,
    turned,
)
from benchmarks.merged import merged
from benchmarks.reliability import Told, held, table
from benchmarks.roles_and_items import score
from benchmarks.written import Meeting, folders, load
from minutes_pipeline.agenda.evidence import Heard, hear, places_of
from minutes_pipeline.agenda.path import max_marginals
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.meeting import Record

Setting = tuple[tuple[Knob, float], ...]
Losses = npt.NDArray[np.float64]
_GAIN = 0.01
"""Share by which the loss must fall for a number to be changed."""
_FLOOR = 1e-3
_MARGIN = 1.25
"""Margin of the path below which a border is shown as doubtful."""
_WRONG = 3.0
"""How many undecided seconds one wrong second is worth."""


def role_loss(meeting: Meeting) -> float:
    """Return the mean loss of a second's true role, with the roster."""
    told = list(held(meeting, roster=True))
    loss = sum(one.seconds * -float(np.log(max(_FLOOR, one.true))) for one in told)
    return loss / sum(one.seconds for one in told)


def unheard_loss(meeting: Meeting) -> float:
    """Return the same where no voice is known."""
    return role_loss(meeting.without_voices())


def merged_loss(meeting: Meeting) -> float:
    """Return the mean of the same where two people have one voice, and where none have."""
    every = [meeting, *(pair.meeting for pair in merged([meeting]))]
    return float(np.mean([role_loss(one) for one in every]))


@dataclass
class DecisionLoss:
    """What undecided and wrong seconds cost: with and without roster and voices, voices merged.

    How likely each role is does not depend on the thresholds; it is found once.
    """

    judged: dict[str, list[Judged]] = field(default_factory=dict)

    def __call__(self, meeting: Meeting) -> float:
        if meeting.name not in self.judged:
            alone = (meeting, meeting.without_voices())
            self.judged[meeting.name] = [
                *(Judged.of(one, roster=roster) for one in alone for roster in (True, False)),
                *(Judged.of(pair.meeting, roster=True) for pair in merged([meeting])),
            ]
        cost = 0.0
        for one in self.judged[meeting.name]:
            found = one.table()
            cost += found.undecided + _WRONG * found.wrong_of_decided * (1 - found.undecided)
        return cost / len(self.judged[meeting.name])


@dataclass
class ItemLoss:
    """How surely seconds stand where they belong; roles are given once, by the present numbers."""

    records: dict[str, Record] = field(default_factory=dict)
    heard: dict[tuple[str, float, ...], Heard] = field(default_factory=dict)

    def __call__(self, meeting: Meeting) -> float:
        if meeting.name not in self.records:
            self.records[meeting.name] = assign_roles(
                meeting.record, meeting.roster, SudachiTokenizer()
            )
        said = self.records[meeting.name].utterances
        places = places_of(meeting.agenda)
        key = meeting.name, *(knob.value for knob in ITEM_WEIGHTS)
        if key not in self.heard:
            self.heard[key] = hear(said, places)
        whole = max_marginals(self.heard[key], places.items)
        numbers = [
            None,
            *(
                line.number if taken else None
                for line, taken in zip(places.lines, places.items, strict=True)
            ),
            None,
        ]
        seconds = loss = 0.0
        for turn, allowed, row in zip(
            meeting.reference.turns, meeting.reference.items, whole, strict=True
        ):
            if allowed is None:
                continue
            right = np.array([number in allowed for number in numbers])
            margin = float(row[right].max() - row[~right].max())
            seconds += turn.end - turn.start
            loss += (turn.end - turn.start) * max(0.0, _MARGIN - margin)
        return loss / max(1.0, seconds)


@dataclass
class Search:
    """Coordinate search over one group of numbers; losses are kept, for folds share most."""

    meetings: Sequence[Meeting]
    knobs: Sequence[Knob]
    loss: Callable[[Meeting], float]
    apart: bool = False
    known: dict[tuple[Setting, int], float] = field(default_factory=dict)

    def losses(self, setting: Setting) -> Losses:
        """Return the loss of every meeting under *setting*."""
        return np.array([self.loss_of(setting, n) for n in range(len(self.meetings))])

    def loss_of(self, setting: Setting, n: int) -> float:
        """Return the loss of the meeting *n* alone."""
        if (setting, n) not in self.known:
            with turned(dict(setting)):
                self.known[setting, n] = self.loss(self.meetings[n])
        return self.known[setting, n]

    def fitted(self, left_out: int | None = None) -> Setting:
        """Return the numbers that fit all meetings, or all but one.

        Of many numbers that hardly touch each other (`apart`) each is fitted by itself, or the
        folds would have to be searched one by one.
        """
        counted = np.array([n != left_out for n in range(len(self.meetings))])
        now: dict[Knob, float] = {}
        best = float(self.losses(())[counted].mean())
        for knob in self.knobs:
            others = {} if self.apart else now
            found = {
                value: float(self.losses(_setting({**others, knob: value}))[counted].mean())
                for value in knob.values()
                if value != knob.value
            }
            value = min(found, key=found.__getitem__)
            if found[value] < best * (1 - _GAIN):
                now[knob] = value
                best = best if self.apart else found[value]
        return _setting(now)


def _setting(chosen: dict[Knob, float]) -> Setting:
    return tuple(sorted(chosen.items(), key=lambda pair: pair[0].title))


def report(search: Search, title: str) -> list[Setting]:
    """Print what the numbers become, and return what each fold chose."""
    whole = search.fitted()
    folds = [search.fitted(n) for n in range(len(search.meetings))]
    print(f"\n{title}: loss {search.losses(()).mean():.4f} now,", end=" ")
    print(f"{search.losses(whole).mean():.4f} fitted to all,", end=" ")
    left = [search.loss_of(fold, n) for n, fold in enumerate(folds)]
    print(f"{np.mean(left):.4f} on the meetings left out", flush=True)
    for knob in search.knobs:
        values = [dict(fold).get(knob, knob.value) for fold in folds]
        if {*values, dict(whole).get(knob, knob.value)} == {knob.value}:
            continue
        moved = sum(value != knob.value for value in values)
        alone = [
            search.loss_of(() if value == knob.value else ((knob, value),), n)
            for n, value in enumerate(values)
        ]
        print(
            f"  {knob.title:<40}{knob.value:>8.3g}{dict(whole).get(knob, knob.value):>8.3g}"
            f"   left out {min(values):.3g} .. {max(values):.3g}, moved in {moved} folds,"
            f" by itself {np.mean(alone):.4f}"
        )
    still = [k.title for k in search.knobs if all(k not in dict(s) for s in (whole, *folds))]
    print(f"  unchanged in every fold: {', '.join(still)}", flush=True)
    return folds


def groups() -> dict[str, tuple[Sequence[Knob], Callable[[Meeting], float]]]:
    """Return every group of numbers with the loss that it is fitted to."""
    return {
        "items": ((*ITEM_COSTS, *ITEM_WEIGHTS), ItemLoss()),
        "roles": (ROLE_NUMBERS, role_loss),
        "hints": (HINTS, role_loss),
        "cues": (CUE_WEIGHTS, role_loss),
        "shares": (SHARES, role_loss),
        "patterns": (PATTERNS, role_loss),
        "mixed": (MIXED, merged_loss),
        "unheard": ((*UNHEARD, *SHARES, *PATTERNS), unheard_loss),
        "thresholds": (THRESHOLDS, DecisionLoss()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    every = groups()
    parser.add_argument("groups", nargs="*", help=f"of {', '.join(every)}; else all")
    given = parser.parse_args()
    meetings = [m for m in map(load, folders()) if not m.held_back]
    folds = [
        report(Search(meetings, *every[name], apart=name != "items"), name)
        for name in given.groups or every
    ]
    print("\nleft out          role right  wrong/dec.  item right   with its own fold's numbers")
    told: list[Told] = []
    for n, meeting in enumerate(meetings):
        now = score(meeting, roster=True, agenda=True)
        chosen = {k: v for group in folds for k, v in group[n]}
        with turned(chosen):
            then = score(meeting, roster=True, agenda=True)
            told += held(meeting, roster=True)
        cells = [f"{s.role:>12.3f}{s.wrong:>12.3f}{s.item or 0.0:>12.3f}" for s in (now, then)]
        print(f"{meeting.name:<14}{cells[0]}   {cells[1]}", flush=True)
    print("\nhow likely the likeliest role was held, and how often it was true (left out)")
    print("\n".join(table(told)))


if __name__ == "__main__":
    main()
